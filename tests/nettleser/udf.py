"""Every case of a function, asked in the Python this runs in: SHA-256 of all answers. `TILFELLER` holds the cases."""

import hashlib
import json
from datetime import date
from typing import Any

import udfs  # noqa: F401  # registers the functions
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.functions import REGISTER

TILFELLER: list[list[Any]] = []


def plain(v: Any) -> Any:
    return [plain(x) for x in v] if isinstance(v, (list, tuple)) else v.isoformat() if isinstance(v, date) else v


def dates(v: Any) -> Any:
    if isinstance(v, dict):
        return date.fromisoformat(v["dato"])
    return [dates(x) for x in v] if isinstance(v, list) else v


def answers() -> list[Any]:
    out = []
    for name, given in TILFELLER:
        try:
            out.append(plain(REGISTER[name].kall(*dates(given))))
        except TidbankFeil as e:
            out.append(f"FEIL {e}")
    return out


svar = answers()
sum_ = json.dumps([len(svar), hashlib.sha256(json.dumps(svar, sort_keys=True).encode()).hexdigest()])
