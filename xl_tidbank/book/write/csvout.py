"""CSV files a Norwegian spreadsheet or payroll system opens as they are meant: nothing in them is run.

Semicolon, decimal comma, dd.mm.yyyy, UTF-8 with a mark, CR LF. The caller saves atomically (safety.skriv_helt).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

# What a spreadsheet takes for the beginning of a formula: four signs, their full-width forms, the typographic minus.
_FORMELTEGN = "=+@\uff1d\uff0b\uff20\u2212\uff0d-"
# At the start of a field, or of what another list separator would make a field of its own (a semicolon file opened
# where the comma divides). Quotes and spaces in front do not help.
_FARLIG = re.compile(rf"""(^|[,;|])(["'\s]*)(?=[{_FORMELTEGN}])""")
_STYRETEGN = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def ufarlig(tekst: str) -> str:
    """The text as it may stand in a CSV field: an apostrophe before what would be run, line breaks as spaces."""
    return _FARLIG.sub(r"\1\2'", _STYRETEGN.sub(" ", tekst))


def felt(verdi: object) -> str:
    """One value as it stands in the file. Numbers are never rounded; give a Decimal for a fixed number of decimals."""
    if verdi is None:
        return ""
    if isinstance(verdi, bool):
        return "Ja" if verdi else "Nei"
    if isinstance(verdi, float):
        verdi = int(verdi) if verdi.is_integer() else Decimal(repr(verdi))
    if isinstance(verdi, int):
        return str(verdi)
    if isinstance(verdi, Decimal):
        return f"{verdi:f}".replace(".", ",")
    if isinstance(verdi, datetime):
        return f"{verdi:%d.%m.%Y %H:%M}"
    if isinstance(verdi, date):
        return f"{verdi:%d.%m.%Y}"
    return ufarlig(str(verdi))


def linje(verdier: Sequence[object]) -> str:
    """One line of such a file, for a screen or a pipe; texts are quoted where they must be."""
    ut = StringIO()
    csv.writer(ut, delimiter=";", lineterminator="", quoting=csv.QUOTE_MINIMAL).writerow([felt(v) for v in verdier])
    return ut.getvalue()


def skriv_csv(sti: Path, hode: Sequence[str], rader: Iterable[Sequence[object]]) -> None:
    """Write a header and rows. Texts are quoted and can never be run; numbers, dates and Ja/Nei stand bare.

    ValueError for a row that is not as long as the header, and for a number that is not finite.
    """
    with open(sti, "w", encoding="utf-8-sig", newline="", errors="replace") as f:
        ut = csv.writer(f, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
        ut.writerow([felt(h) for h in hode])
        for rad in rader:
            if len(rad) != len(hode):
                raise ValueError(f"a row of {len(rad)} fields under a header of {len(hode)}")
            if any(isinstance(v, (float, Decimal)) and not _endelig(v) for v in rad):
                raise ValueError("a number that is not finite")
            ut.writerow([felt(v) for v in rad])


def _endelig(verdi: float | Decimal) -> bool:
    return Decimal(verdi).is_finite()
