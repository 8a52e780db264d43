"""The parts of a chart that are written once for every point, written at once: the same bytes as XlsxWriter's own.

A curve has a point a week and a label that is taken away from each but one.
"""

from __future__ import annotations

import re
from typing import Any

from xlsxwriter.chart_bar import ChartBar  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.chart_line import ChartLine  # type: ignore[import-untyped]  # ships no types

UTEN_LAPP = {"delete": True}  # the label of a point that has none
_TALL = re.compile(r"[-+.0-9Ee]+")


class _Raskt:
    """Over XlsxWriter's chart."""

    fh: Any

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
        if not data or not all(t is None or (isinstance(t, str) and _TALL.fullmatch(t)) for t in data):
            super()._write_num_cache(data)  # type: ignore[misc]  # XlsxWriter's
            return
        punkter = "".join(f'<c:pt idx="{n}"><c:v>{t}</c:v></c:pt>' for n, t in enumerate(data) if t is not None)
        hode = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(data)}"/>'
        self.fh.write(f"<c:numCache>{hode}{punkter}</c:numCache>")


class Linjediagram(_Raskt, ChartLine):  # type: ignore[misc]  # ships no types
    """Lines."""


class Stolpediagram(_Raskt, ChartBar):  # type: ignore[misc]  # ships no types
    """Bars."""


RASKE = {ChartLine: Linjediagram, ChartBar: Stolpediagram}
