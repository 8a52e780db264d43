"""A cell in a column -> a typed value, by the kind the schema gives the column.

`tolk` is the one door for tables; the plain functions (also used by the spreadsheet functions for their arguments)
live in values.py and are re-exported here. Both raise `Verdifeil` with a sentence that lacks only sheet and cell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xl_tidbank.book.schema import Kolonne, Slag
from xl_tidbank.book.values import (
    DOGN,
    UTEN_VERDI,
    andel,
    dato,
    fritt,
    ja_nei,
    klokke,
    klokke_1440,
    nei,
    nummer,
    prosent,
    tall,
    talltekst,
    tekst,
    tidspunkt,
    tom,
)
from xl_tidbank.core.errors import Verdifeil

__all__ = [
    "UTEN_VERDI",
    "andel",
    "dato",
    "ja_nei",
    "klokke",
    "nummer",
    "prosent",
    "tall",
    "tekst",
    "tidspunkt",
    "tolk",
    "tom",
]


def _kolonnetall(k: Kolonne, raa: object) -> float | None:
    v = tall(raa, k.navn)
    _grenser(k, v, raa)
    return v


def _minutter(k: Kolonne, raa: object) -> int | None:
    v = _kolonnetall(k, raa)
    if v is not None and v != int(v):
        raise nei(k.navn, raa, ". Skriv hele minutter, som 30.")
    return v if v is None else int(v)


def _kolonneprosent(k: Kolonne, raa: object) -> float | None:
    v = prosent(raa, k.navn)
    _grenser(k, v, raa)
    return v


def _grad(k: Kolonne, raa: object) -> float | None:
    v = _kolonneprosent(k, raa)
    return v if v is None else v / 100


def _kolonneklokke(k: Kolonne, raa: object) -> int | None:
    v = klokke_1440(raa, k.navn)
    if v == DOGN and k.navn == "Start":  # a shift belongs to the day it starts: 0 would move it a whole day
        raise nei(k.navn, raa, ". Skriv 00:00, og dagen vakten begynner i Dato.")
    return v if v is None else v % DOGN


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


_TOLKER: dict[Slag, Callable[[Kolonne, object], Any]] = {
    Slag.NUMMER: lambda k, raa: nummer(raa, k.navn),
    Slag.TEKST: lambda k, raa: tekst(raa, k.navn),
    Slag.DATO: lambda k, raa: dato(raa, k.navn),
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


def tolk(kolonne: Kolonne, raa: object) -> Any:
    """The typed value of one cell in `kolonne`; what the column says an empty cell means where it is empty."""
    if tom(raa):
        if kolonne.ma_fylles:
            raise Verdifeil(f"{kolonne.navn} mangler. Fyll ut cellen, eller tøm hele raden.")
        # An empty Ja/Nei cell is Nei (CONTRACT section 2); `tom` then says what a missing column means.
        return False if kolonne.slag is Slag.JANEI else kolonne.tom
    return _TOLKER[kolonne.slag](kolonne, raa)
