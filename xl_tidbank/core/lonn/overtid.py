"""Overtime (items 42-43; B21, B22): beyond the agreed length of a shift, and for extra shifts beyond a full position,
first by the day and then by the week. No hour twice; what is neither is merarbeid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import fsum
from typing import NamedTuple

from ..parameters import alle
from ..tid.clock import MINUTTER_I_DOGN
from .satser import OVERTID
from .vinduer import stykker

HJEMMEL = "Delta § 17; utkastet pkt. 11"
DOMMER = "EU-domstolen C-660/20 og C-184/22"
ADVARSEL = (
    f"{DOMMER}: samme overtidsgrense for deltid som for heltid kan være forskjellsbehandling. Virkningen i Norge er "
    "ikke avklart."
)


class Overtid(NamedTuple):
    """Hours of one week. dag and uke: overtime by the day and then by the week; merarbeid: the rest of the extra."""

    dag: float
    uke: float
    merarbeid: float
    per_dag: tuple[float, ...] = ()

    @property
    def sum(self) -> float:
        return self.dag + self.uke


def over_vakt(avtalt: int, faktisk: int) -> int:
    """Minutes worked beyond the agreed end, both by the clock. The nearer reading counts: 23:30 for an agreed 00:30 is
    an hour too early, not 23 hours too late."""
    over = (faktisk - avtalt) % MINUTTER_I_DOGN
    return over if 2 * over <= MINUTTER_I_DOGN else 0


def uke(
    planlagt: Sequence[float], ekstra: Sequence[float], dagsgrense: float, ukesgrense: float, fra_avtalt: bool = False
) -> Overtid:
    """Planned and extra hours of each day of one week. Planned hours are never overtime here: only extra ones are.

    fra_avtalt: every extra hour is overtime, as it is beyond what was agreed (B22).
    """
    if fra_avtalt:
        return Overtid(fsum(ekstra), 0.0, 0.0, tuple(ekstra))
    per_dag = tuple(min(e, max(0.0, p + e - dagsgrense)) for p, e in zip(planlagt, ekstra, strict=True))
    dag, alt = fsum(per_dag), fsum((*planlagt, *ekstra))
    igjen = fsum(ekstra) - dag
    over = min(igjen, max(0.0, alt - dag - ukesgrense))
    return Overtid(dag, over, max(0.0, igjen - over), per_dag)


def klokkedeling(fra: int, til: int) -> tuple[tuple[str, int, date], ...]:
    """Overtime minutes [fra, til) of the running clock by percentage: (parameter, minutes, day)."""
    parametere = [alle()[n] for n in OVERTID]
    return tuple(
        (nokkel, b - a, date.fromordinal(a // MINUTTER_I_DOGN))
        for a, b, nokler in stykker(parametere, fra, til)
        for nokkel in nokler
    )
