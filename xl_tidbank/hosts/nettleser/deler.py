"""Getting the parts of the page that are not ours: Pyodide, and the reader's wheel for it.

They come from npm and PyPI by the ordinary clients, once, into a folder of the user's own; each is held against the
SHA-256 in deler.toml before it is used. Only who builds the page needs this, and Node for the bytecode.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from xl_tidbank.book.files import midlertidig
from xl_tidbank.core.errors import Feilmelding, TidbankFeil

LENGST = 600  # seconds a fetch may take
FASTE: dict[str, Any] = tomllib.loads(files(__package__).joinpath("deler.toml").read_text("utf-8"))


def hent(mappe: Path | None = None) -> Path:
    """A folder with every part, whole and as it should be. mappe: where they lie; without, the user's cache is filled.

    Raises TidbankFeil with what is missing and how to get it.
    """
    sted = mappe or _lager()
    mangler = [navn for navn in FASTE["sha256"] if not (sted / navn).is_file()]
    if mangler and mappe is not None:
        raise TidbankFeil(Feilmelding(str(mappe), "", f"{mangler[0]} mangler. Utelat --deler, så hentes delene."))
    if mangler:
        sted.mkdir(parents=True, exist_ok=True)
        with midlertidig.mappe() as utkast:
            _pyodide(utkast, sted)
            _hjulet(sted)
    for navn, ventet in FASTE["sha256"].items():
        if hashlib.sha256((sted / navn).read_bytes()).hexdigest() != ventet:
            tekst = f"Filen er en annen enn nettsiden skal bygges av. Slett mappen {sted} og prøv igjen."
            raise TidbankFeil(Feilmelding(navn, "", tekst))
    return sted


def bytekode(deler: Path, pakker: bytes) -> bytes:
    """The bytecode of the standard library and of a zip of packages, by the very Python that will run it; a zip."""
    with midlertidig.mappe() as utkast:
        inn, ut = utkast / "pakker.zip", utkast / "ut.zip"
        inn.write_bytes(pakker)
        program = files(__package__).joinpath("filer", "kompiler.mjs")
        _kjor(["node", str(program), str(deler), str(inn), str(ut)], "Node")
        return ut.read_bytes()


def _lager() -> Path:
    rot = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or str(Path.home() / ".cache")
    return Path(rot) / "tidbank" / f"pyodide-{FASTE['pyodide']}"


def _pyodide(utkast: Path, sted: Path) -> None:
    _kjor(["npm", "pack", "--silent", "--pack-destination", str(utkast), f"pyodide@{FASTE['pyodide']}"], "npm")
    (pakke,) = utkast.glob("*.tgz")
    with tarfile.open(pakke) as arkiv:
        for navn in FASTE["sha256"]:
            if f"package/{navn}" in arkiv.getnames():
                innhold = arkiv.extractfile(f"package/{navn}")
                assert innhold is not None
                (sted / navn).write_bytes(innhold.read())


def _hjulet(sted: Path) -> None:
    valg = ["--no-deps", "--only-binary=:all:", "--platform", FASTE["plattform"], "--python-version", FASTE["python"]]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", *valg]
    _kjor([*pip, "-d", str(sted), f"python-calamine=={FASTE['calamine']}"], "pip")


def _kjor(kommando: Sequence[str], hva: str) -> None:
    program = shutil.which(kommando[0])
    if program is None:
        raise TidbankFeil(
            f"{hva} finnes ikke på maskinen. Det trengs bare for å bygge nettsiden, ikke for å bruke den."
        )
    try:
        gjort = subprocess.run([program, *kommando[1:]], capture_output=True, text=True, check=False, timeout=LENGST)
    except subprocess.TimeoutExpired as e:
        raise TidbankFeil(f"{hva} svarte ikke på {LENGST // 60} minutter. Kontroller nettet, og prøv igjen.") from e
    if gjort.returncode:
        siste = (gjort.stderr or gjort.stdout).strip().splitlines()[-1:] or ["uten forklaring"]
        raise TidbankFeil(f"{hva} feilet: {siste[0][:300]}. Kontroller nettet, og prøv igjen.")
