"""A print of what a page holds that any program can take again, whoever wrote the page: in a file, or placed in an open
document. Values only, to six digits; what a formula gave is no part of it, for it changes by itself, and so no text
that looks like one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from unicodedata import normalize

from xl_tidbank.core.tid.clock import EXCEL_NULL

_TALL = re.compile(r"[0-9]+")
BEGYNNER = "fil-"  # how such a print begins, apart from those a program takes of its own sheets


def uten_sted(skrevet: str) -> str:
    """A formula without its numbers of rows, which change by themselves; else as it is."""
    return _TALL.sub("", skrevet) if skrevet.startswith("=") else skrevet


def av_celler(celler: Iterable[tuple[int, int, object]]) -> str:
    """celler: row and column from 0, and the value: a text, a number (a day is its serial number) or nothing."""
    deler = []
    for rad, kol, verdi in celler:
        if verdi is None or verdi == "" or (isinstance(verdi, str) and verdi.startswith("=")):
            continue
        if isinstance(verdi, date):
            verdi = (verdi - EXCEL_NULL).days
        tekst = f"{float(verdi):.6g}" if isinstance(verdi, (int, float)) else normalize("NFC", str(verdi))
        deler.append(f"{rad} {kol} {tekst}\x1e")
    samlet = hashlib.sha256("".join(sorted(deler)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{BEGYNNER}{samlet[:16]}"
