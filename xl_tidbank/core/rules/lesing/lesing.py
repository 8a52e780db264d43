"""What the reader took in from outside a table, or left out: no hours come or go without a word (T2).

The accounts are of every shift and every agreement, so a row that stands where nobody sees it is counted is told of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...funn import Alvor, Funn, Funnslag, Ingen
from ...saker import Saker
from .. import Regel

HJEMMEL = "Delta § 10; utkastet pkt. 5"


LESING = Funnslag[Ingen]("lesing", "Lesing", HJEMMEL, (Alvor.BRUDD, Alvor.ADVARSEL, Alvor.INFO))


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for m in saker.tabeller.merknader:
        yield LESING.funn(
            "",
            m.kilde,
            "",
            m.tekst,
            m.tiltak,
            Ingen(),
            alvor=m.alvor,
        )


REGEL = Regel((LESING,), bankfunn=bankfunn)
