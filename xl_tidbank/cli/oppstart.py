"""The questions of a new bank on a terminal, or from a file of answers."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from ..commands import Sporsmaal, Svarslag
from ..core.errors import Feilmelding, TidbankFeil, Verdifeil
from . import terminal

if TYPE_CHECKING:
    from ..tables.oppstart import Oppstart, Oppstartsvar

MED = Sporsmaal(
    "med", Svarslag.TEKST, valg=("--med",), metavar="DELER",
    hjelp="Deler banken skal vise: rulleplan, lonn, timebank, prosess, miljo, lister, importer eller alle, "
          "med komma mellom.",
)  # fmt: skip
SVAR = Sporsmaal(
    "svar", Svarslag.FIL, valg=("--svar",), metavar="SVAR.toml",
    hjelp="Svarene på spørsmålene en ny bank begynner med. Uten: de stilles på en terminal.",
)  # fmt: skip


def fra_fil(sti: Path) -> Oppstartsvar:
    """Raises TidbankFeil with a sentence that names the file."""
    from ..tables import oppstart

    try:
        return oppstart.tolk(tomllib.loads(sti.read_text("utf-8-sig")))
    except FileNotFoundError:
        raise TidbankFeil(Feilmelding(sti.name, "", "Filen finnes ikke. Kontroller navnet.")) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        sier = f'Filen kan ikke leses som TOML ({e}). Skriv en linje for hvert svar, som tariffomrade = "KS".'
        raise TidbankFeil(Feilmelding(sti.name, "", sier)) from e
    except Verdifeil as e:
        raise TidbankFeil(Feilmelding(sti.name, "", e.feil[0].tekst)) from e


def spor() -> Oppstartsvar:
    """Ask every question; an answer that cannot be used is asked for again. Enter changes nothing."""
    from ..tables import oppstart

    terminal.si("Noen spørsmål før banken lages. Enter hopper over, og alt kan endres siden i Innstillinger.", "")
    svar: dict[str, object] = {}
    for q in oppstart.SPORSMAAL:
        while True:
            svar[q.navn] = _ett(q)
            try:
                oppstart.tolk(svar)
                break
            except Verdifeil as e:
                terminal.si(f"▲ {e.feil[0].tekst}")
    return oppstart.tolk(svar)


def _ett(q: Oppstart) -> str:
    valg = f" ({', '.join(q.svar)})" if q.svar else ""
    try:
        return input(f"{q.sporsmaal}{valg} ").strip()
    except EOFError:
        return ""
