"""What a number in a cell is by its number format, and one cell -> the value calamine would give for it.

Only formats and values there can be no two opinions of; everything else raises `Utenfor`, and the careful lane reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element
from xml.parsers import expat

from xl_tidbank.book.open.rask.tekster import enkel_tekst
from xl_tidbank.core.tid.clock import EXCEL_NULL
from xl_tidbank.core.tid.clock import MINUTTER_I_DOGN as DOGN
from xl_tidbank.tables.values import UTEN_VERDI

TALL, DAG, VARIGHET = range(3)
FORSTE_EGNE = 164  # formats of the file's own have numbers from here
_FASTE = {**dict.fromkeys((*range(14), 37, 38, 39, 40, 48, 49), TALL), **dict.fromkeys((*range(14, 23), 45, 47), DAG)}
_FASTE[46] = VARIGHET

_UTPYNT = re.compile(r'"[^"]*"|\\.|_.|\[\$[^\]]*\]|\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow)\]')
_TALLFORM = re.compile(r"(?:General|@|[0#?.,% ()+-]|E\+|;|\*.)+")
_DAGFORM = re.compile(r"(?:[dmyhs.,:/ -]|AM/PM)+(?:;@)?")
_HVIS = r"(?:\[<=?[0-9]+\])?"  # ours show a time typed without its colon as one: [<=1][hh]:mm;[<25]00":00";00":"00
_VARIGHETSFORM = re.compile(rf"{_HVIS}\[(?:h+|m+|s+)\](?::mm)?(?::ss)?(?:;@|(?:;{_HVIS}0+){{1,2}})?")

_CELLE = re.compile(rb'(?: s="([0-9]{1,6})")?+(?: t="([a-z])")?+(?:/>|></c>|><v>([^<]++)</v></c>)')
_REGNET = re.compile(
    rb'(?: s="[0-9]{1,6}")?+( t="str")?+><f(?: aca="false")?+>([^<]++)</f><v>([^<]*+)</v></c>'
)  # what the columns we compute are made of: a formula of a text
_TALLET = re.compile(rb"[0-9]{1,8}(?:\.[0-9]{0,30})?(?:E-[0-9]{1,2})?")
_SIFRE = 8  # of the number of a shared text
_MARS_1900, _SISTE = 61, 2_958_465  # before the first the calendars differ
_LIKT = 1e-6  # of a minute: fractions of a day are never exact


class Utenfor(Exception):  # noqa: N818 - means the careful lane
    """Something the fast lane does not know for certain."""


def form(kode: str) -> int | None:
    """The kind of number a format shows; None where it is not plain."""
    ren = _UTPYNT.sub("", kode)
    if _VARIGHETSFORM.fullmatch(ren):
        return VARIGHET
    if not ren.strip():
        return None
    if _TALLFORM.fullmatch(ren):
        return TALL
    return DAG if _DAGFORM.fullmatch(ren) and re.search("[dmyhs]", ren) else None


def former(stiler: Element | None) -> list[int | None]:
    """The kind of number by the number of the style. stiler: the part of styles, None where the file has none."""
    if stiler is None:
        return []
    ns = stiler.tag.rpartition("}")[0] + "}" if "}" in stiler.tag else ""
    kinds: dict[int, int | None] = dict(_FASTE)
    for f in stiler.iterfind(f"{ns}numFmts/{ns}numFmt"):
        nr = f.get("numFmtId", "")
        if not nr.isdecimal():
            return []
        kinds[int(nr)] = form(f.get("formatCode", "")) if int(nr) >= FORSTE_EGNE else None
    stilene = stiler.findall(f"{ns}cellXfs")
    if len(stilene) != 1:
        return []
    return [kinds.get(int(n)) if (n := x.get("numFmtId", "0")).isdecimal() else None for x in stilene[0]]


class Velformet:
    """The XML around what is read here, as expat sees it. Raises Utenfor where it is not well-formed."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()

    def __call__(self, data: bytes, slutt: bool = False) -> None:
        try:
            self._parser.Parse(data, slutt)
        except (expat.ExpatError, ValueError, LookupError) as e:
            raise Utenfor from e


class Celletolk:
    """The value of one cell, told from its XML after the reference; "" where it is empty."""

    def __init__(self, tekster: Sequence[str], former: Sequence[int | None]) -> None:
        """tekster: the shared texts. former: see the function of this name."""
        self.tekster, self.former = tekster, former

    def __call__(self, celle: bytes) -> Any:
        if not celle:
            return ""
        m = _CELLE.fullmatch(celle)
        if m is None:
            return _regnet(celle)
        stil, slag, innhold = m.groups()
        if slag == b"s":
            return self.tekst(innhold) if innhold is not None else ""
        if innhold is None and slag in (None, b"n"):
            return ""
        if slag == b"b" and innhold in (b"0", b"1"):
            return innhold == b"1"
        if slag not in (None, b"n") or innhold is None or not _TALLET.fullmatch(innhold):
            raise Utenfor
        tall = float(innhold)
        if stil is None:
            return tall
        nr = int(stil)
        slaget = self.former[nr] if nr < len(self.former) else None
        if slaget == TALL:
            return tall
        if slaget is None:
            raise Utenfor
        return dag_eller_tid(tall) if slaget == DAG else varighet(tall)

    def tekst(self, nummer: bytes) -> str:
        n = int(nummer) if nummer.isdigit() and len(nummer) <= _SIFRE else -1
        if not 0 <= n < len(self.tekster):
            raise Utenfor
        return self.tekster[n]


def _regnet(celle: bytes) -> str:
    """The text a formula has come to; what stands for it where the program that wrote the file worked nothing out."""
    m = _REGNET.fullmatch(celle)
    if m is None:
        raise Utenfor
    har_type, formel, verdi = m.groups()
    tekst = enkel_tekst(verdi)
    if not _enkel_formel(formel) or tekst is None or (tekst and not har_type):
        raise Utenfor  # or a number
    return tekst if har_type else UTEN_VERDI


@lru_cache(256)
def _enkel_formel(formel: bytes) -> bool:
    return enkel_tekst(formel) is not None


def _minutter(andel: float) -> int:
    hele = round(andel * DOGN)
    if abs(andel * DOGN - hele) > _LIKT:
        raise Utenfor
    return hele


def dag_eller_tid(tall: float) -> date | time | datetime:
    """A number in a format of dates or times."""
    if 0 <= tall < 1 and (minutter := _minutter(tall)) < DOGN:
        return time(*divmod(minutter, 60))
    if not _MARS_1900 <= tall <= _SISTE:
        raise Utenfor
    hele = int(tall)
    dag = EXCEL_NULL + timedelta(days=hele)
    minutter = _minutter(tall - hele)
    if tall == hele:
        return dag
    if not 0 < minutter < DOGN:
        raise Utenfor
    return datetime(dag.year, dag.month, dag.day, *divmod(minutter, 60))


def varighet(tall: float) -> timedelta:
    """A number in a format of durations."""
    if tall >= 1000:
        raise Utenfor
    return timedelta(minutes=_minutter(tall))
