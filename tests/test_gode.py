"""Good workbooks from other programs all open, with the right records, and without a process of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from tests.bok import lag_bok
from tests.gode import I_LIBREOFFICE, Skriver, alle
from xl_tidbank.book.open import read, shield

SKREVET = dict(alle())


def poster(sti: Path) -> dict[str, list[Any]]:
    """Every record without where it came from."""
    t = read.les_bok(sti)
    ut = {f.name: [p[:-1] for p in getattr(t, f.name) or ()] for f in fields(t)}
    ut["innstillinger"] = [
        (n, float(str(v).replace(",", "."))) for n, v in ut["innstillinger"]
    ]  # text here is a number
    return ut


@pytest.fixture(scope="module")
def fasit(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    return poster(lag_bok(tmp_path_factory.mktemp("fasit") / "b.xlsx"))


def test_a_hundred() -> None:
    assert len(SKREVET) + len(I_LIBREOFFICE) >= 100


@pytest.mark.parametrize(("navn", "skriv"), SKREVET.items(), ids=SKREVET)
def test_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fasit: dict[str, list[Any]], navn: str, skriv: Skriver
) -> None:
    if navn.startswith("polars"):
        pytest.importorskip("polars")

    def nei(*_: object) -> None:
        pytest.fail("needed a process of its own")

    skriv(tmp_path / "b.xlsx")
    monkeypatch.setattr(shield, "_bak_skjerm", nei)
    assert poster(tmp_path / "b.xlsx") == fasit


@pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("TIDBANK_KREV_LO"), reason="LibreOffice is not installed"
)
def test_opens_after_libreoffice_saved_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fasit: dict[str, list[Any]]
) -> None:
    inn, ut = tmp_path / "inn", tmp_path / "ut"
    inn.mkdir()
    filer = []
    for n, navn in enumerate(I_LIBREOFFICE):
        SKREVET[navn](inn / f"{n}.xlsx")
        filer.append(str(inn / f"{n}.xlsx"))
    profil = f"-env:UserInstallation=file://{tmp_path / 'profil'}"
    kall = ["soffice", profil, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(ut), *filer]
    subprocess.run(kall, check=True, capture_output=True, timeout=300)
    monkeypatch.setattr(shield, "_bak_skjerm", lambda *_: pytest.fail("needed a process of its own"))
    for n, navn in enumerate(I_LIBREOFFICE):
        assert poster(ut / f"{n}.xlsx") == fasit, navn
