"""`tidbank excel` on machines that are made up: what it writes, what it finds, what it says."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from xl_tidbank.book.open import read
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.hosts.excel import install, machine, names
from xl_tidbank.hosts.excel.build import checks, opened, workbook
from xl_tidbank.hosts.excel.machine import Klarert, Maskin

from .odelegg import annen_vba

DAG = date(2026, 9, 14)
VERSJONER = {"xlwings": names.XLWINGS, "pywin32": "311"}


@pytest.fixture
def windows(tmp_path: Path) -> Maskin:
    """A machine where all is well: `tmp_path` is a trusted folder and the DLLs are in place."""
    rot = tmp_path / "rot"
    rot.mkdir()
    for bit in (32, 64):
        (rot / names.dll(bit)).touch()
    return Maskin(
        "win32", Path(r"C:\Tidbank\Scripts\python.exe"), rot, VERSJONER.get, lambda _: True,
        lambda: [Klarert(str(tmp_path), True)], lambda _: False, lambda _: "",
        {"LOCALAPPDATA": str(tmp_path / "lokal")}.get,
    )  # fmt: skip


def status(punkter: list[install.Sjekkpunkt]) -> dict[str, str]:
    return {p.navn: p.status for p in punkter}


def test_all_is_well(windows: Maskin, tmp_path: Path) -> None:
    fil = install.legg(tmp_path / "her", DAG, windows)
    punkter = install.sjekk(tmp_path / "her", windows)
    assert set(status(punkter).values()) == {install.OK}
    assert [p.navn for p in punkter] == ["Excel for Windows", "Python", "xlwings", "DLL", "pywin32", "Server", "Mappe", "Arbeidsbok"]  # fmt: skip  # noqa: E501
    steg = install.neste_steg(fil, windows)
    assert steg[0] == f"1. Åpne {fil} i Excel."


def test_the_python_it_was_made_under_is_written_down_and_no_cell_says_it(windows: Maskin, tmp_path: Path) -> None:
    fil = install.legg(tmp_path, DAG, windows)
    notert = tmp_path / "lokal" / "Tidbank" / "python.txt"
    assert notert.read_bytes() == b"C:\\Tidbank\\Scripts\\python.exe\r\n"
    bok = opened.apne(fil)
    assert not [n for n, data in bok.deler.items() if b"python.exe" in data and n != "xl/vbaProject.bin"]
    assert "xlwings.conf" not in {a.navn for a in opened.ark(bok)}
    norsk = replace(windows, python=Path(r"C:\Brukere\Åse Ødegård\python.exe"))
    install.legg(tmp_path / "to", DAG, norsk)
    assert notert.read_text("cp1252") == "C:\\Brukere\\Åse Ødegård\\python.exe\n"
    assert sorted(f.name for f in notert.parent.iterdir()) == ["python.txt"]


def test_a_place_vba_cannot_read_is_refused(windows: Maskin, tmp_path: Path) -> None:
    with pytest.raises(TidbankFeil, match="bokstaver Windows ikke har"):
        install.legg(tmp_path / "ny", DAG, replace(windows, python=Path(r"C:\Łódź\python.exe")))
    assert not (tmp_path / "ny" / workbook.MAL).exists()


def test_another_python_than_the_one_written_down(windows: Maskin, tmp_path: Path) -> None:
    install.legg(tmp_path, DAG, windows)
    annen = replace(windows, python=Path(r"C:\Annen\python.exe"))
    punkt = next(p for p in install.sjekk(tmp_path, annen) if p.navn == "Sted")
    assert punkt.status == install.MANGLER
    assert r"Excel skal starte C:\Tidbank\Scripts\python.exe" in punkt.hva
    (tmp_path / names.PROGRAMMAPPE).mkdir()
    (tmp_path / names.PROGRAMMAPPE / "python.exe").touch()
    punkt = next(p for p in install.sjekk(tmp_path, windows) if p.navn == "Sted")
    assert punkt.status == install.ADVARSEL
    assert "ved siden av" in punkt.hva


def test_a_workbook_that_is_there_is_left_alone(windows: Maskin, tmp_path: Path) -> None:
    fil = tmp_path / workbook.MAL
    fil.write_bytes(b"mine timer")
    with pytest.raises(TidbankFeil, match="finnes fra før og er ikke endret"):
        install.legg(tmp_path, DAG, windows)
    assert fil.read_bytes() == b"mine timer"
    install.legg(tmp_path, DAG, windows, overskriv=True)
    assert opened.xlwings_i(fil) == names.XLWINGS
    with pytest.raises(TidbankFeil, match="er ikke en mappe"):
        install.legg(fil, DAG, windows)


def test_the_tables_of_another_bank_come_along(windows: Maskin, tmp_path: Path, demobok: Path) -> None:
    """As when the workbook is of an older version, or comes from another machine."""
    fil = install.legg(tmp_path / "ny", DAG, windows, fra=demobok)
    gammel, ny = Bank(read.les_bok(demobok)), Bank(read.les_bok(fil))
    assert ny.stempel == gammel.stempel
    for felt in fields(gammel.tabeller):
        for_, etter = ([r[:-1] for r in getattr(b.tabeller, felt.name) or ()] for b in (gammel, ny))
        assert for_ == etter, felt.name
    assert ny.saldoer(DAG) == gammel.saldoer(DAG)
    assert checks.kontroller(fil) == []
    with pytest.raises(TidbankFeil, match="er filen tabellene skal hentes fra"):
        install.legg(tmp_path / "ny", DAG, windows, overskriv=True, fra=fil)
    with pytest.raises(TidbankFeil, match="Filen finnes ikke"):
        install.legg(tmp_path / "tredje", DAG, windows, fra=tmp_path / "ingen.xlsx")
    assert not (tmp_path / "tredje").exists()


MANGLER = [
    ("xlwings", {"versjon": lambda p: "0.30.0"}, "xlwings er 0.30.0; arbeidsboken er laget for"),
    ("xlwings", {"versjon": lambda p: None}, "xlwings er ikke installert; arbeidsboken"),
    ("DLL", {"rot": Path("/ingen")}, f"{names.dll(64)} og {names.dll(32)} ligger ikke i"),
    ("pywin32", {"kan_importeres": lambda m: m != "pythoncom"}, "pywin32 kan ikke brukes"),
    ("Server", {"start_server": lambda p: "ImportError: x"}, "startet ikke: ImportError: x"),
    ("Sperret fil", {"sperret": lambda f: True}, "hentet fra internett"),
    ("Python", {"python": Path(r"C:\Users\k\AppData\Local\Microsoft\WindowsApps\python.exe")}, "Microsoft Store"),
    ("Excel for Windows", {"plattform": "darwin"}, "ikke Windows (darwin)"),
]


@pytest.mark.parametrize(("navn", "annet", "ventet"), MANGLER)
def test_what_is_missing_is_said_with_a_remedy(
    windows: Maskin, tmp_path: Path, navn: str, annet: dict[str, object], ventet: str
) -> None:
    install.legg(tmp_path, DAG, windows)
    punkt = next(p for p in install.sjekk(tmp_path, replace(windows, **annet)) if p.navn == navn)  # type: ignore[arg-type]
    assert punkt.status == install.MANGLER
    assert ventet in punkt.hva
    assert punkt.tiltak


def test_the_server_is_not_started_without_what_it_needs(windows: Maskin, tmp_path: Path) -> None:
    def start(_: Path) -> str:
        raise AssertionError

    uten = replace(windows, kan_importeres=lambda _: False, start_server=start)
    assert "Server" not in status(install.sjekk(tmp_path, uten))


def test_folders_that_work_but(windows: Maskin, tmp_path: Path) -> None:
    ukjent = replace(windows, klarerte=lambda: [Klarert(str(tmp_path), False)])
    assert status(install.sjekk(tmp_path / "under", ukjent))["Mappe"] == install.ADVARSEL
    assert status(install.sjekk(tmp_path, ukjent))["Mappe"] == install.OK
    sky = replace(windows, miljo=lambda n: str(tmp_path) if n in ("OneDrive", "LOCALAPPDATA") else "")
    assert status(install.sjekk(tmp_path / "under", sky))["OneDrive"] == install.ADVARSEL
    assert status(install.sjekk(Path(r"\\server\felles"), windows))["Nettverk"] == install.ADVARSEL


def test_a_workbook_of_another_version(windows: Maskin, tmp_path: Path, tom: Path) -> None:
    annen_vba(tom, tmp_path / workbook.MAL, names.VBA_LASTER, f"-{names.XLWINGS}.dll", "-0.30.0.dll")
    punkt = next(p for p in install.sjekk(tmp_path, windows) if p.navn == "Arbeidsbok")
    assert (punkt.status, "0.30.0" in punkt.hva) == (install.MANGLER, True)
    (tmp_path / workbook.MAL).write_bytes(b"ingen arbeidsbok")
    assert status(install.sjekk(tmp_path, windows))["Arbeidsbok"] == install.MANGLER
    (tmp_path / workbook.MAL).unlink()
    assert status(install.sjekk(tmp_path, windows))["Arbeidsbok"] == install.MANGLER


@pytest.mark.parametrize(
    ("mappe", "klarert", "undermapper", "ventet"),
    [
        (r"C:\Tidbank", r"c:\tidbank" + "\\", False, True),
        (r"C:\Tidbank\2026", r"C:\Tidbank", True, True),
        (r"C:\Tidbank\2026", r"C:\Tidbank", False, False),
        (r"C:\Tidbanken", r"C:\Tidbank", True, False),
        (r"\\server\felles\x", r"\\server\felles", True, True),
    ],
)
def test_trusted_folders(mappe: str, klarert: str, undermapper: bool, ventet: bool) -> None:
    assert machine.i_klarert(mappe, [Klarert(klarert, undermapper)]) is ventet


def test_the_mark_of_the_internet(tmp_path: Path) -> None:
    assert machine.sone("[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=about:internet\r\n") == 3
    assert machine.sone("[ZoneTransfer]\nZoneId = 0") == machine.sone("") == machine.sone("ZoneId=x") == 0
    fil = tmp_path / "a.xlsm"
    fil.touch()
    assert not machine.sperret(fil)
    Path(f"{fil}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")  # an ordinary file, except on Windows
    assert machine.sperret(fil)


def test_the_server_says_when_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for Python that says what xlwings says, then lives on; and one that ends with an error."""
    program = tmp_path / "python"
    program.write_text(
        f"#!{sys.executable}\nprint('{machine.SVAR}, clsid=x', flush=True)\nimport time; time.sleep(60)\n"
    )
    program.chmod(0o755)
    assert machine.start_server(program) == ""
    program.write_text(f"#!{sys.executable}\nraise ImportError('pywin32')\n")
    assert machine.start_server(program) == "ImportError: pywin32"
    program.write_text("#!/bin/sh\n")
    assert machine.start_server(program) == "Serveren svarte ikke."
    monkeypatch.setattr(machine, "VENT", 0.3)
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    assert machine.start_server(program) == "Serveren svarte ikke."


@pytest.mark.skipif(sys.platform == "win32", reason="speaks of machines without Excel")
def test_the_command_where_there_is_no_excel(tidbank: Any, tmp_path: Path) -> None:
    svar = tidbank("excel", tmp_path)
    assert svar.kode == 0
    assert "Denne maskinen er ikke Windows" in svar.ut
    assert opened.xlwings_i(tmp_path / workbook.MAL) == names.XLWINGS
    svar = tidbank("excel", tmp_path, "--sjekk", "--json")
    assert svar.kode == 1
    assert svar.json["punkter"][0]["navn"] == "Excel for Windows"
    assert tidbank("excel", tmp_path / "ny", "--sjekk").kode == 1
    assert not (tmp_path / "ny").exists()
    assert names.dll(64).startswith("xlwings64-")
    assert machine.denne().versjon("xlwings") == names.XLWINGS


def test_bygg(tidbank: Any, tmp_path: Path) -> None:
    assert tidbank("bygg", "--mappe", tmp_path / "ut").kode == 0
    assert sorted(p.name for p in (tmp_path / "ut").iterdir()) == [workbook.MAL, workbook.DEMO]


def test_the_guide_puts_python_where_the_workbook_looks_for_it() -> None:
    tekst = (Path(__file__).parents[2] / "docs" / "excel.md").read_text("utf-8")
    assert f"`py -m venv {PureWindowsPath(names.STANDARD_PYTHON).parents[1]}`" in tekst
