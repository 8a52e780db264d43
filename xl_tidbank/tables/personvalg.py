"""A person as a drop-down shows one: "Kari Nordmann (2001)". The name is for people, the number is what counts."""

from __future__ import annotations

import re
from typing import Any

from . import cells

VALG = re.compile(r"(?P<navn>.*)\((?P<nr>[^()]+)\)\s*")


def vis(ansattnr: str, navn: str) -> str:
    return f"{navn} ({ansattnr})" if navn else ansattnr


def nummer(raa: Any, hva: str = "Ansatt") -> str:
    """The number of what was chosen, or of a bare number; "" where nothing stands. Raises Verdifeil."""
    if cells.tom(raa):
        return ""
    treff = VALG.fullmatch(raa) if isinstance(raa, str) else None
    return cells.nummer(treff["nr"] if treff else raa, hva)
