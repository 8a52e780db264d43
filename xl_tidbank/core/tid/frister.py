"""Dates that follow from other dates: reviews, warning, evaluation, mapping (items 5, 14, 27, 29; B12)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from .. import parameters
from ..valg import Valg
from . import clock


def gjennomganger(start: date, slutt: date, uker: float, regnet_fra: date | None = None) -> list[date]:
    """`regnet_fra` (else start) + k x `uker` weeks for k = 1, 2, ... after the first and before the last day."""
    ut, dag, steg = [], regnet_fra or start, timedelta(weeks=uker)
    while (dag := dag + steg) < slutt:
        if dag > start:
            ut.append(dag)
    return ut


def gjennomgangsplan(valg: Valg, start: date, slutt: date) -> list[date]:
    """The review dates of a period by the choices of the bank (B12)."""
    nyttaar = date(start.year, 1, 1) if valg["gjennomgang_fra"] == "1. januar" else None
    return gjennomganger(start, slutt, valg.paa("gjennomgang_uker", start), nyttaar)


def neste(datoene: list[date], dag: date) -> date | None:
    """The first of the dates on or after a day, None when there is no more."""
    return next((d for d in datoene if d >= dag), None)


@lru_cache(256)
def sluttvarsel(periodeslutt: date) -> date:
    """One calendar month before the last day of the period."""
    return clock.pluss_maaneder(periodeslutt, -int(parameters.verdi("sluttvarsel_maaneder", periodeslutt)))


def evaluering_frist(forrige: date) -> date:
    """The scheme is evaluated at least once a year: twelve months after the last time (or the start)."""
    return clock.pluss_maaneder(forrige, int(parameters.verdi("evaluering_maaneder", forrige)))


def kartlegging_fra(oppstart: date) -> date:
    """The first day of the four years of absence, overtime and hired-in staff to map before the start."""
    return clock.pluss_maaneder(oppstart, -int(parameters.verdi("kartlegging_maaneder", oppstart)))


def kartlegging_aar(oppstart: date) -> range:
    """The calendar years the mapping must hold: the last whole years before the start, as many as the months make."""
    return range(kartlegging_fra(oppstart).year, oppstart.year)
