"""A review every twelfth week, counted from the first day of the period (item 27; B12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import INGEN_KILDE
from ...sak import Sak
from ...tid import frister
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 10; utkastet pkt. 5"


class Fakta(NamedTuple):
    frist: date


GJENNOMGANG_FORFALT = Funnslag[Fakta](
    "gjennomgang_forfalt",
    "Gjennomgang som ikke er holdt",
    HJEMMEL,
    (Alvor.ADVARSEL,),
    setning=lambda f, _: f"Gjennomgangen {tekst.dato(f.frist)} er ikke ført som holdt.",
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    periode = sak.periode(dag)
    if periode is None:
        return
    holdt = [g.holdt for g in sak.gjennomganger if g.holdt]
    for frist in frister.gjennomgangsplan(sak.valg, periode.start, periode.slutt):
        if frist > dag:
            return
        if any(h >= frist for h in holdt):
            continue
        rad = next((g.kilde for g in sak.gjennomganger if g.dato == frist), INGEN_KILDE)
        yield GJENNOMGANG_FORFALT.funn(
            sak.ansattnr, rad if rad.rad else periode.avtaler[0].kilde, "Holdt" if rad.rad else "Periodestart",
            f"Gjennomgangen {tekst.dato(frist)} er ikke ført som holdt.",
            "Hold gjennomgangen og skriv datoen i Holdt på arket Gjennomganger.",
            Fakta(frist), dato=frist,
        )  # fmt: skip


REGEL = Regel((GJENNOMGANG_FORFALT,), ("gjennomganger",), funn=funn)
