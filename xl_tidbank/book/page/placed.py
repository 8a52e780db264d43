"""What a laid-out page is made of: placed cells, tables, charts and print settings.

Rows and columns count from 0. Column 0 is a narrow margin; the page stands in the columns after it, and the figures
behind its charts stand to the right of the page, outside the print area. No spreadsheet program is known here: the
XlsxWriter writer and the LibreOffice adapter place the same `Oppsett`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from .formater import Formel, Verdi
from .plain import Diagram


class Celle(NamedTuple):
    """One value in its place. til: last row and column where the cell is merged.

    lenke: name of the sheet it leads to, lenkecelle: the cell there. formel: stored form without
    "=", `verdi` is then its cached result.
    """

    rad: int
    kol: int
    verdi: float | int | date | str | None
    stil: str
    til: tuple[int, int] | None = None
    lenke: str = ""
    formel: str = ""
    lenkecelle: str = "A1"


class Rekker(NamedTuple):
    """Rows of a table where each column has one look, kept as they came: cells of their own take ten times the room.

    A column holds texts, days, numbers of one type and formulas: of values that are equal the same is made, but of 0
    and -0. formler: the columns that have formulas. hull: there is no cell where there is no value.
    """

    rad: int
    kol: int
    rader: Sequence[Sequence[Verdi]]
    stiler: Sequence[str]
    formler: Sequence[int]
    hull: bool = False

    def i_rad(self, nr: int) -> list[Celle]:
        """The cells of one row."""
        return [
            Celle(self.rad + nr, k, v.verdi, stil, None, "", v.formel)
            if v.__class__ is Formel else Celle(self.rad + nr, k, v, stil)  # type: ignore[arg-type]  # faster
            for k, (v, stil) in enumerate(zip(self.rader[nr], self.stiler, strict=True), self.kol)
            if v is not None or not self.hull
        ]  # fmt: skip

    def har_formel(self, rad: Sequence[Verdi]) -> bool:
        return any(rad[k].__class__ is Formel for k in self.formler)


_LIKE = frozenset({str, date, type(None), Formel})


def rekker(
    rad: int, kol: int, rader: Sequence[Sequence[Verdi]], stiler: Sequence[str], hull: bool = False
) -> Rekker | None:
    """The rows from (rad, kol) on as one, None where a column is not of one kind."""
    formler = []
    for k, kolonnen in enumerate(zip(*rader, strict=True)):
        slag = set(map(type, kolonnen))
        if Formel in slag:
            formler.append(k)
        tall = slag - _LIKE
        if not (tall <= {int} or tall <= {float}):
            return None
    return Rekker(rad, kol, rader, stiler, formler, hull)


@dataclass(frozen=True, slots=True)
class Sideceller:
    """The cells of a page, in the order they were placed."""

    deler: tuple[Celle | Rekker, ...]

    def __iter__(self) -> Iterator[Celle]:
        for d in self.deler:
            if type(d) is Rekker:
                for nr in range(len(d.rader)):
                    yield from d.i_rad(nr)
            else:
                yield d  # type: ignore[misc]  # a cell

    def __len__(self) -> int:
        return sum(len(d.rader) * len(d.stiler) if isinstance(d, Rekker) else 1 for d in self.deler)

    @property
    def alene(self) -> Iterable[Celle]:
        """Those that stand for themselves."""
        return (d for d in self.deler if isinstance(d, Celle))

    @property
    def rekker(self) -> list[Rekker]:
        return [d for d in self.deler if isinstance(d, Rekker)]


class Tabellplass(NamedTuple):
    """A real table: header row `rad`, last data row `rad2`."""

    navn: str
    rad: int
    kol: int
    rad2: int
    kol2: int
    felt: tuple[str, ...]


class Diagramplass(NamedTuple):
    """A chart over the cells (rad, kol) to (rad2, kol2). Its figures: header row `datarad`, x in `datakol`."""

    diagram: Diagram
    rad: int
    kol: int
    rad2: int
    kol2: int
    datarad: int
    datakol: int


class Betingelse(NamedTuple):
    """A cell that takes another look when its text begins with `begynner_med`."""

    rad: int
    kol: int
    begynner_med: str
    stil: str


class Navn(NamedTuple):
    """A defined name for one cell, or all down to (rad2, kol2); lokal: on its own sheet only. liste: what the cell may
    be chosen from, or ""."""

    rad: int
    kol: int
    navn: str
    lokal: bool
    liste: str
    rad2: int = -1
    kol2: int = -1


class Valgplass(NamedTuple):
    """Cells from (rad, kol) to (rad2, kol2) that are each chosen from a list."""

    rad: int
    kol: int
    rad2: int
    kol2: int
    liste: str


class Knappeplass(NamedTuple):
    """A button over the cells (rad, kol) to (rad, kol2); kommando: the name of what it does."""

    rad: int
    kol: int
    kol2: int
    kommando: str
    tekst: str


class Matriseplass(NamedTuple):
    """What one formula fills: header row `rad`, last row `rad2`. The cells hold its last result.

    stiler: the style of a cell in each column, also of those the result may grow into. plass: rows kept for it below
    the header, where a program must know beforehand; 0 = those it fills now.
    """

    formel: str
    rad: int
    kol: int
    rad2: int
    kol2: int
    stiler: tuple[str, ...]
    plass: int = 0


class Utskrift(NamedTuple):
    """rad2, kol2: last cell of the print area. gjenta: rows on every page. brudd: rows that start a new page."""

    liggende: bool
    rad2: int
    kol2: int
    gjenta: tuple[int, int] | None
    bunntekst: tuple[str, str]
    sider_hoyt: int
    brudd: tuple[int, ...]


class Oppsett(NamedTuple):
    """bredder: width of every column in digits of the default font. hoyder: row -> points. skjult_fra: the first column
    that is out of sight, with those after it; 0 = none is. bak: columns that are grouped away."""

    ark: str
    celler: Sideceller
    bredder: tuple[float, ...]
    hoyder: dict[int, float]
    tabeller: tuple[Tabellplass, ...]
    diagrammer: tuple[Diagramplass, ...]
    betingelser: tuple[Betingelse, ...]
    utskrift: Utskrift
    frys: tuple[int, int] | None
    navn: tuple[Navn, ...] = ()
    matriser: tuple[Matriseplass, ...] = ()
    valg: tuple[Valgplass, ...] = ()
    knapper: tuple[Knappeplass, ...] = ()
    skjult_fra: int = 0
    bak: tuple[int, ...] = ()

    @property
    def levende(self) -> bool:
        """Whether the page computes itself, is written on, or has columns to fold out: then it is not locked."""
        return bool(self.navn or self.matriser or self.bak)


@cache
def kolonne(nr: int) -> str:
    """0 -> A, 26 -> AA."""
    bokstaver = ""
    nr += 1
    while nr:
        nr, rest = divmod(nr - 1, 26)
        bokstaver = chr(65 + rest) + bokstaver
    return bokstaver


def adresse(rad: int, kol: int, fast: bool = False) -> str:
    """(0, 0) -> A1, or $A$1 when `fast`."""
    return f"${kolonne(kol)}${rad + 1}" if fast else f"{kolonne(kol)}{rad + 1}"
