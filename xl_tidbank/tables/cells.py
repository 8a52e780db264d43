"""A cell in a column -> a typed value, by the kind the schema gives the column.

`tolk` is the one door for tables; the plain functions (also used by the spreadsheet functions for their arguments)
live in values.py and are re-exported here. Both raise `Verdifeil` with a sentence that lacks only sheet and cell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xl_tidbank.core.errors import Verdifeil
from xl_tidbank.core.tid.clock import MINUTTER_I_DOGN as DOGN
from xl_tidbank.core.valg import Valgmulighet
from xl_tidbank.tables.schema import Kolonne, Slag
from xl_tidbank.tables.values import (
    UTEN_VERDI,
    andel,
    dato,
    fritt,
    ja_nei,
    klokke,
    med_dag,
    nei,
    nummer,
    prosent,
    tall,
    talltekst,
    tekst,
    tidspunkt,
    tom,
    varighet,
    vask,
)

__all__ = [
    "UTEN_VERDI",
    "andel",
    "dato",
    "ja_nei",
    "klokke",
    "nei",
    "nummer",
    "prosent",
    "tall",
    "tekst",
    "tidspunkt",
    "tolk",
    "tom",
]


_HELE_MINUTTER = "Skriv hele minutter, som 30."
_TIMER = "Skriv timene som 7,5 eller 7:30."


def _kolonnetall(k: Kolonne, raa: object) -> float | None:
    v = _timer(k, raa) if k.timer else tall(raa, k.navn)
    _grenser(k, v, raa)
    return v


def _timer(k: Kolonne, raa: object) -> float | None:
    """Hours: a number, or a stretch of time such as 7:30."""
    v = vask(raa, k.navn)
    minutter = varighet(v, k.navn, _TIMER)
    return tall(v, k.navn, _TIMER) if minutter is None else minutter / 60


def _minutter(k: Kolonne, raa: object) -> int | None:
    v = vask(raa, k.navn)
    minutter = varighet(v, k.navn, _HELE_MINUTTER)
    if minutter is None:
        n = tall(v, k.navn, _HELE_MINUTTER)
        if n is None or n != int(n):
            raise nei(k.navn, raa, f". {_HELE_MINUTTER}")
        minutter = int(n)
    _grenser(k, minutter, raa)
    return minutter


def _kolonneprosent(k: Kolonne, raa: object) -> float | None:
    """Percentage points. 60 % typed in a spreadsheet is kept as 0,6, and is 60 here; 1 may be both, but nobody is away
    one per cent."""
    v = _brok(k, raa)
    v = prosent(raa, k.navn) if v is None else v
    _grenser(k, v, raa)
    return v


def _brok(k: Kolonne, raa: object) -> float | None:
    """Percentage points of a fraction, None for what is none."""
    v = vask(raa, k.navn)
    if k.smaa or isinstance(v, bool) or (isinstance(v, str) and v.endswith("%")):
        return None
    try:
        p = tall(v, k.navn)
    except Verdifeil:
        return None
    if p is None or not (0 < p < 1 or (p == 1 and k.slag is Slag.GRAD)):
        return None
    return round(p * 100, 10)


def _grad(k: Kolonne, raa: object) -> float | None:
    v = _kolonneprosent(k, raa)
    return v if v is None else v / 100


def _kolonneklokke(k: Kolonne, raa: object) -> int | None:
    """Minutes after midnight, or a `Daglagt` whose day rows.py holds against the row's own."""
    v = med_dag(raa, k.navn)
    if v is not None:
        return v
    minutter = klokke(raa, k.navn)
    if minutter == DOGN and k.navn in ("Start", "Faktisk start"):  # a shift belongs to the day it starts
        raise nei(k.navn, raa, ". Skriv 00:00, og dagen vakten begynner i Dato.")
    return minutter


def _valg(k: Kolonne, raa: object) -> str:
    v = tekst(raa, k.navn)
    for lovlig in k.lovlige:
        if lovlig.casefold() == v.casefold():
            return lovlig
    raise nei(k.navn, raa, f". Velg en av: {', '.join(k.lovlige)}.")


def _grenser(k: Kolonne, v: float | None, raa: object) -> None:
    if v is None:
        return
    if k.minst is not None and v < k.minst:
        raise nei(k.navn, raa, f", men skal være minst {talltekst(k.minst)}.")
    if k.mest is not None and v > k.mest:
        raise nei(k.navn, raa, f", men skal være høyst {talltekst(k.mest)}.")


def innstilling(valg: Valgmulighet, raa: object) -> Any:
    """The value of a choice as its kind asks for it: a number, a day or text. None where the cell is empty."""
    if tom(raa):
        return None
    if valg.slag in ("tall", "heltall"):
        return tall(raa, valg.nokkel)
    if valg.slag == "dato":
        return dato(raa, valg.nokkel)
    return tekst(raa, valg.nokkel)


_TOLKER: dict[Slag, Callable[[Kolonne, object], Any]] = {
    Slag.NUMMER: lambda k, raa: nummer(raa, k.navn),
    Slag.TEKST: lambda k, raa: tekst(raa, k.navn),
    Slag.DATO: lambda k, raa: dato(raa, k.navn),
    Slag.TIDSPUNKT: lambda k, raa: tidspunkt(raa, k.navn),
    Slag.KLOKKE: _kolonneklokke,
    Slag.MINUTTER: _minutter,
    Slag.PROSENT: _kolonneprosent,
    Slag.GRAD: _grad,
    Slag.TALL: _kolonnetall,
    Slag.KRONER: _kolonnetall,
    Slag.JANEI: lambda k, raa: ja_nei(raa, k.navn),
    Slag.VALG: _valg,
    Slag.FRITT: lambda k, raa: fritt(raa, k.navn),
}


def tolk(kolonne: Kolonne, raa: object, dag_forst: bool = False) -> Any:
    """The typed value of one cell in `kolonne`; what the column says an empty cell means where it is empty.

    dag_forst: the column's other dates show that the day stands first in 01/02/2026.
    """
    if tom(raa):
        if kolonne.ma_fylles:
            raise Verdifeil(f"{kolonne.navn} mangler. Fyll ut cellen, eller tøm hele raden.")
        if kolonne.taus:
            return None
        # An empty Ja/Nei cell is Nei; `tom` then says what a missing column means.
        return False if kolonne.slag is Slag.JANEI else kolonne.tom
    if dag_forst and kolonne.slag is Slag.DATO:
        return dato(raa, kolonne.navn, dag_forst)
    return _TOLKER[kolonne.slag](kolonne, raa)
