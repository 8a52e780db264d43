"""The week of the year, and somebody in each unit who speaks for it (IST; item 74)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...miljo import lister
from ...miljo.miljo import av
from ...miljo.registre import EARTH_HOUR, EARTH_WEEK
from ...model import Kilde
from ...saker import Saker
from .. import Regel

KAMPANJER, AMBASSADORER = "Kampanjer", "Ambassadører"  # the rules speak where their sheet is, with rows or without


class Kampanjefakta(NamedTuple):
    aar: int
    fra: date


class Ambassadorfakta(NamedTuple):
    enhet: str


KAMPANJE_MANGLER = Funnslag[Kampanjefakta](
    "kampanje_mangler", "Earth Week er ikke planlagt", "IST: Earth Week", (Alvor.INFO,), emne=Emne.MILJO
)
AMBASSADOR_MANGLER = Funnslag[Ambassadorfakta](
    "ambassador_mangler", "Enhet uten ambassadør", "IST: egen ekspertgruppe for bærekraft", (Alvor.INFO,),
    emne=Emne.MILJO,
)  # fmt: skip


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    registre, arkene = saker.husk(av).registre, saker.tabeller.miljo or {}
    if KAMPANJER in arkene and dag.year >= lister.earth_hour_fra():
        mandag, lordag = lister.earth_week(dag.year)
        ute = lordag < dag
        if ute:
            mandag, lordag = lister.earth_week(dag.year + 1)
        planlagt = any(
            k.fra <= lordag and k.til >= mandag and k.slag in (EARTH_HOUR, EARTH_WEEK) for k in registre.kampanjer
        )
        if not planlagt and (mandag - dag).days <= parameters.verdi("miljo_kampanjevarsel", dag):
            yield KAMPANJE_MANGLER.funn(
                "", registre.kampanjer[-1].kilde if registre.kampanjer else Kilde(KAMPANJER), "Fra",
                f"Earth Week er {tekst.dato(mandag)}–{tekst.dato(lordag)}, og ingen kampanje er ført.",
                "Skriv kampanjen med ansvarlig og hva dere gjør, eller la den være.",
                Kampanjefakta(mandag.year, mandag), dato=mandag,
            )  # fmt: skip
    if AMBASSADORER in arkene:
        har = {a.enhet.casefold() for a in registre.ambassadorer if a.aktiv(dag)}
        enheter = {a.enhet for a in saker.tabeller.ansatte or () if a.enhet} | {e.enhet for e in registre.ambassadorer}
        for enhet in sorted(enheter, key=str.casefold):
            if enhet.casefold() not in har:
                kilde = next((a.kilde for a in registre.ambassadorer if a.enhet == enhet), Kilde(AMBASSADORER))
                yield AMBASSADOR_MANGLER.funn(
                    "", kilde, "Navn", f"{enhet} har ingen ambassadør.", "Spør om noen vil, og skriv navnet og dagen.",
                    Ambassadorfakta(enhet),
                )  # fmt: skip


REGEL = Regel((KAMPANJE_MANGLER, AMBASSADOR_MANGLER), ("miljo",), bankfunn=bankfunn)
