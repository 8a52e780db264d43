"""At most 40 % of the individual's own working time in the bank (items 9, 11; B1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import tekst
from ..model import Alvor, Funn
from ..sak import Sak
from ..views import Saldo
from . import Regel

HJEMMEL = "Delta § 7; utkastet pkt. 2"
# Percentages are typed with a few decimals; a limit is not broken by the last bit of a binary fraction.
SLINGRING = 1e-9


def andel(fast: float, tidbank: float) -> float:
    """Own share: tidbank / (fast + tidbank), a fraction; 0 where there is no position at all."""
    i_alt = fast + tidbank
    return tidbank / i_alt if i_alt else 0.0


def over_taket(fast: float, tidbank: float, tak: float) -> bool:
    """Whether the own share is above `tak` (a fraction); exactly on it is allowed."""
    return andel(fast, tidbank) > tak + SLINGRING


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for a in sak.avtaler:
        tak = sak.valg.paa("maks_andel", a.fra)
        if over_taket(a.fast_pst, a.tidbank_pst, tak / 100):
            egen = 100 * andel(a.fast_pst, a.tidbank_pst)
            yield Funn(
                "tidbank_tak", Alvor.BRUDD, sak.ansattnr, a.kilde, "Tidbank %", HJEMMEL,
                f"{tekst.tall(a.tidbank_pst)} % tidbank ved siden av {tekst.tall(a.fast_pst)} % fast er "
                f"{tekst.timer(egen)} % av egen stilling. Taket er {tekst.tall(tak)} %.",
                "Senk Tidbank % eller øk Fast %.",
                {"andel": egen / 100, "tak": tak / 100, "fast": a.fast_pst, "tidbank": a.tidbank_pst}, a.fra,
            )  # fmt: skip


REGEL = Regel(HJEMMEL, ("tidbank_tak",), funn=funn)
