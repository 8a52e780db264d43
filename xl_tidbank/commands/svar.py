"""What a command answers: worked out once, and given the shape somebody asks for.

`Svar` holds functions, so that nobody pays for pages who asked for JSON; all of them speak of the same figures, which
the command worked out before it answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ..book.page.formater import Format

if TYPE_CHECKING:
    from ..book.page.plain import Side, Verdi
    from ..core.errors import Feilmelding
    from ..core.funn import Funn

FUNN = 1  # the exit code of an answer that finds something


class Spalte(NamedTuple):
    """A column on the command line. All but text and status stand to the right; text in any column stands as it is.

    Where a line is too narrow for all: viker, those with the highest number leave first, 0 never; under, the value
    stands below the row instead, after this label ("" = none).
    """

    navn: str
    format: Format = Format.TEKST
    viker: int = 0
    under: str | None = None


class Tavle(NamedTuple):
    """A table on the command line. Values are typed, as on a page; None is empty."""

    tittel: str
    kolonner: tuple[Spalte, ...]
    rader: Sequence[tuple[Verdi, ...]]


class Tittel(NamedTuple):
    """A line that stands out."""

    tekst: str


class Merket(NamedTuple):
    """A line that begins with a word of `Status` and its symbol."""

    status: str
    tekst: str


Vist: TypeAlias = str | Tittel | Merket | Tavle


@dataclass(frozen=True, slots=True)
class Utfil:
    """An answer that belongs in a file of its own, never in the open workbook.

    forhandsvisning: what the file will hold, a sentence each, for the user to agree to before `skriv` makes it.
    krypter: the same behind a password, None where that is not offered.
    """

    filnavn: str
    forhandsvisning: tuple[str, ...]
    skriv: Callable[[Path], None]
    krypter: Callable[[Path, str], None] | None = None


@dataclass(frozen=True, slots=True)
class Svar:
    """The answer of a command.

    sider: the pages, for a workbook. rekke: the same one at a time, for whoever forgets each when it is written; None
    where there are few. json: the keys of the contract; "fil" in it is None until a file is written, and
    so is "kryptert". vist: what the command line shows, top to bottom. fil: the file the command is about; where there
    is one, that is the answer, and no page is placed. merk: findings to mark beside the rows they speak of, None = the
    command marks nothing. kode: the exit code. laget: the rest of the sentence that says the pages were written.
    uten_noter: nothing is added to the pages: what they say is all that may be said.
    utelatt: who is left out, and why. `json` and `vist` may raise TidbankFeil: the figures are not fit to hand over.
    """

    sider: Callable[[], list[Side]] = list
    rekke: Callable[[], Iterator[Side]] | None = None
    json: Callable[[], dict[str, Any]] = dict
    vist: Callable[[], Sequence[Vist]] = tuple
    fil: Utfil | None = None
    merk: Sequence[Funn] | None = None
    kode: int = 0
    laget: str = ""
    uten_noter: bool = False
    utelatt: Mapping[str, Sequence[Feilmelding]] = field(default_factory=dict)


def kode(funnet: bool) -> int:
    """The exit code of an answer, by whether it finds something."""
    return FUNN if funnet else 0


def ikke_med(utelatt: Mapping[str, Sequence[Feilmelding]]) -> str:
    """What to tell whoever asked: who is left out, and the cells; "" where nobody is."""
    from ..core.errors import TidbankFeil

    if not utelatt:
        return ""
    hvem = ", ".join(nr or "rader uten ansattnr" for nr in utelatt)
    return f"Ikke med i svaret: {hvem}. De andre er med.\n{TidbankFeil([f for alle in utelatt.values() for f in alle])}"
