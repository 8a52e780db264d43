"""The account of one employee in the surplus bank: postings in order, balances as sums of them.

One posting a day for automatic deposits, one for each row of Timebank that is approved. Hours recorded below the
capacity post nothing (item 56), and nothing is netted between days (item 50).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from math import fsum
from typing import NamedTuple

from .. import tekst
from ..model import (
    AVSPASERING,
    EN_DAG,
    GJELDENDE,
    GODKJENT,
    INNSKUDD,
    KORREKSJON,
    SOKT,
    STARTSALDO,
    TIDBANK,
    UTBETALING,
    UTENOM,
    UTFORT,
    UTTAK,
    Kilde,
    Timebankrad,
    Timeforing,
    Vakt,
)
from ..sak import Sak
from ..views import Kontolinje, Timebanksaldo
from .kapasitet import innskudd, maaler, ventet
from .okter import dagstimer, tidsrom

AUTOMATISK = "Automatisk innskudd"
# What comes in on a day stands before what goes out.
REKKEFOLGE = {STARTSALDO: 0, AUTOMATISK: 1, INNSKUDD: 2, KORREKSJON: 3, AVSPASERING: 4, UTBETALING: 5}
HJEMMEL = {
    STARTSALDO: "Svenn: Saldo",
    AUTOMATISK: "Svenn: Automatiske innskudd",
    INNSKUDD: "Svenn: Manuelle innskudd",
    KORREKSJON: "Svenn: Saldo",
    AVSPASERING: "Svenn: Uttak",
    UTBETALING: "Svenn: Innskudd (utbetaling)",
}


class Timedag(NamedTuple):
    """What was recorded on a day, and the hours it was measured against (None = nothing)."""

    dato: date
    timer: float
    kapasitet: float | None
    foringer: tuple[Timeforing, ...]

    @property
    def innskudd(self) -> float:
        return 0.0 if self.kapasitet is None else innskudd(self.timer, self.kapasitet)


class Timepost(NamedTuple):
    """A movement. timer is what it does to the balance: deposits positive, withdrawals negative."""

    dato: date
    art: str
    timer: float
    kilde: Kilde
    grunn: str  # the source as text: cells, and for an automatic deposit what was measured against what

    @property
    def hjemmel(self) -> str:
        return HJEMMEL[self.art]


class Timebankkonto:
    """Every posting and balance of one employee. Rows come in any order."""

    def __init__(self, sak: Sak) -> None:
        self.sak = sak

    @property
    def brukt(self) -> bool:
        """Whether the employee has anything in the bank: recorded hours, rows, or a capacity of their own."""
        return bool(self.sak.timer or self.sak.timebank or any(k.ansattnr for k in self.sak.kapasitet))

    @cached_property
    def dager(self) -> dict[date, Timedag]:
        """Each day with recorded hours, in order of time."""
        per_dag: dict[date, list[Timeforing]] = {}
        for f in self.sak.timer:
            per_dag.setdefault(f.dato, []).append(f)
        valg, ut = self.sak.valg, {}
        for dag, foringer in sorted(per_dag.items()):
            dagen_for = map(tidsrom, per_dag.get(dag - EN_DAG, ()))
            timer = dagstimer(
                foringer, self.telles_ellers(dag), valg.paa("pause_grense", dag), valg.paa("pause_fradrag", dag),
                [t for t in dagen_for if t is not None],
            )  # fmt: skip
            foringer.sort(key=_foringsorden)
            rad = maaler(self.sak, dag)
            kapasitet = None if rad is None else ventet(self.sak, rad, dag)
            ut[dag] = Timedag(dag, timer, kapasitet, tuple(foringer))
        return ut

    def telles_ellers(self, dag: date) -> list[Vakt]:
        """The shifts whose time counts elsewhere, that may share an hour with what was recorded on a day: a shift may
        run past midnight."""
        return [v for n in (-1, 0, 1) for v in self._vakter.get(dag + timedelta(days=n), ())]

    @cached_property
    def _vakter(self) -> dict[date, list[Vakt]]:
        """Shifts in the tidbank, and those paid by the hour: confirmed extra shifts and overtime, also what lies
        outside the planned times of a shift. Under every number of the person: no hour counts twice."""
        ut: dict[date, list[Vakt]] = {}
        for v in self.sak.stint.vakter if self.sak.timer else ():
            if v.status in GJELDENDE if v.type == TIDBANK else v.status == UTFORT and v.type in UTENOM:
                ut.setdefault(v.dato, []).append(v)
        return ut

    @cached_property
    def _trekkes(self) -> frozenset[str]:
        """The states of a withdrawal that take it off the balance (B29)."""
        straks = self.sak.valg["avspasering_trekkes"] == "når den er søkt"
        return frozenset((GODKJENT, SOKT)) if straks else frozenset((GODKJENT,))

    @cached_property
    def rader(self) -> tuple[Timebankrad, ...]:
        """The rows of Timebank in order of time."""
        return tuple(sorted(self.sak.timebank, key=lambda r: (r.dato, REKKEFOLGE[r.art], r.timer, r.kilde.rad)))

    @cached_property
    def posteringer(self) -> tuple[Timepost, ...]:
        return tuple(sorted(self._posteringer(), key=lambda p: (p.dato, REKKEFOLGE[p.art], p.timer, p.kilde.rad)))

    def _posteringer(self) -> Iterator[Timepost]:
        for d in self.dager.values():
            if d.kapasitet is not None and d.innskudd > tekst.STOV:
                celler = ", ".join(str(f.kilde) for f in d.foringer)
                maalt = f"{tekst.timer(d.timer)} timer, kapasitet {tekst.timer(d.kapasitet)}"
                yield Timepost(d.dato, AUTOMATISK, d.innskudd, d.foringer[0].kilde, f"{celler} ({maalt})")
        for r in self.sak.timebank:
            if r.tilstand in self._trekkes if r.art in UTTAK else r.tilstand == GODKJENT:
                yield Timepost(r.dato, r.art, -r.timer if r.art in UTTAK else r.timer, r.kilde, str(r.kilde))

    def saldo(self, dag: date) -> Timebanksaldo:
        """The balance on a day, the day included."""
        inn: dict[str, list[float]] = {art: [] for art in REKKEFOLGE}
        for p in self.posteringer:
            if p.dato <= dag:
                inn[p.art].append(p.timer)
        sum_ = {art: fsum(t) for art, t in inn.items()}
        alle = [t for timer in inn.values() for t in timer]
        opp, ned = fsum(t for t in alle if t > 0), fsum(-t for t in alle if t < 0)
        uttak = [r for r in self.sak.timebank if r.art in UTTAK]
        return Timebanksaldo(
            self.sak.ansattnr, self.sak.ansatt.navn, sum_[STARTSALDO], sum_[AUTOMATISK], sum_[INNSKUDD],
            sum_[KORREKSJON], 0.0 - sum_[AVSPASERING], 0.0 - sum_[UTBETALING], opp, ned,
            fsum(r.timer for r in uttak if r.tilstand == SOKT and r.tilstand not in self._trekkes),
            fsum(r.timer for r in uttak if r.tilstand in self._trekkes and r.dato > dag),
            opp - ned,
        )  # fmt: skip

    def linjer(self, fra: date | None, til: date | None) -> list[Kontolinje]:
        """The lines of a statement up to `til`; the balance runs from the first posting, lines before `fra` are cut."""
        ut, saldo = [], 0.0
        for p in self.posteringer:
            if til is not None and p.dato > til:
                break
            saldo += p.timer
            if fra is None or p.dato >= fra:
                ut.append(Kontolinje(p.dato, p.art, p.timer, saldo, p.hjemmel, p.grunn))
        return ut


def _foringsorden(f: Timeforing) -> tuple[int, int, float]:
    return f.kilde.rad, f.start or 0, f.timer or 0.0
