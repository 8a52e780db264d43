"""What the reader took in from outside a table, or left out: no hours come or go without a word (T2).

The accounts are of every shift and every agreement, so a row that stands where nobody sees it is counted is told of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..model import Funn
from . import Regel

if TYPE_CHECKING:
    from ..bank import Bank

HJEMMEL = "Delta § 10; utkastet pkt. 5"


def bankfunn(bank: Bank, dag: date) -> Iterator[Funn]:
    for m in bank.tabeller.merknader:
        yield Funn("lesing", m.alvor, "", m.kilde, "", HJEMMEL, m.tekst, m.tiltak)


REGEL = Regel(HJEMMEL, ("lesing",), bankfunn=bankfunn)
