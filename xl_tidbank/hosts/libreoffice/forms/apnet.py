"""What the add-in does when a bank is opened in a window: its links open forms, and a new bank asks its questions."""

from __future__ import annotations

from functools import cache
from typing import Any

from xl_tidbank.book.sheets.start import ARK as START
from xl_tidbank.commands.skjema.definisjon import KNAPPER, MERKE
from xl_tidbank.tables.names import samme
from xl_tidbank.tables.schema import INNSTILLINGER

from ... import flow
from ...own import VELKOMMEN, lenker
from ..undo import kall_snart
from ..vert import Calc
from . import place


def apnet(ctx: Any, dok: Any) -> None:
    """Of a spreadsheet that is no bank, or that nobody sees, nothing."""
    if not dok.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        return
    styring, arkene = dok.CurrentController, {samme(n) for n in dok.Sheets.ElementNames}
    if styring is None or not {samme(START), samme(INNSTILLINGER.ark)} <= arkene:
        return
    if not styring.Frame.ContainerWindow.isVisible():
        return
    _vekk_knappene(dok)
    styring.addEnhancedMouseClickHandler(_klikk()(ctx, dok))
    kall_snart(lambda: flow.trykk(Calc(ctx, dok, VELKOMMEN), VELKOMMEN))


def _vekk_knappene(dok: Any) -> None:
    """A form that was saved as .xlsx has its buttons, but not what they do: that no such file can hold."""
    endret, kommandoer = dok.isModified(), {tekst: kommando for kommando, tekst in KNAPPER}
    for ark in (dok.Sheets.getByName(n) for n in dok.Sheets.ElementNames):
        if not any(n.startswith(MERKE) for n in ark.NamedRanges.ElementNames):
            continue
        for n in range(ark.DrawPage.Count):
            modell = getattr(ark.DrawPage.getByIndex(n), "Control", None)
            kommando = kommandoer.get(str(getattr(modell, "Label", "")))
            if kommando:
                place.gi_kommando(modell, kommando)
    dok.setModified(endret)


@cache
def _klikk() -> Any:
    import unohelper
    from com.sun.star.awt import XEnhancedMouseClickHandler

    class Klikk(unohelper.Base, XEnhancedMouseClickHandler):
        """A link on Start that has the name of a button presses it; any other click is the program's own."""

        def __init__(self, ctx: Any, dok: Any) -> None:
            self.ctx, self.dok = ctx, dok

        def mousePressed(self, hendelse: Any) -> bool:  # noqa: N802 - UNO's names
            knapp = _knapp(hendelse.Target, self.dok.Sheets) if hendelse.Buttons == 1 else ""
            if not knapp:
                return True
            kall_snart(lambda: flow.trykk(Calc(self.ctx, self.dok, knapp), knapp))
            return False

        def mouseReleased(self, _hendelse: Any) -> bool:  # noqa: N802
            return True

        def disposing(self, _hendelse: Any) -> None:
            pass

    return Klikk


def _knapp(celle: Any, arkene: Any) -> str:
    """The button a cell is a link to, "" = none, or a link to a sheet of that name."""
    if celle is None or not celle.supportsService("com.sun.star.sheet.SheetCell"):
        return ""
    if celle.Spreadsheet.Name != START or celle.TextFields.Count == 0:
        return ""
    tekst = celle.String
    return "" if arkene.hasByName(tekst) else lenker().get(tekst, "")
