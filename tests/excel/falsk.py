"""A stand-in for Excel's objects, made from a workbook file. It knows what the host uses of them and nothing else.

Cells behave as Excel's do where it matters: a text that looks like a formula, a number or a date becomes one, unless
an apostrophe stands before it; a copied sheet gets a free name and table names; values come back as COM gives them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path as Sti
from typing import Any, NamedTuple, cast

import openpyxl
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter, range_boundaries

from .com import OMRAADE_IID, ComFeil, Tid, serienr, tid

FEIL = {"#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036, "#N/A": 2042}
FEILVERDI = -2146828288


def feilverdi(tekst: str) -> int:
    return FEILVERDI + FEIL[tekst]


def bokstaver(kol: int) -> str:
    return str(get_column_letter(kol))


class Objekt:
    """A COM object: reading or setting what it does not have fails, as in Excel."""

    def __setattr__(self, navn: str, verdi: Any) -> None:
        if not navn.startswith("_") and navn not in type(self).__annotations__ and not isinstance(
            getattr(type(self), navn, None), property
        ):  # fmt: skip
            raise AttributeError(f"{type(self).__name__} has no {navn}")
        object.__setattr__(self, navn, verdi)


class Samling(Objekt):
    """A collection, counted from 1."""

    def __init__(self, alle: Callable[[], list[Any]]) -> None:
        self._alle = alle

    @property
    def Count(self) -> int:
        return len(self._alle())

    def __iter__(self) -> Iterator[Any]:
        return iter(list(self._alle()))

    def Item(self, nokkel: Any) -> Any:
        alle = self._alle()
        if isinstance(nokkel, int):
            if not 1 <= nokkel <= len(alle):
                raise ComFeil("Subscript out of range")
            return alle[nokkel - 1]
        for x in alle:
            if x.Name.casefold() == str(nokkel).casefold():
                return x
        raise ComFeil(f"{nokkel} finnes ikke")

    __call__ = Item


class Excel(Objekt):
    """Application. svar: what the user answers to InputBox and GetSaveAsFilename, in order; False = Cancel."""

    ScreenUpdating: bool
    DisplayAlerts: bool
    EnableEvents: bool
    Calculation: int
    Hwnd: int
    Version: str
    Caller: Any
    ActiveWorkbook: Any

    def __init__(self) -> None:
        self.ScreenUpdating = self.DisplayAlerts = self.EnableEvents = True
        self.Calculation, self.Hwnd, self.Version, self.Caller = -4105, 1, "16.0", feilverdi("#REF!")
        self.ActiveWorkbook = None
        self._statusbar: Any = False
        self._boker: list[Bok] = []
        self._svar: list[Any] = []
        self._spurt: list[str] = []
        self._status: list[str] = []
        self._regnet = 0
        self._feile: str = ""  # the name of a member that fails when it is set

    def __setattr__(self, navn: str, verdi: Any) -> None:
        if navn == self.__dict__.get("_feile") and navn:
            raise ComFeil("Excel er opptatt")
        super().__setattr__(navn, verdi)

    @property
    def StatusBar(self) -> Any:
        return self._statusbar

    @StatusBar.setter
    def StatusBar(self, verdi: Any) -> None:
        self._statusbar = verdi
        if verdi:
            self._status.append(verdi)

    @property
    def Workbooks(self) -> Boker:
        return Boker(self)

    def Calculate(self) -> None:
        self._regnet += 1

    def InputBox(self, Prompt: str, Title: str, Default: str, Type: int) -> Any:
        assert Type == 2
        self._spurt.append(Prompt)
        svar = self._svar.pop(0) if self._svar else ...
        return Default if svar is ... else svar

    def GetSaveAsFilename(self, InitialFilename: str, FileFilter: str, FilterIndex: int, Title: str) -> Any:
        assert re.fullmatch(r"[^,]+\(\*\.\w+\),\*\.\w+", FileFilter)
        return self._svar.pop(0)

    def GetOpenFilename(self, FileFilter: str, FilterIndex: int, Title: str) -> Any:
        assert re.fullmatch(r"[^,]+,(\*\.\w+;?)+", FileFilter)
        return self._svar.pop(0)


class Boker(Samling):
    def __init__(self, app: Excel) -> None:
        super().__init__(lambda: app._boker)
        self._app = app

    def Open(self, fil: str, *_: Any) -> Bok:
        return Bok(self._app, Sti(fil))


class _Arkinnhold(NamedTuple):
    navn: str
    celler: dict[tuple[int, int], tuple[Any, str]]
    matriser: dict[tuple[int, int], str]
    navnene: list[tuple[str, str]]
    tabeller: list[tuple[str, tuple[int, int, int, int], bool]]
    tegninger: int


@cache
def _innhold(fil: Sti) -> tuple[list[_Arkinnhold], list[tuple[str, str]]]:
    formler, verdier = openpyxl.load_workbook(fil), None
    arkene = []
    for ark in formler.worksheets:
        celler: dict[tuple[int, int], tuple[Any, str]] = {}
        matriser: dict[tuple[int, int], str] = {}
        for rad in ark.iter_rows():
            for c in rad:
                if c.value is None:
                    continue
                formel, verdi = "", cast(Any, c.value)
                if c.data_type == "f":
                    formel = "=" + str(getattr(c.value, "text", c.value)).removeprefix("=")
                if c.data_type == "f":
                    verdier = verdier or openpyxl.load_workbook(fil, data_only=True)
                    verdi = verdier[ark.title].cell(c.row, c.column).value
                if hasattr(c.value, "ref"):
                    matriser[c.row, c.column] = str(c.value.ref)
                celler[c.row, c.column] = (_fra_fil(verdi), formel)
        navnene = [(navn, f"={d.attr_text}") for navn, d in ark.defined_names.items()]
        tabeller = [(t.name, boks(t.ref), bool(t.totalsRowCount)) for t in ark.tables.values()]
        tegninger = len(cast(Any, ark)._charts)
        arkene.append(_Arkinnhold(ark.title, celler, matriser, navnene, tabeller, tegninger))
    return arkene, [(navn, f"={d.attr_text}") for navn, d in formler.defined_names.items()]


def boks(adresse: str) -> tuple[int, int, int, int]:
    """First column and row, last column and row."""
    return cast(tuple[int, int, int, int], range_boundaries(adresse))


class Bok(Objekt):
    ProtectStructure: bool
    Date1904: bool
    Name: str
    Path: str
    FullName: str
    Application: Excel

    def __init__(self, app: Excel, fil: Sti) -> None:
        self._navn: list[Navn] = []
        self._ark: list[Ark] = []
        self._apen = True
        self.Application, self.Name, self.Path, self.FullName = app, fil.name, str(fil.parent), str(fil)
        self.ProtectStructure = self.Date1904 = False
        arkene, navnene = _innhold(fil)
        self._ark.extend(Ark(self, ark) for ark in arkene)
        self._navn.extend(Navn(self._navn, self, navn, til) for navn, til in navnene)
        self._aktivt = self._ark[0]
        app._boker.append(self)
        app.ActiveWorkbook = self

    @property
    def Worksheets(self) -> Arkene:
        return Arkene(self)

    @property
    def Names(self) -> Navnene:
        return Navnene(self, self._navn, lambda: [*self._navn, *(n for a in self._ark for n in a._navn)])

    @property
    def ActiveSheet(self) -> Ark:
        return self._aktivt

    def Activate(self) -> None:
        self.Application.ActiveWorkbook = self

    def Close(self, SaveChanges: bool) -> None:
        assert SaveChanges is False
        self._apen = False
        self.Application._boker.remove(self)

    def ark(self, navn: str) -> Ark:
        return next(a for a in self._ark if a.Name == navn)

    def tabell(self, navn: str) -> Tabell:
        return next(t for a in self._ark for t in a._tabeller if t.Name == navn)


class Arkene(Samling):
    def __init__(self, bok: Bok) -> None:
        super().__init__(lambda: bok._ark)
        self._bok = bok

    @property
    def Parent(self) -> Bok:
        return self._bok


class Navnene(Samling):
    def __init__(self, eier: Any, egne: list[Navn], alle: Callable[[], list[Any]]) -> None:
        super().__init__(alle)
        self._eier, self._egne = eier, egne

    def Item(self, nokkel: Any) -> Any:
        """By what a name is called on its sheet too; of a workbook the one the sheet in view has comes first."""
        if isinstance(nokkel, str):
            forst = self._eier._aktivt._navn if isinstance(self._eier, Bok) else []
            for n in [*forst, *self._egne]:
                if n._kort.casefold() == nokkel.casefold():
                    return n
        return super().Item(nokkel)

    __call__ = Item

    def Add(self, Name: str, RefersTo: str) -> Navn:
        self._egne[:] = [n for n in self._egne if n._kort != Name]
        navn = Navn(self._egne, self._eier, Name, RefersTo)
        self._egne.append(navn)
        return navn


class Navn(Objekt):
    Visible: bool
    RefersTo: str

    def __init__(self, liste: list[Navn], eier: Any, navn: str, til: str) -> None:
        self._liste, self._eier, self._kort = liste, eier, navn
        self.Visible, self.RefersTo = True, til

    @property
    def Name(self) -> str:
        return f"{self._eier.Name}!{self._kort}" if isinstance(self._eier, Ark) else self._kort

    @property
    def RefersToRange(self) -> Omraade:
        bok = self._eier.Parent if isinstance(self._eier, Ark) else self._eier
        m = re.fullmatch(r"='?([^'!]+)'?!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)", self.RefersTo)
        if m is None:
            raise ComFeil("no range")
        # A name of a sheet's own follows the sheet when it is copied or gets another name.
        return (self._eier if isinstance(self._eier, Ark) else bok.ark(m[1])).Range(m[2])

    def Delete(self) -> None:
        self._liste.remove(self)


class Ark(Objekt):
    Visible: int
    ProtectContents: bool
    Parent: Bok
    _arknavn: str

    def __init__(self, bok: Bok, fra: _Arkinnhold) -> None:
        self.Parent, self._arknavn, self.Visible = bok, fra.navn, -1
        self.ProtectContents = False
        self._celler = dict(fra.celler)
        self._format: dict[tuple[int, int], str] = {}
        self._navn: list[Navn] = []
        self._navn.extend(Navn(self._navn, self, navn, til) for navn, til in fra.navnene)
        self._tabeller = [Tabell(self, navn, *boks, summer=summer) for navn, boks, summer in fra.tabeller]
        self._tegninger = fra.tegninger
        self._knapper: list[Knapp] = []
        self._farger: dict[tuple[str, int, int], int | None] = {}
        self._betinget: list[tuple[str, str, int]] = []
        self._matriser = dict(fra.matriser)

    @property
    def Name(self) -> str:
        return self._arknavn

    @Name.setter
    def Name(self, navn: str) -> None:
        if any(a.Name.casefold() == navn.casefold() for a in self.Parent._ark if a is not self):
            raise ComFeil("Navnet er i bruk")
        assert len(navn) <= 31
        self._arknavn = navn

    @property
    def Index(self) -> int:
        return self.Parent._ark.index(self) + 1

    @property
    def Names(self) -> Navnene:
        return Navnene(self, self._navn, lambda: self._navn)

    @property
    def ListObjects(self) -> Samling:
        return Samling(lambda: self._tabeller)

    @property
    def Shapes(self) -> Samling:
        return Tegninger(self)

    @property
    def UsedRange(self) -> Omraade:
        rader, kolonner = [r for r, _ in self._celler] or [1], [k for _, k in self._celler] or [1]
        return Omraade(self, min(rader), min(kolonner), max(rader), max(kolonner))

    def Cells(self, rad: int, kol: int) -> Omraade:
        return Omraade(self, rad, kol, rad, kol)

    def Range(self, fra: Any, til: Any = None) -> Omraade:
        if til is not None:
            return Omraade(self, fra.Row, fra.Column, til.Row, til.Column)
        k, r, k2, r2 = boks(fra.replace("$", ""))
        return Omraade(self, r, k, r2, k2)

    def Activate(self) -> None:
        self.Parent._aktivt = self

    def _krev_apent(self) -> None:
        if self.ProtectContents:
            raise ComFeil("Cellen er beskyttet")

    def Delete(self) -> None:
        if self.Parent.ProtectStructure:
            raise ComFeil("Arbeidsboken er beskyttet")
        assert self.Parent.Application.DisplayAlerts is False, "Excel would ask"
        self.Parent._ark.remove(self)

    def Copy(self, Before: Ark | None = None, After: Ark | None = None) -> None:
        nabo = After or Before
        assert nabo is not None
        bok = nabo.Parent
        if bok.ProtectStructure:
            raise ComFeil("Arbeidsboken er beskyttet")
        ny = object.__new__(Ark)
        for felt in ("_celler", "_format", "_matriser"):
            object.__setattr__(ny, felt, dict(getattr(self, felt)))
        ny.Parent, ny._tegninger, ny._betinget, ny.Visible = bok, self._tegninger, [], -1
        ny.ProtectContents = self.ProtectContents
        ny._knapper, ny._farger = [], dict(self._farger)
        brukt = {a.Name.casefold() for a in bok._ark}
        navn, nr = self.Name, 1
        while navn.casefold() in brukt:
            nr += 1
            navn = f"{self.Name} ({nr})"
        ny._arknavn, ny._navn, ny._tabeller = navn, [], []
        for n in self._navn:
            ny._navn.append(Navn(ny._navn, ny, n._kort, n.RefersTo))
        opptatt = {t.Name for a in bok._ark for t in a._tabeller}
        for t in self._tabeller:
            ny._tabeller.append(Tabell(ny, t.Name if t.Name not in opptatt else f"{t.Name}9", *t._boks))
        bok._ark.insert(bok._ark.index(nabo) + (After is not None), ny)
        bok._aktivt = ny


class Tegninger(Samling):
    def __init__(self, ark: Ark) -> None:
        super().__init__(lambda: [*[None] * ark._tegninger, *ark._knapper])
        self._ark = ark

    def AddFormControl(self, Type: int, Left: float, Top: float, Width: float, Height: float) -> Knapp:
        assert Type == 0, "a button"
        assert Width > 0
        assert Height > 0
        knapp = Knapp()
        self._ark._knapper.append(knapp)
        return knapp


class Knapp(Objekt):
    Name: str
    OnAction: str

    def __init__(self) -> None:
        self._tekst = _Tegn()

    @property
    def TextFrame(self) -> Knapp:
        return self

    def Characters(self) -> _Tegn:
        return self._tekst


class _Tegn(Objekt):
    Text: str


class _Farget(Objekt):
    """Interior or Font of cells."""

    def __init__(self, omraade: Omraade, hva: str) -> None:
        self._omraade, self._hva = omraade, hva

    def _sett(self, farge: int | None) -> None:
        o = self._omraade
        for r in range(o.Row, o._rad2 + 1):
            for k in range(o.Column, o._kol2 + 1):
                o.Worksheet._farger[self._hva, r, k] = farge

    @property
    def Color(self) -> int | None:
        return self._omraade.Worksheet._farger.get((self._hva, self._omraade.Row, self._omraade.Column))

    @Color.setter
    def Color(self, farge: int) -> None:
        self._sett(farge)

    @property
    def ColorIndex(self) -> int:
        return -4142 if self.Color is None else 1

    @ColorIndex.setter
    def ColorIndex(self, nr: int) -> None:
        assert nr == -4142, "none"
        self._sett(None)


def _fra_fil(v: Any) -> Any:
    if isinstance(v, bool) or v is None:
        return v
    if isinstance(v, str):
        return feilverdi(v) if v in FEIL else v
    if isinstance(v, datetime):
        return tid(v)
    if isinstance(v, date):
        return tid(datetime(v.year, v.month, v.day))
    if isinstance(v, timedelta):
        return tid(datetime(1899, 12, 30) + v)
    if isinstance(v, time):
        return tid(datetime(1899, 12, 30, v.hour, v.minute, v.second))
    return float(v)


class _Antall(Objekt):
    Count: int

    def __init__(self, antall: int) -> None:
        self.Count = antall


class _Ole:
    def GetTypeInfo(self) -> Any:
        return self

    def GetTypeAttr(self) -> Any:
        return self

    iid = OMRAADE_IID


class Omraade(Objekt):
    Worksheet: Ark
    Row: int
    Column: int
    _oleobj_ = _Ole()

    def __init__(self, ark: Ark, rad: int, kol: int, rad2: int, kol2: int) -> None:
        self.Worksheet, self.Row, self.Column = ark, rad, kol
        self._rad2, self._kol2 = rad2, kol2

    @property
    def Rows(self) -> _Antall:
        return _Antall(self._rad2 - self.Row + 1)

    @property
    def Columns(self) -> _Antall:
        return _Antall(self._kol2 - self.Column + 1)

    @property
    def Count(self) -> int:
        return self.Rows.Count * self.Columns.Count

    @property
    def Address(self) -> str:
        a, b = f"${bokstaver(self.Column)}${self.Row}", f"${bokstaver(self._kol2)}${self._rad2}"
        return a if self.Count == 1 else f"{a}:{b}"

    def __call__(self, rad: int, kol: int) -> Omraade:
        r, k = self.Row + rad - 1, self.Column + kol - 1
        return Omraade(self.Worksheet, r, k, r, k)

    def _alle(self, nr: int, tom: Any) -> Any:
        celler = self.Worksheet._celler
        rader = tuple(
            tuple(
                celler.get((r, k), (None, ""))[nr] if nr is not None else tom
                for k in range(self.Column, self._kol2 + 1)
            )
            for r in range(self.Row, self._rad2 + 1)
        )
        return rader[0][0] if self.Count == 1 else rader

    @property
    def Value(self) -> Any:
        return self._alle(0, None)

    @Value.setter
    def Value(self, verdi: Any) -> None:
        for r in range(self.Row, self._rad2 + 1):
            for k in range(self.Column, self._kol2 + 1):
                v = verdi[r - self.Row][k - self.Column] if isinstance(verdi, (list, tuple)) else verdi
                self._sett(r, k, v)

    @property
    def Value2(self) -> Any:
        """Dates as the numbers they are."""

        def tall(v: Any) -> Any:
            if isinstance(v, tuple):
                return tuple(map(tall, v))
            return serienr(v) if isinstance(v, Tid) else v

        return tall(self.Value)

    def ClearContents(self) -> None:
        self.Worksheet._krev_apent()
        self.Value = None

    def AutoFill(self, Destination: Omraade, Type: int) -> None:
        assert Type == 3, "formats only"
        assert (Destination.Row, Destination.Column, Destination._kol2) == (self.Row, self.Column, self._kol2)
        for k in range(self.Column, self._kol2 + 1):
            format_ = self.Worksheet._format.get((self.Row, k))
            for r in range(self._rad2 + 1, Destination._rad2 + 1):
                if format_ is not None:
                    self.Worksheet._format[r, k] = format_

    def _sett(self, r: int, k: int, v: Any) -> None:
        """What Excel makes of what is put in a cell."""
        self.Worksheet._krev_apent()
        formel = ""
        if isinstance(v, str) and self.Worksheet._format.get((r, k)) != "@":
            if v.startswith("'"):
                v = v[1:]
            elif v.startswith(("=", "+", "@", "-")):
                formel, v = v, None
            elif re.fullmatch(r"[\d.,: ]+", v):
                v = 0.0  # a number, a date or a time of its own choosing
        if v is None or v == "":
            self.Worksheet._celler.pop((r, k), None)
            if formel:
                self.Worksheet._celler[r, k] = (None, formel)
        else:
            self.Worksheet._celler[r, k] = (v, formel)

    @property
    def Formula(self) -> Any:
        def tekst(celle: tuple[Any, str]) -> str:
            v, formel = celle
            return formel or ("" if v is None else v.isoformat() if isinstance(v, Tid) else str(v))

        celler = self.Worksheet._celler
        rader = tuple(
            tuple(tekst(celler.get((r, k), (None, ""))) for k in range(self.Column, self._kol2 + 1))
            for r in range(self.Row, self._rad2 + 1)
        )
        return rader[0][0] if self.Count == 1 else rader

    @Formula.setter
    def Formula(self, formel: str) -> None:
        """One formula in every cell, its references relative to the first."""
        assert formel.startswith("=")
        forste = f"{bokstaver(self.Column)}{self.Row}"
        for r in range(self.Row, self._rad2 + 1):
            for k in range(self.Column, self._kol2 + 1):
                her = Translator(formel, origin=forste).translate_formula(f"{bokstaver(k)}{r}")
                self.Worksheet._celler[r, k] = (self.Worksheet._celler.get((r, k), (None, ""))[0], her)

    @property
    def Formula2(self) -> Any:
        return self.Formula

    @Formula2.setter
    def Formula2(self, formel: str) -> None:
        """One cell, whose answer spills."""
        assert formel.startswith("=")
        self.Worksheet._celler[self.Row, self.Column] = (None, formel)

    @property
    def Interior(self) -> _Farget:
        return _Farget(self, "fyll")

    @property
    def Font(self) -> _Farget:
        return _Farget(self, "skrift")

    @property
    def Left(self) -> float:
        return 48.0 * (self.Column - 1)

    @property
    def Top(self) -> float:
        return 15.0 * (self.Row - 1)

    @property
    def Width(self) -> float:
        return 48.0 * self.Columns.Count

    @property
    def Height(self) -> float:
        return 15.0 * self.Rows.Count

    @property
    def HasFormula(self) -> bool | None:
        formler = [
            bool(self.Worksheet._celler.get((r, k), (None, ""))[1])
            for r in range(self.Row, self._rad2 + 1)
            for k in range(self.Column, self._kol2 + 1)
        ]
        return all(formler) if all(formler) or not any(formler) else None

    @property
    def NumberFormat(self) -> Any:
        return self.Worksheet._format.get((self.Row, self.Column), "General")

    @NumberFormat.setter
    def NumberFormat(self, verdi: str) -> None:
        for r in range(self.Row, self._rad2 + 1):
            for k in range(self.Column, self._kol2 + 1):
                self.Worksheet._format[r, k] = verdi

    @property
    def ColumnWidth(self) -> float:
        return 8.43

    @ColumnWidth.setter
    def ColumnWidth(self, verdi: float) -> None:
        assert 0 < verdi <= 255

    @property
    def Validation(self) -> Validering:
        return Validering()

    @property
    def FormatConditions(self) -> Betingelser:
        return Betingelser(self)

    def Select(self) -> None:
        assert self.Worksheet.Parent._aktivt is self.Worksheet, "a cell is selected on the sheet in view"
        self.Worksheet.Parent._valgt = self.Address


class Validering(Objekt):
    def Delete(self) -> None:
        pass


class Betingelser(Objekt):
    def __init__(self, omraade: Omraade) -> None:
        self._omraade = omraade

    def Add(self, Type: int, String: str, TextOperator: int) -> Regel:
        self._omraade.Worksheet._betinget.append((self._omraade.Address, String, TextOperator))
        return Regel()


class _Farge(Objekt):
    Color: int


class Regel(Objekt):
    def __init__(self) -> None:
        self._font, self._fyll = _Farge(), _Farge()

    @property
    def Font(self) -> _Farge:
        return self._font

    @property
    def Interior(self) -> _Farge:
        return self._fyll


class Filter(Objekt):
    """AutoFilter."""

    FilterMode: bool

    def __init__(self) -> None:
        self.FilterMode = False

    def ShowAllData(self) -> None:
        assert self.FilterMode
        self.FilterMode = False


class Tabell(Objekt):
    """ListObject."""

    Name: str
    Parent: Ark
    ShowTotals: bool

    def __init__(self, ark: Ark, navn: str, kol: int, rad: int, kol2: int, rad2: int, *, summer: bool = False) -> None:
        self.Name, self.Parent, self.ShowTotals = navn, ark, summer
        self._boks = (kol, rad, kol2, rad2)
        self._filter = Filter()

    @property
    def AutoFilter(self) -> Filter:
        return self._filter

    def Resize(self, omraade: Omraade) -> None:
        self.Parent._krev_apent()
        kol, rad, kol2, _ = self._boks
        assert (omraade.Column, omraade.Row, omraade._kol2) == (kol, rad, kol2), "rows only"
        assert omraade._rad2 > rad, "a table has a row"
        self._boks = (kol, rad, kol2, omraade._rad2)

    @property
    def Range(self) -> Omraade:
        kol, rad, kol2, rad2 = self._boks
        return Omraade(self.Parent, rad, kol, rad2, kol2)

    @property
    def DataBodyRange(self) -> Omraade:
        kol, rad, kol2, rad2 = self._boks
        return Omraade(self.Parent, rad + 1, kol, rad2, kol2)

    @property
    def ListColumns(self) -> Kolonnene:
        return Kolonnene(self)


class Kolonnene(Samling):
    def __init__(self, tabell: Tabell) -> None:
        super().__init__(lambda: [Kolonne(tabell, nr) for nr in range(1, tabell._boks[2] - tabell._boks[0] + 2)])
        self._tabell = tabell

    def Add(self, Position: int) -> Kolonne:
        kol, rad, kol2, rad2 = self._tabell._boks
        assert Position == kol2 - kol + 2, "only at the right edge"
        naboer = [(r, k) for r, k in self._tabell.Parent._celler if k == kol2 + 1 and rad <= r <= rad2]
        assert not naboer, "Excel would move what stands beside the table"
        self._tabell._boks = (kol, rad, kol2 + 1, rad2)
        self._tabell.Parent._celler[rad, kol2 + 1] = (f"Kolonne{Position}", "")
        return Kolonne(self._tabell, Position)


class Kolonne(Objekt):
    """ListColumn."""

    def __init__(self, tabell: Tabell, nr: int) -> None:
        self._tabell, self._nr = tabell, nr

    def _omraade(self, fra: int) -> Omraade:
        kol, rad, _, rad2 = self._tabell._boks
        k = kol + self._nr - 1
        return Omraade(self._tabell.Parent, rad + fra, k, rad2, k)

    @property
    def Name(self) -> str:
        omraade = self._omraade(0)
        return str(self._tabell.Parent._celler[omraade.Row, omraade.Column][0])

    @Name.setter
    def Name(self, navn: str) -> None:
        omraade = self._omraade(0)
        self._tabell.Parent._celler[omraade.Row, omraade.Column] = (navn, "")

    @property
    def Index(self) -> int:
        return self._nr

    @property
    def Range(self) -> Omraade:
        return self._omraade(0)

    @property
    def DataBodyRange(self) -> Omraade:
        return self._omraade(1)

    def Delete(self) -> None:
        kol, rad, kol2, rad2 = self._tabell._boks
        assert kol + self._nr - 1 == kol2, "only the last one"
        for r in range(rad, rad2 + 1):
            self._tabell.Parent._celler.pop((r, kol2), None)
        self._tabell._boks = (kol, rad, kol2 - 1, rad2)
