"""The command line: everything the bank can do without a spreadsheet program.

Exit codes: 0 fine, 1 findings, 2 usage, 3 bad input, 4 file locked. One file a subject; each registers its commands
with `common.kommando`. Libraries that only one command needs are imported inside it, so that `tidbank saldo` starts
fast.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from ..book.files import midlertidig, save
from ..core.errors import Feilmelding, FinnesFraFor, Laastfeil, TidbankFeil, hvorfor
from . import terminal, usage

from . import make, ask, provevakt, lonn, prosess, deling, logg, install, excel  # isort: skip  # noqa: F401  # in this order
from .common import BRUK, DAARLIG, LAAST, OM, PROGRAMFEIL, app, avslutt

__all__ = ["app", "main"]


def main(argumenter: list[str] | None = None) -> NoReturn:
    """Run a command and leave with its exit code; never a traceback for what a user can cause."""
    if argumenter is None:
        gc.disable()  # a command lives for a second and makes no cycles worth looking for among a million records
    for strom in (sys.stdout, sys.stderr):
        if hasattr(strom, "reconfigure"):
            strom.reconfigure(encoding="utf-8", errors="replace")
    argv = sys.argv[1:] if argumenter is None else argumenter
    midlertidig.rydd()
    if not argv or "--help" in argv:
        usage.norsk_hjelp()
    terminal.merknader(())
    OM.kilde = None  # one process may run many commands
    with save.kjoring():
        kode = _kjor(argv)
        avslutt(next((a for a in argv if not a.startswith("-")), ""))
    sys.exit(kode)


def _kjor(argv: list[str]) -> int:
    """Run a command; its exit code."""
    try:
        return int(app(argv, standalone_mode=False, prog_name="tidbank") or 0)
    except TidbankFeil as e:
        kode = LAAST if isinstance(e, Laastfeil) else BRUK if isinstance(e, FinnesFraFor) else DAARLIG
        return _daarlig(argv, e.feil, kode)
    except OSError as e:
        tekst = f"Kan ikke brukes: {hvorfor(e)}. Kontroller navnet og tilgangen."
        return _daarlig(argv, [Feilmelding(str(e.filename or ""), "", tekst)])
    except MemoryError:
        tekst = "Det er ikke nok minne på maskinen. Lukk andre programmer og prøv igjen."
        return _daarlig(argv, [Feilmelding("", "", tekst)])
    except KeyboardInterrupt:
        terminal.feil([Feilmelding("", "", "Avbrutt. Ingenting er skrevet.")])
        return 130
    except Exception as e:
        if hasattr(e, "ctx") and hasattr(e, "message"):  # a usage error of the parser
            if type(e).__name__ == "NoArgsIsHelpError":
                return BRUK
            terminal.feil(
                [Feilmelding("", "", t) for t in usage.bruksfeil(e, [c.name or "" for c in app.registered_commands])]
            )
            return BRUK
        if type(e).__name__ == "Abort":
            return 130
        if os.environ.get("TIDBANK_SPOR"):
            raise
        tekst = f"Feil i programmet ({type(e).__name__}: {e}). Ingenting er skrevet. Meld fra, og ta med denne linjen."
        terminal.feil([Feilmelding("", "", tekst)])
        return PROGRAMFEIL


def _daarlig(argv: Sequence[str], feil: Sequence[Feilmelding], kode: int = DAARLIG) -> int:
    if "--json" in argv:
        terminal.skriv_json({"feil": [f._asdict() for f in feil]})
    terminal.feil(feil)
    return kode
