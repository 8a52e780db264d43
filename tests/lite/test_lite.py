"""What `tidbank lite` writes, run in a Python with nothing else of ours: every case of the functions, Klargjør, and the
commands' pages held against the files of the command line."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import sidedata
from tests.conftest import Svar
from xl_tidbank.book.open import read
from xl_tidbank.book.sheets.levende import DATO
from xl_tidbank.book.template import workbook
from xl_tidbank.book.template.livepages import les_formel
from xl_tidbank.commands import REGISTER as KOMMANDOER
from xl_tidbank.commands.oversikt import forsider
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.functions import REGISTER
from xl_tidbank.hosts.excel.build import live
from xl_tidbank.hosts.lite import bro, bygg, pakke

from . import jobb
from . import xlwings as stedfortreder

DAG = sidedata.DAG
LES = [a.navn for a in REGISTER["TIDBANK_LES"].argumenter]
VIST = DAG.strftime("%d.%m.%Y")
# Two commands by name and one that asks for more, then the last of them again, when somebody has written on its page.
SKRIPT: list[tuple[str, dict[str, str]]] = [
    ("klargjor", {}), ("klargjor", {"navnerom": "XLW."}), ("kontroller_alt", {"dag": VIST}),
    ("avregning", {"dag": VIST}), ("konto", {"dag": VIST, "ansatte": "2002"}), ("kontroller_alt", {"dag": VIST}),
    ("oversikt", {"dag": "31.12.2026"}), ("kontroller_alt", {"dag": "31.02.2026"}), ("konto", {"ansatte": "nei"}),
]  # fmt: skip
# The pages of Klargjør, in a bank that has a page Oversikt from before, and in the workbook with macros.
LEVENDE = {"Oversikt (2)": "Oversikt", "Ansatt": "Ansatt", "Vaktuke": "Vaktuke"}


@pytest.fixture(scope="module")
def filer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A bank as people fill it in, and the same as a workbook that computes itself."""
    mappe = tmp_path_factory.mktemp("lite")
    rader, bank = sidedata.rader(), sidedata.bank()
    ut = {"fast": mappe / "Bank.xlsx", "levende": mappe / "Levende.xlsx"}
    workbook.skriv_bank(ut["fast"], rader, forsider(bank, DAG))
    live.skriv_levende(ut["levende"], rader, bank, DAG)
    return ut


def jobben(fil: Path, skript: list[tuple[str, dict[str, str]]], *, klokke_som_tall: bool = True) -> dict[str, Any]:
    data = jobb.bok(fil, klokke_som_tall=klokke_som_tall)
    navnene = re.findall(r"(\w+)\[\[", les_formel(LES).partition(",COUNTA")[0])
    tilfeller = [[navn, [jobb.som_celle(v) for v in gitt]] for navn, gitt in jobb.tilfeller()]
    return {
        "tilfeller": tilfeller, "bok": data, "skript": skript, "dag": jobb.som_celle(DAG),
        "les": [*(jobb.rader(data, n) for n in navnene), 0],
    }  # fmt: skip


@pytest.fixture(scope="module")
def mappe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sted = tmp_path_factory.mktemp("lite_kjort")
    jobb.legg_ut(sted)
    return sted


@pytest.fixture(scope="module")
def sett(mappe: Path, filer: dict[str, Path]) -> dict[str, Any]:
    return jobb.kjort(mappe, jobben(filer["fast"], SKRIPT))


# Functions


def test_every_function_is_there_with_its_help(mappe: Path) -> None:
    tre = ast.parse((mappe / "main.py").read_text("utf-8"))
    funksjoner = {n.name: n for n in tre.body if isinstance(n, ast.FunctionDef)}
    for f in REGISTER.values():
        node = funksjoner[f.navn]
        assert ast.get_docstring(node) == f.hjelp
        pynt = [d for d in node.decorator_list if isinstance(d, ast.Call) and getattr(d.func, "id", "") == "arg"]
        hjelp = [next(k.value.value for k in d.keywords if k.arg == "doc") for d in pynt]  # type: ignore[attr-defined]
        assert hjelp == [a.hjelp for a in f.argumenter]
        assert [a.arg for a in node.args.args] == [a.navn for a in f.argumenter]


def som_svar(navn: str, gitt: list[Any]) -> dict[str, Any]:
    """The function's own answer as a cell shows it."""
    try:
        svar = REGISTER[navn].kall(*gitt)
    except TidbankFeil as e:
        return {"feil": "#VALUE!", "tekst": str(e)}
    rader = svar if isinstance(svar, list) else [svar]
    rader = rader if rader and isinstance(rader[0], list) else [rader]
    return {"verdi": [["" if v is None else jobb.som_celle(v) for v in rad] for rad in rader]}


def test_every_case_gives_the_functions_own_answer(sett: dict[str, Any]) -> None:
    feil = 0
    for (navn, gitt), svar in zip(jobb.tilfeller(), sett["svar"], strict=True):
        ventet = som_svar(navn, gitt)
        assert svar == ventet, (navn, gitt)
        feil += "feil" in ventet
    assert 10 < feil < len(sett["svar"]) - 100


def test_the_bank_comes_from_its_cell(sett: dict[str, Any], filer: dict[str, Path]) -> None:
    bank = Bank(read.les_bok(filer["levende"]))
    assert sett["bank"] == {"verdi": [[str(bank)]]}
    rader = sett["oversikt"]["verdi"]
    assert [r[0] for r in rader[1:]] == [s.ansattnr for s in bank.saldoer(DAG)] + list(bank.utelatt)
    for rad, s in zip(rader[1:], bank.saldoer(DAG), strict=False):
        assert rad == ["" if v is None else jobb.som_celle(v) for v in s]
    assert "Les den først med TIDBANK_LES" in sett["uten_bank"]["tekst"]
    assert "Regn ut cellen med TIDBANK_LES på nytt" in sett["glemt"]["tekst"]


# Scripts


def arkene(sett: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {a["navn"]: a for a in sett["ark"]}


def celler(ark: dict[str, Any]) -> dict[tuple[int, int], Any]:
    return {(r, k): v for r, k, v in ark["celler"]}


def i_fil(fil: Path, ark: str) -> dict[tuple[int, int], Any]:
    blad: Any = openpyxl.load_workbook(fil)[ark]
    ut = {}
    for rad in blad.iter_rows():
        for c in rad:
            v = getattr(c.value, "text", c.value)
            if v not in (None, ""):
                ut[c.row, c.column] = {"formel": v} if c.data_type == "f" else jobb.som_celle(v)
    return ut


def test_nothing_is_asked_of_lite_that_it_does_not_document(sett: dict[str, Any]) -> None:
    assert sett["nektet"] == []
    assert sett["moduler"] == []


def test_the_reader_knows_a_clock_time_in_either_form(mappe: Path, filer: dict[str, Path]) -> None:
    """The documentation does not say which of them Lite gives."""
    stempler = []
    for som_tall in (True, False):
        skript = [("kontroller_alt", {"dag": VIST})]
        data = jobben(filer["fast"], skript, klokke_som_tall=som_tall)
        sett = jobb.kjort(mappe, {**data, "tilfeller": [], "les": []})
        assert not sett["sagt"][0]["feil"]
        logg = celler(arkene(sett)["Logg"])
        stempler.append(logg[2, 3])
    assert stempler == [Bank(read.les_bok(filer["fast"])).stempel] * 2


def test_klargjor_writes_the_formulas_of_the_live_workbook(sett: dict[str, Any], filer: dict[str, Path]) -> None:
    """The last Klargjør named a namespace; the live workbook of Excel has none."""
    forste, annen = sett["sagt"][0], sett["sagt"][1]
    assert not forste["feil"]
    assert forste["ark"] == annen["ark"]
    assert forste["ark"][-3:] == [*LEVENDE]  # the bank's own page keeps its name
    assert "Oversikt (2), Ansatt, Vaktuke regner seg selv" in forste["ut"]
    for ark, levende in LEVENDE.items():
        skrevet = {s: v["formel"] for s, v in celler(arkene(sett)[ark]).items() if isinstance(v, dict)}
        ventet = {s: v["formel"] for s, v in i_fil(filer["levende"], levende).items() if isinstance(v, dict)}
        assert {s: v.replace("XLW.", "") for s, v in skrevet.items()} == ventet
        assert all("XLW.TIDBANK_" in v for v in skrevet.values() if "TIDBANK_" in v)
    navn = {n: t for n, t in sett["navn"] if n in ("Bank", "Dato")}
    bok = openpyxl.load_workbook(filer["levende"])
    assert navn == {n: "='Oversikt (2)'!" + bok.defined_names[n].attr_text.rpartition("!")[2] for n in ("Bank", "Dato")}
    lokale = [n.rpartition("!")[2] for n, _ in arkene(sett)["Ansatt"]["navnene"]]
    assert lokale == list(bok["Ansatt"].defined_names)


def test_klargjor_in_a_live_workbook_writes_its_formulas_anew(mappe: Path, filer: dict[str, Path]) -> None:
    sett = jobb.kjort(mappe, {**jobben(filer["levende"], [("klargjor", {})]), "tilfeller": [], "les": []})
    assert not sett["sagt"][0]["feil"]
    assert sett["sagt"][0]["ark"] == openpyxl.load_workbook(filer["levende"]).sheetnames
    for ark in LEVENDE.values():
        skrevet, ventet = celler(arkene(sett)[ark]), i_fil(filer["levende"], ark)
        formler = {s: v for s, v in ventet.items() if isinstance(v, dict)}
        assert {s: v for s, v in skrevet.items() if isinstance(v, dict)} == formler
        nederst = max(s for s, v in formler.items() if re.search("TIDBANK_(OVERSIKT|KONTO|VAKTUKE)", v["formel"]))
        assert not [s for s in skrevet if s[0] > nederst[0]]  # room for the answer


def test_the_pages_are_those_of_the_command_line(
    sett: dict[str, Any], filer: dict[str, Path], tmp_path: Path, tidbank: Callable[..., Svar]
) -> None:
    for navn, argumenter in (
        ("kontroller", ["--dato", VIST]),
        ("avregning", ["--dato", VIST]),
        ("konto", ["--til", VIST, "--ansatt", "2002"]),
    ):  # fmt: skip
        fil = tmp_path / f"{navn}.xlsx"
        assert tidbank(navn, filer["fast"], *argumenter, "-o", fil).kode in (0, 1)
        bok = openpyxl.load_workbook(fil)
        assert bok.sheetnames
        for blad in bok:
            vist = arkene(sett)[blad.title]
            assert celler(vist) == i_fil(fil, blad.title), blad.title
            sammen = {(r, k, r + h - 1, k + b - 1) for r, k, h, b in vist["sammen"]}
            assert sammen == {(m.min_row, m.min_col, m.max_row, m.max_col) for m in blad.merged_cells.ranges}
            _samme_utseende(vist, blad)


def _samme_utseende(vist: dict[str, Any], blad: Any) -> None:
    for r, k, stil in vist["stiler"]:
        celle = blad.cell(r, k)
        if celle.value is None:
            continue
        assert stil["font.size"] == celle.font.sz, celle
        assert stil.get("font.bold", False) == bool(celle.font.b), celle
        assert stil.get("number_format", "General") == celle.number_format, celle
        assert stil["font.color"][1:] == celle.font.color.rgb[2:], celle


def test_no_text_becomes_a_formula_or_a_number(sett: dict[str, Any]) -> None:
    """An employee in the bank of the tests is called =cmd|..., and numbers of people are texts."""
    laget = [a for a in sett["ark"] if a["navn"] not in LEVENDE]
    alle = [v for a in laget for v in celler(a).values()]
    assert not [v for v in alle if isinstance(v, dict)]
    kontoer = [a for a in laget if "2002" in celler(a).values()]
    assert kontoer
    assert any(
        str(v).startswith("=cmd") for a in laget if a["navn"].startswith("Avregning") for v in celler(a).values()
    )


def test_a_page_is_replaced_until_somebody_writes_on_it(mappe: Path, filer: dict[str, Path]) -> None:
    data = {**jobben(filer["fast"], [("kontroller_alt", {"dag": VIST})] * 2), "tilfeller": [], "les": []}
    forst = jobb.kjort(mappe, data)
    assert [s["ark"].count("Avvik") for s in forst["sagt"]] == [1, 1]
    assert forst["sagt"][0]["ark"] == forst["sagt"][1]["ark"]
    # The same workbook opened again, with a word more on the page.
    ark = [
        {"navn": a["navn"], "celler": [[r, k, v] for r, k, v in a["celler"] if not isinstance(v, dict)], "tabeller": [],
         "navnene": [[n.rpartition("!")[2], t] for n, t in a["navnene"]]}
        for a in forst["ark"]
    ]  # fmt: skip
    etter = {a["navn"]: a for a in ark}
    for a in data["bok"]["ark"]:
        etter[a["navn"]]["tabeller"] = a["tabeller"]
    etter["Avvik"]["celler"].append([90, 2, "Ringt Kari"])
    igjen = jobb.kjort(mappe, {**data, "bok": {**data["bok"], "ark": ark}})
    assert igjen["sagt"][0]["ark"] == [*forst["sagt"][0]["ark"], "Avvik (2)"]
    assert celler(arkene(igjen)["Avvik"])[90, 2] == "Ringt Kari"
    assert "Noen har skrevet på Avvik" in igjen["sagt"][0]["ut"]


def test_what_it_says(sett: dict[str, Any]) -> None:
    sagt = dict(zip([navn for navn, _ in SKRIPT[6:]], sett["sagt"][6:], strict=True))
    assert "Kolonnene Ark og Celle på arket Avvik sier hvor de er" in sett["sagt"][2]["ut"]
    assert not sagt["oversikt"]["feil"]
    assert "31.02.2026" in sagt["kontroller_alt"]["feil"]
    assert "nei" in sagt["konto"]["feil"]
    assert sagt["konto"]["ark"] == sett["sagt"][5]["ark"]  # nothing is placed where something is wrong


def test_the_day_is_set_where_the_workbook_computes_itself(sett: dict[str, Any]) -> None:
    ark = arkene(sett)["Oversikt (2)"]
    sted = next(t for n, t in sett["navn"] if n == DATO).rpartition("!")[2]
    m = re.fullmatch(r"\$([A-Z])\$(\d+)", sted)
    assert m is not None
    assert celler(ark)[int(m[2]), ord(m[1]) - 64] == jobb.som_celle(date(2026, 12, 31))


# The files


def test_two_times_are_the_same_and_small(tmp_path: Path) -> None:
    a, b = bygg.bygg(tmp_path / "a"), bygg.bygg(tmp_path / "b")
    for navn in bygg.FILER:
        assert (a.mappe / navn).read_bytes() == (b.mappe / navn).read_bytes()
    assert a.lengde < 720_000
    print(f"\nmain.py: {a.lengde} bytes")


def test_the_packed_code_reads_no_file_and_opens_no_address() -> None:
    for navn, data in pakke.filene().items():
        if navn.endswith(".py"):
            tatt_inn = {
                (n.module or "") if isinstance(n, ast.ImportFrom) else a.name
                for n in ast.walk(ast.parse(data)) if isinstance(n, (ast.Import, ast.ImportFrom)) for a in n.names
            }  # fmt: skip
            assert not {m.split(".")[0] for m in tatt_inn} & {"urllib", "http", "socket", "ssl", "requests", "js"}, navn


def test_every_command_with_pages_is_a_script(mappe: Path) -> None:
    tekst = (mappe / "main.py").read_text("utf-8")
    med = {k.navn for k in bygg.kommandoene()}
    assert med | {"lonnsfil", "del_med_tillitsvalgt", "min_side"} == set(KOMMANDOER)
    for navn in med:
        assert f'@script(name="{KOMMANDOER[navn].etikett}")\ndef {navn}(book: xw.Book, dag: str = ""' in tekst


def test_the_command(tmp_path: Path, tidbank: Callable[..., Svar]) -> None:
    svar = tidbank("lite", tmp_path / "L", "--json")
    assert svar.kode == 0
    assert sorted(p.name for p in (tmp_path / "L").iterdir()) == sorted(bygg.FILER)
    assert svar.json["lengde"] == len((tmp_path / "L" / "main.py").read_bytes())
    (tmp_path / "L" / "main.py").write_text("mitt eget")
    igjen = tidbank("lite", tmp_path / "L")
    assert igjen.kode == 2
    assert "--overskriv" in igjen.feil
    assert (tmp_path / "L" / "main.py").read_text() == "mitt eget"
    assert tidbank("lite", tmp_path / "L", "--overskriv").kode == 0
    assert "xw.Book" in (tmp_path / "L" / "main.py").read_text("utf-8")


def test_what_is_packed_is_what_lies_here(sett: dict[str, Any], filer: dict[str, Path]) -> None:
    bok: Any = stedfortreder.Book(jobb.bok(filer["fast"]))
    assert "regner seg selv" in bro.klargjor(bok)
    bok.neste()
    assert "Radene er ikke merket" in bro.kjor(bok, "kontroller_alt", dag=VIST)
    bok.neste()
    assert bro.kjor(bok, "oversikt", dag="31.12.2026") == ""
    for ark, likt in ((bok.sheets["Avvik"], "Avvik"), (bok.sheets["Oversikt (2)"], "Oversikt (2)")):
        ventet = celler(arkene(sett)[likt])
        if likt != "Avvik":  # the other run named a namespace
            ventet = {s: {"formel": v["formel"].replace("XLW.", "")} if isinstance(v, dict) else v
                      for s, v in ventet.items()}  # fmt: skip
        assert ark._naa == ventet, likt
    with pytest.raises(TidbankFeil, match=r"31\.02\.2026"):
        bro.kjor(bok, "konto", dag="31.02.2026")
    assert bro.svar("SYKEKREDIT", *(v if v is None else [[v]] for v in (0.4, 35.5, 7, 7.5, None, None)))
    assert bro.klargjor(bok, "XLW.")


def test_an_error_cell_is_no_empty_cell(mappe: Path, filer: dict[str, Path]) -> None:
    data = {**jobben(filer["fast"], [("kontroller_alt", {"dag": VIST})]), "tilfeller": [], "les": []}
    vakter = next(a for a in data["bok"]["ark"] if a["navn"] == "Vakter")
    rad, kol = next((r, k + 3) for r, k, v in vakter["celler"] if v == "Vaktnr")
    next(c for c in vakter["celler"] if c[:2] == [rad + 1, kol])[2] = "#N/A"
    sagt = jobb.kjort(mappe, data)["sagt"][0]["ut"]
    assert "Ikke med i svaret" in sagt
    assert f"{chr(64 + kol)}{rad + 1}" in sagt
