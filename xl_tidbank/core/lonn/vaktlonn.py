"""One employee's shifts as pay sees them: supplements by the day, overtime and merarbeid by the week.

A shift belongs to the day it starts (ledger, week, month); its supplements are cut by the clock (B25, B26). An unpaid
break has no place on the clock, so it is taken evenly from the whole shift.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from math import fsum
from typing import NamedTuple

from .. import parameters, tekst
from ..errors import Feilmelding, TidbankFeil
from ..model import EKSTRA, EN_DAG, FERIE, GJELDENDE, I_STILLINGEN, OVERTID, PERMU, UTFORT, Lonnsrad, Vakt
from ..sak import Periode, Sak
from ..tid import clock, stint
from ..tid.stint import Rad
from . import grunnlag, overtid
from .linjer import Turnusgrunnlag
from .satser import ARTER, KS, ROD_DAG, verdi
from .tillegg import Tillegg, tillegg

# Choices: the year a monthly amount is a twelfth of, and what a short roster stands for.
ETTER_OMRAADE, HTA_AAR, GJENTAS = "etter tariffområdet", "1900 timer", "gjentas"
KALENDERUKER = grunnlag.DAGER_I_AARET / 7
_ROD = ARTER.index(ROD_DAG)


class Overtidsbit(NamedTuple):
    """Overtime on the running clock: [fra, til), worth `timer` paid hours. dato: the day the shift began."""

    dato: date
    fra: int
    til: int
    timer: float


class Mer(NamedTuple):
    """Merarbeid of one shift: paid hours and their supplements."""

    vakt: Vakt
    timer: float
    tillegg: Tillegg


def _uker(dager: int) -> int:
    """Whole weeks of so many days, the last part of one counted."""
    return -(-dager // 7)


def _dager(periode: Periode) -> list[tuple[date, float]]:
    """The days with an agreement, and the fixed per cent of each."""
    return [(d, a.fast_pst) for a in periode.avtaler for d in clock.dagene(a.fra, a.til)]


def _per_dag(rader: Iterable[Rad]) -> dict[date, list[Rad]]:
    ut: dict[date, list[Rad]] = {}
    for r in rader:
        ut.setdefault(r.dato, []).append(r)
    return ut


class Vaktlonn:
    """Built once for an employee; every answer is kept."""

    def __init__(self, sak: Sak) -> None:
        self.sak = sak
        self._dager: dict[date, Tillegg] = {}

    # Wages

    def rad(self, dag: date) -> Lonnsrad:
        """The wage row of a day. Raises TidbankFeil where none is in force."""
        rad = self.sak.lonnsrad(dag)
        if rad is None:
            hva = f"Ansatt {self.sak.ansattnr} har ingen rad som gjelder {tekst.dato(dag)}."
            raise TidbankFeil(Feilmelding("Lønnsgrunnlag", "", f"{hva} Skriv en med Gjelder fra før den."))
        return rad

    def timelonn(self, dag: date) -> float:
        return grunnlag.timelonn(self.rad(dag).arslonn, self.sak.lonnsuke(dag), dag)

    # Absence

    @cached_property
    def _fravaer(self) -> dict[date, tuple[float, float, float]]:
        """Day -> (away in all, sick, on leave without pay), fractions of the day.

        Where grades are more than a day, sickness comes first, then other absence, holiday, and leave without pay last.
        """
        helse = {k.kode for k in self.sak.koder.values() if k.helseopplysning}
        ut: dict[date, tuple[float, float, float]] = {}
        for dag, koder in self.sak.borte.per_dag.items():
            alt = syk = uten = 0.0
            for kode in sorted(koder, key=lambda k: (k == PERMU, k == FERIE, k not in helse, k)):
                del_ = min(koder[kode].grad, 1.0 - alt)
                alt += del_
                syk += del_ * (kode in helse)
                uten += del_ * (kode == PERMU)
            ut[dag] = (alt, syk, uten)
        return ut

    def borte(self, dag: date) -> float:
        return self._fravaer.get(dag, (0.0,))[0]

    def syk(self, dag: date) -> float:
        return self._fravaer.get(dag, (0.0, 0.0))[1]

    def uten_lonn(self, dag: date) -> float:
        return self._fravaer.get(dag, (0.0, 0.0, 0.0))[2]

    # Rows, as they count (stint.py)

    @cached_property
    def _plan(self) -> dict[date, list[Rad]]:
        """The ordinary roster as it is planned, by day."""
        skreven = self.sak.skreven_turnus
        if self.sak.stint.borte is None:  # no row touches another, and none has actual times
            return _per_dag(skreven)
        return _per_dag(stint.regn((), [t._replace(faktisk_start=None, faktisk_slutt=None) for t in skreven]).turnus)

    @cached_property
    def _arbeidet(self) -> dict[date, list[Rad]]:
        """What was worked, by day and then by time: the roster where the person was not wholly away, and confirmed
        shifts that absence has not wholly credited."""
        i_turnus = {t.kilde[:2] for t in self.sak.skreven_turnus}  # where overtime of a roster row stands too
        ut: list[Rad] = [t for t in self.sak.turnus if self._tilstede(t)]
        for v in self.sak.vakter:
            if v.status == UTFORT and self._igjen(v) > tekst.STOV:
                av_turnus = v.type == OVERTID and v.kilde.rad and v.kilde[:2] in i_turnus
                if not av_turnus or self._tilstede(v):
                    ut.append(v)
        return _per_dag(sorted(ut, key=lambda r: (r.dato, r.start, r.slutt)))

    @cached_property
    def _oppsatt(self) -> dict[date, float]:
        """Hours within the position by day, absent or not: the roster and shifts in force, under every number of the
        person: a week and a day are the person's."""
        ut: dict[date, float] = {}
        felles = self.sak.stint
        rader: list[Rad] = [v for v in felles.vakter if v.type in I_STILLINGEN and v.status in GJELDENDE]
        for r in [*rader, *felles.turnus]:
            ut[r.dato] = ut.get(r.dato, 0.0) + stint.timer(r)
        return ut

    @cached_property
    def _kreditert(self) -> dict[int, float]:
        return self.sak.kreditert_andel(date.max)

    def _tilstede(self, r: Rad) -> bool:
        return self.borte(r.dato) < 1 - tekst.STOV

    def _igjen(self, v: Vakt) -> float:
        """The part of a shift that absence has not credited."""
        return 1 - min(1.0, self._kreditert.get(id(v), 0.0))

    # Supplements

    def _tillegg(self, r: Rad, timelonn: float | None = None) -> Tillegg:
        fra, til = stint.spenn(r)
        ut = tillegg(fra, til, self.timelonn(r.dato) if timelonn is None else timelonn, valg=self.sak.valg)
        return ut.ganger(stint.timer(r) * 60 / (til - fra)) if r.pause else ut

    def faktisk(self, dag: date) -> Tillegg:
        """Supplements of what was worked within the position: the roster where the person was not away, and confirmed
        shifts (what absence credited of them taken off)."""
        ut = self._dager.get(dag)
        if ut is None:
            ut = Tillegg()
            for r in self._arbeidet.get(dag, ()):
                if not isinstance(r, Vakt):
                    ut += self._tillegg(r).ganger(1 - self.borte(dag))
                elif r.type in I_STILLINGEN:
                    ut += self._tillegg(r).ganger(self._igjen(r))
            self._dager[dag] = ut
        return ut

    def av_turnus(self, periode: Periode, timelonn: float) -> Turnusgrunnlag:
        """What the ordinary roster's supplements of a settlement period come to at an hourly pay (U§7).

        Evenings, nights and weekends are a pattern: an average over the days with an agreement from the first week of
        the roster to the last, which stands for the weeks that are not written. Red days are dates: they are spread
        over all the period's days, and none is added that no row tells of. A roster too short to be a pattern is
        spread over all the period's days too, unless the choice `kort_turnus` says that it repeats itself.
        """
        dager, omfang = _dager(periode), self.omfang(periode)
        i_alt = fsum(p for _, p in dager)
        if not omfang.uker or not i_alt:
            return Turnusgrunnlag(av=omfang.av)  # no roster, or no fixed part it could be of
        forste = min(clock.mandag(d) for d, _ in dager if d in self._plan)
        siste = forste + timedelta(days=7 * omfang.spenn - 1)
        i_spenn = fsum(p for d, p in dager if forste <= d <= siste)
        vanlig, rod = [], []
        utdatert: frozenset[str] = frozenset()
        for d, _ in dager:
            for r in self._plan.get(d, ()):
                ut = self._tillegg(r, timelonn)
                rod.append(ut.kroner[_ROD])
                vanlig.append(ut.sum - ut.kroner[_ROD])
                utdatert |= ut.utdatert
        over = i_alt if omfang.kort and not omfang.gjentas else i_spenn
        return omfang._replace(uke=7 * fsum(vanlig) / over, rod_uke=7 * fsum(rod) / i_alt, utdatert=utdatert)

    def omfang(self, periode: Periode) -> Turnusgrunnlag:
        """How many weeks of a period the roster is written for; no amounts."""
        dager = _dager(periode)
        uker = {clock.mandag(d) for d, _ in dager if d in self._plan}
        if not uker or not fsum(p for _, p in dager):
            return Turnusgrunnlag(av=_uker(len(dager)))
        antall, spenn, av = len(uker), (max(uker) - min(uker)).days // 7 + 1, _uker(len(dager))
        andel = parameters.verdi("turnus_minst_andel", periode.slutt) / 100
        kort = antall < parameters.verdi("turnus_minst_uker", periode.slutt) and antall < andel * av
        gjentas = self.sak.valg["kort_turnus"] == GJENTAS
        return Turnusgrunnlag(
            uker=antall, spenn=spenn, av=av, kort=kort, gjentas=gjentas, hull=antall < andel * spenn
        )  # fmt: skip

    def tilleggsuker(self, dag: date) -> float:
        """Weeks of the year that a monthly amount of evenings, nights and weekends is a twelfth of (B44).

        KS (HTA 3.7): a year of 1900 hours at the full-time weekly hours, 53,5 weeks at 35,5 hours. Else a calendar
        year, 365/7 weeks.
        """
        valg = self.sak.valg
        aar = valg["tillegg_aar"]
        if aar == ETTER_OMRAADE:
            aar = HTA_AAR if valg["tariffomrade"] == KS else ""
        return parameters.verdi("tillegg_aarstimer", dag) / self.sak.lonnsuke(dag) if aar == HTA_AAR else KALENDERUKER

    # Overtime

    def fra_avtalt(self, dag: date) -> bool:
        """Whether overtime begins at agreed hours on a day (B22)."""
        fra = self.sak.valg["overtid_fra_avtalt"]
        return fra is not None and dag >= fra

    @cached_property
    def _ekstra(self) -> dict[date, list[Vakt]]:
        """Confirmed extra shifts by day and then by time, under every number of the person."""
        ut: dict[date, list[Vakt]] = {}
        for v in sorted(self.sak.stint.vakter, key=lambda v: (v.dato, v.start, v.slutt)):
            if v.type == EKSTRA and v.status == UTFORT:
                ut.setdefault(v.dato, []).append(v)
        return ut

    def _egen(self, v: Vakt) -> bool:
        """Whether a shift is paid under this account, not under another number of the person."""
        return self.sak.andre is None or v.ansattnr not in self.sak.andre.numre

    def uke(self, mandag: date) -> tuple[list[Overtidsbit], list[Mer]]:
        """Overtime and merarbeid of one ISO week, by the day the shifts began. The limits are for what the person works
        under all numbers; each number pays for its own shifts."""
        dager = [mandag + n * EN_DAG for n in range(7)]
        biter = [b for d in dager for b in self._overtid(d)]
        per_dag = [self._ekstra.get(d, []) for d in dager]
        if not any(self._egen(v) for vakter in per_dag for v in vakter):
            return biter, []
        valg = self.sak.valg
        u = overtid.uke(
            [self._oppsatt.get(d, 0.0) for d in dager],
            [fsum(map(stint.timer, vakter)) for vakter in per_dag],
            valg.paa("overtid_dagsgrense", mandag), self.sak.lonnsuke(mandag), self.fra_avtalt(mandag),
        )  # fmt: skip
        igjen: list[tuple[Vakt, float]] = []
        for vakter, over in zip(per_dag, u.per_dag, strict=True):
            igjen += self._fra_slutten([(v, stint.timer(v)) for v in vakter], over, biter)
        rest = self._fra_slutten(igjen, u.uke, biter)
        return biter, [self._mer(v, t) for v, t in rest if t > tekst.STOV and self._egen(v)]

    def mertimer(self, v: Vakt) -> float:
        """Hours of one extra shift that are merarbeid."""
        return fsum(m.timer for m in self.uke(clock.mandag(v.dato))[1] if m.vakt is v)

    def _fra_slutten(
        self, vakter: list[tuple[Vakt, float]], timer: float, biter: list[Overtidsbit]
    ) -> list[tuple[Vakt, float]]:
        """Take overtime from the end of the last shifts: what is beyond the limit is what was worked last."""
        ut = []
        for v, har in reversed(vakter):
            tar = min(har, timer)
            timer -= tar
            if tar > tekst.STOV and self._egen(v):
                biter.append(self._bit(v, har - tar, har))
            ut.append((v, har - tar))
        return ut[::-1]

    def _bit(self, v: Vakt, fra_timer: float, til_timer: float) -> Overtidsbit:
        """The paid hours [fra_timer, til_timer) of a shift on the clock."""
        start, slutt = stint.spenn(v)
        per_time = (slutt - start) / stint.timer(v)
        a, b = start + round(fra_timer * per_time), start + round(til_timer * per_time)
        return Overtidsbit(v.dato, a, max(b, a + 1), til_timer - fra_timer)

    def _mer(self, v: Vakt, timer: float) -> Mer:
        bit = self._bit(v, 0.0, timer)
        ut = tillegg(bit.fra, bit.til, self.timelonn(v.dato), valg=self.sak.valg)
        return Mer(v, timer, ut.ganger(timer * 60 / (bit.til - bit.fra)))

    def _overtid(self, dag: date) -> Iterator[Overtidsbit]:
        """Shifts that are overtime as they stand, and hours outside the agreed start and end (item 42)."""
        for r in self._arbeidet.get(dag, ()):
            if isinstance(r, Vakt) and r.type == OVERTID and stint.timer(r) > 0:
                yield Overtidsbit(dag, *stint.spenn(r), stint.timer(r))

    def overtidstillegg(self, bit: Overtidsbit) -> Iterator[tuple[str, float, float, float, frozenset[str]]]:
        """(parameter, paid hours, per cent, kroner an hour, keys that may be outdated) of a piece of overtime."""
        for nokkel, minutter, dag in overtid.klokkedeling(bit.fra, bit.til):
            prosent, utdatert = verdi(nokkel, dag, self.sak.valg)
            sats = prosent / 100 * grunnlag.overtidstimelonn(self.rad(bit.dato).arslonn, dag)
            yield nokkel, bit.timer * minutter / (bit.til - bit.fra), prosent, sats, utdatert
