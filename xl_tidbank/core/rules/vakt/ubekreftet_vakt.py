"""A past agreed shift nobody has confirmed counts nowhere and is asked about (B10b)."""

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

HJEMMEL = "Delta § 8; § 15"


class Fakta(NamedTuple):
    vaktnr: str
    dato: date
    timer: float


UBEKREFTET_VAKT = Funnslag[Fakta](
    "ubekreftet_vakt", "Vakt som ikke er bekreftet", HJEMMEL, (Alvor.ADVARSEL,), av_kreditt=True, om_vakten=True
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    forbi = [v for v in sak.tidbankvakter if v.status in AVTALTE and v.dato < dag]
    if not forbi:
        return
    kreditert = sak.kreditert_andel(dag)
    for v in forbi:
        igjen = v.timer * (1 - kreditert.get(id(v), 0.0))
        if igjen > tekst.STOV:
            yield UBEKREFTET_VAKT.funn(
                sak.ansattnr, v.kilde, "Status",
                f"Vakt {tekst.dato(v.dato)} er {v.status.lower()} og forbi, men ikke bekreftet. "
                f"{tekst.timer(igjen)} timer teller ikke ennå.",
                "Sett Status til Utført eller Avlyst.",
                Fakta(vaktnr=v.vaktnr, dato=v.dato, timer=igjen), dato=v.dato, helse=id(v) in kreditert,
            )  # fmt: skip


REGEL = Regel((UBEKREFTET_VAKT,), funn=funn)
