"""python -m tests.windows [ZIP]: run the Windows side under Wine and print what was asked and how it went.

ZIP is what `tidbank pakk` made; without it, it is made. Needs Wine (64 bits) and mingw's compiler; ends with 1 where
anything is not as it should, and 2 where there is no Wine.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from tests.excel import com

ROT = Path(__file__).parents[2]
START = time.monotonic()
MEST = 60_000_000  # bytes, of the zip
HOVEDSTED = "Åse Ødegård & co 100%"
STEDER = ("Dokumenter 'ny'", "æøå ÆØÅ", "HR & lønn, 100 % (kopi)", "^hatt! $pris #1 [a]", "Tidbank")
PROGRAM = "Tidbank/Tidbank-program"
# What Wine 8 lacks of the Windows of today, and Rust's random numbers ask for.
PRNG = """\
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID b, ULONG n);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE p, SIZE_T n) { return SystemFunction036(p, (ULONG)n); }
"""
FORBEREDELSE = 300  # seconds each of what is done before the Windows Python starts may take
PROV = "tests/windows/innenfor/prov.py"
KOMPILATOR = "x86_64-w64-mingw32-gcc"


def fasit(arbeid: Path) -> None:
    """The workbooks, and what the same stand-in answers here, without COM between."""
    com.last()
    from tests.excel import conftest, falsk
    from tests.windows import felles, tilfeller
    from udfs import banker
    from xl_tidbank.book.open import read
    from xl_tidbank.core.bank import Bank
    from xl_tidbank.core.views import SALDONOKLER
    from xl_tidbank.functions import REGISTER
    from xl_tidbank.hosts.excel import buttons
    from xl_tidbank.hosts.excel.build import workbook

    workbook.bygg(arbeid)
    b = conftest.apne(falsk.Excel(), arbeid / workbook.DEMO)
    ut = arbeid / "linux"
    ut.mkdir()

    def trykk(navn: str) -> list[str]:
        com.MELDINGER.clear()
        buttons.trykk(navn)
        return [tekst for _, tekst in com.MELDINGER]

    knapper = felles.alle_knapper(b, ut, trykk)
    bank = Bank(read.les_bok(arbeid / workbook.DEMO))
    tekst = banker.husk(bank)
    spor: dict[str, Any] = {n: partial(tilfeller.svar, REGISTER[n].kall) for n in REGISTER}
    svar = {
        "bank": tekst, "ansatte": list(bank.ansattnumre), "knapper": knapper,
        "tilfeller": [spor[t["funksjon"]](*t["gitt"]) for t in tilfeller.ALLE],
        "saldoer": {nr: {nokkel: spor["TIDBANK_SALDO"](nr, felles.DAG, nokkel, tekst) for nokkel in SALDONOKLER}
                    for nr in bank.ansattnumre},
        **{n: spor[n](felles.DAG, tekst) for n in ("TIDBANK_OVERSIKT", "TIDBANK_AVVIK")},
        "filer": {f.name: f.stat().st_size for f in sorted(ut.iterdir())},
    }  # fmt: skip
    (arbeid / "fasit.json").write_text(json.dumps(svar, ensure_ascii=False), "utf-8")


def pakk_ut(fil: Path, disk: Path) -> Path:
    """The package where the tests run it, and shown at other places; the folder of its Python."""
    sted = disk / HOVEDSTED
    with zipfile.ZipFile(fil) as z:
        z.extractall(sted)
    program = sted / PROGRAM
    for navn in STEDER:
        (disk / "steder" / navn).mkdir(parents=True)
        (disk / "steder" / navn / program.name).symlink_to(program, target_is_directory=True)
    # Wine alone: this one asks Windows for what Wine does not have.
    (program / "_wmi.pyd").unlink(missing_ok=True)
    kilde = disk / "prng.c"
    kilde.write_text(PRNG)
    subprocess.run(
        [KOMPILATOR, "-O2", "-shared", "-o", str(program / "bcryptprimitives.dll"), str(kilde), "-ladvapi32"],
        check=True, timeout=FORBEREDELSE,
    )  # fmt: skip
    return program


def verktoy(mappe: Path) -> None:
    """The library that reads workbooks for the stand-in: it is not in the package, and is pure Python."""
    for modul in map(import_module, ("openpyxl", "et_xmlfile")):
        kilde = Path(str(modul.__file__)).parent
        shutil.copytree(kilde, mappe / kilde.name, ignore=shutil.ignore_patterns("__pycache__"))


def summer(fil: Path) -> int:
    """How many files of the package have the sum its list says: all, or 0."""
    import hashlib

    with zipfile.ZipFile(fil) as z:
        liste = z.read("Tidbank/SHA256.txt").decode().split("\r\n")
        par = {navn: sum_ for sum_, _, navn in (linje.partition("  ") for linje in liste if linje)}
        alle = {n.removeprefix("Tidbank/"): hashlib.sha256(z.read(n)).hexdigest() for n in z.namelist()}
    del alle["SHA256.txt"]
    return len(alle) if alle == par else 0


def vinduer(mappe: Path) -> dict[str, str]:
    """A Windows of its own, that nothing else on the machine sees."""
    miljo = os.environ | {
        "WINEPREFIX": str(mappe), "WINEARCH": "win64", "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8",
        "WINEDLLOVERRIDES": "mscoree,mshtml=;winedbg.exe=d;bcryptprimitives=n",
    }  # fmt: skip
    miljo.pop("DISPLAY", None)
    subprocess.run(
        ["wine", "wineboot", "-i"], env=miljo, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, timeout=FORBEREDELSE,
    )  # fmt: skip
    return miljo


def ende(miljo: dict[str, str]) -> None:
    """Nothing of this Windows runs afterwards."""
    subprocess.run(["wineserver", "-k"], env=miljo, check=False, stdin=subprocess.DEVNULL)
    time.sleep(1)


def kjor(program: Path, arbeid: Path, verktoyet: Path, miljo: dict[str, str]) -> Iterator[dict[str, Any]]:
    """What the Windows Python says, as it says it. A step that does not end in its time is ended, and said."""
    stier = ["Z:" + str(m).replace("/", "\\") for m in (ROT / PROV, ROT, verktoyet, arbeid)]
    with subprocess.Popen(
        ["wine", str(program / "python.exe"), "-I", "-X", "utf8", *stier],
        env=miljo, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8",
    ) as prosess:  # fmt: skip
        linjer: Queue[str] = Queue()
        threading.Thread(target=_les, args=(prosess.stdout, linjer), daemon=True).start()
        steg, frist, fra = "Python starts", FORBEREDELSE, time.monotonic()
        while True:
            try:
                linje = linjer.get(timeout=max(0.0, fra + frist - time.monotonic()))
            except Empty:
                stak = arbeid / "server.txt"
                sto = stak.read_text("utf-8", "replace") if stak.exists() else "it said nothing"
                si(f"HANGS in {steg}. The server:\n{sto}")
                ende(miljo)
                prosess.kill()
                yield {"hva": f"{steg}: did not end in {frist} seconds", "antall": 1, "riktig": 0}
                return
            if not linje:
                break
            if not linje.startswith("{"):
                print(linje.rstrip())  # an exception, or where it hangs
                continue
            sagt = json.loads(linje)
            if "steg" in sagt:
                steg, frist, fra = sagt["steg"], sagt["frist"], time.monotonic()
                si(steg)
            else:
                yield sagt
    if prosess.returncode:
        yield {"hva": f"{steg}: the Windows Python ended with {prosess.returncode}", "antall": 1, "riktig": 0}


def _les(fra: Any, til: Queue[str]) -> None:
    """Line by line, and an empty one at the end."""
    for linje in fra:
        til.put(linje)
    til.put("")


def si(tekst: str) -> None:
    print(f"{time.monotonic() - START:4.0f} s  {tekst}", flush=True)


def som_linje(svar: dict[str, Any]) -> str:
    mer = ", ".join(f"{k} {v}" for k, v in svar.items() if k in ("tilbake", "ms", "sekunder"))
    return f"{svar['riktig']:5d} of {svar['antall']:5d}  {svar['hva']}" + f"  ({mer})" * bool(mer)


def zipfilen(fil: Path) -> Path:
    if not fil.exists():
        subprocess.run(
            [sys.executable, "-m", "xl_tidbank", "pakk", str(fil)], cwd=ROT, check=True, timeout=2 * FORBEREDELSE
        )
        si("the zip is made")
    return fil


def om_zipfilen(fil: Path) -> Iterator[dict[str, Any]]:
    stor, n = fil.stat().st_size, summer(fil)
    hva = f"the zip, {stor / 1e6:.1f} MB: at most {MEST / 1e6:.0f}"
    yield {"hva": hva, "antall": 1, "riktig": int(stor <= MEST)}
    yield {"hva": "the zip: files with the sum in its list", "antall": n or 1, "riktig": n}


def prov(rot: Path) -> Iterator[dict[str, Any]]:
    """Everything, in a folder of its own. What takes time and waits for nothing else is done at the same time."""
    disk, arbeid, verktoyet = rot / "vinduer" / "drive_c", rot / "arbeid", rot / "verktoy"
    for m in (arbeid, verktoyet):
        m.mkdir()
    with ThreadPoolExecutor() as samtidig:
        pakket = samtidig.submit(zipfilen, Path(sys.argv[1]) if len(sys.argv) > 1 else rot / "Tidbank.zip")
        vindu = samtidig.submit(vinduer, rot / "vinduer")
        verktoy(verktoyet)
        fasit(arbeid)
        si("answered on Linux")
        miljo = vindu.result()
    try:
        fil = pakket.result()
        yield from om_zipfilen(fil)
        program = pakk_ut(fil, disk)
        (arbeid / "steder.txt").write_text("\n".join(f"C:\\steder\\{s}" for s in STEDER), "utf-8")
        yield from kjor(program, arbeid, verktoyet, miljo)
    finally:
        ende(miljo)


def main() -> int:
    if shutil.which("wine") is None or shutil.which(KOMPILATOR) is None:
        print("There is no Wine here: the Windows side is not tried.")
        return 2
    alle = []
    with tempfile.TemporaryDirectory() as mappe:
        for svar in prov(Path(mappe)):
            si(som_linje(svar))
            alle.append(svar)
    feil = [svar for svar in alle if svar["riktig"] != svar["antall"]]
    for svar in feil:
        print("NOT AS IT SHOULD:", re.sub(r"\s+", " ", json.dumps(svar, ensure_ascii=False))[:3000])
    print(f"{len(alle) - len(feil)} passed, {len(feil)} failed")
    return int(bool(feil))


if __name__ == "__main__":
    sys.exit(main())
