"""The command line: everything the bank can do without a spreadsheet program.

Exit codes: 0 fine, 1 findings, 2 usage, 3 bad input, 4 file locked. Options, help and what is done come from the
commands' own definitions; here are reading, asking, writing, the log and the words of the terminal. Libraries and
files of ours that only some commands need are imported where they are used, and `tidbank --help` is a text made
beforehand (`python -m tests.docs`), so that it starts at once.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from ..commands import Kommando

__all__ = ["kommandoer", "main"]

HJELPEBREDDER = (80, 100)  # of a terminal, for which the help is made: the usual one, and all from the widest


def kommandoer() -> list[Kommando]:
    """Every command of the command line, in the order of the work."""
    from ..commands import alle
    from . import bank, inn, oppdater, program, samle  # noqa: F401  # commands of the command line alone

    return [k for k in alle() if k.linje is not None]


def main(argumenter: list[str] | None = None) -> NoReturn:
    """Run a command and leave with its exit code; never a traceback for what a user can cause."""
    for strom in (sys.stdout, sys.stderr):
        if hasattr(strom, "reconfigure"):
            strom.reconfigure(encoding="utf-8", errors="replace")
    argv = sys.argv[1:] if argumenter is None else argumenter
    if argumenter is None:
        gc.disable()  # a command lives for a second and makes no cycles worth looking for among a million records
        hjelp = ferdig_hjelp(_kolonner()) if argv in ([], ["--help"]) else ""
        if hjelp:
            try:
                print(hjelp, end="", flush=True)
            except OSError:  # whoever read it has read enough
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0 if argv else 2)
    _kjor(argv)


def _kjor(argv: list[str]) -> NoReturn:
    from . import parser
    from .kjor import BRUK, feilkode, kjor

    alle = kommandoer()
    navn = [k.linje.navn for k in alle if k.linje is not None]
    app = parser.lag(alle, lambda k, gitt: kjor(k, gitt, navn))
    try:
        kode = int(app(argv or ["--help"], prog_name="tidbank", standalone_mode=False) or 0)
    except Exception as e:
        kode = feilkode(e, navn)
    sys.exit(kode if argv else BRUK)


def ferdig_hjelp(kolonner: int) -> str:
    """The help of the program as it is on a terminal of that width, "" where it is not made for one."""
    bredde = min(kolonner, HJELPEBREDDER[-1])
    sti = os.path.join(os.path.dirname(__file__), f"hjelp_{bredde}.txt")
    if bredde not in HJELPEBREDDER or not os.path.exists(sti):
        return ""
    with open(sti, encoding="utf-8") as f:
        return f.read()


def _kolonner() -> int:
    """The width of the terminal as the parser sees it."""
    oppgitt = os.environ.get("COLUMNS", "")
    if oppgitt.isdecimal() and int(oppgitt):
        return int(oppgitt)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or HJELPEBREDDER[0]
    except (OSError, ValueError):
        return HJELPEBREDDER[0]
