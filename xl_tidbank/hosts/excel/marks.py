"""The marks of a control as a column of each table of the open workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import xlwings as xw
from xlwings.constants import ContainsOperator, FormatConditionType

from xl_tidbank.core.funn import Funn
from xl_tidbank.tables import schema

from ..marks import BREDDE, FARGER, KOLONNE, NAVN, TEGN, etter_ark, kolonnen
from . import sted
from .values import rader


def merk(bok: xw.Book, funn: Sequence[Funn], dag: date, kjoring: int) -> None:
    """Take away the marks of the last control and set those of this one."""
    steder = etter_ark(funn, dag)
    noen = False
    for tabell in _tabellene(bok):
        egne = steder.get(tabell.parent.name, {})
        kolonne = _kolonnen(tabell)
        if kolonne is None and egne:
            kolonne = _ny_kolonne(tabell)
        if kolonne is not None and _skriv(kolonne, egne):
            noen = True
    _glem(bok)
    if noen:
        bok.names.add(NAVN, f"={kjoring}").api.Visible = False


def merket(bok: xw.Book) -> int:
    """The run whose marks stand in the tables, 0 = none."""
    navn = sted.navn(bok, NAVN)
    return int(str(navn.refers_to).strip("=")) if navn is not None else 0


def _glem(bok: xw.Book) -> None:
    navn = sted.navn(bok, NAVN)
    if navn is not None:
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
        for tegn, farger in FARGER.items():
            regel = omraade.api.FormatConditions.Add(
                Type=FormatConditionType.xlTextString, String=tegn, TextOperator=ContainsOperator.xlBeginsWith
            )
            regel.Font.Color, regel.Interior.Color = (_farge(f) for f in farger)
    kolonne.range.column_width = BREDDE
    return kolonne


def _farge(heks: str) -> int:
    """#RRGGBB as Excel counts it: red is the lowest byte."""
    return int(heks[5:7] + heks[3:5] + heks[1:3], 16)


def _skriv(kolonne: xw.main.TableColumn, merker: Mapping[int, str]) -> bool:
    """Write the marks by sheet row; whether there is any."""
    omraade = kolonne.data_body_range
    if omraade is None:
        return False
    celler = kolonnen([rad[0] for rad in rader(omraade.raw_value)], omraade.row, merker)
    for nr, (gammel, ny) in enumerate(celler, 1):
        if ny != gammel:  # cell by cell: a block written over filtered rows would land on the wrong ones
            omraade(nr, 1).raw_value = ny or None
    return any(ny.startswith(TEGN) for _, ny in celler)
