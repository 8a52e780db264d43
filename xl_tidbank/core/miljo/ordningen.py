"""What the year report says of the scheme itself (Delta § 22): does it work, is it sound, notice, hours. Sums only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import fsum
from typing import Any, NamedTuple

from ..funn import Alvor, Funn
from ..model import GJELDENDE, TIDBANK, Kartleggingsaar
from ..tid.frister import gjennomgangsplan

AML10 = "aml. § 10"


class Regelfunn(NamedTuple):
    """How many findings of a rule on working time, and how many of them are breaches."""

    tittel: str
    antall: int
    brudd: int


class Varsel(NamedTuple):
    """Bank shifts of the year by notice. onske: shorter because the employee wished it."""

    vakter: int
    kort: int
    onske: int


class Timesum(NamedTuple):
    """The hours of everyone on a day, one sum each; bortfalt: of those whose period has ended by then."""

    ansatte: int
    periodeskyld: float
    arbeidet: float
    kreditert: float
    bortfalt: float
    gjennomganger: int
    skulle: int


class Ordningen(NamedTuple):
    """dag: the last day the figures speak of. kartlegging: year by year for the whole workplace."""

    dag: date
    kartlegging: tuple[Kartleggingsaar, ...]
    regler: tuple[Regelfunn, ...]
    varsel: Varsel
    timer: Timesum
    med_delta: str  # reference to the agreement on shorter notice, "" = none


def av_bank(bank: Any, aar: int, dag: date, kartlegging: Sequence[Kartleggingsaar], funn: Sequence[Funn]) -> Ordningen:
    """The scheme in a year as it stood on a day. bank: `core.bank.Bank`; funn: its findings on the day."""
    return Ordningen(
        dag,
        tuple(kartlegging),
        _regler(funn),
        _varsel(bank, aar, dag),
        _timer(bank, aar, dag),
        str(bank.valg["sentral_avtale"]),
    )


def _regler(funn: Sequence[Funn]) -> tuple[Regelfunn, ...]:
    egne = [f for f in funn if f.hjemmel.startswith(AML10) and f.alvor != Alvor.INFO]
    telt = Counter(f.slag.tittel for f in egne for _ in (f.celler or ("",)))
    brudd = Counter(f.slag.tittel for f in egne if f.alvor == Alvor.BRUDD for _ in (f.celler or ("",)))
    rader = [Regelfunn(t, n, brudd[t]) for t, n in telt.items()]
    return tuple(sorted(rader, key=lambda r: (-r.brudd, -r.antall, r.tittel)))


def _varsel(bank: Any, aar: int, dag: date) -> Varsel:
    valg = bank.valg
    egne = [
        v for v in bank.tabeller.vakter
        if v.type == TIDBANK and v.status in GJELDENDE and v.dato.year == aar and v.dato <= dag
    ]  # fmt: skip
    kort = [v for v in egne if v.varslet and (v.dato - v.varslet).days < valg.varselfrist(v.dato)]
    return Varsel(len(egne), len(kort), sum(v.eget_onske for v in kort))


def _timer(bank: Any, aar: int, dag: date) -> Timesum:
    saldoer = bank.saldoer(dag)
    avregnet = [a for a in bank.avregning(dag) if a.periodeslutt.year == aar and a.periodeslutt <= dag]
    skulle = holdt = 0
    for nr in bank.ansattnumre:
        sak = bank.sak(nr)
        egne = sum(g.holdt is not None and g.holdt.year == aar and g.holdt <= dag for g in sak.gjennomganger)
        planlagt = sum(
            d.year == aar and d <= dag for p in sak.perioder for d in gjennomgangsplan(sak.valg, p.start, p.slutt)
        )
        skulle += planlagt
        holdt += min(egne, planlagt)
    return Timesum(
        len(saldoer), fsum(s.periodeskyld for s in saldoer), fsum(s.arbeidet for s in saldoer),
        fsum(s.kreditert for s in saldoer), fsum(a.bortfall for a in avregnet), holdt, skulle,
    )  # fmt: skip
