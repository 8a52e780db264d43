"""Tidbank is voluntary, for those who want a larger position: the wish is recorded (items 8, 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 6; utkastet pkt. 3"


class Fakta(NamedTuple):
    fra: date


ONSKE_MANGLER = Funnslag[Fakta]("onske_mangler", "Den ansattes ønske er ikke ført", HJEMMEL, (Alvor.INFO,))


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    """One for the employee: the first agreement row that still runs, where neither it nor an earlier has a wish."""
    for a in sak.avtaler:
        if a.onsket is not None:
            return
        if a.til >= dag:
            yield ONSKE_MANGLER.funn(
                sak.ansattnr, a.kilde, "Ønsket",
                f"Avtalen fra {tekst.dato(a.fra)} har ingen dato i Ønsket: det står ikke at den ansatte selv ba om "
                "større stilling.",
                "Skriv dagen den ansatte ba om større stilling med tidbank, eller be om å få det skriftlig.",
                Fakta(a.fra), dato=a.fra,
            )  # fmt: skip
            return


REGEL = Regel((ONSKE_MANGLER,), funn=funn)
