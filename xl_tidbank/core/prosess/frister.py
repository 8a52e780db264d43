"""Yearly evaluation and four years' mapping as dates (items 5, 14)."""

from __future__ import annotations

from datetime import date

from .. import clock, parameters


def evaluering_frist(forrige: date) -> date:
    """The scheme is evaluated at least once a year: twelve months after the last time (or the start)."""
    return clock.pluss_maaneder(forrige, int(parameters.verdi("evaluering_maaneder", forrige)))


def kartlegging_fra(oppstart: date) -> date:
    """The first day of the four years of absence, overtime and hired-in staff to map before the start."""
    return clock.pluss_maaneder(oppstart, -int(parameters.verdi("kartlegging_maaneder", oppstart)))


def kartlegging_aar(oppstart: date) -> range:
    """The calendar years the mapping must hold: the last whole years before the start, as many as the months make."""
    return range(kartlegging_fra(oppstart).year, oppstart.year)
