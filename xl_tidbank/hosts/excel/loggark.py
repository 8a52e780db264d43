"""The sheet Logg of the open workbook: a row for each thing a command wrote, and no way to lose a command by it."""

from __future__ import annotations

import xlwings as xw

from xl_tidbank.book import logg
from xl_tidbank.book.files import midlertidig
from xl_tidbank.tables.names import samme

from . import pages
from .values import rader


def finn(bok: xw.Book) -> xw.Sheet | None:
    """The sheet with the log, None where there is none yet."""
    for navn in logg.ARK:
        ark = next((a for a in bok.sheets if samme(a.name) == samme(navn)), None)
        if ark is not None and logg.er_logg(rader(ark.range((1, 1), (1, len(logg.HODE))).raw_value)[0]):
            return ark
    return None


def krev(bok: xw.Book) -> xw.Sheet:
    """The sheet with the log, made where there is none. Raises TidbankFeil where no sheet may be added."""
    ark = finn(bok)
    if ark is not None:
        return ark
    pages.krev_apen(bok)
    opptatt = {samme(a.name) for a in bok.sheets}
    navn = next((n for n in logg.ARK if samme(n) not in opptatt), f"{logg.ARK[-1]} {len(opptatt)}")
    with midlertidig.mappe() as mappe:
        fil = mappe / f"{mappe.name}.xlsx"
        logg.skriv_arkfil(fil, f"tidbank {mappe.name[-8:]}")  # a name no sheet of the workbook has
        kilde = bok.app.books.open(fil, update_links=False, read_only=True, add_to_mru=False)
        try:
            pages.flytt_inn(bok, kilde.sheets[0], navn)
        finally:
            kilde.close()
    bok.api.Activate()
    return bok.sheets[navn]


def les(bok: xw.Book) -> list[logg.Linje]:
    ark = finn(bok)
    return [] if ark is None else _lest(ark)[0]


def skriv(bok: xw.Book, linje: logg.Linje) -> str:
    """Append a row. Never raises: the sentence why not, "" = done."""
    try:
        ark = krev(bok)
        over, siste = _lest(ark)
        nye = ark.range((siste + 1, 1), (siste + 1, len(logg.HODE)))
        nye.number_format = "@"  # before the texts: a stamp of digits is a text too
        nye.raw_value = [logg.som_rad(linje, over[-1:])]
    except Exception as e:
        return f"Loggen er ikke skrevet ({' '.join(str(e).split())[:200]})."
    return ""


def _lest(ark: xw.Sheet) -> tuple[list[logg.Linje], int]:
    """The lines of the sheet, and its last row with anything in it."""
    brukt = ark.used_range
    antall = brukt.row + brukt.shape[0] - 1
    verdier = rader(ark.range((1, 1), (antall, len(logg.HODE))).raw_value)
    siste = max((nr for nr, rad in enumerate(verdier, 1) if any(v not in (None, "") for v in rad)), default=1)
    return logg.av_rader(verdier[1:])[0], siste
