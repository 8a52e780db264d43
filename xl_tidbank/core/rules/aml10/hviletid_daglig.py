"""Daily rest: eleven hours in a row in 24 hours, in real time (aml § 10-8 (1) and (3); item 25, B23, B25, T8).

The 24 hours begin with the work: the rest must come before so much time has passed that there is no room for it. Two
short stints of one day with some hours between are one day's work where the rest after them is long enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ... import grenser, tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...tid import clock
from ...tid.arbeidstid import DOGN, TIME, Okt, Tid
from ...views import Saldo
from .. import Regel

HJEMMEL = "aml. § 10-8 (1)"
HJEMMEL_AVTALE = "aml. § 10-8 (1) og (3)"
HVILE = "Gi kompenserende hvile, som avtalen krever."


class Mellom(NamedTuple):
    timer: float
    grense: float
    avtalt_grense: float
    avtale: str
    forrige_vakt: str
    forrige_slutt: str
    klokketimer: float


class Lang(NamedTuple):
    timer: float
    grense: float
    avtalt_grense: float
    avtale: str
    forrige_vakt: str


HVILETID_DAGLIG = Funnslag[Mellom | Lang](
    "hviletid_daglig", "For kort døgnhvile", HJEMMEL, (Alvor.BRUDD, Alvor.ADVARSEL), arbeidstid=True
)


def status(timer: float, lov: float, lokal: float | None) -> str:
    """OK, ADVARSEL or FEIL for so many hours of rest, with the reason. lokal: what a local agreement sets."""
    fri, krav = tekst.timer(timer), tekst.tall(lov)
    if not tekst.under(timer, lov):
        return f"OK: {fri} timer arbeidsfri, loven krever {krav}."
    if lokal is None:
        return f"FEIL: {fri} timer arbeidsfri, loven krever {krav}."
    avtalt = tekst.tall(lokal)
    if not tekst.under(timer, lokal):
        return f"ADVARSEL: {fri} timer arbeidsfri, under lovens {krav}, men innenfor avtalens {avtalt}. {HVILE}"
    return f"FEIL: {fri} timer arbeidsfri, under avtalens {avtalt} og lovens {krav}."


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    okter = sak.arbeidstid.okter
    if not okter:
        return
    lengst_okt, kortest_fri, _ = sak.arbeidstid.rolig
    lov = grenser.med_avtale(sak.valg, "hvile_daglig", okter[0].tider[0].post.dato).lov * TIME
    if kortest_fri >= lov and lengst_okt <= DOGN - lov:
        return
    start = lengst = 0
    forrige: Okt | None = None
    for o in okter:
        g = grenser.med_avtale(sak.valg, "hvile_daglig", o.tider[0].post.dato)
        krav = int(g.lov * TIME)
        fri = o.fra - forrige.til if forrige is not None else DOGN
        if fri >= krav:
            start, lengst = o.fra, 0
        elif o.til - start > DOGN - krav and forrige is not None:
            yield _mellom(sak, forrige, o, max(fri, lengst, DOGN - (o.til - start)) / TIME, g)
            start, lengst = o.fra, 0
        else:
            lengst = max(lengst, fri)
        if o.til - o.fra > DOGN - krav:
            yield _lang(sak, o, g)
        forrige = o


def _mellom(sak: Sak, forrige: Okt, o: Okt, timer: float, g: grenser.Grense) -> Funn:
    foer, etter = _siste(forrige), o.tider[0]
    slutt = _slutt(foer)
    klokke = (etter.klokke - clock.minutt(slutt)) / TIME
    natt = ""
    if tekst.avrund(klokke) != tekst.avrund((o.fra - forrige.til) / TIME):
        natt = f" Klokken ble stilt den natten: {tekst.timer(klokke)} timer etter klokken."
    alvor = g.under(timer) or Alvor.BRUDD
    # A short night the roster repeats is one thing to mend; a bank shift was placed there by somebody.
    gruppe = "turnus" if foer.i_turnus and etter.i_turnus else ""
    return HVILETID_DAGLIG.funn(
        sak.ansattnr, etter.post.kilde, "Start",
        f"Bare {tekst.timer(timer)} timer arbeidsfri før vakten {etter}: {_vakten(foer)} slutter "
        f"{tekst.dato(slutt.date())} kl. {slutt:%H:%M}. {g.setning('Loven krever')}{natt}",
        HVILE if alvor == Alvor.ADVARSEL else
        f"Flytt den ene vakten, så det blir minst {tekst.tall(g.gjelder)} timer mellom dem.",
        Mellom(
            timer=round(timer, 2), grense=g.lov, avtalt_grense=g.gjelder, avtale=g.avtale, forrige_vakt=foer.sted,
            forrige_slutt=slutt.isoformat(), klokketimer=round(klokke, 2),
        ), dato=etter.post.dato, alvor=alvor, hjemmel=HJEMMEL_AVTALE if g.avtale else HJEMMEL,
        helse=not sak.arbeidstid.uten_fravaer(foer.dag, etter.dag), gruppe=gruppe, verst=-timer,
    )  # fmt: skip


def _lang(sak: Sak, o: Okt, g: grenser.Grense) -> Funn:
    sist = _siste(o)
    timer = max(0, DOGN - (o.til - o.fra)) / TIME
    alvor = g.under(timer) or Alvor.BRUDD
    return HVILETID_DAGLIG.funn(
        sak.ansattnr, sist.post.kilde, "Slutt",
        f"Arbeidet som slutter med vakten {sist} varer i {tekst.timer((o.til - o.fra) / TIME)} timer uten opphold, så "
        f"det blir bare {tekst.timer(timer)} timer arbeidsfri i døgnet. {g.setning('Loven krever')}",
        HVILE if alvor == Alvor.ADVARSEL else "Kort ned eller del opp vakten.",
        Lang(
            timer=round(timer, 2), grense=g.lov, avtalt_grense=g.gjelder, avtale=g.avtale, forrige_vakt=o.tider[0].sted,
        ), dato=sist.post.dato, alvor=alvor, hjemmel=HJEMMEL_AVTALE if g.avtale else HJEMMEL,
        gruppe="lang" if all(t.i_turnus for t in o.tider) else "", verst=-timer,
    )  # fmt: skip


def _siste(o: Okt) -> Tid:
    """The shift that ends the stint."""
    return max(o.tider, key=lambda t: t.til)


def _vakten(t: Tid) -> str:
    return f"vakten i {t.sted}" if t.sted else "vakten før"


def _slutt(t: Tid) -> datetime:
    p = t.post
    return datetime.combine(p.dato, datetime.min.time()) + timedelta(minutes=clock.slutten(p.start, p.slutt))


REGEL = Regel((HVILETID_DAGLIG,), funn=funn)
