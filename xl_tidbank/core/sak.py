"""One employee's records, arranged once: what every rule looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from . import clock, parameters
from .arbeidstid import Arbeidstid
from .model import (
    EN_DAG,
    FERIE,
    GJELDENDE,
    TIDBANK,
    UTFORT,
    Ansatt,
    Art,
    Avtale,
    Fravaer,
    Fravaerskode,
    Gjennomgang,
    Kapasitet,
    Lonnsrad,
    Timebankrad,
    Timeforing,
    Turnusvakt,
    Vakt,
)
from .valg import Valg


class Periode(NamedTuple):
    """A settlement period, both days included, with its agreement rows in order of time."""

    start: date
    slutt: date
    avtaler: tuple[Avtale, ...]


class Fravaersdag(NamedTuple):
    """A day of a crediting absence. grad: the fraction this row credits that day (see `Sak.fravaersdager`)."""

    fravaer: Fravaer
    dag: date
    grad: float


class Sak:
    """The case of one employee. Records come in any order and are kept in order of time."""

    def __init__(
        self,
        ansattnr: str,
        valg: Valg,
        koder: dict[str, Fravaerskode],
        *,
        ansatt: Ansatt | None = None,
        avtaler: Iterable[Avtale] = (),
        vakter: Iterable[Vakt] = (),
        fravaer: Iterable[Fravaer] = (),
        turnus: Iterable[Turnusvakt] = (),
        gjennomganger: Iterable[Gjennomgang] = (),
        kapasitet: Iterable[Kapasitet] = (),
        timer: Iterable[Timeforing] = (),
        timebank: Iterable[Timebankrad] = (),
        lonnsgrunnlag: Iterable[Lonnsrad] = (),
    ) -> None:
        self.ansattnr = ansattnr
        self.valg = valg
        self.koder = koder
        self.ansatt = ansatt or Ansatt(ansattnr)
        self.avtaler = tuple(sorted(map(self._i_full_stilling, avtaler), key=lambda a: (a.fra, a.til, a.periodestart)))
        self.vakter = tuple(sorted(vakter, key=lambda v: (v.dato, v.start, v.slutt, v.vaktnr)))
        self.fravaer = tuple(sorted(fravaer, key=lambda f: (f.fra, f.til, f.kode, f.grad)))
        self.turnus = tuple(turnus)
        self.gjennomganger = tuple(gjennomganger)
        self.kapasitet = tuple(kapasitet)  # own rows and the company's
        self.timer = tuple(timer)
        self.timebank = tuple(timebank)
        self.lonnsgrunnlag = tuple(sorted(lonnsgrunnlag, key=lambda r: (r.fra, r.kilde.rad)))

    def lonnsrad(self, dag: date) -> Lonnsrad | None:
        """The wage row in force on a day (B37)."""
        return next((r for r in reversed(self.lonnsgrunnlag) if r.fra <= dag), None)

    @cached_property
    def gjeldende_avtaler(self) -> tuple[Avtale, ...]:
        """The agreement rows as hours are counted by them: the weekly hours changed from the dates of the wage rows
        where a converted week rules (B24) or hours a year are taken off (B35). What is before a date never changes."""
        virker = [r for r in self.lonnsgrunnlag if r.reduksjon or (r.omregnet_uke and self._omregnet_styrer)]
        if not virker:
            return self.avtaler
        ut = []
        for a in self.avtaler:
            grenser = sorted({a.fra, *(r.fra for r in self.lonnsgrunnlag if a.fra < r.fra <= a.til)})
            slutter = [*(g - EN_DAG for g in grenser[1:]), a.til]
            ut += [
                a._replace(fra=fra, til=til, ukestimer=self._ukestimer(a, fra))
                for fra, til in zip(grenser, slutter, strict=True)
            ]
        return tuple(ut)

    @property
    def _omregnet_styrer(self) -> bool:
        return bool(self.valg["omregnet_uke_styrer"] == "omregnet uke")

    def lonnsuke(self, dag: date) -> float:
        """Full-time weekly hours that hourly pay is counted by: the agreement's, or the converted week where it rules;
        the choice ukestimer_fulltid where no agreement covers the day.

        Hours a year taken off (B35) are time, not pay, and change nothing here.
        """
        rad = self.lonnsrad(dag)
        if rad is not None and rad.omregnet_uke and self._omregnet_styrer:
            return rad.omregnet_uke
        uker = (a.ukestimer for a in self.avtaler if a.fra <= dag <= a.til)
        return next(uker, None) or self.valg.paa("ukestimer_fulltid", dag)

    def timelonn(self, dag: date) -> float | None:
        """Hourly pay of the wage row in force on a day (B37), None where there is none."""
        rad = self.lonnsrad(dag)
        return None if rad is None else rad.arslonn / (parameters.verdi("timelonn_uker", dag) * self.lonnsuke(dag))

    def _ukestimer(self, a: Avtale, dag: date) -> float:
        rad, uke = self.lonnsrad(dag), self.lonnsuke(dag)
        if rad is None or not rad.reduksjon or not a.tidbank_pst:
            return uke
        andel = {
            "etter andel": a.tidbank_pst / (a.fast_pst + a.tidbank_pst), "bare tidbanken": 1.0, "bare fast del": 0.0,
        }[self.valg["reduksjon_deles"]]  # fmt: skip
        # Weekly hours such that the tidbank's share of them is its hours less its part of the reduction.
        mindre = rad.reduksjon * andel / parameters.verdi("timelonn_uker", dag)
        return max(0.0, uke - mindre / (a.tidbank_pst / 100))

    def _i_full_stilling(self, a: Avtale) -> Avtale:
        """The agreement with its tidbank as percentage points of a full-time position, however the user wrote it (B1).

        As a part of the employee's own position: 50 % fixed and 40 % of the own position is 50 + 33.33.
        """
        if self.valg["prosent_av"] == "full stilling" or a.tidbank_pst >= 100:
            return a
        return a._replace(tidbank_pst=a.fast_pst * a.tidbank_pst / (100.0 - a.tidbank_pst))

    @cached_property
    def arbeidstid(self) -> Arbeidstid:
        """Roster and bank shifts as worked, for the rules on working time."""
        return Arbeidstid(self)

    @cached_property
    def perioder(self) -> tuple[Periode, ...]:
        grupper: dict[tuple[date, date], list[Avtale]] = {}
        for a in self.gjeldende_avtaler:
            grupper.setdefault((a.periodestart, a.periodeslutt), []).append(a)
        return tuple(Periode(start, slutt, tuple(rader)) for (start, slutt), rader in sorted(grupper.items()))

    def avtale(self, dag: date) -> Avtale | None:
        """The agreement row in force on a day, None where no row covers it."""
        for a in self.gjeldende_avtaler:
            if a.fra <= dag <= a.til:
                return a
        return None

    def periode(self, dag: date) -> Periode | None:
        """The settlement period of a day: that of the row in force, else the latest period that spans the day."""
        if len(self.perioder) == 1:
            eneste = self.perioder[0]
            return eneste if eneste.start <= dag <= eneste.slutt else None
        rad = self.avtale(dag)
        spenn = [p for p in self.perioder if p.start <= dag <= p.slutt]
        for p in spenn:
            if rad is not None and rad in p.avtaler:
                return p
        return spenn[-1] if spenn else None

    def uke(self, dag: date) -> float:
        """Weekly tidbank hours in force on a day, 0 where no agreement covers it."""
        rad = self.avtale(dag)
        return rad.uke if rad else 0.0

    @cached_property
    def overlappende(self) -> tuple[tuple[Avtale, Avtale], ...]:
        """Pairs of agreement rows that cover the same day: no balance can be told from them."""
        par = []
        for n, forste in enumerate(self.avtaler):
            for andre in self.avtaler[n + 1 :]:
                if andre.fra > forste.til:
                    break
                par.append((forste, andre))
        return tuple(par)

    @cached_property
    def tidbankvakter(self) -> tuple[Vakt, ...]:
        """Shifts that can count: Type Tidbank, Status Tildelt, Godkjent or Utført."""
        return tuple(v for v in self.vakter if v.type == TIDBANK and v.status in GJELDENDE)

    def art(self, vakt: Vakt) -> tuple[str, int]:
        """What a shift that can count is once its day has come, and what it then does to what is owed (B10b)."""
        if vakt.status == UTFORT or self.valg["ubekreftet_vakt"] == "regnes som arbeidet":
            return Art.ARBEIDET, -1
        return Art.UBEKREFTET, 0

    @cached_property
    def _vakter_paa_dag(self) -> dict[date, list[Vakt]]:
        ut: dict[date, list[Vakt]] = {}
        for v in self.tidbankvakter:
            ut.setdefault(v.dato, []).append(v)
        return ut

    def oppsatt(self, fravaer: Fravaer, dag: date) -> list[Vakt]:
        """Shifts booked on a day of an absence: told before its first day, or with no date of notice (B6, B6b)."""
        alle = self.valg["vakt_tildelt_i_fravaer"] == "oppsatt"
        return [v for v in self._vakter_paa_dag.get(dag, ()) if alle or v.varslet is None or v.varslet < fravaer.fra]

    @cached_property
    def fravaersdager(self) -> tuple[Fravaersdag, ...]:
        """Every day of every crediting absence inside a settlement period, absence by absence.

        A day is credited once: where two rows meet on a day the grades add up to 1 at most, the row that begins
        first taking its share first (the rule `overlapp_fravaer` tells the user).
        """
        return tuple(self._fravaersdager())

    def _fravaersdager(self) -> Iterator[Fravaersdag]:
        if not self.perioder:
            return
        forste, siste = self.perioder[0].start, max(p.slutt for p in self.perioder)
        brukt: dict[date, float] = {}
        for f in self.fravaer:
            kode = self.koder.get(f.kode)
            if kode is None or not kode.krediterer:
                continue
            grad = 1.0 if f.kode == FERIE else self._godskrives(f.grad)
            for dag in clock.dagene(max(f.fra, forste), min(f.til, siste)):
                alt = brukt.get(dag, 0.0)
                andel = min(grad, 1.0 - alt)
                if andel > 0 and self.periode(dag) is not None:
                    brukt[dag] = alt + andel
                    yield Fravaersdag(f, dag, andel)

    def _godskrives(self, grad: float) -> float:
        """What a grade of absence credits (B9)."""
        valgt = self.valg["gradert_fravaer"]
        return grad if valgt == "etter grad" else float(grad > 0 if valgt == "fullt" else grad >= 1)

    def kreditert_andel(self, til: date) -> dict[int, float]:
        """How much of each booked shift absence has credited up to a day: id of the shift -> fraction."""
        ut: dict[int, float] = {}
        for f, dag, grad in self.fravaersdager:
            if dag <= til and f.kode != FERIE:
                for v in self.oppsatt(f, dag):
                    ut[id(v)] = ut.get(id(v), 0.0) + grad
        return ut
