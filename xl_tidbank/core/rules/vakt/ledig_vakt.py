"""A vacant shift and whom it should be offered: tidbank staff who are qualified first (item 22; B16, B36)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import LEDIG
from ...saker import Saker
from ...vakt.forbehold import rekkefolge
from ...vakt.prioritet import HJEMMEL
from ...vakt.tilbud import svarte_nei
from .. import Regel

VIST = 5


class Fakta(NamedTuple):
    vaktnr: str
    dato: date
    rekkefolge: list[str]


LEDIG_VAKT = Funnslag[Fakta]("ledig_vakt", "Ledig vakt", HJEMMEL, (Alvor.INFO,), av_kreditt=True)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for v in saker.tabeller.vakter:
        if v.status != LEDIG or v.dato < dag:
            continue
        nei = svarte_nei(saker.tabeller.tilbud or (), v)
        liste = [k for k in rekkefolge(saker, v, dag, VIST + len(nei)) if k.ansattnr not in nei]
        forst = "; ".join(f"{k.plass}. {k.navn or k.ansattnr} ({k.grunn})" for k in liste[:VIST])
        krav = ", ".join(x for x in (v.kompetanse, v.enhet) if x)
        svart = f" Har svart nei: {', '.join(saker.navn(nr) or nr for nr in sorted(nei))}." if nei else ""
        yield LEDIG_VAKT.funn(
            "", v.kilde, "Status",
            f"Ledig vakt {tekst.dato(v.dato)} kl. {tekst.klokke(v.start)}–{tekst.klokke(v.slutt)}"
            f"{f' ({krav})' if krav else ''}: {forst or 'ingen kvalifiserte er ledige'}.{svart}",
            "Tilby vakten i denne rekkefølgen. Skriv begrunnelse på arket Ledige vakter hvis dere avviker.",
            Fakta(vaktnr=v.vaktnr, dato=v.dato, rekkefolge=[k.ansattnr for k in liste]), dato=v.dato,
        )  # fmt: skip


REGEL = Regel((LEDIG_VAKT,), bankfunn=bankfunn)
