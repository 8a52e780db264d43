"""The plain formulas of pay: what the spreadsheet functions and the monthly computation share. Kroner, unrounded."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import fsum
from typing import NamedTuple

from .. import parameters, tekst

HJEMMEL_GRUNN = "Delta § 12; utkastet pkt. 6"
HJEMMEL_UBEKVEM = "Delta § 13; utkastet pkt. 7"
HJEMMEL_SYK = "Delta § 14; utkastet pkt. 8; ARD 1994 s. 231"
HJEMMEL_KOMPENSASJON = "Delta § 18; utkastet pkt. 13"
HJEMMEL_TIMELONN = "HTA kap. 1; Delta § 17"
KUMULATIV, MAANEDLIG = "kumulativ", "månedlig"
MAANEDER, DAGER_I_AARET = 12, 365


def grunnlonn(arslonn: float, stilling: float) -> float:
    """Basic pay a month for the total position (a fraction), whenever its hours fall (item 32)."""
    return arslonn * stilling / MAANEDER


def divisor(ukestimer: float, dag: date) -> float:
    """Hours a year that hourly pay is a part of: 1950 at 37.5, 1846 at 35.5, 1747.2 at 33.6."""
    return parameters.verdi("timelonn_uker", dag) * ukestimer


def timelonn(arslonn: float, ukestimer: float, dag: date) -> float:
    return arslonn / divisor(ukestimer, dag)


def overtidstimelonn(arslonn: float, dag: date) -> float:
    """What the overtime percentages are of."""
    return arslonn / parameters.verdi("overtid_divisor", dag)


def ubekvem(fast_tillegg: float, fast: float, tidbank: float) -> float:
    """The monthly supplement of the fixed part scaled to 100 % of the agreed position (item 33). fast must not be 0."""
    return fast_tillegg * (fast + tidbank) / fast


def etterbetaling(faktisk: Sequence[float], grunnlag: Sequence[float], metode: str) -> list[float]:
    """What is paid in arrears each month (item 34; B18). Never negative: a month with less is not clawed back.

    Cumulative: what has been earned beyond the basis since the period began, less what is paid already. Monthly: each
    month by itself.
    """
    if metode == MAANEDLIG:
        return [max(0.0, f - g) for f, g in zip(faktisk, grunnlag, strict=True)]
    ut, tjent, betalt = [], 0.0, 0.0
    for f, g in zip(faktisk, grunnlag, strict=True):
        tjent += f - g
        naa = max(0.0, tjent - betalt)
        betalt += naa
        ut.append(naa)
    return ut


class Sykegrunnlag(NamedTuple):
    """The two figures a person chooses between (item 37; B19). flagg: why they must look, "" = nothing to see."""

    snitt: float
    fast: float
    flagg: str

    @property
    def differanse(self) -> float:
        return self.snitt - self.fast


def sykegrunnlag(snitt: float, maaneder: int, fast: float, dag: date) -> Sykegrunnlag:
    """The average of the last months beside the scaled fixed part; flagged when short or too far apart."""
    kreves = int(parameters.verdi("sykelonn_maaneder", dag))
    grense = parameters.verdi("sykelonn_avvik", dag) / 100
    if not maaneder:
        return Sykegrunnlag(snitt, fast, "ingen hele måneder å regne snitt av")
    grunner = []
    if maaneder < kreves:
        grunner.append(f"bare {maaneder} av {kreves} måneder")
    if abs(snitt - fast) > grense * fast + tekst.STOV:
        grunner.append(f"mer enn {grense * 100:g} % fra hverandre")
    return Sykegrunnlag(snitt, fast, " og ".join(grunner))


def dager_i(maaned: date) -> int:
    return monthrange(maaned.year, maaned.month)[1]


def dagene_i(maaned: date) -> list[date]:
    """Every day of the month a day is in."""
    forste = maaned.replace(day=1)
    return [forste + timedelta(days=n) for n in range(dager_i(maaned))]


def kompensasjon(kr_mnd: float, maaned: date, slutt: date | None) -> float:
    """The compensation of a month; it ceases at the end of the last day (item 46), by calendar days in that month."""
    if slutt is None:
        return kr_mnd
    return kr_mnd * andel_av(maaned, (d for d in dagene_i(maaned) if d <= slutt))


def andel_av(maaned: date, dager: Iterable[date]) -> float:
    """The days as a part of their month."""
    return fsum(1 for _ in dager) / dager_i(maaned)
