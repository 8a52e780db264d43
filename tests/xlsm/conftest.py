"""The two workbooks, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_tidbank.hosts.excel.build import workbook


@pytest.fixture(scope="session")
def boker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    mappe = tmp_path_factory.mktemp("workbooks")
    workbook.bygg(mappe)
    return mappe


@pytest.fixture(scope="session")
def tom(boker: Path) -> Path:
    return boker / workbook.MAL


@pytest.fixture(scope="session")
def demobok(boker: Path) -> Path:
    return boker / workbook.DEMO
