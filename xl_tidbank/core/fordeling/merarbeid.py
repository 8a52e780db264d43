"""Work beyond what is agreed in the last twelve months, and the position it corresponds to (aml. § 14-4 a; T7)."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from math import fsum
from typing import NamedTuple

from .. import parameters
from ..model import EN_DAG, UTENOM, UTFORT, dager
from ..saker import Saker
from ..tid import clock, stint
from .sammenligning import Kolleger

HEL = 100.0


class Merarbeid(NamedTuple):
    """stilling: agreed, per cent of full time. timer: worked beyond it from fra to til. maaneder: with such work, of
    `av`. tilsvarer: the position the hours make, per cent of full time."""

    ansattnr: str
    navn: str
    enhet: str
    fra: date
    til: date
    stilling: float
    timer: float
    maaneder: int
    av: int
    tilsvarer: float
    jevnlig: bool

    @property
    def faktisk(self) -> float:
        """The position that has in fact been worked, full time at most."""
        return min(HEL, self.stilling + self.tilsvarer)


def gjelder(dag: date) -> bool:
    """Whether the clause was in force on the day."""
    return dag >= parameters.alle()["merarbeid_maaneder"].verdier[0][0]


def _merarbeid(saker: Saker, ansattnr: str, dag: date) -> Merarbeid | None:
    """One employee on a day; None in a full position, or without a position to tell.

    Extra shifts and overtime that were worked, and the part of a worked tidbank shift beyond zero (B31).
    """
    sak = saker.sak(ansattnr)
    antall = int(parameters.verdi("merarbeid_maaneder", dag))
    grenser = [clock.pluss_maaneder(dag + EN_DAG, n - antall) for n in range(antall)]
    fra = grenser[0]
    avtale = sak.avtale(dag)
    stilling = avtale.fast_pst + avtale.tidbank_pst if avtale else saker.husk(Kolleger).bok(ansattnr).stilling(fra, dag)
    hel = HEL if avtale else parameters.verdi("fordeling_heltid", dag)
    if not 0 < stilling < hel:
        return None
    poster = [(v.dato, stint.timer(v)) for v in sak.vakter if v.type in UTENOM and v.status == UTFORT]
    poster += [(p.dato, p.timer) for p in saker.ekstradeler(sak.ansattnr)]
    poster = [(d, t) for d, t in poster if fra <= d <= dag]
    timer = fsum(t for _, t in sorted(poster))
    maaneder = len({bisect_right(grenser, d) for d, t in poster if t > 0})
    uke = avtale.ukestimer if avtale else float(sak.valg["ukestimer_fulltid"])
    tilsvarer = HEL * timer / (uke * dager(fra, dag) / 7)
    jevnlig = maaneder >= sak.valg.paa("merarbeid_jevnlig", dag)
    return Merarbeid(
        sak.ansattnr, saker.navn(sak.ansattnr), saker.enhet(sak.ansattnr), fra, dag, stilling, timer, maaneder, antall,
        tilsvarer, jevnlig,
    )  # fmt: skip


def merarbeid(saker: Saker, dag: date) -> list[Merarbeid]:
    """Part-timers who have worked beyond the agreed time in the last twelve months."""
    alle = (_merarbeid(saker, nr, dag) for nr in saker.spurte)
    return [m for m in alle if m is not None and m.timer > 0]
