"""A workbook file -> the tables of a bank, with every error found in one go.

A file goes safety.py -> calamine -> rows.py -> tables.py; a range or a CSV file enters at rows.py.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from xl_tidbank.book import schema
from xl_tidbank.book.rows import Lest, tolk_rader
from xl_tidbank.book.safety import Filfakta, kontroller_fil
from xl_tidbank.book.tables import samle
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.model import Tabeller


def les_bok(sti: Path, tabeller: Collection[str] | None = None) -> Tabeller:
    """The tables of a workbook; only those named in `tabeller` where given (names as in the schema).

    Raises TidbankFeil: one sentence for a file that cannot be opened, otherwise every error in every table.
    """
    valgte = [t for t in schema.TABELLER if tabeller is None or t.navn in tabeller]
    fakta = kontroller_fil(Path(sti), [t.ark for t in valgte])
    with _uten_soppeltomming():
        try:
            bok = CalamineWorkbook.from_filelike(fakta.kopi)
            valgte = [t for t in valgte if t.ark in fakta.lest or not t.valgfritt_ark]
            lest = {t.navn: _les_ark(bok, t, fakta.lest.get(t.ark), fakta) for t in valgte}
        except CalamineError as e:
            tekst = "Filen er skadet og kan ikke leses. Åpne den i Excel, lagre en ny kopi og prøv igjen."
            raise TidbankFeil(Feilmelding(fakta.sti.name, "", tekst)) from e
        return samle(lest, fakta.ulest)


def _les_ark(bok: CalamineWorkbook, tabell: schema.Tabell, navn: str | None, fakta: Filfakta) -> Lest:
    if navn is None:
        tekst = (
            f"Arket «{tabell.ark}» mangler. Har det fått nytt navn? Filen har arkene {', '.join(fakta.ark)}. "
            f"Gi arket navnet «{tabell.ark}»."
        )
        return Lest(feil=(Feilmelding(tabell.ark, "", tekst),), hel=False)
    ark = bok.get_sheet_by_name(navn)
    rad, kol = ark.start or (0, 0)
    omraader = fakta.tabeller.get(navn, ())
    return tolk_rader(tabell, ark.to_python(), ark=navn, rad0=rad + 1, kol0=kol + 1, omraader=omraader)


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
