"""The lending room: one thing with one borrower at a time, and back in time (item 70)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...miljo.miljo import av
from ...miljo.registre import Utlaan
from ...saker import Saker
from .. import Regel

HJEMMEL = "Tidsbanken: Deling, gjenbruk og redusert forbruk"


class Utlaansfakta(NamedTuple):
    tingnr: str
    frist: date


UTLAN_OVERLAPP = Funnslag[Utlaansfakta](
    "utlan_overlapp", "Samme ting lånt ut to ganger", HJEMMEL, (Alvor.BRUDD,), emne=Emne.MILJO
)
UTLAN_FORFALT = Funnslag[Utlaansfakta](
    "utlan_forfalt", "Lån som skulle vært levert", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    miljo = saker.husk(av)
    etter: dict[str, list[tuple[date, date, Utlaan]]] = {}
    for u in miljo.registre.utlaan:
        if u.ut is not None:
            frist = u.frist or u.ut + timedelta(days=miljo.valg["utlan_dager"])
            etter.setdefault(u.tingnr, []).append((u.ut, u.inn or frist, u))
            if u.inn is None and dag > frist:
                yield UTLAN_FORFALT.funn(
                    "", u.kilde, "Frist",
                    f"{u.ting or u.tingnr} skulle vært inne {tekst.dato(frist)}, for {(dag - frist).days} dager siden.",
                    "Spør låneren, og skriv dagen den kom i Inn.", Utlaansfakta(u.tingnr, frist), dato=frist,
                )  # fmt: skip
    for laan in etter.values():
        laan.sort(key=lambda x: (x[0], x[2].kilde.rad))
        _, til, a = laan[0]
        for fra, slutt, b in laan[1:]:  # against the loan that lasts longest so far
            if fra <= til:
                yield UTLAN_OVERLAPP.funn(
                    "", b.kilde, "Ut",
                    f"{b.ting or b.tingnr} er lånt ut fra {tekst.dato(fra)}, men også "
                    f"til {tekst.dato(til)} i rad {a.kilde.rad}.", "Rett datoene, eller avtal hvem som skal ha den.",
                    Utlaansfakta(b.tingnr, til), dato=fra,
                )  # fmt: skip
            if slutt > til:
                til, a = slutt, b


REGEL = Regel((UTLAN_OVERLAPP, UTLAN_FORFALT), ("miljo",), bankfunn=bankfunn)
