"""A shift that is a substantial inconvenience: the employer should take the wish into account, and says what
came of it (item 20)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...model import AVTALTE
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 8"


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for v in sak.vakter:
        if v.ulempe and not v.ulempe_utfall and v.status in AVTALTE and v.dato >= dag:
            yield Funn(
                "vesentlig_ulempe", Alvor.ADVARSEL, sak.ansattnr, v.kilde, "Utfall av ulempe", HJEMMEL,
                f"Den ansatte har meldt at vakten {tekst.dato(v.dato)} er til vesentlig ulempe, og det står ikke hva "
                "dere ble enige om.",
                "Arbeidsgiver bør ta hensyn til ønsket om ikke å arbeide vakten. Skriv utfallet.",
                {"vaktnr": v.vaktnr, "dato": v.dato}, v.dato,
            )  # fmt: skip


REGEL = Regel(HJEMMEL, ("vesentlig_ulempe",), funn=funn)
