"""The cells of a workbook the guard has copied, read without calamine: where no library of ours can be (LibreOffice).

The copy is the guard's own, in the fewest words there are, so this reads those and no others; the values are what
calamine gives of the same copy. A test holds the two against each other.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO, NamedTuple
from xml.parsers import expat

from xl_tidbank.core.tid.clock import EXCEL_NULL
from xl_tidbank.tables.names import kolonnenr

_DATOER = frozenset((*range(14, 23), 45, 47))  # the formats of dates and times every workbook has
_VARIGHET = 46  # [h]:mm:ss
_HAKER = re.compile(r"\[([^\]]*)\]")
_TEKSTER = re.compile(r'"[^"]*"|\\.|_.|\*.')  # what a format shows as it stands
_DATO, _TID = "dato", "tid"


class Celleark(NamedTuple):
    """A sheet. rader[0][0] is row `rad0` and column `kol0`, from 1."""

    navn: str
    rad0: int
    kol0: int
    rader: list[list[Any]]


def les(kopi: BinaryIO) -> list[Celleark]:
    """Every sheet, in order."""
    with zipfile.ZipFile(kopi) as z:
        navnene = {n.lower(): n for n in z.namelist()}

        def del_(sti: str) -> bytes:
            return z.read(navnene[sti.lower()]) if sti.lower() in navnene else b""

        stier: dict[str, str] = {}
        _gaa(del_("xl/_rels/workbook.xml.rels"), lambda n, a: _rel(stier, n, a))
        ark: list[tuple[str, str]] = []
        fra1904: list[bool] = []

        def i_boken(navn: str, a: Mapping[str, str]) -> None:
            if navn == "sheet":
                ark.append((a.get("name", ""), stier.get(a.get("id", ""), "")))
            elif navn == "workbookPr":
                fra1904.append(a.get("date1904", "0") in ("1", "true"))

        _gaa(del_("xl/workbook.xml"), i_boken)
        slag = _formater(del_("xl/styles.xml"))
        tekster = _tekster(del_("xl/sharedStrings.xml"))
        null = date(1904, 1, 1) if any(fra1904) else EXCEL_NULL
        return [_ark(navn, del_(sti), tekster, slag, null) for navn, sti in ark if sti]


def _rel(stier: dict[str, str], navn: str, a: Mapping[str, str]) -> None:
    if navn == "Relationship":
        til = a.get("Target", "")
        stier[a.get("Id", "")] = til.lstrip("/") if til.startswith("/") else f"xl/{til}"


def _gaa(
    xml: bytes, ved_start: Callable[[str, Mapping[str, str]], None], ved_slutt: Callable[[str], None] | None = None,
    ved_tekst: Callable[[str], None] | None = None,
) -> None:  # fmt: skip
    """Through the elements, names without their namespace."""
    if not xml:
        return
    leser = expat.ParserCreate()
    leser.buffer_text = True

    def start(navn: str, a: Mapping[str, str]) -> None:
        ved_start(navn.rpartition(":")[2], {k.rpartition(":")[2]: v for k, v in a.items()})

    leser.StartElementHandler = start
    if ved_slutt is not None:
        leser.EndElementHandler = lambda navn: ved_slutt(navn.rpartition(":")[2])
    if ved_tekst is not None:
        leser.CharacterDataHandler = ved_tekst
    leser.Parse(xml, True)


def _tekster(xml: bytes) -> list[str]:
    """The shared texts; how they are pronounced (rPh) is no part of them."""
    ut: list[str] = []
    naa: list[str] = []
    tilstand = {"t": False, "rPh": False}

    def start(navn: str, _: Mapping[str, str]) -> None:
        if navn == "si":
            naa.clear()
        elif navn in tilstand:
            tilstand[navn] = True

    def slutt(navn: str) -> None:
        if navn == "si":
            ut.append("".join(naa))
        elif navn in tilstand:
            tilstand[navn] = False

    def tekst(t: str) -> None:
        if tilstand["t"] and not tilstand["rPh"]:
            naa.append(t)

    _gaa(xml, start, slutt, tekst)
    return ut


def _formater(xml: bytes) -> list[str]:
    """What the numbers of each cell style are: a date, a duration, or ""."""
    egne: dict[int, str] = {}
    ut: list[str] = []
    i_cellene = [False]

    def start(navn: str, a: Mapping[str, str]) -> None:
        if navn == "numFmt":
            egne[int(a.get("numFmtId", "0"))] = slag_av(a.get("formatCode", ""))
        elif navn == "cellXfs":
            i_cellene[0] = True
        elif navn == "xf" and i_cellene[0]:
            nr = int(a.get("numFmtId", "0"))
            ut.append(egne.get(nr, _TID if nr == _VARIGHET else _DATO if nr in _DATOER else ""))

    def slutt(navn: str) -> None:
        if navn == "cellXfs":
            i_cellene[0] = False

    _gaa(xml, start, slutt)
    return ut


def slag_av(format_: str) -> str:
    """Whether a number format shows a day or a clock ("dato"), a duration ("tid"), or neither ("")."""
    rent = _TEKSTER.sub("", format_)
    if any(re.fullmatch(r"[hH]+|[mM]+|[sS]+", h) for h in _HAKER.findall(rent)):
        return _TID
    rent = _HAKER.sub("", rent).partition(";")[0]
    if rent.casefold() == "general":
        return ""
    return _DATO if re.search(r"[dmyhsDMYHS]", rent) else ""


def _ark(navn: str, xml: bytes, tekster: list[str], slag: list[str], null: date) -> Celleark:
    celler: dict[tuple[int, int], Any] = {}
    naa: dict[str, Any] = {"rad": 0, "kol": 0, "t": "", "s": 0, "tekst": [], "i": False}

    def start(element: str, a: Mapping[str, str]) -> None:
        if element == "row":
            naa["rad"], naa["kol"] = int(a.get("r") or naa["rad"] + 1), 0
        elif element == "c":
            sted = a.get("r", "")
            bokstaver = sted.rstrip("0123456789")
            if bokstaver:
                naa["rad"], naa["kol"] = int(sted[len(bokstaver) :]), kolonnenr(bokstaver)
            else:
                naa["kol"] += 1
            naa["t"], naa["s"], naa["tekst"] = a.get("t", "n"), int(a.get("s") or 0), []
        elif element in ("v", "t"):
            naa["i"] = True

    def slutt(element: str) -> None:
        if element in ("v", "t"):
            naa["i"] = False
        elif element == "c" and naa["tekst"]:
            celler[naa["rad"], naa["kol"]] = _verdi("".join(naa["tekst"]), naa["t"], naa["s"], tekster, slag, null)

    def tekst(t: str) -> None:
        if naa["i"]:
            naa["tekst"].append(t)

    _gaa(xml, start, slutt, tekst)
    fylte = {sted: v for sted, v in celler.items() if v != ""}
    if not fylte:
        return Celleark(navn, 1, 1, [])
    rader, kolonner = [r for r, _ in fylte], [k for _, k in fylte]
    rad0, kol0, kol2 = min(rader), min(kolonner), max(kolonner)
    ut: list[list[Any]] = [[""] * (kol2 - kol0 + 1) for _ in range(max(rader) - rad0 + 1)]
    for (r, k), v in fylte.items():
        ut[r - rad0][k - kol0] = v
    return Celleark(navn, rad0, kol0, ut)


def _verdi(raa: str, t: str, s: int, tekster: list[str], slag: list[str], null: date) -> Any:
    if t == "s":
        return tekster[int(raa)]
    if t in ("str", "inlineStr", "e"):
        return raa
    if t == "b":
        return raa.strip() in ("1", "true")
    if t == "d":
        return datetime.fromisoformat(raa.strip().removesuffix("Z"))
    tall = float(raa)
    form = slag[s] if s < len(slag) else ""
    if not form or not 0 <= tall < 2_958_466:
        return tall
    if form == _TID:
        return timedelta(milliseconds=round(tall * 86_400_000))
    naar = datetime(null.year, null.month, null.day) + timedelta(milliseconds=round(tall * 86_400_000))
    if tall < 1:
        return naar.time()
    return naar.date() if naar.time() == time() else naar
