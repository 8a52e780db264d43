"""Reads what a user has added to a bank. Only of a file that safety.py has looked through."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from xl_tidbank.book import logg
from xl_tidbank.book.open import cleancopy, safety
from xl_tidbank.book.open.archive import Arkiv
from xl_tidbank.book.template import inputs
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.tables import rows
from xl_tidbank.tables.arkrekke import beregnede, plasser, rekke
from xl_tidbank.tables.extent import SOK_OVERSKRIFT
from xl_tidbank.tables.names import ARKKOLONNER, ARKRADER, bokstaver, kolonnenr, samme
from xl_tidbank.tables.schema import INNSTILLINGER, REGISTRE, TABELLER, Tabell

from .formel import Rom, forskjov, overfor
from .model import Cellenotat, Egencelle, Egenkolonne, Egetark, EgetInnhold, Kart
from .stiler import Stilark, alle, barn, lokalt, temafarger

MAKS_DEL = 20 << 20  # bytes of a part that is parsed whole
VIST = 5  # cells that are named one by one
# Pages that are made anew, and the sheet with xlwings' settings.
LAGES_PAA_NYTT = ("Start", "Oversikt", "Ansatt", "Vaktuke", "Hjelp")
# A page whose name others may use too, and the name in the workbook that tells it is ours.
_MED_NAVN = {"Vaktuke": "Vaktuke_fra"}
_OPPSETT = "xlwings.conf"
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_NAVN = re.compile(r"[^\W\d\\][\w.]{0,200}")
_VAARE_NAVN = re.compile(r"liste_\w+|Bank|Dato|Vaktuke_\w+|tidbank_\w+|_xlnm\..*", re.I)
_VAARE_PAA_ARK = re.compile(r"Ansatt|Skyldig|tidbank_\w+|_xlnm\..*", re.I)  # names of one sheet
_MERKEREGEL = re.compile(r"[■▲●]")  # the rules of the column Tidbank-kontroll
# Parts of a file by the beginning of their name, and what they are to a user.
_DELER = (
    ("xl/externalLinks/", "lenker til andre arbeidsbøker"), ("xl/pivotTables/", "pivottabeller"),
    ("xl/connections", "datatilkoblinger"), ("xl/queryTables/", "spørringer"), ("xl/slicers/", "slicere"),
    ("xl/timelines/", "tidslinjer"), ("xl/embeddings/", "innebygde objekter"), ("xl/activeX/", "ActiveX-kontroller"),
    ("xl/ctrlProps/", "skjemakontroller"), ("xl/chartsheets/", "diagramark"), ("xl/dialogsheets/", "dialogark"),
    ("xl/macrosheets/", "makroark"), ("customXml/", "egne XML-data"), ("xl/model/", "datamodellen"),
    ("xl/webextensions/", "tillegg"), ("xl/richData/", "koblede datatyper"),
)  # fmt: skip
# Elements of a sheet, and what they are to a user.
_PAA_ARKET = {
    "conditionalFormatting": "betinget formatering", "dataValidations": "nedtrekkslister og regler for inntasting",
    "hyperlinks": "lenker (teksten er med)", "drawing": "diagrammer, bilder og figurer", "picture": "bakgrunnsbilde",
    "tableParts": "tabeller (cellene er med)", "autoFilter": "filter", "sheetProtection": "arkbeskyttelse",
    "oleObjects": "innebygde objekter", "controls": "kontroller", "headerFooter": "topp- og bunntekst",
    "rowBreaks": "sideskift", "colBreaks": "sideskift", "sparklineGroups": "sparklinjer", "scenarios": "scenarioer",
    "outline": "gruppering av rader og kolonner",
}  # fmt: skip


class Bokdel(NamedTuple):
    """One sheet of the workbook: its part, and what its relations lead to, by kind."""

    navn: str
    synlig: str
    xml: bytes
    forhold: Mapping[str, list[str]]


class Lestplass(NamedTuple):
    """Where a table stood. kolonner: header -> column; rader: old row -> new row."""

    tabell: Tabell
    hoderad: int
    kjente: Mapping[str, int]
    egne: Mapping[str, int]
    rader: Mapping[int, int]


def les_eget(sti: Path, rader: Mapping[str, Mapping[int, int]], uten: Collection[str] = ()) -> EgetInnhold:
    """The user's own. rader: by table, the rows of the file (from 1) -> those of the new workbook (from 0).

    uten: columns that are ours after all. Raises TidbankFeil for a file that cannot be read.
    """
    data = safety.innhold(sti)
    safety.kontroller_data(sti, data, safety.kontroller_data(sti, data, ()).ark)
    with safety.lesing(sti):
        arkene, delte = cleancopy.som_lagret(Arkiv(data))
    try:
        return _Leser(Arkiv(data), arkene, delte, rader, {samme(u) for u in uten}).les()
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, ValueError, KeyError, IndexError) as e:
        tekst = "Det du selv har lagt til, kan ikke leses. Åpne filen i Excel, lagre en ny kopi og prøv igjen."
        raise TidbankFeil(Feilmelding(sti.name, "", tekst)) from e


class _Leser:
    def __init__(
        self, arkiv: Arkiv, arkene: Mapping[str, bytes], delte: bytes, rader: Mapping[str, Mapping[int, int]],
        uten: Collection[str],
    ) -> None:  # fmt: skip
        self.arkiv, self.xml, self.rader, self.uten = arkiv, arkene, rader, uten
        self.bok = self._del("xl/workbook.xml")
        self.tekster, self.rike = _tekster(delte)
        stiler, tema = self._kanskje("xl/styles.xml"), self._kanskje("xl/theme/theme1.xml")
        self.stilark = Stilark(stiler, temafarger(tema))
        self.eget = EgetInnhold(stiler=self.stilark.stiler)
        self.tapt: dict[str, list[str]] = {}  # what is lost -> the cells

    def _vaare(self) -> list[Tabell]:
        """Our tables: the registers only where they were read as such."""
        return [*TABELLER, *(t for t in REGISTRE if t.navn in self.rader)]

    def les(self) -> EgetInnhold:
        tabellark: dict[str, list[Tabell]] = {}
        for t in self._vaare():
            tabellark.setdefault(samme(t.ark), []).append(t)
        deler = list(self._ark())
        boknavn = {n.get("name", "") for n in alle(barn(self.bok, "definedNames"), "definedName")}
        egne, plasser = [], []
        for d in deler:
            if samme(d.navn) in tabellark:
                plasser.append((d, self._tabellark(d, tabellark[samme(d.navn)][0])))
            elif d.navn in LAGES_PAA_NYTT and _MED_NAVN.get(d.navn, "") in {"", *boknavn}:
                self._nytt_ark(d)
            elif d.navn != _OPPSETT:
                ark = self._eget_ark(d)
                if samme(d.navn) in map(samme, logg.ARK) and logg.er_logg(_rad(ark, 0)):
                    continue  # the log has its own way (install.py)
                egne.append(ark)
        self.eget.ark = egne
        self.eget.med += [f"arket «{a.navn}»" for a in egne]
        self._formler(plasser)
        self._deler()
        self._oppsummer()
        return self.eget

    # The parts of the file

    def _del(self, navn: str) -> Element:
        info = self.arkiv.deler[navn.lower()]
        if info.file_size > MAKS_DEL:
            raise ValueError(navn)
        rot: Element = fromstring(self.arkiv.pakk_ut(info), forbid_dtd=True)
        return rot

    def _kanskje(self, navn: str) -> Element | None:
        return self._del(navn) if navn.lower() in self.arkiv.deler else None

    def _forhold(self, del_: str) -> dict[str, tuple[str, str]]:
        """Id -> kind and part, of the relations inside the file."""
        rot = self._kanskje(join(dirname(del_), "_rels", basename(del_) + ".rels"))
        ut = {}
        for r in rot if rot is not None else ():
            if r.get("TargetMode") != "External":
                til = r.get("Target", "")
                til = til.lstrip("/") if til.startswith("/") else normpath(join(dirname(del_), til))
                ut[r.get("Id", "")] = (r.get("Type", "").rpartition("/")[2], til)
        return ut

    def _ark(self) -> Iterator[Bokdel]:
        forhold = self._forhold("xl/workbook.xml")
        for s in alle(barn(self.bok, "sheets"), "sheet"):
            navn = s.get("name", "")
            rid = next((v for k, v in s.attrib.items() if k.rpartition("}")[2] == "id"), "")
            if navn not in self.xml:
                self._tap(f"arket «{navn}», som ikke er et vanlig ark")
                continue
            egne: dict[str, list[str]] = {}
            for slag, til in self._forhold(forhold.get(rid, ("", ""))[1]).values():
                egne.setdefault(slag, []).append(til)
            yield Bokdel(navn, s.get("state", "visible"), self.xml[navn], egne)

    # Sheets

    def _eget_ark(self, d: Bokdel) -> Egetark:
        ark = self._les_ark(d)
        for slag in ark.annet:
            self._tap(f"{_PAA_ARKET[slag]} på «{d.navn}»")
        return ark

    def _nytt_ark(self, d: Bokdel) -> None:
        for n in self._notater(d):
            self._tap("notater på sidene som lages på nytt", d.navn, n.rad, n.kol)

    def _tabellark(self, d: Bokdel, t: Tabell) -> tuple[Egetark, Lestplass | None]:
        ark = self._les_ark(d)
        for slag in ("drawing", "picture", "oleObjects", "controls", "sparklineGroups", "conditionalFormatting"):
            if ark.annet.get(slag):
                self._tap(f"{_PAA_ARKET[slag]} på «{d.navn}»")
        oeverst = Egetark(d.navn, {sted: c for sted, c in ark.celler.items() if sted[0] < SOK_OVERSKRIFT})
        siste = max((r for r, _ in oeverst.celler), default=-1) + 1
        topp = rows.finn_topp(t, [_rad(oeverst, r) for r in range(siste)])
        if topp is None:
            return ark, None
        hode = _rad(oeverst, topp)
        fra, til = rows._utstrekning(rows._navnene(hode), rows._kreves(t))
        kjente = {samme(k.navn): k.navn for k in t.kolonner}
        steder = {samme(str(hode[n])): n for n in reversed(range(fra, til)) if hode[n]}
        vaare = set(self.uten) | set(map(samme, beregnede(t)))
        egne = {
            str(hode[n]).strip(): n for n in range(fra, til)
            if samme(str(hode[n])) not in kjente and samme(str(hode[n])) not in vaare
        }  # fmt: skip
        nye = {rad - 1: ny for rad, ny in self.rader.get(t.navn, {}).items()}
        plass = Lestplass(t, topp, {kjente[o]: n for o, n in steder.items() if o in kjente}, egne, nye)
        if t is INNSTILLINGER and {"Nøkkel", "Begrunnelse"} <= set(plass.kjente):
            for rad in plass.rader:
                nokkel, tekst = (ark.celler.get((rad, plass.kjente[k])) for k in ("Nøkkel", "Begrunnelse"))
                if nokkel is not None and tekst is not None and isinstance(tekst.verdi, str):
                    self.eget.begrunnelser[str(nokkel.verdi).strip()] = tekst.verdi
        if t is not INNSTILLINGER:
            regnes = {n for n in range(fra, til) if samme(str(hode[n])) in set(map(samme, beregnede(t)))}
            for (rad, kol), celle in ark.celler.items():
                if kol in regnes and rad > topp and celle.verdi not in (None, "") and not celle.formel:
                    self._tap("skrevet tekst i kolonner som nå regnes ut", d.navn, rad, kol)
        self._egne_kolonner(d, ark, plass)
        self._utenfor(d, ark, plass, fra, til)
        return ark, plass

    def _egne_kolonner(self, d: Bokdel, ark: Egetark, p: Lestplass) -> None:
        kolonner = []
        for navn, fra in p.egne.items():
            bredde = next((b for (a, b_), (b, _, _) in ark.bredder.items() if a <= fra <= b_), None)
            kolonne = Egenkolonne(navn, fra, bredde)
            for (rad, kol), celle in ark.celler.items():
                if kol != fra or rad <= p.hoderad:
                    continue
                if rad in p.rader:
                    kolonne.celler[p.rader[rad]] = celle
                elif celle.verdi not in (None, "") or celle.formel:
                    self._tap("celler i egne kolonner, i rader uten innhold i tabellen", d.navn, rad, kol)
            kolonner.append(kolonne)
        if kolonner:
            self.eget.kolonner[p.tabell.navn] = kolonner
            self.eget.med.append(f"egne kolonner i {p.tabell.navn}: {', '.join(k.navn for k in kolonner)}")
        nye_kol = self._nye_kolonner(p)
        notater = []
        for n in ark.notater:
            ny_rad = 0 if n.rad == p.hoderad else p.rader.get(n.rad)
            if ny_rad is None or n.kol not in nye_kol:
                self._tap("notater utenfor tabellene", d.navn, n.rad, n.kol)
            else:
                notater.append(n._replace(rad=ny_rad, kol=nye_kol[n.kol]))
        if notater:
            self.eget.notater[p.tabell.ark] = notater
            self.eget.med.append(f"{len(notater)} notater i {p.tabell.ark}")

    def _nye_kolonner(self, p: Lestplass) -> dict[int, int]:
        """Old column -> new column: ours in the order of the schema, then the user's own."""
        nye = {p.kjente[navn]: n for navn, n in plasser(p.tabell).items() if navn in p.kjente}
        return nye | {fra: len(rekke(p.tabell)) + n for n, fra in enumerate(p.egne.values())}

    def _utenfor(self, d: Bokdel, ark: Egetark, p: Lestplass, fra: int, til: int) -> None:
        """What stands beside, above or below the table, formulas in our columns, and colours of the user's own."""
        # The fixed lists, and other tables of ours on the sheet: a column added to one of those is told of as outside.
        lister = {samme(hode) for _, hode in inputs.valglister().values()}
        lister |= {samme(k.navn) for t in TABELLER if t.ark == p.tabell.ark and t is not p.tabell for k in t.kolonner}
        vaare = {
            k for k in range(til, ARKKOLONNER)
            if samme(str(getattr(ark.celler.get((p.hoderad, k)), "verdi", "") or "")) in lister
        } if samme(d.navn) == samme("Lister") else set[int]()  # fmt: skip
        kjente = set(p.kjente.values())
        stiler: dict[int, Counter[int]] = {}
        for (rad, kol), celle in ark.celler.items():
            har_noe = celle.verdi not in (None, "") or bool(celle.formel)
            if kol in kjente and rad > p.hoderad:
                if celle.formel:
                    self._tap("formler i våre kolonner (tallet er med)", d.navn, rad, kol)
                if rad in p.rader:
                    stiler.setdefault(kol, Counter())[celle.stil] += 1
            elif har_noe and kol not in vaare and not (fra <= kol < til and rad >= p.hoderad):
                self._tap("celler utenfor tabellene", d.navn, rad, kol)
        if p.tabell.navn == "Innstillinger":
            return  # each of its rows has looks of its own
        vanlige = {kol: teller.most_common(1)[0][0] for kol, teller in stiler.items()}
        for (rad, kol), celle in ark.celler.items():
            if kol in vanlige and rad in p.rader and self._farget(celle.stil, vanlige[kol]):
                self._tap("farger og skrift du selv har satt i tabellene", d.navn, rad, kol)

    def _farget(self, stil: int, vanlig: int) -> bool:
        if stil == vanlig or not max(stil, vanlig) < len(self.eget.stiler):
            return False
        felt = ("bg_color", "font_color", "bold", "italic", "font_strikeout", "underline")
        return any(self.eget.stiler[stil].get(f) != self.eget.stiler[vanlig].get(f) for f in felt)

    def _les_ark(self, d: Bokdel) -> Egetark:
        ark = Egetark(d.navn, synlig=d.synlig)
        leser = _Arkleser(ark, self.tekster)
        leser.les(d.xml)
        for sted in leser.uforstaatt:
            self._tap("formler som ikke er forstått (tallet er med)", d.navn, *sted)
        for (rad, kol), celle in ark.celler.items():
            if celle.feil and not celle.formel:
                self._tap("feilverdier (står som tekst)", d.navn, rad, kol)
        for rad, kol in leser.rike(self.rike):
            self._tap("ulik skrift i én og samme tekst", d.navn, rad, kol)
        ark.notater = self._notater(d)
        return ark

    def _notater(self, d: Bokdel) -> list[Cellenotat]:
        """Notes, and comments with replies as one note each."""
        ut: dict[tuple[int, int], Cellenotat] = {}
        for del_ in d.forhold.get("comments", ()):
            rot = self._kanskje(del_)
            forfattere = [a.text or "" for a in alle(barn(rot, "authors"), "author")]
            for c in alle(barn(rot, "commentList"), "comment"):
                sted = _sted(c.get("ref", ""))
                nr = int(c.get("authorId", "0")) if c.get("authorId", "0").isdecimal() else len(forfattere)
                tekst = "".join(t.text or "" for t in c.iter() if lokalt(t) == "t")
                if sted:
                    ut[sted] = Cellenotat(*sted, tekst, forfattere[nr] if nr < len(forfattere) else "")
        personer = {
            p.get("id", ""): p.get("displayName", "")
            for del_ in self.arkiv.deler if del_.startswith("xl/persons/") and del_.endswith(".xml")
            for p in self._del(del_)
        }  # fmt: skip
        for del_ in d.forhold.get("threadedComment", ()):
            traader: dict[tuple[int, int], list[str]] = {}
            for c in self._kanskje(del_) or ():
                sted = _sted(c.get("ref", ""))
                tekst = "".join(t.text or "" for t in c if lokalt(t) == "text")
                if sted:
                    traader.setdefault(sted, []).append(f"{personer.get(c.get('personId', ''), '')}: {tekst}")
            for sted, linjer in traader.items():
                ut[sted] = Cellenotat(*sted, "\n".join(linjer), "")
                self._tap("kommentarer med svar (blir notater med hele teksten)", d.navn, *sted)
        return list(ut.values())

    # Formulas and names

    def _formler(self, plasser: Sequence[tuple[Bokdel, tuple[Egetark, Lestplass | None]]]) -> None:
        """Carry the formulas that only speak of what comes along; the others as their last value."""
        ark: dict[str, Kart | None] = {samme(a.navn): None for a in self.eget.ark}
        kolonner: dict[str, set[str]] = {}
        for t in self._vaare():
            kolonner[samme(t.navn)] = {samme(k.navn) for k in t.kolonner}
        for d, (_, p) in plasser:
            if p is None:
                continue
            like = p.hoderad == 0 and all(rad == ny for rad, ny in p.rader.items())
            ark[samme(d.navn)] = Kart(self._nye_kolonner(p), p.rader, like)
            kolonner[samme(p.tabell.navn)] |= {samme(navn) for navn in p.egne}
        faste = frozenset(("bank", "dato"))  # names every live bank has
        rom = Rom(ark, kolonner, faste)
        rom = rom._replace(navn=faste | self._navnene(rom))
        for a in self.eget.ark:
            for sted, celle in a.celler.items():
                a.celler[sted] = self._med_formel(celle, a.navn, sted, rom)
        for d, (_, p) in plasser:
            for kolonne in self.eget.kolonner.get(p.tabell.navn, ()) if p else ():
                gamle = {ny: rad for rad, ny in p.rader.items()} if p else {}
                for rad, celle in kolonne.celler.items():
                    kolonne.celler[rad] = self._med_formel(celle, d.navn, (gamle[rad], kolonne.fra), rom)

    def _med_formel(self, celle: Egencelle, ark: str, sted: tuple[int, int], rom: Rom) -> Egencelle:
        if not celle.formel:
            return celle
        ny = overfor(celle.formel, ark, rom)
        if ny is None:
            self._tap("formler som viser til noe som ikke er med (tallet er med)", ark, *sted)
        return celle._replace(formel=ny or "", omraade=celle.omraade if ny else "")

    def _navnene(self, rom: Rom) -> set[str]:
        """The user's own names for cells and values; those that are not carried are told of."""
        tatt: set[str] = set()
        for n in alle(barn(self.bok, "definedNames"), "definedName"):
            navn, til = n.get("name", ""), n.text or ""
            vaare = _VAARE_NAVN if n.get("localSheetId") is None else _VAARE_PAA_ARK
            if vaare.fullmatch(navn) or n.get("hidden") in ("1", "true"):
                continue
            ny = overfor(til, "", rom) if n.get("localSheetId") is None and _lovlig_navn(navn) else None
            if ny is None or navn.lower() in tatt:
                self._tap(f"navnet «{navn}»")
            else:
                tatt.add(navn.lower())
                self.eget.navn.append((navn, ny))
        if self.eget.navn:
            self.eget.med.append(f"navn: {', '.join(n for n, _ in self.eget.navn)}")
        return tatt

    # What is left

    def _deler(self) -> None:
        for forstavelse, hva in _DELER:
            if any(d.startswith(forstavelse.lower()) for d in self.arkiv.deler):
                self._tap(hva)

    def _tap(self, hva: str, ark: str = "", rad: int = 0, kol: int = 0) -> None:
        steder = self.tapt.setdefault(hva, [])
        if ark:
            steder.append(f"{ark}!{bokstaver(kol + 1)}{rad + 1}")

    def _oppsummer(self) -> None:
        for hva, steder in self.tapt.items():
            vist = ", ".join(steder[:VIST]) + (f" og {len(steder) - VIST} til" if len(steder) > VIST else "")
            self.eget.ikke_med.append(f"{hva[:1].upper()}{hva[1:]}{f': {vist}' if vist else ''}.")


class _Arkleser:
    """One sheet, row by row."""

    def __init__(self, ark: Egetark, tekster: Sequence[str]) -> None:
        self.ark, self.tekster = ark, tekster
        self.delte: dict[str, tuple[str, int, int]] = {}
        self.uforstaatt: list[tuple[int, int]] = []
        self.tekstnr: dict[tuple[int, int], int] = {}

    def rike(self, rike: Collection[int]) -> list[tuple[int, int]]:
        return [sted for sted, nr in self.tekstnr.items() if nr in rike]

    def les(self, data: bytes) -> None:
        sted = (-1, -1)
        for hendelse, e in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            navn = lokalt(e)
            if hendelse == "start":
                if navn == "row":
                    sted = (int(e.get("r", "")) - 1 if e.get("r", "").isdecimal() else sted[0] + 1, -1)
                continue
            if navn == "c":
                funnet = _sted(e.get("r", ""))
                sted = funnet or (sted[0], sted[1] + 1)
                self._celle(sted, e)
                e.clear()
            elif navn == "row":
                self._rad(sted[0], e)
                e.clear()
            else:
                self._annet(navn, e)

    def _celle(self, sted: tuple[int, int], e: Element) -> None:
        slag, v, f = e.get("t", "n"), barn(e, "v"), barn(e, "f")
        raa = (v.text or "") if v is not None else ""
        verdi: str | float | bool | None = raa if raa else None
        if slag == "s" and raa.strip().isdecimal():
            nr = int(raa)
            verdi = self.tekster[nr] if nr < len(self.tekster) else None
            self.tekstnr[sted] = nr
        elif slag == "inlineStr":
            verdi = "".join(t.text or "" for t in e.iter() if lokalt(t) == "t")
        elif slag == "b":
            verdi = raa.strip() in ("1", "true")
        elif slag == "n" and raa:
            verdi = float(raa)
            if verdi != verdi or verdi in (float("inf"), float("-inf")):
                raise ValueError(raa)
        stil = int(e.get("s", "0")) if e.get("s", "0").isdecimal() else 0
        celle = Egencelle(verdi, "", stil, slag == "e")
        if f is not None:
            celle = self._formel(celle, sted, f, e.get("cm") is not None)
        if celle.verdi is not None or celle.formel or stil:
            self.ark.celler[sted] = celle

    def _formel(self, celle: Egencelle, sted: tuple[int, int], f: Element, dynamisk: bool) -> Egencelle:
        tekst, slag = f.text or "", f.get("t", "normal")
        if slag == "shared":
            if tekst:
                self.delte[f.get("si", "")] = (tekst, *sted)
            else:
                forste, rad, kol = self.delte.get(f.get("si", ""), ("", 0, 0))
                tekst = forskjov(forste, sted[0] - rad, sted[1] - kol)
        omraade = f.get("ref", "") if slag == "array" else ""
        if not tekst or slag == "dataTable":
            self.uforstaatt.append(sted)
            return celle
        return celle._replace(formel=tekst, omraade=omraade, dynamisk=dynamisk)

    def _rad(self, rad: int, e: Element) -> None:
        skjult, ht = e.get("hidden") in ("1", "true"), e.get("ht", "")
        if skjult or (ht and e.get("customHeight") in ("1", "true")):
            self.ark.hoyder[rad] = (min(max(float(ht), 0.0), 409.0) if ht else None, skjult)
        if e.get("outlineLevel", "0") != "0":
            self._tell("outline")

    def _annet(self, navn: str, e: Element) -> None:
        ark = self.ark
        if navn == "col":
            fra, til = int(e.get("min", "0")) - 1, min(int(e.get("max", "0")) - 1, ARKKOLONNER - 1)
            if 0 <= fra <= til:
                bredde = min(max(float(e.get("width", "8.43")), 0.0), 255.0)
                stil = int(e.get("style", "0")) if e.get("style", "0").isdecimal() else 0
                ark.bredder[fra, til] = (bredde, stil, e.get("hidden") in ("1", "true"))
            if e.get("outlineLevel", "0") != "0":
                self._tell("outline")
        elif navn == "mergeCell":
            ender = [_sted(r) for r in e.get("ref", "").split(":")]
            if len(ender) == 2 and ender[0] and ender[1] and ender[0] <= ender[1] and ender[0][1] <= ender[1][1]:
                ark.flettet.append((*ender[0], *ender[1]))
        elif navn == "pane" and e.get("state", "").startswith("frozen"):
            frys = [float(e.get(a, "0")) for a in ("ySplit", "xSplit")]
            ark.frys = (min(int(frys[0]), 1000), min(int(frys[1]), 100))
        elif navn == "tabColor" and re.fullmatch(r"[0-9A-Fa-f]{8}", e.get("rgb", "")):
            ark.fane = f"#{e.get('rgb', '')[2:].upper()}"
        elif navn == "sheetView" and e.get("showGridLines") in ("0", "false"):
            ark.rutenett = False
        elif navn == "pageSetup":
            ark.liggende = e.get("orientation") == "landscape"
        elif navn == "conditionalFormatting":
            if not all(_vaar_regel(r) for r in alle(e, "cfRule")):
                self._tell(navn)
        elif navn in _PAA_ARKET:
            self._tell(navn)

    def _tell(self, navn: str) -> None:
        self.ark.annet[navn] = self.ark.annet.get(navn, 0) + 1


def _vaar_regel(regel: Element) -> bool:
    """Whether a conditional format is one that the template has, or that the marks of the control are."""
    formler = {f"={f.text}" for f in alle(regel, "formula")}
    return bool(_MERKEREGEL.search(regel.get("text", ""))) or bool(formler.intersection(inputs.PLANREGLER))


def _rad(ark: Egetark, rad: int) -> list[Any]:
    bredde = max((k for r, k in ark.celler if r == rad), default=-1) + 1
    return [getattr(ark.celler.get((rad, k)), "verdi", None) for k in range(bredde)]


def _sted(ref: str) -> tuple[int, int] | None:
    m = _REF.fullmatch(ref)
    if m is None or not 0 < int(m[2]) <= ARKRADER or kolonnenr(m[1]) > ARKKOLONNER:
        return None
    return int(m[2]) - 1, kolonnenr(m[1]) - 1


def _tekster(data: bytes) -> tuple[list[str], set[int]]:
    """The shared texts, and the numbers of those written in several looks."""
    ut: list[str] = []
    rike: set[int] = set()
    for _, e in iterparse(io.BytesIO(data), events=("end",), forbid_dtd=True) if data else ():
        if lokalt(e) == "si":
            if any(lokalt(b) == "rPr" for b in e.iter()):
                rike.add(len(ut))
            ut.append("".join(_uten_uttale(e)))
            e.clear()
    return ut, rike


def _uten_uttale(e: Element) -> Iterable[str]:
    for b in e:
        if lokalt(b) == "t":
            yield b.text or ""
        elif lokalt(b) == "r":
            yield from (t.text or "" for t in b if lokalt(t) == "t")


def _lovlig_navn(navn: str) -> bool:
    """A name that is neither a cell nor a letter Excel takes for a row or a column."""
    er_celle = re.fullmatch(r"[A-Za-z]{1,3}[0-9]{1,7}|[rRcC]|[rR][0-9]*[cC][0-9]*", navn)
    return _NAVN.fullmatch(navn) is not None and er_celle is None
