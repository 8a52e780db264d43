"""Fairness, process, agreements and notice: the commands around the scheme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ..book.page.plain import Side
from ..book.sheets import avtaler as ark
from ..book.sheets.fordeling import fordeling_egen_side, fordeling_side
from ..book.sheets.kartlegging import kartlegging_side
from ..book.sheets.oppsigelse import Oppsigelse, oppsigelse_side
from ..book.sheets.prosess import enhet_side, prosess_side
from ..book.sheets.valg import med_valg
from ..core import parameters
from ..core.bank import Bank
from ..core.errors import TidbankFeil
from ..core.model import Avtale
from ..core.prosess import steg
from ..core.tekst import dato
from .registry import kommando

FORDELING, AVTALE = ("fordeling", "saldo"), ("avtale",)


def _felles(bank: Bank) -> dict[str, str]:
    return {"virksomhet": bank.valg["virksomhet"], "stempel": bank.stempel}


def siste_periode(dag: date) -> tuple[date, date]:
    """The stretch looked at when nobody says another: as long as the longest settlement period, up to the day."""
    return dag - timedelta(days=int(parameters.verdi("periode_maks", dag)) - 1), dag


@kommando(
    "Kontroller", "Fordeling", "Viser helger, røde dager, kvelder og netter mot kolleger, og arbeid utover avtalt tid.",
    velger_ansatte=True, viser=FORDELING,
)  # fmt: skip
def fordeling(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    return _fordelingssider(bank, *siste_periode(dag), ansatte)


def fordeling_fra_til(bank: Bank, fra: date, til: date, ansatte: Sequence[str]) -> list[Side]:
    """The same pages for other days than the command's own."""
    return [med_valg(side, bank.valg, FORDELING) for side in _fordelingssider(bank, fra, til, ansatte)]


def _fordelingssider(bank: Bank, fra: date, til: date, ansatte: Sequence[str]) -> list[Side]:
    """The manager's page of everybody; a page for each employee where some are named."""
    utover = bank.merarbeid(til)
    if ansatte:
        minst = bank.valg.paa("minste_gruppe", til)
        sider = [
            fordeling_egen_side(
                f, next((m for m in utover if m.ansattnr == f.ansattnr), None), minst=minst, **_felles(bank)
            )
            for f in bank.fordeling(fra, til, ansatte)
        ]
        if not sider:
            raise TidbankFeil(f"Ingen av de valgte har tidbank fra {dato(fra)} til {dato(til)}. Velg andre dager.")
        return sider
    terskel = bank.valg.paa("fordeling_terskel", til)
    return [fordeling_side(bank.fordeling(fra, til), utover, fra, til, terskel=terskel, **_felles(bank))]


@kommando("Prosess", "Prosess", "Viser steg, frister og kartlegging for hver enhet.", viser=("prosess",))
def prosess(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    planer = bank.prosess(dag)
    telt: dict[str, int] = {}
    for a in bank.tabeller.ansatte or ():
        telt[a.enhet.casefold()] = telt.get(a.enhet.casefold(), 0) + 1
    return [
        prosess_side(planer, bank.funn(dag), dag, **_felles(bank)),
        *(enhet_side(p, dag, **_felles(bank)) for p in planer),
        kartlegging_side(
            bank.tabeller.kartlegging or (), planer, dag, ansatte=telt, minst=bank.valg.paa("minste_gruppe", dag),
            **_felles(bank),
        ),
    ]  # fmt: skip


@kommando("Prosess", "Kollektiv avtale", "Lager avtalen mellom arbeidsgiver og Delta, klar til å skrive ut.",
          erstatter=False, viser=AVTALE)  # fmt: skip
def kollektiv_avtale(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    navn = steg("avtale").navn
    dager = [r.gjennomfort for r in bank.tabeller.prosess or () if r.steg == navn and r.gjennomfort]
    enheter = [p.enhet for p in bank.prosess(dag) if p.start]
    return [ark.kollektiv_side(enheter, min(dager, default=None), dag, valg=bank.valg, **_felles(bank))]


@kommando(
    "Prosess", "Individuell avtale", "Lager avtalen om tidbank og trekkavtalen for hver ansatt, klare til å skrive ut.",
    velger_ansatte=True, erstatter=False, viser=AVTALE,
)  # fmt: skip
def individuell_avtale(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    valgte = ansatte or [nr for nr in bank.ansattnumre if any(a.til >= dag for a in bank.sak(nr).avtaler)]
    if not valgte:
        raise TidbankFeil(f"Ingen har en avtale som gjelder {dato(dag)} eller senere. Velg en ansatt.")
    sider = []
    for nr in valgte:
        innhold = ark.Individuell(bank.sak(nr).ansatt, _rader(bank, nr, dag))
        sider.append(ark.individuell_side(innhold, dag, valg=bank.valg, **_felles(bank)))
        sider.append(ark.trekkavtale_side(innhold, dag, **_felles(bank)))
    return sider


def _rader(bank: Bank, nr: str, dag: date) -> tuple[Avtale, ...]:
    """The agreement rows to print, as they are agreed: of the period on the day, else of the next one, else of the
    last."""
    sak = bank.sak(nr)
    perioder = sak.perioder
    valgt = sak.periode(dag) or next((p for p in perioder if p.start > dag), None)
    valgt = valgt or (perioder[-1] if perioder else None)
    return tuple(a for a in sak.avtaler if valgt and (a.periodestart, a.periodeslutt) == valgt[:2])


@kommando(
    "Prosess", "Oppsigelse", "Viser siste dag i oppsigelsestiden, regnet på begge måter, for dem som har sagt opp.",
    velger_ansatte=True, viser=("avregning",),
)  # fmt: skip
def oppsigelse(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    return [oppsigelse_side(oppsigelsessaker(bank, dag, ansatte), dag, valg=bank.valg, **_felles(bank))]


def oppsigelsessaker(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Oppsigelse]:
    """Those who have given notice or got it; of the named, also those who have not: what would hold from the day."""
    saker = []
    for nr in ansatte or bank.ansattnumre:
        sak = bank.sak(nr)
        sagt = [a for a in sak.avtaler if a.sagt_opp is not None and a.sagt_opp <= dag]
        naa = sak.avtale(dag)
        if sagt:
            saker.append(Oppsigelse(sak.ansatt, sagt[-1], sagt[-1].sagt_opp or dag, False))
        elif ansatte and naa is not None:
            saker.append(Oppsigelse(sak.ansatt, naa, dag, True))
    return saker
