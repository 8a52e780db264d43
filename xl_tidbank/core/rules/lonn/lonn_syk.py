"""Supplements in sickness: two figures, and a person who chooses between them (item 37; B19)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...lonn import grunnlag
from ...saker import Saker
from .. import Regel

HJEMMEL = grunnlag.HJEMMEL_SYK


class Fakta(NamedTuple):
    overgang: date
    snitt: float
    fast: float
    maaneder: int


SYKELONN_VALG = Funnslag[Fakta]("sykelonn_valg", "Grunnlag for sykelønn er ikke valgt", HJEMMEL, (Alvor.ADVARSEL,))


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    """Sicknesses that touch the month of the day, where the figures need a choice nobody has made."""
    for nr in saker.spurte:
        lonn = saker.lonn_for(nr)
        if not lonn.sak.lonnsgrunnlag or lonn.sak.overlappende:
            continue
        syke = lonn.sykdommer_i(dag)
        if not syke or lonn.feil(dag) is not None or not lonn.har_avtale(dag):
            continue  # what is wrong is told by the rule lonn_ikke_regnet
        for s in map(lonn.sykevalg, syke):
            if s.tall.flagg and not s.valgt_av and s.overgang <= dag:
                yield SYKELONN_VALG.funn(
                    nr, s.rad.kilde, "Sykelønn",
                    f"Tilleggslønn under sykdom fra {tekst.dato(s.overgang)}: snittet er kr "
                    f"{tekst.kroner(s.tall.snitt)} i måneden, den faste delen oppjustert kr "
                    f"{tekst.kroner(s.tall.fast)} ({s.tall.flagg}). Ingen har valgt.",
                    "Vurder hvilket tall som gjenspeiler tidbankdelen. Skriv Sykelønn, Valgt av og Valgt i "
                    "Lønnsgrunnlag.",
                    Fakta(overgang=s.overgang, snitt=s.tall.snitt, fast=s.tall.fast, maaneder=s.maaneder),
                    dato=s.overgang, helse=True,
                )  # fmt: skip


REGEL = Regel((SYKELONN_VALG,), ("lonnsgrunnlag",), bankfunn=bankfunn)
