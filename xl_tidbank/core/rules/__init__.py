"""One file per clause. Each holds a `REGEL`, found here by itself: a new clause is a new file and nothing else.

A rule yields postings or findings and never raises; it never imports another rule. Pure helpers in a rule's file
(a status, a number of hours) are what the spreadsheet function of the same clause calls.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ..model import Funn, Postering
from ..sak import Sak
from ..views import Saldo

if TYPE_CHECKING:
    from ..bank import Bank


@dataclass(frozen=True, slots=True)
class Regel:
    """What a rule file declares.

    funn_id: the ids its findings carry. hjemmel: the clause. trenger: tables (fields of `Tabeller`) that must have
    been handed over, beside agreements, shifts and absences. posteringer: from one employee's case. funn: from one
    case on a date, with its balance (None outside a settlement period). bankfunn: from all employees together.
    """

    hjemmel: str
    funn_id: tuple[str, ...] = ()
    trenger: tuple[str, ...] = ()
    posteringer: Callable[[Sak], Iterable[Postering]] | None = None
    funn: Callable[[Sak, date, Saldo | None], Iterable[Funn]] | None = None
    bankfunn: Callable[[Bank, date], Iterable[Funn]] | None = None


@cache
def alle() -> tuple[Regel, ...]:
    """Every rule, in order of file name."""
    navn = sorted(m.name for m in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{n}").REGEL for n in navn)
