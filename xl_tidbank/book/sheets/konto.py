"""The account of one employee: every movement with its legal basis and the cell it came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import fsum

from xl_tidbank.core import tekst
from xl_tidbank.core.model import Ansatt
from xl_tidbank.core.views import Kontolinje

from ..page.plain import Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Side, arknavn
from .common import person, stovfri


def konto_side(linjer: Sequence[Kontolinje], ansatt: Ansatt, dag: date, *, virksomhet: str, stempel: str) -> Side:
    """For manager and employee: the lines show when somebody was away, so the union rep gets the review instead."""
    felt = (
        Felt("Dato", Format.DATO, 11),
        Felt("Art", Format.TEKST, 16),
        Felt("Øker skyld (timer)", Format.TIMER, 10),
        Felt("Minsker skyld (timer)", Format.TIMER, 10),
        Felt("Skyldig etter (timer)", Format.SKYLDIG, 10),
        Felt("Hjemmel", Format.TEKST, 36),
        Felt("Kilde", Format.TEKST, 30),
    )
    rader = tuple(
        (
            p.dato,
            p.art,
            p.timer if p.timer > 0 else None,
            -p.timer if p.timer < 0 else None,
            stovfri(p.saldo),
            p.hjemmel,
            p.kilde,
        )
        for p in linjer
    )
    naa = stovfri(linjer[-1].saldo) if linjer else 0.0
    oker, minsker = felt[2].navn, felt[3].navn
    return Side(
        arknavn(f"Konto {person(ansatt.ansattnr, ansatt.navn)}"),
        "Konto i tidbanken",
        (
            Nokkelrad(
                (
                    Nokkeltall(
                        "Til gode, timer" if naa < 0 else "Skyldig, timer", abs(naa), Format.TIMER, tekst.skyldig(naa)
                    ),
                    Nokkeltall(
                        "Lagt til, timer", fsum(p.timer for p in linjer if p.timer > 0), Format.TIMER, "periodeskyld"
                    ),
                    Nokkeltall(
                        "Trukket fra, timer",
                        -fsum(p.timer for p in linjer if p.timer < 0),
                        Format.TIMER,
                        "arbeidet og godskrevet",
                    ),
                    Nokkeltall("Linjer", len(linjer), Format.ANTALL, "posteringer"),
                )
            ),
            Rader("Posteringer", felt, rader, tom="Ingen posteringer i tidsrommet.", sum=(oker, minsker)),
            Notat(
                (
                    "Kilde sier hvilket ark og hvilken celle linjen kommer fra. Kontoen viser når noen har "
                    "vært borte: del den "
                    "bare med den den gjelder og leder.",
                ),
                liten=True,
            ),
        ),
        gjelder=dag,
        virksomhet=virksomhet,
        undertittel=f"{ansatt.navn} · ansattnr {ansatt.ansattnr}".strip(" ·"),
        stempel=stempel,
        liggende=True,
    )
