"""Miljø: how the year stands, what is next, and what to do now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_tidbank.core.funn import Funn
from xl_tidbank.core.miljo.miljo import Frist, Miljo
from xl_tidbank.core.miljo.registre import RESTAVFALL

from ...page.plain import Blokk, Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Side
from .felles import IKKE_FORT, funnliste, metoder, per_arsverk, temaene
from .klima import scopediagram

ARK = "Miljø"
TRE_TILTAK = (
    "Skriv deres egne tre tiltak i arket Tiltak. Kilden til dette arbeidet nevner tre konkrete tiltak uten å si "
    "hvilke, så ingen er foreslått her."
)
MINST_TILTAK = 3


def miljo_side(miljo: Miljo, aar: int, funn: Sequence[Funn], dag: date, *, virksomhet: str, stempel: str) -> Side:
    k = miljo.klima(aar, dag)
    arsverk = miljo.registre.tall(aar, "arsverk")
    tall = miljo.tall(aar, dag)
    rest = tall.verdi("restavfall_per_arsverk")
    kort = [per_arsverk(k, m, arsverk) for m in metoder(miljo.valg["strom_hovedtall"])]
    kort += [
        Nokkeltall(f"{RESTAVFALL}, kg per årsverk", IKKE_FORT if rest is None else rest, Format.TIMER, f"i {aar}"),
        Nokkeltall("Felt som mangler", len(tall.mangler), Format.ANTALL, "i innrapporteringen, frist 1. april"),
    ]
    blokker: list[Blokk] = [Nokkelrad(tuple(kort)), temaene(miljo.temaer(aar, dag), aar)]
    if any(s.kg is not None for s in k.summer.values()):
        blokker.append(scopediagram(k))
    blokker += [hjulet(miljo.arshjul(dag)), funnliste(funn)]
    if len(miljo.registre.tiltak) < MINST_TILTAK:
        blokker.append(Notat((TRE_TILTAK,), "Tre tiltak"))
    blokker.append(Notat(
        ("Strøm regnes alltid på begge måter. Et tall som mangler, står som «ikke ført», aldri som 0.",), liten=True
    ))  # fmt: skip
    return Side(
        ARK, "Miljø", tuple(blokker), gjelder=dag, virksomhet=virksomhet,
        undertittel=f"Året {aar}, og det som kommer", stempel=stempel, hoyst_sider=2,
    )  # fmt: skip


def hjulet(frister: Sequence[Frist]) -> Rader:
    felt = (
        Felt("Når", Format.DATO, 12), Felt("Hva", Format.TEKST, 62), Felt("Merk", Format.TEKST, 12),
    )  # fmt: skip
    rader = tuple((f.dag, f.hva, "forventet" if f.forventet else "") for f in frister)
    return Rader("Årshjulet", felt, rader)
