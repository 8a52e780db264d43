"""Two agreement rows for one person on one day, or two settlement periods that overlap: no balance can be told.

Hours on a day in two periods would belong to both, or to neither (B48).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import overlapp
from ...funn import Alvor, Funn
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "utkastet pkt. 2"


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for forste, andre in sak.overlappende:
        like_dager = andre.fra <= forste.til
        fra = andre.fra if like_dager else max(forste.periodestart, andre.periodestart)
        til = min(forste.til, andre.til) if like_dager else min(forste.periodeslutt, andre.periodeslutt)
        yield Funn(
            "overlapp_avtale" if like_dager else "overlapp_periode", Alvor.BRUDD, sak.ansattnr, andre.kilde,
            overlapp.kolonne(forste, andre), HJEMMEL, overlapp.setning(forste, andre), overlapp.tiltak(forste, andre),
            {"fra": fra, "til": til, "andre_rad": str(forste.kilde)}, fra,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("overlapp_avtale", "overlapp_periode"), funn=funn)
