"""Reading the bank a command is about, and the line in its log when something was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from . import dager, terminal

if TYPE_CHECKING:
    from ..book.files.beside import Merke
    from ..book.files.save import Kjoring
    from ..core.bank import Bank


@dataclass(slots=True)
class Lestbank:
    """The bank a command is about, for the log: the file, and the stamps before and after.

    bank: the one that was read, where its stamp is not worked out yet; hel: it holds every table.
    """

    fil: Path
    bank: Bank | None = None
    hel: bool = True
    merke: Merke | None = None  # of the file when it was read
    fra: str = ""
    til: str = ""


@dataclass(slots=True)
class Om:
    """The command that runs now."""

    kilde: Lestbank | None = None
    som_json: bool = False
    lager: dict[tuple[object, ...], Bank] | None = None  # of a program that goes on, and reads the same file again


OM = Om()


def les_bank(fil: Path, uten: tuple[str, ...] = ()) -> Bank:
    from ..book.files import beside, save
    from ..book.open import read
    from ..core.bank import Bank
    from ..tables import schema

    foer = beside.merke(fil)
    save.denne().merk(*beside.merknader(fil))
    bank = (OM.lager or {}).get((fil, foer, uten))
    if bank is None:
        with terminal.arbeider(f"Leser {fil} ..."):
            bank = Bank(read.les_bok(fil, [t.navn for t in schema.ALLE if t.navn not in uten]))
        if OM.lager is not None:
            OM.lager[fil, foer, uten] = bank
    terminal.merknader(bank.tabeller.merknader)
    terminal.utelatt(bank.utelatt)
    if OM.kilde is None:
        OM.kilde = Lestbank(fil, bank, not uten, foer)
    return bank


def dagen(fil: Path, bank: Bank | None = None) -> date:
    """The day a bank speaks for where no other is given: *Tallene gjelder* in a live workbook, else the choice of that
    name, else today."""
    from ..book.open.dagen import dagen_i
    from ..core.valg import DAGEN

    valgt = bank.valg[DAGEN] if bank is not None else None
    return dagen_i(fil) or valgt or dager.i_dag()


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


def _til_loggen(kommando: str, denne: Kjoring) -> None:
    from ..book.files import beside

    k, skrevet = OM.kilde, denne.skrevet
    if k is None:
        return
    if k.merke is not None and beside.merke(k.fil) != k.merke:
        denne.merk(f"{k.fil.name} ble endret mens kommandoen arbeidet. Svaret gjelder det som sto der da den begynte.")
    if skrevet:
        from ..book import logg

        if k.bank is not None:
            k.fra = k.til = _stempel(k, k.bank)
        feil = logg.skriv(k.fil, logg.Linje(logg.naa(), kommando, k.fra, k.til, *logg.filene(skrevet)))
        if feil:
            denne.merk(feil)


def _stempel(k: Lestbank, bank: Bank) -> str:
    """The stamp of the bank that was read; "" where it can no longer be worked out."""
    from ..book.files import beside
    from ..book.open import read
    from ..core.bank import Bank
    from ..core.errors import TidbankFeil

    if k.hel:
        return bank.stempel
    try:
        stempel = Bank(read.les_bok(k.fil)).stempel
    except TidbankFeil:
        return ""
    return stempel if beside.merke(k.fil) == k.merke else ""
