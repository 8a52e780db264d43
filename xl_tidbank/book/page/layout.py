"""A page, top to bottom: every block becomes placed cells on the page's column grid."""

from __future__ import annotations

from .blocks import band, tegn
from .canvas import Lerret
from .grid import bakbredder, kolonnebredder
from .pagination import frys, utskrift
from .placed import Oppsett, Sideceller
from .plain import Matrise, Rader, Side


def oppsett(side: Side) -> Oppsett:
    """Where every value, width, height, table, chart and print setting of the page goes."""
    ark = Lerret(side, kolonnebredder(side), bakbredder(side))
    band(side, ark)
    for blokk in side.blokker:
        tegn(ark, blokk)
    return Oppsett(
        side.ark,
        Sideceller(tuple(ark.celler)),
        tuple(ark.alle_bredder()),
        dict(ark.hoyder),
        tuple(ark.tabeller),
        tuple(ark.diagrammer),
        tuple(ark.betingelser),
        utskrift(side, ark),
        frys(ark),
        tuple(ark.navn),
        tuple(ark.matriser),
        tuple(ark.valg),
        tuple(ark.knapper),
        ark.n + 2 if ark.knapper else 0,  # what a form is chosen from
        _bak(side),
    )


def _bak(side: Side) -> tuple[int, ...]:
    """The columns of the page's table that are grouped away."""
    for b in side.blokker:
        if isinstance(b, (Rader, Matrise)) and any(f.bak for f in b.felt):
            return tuple(nr for nr, f in enumerate(b.felt, 1) if f.bak)
    return ()
