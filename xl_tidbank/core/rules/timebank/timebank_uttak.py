"""A withdrawal beyond the balance of the surplus bank: warned of, never stopped (item 55; B29, B29b). And time off that
is registered as absence only: it withdraws nothing, so it must stand in Timebank too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...model import AVSLATT, AVSP, AVSPASERING, GODKJENT, SOKT, UTTAK
from ...saker import Saker
from ...timebank import Timebankkonto
from .. import Regel

HJEMMEL = "Svenn: Uttak"


class Uttaket(NamedTuple):
    dato: date
    timer: float
    over: float
    grense: float
    status: str


class Fravaeret(NamedTuple):
    fra: date
    til: date


TIMEBANK_OVERTREKK = Funnslag[Uttaket](
    "timebank_overtrekk", "Uttak utover saldoen i timebanken", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.TIMEBANK
)
AVSPASERING_UTEN_UTTAK = Funnslag[Fravaeret](
    "avspasering_uten_uttak",
    "Avspasering som ikke er tatt ut av timebanken",
    HJEMMEL,
    (Alvor.ADVARSEL,),
    emne=Emne.TIMEBANK,
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    grense = saker.valg["timebank_grense"]
    for nr in saker.spurte:
        konto = saker.timebank_for(nr)
        if konto.brukt:
            yield from _uten_uttak(konto)
        reservert = 0.0
        for r in konto.rader:
            if r.art not in UTTAK or r.tilstand not in (SOKT, GODKJENT):
                continue
            # What stood there before this row: everything posted up to its day, other withdrawals of the day with it.
            etter = konto.saldo(r.dato).saldo
            hva = f"{r.art} {tekst.dato(r.dato)} på {tekst.timer(r.timer)} timer"
            if r.tilstand == SOKT:
                reservert += r.timer
                etter -= reservert
                hva, gjor = f"{hva} er søkt, men", "Avslå, eller godkjenn at saldoen går under null."
            else:
                hva, gjor = f"{hva} er godkjent, og", "Rett timene, eller avtal skriftlig hvordan de skal tas igjen."
            if etter >= -grense - tekst.STOV:
                continue
            yield TIMEBANK_OVERTREKK.funn(
                nr, r.kilde, "Timer",
                f"{hva} det er {tekst.timer(-etter)} timer mer enn det som står i timebanken"
                f"{f' (grensen er {tekst.tall(grense)} timer)' if grense else ''}.",
                gjor,
                Uttaket(dato=r.dato, timer=r.timer, over=-etter, grense=grense, status=r.tilstand), dato=r.dato,
            )  # fmt: skip


def _uten_uttak(konto: Timebankkonto) -> Iterator[Funn]:
    tatt = [r.dato for r in konto.rader if r.art == AVSPASERING and r.tilstand != AVSLATT]
    for f in konto.sak.fravaer:
        if f.kode == AVSP and not any(f.fra <= d <= f.til for d in tatt):
            yield AVSPASERING_UTEN_UTTAK.funn(
                konto.sak.ansattnr, f.kilde, "Kode",
                f"Fraværet {tekst.dato(f.fra)} til {tekst.dato(f.til)} er avspasering, men ingen timer er tatt ut av "
                "timebanken.",
                "Skriv en rad i Timebank med Art Avspasering og timene, på en dag i fraværet.",
                Fravaeret(fra=f.fra, til=f.til), dato=f.fra, helse=True,
            )  # fmt: skip


REGEL = Regel((TIMEBANK_OVERTREKK, AVSPASERING_UTEN_UTTAK), ("timebank",), bankfunn=bankfunn)
