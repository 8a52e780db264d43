"""tidbank importer, profiler and profil-fra: as a user calls them, from a workbook to a workbook."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import innut
from xl_tidbank.book import logg
from xl_tidbank.book.open import read
from xl_tidbank.book.template import workbook
from xl_tidbank.core.bank import Bank

TID = "01.05.2026 12:00"
AVTALE = (
    "3101",
    date(2026, 1, 5),
    date(2027, 1, 3),
    60.0,
    40.0,
    None,
    date(2026, 1, 5),
    date(2027, 1, 3),
    date(2025, 12, 1),
)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """The people of the samples, an agreement with an empty Ukestimer, and a column somebody has added."""
    ansatte = [(nr, navn, "", "", True) for nr, navn in innut.FOLK]
    rader: Any = {
        "Ansatte": [(*a, "", None, "egen" if a[0] == "3101" else None) for a in ansatte], "Avtaler": [AVTALE],
        "Vaktkoder": [tuple(k)[:-1] for k in innut.VAKTKODER],
    }  # fmt: skip
    sti = tmp_path / "bank.xlsx"
    workbook.skriv_bank(sti, rader, [], {"Ansatte": ["Telefon"]})
    return sti


def celler(sti: Path) -> dict[tuple[str, str], Any]:
    bok = openpyxl.load_workbook(sti)
    return {(b.title, c.coordinate): c.value for b in bok for rad in b.iter_rows() for c in rad if c.value is not None}


def importer(tidbank: Any, bank: Path, fil: Path, ut: Path, *mer: object, profil: str = "turnusgrid") -> Any:
    return tidbank("importer", bank, fil, "--profil", profil, "--dato", "2026-05-01", "--tid", TID, "-o", ut, *mer)


def test_json_is_what_the_contract_says(tidbank: Any, bank: Path, tmp_path: Path) -> None:
    svar = tidbank("importer", bank, innut.GRID1, "--profil", "turnusgrid", "--dato", "2026-05-01", "--vis", "--json")
    j = svar.json
    assert svar.kode == 1
    assert list(j) == [
        "versjon", "profil", "fil", "vindu", "antall", "ny", "endret", "borte", "konflikt", "merknader", "kontroll",
    ]  # fmt: skip
    assert (j["versjon"], j["profil"], j["fil"]) == (1, "turnusgrid", innut.GRID1.name)
    assert j["vindu"] == {"fra": "2026-05-04", "til": "2026-05-17"}
    assert j["antall"] == {
        "ny": 30, "endret": 0, "uendret": 0, "borte": 0, "konflikt": 1, "fravaer_hoppet_over": 7,
    }  # fmt: skip
    assert j["ny"][0] == {
        "tabell": "Turnus", "ansattnr": "3101", "dato": "2026-05-04", "start": "07:30", "slutt": "15:00", "pause": 30,
    }  # fmt: skip
    (k,) = j["konflikt"]
    assert set(k) == {"ark", "celle", "ansattnr", "verdi", "tekst", "tiltak"}
    assert (k["ark"], k["celle"], k["ansattnr"], k["verdi"]) == ("Mai", "O10", "3104", "X9")
    assert set(j["kontroll"]) == {"foer", "etter"}
    assert set(j["kontroll"]["foer"]) == {"brudd", "advarsel"}
    importer(tidbank, bank, innut.GRID1, tmp_path / "en.xlsx")
    j = tidbank("importer", tmp_path / "en.xlsx", innut.GRID2, "--profil", "turnusgrid", "--vis", "--json").json
    endret = next(e for e in j["endret"] if e["tabell"] == "Turnus")
    assert (endret["ansattnr"], endret["dato"]) == ("3101", "2026-05-04")
    assert (endret["fra"]["start"], endret["til"]["start"], endret["til"]["pause"]) == ("07:30", "14:30", 30)
    assert {b["ansattnr"]: b["flyttet_til"] for b in j["borte"]} == {"3101": "2026-05-09", "3102": None}
    k = tidbank("importer", bank, innut.LISTE, "--profil", "vaktliste", "--vis", "--json").json["konflikt"][0]
    assert (k["linje"], "celle" in k) == (7, False)


def test_vis_writes_nothing(tidbank: Any, bank: Path, tmp_path: Path) -> None:
    foer = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    svar = importer(tidbank, bank, innut.GRID1, tmp_path / "ny.xlsx", "--vis")
    assert svar.kode == 1
    assert "7 brudd" in svar.ut
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == foer


def test_the_new_bank_is_the_old_one_and_what_came_in(tidbank: Any, bank: Path, tmp_path: Path) -> None:
    foer = bank.read_bytes()
    svar = importer(tidbank, bank, innut.GRID1, tmp_path / "en.xlsx")
    assert svar.kode == 1
    assert svar.ut.index("Konflikter") < svar.ut.index("Laget")  # shown before it is written (I2)
    assert bank.read_bytes() == foer
    t = read.les_bok(tmp_path / "en.xlsx")
    assert (len(t.turnus or ()), len(t.vakter)) == (27, 3)
    gamle, nye = celler(bank), celler(tmp_path / "en.xlsx")
    nytt = {k: v for k, v in nye.items() if gamle.get(k) != v and k[0] not in ("Start", "Oversikt")}
    assert {ark for ark, _ in nytt} == {"Turnus", "Vakter", "Importer"}
    assert {k: v for k, v in gamle.items() if k not in nye} == {}
    assert ("Avtaler", "G2") not in nye  # an empty Ukestimer is still empty
    assert nye["Ansatte", "H2"] == "egen"
    bok = openpyxl.load_workbook(tmp_path / "en.xlsx")
    assert bok["Turnus"].column_dimensions["K"].hidden


def test_the_same_file_twice_adds_a_line_to_the_log_of_imports_and_nothing_else(
    tidbank: Any, bank: Path, tmp_path: Path
) -> None:
    """Cell by cell (I13)."""
    en, to = tmp_path / "en.xlsx", tmp_path / "to.xlsx"
    importer(tidbank, bank, innut.GRID1, en)
    svar = importer(tidbank, en, innut.GRID1, to)
    assert "Samme fil er hentet før, 01.05.2026." in svar.ut
    a, b = celler(en), celler(to)
    assert {k for k in {*a, *b} if a.get(k) != b.get(k)} == {("Importer", f"{k}3") for k in "ABCDEFGHIJKLMO"}
    assert Bank(read.les_bok(en)).stempel == Bank(read.les_bok(to)).stempel
    (_, i) = read.les_bok(to).importer or ()
    avtrykk = hashlib.sha256(innut.GRID1.read_bytes()).hexdigest()
    assert i[:-1] == (
        datetime(2026, 5, 1, 12), "turnusgrid", innut.GRID1.name, avtrykk, date(2026, 5, 4), date(2026, 5, 17),
        38, 0, 0, 30, 0, 1, 7, "", "grid:Mai",
    )  # fmt: skip


def test_next_month_and_a_change_on_top(tidbank: Any, bank: Path, tmp_path: Path) -> None:
    en, to = tmp_path / "en.xlsx", tmp_path / "to.xlsx"
    importer(tidbank, bank, innut.GRID1, en)
    svar = importer(tidbank, en, innut.GRID2, to, "--fjern-borte")
    assert svar.kode == 0
    t = read.les_bok(to)
    assert (len(t.turnus or ()), len(t.vakter)) == (27 + 2 - 1, 4)
    tre = tmp_path / "tre.xlsx"
    svar = importer(tidbank, to, innut.PLAN, tre, "--fra", "01.06.2026", "--til", "26.07.2026", profil="rulleplan")
    assert svar.kode == 0
    assert len(read.les_bok(tre).turnus or ()) == 28 + 52


def test_the_log_of_the_bank_follows_into_the_new_one(tidbank: Any, bank: Path, tmp_path: Path) -> None:
    en, to = tmp_path / "en.xlsx", tmp_path / "to.xlsx"
    importer(tidbank, bank, innut.GRID1, en)
    importer(tidbank, en, innut.GRID2, to)
    linjer, uleste = logg.les_fil(to)
    assert ([x.kommando for x in linjer], uleste) == (["importer", "importer"], 0)
    assert linjer[-1].til == Bank(read.les_bok(to)).stempel
    assert linjer[-1].fra == Bank(read.les_bok(en)).stempel
    assert "3101" not in logg.filen(to).read_text("utf-8")
    assert tidbank("logg", to, "--json").json["endret_siden"] is False


@pytest.mark.parametrize(
    ("mer", "sier"),
    [
        ([], "Oppgi -o NY.xlsx, eller --vis"),
        (["-o", "{bank}"], "er filen det leses fra"),
        (["-o", "x.csv"], "må ende på .xlsx"),
        (["--vis", "--profil", "tull"], "Velg en av: rulleplan"),
        (["--vis", "--profil", "mangler.toml"], "finnes ikke"),
        (["--vis", "--startuke", "x"], "--startuke"),
        (["--vis", "--fra", "2.5.2026", "--til", "1.5.2026"], "--til er før --fra"),
        (["--vis", "--tid", "nå"], "tidspunkt"),
    ],
)
def test_what_is_not_asked_for_rightly_is_usage(tidbank: Any, bank: Path, mer: list[str], sier: str) -> None:
    valg = [m.format(bank=bank) for m in mer]
    profil = [] if "--profil" in valg else ["--profil", "turnusgrid"]
    svar = tidbank("importer", bank, innut.GRID1, *profil, *valg)
    assert (svar.kode, sier in svar.feil) == (2, True), svar.feil


def test_without_a_profile_or_a_file_the_profiles_are_told(tidbank: Any, bank: Path, tmp_path: Path) -> None:
    for fil, valg in ((innut.GRID1, ()), (tmp_path / "ingen.xlsx", ("--profil", "turnusgrid"))):
        svar = tidbank("importer", bank, fil, *valg, "--vis")
        assert svar.kode == 2
        assert "rulleplan, timeliste, turnusgrid, vaktliste" in svar.feil


def test_nothing_that_can_be_read_is_bad_input(tidbank: Any, bank: Path, tmp_path: Path) -> None:
    ut = tmp_path / "ny.xlsx"
    svar = importer(tidbank, bank, innut.LISTE, ut)
    assert svar.kode == 3
    assert "minst 7 datoer" in svar.feil
    assert not ut.exists()


def test_a_bank_with_a_person_that_cannot_be_read_takes_nothing_in(tidbank: Any, tmp_path: Path) -> None:
    """Rows that cannot be read would be left behind."""
    sti = tmp_path / "bank.xlsx"
    workbook.skriv_bank(
        sti, {"Ansatte": [(nr, navn) for nr, navn in innut.FOLK], "Turnus": [("3101", None, 450, 900, 0)]}, []
    )
    svar = importer(tidbank, sti, innut.GRID1, tmp_path / "ny.xlsx")
    assert svar.kode == 3
    assert not (tmp_path / "ny.xlsx").exists()


@pytest.mark.parametrize("laas", ["~${}", ".~lock.{}#"])
def test_a_new_bank_that_is_open_is_not_written_over(tidbank: Any, bank: Path, tmp_path: Path, laas: str) -> None:
    ut = tmp_path / "ny.xlsx"
    ut.write_bytes(b"gammel")
    (tmp_path / laas.format("ny.xlsx")).touch()
    svar = importer(tidbank, bank, innut.GRID1, ut, "--overskriv")
    assert svar.kode == 4
    assert ut.read_bytes() == b"gammel"


def test_an_interrupted_write_leaves_nothing(
    tidbank: Any, bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    foer = sorted(p.name for p in tmp_path.iterdir())
    monkeypatch.setattr("xl_tidbank.book.files.save.os.fsync", full)
    svar = importer(tidbank, bank, innut.GRID1, tmp_path / "ny.xlsx")
    assert svar.kode == 3
    assert "ikke plass på disken" in svar.feil
    assert sorted(p.name for p in tmp_path.iterdir()) == foer


def test_text_from_a_file_is_never_a_formula(tidbank: Any, bank: Path, tmp_path: Path) -> None:
    hode = ["Shift ID", "Ansattnr", "Dato", "Start", "Slutt", "Type", "Department"]
    rad = ["=1+1", "3101", "04.05.2026", "07:30", "15:00", "Tidbank", "@SUM(A1)"]
    fil = innut.skriv_csv(tmp_path / "l.csv", [hode, rad])
    assert importer(tidbank, bank, fil, tmp_path / "ny.xlsx", profil="vaktliste").kode == 0
    vakter = openpyxl.load_workbook(tmp_path / "ny.xlsx")["Vakter"]
    (vakt,) = read.les_bok(tmp_path / "ny.xlsx").vakter
    assert (vakt.vaktnr, vakt.enhet) == ("=1+1", "@SUM(A1)")
    assert {c.data_type for c in vakter[2] if c.value in ("=1+1", "@SUM(A1)")} == {"s"}


def test_the_profiles_are_listed_and_shown(tidbank: Any) -> None:
    assert [p["navn"] for p in tidbank("profiler", "--json").json["profiler"]] == [
        "rulleplan", "timeliste", "turnusgrid", "vaktliste",
    ]  # fmt: skip
    assert "datoer bortover" in tidbank("profiler").ut
    assert '[koder.tidbank]\nsuffiks = "*"' in tidbank("profiler", "--vis", "turnusgrid").ut
    assert tidbank("profiler", "--vis", "tull").kode == 2


def test_a_profile_of_ones_own_from_a_file(tidbank: Any, bank: Path, tmp_path: Path) -> None:
    min_ = tmp_path / "min.toml"
    svar = tidbank("profil-fra", innut.GRID1, "-o", min_, "--json")
    assert (svar.kode, svar.json["form"], svar.json["ark"]) == (0, "grid", "Mai")
    assert svar.json["usikkert"] == ["Koder uten klokkeslett: X9. Fyll dem ut under [koder.tider]."]
    assert tidbank("profil-fra", innut.GRID1, "-o", min_).kode == 2
    toml = min_.read_text("utf-8").replace('# "X9" = "07:30-15:00/30"', 'X9 = "08:00-16:00/30"')
    assert "X9 =" in toml
    min_.write_text(toml, "utf-8")
    svar = importer(tidbank, bank, innut.GRID1, tmp_path / "ny.xlsx", "--json", profil=str(min_))
    assert (svar.kode, svar.json["antall"]["ny"], svar.json["profil"]) == (0, 31, "min")
