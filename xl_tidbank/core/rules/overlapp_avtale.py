"""Two agreement rows for one person on one day: the debt would be counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import tekst
from ..model import Alvor, Avtale, Funn
from ..sak import Sak
from ..views import Saldo
from . import Regel

HJEMMEL = "utkastet pkt. 2"
TILTAK = "Rett Fra eller Til, så hver dag har én rad."


def setning(forste: Avtale, andre: Avtale) -> str:
    til = min(forste.til, andre.til)
    return (
        f"To avtaler for ansatt {andre.ansattnr} dekker de samme dagene, {tekst.dato(andre.fra)} til "
        f"{tekst.dato(til)} (den andre står i {forste.kilde})."
    )


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for forste, andre in sak.overlappende:
        yield Funn(
            "overlapp_avtale", Alvor.BRUDD, sak.ansattnr, andre.kilde, "Fra", HJEMMEL, setning(forste, andre), TILTAK,
            {"fra": andre.fra, "til": min(forste.til, andre.til), "andre_rad": str(forste.kilde)}, andre.fra,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("overlapp_avtale",), funn=funn)
