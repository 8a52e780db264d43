"""What lies in the page: Python, its standard library, our packages and those they stand on, and nothing more.

What is left out is said here, and a test runs every command in the page: a list that is too long shows there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError
from pathlib import Path

from .. import pakker
from .deler import FASTE

EGNE = ("xl_tidbank", "udfs")
BIBLIOTEKER = ("dateutil", "six", "holidays", "click", "filelock", "defusedxml", "xlsxwriter")
UTGIVERE = ("python-dateutil", "six", "holidays", "click", "filelock", "defusedxml", "XlsxWriter", "tzdata")
FAST_TID = (2026, 1, 1, 0, 0, 0)
# Of our own: the hosts of other programs, and what builds them.
UTEN_EGNE = re.compile(r"xl_tidbank/(hosts/(?!__init__|nettleser/(__init__|bro)\.py)|demo\.py|book/open/csvmappe\.py)")
# The library of red days has a module for each country; only Norway is asked for.
UTEN = re.compile(
    r"holidays/(countries/(?!norway|__init__)|financial/(?!__init__)|locale/)|click/testing|"
    r"dateutil/(zoneinfo|tz)/(?!__init__|tz\.|_common|_factories)|filelock/(_async_lock|_sqlite|asyncio)|xlsxwriter/test"
)
# The standard library: what no command uses.
UTEN_STD = re.compile(
    r"(pydoc|pydoc_data|unittest|doctest|pdb|bdb|cmd|turtle|ensurepip|mailbox|pickletools|wsgiref|xmlrpc|sqlite3|dbm|"
    r"curses|tkinter|venv|test|_pyrepl|idlelib|imaplib|smtplib|ftplib|poplib|nntplib|telnetlib|webbrowser|http/server|"
    r"http/cookiejar|multiprocessing|concurrent/futures/process|trace|profile|cProfile|pstats|timeit|tabnanny|"
    r"optparse|shelve|plistlib|nturl2path|sched|modulefinder|zipapp|rlcompleter|asyncio/(windows|proactor)\w*|"
    r"encodings/(?!utf_|latin_1|ascii|idna|cp1252|cp437|cp850|cp1250|aliases|__init__|iso8859_1\.|punycode|"
    r"raw_unicode|unicode_escape|charmap|hex|base64)\w*)([./]|$)"
)


def pakkene(deler: Path) -> dict[str, bytes]:
    """Every file beside Python itself: its path as it is imported, and its content."""
    ut = {n: d for p in EGNE for n, d in pakker.filene(p) if not UTEN_EGNE.match(n)}
    ut["xl_tidbank/hosts/__init__.py"] = ut.get("xl_tidbank/hosts/__init__.py", b"")
    ut |= {n: d for p in BIBLIOTEKER for n, d in pakker.filene(p) if not UTEN.match(n) or n.endswith(("NO.mo",))}
    ut["holidays/countries/__init__.py"] = b""  # it imports every country
    ut |= dict(pakker.sonen()) | dict(pakker.navneskilt(p) for p in ("holidays",))
    with zipfile.ZipFile(next(deler.glob("python_calamine-*.whl"))) as hjul:
        ut |= {n: hjul.read(n) for n in hjul.namelist() if n.startswith("python_calamine/") and not n.endswith(".pyi")}
    return dict(sorted(ut.items()))


def standardbiblioteket(deler: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(deler / "python_stdlib.zip") as std:
        alle = {n: std.read(n) for n in std.namelist() if not n.endswith("/")}
    return {n: d for n, d in sorted(alle.items()) if not UTEN_STD.match(n)}


def med_bytekode(filer: Mapping[str, bytes], kompilert: Mapping[str, bytes]) -> dict[str, bytes]:
    """Bytecode in the place of source, so that nothing is compiled at the start."""
    ut = {n: d for n, d in filer.items() if f"{n}c" not in kompilert}
    return dict(sorted({**ut, **{n: d for n, d in kompilert.items() if n[:-1] in filer}}.items()))


def zippet(filer: Mapping[str, bytes]) -> bytes:
    """Stored, not packed: the outer packing sees through all of it at once. The same files give the same bytes."""
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_STORED) as arkiv:
        for navn, data in sorted(filer.items()):
            arkiv.writestr(zipfile.ZipInfo(navn, FAST_TID), data)
    return ut.getvalue()


def utpakket(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
        return {n: arkiv.read(n) for n in arkiv.namelist()}


def lisenser(fremmede: Mapping[str, str]) -> str:
    """One text with the licence of everything in the page."""
    return "\n\n".join(_lisensene(fremmede)) + "\n"


def hjulets_lisens(deler: Path) -> str:
    """The licence in the reader's wheel."""
    with zipfile.ZipFile(next(deler.glob("python_calamine-*.whl"))) as hjul:
        return "\n\n".join(hjul.read(n).decode() for n in hjul.namelist() if n.endswith("/LICENSE"))


def _lisensene(fremmede: Mapping[str, str]) -> Iterator[str]:
    yield f"xl_tidbank\n\n{_egen().strip()}"
    yield from (f"{navn}\n\n{tekst.strip()}" for navn, tekst in fremmede.items())
    for utgiver in UTGIVERE:
        for navn, tekst in pakker.lisensene(utgiver):
            yield f"{utgiver} ({navn})\n\n{tekst.strip()}"


def _egen() -> str:
    """Our own licence, where the package is installed or lies in its own folder."""
    try:
        return next(tekst for _, tekst in pakker.lisensene("xl_tidbank"))
    except (PackageNotFoundError, StopIteration):
        return Path(__file__).parents[3].joinpath("LICENSE").read_text("utf-8")


def om_pyodide() -> str:
    return (
        f"Pyodide {FASTE['pyodide']} (Mozilla Public License 2.0). Uendret. Kildekode: github.com/pyodide/pyodide, "
        f"merket {FASTE['pyodide']}."
    )
