"""The open document -> the tables of a bank, with every error found in one go and the cells they stand in.

A sheet comes over in one call. Numbers come bare: what tells a date from a number is the cell's format, so where a
date or a time stands in a column that is for something else it is made one again, and refused as in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from xl_tidbank.core.model import Merknad, Tabeller
from xl_tidbank.core.tid.clock import EXCEL_NULL
from xl_tidbank.tables import endring, schema
from xl_tidbank.tables.assemble import samle
from xl_tidbank.tables.extent import SOK_OVERSKRIFT, Omraade, er_tabellark, ulest_ark
from xl_tidbank.tables.names import samme
from xl_tidbank.tables.rows import Lest
from xl_tidbank.tables.schema import Slag

from ..reading import MAKS_KOLONNER, for_langt, mangler
from .unokit import nulldag

# com.sun.star.sheet.CellFlags, FormulaResult and util.NumberFormat
_DATO_TID = 2
_TALLSVAR, _FEILSVAR = 1, 4
_ER_DATO, _ER_TID = 2, 4
_SISTE_DAG = 2_958_466  # the day after 31.12.9999
_FEIL = {32767: "#N/A", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 503: "#NUM!", 521: "#NULL!"}

Boks = tuple[int, int, int, int]  # first column, first row, last column, last row
Rader = Sequence[Sequence[Any]]


def les(dok: Any) -> Tabeller:
    """The tables of the open spreadsheet document. Raises TidbankFeil with every error in every table."""
    arkene = dok.Sheets
    finnes = {samme(navn): navn for navn in reversed(arkene.ElementNames)}
    leses = [t for t in schema.ALLE if not t.valgfritt_ark or samme(t.ark) in finnes]
    merknader = [m for navn in arkene.ElementNames for m in _ulest(arkene.getByName(navn))]
    return samle({t.navn: _les_ark(dok, t, finnes.get(samme(t.ark))) for t in leses}, merknader)


def viser_tid(dok: Any) -> bool:
    """Whether hours or minutes typed in a table show as a time (7:30): as a bare number they would mean another."""
    finnes = {samme(navn): navn for navn in dok.Sheets.ElementNames}
    for t in schema.ALLE:
        kolonner = {samme(k.navn) for k in t.kolonner if k.timer or k.slag is Slag.MINUTTER}
        if not kolonner or samme(t.ark) not in finnes:
            continue
        ark = dok.Sheets.getByName(finnes[samme(t.ark)])
        kol2, rad2 = _slutt(ark)
        topp = ark.getCellRangeByPosition(0, 0, min(kol2, MAKS_KOLONNER), min(rad2, SOK_OVERSKRIFT)).getFormulaArray()
        for kol in {k for rad in topp for k, v in enumerate(rad) if samme(v) in kolonner}:
            if ark.getCellRangeByPosition(kol, 0, kol, rad2).queryContentCells(_DATO_TID).Count:
                return True
    return False


def _ulest(ark: Any) -> Iterator[Merknad]:
    """A sheet beside those of the tables: its first rows tell whether it is a copy of one of them.

    Read as what was typed: pages hold formulas that may be waiting for the very cell that asks.
    """
    if er_tabellark(ark.Name):
        return
    kol2, rad2 = _slutt(ark)
    omraade = ark.getCellRangeByPosition(0, 0, min(kol2, MAKS_KOLONNER), min(rad2, SOK_OVERSKRIFT))
    yield from ulest_ark(ark.Name, omraade.getFormulaArray())


def _slutt(ark: Any) -> tuple[int, int]:
    """The last column and row with content, from 0."""
    peker = ark.createCursor()
    peker.gotoEndOfUsedArea(False)
    return peker.RangeAddress.EndColumn, peker.RangeAddress.EndRow


def _omraader(dok: Any, ark: Any) -> list[Omraade]:
    """The document's own tables on the sheet."""
    nr, ut = ark.RangeAddress.Sheet, []
    for navn in dok.DatabaseRanges.ElementNames:
        tabell = dok.DatabaseRanges.getByName(navn)
        a = tabell.DataArea
        if a.Sheet == nr:
            # Sums stand last in the area of a table, as in a file.
            ut.append(Omraade(a.StartRow + 1, a.StartColumn + 1, a.EndRow + 1, a.EndColumn + 1, int(tabell.TotalsRow)))
    return ut


def _les_ark(dok: Any, tabell: schema.Tabell, navn: str | None) -> Lest:
    if navn is None:
        return mangler(tabell, dok.Sheets.ElementNames)
    ark = dok.Sheets.getByName(navn)
    kol2, rad2 = _slutt(ark)
    feil = for_langt(navn, rad2 + 1, kol2 + 1)
    if feil is not None:
        return feil
    rader: Rader = ark.getCellRangeByPosition(0, 0, kol2, rad2).getDataArray()
    return endring.les(tabell, _Verdier(dok, ark, tabell, rader).som_i_fil(), ark=navn, omraader=_omraader(dok, ark))


class _Verdier:
    """The values of a sheet, changed where a bare number says less than the cell shows."""

    def __init__(self, dok: Any, ark: Any, tabell: schema.Tabell, rader: Rader) -> None:
        self.dok, self.ark, self.rader = dok, ark, rader
        self.null = nulldag(dok)
        slag = {samme(k.navn): k.slag for k in tabell.kolonner}
        self.slag: dict[int, Slag] = {
            n: slag[samme(v)]
            for rad in reversed(rader[:SOK_OVERSKRIFT])
            for n, v in enumerate(rad)
            if isinstance(v, str) and samme(v) in slag
        }
        self.endret: dict[int, list[Any]] = {}  # row -> its values

    def som_i_fil(self) -> Rader:
        if self.null != EXCEL_NULL:
            self._flytt_datoer()
        for kol, slag in self.slag.items():
            if slag in _UVENTET:
                self._dater_uventede(kol, slag)
        for treff in (self.ark.queryContentCells(_DATO_TID), self.ark.queryFormulaCells(_TALLSVAR)):
            for kol, rad, kol2, rad2 in _bokser(treff):
                for k in range(kol, kol2 + 1):
                    if k in self.slag and self.slag[k] not in _UVENTET:
                        self._dater_omraade(k, rad, rad2)
        for kol, rad, kol2, rad2 in _bokser(self.ark.queryFormulaCells(_FEILSVAR)):
            for r in range(rad, rad2 + 1):
                for k in range(kol, kol2 + 1):
                    kode = self.ark.getCellByPosition(k, r).getError()
                    self._sett(r, k, _FEIL.get(kode, f"Err:{kode}"))
        if not self.endret:
            return self.rader
        return [self.endret.get(n, rad) for n, rad in enumerate(self.rader)]

    def _sett(self, rad: int, kol: int, verdi: Any) -> None:
        if rad < len(self.rader) and kol < len(self.rader[rad]):
            self.endret.setdefault(rad, list(self.rader[rad]))[kol] = verdi

    def _flytt_datoer(self) -> None:
        """Serial numbers of a document that counts from another day."""
        forskjell = (self.null - EXCEL_NULL).days
        kolonner = {k for k, slag in self.slag.items() if slag is Slag.DATO}
        self.rader = [
            [v + forskjell if k in kolonner and isinstance(v, float) else v for k, v in enumerate(rad)]
            for rad in self.rader
        ]

    def _dater_uventede(self, kol: int, slag: Slag) -> None:
        """In columns of dates or times: only numbers that are not plainly one, but show as one."""
        uventet = _UVENTET[slag]
        # The columns of dates have been moved to Excel's calendar already.
        null = EXCEL_NULL if slag is Slag.DATO else self.null
        for r, rad in enumerate(self.rader):
            v = rad[kol]
            if type(v) is float and uventet(v):
                self._dater(r, kol, v, self._format(kol, r, r), null)

    def _dater_omraade(self, kol: int, rad: int, rad2: int) -> None:
        """In other columns: every number that shows as a date or a time."""
        felles = self._format(kol, rad, rad2)
        if felles == 0:
            return
        for r in range(rad, min(rad2 + 1, len(self.rader))):
            v = self.rader[r][kol]
            if type(v) is float:
                self._dater(r, kol, v, self._format(kol, r, r) if felles is None else felles, self.null)

    def _dater(self, rad: int, kol: int, v: float, format_: int | None, null: date) -> None:
        if format_ and 0 <= v < _SISTE_DAG:
            self._sett(rad, kol, tidspunkt(v, bool(format_ & _ER_DATO), null))

    def _format(self, kol: int, rad: int, rad2: int) -> int | None:
        """Date and time bits of the format of the cells; None where they have several formats."""
        nokkel = self.ark.getCellRangeByPosition(kol, rad, kol, rad2).NumberFormat
        return None if nokkel is None else int(self.dok.NumberFormats.getByKey(nokkel).Type) & (_ER_DATO | _ER_TID)


_UVENTET: Mapping[Slag, Callable[[float], bool]] = {
    Slag.DATO: lambda v: v % 1 != 0,  # a day with a time of day
    Slag.KLOKKE: lambda v: not 0 <= v < 1,  # 24:00, a duration, a date
}


def _bokser(omraader: Any) -> Iterator[Boks]:
    for a in omraader.RangeAddresses:
        yield a.StartColumn, a.StartRow, a.EndColumn, a.EndRow


def tidspunkt(v: float, dato: bool, null: date) -> Any:
    """The number as the date, time or duration its cell shows."""
    sekunder = timedelta(seconds=round(v * 86_400))
    if dato:
        dag = datetime(null.year, null.month, null.day) + sekunder
        return dag.date() if v == int(v) else dag
    return (datetime.min + sekunder).time() if 0 <= v < 1 else sekunder
