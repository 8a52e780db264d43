"""The first sheet of a bank: how things stand, what to do next, and where everything is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from xl_tidbank.core import tekst
from xl_tidbank.core.funn import Alvor, Funn
from xl_tidbank.core.valg import Valg
from xl_tidbank.core.views import Saldo
from xl_tidbank.tables import deler

from ..page.plain import Blokk, Fakta, Felt, Format, Lenker, Liste, Nokkelrad, Nokkeltall, Notat, Punkt, Rader, Side
from .common import (
    ALVORSORD,
    alvorstekst,
    etter_slag,
    funnkort,
    lysfordeling,
    person,
    stovfri,
    timer_i_alt,
)
from .valg import endrede

ARK = "Start"
GJENNOMGANGER_FRAM = timedelta(weeks=12)
FLEST_GJENNOMGANGER = 8

ARKENE = (
    ("Oversikt", "Timer og status for hver ansatt, på dagen over."),
    ("Ansatte", "Alle på enheten. Fyll ut denne først."),
    ("Avtaler", "Stillingsprosent og tidbankprosent, fra og til dag."),
    ("Turnus", "De faste vaktene i turnusen, og unntak fra Grunnturnus."),
    ("Grunnturnus", "Rulleplanen: ukene i turnusen som går om igjen. Kan stå tomt."),
    ("Vakter", "Tidbankvakter og andre vakter utenom turnusen."),
    ("Fravær", "Dager som godskrives. Skriv aldri diagnose."),
    ("Gjennomganger", "Hver 12. uke: når den var, og hva dere ble enige om."),
    ("Ledige vakter", "Vakter som er tilbudt noen: til hvem, svaret, og hvem som fikk dem. Skjemaet fyller ut."),
    ("Kapasitet", "Timebank: timene som ventes hver ukedag. Kan stå tomt."),
    ("Timer", "Timebank: arbeidede timer. Kan stå tomt."),
    ("Timebank", "Timebank: startsaldo, avspasering og utbetaling. Kan stå tomt."),
    ("Prosess", "Det som skal gjøres før, under og etter: drøfting, opplæring, evaluering."),
    ("Kartlegging", "Fravær, overtid og innleie hvert år, for hver enhet."),
    ("Lønnsgrunnlag", "Årslønn og tillegg som lønnen regnes av. Kan stå tomt."),
    ("Importer", "Det som er hentet inn fra andre systemer. Fylles ut av programmet."),
    ("Innstillinger", "Valgene i banken, med begrunnelse og hjemmel."),
    ("Lister", "Fraværskodene, vaktkodene og det som står i nedtrekkslistene."),
    ("Hjelp", "Hvordan hver kolonne fylles ut, og hva ordene betyr."),
)

# The forms, as their buttons are called, what each does, and the sheet its rows stand on: there the link leads where no
# program is there to open the form.
SKJEMAENE = (
    ("Ny vakt", "Legger inn en vakt, og sier først hva den bryter og hvem som har fortrinn.", "Vakter"),
    ("Bekreft vakter", "Setter vaktene som er arbeidet, til Utført, alle på én gang.", "Vakter"),
    ("Tilby ledige vakter", "Hvem som skal ha tilbudet om en ledig vakt, i rekkefølge.", "Vakter"),
    ("Ny avtale", "Legger inn en avtale, og viser 40 %, 100 % og fristene først.", "Avtaler"),
    ("Nytt fravær", "Legger inn et fravær: fra, til og kode.", "Fravær"),
    ("Gjennomgang holdt", "Fører at en 12-ukers gjennomgang er holdt.", "Gjennomganger"),
)
VAKTUKE = ("Vaktuke", "Hvem som arbeider når: turnus, tidbank og ledige vakter.")


def skjemaene(vaktuke: str) -> Lenker:
    """vaktuke: the sheet with the week roster, or what stands for it."""
    alle = (*SKJEMAENE, (*VAKTUKE, vaktuke))
    return Lenker(
        "Det dere gjør hver uke", tuple((navn, hva) for navn, hva, _ in alle),
        tuple((navn, ark) for navn, _, ark in alle),
        "Med Tidbank i Excel eller LibreOffice åpner lenken skjemaet. Uten går den til arket raden skrives på.",
    )  # fmt: skip


def start_side(
    saldoer: Sequence[Saldo],
    funn: Sequence[Funn],
    dag: date | None,
    *,
    virksomhet: str,
    stempel: str,
    valg: Valg | None = None,
    navn: Mapping[str, str] | None = None,
    uten_periode: Sequence[str] = (),
) -> Side:
    """dag None = a new bank with nothing computed yet. navn: by employee number."""
    blokker: list[Blokk] = []
    if dag is None or not saldoer:
        blokker.append(_kom_i_gang())
    if dag is not None and (saldoer or funn or uten_periode):
        blokker.append(_status(saldoer, funn, uten_periode))
        blokker += [_oppgaver(funn, navn or {}), _gjennomganger(saldoer, dag, navn or {})]
    blokker += [skjemaene("Turnus"), _lenker(), *_valg(valg), _om(dag)]
    return Side(
        ARK,
        "Tidbank",
        tuple(blokker),
        gjelder=dag,
        virksomhet=virksomhet,
        undertittel="Timene dere har avtalt, arbeidet og fortsatt skylder",
        stempel=stempel,
    )


def _kom_i_gang() -> Notat:
    return Notat(
        (
            "1. Velg Tidbank > Kom i gang, eller se over det viktigste øverst på arket Innstillinger.",
            "2. Fyll ut arket Ansatte: én rad for hver som arbeider på enheten.",
            "3. Fyll ut arket Avtaler: én rad for hver strekning med samme prosenter. Avtalen skal være "
            "underskrevet først.",
            "4. Legg inn vaktene i Turnus og Vakter, og fravær som skal godskrives i Fravær.",
            "5. Velg Tidbank > Kontroller alt, eller kjør «tidbank kontroller» på filen. Den sier hvilken celle som er "
            "feil, og hva du kan gjøre.",
            "6. Velg Tidbank > Oppdater, eller kjør «tidbank oppdater» på filen. Start og Oversikt får tallene.",
        ),
        "Slik kommer du i gang",
    )


def _status(saldoer: Sequence[Saldo], funn: Sequence[Funn], uten_periode: Sequence[str]) -> Nokkelrad:
    merknad = lysfordeling(saldoer)
    if uten_periode:
        merknad = f"{merknad}{'; ' if merknad else ''}{len(uten_periode)} uten avtale"
    return Nokkelrad(
        (Nokkeltall("Ansatte i tidbank", len(saldoer), Format.ANTALL, merknad), *timer_i_alt(saldoer), *funnkort(funn))
    )


def _oppgaver(funn: Sequence[Funn], navn: Mapping[str, str]) -> Liste:
    """A line a rule with its count, the most severe first, and what to do about it."""
    punkter = []
    for slag, egne in etter_slag([f for f in funn if f.alvor != Alvor.INFO]):
        f = egne[0]
        if len({e.tiltak for e in egne}) > 1:
            detalj = f"For eksempel {person(f.ansattnr, navn.get(f.ansattnr, ''))}: {f.tekst} {f.tiltak}"
        else:
            detalj = f.tiltak
        sted = (f.ark, f.celle) if f.celle else None
        punkter.append(Punkt(ALVORSORD[f.alvor], f"{slag.tittel}: {alvorstekst(egne)}", detalj, sted))
    return Liste("Dette bør gjøres nå", tuple(punkter), tom="Ingenting. Alt er i orden på denne dagen.")


def _gjennomganger(saldoer: Sequence[Saldo], dag: date, navn: Mapping[str, str]) -> Rader:
    fram = sorted(
        (s.neste_gjennomgang, s.ansattnr, s)
        for s in saldoer
        if s.neste_gjennomgang and s.neste_gjennomgang <= dag + GJENNOMGANGER_FRAM
    )
    rader = tuple(
        (d, (d - dag).days, person(nr, s.navn or navn.get(nr, "")), s.status, stovfri(s.skyldig))
        for d, nr, s in fram[:FLEST_GJENNOMGANGER]
    )
    felt = (
        Felt("Dato", Format.DATO, 11),
        Felt("Dager til", Format.ANTALL, 9),
        Felt("Ansatt", Format.TEKST, 30),
        Felt("Status", Format.STATUS, 13),
        Felt("Skyldig (timer)", Format.SKYLDIG, 12),
    )
    flere = len(fram) - len(rader)
    merknad = f"Og {flere} til. Se arket Oversikt." if flere > 0 else ""
    return Rader("Neste gjennomganger", felt, rader, tom="Ingen de neste ukene.", merknad=merknad)


def _lenker() -> Lenker:
    return Lenker("Arkene", ARKENE)


def uten_skjulte(side: Side, skjulte: Collection[str]) -> Side:
    """The page in a workbook where these sheets are hidden: no link leads to them, and a line says how to show them."""
    if not skjulte or not any(isinstance(b, Lenker) for b in side.blokker):
        return side
    titler = [d.tittel for d in deler.DELER if any(a in skjulte for a in deler.arkene(d.navn))]
    blokker: list[Blokk] = []
    for b in side.blokker:
        if isinstance(b, Lenker):
            b = replace(b, mal=tuple(m for m in b.mal if m[0] not in skjulte))
        blokker.append(b)
        if isinstance(b, Lenker) and not b.til and titler:
            linje = (
                f"Lagt bort til dere trenger dem: {', '.join(titler)}. Velg Tidbank > Legg til del, eller høyreklikk "
                "på en arkfane og velg Vis."
            )
            blokker.append(Notat((linje,), liten=True))
    return replace(side, blokker=tuple(blokker))


def _valg(valg: Valg | None) -> tuple[Fakta, ...]:
    return () if valg is None else (endrede(valg),)


def _om(dag: date | None) -> Notat:
    naar = (
        f"Tallene på Start og Oversikt er regnet for {tekst.dato(dag)}. De" if dag else "Tallene på Start og Oversikt"
    )
    return Notat(
        (
            "Denne filen er banken: alt skrives her, og det er denne dere lagrer og tar kopi av. Gjennomganger, lister "
            "og kopier som lages av den, er utskrifter.",
            f"{naar} endrer seg ikke av seg selv når tabellene endres. Velg Tidbank > Oppdater i LibreOffice, eller "
            "kjør «tidbank oppdater». I arbeidsboken for Excel (fra «tidbank excel») følger tallene tabellene.",
            "Filen inneholder opplysninger om ansatte og fravær. Del den ikke videre: gi tillitsvalgt kopien fra "
            "«tidbank del», og den ansatte sin egen fil fra «tidbank minside».",
            "Skyldige timer er timer som er lønnet, men ikke arbeidet ennå. Det som ikke er arbeidet inn når "
            "perioden slutter, "
            "faller bort (Delta § 10; utkastet pkt. 5).",
        ),
        liten=True,
    )
