"""At most 40 % of the individual's own working time in the bank (items 9, 11; B1, B46).

Delta says "bør" and the draft leaves the number open. What a signed local agreement allows beyond 40 % is a warning
that names it: the choice maks_andel with its reference, or Høyeste andel % in a signed row of Avtaler.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import grenser, parameters, tekst
from ...funn import Alvor, Funn
from ...model import Innstilling
from ...sak import Sak
from ...saker import Saker
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 7; utkastet pkt. 2"


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
        yield Funn(
            "tidbank_tak", alvor, sak.ansattnr, a.kilde, "Tidbank %", HJEMMEL,
            f"{tekst.tall(a.tidbank_pst)} % tidbank ved siden av {tekst.tall(a.fast_pst)} % fast er "
            f"{tekst.timer(egen)} % av egen stilling. {g.tak()}", gjor,
            {"andel": egen / 100, "tak": g.lov / 100, "avtalt_tak": g.gjelder / 100, "avtale": g.avtale,
             "fast": a.fast_pst, "tidbank": a.tidbank_pst}, a.fra,
        )  # fmt: skip


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    lov, valgt = parameters.verdi("maks_andel", dag), saker.valg["maks_andel"]
    if valgt > lov and not saker.valg["maks_andel_avtale"]:
        rad = next((r for r in saker.tabeller.innstillinger if r.nokkel == "maks_andel"), Innstilling("", None))
        yield Funn(
            "maks_andel_avtale", Alvor.BRUDD, "", rad.kilde, "Verdi", HJEMMEL,
            f"Høyeste andel i tidbank er satt til {tekst.tall(valgt)} % uten henvisning til en underskrevet avtale. "
            f"{tekst.tall(lov)} % brukes.",
            "Fyll ut maks_andel_avtale i Innstillinger, eller sett taket tilbake.",
            {"valgt": valgt, "brukt": lov},
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("tidbank_tak", "maks_andel_avtale"), funn=funn, bankfunn=bankfunn)
