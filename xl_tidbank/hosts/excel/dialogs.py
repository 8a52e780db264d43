"""The boxes in Excel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlwings as xw

from xl_tidbank.commands import Sporsmaal

from ..vert import Filvalg, Tone

MEST_TEKST = 900  # characters; Excel's own box cuts at about a thousand
TEKST = 2  # Application.InputBox: the answer is text


def sporr(app: xw.App, tittel: str, hjelp: str, felt: Sequence[Sporsmaal]) -> dict[str, str] | None:
    """A box for each question, and an answer that cannot be used is refused before the next; the first says what the
    command does."""
    ut: dict[str, str] = {}
    for nr, s in enumerate(felt):
        ledetekst = s.ledetekst if nr else f"{hjelp}\n\n{s.ledetekst}"
        svar: Any = app.api.InputBox(Prompt=ledetekst, Title=tittel, Default=s.forslag, Type=TEKST)
        if svar is False:
            return None
        s.tolk(str(svar))
        ut[s.navn] = str(svar)
    return ut


def bekreft(app: xw.App, tittel: str, tekst: str, *, farlig: bool) -> bool:
    if farlig:
        return bool(app.alert(tekst, tittel, "yes_no", "critical") == "yes")
    return bool(app.alert(tekst, tittel, "ok_cancel", "info") == "ok")


def nar(app: xw.App, tittel: str, tekst: str) -> bool | None:
    svar = app.alert(f"{tekst}\n\nAvbryt: spør senere.", tittel, "yes_no_cancel", "info")
    return {"yes": True, "no": False}.get(str(svar))


def velg_fil(app: xw.App, filnavn: str) -> Filvalg | None:
    endelse = Path(filnavn).suffix
    svar = app.api.GetSaveAsFilename(filnavn, f"{endelse[1:].upper()}-fil (*{endelse}),*{endelse}", 1, "Tidbank")
    return Filvalg(svar) if isinstance(svar, str) else None  # False: gave up


def velg_kilde(app: xw.App, tittel: str, endelser: Sequence[str]) -> str | None:
    monster = ";".join(f"*{e}" for e in endelser)
    svar = app.api.GetOpenFilename(f"Filer ({monster}),{monster}", 1, tittel)
    return svar if isinstance(svar, str) else None  # False: gave up


def si(app: xw.App, tone: Tone, tittel: str, tekst: str) -> None:
    app.alert(tekst, tittel, "ok", "info" if tone is Tone.OK else "critical")
