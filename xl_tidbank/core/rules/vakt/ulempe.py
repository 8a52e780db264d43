"""A shift that is a substantial inconvenience: the employer should take the wish into account, and says what
came of it (item 20)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import AVTALTE
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 8"


class Fakta(NamedTuple):
    vaktnr: str
    dato: date


VESENTLIG_ULEMPE = Funnslag[Fakta]("vesentlig_ulempe", "Vakt til vesentlig ulempe", HJEMMEL, (Alvor.ADVARSEL,))


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for v in sak.vakter:
        if v.ulempe and not v.ulempe_utfall and v.status in AVTALTE and v.dato >= dag:
            yield VESENTLIG_ULEMPE.funn(
                sak.ansattnr, v.kilde, "Utfall av ulempe",
                f"Den ansatte har meldt at vakten {tekst.dato(v.dato)} er til vesentlig ulempe, og det står ikke hva "
                "dere ble enige om.",
                "Arbeidsgiver bør ta hensyn til ønsket om ikke å arbeide vakten. Skriv utfallet.",
                Fakta(vaktnr=v.vaktnr, dato=v.dato), dato=v.dato,
            )  # fmt: skip


REGEL = Regel((VESENTLIG_ULEMPE,), funn=funn)
