"""A day the roster by pattern marks as the weekly day off (F1) has 35 hours free around it (aml. § 10-8; B23, T18).

`hviletid_ukentlig` looks for the longest rest of a week, wherever it lies. Where the roster says which day it is, it is
that day's stretch that is looked at: the one the middle of the day lies in. A day with a row in Turnus is no longer the
pattern's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from ... import grenser, tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import EN_DAG, Kilde
from ...sak import Sak
from ...saker import Saker
from ...tid import clock
from ...tid.arbeidstid import DOGN, TIME
from ...tid.grunnturnus import UKEDAGER, Koder, nokkel, planer, strekk
from .. import Regel

HJEMMEL = "aml. § 10-8 (2)"
HJEMMEL_AVTALE = "aml. § 10-8 (2) og (3)"
UKEFRIDAG = "F1"
_MIDT = DOGN // 2

UKEFRIDAG_HVILE = Funnslag[grenser.Grensefakta](
    "ukefridag", "Ukefridag (F1) uten nok fri rundt", HJEMMEL, (Alvor.BRUDD, Alvor.ADVARSEL), arbeidstid=True
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    t = saker.tabeller
    koder = Koder(t.vaktkoder or ())
    if not t.grunnturnus or koder.har_tider(UKEFRIDAG):
        return
    merket = {id(r) for r in t.grunnturnus if UKEFRIDAG in map(nokkel, r.dager)}
    rader = saker.register.rader
    for nr, egne in planer(t.grunnturnus).items() if merket else ():
        if nr not in saker.register.kjente or nr in saker.utelatt:
            continue
        sak, unntak = saker.sak(nr), {x.dato for x in rader["turnus"].get(nr, ())}
        slutter = [o.til for o in sak.arbeidstid.okter]
        for p, fra, til in strekk(egne, rader["avtaler"].get(nr, ())):
            dager = [n for n, kode in enumerate(k for u in p.uker for k in u.dager) if nokkel(kode) == UKEFRIDAG]
            runde = 7 * len(p.uker)
            for n in dager:
                d = p.forste + timedelta(days=n)
                d += timedelta(days=max(0, -(-(fra - d).days // runde)) * runde)
                while d <= til:
                    if d not in unntak:
                        yield from _fridag(sak, d, slutter, _celle(p.uker[n // 7].kilde, n % 7))
                    d += timedelta(days=runde)


def _celle(kilde: Kilde, ukedag: int) -> Kilde:
    navn = UKEDAGER[ukedag]
    return kilde._replace(kolonner={navn: kilde.kolonner[navn]}) if navn in kilde.kolonner else kilde


def _fridag(sak: Sak, dag: date, slutter: list[int], kilde: Kilde) -> Iterator[Funn]:
    okter, midt = sak.arbeidstid.okter, clock.virkelig(dag.toordinal() * DOGN + _MIDT)
    n = bisect_right(slutter, midt)  # the first stint that ends after the middle of the day
    if n == len(okter) or (n == 0 and okter[0].fra > midt):
        return  # nothing after or nothing before: as free as can be
    fri = okter[n].fra - okter[n - 1].til if okter[n].fra > midt else 0
    g = grenser.med_avtale(sak.valg, "hvile_ukentlig", dag)
    alvor = g.under(fri / TIME)
    if alvor is None:
        return
    timer = f"{tekst.timer(fri / TIME)} timer fri rundt den" if fri else "en vakt midt på dagen"
    yield UKEFRIDAG_HVILE.funn(
        sak.ansattnr, kilde, UKEDAGER[dag.weekday()],
        f"Ukefridagen (F1) {tekst.dato(dag)} har {timer}. {g.setning('Loven krever')}",
        "Gi kompenserende hvile, som avtalen krever." if alvor == Alvor.ADVARSEL else
        f"Flytt fridagen eller en vakt ved siden av, så det blir minst {tekst.tall(g.gjelder)} timer fri i strekk.",
        g.fakta(dag - EN_DAG, dag + EN_DAG, fri / TIME), dato=dag, alvor=alvor, gruppe="f1", verst=-fri,
        hjemmel=HJEMMEL_AVTALE if g.avtale else HJEMMEL,
        helse=not sak.arbeidstid.uten_fravaer(dag.toordinal() - 2, dag.toordinal() + 2),
    )  # fmt: skip


REGEL = Regel((UKEFRIDAG_HVILE,), trenger=("grunnturnus",), bankfunn=bankfunn)
