"""The process of each unit: every step with its state, its dates and what is next (Delta § 4-7 and § 20-22).

The preconditions stand before the steps: the union advises against the scheme unless they are met (Delta § 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_tidbank.core import tekst
from xl_tidbank.core.model import Funn
from xl_tidbank.core.prosess import GJENNOMFORT, MANGLER, Enhetsplan, Stegtilstand
from xl_tidbank.core.prosess.steg import AARLIG

from .common import ALVORSORD, antall
from .plain import Blokk, Felt, Format, Liste, Nokkelrad, Nokkeltall, Notat, Punkt, Rader, Side

ARK = "Prosessoversikt"
REGLER = (
    "prosess_ikke_fort", "prosess_mangler", "prosess_rekkefolge", "prosess_forfalt", "prosess_begrunnelse",
    "evaluering_forfalt", "kartlegging_mangler", "kartlegging_ufullstendig", "fortrinnsrett",
)  # fmt: skip
FORUTSETNINGER = (
    ("Frivillig for hver enkelt, med egen skriftlig avtale.", "Delta § 6"),
    ("Bare for faste deltidsansatte som ønsker større stilling.", "Delta § 6; utkastet pkt. 3"),
    ("Hele stillinger uten tidbank er vurdert først.", "Delta § 4"),
    ("Arbeidsgiver, ansatte og tillitsvalgte er alle motivert.", "Delta § 5"),
    ("Høyst den andelen som er forsvarlig, og aldri over taket, ligger i tidbanken.", "Delta § 7"),
    ("Arbeidsgiver legger til rette for at timene blir arbeidet inn; timer som ikke blir det, faller bort.",
     "Delta § 8 og § 10"),
    ("Vaktene gir en samlet arbeidstid som er forsvarlig for ansatte og pasienter.", "Delta § 9; aml. § 10-2"),
)  # fmt: skip


def prosess_side(
    planer: Sequence[Enhetsplan], funn: Sequence[Funn], dag: date, *, virksomhet: str, stempel: str
) -> Side:
    egne = [f for f in funn if f.regel in REGLER]
    blokker: list[Blokk] = [_tall(planer, dag)]
    blokker.append(
        Liste(
            "Dette bør gjøres nå",
            tuple(Punkt(ALVORSORD[f.alvor], f.tekst, f"{f.tiltak} · {f.hjemmel}") for f in egne),
            tom="Ingenting. Alle steg er i orden på denne dagen.",
        )
    )
    blokker += [_tabell(p) for p in planer]
    if not planer:
        blokker.append(
            Notat(("Skriv stegene i arket Prosess: ett steg i hver rad, med enhet og dato.",), "Ikke begynt")
        )
    blokker += [
        Liste("Forutsetninger", tuple(Punkt("", hva, hjemmel) for hva, hjemmel in FORUTSETNINGER)),
        Notat(
            (
                "Delta anbefaler i utgangspunktet ikke tidbank, fordi det gir lite forutsigbarhet (Delta § 1). Brukes "
                "det, skal forutsetningene over være oppfylt.",
                "● Gjennomført: dagen er ført. ▲ Gjenstår: fristen er ikke ute. ■ Mangler: fristen er ute. Frist er "
                "dagen enhetens første avtale begynner eller underskrives; evaluering tolv måneder etter forrige.",
            ),
            liten=True,
        ),
    ]
    return Side(
        ARK, "Prosess", tuple(blokker), gjelder=dag, virksomhet=virksomhet,
        undertittel="Det som skal gjøres før, under og etter, enhet for enhet", stempel=stempel, liggende=True,
    )  # fmt: skip


def _tall(planer: Sequence[Enhetsplan], dag: date) -> Nokkelrad:
    alle = [s for p in planer for s in p.steg]
    mangler = sum(s.status == MANGLER for s in alle)
    neste = sorted((t.neste, p.navn, t.steg.navn) for p in planer if (t := p.neste) and t.neste and t.neste >= dag)
    evaluering = sorted((s.frist, p.navn) for p in planer for s in p.steg if s.steg.frist == AARLIG and s.frist)
    return Nokkelrad((
        Nokkeltall("Gjennomførte steg", sum(s.status == GJENNOMFORT for s in alle), Format.ANTALL,
                   f"av {len(alle)} i {antall(len(planer), 'enhet', 'enheter')}"),
        Nokkeltall("Mangler", mangler, Format.ANTALL, "fristen er ute"),
        Nokkeltall("Neste steg", neste[0][0] if neste else "Ingen", Format.DATO,
                   f"{neste[0][2]}, {neste[0][1]}" if neste else ""),
        Nokkeltall("Første frist for evaluering", evaluering[0][0] if evaluering else "Ingen", Format.DATO,
                   evaluering[0][1] if evaluering else ""),
    ))  # fmt: skip


def _tabell(p: Enhetsplan) -> Rader:
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
    neste = p.neste
    start = f"første avtale {tekst.dato(p.start)}" if p.start else "ingen avtaler ennå"
    hva = f"Neste: {neste.steg.navn}{f', {tekst.dato(neste.neste)}' if neste.neste else ''}." if neste else ""
    return Rader(
        f"{p.navn} – {start}", felt, tuple(_rad(s) for s in p.steg), merknad=hva, navn=f"Prosess_{_ascii(p.navn)}"
    )


def _rad(s: Stegtilstand) -> tuple[str | date | None, ...]:
    return (
        s.status, s.steg.navn, s.planlagt, s.gjennomfort, s.frist, s.ansvarlig, s.deltakere,
        s.merknad or ("" if s.status == GJENNOMFORT else s.steg.hva), s.steg.hjemmel,
    )  # fmt: skip


def _ascii(navn: str) -> str:
    return "".join(t if t.isascii() and t.isalnum() else "_" for t in navn)
