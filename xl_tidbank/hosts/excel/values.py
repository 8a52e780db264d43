"""What Excel hands over, made into the values the readers know.

xlwings' own cleaning makes an error cell empty and knows seven of Excel's error values; here every one of them arrives
as its text, which no reader takes for a value. Knows no program.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from xl_tidbank.core.errors import TidbankFeil

# An error cell reaches Python as the number of its COM error: 0x800A0000 + Excel's own code. No cell holds an int.
FEIL_FRA, FEIL_TIL = -2146828288, -2146762753
_KODER = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!",
    2050: "#CALC!", 2051: "#BUSY!",
}  # fmt: skip
_REN = frozenset((float, str, bool, type(None)))


def rene(raa: Any) -> Any:
    """A cell or rows of cells as COM gives them: errors as text, times without a time zone, currency as float."""
    if not isinstance(raa, (list, tuple)):
        return raa if type(raa) in _REN else _verdi(raa, {})
    husket: dict[Any, Any] = {}
    if raa and isinstance(raa[0], (list, tuple)):
        return [_rad(rad, husket) for rad in raa]
    return _rad(raa, husket)


def rader(raa: Any) -> list[list[Any]]:
    """The same, always as rows: a range of one cell is one row with one value."""
    ut = rene(raa)
    return ut if isinstance(ut, list) else [[ut]]


def _rad(rad: Sequence[Any], husket: dict[Any, Any]) -> list[Any]:
    return [v if type(v) in _REN else _verdi(v, husket) for v in rad]


def _verdi(v: Any, husket: dict[Any, Any]) -> Any:
    if isinstance(v, datetime):
        funnet = husket.get(v)
        if funnet is None:
            # A plain one: the kind pywin32 makes has a time zone, which a cell never has.
            funnet = husket[v] = datetime(v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond)
        return funnet
    if isinstance(v, int) and not isinstance(v, bool) and FEIL_FRA <= v <= FEIL_TIL:
        return _KODER.get(v - FEIL_FRA, "#VALUE!")
    return float(v) if isinstance(v, Decimal) else v


def til_celler(svar: Any) -> Any:
    """A function's answer as a cell or rows of cells take it. Nothing at all is an empty text.

    Raises TidbankFeil for a number that is none: Excel would show an empty cell.
    """
    if isinstance(svar, (list, tuple)):
        return [til_celler(del_) for del_ in svar] or [""]
    if isinstance(svar, float) and not math.isfinite(svar):
        raise TidbankFeil("Svaret er ikke et tall. Kontroller det funksjonen regner med.")
    return "" if svar is None else svar
