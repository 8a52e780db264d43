"""Regular night work: eight hours in 24 on average over four weeks (aml § 10-11 (6) and (9); B23, T10).

A night shift has more than three hours between 21 and 06. Regular is one a week on average, a choice of ours where
the law only says so. The average is over the four weeks without the least weekly rest, four times 35 hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from ... import grenser, parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...tid.arbeidstid import DOGN, TIME, UKE, nattminutter, verste, vinduer
from ...views import Saldo
from .. import Regel

HJEMMEL = "aml. § 10-11 (6)"


class Fakta(NamedTuple):
    fra: date
    til: date
    timer: float
    snitt: float
    grense: float
    avtale: str


NATTARBEID = Funnslag[Fakta](
    "nattarbeid", "Mye arbeid om natten", HJEMMEL, (Alvor.BRUDD, Alvor.ADVARSEL), arbeidstid=True
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    tider = sak.arbeidstid.tider
    if not tider:
        return
    naar = tider[0].post.dato
    jevnlig, uker = parameters.verdi("natt_jevnlig", naar), int(parameters.verdi("natt_uker", naar))
    netter = [t.dag for t in tider if natt(t.post.start, t.post.slutt, naar)]
    if len(netter) < jevnlig:
        return
    hvile = parameters.verdi("hvile_ukentlig", naar)
    dogn = uker * (UKE - hvile * TIME / DOGN)
    snitt = parameters.verdi("natt_dag_snitt", naar)
    funnet = vinduer(sak.arbeidstid.planlagt, uker * UKE, snitt * dogn * TIME)
    for v in verste(v for v in funnet if sum(v.fra <= n <= v.til for n in netter) >= jevnlig):
        if not tekst.over(v.timer / dogn, snitt):  # reads as the limit itself (B45)
            continue
        avtale = grenser.avtale(sak.valg, "natt_avtale")
        alvor = Alvor.ADVARSEL if avtale else Alvor.BRUDD
        yield NATTARBEID.funn(
            sak.ansattnr, v.siste.post.kilde, "Dato",
            f"Den som jevnlig arbeider om natten har {tekst.timer(v.timer / dogn)} timer i døgnet i gjennomsnitt over "
            f"{uker} uker, {v}. Grensen er {tekst.tall(snitt)} timer"
            f"{f', med unntak i avtalen «{avtale}»' if avtale else ''}.",
            "Gi kompenserende hvile, som avtalen krever." if avtale else
            "Flytt en vakt ut av de fire ukene, eller avtal unntak med tillitsvalgte.",
            Fakta(
                fra=date.fromordinal(v.fra), til=date.fromordinal(v.til), timer=round(v.timer, 2),
                snitt=round(v.timer / dogn, 2), grense=snitt, avtale=avtale,
            ), dato=v.siste.post.dato, alvor=alvor, hjemmel=HJEMMEL + (" og (9)" if avtale else ""),
            helse=not sak.arbeidstid.hele(v),
        )  # fmt: skip


@cache
def natt(start: int, slutt: int, dag: date) -> bool:
    """Whether a shift from start to slutt (minutes after midnight) is a night shift by the limits of a day."""
    fra, til = (int(parameters.verdi(n, dag) * TIME) for n in ("natt_fra", "natt_til"))
    return nattminutter(start, slutt, fra, til) > parameters.verdi("natt_timer", dag) * TIME


REGEL = Regel((NATTARBEID,), funn=funn)
