"""The live workbook: what stands in it, and that after an edit no cell shows an old figure."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import zipfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import sidedata
from xl_tidbank.book.open import read
from xl_tidbank.book.template import inputs
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.views import SALDONOKLER
from xl_tidbank.functions import REGISTER
from xl_tidbank.hosts.excel.build import live
from xl_tidbank.tables import schema

from . import falsk
from .com import tid
from .conftest import apne, glem
from .regneark import VERDIFEIL, Regneark, feil

KALL = re.compile(r"\b(TI[DM]E?BANK_\w+)\(")
LEVENDE = ("Start", "Oversikt", "Ansatt", "Vaktuke")


def verdier(bok: falsk.Bok) -> dict[tuple[str, int, int], Any]:
    """What every cell of the live pages shows; numbers to the last bits a sum may differ in."""
    ut: dict[tuple[str, int, int], Any] = {}
    for navn in LEVENDE:
        for sted, (v, _) in bok.ark(navn)._celler.items():
            if v not in (None, ""):
                ut[(navn, *sted)] = round(v, 9) if isinstance(v, float) else v
    return ut


@cache
def lest(fil: Path, verdier: bool = False) -> openpyxl.Workbook:
    """The file as a library that is not ours reads it."""
    return openpyxl.load_workbook(fil, data_only=verdier)


@pytest.fixture
def ark(bok: falsk.Bok) -> Regneark:
    return Regneark(bok)


def sted(bok: falsk.Bok, navn: str) -> str:
    """The address of a named cell."""
    alle = [*bok._navn, *(n for ark in bok._ark for n in ark._navn)]
    return next(n for n in alle if n._kort == navn).RefersToRange.Address.replace("$", "")


@pytest.mark.slow
def test_every_formula_has_its_value_and_names_a_function(filer: dict[str, Path]) -> None:
    for fil in (filer["levende"], filer["tom"]):
        formler, lagret = lest(fil), lest(fil, verdier=True)
        brukt = set()
        for ark in formler:
            for rad in ark.iter_rows():
                for celle in rad:
                    if celle.data_type == "f":
                        if ark.title not in LEVENDE:  # Navn and Ukedag beside what is typed: Excel's own functions
                            assert not KALL.search(str(getattr(celle.value, "text", celle.value))), celle
                            continue
                        brukt |= set(KALL.findall(str(getattr(celle.value, "text", celle.value))))
                        verdi = lagret[ark.title][celle.coordinate].value
                        assert not str(verdi).startswith("#"), celle
                        if fil == filer["levende"]:
                            assert verdi is not None, (ark.title, celle.coordinate)
        kall = {"TIDBANK_LES", "TIDBANK_OVERSIKT", "TIDBANK_SALDO", "TIDBANK_KONTO", "TIDBANK_VAKTUKE"}
        assert brukt == kall <= REGISTER.keys()
        assert b"fullCalcOnLoad" not in zipfile.ZipFile(fil).read("xl/workbook.xml")
    assert not [
        celle for ark in lest(filer["fast"]) for rad in ark.iter_rows() for celle in rad
        if celle.data_type == "f" and KALL.search(str(celle.value))
    ]  # fmt: skip


def test_the_cell_bank_reads_every_table_there_is() -> None:
    """All that a figure rests on, and so not the log of imports."""
    tabeller = [t for t in schema.TABELLER if t is not schema.IMPORTER]
    navn = [a.navn for a in REGISTER["TIDBANK_LES"].argumenter]
    lest, _, utenfor = live.les_formel().partition(",COUNTA(")
    assert utenfor.count("INDEX(") == len(tabeller)
    for del_ in (lest, utenfor):
        assert re.findall(r"(\w+)\[\[#Headers\],\[#Data\]\]", del_) == re.findall(r"(\w+)\[", lest)
        assert set(re.findall(r"(\w+)\[", del_)) == {t.navn for t in tabeller}
    assert len(navn) == len(tabeller) + 1 + len(schema.REGISTRE)  # those of the environment stand last, where they are
    assert set(re.findall(r"'([^']+)'!", utenfor)) == {t.ark for t in tabeller}
    assert "'Lister'!$A$1:$D$200000" in utenfor


@pytest.mark.slow
def test_what_is_stored_is_what_is_computed(ark: Regneark, filer: dict[str, Path]) -> None:
    lagret = verdier(ark.bok)
    ark.alt()
    assert verdier(ark.bok) == lagret
    bank = Bank(read.les_bok(filer["levende"]))
    assert ark.bok.ark("Oversikt").Range(sted(ark.bok, "Bank")).Value == str(bank)
    oversikt = [r for r in ark.bok.ark("Oversikt").UsedRange.Value if r[0] in bank.ansattnumre]
    for rad, s in zip(oversikt, bank.saldoer(sidedata.DAG), strict=True):
        assert [v for v in rad[:17] if isinstance(v, float)] == pytest.approx(
            [v for v in s if isinstance(v, float)], abs=1e-9
        )


def test_nothing_of_the_users_becomes_a_formula(filer: dict[str, Path]) -> None:
    """An employee in the demo of the tests is called =cmd|..."""
    bok = lest(filer["levende"])
    fiendtlig = [c for rad in bok["Oversikt"].iter_rows() for c in rad if str(c.value).startswith("=cmd")]
    assert len(fiendtlig) == 1
    assert fiendtlig[0].data_type == "s"


def _endringer(ark: Regneark, rng: random.Random) -> list[str]:
    """A few edits of every kind, made one after the other; yields what was done."""
    bok = ark.bok
    vakter, avtaler = bok.tabell("Vakter"), bok.tabell("Avtaler")
    rad = rng.randint(2, vakter._boks[3])
    ansatte = [r[0] for r in bok.tabell("Ansatte").DataBodyRange.Value]
    valg: list[Any] = [
        lambda: ark.sett("Vakter", f"K{rad}", rng.choice(["Utført", "Tildelt", "Avlyst", "Godkjent"])),
        lambda: ark.sett("Vakter", f"G{rad}", tid(datetime(1899, 12, 30, rng.randint(12, 20), 30))),
        lambda: ark.sett("Vakter", f"D{rad}", tid(datetime(2026, rng.randint(1, 12), 3))),
        lambda: ark.sett("Avtaler", f"F{rng.randint(2, avtaler._boks[3])}", float(rng.choice([10, 20, 30]))),
        lambda: ark.sett("Innstillinger", "C2", f"Enhet {rng.random()}"),
        lambda: ark.sett("Oversikt", sted(bok, "Dato"), tid(datetime(2026, rng.randint(2, 9), 14))),
        lambda: ark.sett("Ansatt", sted(bok, "Ansatt"), rng.choice(ansatte)),
        lambda: ark.ny_rad("Vakter", [f"N{rng.random()}", rng.choice(ansatte), None, tid(datetime(2026, 8, 3)), None,
                                      0.3125, 0.625, 30.0, "Tidbank", "Tildelt", "Utført", tid(datetime(2026, 7, 1))]),
        lambda: ark.ny_rad("Fravær", [rng.choice(ansatte), None, tid(datetime(2026, 5, 4)), tid(datetime(2026, 5, 9)),
                                      "SYK"]),
        lambda: ark.sett("Vakter", f"D{rad}", "31.02.2026"),
        lambda: ark.sett("Vakter", f"M{rad}", VERDIFEIL),
    ]  # fmt: skip
    for gjor in rng.sample(valg, 4):
        gjor()
    return []


@pytest.mark.parametrize("fro", range(4))
def test_after_an_edit_no_cell_shows_an_old_figure(ark: Regneark, fro: int) -> None:
    """Only what the edit leads to is computed; it must be what computing everything afresh gives."""
    _endringer(ark, random.Random(fro))
    naa = verdier(ark.bok)
    glem()
    ark.alt()
    assert verdier(ark.bok) == naa


def test_the_page_of_another_employee_on_another_day(ark: Regneark) -> None:
    bank = sidedata.bank()
    for nr, dag in (("2002", datetime(2026, 3, 31)), ("2006", datetime(2026, 9, 14))):
        ark.sett("Oversikt", sted(ark.bok, "Dato"), tid(dag))
        ark.sett("Ansatt", sted(ark.bok, "Ansatt"), nr)
        konto = next(s for s, u in ark.uttrykk.items() if s[0] == "Ansatt" and "TIDBANK_KONTO" in str(u))
        blad = ark.bok.ark("Ansatt")
        timer = [blad._celler[r, konto[2] + 2][0] for r, k in ark.fylt[konto] if k == konto[2] + 1 and r > konto[1]]
        assert timer == pytest.approx([x.timer for x in bank.konto(nr, til=dag.date())])
        saldo = bank.saldo(nr, dag.date())
        vist = {k[0]: v for k in blad.Range("B1:E30").Value for v in k[1:] if isinstance(v, float)}
        for nokkel in ("periodeskyld", "paalopt", "arbeidet", "skyldig", "etterslep"):
            assert vist[schema.SALDONAVN[nokkel]] == pytest.approx(getattr(saldo, nokkel)), nokkel


def test_a_bad_cell_leaves_out_its_person_and_every_sum(ark: Regneark) -> None:
    """The others keep their rows; on the page of the one left out every figure is an error, and Bank names him."""
    foer, riktig = verdier(ark.bok), {s.ansattnr: s for s in sidedata.bank().saldoer(sidedata.DAG)}
    ark.sett("Ansatt", sted(ark.bok, "Ansatt"), "2002")
    ark.sett("Vakter", "D2", "31.02.2026")
    blad = ark.bok.ark("Oversikt")
    assert ", utelatt: 2002 #" in blad.Range(sted(ark.bok, "Bank")).Value
    rader = {r[1]: r for r in blad.Range("A10:T60").Value if r[1]}
    assert rader.keys() == riktig.keys() | {"2002"}
    assert rader["2002"][19] == "Utelatt"
    assert not [v for v in rader["2002"][3:19] if v not in (None, "")]
    assert {nr: r[9] for nr, r in rader.items() if nr != "2002"} == pytest.approx(
        {nr: s.skyldig for nr, s in riktig.items() if nr != "2002"}
    )
    kort = {r: [v for v in ark.bok.ark("Start").Range(f"B{r}:T{r}").Value[0] if v is not None] for r in (5, 6)}
    vist = dict(zip(kort[5], kort[6], strict=True))
    assert {n for n, v in vist.items() if feil(v)} == {"Skyldig i alt, timer", "Til gode i alt, timer"}
    assert vist["Ansatte i tidbank"] == len(riktig) - ("2002" in riktig)
    assert sum(feil(v) for (navn, *_), v in verdier(ark.bok).items() if navn == "Start") == 2
    regnet = [s for s, u in ark.uttrykk.items() if s[0] == "Ansatt" and "TIDBANK_" in str(u)]
    assert len(regnet) > len(SALDONOKLER)
    assert [s for s in regnet if not feil(ark.bok.ark("Ansatt")._celler[s[1:]][0])] == []
    assert not [v for (navn, *_), v in verdier(ark.bok).items() if navn == "Ansatt" and isinstance(v, float)]
    ark.sett("Vakter", "D2", tid(datetime(2026, 1, 5)))
    ark.sett("Ansatt", sted(ark.bok, "Ansatt"), "2001")
    assert not [s for s, v in verdier(ark.bok).items() if feil(v)]
    assert verdier(ark.bok).keys() == foer.keys()


def test_what_everybody_rests_on_is_an_error_everywhere(ark: Regneark) -> None:
    foer = verdier(ark.bok)
    nummer = ark.bok.ark("Ansatte").Range("A2").Value
    ark.sett("Ansatte", "A2", VERDIFEIL)
    naa = verdier(ark.bok)
    feilende = {s for s, v in naa.items() if feil(v)}
    tall = {
        s for s, v in foer.items() if (isinstance(v, float) and s[0] not in ("Ansatt", "Vaktuke")) or s in ark.uttrykk
    }
    uten_bank = {s for s in ark.uttrykk if "Dato" in str(ark.uttrykk[s]) and "kall" not in str(ark.uttrykk[s])}
    navn = {s for s in ark.uttrykk if "MATCH" in str(ark.uttrykk[s])}
    assert feilende - navn == {s for s in ark.uttrykk if s not in uten_bank | navn}
    assert not {s for s in tall - feilende - uten_bank - navn if s in naa}
    ark.sett("Ansatte", "A2", nummer)
    assert verdier(ark.bok) == foer


def test_a_function_without_a_bank_is_always_fresh(ark: Regneark) -> None:
    skyldig = sidedata.bank().saldo("2004", sidedata.DAG).skyldig
    assert ark.formel("Oversikt", "AB1", 'TIDBANK_SALDO("2004",Dato,"skyldig")') == pytest.approx(skyldig)
    vakt = next(v for v in sidedata.bank().sak("2004").tidbankvakter if v.status == "Utført" and v.dato < sidedata.DAG)
    rad = 2 + [r[0] for r in sidedata.rader()["Vakter"]].index(vakt.vaktnr)
    foer = ark.bok.ark("Oversikt").Range("AB1").Value
    ark.sett("Vakter", f"K{rad}", "Avlyst")
    assert ark.bok.ark("Oversikt").Range("AB1").Value == pytest.approx(foer + vakt.timer)
    # Read again only when something changed.
    antall = len(ark.kalt)
    from xl_tidbank.hosts.excel import book

    lest = book._sist
    ark.sett("Hjelp", "Z99", "noe annet")
    assert ark.kalt[antall:] == ["TIDBANK_SALDO"]
    assert book._sist is lest


def test_a_table_with_formulas_is_refused_where_nothing_says_when_it_is_computed(ark: Regneark) -> None:
    celler = ark.bok.ark("Vakter")._celler
    celler[2, 6] = (celler[2, 6][0], "=15*2")
    assert ark.formel("Oversikt", "AB1", "TIDBANK_OVERSIKT(Dato)") == VERDIFEIL
    assert not feil(ark.formel("Oversikt", "AB40", "TIDBANK_SALDO(,Dato,,Bank)"))


def test_the_sheets_own_employee(ark: Regneark) -> None:
    """No employee and no bank = the sheet's own employee; elsewhere the sum; and never one that could grow old."""
    bank = sidedata.bank()
    forste = bank.saldoer(sidedata.DAG)[0]
    assert ark.formel("Ansatt", "AB1", "TIDBANK_SALDO(,Dato)") == pytest.approx(forste.skyldig)
    assert ark.formel("Oversikt", "AB1", "TIDBANK_SALDO(,Dato)") == pytest.approx(
        sum(s.skyldig for s in bank.saldoer(sidedata.DAG))
    )
    assert ark.formel("Ansatt", "AB2", 'TIDBANK_SALDO(,Dato,"skyldig",Bank)') == VERDIFEIL
    ark.sett("Ansatt", sted(ark.bok, "Ansatt"), "2004")
    assert ark.bok.ark("Ansatt").Range("AB1").Value == pytest.approx(bank.saldo("2004", sidedata.DAG).skyldig)


def test_reopened_an_unknown_bank_is_read_again(excel: falsk.Excel, filer: dict[str, Path]) -> None:
    """The text in the cell Bank is all that is known. The tables must give it, or there is no figure."""
    ark = Regneark(apne(excel, filer["levende"]))
    dato = sted(ark.bok, "Dato")
    lagret = verdier(ark.bok)
    ark.sett("Oversikt", dato, tid(datetime(2026, 9, 14)))
    assert "TIDBANK_LES" not in ark.kalt
    assert verdier(ark.bok) == lagret
    # A bank of other tables than those that stand here: changed by a program that computes nothing.
    igjen = Regneark(apne(excel, filer["levende"]))
    igjen.bok.ark("Vakter")._celler[2, 9] = ("Avslått", "")
    igjen.sett("Oversikt", dato, tid(datetime(2026, 9, 14)))
    topp = next(s for s, u in igjen.uttrykk.items() if u[:2] == ("kall", "TIDBANK_OVERSIKT"))
    assert igjen.bok.ark("Oversikt")._celler[topp[1:]][0] == VERDIFEIL


@pytest.mark.slow
def test_a_new_process_gives_the_same_text(filer: dict[str, Path]) -> None:
    kode = (
        "import json, sys; from pathlib import Path; from tests.excel import com, falsk; com.last()\n"
        "from tests.excel.conftest import apne; from tests.excel.regneark import Regneark\n"
        "from tests.excel.test_live import verdier; ark = Regneark(apne(falsk.Excel(), Path(sys.argv[1])))\n"
        "foer = verdier(ark.bok); d = [s for s, u in ark.uttrykk.items() if 'OVERSIKT' in str(u)]; ark.regn(set(d))\n"
        "print(json.dumps(['TIDBANK_LES' in ark.kalt, verdier(ark.bok) == foer]))"
    )
    ut = subprocess.run(
        [sys.executable, "-c", kode, str(filer["levende"])], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert json.loads(ut.stdout) == [False, True]


def test_the_pages_have_room_to_grow(filer: dict[str, Path]) -> None:
    """A longer answer finds formats, lines and colours below the last row, and nothing in its way."""
    bok = lest(filer["levende"])
    for navn in ("Oversikt", "Ansatt"):
        blad = bok[navn]
        siste = max(c.row for rad in blad.iter_rows() for c in rad if c.value is not None)
        assert not [m for m in blad.merged_cells.ranges if m.max_row > siste]
        regler = [r for r in blad.conditional_formatting if max(o.max_row for o in r.sqref.ranges) > siste + 500]
        assert regler
        assert blad.protection.sheet is False
    formater = {bok["Oversikt"].column_dimensions[k].number_format for k in "BCDEFGHIJKLMNOPQR"}
    assert {"0.00", "dd.mm.yyyy"} <= formater
    assert inputs.LISTE_ANSATTNR in str([v.formula1 for v in bok["Ansatt"].data_validations.dataValidation])
