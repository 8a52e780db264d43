"""Rows written in the tables of an open document: read back as written, one step for Undo, all or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import sidedata
from xl_tidbank.book.template import workbook
from xl_tidbank.hosts.excel.build import live

from .kontor import Kontor

pytestmark = pytest.mark.slow
NY: list[Any] = [
    "Turnus", None,
    {"Ansattnr": "2004", "Dato": {"dato": "2026-05-04"}, "Start": 0.3125, "Slutt": 1, "Pause": 30,
     "Kilde": "grid:Mai"},
]  # fmt: skip


@pytest.fixture(scope="module")
def fil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("tabeller") / "bank.xlsx"
    workbook.skriv_bank(sti, sidedata.rader(), [])
    return sti


@pytest.fixture
def bok(lo: Kontor, fil: Path) -> Iterator[int]:
    nr = lo("apne", str(fil))
    yield nr
    lo("lukk", nr)


def alt(lo: Kontor, nr: int, ark: str) -> Any:
    return lo("formler", nr, ark, lo("brukt", nr, ark))


def inn(lo: Kontor, navn: str, nr: int, *argumenter: Any) -> Any:
    return lo("innenfor", navn, nr, *argumenter)


def test_new_rows_and_changed_cells_and_one_undo(lo: Kontor, bok: int) -> None:
    foer = {ark: alt(lo, bok, ark) for ark in ("Turnus", "Vakter")}
    lest, tabeller = inn(lo, "les", bok), inn(lo, "tabellene", bok)
    siste = tabeller["Turnus"][1]
    skriv = [NY] * 150 + [["Vakter", r, {"Dato": {"dato": "2026-12-24"}, "Godkjent av": "=1+1"}] for r in range(2, 130)]
    assert inn(lo, "skriv_tabeller", bok, skriv, "Hent turnus") == ""
    assert inn(lo, "tabellene", bok)["Turnus"][1] == siste + 150
    r = siste + 150
    assert inn(lo, "vist", bok, "Turnus", [f"{k}{r}" for k in "ACEFG"]) == [
        "2004",
        "04.05.2026",
        "07:30",
        "24:00",
        "30",
    ]
    assert [lo("verdier", bok, "Turnus", f"{k}{r}")[0][0] for k in "AC"] == ["2004", 46146.0]
    assert inn(lo, "vist", bok, "Vakter", ["D2", "N2"]) == ["24.12.2026", "=1+1"]
    etter, nylest = {ark: alt(lo, bok, ark) for ark in foer}, inn(lo, "les", bok)
    assert nylest != lest
    assert "opphav='grid:Mai'" in nylest
    assert inn(lo, "angre", bok) == []
    assert inn(lo, "les", bok) == lest
    assert inn(lo, "tabellene", bok) == tabeller
    assert {ark: alt(lo, bok, ark) for ark in foer} == foer
    assert inn(lo, "gjenta", bok) == ["Tidbank, rader: Hent turnus"]
    assert {ark: alt(lo, bok, ark) for ark in foer} == etter
    assert inn(lo, "tabellene", bok)["Turnus"][1] == siste + 150
    assert inn(lo, "angre_siste", bok) == "Hent turnus"
    assert inn(lo, "angre_siste", bok) == ""


def test_formulas_looks_and_validity_follow_far_below(lo: Kontor, bok: int) -> None:
    siste = inn(lo, "tabellene", bok)["Turnus"][1]
    inn(lo, "skriv", bok, "Turnus", {f"G{r}": f"=F{r}*0+{r}" for r in range(2, siste + 1)}, {"G2": "0"})
    uten_pause = [*NY[:2], {k: v for k, v in NY[2].items() if k != "Pause"}]
    assert inn(lo, "skriv_tabeller", bok, [uten_pause] * 5) == ""
    assert [r[0] for r in lo("formler", bok, "Turnus", f"G{siste + 1}:G{siste + 5}")] == [
        f"=F{r}*0+{r}".replace(f"+{r}", f"+{siste}") for r in range(siste + 1, siste + 6)
    ]
    inn(lo, "angre", bok)
    assert lo("formler", bok, "Turnus", f"G{siste + 1}:G{siste + 5}") == [[""]] * 5


def test_a_sheet_without_formats_below_gets_them(lo: Kontor, bok: int) -> None:
    """A table that somebody made: dates and times show as such in rows the sheet had nothing in."""
    siste = inn(lo, "tabellene", bok)["Turnus"][1]
    inn(lo, "nullstill", bok, "Turnus", siste + 1)
    assert inn(lo, "skriv_tabeller", bok, [NY] * 3) == ""
    vist = [f"{k}{siste + 3}" for k in "ACEFG"]
    assert inn(lo, "vist", bok, "Turnus", vist) == ["2004", "04.05.2026", "07:30", "24:00", "30"]
    assert inn(lo, "gyldighet", bok, "Turnus", f"C{siste + 3}") == inn(lo, "gyldighet", bok, "Turnus", f"C{siste}")


def test_a_mark_is_not_copied(lo: Kontor, bok: int) -> None:
    """A control has marked the last row; the new one below has neither its text nor its colour."""
    siste = inn(lo, "tabellene", bok)["Turnus"][1]
    inn(lo, "merk_rad", bok, "Turnus", siste)
    assert inn(lo, "skriv_tabeller", bok, [NY]) == ""
    (foer, etter) = inn(lo, "bakgrunn", bok, "Turnus", [siste, siste + 1])
    assert foer != -1
    assert etter == -1


def test_an_empty_table_has_its_blank_row_filled(lo: Kontor, tmp_path: Path) -> None:
    workbook.skriv_bank(tmp_path / "tom.xlsx", {}, [])
    nr = lo("apne", str(tmp_path / "tom.xlsx"))
    assert inn(lo, "skriv_tabeller", nr, [NY, NY]) == ""
    assert inn(lo, "tabellene", nr)["Turnus"] == [1, 3]
    assert inn(lo, "vist", nr, "Turnus", ["C2", "E2", "C3", "A4"]) == ["04.05.2026", "07:30", "04.05.2026", ""]
    lo("lagre", nr, str(tmp_path / "ny.xlsx"))
    lo("lukk", nr)


def test_hidden_rows_are_no_hindrance(lo: Kontor, bok: int) -> None:
    siste = inn(lo, "tabellene", bok)["Turnus"][1]
    inn(lo, "skjul", bok, "Turnus", 2, siste)
    assert inn(lo, "skriv_tabeller", bok, [NY, ["Turnus", 3, {"Pause": 17}]]) == ""
    assert inn(lo, "vist", bok, "Turnus", ["G3", f"C{siste + 1}"]) == ["17", "04.05.2026"]


def test_what_stands_in_the_way_is_said_and_nothing_is_written(lo: Kontor, bok: int) -> None:
    siste = inn(lo, "tabellene", bok)["Turnus"][1]
    skriv = [["Vakter", 2, {"Pause": 17}], NY, NY]
    lo("sett", bok, "Turnus", f"C{siste + 2}", "Husk Kari")
    foer = {ark: alt(lo, bok, ark) for ark in ("Turnus", "Vakter")}
    assert inn(lo, "skriv_tabeller", bok, skriv).startswith(
        f"Turnus!C{siste + 2}: Her står «Husk Kari» under tabellen Turnus"
    )
    lo("sett", bok, "Turnus", f"C{siste + 2}", "")
    inn(lo, "laas", bok, "Turnus")
    assert inn(lo, "skriv_tabeller", bok, skriv).startswith("Turnus: Arket er beskyttet")
    foer["Turnus"] = alt(lo, bok, "Turnus")
    assert {ark: alt(lo, bok, ark) for ark in foer} == foer
    assert inn(lo, "tabellene", bok)["Turnus"][1] == siste


def test_a_write_that_fails_halfway_leaves_nothing(lo: Kontor, bok: int) -> None:
    foer = {ark: alt(lo, bok, ark) for ark in ("Turnus", "Vakter")}
    siste = inn(lo, "tabellene", bok)["Turnus"][1]
    assert inn(lo, "brekk_skriving", bok, [NY, ["Vakter", 2, {"Pause": 17}]]) == "ZeroDivisionError"
    assert {ark: alt(lo, bok, ark) for ark in foer} == foer
    assert inn(lo, "tabellene", bok)["Turnus"][1] == siste


def test_the_live_pages_follow(lo: Kontor, tmp_path: Path) -> None:
    """The cell Bank takes the tables; a table that grows is a new bank, with Undo the old one."""
    sti = tmp_path / "levende.xlsx"
    live.skriv_levende(sti, sidedata.rader(), sidedata.bank(), sidedata.DAG)
    nr = lo("apne", str(sti))
    lo("regn", nr)
    foer = inn(lo, "navngitt", nr, "Bank")
    assert foer.startswith("Tidbank"), foer
    assert inn(lo, "skriv_tabeller", nr, [NY]) == ""
    etter = inn(lo, "navngitt", nr, "Bank")
    assert etter.startswith("Tidbank")
    assert etter != foer
    inn(lo, "angre", nr)
    assert inn(lo, "navngitt", nr, "Bank") == foer
    lo("lukk", nr)
