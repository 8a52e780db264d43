"""Each person with tidbank against colleagues with the same position without (Delta § 8 and § 16; T5).

Colleagues are those of the same unit. First those without tidbank and about the same position; where there are none,
those without tidbank whatever their position, per position per cent; where there are none of them either, everybody
else, and then nothing can be said of equal treatment: the page says so.

Somebody who was there for a part of the time counts for that part, and not at all for less than half of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import fsum
from typing import NamedTuple

from .. import parameters, tekst
from ..model import dager
from ..saker import Saker
from .belastning import MAAL, Belastning, Dagbok, tidbank

LIKE, UTEN_TIDBANK, ALLE = "tilsvarende stilling uten tidbank", "uten tidbank, per stillingsprosent", "alle kolleger"
MINST_DEL = 1 / 2
# Somebody who never works nights is no measure of those who do: other kinds of roster are compared among themselves.
SAMME_TURNUS = ("kveld", "natt")


class Maaltall(NamedTuple):
    """One measure. andre: what colleagues have for the same position, None = nobody to compare with. antall: how many
    they are, grunnlag: which of LIKE, UTEN_TIDBANK, ALLE."""

    felt: str
    navn: str
    egen: float
    andre: float | None
    antall: int
    grunnlag: str
    klart_mer: bool
    hjemmel: str

    @property
    def uten_tidbank(self) -> bool:
        """Whether it is measured against what the agreement names: positions without tidbank."""
        return self.grunnlag in (LIKE, UTEN_TIDBANK)


class Fordeling(NamedTuple):
    """One person from fra to til. stilling: per cent of full time, roster and tidbank together."""

    ansattnr: str
    navn: str
    enhet: str
    stilling: float
    fra: date
    til: date
    maal: tuple[Maaltall, ...]

    @property
    def klart_mer(self) -> bool:
        return any(m.klart_mer for m in self.maal)


class _Kollega(NamedTuple):
    """del_: the fraction of the time the colleague was there."""

    ansattnr: str
    stilling: float
    tidbank: bool
    belastning: Belastning
    del_: float


class Kolleger:
    """The people of each unit over a stretch of days, found once."""

    def __init__(self, saker: Saker) -> None:
        self.saker = saker
        self._boker: dict[str, Dagbok] = {}
        self._enheter: dict[str, list[str]] = {}
        for nr in saker.ansattnumre:
            self._enheter.setdefault(saker.enhet(nr).casefold(), []).append(nr)
        self._husket: dict[tuple[str, date, date], list[_Kollega]] = {}
        self._uten: dict[tuple[str, date, date], bool] = {}

    def bok(self, ansattnr: str) -> Dagbok:
        bok = self._boker.get(ansattnr)
        if bok is None:
            bok = self._boker[ansattnr] = Dagbok(self.saker.sak(ansattnr))
        return bok

    def noen_uten_tidbank(self, enhet: str, fra: date, til: date) -> bool:
        nokkel = (enhet.casefold(), fra, til)
        if nokkel not in self._uten:
            alle = self._enheter.get(nokkel[0], ())
            self._uten[nokkel] = any(tidbank(self.saker.avtalene(nr), fra, til) is None for nr in alle)
        return self._uten[nokkel]

    def i(self, enhet: str, fra: date, til: date) -> list[_Kollega]:
        nokkel = (enhet.casefold(), fra, til)
        if nokkel not in self._husket:
            self._husket[nokkel] = [
                _Kollega(nr, stilling, tidbank(bok.sak, fra, til) is not None, bok.belastning(fra, til), del_)
                for nr in self._enheter.get(nokkel[0], ())
                if (bok := self.bok(nr)).datoer
                and (del_ := bok.dekning(fra, til) / dager(fra, til)) >= MINST_DEL
                and (stilling := bok.stilling(fra, til)) > 0
            ]
        return self._husket[nokkel]


def kan_sammenlignes(saker: Saker, ansattnr: str, fra: date, til: date) -> bool:
    """Whether somebody of the unit is without tidbank in the days this one has it: else nothing can be said of equal
    treatment, and nothing need be counted."""
    med_tidbank = tidbank(saker.sak(ansattnr), fra, til)
    return med_tidbank is not None and saker.husk(Kolleger).noen_uten_tidbank(saker.enhet(ansattnr), *med_tidbank)


def fordel(saker: Saker, ansattnr: str, fra: date, til: date) -> Fordeling | None:
    """One person's load against the colleagues'; None without tidbank in these days."""
    kolleger = saker.husk(Kolleger)
    med_tidbank = tidbank(saker.sak(ansattnr), fra, til)
    if med_tidbank is None:
        return None
    fra, til = med_tidbank
    bok = kolleger.bok(ansattnr)
    egen, stilling, valg = bok.belastning(fra, til), bok.stilling(fra, til), bok.sak.valg
    andre = [k for k in kolleger.i(saker.enhet(ansattnr), fra, til) if k.ansattnr != ansattnr]
    terskel, toleranse = valg.paa("fordeling_terskel", til), valg.paa("fordeling_toleranse", til)
    maal = []
    for felt, navn, hjemmel, minst in MAAL:
        har = float(getattr(egen, felt))
        med = [k for k in andre if felt not in SAMME_TURNUS or (har and getattr(k.belastning, felt))]
        grunnlag, gruppe, snitt = _snitt(felt, med, stilling, toleranse)
        klart = (
            snitt is not None
            and tekst.over(har, snitt * (1 + terskel / 100))
            and not tekst.under(har - snitt, parameters.verdi(minst, til))
        )
        maal.append(Maaltall(felt, navn, har, snitt, gruppe, grunnlag, klart, hjemmel))
    return Fordeling(ansattnr, saker.navn(ansattnr), saker.enhet(ansattnr), stilling, fra, til, tuple(maal))


def _snitt(felt: str, andre: Sequence[_Kollega], stilling: float, toleranse: float) -> tuple[str, int, float | None]:
    """Which colleagues, how many, and what they have for a position of this size."""
    uten = [k for k in andre if not k.tidbank]
    like = [k for k in uten if not tekst.over(abs(k.stilling - stilling), toleranse)]
    if like:
        return LIKE, len(like), fsum(getattr(k.belastning, felt) for k in like) / fsum(k.del_ for k in like)
    gruppe, grunnlag = (uten, UTEN_TIDBANK) if uten else (andre, ALLE)
    if not gruppe:
        return "", 0, None
    return (
        grunnlag,
        len(gruppe),
        (stilling * fsum(getattr(k.belastning, felt) for k in gruppe) / fsum(k.stilling * k.del_ for k in gruppe)),
    )


def fordeling(saker: Saker, fra: date, til: date, numre: Iterable[str]) -> list[Fordeling]:
    """Everyone of `numre` with tidbank in these days, each over the days they have had it."""
    alle = (fordel(saker, nr, fra, til) for nr in numre if not saker.sak(nr).overlappende)
    return [f for f in alle if f is not None]
