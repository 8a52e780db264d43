"""The copy of a workbook that calamine reads: ours wherever it could be fooled.

The archive and its list of sheets are written here; the wanted sheets, the shared texts and the number formats are
handed on after a look through. A zip that two programs read in two ways, or a file somebody changes in between, can
therefore do no harm, and parts nobody asked for are never unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from posixpath import dirname, join, normpath
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from xl_tidbank.book.open import sheethead, sheetxml, shield
from xl_tidbank.book.open.archive import Arkiv, Nytt
from xl_tidbank.book.open.rask.ark import Radleser, lange_tekster
from xl_tidbank.book.open.rask.former import Celletolk, Utenfor, Velformet, former
from xl_tidbank.book.open.rask.tekster import tekstene
from xl_tidbank.book.open.tegn import quoteattr
from xl_tidbank.book.page.sanne import kan_vaere_paa
from xl_tidbank.core.model import Merknad
from xl_tidbank.tables.extent import SOK_OVERSKRIFT, Omraade, er_tabellark, omraade, ulest_ark
from xl_tidbank.tables.names import samme
from xl_tidbank.tables.rows import Kolonneark

MAKS_LESES_HELT = 4 << 20  # bytes of a part that is parsed whole
MAKS_FORMATER = 20 << 20  # bytes
MAKS_ARK = 2_000
MAKS_TEKST = 256 << 20  # bytes of shared text once every cell has its own,
MAKS_TEKST_PER_BYTE = 2  # and for each byte of the sheet
_BYTE_PER_TEGN = 6  # at most, as XML

_RELASJONER = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOKUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HOVED = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ANTALL = re.compile(rb"""uniqueCount\s*=\s*["']([^"']*)["']""")
# Tags, declarations and text as every program writes them; nothing else reaches calamine without the shield.
_ALMINNELIG = re.compile(
    rb"""(?:\xef\xbb\xbf)?+(?:[^<]++|</?[A-Za-z][\w:.-]*+(?:\s++[\w:.-]++="[^"<]*+")*+\s*+/?>|<\?xml\s[^<>?]*+\?>)*+"""
)
_HELTALL = re.compile(rb"v(?:\s[^>]*+)?>\s*([0-9]{1,9}+)\s*<")


class Avvist(Exception):  # noqa: N818 - becomes a TidbankFeil in safety.py
    """The file is not opened; the text is the user's sentence."""


class Lesekopi(NamedTuple):
    """tabeller: the program's own tables on the sheets read. ulest: other sheets that look like one of them.

    raske: the wanted sheets that are read already, and not in the copy `fil`: their first row, and their columns.
    """

    ark: tuple[str, ...]
    lest: dict[str, str]
    fil: io.BytesIO
    tabeller: dict[str, tuple[Omraade, ...]]
    ulest: tuple[Merknad, ...]
    raske: dict[str, tuple[int, Kolonneark]]


class _Tekster(NamedTuple):
    """The shared texts as stored, where the tag they stand in is over, and the tag each of them ends with."""

    data: bytes = b""
    fra: int = 0
    slutt: bytes = b"</si>"
    del_: str = ""

    def lengste(self) -> int:
        """The bytes of the longest."""
        return max(map(len, self.data.split(self.slutt)))

    def delte(self) -> list[bytes]:
        """Each text by its number, as XML."""
        tomme = self.slutt.replace(b"</", b"<").replace(b">", b"/>")  # <si/> is a text too
        return self.data.replace(tomme, self.slutt).split(self.slutt)


def lag(arkiv: Arkiv, oensket: Collection[str], rask: bool = False) -> Lesekopi:
    """Copy the wanted sheets that exist. Raises Avvist, or TidbankFeil for a cell far outside its table.

    rask: sheets of everyday cells are read at once instead (rask/).
    """
    return _Kopist(arkiv).kopier(oensket, rask)


def som_lagret(arkiv: Arkiv) -> tuple[dict[str, bytes], bytes]:
    """The sheets by name, as they stand in the file, and the shared texts (b"" where there are none).

    For what the copy leaves out: formulas, looks, notes. Only of an archive whose sheets `lag` has passed.
    """
    kopist = _Kopist(arkiv)
    ark = {navn: kopist._xml(del_) for navn, del_ in kopist._arkliste().items() if del_}
    return ark, kopist._tekster().data


class _Kopist:
    def __init__(self, arkiv: Arkiv) -> None:
        self.arkiv, self.deler = arkiv, arkiv.deler
        self.lest: set[str] = set()
        self.andre: set[str] = set()  # sheets of charts and dialogs, which have no cells
        self.bok = self._finn_bok()
        self.relasjoner = self._les_relasjoner(self.bok)

    def kopier(self, oensket: Collection[str], rask: bool) -> Lesekopi:
        ark = self._arkliste()
        finnes = {samme(navn): navn for navn in reversed(ark) if ark[navn]}
        lest = {navn: finnes[samme(navn)] for navn in oensket if samme(navn) in finnes}
        tapt = next(
            (
                navn
                for navn in ark
                if not ark[navn] and navn not in self.andre and {samme(navn)} & {*map(samme, oensket)} - {*finnes}
            ),
            None,
        )
        if tapt is not None:
            raise Avvist(f"Filen er skadet: arket «{tapt}» står i listen, men innholdet er borte. Hent filen på nytt.")
        tekster = self._tekster()
        formater = self._relatert("styles")
        tolk = self._celletolk(tekster, formater) if rask else None
        _alminnelig(tekster.data if tolk is None else tekster.data[: tekster.fra])  # with `tolk` the texts are plain
        kopi, raske, arkene = Nytt(), dict[str, tuple[int, Kolonneark]](), list[str]()
        for navn in lest.values():
            raskt = self._raskt(ark[navn], tekster, tolk) if tolk else None
            if raskt is not None:
                raske[navn] = raskt
                continue
            data = self._xml(ark[navn])
            _kontroller_tekstmengde(data, tekster)
            trygt = sheetxml.trygt_ark(navn, data)
            del_ = f"xl/worksheets/sheet{len(arkene)}.xml"
            if trygt is data:
                kopi.kopier(del_, self.arkiv, self.deler[ark[navn]])
            else:
                kopi.skriv(del_, trygt)
            arkene.append(navn)
        if formater:
            _alminnelig(self._xml(formater, MAKS_FORMATER))
        if arkene or not raske:
            felles = {"sharedStrings": tekster.del_, "styles": formater}
            for slag, del_ in felles.items():
                if del_:
                    kopi.kopier(f"xl/{slag}.xml", self.arkiv, self.deler[del_])
            _skriv_ramme(kopi, arkene, [slag for slag, del_ in felles.items() if del_])
        tabeller = {navn: tuple(self._tabeller(ark[navn])) for navn in lest.values()}
        ulest = tuple(self._uleste(ark, tekster))
        self._ingen_dtd_i_resten()
        return Lesekopi(tuple(ark), lest, kopi.ferdig(), tabeller, ulest, raske)

    def _celletolk(self, tekster: _Tekster, formater: str) -> Celletolk | None:
        """What reads cells in the fast lane; None where the file's texts or formats are not plain."""
        rot = sheetxml.rot(tekster.data) if tekster.data else None
        delte = (
            tekstene(tekster.data, rot.slutt) if rot is not None and (rot.prefiks, rot.navn) == (b"", b"sst") else None
        )
        if delte is None and tekster.data:
            return None
        try:
            if rot is not None:
                Velformet()(tekster.data[: rot.slutt])
            tre = self._tre(formater) if formater else None
        except (
            Avvist,
            Utenfor,
            ValueError,
            zipfile.BadZipFile,
            zlib.error,
        ):  # what is wrong with it is said where it was before
            return None
        return Celletolk(delte or (), former(tre))

    def _raskt(self, del_: str, tekster: _Tekster, tolk: Celletolk) -> tuple[int, Kolonneark] | None:
        """A sheet read in one pass; None where the careful lane has to look at it."""
        try:
            svar = Radleser(tolk).les(self.arkiv.blokker(self.deler[del_]))
        except Utenfor:
            return None
        if _BYTE_PER_TEGN * lange_tekster(svar[1]) > MAKS_TEKST:
            return None
        self.lest.add(del_)
        return svar

    def _tabeller(self, del_: str) -> Iterator[Omraade]:
        """The tables of a sheet. One that cannot be understood is left out: no program opens it as a table either."""
        for maal, slag in self._les_relasjoner(del_).values():
            if slag.endswith("/table") and maal in self.deler:
                with suppress(ValueError):
                    t = self._tre(maal)
                    funnet = omraade(t.get("ref", ""), int(t.get("totalsRowCount", "0")))
                    if funnet is not None:
                        yield funnet

    def _uleste(self, ark: Mapping[str, str], tekster: _Tekster) -> Iterator[Merknad]:
        """Other sheets that hold the columns of a table. Of each, only the beginning is unpacked."""
        andre = [(navn, del_) for navn, del_ in ark.items() if del_ and not er_tabellark(navn)]
        delte = tekster.delte() if andre else []
        for navn, del_ in andre:
            hode = self.arkiv.hode(self.deler[del_], sheethead.LEST)
            yield from ulest_ark(navn, sheethead.forste_rader(hode, delte, SOK_OVERSKRIFT))

    def _xml(self, del_: str, maks: int | None = None) -> bytes:
        """A part as UTF-8 XML without a document type."""
        info = self.deler[del_]
        if maks is not None and info.file_size > maks:
            raise Avvist(f"Filen åpnes ikke, for delen «{info.filename}» er unormalt stor.")
        data = self.arkiv.pakk_ut(info)
        self.lest.add(del_)
        if sheetxml.rot(data) is None:
            raise _fremmed(info.filename, data[:65_536])
        return data

    def _tre(self, del_: str) -> Element:
        try:
            tre: Element = fromstring(self._xml(del_, MAKS_LESES_HELT), forbid_dtd=True)
        except ParseError as e:
            raise ValueError(f"{del_}: {e}") from e
        return tre

    def _finn_bok(self) -> str:
        for maal, slag in self._les_relasjoner("").values():
            if slag.endswith("/officeDocument") and maal in self.deler:
                if maal.endswith(".bin"):
                    raise Avvist("Filen er en binær arbeidsbok (.xlsb). Åpne den i Excel og lagre den som .xlsx.")
                if not maal.startswith(("word/", "ppt/")):
                    return maal
        if "mimetype" in self.deler and b"opendocument.spreadsheet" in self.arkiv.hode(self.deler["mimetype"], 200):
            raise Avvist("Filen er et OpenDocument-regneark (.ods). Åpne den og lagre den som .xlsx.")
        raise Avvist("Filen er ikke en Excel-arbeidsbok. Åpne den i Excel og lagre den som .xlsx.")

    def _les_relasjoner(self, del_: str) -> dict[str, tuple[str, str]]:
        """Id -> (part, type) of what a part points to inside the file. "" is the file itself."""
        mappe = dirname(del_)
        sti = join(mappe, "_rels", del_[len(mappe) :].lstrip("/") + ".rels")
        if sti not in self.deler:
            return {}
        funnet = {}
        for r in self._tre(sti).iter(f"{{{_RELASJONER}}}Relationship"):
            if r.get("TargetMode") != "External":
                maal = r.get("Target", "").lower()
                maal = maal.lstrip("/") if maal.startswith("/") else normpath(join(mappe, maal))
                funnet[r.get("Id", "")] = (maal, r.get("Type", ""))
        return funnet

    def _relatert(self, slag: str) -> str:
        """The part of the workbook of one type, at its usual place where the relation is missing; "" = none."""
        funnet = (m for m, s in self.relasjoner.values() if s.endswith(f"/{slag}") and m in self.deler)
        vanlig = f"xl/{slag.lower()}.xml"
        return next(funnet, vanlig if vanlig in self.deler else "")

    def _arkliste(self) -> dict[str, str]:
        """Sheet name -> part, in the order of the workbook; "" where the sheet is a chart or lacks its part."""
        tre = self._tre(self.bok)
        ark: dict[str, str] = {}
        for e in tre.iter():
            lokalt = e.tag.rpartition("}")[2]
            if lokalt == "workbookPr" and kan_vaere_paa(e.get("date1904", "0")):
                raise Avvist(
                    "Filen teller datoer fra 1904. Slå av «Bruk 1904-datosystem» under Fil > Alternativer > Avansert, "
                    "kontroller datoene og lagre."
                )
            if lokalt == "sheet" and len(ark) >= MAKS_ARK:
                raise Avvist(f"Filen har flere enn {MAKS_ARK} ark. Slett dem som ikke trengs, og lagre den på nytt.")
            if lokalt == "sheet":
                ref = next((v for k, v in e.attrib.items() if k.endswith("}id")), "")
                maal, slag = self.relasjoner.get(ref, ("", ""))
                if maal in self.deler and not slag.endswith("/worksheet"):
                    self.andre.add(e.get("name", ""))
                ark[e.get("name", "")] = maal if slag.endswith("/worksheet") and maal in self.deler else ""
        return ark

    def _tekster(self) -> _Tekster:
        """The shared texts, unless they claim to be more than there are: calamine makes room for the claim."""
        del_ = self._relatert("sharedStrings")
        if not del_:
            return _Tekster()
        data = self._xml(del_)
        for paastatt in _ANTALL.findall(data):
            if not paastatt.isdigit() or int(paastatt) > len(data):
                raise Avvist("Filen åpnes ikke, for den oppgir flere tekster enn den har. Lagre en ny kopi fra Excel.")
        rot = sheetxml.rot(data)
        return _Tekster(data, rot.slutt if rot else 0, b"</%ssi>" % (rot.prefiks if rot else b""), del_)

    def _ingen_dtd_i_resten(self) -> None:
        """No program writes a document type into a workbook; one anywhere means that somebody made the file to harm."""
        for navn, info in self.deler.items():
            if navn not in self.lest and navn.endswith((".xml", ".rels", ".vml")):
                hode = self.arkiv.hode(info, 4096)
                if b"<!DOCTYPE" in hode or b"<!ENTITY" in hode:
                    raise _fremmed(info.filename, hode)


def _alminnelig(data: bytes) -> None:
    m = _ALMINNELIG.match(data)
    if m is None or m.end() < len(data):
        shield.krev()


def _fremmed(navn: str, hode: bytes) -> Avvist:
    rent = hode.replace(b"\0", b"")
    if b"<!DOCTYPE" in rent or b"<!ENTITY" in rent:
        hva = f"delen «{navn}» har en dokumenttype (DTD), som ingen arbeidsbok skal ha"
    else:
        hva = f"delen «{navn}» er ikke XML i UTF-8"
    return Avvist(f"Filen åpnes ikke, for {hva}. Åpne den i Excel, lagre en ny kopi og prøv igjen.")


def _kontroller_tekstmengde(data: bytes, tekster: _Tekster) -> None:
    """A long shared text in very many cells is a bomb no part is large enough to show."""
    celler = data.count(b'"s"') + data.count(b"'s'")  # every cell that shows a shared text says t="s"
    mest = max(MAKS_TEKST, MAKS_TEKST_PER_BYTE * len(data))
    if celler * tekster.lengste() <= mest:
        return
    lengder = list(map(len, tekster.delte()))
    # Every whole number is taken for the number of a text: too many now and then, never too few.
    i_bruk = sum(lengder[n] for n in map(int, _HELTALL.findall(data)) if n < len(lengder))
    if i_bruk > mest:
        raise Avvist("Filen åpnes ikke, for den gjentar lange tekster til de fyller minnet. Slett dem og lagre den.")


def _skriv_ramme(kopi: Nytt, ark: Sequence[str], felles: Sequence[str]) -> None:
    """The list of sheets and the relations, in the fewest words calamine understands."""
    arkene = "".join(f'<sheet name={quoteattr(a)} sheetId="{n + 1}" r:id="a{n}"/>' for n, a in enumerate(ark))
    bok = f'<workbook xmlns="{_HOVED}" xmlns:r="{_DOKUMENT}"><sheets>{arkene}</sheets></workbook>'
    maal = [(f"a{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(len(ark))]
    maal += [(slag, slag, f"{slag}.xml") for slag in felles]
    for del_, lenker in (
        ("_rels/.rels", [("bok", "officeDocument", "xl/workbook.xml")]),
        ("xl/_rels/workbook.xml.rels", maal),
    ):
        rader = "".join(f'<Relationship Id="{i}" Type="{_DOKUMENT}/{s}" Target="{m}"/>' for i, s, m in lenker)
        kopi.skriv(del_, f'<Relationships xmlns="{_RELASJONER}">{rader}</Relationships>'.encode())
    kopi.skriv("xl/workbook.xml", bok.encode())
