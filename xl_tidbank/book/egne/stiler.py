"""The looks of a workbook's cells, from its styles.xml to what XlsxWriter's add_format takes."""

from __future__ import annotations

import colorsys
import re
from contextlib import suppress
from typing import Any
from xml.etree.ElementTree import Element

from ..page.looks import TEMAREKKE
from .model import Utseende

MAKS_STILER = 4_000
_BORDER = {
    "thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "thick": 5, "double": 6, "hair": 7, "mediumDashed": 8,
    "dashDot": 9, "mediumDashDot": 10, "dashDotDot": 11, "mediumDashDotDot": 12, "slantDashDot": 13,
}  # fmt: skip
_UNDERSTREK = {"single": 1, "double": 2, "singleAccounting": 33, "doubleAccounting": 34}
_LODDRETT = {
    "top": "top",
    "center": "vcenter",
    "bottom": "bottom",
    "justify": "vjustify",
    "distributed": "vdistributed",
}
_VANNRETT = frozenset(("left", "center", "right", "fill", "justify", "distributed")) | {"centerContinuous"}
_MONSTER = (
    "none", "solid", "mediumGray", "darkGray", "lightGray", "darkHorizontal", "darkVertical", "darkDown", "darkUp",
    "darkGrid", "darkTrellis", "lightHorizontal", "lightVertical", "lightDown", "lightUp", "lightGrid", "lightTrellis",
    "gray125", "gray0625",
)  # fmt: skip
# The standard colours by number, from 8.
_INDEKSERT = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080C0C0C08080809999FF993366"
    "FFFFCCCCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF99"
    "99CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00FF9900FF6600666699969696003366339966003300333300993300993366"
    "333399333333"
)


def lokalt(e: Element) -> str:
    return str(e.tag).rpartition("}")[2]


def barn(e: Element | None, navn: str) -> Element | None:
    return next((b for b in e if lokalt(b) == navn), None) if e is not None else None


def alle(e: Element | None, navn: str) -> list[Element]:
    return [b for b in e if lokalt(b) == navn] if e is not None else []


def temafarger(rot: Element | None) -> list[str]:
    """RRGGBB by the number a style uses."""
    if rot is None:
        return []
    skjema = next((e for e in rot.iter() if lokalt(e) == "clrScheme"), None)
    farger = {}
    for f in skjema if skjema is not None else ():
        for b in f:
            farger[lokalt(f)] = b.get("lastClr") or b.get("val") or "000000"
    return [farger.get(n, "000000") for n in TEMAREKKE]


class Stilark:
    """The formats of a workbook's cells by their number. Anything odd in one of them is left out of that one."""

    def __init__(self, rot: Element | None, tema: list[str]) -> None:
        self.tema = tema
        self.tallformater = {
            int(n.get("numFmtId", "0")): n.get("formatCode", "")
            for n in alle(barn(rot, "numFmts"), "numFmt") if n.get("numFmtId", "").isdecimal()
        }  # fmt: skip
        fonter = [self._font(e) for e in alle(barn(rot, "fonts"), "font")]
        fyll = [self._fyll(e) for e in alle(barn(rot, "fills"), "fill")]
        kanter = [self._kanter(e) for e in alle(barn(rot, "borders"), "border")]
        self.stiler = [
            self._stil(xf, fonter, fyll, kanter) for xf in alle(barn(rot, "cellXfs"), "xf")[:MAKS_STILER]
        ]  # fmt: skip

    def _stil(self, xf: Element, fonter: list[Utseende], fyll: list[Utseende], kanter: list[Utseende]) -> Utseende:
        ut: Utseende = {}
        for felt, liste in (("fontId", fonter), ("fillId", fyll), ("borderId", kanter)):
            nr = _tall(xf.get(felt))
            if 0 <= nr < len(liste):
                ut.update(liste[nr])
        nr = _tall(xf.get("numFmtId"))
        if nr in self.tallformater:
            ut["num_format"] = self.tallformater[nr][:255]
        elif 0 < nr < 50:
            ut["num_format"] = nr
        ut.update(_justering(barn(xf, "alignment")))
        laas = barn(xf, "protection")
        if laas is not None and laas.get("locked") in ("0", "false"):
            ut["locked"] = False
        return ut

    def _font(self, e: Element) -> Utseende:
        ut: Utseende = {}
        for felt, navn in (("b", "bold"), ("i", "italic"), ("strike", "font_strikeout")):
            b = barn(e, felt)
            if b is not None and b.get("val") not in ("0", "false"):
                ut[navn] = True
        u = barn(e, "u")
        if u is not None:
            ut["underline"] = _UNDERSTREK.get(u.get("val", "single"), 1)
        navn_ = _attributt(barn(e, "name"), "val")
        if navn_:
            ut["font_name"] = navn_[:31]
        with suppress(ValueError):
            pt = float(_attributt(barn(e, "sz"), "val"))
            if 1 <= pt <= 409:
                ut["font_size"] = pt
        farge = self.farge(barn(e, "color"))
        if farge:
            ut["font_color"] = farge
        return ut

    def _fyll(self, e: Element) -> Utseende:
        m = barn(e, "patternFill")
        slag = _attributt(m, "patternType")
        if slag not in _MONSTER or slag == "none":
            return {}
        ut: Utseende = {"pattern": _MONSTER.index(slag)}
        for felt, navn in (("fgColor", "fg_color"), ("bgColor", "bg_color")):
            farge = self.farge(barn(m, felt))
            if farge:
                ut[navn] = farge
        if slag == "solid":
            ut = {"pattern": 1, "bg_color": ut["fg_color"]} if "fg_color" in ut else {}
        return ut

    def _kanter(self, e: Element) -> Utseende:
        ut: Utseende = {}
        for side in ("left", "right", "top", "bottom"):
            k = barn(e, side)
            slag = _BORDER.get(_attributt(k, "style"))
            if slag:
                ut[side] = slag
                farge = self.farge(barn(k, "color"))
                if farge:
                    ut[f"{side}_color"] = farge
        return ut

    def farge(self, e: Element | None) -> str:
        """#RRGGBB, "" where none is given or it is the program's own choice."""
        if e is None:
            return ""
        rgb = ""
        if re.fullmatch(r"[0-9A-Fa-f]{6,8}", e.get("rgb", "")):
            rgb = e.get("rgb", "")[-6:]
        elif e.get("theme", "").isdecimal() and _tall(e.get("theme")) < len(self.tema):
            rgb = self.tema[_tall(e.get("theme"))]
        elif e.get("indexed", "").isdecimal() and _tall(e.get("indexed")) < 64:
            nr = _tall(e.get("indexed")) % 8 if _tall(e.get("indexed")) < 8 else _tall(e.get("indexed")) - 8
            rgb = _INDEKSERT[6 * nr : 6 * nr + 6]
        if not re.fullmatch(r"[0-9A-Fa-f]{6}", rgb):
            return ""
        with suppress(ValueError):
            rgb = _tonet(rgb, float(e.get("tint", "0")))
        return f"#{rgb.upper()}"


def _tonet(rgb: str, tone: float) -> str:
    """Lighter (up to 1) or darker (down to -1)."""
    if not tone or not -1 <= tone <= 1:
        return rgb
    h, lys, s = colorsys.rgb_to_hls(*(int(rgb[n : n + 2], 16) / 255 for n in (0, 2, 4)))
    lys = lys * (1 + tone) if tone < 0 else lys * (1 - tone) + tone
    return "".join(f"{round(255 * c):02X}" for c in colorsys.hls_to_rgb(h, lys, s))


def _justering(e: Element | None) -> Utseende:
    if e is None:
        return {}
    ut: Utseende = {}
    vannrett = e.get("horizontal", "")
    if vannrett in _VANNRETT:
        ut["align"] = {"centerContinuous": "center_across"}.get(vannrett, vannrett)
    if e.get("vertical", "") in _LODDRETT:
        ut["valign"] = _LODDRETT[e.get("vertical", "")]
    if e.get("wrapText") in ("1", "true"):
        ut["text_wrap"] = True
    if e.get("shrinkToFit") in ("1", "true"):
        ut["shrink"] = True
    if 0 < _tall(e.get("indent")) <= 15:
        ut["indent"] = _tall(e.get("indent"))
    vinkel = _tall(e.get("textRotation"))
    if 0 < vinkel <= 180 or vinkel == 255:
        ut["rotation"] = 270 if vinkel == 255 else vinkel if vinkel <= 90 else 90 - vinkel
    return ut


def _attributt(e: Element | None, navn: str) -> str:
    return e.get(navn, "") if e is not None else ""


def _tall(tekst: Any) -> int:
    return int(tekst) if isinstance(tekst, str) and tekst.isascii() and tekst.isdecimal() and len(tekst) < 9 else 0
