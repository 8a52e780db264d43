"""A file from elsewhere as raw values: sheets with their cells, and what the reader saw that is no value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from xl_tidbank.core.errors import Verdifeil
from xl_tidbank.tables import values
from xl_tidbank.tables.names import bokstaver
from xl_tidbank.tables.values import tom

MEST_RADER = 200_000


class Sted(NamedTuple):
    """A cell of a workbook, or a line of a text file."""

    ark: str = ""
    celle: str = ""
    linje: int = 0

    def __str__(self) -> str:
        return f"linje {self.linje}" if self.linje else f"{self.ark}!{self.celle}" if self.celle else self.ark


@dataclass(frozen=True, slots=True)
class Filark:
    """A sheet. rader[0][0] is row `rad0`, column `kol0` (from 1). linjer: of a text file, the line of each row.

    skjulte_rader, skjulte_kolonner, fargede, strokne (struck through), flettet: numbered as in the file, from 1.
    """

    navn: str
    rader: Sequence[Sequence[Any]]
    rad0: int = 1
    kol0: int = 1
    linjer: Sequence[int] = ()
    skjulte_rader: frozenset[int] = frozenset()
    skjulte_kolonner: frozenset[int] = frozenset()
    fargede: frozenset[tuple[int, int]] = frozenset()
    strokne: frozenset[tuple[int, int]] = frozenset()
    flettet: tuple[tuple[int, int, int, int], ...] = ()  # row, column, last row, last column

    def celle(self, rad: int, kol: int) -> Any:
        """The value at an index of `rader`; None outside."""
        r = self.rader[rad] if 0 <= rad < len(self.rader) else ()
        return r[kol] if 0 <= kol < len(r) else None

    def sted(self, rad: int, kol: int) -> Sted:
        if self.linjer:
            return Sted(linje=self.linjer[rad])
        return Sted(self.navn, f"{bokstaver(self.kol0 + kol)}{self.rad0 + rad}")

    def hvor(self, rad: int) -> str:
        """The row in words."""
        return f"linje {self.linjer[rad]}" if self.linjer else f"rad {self.rad0 + rad}"

    @property
    def bredde(self) -> int:
        return max(map(len, self.rader), default=0)


@dataclass(frozen=True, slots=True)
class Fil:
    """navn: without its folder. sha256: of its bytes. merknader: what the reader has to tell, a sentence each."""

    navn: str
    ark: tuple[Filark, ...]
    sha256: str = ""
    merknader: tuple[str, ...] = ()


def tekst(raa: object) -> str:
    """A cell as text on one line, "" where it is empty. Raises Verdifeil for an error or an uncomputed formula."""
    if raa is None or tom(raa):
        return ""
    return " ".join(values.tekst(raa, "Cellen").split())


def tekst_eller_tom(raa: object) -> str:
    """As `tekst`, where what cannot be read is of no interest."""
    try:
        return tekst(raa)
    except Verdifeil:
        return ""


def vist(raa: object) -> str:
    """A value as it is told of: short, and on one line."""
    if isinstance(raa, datetime):
        return f"{raa:%d.%m.%Y %H:%M}" if raa.hour or raa.minute else f"{raa:%d.%m.%Y}"
    if isinstance(raa, date):
        return f"{raa:%d.%m.%Y}"
    if raa == values.UTEN_VERDI:
        return ""
    ut = values.vis(raa).removeprefix("tallet ").removeprefix("klokkeslettet ").strip("«»") if raa is not None else ""
    return ut[:60]


def fylte(ark: Filark, rad: int) -> Iterator[int]:
    """The columns of a row with something in them."""
    for kol, v in enumerate(ark.rader[rad]):
        if v is not None and not tom(v):
            yield kol
