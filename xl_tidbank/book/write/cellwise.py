"""A sheet whose everyday cells go straight into XlsxWriter's table, and out of it a row at a time: the same bytes.

XlsxWriter's own way asks several questions of every cell, going in and coming out, and of every cell of a merged
range. Pages are laid out already, so here they are answered once a page. What is not everyday (a formula, a link, a
comment, a row with a format) goes XlsxWriter's way. This leans on how XlsxWriter is made inside: a test holds both ways
to the same bytes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from math import isfinite
from operator import itemgetter
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
_HVERDAG = frozenset({CellBlankTuple, CellStringTuple, CellNumberTuple, CellDatetimeTuple})


class Eksakt(float):
    """A number XlsxWriter writes to its last bit; on its own it keeps 16 digits, one too few for some values."""

    def __format__(self, spec: str) -> str:
        return repr(float(self))


class Radvis(Worksheet):  # type: ignore[misc]  # ships no types
    """A sheet written as any other, and put in the file a row at a time."""

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
        self._rader(self.dim_rowmin, self.dim_rowmax + 1)

    def _rader(self, fra: int, til: int) -> None:
        """Those of the rows that hold something."""
        for rad in range(fra, til):
            celler, valg = self.table.get(rad), self.row_info.get(rad)
            if celler:
                self._rad(rad, celler)
            elif valg is not None:
                self._write_empty_row(rad, self.row_spans.get(rad // 16), valg)

    def _rad(self, rad: int, celler: Mapping[int, Any]) -> None:
        """One row. A cell that is a text is written already."""
        skriv = self.fh.write
        self._write_row(rad, self.row_spans.get(rad // 16), self.row_info.get(rad))
        ut: list[str] = []
        for kol in sorted(celler):
            celle = celler[kol]
            slag = type(celle)
            if slag is str:
                ut.append(celle)
                continue
            form = celle.format
            if form is None or slag not in _HVERDAG:
                skriv("".join(ut))
                ut.clear()
                self._write_cell(rad, kol, celle)
                continue
            hode = f'<c r="{kolonnenavn(kol)}{rad + 1}" s="{self._xf(form)}"'
            if slag is CellBlankTuple:
                ut.append(f"{hode}/>")
            elif slag is CellStringTuple:
                ut.append(f'{hode} t="s"><v>{celle[0]}</v></c>')
            else:
                ut.append(f"{hode}><v>{celle[0]:.16G}</v></c>")
        ut.append("</row>")
        skriv("".join(ut))

    def _xf(self, form: Any) -> int:
        """The number of a format in the file: given as they are met."""
        nr = self._numre.get(id(form))
        if nr is None:
            nr = self._numre[id(form)] = form._get_xf_index()
        return nr

    @cached_property
    def _numre(self) -> dict[int, int]:
        return {}


class Cellevis(Radvis):
    """A sheet of Arkvis. What stands in XlsxWriter's own table goes before the everyday cells."""

    def __init__(self) -> None:
        super().__init__()
        self._celler: list[Celle] = []
        self._tekster = array("i")  # of each of them: the number of its text, -1 = it is none
        self._former: dict[str, tuple[Any, bool]] = {}  # by style: the format, and whether numbers are clock times

    def sett(self, celler: Iterable[Celle], formater: Callable[[str], Any], ellers: Callable[[Celle], None]) -> None:
        """Put the cells in their places. ellers: how one is put that is not everyday.

        Cells of a page lie within the sheet and merged ranges do not meet: whoever lays out knows where the next goes.
        """
        table, former, indeks = self.table, self._former, self.str_table._get_shared_string_index
        opptatt = bool(table)
        for c in celler:
            rad, kol, verdi, stilnavn, til, lenke, formel, _ = c
            if lenke or formel or not _hverdag(verdi):
                ellers(c)
                continue
            if stilnavn not in former:
                former[stilnavn] = formater(stilnavn), format_av(stilnavn) is Format.KLOKKE
            if til is not None:
                rad2, kol2 = til
                self.merge.append([rad, kol, rad2, kol2])
                tom = CellBlankTuple(former[stilnavn][0])
                for r in range(rad, rad2 + 1):
                    table[r].update(dict.fromkeys(range(kol + (r == rad), kol2 + 1), tom))
                self._check_dimensions(rad2, kol2)
            if opptatt and rad in table:
                table[rad].pop(kol, None)
            self._celler.append(c)
            tekst = isinstance(verdi, str) and verdi
            self._tekster.append(indeks(tekst if tekst.isascii() else ren(tekst)) if tekst else -1)
        if self._celler:
            for ende in (min, max):
                self._check_dimensions(*(ende(map(itemgetter(n), self._celler)) for n in (0, 1)))

    def glem(self) -> None:
        """Forget the cells: the sheet is written."""
        self._celler.clear()
        del self._tekster[:]
        self.__dict__.pop("_plasser", None)

    def _get_range_data(self, rad: int, kol: int, rad2: int, kol2: int) -> Any:
        # What a chart keeps of the cells it shows, as XlsxWriter's.
        if kol != kol2 or any(kol in self.table.get(r, ()) for r in range(rad, rad2 + 1)):
            raise ValueError("a chart shows everyday cells of one column")
        steder = [self._plasser.get((r, kol)) for r in range(rad, rad2 + 1)]
        return [None if n is None else self._i_diagram(n) for n in steder]

    @cached_property
    def _plasser(self) -> dict[tuple[int, int], int]:
        return {(c[0], c[1]): n for n, c in enumerate(self._celler)}

    def _i_diagram(self, n: int) -> str:
        verdi = self._celler[n].verdi
        return self.str_table._get_shared_string(self._tekster[n]) if self._tekster[n] >= 0 else self._tall(n, verdi)

    def _tall(self, n: int, verdi: Any) -> str:
        """The value of an everyday cell that is no text, as it stands in the file; "" where there is none."""
        if verdi is None or verdi == "":
            return ""
        if isinstance(verdi, date):
            return str(verdi.toordinal() - _DATO0)
        if self._former[self._celler[n][3]][1]:
            verdi = dognandel(verdi) + 0.0
        return float.__repr__(verdi) if isinstance(verdi, float) else f"{verdi:.16G}"

    def _write_rows(self) -> None:
        assert not self.comments
        assert self.excel_version != 2010
        rader: dict[int, list[int]] = {}  # the everyday cells of each row
        for n, c in enumerate(self._celler):
            rader.setdefault(c[0], []).append(n)
        spenn = self._spenn(rader)
        table, skriv = self.table, self.fh.write
        for rad in range(self.dim_rowmin, self.dim_rowmax + 1):
            andre, egne, valg = table.get(rad), rader.get(rad), self.row_info.get(rad)
            if not andre and egne is None:
                if valg is not None:
                    self._write_empty_row(rad, spenn.get(rad // 16), valg)
                continue
            self._write_row(rad, spenn.get(rad // 16), valg)
            i_raden: dict[int, Any] = {self._celler[n][1]: n for n in egne or ()}
            if andre:
                i_raden.update(andre)
            ut: list[str] = []
            for kol in sorted(i_raden):
                celle = i_raden[kol]
                if type(celle) is int:
                    ut.append(self._xml(celle, kolonnenavn(kol), rad + 1))
                elif type(celle) is CellBlankTuple:
                    ut.append(f'<c r="{kolonnenavn(kol)}{rad + 1}" s="{self._xf(celle.format)}"/>')
                else:
                    skriv("".join(ut))
                    ut.clear()
                    self._write_cell(rad, kol, celle)
            ut.append("</row>")
            skriv("".join(ut))

    def _xml(self, n: int, kol: str, rad: int) -> str:
        """An everyday cell as it stands in the file."""
        c, nr = self._celler[n], self._tekster[n]
        hode = f'<c r="{kol}{rad}" s="{self._xf(self._former[c[3]][0])}"'
        if nr >= 0:
            return f'{hode} t="s"><v>{nr}</v></c>'
        tall = self._tall(n, c[2])
        return f"{hode}><v>{tall}</v></c>" if tall else f"{hode}/>"

    def _spenn(self, rader: Mapping[int, Sequence[int]]) -> dict[int, str]:
        """The first and the last column of each sixteen rows."""
        ut: dict[int, tuple[int, int]] = {}
        for rad in {*rader, *(r for r, celler in self.table.items() if celler)}:
            kolonner = [*self.table.get(rad, ()), *(self._celler[n][1] for n in rader.get(rad, ()))]
            forst, sist = ut.get(rad // 16, (kolonner[0], 0))
            ut[rad // 16] = min(forst, *kolonner), max(sist, *kolonner)
        return {n: f"{forst + 1}:{sist + 1}" for n, (forst, sist) in ut.items()}

    def _write_merge_cells(self) -> None:
        if self.merge:
            ut = [
                f'<mergeCell ref="{kolonnenavn(k)}{r + 1}:{kolonnenavn(k2)}{r2 + 1}"/>' for r, k, r2, k2 in self.merge
            ]
            self.fh.write(f'<mergeCells count="{len(ut)}">{"".join(ut)}</mergeCells>')


def _hverdag(verdi: Any) -> bool:
    """Whether a value is written as it is: XlsxWriter cuts long texts, and counts the days before 1 March 1900 so that
    they agree with Excel."""
    if verdi is None:
        return True
    if isinstance(verdi, str):
        return len(verdi) <= _KORT
    if isinstance(verdi, date):
        return type(verdi) is date and verdi.toordinal() - _DATO0 >= _PLAIN_DATO
    return isfinite(verdi)
