"""One file -> the sums of its bank, or one sentence of why there are none. The sentence tells of no person."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.samling import Banktall, av_bank

from ..files import midlertidig
from ..open import read, safety
from ..sheets.kopi.kontroll import KONTROLL, KONTROLLVERDIER

BANKENS = ("Ansatte", "Avtaler", "Vakter")  # what without all of these is no bank
DELT = "Kopi som er delt fra en bank, ikke en bank."
INGEN_BANK = "Ikke en tidbank: filen har ingen av arkene Ansatte, Avtaler og Vakter."


class Utfall(Enum):
    LEST = "lest"
    FEIL = "kan ikke leses"
    HOPPET = "hoppet over"


class Filsvar(NamedTuple):
    """fil: as the table names it. tall: None where there are none, and then grunn says why, in a sentence."""

    fil: str
    utfall: Utfall
    tall: Banktall | None = None
    grunn: str = ""


class Oppgave(NamedTuple):
    """A file to read. data: its bytes, where the one who reads does not share the disk; sti is then only its name."""

    fil: str
    sti: str
    data: bytes | None = None


def les_flere(oppgaver: Sequence[Oppgave], dag: date) -> list[Filsvar]:
    """What every way of running maps over the files. Never raises for what a file can cause."""
    return [les_en(o, dag) for o in oppgaver]


def les_en(oppgave: Oppgave, dag: date) -> Filsvar:
    av, paa = gc.isenabled(), gc.get_freeze_count()
    gc.disable()  # nothing to find while one bank is worked out
    try:
        if oppgave.data is None:
            return _les(oppgave.fil, Path(oppgave.sti), dag)
        with midlertidig.mappe() as mappe:
            sti = mappe / Path(oppgave.sti).name
            sti.write_bytes(oppgave.data)
            return _les(oppgave.fil, sti, dag)
    except (OSError, MemoryError, RecursionError) as e:
        return Filsvar(oppgave.fil, Utfall.FEIL, grunn=f"Filen kan ikke leses ({type(e).__name__}). Prøv den alene.")
    finally:
        if not paa:
            gc.collect()  # a bank is full of circles: gone before the next one
        if av:
            gc.enable()


def _les(fil: str, sti: Path, dag: date) -> Filsvar:
    try:
        tall = av_bank(Bank(read.les_bok(sti)), dag)
        return Filsvar(fil, Utfall.LEST, tall if tall.enhet else tall._replace(enhet=sti.stem))
    except TidbankFeil as e:
        feil = e.feil
    except Exception as e:  # a fault of ours in one bank stops none of the others
        return Filsvar(
            fil, Utfall.FEIL, grunn=f"Feil i programmet ({type(e).__name__}). Prøv filen alene, og meld fra."
        )
    try:
        arkene = set(safety.kontroller_fil(sti, ()).ark)
    except TidbankFeil:
        arkene = set(BANKENS)
    if {KONTROLL, KONTROLLVERDIER} <= arkene:
        return Filsvar(fil, Utfall.HOPPET, grunn=DELT)
    if arkene.isdisjoint(BANKENS):
        return Filsvar(fil, Utfall.HOPPET, grunn=INGEN_BANK)
    return Filsvar(fil, Utfall.FEIL, grunn=_setning(feil, sti.name))


def _setning(feil: Iterable[Feilmelding], filnavn: str) -> str:
    """Of the file itself its own sentence; of cells only where they are: what stands in them is somebody's."""
    feil = tuple(feil)
    om_filen = next((f for f in feil if f.ark == filnavn and not f.celle), None)
    if om_filen is not None:
        return om_filen.tekst
    celler = [f for f in feil if f.celle]
    if celler:
        antall = f"{len(celler)} celler må rettes, den første er" if len(celler) > 1 else "En celle må rettes:"
        return f"{antall} {celler[0].ark}!{celler[0].celle}. Kjør tidbank kontroller på filen."
    ark = list(dict.fromkeys(f.ark for f in feil if f.ark))
    hvor = f"i {'arket' if len(ark) == 1 else 'arkene'} {', '.join(ark)}" if ark else "i banken"
    return f"Noe mangler eller er galt {hvor}. Kjør tidbank kontroller på filen."
