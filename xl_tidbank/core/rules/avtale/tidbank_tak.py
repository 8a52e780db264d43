"""At most 40 % of the individual's own working time in the bank (items 9, 11; B1, B46).

Delta says "bør" and the draft leaves the number open. What a signed local agreement allows beyond 40 % is a warning
that names it: the choice maks_andel with its reference, or Høyeste andel % in a signed row of Avtaler.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import grenser, parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import Innstilling
from ...sak import Sak
from ...saker import Saker
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 7; utkastet pkt. 2"


class Andel(NamedTuple):
    andel: float
    tak: float
    avtalt_tak: float
    avtale: str
    fast: float
    tidbank: float


class Satt(NamedTuple):
    valgt: float
    brukt: float


def _for_tillitsvalgt(f: Andel, _: str) -> str:
    lokalt = f", og {tekst.tall(100 * f.avtalt_tak)} % etter en lokal avtale" if f.avtale else ""
    return (
        f"{tekst.tall(f.tidbank)} % tidbank ved siden av {tekst.tall(f.fast)} % fast er {tekst.timer(100 * f.andel)} % "
        f"av egen stilling. Taket er {tekst.tall(100 * f.tak)} %{lokalt}."
    )


TIDBANK_TAK = Funnslag[Andel](
    "tidbank_tak",
    "For stor del av stillingen i tidbank",
    HJEMMEL,
    (Alvor.BRUDD, Alvor.ADVARSEL),
    setning=_for_tillitsvalgt,
)
MAKS_ANDEL_AVTALE = Funnslag[Satt](
    "maks_andel_avtale",
    "Tak over 40 % uten avtale",
    HJEMMEL,
    (Alvor.BRUDD,),
    setning=lambda f, _: (
        f"Høyeste andel i tidbank er satt til {tekst.tall(f.valgt)} % uten henvisning til en avtale. "
        f"{tekst.tall(f.brukt)} % brukes."
    ),
)


def andel(fast: float, tidbank: float) -> float:
    """Own share: tidbank / (fast + tidbank), a fraction; 0 where there is no position at all."""
    i_alt = fast + tidbank
    return tidbank / i_alt if i_alt else 0.0


def over_taket(fast: float, tidbank: float, tak: float) -> bool:
    """Whether the own share reads as more than `tak` (a fraction); exactly on it is allowed (B45)."""
    return tekst.over(100 * andel(fast, tidbank), 100 * tak)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for a in sak.avtaler:
        egen = 100 * andel(a.fast_pst, a.tidbank_pst)
        g = grenser.egen_andel(sak.valg, a)
        alvor = g.over(egen)
        if alvor is None:
            continue
        gjor = "Senk Tidbank % eller øk Fast %."
        if alvor == Alvor.ADVARSEL:
            gjor = f"Følg med på belastningen: Delta mener at taket bør være {tekst.tall(g.lov)} %."
        yield TIDBANK_TAK.funn(
            sak.ansattnr, a.kilde, "Tidbank %",
            f"{tekst.tall(a.tidbank_pst)} % tidbank ved siden av {tekst.tall(a.fast_pst)} % fast er "
            f"{tekst.timer(egen)} % av egen stilling. {g.tak()}",
            gjor,
            Andel(
                andel=egen / 100, tak=g.lov / 100, avtalt_tak=g.gjelder / 100, avtale=g.avtale, fast=a.fast_pst,
                tidbank=a.tidbank_pst,
            ), dato=a.fra, alvor=alvor,
        )  # fmt: skip


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    lov, valgt = parameters.verdi("maks_andel", dag), saker.valg["maks_andel"]
    if valgt > lov and not saker.valg["maks_andel_avtale"]:
        rad = next((r for r in saker.tabeller.innstillinger if r.nokkel == "maks_andel"), Innstilling("", None))
        yield MAKS_ANDEL_AVTALE.funn(
            "", rad.kilde, "Verdi",
            f"Høyeste andel i tidbank er satt til {tekst.tall(valgt)} % uten henvisning til en underskrevet avtale. "
            f"{tekst.tall(lov)} % brukes.",
            "Fyll ut «Avtalen om høyere tidbankandel» i Innstillinger, eller sett taket tilbake.",
            Satt(valgt=valgt, brukt=lov),
        )  # fmt: skip


REGEL = Regel((TIDBANK_TAK, MAKS_ANDEL_AVTALE), funn=funn, bankfunn=bankfunn)
