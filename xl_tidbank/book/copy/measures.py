"""How wide the columns and how high the rows of a page are, as short texts: nobody may make them smaller unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ...tables.names import ARKRADER

RADHOYDE = 15.0  # points, of a row that says nothing
LENGDE = 90  # characters in one text
_TEKST = re.compile(r"([bh])([1-9][0-9]{0,6}):((?:[0-9]{1,4}(?:\*[0-9]{1,6})?)(?: [0-9]{1,4}(?:\*[0-9]{1,6})?)*)", re.A)


def tekster(bredder: Sequence[float], hoyder: Mapping[int, float]) -> Iterator[str]:
    """Whole characters and points, rounded down, runs of the same together: b1:2 6 11*3, h1:36 19 5."""
    yield from _skriv("b", [int(b) for b in bredder])
    yield from _skriv("h", [int(hoyder.get(r, RADHOYDE)) for r in range(max(hoyder, default=-1) + 1)])


def _skriv(slag: str, tall: Sequence[int]) -> Iterator[str]:
    samlet, nr, fra = "", 1, 1
    for verdi, like in groupby(tall):
        antall = len(list(like))
        bit = f"{verdi}*{antall}" if antall > 1 else str(verdi)
        if samlet and len(samlet) + len(bit) > LENGDE - 10:
            yield f"{slag}{fra}:{samlet}"
            samlet, fra = "", nr
        samlet = f"{samlet} {bit}" if samlet else bit
        nr += antall
    if samlet:
        yield f"{slag}{fra}:{samlet}"


def er_maal(tekst: str) -> bool:
    return _TEKST.fullmatch(tekst) is not None


def les(alle: Iterable[str]) -> tuple[dict[int, int], dict[int, int]]:
    """Widths by column and heights by row, from 0."""
    ut: dict[str, dict[int, int]] = {"b": {}, "h": {}}
    for tekst in alle:
        if m := _TEKST.fullmatch(tekst):
            nr = int(m[2]) - 1
            for bit in m[3].split():
                verdi, _, antall = bit.partition("*")
                for _ in range(min(int(antall or 1), ARKRADER)):
                    ut[m[1]][nr] = int(verdi)
                    nr += 1
    return ut["b"], ut["h"]


def mindre(naa: float, foer: int) -> bool:
    """Whether it has become so much smaller that something may be cut off; programs round in ways of their own."""
    return naa < foer * 0.9 - 0.5
