"""Arguments as a spreadsheet hands them over: empty cells, serial numbers, text; and one-cell ranges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.tekst import dato as vist_dato
from xl_tidbank.core.valg import INGEN_AVTALE
from xl_tidbank.tables import cells

T = TypeVar("T")
HELE = "Velg hele tabellen med overskriftene."


def verdi(raa: Any) -> Any:
    """The value of an argument: a range of one cell is that cell, an empty text is None."""
    while _rekke(raa) and len(raa) == 1:
        raa = raa[0]
    if _rekke(raa):
        raise TidbankFeil("Argumentet er flere celler. Velg én celle.")
    return None if isinstance(raa, str) and not raa.strip() else raa


def tomt(raa: Any) -> bool:
    """Whether nothing is handed over: no argument, an empty cell."""
    return raa is None or (isinstance(raa, str) and not raa.strip())


def rader(raa: Any) -> list[list[Any]]:
    """The rows of a range. One cell comes as its value, and one column may come as a plain list."""
    if not _rekke(raa):
        return [[raa]]
    return [list(r) if _rekke(r) else [r] for r in raa]


def tabell(navn: str, raa: Any) -> Sequence[Sequence[Any]]:
    """The rows of a range that must be a whole table, as they came: they may be many.

    Raises TidbankFeil for one cell, whatever stands in it: nothing of a table is in it.
    """
    if not _rekke(raa):
        raise TidbankFeil(f"{navn} er én celle. {HELE}")
    return raa if set(map(type, raa)) <= {list, tuple} else rader(raa)


def _rekke(raa: Any) -> bool:
    return isinstance(raa, Sequence) and not isinstance(raa, (str, bytes))


def dato(navn: str, raa: Any) -> date:
    return _krev(navn, cells.dato(verdi(raa)), "en dato, for eksempel 31.12.2026")


def tidspunkt(navn: str, raa: Any) -> datetime:
    return _krev(navn, cells.tidspunkt(verdi(raa), navn), "dato og klokkeslett, for eksempel 29.03.2026 06:30")


def periode(start: Any, slutt: Any) -> tuple[date, date]:
    """The first and last day of a settlement period."""
    fra, til = dato("Periodestart", start), dato("Periodeslutt", slutt)
    if til < fra:
        raise TidbankFeil(f"Periodeslutt {vist_dato(til)} er før periodestart {vist_dato(fra)}. Bytt om datoene.")
    return fra, til


def dato_eller_ingen(raa: Any) -> date | None:
    return cells.dato(verdi(raa))


def tall(navn: str, raa: Any) -> float:
    return _krev(navn, cells.tall(verdi(raa)), "et tall, for eksempel 35,5")


def tall_eller(raa: Any, ellers: float) -> float:
    tallet = cells.tall(verdi(raa))
    return ellers if tallet is None else tallet


def andel(navn: str, raa: Any) -> float:
    """A percent argument as a fraction."""
    return cells.andel(_krev(navn, verdi(raa), "en prosent, for eksempel 40 eller 0,4"))


def ja(raa: Any) -> bool:
    return cells.ja_nei(verdi(raa))


NAVNLOS = frozenset(("ja", "j", "x", "1", "true", "sann"))


def avtale(raa: Any) -> str:
    """The reference to an agreement, "" = none. FALSE and Nei are none; TRUE and Ja one without a name. LibreOffice
    hands TRUE and FALSE over as 1 and 0."""
    skrevet = tekst(raa)
    if skrevet.casefold() in INGEN_AVTALE:
        return ""
    return "uten navn" if skrevet.casefold() in NAVNLOS else skrevet


def uten_nei(raa: Any) -> Any:
    """The value, None where it says that there is nothing: FALSE, 0, Nei."""
    return None if tekst(raa).casefold() in INGEN_AVTALE else raa


def tekst(raa: Any) -> str:
    return cells.tekst(verdi(raa)) if verdi(raa) is not None else ""


def ansattnr(raa: Any) -> str:
    return cells.nummer(verdi(raa)) if verdi(raa) is not None else ""


def _krev(navn: str, funnet: T | None, ventet: str) -> T:
    if funnet is None:
        raise TidbankFeil(f"{navn} mangler. Skriv {ventet}.")
    return funnet
