"""One employee's shifts as pay sees them: supplements by the day, overtime and merarbeid by the week.

A shift belongs to the day it starts (ledger, week, month); its supplements are cut by the clock (B25, B26). An unpaid
break has no place on the clock, so it is taken evenly from the whole shift.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from math import fsum
from typing import NamedTuple

from .. import clock
from ..errors import Feilmelding, TidbankFeil
from ..model import EN_DAG, GJELDENDE, PERMU, TIDBANK, UTFORT, Lonnsrad, Turnusvakt, Vakt
from ..sak import Periode, Sak
from ..tekst import dato
from . import grunnlag, overtid
from .satser import verdi
from .tillegg import Tillegg, tillegg

# Agreed work: within the position, so never overtime by the week. A swap stands for the shift it took the place of.
PLANLAGTE = frozenset((TIDBANK, "Bytte", "Ordinær"))
EKSTRA, OVERTIDSVAKT = "Ekstra", "Overtid"


class Bit(NamedTuple):
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


def _netto(v: Turnusvakt | Vakt) -> float:
    """Paid hours by the clock."""
    return ((v.slutt - v.start - 1) % clock.MINUTTER_I_DOGN + 1 - v.pause) / 60


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
            tekst = (
                f"Ansatt {self.sak.ansattnr} har ingen rad som gjelder {dato(dag)}. Skriv en med Gjelder fra før den."
            )
            raise TidbankFeil(Feilmelding("Lønnsgrunnlag", "", tekst))
        return rad

    def timelonn(self, dag: date) -> float:
        return grunnlag.timelonn(self.rad(dag).arslonn, self.sak.lonnsuke(dag), dag)

    # Absence

    @cached_property
    def _fravaer(self) -> dict[date, tuple[float, float, float]]:
        """Day -> (away in all, sick, on leave without pay), fractions of the day."""
        ut: dict[date, tuple[float, float, float]] = {}
        helse = {k.kode for k in self.sak.koder.values() if k.helseopplysning}
        for f in self.sak.fravaer:
            for dag in clock.dagene(f.fra, f.til):
                alt, syk, uten = ut.get(dag, (0.0, 0.0, 0.0))
                del_ = min(f.grad, 1.0 - alt)
                ut[dag] = (alt + del_, syk + del_ * (f.kode in helse), uten + del_ * (f.kode == PERMU))
        return ut

    def borte(self, dag: date) -> float:
        return self._fravaer.get(dag, (0.0,))[0]

    def syk(self, dag: date) -> float:
        return self._fravaer.get(dag, (0.0, 0.0))[1]

    def uten_lonn(self, dag: date) -> float:
        return self._fravaer.get(dag, (0.0, 0.0, 0.0))[2]

    # Supplements

    def _av_vakt(self, v: Turnusvakt | Vakt, timelonn: float | None = None) -> Tillegg:
        fra, til = clock.vakttid(v.dato, v.start, v.slutt)
        ut = tillegg(fra, til, self.timelonn(v.dato) if timelonn is None else timelonn, valg=self.sak.valg)
        return ut.ganger(_netto(v) * 60 / (til - fra)) if v.pause else ut

    @cached_property
    def _turnus(self) -> dict[date, list[Turnusvakt]]:
        ut: dict[date, list[Turnusvakt]] = {}
        for t in self.sak.turnus:
            ut.setdefault(t.dato, []).append(t)
        return ut

    @cached_property
    def _vakter(self) -> dict[date, list[Vakt]]:
        ut: dict[date, list[Vakt]] = {}
        for v in self.sak.vakter:
            ut.setdefault(v.dato, []).append(v)
        return ut

    @cached_property
    def _kreditert(self) -> dict[int, float]:
        return self.sak.kreditert_andel(date.max)

    def faktisk(self, dag: date) -> Tillegg:
        """Supplements of what was worked within the position: the roster where the person was not away, and confirmed
        shifts (what absence credited of them taken off)."""
        ut = self._dager.get(dag)
        if ut is None:
            ut = Tillegg()
            for t in self._turnus.get(dag, ()):
                if self.borte(dag) < 1:
                    ut += self._av_vakt(t).ganger(1 - self.borte(dag))
            for v in self._vakter.get(dag, ()):
                if v.type in PLANLAGTE and v.status == UTFORT:
                    ut += self._av_vakt(v).ganger(1 - min(1.0, self._kreditert.get(id(v), 0.0)))
            self._dager[dag] = ut
        return ut

    def av_turnus(self, periode: Periode, timelonn: float) -> tuple[float, frozenset[str]]:
        """What the ordinary roster's supplements of a settlement period come to at an hourly pay: kroner a month for
        each percentage point of fixed position, and the rates that may be outdated.

        On annual basis (U§7), over the days of the period that have an agreement and a roster for their week.
        """
        utdatert: frozenset[str] = frozenset()
        if not self._turnus:
            return 0.0, utdatert
        forste, siste = clock.mandag(min(self._turnus)), clock.mandag(max(self._turnus)) + 6 * EN_DAG
        kroner, poeng = [], []
        for a in periode.avtaler:
            for d in clock.dagene(max(a.fra, forste), min(a.til, siste)):
                poeng.append(a.fast_pst)
                for t in self._turnus.get(d, ()):
                    ut = self._av_vakt(t, timelonn)
                    kroner.append(ut.sum)
                    utdatert |= ut.utdatert
        i_alt = fsum(poeng)
        if not i_alt:
            return 0.0, utdatert
        return fsum(kroner) / i_alt * grunnlag.DAGER_I_AARET / grunnlag.MAANEDER, utdatert

    # Overtime

    def _planlagt(self, dag: date) -> float:
        av_turnus = fsum(map(_netto, self._turnus.get(dag, ())))
        vakter = (v for v in self._vakter.get(dag, ()) if v.type in PLANLAGTE and v.status in GJELDENDE)
        return av_turnus + fsum(v.timer for v in vakter)

    def fra_avtalt(self, dag: date) -> bool:
        """Whether overtime begins at agreed hours on a day (B22)."""
        fra = self.sak.valg["overtid_fra_avtalt"]
        return fra is not None and dag >= fra

    def _ekstra(self, dag: date) -> list[Vakt]:
        return [v for v in self._vakter.get(dag, ()) if v.type == EKSTRA and v.status == UTFORT]

    def uke(self, mandag: date) -> tuple[list[Bit], list[Mer]]:
        """Overtime and merarbeid of one ISO week, by the day the shifts began."""
        dager = [mandag + n * EN_DAG for n in range(7)]
        biter = [b for d in dager for b in self._over_vaktlengde(d)]
        per_dag = [self._ekstra(d) for d in dager]
        if not any(per_dag):
            return biter, []
        valg = self.sak.valg
        u = overtid.uke(
            [self._planlagt(d) for d in dager],
            [fsum(v.timer for v in vakter) for vakter in per_dag],
            valg.paa("overtid_dagsgrense", mandag), self.sak.lonnsuke(mandag), self.fra_avtalt(mandag),
        )  # fmt: skip
        igjen: list[tuple[Vakt, float]] = []
        for vakter, over in zip(per_dag, u.per_dag, strict=True):
            igjen += self._fra_slutten([(v, v.timer) for v in vakter], over, biter)
        return biter, [self._mer(v, t) for v, t in self._fra_slutten(igjen, u.uke, biter) if t > grunnlag.NULL]

    def mertimer(self, v: Vakt) -> float:
        """Hours of one extra shift that are merarbeid."""
        return fsum(m.timer for m in self.uke(clock.mandag(v.dato))[1] if m.vakt is v)

    def _fra_slutten(
        self, vakter: list[tuple[Vakt, float]], timer: float, biter: list[Bit]
    ) -> list[tuple[Vakt, float]]:
        """Take overtime from the end of the last shifts: what is beyond the limit is what was worked last."""
        ut = []
        for v, har in reversed(vakter):
            tar = min(har, timer)
            timer -= tar
            if tar > grunnlag.NULL:
                biter.append(self._bit(v, har - tar, har))
            ut.append((v, har - tar))
        return ut[::-1]

    def _bit(self, v: Vakt, fra_timer: float, til_timer: float) -> Bit:
        """The paid hours [fra_timer, til_timer) of a shift on the clock."""
        start, slutt = clock.vakttid(v.dato, v.start, v.slutt)
        per_time = (slutt - start) / v.timer
        a, b = start + round(fra_timer * per_time), start + round(til_timer * per_time)
        return Bit(v.dato, a, max(b, a + 1), til_timer - fra_timer)

    def _mer(self, v: Vakt, timer: float) -> Mer:
        bit = self._bit(v, 0.0, timer)
        ut = tillegg(bit.fra, bit.til, self.timelonn(v.dato), valg=self.sak.valg)
        return Mer(v, timer, ut.ganger(timer * 60 / (bit.til - bit.fra)))

    def _over_vaktlengde(self, dag: date) -> Iterator[Bit]:
        """Hours beyond the agreed end (item 42), and shifts that are overtime as they stand."""
        for v in self._vakter.get(dag, ()):
            if v.status != UTFORT:
                continue
            fra, til = clock.vakttid(v.dato, v.start, v.slutt)
            if v.type == OVERTIDSVAKT and v.timer > 0:
                yield Bit(dag, fra, til, v.timer)
            if v.faktisk_slutt is not None and (over := overtid.over_vakt(v.slutt, v.faktisk_slutt)):
                yield Bit(dag, til, til + over, over / 60)

    def overtidstillegg(self, bit: Bit) -> Iterator[tuple[str, float, float, float, frozenset[str]]]:
        """(parameter, paid hours, per cent, kroner an hour, keys that may be outdated) of a piece of overtime."""
        for nokkel, minutter, dag in overtid.klokkedeling(bit.fra, bit.til):
            prosent, utdatert = verdi(nokkel, dag, self.sak.valg)
            sats = prosent / 100 * grunnlag.overtidstimelonn(self.rad(bit.dato).arslonn, dag)
            yield nokkel, bit.timer * minutter / (bit.til - bit.fra), prosent, sats, utdatert
