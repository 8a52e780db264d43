"""The same entry of the surplus bank in two rows counts once (B48): two withdrawals of a day are one row, the sum."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...model import Timebankrad
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Svenn: Manuelle innskudd og uttak"


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    sett: dict[tuple[object, ...], Timebankrad] = {}
    for r in sak.skreven_timebank:
        forste = sett.setdefault(r[:-1], r)
        if forste is not r:
            yield Funn(
                "dobbel_timebank", Alvor.ADVARSEL, sak.ansattnr, r.kilde, "Timer", HJEMMEL,
                f"{r.art} {tekst.dato(r.dato)} på {tekst.timer(r.timer)} timer står også i {forste.kilde}. Raden "
                "teller én gang.",
                "Slett raden som står to ganger. Er det to, skriv dem som én rad med summen.",
                {"dato": r.dato, "art": r.art, "timer": r.timer, "andre_rad": str(forste.kilde)}, r.dato,
            )  # fmt: skip


REGEL = Regel(HJEMMEL, ("dobbel_timebank",), ("timebank",), funn=funn)
