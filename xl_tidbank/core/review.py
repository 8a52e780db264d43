"""The 12-week review of one employee: what has happened since the last one, and what is left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from .ledger import Konto
from .model import AVTALTE, EN_DAG, UTFORT, Art, Funn, samlet
from .rules import gjennomgang
from .views import TIMENOKLER, Gjennomgangsbilde, Punkt, Saldo

DESIMALER = 6  # of hours on what others than HR may see


def bilde(konto: Konto, dag: date, funn: Iterable[Funn]) -> Gjennomgangsbilde:
    """What the review says on a day of the period; `funn` are the employee's own findings that day."""
    sak, periode = konto.sak, konto.periode
    holdt = sorted(g.holdt for g in sak.gjennomganger if g.holdt and periode.start <= g.holdt < dag)
    forrige = holdt[-1] if holdt else None
    fra = forrige + EN_DAG if forrige else periode.start
    naa, da = uten_fravaer(konto, dag), uten_fravaer(konto, forrige) if forrige else None
    # The review held today is this one: what comes next is after it, and it is not overdue yet.
    datoer = gjennomgang.plan(sak.valg, periode.start, periode.slutt)
    naa = naa._replace(neste_gjennomgang=gjennomgang.neste(datoer, dag + EN_DAG))
    uker = (periode.slutt - dag).days / 7
    return Gjennomgangsbilde(
        ansatt=sak.ansatt,
        dag=dag,
        avtaler=periode.avtaler,
        periodestart=periode.start,
        periodeslutt=periode.slutt,
        saldo=naa,
        forrige=forrige,
        fra=fra,
        skyldig_forrige=da.skyldig if da else naa.periodeskyld,
        arbeidede=tuple(v for v in konto.vakter if v.status == UTFORT and fra <= v.dato <= dag),
        kreditert_siden=naa.kreditert - (da.kreditert if da else 0.0),
        arbeidet_siden=naa.arbeidet - (da.arbeidet if da else 0.0),
        avtalte=tuple(v for v in konto.vakter if v.status in AVTALTE and v.dato > dag),
        ubekreftede=tuple(v for v in konto.vakter if v.status in AVTALTE and v.dato <= dag),
        planlagt_per_uke=naa.avtalt / uker if uker > 0 else None,
        kurve=_kurve(konto, dag, holdt),
        funn=tuple(
            samlet(
                f
                for f in funn
                if not f.helse
                and (f.dato is None or fra <= f.dato <= periode.slutt)
                and (f.regel, f.dato) != ("gjennomgang_forfalt", dag)
            )
        ),
        tidligere=tuple(g for g in sak.gjennomganger if g.holdt and periode.start <= g.holdt < dag),
    )


def rens(timer: float) -> float:
    """Hours without the dust that tells in how many parts a sum was made: a sick week is seven, a holiday week six."""
    return round(timer, DESIMALER) + 0.0


def uten_fravaer(konto: Konto, dag: date) -> Saldo:
    """A balance whose parts tell nothing of absence: every confirmed shift stands whole, the rest is credit.

    A shift half worked and half credited would give away the grade of a sick note; the sum is the same either way.
    """
    saldo = konto.saldo(dag)
    hele = [v for v in konto.vakter if v.dato <= dag]
    arbeidet = sum(v.timer for v in hele if konto.sak.art(v)[0] == Art.ARBEIDET)
    saldo = saldo._replace(
        arbeidet=arbeidet,
        kreditert=saldo.kreditert + saldo.arbeidet - arbeidet,
        ubekreftet=sum(v.timer for v in hele if konto.sak.art(v)[0] == Art.UBEKREFTET),
    )
    renset: dict[str, Any] = {n: rens(v) for n in TIMENOKLER if (v := getattr(saldo, n)) is not None}
    return saldo._replace(**renset)


def _kurve(konto: Konto, dag: date, holdt: list[date]) -> tuple[Punkt, ...]:
    """Weekly points of what is owed and of the even plan, from the first day to the last.

    Credits are spread evenly between reviews, so that the line never shows when somebody was away (B30).
    """
    periode = konto.periode
    knagger = [periode.start, *holdt, dag]
    kreditt = [0.0, *(uten_fravaer(konto, d).kreditert for d in knagger[1:])]
    ukentlig = [periode.start + timedelta(days=n) for n in range(0, (periode.slutt - periode.start).days + 1, 7)]
    punkter = []
    for d in sorted({*ukentlig, dag, periode.slutt}):
        s = uten_fravaer(konto, d)
        skyldig = None
        if d <= dag:
            n = next(i for i in range(1, len(knagger)) if d <= knagger[i])
            fra, til = knagger[n - 1], knagger[n]
            andel = (d - fra).days / (til - fra).days if til > fra else 1.0
            skyldig = s.periodeskyld - s.arbeidet - (kreditt[n - 1] + andel * (kreditt[n] - kreditt[n - 1]))
        punkter.append(Punkt(d, skyldig, s.periodeskyld - s.paalopt))
    return tuple(punkter)
