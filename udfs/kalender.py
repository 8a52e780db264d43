"""Red days."""

from __future__ import annotations

from typing import Any

from xl_tidbank.core import tekst
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.tid import rodedager
from xl_tidbank.functions import funksjon

from . import argumenter as arg

HJEMMEL = "lov om helligdager § 2; lov om 1. og 17. mai"


@funksjon("Navnet på den røde dagen, tomt på andre dager.", "tekst", HJEMMEL, dato="Dagen det spørres om.")
def RODDAG(dato: Any) -> str:
    """The name of a public holiday, "" on any other day (ordinary Sundays too)."""
    return rodedager.rod_dag(arg.dato("Dato", dato))


@funksjon("Årets røde dager: dato og navn.", "tabell", HJEMMEL, aar="Årstallet, for eksempel 2026.")
def RODE_DAGER(aar: Any) -> list[list[Any]]:
    """A row for each red day of the year, date and name, in order and without a header."""
    aaret = arg.tall("År", aar)
    if not aaret.is_integer() or not 1995 <= aaret <= 2100:
        raise TidbankFeil(f"År er {tekst.tall(aaret)}. Skriv et årstall fra 1995 til 2100.")
    return [[dag, navn] for dag, navn in rodedager.rode_dager(int(aaret)).items()]
