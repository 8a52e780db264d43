"""The attack on the rep's copy: weekly copies over a year of a made-up bank, and what kind of absence can be told.

`python -m tests.angrep` prints the precision of each choice of `kopi_kreditt`. The bank is made from a seed; each
week's copy is made from what HR knew that day. Whoever reads the copies knows the rules, has trained on other banks
where everything is known, and guesses sickness or holiday for each person and week of absence from every figure in the
copies: the sums, their differences from week to week, the rows, and the sums that become exact at a review. What
the guess is held against is one who is told how many days the absence lasted, and nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any, NamedTuple

import openpyxl

from xl_tidbank.book.sheets.kopi.innsynstall import NAVN
from xl_tidbank.core import innsyn
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.model import FERIE, Ansatt, Avtale, Fravaer, Innstilling, Kilde, Tabeller, Vakt
from xl_tidbank.core.tid import clock

START = date(2026, 1, 5)
SLUTT = START + timedelta(weeks=52) - timedelta(days=1)
SYK, BORTE_FERIE = "syk", "ferie"
UKER = [START + timedelta(days=6 + 7 * n) for n in range(52)]  # the Sundays the copies are made on, or days after
DAG, UKE = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True)
class Aar:
    """A year as it was known day by day. vakter: each with the day it was told and the day its status changed."""

    ansatte: tuple[Ansatt, ...]
    avtaler: tuple[Avtale, ...]
    vakter: tuple[tuple[Vakt, date, date, str], ...]  # shift, told, changed, status then
    fravaer: tuple[Fravaer, ...]

    def bank(self, dag: date, **valg: Any) -> Bank:
        """The bank as HR had it at the end of a day."""
        vakter = [
            v if dag < endret else v._replace(status=status)
            for v, varslet, endret, status in self.vakter if varslet <= dag
        ]  # fmt: skip
        return Bank(Tabeller(
            avtaler=self.avtaler, vakter=tuple(vakter), ansatte=self.ansatte,
            fravaer=tuple(f for f in self.fravaer if f.registrert is None or f.registrert <= dag),
            innstillinger=tuple(Innstilling(n, v) for n, v in valg.items()),
        ))  # fmt: skip


def lag(seed: int, antall: int = 12) -> Aar:
    """A realistic year: five weeks of holiday, sickness of a day to many weeks, children, grades, shifts booked."""
    t = Random(seed)
    ansatte, avtaler, fravaer = [], [], []
    vakter: list[tuple[Vakt, date, date, str]] = []
    for n in range(1, antall + 1):
        nr, tidbank = str(n), t.choice((40, 40, 30, 30, 20))
        timer = t.choice((35.5, 35.5, 33.6))
        ansatte.append(Ansatt(nr, f"Ansatt {n}", f"Sone {1 + n % 2}"))
        avtaler.append(Avtale(
            ansattnr=nr, fra=START, til=SLUTT, fast_pst=60, tidbank_pst=tidbank, ukestimer=timer,
            periodestart=START, periodeslutt=SLUTT, signert=START - 30 * DAG, kilde=Kilde("Avtaler", n + 1, {"A": "A"}),
        ))  # fmt: skip
        egne = _fravaer(t, nr)
        fravaer += egne
        vakter += _vakter(t, nr, timer * tidbank / 100, egne)
    return Aar(tuple(ansatte), tuple(avtaler), tuple(vakter), tuple(fravaer))


def _fravaer(t: Random, nr: str) -> list[Fravaer]:
    brukt: set[date] = set()
    ut: list[Fravaer] = []

    def legg(fra: date, dager: int, kode: str, registrert: date, grad: float = 1.0) -> None:
        fra, til = max(fra, START), min(fra + (dager - 1) * DAG, SLUTT)
        rundt = set(clock.dagene(fra - DAG, til + DAG))
        if til >= fra and not rundt & brukt:
            brukt.update(rundt)
            ut.append(Fravaer(nr, fra, til, kode, grad, registrert))

    sommer = START + t.choice((24, 25, 26, 27)) * UKE
    paameldt = START + t.randint(60, 110) * DAG
    legg(sommer, t.choice((20, 21, 21)), FERIE, paameldt)
    for _ in range(t.choice((1, 2))):
        uke = START + t.choice((*range(5, 20), *range(36, 50))) * UKE
        legg(uke, t.choice((6, 7, 7)), FERIE, uke - t.randint(20, 90) * DAG)
    for _ in range(t.choice((1, 2, 3))):
        dag = START + t.randint(10, 350) * DAG
        legg(dag, t.choice((1, 2, 3, 4)), FERIE, dag - t.randint(10, 40) * DAG)
    for _ in range(t.choice((1, 2, 3, 4))):
        dag = START + t.randint(3, 355) * DAG
        legg(dag, t.choice((1, 2, 2, 3, 3, 4, 5, 7)), "EGEN", dag + t.choice((0, 0, 0, 1, 3, 9)) * DAG)
    if t.random() < 0.5:
        dag, uker = START + t.randint(3, 330) * DAG, t.choice((1, 2, 2, 3, 4, 6))
        legg(dag, 7 * uker - t.choice((0, 0, 2, 4)), "SYK", dag + t.choice((0, 1, 4, 8)) * DAG)
    if t.random() < 0.2:
        dag = START + t.randint(3, 300) * DAG
        legg(dag, t.choice((14, 21, 28, 42)), "SYK", dag + t.choice((0, 2)) * DAG, t.choice((0.2, 0.4, 0.5, 0.6, 0.8)))
    if t.random() < 0.4:
        for _ in range(t.choice((1, 2, 3))):
            dag = START + t.randint(3, 355) * DAG
            legg(dag, t.choice((1, 1, 2)), "BARN", dag + t.choice((0, 0, 2)) * DAG)
    return ut


def _vakter(t: Random, nr: str, uke: float, fravaer: Sequence[Fravaer]) -> Iterable[tuple[Vakt, date, date, str]]:
    """Shifts told two to six weeks ahead, none in holiday; one booked in sickness stays as it is or is called off."""
    borte = {d: f for f in fravaer for d in clock.dagene(f.fra, f.til)}
    igjen, brukt = 0.0, set[date]()
    for n in range(52):
        igjen += uke * t.uniform(0.7, 1.25)
        while igjen > 0:
            dag = START + n * UKE + t.randint(0, 6) * DAG
            timer = t.choice((7.5, 7.5, 8.0, 9.5))
            igjen -= timer
            f = borte.get(dag)
            if dag in brukt or (f and f.kode == FERIE):
                continue
            brukt.add(dag)
            varslet = max(START - 20 * DAG, dag - t.randint(14, 42) * DAG)
            vakt = Vakt(
                vaktnr=f"{nr}-{dag:%m%d}", ansattnr=nr, dato=dag, start=450, slutt=int(450 + 60 * timer), pause=0,
                maate="Tildelt", status="Tildelt", varslet=varslet, kilde=Kilde("Vakter", len(brukt), {"A": "A"}),
            )  # fmt: skip
            if f is None or (f.grad < 1 and t.random() < 0.6):
                yield vakt, varslet, dag, "Utført"
            elif t.random() < 0.3:
                yield vakt, varslet, max(f.fra, varslet + DAG), "Avlyst"
            else:
                yield vakt, varslet, date.max, "Tildelt"


# What the copies say


class Lest(NamedTuple):
    """What one copy says of one person. rader: (kind, first day, last day, hours)."""

    uke: float  # hours a week in the tidbank
    arbeidet: float
    kreditert: float
    avtalt: float
    ubekreftet: float
    skyldig: float
    status: str
    rader: frozenset[tuple[str, date, date, float]]


def les(personer: Iterable[innsyn.Innsynsperson]) -> dict[str, Lest]:
    return {
        str(p.ansatt[0]): Lest(
            p.saldo.ukestimer_tidbank, p.saldo.arbeidet, p.saldo.kreditert, p.saldo.avtalt, p.saldo.ubekreftet,
            p.saldo.skyldig, p.saldo.status, frozenset((x.art, x.fra, x.til, round(x.timer, 6)) for x in p.poster),
        )
        for p in personer
    }  # fmt: skip


def les_fil(sti: Path) -> dict[str, Lest]:
    """The same from the cells of the file itself."""
    bok = openpyxl.load_workbook(sti, data_only=True)
    poster = list(_rader(bok["Posteringer"], "Art"))
    ut = {}
    for r in _rader(bok["Oversikt"], "Status"):
        nr = r["Ansattnr"]
        ut[nr] = Lest(
            r[NAVN["ukestimer_tidbank"]], r[NAVN["arbeidet"]], r[NAVN["kreditert"]], r.get(NAVN["avtalt"], 0.0),
            r.get(NAVN["ubekreftet"], 0.0), r[NAVN["skyldig"]], r["Status"].split(maxsplit=1)[1],
            frozenset(
                (p["Art"], p["Fra"].date(), p["Til"].date(), round(p["Timer"], 6)) for p in poster
                if p["Ansattnr"] == nr
            ),
        )  # fmt: skip
    return ut


def _rader(ark: Any, kolonne: str) -> Iterable[dict[str, Any]]:
    """The rows below the first header that has a column, to the first row without a number of the employee."""
    hode: list[Any] | None = None
    for rad in ark.iter_rows(values_only=True):
        if hode is None:
            hode = list(rad) if kolonne in rad else None
            continue
        felt = dict(zip(hode, rad, strict=True))
        if not felt.get("Ansattnr"):
            return
        yield felt


def kopier(aar: Aar, forskyvning: int = 0, valg: Mapping[str, str] = MappingProxyType({})) -> list[dict[str, Lest]]:
    """A copy each week, on the Sunday or so many days after."""
    numre, ut = [a.ansattnr for a in aar.ansatte], []
    for sondag in UKER:
        dag = min(sondag + forskyvning * DAG, SLUTT)
        bank = aar.bank(dag, **valg)
        ut.append(les(innsyn.person(bank.krev_konto(nr, dag), dag, "") for nr in numre))
    return ut


# The guess


class Uke(NamedTuple):
    """A week of somebody's absence: the truth, the days of the absence it is part of, and what the copies show."""

    slag: str
    dager: int
    sett: tuple[Hashable, ...]  # views of the copies, from the coarsest to the finest


def uker(aar: Aar, kopiene: Sequence[Mapping[str, Lest]]) -> list[Uke]:
    ut = []
    for a in aar.ansatte:
        nr = a.ansattnr
        serie = [k[nr] for k in kopiene]
        for n, sondag in enumerate(UKER):
            slag = {_slag(f): f for f in aar.fravaer if f.ansattnr == nr and f.fra <= sondag and f.til > sondag - UKE}
            if len(slag) == 1:  # a week of both kinds is no question
                ((hva, f),) = slag.items()
                ut.append(Uke(hva, (f.til - f.fra).days + 1, tuple(_syn(serie, n))))
    return ut


def _slag(f: Fravaer) -> str:
    return BORTE_FERIE if f.kode == FERIE else SYK


def _syn(serie: Sequence[Lest], n: int) -> Iterable[Hashable]:
    """Views of a person's copies around a week, each a key to count by; coarse first."""

    def ny(k: int, felt: str = "kreditert") -> float:
        if not 0 <= k < len(serie):
            return 0.0
        foer: float = getattr(serie[k - 1], felt) if k else 0.0
        naa: float = getattr(serie[k], felt)
        return round((naa - foer) / serie[k].uke, 3)

    her = ny(n)
    sondag = UKER[n]
    ventet = {r[1] for r in (serie[n - 1].rader if n else ()) if r[0] == innsyn.AVTALTE_FRAM and r[1] == r[2] <= sondag}
    gjort = {r[1] for r in serie[n].rader if r[0] == innsyn.UTFORTE and r[1] == r[2] and r[1] > sondag - UKE}
    uteble = len(ventet - gjort)
    ubekreftet = ny(n, "ubekreftet") > 0.01
    balanse = round(ny(n, "avtalt") + ny(n, "arbeidet"), 1)
    lengde = _paa_rad(serie, n, ny)
    del_, fasit = _nar_eksakt(serie, n)
    yield ()
    yield (her,)
    yield (her, lengde)
    yield (her, bool(uteble))
    yield (her, bool(uteble), ubekreftet, bool(gjort))
    yield (her, balanse < -0.2, ubekreftet)
    yield (del_,)
    yield (her, del_)
    yield (ny(n - 1), her, ny(n + 1))
    yield (her, lengde, bool(uteble), del_)
    yield (her, lengde, fasit)
    yield (her, lengde, serie[n].status)


def _paa_rad(serie: Sequence[Lest], n: int, ny: Callable[[int], float]) -> int:
    """Weeks in a row with new credit around a week."""
    fra = til = n
    while fra > 0 and ny(fra - 1):
        fra -= 1
    while til + 1 < len(serie) and ny(til + 1):
        til += 1
    return til - fra + 1


def _nar_eksakt(serie: Sequence[Lest], n: int) -> tuple[str, int]:
    """In which parts the first exact sum that takes in the week is made, beyond the one before: sevenths, sixths."""
    summer: dict[date, float] = {}
    for lest in serie:
        for art, _, til, timer in lest.rader:
            if art == innsyn.GODSKREVET:
                summer.setdefault(til, timer)
    foer = 0.0
    for til, timer in sorted(summer.items()):
        if til >= UKER[n]:
            uke = (timer - foer) / serie[n].uke
            return _deler(uke), round(uke)
        foer = timer
    return "", 0


def _deler(uker_: float) -> str:
    def hel(tall: float) -> bool:
        return abs(tall - round(tall)) < 1e-4

    if hel(uker_):
        return "hele"
    if hel(7 * uker_):
        return "sjudeler"
    if hel(6 * uker_):
        return "seksdeler"
    return "begge" if hel(42 * uker_) else "annet"


class Svar(NamedTuple):
    """Weeks of absence, how many were guessed right, and by one who is told the length alone."""

    uker: int
    riktige: int
    av_lengden: int

    @property
    def treff(self) -> float:
        return self.riktige / self.uker

    @property
    def lengde(self) -> float:
        return self.av_lengden / self.uker


def angrip(kjent: Sequence[Uke], ukjent: Sequence[Uke]) -> Svar:
    """Train on banks where all is known, guess in others; the best of all views, which is more than anybody can know
    beforehand."""

    def riktige(nokkel: Callable[[Uke], Hashable]) -> int:
        tabell: defaultdict[Hashable, Counter[str]] = defaultdict(Counter)
        for u in kjent:
            tabell[nokkel(u)][u.slag] += 1
            tabell[None][u.slag] += 1
        return sum((tabell.get(nokkel(u)) or tabell[None]).most_common(1)[0][0] == u.slag for u in ukjent)

    def sett(k: int) -> Callable[[Uke], Hashable]:
        return lambda u: u.sett[k]

    return Svar(len(ukjent), max(riktige(sett(k)) for k in range(len(kjent[0].sett))), riktige(lambda u: u.dager))


FRO = (*range(1, 25),), (*range(101, 113),)  # seeds of the banks known and of those attacked
EKSAKT = {"kopi_kreditt": "eksakt", "kopi_kreditt_begrunnelse": "Avtalt i møte 05.01.2026"}
FORRIGE = {"kopi_kreditt": "til forrige gjennomgang"}


def maal(kjente: Sequence[int], ukjente: Sequence[int], forskyvning: int, valg: Mapping[str, str]) -> Svar:
    kjent, ukjent = (
        [u for fro in noen for aar in [lag(fro)] for u in uker(aar, kopier(aar, forskyvning, valg))]
        for noen in (kjente, ukjente)
    )
    return angrip(kjent, ukjent)


def viste_uker(aar: Aar, kopiene: Sequence[Mapping[str, Lest]], utenom: Iterable[date] = ()) -> int:
    """Weeks in which anything about somebody moved that a confirmed shift does not explain; not the weeks `utenom`."""
    antall = 0
    for a in aar.ansatte:
        for n in range(1, len(UKER)):
            foer, naa = kopiene[n - 1][a.ansattnr], kopiene[n][a.ansattnr]
            nye = sum(r[3] for r in naa.rader - foer.rader if r[0] == innsyn.UTFORTE and r[1] == r[2])
            uforklart = (naa.kreditert, naa.avtalt, naa.ubekreftet, round(naa.arbeidet - nye, 6)) != (
                foer.kreditert, foer.avtalt, foer.ubekreftet, round(foer.arbeidet, 6)
            )  # fmt: skip
            antall += uforklart and UKER[n] not in utenom
    return antall


if __name__ == "__main__":
    print("Absence weeks: kind guessed right from the copies, against one who is told the length alone")
    for navn, valg in (("eksakt", EKSAKT), ("avrundet", {}), ("til forrige gjennomgang", FORRIGE)):
        for hvilken, dager in (("Sunday", 0), ("Wednesday", 3), ("Friday", 5)):
            svar = maal(*FRO, dager, valg)
            print(f"{navn:24} copies on a {hvilken:9} {svar.riktige} of {svar.uker} = {100 * svar.treff:.1f} %, "
                  f"the length alone {100 * svar.lengde:.1f} %", flush=True)  # fmt: skip
