"""Notice of shifts."""

from __future__ import annotations

from datetime import date
from typing import Any

from xl_tidbank.core import parameters, tekst
from xl_tidbank.core.rules.vakt import varselfrist
from xl_tidbank.functions import funksjon

from . import argumenter as arg

_FRIST = f"Dager varsel som kreves. Tomt = {tekst.tall(parameters.siste('varselfrist'))}."


def _frist(raa: Any, dag: date) -> int:
    return int(arg.tall_eller(raa, parameters.verdi("varselfrist", dag)))


@funksjon(
    "Hele dager fra varsel til vakt.",
    "dager",
    varselfrist.HJEMMEL,
    varslet="Dagen den ansatte fikk vite om vakten.",
    vaktdato="Dagen vakten begynner.",
)
def VARSELDAGER(varslet: Any, vaktdato: Any) -> int:
    """Whole days from notice to shift; negative when told afterwards."""
    return varselfrist.dager(arg.dato("Varslet", varslet), arg.dato("Vaktdato", vaktdato))


@funksjon(
    "Om varselet kom i tide: teksten begynner med OK, AVVIK eller FEIL.",
    "tekst",
    varselfrist.HJEMMEL,
    varslet="Dagen den ansatte fikk vite om vakten.",
    vaktdato="Dagen vakten begynner.",
    eget_onske="Ja når den ansatte selv ønsket kortere frist. Tomt = Nei.",
    sentral_avtale="Referanse til avtale med Delta sentralt om kortere frist. Tomt eller USANN = ingen.",
    frist=_FRIST,
)
def VARSELSTATUS(
    varslet: Any, vaktdato: Any, eget_onske: Any = None, sentral_avtale: Any = None, frist: Any = None
) -> str:
    """OK with 14 days or more, by own wish, or by a central agreement (aml § 10-12 (4)); FEIL when told afterwards."""
    dag = arg.dato("Vaktdato", vaktdato)
    return varselfrist.status(
        arg.dato_eller_ingen(varslet), dag, _frist(frist, dag), arg.ja(eget_onske), arg.avtale(sentral_avtale)
    )


@funksjon(
    "Siste dag varselet kan gis.",
    "dato",
    varselfrist.HJEMMEL,
    vaktdato="Dagen vakten begynner.",
    frist=_FRIST,
)
def VARSELFRIST(vaktdato: Any, frist: Any = None) -> date:
    """The last date to give notice."""
    dag = arg.dato("Vaktdato", vaktdato)
    return varselfrist.siste_varsel(dag, _frist(frist, dag))
