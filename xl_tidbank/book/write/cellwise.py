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
from itertools import chain, compress
from math import isfinite
from operator import itemgetter, not_
from typing import Any

from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]  # ships no types
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
from ..page.placed import Celle, Rekker, kolonne
from ..page.plain import Format, Formel
from ..page.styles import format_av

_DATO0 = EXCEL_NULL.toordinal()
_PLAIN_DATO = 61  # serial numbers from here on count as days do: Excel's 1900 has a 29 February
_KORT = 10_000  # characters: less than a cell holds, however they are counted
_KALL = re.compile(r"\([\w.]*")  # what a formula calls, read backwards: a parenthesis is found at once
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
        kall = frozenset(_KALL.findall(formula[::-1]))
        som_de_er = self._kall.get(kall)
        if som_de_er is None:
            prove = " ".join(k[::-1] for k in kall)
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
        skriv = self.fh.write
        for rad in range(self.dim_rowmin, self.dim_rowmax + 1):
            celler, valg = self.table.get(rad), self.row_info.get(rad)
            if not celler:
                if valg is not None:
                    self._write_empty_row(rad, self.row_spans.get(rad // 16), valg)
                continue
            self._write_row(rad, self.row_spans.get(rad // 16), valg)
            ut: list[str] = []
            for kol in sorted(celler):
                celle = celler[kol]
                slag, form = type(celle), celle.format
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
        self._rekker: list[tuple[Rekker, list[_Haler]]] = []

    def sett_hoyder(self, hoyder: Mapping[int, float]) -> None:
        """Rows of these heights in points: `set_row` of each, where one of each height says what it comes to."""
        like: dict[float, tuple[Any, Any]] = {}
        for rad, hoyde in hoyder.items():
            if hoyde not in like:
                self.set_row(rad, hoyde)
                like[hoyde] = self.row_info[rad], self.row_sizes[rad]
            self.row_info[rad], self.row_sizes[rad] = like[hoyde]
        for ende in (min, max):
            self._check_dimensions(ende(hoyder), self.dim_colmin)

    def add_table(self, rad: int, kol: int, rad2: int, kol2: int, valg: dict[str, Any]) -> Any:
        """As XlsxWriter's, which asks of each cell whether it is in another table: who laid out knows that none is."""
        svar = super().add_table(rad, kol, rad + 1, kol2, valg)
        hele = xl_range(rad, kol, rad2, kol2)
        self.tables[-1].update({n: hele for n in ("range", "a_range", "autofilter") if self.tables[-1].get(n)})
        return svar

    def sett(
        self, deler: Iterable[Celle | Rekker], formater: Callable[[str], Any], ellers: Callable[[Celle], None]
    ) -> None:
        """Put the cells in their places. ellers: how one is put that is not everyday.

        Cells of a page lie within the sheet and merged ranges do not meet: whoever lays out knows where the next goes.
        """
        for d in deler:
            if type(d) is not Rekker:
                self._sett_en(d, formater, ellers)  # type: ignore[arg-type]  # a cell
            elif not self._sett_rekker(d, formater, ellers):
                for nr in range(len(d.rader)):
                    for c in d.i_rad(nr):
                        self._sett_en(c, formater, ellers)
        if self._celler:
            for ende in (min, max):
                self._check_dimensions(*(ende(map(itemgetter(n), self._celler)) for n in (0, 1)))

    def _sett_en(self, c: Celle, formater: Callable[[str], Any], ellers: Callable[[Celle], None]) -> None:
        rad, kol, verdi, stilnavn, til, lenke, formel, _ = c
        if lenke or formel or not _hverdag(verdi):
            ellers(c)
            return
        form = self._form(stilnavn, formater)
        table = self.table
        if til is not None:
            rad2, kol2 = til
            self.merge.append([rad, kol, rad2, kol2])
            tom = CellBlankTuple(form)
            for r in range(rad, rad2 + 1):
                table[r].update(dict.fromkeys(range(kol + (r == rad), kol2 + 1), tom))
            self._check_dimensions(rad2, kol2)
        if rad in table:
            table[rad].pop(kol, None)
        self._celler.append(c)
        self._tekster.append(self._nummer(verdi) if isinstance(verdi, str) and verdi else -1)

    def _form(self, stilnavn: str, formater: Callable[[str], Any]) -> Any:
        if stilnavn not in self._former:
            self._former[stilnavn] = formater(stilnavn), format_av(stilnavn) is Format.KLOKKE
        return self._former[stilnavn][0]

    def _nummer(self, tekst: str) -> int:
        """The number of a text that stands in one more cell."""
        nr: int = self.str_table._get_shared_string_index(tekst if tekst.isascii() else ren(tekst))
        return nr

    def _sett_rekker(
        self, r: Rekker, formater: Callable[[str], Any], ellers: Callable[[Celle], None]
    ) -> bool:  # fmt: skip
        """Keep the rows of a table as they are, to be written from; False where a cell is not everyday. Rows with
        formulas are put cell by cell."""
        verdier = dict.fromkeys(chain.from_iterable(r.rader))
        if not all(type(v) is Formel or _hverdag(v) for v in verdier):
            return False
        for stilnavn in r.stiler:
            self._form(stilnavn, formater)
        med_formel = [r.har_formel(rad) for rad in r.rader] if r.formler else ()
        # The texts get their numbers in the order they are met, and are counted as many times as they stand there.
        foer, numre = self.str_table.count, {v: self._nummer(v) for v in verdier if v and isinstance(v, str)}
        rader = r.rader if not any(med_formel) else list(compress(r.rader, map(not_, med_formel)))
        self.str_table.count = foer + sum(map(numre.__contains__, chain.from_iterable(rader)))
        for nr, formel in enumerate(med_formel):
            if formel:
                for c in r.i_rad(nr):
                    self._sett_en(c, formater, ellers)
        self._rekker.append((r, [_Haler(self, k, stil, numre) for k, stil in enumerate(r.stiler, r.kol)]))
        self._check_dimensions(r.rad, r.kol)
        self._check_dimensions(r.rad + len(r.rader) - 1, r.kol + len(r.stiler) - 1)
        return True

    def glem(self) -> None:
        """Forget the cells: the sheet is written."""
        self._celler.clear()
        self._rekker.clear()
        del self._tekster[:]
        self.__dict__.pop("_plasser", None)

    def _get_range_data(self, rad: int, kol: int, rad2: int, kol2: int) -> Any:
        # What a chart keeps of the cells it shows, as XlsxWriter's.
        i_rekker = any(
            r.rad <= rad2 and rad < r.rad + len(r.rader) and r.kol <= kol < r.kol + len(r.stiler)
            for r, _ in self._rekker
        )
        if kol != kol2 or i_rekker or any(kol in self.table.get(r, ()) for r in range(rad, rad2 + 1)):
            raise ValueError("a chart shows everyday cells of one column")
        steder = [self._plasser.get((r, kol)) for r in range(rad, rad2 + 1)]
        return [None if n is None else self._i_diagram(n) for n in steder]

    @cached_property
    def _plasser(self) -> dict[tuple[int, int], int]:
        return {(c[0], c[1]): n for n, c in enumerate(self._celler)}

    def _i_diagram(self, n: int) -> str:
        verdi = self._celler[n].verdi
        if isinstance(verdi, str) and verdi:
            return ren(verdi)
        return self._tall(self._celler[n].stil, verdi)

    def _tall(self, stilnavn: str, verdi: Any) -> str:
        """The value of an everyday cell that is no text, as it stands in the file; "" where there is none."""
        if verdi is None or verdi == "":
            return ""
        if isinstance(verdi, date):
            return str(verdi.toordinal() - _DATO0)
        if self._former[stilnavn][1]:
            verdi = dognandel(verdi) + 0.0
        return float.__repr__(verdi) if isinstance(verdi, float) else f"{verdi:.16G}"

    def _write_rows(self) -> None:
        assert not self.comments
        assert self.excel_version != 2010
        rader: dict[int, list[int]] = {}  # the everyday cells of each row
        for n, c in enumerate(self._celler):
            rader.setdefault(c[0], []).append(n)
        i_rekker = {r.rad + nr: (r, haler, nr) for r, haler in self._rekker for nr in range(len(r.rader))}
        spenn = self._spenn(rader)
        table, skriv = self.table, self.fh.write
        for rad in range(self.dim_rowmin, self.dim_rowmax + 1):
            andre, egne, valg = table.get(rad), rader.get(rad), self.row_info.get(rad)
            rekke = i_rekker.get(rad)
            if not andre and egne is None and rekke is None:
                if valg is not None:
                    skriv(f"{self._radhode(rad, spenn.get(rad // 16), valg)}/>")
                continue
            ut = [f"{self._radhode(rad, spenn.get(rad // 16), valg)}>"]
            i_raden: dict[int, Any] = {}
            if rekke is not None:
                r, haler, nr = rekke
                if not andre and egne is None:
                    ut += [f"{h.hode}{rad + 1}{h[v]}" for h, v in zip(haler, r.rader[nr], strict=True)]
                    ut.append("</row>")
                    skriv("".join(ut))
                    continue
                if not r.har_formel(r.rader[nr]):
                    i_raden.update({h.kol: (h, v) for h, v in zip(haler, r.rader[nr], strict=True)})
            i_raden.update((self._celler[n][1], n) for n in egne or ())
            if andre:
                i_raden.update(andre)
            for kol in sorted(i_raden):
                celle = i_raden[kol]
                if type(celle) is int:
                    ut.append(self._xml(celle, kolonnenavn(kol), rad + 1))
                elif type(celle) is CellBlankTuple:
                    ut.append(f'<c r="{kolonnenavn(kol)}{rad + 1}" s="{self._xf(celle.format)}"/>')
                elif type(celle) is tuple:
                    hale, verdi = celle
                    ut.append(f"{hale.hode}{rad + 1}{hale[verdi]}")
                else:
                    skriv("".join(ut))
                    ut.clear()
                    self._write_cell(rad, kol, celle)
            ut.append("</row>")
            skriv("".join(ut))

    def _radhode(self, rad: int, spenn: str | None, valg: Any) -> str:
        """The tag of a row, but for its end."""
        assert valg is None or not (valg.row_format or valg.hidden or valg.level or valg.collapsed)
        assert self.default_row_height == self.original_row_height
        hode = f'<row r="{rad + 1}" spans="{spenn}"' if spenn else f'<row r="{rad + 1}"'
        if valg is None or valg.height == self.original_row_height:
            return hode
        return f'{hode} ht="{valg.height * 0.75:.16g}" customHeight="1"'

    def _xml(self, n: int, kol: str, rad: int) -> str:
        """An everyday cell as it stands in the file."""
        c = self._celler[n]
        return f'<c r="{kol}{rad}{self._hale(c[3], c[2], self._tekster[n])}'

    def _hale(self, stilnavn: str, verdi: Any, nr: int) -> str:
        """An everyday cell from its address on. nr: of its text, -1 = it is none."""
        xf = self._xf(self._former[stilnavn][0])
        if nr >= 0:
            return f'" s="{xf}" t="s"><v>{nr}</v></c>'
        tall = self._tall(stilnavn, verdi)
        return f'" s="{xf}"><v>{tall}</v></c>' if tall else f'" s="{xf}"/>'

    def _spenn(self, rader: Mapping[int, Sequence[int]]) -> dict[int, str]:
        """The first and the last column of each sixteen rows."""
        ut: dict[int, tuple[int, int]] = {}
        for r, _ in self._rekker:
            for nr in range(r.rad // 16, (r.rad + len(r.rader) - 1) // 16 + 1):
                ut[nr] = r.kol, r.kol + len(r.stiler) - 1
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


class _Haler(dict[Any, str]):
    """What stands of the values of a column from the address on. By value, each made once."""

    def __init__(self, ark: Cellevis, kol: int, stilnavn: str, numre: Mapping[Any, int]) -> None:
        super().__init__()
        self.kol, self.hode = kol, f'<c r="{kolonnenavn(kol)}'
        self._ark, self._stil, self._numre = ark, stilnavn, numre

    def __missing__(self, verdi: Any) -> str:
        hale = self._ark._hale(self._stil, verdi, self._numre.get(verdi, -1))
        if verdi != 0:  # 0 and -0 are equal, and written otherwise
            self[verdi] = hale
        return hale


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
