"""The same entry of the surplus bank in two rows counts once (B48): two withdrawals of a day are one row, the sum."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...model import Timebankrad
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Svenn: Manuelle innskudd og uttak"


class Fakta(NamedTuple):
    dato: date
    art: str
    timer: float
    andre_rad: str


DOBBEL_TIMEBANK = Funnslag[Fakta](
    "dobbel_timebank", "Samme rad to ganger i timebanken", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.TIMEBANK
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    sett: dict[tuple[object, ...], Timebankrad] = {}
    for r in sak.skreven_timebank:
        forste = sett.setdefault(r[:-1], r)
        if forste is not r:
            yield DOBBEL_TIMEBANK.funn(
                sak.ansattnr, r.kilde, "Timer",
                f"{r.art} {tekst.dato(r.dato)} på {tekst.timer(r.timer)} timer står også i {forste.kilde}. Raden "
                "teller én gang.",
                "Slett raden som står to ganger. Er det to, skriv dem som én rad med summen.",
                Fakta(dato=r.dato, art=r.art, timer=r.timer, andre_rad=str(forste.kilde)), dato=r.dato,
            )  # fmt: skip


REGEL = Regel((DOBBEL_TIMEBANK,), ("timebank",), funn=funn)
