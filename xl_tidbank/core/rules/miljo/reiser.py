"""Business trips that could be fewer, and commuting that is not known (items 62, 66)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ...funn import Alvor, Emne, Funn, Funnslag
from ...miljo.miljo import Miljo, av
from ...miljo.registre import Reise
from ...model import TIDBANK
from ...saker import Saker
from .. import Regel

HJEMMEL = "Tidsbanken: Digitale møter som hovedregel og redusert reisebelastning"


class Reisefakta(NamedTuple):
    reisenr: str
    annen: str = ""


class Vanefakta(NamedTuple):
    ansattnr: str


class Gruppefakta(NamedTuple):
    aar: int
    personer: int


REISE_DIGITAL = Funnslag[Reisefakta](
    "reise_digital", "Reise som kunne vært digital", HJEMMEL, (Alvor.INFO,), emne=Emne.MILJO
)
REISE_SAMORDNES = Funnslag[Reisefakta](
    "reise_samordnes", "Reiser som kunne vært samordnet", HJEMMEL, (Alvor.INFO,), emne=Emne.MILJO
)
REISE_UTEN_KM = Funnslag[Reisefakta](
    "reise_uten_km", "Reise uten kilometer", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO
)
REISEVANE_MANGLER = Funnslag[Vanefakta](
    "reisevane_mangler", "Ansatt uten reisevane", "Tidsbanken: Transport og pendling", (Alvor.INFO,), emne=Emne.MILJO
)
LITEN_ENHET = Funnslag[Gruppefakta](
    "liten_enhet", "For få til å vises", "personvernforordningen art. 5 (1) c", (Alvor.INFO,), emne=Emne.MILJO
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    miljo = saker.husk(av)
    reiser = [r for r in miljo.registre.reiser if dag.year - 1 <= r.dato.year <= dag.year]
    for r in reiser:
        if r.digitalt:
            yield REISE_DIGITAL.funn(
                "", r.kilde, "Kunne vært digitalt", f"Reise {r.reisenr} til {r.til_sted} kunne vært et digitalt møte.",
                "Velg digitalt neste gang, når det gjør nytten.", Reisefakta(r.reisenr), dato=r.dato,
            )  # fmt: skip
        if r.km is None:
            yield REISE_UTEN_KM.funn(
                "", r.kilde, "Km", f"Reise {r.reisenr} til {r.til_sted} har ingen kilometer, og er i ingen sum.",
                "Skriv kilometer for hele reisen, fram og tilbake.", Reisefakta(r.reisenr), dato=r.dato,
            )  # fmt: skip
    yield from _samordnes(reiser, miljo.valg["samordne_dager"])
    yield from _vaner(saker, miljo)
    for aar in (dag.year - 1, dag.year):
        p = miljo.pendling(aar, dag)
        if p is not None and p.utelatt:
            yield LITEN_ENHET.funn(
                "", miljo.registre.reisevaner[0].kilde, "",
                f"Pendlingen i {aar} viser ikke {p.utelatt} ansatte: reisemåten deres har færre enn {miljo.minst}.",
                "Slik skal det være. Summene gjelder de andre.", Gruppefakta(aar, p.utelatt),
            )  # fmt: skip


def _samordnes(reiser: list[Reise], dager: float) -> Iterator[Funn]:
    etter: dict[str, list[Reise]] = {}
    for r in sorted(reiser, key=lambda r: (r.dato, r.kilde.rad)):
        if r.til_sted:
            etter.setdefault(r.til_sted.casefold(), []).append(r)
    med = {r.reisenr: r.samordnet or r.reisenr for r in reiser}  # trips that name the same one belong together
    for like in etter.values():
        for a, b in itertools.pairwise(like):
            sammen = med[a.reisenr] in (b.reisenr, med[b.reisenr]) or med[b.reisenr] == a.reisenr
            imellom = max(0, (b.dato - (a.til or a.dato)).days)
            if not sammen and imellom <= dager:
                yield REISE_SAMORDNES.funn(
                    "", b.kilde, "Samordnet med",
                    f"Reise {a.reisenr} og {b.reisenr} gikk til {b.til_sted} med {imellom} dager mellom.",
                    "Planlegg dem sammen neste gang. Hører de sammen, fyll ut Samordnet med.",
                    Reisefakta(b.reisenr, a.reisenr), dato=b.dato,
                )  # fmt: skip


def _vaner(saker: Saker, miljo: Miljo) -> Iterator[Funn]:
    """Those with bank shifts and no row; nobody where commuting is not mapped at all."""
    vaner = miljo.registre.reisevaner
    if not vaner:
        return
    med = {r.ansattnr for r in vaner}
    forste = {v.ansattnr: v for v in reversed(saker.tabeller.vakter) if v.type == TIDBANK and v.ansattnr}
    for nr in saker.register.hoder:
        numre = saker.register.personer.numre(nr)
        egne = [n for n in numre if n in forste]
        if egne and not med & set(saker.numre_til(nr)):
            yield REISEVANE_MANGLER.funn(
                nr, forste[egne[0]].kilde, "Ansattnr",
                "Ansatt med tidbankvakter har ingen rad i Reisevaner, og teller som ukjent, ikke 0 km.",
                "Spør om reisemåte og hele kilometer én vei. Skriv aldri adresse.", Vanefakta(nr),
            )  # fmt: skip


REGEL = Regel(
    (REISE_DIGITAL, REISE_SAMORDNES, REISE_UTEN_KM, REISEVANE_MANGLER, LITEN_ENHET), ("miljo",), bankfunn=bankfunn
)
