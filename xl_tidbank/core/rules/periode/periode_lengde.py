"""A settlement period is 52 weeks at most; twelve months is a warning, more a breach (item 28; B3).

An agreement row may say a shorter one in Lengste periode (item 16).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import dager
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 10; utkastet pkt. 2; aml. § 10-5"


# What 365 or 366 days is, by the choice periode_lengde (B3).
UKER = "52 uker"
TOLV_MAANEDER: dict[str, str | None] = {UKER: Alvor.ADVARSEL, "12 måneder": None, "høyst 364 dager": Alvor.BRUDD}


class Lang(NamedTuple):
    start: date
    slutt: date
    dager: int


class LengerEnnAvtalt(NamedTuple):
    start: date
    slutt: date
    dager: int
    uker: float


PERIODE_LENGDE = Funnslag[Lang | LengerEnnAvtalt](
    "periode_lengde",
    "Lang avregningsperiode",
    HJEMMEL,
    (Alvor.BRUDD, Alvor.ADVARSEL),
    setning=lambda f, _: f"Perioden {tekst.dato(f.start)} til {tekst.dato(f.slutt)} er {f.dager} dager.",
)


def alvor(start: date, slutt: date, lesning: str = UKER) -> str | None:
    """None when the length is fine, else the severity. lesning: how 52 weeks or 12 months is read."""
    antall = dager(start, slutt)
    if antall <= parameters.verdi("periode_maks", start):
        return None
    return TOLV_MAANEDER[lesning] if antall <= parameters.verdi("periode_tolv_maaneder", start) else Alvor.BRUDD


def status(start: date, slutt: date) -> str:
    """OK, ADVARSEL ... or FEIL ..., with the number of days."""
    antall, grense = dager(start, slutt), int(parameters.verdi("periode_maks", start))
    match alvor(start, slutt):
        case None:
            return f"OK: {antall} dager."
        case Alvor.ADVARSEL:
            return f"ADVARSEL: {antall} dager er 12 måneder, men mer enn 52 uker ({grense} dager)."
    return f"FEIL: {antall} dager er mer enn 52 uker ({grense} dager) og 12 måneder."


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for p in sak.perioder:
        antall = dager(p.start, p.slutt)
        # An agreement may say less than 52 weeks, never more (U§2).
        uker = min((a.lengste_periode for a in p.avtaler if a.lengste_periode is not None), default=None)
        if uker is not None and antall > 7 * uker:
            yield PERIODE_LENGDE.funn(
                sak.ansattnr, p.avtaler[0].kilde, "Periodeslutt",
                f"Perioden {tekst.dato(p.start)} til {tekst.dato(p.slutt)} er {antall} dager. Avtalen sier høyst "
                f"{tekst.tall(uker)} uker ({tekst.tall(7 * uker)} dager).",
                "Sett Periodeslutt tidligere, eller rett Lengste periode.",
                LengerEnnAvtalt(start=p.start, slutt=p.slutt, dager=antall, uker=uker), dato=p.start,
            )  # fmt: skip
            continue
        grad = alvor(p.start, p.slutt, sak.valg["periode_lengde"])
        if grad:
            yield PERIODE_LENGDE.funn(
                sak.ansattnr, p.avtaler[0].kilde, "Periodeslutt",
                f"Perioden {tekst.dato(p.start)} til {tekst.dato(p.slutt)} er {antall} dager. "
                f"52 uker er {tekst.tall(parameters.verdi('periode_maks', p.start))} dager.",
                "Sett Periodeslutt tidligere." if grad == Alvor.BRUDD
                else "Avklar med tillitsvalgt om avtalen sier 52 uker eller 12 måneder.",
                Lang(start=p.start, slutt=p.slutt, dager=antall), dato=p.start, alvor=grad,
            )  # fmt: skip


REGEL = Regel((PERIODE_LENGDE,), funn=funn)
