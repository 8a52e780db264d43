"""Good workbooks from other programs all open, with the right records, and without a process of their own."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from tests.bok import lag_bok
from tests.gode import I_LIBREOFFICE, Skriver, alle
from tests.libreoffice.kontor import Kontor
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


@pytest.mark.slow
def test_opens_after_libreoffice_saved_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fasit: dict[str, list[Any]], lo: Kontor
) -> None:
    inn, ut = tmp_path / "inn", tmp_path / "ut"
    inn.mkdir()
    ut.mkdir()
    for n, navn in enumerate(I_LIBREOFFICE):
        SKREVET[navn](inn / f"{n}.xlsx")
        lo.konverter(inn / f"{n}.xlsx", ut / f"{n}.xlsx")
    monkeypatch.setattr(shield, "_bak_skjerm", lambda *_: pytest.fail("needed a process of its own"))
    for n, navn in enumerate(I_LIBREOFFICE):
        assert poster(ut / f"{n}.xlsx") == fasit, navn
