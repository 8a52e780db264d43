"""Balances of everybody summed from columns, without postings and without records of shifts.

The one difference from a `Konto` is where the hours of shifts come from; debt and credit are the posting rules' own,
and ledger.py makes the balance of both. Only plain people are summed here: whoever has rows that cover each other,
actual times, a cancelled shift that is credited, several numbers, or periods that meet, goes by postings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import Any

from .. import ledger, takt
from .. import posteringer as regler
from ..model import AVLYST, GJELDENDE, JA, TIDBANK, UTFORT, Fravaerskode, Tabeller
from ..person import Register
from ..posteringer import feriekreditt, fravaerskreditt, periodeskyld
from ..sak import Sak
from ..tid import frister
from ..tid.clock import MINUTTER_I_DOGN as DOGN
from ..tid.clock import slutten
from ..tid.stint import spenn
from ..valg import Valg
from ..views import Saldo
from .fravaer import Egenvakt, Kredittuker, hele_dager
from .kolonne import Poster

# Rules that look at shifts on days of absence alone, or at none; what the others post, the columns are summed to.
_FASTE = (periodeskyld.posteringer, feriekreditt.posteringer, fravaerskreditt.posteringer)
_AV_VAKTER = frozenset(("arbeidet", "avlyst_vakt"))
_ETT_NUMMER = 1 << 40  # minutes on the running clock of one employee number, and more
_LENGDE = 12  # bits that hold the minutes of a shift, which is over within two days
_BARE_LENGDE = (1 << _LENGDE) - 1


class _Timer(dict[tuple[int, int, int], tuple[float, int]]):
    """Paid hours (as Vakt.timer) and minutes in all by start, end and break, once each."""

    def __missing__(self, klokke: tuple[int, int, int]) -> tuple[float, int]:
        start, slutt, pause = klokke
        lengde = slutten(start, slutt) - start
        svar = self[klokke] = (lengde - pause) / 60.0, lengde
        return svar


class Kolonnesummer:
    """What the shifts of a bank come to. `saldo` answers for plain people alone (`enkel`)."""

    def __init__(self, t: Tabeller, register: Register, valg: Valg, koder: Mapping[str, Fravaerskode]) -> None:
        """t: tables whose shifts are columns."""
        assert isinstance(t.vakter, Poster)
        self.register, self.valg, self.koder = register, valg, koder
        self.vakter = t.vakter
        self.dager: list[int] = list(t.vakter.kolonne("dato").kart(date.toordinal))
        self.egne: dict[str, list[Egenvakt]] = {}
        self.utforte: dict[str, list[tuple[int, int]]] = {}  # confirmed shifts of other types: day, place
        self.kreditt = Kredittuker(valg, koder, t.vakter.kolonne("varslet"))
        self.uvanlige: set[str] = set()
        self.kjente_regler = _kjente_regler()
        self._les_vakter(t)
        self._finn_faktiske()
        self._saker: dict[str, Sak] = {}
        self._planer: dict[tuple[date, date], list[date]] = {}
        self._saldoer: dict[tuple[str, date], Saldo | None] = {}

    def uten(self, numre: Iterable[str]) -> Kolonnesummer:
        """The same, for those whose rows have not changed; with what is worked out for them."""
        ny = copy(self)
        ny.uvanlige = self.uvanlige.union(numre)
        return ny

    def _les_vakter(self, t: Tabeller) -> None:
        """The hours of the shifts that can count; and those who have rows that cover each other, roster included."""
        kolonne, egne, timene = self.vakter.kolonne, self.egne, _Timer()
        nummer: dict[str, int] = {}  # employee number -> the midnight its own running clock begins at
        tider: list[int] = []  # when each begins, and its length in the lowest bits
        tre = zip(*(kolonne(f) for f in ("start", "slutt", "pause")), strict=True)
        felt = (kolonne("ansattnr"), self.dager, kolonne("type"), kolonne("status"), tre)
        for rad, (nr, dag, slag, status, klokke) in enumerate(zip(*felt, strict=True)):
            if status in GJELDENDE:
                timer, lengde = timene[klokke]
                null = nummer.get(nr)
                if null is None:
                    null = nummer[nr] = len(nummer) * _ETT_NUMMER
                    egne[nr] = []
                tider.append((null + dag * DOGN + klokke[0] << _LENGDE) + lengde)
                if slag == TIDBANK:
                    egne[nr].append((dag, status, timer, rad))
                    if timer < 0:
                        self.uvanlige.add(nr)
                elif status == UTFORT:
                    self.utforte.setdefault(nr, []).append((dag, rad))
        for nr, fra, til in self._turnus(t):
            null = nummer.setdefault(nr, len(nummer) * _ETT_NUMMER)
            tider.append((null + fra << _LENGDE) + til - fra)
        tider.sort()
        navn = list(nummer)
        for a, b in pairwise(tider):
            if (a >> _LENGDE) + (a & _BARE_LENGDE) > b >> _LENGDE:
                self.uvanlige.add(navn[(a >> _LENGDE) // _ETT_NUMMER])

    def _finn_faktiske(self) -> None:
        """Those who have shifts with actual times, or cancelled ones that are credited."""
        kolonne = self.vakter.kolonne
        for navn in ("faktisk_start", "faktisk_slutt"):
            if any(v is not None for v in kolonne(navn).ulike()):
                rader = zip(kolonne("ansattnr"), kolonne(navn), strict=True)
                self.uvanlige.update(nr for nr, v in rader if v is not None)
        if AVLYST in set(kolonne("status").ulike()):
            alle = self.valg["avlyst_vakt"] == "godskriv"
            felt = (kolonne("ansattnr"), kolonne("type"), kolonne("status"), kolonne("godskrives"))
            self.uvanlige.update(
                nr for nr, slag, status, ja in zip(*felt, strict=True)
                if slag == TIDBANK and status == AVLYST and (ja == JA or (alle and not ja))
            )  # fmt: skip

    def _turnus(self, t: Tabeller) -> Iterator[tuple[str, int, int]]:
        """Number, start and end of every shift of the ordinary roster."""
        if t.grunnturnus or (t.turnus and not isinstance(t.turnus, Poster)):
            for nr in self.register.ansattnumre:
                for r in self.register.av("turnus", (nr,)):
                    yield nr, *spenn(r)
                    if r.faktisk_start is not None or r.faktisk_slutt is not None:
                        self.uvanlige.add(nr)
        elif isinstance(t.turnus, Poster):
            felt = ("ansattnr", "dato", "start", "slutt", "faktisk_start", "faktisk_slutt", "fri")
            for nr, dag, start, slutt, kom, gikk, fri in zip(*map(t.turnus.kolonne, felt), strict=True):
                if not fri:
                    null = dag.toordinal() * DOGN
                    yield nr, null + start, null + slutten(start, slutt)
                    if kom is not None or gikk is not None:
                        self.uvanlige.add(nr)

    # One employee

    def enkel(self, nr: str) -> bool:
        """Whether the balances of an account can be summed here."""
        personer = self.register.personer
        if nr in self.uvanlige or personer.numre(nr) != (nr,) or personer.andre(nr) or not self.kjente_regler:
            return False
        return all(a.slutt < b.start for a, b in pairwise(self.sak(nr).perioder))

    def sak(self, nr: str) -> Sak:
        """The case of an account; with the counting shifts on days of absence, where it is reckoned day by day."""
        sak = self._saker.get(nr)
        if sak is None:
            av = self.register.av
            fravaer = sorted(av("fravaer", (nr,)), key=attrgetter("fra", "til"))
            vakter = () if self.kreditt.kan(fravaer) else self._i_fravaer(nr, fravaer)
            sak = self._saker[nr] = Sak(
                nr, self.valg, self.koder, ansatt=self.register.ansatte.get(nr), avtaler=av("avtaler", (nr,)),  # type: ignore[arg-type]
                vakter=vakter, fravaer=fravaer, lonnsgrunnlag=av("lonnsgrunnlag", (nr,)),
            )  # fmt: skip
        return sak

    def _i_fravaer(self, nr: str, fravaer: Iterable[Any]) -> list[Any]:
        borte = [(f.fra.toordinal(), f.til.toordinal()) for f in fravaer]
        plasser = [(dag, rad) for dag, _, _, rad in self.egne.get(nr, ())] + self.utforte.get(nr, []) if borte else []
        inne = {rad for fra, til in borte for dag, rad in plasser if fra <= dag <= til}
        return [self.vakter[n] for n in sorted(inne)]

    def saldo(self, nr: str, dag: date) -> Saldo | None:
        """The balances of a plain account on a day, None outside its periods."""
        nokkel = nr, dag
        if nokkel not in self._saldoer:
            self._saldoer[nokkel] = self._regn(nr, dag)
            self.sak(nr).glem_fravaer()  # days of absence take more room than everything else
        return self._saldoer[nokkel]

    def _regn(self, nr: str, dag: date) -> Saldo | None:
        sak = self.sak(nr)
        periode = sak.periode(dag)
        if periode is None:
            return None
        summer = ledger.Summer(dag)
        strekkvis = self.kreditt.kan(sak.fravaer)
        for regel in _FASTE[:1] if strekkvis else _FASTE:
            for p in regel(sak):
                if periode.start <= p.fra <= periode.slutt:
                    summer.ta(p)
        egne = self.egne.get(nr, ())
        if strekkvis and sak.fravaer:
            self.kreditt.ta(sak, periode, egne, self.utforte.get(nr, ()), summer)
        naa, fra, til = dag.toordinal(), periode.start.toordinal(), periode.slutt.toordinal()
        forst = takt.forste_vakt(self.valg, dag).toordinal()
        arbeid = summer.arbeidet
        ubekreftet = arbeid if self.valg["ubekreftet_vakt"] == "regnes som arbeidet" else summer.ubekreftet
        avtalt, planlagt = summer.avtalt, list[float]()
        for d, status, timer, _ in egne:
            if d <= naa:
                if d >= fra:
                    (arbeid if status == UTFORT else ubekreftet).append(timer)
            elif d <= til and status != UTFORT:
                avtalt.append(timer)
                if d >= forst:
                    planlagt.append(timer)
        if forst <= naa:
            planlagt += [timer for d, status, timer, _ in egne if status != UTFORT and forst <= d <= naa]
        plan = self._planer.get((periode.start, periode.slutt))
        if plan is None:
            plan = frister.gjennomgangsplan(self.valg, periode.start, periode.slutt)
            self._planer[periode.start, periode.slutt] = plan
        borte = hele_dager(sak.fravaer, forst, til) if strekkvis else None
        return ledger.saldo(sak, periode, dag, summer, plan, planlagt, borte)


def _kjente_regler() -> bool:
    """Whether every posting rule is one that is known here: a new one is left to the postings."""
    return set(regler.alle()) == {*_FASTE, *(r for r in regler.alle() if r.__module__.rpartition(".")[2] in _AV_VAKTER)}
