"""What a laid-out page is made of: placed cells, tables, charts and print settings.

Rows and columns count from 0. Column 0 is a narrow margin; the page stands in the columns after it, and the figures
behind its charts stand to the right of the page, outside the print area. No spreadsheet program is known here: the
XlsxWriter writer and the LibreOffice adapter place the same `Oppsett`.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

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
    celler: tuple[Celle, ...]
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
