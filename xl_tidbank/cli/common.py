"""What every command shares: the application, exit codes, common options, reading and writing."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from ..core.errors import Verdifeil
from . import terminal, usage

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
    from ..tables import cells

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
Overskriv = Annotated[
    bool, typer.Option("--overskriv", help="Skriver over en fil som finnes, og lar den gamle ligge som sikkerhetskopi.")
]


@dataclass(slots=True)
class Kilde:
    """The bank a command is about, for the log: the file, and the stamps before and after.

    bank: the one that was read, where its stamp is not worked out yet; hel: it holds every table.
    """

    fil: Path
    bank: Any = None
    hel: bool = True
    merke: Any = None  # of the file when it was read
    fra: str = ""
    til: str = ""


@dataclass(slots=True)
class Om:
    kilde: Kilde | None = None


OM = Om()  # the command that runs now


def les_bank(fil: Path, uten: tuple[str, ...] = ()) -> Any:
    from ..book.files import beside, save
    from ..book.open import read
    from ..core.bank import Bank
    from ..tables import schema

    foer = beside.merke(fil)
    save.denne().merk(*beside.merknader(fil))
    with terminal.arbeider(f"Leser {fil} ..."):
        tabeller = read.les_bok(fil, [t.navn for t in schema.TABELLER if t.navn not in uten])
    terminal.merknader(tabeller.merknader)
    bank = Bank(tabeller)
    terminal.utelatt(bank.utelatt)
    if OM.kilde is None:
        OM.kilde = Kilde(fil, bank, not uten, foer)
    return bank


def avslutt(kommando: str) -> None:
    """After a command: a line in the log of the bank it wrote from, and what the user must be told. Never raises."""
    from ..book.files import save

    denne = save.denne()
    try:
        _til_loggen(kommando, denne)
    except Exception as e:  # the answer stands, whatever the log thinks of it
        denne.merk(f"Loggen er ikke skrevet ({type(e).__name__}: {e}).")
    kopier = [f"Den forrige {s.sti.name} ligger i «{s.kopi.name}» i samme mappe." for s in denne.skrevet if s.kopi]
    terminal.merk_paa_slutten([*kopier, *denne.merknader])


def _til_loggen(kommando: str, denne: Any) -> None:
    from ..book import logg
    from ..book.files import beside

    k, skrevet = OM.kilde, denne.skrevet
    if k is None:
        return
    if k.merke is not None and beside.merke(k.fil) != k.merke:
        denne.merk(f"{k.fil.name} ble endret mens kommandoen arbeidet. Svaret gjelder det som sto der da den begynte.")
    if skrevet:
        if k.bank is not None:
            k.fra = k.til = _stempel(k)
        feil = logg.skriv(k.fil, logg.Linje(logg.naa(), kommando, k.fra, k.til, *logg.filene(skrevet)))
        if feil:
            denne.merk(feil)


def _stempel(k: Kilde) -> str:
    """The stamp of the bank that was read; "" where it can no longer be worked out."""
    from ..book.files import beside
    from ..book.open import read
    from ..core.bank import Bank
    from ..core.errors import TidbankFeil

    if k.hel:
        return str(k.bank.stempel)
    try:
        stempel = Bank(read.les_bok(k.fil)).stempel
    except TidbankFeil:
        return ""
    return stempel if beside.merke(k.fil) == k.merke else ""


def nummer(bank: Any, ansatt: str) -> str:
    from ..tables import cells

    nr = cells.nummer(ansatt)
    bank.krev(nr)  # raises for a number the bank does not know, and for one that is left out
    hode: str = bank.hode(nr)
    return hode


def skal_skrives(ut: Path | None, overskriv: bool, lest: Path | None = None, endelse: str = ".xlsx") -> None:
    """Refuse to write over anything the user has not asked us to write over."""
    if ut is None:
        return
    if ut.suffix.lower() != endelse:
        raise typer.BadParameter(f"{ut} må ende på {endelse}.")
    finnes = os.path.exists(ut)  # Path.exists raises where the name is too long
    if lest is not None and finnes and lest.exists() and ut.samefile(lest):
        raise typer.BadParameter(f"{ut} er filen det leses fra. Velg et annet navn.")
    if finnes and not overskriv:
        raise typer.BadParameter(f"{ut} finnes fra før. Velg et annet navn, eller bruk --overskriv.")
    if not overskriv:
        from ..book.files import save

        save.denne().lov(ut)  # somebody else may make it before we do


def skriv(ut: Path, sider: Any) -> None:
    from ..book.files import save
    from ..book.write import pages

    with terminal.arbeider(f"Skriver {ut} ..."):
        save.skriv_helt(ut, lambda sti: pages.skriv_sider(sti, sider))
