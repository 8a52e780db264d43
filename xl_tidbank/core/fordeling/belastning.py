"""What one person works at odd times: weekends, red days, evening and night hours, by the clock (B25).

Roster and shifts in force count whether the person was away or not: absence is nobody's business here. No hour counts
twice, and actual times count where they are given (stint.py). A break is not taken out of the evening or the night it
may lie in.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from .. import parameters
from ..model import EN_DAG, GJELDENDE, I_STILLINGEN
from ..sak import Sak
from ..tid import clock, stint
from ..tid.clock import MINUTTER_I_DOGN
from ..tid.rodedager import rod_dag
from ..tid.stint import Rad

LORDAG = 5
TIME = 60


class Belastning(NamedTuple):
    """helger: Saturdays and Sundays worked, together one. rode_dager: days. kveld, natt: hours."""

    helger: float = 0.0
    rode_dager: float = 0.0
    kveld: float = 0.0
    natt: float = 0.0


# Each measure: field, what users call it, the clause, the smallest difference worth a word.
MAAL = (
    ("helger", "Helger", "Delta § 16; utkastet pkt. 10", "fordeling_minst_dager"),
    ("rode_dager", "Røde dager", "Delta § 16; utkastet pkt. 10", "fordeling_minst_dager"),
    ("kveld", "Kveldstimer", "Delta § 8; utkastet pkt. 5", "fordeling_minst_timer"),
    ("natt", "Nattetimer", "Delta § 8; utkastet pkt. 5", "fordeling_minst_timer"),
)


@cache
def _vinduer(dag: date) -> tuple[int, int, int, int]:
    """Minutes: evening from, night from (evening to), night to, and how long in the night makes a night shift."""
    kveld, natt, slutt, minst = (
        round(parameters.verdi(f"fordeling_{n}", dag) * TIME)
        for n in ("kveld_fra", "natt_fra", "natt_til", "natt_minst")
    )
    return kveld, natt, slutt, minst


@cache
def kveld_og_natt(start: int, slutt: int, vinduer: tuple[int, int, int, int]) -> tuple[float, float]:
    """Hours of a shift in the evening, and in the night where it is a night shift; those after midnight too."""
    kveld_fra, natt_fra, natt_til, minst = vinduer
    i = clock.Spenn(start, clock.slutten(start, slutt)).felles
    kveld = i(kveld_fra, natt_fra) + i(kveld_fra + MINUTTER_I_DOGN, natt_fra + MINUTTER_I_DOGN)
    natt = i(0, natt_til) + i(natt_fra, MINUTTER_I_DOGN + natt_til) + i(natt_fra + MINUTTER_I_DOGN, 2 * MINUTTER_I_DOGN)
    return kveld / TIME, natt / TIME if natt >= minst else 0.0


def _nattevakt(okt: list[tuple[Rad, float, float]]) -> Iterator[tuple[Rad, float, float]]:
    """The rows of one shift, night hours only where they are enough to be a night shift."""
    natt = sum(n for _, _, n in okt) * TIME
    for rad, k, n in okt:
        yield rad, k, n if natt >= _vinduer(rad.dato)[3] else 0.0


class Dagbok:
    """Everything one person works, arranged so that any stretch of days is summed fast."""

    def __init__(self, sak: Sak) -> None:
        self.sak = sak
        datoer: list[date] = []
        kveld, natt, minutter = [0.0], [0.0], [0]
        fri: set[date] = set()
        rode: set[date] = set()
        for rad, k, n in self._timer():
            datoer.append(rad.dato)
            kveld.append(kveld[-1] + k)
            natt.append(natt[-1] + n)
            minutter.append(minutter[-1] + round(stint.timer(rad) * TIME))
            fra, til = stint.spenn(rad)
            for dag in clock.dagene(*(date.fromordinal(m // MINUTTER_I_DOGN) for m in (fra, til - 1))):
                if dag.weekday() >= LORDAG:
                    fri.add(dag)
                if rod_dag(dag):
                    rode.add(dag)
        self.datoer, self.kveld, self.natt, self.minutter = datoer, kveld, natt, minutter
        self.helgedager, self.rode = sorted(fri), sorted(rode)
        self._husket: dict[tuple[date, date], Belastning] = {}

    def _rader(self) -> list[Rad]:
        """What counts, in order of the day it belongs to: no hour twice (stint.py)."""
        alt = self.sak.valg["fordeling_vakter"] == "alt arbeid"
        vakter = (v for v in self.sak.vakter if v.status in GJELDENDE and (alt or v.type in I_STILLINGEN))
        return sorted((*self.sak.turnus, *vakter), key=lambda r: (r.dato, r.start, r.slutt))

    def _timer(self) -> Iterator[tuple[Rad, float, float]]:
        """Each row with its evening and night hours. Rows that follow each other without a gap are one shift when it
        is asked whether it was a night shift."""
        okt: list[tuple[Rad, float, float]] = []
        slutt = 0
        for rad in self._rader():
            fra, til = stint.spenn(rad)
            if okt and fra != slutt:
                yield from _nattevakt(okt)
                okt = []
            midnatt = rad.dato.toordinal() * MINUTTER_I_DOGN
            kveld, natt = kveld_og_natt(fra - midnatt, til - midnatt, (*_vinduer(rad.dato)[:3], 0))
            okt.append((rad, kveld, natt))
            slutt = til
        yield from _nattevakt(okt)

    def belastning(self, fra: date, til: date) -> Belastning:
        """The load of the days from fra to til. Hours belong to the day the shift starts, days to themselves."""
        svar = self._husket.get((fra, til))
        if svar is None:
            a, b = bisect_left(self.datoer, fra), bisect_right(self.datoer, til)
            dager = self.helgedager[bisect_left(self.helgedager, fra) : bisect_right(self.helgedager, til)]
            svar = self._husket[fra, til] = Belastning(
                float(len({d - timedelta(days=d.weekday()) for d in dager})),
                float(bisect_right(self.rode, til) - bisect_left(self.rode, fra)),
                self.kveld[b] - self.kveld[a],
                self.natt[b] - self.natt[a],
            )
        return svar

    def stilling(self, fra: date, til: date) -> float:
        """Per cent of a full-time position in these days: as agreed, else as the roster says. 0 = none to tell."""
        dager = prosent = 0.0
        for a in self.sak.avtaler:
            n = max(0, (min(a.til, til) - max(a.fra, fra)).days + 1)
            dager += n
            prosent += n * (a.fast_pst + a.tidbank_pst)
        if dager:
            return prosent / dager
        return self._etter_turnus(fra, til)

    def _etter_turnus(self, fra: date, til: date) -> float:
        """By the whole weeks that have shifts, from the first to the last of them."""
        mandag = clock.mandag(fra + timedelta(days=6))
        sondag = clock.mandag(til + EN_DAG) - EN_DAG
        a, b = bisect_left(self.datoer, mandag), bisect_right(self.datoer, sondag)
        if a >= b:
            return 0.0
        uker = (clock.mandag(self.datoer[b - 1]) - clock.mandag(self.datoer[a])).days // 7 + 1
        full = float(self.sak.valg["ukestimer_fulltid"]) * TIME * uker
        return 100 * (self.minutter[b] - self.minutter[a]) / full

    def dekning(self, fra: date, til: date) -> int:
        """Days of the stretch the person is there to be compared: with an agreement, else from the first shift on."""
        rader = [a for a in self.sak.avtaler if a.fra <= til and a.til >= fra]
        if rader:
            return sum((min(a.til, til) - max(a.fra, fra)).days + 1 for a in rader)
        return max(0, (til - max(fra, self.datoer[0])).days + 1) if self.datoer else 0


def tidbank(sak: Sak, fra: date, til: date) -> tuple[date, date] | None:
    """The days in the stretch from the first to the last with tidbank, None where there are none."""
    rader = [a for a in sak.avtaler if a.tidbank_pst > 0 and a.fra <= til and a.til >= fra]
    return (max(fra, min(a.fra for a in rader)), min(til, max(a.til for a in rader))) if rader else None
