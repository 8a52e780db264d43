"""A part-timer who has regularly worked beyond the agreed time may claim the position it makes (aml. § 14-4 a; T7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import fordeling, tekst
from ...funn import Alvor, Funn, Funnslag
from ...saker import Saker
from .. import Regel

HJEMMEL = "aml. § 14-4 a"


class Fakta(NamedTuple):
    timer: float
    maaneder: int
    av: int
    stilling: float
    tilsvarer: float
    faktisk: float
    fra: date
    til: date


MERARBEID_JEVNLIG = Funnslag[Fakta]("merarbeid_jevnlig", "Jevnlig arbeid utover avtalt tid", HJEMMEL, (Alvor.ADVARSEL,))


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    if not fordeling.gjelder(dag):
        return
    for m in fordeling.merarbeid(saker, dag):
        if not m.jevnlig:
            continue
        sak = saker.sak(m.ansattnr)
        avtale = sak.avtale(dag)
        yield MERARBEID_JEVNLIG.funn(
            m.ansattnr, avtale.kilde if avtale else sak.ansatt.kilde, "Fast %" if avtale else "Ansattnr",
            f"{tekst.timer(m.timer)} timer utover avtalt tid i {m.maaneder} av de siste {m.av} månedene. Det tilsvarer "
            f"{tekst.timer(m.tilsvarer)} % av full stilling oppå {tekst.tall(m.stilling)} %.",
            "Den ansatte kan kreve stilling tilsvarende faktisk arbeidstid, om ikke arbeidsgiver kan vise at behovet "
            "er borte. Ta det opp med den ansatte.",
            Fakta(
                timer=m.timer, maaneder=m.maaneder, av=m.av, stilling=m.stilling, tilsvarer=m.tilsvarer,
                faktisk=m.faktisk, fra=m.fra, til=m.til,
            ),
        )  # fmt: skip


REGEL = Regel((MERARBEID_JEVNLIG,), bankfunn=bankfunn)
