"""A stretch of the clock cut by the windows of dated parameters. Pay counts clock hours (B25), so a night has no
23 or 25 hours here, and a shift is cut by the clock even where it passes midnight into a red day (B26)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from dateutil.easter import easter

from ..model import EN_DAG
from ..parameters import Klokkevindu, Parameter
from ..tid.clock import MINUTTER_I_DOGN
from ..tid.helgedogn import uten_aften
from ..tid.rodedager import rod_dag

_PAASKE = re.compile(r"påske([+-]\d+)")
SONDAG = 6
RodeDager = frozenset[date] | None  # None = the calendar's own


def _rod(dag: date, rode: RodeDager) -> bool:
    return bool(rod_dag(dag)) if rode is None else dag in rode


def _helgedag(dag: date, rode: RodeDager) -> bool:
    return dag.weekday() == SONDAG or _rod(dag, rode)


def _er(navn: str, dag: date, rode: RodeDager) -> bool:
    """Whether a day is one of those a window names."""
    if navn == "rød":
        return _rod(dag, rode)
    if navn == "helgedag":
        return _helgedag(dag, rode)
    if navn == "før helgedag":  # the evening before 1 and 17 May is an ordinary one (B41)
        neste = dag + EN_DAG
        return _helgedag(neste, rode) and (_helgedag(dag, rode) or not uten_aften(neste))
    if treff := _PAASKE.fullmatch(navn):
        return dag == easter(dag.year) + timedelta(days=int(treff[1]))
    return navn == f"{dag:%m-%d}"


def _gjelder(v: Klokkevindu, dag: date, rode: RodeDager) -> bool:
    if v.ukedager and dag.weekday() not in v.ukedager:
        return False
    return not v.dager or any(_er(navn, dag, rode) for navn in v.dager)


@lru_cache(maxsize=1 << 15)
def _dagens(vinduer: tuple[Klokkevindu, ...], dag: date, rode: RodeDager) -> tuple[tuple[int, int], ...]:
    """The stretches of windows that begin on a day, on the running clock."""
    null = dag.toordinal() * MINUTTER_I_DOGN
    return tuple((null + v.fra, null + v.til) for v in vinduer if _gjelder(v, dag, rode))


def stykker(
    parametere: Sequence[Parameter], fra: int, til: int, rode: RodeDager = None
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Cut [fra, til) of the running clock at midnight and at every window: (from, to, keys of the windows inside).

    A parameter that gives way (`viker_for`) is left out where one of those it gives way for stands.
    """
    dager = range(fra // MINUTTER_I_DOGN - 1, (til - 1) // MINUTTER_I_DOGN + 1)
    vinduer = {
        p.nokkel: [v for d in dager for v in _dagens(p.vindu, date.fromordinal(d), rode) if v[0] < til and v[1] > fra]
        for p in parametere
    }
    snitt = {fra, til, *(d * MINUTTER_I_DOGN for d in dager if fra < d * MINUTTER_I_DOGN < til)}
    snitt.update(x for alle in vinduer.values() for v in alle for x in v if fra < x < til)
    for a, b in pairwise(sorted(snitt)):
        inne = [p for p in parametere if any(v[0] <= a < v[1] for v in vinduer[p.nokkel])]
        nokler = {p.nokkel for p in inne}
        yield a, b, tuple(p.nokkel for p in inne if not nokler.intersection(p.viker_for))
