"""The command that makes pay: pages, and the file for payroll."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ..core.tekst import maaned as vist_maaned
from . import terminal
from .common import Ansatt, Fil, Json, Overskriv, Ut, kommando, les_bank, nummer, skal_skrives, skriv

_MAANED = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4})")


def les_maaned(tekst: str) -> date:
    """The first day of a month: 2026-05 or 05.2026."""
    m = _MAANED.fullmatch(tekst.strip())
    aar, nr = (int(m[1] or m[4]), int(m[2] or m[3])) if m else (0, 0)
    if not (1990 <= aar <= 2100 and 1 <= nr <= 12):
        raise typer.BadParameter(f"«{tekst}» er ikke en måned. Skriv den som 2026-05.")
    return date(aar, nr, 1)


@kommando("lonn")
def lonn(
    fil: Fil,
    maaned: Annotated[
        date, typer.Option("--maned", parser=les_maaned, metavar="MÅNED", help="Måneden, for eksempel 2026-05.")
    ],
    ansatt: Ansatt = None,
    som_json: Json = False,
    ut: Ut = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="UT.csv", help="Skriver lønnsfilen: en linje for hver lønnsart.")
    ] = None,
    overskriv: Overskriv = False,
) -> None:
    """Lønn for en måned: grunnlønn, tillegg, sykelønn, etterbetaling, merarbeid og overtid."""
    from ..commands import lonn as sider
    from ..commands.lonn import skriv_lonnsfil

    bank = les_bank(fil, uten=("Kapasitet", "Timer", "Timebank"))
    skal_skrives(ut, overskriv, fil)
    skal_skrives(csv, overskriv, fil, ".csv")
    valgte = [nummer(bank, ansatt)] if ansatt is not None else []
    liste = bank.lonn(maaned, valgte)
    maaneder, uten = liste.krev(), liste.uten
    if ut is not None:
        skriv(ut, sider(bank, maaned, valgte))
    if csv is not None:
        skriv_lonnsfil(csv, maaneder)
    if som_json:
        terminal.skriv_json(
            {"maned": f"{maaned:%Y-%m}", "lonn": [terminal.lonn_json(m) for m in maaneder], "uten_lonn": uten}
        )
        return
    terminal.lonnstabell(maaneder, uten, vist_maaned(maaned))
