"""The boxes in Excel: what a command asks for, where a file goes, and a sentence to the user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlwings as xw

from xl_tidbank.commands import Kommando, Slag, Utfil
from xl_tidbank.core import tekst
from xl_tidbank.core.errors import Feilmelding, TidbankFeil, samlet

MEST_TEKST = 900  # characters; Excel's own box cuts at about a thousand
FLEST_FEIL = 8
TEKST = 2  # Application.InputBox: the answer is text


def sporr(app: xw.App, kommando: Kommando, dag: date, ansatt: str) -> dict[str, str] | None:
    """Ask what the form of the command asks, a box for each: the answers as written. None = gave up."""
    tekster: dict[str, str] = {}
    for nr, s in enumerate(kommando.skjema):
        ledetekst = s.ledetekst if nr else f"{kommando.hjelp}\n\n{s.ledetekst}"
        forslag = {Slag.DATO: s.forslag if nr else tekst.dato(dag), Slag.ANSATTE: ansatt}.get(s.slag, s.forslag)
        svar = _spor(app, kommando.etikett, ledetekst, forslag)
        if svar is None:
            return None
        if not nr:
            kommando.tolk({s.navn: svar})
        tekster[s.navn] = svar
    return tekster


def velg_fil(app: xw.App, fil: Utfil) -> Path | None:
    """Say what the file will hold, and ask where it goes. None = gave up."""
    if app.alert(_kort("\n".join(fil.forhandsvisning)), f"Tidbank: {fil.filnavn}", "ok_cancel", "info") != "ok":
        return None
    endelse = Path(fil.filnavn).suffix
    svar = app.api.GetSaveAsFilename(fil.filnavn, f"{endelse[1:].upper()}-fil (*{endelse}),*{endelse}", 1, "Tidbank")
    if not isinstance(svar, str):  # False: gave up
        return None
    if "://" in svar:
        raise TidbankFeil("Filen kan ikke lagres rett på nettet. Velg en mappe på denne maskinen.")
    sti = Path(svar)
    sporsmaal = f"Filen {sti.name} finnes allerede. Skal den erstattes?"
    if sti.exists() and app.alert(sporsmaal, f"Tidbank: {fil.filnavn}", "yes_no", "critical") != "yes":
        return None
    return sti


def si(app: xw.App, tittel: str, melding: str) -> None:
    app.alert(_kort(melding), f"Tidbank: {tittel}", "ok", "info")


def si_feil(app: xw.App, tittel: str, feil: Sequence[Feilmelding]) -> None:
    """The first errors, each with its cell; the rest as a number."""
    feil = samlet(feil)
    linjer = [str(f) for f in feil[:FLEST_FEIL]]
    if len(feil) > FLEST_FEIL:
        linjer.append(f"Og {len(feil) - FLEST_FEIL} til.")
    app.alert(_kort("\n".join(linjer)), f"Tidbank: {tittel}", "ok", "critical")


def _spor(app: xw.App, tittel: str, ledetekst: str, forslag: str) -> str | None:
    svar: Any = app.api.InputBox(Prompt=ledetekst, Title=f"Tidbank: {tittel}", Default=forslag, Type=TEKST)
    return None if svar is False else str(svar)


def _kort(melding: str) -> str:
    return melding if len(melding) <= MEST_TEKST else melding[:MEST_TEKST] + " ..."
