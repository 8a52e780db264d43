"""The folder that both Pythons run: main.py as `tidbank lite` writes it, what its requirements.txt asks for, the
stand-in for Lite, and a workbook as Lite would hand it over. Nothing else of ours is on the path.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from xl_tidbank.core.tid.clock import EXCEL_NULL
from xl_tidbank.hosts import pakker
from xl_tidbank.hosts.lite import bygg

HER = Path(__file__).parent
NULL = datetime(EXCEL_NULL.year, EXCEL_NULL.month, EXCEL_NULL.day)
# What requirements.txt asks for, and what that leans on.
BIBLIOTEKER = ("dateutil", "six", "holidays", "filelock")


def legg_ut(mappe: Path) -> None:
    bygg.bygg(mappe)
    for bibliotek in BIBLIOTEKER:
        for navn, data in pakker.filene(bibliotek):
            (mappe / navn).parent.mkdir(parents=True, exist_ok=True)
            (mappe / navn).write_bytes(data)
    skilt, innhold = pakker.navneskilt("holidays")  # it asks for its own version
    (mappe / skilt).parent.mkdir(exist_ok=True)
    (mappe / skilt).write_bytes(innhold)
    for navn in ("xlwings.py", "kjoring.py"):
        shutil.copy(HER / navn, mappe)


def program(jobb: str) -> str:
    """What to run in a Python that has the folder on its path; the answer is its last expression."""
    return f"import json, kjoring\nsvaret = kjoring.kjor(json.load(open({jobb!r})))\njson.dumps(svaret)\n"


def kjort(mappe: Path, jobb: Mapping[str, Any]) -> dict[str, Any]:
    """In this Python, but with that folder and the standard library alone."""
    (mappe / "jobb.json").write_text(json.dumps(jobb), "utf-8")
    kode = (
        f"import sys; sys.path.insert(0, {str(mappe)!r})\n{program(str(mappe / 'jobb.json'))}print(json.dumps(svaret))"
    )
    gjort = subprocess.run([sys.executable, "-I", "-S", "-c", kode], capture_output=True, text=True, check=False)
    assert gjort.returncode == 0, gjort.stderr[-3000:]
    svar: dict[str, Any] = json.loads(gjort.stdout)
    return svar


def tilfeller() -> list[list[Any]]:
    """Every case of a function: its name, and its arguments as they stand among the cases."""
    funnet = [
        [t["funksjon"], t["gitt"]]
        for f in sorted((HER.parent / "cases").glob("*.toml"))
        for t in tomllib.loads(f.read_text("utf-8"))["tilfelle"]
        if "funksjon" in t
    ]
    assert len(funnet) > 150
    return funnet


def som_celle(v: Any) -> Any:
    """A Python value as a cell holds it: dates and times are numbers."""
    if isinstance(v, list):
        rader = v if v and isinstance(v[0], list) else [[x] for x in v]
        return [[som_celle(x) for x in rad] for rad in rader]
    if isinstance(v, datetime):
        return (v - NULL).total_seconds() / 86400
    if isinstance(v, date):
        return (v - EXCEL_NULL).days
    if isinstance(v, time):
        return (v.hour * 60 + v.minute) / 1440
    return v.total_seconds() / 86400 if isinstance(v, timedelta) else v


def bok(sti: Path, *, klokke_som_tall: bool = True) -> dict[str, Any]:
    """A workbook as a script of Lite gets it: dates are texts that become datetimes, formulas their values.

    klokke_som_tall: whether a clock time comes as a number. The documentation does not say.
    """
    kilde = openpyxl.load_workbook(sti, data_only=True)
    ark = []
    for blad in kilde.worksheets:
        celler = [
            [c.row, c.column, _lest(c.value, klokke_som_tall)] for rad in blad.iter_rows() for c in rad
            if c.value not in (None, "")
        ]  # fmt: skip
        tabeller = [
            {"navn": t.name, "omraade": _omraade(t.ref), "summer": bool(t.totalsRowCount)} for t in blad.tables.values()
        ]
        navn = [[n.name, f"={n.attr_text}"] for n in blad.defined_names.values() if "Print" not in n.name]
        ark.append(
            {
                "navn": blad.title,
                "celler": celler,
                "tabeller": tabeller,
                "navnene": navn,
                "synlig": blad.sheet_state == "visible",
            }
        )
    navnene = [[n.name, f"={n.attr_text}"] for n in kilde.defined_names.values()]
    return {"navn": sti.name, "aktivt": kilde.worksheets[0].title, "ark": ark, "navnene": navnene}


def _lest(v: Any, klokke_som_tall: bool) -> Any:
    if isinstance(v, datetime):
        return v.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    if isinstance(v, (time, timedelta)):
        brok = som_celle(v)
        return brok if klokke_som_tall else (NULL + timedelta(days=brok)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return v


def _omraade(ref: str) -> Sequence[int | None]:
    k, r, k2, r2 = range_boundaries(ref)
    return [r, k, r2, k2]


def rader(data: Mapping[str, Any], tabell: str) -> list[list[Any]] | None:
    """What a formula hands a function of a table: header and rows, dates as numbers. None where there is no table."""
    for a in data["ark"]:
        for t in a["tabeller"]:
            if t["navn"] == tabell:
                r, k, r2, k2 = t["omraade"]
                verdier = {(x, y): v for x, y, v in a["celler"]}
                return [[_i_formel(verdier.get((x, y))) for y in range(k, k2 + 1)] for x in range(r, r2 + 1)]
    return None


def _i_formel(v: Any) -> Any:
    if isinstance(v, str) and v.endswith("Z") and v[10:11] == "T":
        return som_celle(datetime.fromisoformat(v[:-1]))
    return v
