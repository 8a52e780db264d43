"""What people and a file say of one shift: changes by hand, other kinds, other people, days off, and units."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import bygg, innut
from tests.test_importer import TURNUS, _grid, med
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import Ansatt, Grunnturnusrad, Tabeller, Turnusvakt
from xl_tidbank.tables.importer import profil, rapport
from xl_tidbank.tables.importer.rapport import Rapport
from xl_tidbank.tables.importer.valg import Importvalg

MANDAG = date(2026, 5, 4)
HODE = ["Shift ID", "Ansattnr", "Start", "Slutt", "Type", "Status"]


def liste(*rader: tuple[Any, ...], bank: Tabeller | None = None, **valg: Any) -> Rapport:
    """Rows of a list: id, number, from and to on 4 May, type, status."""
    alle = [[i, nr, f"04.05.2026 {fra}", f"04.05.2026 {til}", slag, status] for i, nr, fra, til, slag, status in rader]
    return innut.hent(innut.fil([HODE, *alle], ()), "vaktliste", bank, **valg)


def vaktene(t: Tabeller) -> list[tuple[Any, ...]]:
    return [(v.ansattnr, v.start, v.slutt, v.status, v.kildenokkel) for v in t.vakter]


def turnusen(t: Tabeller) -> list[tuple[Any, ...]]:
    return [(r.ansattnr, r.dato.day, r.start, r.fri) for r in t.turnus or ()]


# Which row is which


def test_one_of_two_shifts_of_a_day_goes_and_the_other_is_not_touched() -> None:
    bank = _grid({"3101": "D/N . . . . . ."}).etter()
    r = _grid({"3101": "N . . . . . ."}, bank)
    assert (r.antall["uendret"], r.antall["endret"], r.antall["ny"]) == (1, 0, 0)
    assert [e.gammel.start for e in r.forskjell.borte] == [450]
    etter = _grid({"3101": "N . . . . . ."}, bank, fjern_borte=True).etter()
    assert [(t.start, t.kildenokkel) for t in etter.turnus or ()] == [(1305, "3101|2026-05-04|2")]
    assert _grid({"3101": "N . . . . . ."}, etter).etter() == etter


def test_a_shift_before_the_one_there_was_is_new_and_changes_nothing() -> None:
    bank = med(_grid({"3101": "A . . . . . ."}).etter(), "turnus", "3101", MANDAG, faktisk_slutt=1350)
    r = _grid({"3101": "D/A . . . . . ."}, bank)
    assert (r.antall["uendret"], r.antall["ny"], r.antall["endret"]) == (1, 1, 0)
    assert {(t.start, t.faktisk_slutt) for t in r.etter().turnus or ()} == {(870, 1350), (450, None)}


def test_two_shifts_of_which_one_is_changed() -> None:
    bank = _grid({"3101": "D/N . . . . . ."}).etter()
    (e,) = _grid({"3101": "A/N . . . . . ."}, bank).forskjell.endret
    assert (e.gammel.start, e.ny.start) == (450, 870)


# Changed by hand after it was fetched


def test_a_row_changed_by_hand_stands_where_the_file_is_as_before() -> None:
    bank = med(_grid({"3101": "D . . . . . ."}).etter(), "turnus", "3101", MANDAG, start=480)
    r = _grid({"3101": "D . . . . . ."}, bank)
    assert (r.antall["uendret"], r.antall["endret"], r.etter()) == (1, 0, bank)
    sagt = "1 rad er endret for hånd i banken etter forrige import, og står som i banken. Skal filen gjelde, bruk"
    assert any(m.tekst.startswith(sagt) for m in r.merknader)
    tatt = _grid({"3101": "D . . . . . ."}, bank, ta_filens=True).etter()
    assert [t.start for t in tatt.turnus or ()] == [450]


def test_a_row_changed_by_hand_and_in_the_file_is_a_conflict_with_both_values() -> None:
    bank = med(_grid({"3101": "D . . . . . ."}).etter(), "turnus", "3101", MANDAG, start=480)
    r = _grid({"3101": "A . . . . . ."}, bank)
    (k,) = r.konflikter
    assert k.tekst == (
        "Raden er endret for hånd. Forrige import: 3101 04.05.2026 07:30–15:00, pause 30. Banken: 3101 04.05.2026 "
        "08:00–15:00, pause 30. Filen: 3101 04.05.2026 14:30–22:00, pause 30."
    )
    assert "--ta-filens" in k.tiltak
    assert r.etter() == bank
    etter = _grid({"3101": "A . . . . . ."}, bank, ta_filens=True).etter()
    assert [(t.start, t.hentet) for t in etter.turnus or ()] == [(870, "3101 04.05.2026 14:30–22:00, pause 30")]


def test_a_row_changed_by_hand_to_what_the_file_then_says_is_agreed() -> None:
    bank = med(_grid({"3101": "D . . . . . ."}).etter(), "turnus", "3101", MANDAG, start=870, slutt=1320)
    r = _grid({"3101": "A . . . . . ."}, bank)
    assert (r.antall["uendret"], r.antall["endret"], r.antall["konflikt"]) == (1, 0, 0)
    enige = r.etter()
    assert [f for f in Bank(enige).funn(MANDAG) if f.regel == "import_endret"] == []
    assert [e.ny.start for e in _grid({"3101": "D . . . . . ."}, enige).forskjell.endret] == [450]


def test_a_bank_from_before_the_column_hentet_is_read_as_it_was() -> None:
    bank = med(_grid({"3101": "D . . . . . ."}).etter(), "turnus", "3101", MANDAG, start=480, hentet="")
    assert [e.ny.start for e in _grid({"3101": "D . . . . . ."}, bank).forskjell.endret] == [450]


# Another kind, another person


def test_a_shift_that_becomes_tidbank_moves_to_vakter_and_is_counted_once() -> None:
    bank = replace(_grid({"3101": "D . . . . . ."}).etter(), avtaler=(bygg.avtale(ansattnr="3101"),))
    r = _grid({"3101": "D* . . . . . ."}, bank)
    assert [(e.tabell, e.byttet) for e in r.forskjell.borte] == [("Turnus", True)]
    etter = r.etter()
    assert (turnusen(etter), len(etter.vakter)) == ([], 1)
    assert Bank(etter).saldo("3101", MANDAG).ubekreftet == 7
    igjen = _grid({"3101": "D* . . . . . ."}, etter)
    assert (igjen.antall["uendret"], igjen.antall["borte"], igjen.etter()) == (1, 0, etter)


def test_a_tidbank_shift_that_becomes_ordinary_is_proposed_cancelled_and_counts_once() -> None:
    bank = replace(_grid({"3101": "D* . . . . . ."}).etter(), avtaler=(bygg.avtale(ansattnr="3101"),))
    r = _grid({"3101": "D . . . . . ."}, bank)
    (b,) = r.forskjell.borte
    assert (b.tabell, b.forslag) == (
        "Vakter", "Er ordinær turnus i filen. Sett Status til Avlyst, og fyll ut Avlyst og Godskrives.",
    )  # fmt: skip
    etter = r.etter()
    assert (len(etter.turnus or ()), etter.vakter) == (1, bank.vakter)
    sak = Bank(etter).sak("3101")
    assert sum(t.minutter for t in sak.arbeidstid.tider) == 7 * 60  # in one of the tables, never in both
    igjen = _grid({"3101": "D . . . . . ."}, etter)
    assert (igjen.antall["ny"], igjen.antall["uendret"], igjen.etter()) == (0, 1, etter)


@pytest.mark.parametrize("felt", [{"varslet": date(2026, 4, 10)}, {"status": "Utført"}, {"godkjent_av": "Leder"}])
def test_a_told_or_worked_shift_that_becomes_ordinary_is_a_conflict(felt: dict[str, Any]) -> None:
    bank = med(_grid({"3101": "D* . . . . . ."}).etter(), "vakter", "3101", MANDAG, **felt)
    r = _grid({"3101": "D . . . . . ."}, bank, godta_flytting=True, fjern_borte=True)
    assert (r.antall["konflikt"], r.antall["borte"], r.etter()) == (1, 0, bank)
    assert "Godskrives" in r.konflikter[0].tiltak
    avlyst = med(bank, "vakter", "3101", MANDAG, status="Avlyst", avlyst=date(2026, 4, 20), godskrives="Nei")
    etter = _grid({"3101": "D . . . . . ."}, avlyst).etter()
    assert (len(etter.turnus or ()), etter.vakter) == (1, avlyst.vakter)


def test_a_shift_with_an_id_changes_kind_whatever_its_time() -> None:
    bank = liste(("1", "3101", "07:30", "15:00", "Normal", "Assigned")).etter()
    etter = liste(("1", "3101", "14:30", "22:00", "Tidbank", "Assigned"), bank=bank).etter()
    assert (turnusen(etter), vaktene(etter)) == ([], [("3101", 870, 1320, "Tildelt", "1")])


def test_a_told_shift_given_to_another_waits_for_a_choice_of_credit() -> None:
    """Whether the first is credited is the employer's choice (B10c), and no import's."""
    rad = ("07:30", "15:00", "Tidbank", "Assigned")
    bank = med(liste(("1", "3101", *rad)).etter(), "vakter", "3101", MANDAG, varslet=date(2026, 4, 1))
    for godta in (False, True):
        r = liste(("1", "3102", *rad), bank=bank, godta_flytting=godta)
        (k,) = r.konflikter
        assert (k.tekst, r.etter()) == (
            "Vakten er gitt fra 3101 til 3102, og 3101 er varslet om den.", bank,
        )  # fmt: skip
        assert "Ja eller Nei i Godskrives" in k.tiltak
        assert "Da får 3102 den som en ny vakt." in k.tiltak
    valgt = med(bank, "vakter", "3101", MANDAG, status="Avlyst", avlyst=date(2026, 4, 25), godskrives="Ja")
    etter = liste(("1", "3102", *rad), bank=valgt).etter()
    assert etter.vakter[0] == valgt.vakter[0]
    assert vaktene(etter)[1:] == [("3102", 450, 900, "Tildelt", "1")]
    assert (etter.vakter[1].vaktnr, etter.vakter[1].varslet) == ("I0001", None)
    igjen = liste(("1", "3102", *rad), bank=etter)
    assert (igjen.antall["uendret"], igjen.antall["borte"], igjen.etter()) == (1, 0, etter)


def test_an_open_shift_with_a_person_is_not_guessed_at() -> None:
    r = liste(("1", "3101", "07:30", "15:00", "Tidbank", "Open"))
    (k,) = r.konflikter
    assert k.tekst == "Statusen «Open» er en ledig vakt, men raden har ansattnr 3101."
    assert (k.ansattnr, r.antall["ny"]) == ("3101", 0)


# Days off, where the bank has a roster by pattern


def _med_plan(*koder: str, bank: Tabeller | None = None) -> Tabeller:
    felt = dict(zip(("man", "tir", "ons", "tor", "fre", "lor", "son"), koder, strict=False))
    plan = Grunnturnusrad("3101", "", MANDAG, date(2026, 5, 31), 1, 1, **felt, kilde=bygg._rad("Grunnturnus", 0))
    bank = bank or innut.tom_bank()
    return replace(
        bank,
        vaktkoder=innut.VAKTKODER,
        grunnturnus=(plan,),
        avtaler=(bygg.avtale(ansattnr="3101"), bygg.avtale(1, ansattnr="3102")),
    )


def _dager(t: Tabeller, nr: str = "3101") -> list[tuple[int, int]]:
    """The days and starts the bank counts with, of the week that is imported."""
    vakter = Bank(t).register.av("turnus", (nr,))
    return sorted((v.dato.day, v.start) for v in vakter if v.dato <= date(2026, 5, 10))


def test_the_imported_month_wins_on_its_days() -> None:
    """D every weekday in the pattern; in the file the Tuesday is off, the Wednesday empty, the Thursday a tidbank shift
    and the Friday an evening."""
    bank = _med_plan("D", "D", "D", "D", "D")
    r = _grid({"3101": "D F1 . A* A . ."}, bank)
    etter = r.etter()
    assert _dager(etter) == [(4, 450), (8, 870)]
    fri: list[Any] = [(t.dato.day, t.start, t.slutt, t.opphav, t.kildenokkel) for t in etter.turnus or () if t.fri]
    assert fri == [
        (d, None, None, "grid:Mai", f"3101|2026-05-0{d}|fri") for d in (5, 6, 7)
    ]  # fmt: skip
    assert any(m.tekst.startswith("3 dager er fri i filen der Grunnturnus har vakt.") for m in r.merknader)
    igjen = _grid({"3101": "D F1 . A* A . ."}, etter)
    assert (igjen.antall["uendret"], igjen.antall["ny"], igjen.etter()) == (6, 0, etter)
    assert _grid({"3101": "D F1 . A* A . ."}, bank).json(MANDAG)["ny"][1] == {
        "tabell": "Turnus", "ansattnr": "3101", "dato": "2026-05-05", "start": None, "slutt": None, "pause": None,
        "fri": True,
    }  # fmt: skip


def test_a_day_off_is_a_row_only_where_the_pattern_has_a_shift() -> None:
    bank = _med_plan("D", "F")
    etter = _grid({"3101": "F F . . . . A", "3102": "F F . . . . D"}, bank).etter()
    assert [(t.ansattnr, t.dato.day) for t in etter.turnus or () if t.fri] == [("3101", 4)]


def test_a_day_off_the_pattern_no_longer_has_is_proposed_gone() -> None:
    etter = _grid({"3101": "F A . . . . ."}, _med_plan("D", "D")).etter()
    uten = _med_plan("F", "D", bank=etter)
    r = _grid({"3101": "F A . . . . ."}, uten)
    assert [(e.gammel.fri, e.gammel.dato) for e in r.forskjell.borte] == [(True, MANDAG)]
    tatt = _grid({"3101": "F A . . . . ."}, uten, fjern_borte=True).etter()
    assert turnusen(tatt) == [("3101", 5, 870, False)]


def test_what_says_nothing_takes_nothing_away() -> None:
    """A row with no code at all is not filled in yet; an absence, a code nobody knows and a row by hand stand."""
    bank = _med_plan("D", "D", "D")
    r = _grid({"3101": ". . . . . . .", "3102": "D . . . . . ."}, bank)
    assert _dager(r.etter()) == [(4, 450), (5, 450), (6, 450)]
    assert any("3101 har ingen koder i filen" in m.tekst for m in r.merknader)
    for_hand = replace(bank, turnus=(Turnusvakt("3101", date(2026, 5, 6), 600, 900),))
    assert _dager(_grid({"3101": "FE X9 F A . . ."}, for_hand).etter()) == [(4, 450), (5, 450), (6, 600), (7, 870)]
    toml = profil.tekst("turnusgrid").replace('fri = ["", ', "fri = [")
    fil = innut.fil(innut.grid({"3101": "F . A . . . ."}))
    r = rapport.lag(fil, profil.av_toml(toml, "min.toml"), bank, Importvalg())
    assert _dager(r.etter()) == [(5, 450), (6, 870)]  # an empty cell is a day off where the profile says so


# Units


def _to_enheter() -> Tabeller:
    ansatte = (Ansatt("3101", "Anne Lund", "Solsiden"), Ansatt("3102", "Bjørn Vik", "Skogsiden"))
    return innut.tom_bank(ansatte=ansatte)


def test_the_lists_of_two_units_take_no_rows_of_each_other() -> None:
    en = ("1", "3101", "07:30", "15:00", "Normal", "Assigned")
    to = ("2", "3101", "16:00", "20:00", "Normal", "Assigned")
    sol = liste(en, bank=_to_enheter(), enhet="solsiden")
    assert (sol.opphav, [t.opphav for t in sol.etter().turnus or ()]) == ("vaktliste:Solsiden", ["vaktliste:Solsiden"])
    skog = liste(to, bank=sol.etter(), enhet="Skogsiden", fjern_borte=True)
    assert (skog.opphav, skog.antall["borte"], len(skog.etter().turnus or ())) == ("vaktliste:Skogsiden", 0, 2)
    assert liste(to, bank=liste(en, bank=_to_enheter()).etter()).antall["borte"] == 1  # one source: one of them is gone


def test_a_unit_given_one_time_and_not_the_other_is_told_of() -> None:
    en = ("1", "3101", "07:30", "15:00", "Normal", "Assigned")
    uten, med_ = liste(en, bank=_to_enheter()).etter(), liste(en, bank=_to_enheter(), enhet="Solsiden").etter()
    ganger: list[tuple[Tabeller, dict[str, str], tuple[str, str]]] = [
        (uten, {"enhet": "Solsiden"}, ("vaktliste", "vaktliste:Solsiden")),
        (med_, {}, ("vaktliste:Solsiden", "vaktliste")),
    ]
    for bank, valg, kilder in ganger:
        sagt = "Banken har 1 rad fra kilden {} i vinduet, og denne importen får kilden {}."
        assert any(m.tekst.startswith(sagt.format(*kilder)) for m in liste(en, bank=bank, **valg).merknader)
    assert any("oppgi --enhet" in m.tekst for m in liste(en, bank=uten).merknader)
    assert not any("enhet" in m.tekst for m in liste(en, bank=med_, enhet="Solsiden").merknader)


@pytest.mark.parametrize(
    ("navn", "kilde"),
    [("Turnus Solsiden mai 2026.xlsx", "Turnus Solsiden"), ("Turnus Solsiden_06-2026.xlsx", "Turnus Solsiden")],
)
def test_a_source_may_be_named_by_what_stays_the_same_in_the_name_of_the_file(navn: str, kilde: str) -> None:
    toml = profil.tekst("turnusgrid").replace('"grid:{ark}:{enhet}"', '"{fil}"')
    fil = replace(innut.fil(innut.grid({"3101": "D . . . . . ."})), navn=navn)
    assert rapport.lag(fil, profil.av_toml(toml, "min.toml"), innut.tom_bank(), Importvalg()).opphav == kilde


def test_an_unknown_unit_is_refused_with_those_there_are() -> None:
    with pytest.raises(TidbankFeil, match=r"Enheten «Sol» finnes ikke i Ansatte\. Banken har Solsiden, Skogsiden\."):
        _grid({"3101": "D"}, _to_enheter(), enhet="Sol")
    with pytest.raises(TidbankFeil, match="Ingen i Ansatte har en enhet"):
        _grid({"3101": "D"}, enhet="Sol")


# Small things that must be said


def test_a_cell_is_told_of_whole() -> None:
    r = innut.hent(innut.fil([innut.grid({})[0], ["3101", "D 1"]]), "turnusgrid")
    (k,) = r.konflikter
    assert (k.verdi, k.tekst) == ("D 1", "Koden «1» i «D 1» er ukjent.")


def test_another_absence_in_the_bank_is_told_of() -> None:
    bank = _grid({"3101": "FE FE . . . . ."}, med_fravaer=True).etter()
    r = _grid({"3101": "FE S . . . . ."}, bank, med_fravaer=True)
    assert (r.antall["uendret"], r.etter()) == (1, bank)
    assert [k.tekst for k in r.konflikter] == [
        "Fraværet er SYK i filen og FERIE i banken (1 dag). Det i banken står."
    ]  # fmt: skip


# Properties

PLAN = st.lists(st.sampled_from(["D", "A", "N", "F1", ""]), min_size=7, max_size=7)


@given(TURNUS, TURNUS, PLAN, st.booleans(), st.randoms(use_true_random=False))
def test_the_last_file_twice_changes_nothing_whatever_came_before(
    foer: dict[str, str], naa: dict[str, str], plan: list[str], fjern: bool, blandet: random.Random
) -> None:
    """Two months on top of each other and a pattern below: kinds change, days come free, shifts go. The second time,
    in another order, nothing is new or changed, and nothing more goes."""
    bank = _grid(foer, _med_plan(*plan)).etter()
    en = _grid(naa, bank, fjern_borte=fjern)
    rader = innut.grid(naa)
    kolonner = blandet.sample(range(8), 8)
    under = blandet.sample(rader[1:], len(rader) - 1)
    fil = innut.fil([[rad[k] for k in kolonner] for rad in (rader[0], *under)])
    to = innut.hent(fil, "turnusgrid", en.etter(), fjern_borte=fjern)
    assert to.etter() == en.etter()
    assert (to.antall["ny"], to.antall["endret"]) == (0, 0)
    assert to.antall["uendret"] == en.antall["ny"] + en.antall["endret"] + en.antall["uendret"]


@given(TURNUS, PLAN)
def test_the_ordinary_roster_of_the_week_is_the_files_where_the_file_speaks(
    koder: dict[str, str], plan: list[str]
) -> None:
    etter = _grid(koder, _med_plan(*plan)).etter()
    linje = koder.get("3101", "").split()
    if not any(k != "." for k in linje):
        return
    tider = {"D": [450], "A": [870], "N": [1305], "D/N": [450, 1305]}
    for n, kode in enumerate(linje):
        av_planen = tider.get(plan[n], [])
        ventet = av_planen if kode in ("FE", "X9") else tider.get(kode, [])
        assert [s for d, s in _dager(etter) if d == 4 + n] == ventet
