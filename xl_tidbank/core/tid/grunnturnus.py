"""The roster by pattern (Grunnturnus): weeks that come round again, as the dated shifts they stand for.

A pattern is weeks 1..N of codes. A person goes round in it from a day, beginning with one of its weeks, to a day; the
weeks follow the calendar's, so that neither new year nor the changes of the clock move them, and public holidays are
not taken out. It holds inside the person's agreements, and a day with a row in Turnus is that row's alone (T16).

What is wrong with the rows has been told before they get here (tables/grunnturnus.py); what still does not add up is
no shift.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple

from ..model import EN_DAG, Avtale, Grunnturnusrad, Kilde, Turnusvakt, Vaktkode
from .clock import mandag

UKEDAGER = ("Man", "Tir", "Ons", "Tor", "Fre", "Lør", "Søn")  # the columns of the days
FRI = frozenset(("", "F", "-", "/", "F1", "F2", "F3", "F4", "F5"))  # a code of the bank's own goes before these
_SKILLE = re.compile(r"[+/]")
_Vakt = tuple[int, int, int, Kilde]  # start, end, break, and the cell it is in


def nokkel(navn: str) -> str:
    """A code or the name of a group as it is compared."""
    return " ".join(navn.split()).upper()


class Koder:
    """The codes of a bank."""

    def __init__(self, koder: Iterable[Vaktkode]) -> None:
        self.alle = {nokkel(k.kode): k for k in koder}

    def delt(self, celle: str) -> tuple[str, ...]:
        """The codes in the cell of a day: D+A and D/A are two, where no code is called that."""
        hel = nokkel(celle)
        deler = tuple(nokkel(d) for d in _SKILLE.split(hel))
        return (hel,) if hel in self.alle or hel in FRI or not all(deler) else deler

    def har_tider(self, kode: str) -> bool:
        k = self.alle.get(kode)
        return k is not None and k.start is not None and k.slutt is not None

    def tider(self, celle: str) -> Iterator[tuple[int, int, int]]:
        """Start, end and break of each shift in the cell of a day."""
        for kode in self.delt(celle):
            k = self.alle.get(kode)
            if k is not None and k.start is not None and k.slutt is not None:
                yield k.start, k.slutt, k.pause


class Plan(NamedTuple):
    """What one person goes round in. til: the last day, None = open. uker: the rows of week 1..N, in that order."""

    fra: date
    til: date | None
    startuke: int
    uker: tuple[Grunnturnusrad, ...]
    kilde: Kilde

    @property
    def forste(self) -> date:
        """A Monday on which week 1 begins, in or before the week of Fra."""
        return mandag(self.fra) - timedelta(weeks=self.startuke - 1)


def i_rekkefolge(rader: Iterable[Grunnturnusrad]) -> tuple[Grunnturnusrad, ...]:
    return tuple(sorted(rader, key=lambda r: r.uke or 0))


def gruppert(rader: Iterable[Grunnturnusrad]) -> dict[str, list[Grunnturnusrad]]:
    """The weeks of each group, as they stand."""
    ut: dict[str, list[Grunnturnusrad]] = {}
    for r in rader:
        if r.gruppe and not r.ansattnr:
            ut.setdefault(nokkel(r.gruppe), []).append(r)
    return ut


def med_fra(rader: Iterable[Grunnturnusrad]) -> list[Grunnturnusrad]:
    """The rows with the day each pattern begins: told once, it holds for all weeks of a person's only own pattern."""
    rader = list(rader)
    sagt: dict[str, set[date]] = {}
    for r in rader:
        if r.fra is not None and not r.gruppe:
            sagt.setdefault(r.ansattnr, set()).add(r.fra)
    en = {nr: min(dager) for nr, dager in sagt.items() if nr and len(dager) == 1}
    return [r._replace(fra=en.get(r.ansattnr)) if r.fra is None and not r.gruppe else r for r in rader]


def planer(rader: Iterable[Grunnturnusrad]) -> dict[str, list[Plan]]:
    """The patterns each person follows, in order of the day they begin."""
    rader = med_fra(rader)
    grupper = {navn: i_rekkefolge(uker) for navn, uker in gruppert(rader).items()}
    egne: dict[tuple[str, str, date], list[Grunnturnusrad]] = {}
    for r in rader:
        if r.ansattnr and r.fra is not None:
            egne.setdefault((r.ansattnr, nokkel(r.gruppe), r.fra), []).append(r)
    ut: dict[str, list[Plan]] = {}
    for (nr, gruppe, fra), like in sorted(egne.items()):
        uker = grupper.get(gruppe, ()) if gruppe else i_rekkefolge(like)
        if uker:
            til = next((r.til for r in like if r.til is not None), None)
            startuke = next((int(r.startuke) for r in like if r.startuke is not None), 1)
            ut.setdefault(nr, []).append(Plan(fra, til, startuke, uker, like[0].kilde))
    for mine in ut.values():
        mine.sort(key=lambda p: p.fra)
    return ut


def strekk(planer_: Iterable[Plan], avtaler: Iterable[Avtale]) -> Iterator[tuple[Plan, date, date]]:
    """The days each pattern of one person holds, both included: to the next pattern, inside the agreements. Somebody
    without agreements follows a pattern with a last day of its own."""
    spenn: list[tuple[date, date]] = []
    for fra, siste in sorted((a.fra, a.til) for a in avtaler):
        if spenn and fra <= spenn[-1][1]:  # agreements that overlap make no day twice
            forste, til_naa = spenn.pop()
            fra, siste = forste, max(siste, til_naa)
        spenn.append((fra, siste))
    mine = list(planer_)
    for p, neste in zip_longest(mine, mine[1:]):
        slutter = (p.til, neste and neste.fra - EN_DAG)
        til = min((d for d in slutter if d is not None), default=None)
        for fra, siste in spenn or ([(p.fra, til)] if til is not None else ()):
            fra, siste = max(fra, p.fra), siste if til is None else min(siste, til)
            if fra <= siste:
                yield p, fra, siste


class Grunnturnus:
    """The patterns of a bank."""

    def __init__(self, rader: Iterable[Grunnturnusrad], koder: Iterable[Vaktkode]) -> None:
        self._planer = planer(rader)
        self._koder = Koder(koder)
        self._dager: dict[int, list[list[_Vakt]]] = {}

    def vakter(self, ansattnr: str, avtaler: Iterable[Avtale], unntak: Iterable[date]) -> Iterator[Turnusvakt]:
        """The shifts of one number, in order of time. unntak: the days that have rows of their own in Turnus."""
        uten = {d.toordinal() for d in unntak}
        for p, fra, til in strekk(self._planer.get(ansattnr, ()), avtaler):
            dager, forste = self._rundt(p.uker), p.forste.toordinal()
            for n in range(fra.toordinal(), til.toordinal() + 1):
                vakter = dager[(n - forste) % len(dager)]
                if vakter and n not in uten:
                    dag = date.fromordinal(n)
                    for start, slutt, pause, kilde in vakter:
                        yield Turnusvakt(ansattnr, dag, start, slutt, pause, kilde=kilde)

    def _rundt(self, uker: tuple[Grunnturnusrad, ...]) -> list[list[_Vakt]]:
        """The shifts of each day of a pattern, once round."""
        dager = self._dager.get(id(uker))
        if dager is None:
            dager = self._dager[id(uker)] = [
                [(*tider, _celle(uke, n)) for tider in self._koder.tider(celle)]
                for uke in uker
                for n, celle in enumerate(uke.dager)
            ]
        return dager


def _celle(uke: Grunnturnusrad, ukedag: int) -> Kilde:
    """The cell of the day: every column of the shift is there."""
    navn, kilde = UKEDAGER[ukedag], uke.kilde
    return kilde._replace(kolonner={navn: kilde.kolonner[navn]}) if navn in kilde.kolonner else kilde
