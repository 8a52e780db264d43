"""Findings: a cell, the facts, a sentence and a remedy; and many that say the same told as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from .model import Kilde


class Alvor:
    BRUDD = "brudd"
    ADVARSEL = "advarsel"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Funn:
    """A finding: a cell, the facts, a sentence and a remedy. helse: rests on an absence, never for the union rep.

    gruppe: findings of one employee and one rule that say the same of many shifts; they are told as one (`samlet`).
    verst: how bad it is among these, the highest is the worst.
    """

    regel: str
    alvor: str
    ansattnr: str
    kilde: Kilde
    kolonne: str
    hjemmel: str
    tekst: str
    tiltak: str
    fakta: Mapping[str, Any] = field(default_factory=dict)
    dato: date | None = None
    helse: bool = False
    gruppe: str = ""
    verst: float = 0.0

    @property
    def ark(self) -> str:
        return self.kilde.ark

    @property
    def celle(self) -> str:
        return self.kilde.celle(self.kolonne)


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
    fakta = {**verst.fakta, "antall": len(like), "celler": [f"{f.ark}!{f.celle}" for f in like]}
    return replace(verst, tekst=verst.tekst + mer, fakta=fakta, helse=any(f.helse for f in like))
