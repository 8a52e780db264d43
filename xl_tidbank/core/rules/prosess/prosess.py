"""What is to be done before, under and after: missing, late, in the wrong order, without its conclusion (items 4-7,
11-14). A bank whose process is not recorded at all gets one line, not dozens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Emne, Funn, Funnslag, Ingen
from ...model import Kilde
from ...prosess import GJENSTAR, MANGLER, Enhetsplan, alle, steg
from ...prosess.steg import AARLIG, INGEN
from ...saker import Saker
from .. import Regel

HJEMMEL = "Delta § 4 og § 22"
HJEMMEL_STEG = "Delta § 4–7 og § 20–21"
ARK = Kilde("Prosess")


class Mangler(NamedTuple):
    enhet: str
    start: date
    steg: list[str]


class FoerSteg(NamedTuple):
    enhet: str
    steg: str
    gjennomfort: date
    foer: str
    foer_dato: date


class EtterFrist(NamedTuple):
    enhet: str
    steg: str
    gjennomfort: date
    frist: date


class Evaluering(NamedTuple):
    enhet: str
    frist: date
    sist: date | None


class Planlagt(NamedTuple):
    enhet: str
    steg: str
    planlagt: date


class Ferdig(NamedTuple):
    enhet: str
    steg: str


PROSESS_IKKE_FORT = Funnslag[Ingen](
    "prosess_ikke_fort", "Prosessen er ikke ført", HJEMMEL_STEG, (Alvor.INFO,), emne=Emne.PROSESS
)
PROSESS_MANGLER = Funnslag[Mangler](
    "prosess_mangler", "Steg som mangler før tidbank begynner", HJEMMEL_STEG, (Alvor.ADVARSEL,), emne=Emne.PROSESS
)
PROSESS_REKKEFOLGE = Funnslag[FoerSteg | EtterFrist](
    "prosess_rekkefolge", "Steg i feil rekkefølge", HJEMMEL_STEG, (Alvor.ADVARSEL,), emne=Emne.PROSESS
)
PROSESS_FORFALT = Funnslag[Planlagt](
    "prosess_forfalt", "Steg som skulle vært gjort", HJEMMEL_STEG, (Alvor.ADVARSEL,), emne=Emne.PROSESS
)
PROSESS_BEGRUNNELSE = Funnslag[Ferdig](
    "prosess_begrunnelse", "Steg uten konklusjon", HJEMMEL_STEG, (Alvor.ADVARSEL,), emne=Emne.PROSESS
)
EVALUERING_FORFALT = Funnslag[Evaluering](
    "evaluering_forfalt", "Evaluering som ikke er holdt", HJEMMEL_STEG, (Alvor.ADVARSEL,), emne=Emne.PROSESS
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    if not saker.tabeller.prosess:
        if any(a.tidbank_pst > 0 for a in saker.tabeller.avtaler):
            yield PROSESS_IKKE_FORT.funn(
                "", ARK, "",
                "Ingen steg i prosessen er ført: drøfting, kartlegging, opplæring og evaluering kan ikke kontrolleres.",
                "Skriv dagene i arket Prosess, ett steg i hver rad.",
                Ingen(),
            )  # fmt: skip
        return
    for plan in saker.prosess(dag):
        yield from _mangler(plan)
        yield from _rekkefolge(plan)
        yield from _evaluering(plan)
    yield from _rader(saker, dag)


def _mangler(plan: Enhetsplan) -> Iterator[Funn]:
    """One finding a unit: what should have been done before the agreements began, or were signed."""
    mangler = [s for s in plan.steg if s.status == MANGLER and s.steg.frist != AARLIG]
    if mangler and plan.start:
        navn = [s.steg.navn for s in mangler]
        yield PROSESS_MANGLER.funn(
            "", plan.avtale, "Fra",
            f"{plan.navn}: tidbank begynner {tekst.dato(plan.start)}, men dette er ikke ført som gjennomført: "
            f"{', '.join(navn)}.",
            "Gjør det som mangler, og skriv dagen i arket Prosess.",
            Mangler(plan.navn, plan.start, navn), hjemmel="; ".join(dict.fromkeys(s.steg.hjemmel for s in mangler)),
        )  # fmt: skip


def _rekkefolge(plan: Enhetsplan) -> Iterator[Funn]:
    """A step after what it should come before: another step, the first agreement's day or its signing."""
    gjort = {s.steg.nokkel: s for s in plan.steg if s.gjennomfort and s.steg.frist != AARLIG}
    for s in gjort.values():
        assert s.gjennomfort is not None
        for nokkel in s.steg.etter:
            foer = gjort.get(nokkel)
            if foer and foer.gjennomfort and foer.gjennomfort > s.gjennomfort:
                yield PROSESS_REKKEFOLGE.funn(
                    "", s.kilde, "Gjennomført",
                    f"{plan.navn}: {s.steg.navn} {tekst.dato(s.gjennomfort)} kom før {steg(nokkel).navn} "
                    f"{tekst.dato(foer.gjennomfort)}.",
                    f"{steg(nokkel).navn} skal komme først. Ta det opp igjen med tillitsvalgte, eller rett datoen.",
                    FoerSteg(plan.navn, s.steg.navn, s.gjennomfort, foer=foer.steg.navn, foer_dato=foer.gjennomfort),
                    hjemmel=s.steg.hjemmel,
                )  # fmt: skip
        if s.frist is not None and s.gjennomfort > s.frist:
            hva = "tidbank begynte" if s.frist == plan.start else "den første avtalen ble underskrevet"
            yield PROSESS_REKKEFOLGE.funn(
                "", s.kilde, "Gjennomført",
                f"{plan.navn}: {s.steg.navn} {tekst.dato(s.gjennomfort)} kom etter at {hva} {tekst.dato(s.frist)}.",
                "Dette skulle vært gjort først. Ta med i evalueringen hva det har hatt å si, eller rett datoen.",
                EtterFrist(plan.navn, s.steg.navn, s.gjennomfort, frist=s.frist), hjemmel=s.steg.hjemmel,
            )  # fmt: skip


def _evaluering(plan: Enhetsplan) -> Iterator[Funn]:
    for s in plan.steg:
        if s.steg.frist == AARLIG and s.status == MANGLER and s.frist is not None:
            sist = f"sist evaluert {tekst.dato(s.gjennomfort)}" if s.gjennomfort else "ikke evaluert"
            yield EVALUERING_FORFALT.funn(
                "", s.kilde if s.gjennomfort else plan.avtale, "Gjennomført" if s.gjennomfort else "Fra",
                f"{plan.navn}: ordningen er {sist}. Fristen var {tekst.dato(s.frist)}.",
                "Evaluer sammen med tillitsvalgt: virker ordningen etter hensikten, og er den forsvarlig? Skriv dagen "
                "i arket Prosess.",
                Evaluering(plan.navn, frist=s.frist, sist=s.gjennomfort), hjemmel=s.steg.hjemmel,
            )  # fmt: skip


def _rader(saker: Saker, dag: date) -> Iterator[Funn]:
    """Rows on their own: planned and passed, or done without saying what came of it."""
    ventes = {s.navn for s in alle() if s.frist != INGEN}
    krever = {s.navn for s in alle() if s.merknad}
    hjemmel = {s.navn: s.hjemmel for s in alle()}
    # Done later on another row, or said already as missing: a plan that has passed is then no news.
    sagt = {
        (enhet, s.steg.navn)
        for p in saker.prosess(dag)
        for s in p.steg
        if s.status != GJENSTAR
        for enhet in ("", p.enhet.casefold())
    }
    for r in saker.tabeller.prosess or ():
        hvem = f"{r.enhet}: " if r.enhet else ""
        ferdig = r.gjennomfort is not None and r.gjennomfort <= dag
        if (
            not ferdig
            and r.planlagt
            and r.planlagt < dag
            and r.steg in ventes
            and (r.enhet.casefold(), r.steg) not in sagt
        ):
            yield PROSESS_FORFALT.funn(
                "", r.kilde, "Planlagt",
                f"{hvem}{r.steg} var planlagt {tekst.dato(r.planlagt)}, og er ikke ført som gjennomført.",
                "Gjør det nå, eller sett en ny dag i Planlagt.",
                Planlagt(enhet=r.enhet, steg=r.steg, planlagt=r.planlagt), dato=r.planlagt, hjemmel=hjemmel[r.steg],
            )  # fmt: skip
        if ferdig and r.steg in krever and not r.merknad:
            yield PROSESS_BEGRUNNELSE.funn(
                "", r.kilde, "Merknad",
                f"{hvem}{r.steg} er gjennomført, men det står ikke hva dere kom fram til.",
                "Skriv konklusjonen i Merknad.",
                Ferdig(enhet=r.enhet, steg=r.steg), dato=r.gjennomfort, hjemmel=hjemmel[r.steg],
            )  # fmt: skip


REGEL = Regel(
    (
        PROSESS_IKKE_FORT, PROSESS_MANGLER, PROSESS_REKKEFOLGE, PROSESS_FORFALT, PROSESS_BEGRUNNELSE,
        EVALUERING_FORFALT,
    ),
    ("prosess",),
    bankfunn=bankfunn,
)  # fmt: skip
