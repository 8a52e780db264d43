"""What a command asks for: each question with its kind, its place in a form and its option on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from ..core.bank import Bank


class Svarslag(Enum):
    """The kind of an answer, and what it is in Python."""

    TEKST = "tekst"  # str
    DATO = "dato"  # date, None where nothing is given
    MAANED = "maned"  # the first day of a month
    TALL = "tall"  # a number as its column in the tables has it
    KLOKKE = "klokke"  # minutes after midnight
    VALG = "valg"  # one of `lovlige`, or ""
    FLAGG = "flagg"  # bool
    ANSATTE = "ansatte"  # a tuple of employee numbers, () = all
    FIL = "fil"  # a path to something that is read, or a folder
    UTFIL = "utfil"  # a path to write the answer's own file to
    BANK = "bank"  # a bank that is read: `Lest`
    PASSORD = "passord"  # a function that asks for it, None = there is none


class Lestsvar(NamedTuple):
    """A bank that was read from a file, for a command that is about the file too."""

    sti: Path
    bank: Bank


INGENTING: dict[Svarslag, Any] = {Svarslag.TEKST: "", Svarslag.VALG: "", Svarslag.FLAGG: False, Svarslag.ANSATTE: ()}


@dataclass(frozen=True, slots=True)
class Sporsmaal:
    """Something a command asks for.

    In a form: etikett, forslag (what stands there to begin with) and lovlige (the answers to choose between); without
    etikett it is not asked for there. On the command line: valg ("--dato", or "" = an argument), hjelp and metavar;
    without hjelp it is not there. maa: it must be given on the command line. flere: it may be given several times, and
    the answer is a tuple. kolonne: "Vakter.Start", the column whose rules the answer follows. ellers: what it is on
    the command line where nothing is given. eksempel: what stands in the example of the help, where it is there.
    """

    navn: str
    slag: Svarslag = Svarslag.TEKST
    etikett: str = ""
    forslag: str = ""
    lovlige: tuple[str, ...] = ()
    valg: tuple[str, ...] = ()
    hjelp: str = ""
    metavar: str = ""
    maa: bool = False
    flere: bool = False
    kolonne: str = ""
    ellers: str = ""
    eksempel: str = ""

    @property
    def ledetekst(self) -> str:
        """The label in a form, with the answers to choose between."""
        return f"{self.etikett} ({', '.join(self.lovlige)})" if self.lovlige else self.etikett

    def tolk(self, raa: object, hva: str = "") -> Any:
        """The answer as Python has it, from what a user wrote; what is no text is typed already.

        hva: what a sentence about it calls it, else its label. Raises Verdifeil with a sentence.
        """
        from ..tables import cells  # the tables' own reading, only where something is read

        if self.slag is Svarslag.ANSATTE:
            numre = [n for n in raa.replace(";", ",").split(",") if n.strip()] if isinstance(raa, str) else raa
            return tuple(cells.nummer(n, "Ansattnr") for n in cast(Iterable[object], numre))
        if not isinstance(raa, str) or self.slag in (Svarslag.FIL, Svarslag.UTFIL, Svarslag.BANK, Svarslag.PASSORD):
            return raa
        if self.slag is Svarslag.MAANED:
            return maaned(raa)
        if cells.tom(raa):
            return () if self.flere else INGENTING.get(self.slag)
        if self.flere:
            return (raa.strip(),)
        hva = hva or self.etikett.partition(".")[0] or "Verdien"
        if self.kolonne:
            return cells.tolk(_kolonne(self.kolonne), raa)
        if self.slag is Svarslag.DATO:
            return cells.dato(raa, hva)
        if self.slag is Svarslag.FLAGG:
            return cells.ja_nei(raa, hva)
        return cells.tekst(raa, hva)


def maaned(tekst: str) -> date:
    """The first day of a month: 2026-05 or 05.2026. Raises Verdifeil."""
    import re

    from ..core.errors import Verdifeil

    m = re.fullmatch(r"(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4})", tekst.strip())
    aar, nr = (int(m[1] or m[4]), int(m[2] or m[3])) if m else (0, 0)
    if not (1990 <= aar <= 2100 and 1 <= nr <= 12):
        raise Verdifeil(f"«{tekst}» er ikke en måned. Skriv den som 2026-05.")
    return date(aar, nr, 1)


def _kolonne(navn: str) -> Any:
    from ..tables import schema

    tabell, _, kolonne = navn.partition(".")
    return next(k for k in schema.ETTER_NAVN[tabell].kolonner if k.navn == kolonne)


# Questions that many commands ask.
DAG = Sporsmaal(
    "dag",
    Svarslag.DATO,
    "Dato",
    valg=("--dato",),
    hjelp='Dagen det gjelder: 14.09.2026, "14. september", "i morgen". Uten: bankens dag, ellers i dag.',
    metavar="DATO",
    ellers="i dag",
)
DAG_MAA = Sporsmaal(
    "dag", Svarslag.DATO, "Dato", valg=("--dato",), hjelp="Dagen det gjelder.", metavar="DATO", maa=True
)
ANSATTE = Sporsmaal(
    "ansatte", Svarslag.ANSATTE, "Ansattnr, med komma mellom. Tomt = alle.", valg=("--ansatt",), metavar="HVEM",
    hjelp="Bare denne ansatte: nummeret, navnet eller en del av det.",
)  # fmt: skip
