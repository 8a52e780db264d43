"""The cells of a form, as a table's cells are read; and what is said on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from xl_tidbank.book.page.pagenames import ren
from xl_tidbank.book.page.styles import GRAA, ROD, ROD_LYS
from xl_tidbank.commands.skjema import FELT, MERKE

from ...vert import Beskjed, Skjemacelle
from ..reading import tidspunkt
from ..unokit import farge, nulldag

_DATO, _TID = 2, 4  # com.sun.star.util.NumberFormat
_SISTE_DAG = 2_958_466


def celler(dok: Any, ark: Any) -> dict[str, Skjemacelle]:
    ut = []
    for navn in ark.NamedRanges.ElementNames:
        funnet = ark.NamedRanges.getByName(navn).ReferredCells if navn.startswith((FELT, MERKE)) else None
        if funnet is None:
            continue
        a = funnet.RangeAddress
        verdier = [
            [_verdi(dok, funnet.getCellByPosition(k, r)) for k in range(a.EndColumn - a.StartColumn + 1)]
            for r in range(a.EndRow - a.StartRow + 1)
        ]
        adresse = funnet.getCellByPosition(0, 0).AbsoluteName.rpartition(".")[2].replace("$", "")
        ut.append((a.StartRow, navn, Skjemacelle(adresse, verdier)))
    return {navn: celle for _, navn, celle in sorted(ut, key=lambda x: x[:2])}


def _verdi(dok: Any, celle: Any) -> Any:
    """A number that shows as a day or a time is one; an error is its text."""
    if celle.getError():
        return "#VALUE!"
    v = celle.getDataArray()[0][0]
    if not isinstance(v, float):
        return v
    format_ = int(dok.NumberFormats.getByKey(celle.NumberFormat).Type) & (_DATO | _TID)
    null: date = nulldag(dok)
    if not format_ or not 0 <= v < _SISTE_DAG or (not format_ & _DATO and v > 1):
        return v
    return tidspunkt(v, bool(format_ & _DATO), null)


def si(ark: Any, beskjeder: Sequence[Beskjed]) -> None:
    for b in beskjeder:
        celler_ = ark.getCellRangeByName(b.celle)
        if b.tekst is None:
            celler_.CellBackColor = farge(ROD_LYS) if b.feil else -1
        else:
            celler_.getCellByPosition(0, 0).setString(ren(b.tekst))
            celler_.CharColor = farge(ROD if b.feil else GRAA)
