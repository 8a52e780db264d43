"""Small computations of the environment work, each what one function in a sheet answers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from ..errors import TidbankFeil
from ..tekst import STOV, dato, tall
from .registre import GJENBRUK, OMBRUK, TAKEBACK, UTFALL, Utstyrsrad

NAADD, I_RUTE, FOLG_MED, ETTER = "Nådd", "I rute", "Følg med", "Etter"
SLAKK = 0.1  # of the way: so far behind time a goal is still on course
GJENBRUKT = frozenset(UTFALL[:2])


def vakter_trengs(timer: float, lengde: float) -> int:
    """How many shifts of a length the hours make. Raises TidbankFeil for a length that is none."""
    if lengde <= 0 or timer < 0:
        raise TidbankFeil(f"Timer er {tall(timer)} og vaktlengde {tall(lengde)}. Skriv tall over 0.")
    return math.ceil(timer / lengde - STOV)


def maaneder(fra: date, til: date) -> int:
    """Whole months between two days."""
    d = relativedelta(til, fra)
    return d.years * 12 + d.months


def levetid(kjopt: date, avhendet: date, planlagt_ar: float) -> tuple[int, int]:
    """Whole months in use, and how many of them are beyond the plan (negative = before)."""
    if avhendet < kjopt:
        raise TidbankFeil(f"Avhendet {dato(avhendet)} er før Kjøpt {dato(kjopt)}. Rett datoen.")
    brukt = maaneder(kjopt, avhendet)
    return brukt, brukt - round(planlagt_ar * 12)


def gjenbrukt(u: Utstyrsrad) -> bool:
    """Whether a disposed piece went on to be used: Takeback only where the outcome is known (E12)."""
    return u.rute in (GJENBRUK, OMBRUK) or (u.rute == TAKEBACK and u.utfall in GJENBRUKT)


def ombruksandel(utstyr: Iterable[Utstyrsrad], aar: int) -> float:
    """The share of what was disposed in a year that is used again. Raises TidbankFeil where nothing was disposed."""
    ut = [u for u in utstyr if u.avhendet and u.avhendet.year == aar]
    if not ut:
        raise TidbankFeil(f"Ikke noe utstyr er avhendet i {aar}. Velg et annet år.")
    return sum(map(gjenbrukt, ut)) / len(ut)


def sorteringsgrad(sortert: float, usortert: float) -> float:
    if sortert < 0 or usortert < 0:
        raise TidbankFeil(f"Sortert er {tall(sortert)} og usortert {tall(usortert)}. Skriv 0 eller mer.")
    if sortert + usortert == 0:
        raise TidbankFeil("Sortert og usortert avfall er 0 til sammen. Skriv vekten i kg.")
    return sortert / (sortert + usortert)


def spesifikk_energi(kwh: float, m2: float) -> float:
    if m2 <= 0:
        raise TidbankFeil(f"Arealet er {tall(m2)} m2. Skriv et tall over 0.")
    return kwh / m2


class Utslippsendring(NamedTuple):
    """A change in emissions in kg: in all, by one's own work, by the factor (E14)."""

    i_alt: float
    egen: float
    faktor: float


def utslipp_endring(q0: float, f0: float, q1: float, f1: float) -> Utslippsendring:
    """Own effect at the old factor, factor effect at the new amount."""
    egen, faktor = (q1 - q0) * f0, q1 * (f1 - f0)
    return Utslippsendring(egen + faktor, egen, faktor)


class Maalstatus(NamedTuple):
    """vei: share of the way from start to target; tid: share of the time; ord: a word."""

    vei: float
    tid: float
    ord: str


def maalstatus(utgangspunkt: float, maal: float, naa: float, fra: date, til: date, dag: date) -> Maalstatus:
    """How a goal stands on a day (E13). Raises TidbankFeil where start and target are the same, or the days are."""
    if utgangspunkt == maal:
        raise TidbankFeil(f"Utgangspunkt og mål er begge {tall(maal)}. Skriv et mål som er noe annet.")
    if til <= fra:
        raise TidbankFeil(f"Til {dato(til)} er ikke etter Fra {dato(fra)}. Rett datoen.")
    vei = (naa - utgangspunkt) / (maal - utgangspunkt)
    tid = min(1.0, max(0.0, (dag - fra).days / (til - fra).days))
    if vei >= 1 - STOV:
        ord_ = NAADD
    elif vei >= tid - SLAKK - STOV:
        ord_ = I_RUTE
    elif vei >= tid / 2 - STOV:
        ord_ = FOLG_MED
    else:
        ord_ = ETTER
    return Maalstatus(vei, tid, ord_)
