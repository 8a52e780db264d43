"""A start balance is added to what stands in the bank before it: twice the same hours is easily done (item 60)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...model import STARTSALDO
from ...saker import Saker
from .. import Regel

HJEMMEL = "Svenn: Saldo"


class Fakta(NamedTuple):
    dato: date
    timer: float
    forste: date


STARTSALDO_LEGGES_TIL = Funnslag[Fakta](
    "startsaldo_legges_til", "Startsaldo oppå eldre timer", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.TIMEBANK
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for nr in saker.spurte:
        poster = saker.timebank_for(nr).posteringer
        for n, p in enumerate(poster):
            if p.art == STARTSALDO and n:
                yield STARTSALDO_LEGGES_TIL.funn(
                    nr, p.kilde, "Timer",
                    f"Startsaldoen {tekst.dato(p.dato)} legges til det som er ført før, fra {poster[0].grunn}.",
                    "Er de eldre timene med i startsaldoen, slett dem. Gjelder det en retting, bruk Korreksjon.",
                    Fakta(dato=p.dato, timer=p.timer, forste=poster[0].dato), dato=p.dato,
                )  # fmt: skip


REGEL = Regel((STARTSALDO_LEGGES_TIL,), ("timebank",), bankfunn=bankfunn)
