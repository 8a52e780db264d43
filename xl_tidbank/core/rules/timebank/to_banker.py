"""No hour counts twice: recorded hours that are a tidbank shift too, or a shift paid by the hour, are left out of the
surplus bank (B28, B48)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...model import EKSTRA, OVERTID, TIDBANK, Timeforing, Vakt
from ...saker import Saker
from ...timebank.okter import dekker, kan_vaere
from .. import Regel

HJEMMEL = "Delta § 1; Svenn: Automatiske innskudd"
# By type of shift: what the hours are, and where they count.
REGNET = {
    TIDBANK: ("tidbankvakten", "i tidbanken"),
    EKSTRA: ("ekstravakten", "som ekstravakt i lønnen"),
    OVERTID: ("overtiden", "som overtid i lønnen"),
}


class Felles(NamedTuple):
    dato: date
    vaktnr: str
    andre_rad: str


class Kanskje(NamedTuple):
    dato: date
    timer: float | None


TIME_I_BEGGE_BANKER = Funnslag[Felles | Kanskje](
    "time_i_begge_banker",
    "Timer i timebanken som telles et annet sted",
    HJEMMEL,
    (Alvor.BRUDD, Alvor.ADVARSEL),
    emne=Emne.TIMEBANK,
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for nr in saker.spurte:
        konto = saker.timebank_for(nr)
        for d in konto.dager.values():
            vakter = konto.telles_ellers(d.dato)
            for f in d.foringer if vakter else ():
                felles = [v for v in vakter if dekker(f, v)]
                if felles:
                    yield _felles(nr, f, felles)
                elif d.kapasitet is not None and (vakt := next((v for v in vakter if kan_vaere(f, v)), None)):
                    yield TIME_I_BEGGE_BANKER.funn(
                        nr, f.kilde, "Timer",
                        f"{tekst.timer(f.timer or 0.0)} timer er ført {tekst.dato(f.dato)}, samme dag som "
                        f"{REGNET[vakt.type][0]} i {vakt.kilde}. De kan være de samme, og er ikke regnet i timebanken.",
                        "Skriv Start og Slutt, så det går fram om timene kommer utenom vakten.",
                        Kanskje(dato=f.dato, timer=f.timer), dato=f.dato, alvor=Alvor.ADVARSEL,
                    )  # fmt: skip


def _felles(nr: str, f: Timeforing, vakter: list[Vakt]) -> Funn:
    """Recorded clock hours and the shifts that have some of them."""
    hva = dict.fromkeys(f"{REGNET[v.type][0]} i {v.kilde}" for v in vakter)
    hvor = dict.fromkeys(REGNET[v.type][1] for v in vakter)
    vakt = vakter[0]
    return TIME_I_BEGGE_BANKER.funn(
        nr, f.kilde, "Start",
        f"Timene {tekst.dato(f.dato)} kl. {tekst.klokke(f.start or 0)}–{tekst.klokke(f.slutt or 0)} er også "
        f"{' og '.join(hva)}. Det som er felles, er bare regnet {' og '.join(hvor)}.",
        "Ta timene ut av Timer, eller endre vakten. En time kan bare telle ett sted.",
        Felles(dato=f.dato, vaktnr=vakt.vaktnr, andre_rad=str(vakt.kilde)), dato=f.dato,
    )  # fmt: skip


REGEL = Regel((TIME_I_BEGGE_BANKER,), ("timer",), bankfunn=bankfunn)
