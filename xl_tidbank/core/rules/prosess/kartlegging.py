"""The mapping holds every year it must: all absence, overtime and hired-in staff of the last four years (item 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...model import Kartleggingsaar
from ...saker import Saker
from ...tid.frister import kartlegging_aar
from .. import Regel

HJEMMEL = "Delta § 4"
KREVES = (("fravaer_pst", "Fravær %"), ("overtid", "Overtid timer"), ("innleie", "Innleie timer"))


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
            yield Funn(
                "kartlegging_mangler", Alvor.ADVARSEL, "", plan.avtale, "Fra", HJEMMEL,
                f"{plan.navn}: tidbank begynte {tekst.dato(plan.start)}, og kartleggingen mangler "
                f"{', '.join(map(str, mangler))} av årene {kreves[0]}–{kreves[-1]}.",
                "Skriv fravær, overtid og innleie for årene i arket Kartlegging, sammen med tillitsvalgt.",
                {"enhet": plan.navn, "start": plan.start, "mangler": mangler}, plan.start,
            )  # fmt: skip
        for r in egne:
            if int(r.aar) in kreves and (tomme := _tomme(r)):
                yield Funn(
                    "kartlegging_ufullstendig", Alvor.ADVARSEL, "", r.kilde, tomme[0], HJEMMEL,
                    f"{plan.navn}: kartleggingen for {r.aar:.0f} mangler {', '.join(tomme)}.",
                    "Fyll ut tallene. Skriv 0 der det ikke var noe.",
                    {"enhet": plan.navn, "aar": int(r.aar), "mangler": tomme}, None,
                )  # fmt: skip


def _tomme(r: Kartleggingsaar) -> list[str]:
    return [navn for felt, navn in KREVES if getattr(r, felt) is None]


REGEL = Regel(HJEMMEL, ("kartlegging_mangler", "kartlegging_ufullstendig"), ("kartlegging",), bankfunn=bankfunn)
