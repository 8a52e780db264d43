"""Emission factors: every figure rests on one with a source, of the right year, seen by somebody (E2-E4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ...funn import Alvor, Emne, Funn, Funnslag
from ...miljo import faktorer as f
from ...miljo.klima import BLANDET, Klimalinje
from ...miljo.miljo import av
from ...miljo.registre import Faktorrad
from ...model import INGEN_KILDE, Kilde
from ...saker import Saker
from .. import Regel

HJEMMEL = "GHG Protocol; Miljøfyrtårn"


class Faktorfakta(NamedTuple):
    kode: str
    aar: int


class Aktivitetsfakta(NamedTuple):
    aktivitet: str
    kode: str
    aar: int


FAKTOR_MANGLER = Funnslag[Aktivitetsfakta](
    "faktor_mangler", "Aktivitet uten utslippsfaktor", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO
)
FAKTOR_GAMMEL = Funnslag[Faktorfakta](
    "faktor_gammel", "Utslippsfaktor fra et tidligere år", HJEMMEL, (Alvor.INFO,), emne=Emne.MILJO
)
FAKTOR_IKKE_BEKREFTET = Funnslag[Faktorfakta](
    "faktor_ikke_bekreftet", "Utslippsfaktor ingen har bekreftet", HJEMMEL, (Alvor.INFO,), emne=Emne.MILJO
)
FAKTOR_UTEN_KILDE = Funnslag[Faktorfakta](
    "faktor_uten_kilde", "Utslippsfaktor uten kilde", HJEMMEL, (Alvor.BRUDD,), emne=Emne.MILJO
)
FAKTOR_OVERLAPP = Funnslag[Faktorfakta](
    "faktor_overlapp", "To utslippsfaktorer for samme dag", HJEMMEL, (Alvor.BRUDD,), emne=Emne.MILJO
)
GASS_BLANDET = Funnslag[Faktorfakta]("gass_blandet", "CO2 og CO2e i én sum", HJEMMEL, (Alvor.INFO,), emne=Emne.MILJO)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    miljo = saker.husk(av)
    egne = miljo.registre.faktorer
    yield from _radene(egne)
    sett: set[tuple[str, int]] = set()
    ubekreftet: dict[str, Faktorrad] = {}
    for aar in (dag.year - 1, dag.year):
        konto = miljo.klima(aar, dag)
        for p in konto.poster:
            if p.kg is None:
                yield FAKTOR_MANGLER.funn(
                    "", _kilde(p), p.kolonne, f"{p.aktivitet} i {aar} har ingen utslippsfaktor: {p.grunn}.",
                    "Skriv inn en faktor med kilde og år i arket Utslippsfaktorer, eller la posten stå utenfor summen.",
                    Aktivitetsfakta(p.aktivitet, p.kode, aar),
                )  # fmt: skip
            elif p.faktor is not None:
                rad = p.faktor.rad
                if p.faktor.alder and (rad.kode, aar) not in sett:
                    sett.add((rad.kode, aar))
                    yield FAKTOR_GAMMEL.funn(
                        "", _kilde(p), p.kolonne,
                        f"{rad.navn or rad.kode} i {aar} er regnet med faktoren for {p.faktor.aar}.",
                        "Se om en nyere er gitt ut (NVE gir ut strøm i juni året etter), og skriv den inn med kilde.",
                        Faktorfakta(rad.kode, aar),
                    )  # fmt: skip
                if not rad.bekreftet_av:
                    ubekreftet.setdefault(rad.kode, rad)
        for navn, metode in (("lokasjonsbasert", "Lokasjon"), ("markedsbasert", "Marked")):
            if BLANDET in konto.i_alt(metode).merke:
                yield GASS_BLANDET.funn(
                    "", INGEN_KILDE, "", f"Summen for {aar}, {navn}, har faktorer for både CO2 og CO2e.",
                    "Vis merket sammen med summen. Skriv inn faktorer for samme gass når de finnes.",
                    Faktorfakta(metode, aar),
                )  # fmt: skip
    for kode, rad in sorted(ubekreftet.items()):
        yield FAKTOR_IKKE_BEKREFTET.funn(
            "", rad.kilde, "Bekreftet av", f"Faktoren {kode} brukes, men ingen har bekreftet den.",
            "La en som kan klimaregnskap se på tall og kilde, og skriv navnet i Bekreftet av.",
            Faktorfakta(kode, rad.til.year if rad.til else 0),
        )  # fmt: skip


def _radene(egne: tuple[Faktorrad, ...]) -> Iterator[Funn]:
    for r in egne:
        mangler = [n for n, v in (("Kilde", r.kilde_tekst), ("Utgitt", r.utgitt), ("Tillit", r.tillit)) if not v]
        mangler += [n for n, v in (("Verdi", r.verdi), ("Fra", r.fra), ("Til", r.til)) if v is None]
        if mangler:
            yield FAKTOR_UTEN_KILDE.funn(
                "", r.kilde, mangler[0], f"Faktoren {r.kode} mangler {', '.join(mangler)}, og brukes ikke.",
                "Skriv hvem som har gitt ut tallet og når. Ingen tall regnes av en faktor uten.",
                Faktorfakta(r.kode, r.til.year if r.til else 0),
            )  # fmt: skip
    for a, b in f.overlappende(egne):
        assert b.fra is not None
        yield FAKTOR_OVERLAPP.funn(
            "", b.kilde, "Fra", f"Faktoren {b.kode} gjelder samme dag i rad {a.kilde.rad} og rad {b.kilde.rad}.",
            "Rett datoene, så hver dag har én faktor for hver metode.", Faktorfakta(b.kode, b.fra.year), dato=b.fra,
        )  # fmt: skip


def _kilde(p: Klimalinje) -> Kilde:
    return p.kilder[0] if p.kilder else INGEN_KILDE


REGEL = Regel(
    (FAKTOR_MANGLER, FAKTOR_GAMMEL, FAKTOR_IKKE_BEKREFTET, FAKTOR_UTEN_KILDE, FAKTOR_OVERLAPP, GASS_BLANDET),
    ("miljo",), bankfunn=bankfunn,
)  # fmt: skip
