"""Dates and clock times: months, ISO weeks, shift ends. The ledger counts clock hours (B25)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

MINUTTER_I_DOGN = 1440


def pluss_maaneder(dag: date, antall: int) -> date:
    """The same day `antall` months on, or the month's last day where it is shorter (31 March - 1 = 28 February)."""
    return dag + relativedelta(months=antall)


def mandag(dag: date) -> date:
    """The Monday of the ISO week."""
    return dag - timedelta(days=dag.weekday())


def dagene(fra: date, til: date) -> Iterator[date]:
    """Every day from fra to til, both included."""
    for n in range(fra.toordinal(), til.toordinal() + 1):
        yield date.fromordinal(n)


def vakttid(dato: date, start: int, slutt: int) -> tuple[int, int]:
    """Start and end as minutes on one running clock; an end at or before the start is the next day."""
    dogn = dato.toordinal() * MINUTTER_I_DOGN
    return dogn + start, dogn + slutt + (MINUTTER_I_DOGN if slutt <= start else 0)
