"""A workbook file -> the tables of a bank, with every error found in one go.

A file goes safety.py -> calamine -> rows.py -> tables.py; a range or a CSV file enters at rows.py.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from xl_tidbank.book import schema, shield
from xl_tidbank.book.rows import Lest, tolk_rader
from xl_tidbank.book.safety import innhold, kontroller_data
from xl_tidbank.book.tables import samle
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.model import Tabeller


def les_bok(sti: Path, tabeller: Collection[str] | None = None) -> Tabeller:
    """The tables of a workbook; only those named in `tabeller` where given (names as in the schema).

    Raises TidbankFeil: one sentence for a file that cannot be opened, otherwise every error in every table.
    """
    sti = Path(sti)
    valgte = [t for t in schema.TABELLER if tabeller is None or t.navn in tabeller]
    with _uten_soppeltomming():
        finnes, arkene = shield.les(raatt, sti, innhold(sti), [t.ark for t in valgte])
        valgte = [t for t in valgte if t.ark in arkene or not t.valgfritt_ark]
        return samle({t.navn: _tolk_ark(t, arkene.get(t.ark), finnes) for t in valgte})


# The name of a sheet in the file, row and column of its first value, and its rows.
Raaark = tuple[str, int, int, list[list[Any]]]


def raatt(sti: Path, data: bytes, oensket: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Raaark]]:
    """The names of all sheets, and the wanted ones that exist as calamine reads them. Raises TidbankFeil."""
    fakta = kontroller_data(sti, data, oensket)
    try:
        bok = CalamineWorkbook.from_filelike(fakta.kopi)
        return fakta.ark, {ark: _raaark(bok, navn) for ark, navn in fakta.lest.items()}
    except (CalamineError, OverflowError) as e:
        raise TidbankFeil(Feilmelding(sti.name, "", shield.SKADET)) from e


def _raaark(bok: CalamineWorkbook, navn: str) -> Raaark:
    ark = bok.get_sheet_by_name(navn)
    rad, kol = ark.start or (0, 0)
    return navn, rad + 1, kol + 1, ark.to_python()


def _tolk_ark(tabell: schema.Tabell, lest: Raaark | None, finnes: Sequence[str]) -> Lest:
    if lest is None:
        andre = f"{', '.join(finnes[:20])}{' ...' if len(finnes) > 20 else ''}"
        tekst = (
            f"Arket «{tabell.ark}» mangler. Har det fått nytt navn? Filen har arkene {andre}. "
            f"Gi arket navnet «{tabell.ark}»."
        )
        return Lest(feil=(Feilmelding(tabell.ark, "", tekst),), hel=False)
    navn, rad, kol, rader = lest
    return tolk_rader(tabell, rader, ark=navn, rad0=rad, kol0=kol)


@contextmanager
def _uten_soppeltomming() -> Iterator[None]:
    """A million new objects and not one cycle among them: the collector would look them all through for nothing."""
    if not gc.isenabled() or gc.get_freeze_count():
        yield  # the program around us has its own way with the collector
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # out of the young generations, and
        gc.unfreeze()  # into the oldest one, without being looked through
        gc.enable()
