"""The boxes in Excel: what a command asks for, where a file goes, and a sentence to the user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlwings as xw

from xl_tidbank.commands import Kommando, Utfil
from xl_tidbank.core import tekst
from xl_tidbank.core.errors import Feilmelding, TidbankFeil, samlet
from xl_tidbank.tables import cells

MEST_TEKST = 900  # characters; Excel's own box cuts at about a thousand
FLEST_FEIL = 8
TEKST = 2  # Application.InputBox: the answer is text


def sporr(app: xw.App, kommando: Kommando, dag: date, ansatt: str) -> tuple[date, list[str], dict[str, str]] | None:
    """Ask for the day, for employees where the command is about persons, and its own questions. None = gave up.

    Raises TidbankFeil for a date that cannot be read.
    """
    svar = _spor(app, kommando.etikett, f"{kommando.hjelp}\n\nDato", tekst.dato(dag))
    if svar is None:
        return None
    valgt = cells.dato(svar, "Datoen")
    if valgt is None:
        raise TidbankFeil("Datoen mangler. Skriv for eksempel 31.12.2026.")
    ansatte: list[str] = []
    if kommando.velger_ansatte:
        svar = _spor(app, kommando.etikett, "Ansattnr, med komma mellom. Tomt = alle.", ansatt)
        if svar is None:
            return None
        ansatte = [a.strip() for a in svar.replace(";", ",").split(",") if a.strip()]
    egne: dict[str, str] = {}
    for s in kommando.sporsmaal:
        etikett = f"{s.etikett} ({', '.join(s.lovlige)})" if s.lovlige else s.etikett
        svar = _spor(app, kommando.etikett, etikett, s.forslag)
        if svar is None:
            return None
        egne[s.navn] = svar.strip()
    return valgt, ansatte, egne


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
