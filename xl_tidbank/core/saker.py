"""The records and accounts of every employee, and one memo for what is worked out from them: what rules look at.

Below the rules: nothing here finds fault with anything. bank.py is the facade above them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import fields, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar

from . import ledger, overlapp
from .errors import Feilmelding, TidbankFeil
from .kolonner.kolonne import Poster
from .kolonner.summer import Kolonnesummer
from .model import Postering, Tabeller, Vakt
from .person import TABELLER, Register
from .sak import Andre, Sak
from .tekst import dato, nesten
from .valg import Valg
from .views import Saldo

if TYPE_CHECKING:
    from .funn import Funn
    from .lonn.maaned import Lonn
    from .prosess import Enhetsplan
    from .timebank import Timebankkonto

T = TypeVar("T")


class Saker:
    """The cases of one bank. Immutable: a changed shift gives new cases that keep what they can (`med_vakt`).

    Raises TidbankFeil when a choice in Innstillinger is not allowed.
    """

    def __init__(self, tabeller: Tabeller, register: Register | None = None) -> None:
        """register: the rows by employee where they are arranged already."""
        self.tabeller = tabeller
        self.register = register or Register(tabeller)
        self.valg = Valg(tabeller.innstillinger)
        self._koder = {k.kode: k for k in tabeller.koder}
        self._bare: frozenset[str] | None = None
        self._saker: dict[str, Sak] = {}
        self._husket: dict[Any, Any] = {}
        self.egnefunn: dict[tuple[str, date], tuple[Funn, ...]] = {}  # that come of one employee's own rows
        self._tekster: dict[str, bytes] = {}  # what the long tables say, by name

    def husk(self, lag: Callable[[Self], T]) -> T:
        """What one computation makes of all the cases, made once."""
        if lag not in self._husket:
            self._husket[lag] = lag(self)
        svar: T = self._husket[lag]
        return svar

    # Employees

    @property
    def ansattnumre(self) -> tuple[str, ...]:
        """Everyone with an account, in order (Register.ansattnumre)."""
        return self.register.ansattnumre

    @property
    def spurte(self) -> tuple[str, ...]:
        """Those of `ansattnumre` it is asked about: all, or whom `om` names."""
        return self.ansattnumre if self._bare is None else tuple(filter(self.spurt, self.ansattnumre))

    def spurt(self, hode: str) -> bool:
        """Whether it is asked about this account."""
        return self._bare is None or hode in self._bare

    def om(self, hoder: Collection[str]) -> Self:
        """The same cases, of which only these accounts are asked about. What is worked out is shared."""
        ny = copy(self)
        ny._bare = frozenset(hoder)
        return ny

    @cached_property
    def utelatt(self) -> dict[str, tuple[Feilmelding, ...]]:
        """Those who have no balance, and why: rows that could not be read, or agreements that contradict each other.

        "" holds the rows that do not tell whose they are.
        """
        ut = dict(self.register.ulest)
        for nr in self.ansattnumre:
            if feil := overlapp.feil(
                overlapp.overlappende(self.register.av("avtaler", self.register.personer.numre(nr)))
            ):
                ut[nr] = tuple(feil)
        return dict(sorted(ut.items()))

    def krev(self, ansattnr: str) -> None:
        """Raises TidbankFeil for an employee in `utelatt`, with what is wrong."""
        if self.register.ulest.get(ansattnr) or self.sak(ansattnr).overlappende:
            raise TidbankFeil(self.register.ulest.get(ansattnr) or overlapp.feil(self.sak(ansattnr).overlappende))

    def _krev_noen(self) -> None:
        """Raises TidbankFeil where everybody with an agreement is left out: there is nothing to answer."""
        med_avtale = {nr for nr in self.ansattnumre if self.register.av("avtaler", self.register.personer.numre(nr))}
        if self.utelatt and med_avtale <= set(self.utelatt):
            raise TidbankFeil([f for feil in self.utelatt.values() for f in feil])

    def sak(self, ansattnr: str) -> Sak:
        """The records of one employee, under whichever of the numbers the account has had.

        Raises TidbankFeil for a number the bank does not know, and for one whose rows could not be read.
        """
        sak = self._saker.get(ansattnr)
        if sak is None:
            if ansattnr in self.register.ulest:
                raise TidbankFeil(self.register.ulest[ansattnr])
            if ansattnr not in self.register.kjente:
                lik = nesten(ansattnr, self.register.kjente)
                hva = f"Mener du {lik}?" if lik else "Kontroller nummeret mot arket Ansatte."
                raise TidbankFeil(f"Ansattnr «{ansattnr}» finnes ikke i banken. {hva}")
            hode = self.register.personer.hode(ansattnr)
            sak = self._saker[ansattnr] = self._lag_sak(hode) if hode == ansattnr else self.sak(hode)
        return sak

    def hode(self, ansattnr: str) -> str:
        """The number an account is under now: an old number of a person opens the same account (column Person)."""
        return self.register.personer.hode(ansattnr)

    def _lag_sak(self, hode: str) -> Sak:
        numre, andre = self.register.personer.numre(hode), self.register.personer.andre(hode)
        egne: dict[str, Any] = {navn: self.register.av(navn, numre) for navn in TABELLER}
        egne["kapasitet"] += self.register.rader["kapasitet"].get("", ())  # the company's
        person = None
        if andre:
            person = Andre(
                frozenset(andre), self.register.personer.forst(hode),
                *(self.register.av(navn, andre) for navn in ("avtaler", "vakter", "turnus", "fravaer")),
            )  # fmt: skip
        return Sak(hode, self.valg, self._koder, ansatt=self.register.ansatte.get(hode), andre=person, **egne)

    def navn(self, ansattnr: str) -> str:
        funnet = self.register.ansatte.get(ansattnr)
        return funnet.navn if funnet else ""

    def enhet(self, ansattnr: str) -> str:
        funnet = self.register.ansatte.get(ansattnr)
        return funnet.enhet if funnet else ""

    def numre_til(self, ansattnr: str) -> tuple[str, ...]:
        """Every number of the person: those of the same account, the latest last, then those of other positions."""
        numre = self.register.personer.numre(ansattnr)
        return (*numre, *self.register.personer.andre(numre[-1]))

    # Balances

    def saldo(self, ansattnr: str, dag: date) -> Saldo:
        """The balances of one employee on a day. Raises TidbankFeil outside every settlement period."""
        return self.krev_konto(ansattnr, dag).saldo(dag)

    def krev_konto(self, ansattnr: str, dag: date) -> ledger.Konto:
        konto = self._konto(ansattnr, dag)
        if konto is None:
            raise TidbankFeil(
                f"Ansatt {ansattnr} har ingen avregningsperiode som dekker {dato(dag)}. Velg en annen dato."
            )
        return konto

    def saldo_eller_ingen(self, ansattnr: str, dag: date) -> Saldo | None:
        """As `saldo`, but None outside a period and for those in `utelatt`."""
        if ansattnr in self.register.ulest or self._avtalesak(ansattnr).overlappende:
            return None
        if ansattnr not in self._saker and self._summer is not None and self._summer.enkel(ansattnr):
            return self._summer.saldo(ansattnr, dag)
        konto = self._konto(ansattnr, dag)
        return konto.saldo(dag) if konto else None

    @cached_property
    def _summer(self) -> Kolonnesummer | None:
        """Sums of shifts, where the shifts came as columns."""
        if not isinstance(self.tabeller.vakter, Poster):
            return None
        return Kolonnesummer(self.tabeller, self.register, self.valg, self._koder)

    def _avtalesak(self, ansattnr: str) -> Sak:
        """The case of one employee, for what rests on the agreements alone."""
        if ansattnr in self._saker or self.hode(ansattnr) != ansattnr or self._summer is None:
            return self.sak(ansattnr)
        return self._summer.sak(ansattnr)

    def saldoer(self, dag: date) -> list[Saldo]:
        """Everyone whose settlement period covers the day, in order of employee number; not those in `utelatt`."""
        self._krev_noen()
        return [s for nr in self.ansattnumre if (s := self.saldo_eller_ingen(nr, dag)) is not None]

    def med_periode(self, dag: date) -> list[str]:
        """The numbers of those `saldoer` has; nothing is summed."""
        self._krev_noen()
        return [nr for nr in self.ansattnumre if nr not in self.utelatt and self._har_periode(nr, dag)]

    def _har_periode(self, ansattnr: str, dag: date) -> bool:
        return self.avtalene(ansattnr).periode(dag) is not None

    def avtalene(self, ansattnr: str) -> Sak:
        """The case of an account for what the agreements alone tell; without the other rows where it is not made."""
        sak = self._saker.get(ansattnr)
        if sak is None:
            numre, av = self.register.personer.numre(ansattnr), self.register.av
            egne: dict[str, Any] = {navn: av(navn, numre) for navn in ("avtaler", "lonnsgrunnlag")}
            sak = Sak(ansattnr, self.valg, self._koder, **egne)
        return sak

    def glem(self, ansattnr: str) -> None:
        """Let go of what is worked out for one employee: it is made again where it is asked for."""
        sak = self._saker.get(ansattnr)
        if sak is not None:
            self.ekstradeler(ansattnr)  # few or none, and what the rules of the bank as a whole ask of each
            sak.glem_fravaer()

    def uten_periode(self, dag: date) -> list[str]:
        """Those who have agreements, but none on the day: outside every settlement period, or in a gap of one."""
        return [nr for nr in self.ansattnumre if (s := self._avtalesak(nr)).avtaler and s.avtale(dag) is None]

    def ekstradeler(self, ansattnr: str) -> list[Postering]:
        """The parts of worked tidbank shifts that lie beyond zero (B31), none where agreements overlap."""
        hode = self.hode(ansattnr)
        if hode not in self._ekstradeler:
            kontoer = () if self.sak(hode).overlappende else self._kontoer_for(hode)
            self._ekstradeler[hode] = [p for k in kontoer for p in k.ekstradeler]
        return self._ekstradeler[hode]

    @cached_property
    def _ekstradeler(self) -> dict[str, list[Postering]]:
        return {}

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
        from .timebank import Timebankkonto

        return self.sak(ansattnr).husk(Timebankkonto)

    def lonn_for(self, ansattnr: str) -> Lonn:
        """The pay of one employee. Raises TidbankFeil for a number the bank does not know."""
        from .lonn.maaned import Lonn

        return self.sak(ansattnr).husk(Lonn)

    def prosess(self, dag: date) -> tuple[Enhetsplan, ...]:
        """How far each unit has come with the steps of the process; those with an agreement or a row of their own."""
        from .prosess import planer as stegplaner

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
        vakter = self.tabeller.vakter
        plass = self._vaktplass.get(vakt.vaktnr, len(vakter)) if vakt.vaktnr else len(vakter)
        register, rort = self.register.med_vakt(vakt, vakter[plass : plass + 1])
        ny = type(self)(replace(self.tabeller, vakter=(*vakter[:plass], vakt, *vakter[plass + 1 :])), register)
        ny.egnefunn = {n: f for n, f in self.egnefunn.items() if n[0] not in rort}
        ny._saker = {nr: s for nr, s in self._saker.items() if nr not in rort}  # with all that was worked out from them
        ny.__dict__["_summer"] = self._summer and self._summer.uten(rort)
        return ny

    def etter(self, forrige: Self) -> Self:
        """The same, with what the bank before it has worked out of everybody whose rows are as they were.

        Only where these tables are those, or a change of some of their shifts (Poster.endret); else nothing is.
        """
        vakter, foer = self.tabeller.vakter, forrige.tabeller.vakter
        plasser: Sequence[int] = ()
        if vakter is not foer:
            if not isinstance(vakter, Poster) or vakter.endret is None or vakter.endret[0] is not foer:
                return self
            plasser = vakter.endret[1]
        for felt in fields(Tabeller):
            a, b = getattr(self.tabeller, felt.name), getattr(forrige.tabeller, felt.name)
            if felt.name == "vakter" or a is b or not (a or b or (a is None) is not (b is None)):
                continue  # a table without rows is the same whenever it is read
            if isinstance(a, Poster) or isinstance(b, Poster) or a != b:
                return self
        numre = [*(vakter[n].ansattnr for n in plasser), *(foer[n].ansattnr for n in plasser if n < len(foer))]
        rort = {n for nr in numre for n in (nr, *self.register.personer.alle(nr))}
        self._saker = {nr: s for nr, s in forrige._saker.items() if nr not in rort}
        self.egnefunn = {n: f for n, f in forrige.egnefunn.items() if n[0] not in rort}
        self.register.ta_over(forrige.register)
        summer = forrige.__dict__.get("_summer")
        if summer is not None:
            self.__dict__["_summer"] = summer.uten(rort)
        self._tekster = {navn: tekst for navn, tekst in forrige._tekster.items() if navn != "vakter" or vakter is foer}
        return self

    @cached_property
    def _vaktplass(self) -> dict[str, int]:
        return {v.vaktnr: n for n, v in reversed(tuple(enumerate(self.tabeller.vakter)))}
