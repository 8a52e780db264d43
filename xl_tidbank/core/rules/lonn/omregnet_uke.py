"""Three-part rotation: the tidbank hours themselves may change the converted week. Computed at the period's end and
told; what is past never changes (item 45; B24)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...lonn import omregning
from ...saker import Saker
from .. import Regel

HJEMMEL = f"{omregning.HJEMMEL}; Delta § 18"


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for nr in saker.ansattnumre:
        sak = saker.sak(nr)
        for p in sak.perioder:
            if p.slutt > dag or sak.overlappende:
                continue
            ny = omregning.av_periode(sak, p)
            if ny is None or not ny.ulik:
                continue
            yield Funn(
                "omregnet_uke", Alvor.INFO, nr, p.avtaler[-1].kilde, "Ukestimer", HJEMMEL,
                f"Av {tekst.timer(ny.alt)} timer i perioden er {tekst.timer(ny.natt)} om natten og "
                f"{tekst.timer(ny.sondag)} på søn- og helgedag. Det gir en omregnet uke på {tekst.timer(ny.uke)} "
                f"timer; {tekst.timer(ny.avtalt)} er brukt.",
                f"Vurder {tekst.tall(round(ny.uke, 1))} som ukestimer fra neste periode. Perioden som er slutt, endres "
                "ikke.",
                {"omregnet": ny.uke, "brukt": ny.avtalt, "timer": ny.alt, "natt": ny.natt, "sondag": ny.sondag},
                p.slutt,
            )  # fmt: skip


REGEL = Regel(HJEMMEL, ("omregnet_uke",), ("turnus",), bankfunn=bankfunn)
