"""Credit for holiday: a sixth of the weekly tidbank hours for each day Monday to Saturday (B5)."""

from __future__ import annotations

from collections.abc import Iterator

from .. import parameters
from ..model import FERIE, Art, Postering
from ..sak import Sak
from . import Regel

HJEMMEL = "Delta § 15; ferieloven § 5"
SONDAG = 6


def timer(uke: float, virkedager: float, virkedager_i_uken: float) -> float:
    """Hours credited for working days of holiday at `uke` tidbank hours a week."""
    return uke * virkedager / virkedager_i_uken


def posteringer(sak: Sak) -> Iterator[Postering]:
    if sak.valg["ferie"] != "godskrives når den tas":
        return
    for f, dag, grad in sak.fravaersdager:
        if f.kode != FERIE or dag.weekday() == SONDAG:
            continue
        kreditt = grad * timer(sak.uke(dag), 1, parameters.verdi("ferie_virkedager", dag))
        if kreditt:
            yield Postering(dag, Art.KREDITERT, kreditt, -1, HJEMMEL, f.kilde, dag, dag, f.kode)


REGEL = Regel(HJEMMEL, posteringer=posteringer)
