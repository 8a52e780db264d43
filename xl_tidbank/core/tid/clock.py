"""Dates and clock times: months, ISO weeks, shift ends. The ledger counts clock hours, rest real time (B25)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

MINUTTER_I_DOGN = 1440
EXCEL_NULL = date(1899, 12, 30)  # day 0 of a spreadsheet, right for every number from 1 March 1900
SONE = ZoneInfo("Europe/Oslo")


def pluss_maaneder(dag: date, antall: int) -> date:
    """The same day `antall` months on, or the month's last day where it is shorter (31 March - 1 = 28 February)."""
    aar, maaned = divmod(dag.year * 12 + dag.month - 1 + antall, 12)
    return date(aar, maaned + 1, min(dag.day, _dager_i(aar, maaned + 1)))


def _dager_i(aar: int, maaned: int) -> int:
    if maaned == 2:
        return 29 if aar % 4 == 0 and (aar % 100 or aar % 400 == 0) else 28
    return 30 if maaned in (4, 6, 9, 11) else 31


def mandag(dag: date) -> date:
    """The Monday of the ISO week."""
    return dag - timedelta(days=dag.weekday())


def dagene(fra: date, til: date) -> Iterator[date]:
    """Every day from fra to til, both included."""
    for n in range(fra.toordinal(), til.toordinal() + 1):
        yield date.fromordinal(n)


class Spenn(NamedTuple):
    """From and to on one running clock, in minutes."""

    fra: int
    til: int

    def felles(self, fra: int, til: int) -> int:
        """Minutes shared with another stretch."""
        return max(0, min(self.til, til) - max(self.fra, fra))


def slutten(start: int, slutt: int) -> int:
    """The end of a shift in minutes after the midnight before it: an end at or before the start is the next day."""
    return slutt + MINUTTER_I_DOGN if slutt <= start else slutt


def vakttid(dato: date, start: int, slutt: int) -> Spenn:
    """Start and end of a shift on one running clock."""
    dogn = dato.toordinal() * MINUTTER_I_DOGN
    return Spenn(dogn + start, dogn + slutten(start, slutt))


@cache
def _fra_utc(ordinal: int) -> tuple[int, int]:
    """Minutes the clock is ahead of UTC at the first midnight of a day and at the next."""
    ut = []
    for n in (ordinal, ordinal + 1):
        avvik = datetime.fromordinal(n).replace(tzinfo=SONE).utcoffset()
        ut.append(int(avvik.total_seconds()) // 60 if avvik else 0)
    return ut[0], ut[1]


def virkelig(minutt: int) -> int:
    """Minutes on one running local clock (as `vakttid` gives) -> minutes of real time (B25).

    02:30 on the night summer time begins does not exist and is read by the clock that was just left: the same moment
    as 03:30. 02:30 on the night it ends comes twice and is read as the first of the two (PEP 495, fold 0).
    """
    dag, i_dag = divmod(minutt, MINUTTER_I_DOGN)
    foer, etter = _fra_utc(dag)
    if foer == etter:
        return minutt - foer
    avvik = datetime.combine(date.fromordinal(dag), time(*divmod(i_dag, 60)), SONE).utcoffset()
    return minutt - (int(avvik.total_seconds()) // 60 if avvik else 0)


@cache
def fast_avvik(ordinal: int) -> int | None:
    """Minutes the clock is ahead of UTC all through a day and the next, None where it is changed in them."""
    alle = {*_fra_utc(ordinal), *_fra_utc(ordinal + 1)}
    return alle.pop() if len(alle) == 1 else None


def minutt(tid: datetime) -> int:
    """A moment on the running local clock; seconds are left out."""
    return tid.toordinal() * MINUTTER_I_DOGN + tid.hour * 60 + tid.minute


def virkelige_timer(fra: datetime, til: datetime) -> float:
    """Hours of real time between two local clock times; 0 where an hour the clock skipped would make it negative."""
    lengde = virkelig(minutt(til)) - virkelig(minutt(fra))
    return (max(0, lengde) if til >= fra else lengde) / 60
