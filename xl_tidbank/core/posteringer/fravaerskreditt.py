"""Credit in sickness and other crediting absence, except holiday (items 38-40; B6-B9, B38, B39).

Per ISO week (or whole absence, by choice): the share of the week's tidbank hours the days stand for, or what was
already booked if that is more, times the grade. core/kreditt.py has the arithmetic, with holiday in the same week.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..kreditt import kredittdager
from ..model import FERIE, Art, Postering
from ..sak import Sak

HJEMMEL = "utkastet pkt. 9; Delta § 15"


def posteringer(sak: Sak) -> Iterator[Postering]:
    for borte, timer in sak.husk(kredittdager):
        f, dag, grad = borte.fravaer, borte.dag, borte.grad
        if f.kode == FERIE:
            continue
        for v in sak.oppsatt(borte):
            # The booked shift is credited for its absent part, so that part is taken out of where arbeidet.py put it.
            art, virkning = sak.art(v)
            arbeidet = (1 - grad) * sak.oppsatte_timer(v)
            yield Postering(dag, art, arbeidet - v.timer, virkning, HJEMMEL, v.kilde, dag, dag, v.vaktnr)
        if timer:
            yield Postering(dag, Art.KREDITERT, timer, -1, HJEMMEL, f.kilde, dag, dag, f.kode)
