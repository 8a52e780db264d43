"""A monthly amount computed from a roster that is only an extract of the period's: how many weeks it rests on (B44)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ...errors import TidbankFeil
from ...funn import Alvor, Funn, Funnslag
from ...lonn.grunnlag import HJEMMEL_UBEKVEM
from ...saker import Saker
from .. import Regel

HJEMMEL = f"{HJEMMEL_UBEKVEM}; HTA kap. 1 § 3.7"


class Fakta(NamedTuple):
    uker: int
    spenn: int
    periodens_uker: int


TURNUS_UTDRAG = Funnslag[Fakta](
    "turnus_utdrag", "Månedsbeløp av en del av turnusen", HJEMMEL, (Alvor.ADVARSEL, Alvor.INFO)
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for nr in saker.spurte:
        lonn = saker.lonn_for(nr)
        rad, avtale, periode = lonn.sak.lonnsrad(dag), lonn.sak.avtale(dag), lonn.sak.periode(dag)
        if rad is None or avtale is None or periode is None or not avtale.fast_pst or lonn.sak.overlappende:
            continue
        try:
            g = lonn.turnusomfang(dag)
        except TidbankFeil:
            continue  # told by the rule lonn_ikke_regnet
        if g is None or not g.forbehold:
            continue
        rader = sorted((t for t in lonn.sak.turnus if periode.start <= t.dato <= periode.slutt), key=lambda t: t.dato)
        forste = rader[0] if g.uker and rader else None
        valgt = g.kort and g.gjentas and not g.hull
        yield TURNUS_UTDRAG.funn(
            nr, forste.kilde if forste else rad.kilde, "Dato" if forste else "Fast tillegg",
            g.forbehold,
            "Skriv resten av turnusen, eller månedsbeløpet i Fast tillegg i Lønnsgrunnlag. Går ukene om igjen, skriv "
            "dem i Grunnturnus, eller velg gjentas for «Turnus kortere enn tolv uker» i Innstillinger.",
            Fakta(uker=g.uker, spenn=g.spenn, periodens_uker=g.av), dato=forste.dato if forste else periode.start,
            alvor=Alvor.INFO if valgt else Alvor.ADVARSEL,
        )  # fmt: skip


REGEL = Regel((TURNUS_UTDRAG,), ("lonnsgrunnlag", "turnus"), bankfunn=bankfunn)
