"""The open workbook's tables, read through xlwings: for a command, and for a function in a cell that has no bank.

A sheet comes over in one call. What a file gives, the open workbook gives: the same rows, errors and cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import xlwings as xw

from udfs import banker
from xl_tidbank.book.sheets.levende import ANSATT
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import Merknad, Tabeller
from xl_tidbank.tables import endring, schema
from xl_tidbank.tables.assemble import samle
from xl_tidbank.tables.extent import SOK_OVERSKRIFT, Omraade, er_tabellark, ulest_ark
from xl_tidbank.tables.names import samme
from xl_tidbank.tables.rows import Lest

from .. import reading
from . import sted
from .values import rader

Navngitt = tuple[str, xw.Sheet]  # a sheet with its name, asked for once
# Name, first row and column from 1, values, the program's own tables.
Ark = tuple[str, int, int, Sequence[Sequence[Any]], tuple[Omraade, ...]]


class Innhold(NamedTuple):
    """The sheets of the tables, by the table's name, or why one is not read; and what was met on other sheets."""

    ark: dict[str, Ark | Lest]
    ulest: tuple[Merknad, ...]


# What was read last for a cell without a bank, and its bank: an unchanged workbook is not parsed again.
_sist: tuple[Innhold, Bank] | None = None


def les(bok: xw.Book) -> Tabeller:
    """The tables of the open workbook. Raises TidbankFeil with every error in every table."""
    return _tolk(_hent(bok))


def bank_for_celle(gitt: bool) -> Bank:
    """The bank of the workbook the calling formula stands in. gitt: the formula names a bank, which the text is held
    against afterwards.

    Raises TidbankFeil for a table with formulas where no bank is named: Excel has not computed them yet when it asks
    us, and nothing would tell.
    """
    global _sist
    celle = _kallende_celle()
    bok = xw.Book.caller() if celle is None else celle.sheet.book
    if not gitt:
        _krev_verdier(bok)
    innhold = _hent(bok)
    if _sist is None or _sist[0] != innhold:
        _sist = (innhold, banker.av(_tolk(innhold)))
    return _sist[1]


def arkets_ansatt() -> Any:
    """What stands in the cell the calling formula's sheet calls Ansatt, None where the sheet has no such name."""
    celle = _kallende_celle()
    if celle is None:
        return None
    funnet = sted.navn(celle.sheet, ANSATT)
    return None if funnet is None else rader(funnet.refers_to_range.raw_value)[0][0]


def vis(ark: xw.Sheet) -> None:
    """Bring a sheet to the front. Not by xlwings' own `activate`, which fails where another Excel is in front."""
    ark.book.api.Activate()
    ark.api.Activate()


def uten_tom_bunn(omraade: xw.Range) -> xw.Range:
    """The range without the rows below the sheet's content."""
    siste = sted.brukt(omraade.sheet).rad2
    return omraade.resize(max(1, siste - omraade.row + 1), omraade.shape[1])


def _kallende_celle() -> xw.Range | None:
    """The cell Excel is computing; None where a macro asks."""
    from xlwings import _xlwindows

    kaller = xw.Book.caller().app.api.Caller
    if not _xlwindows.is_range_instance(kaller):  # type: ignore[no-untyped-call]
        return None
    return xw.Range(impl=_xlwindows.Range(xl=kaller))  # type: ignore[no-untyped-call]


def _arkene(alle: Sequence[Navngitt]) -> Iterator[tuple[schema.Tabell, Navngitt | None]]:
    """Each table with its sheet, without those a workbook may lack and does."""
    finnes = {samme(navn): (navn, ark) for navn, ark in reversed(alle)}
    for tabell in schema.ALLE:
        ark = finnes.get(samme(tabell.ark))
        if ark is not None or not tabell.valgfritt_ark:
            yield tabell, ark


def _hent(bok: xw.Book) -> Innhold:
    """The values of every sheet with a table, and a look at the first rows of the others."""
    alle = _navngitte(bok)
    ulest = [m for navn, ark in alle if not er_tabellark(navn) for m in ulest_ark(navn, _forste_rader(ark))]
    return Innhold(_hent_tabeller(alle), tuple(ulest))


def _navngitte(bok: xw.Book) -> list[Navngitt]:
    return [(ark.name, ark) for ark in bok.sheets]


def _forste_rader(ark: xw.Sheet) -> list[list[Any]]:
    """As typed: pages hold formulas that Excel may not have computed when it asks us."""
    b = sted.brukt(ark)
    rad2, kol2 = min(b.rad2, b.rad + SOK_OVERSKRIFT), min(b.kol2, b.kol + reading.MAKS_KOLONNER - 1)
    return rader(sted.celler(ark, b._replace(rad2=rad2, kol2=kol2)).Formula)


def _omraader(ark: xw.Sheet) -> Iterator[Omraade]:
    for t in ark.api.ListObjects:
        yield Omraade(*sted.av(t.Range), int(bool(t.ShowTotals)))


def _hent_tabeller(alle: Sequence[Navngitt]) -> dict[str, Ark | Lest]:
    ut: dict[str, Ark | Lest] = {}
    for tabell, funnet in _arkene(alle):
        if funnet is None:
            ut[tabell.navn] = reading.mangler(tabell, [navn for navn, _ in alle])
            continue
        navn, ark = funnet
        brukt = ark.api.UsedRange
        b = sted.av(brukt)
        feil = reading.for_langt(navn, b.rad2, b.kol2)
        if feil is not None:
            ut[tabell.navn] = feil
            continue
        ut[tabell.navn] = (navn, b.rad, b.kol, rader(brukt.Value), tuple(_omraader(ark)))
    return ut


def _tolk(innhold: Innhold) -> Tabeller:
    lest: dict[str, Lest] = {}
    for navn, funnet in innhold.ark.items():
        if isinstance(funnet, Lest):
            lest[navn] = funnet
            continue
        ark, rad, kol, verdier, omraader = funnet
        lest[navn] = endring.les(schema.ETTER_NAVN[navn], verdier, ark=ark, rad0=rad, kol0=kol, omraader=omraader)
    return samle(lest, innhold.ulest)


def _krev_verdier(bok: xw.Book) -> None:
    """Raise TidbankFeil where a column of a table is computed."""
    for tabell, funnet in _arkene(_navngitte(bok)):
        brukt = None if funnet is None else funnet[1].api.UsedRange
        if brukt is None or brukt.HasFormula is False:  # None: some cells have
            continue
        formler = rader(brukt.Formula)
        kjente = {samme(k.navn) for k in tabell.kolonner}
        plasser = [[k for k, v in enumerate(rad) if samme(str(v)) in kjente] for rad in formler[:SOK_OVERSKRIFT]]
        kolonner = max(plasser, key=len)
        if any(str(rad[k]).startswith("=") for rad in formler for k in kolonner):
            raise TidbankFeil(f"Tabellen {tabell.navn} har formler. Les den med TIDBANK_LES, og oppgi cellen som bank.")
