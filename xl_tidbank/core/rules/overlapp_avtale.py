"""Two agreement rows for one person on one day, or two settlement periods that overlap: no balance can be told.

Hours on a day in two periods would belong to both, or to neither (B48).
"""

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
    if andre.fra <= forste.til:
        til = min(forste.til, andre.til)
        return (
            f"To avtaler for ansatt {andre.ansattnr} dekker de samme dagene, {tekst.dato(andre.fra)} til "
            f"{tekst.dato(til)} (den andre står i {forste.kilde})."
        )
    perioder = " og ".join(f"{tekst.dato(a.periodestart)}–{tekst.dato(a.periodeslutt)}" for a in (forste, andre))
    return (
        f"Avregningsperiodene {perioder} for ansatt {andre.ansattnr} overlapper, så timer fra "
        f"{tekst.dato(max(forste.periodestart, andre.periodestart))} hører til to perioder (den andre står i "
        f"{forste.kilde})."
    )


def tiltak(forste: Avtale, andre: Avtale) -> str:
    if andre.fra <= forste.til:
        return TILTAK
    return (
        "Rett Periodestart og Periodeslutt, så hver dag hører til én periode. En endret stilling er en ny rad i den "
        "samme perioden."
    )


def kolonne(forste: Avtale, andre: Avtale) -> str:
    return "Fra" if andre.fra <= forste.til else "Periodestart"


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for forste, andre in sak.overlappende:
        like_dager = andre.fra <= forste.til
        fra = andre.fra if like_dager else max(forste.periodestart, andre.periodestart)
        til = min(forste.til, andre.til) if like_dager else min(forste.periodeslutt, andre.periodeslutt)
        yield Funn(
            "overlapp_avtale" if like_dager else "overlapp_periode", Alvor.BRUDD, sak.ansattnr, andre.kilde,
            kolonne(forste, andre), HJEMMEL, setning(forste, andre), tiltak(forste, andre),
            {"fra": fra, "til": til, "andre_rad": str(forste.kilde)}, fra,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("overlapp_avtale", "overlapp_periode"), funn=funn)
