"""Marks beside the rows of the tables: what a control found, in a column of our own, last in the table.

As a column of the table the marks follow their rows when the table is sorted or filtered, and the readers leave the
column out. A mark says when it was made, for the row may have been changed since. A hidden name of the workbook holds
the run that made them, so that they can be undone after reopening too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xl_tidbank.book.page.styles import STATUSER
from xl_tidbank.book.sheets.common import ALVORSORD, ALVORSORDEN
from xl_tidbank.core import tekst
from xl_tidbank.core.funn import Funn
from xl_tidbank.tables.schema import KONTROLLKOLONNE

KOLONNE = KONTROLLKOLONNE
NAVN = "tidbank_merket"
BREDDE = 60.0
LENGSTE = 500  # characters of a mark; Avvik has the whole of it
# Colours of text and cell, #RRGGBB, by the symbol a mark begins with.
FARGER: Mapping[str, tuple[str, str]] = {
    STATUSER[ord_][0]: (STATUSER[ord_][1], STATUSER[ord_][2]) for ord_ in ALVORSORD.values()
}
TEGN = tuple(FARGER)


def etter_ark(funn: Sequence[Funn], dag: date) -> dict[str, dict[int, str]]:
    """The marks by sheet and row, from 1; what is about no row has none."""
    steder: dict[str, dict[int, list[Funn]]] = {}
    for f in funn:
        if f.kilde.rad:
            steder.setdefault(f.kilde.ark, {}).setdefault(f.kilde.rad, []).append(f)
    return {ark: {rad: _merke(alle, dag) for rad, alle in rader.items()} for ark, rader in steder.items()}


def kolonnen(gamle: Sequence[object], forste: int, merker: Mapping[int, str]) -> list[tuple[str, str]]:
    """What stood in each cell of the column and what is to stand there, from row `forste` down. What somebody else
    wrote stays."""
    ut = []
    for nr, verdi in enumerate(gamle, forste):
        gammel = "" if verdi is None else str(verdi)
        ut.append((gammel, gammel if gammel and not gammel.startswith(TEGN) else merker.get(nr, "")))
    return ut


def _merke(funn: Sequence[Funn], dag: date) -> str:
    """The most severe first, each with its symbol and word."""
    deler = []
    for f in sorted(funn, key=lambda f: ALVORSORDEN.index(f.alvor)):
        ord_ = ALVORSORD[f.alvor]
        deler.append(f"{STATUSER[ord_][0]} {ord_}: {f.tekst}")
    samlet = " ".join(deler)
    kort = samlet if len(samlet) <= LENGSTE else samlet[:LENGSTE] + " ..."
    return f"{kort} (kontrollert {tekst.dato(dag)})"
