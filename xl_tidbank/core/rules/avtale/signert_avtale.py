"""A written, voluntary agreement with each person, signed before it starts (items 8, 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 6; utkastet pkt. 3"


class Fakta(NamedTuple):
    fra: date
    signert: date | None


def _for_tillitsvalgt(f: Fakta, _: str) -> str:
    if f.signert is None:
        return f"Avtalen fra {tekst.dato(f.fra)} er ikke underskrevet."
    return f"Avtalen gjelder fra {tekst.dato(f.fra)}, men ble underskrevet {tekst.dato(f.signert)}."


SIGNERT_AVTALE = Funnslag[Fakta](
    "signert_avtale", "Avtale som ikke var underskrevet i tide", HJEMMEL, (Alvor.BRUDD,), setning=_for_tillitsvalgt
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for a in sak.avtaler:
        if a.signert is not None and a.signert <= a.fra:
            continue
        if a.signert is None:
            hva = f"Avtalen fra {tekst.dato(a.fra)} er ikke underskrevet."
        else:
            hva = f"Avtalen gjelder fra {tekst.dato(a.fra)}, men ble underskrevet etterpå, {tekst.dato(a.signert)}."
        yield SIGNERT_AVTALE.funn(
            sak.ansattnr, a.kilde, "Signert",
            hva, "Inngå skriftlig avtale før ordningen begynner. Det er frivillig å delta.",
            Fakta(fra=a.fra, signert=a.signert), dato=a.fra,
        )  # fmt: skip


REGEL = Regel((SIGNERT_AVTALE,), funn=funn)
