"""Pace and traffic light: can what is owed be worked in before the period ends?"""

from __future__ import annotations

from datetime import date

from . import parameters
from .model import Avtale
from .valg import Valg

I_RUTE, FOLG_MED, BRUDD = "I rute", "Følg med", "Brudd"
# Hours below this are rounding in the last bits of a sum, not something anybody owes.
NULL = 1e-9


def per_uke(timer: float, fra: date, periodeslutt: date) -> float | None:
    """Hours a week from `fra` to the end of the period; None on and after its last day."""
    dager = (periodeslutt - fra).days
    return timer / (dager / 7) if dager > 0 else None


def lovlig_per_uke(avtale: Avtale, dag: date) -> float:
    """Tidbank hours a week the person can work beside the fixed part, by the law's average limit (aml § 10-5 (1))."""
    fast = avtale.ukestimer * avtale.fast_pst / 100
    return max(0.0, parameters.verdi("uke_gjennomsnitt_maks", dag) - fast)


def kan_ikke_naas(igjen: float, takt: float | None, avtale: Avtale | None, dag: date) -> bool:
    """Whether the hours left cannot lawfully be worked in: the pace is too high, or the period is over."""
    if igjen <= NULL:
        return False
    return takt is None or (avtale is not None and takt > lovlig_per_uke(avtale, dag) + NULL)


def status(
    *, skyldig_etter_avtalt: float, etterslep: float, uke: float, takt: float | None, avtale: Avtale | None,
    dag: date, sluttvarsel: date, valg: Valg,
) -> str:  # fmt: skip
    """The word of the traffic light.

    Brudd: cannot lawfully reach zero by the end. Følg med: within the last month with hours not planned, or more
    weeks behind the even plan than the choice `folg_med_uker`. I rute: neither.
    """
    if kan_ikke_naas(skyldig_etter_avtalt, takt, avtale, dag):
        return BRUDD
    bak = etterslep > uke * valg["folg_med_uker"] + NULL
    if bak or (dag >= sluttvarsel and skyldig_etter_avtalt > NULL):
        return FOLG_MED
    return I_RUTE
