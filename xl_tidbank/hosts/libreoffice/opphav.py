"""What tells a sheet a command made from every other: a hidden name of its own, with its mark and a print of it."""

from __future__ import annotations

import hashlib
from typing import Any

from xl_tidbank.book.page import avtrykk
from xl_tidbank.book.page.pagenames import SIDENAVN

from ..vert import Eget
from .unokit import SKJULT_NAVN


def egne(dok: Any) -> list[Eget]:
    ut = []
    for navn in dok.Sheets.ElementNames:
        ark = dok.Sheets.getByName(navn)
        skrevet, _, hadde = merke(ark).strip('="').partition("|")
        if skrevet:
            naa = _som_i_fil(ark) if hadde.startswith(avtrykk.BEGYNNER) else _avtrykk(ark)
            ut.append(Eget(navn, skrevet, hadde == naa))
    return ut


def merke(ark: Any) -> str:
    """What stands in the name, "" where the sheet has none."""
    navnene = ark.NamedRanges
    return str(navnene.getByName(SIDENAVN).Content) if navnene.hasByName(SIDENAVN) else ""


def merk(ark: Any, skrevet: str) -> None:
    sett(ark, f'"{skrevet}|{_avtrykk(ark)}"')


def sett(ark: Any, innhold: str) -> None:
    """Let the name stand for this; "" = take it away."""
    if ark.NamedRanges.hasByName(SIDENAVN):
        ark.NamedRanges.removeByName(SIDENAVN)
    if innhold:
        ark.NamedRanges.addNewByName(SIDENAVN, innhold, ark.getCellByPosition(0, 0).CellAddress, SKJULT_NAVN)


def _som_i_fil(ark: Any) -> str:
    """The print a file of ours has of its pages (page/avtrykk.py)."""
    peker = ark.createCursor()
    peker.gotoEndOfUsedArea(False)
    a = peker.RangeAddress
    omraade = ark.getCellRangeByPosition(0, 0, a.EndColumn, a.EndRow)
    par = zip(omraade.getDataArray(), omraade.getFormulaArray(), strict=True)
    celler = (
        (nr, kol, v)
        for nr, (verdier, formler) in enumerate(par)
        for kol, (v, f) in enumerate(zip(verdier, formler, strict=True))
        if not f.startswith("=")
    )
    return avtrykk.av_celler(celler)


def _avtrykk(ark: Any) -> str:
    """A print of what the sheet holds: its name, what was typed and where, its drawings and notes. Not what a formula
    gave, nor which rows it reaches: a row put in a table moves them."""
    peker = ark.createCursor()
    peker.gotoEndOfUsedArea(False)
    a = peker.RangeAddress
    summer = hashlib.sha256(repr((ark.Name, ark.DrawPage.Count, ark.Annotations.Count)).encode())
    rader = ark.getCellRangeByPosition(0, 0, a.EndColumn, a.EndRow).getFormulaArray()
    for nr, rad in enumerate(rader):
        for kol, skrevet in enumerate(rad):
            if skrevet != "":
                skrevet = avtrykk.uten_sted(skrevet)
                summer.update(f"{nr} {kol} {skrevet}\x1e".encode("utf-8", "surrogatepass"))
    return summer.hexdigest()[:16]
