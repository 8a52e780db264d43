"""A shift the employee chose is approved by the manager or deputy in advance (item 21)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...model import GODKJENT, SELVVALGT, UTFORT
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "utkastet pkt. 5; Delta § 8"


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for v in sak.vakter:
        if v.maate == SELVVALGT and v.status in (GODKJENT, UTFORT) and not v.godkjent_av:
            yield Funn(
                "godkjenning", Alvor.BRUDD, sak.ansattnr, v.kilde, "Godkjent av", HJEMMEL,
                f"Selvvalgt vakt {tekst.dato(v.dato)} er {v.status.lower()} uten at noen har godkjent den.",
                "Skriv hvem som godkjente vakten på forhånd, eller sett Status til Søkt.",
                {"vaktnr": v.vaktnr, "dato": v.dato, "status": v.status}, v.dato,
            )  # fmt: skip
        if v.maate == SELVVALGT and v.status in (GODKJENT, UTFORT) and v.godkjent and v.godkjent > v.dato:
            yield Funn(
                "godkjenning_sen", Alvor.BRUDD, sak.ansattnr, v.kilde, "Godkjent", HJEMMEL,
                f"Selvvalgt vakt {tekst.dato(v.dato)} ble godkjent {tekst.dato(v.godkjent)}, etter vakten.",
                "Godkjenn selvvalgte vakter på forhånd, eller rett datoen.",
                {"vaktnr": v.vaktnr, "dato": v.dato, "godkjent": v.godkjent}, v.dato,
            )  # fmt: skip


REGEL = Regel(HJEMMEL, ("godkjenning", "godkjenning_sen"), funn=funn)
