"""Hostile workbooks never reach calamine, which some of them would make end the process; and saves are whole."""

from __future__ import annotations

import errno
import os
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import python_calamine
from filelock import FileLock
from python_calamine import CalamineWorkbook

from tests.bok import lag_bok
from xl_tidbank.book.files import backup, save
from xl_tidbank.book.open import cleancopy, read, safety, sheetexpat, sheetxml
from xl_tidbank.book.open.safety import kontroller_fil, skriv_helt
from xl_tidbank.core.errors import Laastfeil, TidbankFeil

ARK = "xl/worksheets/sheet4.xml"  # Vakter
TEKSTER = "xl/sharedStrings.xml"


@pytest.fixture
def ingen_calamine(monkeypatch: pytest.MonkeyPatch) -> None:
    class Aldri:
        @staticmethod
        def from_filelike(_: object) -> None:
            pytest.fail("a hostile file reached calamine")

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Aldri)


def med(sti: Path, **endringer: Callable[[bytes], bytes]) -> Path:
    """The smallest bank with parts changed: by sheet part (ark), texts (tekster), or list of sheets (bok)."""
    navn = {"ark": ARK, "tekster": TEKSTER, "bok": "xl/workbook.xml", "egenskaper": "docProps/app.xml"}
    with zipfile.ZipFile(lag_bok(sti)) as z:
        deler = {i.filename: z.read(i) for i in z.infolist()}
    for hva, endre in endringer.items():
        deler[navn[hva]] = endre(deler[navn[hva]])
    with zipfile.ZipFile(sti, "w", zipfile.ZIP_DEFLATED) as z:
        for del_, data in deler.items():
            z.writestr(del_, data)
    return sti


def foer_slutt(ny: bytes) -> Callable[[bytes], bytes]:
    """Put something last in <sheetData>."""
    return lambda data: data.replace(b"</sheetData>", ny + b"</sheetData>")


FJERN = {
    "rad": b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "kolonne": b'<row r="9"><c r="AAA9"><v>1</v></c></row>',
    "tekst": b'<row r="9"><c r="XFD9" t="inlineStr"><is><t>x</t></is></c></row>',
    "tom tekst": b'<row r="9"><c r="XFD9" t="str"><v></v></c></row>',
    "tomt element": b'<row r="9"><c r="XFD9" t="s"><is/></c></row>',
    "formel": b'<row r="9"><c r="XFD9"><f>NOW()</f></c></row>',
    "enkle anførselstegn": b"<row><c r='XFD1048576'><v>1</v></c></row>",
    "mellomrom": b'<row><c\n r = "XFD1048576" ><v>1</v></c></row>',
    "rekkefølge": b'<row><c s="1" r="XFD1048576"><v>1</v></c></row>',
    "to referanser": b'<row><c r="A9" s="1" r="XFD1048576"><v>1</v></c></row>',
    "små bokstaver": b'<row><c r="xfd1048576"><v>1</v></c></row>',
    "etter kommentar": b'<row><!-- <c r="A1"> --><c r="XFD1048576"><v>1</v></c></row>',
    "prefiks": b'<x:row xmlns:x="urn:x"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    "uten referanse": b'<row r="1048576"><c><v>1</v></c></row>',
    "seks sifre": b'<row><c r="A200001"><v>1</v></c></row>',
    "stor boks": b'<row><c r="ZZ1"><v>1</v></c><c r="A190000"><v>1</v></c></row>',
}


@pytest.mark.usefixtures("ingen_calamine")
@pytest.mark.parametrize("slag", FJERN)
def test_cell_far_away(tmp_path: Path, slag: str) -> None:
    sti = med(tmp_path / "b.xlsx", ark=foer_slutt(FJERN[slag]))
    with pytest.raises(TidbankFeil, match=r"innhold|skadet") as e:
        read.les_bok(sti)
    (feil,) = e.value.feil
    assert feil.ark == "Vakter"
    if slag in ("rad", "prefiks", "uten referanse"):
        assert feil.celle in ("XFD1048576", "A1048576")


@pytest.mark.parametrize(
    "uskyldig",
    [
        b'<row r="1048576"><c r="XFD1048576" s="1"/></row>',  # a format, no content
        b'<row r="900"><c r="ZZ900"><v>1</v></c></row>',
    ],
)
def test_far_away_but_harmless(tmp_path: Path, uskyldig: bytes) -> None:
    assert len(read.les_bok(med(tmp_path / "b.xlsx", ark=foer_slutt(uskyldig))).vakter) == 3


LATTER = b'<!DOCTYPE l [<!ENTITY l "ha">' + b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)
) + b"]>"  # fmt: skip


def dtd(data: bytes) -> bytes:
    hode, _, resten = data.partition(b"?>")
    return hode + b"?>" + LATTER + resten


def dobbelt_navn(sti: Path) -> None:
    med(sti)
    with warnings.catch_warnings(), zipfile.ZipFile(sti, "a") as z:
        warnings.simplefilter("ignore")
        z.writestr(ARK.upper(), "<worksheet/>")


def med_del(navn: str) -> Callable[[Path], None]:
    def lag(sti: Path) -> None:
        with zipfile.ZipFile(med(sti), "a") as z:
            z.writestr(navn, "x")

    return lag


def bombe(sti: Path) -> None:
    with zipfile.ZipFile(med(sti), "a", zipfile.ZIP_DEFLATED, compresslevel=9) as z, z.open("xl/media/a.bin", "w") as f:
        for _ in range(30):
            f.write(bytes(1 << 20))


def mange_deler(sti: Path) -> None:
    with zipfile.ZipFile(med(sti), "a") as z:
        for n in range(5_000):
            z.writestr(f"xl/media/{n}.bin", b"")


def lyver_om_stoerrelse(sti: Path) -> None:
    """The directory says that the sheet is half of what unpacks."""
    med(sti)
    data = bytearray(sti.read_bytes())
    sted = data.rindex(ARK.encode()) - 46
    (lengde,) = struct.unpack_from("<I", data, sted + 24)
    struct.pack_into("<I", data, sted + 24, lengde // 2)
    sti.write_bytes(data)


def passord_paa_del(sti: Path) -> None:
    med(sti)
    data = bytearray(sti.read_bytes())
    data[data.rindex(ARK.encode()) - 46 + 8] |= 1
    sti.write_bytes(data)


def lang_tekst_i_mange_celler(sti: Path) -> None:
    celler = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(9, 20_009))
    tekst = b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    med(sti, ark=foer_slutt(celler), tekster=lambda _: tekst)


def mange_paastatte(data: bytes) -> bytes:
    return data.replace(b'uniqueCount="', b'uniqueCount="99999999999')


def utf16(data: bytes) -> bytes:
    return data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


@pytest.mark.usefixtures("ingen_calamine")
@pytest.mark.parametrize(
    ("lag", "sier"),
    [
        (lambda sti: med(sti, ark=dtd), "dokumenttype (DTD)"),
        (lambda sti: med(sti, tekster=dtd), "dokumenttype (DTD)"),
        (lambda sti: med(sti, bok=dtd), "dokumenttype (DTD)"),
        (lambda sti: med(sti, egenskaper=dtd), "dokumenttype (DTD)"),
        (lambda sti: med(sti, ark=lambda data: utf16(dtd(data))), "dokumenttype (DTD)"),
        (lambda sti: med(sti, ark=utf16), "ikke XML i UTF-8"),
        (lambda sti: med(sti, tekster=lambda d: d.replace(b"UTF-8", b"ISO-8859-1")), "ikke XML i UTF-8"),
        (lambda sti: med(sti, tekster=mange_paastatte), "flere tekster"),
        (dobbelt_navn, "finnes to ganger"),
        (med_del("../../etc/passwd"), "ulovlig navn"),
        (med_del("/xl/x.xml"), "ulovlig navn"),
        (med_del("xl\\x.xml"), "ulovlig navn"),
        (bombe, "vokser uten grense"),
        (mange_deler, "mye større"),
        (lyver_om_stoerrelse, "skadet"),
        (passord_paa_del, "passord"),
        (lang_tekst_i_mange_celler, "gjentar lange tekster"),
        (lambda sti: med(sti, bok=lambda d: d.replace(b"<sheets>", b"<sheets")), "skadet"),
    ],
)  # fmt: skip
def test_hostile_file(tmp_path: Path, lag: Callable[[Path], object], sier: str) -> None:
    sti = tmp_path / "b.xlsx"
    lag(sti)
    with pytest.raises(TidbankFeil) as e:
        read.les_bok(sti)
    (feil,) = e.value.feil
    assert (feil.ark, feil.celle) == ("b.xlsx", "")
    assert sier in feil.tekst


@pytest.mark.parametrize(
    "endre",
    [
        lambda d: d.replace(b"</sheetData>", b""),
        lambda d: d.replace(b"<v>", b"<v><c r='A1'/>", 1),
        lambda d: d.replace(b"<row", b"&<row", 1),
    ],
)
@pytest.mark.usefixtures("ingen_calamine")
def test_damaged_sheet(tmp_path: Path, endre: Callable[[bytes], bytes]) -> None:
    with pytest.raises(TidbankFeil, match=r"Vakter: Arket er skadet"):
        read.les_bok(med(tmp_path / "b.xlsx", ark=endre))


def test_damage_only_calamine_sees(tmp_path: Path) -> None:
    sti = med(tmp_path / "b.xlsx", ark=lambda d: d.replace(b't="s"><v>', b't="s"><v>99999'))
    with pytest.raises(TidbankFeil, match=r"Filen er skadet"):
        read.les_bok(sti)


def rot_med_prefiks(data: bytes) -> bytes:
    """As the Open XML SDK writes."""
    return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", data).replace(b"xmlns=", b"xmlns:x=")


def uten_referanser(data: bytes) -> bytes:
    """As small writers do: cells and rows are where they come."""
    return re.sub(rb'<(c|row) r="[A-Z]*[0-9]+"', rb"<\1", data)


def pent(data: bytes) -> bytes:
    return data.replace(b"><", b">\n  <")


def linjer(data: bytes) -> bytes:
    """As POI writes long sheets."""
    return data.replace(b"</row>", b"</row>\n").replace(b"<row", b"\n<row")


def annen_rekkefolge(data: bytes) -> bytes:
    return re.sub(rb'<c (r="[^"]*") (s="[^"]*")', rb"<c \2 \1", data)


def enkle_anforselstegn(data: bytes) -> bytes:
    return data.replace(b'"', b"'")


@pytest.mark.parametrize(
    "endre", [rot_med_prefiks, uten_referanser, pent, linjer, annen_rekkefolge, enkle_anforselstegn]
)
def test_other_ways_to_write_the_same_sheet(tmp_path: Path, endre: Callable[[bytes], bytes]) -> None:
    tabeller = ["Ansatte", "Turnus"]  # their rows have no empty cells
    fasit = read.les_bok(lag_bok(tmp_path / "a.xlsx"), tabeller)
    sti = tmp_path / "b.xlsx"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as inn, zipfile.ZipFile(sti, "w") as ut:
        for navn in inn.namelist():
            ark = navn in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml")
            ut.writestr(navn, endre(inn.read(navn)) if ark else inn.read(navn))
    assert read.les_bok(sti, tabeller) == fasit


def test_a_rewritten_sheet_says_the_same_and_nothing_more() -> None:
    celler = (
        b'<row r="2"><c r="B2" s="3"><v>1.5</v></c><!-- x --><c t="str"><f>X</f><v>a&amp;b</v></c></row>',
        b'<row><c t="inlineStr"><is><r><t>x</t></r><r><t> y</t></r><rPh><t>no</t></rPh></is></c></row>',
    )
    assert sheetexpat.omskrevet(b"<y><sheetData>%b%b</sheetData><z/></y>" % celler) == (
        b'<worksheet><sheetData><row r="2"><c r="B2" s="3"><v>1.5</v></c>'
        b'<c r="C2" t="str"><f></f><v>a&amp;b</v></c></row>'
        b'<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve">x y</t></is></c></row></sheetData></worksheet>'
    )


def test_untouched_sheet_is_not_copied() -> None:
    data = b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    assert sheetxml.trygt_ark("X", data) is data


def arket(rader: int, celler: bytes) -> bytes:
    linjer = b"".join(b'<row r="%d">%b</row>' % (n, celler.replace(b"#", b"%d" % n)) for n in range(1, rader + 1))
    return b"<worksheet><sheetData>" + linjer + b"</sheetData></worksheet>"


def test_a_full_sheet_is_no_bomb_and_a_thin_one_is() -> None:
    tett = arket(250_000, b'<c r="A#"><v>1</v></c><c r="AB#"><v>1</v></c>' + b"".join(
        b'<c r="%c#"><v>1</v></c>' % tegn for tegn in b"BCDEFGHIJ"))  # fmt: skip
    assert sheetxml.trygt_ark("X", tett) is tett
    with pytest.raises(TidbankFeil, match="rad 250000 og bort til kolonne AB") as e:
        sheetxml.trygt_ark("X", arket(250_000, b"").replace(b"></row></sh", b'><c r="AB250000"><v>1</v></c></row></sh'))
    assert e.value.feil[0].celle == "AB250000"


@pytest.mark.parametrize("tall", ["NaN", "-Infinity", "1e309", "1.2.3", "0x10", "9" * 400, "tekst"])
def test_a_number_that_is_none_is_text(tall: str) -> None:
    data = arket(1, b'<c r="A1" s="3"><v>%b</v></c>' % tall.encode())
    assert b'<c r="A1" t="str"><v>%b</v></c>' % tall.encode()[:100] in sheetxml.trygt_ark("X", data)


@pytest.mark.parametrize("tall", ["-0.25", "123456789", "1e300", "2958465.5E1"])
def test_a_number_that_is_no_date_loses_its_format(tall: str) -> None:
    data = arket(1, b'<c r="A1" s="3"><v>%b</v></c>' % tall.encode())
    assert sheetxml.trygt_ark("X", data) == data.replace(b' s="3"', b"")


@pytest.mark.parametrize("tall", ["0", "46054.3125", "2958465", "12345678", "1.5E-2", "0.5"])
def test_an_everyday_number_is_left_alone(tall: str) -> None:
    data = arket(1, b'<c r="A1" s="3"><v>%b</v></c>' % tall.encode())
    assert sheetxml.trygt_ark("X", data) is data


@pytest.mark.parametrize("rad", [b'<row r="2" ht="9" customHeight="1"/>', b'<row r="2"></row>', b'\n<row r="2" />\n'])
def test_empty_rows_need_no_rewriting(monkeypatch: pytest.MonkeyPatch, rad: bytes) -> None:
    monkeypatch.setattr(sheetxml, "omskrevet", lambda _: pytest.fail("rewritten"))
    data = arket(1, b'<c r="A1"><v>1</v></c>').replace(b"</row>", b"</row>" + rad)
    assert sheetxml.trygt_ark("X", data) is data


def test_500_000_shifts_are_not_refused_for_their_size() -> None:
    def del_(pakket_ut: int, pakket: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(ARK)
        info.file_size, info.compress_size, info.compress_type = pakket_ut, pakket, zipfile.ZIP_DEFLATED
        return info

    safety.kontroller_deler([del_(223_445_823, 21_107_141)])  # as XlsxWriter packs it
    safety.kontroller_deler(
        [del_(784_764_084, 48_812_461)]
    )  # a full sheet of roster: ten thousand employees for a year
    for pakket_ut, pakket, sagt in (
        (223_445_823, 5_000_000, "vokser uten grense"), (30_000_000, 90_000, "vokser uten grense"),
        (1_400_000_000, 140_000_000, "mye større"),
    ):  # fmt: skip
        with pytest.raises(cleancopy.Avvist, match=sagt):
            safety.kontroller_deler([del_(pakket_ut, pakket)])


def test_only_the_sheets_asked_for_are_handed_on(tmp_path: Path) -> None:
    fakta = kontroller_fil(lag_bok(tmp_path / "b.xlsx"), ["vakter ", "Finnes ikke"])
    assert dict(fakta.lest) == {"vakter ": "Vakter"}
    assert CalamineWorkbook.from_filelike(fakta.kopi).sheet_names == ["Vakter"]
    assert fakta.ark[:2] == ("Ansatte", "Avtaler")


# Saving


def skriver(data: bytes) -> Callable[[Path], None]:
    def lag(sti: Path) -> None:
        sti.write_bytes(data)

    return lag


def filer(mappe: Path) -> list[str]:
    return sorted(p.name for p in mappe.iterdir())


def test_save_new_and_over(tmp_path: Path) -> None:
    sti = tmp_path / "b.xlsx"
    skriv_helt(sti, skriver(b"en"))
    os.chmod(sti, 0o640)
    skriv_helt(sti, skriver(b"to"))
    kopi = tmp_path / "b sikkerhetskopi 1.xlsx"
    assert (sti.read_bytes(), sti.stat().st_mode & 0o777, filer(tmp_path)) == (b"to", 0o640, [kopi.name, "b.xlsx"])
    assert kopi.read_bytes() == b"en"


def test_save_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "ekte").mkdir()
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "ekte" / "b.xlsx")
    skriv_helt(tmp_path / "b.xlsx", skriver(b"en"))
    assert (tmp_path / "b.xlsx").is_symlink()
    assert (tmp_path / "ekte" / "b.xlsx").read_bytes() == b"en"


class Pakket(Exception):  # noqa: N818 - stands in for XlsxWriter's FileCreateError
    """An error of the file system inside another."""


@pytest.mark.parametrize(
    ("feil", "sier"),
    [
        (OSError(errno.ENOSPC, "No space"), "ikke plass"),
        (Pakket(OSError(errno.ENOSPC, "No space")), "ikke plass"),
        (PermissionError(errno.EACCES, "no"), "ikke lov"),
        (OSError(errno.EIO, "I/O"), "kunne ikke skrives (disken eller nettet svarte med feil)"),
    ],
)
def test_failed_save_loses_nothing(tmp_path: Path, feil: Exception, sier: str) -> None:
    sti = tmp_path / "b.xlsx"
    sti.write_bytes(b"gammel")

    def lag(ny: Path) -> None:
        ny.write_bytes(b"halv")
        raise feil

    with pytest.raises(TidbankFeil) as e:
        skriv_helt(sti, lag)
    assert sier in str(e.value)
    assert (sti.read_bytes(), filer(tmp_path)) == (b"gammel", ["b.xlsx"])


def test_a_bug_while_writing_is_not_hidden(tmp_path: Path) -> None:
    def lag(ny: Path) -> None:
        ny.write_bytes(b"halv")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        skriv_helt(tmp_path / "b.xlsx", lag)
    assert filer(tmp_path) == []


@pytest.mark.parametrize(("laas", "program"), [("~$b.xlsx", "Excel"), (".~lock.b.xlsx#", "LibreOffice")])
def test_open_in_another_program(tmp_path: Path, laas: str, program: str) -> None:
    sti = tmp_path / "b.xlsx"
    sti.write_bytes(b"gammel")
    (tmp_path / laas).write_bytes(b"")
    with pytest.raises(Laastfeil, match=program):
        skriv_helt(sti, skriver(b"ny"))
    assert sti.read_bytes() == b"gammel"


def test_locked_on_replace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nekt(*_: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", nekt)
    (tmp_path / "b.xlsx").write_bytes(b"gammel")
    with pytest.raises(Laastfeil, match="åpen i et annet program"):
        skriv_helt(tmp_path / "b.xlsx", skriver(b"ny"))
    assert ((tmp_path / "b.xlsx").read_bytes(), filer(tmp_path)) == (b"gammel", ["b.xlsx"])


def test_a_lock_that_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save, "VENT", 0.05)
    sti = tmp_path / "b.xlsx"
    with FileLock(backup.laasfil(sti)), pytest.raises(Laastfeil, match="annen tidbank-kommando"):
        skriv_helt(sti, skriver(b"ny"))
    assert filer(tmp_path) == []
    skriv_helt(sti, skriver(b"ny"))


def test_two_commands_at_once_keep_both(tmp_path: Path) -> None:
    sti = tmp_path / "b.xlsx"

    def lag(ny: Path) -> None:
        ny.write_bytes(b"den foerste")
        skriv_helt(sti, skriver(b"den andre"))

    skriv_helt(sti, lag)
    assert filer(tmp_path) == ["b sikkerhetskopi 1.xlsx", "b.xlsx"]
    assert (sti.read_bytes(), (tmp_path / "b sikkerhetskopi 1.xlsx").read_bytes()) == (b"den foerste", b"den andre")


def test_no_folder_and_a_folder_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(TidbankFeil, match=r"Mappen .* finnes ikke"):
        skriv_helt(tmp_path / "finnes ikke" / "b.xlsx", skriver(b""))
    with pytest.raises(TidbankFeil, match="en mappe"):
        skriv_helt(tmp_path, skriver(b""))
