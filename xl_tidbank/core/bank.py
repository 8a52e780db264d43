"""Bank: the facade. Tables in, answers out; everything a page, a function or a command asks goes through here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from . import avregning as settlement
from . import fordeling as fordelt
from . import gjennomgang as review
from . import innsyn, ledger, prosess, provevakt, rules
from .errors import Feilmelding, TidbankFeil
from .fordeling.sammenligning import Kolleger
from .innsyn import kopikreditt
from .lonn.linjer import Lonnsliste, Lonnsmaaned
from .lonn.maaned import Lonn
from .model import (
    Ansatt,
    Art,
    Avtale,
    Funn,
    Postering,
    Tabeller,
    Vakt,
    samlet,
)
from .person import Personer
from .rules import overlapp_avtale, prioritet
from .sak import Person, Sak, overlappende
from .tekst import dato, nesten
from .timebank import Timebankkonto
from .timebank.kapasitet import maaler
from .valg import Valg
from .views import Avregning, Gjennomgangsbilde, Kandidat, Kontolinje, Prove, Saldo, Timebanksaldo

_ALVOR = {"brudd": 0, "advarsel": 1, "info": 2}
_TIMEBANK = ("kapasitet", "timer", "timebank")
# Empty, they say as little as when they are not there.
_TAUSE = (*_TIMEBANK, "prosess", "kartlegging", "lonnsgrunnlag", "kompetanser")
UTELATT = ", utelatt: "  # in the text of a bank that leaves somebody out
_MEST_NEVNT = 5


class Bank:
    """One time bank. Immutable: a changed shift gives a new bank that keeps what it can (`med_vakt`).

    Raises TidbankFeil when a choice in Innstillinger is not allowed.
    """

    def __init__(self, tabeller: Tabeller) -> None:
        self.tabeller = tabeller
        self.valg = Valg(tabeller.innstillinger)
        self._koder = {k.kode: k for k in tabeller.koder}
        self._saker: dict[str, Sak] = {}
        self._kontoer: dict[str, tuple[ledger.Konto, ...]] = {}
        self._timekontoer: dict[str, Timebankkonto] = {}
        self._prosess: dict[date, tuple[prosess.Enhetsplan, ...]] = {}
        self._lonn: dict[str, Lonn] = {}

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
            if feil := _overlappfeil(overlappende(self._rader("avtaler", self._personer.numre(nr)))):
                ut[nr] = tuple(feil)
        return dict(sorted(ut.items()))

    def krev(self, ansattnr: str) -> None:
        """Raises TidbankFeil for an employee in `utelatt`, with what is wrong."""
        if self._ulest.get(ansattnr) or self.sak(ansattnr).overlappende:
            raise TidbankFeil(self._ulest.get(ansattnr) or _overlappfeil(self.sak(ansattnr).overlappende))

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
            **{navn: _grupper(getattr(t, navn) or ()) for navn in (*_TIMEBANK, "lonnsgrunnlag")},
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

    def konto(self, ansattnr: str, fra: date | None = None, til: date | None = None) -> list[Kontolinje]:
        """The statement of one employee: the period that covers `til`, else the latest period begun by then.

        No `til` = to the end of the latest period. No `fra` = from the period's first day.
        """
        konto = self._siste_konto(ansattnr, til)
        if konto is None:
            raise TidbankFeil(f"Ansatt {ansattnr} har ingen avtale om tidbank{f' {dato(til)}' if til else ''}.")
        return konto.linjer(fra or konto.periode.start, til or konto.periode.slutt)

    def ekstradeler(self, ansattnr: str) -> list[Postering]:
        """The parts of worked tidbank shifts that lie beyond zero (B31), none where agreements overlap."""
        if self.sak(ansattnr).overlappende:
            return []
        return [p for k in self._kontoer_for(ansattnr) for p in k.posteringer if p.art == Art.EKSTRA]

    def _kontoer_for(self, ansattnr: str) -> tuple[ledger.Konto, ...]:
        ferdig = self._kontoer.get(ansattnr)
        if ferdig is None:
            sak = self.sak(ansattnr)
            if sak.overlappende:
                raise TidbankFeil(_overlappfeil(sak.overlappende))
            ferdig = self._kontoer[ansattnr] = ledger.kontoer(sak)
        return ferdig

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

    # The surplus bank

    def timebank_for(self, ansattnr: str) -> Timebankkonto:
        """The account of one employee in the surplus bank; an empty one for those who have nothing there."""
        konto = self._timekontoer.get(ansattnr)
        if konto is None:
            konto = self._timekontoer[ansattnr] = Timebankkonto(self.sak(ansattnr))
        return konto

    def timebank(self, ansattnr: str, dag: date) -> Timebanksaldo:
        """The surplus bank of one employee on a day. Raises TidbankFeil for a number the bank does not know."""
        return self.timebank_for(ansattnr).saldo(dag)

    def timebanker(self, dag: date) -> list[Timebanksaldo]:
        """Everyone with something in the surplus bank, or whose hours are measured on the day; in order of number."""
        kontoer = map(self.timebank_for, self.ansattnumre)
        return [k.saldo(dag) for k in kontoer if k.brukt or maaler(k.sak, dag) is not None]

    def timebank_konto(self, ansattnr: str, fra: date | None = None, til: date | None = None) -> list[Kontolinje]:
        """The statement of one employee in the surplus bank: deposits positive, withdrawals negative."""
        return self.timebank_for(ansattnr).linjer(fra, til)

    # Pay

    def lonn_for(self, ansattnr: str) -> Lonn:
        """The pay of one employee. Raises TidbankFeil for a number the bank does not know."""
        lonn = self._lonn.get(ansattnr)
        if lonn is None:
            lonn = self._lonn[ansattnr] = Lonn(self.sak(ansattnr))
        return lonn

    def lonn(self, dag: date, ansatte: Iterable[str] = ()) -> Lonnsliste:
        """The pay of the month a day is in, of those named or of everyone with an agreement, in order of number."""
        maaneder: list[Lonnsmaaned] = []
        uten: list[str] = []
        feil: dict[Feilmelding, None] = {}  # each reason once
        for nr in ansatte or self.ansattnumre:
            lonn = self.lonn_for(nr)
            try:
                if not lonn.sak.lonnsgrunnlag:
                    uten += [nr] if lonn.har_avtale(dag) else []
                elif (maaned := lonn.maaned(dag)) is not None:
                    maaneder.append(maaned)
            except TidbankFeil as e:
                feil.update(dict.fromkeys(e.feil))
        return Lonnsliste(tuple(maaneder), tuple(uten), tuple(feil))

    # Findings

    def funn(self, dag: date) -> list[Funn]:
        """Every finding on a day: breaches first, then by employee, rule and date."""
        ut = [f for nr in sorted(self._personer.hoder(self._numre)) for f in samlet(self.egne_funn(nr, dag))]
        return sorted([*ut, *self.bankfunn(dag)], key=_funnorden)

    def bankfunn(self, dag: date) -> Iterator[Funn]:
        """The findings that come of the bank as a whole."""
        for r in self._regler:
            if r.bankfunn is not None:
                yield from r.bankfunn(self, dag)

    def egne_funn(self, ansattnr: str, dag: date, saldo: Saldo | None = None) -> Iterator[Funn]:
        """The findings that come of one employee's own records, each for itself. saldo: told of instead of the own."""
        sak, vist = self.sak(ansattnr), saldo
        saldo = saldo or self.saldo_eller_ingen(ansattnr, dag)
        for regel in self._regler:
            if regel.funn is not None:
                blind = vist is not None and "sluttvarsel" in regel.funn_id  # the room there is, absences ahead aside
                yield from regel.funn(kopikreditt.utenfra(sak) if blind else sak, dag, saldo)

    @cached_property
    def _regler(self) -> tuple[rules.Regel, ...]:
        """The rules whose tables were all handed over."""
        return tuple(r for r in rules.alle() if all(getattr(self.tabeller, t) is not None for t in r.trenger))

    def prioritet(self, vakt: Vakt, dag: date, merket: int | None = None) -> list[Kandidat]:
        """The ranked list for a vacant shift, seen from a day. Those who have given notice or would break a rest rule
        keep their place and are marked; merket: only so many from the top are looked at (None = all)."""
        liste = prioritet.rangering(self, vakt, dag)
        return [provevakt.merket(self, k, vakt, dag) for k in liste[:merket]] + (
            [] if merket is None else liste[merket:]
        )

    def prov(self, vakt: Vakt, dag: date) -> Prove:
        """What one more shift would break, told to the employee on a day, and who has priority to it."""
        return provevakt.prov(self, vakt, dag)

    # Reviews and settlement

    def gjennomgang(self, ansattnr: str, dag: date, *, eksakt: bool = False) -> Gjennomgangsbilde:
        """What the 12-week review of one employee says on a day. Raises TidbankFeil outside a settlement period.

        The rep signs it, so credit stands as in the copy; eksakt: for HR alone.
        """
        konto = self._krev_konto(ansattnr, dag)
        saldo = None if eksakt else kopikreditt.vist(konto, dag, med_dager=True)
        egne = sorted(self.egne_funn(ansattnr, dag, saldo), key=_funnorden)
        return review.bilde(konto, dag, egne, eksakt=eksakt)

    def innsyn(self, ansatte: Sequence[str], dag: date, pseudonym: Callable[[str], str] | None = None) -> innsyn.Innsyn:
        """What the union rep may know of these employees on a day (see innsyn.py)."""
        return innsyn.lag(self, [self._krev_konto(nr, dag) for nr in ansatte], dag, pseudonym)

    def avregning(self, dag: date) -> list[Avregning]:
        """Settlement of everyone with a period begun by the day: the one that covers it, else the latest ended.

        Hours lapse on the period's last day, or when the agreement ends by notice. Never deducts by itself.
        """
        self._krev_noen()
        ut = []
        for nr in self.ansattnumre:
            konto = None if self.sak(nr).overlappende else self._siste_konto(nr, dag)
            if konto is not None:
                ut.append(settlement.avregn(konto, dag))
        return ut

    # Fairness

    @cached_property
    def _kolleger(self) -> Kolleger:
        return Kolleger(self)

    def fordeling(self, fra: date, til: date, numre: Sequence[str] = ()) -> list[fordelt.Fordeling]:
        """Weekends, red days, evenings and nights of everyone with tidbank in these days (or of `numre`), against
        colleagues of the same unit."""
        return fordelt.fordeling(self, self._kolleger, fra, til, [*map(self.hode, numre)] or self.ansattnumre)

    def merarbeid(self, dag: date) -> list[fordelt.Merarbeid]:
        """Part-timers who have worked beyond the agreed time in the last twelve months (aml. § 14-4 a)."""
        alle = (fordelt.merarbeid(self, self._kolleger.boker[nr], dag) for nr in self.ansattnumre)
        return [m for m in alle if m is not None and m.timer > 0]

    # Process

    def prosess(self, dag: date) -> tuple[prosess.Enhetsplan, ...]:
        """How far each unit has come with the steps of the process; those with an agreement or a row of their own."""
        plan = self._prosess.get(dag)
        if plan is None:
            t = self.tabeller
            plan = self._prosess[dag] = prosess.planer(t.ansatte or (), t.avtaler, t.prosess or (), dag)
        return plan

    # Content

    def med_vakt(self, vakt: Vakt) -> Bank:
        """The same bank with one shift changed (found by Vaktnr) or added; nobody else is computed again."""
        vakter, grupper = self.tabeller.vakter, self._grupper["vakter"].copy()
        plass = self._vaktplass.get(vakt.vaktnr, len(vakter)) if vakt.vaktnr else len(vakter)
        rort = {vakt.ansattnr, *self._personer.alle(vakt.ansattnr)}
        for gammel in vakter[plass : plass + 1]:
            grupper[gammel.ansattnr] = tuple(v for v in grupper[gammel.ansattnr] if v is not gammel)
            rort |= {gammel.ansattnr, *self._personer.alle(gammel.ansattnr)}
        grupper[vakt.ansattnr] = (*grupper.get(vakt.ansattnr, ()), vakt)
        ny = Bank(replace(self.tabeller, vakter=(*vakter[:plass], vakt, *vakter[plass + 1 :])))
        ny._grupper = {**self._grupper, "vakter": grupper}
        ny._ansatte, ny.ansattnumre, ny._numre = self._ansatte, self.ansattnumre, self._numre
        ny._vaktplass = {**self._vaktplass, vakt.vaktnr: plass} if plass == len(vakter) else self._vaktplass
        ny._saker = {nr: s for nr, s in self._saker.items() if nr not in rort}
        ny._kontoer = {nr: k for nr, k in self._kontoer.items() if nr not in rort}
        ny._timekontoer = {nr: k for nr, k in self._timekontoer.items() if nr not in rort}
        ny._lonn = {nr: k for nr, k in self._lonn.items() if nr not in rort}
        return ny

    @cached_property
    def _vaktplass(self) -> dict[str, int]:
        return {v.vaktnr: n for n, v in reversed(tuple(enumerate(self.tabeller.vakter)))}

    @cached_property
    def stempel(self) -> str:
        """A stamp of the content: the same records in any order give the same stamp, from any file or range."""
        summer = hashlib.sha256()
        t = self.tabeller
        for navn in ("ansatte", "avtaler", "vakter", "fravaer", "turnus", "koder", "gjennomganger", *_TAUSE):
            rader = getattr(t, navn)
            # An empty timebank says nothing: a workbook made before those sheets is the same bank as one with them.
            if rader or (rader is not None and navn not in _TAUSE):
                summer.update(f"\x1d{navn}\x1e".encode())
                summer.update("\x1e".join(sorted(_innhold(r[:-1]) for r in rader)).encode())
        summer.update("\x1e".join(sorted(_innhold(par) for par in self.valg.items())).encode())
        for nr, feil in sorted(t.utelatt):
            summer.update(f"\x1d{nr}\x1e{feil!r}".encode())
        return summer.hexdigest()[:12]

    def __str__(self) -> str:
        antall = f"{len(self.ansattnumre)} ansatte, {len(self.tabeller.vakter)} vakter"
        return f"Tidbank {antall}{self._uten()} #{self.stempel}"

    def _uten(self) -> str:
        """Who is left out, for whoever sees the text in a cell: the first few numbers, and how many more."""
        numre = [nr or "rader uten ansattnr" for nr in self.utelatt]
        if len(numre) > _MEST_NEVNT:
            numre[_MEST_NEVNT:] = [f"{len(numre) - _MEST_NEVNT} til"]
        return f"{UTELATT}{', '.join(numre)}" if numre else ""


def _innhold(felt: tuple[Any, ...]) -> str:
    """The values of a record as text; 60 and 60.0 are the same number."""
    return "\x1f".join(repr(float(v)) if type(v) is int else repr(v) for v in felt)


def _grupper(rader: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    ut: dict[str, list[Any]] = {}
    for r in rader:
        gruppe = ut.get(r.ansattnr)
        if gruppe is None:
            ut[r.ansattnr] = [r]
        else:
            gruppe.append(r)
    return {nr: tuple(gruppe) for nr, gruppe in ut.items()}


def _overlappfeil(par: Iterable[tuple[Avtale, Avtale]]) -> list[Feilmelding]:
    return [
        Feilmelding(
            andre.kilde.ark,
            andre.kilde.celle(overlapp_avtale.kolonne(forste, andre)),
            f"{overlapp_avtale.setning(forste, andre)} {overlapp_avtale.tiltak(forste, andre)}",
            andre.ansattnr,
        )
        for forste, andre in par
    ]


def _funnorden(f: Funn) -> tuple[Any, ...]:
    return _ALVOR[f.alvor], f.ansattnr, f.regel, f.dato or date.min, f.kilde.rad
