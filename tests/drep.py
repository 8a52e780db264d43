"""Kills commands in the middle of their work, and runs many at once, and says what was lost.

python -m tests.drep 1000 [seed]     kills, over processes that each run one command as the command line does
python -m tests.drep samtidig 40     writers of one file at once, each with figures of its own day
python -m tests.drep ny 12           makers of one new file at once

Half of the kills come at a random time, half right after the unfinished file appears, where the writing is.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from xl_tidbank.book import logg
from xl_tidbank.book.files import backup
from xl_tidbank.book.open.read import les_bok

ROT = Path(__file__).parents[1]
SOLBAKKEN = ROT / "tests" / "data" / "solbakken"
NOEN = ("1001", "1002", "1008")  # employees of the small bank: what is killed is the writing, not the reckoning
DAG = "13.09.2026"
# What the commands import on the way, so that the process they are forked from has it.
VARME = (
    "xl_tidbank.cli", "xl_tidbank.book.template.workbook", "xl_tidbank.book.write.pages", "xl_tidbank.book.copy.make",
    "xl_tidbank.book.open.csvmappe", "xlsxwriter", "python_calamine",
)  # fmt: skip
LAAS = re.compile(r"tidbank-\d+-(plass\d\d|[0-9a-f]{24})\.lock")
# What is killed: the file it writes, and the command after the name of the bank.
KOMMANDOER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Bank.xlsx", ("ny", "Bank.xlsx", "--fra", "../csv", "--dato", DAG, "--overskriv")),
    ("Avvik.xlsx", ("kontroller", "Bank.xlsx", "--dato", DAG, "-o", "Avvik.xlsx", "--overskriv")),
    ("Kopi.xlsx", ("del", "Bank.xlsx", "--dato", DAG, "-o", "Kopi.xlsx", "--ja", "--overskriv")),
    ("Konto.xlsx", ("konto", "Bank.xlsx", "--ansatt", "1008", "-o", "Konto.xlsx", "--overskriv")),
)


class Dom(NamedTuple):
    """drept: killed before they were done. ferdige: done before the kill came. The rest is what must be 0."""

    drept: int
    ferdige: int
    tapt: int
    skadet: int
    rester: int
    logglinjer: int
    uleste: int


class Prosess:
    """A process of its own that runs one command; where a process can be forked, from one that has imported it all.

    So the kills hit the work and not the imports, and those that run at once start at once.
    """

    def __init__(self, mappe: Path, *argumenter: str) -> None:
        self.prosess: multiprocessing.process.BaseProcess = _ctx.Process(
            target=_kommando, args=(str(mappe), argumenter)
        )
        self.prosess.start()

    def wait(self, sekunder: float | None = None) -> int:
        self.prosess.join(sekunder)
        assert self.prosess.exitcode is not None, "still running"
        return self.prosess.exitcode

    def poll(self) -> int | None:
        return self.prosess.exitcode

    def kill(self) -> None:
        self.prosess.kill()


_ctx: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
if sys.platform != "win32":
    _ctx.set_forkserver_preload(["tests.drep", *VARME])


def _kommando(mappe: str, argumenter: Sequence[str]) -> None:
    from xl_tidbank.cli import main

    os.chdir(Path(mappe, "her"))
    tempfile.tempdir = os.environ["TMPDIR"] = str(Path(mappe, "tmp"))
    with open(os.devnull, "r+b") as ingen:
        for fd in range(3):
            os.dup2(ingen.fileno(), fd)
    main(list(argumenter))


def start(mappe: Path, *argumenter: str) -> Prosess:
    return Prosess(mappe, *argumenter)


def kjor(mappe: Path, *argumenter: str) -> int:
    return start(mappe, *argumenter).wait(300)


def rester(mappe: Path) -> list[str]:
    """What a killed command left: unfinished files, and anything but our few locks among the temporary ones."""
    her = [p.name for p in (mappe / "her").iterdir() if backup.UFERDIG.fullmatch(p.name)]
    return her + [p.name for p in (mappe / "tmp").iterdir() if not LAAS.fullmatch(p.name)]


def avtrykk(sti: Path) -> str:
    return hashlib.sha256(sti.read_bytes()).hexdigest()


def skadet(sti: Path) -> bool:
    try:
        with zipfile.ZipFile(sti) as z:
            return z.testzip() is not None
    except zipfile.BadZipFile:
        return True


def familie(sti: Path) -> list[Path]:
    return [p for p in (sti, *backup.sikkerhetskopier(sti)) if p.exists()]


def oppsett(mappe: Path) -> None:
    for navn in ("her", "tmp", "csv"):
        (mappe / navn).mkdir()
    for fil_ in SOLBAKKEN.glob("*.csv"):
        rader = fil_.read_bytes().splitlines(keepends=True)
        (mappe / "csv" / fil_.name).write_bytes(b"".join(r for r in rader if r is rader[0] or _med(r)))
    for fil, argumenter in KOMMANDOER:
        assert kjor(mappe, *argumenter) in (0, 1)
        assert (mappe / "her" / fil).exists()


def _med(rad: bytes) -> bool:
    return any(nr.encode() in rad.replace(b",", b";").split(b";")[:2] for nr in NOEN)


def drep(antall: int, mappe: Path, fro: int = 1, si: bool = False) -> Dom:
    """Kill so many commands, each followed by one that is left alone, and hold the folder against what it was."""
    rng, teller = random.Random(fro), Counter[str]()
    oppsett(mappe)
    her = mappe / "her"
    varighet: dict[str, float] = {}
    for fil, argumenter in KOMMANDOER:
        fra = time.monotonic()
        kjor(mappe, *argumenter)
        varighet[fil] = time.monotonic() - fra
    for nr in range(antall):
        fil, argumenter = KOMMANDOER[rng.randrange(len(KOMMANDOER))]
        foer = {p.name: avtrykk(p) for p in her.iterdir() if p.suffix == ".xlsx"}
        antall_foer = Counter(avtrykk(p) for p in familie(her / fil))
        prosess = start(mappe, *argumenter)
        if nr % 2:
            time.sleep(rng.random() * varighet[fil] * 1.05)
        else:
            _vent_paa_skriving(her, prosess)
            time.sleep(rng.random() * 0.03)
        prosess.kill()
        teller["ferdige" if prosess.wait() in (0, 1) else "drept"] += 1
        # Everything that stood there stands there still, or is a backup now; and whatever has a name is whole.
        etter = Counter(avtrykk(p) for p in familie(her / fil))
        teller["tapt"] += sum((antall_foer - etter).values())
        teller["tapt"] += sum(
            not (her / n).exists() or avtrykk(her / n) != a for n, a in foer.items() if n != fil and fil not in n
        )
        teller["skadet"] += sum(skadet(p) for p in her.iterdir() if p.suffix == ".xlsx" and p.name[0] != ".")
        for p in backup.sikkerhetskopier(her / fil)[:-3]:
            p.unlink()  # they are counted; a thousand of them only take room
        (her / "Ny.xlsx").unlink(missing_ok=True)
        teller["neste"] += kjor(mappe, "ny", "Ny.xlsx") != 0
        teller["rester"] += len(rester(mappe))
        if si and (nr + 1) % 20 == 0:
            print(nr + 1, dict(teller), flush=True)
    teller["skadet"] += teller["neste"]
    les_bok(her / "Bank.xlsx")
    linjer, uleste = logg.les_fil(her / "Bank.xlsx")
    return Dom(
        teller["drept"], teller["ferdige"], teller["tapt"], teller["skadet"], teller["rester"], len(linjer), uleste
    )


def _vent_paa_skriving(her: Path, prosess: Prosess) -> None:
    while prosess.poll() is None and not any(p.startswith(".tidbank-uferdig") for p in os.listdir(her)):
        time.sleep(0.001)


class Samtidig(NamedTuple):
    """skrevet: exit codes that say the file was written. ulike: contents found afterwards, each of them whole."""

    skrevet: int
    ulike: int
    skadet: int
    rester: int
    logglinjer: int


def samtidig(antall: int, mappe: Path) -> Samtidig:
    """Writers of one file at once, each with the figures of its own day: every one of them must be found."""
    oppsett(mappe)
    her, ut = mappe / "her", mappe / "her" / "Alle.xlsx"
    linjer_foer = len(logg.les_fil(her / "Bank.xlsx")[0])
    dager = [(date(2026, 9, 1) + timedelta(days=n)).isoformat() for n in range(antall)]
    alle = [start(mappe, "kontroller", "Bank.xlsx", "--dato", d, "-o", ut.name, "--overskriv") for d in dager]
    koder = [p.wait(600) for p in alle]
    funnet = familie(ut)
    return Samtidig(
        sum(k in (0, 1) for k in koder), len({avtrykk(p) for p in funnet}), sum(map(skadet, funnet)),
        len(rester(mappe)), len(logg.les_fil(her / "Bank.xlsx")[0]) - linjer_foer,
    )  # fmt: skip


def ny(antall: int, mappe: Path) -> Counter[int]:
    """Exit codes of so many that make one new file at once."""
    (mappe / "her").mkdir()
    (mappe / "tmp").mkdir()
    alle = [start(mappe, "ny", "Ny.xlsx") for _ in range(antall)]
    koder = Counter(p.wait(600) for p in alle)
    assert [p.name for p in (mappe / "her").iterdir()] == ["Ny.xlsx"]
    assert not skadet(mappe / "her" / "Ny.xlsx")
    return koder


def hoved(argumenter: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as mappe:
        if argumenter[0] == "samtidig":
            print(json.dumps(samtidig(int(argumenter[1]), Path(mappe))._asdict()))
        elif argumenter[0] == "ny":
            print(dict(ny(int(argumenter[1]), Path(mappe))))
        else:
            fro = int(argumenter[1]) if len(argumenter) > 1 else 1
            print(json.dumps(drep(int(argumenter[0]), Path(mappe), fro, si=True)._asdict()))


if __name__ == "__main__":
    hoved(sys.argv[1:])
