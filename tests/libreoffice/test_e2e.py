"""The functions, the menu and the pages in a real LibreOffice, held against the core's answers."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries

import udfs
from tests import sidedata
from xl_tidbank import commands, demo_miljo
from xl_tidbank.book import logg
from xl_tidbank.book.open import read
from xl_tidbank.book.open.csvmappe import les_mappe
from xl_tidbank.book.open.synlige import deler_i
from xl_tidbank.book.page.placed import kolonne
from xl_tidbank.book.page.plain import Side
from xl_tidbank.book.sheets.start import uten_skjulte
from xl_tidbank.book.template import workbook
from xl_tidbank.book.write import pages
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.views import SALDONOKLER
from xl_tidbank.functions import REGISTER
from xl_tidbank.hosts import own
from xl_tidbank.hosts.libreoffice import names
from xl_tidbank.tables import deler

from . import formelbok
from .formelbok import ARK, Formel
from .kontor import Kontor

# A surplus bank beside the debt bank, for one who is no longer in it.
TIMEBANK: dict[str, list[list[Any]]] = {
    "Kapasitet": [["1003", datetime(2026, 8, 3), 7.5, 7.5, 7.5, 7.5, 0, 0, 0, "Ja"]],
    "Timer": [
        ["1003", datetime(2026, 9, 9), time(8), time(18), None, None],
        ["1003", datetime(2026, 9, 11), None, None, None, 2],
    ],
    "Timebank": [["1003", datetime(2026, 9, 12), "Avspasering", 1, "Godkjent"]],
}
CASER = Path(__file__).parents[1] / "cases"
SOLBAKKEN = Path(__file__).parents[1] / "data" / "solbakken"
DAG = date(2026, 9, 13)
NULL = date(1899, 12, 30)


def som_celle(verdi: Any) -> Any:
    """A Python answer as a cell holds it."""
    if verdi is None:
        return ""
    if isinstance(verdi, date):
        return float((verdi - NULL).days)
    return float(verdi) if isinstance(verdi, int | float) else verdi


def lik(celle: Any, ventet: Any) -> bool:
    if isinstance(ventet, float):
        return isinstance(celle, float | int) and celle == pytest.approx(ventet, abs=1e-9)
    return bool(celle == ventet)


def ventet_av(formel: str, argumenter: list[Any]) -> list[list[Any]] | None:
    """The core's answer as rows of cells, None for an error."""
    try:
        svar = getattr(udfs, formel)(*argumenter)
    except TidbankFeil:
        return None
    rader = svar if isinstance(svar, list) else [[svar]]
    return [[som_celle(c) for c in rad] for rad in rader]


def stjel(verdi: Any) -> str:
    """A Python argument as it is written in a stored formula."""
    if isinstance(verdi, date):
        return formelbok.dato(verdi)
    if isinstance(verdi, bool):
        return str(verdi).upper()
    if isinstance(verdi, str):
        return '"' + verdi.replace('"', '""') + '"'
    if isinstance(verdi, list):  # a range, written in the formula itself
        return "{" + ";".join(",".join(map(stjel, rad)) for rad in verdi) + "}"
    return repr(verdi)


def utsnitt(lo: Kontor, nr: int, hva: str = "verdier") -> Callable[[str], list[list[Any]]]:
    """The sheet of formulas as it is now, read once: what stands in a range of it."""
    hele = lo(hva, nr, ARK, lo("brukt", nr, ARK))

    def i(plass: str) -> list[list[Any]]:
        venstre, topp, hoyre, bunn = range_boundaries(plass)
        assert venstre
        assert topp
        return [rad[venstre - 1 : hoyre] for rad in hele[topp - 1 : bunn]]

    return i


def kontroller(celler: list[list[Any]], ventet: list[list[Any]] | None, hva: str) -> None:
    if ventet is None:
        assert isinstance(celler[0][0], dict), f"{hva}: {celler[0][0]!r} is not an error"
        return
    assert len(celler) == len(ventet), hva
    for rad, ventet_rad in zip(celler, ventet, strict=True):
        assert len(rad) == len(ventet_rad), hva
        assert all(lik(c, v) for c, v in zip(rad, ventet_rad, strict=True)), f"{hva}: {rad} != {ventet_rad}"


def test_every_function_case_of_the_contract(lo: Kontor, tmp_path: Path) -> None:
    tilfeller = [
        t
        for fil in sorted(CASER.glob("*.toml"))
        for t in tomllib.loads(fil.read_text("utf-8"))["tilfelle"]
        if "funksjon" in t
    ]
    formler, svar = [], []
    for t in tilfeller:
        ventet = ventet_av(t["funksjon"], t["gitt"])
        rader, kolonner = (len(ventet), len(ventet[0])) if ventet else (1, 1)
        # An empty text stands for an argument that was left out, as in a spreadsheet.
        tekst = ",".join("" if a == "" else stjel(a) for a in t["gitt"])
        formler.append(Formel(f"{t['funksjon']}({tekst})", rader, kolonner))
        svar.append(ventet)
    sti = tmp_path / "caser.xlsx"
    plasser = formelbok.skriv(sti, {}, formler)
    nr = lo("apne", str(sti))
    lo("regn", nr)
    celler = utsnitt(lo, nr)
    for formel, plass, ventet in zip(formler, plasser, svar, strict=True):
        kontroller(celler(plass), ventet, formel.tekst)
    lo("lukk", nr)
    enkle = {n for n, f in REGISTER.items() if not names.sporr_dokumentet(f)} - {"TIDBANK_LES"}
    assert {f.tekst.split("(")[0] for f in formler} == enkle


def test_one_cell_is_no_table(lo: Kontor, tmp_path: Path, solbakken: Path) -> None:
    """Whichever argument it stands for: an error in the cell, and the sentence behind it."""
    tabeller = formelbok.tabellrader(solbakken)
    hele = [formelbok.omrade(n, tabeller[n]) for n in formelbok.REKKEFOLGE]
    formler = [formelbok.les_formel(tabeller)]
    for nr in range(len(hele)):
        formler.append(Formel(f"TIDBANK_LES({','.join([*hele[:nr], '5', *hele[nr + 1 :]])})"))
    plasser = formelbok.skriv(tmp_path / "celle.xlsx", tabeller, formler)
    nr, fra = lo("apne", str(tmp_path / "celle.xlsx")), len(lo.spor_siden())
    lo("regn", nr)
    celler, sagt = utsnitt(lo, nr), {str(s.get("feil")) for s in lo.spor_siden(fra)}
    assert str(celler(plasser[0])[0][0]).startswith("Tidbank ")
    for navn, plass in zip(formelbok.REKKEFOLGE, plasser[1:], strict=True):
        kontroller(celler(plass), None, navn)
        assert any(f"Tabellen {navn} er én celle. Velg hele tabellen" in s for s in sagt), (navn, sagt)
    lo("lukk", nr)


@pytest.fixture(scope="module")
def bankbok(lo: Kontor, solbakken: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Solbakken's tables, the cell Bank, and every bank function over it; open in LibreOffice and recalculated."""
    tabeller = formelbok.tabellrader(solbakken)
    for navn, rader in TIMEBANK.items():
        hode = tabeller[navn][0]
        skrives = [k for k, tittel in enumerate(hode) if tittel not in ("Navn", "Ukedag")]  # those two are computed
        fylt = [dict(zip(skrives, rad, strict=False)) for rad in rader]
        tabeller[navn] = [hode, *([rad.get(k) for k in range(len(hode))] for rad in fylt)]
    bank = Bank(read.les_bok(solbakken))
    tekst = udfs.TIDBANK_LES(*(tabeller[n] for n in formelbok.REKKEFOLGE))
    formler = [formelbok.les_formel(tabeller)]
    ventet: list[list[list[Any]] | None] = [[[tekst]]]

    def spor(navn: str, *argumenter: Any, bank_til: str = ",Bank") -> None:
        svar = ventet_av(navn, [*argumenter, tekst])
        rader, kolonner = (len(svar), len(svar[0])) if svar else (1, 1)
        deler = ",".join("" if a is None else stjel(a) for a in argumenter)
        formler.append(Formel(f"{navn}({deler}{bank_til})", rader, kolonner))
        ventet.append(svar)

    for dag in (date(2026, 2, 28), DAG, date(2027, 1, 3)):
        for nummer in bank.ansattnumre:
            for nokkel in SALDONOKLER:
                spor("TIDBANK_SALDO", nummer, dag, nokkel)
        spor("TIDBANK_SALDO", None, dag, "skyldig")
        spor("TIDBANK_OVERSIKT", dag)
        spor("TIDBANK_AVVIK", dag)
        for nummer in ("1008", "1011", "1018"):
            spor("TIDBANK_KONTO", nummer, None, dag)
    spor("TIDBANK_KONTO", "1002", date(2026, 6, 1), None)
    spor("TIMEBANK_SALDO", "1003", DAG)
    spor("TIMEBANK_SALDO", None, DAG)
    spor("TIMEBANK_KONTO", "1003", None, DAG)
    spor("TIMEBANK_OVERSIKT", DAG)
    for hvem in ("1001", "1008", None):
        spor("TIDBANK_PROV", hvem, date(2026, 10, 17), "14:30", "22:00", DAG)
    spor("TIDBANK_VAKTUKE", DAG, 1, DAG, None)
    spor("PENDLING_EKSTRA", "1008", None, DAG)  # an error: nobody's commute is known here
    forste_uten = len(formler)
    for nummer in ("1001", "1008", "9999"):
        spor("TIDBANK_SALDO", nummer, DAG, "skyldig", bank_til="")
    spor("TIDBANK_OVERSIKT", DAG, bank_til="")
    sti = tmp_path_factory.mktemp("lo") / "funksjoner.xlsx"
    plasser = formelbok.skriv(sti, tabeller, formler)
    nr = lo("apne", str(sti))
    lo("regn", nr)
    return nr, formler, plasser, ventet, forste_uten


def test_solbakken_cell_by_cell(lo: Kontor, bankbok: Any) -> None:
    nr, formler, plasser, ventet, _ = bankbok
    celler = utsnitt(lo, nr)
    for formel, plass, svar in zip(formler, plasser, ventet, strict=True):
        kontroller(celler(plass), svar, formel.tekst)
    brukt = {f.tekst.split("(")[0] for f in formler}
    assert brukt == {n for n, f in REGISTER.items() if names.sporr_dokumentet(f)} | {"TIDBANK_LES"}


def test_an_edit_moves_every_balance(lo: Kontor, bankbok: Any, solbakken: Path) -> None:
    """A confirmed shift lowers what is owed, through the cell Bank and where the document itself is asked."""
    nr, formler, plasser, _, forste_uten = bankbok
    vakt = next(
        v for v in Bank(read.les_bok(solbakken)).sak("1008").tidbankvakter if v.status == "Tildelt" and v.dato <= DAG
    )
    celle = vakt.kilde.celle("Status")
    med = next(
        p
        for f, p in zip(formler, plasser, strict=True)
        if f.tekst == 'TIDBANK_SALDO("1008",DATE(2026,9,13),"skyldig",Bank)'
    )
    uten = next(p for f, p in zip(formler[forste_uten:], plasser[forste_uten:], strict=True) if '"1008"' in f.tekst)
    foer = [lo("verdier", nr, ARK, p)[0][0] for p in (med, uten)]
    tekst_foer = lo("verdier", nr, ARK, "A1")[0][0]
    lo("sett", nr, "Vakter", celle, "Utført")
    assert lo("verdier", nr, ARK, "A1")[0][0] != tekst_foer
    for plass, gammel in zip((med, uten), foer, strict=True):
        assert lo("verdier", nr, ARK, plass)[0][0] == pytest.approx(gammel - vakt.timer, abs=1e-9)
    lo("sett", nr, "Vakter", celle, "Tildelt")
    assert [lo("verdier", nr, ARK, p)[0][0] for p in (med, uten)] == pytest.approx(foer, abs=1e-9)
    assert lo("verdier", nr, ARK, "A1")[0][0] == tekst_foer


def test_a_bad_cell_is_an_error_and_never_an_old_figure(lo: Kontor, bankbok: Any, solbakken: Path) -> None:
    """His figures and the sums are errors, the others' stand; a bad key of Ansatte is an error in every cell."""
    nr, formler, plasser, ventet, _ = bankbok
    hans = Bank(read.les_bok(solbakken)).tabeller.vakter[0].ansattnr
    saldoer = [n for n, f in enumerate(formler) if f.tekst.startswith("TIDBANK_SALDO(") and '"9999"' not in f.tekst]
    lo("sett", nr, "Vakter", "D2", "31.02.2026")
    celler = utsnitt(lo, nr)
    assert f", utelatt: {hans} #" in celler(plasser[0])[0][0]
    hele = {n for n in saldoer if formler[n].tekst.startswith("TIDBANK_SALDO(,")}
    feil = {n for n in saldoer if isinstance(celler(plasser[n])[0][0], dict)}
    ventet_feil = {n for n in saldoer if ventet[n] is None or f'("{hans}"' in formler[n].tekst} | hele
    assert hele
    assert feil == ventet_feil
    oversikter = [n for n, f in enumerate(formler) if f.tekst.startswith("TIDBANK_OVERSIKT(DATE(2026,9,13)")]
    assert len(oversikter) == 2  # through the cell Bank, and where the document itself is asked
    for n in oversikter:
        rader = {r[0]: r for r in celler(plasser[n])}
        assert rader[hans][-1] == "Utelatt"
        assert not [v for v in rader[hans][2:-1] if v != ""]
    assert any("31.02.2026" in str(s.get("feil")) and "D2" in str(s.get("feil")) for s in lo.spor_siden())
    lo("sett", nr, "Vakter", "D2", 46152)
    assert lo("verdier", nr, ARK, plasser[0]) == ventet[0]
    forste = lo("verdier", nr, "Ansatte", "A2")[0][0]
    lo("sett", nr, "Ansatte", "A2", "")
    celler = utsnitt(lo, nr)
    for n in (0, *saldoer, *oversikter):
        assert isinstance(celler(plasser[n])[0][0], dict), formler[n].tekst
    lo("sett", nr, "Ansatte", "A2", forste)
    assert lo("verdier", nr, ARK, plasser[0]) == ventet[0]


def test_saved_as_xlsx_nothing_is_lost(lo: Kontor, bankbok: Any, tmp_path: Path) -> None:
    nr, formler, plasser, ventet, _ = bankbok
    sti = tmp_path / "lagret.xlsx"
    lo("lagre", nr, str(sti))
    igjen = lo("apne", str(sti))
    lo("regn", igjen)
    assert lo("ark", igjen) == lo("ark", nr)
    skrevet, var = utsnitt(lo, igjen, "formler"), utsnitt(lo, nr, "formler")
    celler = utsnitt(lo, igjen)
    for formel, plass in zip(formler, plasser, strict=True):
        assert any(map(any, var(plass))), formel.tekst
        assert skrevet(plass) == var(plass), formel.tekst
    for formel, plass, svar in list(zip(formler, plasser, ventet, strict=True))[1:40]:
        kontroller(celler(plass), svar, formel.tekst)
    lo("lukk", igjen)


def test_functions_go_by_their_own_names(lo: Kontor, bankbok: Any) -> None:
    nr = bankbok[0]
    assert lo("skriv_lokal", nr, ARK, "AZ1", "=TIDBANK_ANDEL(0,6;0,4)") == "=TIDBANK_ANDEL(0,6;0,4)"
    assert lo("verdier", nr, ARK, "AZ1")[0][0] == pytest.approx(0.4)


def test_the_function_wizard_speaks_norwegian(lo: Kontor) -> None:
    for navn in udfs.__all__:
        hjelp = lo("hjelp", navn)
        f = REGISTER[navn]
        assert hjelp[0].startswith(f.hjelp)
        assert hjelp[1:] == [f"{a.navn}: {a.hjelp}" for a in f.argumenter]


def test_the_menu_is_the_registry(lo: Kontor) -> None:
    """What belongs to a part stands under the part's name."""
    ventet: list[str] = []
    for del_, alle in groupby(own.knapper(), key=lambda k: k.del_):
        ventet += [d.tittel for d in deler.DELER if d.navn == del_] if del_ else [k.etikett for k in alle]
    assert lo("meny") == ventet
    assert {k.navn for k in own.knapper()} == {*commands.REGISTER, *(k.navn for k in own.EGNE)}


@pytest.fixture(scope="module")
def med_miljo(solbakken: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Solbakken's bank with the sheets of the environment, filled in."""
    sti = tmp_path_factory.mktemp("miljo") / "Bank.xlsx"
    workbook.skriv_bank(sti, {**demo_miljo.demo_miljo(), **les_mappe(SOLBAKKEN).rader}, [], deler=["miljo"])
    return sti


@pytest.mark.parametrize("navn", commands.REGISTER)
def test_each_command_makes_what_we_write(
    lo: Kontor, solbakken: Path, med_miljo: Path, tmp_path: Path, navn: str
) -> None:
    kommando, (ansatte, svar) = commands.REGISTER[navn], _svar(commands.REGISTER[navn])
    if kommando.del_ == "miljo":
        solbakken = med_miljo
    gjort = kommando.kjor(Bank(read.les_bok(solbakken)), DAG, {**svar, "ansatte": ansatte})
    fasit, fil = tmp_path / "fasit.xlsx", tmp_path / "laget.xlsx"
    arkene = openpyxl.load_workbook(solbakken, read_only=True)
    skjulte = [a.title for a in arkene.worksheets if a.sheet_state != "visible"]
    if gjort.fil:
        gjort.fil.skriv(fasit)
    else:
        sider = sidedata.i_boken((uten_skjulte(s, skjulte) for s in gjort.sider()), solbakken)
        resten = [Side(n, n, ()) for n in arkene.sheetnames if n not in {s.ark for s in sider}]  # what links lead to
        pages.skriv_sider(fasit, [*sider, *resten])
    felt = {"dato": DAG.isoformat(), "ansatt": ",".join(ansatte), "stille": "1", "fil": str(fil), **svar}
    nr = lo("apne", str(solbakken), True)
    kall, fra = f"{navn}?{urlencode(felt)}", len(lo.spor_siden())
    lo("kommando", nr, kall)
    (spor,) = [s for s in lo.spor_siden(fra) if s.get("kommando") == navn]
    if gjort.fil:
        assert spor["fil"] == str(fil)
        assert _celler(fil) == _celler(fasit)
        lo("lukk", nr)
        return
    assert "ark" in spor, spor
    riktig = lo("apne", str(fasit))
    for laget, vaart in zip(spor["ark"], lo("ark", riktig)[: len(spor["ark"])], strict=True):
        ulikt = lo("sammenlign", nr, laget, riktig, vaart)
        # The tables that Start watches are not in the other document, which is without a locked sheet as well.
        assert [u for u in ulikt if "ndret" not in u and not u.startswith("betinget")] == []
    # Again: pages people write on are never overwritten, the others take the place of the last.
    lo("kommando", nr, kall)
    igjen = [s for s in lo.spor_siden(fra) if s.get("kommando") == navn][1]["ark"]
    assert (igjen == spor["ark"]) is kommando.erstatter
    lo("lukk", nr)
    lo("lukk", riktig)


def _svar(kommando: commands.Kommando) -> tuple[list[str], dict[str, str]]:
    """Employees and answers to try a command with: two employees, and what its form proposes."""
    return ["1008", "1011"] if kommando.velger_ansatte else [], {
        s.navn: s.forslag for s in kommando.skjema[1:] if s.slag is not commands.Svarslag.ANSATTE
    }


def _celler(sti: Path) -> object:
    if not zipfile.is_zipfile(sti):  # a CSV file, whatever it was called
        return sti.read_bytes()
    return [(ark.title, list(ark.iter_rows(values_only=True))) for ark in openpyxl.load_workbook(sti)]


def test_what_was_made_is_logged(lo: Kontor, solbakken: Path, tmp_path: Path) -> None:
    """A row for each command, on a sheet that Undo leaves alone, and that reads back from the saved file."""
    nr, fra = lo("apne", str(solbakken), True), len(lo.spor_siden())
    foer, felt = lo("ark", nr), {"dato": DAG.isoformat(), "stille": "1"}
    lo("kommando", nr, f"kontroller_alt?{urlencode(felt)}")
    lo("sett", nr, "Vakter", "K2", "Avlyst")
    kopi = tmp_path / "Tone Solli.xlsx"
    kopi.write_bytes(b"gammel")
    lo("kommando", nr, f"del_med_tillitsvalgt?{urlencode({**felt, 'pseudonymer': 'Nei', 'fil': str(kopi)})}")
    lo("kommando", nr, f"gjennomgang?{urlencode({**felt, 'ansatt': '1008'})}")
    sagt = " ".join(s["tekst"] for s in lo.spor_siden(fra) if "tekst" in s)
    assert "«Tone Solli sikkerhetskopi 1.xlsx»" in sagt
    assert not [s for s in lo.spor_siden(fra) if "logg" in s]
    lo("kommando", nr, "logg?stille=1")
    assert "3 linjer. Banken er uendret" in [s["tekst"] for s in lo.spor_siden(fra) if "tekst" in s][-1]
    sider = [n for n in lo("ark", nr) if n not in (*foer, "Logg")]
    assert len(sider) == 2
    lo("innenfor", "angre", nr)
    assert [n for n in lo("ark", nr) if n not in foer] == ["Avvik", "Logg"]
    lagret = tmp_path / "lagret.xlsx"
    lo("lagre", nr, str(lagret))
    linjer, uleste = logg.les_ark(lagret)
    assert uleste == 0
    assert [x.kommando for x in linjer] == ["kontroller_alt", "del_med_tillitsvalgt", "gjennomgang"]
    assert linjer[0].fra == Bank(read.les_bok(solbakken)).stempel
    assert linjer[2].til == Bank(read.les_bok(lagret)).stempel
    assert [v.brudd for v in logg.samle([], linjer)] == [False, True, False]
    assert "Solli" not in str(linjer)
    lo("lukk", nr)


def test_a_command_on_bad_input_says_where(lo: Kontor, solbakken: Path, tmp_path: Path) -> None:
    """Who is left out, and the cell: in a box, on the page, and beside a file. A bad key of Ansatte stops it all."""
    nr, felt = lo("apne", str(solbakken), True), {"dato": DAG.isoformat(), "stille": "1"}
    hans = Bank(read.les_bok(solbakken)).tabeller.vakter[0].ansattnr

    def sagt(navn: str, **mer: str) -> dict[str, Any]:
        fra = len(lo.spor_siden())
        lo("kommando", nr, f"{navn}?{urlencode({**felt, **mer})}")
        (ett,) = [s for s in lo.spor_siden(fra) if "tekst" in s]
        return dict(ett)

    lo("sett", nr, "Vakter", "D2", "31.02.2026")
    kopi = tmp_path / "kopi.xlsx"
    for svar in (
        sagt("kontroller_alt"), sagt("oversikt"), sagt("del_med_tillitsvalgt", pseudonymer="Nei", fil=str(kopi)),
    ):  # fmt: skip
        assert f"Ikke med i svaret: {hans}. De andre er med." in svar["tekst"]
        assert "Vakter!D2" in svar["tekst"]
        assert "31.02.2026" in svar["tekst"]
        assert not svar["feil"]
    assert kopi.exists()
    avvik = lo("verdier", nr, "Avvik", lo("brukt", nr, "Avvik"))
    assert [r for r in avvik if any("31.02.2026" in str(v) for v in r)]
    ny = "Oversikt"  # in place of the one made with the file
    assert f"Ikke med i tallene: {hans} " in str(lo("verdier", nr, ny, lo("brukt", nr, ny)))
    svar, arkene = sagt("gjennomgang", ansatt=hans), lo("ark", nr)
    assert svar["feil"]
    assert "Vakter!D2" in svar["tekst"]
    lo("sett", nr, "Ansatte", "A2", "")
    svar = sagt("kontroller_varsler")
    assert svar["feil"]
    assert "Ansatte!A2" in svar["tekst"]
    assert lo("ark", nr) == arkene
    lo("lukk", nr)


def test_a_control_marks_the_rows(lo: Kontor, solbakken: Path, tmp_path: Path) -> None:
    """As in Excel: beside each row, never over what somebody wrote, and gone with the pages of the same command."""
    nr, felt = lo("apne", str(solbakken), True), {"dato": DAG.isoformat(), "stille": "1"}
    bank = Bank(read.les_bok(solbakken))
    lest = lo("innenfor", "les", nr)
    varsler, alt = (
        {(f.kilde.ark, f.kilde.rad): f for f in commands.REGISTER[navn].kjor(bank, DAG).merk or () if f.kilde.rad}
        for navn in ("kontroller_varsler", "kontroller_alt")
    )
    assert varsler
    assert len(alt) > len(varsler)

    def merket() -> dict[tuple[str, int], str]:
        return {(ark, rad): tekst for ark, rad, tekst in lo("innenfor", "merker", nr) if rad > 1}

    def kjor(navn: str) -> dict[Any, str]:
        fra = len(lo.spor_siden())
        lo("kommando", nr, f"{navn}?{urlencode(felt)}")
        assert not [s for s in lo.spor_siden(fra) if s.get("feil")]
        assert lo("innenfor", "les", nr) == lest
        return merket()

    assert kjor("kontroller_alt").keys() == alt.keys()
    naa = kjor("kontroller_varsler")
    assert naa.keys() == varsler.keys()
    for sted, merke in naa.items():
        assert merke.startswith(("■ Brudd: ", "▲ Advarsel: "))
        assert varsler[sted].tekst in merke
        assert merke.endswith("(kontrollert 13.09.2026)")
    # One step for Undo and Redo, with the pages; not one for each cell.
    assert lo("innenfor", "angre", nr)[0].startswith("Tidbank: ")
    assert merket().keys() == alt.keys()
    lo("innenfor", "gjenta", nr)
    assert merket() == naa
    lo("innenfor", "angre", nr)
    lo("innenfor", "angre", nr)
    assert merket() == {}
    lo("innenfor", "gjenta", nr)
    assert merket().keys() == alt.keys()
    # Somebody's own note in the column stays; so do the marks in the saved file, which reads as before.
    ledig = next(n for n in range(2, 60) if ("Vakter", n) not in alt)
    topp = lo("verdier", nr, "Vakter", "A1:AZ1")[0]
    kol = kolonne(topp.index("Tidbank-kontroll"))
    lo("sett", nr, "Vakter", f"{kol}{ledig}", "Spør Kari")
    assert kjor("kontroller_varsler") == {**naa, ("Vakter", ledig): "Spør Kari"}
    for ending, filter_ in (("ods", "calc8"), ("xlsx", "Calc MS Excel 2007 XML")):
        lo("lagre", nr, str(tmp_path / f"ut.{ending}"), filter_)
        igjen = lo("apne", str(tmp_path / f"ut.{ending}"), True)
        lo("kommando", igjen, "angre_siste?stille=1")
        assert lo("innenfor", "merker", igjen) == [["Vakter", 1, "Tidbank-kontroll"], ["Vakter", ledig, "Spør Kari"]]
        lo("lukk", igjen)
    merket_fil = read.les_bok(tmp_path / "ut.xlsx")
    assert (merket_fil.vakter, merket_fil.merknader, merket_fil.utelatt) == (bank.tabeller.vakter, (), ())
    lo("sett", nr, "Vakter", f"{kol}{ledig}", "")
    lo("kommando", nr, "angre_siste?stille=1")
    assert lo("innenfor", "merker", nr) == []
    # Where the column beside the table is taken, it is said, and the page is made all the same.
    lo("sett", nr, "Vakter", f"{kol}5", "Mitt")
    fra = len(lo.spor_siden())
    lo("kommando", nr, f"kontroller_varsler?{urlencode(felt)}")
    assert "Kolonnen til høyre for tabellen Vakter er i bruk." in lo.spor_siden(fra)[-1]["tekst"]
    assert merket() == {}
    lo("lukk", nr)


def test_the_hosts_own_buttons(lo: Kontor, solbakken: Path) -> None:
    nr, felt = lo("apne", str(solbakken), True), {"dato": DAG.isoformat(), "stille": "1"}
    arkene = lo("ark", nr)

    def sagt(navn: str) -> str:
        fra = len(lo.spor_siden())
        lo("kommando", nr, f"{navn}?{urlencode(felt)}")
        return "".join(s["tekst"] for s in lo.spor_siden(fra) if "tekst" in s)

    assert "ikke noe å angre" in sagt("angre_siste")
    assert sagt("kontroller_alt") == sagt("konto") == ""
    sider = [n for n in lo("ark", nr) if n not in (*arkene, "Logg")]
    lo("sett", nr, sider[1], "K90", "Snakk med Kari")
    svar = sagt("angre_siste")
    assert svar.startswith(f"Fjernet: {sider[2]}, ")
    assert f"Noen har skrevet på {sider[1]}, så det står igjen." in svar
    assert [n for n in lo("ark", nr) if n not in arkene] == ["Avvik", "Logg", sider[1]]
    assert sagt("angre_siste") == "Fjernet: Avvik. Merkene ved siden av radene er tatt bort."
    assert "ikke noe å angre" in sagt("angre_siste")
    svar = sagt("sjekk_oppsett")
    for ventet in ("LibreOffice 2", str(solbakken), "Tabellene kan leses: Tidbank"):
        assert ventet in svar
    for _ in range(2):
        assert sagt("hjelp") == ""
    assert [n for n in lo("ark", nr) if n.startswith("Hjelp")] == ["Hjelp"]
    assert "finnes ikke" in sagt("borte")
    lo("innenfor", "beskytt", nr, True)
    assert "struktur er beskyttet" in sagt("gjennomgang")
    lo("innenfor", "beskytt", nr, False)
    lo("lukk", nr)


def test_pages_print(lo: Kontor, solbakken: Path, tmp_path: Path) -> None:
    bank = Bank(read.les_bok(solbakken))
    svar = [k.kjor(bank, DAG, sidedata.utfylt(k, _svar(k)[0])) for k in commands.REGISTER.values()]
    sider = [side for gjort in svar for side in gjort.sider()]
    bok, pdf = tmp_path / "sider.xlsx", tmp_path / "sider.pdf"
    pages.skriv_sider(bok, sider)
    nr = lo("apne", str(bok))
    lo("lagre", nr, str(pdf), "calc_pdf_Export")
    lo("lukk", nr)
    assert pdf.read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        tekst = subprocess.run(
            ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert "###" not in tekst
        assert "Skyldig" in tekst
        assert "Err:" not in tekst


def test_a_bank_from_the_template_is_brought_up_to_date_and_gets_a_part(lo: Kontor, tmp_path: Path) -> None:
    """The pages in front take the place of themselves; a page somebody has written on stays."""
    sti = tmp_path / "ny.xlsx"
    workbook.skriv_bank(sti, sidedata.rader(), commands.forsider(sidedata.bank(), DAG))
    nr, felt = lo("apne", str(sti), True), {"dato": "2026-10-01", "stille": "1"}
    arkene = lo("ark", nr)
    for _ in range(2):
        lo("kommando", nr, f"oversikt?{urlencode(felt)}")
        assert [n for n in lo("ark", nr) if n != "Logg"] == arkene
    fra = len(lo.spor_siden())
    lo("kommando", nr, f"legg_til_del?{urlencode({**felt, 'del_': 'Importer'})}")
    sagt = [s["tekst"] for s in lo.spor_siden(fra) if "tekst" in s]
    assert sagt == ["Importer er lagt til: Importer."]
    lagret = tmp_path / "lagret.xlsx"
    lo("lagre", nr, str(lagret))
    assert "importer" in deler_i(lagret)
    assert Bank(read.les_bok(lagret)).stempel == Bank(read.les_bok(sti)).stempel
    lo("sett", nr, "Oversikt", "B40", "Snakk med Kari")
    lo("kommando", nr, f"oversikt?{urlencode(felt)}")
    assert "Oversikt (2)" in lo("ark", nr)
    lo("lukk", nr)


def test_start_placed_in_a_document_tells_when_a_table_is_changed(lo: Kontor, tmp_path: Path) -> None:
    """By formulas of its own, also when the cells hold what only a person types; and it is still ours after that."""
    sti = tmp_path / "bank.xlsx"
    workbook.skriv_bank(sti, sidedata.rader(), commands.forsider(sidedata.bank(), DAG))
    nr, felt = lo("apne", str(sti), True), {"dato": "2026-10-01", "stille": "1"}

    def sagt() -> list[str]:
        celler = [c for rad in lo("verdier", nr, "Start", "A1:AZ60") for c in rad]
        return [c for c in celler if str(c).startswith(("● Tallene er", "▲ Tabellene er"))]

    lo("sett", nr, "Vakter", "J3", '=""')  # a formula that gives nothing
    lo("kommando", nr, f"oversikt?{urlencode(felt)}")
    assert sagt() == ["● Tallene er ferske"]
    lo("sett", nr, "Vakter", "I3", "Avlyst")
    assert sagt()[0].startswith("▲ Tabellene er endret")
    arkene = lo("ark", nr)
    lo("kommando", nr, f"oversikt?{urlencode(felt)}")
    assert sagt() == ["● Tallene er ferske"]
    assert lo("ark", nr) == arkene  # in its own place
    lo("lukk", nr)
