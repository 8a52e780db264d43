"""A small spreadsheet engine over the stand-in workbook, which calls our functions as Excel's VBA does.

It keeps the one rule that freshness rests on: after an edit only those formulas are computed again that the edited
cells lead to, each after those it takes its values from. A formula whose precedents do not say what it depends on
keeps its old figure here, as it would in Excel.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from . import com, falsk

MODUL = "xl_tidbank.hosts.excel.functions"
VERDIFEIL = falsk.feilverdi("#VALUE!")
_MERKE = re.compile(
    r'\s*(?:(?P<tekst>"(?:[^"]|"")*")|(?P<tall>\d+(?:\.\d+)?)|(?P<tabell>[A-Za-zÆØÅæøå]+\[(?:[^\[\]]+|\[#Headers\],\[#Data\])\])'
    r"|(?P<ref>(?:'[^']+'!|[A-Za-zÆØÅæøå]+!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![A-Za-z_(])"
    r"|(?P<navn>[A-Za-zÆØÅæøå_][A-Za-zÆØÅæøå_0-9.]*)|(?P<tegn>[(),=&:-]))"
)

Sted = tuple[str, int, int]
Boks = tuple[str, int, int, int, int]


def feil(v: Any) -> bool:
    return isinstance(v, int) and not isinstance(v, bool)


class Regneark:
    """The workbook computing itself. uttrykk: the formula of each cell, parsed."""

    def __init__(self, bok: falsk.Bok) -> None:
        self.bok = bok
        self.tjener = com.last().com_server.XLPython()
        self.uttrykk: dict[Sted, Any] = {}
        self.fylt: dict[Sted, list[tuple[int, int]]] = {}  # the cells beside its own that a formula filled
        self.kalt: list[str] = []
        for ark in bok._ark:
            for (r, k), (_, formel) in ark._celler.items():
                if formel and "[#This Row]" not in formel:  # native, a row each, and nothing of ours rests on them
                    self.uttrykk[ark.Name, r, k] = Leser(formel[1:]).alt()
            for (r, k), ref in ark._matriser.items():
                k1, r1, k2, r2 = falsk.boks(ref)
                self.fylt[ark.Name, r, k] = [
                    (i, j) for i in range(r1, r2 + 1) for j in range(k1, k2 + 1) if (i, j) != (r, k)
                ]

    # What the user does

    def sett(self, ark: str, adresse: str, verdi: Any) -> None:
        omraade = self.bok.ark(ark).Range(adresse)
        celler = self.bok.ark(ark)._celler
        if verdi is None:
            celler.pop((omraade.Row, omraade.Column), None)
        else:
            celler[omraade.Row, omraade.Column] = (verdi, "")
        self.regn(self._foeler({(ark, omraade.Row, omraade.Column, omraade.Row, omraade.Column)}))

    def formel(self, ark: str, adresse: str, formel: str) -> Any:
        omraade = self.bok.ark(ark).Range(adresse)
        sted = (ark, omraade.Row, omraade.Column)
        self.uttrykk[sted] = Leser(formel).alt()
        self.bok.ark(ark)._celler[sted[1:]] = (None, f"={formel}")
        self.regn({sted})
        return omraade.Value

    def ny_rad(self, tabell: str, verdier: list[Any]) -> None:
        """A row typed below the table, which grows."""
        t = self.bok.tabell(tabell)
        kol, rad, kol2, rad2 = t._boks
        t._boks = (kol, rad, kol2, rad2 + 1)
        for k, v in enumerate(verdier, kol):
            if v is not None:
                t.Parent._celler[rad2 + 1, k] = (v, "")
        self.regn(self._foeler({(t.Parent.Name, rad2 + 1, kol, rad2 + 1, kol2)}))

    def alt(self) -> None:
        self.regn(set(self.uttrykk))

    # How Excel computes

    def regn(self, skitne: set[Sted]) -> None:
        skitne = skitne | {s for s, u in self.uttrykk.items() if self._flyktig(u)}
        ferdig: set[Sted] = set()

        def en(sted: Sted) -> None:
            if sted in ferdig:
                return
            ferdig.add(sted)
            for boks in self._bokser(sted):
                for andre in skitne - ferdig:
                    if _moetes(self._egen(andre), boks):
                        en(andre)
            self._skriv(sted, self.verdi(self.uttrykk[sted], sted))

        while skitne - ferdig:
            en(min(skitne - ferdig))
            # What a formula fills may have grown into cells others look at.
            skitne |= self._foeler({self._egen(s) for s in ferdig if self.fylt.get(s)})

    def _foeler(self, endret: set[Boks]) -> set[Sted]:
        """Every formula the changed cells lead to, however far."""
        ut: set[Sted] = set()
        while True:
            nye = {s for s in self.uttrykk.keys() - ut for b in self._bokser(s) if any(_moetes(b, e) for e in endret)}
            if not nye:
                return ut
            ut |= nye
            endret = {self._egen(s) for s in nye}

    def _egen(self, sted: Sted) -> Boks:
        """The cell of a formula and those it filled."""
        ark, r, k = sted
        celler = [(r, k), *self.fylt.get(sted, [])]
        return ark, r, k, max(c[0] for c in celler), max(c[1] for c in celler)

    def _bokser(self, sted: Sted) -> list[Boks]:
        return [_boks(o) for o in self._omraader(self.uttrykk[sted], sted)]

    def _omraader(self, u: Any, sted: Sted) -> list[Any]:
        if u[0] in ("ref", "tabell", "navn"):
            return [self._omraade(u, sted)]
        return [o for del_ in u[1:] if isinstance(del_, (tuple, list)) for v in _liste(del_) for o in
                self._omraader(v, sted)]  # fmt: skip

    def _flyktig(self, u: Any) -> bool:
        """Volatile as the VBA says: a function that may be given a bank and is not."""
        if u[0] != "kall":
            return any(self._flyktig(v) for del_ in u[1:] if isinstance(del_, (tuple, list)) for v in _liste(del_))
        from xl_tidbank.functions import REGISTER

        f = REGISTER.get(u[1])
        if f is not None and any(a.navn == "bank" for a in f.argumenter):
            nr = [a.navn for a in f.argumenter].index("bank")
            return len(u[2]) <= nr or u[2][nr][0] == "tom"
        return any(self._flyktig(v) for v in u[2])

    def _skriv(self, sted: Sted, svar: Any) -> None:
        ark, r, k = sted
        celler = self.bok.ark(ark)._celler
        for celle in self.fylt.pop(sted, []):
            celler.pop(celle, None)
        rader = svar if isinstance(svar, list) else [[svar]]
        rader = rader if isinstance(rader[0], list) else [rader]
        celler[r, k] = (rader[0][0], celler[r, k][1])
        fylt = [(r + i, k + j) for i, rad in enumerate(rader) for j in range(len(rad)) if i or j]
        if any(c in celler for c in fylt):
            celler[r, k] = (VERDIFEIL, celler[r, k][1])  # #SPILL!
            return
        for i, rad in enumerate(rader):
            for j, v in enumerate(rad):
                if i or j:
                    celler[r + i, k + j] = (v, "")
        if fylt:
            self.fylt[sted] = fylt

    # Values

    def verdi(self, u: Any, sted: Sted) -> Any:
        slag = u[0]
        if slag == "verdi":
            return u[1]
        if slag in ("ref", "tabell", "navn"):
            return self._omraade(u, sted).Value
        if slag == "=":
            a, b = self.verdi(u[1], sted), self.verdi(u[2], sted)
            return a if feil(a) else b if feil(b) else ("" if a is None else a) == ("" if b is None else b)
        if slag == "&":
            return f"{self.verdi(u[1], sted) or ''}{self.verdi(u[2], sted) or ''}"
        if slag == "-":
            v = self.verdi(u[1], sted)
            return v if feil(v) else -v
        if slag == "minus":
            return self.verdi(u[1], sted) - self.verdi(u[2], sted)
        if slag == "kall":
            egen = EGNE.get(u[1])
            return egen(self, u[2], sted) if egen else self._udf(u[1], u[2], sted)
        raise AssertionError(u)

    def _udf(self, navn: str, argumenter: list[Any], sted: Sted) -> Any:
        """As the VBA: cells go as cells, what is left out as missing, and an exception becomes an error value."""
        from xl_tidbank.functions import REGISTER

        self.kalt.append(navn)
        gitt = [
            com.MANGLER if a[0] == "tom" else self._omraade(a, sted) if a[0] in ("ref", "tabell", "navn")
            else self.verdi(a, sted)
            for a in argumenter
        ]  # fmt: skip
        gitt += [com.MANGLER] * (len(REGISTER[navn].argumenter) - len(gitt))
        celle = self.bok.ark(sted[0]).Cells(*sted[1:])
        self.bok.Application.Caller = celle
        try:
            return self.tjener.CallUDF(MODUL, navn, tuple(gitt), self.bok, celle)
        except Exception:
            return VERDIFEIL

    def _omraade(self, u: Any, sted: Sted) -> Any:
        if u[0] == "spenn":  # from one cell to another
            (_, r, k, _, _), (_, _, _, r2, k2) = (_boks(self._omraade(del_, sted)) for del_ in u[1:])
            return falsk.Omraade(self._omraade(u[1], sted).Worksheet, r, k, r2, k2)
        if u[0] == "kall":
            assert u[1] == "INDEX"
            o, nr = self._omraade(u[2][0], sted), int(self.verdi(u[2][1], sted))
            return falsk.Omraade(o.Worksheet, o.Row + nr - 1, o.Column, o.Row + nr - 1, o.Column)
        if u[0] == "tabell":
            navn, _, kolonne = u[1].rstrip("]").partition("[")
            t = self.bok.tabell(navn)
            if kolonne == "#All":
                return t.Range
            if kolonne == "[#Headers],[#Data":
                kol, rad, kol2, rad2 = t._boks
                return falsk.Omraade(t.Parent, rad, kol, rad2 - t.ShowTotals, kol2)
            return next(k.DataBodyRange for k in t.ListColumns if k.Name == kolonne)
        if u[0] == "navn":
            lokale = [n for n in self.bok.ark(sted[0])._navn if n._kort == u[1]]
            return (lokale or [n for n in self.bok._navn if n._kort == u[1]])[0].RefersToRange
        ark, _, adresse = u[1].rpartition("!")
        return self.bok.ark(ark.strip("'") or sted[0]).Range(adresse)


def _liste(v: Any) -> list[Any]:
    return v if isinstance(v, list) else [v]


def _boks(o: Any) -> Boks:
    return o.Worksheet.Name, o.Row, o.Column, o._rad2, o._kol2


def _moetes(a: Any, b: Any) -> bool:
    return bool(a[0] == b[0] and a[1] <= b[3] and b[1] <= a[3] and a[2] <= b[4] and b[2] <= a[4])


class Leser:
    """Reads a formula in stored form."""

    def __init__(self, tekst: str) -> None:
        self.merker: list[tuple[str, str]] = []
        plass = 0
        while plass < len(tekst):
            m = _MERKE.match(tekst, plass)
            assert m is not None, tekst[plass:]
            self.merker.append((str(m.lastgroup), m[str(m.lastgroup)]))
            plass = m.end()

    def alt(self) -> Any:
        u = self._likhet()
        assert not self.merker
        return u

    def _neste(self, tegn: str) -> bool:
        if self.merker and self.merker[0] == ("tegn", tegn):
            self.merker.pop(0)
            return True
        return False

    def _likhet(self) -> Any:
        u = self._sammen()
        return ("=", u, self._sammen()) if self._neste("=") else u

    def _sammen(self) -> Any:
        u = self._ledd()
        while True:
            if self._neste("&"):
                u = ("&", u, self._ledd())
            elif self._neste("-"):
                u = ("minus", u, self._ledd())
            else:
                return u

    def _ledd(self) -> Any:
        if self._neste("-"):
            return ("-", self._ledd())
        slag, tekst = self.merker.pop(0)
        if slag == "tekst":
            return ("verdi", tekst[1:-1].replace('""', '"'))
        if slag == "tall":
            return ("verdi", float(tekst))
        if slag == "navn" and self._neste("("):
            return ("kall", tekst, self._argumenter())
        return ("spenn", (slag, tekst), self._ledd()) if slag == "ref" and self._neste(":") else (slag, tekst)

    def _argumenter(self) -> list[Any]:
        ut: list[Any] = []
        if self._neste(")"):
            return ut
        while True:
            tomt = self.merker[0] in (("tegn", ","), ("tegn", ")"))
            ut.append(("tom",) if tomt else self._likhet())
            if self._neste(")"):
                return ut
            assert self._neste(",")


def _hvis(r: Regneark, a: list[Any], s: Sted) -> Any:
    v = r.verdi(a[0], s)
    return v if feil(v) else r.verdi(a[1] if v else a[2], s)


def _eller(r: Regneark, a: list[Any], s: Sted) -> Any:
    return any(r.verdi(x, s) is True for x in a)


def _hvisfeil(r: Regneark, a: list[Any], s: Sted) -> Any:
    v = r.verdi(a[0], s)
    return r.verdi(a[1], s) if feil(v) else v


def _tell(r: Regneark, a: list[Any], s: Sted) -> Any:
    onsket = r.verdi(a[1], s)
    celler = [v for rad in r.verdi(a[0], s) for v in rad if isinstance(v, str)]
    return float(sum(bool(v) if onsket == "?*" else v.startswith(onsket.rstrip("*")) for v in celler))


def _summer(r: Regneark, a: list[Any], s: Sted) -> Any:
    over = r.verdi(a[1], s) == ">0"
    tall = [v for rad in r.verdi(a[0], s) for v in rad if isinstance(v, float)]
    return math.fsum(v for v in tall if (v > 0 if over else v < 0))


def _finn(r: Regneark, a: list[Any], s: Sted) -> Any:
    sokt, liste = r.verdi(a[0], s), r.verdi(a[1], s)
    treff = [n for n, rad in enumerate(liste, 1) if rad[0] == sokt]
    return float(treff[0]) if treff else falsk.feilverdi("#N/A")


def _hent(r: Regneark, a: list[Any], s: Sted) -> Any:
    nr = r.verdi(a[1], s)
    return nr if feil(nr) else r.verdi(a[0], s)[int(nr) - 1][0]


def _antall(r: Regneark, a: list[Any], s: Sted) -> Any:
    """Filled cells, counted among those there are: the ranges are as long as sheets may be."""
    bokser = [_boks(r._omraade(o, s)) for o in a]
    return float(sum(
        v not in (None, "") and r1 <= rad <= r2 and k1 <= kol <= k2
        for ark, r1, k1, r2, k2 in bokser for (rad, kol), (v, _) in r.bok.ark(ark)._celler.items()
    ))  # fmt: skip


def _tell_tall(r: Regneark, a: list[Any], s: Sted) -> Any:
    return float(sum(isinstance(v, float) for rad in r.verdi(a[0], s) for v in rad))


def _let(r: Regneark, a: list[Any], s: Sted) -> Any:
    v = r.verdi(a[1], s)
    return v if feil(v) else float(n) if (n := v.find(r.verdi(a[0], s)) + 1) else VERDIFEIL


EGNE: dict[str, Callable[[Regneark, list[Any], Sted], Any]] = {
    "IF": _hvis, "OR": _eller, "IFERROR": _hvisfeil, "COUNTIF": _tell,
    "ISERROR": lambda r, a, s: feil(r.verdi(a[0], s)),
    "SUMIF": _summer, "MATCH": _finn, "INDEX": _hent, "COUNTA": _antall,
    "COUNT": _tell_tall, "FIND": _let, "NA": lambda r, a, s: falsk.feilverdi("#N/A"),
    "ROWS": lambda r, a, s: float(len(r.verdi(a[0], s))), "VALUE": lambda r, a, s: r.verdi(a[0], s),
}  # fmt: skip
