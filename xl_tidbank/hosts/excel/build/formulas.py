"""Which functions a formula calls and with how many arguments: enough of Excel's grammar to count commas rightly."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAVN = re.compile(r"(?:_xlfn\.|_xlws\.)*([A-Za-zÆØÅæøå_][\w.]*)\s*\(")
_TEKST = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'')


def kall(formel: str) -> Iterator[tuple[str, int]]:
    """Every call: name as it stands, number of arguments (an empty place between commas is one)."""
    # Texts and quoted sheet names may hold anything; so may what stands in brackets and braces.
    ren = _uten_klammer(_TEKST.sub(lambda m: "0" * len(m[0]), formel))
    for treff in _NAVN.finditer(ren):
        yield treff[1], _argumenter(ren, treff.end())


def _uten_klammer(formel: str) -> str:
    ut, dybde = [], 0
    for tegn in formel:
        if tegn in "[{":
            dybde += 1
        ut.append("0" if dybde else tegn)
        if tegn in "]}" and dybde:
            dybde -= 1
    return "".join(ut)


def _argumenter(formel: str, fra: int) -> int:
    dybde, komma, noe = 1, 0, False
    for tegn in formel[fra:]:
        if tegn == "(":
            dybde += 1
        elif tegn == ")":
            dybde -= 1
            if not dybde:
                break
        elif tegn == "," and dybde == 1:
            komma += 1
        noe = noe or not tegn.isspace()
    return komma + 1 if noe else 0
