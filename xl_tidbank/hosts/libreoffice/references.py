"""Formulas and names that point at a sheet, kept while the sheet is replaced by a new one of the same name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_FORMEL = 16  # com.sun.star.sheet.CellFlags


class Henvisninger:
    """What in the rest of the document points at the sheet; `gjenopprett` makes it point at the new one."""

    def __init__(self, dok: Any, arknavn: str) -> None:
        sitert = arknavn.replace("'", "''")
        self._tegn = (f"${arknavn}.", f"{arknavn}.", f"'{sitert}'.")
        self._celler = [
            treff
            for navn in dok.Sheets.ElementNames
            if navn != arknavn
            for treff in self._i_ark(dok.Sheets.getByName(navn))
        ]
        navnene = (dok.NamedRanges.getByName(n) for n in dok.NamedRanges.ElementNames)
        self._navn = [(n, n.Content) for n in navnene if self._peker(n.Content)]

    def _peker(self, formel: str) -> bool:
        return any(tegn in formel for tegn in self._tegn)

    def _i_ark(self, ark: Any) -> Iterator[tuple[Any, str]]:
        for a in ark.queryContentCells(_FORMEL).RangeAddresses:
            celler = ark.getCellRangeByPosition(a.StartColumn, a.StartRow, a.EndColumn, a.EndRow)
            for r, rad in enumerate(celler.getFormulaArray()):
                for k, formel in enumerate(rad):
                    if self._peker(formel):
                        yield celler.getCellByPosition(k, r), formel

    def gjenopprett(self) -> None:
        for celle, formel in self._celler:
            if celle.Spreadsheet.isProtected() and celle.CellProtection.IsLocked:
                continue  # the user's lock
            if not formel.startswith("{"):
                celle.setFormula(formel)
                continue
            # An array formula stands in all its cells and is set once, from the first of them.
            peker = celle.Spreadsheet.createCursorByRange(celle)
            peker.collapseToCurrentArray()
            a, b = peker.RangeAddress, celle.CellAddress
            if (a.StartColumn, a.StartRow) == (b.Column, b.Row):
                peker.setArrayFormula(formel.strip("{}"))
        for navn, innhold in self._navn:
            navn.setContent(innhold)
