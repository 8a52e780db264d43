"""What people's files really look like: the right figure or one right sentence (T2), in the command and the functions.

LibreOffice answers the same in libreoffice/test_feil_lesing.py, Excel's stand-in in excel/test_feil_lesing.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import feilbok
from tests.bok import MINSTE, lag_bok, lesefeil
from udfs import TIDBANK_AVVIK, TIDBANK_LES, TIDBANK_SALDO, TIMEBANK_TIMER
from xl_tidbank import commands
from xl_tidbank.book.open import read
from xl_tidbank.book.open.csvmappe import les_mappe
from xl_tidbank.book.page.plain import Notat, Side
from xl_tidbank.book.sheets.valg import OM_TABELLENE
from xl_tidbank.cli import main, terminal
from xl_tidbank.core import tekst
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Feilmelding, TidbankFeil, samlet
from xl_tidbank.core.model import Innstilling, Tabeller
from xl_tidbank.core.valg import Valg
from xl_tidbank.functions import REGISTER
from xl_tidbank.tables import schema

DAG = date(2026, 9, 14)
Kjor = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tidbank(capfd: pytest.CaptureFixture[str]) -> Kjor:
    def kjor(*argumenter: object) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as slutt:
            main([str(a) for a in argumenter])
        ut, feil = capfd.readouterr()
        return int(slutt.value.code or 0), ut, feil

    return kjor


def omraader(sti: Path) -> list[list[list[Any]]]:
    """The sheets of the first six tables, whole, as ranges a user could choose."""
    bok = openpyxl.load_workbook(sti)
    navn = ("Avtaler", "Vakter", "Fravær", "Ansatte", "Turnus", "Innstillinger")
    return [[[c.value for c in rad] for rad in bok[n]] for n in navn]


# Rows and sheets outside the tables


@pytest.mark.parametrize("navn", feilbok.LEST)
def test_what_stands_outside_a_table_is_counted_or_left_out_and_said(tidbank: Kjor, tmp_path: Path, navn: str) -> None:
    skyldig, sier, celle = feilbok.LEST[navn]
    sti = feilbok.lag(tmp_path, navn)
    kode, ut, feil = tidbank("saldo", sti, "--dato", feilbok.DAG, "--json")
    svar = json.loads(ut)
    assert kode == 0
    assert next(s["skyldig"] for s in svar["saldo"] if s["ansattnr"] == "101") == pytest.approx(skyldig)
    assert feil.startswith(f"{celle}: {sier}")
    assert len(feil.splitlines()) == 1
    assert [m["tekst"] for m in svar["merknader"]] == [sier]
    kode, ut, _ = tidbank("kontroller", sti, "--dato", feilbok.DAG, "--json")
    funn = [f for f in json.loads(ut)["funn"] if f["regel"] == "lesing"]
    assert [(f["tekst"], f"{f['ark']}!{f['celle']}".rstrip("!")) for f in funn] == [(sier, celle)]
    assert funn[0]["alvor"] == ("advarsel" if celle == "Vakter (2)" else "info")
    if "uten-ord" not in navn:  # a range does not say which of its rows is a totals row
        assert TIDBANK_SALDO("101", DAG, bank=TIDBANK_LES(*omraader(sti))) == pytest.approx(skyldig)


def test_a_page_says_what_was_read_from_outside_the_tables(tmp_path: Path) -> None:
    bank = Bank(read.les_bok(feilbok.lag(tmp_path, "02-rad-under-tabellen")))
    uten = Bank(replace(bank.tabeller, merknader=()))

    def notater(b: Bank) -> list[str]:
        sider = commands.oversikt(b, DAG).sider()
        assert isinstance(sider, list)
        assert isinstance(sider[0], Side)
        return [t for x in sider[0].blokker if isinstance(x, Notat) and x.overskrift == OM_TABELLENE for t in x.avsnitt]

    assert not notater(uten)
    assert len(notater(bank)) == 1
    assert bank.stempel == uten.stempel
    assert notater(bank)[0].startswith("Vakter!A6: En rad står under tabellen")


def test_rows_of_sums_in_a_csv_file_and_far_below_a_table_are_left_out(tmp_path: Path) -> None:
    mappe = tmp_path / "inn"
    mappe.mkdir()
    for fil in (feilbok.MAPPE / "12-totalrad").iterdir():
        (mappe / fil.name).write_bytes(fil.read_bytes())
    with (mappe / "Ansatte.csv").open("a", encoding="utf-8") as ansatte:
        ansatte.write("Totalt;3;;;\n;;;;\n;;;;\nAntall;3;;;\n")
    lest = les_mappe(mappe)
    assert len(lest.tabeller.ansatte or ()) == 3
    assert [m.tekst for m in lest.tabeller.merknader] == ["Rad 5, 8 begynner med «Totalt» og er ikke lest."]


def test_a_shift_called_sum_is_a_shift(tmp_path: Path) -> None:
    rader = [list(r) for r in MINSTE["Vakter"]]
    rader[0][0] = "Sum 1"
    t = read.les_bok(lag_bok(tmp_path / "b.xlsx", {"Vakter": rader}))
    assert ([v.vaktnr for v in t.vakter], t.merknader) == (["Sum 1", "V2", "V3"], ())


def test_our_own_pages_are_no_copies_of_a_table(tmp_path: Path) -> None:
    """They hold the same columns, but begin with a title."""
    sti = feilbok.ny(tmp_path / "b.xlsx", "11-ark-kopiert")
    bok = openpyxl.load_workbook(sti)
    ark = bok.create_sheet("Liste")
    for kol, navn in enumerate(("Ansattnr", "Navn", "Skyldig", "Avtalt", "Etterslep"), 1):
        ark.cell(1, kol).value, ark.cell(2, kol).value = navn, 1
    tom = bok.create_sheet("Vakter mal")
    for kol, k in enumerate(schema.VAKTER.kolonner, 1):
        tom.cell(1, kol).value = k.navn
    bok.save(sti)
    assert read.les_bok(sti).merknader == ()
    tom.cell(2, 1).value = "V1"
    bok.save(sti)
    assert [m.kilde.ark for m in read.les_bok(sti).merknader] == ["Vakter mal"]


def test_cells_outside_the_tables_stop_the_function_where_no_host_can_read_them(tmp_path: Path) -> None:
    sti = feilbok.ny(tmp_path / "b.xlsx", "11-ark-kopiert")
    alle = omraader(sti)
    for utenfor in (0.0, None, 12.0, -12.0):
        if not utenfor:
            assert TIDBANK_LES(*alle, utenfor=utenfor) == TIDBANK_LES(*alle)  # type: ignore[misc]
            continue
        with pytest.raises(TidbankFeil, match="12 celler på arkene står utenfor tabellene"):
            TIDBANK_LES(*alle, utenfor=utenfor)  # type: ignore[misc]


@pytest.mark.parametrize("gitt", [7.5, 0, True, datetime(2026, 9, 13), "tull", "#REF!"])
def test_one_cell_is_no_table(tmp_path: Path, gitt: Any) -> None:
    """Whichever table it stands for, one sentence with its name; an empty cell is no table handed over."""
    alle = omraader(feilbok.ny(tmp_path / "b.xlsx", "11-ark-kopiert"))
    tabeller = [a.navn for a in REGISTER["TIDBANK_LES"].argumenter if a.navn != "utenfor"]
    for navn in tabeller:
        gjelder: dict[str, Any] = dict(zip(tabeller, alle, strict=False)) | {navn: gitt}
        with pytest.raises(TidbankFeil, match=r"^Tabellen \S+ er én celle\. Velg hele tabellen med overskriftene\.$"):
            TIDBANK_LES(**gjelder)
    assert TIDBANK_LES(*alle, **dict.fromkeys(tabeller[len(alle) :], "")) == TIDBANK_LES(*alle)


# Start equal to Slutt


@pytest.mark.parametrize(
    ("tabell", "celle", "rad"),
    [
        ("Timer", "D2", ("1001", DAG, time(7, 30), time(7, 30))),
        ("Vakter", "E2", ("V1", 1001, DAG, time(0), time(0), 0, "Tidbank", "Tildelt", "Utført")),
        ("Turnus", "D2", (1001, DAG, time(7, 30), time(7, 30))),
    ],
)
def test_start_equal_to_slutt_is_an_error_on_the_row(tmp_path: Path, tabell: str, celle: str, rad: Any) -> None:
    """B49."""
    sti = lag_bok(tmp_path / "b.xlsx", {tabell: [rad]})
    alle = lesefeil(sti)
    hva = "økten" if tabell == "Timer" else "vakten"
    sier = f"Start og Slutt er like. Skriv 00:00–24:00 når {hva} varer hele døgnet, eller tøm raden."
    assert alle == (Feilmelding(tabell, celle, sier, "1001"),)


def test_start_equal_to_slutt_in_a_folder_of_csv_files_and_in_functions() -> None:
    with pytest.raises(TidbankFeil) as e:
        les_mappe(feilbok.MAPPE / "05-start-lik-slutt")
    (feil,) = e.value.feil
    assert (feil.ark, feil.celle, feil.ansattnr) == ("Timer.csv", "D2", "103")
    assert feil.tekst.startswith("Start og Slutt er like.")
    with pytest.raises(TidbankFeil, match="Start og Slutt er like"):
        TIMEBANK_TIMER("07:30", "07:30")
    assert TIMEBANK_TIMER("00:00", "24:00", 0) == 24


@pytest.mark.parametrize("slutt", ["24:00", timedelta(days=1), 1.0, "15.09.2026 00:00"])
def test_a_whole_day_is_written_to_24_00(tmp_path: Path, slutt: Any) -> None:
    rader = [("V1", 1001, DAG, time(0), slutt, 0, "Tidbank", "Tildelt", "Utført", date(2026, 8, 1))]
    (vakt,) = read.les_bok(lag_bok(tmp_path / "b.xlsx", {"Vakter": rader})).vakter
    assert (vakt.start, vakt.slutt, vakt.timer, tekst.klokke(vakt.slutt)) == (0, 1440, 24.0, "24:00")


@pytest.mark.parametrize(
    ("faktisk", "celle"),
    [({"Faktisk slutt": "07:30"}, "S2"), ({"Faktisk start": "15:00"}, "T2"),
     ({"Faktisk start": "08:00", "Faktisk slutt": "08:00"}, "S2"), ({"Faktisk slutt": "07:31"}, "")],
)  # fmt: skip
def test_a_shift_that_was_no_shift_is_an_error(tmp_path: Path, faktisk: dict[str, str], celle: str) -> None:
    navn = [k.navn for k in schema.VAKTER.kolonner]
    rad: list[Any] = [*MINSTE["Vakter"][0], *[None] * (len(navn) - len(MINSTE["Vakter"][0]))]
    for kolonne, v in faktisk.items():
        rad[navn.index(kolonne)] = v
    sti = lag_bok(tmp_path / "b.xlsx", {"Vakter": [rad]})
    if not celle:
        assert read.les_bok(sti).vakter[0].faktisk_slutt == 451
        return
    alle = lesefeil(sti)
    assert all("blir uten timer" in f.tekst for f in alle)
    assert [f.celle for f in alle] == [celle]


def test_a_whole_day_survives_the_way_out_and_in_again(tidbank: Kjor, tmp_path: Path) -> None:
    mappe = tmp_path / "inn"
    mappe.mkdir()
    for fil in (feilbok.MAPPE / "05-start-lik-slutt").iterdir():
        (mappe / fil.name).write_bytes(fil.read_bytes().replace(b"07:30;07:30", b"00:00;24:00"))
    kode, _, feil = tidbank("ny", tmp_path / "b.xlsx", "--fra", mappe)
    assert kode == 0, feil
    (rad,) = read.les_bok(tmp_path / "b.xlsx").timer or ()
    assert (rad.start, rad.slutt, rad.lengde) == (0, 1440, 1440)


# CSV files as they come


def test_the_header_is_found_below_a_title() -> None:
    t = les_mappe(feilbok.MAPPE / "15-csv-tittel").tabeller
    assert Bank(t).saldo("101", DAG).skyldig == pytest.approx(feilbok.SKYLDIG)
    assert [v.kilde.rad for v in t.vakter] == [5, 6, 7, 8]


def test_a_file_without_a_header_is_one_sentence(tmp_path: Path) -> None:
    for fil in (feilbok.MAPPE / "15-csv-tittel").iterdir():
        (tmp_path / fil.name).write_bytes(fil.read_bytes())
    (tmp_path / "Vakter.csv").write_text("Rapport\nV1;101;12.01.2026\n" * 20, "utf-8")
    with pytest.raises(TidbankFeil) as e:
        les_mappe(tmp_path)
    (feil,) = e.value.feil
    assert feil.tekst.startswith("Fant ikke overskriftene i de 30 første linjene.")


@pytest.mark.parametrize(
    ("kode", "sier"),
    [("mac_roman", "Mac"), ("cp865", "CP865"), ("cp850", "CP865"), ("dobbelt", "UTF-8 to ganger")],
)
@pytest.mark.parametrize("navn", ["Bjørn Næss", "Ås", "Ål sør", "Kråke", "Sæther", "øst"])
def test_letters_that_cannot_be_right_are_refused_with_the_line(
    tmp_path: Path, kode: str, sier: str, navn: str
) -> None:
    for fil in (feilbok.MAPPE / "17-usynlige-tegn").iterdir():
        (tmp_path / fil.name).write_bytes(fil.read_bytes())
    innhold = f"Ansattnr;Navn\r\n100;Bo Berg\r\n101;{navn}\r\n102;Cim\r\n103;Dag\r\n"
    data = innhold.encode().decode("latin-1").encode() if kode == "dobbelt" else innhold.encode(kode)
    (tmp_path / "Ansatte.csv").write_bytes(data)
    with pytest.raises(TidbankFeil) as e:
        les_mappe(tmp_path)
    feil = e.value.feil[0]
    assert (feil.ark, feil.celle) == ("Ansatte.csv", "A3")
    assert feil.tekst.startswith("Linje 3 har ")
    assert feil.tekst.endswith("Lagre den som CSV UTF-8 i programmet den kom fra, og prøv igjen.")
    assert sier in feil.tekst or "verken er UTF-8 eller Windows-1252" in feil.tekst


def test_the_sample_in_mac_roman_is_refused(tidbank: Kjor, tmp_path: Path) -> None:
    kode, _, feil = tidbank("ny", tmp_path / "b.xlsx", "--fra", feilbok.MAPPE / "16-mac-roman")
    assert kode == 3
    assert feil.startswith("Ansatte.csv!A2: Linje 2 har «Bj¿rn N¾ss»")
    assert "Mac Roman" in feil
    assert not (tmp_path / "b.xlsx").exists()


@pytest.mark.parametrize("kode", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_names_that_are_right_pass(tmp_path: Path, kode: str) -> None:
    navn = "Åse D’Arc ‘Æ’ Bjørn-Øystein Müller® Œuvre 3¾ † ‹ny›"
    for fil in (feilbok.MAPPE / "17-usynlige-tegn").iterdir():
        (tmp_path / fil.name).write_bytes(fil.read_bytes())
    (tmp_path / "Ansatte.csv").write_text(f"Ansattnr;Navn\n101;{navn}\n102;Bo\n103;C\n", kode)
    assert next(a.navn for a in les_mappe(tmp_path).tabeller.ansatte or ()) == navn


# Cells as people write them


def test_invisible_characters_are_no_part_of_a_value(tidbank: Kjor, tmp_path: Path) -> None:
    sti = feilbok.ny(tmp_path / "b.xlsx", "17-usynlige-tegn")
    _, ut, _ = tidbank("saldo", sti, "--dato", feilbok.DAG, "--json")
    assert json.loads(ut)["saldo"][0]["skyldig"] == pytest.approx(feilbok.SKYLDIG)
    bok = openpyxl.load_workbook(sti)
    bok["Vakter"]["B2"], bok["Vakter"]["C2"], bok["Vakter"]["A1"] = "1\u200b01", "\u200e12.01.2026", "\ufeffVaktnr"
    bok.save(sti)
    assert Bank(read.les_bok(sti)).saldo("101", DAG).skyldig == pytest.approx(feilbok.SKYLDIG)
    assert TIDBANK_SALDO("1\u200b01", DAG, bank=TIDBANK_LES(*omraader(sti))) == pytest.approx(feilbok.SKYLDIG)


@pytest.mark.parametrize(("skrevet", "kjent"), [(42, "0042"), ("a101", "A101"), ("00042", "0042")])
def test_a_number_that_is_almost_a_known_one_says_which(tmp_path: Path, skrevet: Any, kjent: str) -> None:
    ansatte = [*MINSTE["Ansatte"], ("0042", "To"), ("A101", "Tre"), ("a10", "Fire"), ("A10", "Fem")]
    fravaer = [
        (skrevet, date(2026, 3, 2), date(2026, 3, 8), "SYK"),
        ("a010", date(2026, 3, 2), date(2026, 3, 8), "SYK"),
    ]
    sti = lag_bok(tmp_path / "b.xlsx", {"Ansatte": ansatte, "Fravær": fravaer})
    etter = {f.celle: f.tekst for f in lesefeil(sti)}
    assert f"finnes ikke i tabellen Ansatte. Mener du {kjent}?" in etter["A2"]
    assert "Mener du" not in etter["A3"]
    bank = Bank(read.les_bok(lag_bok(tmp_path / "c.xlsx", {"Ansatte": ansatte})))
    with pytest.raises(TidbankFeil, match=f"Mener du {kjent}"):
        bank.sak(str(skrevet))


def test_a_break_written_as_a_time_is_minutes(tidbank: Kjor, tmp_path: Path) -> None:
    sti = feilbok.ny(tmp_path / "b.xlsx", "18-pause-klokke")
    (vakt,) = read.les_bok(sti).vakter
    assert (vakt.pause, vakt.timer) == (30, 7.0)
    _, ut, _ = tidbank("saldo", sti, "--dato", feilbok.DAG, "--json")
    assert json.loads(ut)["saldo"][0]["skyldig"] == pytest.approx(738.4 - 14.2 - 7)
    bok = openpyxl.load_workbook(sti)
    bok["Vakter"]["H2"], bok["Vakter"]["H2"].number_format = time(0, 30), "hh:mm"
    bok["Avtaler"]["G2"], bok["Avtaler"]["G2"].number_format = timedelta(hours=35, minutes=30), "[h]:mm"
    bok.save(sti)
    t = read.les_bok(sti)
    assert (t.vakter[0].pause, t.avtaler[0].ukestimer) == (30, 35.5)
    assert TIDBANK_SALDO("101", DAG, bank=TIDBANK_LES(*omraader(sti))) == pytest.approx(738.4 - 14.2 - 7)


def test_dates_that_leave_no_doubt_are_read() -> None:
    assert {v.dato for v in les_mappe(feilbok.MAPPE / "19-datoformer").tabeller.vakter} == {DAG}


def test_a_column_of_dates_says_that_the_day_stands_first(tmp_path: Path) -> None:
    rad = MINSTE["Vakter"][0]
    like = [(f"V{n}", 1001, f"0{n}/02/2026", *rad[3:]) for n in range(1, 6)]
    alle = lesefeil(lag_bok(tmp_path / "b.xlsx", {"Vakter": like}))
    assert len(alle) == 4  # 02/02 is the same day both ways
    sikre = [*like, ("V6", 1001, "13/02/2026", *rad[3:])]
    vakter = read.les_bok(lag_bok(tmp_path / "c.xlsx", {"Vakter": sikre})).vakter
    assert [v.dato for v in vakter] == [date(2026, 2, n) for n in (1, 2, 3, 4, 5, 13)]


def test_the_same_fault_in_many_cells_is_one_sentence(tidbank: Kjor, tmp_path: Path) -> None:
    rad = MINSTE["Vakter"][0]
    rader = [(f"V{n}", 1001, f"{n % 28 + 1}. i 2. 2026", *rad[3:]) for n in range(4403)]
    rader[7] = ("V7", 1001, date(2026, 2, 1), time(7), "25:00", *rad[5:])
    sti = lag_bok(tmp_path / "b.xlsx", {"Vakter": rader})
    _, _, feil = tidbank("saldo", sti, "--dato", feilbok.DAG)
    *linjer, utelatt = feil.splitlines()
    assert len(linjer) == 2
    assert utelatt.startswith("Ikke med i svaret: 1001.")
    assert linjer[0] == (
        "Vakter!C2: Dato er «1. i 2. 2026», som ikke er en dato. Skriv dagen som 31.12.2026. "
        "Samme feil i 4 402 celler: C2, C3, C4 og så videre."
    )
    alle = lesefeil(sti)
    assert len(alle) == 4403
    assert {f.ansattnr for f in alle} == {"1001"}
    assert str(TidbankFeil(alle)).splitlines() == linjer


def test_three_of_a_kind_are_told_one_by_one() -> None:
    feil = [Feilmelding("Vakter", f"C{n}", f"Dato er «{n}», som ikke er en dato.") for n in range(2, 6)]
    assert samlet(feil[:3]) == feil[:3]
    assert len(samlet(feil)) == 1
    hele_filen = [Feilmelding("a.xlsx", "", f"Arket «{n}» mangler.") for n in range(9)]
    assert samlet(hele_filen) == hele_filen


@pytest.mark.parametrize(
    ("start", "slutt", "svar"),
    [
        ("14.09.2026 07:30", "14.09.2026 15:00", (450, 900)),
        (datetime(2026, 9, 14, 22, 0), datetime(2026, 9, 15, 7, 30), (1320, 450)),
        ("2026-09-14T16:00", "2026-09-15T00:00", (960, 1440)),
        ("man 14. september 2026 kl. 07.30", time(15, 0), (450, 900)),
        ("15.09.2026 07:30", time(15, 0), ("D2", "men Dato er 14.09.2026. Skriv klokkeslettet den dagen, eller rett")),
        (time(7, 30), "16.09.2026 07:00", ("E2", "Skriv klokkeslettet den dagen eller dagen etter, eller rett Dato.")),
        (time(7, 30), "13.09.2026 15:00", ("E2", "men Dato er 14.09.2026")),
        (time(7, 30), "15.09.2026 15:00", ("E2", "mer enn et døgn etter Start")),
        (time(7, 30), "15.09.2026 07:30", ("E2", "Start og Slutt er like")),
        (time(7, 30), "14.09.2026 07:00", ("E2", "før Start")),
        (time(7, 30), "14.09.2026 25:00", ("E2", "et klokkeslett som ikke finnes")),
    ],
)
def test_start_and_slutt_with_their_day(tmp_path: Path, start: Any, slutt: Any, svar: tuple[Any, Any]) -> None:
    rader = [("V1", 1001, DAG, start, slutt, 0, "Tidbank", "Tildelt", "Utført", date(2026, 8, 1))]
    sti = lag_bok(tmp_path / "b.xlsx", {"Vakter": rader})
    if isinstance(svar[0], int):
        (v,) = read.les_bok(sti).vakter
        assert (v.start, v.slutt) == svar
        assert type(v.start) is type(v.slutt) is int
        return
    alle = lesefeil(sti)
    (feil,) = alle
    assert feil.celle == svar[0]
    assert svar[1] in feil.tekst


# One reader of values


@pytest.mark.parametrize("verdi", ["nan", "inf", "3_5", "٣٥", "1e2", True, "35,5 t"])
def test_a_choice_is_read_as_every_other_cell(tmp_path: Path, verdi: Any) -> None:
    sti = lag_bok(tmp_path / "b.xlsx", {"Innstillinger": [("maks_andel", verdi)]})
    alle = lesefeil(sti)
    (feil,) = alle
    assert (feil.ark, feil.celle) == ("Innstillinger", "B2")
    assert "som ikke er et tall" in feil.tekst


@pytest.mark.parametrize("verdi", [float("nan"), float("inf"), "35", True, date(2026, 1, 1)])
def test_the_choices_themselves_take_only_a_number_for_a_number(verdi: Any) -> None:
    with pytest.raises(TidbankFeil, match="maks_andel skal være et tall"):
        Valg([Innstilling("maks_andel", verdi)])


@pytest.mark.parametrize("verdi", [35, 35.0, "35", " 35,0 ", "\u200b35"])
def test_a_choice_as_people_write_it(tmp_path: Path, verdi: Any) -> None:
    sti = lag_bok(tmp_path / "b.xlsx", {"Innstillinger": [("maks_andel", verdi)]})
    assert Bank(read.les_bok(sti)).valg["maks_andel"] == 35


def test_json_holds_no_number_that_is_none(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TidbankFeil, match="ikke et tall"):
        terminal.skriv_json({"skyldig": float("nan")})
    assert capfd.readouterr().out == ""


def test_a_finding_of_the_reader_is_a_row_of_avvik(tmp_path: Path) -> None:
    sti = feilbok.ny(tmp_path / "b.xlsx", "12-totalrad")
    alle = omraader(sti)
    alle[1].append(["Totalt", None, None, None, None, 30.0])
    rader = TIDBANK_AVVIK(DAG, TIDBANK_LES(*alle))
    assert [(r[1], r[4], r[6]) for r in rader if r[0] == "lesing"] == [
        ("info", "A6", "Rad 6 begynner med «Totalt» og er ikke lest.")
    ]
    assert Tabeller().merknader == ()
