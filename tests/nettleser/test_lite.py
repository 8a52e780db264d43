"""main.py for xlwings Lite in Node's Pyodide, which is the Python that Lite runs: the same answers, the same sheets."""

from __future__ import annotations

import json
import math
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import sidedata
from tests.lite import jobb
from tests.lite.test_lite import SKRIPT, jobben
from xl_tidbank.book.template import workbook
from xl_tidbank.hosts.nettleser import deler

HER = Path(__file__).parent
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("TIDBANK_NETTLESER"), reason="TIDBANK_NETTLESER er ikke satt"),
]


def test_main_py_does_in_pyodide_what_it_does_here(tmp_path: Path) -> None:
    workbook.skriv_bank(tmp_path / "Bank.xlsx", sidedata.rader(), [])
    mappe = tmp_path / "lite"
    jobb.legg_ut(mappe)
    jobben_ = jobben(tmp_path / "Bank.xlsx", SKRIPT)
    ventet = jobb.kjort(mappe, jobben_)
    (tmp_path / "program.py").write_text(jobb.program("/pakker/jobb.json"), "utf-8")
    node = subprocess.run(
        ["node", str(HER / "node.mjs"), str(deler.hent()), str(mappe), str(tmp_path / "program.py")],
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert node.returncode == 0, node.stderr[-3000:]
    svar = json.loads(node.stdout.strip().splitlines()[-1])
    assert len(svar["svar"]) > 150
    for hva in ventet:
        if hva != "ark":
            assert svar[hva] == ventet[hva], hva
    for a, b in zip(svar["ark"], ventet["ark"], strict=True):
        if a["navn"] == "Logg":  # the time each line was written
            a["celler"], b["celler"] = ([c for c in x["celler"] if c[1] != 1] for x in (a, b))
        ulike = [(x, y) for x, y in zip(a.pop("celler"), b.pop("celler"), strict=True) if not _likt(x, y)]
        assert not ulike, a["navn"]
        assert a == b, a["navn"]


def _likt(x: list[Any], y: list[Any]) -> bool:
    """Python adds floats otherwise from 3.12 on, in the last digit."""
    if isinstance(x[2], float) and isinstance(y[2], float):
        return x[:2] == y[:2] and math.isclose(x[2], y[2], rel_tol=0, abs_tol=1e-9)
    return x == y
