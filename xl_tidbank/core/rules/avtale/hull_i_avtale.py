"""Days of a settlement period that no agreement row covers: nothing is owed for them (items 1, 28; B11).

A typing error at a change of position takes hours off the debt without a word. Days after an agreement that was
terminated are no gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import EN_DAG, Avtale, dager
from ...sak import Periode, Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "utkastet pkt. 2; Delta § 10"


class Fakta(NamedTuple):
    fra: date
    til: date
    dager: int
    timer: float


HULL_I_AVTALE = Funnslag[Fakta]("hull_i_avtale", "Dager i perioden uten avtale", HJEMMEL, (Alvor.ADVARSEL,))


def hull(p: Periode) -> Iterator[tuple[date, date, Avtale, str]]:
    """Each gap: its first and last day, the row to mend, and the column of it."""
    neste = p.start
    for a in p.avtaler:
        if a.fra > neste:
            yield neste, a.fra - EN_DAG, a, "Fra"
        neste = max(neste, a.til + EN_DAG)
    if neste <= p.slutt and p.avtaler[-1].sagt_opp is None:
        yield neste, p.slutt, p.avtaler[-1], "Til"


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    if sak.overlappende:
        return
    for p in sak.perioder:
        for fra, til, rad, kolonne in hull(p):
            antall = dager(fra, til)
            timer = rad.uke * antall / 7
            hvor = (
                f"{antall} dager av perioden, {tekst.dato(fra)} til {tekst.dato(til)}, har ingen rad i Avtaler"
                if antall > 1
                else f"Én dag av perioden, {tekst.dato(fra)}, har ingen rad i Avtaler"
            )
            yield HULL_I_AVTALE.funn(
                sak.ansattnr, rad.kilde, kolonne,
                f"{hvor}. Det tar {tekst.timer(timer)} timer av periodeskylden.",
                "Rett Fra eller Til, så radene følger hverandre, eller la det stå om tidbanken hvilte da.",
                Fakta(fra=fra, til=til, dager=antall, timer=timer), dato=fra,
            )  # fmt: skip


REGEL = Regel((HULL_I_AVTALE,), funn=funn)
