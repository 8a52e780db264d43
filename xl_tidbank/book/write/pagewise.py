"""A sheet of a page: its everyday cells are kept as they were laid out, and written from there a row at a time.

What is not everyday (a formula, a link, a comment) goes into XlsxWriter's own table, and before the everyday cells.
The same bytes as XlsxWriter's own: a test holds both ways to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, compress
from math import isfinite
from operator import itemgetter, not_
from typing import Any

from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]  # ships no types

from ...core.tid.clock import EXCEL_NULL
from ...tables.values import dognandel
from ..page.pagenames import ren
from ..page.placed import Celle, Rekker
from ..page.plain import Format, Formel
from ..page.styles import format_av
from .cellwise import Radvis, kolonnenavn

_DATO0 = EXCEL_NULL.toordinal()
_PLAIN_DATO = 61  # serial numbers from here on count as days do: Excel's 1900 has a 29 February
_KORT = 10_000  # characters: less than a cell holds, however they are counted
_ANNEN = -2  # in the place of the number of a text: a cell of XlsxWriter's table

Post = tuple[int, int, Any, int, Any]  # first and last column, style, number of the text (-1 = it is none), value


class Cellevis(Radvis):
    """A sheet of Arkvis."""

    def __init__(self) -> None:
        super().__init__()
        self._i_raden: dict[int, list[Post]] = {}
        self._former: dict[str, tuple[Any, bool]] = {}  # by style: the format, and whether numbers are clock times
        self._midt = _Midt(self)
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
        for rad, poster in self._i_raden.items():
            poster.sort(key=itemgetter(0))
            self._check_dimensions(rad, poster[0][0])
            self._check_dimensions(rad, poster[-1][1])

    def _sett_en(self, c: Celle, formater: Callable[[str], Any], ellers: Callable[[Celle], None]) -> None:
        rad, kol, verdi, stilnavn, til, lenke, formel, _ = c
        if lenke or formel or not _hverdag(verdi):
            ellers(c)
            return
        if stilnavn not in self._former:
            self._form(stilnavn, formater)
        kol2 = kol
        if til is not None:
            rad2, kol2 = til
            self.merge.append([rad, kol, rad2, kol2])
            for r in range(rad + 1, rad2 + 1):
                self._i_raden.setdefault(r, []).append((kol, kol2, stilnavn, -1, None))
        if rad in self.table:
            for k in range(kol, kol2 + 1):
                self.table[rad].pop(k, None)
        nr = self._nummer(verdi) if verdi and isinstance(verdi, str) else -1
        if rad in self._i_raden:
            self._i_raden[rad].append((kol, kol2, stilnavn, nr, verdi))
        else:
            self._i_raden[rad] = [(kol, kol2, stilnavn, nr, verdi)]

    def _form(self, stilnavn: str, formater: Callable[[str], Any]) -> None:
        self._former[stilnavn] = formater(stilnavn), format_av(stilnavn) is Format.KLOKKE

    def _nummer(self, tekst: str) -> int:
        """The number of a text that stands in one more cell."""
        nr: int = self.str_table._get_shared_string_index(tekst if tekst.isascii() else ren(tekst))
        return nr

    def _sett_rekker(self, r: Rekker, formater: Callable[[str], Any], ellers: Callable[[Celle], None]) -> bool:
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
        if numre:
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
        self._i_raden.clear()
        self._rekker.clear()

    def _get_range_data(self, rad: int, kol: int, rad2: int, kol2: int) -> Any:
        # What a chart keeps of the cells it shows, as XlsxWriter's.
        if kol != kol2 or any(kol in self.table.get(r, ()) for r in range(rad, rad2 + 1)):
            raise ValueError("a chart shows everyday cells of one column")
        for r, _ in self._rekker:
            if r.kol <= kol < r.kol + len(r.stiler) and r.rad <= rad2 and rad < r.rad + len(r.rader):
                if not (r.rad <= rad and rad2 < r.rad + len(r.rader)) or r.formler:
                    raise ValueError("a chart shows everyday cells of one column")
                k = kol - r.kol
                kolonnen = [r.rader[n - r.rad][k] for n in range(rad, rad2 + 1)]
                return [None if r.hull and v is None else self._i_diagram(r.stiler[k], v) for v in kolonnen]
        poster = ([p for p in self._i_raden.get(r, ()) if p[0] == kol] for r in range(rad, rad2 + 1))
        return [self._i_diagram(p[-1][2], p[-1][4]) if p else None for p in poster]

    def _i_diagram(self, stilnavn: str, verdi: Any) -> str:
        return ren(verdi) if isinstance(verdi, str) else self._tall(stilnavn, verdi)

    def _tall(self, stilnavn: str, verdi: Any) -> str:
        """The value of an everyday cell that is no text, as it stands in the file; "" where there is none."""
        if verdi is None or verdi == "":
            return ""
        if isinstance(verdi, date):
            return str(verdi.toordinal() - _DATO0)
        if self._former[stilnavn][1]:
            verdi = dognandel(verdi) + 0.0
        return float.__repr__(verdi) if isinstance(verdi, float) else f"{verdi:.16G}"

    def hale(self, stilnavn: str, verdi: Any, nr: int) -> str:
        """An everyday cell from its address on. nr: of its text, -1 = it is none."""
        if nr >= 0:
            return f'{self._midt[stilnavn]} t="s"><v>{nr}</v></c>'
        tall = self._tall(stilnavn, verdi)
        return f"{self._midt[stilnavn]}><v>{tall}</v></c>" if tall else f"{self._midt[stilnavn]}/>"

    def _write_rows(self) -> None:
        assert not self.comments
        assert self.excel_version != 2010
        i_rekker: dict[int, list[tuple[Rekker, list[_Haler], Sequence[Any]]]] = {}
        for r, haler in self._rekker:
            for rad, verdier in enumerate(r.rader, r.rad):
                i_rekker.setdefault(rad, []).append((r, haler, verdier))
        spenn = self._spenn()
        skriv = self.fh.write
        for rad in range(self.dim_rowmin, self.dim_rowmax + 1):
            andre, poster, valg = self.table.get(rad), self._i_raden.get(rad, ()), self.row_info.get(rad)
            hode, radnr, rekker = self._radhode(rad, spenn.get(rad // 16), valg), rad + 1, i_rekker.get(rad, ())
            if len(rekker) == 1 and not (andre or poster or rekker[0][0].hull):
                celler = [f"{h.hode}{radnr}{h[v]}" for h, v in zip(*rekker[0][1:], strict=True)]
                skriv(f"{hode}>{''.join(celler)}</row>")
                continue
            if rekker:
                poster = sorted(chain(poster, *(_poster(*r) for r in rekker)), key=itemgetter(0))
            if andre:
                poster = _sammen(poster, andre)
            if poster:
                self._write_poster(hode, radnr, poster)
            elif valg is not None:
                skriv(f"{hode}/>")

    def _write_poster(self, hode: str, radnr: int, poster: Iterable[Post]) -> None:
        ut, forrige = [f"{hode}>"], -1
        for kol, til, stilnavn, nr, verdi in poster:
            assert kol > forrige
            forrige = til
            if nr == _ANNEN:
                self.fh.write("".join(ut))
                ut.clear()
                self._write_cell(radnr - 1, kol, stilnavn)
                continue
            if type(stilnavn) is _Haler:
                ut.append(f"{stilnavn.hode}{radnr}{stilnavn[verdi]}")
                continue
            midt = self._midt[stilnavn]
            if nr >= 0:
                ut.append(f'<c r="{kolonnenavn(kol)}{radnr}{midt} t="s"><v>{nr}</v></c>')
            elif verdi is None:
                ut.append(f'<c r="{kolonnenavn(kol)}{radnr}{midt}/>')
            else:
                ut.append(f'<c r="{kolonnenavn(kol)}{radnr}{self.hale(stilnavn, verdi, nr)}')
            if til > kol:
                tom = f"{radnr}{midt}/>"
                ut += [f'<c r="{kolonnenavn(k)}{tom}' for k in range(kol + 1, til + 1)]
        ut.append("</row>")
        self.fh.write("".join(ut))

    def _radhode(self, rad: int, spenn: str | None, valg: Any) -> str:
        """The tag of a row, but for its end."""
        assert valg is None or not (valg.row_format or valg.hidden or valg.level or valg.collapsed)
        assert self.default_row_height == self.original_row_height
        hode = f'<row r="{rad + 1}" spans="{spenn}"' if spenn else f'<row r="{rad + 1}"'
        if valg is None or valg.height == self.original_row_height:
            return hode
        return f'{hode} ht="{valg.height * 0.75:.16g}" customHeight="1"'

    def _spenn(self) -> dict[int, str]:
        """The first and the last column of each sixteen rows."""
        ut: dict[int, tuple[int, int]] = {}

        def med(rad: int, forst: int, sist: int) -> None:
            a, b = ut.get(rad // 16, (forst, sist))
            ut[rad // 16] = (a if a < forst else forst), (b if b > sist else sist)

        for r, _ in self._rekker:
            if r.hull:
                for rad, verdier in enumerate(r.rader, r.rad):
                    har = [k for k, v in enumerate(verdier, r.kol) if v is not None]
                    if har:
                        med(rad, har[0], har[-1])
            else:
                for rad in {*range(r.rad, r.rad + len(r.rader), 16), r.rad + len(r.rader) - 1}:
                    med(rad, r.kol, r.kol + len(r.stiler) - 1)
        for rad, poster in self._i_raden.items():
            med(rad, poster[0][0], poster[-1][1])
        for rad, celler in self.table.items():
            if celler:
                med(rad, min(celler), max(celler))
        return {n: f"{forst + 1}:{sist + 1}" for n, (forst, sist) in ut.items()}

    def _write_merge_cells(self) -> None:
        if self.merge:
            ut = [
                f'<mergeCell ref="{kolonnenavn(k)}{r + 1}:{kolonnenavn(k2)}{r2 + 1}"/>' for r, k, r2, k2 in self.merge
            ]
            self.fh.write(f'<mergeCells count="{len(ut)}">{"".join(ut)}</mergeCells>')


class _Midt(dict[str, str]):
    """Between the address of an everyday cell and its value, by style: the number of its format, given as it is met."""

    def __init__(self, ark: Cellevis) -> None:
        super().__init__()
        self._ark = ark

    def __missing__(self, stilnavn: str) -> str:
        midt = self[stilnavn] = f'" s="{self._ark._xf(self._ark._former[stilnavn][0])}"'
        return midt


class _Haler(dict[Any, str]):
    """What stands of the values of a column from the address on. By value, each made once."""

    def __init__(self, ark: Cellevis, kol: int, stilnavn: str, numre: Mapping[Any, int]) -> None:
        super().__init__()
        self.kol, self.hode = kol, f'<c r="{kolonnenavn(kol)}'
        self._ark, self._stil, self._numre = ark, stilnavn, numre

    def __missing__(self, verdi: Any) -> str:
        if verdi.__class__ is float and verdi and not self._ark._former[self._stil][1]:
            hale = self[verdi] = f"{self._ark._midt[self._stil]}><v>{verdi!r}</v></c>"
            return hale
        hale = self._ark.hale(self._stil, verdi, self._numre.get(verdi, -1))
        if verdi != 0:  # 0 and -0 are equal, and written otherwise
            self[verdi] = hale
        return hale


def _poster(r: Rekker, haler: Sequence[_Haler], verdier: Sequence[Any]) -> Iterator[Post]:
    """The cells of a row of a table, none where a formula has had them put one by one."""
    if not r.har_formel(verdier):
        for h, v in zip(haler, verdier, strict=True):
            if v is not None or not r.hull:
                yield h.kol, h.kol, h, -1, v


def _sammen(poster: Iterable[Post], andre: Mapping[int, Any]) -> list[Post]:
    """The cells of a row one by one, those of XlsxWriter's table before the everyday ones."""
    celler: dict[int, Post] = {}
    for kol, til, stilnavn, nr, verdi in poster:
        celler[kol] = kol, kol, stilnavn, nr, verdi
        celler.update({k: (k, k, stilnavn, -1, None) for k in range(kol + 1, til + 1)})
    celler.update({k: (k, k, celle, _ANNEN, None) for k, celle in andre.items()})
    return [celler[k] for k in sorted(celler)]


def _hverdag(verdi: Any) -> bool:
    """Whether a value is written as it is: XlsxWriter cuts long texts, and counts the days before 1 March 1900 so that
    they agree with Excel."""
    if verdi is None or verdi.__class__ is float:
        return verdi is None or isfinite(verdi)
    if isinstance(verdi, str):
        return len(verdi) <= _KORT
    if isinstance(verdi, date):
        return type(verdi) is date and verdi.toordinal() - _DATO0 >= _PLAIN_DATO
    return isfinite(verdi)
