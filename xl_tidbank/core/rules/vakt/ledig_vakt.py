"""A vacant shift and whom it should be offered: tidbank staff who are qualified first (item 22; B16, B36)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...model import LEDIG
from ...saker import Saker
from ...vakt.forbehold import rekkefolge
from ...vakt.prioritet import HJEMMEL
from .. import Regel

VIST = 5


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for v in saker.tabeller.vakter:
        if v.status != LEDIG or v.dato < dag:
            continue
        liste = rekkefolge(saker, v, dag, VIST)
        forst = "; ".join(f"{k.plass}. {k.navn or k.ansattnr} ({k.grunn})" for k in liste[:VIST])
        krav = ", ".join(x for x in (v.kompetanse, v.enhet) if x)
        yield Funn(
            "ledig_vakt", Alvor.INFO, "", v.kilde, "Status", HJEMMEL,
            f"Ledig vakt {tekst.dato(v.dato)} kl. {tekst.klokke(v.start)}–{tekst.klokke(v.slutt)}"
            f"{f' ({krav})' if krav else ''}: {forst or 'ingen kvalifiserte er ledige'}.",
            "Tilby vakten i denne rekkefølgen. Skriv begrunnelse hvis dere avviker.",
            {"vaktnr": v.vaktnr, "dato": v.dato, "rekkefolge": [k.ansattnr for k in liste]}, v.dato,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("ledig_vakt",), bankfunn=bankfunn)
