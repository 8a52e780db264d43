"""Small workbooks with one thing wrong, from the folders of data/feil: what reading them must answer or say."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xl_tidbank.cli import main

MAPPE = Path(__file__).parent / "data" / "feil"
DAG = "14.09.2026"
# A shift of 7.5 hours that 101 has worked: as typed below the table.
NY_VAKT = (
    "V9", "101", date(2026, 9, 1), time(7, 30), time(15, 0), 0, "Tidbank", "Tildelt", "Utført", date(2026, 8, 1), "Nei",
    "Leder",
)  # fmt: skip
# Owed by 101 on the day with what stands in the tables: 738.4 less 14.2 for a week of sickness and 15 worked.
SKYLDIG, SKYLDIG_MED_NY = 709.2, 701.7
# Folder -> (owed by 101, what is said, at which cell).
LEST = {
    "02-rad-under-tabellen": (
        SKYLDIG_MED_NY,
        "En rad står under tabellen Vakter og er regnet med: rad 6.",
        "Vakter!A6",
    ),
    "11-ark-kopiert": (SKYLDIG, "Arket «Vakter (2)» har overskriftene til Vakter og er ikke lest.", "Vakter (2)"),
    "12-totalrad": (SKYLDIG, "Rad 6 begynner med «Totalt» og er ikke lest.", "Vakter!A6"),
    "12-totalrad-uten-ord": (SKYLDIG, "Rad 6 er tabellens totalrad og er ikke lest.", "Vakter!A6"),
    "12-totalrad-ansatte": (SKYLDIG, "Rad 5 begynner med «Totalt» og er ikke lest.", "Ansatte!A5"),
}  # fmt: skip


def ny(sti: Path, navn: str) -> Path:
    """A workbook of the CSV files of a folder."""
    with pytest.raises(SystemExit) as slutt:
        main(["ny", str(sti), "--fra", str(MAPPE / navn), "--dato", DAG])
    assert not slutt.value.code
    return sti


def lag(mappe: Path, navn: str) -> Path:
    """The workbook of a case of LEST, changed as its user changed it."""
    sti = ny(mappe / f"{navn}.xlsx", navn if (MAPPE / navn).exists() else "12-totalrad")
    bok = openpyxl.load_workbook(sti)
    if navn.startswith("02"):
        skriv_rad(bok["Vakter"], 6, NY_VAKT)
    elif navn.startswith("11"):
        kopi = bok.copy_worksheet(bok["Vakter"])
        kopi.title = "Vakter (2)"
        for rad in range(2, 6):
            kopi.cell(rad, 1).value = f"W{rad}"
    else:
        ark, siste, kol = ("Ansatte", 4, 2) if navn.endswith("ansatte") else ("Vakter", 5, 6)
        bok[ark].cell(siste + 1, 1).value = None if navn.endswith("uten-ord") else "Totalt"
        bok[ark].cell(siste + 1, kol).value = 30
        tabell = bok[ark].tables[ark]
        tabell.ref = tabell.ref.removesuffix(str(siste)) + str(siste + 1)
        tabell.totalsRowCount = 1
    bok.save(sti)
    return sti


def skriv_rad(ark: Any, rad: int, verdier: tuple[Any, ...]) -> None:
    """A row typed below a table: its columns are those whose headers are not computed ones."""
    kolonner = [k for k in range(1, ark.max_column + 1) if ark.cell(1, k).value not in ("Navn", "Ukedag")]
    for kol, v in zip(kolonner, verdier, strict=False):
        ark.cell(rad, kol).value = v
