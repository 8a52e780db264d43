"""The process of each unit: every step with its state, its dates and what is next (Delta § 4-7 and § 20-22).

The preconditions stand before the steps: the union advises against the scheme unless they are met (Delta § 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_tidbank.core import tekst
from xl_tidbank.core.funn import Emne, Funn
from xl_tidbank.core.prosess import GJENNOMFORT, GJENSTAR, MANGLER, Enhetsplan, Stegtilstand
from xl_tidbank.core.prosess.steg import AARLIG

from ..page.plain import Blokk, Felt, Format, Liste, Nokkelrad, Nokkeltall, Notat, Punkt, Rader, Side, arknavn
from .common import ALVORSORD, antall

ARK = "Prosessoversikt"
EN_SIDE = 6  # units whose state fits on one sheet of paper
FORUTSETNINGER = (
    ("Frivillig for hver enkelt, med egen skriftlig avtale", "Delta § 6"),
    ("Bare for faste deltidsansatte som ønsker større stilling", "Delta § 6; utkastet pkt. 3"),
    ("Hele stillinger uten tidbank er vurdert først", "Delta § 4"),
    ("Arbeidsgiver, ansatte og tillitsvalgte er alle motivert", "Delta § 5"),
    ("Høyst den andelen som er forsvarlig, og aldri over taket, ligger i tidbanken", "Delta § 7"),
    ("Arbeidsgiver legger til rette for at timene blir arbeidet inn; timer som ikke blir det, faller bort",
     "Delta § 8 og § 10"),
    ("Vaktene gir en samlet arbeidstid som er forsvarlig for ansatte og pasienter", "Delta § 9; aml. § 10-2"),
)  # fmt: skip


def prosess_side(
    planer: Sequence[Enhetsplan], funn: Sequence[Funn], dag: date, *, virksomhet: str, stempel: str
) -> Side:
    """All units: a row each, what to do now, and what the scheme rests on."""
    blokker: list[Blokk] = [_tall(planer, dag), _funnliste(funn)]
    if planer:
        blokker.append(_enheter(planer))
    else:
        blokker.append(
            Notat(("Skriv stegene i arket Prosess: ett steg i hver rad, med enhet og dato.",), "Ikke begynt")
        )
    blokker += [
        Notat(tuple(f"{hva} ({hjemmel})" for hva, hjemmel in FORUTSETNINGER), "Forutsetninger"),
        Notat(
            (
                "Delta anbefaler i utgangspunktet ikke tidbank, fordi det gir lite forutsigbarhet (Delta § 1). Brukes "
                "det, skal forutsetningene over være oppfylt.",
            ),
            liten=True,
        ),
    ]
    return Side(
        ARK, "Prosess", tuple(blokker), gjelder=dag, virksomhet=virksomhet,
        undertittel="Det som skal gjøres før, under og etter, enhet for enhet", stempel=stempel,
        hoyst_sider=1 if len(planer) <= EN_SIDE else 0,
    )  # fmt: skip


def _funnliste(funn: Sequence[Funn]) -> Liste:
    return Liste(
        "Dette bør gjøres nå",
        tuple(
            Punkt(ALVORSORD[f.alvor], f.tekst, f"{f.tiltak} · {f.hjemmel}") for f in funn if f.slag.emne == Emne.PROSESS
        ),
        tom="Ingenting. Alle steg er i orden på denne dagen.",
    )


def _tall(planer: Sequence[Enhetsplan], dag: date) -> Nokkelrad:
    alle = [s for p in planer for s in p.steg]
    mangler = sum(s.status == MANGLER for s in alle)
    neste = sorted((t.neste, p.navn, t.steg.navn) for p in planer if (t := p.neste) and t.neste and t.neste >= dag)
    evaluering = sorted((d, p.navn) for p in planer if (d := _evaluering(p)))
    return Nokkelrad((
        Nokkeltall("Gjennomførte steg", sum(s.status == GJENNOMFORT for s in alle), Format.ANTALL,
                   f"av {len(alle)} i {antall(len(planer), 'enhet', 'enheter')}"),
        Nokkeltall("Mangler", mangler, Format.ANTALL, "fristen er ute"),
        Nokkeltall("Neste steg", neste[0][0] if neste else "Ingen", Format.DATO,
                   f"{neste[0][2]}, {neste[0][1]}" if neste else ""),
        Nokkeltall("Frist for evaluering", evaluering[0][0] if evaluering else "Ingen", Format.DATO,
                   evaluering[0][1] if evaluering else ""),
    ))  # fmt: skip


def _evaluering(p: Enhetsplan) -> date | None:
    return next((s.frist for s in p.steg if s.steg.frist == AARLIG), None)


def _status(p: Enhetsplan) -> str:
    for status in (MANGLER, GJENSTAR):
        if any((s.status == status and s.steg.frist != AARLIG) or s.status == status == MANGLER for s in p.steg):
            return status
    return GJENNOMFORT


def _enheter(planer: Sequence[Enhetsplan]) -> Rader:
    felt = (
        Felt("Enhet", Format.TEKST, 18),
        Felt("Status", Format.STATUS, 16),
        Felt("Gjort", Format.TEKST, 9),
        Felt("Første avtale", Format.DATO, 11),
        Felt("Neste steg", Format.TEKST, 26),
        Felt("Når", Format.DATO, 11),
        Felt("Evalueres senest", Format.DATO, 11),
    )
    rader = tuple(
        (
            p.navn, _status(p), f"{sum(s.status == GJENNOMFORT for s in p.steg)} av {len(p.steg)}", p.start,
            p.neste.steg.navn if p.neste else "", p.neste.neste if p.neste else None, _evaluering(p),
        )
        for p in planer
    )  # fmt: skip
    return Rader("Enhetene", felt, rader, navn="Prosessenheter")


def enhet_side(p: Enhetsplan, dag: date, *, virksomhet: str, stempel: str) -> Side:
    """The checklist of one unit."""
    felt = (
        Felt("Status", Format.STATUS, 16),
        Felt("Steg", Format.TEKST, 32),
        Felt("Planlagt", Format.DATO, 11),
        Felt("Gjennomført", Format.DATO, 12),
        Felt("Frist", Format.DATO, 11),
        Felt("Ansvarlig", Format.TEKST, 16),
        Felt("Deltakere", Format.TEKST, 20),
        Felt("Merknad", Format.TEKST, 34),
        Felt("Hjemmel", Format.TEKST, 20),
    )
    neste, evaluering = p.neste, _evaluering(p)
    gjort = sum(s.status == GJENNOMFORT for s in p.steg)
    return Side(
        arknavn(f"Prosess {p.navn}"), f"Prosess: {p.navn}",
        (
            Nokkelrad((
                Nokkeltall("Gjennomførte steg", gjort, Format.ANTALL, f"av {len(p.steg)}"),
                Nokkeltall("Mangler", sum(s.status == MANGLER for s in p.steg), Format.ANTALL, "fristen er ute"),
                Nokkeltall("Neste steg", (neste.neste if neste else None) or "Ingen dato", Format.DATO,
                           neste.steg.navn if neste else ""),
                Nokkeltall("Evalueres senest", evaluering or "Ingen", Format.DATO, "tolv måneder etter forrige"),
            )),
            Rader("Steg for steg", felt, tuple(_rad(s) for s in p.steg)),
            Notat(
                (
                    "● Gjennomført: dagen er ført. ▲ Gjenstår: fristen er ikke ute. ■ Mangler: fristen er ute. "
                    "Fristen er dagen enhetens første avtale begynner eller underskrives; evaluering "
                    "tolv måneder etter forrige.",
                ),
                liten=True,
            ),
        ),
        gjelder=dag, virksomhet=virksomhet,
        undertittel=f"Første avtale {tekst.dato(p.start)}" if p.start else "Ingen avtaler ennå", stempel=stempel,
        liggende=True, hoyst_sider=1,
    )  # fmt: skip


def _rad(s: Stegtilstand) -> tuple[str | date | None, ...]:
    return (
        s.status, s.steg.navn, s.planlagt, s.gjennomfort, s.frist, s.ansvarlig, s.deltakere,
        s.merknad or ("" if s.status == GJENNOMFORT else s.steg.hva), s.steg.hjemmel,
    )  # fmt: skip
