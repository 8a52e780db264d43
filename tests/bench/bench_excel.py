"""Ratios through xlwings' own call pipeline, measured in one run: a balance a cell against one overview.

    python -m tests.bench.bench_excel [employees] [shifts each]

What COM itself costs is not in it: there is no Excel here. Prints; the one thing it asserts is the promise that a
thousand TIDBANK_SALDO cost at most twice one TIDBANK_OVERSIKT.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.excel import com, falsk

com.last()

from tests.excel.conftest import apne, glem  # noqa: E402
from tests.excel.regneark import MODUL  # noqa: E402
from xl_tidbank.hosts.excel.build.live import les_formel  # noqa: E402

from .bench import lag  # noqa: E402

ANSATTE, VAKTER_HVER, GANGER = 1000, 12, 5
HOYST = 2.0


def hoved() -> None:
    ansatte = int(sys.argv[1]) if len(sys.argv) > 1 else ANSATTE
    hver = int(sys.argv[2]) if len(sys.argv) > 2 else VAKTER_HVER
    with tempfile.TemporaryDirectory() as mappe:
        fil = Path(mappe) / "stor.xlsx"
        lag(fil, ansatte, hver)
        bok = apne(falsk.Excel(), fil)
    tjener, celle = com.last().com_server.XLPython(), bok.ark("Ansatte").Cells(1, 30)
    bok.Application.Caller = celle
    dag = com.tid(datetime(2026, 9, 14))
    tabeller = tuple(bok.tabell(n).Range for n in re.findall(r"(\w+)\[\[", les_formel().partition(",COUNTA")[0]))

    def kall(navn: str, *argumenter: object) -> object:
        return tjener.CallUDF(MODUL, navn, argumenter, bok, celle)

    def maal(gjor: Callable[[object], object]) -> tuple[float, float]:
        """Median seconds of reading the tables, and of what follows with a bank nothing is known of yet."""
        lest, etter = [], []
        for _ in range(GANGER):
            glem()
            fra = time.perf_counter()
            tekst = kall("TIDBANK_LES", *tabeller)
            midt = time.perf_counter()
            gjor(tekst)
            lest.append(midt - fra)
            etter.append(time.perf_counter() - midt)
        return statistics.median(lest), statistics.median(etter)

    # A balance for each cell of a list, taken from the cells themselves, as in a sheet.
    numre = [bok.ark("Ansatte").Cells(2 + n % ansatte, 1) for n in range(1000)]
    lest, oversikt = maal(lambda tekst: kall("TIDBANK_OVERSIKT", dag, tekst))
    _, saldoer = maal(lambda tekst: [kall("TIDBANK_SALDO", nr, dag, "skyldig", tekst) for nr in numre])
    _, en = maal(lambda tekst: kall("TIDBANK_SALDO", numre[0], dag, "skyldig", tekst))
    print(f"{ansatte} employees, {ansatte * hver} shifts, median of {GANGER}")
    print(f"{'TIDBANK_OVERSIKT':40s} 1.00   ({oversikt:.3f} s)")
    print(f"{'1,000 TIDBANK_SALDO':40s} {saldoer / oversikt:.2f}   ({saldoer:.3f} s)")
    print(f"{'TIDBANK_LES, once an edit':40s} {lest / oversikt:.2f}   ({lest:.3f} s)")
    print(f"{'one TIDBANK_SALDO':40s}        ({en * 1000:.2f} ms)")
    assert ansatte != 1000 or saldoer <= HOYST * oversikt, "the promise is broken"


if __name__ == "__main__":
    hoved()
