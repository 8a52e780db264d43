"""Hostile files of every class: each is one Norwegian sentence or is read right, within bounds of memory and time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fiendtlige import Utfall, alle

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="pipes, devices and limits on memory"),
    pytest.mark.slow,
]

MINNE = 700  # MB, of which building the largest files takes some 200
TID = 20.0  # seconds of computing: what the shield gives a small file
ENGELSK = re.compile(
    r"Traceback|panicked|Errno|\b(?:error|invalid|failed|denied|cannot|could not|unexpected|exception|file|the)\b",
    re.IGNORECASE,
)
SETNING = re.compile(r"(?:[^\n:]{1,120}: )?[A-ZÆØÅ/].*\.")


@pytest.fixture(scope="module")
def utfall(tmp_path_factory: pytest.TempPathFactory) -> list[Utfall]:
    mappe = tmp_path_factory.mktemp("fiendtlige")
    kode = [sys.executable, "-m", "tests.fiendtlige", str(mappe)]
    svar = subprocess.run(kode, capture_output=True, text=True, timeout=1500, cwd=Path(__file__).parents[1])
    assert svar.returncode == 0, svar.stderr[-2000:]
    return [Utfall(*json.loads(linje)) for linje in svar.stdout.splitlines()]


def _uten_dem(u: Utfall) -> bool:
    """Whether those with a wrong cell are named as left out of the answer, and are not in it."""
    siste = re.fullmatch(r"Ikke med i svaret: (.+)\. De andre er med\.", u.feil.splitlines()[-1])
    if u.kode or not siste:
        return False
    return not {s["ansattnr"] for s in json.loads(u.ut)["saldo"]} & set(siste[1].split(", "))


def test_enough_of_every_class(utfall: list[Utfall]) -> None:
    navn = [f.navn for f in alle()]
    assert len(set(navn)) == len(navn) >= 300
    assert [u.navn for u in utfall] == ["fasit", *navn]
    assert {n.split(":")[0] for n in navn} == {"zip", "fil", "xml", "celle", "bok", "passord", "kopi", "csv", "sted"}


def test_each_is_a_sentence_or_is_read_right(utfall: list[Utfall]) -> None:
    fasit, *resten = utfall
    lov = {f.navn for f in alle() if f.lest}
    galt = []
    for u in resten:
        linjer = u.feil.splitlines()
        setninger = linjer and all(SETNING.fullmatch(x) and not ENGELSK.search(x) for x in linjer)
        lest = u.navn in lov and u.kode == 0 and not linjer and (u.ut == fasit.ut or "1 ansatte, 0 vakter" in u.ut)
        endret = u.navn.startswith("kopi: ") and u.kode == 1 and not linjer and not json.loads(u.ut)["uendret"]
        if not (lest or endret or (setninger and (u.kode == 3 or _uten_dem(u)))):
            galt.append((u.navn, u.kode, u.feil[:300]))
    assert not galt


def test_a_wrong_cell_is_named(utfall: list[Utfall]) -> None:
    for tall in ("NaN", "-Infinity", "1e309", "2958466", "2999999", "-1"):
        for kolonne in "CDF":
            (u,) = (u for u in utfall if u.navn == f"celle: {kolonne}2 er {tall}")
            assert u.feil.startswith(f"Vakter!{kolonne}2: "), u


def test_memory_and_time(utfall: list[Utfall]) -> None:
    assert max(u.minne for u in utfall) < MINNE
    assert [(u.navn, u.tid) for u in utfall if u.tid > TID] == []
