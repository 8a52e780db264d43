"""Credit for absence, one ISO week at a time: sickness and holiday together (items 38-40; B5-B9, B38-B40).

The week's credit is a function of the days away up to a day, and each day is credited with what it adds to it. So a
balance on any date is the sum of the days up to it, and how an absence is divided into rows never matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from . import parameters
from .borte import HEL
from .model import FERIE
from .sak import Fravaersdag, Sak
from .tid.rodedager import rod_dag
from .valg import Valg

SONDAG, UKE = 6, 7
HEL_UKE = "hel uke er hel andel"  # the choice ferie_rode_dager


def pafyll(uke: float, dager: float, oppsatt: float, grad: float, ukedager: float) -> float:
    """Top-up hours: grade x what the days' share of the week exceeds the hours already booked; never negative."""
    return grad * max(0.0, uke * dager / ukedager - oppsatt)


def ferietimer(uke: float, virkedager: float, virkedager_i_uken: float) -> float:
    """Hours credited for working days of holiday at `uke` tidbank hours a week."""
    return uke * virkedager / virkedager_i_uken


# What comes on top of the shifts already booked, by the choice oppsatt_vakt (B6): share, booked hours, grade -> hours.
TILLEGG: dict[str, Callable[[float, float, float], float]] = {
    "fyll opp": lambda andel, oppsatt, grad: pafyll(andel, 1, oppsatt, grad, 1),
    "fullt i tillegg": lambda andel, oppsatt, grad: pafyll(andel, 1, 0, grad, 1),
    "bare oppsatt vakt": lambda andel, oppsatt, grad: 0.0 if oppsatt else pafyll(andel, 1, 0, grad, 1),
}


class Kredittdag(NamedTuple):
    """What a day of absence adds to what is credited, in hours; negative where a booked shift takes its place."""

    borte: Fravaersdag
    timer: float


class Kredittvindu(NamedTuple):
    """Days of one absence with one grade: their share of the week's hours, and the hours booked on them."""

    andel: float = 0.0
    oppsatt: float = 0.0


class Dag(NamedTuple):
    """A day of absence as it is reckoned with. uke: tidbank hours a week then; timer: hours booked on a sick day."""

    dag: date
    ferie: bool
    grad: float
    forste: date
    uke: float
    timer: float


class Valgte(NamedTuple):
    """The choices the arithmetic rests on."""

    ukedager: int
    per_uke: bool
    slag: str
    rode_teller: bool


def valgte(valg: Valg) -> Valgte:
    return Valgte(
        int(valg["kreditt_dager"]), valg["kreditt_vindu"] == "uke", valg["oppsatt_vakt"],
        valg["ferie_rode_dager"] == HEL_UKE,
    )  # fmt: skip


def gi_ferie(valg: Valg) -> bool:
    """Whether holiday is credited at all (B5)."""
    return bool(valg["ferie"] == "godskrives når den tas")


def kredittdager(sak: Sak) -> tuple[Kredittdag, ...]:
    """Each day of crediting absence with what it adds, in order of time."""
    return tuple(_kredittdager(sak))


def _kredittdager(sak: Sak) -> Iterator[Kredittdag]:
    valget, med_ferie = valgte(sak.valg), gi_ferie(sak.valg)
    dagene = [d for d in sak.fravaersdager if med_ferie or d.fravaer.kode != FERIE]
    regner = _Uke(valget)
    for (start, _), egne in _uker(sak, dagene):
        dager = tuple([_som_dag(sak, d) for d in egne])
        timene = uken(valget, dager) if valget.per_uke else regner.uken(dager, start)
        yield from map(Kredittdag, egne, timene)


def _uker(sak: Sak, dagene: Iterable[Fravaersdag]) -> list[tuple[tuple[date, int], list[Fravaersdag]]]:
    """The days by the first day of their settlement period and their week; each is inside a period."""
    forste = {p.start for p in sak.perioder}
    eneste = next(iter(forste)) if len(forste) == 1 else None
    ut: list[tuple[tuple[date, int], list[Fravaersdag]]] = []
    for d in dagene:
        periode = None if eneste else sak.periode(d.dag)
        nokkel = (eneste or (periode.start if periode else d.dag), (d.dag.toordinal() - 1) // UKE)
        if not ut or ut[-1][0] != nokkel:
            ut.append((nokkel, []))
        ut[-1][1].append(d)
    return ut


def _som_dag(sak: Sak, d: Fravaersdag) -> Dag:
    ferie = d.fravaer.kode == FERIE
    timer = 0.0 if ferie or not sak.har_vakt(d.dag) else fsum(sak.oppsatte_timer(v) for v in sak.oppsatt(d))
    return Dag(d.dag, ferie, d.grad, d.forste, sak.uke(d.dag), timer)


@lru_cache(4096)
def uken(valget: Valgte, dager: tuple[Dag, ...]) -> tuple[float, ...]:
    """What each day of a week adds. Many are away in the same weeks in the same way: those are reckoned once."""
    return _Uke(valget).uken(dager, None)


class _Uke:
    """The arithmetic of one week. With the choice kreditt_vindu = fravær the share and the booked hours of an absence
    are counted from its first day, across weeks; holiday keeps to the week all the same."""

    def __init__(self, valget: Valgte) -> None:
        self.ukedager, self.per_uke, self.slag, self.rode_teller = valget
        self.for_uken: dict[tuple[object, ...], Kredittvindu] = {}
        self.naa: dict[tuple[object, ...], Kredittvindu] = {}
        self.periode: date | None = None

    def uken(self, dager: Sequence[Dag], periode: date | None) -> tuple[float, ...]:
        """What each day of a week adds. periode: the first day of the settlement period they are in."""
        if self.per_uke and not dager[0].ferie and all(d[1:4] == dager[0][1:4] for d in dager):
            return self._ett_fravaer(dager)
        self.for_uken, self.periode = ({} if self.per_uke else dict(self.naa)), periode
        kreditert, ut = 0.0, []
        bare_ferie = all(d.ferie for d in dager) and not self.rode_teller
        ferietimene = [d.grad * t for d, t in zip(dager, self._ferie(dager, dager), strict=True)] if bare_ferie else []
        self.naa = dict(self.for_uken)
        for n in range(len(dager)):
            ny = fsum(ferietimene[: n + 1]) if bare_ferie else self.kreditt(dager[: n + 1])
            ut.append(ny - kreditert)
            kreditert = ny
        return tuple(ut)

    def _ett_fravaer(self, dager: Sequence[Dag]) -> tuple[float, ...]:
        """As `uken`, for the commonest of weeks: days of one absence with one grade, and no holiday. The sums of the
        days so far are carried along instead of made again for every day; each is made as `kreditt` makes it."""
        grad, tillegg = dager[0].grad, TILLEGG[self.slag]
        andelene = list(map(self._andel, dager))
        andel = oppsatt = kreditert = 0.0
        ut = []
        for n, d in enumerate(dager, 1):
            andel, oppsatt = andel + andelene[n - 1], oppsatt + d.timer
            godskrevet = fsum([grad * x.timer for x in dager[:n]])
            uke = fsum([x.uke for x in dager[:n]]) / n
            hele = n == UKE and grad >= HEL
            mest = uke if hele else min(uke, fsum(andelene[:n]))
            ny = godskrevet + self._rommet(mest, hele, tillegg(andel, oppsatt, grad), 0.0, oppsatt)
            ut.append(ny - kreditert)
            kreditert = ny
        return tuple(ut)

    def kreditt(self, dagene: Sequence[Dag]) -> float:
        """Hours credited for these days of the week, booked ones included."""
        syke = [d for d in dagene if not d.ferie]
        ferie = [d for d in dagene if d.ferie]
        self.naa = dict(self.for_uken)
        tillegg = TILLEGG[self.slag]
        for d in syke:
            v = self.naa.get(nokkel := (d.forste, d.grad, self.periode), Kredittvindu())
            self.naa[nokkel] = Kredittvindu(v.andel + self._andel(d), v.oppsatt + d.timer)

        def paa_topp(vinduer: dict[tuple[object, ...], Kredittvindu]) -> float:
            return fsum(tillegg(v.andel, v.oppsatt, float(k[1])) for k, v in vinduer.items())  # type: ignore[arg-type]

        sykt = paa_topp(self.naa) - paa_topp(self.for_uken)
        oppsatt = fsum(v.oppsatt for v in self.naa.values()) - fsum(v.oppsatt for v in self.for_uken.values())
        godskrevet = fsum(d.grad * d.timer for d in syke)
        feriens = fsum(d.grad * t for d, t in zip(ferie, self._ferie(dagene, ferie), strict=True))
        return godskrevet + self._sammen(dagene, syke, ferie, sykt, feriens, oppsatt)

    def _sammen(
        self, dagene: Sequence[Dag], syke: Sequence[Dag], ferie: Sequence[Dag],
        sykt: float, feriens: float, oppsatt: float,
    ) -> float:  # fmt: skip
        """What comes on top of the booked hours, the kinds together: never more than the days' share of the week's
        hours, and the whole of them when all seven days are away at 100 % (B39)."""
        if not syke:
            return feriens
        borte: dict[date, float] = {}
        for d in dagene:
            borte[d.dag] = borte.get(d.dag, 0.0) + d.grad
        uke = fsum({d.dag: d.uke for d in dagene}.values()) / len(borte)
        andel = fsum(map(self._andel, syke))
        hele = len(borte) == UKE and min(borte.values()) >= HEL
        hele = hele and (self.rode_teller or not any(rod_dag(d.dag) for d in ferie))
        if not self.per_uke:  # the absence is measured as a whole; holiday takes what is left of its week
            igjen = max(0.0, uke - max(andel, oppsatt))
            return sykt + (igjen if hele and ferie else min(feriens, igjen) if ferie else 0.0)
        return self._rommet(uke if hele else min(uke, andel + feriens), hele, sykt, feriens, oppsatt)

    def _rommet(self, mest: float, hele: bool, sykt: float, feriens: float, oppsatt: float) -> float:
        """What there is room for beside the booked hours. mest: the days' share; hele: it is the whole week's."""
        if self.slag == "bare oppsatt vakt" and oppsatt:
            return min(feriens, max(0.0, mest - oppsatt))
        rom = mest if self.slag == "fullt i tillegg" else max(0.0, mest - oppsatt)
        return rom if hele else min(sykt + feriens, rom)

    def _andel(self, d: Dag) -> float:
        """A sick day's share of the week's hours (B8)."""
        return d.uke / self.ukedager if self.ukedager == UKE or d.dag.weekday() < self.ukedager else 0.0

    def _ferie(self, dagene: Sequence[Dag], ferie: Sequence[Dag]) -> list[float]:
        """The hours of each day of holiday: a sixth of the week's for a virkedag, none for the others (B5, B40)."""
        virkedager = {d.dag.weekday() for d in dagene if d.dag.weekday() != SONDAG}
        alle = self.rode_teller and len(virkedager) == SONDAG
        return [
            ferietimer(d.uke, 1, parameters.verdi("ferie_virkedager", d.dag))
            if d.dag.weekday() != SONDAG and (alle or not rod_dag(d.dag))
            else 0.0
            for d in ferie
        ]
