"""People's files in a real LibreOffice: the figure and the sentence of the command line, and live pages that follow."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import feilbok, rulleplan
from xl_tidbank.book.open import read
from xl_tidbank.book.open.csvmappe import les_mappe
from xl_tidbank.core.bank import Bank
from xl_tidbank.hosts.excel.build.live import skriv_levende

from .kontor import Kontor

DAG = date(2026, 9, 14)
SPORSMAAL = '=TIDBANK_SALDO("{}";DATE(2026;9;14);"skyldig")'


def saldo(lo: Kontor, nr: int, hvem: str = "101") -> Any:
    """What a function without a bank says that somebody owes."""
    lo("sett", nr, "Hjelp", "H90", SPORSMAAL.format(hvem))
    return lo("verdier", nr, "Hjelp", "H90:H90")[0][0]


@pytest.mark.parametrize("navn", feilbok.LEST)
def test_the_document_is_read_as_the_file(lo: Kontor, tmp_path: Path, navn: str) -> None:
    sti = feilbok.lag(tmp_path, navn)
    nr = lo("apne", str(sti))
    assert lo("innenfor", "les", nr) == repr(read.les_bok(sti))
    assert feilbok.LEST[navn][1] in lo("innenfor", "les", nr)
    assert saldo(lo, nr) == pytest.approx(feilbok.LEST[navn][0])
    lo("lukk", nr)


@pytest.mark.parametrize("navn", ["15-csv-tittel", "17-usynlige-tegn", "18-pause-klokke", "19-datoformer"])
def test_values_as_people_write_them(lo: Kontor, tmp_path: Path, navn: str) -> None:
    """Written into the open document as they stand in the CSV files."""
    tabeller = les_mappe(feilbok.MAPPE / navn).tabeller
    sti = feilbok.ny(tmp_path / "b.xlsx", navn)
    raa = (feilbok.MAPPE / navn / "Vakter.csv").read_text("utf-8").splitlines()
    topp = next(n for n, linje in enumerate(raa) if linje.startswith("Vaktnr"))
    nr = lo("apne", str(sti))
    for rad, linje in enumerate(filter(None, raa[topp + 1 :]), 2):
        felt = linje.split(";")
        lo("innenfor", "skriv", nr, "Vakter", {f"{b}{rad}": v for b, v in zip("ABDFGHIJKLMN", felt, strict=True)}, {})
    assert lo("innenfor", "les", nr) == repr(read.les_bok(sti))
    assert saldo(lo, nr) == pytest.approx(Bank(tabeller).saldo("101", DAG).skyldig)
    lo("lukk", nr)


def test_a_rolling_plan_is_read_as_the_file(lo: Kontor, tmp_path: Path) -> None:
    sti = rulleplan.bok(tmp_path / "plan.xlsx")
    nr = lo("apne", str(sti))
    assert lo("innenfor", "les", nr) == repr(read.les_bok(sti))
    lo("lukk", nr)


def test_start_equal_to_slutt_is_the_same_error(lo: Kontor, tmp_path: Path) -> None:
    sti = feilbok.ny(tmp_path / "b.xlsx", "12-totalrad")
    bok = openpyxl.load_workbook(sti)
    feilbok.skriv_rad(bok["Timer"], 2, ("103", DAG, time(7, 30), time(7, 30)))
    bok.save(sti)
    tabeller = read.les_bok(sti)
    ((hvem, feil),) = tabeller.utelatt
    assert (hvem, feil[0].celle) == ("103", "F2")
    nr = lo("apne", str(sti))
    assert lo("innenfor", "les", nr) == repr(tabeller)
    assert isinstance(saldo(lo, nr, hvem), dict)  # an error value
    assert saldo(lo, nr) == pytest.approx(Bank(tabeller).saldo("101", DAG).skyldig)
    lo("lukk", nr)


def test_a_row_typed_below_the_table_counts_on_every_page(lo: Kontor, tmp_path: Path) -> None:
    """LibreOffice never grows a table. A whole day is typed too: 24:00 reaches the function as the number 1."""
    lest = les_mappe(feilbok.MAPPE / "02-rad-under-tabellen")
    skriv_levende(tmp_path / "levende.xlsx", lest.rader, Bank(lest.tabeller), DAG)
    nr = lo("apne", str(tmp_path / "levende.xlsx"))
    lo("regn", nr)

    def side() -> Any:
        return {r[1]: r[9] for r in lo("verdier", nr, "Oversikt", "A1:R30") if r[1] in ("101", "102")}

    assert side() == pytest.approx({"101": feilbok.SKYLDIG, "102": 544.3})
    for bokstav, v in zip("ABDFGHIJKLMN", feilbok.NY_VAKT, strict=True):
        lo("sett", nr, "Vakter", f"{bokstav}6", _tall(v))
    assert side() == pytest.approx({"101": feilbok.SKYLDIG_MED_NY, "102": 544.3})
    assert saldo(lo, nr) == pytest.approx(feilbok.SKYLDIG_MED_NY)
    lo("sett", nr, "Vakter", "F2", 0.0)
    lo("sett", nr, "Vakter", "G2", 1.0)
    assert side()["101"] == pytest.approx(feilbok.SKYLDIG_MED_NY - 24 + 7.5)
    lo("innenfor", "skriv", nr, "Vakter", {"H3": 0.5 / 24}, {"H3": "hh:mm"})  # a break of 0:30
    lo("sett", nr, "Vakter", "G2", 23 / 24)
    assert side()["101"] == pytest.approx(feilbok.SKYLDIG_MED_NY - 23 + 7.5 + 0.5)
    lo("sett", nr, "Vakter", "H3", 0.0)
    lo("sett", nr, "Vakter", "G2", 1.0)
    lo("lagre", nr, str(tmp_path / "ut.xlsx"))
    lo("lukk", nr)
    t = read.les_bok(tmp_path / "ut.xlsx")
    assert Bank(t).saldo("101", DAG).skyldig == pytest.approx(feilbok.SKYLDIG_MED_NY - 24 + 7.5)
    assert [m.kilde.celle() for m in t.merknader] == ["A6"]


def _tall(v: Any) -> Any:
    if isinstance(v, time):
        return (v.hour * 60 + v.minute) / 1440
    return (v - date(1899, 12, 30)).days if isinstance(v, date) else v
