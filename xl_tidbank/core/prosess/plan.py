"""How far each unit has come: every step with its dates and its state on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ..model import INGEN_KILDE, Ansatt, Avtale, Kilde, Prosessrad
from ..tid.frister import evaluering_frist
from .steg import AARLIG, INGEN, SIGNERING, START, Steg, alle

GJENNOMFORT, GJENSTAR, MANGLER = "Gjennomført", "Gjenstår", "Mangler"
ALLE_ENHETER = "Hele virksomheten"


class Stegtilstand(NamedTuple):
    """A step of a unit on a day. gjennomfort: the first time, for a yearly step the last. frist: None = none yet.

    kilde: the row that speaks of it, where there is one.
    """

    steg: Steg
    status: str
    planlagt: date | None = None
    gjennomfort: date | None = None
    frist: date | None = None
    ansvarlig: str = ""
    deltakere: str = ""
    merknad: str = ""
    kilde: Kilde = INGEN_KILDE

    @property
    def neste(self) -> date | None:
        """The day it is to be done: as planned, else by its date."""
        return None if self.status == GJENNOMFORT and self.steg.frist != AARLIG else self.planlagt or self.frist


class Enhetsplan(NamedTuple):
    """A unit on a day. start, signert: of its first agreement, None = none yet. aktiv: an agreement is in force or to
    come. avtale: the row of the first agreement. ansatte: how many work in the unit."""

    enhet: str
    start: date | None
    signert: date | None
    aktiv: bool
    avtale: Kilde
    ansatte: int
    steg: tuple[Stegtilstand, ...]

    @property
    def navn(self) -> str:
        return self.enhet or ALLE_ENHETER

    @property
    def neste(self) -> Stegtilstand | None:
        """What comes next: the earliest date first, then the order of the process."""
        igjen = [s for s in self.steg if s.neste is not None or s.status != GJENNOMFORT]
        return min(igjen, key=lambda s: s.neste or date.max, default=None)

    def tilstand(self, nokkel: str) -> Stegtilstand | None:
        return next((s for s in self.steg if s.steg.nokkel == nokkel), None)


def planer(
    ansatte: Iterable[Ansatt], avtaler: Iterable[Avtale], rader: Sequence[Prosessrad], dag: date
) -> tuple[Enhetsplan, ...]:
    """Every unit with a tidbank agreement or a row of its own, in alphabetical order."""
    enheten = {a.ansattnr: a.enhet for a in ansatte}
    telt: dict[str, int] = {}
    navn: dict[str, str] = {}
    for enhet in enheten.values():
        telt[enhet.casefold()] = telt.get(enhet.casefold(), 0) + 1
    grupper: dict[str, list[Avtale]] = {}
    for a in avtaler:
        if a.tidbank_pst > 0:
            enhet = enheten.get(a.ansattnr, "")
            navn.setdefault(enhet.casefold(), enhet)
            grupper.setdefault(enhet.casefold(), []).append(a)
    for r in rader:
        if r.enhet:
            navn.setdefault(r.enhet.casefold(), r.enhet)
    if not navn and rader:
        navn[""] = ""
    return tuple(
        _plan(navn[k], telt.get(k, 0), grupper.get(k, []), [r for r in rader if r.enhet.casefold() in ("", k)], dag)
        for k in sorted(navn)
    )


def _plan(enhet: str, ansatte: int, avtaler: Sequence[Avtale], rader: Sequence[Prosessrad], dag: date) -> Enhetsplan:
    forste = min(avtaler, key=lambda a: (a.fra, a.ansattnr), default=None)
    start = forste.fra if forste else None
    signert = min((a.signert or a.fra for a in avtaler), default=None)
    aktiv = any(a.til >= dag for a in avtaler)
    steg = tuple(
        _tilstand(s, [r for r in rader if r.steg == s.navn], start, signert, aktiv, dag)
        for s in alle()
        if s.frist != INGEN
    )
    return Enhetsplan(enhet, start, signert, aktiv, forste.kilde if forste else INGEN_KILDE, ansatte, steg)


def _tilstand(
    steg: Steg, rader: Sequence[Prosessrad], start: date | None, signert: date | None, aktiv: bool, dag: date
) -> Stegtilstand:
    gjort = sorted((r for r in rader if r.gjennomfort and r.gjennomfort <= dag), key=_gjort)
    planlagt = sorted((r for r in rader if r not in gjort and r.planlagt), key=lambda r: r.planlagt or date.max)
    rad = (gjort[-1] if steg.frist == AARLIG else gjort[0]) if gjort else next(iter(planlagt or rader), None)
    frist = {START: start, SIGNERING: signert}.get(steg.frist)
    if steg.frist == AARLIG and start is not None and aktiv:
        siste = gjort[-1].gjennomfort if gjort else None
        frist = evaluering_frist(max(start, siste) if siste else start)
    over = frist is not None and dag > frist
    ferdig = gjort and not (over and steg.frist == AARLIG)
    status = GJENNOMFORT if ferdig else MANGLER if over else GJENSTAR
    if rad is None:
        return Stegtilstand(steg, status, frist=frist)
    plan = next((r.planlagt for r in planlagt), None) if steg.frist == AARLIG or not gjort else rad.planlagt
    return Stegtilstand(
        steg, status, plan, _gjort(rad) if gjort else None, frist, rad.ansvarlig, rad.deltakere, rad.merknad, rad.kilde
    )


def _gjort(r: Prosessrad) -> date:
    return r.gjennomfort or date.min
