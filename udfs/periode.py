"""The settlement period: reviews, warning, notice of termination, process dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from xl_tidbank.core import parameters, takt, tekst
from xl_tidbank.core.avregning import oppsigelsestid
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.rules.avtale import oppsigelse
from xl_tidbank.core.rules.periode import gjennomgang, periode_lengde, sluttvarsel
from xl_tidbank.core.rules.prosess import prosess
from xl_tidbank.core.tid import frister
from xl_tidbank.functions import funksjon

from . import argumenter as arg

_START = "Første dag i avregningsperioden."
_SLUTT = "Siste dag i avregningsperioden."
_HVER = tekst.tall(parameters.siste("gjennomgang_uker"))
_UKER = f"Uker mellom gjennomgangene. Tomt = {_HVER}."


@funksjon(
    f"Datoene for gjennomgang, hver {_HVER}. uke fra periodens start.",
    "kolonne",
    gjennomgang.HJEMMEL,
    periodestart=_START,
    periodeslutt=_SLUTT,
    uker=_UKER,
)
def GJENNOMGANGER(periodestart: Any, periodeslutt: Any, uker: Any = None) -> list[list[Any]]:
    """A column of dates before the last day of the period; one empty cell when there is none."""
    fra, til = arg.periode(periodestart, periodeslutt)
    antall = _uker(uker, fra)
    return [[d] for d in frister.gjennomganger(fra, til, antall)] or [[""]]


@funksjon(
    "Første gjennomgang på eller etter en dato, tomt når det ikke er flere.",
    "dato",
    gjennomgang.HJEMMEL,
    periodestart=_START,
    periodeslutt=_SLUTT,
    dato="Dagen det spørres fra.",
)
def NESTE_GJENNOMGANG(periodestart: Any, periodeslutt: Any, dato: Any) -> date | str:
    """The first review date on or after a day, "" when there is none left."""
    fra, til = arg.periode(periodestart, periodeslutt)
    return frister.neste(frister.gjennomganger(fra, til, _uker(None, fra)), arg.dato("Dato", dato)) or ""


def _uker(raa: Any, dag: date) -> float:
    uker = arg.tall_eller(raa, parameters.verdi("gjennomgang_uker", dag))
    if uker < 1:
        raise TidbankFeil(f"Uker er {tekst.tall(uker)}. Skriv 1 eller mer.")
    return uker


@funksjon(
    "En måned før perioden slutter: da skal den ansatte varsles hvis timer gjenstår.",
    "dato",
    sluttvarsel.HJEMMEL,
    periodeslutt=_SLUTT,
)
def SLUTTVARSEL(periodeslutt: Any) -> date:
    """One calendar month before the last day of the period."""
    return frister.sluttvarsel(arg.dato("Periodeslutt", periodeslutt))


@funksjon(
    "Siste dag i oppsigelsestiden på tre måneder.",
    "dato",
    oppsigelse.HJEMMEL,
    dato="Dagen det ble sagt opp.",
    metode='"neste måned" (fra første dag i neste måned) eller "dato" (fra dato til dato). Tomt = neste måned.',
)
def OPPSIGELSE_SLUTT(dato: Any, metode: Any = None) -> date:
    """The last day of three months' notice, by either reading (B15)."""
    valgt = arg.tekst(metode).casefold() or oppsigelsestid.NESTE_MAANED
    if valgt not in oppsigelsestid.METODER:
        raise TidbankFeil(f"Metode kan ikke være «{arg.tekst(metode)}». Skriv «neste måned» eller «dato».")
    return oppsigelsestid.slutt(arg.dato("Dato", dato), valgt)


@funksjon(
    "Om perioden er høyst 52 uker: OK, ADVARSEL (12 måneder) eller FEIL.",
    "tekst",
    periode_lengde.HJEMMEL,
    periodestart=_START,
    periodeslutt=_SLUTT,
)
def PERIODESTATUS(periodestart: Any, periodeslutt: Any) -> str:
    """OK up to 364 days, ADVARSEL for 365 and 366, FEIL beyond (B3)."""
    return periode_lengde.status(*arg.periode(periodestart, periodeslutt))


@funksjon(
    "Når ordningen senest skal evalueres: tolv måneder etter forrige gang.",
    "dato",
    prosess.HJEMMEL,
    dato="Forrige evaluering, eller dagen ordningen begynte.",
)
def EVALUERING_FRIST(dato: Any) -> date:
    """Twelve months on (Delta § 22)."""
    return frister.evaluering_frist(arg.dato("Dato", dato))


@funksjon(
    "Første dag i de fire årene som skal kartlegges før oppstart.",
    "dato",
    prosess.HJEMMEL,
    dato="Dagen ordningen begynner.",
)
def KARTLEGGING_FRA(dato: Any) -> date:
    """Forty-eight months back (Delta § 4)."""
    return frister.kartlegging_fra(arg.dato("Dato", dato))


@funksjon(
    "Timer i uken som trengs for å bli ferdig før perioden slutter.",
    "timer",
    gjennomgang.HJEMMEL,
    timer="Timer som gjenstår.",
    fra="Dagen det regnes fra.",
    periodeslutt=_SLUTT,
)
def INNARBEIDINGSTAKT(timer: Any, fra: Any, periodeslutt: Any) -> float:
    """Hours a week; an error on and after the last day, when no pace is enough."""
    dag, slutt = arg.dato("Fra", fra), arg.dato("Periodeslutt", periodeslutt)
    svar = takt.per_uke(arg.tall("Timer", timer), dag, slutt)
    if svar is None:
        raise TidbankFeil(f"Perioden slutter {tekst.dato(slutt)}, så det er ingen uker igjen fra {tekst.dato(dag)}.")
    return svar
