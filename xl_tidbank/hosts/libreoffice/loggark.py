"""The sheet Logg of the open document: a row for each thing a command wrote, outside what Undo takes back."""

from __future__ import annotations

from typing import Any

from xl_tidbank.book import logg
from xl_tidbank.book.page.styles import stil
from xl_tidbank.tables.names import samme

from .styles_uno import bredde
from .undo import uten_angre
from .unokit import farge

TITTEL = "Tidbank: Logg"
_FET = 150.0  # com.sun.star.awt.FontWeight.BOLD
_TEKST = 100  # the number of the format @ in every language


def finn(dok: Any) -> Any:
    """The sheet with the log, None where there is none yet."""
    for navn in logg.ARK:
        funnet = next((n for n in dok.Sheets.ElementNames if samme(n) == samme(navn)), None)
        if funnet is not None:
            ark = dok.Sheets.getByName(funnet)
            if logg.er_logg(ark.getCellRangeByPosition(0, 0, len(logg.HODE) - 1, 0).getDataArray()[0]):
                return ark
    return None


def krev(dok: Any) -> Any:
    """The sheet with the log, made last in the document where there is none."""
    ark = finn(dok)
    if ark is None:
        opptatt = {samme(n) for n in dok.Sheets.ElementNames}
        navn = next((n for n in logg.ARK if samme(n) not in opptatt), f"{logg.ARK[-1]} {len(opptatt)}")
        uten_angre(dok, TITTEL, lambda: _ny(dok, navn))
        ark = dok.Sheets.getByName(navn)
    return ark


def les(dok: Any) -> list[logg.Linje]:
    ark = finn(dok)
    return [] if ark is None else _lest(ark)[0]


def skriv(dok: Any, linje: logg.Linje) -> str:
    """Append a row. Never raises: the sentence why not, "" = done."""
    try:
        ark = krev(dok)
        uten_angre(dok, TITTEL, lambda: _legg_til(ark, linje))
    except Exception as e:
        return f"Loggen er ikke skrevet ({' '.join(str(e).split())[:200]})."
    return ""


def _ny(dok: Any, navn: str) -> None:
    dok.Sheets.insertNewByName(navn, dok.Sheets.Count)
    ark, hode = dok.Sheets.getByName(navn), stil("inn.hode")
    for kol, sifre in enumerate(logg.BREDDER):
        ark.Columns.getByIndex(kol).Width = bredde(sifre)
    topp = ark.getCellRangeByPosition(0, 0, len(logg.HODE) - 1, 0)
    topp.setDataArray((logg.HODE,))
    topp.CharWeight, topp.CharColor, topp.CellBackColor = _FET, farge(hode.farge), farge(hode.fyll)


def _legg_til(ark: Any, linje: logg.Linje) -> None:
    over, siste = _lest(ark)
    nye = ark.getCellRangeByPosition(0, siste, len(logg.HODE) - 1, siste)
    nye.NumberFormat = _TEKST
    nye.setDataArray((logg.som_rad(linje, over[-1:]),))  # texts, never formulas


def _lest(ark: Any) -> tuple[list[logg.Linje], int]:
    """The lines of the sheet, and how many of its rows have anything in them or below them."""
    peker = ark.createCursor()
    peker.gotoEndOfUsedArea(False)
    siste = peker.RangeAddress.EndRow
    verdier = ark.getCellRangeByPosition(0, 0, len(logg.HODE) - 1, siste).getDataArray()
    antall = max((nr for nr, rad in enumerate(verdier, 1) if any(v not in (None, "") for v in rad)), default=1)
    return logg.av_rader(verdier[1:])[0], antall
