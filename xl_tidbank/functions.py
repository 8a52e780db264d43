"""The one registry of spreadsheet functions: written once in udfs/, known to every host, the help and the docs."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument. valgfri: may be left out or empty; hjelp says what is then used."""

    navn: str
    hjelp: str
    valgfri: bool


@dataclass(frozen=True, slots=True)
class Funksjon:
    """A function as users see it.

    resultat: what the cell holds: timer, andel, dager, kroner, dato, tekst, bank, or, over several cells, kolonne
    (one column), rad (one row), tabell (a header row and rows below).
    """

    navn: str
    kall: Callable[..., Any]
    argumenter: tuple[Argument, ...]
    hjelp: str
    resultat: str
    hjemmel: str

    @property
    def signatur(self) -> str:
        """As in a Norwegian spreadsheet: NAVN(a; [b])."""
        deler = (f"[{a.navn}]" if a.valgfri else a.navn for a in self.argumenter)
        return f"{self.navn}({'; '.join(deler)})"


REGISTER: dict[str, Funksjon] = {}


def funksjon(hjelp: str, resultat: str, hjemmel: str = "", **argumenter: str) -> Callable[[F], F]:
    """Register a function under its own name; `argumenter` is the help of each argument, in order.

    Arguments with a default are optional. Registration fails when help and signature disagree.
    """

    def registrer(kall: F) -> F:
        parametre = inspect.signature(kall).parameters
        if list(parametre) != list(argumenter):
            raise TypeError(f"{kall.__name__}: help for {list(argumenter)}, arguments {list(parametre)}")
        liste = tuple(
            Argument(navn, argumenter[navn], p.default is not inspect.Parameter.empty) for navn, p in parametre.items()
        )
        REGISTER[kall.__name__] = Funksjon(kall.__name__, kall, liste, hjelp, resultat, hjemmel)
        return kall

    return registrer
