"""The mapping holds every year it must: all absence, overtime and hired-in staff of the last four years (item 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...model import Kartleggingsaar
from ...saker import Saker
from ...tid.frister import kartlegging_aar
from .. import Regel

HJEMMEL = "Delta § 4"
KREVES = (("fravaer_pst", "Fravær %"), ("overtid", "Overtid timer"), ("innleie", "Innleie timer"))


class Mangler(NamedTuple):
    enhet: str
    start: date
    mangler: list[int]


class Ufullstendig(NamedTuple):
    enhet: str
    aar: int
    mangler: list[str]


KARTLEGGING_MANGLER = Funnslag[Mangler](
    "kartlegging_mangler", "Kartlegging som mangler år", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.PROSESS
)
KARTLEGGING_UFULLSTENDIG = Funnslag[Ufullstendig](
    "kartlegging_ufullstendig", "Kartlegging som mangler tall", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.PROSESS
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    rader = saker.tabeller.kartlegging or ()
    if not rader and not saker.tabeller.prosess:
        return  # the rule of the process has said that nothing is recorded
    for plan in saker.prosess(dag):
        if plan.start is None or plan.start > dag:
            continue
        egne = [r for r in rader if r.enhet.casefold() == plan.enhet.casefold()]
        egne = egne or [r for r in rader if not r.enhet]  # the whole workplace stands for a unit without its own
        kreves = kartlegging_aar(plan.start)
        mangler = [aar for aar in kreves if not any(r.aar == aar for r in egne)]
        if mangler:
            yield KARTLEGGING_MANGLER.funn(
                "", plan.avtale, "Fra",
                f"{plan.navn}: tidbank begynte {tekst.dato(plan.start)}, og kartleggingen mangler "
                f"{', '.join(map(str, mangler))} av årene {kreves[0]}–{kreves[-1]}.",
                "Skriv fravær, overtid og innleie for årene i arket Kartlegging, sammen med tillitsvalgt.",
                Mangler(enhet=plan.navn, start=plan.start, mangler=mangler), dato=plan.start,
            )  # fmt: skip
        for r in egne:
            if int(r.aar) in kreves and (tomme := _tomme(r)):
                yield KARTLEGGING_UFULLSTENDIG.funn(
                    "", r.kilde, tomme[0],
                    f"{plan.navn}: kartleggingen for {r.aar:.0f} mangler {', '.join(tomme)}.",
                    "Fyll ut tallene. Skriv 0 der det ikke var noe.",
                    Ufullstendig(enhet=plan.navn, aar=int(r.aar), mangler=tomme),
                )  # fmt: skip


def _tomme(r: Kartleggingsaar) -> list[str]:
    return [navn for felt, navn in KREVES if getattr(r, felt) is None]


REGEL = Regel((KARTLEGGING_MANGLER, KARTLEGGING_UFULLSTENDIG), ("kartlegging",), bankfunn=bankfunn)
