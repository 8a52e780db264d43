"""How a page meets the paper: A4, repeated rows, and breaks that keep a chart or a signature in one piece."""

from __future__ import annotations

from math import fsum

from .canvas import Lerret
from .grid import LIGGENDE, STAAENDE
from .placed import Utskrift
from .plain import Side

HOYDE_STAAENDE, HOYDE_LIGGENDE = 740.0, 495.0  # points between the print margins
LANG_TABELL = 12  # rows from which a table is what the page is about
HOYEST_FROSNE = 144.0  # points: a quarter of a laptop screen 768 pixels high
BREDE_TABELLER = 12  # columns from which the first ones stay in view too


def hovedtabell(ark: Lerret) -> tuple[int, int, int] | None:
    """(header row, rows, columns) of the long table that the page is about, if it has one."""
    lange = [h for h in ark.hoder if h[1] >= LANG_TABELL]
    return lange[0] if len(lange) == 1 and not ark.side.hoyst_sider else None


def frys(ark: Lerret) -> tuple[int, int] | None:
    """First row and column that scroll, where a long table stands high on the page."""
    tabell = hovedtabell(ark)
    if tabell is None or ark.y(tabell[0] + 1) > HOYEST_FROSNE:
        return None
    return tabell[0] + 1, 3 if tabell[2] > BREDE_TABELLER else 0


def utskrift(side: Side, ark: Lerret) -> Utskrift:
    """The title band stands on every page; the header of a long table instead, where that table runs over a page."""
    band, tabell = (0, ark.bandslutt), hovedtabell(ark)
    gjenta, brudd = band, _brudd(ark, band)
    if tabell and any(tabell[0] < rad <= tabell[0] + tabell[1] for rad in brudd):
        gjenta = (tabell[0], tabell[0])
        brudd = _brudd(ark, gjenta)
    venstre = " · ".join(t for t in (side.virksomhet, side.tittel) if t)
    sider_hoyt = side.hoyst_sider if side.hoyst_sider and len(brudd) >= side.hoyst_sider else 0
    return Utskrift(
        side.liggende, _sist(ark), ark.n, gjenta, (venstre, side.stempel), sider_hoyt, () if sider_hoyt else brudd
    )


def _sist(ark: Lerret) -> int:
    return ark.rad - 2  # the last row is only air


def _brudd(ark: Lerret, gjenta: tuple[int, int]) -> tuple[int, ...]:
    """Rows that start a new page of paper."""
    liggende = ark.side.liggende
    skala = min(1.0, (LIGGENDE if liggende else STAAENDE) / (fsum(ark.bredder) + 2.5))
    papir = (HOYDE_LIGGENDE if liggende else HOYDE_STAAENDE) / skala
    gjentatt = fsum(ark.hoyder[r] for r in range(gjenta[0], gjenta[1] + 1))
    brudd: list[int] = []
    brukt, rad, start = 0.0, 0, 0
    while rad <= _sist(ark):
        if brukt + ark.hoyder[rad] > papir and rad > start:
            rad = start = _brudd_foer(ark, rad, start)
            brudd.append(rad)
            brukt = gjentatt
        brukt += ark.hoyder[rad]
        rad += 1
    return tuple(brudd)


def _brudd_foer(ark: Lerret, rad: int, start: int) -> int:
    """The row where the new page starts: not inside rows that belong together, unless they fill a page alone."""
    flyttet = rad
    while True:
        holdt = [a for a, b in ark.hold if start < a < flyttet < b]
        if not holdt:
            return flyttet
        flyttet = min(holdt)
