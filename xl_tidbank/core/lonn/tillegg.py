"""Unsocial-hours supplements of one shift, split by the clock: evening, night, weekend, red day (item 33; B20, B26)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from ..tid.clock import MINUTTER_I_DOGN
from ..valg import Valg
from .satser import ARTER, KS, TILLEGG, Sats, parametere, sats
from .vinduer import RodeDager, stykker

HJEMMEL = "HTA kap. 1 § 5; Delta § 13"


class Tillegg(NamedTuple):
    """Clock hours and kroner by kind, in the order of ARTER; an hour may stand under evening or night beside one of
    the others. utdatert: rates used that may be outdated, by key."""

    timer: tuple[float, ...] = (0.0,) * len(ARTER)
    kroner: tuple[float, ...] = (0.0,) * len(ARTER)
    utdatert: frozenset[str] = frozenset()

    @property
    def sum(self) -> float:
        return fsum(self.kroner)

    def __add__(self, andre: object) -> Tillegg:
        if not isinstance(andre, Tillegg):
            return NotImplemented
        return Tillegg(
            tuple(a + b for a, b in zip(self.timer, andre.timer, strict=True)),
            tuple(a + b for a, b in zip(self.kroner, andre.kroner, strict=True)),
            self.utdatert | andre.utdatert,
        )

    def ganger(self, andel: float) -> Tillegg:
        """A part of it, such as the hours paid of a shift with an unpaid break."""
        return Tillegg(tuple(t * andel for t in self.timer), tuple(k * andel for k in self.kroner), self.utdatert)


def tillegg(
    fra: int, til: int, timelonn: float, *, valg: Valg | None = None, rode: RodeDager = None,
    egne: Mapping[str, Sats] | None = None,
) -> Tillegg:  # fmt: skip
    """The supplements of the running-clock minutes [fra, til). Each piece takes the rate of its own day.

    rode: the red days, None = the calendar's. egne: rates by kind that go before any other. Raises UtenforDekning.
    """
    omraade = valg["tariffomrade"] if valg is not None else KS
    arter = TILLEGG[omraade]
    timer, kroner = [0.0] * len(arter), [0.0] * len(arter)
    utdatert: frozenset[str] = frozenset()
    for n, minutter, dag in _delt(omraade, fra, til, rode):
        s = egne[arter[n].navn] if egne and arter[n].navn in egne else sats(arter[n], dag, valg)
        timer[n] += minutter / 60
        kroner[n] += minutter / 60 * s.kroner(timelonn)
        utdatert |= s.utdatert
    return Tillegg(tuple(timer), tuple(kroner), utdatert)


@lru_cache(maxsize=1 << 16)  # shifts of one hour and day are many, and are priced more than once
def _delt(omraade: str, fra: int, til: int, rode: RodeDager) -> tuple[tuple[int, int, date], ...]:
    """The minutes of [fra, til) by kind and day: (place among the area's supplements, minutes, day)."""
    plass = {a.vindu: n for n, a in enumerate(TILLEGG[omraade])}
    return tuple(
        (plass[nokkel], b - a, date.fromordinal(a // MINUTTER_I_DOGN))
        for a, b, nokler in stykker(parametere(TILLEGG[omraade]), fra, til, rode)
        for nokkel in nokler
    )
