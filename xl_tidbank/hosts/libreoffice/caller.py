"""Whose sheet a formula stands on. Calc tells an add-in which document asks, never which cell.

So the formulas that can have asked are looked up: those that call the function without an employee. Where they all
stand on sheets with one answer, that is the answer; where they do not, the formula must name its employee. Formulas
are read as text, so that nothing is computed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from com.sun.star.table.CellContentType import EMPTY, FORMULA

from xl_tidbank.book.sheets.levende import ANSATT
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.functions import Funksjon
from xl_tidbank.tables.names import samme

from . import names

_MED_FORMEL = 16  # com.sun.star.sheet.CellFlags.FORMULA
_TALL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Kall(NamedTuple):
    """A call in a formula: its sheet and its arguments as they are written, "" where one is left out."""

    ark: str
    argumenter: tuple[str, ...]


def arkets_ansatt(dok: Any, kallene: Sequence[Kall], f: Funksjon, gitt: Mapping[str, Any]) -> Any:
    """What stands in the cell the formula's sheet calls Ansatt, None where the sheet has no such name.

    kallene: the calls of the function in the document. Raises TidbankFeil where the formula may stand on two sheets
    that answer differently.
    """
    ark = dict.fromkeys(k.ark for k in kallene if _kan_vaere(dok, k, f, gitt))
    svar = {navn: _ansatt(dok.Sheets.getByName(navn)) for navn in ark}
    if len(set(svar.values())) > 1:
        raise TidbankFeil(
            f"LibreOffice sier ikke hvilket ark formelen står på, og arkene {', '.join(svar)} har {f.navn} uten "
            "ansatt. Skriv Ansatt som første argument."
        )
    return next(iter(svar.values()), None)


def kall(dok: Any, f: Funksjon) -> list[Kall]:
    """Every call of a function in the document; none where no sheet has an employee of its own."""
    if not any(_navn(ark) is not None for ark in _arkene(dok)):
        return []
    navnet = re.compile(
        rf"(?<![\w.])(?:{f.navn}|{re.escape(names.TJENESTE)}\.{names.metode(f.navn)})\s*\(", re.IGNORECASE
    )
    ut = []
    for ark in _arkene(dok):
        for boks in ark.queryContentCells(_MED_FORMEL):
            for rad in boks.getFormulaArray():
                for formel in rad:
                    ut += [Kall(ark.Name, _argumenter(formel, m.end())) for m in navnet.finditer(formel)]
    return ut


def _arkene(dok: Any) -> Iterator[Any]:
    for navn in dok.Sheets.ElementNames:
        yield dok.Sheets.getByName(navn)


def _navn(ark: Any) -> Any:
    """The name Ansatt that is the sheet's own."""
    egne = ark.NamedRanges
    return next((egne.getByName(n) for n in egne.ElementNames if samme(n) == samme(ANSATT)), None)


def _ansatt(ark: Any) -> Any:
    navn = _navn(ark)
    celler = None if navn is None else navn.ReferredCells
    return None if celler is None else celler.getDataArray()[0][0]


def _argumenter(formel: str, fra: int) -> tuple[str, ...]:
    """The arguments of a call, from just after its parenthesis. Formulas come in the stored language: ; between."""
    ut, dybde, i_tekst = [""], 0, False
    for tegn in formel[fra:]:
        if tegn == '"':
            i_tekst = not i_tekst
        elif not i_tekst and tegn in "({":
            dybde += 1
        elif not i_tekst and tegn in ")}":
            if not dybde:
                break
            dybde -= 1
        elif not i_tekst and not dybde and tegn == ";":
            ut.append("")
            continue
        ut[-1] += tegn
    return tuple(a.strip() for a in ut)


def _kan_vaere(dok: Any, k: Kall, f: Funksjon, gitt: Mapping[str, Any]) -> bool:
    """Whether a call can be the one that gave these arguments and no employee."""
    skrevet = dict(zip((a.navn for a in f.argumenter), k.argumenter, strict=False))
    for a in f.argumenter:
        uttrykk, verdi = skrevet.get(a.navn, ""), gitt.get(a.navn)
        if a.navn == "ansatt":
            if uttrykk and not _kan_vaere_tom(dok, k.ark, uttrykk):
                return False
        elif not uttrykk:
            if verdi is not None:
                return False
        elif uttrykk.startswith('"') and uttrykk.endswith('"'):
            if uttrykk[1:-1].replace('""', '"') != verdi:
                return False
        elif _TALL.fullmatch(uttrykk) and float(uttrykk) != verdi:
            return False
    return True


def _kan_vaere_tom(dok: Any, ark: str, uttrykk: str) -> bool:
    if _TALL.fullmatch(uttrykk) or (uttrykk.startswith('"') and uttrykk.strip('" ')):
        return False
    try:
        celle = dok.Sheets.getByName(ark).getCellRangeByName(uttrykk.replace("$", "")).getCellByPosition(0, 0)
    except Exception:  # an expression, or a cell elsewhere: it may be empty
        return True
    return celle.Type in (EMPTY, FORMULA)
