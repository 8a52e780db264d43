"""The one exception a user's input can cause, and the sentence it carries.

Edges (command line, spreadsheet hosts) catch `TidbankFeil` and nothing else of ours. Every sentence is Bokmål,
names the place, says what was expected and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Feilmelding(NamedTuple):
    """One thing wrong with what the user gave us.

    ark: sheet (or CSV file) name, "" where the whole file is meant. celle: such as "C17", "" where no cell is meant.
    tekst: one complete Norwegian sentence (or two): what is wrong, what was expected, what to do.
    """

    ark: str
    celle: str
    tekst: str

    def __str__(self) -> str:
        sted = f"{self.ark}!{self.celle}" if self.celle else self.ark
        return f"{sted}: {self.tekst}" if sted else self.tekst


class TidbankFeil(Exception):  # noqa: N818 - the domain's word, and a public name
    """Bad input. `feil` lists every error found, so that a user sees all of them in one run."""

    def __init__(self, feil: str | Feilmelding | Sequence[Feilmelding]) -> None:
        if isinstance(feil, str):
            feil = Feilmelding("", "", feil)
        if isinstance(feil, Feilmelding):
            feil = (feil,)
        self.feil: tuple[Feilmelding, ...] = tuple(feil)
        super().__init__("\n".join(str(f) for f in self.feil))


class Verdifeil(TidbankFeil):
    """One value is impossible, ambiguous or of the wrong kind; the reader adds sheet and cell."""


class Laastfeil(TidbankFeil):
    """The file is open in another program; nothing was written (exit code 4)."""


class FinnesFraFor(TidbankFeil):
    """Something stands where a new file should be, and nobody asked to write over it (exit code 2)."""
