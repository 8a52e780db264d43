"""A vacant shift given to somebody further down the list asks for a reason (item 22; B16, B36)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...saker import Saker
from ...vakt.prioritet import HJEMMEL
from ...vakt.tilbud import forbigaatt
from .. import Regel


class Fakta(NamedTuple):
    vaktnr: str
    dato: date
    plass: int
    forbigatt: list[int]


UTENFOR_TUR = Funnslag[Fakta]("utenfor_tur", "Ledig vakt gitt utenfor tur", HJEMMEL, (Alvor.ADVARSEL,))


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    tilbud = saker.tabeller.tilbud or ()
    for t in tilbud:
        foran = forbigaatt(tilbud, t)
        if not t.valgt or not foran or t.begrunnelse:
            continue
        yield UTENFOR_TUR.funn(
            t.ansattnr, t.kilde, "Begrunnelse",
            f"Vakt {t.vaktnr} {tekst.dato(t.dato)} er gitt til plass {t.plass:.0f} i rekkefølgen. Plass "
            f"{', '.join(map(str, foran))} har ikke svart nei.",
            "Skriv i Begrunnelse hvorfor rekkefølgen er fraveket, eller tilby vakten i rekkefølgen.",
            Fakta(t.vaktnr, t.dato, int(t.plass or 0), foran), dato=t.dato,
        )  # fmt: skip


REGEL = Regel((UTENFOR_TUR,), ("tilbud",), bankfunn=bankfunn)
