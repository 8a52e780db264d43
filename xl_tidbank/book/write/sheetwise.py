"""A workbook that is written sheet by sheet: the same bytes as XlsxWriter's own, with one sheet's cells in memory.

XlsxWriter keeps every cell, chart and part until the workbook is closed, and then all parts as text. Here a sheet that
is done is made into its part at once, packed, and its cells and charts are forgotten; numbers are given in the order of
the sheets, as on closing. This leans on how XlsxWriter is made inside: a test holds both ways to the same bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.exceptions import DuplicateWorksheetName  # type: ignore[import-untyped]
from xlsxwriter.packager import Packager  # type: ignore[import-untyped]

from .chartxml import RASKE
from .pagewise import Cellevis

_TID = (1980, 1, 1, 0, 0, 0)  # of every part
_SAMLES = 1 << 15  # characters that are packed at a time
# What a sheet that is written has no more use for.
_GLEMMES = ("table", "row_info", "row_sizes", "row_spans", "merge", "merged_cells", "table_cells", "cond_formats")


class Del(StringIO):
    """A part while it is written: packed as it comes, or as one where it is short and comes in many pieces."""

    def __init__(self, hel: bool = False) -> None:
        super().__init__()
        self._venter: list[str] = []
        if hel:
            self.write = self._venter.append  # type: ignore[method-assign,assignment]  # nobody asks how much it was
        self._tegn = 0
        self._pakker: Any = None  # a quarter of a megabyte: only while it is needed
        self._pakket: list[bytes] = []
        self._slutt = False
        self.crc = self.storrelse = 0

    def write(self, tekst: str) -> int:
        self._venter.append(tekst)
        self._tegn += len(tekst)
        if self._tegn > _SAMLES:
            self._pakk()
        return len(tekst)

    def _pakk(self) -> None:
        data = "".join(self._venter).encode()
        self._venter.clear()
        self._tegn = 0
        self.crc = zlib.crc32(data, self.crc)
        self.storrelse += len(data)
        if self._pakker is None:
            self._pakker = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)  # as zipfile does
        self._pakket.append(self._pakker.compress(data))

    def pakket(self) -> bytes:
        """The packed bytes of all that was written."""
        if not self._slutt:
            self._pakk()
            self._pakket = [b"".join((*self._pakket, self._pakker.flush()))]
            self._slutt, self._pakker = True, None
        return self._pakket[0]


class _Ferdig:
    """In the place of a chart that is written: what XlsxWriter asks of one when it closes."""

    series, combined, formula_ids = (True,), None, ()

    def __init__(self, nr: int, del_: Del) -> None:
        self.id, self.del_ = nr, del_


class _Pakker(Packager):  # type: ignore[misc]  # ships no types
    """Gives the parts that are written already, and lists all of them in XlsxWriter's order."""

    def _filename(self, navn: str) -> Del:
        del_ = Del()
        self.filenames.append((del_, navn, False))
        return del_

    def _write_worksheet_files(self) -> None:
        for nr, blad in enumerate(self.workbook.worksheets(), 1):
            self.filenames.append((self.workbook.skrevet[blad.index], f"xl/worksheets/sheet{nr}.xml", False))

    def _write_chart_files(self) -> None:
        for nr, diagram in enumerate(self.workbook.charts, 1):
            self.filenames.append((diagram.del_, f"xl/charts/chart{nr}.xml", False))

    def _create_package(self) -> list[Any]:
        self.workbook.deler = list(super()._create_package())
        return []  # nothing left for XlsxWriter to pack


class Arkvis(xlsxwriter.Workbook):  # type: ignore[misc]  # ships no types
    """`ferdig` writes a sheet and forgets it. Charts draw on their own sheet; no pictures, comments or macros."""

    worksheet_class = Cellevis

    def __init__(self, *argumenter: Any, **valg: Any) -> None:
        super().__init__(*argumenter, **valg)
        self.skrevet: dict[int, Del] = {}
        self.deler: list[Any] = []
        self._tabellnr = self._diagramnr = 0
        self._tabellnavn: dict[str, bool] = {}
        self._arknavn: set[str] = set()
        self._diagrammer: list[_Ferdig] = []
        self.maler: dict[Hashable, str] = {}  # charts that others are made from

    def add_chart(self, valg: dict[str, Any]) -> Any:
        diagram = super().add_chart(valg)
        diagram.__class__ = RASKE.get(type(diagram), type(diagram))
        return diagram

    def _check_sheetname(self, navn: str, *resten: Any) -> Any:
        # XlsxWriter holds each new name against every sheet; whether a name is one is all that is left to ask.
        with self._bare([]):
            navn = super()._check_sheetname(navn, *resten)
        if navn.lower() in self._arknavn:
            raise DuplicateWorksheetName(f"Sheetname '{navn}', with case ignored, is already in use.")
        self._arknavn.add(navn.lower())
        return navn

    @contextmanager
    def _bare(self, ark: list[Any]) -> Iterator[None]:
        """As if these were all the sheets."""
        alle: list[Any] = self.worksheets()
        self.worksheets_objs: list[Any] = ark
        try:
            yield
        finally:
            self.worksheets_objs = alle

    def ferdig(self, blad: Any) -> None:
        """Nothing more is written on the sheet. In the order of the sheets; the first is the one that is shown."""
        annet = (blad.images, blad.has_vml, blad.has_header_vml, blad.is_chartsheet, getattr(blad, "shapes", ()))
        assert not any(annet)
        assert blad.index == len(self.skrevet)
        if not blad.index:
            blad.selected = blad.active = 1
        diagrammer = [rad[2] for rad in blad.charts]
        if diagrammer:
            for n in range(len(diagrammer)):
                self._diagramnr += 1
                blad._prepare_chart(n, self._diagramnr, len(self.drawings) + 1)
            self.drawings.append(blad.drawing)
            self.charts = diagrammer
            with self._bare([blad]):  # charts draw on their own sheet; XlsxWriter looks at all of them
                super()._add_chart_data()
            self.charts = []
        blad._prepare_tables(self._tabellnr + 1, self._tabellnavn)
        self._tabellnr += len(blad.tables)
        self.skrevet[blad.index] = self._del(blad)
        self._diagrammer += [_Ferdig(d.id, self._del(d, hel=True)) for d in diagrammer]
        blad.charts = []
        blad.glem()
        for navn in _GLEMMES:
            getattr(blad, navn).clear()

    def _del(self, av: Any, hel: bool = False) -> Del:
        del_ = Del(hel)
        av._set_xml_writer(del_)
        av._assemble_xml_file()
        av.fh = None
        del_.pakket()
        return del_

    # What XlsxWriter does on closing, and is done by then

    def _prepare_drawings(self) -> None:
        self.charts = self._diagrammer
        self.drawing_count = len(self.drawings)

    def _add_chart_data(self) -> None: ...

    def _prepare_tables(self) -> None: ...

    def _get_packager(self) -> Packager:
        return _Pakker()

    def _store_workbook(self) -> None:
        for blad in self.worksheets()[len(self.skrevet) :]:
            self.ferdig(blad)
        sted: Any = self.filename
        self.filename: Any = BytesIO()
        super()._store_workbook()
        with ZipFile(sted, "w", ZIP_DEFLATED, allowZip64=self.allow_zip64) as fil:
            for del_, navn, er_bytes in self.deler:
                info = ZipInfo(navn, _TID)
                info.compress_type = ZIP_DEFLATED
                if er_bytes:
                    fil.writestr(info, del_.getvalue())
                else:
                    _legg_inn(fil, info, del_)


def _legg_inn(fil: Any, info: ZipInfo, del_: Del) -> None:
    """A part that is packed already, as `writestr` would have put it there."""
    pakket = del_.pakket()
    info.external_attr = 0o600 << 16
    info.CRC, info.file_size, info.compress_size = del_.crc, del_.storrelse, len(pakket)
    info.header_offset = fil.fp.tell()
    fil.fp.write(info.FileHeader(zip64=False))
    fil.fp.write(pakket)
    fil.filelist.append(info)
    fil.NameToInfo[info.filename] = info
    fil.start_dir, fil._didModify = fil.fp.tell(), True
