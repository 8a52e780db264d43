"""Pace and traffic light: can what is owed be worked in before the period ends (T4)?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import fsum

from . import grenser, parameters, tekst
from .model import AVTALTE, Avtale
from .sak import Sak
from .valg import Valg

I_RUTE, FOLG_MED, BRUDD = "I rute", "Følg med", "Brudd"


def per_uke(timer: float, fra: date, periodeslutt: date) -> float | None:
    """Hours a week from `fra` to the end of the period; None on and after its last day."""
    dager = (periodeslutt - fra).days
    return timer / (dager / 7) if dager > 0 else None


def ukegrense(valg: Valg, dag: date) -> float:
    """Hours a week this bank may plan with: 40 (or 38, 36 by choice) without averaging, 48 on average with it
    (aml §§ 10-4, 10-5)."""
    if grenser.snitt(valg) == grenser.INGEN:
        return grenser.uke_alminnelig(valg, dag)
    return parameters.verdi("uke_gjennomsnitt_maks", dag)


def lovlig_per_uke(sak: Sak, avtale: Avtale, dag: date) -> float:
    """Tidbank hours a week the person can lawfully work beside the fixed part, and beside other positions (B25)."""
    annet = avtale.ukestimer * avtale.fast_pst / 100
    if sak.andre is not None:
        annet += sum(
            a.ukestimer * (a.fast_pst + a.tidbank_pst) / 100 for a in sak.andre.avtaler if a.fra <= dag <= a.til
        )
    return max(0.0, ukegrense(sak.valg, dag) - annet)


def forste_vakt(valg: Valg, dag: date) -> date:
    """The first day a shift told today can stand on."""
    return dag + timedelta(days=valg.varselfrist(dag) - (valg["varsel_telling"] == "varselsdagen"))


def plass(sak: Sak, dag: date, periodeslutt: date, planlagt: Iterable[float] | None = None) -> float:
    """Hours that can still be placed: lawful hours on the days that can be told in time and on which the person is
    not registered as away, less what is agreed on them. 0 where no agreement is in force on the day or later.

    planlagt: the hours agreed on those days, where the case does not hold every shift.
    """
    avtale = sak.avtale(dag) or next((a for a in sak.gjeldende_avtaler if dag < a.fra <= periodeslutt), None)
    if avtale is None:
        return 0.0
    forst = forste_vakt(sak.valg, dag)
    fra, til = forst.toordinal(), periodeslutt.toordinal()
    dager = max(0, til - fra + 1) - sum(fra <= d <= til for d in sak.borte.hele)
    if planlagt is None:
        planlagt = (v.timer for v in sak.tidbankvakter if v.status in AVTALTE and forst <= v.dato <= periodeslutt)
    return max(0.0, lovlig_per_uke(sak, avtale, dag) * dager / 7 - fsum(planlagt))


def kan_ikke_naas(igjen: float, plass: float) -> bool:
    """Whether what is left at the period's end is more than there is room for."""
    return igjen > tekst.STOV and igjen > plass + tekst.STOV


def status(
    *, ved_slutt: float, plass: float, etterslep: float, uke: float, dag: date, sluttvarsel: date, valg: Valg
) -> str:
    """The word of the traffic light, by the hours left at the period's end if all that is known happens.

    Brudd: they cannot lawfully be worked in before the end. Følg med: within the last month with hours not planned,
    or more weeks behind the even plan than the choice `folg_med_uker`. I rute: neither.
    """
    if kan_ikke_naas(ved_slutt, plass):
        return BRUDD
    bak = etterslep > uke * valg["folg_med_uker"] + tekst.STOV
    if bak or (dag >= sluttvarsel and ved_slutt > tekst.STOV):
        return FOLG_MED
    return I_RUTE
