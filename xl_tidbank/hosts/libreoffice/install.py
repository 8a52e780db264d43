"""Put the add-in where this user's LibreOffice finds it, and take it away again."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from xl_tidbank.book.files import midlertidig
from xl_tidbank.core.errors import TidbankFeil

from . import names, package

# Where LibreOffice's own programs stand when they are not on the path.
STEDER = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice*/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "{ProgramFiles}/LibreOffice/program",
    "{ProgramFiles(x86)}/LibreOffice/program",
)
IKKE_FUNNET = "LibreOffice ble ikke funnet. Installer LibreOffice 25.2 eller nyere, og prøv igjen."


def finn(program: str) -> Path | None:
    """One of LibreOffice's programs (soffice, unopkg), or None."""
    paa_stien = shutil.which(program)
    if paa_stien:
        return Path(paa_stien)
    for sted in STEDER:
        for variabel in ("ProgramFiles", "ProgramFiles(x86)"):
            sted = sted.replace(f"{{{variabel}}}", os.environ.get(variabel, "/"))
        rot = Path(sted)
        for mappe in rot.parent.parent.glob(f"{rot.parent.name}/{rot.name}") if rot.parent.parent.exists() else ():
            for ending in ("", ".com", ".exe"):
                fil = mappe / (program + ending)
                if fil.is_file():
                    return fil
    return None


def miljo() -> dict[str, str]:
    """The environment LibreOffice is started in: ours without any virtual environment that is activated.

    LibreOffice's own Python looks for its library beside the first python3 on the path, and ends in bad_alloc when
    that is a virtual environment of another version.
    """
    utelatt = {"PATH", "VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"}
    stien = [d for d in os.environ.get("PATH", "").split(os.pathsep) if not (Path(d).parent / "pyvenv.cfg").exists()]
    return {k: v for k, v in os.environ.items() if k not in utelatt} | {"PATH": os.pathsep.join(stien)}


def installer(valg: Sequence[str] = ()) -> list[str]:
    """Build the extension and add it for the current user; what was done, a sentence each.

    valg: options for LibreOffice itself, such as another profile. Raises TidbankFeil with what LibreOffice said when
    it would not take the extension.
    """
    with midlertidig.mappe() as mappe:
        fil = package.bygg(mappe)
        try:
            _unopkg("add", "--force", "--suppress-license", str(fil), *valg)
        except TidbankFeil:
            with contextlib.suppress(TidbankFeil):  # nothing half installed is left behind
                _unopkg("remove", names.UTVIDELSE, *valg)
            raise
    return [
        f"Tilleggsprogrammet {names.UTVIDELSE} er lagt inn for {_for_hvem()}.",
        "Start LibreOffice på nytt. Menyen Tidbank står i Calc, og funksjonene finnes under Sett inn > Funksjon.",
        "Fjern det igjen med: tidbank libreoffice --fjern",
    ]


def fjern(valg: Sequence[str] = ()) -> list[str]:
    """Remove the extension; raises TidbankFeil when it was not there."""
    _unopkg("remove", names.UTVIDELSE, *valg)
    return [f"Tilleggsprogrammet {names.UTVIDELSE} er fjernet for {_for_hvem()}. Start LibreOffice på nytt."]


def _er_rot() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _for_hvem() -> str:
    # unopkg refuses to add for root alone.
    return "alle på maskinen" if _er_rot() else "denne brukeren"


def _unopkg(handling: str, *argumenter: str) -> None:
    program = finn("unopkg")
    if program is None:
        raise TidbankFeil(IKKE_FUNNET)
    delt = ["--shared"] if _er_rot() else []
    try:
        ut = subprocess.run(
            [str(program), handling, *delt, *argumenter],
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
            env=miljo(),
        )
    except (OSError, subprocess.TimeoutExpired) as e:
        raise TidbankFeil(f"LibreOffice svarte ikke ({e}). Lukk LibreOffice og prøv igjen.") from None
    sagt = " ".join((ut.stderr or ut.stdout).split()).split(", traceback follows")[0]
    if ut.returncode != 0 or "ERROR" in sagt:
        hva = "lagt inn" if handling == "add" else "fjernet"
        raise TidbankFeil(f"Tilleggsprogrammet ble ikke {hva}. LibreOffice sa: {sagt} Lukk LibreOffice og prøv igjen.")
