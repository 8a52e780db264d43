"""Sundays and holidays as the working environment act counts them: from 18 the day before to 22 on the last day.

Days that follow each other are one (aml § 10-10: until the evening before the next working day). 1 and 17 May stand
beside Sundays by a law of their own, and the day before is an ordinary working day: where one of them is no Sunday or
holiday besides, it begins with the day itself (lov 26. april 1947 nr. 1 §§ 1 and 2; B41).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from .. import parameters
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
    """A Sunday, a holiday, 1 or 17 May."""
    return dag.weekday() == SONDAG or bool(rod_dag(dag))


def uten_aften(dag: date) -> bool:
    """1 or 17 May where it is no Sunday or holiday too: the evening before is an ordinary one."""
    return (dag.month, dag.day) in HOYTIDSDAGER and dag.weekday() != SONDAG and "; " not in rod_dag(dag)


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
            ut.append(Helgedogn(len(ut), _fra(dag), til, n))
        siste = n
    return tuple(ut)


def _fra(dag: date) -> int:
    """When a run that begins with a day begins, in minutes on the running clock."""
    midnatt = dag.toordinal() * DOGN
    if uten_aften(dag):
        return midnatt + int(parameters.verdi("hoytidsdag_fra", dag) * 60)
    aften = any(navn in ETTER_AFTEN for navn in rod_dag(dag).split("; "))
    return midnatt - DOGN + int(parameters.verdi("helgedag_fra_aften" if aften else "helgedag_fra", dag) * 60)


@cache
def etter_dag(fra_aar: int, til_aar: int) -> dict[int, Helgedogn]:
    """The same by each day (ordinal) it touches; where two touch one day, the later stands."""
    return {dag: h for h in kalender(fra_aar, til_aar) for dag in range(h.fra // DOGN, h.til // DOGN + 1)}
