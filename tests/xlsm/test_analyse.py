"""The whole VBA project through an analyser that shares no code with what wrote it: it resolves names and arguments as
the editor in Excel does. Each breakage must be caught, or a clean answer says nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyvbaanalysis import analyze_office_file

from xl_tidbank.hosts.excel import names
from xl_tidbank.hosts.excel.build import workbook

from .odelegg import annen_vba

pytestmark = pytest.mark.slow


def sagt(fil: Path) -> list[str]:
    """Errors, and what is left to chance: names nobody declared, procedures nobody calls."""
    analysert: Any = analyze_office_file(str(fil))
    return [f"{modul}: {d.severity.value} {d.code}: {d.message}" for modul, funnet in analysert.items() for d in funnet]


@pytest.mark.parametrize("navn", [workbook.MAL, workbook.DEMO])
def test_nothing_to_say_of_ours(boker: Path, navn: str) -> None:
    assert sagt(boker / navn) == []


BRUDD = {
    "a name nobody declared": (names.VBA_PYTHON, "stoppet = CDbl(Now)", "stopet = CDbl(Now)", "stopet"),
    "a call of nothing": (names.VBA_FUNKSJONER, "HentPython server", "HentPyton server", "HentPyton"),
    "a procedure that stands twice": (
        names.VBA_LASTER, "Private Function ErFil", "Private Sub ErFil()\nEnd Sub\nPrivate Function ErFil", "ErFil",
    ),
    "too few arguments": (names.VBA_LASTER, "LesSted hjemme & \"\\python.txt\", lest", "LesSted lest", "LesSted"),
    "too many arguments": (names.VBA_KNAPPER, 'Trykk "konto"', 'Trykk "konto", 1, 2', "Trykk"),
}  # fmt: skip


@pytest.mark.parametrize("hva", BRUDD)
def test_what_is_broken_is_said(tom: Path, tmp_path: Path, hva: str) -> None:
    modul, fra, til, ventet = BRUDD[hva]
    funnet = sagt(annen_vba(tom, tmp_path / "brutt.xlsm", modul, fra, til.replace("\n", "\r\n")))
    assert any(f.startswith(f"{modul}: error") and ventet in f for f in funnet), funnet
