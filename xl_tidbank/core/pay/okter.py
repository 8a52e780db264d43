"""The hours of roster rows and shifts that count, each once, by the clock: what pay and fairness read.

A row that another covers is left out: of the rows in order of start, end, break, kind and place, each counts only for
what lies after the latest end so far, and its break goes with it in proportion (B48). A row is worked from Faktisk
start to Faktisk slutt where they are given; what lies outside the planned start and end is overtime (item 42).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from .. import clock
from ..model import Turnusvakt, Vakt
from ..sak import Sak
from .overtid import avvik

Rad = Turnusvakt | Vakt
Stykke = tuple[int, int]  # [fra, til) of the running clock


class Okt(NamedTuple):
    """A row as it counts. fra, til: minutes of the running clock; plan: its planned ones; minutter: paid, net of the
    unpaid break. All are what is left when what another row covers is taken away."""

    post: Rad
    fra: int
    til: int
    plan: Stykke
    minutter: int

    @property
    def dato(self) -> date:
        """The day it belongs to (B26)."""
        return self.post.dato

    @property
    def innenfor(self) -> Stykke:
        """The part inside the planned start and end; empty where they do not meet."""
        fra = max(self.fra, self.plan[0])
        return fra, max(fra, min(self.til, self.plan[1]))

    @property
    def utenfor(self) -> tuple[Stykke, ...]:
        """The parts before the planned start and after the planned end."""
        foer, etter = (self.fra, min(self.til, self.plan[0])), (max(self.fra, self.plan[1]), self.til)
        return tuple(s for s in (foer, etter) if s[1] > s[0])

    @property
    def over(self) -> int:
        """Paid minutes outside the plan. A break is taken from what is inside it, as far as that reaches."""
        return min(self.minutter, sum(til - fra for fra, til in self.utenfor))

    @property
    def timer(self) -> float:
        """Paid hours inside the plan."""
        return (self.minutter - self.over) / 60


def _alle(_: Rad) -> bool:
    return True


def rader(
    sak: Sak, *, turnus: Callable[[Turnusvakt], bool] = _alle, vakter: Callable[[Vakt], bool] = _alle,
    plan: bool = False,
) -> Iterator[Okt]:  # fmt: skip
    """The rows of one employee that are wanted, in order of time; those with nothing left of them are left out.

    plan: as they are planned, whatever came of them.
    """
    valgte: Iterable[Rad] = chain((t for t in sak.turnus if turnus(t)), (v for v in sak.vakter if vakter(v)))
    naadd = 0
    for fra, til, pause, *_, post in sorted((_nokkel(p, plan) for p in valgte), key=lambda n: n[:5]):
        nytt = max(fra, naadd)
        naadd = max(naadd, til)
        if til > nytt:
            borte = pause if nytt == fra else pause * (til - nytt) // (til - fra)
            minutter = max(0, til - nytt - borte)
            yield Okt(post, nytt, til, clock.vakttid(post.dato, post.start, post.slutt), minutter)


def _nokkel(p: Rad, plan: bool) -> tuple[Any, ...]:
    """Worked start and end, break, kind, place: what rows are put in order by; and the row."""
    fra, til = clock.vakttid(p.dato, p.start, p.slutt)
    if not plan:
        fra += 0 if p.faktisk_start is None else avvik(p.start, p.faktisk_start)
        til += 0 if p.faktisk_slutt is None else avvik(p.slutt, p.faktisk_slutt)
    return fra, til, p.pause, p.type if isinstance(p, Vakt) else "", p.kilde[:2], p
