"""What lies beside a file and tells something about it: the owner file of a program, the copies of a conflict.

Decided: a file that is open in a program is never written (exit code 4), and may be read, with a note, as it was last
saved. A copy of a conflict is only told of: its name is a guess, and nothing is lost when the file is replaced.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import NamedTuple

# "Tidbank-LAPTOP7.xlsx" (OneDrive), "Tidbank (1).xlsx" (SharePoint, a browser), "Tidbank (PC's conflicted copy ...)".
# The name of a machine: 4 to 15 capitals, digits and hyphens with a letter among them; OneDrive may add a number.
_MASKIN = re.compile(r"-(?=[0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{2,13}[A-Z0-9](?:-[0-9]{1,3})?")
_NUMMER = re.compile(r" ?\([0-9]{1,3}\)")
_KONFLIKT = re.compile(r"[ -].*(?:conflict|konflikt).*", re.I)


class Merke(NamedTuple):
    """What tells that a file is another than it was."""

    endret: int
    lengde: int
    nummer: int


def merke(sti: Path) -> Merke | None:
    """None where there is no file."""
    try:
        s = os.stat(sti)
    except OSError:
        return None
    return Merke(s.st_mtime_ns, s.st_size, s.st_ino)


def aapen_i(sti: Path) -> tuple[str, str] | None:
    """The program that has the file open, and the owner file it put beside it; None where none has."""
    for program, navn in (("Excel", f"~${sti.name}"), ("LibreOffice", f".~lock.{sti.name}#")):
        if os.path.lexists(sti.parent / navn):
            return program, navn
    return None


def konfliktkopier(sti: Path) -> list[str]:
    """Names beside the file that look like copies a synchronisation made when two had changed it."""
    stamme, ut = sti.stem, []
    with contextlib.suppress(OSError):
        for navn in os.listdir(sti.parent):
            hale = navn.removeprefix(stamme).removesuffix(sti.suffix)
            if navn != stamme + hale + sti.suffix or not hale:
                continue
            if any(m.fullmatch(hale) for m in (_MASKIN, _NUMMER, _KONFLIKT)):
                ut.append(navn)
    return sorted(ut)


def merknader(sti: Path) -> list[str]:
    """What a person who asks about the file should know, a sentence each."""
    ut = []
    aapen = aapen_i(sti)
    if aapen is not None:
        ut.append(f"{sti.name} er åpen i {aapen[0]}. Svaret gjelder filen slik den sist ble lagret.")
    kopier = konfliktkopier(sti)
    if kopier:
        navn = ", ".join(f"«{k}»" for k in kopier[:3]) + (f" og {len(kopier) - 3} til" if len(kopier) > 3 else "")
        ut.append(
            f"Ved siden av {sti.name} ligger {navn}, som ser ut som en kopi etter en konflikt i OneDrive eller "
            "SharePoint. Finn ut hvilken som er riktig, og flytt den andre."
        )
    return ut
