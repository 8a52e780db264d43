"""Credit for absence by stretches of days, where no two rows of a person share a day but sickness in holiday.

What borte.py, sak.py and kreditt.py work out day by day, without a record for each day: a row is cut at the weeks, and
weeks that are alike are reckoned once, by the arithmetic of kreditt.py itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import fsum
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from .. import kreditt, ledger
from ..borte import HEL
from ..model import FERIE, UTFORT, Fravaer, Fravaerskode
from ..sak import Periode, Sak
from ..valg import Valg

# A shift that can count: its day by number, status, hours, and its place among the shifts of the bank. No named tuple:
# they are made by the ten thousand.
Egenvakt: TypeAlias = tuple[int, str, float, int]


class _Strekk(NamedTuple):
    """Days of one absence inside a week. forste: the first day of the absence; 0 in holiday, which needs none."""

    fra: int
    til: int
    ferie: bool
    grad: float
    forste: int


class Kredittuker:
    """varslet: the day each shift of the bank was told."""

    def __init__(self, valg: Valg, koder: Mapping[str, Fravaerskode], varslet: Sequence[date | None]) -> None:
        self.varslet = varslet
        self.krediterer = frozenset(k for k, regel in koder.items() if regel.krediterer)
        self.valgte = kreditt.valgte(valg)
        self.gi_ferie = kreditt.gi_ferie(valg)
        self.alle_oppsatt = valg["vakt_tildelt_i_fravaer"] == "oppsatt"
        self.ubekreftet_teller = valg["ubekreftet_vakt"] == "regnes som arbeidet"
        self._uker: dict[Any, tuple[tuple[int, float], ...]] = {}

    def kan(self, fravaer: Sequence[Fravaer]) -> bool:
        """Whether these rows, in order, can be reckoned here."""
        if not self.valgte.per_uke:
            return False
        if hver_sin_dag(fravaer):
            return True
        ferie, andre = [f for f in fravaer if f.kode == FERIE], [f for f in fravaer if f.kode != FERIE]
        return all(f.kode in self.krediterer for f in andre) and hver_sin_dag(ferie) and hver_sin_dag(andre)

    def ta(
        self, sak: Sak, periode: Periode, egne: Sequence[Egenvakt], utforte: Sequence[tuple[int, int]],
        summer: ledger.Summer,
    ) -> None:  # fmt: skip
        """Add what absence in a period of a case comes to. utforte: confirmed shifts of other types, by day and place.

        No two periods of the case share a day.
        """
        naa, oppsatt = summer.dag.toordinal(), dict[int, list[float]]()
        uker: dict[int, list[_Strekk]] = {}
        ferie, syk = list[tuple[int, int]](), list[_Strekk]()
        for f, forste, fra, til in self._krediteres(sak, periode):
            if f.kode == FERIE:
                ferie += _uten(fra, til, self._jobbet(egne, utforte, fra, til))
                continue
            grad = sak.godskrives(min(1.0, f.grad))
            if grad <= 0:
                continue
            syk.append(_Strekk(fra, til, False, grad, forste))
            _i_uker(uker, syk[-1])
            for dag, status, timer, rad in egne:
                if fra <= dag <= til and self._er_oppsatt(rad, forste):
                    oppsatt.setdefault(dag, []).append(timer)
                    self._flytt(dag, status, (1 - grad) * timer - timer, naa, summer)
        for fra, til in ferie:
            for s in _ved_siden_av(fra, til, syk):
                _i_uker(uker, s)
        for strekk in uker.values():
            null, timene = self._uken(sak, strekk, oppsatt)
            if max([s.til for s in strekk]) <= naa:
                summer.kreditert += [timer for _, timer in timene]
            else:
                for dag, timer in timene:
                    (summer.kreditert if null + dag <= naa else summer.ventet).append(timer)

    def _krediteres(self, sak: Sak, periode: Periode) -> Iterator[tuple[Fravaer, int, int, int]]:
        """The rows that credit, the first day of the absence each belongs to, and its days inside the period."""
        start, slutt = periode.start.toordinal(), periode.slutt.toordinal()
        siste: dict[str, tuple[int, int]] = {}  # first and last day of the absence a kind is in (Borte.forste)
        for f in sak.fravaer:
            if f.kode in self.krediterer and (self.gi_ferie or f.kode != FERIE):
                fra, til = f.fra.toordinal(), f.til.toordinal()
                slag = FERIE if f.kode == FERIE else ""
                forste, forrige = siste.get(slag, (fra, til))
                if fra > forrige + 1:
                    forste, forrige = fra, til
                siste[slag] = forste, max(forrige, til)
                if max(fra, start) <= min(til, slutt):
                    yield f, forste, max(fra, start), min(til, slutt)

    def _er_oppsatt(self, rad: int, forste: int) -> bool:
        """As Sak.oppsatt."""
        varslet = self.varslet[rad]
        return self.alle_oppsatt or varslet is None or varslet.toordinal() < forste

    def _flytt(self, dag: int, status: str, timer: float, naa: int, summer: ledger.Summer) -> None:
        """What fravaerskreditt.py posts on a booked shift: its absent part is taken out of where it was put."""
        if dag > naa:
            if timer < 0:
                summer.ventet.append(timer)
        elif status == UTFORT or self.ubekreftet_teller:
            summer.arbeidet.append(timer)
        else:
            summer.ubekreftet.append(timer)

    def _jobbet(self, egne: Iterable[Egenvakt], utforte: Iterable[tuple[int, int]], fra: int, til: int) -> list[int]:
        """As Sak.arbeidet_i_ferie."""
        dager = {
            dag for dag, status, _, _ in egne if fra <= dag <= til and (status == UTFORT or self.ubekreftet_teller)
        }
        return sorted(dager.union(d for d, _ in utforte if fra <= d <= til))

    def _uken(
        self, sak: Sak, strekk: Sequence[_Strekk], oppsatt: Mapping[int, list[float]]
    ) -> tuple[int, tuple[tuple[int, float], ...]]:
        """Each day of a week that adds something, counted from a day, and the hours it adds; and that day."""
        fra, til, ferie, grad = strekk[0][:4]
        for s in strekk[1:]:
            fra, til, ferie = min(fra, s.fra), max(til, s.til), ferie or s.ferie
        ukene: Any = sak.uke_hele(fra, til)
        if ukene is None:
            ukene = tuple([sak.uke(date.fromordinal(n)) for s in strekk for n in range(s.fra, s.til + 1)])
        # Without holiday no date counts but by its day of the week: such weeks are the same wherever they stand.
        null = 0 if ferie else (fra - 1) // kreditt.UKE * kreditt.UKE
        timer = tuple([(n - null, fsum(oppsatt[n])) for n in sorted(oppsatt) if fra <= n <= til]) if oppsatt else ()
        nokkel: Any = fra - null, til - null, ferie, grad, ukene, timer
        if len(strekk) > 1:  # which of the stretches are one absence, the days tell
            nokkel = tuple([(s.fra - null, s.til - null, s.ferie, s.grad) for s in strekk]), ukene, timer
        svar = self._uker.get(nokkel)
        if svar is None:
            timene = self._regn(sak, strekk, {null + n: t for n, t in timer})
            svar = self._uker[nokkel] = tuple([(n - null, t) for n, t in timene])
        return null, svar

    def _regn(self, sak: Sak, strekk: Iterable[_Strekk], timer: Mapping[int, float]) -> tuple[tuple[int, float], ...]:
        alle = (
            kreditt.Dag(dag, s.ferie, s.grad, date.fromordinal(s.forste or s.fra), sak.uke(dag), timer.get(n, 0.0))
            for s in strekk
            for n in range(s.fra, s.til + 1)
            for dag in (date.fromordinal(n),)
        )
        dager = tuple(sorted(alle, key=itemgetter(0, 1)))  # sickness before holiday
        hver = zip(dager, kreditt.uken(self.valgte, dager), strict=True)
        return tuple((d.dag.toordinal(), hours) for d, hours in hver if hours)


def hver_sin_dag(fravaer: Sequence[Fravaer]) -> bool:
    """Whether no two of these rows, in order of their first day, share a day."""
    return all(a.til < b.fra for a, b in pairwise(fravaer))


def hele_dager(fravaer: Sequence[Fravaer], fra: int, til: int) -> int:
    """Whole days away from one day to another, whatever the code (Borte.hele), of rows that `Kredittuker.kan`."""
    strekk = [(max(f.fra.toordinal(), fra), min(f.til.toordinal(), til), f.grad) for f in fravaer]
    if hver_sin_dag(fravaer):
        return sum([max(0, b - a + 1) for a, b, grad in strekk if grad >= HEL])
    dager: dict[int, float] = {}
    for a, b, grad in strekk:
        for n in range(a, b + 1):
            dager[n] = dager.get(n, 0.0) + grad
    return sum([grad >= HEL for grad in dager.values()])


def _ved_siden_av(fra: int, til: int, syk: Iterable[_Strekk]) -> Iterator[_Strekk]:
    """What is holiday of a stretch: all of it but where sickness, in order, takes the day or a part of it."""
    for s in syk:
        if s.til < fra or til < s.fra:
            continue
        if fra < s.fra:
            yield _Strekk(fra, s.fra - 1, True, 1.0, 0)
        if s.grad < 1:
            yield _Strekk(max(fra, s.fra), min(til, s.til), True, 1.0 - s.grad, 0)
        fra = s.til + 1
    if fra <= til:
        yield _Strekk(fra, til, True, 1.0, 0)


def _uten(fra: int, til: int, dager: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The stretches that are left of one when some of its days, in order, are taken out."""
    for dag in dager:
        if fra < dag:
            yield fra, dag - 1
        fra = dag + 1
    if fra <= til:
        yield fra, til


def _i_uker(uker: dict[int, list[_Strekk]], s: _Strekk) -> None:
    """Cut a stretch at the weeks."""
    fra = s.fra
    while fra <= s.til:
        uke = (fra - 1) // kreditt.UKE
        slutt = min(s.til, (uke + 1) * kreditt.UKE)
        uker.setdefault(uke, []).append(_Strekk(fra, slutt, s.ferie, s.grad, s.forste))
        fra = slutt + 1
