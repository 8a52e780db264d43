"""Two agreement rows for one person on one day, or two settlement periods that overlap: no balance can be told.

Hours on a day in two periods would belong to both, or to neither (B48).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import overlapp
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "utkastet pkt. 2"


class Fakta(NamedTuple):
    fra: date
    til: date
    andre_rad: str


OVERLAPP_AVTALE = Funnslag[Fakta]("overlapp_avtale", "To avtaler for samme dag", HJEMMEL, (Alvor.BRUDD,))
OVERLAPP_PERIODE = Funnslag[Fakta]("overlapp_periode", "To avregningsperioder for samme dag", HJEMMEL, (Alvor.BRUDD,))


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for forste, andre in sak.overlappende:
        like_dager = andre.fra <= forste.til
        fra = andre.fra if like_dager else max(forste.periodestart, andre.periodestart)
        til = min(forste.til, andre.til) if like_dager else min(forste.periodeslutt, andre.periodeslutt)
        slag = OVERLAPP_AVTALE if like_dager else OVERLAPP_PERIODE
        yield slag.funn(
            sak.ansattnr, andre.kilde, overlapp.kolonne(forste, andre), overlapp.setning(forste, andre),
            overlapp.tiltak(forste, andre),
            Fakta(fra=fra, til=til, andre_rad=str(forste.kilde)), dato=fra,
        )  # fmt: skip


REGEL = Regel((OVERLAPP_AVTALE, OVERLAPP_PERIODE), funn=funn)
