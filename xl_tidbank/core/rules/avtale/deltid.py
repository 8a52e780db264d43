"""Only to raise the position of permanent part-timers, and not beyond a full one (item 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 6; utkastet pkt. 3"
FULL = 100.0


class Fakta(NamedTuple):
    fast: float
    tidbank: float
    fast_ansatt: bool


def _for_tillitsvalgt(f: Fakta, _: str) -> str:
    if f.fast_ansatt:
        return f"Fast stilling er {tekst.tall(f.fast)} %. Tidbank er bare for å øke en deltidsstilling."
    return "Den ansatte er ikke fast ansatt. Tidbank er bare for faste deltidsansatte."


OVER_FULL_STILLING = Funnslag[Fakta](
    "over_full_stilling",
    "Mer enn full stilling",
    HJEMMEL,
    (Alvor.BRUDD,),
    setning=lambda f, _: f"{tekst.tall(f.fast)} % fast og {tekst.tall(f.tidbank)} % tidbank er mer enn full stilling.",
)
DELTID = Funnslag[Fakta](
    "deltid", "Tidbank er bare for fast ansatte på deltid", HJEMMEL, (Alvor.BRUDD,), setning=_for_tillitsvalgt
)


def allerede_full(fast: float) -> bool:
    """Whether the fixed part (percentage points) is a full position already."""
    return not tekst.under(fast, FULL)


def over_full(fast: float, tidbank: float) -> bool:
    """Whether fixed part and tidbank together (percentage points) are more than a full position."""
    return tekst.over(fast + tidbank, FULL)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for a in sak.avtaler:
        fakta = Fakta(a.fast_pst, a.tidbank_pst, sak.ansatt.fast_ansatt is not False)
        if over_full(a.fast_pst, a.tidbank_pst):
            yield OVER_FULL_STILLING.funn(
                sak.ansattnr, a.kilde, "Tidbank %",
                f"{tekst.tall(a.fast_pst)} % fast og {tekst.tall(a.tidbank_pst)} % tidbank er til sammen "
                f"{tekst.tall(a.fast_pst + a.tidbank_pst)} %, mer enn full stilling.",
                "Senk Tidbank % så summen blir høyst 100.",
                fakta, dato=a.fra,
            )  # fmt: skip
        if allerede_full(a.fast_pst):
            yield DELTID.funn(
                sak.ansattnr, a.kilde, "Fast %",
                f"Fast % er {tekst.tall(a.fast_pst)}. Tidbank er bare for å øke en deltidsstilling.",
                "Rett Fast %, eller avslutt avtalen om tidbank.",
                fakta, dato=a.fra,
            )  # fmt: skip
        elif sak.ansatt.fast_ansatt is False:
            yield DELTID.funn(
                sak.ansattnr, a.kilde, "Ansattnr",
                "Den ansatte er ikke fast ansatt. Tidbank er bare for faste deltidsansatte.",
                "Rett Fast ansatt på arket Ansatte, eller avslutt avtalen om tidbank.",
                fakta, dato=a.fra,
            )  # fmt: skip


REGEL = Regel((OVER_FULL_STILLING, DELTID), funn=funn)
