"""The one exception a user's input can cause, and the sentence it carries.

Edges (command line, spreadsheet hosts) catch `TidbankFeil` and nothing else of ours. Every sentence is Bokmål,
names the place, says what was expected and what to do.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

MEST_HVER_FOR_SEG = 3
_VERDI = re.compile(r"«[^»]*»|[0-9][0-9.,:]*")  # what differs between two sentences about the same fault


class Feilmelding(NamedTuple):
    """One thing wrong with what the user gave us.

    ark: sheet (or CSV file) name, "" where the whole file is meant. celle: such as "C17", "" where no cell is meant.
    tekst: one complete Norwegian sentence (or two): what is wrong, what was expected, what to do. ansattnr: whose row
    it stands in, "" where the row does not tell.
    """

    ark: str
    celle: str
    tekst: str
    ansattnr: str = ""

    def __str__(self) -> str:
        sted = f"{self.ark}!{self.celle}" if self.celle else self.ark
        return f"{sted}: {self.tekst}" if sted else self.tekst


def samlet(feil: Iterable[Feilmelding]) -> list[Feilmelding]:
    """The same fault in more than three cells of a column as one: the first speaks, with the number and three cells."""
    grupper: dict[tuple[str, str, str], list[Feilmelding]] = {}
    for f in {f[:3]: f for f in feil}.values():  # a cell many people rest on is one fault
        grupper.setdefault((f.ark, f.celle.rstrip("0123456789"), _VERDI.sub("", f.tekst)), []).append(f)
    ut = []
    for like in grupper.values():
        if len(like) <= MEST_HVER_FOR_SEG or not like[0].celle:
            ut += like
            continue
        celler = ", ".join(f.celle for f in like[:3])
        antall = f"{len(like):,}".replace(",", " ")
        ut.append(like[0]._replace(tekst=f"{like[0].tekst} Samme feil i {antall} celler: {celler} og så videre."))
    return ut


class TidbankFeil(Exception):  # noqa: N818 - the domain's word, and a public name
    """Bad input. `feil` lists every error found, so that a user sees all of them in one run."""

    def __init__(self, feil: str | Feilmelding | Sequence[Feilmelding]) -> None:
        if isinstance(feil, str):
            feil = Feilmelding("", "", feil)
        if isinstance(feil, Feilmelding):
            feil = (feil,)
        self.feil: tuple[Feilmelding, ...] = tuple(feil)
        super().__init__("\n".join(str(f) for f in samlet(self.feil)))


_HVORFOR = {
    errno.ENOENT: "den finnes ikke",
    errno.ENOTDIR: "den finnes ikke",
    errno.EACCES: "du har ikke tilgang",
    errno.EPERM: "du har ikke tilgang",
    errno.EROFS: "disken er skrivebeskyttet",
    errno.ELOOP: "en lenke peker i ring",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.EEXIST: "den finnes fra før",
    errno.EISDIR: "den er en mappe",
    errno.EBUSY: "den er i bruk",
    errno.ENOSPC: "det er ikke plass på disken",
    errno.EMFILE: "for mange filer er åpne",
    errno.ENFILE: "for mange filer er åpne",
    errno.EIO: "disken eller nettet svarte med feil",
    errno.ETIMEDOUT: "disken eller nettet svarer ikke",
    errno.ENXIO: "den er ingen vanlig fil",
}


def hvorfor(e: OSError) -> str:
    """Why the system refused, in words; its own are in whatever language it speaks."""
    return _HVORFOR.get(e.errno or 0, f"feil {e.errno}" if e.errno else "ukjent feil")


class Verdifeil(TidbankFeil):
    """One value is impossible, ambiguous or of the wrong kind; the reader adds sheet and cell."""


class Svarfeil(Verdifeil):
    """What somebody answered a command cannot be used; nothing was done (exit code 2)."""


class Laastfeil(TidbankFeil):
    """The file is open in another program; nothing was written (exit code 4)."""


class FinnesFraFor(TidbankFeil):
    """Something stands where a new file should be, and nobody asked to write over it (exit code 2)."""
