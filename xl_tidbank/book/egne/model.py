"""The user's own as values: cells, looks, notes, names; and what is left behind. Rows and columns count from 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Utseende = dict[str, Any]  # as XlsxWriter's add_format takes it


class Egencelle(NamedTuple):
    """verdi: None where the cell only has looks. formel: stored form without "=". omraade: of an array formula."""

    verdi: str | float | bool | None
    formel: str = ""
    stil: int = 0
    feil: bool = False
    omraade: str = ""
    dynamisk: bool = False


class Cellenotat(NamedTuple):
    rad: int
    kol: int
    tekst: str
    av: str


@dataclass(slots=True)
class Egetark:
    """A sheet of the user's own. bredder: width, style and hidden by column; hoyder: height or None, and hidden."""

    navn: str
    celler: dict[tuple[int, int], Egencelle] = field(default_factory=dict)
    bredder: dict[tuple[int, int], tuple[float, int, bool]] = field(default_factory=dict)
    hoyder: dict[int, tuple[float | None, bool]] = field(default_factory=dict)
    flettet: list[tuple[int, int, int, int]] = field(default_factory=list)
    frys: tuple[int, int] | None = None
    fane: str = ""
    synlig: str = "visible"
    rutenett: bool = True
    liggende: bool = False
    notater: list[Cellenotat] = field(default_factory=list)
    annet: dict[str, int] = field(default_factory=dict)  # elements by their name: what else stood on it


@dataclass(slots=True)
class Egenkolonne:
    """A column of the user's own in one of our tables. celler: by the row of the new workbook."""

    navn: str
    fra: int
    bredde: float | None
    celler: dict[int, Egencelle] = field(default_factory=dict)


@dataclass(slots=True)
class Kart:
    """Where a sheet's columns and rows have gone. None: the cell is not carried."""

    kolonner: Mapping[int, int]
    rader: Mapping[int, int]
    like_rader: bool


@dataclass(slots=True)
class EgetInnhold:
    """ikke_med: what is left behind, a sentence each; med: what comes along, in few words."""

    ark: list[Egetark] = field(default_factory=list)
    kolonner: dict[str, list[Egenkolonne]] = field(default_factory=dict)  # by table
    notater: dict[str, list[Cellenotat]] = field(default_factory=dict)  # by sheet with a table, in the new place
    navn: list[tuple[str, str]] = field(default_factory=list)
    stiler: list[Utseende] = field(default_factory=list)
    begrunnelser: dict[str, str] = field(default_factory=dict)  # what stands in that column, by the choice
    ikke_med: list[str] = field(default_factory=list)
    med: list[str] = field(default_factory=list)

    def ekstra_kolonner(self) -> dict[str, list[str]]:
        return {tabell: [k.navn for k in kolonner] for tabell, kolonner in self.kolonner.items()}
