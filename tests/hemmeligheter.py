"""A bank with a secret in every place a workbook can hold one, and a hunt for them in any encoding.

Every secret is a word of its own, HMxxxxHM, so that one found says where it was planted.
"""

from __future__ import annotations

import base64
import binascii
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from xl_tidbank.core.model import STANDARDKODER

from .bygg import SLUTT, START

DAG = date(2026, 9, 14)
ANSATTE = ("1001", "1002", "1003", "1004", "1005", "1006")
EGEN = "1001"  # whose own page is made
# Days no shift, agreement or review stands on: of the absences, a kind each.
FRAVAERSDAGER = {k.kode: date(2026, 2, 3) + timedelta(days=17 * n) for n, k in enumerate(STANDARDKODER)}
GRAD, TIMELONN, TREKKAVTALE, SAGT_OPP = 37.0, 271.31, date(2025, 11, 7), date(2026, 11, 3)


def ord_(sted: str) -> str:
    """The secret of a place."""
    return f"HM{binascii.crc32(sted.encode()):08X}HM"


class Plantet:
    """What was planted where: secret -> place."""

    def __init__(self) -> None:
        self.steder: dict[str, str] = {}

    def __call__(self, sted: str) -> str:
        self.steder[ord_(sted)] = sted
        return ord_(sted)


def bok(sti: Path) -> Plantet:
    """Write the bank. Names and units are not secrets for the rep; all the rest that is text is."""
    h = Plantet()
    bok_ = xlsxwriter.Workbook(str(sti), {"strings_to_formulas": False, "in_memory": True})
    dato = bok_.add_format({"num_format": "dd.mm.yyyy"})
    rader = _tabellene(h)
    ark: dict[str, Any] = {}
    for navn, (hode, innhold) in rader.items():
        blad = ark[navn] = bok_.add_worksheet(navn)
        for r, rad in enumerate([hode, *innhold]):
            for k, verdi in enumerate(rad):
                if isinstance(verdi, date):
                    blad.write_datetime(r, k, datetime(verdi.year, verdi.month, verdi.day), dato)
                elif verdi is not None:
                    blad.write(r, k, verdi)
    _rundt(bok_, ark, h)
    bok_.close()
    _med_openpyxl(sti, h)
    _i_pakken(sti, h)
    return h


def _tabellene(h: Plantet) -> dict[str, tuple[list[str], list[list[Any]]]]:
    """Sheets with header and rows; the last column of each is the user's own, and secret."""
    vakter: list[list[Any]] = []
    for n, nr in enumerate(ANSATTE):
        for k in range(9):
            dag = START + timedelta(days=14 * k + n)
            status = "Utført" if k != 3 else "Tildelt"
            vakter.append([
                h(f"Vaktnr {nr} {k}"), nr, dag, "07:30", "15:00", 30, "Tidbank", "Selvvalgt" if k == 5 else "Tildelt",
                status, dag - timedelta(days=5 if k in (2, 3) else 20), "Nei", h(f"Godkjent av {nr} {k}") if k != 5 else
                None, h(f"Vakter.Enhet {nr} {k}"), h(f"Vakter.Kompetanse {nr} {k}"), h(f"Utfall {nr} {k}"),
                h(f"Vakter egen {nr} {k}"),
            ])  # fmt: skip
        vakter.append([h(f"avlyst {nr}"), nr, START + timedelta(days=200 + n), "07:30", "15:00", 30, "Tidbank",
                       "Tildelt", "Avlyst", START, "Nei", h(f"avlyst av {nr}"), None, None, None, None])  # fmt: skip
    fravaer = [
        [nr, dag + timedelta(days=n), dag + timedelta(days=n + 6), kode, GRAD if kode == "SYK" else None,
         dag + timedelta(days=n), h(f"Fravær egen {nr} {kode}")]
        for n, nr in enumerate(ANSATTE) for kode, dag in FRAVAERSDAGER.items()
    ]  # fmt: skip
    egen_kode = h("fraværskode")
    fravaer.append(["1002", date(2026, 8, 3), date(2026, 8, 9), egen_kode, None, None, None])
    tabeller: dict[str, tuple[list[str], list[list[Any]]]] = {
        "Ansatte": (
            ["Ansattnr", "Navn", "Enhet", "Kompetanse", "Fast ansatt", "Egen"],
            [[nr, f"Navn{nr}", "Sone 1", h(f"Kompetanse {nr}"), "Ja", h(f"Ansatte egen {nr}")] for nr in ANSATTE],
        ),
        "Avtaler": (
            ["Ansattnr", "Fra", "Til", "Fast %", "Tidbank %", "Ukestimer", "Periodestart", "Periodeslutt", "Signert",
             "Timelønn", "Trekkavtale", "Sagt opp", "Sagt opp av", "Oppsigelsesgrunn", "Egen"],
            [[nr, START, SLUTT, 60, 40, 35.5, START, SLUTT, date(2025, 12, 1), TIMELONN, TREKKAVTALE,
              SAGT_OPP, "Ansatt", h(f"Oppsigelsesgrunn {nr}"), h(f"Avtaler egen {nr}")] for nr in ANSATTE],
        ),
        "Turnus": (
            ["Ansattnr", "Dato", "Start", "Slutt", "Pause", "Egen"],
            [[nr, date(2026, 12, 1), "07:30", "15:00", 30, h(f"Turnus egen {nr}")] for nr in ANSATTE],
        ),
        "Vakter": (
            ["Vaktnr", "Ansattnr", "Dato", "Start", "Slutt", "Pause", "Type", "Måte", "Status", "Varslet", "Eget ønske",
             "Godkjent av", "Enhet", "Kompetanse", "Utfall av ulempe", "Egen"],
            vakter,
        ),
        "Fravær": (["Ansattnr", "Fra", "Til", "Kode", "Grad %", "Registrert", "Egen"], fravaer),
        "Lister": (
            ["Kode", "Navn", "Krediterer", "Helseopplysning", "Egen"],
            [*([k.kode, h(f"kodenavn {k.kode}"), "Ja" if k.krediterer else "Nei", "Ja", h(f"Lister egen {k.kode}")]
               for k in STANDARDKODER), [egen_kode, h("egen kodes navn"), "Ja", "Ja", None]],
        ),
        "Gjennomganger": (
            ["Ansattnr", "Dato", "Holdt", "Tiltak", "Plan", "Egen"],
            [[nr, date(2026, 3, 30), date(2026, 3, 31), h(f"Tiltak {nr}"), h(f"Plan {nr}"), h(f"G egen {nr}")]
             for nr in ANSATTE],
        ),
        "Timebank": (
            ["Ansattnr", "Dato", "Art", "Timer", "Status", "Egen"],
            [[nr, date(2026, 4, 1), "Startsaldo", 123.25, None, h(f"Timebank egen {nr}")] for nr in ANSATTE],
        ),
        "Prosess": (
            ["Enhet", "Steg", "Planlagt", "Gjennomført", "Ansvarlig", "Deltakere", "Merknad", "Egen"],
            [["Sone 1", "Kartlegging", None, date(2025, 11, 5), h("Ansvarlig"), h("Deltakere"), h("Merknad"),
              h("Prosess egen")]],
        ),
        "Kartlegging": (
            ["Enhet", "År", "Fravær %", "Overtid timer", "Merarbeid timer", "Innleie timer", "Hele stillinger",
             "Stillinger", "Merknad", "Egen"],
            [["Sone 1", 2025, 11.37, 4, 5, 6, 7, 8, h("kartleggingsmerknad"), h("Kartlegging egen")]],
        ),
        "Innstillinger": (
            ["Nøkkel", "Verdi", "Enhet", "Hjemmel", "Valg", "Begrunnelse", "Egen"],
            [["folg_med_uker", 4, h("valg enhet"), h("valg hjemmel"), h("valg valg"), h("valg begrunnelse"),
              h("valg egen")]],
        ),
    }  # fmt: skip
    return tabeller


def _rundt(bok_: Any, ark: dict[str, Any], h: Plantet) -> None:
    """Everything XlsxWriter can put around the cells."""
    bok_.set_properties({n: h(f"egenskap {n}") for n in (
        "title", "subject", "author", "manager", "company", "category", "keywords", "comments", "status",
        "hyperlink_base",
    )})  # fmt: skip
    bok_.set_custom_property(h("egendefinert navn"), h("egendefinert verdi"))
    bok_.define_name("Skjult_" + h("definert navn"), f'="{h("definert verdi")}"')
    skjult, svaert = bok_.add_worksheet(h("skjult ark")), bok_.add_worksheet("VS")
    skjult.hide()
    svaert.very_hidden()
    for blad in (skjult, svaert):
        blad.write(0, 0, h(f"celle i {blad.name}"))
        blad.write_column("C1", [1, 2, 3])
    v = ark["Vakter"]
    v.write_comment("A1", h("kommentar"), {"author": h("kommentarforfatter")})
    v.data_validation("Z1", {"validate": "list", "source": [h("valideringsliste")], "input_title": h("val")[:12],
                             "input_message": h("valideringshjelp"), "error_message": h("feiltekst")})  # fmt: skip
    v.set_header(f"&L{h('topptekst')}")
    v.set_footer(f"&L{h('bunntekst')}")
    v.write("Y1", 1, bok_.add_format({"num_format": f'0"{h("tallformat")}"'}))
    v.set_column("X:X", None, None, {"hidden": True})
    v.write("X1", h("skjult kolonne"))
    v.set_row(300, None, None, {"hidden": True})
    v.write(300, 0, None)
    v.conditional_format("A1:A9", {"type": "text", "criteria": "containing", "value": h("betinget format"),
                                   "format": bok_.add_format({"bold": True})})  # fmt: skip
    v.write_url("W1", f"https://example.org/{h('lenke')}", None, h("lenketekst"), h("lenketips"))
    v.write_formula("W2", f'="{h("formeltekst")}"', None, h("formelverdi"))
    v.write_rich_string("W3", h("rik tekst"), bok_.add_format({"bold": True}), h("rik fet"))
    v.insert_textbox("W5", h("tekstboks"), {"description": h("tekstboks alt")})
    d = bok_.add_chart({"type": "line"})
    d.add_series({"values": "=VS!$C$1:$C$3", "name": h("serienavn")})
    d.set_title({"name": h("diagramtittel")})
    d.set_x_axis({"name": h("aksetittel")})
    v.insert_chart("W9", d, {"description": h("diagram alt")})
    egen = bok_.add_worksheet("Eget ark")
    egen.write(0, 0, h("eget ark"))
    egen.protect(h("arkpassord"))


def _med_openpyxl(sti: Path, h: Plantet) -> None:
    """What is easier planted by another library, in a book whose parts are added to this one's."""
    bok_: Any = openpyxl.Workbook()
    blad: Any = bok_.active
    blad.title = "P"
    blad["A1"].comment = Comment(h("op kommentar"), h("op forfatter"))
    liste = DataValidation(type="list", formula1=f'"{h("op liste")}"')
    liste.add("A1")
    blad.add_data_validation(liste)
    regel: Any = FormulaRule
    blad.conditional_formatting.add("A1", regel(formula=[f'A1="{h("op betinget")}"'], fill=PatternFill("solid")))
    bok_.custom_doc_props.append(StringProperty(name="p", value=h("op egendefinert")))
    diagram = BarChart()
    diagram.title = h("op diagramtittel")
    diagram.add_data(Reference(blad, min_col=1, min_row=1, max_row=3))
    blad.add_chart(diagram, "C3")
    minne = BytesIO()
    bok_.save(minne)
    with zipfile.ZipFile(minne) as fra, zipfile.ZipFile(sti, "a", zipfile.ZIP_DEFLATED) as til:
        for navn in fra.namelist():
            til.writestr(f"xl/embeddings/{navn.replace('/', '_')}", fra.read(navn))


def _i_pakken(sti: Path, h: Plantet) -> None:
    """Parts no library writes: external links, custom XML, printer settings, threaded comments, queries, macros."""
    ramme = '<?xml version="1.0" encoding="UTF-8"?><r xmlns="urn:x">{}</r>'
    deler = {
        "xl/externalLinks/externalLink1.xml": "ekstern lenke", "customXml/item1.xml": "custom XML",
        "xl/threadedComments/threadedComment1.xml": "trådkommentar", "xl/persons/person.xml": "person",
        "xl/connections.xml": "tilkobling", "xl/queryTables/queryTable1.xml": "spørring",
        "xl/pivotCache/pivotCacheRecords1.xml": "pivot", "xl/slicers/slicer1.xml": "slicer",
        "xl/webextensions/webextension1.xml": "tillegg", "docProps/thumbnail.xml": "miniatyr",
        "xl/revisions/revisionLog1.xml": "sporing", "docMetadata/LabelInfo.xml": "merkelapp",
        "xl/model/item.xml": "datamodell", "xl/richData/rdrichvalue.xml": "rik verdi",
    }  # fmt: skip
    with zipfile.ZipFile(sti, "a", zipfile.ZIP_DEFLATED) as z:
        for del_, sted in deler.items():
            z.writestr(del_, ramme.format(h(sted)))
        z.writestr("xl/printerSettings/printerSettings1.bin", h("skriveroppsett").encode("utf-16-le"))
        z.writestr("xl/vbaProject.bin", zlib.compress(h("makro").encode()))
        z.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n" + h("bilde").encode())
        z.comment = h("zip-kommentar").encode()


# The hunt


def funnet(sti: Path, plantet: Plantet, lov: Iterator[str] | tuple[str, ...] = ()) -> dict[str, str]:
    """Secrets found anywhere in a file, in any encoding: place -> where. lov: places that may be found."""
    ut = {}
    tillatt = {ord_(s) for s in lov}
    for sted, data in _alt(sti.read_bytes(), sti.name):
        liten = data.lower()
        for hemmelig, hvor in plantet.steder.items():
            if hemmelig not in tillatt and any(f in liten for f in _former(hemmelig)):
                ut[hvor] = sted
    return ut


_FORMER: dict[str, tuple[bytes, ...]] = {}


def _former(tekst: str) -> tuple[bytes, ...]:
    """A word in every encoding we could think of, in lower case."""
    if tekst not in _FORMER:
        raa = [tekst.encode(), tekst[::-1].encode(), tekst.encode("utf-16-le"), tekst.encode("utf-16-be")]
        raa += [tekst.encode("utf-32-le"), tekst.encode("cp1252"), tekst.encode("cp037")]
        raa += [binascii.hexlify(r) for r in raa[:4]]
        raa += [bytes(b ^ 0xFF for b in tekst.encode())]
        raa += ["".join(f"&#{ord(c)};" for c in tekst).encode(), "".join(f"\\u{ord(c):04x}" for c in tekst).encode()]
        for skritt in range(3):  # base64 shifts with what stands before
            kodet = base64.b64encode(b"\0" * skritt + tekst.encode())
            raa.append(kodet[(0, 2, 3)[skritt] + (2 if skritt else 0) : -4])
        _FORMER[tekst] = tuple(r.lower() for r in raa)
    return _FORMER[tekst]


_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")


def _alt(data: bytes, navn: str, dybde: int = 0) -> Iterator[tuple[str, bytes]]:
    """The bytes, the parts of an archive, and whatever can be unpacked or decoded inside them."""
    yield navn, data
    if dybde > 3:
        return
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as z:
            yield f"{navn}!liste", "\n".join(z.namelist()).encode() + z.comment
            for i in z.infolist():
                yield f"{navn}!{i.filename}!ekstra", i.extra + i.comment
                yield from _alt(z.read(i), f"{navn}!{i.filename}", dybde + 1)
    for start in (m.start() for m in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b", data)):
        for vindu in (15, 31, -15):
            try:
                yield f"{navn}@{start}", zlib.decompressobj(vindu).decompress(data[start:], 1 << 20)
            except zlib.error:
                continue
    if dybde < 2 and not data.startswith(b"PK"):
        for m in _BASE64.finditer(data):
            bit = m[0].translate(bytes.maketrans(b"-_", b"+/"))
            try:
                yield f"{navn}#{m.start()}", base64.b64decode(bit + b"=" * (-len(bit) % 4))
            except binascii.Error:
                continue


def dager(sti: Path) -> set[float]:
    """Every number and, as a serial number, every written day in the cells of a workbook."""
    ut: set[float] = set()
    for blad in openpyxl.load_workbook(sti, data_only=True):
        for rad in blad.iter_rows(values_only=True):
            for v in rad:
                if isinstance(v, datetime):
                    ut.add((v.date() - date(1899, 12, 30)).days)
                elif isinstance(v, (int, float)):
                    ut.add(float(v))
                elif isinstance(v, str):
                    for d, m, aar in re.findall(r"(\d\d)\.(\d\d)\.(\d{4})", v):
                        ut.add((date(int(aar), int(m), int(d)) - date(1899, 12, 30)).days)
    return ut
