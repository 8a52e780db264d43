"""A review every twelfth week, counted from the first day of the period (item 27; B12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...model import INGEN_KILDE
from ...sak import Sak
from ...tid import frister
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 10; utkastet pkt. 5"


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
        yield Funn(
            "gjennomgang_forfalt", Alvor.ADVARSEL, sak.ansattnr, rad if rad.rad else periode.avtaler[0].kilde,
            "Holdt" if rad.rad else "Periodestart", HJEMMEL,
            f"Gjennomgangen {tekst.dato(frist)} er ikke ført som holdt.",
            "Hold gjennomgangen og skriv datoen i Holdt på arket Gjennomganger.",
            {"frist": frist}, frist,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("gjennomgang_forfalt",), ("gjennomganger",), funn=funn)
