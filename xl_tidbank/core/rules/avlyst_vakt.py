"""An assigned shift the employer cancels: credited only by a choice, and the choice is asked for (item 23; B10c).

The employer answers for the hours being worked in, so a shift cancelled later than its notice is proposed credited.
On a day of crediting absence the absence credits, and the cancelled shift nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import tekst
from ..model import AVLYST, JA, TIDBANK, Alvor, Art, Funn, Postering, Vakt
from ..sak import Sak
from ..views import Saldo
from . import Regel

HJEMMEL = "Delta § 8; aml. § 14-6"
SPOR = "velg for hver vakt"


def for_sent(sak: Sak, v: Vakt) -> bool:
    """Whether the shift was cancelled later than notice of it had to be given."""
    return v.avlyst is not None and (v.dato - v.avlyst).days < sak.valg.varselfrist(v.dato)


def _avlyste(sak: Sak) -> Iterator[Vakt]:
    borte = {d.dag for d in sak.fravaersdager}
    return (v for v in sak.vakter if v.type == TIDBANK and v.status == AVLYST and v.dato not in borte)


def posteringer(sak: Sak) -> Iterator[Postering]:
    for v in _avlyste(sak):
        valgt = v.godskrives == JA if v.godskrives else sak.valg["avlyst_vakt"] == "godskriv" and for_sent(sak, v)
        if valgt:
            yield Postering(v.dato, Art.KREDITERT, v.timer, -1, HJEMMEL, v.kilde, v.dato, v.dato, v.vaktnr)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    if sak.valg["avlyst_vakt"] != SPOR:
        return
    for v in _avlyste(sak):
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


REGEL = Regel(HJEMMEL, ("avlyst_vakt",), posteringer=posteringer, funn=funn)
