"""One table: ours beside a bare read of the same file and beside the floor, and how all of it grows. Asserts nothing.

    python -m tests.bench.tabell [employees ...]          100, 1000 and 10000 where none is given
    python -m tests.bench.tabell --mange [banks] [employees each]

Every figure is the median of processes of their own: CPU seconds of the process and the peak of its memory. The floor
unzips the parts and looks once at every byte. The same sums are made with pandas (from the bare read) and with native
SUMIFS in LibreOffice (`tests.bench.bench_libreoffice`). What a ratio is of stands in its row.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from . import banker

DAG = banker.DAG.isoformat()
VAKTER = 50
RAA = """
import sys, python_calamine as c
b = c.CalamineWorkbook.from_path(sys.argv[1])
ark = {n: b.get_sheet_by_name(n).to_python() for n in b.sheet_names}
"""
GULV = """
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    for n in z.namelist():
        if n.startswith("xl/worksheets/") or n.endswith("sharedStrings.xml"):
            z.read(n).count(b"<c ")
"""
PANDAS = (
    RAA
    + """
import pandas as pd
hode, *rader = ark["Vakter"]
v = pd.DataFrame(rader, columns=hode)
minutter = lambda t: round(t.total_seconds() / 60) if hasattr(t, "total_seconds") else t.hour * 60 + t.minute
tid = lambda k: v[k].map(minutter)
v["Timer"] = ((tid("Slutt") - tid("Start") - 1) % 1440 + 1 - v["Pause"]) / 60
gjort = (v["Type"] == "Tidbank") & (v["Status"] == "Utført") & (pd.to_datetime(v["Dato"]) <= sys.argv[2])
v[gjort].groupby("Ansattnr")["Timer"].sum()
"""
)
OSS = "import sys; from xl_tidbank.cli import main; main()"
MAALT = """
import os, re, sys, time
def si():
    t = os.times()
    topp = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
    os.write(2, f"\\n{t.user + t.system + t.children_user + t.children_system} {topp}\\n".encode())
kode = sys.argv.pop(1)
try:
    exec(kode)
except SystemExit:
    pass
si()
"""


class Maalt(NamedTuple):
    cpu: float
    megabyte: float


def maal(kode: str, *argumenter: str, ganger: int = 3) -> Maalt:
    """The median of processes of their own."""
    alle = []
    # As where a user has installed it: modules are compiled once, not at every start.
    miljo = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(ganger):
        ut = subprocess.run(
            [sys.executable, "-c", MAALT, kode, *argumenter], capture_output=True, check=True, env=miljo
        )
        alle.append(tuple(map(float, ut.stderr.decode().split()[-2:])))
    return Maalt(statistics.median(a[0] for a in alle), max(a[1] for a in alle))


def radene(fil: str, mappe: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    """(what it is, code, arguments) of each row; the bare read first."""
    ut, kopi, en = str(mappe / "ut.xlsx"), str(mappe / "kopi.xlsx"), "10005"
    dato, skriv = ("--dato", DAG), ("-o", ut, "--overskriv")
    return [
        ("bare python-calamine read", RAA, (fil,)),
        ("unzip and scan, the floor", GULV, (fil,)),
        ("pandas: hours worked by employee", PANDAS, (fil, DAG)),
        ("saldo --json", OSS, ("saldo", fil, *dato, "--json")),
        ("saldo", OSS, ("saldo", fil, *dato)),
        ("kontroller --json", OSS, ("kontroller", fil, *dato, "--json")),
        ("prosess --json", OSS, ("prosess", fil, *dato, "--json")),
        ("konto of one", OSS, ("konto", fil, "--til", DAG, "--ansatt", en, "--json")),
        ("minside of one", OSS, ("minside", fil, *dato, "--ansatt", en, *skriv)),
        ("gjennomgang of all", OSS, ("gjennomgang", fil, *dato, *skriv)),
        ("del", OSS, ("del", fil, *dato, "-o", kopi, "--overskriv")),
        ("verifiser", OSS, ("verifiser", kopi)),
    ]


TUNGE = ("gjennomgang of all", "del", "verifiser")
FLEST_TUNGE = 1000  # employees: beyond it these take minutes, and say nothing new


def tabell(storrelser: list[int], *, enkel: bool) -> None:
    print(f"\n{'without' if enkel else 'with'} roster and wages, {VAKTER} shifts each; CPU as a ratio to the bare read")
    foer: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as m:
        for antall in storrelser:
            fil = Path(m) / f"{antall}.xlsx"
            banker.lag(fil, antall, VAKTER, enkel=enkel)
            print(f"{antall} employees, {fil.stat().st_size / 1e6:.1f} MB")
            bare = 0.0
            for hva, kode, argumenter in radene(str(fil), Path(m)):
                if hva in TUNGE and (antall > FLEST_TUNGE or enkel):
                    continue
                s = maal(kode, *argumenter, ganger=1 if antall > FLEST_TUNGE or hva in TUNGE else 3)
                bare = bare or s.cpu
                vekst = f"x {s.cpu / foer[hva]:4.1f}" if hva in foer else ""
                print(f"  {hva:34s} {s.cpu / bare:6.2f}   {s.cpu:7.2f} s   {s.megabyte:5.0f} MB   {vekst}", flush=True)
                foer[hva] = s.cpu


def mange(banker_i_alt: int, ansatte: int) -> None:
    """`samle` over many banks against a command for each of them."""
    with tempfile.TemporaryDirectory() as m:
        for n in range(banker_i_alt):
            banker.lag(Path(m) / f"bank{n:04d}.xlsx", ansatte, VAKTER, fro=n)
        print(f"{banker_i_alt} banks of {ansatte} employees; CPU")
        prove = sorted(Path(m).glob("*.xlsx"))[:10]
        loop = sum(maal(OSS, "kontroller", str(f), "--dato", DAG, "--json", ganger=1).cpu for f in prove) / len(prove)
        print(f"  a command for each (mean of {len(prove)})    {loop:6.2f} s a bank")
        for hva, valg in (("samle, one process", ("--prosesser", "1")), ("samle, a process a core", ())):
            s = maal(OSS, "samle", m, "--dato", DAG, "--json", *valg, ganger=1)
            print(f"  {hva:36s} {s.cpu / banker_i_alt:6.2f} s a bank, {s.cpu:.0f} s in all, {s.megabyte:.0f} MB")


if __name__ == "__main__":
    if "--mange" in sys.argv:
        mange(*map(int, [*sys.argv[2:4], *["300", "40"][len(sys.argv) - 2 :]]))
    else:
        storrelser = list(map(int, sys.argv[1:])) or [100, 1000, 10_000]
        for enkel in (False, True):
            tabell(storrelser, enkel=enkel)
