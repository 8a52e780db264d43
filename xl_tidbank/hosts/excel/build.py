"""The workbooks that are ready to open: the empty template and the demo, and a copy set up for one Python."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from xl_tidbank import demo
from xl_tidbank.book import save, tables
from xl_tidbank.book.bankrows import Rader
from xl_tidbank.core.bank import Bank

from . import checks, package
from .live import skriv_levende

MAL = "Tidbank.xlsm"
DEMO = "Tidbank_demo.xlsm"


def bygg(mappe: Path) -> list[Path]:
    """Write both workbooks in a folder, which is made. Both speak for the day of the demo, so that they stay the same
    whenever they are built; the user changes the day on Oversikt. What stood there with other content is kept."""
    mappe.mkdir(parents=True, exist_ok=True)
    tom, full = mappe / MAL, mappe / DEMO
    skriv(tom, {}, demo.DEMO_DAG)
    skriv(full, demo.demo_tabeller(), demo.DEMO_DAG)
    return [tom, full]


def skriv(sti: Path, rader: Rader, dag: date, oppsett: package.Oppsett | None = None) -> None:
    """Write one live workbook, whole or not at all."""
    bank = Bank(tables.av_rader(rader))
    with tempfile.TemporaryDirectory() as mappe:
        bok = Path(mappe) / "bok.xlsx"
        skriv_levende(bok, rader, bank, dag)
        save.skriv_helt(sti, lambda ny: _pakk(bok, ny, oppsett), lik_kan_staa=True)


def _pakk(bok: Path, ny: Path, oppsett: package.Oppsett | None) -> None:
    """A workbook that does not pass the checks is a fault of ours, and is not written."""
    package.pakk(bok, ny, oppsett)
    feil = checks.kontroller(ny)
    if feil:
        raise RuntimeError("; ".join(feil[:5]))
