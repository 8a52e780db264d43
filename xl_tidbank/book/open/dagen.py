"""The day a live workbook speaks for: what stands in the cell its name Dato leads to."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from posixpath import join, normpath

from defusedxml.ElementTree import fromstring

from xl_tidbank.core.errors import Verdifeil
from xl_tidbank.tables.values import dato

from . import safety
from .archive import Arkiv

NAVN = "Dato"
_STED = re.compile(r"'?([^'!]+)'?!\$([A-Z]{1,3})\$([0-9]{1,7})")


def dagen_i(sti: Path) -> date | None:
    """None where the workbook has no such cell, or nothing that is a day in it. Only of a file that has been read."""
    data = safety.innhold(sti)
    if not data.startswith(b"PK"):
        return None
    arkiv = Arkiv(data)
    if "xl/workbook.xml" not in arkiv.deler or b"<definedName" not in (bok := _del(arkiv, "xl/workbook.xml")):
        return None
    rot = fromstring(bok, forbid_dtd=True)
    navn = next((e for e in rot.iter() if _lokalt(e.tag) == "definedName" and e.get("name") == NAVN), None)
    m = _STED.fullmatch(navn.text or "") if navn is not None and navn.get("localSheetId") is None else None
    if m is None:
        return None
    rid = next((_rid(e.attrib) for e in rot.iter() if _lokalt(e.tag) == "sheet" and e.get("name") == m[1]), "")
    rel = fromstring(_del(arkiv, "xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    til = next((e.get("Target", "") for e in rel if e.get("Id") == rid), "")
    ark = til.lstrip("/") if til.startswith("/") else normpath(join("xl", til))
    if not til or ark.lower() not in arkiv.deler:
        return None
    return _dag(_del(arkiv, ark), f"{m[2]}{m[3]}")


def _del(arkiv: Arkiv, navn: str) -> bytes:
    return arkiv.pakk_ut(arkiv.deler[navn.lower()])


def _dag(ark: bytes, celle: str) -> date | None:
    for e in fromstring(ark, forbid_dtd=True).iter():
        if _lokalt(e.tag) == "c" and e.get("r") == celle and e.get("t", "n") == "n":
            verdi = next((v.text for v in e if _lokalt(v.tag) == "v"), None)
            try:
                return dato(float(verdi), NAVN) if verdi else None
            except (ValueError, Verdifeil):
                return None
    return None


def _lokalt(tag: str) -> str:
    return tag.rpartition("}")[2]


def _rid(attributter: dict[str, str]) -> str:
    return next((v for k, v in attributter.items() if k.endswith("}id")), "")
