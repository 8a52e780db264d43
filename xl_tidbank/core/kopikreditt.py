"""Balances as others than the employee and HR may see them: credit exact to the last completed review period, rounded
since (B50; personvernforordningen art. 9).

Weekly copies with exact credit tell sickness from holiday: a sick day is a seventh of the weekly share, a holiday day
a sixth. So what is new since the last review is rounded to half a weekly share, and only whole calendar weeks are in
it: the two kinds grow at different pace inside a week. Every other figure is made from the rounded one.

A review period is completed when its planned date has passed (whole steps from the first day of the period, never
shorter than twelve weeks). What somebody writes in Holdt does not matter: two such dates close to each other would give
back the days between, and an employer who holds no reviews would keep the figure rounded. An absence that was
registered later than the review belongs with what is new: otherwise the copies before and after would differ by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from math import fsum
from types import MappingProxyType
from typing import Any, NamedTuple

from . import parameters, takt, tekst
from .ledger import Konto, kontoer
from .model import AVTALTE, EN_DAG, FERIE, UTFORT, Art, Vakt
from .model import dager as antall
from .sak import Sak
from .tid import clock, frister
from .valg import Valg
from .views import TIMENOKLER, Godskrevet, Saldo

AVRUNDET, FORRIGE, EKSAKT = "avrundet", "til forrige gjennomgang", "eksakt"
DESIMALER = 6  # of hours on what others than HR may see


def maate(valg: Valg) -> str:
    """The choice in force: eksakt counts only with its reason (`kopi_kreditt_begrunnelse`)."""
    valgt = str(valg["kopi_kreditt"])
    return AVRUNDET if valgt == EKSAKT and not valg["kopi_kreditt_begrunnelse"] else valgt


def mangler_grunn(valg: Valg) -> bool:
    """Whether eksakt is chosen and does not count."""
    return bool(valg["kopi_kreditt"] == EKSAKT) and maate(valg) != EKSAKT


UTEN_GRUNN = "Valget «eksakt» gjelder ikke, fordi kopi_kreditt_begrunnelse er tom. "


def rens(timer: float) -> float:
    """Hours without the dust that tells in how many parts a sum was made: a sick week is seven, a holiday week six."""
    return round(timer, DESIMALER) + 0.0


def steg(konto: Konto) -> float:
    """Half the weekly share, the largest of the period: one step for the whole of it."""
    return rens(max((a.uke for a in konto.periode.avtaler), default=0.0) / 2)


def grense(konto: Konto, dag: date) -> date:
    """The first day that is not in a completed review period: a planned review, or the first day of the period."""
    return _fast(konto, dag)[0]


def _fast(konto: Konto, dag: date) -> tuple[date, float]:
    """As `_regn_fast`."""
    return konto.husk("fast", dag, _regn_fast)


def _regn_fast(konto: Konto, dag: date) -> tuple[date, float]:
    """Where the completed review periods end, and the exact credit of all of them."""
    start = konto.periode.start
    minst = timedelta(weeks=parameters.verdi("gjennomgang_uker", start))
    naa, ferie, annet = start, 0.0, 0.0
    for naar in frister.gjennomgangsplan(konto.sak.valg, start, konto.periode.slutt):
        if naar > dag or naar - naa < minst:
            continue
        ny_ferie, nytt_annet = konto.husk("etter slag", naar, _etter_slag)
        if _hele_uker(konto, ny_ferie - ferie) == _hele_uker(konto, nytt_annet - annet):
            naa, ferie, annet = naar, ny_ferie, nytt_annet
    return naa, rens(ferie + annet)


def _etter_slag(konto: Konto, naar: date) -> tuple[float, float]:
    """Credit of holiday, and the other credit, before a day, as it was known then."""
    konto, dag = _kjent(konto, naar), naar - EN_DAG
    ferie = fsum(p.timer for p in konto.posteringer if p.art == Art.KREDITERT and p.ref == FERIE and p.dato <= dag)
    return ferie, _kreditert(konto, dag) - ferie


def _hele_uker(konto: Konto, timer: float) -> bool:
    """Whether hours are whole weekly shares: then neither sevenths nor sixths are in them."""
    uker = [a.uke for a in konto.periode.avtaler if a.uke] or [1.0]
    return any(abs(timer / u - round(timer / u)) * u < tekst.LIK for u in uker)


def uten_fravaer(konto: Konto, dag: date) -> Saldo:
    """A balance whose parts tell nothing of absence: every confirmed shift stands whole, the rest is credit.

    A shift half worked and half credited would give away the grade of a sick note; the sum is the same either way.
    """
    return konto.husk("uten fravær", dag, _uten_fravaer)


def _kreditert(konto: Konto, dag: date) -> float:
    """The credit of `uten_fravaer`, alone."""
    return konto.husk("kreditert uten fravær", dag, _regn_kreditert)


def _regn_kreditert(konto: Konto, dag: date) -> float:
    arbeidet, kreditert = konto.gjort(dag)
    return rens(kreditert + arbeidet - _hele_vakter(konto, dag))


def _hele_vakter(konto: Konto, dag: date) -> float:
    """Hours of confirmed shifts up to a day, each of them whole."""
    return fsum([timer for naar, timer in konto.arbeidet if naar <= dag])


class Forlopspunkt(NamedTuple):
    """Three of the figures of `uten_fravaer` on a day."""

    periodeskyld: float
    paalopt: float
    arbeidet: float


def forlop(konto: Konto, dager: Iterable[date]) -> Iterator[Forlopspunkt]:
    """The figures of days in order of time, in one pass over the account."""
    skyld = [(p.dato, p.timer, p.fra, p.til, antall(p.fra, p.til)) for p in konto.posteringer if p.art == Art.SKYLD]
    vakter = iter(konto.arbeidet)
    neste, arbeidet = next(vakter, None), 0.0
    for dag in dager:
        while neste is not None and neste[0] <= dag:
            arbeidet += neste[1]
            neste = next(vakter, None)
        begynt = [p for p in skyld if p[0] <= dag]
        paalopt = fsum([timer * antall(fra, min(til, dag)) / hele for _, timer, fra, til, hele in begynt])
        yield Forlopspunkt(rens(fsum([p[1] for p in begynt])), rens(paalopt), rens(arbeidet))


def _uten_fravaer(konto: Konto, dag: date) -> Saldo:
    saldo = konto.saldo(dag)
    hele = [v for v in konto.vakter if v.dato <= dag]
    arbeidet = _hele_vakter(konto, dag)
    saldo = saldo._replace(
        arbeidet=arbeidet,
        kreditert=saldo.kreditert + saldo.arbeidet - arbeidet,
        ubekreftet=fsum(v.timer for v in hele if konto.sak.art(v)[0] == Art.UBEKREFTET),
    )
    renset: dict[str, Any] = {n: rens(v) for n in TIMENOKLER if (v := getattr(saldo, n)) is not None}
    return saldo._replace(**renset)


def godskrevet(konto: Konto, dag: date, hvordan: str = "") -> Godskrevet:
    """The credit others may see on a day of the period. hvordan: another way than the bank's choice."""
    start, hvordan = konto.periode.start, hvordan or maate(konto.sak.valg)
    if hvordan == EKSAKT:
        return Godskrevet(_kreditert(konto, dag), 0.0, dag + EN_DAG, dag)
    fra, fast = _fast(konto, dag)
    siste = max(fra - EN_DAG, dag if dag.weekday() == 6 else clock.mandag(dag) - EN_DAG)
    if hvordan == FORRIGE:
        return Godskrevet(fast, 0.0, fra, fra - EN_DAG)
    nytt = _kreditert(konto, siste) - fast if siste >= start else 0.0
    return Godskrevet(fast, avrundet(nytt, steg(konto)), fra, siste)


def avrundet(timer: float, steg: float) -> float:
    """To the nearest whole step, half a step away from zero."""
    if not steg:
        return rens(timer)
    antall = int(abs(rens(timer)) / steg + 0.5 + tekst.STOV)
    return rens(antall * steg if timer > 0 else -antall * steg)


def ubekreftede(konto: Konto, fra: date, til: date) -> list[Vakt]:
    """Agreed shifts of these days that nobody has confirmed, and that count nowhere."""
    return [
        v for v in konto.vakter
        if fra <= v.dato <= til and v.status in AVTALTE and konto.sak.art(v)[0] == Art.UBEKREFTET
    ]  # fmt: skip


def _kjent(konto: Konto, dag: date) -> Konto:
    """The account as it was known before a day: without absences registered on it or later."""
    sak = konto.sak
    kjente = [f for f in sak.fravaer if f.registrert is None or f.registrert < dag or f.fra >= dag]
    if len(kjente) == len(sak.fravaer):
        return konto
    return next(k for k in kontoer(sak.med_fravaer(kjente)) if k.periode == konto.periode)


def vist(konto: Konto, dag: date, *, med_dager: bool = False) -> Saldo:
    """The balances others may see on a day of the period: every figure follows from the credit shown.

    med_dager: agreed shifts stand with their days beside it, as on the review, so that nothing is hidden in the sum.
    A figure this does not know how to make from the others is left at 0, so that a new one does not slip out.
    """
    if med_dager:
        return konto.husk("vist med dager", dag, partial(_vist, med_dager=True))
    return konto.husk("vist", dag, partial(_vist, med_dager=False))


def vist_kreditt(konto: Konto, dag: date) -> float:
    """The credit of `vist`, alone."""
    kreditt = godskrevet(konto, dag)
    return rens(kreditt.fast + kreditt.siden)


def _vist(konto: Konto, dag: date, *, med_dager: bool) -> Saldo:
    kreditt = godskrevet(konto, dag)
    ren = uten_fravaer(konto, dag)
    tall: dict[str, Any] = {n: getattr(ren, n) for n in SYNLIGE} | {"kreditert": vist_kreditt(konto, dag)}
    if maate(konto.sak.valg) == FORRIGE:
        # Shifts ahead, and past ones nobody has confirmed, would show the weeks somebody did not come.
        da = uten_fravaer(konto, kreditt.siste) if kreditt.siste >= konto.periode.start else None
        etter = fsum(v.timer for v in konto.vakter if v.status == UTFORT and kreditt.siste < v.dato <= dag)
        tall |= {
            "arbeidet": rens((da.arbeidet if da else 0.0) + etter), "paalopt": da.paalopt if da else 0.0,
            "avtalt": 0.0, "ubekreftet": 0.0,
        }  # fmt: skip
    elif not med_dager:
        # An agreed shift is agreed until it is confirmed or the period is completed: one that is not worked in a week
        # with new credit would say that the absence came unexpected.
        nye = fsum(v.timer for v in ubekreftede(konto, kreditt.grense, dag))
        tall |= {"avtalt": tall["avtalt"] + nye, "ubekreftet": tall["ubekreftet"] - nye}
    for navn, formel in AVLEDET.items():
        verdi = formel(tall, (konto.periode.slutt - dag).days / 7)
        tall[navn] = None if verdi is None else rens(verdi)
    status = takt.status(
        ved_slutt=tall["skyldig_ved_slutt"], plass=takt.plass(konto.sak.husk(utenfra), dag, konto.periode.slutt),
        etterslep=tall["etterslep"], uke=ren.ukestimer_tidbank, dag=dag, sluttvarsel=ren.sluttvarsel,
        valg=konto.sak.valg,
    )  # fmt: skip
    felt = {n: tall.get(n, 0.0) for n in TIMENOKLER if n in Saldo._fields}
    return ren._replace(**felt, status=status)


def utenfra(sak: Sak) -> Sak:
    """The case of somebody nobody knows the absences of: what is ahead says holiday, which is known beforehand."""
    ny = sak.med_fravaer(())
    if maate(sak.valg) == FORRIGE:
        ny = ny.uten_vakter()
    return ny


SYNLIGE = ("ukestimer_tidbank", "periodeskyld", "paalopt", "arbeidet", "ubekreftet", "avtalt")
# From the visible figures and the weeks that are left; in the order they rest on each other.
AVLEDET: Mapping[str, Callable[[Mapping[str, float], float], float | None]] = MappingProxyType({
    "skyldig": lambda t, _: t["periodeskyld"] - t["arbeidet"] - t["kreditert"],
    "skyldig_etter_avtalt": lambda t, _: t["skyldig"] - t["avtalt"],
    "etterslep": lambda t, _: t["paalopt"] - t["arbeidet"] - t["kreditert"],
    "trengs_per_uke": lambda t, uker: t["skyldig"] / uker if uker > 0 else None,
    "trengs_per_uke_etter_avtalt": lambda t, uker: t["skyldig_etter_avtalt"] / uker if uker > 0 else None,
    "skyldig_ved_slutt": lambda t, _: t["skyldig"] - t["ubekreftet"] - t["avtalt"],  # none of the credit ahead
})  # fmt: skip
