"""Away on a day: the one place where the rows of absence of an employee become days (items 38-40; B38, B39, B48).

The largest grade of a code counts once however many rows say it, and a day is one day at most. So it never matters how
an absence is divided into rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from math import fsum

from .model import EN_DAG, FERIE, Fravaer, Fravaerskode
from .tekst import STOV
from .tid import clock

HEL = 1 - STOV  # a whole day, for grades that are added up


class Borte:
    """The days of one employee's absence. fravaer: in order of their first day."""

    def __init__(self, fravaer: Iterable[Fravaer], koder: Mapping[str, Fravaerskode]) -> None:
        self.fravaer = tuple(fravaer)
        self.koder = koder

    @cached_property
    def per_dag(self) -> dict[date, dict[str, Fravaer]]:
        """Day -> code -> the row with the largest grade of it, the first of several."""
        ut: dict[date, dict[str, Fravaer]] = {}
        for f in self.fravaer:
            for dag in clock.dagene(f.fra, f.til):
                koder = ut.setdefault(dag, {})
                if f.kode not in koder or f.grad > koder[f.kode].grad:
                    koder[f.kode] = f
        return ut

    def grad(self, dag: date) -> float:
        """How much of a day is away, whatever the code: at most 1."""
        return min(1.0, fsum(f.grad for f in self.per_dag.get(dag, {}).values()))

    def krediterer(self, kode: str) -> bool:
        return kode in self._krediterende

    @cached_property
    def _krediterende(self) -> frozenset[str]:
        return frozenset(k for k, regel in self.koder.items() if regel.krediterer)

    def slag(self, kode: str) -> str:
        """The kind of an absence: "" for all that credit but holiday, else the code."""
        return "" if kode != FERIE and self.krediterer(kode) else kode

    @cached_property
    def forste(self) -> dict[str, dict[date, date]]:
        """For each day of absence the first day of the absence it belongs to, by kind of absence.

        Rows that meet or overlap are one absence: all that credit but holiday together (B38), holiday with holiday,
        and a code that does not credit with itself.
        """
        ut: dict[str, dict[date, date]] = {}
        siste: dict[str, tuple[date, date]] = {}  # first and last day of the absence a kind is in
        for f in self.fravaer:
            slag = self.slag(f.kode)
            forste, slutt = siste.get(slag, (f.fra, f.til))
            if f.fra > slutt + EN_DAG:
                forste, slutt = f.fra, f.til
            siste[slag] = forste, max(slutt, f.til)
            ut.setdefault(slag, {}).update((dag, forste) for dag in clock.dagene(f.fra, f.til))
        return ut

    @cached_property
    def hele(self) -> dict[int, date]:
        """Whole days away, whatever the code (ordinal -> first day of the absence): the grades of the day make one."""
        forste = {k: self.forste[self.slag(k)] for k in {f.kode for f in self.fravaer}}
        ut: dict[int, date] = {}
        for dag, koder in self.per_dag.items():
            if len(koder) == 1:  # as most days have
                [(kode, f)] = koder.items()
                if f.grad >= HEL:
                    ut[dag.toordinal()] = forste[kode][dag]
            elif fsum(f.grad for f in koder.values()) >= HEL:
                ut[dag.toordinal()] = min(forste[k][dag] for k in koder)
        return ut

    @cached_property
    def helt_kreditert(self) -> frozenset[int]:
        """Whole days away that are credited, other than holiday: a booked shift is credited, not worked. Ordinals."""
        return frozenset(
            dag.toordinal()
            for dag, koder in self.per_dag.items()
            if fsum(f.grad for k, f in koder.items() if k != FERIE and self.krediterer(k)) >= HEL
        )
