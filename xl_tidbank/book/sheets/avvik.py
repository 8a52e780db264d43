"""Findings: what breaks the agreement or the law, what needs a decision, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xl_tidbank.core.funn import Alvor, Funn

from ..page.plain import Fakta, Felt, Format, Nokkelrad, Nokkeltall, Rader, Side
from .common import ALVORSORD, ALVORSORDEN, alvorstekst, etter_slag, funnkort, person, tell

ARK = "Avvik"
TABELL = "Funn"


def avvik_side(funn: Sequence[Funn], navn: Mapping[str, str], dag: date, *, virksomhet: str, stempel: str) -> Side:
    """navn: by employee number."""
    felt = (
        Felt("Alvor", Format.STATUS, 17),
        Felt("Ansatt", Format.TEKST, 26),
        Felt("Hva", Format.TEKST, 52),
        Felt("Hjemmel", Format.TEKST, 24),
        Felt("Tiltak", Format.TEKST, 44),
        Felt("Ark", Format.TEKST, 14),
        Felt("Celle", Format.TEKST, 8),
    )
    orden = sorted(funn, key=lambda f: ALVORSORDEN.index(f.alvor))
    rader = tuple(
        (ALVORSORD[f.alvor], person(f.ansattnr, navn.get(f.ansattnr, "")), f.tekst, f.hjemmel, f.tiltak, f.ark, f.celle)
        for f in orden
    )
    grupper = etter_slag(funn)
    oppsummert = Fakta(
        "Etter regel",
        tuple((slag.tittel, alvorstekst(egne), Format.TEKST, egne[0].hjemmel) for slag, egne in grupper),
    )
    berort = len({f.ansattnr for f in funn if f.ansattnr and f.alvor == Alvor.BRUDD})
    return Side(
        ARK,
        "Avvik",
        (
            Nokkelrad(
                (
                    *funnkort(funn),
                    Nokkeltall("Til orientering", tell(funn)[Alvor.INFO], Format.ANTALL, "krever ingenting nå"),
                    Nokkeltall("Ansatte med brudd", berort, Format.ANTALL),
                )
            ),
            *((oppsummert,) if funn else ()),
            Rader(
                "Alle funn",
                felt,
                rader,
                tom="Ingen brudd og ingen advarsler.",
                navn=TABELL,
                lenker=tuple((f.ark, f.celle) if f.celle else None for f in orden),
                lenkefelt=("Ark", "Celle"),
            ),
        ),
        gjelder=dag,
        virksomhet=virksomhet,
        undertittel="Hva som er funnet, hvor det står og hva som kan gjøres",
        stempel=stempel,
        liggende=True,
    )
