"""A tidbank shift on a day without an agreement has no debt to work in (items 8, 28; B13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "utkastet pkt. 2 og 3; Delta § 10"


class Fakta(NamedTuple):
    vaktnr: str
    dato: date


VAKT_UTENFOR_AVTALE = Funnslag[Fakta](
    "vakt_utenfor_avtale",
    "Tidbankvakt uten avtale den dagen",
    HJEMMEL,
    (Alvor.ADVARSEL,),
    setning=lambda _, vakt: f"{vakt} er på en dag uten avtale om tidbank.",
    vaktnr=lambda f: f.vaktnr,
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for v in sak.tidbankvakter:
        if sak.avtale(v.dato) is None:
            yield VAKT_UTENFOR_AVTALE.funn(
                sak.ansattnr, v.kilde, "Dato",
                f"Tidbankvakt {tekst.dato(v.dato)} er på en dag uten avtale om tidbank.",
                "Rett datoen eller typen. Timer etter periodens slutt kan ikke føres på den gamle perioden.",
                Fakta(vaktnr=v.vaktnr, dato=v.dato), dato=v.dato,
            )  # fmt: skip


REGEL = Regel((VAKT_UTENFOR_AVTALE,), funn=funn)
