"""One person with two positions: 40 % and 100 % hold for the person, not for each number (items 9, 11; B1, T3).

Working time is looked at together too, by the rules on working time themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import fsum
from typing import NamedTuple

from ... import grenser, tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import EN_DAG, Ansatt, Avtale
from ...overlapp import perioder_overlapper
from ...sak import Sak
from ...saker import Saker
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 7; utkastet pkt. 2"


class Sum(NamedTuple):
    fra: date
    fast: float
    tidbank: float
    rader: list[str]


class Andel(NamedTuple):
    fra: date
    fast: float
    tidbank: float
    rader: list[str]
    andel: float
    tak: float
    avtalt_tak: float


class Perioder(NamedTuple):
    andre_rad: str


class Navn(NamedTuple):
    andre: str


PERSON_TAK = Funnslag[Andel](
    "person_tak", "For mye tidbank i stillingene til sammen", HJEMMEL, (Alvor.BRUDD, Alvor.ADVARSEL)
)
PERSON_FULL_STILLING = Funnslag[Sum](
    "person_full_stilling", "Stillinger over 100 % til sammen", HJEMMEL, (Alvor.BRUDD,)
)
PERSON_PERIODER = Funnslag[Perioder]("person_perioder", "Samme person med to perioder", HJEMMEL, (Alvor.ADVARSEL,))
SAMME_NAVN = Funnslag[Navn]("samme_navn", "To numre med samme navn", HJEMMEL, (Alvor.INFO,), andre=lambda _: 1)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    if sak.andre is None or not sak.andre.forst:
        return
    alle = sorted((*sak.avtaler, *sak.andre.avtaler), key=lambda a: (a.fra, a.til, a.ansattnr))
    for fra, rader in _sammen(alle):
        yield from _summer(sak, fra, rader)
    for a in sak.andre.avtaler:
        for egen in sak.avtaler:
            if (egen.til < a.fra or a.til < egen.fra) and perioder_overlapper(egen, a):
                yield PERSON_PERIODER.funn(
                    sak.ansattnr, a.kilde, "Periodestart",
                    f"Ansatt {egen.ansattnr} og {a.ansattnr} er samme person, med avtaler etter hverandre, men i to "
                    f"avregningsperioder som overlapper. De har hver sin konto, og skylden fortsetter ikke.",
                    f"Skriv samme Periodestart og Periodeslutt som i {egen.kilde} hvis skylden skal fortsette "
                    "under det nye nummeret.",
                    Perioder(str(egen.kilde)), dato=a.fra,
                )  # fmt: skip
                break


def _sammen(avtaler: list[Avtale]) -> Iterator[tuple[date, list[Avtale]]]:
    """Each day on which another set of agreements of different numbers comes to be in force together."""
    forrige: list[Avtale] = []
    for fra in sorted({a.fra for a in avtaler} | {a.til + EN_DAG for a in avtaler}):
        rader = [a for a in avtaler if a.fra <= fra <= a.til]
        if len({a.ansattnr for a in rader}) > 1 and rader != forrige:
            yield fra, rader
        forrige = rader


def _summer(sak: Sak, fra: date, rader: list[Avtale]) -> Iterator[Funn]:
    fast, tidbank = fsum(a.fast_pst for a in rader), fsum(a.tidbank_pst for a in rader)
    hvem = " og ".join(dict.fromkeys(a.ansattnr for a in rader))
    sted = max(rader, key=lambda a: a.fra)
    fakta = Sum(fra, fast, tidbank, [str(a.kilde) for a in rader])
    andel = 100 * tidbank / (fast + tidbank) if fast + tidbank else 0.0
    g = min((grenser.egen_andel(sak.valg, a) for a in rader), key=lambda g: g.gjelder)
    if alvor := g.over(andel):
        yield PERSON_TAK.funn(
            sak.ansattnr, sted.kilde, "Tidbank %",
            f"Ansatt {hvem} er samme person. Fra {tekst.dato(fra)} er tidbankene til sammen {tekst.tall(tidbank)} % og "
            f"de faste delene {tekst.tall(fast)} %: {tekst.tall(andel)} % av egen stilling. {g.tak()}",
            "Reduser tidbanken i en av stillingene.",
            Andel(*fakta, andel=float(tekst.avrund(andel)), tak=g.lov, avtalt_tak=g.gjelder), dato=fra, alvor=alvor,
        )  # fmt: skip
    if tekst.over(fast + tidbank, 100):
        yield PERSON_FULL_STILLING.funn(
            sak.ansattnr, sted.kilde, "Fast %",
            f"Ansatt {hvem} er samme person. Fra {tekst.dato(fra)} er stillingene til sammen "
            f"{tekst.tall(fast + tidbank)} %, over 100 %.",
            "Reduser en av stillingene.",
            fakta, dato=fra,
        )  # fmt: skip


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    """Numbers of one name that are not said to be one person, or to be two."""
    sett: dict[str, Ansatt] = {}
    for a in sorted(saker.tabeller.ansatte or (), key=lambda a: a.ansattnr):
        navn = " ".join(a.navn.split()).casefold()
        if not navn or a.person:
            continue
        forste = sett.setdefault(navn, a)
        if forste.ansattnr != a.ansattnr:
            yield SAMME_NAVN.funn(
                a.ansattnr, a.kilde, "Person",
                f"Ansatt {forste.ansattnr} og {a.ansattnr} heter det samme. Er de samme person, blir hvile, timer, "
                "40 % og 100 % bare kontrollert hver for seg.",
                "Skriv samme tegn i kolonnen Person for begge numrene, eller hvert sitt når de er to.",
                Navn(forste.ansattnr),
            )  # fmt: skip


REGEL = Regel((PERSON_TAK, PERSON_FULL_STILLING, PERSON_PERIODER, SAMME_NAVN), funn=funn, bankfunn=bankfunn)
