"""Files made to harm, or harmed on their way: some hundred of every class, built when they are needed, never stored.

`python -m tests.fiendtlige FOLDER` builds each and runs the command it is meant for in this one process, whose memory
is bounded, and writes one line of JSON for each: what came out, how long it took, how much memory was ever used.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import struct
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from msoffcrypto.format.ooxml import OOXMLFile

from tests.bok import lag_bok

ARK, TEKSTER, BOK = "xl/worksheets/sheet4.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
STILER, RELASJONER, ROTREL, TYPER = "xl/styles.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "[Content_Types].xml"
DELER = (ARK, TEKSTER, BOK, STILER, RELASJONER, ROTREL)
PASSORD = "hemmelig"
MINNE = 1_500  # MB of address space that the process gets

Deler = dict[str, bytes]
Bygger = Callable[[Path], object]


class Fil(NamedTuple):
    """navn: class and case. kommando: what is run on FIL. lest: it may also be read, with the right records."""

    navn: str
    bygg: Bygger
    kommando: tuple[str, ...] = ("saldo", "FIL", "--dato", "2026-09-13", "--json")
    lest: bool = False


@cache
def _grunnlag() -> tuple[tuple[str, bytes], ...]:
    with tempfile.TemporaryDirectory() as mappe, zipfile.ZipFile(lag_bok(Path(mappe) / "b.xlsx")) as z:
        return tuple((i.filename, z.read(i)) for i in z.infolist())


def deler() -> Deler:
    return dict(_grunnlag())


def pakk(innhold: Deler) -> bytes:
    ut = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as z:
        warnings.simplefilter("ignore")
        for navn, data in innhold.items():
            post = zipfile.ZipInfo(navn, (2026, 1, 1, 0, 0, 0))  # the same bytes every time
            post.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(post, data)
    return ut.getvalue()


def hel() -> bytes:
    return pakk(deler())


def _skriv(data: bytes, sti: Path) -> None:
    sti.write_bytes(data)


def _endret(del_: str, endre: Callable[[bytes], bytes], sti: Path) -> None:
    innhold = deler()
    ny = endre(innhold[del_])
    assert ny != innhold[del_], f"{del_} is as it was"
    sti.write_bytes(pakk({**innhold, del_: ny}))


def _byttet(del_: str, gammel: bytes, nytt: bytes) -> Bygger:
    """Bytes of a part that fit a pattern are others."""
    return partial(_endret, del_, partial(re.compile(gammel, re.DOTALL).sub, lambda _: nytt))


def _celle(gammel: str, ny: bytes, sti: Path) -> None:
    """Another cell instead of the one at an address of the sheet Vakter."""
    monster = re.compile(rb'<c r="%s"([^>]*?)(?:/>|>.*?</c>)' % gammel.encode())
    stil = rb' s="\d+"'

    def endre(data: bytes) -> bytes:
        m = monster.search(data)
        assert m
        s = re.search(stil, m[1])
        return data[: m.start()] + ny.replace(b" STIL", s[0] if s else b"") + data[m.end() :]

    _endret(ARK, endre, sti)


def _sist(ny: bytes, antall: int, sti: Path) -> None:
    """Last in the sheet Vakter."""
    _endret(ARK, lambda data: data.replace(b"</sheetData>", ny * antall + b"</sheetData>"), sti)


# Zip


def _klipp(andel: float, sti: Path) -> None:
    data = hel()
    sti.write_bytes(data[: int(len(data) * andel)])


def _vend(hvor: float, sti: Path) -> None:
    """One byte of what is packed is another."""
    data = bytearray(hel())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as z:
        info = z.getinfo(ARK)
    data[info.header_offset + 30 + len(ARK) + int(info.compress_size * hvor)] ^= 0xFF
    sti.write_bytes(data)


def _katalog(felt: int, form: str, verdi: int, sti: Path, del_: str = ARK) -> None:
    """A field of the central directory says something else."""
    data = bytearray(hel())
    sted = data.rindex(b"PK\x01\x02", 0, data.rindex(del_.encode()))
    struct.pack_into(form, data, sted + felt, verdi)
    sti.write_bytes(data)


def _slutt(felt: int, form: str, verdi: int, sti: Path) -> None:
    data = bytearray(hel())
    struct.pack_into(form, data, data.rindex(b"PK\x05\x06") + felt, verdi)
    sti.write_bytes(data)


def _med_del(navn: str, innhold: bytes, sti: Path) -> None:
    sti.write_bytes(pakk({**deler(), navn: innhold}))


def _uten_del(navn: str, sti: Path) -> None:
    sti.write_bytes(pakk({n: d for n, d in deler().items() if n != navn}))


def _to_ganger(navn: str, sti: Path) -> None:
    innhold = deler()
    ut = io.BytesIO(pakk(innhold))
    with warnings.catch_warnings(), zipfile.ZipFile(ut, "a") as z:
        warnings.simplefilter("ignore")
        z.writestr(navn, innhold[next(n for n in innhold if n.lower() == navn.lower())])
    sti.write_bytes(ut.getvalue())


def _bombe(megabyte: int, navn: str, sti: Path) -> None:
    ut = io.BytesIO(hel())
    with warnings.catch_warnings(), zipfile.ZipFile(ut, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        warnings.simplefilter("ignore")
        with z.open(navn, "w") as f:
            for _ in range(megabyte):
                f.write(b" " * (1 << 20))
    sti.write_bytes(ut.getvalue())


def _pakket_som(metode: int, sti: Path) -> None:
    with zipfile.ZipFile(sti, "w", metode) as z:
        for navn, data in deler().items():
            z.writestr(navn, data)


def _mange_deler(antall: int, sti: Path) -> None:
    sti.write_bytes(pakk({**deler(), **{f"xl/media/{n}.bin": b"" for n in range(antall)}}))


def _overlapp(sti: Path) -> None:
    """Two parts of the directory that share the same packed bytes."""
    data = bytearray(hel())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as z:
        tekster = z.getinfo(TEKSTER)
    sted = data.rindex(b"PK\x01\x02", 0, data.rindex(ARK.encode()))
    struct.pack_into("<III", data, sted + 16, tekster.CRC, tekster.compress_size, tekster.file_size)
    struct.pack_into("<I", data, sted + 42, tekster.header_offset)
    sti.write_bytes(data)


def zipfiler() -> Iterator[Fil]:
    for n in range(20):
        yield Fil(f"zip: klippet {n * 5} %", partial(_klipp, n / 20))
    for n in range(8):
        yield Fil(f"zip: byte {n} er en annen", partial(_vend, n / 8))
    katalog = {
        "crc": (16, "<I", 1), "pakket 0": (20, "<I", 0), "pakket 4 GB": (20, "<I", 0xFFFFFFFE),
        "upakket 0": (24, "<I", 0), "upakket 1": (24, "<I", 1), "upakket 4 GB": (24, "<I", 0xFFFFFFFE),
        "upakket 500 MB": (24, "<I", 500_000_000), "zip64 uten felt": (24, "<I", 0xFFFFFFFF),
        "sted 0": (42, "<I", 0), "sted bak": (42, "<I", 0x7FFFFFFF), "kryptert": (8, "<H", 1), "sterkt": (8, "<H", 65),
        "metode 99": (10, "<H", 99), "metode 1": (10, "<H", 1), "metode lagret": (10, "<H", 0),
        "navnelengde 0": (28, "<H", 0), "navnelengde 65535": (28, "<H", 65535), "ekstra 65535": (30, "<H", 65535),
        "merknad 65535": (32, "<H", 65535),
    }  # fmt: skip
    for navn, (felt, form, verdi) in katalog.items():
        yield Fil(f"zip: katalogen, {navn}", partial(_katalog, felt, form, verdi))
    for navn, (felt, form, verdi) in {
        "ingen deler": (10, "<H", 0), "65535 deler": (10, "<H", 65535), "lengde 0": (12, "<I", 0),
        "lengde 4 GB": (12, "<I", 0xFFFFFFF0), "sted 0": (16, "<I", 0), "sted 4 GB": (16, "<I", 0xFFFFFFF0),
        "disk 7": (4, "<H", 7), "zip64": (16, "<I", 0xFFFFFFFF),
    }.items():  # fmt: skip
        yield Fil(f"zip: slutten, {navn}", partial(_slutt, felt, form, verdi), lest=True)
    for navn in (
        "../../etc/passwd",
        "/xl/x.xml",
        "xl\\x.xml",
        "C:/x.xml",
        "xl//x.xml",
        "xl/./x.xml",
        "..",
    ):
        yield Fil(f"zip: delen {navn!r}", partial(_med_del, navn, b"x"))
    for del_ in DELER:
        yield Fil(f"zip: {del_} to ganger", partial(_to_ganger, del_))
        yield Fil(f"zip: {del_} også med store bokstaver", partial(_to_ganger, del_.upper()))
        yield Fil(f"zip: {del_} mangler", partial(_uten_del, del_), lest=True)
        yield Fil(f"zip: {del_} er tom", partial(_endret, del_, lambda _: b""))
        yield Fil(f"zip: {del_} er nuller", partial(_endret, del_, lambda d: bytes(len(d))))
        yield Fil(f"zip: {del_} er støy", partial(_endret, del_, lambda d: random.Random(1).randbytes(len(d))))
    for mb, navn in ((30, "xl/media/a.bin"), (300, "xl/media/a.bin"), (30, "xl/b.xml"), (700, "xl/b.xml")):
        yield Fil(f"zip: bombe på {mb} MB i {navn}", partial(_bombe, mb, navn))
    yield Fil("zip: bzip2", partial(_pakket_som, zipfile.ZIP_BZIP2))
    yield Fil("zip: lzma", partial(_pakket_som, zipfile.ZIP_LZMA))
    yield Fil("zip: 6 000 deler", partial(_mange_deler, 6_000))
    yield Fil("zip: delte bytes", _overlapp)
    yield Fil("zip: søppel foran", lambda sti: _skriv(b"x" * 1000 + hel(), sti))
    yield Fil("zip: søppel bak", lambda sti: _skriv(hel() + b"x" * 1000, sti), lest=True)
    yield Fil("zip: to etter hverandre", lambda sti: _skriv(hel() + hel(), sti), lest=True)
    yield Fil("zip: bare slutten", lambda sti: _skriv(b"PK\x05\x06" + bytes(18), sti))
    yield Fil("zip: bare hodet", lambda sti: _skriv(b"PK\x03\x04" + bytes(26), sti))
    for navn, data in {
        "tekst": b"Ansattnr;Navn\n", "pdf": b"%PDF-1.7\n" + bytes(100), "png": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "gzip": b"\x1f\x8b\x08" + bytes(100), "html": b"<html><table></table></html>", "null": bytes(1000),
        "xml 2003": b'<?xml version="1.0"?><Workbook/>', "én byte": b"P",
        "støy": random.Random(1).randbytes(5000), "tom": b"",
    }.items():  # fmt: skip
        yield Fil(f"fil: {navn}", partial(_skriv, data))


# XML

DTD = b'<!DOCTYPE a [<!ENTITY b "' + b"b" * 1000 + b'"><!ENTITY c "' + b"&b;" * 1000 + b'"><!ENTITY d "&c;&c;&c;">]>'


_ROT = re.compile(rb"<(/?)(?:worksheet|sst|workbook|styleSheet|Relationships)\b")


def _etter_hodet(ny: bytes) -> Callable[[bytes], bytes]:
    def endre(data: bytes) -> bytes:
        hode, _, resten = data.partition(b"?>")
        return hode + b"?>" + ny + resten

    return endre


def _foer_slutten(ny: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data[: data.rindex(b"</")] + ny + data[data.rindex(b"</") :]


def xmlfiler() -> Iterator[Fil]:
    maater: dict[str, tuple[Callable[[bytes], bytes], bool]] = {
        "halv": (lambda d: d[: len(d) // 2], False),
        "uten siste tegn": (lambda d: d.rstrip()[:-1], False),
        "dokumenttype": (_etter_hodet(DTD), False),
        "ytre dokumenttype": (_etter_hodet(b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'), False),
        "utf-16": (lambda d: d.decode().encode("utf-16"), False),
        "sier latin-1": (lambda d: d.replace(b"UTF-8", b"ISO-8859-1", 1), False),
        "ugyldig utf-8": (_foer_slutten(b"\xff\xfe"), True),
        "nullbyte": (_foer_slutten(b"\0"), True),
        "ukjent entitet": (_foer_slutten(b"&finnesikke;"), True),
        "ulovlig tegn": (_foer_slutten(b"&#0;"), True),
        "tegn utenfor Unicode": (_foer_slutten(b"&#x110000;"), True),
        "dypt": (_foer_slutten(b"<a>" * 100_000 + b"</a>" * 100_000), True),
        "dypt og åpent": (_foer_slutten(b"<a>" * 100_000), True),
        "bredt": (_foer_slutten(b"<a/>" * 500_000), True),
        "mange felt": (_foer_slutten(b"<a " + b" ".join(b'b%d="1"' % n for n in range(100_000)) + b"/>"), True),
        "langt felt": (_foer_slutten(b'<a b="' + b"x" * 3_000_000 + b'"/>'), True),
        "langt navn": (_foer_slutten(b"<" + b"x" * 1_000_000 + b"/>"), True),
        "kommentar": (_foer_slutten(b"<!-- " + b"x" * 1000 + b" -->"), True),
        "åpen kommentar": (_foer_slutten(b"<!-- "), True),
        "åpen CDATA": (_foer_slutten(b"<![CDATA[ "), True),
        "CDATA": (_foer_slutten(b"<![CDATA[ <x> ]]>"), True),
        "instruks": (_foer_slutten(b"<?x y?>"), True),
        "to røtter": (lambda d: d + b"<x/>", True),
        "en annen rot": (partial(_ROT.sub, rb"<\1annet"), True),
        "to hoder": (lambda d: d + d, True),
        "mellomrom": (_foer_slutten(b" " * 3_000_000), True),
    }  # fmt: skip
    for del_ in DELER:
        for navn, (endre, lest) in maater.items():
            yield Fil(f"xml: {del_}, {navn}", partial(_endret, del_, endre), lest=lest)


# Cells: A Vaktnr, B Ansattnr, C Dato, D Start, E Slutt, F Pause

TALL = (
    "NaN", "nan", "-NaN", "Infinity", "-Infinity", "inf", "-inf", "1e309", "-1e309", "1e99999", "-1", "-0.5", "-1e-300",
    "2958466", "2958465.9999999999", "2999999", "99999999", "1e15", "1e300", "1234567890123456789", "9" * 400, "1.2.3",
    "0x10", "1_0", "1,5", "--1", "e5", "tekst", "&#78;aN", "&#x49;nfinity", "1 2", "٣", "\u2212" + "1",
)  # fmt: skip


def cellefiler() -> Iterator[Fil]:
    for tall in TALL:
        for kolonne in "CDF":
            ny = b'<c r="%s2" STIL><v>%s</v></c>' % (kolonne.encode(), tall.encode())
            yield Fil(f"celle: {kolonne}2 er {tall[:30]}", partial(_celle, f"{kolonne}2", ny))
    for slag, verdi in (
        ("s", "99999999"), ("s", "-1"), ("s", "1.5"), ("s", "x"), ("s", "9" * 30), ("b", "5"), ("b", "x"),
        ("e", "#N/A"),
        ("e", "#FINNES!"), ("e", ""), ("d", "-Infinity"), ("d", "2026-13-45"), ("d", "99999-01-01"), ("d", "x"),
        ("q", "1"), ("", "1"), ("str", "#REF!"), ("str", "_x0000_"), ("str", "x" * 40_000), ("n", "x"),
    ):  # fmt: skip
        ny = b'<c r="C2" STIL t="%s"><v>%s</v></c>' % (slag.encode(), verdi.encode())
        yield Fil(f"celle: t={slag!r} {verdi[:20]}", partial(_celle, "C2", ny))
    for ref in (
        "XFD1048576", "XFE1", "A1048577", "A99999999999", "AAAAAAA1", "ZZ1048576", "A0", "1A", "A", "1", "", "A-1",
        "Å2",
        "A2:B3", "$C$2", "C2 ", "ZZ1000000", "AAA2", "A4294967298", "A18446744073709551618",
    ):  # fmt: skip
        ny = b'<c r="%s" STIL><v>46054</v></c>' % ref.encode()
        yield Fil(f"celle: referansen {ref!r}", partial(_celle, "C2", ny))
    for navn, ny in {
        "celle i celle": b'<c r="C2"><c r="XFD1048576"><v>1</v></c></c>',
        "to referanser": b'<c r="C2" r="XFD1048576"><v>1</v></c>',
        "to verdier": b'<c r="C2"><v>1</v><v>2</v></c>',
        "formel uten verdi": b'<c r="C2" STIL><f>TODAY()</f></c>',
        "åpen formel": b'<c r="C2" STIL><f>TODAY()<v>1</v></c>',
        "åpen celle": b'<c r="C2" STIL><v>1</v>',
        "lang verdi": b'<c r="C2"><v>' + b"1" * 3_000_000 + b"</v></c>",
        "lang tekst": b'<c r="C2" t="inlineStr"><is><t>' + b"x" * 3_000_000 + b"</t></is></c>",
        "dyp tekst": b'<c r="C2" t="inlineStr"><is>' + b"<r>" * 50_000 + b"</r>" * 50_000 + b"</is></c>",
        "CDATA": b'<c r="C2" t="str"><v><![CDATA[<c r="XFD1048576"><v>1</v></c>]]></v></c>',
        "kommentar": b'<c r="C2"><v><!-- -->1</v></c>',
    }.items():
        yield Fil(f"celle: {navn}", partial(_celle, "C2", ny))
    rader = {
        "rad 0": b'<row r="0"><c r="A0"><v>1</v></c></row>',
        "rad -1": b'<row r="-1"><c><v>1</v></c></row>',
        "rad x": b'<row r="x"><c><v>1</v></c></row>',
        "rad med 5 000 sifre": b'<row r="' + b"9" * 5_000 + b'"><c><v>1</v></c></row>',
        "langt nede uten referanse": b'<row r="1048576"><c><v>1</v></c></row>',
        "17 000 celler uten referanse": b"<row>" + b"<c><v>1</v></c>" * 17_000 + b"</row>",
        "rad i rad": b"<row><row><c><v>1</v></c></row></row>",
        "celle uten rad": b'<c r="XFD1048576"><v>1</v></c>',
        "sheetData i sheetData": b'<sheetData><row><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        "prefiks": b'<x:row xmlns:x="urn:x"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        "tynt og bredt": b"".join(b'<row r="%d"><c r="ZZ%d"><v>1</v></c></row>' % (n, n) for n in range(9, 90_000, 30)),
        "tynt og langt": b'<row><c r="P1000000"><v>1</v></c></row>',
    }
    for navn, ny in rader.items():
        yield Fil(f"celle: {navn}", partial(_sist, ny, 1))
    hundre = b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>"
    yield Fil("celle: 1,5 millioner uten referanse", partial(_sist, hundre, 15_000))
    yield Fil("celle: 700 000 like", partial(_sist, b'<row r="9"><c r="A9"><v>1</v></c></row>', 700_000))


# The workbook's own list, texts and formats


def bokfiler() -> Iterator[Fil]:
    ark = b'<sheet name="A%d" sheetId="%d" r:id="rId1"/>'
    for antall in (3_000, 60_000, 200_000):
        mange = b"".join(ark % (n, n + 100) for n in range(antall)) + b"</sheets>"
        yield Fil(f"bok: {antall} ark", _byttet(BOK, b"</sheets>", mange))
    for nytt in (b"", b"Avtaler", b"x" * 100_000, b"&#10;", b"../../x", b"[x]", b"Vakter\xff"):
        yield Fil(f"bok: arket heter {nytt[:20]!r}", _byttet(BOK, b'name="Vakter"', b'name="%s"' % nytt))
    for maal in ("../../../etc/passwd", "/etc/passwd", "workbook.xml", "file:///etc/passwd", "", "x" * 10_000, "%00"):
        bygg = _byttet(RELASJONER, b"worksheets/sheet4.xml", maal.encode())
        yield Fil(f"bok: arket ligger i {maal[:30]!r}", bygg)
    yield Fil("bok: 1904", _byttet(BOK, b"<workbookPr", b'<workbookPr date1904="1"'))
    yield Fil("bok: binær", _byttet(ROTREL, b"xl/workbook.xml", b"xl/workbook.bin"))
    yield Fil("bok: et dokument", _byttet(ROTREL, b"xl/workbook.xml", b"word/document.xml"))
    for oppgitt in ("99999999999", "4000000000", "-1", "x", ""):
        bygg = _byttet(TEKSTER, rb'uniqueCount="\d+"', b'uniqueCount="%s"' % oppgitt.encode())
        yield Fil(f"bok: oppgir {oppgitt} tekster", bygg)
    lang = b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    mange = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(9, 20_009))

    def tekstbombe(sti: Path) -> None:
        innhold = deler()
        arket = innhold[ARK].replace(b"</sheetData>", mange + b"</sheetData>")
        sti.write_bytes(pakk({**innhold, TEKSTER: lang, ARK: arket}))

    yield Fil("bok: lang tekst i mange celler", tekstbombe)
    yield Fil("bok: ingen tekster", partial(_endret, TEKSTER, lambda _: b"<sst/>"))
    for form in ("[", "[$", "\\", "&quot;", "_", "*", ";;;;;;", "[h", "y" * 100_000, "[" * 50_000, "@" * 50_000):
        stil = b'<numFmts count="1"><numFmt numFmtId="200" formatCode="%s"/></numFmts>' % form.encode()
        yield Fil(f"bok: tallformatet {form[:10]!r}", _byttet(STILER, b"<numFmts.*?</numFmts>", stil), lest=True)
    for oppgitt in ("99999999999", "-1", "x"):
        bygg = _byttet(STILER, rb'cellXfs count="\d+"', b'cellXfs count="%s"' % oppgitt.encode())
        yield Fil(f"bok: {oppgitt} formater", bygg, lest=True)


# Behind a password


@cache
def kryptert() -> bytes:
    ut = io.BytesIO()
    OOXMLFile(io.BytesIO(hel())).encrypt(PASSORD, ut)
    return ut.getvalue()


def passordfiler() -> Iterator[Fil]:
    verifiser = ("verifiser", "FIL", "--passord", "--json")
    data = kryptert()
    for n in range(12):
        yield Fil(f"passord: klippet {n * 8} %", partial(_skriv, data[: 8 + len(data) * n // 12]), verifiser)
    for n in range(20):
        sted = 512 + len(data) * n // 22
        feil = data[:sted] + bytes([data[sted] ^ 0xFF]) + data[sted + 1 :]
        yield Fil(f"passord: byte {sted} er en annen", partial(_skriv, feil), verifiser)
    for felt in range(24, 80, 4):
        feil = data[:felt] + b"\xff" * 4 + data[felt + 4 :]
        yield Fil(f"passord: hodets felt {felt} er -1", partial(_skriv, feil), verifiser)
    for navn, fra, til in (
        ("999 millioner runder", b'"100000"', b'"999999999"'), ("en million runder", b'"100000"', b'"999999"'),
        ("nøkkel på 0 bits", b'keyBits="256"', b'keyBits="000"'), ("ukjent metode", b'"SHA512"', b'"SHA999"'),
    ):  # fmt: skip
        yield Fil(f"passord: {navn}", partial(_skriv, data.replace(fra, til)), verifiser)
    yield Fil("passord: en hel bok, men ingen kopi", partial(_skriv, data), verifiser)
    yield Fil("passord: uten spørsmål", partial(_skriv, data))
    yield Fil("passord: gammelt format", partial(_skriv, data[:8] + bytes(5000)))


# A copy for the rep


@cache
def kopi() -> bytes:
    from xl_tidbank import commands
    from xl_tidbank.book.open import read
    from xl_tidbank.core.bank import Bank

    with tempfile.TemporaryDirectory() as mappe:
        bank = Bank(read.les_bok(lag_bok(Path(mappe) / "b.xlsx")))
        commands.til_tillitsvalgt(bank, date(2026, 6, 1)).skriv(Path(mappe) / "k.xlsx")
        return (Path(mappe) / "k.xlsx").read_bytes()


def _endret_kopi(fra: bytes, til: bytes, sti: Path) -> None:
    """The first place of its first sheet that fits a pattern is another."""
    with zipfile.ZipFile(io.BytesIO(kopi())) as z:
        innhold = {i.filename: z.read(i) for i in z.infolist()}
    ny, antall = re.subn(fra, lambda _: til, innhold["xl/worksheets/sheet1.xml"], count=1)
    assert antall == 1
    sti.write_bytes(pakk({**innhold, "xl/worksheets/sheet1.xml": ny}))


def kopifiler() -> Iterator[Fil]:
    verifiser = ("verifiser", "FIL", "--json")
    for tall in (*TALL, "1e200"):
        ny = b"<v>%s</v>" % tall.encode()
        yield Fil(f"kopi: en celle er {tall[:30]}", partial(_endret_kopi, rb"<v>\d+\.\d+</v>", ny), verifiser)
    for ref in ("XFD1048576", "A0", "1A", "A99999999999", "A" + "9" * 5_000):
        ny = b'<c r="%s"' % ref.encode()
        fra = rb'<c r="\w+"(?= s="\d+" t="s"><v>)'
        yield Fil(f"kopi: en celle står i {ref[:20]}", partial(_endret_kopi, fra, ny), verifiser)
    for navn, formel in {
        "en lang formel": b"<f>" + b"a." * 500_000 + b"</f>",
        "en delt formel": b'<f t="shared" si="99"></f>',
        "en dyp formel": b"<f>" + b"(" * 50_000 + b"</f>",
    }.items():
        yield Fil(f"kopi: {navn}", partial(_endret_kopi, b"<v>", formel + b"<v>"), verifiser)
    for navn, bit in {"ord": b"a.", "anførselstegn": b'"', "apostrofer": b"'"}.items():
        celler = b'<c r="AA1"><f>' + bit * (8_000 // len(bit)) + b"</f><v>1</v></c>"
        lag = partial(_endret_kopi, b"</row>", celler * 1_000 + b"</row>")
        yield Fil(f"kopi: tusen formler av {navn}", lag, verifiser)


# CSV

CSV = {
    "Ansatte": "Ansattnr;Navn\n1;Bjørn Ås\n",
    "Avtaler": "Ansattnr;Fra;Til;Fast %;Tidbank %;Ukestimer;Periodestart;Periodeslutt;Signert\n"
    "1;05.01.2026;03.01.2027;60;40;35,5;05.01.2026;03.01.2027;01.12.2025\n",
    "Vakter": "Vaktnr;Ansattnr;Dato;Start;Slutt;Pause;Type;Måte;Status;Varslet;Eget ønske;Godkjent av\n"
    "V1;1;12.01.2026;07:30;15:00;30;Tidbank;Tildelt;Utført;20.12.2025;Nei;\n",
    "Fravær": "Ansattnr;Fra;Til;Kode;Grad %\n",
}


def _mappe(vakter: Callable[[Path], object] | None, sti: Path, **andre: bytes) -> None:
    sti.mkdir()
    for navn, tekst in CSV.items():
        (sti / f"{navn}.csv").write_text(tekst, "utf-8")
    if vakter:
        (sti / "Vakter.csv").unlink()
        vakter(sti / "Vakter.csv")
    for navn, data in andre.items():
        (sti / f"{navn}.csv").write_bytes(data)


def _fyll(hode: bytes, bit: bytes, antall: int, sti: Path) -> None:
    sti.write_bytes(hode + bit * antall)


def csvfiler() -> Iterator[Fil]:
    ny = ("ny", "UT", "--fra", "FIL", "--dato", "2026-09-13")
    hode, rad = CSV["Vakter"].encode().splitlines(keepends=True)
    for navn, data in {
        "et felt med en million linjeskift": hode + b'"' + b"x\n" * 900_000 + b'"' + rad,
        "20 000 kolonner": b"Vaktnr" + b";x" * 20_000 + b"\n",
        "10 000 kolonner og 50 000 rader": hode.strip() + b";" * 10_000 + b"\n" + b"1\n" * 50_000,
        "tom": b"", "bare BOM": b"\xef\xbb\xbf", "bare skilletegn": b";;;\n;;;\n", "nullbytes": bytes(5000),
        "støy": bytes(range(256)) * 100, "åpent anførselstegn": hode + b'"V1;1\n', "arbeidsbok": hel(),
        "halv utf-16": b"\xff\xfe" + CSV["Vakter"].encode("utf-16-le")[:-1], "utf-32": CSV["Vakter"].encode("utf-32"),
        "uten overskrift": rad, "én kolonne": b"Vaktnr\nV1\n", "forskjøvet": hode + rad.replace(b"1;", b"1;;;", 1),
        "lang verdi": hode + rad.replace(b"V1", b"V" * 40_000),
        "NaN": hode + rad.replace(b"07:30", b"NaN"), "inf": hode + rad.replace(b";30;", b";inf;"),
        "400 sifre": hode + rad.replace(b";30;", b";%s;" % (b"9" * 400)),
        "1e309": hode + rad.replace(b";30;", b";1e309;"),
        "serienummer": hode + rad.replace(b"12.01.2026", b"2958470"), "år 0": hode + rad.replace(b"2026", b"0000", 1),
        "formel": hode + rad.replace(b"07:30", b"=1+1"), "escape": hode + rad.replace(b"07:30", b"\x1b[31m"),
        "sep=": b"sep=\n" + hode + rad.replace(b"07:30", b"x"), "bare sep": b"sep=;\n",
    }.items():  # fmt: skip
        yield Fil(f"csv: {navn}", partial(_mappe, partial(_skriv, data)), ny)
    for navn, bit, antall in (
        ("90 MB i en linje", b"x", 90_000_000), ("90 MB skilletegn i en linje", b";", 90_000_000),
        ("90 MB tomme linjer", b"\n", 90_000_000), ("110 MB", b"x\n", 55_000_000),
        ("en million korte", b"1\n", 1_040_000), ("300 000 linjer med skilletegn", b";;;;;;;;;;;\n", 300_000),
    ):  # fmt: skip
        lag = partial(_mappe, partial(_fyll, hode, bit, antall))
        yield Fil(f"csv: {navn}", lag, ny, lest="skilletegn" in navn)
    yield Fil("csv: rør", partial(_mappe, os.mkfifo), ny)
    yield Fil("csv: mappe", partial(_mappe, os.mkdir), ny)
    yield Fil("csv: enhet", partial(_mappe, lambda sti: sti.symlink_to("/dev/zero")), ny)
    yield Fil("csv: lenke i ring", partial(_mappe, lambda sti: sti.symlink_to(sti)), ny)
    yield Fil("csv: lenke til intet", partial(_mappe, lambda sti: sti.symlink_to("finnes ikke")), ny)
    yield Fil("csv: to av samme", partial(_mappe, None, VAKTER=b"Vaktnr\n"), ny)


def stedfiler() -> Iterator[Fil]:
    ny = ("ny", "UT", "--fra", "FIL")
    for navn, lag in {
        "rør": os.mkfifo, "mappe": os.mkdir, "enhet": lambda sti: sti.symlink_to("/dev/zero"),
        "full enhet": lambda sti: sti.symlink_to("/dev/full"), "lenke i ring": lambda sti: sti.symlink_to(sti),
        "lenke til intet": lambda sti: sti.symlink_to("finnes ikke"), "finnes ikke": lambda sti: None,
        "uendelig fil": lambda sti: sti.symlink_to("/proc/self/mem"),
    }.items():  # fmt: skip
        yield Fil(f"sted: {navn}", lag)
        yield Fil(f"sted: {navn} som kopi", lag, ("verifiser", "FIL"))
        if navn != "mappe":
            yield Fil(f"sted: {navn} som mappe", lag, ny)
    yield Fil("sted: 300 GB", lambda sti: os.truncate(os.open(sti, os.O_CREAT | os.O_WRONLY), 300 << 30))


def alle() -> list[Fil]:
    return [
        *zipfiler(), *xmlfiler(), *cellefiler(), *bokfiler(), *passordfiler(), *kopifiler(), *csvfiler(), *stedfiler(),
        *(f._replace(navn=f"{f.navn}, som kopi", kommando=("verifiser", "FIL", "--json"), lest=False)
          for f in (*cellefiler(), *bokfiler()) if not f.navn.startswith(("celle: D", "celle: F"))),
    ]  # fmt: skip


class Utfall(NamedTuple):
    """What a command answered: exit code, standard output and error, seconds of computing (here and in the processes
    it started), most memory so far in MB."""

    navn: str
    kode: int
    ut: str
    feil: str
    tid: float
    minne: int


def _brukt() -> float:
    t = os.times()
    return t.user + t.system + t.children_user + t.children_system


def kjor(fil: Fil, mappe: Path) -> Utfall:
    """Build one file and run its command in this process, with what it writes at the lowest level caught."""
    import shutil

    from xl_tidbank.cli import main

    sted = Path(tempfile.mkdtemp(dir=mappe))
    sti = sted / ("Bank.xlsx" if fil.kommando[0] != "ny" else "mappe")
    fil.bygg(sti)
    kommando = [str({"FIL": sti, "UT": sted / "Ny.xlsx"}.get(a, a)) for a in fil.kommando]
    with open(sted / "ut", "w+b") as ut, open(sted / "feil", "w+b") as feil:
        sys.stdout.flush()
        gamle = os.dup(1), os.dup(2)
        os.dup2(ut.fileno(), 1)
        os.dup2(feil.fileno(), 2)
        start = _brukt()
        kode = 0
        try:
            main(kommando)
        except SystemExit as e:
            kode = e.code if isinstance(e.code, int) else 0
        finally:
            sys.stdout.flush()
            for fd, gammel in enumerate(gamle, 1):
                os.dup2(gammel, fd)
                os.close(gammel)
        tid = _brukt() - start
        svar = []
        for f in (ut, feil):
            f.seek(0)
            svar.append(f.read().decode("utf-8", "replace"))
    shutil.rmtree(sted)
    return Utfall(fil.navn, kode, svar[0], svar[1], tid, _mest_minne())


def _mest_minne() -> int:
    """The most memory this process has had, MB. On Linux ru_maxrss also tells of the program that started it."""
    import resource

    with suppress(OSError):
        for linje in Path("/proc/self/status").read_text("ascii", "replace").splitlines():
            if linje.startswith("VmHWM:"):
                return int(linje.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _alle_her(mappe: Path) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MINNE << 20, resource.RLIM_INFINITY))
    os.environ["TIDBANK_PASSORD"] = PASSORD
    for fil in [Fil("fasit", lambda sti: lag_bok(sti), lest=True), *alle()]:
        print(json.dumps(kjor(fil, mappe)), flush=True)


if __name__ == "__main__":
    _alle_her(Path(sys.argv[1]))
