"""The week roster: who works when, what is planned beside the roster, and never why somebody is away."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import bygg, sidedata
from udfs import TIDBANK_VAKTUKE
from xl_tidbank.book.page.layout import oppsett
from xl_tidbank.book.page.plain import Rader, Side
from xl_tidbank.book.page.styles import VAKTSTILER, stil, vaktrolle
from xl_tidbank.book.sheets.vakt.vaktuke import PAA_ET_ARK, plakat_side, uketabell, vaktuke_side
from xl_tidbank.book.template import workbook
from xl_tidbank.book.write import pages
from xl_tidbank.commands import vaktuke as kommando
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import STANDARDKODER, Kilde, Merknad
from xl_tidbank.core.vakt.vaktuke import Ukedag, Ukevakt, Vaktuke, vaktuke

MANDAG = date(2026, 3, 9)  # week 11
ONSDAG = MANDAG + timedelta(days=2)


def uken(bank: Bank, dag: date = MANDAG, uker: int = 1, **mer: Any) -> Vaktuke:
    return vaktuke(bank, dag, uker, mer.pop("fra", dag), **mer)


def dagene(v: Vaktuke, nr: str = "1") -> list[str]:
    """What stands in the table on each day of one person's first week, "·" where nothing does."""
    navn = next(p.navn for p in v.personer if p.ansattnr == nr)
    return [c or "·" for c in next(r for r in uketabell(v) if r[0] == navn)[1:]]


def vakt(dag: int, **mer: Any) -> dict[str, Any]:
    return {"dato": MANDAG + timedelta(days=dag), "status": "Tildelt", **mer}


# What stands there


def test_the_roster_has_times_and_what_is_beside_it_a_letter_too() -> None:
    bank = bygg.bank(
        None,
        [vakt(1), vakt(2, type="Ekstra"), vakt(3, type="Bytte"), vakt(4, type="Overtid"), vakt(5, type="Ordinær")],
        turnus_=[{"dato": MANDAG, "start": "14:30", "slutt": "22:00"}],
    )
    assert dagene(uken(bank)) == [
        "14:30–22:00", "T 07:30–15:00", "E 07:30–15:00", "B 07:30–15:00", "O 07:30–15:00", "07:30–15:00", "·",
    ]  # fmt: skip


def test_the_rolling_plan_is_the_roster() -> None:
    """Codes of Grunnturnus stand with their times, and a row of Turnus for the day stands instead of them."""
    bank = bygg.bank(
        grunnturnus=[{"uker": "D D N F F F F"}],
        turnus_=[{"dato": MANDAG + timedelta(days=1), "start": "10:00", "slutt": "18:00"}],
    )
    assert dagene(uken(bank)) == ["07:30–15:00", "10:00–18:00", "21:45–07:45", "·", "·", "·", "·"]


def test_two_shifts_of_a_day_stand_in_order_and_the_same_shift_once() -> None:
    bank = bygg.bank(
        None, [vakt(0, start="15:30", slutt="20:00"), vakt(1)],
        turnus_=[{"dato": MANDAG}, {"dato": MANDAG + timedelta(days=1)}],
    )  # fmt: skip
    assert dagene(uken(bank))[:2] == ["07:30–15:00\nT 15:30–20:00", "T 07:30–15:00"]


@pytest.mark.parametrize(
    ("status", "vises"),
    [("Tildelt", "T? "), ("Godkjent", "T? "), ("Utført", "T "), ("Søkt", ""), ("Avlyst", ""), ("Avslått", "")],
)
def test_what_is_over_and_not_confirmed_is_marked(status: str, vises: str) -> None:
    """The day after the shift, not on its own day: it may not be over yet."""
    bank = bygg.bank(None, [vakt(1, status=status)])
    igaar, samme = (dagene(uken(bank, fra=MANDAG + timedelta(days=n)))[1] for n in (2, 1))
    assert igaar == (f"{vises}07:30–15:00" if vises else "·")
    assert samme == ("T 07:30–15:00" if vises else "·")


def test_vacant_shifts_stand_on_top_and_have_no_name() -> None:
    ledig = {"ansattnr": "", "status": "Ledig"}
    bank = bygg.bank(None, [vakt(2, **ledig, kompetanse="Sykepleier"), vakt(2, **ledig, start="15:00", slutt="22:00"),
                            vakt(4, status="Søkt")])  # fmt: skip
    tabell = uketabell(uken(bank))
    assert [r[0] for r in tabell[1:]] == ["Uke 11", "Varsles innen", "Ledig", "Ledig", "Kari Lund"]
    assert [r[3] for r in tabell[3:5]] == ["L 07:30–15:00\nSykepleier", "L 15:00–22:00"]
    assert tabell[3][5] == "L 07:30–15:00\nsøkt"


def test_each_day_ahead_tells_the_last_day_of_notice() -> None:
    """Fourteen days before the shift; one later where the day of notice counts as one of them (Delta § 8)."""
    bank = bygg.bank()
    rad = next(r for r in uketabell(uken(bank, fra=ONSDAG)) if r[0] == "Varsles innen")
    assert rad[1:] == ["", "", "", "26.02. ute", "27.02. ute", "28.02. ute", "01.03. ute"]
    om_to_uker = uketabell(vaktuke(bank, MANDAG, 4, MANDAG))
    frister = [r for r in om_to_uker if r[0] == "Varsles innen"]
    assert (frister[1][7], frister[2][1]) == ("08.03. ute", "09.03.")  # the day itself is in time
    andre = bygg.bank(innstillinger={"varsel_telling": "varselsdagen"})
    assert [r for r in uketabell(vaktuke(andre, MANDAG, 4, MANDAG)) if r[0] == "Varsles innen"][1][7] == "09.03."


def test_the_week_begins_on_its_monday_over_new_year_and_when_the_clocks_change() -> None:
    for dag, mandag, uke in (
        (date(2027, 1, 1), date(2026, 12, 28), "Uke 53"),
        (date(2026, 3, 29), date(2026, 3, 23), "Uke 13"),
    ):
        v = uken(bygg.bank(), dag)
        assert (v.mandag, uketabell(v)[1][0], len(v.dager)) == (mandag, uke, 7)


# Absence


@pytest.mark.parametrize("kode", [k.kode for k in STANDARDKODER])
def test_an_absence_is_never_more_than_away(kode: str) -> None:
    """Whatever the code: the same word, and no shift beside it. A part of a day says nothing at all."""
    hel = bygg.bank(None, [vakt(1)], [{"fra": MANDAG, "til": ONSDAG, "kode": kode}], turnus_=[{"dato": MANDAG}])
    assert dagene(uken(hel)) == ["borte", "borte", "borte", "·", "·", "·", "·"]
    halv = bygg.bank(None, [vakt(1)], [{"fra": MANDAG, "til": ONSDAG, "kode": kode, "grad": 0.5}])
    uten = bygg.bank(None, [vakt(1)])
    assert uketabell(uken(halv)) == uketabell(uken(uten))


def test_the_words_on_the_page_tell_no_code() -> None:
    v = uken(bygg.bank(None, None, [{"fra": MANDAG, "til": ONSDAG}], turnus_=[{"dato": MANDAG}]))
    alt = str(vaktuke_side(v, virksomhet="Enhet", stempel="x").blokker).casefold()
    for k in STANDARDKODER:
        assert k.navn.casefold() not in alt
        assert f"'{k.kode.casefold()}" not in alt


# The poster


def delene(sti: Path) -> str:
    """Everything in every part of the file, as text."""
    with zipfile.ZipFile(sti) as z:
        return "\n".join(f"{n}\n{z.read(n).decode('utf-8', 'replace')}" for n in z.namelist()).casefold()


def plakat(bank: Bank, sti: Path, uker: int = 6) -> Path:
    svar = kommando(bank, MANDAG, forste=MANDAG, uker=str(uker), plakat=True)
    pages.skriv_sider(sti, svar.sider())
    return sti


@pytest.mark.parametrize("kode", [k.kode for k in STANDARDKODER])
@pytest.mark.parametrize("grad", [1.0, 0.5])
def test_the_poster_of_somebody_away_is_the_poster_of_somebody_off(tmp_path: Path, kode: str, grad: float) -> None:
    """Byte for byte: whoever reads every part of the file cannot tell an absence from a day off."""
    til = ONSDAG if grad == 1 else MANDAG + timedelta(days=40)
    borte = [{"fra": MANDAG, "til": til, "kode": kode, "grad": grad, "registrert": MANDAG}]
    i_uken = [{"dato": MANDAG}, {"dato": ONSDAG}]
    etter = [{"dato": ONSDAG + timedelta(days=1)}]
    har_fri = bygg.bank(None, [vakt(8)], turnus_=etter if grad == 1 else [*i_uken, *etter])
    er_borte = bygg.bank(None, [vakt(8)], borte, turnus_=[*i_uken, *etter])
    a, b = plakat(har_fri, tmp_path / "a.xlsx"), plakat(er_borte, tmp_path / "b.xlsx")
    assert a.read_bytes() == b.read_bytes()


def test_no_part_of_the_poster_says_anything_of_absence(tidbank: Any, tmp_path: Path) -> None:
    """The demo's ward with its absences, its notes on rows outside the tables and its changed choices."""
    merknad = Merknad("advarsel", Kilde("Fravær", 40, {"A": "A"}), "Raden står under tabellen.", "Flytt den.")
    t = sidedata.bank().tabeller
    fil = tmp_path / "Bank.xlsx"
    workbook.skriv_bank(fil, sidedata.rader(), [])
    sett = []
    for uker in ("1", "4", "6"):
        ut = tmp_path / f"p{uker}.xlsx"
        svar = tidbank(
            "vaktuke", fil, "--dato", "2026-09-28", "--per", "2026-09-14", "--uker", uker, "--plakat", "-o", ut
        )
        assert svar.kode == 0
        sett += [delene(ut), svar.ut.casefold()]
    med_merknad = kommando(
        Bank(type(t)(**{f: getattr(t, f) for f in t.__slots__} | {"merknader": (merknad,)})),
        sidedata.DAG, plakat=True,
    )  # fmt: skip
    pages.skriv_sider(tmp_path / "m.xlsx", med_merknad.sider())
    sett += [delene(tmp_path / "m.xlsx"), str(med_merknad.json()).casefold()]
    hemmelig = [
        "borte",
        "fravær",
        "bekreftet",
        *(k.navn.casefold() for k in STANDARDKODER),
        ">syk<",
        ">ferie<",
        "egenmeld",
    ]
    assert [(ord_, n) for n, alt in enumerate(sett) for ord_ in hemmelig if ord_ in alt] == []
    # The search can find: the manager's own page has the word.
    pages.skriv_sider(tmp_path / "v.xlsx", kommando(sidedata.bank(), sidedata.DAG, forste=date(2026, 9, 28)).sider())
    assert "borte" in delene(tmp_path / "v.xlsx")


def test_the_stamp_of_the_poster_is_of_the_poster(tmp_path: Path) -> None:
    """The bank's own stamp changes with every absence, and a guess could be tried on it."""
    bank = sidedata.bank()
    side = kommando(bank, sidedata.DAG, plakat=True).sider()[0]
    assert side.stempel
    assert side.stempel != bank.stempel
    assert bank.stempel not in delene(plakat(bank, tmp_path / "p.xlsx"))


def test_a_person_away_all_the_time_has_the_row_of_one_who_is_off() -> None:
    """Also without an agreement: who stands there rests on the roster near the weeks, never on the absence."""
    folk = [{"ansattnr": "1"}, {"ansattnr": "2", "navn": "Bo"}]
    rad = {"ansattnr": "2", "dato": MANDAG - timedelta(weeks=3)}
    borte = [{"ansattnr": "2", "fra": MANDAG - timedelta(weeks=1), "til": MANDAG + timedelta(weeks=9)}]
    for fravaer in ([], borte):
        v = uken(bygg.bank(None, None, fravaer, ansatte=folk, turnus_=[rad]), plakat=True)
        assert [(p.navn, set(p.dager)) for p in v.personer if p.ansattnr == "2"] == [("Bo", {Ukedag()})]
    lenge_siden = bygg.bank(None, None, borte, ansatte=folk, turnus_=[{**rad, "dato": MANDAG - timedelta(weeks=20)}])
    assert [p.ansattnr for p in uken(lenge_siden).personer] == ["1"]


# The page


def side(antall: int, uker: int, enheter: int = 1) -> Side:
    folk = [
        {"ansattnr": str(n), "navn": f"Ansatt {n:03}", "enhet": f"Post {n % enheter}"} for n in range(1, antall + 1)
    ]
    turnus = [{"ansattnr": str(n), "dato": MANDAG + timedelta(days=d)} for n in range(1, antall + 1) for d in range(5)]
    return vaktuke_side(uken(bygg.bank([], ansatte=folk, turnus_=turnus), uker=uker), virksomhet="Enhet", stempel="x")


@pytest.mark.parametrize(("antall", "uker", "enheter"), [(60, 1, 1), (60, 6, 1), (60, 4, 3), (5, 1, 1)])
def test_every_sheet_of_paper_begins_with_a_header(antall: int, uker: int, enheter: int) -> None:
    """Many people go over several sheets; none begins in the middle of a table."""
    s = side(antall, uker, enheter)
    sett = oppsett(s)
    hoder = {c.rad for c in sett.celler if c.stil.startswith("hode")}
    overskrifter = {c.rad for c in sett.celler if c.stil == "overskrift"}
    assert all(rad in overskrifter or rad in hoder for rad in sett.utskrift.brudd)
    tabeller = [b for b in s.blokker if isinstance(b, Rader)]
    assert max(len(t.rader) for t in tabeller) <= PAA_ET_ARK + 1
    navnene = [str(r[0]) for t in tabeller for r in t.rader if str(r[0]).startswith("Ansatt")]
    assert sorted(navnene) == sorted(
        f"Ansatt {n:03}" for n in range(1, antall + 1) for _ in range(1 if uker == 1 else uker // 2)
    )
    assert s.liggende


def test_a_unit_stands_by_itself_with_its_own_vacant_shifts() -> None:
    folk = [{"ansattnr": str(n), "navn": f"N{n}", "enhet": e} for n, e in enumerate(("Sol", "Skog", "Sol"), 1)]
    turnus = [{"ansattnr": str(n), "dato": MANDAG} for n in (1, 2, 3)]
    ledig = {"ansattnr": "", "status": "Ledig"}
    bank = bygg.bank([], [vakt(0, **ledig, enhet="Sol"), vakt(1, **ledig)], ansatte=folk, turnus_=turnus)
    tabeller = [b for b in vaktuke_side(uken(bank), virksomhet="", stempel="").blokker if isinstance(b, Rader)]
    assert [(t.overskrift, [r[0] for r in t.rader if r[0] != "Varsles innen"]) for t in tabeller] == [
        ("Skog", ["Ledig", "N2"]), ("Sol", ["Ledig", "N1", "N3"])
    ]  # fmt: skip
    (bare,) = [
        b for b in vaktuke_side(uken(bank, enhet="sol"), virksomhet="", stempel="").blokker if isinstance(b, Rader)
    ]
    assert [r[0] for r in bare.rader if r[0] != "Varsles innen"] == ["Ledig", "N1", "N3"]


def test_colour_never_stands_alone() -> None:
    """A cell has a colour exactly when there is a letter in it; the roster and the days away are grey."""
    graa = stil("vakt").farge
    for tekst in ("07:30–15:00", "7:30–15", "borte", "", "09.03. ute", "14.09."):
        assert vaktrolle(tekst) == "vakt"
    for v, merke in (
        (Ukevakt(450, 900, "T"), "T "),
        (Ukevakt(450, 900, "T", True), "? "),
        (Ukevakt(450, 900, "O"), "O "),
    ):
        from xl_tidbank.book.sheets.vakt.vaktuke import vakttekst

        for hel in (True, False):
            assert merke in vakttekst(v, hel)
            assert vaktrolle(vakttekst(v, hel)) == f"vakt.{merke.strip()}"
    assert vaktrolle("07:30–15:00\nT 15:30–20:00") == "vakt.T"
    assert all(stil(f"vakt.{m.strip()}").farge != graa and stil(f"vakt.{m.strip()}").fyll for m in VAKTSTILER)


@pytest.mark.parametrize("uker", [1, 4, 6])
def test_page_and_poster_show_the_same_shifts(uker: int) -> None:
    bank = bygg.bank(
        None, [vakt(n) for n in (0, 9, 30)], turnus_=[{"dato": MANDAG + timedelta(days=n)} for n in (1, 20)]
    )
    s, p = (
        [b for b in x.blokker if isinstance(b, Rader)]
        for x in (vaktuke_side(uken(bank, uker=uker), virksomhet="", stempel=""),
                  plakat_side(uken(bank, uker=uker, plakat=True), virksomhet=""))
    )  # fmt: skip
    assert s == p


# Function and command


def test_the_function_answers_as_the_page() -> None:
    bank = sidedata.bank()
    from udfs.banker import husk

    tekst = husk(bank)
    for uker in (1, 4, 6):
        svar = TIDBANK_VAKTUKE("16.09.2026", uker, sidedata.DAG, None, tekst)
        assert svar == uketabell(vaktuke(bank, date(2026, 9, 14), uker, sidedata.DAG))
        assert {len(r) for r in svar} == {8}
        fylt = TIDBANK_VAKTUKE("16.09.2026", uker, sidedata.DAG, 300, tekst)
        assert fylt == svar + [[""] * 8] * (300 - len(svar))
    for galt in (0, 2, 1.5, 7):
        with pytest.raises(TidbankFeil, match="Skriv 1, 4 eller 6"):
            TIDBANK_VAKTUKE("16.09.2026", galt, sidedata.DAG, None, tekst)


def test_the_command_refuses_what_it_cannot_show(tidbank: Any, tmp_path: Path) -> None:
    fil = tmp_path / "Bank.xlsx"
    workbook.skriv_bank(fil, sidedata.rader(), [])
    svar = tidbank("vaktuke", fil, "--uker", "2")
    assert (svar.kode, svar.feil.splitlines()[0]) == (2, "Verdien kan ikke brukes. Uker er «2». Velg 1, 4 eller 6.")
    svar = tidbank("vaktuke", fil, "--enhet", "Månen")
    assert svar.kode == 2
    assert "Enheten «Månen» finnes ikke. Enhetene er Natt, Skogsiden, Solsiden." in svar.feil
    assert not list(tmp_path.glob("*.xlsx~"))


def test_the_json_of_a_poster_has_no_key_of_absence(tidbank: Any, tmp_path: Path) -> None:
    fil = tmp_path / "Bank.xlsx"
    workbook.skriv_bank(fil, sidedata.rader(), [])
    leder, vegg = (
        tidbank("vaktuke", fil, "--dato", "28.9.2026", "--per", "14.9.2026", "--json", *mer).json
        for mer in ((), ("--plakat",))
    )
    assert leder["mandag"] == vegg["mandag"] == "2026-09-28"
    assert {k for a in leder["ansatte"] for d in a["dager"] for k in d} == {"vakter", "borte"}
    assert any(d["borte"] for a in leder["ansatte"] for d in a["dager"])
    assert {k for a in vegg["ansatte"] for d in a["dager"] for k in d} == {"vakter"}
    assert {k for a in vegg["ansatte"] for d in a["dager"] for x in d["vakter"] for k in x} == {
        "start",
        "slutt",
        "bokstav",
    }


@pytest.mark.usefixtures("_smal")
def test_a_week_on_the_terminal(tidbank: Any, tmp_path: Path) -> None:
    fil = tmp_path / "Bank.xlsx"
    workbook.skriv_bank(fil, sidedata.rader(), [])
    ut = tidbank("vaktuke", fil, "--dato", "28.9.2026", "--per", "14.9.2026").ut
    assert max(map(len, ut.splitlines())) <= 80
    assert ut.startswith("Mandag 28.09.2026, varsles innen 14.09.2026\n")


@pytest.fixture
def _smal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_somebody_whose_rows_cannot_be_read_is_told_of_and_not_on_the_poster() -> None:
    bank = bygg.bank(
        ansatte=[{"ansattnr": "1"}, {"ansattnr": "2", "navn": "Bo"}], turnus_=[{"ansattnr": "2", "dato": MANDAG}],
        utelatt=[("2", "Fravær", "D4", "Koden er ukjent.")],
    )  # fmt: skip
    svar = kommando(bank, MANDAG, plakat=True)
    assert list(svar.utelatt) == ["2"]
    assert "Bo" not in str(svar.sider()[0].blokker)
    assert "Utelatt" not in str(svar.sider()[0].blokker)


def test_two_shifts_on_a_day_make_the_column_no_wider() -> None:
    """Else a poster of six weeks shrinks until nobody can read it."""
    en: list[dict[str, Any]] = [{"dato": MANDAG + timedelta(days=n)} for n in range(7)]
    to = [*en, {"dato": MANDAG, "start": "15:30", "slutt": "20:00"}]
    enkel, dobbel = (
        oppsett(vaktuke_side(uken(bygg.bank(turnus_=t), uker=6), virksomhet="", stempel="")).bredder for t in (en, to)
    )
    assert dobbel == enkel
