"""The tests' end of the driver: find a Python with uno, build the extension, start, ask."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from xl_tidbank.hosts.libreoffice import install, names, package

DRIVER = Path(__file__).with_name("driver.py")
# Norwegian locale, recalculate every file on load, and none of the welcome.
VALG = (
    ("Setup/L10N", "ooSetupSystemLocale", "nb-NO"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
)
# Without a window nobody can answer what a new bank asks when it is opened: the job counts as done.
SPOR_IKKE = (
    "Office.Jobs/Events/org.openoffice.Office.Jobs:Event['OnLoad']/JobList/"
    f"org.openoffice.Office.Jobs:TimeStamp['{names.APNET}']",
    "UserTime",
    "2100-01-01T00:00:00",
)


def oppsett(vindu: bool) -> str:
    """The profile's settings file."""
    poster = "".join(
        f'<item oor:path="/org.openoffice.{sti}"><prop oor:name="{navn}" oor:op="fuse">'
        f"<value>{verdi}</value></prop></item>"
        for sti, navn, verdi in (VALG if vindu else (*VALG, SPOR_IKKE))
    )
    rom = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {rom}>{poster}</oor:items>'


@cache
def uno_python() -> str | None:
    """A Python that can talk to LibreOffice: this one, the system's, or the one LibreOffice brings."""
    soffice = install.finn("soffice")
    egne = [str(soffice.resolve().parent / "python")] if soffice else []
    for kandidat in (sys.executable, *egne, "/usr/bin/python3", shutil.which("python3") or ""):
        if kandidat and Path(kandidat).exists():
            prove = subprocess.run([kandidat, "-c", "import uno"], capture_output=True, check=False)
            if prove.returncode == 0:
                return kandidat
    return None


def mangler() -> str:
    """Why the suite cannot run here, "" where it can."""
    if install.finn("soffice") is None:
        return "soffice finnes ikke på denne maskinen"
    return "" if uno_python() else "ingen Python med modulen uno (pakken python3-uno)"


class Kontor:
    """One soffice with the extension, driven over a pipe. Use as a context manager."""

    def __init__(self, skjerm: str = "", innlagt: bool = False) -> None:
        """skjerm: show windows on this X display. innlagt: add the extension as a user does, not as part of soffice."""
        self.mappe = Path(tempfile.mkdtemp(prefix="tidbank-lo-"))
        self.spor = self.mappe / "spor.jsonl"
        profil, utvidelser = self.mappe / "profil", self.mappe / "utvidelser"
        (profil / "user").mkdir(parents=True)
        (profil / "user" / "registrymodifications.xcu").write_text(oppsett(bool(skjerm)), "utf-8")
        utvidelser.mkdir()
        valg = [f"-env:UserInstallation={profil.as_uri()}"]
        miljo = {**install.miljo(), "TIDBANK_SPOR_FIL": str(self.spor), "TIDBANK_SOFFICE": str(install.finn("soffice"))}
        if innlagt:
            valg.append(f"-env:UNO_SHARED_PACKAGES_CACHE={utvidelser.as_uri()}")
            install.installer(valg)
        else:
            valg.append(f"-env:BUNDLED_EXTENSIONS={utvidelser.as_uri()}")
            with zipfile.ZipFile(package.bygg(self.mappe)) as arkiv:
                arkiv.extractall(utvidelser / "tidbank")
        if skjerm:  # without the desktop's own widgets: the same on every machine
            miljo |= {"TIDBANK_VINDU": "1", "DISPLAY": skjerm, "SAL_USE_VCLPLUGIN": "gen"}
        python = uno_python()
        assert python is not None
        argumenter = [python, str(DRIVER), self.mappe.name, *valg]
        self.prosess = subprocess.Popen(argumenter, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=miljo)
        self.valg = valg
        self._les()

    def __enter__(self) -> Kontor:
        return self

    def __exit__(self, *_: object) -> None:
        if self.prosess.poll() is None:
            self("slutt")
        shutil.rmtree(self.mappe, ignore_errors=True)

    def __call__(self, navn: str, *argumenter: Any) -> Any:
        assert self.prosess.stdin is not None
        self.prosess.stdin.write(json.dumps([navn, argumenter], default=str) + "\n")
        self.prosess.stdin.flush()
        return self._les()

    def _les(self) -> Any:
        assert self.prosess.stdout is not None
        linje = self.prosess.stdout.readline()
        if not linje:
            raise RuntimeError("the driver ended")
        svar = json.loads(linje)
        if "feil" in svar:
            raise RuntimeError(svar["feil"])
        return svar["svar"]

    def konverter(self, fra: Path, til: Path) -> None:
        """Open a workbook as LibreOffice does when nobody has chosen otherwise, and save it as a new one."""
        self("regn_ved_apning", False)
        try:
            nr = self("apne", str(fra))
        finally:
            self("regn_ved_apning", True)
        self("lagre", nr, str(til))
        self("lukk", nr)

    def spor_siden(self, fra: int = 0) -> list[dict[str, Any]]:
        """What the add-in noted: commands done, sentences shown, why functions failed."""
        if not self.spor.exists():
            return []
        return [json.loads(linje) for linje in self.spor.read_text("utf-8").splitlines()[fra:]]
