"""What Excel needs of the machine, asked in small questions that tests can answer for it.

Nothing here changes anything. Where there is no Windows, the questions about Windows have no answer and are not asked.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PureWindowsPath
from typing import NamedTuple

from xl_tidbank.book.files import midlertidig

from . import names

KLSID = "{7b1f6a52-4f0e-4f6b-9a53-2d1c0e5a7e11}"  # of a server that is started only to see whether it starts
VENT = 30.0  # seconds for it to say that it runs
SVAR = "xlwings server running"
EXCEL = r"Microsoft\Office\16.0\Excel\Security\Trusted Locations"  # 16.0: every Excel since 2016
STEDER = (rf"Software\{EXCEL}", rf"Software\Policies\{EXCEL}")


class Klarert(NamedTuple):
    """A folder whose files Excel trusts: their macros run without a question."""

    mappe: str
    undermapper: bool


@dataclass(frozen=True, slots=True)
class Maskin:
    """The questions. `python`: the program whose packages Excel will use."""

    plattform: str
    python: Path
    rot: Path  # where that Python's packages put files of their own: xlwings' DLL
    versjon: Callable[[str], str | None]
    kan_importeres: Callable[[str], bool]
    klarerte: Callable[[], Sequence[Klarert]]
    sperret: Callable[[Path], bool]
    start_server: Callable[[Path], str]  # "" when it started, otherwise the last line it said
    miljo: Callable[[str], str | None]

    tegnsett: str = "cp1252"  # of the machine: what VBA reads a text file in

    @property
    def windows(self) -> bool:
        return self.plattform == "win32"

    def brukermappe(self) -> Path:
        """The user's own folder for Tidbank, which Excel looks in too."""
        lokal = self.miljo("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(names.BRUKERMAPPE.replace("%LOCALAPPDATA%", lokal).replace("\\", os.sep))


def denne() -> Maskin:
    return Maskin(
        sys.platform, Path(sys.executable), Path(sys.prefix), versjon, kan_importeres, klarerte, sperret, start_server,
        os.environ.get, "mbcs" if sys.platform == "win32" else "cp1252",
    )  # fmt: skip


def versjon(pakke: str) -> str | None:
    try:
        return metadata.version(pakke)
    except metadata.PackageNotFoundError:
        return None


def kan_importeres(modul: str) -> bool:
    try:
        return importlib.util.find_spec(modul) is not None
    except (ImportError, ValueError):
        return False


def klarerte() -> list[Klarert]:
    """The folders this user's Excel trusts: the user's own and those the workplace has set."""
    ut: list[Klarert] = []
    if sys.platform == "win32":
        import winreg

        for sted in STEDER:
            with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, sted) as nokkel:
                for nr in range(winreg.QueryInfoKey(nokkel)[0]):
                    with suppress(OSError), winreg.OpenKey(nokkel, winreg.EnumKey(nokkel, nr)) as en:
                        mappe = os.path.expandvars(str(winreg.QueryValueEx(en, "Path")[0]))
                        under = False
                        with suppress(OSError):
                            under = bool(winreg.QueryValueEx(en, "AllowSubfolders")[0])
                        ut.append(Klarert(mappe, under))
    return ut


def sperret(fil: Path) -> bool:
    """Whether Windows has marked the file as coming from the internet or an e-mail; Excel then blocks its macros."""
    try:
        merke = Path(f"{fil}:Zone.Identifier").read_text("utf-8", "replace")
    except OSError:
        return False
    return sone(merke) >= 3


def sone(merke: str) -> int:
    """The zone in the mark Windows leaves on a file: 3 is the internet, 4 is restricted; 0 where it says nothing."""
    for linje in merke.splitlines():
        navn, _, verdi = linje.partition("=")
        if navn.strip().lower() == "zoneid" and verdi.strip().isdigit():
            return int(verdi)
    return 0


def i_klarert(mappe: str, klarert: Sequence[Klarert]) -> bool:
    """Whether a folder is one of those trusted, or below one that trusts what is below it. Windows' own paths."""
    denne_ = PureWindowsPath(mappe)
    for k in klarert:
        rot = PureWindowsPath(k.mappe)
        if denne_ == rot or (k.undermapper and rot in denne_.parents):
            return True
    return False


def start_server(python: Path) -> str:
    """Start the server as Excel would, and end it again; "" when it came up."""
    kode = names.START.format(klsid=KLSID)
    with midlertidig.mappe() as mappe:
        logg = mappe / "logg.txt"
        with logg.open("wb") as ut:
            prosess = subprocess.Popen([str(python), "-I", "-u", "-c", kode], stdout=ut, stderr=subprocess.STDOUT)
            frist = time.monotonic() + VENT
            try:  # it lives until it is ended; what it says is looked at in between
                while SVAR not in _sagt(logg) and prosess.poll() is None and time.monotonic() < frist:
                    time.sleep(0.1)
            finally:
                prosess.kill()
                prosess.wait()
        sagt = _sagt(logg)
    linjer = [linje.strip() for linje in sagt.splitlines() if linje.strip()]
    return "" if SVAR in sagt else (linjer or ["Serveren svarte ikke."])[-1]


def _sagt(logg: Path) -> str:
    return logg.read_text("utf-8", "replace")
