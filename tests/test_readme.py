"""The README is right: generated tables fresh, examples run, every command and file it names exists."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

import udfs
from xl_tidbank.cli import kommandoer, main
from xl_tidbank.functions import REGISTER

from . import readme

TEKST = readme.README.read_text("utf-8")
ROT = readme.README.parent


def test_generated_tables_are_fresh() -> None:
    assert readme.fersk(TEKST) == TEKST, "run: python -m tests.readme"


def test_every_function_is_exported() -> None:
    assert sorted(REGISTER) == sorted(set(udfs.__all__)) == udfs.__all__


def test_python_examples_run() -> None:
    svar = doctest.DocTestRunner().run(doctest.DocTestParser().get_doctest(TEKST, {}, "README", "README.md", 0))
    assert svar.attempted > 3
    assert svar.failed == 0


def test_the_tour_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    blokk = re.search(r"<!-- tur -->\n```sh\n(.*?)```", TEKST, re.S)
    assert blokk
    monkeypatch.chdir(tmp_path)
    for linje in blokk[1].strip().splitlines():
        program, *argumenter = shlex.split(linje)
        assert program == "tidbank"
        with pytest.raises(SystemExit) as slutt:
            main(argumenter)
        assert slutt.value.code in (0, 1), linje
        assert capsys.readouterr().out.strip(), linje
    assert {f.name for f in tmp_path.iterdir()} == {"tidbank-demo", "Avvik.xlsx", "Gjennomgang.xlsx", "MinBank.xlsx"}


def test_the_sharing_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blokk = re.search(r"<!-- deling -->\n```sh\n(.*?)```", TEKST, re.S)
    assert blokk
    monkeypatch.chdir(tmp_path)
    for linje in blokk[1].strip().splitlines():
        with pytest.raises(SystemExit) as slutt:
            main(shlex.split(linje)[1:])
        assert slutt.value.code in (0, None), linje


def test_everything_it_names_exists() -> None:
    navn = {k.linje.navn for k in kommandoer() if k.linje}
    assert set(re.findall(r"`tidbank ([a-z]+)", TEKST)) <= navn
    stier = re.findall(r"`((?:xl_tidbank|tests|udfs|core|\.ci)/[\w./]*)`", TEKST)
    for sti in stier + re.findall(r"\]\(([^)]+)\)", TEKST):
        assert (ROT / sti).exists() or (ROT / "xl_tidbank" / sti).exists(), sti
