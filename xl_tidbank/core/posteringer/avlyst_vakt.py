"""An assigned shift the employer cancels: credited only by a choice (item 23; B10c).

On a day of crediting absence the absence credits, and the cancelled shift nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import AVLYST, JA, TIDBANK, Art, Postering, Vakt
from ..sak import Sak

HJEMMEL = "Delta § 8; aml. § 14-6"


def for_sent(sak: Sak, v: Vakt) -> bool:
    """Whether the shift was cancelled later than notice of it had to be given."""
    return v.avlyst is not None and (v.dato - v.avlyst).days < sak.valg.varselfrist(v.dato)


def avlyste(sak: Sak) -> Iterator[Vakt]:
    borte = {d.dag for d in sak.fravaersdager}
    return (v for v in sak.vakter if v.type == TIDBANK and v.status == AVLYST and v.dato not in borte)


def posteringer(sak: Sak) -> Iterator[Postering]:
    for v in avlyste(sak):
        valgt = v.godskrives == JA if v.godskrives else sak.valg["avlyst_vakt"] == "godskriv" and for_sent(sak, v)
        if valgt:
            yield Postering(v.dato, Art.KREDITERT, v.timer, -1, HJEMMEL, v.kilde, v.dato, v.dato, v.vaktnr)
