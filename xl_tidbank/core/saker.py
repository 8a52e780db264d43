"""The records and accounts of every employee, and one memo for what is worked out from them: what rules look at.

Below the rules: nothing here finds fault with anything. bank.py is the facade above them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, Self, TypeVar

from . import ledger, overlapp
from .errors import Feilmelding, TidbankFeil
from .lonn.maaned import Lonn
from .model import Ansatt, Art, Postering, Tabeller, Vakt
from .person import Personer
from .prosess import Enhetsplan
from .prosess import planer as stegplaner
from .sak import Person, Sak
from .tekst import dato, nesten
from .timebank import Timebankkonto
from .valg import Valg
from .views import Saldo

TIMEBANK = ("kapasitet", "timer", "timebank")
T = TypeVar("T")


class Saker:
    """The cases of one bank. Immutable: a changed shift gives new cases that keep what they can (`med_vakt`).

    Raises TidbankFeil when a choice in Innstillinger is not allowed.
    """

    def __init__(self, tabeller: Tabeller) -> None:
        self.tabeller = tabeller
        self.valg = Valg(tabeller.innstillinger)
        self._koder = {k.kode: k for k in tabeller.koder}
        self._saker: dict[str, Sak] = {}
        self._husket: dict[Any, Any] = {}

    def husk(self, lag: Callable[[Self], T]) -> T:
        """What one computation makes of all the cases, made once."""
        if lag not in self._husket:
            self._husket[lag] = lag(self)
        svar: T = self._husket[lag]
        return svar

    # Employees

    @cached_property
    def ansattnumre(self) -> tuple[str, ...]:
        """Everyone in Ansatte, or where it was not handed over, everyone with an agreement or a timebank; in order.

        Not those whose rows could not be read (`utelatt`). A number whose account goes on under another is not there
        either: its rows are that one's (column Person).
        """
        t = self.tabeller
        if t.ansatte is not None:
            numre = {a.ansattnr for a in t.ansatte}
        else:
            numre = {r.ansattnr for tabell in (t.avtaler, t.kapasitet, t.timer, t.timebank) for r in tabell or ()}
        return tuple(sorted(self._personer.hoder(numre - {"", *self._ulest})))

    @cached_property
    def _personer(self) -> Personer:
        return Personer(self.tabeller.ansatte or (), self._grupper["avtaler"])

    @cached_property
    def _ulest(self) -> dict[str, tuple[Feilmelding, ...]]:
        return dict(self.tabeller.utelatt)

    @cached_property
    def utelatt(self) -> dict[str, tuple[Feilmelding, ...]]:
        """Those who have no balance, and why: rows that could not be read, or agreements that contradict each other.

        "" holds the rows that do not tell whose they are.
        """
        ut = dict(self._ulest)
        for nr in self.ansattnumre:
            if feil := overlapp.feil(overlapp.overlappende(self._rader("avtaler", self._personer.numre(nr)))):
                ut[nr] = tuple(feil)
        return dict(sorted(ut.items()))

    def krev(self, ansattnr: str) -> None:
        """Raises TidbankFeil for an employee in `utelatt`, with what is wrong."""
        if self._ulest.get(ansattnr) or self.sak(ansattnr).overlappende:
            raise TidbankFeil(self._ulest.get(ansattnr) or overlapp.feil(self.sak(ansattnr).overlappende))

    def _krev_noen(self) -> None:
        """Raises TidbankFeil where everybody with an agreement is left out: there is nothing to answer."""
        med_avtale = {nr for nr in self.ansattnumre if self._rader("avtaler", self._personer.numre(nr))}
        if self.utelatt and med_avtale <= set(self.utelatt):
            raise TidbankFeil([f for feil in self.utelatt.values() for f in feil])

    @cached_property
    def _ansatte(self) -> Mapping[str, Ansatt]:
        return {a.ansattnr: a for a in self.tabeller.ansatte or ()}

    @cached_property
    def _grupper(self) -> dict[str, dict[str, tuple[Any, ...]]]:
        t = self.tabeller
        return {
            "avtaler": _grupper(t.avtaler), "vakter": _grupper(t.vakter), "fravaer": _grupper(t.fravaer),
            "turnus": _grupper(t.turnus or ()), "gjennomganger": _grupper(t.gjennomganger or ()),
            **{navn: _grupper(getattr(t, navn) or ()) for navn in (*TIMEBANK, "lonnsgrunnlag")},
        }  # fmt: skip

    def sak(self, ansattnr: str) -> Sak:
        """The records of one employee, under whichever of the numbers the account has had.

        Raises TidbankFeil for a number the bank does not know, and for one whose rows could not be read.
        """
        sak = self._saker.get(ansattnr)
        if sak is None:
            if ansattnr in self._ulest:
                raise TidbankFeil(self._ulest[ansattnr])
            if ansattnr not in self._numre:
                lik = nesten(ansattnr, self._numre)
                hva = f"Mener du {lik}?" if lik else "Kontroller nummeret mot arket Ansatte."
                raise TidbankFeil(f"Ansattnr «{ansattnr}» finnes ikke i banken. {hva}")
            hode = self._personer.hode(ansattnr)
            sak = self._saker[ansattnr] = self._lag_sak(hode) if hode == ansattnr else self.sak(hode)
        return sak

    def hode(self, ansattnr: str) -> str:
        """The number an account is under now: an old number of a person opens the same account (column Person)."""
        return self._personer.hode(ansattnr)

    def _lag_sak(self, hode: str) -> Sak:
        numre, andre = self._personer.numre(hode), self._personer.andre(hode)
        egne: dict[str, Any] = {navn: self._rader(navn, numre) for navn in self._grupper}
        egne["kapasitet"] += self._grupper["kapasitet"].get("", ())  # the company's
        person = None
        if andre:
            person = Person(
                frozenset(andre), self._personer.forst(hode),
                *(self._rader(navn, andre) for navn in ("avtaler", "vakter", "turnus", "fravaer")),
            )  # fmt: skip
        return Sak(hode, self.valg, self._koder, ansatt=self._ansatte.get(hode), andre=person, **egne)

    def _rader(self, tabell: str, numre: Iterable[str]) -> tuple[Any, ...]:
        gruppe = self._grupper[tabell]
        return tuple(r for nr in numre for r in gruppe.get(nr, ()))

    @cached_property
    def _numre(self) -> frozenset[str]:
        tidbank, timebank = self._grupper["avtaler"], (self._grupper["timer"], self._grupper["timebank"])
        alle = frozenset(a.ansattnr for a in self.tabeller.ansatte or ()).union(self.ansattnumre, tidbank, *timebank)
        return alle - {"", *self._ulest}

    @cached_property
    def hoder(self) -> tuple[str, ...]:
        """Every number there is an account or a row under, in order; those that go on under another are that one."""
        return tuple(sorted(self._personer.hoder(self._numre)))

    def navn(self, ansattnr: str) -> str:
        funnet = self._ansatte.get(ansattnr)
        return funnet.navn if funnet else ""

    def enhet(self, ansattnr: str) -> str:
        funnet = self._ansatte.get(ansattnr)
        return funnet.enhet if funnet else ""

    def numre_til(self, ansattnr: str) -> tuple[str, ...]:
        """Every number of the person: those of the same account, the latest last, then those of other positions."""
        numre = self._personer.numre(ansattnr)
        return (*numre, *self._personer.andre(numre[-1]))

    # Balances

    def saldo(self, ansattnr: str, dag: date) -> Saldo:
        """The balances of one employee on a day. Raises TidbankFeil outside every settlement period."""
        return self._krev_konto(ansattnr, dag).saldo(dag)

    def _krev_konto(self, ansattnr: str, dag: date) -> ledger.Konto:
        konto = self._konto(ansattnr, dag)
        if konto is None:
            raise TidbankFeil(
                f"Ansatt {ansattnr} har ingen avregningsperiode som dekker {dato(dag)}. Velg en annen dato."
            )
        return konto

    def saldo_eller_ingen(self, ansattnr: str, dag: date) -> Saldo | None:
        """As `saldo`, but None outside a period and for those in `utelatt`."""
        if ansattnr in self._ulest or self.sak(ansattnr).overlappende:
            return None
        konto = self._konto(ansattnr, dag)
        return konto.saldo(dag) if konto else None

    def saldoer(self, dag: date) -> list[Saldo]:
        """Everyone whose settlement period covers the day, in order of employee number; not those in `utelatt`."""
        self._krev_noen()
        return [s for nr in self.ansattnumre if (s := self.saldo_eller_ingen(nr, dag)) is not None]

    def uten_periode(self, dag: date) -> list[str]:
        """Those who have agreements, but none on the day: outside every settlement period, or in a gap of one."""
        return [nr for nr in self.ansattnumre if (s := self.sak(nr)).avtaler and s.avtale(dag) is None]

    def ekstradeler(self, ansattnr: str) -> list[Postering]:
        """The parts of worked tidbank shifts that lie beyond zero (B31), none where agreements overlap."""
        if self.sak(ansattnr).overlappende:
            return []
        return [p for k in self._kontoer_for(ansattnr) for p in k.posteringer if p.art == Art.EKSTRA]

    def _kontoer_for(self, ansattnr: str) -> tuple[ledger.Konto, ...]:
        self.krev(ansattnr)
        return self.sak(ansattnr).husk(ledger.kontoer)

    def _konto(self, ansattnr: str, dag: date) -> ledger.Konto | None:
        kontoer = self._kontoer_for(ansattnr)
        periode = self.sak(ansattnr).periode(dag)
        return None if periode is None else next(k for k in kontoer if k.periode == periode)

    def _siste_konto(self, ansattnr: str, dag: date | None) -> ledger.Konto | None:
        kontoer = self._kontoer_for(ansattnr)
        if dag is not None and (dekker := self._konto(ansattnr, dag)) is not None:
            return dekker
        begynt = [k for k in kontoer if dag is None or k.periode.start <= dag]
        return begynt[-1] if begynt else None

    # What else is worked out for one employee

    def timebank_for(self, ansattnr: str) -> Timebankkonto:
        """The account of one employee in the surplus bank; an empty one for those who have nothing there."""
        return self.sak(ansattnr).husk(Timebankkonto)

    def lonn_for(self, ansattnr: str) -> Lonn:
        """The pay of one employee. Raises TidbankFeil for a number the bank does not know."""
        return self.sak(ansattnr).husk(Lonn)

    def prosess(self, dag: date) -> tuple[Enhetsplan, ...]:
        """How far each unit has come with the steps of the process; those with an agreement or a row of their own."""
        planer = self._planer.get(dag)
        if planer is None:
            t = self.tabeller
            planer = self._planer[dag] = stegplaner(t.ansatte or (), t.avtaler, t.prosess or (), dag)
        return planer

    @cached_property
    def _planer(self) -> dict[date, tuple[Enhetsplan, ...]]:
        return {}

    def med_vakt(self, vakt: Vakt) -> Self:
        """The same with one shift changed (found by Vaktnr) or added; nobody else is computed again."""
        vakter, grupper = self.tabeller.vakter, self._grupper["vakter"].copy()
        plass = self._vaktplass.get(vakt.vaktnr, len(vakter)) if vakt.vaktnr else len(vakter)
        rort = {vakt.ansattnr, *self._personer.alle(vakt.ansattnr)}
        for gammel in vakter[plass : plass + 1]:
            grupper[gammel.ansattnr] = tuple(v for v in grupper[gammel.ansattnr] if v is not gammel)
            rort |= {gammel.ansattnr, *self._personer.alle(gammel.ansattnr)}
        grupper[vakt.ansattnr] = (*grupper.get(vakt.ansattnr, ()), vakt)
        ny = type(self)(replace(self.tabeller, vakter=(*vakter[:plass], vakt, *vakter[plass + 1 :])))
        # What does not rest on shifts, and the cases of everybody else with all that was worked out from them.
        ny._grupper = {**self._grupper, "vakter": grupper}
        ny._ansatte, ny.ansattnumre, ny._numre = self._ansatte, self.ansattnumre, self._numre
        ny._vaktplass = {**self._vaktplass, vakt.vaktnr: plass} if plass == len(vakter) else self._vaktplass
        ny._saker = {nr: s for nr, s in self._saker.items() if nr not in rort}
        return ny

    @cached_property
    def _vaktplass(self) -> dict[str, int]:
        return {v.vaktnr: n for n, v in reversed(tuple(enumerate(self.tabeller.vakter)))}


def _grupper(rader: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    ut: dict[str, list[Any]] = {}
    for r in rader:
        gruppe = ut.get(r.ansattnr)
        if gruppe is None:
            ut[r.ansattnr] = [r]
        else:
            gruppe.append(r)
    return {nr: tuple(gruppe) for nr, gruppe in ut.items()}
