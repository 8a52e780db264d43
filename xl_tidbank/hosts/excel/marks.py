"""Marks beside the rows of the tables: a column of our own, last in the table, with what a control found.

As a column of the table the marks follow their rows when the table is sorted or filtered, and the readers leave the
column out. A mark says when it was made, for the row may have been changed since. A hidden name of the workbook holds
the run that made them, so that they can be undone after reopening too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import xlwings as xw
from xlwings.constants import ContainsOperator, FormatConditionType

from xl_tidbank.book.page.styles import STATUSER
from xl_tidbank.book.sheets.common import ALVORSORD, ALVORSORDEN
from xl_tidbank.core import tekst
from xl_tidbank.core.funn import Funn
from xl_tidbank.tables import schema

from . import names
from .values import rader

KOLONNE = names.KONTROLLKOLONNE
NAVN = "tidbank_merket"
BREDDE = 60.0
LENGSTE = 500  # characters of a mark; Avvik has the whole of it
TEGN = tuple(dict.fromkeys(STATUSER[ord_][0] for ord_ in ALVORSORD.values()))


def merk(bok: xw.Book, funn: Sequence[Funn], dag: date, kjoring: int) -> None:
    """Take away the marks of the last control and set those of this one."""
    steder: dict[str, dict[int, list[Funn]]] = {}
    for f in funn:
        steder.setdefault(f.kilde.ark, {}).setdefault(f.kilde.rad, []).append(f)
    noen = False
    for tabell in _tabellene(bok):
        egne = steder.get(tabell.parent.name, {})
        kolonne = _kolonnen(tabell)
        if kolonne is None and egne:
            kolonne = _ny_kolonne(tabell)
        if kolonne is not None and _skriv(kolonne, {rad: _mark(alle, dag) for rad, alle in egne.items()}):
            noen = True
    _glem(bok)
    if noen:
        bok.names.add(NAVN, f"={kjoring}").api.Visible = False


def merket(bok: xw.Book) -> int:
    """The run whose marks stand in the tables, 0 = none."""
    navn = next((n for n in bok.names if n.name == NAVN), None)
    return int(str(navn.refers_to).strip("=")) if navn is not None else 0


def _glem(bok: xw.Book) -> None:
    for navn in [n for n in bok.names if n.name == NAVN]:
        navn.delete()


def fjern(bok: xw.Book) -> None:
    """Take away every mark, and the column where nobody else has written in it."""
    _glem(bok)
    for tabell in _tabellene(bok):
        kolonne = _kolonnen(tabell)
        if kolonne is None:
            continue
        _skriv(kolonne, {})
        omraade = kolonne.data_body_range
        if omraade is None or not any(str(rad[0] or "").strip() for rad in rader(omraade.raw_value)):
            kolonne.delete()


def _tabellene(bok: xw.Book) -> Iterator[xw.main.Table]:
    for ark in bok.sheets:
        for tabell in ark.tables:
            if tabell.name in schema.ETTER_NAVN:
                yield tabell


def _kolonnen(tabell: xw.main.Table) -> xw.main.TableColumn | None:
    return next((k for k in tabell.columns if k.name == KOLONNE), None)


def _ny_kolonne(tabell: xw.main.Table) -> xw.main.TableColumn:
    """The column at the table's right edge. Excel gives it the looks and rules of its neighbour, which are not ours."""
    kolonne = tabell.columns.add(KOLONNE)
    omraade = kolonne.data_body_range
    if omraade is not None:
        omraade.data_validation.delete()
        omraade.number_format = "General"
        for ord_, tegn in ((ord_, STATUSER[ord_][0]) for ord_ in ALVORSORD.values()):
            regel = omraade.api.FormatConditions.Add(
                Type=FormatConditionType.xlTextString, String=tegn, TextOperator=ContainsOperator.xlBeginsWith
            )
            regel.Font.Color, regel.Interior.Color = (_farge(f) for f in STATUSER[ord_][1:])
    kolonne.range.column_width = BREDDE
    return kolonne


def _farge(heks: str) -> int:
    """#RRGGBB as Excel counts it: red is the lowest byte."""
    return int(heks[5:7] + heks[3:5] + heks[1:3], 16)


def _skriv(kolonne: xw.main.TableColumn, merker: dict[int, str]) -> bool:
    """Write the marks by sheet row; whether there is any. What somebody else wrote in the column stays."""
    omraade = kolonne.data_body_range
    if omraade is None:
        return False
    noen = False
    for nr, rad in enumerate(rader(omraade.raw_value)):
        gammel, ny = str(rad[0] or ""), merker.get(omraade.row + nr, "")
        if gammel and not gammel.startswith(TEGN):
            continue
        noen = noen or bool(ny)
        if ny != gammel:  # cell by cell: a block written over filtered rows would land on the wrong ones
            omraade(nr + 1, 1).raw_value = ny or None
    return noen


def _mark(funn: Sequence[Funn], dag: date) -> str:
    """The most severe first, each with its symbol and word."""
    deler = []
    for f in sorted(funn, key=lambda f: ALVORSORDEN.index(f.alvor)):
        ord_ = ALVORSORD[f.alvor]
        deler.append(f"{STATUSER[ord_][0]} {ord_}: {f.tekst}")
    samlet = " ".join(deler)
    kort = samlet if len(samlet) <= LENGSTE else samlet[:LENGSTE] + " ..."
    return f"{kort} (kontrollert {tekst.dato(dag)})"
