"""Plain pages as sheets of the open document.

A page is placed through the same layout and styles as the file writer uses. What is placed can be taken back with one
Undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from xl_tidbank.book.page.layout import oppsett
from xl_tidbank.book.page.pagenames import ledig_arknavn, ledig_tabellnavn, ren
from xl_tidbank.book.page.placed import Celle, Oppsett, Tabellplass
from xl_tidbank.book.page.plain import Format
from xl_tidbank.book.page.styles import AKSENT, format_av
from xl_tidbank.tables.values import dognandel

from ..vert import Fremdrift, Plass
from . import charts_uno, opphav, paper_uno
from .forms import place
from .references import Henvisninger
from .styles_uno import Stiler, bredde, hoyde
from .undo import EnEndring
from .unokit import farge, nulldag

MEST_SAMLET = 50  # pages in one entry; LibreOffice may forget what is beyond a hundred steps
RADHOYDE_I_FIL = 15.0  # points; of a row that says nothing of its height
_XL_OOX = 3  # com.sun.star.sheet.AddressConvention: formulas as files store them


def plasser(dok: Any, plasser: Sequence[Plass], merke: str, si: Fremdrift = lambda _: None) -> None:
    """Place the pages of one command, in order, as one entry in the list of what can be undone; all of them or none.

    Of more pages than an entry can hold, each is one of its own; one that has taken the place of another then stays,
    whole, when a later one fails.
    """
    if len(plasser) <= MEST_SAMLET:
        _plasser(dok, plasser, merke, si)
        return
    nye: list[str] = []
    try:
        for p in plasser:
            _plasser(dok, [p], merke, si)
            nye += [] if p.erstatter else [p.side.ark]
    except Exception:
        fjern(dok, nye)
        raise


def _plasser(dok: Any, plasser: Sequence[Plass], merke: str, si: Fremdrift) -> None:
    """Fill every page before any takes the place of another."""
    arkene = dok.Sheets
    alle = [(p, oppsett(p.side)) for p in plasser]
    with EnEndring(dok, f"Tidbank: {plasser[0].side.tittel}") as endring:
        nye: list[str] = []
        try:
            for p, sett in alle:
                si(f"lager arket {p.side.ark} ({len(nye) + 1} av {len(plasser)})")
                navn = ledig_arknavn(p.side.ark, {n.casefold() for n in arkene.ElementNames})
                arkene.insertNewByName(
                    navn, arkene.getByName(p.erstatter).RangeAddress.Sheet if p.erstatter else arkene.Count
                )
                nye.append(navn)
                endring.usett(partial(_fyll, dok, arkene.getByName(navn), sett, p.side.ark))
        except Exception:
            for navn in nye:
                arkene.removeByName(navn)
            raise
        for (p, sett), navn in zip(alle, nye, strict=True):
            if p.erstatter:
                _bytt(dok, endring, p.erstatter, navn, sett)
            endring.usett(partial(_ferdig, dok, p.side.ark, sett, merke))
            endring.etterpaa(ved_gjenta=partial(_igjen, dok, p.side.ark, sett, merke))


def fjern(dok: Any, arkene: Sequence[str]) -> None:
    with EnEndring(dok, "Tidbank: Angre siste") as endring:
        for navn in arkene:
            husket = place.husk(dok.Sheets.getByName(navn))
            dok.Sheets.removeByName(navn)
            endring.etterpaa(ved_angre=partial(_tilbake_med_navn, dok, navn, husket))


def _tilbake_med_navn(dok: Any, navn: str, husket: place.Husket) -> None:
    """The sheet that Undo brought back, with its names."""
    ark = dok.Sheets.getByName(navn)
    place.gjenopprett(ark, husket)
    if husket.sidestil.startswith(paper_uno.SIDESTIL):
        paper_uno.skjerm(dok, ark, None)


def _bytt(dok: Any, endring: EnEndring, gammelt: str, nytt: str, sett: Oppsett) -> None:
    """Let the new sheet take the place and the name of the old one; what points at the old one follows."""
    ark = dok.Sheets.getByName(gammelt)
    sidestil, laast, pekere, merket = ark.PageStyle, ark.isProtected(), Henvisninger(dok, gammelt), opphav.merke(ark)
    tall = [ark.Charts.getByName(n).Ranges for n in ark.Charts.ElementNames]

    def tilbake() -> None:
        """What LibreOffice does not bring back with a deleted sheet. Grid lines and panes only for a page of ours."""
        ark = dok.Sheets.getByName(gammelt)
        pekere.gjenopprett()
        ark.PageStyle = sidestil
        for nr, omraader in enumerate(tall):
            for omraade in omraader:
                omraade.Sheet = ark.RangeAddress.Sheet
            ark.Charts.getByIndex(nr).setRanges(omraader)
        if laast or sidestil.startswith(paper_uno.SIDESTIL):
            paper_uno.skjerm(dok, ark, sett)
        if laast:
            ark.protect("")
        opphav.sett(ark, merket)

    dok.Sheets.removeByName(gammelt)
    dok.Sheets.getByName(nytt).Name = gammelt
    endring.usett(pekere.gjenopprett)
    endring.etterpaa(ved_angre=tilbake, ved_gjenta=pekere.gjenopprett)


def _igjen(dok: Any, navn: str, sett: Oppsett, merke: str) -> None:
    """Fill the sheet that Redo brought back: empty, but for its charts."""
    ark = dok.Sheets.getByName(navn)
    for diagram in ark.Charts.ElementNames:
        ark.Charts.removeByName(diagram)
    ark.unprotect("")
    _fyll(dok, ark, sett, navn)
    _ferdig(dok, navn, sett, merke)


def _ferdig(dok: Any, navn: str, sett: Oppsett, merke: str) -> None:
    """The tables, and what the sheet is known by; when it has its name."""
    ark = dok.Sheets.getByName(navn)
    _tabeller(dok, ark, sett)
    opphav.merk(ark, merke)


def _fyll(dok: Any, ark: Any, sett: Oppsett, navn: str) -> None:
    """Everything but the tables. navn: what the sheet will be called.

    Heights come first, for an empty row needs no measuring, and looks after values, for Calc gives a text that looks
    like a number a format of its own.
    """
    stiler = Stiler(dok)
    ark.TabColor = farge(AKSENT)
    _hoyder(ark, sett)
    for kol, sifre in enumerate(sett.bredder):
        ark.Columns.getByIndex(kol).Width = bredde(sifre)
    _verdier(dok, ark, sett)
    stiler.sett(ark, sett)
    for c in sett.celler:
        if c.til:
            ark.getCellRangeByPosition(c.kol, c.rad, c.til[1], c.til[0]).merge(True)
    stiler.betinget(ark, sett)
    _grupper(ark, sett)
    for plass in sett.diagrammer:
        charts_uno.sett_inn(stiler, ark, plass)
    paper_uno.skriv_ut(dok, ark, sett.utskrift, navn)
    paper_uno.skjerm(dok, ark, sett)
    if sett.knapper:
        place.fyll(dok, ark, sett, _leser(dok))
    # No password: it guards against a slip of the hand. Calc has no lock that leaves the filter buttons in use.
    if not sett.levende and not any(_har_filter(t) for t in sett.tabeller):
        ark.protect("")


def _grupper(ark: Any, sett: Oppsett) -> None:
    """Fold away the columns that are seldom asked for."""
    from com.sun.star.table.TableOrientation import COLUMNS

    for kol in sett.bak:
        if kol - 1 in sett.bak:
            continue
        siste = next(k for k in range(kol, kol + len(sett.bak) + 1) if k + 1 not in sett.bak)
        omraade = ark.getCellRangeByPosition(kol, 0, siste, 0).RangeAddress
        ark.group(omraade, COLUMNS)
        ark.hideDetail(omraade)


def _hoyder(ark: Any, sett: Oppsett) -> None:
    """Rows of one height after the other are set together."""
    antall, fra = _antall(sett)[0], 0
    rader = [sett.hoyder.get(rad, RADHOYDE_I_FIL) for rad in range(antall)]
    for rad in range(antall):
        if rad + 1 == antall or rader[rad + 1] != rader[rad]:
            ark.getCellRangeByPosition(0, fra, 0, rad).Rows.Height = hoyde(rader[rad])
            fra = rad + 1


def _antall(sett: Oppsett) -> tuple[int, int]:
    """Rows and columns of the page and of the figures beside it."""
    return max(max(c.rad for c in sett.celler), max(sett.hoyder)) + 1, max(c.kol for c in sett.celler) + 1


def _verdier(dok: Any, ark: Any, sett: Oppsett) -> None:
    """All values in one call, typed: text is never a formula. Then the few cells that are more than a value."""
    null = nulldag(dok)
    rader, kolonner = _antall(sett)
    data: list[list[Any]] = [[""] * kolonner for _ in range(rader)]
    for c in sett.celler:
        data[c.rad][c.kol] = _raa(c, null)
    ark.getCellRangeByPosition(0, 0, kolonner - 1, rader - 1).setDataArray(tuple(map(tuple, data)))
    for c in sett.celler:
        if c.formel:
            celle = ark.getCellByPosition(c.kol, c.rad)
            celle.setTokens(_leser(dok).parseFormula(c.formel, celle.CellAddress))
        elif c.lenke and dok.Sheets.hasByName(c.lenke):
            _lenke(dok, ark.getCellByPosition(c.kol, c.rad), c)


def _raa(c: Celle, null: date) -> float | str:
    """The value as Calc keeps it, never rounded: a clock time is a fraction of a day, a date days since `null`."""
    v = c.verdi
    if v is None:
        return ""
    if isinstance(v, str):
        return ren(v)
    if isinstance(v, date):
        return float(v.toordinal() - null.toordinal())
    if format_av(c.stil) is Format.KLOKKE:
        return dognandel(v)
    return float(v)


def _leser(dok: Any) -> Any:
    leser = dok.createInstance("com.sun.star.sheet.FormulaParser")
    leser.CompileEnglish, leser.FormulaConvention = True, _XL_OOX
    return leser


def _lenke(dok: Any, celle: Any, c: Celle) -> None:
    """Text that leads to another sheet of the document."""
    felt = dok.createInstance("com.sun.star.text.TextField.URL")
    ark = c.lenke.replace("'", "''")
    felt.URL, felt.Representation = f"#'{ark}'.{c.lenkecelle}", ren(str(c.verdi))
    celle.String = ""
    celle.insertTextContent(celle.createTextCursor(), felt, False)


def _har_filter(t: Tabellplass) -> bool:
    return len(t.felt) <= 10


def _tabeller(dok: Any, ark: Any, sett: Oppsett) -> None:
    """Named tables. They come last, when a page that was replaced no longer has the names."""
    alle = dok.DatabaseRanges
    for t in sett.tabeller:
        navn = ledig_tabellnavn(t.navn, {n.casefold() for n in alle.ElementNames})
        alle.addNewByName(navn, ark.getCellRangeByPosition(t.kol, t.rad, t.kol2, t.rad2).RangeAddress)
        alle.getByName(navn).AutoFilter = _har_filter(t)
