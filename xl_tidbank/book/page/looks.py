"""What the styles of a workbook do to what is read: the number format of each, and whether its text can be read.

A colour, a border or a font that hides nothing is no change. What hides, strikes out, repeats or turns a value is.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .headfoot import MINST_KONTRAST, MINST_PUNKT
from .numfmt import INNEBYGD
from .sanne import kan_vaere_av as kan_vaere_av
from .sanne import kan_vaere_paa as kan_vaere_paa
from .styles import kontrast

HOVED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEGN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MEST_INNRYKK = 5
MEST_PUNKT = 24.0  # the largest of ours is 20
VANLIG_PUNKT = 11.0  # of the font that columns are measured in
# Fonts whose glyphs are the letters and digits they stand for.
SKRIFTER = frozenset((
    "calibri", "calibri light", "carlito", "aptos", "aptos narrow", "aptos display", "arial", "arial narrow",
    "liberation sans", "liberation serif", "helvetica", "cambria", "caladea", "times new roman", "verdana", "tahoma",
    "segoe ui", "georgia", "courier new", "liberation mono", "consolas", "dejavu sans", "open sans", "noto sans",
    "trebuchet ms", "garamond", "century gothic",
))  # fmt: skip
_GRUNNFARGER = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_SAMLINGER = (
    ("numFmts", "numFmt"), ("fonts", "font"), ("fills", "fill"), ("borders", "border"), ("cellStyleXfs", "xf"),
    ("cellXfs", "xf"),
)  # fmt: skip
TEMAREKKE = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
SVART, HVIT = "#000000", "#FFFFFF"
_AUTO: Mapping[int, str] = MappingProxyType({64: SVART, 65: HVIT})  # by number, beyond the palette
_SYSTEM: Mapping[str, str] = MappingProxyType({"windowText": SVART, "window": HVIT})


class Cellestil(NamedTuple):
    """kode: number format. feil: why the text of the cell cannot be taken as read, or "". skjult: formula hidden.

    bryt: whether a text goes on in the next line; without, it may be cut off at the next cell. punkt: of the font.
    """

    kode: str
    feil: str
    skjult: bool
    bryt: bool = False
    punkt: float = VANLIG_PUNKT


@dataclass(slots=True)
class Utseende:
    """stiler: by number. feil: what is wrong with the part itself."""

    stiler: list[Cellestil] = field(default_factory=lambda: [Cellestil("General", "", False)])
    feil: list[str] = field(default_factory=list)


class Tema(NamedTuple):
    """farger: by name, each colour that some program shows; "" = one that cannot be told."""

    farger: Mapping[str, Sequence[str]]
    feil: str = ""


def les_tema(tre: Element | None) -> Tema:
    """Colours by name; feil where its fonts are others than those that show text as text."""
    if tre is None:
        return Tema({})
    farger: dict[str, list[str]] = {}
    for e in tre.iter(f"{_TEGN}clrScheme"):
        for farge in e:
            farger.setdefault(farge.tag.removeprefix(_TEGN), []).extend(_temafarge(farge))
    skrifter = [
        e.get("typeface") or "" for slag in ("majorFont", "minorFont") for f in tre.iter(_TEGN + slag)
        for e in f.iter(f"{_TEGN}latin")
    ]  # fmt: skip
    ukjente = [s for s in skrifter if s.casefold() not in SKRIFTER]
    return Tema(farger, f"temaet bytter skrifttypen med «{ukjente[0]}»" if ukjente else "")


def _temafarge(e: Element) -> list[str]:
    """A colour of the system has a name and what it last was: LibreOffice shows the first, Excel its own."""
    if len(e) != 1 or len(e[0]):
        return [""]  # none, several, or one that is made lighter
    farge, verdi = e[0], e[0].get("val", "")
    if farge.tag == f"{_TEGN}srgbClr":
        return [f"#{verdi}"]
    sist = farge.get("lastClr")
    return [_SYSTEM.get(verdi, ""), *([f"#{sist}"] if sist is not None else [])]


def les_stiler(tre: Element | None, tema: Tema) -> Utseende:
    ut = Utseende()
    if tre is None:
        return ut
    return _Stilleser(tre, tema, ut).les()


class _Stilleser:
    def __init__(self, tre: Element, tema: Tema, ut: Utseende) -> None:
        self.tre, self.tema, self.ut = tre, tema, ut
        self.formater = dict(INNEBYGD)
        self.grunnfarger: list[str] = [f"#{f}" for f in _GRUNNFARGER * 2]

    def les(self) -> Utseende:
        navn = [e.tag for e in self.tre]
        for tagg in sorted({t for t in navn if navn.count(t) > 1}):
            self.ut.feil.append(f"«{tagg.rpartition('}')[2]}» finnes to ganger")
        for tagg in navn:
            if not tagg.startswith(HOVED):
                self.ut.feil.append(f"har «{tagg.rpartition('}')[2]}», som ikke hører til der")
        for samling, bit in _SAMLINGER:
            for e in self._alle(samling):
                if e.tag != HOVED + bit:
                    self.ut.feil.append(f"har «{e.tag.rpartition('}')[2]}» i «{samling}», som ikke hører til der")
                if len({b.tag for b in e}) < len(e):
                    self.ut.feil.append(f"sier to ting i samme «{bit}»")
        egne = {e.get("numFmtId", ""): e.get("formatCode", "") for e in self._alle("numFmts")}
        if len(egne) < len(self._alle("numFmts")):
            self.ut.feil.append("to tallformater har samme nummer")
        self.formater |= {int(n): kode for n, kode in egne.items() if n.isascii() and n.isdigit()}
        palett = self.tre.find(f"{HOVED}colors/{HOVED}indexedColors")
        if palett is not None:
            self.grunnfarger = [f"#{e.get('rgb', '')[-6:]}" for e in palett]
        if self.tre.find(f"{HOVED}tableStyles/{HOVED}tableStyle") is not None:
            self.ut.feil.append("har en egen tabellstil")
        self.skrifter = self._alle("fonts")
        self.fyll = self._alle("fills")
        self.rammer = self._alle("borders")
        self.maler = self._alle("cellStyleXfs")
        self._grunnskrift()
        self.ut.stiler = [self._stil(xf) for xf in self._alle("cellXfs")] or self.ut.stiler
        return self.ut

    def _alle(self, navn: str) -> Sequence[Element]:
        funnet = self.tre.find(HOVED + navn)
        return list(funnet) if funnet is not None else []

    def _stil(self, xf: Element) -> Cellestil:
        nr = _tall(xf, "numFmtId")
        kode = self.formater.get(nr, f"nr {nr}")
        feil = [self._tvetydig(xf), self._skrift(xf), self._ramme(xf), *self._plassering(xf.find(f"{HOVED}alignment"))]
        vern = xf.find(f"{HOVED}protection")
        skjult = vern is not None and kan_vaere_paa(vern.get("hidden", "0"))
        linje = xf.find(f"{HOVED}alignment")
        bryt = linje is not None and not kan_vaere_av(linje.get("wrapText", "0"))
        return Cellestil(kode, next(filter(None, feil), ""), skjult, bryt, self._punkt(_tall(xf, "fontId")))

    def _punkt(self, nr: int) -> float:
        """The size of a font; 0 where it is none."""
        f = self.skrifter[nr].find(f"{HOVED}sz") if 0 <= nr < len(self.skrifter) else None
        try:
            return VANLIG_PUNKT if f is None else float(f.get("val", ""))
        except ValueError:
            return 0.0

    def _grunnskrift(self) -> None:
        """Columns are as many digits wide as they say, of the font of the normal style."""
        normal = [
            _tall(s, "xfId") for s in self._alle("cellStyles")
            if s.get("builtinId") == "0" or s.get("name", "").casefold() == "normal"
        ]  # fmt: skip
        brukt = {0} | {_tall(self.maler[n], "fontId") for n in normal if 0 <= n < len(self.maler)}
        brukt |= {_tall(xf, "fontId") for xf in self._alle("cellXfs")[:1]}
        for nr in sorted(brukt) if self.skrifter else ():
            navn = self.skrifter[nr].find(f"{HOVED}name") if 0 <= nr < len(self.skrifter) else None
            skrift = "calibri" if navn is None else navn.get("val", "").casefold()
            if not 10 <= self._punkt(nr) <= 12 or skrift not in SKRIFTER or skrift.endswith(" narrow"):
                self.ut.feil.append("måler kolonnene i en annen skrift, så tall kan stå som ###")
                return

    def _tvetydig(self, xf: Element) -> str:
        """One program takes the style, another the cell, where the cell says that its own is not to be used."""
        mal = self.maler[n] if 0 <= (n := _tall(xf, "xfId")) < len(self.maler) else None
        for felt, bruk in (("numFmtId", "applyNumberFormat"), ("fontId", "applyFont"), ("fillId", "applyFill")):
            av = kan_vaere_av(xf.get(bruk, "1"))
            if av and mal is not None and _tall(mal, felt) != _tall(xf, felt):
                return "kan vises på to måter"
        return ""

    def _skrift(self, xf: Element) -> str:
        nr = _tall(xf, "fontId")
        if not 0 <= nr < len(self.skrifter):
            return "har en skrift som ikke finnes"
        f = self.skrifter[nr]

        def verdi(navn: str, ellers: str = "") -> str:
            e = f.find(HOVED + navn)
            return ellers if e is None else e.get("val", "1")

        if kan_vaere_paa(verdi("strike", "0")):
            return "er strøket over"
        if verdi("vertAlign", "baseline") != "baseline":
            return "er hevet eller senket skrift"
        skrift = verdi("name", "Calibri")
        if skrift.casefold() not in SKRIFTER:
            return f"har skrifttypen «{skrift}», som kan vise andre tegn"
        punkt = self._punkt(nr)
        if not punkt >= MINST_PUNKT:
            return "har for liten skrift til å leses"
        if punkt > MEST_PUNKT:
            return "har for stor skrift til å leses"
        farger = self._farger(f.find(f"{HOVED}color"), SVART)
        bakgrunner = self._bakgrunner(_tall(xf, "fillId"))
        if not all(farger) or not all(bakgrunner):
            return "har en farge som ikke kan regnes ut"
        if min(kontrast(f, b) for f in farger for b in bakgrunner) < MINST_KONTRAST:
            return "har skrift i samme farge som bakgrunnen"
        return ""

    def _bakgrunner(self, nr: int) -> list[str]:
        if not 0 <= nr < len(self.fyll):
            return [""]
        moenster = self.fyll[nr].find(f"{HOVED}patternFill")
        if moenster is None:
            return [""]  # shades from one colour to another
        slag = moenster.get("patternType", "none")
        if slag == "none":
            return [HVIT]
        forgrunn = self._farger(moenster.find(f"{HOVED}fgColor"), SVART)
        return forgrunn if slag == "solid" else forgrunn + self._farger(moenster.find(f"{HOVED}bgColor"), HVIT)

    def _farger(self, e: Element | None, ellers: str) -> list[str]:
        """Each colour, #RRGGBB, that some program takes it for; "" where one cannot be told."""
        if e is None:
            return [ellers]
        leste = []
        if (rgb := e.get("rgb")) is not None:
            leste.append(f"#{rgb[-6:]}")
        if (tema := e.get("theme")) is not None:
            navn = TEMAREKKE[int(tema)] if tema.isascii() and tema.isdigit() and int(tema) < len(TEMAREKKE) else ""
            leste += self.tema.farger.get(navn, {"dk1": [SVART], "lt1": [HVIT]}.get(navn, [""]))
        if "indexed" in e.keys():  # noqa: SIM118 - an element holds its children
            nr = _tall(e, "indexed")
            leste.append(self.grunnfarger[nr] if 0 <= nr < len(self.grunnfarger) else _AUTO.get(nr, ""))
        if not leste or kan_vaere_paa(e.get("auto", "0")):
            leste.append(ellers)
        try:
            tone = float(e.get("tint", "0"))
            return [_tone(farge, tone) for farge in leste]
        except ValueError:
            return [""]

    def _ramme(self, xf: Element) -> str:
        nr = _tall(xf, "borderId")
        if 0 <= nr < len(self.rammer):
            r = self.rammer[nr]
            strek = r.find(f"{HOVED}diagonal")
            paa = any(kan_vaere_paa(r.get(k, "0")) for k in ("diagonalUp", "diagonalDown"))
            if paa and strek is not None and strek.get("style", "none") != "none":
                return "er strøket over med en skrå linje"
        return ""

    @staticmethod
    def _plassering(a: Element | None) -> list[str]:
        if a is None:
            return []
        return [
            "gjentar innholdet så langt cellen rekker" if a.get("horizontal") == "fill" else "",
            "er dreid" if a.get("textRotation", "0") != "0" else "",
            "er krympet" if kan_vaere_paa(a.get("shrinkToFit", "0")) else "",
            "leses fra høyre" if a.get("readingOrder", "0") == "2" else "",
            "er rykket ut av cellen" if abs(_tall(a, "indent")) > MEST_INNRYKK else "",
        ]


def _tall(e: Element, felt: str) -> int:
    try:
        return int(e.get(felt, "0"))
    except ValueError:
        return -1


def _tone(farge: str, tone: float) -> str:
    """A colour made darker (below 0) or lighter (above). ValueError where it is no colour."""
    r, g, b = (int(farge[n : n + 2], 16) / 255 for n in (1, 3, 5))
    if tone:
        h, l_, s = colorsys.rgb_to_hls(r, g, b)
        l_ = l_ * (1 + tone) if tone < 0 else l_ * (1 - tone) + tone
        r, g, b = colorsys.hls_to_rgb(h, min(1.0, max(0.0, l_)), s)
    return "#" + "".join(f"{round(k * 255):02X}" for k in (r, g, b))
