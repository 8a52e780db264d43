"""Every rule on the cases of a bank: the findings of one employee, of the bank as a whole, and all of them in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from . import kopikreditt, rules
from .funn import Funn, samlet
from .saker import Saker
from .views import Saldo

_ALVOR = {"brudd": 0, "advarsel": 1, "info": 2}


def orden(f: Funn) -> tuple[Any, ...]:
    """Breaches first, then by employee, rule and date."""
    return _ALVOR[f.alvor], f.ansattnr, f.regel, f.dato or date.min, f.kilde.rad


def alle(saker: Saker, dag: date) -> list[Funn]:
    """Every finding on a day, in order."""
    ut = [f for nr in saker.register.hoder for f in samlet(egne(saker, nr, dag))]
    return sorted([*ut, *felles(saker, dag)], key=orden)


def felles(saker: Saker, dag: date) -> Iterator[Funn]:
    """The findings that come of the bank as a whole."""
    for r in saker.husk(_regler):
        if r.bankfunn is not None:
            yield from r.bankfunn(saker, dag)


def egne(saker: Saker, ansattnr: str, dag: date, saldo: Saldo | None = None) -> Iterator[Funn]:
    """The findings that come of one employee's own records, each for itself. saldo: told of instead of the own."""
    sak, vist = saker.sak(ansattnr), saldo
    saldo = saldo or saker.saldo_eller_ingen(ansattnr, dag)
    for regel in saker.husk(_regler):
        if regel.funn is not None:
            blind = vist is not None and regel.utenfra
            yield from regel.funn(kopikreditt.utenfra(sak) if blind else sak, dag, saldo)


def _regler(saker: Saker) -> tuple[rules.Regel, ...]:
    """The rules whose tables were all handed over."""
    return tuple(r for r in rules.alle() if all(getattr(saker.tabeller, t) is not None for t in r.trenger))
