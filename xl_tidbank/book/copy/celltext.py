"""Texts of a workbook as they are shown, and the reader of XML that the cells are read with too.

Names of elements are "namespace local": what only looks like ours has another name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from ..page.headfoot import MINST_PUNKT
from ..page.looks import MEST_PUNKT, SKRIFTER, kan_vaere_paa

HOVED = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TALL = re.compile(r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*", re.A)
_XTEGN = re.compile("_x([0-9A-Fa-f]{4})_")
T, _SST, _SI, _R, _RPH, _FON = (f"{HOVED} {n}" for n in ("t", "sst", "si", "r", "rPh", "phoneticPr"))


@dataclass(slots=True)
class Node:
    """An element outside the cells. navn: "namespace local"."""

    navn: str
    felt: dict[str, str]
    barn: list[Node] = field(default_factory=list)
    tekst: str = ""

    @property
    def lokalt(self) -> str:
        return self.navn.rpartition(" ")[2]

    def paa(self, felt: str) -> bool:
        return kan_vaere_paa(self.felt.get(felt, "0"))


@dataclass(slots=True)
class Tekster:
    """The shared texts. feil: why a text cannot be taken as read, by number."""

    alle: list[str] = field(default_factory=list)
    feil: dict[int, str] = field(default_factory=dict)
    brudd: list[str] = field(default_factory=list)


def _parser() -> expat.XMLParserType:
    p = expat.ParserCreate("UTF-8", " ")
    p.buffer_text = True
    return p


def les_tekster(data: bytes) -> Tekster:
    """The shared texts, all runs of each."""
    return _Tekstleser().les(data)


def ren_tekst(tekst: str) -> str:
    """Text as shown: _x0041_ is how a workbook writes a character it cannot hold."""
    if "_x" not in tekst:
        return tekst

    def tegn(m: re.Match[str]) -> str:
        nr = int(m[1], 16)
        return "\ufffd" if 0xD800 <= nr <= 0xDFFF else chr(nr)

    return _XTEGN.sub(tegn, tekst)


def _kjoring(felt: list[Node]) -> str:
    """Why a run of a text looks otherwise than its cell, or ""."""
    for e in felt:
        verdi = e.felt.get("val", "1")
        if e.lokalt == "strike" and kan_vaere_paa(verdi):
            return "er delvis strøket over"
        if e.lokalt == "vertAlign" and verdi != "baseline":
            return "er delvis hevet eller senket skrift"
        if e.lokalt == "color" and not e.paa("auto"):
            return "har flere skriftfarger"
        if e.lokalt == "rFont" and verdi.casefold() not in SKRIFTER:
            return f"har skrifttypen «{verdi}», som kan vise andre tegn"
        if e.lokalt == "sz" and not (TALL.fullmatch(verdi) and float(verdi) >= MINST_PUNKT):
            return "har for liten skrift til å leses"
        if e.lokalt == "sz" and float(verdi) > MEST_PUNKT:
            return "har for stor skrift til å leses"
    return ""


class Leser:
    """Builds nodes of what it does not take itself."""

    def __init__(self) -> None:
        self.parser = _parser()
        self.parser.StartElementHandler = self.begynn
        self.parser.EndElementHandler = self.slutt
        self.parser.CharacterDataHandler = self.tegn
        self.parser.CommentHandler = lambda _: self.kommentar()
        self.parser.ProcessingInstructionHandler = lambda *_: self.kommentar()
        self.parser.StartDoctypeDeclHandler = lambda *_: self.kommentar()
        self.dybde = 0
        self.aapne: list[Node] = []
        self.tekst: list[str] | None = None

    def begynn(self, navn: str, felt: dict[str, str]) -> None:
        raise NotImplementedError

    def slutt(self, navn: str) -> None:
        raise NotImplementedError

    def kommentar(self) -> None:
        raise NotImplementedError

    def tegn(self, tekst: str) -> None:
        if self.tekst is not None:
            self.tekst.append(tekst)
        elif self.aapne:
            self.aapne[-1].tekst += tekst

    def ny_node(self, navn: str, felt: dict[str, str]) -> Node:
        node = Node(navn, felt)
        if self.aapne:
            self.aapne[-1].barn.append(node)
        self.aapne.append(node)
        return node


class _Tekstleser(Leser):
    def __init__(self) -> None:
        super().__init__()
        self.ut = Tekster()
        self.biter: list[str] = []
        self.bare_t = False

    def les(self, data: bytes) -> Tekster:
        self.parser.Parse(data, True)
        return self.ut

    def kommentar(self) -> None:
        self.ut.brudd.append("har en XML-kommentar, som programmer leser ulikt")

    def begynn(self, navn: str, felt: dict[str, str]) -> None:
        d = self.dybde
        self.dybde = d + 1
        if d >= 2 and (d > 2 or navn != T or self.aapne):
            self.ny_node(navn, felt)
        elif d == 2:
            self.tekst = self.biter
            if self.bare_t:
                self._feil("har to tekster")
            self.bare_t = True
        elif d == 1:
            self.biter, self.bare_t = [], False
            if navn != _SI:
                self.ut.brudd.append(f"har «{navn.rpartition(' ')[2]}», som ikke hører til der")
        elif navn != _SST:
            self.ut.brudd.append("er ikke en liste over tekster")

    def _feil(self, hva: str) -> None:
        self.ut.feil.setdefault(len(self.ut.alle), hva)

    def slutt(self, navn: str) -> None:
        self.dybde = d = self.dybde - 1
        if self.aapne:
            node = self.aapne.pop()
            if not self.aapne:
                tekst, feil = kjort(node)
                if self.bare_t and node.navn == _R:
                    feil = "har to tekster"
                self.biter.append(tekst)
                if feil:
                    self._feil(feil)
        elif d == 2:
            self.tekst = None
        elif d == 1 and navn == _SI:
            self.ut.alle.append(ren_tekst("".join(self.biter)))


def kjort(node: Node) -> tuple[str, str]:
    """Text and what is wrong of one child of a text that is not plain."""
    if node.navn == _FON:
        return "", ""
    if node.navn == _RPH:
        return "", "har en tekst over teksten"
    if node.navn == T:
        return node.tekst, "" if not node.barn else "har noe inne i teksten"
    if node.navn != _R:
        return "", f"har «{node.lokalt}», som ikke hører til i en tekst"
    tekst = [b.tekst for b in node.barn if b.navn == T]
    egenskaper = [b for b in node.barn if b.navn == f"{HOVED} rPr"]
    if len(tekst) + len(egenskaper) != len(node.barn):
        return "".join(tekst), "har noe som ikke hører til i en tekst"
    return "".join(tekst), _kjoring([e for p in egenskaper for e in p.barn])
