"""How people get to work: kilometres of the ordinary days, and what the bank shifts add (A5; E8, E10).

Commuting distance is personal data: what one person travels is for HR and that person; everybody else sees sums of at
least so many people as the choice `minst_i_sum` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import fsum
from typing import NamedTuple

from ..saker import Saker
from .registre import UTEN_MOTOR, Registre, Reisevane, faktorkode
from .turer import Oppmoter, Vakttur, oppmoter

T_R = 2  # there and back
ANDRE = "Andre reisemåter"


class Personreise(NamedTuple):
    """What one employee travelled to work: for HR and the employee alone. km: there and back, by the row in force.

    dager: return trips of all attendances; bank: bank shifts with their extra trips; bank_km: kilometres of these.
    hjemme: trips saved by days at home. ukjent: no row of Reisevaner on some of the days. uten_vei: the bank shifts on
    such days: what they travel is not known, and never 0 km.
    """

    ansattnr: str
    dager: tuple[tuple[date, Reisevane], ...]
    bank: tuple[Vakttur, ...]
    bank_km: float
    hjemme: tuple[date, ...]
    spart_km: float
    ukjent: bool
    uten_vei: tuple[Vakttur, ...] = ()

    @property
    def km(self) -> float:
        return fsum(T_R * (v.km or 0.0) for _, v in self.dager)

    @property
    def bankturer(self) -> int:
        return sum(v.turer for v in self.bank)

    @property
    def banktimer(self) -> float:
        return fsum(v.timer for v in self.bank)

    @property
    def km_per_time(self) -> float | None:
        return self.bank_km / self.banktimer if self.banktimer else None


def person(saker: Saker, registre: Registre, ansattnr: str, fra: date, til: date, dag: date) -> Personreise:
    """What one employee travels on the days from `fra` to `til`, as the shifts stand on `dag`."""
    sak = saker.sak(ansattnr)
    hjemme = frozenset(h.dato for h in registre.hjemmekontor if h.ansattnr in saker.numre_til(ansattnr))
    alle = sak.husk(_oppmoter_paa).paa(dag, hjemme)

    def vanene(dager: Iterable[date]) -> list[tuple[date, Reisevane | None]]:
        return [(d, _vane(saker, registre, ansattnr, d)) for d in dager if fra <= d <= til]

    turene, hjemmedager = vanene(alle.dager), vanene(alle.hjemme)
    kjente = tuple((d, v) for d, v in turene if v is not None and v.km is not None)
    bank = tuple(v for v in alle.bank if fra <= v.vakt.dato <= til)
    km, uten = [], []
    for v in bank:
        vane = _vane(saker, registre, ansattnr, v.vakt.dato)
        if vane is None or vane.km is None:
            uten.append(v)
        else:
            km.append(v.turer * T_R * vane.km)
    return Personreise(
        sak.ansattnr, kjente, bank, fsum(km), tuple(d for d, _ in hjemmedager),
        fsum(T_R * (v.km or 0.0) for _, v in hjemmedager if v), len(kjente) < len(turene) or bool(uten), tuple(uten),
    )  # fmt: skip


class _Paa:
    """The attendances of one employee by the day they are asked on, worked out once for each."""

    def __init__(self, sak: object) -> None:
        self._sak, self._dager = sak, dict[tuple[date, frozenset[date]], Oppmoter]()

    def paa(self, dag: date, hjemme: frozenset[date]) -> Oppmoter:
        if (dag, hjemme) not in self._dager:
            funnet = oppmoter(self._sak, dag, hjemme)  # type: ignore[arg-type]  # the case it was made of
            self._dager[dag, hjemme] = funnet
        return self._dager[dag, hjemme]


_oppmoter_paa = _Paa


def _vane(saker: Saker, registre: Registre, ansattnr: str, dag: date) -> Reisevane | None:
    for nr in reversed(saker.numre_til(ansattnr)):
        if (vane := registre.vane(nr, dag)) is not None:
            return vane
    return None


class Gruppe(NamedTuple):
    """Commuting by one means of transport, of enough people to be shown. km: there and back in the year."""

    transport: str
    personer: int
    turer: int
    km: float


class Pendling(NamedTuple):
    """The commuting of everyone in a year. utelatt: people in groups too small to be shown; ukjente: people without a
    row of Reisevaner on a day they came, counted as unknown and never as 0 km: their bank shifts of such days are in
    none of the figures."""

    grupper: tuple[Gruppe, ...]
    reiser: tuple[tuple[str, str, tuple[tuple[date, Reisevane], ...]], ...]  # group and who, of the groups shown
    personer: int
    utelatt: int
    ukjente: int
    bankvakter: int
    uten_tur: int
    bankturer: int
    bank_km: float
    banktimer: float
    bankpersoner: int

    @property
    def km_per_time(self) -> float | None:
        return self.bank_km / self.banktimer if self.banktimer else None

    @property
    def turer_per_100(self) -> float | None:
        return 100 * self.bankturer / self.banktimer if self.banktimer else None


def alle(saker: Saker, registre: Registre, fra: date, til: date, dag: date, minst: int) -> Pendling:
    """Everyone's commuting from `fra` to `til`, those left out of the bank apart."""
    folk = [person(saker, registre, nr, fra, til, dag) for nr in _kan_regnes(saker)]

    def hvem_er(p: Personreise) -> str:
        """One name for all accounts of a person: two of them are not two people."""
        return saker.register.personer.alle(p.ansattnr)[0]

    med = [p for p in folk if p.dager]
    etter: dict[str, dict[str, list[tuple[date, Reisevane]]]] = {}
    for p in med:
        for d, vane in p.dager:
            etter.setdefault(vane.transport or "Annet", {}).setdefault(hvem_er(p), []).append((d, vane))
    store, smaa = {}, {}
    for t, hvem in etter.items():
        store[t], smaa[t] = _uten_faa(hvem, minst)
    rest = sorted({nr for hvem in smaa.values() for nr in hvem})
    grupper = [_gruppe(t, hvem) for t, hvem in sorted(store.items()) if hvem]
    reiser = [(t, nr, tuple(dager)) for t, hvem in store.items() for nr, dager in sorted(hvem.items())]
    if len({nr for hvem in smaa.values() for nr in _som_reiser(hvem)}) >= minst:
        samlet: _Turer = {}
        for hvem in smaa.values():
            for nr, dager in hvem.items():
                samlet.setdefault(nr, []).extend(dager)
        grupper.append(_gruppe(ANDRE, samlet))
        reiser += [(ANDRE, nr, tuple(dager)) for nr, dager in sorted(samlet.items())]
        rest = []
    egne = [[v for v in p.bank if v.vakt.dato <= dag and v not in p.uten_vei] for p in folk]
    bank = [v for vakter in egne for v in vakter]
    return Pendling(
        tuple(grupper), tuple(reiser), len({hvem_er(p) for p in med}), len(rest), sum(p.ukjent for p in folk),
        len(bank),
        sum(v.turer == 0 for v in bank), sum(v.turer for v in bank), fsum(p.bank_km for p in folk),
        fsum(v.timer for v in bank), len({hvem_er(p) for p, vakter in zip(folk, egne, strict=True) if vakter}),
    )  # fmt: skip


_Turer = dict[str, list[tuple[date, Reisevane]]]


def _uten_faa(hvem: _Turer, minst: int) -> tuple[_Turer, _Turer]:
    """What may be shown of one way to travel, and the rest: without those few whose factor is another, since its
    kilometres less those that have a post in the climate account would be theirs."""

    def med(valgt: Callable[[str], bool]) -> _Turer:
        ut = {nr: [p for p in dager if valgt(faktorkode(p[1]).casefold())] for nr, dager in hvem.items()}
        return {nr: dager for nr, dager in ut.items() if dager}

    koder: dict[str, set[str]] = {}
    for nr, dager in hvem.items():
        for _, vane in dager:
            if vane.km:
                koder.setdefault(faktorkode(vane).casefold(), set()).add(nr)
    faa = {k for k, folk in koder.items() if len(folk) < minst}
    if faa and len(set[str]().union(*(koder[k] for k in faa))) < minst:
        store, smaa = med(lambda k: k not in faa), med(lambda k: k in faa)
    else:
        store, smaa = hvem, {}
    return (store, smaa) if len(_som_reiser(store)) >= minst else ({}, hvem)


def _som_reiser(hvem: _Turer) -> list[str]:
    """Those with kilometres: one of 0 hides nobody."""
    return [nr for nr, dager in hvem.items() if any(v.km for _, v in dager)]


def _kan_regnes(saker: Saker) -> Sequence[str]:
    return [nr for nr in saker.register.hoder if nr not in saker.utelatt]


def _gruppe(transport: str, hvem: dict[str, list[tuple[date, Reisevane]]]) -> Gruppe:
    alle_ = [par for dager in hvem.values() for par in dager]
    return Gruppe(transport, len(hvem), len(alle_), fsum(T_R * (v.km or 0.0) for _, v in alle_))


def aktive(grupper: Iterable[Gruppe]) -> float:
    """The kilometres on foot and by bicycle."""
    return fsum(g.km for g in grupper if g.transport in UTEN_MOTOR)
