"""A sheet with long columns of few values: what is told of a value is told once, and the cells keep its number.

The columns of an input sheet have one format each, and most of their values come many times. Here each value is
written XlsxWriter's way the first time it comes, and known again after that; rows are put together of what the values
were told as. Cells written on their own, later, go before. This leans on how XlsxWriter is made inside: a test holds
both ways to the same bytes.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from io import StringIO
from itertools import zip_longest
from typing import Any

from xlsxwriter.worksheet import CellStringTuple  # type: ignore[import-untyped]  # ships no types

from .cellwise import Radvis, kolonnenavn

_BOLK = 512  # rows put together at a time
_ETT_OG_SAMME = frozenset({str, date, type(None)})  # equal values of these are written the same


def nokkel(verdi: Any) -> Any:
    """The same for values that are written the same: 1, 1.0 and True are not, nor 0.0 and -0.0."""
    slag = type(verdi)
    return verdi if slag in _ETT_OG_SAMME else (slag, repr(verdi))


class Kolonnevis(Radvis):
    """`kolonne` puts a whole column in place, from the second row of the sheet down."""

    def __init__(self) -> None:
        super().__init__()
        self._celler: list[Any] = []  # each one of XlsxWriter's, once
        self._kolonner: dict[int, array[int]] = {}  # by column: the numbers of its cells

    def kolonne(self, kol: int, verdier: Sequence[Any], skriv: Callable[[int, Any], Any]) -> None:
        """skriv: writes a value in a row of the column, the same way in every row, with a format."""
        if not verdier:
            return
        nokler = [v if type(v) in _ETT_OG_SAMME else nokkel(v) for v in verdier]
        antall = Counter(nokler)  # in the order they come
        forste = dict(zip(reversed(nokler), range(len(nokler), 0, -1), strict=True))
        kjent: dict[Any, int] = {}
        for n, (hva, ganger) in enumerate(antall.items(), len(self._celler)):
            rad = forste[hva]
            skriv(rad, verdier[rad - 1])
            celle = self.table[rad].pop(kol)
            self._celler.append(celle)
            kjent[hva] = n
            if type(celle) is CellStringTuple:
                self.str_table.count += ganger - 1  # as XlsxWriter counts the texts of a workbook
        self._check_dimensions(len(nokler), kol)
        self._kolonner[kol] = array("i", map(kjent.__getitem__, nokler))

    def tabell(self, rad: int, kol: int, rad2: int, kol2: int, valg: dict[str, Any]) -> None:
        """As `add_table`, for one whose cells are written: it keeps no account of where they are, and puts a formula
        of a column in the first row alone."""
        self.add_table(rad, kol, rad + 1, kol2, valg)
        egen = self.tables[-1]
        slutt = f":{kolonnenavn(kol2)}{rad2 + 1}"
        for navn in ("range", "a_range", "autofilter"):
            egen[navn] = egen[navn].partition(":")[0] + slutt

    def _calculate_spans(self) -> None:
        super()._calculate_spans()
        for gruppe in range(max(map(len, self._kolonner.values()), default=0) // 16 + 1):
            egne = [k for k, numre in self._kolonner.items() if numre and len(numre) >= gruppe * 16]
            if egne:
                alle = [*egne, *(int(k) - 1 for k in self.row_spans.get(gruppe, "").split(":") if k)]
                self.row_spans[gruppe] = f"{min(alle) + 1}:{max(alle) + 1}"

    def _write_rows(self) -> None:
        if self.comments:
            self._hver_for_seg()
        if not self._kolonner:
            super()._write_rows()
            return
        self._calculate_spans()
        self._rader(0, 1)
        siste = max(map(len, self._kolonner.values()))
        haler = self._haler()
        kolonner = [(f'<c r="{kolonnenavn(k)}', self._kolonner[k]) for k in sorted(self._kolonner)]
        for fra in range(0, siste, _BOLK):
            rader = [str(rad + 1) for rad in range(fra + 1, min(fra + _BOLK, siste) + 1)]
            biter = [
                [f"{hode}{rad}{haler[n]}" for rad, n in zip(rader, numre[fra : fra + _BOLK], strict=False)]
                for hode, numre in kolonner
            ]
            ut: list[str] = []
            for rad, celler in enumerate(zip_longest(*biter, fillvalue=""), fra + 1):
                if rad in self.row_info or self.table.get(rad):
                    self.fh.write("".join(ut))
                    ut.clear()
                    egne = {k: c for k, c in zip(sorted(self._kolonner), celler, strict=True) if c}
                    self._rad(rad, {**egne, **self.table.get(rad, {})})
                else:
                    ut.append(f'<row r="{rad + 1}" spans="{self.row_spans[rad // 16]}">{"".join(celler)}</row>')
            self.fh.write("".join(ut))
        self._rader(siste + 1, self.dim_rowmax + 1)

    def _haler(self) -> list[str]:
        """What stands after the row's number in each of the cells."""
        fil: Any = self.fh
        self.fh: Any = StringIO()
        ut = []
        for celle in self._celler:
            self._write_cell(0, 0, celle)
            ut.append(self.fh.getvalue().removeprefix('<c r="A1'))
            self.fh.seek(0)
            self.fh.truncate()
        self.fh = fil
        return ut

    def _hver_for_seg(self) -> None:
        """Every cell in its place in XlsxWriter's table."""
        for kol, numre in self._kolonner.items():
            for rad, n in enumerate(numre, 1):
                self.table[rad].setdefault(kol, self._celler[n])
        self._kolonner.clear()
