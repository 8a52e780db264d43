"""Who there is, with the rows of each; and numbers that are one person (the column Person in Ansatte; T3): two
positions, or a new number in mid-period.

What a person works is worked once, whatever number it stands under, so rest, hours, 40 % and 100 % are looked at
together. A debt goes on under a new number where the agreements say so: the new number's rows begin after the old
one's have ended, in the same settlement period. Such numbers have one account, under the latest of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from .errors import Feilmelding
from .kolonner.gruppert import gruppert
from .model import Ansatt, Avtale, Tabeller, Turnusvakt, Vakt
from .tid.grunnturnus import Grunnturnus

TIMEBANK = ("kapasitet", "timer", "timebank")
TABELLER = ("avtaler", "vakter", "fravaer", "turnus", "gjennomganger", *TIMEBANK, "lonnsgrunnlag")  # rows of somebody


class Personer:
    def __init__(self, ansatte: Iterable[Ansatt], avtaler: Mapping[str, tuple[Avtale, ...]]) -> None:
        grupper: dict[str, list[str]] = {}
        for a in ansatte:
            if a.person:
                grupper.setdefault(a.person, []).append(a.ansattnr)
        self._kontoer: dict[str, tuple[str, ...]] = {}  # number -> all numbers of its account, the latest last
        self._person: dict[str, tuple[str, ...]] = {}  # number -> the latest number of each account of the person
        for numre in grupper.values():
            if len(numre) < 2:
                continue
            kontoer: list[list[str]] = []
            for nr in sorted(numre, key=lambda n: (min((a.fra for a in avtaler.get(n, ())), default=date.max), n)):
                rader = {n: avtaler.get(n, ()) for konto in kontoer for n in konto}
                lik = (k for k in kontoer if fortsetter([a for n in k for a in rader[n]], avtaler.get(nr, ())))
                forrige = next(lik, None)
                if forrige is None:
                    kontoer.append([nr])
                else:
                    forrige.append(nr)
            for konto in kontoer:  # the number of the latest agreement row last
                konto.sort(key=lambda n: (max((a.fra for a in avtaler.get(n, ())), default=date.min), n))
            hoder = tuple(k[-1] for k in kontoer)
            for konto in kontoer:
                for nr in konto:
                    self._kontoer[nr], self._person[nr] = tuple(konto), hoder

    def numre(self, ansattnr: str) -> tuple[str, ...]:
        """All numbers of the account."""
        return self._kontoer.get(ansattnr, (ansattnr,))

    def hode(self, ansattnr: str) -> str:
        """The number the account is under."""
        return self.numre(ansattnr)[-1]

    def hoder(self, numre: Iterable[str]) -> set[str]:
        """The accounts of so many numbers."""
        return {self.hode(nr) for nr in numre}

    def andre(self, hode: str) -> tuple[str, ...]:
        """The numbers of the same person's other accounts."""
        return tuple(nr for annet in self._person.get(hode, ()) if annet != hode for nr in self.numre(annet))

    def forst(self, hode: str) -> bool:
        """Whether this account speaks for the person in what the accounts have together."""
        return self._person.get(hode, (hode,))[0] == hode

    def alle(self, ansattnr: str) -> tuple[str, ...]:
        """Every number of the person."""
        return tuple(nr for hode in self._person.get(ansattnr, (ansattnr,)) for nr in self.numre(hode))


def fortsetter(gamle: Iterable[Avtale], nye: Iterable[Avtale]) -> bool:
    """Whether the agreements of two numbers share a settlement period and no day: one takes up where the other ends."""
    gamle, nye = tuple(gamle), tuple(nye)
    if any(a.fra <= b.til and b.fra <= a.til for a in gamle for b in nye):
        return False
    perioder = {(a.periodestart, a.periodeslutt) for a in gamle}
    return any((a.periodestart, a.periodeslutt) in perioder for a in nye)


class Register:
    """The rows of a bank by employee number, table by table, and who they are of.

    Who there is never rests on the shifts: `med_vakt` keeps all of it.
    """

    def __init__(self, t: Tabeller) -> None:
        self.rader: Mapping[str, Mapping[str, tuple[Any, ...]]] = _Grupper(t)
        self.ansatte = {a.ansattnr: a for a in t.ansatte or ()}
        self.ulest: dict[str, tuple[Feilmelding, ...]] = dict(t.utelatt)
        self.personer = Personer(t.ansatte or (), self.rader["avtaler"])
        self._grunnturnus = Grunnturnus(t.grunnturnus or (), t.vaktkoder or ())
        self._turnus: dict[str, tuple[Turnusvakt, ...]] = {}
        self._i_ansatte = None if t.ansatte is None else frozenset(self.ansatte)

    @cached_property
    def ansattnumre(self) -> tuple[str, ...]:
        """Everyone in Ansatte, or where it was not handed over, everyone with an agreement or a timebank; in order.

        Not those whose rows could not be read. A number whose account goes on under another is not there either: its
        rows are that one's.
        """
        numre = self._i_ansatte
        if numre is None:
            numre = frozenset().union(*(self.rader[n] for n in ("avtaler", *TIMEBANK)))
        return tuple(sorted(self.personer.hoder(numre - {"", *self.ulest})))

    @cached_property
    def kjente(self) -> frozenset[str]:
        """Every number that can be asked for."""
        alle = frozenset(self.ansatte).union(
            self.ansattnumre, *(self.rader[n] for n in ("avtaler", "timer", "timebank"))
        )
        return alle - {"", *self.ulest}

    @cached_property
    def hoder(self) -> tuple[str, ...]:
        """Every number there is an account or a row under, in order; those that go on under another are that one."""
        return tuple(sorted(self.personer.hoder(self.kjente)))

    def av(self, tabell: str, numre: Iterable[str]) -> tuple[Any, ...]:
        """The rows of some numbers; those of Turnus with what Grunnturnus comes to."""
        if tabell == "turnus":
            return tuple(chain.from_iterable(map(self._turnus_til, numre)))
        gruppe = self.rader[tabell]
        return tuple(chain.from_iterable(gruppe.get(nr, ()) for nr in numre))

    def _turnus_til(self, nr: str) -> tuple[Turnusvakt, ...]:
        """The ordinary roster of a number: the rows of Turnus, and the pattern on the days that have none there."""
        if nr not in self._turnus:
            egne = self.rader["turnus"].get(nr, ())
            av_monster = self._grunnturnus.vakter(nr, self.rader["avtaler"].get(nr, ()), {t.dato for t in egne})
            self._turnus[nr] = (*(t for t in egne if not t.fri), *av_monster)
        return self._turnus[nr]

    def ta_over(self, forrige: Register) -> None:
        """Have the rows another has arranged of the very tables these are."""
        if isinstance(self.rader, _Grupper) and isinstance(forrige.rader, _Grupper):
            self.rader.ta_over(forrige.rader)

    def med_vakt(self, vakt: Vakt, gamle: Iterable[Vakt]) -> tuple[Register, set[str]]:
        """The same with a shift in the place of others, and the numbers it touches."""
        vakter, rort = dict(self.rader["vakter"]), {vakt.ansattnr, *self.personer.alle(vakt.ansattnr)}
        for gammel in gamle:
            vakter[gammel.ansattnr] = tuple(v for v in vakter[gammel.ansattnr] if v is not gammel)
            rort |= {gammel.ansattnr, *self.personer.alle(gammel.ansattnr)}
        vakter[vakt.ansattnr] = (*vakter.get(vakt.ansattnr, ()), vakt)
        ny = copy(self)
        ny.rader = {**{n: self.rader[n] for n in TABELLER}, "vakter": vakter}
        return ny, rort


class _Grupper(dict[str, Mapping[str, tuple[Any, ...]]]):
    """The rows of each table by employee number, arranged when the table is first asked for."""

    def __init__(self, t: Tabeller) -> None:
        super().__init__()
        self._tabeller = t

    def ta_over(self, andre: _Grupper) -> None:
        for navn, rader in andre.items():
            if getattr(self._tabeller, navn) is getattr(andre._tabeller, navn):
                self.setdefault(navn, rader)

    def __missing__(self, navn: str) -> Mapping[str, tuple[Any, ...]]:
        svar = self[navn] = gruppert(getattr(self._tabeller, navn) or ())
        return svar
