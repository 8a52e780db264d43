"""The marks of a control as a column of each table of the open document.

Whatever number of cells it takes, it is one step for Undo, and goes with the pages of the same command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.funn import Funn
from xl_tidbank.tables import schema

from ..marks import BREDDE, FARGER, KOLONNE, NAVN, TEGN, etter_ark, kolonnen
from .styles_uno import bredde
from .undo import EnEndring
from .unokit import SKJULT_NAVN, farge

_TITTEL = "Tidbank: merker"


class Bytte(NamedTuple):
    """What changes in the column of one table. celler: row from 0, what stands there, what is to stand there.
    siste: the last column of the table, before and after."""

    tabell: str
    kol: int
    celler: list[tuple[int, str, str]]
    siste: tuple[int, int]

    def tilbake(self) -> Bytte:
        return self._replace(celler=[(r, b, a) for r, a, b in self.celler], siste=(self.siste[1], self.siste[0]))


def merk(dok: Any, funn: Sequence[Funn], dag: date, kjoring: int) -> None:
    """Take away the marks of the last control and set those of this one, in the entry of the pages made before."""
    steder, bytter, noen = etter_ark(funn, dag), [], False
    for navn in _tabellene(dok):
        a = dok.DatabaseRanges.getByName(navn).DataArea
        ark = dok.Sheets.getByIndex(a.Sheet)
        egne, kol = steder.get(ark.Name, {}), _kolonnen(ark, a)
        if kol is None and not egne:
            continue
        slutt = max([a.EndRow, *(rad - 1 for rad in egne)])
        ny = [] if kol is not None else [(a.StartRow, "", KOLONNE)]
        if kol is None:
            kol = a.EndColumn + 1
            if any(_tekster(ark, kol, a.StartRow, slutt)):
                tekst = f"Kolonnen til høyre for tabellen {navn} er i bruk. Tøm den, og prøv igjen."
                raise TidbankFeil(Feilmelding(ark.Name, "", tekst))
        celler = kolonnen(_tekster(ark, kol, a.StartRow + 1, slutt), a.StartRow + 2, egne)
        noen = noen or any(etter.startswith(TEGN) for _, etter in celler)
        bytter.append(_bytte(navn, kol, a, [*ny, *_endret(celler, a.StartRow + 1)], max(kol, a.EndColumn)))
    _bytt(dok, bytter, merket(dok), kjoring if noen else 0, skjult=True)


def fjern(dok: Any) -> None:
    """Take away every mark, and the column where nobody else has written in it."""
    bytter = []
    for navn in _tabellene(dok):
        a = dok.DatabaseRanges.getByName(navn).DataArea
        ark = dok.Sheets.getByIndex(a.Sheet)
        kol = _kolonnen(ark, a)
        if kol is None:
            continue
        peker = ark.createCursor()
        peker.gotoEndOfUsedArea(False)
        celler = kolonnen(_tekster(ark, kol, a.StartRow + 1, peker.RangeAddress.EndRow), 0, {})
        tom = not any(etter.strip() for _, etter in celler)
        hode = [(a.StartRow, KOLONNE, "")] if tom else []
        siste = a.EndColumn - 1 if tom and kol == a.EndColumn else a.EndColumn
        bytter.append(_bytte(navn, kol, a, [*hode, *_endret(celler, a.StartRow + 1)], siste))
    _bytt(dok, bytter, merket(dok), 0, skjult=False)


def merket(dok: Any) -> int:
    """The run whose marks stand in the tables, 0 = none."""
    navnene = dok.NamedRanges
    tall = re.search("[0-9]+", navnene.getByName(NAVN).Content) if navnene.hasByName(NAVN) else None
    return int(tall[0]) if tall else 0


def _tabellene(dok: Any) -> Iterator[str]:
    return (navn for navn in dok.DatabaseRanges.ElementNames if navn in schema.ETTER_NAVN)


def _kolonnen(ark: Any, a: Any) -> int | None:
    hode = ark.getCellRangeByPosition(a.StartColumn, a.StartRow, a.EndColumn, a.StartRow).getDataArray()[0]
    return next((a.StartColumn + nr for nr, v in enumerate(hode) if v == KOLONNE), None)


def _tekster(ark: Any, kol: int, rad: int, rad2: int) -> list[str]:
    if rad2 < rad:
        return []
    return [r[0] for r in ark.getCellRangeByPosition(kol, rad, kol, rad2).getFormulaArray()]


def _endret(celler: Sequence[tuple[str, str]], rad: int) -> list[tuple[int, str, str]]:
    return [(nr, foer, etter) for nr, (foer, etter) in enumerate(celler, rad) if foer != etter]


def _bytte(navn: str, kol: int, a: Any, celler: list[tuple[int, str, str]], siste: int) -> Bytte:
    return Bytte(navn, kol, celler, (a.EndColumn, siste))


def _bytt(dok: Any, bytter: Sequence[Bytte], gammel: int, ny: int, *, skjult: bool) -> None:
    tilbake = [b.tilbake() for b in bytter]
    with EnEndring(dok, _TITTEL, skjult=skjult) as endring:
        endring.usett(lambda: _gjor(dok, bytter, ny))
        endring.etterpaa(ved_angre=lambda: _gjor(dok, tilbake, gammel), ved_gjenta=lambda: _gjor(dok, bytter, ny))


def _gjor(dok: Any, bytter: Sequence[Bytte], kjoring: int) -> None:
    for b in bytter:
        tabell = dok.DatabaseRanges.getByName(b.tabell)
        a = tabell.DataArea
        ark = dok.Sheets.getByIndex(a.Sheet)
        for rad, _, tekst in b.celler:
            celle = ark.getCellByPosition(b.kol, rad)
            celle.setString(tekst)
            _farg(celle, tekst, ark.getCellByPosition(b.kol - 1, rad))
        if a.EndColumn != b.siste[1]:
            if a.EndColumn < b.siste[1]:
                ark.Columns.getByIndex(b.kol).Width = bredde(BREDDE)
            a.EndColumn = b.siste[1]
            tabell.DataArea = a
    if dok.NamedRanges.hasByName(NAVN):
        dok.NamedRanges.removeByName(NAVN)
    if kjoring:
        forste = dok.Sheets.getByIndex(0).getCellByPosition(0, 0).CellAddress
        dok.NamedRanges.addNewByName(NAVN, str(kjoring), forste, SKJULT_NAVN)


def _farg(celle: Any, tekst: str, nabo: Any) -> None:
    if tekst == KOLONNE:
        celle.CharWeight, celle.CharColor, celle.CellBackColor = nabo.CharWeight, nabo.CharColor, nabo.CellBackColor
    elif tekst:
        celle.CharColor, celle.CellBackColor = (farge(f) for f in FARGER[tekst[0]])
    else:
        for egenskap in ("CharWeight", "CharColor", "CellBackColor"):
            celle.setPropertyToDefault(egenskap)
