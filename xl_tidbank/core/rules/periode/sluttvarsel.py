"""One month before the end: warn and make a plan when hours are left (item 29; B12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import takt, tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 10; utkastet pkt. 5"


class Igjen(NamedTuple):
    periodeslutt: date
    sluttvarsel: date
    skyldig_etter_avtalt: float
    trengs_per_uke_etter_avtalt: float | None


class IngenPlass(NamedTuple):
    periodeslutt: date
    sluttvarsel: date
    skyldig_etter_avtalt: float
    trengs_per_uke_etter_avtalt: float | None
    skyldig_ved_slutt: float
    lovlig_per_uke: float


def _for_tillitsvalgt(f: Igjen | IngenPlass, _: str) -> str:
    if isinstance(f, IngenPlass):
        return (
            "Det som er igjen, er mer enn det lovlig er plass til før perioden slutter: høyst "
            f"{tekst.timer(f.lovlig_per_uke)} timer i uken ved siden av den faste delen."
        )
    igjen = tekst.timer(f.skyldig_etter_avtalt)
    return f"Perioden slutter {tekst.dato(f.periodeslutt)}, og {igjen} timer er ikke satt opp."


SLUTTVARSEL = Funnslag[Igjen | IngenPlass](
    "sluttvarsel", "Plan før perioden slutter", HJEMMEL, (Alvor.ADVARSEL,), setning=_for_tillitsvalgt
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    periode = sak.periode(dag)
    if saldo is None or periode is None:
        return
    igjen, per_uke = saldo.skyldig_etter_avtalt, saldo.trengs_per_uke_etter_avtalt
    fakta = Igjen(periode.slutt, saldo.sluttvarsel, igjen, per_uke)
    kilde = periode.avtaler[-1].kilde
    avtale = sak.avtale(dag)
    if dag >= saldo.sluttvarsel and igjen > tekst.STOV:
        plan = next((g for g in reversed(sak.gjennomganger) if g.plan and g.holdt and g.holdt >= periode.start), None)
        yield SLUTTVARSEL.funn(
            sak.ansattnr, kilde, "Periodeslutt",
            f"Perioden slutter {tekst.dato(periode.slutt)}, og {tekst.timer(igjen)} timer er ikke satt opp.",
            "Varsle den ansatte og lag en plan for innarbeiding sammen med tillitsvalgt."
            if plan is None else f"Følg opp planen: {plan.plan}",
            fakta, dato=saldo.sluttvarsel,
        )  # fmt: skip
    elif avtale and takt.kan_ikke_naas(saldo.skyldig_ved_slutt, takt.plass(sak, dag, periode.slutt).lovlig):
        lovlig = takt.lovlig_per_uke(sak, avtale, dag)
        yield SLUTTVARSEL.funn(
            sak.ansattnr, kilde, "Periodeslutt",
            f"{tekst.timer(saldo.skyldig_ved_slutt)} timer er igjen når alt som er avtalt og ventet, har skjedd. Det "
            f"er mer enn det lovlig er plass til før perioden slutter: høyst {tekst.timer(lovlig)} timer i uken ved "
            f"siden av den faste delen, fra {tekst.dato(takt.forste_vakt(sak.valg, dag))}, som er den første dagen "
            "det kan varsles vakter til.",
            "Lag en plan nå. Timer som ikke kan arbeides inn, bortfaller ved periodens slutt.",
            IngenPlass(*fakta, skyldig_ved_slutt=saldo.skyldig_ved_slutt, lovlig_per_uke=lovlig), dato=dag,
            hjemmel=f"{HJEMMEL}; aml. §§ 10-4 og 10-5",
        )  # fmt: skip


REGEL = Regel((SLUTTVARSEL,), funn=funn, utenfra=True)
