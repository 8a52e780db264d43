"""Suppliers: asked, answered, assessed again in time (item 68)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...miljo.miljo import av
from ...saker import Saker
from .. import Regel

HJEMMEL = "Tidsbanken: Leverandører og ansvarlig drift"


class Leverandorfakta(NamedTuple):
    leverandor: str
    dager: int | None


LEVERANDOR_UTEN_SVAR = Funnslag[Leverandorfakta](
    "leverandor_uten_svar", "Leverandør som ikke har svart", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO
)
LEVERANDOR_FORFALT = Funnslag[Leverandorfakta](
    "leverandor_forfalt", "Leverandør som skal vurderes", HJEMMEL, (Alvor.INFO,), emne=Emne.MILJO
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for x in saker.husk(av).registre.leverandorer:
        if x.sporsmaal_sendt is not None and x.svar_mottatt is None:
            dager = (dag - x.sporsmaal_sendt).days
            if dager > parameters.verdi("miljo_svarfrist", dag):
                yield LEVERANDOR_UTEN_SVAR.funn(
                    "", x.kilde, "Svar mottatt",
                    f"{x.navn} fikk spørsmål {tekst.dato(x.sporsmaal_sendt)} og har ikke svart på {dager} dager.",
                    "Spør igjen, og skriv dagen svaret kommer.", Leverandorfakta(x.navn, dager), dato=x.sporsmaal_sendt,
                )  # fmt: skip
        if x.vurdert is None or (x.neste is not None and dag > x.neste):
            hva = "er ikke vurdert" if x.vurdert is None else f"skulle vært vurdert igjen {tekst.dato(x.neste or dag)}"
            yield LEVERANDOR_FORFALT.funn(
                "", x.kilde, "Vurdert" if x.vurdert is None else "Neste", f"{x.navn} {hva}.",
                "Vurder miljø og arbeidsforhold, og skriv dagen og neste gang.",
                Leverandorfakta(x.navn, (dag - x.neste).days if x.neste else None),
            )  # fmt: skip


REGEL = Regel((LEVERANDOR_UTEN_SVAR, LEVERANDOR_FORFALT), ("miljo",), bankfunn=bankfunn)
