"""An assigned shift the employer cancels: credited only by a choice, and the choice is asked for (item 23; B10c).

The employer answers for the hours being worked in, so a shift cancelled later than its notice is proposed credited.
On a day of crediting absence the absence credits, and the cancelled shift nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...posteringer.avlyst_vakt import HJEMMEL, avlyste, for_sent
from ...sak import Sak
from ...views import Saldo
from .. import Regel

SPOR = "velg for hver vakt"


class Fakta(NamedTuple):
    vaktnr: str
    dato: date
    avlyst: date
    dager: int
    timer: float


AVLYST_VAKT = Funnslag[Fakta]("avlyst_vakt", "Avlyst vakt", HJEMMEL, (Alvor.ADVARSEL,))


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    if sak.valg["avlyst_vakt"] != SPOR:
        return
    for v in avlyste(sak):
        if v.avlyst is not None and not v.godskrives and for_sent(sak, v):
            antall = (v.dato - v.avlyst).days
            yield AVLYST_VAKT.funn(
                sak.ansattnr, v.kilde, "Godskrives",
                f"Vakt {tekst.dato(v.dato)} ble avlyst {tekst.dato(v.avlyst)}, {antall} dager før. Ingen har valgt om "
                f"{tekst.timer(v.timer)} timer skal godskrives.",
                "Skriv Ja eller Nei i Godskrives. Forslaget er Ja: arbeidsgiver har ansvaret for at timene blir "
                "arbeidet inn.",
                Fakta(vaktnr=v.vaktnr, dato=v.dato, avlyst=v.avlyst, dager=antall, timer=v.timer), dato=v.dato,
            )  # fmt: skip


REGEL = Regel((AVLYST_VAKT,), funn=funn)
