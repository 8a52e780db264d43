"""Every other Sunday and holiday off (aml § 10-8 (4); B23).

Who has worked on a Sunday or holiday has the next one off. By written agreement every other is off on average over
26 weeks, and at least one in four weeks; what keeps to that is as agreed and no finding. Work of any length from 18
the day before to 22 counts (`helgedogn`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ... import grenser, parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...tid import clock
from ...tid.arbeidstid import DOGN, UKE, Tid
from ...tid.helgedogn import Helgedogn, etter_dag, kalender
from ...views import Saldo
from .. import Regel

HJEMMEL = "aml. § 10-8 (4)"
Arbeidet = list[tuple[Helgedogn, Tid]]


class Rekke(NamedTuple):
    paa_rad: int
    fra: date
    til: date
    avtale: str
    forrige_vakt: str


class Snitt(NamedTuple):
    fra: date
    til: date
    arbeidet: int
    mulige: int
    avtale: str


ANNENHVER_SONDAG = Funnslag[Rekke | Snitt](
    "annenhver_sondag", "Søn- og helgedager uten fri imellom", HJEMMEL, (Alvor.BRUDD,), arbeidstid=True
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    tider = sak.arbeidstid.tider
    if not tider:
        return
    aar = tider[0].post.dato.year, tider[-1].post.dato.year + 1
    alle = kalender(*aar)
    arbeidet = _arbeidet(tider, etter_dag(*aar))
    avtale = grenser.avtale(sak.valg, "sondag_avtale")
    for rekke in _rekker(arbeidet):
        if len(rekke) > 1:
            yield from _paa_rad(sak, rekke, alle, avtale)
    if avtale:
        yield from _snitt(sak, arbeidet, alle, avtale)


def _arbeidet(tider: Sequence[Tid], i_dag: dict[int, Helgedogn]) -> Arbeidet:
    """The Sundays and holidays with work, each with its first shift."""
    ut: Arbeidet = []
    for t in tider:
        forst, p = t.dag, t.post
        over = p.slutt <= p.start
        for dag in (forst, forst + 1) if over else (forst,):
            h = i_dag.get(dag)
            if h is None or (ut and ut[-1][0].nr == h.nr):
                continue
            if t.klokke < h.til and h.fra < forst * DOGN + clock.slutten(p.start, p.slutt):
                ut.append((h, t))
    return ut


def _rekker(arbeidet: Arbeidet) -> Iterator[Arbeidet]:
    """Those worked one after the other, without a free one between."""
    rekke: Arbeidet = []
    for h, t in arbeidet:
        if rekke and h.nr != rekke[-1][0].nr + 1:
            yield rekke
            rekke = []
        rekke.append((h, t))
    if rekke:
        yield rekke


def _paa_rad(sak: Sak, rekke: Arbeidet, alle: Sequence[Helgedogn], avtale: str) -> Iterator[Funn]:
    forst, sist, (_, vakt) = rekke[0][0], rekke[-1][0], rekke[1]
    naar = vakt.post.dato
    uker = int(parameters.verdi("sondag_fri_uker", naar))
    fri_foer = alle[forst.nr - 1].dag if forst.nr else forst.dag - UKE
    fri_etter = alle[sist.nr + 1].dag if sist.nr + 1 < len(alle) else sist.dag + UKE
    innenfor = fri_etter - fri_foer <= uker * UKE
    fra, til = date.fromordinal(forst.dag), date.fromordinal(sist.dag)
    if avtale and innenfor:
        return  # as agreed; the average is looked at below
    krav = "Neste søn- og helgedag skal være fri etter en som er arbeidet."
    if avtale:
        krav = f"Minst hver {uker}. uke skal en søn- eller helgedag være fri, også etter avtalen «{avtale}»."
    gjor = "Flytt vakten, så en av dem blir fri."
    if innenfor:
        gjor += " Er det avtalt annenhver fri i gjennomsnitt, fyll ut «Avtalen om søndagsarbeid» i Innstillinger."
    yield ANNENHVER_SONDAG.funn(
        sak.ansattnr, vakt.post.kilde, "Dato",
        f"{len(rekke)} søn- og helgedager på rad er arbeidet, {tekst.dato(fra)}–{tekst.dato(til)}. {krav}", gjor,
        Rekke(paa_rad=len(rekke), fra=fra, til=til, avtale=avtale, forrige_vakt=rekke[0][1].sted), dato=naar,
        helse=not sak.arbeidstid.uten_fravaer(forst.dag - 1, sist.dag), gruppe="uten avtale" if innenfor else "",
        verst=len(rekke),
    )  # fmt: skip


def _snitt(sak: Sak, arbeidet: Arbeidet, alle: Sequence[Helgedogn], avtale: str) -> Iterator[Funn]:
    dager, alle_dager = [h.dag for h, _ in arbeidet], [h.dag for h in alle]
    meldt = 0
    for n, (h, t) in enumerate(arbeidet):
        uker = int(parameters.verdi("sondag_snitt_uker", t.post.dato))
        til = h.dag + uker * UKE
        antall = bisect_left(dager, til) - n
        mulige = bisect_left(alle_dager, til) - bisect_left(alle_dager, h.dag)
        if 2 * antall <= mulige or h.dag < meldt:
            continue
        meldt = til
        sist = arbeidet[n + antall - 1][1]
        slutt = date.fromordinal(til) - timedelta(days=1)
        yield ANNENHVER_SONDAG.funn(
            sak.ansattnr, sist.post.kilde, "Dato",
            f"{antall} av {mulige} søn- og helgedager er arbeidet i {uker} uker, "
            f"{tekst.dato(date.fromordinal(h.dag))}–{tekst.dato(slutt)}. Annenhver skal være fri i gjennomsnitt, også "
            f"etter avtalen «{avtale}».",
            "Gi flere søn- og helgedager fri.",
            Snitt(fra=date.fromordinal(h.dag), til=slutt, arbeidet=antall, mulige=mulige, avtale=avtale),
            dato=sist.post.dato, helse=not sak.arbeidstid.uten_fravaer(h.dag - 1, til),
        )  # fmt: skip


REGEL = Regel((ANNENHVER_SONDAG,), funn=funn)
