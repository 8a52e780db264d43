"""Overtime in seven days, four weeks and 52 weeks (aml § 10-6 (2), (4) and (5); B23, T9).

Overtime in the law's sense is what lies beyond the limit for ordinary hours, for part-timers too: an extra shift is
overtime only so far as it takes the day beyond nine hours or the week beyond the ordinary limit (day first, then
week, no hour twice). A shift of Type Overtid is counted whole, as it was ordered. Planned shifts beyond the limits
are breaches of their own (arbeidstid_dag, arbeidstid_uke), not overtime.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import grenser, parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import EKSTRA, OVERTID
from ...sak import Sak
from ...tid.arbeidstid import TIME, UKE, Dagsminutter, i_uker, mandag, ukesvinduer, verste, vinduer
from ...views import Saldo
from .. import Regel

HJEMMEL = "aml. § 10-6 (4) og (5)"
KALENDERUKE = "kalenderuke"
OVERTID_7_DAGER = Funnslag[grenser.Grensefakta](
    "overtid_7_dager", "Mye overtid i sju dager", HJEMMEL, (Alvor.BRUDD, Alvor.ADVARSEL), arbeidstid=True
)
OVERTID_4_UKER = Funnslag[grenser.Grensefakta](
    "overtid_4_uker", "Mye overtid i fire uker", HJEMMEL, (Alvor.BRUDD, Alvor.ADVARSEL), arbeidstid=True
)
OVERTID_52_UKER = Funnslag[grenser.Grensefakta](
    "overtid_52_uker", "Mye overtid i 52 uker", HJEMMEL, (Alvor.BRUDD, Alvor.ADVARSEL), arbeidstid=True
)
# Name of the window, its finding, which is named as the limit (a parameter and a choice), its days.
VINDUER = (
    ("sju dager", OVERTID_7_DAGER, UKE), ("fire uker", OVERTID_4_UKER, 4 * UKE), ("52 uker", OVERTID_52_UKER, 0),
)  # fmt: skip
# How a user may write the window: the same words without spaces and with digits.
SKRIVEMAATER = {
    OVERTID_7_DAGER.id: ("7dager", "sjudager", "syvdager", "7d", "7", "uke", "1uke", "enuke", "7dg"),
    OVERTID_4_UKER.id: ("4uker", "fireuker", "4u", "4", "28dager", "28"),
    OVERTID_52_UKER.id: ("52uker", "52u", "52", "femtitouker", "år", "1år", "etår", "året", "364dager", "12måneder"),
}


def vindu(skrevet: str) -> str | None:
    """The key of the window a user means, None where it is none of them."""
    rent = "".join(skrevet.casefold().split()).rstrip(".")
    return next((nokkel for nokkel, former in SKRIVEMAATER.items() if rent in former), None)


def status(timer: float, nokkel: str, lov: float, ytterst: float, lokal_avtale: str) -> str:
    """OK, ADVARSEL or FEIL for so many hours of overtime in a window, with the reason."""
    navn = next(n for n, slag, _ in VINDUER if slag.id == nokkel)
    hva, krav, mest = f"{tekst.timer(timer)} timer overtid i {navn}", tekst.tall(lov), tekst.tall(ytterst)
    if not tekst.over(timer, lov):
        return f"OK: {hva}, grensen er {krav}."
    if not lokal_avtale:
        return f"FEIL: {hva}, grensen er {krav}."
    if not tekst.over(timer, ytterst):
        return f"ADVARSEL: {hva}, over lovens {krav}, men innenfor {mest} etter avtalen ({lokal_avtale})."
    return f"FEIL: {hva}, over {mest}, som er det meste en avtale kan tillate."


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    rader = _overtid(sak)
    for navn, slag, dager in VINDUER if rader else ():
        forst = rader[0][2].post.dato
        dager = dager or int(parameters.verdi("snitt_periode_uker", forst)) * UKE
        g = grenser.med_avtale(sak.valg, slag.id, forst)
        i_uken = dager == UKE and sak.valg["sju_dager"] == KALENDERUKE
        funnet = ukesvinduer(i_uker(rader), 1, g.lov * TIME) if i_uken else vinduer(rader, dager, g.lov * TIME)
        for v in verste(funnet):
            g = grenser.med_avtale(sak.valg, slag.id, date.fromordinal(v.til))
            alvor = g.over(v.timer)
            if alvor is None:
                continue
            yield slag.funn(
                sak.ansattnr, v.siste.post.kilde, "Dato",
                f"Overtiden er {tekst.timer(v.timer)} timer i {navn}, {v}. {g.setning()}",
                "Følg med på belastningen: den ansatte må selv være villig til timene over lovens grense."
                if alvor == Alvor.ADVARSEL else "Fordel timene på flere, eller avspaser og flytt en vakt.",
                g.fakta(date.fromordinal(v.fra), date.fromordinal(v.til), v.timer), dato=v.siste.post.dato, alvor=alvor,
                helse=not sak.arbeidstid.hele(v),
            )  # fmt: skip


def _overtid(sak: Sak) -> list[Dagsminutter]:
    """Minutes of overtime by shift, in order of time."""
    tider = sak.arbeidstid.tider
    ut = [(t.dag, t.minutter, t) for t in tider if t.type == OVERTID]
    if any(t.type == EKSTRA for t in tider):
        ut = sorted([*ut, *_av_ekstra(sak)], key=lambda r: r[:2])
    return ut


def _av_ekstra(sak: Sak) -> Iterator[Dagsminutter]:
    i_uken: dict[int, int] = {}  # ordinary minutes so far, by Monday
    paa_dag: dict[int, int] = {}
    ordinaere = [t for t in sak.arbeidstid.tider if t.type != OVERTID]
    for t in ordinaere:  # planned hours come first, whenever in the day and week they lie
        if t.type != EKSTRA:
            i_uken[mandag(t.dag)] = i_uken.get(mandag(t.dag), 0) + t.minutter
            paa_dag[t.dag] = paa_dag.get(t.dag, 0) + t.minutter
    for t in ordinaere:
        if t.type == EKSTRA:
            naar, man = t.post.dato, mandag(t.dag)
            dagsgrense = int(parameters.verdi("dag_alminnelig", naar) * TIME)
            ukesgrense = int(grenser.uke_alminnelig(sak.valg, naar) * TIME)
            ledig = max(0, min(dagsgrense - paa_dag.get(t.dag, 0), ukesgrense - i_uken.get(man, 0)))
            vanlig = min(t.minutter, ledig)
            paa_dag[t.dag] = paa_dag.get(t.dag, 0) + vanlig
            i_uken[man] = i_uken.get(man, 0) + vanlig
            if t.minutter > vanlig:
                yield t.dag, t.minutter - vanlig, t


REGEL = Regel((OVERTID_7_DAGER, OVERTID_4_UKER, OVERTID_52_UKER), funn=funn)
