"""The columns of a table as they stand on its sheet in a new workbook: those of the schema, and the computed ones that
tell whoever types a row whose it is and which day of the week it falls on.

A computed column is native formulas in every row. No reader knows its header, so it counts nowhere; a column of that
name that somebody has made in a bank of their own gives way to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from .schema import (
    AVTALER,
    FRAVAER,
    GJENNOMGANGER,
    INNSTILLINGER,
    LONNSGRUNNLAG,
    TIMEBANK,
    TIMER,
    TURNUS,
    VAKTER,
    Kolonne,
    Tabell,
)


class Beregnet(NamedTuple):
    """A computed column. etter: the column it stands to the right of, and is computed from. formel: as XlsxWriter takes
    it, without "="."""

    navn: str
    etter: str
    formel: str
    hjelp: str
    bredde: float


# Cells and not the table: a program that does not grow tables puts new people below it.
NAVN = Beregnet(
    "Navn", "Ansattnr",
    'IF([@Ansattnr]="","",IFERROR(INDEX(Ansatte!$B$2:$B$20000,MATCH([@Ansattnr]&"",Ansatte!$A$2:$A$20000,0)),""))',
    "Navnet i Ansatte. Regnes ut, og skal ikke skrives.", 22.0,
)  # fmt: skip
UKEDAG = Beregnet(
    "Ukedag", "Dato", 'IF(ISNUMBER([@Dato]),MID("mantironstorfrelørsøn",3*WEEKDAY([@Dato],2)-2,3),"")',
    "Ukedagen i Dato. Regnes ut, og skal ikke skrives.", 7.5,
)  # fmt: skip
# The plain words of a choice, which its key is not; fixed texts, written by the template.
GRUPPE = Beregnet("Gruppe", "", "", "Hvor valget hører til. De ti viktigste står først.", 18.0)
HVA = Beregnet("Hva", "", "", "Hva valget gjelder.", 40.0)
_INNSTILLINGER = ("Verdi", "Enhet", "Valg", "Begrunnelse", "Hjemmel", "Nøkkel")
UKEDAGENE = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
_MED: Mapping[str, tuple[Beregnet, ...]] = MappingProxyType({
    **{t.navn: (NAVN,) for t in (AVTALER, FRAVAER, GJENNOMGANGER, TIMEBANK, LONNSGRUNNLAG)},
    **{t.navn: (NAVN, UKEDAG) for t in (TURNUS, VAKTER, TIMER)},
})  # fmt: skip


@cache
def rekke(t: Tabell) -> tuple[Kolonne | Beregnet, ...]:
    """Every column of ours, left to right."""
    if t is INNSTILLINGER:
        kolonner = {k.navn: k for k in t.kolonner}
        return (GRUPPE, HVA, *(kolonner[n] for n in _INNSTILLINGER))
    egne = {b.etter: b for b in _MED.get(t.navn, ())}
    ut: list[Kolonne | Beregnet] = []
    for k in t.kolonner:
        ut.append(k)
        if k.navn in egne:
            ut.append(egne[k.navn])
    return tuple(ut)


@cache
def plasser(t: Tabell) -> Mapping[str, int]:
    """Where each column of the schema stands among them, from 0."""
    return MappingProxyType({k.navn: n for n, k in enumerate(rekke(t)) if isinstance(k, Kolonne)})


def beregnede(t: Tabell) -> tuple[str, ...]:
    """The names of the computed columns."""
    return tuple(k.navn for k in rekke(t) if isinstance(k, Beregnet))


def verdi(b: Beregnet, fra: Any, navn: Mapping[str, str]) -> str:
    """What the formula gives beside a typed value. navn: names by employee number."""
    if b is NAVN:
        return navn.get(str(fra), "") if fra not in (None, "") else ""
    return UKEDAGENE[fra.weekday()] if isinstance(fra, date) else ""
