"""Hours in a week: planned hours and all hours (aml § 10-4 (1), (4), (5), § 10-5, § 10-6 (8) and (9); B23, B26).

Without averaging: the ordinary limit in any seven days. With it: 48 hours a week on average over eight weeks, a limit
for the single calendar week, and the ordinary limit on average over 52 weeks. Overtime and extra shifts are not
planned, but count among all hours. A week's hours are clock hours, on the day the shift starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from ... import grenser, parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...tid.arbeidstid import TIME, UKE, Dagsminutter, Vindu, ukesvinduer, verste, vinduer
from ...views import Saldo
from .. import Regel

HJEMMEL = "aml. § 10-4, § 10-5, § 10-6 (8) og (9)"
KALENDERUKE = "kalenderuke"


ARBEIDSTID_UKE = Funnslag[grenser.Grensefakta](
    "arbeidstid_uke", "Lang arbeidsuke", HJEMMEL, (Alvor.BRUDD, Alvor.ADVARSEL), arbeidstid=True
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    if not sak.arbeidstid.tider:
        return
    alle, planlagt = sak.arbeidstid.uker
    if grenser.snitt(sak.valg) == grenser.INGEN:
        yield from _sju_dager(sak, planlagt)
    else:
        yield from _snitt(sak, planlagt)
    yield from _samlet(sak, alle)


def _sju_dager(sak: Sak, uker: Sequence[Dagsminutter]) -> Iterator[Funn]:
    over = grenser.uke_alminnelig(sak.valg, sak.arbeidstid.tider[0].post.dato) * TIME
    finn: Iterator[Vindu] = iter(())
    if sak.valg["sju_dager"] == KALENDERUKE:
        finn = ukesvinduer(uker, 1, over)
    elif any(a[1] + b[1] > over for a, b in pairwise([*uker, *uker[-1:]])):  # seven days lie in two weeks at most
        finn = vinduer(sak.arbeidstid.planlagt, UKE, over)
    for v in verste(finn):
        naar = date.fromordinal(v.fra)
        lov = grenser.uke_alminnelig(sak.valg, naar)
        if v.timer <= lov:
            continue
        g = grenser.Grense(lov, lov, parameters.verdi("uke_snitt_maks_avtale", naar))
        mangler = v.timer <= g.ytterst
        gjor = "Flytt en vakt ut av de sju dagene."
        if mangler:
            gjor += " Er det avtalt gjennomsnittsberegning, skriv avtalen i Innstillinger (gjennomsnitt)."
        yield _funn(
            sak, v, f"Planlagt arbeidstid er {tekst.timer(v.timer)} timer i løpet av sju dager, {v}. {g.setning()}",
            gjor, g, Alvor.BRUDD, "aml. § 10-4", "uten avtale" if mangler else "",
        )  # fmt: skip


def _snitt(sak: Sak, ukene: Sequence[Dagsminutter]) -> Iterator[Funn]:
    forst = sak.arbeidstid.tider[0].post.dato
    for v in ukesvinduer(ukene, 1, parameters.verdi("uke_gjennomsnitt_maks", forst) * TIME):
        g = grenser.uke_snitt(sak.valg, date.fromordinal(v.fra))
        if alvor := g.over(v.timer):
            yield _funn(
                sak, v, f"Planlagt arbeidstid er {tekst.timer(v.timer)} timer i uken {v}. {g.setning()}",
                "Følg med på belastningen." if alvor == Alvor.ADVARSEL else "Flytt en vakt til en annen uke.",
                g, alvor, "aml. § 10-5 (1) og (2)", "uke" if alvor == Alvor.ADVARSEL else "",
            )  # fmt: skip
    uker = int(parameters.verdi("snitt_periode_uker", forst))
    lov = grenser.uke_alminnelig(sak.valg, forst)
    for v in verste(ukesvinduer(ukene, uker, lov * uker * TIME)):
        g = grenser.Grense(lov, lov, lov)
        if not g.over(v.timer / uker):  # reads as the limit itself (B45)
            continue
        yield _funn(
            sak, v, f"Planlagt arbeidstid er {tekst.timer(v.timer / uker)} timer per uke i gjennomsnitt over "
            f"{uker} uker, {v}. {g.setning()}",
            "Ta ut vakter, så snittet kommer under grensen.", g, Alvor.BRUDD, "aml. § 10-5", "", uker,
        )  # fmt: skip


def _samlet(sak: Sak, ukene: Sequence[Dagsminutter]) -> Iterator[Funn]:
    forst = sak.arbeidstid.tider[0].post.dato
    maks = parameters.verdi("samlet_uke_maks", forst)
    for v in ukesvinduer(ukene, 1, maks * TIME):
        g = grenser.Grense(maks, maks, maks)
        yield _funn(
            sak, v, f"Samlet arbeidstid er {tekst.timer(v.timer)} timer i uken {v}. {g.setning()}",
            "Flytt en vakt til en annen uke.", g, Alvor.BRUDD, "aml. § 10-6 (8) og (9)",
        )  # fmt: skip
    uker, snitt = int(parameters.verdi("snitt_uker", forst)), parameters.verdi("uke_gjennomsnitt_maks", forst)
    for v in verste(ukesvinduer(ukene, uker, snitt * uker * TIME)):
        g = grenser.Grense(snitt, snitt, snitt)
        if not g.over(v.timer / uker):
            continue
        yield _funn(
            sak, v, f"Samlet arbeidstid er {tekst.timer(v.timer / uker)} timer per uke i gjennomsnitt over {uker} "
            f"uker, {v}. {g.setning()}",
            "Ta ut vakter, så snittet kommer under grensen.", g, Alvor.BRUDD, "aml. § 10-6 (8)", "", uker,
        )  # fmt: skip


def _funn(
    sak: Sak, v: Vindu, setning: str, gjor: str, g: grenser.Grense, alvor: str, hjemmel: str, gruppe: str = "",
    uker: int = 1,
) -> Funn:  # fmt: skip
    return ARBEIDSTID_UKE.funn(
        sak.ansattnr, v.siste.post.kilde, "Dato", setning, gjor,
        g.fakta(date.fromordinal(v.fra), date.fromordinal(v.til), v.timer / uker), dato=v.siste.post.dato, alvor=alvor,
        hjemmel=hjemmel, helse=not sak.arbeidstid.hele(v), gruppe=gruppe, verst=v.timer,
    )  # fmt: skip


REGEL = Regel((ARBEIDSTID_UKE,), funn=funn)
