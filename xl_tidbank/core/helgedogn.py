"""Sundays and holidays as the working environment act counts them: from 18 the day before to 22 on the last day.

Days that follow each other are one (aml § 10-10: until the evening before the next working day). 1 and 17 May are
high days with a law of their own and not holidays here, except where they fall on one.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from . import parameters
from .clock import MINUTTER_I_DOGN as DOGN
from .rodedager import rod_dag

SONDAG = 6
HOYTIDSDAGER = ((5, 1), (5, 17))
# Eves from which work counts from 15 and not from 18: the day before these.
ETTER_AFTEN = ("Første juledag", "Første påskedag", "Første pinsedag")


class Helgedogn(NamedTuple):
    """nr: consecutive within the calendar asked for. fra, til: minutes on the running local clock. dag: first day."""

    nr: int
    fra: int
    til: int
    dag: int


def helgedag(dag: date) -> bool:
    navn = rod_dag(dag)
    if (dag.month, dag.day) in HOYTIDSDAGER and "; " not in navn:
        navn = ""
    return bool(navn) or dag.weekday() == SONDAG


@cache
def kalender(fra_aar: int, til_aar: int) -> tuple[Helgedogn, ...]:
    """Every Sunday or run of holidays from the first week of one year to the last of another."""
    ut: list[Helgedogn] = []
    siste = 0
    for n in range(date(fra_aar, 1, 1).toordinal(), date(til_aar, 12, 31).toordinal() + 1):
        dag = date.fromordinal(n)
        if not helgedag(dag):
            continue
        til = n * DOGN + int(parameters.verdi("helgedag_til", dag) * 60)
        if ut and siste == n - 1:
            ut[-1] = ut[-1]._replace(til=til)
        else:
            aften = any(navn in ETTER_AFTEN for navn in rod_dag(dag).split("; "))
            fra = parameters.verdi("helgedag_fra_aften" if aften else "helgedag_fra", dag)
            ut.append(Helgedogn(len(ut), (n - 1) * DOGN + int(fra * 60), til, n))
        siste = n
    return tuple(ut)


@cache
def etter_dag(fra_aar: int, til_aar: int) -> dict[int, Helgedogn]:
    """The same by each day (ordinal) it touches; where two touch one day, the later stands."""
    return {dag: h for h in kalender(fra_aar, til_aar) for dag in range(h.fra // DOGN, h.til // DOGN + 1)}
