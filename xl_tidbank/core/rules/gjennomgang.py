"""A review every twelfth week, counted from the first day of the period (item 27; B12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .. import tekst
from ..model import INGEN_KILDE, Alvor, Funn
from ..sak import Sak
from ..views import Saldo
from . import Regel

HJEMMEL = "Delta § 10; utkastet pkt. 5"


def datoer(start: date, slutt: date, uker: float) -> list[date]:
    """start + k x `uker` weeks for k = 1, 2, ... before the last day of the period."""
    ut, dag, steg = [], start, timedelta(weeks=uker)
    while (dag := dag + steg) < slutt:
        ut.append(dag)
    return ut


def neste(start: date, slutt: date, uker: float, dag: date) -> date | None:
    """The first review date on or after a day, None when there is no more in the period."""
    return next((d for d in datoer(start, slutt, uker) if d >= dag), None)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    periode = sak.periode(dag)
    if periode is None:
        return
    holdt = [g.holdt for g in sak.gjennomganger if g.holdt]
    for frist in datoer(periode.start, periode.slutt, sak.valg.paa("gjennomgang_uker", periode.start)):
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
