"""A sheet whose everyday cells go straight into XlsxWriter's table, and out of it a row at a time: the same bytes.

XlsxWriter's own way asks several questions of every cell, going in and coming out, and of every cell of a merged
range. Pages are laid out already, so here they are answered once a page. What is not everyday (a formula, a link, a
comment, a row with a format) goes XlsxWriter's way. This leans on how XlsxWriter is made inside: a test holds both ways
to the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, cached_property
from math import isfinite
from typing import Any

from xlsxwriter.worksheet import (  # type: ignore[import-untyped]  # ships no types
    CellBlankTuple,
    CellDatetimeTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from ...core.tid.clock import EXCEL_NULL
from ...tables.values import dognandel
from ..page.pagenames import ren
from ..page.placed import Celle, kolonne
from ..page.plain import Format
from ..page.styles import format_av

_DATO0 = EXCEL_NULL.toordinal()
_PLAIN_DATO = 61  # serial numbers from here on count as days do: Excel's 1900 has a 29 February
_KORT = 10_000  # characters: less than a cell holds, however they are counted
_KALL = re.compile(r"[\w.]*\(")  # what a formula calls
kolonnenavn = cache(kolonne)


class Eksakt(float):
    """A number XlsxWriter writes to its last bit; on its own it keeps 16 digits, one too few for some values."""

    def __format__(self, spec: str) -> str:
        return repr(float(self))


class Cellevis(Worksheet):  # type: ignore[misc]  # ships no types
    """A sheet of Arkvis."""

    def sett(self, celler: Iterable[Celle], formater: Callable[[str], Any], ellers: Callable[[Celle], None]) -> None:
        """Put the cells in their places. ellers: how one is put that is not everyday.

        Cells of a page lie within the sheet and merged ranges do not meet: whoever lays out knows where the next goes.
        """
        table, indeks = self.table, self.str_table._get_shared_string_index
        rader, kolonner = set(), set()
        former: dict[str, tuple[Any, bool]] = {}
        for c in celler:
            rad, kol, verdi, stilnavn, til, lenke, formel, _ = c
            if lenke or formel:
                ellers(c)
                continue
            if stilnavn not in former:
                former[stilnavn] = formater(stilnavn), format_av(stilnavn) is Format.KLOKKE
            form, klokke = former[stilnavn]
            cellene = table[rad]
            if til is not None:
                rad2, kol2 = til
                self.merge.append([rad, kol, rad2, kol2])
                tom = CellBlankTuple(form)
                for r in range(rad, rad2 + 1):
                    table[r].update(dict.fromkeys(range(kol, kol2 + 1), tom))
                rader.add(rad2)
                kolonner.add(kol2)
            rader.add(rad)
            kolonner.add(kol)
            if verdi is None or verdi == "":
                cellene[kol] = CellBlankTuple(form)
            elif isinstance(verdi, str) and len(verdi) <= _KORT:
                cellene[kol] = CellStringTuple(indeks(verdi if verdi.isascii() else ren(verdi)), form)
            elif type(verdi) is date and (dager := verdi.toordinal() - _DATO0) >= _PLAIN_DATO:
                cellene[kol] = CellDatetimeTuple(dager, form)
            elif isinstance(verdi, (str, date)) or not isfinite(verdi):
                ellers(c._replace(til=None))
            elif klokke:
                cellene[kol] = CellNumberTuple(Eksakt(dognandel(verdi)), form)
            else:
                cellene[kol] = CellNumberTuple(Eksakt(verdi) if isinstance(verdi, float) else verdi, form)
        if rader:
            for r, k in ((min(rader), min(kolonner)), (max(rader), max(kolonner))):
                self._check_dimensions(r, k)

    def _prepare_formula(self, formula: str, *resten: Any) -> Any:
        # XlsxWriter looks for each of thirty functions in every formula; most formulas of a page call the same few.
        if not formula.startswith("=") or formula.endswith("}") or self.use_future_functions or any(resten):
            return super()._prepare_formula(formula, *resten)
        kall = frozenset(_KALL.findall(formula))
        som_de_er = self._kall.get(kall)
        if som_de_er is None:
            prove = " ".join(kall)
            som_de_er = self._kall[kall] = super()._prepare_formula(prove) == prove and "_xlfn." not in prove
        return formula[1:] if som_de_er else super()._prepare_formula(formula)

    @cached_property
    def _kall(self) -> dict[frozenset[str], bool]:
        return {}

    def _calculate_spans(self) -> None:
        # As XlsxWriter's, by the ends of each row; and where a sheet has comments, its own.
        if self.comments:
            super()._calculate_spans()
            return
        spenn: dict[int, tuple[int, int]] = {}
        for rad, celler in self.table.items():
            if celler:
                forst, sist = spenn.get(rad // 16, (self.dim_colmax, 0))
                spenn[rad // 16] = min(forst, *celler), max(sist, *celler)
        self.row_spans = {n: f"{forst + 1}:{sist + 1}" for n, (forst, sist) in spenn.items()}

    def _write_rows(self) -> None:
        if self.comments or self.excel_version == 2010:
            super()._write_rows()
            return
        self._calculate_spans()
        table, skriv = self.table, self.fh.write
        stiler: dict[int, str] = {}  # id of a format -> its attribute
        for rad in range(self.dim_rowmin, self.dim_rowmax + 1):
            celler, valg = table.get(rad), self.row_info.get(rad)
            if not celler:
                if valg is not None:
                    self._write_empty_row(rad, self.row_spans.get(rad // 16), valg)
                continue
            self._write_row(rad, self.row_spans.get(rad // 16), valg)
            nr, ut = rad + 1, []
            for kol in sorted(celler):
                celle = celler[kol]
                slag, form = type(celle), celle.format
                if form is None or slag not in _HVERDAG:
                    skriv("".join(ut))
                    ut.clear()
                    self._write_cell(rad, kol, celle)
                    continue
                s = stiler.get(id(form))
                if s is None:  # numbered as they are met
                    s = stiler[id(form)] = f'" s="{form._get_xf_index()}"'
                if slag is CellBlankTuple:
                    ut.append(f'<c r="{kolonnenavn(kol)}{nr}{s}/>')
                elif slag is CellStringTuple:
                    ut.append(f'<c r="{kolonnenavn(kol)}{nr}{s} t="s"><v>{celle[0]}</v></c>')
                else:
                    ut.append(f'<c r="{kolonnenavn(kol)}{nr}{s}><v>{celle[0]:.16G}</v></c>')
            ut.append("</row>")
            skriv("".join(ut))

    def _write_merge_cells(self) -> None:
        if self.merge:
            ut = [
                f'<mergeCell ref="{kolonnenavn(k)}{r + 1}:{kolonnenavn(k2)}{r2 + 1}"/>' for r, k, r2, k2 in self.merge
            ]
            self.fh.write(f'<mergeCells count="{len(ut)}">{"".join(ut)}</mergeCells>')


_HVERDAG = frozenset({CellBlankTuple, CellStringTuple, CellNumberTuple, CellDatetimeTuple})
