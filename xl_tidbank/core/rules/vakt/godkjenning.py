"""A shift the employee chose is approved by the manager or deputy in advance (item 21)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import GODKJENT, SELVVALGT, UTFORT
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "utkastet pkt. 5; Delta § 8"


class Uten(NamedTuple):
    vaktnr: str
    dato: date
    status: str


class Etterpaa(NamedTuple):
    vaktnr: str
    dato: date
    godkjent: date


GODKJENNING = Funnslag[Uten](
    "godkjenning",
    "Selvvalgt vakt uten godkjenning",
    HJEMMEL,
    (Alvor.BRUDD,),
    setning=lambda _, vakt: f"{vakt} er selvvalgt, men ingen har godkjent den.",
    vaktnr=lambda f: f.vaktnr,
    varsel=True,
)
GODKJENNING_SEN = Funnslag[Etterpaa](
    "godkjenning_sen",
    "Selvvalgt vakt godkjent etterpå",
    HJEMMEL,
    (Alvor.BRUDD,),
    setning=lambda _, vakt: f"{vakt} er selvvalgt og ble godkjent etterpå.",
    vaktnr=lambda f: f.vaktnr,
    varsel=True,
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for v in sak.vakter:
        if v.maate == SELVVALGT and v.status in (GODKJENT, UTFORT) and not v.godkjent_av:
            yield GODKJENNING.funn(
                sak.ansattnr, v.kilde, "Godkjent av",
                f"Selvvalgt vakt {tekst.dato(v.dato)} er {v.status.lower()} uten at noen har godkjent den.",
                "Skriv hvem som godkjente vakten på forhånd, eller sett Status til Søkt.",
                Uten(vaktnr=v.vaktnr, dato=v.dato, status=v.status), dato=v.dato,
            )  # fmt: skip
        if v.maate == SELVVALGT and v.status in (GODKJENT, UTFORT) and v.godkjent and v.godkjent > v.dato:
            yield GODKJENNING_SEN.funn(
                sak.ansattnr, v.kilde, "Godkjent",
                f"Selvvalgt vakt {tekst.dato(v.dato)} ble godkjent {tekst.dato(v.godkjent)}, etter vakten.",
                "Godkjenn selvvalgte vakter på forhånd, eller rett datoen.",
                Etterpaa(vaktnr=v.vaktnr, dato=v.dato, godkjent=v.godkjent), dato=v.dato,
            )  # fmt: skip


REGEL = Regel((GODKJENNING, GODKJENNING_SEN), funn=funn)
