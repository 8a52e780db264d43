"""The cases of the contract, and how an argument and an answer look on the way."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.excel.com import tid
from xl_tidbank.core.errors import TidbankFeil

ALLE = [
    t
    for fil in sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))
    for t in tomllib.loads(fil.read_text("utf-8"))["tilfelle"]
    if "funksjon" in t
]


def inn(verdi: Any) -> Any:
    """An argument as a cell holds it."""
    if isinstance(verdi, bool) or verdi is None:
        return verdi
    if isinstance(verdi, datetime):
        return tid(verdi)
    if isinstance(verdi, date):
        return tid(datetime(verdi.year, verdi.month, verdi.day))
    return float(verdi) if isinstance(verdi, int) else verdi


def enkel(v: Any) -> Any:
    """An answer as cells: rows of one cell are that cell, a date has a time, a whole number is a number."""
    if isinstance(v, (list, tuple)):
        deler = [enkel(x) for x in v]
        return deler[0] if len(deler) == 1 else deler
    if isinstance(v, datetime):
        return datetime(v.year, v.month, v.day, v.hour, v.minute, v.second)
    if isinstance(v, date):
        return datetime(v.year, v.month, v.day)
    if v is None:
        return ""
    return float(v) if isinstance(v, int) and not isinstance(v, bool) else round(v, 9) if isinstance(v, float) else v


def svar(kall: Callable[..., Any], *gitt: Any) -> Any:
    """An answer as a file can hold it, or that it was refused."""
    try:
        return i_fil(enkel(kall(*gitt)))
    except TidbankFeil:
        return ["refused"]


def i_fil(v: Any) -> Any:
    if isinstance(v, list):
        return [i_fil(x) for x in v]
    return {"dato": v.isoformat()} if isinstance(v, datetime) else v
