"""Every rule on the cases of a bank: the findings of one employee, of the bank as a whole, and all of them in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, TypeAlias

from . import kopikreditt, rules
from .funn import Funn, Funnslag, samlet
from .saker import Saker
from .views import Saldo

Gjelder: TypeAlias = Callable[[Funnslag[Any]], bool] | None  # which kinds; None = all

_ALVOR = {"brudd": 0, "advarsel": 1, "info": 2}


def orden(f: Funn) -> tuple[Any, ...]:
    """Breaches first, then by employee, rule and date."""
    return _ALVOR[f.alvor], f.ansattnr, f.regel, f.dato or date.min, f.kilde.rad


def alle(saker: Saker, dag: date, gjelder: Gjelder = None) -> list[Funn]:
    """Every finding on a day, in order: of those the cases are about, and of the kinds `gjelder` takes."""
    hoder = filter(saker.spurt, saker.register.hoder)
    if gjelder is None:
        ut = [f for nr in hoder for f in _alle_egne(saker, nr, dag)]
    else:
        ut = [f for nr in hoder for f in samlet(egne(saker, nr, dag, gjelder=gjelder))]
    return sorted([*ut, *felles(saker, dag, gjelder)], key=orden)


def _alle_egne(saker: Saker, nr: str, dag: date) -> tuple[Funn, ...]:
    """Those of every kind that come of one employee's own records, found once."""
    funnet = saker.egnefunn.get((nr, dag))
    if funnet is None:
        funnet = saker.egnefunn[nr, dag] = tuple(samlet(egne(saker, nr, dag)))
    return funnet


def felles(saker: Saker, dag: date, gjelder: Gjelder = None) -> Iterator[Funn]:
    """The findings that come of the bank as a whole."""
    for r in _regler(saker, gjelder):
        if r.bankfunn is not None:
            yield from r.bankfunn(saker, dag)


def egne(
    saker: Saker, ansattnr: str, dag: date, saldo: Saldo | None = None, gjelder: Gjelder = None
) -> Iterator[Funn]:  # fmt: skip
    """The findings that come of one employee's own records, each for itself. saldo: told of instead of the own."""
    sak, vist = saker.sak(ansattnr), saldo
    saldo = saldo or saker.saldo_eller_ingen(ansattnr, dag)
    for regel in _regler(saker, gjelder):
        if regel.funn is not None:
            blind = vist is not None and regel.utenfra
            yield from regel.funn(sak.husk(kopikreditt.utenfra) if blind else sak, dag, saldo)


def _regler(saker: Saker, gjelder: Gjelder) -> Sequence[rules.Regel]:
    """The rules whose tables were all handed over, and that make a kind asked for."""
    regler = saker.husk(_med_tabeller)
    return regler if gjelder is None else [r for r in regler if any(map(gjelder, r.slag))]


def _med_tabeller(saker: Saker) -> tuple[rules.Regel, ...]:
    t = saker.tabeller
    return rules.alle(frozenset(f.name for f in fields(t) if getattr(t, f.name) is None))
