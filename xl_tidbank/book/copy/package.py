"""The parts of a copy: which there are, what each is for, and that no two programs can take different ones.

A copy holds sheets, their texts, styles and tables, and what programs add about themselves. Everything else is named:
a part nobody points to, one that two point to, a picture, a macro, a link out. What is found is told, never raised.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from posixpath import dirname, join, normpath
from types import MappingProxyType
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from ..open import sheetxml
from ..open.archive import Arkiv

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPER = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DOKUMENT = "http://schemas.openxmlformats.org/officedocument/2006/relationships/"
_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
BESKRIVELSE = 24  # bytes a program may put after a part to say how long it was
MAKS_HELT = 20 << 20  # bytes of a part that is parsed whole

# What may be pointed to, and the content type it then has ("" = any). Types of relation in lower case.
FRA_FILEN: Mapping[str, str] = MappingProxyType({
    f"{_DOKUMENT}officedocument": f"{_ML}sheet.main+xml",
    f"{_DOKUMENT}extended-properties": "", f"{_DOKUMENT}custom-properties": "", f"{_DOKUMENT}customxml": "",
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties": "",
    f"{_DOKUMENT}metadata/core-properties": "",  # as LibreOffice writes it
    "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels": "",
})  # fmt: skip
FRA_BOKEN: Mapping[str, str] = MappingProxyType({
    f"{_DOKUMENT}worksheet": f"{_ML}worksheet+xml", f"{_DOKUMENT}sharedstrings": f"{_ML}sharedStrings+xml",
    f"{_DOKUMENT}styles": f"{_ML}styles+xml", f"{_DOKUMENT}calcchain": f"{_ML}calcChain+xml",
    f"{_DOKUMENT}theme": "application/vnd.openxmlformats-officedocument.theme+xml", f"{_DOKUMENT}customxml": "",
    "http://schemas.microsoft.com/office/2017/10/relationships/person": "",
})  # fmt: skip
FRA_ARKET: Mapping[str, str] = MappingProxyType({
    f"{_DOKUMENT}table": f"{_ML}table+xml", f"{_DOKUMENT}printersettings": "",
})  # fmt: skip
FRA_ANDRE: Mapping[str, str] = MappingProxyType({f"{_DOKUMENT}customxmlprops": ""})
_HVA: Mapping[str, str] = MappingProxyType({
    "drawing": "en tegning", "comments": "kommentarer", "threadedcomment": "kommentarer",
    "vmldrawing": "kommentarbokser eller knapper", "image": "et bilde", "vbaproject": "makroer",
    "xlmacrosheet": "et makroark", "chartsheet": "et diagramark", "dialogsheet": "et dialogark",
    "externallink": "en lenke til en annen arbeidsbok", "externallinkpath": "en lenke til en annen arbeidsbok",
    "hyperlink": "en lenke ut", "oleobject": "et innebygd objekt", "package": "et innebygd objekt",
    "control": "en knapp eller et felt", "ctrlprop": "en knapp eller et felt", "pivottable": "en pivottabell",
    "pivotcachedefinition": "en pivottabell", "connections": "en datatilkobling", "querytable": "en datatilkobling",
    "sheetmetadata": "utvidede celler", "rdrichvalue": "utvidede celler", "slicer": "en knapp som filtrerer",
    "slicercache": "en knapp som filtrerer", "thumbnail": "et forhåndsbilde", "customproperty": "skjulte opplysninger",
    "chart": "et diagram", "attachedtemplate": "en mal", "origin": "en annen signatur", "extensibility": "knapper",
})  # fmt: skip


class Endring(NamedTuple):
    """celle: "" where the whole sheet is meant. hva: what has happened, in words. del_: part of the file, or ""."""

    ark: str
    celle: str
    hva: str
    del_: str = ""


class Peker(NamedTuple):
    """A relation. slag: its type in lower case. del_: key of the part; "" where it leads out or nowhere."""

    id: str
    slag: str
    del_: str
    maal: str


class Pakke:
    """`arkiv` has passed safety.py. Keys of parts are lower-case names."""

    def __init__(self, arkiv: Arkiv, data: bytes) -> None:
        self.arkiv, self.deler = arkiv, arkiv.deler
        self.endringer: list[Endring] = []
        self.ark = ""  # the sheet that is being read
        self.brukt: dict[str, str] = {}  # part -> what points to it
        self.typer = self._innholdstyper()
        self._zip(data)

    def si(self, del_: str, hva: str) -> None:
        info = self.deler.get(del_)
        self.endringer.append(Endring(self.ark, "", hva, info.filename if info else del_))

    def data(self, del_: str) -> bytes | None:
        """A part as UTF-8 XML without a document type; None, and told, where it is something else."""
        data = self.arkiv.pakk_ut(self.deler[del_])
        if sheetxml.rot(data) is None:
            self.si(del_, "er ikke XML i UTF-8")
            return None
        return data

    def tre(self, del_: str) -> Element | None:
        """A small part, parsed. None, and told, where that cannot be done."""
        if self.deler[del_].file_size > MAKS_HELT:
            self.si(del_, "er unormalt stor")
            return None
        data = self.data(del_)
        if data is None:
            return None
        if b"<!--" in data or b"<![CDATA[" in data:
            self.si(del_, "har en XML-kommentar, som programmer leser ulikt")
        try:
            tre: Element = fromstring(data, forbid_dtd=True)
        except ParseError:
            self.si(del_, "er skadet")
            return None
        return tre

    def pekere(self, del_: str, tillatt: Mapping[str, str]) -> list[Peker]:
        """What a part ("" = the file itself) points to. Everything that is not among `tillatt` is told."""
        mappe = dirname(del_)
        sti = join(mappe, "_rels", del_[len(mappe) :].lstrip("/") + ".rels")
        if sti not in self.deler:
            return []
        self.brukt[sti] = del_ or "filen"
        tre = self.tre(sti)
        if tre is None or tre.tag != f"{_REL}Relationships":
            self.si(sti, "er ikke en liste over deler")
            return []
        ut: list[Peker] = []
        for e in tre:
            p = self._peker(e, sti, self.deler[del_].filename if del_ else "", tillatt)
            if p is not None:
                if any(p.id == q.id for q in ut):
                    self.si(sti, f"har to pekere med navnet {p.id}")
                ut.append(p)
        return ut

    def _peker(self, e: Element, sti: str, fra: str, tillatt: Mapping[str, str]) -> Peker | None:
        slag, maal, nr = e.get("Type", "").lower(), e.get("Target", ""), e.get("Id", "")
        kort = slag.removeprefix(_DOKUMENT)
        hva = _HVA.get(kort.rpartition("/")[2], f"«{kort[-60:]}»")
        if e.tag != f"{_REL}Relationship" or len(e):
            self.si(sti, f"har «{e.tag.rpartition('}')[2]}», som ikke hører til der")
            return None
        if e.get("TargetMode", "Internal") != "Internal":
            self.si(sti, f"peker ut av filen: {hva} ({maal[:80]})")
            return Peker(nr, slag, "", maal)
        hel = normpath(maal.lstrip("/") if maal.startswith("/") else join(dirname(fra), maal))
        while hel.startswith("../"):  # LibreOffice; nothing lies above the file itself
            hel = hel[3:]
        del_ = hel.lower()
        if del_ not in self.deler or self.deler[del_].filename != hel:
            self.si(sti, f"peker til «{maal[:80]}», som ikke finnes")
            return Peker(nr, slag, "", maal)
        forrige, self.brukt[del_] = self.brukt.get(del_, ""), fra or "filen"
        if forrige and not slag.startswith(f"{_DOKUMENT}customxml"):  # never shown, and LibreOffice points twice
            self.si(del_, f"er pekt på to ganger, fra {forrige} og fra {fra or 'filen'}")
        if slag not in tillatt:
            self.si(del_, f"er lagt til: {hva}")
        elif tillatt[slag] and self.type(del_) != tillatt[slag]:
            self.si(del_, f"sier at den er noe annet enn den er brukt som ({self.type(del_)[-60:] or 'ingen type'})")
        return Peker(nr, slag, del_, maal)

    def type(self, del_: str) -> str:
        return self.typer.get(f"/{del_}") or self.typer.get(del_.rpartition(".")[2], "")

    def ubrukte(self) -> None:
        """Tell the parts nothing points to. Last, when every relation has been followed."""
        for navn, info in self.deler.items():
            if navn not in self.brukt and navn != "[content_types].xml" and not navn.endswith("/"):
                self.si(navn, "er lagt til, og ingenting i arbeidsboken viser til den")
            elif navn.endswith("/") and info.file_size:
                self.si(navn, "er en mappe med innhold")

    def _innholdstyper(self) -> dict[str, str]:
        """Part ("/name") or extension -> content type."""
        sti = "[content_types].xml"
        ut: dict[str, str] = {}
        tre = self.tre(sti) if sti in self.deler else None
        if tre is None or tre.tag != f"{_TYPER}Types":
            self.si("[Content_Types].xml", "mangler eller er skadet")
            return ut
        for e in tre:
            felt = {f"{_TYPER}Default": "Extension", f"{_TYPER}Override": "PartName"}.get(e.tag, "")
            navn = e.get(felt, "").lower() if felt else ""
            if not navn or navn in ut:
                self.si(sti, f"sier to ting om «{navn}»" if navn else "har noe som ikke hører til der")
            ut[navn] = e.get("ContentType", "")
        return ut

    def _zip(self, data: bytes) -> None:
        """Every byte of the file belongs to one part, under one name."""
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            if z.comment:
                self.si("zip-filen", "har en kommentar bak delene")
            slutt_paa_deler = z.start_dir
        pos = 0
        for info in sorted(self.arkiv.infoer, key=lambda i: i.header_offset):
            if self.arkiv.lokalt_navn(info) != info.orig_filename:
                self.si(info.filename.lower(), "har to navn")
            if b"\x75\x70" in _felt(info.extra):
                self.si(info.filename.lower(), "har et navn til, som noen programmer bruker")
            hull = info.header_offset - pos
            if hull < 0:
                self.si(info.filename.lower(), "ligger oppå en annen del")
            elif hull > (BESKRIVELSE if pos else 0):
                self.si(info.filename.lower(), "har noe foran seg i filen som ikke hører til noen del")
            pos = max(pos, self.arkiv.slutt(info))
        if slutt_paa_deler - pos > BESKRIVELSE:
            self.si("zip-filen", "har noe bak delene som ikke hører til noen av dem")


def _felt(ekstra: bytes) -> Sequence[bytes]:
    """The tags of the extra fields of a part."""
    ut, pos = [], 0
    while pos + 4 <= len(ekstra):
        ut.append(ekstra[pos : pos + 2])
        pos += 4 + int.from_bytes(ekstra[pos + 2 : pos + 4], "little")
    return ut
