"""A start balance is added to what stands in the bank before it: twice the same hours is easily done (item 60)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...model import STARTSALDO
from ...saker import Saker
from .. import Regel

HJEMMEL = "Svenn: Saldo"


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for nr in saker.ansattnumre:
        poster = saker.timebank_for(nr).posteringer
        for n, p in enumerate(poster):
            if p.art == STARTSALDO and n:
                yield Funn(
                    "startsaldo_legges_til", Alvor.ADVARSEL, nr, p.kilde, "Timer", HJEMMEL,
                    f"Startsaldoen {tekst.dato(p.dato)} legges til det som er ført før, fra {poster[0].grunn}.",
                    "Er de eldre timene med i startsaldoen, slett dem. Gjelder det en retting, bruk Korreksjon.",
                    {"dato": p.dato, "timer": p.timer, "forste": poster[0].dato}, p.dato,
                )  # fmt: skip


REGEL = Regel(HJEMMEL, ("startsaldo_legges_til",), ("timebank",), bankfunn=bankfunn)
