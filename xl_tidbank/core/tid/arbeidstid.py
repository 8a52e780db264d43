"""The hours one employee works, roster and bank shifts together, arranged once for every rule on working time.

Rest and the 24-hour day are measured in real time, weeks and overtime by the clock on the day the shift starts (B25,
B26). Shifts that count: every row of Turnus, and of Vakter those with Status Tildelt, Godkjent or Utført. A shift on a
day of whole absence was not worked, unless the employee was told of it during the absence (B6b). Actual times count
where they are given, and no hour counts twice (stint.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from .. import parameters, tekst
from ..model import GJELDENDE, UTENOM, Turnusvakt, Vakt
from . import clock
from .stint import Stint

DOGN, TIME, UKE = clock.MINUTTER_I_DOGN, 60, 7
# Ordinary hours are planned. Extra shifts are ordinary until a limit is reached and overtime beyond it.


class Tid(NamedTuple):
    """One shift as worked. Minutes: fra, til in real time; klokke, the start on the running local clock.

    minutter: net of the unpaid break, by the clock; virkelig: the same in real time. No two cover the same time
    (stint.py). dag: ordinal of the start date.
    """

    fra: int
    til: int
    klokke: int
    minutter: int
    virkelig: int
    dag: int
    type: str
    post: Turnusvakt | Vakt

    @property
    def i_turnus(self) -> bool:
        return isinstance(self.post, Turnusvakt)

    @property
    def sted(self) -> str:
        """The cell with the end of the shift, such as "Turnus!D12"; "" where the row has no place."""
        kilde = self.post.kilde
        return f"{kilde.ark}!{kilde.celle('Slutt')}" if kilde.rad else kilde.ark

    def __str__(self) -> str:
        p = self.post
        return f"{tekst.dato(p.dato)} kl. {tekst.klokke(p.start)}–{tekst.klokke(p.slutt)}"


class Okt(NamedTuple):
    """An unbroken stint: shifts that follow each other without a gap, or overlap. Real minutes."""

    fra: int
    til: int
    tider: tuple[Tid, ...]


class Vindu(NamedTuple):
    """Days fra..til (ordinals, both included), the clock minutes in them, and the last shift there."""

    fra: int
    til: int
    minutter: int
    siste: Tid

    @property
    def timer(self) -> float:
        return self.minutter / TIME

    def __str__(self) -> str:
        return f"{tekst.dato(date.fromordinal(self.fra))}–{tekst.dato(date.fromordinal(self.til))}"


Dagsminutter = tuple[int, int, Tid]  # day (ordinal), clock minutes, the shift


class Arbeidstid:
    """Everything an employee works, in order of time."""

    def __init__(self, stint: Stint | None, borte_fra: Callable[[Vakt | Turnusvakt], bool]) -> None:
        """stint: what the person works under any number, None = nothing. borte_fra: whether absence stands in the place
        of a row; asked where the stint does not say."""
        self._borte: list[int] = []
        rader: list[tuple[Any, ...]] = []
        alle: list[Vakt | Turnusvakt] = [] if stint is None else [*stint.vakter, *stint.turnus]
        for v in alle:
            if stint is None or (isinstance(v, Vakt) and v.status not in GJELDENDE):
                continue
            dag = v.dato.toordinal()
            if id(v) in stint.borte if stint.borte is not None else borte_fra(v):
                self._borte.append(dag)
            else:
                rader.append((*_tider(dag, v.start, v.slutt), v.pause, dag, getattr(v, "type", ""), v.kilde[:2], v))
        self._borte.sort()
        rader.sort(key=itemgetter(0, 1, 4, 6, 7))  # times, break, type, and the row they came from
        self.tider = tuple(
            Tid(fra, til, klokke, max(0, klokke_til - klokke - pause), max(0, til - fra - pause), dag, type_, post)
            for fra, til, klokke, klokke_til, pause, dag, type_, _, post in rader
        )

    @cached_property
    def okter(self) -> tuple[Okt, ...]:
        ut: list[Okt] = []
        for t in self.tider:
            if ut and t.fra <= ut[-1].til:
                o = ut[-1]
                ut[-1] = Okt(o.fra, max(o.til, t.til), (*o.tider, t))
            else:
                ut.append(Okt(t.fra, t.til, (t,)))
        return tuple(ut)

    @cached_property
    def rolig(self) -> tuple[int, int, int]:
        """The longest stint, the shortest rest between two, and the most stints in a row with less than a weekly
        rest between them (minutes, real time): most employees are done with most rules by these alone.
        """
        kort = parameters.siste("hvile_ukentlig") * TIME
        lengst, kortest, paa_rad, flest, slutt = 0, DOGN * UKE, 0, 0, 0
        for fra, til, _ in self.okter:
            fri = fra - slutt
            if fri < kortest:
                kortest = fri
            paa_rad = paa_rad + 1 if fri < kort else 1
            if paa_rad > flest:
                flest = paa_rad
            if til - fra > lengst:
                lengst = til - fra
            slutt = til
        return lengst, kortest, flest

    @cached_property
    def planlagt(self) -> list[Dagsminutter]:
        """Every shift but overtime and extra shifts, with its day and its clock minutes, in order of time."""
        return [(t.dag, t.minutter, t) for t in self.tider if t.type not in UTENOM]

    @cached_property
    def uker(self) -> tuple[list[Dagsminutter], list[Dagsminutter]]:
        """The hours of each calendar week with work, by its Monday: all, and the planned ones."""
        alle = i_uker((t.dag, t.minutter, t) for t in self.tider)
        return alle, i_uker(self.planlagt) if any(t.type in UTENOM for t in self.tider) else alle

    def hele(self, vindu: Vindu) -> bool:
        """Whether no absence touches a window or one that overlaps it: which of them is worst may rest on it too."""
        lengde = vindu.til - vindu.fra
        return self.uten_fravaer(vindu.fra - lengde, vindu.til + lengde)

    def uten_fravaer(self, fra: int, til: int) -> bool:
        """Whether no shift between two days (ordinals, both included) was left out because of absence."""
        return bisect_left(self._borte, fra) == bisect_right(self._borte, til)


def _tider(dag: int, start: int, slutt: int) -> tuple[int, int, int, int]:
    """Start and end in real minutes, then on the running local clock."""
    fra, til = dag * DOGN + start, dag * DOGN + clock.slutten(start, slutt)
    avvik = clock.fast_avvik(dag)
    if avvik is None:
        return clock.virkelig(fra), clock.virkelig(til), fra, til
    return fra - avvik, til - avvik, fra, til


def mandag(dag: int) -> int:
    """The Monday of the week of a day; ordinals, of which 1 is a Monday."""
    return dag - (dag - 1) % UKE


@cache
def nattminutter(start: int, slutt: int, fra: int, til: int) -> int:
    """Minutes of a shift between `fra` in the evening and `til` in the morning; minutes after midnight."""
    vakt = clock.Spenn(start, clock.slutten(start, slutt))
    return vakt.felles(fra - DOGN, til) + vakt.felles(fra, til + DOGN)


def vinduer(tider: Sequence[Dagsminutter], dager: int, over: float) -> Iterator[Vindu]:
    """Every stretch of so many days that begins with work and holds more minutes than `over`."""
    slutt = sum_ = 0
    for n, (dag, _, _) in enumerate(tider):
        if n and tider[n - 1][0] == dag:
            continue  # the day's first shift has opened this window
        while slutt < len(tider) and tider[slutt][0] < dag + dager:
            sum_ += tider[slutt][1]
            slutt += 1
        if sum_ > over:
            yield Vindu(dag, dag + dager - 1, sum_, tider[slutt - 1][2])
        # The window moves past this day.
        m = n
        while m < slutt and tider[m][0] == dag:
            sum_ -= tider[m][1]
            m += 1


def i_uker(rader: Iterable[Dagsminutter]) -> list[Dagsminutter]:
    """Minutes by calendar week: its Monday, the sum, and the week's last shift."""
    ut: list[Dagsminutter] = []
    naa = sum_ = 0
    siste: Tid | None = None
    for dag, minutter, tid in rader:
        man = dag - (dag - 1) % UKE
        if man != naa:
            if siste is not None:
                ut.append((naa, sum_, siste))
            naa, sum_ = man, 0
        sum_ += minutter
        siste = tid
    if siste is not None:
        ut.append((naa, sum_, siste))
    return ut


def ukesvinduer(uker: Sequence[Dagsminutter], antall: int, over: float) -> Iterator[Vindu]:
    """As `vinduer`, for so many calendar weeks (as `i_uker` gives them)."""
    if uker and max(u[1] for u in uker) > over / antall:  # else none can be over together either
        yield from vinduer(uker, antall * UKE, over)


def verste(funnet: Iterable[Vindu]) -> Iterator[Vindu]:
    """One window for each run of overlapping ones: that with the most hours, the earliest of several."""
    beste: Vindu | None = None
    slutt = 0
    for v in funnet:
        if beste is not None and v.fra > slutt:
            yield beste
            beste = None
        if beste is None or v.minutter > beste.minutter:
            beste = v
        slutt = v.til
    if beste is not None:
        yield beste
