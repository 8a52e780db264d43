"""The bank as a workbook that computes itself: the template, and pages in front that hold functions as formulas."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xl_tidbank.core.bank import Bank

from ...tables.arkrekke import plasser, rekke
from ...tables.assemble import samle
from ...tables.bankrows import Rader, alle_rader
from ...tables.rows import tolk_rader
from ...tables.schema import ALLE, Tabell
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
    deler: Collection[str] = (),
) -> None:
    """Write the bank of `rader` with live pages. les: the formula of the cell Bank.

    Every formula has its value, and nothing asks to be computed when the file is opened. ValueError where `bank` is
    not of the same rows.
    """
    lest = som_skrevet(rader)
    if lest.saldoer(dag) != bank.saldoer(dag):
        raise ValueError("the bank is not of these rows")
    sider = levende_sider(lest, dag, les)
    skriv_bank(sti, rader, sider, ekstra_kolonner, egenskaper=egenskaper, til_slutt=til_slutt, deler=deler)


def som_skrevet(rader: Rader) -> Bank:
    """The bank of these rows, each with the row and the columns it has in a new workbook: what a finding in it links
    to."""
    fulle = alle_rader(rader)
    ut: dict[Tabell, list[list[Any]]] = {}
    for t in (t for t in ALLE if t.navn in fulle):
        rader_, hode, steder = fulle[t.navn], [k.navn for k in rekke(t)], plasser(t)
        kolonner: list[list[Any]] = [[None] * len(rader_) for _ in hode]
        for nr, k in enumerate(t.kolonner):
            kolonner[steder[k.navn]] = inputs.celleverdier(k, nr, rader_)
        ut[t] = [hode, *map(list, zip(*kolonner, strict=True))]
    return Bank(samle({t.navn: tolk_rader(t, celler, ark=t.ark) for t, celler in ut.items()}))
