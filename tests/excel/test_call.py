"""Every function through xlwings' own call pipeline: the answer of the Python function, or an exception the VBA makes
an error value; never a text that looks like an answer, 0 or an empty cell."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import udfs
from tests import bygg, sidedata
from udfs import banker
from xl_tidbank.book.open import read
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.views import SALDONOKLER
from xl_tidbank.functions import REGISTER, Argument, Funksjon

from . import com, falsk
from .com import MANGLER, tid
from .regneark import MODUL

CASER = Path(__file__).parents[1] / "cases"
FEILTALL = [falsk.FEILVERDI + nr for nr in (2000, 2007, 2015, 2023, 2029, 2036, 2042, 2045, 2049, 2050, 2999)]
TILFELLER = [
    t for fil in sorted(CASER.glob("*.toml")) for t in tomllib.loads(fil.read_text("utf-8"))["tilfelle"]
    if "funksjon" in t
]  # fmt: skip
Kall = Callable[..., Any]


@pytest.fixture
def kall(bok: falsk.Bok) -> Kall:
    """Ask as the VBA does, from a cell of Start."""
    tjener = com.last().com_server.XLPython()
    celle = bok.ark("Start").Cells(60, 2)
    bok.Application.Caller = celle

    def en(navn: str, *argumenter: Any) -> Any:
        resten = (MANGLER,) * (len(REGISTER[navn].argumenter) - len(argumenter))
        return tjener.CallUDF(MODUL, navn, (*argumenter, *resten), bok, celle)

    return en


def inn(verdi: Any) -> Any:
    """A Python argument as COM hands it over."""
    if isinstance(verdi, bool) or verdi is None:
        return verdi
    if isinstance(verdi, datetime):
        return tid(verdi)
    if isinstance(verdi, date):
        return tid(datetime(verdi.year, verdi.month, verdi.day))
    return float(verdi) if isinstance(verdi, int) else verdi


def som_celler(svar: Any) -> Any:
    """A Python answer as cells: what CallUDF makes of rows, dates without a time."""
    if isinstance(svar, list):
        rader = [[som_celler(v) for v in rad] for rad in svar]
        return (rader[0][0] if len(rader[0]) == 1 else rader[0]) if len(rader) == 1 else rader
    if isinstance(svar, date) and not isinstance(svar, datetime):
        return datetime(svar.year, svar.month, svar.day)
    return "" if svar is None else svar


def uten_sone(svar: Any) -> Any:
    if isinstance(svar, (list, tuple)):
        return [uten_sone(v) for v in svar]
    return svar.replace(tzinfo=None) if isinstance(svar, datetime) else svar


def fasit(navn: str, *argumenter: Any) -> Any:
    """The Python function's answer; None where it refuses."""
    try:
        return som_celler(REGISTER[navn].kall(*argumenter))
    except TidbankFeil:
        return None


def likt(kall: Kall, navn: str, gitt: list[Any], argumenter: list[Any]) -> None:
    """The pipeline with `gitt` answers as Python does with `argumenter`."""
    ventet = fasit(navn, *argumenter)
    if ventet is None:
        with pytest.raises(TidbankFeil):
            kall(navn, *gitt)
    else:
        assert uten_sone(kall(navn, *gitt)) == ventet, (navn, argumenter)


def celle(bok: falsk.Bok, verdi: Any, rad: int = 70, kol: int = 2) -> falsk.Omraade:
    """A cell of Start that holds the value."""
    celler = bok.ark("Start")._celler
    celler.pop((rad, kol), None)
    if verdi is not None:
        celler[rad, kol] = (verdi, "")
    return bok.ark("Start").Cells(rad, kol)


def eksempler(navn: str) -> list[list[Any]]:
    """Arguments of a function from the cases and, for those that ask a bank, of the demo."""
    ut = [t["gitt"] for t in TILFELLER if t["funksjon"] == navn and "feil" not in t]
    bank: dict[str, list[Any]] = {
        "TIDBANK_SALDO": ["2004", sidedata.DAG, "skyldig"], "TIDBANK_KONTO": ["2004", None, sidedata.DAG],
        "TIDBANK_OVERSIKT": [sidedata.DAG], "TIDBANK_AVVIK": [sidedata.DAG], "TIMEBANK_SALDO": ["2001", sidedata.DAG],
        "TIMEBANK_KONTO": ["2001", None, sidedata.DAG], "TIMEBANK_OVERSIKT": [sidedata.DAG],
        "TIDBANK_PROV": ["2004", "17.10.2026", "14:30", "22:00", sidedata.DAG],
        "TIDBANK_VAKTUKE": [sidedata.DAG, 4, sidedata.DAG], "PENDLING_EKSTRA": ["2004", None, sidedata.DAG],
    }  # fmt: skip
    return ut[:3] if ut else [bank[navn]] if bank.get(navn) else []


DAGER = (datetime(2026, 9, 14), datetime(2026, 9, 14, 7, 30), datetime(1899, 12, 30, 7, 30))


def _spor_bank(a: Argument) -> bool:
    """Whether it is the cell with TIDBANK_LES; the bank of REISER_EKSTRA is a range that must be given."""
    return a.navn == "bank" and a.valgfri


UTEN_BANK = [n for n, f in REGISTER.items() if not any(map(_spor_bank, f.argumenter)) and n != "TIDBANK_LES"]


@pytest.mark.parametrize("t", TILFELLER, ids=[f"{t['funksjon']}: {t['navn']}" for t in TILFELLER])
def test_every_case_of_the_contract(bok: falsk.Bok, kall: Kall, t: dict[str, Any]) -> None:
    """As constants of the formula, and as one-cell ranges."""
    gitt = [None if a == "" else a for a in t["gitt"]]
    likt(kall, t["funksjon"], [MANGLER if a is None else inn(a) for a in gitt], t["gitt"])
    celler = [MANGLER if a is None else celle(bok, inn(a), kol=2 + nr) for nr, a in enumerate(gitt)]
    likt(kall, t["funksjon"], celler, t["gitt"])


def test_the_cases_ask_every_function() -> None:
    assert {t["funksjon"] for t in TILFELLER} == set(UTEN_BANK)
    assert all(eksempler(n) for n in REGISTER if n != "TIDBANK_LES")


@pytest.mark.parametrize("navn", [n for n in REGISTER if n != "TIDBANK_LES"])
def test_every_kind_of_cell_in_every_argument(bok: falsk.Bok, kall: Kall, navn: str) -> None:
    """Each argument in turn becomes what a cell may hold; the rest are a good example."""
    f = REGISTER[navn]
    gode = [*eksempler(navn)[0], *[None] * len(f.argumenter)][: len(f.argumenter)]
    for nr in (nr for nr, a in enumerate(f.argumenter) if _spor_bank(a)):
        gode[nr] = banker.husk(_bank(Path(bok.FullName)))
    slag: list[tuple[Any, Any]] = [
        (7.5, 7.5), (-3.0, -3.0), (0.0, 0.0), (46279.0, 46279.0), ("", ""), ("tull", "tull"), (True, True),
        (Decimal("12.5"), 12.5), ("#I/T", "#I/T"), *((tid(d), d) for d in DAGER),
    ]  # fmt: skip
    for nr, a in enumerate(f.argumenter):

        def prov(gitt: Any, argument: Any, nr: int = nr) -> None:
            alle = [MANGLER if g is None else inn(g) for g in gode]
            alle[nr] = gitt
            likt(kall, navn, alle, [*gode[:nr], argument, *gode[nr + 1 :]])

        for com_verdi, verdi in slag:
            if _spor_bank(a) and verdi == "":
                continue  # the workbook's own tables: below
            prov(com_verdi, verdi)
            prov(celle(bok, com_verdi), verdi)
        # An empty cell, or nothing at all: the function's own default where it has one.
        utelatt = {x.navn: g for x, g in zip(f.argumenter, gode, strict=True) if g is not None}
        utelatt.pop(a.navn, None)
        for tomt in (MANGLER, None, celle(bok, None)):
            alle = [MANGLER if g is None else inn(g) for g in gode]
            alle[nr] = tomt
            if _spor_bank(a):
                continue
            try:
                ventet = som_celler(f.kall(**utelatt)) if a.valgfri else som_celler(f.kall(**utelatt, **{a.navn: None}))
            except TidbankFeil:
                with pytest.raises(TidbankFeil):
                    kall(navn, *alle)
            else:
                assert uten_sone(kall(navn, *alle)) == ventet, a
        # An error cell is an error, whichever it is; several cells are too.
        tall = FEILTALL[nr % len(FEILTALL)]
        for feilverdi in (*FEILTALL[:: max(1, 3 * nr)], celle(bok, tall)):
            alle = [MANGLER if g is None else inn(g) for g in gode]
            alle[nr] = feilverdi
            with pytest.raises(TidbankFeil):
                kall(navn, *alle)
        alle[nr] = bok.ark("Start").Range("B70:B71")
        with pytest.raises(TidbankFeil):
            kall(navn, *alle)


@cache
def _bank(fil: Path) -> Bank:
    """The bank of a file, with a way to work for everybody: the demo has no registers of the environment."""
    tabeller = read.les_bok(fil)
    numre = [a.ansattnr for a in tabeller.ansatte or ()]
    vaner = [{"ansattnr": nr, "fra": date(2025, 1, 1), "km": 10, "transport": "Bil"} for nr in numre]
    return Bank(replace(tabeller, miljo={"Reisevaner": bygg.register("Reisevaner", vaner)}))


def _tabeller(bok: falsk.Bok) -> list[falsk.Omraade]:
    from xl_tidbank.hosts.excel.build.live import les_formel

    navn = re.findall(r"(\w+)\[\[", les_formel().partition(",COUNTA")[0])
    return [bok.tabell(n).Range for n in navn]


@cache
def _apnet(fil: str) -> Any:
    return openpyxl.load_workbook(fil, data_only=True)


def _tabellrader(bok: falsk.Bok) -> list[list[list[Any]]]:
    """The tables as rows, read by a library that is not ours."""
    ark = _apnet(bok.FullName)
    ut = []
    for omraade in _tabeller(bok):
        ut.append([[c.value for c in rad] for rad in ark[omraade.Worksheet.Name][omraade.Address.replace("$", "")]])
    return ut


def test_whole_tables_as_ranges(bok: falsk.Bok, kall: Kall) -> None:
    tekst = kall("TIDBANK_LES", *_tabeller(bok))
    assert tekst == udfs.TIDBANK_LES(*_tabellrader(bok))
    # The first three alone, and one of them a whole column wide.
    assert kall("TIDBANK_LES", *_tabeller(bok)[:3]) == udfs.TIDBANK_LES(*_tabellrader(bok)[:3])
    lang = falsk.Omraade(bok.ark("Vakter"), 1, 1, 1_048_576, 16)
    assert kall("TIDBANK_LES", _tabeller(bok)[0], lang, *_tabeller(bok)[2:]) == tekst


@pytest.mark.parametrize("tall", FEILTALL[::4])
def test_an_error_cell_leaves_out_its_row_its_person_or_everybody(bok: falsk.Bok, kall: Kall, tall: int) -> None:
    """The number of an employee: that row alone. A date: all that is his. A key of Ansatte: nobody has an answer."""
    riktig = sidedata.bank().saldo("2002", sidedata.DAG).skyldig
    celler = bok.ark("Vakter")._celler
    nummer, dato = celler[2, 2], celler[2, 4]
    assert nummer[0] == "2002"
    celler[2, 2] = (tall, "")
    assert bok.tabell("Vakter").Range(2, 2).Value == tall
    tekst = kall("TIDBANK_LES", *_tabeller(bok))
    assert ", utelatt: rader uten ansattnr #" in tekst
    assert _utelatt(kall, tekst) == [["", "Vakter", "B2"]]
    with pytest.raises(TidbankFeil, match=r"Vakter!B2.*feilverdi"):
        kall("TIDBANK_SALDO", MANGLER, inn(sidedata.DAG), "skyldig", tekst)
    celler[2, 2], celler[2, 4] = nummer, (tall, "")
    tekst = kall("TIDBANK_LES", *_tabeller(bok))
    assert ", utelatt: 2002 #" in tekst
    assert _utelatt(kall, tekst) == [["2002", "Vakter", "D2"]]
    for hvem in ("2002", MANGLER):
        with pytest.raises(TidbankFeil, match=r"Vakter!D2.*feilverdi"):
            kall("TIDBANK_SALDO", hvem, inn(sidedata.DAG), "skyldig", tekst)
    likt(kall, "TIDBANK_SALDO", ["2004", inn(sidedata.DAG), "skyldig", tekst], ["2004", sidedata.DAG, "skyldig", tekst])
    celler[2, 4] = dato
    assert kall("TIDBANK_SALDO", "2002", inn(sidedata.DAG), "skyldig", kall("TIDBANK_LES", *_tabeller(bok))) == riktig
    bok.ark("Ansatte")._celler[2, 1] = (tall, "")
    with pytest.raises(TidbankFeil, match="feilverdi"):
        kall("TIDBANK_LES", *_tabeller(bok))


def _utelatt(kall: Kall, tekst: str) -> list[list[Any]]:
    return [r[2:5] for r in kall("TIDBANK_AVVIK", inn(sidedata.DAG), tekst) if r[0] == "utelatt"]


def test_no_table_at_all_is_an_error(bok: falsk.Bok, kall: Kall) -> None:
    for gitt in (MANGLER, None, celle(bok, None)):
        with pytest.raises(TidbankFeil, match="Tabellen Avtaler mangler"):
            kall("TIDBANK_LES", gitt, *_tabeller(bok)[1:])
    for noe in (celle(bok, "tull"), celle(bok, 7.5), 7.5):
        with pytest.raises(TidbankFeil, match="Tabellen Avtaler er én celle"):
            kall("TIDBANK_LES", noe, *_tabeller(bok)[1:])


def test_balances_of_everybody(bok: falsk.Bok, kall: Kall) -> None:
    """Every view of every employee, with the bank and without, as the core answers."""
    tekst = kall("TIDBANK_LES", *_tabeller(bok))
    bank = sidedata.bank()
    for nr in bank.ansattnumre:
        for nokkel in SALDONOKLER:
            argumenter = [nr, sidedata.DAG, nokkel, tekst]
            likt(kall, "TIDBANK_SALDO", [inn(a) for a in argumenter], argumenter)
    for navn in ("TIDBANK_OVERSIKT", "TIDBANK_AVVIK", "TIMEBANK_OVERSIKT"):
        likt(kall, navn, [inn(sidedata.DAG), tekst], [sidedata.DAG, tekst])
        assert uten_sone(kall(navn, inn(sidedata.DAG))) == fasit(navn, sidedata.DAG, tekst)
    assert kall("TIDBANK_SALDO", "2004", inn(sidedata.DAG)) == fasit("TIDBANK_SALDO", "2004", sidedata.DAG, None, tekst)


def test_an_unknown_bank_is_never_an_old_figure(kall: Kall) -> None:
    with pytest.raises(TidbankFeil, match="stemmer ikke"):
        kall("TIDBANK_SALDO", "2004", inn(sidedata.DAG), "skyldig", "Tidbank 1 ansatte, 1 vakter #000000000000")


def test_what_is_no_number_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    from xl_tidbank.hosts.excel import functions

    for svar in (math.nan, math.inf, [["a", math.nan]]):
        f = Funksjon("PROVE", lambda svar=svar: svar, (), "", "tall", "")
        with pytest.raises(TidbankFeil):
            functions._innpakket(f)()
    assert functions._innpakket(Funksjon("PROVE", lambda: [], (), "", "kolonne", ""))() == [""]


def test_the_module_is_the_register() -> None:
    from xl_tidbank.hosts.excel import functions

    for navn, f in REGISTER.items():
        pakket = getattr(functions, navn)
        assert [a["name"] for a in pakket.__xlfunc__["args"]] == [a.navn for a in f.argumenter]
        assert ["optional" in a for a in pakket.__xlfunc__["args"]] == [a.valgfri for a in f.argumenter]
    laget = {n for n in vars(functions) if hasattr(getattr(functions, n), "__xlfunc__")}
    assert laget - {"_f"} == set(REGISTER)
