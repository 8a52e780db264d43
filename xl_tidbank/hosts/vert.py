"""What a program with an open workbook must be able to do for the flow to run in it, and nothing of what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from enum import Enum
from typing import Any, NamedTuple, Protocol

from xl_tidbank.book.page.plain import Side
from xl_tidbank.commands import Sporsmaal
from xl_tidbank.core.funn import Funn
from xl_tidbank.core.model import Tabeller

Fremdrift = Callable[[str], None]


class Tone(Enum):
    """How a sentence is said."""

    OK = "ok"
    ADVARSEL = "advarsel"
    FEIL = "feil"


class Filvalg(NamedTuple):
    """Where a file goes. spurt: the program's own box has asked whether to replace what stands there."""

    sti: str
    spurt: bool = False


class Plass(NamedTuple):
    """A page and its place: the sheet it takes the place of, "" = last in the workbook. The page has its final name."""

    side: Side
    erstatter: str = ""


class Radskriv(NamedTuple):
    """One row to write in a table of the open workbook. rad: the sheet's row number (from 1), None = a new row at the
    table's end. verdier: by the column's header a text, a number, a date, a time, a datetime, or None = empties the
    cell; columns that are not named stay as they are. Clock times may be fractions of a day, so that 24:00 is 1."""

    tabell: str
    rad: int | None
    verdier: Mapping[str, Any]


class Eget(NamedTuple):
    """A sheet that a command made. merke: what it was marked with. urort: it holds what it held then."""

    ark: str
    merke: str
    urort: bool


class Skjemacelle(NamedTuple):
    """A named cell of a form, or rows of them. celle: the first one's address. verdier: as a table's cells are read."""

    celle: str
    verdier: Sequence[Sequence[Any]]


class Beskjed(NamedTuple):
    """What a form says. celle: a cell or a range. tekst: what is to stand there, None = leave it. feil: whether it
    looks like something that is wrong; without, marks are taken away."""

    celle: str
    tekst: str | None
    feil: bool


class Vert(Protocol):
    """A program with a workbook open. Sheets go by their names; rows and columns count from 1.

    Anything may raise TidbankFeil with a sentence for the user; any other exception is an error nobody foresaw.
    """

    program: str  # "Excel"
    mest_tekst: int  # characters a box can show

    # To the user

    def sporr(self, tittel: str, hjelp: str, felt: Sequence[Sporsmaal]) -> dict[str, str] | None:
        """The answers as written, by the names of the questions; None = gave up. `forslag` stands there to begin with.

        Where one is asked at a time, `Sporsmaal.tolk` may refuse an answer at once.
        """
        ...

    def bekreft(self, tittel: str, tekst: str, *, farlig: bool) -> bool:
        """Whether the user agrees. farlig: something would be replaced."""
        ...

    def nar(self, tittel: str, tekst: str) -> bool | None:
        """Yes, no, or None = later: what a box says that is put away too."""
        ...

    def velg_fil(self, filnavn: str) -> Filvalg | None:
        """Where a new file goes, None = gave up."""
        ...

    def velg_kilde(self, tittel: str, endelser: Sequence[str]) -> str | None:
        """A file to read, of one of these suffixes (".csv"): its path or address; None = gave up."""
        ...

    def si(self, tone: Tone, tittel: str, tekst: str) -> None: ...

    def arbeid(self, tittel: str) -> AbstractContextManager[Fremdrift]:
        """Keep the program still in the block, and leave it as it was whatever happens. Gives how to tell progress."""
        ...

    def egne_ord(self, feil: Exception) -> str:
        """What the program itself said of an error it raised, "" where it is not one of its own."""
        ...

    def oppsett(self) -> list[str]:
        """What runs here: versions and paths, a line each."""
        ...

    # From the workbook

    def les(self) -> Tabeller: ...

    def arkene(self) -> list[str]:
        """Every sheet, in order."""
        ...

    def skjulte(self) -> list[str]:
        """The sheets of `arkene` that a user cannot see."""
        ...

    def navngitt(self, navn: str) -> Any:
        """The value of the cell a name stands for: the name of the sheet in view, else of the workbook; None = none."""
        ...

    def rader(self, ark: str, bredde: int, antall: int | None = None) -> Sequence[Sequence[Any]]:
        """The first columns of the first rows; of all with anything in them where no number is given."""
        ...

    def egne(self) -> list[Eget]: ...

    def arket_i_visning(self) -> str: ...

    def skjemaceller(self, ark: str) -> dict[str, Skjemacelle]:
        """What the sheet's own names stand for, where they are a form's (`felt_`, `skjema_`), from the top down."""
        ...

    # To the workbook

    def krev_apen(self) -> None:
        """Raise TidbankFeil where sheets may not be added or removed."""
        ...

    def plasser(self, plasser: Sequence[Plass], merke: str, si: Fremdrift) -> None:
        """Place the pages and mark them, all of them or none."""
        ...

    def skriv_tabeller(self, skriv: Sequence[Radskriv], navn: str) -> None:
        """Write rows in the tables: all or none, one step to undo (named `navn` where the program can). Tables grow,
        formats and formulas follow the row above; empty rows at a table's end are filled first.

        Raises TidbankFeil, with nothing written, where a sheet is protected or something stands below a table.
        """
        ...

    def angre_tabeller(self, kjoring: int) -> str:
        """Take back the last `skriv_tabeller`, where nothing of ours has been made after it; kjoring: the last run that
        something is left of. Its name, "" = there is none to take back."""
        ...

    def fjern(self, arkene: Sequence[str]) -> None: ...

    def glem(self, arkene: Sequence[str]) -> None:
        """Take the mark off sheets that stay."""
        ...

    def merk(self, funn: Sequence[Funn], dag: date, kjoring: int) -> None:
        """Mark the rows the findings speak of, in place of all marks there were."""
        ...

    def merket(self) -> int:
        """The run whose marks stand beside the rows, 0 = none."""
        ...

    def fjern_merker(self) -> None: ...

    def ett_steg(self, navn: str) -> AbstractContextManager[Any]:
        """What is done in the block is undone together, where the program can."""
        ...

    def si_i_skjema(self, ark: str, beskjeder: Sequence[Beskjed]) -> None: ...

    def nytt_loggark(self, navn: str) -> None:
        """An empty sheet for the log, last in the workbook; the sheet in view stays in view."""
        ...

    def skriv_rad(self, ark: str, rad: int, tekster: Sequence[str]) -> None:
        """Texts from the first column on; never formulas or numbers."""
        ...

    def regn_om(self, dag: date) -> bool:
        """Set the day the live pages speak for, compute, and show the page; False where the workbook has none."""
        ...

    def vis_skjulte(self, arkene: Sequence[str]) -> None:
        """Let hidden sheets be seen, in one step to undo where the program can."""
        ...

    def vis(self, ark: str, celle: str = "") -> None:
        """Bring a sheet to the front, with a cell selected where one is named."""
        ...
