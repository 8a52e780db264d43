"""Cells of a sheet as few rectangles, for programs that set the look of a range in one call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Boks(NamedTuple):
    """Cells from (rad, kol) to (rad2, kol2), both included, counted from 0."""

    rad: int
    kol: int
    rad2: int
    kol2: int


def samlet(bokser: Iterable[Boks]) -> list[Boks]:
    """The same cells in fewer boxes: neighbours with the same sides become one."""
    ned: list[Boks] = []
    for b in sorted(bokser, key=lambda b: (b.kol, b.kol2, b.rad)):
        if ned and ned[-1][1::2] == b[1::2] and ned[-1].rad2 + 1 == b.rad:
            ned[-1] = ned[-1]._replace(rad2=b.rad2)
        else:
            ned.append(b)
    bort: list[Boks] = []
    for b in sorted(ned, key=lambda b: (b.rad, b.rad2, b.kol)):
        if bort and bort[-1][::2] == b[::2] and bort[-1].kol2 + 1 == b.kol:
            bort[-1] = bort[-1]._replace(kol2=b.kol2)
        else:
            bort.append(b)
    return bort
