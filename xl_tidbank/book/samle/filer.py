"""Which files under a folder may be banks, and why the others are not looked into."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from xl_tidbank.core.errors import TidbankFeil

from ..files import backup, midlertidig
from .en import Filsvar, Oppgave, Utfall

ENDELSER = (".xlsx", ".xlsm", ".ods")
LAAS = "Låsefil fra et program som har filen åpen, ikke en bank."
SIKKERHETSKOPI = "Sikkerhetskopi av en bank, ikke banken."


class Mappefiler(NamedTuple):
    oppgaver: tuple[Oppgave, ...]
    hoppet: tuple[Filsvar, ...]


def finn(mappe: Path, utenom: Path | None = None) -> Mappefiler:
    """The workbooks under a folder, by name. utenom: the file that is about to be written.

    Links to folders are not followed. Raises TidbankFeil for a folder that cannot be read, or holds no workbook.
    """
    if not mappe.is_dir():
        raise TidbankFeil(f"«{mappe}» er ikke en mappe. Oppgi mappen som bankene ligger i.")
    oppgaver, hoppet = [], []
    for rot, mapper, filer in os.walk(mappe):
        mapper[:] = sorted(m for m in mapper if not m.startswith((".", midlertidig.NAVN)))
        for navn in sorted(filer):
            sti = Path(rot) / navn
            if sti.suffix.lower() not in ENDELSER or backup.UFERDIG.fullmatch(navn):
                continue
            if utenom is not None and utenom.exists() and sti.samefile(utenom):
                continue
            fil = sti.relative_to(mappe).as_posix()
            if navn.startswith(("~$", ".~lock.")):
                hoppet.append(Filsvar(fil, Utfall.HOPPET, grunn=LAAS))
            elif f" {backup.ORD} " in sti.stem:
                hoppet.append(Filsvar(fil, Utfall.HOPPET, grunn=SIKKERHETSKOPI))
            else:
                oppgaver.append(Oppgave(fil, str(sti.resolve())))
    if not oppgaver:
        raise TidbankFeil(f"Mappen «{mappe}» har ingen arbeidsbøker (.xlsx, .xlsm eller .ods).")
    return Mappefiler(tuple(oppgaver), tuple(hoppet))
