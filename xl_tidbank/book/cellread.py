"""Every cell of a workbook as it is stored: typed value and formula, no date made of a number.

Reads only what safety.py has looked through.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.parsers import expat

from . import safety, shield
from .names import kolonnenr
from .stamp import Innhold, kanonisk_formel

STORST = 1e15  # no number of ours is near it, and beyond it steps of a billionth mean nothing
LENGSTE_FORMEL = 8192  # characters; Excel takes no longer ones
MEST_LANGE = 200  # thousands of characters squared, in long formulas together, that are taken apart without the shield

Celler = dict[tuple[int, int], Innhold]


def les_celler(sti: Path, data: bytes) -> dict[str, Celler]:
    """Sheet name -> its cells that are not empty, in the order of the workbook. Raises TidbankFeil as safety.py."""
    arkene, delte = safety.ark_som_lagret(sti, data)
    tekster = _tekster(delte) if delte else []
    return {navn: _Arkleser(tekster).les(xml) for navn, xml in arkene.items()}


class _Leser:
    """Collects the text of some elements; names without their prefix."""

    def __init__(self) -> None:
        self.tekst: list[str] | None = None
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = lambda navn, felt: self.begynn(navn.rpartition(":")[2], felt)
        self.parser.EndElementHandler = lambda navn: self.slutt(navn.rpartition(":")[2])
        self.parser.CharacterDataHandler = self._tegn

    def _tegn(self, tekst: str) -> None:
        if self.tekst is not None:
            self.tekst.append(tekst)

    def begynn(self, navn: str, felt: dict[str, str]) -> None:
        raise NotImplementedError

    def slutt(self, navn: str) -> None:
        raise NotImplementedError


def _tekster(data: bytes) -> list[str]:
    leser = _Tekstleser()
    leser.parser.Parse(data, True)
    return leser.ut


class _Tekstleser(_Leser):
    """The shared texts: all runs of each, without the reading aids of Asian scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.ut: list[str] = []
        self.biter: list[str] = []
        self.uttale = False

    def begynn(self, navn: str, felt: dict[str, str]) -> None:
        if navn == "si":
            self.biter = []
        elif navn == "rPh":
            self.uttale = True
        elif navn == "t" and not self.uttale:
            self.tekst = self.biter

    def slutt(self, navn: str) -> None:
        if navn == "si":
            self.ut.append("".join(self.biter))
        elif navn == "rPh":
            self.uttale = False
        elif navn == "t":
            self.tekst = None


class _Arkleser(_Leser):
    """The cells of one sheet."""

    def __init__(self, tekster: list[str]) -> None:
        super().__init__()
        self.tekster = tekster
        self.celler: Celler = {}
        self.lange = 0
        self.delte: dict[str, str] = {}  # shared formulas by their number, canonical
        self.sted = (-1, -1)
        self.slag = ""
        self.verdi: list[str] = []
        self.formel: list[str] = []
        self.formelfelt: dict[str, str] | None = None

    def les(self, data: bytes) -> Celler:
        self.parser.Parse(data, True)
        return self.celler

    def begynn(self, navn: str, felt: dict[str, str]) -> None:
        if navn == "row":
            self.sted = int(felt["r"]) - 1 if felt.get("r", "").isdecimal() else self.sted[0] + 1, -1
        elif navn == "c":
            self._neste_sted(felt.get("r", ""))
            self.slag, self.verdi, self.formel, self.formelfelt = felt.get("t", "n"), [], [], None
        elif navn == "f":
            self.formelfelt, self.tekst = felt, self.formel
        elif navn in ("v", "t"):
            self.tekst = self.verdi

    def _neste_sted(self, ref: str) -> None:
        """Where the cell stands; without a reference, right of the one before."""
        bokstaver = ref.rstrip("0123456789")
        if bokstaver and len(bokstaver) < len(ref):
            self.sted = int(ref[len(bokstaver) :]) - 1, kolonnenr(bokstaver) - 1
        else:
            self.sted = self.sted[0], self.sted[1] + 1

    def slutt(self, navn: str) -> None:
        if navn in ("f", "v", "t"):
            self.tekst = None
        elif navn == "c":
            formel = self._formel()
            verdi = self._verdi("".join(self.verdi))
            if formel or verdi != "":
                self.celler[self.sted] = Innhold(verdi, formel)

    def _formel(self) -> str:
        if self.formelfelt is None:
            return ""
        tekst, nummer = "".join(self.formel), self.formelfelt.get("si", "")
        if len(tekst) > LENGSTE_FORMEL:
            return tekst  # none of ours, and the time to take one apart grows with its square
        self.lange += (len(tekst) // 1000) ** 2
        if self.lange > MEST_LANGE:
            shield.krev()
        kanonisk = kanonisk_formel(tekst, *self.sted) if tekst else self.delte.get(nummer, "?")
        if tekst and self.formelfelt.get("t") == "shared":
            self.delte[nummer] = kanonisk
        return kanonisk

    def _verdi(self, raa: str) -> Any:
        if self.slag == "s":
            return self.tekster[int(raa)] if raa.strip().isdecimal() and int(raa) < len(self.tekster) else ""
        if self.slag == "b":
            return raa.strip() in ("1", "true")
        if self.slag == "n" and raa:
            try:
                tall = float(raa)
            except ValueError:
                return raa
            return tall if abs(tall) < STORST else raa  # nor NaN
        return raa
