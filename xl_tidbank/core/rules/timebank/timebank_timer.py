"""Recorded hours that need a second look: missing on capacity days, measured against nothing, recorded twice
(items 49, 51, 57)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import fsum
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...model import AVSPASERING, EN_DAG, GODKJENT
from ...saker import Saker
from ...tid import clock
from ...tid.rodedager import rod_dag
from ...timebank import Timebankkonto
from ...timebank.kapasitet import i_kraft, i_tidbank, maaler
from ...timebank.okter import dobbelt
from .. import Regel

HJEMMEL = "Svenn: Automatiske uttak"
KAPASITET = "Svenn: Kapasitet"
INNSKUDD = "Svenn: Automatiske innskudd"


class Uke(NamedTuple):
    uke: date
    timer: float
    dager: list[date]
    innskudd: float


class UtenKapasitet(NamedTuple):
    dato: date
    dager: int


class Dobbelt(NamedTuple):
    dato: date
    andre_rad: str
    timer: float


class Rode(NamedTuple):
    dager: list[date]
    timer: float
    innskudd: float


MANGLENDE_TIMER = Funnslag[Uke](
    "manglende_timer",
    "Timer som mangler på dager med kapasitet",
    HJEMMEL,
    (Alvor.ADVARSEL, Alvor.INFO),
    emne=Emne.TIMEBANK,
)
KAPASITET_MANGLER = Funnslag[UtenKapasitet](
    "kapasitet_mangler", "Timer uten kapasitet å måle mot", KAPASITET, (Alvor.ADVARSEL,), emne=Emne.TIMEBANK
)
OVERLAPP_TIMER = Funnslag[Dobbelt](
    "overlapp_timer", "Samme time ført to ganger", INNSKUDD, (Alvor.BRUDD,), emne=Emne.TIMEBANK
)
TIMER_ROD_DAG = Funnslag[Rode]("timer_rod_dag", "Timer på en rød dag", KAPASITET, (Alvor.INFO,), emne=Emne.TIMEBANK)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for nr in saker.spurte:
        konto = saker.timebank_for(nr)
        if konto.sak.timer:
            yield from _mangler(konto, dag)
            yield from _uten_kapasitet(konto)
            yield from _dobbelt(konto)
            yield from _rod_dag(konto)


def forventet(konto: Timebankkonto, dag: date) -> float:
    """Hours to be recorded on a day: its capacity, less absence and approved time off; none on a red day."""
    kapasitet = maaler(konto.sak, dag)
    if kapasitet is None or rod_dag(dag):
        return 0.0
    borte = konto.sak.borte.grad(dag)
    avspasert = fsum(
        r.timer for r in konto.sak.timebank if r.art == AVSPASERING and r.dato == dag and r.tilstand == GODKJENT
    )
    return max(0.0, kapasitet.timer(dag) * (1 - borte) - avspasert)


def _mangler(konto: Timebankkonto, dag: date) -> Iterator[Funn]:
    """A finding a week, from the week of the first recorded hours to the week of the last; only days before `dag`."""
    nr, dager = konto.sak.ansattnr, konto.dager
    forste, siste = clock.mandag(min(dager)), clock.mandag(max(dager)) + 6 * EN_DAG
    uker: dict[date, dict[date, float]] = {}
    for d in clock.dagene(forste, min(siste, dag - EN_DAG)):
        mangler = forventet(konto, d) - (dager[d].timer if d in dager else 0.0)
        if mangler > tekst.STOV:
            uker.setdefault(clock.mandag(d), {})[d] = mangler
    for mandag, hull in uker.items():
        i_uken = [dager[d] for n in range(7) if (d := mandag + n * EN_DAG) in dager]
        innskudd = fsum(x.innskudd for x in i_uken)
        kilde = (i_uken or [dager[min(dager)]])[0].foringer[0].kilde
        if innskudd > tekst.STOV:
            hva = f"Samme uke er {tekst.timer(innskudd)} timer satt inn i timebanken."
        else:
            hva = "Ingenting er trukket i timebanken."
        yield MANGLENDE_TIMER.funn(
            nr, kilde, "Dato",
            f"{tekst.timer(fsum(hull.values()))} timer mangler i uke {mandag.isocalendar().week}: "
            f"{', '.join(f'{tekst.dato(d)} ({tekst.timer(t)})' for d, t in hull.items())}. {hva}",
            "Før timene som er arbeidet, eller søk om avspasering eller annet fravær for dem.",
            Uke(uke=mandag, timer=fsum(hull.values()), dager=list(hull), innskudd=innskudd), dato=mandag,
            alvor=Alvor.ADVARSEL if innskudd > tekst.STOV else Alvor.INFO,
            helse=any(f.fra <= d <= f.til for f in konto.sak.fravaer for d in hull),
        )  # fmt: skip


def _uten_kapasitet(konto: Timebankkonto) -> Iterator[Funn]:
    sak = konto.sak
    uten = [d for d in konto.dager.values() if i_kraft(sak, d.dato) is None and not i_tidbank(sak, d.dato)]
    if uten:
        yield KAPASITET_MANGLER.funn(
            sak.ansattnr, uten[0].foringer[0].kilde, "Dato",
            f"Ingen kapasitet gjelder {tekst.dato(uten[0].dato)}"
            f"{f' og {len(uten) - 1} dager til' if len(uten) > 1 else ''}, så timene der er ikke målt mot noe.",
            "Skriv en rad i Kapasitet for virksomheten eller den ansatte, med Gjelder fra senest den dagen.",
            UtenKapasitet(dato=uten[0].dato, dager=len(uten)), dato=uten[0].dato,
        )  # fmt: skip


def _dobbelt(konto: Timebankkonto) -> Iterator[Funn]:
    """Recorded hours that stand in two rows: counted once (B48)."""
    for f, andre, timer in dobbelt(konto.sak.timer):
        if f.start is None:
            kolonne = "Ansattnr"
            hva = f"{tekst.timer(timer)} timer {tekst.dato(f.dato)} står også i {andre.kilde}. De er regnet én gang."
        else:
            kolonne = "Start"
            hva = (
                f"Timene {tekst.dato(f.dato)} kl. {tekst.klokke(f.start)}–{tekst.klokke(f.slutt or 0)} er også i "
                f"{andre.kilde}. {tekst.timer(timer)} timer er de samme, og regnet én gang."
            )
        yield OVERLAPP_TIMER.funn(
            konto.sak.ansattnr, f.kilde, kolonne,
            hva,
            "Slett raden hvis den er ført to ganger. Er det andre timer, skriv Start og Slutt som ikke overlapper.",
            Dobbelt(dato=f.dato, andre_rad=str(andre.kilde), timer=timer), dato=f.dato,
        )  # fmt: skip


def _rod_dag(konto: Timebankkonto) -> Iterator[Funn]:
    """Hours on red days that the weekday has a capacity for: what they were measured against is a choice (B47)."""
    sak = konto.sak
    rode = []
    for d in konto.dager.values():
        rad = maaler(sak, d.dato)
        if rad is not None and d.timer > tekst.STOV and rad.timer(d.dato) > 0 and rod_dag(d.dato):
            rode.append(d)
    if rode:
        som_ukedag = sak.valg["kapasitet_rode_dager"] != "0"
        yield TIMER_ROD_DAG.funn(
            sak.ansattnr, rode[0].foringer[0].kilde, "Dato",
            f"Timer er ført på {'en rød dag' if len(rode) == 1 else f'{len(rode)} røde dager'}: "
            + "; ".join(
                f"{tekst.dato(d.dato)} {rod_dag(d.dato)} ({tekst.timer(d.timer)} timer, kapasitet "
                f"{tekst.timer(d.kapasitet or 0.0)}, innskudd {tekst.timer(d.innskudd)})"
                for d in rode
            )
            + f". Kapasiteten {'er som på ukedagen' if som_ukedag else 'er 0 på røde dager'}.",
            "Det styres av «Timer som ventes på røde dager» i Innstillinger.",
            Rode(
                dager=[d.dato for d in rode], timer=fsum(d.timer for d in rode),
                innskudd=fsum(d.innskudd for d in rode),
            ), dato=rode[0].dato,
        )  # fmt: skip


REGEL = Regel((MANGLENDE_TIMER, KAPASITET_MANGLER, OVERLAPP_TIMER, TIMER_ROD_DAG), ("timer",), bankfunn=bankfunn)
