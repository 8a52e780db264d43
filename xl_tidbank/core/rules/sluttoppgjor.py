"""Deduction when the employee leaves in the period: only what has accrued, only by their own notice, only with a
written deduction agreement made beforehand (item 31; B17, B37; aml § 14-15 (2) c)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .. import tekst
from ..model import OPPSIGERE
from . import Regel

HJEMMEL = "Delta § 11; aml. § 14-15 (2) c"
ANSATT = OPPSIGERE[0]


class Trekk(NamedTuple):
    """Hours and kroner that may be deducted, and why; never deducted by itself."""

    timer: float
    kroner: float
    begrunnelse: str


def trekk(etterslep: float, timelonn: float | None, sagt_opp_av: str, trekkavtale: date | None, dag: date) -> Trekk:
    """What may be deducted on a day. etterslep: hours accrued less worked and credited."""
    if not sagt_opp_av:
        return Trekk(0.0, 0.0, "Ingen har sagt opp, så ingenting kan trekkes.")
    if sagt_opp_av != ANSATT:
        return Trekk(0.0, 0.0, "Arbeidsgiver har sagt opp, så ingenting kan trekkes.")
    if etterslep <= 0:
        return Trekk(0.0, 0.0, "Ingen påløpte timer er ubetalt med arbeid, så ingenting kan trekkes.")
    if trekkavtale is None:
        return Trekk(0.0, 0.0, "Det er ingen skriftlig trekkavtale, så ingenting kan trekkes.")
    if trekkavtale > dag:
        return Trekk(
            0.0,
            0.0,
            f"Trekkavtalen er fra {tekst.dato(trekkavtale)}, etter oppgjøret, så ingenting kan trekkes.",
        )
    if timelonn is None:
        return Trekk(0.0, 0.0, "Timelønn mangler i Avtaler, så trekket kan ikke regnes ut.")
    kroner = etterslep * timelonn
    return Trekk(
        etterslep, kroner,
        f"Den ansatte har sagt opp, og trekkavtalen er fra {tekst.dato(trekkavtale)}: {tekst.timer(etterslep)} "
        f"påløpte timer x kr {tekst.kroner(timelonn)} kan trekkes. Banken trekker ikke av seg selv.",
    )  # fmt: skip


REGEL = Regel(HJEMMEL)
