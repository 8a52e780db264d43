"""A realistic bank for the tests of pages and workbooks: the demo, as records, as rows and as pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from xl_tidbank import demo
from xl_tidbank.book.page.plain import Side
from xl_tidbank.book.sheets.avregning import avregning_side
from xl_tidbank.book.sheets.avvik import avvik_side
from xl_tidbank.book.sheets.gjennomgang import gjennomgang_side
from xl_tidbank.book.sheets.hjelp import hjelp_side
from xl_tidbank.book.sheets.konto import konto_side
from xl_tidbank.book.sheets.oversikt import oversikt_side
from xl_tidbank.book.sheets.start import ARK as START
from xl_tidbank.book.sheets.start import start_side
from xl_tidbank.book.sheets.timebank import timebank_konto_side, timebank_side
from xl_tidbank.book.template.fersk import med_ferskhet_i_bok
from xl_tidbank.commands import (
    Kommando,
    fordeling,
    individuell_avtale,
    kollektiv_avtale,
    lonn,
    oppsigelse,
    prosess,
    vaktuke,
)
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.model import Tabeller
from xl_tidbank.tables import schema

DAG = demo.DEMO_DAG
FELT = {
    "Ansatte": "ansatte", "Avtaler": "avtaler", "Turnus": "turnus", "Vakter": "vakter", "Fravær": "fravaer",
    "Fraværskoder": "koder", "Gjennomganger": "gjennomganger", "Kapasitet": "kapasitet", "Timer": "timer",
    "Timebank": "timebank", "Prosess": "prosess", "Kartlegging": "kartlegging",
    "Lønnsgrunnlag": "lonnsgrunnlag", "Kompetanser": "kompetanser",
    "Grunnturnus": "grunnturnus", "Vaktkoder": "vaktkoder", "Importer": "importer", "Tilbud": "tilbud",
}  # fmt: skip


@cache
def rader() -> dict[str, list[tuple[Any, ...]]]:
    """The demo's rows, one name made as long and one as hostile as names come."""
    ut = {navn: [tuple(r) for r in tabell] for navn, tabell in demo.demo_tabeller().items()}
    ansatte = ut["Ansatte"]
    ansatte[0] = (ansatte[0][0], "Anne-Margrethe Christoffersen-Bjørnstad Østerhaug", *ansatte[0][2:])
    ansatte[1] = (ansatte[1][0], "=cmd|' /C calc'!A0", *ansatte[1][2:])
    # A pattern of days off: it is there, and changes no figure.
    uke = (str(ansatte[2][0]), "", date(2026, 1, 5), date(2026, 12, 27), 2)
    ut["Grunnturnus"] = [(*uke, n, "F1", "F", "F", "-", "F", "F2", "F") for n in (1, 2)]
    ut.update(_timebank(str(ansatte[0][0]), str(ansatte[2][0])))
    ut["Vaktkoder"] = [("D", 450, 900, 30), ("N", 1305, 465, 0)]
    ut["Importer"] = [
        (datetime(2026, 9, 1, 12, 5), "turnusgrid", "Turnus september.xlsx", "a1" * 32, date(2026, 9, 1),
         date(2026, 9, 30), 31, 30, 0, 0, 0, 1, 0, ""),
    ]  # fmt: skip
    return ut


def _timebank(a: str, b: str) -> dict[str, list[tuple[Any, ...]]]:
    """Two people in the surplus bank too: half a year of long Wednesdays, withdrawals approved and applied for."""
    uke = (7.5, 7.5, 7.5, 7.5, None, None, None, True)
    onsdager = [DAG - timedelta(weeks=n, days=DAG.weekday() - 2) for n in range(1, 26)]
    return {
        "Kapasitet": [("", date(2026, 1, 1), *uke), (a, date(2026, 1, 1), *uke), (b, date(2026, 1, 5), *uke)],
        "Timer": [
            (nr, d, 480, 1020 + 15 * (n % 4), None, None) if nr == a else (nr, d, None, None, None, 8.0)
            for n, d in enumerate(onsdager)
            for nr in (a, b)
        ],
        "Timebank": [
            (a, date(2026, 1, 1), "Startsaldo", 4.5, ""),
            (a, DAG - timedelta(weeks=6), "Avspasering", 7.5, "Godkjent"),
            (a, DAG - timedelta(weeks=2), "Utbetaling", 10.0, "Godkjent"),
            (a, DAG + timedelta(weeks=2), "Avspasering", 7.5, "Søkt"),
            (b, DAG - timedelta(weeks=3), "Korreksjon", -1.0, ""),
            (b, DAG - timedelta(weeks=1), "Avspasering", 15.0, "Godkjent"),
        ],
    }


def tabeller(fra: dict[str, list[tuple[Any, ...]]] | None = None) -> Tabeller:
    fra = rader() if fra is None else fra
    poster = {
        FELT[t.navn]: tuple(t.post(*r) for r in fra[t.navn])
        for t in schema.TABELLER
        if t.navn in fra and t.navn in FELT
    }
    return Tabeller(**poster)


@cache
def bank() -> Bank:
    return Bank(tabeller())


def fra_bank(b: Bank) -> Iterator[Side]:
    """Every page there is, Start and Oversikt first."""
    felles = {"virksomhet": "Furulia sykehjem og omsorgssenter", "stempel": f"#{b.stempel}"}
    saldoer, funn = b.saldoer(DAG), b.funn(DAG)
    navn = {a.ansattnr: a.navn for a in b.tabeller.ansatte or ()}
    uten, enhet = b.uten_periode(DAG), {nr: b.enhet(nr) for nr in b.ansattnumre}
    yield start_side(saldoer, funn, DAG, valg=b.valg, navn=navn, uten_periode=uten, **felles)
    yield oversikt_side(saldoer, funn, DAG, uten_periode=uten, enhet=enhet, navn=navn, **felles)
    yield avvik_side(funn, navn, DAG, **felles)
    yield avregning_side(b.avregning(DAG), DAG, **felles)
    yield hjelp_side(**felles)
    yield start_side([], [], None, virksomhet="", stempel="")
    for s in saldoer:
        yield gjennomgang_side(b.gjennomgang(s.ansattnr, DAG), **felles)
    for s in saldoer[:2]:
        yield konto_side(b.konto(s.ansattnr, til=DAG), b.sak(s.ansattnr).ansatt, DAG, **felles)
    yield from lonn(b, date(2026, 6, 30)).sider()
    yield timebank_side(b.timebanker(DAG), funn, DAG, **felles)
    for t in b.timebanker(DAG):
        nr = t.ansattnr
        yield timebank_konto_side(b.timebank_konto(nr, til=DAG), t, b.sak(nr).ansatt, DAG, **felles)
    for kommando in (fordeling, prosess, kollektiv_avtale, oppsigelse):
        yield from kommando(b, DAG).sider()
    for kommando in (fordeling, individuell_avtale, oppsigelse):
        yield from kommando(b, DAG, ["2001", "2005"]).sider()
    for plakat in (False, True):
        yield from vaktuke(b, DAG, forste=date(2026, 9, 28), uker="4", plakat=plakat).sider()


def utfylt(kommando: Kommando, ansatte: Sequence[str] = ()) -> dict[str, object]:
    """The answers of a form left as it is proposed, with employees where it asks for them."""
    forslag: dict[str, object] = {s.navn: s.forslag for s in kommando.skjema[1:]}
    return {**forslag, "ansatte": ansatte} if kommando.velger_ansatte else forslag


@cache
def sider() -> tuple[Side, ...]:
    return tuple(replace(s, laget=DAG) if nr % 2 else s for nr, s in enumerate(fra_bank(bank())))


def i_boken(sider: Iterable[Side], bok: Path) -> list[Side]:
    """The pages as a host puts them into an open workbook: Start watches its tables."""
    ark = openpyxl.load_workbook(bok, data_only=True)

    def celler(navn: str) -> list[tuple[Any, ...]] | None:
        return list(ark[navn].iter_rows(values_only=True)) if navn in ark.sheetnames else None

    return [med_ferskhet_i_bok(s, celler) if s.ark == START else s for s in sider]
