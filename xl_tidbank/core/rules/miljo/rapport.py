"""The yearly report: complete by 1 April, gone through by the management, joined with Delta's evaluation; and keys that
stand once in every register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...miljo import lister
from ...miljo.miljo import Miljo, av
from ...miljo.registre import GJENNOMGATT, NOKLER
from ...model import INGEN_KILDE, Kilde
from ...prosess.steg import AARLIG
from ...saker import Saker
from ...tid.clock import pluss_maaneder
from .. import Regel

HJEMMEL = "Miljøfyrtårn, årlig innrapportering"


class Rapportfakta(NamedTuple):
    aar: int
    mangler: list[str]


class Fristfakta(NamedTuple):
    aar: int
    frist: date


class Nokkelfakta(NamedTuple):
    register: str
    nokkel: str


MILJORAPPORT_FRIST = Funnslag[Rapportfakta](
    "miljorapport_frist", "Tall som mangler til 1. april", HJEMMEL, (Alvor.ADVARSEL, Alvor.BRUDD), emne=Emne.MILJO
)
RAPPORT_UTEN_LEDELSE = Funnslag[Fristfakta](
    "rapport_uten_ledelse", "Årsrapport ledelsen ikke har gått gjennom", "Miljøfyrtårn, kriteriene fra 2022",
    (Alvor.ADVARSEL,), emne=Emne.MILJO,
)  # fmt: skip
EVALUERING_SAMORDNES = Funnslag[Fristfakta](
    "evaluering_samordnes", "Evaluering og miljørapport hver for seg", "Delta § 22; Miljøfyrtårn", (Alvor.INFO,),
    emne=Emne.MILJO,
)  # fmt: skip
REGISTER_DOBBEL = Funnslag[Nokkelfakta](
    "register_dobbel", "Samme nummer to ganger i et register", HJEMMEL, (Alvor.BRUDD,), emne=Emne.MILJO
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    miljo = saker.husk(av)
    if miljo.registre.i_bruk:  # also where Nøkkeltall is forgotten altogether
        yield from _rapporten(miljo, dag)
    if miljo.registre.nokkeltall:
        yield from _evalueringen(saker, dag)
    for navn, poster in (saker.tabeller.miljo or {}).items():
        if navn not in NOKLER:
            continue
        kolonne, nokkel = NOKLER[navn]
        forst: dict[object, Kilde] = {}
        for p in poster:
            annen = forst.setdefault(nokkel(p), p.kilde)
            if annen is not p.kilde:
                yield REGISTER_DOBBEL.funn(
                    "", p.kilde, kolonne, f"{p.kilde.ark}: raden står også i rad {annen.rad}, og teller ikke.",
                    "Rett nummeret eller datoen, eller slett raden.", Nokkelfakta(navn, str(nokkel(p))),
                )  # fmt: skip


def _rapporten(miljo: Miljo, dag: date) -> Iterator[Funn]:
    """The newest year that is due, or soon is."""
    aar = dag.year - 1
    frist = lister.miljofrist(aar)
    if dag < pluss_maaneder(frist, -int(parameters.verdi("miljo_fristvarsel", dag))):
        return
    mangler = [f.felt for f in miljo.tall(aar, dag).mangler]
    tallene = miljo.registre.nokkeltall
    kilde = tallene[-1].kilde if tallene else INGEN_KILDE
    if mangler:
        over = dag > frist
        yield MILJORAPPORT_FRIST.funn(
            "", kilde, "Verdi",
            f"Rapporten for {aar} {'skulle vært' if over else 'skal være'} levert {tekst.dato(frist)}, og mangler: "
            f"{', '.join(mangler)}.", "Fyll ut tallene før 1. april, eller skriv 0 der det ikke var noe.",
            Rapportfakta(aar, mangler), dato=frist, alvor=Alvor.BRUDD if over else Alvor.ADVARSEL,
        )  # fmt: skip
    if not miljo.registre.tall(aar, GJENNOMGATT):
        yield RAPPORT_UTEN_LEDELSE.funn(
            "", kilde, "Nøkkel", f"Det står ikke at ledelsen har gått gjennom årsrapporten for {aar}.",
            f"Skriv en rad i Nøkkeltall med nøkkelen {GJENNOMGATT} og 1 som verdi, og hvem og når i Kilde.",
            Fristfakta(aar, frist), dato=frist,
        )  # fmt: skip


def _evalueringen(saker: Saker, dag: date) -> Iterator[Funn]:
    frister = Counter(lister.miljofrist(aar) for aar in (dag.year - 1, dag.year))
    for plan in saker.prosess(dag):
        steg = next((s for s in plan.steg if s.steg.frist == AARLIG), None)
        naar = steg.neste if steg else None
        for frist in sorted(frister):
            if (
                naar is not None
                and naar >= dag
                and naar != frist
                and abs((naar - frist).days) <= parameters.verdi("miljo_samordning", dag)
            ):
                yield EVALUERING_SAMORDNES.funn(
                    "", steg.kilde if steg else INGEN_KILDE, "Planlagt",
                    f"{plan.navn}: evalueringen er {tekst.dato(naar)} og miljørapporten {tekst.dato(frist)}.",
                    "Ta dem i samme årsrapport: tidbank arsrapport lager begge.", Fristfakta(frist.year - 1, frist),
                    dato=naar,
                )  # fmt: skip


REGEL = Regel(
    (MILJORAPPORT_FRIST, RAPPORT_UTEN_LEDELSE, EVALUERING_SAMORDNES, REGISTER_DOBBEL), ("miljo",), bankfunn=bankfunn
)
