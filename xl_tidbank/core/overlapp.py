"""Agreement rows of one employee that no balance can be told from: the same day twice, or two periods at once (B48)."""

from __future__ import annotations

from collections.abc import Iterable

from . import tekst
from .errors import Feilmelding
from .model import Avtale

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


def perioder_overlapper(a: Avtale, b: Avtale) -> bool:
    """Whether two agreement rows stand in different settlement periods that share a day."""
    like = (a.periodestart, a.periodeslutt) == (b.periodestart, b.periodeslutt)
    return not like and a.periodestart <= b.periodeslutt and b.periodestart <= a.periodeslutt


def overlappende(avtaler: Iterable[Avtale]) -> tuple[tuple[Avtale, Avtale], ...]:
    """Pairs of agreement rows of one employee that cover the same day, or whose settlement periods do without being
    the same: no balance can be told from them."""
    rader = sorted(avtaler, key=lambda a: (a.fra, a.til, a.periodestart))
    par = []
    for n, forste in enumerate(rader):
        for andre in rader[n + 1 :]:
            if andre.fra <= forste.til or perioder_overlapper(forste, andre):
                par.append((forste, andre))
    return tuple(par)


def feil(par: Iterable[tuple[Avtale, Avtale]]) -> list[Feilmelding]:
    """What to tell whoever asks for a balance of them."""
    return [
        Feilmelding(
            andre.kilde.ark,
            andre.kilde.celle(kolonne(forste, andre)),
            f"{setning(forste, andre)} {tiltak(forste, andre)}",
            andre.ansattnr,
        )
        for forste, andre in par
    ]
