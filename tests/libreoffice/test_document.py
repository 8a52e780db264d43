"""The document adapter in a real LibreOffice: what is read is what a file says, what is placed is what a file shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from xl_tidbank.book.open import read
from xl_tidbank.book.page.layout import oppsett
from xl_tidbank.book.page.placed import Oppsett, adresse
from xl_tidbank.book.write import pages

from . import provesider
from .kontor import Kontor

ARK = "Sheet"  # the only sheet of an empty workbook


@pytest.fixture
def bok(lo: Kontor, tmp_path: Path) -> Iterator[int]:
    """A workbook with one empty sheet, in a window."""
    openpyxl.Workbook().save(tmp_path / "tom.xlsx")
    nr = lo("apne", str(tmp_path / "tom.xlsx"), True)
    yield nr
    lo("lukk", nr)


@pytest.fixture(scope="module")
def fasit(lo: Kontor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], int]]:
    """Opens the file we write with one of the pages of provesider.py."""
    apne: dict[str, int] = {}

    def finn(side: str) -> int:
        if side not in apne:
            sti = tmp_path_factory.mktemp("fasit") / f"{side}.xlsx"
            pages.skriv_sider(sti, [provesider.SIDER[side]()])
            apne[side] = lo("apne", str(sti))
        return apne[side]

    yield finn
    for nr in apne.values():
        lo("lukk", nr)


@pytest.fixture
def solbok(lo: Kontor, solbakken: Path) -> Iterator[int]:
    nr = lo("apne", str(solbakken))
    yield nr
    lo("lukk", nr)


def innenfor(lo: Kontor, navn: str, nr: int, *argumenter: Any) -> Any:
    return lo("innenfor", navn, nr, *argumenter)


def ulikt(lo: Kontor, nr: int, ark: str, fasit: int) -> list[str]:
    forskjeller: list[str] = lo("sammenlign", nr, ark, fasit, lo("ark", fasit)[0])
    return forskjeller


# Reading


def test_the_tables_are_those_of_the_file(lo: Kontor, solbok: int, solbakken: Path) -> None:
    assert innenfor(lo, "les", solbok) == repr(read.les_bok(solbakken))


def test_dates_counted_from_1904_are_the_same_days(lo: Kontor, solbakken: Path, tmp_path: Path) -> None:
    bok = openpyxl.load_workbook(solbakken)
    bok.save(tmp_path / "1900.xlsx")  # openpyxl writes fewer digits than we do
    bok.epoch = CALENDAR_MAC_1904
    bok.save(tmp_path / "1904.xlsx")
    nr = lo("apne", str(tmp_path / "1904.xlsx"))
    assert innenfor(lo, "les", nr) == repr(read.les_bok(tmp_path / "1900.xlsx"))
    lo("lukk", nr)


FEIL = {
    "Vakter": (
        {"D2": "31.02.2026", "F3": 1.0, "F4": 25 / 24, "H5": "=1/0", "D6": 46152.5, "G7": "=NA()", "B8": "9999",
         "H9": 0.5 / 24, "D10": "", "N11": 46152.0, "G12": 1.0},
        {"F3": "hh:mm", "F4": "[hh]:mm", "D6": "dd.mm.yyyy hh:mm", "H9": "hh:mm", "N11": "dd.mm.yyyy", "G12": "hh:mm"},
    ),
    "Avtaler": ({"G2": 35.5 / 24, "E3": 0.6, "C4": "=DATE(2026;1;5)", "F5": "=SQRT(-1)"}, {"G2": "[h]:mm"}),
    "Ansatte": ({"C2": 46152.0, "B3": "=\"\""}, {"C2": "dd.mm.yyyy"}),
}  # fmt: skip


def test_the_same_errors_as_from_the_file(lo: Kontor, solbok: int, tmp_path: Path) -> None:
    """24:00, a date with a time of day and a date among texts are read alike too, so they are in no list."""
    for ark, (celler, formater) in FEIL.items():
        innenfor(lo, "skriv", solbok, ark, celler, formater)
    lo("lagre", solbok, str(tmp_path / "feil.xlsx"))
    fra_fil = read.les_bok(tmp_path / "feil.xlsx").utelatt
    utelatt = innenfor(lo, "utelatt", solbok)
    assert [nr for nr, _ in utelatt] == [u.ansattnr for u in fra_fil]
    assert "" not in dict(utelatt)
    lest = [f for _, alle in utelatt for f in alle]
    ventet = [list(f) for u in fra_fil for f in u.feil]
    assert [f[:2] for f in lest] == [f[:2] for f in ventet]
    # 24:00 comes from a file as a day in 1900, and what a file calls #NUM! LibreOffice knows by a number of its own.
    andre_ord = {("Vakter", "F3"), ("Vakter", "F4"), ("Avtaler", "F5")}
    assert [a for a, b in zip(lest, ventet, strict=True) if a != b and tuple(a[:2]) not in andre_ord] == []
    assert {f"{f[0]}!{f[1]}" for f in lest} >= {"Vakter!D2", "Vakter!F4", "Vakter!H5", "Avtaler!F5"}
    assert not {"Vakter!H9", "Avtaler!G2"} & {f"{f[0]}!{f[1]}" for f in lest}  # a break of 0:30, a week of 35:30


def test_a_missing_sheet_and_a_cell_far_away_are_told(lo: Kontor, solbok: int) -> None:
    innenfor(lo, "skriv", solbok, "Vakter", {"C300000": "her"}, {})
    innenfor(lo, "slett", solbok, "Turnus")
    feil = {f[0]: f[2] for f in innenfor(lo, "les", solbok)}
    assert "300000" in feil["Vakter"]
    assert feil["Turnus"].startswith("Arket «Turnus» mangler.")


# Placing


@pytest.mark.parametrize("side", provesider.SIDER)
def test_a_page_is_what_the_file_shows(lo: Kontor, bok: int, fasit: Callable[[str], int], side: str) -> None:
    navn = innenfor(lo, "plasser", bok, side)
    if side == "vakter":
        assert navn == "vakter"
    assert ulikt(lo, bok, navn, fasit(side)) == []


def sted(sett: Oppsett, stil: str) -> str:
    return next(adresse(c.rad, c.kol) for c in sett.celler if c.stil.startswith(stil) and c.verdi)


def test_the_comparison_sees_every_change(lo: Kontor, bok: int, fasit: Callable[[str], int]) -> None:
    """Otherwise the test above could pass on anything."""
    sett = oppsett(provesider.alt())
    tall, tekst, tom = sted(sett, "celle|timer"), sted(sett, "celle|tekst"), adresse(sett.utskrift.rad2 + 5, 1)
    steder = {
        "tall": tall, "verdi": tekst, "fet": tekst, "farge": tekst, "fyll": tekst, "kant": tekst, "bryting": tekst,
        "tallformat": tall, "bredde": tekst, "høyde": tekst, "sammenslått": tall, "side": tall, "bunntekst": tall,
        "alternativ tekst": tall, "tittel": tall, "utskriftsområde": tall, "gjentatte rader": tall, "beskyttet": tall,
    }  # fmt: skip
    assert tom not in steder.values()
    navn, sett_foer = innenfor(lo, "plasser", bok, "alt"), 0
    for hva, celle in steder.items():
        innenfor(lo, "endre", bok, navn, hva, celle)
        naa = len(ulikt(lo, bok, navn, fasit("alt")))
        assert naa > sett_foer or hva == "beskyttet", hva
        sett_foer = naa


def test_what_stands_there_is_never_overwritten(lo: Kontor, bok: int) -> None:
    assert [innenfor(lo, "plasser", bok, "kort") for _ in range(3)] == ["Lang", "Lang (2)", "Lang (3)"]
    assert innenfor(lo, "plasser_alle", bok, ["lang", "kort"]) == ["Lang (4)", "Lang (5)"]
    assert innenfor(lo, "plasser_alle", bok, ["lang", "kort"], True) == ["Lang", "Lang (2)"]
    assert lo("ark", bok) == [ARK, "Lang", "Lang (2)", "Lang (3)", "Lang (4)", "Lang (5)"]


def test_a_table_is_never_replaced(lo: Kontor, solbok: int) -> None:
    foer = innenfor(lo, "les", solbok)
    assert innenfor(lo, "plasser", solbok, "vakter", True) == "vakter (2)"
    assert innenfor(lo, "les", solbok) == foer


def test_what_points_at_a_page_follows_when_it_is_replaced(lo: Kontor, bok: int) -> None:
    innenfor(lo, "plasser", bok, "lang")
    formler = {"A1": "=Lang.B2", "C1:C2": "{=$Lang.B5:B6&\"\"}"}  # fmt: skip
    innenfor(lo, "skriv", bok, ARK, formler, {})
    innenfor(lo, "navngi", bok, "Peker", "$Lang.$B$2")
    ventet = ["=Lang.B2", '{=$Lang.B5:B6&""}', "$Lang.$B$2"]
    for steg in ("plasser", "angre", "gjenta"):
        innenfor(lo, steg, bok, *(("kort", True) if steg == "plasser" else ()))
        assert innenfor(lo, "pekere", bok, ARK, ["A1", "C1"], "Peker") == ventet, steg
        assert "#REF!" not in str(lo("verdier", bok, ARK, "A1:C2")), steg


def test_one_undo_takes_it_back_and_redo_brings_it_again(lo: Kontor, bok: int, fasit: Callable[[str], int]) -> None:
    """More pages than LibreOffice's own memory of steps would bear, then one page in the place of another."""
    alle = ["alt", "kurve", "vakter", "alt", "alt"]
    innenfor(lo, "plasser_alle", bok, alle)
    assert innenfor(lo, "angre", bok) == []
    assert lo("ark", bok) == [ARK]
    assert innenfor(lo, "gjenta", bok) == ["Tidbank: Alt på én side"]
    assert lo("ark", bok) == [ARK, "Prøve", "Lang", "vakter", "Prøve (2)", "Prøve (3)"]
    assert ulikt(lo, bok, "Lang", fasit("kurve")) == []
    innenfor(lo, "plasser", bok, "kort", True)
    assert ulikt(lo, bok, "Lang", fasit("kort")) == []
    assert innenfor(lo, "angre", bok) == ["Tidbank: Alt på én side"]
    assert ulikt(lo, bok, "Lang", fasit("kurve")) == []
    assert innenfor(lo, "gjenta", bok) == ["Tidbank: Kort tabell", "Tidbank: Alt på én side"]
    assert ulikt(lo, bok, "Lang", fasit("kort")) == []


ANDRES = {
    "en celle": {"K40": "Snakk med Kari"}, "et tall": {"K40": 7.5}, "en formel": {"K40": "=1+1"},
}  # fmt: skip


@pytest.mark.parametrize("celler", ANDRES.values(), ids=ANDRES)
def test_a_page_somebody_has_written_on_is_never_replaced(lo: Kontor, bok: int, celler: dict[str, Any]) -> None:
    innenfor(lo, "plasser", bok, "lang")
    assert innenfor(lo, "egne", bok) == [["Lang", "1", True]]
    innenfor(lo, "skriv", bok, "Lang", celler, {})
    assert innenfor(lo, "egne", bok) == [["Lang", "1", False]]
    assert innenfor(lo, "plasser", bok, "kort", True) == "Lang (2)"
    assert innenfor(lo, "plasser", bok, "kurve", True) == "Lang (2)"
    assert lo("ark", bok) == [ARK, "Lang", "Lang (2)"]
    innenfor(lo, "skriv", bok, ARK, {"A1": "Et annet ark"}, {})
    assert innenfor(lo, "egne", bok) == [["Lang", "1", False], ["Lang (2)", "1", True]]


def test_a_sheet_that_came_with_the_file_is_never_replaced(lo: Kontor, bok: int) -> None:
    innenfor(lo, "skriv", bok, ARK, {"A1": "mitt"}, {})
    innenfor(lo, "gi_navn", bok, ARK, "Lang")
    assert innenfor(lo, "plasser", bok, "kort", True) == "Lang (2)"
    assert lo("verdier", bok, "Lang", "A1")[0][0] == "mitt"


def test_a_page_is_still_known_after_undo_redo_and_reopening(lo: Kontor, bok: int, tmp_path: Path) -> None:
    vaart = [["Lang", "1", True]]
    innenfor(lo, "plasser", bok, "kurve")
    innenfor(lo, "plasser", bok, "kort", True)
    for steg in ("angre", "gjenta", "angre"):
        innenfor(lo, steg, bok)
        assert innenfor(lo, "egne", bok) == vaart, steg
    for ending, filter_ in (("ods", "calc8"), ("xlsx", "Calc MS Excel 2007 XML")):
        lo("lagre", bok, str(tmp_path / f"ut.{ending}"), filter_)
        igjen = lo("apne", str(tmp_path / f"ut.{ending}"))
        assert innenfor(lo, "egne", igjen) == vaart, ending
        lo("lukk", igjen)


@pytest.mark.parametrize("erstatt", [False, True])
def test_a_failure_leaves_the_document_as_it_was(
    lo: Kontor, bok: int, fasit: Callable[[str], int], erstatt: bool
) -> None:
    innenfor(lo, "plasser", bok, "kurve")
    assert innenfor(lo, "brekk", bok, ["vakter", "kort"], erstatt) == "ZeroDivisionError"
    assert lo("ark", bok) == [ARK, "Lang"]
    assert ulikt(lo, bok, "Lang", fasit("kurve")) == []


def test_a_protected_document_is_left_alone_and_says_why(lo: Kontor, bok: int) -> None:
    innenfor(lo, "beskytt", bok, True)
    assert "struktur er beskyttet" in innenfor(lo, "plasser", bok, "kort")["feil"]
    assert lo("ark", bok) == [ARK]
    innenfor(lo, "beskytt", bok, False)


def test_saved_both_ways_after_a_sheet_before_it_is_deleted(
    lo: Kontor, bok: int, fasit: Callable[[str], int], tmp_path: Path
) -> None:
    """LibreOffice never ends saving an .ods whose chart is bound to a cell, when an earlier sheet is gone."""
    innenfor(lo, "plasser_alle", bok, ["vakter", "kort"])
    assert innenfor(lo, "diagramfeste", bok, "Lang") == ["ScTableSheetObj"]
    innenfor(lo, "slett", bok, ARK)
    for ending, filter_ in (("ods", "calc8"), ("xlsx", "Calc MS Excel 2007 XML")):
        lo("lagre", bok, str(tmp_path / f"ut.{ending}"), filter_)
        igjen = lo("apne", str(tmp_path / f"ut.{ending}"))
        assert lo("ark", igjen) == ["vakter", "Lang"]
        plass = lo("brukt", igjen, "Lang")
        for lest, ventet in zip(lo("verdier", igjen, "Lang", plass), lo("verdier", bok, "Lang", plass), strict=True):
            assert lest == [pytest.approx(v, abs=1e-9) if isinstance(v, float) else v for v in ventet]
        lo("lukk", igjen)


# Boxes


def test_what_a_button_of_a_box_means(lo: Kontor, bok: int) -> None:
    avbryt, ok, ja, nei = range(4)  # com.sun.star.awt.MessageBoxResults
    vist = ["Tittel", "Tekst"]
    assert [innenfor(lo, "bekreft", bok, k, False) for k in (ok, avbryt)] == [
        [True, "QUERYBOX", 2, *vist], [False, "QUERYBOX", 2, *vist],
    ]  # fmt: skip
    assert [innenfor(lo, "bekreft", bok, k, True)[:2] for k in (ja, nei, avbryt)] == [
        [True, "WARNINGBOX"], [False, "WARNINGBOX"], [False, "WARNINGBOX"],
    ]  # fmt: skip
    slag = {"ok": "INFOBOX", "advarsel": "WARNINGBOX", "feil": "ERRORBOX"}
    assert {tone: innenfor(lo, "si", bok, tone) for tone in slag} == {t: [s, 1, *vist] for t, s in slag.items()}


def test_where_a_file_goes(lo: Kontor, bok: int) -> None:
    """LibreOffice has asked about a file that is there; what is no place on the machine is said by the flow."""
    assert innenfor(lo, "velg_fil", bok, 1, "file:///tmp/En%20kopi.xlsx") == ["/tmp/En kopi.xlsx", True]
    assert innenfor(lo, "velg_fil", bok, 1, "https://firma.no/Kopi.xlsx")[0] == "https://firma.no/Kopi.xlsx"
    assert innenfor(lo, "velg_fil", bok, 0, "file:///tmp/kopi.xlsx") is None
