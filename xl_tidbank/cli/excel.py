"""Commands that put the bank into Excel: bygg and excel."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from .. import terminal
from .common import FUNN, Json, Overskriv, kommando


@kommando("bygg")
def bygg(
    mappe: Annotated[Path, typer.Option("--mappe", metavar="MAPPE", help="Hvor filene legges.")] = Path("workbooks"),
) -> None:
    """Lager Tidbank.xlsm (tom) og Tidbank_demo.xlsm, med funksjoner, bånd og makroer."""
    from ..hosts.excel import build

    with terminal.arbeider("Bygger arbeidsbøkene ..."):
        laget = build.bygg(mappe)
    terminal.si(*(f"Laget {sti}." for sti in laget))


@kommando("excel")
def excel(
    mappe: Annotated[Path, typer.Argument(metavar="MAPPE", help="Mappen arbeidsboken skal ligge i.")] = Path(),
    fra: Annotated[
        Path | None, typer.Option("--fra", metavar="FIL", help="Bank (.xlsx eller .xlsm) som tabellene hentes fra.")
    ] = None,
    bare_sjekk: Annotated[bool, typer.Option("--sjekk", help="Sjekker bare, og lager ingenting.")] = False,
    som_json: Json = False,
    overskriv: Overskriv = False,
) -> None:
    """Legger Tidbank.xlsm i en mappe, satt opp for denne Python, og sjekker det Excel trenger."""
    from ..hosts.excel import install, machine

    maskin, sted = machine.denne(), mappe.absolute()
    fil = None
    with terminal.arbeider("Sjekker ..."):
        if not bare_sjekk:
            fil = install.legg(sted, date.today(), maskin, overskriv, fra)
        punkter = install.sjekk(sted, maskin)
    if som_json:
        terminal.skriv_json({"fil": None if fil is None else str(fil), "punkter": [p._asdict() for p in punkter]})
    else:
        if fil is not None:
            terminal.si(f"Laget {fil}.")
            if fra is not None:
                terminal.si(f"Tabellene er hentet fra {fra}. Egne kolonner og ark er ikke med.")
            terminal.si("")
        for p in punkter:
            terminal.si(f"{install.SYMBOL[p.status]:11s} {p.navn}: {p.hva}")
            if p.tiltak:
                terminal.si(f"{'':12s}{p.tiltak}")
        if fil is not None:
            terminal.si("", *install.neste_steg(fil, maskin))
    mangler = [p for p in punkter if p.status == install.MANGLER]
    if mangler and (bare_sjekk or maskin.windows):
        raise typer.Exit(FUNN)
