"""What stands outside the tables of an open workbook is read as from a file, and the live pages follow it."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests import feilbok, rulleplan
from xl_tidbank.book.open import read
from xl_tidbank.book.open.csvmappe import les_mappe
from xl_tidbank.core.bank import Bank
from xl_tidbank.hosts.excel.build import live

from . import falsk
from .com import tid
from .conftest import apne
from .regneark import VERDIFEIL, Regneark

DAG = date(2026, 9, 14)
SPORSMAAL = 'TIDBANK_SALDO("101",Dato,"skyldig")'


@pytest.mark.parametrize("navn", feilbok.LEST)
def test_the_open_workbook_is_read_as_the_file(excel: falsk.Excel, tmp_path: Path, navn: str) -> None:
    from xl_tidbank.hosts.excel import book

    sti = feilbok.lag(tmp_path, navn)
    com_bok = apne(excel, sti)
    import xlwings as xw

    lest = book.les(xw.Book.caller())
    assert com_bok.FullName == str(sti)
    assert lest == read.les_bok(sti)
    assert [m.tekst for m in lest.merknader] == [feilbok.LEST[navn][1]]


def test_a_rolling_plan_is_read_as_the_file(excel: falsk.Excel, tmp_path: Path) -> None:
    from xl_tidbank.hosts.excel import book

    sti = rulleplan.bok(tmp_path / "plan.xlsx")
    com_bok = apne(excel, sti)
    import xlwings as xw

    assert com_bok.FullName == str(sti)
    assert book.les(xw.Book.caller()) == read.les_bok(sti)


@pytest.fixture
def ark(excel: falsk.Excel, tmp_path: Path) -> Regneark:
    """The live workbook of the first sample, as it was before its user typed."""
    lest = les_mappe(feilbok.MAPPE / "02-rad-under-tabellen")
    live.skriv_levende(tmp_path / "levende.xlsx", lest.rader, Bank(lest.tabeller), DAG)
    return Regneark(apne(excel, tmp_path / "levende.xlsx"))


def oversikt(ark: Regneark) -> dict[str, Any]:
    """What 101 and 102 owe, on the page and by a function without a bank."""
    rader = {r[0]: r[8] for r in ark.bok.ark("Oversikt").UsedRange.Value if r[0] in ("101", "102")}
    return {**rader, "funksjon": ark.formel("Hjelp", "H90", SPORSMAAL.replace("Dato", "46279"))}


def celle(v: Any) -> Any:
    if isinstance(v, time):
        return (v.hour * 60 + v.minute) / 1440
    return tid(datetime(v.year, v.month, v.day)) if isinstance(v, date) else v


def test_a_row_typed_below_the_table_counts_on_every_page(ark: Regneark) -> None:
    assert oversikt(ark) == pytest.approx({"101": feilbok.SKYLDIG, "102": 544.3, "funksjon": feilbok.SKYLDIG})
    for bokstav, v in zip("ABDFGHIJKLMN", feilbok.NY_VAKT, strict=True):
        ark.sett("Vakter", f"{bokstav}6", celle(v))
    med = {"101": feilbok.SKYLDIG_MED_NY, "102": 544.3, "funksjon": feilbok.SKYLDIG_MED_NY}
    assert oversikt(ark) == pytest.approx(med)
    ark.sett("Vakter", "K6", "Avlyst")
    assert oversikt(ark)["101"] == pytest.approx(feilbok.SKYLDIG)
    ark.sett("Vakter", "K6", None)  # a row that is not whole leaves its owner out, below the table as in it
    assert oversikt(ark) == {"101": "", "102": pytest.approx(544.3), "funksjon": VERDIFEIL}


def test_a_totals_row_is_no_row(ark: Regneark) -> None:
    t = ark.bok.tabell("Vakter")
    kol, rad, kol2, rad2 = t._boks
    t._boks, t.ShowTotals = (kol, rad, kol2, rad2 + 1), True
    ark.sett("Vakter", f"H{rad2 + 1}", 30.0)
    assert oversikt(ark)["101"] == pytest.approx(feilbok.SKYLDIG)
