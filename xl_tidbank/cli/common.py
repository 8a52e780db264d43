"""What every command shares: the application, exit codes, common options, reading and writing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import terminal, usage
from ..core.errors import Verdifeil

FUNN, BRUK, DAARLIG, LAAST = 1, 2, 3, 4
PROGRAMFEIL = 70  # a fault of ours; TIDBANK_SPOR=1 shows where

app = typer.Typer(
    cls=usage.Gruppe,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    options_metavar="[VALG]",
    subcommand_metavar="KOMMANDO",
    help="Tidbank i Excel: timer som er betalt, men ikke satt opp ennå.",
)


def kommando(navn: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return app.command(navn, cls=usage.Kommando, options_metavar="[VALG]")


def les_dato(tekst: str) -> date:
    from ..book import cells

    try:
        funnet = cells.dato(tekst)
    except Verdifeil as e:
        raise typer.BadParameter(str(e)) from None
    if funnet is None:
        raise typer.BadParameter("Datoen mangler. Skriv for eksempel 31.12.2026.")
    return funnet


Fil = Annotated[Path, typer.Argument(metavar="FIL", help="Arbeidsboken (.xlsx).")]
Dato = Annotated[
    date | None, typer.Option("--dato", parser=les_dato, metavar="DATO", help="Dagen det gjelder. Uten: i dag.")
]
Dag = Annotated[date, typer.Option("--dato", parser=les_dato, metavar="DATO", help="Dagen det gjelder.")]
Ansatt = Annotated[str | None, typer.Option("--ansatt", metavar="NR", help="Bare denne ansatte.")]
Json = Annotated[bool, typer.Option("--json", help="Skriver JSON.")]
Ut = Annotated[Path | None, typer.Option("-o", "--ut", metavar="UT.xlsx", help="Skriver også en side til denne filen.")]
Overskriv = Annotated[bool, typer.Option("--overskriv", help="Skriver over en fil som finnes.")]


def les_bank(fil: Path, uten: tuple[str, ...] = ()) -> Any:
    from ..book import read, schema
    from ..core.bank import Bank

    with terminal.arbeider(f"Leser {fil} ..."):
        tabeller = read.les_bok(fil, [t.navn for t in schema.TABELLER if t.navn not in uten])
    terminal.merknader(tabeller.merknader)
    bank = Bank(tabeller)
    terminal.utelatt(bank.utelatt)
    return bank


def nummer(bank: Any, ansatt: str) -> str:
    from ..book import cells

    nr = cells.nummer(ansatt)
    bank.krev(nr)  # raises for a number the bank does not know, and for one that is left out
    return nr


def skal_skrives(ut: Path | None, overskriv: bool, lest: Path | None = None, endelse: str = ".xlsx") -> None:
    """Refuse to write over anything the user has not asked us to write over."""
    if ut is None:
        return
    if ut.suffix.lower() != endelse:
        raise typer.BadParameter(f"{ut} må ende på {endelse}.")
    if lest is not None and ut.exists() and lest.exists() and ut.samefile(lest):
        raise typer.BadParameter(f"{ut} er filen det leses fra. Velg et annet navn.")
    if ut.exists() and not overskriv:
        raise typer.BadParameter(f"{ut} finnes fra før. Velg et annet navn, eller bruk --overskriv.")


def skriv(ut: Path, sider: Any) -> None:
    from ..book import save, write

    with terminal.arbeider(f"Skriver {ut} ..."):
        save.skriv_helt(ut, lambda sti: write.skriv_sider(sti, sider))
