"""The ledger: an employee's postings in order, and balances as sums of them (B4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from math import fsum
from operator import attrgetter
from typing import Any, TypeVar

from . import posteringer, takt, tekst
from .model import Art, Postering, Vakt, dager
from .sak import Periode, Sak
from .tid import clock, frister
from .views import Kontolinje, Saldo

T = TypeVar("T")
# One and the same order whatever order the rows came in, so that sums come out the same to the last bit.
_ENTYDIG = attrgetter("dato", "art", "ref", "timer")
# On a statement the debt comes first on its day.
REKKEFOLGE = {Art.SKYLD: 0, Art.ARBEIDET: 1, Art.EKSTRA: 2, Art.UBEKREFTET: 3, Art.AVTALT: 4, Art.KREDITERT: 5}
ARBEID = (Art.ARBEIDET, Art.EKSTRA)


def _orden(p: Postering) -> tuple[date, int, str, float]:
    return p.dato, REKKEFOLGE[p.art], p.ref, p.timer


class Summer:
    """Hours that balances on a day are the sums of. They are added exactly (fsum), so that no order, and no way to come
    by them, makes another balance."""

    def __init__(self, dag: date) -> None:
        self.dag = dag
        self.skyld: list[float] = []
        self.paalopt: list[float] = []
        self.arbeidet: list[float] = []
        self.ubekreftet: list[float] = []
        self.kreditert: list[float] = []
        self.avtalt: list[float] = []
        self.ventet: list[float] = []

    def ta(self, p: Postering) -> None:
        if p.art == Art.AVTALT:
            if p.dato > self.dag:
                self.avtalt.append(p.timer)
        elif p.dato > self.dag:
            # Credit to come, less the booked hours it takes over from a shift: avtalt counts those whole.
            if p.art == Art.KREDITERT or p.timer < 0:
                self.ventet.append(p.timer)
        elif p.art in ARBEID:
            self.arbeidet.append(p.timer)
        elif p.art == Art.KREDITERT:
            self.kreditert.append(p.timer)
        elif p.art == Art.SKYLD:
            self.skyld.append(p.timer)
            self.paalopt.append(p.timer * dager(p.fra, min(p.til, self.dag)) / dager(p.fra, p.til))
        else:
            self.ubekreftet.append(p.timer)


def saldo(
    sak: Sak, periode: Periode, dag: date, summer: Summer, gjennomganger: list[date],
    planlagt: Iterable[float] | None = None, borte: int | None = None,
) -> Saldo:  # fmt: skip
    """The balances of one employee on a day of a period. gjennomganger: its reviews. planlagt, borte: see
    takt.plass."""
    skyld, paalopt, arbeidet, ubekreftet, kreditert, avtalt, ventet = map(
        fsum,
        (
            summer.skyld, summer.paalopt, summer.arbeidet, summer.ubekreftet, summer.kreditert, summer.avtalt,
            summer.ventet,
        ),
    )  # fmt: skip
    slutt = periode.slutt
    uke = sak.uke(dag)
    skyldig = skyld - arbeidet - kreditert
    etter, etterslep = skyldig - avtalt, paalopt - arbeidet - kreditert
    ved_slutt = skyldig - ubekreftet - avtalt - ventet
    varsel = frister.sluttvarsel(slutt)
    return Saldo(
        sak.ansattnr, sak.ansatt.navn, uke, skyld, paalopt, arbeidet, ubekreftet, kreditert, skyldig, avtalt,
        etter, etterslep, takt.per_uke(skyldig, dag, slutt), takt.per_uke(etter, dag, slutt), ventet, ved_slutt,
        frister.neste(gjennomganger, dag), varsel,
        takt.status(
            ved_slutt=ved_slutt, plass=takt.plass(sak, dag, slutt, planlagt, borte), etterslep=etterslep, uke=uke,
            dag=dag, sluttvarsel=varsel, valg=sak.valg,
        ),
    )  # fmt: skip


class Konto:
    """The postings of one employee in one settlement period, in order of date."""

    def __init__(self, sak: Sak, periode: Periode, posteringer: Iterable[Postering]) -> None:
        self.sak = sak
        self.periode = periode
        self._udelte = tuple(posteringer)

    @cached_property
    def posteringer(self) -> tuple[Postering, ...]:
        return tuple(sorted(delt_ved_null(self._udelte), key=_ENTYDIG))

    @cached_property
    def ekstradeler(self) -> list[Postering]:
        """Those that lie beyond zero."""
        return sorted((p for p in delt_ved_null(self._udelte) if p.art == Art.EKSTRA), key=_ENTYDIG)

    @cached_property
    def vakter(self) -> tuple[Vakt, ...]:
        """The period's shifts that count: Tidbank, and Tildelt, Godkjent or Utført."""
        return tuple(v for v in self.sak.tidbankvakter if self.sak.periode(v.dato) == self.periode)

    @cached_property
    def arbeidet(self) -> tuple[tuple[date, float], ...]:
        """Day and hours of each of `vakter` that counts as worked once its day has come, whole."""
        return tuple((v.dato, v.timer) for v in self.vakter if self.sak.art(v)[0] == Art.ARBEIDET)

    @cached_property
    def _gjennomganger(self) -> list[date]:
        return frister.gjennomgangsplan(self.sak.valg, self.periode.start, self.periode.slutt)

    def husk(self, hva: str, dag: date, lag: Callable[[Konto, date], T]) -> T:
        """What is worked out of the account for a day, made once."""
        nokkel = (hva, dag)
        if nokkel not in self._husket:
            self._husket[nokkel] = lag(self, dag)
        svar: T = self._husket[nokkel]
        return svar

    @cached_property
    def _husket(self) -> dict[tuple[str, date], Any]:
        return {}

    def saldo(self, dag: date) -> Saldo:
        """Every balance on a day of the period, the day included."""
        summer = Summer(dag)
        for p in self._udelte:
            summer.ta(p)
        return saldo(self.sak, self.periode, dag, summer, self._gjennomganger)

    def gjort(self, dag: date) -> tuple[float, float]:
        """Hours worked and hours credited up to a day, as `saldo` sums them."""
        til = [p for p in self._udelte if p.dato <= dag]
        return fsum([p.timer for p in til if p.art in ARBEID]), fsum([p.timer for p in til if p.art == Art.KREDITERT])

    def linjer(self, fra: date, til: date) -> list[Kontolinje]:
        """The lines of a statement up to `til`; the balance runs from the first posting, lines before `fra` are cut.

        One line a shift and one a week of absence: credits are posted by the day and added up here.
        """
        samlet: dict[tuple[object, ...], Postering] = {}
        for p in self.posteringer:
            if p.dato > til or not p.virkning:
                continue
            uke = clock.mandag(p.dato) if p.art == Art.KREDITERT else p.dato
            nokkel = (p.art, uke, p.kilde.ark, p.kilde.rad, p.ref)
            gammel = samlet.get(nokkel)
            samlet[nokkel] = (
                p if gammel is None
                else gammel._replace(timer=gammel.timer + p.timer, dato=max(p.dato, gammel.dato), til=p.til)
            )  # fmt: skip
        ut, saldo = [], 0.0
        for p in sorted(samlet.values(), key=_orden):
            if abs(p.timer) < tekst.STOV and p.art != Art.SKYLD:
                continue
            saldo += p.virkning * p.timer
            if p.dato >= fra:
                kilde = f"{p.kilde} ({p.ref})" if p.art in ARBEID and p.ref else str(p.kilde)
                ut.append(Kontolinje(p.dato, p.art, p.virkning * p.timer, saldo, p.hjemmel, kilde))
        return ut


def delt_ved_null(posteringer: Iterable[Postering]) -> list[Postering]:
    """The postings, each worked shift that takes the debt below zero split in two (item 43, B31).

    Arbeidet is what brings the debt to zero, Ekstra the rest; the sum, and so every balance, is the same. The shift
    that is partly credited by absence is split by the part that was worked.
    """
    poster = list(posteringer)
    if fsum(p.virkning * p.timer for p in poster) >= -tekst.STOV:
        return poster  # nobody who still owes has worked beyond zero
    poster.sort(key=_orden)
    rest = fsum(p.timer for p in poster if p.art == Art.SKYLD)
    gjort: dict[tuple[object, ...], float] = {}
    for p in poster:
        if p.art == Art.ARBEIDET:
            gjort[_vaktnokkel(p)] = gjort.get(_vaktnokkel(p), 0.0) + p.timer
    ut = []
    for p in poster:
        over = 0.0
        if p.art == Art.KREDITERT:
            rest -= p.timer
        elif p.art == Art.ARBEIDET and p.timer > 0:
            netto = gjort.pop(_vaktnokkel(p), 0.0)
            over = max(0.0, netto - max(0.0, rest))
            rest -= netto
        if over > tekst.STOV:
            ut += [p._replace(timer=p.timer - over), p._replace(art=Art.EKSTRA, timer=over)]
        else:
            ut.append(p)
    return ut


def _vaktnokkel(p: Postering) -> tuple[object, ...]:
    return p.dato, p.kilde.ark, p.kilde.rad, p.ref


def kontoer(sak: Sak) -> tuple[Konto, ...]:
    """One account for each settlement period, from every posting rule. Postings outside all periods belong nowhere."""
    alle = [p for poster in posteringer.alle() for p in poster(sak)]
    if len(sak.perioder) == 1:
        eneste = sak.perioder[0]
        return (Konto(sak, eneste, (p for p in alle if eneste.start <= p.fra <= eneste.slutt)),)
    poster: list[list[Postering]] = [[] for _ in sak.perioder]
    plass = {(p.start, p.slutt): n for n, p in enumerate(sak.perioder)}
    for post in alle:
        # A debt stands on the first day of its period, but belongs with the days it is for.
        periode = sak.periode(post.fra)
        if periode is not None:
            poster[plass[periode.start, periode.slutt]].append(post)
    return tuple(Konto(sak, p, egne) for p, egne in zip(sak.perioder, poster, strict=True))
