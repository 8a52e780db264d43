"""What a file turned out to say: rows, absences, conflicts and notes, each with the cell or line it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.tid.clock import slutten

from .fil import Sted

TURNUS, VAKTER, TIMER, FRAVAER = "Turnus", "Vakter", "Timer", "Fravær"
GRUNNTURNUS, VAKTKODER = "Grunnturnus", "Vaktkoder"
_SETNING = re.compile(r"(?<=[.?])\s+(?=[A-ZÆØÅ])")


class Funnet(NamedTuple):
    """A row of the file as a row of one of our tables. start, slutt: minutes after midnight; None = not told.

    ekstern: its id in the file, "" = none. Fields a table does not have are empty. fri: a day off, without times.
    """

    tabell: str
    ansattnr: str
    dato: date
    start: int | None
    slutt: int | None
    pause: int | None
    sted: Sted
    verdi: str = ""
    ekstern: str = ""
    timer: float | None = None
    type: str = ""
    maate: str = ""
    status: str = ""
    enhet: str = ""
    kompetanse: str = ""
    fri: bool = False

    @property
    def minutter(self) -> int:
        """Paid minutes by the clock."""
        if self.start is None or self.slutt is None:
            return round((self.timer or 0) * 60)
        return slutten(self.start, self.slutt) - self.start - (self.pause or 0)


class Bortedag(NamedTuple):
    """A day away. kode: ours, as the profile has it; "" = the profile only knows the name."""

    ansattnr: str
    dato: date
    kode: str
    verdi: str
    sted: Sted


class Fridag(NamedTuple):
    """A day without an ordinary shift, for somebody the file is about. tom: the cell says nothing."""

    ansattnr: str
    dato: date
    verdi: str
    sted: Sted
    tom: bool


class Konflikt(NamedTuple):
    """What could not be taken in, while the rest is (I4): one sentence of what is wrong, one of what to do."""

    sted: Sted
    ansattnr: str
    verdi: str
    tekst: str
    tiltak: str


class Sagt(NamedTuple):
    """Something to know, that stops nothing."""

    tekst: str
    sted: Sted = Sted()


@dataclass(slots=True)
class Avlest:
    """fra, til: the window. personer: who the file speaks of. skjermet: person and day the file says something of that
    is not taken in, so that what the bank has there is left alone; skjermede_id: the same by id. avlyste: ids the
    file says are cancelled. utenfor: ids whose day in the file is outside the window. fri: cells that say a day is off;
    fridager: those that could take a shift out of Grunnturnus.
    """

    fra: date
    til: date
    rader: list[Funnet] = field(default_factory=list)
    fravaer: list[Bortedag] = field(default_factory=list)
    konflikter: list[Konflikt] = field(default_factory=list)
    merknader: list[Sagt] = field(default_factory=list)
    personer: set[str] = field(default_factory=set)
    skjermet: set[tuple[str, date]] = field(default_factory=set)
    skjermede_id: set[str] = field(default_factory=set)
    avlyste: dict[str, Sted] = field(default_factory=dict)
    utenfor: dict[str, tuple[date, Sted]] = field(default_factory=dict)
    fri: int = 0
    fridager: list[Fridag] = field(default_factory=list)

    def konflikt(self, sted: Sted, ansattnr: str, verdi: str, feil: str | TidbankFeil, tiltak: str = "") -> None:
        hva, gjor = (feil, tiltak) if isinstance(feil, str) else setninger(feil.feil[0].tekst, tiltak)
        self.konflikter.append(Konflikt(sted, ansattnr, verdi, hva, gjor))

    def merk(self, tekst: str, sted: Sted = Sted()) -> None:  # noqa: B008 - a constant of ours
        self.merknader.append(Sagt(tekst, sted))


def setninger(tekst: str, ellers: str = "") -> tuple[str, str]:
    """One of our own sentences of an error as what is wrong, and what to do."""
    deler = _SETNING.split(tekst.strip(), maxsplit=1)
    hva = deler[0] if deler[0].endswith((".", "?")) else f"{deler[0]}."
    gjor = deler[1].strip() if len(deler) > 1 else ellers or "Rett det i filen, og hent den på nytt."
    return hva, gjor


def opp_til(ting: Iterable[str], mest: int = 5) -> str:
    """The first of many."""
    alle = list(dict.fromkeys(ting))
    return ", ".join(alle[:mest]) + (f" og {len(alle) - mest} til" if len(alle) > mest else "")
