"""One employee's records, arranged once: what every rule looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from math import fsum
from typing import Any, NamedTuple, TypeVar

from . import overlapp, parameters
from .borte import Borte
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
    rad_paa,
)
from .tid import stint
from .tid.arbeidstid import Arbeidstid
from .valg import Valg

T = TypeVar("T")


class Periode(NamedTuple):
    """A settlement period, both days included, with its agreement rows in order of time."""

    start: date
    slutt: date
    avtaler: tuple[Avtale, ...]


class Fravaersdag(NamedTuple):
    """A day of a crediting absence: the row it is told by, and the fraction it credits that day.

    forste: the first day of the absence the day belongs to, which may have begun in another row (B38).
    """

    fravaer: Fravaer
    dag: date
    grad: float
    forste: date


class Andre(NamedTuple):
    """What one person has under other numbers than the case's own. forst: whether the case speaks for the person."""

    numre: frozenset[str] = frozenset()
    forst: bool = True
    avtaler: tuple[Avtale, ...] = ()
    vakter: tuple[Vakt, ...] = ()
    turnus: tuple[Turnusvakt, ...] = ()
    fravaer: tuple[Fravaer, ...] = ()


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
        andre: Andre | None = None,
    ) -> None:
        """andre: what the same person works and has agreed under other numbers (column Person), None = nothing."""
        self.ansattnr = ansattnr
        self.andre = andre
        self.valg = valg
        self.koder = koder
        self.ansatt = ansatt or Ansatt(ansattnr)
        self.avtaler = tuple(sorted(map(self._i_full_stilling, avtaler), key=lambda a: (a.fra, a.til, a.periodestart)))
        self.fravaer = tuple(sorted(fravaer, key=lambda f: (f.fra, f.til, f.kode, f.grad, f.kilde.rad)))
        # Shifts and roster as they count: with actual times, and no hour twice (stint.py). As written: skrevne_*.
        self.skrevne_vakter, self.skreven_turnus = tuple(vakter), tuple(turnus)
        felles = andre or Andre()
        self.stint = stint.regn(
            (*self.skrevne_vakter, *felles.vakter), (*self.skreven_turnus, *felles.turnus), self.borte_fra
        )
        numre = felles.numre
        self.vakter = tuple(
            sorted(
                (v for v in self.stint.vakter if v.ansattnr not in numre),
                key=lambda v: (v.dato, v.start, v.slutt, v.vaktnr),
            )
        )
        self.turnus = tuple(t for t in self.stint.turnus if t.ansattnr not in numre)
        self.gjennomganger = tuple(gjennomganger)
        self.kapasitet = tuple(kapasitet)  # own rows and the company's
        self.timer = tuple(timer)
        self.skreven_timebank = tuple(timebank)
        self.timebank = tuple({r[:-1]: r for r in reversed(self.skreven_timebank)}.values())[::-1]  # each once (B48)
        self.lonnsgrunnlag = tuple(sorted(lonnsgrunnlag, key=lambda r: (r.fra, r.kilde.rad)))

    def med_fravaer(self, fravaer: Iterable[Fravaer]) -> Sak:
        """The same case with other absences."""
        ny = object.__new__(Sak)
        ny.__dict__.update({n: v for n, v in self.__dict__.items() if n not in _AV_FRAVAER})
        ny.fravaer = tuple(sorted(fravaer, key=lambda f: (f.fra, f.til, f.kode, f.grad, f.kilde.rad)))
        return ny

    def uten_vakter(self) -> Sak:
        """The same case with no shifts, as they count."""
        ny = self.med_fravaer(self.fravaer)
        ny.vakter = ny.__dict__["tidbankvakter"] = ()
        ny.__dict__.pop("_vakter_paa_dag", None)
        return ny

    def lonnsrad(self, dag: date) -> Lonnsrad | None:
        """The wage row in force on a day (B37): of the number in use then, where that has one; else of any."""
        if dag not in self._lonnsrader:
            begynt = [r for r in self.lonnsgrunnlag if r.fra <= dag]
            nr = self.nummer(dag)
            egen = next((r for r in reversed(begynt) if r.ansattnr == nr), begynt[-1] if begynt else None)
            self._lonnsrader[dag] = egen
        return self._lonnsrader[dag]

    @cached_property
    def _lonnsrader(self) -> dict[date, Lonnsrad | None]:
        return {}

    def nummer(self, dag: date) -> str | None:
        """The number of the account that is in use on a day, None where no agreement covers it."""
        rad = rad_paa(self.avtaler, dag)
        return rad.ansattnr if rad else None

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
        avtale = rad_paa(self.avtaler, dag)
        return (avtale.ukestimer if avtale else 0.0) or self.valg.paa("ukestimer_fulltid", dag)

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
        egen = self.andre is None or self.andre.forst  # another number speaks for the person
        return Arbeidstid(self.stint if egen else None, self.borte_fra)

    @cached_property
    def perioder(self) -> tuple[Periode, ...]:
        grupper: dict[tuple[date, date], list[Avtale]] = {}
        for a in self.gjeldende_avtaler:
            grupper.setdefault((a.periodestart, a.periodeslutt), []).append(a)
        return tuple(Periode(start, slutt, tuple(rader)) for (start, slutt), rader in sorted(grupper.items()))

    def avtale(self, dag: date) -> Avtale | None:
        """The agreement row in force on a day, None where no row covers it."""
        return rad_paa(self.gjeldende_avtaler, dag)

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
        nr = dag.toordinal()
        for fra, til, uke in self._ukene:
            if fra <= nr <= til:
                return uke
        return 0.0

    def uke_hele(self, fra: int, til: int) -> float | None:
        """Weekly tidbank hours of days (ordinals) all inside the first agreement row with any of them, else None."""
        for forste, siste, uke in self._ukene:
            if fra <= siste and forste <= til:
                return uke if forste <= fra and til <= siste else None
        return 0.0

    @cached_property
    def _ukene(self) -> tuple[tuple[int, int, float], ...]:
        return tuple((a.fra.toordinal(), a.til.toordinal(), a.uke) for a in self.gjeldende_avtaler)

    @cached_property
    def overlappende(self) -> tuple[tuple[Avtale, Avtale], ...]:
        """Pairs of agreement rows that leave no balance to tell (see the function of this name)."""
        return overlapp.overlappende(self.avtaler)

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

    def har_vakt(self, dag: date) -> bool:
        """Whether a shift that can count stands on a day."""
        return dag in self._vakter_paa_dag

    def oppsatt(self, borte: Fravaersdag) -> list[Vakt]:
        """Shifts booked on a day of an absence: told before its first day, or with no date of notice (B6, B6b, B38)."""
        alle = self.valg["vakt_tildelt_i_fravaer"] == "oppsatt"
        vakter = self._vakter_paa_dag.get(borte.dag, ())
        return [v for v in vakter if alle or v.varslet is None or v.varslet < borte.forste]

    def oppsatte_timer(self, vakt: Vakt) -> float:
        """Hours of a booked shift as planned: in absence the plan and the grade govern, not when somebody left (B9)."""
        return self.stint.planlagt.get(id(vakt), vakt.timer)

    @cached_property
    def borte(self) -> Borte:
        """The days of absence."""
        return Borte(self.fravaer, self.koder)

    def for_nummer(self, ansattnr: str) -> Sak:
        """The case that has the absence of one of the person's numbers: it is from the position it is recorded on."""
        if self.andre is None or ansattnr not in self.andre.numre:
            return self
        svar = self._andres.get(ansattnr)
        if svar is None:
            fravaer = [f for f in self.andre.fravaer if f.ansattnr == ansattnr]
            svar = self._andres[ansattnr] = Sak(ansattnr, self.valg, self.koder, fravaer=fravaer)
        return svar

    @cached_property
    def _andres(self) -> dict[str, Sak]:
        return {}

    def borte_fra(self, r: stint.Rad) -> bool:
        """Whether absence stands in the place of a row, so that it was not worked.

        A roster row on a whole day away is not worked, nor a shift told of before the absence. But what is confirmed is
        worked, unless it is a bank shift that sickness credits; and actual times on a day of holiday say that it was.
        """
        sak, dag = self.for_nummer(r.ansattnr), r.dato.toordinal()
        if dag not in sak.borte.hele:
            return False
        if not isinstance(r, Vakt):
            return dag in sak.borte.helt_kreditert or (r.faktisk_start is None and r.faktisk_slutt is None)
        if r.status == UTFORT and not (r.type == TIDBANK and dag in sak.borte.helt_kreditert):
            return False
        alle = self.valg["vakt_tildelt_i_fravaer"] == "oppsatt"
        return bool(alle or r.varslet is None or r.varslet < sak.borte.hele[dag])

    @cached_property
    def arbeidet_i_ferie(self) -> frozenset[date]:
        """Days with a row of FERIE on which work is confirmed too: they are not holiday as well (B39)."""
        jobbet = {v.dato for v in self.vakter if v.status == UTFORT or (v.type == TIDBANK and self._teller(v))}
        jobbet |= {t.dato for t in self.skreven_turnus if t.faktisk_start is not None or t.faktisk_slutt is not None}
        return frozenset(d for f in self.fravaer if f.kode == FERIE for d in jobbet if f.fra <= d <= f.til)

    def _teller(self, vakt: Vakt) -> bool:
        return vakt.status in GJELDENDE and self.art(vakt)[1] == -1

    @cached_property
    def fravaersdager(self) -> tuple[Fravaersdag, ...]:
        """Every day of every crediting absence inside a settlement period, in order of time; sickness before holiday.

        A day is credited once. The largest grade of a code counts once however many rows say it, codes add up to 1 at
        most, and holiday has what is left (the rule `overlapp_fravaer` tells the user). So it never matters how an
        absence is divided into rows. The row that credits most tells the day, the first of several.
        """
        return tuple(self._fravaersdager())

    def _fravaersdager(self) -> Iterator[Fravaersdag]:
        forste = self.borte.forste
        eneste = self.perioder[0] if len(self.perioder) == 1 else None
        for dag, alle in sorted(self.borte.per_dag.items()):
            if not (eneste.start <= dag <= eneste.slutt if eneste else self.periode(dag)):
                continue
            koder = {k: f for k, f in alle.items() if self.borte.krediterer(k)}
            ferie = koder.pop(FERIE, None)
            brukt = 0.0
            if koder:
                brukt = self.godskrives(min(1.0, fsum(f.grad for _, f in sorted(koder.items()))))
                mest = max(koder.values(), key=lambda f: f.grad)  # the first of several: in order of their first day
                if brukt > 0:
                    yield Fravaersdag(mest, dag, brukt, forste[""][dag])
            if ferie is not None and brukt < 1 and dag not in self.arbeidet_i_ferie:
                yield Fravaersdag(ferie, dag, 1.0 - brukt, forste[FERIE][dag])

    def godskrives(self, grad: float) -> float:
        """What a grade of absence credits (B9)."""
        valgt = self.valg["gradert_fravaer"]
        return grad if valgt == "etter grad" else float(grad > 0 if valgt == "fullt" else grad >= 1)

    def husk(self, lag: Callable[[Sak], T]) -> T:
        """What one computation makes of this case, made once: the accounts, the pay, the credit of absence."""
        if lag not in self._husket:
            self._husket[lag] = lag(self)
        svar: T = self._husket[lag]
        return svar

    @cached_property
    def _husket(self) -> dict[Any, Any]:
        return {}

    def glem_fravaer(self) -> None:
        """Let go of what is worked out of absence, day by day: it is made again where it is asked for."""
        for navn in (*_AV_FRAVAER, "_vakter_paa_dag"):
            self.__dict__.pop(navn, None)

    def kreditert_andel(self, til: date) -> dict[int, float]:
        """How much of each booked shift absence has credited up to a day: id of the shift -> fraction."""
        ut: dict[int, float] = {}
        for borte in self.fravaersdager:
            if borte.dag <= til and borte.fravaer.kode != FERIE:
                for v in self.oppsatt(borte):
                    ut[id(v)] = ut.get(id(v), 0.0) + borte.grad
        return ut


# What is worked out of absence, and what is remembered of anything.
_AV_FRAVAER = frozenset({"arbeidstid", "borte", "arbeidet_i_ferie", "fravaersdager", "_husket"})
