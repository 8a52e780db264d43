"""A written, voluntary agreement with each person, signed before it starts (items 8, 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 6; utkastet pkt. 3"


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for a in sak.avtaler:
        if a.signert is not None and a.signert <= a.fra:
            continue
        if a.signert is None:
            hva = f"Avtalen fra {tekst.dato(a.fra)} er ikke underskrevet."
        else:
            hva = f"Avtalen gjelder fra {tekst.dato(a.fra)}, men ble underskrevet etterpå, {tekst.dato(a.signert)}."
        yield Funn(
            "signert_avtale", Alvor.BRUDD, sak.ansattnr, a.kilde, "Signert", HJEMMEL, hva,
            "Inngå skriftlig avtale før ordningen begynner. Det er frivillig å delta.",
            {"fra": a.fra, "signert": a.signert}, a.fra,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("signert_avtale",), funn=funn)
