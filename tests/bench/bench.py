"""Ratios measured in one run: ours against a bare read of the same file. Prints, asserts nothing.

    python tests/bench/bench.py [employees] [shifts each]

Every figure is the median of separate processes, so that start-up and memory are what a user meets.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from xl_tidbank.book.open import read
from xl_tidbank.book.template import workbook
from xl_tidbank.core.bank import Bank

ANSATTE, VAKTER_HVER, GANGER = 1000, 50, 5
START, SLUTT, DAG = date(2026, 1, 5), date(2027, 1, 3), "2026-09-14"

RAA = "import sys, python_calamine as c; b = c.CalamineWorkbook.from_path(sys.argv[1]); "
RAA += "[b.get_sheet_by_name(n).to_python() for n in b.sheet_names]"
OSS = "import sys; sys.argv[1:3] = sys.argv[2:0:-1]; from xl_tidbank.cli import main; main()"
MAALT = """
import json, re, sys, time
fra = time.perf_counter()
try:
    exec(sys.argv.pop(1))
except SystemExit:
    pass
brukt = time.perf_counter() - fra
topp = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
print(json.dumps([brukt, topp]), file=sys.stderr)
"""


def lag(sti: Path, ansatte: int, vakter_hver: int) -> None:
    numre = [str(1000 + n) for n in range(ansatte)]
    tomt: list[object] = ["", "", ""]
    rader: dict[str, list[tuple[object, ...]]] = {
        "Ansatte": [(nr, f"Ansatt {nr}", f"Enhet {n % 20}", "Assistent", True) for n, nr in enumerate(numre)],
        "Avtaler": [
            (nr, START, SLUTT, 60.0, 40.0, 35.5, START, SLUTT, date(2025, 12, 1), 250.0, None, None, "") for nr in numre
        ],
        "Vakter": [
            (f"V{n * vakter_hver + k}", nr, dag, 450, 900, 30, "Tidbank", "Tildelt",
             "Utført" if dag < date(2026, 9, 14) else "Tildelt", dag - timedelta(days=14 + k % 20), False, *tomt)
            for n, nr in enumerate(numre)
            for k in range(vakter_hver)
            for dag in (START + timedelta(days=(k * 7 + n) % 364),)
        ],
        "Fravær": [
            (nr, d, d + timedelta(days=lengde - 1), kode, 1.0, d)
            for n, nr in enumerate(numre)
            for d, lengde, kode in (
                (START + timedelta(days=n % 100), 5, "SYK"), (date(2026, 6, 29) + timedelta(weeks=n % 4), 21, "FERIE"),
            )
        ],
    }  # fmt: skip
    workbook.skriv_bank(sti, rader, [])


def maal(kode: str, *argumenter: str) -> tuple[float, float]:
    """Median seconds and the largest peak in MB of separate processes."""
    tider, topper = [], []
    # As where a user has installed it: modules are compiled once, not at every start.
    miljo = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(GANGER):
        ut = subprocess.run(
            [sys.executable, "-c", MAALT, kode, *argumenter], capture_output=True, text=True, check=True, env=miljo
        )
        sekunder, megabyte = json.loads(ut.stderr.strip().splitlines()[-1])
        tider.append(sekunder)
        topper.append(megabyte)
    return statistics.median(tider), max(topper)


def en_vakt(fil: Path) -> float:
    """Milliseconds to recompute one employee after one changed shift."""
    bank, dag = Bank(read.les_bok(fil)), date.fromisoformat(DAG)
    bank.saldoer(dag)
    vakt = bank.tabeller.vakter[len(bank.tabeller.vakter) // 2]
    bank = bank.med_vakt(vakt)
    tider = []
    for n in range(200):
        fra = time.perf_counter()
        bank = bank.med_vakt(vakt._replace(pause=n % 60))
        bank.saldo(vakt.ansattnr, dag)
        tider.append(time.perf_counter() - fra)
    return statistics.median(tider) * 1000


def hoved() -> None:
    ansatte = int(sys.argv[1]) if len(sys.argv) > 1 else ANSATTE
    hver = int(sys.argv[2]) if len(sys.argv) > 2 else VAKTER_HVER
    with tempfile.TemporaryDirectory() as mappe:
        fil = Path(mappe) / "stor.xlsx"
        lag(fil, ansatte, hver)
        print(f"{ansatte} employees, {ansatte * hver} shifts, {fil.stat().st_size / 1e6:.1f} MB, median of {GANGER}")
        bare, minne = maal(RAA, str(fil))
        print(f"{'bare python-calamine read':40s} 1.00      peak {minne:4.0f} MB   ({bare:.2f} s)")
        for navn in ("saldo", "kontroller"):
            for form in (["--json"], []):
                tid, minne = maal(OSS, str(fil), navn, "--dato", DAG, *form)
                hva = " ".join(["tidbank", navn, *form])
                print(f"{hva:40s} {tid / bare:.2f}      peak {minne:4.0f} MB   ({tid:.2f} s)")
        kopi = str(Path(mappe) / "kopi.xlsx")
        for hva, argumenter in (
            ("tidbank del", (str(fil), "del", "--dato", DAG, "-o", kopi, "--overskriv")),
            ("tidbank verifiser", (kopi, "verifiser")),
        ):
            tid, minne = maal(OSS, *argumenter)
            print(f"{hva:40s} {tid / bare:.2f}      peak {minne:4.0f} MB   ({tid:.2f} s)")
        print(f"the rep's copy: {Path(kopi).stat().st_size / 1e6:.1f} MB")
        print(f"{'one employee after one changed shift':40s} {en_vakt(fil):.2f} ms")


if __name__ == "__main__":
    hoved()
