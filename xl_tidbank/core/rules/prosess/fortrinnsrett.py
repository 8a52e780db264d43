"""A vacant permanent post without tidbank is offered first to those who have tidbank (item 47)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...prosess import steg
from ...saker import Saker
from .. import Regel

LEDIG = steg("ledig_stilling")
HJEMMEL = LEDIG.hjemmel


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for r in saker.tabeller.prosess or ():
        if r.steg != LEDIG.navn or (r.gjennomfort is not None and r.gjennomfort <= dag):
            continue
        rett = [nr for nr in saker.ansattnumre if (a := saker.sak(nr).avtale(dag)) is not None and a.tidbank_pst > 0]
        egne = [nr for nr in rett if saker.enhet(nr).casefold() == r.enhet.casefold()]
        hvem = ", ".join(f"{nr} {saker.navn(nr)}".strip() for nr in (egne or rett)) or "ingen nå"
        yield Funn(
            "fortrinnsrett", Alvor.ADVARSEL, "", r.kilde, "Gjennomført", HJEMMEL,
            f"{f'{r.enhet}: en' if r.enhet else 'En'} fast stilling uten tidbank er ledig"
            f"{f' fra {tekst.dato(r.planlagt)}' if r.planlagt else ''}. Disse har tidbank og fortrinnsrett når de har "
            f"kompetansen: {hvem}.",
            "Tilby stillingen til dem først, og skriv dagen i Gjennomført og svaret i Merknad.",
            {"enhet": r.enhet, "fortrinn": egne or rett}, r.planlagt,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("fortrinnsrett",), ("prosess",), bankfunn=bankfunn)
