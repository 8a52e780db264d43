"""Every way a workbook can be wrong gives one sentence, on the right cell, in Norwegian; several give them all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.bok import MINSTE, Rad, lag_bok, lesefeil
from xl_tidbank.book.open.read import les_bok
from xl_tidbank.core.errors import Feilmelding
from xl_tidbank.tables import schema
from xl_tidbank.tables.names import bokstaver

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def feilene(sti: Path) -> tuple[Feilmelding, ...]:
    feil = lesefeil(sti)
    assert feil
    return feil


def en_feil(sti: Path) -> Feilmelding:
    (feil,) = feilene(sti)
    assert feil.tekst.endswith((".", "!"))
    return feil


def endret(tabell: str, rad: int, **celler: object) -> list[Rad]:
    """The smallest bank's rows of a table, with the cells of one row replaced (by header, _ for space)."""
    navn = [k.navn for k in schema.ETTER_NAVN[tabell].kolonner]
    rader = [list(r) + [None] * (len(navn) - len(r)) for r in MINSTE[tabell]]
    for kolonne, verdi in celler.items():
        rader[rad][navn.index(kolonne.replace("_", " "))] = verdi
    return list(rader)


@pytest.mark.parametrize(
    ("tabell", "rad", "celler", "celle", "sier"),
    [
        ("Vakter", 0, {"Dato": "31.02.2026"}, "C2", "finnes i kalenderen"),
        ("Vakter", 1, {"Pause": "7,5,2"}, "F3", "ikke er et tall"),
        ("Vakter", 1, {"Dato": ("=NA()", "#N/A")}, "C3", "#I/T (#N/A)"),
        ("Vakter", 0, {"Dato": "#N/A"}, "C2", "#I/T"),
        ("Vakter", 0, {"Ansattnr": 9999}, "B2", "Ansattnr 9999 finnes ikke i tabellen Ansatte"),
        ("Vakter", 0, {"Slutt": "25:00"}, "E2", "klokkeslett som ikke finnes"),
        ("Vakter", 0, {"Start": 7.5}, "D2", "flere måter"),
        ("Vakter", 0, {"Start": None}, "D2", "Start mangler"),
        ("Vakter", 0, {"Status": "Ferdig"}, "I2", "Velg en av"),
        ("Vakter", 0, {"Ansattnr": None}, "B2", "Status Utført"),
        ("Vakter", 0, {"Ansattnr": None, "Status": "Søkt"}, "B2", "Status Søkt"),
        ("Vakter", 0, {"Pause": 451}, "F2", "lengre enn vakten på 450 minutter"),
        ("Turnus", 0, {"Ansattnr": 9999}, "A2", "finnes ikke i tabellen Ansatte"),
        ("Turnus", 0, {"Pause": 500}, "E2", "lengre enn vakten"),
        ("Gjennomganger", 0, {"Ansattnr": "x"}, "A2", "finnes ikke i tabellen Ansatte"),
        ("Fraværskoder", 1, {"Kode": "syk"}, "A3", "Kode SYK står også i rad 2"),
        ("Fravær", 0, {"Kode": "INFLUENSA"}, "D2", "finnes ikke i tabellen Fraværskoder (SYK, FERIE)"),
        ("Fravær", 0, {"Til": date(2026, 3, 1)}, "C2", "Til 01.03.2026 er før Fra 02.03.2026"),
        ("Avtaler", 0, {"Tidbank_%": 1}, "E2", "Skriv 40 for 40 %"),
        ("Vakter", 0, {"Dato": None, "Start": None, "Slutt": None}, "C2", "halvferdig: Dato, Start og Slutt mangler"),
        ("Avtaler", 0, {"Til": date(2026, 1, 4)}, "C2", "før Fra 05.01.2026"),
        ("Avtaler", 0, {"Fra": date(2026, 1, 4)}, "B2", "utenfor perioden 05.01.2026–03.01.2027"),
        ("Avtaler", 0, {"Til": date(2027, 1, 4)}, "C2", "utenfor perioden"),
        ("Avtaler", 0, {"Periodeslutt": date(2026, 1, 4)}, "H2", "før Periodestart"),
        ("Avtaler", 0, {"Sagt_opp": date(2026, 5, 1)}, "M2", "Sagt opp av mangler"),
        ("Avtaler", 0, {"Sagt_opp_av": "Ansatt"}, "L2", "Sagt opp mangler"),
        ("Avtaler", 0, {"Ukestimer": 355}, "F2", "høyst 60"),
        ("Innstillinger", 0, {"Nøkkel": "ukestimer"}, "A2", "ikke et kjent valg"),
        ("Innstillinger", 0, {"Verdi": 20}, "B2", "fra 30 til 40"),
    ],
)
def test_one_bad_cell(tmp_path: Path, tabell: str, rad: int, celler: dict[str, object], celle: str, sier: str) -> None:
    feil = en_feil(lag_bok(tmp_path / "bank.xlsx", {tabell: endret(tabell, rad, **celler)}))
    assert (feil.ark, feil.celle) == (schema.ETTER_NAVN[tabell].ark, celle)
    assert sier in feil.tekst


def test_same_employee_number_twice(tmp_path: Path) -> None:
    feil = en_feil(lag_bok(tmp_path / "bank.xlsx", {"Ansatte": [*MINSTE["Ansatte"], (" 1001 ", "Per Hansen")]}))
    assert (feil.ark, feil.celle) == ("Ansatte", "A4")
    assert "Ansattnr 1001 står også i rad 2" in feil.tekst


def test_formula_nobody_computed(tmp_path: Path) -> None:
    sti = lag_bok(tmp_path / "bank.xlsx")
    bok = openpyxl.load_workbook(sti)
    bok["Vakter"]["E3"] = "=D3+TIME(7,0,0)"
    bok["Vakter"]["Z3"] = "=D3*2"  # outside the table: nobody's business
    bok.save(sti)
    feil = en_feil(sti)
    assert (feil.ark, feil.celle) == ("Vakter", "E3")
    assert feil.tekst == (
        "Slutt er en formel uten utregnet verdi. Åpne filen i Excel eller LibreOffice, lagre den og prøv igjen."
    )


def test_error_value_outside_the_known_columns_is_ignored(tmp_path: Path) -> None:
    navn = [k.navn for k in schema.VAKTER.kolonner]
    rader = [[*rad, *[None] * (len(navn) - len(rad)), ("=NA()", "#N/A")] for rad in MINSTE["Vakter"]]
    sti = lag_bok(tmp_path / "bank.xlsx", {"Vakter": rader}, overskrifter={"Vakter": [*navn, "Egen sum"]})
    assert len(les_bok(sti).vakter) == 3


def test_negative_time_is_no_midnight(tmp_path: Path) -> None:
    """calamine reads a negative number in a time format as 00:00."""
    sti = lag_bok(tmp_path / "bank.xlsx")
    bok = openpyxl.load_workbook(sti)
    bok["Vakter"]["D2"] = -0.25
    bok["Vakter"]["D2"].number_format = "hh:mm"
    bok.save(sti)
    feil = en_feil(sti)
    assert (feil.celle, "ikke er et klokkeslett" in feil.tekst) == ("D2", True)


def test_renamed_sheet(tmp_path: Path) -> None:
    sti = lag_bok(tmp_path / "bank.xlsx")
    bok = openpyxl.load_workbook(sti)
    bok["Vakter"].title = "Vakter 2026"
    bok.save(sti)
    feil = en_feil(sti)
    assert (feil.ark, feil.celle) == ("Vakter", "")
    assert "Arket «Vakter» mangler" in feil.tekst
    assert "Turnus, Vakter 2026, Fravær" in feil.tekst


def test_missing_column(tmp_path: Path) -> None:
    navn = [k.navn for k in schema.VAKTER.kolonner]
    navn[navn.index("Status")] = "Stauts"
    feil = en_feil(lag_bok(tmp_path / "bank.xlsx", overskrifter={"Vakter": navn}))
    assert (feil.ark, feil.celle) == ("Vakter", "")
    assert feil.tekst.startswith("Kolonnen «Status» mangler blant overskriftene i rad 1. Er det «Stauts»")


def test_column_twice(tmp_path: Path) -> None:
    navn = [k.navn for k in schema.VAKTER.kolonner]
    feil = en_feil(lag_bok(tmp_path / "bank.xlsx", overskrifter={"Vakter": [*navn, " dato "]}))
    assert (feil.ark, feil.celle) == ("Vakter", f"{bokstaver(len(navn) + 1)}1")


def test_sheet_without_header(tmp_path: Path) -> None:
    feil = en_feil(lag_bok(tmp_path / "bank.xlsx", {"Vakter": []}, overskrifter={"Vakter": []}))
    assert (feil.ark, feil.celle) == ("Vakter", "")
    assert "Fant ikke overskriftene i tabellen Vakter" in feil.tekst


def test_all_errors_in_one_run(tmp_path: Path) -> None:
    """Also those in rows and tables that have others; but nothing that merely follows from another error."""
    tabeller = {
        "Ansatte": endret("Ansatte", 0, Navn=None),  # 1001 is still a known number
        "Avtaler": endret("Avtaler", 1, Til="x"),
        "Vakter": [
            *endret("Vakter", 0, Dato="31.02.2026", Ansattnr=9999),  # the row is unusable: its number is not looked up
            ("V4", 9998, date(2026, 2, 1), time(7), time(8), 61, "Tidbank", None, "Utført", "i går"),
        ],
        "Fravær": endret("Fravær", 0, Kode="X"),
    }
    feil = feilene(lag_bok(tmp_path / "bank.xlsx", tabeller, uten=["Gjennomganger"]))
    assert [(f.ark, f.celle) for f in feil] == [
        ("Ansatte", "B2"), ("Avtaler", "C3"), ("Vakter", "C2"), ("Vakter", "B5"), ("Vakter", "F5"), ("Vakter", "J5"),
        ("Fravær", "D2"), ("Gjennomganger", ""),
    ]  # fmt: skip


def test_unreadable_number_in_ansatte_silences_the_search_for_numbers(tmp_path: Path) -> None:
    feil = en_feil(lag_bok(tmp_path / "bank.xlsx", {"Ansatte": endret("Ansatte", 0, Ansattnr=("=NA()", "#N/A"))}))
    assert (feil.ark, feil.celle) == ("Ansatte", "A2")


def kryptert(sti: Path) -> None:
    ut = io.BytesIO()
    with lag_bok(sti).open("rb") as f:
        OOXMLFile(f).encrypt("hemmelig", ut)
    sti.write_bytes(ut.getvalue())


def uten_deler(sti: Path) -> None:
    with zipfile.ZipFile(sti, "w") as z:
        z.writestr("brev.txt", "hei")


def ods(sti: Path) -> None:
    with zipfile.ZipFile(sti, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", "<x/>")


def xlsb(sti: Path) -> None:
    with zipfile.ZipFile(lag_bok(sti)) as z:
        rel = z.read("_rels/.rels").replace(b"workbook.xml", b"workbook.bin")
    with zipfile.ZipFile(sti, "w") as z:
        z.writestr("_rels/.rels", rel)
        z.writestr("xl/workbook.bin", b"\x83\x01")


def halv(sti: Path) -> None:
    data = lag_bok(sti).read_bytes()
    sti.write_bytes(data[: len(data) // 2])


def skadet(sti: Path) -> None:
    """A byte of the sheet Vakter is another; the archive is otherwise whole."""
    data = bytearray(lag_bok(sti).read_bytes())
    with zipfile.ZipFile(sti) as z:
        info = z.getinfo("xl/worksheets/sheet4.xml")
    data[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 0xFF
    sti.write_bytes(data)


def mac(sti: Path) -> None:
    bok = openpyxl.load_workbook(lag_bok(sti))
    bok.epoch = CALENDAR_MAC_1904
    bok.save(sti)


@pytest.mark.parametrize(
    ("lag", "sier"),
    [
        (lambda sti: None, "Filen finnes ikke"),
        (lambda sti: sti.mkdir(), "Dette er en mappe"),
        (lambda sti: sti.write_bytes(b""), "Filen er tom"),
        (lambda sti: sti.write_bytes(OLE + bytes(504) + "Workbook".encode("utf-16-le")), "gamle Excel-formatet (.xls)"),
        (kryptert, "beskyttet med passord"),
        (lambda sti: sti.write_text("Ansattnr;Navn"), "ikke en Excel-arbeidsbok"),
        (lambda sti: sti.write_bytes(b"PK\x05\x06" + bytes(18)), "ikke en Excel-arbeidsbok"),
        (uten_deler, "ikke en Excel-arbeidsbok"),
        (ods, "OpenDocument"),
        (xlsb, "(.xlsb)"),
        (halv, "skadet"),
        (skadet, "skadet"),
        (mac, "1904"),
    ],
)
def test_file_that_cannot_be_opened(tmp_path: Path, lag: Callable[[Path], object], sier: str) -> None:
    sti = tmp_path / "Bank Åse.xlsx"
    lag(sti)
    feil = en_feil(sti)
    assert (feil.ark, feil.celle) == ("Bank Åse.xlsx", "")
    assert sier in feil.tekst
