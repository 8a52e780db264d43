"""How numbers and dates are written in a Norwegian sentence. Shown values round half up to two decimals (B33)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from .tid.clock import MINUTTER_I_DOGN

_HUNDREDEL = Decimal("0.01")


STOV = 1e-9  # hours or kroner; less is dust in the last bits of a sum
LIK = 0.005  # hours or kroner; what differs by less is shown as the same


def avrund(verdi: float) -> Decimal:
    """Half up to two decimals, from the number as it is written (1.005 -> 1.01); never -0."""
    ut = Decimal(repr(round(verdi, 9))).quantize(_HUNDREDEL, ROUND_HALF_UP)
    return ut if ut else Decimal("0.00")


def over(verdi: float, grense: float) -> bool:
    """Whether a number is above a limit as both are shown: what reads 40,00 is not over 40 (B45)."""
    return verdi > grense and avrund(verdi) > avrund(grense)


def under(verdi: float, grense: float) -> bool:
    """The same where the limit is a minimum."""
    return over(grense, verdi)


@lru_cache(1 << 14)  # the same hours and days stand in many cells
def timer(verdi: float) -> str:
    """1234.5 -> "1 234,50"."""
    return f"{avrund(verdi):,.2f}".replace(",", " ").replace(".", ",")


kroner = timer


def tall(verdi: float) -> str:
    """At most two decimals and none in vain: 35.5 -> "35,5", 40.0 -> "40"."""
    tekst = timer(verdi)
    return tekst.rstrip("0").rstrip(",")


def heltall(verdi: float) -> str:
    """12345.6 -> "12 346"."""
    return f"{int(Decimal(repr(round(verdi, 9))).quantize(Decimal(1), ROUND_HALF_UP)):,}".replace(",", " ")


def faktor(verdi: float) -> str:
    """One to four decimals: 0.015 -> "0,015"."""
    hele, _, brok = f"{verdi:.4f}".partition(".")
    return f"{hele},{brok.rstrip('0') or '0'}"


@lru_cache(1 << 14)
def dato(dag: date) -> str:
    return f"{dag:%d.%m.%Y}"


MAANEDER = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
)  # fmt: skip
UKEDAGER = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def maaned(dag: date) -> str:
    """mai 2026"""
    return f"{MAANEDER[dag.month - 1]} {dag.year}"


def klokke(minutter: int) -> str:
    """Minutes after midnight; the end of the day is 24:00."""
    return "24:00" if minutter == MINUTTER_I_DOGN else f"{minutter // 60 % 24:02d}:{minutter % 60:02d}"


def nesten(navn: str, kjente: Iterable[str]) -> str:
    """The known name that is the same but for capital letters and zeros in front; "" where none is, or several are."""
    like = [k for k in kjente if k.lstrip("0").casefold() == navn.lstrip("0").casefold()]
    return like[0] if len(like) == 1 else ""


def skyldig(timer_skyldig: float) -> str:
    """Words, not signs (B32)."""
    if avrund(timer_skyldig) == 0:
        return "i null"
    return f"skyldig {timer(timer_skyldig)} timer" if timer_skyldig > 0 else f"til gode {timer(-timer_skyldig)} timer"
