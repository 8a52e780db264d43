"""The first rows of a sheet that is not read: enough to tell whether it is a copy of a table's.

Takes the first bytes of the part alone, and whatever is wrong with them is nobody's business.
"""

from __future__ import annotations

import re
from contextlib import suppress
from xml.parsers import expat

from xl_tidbank.book.open.tegn import unescape

LEST = 64 << 10  # bytes of a sheet, of which the first rows are in

_TEKST = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)</")


class Ferdig(Exception):  # noqa: N818 - ends the parsing
    """The rows asked for are read."""


def forste_rader(data: bytes, delte: list[bytes], antall: int) -> list[list[str]]:
    """The texts of the first rows; "tall" for a cell that holds something else. delte: the shared texts, as XML."""
    leser = _Leser(delte, antall)
    with suppress(expat.ExpatError, ValueError, Ferdig):
        leser.parser.Parse(data, False)
    return leser.rader


class _Leser:
    def __init__(self, delte: list[bytes], antall: int) -> None:
        self.delte, self.antall = delte, antall
        self.rader: list[list[str]] = []
        self.slag, self.tekst, self.inne = "", "", False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.begynn
        self.parser.EndElementHandler = self.slutt
        self.parser.CharacterDataHandler = self.tegn
        self.parser.StartDoctypeDeclHandler = self.doctype

    def doctype(self, *_: object) -> None:
        raise Ferdig

    def begynn(self, navn: str, felt: dict[str, str]) -> None:
        navn = navn.rpartition(":")[2]
        if navn == "row":
            if len(self.rader) >= self.antall:
                raise Ferdig
            self.rader.append([])
        elif navn == "c":
            self.slag, self.tekst = felt.get("t", "n"), ""
        self.inne = navn in ("v", "t")

    def tegn(self, tekst: str) -> None:
        if self.inne:
            self.tekst += tekst

    def slutt(self, navn: str) -> None:
        self.inne = False
        if navn.rpartition(":")[2] == "c" and self.tekst and self.rader:
            self.rader[-1].append(self._vist())

    def _vist(self) -> str:
        if self.slag == "s" and self.tekst.strip().isdecimal():
            n = int(self.tekst)
            biter = _TEKST.findall(self.delte[n]) if n < len(self.delte) else ()
            return unescape(b"".join(biter).decode("utf-8", "replace"))
        return self.tekst if self.slag in ("str", "inlineStr") else "tall"
