"""What an import does to one row, and to all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from .fil import Sted
from .funnet import FRAVAER, GRUNNTURNUS, TIMER, TURNUS, VAKTER, VAKTKODER

FELT = {
    TURNUS: "turnus", VAKTER: "vakter", TIMER: "timer", FRAVAER: "fravaer",
    GRUNNTURNUS: "grunnturnus", VAKTKODER: "vaktkoder",
}  # fmt: skip


class Radendring(NamedTuple):
    """One row that is new, changed or gone. gammel, ny: the records, None where there is none. plass: index of
    `gammel` in its table. flyttet_til: a new row that is probably this one on another day. forslag: what a person
    should do about a row that is gone. byttet: it is another kind of shift now, and stands in the
    other table.
    """

    tabell: str
    gammel: Any
    ny: Any
    sted: Sted = Sted()
    plass: int = -1
    flyttet_til: date | None = None
    forslag: str = ""
    byttet: bool = False


@dataclass(slots=True)
class Forskjell:
    """merket: rows that say the same, and get no more than a new note in Hentet; they are among `uendret` too."""

    ny: list[Radendring] = field(default_factory=list)
    endret: list[Radendring] = field(default_factory=list)
    uendret: list[Radendring] = field(default_factory=list)
    merket: list[Radendring] = field(default_factory=list)
    borte: list[Radendring] = field(default_factory=list)
    fravaer_hoppet_over: int = 0
