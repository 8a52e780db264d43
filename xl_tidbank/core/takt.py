"""Pace and traffic light: can what is owed be worked in before the period ends (T4)?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import fsum
from typing import NamedTuple

from . import grenser, parameters, tekst
from .model import AVTALTE, Avtale
from .sak import Sak
from .valg import Valg

# Words of the balance. A breach of the agreement or the law is a finding, and has words of its own (funn.Alvor).
I_RUTE, FOLG_MED, NAAR_IKKE_NULL = STATUSORD = ("I rute", "Følg med", "Når ikke null")


class Timeplass(NamedTuple):
    """Hours that can still be placed: by the week's limit, and within the average weekly hours (aml § 10-4)."""

    lovlig: float
    snitt: float


INGEN_TIMEPLASS = Timeplass(0.0, 0.0)


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
    return _ved_siden(sak, avtale, dag, ukegrense(sak.valg, dag))


def _ved_siden(sak: Sak, avtale: Avtale, dag: date, grense: float) -> float:
    annet = avtale.ukestimer * avtale.fast_pst / 100
    if sak.andre is not None:
        annet += fsum(
            a.ukestimer * (a.fast_pst + a.tidbank_pst) / 100 for a in sak.andre.avtaler if a.fra <= dag <= a.til
        )
    return max(0.0, grense - annet)


def forste_vakt(valg: Valg, dag: date) -> date:
    """The first day a shift told today can stand on."""
    return dag + timedelta(days=valg.varselfrist(dag) - (valg["varsel_telling"] == "varselsdagen"))


def plass(
    sak: Sak, dag: date, periodeslutt: date, planlagt: Iterable[float] | None = None, borte: int | None = None
) -> Timeplass:
    """Hours that can still be placed: lawful hours on the days that can be told in time and on which the person is
    not registered as away, less what is agreed on them. None where no agreement is in force on the day or later.

    planlagt: the hours agreed on those days, where the case does not hold every shift. borte: whole days away among
    them, where they are counted already.
    """
    avtale = sak.avtale(dag) or next((a for a in sak.gjeldende_avtaler if dag < a.fra <= periodeslutt), None)
    if avtale is None:
        return INGEN_TIMEPLASS
    forst = forste_vakt(sak.valg, dag)
    fra, til = forst.toordinal(), periodeslutt.toordinal()
    if borte is None:
        borte = sum(fra <= d <= til for d in sak.borte.hele)
    dager = max(0, til - fra + 1) - borte
    if planlagt is None:
        planlagt = (v.timer for v in sak.tidbankvakter if v.status in AVTALTE and forst <= v.dato <= periodeslutt)
    avtalt = fsum(planlagt)
    snitt = min(ukegrense(sak.valg, dag), grenser.uke_alminnelig(sak.valg, dag))
    lovlig, i_snitt = lovlig_per_uke(sak, avtale, dag), _ved_siden(sak, avtale, dag, snitt)
    return Timeplass(max(0.0, lovlig * dager / 7 - avtalt), max(0.0, i_snitt * dager / 7 - avtalt))


def kan_ikke_naas(igjen: float, plass: float) -> bool:
    """Whether what is left at the period's end is more than there is room for."""
    return igjen > tekst.STOV and igjen > plass + tekst.STOV


def status(
    *, ved_slutt: float, plass: Timeplass, etterslep: float, uke: float, dag: date, sluttvarsel: date, valg: Valg
) -> str:
    """The word of the traffic light, by the hours left at the period's end if all that is known happens.

    Når ikke null: they cannot lawfully be worked in before the end. Følg med: what has no plan asks for a pace beyond
    the average weekly hours, however early in the period; or it is the last month with hours not planned; or more
    weeks behind the even plan than the choice `folg_med_uker`. I rute: none of it.
    """
    if kan_ikke_naas(ved_slutt, plass.lovlig):
        return NAAR_IKKE_NULL
    bak = etterslep > uke * valg["folg_med_uker"] + tekst.STOV
    if bak or kan_ikke_naas(ved_slutt, plass.snitt) or (dag >= sluttvarsel and ved_slutt > tekst.STOV):
        return FOLG_MED
    return I_RUTE
