"""The 12-week review of one employee: what has happened since the last one, and what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from . import kopikreditt
from .funn import Funn, samlet
from .ledger import Konto
from .model import AVTALTE, EN_DAG, UTFORT, Ansatt
from .rules.periode.gjennomgang import GJENNOMGANG_FORFALT
from .tid import frister
from .views import Gjennomgangsbilde, Kurvepunkt, Saldo

Sett = Callable[[Konto, date], Saldo]


class Tall(NamedTuple):
    """The figures a review begins with. forrige: the last one held, None = none in the period yet; skyldig_forrige:
    what was owed then, else the whole period's debt."""

    ansatt: Ansatt
    saldo: Saldo
    forrige: date | None
    skyldig_forrige: float
    planlagt_per_uke: float | None
    holdt: tuple[date, ...]
    da: Saldo | None


def tall(konto: Konto, dag: date, sett: Sett) -> Tall:
    """sett: how credit is seen (kopikreditt.py)."""
    sak, periode = konto.sak, konto.periode
    holdt = sorted(g.holdt for g in sak.gjennomganger if g.holdt and periode.start <= g.holdt < dag)
    forrige = holdt[-1] if holdt else None
    naa, da = sett(konto, dag), sett(konto, forrige) if forrige else None
    # The review held today is this one: what comes next is after it, and it is not overdue yet.
    datoer = frister.gjennomgangsplan(sak.valg, periode.start, periode.slutt)
    naa = naa._replace(neste_gjennomgang=frister.neste(datoer, dag + EN_DAG))
    uker = (periode.slutt - dag).days / 7
    return Tall(
        sak.ansatt, naa, forrige, da.skyldig if da else naa.periodeskyld, naa.avtalt / uker if uker > 0 else None,
        tuple(holdt), da,
    )  # fmt: skip


def bilde(konto: Konto, dag: date, funn: Iterable[Funn]) -> Gjennomgangsbilde:
    """What the review says on a day of the period; `funn` are the employee's own findings that day.

    The rep signs it, so credit stands as in the copy (kopikreditt.py).
    """
    sak, periode = konto.sak, konto.periode
    sett: Sett = partial(kopikreditt.vist, med_dager=True)
    maate = kopikreditt.maate(sak.valg)
    strengt = maate == kopikreditt.FORRIGE
    t = tall(konto, dag, sett)
    naa, da, forrige = t.saldo, t.da, t.forrige
    fra = forrige + EN_DAG if forrige else periode.start
    return Gjennomgangsbilde(
        ansatt=sak.ansatt,
        dag=dag,
        avtaler=periode.avtaler,
        periodestart=periode.start,
        periodeslutt=periode.slutt,
        saldo=naa,
        forrige=forrige,
        fra=fra,
        skyldig_forrige=t.skyldig_forrige,
        arbeidede=tuple(v for v in konto.vakter if v.status == UTFORT and fra <= v.dato <= dag),
        kreditert_siden=naa.kreditert - (da.kreditert if da else 0.0),
        arbeidet_siden=naa.arbeidet - (da.arbeidet if da else 0.0),
        avtalte=() if strengt else tuple(v for v in konto.vakter if v.status in AVTALTE and v.dato > dag),
        ubekreftede=() if strengt else tuple(v for v in konto.vakter if v.status in AVTALTE and v.dato <= dag),
        planlagt_per_uke=None if strengt else t.planlagt_per_uke,
        kurve=_kurve(konto, dag, t.holdt),
        funn=tuple(
            samlet(
                f
                for f in funn
                if not f.helse
                and not f.slag.av_kreditt
                and (f.dato is None or fra <= f.dato <= periode.slutt)
                and (f.slag, f.dato) != (GJENNOMGANG_FORFALT, dag)
            )
        ),
        tidligere=tuple(g for g in sak.gjennomganger if g.holdt and periode.start <= g.holdt < dag),
        maate=maate,
        mangler_grunn=kopikreditt.mangler_grunn(sak.valg),
        kreditt=kopikreditt.godskrevet(konto, dag, maate),
    )


def _kurve(konto: Konto, dag: date, holdt: Sequence[date]) -> tuple[Kurvepunkt, ...]:
    """Weekly points of what is owed and of the even plan, from the first day to the last.

    Credits are spread evenly between reviews, so that the line never shows when somebody was away (B30).
    """
    periode = konto.periode
    knagger = [periode.start, *holdt, dag]
    kreditt = [0.0, *(kopikreditt.vist_kreditt(konto, d) for d in knagger[1:])]
    ukentlig = [periode.start + timedelta(days=n) for n in range(0, (periode.slutt - periode.start).days + 1, 7)]
    punkter = []
    dager = sorted({*ukentlig, dag, periode.slutt})
    for d, s in zip(dager, kopikreditt.forlop(konto, dager), strict=True):
        skyldig = None
        if d <= dag:
            n = next(i for i in range(1, len(knagger)) if d <= knagger[i])
            fra, til = knagger[n - 1], knagger[n]
            andel = (d - fra).days / (til - fra).days if til > fra else 1.0
            skyldig = s.periodeskyld - s.arbeidet - (kreditt[n - 1] + andel * (kreditt[n] - kreditt[n - 1]))
        punkter.append(Kurvepunkt(d, skyldig, s.periodeskyld - s.paalopt))
    return tuple(punkter)
