"""Three-part rotation: the tidbank hours themselves may change the converted week. Computed at the period's end and
told; what is past never changes (item 45; B24)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...lonn import omregning
from ...saker import Saker
from .. import Regel

HJEMMEL = f"{omregning.HJEMMEL}; Delta § 18"


class Fakta(NamedTuple):
    omregnet: float
    brukt: float
    timer: float
    natt: float
    sondag: float


OMREGNET_UKE = Funnslag[Fakta]("omregnet_uke", "Omregnet uke ved periodens slutt", HJEMMEL, (Alvor.INFO,))


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for nr in saker.spurte:
        sak = saker.sak(nr)
        for p in sak.perioder:
            if p.slutt > dag or sak.overlappende:
                continue
            ny = omregning.av_periode(sak, p)
            if ny is None or not ny.ulik:
                continue
            yield OMREGNET_UKE.funn(
                nr, p.avtaler[-1].kilde, "Ukestimer",
                f"Av {tekst.timer(ny.alt)} timer i perioden er {tekst.timer(ny.natt)} om natten og "
                f"{tekst.timer(ny.sondag)} på søn- og helgedag. Det gir en omregnet uke på {tekst.timer(ny.uke)} "
                f"timer; {tekst.timer(ny.avtalt)} er brukt.",
                f"Vurder {tekst.tall(round(ny.uke, 1))} som ukestimer fra neste periode. Perioden som er slutt, endres "
                "ikke.",
                Fakta(omregnet=ny.uke, brukt=ny.avtalt, timer=ny.alt, natt=ny.natt, sondag=ny.sondag), dato=p.slutt,
            )  # fmt: skip


REGEL = Regel((OMREGNET_UKE,), ("turnus",), bankfunn=bankfunn)
