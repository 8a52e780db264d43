"""Imports: what the samples say, and what becomes of a row the bank has already."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import bygg, innut
from xl_tidbank.book.open import fremmed
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import Tabeller, Turnusvakt, Vakt
from xl_tidbank.core.tid.grunnturnus import UKEDAGER
from xl_tidbank.tables.importer import profil, rapport
from xl_tidbank.tables.importer.rapport import Rapport
from xl_tidbank.tables.importer.valg import Importvalg

DAG = date(2026, 5, 1)
# The roster of sample 01, read off the sheet by hand.
TURNUS1 = {
    "3101": "4D 5D 7A 11D 13A 15N 16N", "3102": "4A 5A 6D 9D 10D 11A 12D 14A", "3103": "4N 5N 11D 12D 15A 16A",
    "3104": "11D 12A 14D", "3105": "5D 9L 12A",
}  # fmt: skip
VAKTER1 = {"3101": "8A", "3102": "16D", "3105": "14D"}


def sett_inn(r: Rapport) -> Tabeller:
    return r.etter()


def med(bank: Tabeller, tabell: str, nr: str, dag: date, **felt: Any) -> Tabeller:
    """The bank with something changed by hand in one row."""
    rader = [r._replace(**felt) if (r.ansattnr, r.dato) == (nr, dag) else r for r in getattr(bank, tabell)]
    assert rader != list(getattr(bank, tabell))
    return replace(bank, **{tabell: tuple(rader)})


@pytest.fixture(scope="module")
def etter1() -> Tabeller:
    return innut.hent(fremmed.les(innut.GRID1), "turnusgrid").etter()


# The samples


def test_sample_01_a_ward_grid() -> None:
    """With its traps; a sum that does not fit is told of and changes nothing (I14)."""
    r = innut.hent(fremmed.les(innut.GRID1), "turnusgrid")
    assert innut.dager_og_tider(r, "Turnus") == innut.fasit(TURNUS1, 2026, 5)
    assert innut.dager_og_tider(r, "Vakter") == innut.fasit(VAKTER1, 2026, 5)
    assert (r.fra, r.til, r.opphav, r.fri) == (date(2026, 5, 4), date(2026, 5, 17), "grid:Mai", 32)
    etter = r.etter()
    assert etter.turnus is not None
    assert sum(t.slutt - t.start + 1440 * (t.slutt <= t.start) - t.pause for t in etter.turnus) == 205.5 * 60
    assert [(v.vaktnr, v.ansattnr, v.type, v.maate, v.status, v.varslet) for v in etter.vakter] == [
        ("I0001", "3101", "Tidbank", "Tildelt", "Tildelt", None),
        ("I0002", "3102", "Tidbank", "Tildelt", "Tildelt", None),
        ("I0003", "3105", "Tidbank", "Tildelt", "Tildelt", None),
    ]
    assert sum(v.timer for v in etter.vakter) == 21
    assert [v.kildenokkel for v in etter.vakter] == ["3101|2026-05-08|1", "3102|2026-05-16|1", "3105|2026-05-14|1"]
    timer: dict[str, float] = {}
    for t in etter.turnus:
        timer[t.ansattnr] = timer.get(t.ansattnr, 0) + (t.slutt - t.start + 1440 * (t.slutt <= t.start) - t.pause) / 60
    for v in etter.vakter:
        timer[v.ansattnr] += v.timer
    assert timer == {"3101": 62, "3102": 63, "3103": 48, "3104": 21, "3105": 32.5}
    (k,) = r.konflikter
    assert (str(k.sted), k.ansattnr, k.verdi) == ("Mai!O10", "3104", "X9")
    assert 'X9 = "07:30-15:00/30"' in k.tiltak
    assert r.forskjell.fravaer_hoppet_over == 7
    sagt = [m.tekst for m in r.merknader]
    assert "Sum for 3104 er 35,00 i filen og 21,00 regnet av vaktene." in sagt
    assert len([s for s in sagt if s.startswith("Sum for")]) == 1
    assert "3 celler har farge. Farge leses ikke." in sagt


def test_sample_01_ends_with_what_the_controls_say() -> None:
    foer, etter = innut.hent(fremmed.les(innut.GRID1), "turnusgrid").kontroll(DAG)
    assert (foer.brudd, foer.advarsel) == (0, 0)
    assert (etter.brudd, etter.advarsel) == (7, 6)


def test_sample_01_twice_changes_nothing(etter1: Tabeller) -> None:
    r = innut.hent(fremmed.les(innut.GRID1), "turnusgrid", etter1)
    assert {k: v for k, v in r.antall.items() if v} == {"uendret": 30, "konflikt": 1, "fravaer_hoppet_over": 7}
    assert r.etter() == etter1


def test_sample_02_on_top_of_01(etter1: Tabeller) -> None:
    r = innut.hent(fremmed.les(innut.GRID2), "turnusgrid", etter1)
    f = r.forskjell
    assert sorted((e.ny.ansattnr, e.ny.dato) for e in f.ny) == [
        ("3101", date(2026, 5, 9)), ("3103", date(2026, 5, 7)), ("3104", date(2026, 5, 15)),
    ]  # fmt: skip
    assert sorted((e.gammel.ansattnr, e.gammel.dato, e.gammel.start, e.ny.start) for e in f.endret) == [
        ("3101", date(2026, 5, 4), 450, 870), ("3105", date(2026, 5, 14), 450, 870),
    ]  # fmt: skip
    assert sorted((e.gammel.ansattnr, e.gammel.dato, e.flyttet_til) for e in f.borte) == [
        ("3101", date(2026, 5, 8), date(2026, 5, 9)), ("3102", date(2026, 5, 10), None),
    ]  # fmt: skip
    assert (len(f.uendret), r.konflikter) == (26, ())
    etter = r.etter()
    assert etter.turnus is not None
    assert len(etter.turnus) == 27 + 2  # what is gone from the file is not taken out of the bank
    assert next(v for v in etter.vakter if v.ansattnr == "3105").vaktnr == "I0003"


def test_a_shift_that_is_worked_is_never_changed(etter1: Tabeller) -> None:
    bank = med(etter1, "vakter", "3105", date(2026, 5, 14), status="Utført")
    r = innut.hent(fremmed.les(innut.GRID2), "turnusgrid", bank)
    (k,) = r.konflikter
    assert (k.ansattnr, k.tekst) == ("3105", "Vakten er utført i banken, og er en annen i filen.")
    assert [v for v in r.etter().vakter if v.ansattnr == "3105"] == [v for v in bank.vakter if v.ansattnr == "3105"]


def test_sample_03_a_rolling_plan() -> None:
    bank = innut.tom_bank(vaktkoder=innut.VAKTKODER)
    r = innut.hent(fremmed.les(innut.PLAN), "rulleplan", bank, fra=date(2026, 6, 1), til=date(2026, 7, 26))
    assert (r.antall["ny"], r.antall["konflikt"]) == (52, 0)
    timer = {"3101": 0.0, "3106": 0.0}
    for e in r.forskjell.ny:
        assert e.tabell == "Turnus"
        timer[e.ny.ansattnr] += (e.ny.slutt - e.ny.start + 1440 * (e.ny.slutt <= e.ny.start) - e.ny.pause) / 60
    assert timer == {"3101": 208, "3106": 180}
    forste = {e.ny.ansattnr: (e.ny.dato, e.ny.start) for e in reversed(r.forskjell.ny)}
    assert forste == {"3101": (date(2026, 6, 1), 450), "3106": (date(2026, 6, 1), 1305)}  # it begins in its third week
    alle = r.etter()
    bank = replace(alle, vaktkoder=innut.VAKTKODER)
    igjen = innut.hent(fremmed.les(innut.PLAN), "rulleplan", bank, fra=date(2026, 6, 1), til=date(2026, 7, 26))
    assert (igjen.antall["uendret"], igjen.etter()) == (52, bank)


def test_a_rolling_plan_needs_to_know_from_when() -> None:
    with pytest.raises(TidbankFeil, match="--fra og --til"):
        innut.hent(fremmed.les(innut.PLAN), "rulleplan")


def test_a_rolling_plan_is_held_against_the_position() -> None:
    avtaler = (
        bygg.avtale(0, ansattnr="3101", fast_pst=75, ukestimer=35.5),
        bygg.avtale(1, ansattnr="3106", fast_pst=63.4, ukestimer=35.5),
    )
    bank = innut.tom_bank(vaktkoder=innut.VAKTKODER, avtaler=avtaler)
    r = innut.hent(fremmed.les(innut.PLAN), "rulleplan", bank, fra=date(2026, 6, 1), til=date(2026, 7, 26))
    assert [m.tekst for m in r.merknader if "stillingen" in m.tekst] == [
        "Planen til 3101 er 26,00 timer i uken i snitt, og stillingen 26,63."
    ]


def test_sample_04_a_list_of_shifts() -> None:
    r = innut.hent(fremmed.les(innut.LISTE), "vaktliste")
    etter = r.etter()
    assert etter.turnus is not None
    assert [(t.ansattnr, t.dato, t.start, t.slutt, t.pause, t.opphav, t.kildenokkel) for t in etter.turnus] == [
        ("3101", date(2026, 10, 19), 450, 900, 30, "vaktliste", "88101")
    ]
    felt = ("vaktnr", "ansattnr", "dato", "start", "slutt", "pause", "type", "maate", "status", "enhet")
    assert {tuple(getattr(v, f) for f in felt) for v in etter.vakter} == {
        ("88102", "3101", date(2026, 10, 24), 1305, 465, 0, "Tidbank", "Tildelt", "Tildelt", "Solsiden"),
        ("88103", "3102", date(2026, 10, 21), 870, 1320, 30, "Tidbank", "Selvvalgt", "Søkt", "Solsiden"),
        ("88104", "", date(2026, 10, 22), 870, 1320, 30, "Tidbank", "Selvvalgt", "Ledig", "Solsiden"),
    }  # fmt: skip
    assert next(v for v in etter.vakter if v.vaktnr == "88102").timer == 10  # by the clock, though the night has 11
    assert [(k.sted.linje, k.tekst) for k in r.konflikter] == [
        (7, "Ansattnr 9999 finnes ikke i Ansatte, så 1 rad er ikke hentet."),
        (8, "Start og slutt er like: 0 eller 24 timer?"),
    ]
    assert r.forskjell.fravaer_hoppet_over == 1
    assert any("står to ganger i filen, og er lest én gang" in m.tekst for m in r.merknader)


def test_sample_05_hours_in_hundredths() -> None:
    r = innut.hent(fremmed.les(innut.TIMER), "timeliste")
    etter = r.etter()
    assert etter.timer is not None
    assert [(t.ansattnr, t.dato, t.start, t.slutt, t.pause, t.timer) for t in etter.timer] == [
        ("3101", date(2026, 10, 5), 450, 945, 30, None), ("3101", date(2026, 10, 6), 450, 900, 30, None),
        ("3101", date(2026, 10, 6), 960, 1080, 0, None), ("3102", date(2026, 10, 8), 1305, 465, 0, None),
    ]  # fmt: skip
    (k,) = r.konflikter
    assert k.sted.linje == 7
    assert k.tekst == (
        "Timer 7,30 stemmer ikke med 08:00–15:30 mindre 0,50 pause = 7,00; er 7,30 ment som 7 timer og 30 minutter?"
    )
    assert r.forskjell.fravaer_hoppet_over == 1


@pytest.mark.parametrize("koding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize(
    ("sti", "navn"), [(innut.PLAN, "rulleplan"), (innut.LISTE, "vaktliste"), (innut.TIMER, "timeliste")]
)
def test_encoding_and_the_order_of_rows_and_columns_change_nothing(
    tmp_path: Path, sti: Path, navn: str, koding: str
) -> None:
    valg = {"fra": date(2026, 6, 1), "til": date(2026, 7, 26)} if navn == "rulleplan" else {}
    bank = innut.tom_bank(vaktkoder=innut.VAKTKODER)
    fasit = innut.hent(fremmed.les(sti), navn, bank, **valg)
    rader = innut.les_csv(sti)
    topp = 1 if navn == "rulleplan" else 0
    for fro in range(4):
        blandet = random.Random(fro)
        orden = blandet.sample(range(len(rader[topp])), len(rader[topp]))
        under = blandet.sample(rader[topp + 1 :], len(rader) - topp - 1)
        nye = [[rad[k] for k in orden] for rad in (rader[topp], *under)]
        fil = innut.skriv_csv(tmp_path / f"{fro}.csv", nye, ",", koding)
        r = innut.hent(fremmed.les(fil), navn, bank, **valg)
        assert r.etter() == fasit.etter()
        assert r.antall == fasit.antall
        assert {(k.ansattnr, k.tekst) for k in r.konflikter} == {(k.ansattnr, k.tekst) for k in fasit.konflikter}


def test_the_order_of_rows_and_columns_of_a_grid_changes_nothing() -> None:
    raa = fremmed.les(innut.GRID1)
    fasit = innut.hent(raa, "turnusgrid")
    mai, liste = raa.ark
    for fro in range(6):
        blandet = random.Random(fro)
        bredde = mai.bredde
        orden = blandet.sample(range(bredde), bredde)
        under = blandet.sample(list(mai.rader[4:]), len(mai.rader) - 4)
        rader = [[(*rad, *(None,) * bredde)[k] for k in orden] for rad in (*mai.rader[:4], *under)]
        r = innut.hent(replace(raa, ark=(replace(mai, rader=rader, fargede=frozenset()), liste)), "turnusgrid")
        assert r.etter() == fasit.etter()
        assert r.antall == fasit.antall


# What the bank has already


def _grid(koder: dict[str, str], bank: Tabeller | None = None, fra: date = date(2026, 5, 4), **valg: Any) -> Rapport:
    return innut.hent(innut.fil(innut.grid(koder, fra)), "turnusgrid", bank, **valg)


def test_a_told_shift_that_is_moved_is_a_conflict_until_somebody_says_otherwise() -> None:
    """I12."""
    bank = _grid({"3101": "D* . . . . . ."}).etter()
    bank = med(bank, "vakter", "3101", date(2026, 5, 4), varslet=date(2026, 4, 10), godkjent_av="")
    r = _grid({"3101": "A* . . . . . ."}, bank)
    (k,) = r.konflikter
    assert k.tekst == "Vakten er flyttet. Den ansatte må varsles på nytt, minst 14 dager før."
    assert "--godta-flytting" in k.tiltak
    assert r.etter() == bank
    vakt = _grid({"3101": "A* . . . . . ."}, bank, godta_flytting=True).etter().vakter[0]
    assert (vakt.start, vakt.varslet, vakt.vaktnr) == (870, None, "I0001")


def test_a_told_shift_that_is_given_to_another_is_not_called_moved() -> None:
    hode = ["Shift ID", "Ansattnr", "Start", "Slutt", "Type", "Status"]

    def liste(nr: str, bank: Tabeller | None = None) -> Rapport:
        rad = ["1", nr, "04.05.2026 07:30", "04.05.2026 15:00", "Tidbank", "Assigned"]
        return innut.hent(innut.fil([hode, rad], ()), "vaktliste", bank)

    bank = med(liste("3101").etter(), "vakter", "3101", date(2026, 5, 4), varslet=date(2026, 4, 1))
    r = liste("3102", bank)
    assert [k.tekst for k in r.konflikter] == ["Vakten er gitt fra 3101 til 3102, og 3101 er varslet om den."]
    assert r.etter() == bank


def test_a_told_shift_that_seems_to_be_moved_to_another_day_is_a_conflict() -> None:
    bank = _grid({"3101": "D* . . . . . ."}).etter()
    bank = med(bank, "vakter", "3101", date(2026, 5, 4), varslet=date(2026, 4, 10))
    r = _grid({"3101": ". . D* . . . ."}, bank)
    assert r.antall | {"konflikt": 1, "borte": 1, "ny": 0} == r.antall
    assert "flyttet fra 04.05.2026" in r.konflikter[0].tekst
    assert r.etter() == bank
    r = _grid({"3101": ". . D* . . . ."}, bank, godta_flytting=True)
    (vakt,) = r.etter().vakter
    assert (vakt.dato, vakt.varslet, vakt.kildenokkel) == (date(2026, 5, 6), None, "3101|2026-05-06|1")
    assert _grid({"3101": ". . D* . . . ."}, r.etter()).antall["uendret"] == 1


@pytest.mark.parametrize(
    ("felt", "sier"),
    [
        ({"status": "Utført"}, "utført"), ({"status": "Godkjent"}, "godkjent"), ({"godkjent_av": "Leder"}, "godkjent"),
        ({"status": "Avlyst"}, "Avlyst"),
    ],
)  # fmt: skip
def test_what_people_have_done_with_a_shift_is_never_overwritten(felt: dict[str, Any], sier: str) -> None:
    bank = med(_grid({"3101": "D* . . . . . ."}).etter(), "vakter", "3101", date(2026, 5, 4), **felt)
    for alt in (False, True):
        for koder in ("A* . . . . . .", ". . . . . . ."):
            r = _grid({"3101": koder}, bank, godta_flytting=alt, fjern_borte=alt)
            assert r.etter() == bank
        assert sier in _grid({"3101": "A* . . . . . ."}, bank).konflikter[0].tekst


def test_the_columns_of_people_are_kept_when_a_row_is_changed() -> None:
    """I9."""
    egne = {
        "eget_onske": True,
        "ulempe": True,
        "ulempe_utfall": "byttet",
        "kompetanse": "Sykepleier",
        "faktisk_slutt": 1380,
    }
    bank = med(_grid({"3101": "A* . . . . . ."}).etter(), "vakter", "3101", date(2026, 5, 4), **egne)
    (vakt,) = _grid({"3101": "L* . . . . . ."}, bank).etter().vakter
    assert vakt.start == 450
    assert {k: getattr(vakt, k) for k in egne} == egne


def test_status_only_moves_forward() -> None:
    """I10."""
    rader = [["Shift ID", "Ansattnr", "Start", "Slutt", "Type", "Status"]]

    def liste(status: str, bank: Tabeller | None = None) -> Rapport:
        rad = ["1", "3101", "04.05.2026 07:30", "04.05.2026 15:00", "Tidbank", status]
        return innut.hent(innut.fil([*rader, rad], ()), "vaktliste", bank)

    bank = liste("Requested").etter()
    assert bank.vakter[0].status == "Søkt"
    bank = liste("Confirmed", liste("Assigned", bank).etter()).etter()
    assert bank.vakter[0].status == "Utført"
    r = liste("Assigned", bank)
    assert (r.antall["uendret"], r.etter()) == (1, bank)
    assert any("tidligere status" in m.tekst for m in r.merknader)


def test_a_vacant_shift_that_somebody_gets_is_changed() -> None:
    hode = ["Shift ID", "Ansattnr", "Start", "Slutt", "Type", "Status"]
    tid = ["04.05.2026 07:30", "04.05.2026 15:00", "Tidbank"]
    bank = innut.hent(innut.fil([hode, ["1", None, *tid, "Open"]], ()), "vaktliste").etter()
    assert (bank.vakter[0].ansattnr, bank.vakter[0].status) == ("", "Ledig")
    r = innut.hent(innut.fil([hode, ["1", "3102", *tid, "Assigned"]], ()), "vaktliste", bank)
    assert [(e.ny.ansattnr, e.ny.status) for e in r.forskjell.endret] == [("3102", "Tildelt")]


def test_a_shift_somebody_has_taken_in_the_bank_is_not_taken_from_them() -> None:
    """The file still has it as vacant: an earlier status (I10)."""
    hode = ["Shift ID", "Ansattnr", "Start", "Slutt", "Type", "Status"]
    fil = innut.fil([hode, ["1", None, "04.05.2026 07:30", "04.05.2026 15:00", "Tidbank", "Open"]], ())
    bank = innut.hent(fil, "vaktliste").etter()
    tatt = replace(bank, vakter=(bank.vakter[0]._replace(ansattnr="3101", status="Tildelt"),))
    r = innut.hent(fil, "vaktliste", tatt)
    assert (r.antall["uendret"], r.antall["endret"], r.etter()) == (1, 0, tatt)
    assert any("tidligere status" in m.tekst for m in r.merknader)


@pytest.mark.parametrize("type_", ["Normal", "Tidbank"])
def test_a_shift_moved_out_of_the_window_is_not_gone(type_: str) -> None:
    hode = ["Shift ID", "Ansattnr", "Start", "Slutt", "Type", "Status"]

    def liste(dag: str, bank: Tabeller | None = None, **valg: Any) -> Rapport:
        rader = [["1", "3101", f"{dag} 07:30", f"{dag} 15:00", type_, "Assigned"]]
        rader += [["2", "3102", "05.05.2026 07:30", "05.05.2026 15:00", type_, "Assigned"]]
        return innut.hent(innut.fil([hode, *rader], ()), "vaktliste", bank, **valg)

    bank = liste("04.05.2026").etter()
    vindu = {"fra": date(2026, 5, 1), "til": date(2026, 5, 31)}
    r = liste("06.06.2026", bank, fjern_borte=True, **vindu)
    assert (r.antall["borte"], r.etter()) == (0, bank)
    assert [k.tekst for k in r.konflikter] == ["Vakten 04.05.2026 står 06.06.2026 i filen, utenfor vinduet som hentes."]


def test_a_cancelled_shift_stays_until_somebody_cancels_it_in_the_bank() -> None:
    hode = ["Shift ID", "Ansattnr", "Start", "Slutt", "Type", "Status"]
    rad = ["1", "3101", "04.05.2026 07:30", "04.05.2026 15:00", "Tidbank"]
    bank = innut.hent(innut.fil([hode, [*rad, "Assigned"]], ()), "vaktliste").etter()
    r = innut.hent(innut.fil([hode, [*rad, "Cancelled"]], ()), "vaktliste", bank)
    assert (r.antall["borte"], r.etter()) == (1, bank)
    assert "Avlyst" in r.forskjell.borte[0].forslag


def test_gone_rows_of_the_roster_go_only_when_asked_for_and_shifts_never() -> None:
    """I11."""
    bank = _grid({"3101": "D A* D . . . ."}).etter()
    assert bank.turnus is not None
    bank = med(bank, "turnus", "3101", date(2026, 5, 6), faktisk_slutt=960)
    tomt = {"3101": ". . . . . . A"}
    assert _grid(tomt, bank).antall["borte"] == 3
    etter = _grid(tomt, bank).etter()
    assert etter.turnus is not None
    assert (len(etter.turnus), len(etter.vakter)) == (3, 1)
    etter = _grid(tomt, bank, fjern_borte=True).etter()
    assert etter.turnus is not None
    # The one somebody has noted the real hours of stays.
    assert [t.dato.day for t in etter.turnus] == [6, 10]
    assert etter.vakter == bank.vakter


def test_a_code_nobody_knows_is_no_reason_to_call_the_shift_gone() -> None:
    bank = _grid({"3101": "D D . . . . ."}).etter()
    r = _grid({"3101": "X9 FE . . . . ."}, bank)
    assert (r.antall["borte"], r.antall["konflikt"], r.etter()) == (0, 1, bank)


def test_a_shift_that_stands_by_hand_is_not_taken_in_again() -> None:
    for_hand = Turnusvakt("3101", date(2026, 5, 4), 450, 900, 30, kilde=bygg._rad("Turnus", 0))
    bank = innut.tom_bank(turnus=(for_hand,))
    r = _grid({"3101": "D D . . . . ."}, bank)
    assert (r.antall["ny"], r.antall["uendret"]) == (1, 1)
    assert any("ført for hånd" in m.tekst for m in r.merknader)


def test_a_shift_by_hand_that_is_another_in_the_file_is_told_of() -> None:
    """A cancelled one does not hide one that stands."""
    bank = _grid({"3101": "D* . . . . . ."}).etter()
    for_hand = bank.vakter[0]._replace(opphav="", kildenokkel="", status="Avlyst")
    ny = _grid({"3101": "D* . . . . . ."}, replace(bank, vakter=(for_hand,)))
    assert (ny.antall["uendret"], ny.antall["ny"]) == (1, 0)
    assert any(m.tekst.startswith("Vakten har status Avlyst i banken") for m in ny.merknader)
    for vakter in ((for_hand, for_hand._replace(status="Tildelt")), (for_hand._replace(status="Tildelt"), for_hand)):
        ny = _grid({"3101": "D* . . . . . ."}, replace(bank, vakter=vakter))
        assert not any("Avlyst" in m.tekst for m in ny.merknader)
    turnus = (Turnusvakt("3101", date(2026, 5, 4), 450, 900, 0),)
    ny = _grid({"3101": "D . . . . . ."}, replace(bank, vakter=(), turnus=turnus))
    assert "Pausen er 30 minutter i filen og 0 i banken. Den i banken står." in [m.tekst for m in ny.merknader]


def test_a_rolling_plan_that_begins_anew_says_so() -> None:
    """A month at a time, three weeks do not go up in it."""
    plan = innut.fil([["Ansattnr", "Uke", *UKEDAGER], *(["3101", u, *"DAN"[u - 1]] for u in (1, 2, 3))])
    juni = innut.hent(plan, "rulleplan", fra=date(2026, 6, 1), til=date(2026, 6, 30))
    juli = innut.hent(plan, "rulleplan", juni.etter(), fra=date(2026, 7, 1), til=date(2026, 7, 31))
    begge = innut.hent(plan, "rulleplan", juni.etter(), fra=date(2026, 6, 1), til=date(2026, 7, 31))
    sagt = [[m.tekst for m in r.merknader if "begynner på nytt" in m.tekst] for r in (juni, juli, begge)]
    assert (sagt[0], sagt[2]) == ([], [])
    assert sagt[1][0].startswith("Planen begynner på nytt i startuken 29.06.2026, og banken har uker av den fra før.")
    assert (begge.antall["uendret"], begge.antall["endret"], begge.antall["borte"]) == (juni.antall["ny"], 0, 0)


def test_a_row_outside_the_window_is_never_changed() -> None:
    """I8."""
    hode = ["Shift ID", "Ansattnr", "Start", "Slutt", "Type", "Status"]
    rad = ["1", "3101", "04.05.2026 07:30", "04.05.2026 15:00", "Tidbank", "Assigned"]
    bank = innut.hent(innut.fil([hode, rad], ()), "vaktliste").etter()
    flyttet = ["1", "3101", "20.05.2026 07:30", "20.05.2026 15:00", "Tidbank", "Assigned"]
    r = innut.hent(innut.fil([hode, flyttet], ()), "vaktliste", bank)
    assert "utenfor vinduet" in r.konflikter[0].tekst
    assert r.etter() == bank
    r = innut.hent(innut.fil([hode, flyttet], ()), "vaktliste", bank, fra=date(2026, 5, 1))
    assert [v.dato for v in r.etter().vakter] == [date(2026, 5, 20)]


def test_absence_comes_in_only_when_asked_for() -> None:
    """I6."""
    koder = {"3101": "FE FE . S D FE FE"}
    r = _grid(koder)
    assert (r.antall["fravaer_hoppet_over"], r.antall["ny"], r.etter().fravaer) == (5, 1, ())
    etter = _grid(koder, med_fravaer=True).etter()
    assert [(f.fra.day, f.til.day, f.kode) for f in etter.fravaer] == [(4, 5, "FERIE"), (9, 10, "FERIE"), (7, 7, "SYK")]
    igjen = _grid(koder, etter, med_fravaer=True)
    assert igjen.etter() == etter
    assert igjen.antall["ny"] == 0


def test_an_absence_may_be_named_as_its_code_is_called_and_must_be_known() -> None:
    toml = profil.tekst("turnusgrid").replace('FE = "FERIE"', 'FE = "ferie"').replace('S = "SYK"', 'S = "Vondt"')
    fil = innut.fil(innut.grid({"3101": "FE S S . . . ."}))
    r = rapport.lag(fil, profil.av_toml(toml, "min.toml"), innut.tom_bank(), Importvalg(med_fravaer=True))
    assert [f.kode for f in r.etter().fravaer] == ["FERIE"]
    assert [k.tekst for k in r.konflikter] == ["Fraværet «S» (2 dager) har ingen kode i tabellen Fraværskoder."]


def test_where_a_row_came_from_is_no_part_of_the_content(etter1: Tabeller) -> None:
    assert etter1.turnus is not None
    for_hand = replace(
        etter1,
        turnus=tuple(t._replace(opphav="", kildenokkel="", hentet="") for t in etter1.turnus),
        vakter=tuple(v._replace(opphav="", kildenokkel="", hentet="") for v in etter1.vakter),
    )
    assert Bank(for_hand).stempel == Bank(etter1).stempel
    assert (
        Bank(replace(for_hand, turnus=for_hand.turnus[1:] if for_hand.turnus else ())).stempel != Bank(etter1).stempel
    )


def test_rows_of_people_who_are_not_in_the_file_may_be_of_another_unit() -> None:
    bank = _grid({"3101": "D D . . . . .", "3102": "A . . . . . ."}).etter()
    sagt = [m.tekst for m in _grid({"3103": "D . . . . . ."}, bank).merknader]
    assert (
        "3 av radene som er borte, gjelder ansatte som ikke er i filen: 3101, 3102. De blir stående. Gjelder filen en "
        "annen enhet, trenger den en profil med en annen kilde enn grid:Mai."
    ) in sagt
    etter = _grid({"3103": "D . . . . . ."}, bank, fjern_borte=True).etter()
    assert [t.ansattnr for t in etter.turnus or ()] == ["3101", "3101", "3102", "3103"]
    assert not any("annen kilde" in m.tekst for m in _grid({"3101": "F F", "3102": "F"}, bank).merknader)


# Properties

KODE = st.sampled_from(["D", "A", "N", "D*", "A*", "F1", ".", "FE", "X9", "D/N"])
TURNUS = st.dictionaries(
    st.sampled_from([nr for nr, _ in innut.FOLK]), st.lists(KODE, min_size=7, max_size=7).map(" ".join), min_size=1
)


def rader_av(t: Tabeller) -> list[Any]:
    return [*(t.turnus or ()), *(v._replace(vaktnr="") for v in t.vakter)]


def innhold(rader: Iterable[Any]) -> list[str]:
    """What the rows say, in an order of their own."""
    return sorted(repr(r[:-1]) for r in rader)


@given(TURNUS)
def test_import_twice_is_import_once(koder: dict[str, str]) -> None:
    en = _grid(koder)
    to = _grid(koder, en.etter())
    assert to.etter() == en.etter()
    assert (to.antall["ny"], to.antall["endret"], to.antall["borte"]) == (0, 0, 0)
    assert to.antall["uendret"] == en.antall["ny"]
    assert to.konflikter == en.konflikter


@given(TURNUS, TURNUS)
def test_one_after_the_other_is_the_last_where_nothing_stays_behind(foer: dict[str, str], naa: dict[str, str]) -> None:
    """All of it but the ordinals of a day where the old file's rows are taken out, and nothing stands in the way."""
    uten = dict.fromkeys(["3101", *foer], ". . . . . . .") | {
        nr: k.replace("X9", ".").replace("FE", ".").replace("*", "") for nr, k in naa.items()
    }
    bank = _grid({nr: k.replace("*", "") for nr, k in foer.items()}).etter()
    etter = _grid(uten, bank, fjern_borte=True).etter()
    sagt = [innhold(x._replace(kildenokkel="") for x in rader_av(t)) for t in (etter, _grid(uten).etter())]
    assert sagt[0] == sagt[1]


@given(TURNUS, TURNUS, st.booleans())
def test_other_sources_and_other_days_never_change(foer: dict[str, str], naa: dict[str, str], alt: bool) -> None:
    en = _grid(foer, fra=date(2026, 4, 27)).etter()  # the week before, from the same sheet
    annet = innut.hent(innut.fil(innut.grid(foer), navn="Annet"), "turnusgrid", en).etter()
    r = _grid(naa, annet, godta_flytting=alt, fjern_borte=alt)

    def fremmede(t: Tabeller) -> list[str]:
        return innhold(x for x in rader_av(t) if x.opphav != "grid:Mai" or x.dato < date(2026, 5, 4))

    assert fremmede(r.etter()) == fremmede(annet) == innhold(rader_av(annet))


@given(TURNUS, st.randoms(use_true_random=False))
def test_no_order_changes_anything(koder: dict[str, str], blandet: random.Random) -> None:
    rader = innut.grid(koder)
    kolonner = blandet.sample(range(8), 8)
    under = blandet.sample(rader[1:], len(rader) - 1)
    blandede = [[rad[k] for k in kolonner] for rad in (rader[0], *under)]
    fasit, r = _grid(koder), innut.hent(innut.fil(blandede), "turnusgrid")
    assert r.etter() == fasit.etter()
    assert r.antall == fasit.antall


@given(TURNUS)
def test_every_filled_cell_is_accounted_for(koder: dict[str, str]) -> None:
    r = _grid(koder)
    celler = [k for linje in koder.values() for k in linje.split()]
    to = celler.count("D/N")
    vakter = sum(c in ("D", "A", "N", "D*", "A*") for c in celler) + 2 * to
    assert r.antall["ny"] == vakter
    assert r.antall["fravaer_hoppet_over"] == celler.count("FE")
    assert r.antall["konflikt"] == ("X9" in celler)  # once for each code
    assert r.fri == celler.count("F1") + celler.count(".")


def test_the_keys_of_a_day_follow_the_clock() -> None:
    etter = _grid({"3101": "N/D . . . . . ."}).etter()
    assert etter.turnus is not None
    assert [(t.start, t.kildenokkel) for t in etter.turnus] == [(450, "3101|2026-05-04|1"), (1305, "3101|2026-05-04|2")]


def test_a_year_of_a_ward() -> None:
    dager = 364
    koder = {nr: " ".join(["D", "A", "N", "F1"][n % 4] for n in range(dager)) for nr, _ in innut.FOLK}
    r = innut.hent(innut.fil(innut.grid(koder, date(2026, 1, 5), dager)), "turnusgrid")
    assert r.antall["ny"] == 6 * dager * 3 // 4
    assert r.til - r.fra == timedelta(days=dager - 1)


def test_vakt_numbers_are_the_next_free_ones() -> None:
    egen = Vakt("I0001", "3102", date(2026, 1, 1), 450, 900, kilde=bygg._rad("Vakter", 0))
    etter = _grid({"3101": "D* A* . . . . ."}, innut.tom_bank(vakter=(egen,))).etter()
    assert [v.vaktnr for v in etter.vakter] == ["I0001", "I0002", "I0003"]
