"""What pages, their tables and their texts may be called and hold, in whatever program they are placed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from .plain import Blokk, Rader, Side, arknavn

MAKS_TEKST = 32_767  # characters a cell holds

SIDENAVN = "tidbank_side"  # the hidden name of a sheet that a command made, or the template


def ren(tekst: str) -> str:
    """Text that may stand in a cell: no half characters, no more than a cell holds."""
    tekst = tekst.encode("utf-8", "replace").decode("utf-8").replace("\ufffe", "?").replace("\uffff", "?")
    return tekst[:MAKS_TEKST]


def unike(sider: Sequence[Side], opptatt: Sequence[str] = ()) -> list[Side]:
    """The same pages with legal sheet names and table names, each used once."""
    return list(unike_etter_hvert(sider, opptatt))


def unike_etter_hvert(sider: Iterable[Side], opptatt: Iterable[str] = ()) -> Iterator[Side]:
    """As `unike`, a page at a time: a name rests on those before it."""
    brukt = {navn.casefold() for navn in opptatt}
    tabeller: set[str] = set()
    for side in sider:
        navn = ledig_arknavn(side.ark, brukt)
        brukt.add(navn.casefold())
        yield replace(side, ark=navn, blokker=tuple(_eget_tabellnavn(b, tabeller) for b in side.blokker))


def ledig_arknavn(ark: str, brukt: Collection[str]) -> str:
    """A legal sheet name that is not among `brukt` (casefolded): the one wished for, or with a number after it."""
    navn = onsket = arknavn(ark)
    nr = 1
    while navn.casefold() in brukt:
        nr += 1
        hale = f" ({nr})"
        navn = onsket[: 31 - len(hale)].rstrip() + hale
    return navn


def ledig_tabellnavn(tabell: str, brukt: Collection[str]) -> str:
    """The table name wished for, or with a number after it where it is among `brukt` (casefolded)."""
    navn, nr = tabell, 1
    while navn.casefold() in brukt:
        nr += 1
        navn = f"{tabell}_{nr}"
    return navn


def _eget_tabellnavn(blokk: Blokk, brukt: set[str]) -> Blokk:
    if not isinstance(blokk, Rader) or not blokk.navn:
        return blokk
    navn = ledig_tabellnavn(blokk.navn, brukt)
    brukt.add(navn.casefold())
    return replace(blokk, navn=navn)
