"""Hours in 24 hours, in real time: planned and all hours (aml § 10-4 (1), § 10-5, § 10-6 (8) and (9); B23, B25, T8).

The 24 hours begin with the work and hold what is worked before the next rest that could be a daily rest (eight hours,
§ 10-8 (3)). Planned are the roster and bank shifts; overtime and extra shifts count among all hours, and how much
overtime there is the rule `overtid` says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import grenser, parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import EKSTRA, OVERTID
from ...sak import Sak
from ...tid.arbeidstid import DOGN, TIME, Tid
from ...views import Saldo
from .. import Regel

HJEMMEL = "aml. § 10-4 (1), § 10-5, § 10-6 (8) og (9)"


class Fakta(NamedTuple):
    timer: float
    grense: float
    avtalt_grense: float
    avtale: str
    vakter: list[str]


ARBEIDSTID_DAG = Funnslag[Fakta](
    "arbeidstid_dag", "Lang arbeidsdag", HJEMMEL, (Alvor.BRUDD, Alvor.ADVARSEL), arbeidstid=True
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    if not sak.arbeidstid.tider:
        return
    lengst, kortest, _ = sak.arbeidstid.rolig
    forst = sak.arbeidstid.tider[0].post.dato
    laveste = parameters.verdi("hvile_daglig_avtale", forst) * TIME
    if kortest >= laveste and lengst <= parameters.verdi("dag_alminnelig", forst) * TIME:
        return
    for tider in dogn(sak):
        naar = tider[0].post.dato
        alle = sum(t.virkelig for t in tider) / TIME
        vanlig = grenser.dag_alminnelig(sak.valg, naar)
        if alle <= vanlig.lov:
            continue
        planlagt = sum(t.virkelig for t in tider if t.type not in (EKSTRA, OVERTID)) / TIME
        samlet = grenser.med_avtale(sak.valg, "samlet_dag", naar)
        if alvor := samlet.over(alle):
            gjor = "Kort ned arbeidsdagen, eller flytt en vakt til en annen dag."
            yield _funn(sak, tider, alle, "Samlet arbeidstid", samlet, alvor, gjor, "aml. § 10-6 (8) og (9)")
        elif alvor := vanlig.over(planlagt):
            gjor = "Kort ned vakten, eller del den mellom flere."
            mangler = not vanlig.avtale and not tekst.over(planlagt, vanlig.ytterst)
            if mangler:
                gjor += " Er det avtalt gjennomsnittsberegning, skriv avtalen i Innstillinger (gjennomsnitt)."
            hjemmel = "aml. § 10-4 (1)" if grenser.snitt(sak.valg) == grenser.INGEN else "aml. § 10-5 (1) og (2)"
            yield _funn(
                sak, tider, planlagt, "Planlagt arbeidstid", vanlig, alvor, gjor, hjemmel,
                "uten avtale" if mangler else "",
            )  # fmt: skip


def dogn(sak: Sak) -> Iterator[list[Tid]]:
    """The shifts of each working day: from the first until a rest that can be a daily one, or for 24 hours."""
    samlet: list[Tid] = []
    slutt = krav = 0
    for o in sak.arbeidstid.okter:
        if samlet and o.fra - slutt < krav and o.fra < samlet[0].fra + DOGN:
            samlet += o.tider
        else:
            if samlet:
                yield samlet
            samlet = list(o.tider)
            krav = int(parameters.verdi("hvile_daglig_avtale", samlet[0].post.dato) * TIME)
        slutt = o.til
    if samlet:
        yield samlet


def _funn(
    sak: Sak, tider: list[Tid], timer: float, hva: str, g: grenser.Grense, alvor: str, gjor: str, hjemmel: str,
    gruppe: str = "",
) -> Funn:  # fmt: skip
    forst, sist = tider[0], tider[-1]
    if not gruppe and (alvor == Alvor.ADVARSEL or all(t.i_turnus for t in tider)):
        gruppe = hva
    vakter = f"vakten {sist}" if len(tider) == 1 else f"{len(tider)} vakter fra {forst} til {sist}"
    return ARBEIDSTID_DAG.funn(
        sak.ansattnr, sist.post.kilde, "Slutt",
        f"{hva} er {tekst.timer(timer)} timer i løpet av et døgn: {vakter}. {g.setning()}{_stilt(tider)}",
        "Følg med på belastningen." if alvor == Alvor.ADVARSEL else gjor,
        Fakta(
            timer=round(timer, 2), grense=g.lov, avtalt_grense=g.gjelder, avtale=g.avtale,
            vakter=[t.sted for t in tider],
        ), dato=sist.post.dato, alvor=alvor, hjemmel=hjemmel,
        helse=not sak.arbeidstid.uten_fravaer(forst.dag, sist.dag), gruppe=gruppe, verst=timer,
    )  # fmt: skip


def _stilt(tider: list[Tid]) -> str:
    """Says so where the clock was set in the middle of the work: the hours are real time, not the clock's (B25)."""
    klokke, virkelig = (sum(getattr(t, felt) for t in tider) for felt in ("minutter", "virkelig"))
    if klokke == virkelig:
        return ""
    vei = "tilbake" if virkelig > klokke else "fram"
    return f" Klokken stilles {vei} den natten: etter klokken er det {tekst.timer(klokke / TIME)} timer."


REGEL = Regel((ARBEIDSTID_DAG,), funn=funn)
