"""What the reader took in from outside a table, or left out: no hours come or go without a word (T2).

The accounts are of every shift and every agreement, so a row that stands where nobody sees it is counted is told of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...funn import Funn
from ...saker import Saker
from .. import Regel

HJEMMEL = "Delta § 10; utkastet pkt. 5"


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for m in saker.tabeller.merknader:
        yield Funn("lesing", m.alvor, "", m.kilde, "", HJEMMEL, m.tekst, m.tiltak)


REGEL = Regel(HJEMMEL, ("lesing",), bankfunn=bankfunn)
