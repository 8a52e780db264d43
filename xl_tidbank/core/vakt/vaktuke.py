"""The week roster: who works when, people by days, over one week or several (aml. § 10-3; Delta § 8).

Of an absence it knows only that somebody is away the whole day, never why. Who has a row never rests on an absence,
and a poster knows nothing of it: a person who is away stands there as one who has the day off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ..model import AVTALTE, BYTTE, EKSTRA, GJELDENDE, LEDIG, OVERTID, SOKT, TIDBANK, Turnusvakt, Vakt
from ..rules.vakt import varselfrist
from ..sak import Sak
from ..saker import Saker
from ..tid import clock

UKER = (1, 4, 6)
I_NAERHETEN = timedelta(weeks=12)  # a person with a shift so near the weeks has a row in them
# What stands before a shift beside the roster, so that colour never speaks alone. A shift of the roster has none.
BOKSTAV = {TIDBANK: "T", EKSTRA: "E", BYTTE: "B", OVERTID: "O"}
LEDIGBOKSTAV = "L"


class Ukevakt(NamedTuple):
    """A shift in the week roster. start, slutt: minutes after midnight. bokstav: "" = the ordinary roster.

    ubekreftet: it is over, and nobody has confirmed that it was worked.
    """

    start: int
    slutt: int
    bokstav: str = ""
    ubekreftet: bool = False


class Ledigvakt(NamedTuple):
    """A shift nobody has yet. sokt: somebody has applied for it."""

    start: int
    slutt: int
    kompetanse: str = ""
    enhet: str = ""
    sokt: bool = False


class Ukedag(NamedTuple):
    """A person's day. borte: away the whole day, and then without shifts."""

    vakter: tuple[Ukevakt, ...] = ()
    borte: bool = False


class Personrad(NamedTuple):
    ansattnr: str
    navn: str
    enhet: str
    dager: tuple[Ukedag, ...]


class Vaktuke(NamedTuple):
    """mandag: the first day; dag: the day it is seen from. frister: for each day the last day to give notice."""

    mandag: date
    uker: int
    dag: date
    dager: tuple[date, ...]
    frister: tuple[date, ...]
    ledige: tuple[tuple[Ledigvakt, ...], ...]
    personer: tuple[Personrad, ...]


def vaktuke(saker: Saker, forste: date, uker: int, dag: date, enhet: str = "", *, plakat: bool = False) -> Vaktuke:
    """The weeks from the Monday of a day. enhet: only this unit, "" = all. plakat: without anything about absence, and
    without what is unconfirmed."""
    mandag = clock.mandag(forste)
    dager = tuple(mandag + timedelta(days=n) for n in range(7 * uker))
    personer = [
        _person(saker.sak(nr), nr, saker.enhet(nr), dager, dag, plakat)
        for nr in saker.ansattnumre
        if (not enhet or saker.enhet(nr).casefold() == enhet.casefold()) and _med(saker.sak(nr), dager)
    ]
    ledige = tuple(tuple(_ledige(saker, d, enhet)) for d in dager)
    return Vaktuke(
        mandag, uker, dag, dager, tuple(_frist(saker, d) for d in dager), ledige,
        tuple(sorted(personer, key=lambda p: (p.enhet.casefold(), p.navn.casefold(), p.ansattnr))),
    )  # fmt: skip


def _frist(saker: Saker, dag: date) -> date:
    """The last day to tell of a shift on a day; one later where the day of notice counts as one of the days."""
    frist = saker.valg.varselfrist(dag) - (saker.valg["varsel_telling"] == "varselsdagen")
    return varselfrist.siste_varsel(dag, frist)


def _med(sak: Sak, dager: tuple[date, ...]) -> bool:
    """Whether the person belongs to these weeks: an agreement in them, or shifts in or near them."""
    forst, sist = dager[0], dager[-1]
    if any(a.fra <= sist and forst <= a.til for a in sak.avtaler):
        return True
    datoer = (*(t.dato for t in sak.skreven_turnus), *(v.dato for v in sak.skrevne_vakter))
    return any(forst - I_NAERHETEN <= d <= sist + I_NAERHETEN for d in datoer)


def _person(sak: Sak, nr: str, enhet: str, dager: tuple[date, ...], dag: date, plakat: bool) -> Personrad:
    per_dag: dict[date, set[Ukevakt]] = {}
    forst, sist = dager[0], dager[-1]
    for r in _vaktene(sak):
        if forst <= r.dato <= sist:
            per_dag.setdefault(r.dato, set()).add(_ukevakt(r, dag, plakat))
    hele = sak.borte.hele
    return Personrad(
        nr, sak.ansatt.navn or nr, enhet,
        tuple(
            Ukedag(borte=not plakat) if d.toordinal() in hele else Ukedag(tuple(_uten_like(per_dag.get(d, ()))))
            for d in dager
        ),
    )  # fmt: skip


def _vaktene(sak: Sak) -> Iterator[Turnusvakt | Vakt]:
    yield from sak.skreven_turnus
    yield from (v for v in sak.skrevne_vakter if v.status in GJELDENDE)


def _ukevakt(r: Turnusvakt | Vakt, dag: date, plakat: bool) -> Ukevakt:
    if isinstance(r, Turnusvakt):
        return Ukevakt(r.start, r.slutt)
    ubekreftet = not plakat and r.status in AVTALTE and r.dato < dag
    return Ukevakt(r.start, r.slutt, BOKSTAV.get(r.type, ""), ubekreftet)


def _uten_like(vakter: set[Ukevakt] | tuple[()]) -> Iterator[Ukevakt]:
    """In order of time; a shift that is written both in the roster and beside it stands once, with its letter."""
    merket = {(v.start, v.slutt) for v in vakter if v.bokstav}
    for v in sorted(vakter):
        if v.bokstav or (v.start, v.slutt) not in merket:
            yield v


def _ledige(saker: Saker, dag: date, enhet: str) -> Iterator[Ledigvakt]:
    alle = saker.husk(_ledige_per_dag).get(dag, ())
    for v in sorted(alle, key=lambda v: (v.start, v.slutt, v.vaktnr)):
        if not enhet or v.enhet.casefold() in ("", enhet.casefold()):
            yield Ledigvakt(v.start, v.slutt, v.kompetanse, v.enhet, v.status == SOKT)


def _ledige_per_dag(saker: Saker) -> dict[date, list[Vakt]]:
    ut: dict[date, list[Vakt]] = {}
    for v in saker.tabeller.vakter:
        if v.status in (LEDIG, SOKT):
            ut.setdefault(v.dato, []).append(v)
    return ut
