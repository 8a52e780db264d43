"""The live workbook of the demo, open in the stand-in, with the functions and buttons loaded as on Windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import sidedata
from xl_tidbank import demo_miljo
from xl_tidbank.book.template import workbook
from xl_tidbank.core.bank import Bank

from . import com, falsk

com.last()

from udfs import banker  # noqa: E402
from xl_tidbank.hosts.excel import book, tables  # noqa: E402
from xl_tidbank.hosts.excel.build import live  # noqa: E402


@pytest.fixture(scope="session")
def filer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demo live, an empty live one, the demo as the command line makes it, and with the environment's sheets."""
    mappe = tmp_path_factory.mktemp("excel")
    rader, bank = sidedata.rader(), sidedata.bank()
    ut = {navn: mappe / f"{navn}.xlsx" for navn in ("levende", "tom", "fast", "miljo")}
    live.skriv_levende(ut["levende"], rader, bank, sidedata.DAG)
    live.skriv_levende(ut["tom"], {}, Bank(sidedata.tabeller({t: [] for t in sidedata.FELT})), sidedata.DAG)
    workbook.skriv_bank(ut["fast"], rader, [])
    workbook.skriv_bank(ut["miljo"], {**demo_miljo.demo_miljo(), **rader}, [], deler=["miljo"])
    return ut


@pytest.fixture
def excel() -> Iterator[falsk.Excel]:
    com.MELDINGER.clear()
    com.SVAR.clear()
    yield falsk.Excel()
    glem()


@pytest.fixture
def bok(excel: falsk.Excel, filer: dict[str, Path]) -> falsk.Bok:
    return apne(excel, filer["levende"])


def apne(excel: falsk.Excel, fil: Path) -> falsk.Bok:
    from xlwings import _xlwindows

    glem()
    ut = falsk.Bok(excel, fil)
    w: Any = _xlwindows
    w.BOOK_CALLER = ut
    return ut


def glem() -> None:
    """What a new process does not know."""
    banker._kjente.clear()
    book._sist = None
    tables._HUSKET.clear()
