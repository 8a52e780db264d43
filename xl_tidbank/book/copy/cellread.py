"""Every cell of a copy as a spreadsheet program shows it: typed value, formula and number format, each cell once.

Only `c` in a `row` of the one `sheetData` counts, in the right namespace and in order; whatever else looks like a
cell, lies over the cells or hides them, is told. Reads only what safety.py and package.py have looked through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from math import fsum, inf
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.parsers import expat

from xl_tidbank.core.errors import Feilmelding, TidbankFeil

from ...tables.names import ARKRADER, kolonnenr
from ..open.sheetxml import MAKS_KOLONNER
from ..page.headfoot import kanonisk as kanonisk_fot
from ..page.looks import SKRIFTER, VANLIG_PUNKT, Utseende, kan_vaere_av, kan_vaere_paa
from ..page.placed import adresse, kolonne
from . import cellrask
from .celltext import HOVED, TALL, Leser, Node, T, Tekster, kjort, ren_tekst
from .stamp import Celleinnhold, kanonisk_formel, vist

_DOKUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RID = f"{_DOKUMENT} id"
MAKS_CELLER = 3_000_000  # in one sheet of a copy
MAKS_SAGT = 200  # of one sheet
_STED = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.A)
_WS, _DATA, _ROW, _C, _V, _F, _IS = (f"{HOVED} {n}" for n in ("worksheet", "sheetData", "row", "c", "v", "f", "is"))
# The other parts of a sheet, in their order; what each is where the copy has none of it.
_REKKE = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_PLASS: Mapping[str, int] = MappingProxyType({f"{HOVED} {n}": k for k, n in enumerate(_REKKE)})
_FREMMED: Mapping[str, str] = MappingProxyType({
    "scenarios": "arket har scenarioer", "dataConsolidate": "arket er satt sammen av andre",
    "customSheetViews": "arket har egne visninger", "customProperties": "arket har skjulte opplysninger",
    "smartTags": "arket har merker", "drawing": "noe er tegnet på arket",
    "legacyDrawing": "arket har kommentarbokser eller knapper", "legacyDrawingHF": "arket har et bilde i topp- eller "
    "bunnteksten", "drawingHF": "arket har en tegning i topp- eller bunnteksten", "picture": "arket har et "
    "bakgrunnsbilde", "oleObjects": "arket har innebygde objekter", "controls": "arket har knapper eller felt",
    "webPublishItems": "arket er satt opp til å publiseres",
})  # fmt: skip

# Inches: what a page has that does not say, and the most a copy can have.
MARGER: Mapping[str, float] = MappingProxyType(
    {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75, "header": 0.3, "footer": 0.3}
)
MEST_MARG: Mapping[str, float] = MappingProxyType(
    {"left": 2.0, "right": 2.0, "top": 2.5, "bottom": 2.5, "header": 1.5, "footer": 1.5}
)
PAPIR = frozenset(("1", "8", "9"))  # Letter, A3, A4
STORST = 1e15  # no number of ours is near it, and beyond it steps of a billionth mean nothing

Celler = dict[tuple[int, int], Celleinnhold]


class Arkinnhold(NamedTuple):
    """A sheet as read. brudd: (cells or "", what) that cannot stand in a copy. hoyder, bredder: from 0, as stored."""

    celler: Celler
    brudd: list[tuple[str, str]]
    bredder: list[tuple[int, int, float]]
    hoyder: dict[int, float]
    standard: tuple[float, float]  # row height, column width
    fot: str
    tabeller: list[str]  # ids of relations

    def bredde(self, kol: int) -> float:
        return next((b for fra, til, b in self.bredder if fra <= kol <= til), self.standard[1])


class Arkleser(Leser):
    """One sheet."""

    def __init__(self, ark: str, tekster: Tekster, stiler: Utseende) -> None:
        super().__init__()
        self.ark, self.tekster, self.stiler = ark, tekster, stiler
        self.celler: Celler = {}
        self.brudd: list[tuple[str, str]] = []
        self.noder: list[Node] = []
        self.hoyder: dict[int, float] = {}
        self.skjulte: list[int] = []
        self.radstil: dict[int, str] = {}
        self.uten_stil: list[tuple[int, int]] = []
        self.store: dict[tuple[int, int], float] = {}  # points of numbers in a larger font than columns are measured in
        self.slaatt: dict[tuple[int, int], int] = {}  # first cell of those merged -> last column
        self.delte: dict[str, str] = {}  # shared formulas by their number, canonical
        self.i_data = self.hatt_data = False
        self.plass, self.data_ved = -1, -1
        self.hopp = 0  # depth of a stranger among the cells, 0 = none
        self.rad = self.kol = -1
        self.radnr = "-"  # the number of the row as it stands in its cells
        self.slag, self.stil = "n", 0
        self.verdi: list[str] = []
        self.formel: list[str] = []
        self.har = ""  # v, f, i: the children the cell has had
        self.formelfelt: dict[str, str] = {}
        self.kolonner: dict[str, int] = {}
        self.merker = [s.feil for s in stiler.stiler]
        self.former: dict[tuple[int, bool], str] = {}
        self.standard = (15.0, 9.140625)
        self.bredder: list[tuple[int, int, float]] = []
        self.kolstil: list[tuple[int, int, str]] = []

    def les(self, data: bytes) -> Arkinnhold:
        """The sheet, event by event."""
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as e:
            tekst = "Arket er skadet og kan ikke leses. Hent kopien på nytt der du fikk den."
            raise TidbankFeil(Feilmelding(self.ark, "", tekst)) from e
        fot, tabeller = self._etterpaa()
        if len(self.brudd) > MAKS_SAGT:
            self.brudd[MAKS_SAGT:] = [("", f"{len(self.brudd) - MAKS_SAGT} ting til er endret")]
        return Arkinnhold(self.celler, self.brudd, self.bredder, self.hoyder, self.standard, fot, tabeller)

    def si(self, celle: str, hva: str) -> None:
        self.brudd.append((celle, hva))

    def her(self) -> str:
        return adresse(max(self.rad, 0), max(self.kol, 0))

    def kommentar(self) -> None:
        self.si(self.her() if self.i_data else "", "har en XML-kommentar, som programmer leser ulikt")

    # Elements

    def begynn(self, navn: str, felt: dict[str, str]) -> None:
        d = self.dybde
        self.dybde = d + 1
        if not self.i_data or self.hopp:
            self._utenfor(d, navn, felt)
        elif d == 3 and navn == _C:
            self._celle(felt)
        elif d == 4 and navn == _V:
            self.har += "v"
            self.tekst = self.verdi
        elif d == 4 and navn == _F:
            self.har += "f"
            self.formelfelt, self.tekst = felt, self.formel
        elif d == 4 and navn == _IS:
            self.har += "i"
            self.hopp = d + 1
            self.ny_node(navn, felt)
        elif d == 2 and navn == _ROW:
            self._rad(felt)
        else:
            self.hopp = d + 1
            self.ny_node(navn, felt)
            self.si(self.her(), f"«{navn.rpartition(' ')[2]}» står der bare celler skal stå")

    def _utenfor(self, d: int, navn: str, felt: dict[str, str]) -> None:
        if d == 1 and navn == _DATA:
            if self.hatt_data:
                self.si("", "arket har celler to steder")
            self.plass = _PLASS[navn]
            self.i_data = self.hatt_data = True
            self.data_ved = self.parser.CurrentByteIndex
        elif d == 0:
            if navn != _WS:
                self.si("", f"arket er noe annet enn et regneark («{navn.rpartition(' ')[2]}»)")
        else:
            node = self.ny_node(navn, felt)
            if d == 1:
                self.noder.append(node)
                plass = _PLASS.get(navn, -1)
                if plass < 0:
                    self.si("", f"arket har «{node.lokalt}», som ikke hører til der")
                elif plass < self.plass or (plass == self.plass and node.lokalt != "conditionalFormatting"):
                    self.si("", f"«{node.lokalt}» står to ganger eller på feil plass")
                else:
                    self.plass = plass

    def slutt(self, navn: str) -> None:
        self.dybde = d = self.dybde - 1
        if self.aapne:
            node = self.aapne.pop()
            if self.hopp and d + 1 == self.hopp:
                self.hopp = 0
                if node.navn == _IS:
                    self._innebygd_tekst(node)
        elif self.i_data:
            if d == 4:
                self.tekst = None
            elif d == 3:
                self._ferdig_celle()
            elif d == 1:
                self.i_data = False

    # Cells

    def _rad(self, felt: dict[str, str]) -> None:
        forrige, r = self.rad, felt.get("r")
        if r is None:
            self.rad += 1
        elif r.isascii() and r.isdigit() and int(r) <= ARKRADER:
            self.rad = int(r) - 1
        else:
            self.si("", f"en rad har nummeret «{r[:20]}»")
            self.rad += 1
        self.kol, self.radnr = -1, str(self.rad + 1) if self.rad < ARKRADER else "-"
        if self.rad <= forrige:
            self.si(f"{self.rad + 1}:{self.rad + 1}", "raden står to ganger eller på feil plass")
        if "ht" in felt:
            self.hoyder[self.rad] = float(felt["ht"]) if TALL.fullmatch(felt["ht"]) else 0.0
        if "hidden" in felt and kan_vaere_paa(felt["hidden"]):
            self.skjulte.append(self.rad)
        if "s" in felt and kan_vaere_paa(felt.get("customFormat", "0")):
            self.radstil[self.rad] = felt["s"]

    def _celle(self, felt: dict[str, str]) -> None:
        forrige = self.kol
        ref = felt.get("r")
        if ref is None:
            self.kol += 1
        elif ref.endswith(self.radnr) and (naa := self.kolonner.get(ref.removesuffix(self.radnr), -1)) >= 0:
            self.kol = naa  # letters that are known, and the number of this row: as it mostly is
        else:
            m = _STED.fullmatch(ref)
            kol = self._kolonne(m[1]) if m else -1
            if m is None or not 0 <= kol < MAKS_KOLONNER or int(m[2]) > ARKRADER:
                self.si(ref[:20], "en celle står langt utenfor tabellen eller har ikke en adresse")
                self.kol += 1
            else:
                self.kol = kol
                if int(m[2]) != self.rad + 1:
                    self.si(ref, f"cellen står i rad {self.rad + 1}, og programmer viser den ulikt")
        if self.kol <= forrige:
            self.si(self.her(), "cellen står to ganger eller på feil plass")
        self.slag = felt.get("t", "n")
        stil = felt.get("s")
        if stil is None:
            self.stil = 0
            self.uten_stil.append((self.rad, self.kol))
        else:
            self.stil = int(stil) if stil.isascii() and stil.isdigit() else -1
        if len(felt) != (ref is not None) + (stil is not None) + ("t" in felt):
            for k in felt.keys() & {"cm", "vm"}:
                self.si(self.her(), f"cellen viser noe annet enn sin egen verdi ({k})")
        self.har = ""
        if self.verdi:
            self.verdi = []
        if self.formel:
            self.formel = []
        self.formelfelt = {}

    def _kolonne(self, bokstaver: str) -> int:
        nr = kolonnenr(bokstaver) - 1
        if nr < MAKS_KOLONNER:
            self.kolonner[bokstaver] = nr
        return nr

    def _innebygd_tekst(self, node: Node) -> None:
        for barn in node.barn:
            tekst, feil = kjort(barn)
            self.verdi.append(tekst)
            if feil:
                self.si(self.her(), feil)
        if sum(b.navn == T for b in node.barn) > 1:
            self.si(self.her(), "har to tekster")

    def _ferdig_celle(self) -> None:
        har = self.har
        if not har:
            return
        if len(har) > 1 and (len(set(har)) < len(har) or "i" in har):
            self.si(self.her(), "cellen har flere verdier, og programmer viser ulike")
        raa = "".join(self.verdi)
        slag = self.slag
        if ("i" in har) != (slag == "inlineStr") and ("i" in har or raa):
            self.si(self.her(), "cellen har flere verdier, og programmer viser ulike")
        formel = self._formel() if "f" in har else ""
        verdi = self._verdi(slag, raa)
        if verdi == "" and not formel:
            return
        stil = self.stil
        if not 0 <= stil < len(self.merker):
            self.si(self.her(), "cellen har et utseende som ikke finnes")
            stil = 0
        elif self.merker[stil]:
            self.si(self.her(), self.merker[stil])
        elif formel and self.stiler.stiler[stil].skjult:
            self.si(self.her(), "formelen er skjult")
        nokkel = stil, isinstance(verdi, str)
        if not nokkel[1] and self.stiler.stiler[stil].punkt > VANLIG_PUNKT:
            self.store[self.rad, self.kol] = self.stiler.stiler[stil].punkt
        form = self.former.get(nokkel)
        if form is None:
            utseende = self.stiler.stiler[stil]
            form = self.former[nokkel] = vist(utseende.kode, verdi, utseende.bryt)
        self.celler[self.rad, self.kol] = Celleinnhold(verdi, formel, form)
        if len(self.celler) > MAKS_CELLER:
            raise TidbankFeil(Feilmelding(self.ark, "", "Arket har flere celler enn en kopi kan ha."))

    def _formel(self) -> str:
        felt, tekst = self.formelfelt, "".join(self.formel)
        slag = felt.get("t", "normal")
        if slag not in ("normal", "shared"):
            self.si(self.her(), "formelen fyller flere celler")
        nummer = felt.get("si", "")
        formel = kanonisk_formel(tekst, self.rad, self.kol) if tekst else self.delte.get(nummer, "?")
        if tekst and slag == "shared":
            self.delte[nummer] = formel
        return formel

    def _verdi(self, slag: str, raa: str) -> Any:
        if slag == "s":
            nr = raa.strip()
            if nr.isascii() and nr.isdigit() and int(nr) < len(self.tekster.alle):
                if self.tekster.feil and int(nr) in self.tekster.feil:
                    self.si(self.her(), self.tekster.feil[int(nr)])
                return self.tekster.alle[int(nr)]
            return "" if not raa else f"\ufffd{raa}"  # a text that is not there
        if slag == "n":
            if not raa:
                return ""
            tall = float(raa) if TALL.fullmatch(raa) else inf
            return tall if abs(tall) < STORST else f"\ufffd{raa}"  # nor NaN
        if slag == "b":
            return {"1": True, "true": True, "0": False, "false": False}.get(raa.strip(), f"\ufffd{raa}")
        return ren_tekst(raa)

    # What stands around the cells

    def _etterpaa(self) -> tuple[str, list[str]]:
        fot, tabeller = "", list[str]()
        for n in self.noder:
            if n.navn not in _PLASS:
                continue
            if n.lokalt in _FREMMED:
                self.si("", _FREMMED[n.lokalt])
            elif n.lokalt == "headerFooter":
                fot = self._topp_og_bunn(n)
            elif n.lokalt == "tableParts":
                tabeller = [b.felt.get(RID, "") for b in n.barn]
            elif n.lokalt == "sheetFormatPr":
                self._standard(n)
            else:
                metode = getattr(self, f"_{n.lokalt.lower()}", None)
                if metode is not None:
                    metode(n)
            for barn in _alle(n):
                if not barn.navn.startswith(f"{HOVED} ") and n.lokalt != "extLst":
                    self.si("", f"«{barn.lokalt}» i «{n.lokalt}» hører ikke til der")
        self._skjult()
        self._plass_til_tall()
        self._uten_egen_stil()
        return fot, tabeller

    def _sheetpr(self, n: Node) -> None:
        if any(b.lokalt == "outlinePr" and b.felt.get("applyStyles") for b in n.barn):
            self.si("", "arket har egne stiler for nivåer")

    def _sheetviews(self, n: Node) -> None:
        for v in n.barn:
            if v.paa("showFormulas"):
                self.si("", "arket viser formlene i stedet for tallene")
            if kan_vaere_av(v.felt.get("showZeros", "1")):
                self.si("", "arket skjuler nuller")
            if v.paa("rightToLeft"):
                self.si("", "arket leses fra høyre")
            for rute in v.barn:
                fast = rute.lokalt == "pane" and rute.felt.get("state", "").startswith("frozen")
                if fast and any(_over(rute.felt.get(k, "0"), mest) for k, mest in (("ySplit", 30), ("xSplit", 12))):
                    self.si("", "så mange rader eller kolonner er låst at resten ikke kan rulles fram")
                if fast and v.felt.get("topLeftCell", "A1") != "A1":
                    self.si(v.felt["topLeftCell"], "radene og kolonnene før denne er rullet bort og låst")

    def _standard(self, n: Node) -> None:
        hoyde, bredde = n.felt.get("defaultRowHeight", "15"), n.felt.get("defaultColWidth", "9.140625")
        self.standard = (
            float(hoyde) if TALL.fullmatch(hoyde) else 0.0,
            float(bredde) if TALL.fullmatch(bredde) else 0.0,
        )
        if n.paa("zeroHeight"):
            self.si("", "rader uten egen høyde er skjult")

    def _autofilter(self, n: Node) -> None:
        if any(b.barn for b in n.barn if b.lokalt == "filterColumn"):
            self.si(n.felt.get("ref", "")[:60], "er filtrert, og noen programmer skjuler rader")

    def _cols(self, n: Node) -> None:
        brukte = {k for _, k in self.celler}
        for k in n.barn:
            grenser = k.felt.get("min", ""), k.felt.get("max", "")
            if not all(g.isascii() and g.isdigit() for g in grenser):
                self.si("", "en kolonne har ikke noe nummer")
                continue
            fra, til = int(grenser[0]) - 1, int(grenser[1]) - 1
            bredde = k.felt.get("width", "9.140625")
            tall = float(bredde) if TALL.fullmatch(bredde) else 0.0
            if self.bredder and fra <= self.bredder[-1][1]:
                self.si(f"{kolonne(fra)}:{kolonne(fra)}", "kolonnen står to ganger eller på feil plass")
            self.bredder.append((fra, til, tall))
            if "style" in k.felt:
                self.kolstil.append((fra, til, k.felt["style"]))
            if (k.paa("hidden") or tall <= 0) and (skjult := [b for b in brukte if fra <= b <= til]):
                self.si(f"{kolonne(min(skjult))}:{kolonne(max(skjult))}", "kolonnen er skjult")

    def _mergecells(self, n: Node) -> None:
        kolonner: dict[int, list[tuple[int, int, int]]] = {}
        for b in n.barn:
            fra, _, til = b.felt.get("ref", "").partition(":")
            a, z = _STED.fullmatch(fra), _STED.fullmatch(til)
            if not a or not z:
                self.si(b.felt.get("ref", "")[:20], "celler er slått sammen uten at det kan leses hvilke")
                continue
            r1, k1, r2, k2 = int(a[2]) - 1, kolonnenr(a[1]) - 1, int(z[2]) - 1, kolonnenr(z[1]) - 1
            self.slaatt[r1, k1] = k2
            for k in range(k1, min(k2, MAKS_KOLONNER) + 1):
                kolonner.setdefault(k, []).append((r1, r2, k1))
        for rad, kol in self.celler if kolonner else ():
            for r1, r2, k1 in kolonner.get(kol, ()):
                if r1 <= rad <= r2 and (rad, kol) != (r1, k1):
                    self.si(adresse(rad, kol), "er skjult bak en sammenslått celle")

    def _pagemargins(self, n: Node) -> None:
        """What stands at the foot must be on the paper, and below the cells."""
        maal = {k: _i(n.felt.get(k, str(ellers)), 0, MEST_MARG[k]) for k, ellers in MARGER.items()}
        if not all(v is not None for v in maal.values()) or (maal["footer"] or 0) > (maal["bottom"] or 0):
            self.si("", "margene skyver innholdet eller bunnteksten ut av papiret")

    def _pagesetup(self, n: Node) -> None:
        if n.felt.get("paperSize", "1") not in PAPIR or {"paperHeight", "paperWidth"} & n.felt.keys():
            self.si("", "papiret er et annet enn A4, A3 eller Letter")
        if _i(n.felt.get("scale", "100"), 50, 200) is None or _i(n.felt.get("fitToHeight", "1"), 0, 0) is None:
            self.si("", "utskriften er gjort større eller mindre")

    def _conditionalformatting(self, n: Node) -> None:
        self.si(n.felt.get("sqref", "")[:60], "har fått betinget format")

    def _datavalidations(self, n: Node) -> None:
        for b in n.barn:
            self.si(b.felt.get("sqref", "")[:60], "har fått en regel eller en tekst som dukker opp")

    def _hyperlinks(self, n: Node) -> None:
        for b in n.barn:
            self.si(b.felt.get("ref", "")[:60], "har fått en lenke")

    def _extlst(self, n: Node) -> None:
        for ext in n.barn:
            for b in ext.barn:
                self.si("", f"arket har «{b.lokalt}» i et tillegg")

    def _topp_og_bunn(self, n: Node) -> str:
        deler = [(b.lokalt, b.tekst) for b in n.barn]
        deler += [(k, "1") for k in ("differentFirst", "differentOddEven") if n.paa(k)]
        return kanonisk_fot(deler, SKRIFTER)

    def _skjult(self) -> None:
        if self.skjulte:
            fylt = {r for r, _ in self.celler}
            for r in self.skjulte:
                if r in fylt:
                    self.si(f"{r + 1}:{r + 1}", "raden er skjult")

    def _plass_til_tall(self) -> None:
        """A number that is wider than its column is shown as ###."""
        for (rad, kol), punkt in self.store.items():
            plass = fsum(self._bredde(k) for k in range(kol, min(self.slaatt.get((rad, kol), kol), kol + 50) + 1))
            if len(f"{self.celler[rad, kol].verdi:.2f}") * punkt / VANLIG_PUNKT > plass:
                self.si(adresse(rad, kol), "har for stor skrift til at tallet får plass")

    def _bredde(self, kol: int) -> float:
        return next((b for fra, til, b in self.bredder if fra <= kol <= til), self.standard[1])

    def _uten_egen_stil(self) -> None:
        """A cell without a style of its own: some programs give it the row's or the column's."""
        for rad, kol in self.uten_stil:
            innhold = self.celler.get((rad, kol))
            andre = [self.radstil.get(rad, "0"), *(s for fra, til, s in self.kolstil if fra <= kol <= til)]
            for s in andre if innhold else ():
                stil = self.stiler.stiler[int(s)] if s.isdigit() and int(s) < len(self.stiler.stiler) else None
                if stil is None or stil.feil or vist(stil.kode, innhold.verdi, stil.bryt) != innhold.format:  # type: ignore[union-attr]  # only where there is one
                    self.si(adresse(rad, kol), "kan vises på to måter")


def les_ark(ark: str, data: bytes, tekster: Tekster, stiler: Utseende) -> Arkinnhold:
    """One sheet: its cells the fast way where they are plain, and all that stands around them."""
    raskt = cellrask.les(data, tekster, stiler, MAKS_CELLER)
    if raskt is not None:
        leser = Arkleser(ark, tekster, stiler)
        leser.celler, leser.hoyder, leser.store = raskt.celler, raskt.hoyder, raskt.store
        with suppress(TidbankFeil):
            innhold = leser.les(raskt.resten)
            if leser.data_ved == raskt.sted:
                return innhold
    return Arkleser(ark, tekster, stiler).les(data)


def _i(tall: str, minst: float, mest: float) -> float | None:
    """The number where it lies between the two."""
    return float(tall) if TALL.fullmatch(tall) and minst <= float(tall) <= mest else None


def _over(tall: str, mest: float) -> bool:
    return not TALL.fullmatch(tall) or float(tall) > mest


def _alle(n: Node) -> list[Node]:
    return [x for b in n.barn for x in (b, *_alle(b))]
