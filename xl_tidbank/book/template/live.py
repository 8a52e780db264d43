"""The bank as a workbook that computes itself: the template, and pages in front that hold functions as formulas."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xl_tidbank.core.bank import Bank
from xl_tidbank.core.vakt.vaktuke import vaktuke as ukene

from ...tables.arkrekke import plasser, rekke
from ...tables.assemble import les_omrader
from ...tables.bankrows import Rader, alle_rader, forste_kolonne
from ...tables.schema import ETTER_NAVN, TABELLER, Tabell
from ..page.layout import oppsett
from ..page.placed import kolonne
from ..page.plain import Side
from ..sheets import levende
from ..sheets.vakt import vaktuke
from ..write.pages import Egenskaper, Formater
from . import inputs
from .workbook import skriv_bank

UTENFOR = "utenfor"  # the argument of TIDBANK_LES that is no table
MEST_RADER = 200_000


def les_formel(argumenter: Sequence[str]) -> str:
    """TIDBANK_LES over the tables of the workbook, whatever their order and however long they grow.

    Last comes the number of filled cells on their sheets that are in none of them: a row below a table makes the cell
    be computed, and tells the function to have the host read the sheets.

    argumenter: its arguments in order, each named as its table with ae, o and a for æ, ø and å; UTENFOR last.
    """
    etter_navn = {_ascii(navn): t for navn, t in ETTER_NAVN.items()}
    *navnene, utenfor = argumenter
    if utenfor != UTENFOR:
        raise ValueError(f"{UTENFOR} must be the last argument")
    tabeller = [etter_navn[navn] for navn in navnene]
    rader = [f"{t.navn}[[#Headers],[#Data]]" for t in tabeller]
    alt = [_ned_til(t, str(MEST_RADER)) for t in tabeller]
    i_dem = [_ned_til(t, f"ROWS({r})") for t, r in zip(tabeller, rader, strict=True)]
    return f"TIDBANK_LES({','.join(rader)},COUNTA({','.join(alt)})-COUNTA({','.join(i_dem)}))"


def _ned_til(t: Tabell, rad: str) -> str:
    """The columns of the schema from the header down: what stands to the right of them may rest on the bank itself."""
    forst, siste = kolonne(forste_kolonne(t)), kolonne(forste_kolonne(t) + len(rekke(t)) - 1)
    hele = f"${siste}$1:${siste}${MEST_RADER}"
    slutt = f"${siste}${rad}" if rad.isdecimal() else f"INDEX('{t.ark}'!{hele},{rad})"
    return f"'{t.ark}'!${forst}$1:{slutt}"


def skriv_levende(
    sti: Path,
    rader: Rader,
    bank: Bank,
    dag: date,
    les: str,
    *,
    ekstra_kolonner: Mapping[str, Sequence[str]] | None = None,
    egenskaper: Egenskaper | None = None,
    til_slutt: Callable[[Any, Formater], None] | None = None,
    deler: Collection[str] = (),
) -> None:
    """Write the bank of `rader` with live pages. les: the formula of the cell Bank.

    Every formula has its value, and nothing asks to be computed when the file is opened. ValueError where `bank` is
    not of the same rows.
    """
    lest = som_skrevet(rader)
    if lest.saldoer(dag) != bank.saldoer(dag):
        raise ValueError("the bank is not of these rows")
    sider = levende_sider(lest, dag, les)
    skriv_bank(sti, rader, sider, ekstra_kolonner, egenskaper=egenskaper, til_slutt=til_slutt, deler=deler)


def levende_sider(bank: Bank, dag: date, les: str) -> list[Side]:
    """Start, Oversikt, Ansatt and Vaktuke. bank: of the tables as they stand in the file, cell by cell."""
    virksomhet = bank.valg["virksomhet"]
    saldoer = bank.saldoer(dag)
    oversikt = levende.oversikt_side(saldoer, dag, virksomhet=virksomhet, les=les, bank=str(bank))
    tabell = oppsett(oversikt).matriser[0]
    kort = levende.kort(saldoer, (tabell.rad, tabell.kol))
    forste = saldoer[0] if saldoer else None
    ansatt = None if forste is None else bank.sak(forste.ansattnr).ansatt
    linjer = [] if forste is None else bank.konto(forste.ansattnr, til=dag)
    return [
        levende.start_side(kort, virksomhet=virksomhet, dag=dag),
        oversikt,
        levende.ansatt_side(ansatt, forste, linjer, dag, virksomhet=virksomhet, liste=inputs.LISTE_ANSATTNR),
        vaktuke.levende_side(ukene(bank, dag, 1, dag), virksomhet=virksomhet, dato=levende.DATO, bank=levende.BANK),
    ]


def som_skrevet(rader: Rader) -> Bank:
    """The bank of these rows, each with the row and the columns it has in a new workbook: what a finding in it links
    to."""
    fulle = alle_rader(rader)
    ut: dict[Tabell, list[list[Any]]] = {}
    for t in TABELLER:
        steder = plasser(t)
        celler: list[list[Any]] = [[k.navn for k in rekke(t)]]
        for r in fulle[t.navn]:
            celler.append([None] * len(celler[0]))
            for k, v in zip(t.kolonner, r, strict=False):
                celler[-1][steder[k.navn]] = inputs.celleverdi(k, v)
        ut[t] = celler
    return Bank(les_omrader(ut))


def _ascii(navn: str) -> str:
    return navn.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
