"""Only to raise the position of permanent part-timers, and not beyond a full one (item 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 6; utkastet pkt. 3"
FULL = 100.0


def allerede_full(fast: float) -> bool:
    """Whether the fixed part (percentage points) is a full position already."""
    return not tekst.under(fast, FULL)


def over_full(fast: float, tidbank: float) -> bool:
    """Whether fixed part and tidbank together (percentage points) are more than a full position."""
    return tekst.over(fast + tidbank, FULL)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for a in sak.avtaler:
        fakta = {"fast": a.fast_pst, "tidbank": a.tidbank_pst, "fast_ansatt": sak.ansatt.fast_ansatt}
        if over_full(a.fast_pst, a.tidbank_pst):
            yield Funn(
                "over_full_stilling", Alvor.BRUDD, sak.ansattnr, a.kilde, "Tidbank %", HJEMMEL,
                f"{tekst.tall(a.fast_pst)} % fast og {tekst.tall(a.tidbank_pst)} % tidbank er til sammen "
                f"{tekst.tall(a.fast_pst + a.tidbank_pst)} %, mer enn full stilling.",
                "Senk Tidbank % så summen blir høyst 100.", fakta, a.fra,
            )  # fmt: skip
        if allerede_full(a.fast_pst):
            yield Funn(
                "deltid", Alvor.BRUDD, sak.ansattnr, a.kilde, "Fast %", HJEMMEL,
                f"Fast % er {tekst.tall(a.fast_pst)}. Tidbank er bare for å øke en deltidsstilling.",
                "Rett Fast %, eller avslutt avtalen om tidbank.", fakta, a.fra,
            )  # fmt: skip
        elif not sak.ansatt.fast_ansatt:
            yield Funn(
                "deltid", Alvor.BRUDD, sak.ansattnr, a.kilde, "Ansattnr", HJEMMEL,
                "Den ansatte er ikke fast ansatt. Tidbank er bare for faste deltidsansatte.",
                "Rett Fast ansatt på arket Ansatte, eller avslutt avtalen om tidbank.", fakta, a.fra,
            )  # fmt: skip


REGEL = Regel(HJEMMEL, ("over_full_stilling", "deltid"), funn=funn)
