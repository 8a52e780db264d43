"""Trips to work, and which of them a bank shift makes: T(with) - T(without) (E6, E7).

Stints with a gap of at most `gap` minutes are one attendance, also over midnight. Attendances that start on the same
date are one return trip, unless `opphold` hours are set and the gap between them is longer. A bank shift's extra trips
are what it adds to the ordinary stints and the bank shifts before it, so that the sum is T(all) - T(ordinary).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ..model import AVTALTE, TIDBANK, UTFORT, Vakt
from ..sak import Sak
from ..tid.clock import MINUTTER_I_DOGN, Spenn, slutten
from ..tid.stint import timer

GAP = 60  # minutes, the default of the choice `reise_gap`
TIME = 60


def turer(okter: Iterable[Spenn], gap: float = GAP, opphold: float | None = None) -> int:
    """Return trips of one person. gap: minutes; opphold: hours, None = one trip a date whatever the gap."""
    return len(turdager(okter, gap, opphold))


def turdager(okter: Iterable[Spenn], gap: float = GAP, opphold: float | None = None) -> list[int]:
    """The day (ordinal) of each return trip, in order of time."""
    ut: list[int] = []
    slutt = 0
    for fra, til in _oppmoter(okter, gap):
        dag = fra // MINUTTER_I_DOGN
        if not ut or dag != ut[-1] or (opphold is not None and fra - slutt > opphold * TIME):
            ut.append(dag)
        slutt = til
    return ut


def _oppmoter(okter: Iterable[Spenn], gap: float) -> list[Spenn]:
    ut: list[Spenn] = []
    for fra, til in sorted(okter):
        if ut and fra - ut[-1].til <= gap:
            ut[-1] = Spenn(ut[-1].fra, max(ut[-1].til, til))
        else:
            ut.append(Spenn(fra, til))
    return ut


def ekstra(
    ordinaere: Sequence[Spenn], bank: Sequence[Spenn], gap: float = GAP, opphold: float | None = None
) -> list[int]:
    """The extra trips of each bank shift, in the order they are given."""
    ut = [0] * len(bank)
    alle = [(s, -1) for s in ordinaere] + [(s, n) for n, s in enumerate(bank)]
    for oy in _oyer(alle, gap):
        med = [s for s, n in oy if n < 0]
        for s, n in sorted(p for p in oy if p[1] >= 0):
            ut[n] = turer([*med, s], gap, opphold) - turer(med, gap, opphold)
            med.append(s)
    return ut


def _oyer(alle: Iterable[tuple[Spenn, int]], gap: float) -> Iterator[list[tuple[Spenn, int]]]:
    """Stints that may touch each other: no gap over `gap` between them, or the same date. Islands never do."""
    oy: list[tuple[Spenn, int]] = []
    til = dag = 0
    for s, n in sorted(alle):
        if oy and s.fra - til > gap and s.fra // MINUTTER_I_DOGN != dag:
            yield oy
            oy, til = [], 0
        oy.append((s, n))
        til, dag = max(til, s.til), s.fra // MINUTTER_I_DOGN
    if oy:
        yield oy


class Vakttur(NamedTuple):
    """A bank shift and the return trips it makes."""

    vakt: Vakt
    turer: int

    @property
    def timer(self) -> float:
        return timer(self.vakt)


class Oppmoter(NamedTuple):
    """What one employee's stints say: the bank shifts with their extra trips, and the days of all return trips, one
    for each. hjemme: those that were saved by working at home."""

    bank: tuple[Vakttur, ...]
    dager: tuple[date, ...]
    hjemme: tuple[date, ...]


def oppmoter(sak: Sak, dag: date, hjemme: frozenset[date] = frozenset()) -> Oppmoter:
    """The stints of one employee as they stand on a day: Turnus, and the shifts that are worked by then or agreed
    after; none on days of whole absence. hjemme: days at home, where an ordinary stint is no attendance (E8)."""
    ordinaere: list[tuple[date, Spenn]] = []
    bank: list[Vakt] = []
    for t in sak.arbeidstid.tider:
        p = t.post
        if not isinstance(p, Vakt):
            ordinaere.append((p.dato, _spenn(p)))
        elif p.status == UTFORT if p.dato <= dag else p.status in AVTALTE:
            if p.type == TIDBANK:
                bank.append(p)
            else:
                ordinaere.append((p.dato, _spenn(p)))
    gap, opphold = sak.valg["reise_gap"], sak.valg["reise_opphold"] or None  # empty = one trip a date
    egne, ute = [_spenn(v) for v in bank], [s for d, s in ordinaere if d not in hjemme]
    ganger = ekstra(ute, egne, gap, opphold)
    turene = Counter(turdager([*ute, *egne], gap, opphold))
    spart = Counter(turdager([*(s for _, s in ordinaere), *egne], gap, opphold)) - turene if hjemme else Counter[int]()
    return Oppmoter(tuple(Vakttur(v, n) for v, n in zip(bank, ganger, strict=True)), _datoer(turene), _datoer(spart))


def _datoer(turene: Counter[int]) -> tuple[date, ...]:
    return tuple(date.fromordinal(d) for d in sorted(turene.elements()))


def _spenn(p: object) -> Spenn:
    dogn = p.dato.toordinal() * MINUTTER_I_DOGN  # type: ignore[attr-defined]  # a shift or a row of the roster
    return Spenn(dogn + p.start, dogn + slutten(p.start, p.slutt))  # type: ignore[attr-defined]
