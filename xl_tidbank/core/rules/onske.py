"""Tidbank is voluntary, for those who want a larger position: the wish is recorded (items 8, 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from .. import tekst
from ..model import Alvor, Avtale, Funn
from ..sak import Sak
from . import Regel

if TYPE_CHECKING:
    from ..bank import Bank

HJEMMEL = "Delta § 6; utkastet pkt. 3"
TILTAK = "Skriv dagen den ansatte ba om større stilling med tidbank i Ønsket, eller be om å få det skriftlig."


def mangler(sak: Sak, dag: date) -> Avtale | None:
    """The first agreement row that still runs with no wish in it or in an earlier one."""
    for a in sak.avtaler:
        if a.onsket is not None:
            return None
        if a.til >= dag:
            return a
    return None


def bankfunn(bank: Bank, dag: date) -> Iterator[Funn]:
    """One for each employee; where nobody's wish is recorded, one for them all."""
    med = [(nr, bank.sak(nr)) for nr in bank.ansattnumre]
    uten = [(nr, a) for nr, sak in med if (a := mangler(sak, dag)) is not None]
    if len(uten) > 1 and not any(a.onsket for a in bank.tabeller.avtaler):
        nr, a = uten[0]
        yield Funn(
            "onske_mangler", Alvor.INFO, "", a.kilde, "Ønsket", HJEMMEL,
            f"Ønsket er tomt i alle avtalene ({len(uten)} ansatte): det står ikke at de selv ba om større stilling.",
            TILTAK, {"antall": len(uten)},
        )  # fmt: skip
        return
    for nr, a in uten:
        yield Funn(
            "onske_mangler", Alvor.INFO, nr, a.kilde, "Ønsket", HJEMMEL,
            f"Avtalen fra {tekst.dato(a.fra)} har ingen dato i Ønsket: det står ikke at den ansatte selv ba om større "
            "stilling.",
            TILTAK, {"fra": a.fra}, a.fra,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("onske_mangler",), bankfunn=bankfunn)
