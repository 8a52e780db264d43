"""What stands in the way of reading a sheet of an open workbook, said the same in every program."""

from __future__ import annotations

from collections.abc import Sequence

from xl_tidbank.core.errors import Feilmelding
from xl_tidbank.tables.names import bokstaver
from xl_tidbank.tables.rows import Lest
from xl_tidbank.tables.schema import Tabell

MAKS_RADER, MAKS_KOLONNER = 200_000, 702  # a cell beyond them is a slip of the hand, and would take minutes to read
FLEST_ARK = 20  # named in a sentence


def mangler(tabell: Tabell, arkene: Sequence[str]) -> Lest:
    andre = f"{', '.join(arkene[:FLEST_ARK])}{' ...' if len(arkene) > FLEST_ARK else ''}"
    tekst = (
        f"Arket «{tabell.ark}» mangler. Har det fått nytt navn? Her er arkene {andre}. Gi arket navnet «{tabell.ark}»."
    )
    return Lest(feil=(Feilmelding(tabell.ark, "", tekst),), hel=False)


def for_langt(ark: str, rad: int, kol: int) -> Lest | None:
    """Why a sheet whose content ends in that row and column is not read, None where it is."""
    if rad <= MAKS_RADER and kol <= MAKS_KOLONNER:
        return None
    tekst = f"Arket har innhold langt utenfor tabellen, helt bort til {bokstaver(kol)}{rad}. Slett det, og prøv igjen."
    return Lest(feil=(Feilmelding(ark, "", tekst),), hel=False)
