"""The figures of the rep's copy: each as a native formula over its rows, and the same in Python.

Formulas are those every spreadsheet program has had for long: SUMIFS, MAX, IF, DATE.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import fsum
from typing import NamedTuple

from xl_tidbank.core.innsyn import (
    AVRUNDET,
    AVTALTE_FRAM,
    GODSKREVET,
    SKYLD,
    SLIPPES,
    UBEKREFTET,
    UTFORTE,
    Innsyn,
    Innsynsperson,
)
from xl_tidbank.core.kopikreditt import FORRIGE
from xl_tidbank.core.tid import frister
from xl_tidbank.core.valg import Valg
from xl_tidbank.tables.schema import SALDONAVN

from ...page.plain import Format, Verdi
from .regnet import dato as datoformel
from .regnet import med_formel

OVERSIKT, ETTERREGNING, AVTALER, POSTERINGER = "Oversikt", "Etterregning", "Avtaler", "Posteringer"
UKE, TIMER, PAALOPT = "Tidbank (timer per uke)", "I perioden (timer)", "Påløpt (timer)"
ANDEL = "Andel som er skyld"  # in per cent; shown where it is not 1: holiday that comes off the debt beforehand
INGEN = "–"
TRENGS = "Trengs etter avtalt (timer per uke)"
# What the columns are called here, where credit and unconfirmed hours are sums only.
NAVN = {
    **{n: f"{navn} (timer)" for n, navn in SALDONAVN.items()}, "ukestimer_tidbank": UKE,
    "kreditert": f"{GODSKREVET} (timer)", "ubekreftet": f"{UBEKREFTET} (timer)",
}  # fmt: skip


class Tallrad(NamedTuple):
    """A figure of the overview. formel: native, over the rows; tall: the same in Python, from the other figures."""

    nokkel: str
    format: Format
    formel: str
    tall: Callable[[Innsynsperson, Mapping[str, float]], float]

    @property
    def navn(self) -> str:
        return NAVN[self.nokkel]


def _sum(*arter: str) -> tuple[str, Callable[[Innsynsperson, Mapping[str, float]], float]]:
    formel = "+".join(
        f'SUMIFS(«Posteringer|Timer|*»,«Posteringer|Nr|*»,«|Nr»,«Posteringer|Art|*»,"{art}")' for art in arter
    )
    return formel, lambda p, _: fsum(x.timer for x in p.poster if x.art in arter)


SKJULT = ("avtalt", "skyldig_etter_avtalt", "ubekreftet")  # to the last review: these would show who did not come


def tallene(i: Innsyn) -> tuple[Tallrad, ...]:
    """The figures that are recomputed, in the order they rest on each other."""
    alle = _tallene(i)
    return tuple(t for t in alle if t.nokkel not in SKJULT) if i.maate == FORRIGE else alle


def paalopt_dag(p: Innsynsperson, i: Innsyn) -> date:
    """The day the even plan is counted to: the one credit is counted to, where that is the last review."""
    return p.kreditt.siste if i.maate == FORRIGE else i.dag


def _tallene(i: Innsyn) -> tuple[Tallrad, ...]:
    dag = i.dag
    d = datoformel(dag)
    i_kraft = f'SUMIFS(«Avtaler|{UKE}»,«Avtaler|Nr»,«|Nr»,«Avtaler|Fra»,"<="&{d},«Avtaler|Til»,">="&{d})'
    paalopt = f"SUMIFS(«Avtaler|{PAALOPT}»,«Avtaler|Nr»,«|Nr»)"

    def av(*nokler: str) -> str:
        """The first less the others, in the formula's own row."""
        return "-".join(f"«|{NAVN[n]}»" for n in nokler)

    return (
        Tallrad("ukestimer_tidbank", Format.TIMER, i_kraft, lambda p, _: uke_paa(p, dag)),
        Tallrad("periodeskyld", Format.TIMER, *_sum(SKYLD)),
        Tallrad("paalopt", Format.TIMER, paalopt, lambda p, _: _sum_paalopt(p, paalopt_dag(p, i))),
        Tallrad("arbeidet", Format.TIMER, *_sum(UTFORTE)),
        Tallrad("kreditert", Format.TIMER, *_sum(GODSKREVET, AVRUNDET)),
        Tallrad("skyldig", Format.SKYLDIG, av("periodeskyld", "arbeidet", "kreditert"),
             lambda p, t: t["periodeskyld"] - t["arbeidet"] - t["kreditert"]),
        Tallrad("etterslep", Format.ETTERSLEP, av("paalopt", "arbeidet", "kreditert"),
             lambda p, t: t["paalopt"] - t["arbeidet"] - t["kreditert"]),
        Tallrad("avtalt", Format.TIMER, *_sum(AVTALTE_FRAM)),
        Tallrad("skyldig_etter_avtalt", Format.SKYLDIG, av("skyldig", "avtalt"),
                lambda p, t: t["skyldig"] - t["avtalt"]),
        Tallrad("ubekreftet", Format.TIMER, *_sum(UBEKREFTET)),
    )  # fmt: skip


def _felt_i(p: Sequence[Verdi], felt: str) -> Verdi:
    return p[SLIPPES["Avtaler"].index(felt)]


def uke(a: Sequence[Verdi]) -> float:
    timer, pst = _felt_i(a, "ukestimer"), _felt_i(a, "tidbank_pst")
    assert isinstance(timer, (int, float)) and isinstance(pst, (int, float))  # noqa: PT018 - for the type checker
    return timer * pst / 100


def spenn(a: Sequence[Verdi]) -> tuple[date, date]:
    fra, til = _felt_i(a, "fra"), _felt_i(a, "til")
    assert isinstance(fra, date) and isinstance(til, date)  # noqa: PT018 - for the type checker
    return fra, til


def dager(a: Sequence[Verdi], dag: date = date.max) -> int:
    """Days of an agreement row, up to a day at most."""
    fra, til = spenn(a)
    return max(0, (min(til, dag) - fra).days + 1)


def paalopt_av(a: Sequence[Verdi], andel: float, dag: date) -> float:
    return uke(a) * andel * dager(a, dag) / 7


def _sum_paalopt(p: Innsynsperson, dag: date) -> float:
    return fsum(paalopt_av(a, andel, dag) for a, andel in zip(p.avtaler, p.andeler, strict=True))


def uke_paa(p: Innsynsperson, dag: date) -> float:
    return fsum(uke(a) for a in p.avtaler if spenn(a)[0] <= dag <= spenn(a)[1])


def regnet(p: Innsynsperson, tallene: Sequence[Tallrad]) -> dict[str, float]:
    """The native figures of one employee by key, computed here as their formulas do."""
    ut: dict[str, float] = {}
    for t in tallene:
        ut[t.nokkel] = t.tall(p, ut)
    return ut


def trengs(p: Innsynsperson, tall: Mapping[str, float], dag: date, nr: int) -> Verdi:
    """Hours a week from the day to the end of the period; a dash when it is over. nr: the row in the overview."""
    skyld = "skyldig_etter_avtalt" if "skyldig_etter_avtalt" in tall else "skyldig"
    slutt, d = f"«{OVERSIKT}|Periodeslutt|{nr}»", datoformel(dag)
    formel = f'IF({slutt}>{d},ROUND(MAX(0,«|{NAVN[skyld]}»)/(({slutt}-{d})/7),4),"{INGEN}")'
    igjen = (p.periodeslutt - dag).days
    if igjen <= 0:
        return med_formel(INGEN, formel)
    # The hours rest on credit cleaned to six decimals; to four, the pace is the bank's own.
    return med_formel(_rund(max(0.0, tall[skyld]) / (igjen / 7)), formel)


def _rund(verdi: float) -> float:
    """Four decimals, half up as a spreadsheet's ROUND: from the number as it is written."""
    return float(Decimal(repr(round(verdi, 9))).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def neste(p: Innsynsperson, valg: Valg, dag: date, nr: int) -> Verdi:
    """The next review: whole steps from the first day of the period, or of its year; a dash when there is none."""
    steg = int(7 * valg.paa("gjennomgang_uker", p.periodestart))
    start, slutt = f"«{OVERSIKT}|Periodestart|{nr}»", f"«{OVERSIKT}|Periodeslutt|{nr}»"
    fra_nyttaar = valg["gjennomgang_fra"] == "1. januar"
    grunn = f"DATE(YEAR({start}),1,1)" if fra_nyttaar else start
    naar = f"{grunn}+{steg}*ROUNDUP((MAX({datoformel(dag)},{start}+1)-{grunn})/{steg},0)"
    formel = f'IF({naar}<{slutt},{naar},"{INGEN}")'
    svar = frister.neste(frister.gjennomgangsplan(valg, p.periodestart, p.periodeslutt), dag)
    return med_formel(svar, formel) if svar else med_formel(INGEN, formel)
