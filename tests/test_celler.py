"""The cells of a workbook read without calamine: the same values as calamine gives, of the guard's own copy."""

from __future__ import annotations

import builtins
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import innut, sidedata
from xl_tidbank.book.open import celler, fremmed
from xl_tidbank.book.template import workbook

VERDIER: list[list[Any]] = [
    ["Tekst", "æøå & <x>", " mellomrom ", "=ikke formel"],
    [1, 2.5, -0.1, 1e-9],
    [date(2026, 5, 4), datetime(2026, 5, 4, 7, 30), time(7, 30), True],
    [None, timedelta(hours=24), "", 0],
    [None, None, None, None],
    ["Sist", None, date(1999, 12, 31), time(0, 0)],
]


def uten_calamine(m: pytest.MonkeyPatch) -> None:
    ekte = builtins.__import__

    def importer(navn: str, *mer: Any, **enda: Any) -> Any:
        if navn == "python_calamine":
            raise ImportError(navn)
        return ekte(navn, *mer, **enda)

    m.setattr(builtins, "__import__", importer)


def filene(mappe: Path) -> list[Path]:
    workbook.skriv_bank(mappe / "bank.xlsx", sidedata.rader(), [])
    innut.skriv_xlsx(mappe / "alt.xlsx", {"Ett": VERDIER, "To ": [["x"]], "Tomt": []})
    return [innut.GRID1, innut.GRID2, mappe / "bank.xlsx", mappe / "alt.xlsx"]


def test_the_same_values_as_calamine(tmp_path: Path) -> None:
    for fil in filene(tmp_path):
        med = fremmed.les(fil)
        with pytest.MonkeyPatch.context() as m:
            uten_calamine(m)
            uten = fremmed.les(fil)
        assert [a.navn for a in med.ark] == [a.navn for a in uten.ark], fil
        for a, b in zip(med.ark, uten.ark, strict=True):
            assert (a.navn, a.rad0, a.kol0) == (b.navn, b.rad0, b.kol0), fil
            typer = [[[(type(v), v) for v in rad] for rad in ark.rader] for ark in (a, b)]
            assert typer[0] == typer[1], (fil, a.navn)
        assert med == uten


@pytest.mark.parametrize(
    ("format_", "slag"),
    [
        ("General", ""), ("0.00", ""), ("#,##0 kr", ""), ('0 "dager"', ""), ("[Red]0", ""), ("@", ""),
        ("dd.mm.yyyy", "dato"), ("hh:mm", "dato"), ('d. mmmm yyyy;@', "dato"), ("[$-414]d. mmmm yyyy", "dato"),
        ("[hh]:mm", "tid"), ("[h]:mm:ss", "tid"), ("[mm]:ss", "tid"), (r"0\d", ""),
    ],
)  # fmt: skip
def test_what_a_format_shows(format_: str, slag: str) -> None:
    assert celler.slag_av(format_) == slag
