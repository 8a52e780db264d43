"""Findings as the union rep may read them: of the kinds that say so themselves (`Funnslag.setning`), in a sentence made
of typed facts only.

The rule's own sentence stays at home: it may hold a plan somebody wrote, or the number of a shift. No kind has one of
the surplus bank, of an absence, or of hours that depend on when credit fell (`av_kreditt`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from .. import kontroll, kopikreditt, tekst
from ..funn import Alvor, Funn, Funnslag, samlet
from ..model import AVTALTE
from ..saker import Saker
from ..views import Saldo

_UKJENT = "En vakt som ikke er bekreftet,"  # past and unconfirmed: its date says that somebody may have been away


class Innsynsfunn(NamedTuple):
    """ansattnr: number or pseudonym, "" = everybody. dato: None where the day is not the rep's to know."""

    slag: Funnslag[Any]
    alvor: str
    ansattnr: str
    dato: date | None
    hjemmel: str
    tekst: str

    @property
    def regel(self) -> str:
        return self.slag.id


def sies(slag: Funnslag[Any]) -> bool:
    """Whether the rep may read of findings of the kind: rules that make none of these are not asked."""
    return slag.setning is not None


def egne(saker: Saker, dag: date, ansattnr: str, saldo: Saldo, pseudonymer: Mapping[str, str]) -> list[Innsynsfunn]:
    """The findings of one employee inside the settlement period. saldo: as it is shown; what a finding says of hours is
    said of it."""
    funnet = samlet(kontroll.egne(saker, ansattnr, dag, saldo, sies))
    return list(_valgte(saker, dag, funnet, frozenset({ansattnr}), pseudonymer))


def felles(saker: Saker, dag: date, numre: Collection[str], pseudonymer: Mapping[str, str]) -> list[Innsynsfunn]:
    """The findings of the bank as a whole that are of these employees, or of everybody."""
    return list(_valgte(saker, dag, kontroll.felles(saker, dag, sies), numre, pseudonymer))


def ordnet(funn: Iterable[Innsynsfunn]) -> tuple[Innsynsfunn, ...]:
    """In an order that tells nothing: neither whose pseudonym comes first by number, nor where a hidden day belongs."""
    return tuple(sorted(funn, key=_orden))


def _orden(f: Innsynsfunn) -> tuple[Any, ...]:
    return (Alvor.BRUDD, Alvor.ADVARSEL, Alvor.INFO).index(f.alvor), f.ansattnr, f.regel, f.dato or date.min, f.tekst


def _valgte(
    saker: Saker, dag: date, funn: Iterable[Funn], numre: Collection[str], pseudonymer: Mapping[str, str]
) -> Iterator[Innsynsfunn]:
    for f in funn:
        if f.slag.setning is None or f.helse or (f.ansattnr and f.ansattnr not in numre):
            continue
        periode = saker.sak(f.ansattnr).periode(dag) if f.ansattnr else None
        if periode and f.dato and not periode.start <= f.dato <= periode.slutt:
            continue
        skjult = f.slag.uten_dag or _skjult(saker, f, dag)
        if skjult and kopikreditt.maate(saker.valg) == kopikreditt.FORRIGE:
            continue  # it goes away when the shift is called off: that week shows
        vakt = _UKJENT if skjult or f.dato is None else f"Vakt {tekst.dato(f.dato)}"
        yield Innsynsfunn(
            f.slag, f.alvor, pseudonymer.get(f.ansattnr, f.ansattnr), None if skjult else f.dato, f.hjemmel,
            f.slag.setning(f.fakta, vakt),
        )  # fmt: skip


def _skjult(saker: Saker, f: Funn, dag: date) -> bool:
    """Whether the finding may be of a shift that does not stand in the copy with its date; yes where none is found."""
    if f.slag.vaktnr is None:
        return False
    vaktnr = f.slag.vaktnr(f.fakta)
    maate = kopikreditt.maate(saker.valg)
    vakter = [v for v in saker.sak(f.ansattnr).vakter if v.dato == f.dato and v.vaktnr == vaktnr]
    return not vakter or any(v.status in AVTALTE and (v.dato <= dag or maate != kopikreditt.EKSAKT) for v in vakter)
