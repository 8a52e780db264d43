"""Notice of a shift: at least 14 days, unless the employee wished for less (items 3, 18, 19; B2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import TILDELT_MAATE, Innstilling
from ...sak import Sak
from ...saker import Saker
from ...views import Saldo
from .. import Regel

# § 10-3 itself speaks of discussing the work plan with the reps two weeks before; Delta takes its 14 days from there.
HJEMMEL = "Delta § 8; utkastet pkt. 5; jf. aml. § 10-3 (drøfting)"
HJEMMEL_SENTRALT = "Delta § 8; aml. § 10-12 (4)"


class Uvarslet(NamedTuple):
    vaktnr: str
    dato: date


class Varslet(NamedTuple):
    vaktnr: str
    dato: date
    varslet: date
    dager: int
    frist: int


class Satt(NamedTuple):
    valgt: float
    brukt: int


def _for_tillitsvalgt(f: Uvarslet | Varslet, vakt: str) -> str:
    if isinstance(f, Uvarslet):
        return f"{vakt} er tildelt uten varslingsdato."
    if f.dager < 0:
        return f"{vakt} er varslet etterpå."
    return f"{vakt} ble varslet {f.dager} dager før. Fristen er {f.frist} dager."


VARSELFRIST = Funnslag[Uvarslet | Varslet](
    "varselfrist",
    "Vakt varslet for sent",
    HJEMMEL,
    (Alvor.BRUDD, Alvor.ADVARSEL),
    setning=_for_tillitsvalgt,
    vaktnr=lambda f: f.vaktnr,
    om_vakten=True,
    varsel=True,
)
SENTRAL_AVTALE = Funnslag[Satt](
    "sentral_avtale",
    "Kortere varselfrist uten sentral avtale",
    HJEMMEL_SENTRALT,
    (Alvor.BRUDD,),
    setning=lambda f, _: (
        f"Varselfristen er satt til {f.valgt} dager uten avtale med Delta sentralt. {f.brukt} dager brukes."
    ),
    varsel=True,
)


def dager(varslet: date, vaktdato: date) -> int:
    """Whole days from notice to shift; the time of day does not count."""
    return (vaktdato - varslet).days


def siste_varsel(vaktdato: date, frist: int) -> date:
    """The last date on which notice is given in time."""
    return vaktdato - timedelta(days=frist)


def status(varslet: date | None, vaktdato: date, frist: int, eget_onske: bool, sentral_avtale: str) -> str:
    """OK, AVVIK or FEIL, with the reason in a Norwegian sentence."""
    if varslet is None:
        return "FEIL: Varslet mangler. Skriv datoen den ansatte fikk vite om vakten."
    antall = dager(varslet, vaktdato)
    if antall < 0:
        return f"FEIL: Varslet {tekst.dato(varslet)} er etter vakten {tekst.dato(vaktdato)}."
    if antall >= frist:
        return f"OK: {antall} dagers varsel."
    if eget_onske:
        return f"OK: {antall} dagers varsel, etter eget ønske."
    if sentral_avtale:
        return f"OK: {antall} dagers varsel, etter sentral avtale ({sentral_avtale})."
    return f"AVVIK: {antall} dagers varsel, fristen er {frist} dager."


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    medregnet = sak.valg["varsel_telling"] == "varselsdagen"
    for v in sak.tidbankvakter:
        if v.varslet is None:
            if v.maate == TILDELT_MAATE:
                yield VARSELFRIST.funn(
                    sak.ansattnr, v.kilde, "Varslet",
                    f"Tildelt vakt {tekst.dato(v.dato)} har ingen varslingsdato.",
                    "Skriv datoen den ansatte fikk vite om vakten.",
                    Uvarslet(vaktnr=v.vaktnr, dato=v.dato), dato=v.dato, alvor=Alvor.ADVARSEL,
                )  # fmt: skip
            continue
        antall, f = dager(v.varslet, v.dato), sak.valg.varselfrist(v.dato)
        if medregnet and antall >= 0:
            antall += 1
        if antall >= f or (v.eget_onske and antall >= 0):
            continue
        if antall < 0:
            hva = f"Vakt {tekst.dato(v.dato)} er varslet etterpå, {tekst.dato(v.varslet)}."
            gjor = "Rett datoen, eller før opp når den ansatte faktisk fikk vite om vakten."
        else:
            hva = (
                f"Vakt {tekst.dato(v.dato)} ble varslet {tekst.dato(v.varslet)}, {antall} dager før. "
                f"Fristen er {f} dager{', varselsdagen regnet med' if medregnet else ''}."
            )
            gjor = (
                f"Avtal en annen dag, eller før opp eget ønske. "
                f"Siste frist var {tekst.dato(siste_varsel(v.dato, f - medregnet))}."
            )
        yield VARSELFRIST.funn(
            sak.ansattnr, v.kilde, "Varslet", hva, gjor,
            Varslet(vaktnr=v.vaktnr, dato=v.dato, varslet=v.varslet, dager=antall, frist=f), dato=v.dato,
        )  # fmt: skip


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    lov, valgt = int(parameters.verdi("varselfrist", dag)), saker.valg["varselfrist"]
    if valgt < lov and not saker.valg["sentral_avtale"]:
        rad = next((r for r in saker.tabeller.innstillinger if r.nokkel == "varselfrist"), Innstilling("", None))
        yield SENTRAL_AVTALE.funn(
            "", rad.kilde, "Verdi",
            f"Varselfristen er satt til {valgt} dager uten avtale med Delta sentralt. {lov} dager brukes.",
            "Fyll ut «Sentral avtale om kortere varsel» i Innstillinger, eller sett fristen tilbake.",
            Satt(valgt=valgt, brukt=lov),
        )  # fmt: skip


REGEL = Regel((VARSELFRIST, SENTRAL_AVTALE), funn=funn, bankfunn=bankfunn)
