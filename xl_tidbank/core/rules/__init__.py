"""One file per clause, in a folder per law. Each holds a `REGEL`, found here by itself: a new clause is a new file and
nothing else.

A rule yields findings and never raises; it never imports another rule. What it finds, it declares (`Funnslag`): all
that anybody asks of a kind of finding stands in the rule's file. Pure helpers there (a status, a number of hours) are
what the spreadsheet function of the same clause calls.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from ..funn import Funn, Funnslag
from ..sak import Sak
from ..saker import Saker
from ..views import Saldo


@dataclass(frozen=True, slots=True)
class Regel:
    """What a rule file holds.

    slag: the kinds of finding it makes. trenger: tables (fields of `Tabeller`) that must have been handed over, beside
    agreements, shifts and absences. funn: from one employee's case on a date, with its balance (None outside a
    settlement period). bankfunn: from all employees together. utenfra: when the balance is one that is shown to others,
    the case too is as others see it (`kopikreditt.utenfra`).
    """

    slag: tuple[Funnslag[Any], ...]
    trenger: tuple[str, ...] = ()
    funn: Callable[[Sak, date, Saldo | None], Iterable[Funn]] | None = None
    bankfunn: Callable[[Saker, date], Iterable[Funn]] | None = None
    utenfra: bool = False


@cache
def alle(uten: frozenset[str] = frozenset()) -> tuple[Regel, ...]:
    """Every rule, in order of file name. uten: tables that were not handed over: rules that need one are left out,
    and a folder whose `TRENGER` names one is not imported."""
    mapper = [import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
    navn = [
        (m.name, f"{mappe.__name__}.{m.name}")
        for mappe in mapper
        if uten.isdisjoint(getattr(mappe, "TRENGER", ()))
        for m in pkgutil.iter_modules(mappe.__path__)
    ]
    regler = (import_module(modul).REGEL for _, modul in sorted(navn))
    return tuple(r for r in regler if uten.isdisjoint(r.trenger))
