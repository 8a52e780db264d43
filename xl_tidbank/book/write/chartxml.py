"""Charts written faster, with the same bytes as XlsxWriter's own: what is written once for every point, at once, and
of charts that are alike the first alone.

A curve has a point a week and a label that is taken away from each but one. A review has the curve of every employee:
another sheet, title and numbers, and the same in all else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from io import StringIO
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from xlsxwriter.chart_bar import ChartBar  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.chart_line import ChartLine  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.utility import quote_sheetname  # type: ignore[import-untyped]  # ships no types

UTEN_LAPP = {"delete": True}  # the label of a point that has none
_TALL = re.compile(r"[-+.0-9Ee]+")


_BUFFER = re.compile("<c:numCache>.*?</c:numCache>", re.S)
# Where in the text of a chart that others are made from the sheet, the title, the number of the chart and each cache of
# numbers stand: characters no part can have.
_ARK, _TITTEL, _NR, _TALLENE = "\0a", "\0t", "\0n", "\0c"


class Likt(NamedTuple):
    """What a chart has in common with others, and what is its own. form: all the rest; tall: the numbers of its ranges,
    in the order they are written, as they stand in the cells."""

    form: Hashable
    ark: str
    tittel: str
    tall: Callable[[], Sequence[Sequence[str | None]]]


class _Raskt:
    """Over XlsxWriter's chart. likt: where it may be made from another; maler: the texts of those there are."""

    fh: Any
    id: int
    likt: Likt | None = None
    maler: dict[Hashable, str]

    def _assemble_xml_file(self) -> None:
        if self.likt is None:
            super()._assemble_xml_file()  # type: ignore[misc]  # XlsxWriter's
        elif self.likt.form in self.maler:
            self.fh.write(self._av_mal(self.maler[self.likt.form], self.likt))
        else:
            fh, self.fh = self.fh, StringIO()
            super()._assemble_xml_file()  # type: ignore[misc]  # XlsxWriter's
            tekst, self.fh = self.fh.getvalue(), fh
            fh.write(tekst)
            mal = self._mal(tekst, self.likt)
            if self._av_mal(mal, self.likt) == tekst:
                self.maler[self.likt.form] = mal

    def _bytter(self, likt: Likt) -> tuple[tuple[str, str], ...]:
        """What is the chart's own, and the mark that stands for it."""
        ark, tittel = (self._escape_data(t) for t in (quote_sheetname(likt.ark), likt.tittel))  # type: ignore[attr-defined]
        return (
            (f"<c:f>{ark}!", f"<c:f>{_ARK}!"), (f"<a:t>{tittel}</a:t>", f"<a:t>{_TITTEL}</a:t>"),
            (f'"{5001 + self.id:04d}000', f'"{_NR}000'),
        )  # fmt: skip

    def _mal(self, tekst: str, likt: Likt) -> str:
        for eget, merke in self._bytter(likt):
            tekst = tekst.replace(eget, merke)
        return _BUFFER.sub(_TALLENE, tekst)

    def _av_mal(self, mal: str, likt: Likt) -> str:
        for eget, merke in self._bytter(likt):
            mal = mal.replace(merke, eget)
        deler = mal.split(_TALLENE)
        tall = [_tallbuffer(t) or "" for t in likt.tall()]
        return "".join(chain.from_iterable(zip_longest(deler, tall, fillvalue="")))

    def _get_labels_properties(self, labels: dict[str, Any] | None) -> Any:
        egne = (labels or {}).get("custom")
        if not labels or not egne or not isinstance(egne, list):
            return super()._get_labels_properties(labels)  # type: ignore[misc]  # XlsxWriter's
        med = [n for n, lapp in enumerate(egne) if lapp != UTEN_LAPP]
        ut = super()._get_labels_properties(labels | {"custom": [egne[n] for n in med]})  # type: ignore[misc]
        if ut is not None:
            alle: list[Any] = [UTEN_LAPP] * len(egne)
            for n, lapp in zip(med, ut["custom"], strict=True):
                alle[n] = lapp
            ut["custom"] = alle
        return ut

    def _write_custom_labels(self, parent: Any, labels: list[Any]) -> None:
        fra = 0
        for n, lapp in enumerate(labels):
            if lapp is UTEN_LAPP:
                continue
            self._uten_lapp(fra, n)
            # XlsxWriter numbers labels by their place in the list, and says nothing of those that are None.
            super()._write_custom_labels(parent, [*[None] * n, lapp])  # type: ignore[misc]  # XlsxWriter's
            fra = n + 1
        self._uten_lapp(fra, len(labels))

    def _uten_lapp(self, fra: int, til: int) -> None:
        self.fh.write("".join(
            f'<c:dLbl><c:idx val="{n}"/><c:delete val="1"/></c:dLbl>' for n in range(fra, til)
        ))  # fmt: skip

    def _write_num_cache(self, data: Any) -> None:
        buffer = _tallbuffer(data)
        if buffer is None:
            super()._write_num_cache(data)  # type: ignore[misc]  # XlsxWriter's
        else:
            self.fh.write(buffer)


def _tallbuffer(data: Sequence[str | None]) -> str | None:
    """What a chart keeps of a range of numbers; None where there is more to it."""
    if not data or not all(t is None or (isinstance(t, str) and _TALL.fullmatch(t)) for t in data):
        return None
    punkter = "".join([f'<c:pt idx="{n}"><c:v>{t}</c:v></c:pt>' for n, t in enumerate(data) if t is not None])
    hode = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(data)}"/>'
    return f"<c:numCache>{hode}{punkter}</c:numCache>"


class Linjediagram(_Raskt, ChartLine):  # type: ignore[misc]  # ships no types
    """Lines."""


class Stolpediagram(_Raskt, ChartBar):  # type: ignore[misc]  # ships no types
    """Bars."""


RASKE = {ChartLine: Linjediagram, ChartBar: Stolpediagram}
