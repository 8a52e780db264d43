"""The converted week of three-part rotation (item 45; B24): each night hour counts 15 minutes more and each Sunday or
holiday hour 10, never both, down to a floor and never above a cap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .. import parameters
from ..model import UTFORT, dager
from ..sak import Periode, Sak
from ..tid import clock, stint
from ..tid.stint import Rad
from .vinduer import RodeDager, stykker

HJEMMEL = "aml. § 10-4 (6); HTA kap. 1 § 4.2.4"
TARIFF, LOV = "tariff", "lov"
_NOKLER = {TARIFF: "omregnet", LOV: "omregnet_lov"}
NATT, SONDAG = "omregnet_natt", "omregnet_sondag"


def uke(natt: float, sondag: float, grunnlag: str, dag: date) -> float:
    """Hours a week in a full position, from its average night and Sunday hours a week."""
    grunn = parameters.verdi(f"{_NOKLER[grunnlag]}_utgangspunkt", dag)
    lettelse = (natt * parameters.verdi(NATT, dag) + sondag * parameters.verdi(SONDAG, dag)) / 60
    return _innenfor(grunn - lettelse, grunnlag, dag)


def av_fordeling(natt: float, sondag: float, grunnlag: str, dag: date) -> float:
    """The same from the parts of all hours that are night and Sunday hours: what a part-timer's roster tells."""
    grunn = parameters.verdi(f"{_NOKLER[grunnlag]}_utgangspunkt", dag)
    mer = (natt * parameters.verdi(NATT, dag) + sondag * parameters.verdi(SONDAG, dag)) / 60
    return _innenfor(grunn / (1 + mer), grunnlag, dag)


def _innenfor(timer: float, grunnlag: str, dag: date) -> float:
    gulv, tak = (parameters.verdi(f"{_NOKLER[grunnlag]}_{n}", dag) for n in ("gulv", "tak"))
    return min(tak, max(gulv, timer))


class Timefordeling(NamedTuple):
    """Clock minutes of many shifts, and the Sundays among their days."""

    alt: int
    natt: int
    sondag: int
    kveld: int
    sondager: int

    @property
    def dag(self) -> int:
        return self.alt - self.natt - self.kveld


def fordel(vakter: Iterable[tuple[int, int]], rode: RodeDager = None) -> Timefordeling:
    """Shifts as [fra, til) of the running clock. An hour that is both night and Sunday is a night hour, the better."""
    parametere = [parameters.alle()[n] for n in (NATT, SONDAG)]
    kveldsvindu = [parameters.alle()["kveld_kr"]]
    alt = natt = sondag = kveld = 0
    sondager: set[int] = set()
    for fra, til in vakter:
        alt += til - fra
        for a, b, nokler in stykker(parametere, fra, til, rode):
            natt += (b - a) * (NATT in nokler)
            sondag += (b - a) * (SONDAG in nokler)
            dognet = a // clock.MINUTTER_I_DOGN
            if date.fromordinal(dognet).weekday() == 6:
                sondager.add(dognet)
        kveld += sum(b - a for a, b, nokler in stykker(kveldsvindu, fra, til, rode) if nokler)
    return Timefordeling(alt, natt, sondag, kveld, len(sondager))


def tredelt(f: Timefordeling, uker: float, dag: date) -> bool:
    """Day, evening and night, at least a quarter day and evening, and every third Sunday or more."""
    if not (f.alt and f.natt and f.kveld and f.dag > 0):
        return False
    ofte = f.sondager * parameters.verdi("tredelt_sondag_hver", dag) >= uker
    return ofte and (f.alt - f.natt) >= f.alt * parameters.verdi("tredelt_dagandel", dag) / 100


class Omregnet(NamedTuple):
    """The converted week of a period as it was worked: hours a week, and what it rests on, in hours."""

    uke: float
    avtalt: float
    alt: float
    natt: float
    sondag: float

    @property
    def ulik(self) -> bool:
        """Weekly hours are agreed in tenths: less than that is no difference."""
        return round(self.uke, 1) != round(self.avtalt, 1)


def av_periode(sak: Sak, periode: Periode) -> Omregnet | None:
    """The converted week from the ordinary roster and the worked tidbank shifts of a period; None where they are no
    three-part rotation, or before there was a conversion (2010). Absence does not count: it is the plan that is
    converted."""
    fra, til = periode.start, periode.slutt
    if not parameters.alle()[NATT].dekker(fra):
        return None
    rader: list[Rad] = [v for v in sak.tidbankvakter if v.status == UTFORT]
    f = fordel(stint.spenn(r) for r in (*rader, *sak.turnus) if fra <= r.dato <= til)
    if not tredelt(f, dager(fra, til) / 7, til):
        return None
    natt, sondag = f.natt / f.alt, f.sondag / f.alt
    ny = av_fordeling(natt, sondag, sak.valg["omregnet_grunnlag"], til)
    return Omregnet(ny, sak.lonnsuke(periode.avtaler[-1].til), f.alt / 60, f.natt / 60, f.sondag / 60)
