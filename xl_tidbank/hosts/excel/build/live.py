"""The live workbook: the cell Bank reads every table TIDBANK_LES knows, in the order of its arguments."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import udfs  # noqa: F401  # fills the register
from xl_tidbank.book.template import live, livepages
from xl_tidbank.book.write.pages import Egenskaper, Formater
from xl_tidbank.core.bank import Bank
from xl_tidbank.functions import REGISTER
from xl_tidbank.tables.bankrows import Rader


def les_formel(registre: Collection[str] = ()) -> str:
    """registre: the registers of the environment the workbook has."""
    return livepages.les_formel([a.navn for a in REGISTER["TIDBANK_LES"].argumenter], registre)


def skriv_levende(
    sti: Path,
    rader: Rader,
    bank: Bank,
    dag: date,
    *,
    ekstra_kolonner: Mapping[str, Sequence[str]] | None = None,
    egenskaper: Egenskaper | None = None,
    til_slutt: Callable[[Any, Formater], None] | None = None,
    deler: Collection[str] = (),
) -> None:
    """Write a bank whose pages compute themselves (see xl_tidbank.book.template.live)."""
    live.skriv_levende(
        sti, rader, bank, dag, les_formel([*rader]),
        ekstra_kolonner=ekstra_kolonner, egenskaper=egenskaper, til_slutt=til_slutt,
        deler=deler,
    )  # fmt: skip
