"""Working time: rest in real time, overtime against the limits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from xl_tidbank.core import parameters, tekst
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.rules.aml10 import hviletid_daglig, overtid
from xl_tidbank.core.tid import clock
from xl_tidbank.functions import funksjon

from . import argumenter as arg

_SLUTT = "Dato og klokkeslett vakten slutter."
_NESTE = "Dato og klokkeslett neste vakt begynner."


def _hvile(slutt: Any, neste_start: Any) -> tuple[datetime, float]:
    fra, til = arg.tidspunkt("Slutt", slutt), arg.tidspunkt("Neste start", neste_start)
    timer = clock.virkelige_timer(fra, til)
    if timer < 0:
        raise TidbankFeil(
            f"Neste start {tekst.dato(til.date())} kl. {til:%H:%M} er før slutt {tekst.dato(fra.date())} kl. "
            f"{fra:%H:%M}. Bytt om tidspunktene."
        )
    return til, timer


@funksjon(
    "Timer arbeidsfri mellom to vakter, i virkelig tid: også når klokken stilles.",
    "timer",
    hviletid_daglig.HJEMMEL,
    slutt=_SLUTT,
    neste_start=_NESTE,
)
def HVILETID(slutt: Any, neste_start: Any) -> float:
    """Hours of real time between two shifts: 10 from 22:00 to 09:00 on the night summer time begins (B25)."""
    return _hvile(slutt, neste_start)[1]


@funksjon(
    "Om hvilen mellom to vakter er lang nok: teksten begynner med OK, ADVARSEL eller FEIL.",
    "tekst",
    hviletid_daglig.HJEMMEL_AVTALE,
    slutt=_SLUTT,
    neste_start=_NESTE,
    lokal_grense="Timer hvile etter skriftlig avtale med tillitsvalgte, fra "
    f"{tekst.tall(parameters.siste('hvile_daglig_avtale'))}. Tomt eller USANN = ingen avtale.",
)
def HVILESTATUS(slutt: Any, neste_start: Any, lokal_grense: Any = None) -> str:
    """OK with the law's eleven hours, ADVARSEL within what a local agreement sets, FEIL below that."""
    til, timer = _hvile(slutt, neste_start)
    lov, ytterst = (parameters.verdi(n, til.date()) for n in ("hvile_daglig", "hvile_daglig_avtale"))
    lokal = arg.tall_eller(arg.uten_nei(lokal_grense), lov)
    if not ytterst <= lokal <= lov:
        raise TidbankFeil(
            f"Lokal grense er {tekst.tall(lokal)} timer. En avtale kan sette den fra {tekst.tall(ytterst)} til "
            f"{tekst.tall(lov)} (aml. § 10-8 (3))."
        )
    return hviletid_daglig.status(timer, lov, lokal if lokal < lov else None)


@funksjon(
    "Om overtiden er innenfor grensen: teksten begynner med OK, ADVARSEL eller FEIL.",
    "tekst",
    overtid.HJEMMEL,
    timer="Timer overtid i vinduet.",
    vindu='"7 dager", "4 uker" eller "52 uker".',
    lokal_avtale="Referanse til avtale med tillitsvalgte om utvidet overtid. Tomt eller USANN = ingen, SANN = uten "
    "navn.",
)
def OVERTIDSSTATUS(timer: Any, vindu: Any, lokal_avtale: Any = None) -> str:
    """OK within the law's limit, ADVARSEL within what an agreement with the reps can allow, FEIL beyond."""
    skrevet, antall = arg.tekst(vindu), arg.tall("Timer", timer)
    nokkel = overtid.vindu(skrevet)
    if nokkel is None:
        raise TidbankFeil(f"Vindu kan ikke være «{skrevet}». Skriv «7 dager», «4 uker» eller «52 uker».")
    if antall < 0:
        raise TidbankFeil(f"Timer er {tekst.tall(antall)}. Skriv 0 eller mer.")
    lov, ytterst = parameters.siste(nokkel), parameters.siste(f"{nokkel}_avtale")
    return overtid.status(antall, nokkel, lov, ytterst, arg.avtale(lokal_avtale))
