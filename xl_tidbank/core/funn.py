"""Findings: what a rule declares of each kind it makes, one finding of it, and many that say the same told as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, NamedTuple, Protocol, TypeVar, cast

from .model import Kilde


class Alvor:
    BRUDD = "brudd"
    ADVARSEL = "advarsel"
    INFO = "info"


class Emne:
    """Subjects with a page that lists their own findings."""

    PROSESS = "prosess"
    TIMEBANK = "timebank"
    MILJO = "miljo"


class Funnfakta(Protocol):
    """A NamedTuple: the facts of a finding, typed."""

    def _asdict(self) -> dict[str, Any]: ...


class Ingen(NamedTuple):
    """The sentence says it all."""


F = TypeVar("F", bound=Funnfakta)


@dataclass(frozen=True, eq=False)
class Funnslag(Generic[F]):
    """What a rule says of one kind of finding, once and for everybody who tells of it. F: its facts.

    id: stable once published. tittel: what a person reads. alvor: the severities it may have. hjemmel and the first
    severity hold where the finding itself says nothing else.

    What the union rep may read: setning makes it of the facts and the words for the shift they are of; None: nothing.
    vaktnr: the shift it is of, where it is of one. uten_dag: it is of many, some of which the rep may not see, so its
    day is never told. av_kreditt: its hours, or its very being there, depend on when credit fell, so the review
    that the rep signs leaves it out too. andre: of how many others it tells, for those who may read only what tells of
    enough of them.

    arbeidstid: a limit on working time, where the same week broken worse is news. om_vakten: what a shift on trial says
    of itself, and not of the plan. varsel: the check of notice shows it. emne: the subject whose page lists it.
    """

    id: str
    tittel: str
    hjemmel: str
    alvor: tuple[str, ...]
    setning: Callable[[F, str], str] | None = None
    vaktnr: Callable[[F], str] | None = None
    uten_dag: bool = False
    av_kreditt: bool = False
    andre: Callable[[F], int] | None = None
    arbeidstid: bool = False
    om_vakten: bool = False
    varsel: bool = False
    emne: str = ""

    def funn(
        self, ansattnr: str, kilde: Kilde, kolonne: str, tekst: str, tiltak: str, fakta: F, *, dato: date | None = None,
        alvor: str = "", hjemmel: str = "", helse: bool = False, gruppe: str = "", verst: float = 0.0,
    ) -> Funn:  # fmt: skip
        """One of the kind."""
        alvor = alvor or self.alvor[0]
        assert alvor in self.alvor, (self.id, alvor)
        return Funn(
            self, alvor, ansattnr, kilde, kolonne, hjemmel or self.hjemmel, tekst, tiltak, fakta, dato, helse, gruppe,
            verst,
        )  # fmt: skip

    def fakta(self, funn: Iterable[Funn]) -> list[F]:
        """The facts of those that are of the kind."""
        return [cast(F, f.fakta) for f in funn if f.slag is self]


@dataclass(frozen=True, slots=True)
class Funn:
    """A finding: a cell, the facts, a sentence and a remedy. helse: rests on an absence, never for the union rep.

    gruppe: findings of one employee and one kind that say the same of many shifts; they are told as one (`samlet`).
    verst: how bad it is among these, the highest is the worst. celler: those of all, where it tells of many.
    """

    slag: Funnslag[Any]
    alvor: str
    ansattnr: str
    kilde: Kilde
    kolonne: str
    hjemmel: str
    tekst: str
    tiltak: str
    fakta: Funnfakta
    dato: date | None = None
    helse: bool = False
    gruppe: str = ""
    verst: float = 0.0
    celler: tuple[str, ...] = ()

    @property
    def regel(self) -> str:
        return self.slag.id

    @property
    def ark(self) -> str:
        return self.kilde.ark

    @property
    def celle(self) -> str:
        return self.kilde.celle(self.kolonne)

    @property
    def faktafelt(self) -> dict[str, Any]:
        """The facts by name, for those outside who ask by name."""
        mange = {"antall": len(self.celler), "celler": list(self.celler)} if self.celler else {}
        return {**self.fakta._asdict(), **mange}


def samlet(funn: Iterable[Funn]) -> list[Funn]:
    """Findings that say the same of many shifts as one (T11): the worst speaks (the earliest of several), with the
    number and the cells of all."""
    grupper: dict[tuple[object, ...], list[Funn]] = {}
    for n, f in enumerate(funn):
        nokkel = (f.ansattnr, f.regel, f.alvor, f.gruppe) if f.gruppe else (n,)
        grupper.setdefault(nokkel, []).append(f)
    return [_ett(like) if len(like) > 1 else like[0] for like in grupper.values()]


def _ett(like: list[Funn]) -> Funn:
    like.sort(key=lambda f: (f.dato or date.min, f.kilde.ark, f.kilde.rad))
    verst = max(like, key=lambda f: f.verst)  # the first of those that are equally bad
    forst, sist = like[0].dato, like[-1].dato
    naar = f", fra {forst:%d.%m.%Y} til {sist:%d.%m.%Y}" if forst and sist else ""
    if all(f.verst == verst.verst for f in like):
        mer = f" Det samme gjelder {len(like) - 1} til" + (f", den siste {sist:%d.%m.%Y}." if sist else ".")
    else:
        mer = f" Dette er det verste av {len(like)}{naar}."
    celler = tuple(f"{f.ark}!{f.celle}" for f in like)
    return replace(verst, tekst=verst.tekst + mer, celler=celler, helse=any(f.helse for f in like))
