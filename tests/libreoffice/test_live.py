"""The live workbook in a real LibreOffice with our functions: what it computes is what the file already says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import sidedata
from xl_tidbank.core.bank import Bank
from xl_tidbank.hosts.excel.live import skriv_levende

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
    lo("sett", nr, "Vakter", f"I{rad}", "Avlyst")
    endret = {r[1]: r[9] for r in celler(lo, nr, "Oversikt") if r[1] in skyldig}
    bank = Bank(sidedata.tabeller()).med_vakt(vakt._replace(status="Avlyst"))
    assert endret == pytest.approx({s.ansattnr: s.skyldig for s in bank.saldoer(sidedata.DAG)}, abs=1e-6)
    assert endret["2004"] != pytest.approx(skyldig["2004"])
    lo("lukk", nr)
