"""Days as people write them on the command line. Here, and nowhere below, is there a clock.

What stands here is only what a year or the clock must be added to; the rest is the tables' own reading of a date.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..core.tekst import MAANEDER

_OM_DAGER = {
    "i forgårs": -2, "i går": -1, "igår": -1, "i dag": 0, "idag": 0, "i morgen": 1, "imorgen": 1, "i overmorgen": 2,
}  # fmt: skip
_UTEN_AAR = re.compile(r"(?P<foran>.*?)(?P<dag>[0-9]{1,2})\.? ?(?P<mnd>[^\W\d_]{3,9})\.?")  # tirsdag 14. september
_TALL_UTEN_AAR = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.?")  # 14.9
_MAANED = re.compile(r"([^\W\d_]{3,9})\.?(?: ([0-9]{4}))?")  # september 2026
EKSEMPEL = "14. september"


def i_dag() -> date:
    return date.today()


def dag(skrevet: str) -> str | date:
    """A day the clock tells ("i dag", "i morgen"), or the text with this year where it names none; else as it was."""
    rent = " ".join(skrevet.split())
    if rent.casefold() in _OM_DAGER:
        return i_dag() + timedelta(days=_OM_DAGER[rent.casefold()])
    if m := _TALL_UTEN_AAR.fullmatch(rent):
        return f"{m[1]}.{m[2]}.{i_dag().year}"
    if (m := _UTEN_AAR.fullmatch(rent)) and _maanednr(m["mnd"]):
        return f"{m['foran']}{m['dag']}.{_maanednr(m['mnd'])}.{i_dag().year}"
    return skrevet


def halv(skrevet: object) -> bool:
    """Whether it is the first word of a day that was written without quotation marks."""
    return isinstance(skrevet, str) and re.fullmatch(r"[0-9]{1,2}\.|i", skrevet.strip(), re.IGNORECASE) is not None


def maaned(skrevet: str) -> str:
    """A month by name, of this year where it names none, as its numbers; else as it was."""
    m = _MAANED.fullmatch(" ".join(skrevet.split()))
    nr = _maanednr(m[1]) if m else 0
    return f"{m[2] or i_dag().year}-{nr:02}" if m and nr else skrevet


def _maanednr(navn: str) -> int:
    """1 to 12 for a month or its three first letters or more, 0 for any other word."""
    n = navn.casefold()
    return next((nr for nr, hele in enumerate(MAANEDER, 1) if len(n) >= 3 and hele.startswith(n)), 0)
