"""Commands that put the bank into Excel: bygg and excel."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from . import terminal
from .common import FUNN, OM, Json, Kilde, Overskriv, kommando


@kommando("bygg")
def bygg(
    mappe: Annotated[Path, typer.Option("--mappe", metavar="MAPPE", help="Hvor filene legges.")] = Path("workbooks"),
) -> None:
    """Lager Tidbank.xlsm (tom) og Tidbank_demo.xlsm, med funksjoner, bånd og makroer."""
    from ..hosts.excel.build import workbook

    with terminal.arbeider("Bygger arbeidsbøkene ..."):
        laget = workbook.bygg(mappe)
    terminal.si(*(f"Laget {sti}." for sti in laget))


@kommando("excel")
def excel(
    mappe: Annotated[Path, typer.Argument(metavar="MAPPE", help="Mappen arbeidsboken skal ligge i.")] = Path(),
    fra: Annotated[
        Path | None, typer.Option("--fra", metavar="FIL", help="Bank (.xlsx eller .xlsm) som tabellene hentes fra.")
    ] = None,
    bare_sjekk: Annotated[bool, typer.Option("--sjekk", help="Sjekker bare, og lager ingenting.")] = False,
    vis: Annotated[bool, typer.Option("--vis", help="Viser bare hva som hentes fra FIL.")] = False,
    ja: Annotated[bool, typer.Option("--ja", help="Spør ikke, selv om noe i FIL ikke følger med.")] = False,
    som_json: Json = False,
    overskriv: Overskriv = False,
) -> None:
    """Legger Tidbank.xlsm i en mappe, satt opp for denne Python, og sjekker det Excel trenger."""
    from ..book.files import beside, save
    from ..hosts.excel import install, machine

    if vis and fra is None:
        raise typer.BadParameter("--vis viser hva som hentes med --fra. Oppgi --fra FIL.")
    maskin, sted = machine.denne(), mappe.absolute()
    fil, hentet = None, None
    if not bare_sjekk:
        install.kan_legges(sted, overskriv or vis, fra)
    if fra is not None and not bare_sjekk:
        merke = beside.merke(fra)
        save.denne().merk(*beside.merknader(fra))
        with terminal.arbeider(f"Leser {fra} ..."):
            hentet = install.hent(fra)
        OM.kilde = Kilde(fra, merke=merke, fra=hentet.stempel, til=hentet.stempel)
        if not som_json:
            _si_hva(hentet)
        if not _skal_lages(hentet, vis, ja or som_json):
            if som_json:
                terminal.skriv_json({"fil": None, **_hentet_json(hentet)})
            return
    with terminal.arbeider("Sjekker ..."):
        if not bare_sjekk:
            fil = install.legg(sted, date.today(), maskin, overskriv, hentet=hentet)
        punkter = install.sjekk(sted, maskin)
    if som_json:
        svar = {"fil": None if fil is None else str(fil), "punkter": [p._asdict() for p in punkter]}
        terminal.skriv_json({**svar, **_hentet_json(hentet)})
    else:
        if fil is not None:
            terminal.si(f"Laget {fil}.", "")
        for p in punkter:
            terminal.si(f"{install.SYMBOL[p.status]:11s} {p.navn}: {p.hva}")
            if p.tiltak:
                terminal.si(f"{'':12s}{p.tiltak}")
        if fil is not None:
            terminal.si("", *install.neste_steg(fil, maskin))
    mangler = [p for p in punkter if p.status == install.MANGLER]
    if mangler and (bare_sjekk or maskin.windows):
        raise typer.Exit(FUNN)


def _si_hva(hentet: Any) -> None:
    """Before anything is written: what comes along, and each thing that does not."""
    terminal.si(f"Fra {hentet.fra}, som ikke endres:")
    terminal.si("  Med: tabellene og innstillingene" + "".join(f"; {m}" for m in hentet.eget.med) + ".")
    if hentet.eget.ikke_med:
        terminal.si("  Ikke med:", *(f"  ▲ {linje}" for linje in hentet.eget.ikke_med))


def _skal_lages(hentet: Any, vis: bool, ja: bool) -> bool:
    """As `tidbank del`: asks where something is left behind and there is somebody to ask."""
    if vis:
        return False
    if hentet.eget.ikke_med and not ja and sys.stdin.isatty() and sys.stdout.isatty():
        lages = typer.confirm("Skal arbeidsboken lages?", default=False)
        if not lages:
            terminal.si("Ingenting er skrevet.")
        return bool(lages)
    return True


def _hentet_json(hentet: Any) -> dict[str, Any]:
    return {} if hentet is None else {"fra": str(hentet.fra), "med": hentet.eget.med, "ikke_med": hentet.eget.ikke_med}
