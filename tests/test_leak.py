"""Nothing private leaves: a different secret in every place a workbook can hold one, and none of them in the copy."""

from __future__ import annotations

import base64
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pytest

from xl_tidbank import commands
from xl_tidbank.book.open import read
from xl_tidbank.book.sheets.kopi import minside
from xl_tidbank.core import innsyn
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.model import STANDARDKODER
from xl_tidbank.tables import schema

from . import bygg
from . import hemmeligheter as h

NULL = date(1899, 12, 30)


@pytest.fixture(scope="module")
def plantet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, h.Plantet]:
    sti = tmp_path_factory.mktemp("hemmelig") / "bank.xlsx"
    return sti, h.bok(sti)


@pytest.fixture(scope="module")
def bank(plantet: tuple[Path, h.Plantet]) -> Bank:
    return Bank(read.les_bok(plantet[0]))


@pytest.fixture(autouse=True)
def _egne_nokler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDBANK_NOKKELMAPPE", str(tmp_path / "nokler"))


def test_the_hunt_finds_every_secret_where_it_was_planted(plantet: tuple[Path, h.Plantet]) -> None:
    """The hunt itself can find: in the bank it finds all of them but the password, which is stored as a hash."""
    sti, p = plantet
    assert set(p.steder.values()) - set(h.funnet(sti, p)) == {"arkpassord"}
    assert len(p.steder) > 250


@pytest.mark.parametrize("kode", ["utf-8", "utf-16-le", "base64", "hex", "zlib", "omvendt"])
def test_the_hunt_finds_a_secret_in_any_encoding(tmp_path: Path, kode: str) -> None:
    p = h.Plantet()
    hemmelig = p("her").encode()
    former: dict[str, Callable[[], bytes]] = {
        "utf-8": lambda: hemmelig, "utf-16-le": lambda: hemmelig.decode().encode("utf-16-le"),
        "base64": lambda: base64.b64encode(b"noe foran " + hemmelig + b" noe bak"),
        "hex": lambda: hemmelig.hex().encode(),
        "zlib": lambda: zlib.compress(b"x" * 50 + hemmelig), "omvendt": lambda: hemmelig[::-1],
    }  # fmt: skip
    sti = tmp_path / "a.zip"
    with zipfile.ZipFile(sti, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("del.bin", b"<v>" + former[kode]() + b"</v>")
    assert h.funnet(sti, p)


@pytest.mark.parametrize("pseudonymer", [False, True])
def test_the_copy_for_the_rep_holds_no_secret(
    bank: Bank, plantet: tuple[Path, h.Plantet], tmp_path: Path, pseudonymer: bool
) -> None:
    ut = tmp_path / "kopi.xlsx"
    delt = commands.til_tillitsvalgt(bank, h.DAG, pseudonymer=pseudonymer, signer=True)
    delt.skriv(ut)
    assert h.funnet(ut, plantet[1]) == {}
    navn = h.Plantet()
    # A bare number may be the place of a text in the file's list of texts, so numbers are looked for as they are shown.
    navn.steder = {f"Navn{nr}": nr for nr in h.ANSATTE} | {f"<t>{nr}</t>": nr for nr in h.ANSATTE}
    vist = {str(c) for ark in openpyxl.load_workbook(ut) for rad in ark.iter_rows(values_only=True) for c in rad}
    assert pseudonymer is vist.isdisjoint(h.ANSATTE)
    if pseudonymer:
        assert h.funnet(ut, navn) == {}
    else:
        assert set(h.funnet(ut, navn).values())


def test_the_copy_holds_no_day_and_no_grade_of_an_absence(bank: Bank, tmp_path: Path) -> None:
    ut = tmp_path / "kopi.xlsx"
    commands.til_tillitsvalgt(bank, h.DAG).skriv(ut)
    dager = h.dager(ut)
    fravaersdager = {
        (d - NULL).days for f in bank.tabeller.fravaer for d in (f.fra, f.til, f.registrert) if d is not None
    }
    vaktdager = {(v.dato - NULL).days for v in bank.tabeller.vakter} | {
        (v.varslet - NULL).days for v in bank.tabeller.vakter if v.varslet
    }
    assert len(fravaersdager) > 40
    assert dager & (fravaersdager - vaktdager) == set()
    assert not dager & {h.GRAD, h.GRAD / 100, 123.25, 11.37, *TALLFELT.values()}
    ubekreftede = {(v.dato - NULL).days for v in bank.tabeller.vakter if v.status == "Tildelt" and v.dato < h.DAG}
    assert dager & ubekreftede == set(), "a past shift nobody has confirmed says that somebody may have been away"


def test_the_copy_names_no_absence(bank: Bank, tmp_path: Path) -> None:
    """Words of absence only where the copy says what it does not hold, and in the names of the choices."""
    delt = commands.til_tillitsvalgt(bank, h.DAG)
    ord_ = [k.navn.casefold() for k in STANDARDKODER] + ["sykmeld", "egenmeld", "diagnose"]
    for side in delt.kopi.oppsett:
        if side.ark in ("Valg", "Slik kontrollerer du"):
            continue
        alt = " ".join(str(c.verdi) for c in side.celler if c.verdi is not None).casefold()
        assert [o for o in ord_ if o in alt] == [], side.ark


def _skjulte() -> list[tuple[str, str]]:
    """Every column of the three tables the copy takes from that may not leave."""
    ut = []
    for tabell, slippes in innsyn.SLIPPES.items():
        felt = [f for f in schema.ETTER_NAVN[tabell].post._fields if f != "kilde"]  # type: ignore[attr-defined]
        ut += [(tabell, f) for f in felt if f not in slippes and f != "ansattnr"]
    return ut


TEKSTFELT = {"kompetanse", "vaktnr", "godkjent_av", "enhet", "ulempe_utfall", "oppsigelsesgrunn"}
TALLFELT = {"timelonn": h.TIMELONN, "trekkavtale": (h.TREKKAVTALE - NULL).days, "sagt_opp": (h.SAGT_OPP - NULL).days}


@pytest.mark.parametrize(("tabell", "felt"), [s for s in _skjulte() if s[1] in {*TEKSTFELT, *TALLFELT}])
def test_a_column_let_through_is_found(
    bank: Bank, plantet: tuple[Path, h.Plantet], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tabell: str, felt: str
) -> None:
    """The hunt fails, as it must, when the allow-list has one column too many."""
    utvidet = {**innsyn.SLIPPES, tabell: (*innsyn.SLIPPES[tabell], felt)}
    for modul in ("core.innsyn", "book.sheets.kopi.innsyn", "book.sheets.kopi.innsynstall"):
        monkeypatch.setattr(f"xl_tidbank.{modul}.SLIPPES", MappingProxyType(utvidet))
    ut = tmp_path / "kopi.xlsx"
    commands.til_tillitsvalgt(bank, h.DAG).skriv(ut)
    sett = TALLFELT[felt] in h.dager(ut) if felt in TALLFELT else h.funnet(ut, plantet[1])
    assert sett, f"{tabell}.{felt} went out and nobody saw"


def test_the_allow_list_is_what_the_contract_lets_out() -> None:
    """A column more is a decision: this test is where it is made."""
    assert {t: set(f) for t, f in innsyn.SLIPPES.items()} == {
        "Ansatte": {"ansattnr", "navn", "enhet"},
        "Avtaler": {"fra", "til", "fast_pst", "tidbank_pst", "ukestimer", "periodestart", "periodeslutt", "signert"},
        "Vakter": {"dato", "varslet", "eget_onske"},
    }
    assert innsyn.FRITEKSTVALG == ("sentral_avtale",)


def test_the_own_page_holds_everything_of_oneself_and_nothing_of_others(
    bank: Bank, plantet: tuple[Path, h.Plantet], tmp_path: Path
) -> None:
    ut = tmp_path / "min.xlsx"
    commands.til_ansatt(bank, h.DAG, h.EGEN).skriv(ut)
    funnet = h.funnet(ut, plantet[1])
    koder = {f.kode for f in bank.tabeller.fravaer if f.ansattnr == h.EGEN}
    egne = {s for s in plantet[1].steder.values() if f" {h.EGEN}" in s and "egen" not in s}
    egne |= {f"kodenavn {k}" for k in koder}
    assert set(funnet) == egne
    andre = h.Plantet()
    andre.steder = {f"Navn{nr}": nr for nr in h.ANSATTE if nr != h.EGEN} | {
        f">{nr}<": nr for nr in h.ANSATTE if nr != h.EGEN
    }
    assert h.funnet(ut, andre) == {}
    dager = h.dager(ut)
    for f in bank.tabeller.fravaer:
        if f.ansattnr == h.EGEN:
            assert (f.fra - NULL).days in dager
            assert (f.til - NULL).days in dager


def test_every_table_of_employees_is_on_the_own_page() -> None:
    av_ansatte = {t.navn for t in schema.ALLE if any(k.navn == "Ansattnr" for k in t.kolonner)} - {"Ansatte"}
    assert av_ansatte == {*minside.EGNE, *minside.EGNE_REGISTRE}


def test_the_file_tells_nothing_but_its_cells(bank: Bank, tmp_path: Path) -> None:
    """No hidden sheets, names, links, comments, macros or other parts than those a plain workbook needs."""
    ut = tmp_path / "kopi.xlsx"
    commands.til_tillitsvalgt(bank, h.DAG, signer=True).skriv(ut)
    with zipfile.ZipFile(ut) as z:
        deler = set(z.namelist())
        bok = z.read("xl/workbook.xml").decode()
        assert "hidden" not in bok.lower()
        assert all(d.date_time == (1980, 1, 1, 0, 0, 0) for d in z.infolist())
        egenskaper = z.read("docProps/core.xml").decode() + z.read("docProps/app.xml").decode()
    vanlige = ("xl/worksheets/", "xl/tables/", "xl/theme/", "docProps/core.xml", "docProps/app.xml", "xl/workbook.xml",
               "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/", "_rels/", "[Content_Types].xml")  # fmt: skip
    assert [d for d in deler if not d.startswith(vanlige)] == []
    assert set(_definerte(bok)) <= {"_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"}
    assert "Tidbank" in egenskaper


def _definerte(bok: str) -> list[str]:
    return re.findall(r'<definedName name="([^"]+)"', bok)


def test_the_stamp_is_of_the_copy_and_not_of_the_bank(bank: Bank, tmp_path: Path) -> None:
    """A stamp of the bank, absences and all, would let anybody test a guess of one (T12)."""
    ut = tmp_path / "kopi.xlsx"
    commands.til_tillitsvalgt(bank, h.DAG).skriv(ut)
    p = h.Plantet()
    p.steder = {bank.stempel: "bankens stempel"}
    assert h.funnet(ut, p) == {}


def test_days_of_another_week_are_not_days_of_this_one() -> None:
    """The planted days fall between the shifts, so that a day found is a day leaked."""
    vaktdager = {bygg.START + timedelta(days=14 * k + n) for n in range(6) for k in range(9)}
    fravaersdager = {d + timedelta(days=n) for d in h.FRAVAERSDAGER.values() for n in range(6)}
    assert len(fravaersdager - vaktdager) >= 30
