"""How a page in the open document meets the paper and the screen: page style, print area, repeated rows, panes."""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import Any

from xl_tidbank.book.page.pagenames import ren
from xl_tidbank.book.page.placed import Oppsett, Utskrift
from xl_tidbank.book.page.styles import GRAA, SKRIFT

from .unokit import farge, struct

SIDESTIL = "Tidbank "  # page styles of ours begin so
KORT, LANG = 21_000, 29_700  # A4 in 1/100 mm
SIDE, TOPP, BUNN = 1270, 1397, 889  # margins; below the page stands the footer, as high as its margin in a file
BUNNTEKST, BUNNLUFT = 889, 607  # the footer, and the part of it that is air


def skriv_ut(dok: Any, ark: Any, u: Utskrift, navn: str) -> None:
    """A4, one page wide, "Side x av y" and the content stamp at the bottom. navn: of the sheet, and its page style."""
    ark.PageStyle = _sidestil(dok, navn, u)
    ark.setPrintAreas((_omraade(ark, 0, 0, u.rad2, u.kol2),))
    if u.gjenta:
        ark.setTitleRows(_omraade(ark, u.gjenta[0], 0, u.gjenta[1], 0))
        ark.setPrintTitleRows(True)
    for rad in u.brudd:
        ark.Rows.getByIndex(rad).IsStartOfNewPage = True


def _omraade(ark: Any, rad: int, kol: int, rad2: int, kol2: int) -> Any:
    return ark.getCellRangeByPosition(kol, rad, kol2, rad2).RangeAddress


def _sidestil(dok: Any, arknavn: str, u: Utskrift) -> str:
    """A page style no other sheet has: the page this one replaces keeps its own, should it come back."""
    arkene, familie = dok.Sheets, dok.StyleFamilies.getByName("PageStyles")
    i_bruk = {arkene.getByIndex(n).PageStyle for n in range(arkene.Count)}
    navn = next(n for nr in count(1) if (n := SIDESTIL + arknavn + (f" {nr}" if nr > 1 else "")) not in i_bruk)
    if not familie.hasByName(navn):
        familie.insertByName(navn, dok.createInstance("com.sun.star.style.PageStyle"))
    s = familie.getByName(navn)
    s.IsLandscape = u.liggende
    s.Width, s.Height = (LANG, KORT) if u.liggende else (KORT, LANG)
    s.LeftMargin = s.RightMargin = SIDE
    s.TopMargin, s.BottomMargin = TOPP, BUNN
    s.HeaderIsOn, s.FooterIsOn = False, True
    s.FooterBodyDistance, s.FooterHeight, s.FooterIsDynamicHeight = BUNNLUFT, BUNNTEKST, True
    s.CenterHorizontally, s.PrintGrid = True, False
    s.ScaleToPagesX, s.ScaleToPagesY = 1, u.sider_hoyt
    s.FirstPageNumber = 0  # go on from the sheet before, so that x of y holds when all is printed
    bunn = s.RightPageFooterContent
    venstre, stempel = (ren(t).replace("\n", " ")[:90] for t in u.bunntekst)
    _Linje(dok, bunn.LeftText).tekst(venstre)
    _Linje(dok, bunn.CenterText).tekst("Side ").felt("PageNumber").tekst(" av ").felt("PageCount")
    _Linje(dok, bunn.RightText).tekst(stempel)
    s.RightPageFooterContent = bunn
    return navn


class _Linje:
    """One part of a footer, written from left to right, small and grey."""

    def __init__(self, dok: Any, del_: Any) -> None:
        self.dok, self.del_ = dok, del_
        del_.String = ""
        self.peker = del_.createTextCursor()
        self.peker.CharFontName, self.peker.CharHeight, self.peker.CharColor = SKRIFT, 8.0, farge(GRAA)

    def tekst(self, tekst: str) -> _Linje:
        self.del_.insertString(self.peker, tekst, False)
        return self

    def felt(self, navn: str) -> _Linje:
        self.del_.insertTextContent(self.peker, self.dok.createInstance(f"com.sun.star.text.TextField.{navn}"), False)
        return self


def skjerm(dok: Any, ark: Any, sett: Oppsett | None) -> None:
    """Panes and no grid lines; no panes without `sett`. They belong to a window: without one nothing is done."""
    kontroller = dok.CurrentController
    if not hasattr(kontroller, "freezeAtPosition"):  # none, or a print preview
        return
    foer = kontroller.ActiveSheet
    kontroller.setActiveSheet(ark)
    _slaa_av(kontroller.Frame, "ToggleSheetGrid")
    if sett is not None and sett.frys:
        kontroller.freezeAtPosition(sett.frys[1], sett.frys[0])
    kontroller.select(ark.getCellByPosition(0, 0))
    if foer is not None and dok.Sheets.hasByName(foer.Name):
        kontroller.setActiveSheet(foer)


def _slaa_av(ramme: Any, kommando: str) -> None:
    """Switch off what only a menu command switches; it takes effect on the sheet in view."""
    url = struct("util.URL", Complete=f".uno:{kommando}", Main=f".uno:{kommando}", Protocol=".uno:", Path=kommando)
    utforer, lytter = ramme.queryDispatch(url, "", 0), _lytter()()
    if utforer is None:
        return
    utforer.addStatusListener(lytter, url)  # tells the state at once
    utforer.removeStatusListener(lytter, url)
    if lytter.paa:
        utforer.dispatch(url, ())


@cache
def _lytter() -> Any:
    import unohelper
    from com.sun.star.frame import XStatusListener

    class Lytter(unohelper.Base, XStatusListener):
        paa = False

        def statusChanged(self, hendelse: Any) -> None:  # noqa: N802 - UNO's name
            self.paa = hendelse.State is True

        def disposing(self, _hendelse: Any) -> None:
            pass

    return Lytter
