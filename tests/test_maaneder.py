"""Months added to a date are those of dateutil, whatever day they begin on."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from xl_tidbank.core.tid.clock import pluss_maaneder


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-1200, 1200))
@example(date(2026, 3, 31), -1)
@example(date(2024, 2, 29), 12)
@example(date(2000, 1, 31), 1)
@example(date(2100, 1, 31), 1)
@example(date(2026, 12, 31), -6)
def test_months_added(dag: date, antall: int) -> None:
    assert pluss_maaneder(dag, antall) == dag + relativedelta(months=antall)
