"""A stand-in for what xlwings Lite offers main.py, by its documentation: the pages of lite.xlwings.org, and the
docstrings of the package xlwings, which say of each member whether Lite has it. It says no to everything else.

What is held to, because it differs from Excel on a desk: a script reads the workbook as it stood when it began; writing
is queued; formulas, formats and looks can be written, not read; a text is read as if it were typed; dates reach a
function as numbers and a script as datetimes.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

FEIL = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_SOM_TALL = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?%?|\d{1,4}[-./]\d{1,2}([-./]\d{1,4})?|\d{1,2}:\d\d(:\d\d)?")
_A1 = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
NULL = datetime(1899, 12, 30)


class XlwingsError(Exception):
    pass


# Functions in cells


def func(f: Callable[..., Any]) -> Callable[..., Any]:
    f.__xlfunc__ = {"args": {n: {} for n in inspect.signature(f).parameters}, "ret": {}}  # type: ignore[attr-defined]
    args, ret_ = f.__dict__.pop("_args", []), f.__dict__.pop("_ret", {})
    for navn, valg in args:
        f.__xlfunc__["args"][navn].update(valg)  # type: ignore[attr-defined]  # KeyError: no such argument
    f.__xlfunc__["ret"].update(ret_)  # type: ignore[attr-defined]
    return f


def arg(navn: str, *, ndim: int | None = None, err_to_str: bool = False, doc: str = "") -> Callable[..., Any]:
    def inner(f: Any) -> Any:
        f.__dict__.setdefault("_args", []).append((navn, {"ndim": ndim, "err_to_str": err_to_str, "doc": doc}))
        return f

    return inner


def ret(*, date_format: str = "") -> Callable[..., Any]:
    def inner(f: Any) -> Any:
        f.__dict__["_ret"] = {"date_format": date_format}
        return f

    return inner


def kall(f: Any, *argumenter: Any) -> dict[str, Any]:
    """What the cell shows: {"verdi": rows} or {"feil": "#VALUE!", "tekst": what stands behind it}.

    An argument is a value, or rows of values; None where it is left out or the cell is empty. JSON knows no integers
    apart: whole numbers reach Python as int. Errors are {"type": "Error", "basicValue": "#N/A"}.
    """
    valg, parametre = f.__xlfunc__, inspect.signature(f).parameters
    gitt = []
    for navn, v in zip(parametre, (*argumenter, *(None,) * (len(parametre) - len(argumenter))), strict=True):
        if isinstance(v, list) and len(v) == 1 and len(v[0]) == 1:
            v = v[0][0]
        if v is None:
            tom = parametre[navn].default
            gitt.append(None if tom is inspect.Parameter.empty else tom)
            continue
        rader = v if isinstance(v, list) else [[v]]
        rader = [[_inn(x, valg["args"][navn].get("err_to_str")) for x in rad] for rad in rader]
        gitt.append(_form(rader, valg["args"][navn].get("ndim")))
    try:
        svar = f(*gitt)
    except XlwingsError as e:
        return {"feil": "#VALUE!", "tekst": str(e)}
    rader = svar if isinstance(svar, list) else [svar]
    rader = rader if rader and isinstance(rader[0], list) else [rader]
    return {"verdi": [[_ut(x) for x in rad] for rad in rader]}


def _inn(x: Any, err_to_str: bool) -> Any:
    if isinstance(x, dict):
        return x["basicValue"] if err_to_str else None
    if isinstance(x, float) and x.is_integer():
        return int(x)
    return None if x == "" else x


def _form(rader: list[list[Any]], ndim: int | None) -> Any:
    """By default a single cell is its value and one row or column a list."""
    if ndim == 2:
        return rader
    if len(rader) == 1:
        return rader[0][0] if len(rader[0]) == 1 else rader[0]
    return [r[0] for r in rader] if len(rader[0]) == 1 else rader


def _ut(x: Any) -> Any:
    if isinstance(x, datetime):
        return (x - NULL).total_seconds() / 86400
    if isinstance(x, date):
        return (x - NULL.date()).days
    if x is not None and not isinstance(x, (bool, int, float, str)):
        raise TypeError(f"a cell cannot hold {type(x).__name__}")
    return "" if x is None else x


# Scripts


def script(f: Any = None, *, name: str = "") -> Any:
    def inner(f: Any) -> Any:
        forste = next(iter(inspect.signature(f).parameters.values()))
        assert inspect.get_annotations(f, eval_str=True)[forste.name] is Book
        f.__xlscript__ = {"name": name}
        return f

    return inner(f) if f else inner


class _Lukket:
    """Only what stands in SKRIVES may be set, and is kept in the book's list of what was written."""

    SKRIVES: tuple[str, ...] = ()

    def __setattr__(self, navn: str, verdi: Any) -> None:
        if navn.startswith("_") or navn in self.SKRIVES:
            object.__setattr__(self, navn, verdi)
        else:
            raise AttributeError(f"{type(self).__name__}.{navn}")


class Font(_Lukket):
    SKRIVES = ("size", "color", "bold", "italic", "name")

    def __init__(self, omraade: Range) -> None:
        self._omraade = omraade

    def __setattr__(self, navn: str, verdi: Any) -> None:
        super().__setattr__(navn, verdi)
        if not navn.startswith("_"):
            self._omraade._stil(f"font.{navn}", verdi)


class Range(_Lukket):
    """Cells from (row, column), counted from 1."""

    STILER = ("number_format", "color", "column_width", "row_height", "horizontal_alignment", "wrap_text")
    SKRIVES = ("value", "formula", "formula2", *STILER)

    def __init__(self, sheet: Sheet, rad: int, kol: int, rader: int = 1, kolonner: int = 1) -> None:
        self._sheet, self._rad, self._kol, self._shape = sheet, rad, kol, (rader, kolonner)
        self._valg: dict[str, Any] = {}

    sheet = property(lambda s: s._sheet)
    row, column, shape = property(lambda s: s._rad), property(lambda s: s._kol), property(lambda s: s._shape)
    font = property(lambda s: Font(s))

    def options(self, *, ndim: int | None = None, err_to_str: bool = False) -> Range:
        ny = Range(self._sheet, self._rad, self._kol, *self._shape)
        ny._valg = {"ndim": ndim, "err_to_str": err_to_str}
        return ny

    def resize(self, rader: int, kolonner: int) -> Range:
        return Range(self._sheet, self._rad, self._kol, rader, kolonner)

    def _celler(self) -> Iterator[tuple[int, int]]:
        for r in range(self._rad, self._rad + self._shape[0]):
            for k in range(self._kol, self._kol + self._shape[1]):
                yield r, k

    def __getattribute__(self, navn: str) -> Any:
        if navn in ("formula", "formula2", *Range.STILER):
            raise NotImplementedError(f"{navn} cannot be read in a script")
        if navn == "value":
            sett = self._sheet._foer
            rader = [
                [self._lest(sett.get((r, k))) for k in range(self._kol, self._kol + self._shape[1])]
                for r in range(self._rad, self._rad + self._shape[0])
            ]
            return _form(rader, self._valg.get("ndim"))
        return object.__getattribute__(self, navn)

    def _lest(self, v: Any) -> Any:
        if isinstance(v, str) and _ISO.fullmatch(v):
            return datetime.fromisoformat(v[:-1])
        if v in FEIL and not self._valg.get("err_to_str"):
            return None
        return None if v == "" else v

    def __setattr__(self, navn: str, verdi: Any) -> None:
        if navn.startswith("_"):
            object.__setattr__(self, navn, verdi)
        elif navn == "value":
            rader = verdi if isinstance(verdi, list) else [[verdi] * self._shape[1]] * self._shape[0]
            assert (len(rader), len(rader[0])) == self._shape
            for (r, k), v in zip(self._celler(), (v for rad in rader for v in rad), strict=True):
                self._sheet._sett(r, k, v)
        elif navn in ("formula", "formula2"):
            assert self._shape == (1, 1)
            assert verdi.startswith("=")
            self._sheet._sett(self._rad, self._kol, verdi)
        elif navn in Range.STILER:
            self._stil(navn, verdi)
        else:
            self._sheet._bok._nektet.append(f"Range.{navn}")
            raise AttributeError(navn)

    def _stil(self, navn: str, verdi: Any) -> None:
        for sted in self._celler():
            self._sheet._stiler.setdefault(sted, {})[navn] = verdi

    def merge(self, across: bool = False) -> None:
        self._sheet._slatt_sammen.append([self._rad, self._kol, *self._shape])

    def clear_contents(self) -> None:
        for sted in self._celler():
            self._sheet._naa.pop(sted, None)

    def select(self) -> None:
        self._sheet._bok._valgt = (self._sheet.name, self._rad, self._kol)


class Table:
    def __init__(self, sheet: Sheet, data: dict[str, Any]) -> None:
        self.name, self.show_totals, self._omraade, self._sheet = (
            data["navn"], data.get("summer", False), data["omraade"], sheet,
        )  # fmt: skip

    @property
    def range(self) -> Range:
        r, k, r2, k2 = self._omraade
        return Range(self._sheet, r, k, r2 - r + 1, k2 - k + 1)


class Name:
    def __init__(self, bok: Book, name: str, refers_to: str) -> None:
        self._bok, self.name, self.refers_to = bok, name, refers_to

    @property
    def refers_to_range(self) -> Range:
        ark, _, celle = self.refers_to.removeprefix("=").rpartition("!")
        m = _A1.fullmatch(celle)
        if m is None:
            raise XlwingsError(f"{self.refers_to} is no range")
        kol = 0
        for b in m[1]:
            kol = kol * 26 + ord(b) - 64
        return Range(self._bok.sheets[ark.strip("'").replace("''", "'")], int(m[2]), kol)

    def delete(self) -> None:
        for liste in (self._bok._navn, *(a._navn for a in self._bok.sheets)):
            if self in liste:
                liste.remove(self)


class Names:
    def __init__(self, bok: Book, liste: list[Name], ark: Sheet | None = None) -> None:
        self._bok, self._liste, self._ark = bok, liste, ark

    def __iter__(self) -> Iterator[Name]:
        return iter(list(self._liste))

    def add(self, name: str, refers_to: str) -> Name:
        assert refers_to.startswith("=")
        ny = Name(self._bok, name if self._ark is None else f"'{self._ark.name}'!{name}", refers_to)
        assert all(n.name != ny.name for n in self._liste), f"{name} stands there already"
        self._liste.append(ny)
        return ny


class FreezePanes:
    def __init__(self, ark: Sheet) -> None:
        self._ark = ark

    def freeze_at(self, hva: Any) -> None:
        assert isinstance(hva, Range) or re.fullmatch(r"[1-9]\d*:[1-9]\d*", hva)
        self._ark._frosset = hva if isinstance(hva, str) else [hva.row, hva.column, *hva.shape]


class Sheet(_Lukket):
    """_foer: what a script reads. _naa: what stands there when it has ended."""

    SKRIVES = ("show_gridlines", "visible")
    visible: bool

    def __init__(self, bok: Book, name: str, data: dict[str, Any] | None = None) -> None:
        data = data or {"celler": [], "tabeller": [], "navnene": []}
        self._bok, self._name = bok, name
        self.visible = data.get("synlig", True)
        self._foer = {(r, k): v for r, k, v in data["celler"]}
        self._naa: dict[tuple[int, int], Any] = dict(self._foer)
        self._stiler: dict[tuple[int, int], dict[str, Any]] = {}
        self._slatt_sammen: list[list[int]] = []
        self._frosset: Any = None
        self._navn = [Name(bok, f"'{name}'!{n}", t) for n, t in data["navnene"]]
        self.tables_ = [Table(self, t) for t in data["tabeller"]]

    def __setattr__(self, navn: str, verdi: Any) -> None:
        if navn == "tables_" or navn.startswith("_"):
            object.__setattr__(self, navn, verdi)
        else:
            try:
                super().__setattr__(navn, verdi)
            except AttributeError:
                self._bok._nektet.append(f"Sheet.{navn}")
                raise

    name = property(lambda s: s._name)
    tables = property(lambda s: list(s.tables_))
    book = property(lambda s: s._bok)
    names = property(lambda s: Names(s._bok, s._navn, s))
    freeze_panes = property(lambda s: FreezePanes(s))

    def range(self, fra: Any, til: Any = None) -> Range:
        if isinstance(fra, str):
            m = _A1.fullmatch(fra)
            assert m is not None
            return Name(self._bok, "", f"='{self.name}'!{fra}").refers_to_range
        til = til or fra
        return Range(self, fra[0], fra[1], til[0] - fra[0] + 1, til[1] - fra[1] + 1)

    @property
    def used_range(self) -> Range:
        steder = [s for s, v in self._foer.items() if v not in (None, "")]
        if not steder:
            return Range(self, 1, 1)
        r, k = min(s[0] for s in steder), min(s[1] for s in steder)
        return Range(self, r, k, max(s[0] for s in steder) - r + 1, max(s[1] for s in steder) - k + 1)

    def _sett(self, r: int, k: int, v: Any) -> None:
        if isinstance(v, str):
            if v.startswith("'"):
                v = v[1:]
            elif v[:1] in ("=", "+", "-"):
                v = {"formel": v}
            elif _SOM_TALL.fullmatch(v):
                v = {"lest_som": v}  # as if typed: the text is lost
        elif v is not None and not isinstance(v, (int, float)):
            raise TypeError(f"a cell cannot hold {type(v).__name__}")
        self._naa.pop((r, k), None)
        if v not in (None, ""):
            self._naa[r, k] = v

    def activate(self) -> None:
        self._bok._aktivt = self.name

    def clear(self) -> None:
        self._naa.clear()
        self._stiler.clear()
        self._slatt_sammen.clear()

    def delete(self) -> None:
        self._bok.sheets._ark.remove(self)


class Sheets:
    def __init__(self, bok: Book) -> None:
        self._bok = bok
        self._ark: list[Sheet] = []

    def __iter__(self) -> Iterator[Sheet]:
        return iter(list(self._ark))

    def __len__(self) -> int:
        return len(self._ark)

    def __getitem__(self, hva: int | str) -> Sheet:
        if isinstance(hva, int):
            return self._ark[hva]
        funnet = next((a for a in self._ark if a.name.casefold() == hva.casefold()), None)
        if funnet is None:
            raise KeyError(hva)
        return funnet

    @property
    def active(self) -> Sheet:
        return self[self._bok._aktivt]

    def add(self, name: str, *, after: Sheet) -> Sheet:
        assert all(a.name.casefold() != name.casefold() for a in self._ark), f"{name} stands there already"
        assert 0 < len(name) <= 31
        ny = Sheet(self._bok, name)
        self._ark.insert(self._ark.index(after) + 1, ny)
        self._bok._aktivt = name
        return ny


class Book:
    def __init__(self, data: dict[str, Any]) -> None:
        self.name, self._aktivt = data["navn"], data["aktivt"]
        self._nektet: list[str] = []
        self._valgt: Any = None
        self._navn: list[Name] = []
        self.sheets = Sheets(self)
        self.sheets._ark = [Sheet(self, a["navn"], a) for a in data["ark"]]
        self._navn = [Name(self, n, t) for n, t in data["navnene"]]

    names = property(lambda s: Names(s, s._navn))

    def neste(self) -> None:
        """The script has ended: what it wrote stands there. A formula's value is for the caller to fill in."""
        for ark in self.sheets:
            ark._foer = {s: v for s, v in ark._naa.items() if not isinstance(v, dict)}
