"""A review every twelfth week, counted from the first day of the period (item 27; B12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .. import tekst
from ..model import INGEN_KILDE, Alvor, Funn
from ..sak import Sak
from ..valg import Valg
from ..views import Saldo
from . import Regel

HJEMMEL = "Delta § 10; utkastet pkt. 5"


def datoer(start: date, slutt: date, uker: float, regnet_fra: date | None = None) -> list[date]:
    """`regnet_fra` (else start) + k x `uker` weeks for k = 1, 2, ... after the first and before the last day."""
    ut, dag, steg = [], regnet_fra or start, timedelta(weeks=uker)
    while (dag := dag + steg) < slutt:
        if dag > start:
            ut.append(dag)
    return ut


def plan(valg: Valg, start: date, slutt: date) -> list[date]:
    """The review dates of a period by the choices of the bank (B12)."""
    nyttaar = date(start.year, 1, 1) if valg["gjennomgang_fra"] == "1. januar" else None
    return datoer(start, slutt, valg.paa("gjennomgang_uker", start), nyttaar)


def neste(datoene: list[date], dag: date) -> date | None:
    """The first review date on or after a day, None when there is no more in the period."""
    return next((d for d in datoene if d >= dag), None)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    periode = sak.periode(dag)
    if periode is None:
        return
    holdt = [g.holdt for g in sak.gjennomganger if g.holdt]
    for frist in plan(sak.valg, periode.start, periode.slutt):
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
