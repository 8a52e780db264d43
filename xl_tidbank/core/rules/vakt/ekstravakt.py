"""Extra shift or tidbank: the debt first, and a shift that crosses zero in two parts (items 23, 43; B31).

An extra shift taken while hours are owed is meant for the tidbank unless it is changed before the shift. The rule
says so, with the hours of each part; it never changes a row. Credits and agreed shifts up to the day come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import fsum
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import AVTALTE, EKSTRA, GJELDENDE, SOKT
from ...sak import Sak
from ...saker import Saker
from .. import Regel

HJEMMEL = "Delta § 10 og § 17; utkastet pkt. 5"
KAN_ENDRES = GJELDENDE | {SOKT}


class Foerst(NamedTuple):
    vaktnr: str
    dato: date
    skyldig: float
    tidbank: float
    ekstra: float


class OverNull(NamedTuple):
    vaktnr: str
    dato: date
    ekstra: float


EKSTRAVAKT_SOM_TIDBANK = Funnslag[Foerst](
    "ekstravakt_som_tidbank", "Ekstravakt mens timer skyldes", HJEMMEL, (Alvor.ADVARSEL, Alvor.INFO), av_kreditt=True
)
VAKT_OVER_NULL = Funnslag[OverNull](
    "vakt_over_null", "Tidbankvakt som går over null", HJEMMEL, (Alvor.INFO,), av_kreditt=True
)


def deling(timer: float, skyldig: float) -> tuple[float, float]:
    """The part of a shift that brings the debt down to zero, and the part beyond it."""
    tidbank = min(timer, max(0.0, skyldig))
    return tidbank, timer - tidbank


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    skyld_forst = saker.valg["ekstravakt_foerst"] == "tidbank"
    for nr in saker.spurte:
        sak = saker.sak(nr)
        if not sak.avtaler or sak.overlappende:
            continue
        foreslatt: dict[date, float] = {}
        for v in sak.vakter if skyld_forst else ():
            periode = sak.periode(v.dato) if v.type == EKSTRA and v.status in KAN_ENDRES else None
            if periode is None or v.timer <= 0:
                continue
            ventet = foreslatt.get(periode.start, 0.0) + _avtalt(sak, dag, v.dato)
            skyldig = saker.saldo(nr, v.dato).skyldig - ventet
            tidbank, ekstra = deling(v.timer, skyldig)
            if tidbank <= tekst.STOV:
                continue
            foreslatt[periode.start] = foreslatt.get(periode.start, 0.0) + tidbank
            if ekstra > tekst.STOV:
                gjor = (
                    f"Del vakten i to rader: {tekst.timer(tidbank)} timer Tidbank og {tekst.timer(ekstra)} timer "
                    "Ekstra, som betales."
                )
            else:
                gjor = "Sett Type til Tidbank, om ikke dere har avtalt ekstravakt."
            yield EKSTRAVAKT_SOM_TIDBANK.funn(
                nr, v.kilde, "Type",
                f"Ekstravakt {tekst.dato(v.dato)} på {tekst.timer(v.timer)} timer tas mens {tekst.timer(skyldig)} "
                "timer i tidbanken er igjen.",
                gjor,
                Foerst(vaktnr=v.vaktnr, dato=v.dato, skyldig=skyldig, tidbank=tidbank, ekstra=ekstra), dato=v.dato,
                alvor=Alvor.ADVARSEL if v.dato >= dag else Alvor.INFO,
            )  # fmt: skip
        for p in saker.ekstradeler(nr):
            yield VAKT_OVER_NULL.funn(
                nr, p.kilde, "Type",
                f"Tidbankvakt {tekst.dato(p.dato)} går over null: {tekst.timer(p.timer)} timer av den er ekstra og til "
                "gode.",
                "Gjør opp timene til gode som ekstravakt. De står på egen linje i kontoutskriften.",
                OverNull(vaktnr=p.ref, dato=p.dato, ekstra=p.timer), dato=p.dato,
            )  # fmt: skip


def _avtalt(sak: Sak, dag: date, til: date) -> float:
    """Hours of agreed tidbank shifts after the day, up to another."""
    return fsum(v.timer for v in sak.tidbankvakter if v.status in AVTALTE and dag < v.dato <= til)


REGEL = Regel((EKSTRAVAKT_SOM_TIDBANK, VAKT_OVER_NULL), bankfunn=bankfunn)
