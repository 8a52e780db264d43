"""Hours of a day from what was recorded: stints, breaks, and the hours that count elsewhere (B27, B28).

A stint is an unbroken stretch of work: entries that follow each other without a gap are one stint, so that an entry
split in two at any moment gives the same hours. Where a break is given in the stint, that is its break; where none
is, half an hour goes off when what was recorded without one is longer than the limit (aml § 10-9).

Time that stands in two rows counts once (B48): the row with the longest given break goes first, as what somebody wrote
of the break says more than the rule, and the others add what it does not cover. Two rows without a clock that say the
same hours of one day are the same hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import fsum
from typing import NamedTuple

from ..model import Timeforing, Vakt
from ..tid import clock

TIME = 60

Tid = tuple[int, int]  # minutes on a running clock, from and to


def okttimer(lengde: float, pause: float | None, grense: float, fradrag: float) -> float:
    """Net hours of one stint. lengde, pause: minutes; grense, fradrag: hours. pause None = by the rule."""
    if pause is None:
        pause = fradrag * TIME if lengde > grense * TIME else 0.0
    return max(0.0, lengde - pause) / TIME


class Stykke(NamedTuple):
    """A piece of an entry. pause: minutes given with the entry, None = left to the rule."""

    start: int
    slutt: int
    pause: float | None


def dagstimer(
    foringer: Iterable[Timeforing], vakter: Sequence[Vakt], grense: float, fradrag: float, fort: Sequence[Tid] = ()
) -> float:
    """Net hours recorded on one day, without those that count elsewhere and those that stand in another row.

    vakter: shifts around the day whose time counts elsewhere, in the tidbank or paid by the hour. Hours without a clock
    on a day with such a shift may be the very same hours, so they count only once their start and end are known (the
    rule time_i_begge_banker says so).
    fort: what rows of the day before cover.
    """
    opptatt = [clock.vakttid(v.dato, v.start, v.slutt) for v in vakter]
    uten_klokke: set[float] = set()
    biter: list[Stykke] = []
    tatt: list[tuple[Tid, float]] = [(tid, 0.0) for tid in fort]  # what rows have covered, and the break they took
    for f in sorted(foringer, key=orden):
        tid = tidsrom(f)
        if tid is None:
            if not any(kan_vaere(f, v) for v in vakter):
                uten_klokke.add(f.timer or 0.0)
            continue
        pause = gitt_pause(f)
        if pause is not None:
            pause = max(0.0, pause - fsum(p for t, p in tatt if _deler(tid, t)))
        tatt.append((tid, pause or 0.0))
        for fra, til in uten(tid, [*opptatt, *(t for t, _ in tatt[:-1])]):
            biter.append(Stykke(fra, til, None if pause is None else min(pause, til - fra)))
            pause = None if pause is None else max(0.0, pause - (til - fra))
    return fsum([*uten_klokke, *(_oktens_timer(okt, grense, fradrag) for okt in okter(biter))])


def tidsrom(f: Timeforing) -> Tid | None:
    """When the recorded work was, None for hours without a clock."""
    return None if f.start is None or f.slutt is None else clock.vakttid(f.dato, f.start, f.slutt)


def gitt_pause(f: Timeforing) -> float | None:
    """Minutes of break the row says or, where it has hours too, leaves over; None = left to the rule."""
    return f.pause if f.timer is None else round(f.lengde - f.timer * TIME, 6)


def orden(f: Timeforing) -> tuple[float, ...]:
    """Which of the day's rows counts before another that has the same time."""
    pause = gitt_pause(f) if f.start is not None else None
    return pause is None, -(pause or 0.0), f.start or 0, -f.lengde, f.timer or 0.0, f.kilde.rad


def okter(biter: Iterable[Stykke]) -> list[list[Stykke]]:
    """Pieces gathered into stints, in order of time."""
    ut: list[list[Stykke]] = []
    slutt = 0
    for b in sorted(biter, key=lambda b: (b.start, b.slutt, b.pause or 0.0)):
        if not ut or b.start > slutt:
            ut.append([])
            slutt = b.slutt
        ut[-1].append(b)
        slutt = max(slutt, b.slutt)
    return ut


def _oktens_timer(okt: Sequence[Stykke], grense: float, fradrag: float) -> float:
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


def kan_vaere(foring: Timeforing, vakt: Vakt) -> bool:
    """Whether hours recorded without a clock may be those of a shift: of the same number on the same day."""
    return foring.start is None and (foring.dato, foring.ansattnr) == (vakt.dato, vakt.ansattnr)


def dekker(foring: Timeforing, vakt: Vakt) -> bool:
    """Whether recorded clock hours and a shift share a minute."""
    tid = tidsrom(foring)
    return tid is not None and _deler(tid, clock.vakttid(vakt.dato, vakt.start, vakt.slutt))


def _deler(en: Tid, annen: Tid) -> bool:
    return en[0] < annen[1] and annen[0] < en[1]


class Dobbeltfort(NamedTuple):
    """A row whose time stands in another row too. timer: hours of it that are counted there, breaks aside."""

    foring: Timeforing
    andre: Timeforing
    timer: float


def dobbelt(foringer: Iterable[Timeforing]) -> Iterator[Dobbeltfort]:
    """The rows of one person that `dagstimer` does not count, or not the whole of."""
    per_dag: dict[date, list[Timeforing]] = {}
    for f in foringer:
        per_dag.setdefault(f.dato, []).append(f)
    forrige: list[tuple[Tid, Timeforing]] = []
    for _, dagens in sorted(per_dag.items()):
        uten_klokke: dict[float, Timeforing] = {}
        sett = list(forrige)
        for f in sorted(dagens, key=orden):
            tid = tidsrom(f)
            if tid is None:
                andre = uten_klokke.setdefault(f.timer or 0.0, f)
                if andre is not f and f.timer:
                    yield Dobbeltfort(f, andre, f.timer or 0.0)
                continue
            felles = [(t, annen) for t, annen in sett if _deler(tid, t)]
            if felles:
                rest = sum(b - a for a, b in uten(tid, [t for t, _ in felles]))
                yield Dobbeltfort(f, felles[0][1], (f.lengde - rest) / TIME)
            sett.append((tid, f))
        forrige = sett[len(forrige) :]
