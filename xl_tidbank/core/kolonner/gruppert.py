"""The rows of a table by employee number, as records that are made when somebody's are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .kolonne import Poster


def gruppert(rader: Iterable[Any]) -> dict[str, tuple[Any, ...]] | Gruppert:
    if isinstance(rader, Poster):
        return Gruppert(rader)
    ut: dict[str, list[Any]] = {}
    for r in rader:
        gruppe = ut.get(r.ansattnr)
        if gruppe is None:
            ut[r.ansattnr] = [r]
        else:
            gruppe.append(r)
    return {nr: tuple(gruppe) for nr, gruppe in ut.items()}


def plasser(poster: Poster) -> dict[str, list[int]]:
    """Which rows each employee number has."""
    ut: dict[str, list[int]] = {}
    for n, nr in enumerate(poster.kolonne("ansattnr")):
        gruppe = ut.get(nr)
        if gruppe is None:
            ut[nr] = [n]
        else:
            gruppe.append(n)
    return ut


class Gruppert(Mapping[str, tuple[Any, ...]]):
    def __init__(self, poster: Poster) -> None:
        self._poster, self.plasser = poster, plasser(poster)
        self._laget: dict[str, tuple[Any, ...]] = {}

    def __getitem__(self, nr: str) -> tuple[Any, ...]:
        svar = self._laget.get(nr)
        if svar is None:
            egne, alle = self.plasser[nr], self._poster.laget
            svar = self._laget[nr] = tuple(map((alle or self._poster).__getitem__, egne))
        return svar

    def __iter__(self) -> Iterator[str]:
        return iter(self.plasser)

    def __len__(self) -> int:
        return len(self.plasser)
