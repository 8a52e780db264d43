"""An assigned shift the employer cancels: credited only by a choice, and the choice is asked for (item 23; B10c).

The employer answers for the hours being worked in, so a shift cancelled later than its notice is proposed credited.
On a day of crediting absence the absence credits, and the cancelled shift nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...posteringer.avlyst_vakt import HJEMMEL, avlyste, for_sent
from ...sak import Sak
from ...views import Saldo
from .. import Regel

SPOR = "velg for hver vakt"


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    if sak.valg["avlyst_vakt"] != SPOR:
        return
    for v in avlyste(sak):
        if v.avlyst is not None and not v.godskrives and for_sent(sak, v):
            antall = (v.dato - v.avlyst).days
            yield Funn(
                "avlyst_vakt", Alvor.ADVARSEL, sak.ansattnr, v.kilde, "Godskrives", HJEMMEL,
                f"Vakt {tekst.dato(v.dato)} ble avlyst {tekst.dato(v.avlyst)}, {antall} dager før. Ingen har valgt om "
                f"{tekst.timer(v.timer)} timer skal godskrives.",
                "Skriv Ja eller Nei i Godskrives. Forslaget er Ja: arbeidsgiver har ansvaret for at timene blir "
                "arbeidet inn.",
                {"vaktnr": v.vaktnr, "dato": v.dato, "avlyst": v.avlyst, "dager": antall, "timer": v.timer}, v.dato,
            )  # fmt: skip


REGEL = Regel(HJEMMEL, ("avlyst_vakt",), funn=funn)
