"""One employee's shifts as pay sees them: supplements by the day, overtime and merarbeid by the week.

A shift belongs to the day it starts (ledger, week, month); its supplements are cut by the clock (B25, B26). An unpaid
break has no place on the clock, so it is taken evenly from the whole shift. Rows are read through okter.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from math import fsum
from typing import NamedTuple

from .. import clock, parameters
from ..errors import Feilmelding, TidbankFeil
from ..model import EN_DAG, GJELDENDE, PERMU, TIDBANK, UTFORT, Lonnsrad, Vakt
from ..sak import Periode, Sak
from ..tekst import dato
from . import grunnlag, overtid
from .linjer import Turnusgrunnlag
from .okter import Okt, rader
from .satser import ARTER, KS, ROD_DAG, verdi
from .tillegg import Tillegg, tillegg

# Agreed work: within the position, so never overtime by the week. A swap stands for the shift it took the place of.
PLANLAGTE = frozenset((TIDBANK, "Bytte", "Ordinær"))
EKSTRA, OVERTIDSVAKT = "Ekstra", "Overtid"
# Choices: the year a monthly amount is a twelfth of, and what a short roster stands for.
ETTER_OMRAADE, HTA_AAR, GJENTAS = "etter tariffområdet", "1900 timer", "gjentas"
KALENDERUKER = grunnlag.DAGER_I_AARET / 7
_ROD = ARTER.index(ROD_DAG)


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


def _uker(dager: int) -> int:
    """Whole weeks of so many days, the last part of one counted."""
    return -(-dager // 7)


def _per_dag(okter: Iterable[Okt]) -> dict[date, list[Okt]]:
    ut: dict[date, list[Okt]] = {}
    for o in okter:
        ut.setdefault(o.dato, []).append(o)
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

    # Rows

    @cached_property
    def _plan(self) -> dict[date, list[Okt]]:
        """The ordinary roster as it is planned, by day."""
        return _per_dag(rader(self.sak, vakter=lambda _: False, plan=True))

    @cached_property
    def _arbeidet(self) -> dict[date, list[Okt]]:
        """What was worked, by day: the roster where the person was not wholly away, and confirmed shifts that absence
        has not wholly credited."""
        return _per_dag(
            rader(
                self.sak, turnus=lambda t: self.borte(t.dato) < 1 - grunnlag.NULL,
                vakter=lambda v: v.status == UTFORT and self._igjen(v) > grunnlag.NULL,
            )
        )  # fmt: skip

    @cached_property
    def _oppsatt(self) -> dict[date, float]:
        """Hours within the position by day, absent or not: the roster and shifts in force."""
        ut: dict[date, float] = {}
        for o in rader(self.sak, vakter=lambda v: v.type in PLANLAGTE and v.status in GJELDENDE):
            ut[o.dato] = ut.get(o.dato, 0.0) + o.timer
        return ut

    @cached_property
    def _kreditert(self) -> dict[int, float]:
        return self.sak.kreditert_andel(date.max)

    def _igjen(self, v: Vakt) -> float:
        """The part of a shift that absence has not credited."""
        return 1 - min(1.0, self._kreditert.get(id(v), 0.0))

    # Supplements

    def _tillegg(self, o: Okt, timelonn: float | None = None) -> Tillegg:
        """The supplements of the part inside the plan."""
        (fra, til), minutter = o.innenfor, o.minutter - o.over
        if minutter <= 0:
            return Tillegg()
        ut = tillegg(fra, til, self.timelonn(o.dato) if timelonn is None else timelonn, valg=self.sak.valg)
        return ut.ganger(minutter / (til - fra)) if minutter != til - fra else ut

    def faktisk(self, dag: date) -> Tillegg:
        """Supplements of what was worked within the position: the roster where the person was not away, and confirmed
        shifts (what absence credited of them taken off)."""
        ut = self._dager.get(dag)
        if ut is None:
            ut = Tillegg()
            for o in self._arbeidet.get(dag, ()):
                if not isinstance(o.post, Vakt):
                    ut += self._tillegg(o).ganger(1 - self.borte(dag))
                elif o.post.type in PLANLAGTE:
                    ut += self._tillegg(o).ganger(self._igjen(o.post))
            self._dager[dag] = ut
        return ut

    def av_turnus(self, periode: Periode, timelonn: float) -> Turnusgrunnlag:
        """What the ordinary roster's supplements of a settlement period come to at an hourly pay (U§7).

        Evenings, nights and weekends are a pattern: an average over the days with an agreement from the first week of
        the roster to the last, which stands for the weeks that are not written. Red days are dates: they are spread
        over all the period's days, and none is added that no row tells of. A roster too short to be a pattern is
        spread over all the period's days too, unless the choice `kort_turnus` says that it repeats itself.
        """
        dager = [(d, a.fast_pst) for a in periode.avtaler for d in clock.dagene(a.fra, a.til)]
        i_alt = fsum(p for _, p in dager)
        uker = {clock.mandag(d) for d, _ in dager if d in self._plan}
        if not uker or not i_alt:
            return Turnusgrunnlag(av=_uker(len(dager)))  # no roster, or no fixed part it could be of
        forste, siste = min(uker), max(uker) + 6 * EN_DAG
        i_spenn = fsum(p for d, p in dager if forste <= d <= siste)
        vanlig, rod = [], []
        utdatert: frozenset[str] = frozenset()
        for d, _ in dager:
            for o in self._plan.get(d, ()):
                ut = self._tillegg(o, timelonn)
                rod.append(ut.kroner[_ROD])
                vanlig.append(ut.sum - ut.kroner[_ROD])
                utdatert |= ut.utdatert
        antall, spenn, av = len(uker), (siste - forste).days // 7 + 1, _uker(len(dager))
        andel = parameters.verdi("turnus_minst_andel", periode.slutt) / 100
        kort = antall < parameters.verdi("turnus_minst_uker", periode.slutt) and antall < andel * av
        gjentas = self.sak.valg["kort_turnus"] == GJENTAS
        return Turnusgrunnlag(
            7 * fsum(vanlig) / (i_alt if kort and not gjentas else i_spenn), 7 * fsum(rod) / i_alt, utdatert,
            antall, spenn, av, kort, gjentas, antall < andel * spenn,
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

    def _ekstra(self, dag: date) -> list[Okt]:
        return [o for o in self._arbeidet.get(dag, ()) if isinstance(o.post, Vakt) and o.post.type == EKSTRA]

    def uke(self, mandag: date) -> tuple[list[Bit], list[Mer]]:
        """Overtime and merarbeid of one ISO week, by the day the shifts began."""
        dager = [mandag + n * EN_DAG for n in range(7)]
        biter = [b for d in dager for b in self._over_vaktlengde(d)]
        per_dag = [self._ekstra(d) for d in dager]
        if not any(per_dag):
            return biter, []
        valg = self.sak.valg
        u = overtid.uke(
            [self._oppsatt.get(d, 0.0) for d in dager],
            [fsum(o.timer for o in okter) for okter in per_dag],
            valg.paa("overtid_dagsgrense", mandag), self.sak.lonnsuke(mandag), self.fra_avtalt(mandag),
        )  # fmt: skip
        igjen: list[tuple[Okt, float]] = []
        for okter, over in zip(per_dag, u.per_dag, strict=True):
            igjen += self._fra_slutten([(o, o.timer) for o in okter], over, biter)
        return biter, [self._mer(o, t) for o, t in self._fra_slutten(igjen, u.uke, biter) if t > grunnlag.NULL]

    def mertimer(self, v: Vakt) -> float:
        """Hours of one extra shift that are merarbeid."""
        return fsum(m.timer for m in self.uke(clock.mandag(v.dato))[1] if m.vakt is v)

    def _fra_slutten(self, okter: list[tuple[Okt, float]], timer: float, biter: list[Bit]) -> list[tuple[Okt, float]]:
        """Take overtime from the end of the last shifts: what is beyond the limit is what was worked last."""
        ut = []
        for o, har in reversed(okter):
            tar = min(har, timer)
            timer -= tar
            if tar > grunnlag.NULL:
                biter.append(self._bit(o, har - tar, har))
            ut.append((o, har - tar))
        return ut[::-1]

    def _bit(self, o: Okt, fra_timer: float, til_timer: float) -> Bit:
        """The paid hours [fra_timer, til_timer) of the part of a shift inside its plan, on the clock."""
        start, slutt = o.innenfor
        per_time = (slutt - start) / o.timer
        a, b = start + round(fra_timer * per_time), start + round(til_timer * per_time)
        return Bit(o.dato, a, max(b, a + 1), til_timer - fra_timer)

    def _mer(self, o: Okt, timer: float) -> Mer:
        assert isinstance(o.post, Vakt)
        bit = self._bit(o, 0.0, timer)
        ut = tillegg(bit.fra, bit.til, self.timelonn(o.dato), valg=self.sak.valg)
        return Mer(o.post, timer, ut.ganger(timer * 60 / (bit.til - bit.fra)))

    def _over_vaktlengde(self, dag: date) -> Iterator[Bit]:
        """Hours outside the agreed start and end (item 42), and shifts that are overtime as they stand."""
        for o in self._arbeidet.get(dag, ()):
            fra, til = o.innenfor
            if isinstance(o.post, Vakt) and o.post.type == OVERTIDSVAKT and o.timer > 0:
                yield Bit(dag, fra, til, o.timer)
            lengde = sum(b - a for a, b in o.utenfor)
            for a, b in o.utenfor:
                yield Bit(dag, a, b, (b - a) * o.over / lengde / 60)

    def overtidstillegg(self, bit: Bit) -> Iterator[tuple[str, float, float, float, frozenset[str]]]:
        """(parameter, paid hours, per cent, kroner an hour, keys that may be outdated) of a piece of overtime."""
        for nokkel, minutter, dag in overtid.klokkedeling(bit.fra, bit.til):
            prosent, utdatert = verdi(nokkel, dag, self.sak.valg)
            sats = prosent / 100 * grunnlag.overtidstimelonn(self.rad(bit.dato).arslonn, dag)
            yield nokkel, bit.timer * minutter / (bit.til - bit.fra), prosent, sats, utdatert
