"""The live workbook in a real LibreOffice with our functions: what it computes is what the file already says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import sidedata
from xl_tidbank.core.bank import Bank
from xl_tidbank.hosts.excel.build.live import skriv_levende

from .kontor import Kontor

SIDER = {"Start": "A1:H12", "Oversikt": "A1:R30", "Ansatt": "A1:G80"}


def celler(lo: Kontor, nr: int, ark: str) -> list[list[Any]]:
    return [[round(v, 6) if isinstance(v, float) else v for v in rad] for rad in lo("verdier", nr, ark, SIDER[ark])]


def test_it_computes_what_it_says(lo: Kontor, tmp_path: Path) -> None:
    sti = tmp_path / "levende.xlsx"
    skriv_levende(sti, sidedata.rader(), sidedata.bank(), sidedata.DAG)
    nr = lo("apne", str(sti))
    lo("regn", nr)
    alt = [v for ark in SIDER for rad in celler(lo, nr, ark) for v in rad]
    assert not [v for v in alt if isinstance(v, dict)]
    skyldig = {s.ansattnr: s.skyldig for s in sidedata.bank().saldoer(sidedata.DAG)}
    rader = {rad[1]: rad for rad in celler(lo, nr, "Oversikt") if rad[1] in skyldig}
    assert {n: rad[9] for n, rad in rader.items()} == pytest.approx(skyldig, abs=1e-6)
    # A shift less: the balance of its owner moves, and nobody else's.
    vakt = next(v for v in sidedata.bank().sak("2004").tidbankvakter if v.status == "Utført" and v.dato < sidedata.DAG)
    rad = 2 + [r[0] for r in sidedata.rader()["Vakter"]].index(vakt.vaktnr)
    lo("sett", nr, "Vakter", f"K{rad}", "Avlyst")
    endret = {r[1]: r[9] for r in celler(lo, nr, "Oversikt") if r[1] in skyldig}
    bank = Bank(sidedata.tabeller()).med_vakt(vakt._replace(status="Avlyst"))
    assert endret == pytest.approx({s.ansattnr: s.skyldig for s in bank.saldoer(sidedata.DAG)}, abs=1e-6)
    assert endret["2004"] != pytest.approx(skyldig["2004"])
    lo("lukk", nr)


def test_a_function_without_an_employee_asks_the_sheet_it_stands_on(lo: Kontor, tmp_path: Path) -> None:
    """As in Excel. Calc does not say which cell asks, so where two sheets would answer differently nothing is said."""
    sti = tmp_path / "levende.xlsx"
    bank = sidedata.bank()
    skriv_levende(sti, sidedata.rader(), bank, sidedata.DAG)
    nr = lo("apne", str(sti))
    dag = f"DATE({sidedata.DAG.year};{sidedata.DAG.month};{sidedata.DAG.day})"
    rader = lo("verdier", nr, "Ansatt", SIDER["Ansatt"])
    valgt = next(f"D{r}" for r, rad in enumerate(rader, 1) if "Ansatt" in rad)
    forste, andre, *_ = bank.saldoer(sidedata.DAG)
    lo("sett", nr, "Ansatt", valgt, forste.ansattnr)
    lo("sett", nr, "Ansatt", "Z1", f"=TIDBANK_SALDO(;{dag})")
    lo("sett", nr, "Ansatt", "Z2", f"=1+TIMEBANK_SALDO(;{dag})")

    def verdi(ark: str, celle: str) -> Any:
        return lo("verdier", nr, ark, celle)[0][0]

    assert verdi("Ansatt", "Z1") == pytest.approx(forste.skyldig, abs=1e-9)
    assert verdi("Ansatt", "Z2") == pytest.approx(1 + bank.timebank(forste.ansattnr, sidedata.DAG).saldo, abs=1e-9)
    lo("sett", nr, "Ansatt", valgt, andre.ansattnr)
    assert verdi("Ansatt", "Z1") == pytest.approx(andre.skyldig, abs=1e-9)
    # Another view, or another employee, is another formula: both answer.
    alle = sum(s.arbeidet for s in bank.saldoer(sidedata.DAG))
    lo("sett", nr, "Oversikt", "Z1", f'=TIDBANK_SALDO(;{dag};"arbeidet")')
    lo("sett", nr, "Oversikt", "Z2", f'=TIDBANK_SALDO("{forste.ansattnr}";{dag})')
    assert verdi("Oversikt", "Z1") == pytest.approx(alle, abs=1e-9)
    assert verdi("Oversikt", "Z2") == pytest.approx(forste.skyldig, abs=1e-9)
    assert verdi("Ansatt", "Z1") == pytest.approx(andre.skyldig, abs=1e-9)
    # The same formula on a sheet without an employee: neither may be guessed.
    lo("sett", nr, "Oversikt", "Z3", f"=TIDBANK_SALDO(;{dag})")
    assert isinstance(verdi("Oversikt", "Z3"), dict)
    assert isinstance(verdi("Ansatt", "Z1"), dict)
    assert any("arkene Oversikt, Ansatt" in str(s.get("feil")) for s in lo.spor_siden())
    lo("sett", nr, "Oversikt", "Z3", "")
    assert verdi("Ansatt", "Z1") == pytest.approx(andre.skyldig, abs=1e-9)
    # With a bank named: an error on the employee's own sheet, as in Excel; elsewhere the whole bank.
    lo("sett", nr, "Ansatt", "Z3", f'=TIDBANK_SALDO(;{dag};"kreditert";Bank)')
    assert isinstance(verdi("Ansatt", "Z3"), dict)
    lo("sett", nr, "Oversikt", "Z4", f'=TIDBANK_SALDO(;{dag};"periodeskyld";Bank)')
    periodeskyld = sum(s.periodeskyld for s in bank.saldoer(sidedata.DAG))
    assert verdi("Oversikt", "Z4") == pytest.approx(periodeskyld, abs=1e-9)
    lo("lukk", nr)


def test_who_is_left_out_stands_on_the_overview(lo: Kontor, tmp_path: Path) -> None:
    """A bad cell: named in the cell Bank and in a row without figures, the others as before, and no sum without him."""
    sti = tmp_path / "levende.xlsx"
    bank = sidedata.bank()
    skriv_levende(sti, sidedata.rader(), bank, sidedata.DAG)
    nr = lo("apne", str(sti))
    lo("regn", nr)
    hans = sidedata.rader()["Vakter"][0][1]
    valgt = next(f"D{r}" for r, rad in enumerate(lo("verdier", nr, "Ansatt", SIDER["Ansatt"]), 1) if "Ansatt" in rad)
    lo("sett", nr, "Ansatt", valgt, hans)
    lo("sett", nr, "Vakter", "D2", "31.02.2026")
    oversikt = lo("verdier", nr, "Oversikt", "A1:T40")
    assert f", utelatt: {hans} #" in str(next(r for r in oversikt if "Bank" in r))
    rader = {r[1]: r for r in oversikt[9:] if r[1] and not isinstance(r[1], dict)}
    assert rader[hans][19] == "Utelatt"
    assert not [v for v in rader[hans][3:19] if v != ""]
    saldoer = {s.ansattnr: s.skyldig for s in bank.saldoer(sidedata.DAG) if s.ansattnr != hans}
    assert {n: r[9] for n, r in rader.items() if n != hans} == pytest.approx(saldoer, abs=1e-6)
    start = lo("verdier", nr, "Start", "A1:N10")
    vist = {n: v for n, v in zip(start[4], start[5], strict=True) if n}
    assert {n for n, v in vist.items() if isinstance(v, dict)} == {"Skyldig i alt, timer", "Til gode i alt, timer"}
    assert vist["Ansatte i tidbank"] == len(saldoer)
    assert sum(isinstance(v, dict) for rad in lo("verdier", nr, "Start", SIDER["Start"]) for v in rad) == 2
    ansatt = [v for rad in lo("verdier", nr, "Ansatt", SIDER["Ansatt"])[5:] for v in rad]
    assert not [v for v in ansatt if isinstance(v, float)]
    lo("sett", nr, "Vakter", "D2", 46027.0)
    assert not [v for ark in SIDER for rad in celler(lo, nr, ark) for v in rad if isinstance(v, dict)]
    lo("lukk", nr)


def test_the_menu_sets_the_day_of_the_live_pages_and_leaves_them_alive(lo: Kontor, tmp_path: Path) -> None:
    sti = tmp_path / "levende.xlsx"
    skriv_levende(sti, sidedata.rader(), sidedata.bank(), sidedata.DAG)
    nr = lo("apne", str(sti), True)
    arkene, formler = lo("ark", nr), lo("formler", nr, "Oversikt", SIDER["Oversikt"])
    dag = date(2026, 3, 31)
    lo("kommando", nr, f"oversikt?stille=1&dato={dag}")
    assert lo("ark", nr) == arkene
    naa = lo("formler", nr, "Oversikt", SIDER["Oversikt"])
    endret = [(a, b) for r1, r2 in zip(formler, naa, strict=True) for a, b in zip(r1, r2, strict=True) if a != b]
    assert endret == [(str(serie(sidedata.DAG)), str(serie(dag)))]
    skyldig = {s.ansattnr: s.skyldig for s in sidedata.bank().saldoer(dag)}
    rader = {rad[1]: rad for rad in celler(lo, nr, "Oversikt") if str(rad[1]) in skyldig}  # #N/A below the last
    assert {n: rad[9] for n, rad in rader.items()} == pytest.approx(skyldig, abs=1e-6)
    vist = celler(lo, nr, "Oversikt")
    assert [v for rad in vist for v in rad if str(v).startswith("Tidbank 14 ansatte")]
    # The day of the live pages is the day of the next command, where none is given.
    lo("kommando", nr, "kontroller_alt?stille=1")
    assert float(serie(dag)) in [v for rad in lo("verdier", nr, "Avvik", "A1:H6") for v in rad]
    # The marks stand in the tables now, and are no part of what is read.
    assert ["Vakter", 1, "Tidbank-kontroll"] in lo("innenfor", "merker", nr)
    lo("regn", nr)
    assert lo("formler", nr, "Oversikt", SIDER["Oversikt"]) == naa
    assert celler(lo, nr, "Oversikt") == vist
    vakt = next(v for v in sidedata.bank().sak("2004").tidbankvakter if v.status == "Utført" and v.dato < dag)
    plass = 2 + [r[0] for r in sidedata.rader()["Vakter"]].index(vakt.vaktnr)
    lo("sett", nr, "Vakter", f"I{plass}", "Avlyst")
    flyttet = {r[1]: r[9] for r in celler(lo, nr, "Oversikt") if str(r[1]) in skyldig}
    assert flyttet["2004"] != pytest.approx(skyldig["2004"])
    assert {**flyttet, "2004": skyldig["2004"]} == pytest.approx(skyldig, abs=1e-6)
    lo("lukk", nr)


def serie(dag: date) -> int:
    return dag.toordinal() - date(1899, 12, 30).toordinal()
