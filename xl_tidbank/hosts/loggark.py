"""The sheet Logg of the open workbook: a row for each thing a command wrote, and no way to lose a command by it."""

from __future__ import annotations

from xl_tidbank.book import logg
from xl_tidbank.tables.names import samme

from .vert import Vert

BREDDE = len(logg.HODE)


def finn(vert: Vert) -> str | None:
    """The sheet with the log, None where there is none yet."""
    arkene = vert.arkene()
    for navn in logg.ARK:
        ark = next((a for a in arkene if samme(a) == samme(navn)), None)
        if ark is not None and logg.er_logg(vert.rader(ark, BREDDE, 1)[0]):
            return ark
    return None


def krev(vert: Vert) -> str:
    """The sheet with the log, made where there is none. Raises TidbankFeil where no sheet may be added."""
    ark = finn(vert)
    if ark is None:
        vert.krev_apen()
        opptatt = {samme(a) for a in vert.arkene()}
        ark = next((n for n in logg.ARK if samme(n) not in opptatt), f"{logg.ARK[-1]} {len(opptatt)}")
        vert.nytt_loggark(ark)
    return ark


def les(vert: Vert) -> list[logg.Linje]:
    ark = finn(vert)
    return [] if ark is None else _lest(vert, ark)[0]


def skriv(
    vert: Vert, kommando: str, stempel: str, hva: str, avtrykk: tuple[str, ...] = (), etter: str | None = None
) -> str:
    """Append a row: what a command wrote, and from which content. etter: the stamp afterwards, None = the tables are as
    they were. Never raises: the sentence why not, "" = done."""
    linje = logg.Linje(logg.naa(), kommando, stempel, stempel if etter is None else etter, hva, avtrykk)
    try:
        ark = krev(vert)
        over, siste = _lest(vert, ark)
        vert.skriv_rad(ark, siste + 1, logg.som_rad(linje, over[-1:]))
    except Exception as e:
        return f"Loggen er ikke skrevet ({' '.join((vert.egne_ord(e) or str(e)).split())[:200]})."
    return ""


def _lest(vert: Vert, ark: str) -> tuple[list[logg.Linje], int]:
    """The lines of the sheet, and its last row with anything in it."""
    verdier = vert.rader(ark, BREDDE)
    siste = max((nr for nr, rad in enumerate(verdier, 1) if any(v not in (None, "") for v in rad)), default=1)
    return logg.av_rader(verdier[1:])[0], siste
