"""A number format as what it makes of a value, however a program has written it.

Programs quote, escape and number the same format in ways of their own; two formats with the same `kanonisk` show the
same. A text is shown as it is unless the format has a section for texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

# What the numbers below 164 stand for in a Norwegian Excel; others are told apart by their number.
INNEBYGD: Mapping[int, str] = MappingProxyType({
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd.mm.yyyy", 20: "hh:mm",
    49: "@",
})  # fmt: skip

_BIT = re.compile(r'"([^"]*)"|\\(.)|([_*].|\[[^\]]*\]|(?i:general|am/pm|a/p))|(.)', re.S)
_SPRAAK = re.compile(r"\[\$-0*(?:4|8)(?:09|14)\]")  # the names of months in English or Norwegian: no change of digits
_MELLOM_I_DATO = frozenset(".:-/ ,")


@cache
def kanonisk(kode: str, tekst: bool = False) -> str:
    """The format in one form, "" where it shows the value as it is. tekst: what it makes of a text."""
    deler = _seksjoner(kode)
    siste = "".join(b for _, b in deler[-1])
    har_tekst = len(deler) == 4 or "@" in siste
    if tekst:
        ut = _skriv(deler[-1]) if har_tekst else ""
        return "" if ut in ("@", "general") else ut
    # A last section that shows texts as they are says nothing of numbers.
    tall = deler[:-1] if har_tekst and len(deler) > 1 and siste.lower() in ("@", "general") else deler
    ut = ";".join(map(_skriv, tall))
    return "" if ut == "general" else ut


def _seksjoner(kode: str) -> list[list[tuple[bool, str]]]:
    """Sections of (shown as it stands, text)."""
    deler: list[list[tuple[bool, str]]] = [[]]
    for m in _BIT.finditer(kode):
        sitert, unntatt, merke, tegn = m.groups()
        if tegn == ";":
            deler.append([])
        elif sitert is not None or unntatt is not None:
            deler[-1].append((True, sitert if sitert is not None else unntatt))
        elif merke is None or not _SPRAAK.fullmatch(merke):
            deler[-1].append((False, (merke or tegn).lower()))
    return deler


def _skriv(del_: list[tuple[bool, str]]) -> str:
    dato = any(not sitert and bit in ("d", "m", "y", "h", "s") for sitert, bit in del_)
    ut, fast = [], ""
    for n, (sitert, bit) in enumerate(del_):
        brok = bit == "." and n + 1 < len(del_) and del_[n + 1] == (False, "0")
        if sitert or (dato and bit in _MELLOM_I_DATO and not brok):
            fast += "." if dato and bit == "/" else bit  # "/" stands for the separator of dates, which is a full stop
            continue
        if fast:
            ut.append(f'"{fast}"')
            fast = ""
        ut.append(bit)
    return "".join([*ut, f'"{fast}"' if fast else ""])
