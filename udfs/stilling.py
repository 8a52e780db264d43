"""Position: shares, limits, weekly hours, the debt of a period."""

from __future__ import annotations

from typing import Any

from xl_tidbank.core import parameters, tekst
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.posteringer import periodeskyld
from xl_tidbank.core.rules.avtale import deltid, tidbank_tak
from xl_tidbank.functions import funksjon

from . import argumenter as arg

FAST = "Fast del i prosent av full stilling: 0,6 eller 60."
TIDBANK = "Tidbank i prosent av full stilling: 0,4 eller 40."
UKESTIMER = f"Timer i uken for full stilling. Tomt = {tekst.tall(parameters.siste('ukestimer_fulltid'))}."


def fulltid(raa: Any) -> float:
    """Full-time weekly hours, the source's example where nothing is given (B24)."""
    timer = arg.tall_eller(raa, parameters.siste("ukestimer_fulltid"))
    if timer <= 0:
        raise TidbankFeil(f"Ukestimer er {tekst.tall(timer)}. Skriv timer i uken for full stilling, for eksempel 35,5.")
    return timer


@funksjon("Tidbanktimer i uken.", "timer", periodeskyld.HJEMMEL, tidbank=TIDBANK, ukestimer=UKESTIMER)
def TIDBANK_UKESTIMER(tidbank: Any, ukestimer: Any = None) -> float:
    """Weekly full-time hours x tidbank percentage points (B1)."""
    return fulltid(ukestimer) * arg.andel("Tidbank", tidbank)


@funksjon("Hvor stor del av egen stilling som er tidbank.", "andel", tidbank_tak.HJEMMEL, fast=FAST, tidbank=TIDBANK)
def TIDBANK_ANDEL(fast: Any, tidbank: Any) -> float:
    """Own share as a fraction: tidbank / (fast + tidbank)."""
    return tidbank_tak.andel(arg.andel("Fast", fast), arg.andel("Tidbank", tidbank))


@funksjon(
    "Om prosentene er lovlige: OK, eller FEIL og hvorfor.",
    "tekst",
    f"{tidbank_tak.HJEMMEL}; {deltid.HJEMMEL}",
    fast=FAST,
    tidbank=TIDBANK,
)
def TIDBANK_STATUS(fast: Any, tidbank: Any) -> str:
    """OK, or FEIL with every reason: over 40 % of own position, over 100 %, already full time."""
    f, t = arg.andel("Fast", fast) * 100, arg.andel("Tidbank", tidbank) * 100
    tak = parameters.siste("maks_andel")
    grunner = []
    if deltid.allerede_full(f):
        grunner.append("den faste delen er full stilling alt")
    if deltid.over_full(f, t):
        grunner.append(f"fast og tidbank er til sammen {tekst.tall(f + t)} %, over 100 %")
    if tidbank_tak.over_taket(f, t, tak / 100):
        egen = tekst.timer(100 * tidbank_tak.andel(f, t))
        grunner.append(f"tidbanken er {egen} % av egen stilling, over {tekst.tall(tak)} %")
    if grunner:
        return f"FEIL: {'; '.join(grunner)}."
    return f"OK: tidbanken er {tekst.timer(100 * tidbank_tak.andel(f, t))} % av egen stilling."


@funksjon(
    "Timene som skal arbeides inn i hele perioden.",
    "timer",
    periodeskyld.HJEMMEL,
    periodestart="Første dag i avregningsperioden.",
    periodeslutt="Siste dag i avregningsperioden.",
    tidbank=TIDBANK,
    ukestimer=UKESTIMER,
)
def TIDBANK_PERIODESKYLD(periodestart: Any, periodeslutt: Any, tidbank: Any, ukestimer: Any = None) -> float:
    """Weekly tidbank hours x days / 7, both days included."""
    fra, til = arg.periode(periodestart, periodeslutt)
    return periodeskyld.timer(fra, til, TIDBANK_UKESTIMER(tidbank, ukestimer))
