"""A sheet whose everyday cells go straight into XlsxWriter's table, and out of it a row at a time: the same bytes.

XlsxWriter's own way asks several questions of every cell, going in and coming out, and of every cell of a merged
range. Pages are laid out already, so here they are answered once a page. What is not everyday (a formula, a link, a
comment, a row with a format) goes XlsxWriter's way. This leans on how XlsxWriter is made inside: a test holds both ways
to the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

from xlsxwriter.worksheet import (  # type: ignore[import-untyped]  # ships no types
    CellBlankTuple,
    CellDatetimeTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from ..page.placed import kolonne

_KALL = re.compile(r"[\w.]*\(")  # what a formula calls
_UTEN_TALL = str.maketrans("", "", "0123456789")
kolonnenavn = cache(kolonne)
_HVERDAG = frozenset({CellBlankTuple, CellStringTuple, CellNumberTuple, CellDatetimeTuple})


class Eksakt(float):
    """A number XlsxWriter writes to its last bit; on its own it keeps 16 digits, one too few for some values."""

    def __format__(self, spec: str) -> str:
        return repr(float(self))


class Radvis(Worksheet):  # type: ignore[misc]  # ships no types
    """A sheet written as any other, and put in the file a row at a time."""

    def _prepare_formula(self, formula: str, *resten: Any) -> Any:
        # XlsxWriter looks for each of thirty functions in every formula; most formulas of a page call the same few, and
        # are alike but for the numbers in them. Not where a function has a number in its name: DAYS is not DAYS360.
        if not formula.startswith("=") or formula.endswith("}") or self.use_future_functions or any(resten):
            return super()._prepare_formula(formula, *resten)
        uten_tall = formula.translate(_UTEN_TALL)
        som_de_er = self._kall.get(uten_tall)
        if som_de_er is None:
            prove = " ".join(set(_KALL.findall(formula)))
            som_de_er = super()._prepare_formula(prove) == prove and "_xlfn." not in prove
            if prove.translate(_UTEN_TALL) == prove:
                self._kall[uten_tall] = som_de_er
        return formula[1:] if som_de_er else super()._prepare_formula(formula)

    @cached_property
    def _kall(self) -> dict[str, bool]:
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
