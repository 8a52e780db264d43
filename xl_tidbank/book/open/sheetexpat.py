"""A sheet written in an unusual but lawful way, rewritten as the plainest sheet that says the same.

Cells without a reference, comments between cells, odd prefixes and CDATA: expat understands them all, and what comes
out holds nothing but rows, cells, values and inline text. Slow (2 seconds for 600,000 cells) and seldom needed.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from xl_tidbank.book.open.tegn import escape, quoteattr
from xl_tidbank.tables.names import bokstaver, kolonnenr

_REFERANSE = re.compile("([A-Za-z]{1,7})([0-9]{1,10})")


class Uvanlig(Exception):  # noqa: N818 - never leaves the guard
    """The sheet is written in a way this step does not know."""


def omskrevet(data: bytes) -> bytes:
    """The plain form of a sheet. Raises Uvanlig where it is not well-formed XML."""
    skriver = _Omskriver()
    try:
        skriver.leser.Parse(data, True)
    except (expat.ExpatError, ValueError) as e:
        raise Uvanlig from e
    return "".join(["<worksheet><sheetData>", *skriver.ut, "</sheetData></worksheet>"]).encode()


class _Omskriver:
    """Only the first sheetData counts, and only r, s, t of a cell with its f, v and inline text."""

    def __init__(self) -> None:
        self.ut: list[str] = []
        self.sti: list[str] = []  # open elements inside sheetData, local names
        self.inne = self.ferdig = self.formel = False
        self.rad = self.kolonne = 0
        self.hode = ""
        self.verdi: list[str] | None = None
        self.tekst: list[str] | None = None
        self.leser = expat.ParserCreate()
        self.leser.buffer_text = True
        self.leser.StartElementHandler = self.start
        self.leser.EndElementHandler = self.slutt
        self.leser.CharacterDataHandler = self.tegn
        self.leser.StartDoctypeDeclHandler = self.doctype

    def doctype(self, *_: object) -> None:
        raise Uvanlig

    def start(self, navn: str, felt: dict[str, str]) -> None:
        lokalt = navn.rpartition(":")[2]
        if not self.inne:
            self.inne = lokalt == "sheetData" and not self.ferdig
            return
        self.sti.append(lokalt)
        if self.sti == ["row"]:
            self.rad = int(felt["r"]) if "r" in felt else self.rad + 1
            self.kolonne = 0
            self.ut.append(f'<row r="{self.rad}">')
        elif self.sti == ["row", "c"]:
            self._celle(felt)
        elif lokalt == "c":
            raise Uvanlig  # a cell where no cell may stand
        elif self.sti == ["row", "c", "v"]:
            self.verdi = []
        elif self.sti == ["row", "c", "f"]:
            self.formel = True
        elif self.sti == ["row", "c", "is"]:
            self.tekst = []

    def _celle(self, felt: dict[str, str]) -> None:
        if "r" in felt:
            m = _REFERANSE.fullmatch(felt["r"])
            if not m:
                raise Uvanlig
            self.kolonne, rad = kolonnenr(m[1]), int(m[2])
        else:
            self.kolonne, rad = self.kolonne + 1, self.rad
        rest = "".join(f" {k}={quoteattr(felt[k])}" for k in ("s", "t") if k in felt)
        self.hode = f'<c r="{bokstaver(self.kolonne)}{rad}"{rest}'
        self.verdi = self.tekst = None
        self.formel = False

    def tegn(self, tekst: str) -> None:
        if self.sti[2:] == ["v"] and self.verdi is not None:
            self.verdi.append(tekst)
        elif self.sti[2:] in (["is", "t"], ["is", "r", "t"]) and self.tekst is not None:
            self.tekst.append(tekst)

    def slutt(self, navn: str) -> None:
        if not self.inne:
            return
        if not self.sti:
            self.inne, self.ferdig = False, True
            return
        if self.sti == ["row", "c"]:
            kropp = "<f></f>" if self.formel else ""
            if self.verdi:
                kropp += f"<v>{escape(''.join(self.verdi))}</v>"
            if self.tekst is not None:
                kropp += f'<is><t xml:space="preserve">{escape("".join(self.tekst))}</t></is>'
            self.ut.append(f"{self.hode}>{kropp}</c>" if kropp else f"{self.hode}/>")
        elif self.sti == ["row"]:
            self.ut.append("</row>")
        self.sti.pop()
