"""A vacant permanent post without tidbank is offered first to those who have tidbank (item 47)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...prosess import steg
from ...saker import Saker
from .. import Regel

LEDIG = steg("ledig_stilling")
HJEMMEL = LEDIG.hjemmel


class Fakta(NamedTuple):
    enhet: str
    fortrinn: list[str]


FORTRINNSRETT = Funnslag[Fakta]("fortrinnsrett", "Ledig fast stilling", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.PROSESS)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for r in saker.tabeller.prosess or ():
        if r.steg != LEDIG.navn or (r.gjennomfort is not None and r.gjennomfort <= dag):
            continue
        rett = [nr for nr in saker.ansattnumre if (a := saker.sak(nr).avtale(dag)) is not None and a.tidbank_pst > 0]
        egne = [nr for nr in rett if saker.enhet(nr).casefold() == r.enhet.casefold()]
        hvem = ", ".join(f"{nr} {saker.navn(nr)}".strip() for nr in (egne or rett)) or "ingen nå"
        yield FORTRINNSRETT.funn(
            "", r.kilde, "Gjennomført",
            f"{f'{r.enhet}: en' if r.enhet else 'En'} fast stilling uten tidbank er ledig"
            f"{f' fra {tekst.dato(r.planlagt)}' if r.planlagt else ''}. Disse har tidbank og fortrinnsrett når de har "
            f"kompetansen: {hvem}.",
            "Tilby stillingen til dem først, og skriv dagen i Gjennomført og svaret i Merknad.",
            Fakta(enhet=r.enhet, fortrinn=egne or rett), dato=r.planlagt,
        )  # fmt: skip


REGEL = Regel((FORTRINNSRETT,), ("prosess",), bankfunn=bankfunn)
