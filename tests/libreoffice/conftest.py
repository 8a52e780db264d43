"""One soffice for the whole suite. Skips where there is none, unless TIDBANK_KREV_LO says that there must be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from xl_tidbank.cli import main

from . import kontor

SOLBAKKEN = Path(__file__).parents[1] / "data" / "solbakken"
DAG = "2026-09-13"


@pytest.fixture(scope="session")
def lo() -> Iterator[kontor.Kontor]:
    hvorfor = kontor.mangler()
    if hvorfor:
        if os.environ.get("TIDBANK_KREV_LO"):
            pytest.fail(f"LibreOffice must be tested here: {hvorfor}")
        pytest.skip(f"LibreOffice er ikke prøvd: {hvorfor}")
    with kontor.Kontor() as startet:
        yield startet


@pytest.fixture(scope="session")
def solbakken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("lo") / "Solbakken.xlsx"
    with pytest.raises(SystemExit) as slutt:
        main(["ny", str(sti), "--fra", str(SOLBAKKEN), "--dato", DAG])
    assert not slutt.value.code
    return sti
