"""Solbakken's bank to open in LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def solbakken(ny_solbakken: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ny_solbakken(tmp_path_factory.mktemp("lo"))
