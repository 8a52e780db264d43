"""Credit for holiday: a sixth of the weekly tidbank hours for each virkedag (B5, B39, B40).

A virkedag is Monday to Saturday and no public holiday (ferieloven § 5 nr. 1). core/kreditt.py has the arithmetic, with
sickness in the same week. That holiday is credited at all is our choice (B5): Delta is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..kreditt import kredittdager
from ..model import FERIE, Art, Postering
from ..sak import Sak

HJEMMEL = "vårt valg (B5); ferieloven § 5"


def posteringer(sak: Sak) -> Iterator[Postering]:
    for borte, timer in sak.husk(kredittdager):
        f, dag = borte.fravaer, borte.dag
        if f.kode == FERIE and timer:
            yield Postering(dag, Art.KREDITERT, timer, -1, HJEMMEL, f.kilde, dag, dag, f.kode)
