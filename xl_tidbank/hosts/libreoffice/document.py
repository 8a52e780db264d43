"""The document adapter: the open spreadsheet's tables in (`les`), plain pages out as sheets (`plasser`).

A page is placed through the same layout and styles as the file writer uses. What is placed can be taken back with one
Undo; nothing that stands in the document is overwritten, except the last copy of the same page when asked for.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from xl_tidbank.book.layout import oppsett
from xl_tidbank.book.names import samme
from xl_tidbank.book.pagenames import ledig_arknavn, ledig_tabellnavn, ren
from xl_tidbank.book.placed import Celle, Oppsett
from xl_tidbank.book.schema import TABELLER
from xl_tidbank.book.sheets.plain import Format, Side, arknavn
from xl_tidbank.book.styles import AKSENT, format_av
from xl_tidbank.core.errors import TidbankFeil

from . import charts_uno, paper_uno
from .reading import les
from .references import Henvisninger
from .styles_uno import Stiler, bredde, hoyde
from .unokit import farge, nulldag

__all__ = ["les", "plasser"]

_XL_OOX = 3  # com.sun.star.sheet.AddressConvention: formulas as files store them
_TABELLARK = frozenset(samme(t.ark) for t in TABELLER)


def plasser(dok: Any, side: Side, *, erstatt: bool = False) -> str:
    """Place the page as a sheet last in the document; the name it got.

    erstatt: take the place of a sheet of the same name (never of a table's). Otherwise, and where the name is not
    free, the page gets a number after its name. Raises TidbankFeil where the document may not be changed.
    """
    _krev_skrivbart(dok)
    sett = oppsett(side)
    onsket = arknavn(side.ark)
    arkene = dok.Sheets
    brukt = {navn.casefold(): navn for navn in arkene.ElementNames}
    gammelt = brukt.get(onsket.casefold()) if erstatt and samme(onsket) not in _TABELLARK else None
    midlertidig = ledig_arknavn(onsket, brukt)
    with _EnEndring(dok, f"Tidbank: {side.tittel}"):
        plass = arkene.Count if gammelt is None else arkene.getByName(gammelt).RangeAddress.Sheet
        arkene.insertNewByName(midlertidig, plass)
        try:
            ark = arkene.getByName(midlertidig)
            _fyll(dok, ark, sett)
        except Exception:
            arkene.removeByName(midlertidig)
            raise
        if gammelt is not None:
            henvisninger = Henvisninger(dok, gammelt)
            arkene.removeByName(gammelt)
            ark.Name = gammelt
            henvisninger.gjenopprett()
        _ferdig(dok, ark, sett)
        return str(ark.Name)


def _krev_skrivbart(dok: Any) -> None:
    if dok.isReadonly():
        raise TidbankFeil("Regnearket er åpnet skrivebeskyttet. Lagre en kopi, og kjør kommandoen i den.")
    if dok.isProtected():
        raise TidbankFeil(
            "Regnearkets struktur er beskyttet, så det kan ikke få nye ark. "
            "Velg Verktøy > Beskytt regnearkstruktur, opphev beskyttelsen og prøv igjen."
        )


class _EnEndring:
    """One entry in the list of what can be undone, one repaint and one message to those who listen for changes.

    A class, for contextlib's generators cannot let an exception of UNO's through.
    """

    def __init__(self, dok: Any, tittel: str) -> None:
        self.dok, self.tittel, self.angre = dok, tittel, dok.getUndoManager()

    def __enter__(self) -> None:
        self.angre.enterUndoContext(self.tittel)
        self.dok.lockControllers()
        self.dok.addActionLock()

    def __exit__(self, *_: object) -> None:
        self.dok.removeActionLock()
        self.dok.unlockControllers()
        self.angre.leaveUndoContext()


def _fyll(dok: Any, ark: Any, sett: Oppsett) -> None:
    """Everything of the page that stands on the sheet itself. Heights come first: an empty row needs no measuring."""
    stiler = Stiler(dok)
    ark.TabColor = farge(AKSENT)
    _hoyder(ark, sett)
    for kol, sifre in enumerate(sett.bredder):
        ark.Columns.getByIndex(kol).Width = bredde(sifre)
    _verdier(dok, ark, sett)
    stiler.sett(ark, sett)  # after the values: Calc gives a text that looks like a number a text format of its own
    for c in sett.celler:
        if c.til:
            ark.getCellRangeByPosition(c.kol, c.rad, c.til[1], c.til[0]).merge(True)
    stiler.betinget(ark, sett)
    _diagrammer(dok, ark, sett, stiler)


def _diagrammer(dok: Any, ark: Any, sett: Oppsett, stiler: Stiler) -> None:
    """Charts come and go with their sheet. Their own entries in the list of what can be undone crash LibreOffice."""
    angre = dok.getUndoManager()
    angre.lock()
    try:
        for plass in sett.diagrammer:
            charts_uno.sett_inn(stiler, ark, plass)
    finally:
        angre.unlock()


def _hoyder(ark: Any, sett: Oppsett) -> None:
    """Rows of one height after the other are set together."""
    fra = 0
    rader = sorted(sett.hoyder.items())
    for n, (rad, punkter) in enumerate(rader):
        if n + 1 == len(rader) or rader[n + 1] != (rad + 1, punkter):
            ark.getCellRangeByPosition(0, rader[fra][0], 0, rad).Rows.Height = hoyde(punkter)
            fra = n + 1


def _verdier(dok: Any, ark: Any, sett: Oppsett) -> None:
    """All values in one call, typed: text is never a formula. Then the few cells that are more than a value."""
    null = nulldag(dok)
    rader, kolonner = max(c.rad for c in sett.celler) + 1, max(c.kol for c in sett.celler) + 1
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
        return v % 1440 / 1440
    return float(v)


def _leser(dok: Any) -> Any:
    leser = dok.createInstance("com.sun.star.sheet.FormulaParser")
    leser.CompileEnglish, leser.FormulaConvention = True, _XL_OOX
    return leser


def _lenke(dok: Any, celle: Any, c: Celle) -> None:
    """Text that leads to another sheet of the document."""
    felt = dok.createInstance("com.sun.star.text.TextField.URL")
    ark = c.lenke.replace("'", "''")
    felt.URL, felt.Representation = f"#'{ark}'.A1", ren(str(c.verdi))
    celle.String = ""
    celle.insertTextContent(celle.createTextCursor(), felt, False)


def _ferdig(dok: Any, ark: Any, sett: Oppsett) -> None:
    """What needs the sheet's final name or place: tables, paper, screen and lock."""
    filter_ = False
    for t in sett.tabeller:
        navn = ledig_tabellnavn(t.navn, {n.casefold() for n in dok.DatabaseRanges.ElementNames})
        celler = ark.getCellRangeByPosition(t.kol, t.rad, t.kol2, t.rad2)
        dok.DatabaseRanges.addNewByName(navn, celler.RangeAddress)
        if len(t.felt) <= 10:
            dok.DatabaseRanges.getByName(navn).AutoFilter = filter_ = True
    paper_uno.skriv_ut(dok, ark, sett.utskrift)
    paper_uno.skjerm(dok, ark, sett)
    # No password: it guards against a slip of the hand. Calc has no lock that leaves the filter buttons in use.
    if not filter_:
        ark.protect("")
