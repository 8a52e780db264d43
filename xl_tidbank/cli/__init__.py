"""The command line: everything the bank can do without a spreadsheet program.

Exit codes: 0 fine, 1 findings, 2 usage, 3 bad input, 4 file locked. Options, help and what is done come from the
commands' own definitions; here are reading, asking, writing, the log and the words of the terminal. Libraries and
files of ours that only some commands need are imported where they are used, so that `tidbank --help` starts at once.
"""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

from ..commands import Kommando, alle
from . import bank, inn, parser, program, samle  # noqa: F401  # all but parser: commands of the command line alone
from .kjor import BRUK, feilkode, kjor

__all__ = ["kommandoer", "main"]


def kommandoer() -> list[Kommando]:
    """Every command of the command line, in the order of the work."""
    return [k for k in alle() if k.linje is not None]


def main(argumenter: list[str] | None = None) -> NoReturn:
    """Run a command and leave with its exit code; never a traceback for what a user can cause."""
    if argumenter is None:
        gc.disable()  # a command lives for a second and makes no cycles worth looking for among a million records
    for strom in (sys.stdout, sys.stderr):
        if hasattr(strom, "reconfigure"):
            strom.reconfigure(encoding="utf-8", errors="replace")
    argv = sys.argv[1:] if argumenter is None else argumenter
    navn = [k.linje.navn for k in kommandoer() if k.linje is not None]
    app = parser.lag(kommandoer(), lambda k, gitt: kjor(k, gitt, navn))
    try:
        kode = int(app(argv or ["--help"], prog_name="tidbank", standalone_mode=False) or 0)
    except Exception as e:
        kode = feilkode(e, navn)
    sys.exit(kode if argv else BRUK)
