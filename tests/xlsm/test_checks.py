"""The workbooks pass every check, and each thing broken on purpose is caught by one."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from oletools.olevba import VBA_Parser

from xl_tidbank.hosts.excel import names
from xl_tidbank.hosts.excel.build import checks, formulas, package, workbook

from ..pakke import krev_samme, ulike_deler
from .odelegg import Endring, annen_vba, bytt, kopi

ROT = Path(__file__).parents[2]
BIN = "xl/vbaProject.bin"


def arket_med(fil: Path, tekst: str) -> str:
    """The part of the first sheet whose XML holds a text."""
    with zipfile.ZipFile(fil) as z:
        return next(n for n in z.namelist() if n.startswith("xl/worksheets/sheet") and tekst.encode() in z.read(n))


@pytest.mark.parametrize("navn", [workbook.MAL, workbook.DEMO])
def test_the_workbooks_pass(boker: Path, navn: str) -> None:
    assert checks.kontroller(boker / navn) == []
    assert checks.olevba_leser_likt(boker / navn) == []


def test_building_again_gives_the_same_bytes(boker: Path, tmp_path: Path) -> None:
    for sti in workbook.bygg(tmp_path):
        krev_samme(boker / sti.name, sti)


def test_workbooks_kept_in_the_repository_are_those_built_now(boker: Path) -> None:
    """Compared part by part: how a part is packed is the business of the machine's compression library."""
    for sti in sorted((ROT / "workbooks").glob("*.xlsm")):
        forskjeller = ulike_deler(sti.read_bytes(), (boker / sti.name).read_bytes())
        assert not forskjeller, "\n".join([f"{sti.name} is stale: tidbank bygg", *forskjeller])


def test_one_version_of_xlwings() -> None:
    tekst = (ROT / "pyproject.toml").read_text("utf-8")
    assert checks.pyproject(tekst) == []
    assert checks.pyproject(tekst.replace(f"xlwings=={names.XLWINGS}", "xlwings==0.30.0"))
    assert checks.pyproject(tekst.replace(f"xlwings=={names.XLWINGS}", "xlwings>=0.30"))


BRUDD: dict[str, tuple[dict[str, Endring | None], str]] = {
    "missing callback": (
        {package.BAAND: bytt("Knapp_oversikt", "Knapp_oversikten")},
        "the ribbon calls TidbankKnapper.Knapp_oversikten, which is no procedure",
    ),
    "button taken away": (
        {package.BAAND: lambda b: re.sub(rb'<button id="tidbank_hjelp"[^>]*/>', b"", b)},
        "TidbankKnapper.Knapp_hjelp has no button",
    ),
    "duplicate id": ({package.BAAND: bytt('"tidbank_konto"', '"tidbank_oversikt"')}, "tidbank_oversikt stands twice"),
    "duplicate key tip": ({package.BAAND: bytt('keytip="KO"', 'keytip="KV"')}, "KV is also the beginning of another"),
    "bad imageMso": ({package.BAAND: bytt("RefreshAll", "Refreshall")}, "the picture Refreshall"),
    "bad attribute": ({package.BAAND: bytt("size=", "sizee=")}, "button has the attribute sizee"),
    "ribbon without its relationship": (
        {package.ROTREL: bytt(package.BAANDREL, "http://example.com/x")}, "no relationship leads to customUI",
    ),
    "wrong content type": ({package.INNHOLD: bytt(package.XLSM, package.XLSX)}, "content type"),
    "no content type": ({package.INNHOLD: bytt('Extension="bin"', 'Extension="dat"')}, "has no content type"),
    "truncated VBA": ({BIN: lambda b: b[:20000]}, "cannot be read"),
    "garbled VBA": ({BIN: lambda b: b"x" * len(b)}, "cannot be read"),
    "no VBA": ({BIN: None}, "cannot be read"),
    "workbook's code name": ({package.BOK: bytt("ThisWorkbook", "Boken")}, "no VBA module for the code name Boken"),
    "a sheet's code name": (
        {"xl/worksheets/sheet2.xml": bytt('codeName="Ark2"', 'codeName="Ark1"')}, "no sheet for the VBA module Ark2",
    ),
    "a function's name on a cell": (
        {package.BOK: bytt('<definedName name="Bank"', '<definedName name="Roddag"')},
        "the name Roddag and TidbankFunksjoner.RODDAG are one name"
    ),
    "a name that leads nowhere": ({package.BOK: bytt(">Lister!", ">Liste!")}, "leads to the sheet Liste"),
    "header mismatch": ({"xl/tables/table2.xml": bytt('name="Fra"', 'name="Fra dato"')}, "the table says 'Fra dato'"),
    "help left out": ({package.BOK: bytt(">Ansattnr.</x14", "></x14")}, "the help of the arguments of"),
    "Excel's own categories": (
        {package.BOK: bytt('builtInGroupCount="19"', 'builtInGroupCount="18"')}, "Excel's own are 18, not 19",
    ),
    "category": ({package.BOK: bytt('functionGroup name="Tidbank"', 'functionGroup name="x"')}, "category"),
}  # fmt: skip


@pytest.mark.parametrize("hva", BRUDD)
def test_what_is_broken_is_caught(tom: Path, tmp_path: Path, hva: str) -> None:
    endringer, ventet = BRUDD[hva]
    funn = checks.kontroller(kopi(tom, tmp_path / "brutt.xlsm", endringer))
    assert any(ventet in f for f in funn), funn


@pytest.mark.parametrize(
    ("fra", "til", "ventet"),
    [
        ("TIDBANK_OVERSIKT(Dato,Bank)", "TIDBANK_OVERSIKT(Dato,Bank,1)", "TIDBANK_OVERSIKT with 3 arguments"),
        ("TIDBANK_OVERSIKT(Dato,Bank)", "TIDBANK_OVERBLIKK(Dato,Bank)", "TIDBANK_OVERBLIKK is neither"),
    ],
)
def test_a_formula_that_would_not_compute_is_caught(tom: Path, tmp_path: Path, fra: str, til: str, ventet: str) -> None:
    del_ = arket_med(tom, fra)
    funn = checks.kontroller(kopi(tom, tmp_path / "brutt.xlsm", {del_: bytt(fra, til)}))
    assert any(ventet in f for f in funn), funn


@pytest.mark.parametrize(
    ("modul", "fra", "til", "ventet"),
    [
        (names.VBA_FUNKSJONER, '"SYKEKREDIT"', '"SYKEKREDITT"', "is not what the registry gives"),
        (names.VBA_KNAPPER, 'Trykk "oversikt"', 'Trykk "oversikter"', "oversikter, which does not exist"),
        (names.VBA_KNAPPER, "control As IRibbonControl", "", "does not take a ribbon control"),
        (names.VBA_KNAPPER, "Public Sub Knapp_konto", "Public Sub Knapp_konti", "Knapp_konti has no button"),
        (names.VBA_LASTER, names.XLWINGS, "0.30.0", "the workbook loads xlwings of version 0.30.0"),
        (
            names.VBA_KNAPPER,
            "Knapp_konto",
            "Tidbank_Konto",
            "TidbankKnapper.Tidbank_Konto and TidbankFunksjoner.TIDBANK_KONTO are one name",
        ),
        (
            names.VBA_PYTHON,
            "Public Sub GlemPython",
            "Sub tidbankfunksjoner",
            "and the module TidbankFunksjoner are one name",
        ),
        (
            names.VBA_FUNKSJONER,
            "Private Function Kall",
            "Function Kall",
            "TidbankFunksjoner.Kall can be called from a cell",
        ),
        (
            names.VBA_LASTER,
            "Private Declare PtrSafe Function Load",
            "Declare PtrSafe Function Load",
            "LoadLibraryW can be called",
        ),
        (names.VBA_PYTHON, "Private stoppet", "Public Bank", "TidbankPython.Bank"),
    ],
)
def test_changed_vba_is_caught(tom: Path, tmp_path: Path, modul: str, fra: str, til: str, ventet: str) -> None:
    funn = checks.kontroller(annen_vba(tom, tmp_path / "brutt.xlsm", modul, fra, til))
    assert any(ventet in f for f in funn), funn


def test_a_workbook_that_fails_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "kontroller", lambda *_: ["noe er galt"])
    with pytest.raises(RuntimeError, match="noe er galt"):
        workbook.bygg(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("formel", "kall"),
    [
        ("TIDBANK_SALDO()", [("TIDBANK_SALDO", 0)]),
        ("TIDBANK_SALDO( )", [("TIDBANK_SALDO", 0)]),
        ('TIDBANK_SALDO(A2,,"a,b)",Bank)', [("TIDBANK_SALDO", 4)]),
        ("TIDBANK_KONTO(Ansatt,,Dato,Bank)", [("TIDBANK_KONTO", 4)]),
        ("IF(SYKEKREDIT(0.4,SUM(1,2))>1,2,'Ark, 1'!A1)", [("IF", 3), ("SYKEKREDIT", 2), ("SUM", 2)]),
        ("TIDBANK_LES(Avtaler[[#All],[Fra]],Vakter[#All],{1,2})", [("TIDBANK_LES", 3)]),
        ("_xlfn._xlws.SORT(_xlfn.UNIQUE(A1:A9))", [("SORT", 1), ("UNIQUE", 1)]),
        ('"SUM(1,2)"&A1', []),
    ],
)
def test_calls_of_a_formula(formel: str, kall: list[tuple[str, int]]) -> None:
    assert list(formulas.kall(formel)) == kall


def test_what_olevba_suspects(tom: Path) -> None:
    """What IT is told in docs/excel-for-it.md; xlwings' own module gave 29 kinds and addresses on the internet."""
    leser: Any = VBA_Parser(str(tom))
    funnet = [(slag, ord_) for slag, ord_, _ in leser.analyze_macros()]
    leser.close()
    mistenkt = {ord_.lower() for slag, ord_ in funnet if slag == "Suspicious"}
    assert mistenkt == {"environ", "open", "lib", "hex strings", "base64 strings"}
    assert not [ord_ for slag, ord_ in funnet if slag == "AutoExec" or "://" in ord_]
    it = (ROT / "docs" / "excel-for-it.md").read_text("utf-8")
    assert f"| slag i alt, tekster som ligner heksadesimal og base64 medregnet | 29 | {len(mistenkt)} |" in it
