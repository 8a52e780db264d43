"""What the last command did, remembered in the workbook itself, so that it can be undone after reopening too.

Sheets carry the number of the run that made them (pages.py); a hidden name of the workbook holds the run that marked
rows last.
"""

from __future__ import annotations

import xlwings as xw

from . import pages

NAVN = "tidbank_merket"


def neste(bok: xw.Book) -> int:
    """The number of a run about to begin."""
    return siste(bok) + 1


def siste(bok: xw.Book) -> int:
    """The last run something is left of, 0 = none."""
    return max([e.kjoring for e in pages.egne(bok)] + [_merket(bok)], default=0)


def merket(bok: xw.Book, kjoring: int) -> bool:
    """Whether the marks in the tables are those of the run."""
    return _merket(bok) == kjoring


def husk(bok: xw.Book, kjoring: int, merket: bool) -> None:
    """After a control, which has taken the marks of the one before it away. merket: it set some of its own."""
    _glem(bok)
    if merket:
        bok.names.add(NAVN, f"={kjoring}").api.Visible = False


def glem(bok: xw.Book, kjoring: int) -> None:
    if _merket(bok) == kjoring:
        _glem(bok)


def _merket(bok: xw.Book) -> int:
    navn = next((n for n in bok.names if n.name == NAVN), None)
    return int(str(navn.refers_to).strip("=")) if navn is not None else 0


def _glem(bok: xw.Book) -> None:
    for navn in [n for n in bok.names if n.name == NAVN]:
        navn.delete()
