"""Which sheets of a workbook can be seen, and so which parts of a bank are in it."""

from __future__ import annotations

from pathlib import Path

from defusedxml.ElementTree import fromstring

from xl_tidbank.tables import deler

from . import safety
from .archive import Arkiv

_BOK = "xl/workbook.xml"


def synlige_ark(sti: Path) -> list[str]:
    """The names of the sheets that are not hidden, in order; none of a file that is no Excel workbook.

    Only of a file that has been read: the guard has looked through it.
    """
    data = safety.innhold(sti)
    if not data.startswith(b"PK"):
        return []
    arkiv = Arkiv(data)
    if _BOK not in arkiv.deler:
        return []
    rot = fromstring(arkiv.pakk_ut(arkiv.deler[_BOK]), forbid_dtd=True)
    arkene = (e for e in rot.iter() if e.tag.rpartition("}")[2] == "sheet")
    return [e.get("name", "") for e in arkene if e.get("state", "visible") == "visible"]


def deler_i(sti: Path) -> tuple[str, ...]:
    """The keys of the parts that are in a bank."""
    return deler.synlige(synlige_ark(sti))
