"""How far a table reaches: the program's own tables on a sheet, and other sheets that hold the same columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from xl_tidbank.core.funn import Alvor
from xl_tidbank.core.model import Kilde, Merknad
from xl_tidbank.tables.names import kolonnenr, samme
from xl_tidbank.tables.schema import ALLE, TABELLER, Tabell

SOK_OVERSKRIFT = 30  # rows from the top in which the header must stand
_TABELLARK = frozenset(samme(t.ark) for t in ALLE)
_MINST_LIKE = 3  # columns a sheet of another name must share, and be three quarters of its own


class Omraade(NamedTuple):
    """Where a table of the program stands on its sheet, from 1, all included. summer: totals rows last in it."""

    rad: int
    kol: int
    rad2: int
    kol2: int
    summer: int = 0


def omraade(ref: str, summer: int = 0) -> Omraade | None:
    """A1:L6 as an area; None for anything else."""
    tall: list[int] = []
    for celle in ref.replace("$", "").split(":"):
        bokstaver = celle.rstrip("0123456789")
        if not (0 < len(bokstaver) <= 3 and bokstaver.isalpha() and bokstaver.isascii() and len(celle) < 12):
            return None
        tall += [int(celle[len(bokstaver) :] or 0), kolonnenr(bokstaver)]
    return Omraade(tall[0], tall[1], tall[2], tall[3], summer) if len(tall) == 4 else None


def er_tabellark(navn: str) -> bool:
    return samme(navn) in _TABELLARK


def tabell_av(hode: set[str]) -> Tabell | None:
    """The table these headers (as `samme` makes them) are of; None where they are too few, or too many are others."""
    funnet = max(TABELLER, key=lambda t: _felles(t, hode) if _passer(t, hode, False) else -1)
    return funnet if _passer(funnet, hode, False) else None


def ulest_ark(navn: str, rader: Sequence[Sequence[object]]) -> Iterator[Merknad]:
    """A sheet that is none of the tables', but has the header of one and rows below it: it is not read, and says so.

    rader: the first rows of it. Where its name does not begin as the table's does, the header must be the first thing
    on it: our own pages begin with a title.
    """
    if er_tabellark(navn):
        return
    likt = [t for t in TABELLER if samme(navn).startswith(samme(t.ark))]
    fylte = [f for rad in rader if (f := {samme(v) if isinstance(v, str) else "" for v in rad} - {""} or _tall(rad))]
    for n, hode in enumerate(islice(fylte, SOK_OVERSKRIFT if likt else 1)):
        funnet = max(TABELLER, key=lambda t: _felles(t, hode) if _passer(t, hode, t in likt) else -1)
        if _passer(funnet, hode, funnet in likt) and len(fylte) > n + 1:
            yield Merknad(
                Alvor.ADVARSEL, Kilde(navn), f"Arket «{navn}» har overskriftene til {funnet.navn} og er ikke lest.",
                f"Flytt radene til arket {funnet.ark}, eller slett arket «{navn}».",
            )  # fmt: skip
            return


def _tall(rad: Sequence[object]) -> set[str]:
    return {"tall"} if any(v is not None and v != "" for v in rad) else set()


def _felles(t: Tabell, hode: set[str]) -> int:
    return len(hode & {samme(k.navn) for k in t.kolonner})


def _passer(t: Tabell, hode: set[str], likt_navn: bool) -> bool:
    if not {samme(k.navn) for k in t.kolonner if k.ma_finnes} <= hode:
        return False
    felles = _felles(t, hode)
    return likt_navn or (felles >= _MINST_LIKE and 4 * felles >= 3 * len(hode))
