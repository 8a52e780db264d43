"""A copy as a file: its sheets as a spreadsheet program shows them, and everything in it that a copy does not have."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ...tables.names import kolonnenr, samme
from ..open import safety
from ..open.archive import Arkiv
from ..page.looks import HOVED, Utseende, kan_vaere_av, les_stiler, les_tema
from ..page.placed import adresse
from . import package
from .cellread import Arkinnhold, les_ark
from .celltext import Tekster, les_tekster
from .package import Endring, Pakke, Peker

_RID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TEGNET = {
    "sp": "en figur eller tekstboks", "pic": "et bilde", "graphicFrame": "et diagram", "cxnSp": "en strek",
    "grpSp": "en gruppe av figurer", "contentPart": "håndskrift",
}  # fmt: skip
# Elements of the list of sheets that change what the copy is; the others are the program's own.
_I_BOKEN = {
    "externalReferences": "har lenker til andre arbeidsbøker", "functionGroups": "har egne funksjonsgrupper",
    "customWorkbookViews": "har egne visninger", "pivotCaches": "har pivottabeller", "smartTagTypes": "har merker",
    "webPublishObjects": "er satt opp til å publiseres",
}  # fmt: skip
_VANLIG_I_BOKEN = frozenset((
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "definedNames", "calcPr",
    "oleSize", "smartTagPr", "webPublishing", "fileRecoveryPr", "extLst",
))  # fmt: skip


class Kopiark(NamedTuple):
    """titler: rows repeated on every page. omraade: the print area, "" = everything."""

    innhold: Arkinnhold
    titler: str
    omraade: str


class Kopifil(NamedTuple):
    ark: dict[str, Kopiark]
    endringer: list[Endring]


def les(sti: Path, data: bytes) -> Kopifil:
    """Raises TidbankFeil where the file cannot be opened at all."""
    safety.kontroller_data(sti, data, ())
    with safety.lesing(sti):
        return _Leser(Pakke(Arkiv(data), data)).les()


class _Leser:
    def __init__(self, pakke: Pakke) -> None:
        self.p = pakke
        self.endringer = pakke.endringer
        self.ark: dict[str, Kopiark] = {}
        self.navn: dict[int, dict[str, str]] = {}  # sheet number -> built-in name -> where it points

    def les(self) -> Kopifil:
        fra_filen = self.p.pekere("", package.FRA_FILEN)
        boker = [p.del_ for p in fra_filen if p.slag.endswith("/officedocument") and p.del_]
        if len(boker) > 1:
            self.p.si("_rels/.rels", "peker til flere arbeidsbøker")
        for p in fra_filen:
            if p.slag.endswith("/customxml") and p.del_:
                self.p.pekere(p.del_, package.FRA_ANDRE)
        for b in boker[1:]:
            self.p.pekere(b, package.FRA_BOKEN)
        if boker:
            self._bok(boker[0])
        self.p.ubrukte()
        return Kopifil(self.ark, self.endringer)

    def _bok(self, bok: str) -> None:
        pekere = self.p.pekere(bok, package.FRA_BOKEN)
        deler: dict[str, str] = {}
        for p in pekere:
            kort = p.slag.rpartition("/")[2]
            if kort in ("sharedstrings", "styles", "theme", "calcchain"):
                if kort in deler:
                    self.p.si(bok, f"har to deler av slaget {kort}")
                deler[kort] = p.del_
            elif kort == "customxml" and p.del_:
                self.p.pekere(p.del_, package.FRA_ANDRE)
        tema = les_tema(self.p.tre(d) if (d := deler.get("theme")) else None)
        if tema.feil:
            self.p.si(deler["theme"], tema.feil)
        if d := deler.get("theme"):
            self.p.pekere(d, package.FRA_ANDRE)
        stiler = les_stiler(self.p.tre(d) if (d := deler.get("styles")) else None, tema)
        for feil in stiler.feil:
            self.p.si(deler["styles"], feil)
        data = self.p.data(d) if (d := deler.get("sharedstrings")) else None
        tekster = les_tekster(data) if data else Tekster()
        for feil in tekster.brudd:
            self.p.si(deler["sharedstrings"], feil)
        tre = self.p.tre(bok)
        if tre is not None:
            self._innstillinger(bok, tre)
            self._arkene(bok, tre, {p.id: p for p in pekere}, tekster, stiler)

    def _innstillinger(self, bok: str, tre: Element) -> None:
        navn = [e.tag for e in tre]
        for tagg in sorted({t for t in navn if navn.count(t) > 1}):
            self.p.si(bok, f"«{tagg.rpartition('}')[2]}» finnes to ganger")
        for e in tre:
            lokalt = e.tag.rpartition("}")[2]
            if e.tag.startswith(HOVED) and lokalt in _I_BOKEN:
                self.p.si(bok, _I_BOKEN[lokalt])
            elif e.tag == f"{_MC}AlternateContent":
                if any(
                    x.tag.rpartition("}")[2] not in ("Choice", "Fallback", "absPath") for x in e.iter() if x is not e
                ):
                    self.p.si(bok, "har innhold som bare noen programmer leser (AlternateContent)")
            elif not (e.tag.startswith(HOVED) and lokalt in _VANLIG_I_BOKEN) and lokalt != "revisionPtr":
                self.p.si(bok, f"har «{lokalt}», som ikke hører til der")
        regning = tre.find(f"{HOVED}calcPr")
        if regning is not None and kan_vaere_av(regning.get("fullPrecision", "1")):
            self.p.si(bok, "regner med tallene slik de vises")
        for v in tre.iterfind(f"{HOVED}bookViews/{HOVED}workbookView"):
            if kan_vaere_av(v.get("showSheetTabs", "1")) or v.get("visibility", "visible") != "visible":
                self.p.si(bok, "skjuler arkfanene eller vinduet")
        for n in tre.iterfind(f"{HOVED}definedNames/*"):
            innebygd = n.get("name", "").removeprefix("_xlnm.")
            nr = n.get("localSheetId", "")
            kjent = n.get("name", "").startswith("_xlnm.") and nr.isascii() and nr.isdigit()
            if kjent and innebygd in ("Print_Area", "Print_Titles"):
                egne = self.navn.setdefault(int(nr), {})
                if innebygd in egne:
                    self.p.si(bok, f"navnet {innebygd} finnes to ganger")
                egne[innebygd] = (n.text or "").strip()
            elif not (kjent and innebygd == "_FilterDatabase"):
                self.p.si(bok, f"navnet «{n.get('name', '')[:60]}» er lagt til")

    def _arkene(self, bok: str, tre: Element, pekere: dict[str, Peker], tekster: Tekster, stiler: Utseende) -> None:
        sett: dict[str, str] = {}
        listet = set()
        for nr, e in enumerate(tre.iterfind(f"{HOVED}sheets/*")):
            navn = e.get("name", "")
            if e.tag != f"{HOVED}sheet":
                self.p.si(bok, f"har «{e.tag.rpartition('}')[2]}» blant arkene")
                continue
            if samme(navn) in sett:
                self.si(navn, "", "to ark har samme navn")
            if e.get("state", "visible") != "visible":
                self.si(navn, "", "arket er skjult")
            peker = pekere.get(e.get(_RID, ""))
            if peker is None or not peker.del_:
                self.si(navn, "", "arket har ingen del i filen")
                continue
            listet.add(peker.id)
            if not peker.slag.endswith("/worksheet"):
                self.si(navn, "", f"arket er ikke et regneark ({peker.slag.rpartition('/')[2]})")
                continue
            if annet := next((n for n, d in sett.items() if d == peker.del_), ""):
                self.si(navn, "", f"arket er samme del av filen som arket {annet}")
            if samme(navn) not in sett:
                sett[samme(navn)] = peker.del_
                self.p.ark = navn
                self._ett_ark(navn, nr, peker.del_, tekster, stiler)
                self.p.ark = ""
        for p in pekere.values():
            if p.slag.endswith("/worksheet") and p.id not in listet and p.del_:
                self.p.si(p.del_, "er et ark som ikke står i listen over ark")

    def si(self, ark: str, celle: str, hva: str, del_: str = "") -> None:
        self.endringer.append(Endring(ark, celle, hva, del_))

    def _ett_ark(self, navn: str, nr: int, del_: str, tekster: Tekster, stiler: Utseende) -> None:
        data = self.p.data(del_)
        if data is None:
            return
        innhold = les_ark(navn, data, tekster, stiler)
        for celle, hva in innhold.brudd:
            self.si(navn, celle, hva)
        pekere = {p.id: p for p in self.p.pekere(del_, package.FRA_ARKET)}
        for p in pekere.values():
            if p.slag.endswith("/drawing") and p.del_:
                self._tegning(navn, p.del_)
            elif p.slag.endswith("/comments") and p.del_:
                self._kommentarer(navn, p.del_)
        tabeller = {p.id for p in pekere.values() if p.slag.endswith("/table")}
        if tabeller != set(innhold.tabeller):
            self.si(navn, "", "tabellene på arket stemmer ikke med delene i filen")
        for rid in innhold.tabeller:
            if rid in tabeller and pekere[rid].del_:
                self._tabell(navn, innhold, pekere[rid].del_)
        egne = self.navn.get(nr, {})
        self.ark[navn] = Kopiark(
            innhold,
            _etter_arknavn(egne.get("Print_Titles", ""), navn),
            _etter_arknavn(egne.get("Print_Area", ""), navn),
        )

    def _tegning(self, navn: str, del_: str) -> None:
        tre = self.p.tre(del_)
        for anker in tre if tre is not None else ():
            fra = anker.find(f"{_XDR}from")
            rad, kol = (fra.findtext(f"{_XDR}{n}", "0") if fra is not None else "0" for n in ("row", "col"))
            hvor = adresse(int(rad), int(kol)) if (rad + kol).isascii() and rad.isdigit() and kol.isdigit() else ""
            slag = [x.tag.removeprefix(_XDR) for x in anker.iter()]
            hva = next((_TEGNET[s] for s in slag if s in _TEGNET), "noe")
            self.si(navn, hvor, f"{hva} er lagt over cellene", self.p.deler[del_].filename)
        self.p.pekere(del_, package.FRA_ANDRE)

    def _kommentarer(self, navn: str, del_: str) -> None:
        tre = self.p.tre(del_)
        for k in tre.iter(f"{HOVED}comment") if tre is not None else ():
            self.si(navn, k.get("ref", "")[:20], "har fått en kommentar", self.p.deler[del_].filename)

    def _tabell(self, ark: str, innhold: Arkinnhold, del_: str) -> None:
        """A table may not call its columns anything but what its cells say, nor colour or total them."""
        tre = self.p.tre(del_)
        if tre is None or tre.tag != f"{HOVED}table":
            self.p.si(del_, "er ikke en tabell")
            return
        self.p.pekere(del_, package.FRA_ANDRE)
        omraade = _omraade(tre.get("ref", ""))
        navn, part = tre.get("displayName", ""), self.p.deler[del_].filename
        if omraade is None or tre.get("headerRowCount", "1") != "1" or tre.get("totalsRowCount", "0") != "0":
            self.si(ark, "", f"tabellen {navn} har ikke hoderaden sin", part)
            return
        rad, kol, _, kol2 = omraade
        kolonner = [c.get("name", "") for c in tre.iterfind(f"{HOVED}tableColumns/{HOVED}tableColumn")]
        if len(kolonner) != kol2 - kol + 1:
            self.si(ark, "", f"tabellen {navn} har et annet antall kolonner enn cellene", part)
        for k, hode in enumerate(kolonner):
            celle = innhold.celler.get((rad, kol + k))
            if celle is None or _samlet(str(celle.verdi)) != _samlet(hode):
                self.si(ark, adresse(rad, kol + k), f"tabellen {navn} kaller kolonnen «{hode[:60]}»", part)
        if any(len(f) for f in tre.iter(f"{HOVED}filterColumn")):
            self.si(ark, tre.get("ref", ""), f"tabellen {navn} er filtrert, og noen programmer skjuler rader", part)
        stil = tre.find(f"{HOVED}tableStyleInfo")
        if stil is not None and stil.get("name", "None") not in ("None", ""):
            self.si(ark, "", f"tabellen {navn} har fått stilen {stil.get('name', '')[:60]}", part)


def _etter_arknavn(tekst: str, ark: str) -> str:
    """Where a built-in name points, less the name of its own sheet."""
    sitert = ark.replace("'", "''")
    for foran in (f"'{sitert}'!", f"{ark}!"):
        tekst = tekst.replace(foran, "")
    return tekst


def _samlet(tekst: str) -> str:
    return " ".join(tekst.replace("_x000a_", " ").replace("_x000A_", " ").split())


def _omraade(ref: str) -> tuple[int, int, int, int] | None:
    """B5:K20 as first and last row and column from 0."""
    deler = [_sted(d) for d in ref.replace("$", "").split(":")]
    if len(deler) != 2 or deler[0] is None or deler[1] is None:
        return None
    return (*deler[0], *deler[1])


def _sted(ref: str) -> tuple[int, int] | None:
    bokstaver = ref.rstrip("0123456789")
    nummer = ref[len(bokstaver) :]
    if not nummer or not bokstaver.isascii() or not bokstaver.isalpha():
        return None
    return int(nummer) - 1, kolonnenr(bokstaver) - 1


def utenfor(omraade: str, innhold: Arkinnhold) -> str:
    """The first filled cell the print area leaves out, or ""."""
    if not omraade:
        return ""
    grenser = _omraade(omraade)
    if grenser is None:
        return "A1"
    r1, k1, r2, k2 = grenser
    ute = (s for s in innhold.celler if not (r1 <= s[0] <= r2 and k1 <= s[1] <= k2))
    forste = min(ute, default=None)
    return adresse(*forste) if forste else ""
