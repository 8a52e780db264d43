"""Credit in sickness and other crediting absence, except holiday (items 38-40; B6-B9).

Per ISO week (or whole absence, by choice): the share of the week's tidbank hours the days stand for, or what was
already booked if that is more, times the grade. Credit is posted day by day as the growth of that sum, so that a
balance on any date is the sum of the postings up to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from .. import clock
from ..model import FERIE, Art, Postering
from ..sak import Periode, Sak
from . import Regel

HJEMMEL = "utkastet pkt. 9; Delta § 15"


def pafyll(uke: float, dager: float, oppsatt: float, grad: float, ukedager: float) -> float:
    """Top-up hours: grade x what the days' share of the week exceeds the hours already booked; never negative."""
    return grad * max(0.0, uke * dager / ukedager - oppsatt)


# What comes on top of the shifts already booked, by the choice oppsatt_vakt (B6): share, booked hours, grade -> hours.
TILLEGG: dict[str, Callable[[float, float, float], float]] = {
    "fyll opp": lambda andel, oppsatt, grad: pafyll(andel, 1, oppsatt, grad, 1),
    "fullt i tillegg": lambda andel, oppsatt, grad: pafyll(andel, 1, 0, grad, 1),
    "bare oppsatt vakt": lambda andel, oppsatt, grad: 0.0 if oppsatt else pafyll(andel, 1, 0, grad, 1),
}


def posteringer(sak: Sak) -> Iterator[Postering]:
    ukedager = int(sak.valg["kreditt_dager"])
    per_uke = sak.valg["kreditt_vindu"] == "uke"
    i_tillegg = TILLEGG[sak.valg["oppsatt_vakt"]]
    nokkel: tuple[object, ...] | None = None
    andel = oppsatt = kreditert = 0.0
    for f, dag, grad in sak.fravaersdager:
        if f.kode == FERIE:
            continue
        vindu = (f, grad, clock.mandag(dag) if per_uke else None, _periode(sak, dag))
        if vindu != nokkel:
            nokkel, andel, oppsatt, kreditert = vindu, 0.0, 0.0, 0.0
        if ukedager == 7 or dag.weekday() < 5:
            andel += sak.uke(dag) / ukedager
        for v in sak.oppsatt(f, dag):
            oppsatt += v.timer
            # The booked shift is credited for its absent part, so that part is taken out of where arbeidet.py put it.
            art, virkning = sak.art(v)
            yield Postering(dag, art, -grad * v.timer, virkning, HJEMMEL, v.kilde, dag, dag, v.vaktnr)
        ny = grad * oppsatt + i_tillegg(andel, oppsatt, grad)
        if ny != kreditert:
            yield Postering(dag, Art.KREDITERT, ny - kreditert, -1, HJEMMEL, f.kilde, dag, dag, f.kode)
            kreditert = ny


def _periode(sak: Sak, dag: date) -> date | None:
    p: Periode | None = sak.periode(dag)
    return p.start if p else None


REGEL = Regel(HJEMMEL, posteringer=posteringer)
