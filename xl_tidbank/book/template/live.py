"""The bank as a workbook that computes itself: the template, and pages in front that hold functions as formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xl_tidbank.core.bank import Bank

from ...tables.assemble import les_omrader
from ...tables.bankrows import Rader, alle_rader
from ...tables.schema import TABELLER, Tabell
from ..write.pages import Egenskaper, Formater
from . import inputs
from .livepages import levende_sider
from .workbook import skriv_bank


def skriv_levende(
    sti: Path,
    rader: Rader,
    bank: Bank,
    dag: date,
    les: str,
    *,
    ekstra_kolonner: Mapping[str, Sequence[str]] | None = None,
    egenskaper: Egenskaper | None = None,
    til_slutt: Callable[[Any, Formater], None] | None = None,
) -> None:
    """Write the bank of `rader` with live pages. les: the formula of the cell Bank.

    Every formula has its value, and nothing asks to be computed when the file is opened. ValueError where `bank` is
    not of the same rows.
    """
    lest = Bank(les_omrader(_som_celler(rader)))
    if lest.saldoer(dag) != bank.saldoer(dag):
        raise ValueError("the bank is not of these rows")
    sider = levende_sider(lest, dag, les)
    skriv_bank(sti, rader, sider, ekstra_kolonner, egenskaper=egenskaper, til_slutt=til_slutt)


def _som_celler(rader: Rader) -> dict[Tabell, list[list[Any]]]:
    """The tables as TIDBANK_LES is handed them: a header row, and what the cells hold."""
    fulle = alle_rader(rader)
    ut: dict[Tabell, list[list[Any]]] = {}
    for t in TABELLER:
        celler = [[inputs.celleverdi(k, v) for k, v in zip(t.kolonner, r, strict=False)] for r in fulle[t.navn]]
        ut[t] = [[k.navn for k in t.kolonner], *celler]
    return ut
