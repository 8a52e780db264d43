"""The workbooks that are ready to open: the empty template and the demo, and a copy with a bank in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xl_tidbank import demo
from xl_tidbank.book import logg
from xl_tidbank.book.egne import EgetInnhold, skriv_eget
from xl_tidbank.book.egne.hente import skriv_loggark
from xl_tidbank.book.files import midlertidig, save
from xl_tidbank.book.write.pages import Formater
from xl_tidbank.core.bank import Bank
from xl_tidbank.tables import assemble
from xl_tidbank.tables.bankrows import Rader

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


def skriv(
    sti: Path,
    rader: Rader,
    dag: date,
    eget: EgetInnhold | None = None,
    linjer: Sequence[logg.Linje] = (),
    bare_ny: bool = False,
    deler: Collection[str] = (),
) -> None:
    """Write one live workbook, whole or not at all. eget, linjer, deler: what a user had added to another, its log, and
    the parts that were in it."""
    bank = Bank(assemble.av_rader(rader))
    formler: frozenset[str] = frozenset()

    def til_slutt(bok: Any, formater: Formater) -> None:
        nonlocal formler
        if eget is not None:
            formler = skriv_eget(bok, formater, eget)
        if linjer:
            skriv_loggark(bok, formater, linjer)

    with midlertidig.mappe() as mappe:
        bok = mappe / "bok.xlsx"
        ekstra = None if eget is None else eget.ekstra_kolonner()
        skriv_levende(bok, rader, bank, dag, ekstra_kolonner=ekstra, til_slutt=til_slutt, deler=deler)
        save.skriv_helt(sti, lambda ny: _pakk(bok, ny, formler), lik_kan_staa=True, bare_ny=bare_ny)


def _pakk(bok: Path, ny: Path, egne_formler: frozenset[str]) -> None:
    """A workbook that does not pass the checks is a fault of ours, and is not written."""
    package.pakk(bok, ny)
    feil = checks.kontroller(ny, egne_formler)
    if feil:
        raise RuntimeError("; ".join(feil[:5]))
