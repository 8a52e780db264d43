"""Where things stand in Excel, asked in as few questions as can be: each goes from our process to Excel's and back, and
costs more than what it answers. An address says in one what row, column and size say in six."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import xlwings as xw

from xl_tidbank.tables.names import ARKKOLONNER, ARKRADER, bokstaver, kolonnenr

_HJORNE = re.compile(r"([A-Z]*)(\d*)")


class Utstrekning(NamedTuple):
    """Rows and columns from 1, the last ones with."""

    rad: int
    kol: int
    rad2: int
    kol2: int

    @property
    def adresse(self) -> str:
        return f"{bokstaver(self.kol)}{self.rad}:{bokstaver(self.kol2)}{self.rad2}"


def fra_adresse(adresse: str) -> Utstrekning:
    """What Excel's own address stands for: $B$2, $A$1:$H$40, whole columns as $A:$H, whole rows as $1:$4; of several
    areas the first."""
    fra, _, til = adresse.replace("$", "").partition(",")[0].partition(":")
    (kol, rad), (kol2, rad2) = (_hjorne(h) for h in (fra, til or fra))
    return Utstrekning(rad or 1, kol or 1, rad2 or ARKRADER, kol2 or ARKKOLONNER)


def _hjorne(skrevet: str) -> tuple[int, int]:
    m = _HJORNE.fullmatch(skrevet)
    assert m is not None, skrevet
    return kolonnenr(m[1]), int(m[2] or 0)


def av(omraade: Any) -> Utstrekning:
    """omraade: a Range of Excel's own (`.api`)."""
    return fra_adresse(omraade.Address)


def brukt(ark: xw.Sheet) -> Utstrekning:
    """The part of a sheet that has, or has had, something in it."""
    return av(ark.api.UsedRange)


def celler(ark: xw.Sheet, b: Utstrekning) -> Any:
    """The cells of a sheet as Excel's own Range."""
    return ark.api.Range(b.adresse)


def navn(eier: xw.Sheet | xw.Book, kort: str) -> xw.Name | None:
    """The defined name that is the sheet's own, or the workbook's. What a workbook is asked for by name it may give
    from the sheet in view, and Excel does not tell case apart: then all of them are looked at."""
    alle, av_ark = eier.names, isinstance(eier, xw.Sheet)
    if not alle.contains(kort):
        return None

    def er(n: xw.Name) -> bool:
        foran, _, selve = str(n.name).rpartition("!")
        return selve == kort and (av_ark or not foran)

    funnet = alle(kort)
    return funnet if er(funnet) else next(filter(er, alle), None)
