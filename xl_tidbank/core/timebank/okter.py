"""Hours of a day from what was recorded: stints, breaks, and the hours that belong to the tidbank (B27, B28).

A stint is an unbroken stretch of work: entries that follow each other without a gap are one stint, so that an entry
split in two at any moment gives the same hours. Where a break is given in the stint, that is its break; where none
is, half an hour goes off when what was recorded without one is longer than the limit (aml § 10-9).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum
from typing import NamedTuple

from .. import clock
from ..model import Timeforing, Vakt

TIME = 60

Tid = tuple[int, int]  # minutes on a running clock, from and to


def okttimer(lengde: float, pause: float | None, grense: float, fradrag: float) -> float:
    """Net hours of one stint. lengde, pause: minutes; grense, fradrag: hours. pause None = by the rule."""
    if pause is None:
        pause = fradrag * TIME if lengde > grense * TIME else 0.0
    return max(0.0, lengde - pause) / TIME


class Bit(NamedTuple):
    """A piece of an entry. pause: minutes given with the entry, None = left to the rule."""

    start: int
    slutt: int
    pause: float | None


def dagstimer(foringer: Iterable[Timeforing], tidbank: Sequence[Vakt], grense: float, fradrag: float) -> float:
    """Net hours recorded on one day, without those that stand in the tidbank.

    tidbank: the employee's tidbank shifts around the day. Hours without a clock on a day with such a shift may be the
    very same hours, so they count only once their start and end are known (the rule time_i_begge_banker says so).
    """
    opptatt = [clock.vakttid(v.dato, v.start, v.slutt) for v in tidbank]
    deler: list[float] = []
    biter: list[Bit] = []
    for f in foringer:
        if f.start is None or f.slutt is None:
            if not any(v.dato == f.dato for v in tidbank):
                deler.append(f.timer or 0.0)
            continue
        pause = f.pause if f.timer is None else round(f.lengde - f.timer * TIME, 6)
        for fra, til in uten(clock.vakttid(f.dato, f.start, f.slutt), opptatt):
            biter.append(Bit(fra, til, None if pause is None else min(pause, til - fra)))
            pause = None if pause is None else max(0.0, pause - (til - fra))
    deler += [_oktens_timer(okt, grense, fradrag) for okt in okter(biter)]
    return fsum(deler)


def okter(biter: Iterable[Bit]) -> list[list[Bit]]:
    """Pieces gathered into stints, in order of time."""
    ut: list[list[Bit]] = []
    slutt = 0
    for b in sorted(biter, key=lambda b: (b.start, b.slutt, b.pause or 0.0)):
        if not ut or b.start > slutt:
            ut.append([])
            slutt = b.slutt
        ut[-1].append(b)
        slutt = max(slutt, b.slutt)
    return ut


def _oktens_timer(okt: Sequence[Bit], grense: float, fradrag: float) -> float:
    gitt = fsum(b.pause or 0.0 for b in okt)
    lengde = sum(b.slutt - b.start for b in okt)
    if gitt:
        return okttimer(lengde, gitt, grense, fradrag)
    apen = sum(b.slutt - b.start for b in okt if b.pause is None)
    return (lengde - apen) / TIME + okttimer(apen, None, grense, fradrag)


def uten(tid: Tid, opptatt: Iterable[Tid]) -> list[Tid]:
    """A stretch of time without the parts that others cover."""
    deler = [tid]
    for fra, til in opptatt:
        rester = [rest for a, b in deler for rest in ((a, min(b, fra)), (max(a, til), b))]
        deler = [(a, b) for a, b in rester if a < b]
    return deler


def dekker(foring: Timeforing, vakt: Vakt) -> bool:
    """Whether recorded clock hours and a shift share a minute."""
    if foring.start is None or foring.slutt is None:
        return False
    a, b = clock.vakttid(foring.dato, foring.start, foring.slutt)
    c, d = clock.vakttid(vakt.dato, vakt.start, vakt.slutt)
    return a < d and c < b
