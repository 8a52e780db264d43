"""A column and a table as data: what the schema (schema.py, miljo.py) is written in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Slag(Enum):
    """What kind of value a column holds; cells.py parses it, the template formats and validates it."""

    NUMMER = "nummer"  # identifier kept as text: 1001, "1001" and 1001.0 are the same
    TEKST = "tekst"
    DATO = "dato"
    TIDSPUNKT = "tidspunkt"  # a day with its clock time
    KLOKKE = "klokke"  # minutes after midnight
    MINUTTER = "minutter"
    PROSENT = "prosent"  # percentage points: 40 means 40 %
    GRAD = "grad"  # percentage points in the cell, fraction in the record, empty = 1.0
    TALL = "tall"
    KRONER = "kroner"
    JANEI = "janei"
    VALG = "valg"  # one of `lovlige`
    FRITT = "fritt"  # number, date or text as it stands (Innstillinger.Verdi)


@dataclass(frozen=True, slots=True)
class Kolonne:
    """One column. ma_finnes: the header must stand in the sheet; ma_fylles: no row may leave it empty.

    timer: hours, which may also be written as a stretch of time (7:30). skjult: out of sight in a new workbook.
    taus: an empty cell says nothing (None), where `tom` is what the whole column means when it is missing. smaa:
    percentages under 1 are what they say; elsewhere 0,6 is what a program makes of 60 %.
    """

    navn: str
    slag: Slag
    hjelp: str
    ma_finnes: bool = True
    ma_fylles: bool = False
    lovlige: tuple[str, ...] = ()
    tom: Any = None  # what an empty cell means
    minst: float | None = None
    mest: float | None = None
    bredde: float = 12.0
    timer: bool = False
    skjult: bool = False
    taus: bool = False
    smaa: bool = False


@dataclass(frozen=True, slots=True)
class Tabell:
    """One Excel table. `post` is the record its rows become; valgfri_i_csv: a CSV folder may leave it out.

    valgfritt_ark: a workbook may lack the whole sheet, as those made before it came do. ved_siden: it stands beside
    another table on its sheet, and may be missing there too. del_: the part of a bank it belongs to (`deler.py`),
    "" = what every bank has. bak_fra: from this column on they are seldom needed, and grouped away. bortlagt: its sheet
    lies hidden until there are rows in it.
    """

    navn: str
    ark: str
    post: type
    kolonner: tuple[Kolonne, ...]
    innledning: str = ""
    valgfri_i_csv: bool = False
    valgfritt_ark: bool = False
    ved_siden: bool = False
    del_: str = ""
    bak_fra: str = ""
    bortlagt: bool = False


def k(navn: str, slag: Slag, hjelp: str, bredde: float = 12.0, **mer: Any) -> Kolonne:
    if slag in (Slag.TEKST, Slag.NUMMER, Slag.VALG):
        mer.setdefault("tom", "")
    if slag is Slag.JANEI:
        mer.setdefault("tom", False)
    return Kolonne(navn, slag, hjelp, bredde=bredde, **mer)
