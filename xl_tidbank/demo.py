"""Demo data: a made-up nursing home over a year, the same for the same seed. No person in it exists.

The story: Furulia tried tidbank on the night team in October 2025, took it to Solsiden in January 2026 and to
Skogsiden in April. Rosters and bank shifts keep the house's own rules (`Vaktplan`), so what the checks find is what
`AVVIK` and the tables here put there on purpose, and the balances look like those of people, not of dice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from xl_tidbank.core import model, parameters
from xl_tidbank.core.model import EN_DAG, SELVVALGT, TIDBANK, TILDELT, UTFORT, Vakt
from xl_tidbank.core.tid import clock
from xl_tidbank.core.tid.rodedager import rod_dag
from xl_tidbank.core.valg import Valg

VIRKSOMHET = "Furulia sykehjem"
# Every other choice is as it is shipped: shorter rest and more overtime than the law's are not agreed.
TURNUSAVTALE = "Turnusavtale for Furulia, 12.09.2025"
VALG = {
    "virksomhet": VIRKSOMHET, "tallene_gjelder": date(2026, 9, 14),
    "tariffbundet": "Ja", "gjennomsnitt": "med tillitsvalgte",
    "gjennomsnitt_avtale": TURNUSAVTALE, "uke_alminnelig": "38", "sondag_avtale": TURNUSAVTALE,
}  # fmt: skip
DEMO_DAG = date(2026, 9, 14)
TURNUS_FRA, TURNUS_TIL = date(2026, 1, 5), date(2027, 1, 3)
PLANLAGT_TIL = DEMO_DAG + timedelta(weeks=8)
PERIODE = timedelta(weeks=52) - EN_DAG  # from the first day to the last

SLAG = {"D": (450, 900, 30), "A": (870, 1320, 30), "N": (1305, 465, 0)}  # start, end, unpaid break in minutes
BYTT = {"D": "A", "A": "D", "N": "N"}
LEDER = {"Natt": "Torunn Eikeland", "Solsiden": "Bjarte Lindvik", "Skogsiden": "Torunn Eikeland"}

# Columns stand two spaces apart: number, name, unit, competence, full-time weekly hours, fast+tidbank %, first day of
# the period ("-" = no tidbank), signed, deduction agreement, pay, the roster's main kind of shift week by week, and
# hours worked in for each hour of an even plan.
FOLK_TABELL = """
2001  Wenche Solbakk   Natt       Sykepleier        35.5  50+30  2025-10-06  2025-09-22  Ja   291.40  N       0.93
2002  Daniel Tesfay    Natt       Helsefagarbeider  35.5  60+30  2025-10-06  2025-09-24  Nei  248.70  N       1.00
2003  Piotr Nowicki    Natt       Assistent         35.5  60+20  2025-10-06  2025-09-22  Nei  221.90  N       1.13
2004  Marte Lillevik   Solsiden   Sykepleier        33.6  60+40  2026-01-05  2025-12-15  Ja   284.20  DADANA  1.00
2005  Jonas Furuseth   Solsiden   Helsefagarbeider  33.6  60+30  2026-01-05  2025-12-17  Nei  252.30  ADANAD  0.97
2006  Grete Bakkemo    Solsiden   Assistent         35.5  50+40  2026-01-05  2025-12-18  Ja   214.60  DA      0.96
2007  Kari Tveitan     Solsiden   Sykepleier        35.5  100+0  -           -           Nei  297.80  DDA     1.00
2008  Amina Warsame    Skogsiden  Helsefagarbeider  35.5  65+25  2026-03-02  2026-02-16  Nei  245.10  AD      0.98
2009  Håkon Stensrud   Solsiden   Helsefagarbeider  35.5  70+20  2026-03-02  2026-02-13  Ja   256.00  DA      0.90
2010  Elen Marja Utsi  Natt       Sykepleier        35.5  50+20  2026-03-02  2026-03-11  Nei  288.50  N       1.00
2011  Silje Ravndal    Skogsiden  Sykepleier        33.6  80+20  2026-04-13  2026-03-25  Ja   279.90  DANADA  1.00
2012  Thi Lan Nguyen   Skogsiden  Helsefagarbeider  35.5  70+30  2026-04-13  2026-03-26  Nei  250.60  AD      0.80
2013  Øystein Kvamme   Skogsiden  Assistent         35.5  55+10  2026-04-13  2026-03-25  Nei  217.30  DAA     1.00
2014  Åse Hovland      Skogsiden  Helsefagarbeider  35.5  60+35  2026-04-13  2026-03-27  Ja   247.80  ADD     1.00
"""
ENDRET = {"2005": (date(2026, 6, 1), 75, 20)}  # from this day, fast %, tidbank %
SAGT_OPP = {"2009": (date(2026, 8, 27), "Ansatt", date(2026, 11, 30))}  # notice, by whom, last day
FORNYET = {"2002": (date(2026, 10, 5), date(2026, 9, 2))}  # first day of the next period, signed

# Wages: from which day, as a part of what "pay" above gives in a year. Kroner a month for being in the scheme, and the
# last day of it; who chose what sickness pay rests on.
LONNSAAR = ((date(2025, 5, 1), 0.957), (date(2026, 5, 1), 1.0))
KOMPENSASJON = {
    "2001": (1200.0, None), "2002": (1200.0, None), "2004": (1500.0, None), "2009": (800.0, date(2026, 11, 30)),
}  # fmt: skip
SYKELONN = {"2004": (model.FAST_TILLEGG, "Bjarte Lindvik", date(2026, 2, 10))}

# Code, first day (in 2026 unless the year is given), days, per cent.
FRAVAER_TABELL = """
2001: EGEN 2025-11-24 3, SYK 02-02 14, FERIE 07-06 21
2002: BARN 01-21 2, FERIE 06-29 21
2003: EGEN 03-09 2, FERIE 07-13 21
2004: SYK 02-09 28, FERIE 06-29 21, FERIE 09-28 7
2005: EGEN 01-27 3, BARN 03-17 1, FERIE 07-06 21, FERIE 10-05 7
2006: SYK 03-16 28 50, FERIE 07-13 21
2007: EGEN 02-18 3, FERIE 06-29 21, FERIE 09-28 7
2008: BARN 04-23 2, PERM 05-21 2, FERIE 07-13 21
2009: EGEN 03-25 2, FERIE 07-06 21
2010: EGEN 04-15 3, FERIE 06-29 21
2011: FERIE 07-06 21, SYK 08-24 42 40
2012: SYK 05-26 13, FERIE 07-13 21, FERIE 10-05 7
2013: EGEN 06-10 2, FERIE 06-29 21
2014: FERIE 07-06 21, EGEN 08-19 3, FERIE 09-28 7
"""
DAG_OG_KVELD = (SLAG["D"][0], SLAG["A"][0])
FORLENGEDE = 46  # so many rows are added, so that about 15 % of the worked bank shifts are extensions
BOOKET_FOR = {("2004", "SYK"): 7, ("2014", "EGEN"): 3}  # first days of an absence already booked when it began

# Shifts beside the plan: earliest day, kind, type, way, status, days of notice.
ANDRE = (
    ("2007", date(2026, 2, 23), "A", "Overtid", TILDELT, UTFORT, 2),
    ("2005", date(2026, 4, 22), "A", TIDBANK, TILDELT, model.AVLYST, 24),
    ("2013", date(2026, 5, 18), "D", "Ekstra", SELVVALGT, UTFORT, 9),
    ("2010", date(2026, 6, 8), "N", "Ekstra", SELVVALGT, UTFORT, 6),
    ("2008", date(2026, 8, 20), "D", "Bytte", SELVVALGT, UTFORT, 16),
    ("2012", date(2026, 9, 29), "A", TIDBANK, TILDELT, model.AVLYST, 31),
    ("2014", date(2026, 10, 16), "D", TIDBANK, SELVVALGT, model.AVSLATT, None),
)
LEDIGE = (
    (date(2026, 10, 17), "A", "Skogsiden", "Sykepleier"),
    (date(2026, 10, 9), "N", "Natt", "Helsefagarbeider"),
    (date(2026, 10, 17), "D", "Solsiden", "Helsefagarbeider"),
)
# What somebody did wrong with the first fitting shift from a day on: days of notice, no approval, too short a rest.
AVVIK = (
    ("2004", date(2026, 5, 11), "varsel", 6),
    ("2012", date(2026, 8, 17), "varsel", 9),
    ("2014", date(2026, 6, 15), "ønske", 4),
    ("2008", date(2026, 6, 1), "godkjenning", 0),
    ("2006", date(2026, 4, 20), "hvile", 0),
)
# The process, unit by unit: step, planned, done, responsible, who took part, what came of it. "-" = no date. The
# evaluation of the night team is late, the training of Skogsiden's staff was forgotten, and a full-time post is vacant.
PROSESS_TABELL = """
Natt       Drøfting med tillitsvalgte       2025-08-18  2025-08-18  Torunn Eikeland  Leder og tillitsvalgt   Mål: færre ekstravakter og større stillinger
Natt       Kartlegging                      2025-08-25  2025-08-28  Torunn Eikeland  Leder og tillitsvalgt   Se arket Kartlegging
Natt       Risikovurdering                  2025-08-25  2025-08-28  Torunn Eikeland  Leder og verneombud     Høyst tre netter på rad
Natt       Heltid uten tidbank vurdert      2025-09-01  2025-09-01  Torunn Eikeland  Leder og tillitsvalgt   Ingen ledige årsverk om natten
Natt       Møte med tillitsvalgte og ansatte  2025-09-08  2025-09-08  Torunn Eikeland  Alle på natt          Tre vil være med
Natt       Tilslutning fra arbeidsgiver     -           2025-09-10  Torunn Eikeland  -                       -
Natt       Tilslutning fra tillitsvalgt     -           2025-09-10  Torunn Eikeland  -                       -
Natt       Tilslutning fra ansatte          -           2025-09-10  Torunn Eikeland  -                       -
Natt       Kollektiv avtale                 2025-09-15  2025-09-15  Torunn Eikeland  -                       -
Natt       Vurdering av vaktbelastning      2025-09-16  2025-09-17  Torunn Eikeland  Leder og tillitsvalgt   Høyst 40 % når turnusen bare har netter
Natt       Opplæring av ledere              -           2025-09-24  Torunn Eikeland  2 ledere                -
Natt       Opplæring av tillitsvalgte       -           2025-09-24  Torunn Eikeland  1 tillitsvalgt          -
Natt       Opplæring av ansatte             -           2025-09-30  Torunn Eikeland  4 ansatte               -
Natt       Evaluering                       2026-09-07  -           Torunn Eikeland  -                       -
Solsiden   Drøfting med tillitsvalgte       2025-10-20  2025-10-20  Bjarte Lindvik   Leder og tillitsvalgt   Mål: mindre innleie i helgene
Solsiden   Kartlegging                      2025-10-27  2025-10-30  Bjarte Lindvik   Leder og tillitsvalgt   Se arket Kartlegging
Solsiden   Risikovurdering                  2025-10-27  2025-10-30  Bjarte Lindvik   Leder og verneombud     Hvile etter kveldsvakt følges opp
Solsiden   Heltid uten tidbank vurdert      -           2025-11-03  Bjarte Lindvik   Leder og tillitsvalgt   Én hel stilling lyses ut uten tidbank
Solsiden   Møte med tillitsvalgte og ansatte  2025-11-10  2025-11-10  Bjarte Lindvik   Alle på Solsiden      Fire vil være med
Solsiden   Tilslutning fra arbeidsgiver     -           2025-11-12  Bjarte Lindvik   -                       -
Solsiden   Tilslutning fra tillitsvalgt     -           2025-11-12  Bjarte Lindvik   -                       -
Solsiden   Tilslutning fra ansatte          -           2025-11-12  Bjarte Lindvik   -                       -
Solsiden   Kollektiv avtale                 -           2025-11-24  Bjarte Lindvik   -                       -
Solsiden   Vurdering av vaktbelastning      -           2025-12-01  Bjarte Lindvik   Leder og tillitsvalgt   Inntil 40 % av egen stilling
Solsiden   Opplæring av ledere              -           2025-12-08  Bjarte Lindvik   2 ledere                -
Solsiden   Opplæring av tillitsvalgte       -           2025-12-08  Bjarte Lindvik   1 tillitsvalgt          -
Solsiden   Opplæring av ansatte             -           2025-12-10  Bjarte Lindvik   5 ansatte               -
Solsiden   Evaluering                       2026-12-07  -           Bjarte Lindvik   -                       -
Solsiden   Ledig fast stilling              2026-11-01  -           Bjarte Lindvik   -                       100 %, dag og kveld
Skogsiden  Drøfting med tillitsvalgte       2026-01-12  2026-01-12  Torunn Eikeland  Leder og tillitsvalgt   Samme mål som på Solsiden
Skogsiden  Kartlegging                      -           2026-01-19  Torunn Eikeland  Leder og tillitsvalgt   Se arket Kartlegging
Skogsiden  Risikovurdering                  -           2026-01-19  Torunn Eikeland  Leder og verneombud     Ingen nattevakter etter dagvakt
Skogsiden  Heltid uten tidbank vurdert      -           2026-01-20  Torunn Eikeland  Leder og tillitsvalgt   Ikke rom for flere hele stillinger
Skogsiden  Møte med tillitsvalgte og ansatte  2026-01-26  2026-01-26  Torunn Eikeland  Alle på Skogsiden     Fem vil være med
Skogsiden  Tilslutning fra arbeidsgiver     -           2026-01-28  Torunn Eikeland  -                       -
Skogsiden  Tilslutning fra tillitsvalgt     -           2026-01-28  Torunn Eikeland  -                       -
Skogsiden  Tilslutning fra ansatte          -           2026-01-28  Torunn Eikeland  -                       -
Skogsiden  Kollektiv avtale                 -           2026-02-09  Torunn Eikeland  -                       -
Skogsiden  Vurdering av vaktbelastning      -           2026-02-11  Torunn Eikeland  Leder og tillitsvalgt   Inntil 35 % av egen stilling
Skogsiden  Opplæring av ledere              -           2026-02-18  Torunn Eikeland  2 ledere                -
Skogsiden  Opplæring av tillitsvalgte       -           2026-02-18  Torunn Eikeland  1 tillitsvalgt          -
Skogsiden  Opplæring av ansatte             2026-09-22  -           Torunn Eikeland  -                       -
"""  # noqa: E501
# Unit, then for each year: absence %, hours of overtime, extra work and hired-in staff, full-time posts, posts.
KARTLEGGING_TABELL = """
Natt       2021 11.2 410 980 620 0 4   2022 12.1 455 1040 710 0 4   2023 11.8 430 1105 680 0 4   2024 12.4 470 1160 740 0 4   2025 11.6 395 870 560 0 4
Solsiden   2021 9.8 520 1420 880 1 5   2022 10.4 560 1510 960 1 5   2023 10.9 590 1475 1010 1 5   2024 10.2 575 1550 1040 1 5   2025 10.6 600 1530 1085 1 5
Skogsiden  2021 8.9 380 1210 540 0 5   2022 9.6 405 1180 590 0 5   2023 9.1 390 1260 615 0 5   2024 9.9 420 1305 655 0 5   2025 9.4 435 1290 690 0 5
"""  # noqa: E501
TREKK_TIMER = 40.0  # the most each deduction agreement covers
UTSATT = ("2008", date(2026, 8, 17))
TILTAK = (
    "Ingen tiltak nødvendig.",
    "Vi følger planen videre.",
    "Flere vakter settes opp når bemanningen tillater det.",
    "Ledige vakter varsles på SMS så snart de er klare.",
)
PLAN = "To ekstra tidbankvakter i måneden fram til neste gjennomgang."


class Demoperson(NamedTuple):
    """stilling: (from date, fast %, tidbank %) in order; the first also holds for days before it."""

    nr: str
    navn: str
    enhet: str
    kompetanse: str
    ukestimer: float
    stilling: tuple[tuple[date, float, float], ...]
    start: date | None
    slutt: date
    signert: date | None
    trekk: bool
    timelonn: float
    rytme: str
    tempo: float

    def paa(self, dag: date) -> tuple[float, float]:
        """Fast % and tidbank % on a day."""
        return next((s[1:] for s in reversed(self.stilling) if s[0] <= dag), self.stilling[0][1:])


def _folk() -> Iterator[Demoperson]:
    for linje in FOLK_TABELL.strip().splitlines():
        nr, navn, enhet, kompetanse, uke, pst, fra, signert, trekk, lonn, rytme, tempo = re.split(" {2,}", linje)
        start = None if fra == "-" else date.fromisoformat(fra)
        fast, tidbank = (float(d) for d in pst.split("+"))
        stilling = [(start or TURNUS_FRA, fast, tidbank), *([ENDRET[nr]] if nr in ENDRET else [])]
        slutt = SAGT_OPP[nr][2] if nr in SAGT_OPP else (start or TURNUS_FRA) + PERIODE
        yield Demoperson(
            nr, navn, enhet, kompetanse, float(uke), tuple(stilling), start, slutt,
            None if signert == "-" else date.fromisoformat(signert), trekk == "Ja", float(lonn), rytme, float(tempo),
        )  # fmt: skip


def _fravaer() -> Iterator[model.Fravaer]:
    for linje in FRAVAER_TABELL.strip().splitlines():
        nr, rader = linje.split(": ")
        for rad in rader.split(", "):
            kode, dag, antall, *pst = rad.split()
            fra = date.fromisoformat(dag if len(dag) > 5 else f"2026-{dag}")
            meldt = date(2026, 4, 15) if kode == model.FERIE else fra
            grad = float(pst[0]) / 100 if pst else 1.0
            yield model.Fravaer(nr, fra, fra + timedelta(days=int(antall) - 1), kode, grad, meldt)


def _prosess() -> Iterator[model.Prosessrad]:
    for linje in PROSESS_TABELL.strip().splitlines():
        enhet, steg, planlagt, gjort, *tekster = re.split(" {2,}", linje)
        plan, dag = (None if d == "-" else date.fromisoformat(d) for d in (planlagt, gjort))
        ansvarlig, deltakere, merknad = ("" if t == "-" else t for t in tekster)
        yield model.Prosessrad(enhet, steg, plan, dag, ansvarlig, deltakere, merknad)


def _kartlegging() -> Iterator[model.Kartleggingsaar]:
    for linje in KARTLEGGING_TABELL.strip().splitlines():
        enhet, *tall = linje.split()
        for n in range(0, len(tall), 7):
            aar, fravaer, *timer, hele, alle = map(float, tall[n : n + 7])
            yield model.Kartleggingsaar(enhet, aar, fravaer, timer[0], timer[1], timer[2], hele, alle)


FOLK = tuple(_folk())
FRAVAER = tuple(_fravaer())


class Vaktplan:
    """The shifts of one person and the house's rules for one more: rest, hours and free time in a week."""

    HVILE, UKEHVILE, UKE_MAKS, PAA_RAD = 12 * 60, 36 * 60, 42 * 60, 5

    def __init__(self) -> None:
        self.tid: dict[date, tuple[int, int]] = {}
        self.minutter: dict[date, int] = {}  # paid, by Monday

    def legg(self, dag: date, slag: str) -> bool:
        """Put the shift in where it is sound; say whether it was."""
        fra, til = clock.vakttid(dag, *SLAG[slag][:2])
        man, minutter = clock.mandag(dag), minutter_i(slag)
        if dag in self.tid or self.minutter.get(man, 0) + minutter > self.UKE_MAKS:
            return False
        naboer = [self.tid[d] for n in (-2, -1, 1, 2) if (d := dag + timedelta(days=n)) in self.tid]
        if any(f - til < self.HVILE and fra - t < self.HVILE for f, t in naboer):
            return False
        if self._paa_rad(dag, -1) + 1 + self._paa_rad(dag, 1) > self.PAA_RAD:
            return False
        if not all(self._ukehvile(m, (fra, til)) for m in (man, man + timedelta(days=7))):
            return False
        self.tid[dag] = (fra, til)
        self.minutter[man] = self.minutter.get(man, 0) + minutter
        return True

    def _paa_rad(self, dag: date, retning: int) -> int:
        n = 0
        while dag + timedelta(days=retning * (n + 1)) in self.tid:
            n += 1
        return n

    def _ukehvile(self, man: date, ny: tuple[int, int]) -> bool:
        fri_fra, slutt = clock.vakttid(man, 0, 0)[0], clock.vakttid(man + timedelta(days=7), 0, 0)[0]
        i_uken = [self.tid[d] for n in range(-1, 7) if (d := man + timedelta(days=n)) in self.tid]
        for f, t in sorted([*i_uken, ny, (slutt, slutt)]):
            if min(f, slutt) - fri_fra >= self.UKEHVILE:
                return True
            fri_fra = max(fri_fra, t)
        return False


def minutter_i(slag: str) -> int:
    start, slutt, pause = SLAG[slag]
    return clock.slutten(start, slutt) - start - pause


def _uker(fra: date, til: date) -> Iterator[date]:
    return (fra + timedelta(weeks=n) for n in range(((til - fra).days + 7) // 7))


def _borte(p: Demoperson, dag: date) -> float:
    """The fraction of a day's bank hours that an absence stands for."""
    return max((f.grad for f in FRAVAER if f.ansattnr == p.nr and f.fra <= dag <= f.til), default=0.0)


def _opptatt(p: Demoperson, dag: date, slag: str) -> bool:
    """Away the whole day, or from the next while the night shift lasts into it; not where it was booked before."""
    for f in FRAVAER:
        if f.ansattnr == p.nr and 0 <= (dag - f.fra).days < BOOKET_FOR.get((p.nr, f.kode), 0):
            return False
    return _borte(p, dag) == 1 or (slag == "N" and _borte(p, dag + EN_DAG) == 1)


def _avtaler(p: Demoperson) -> Iterator[model.Avtale]:
    if p.start is None:
        return
    oppsagt, av = SAGT_OPP[p.nr][:2] if p.nr in SAGT_OPP else (None, "")
    slutter = [s[0] - EN_DAG for s in p.stilling[1:]] + [p.slutt]
    for (fra, fast, tidbank), til in zip(p.stilling, slutter, strict=True):
        yield model.Avtale(
            p.nr, fra, til, fast, tidbank, p.ukestimer, p.start, p.start + PERIODE, p.signert, p.timelonn,
            p.signert if p.trekk else None, oppsagt, av, p.signert and p.signert - timedelta(weeks=4),
            trekk_timer=TREKK_TIMER if p.trekk else None,
            trekk_kr=round(TREKK_TIMER * p.timelonn, -2) if p.trekk else None,
        )  # fmt: skip
    if p.nr in FORNYET:
        start, signert = FORNYET[p.nr]
        slutt, pst = start + PERIODE, p.paa(start)
        yield model.Avtale(p.nr, start, slutt, *pst, p.ukestimer, start, slutt, signert, p.timelonn)


def _lonn(p: Demoperson) -> Iterator[model.Lonnsrad]:
    """Made-up wages, as everything here. A row a year, so that the rise of the spring does not change what was paid."""
    if p.start is None:
        return
    aarslonn = round(p.timelonn * parameters.verdi("timelonn_uker", DEMO_DAG) * p.ukestimer, -2)
    kompensasjon, til = KOMPENSASJON.get(p.nr, (None, None))
    sykelonn, valgt_av, valgt = SYKELONN.get(p.nr, ("", "", None))
    for fra, faktor in LONNSAAR:
        kr = round(aarslonn * faktor, -2)
        yield model.Lonnsrad(p.nr, fra, kr, None, kompensasjon, til, sykelonn, valgt_av, valgt)


def _turnus(p: Demoperson, plan: Vaktplan, rng: Random) -> Iterator[model.Turnusvakt]:
    """A rotation of six weeks with every third weekend: days early in the week, evenings late, or a week of nights.

    Red days on weekdays go round with the weekends, unless the person is short of hours.
    """
    ukedager = [rng.sample(range(5), 5) for _ in range(6)]
    skifte = [rng.choice((0, 1, 2)) for _ in range(6)]
    til, igjen = p.slutt if p.nr in SAGT_OPP else TURNUS_TIL, 0.0
    for n, man in enumerate(_uker(min(p.start or TURNUS_FRA, TURNUS_FRA), til)):
        igjen += p.paa(man)[0] * p.ukestimer * 60 / 100
        slag, min_helg = p.rytme[n % len(p.rytme)], (n + int(p.nr)) % 3 == 0
        dager = skifte[n % 6] + (3 if slag == "D" else 0)  # weekdays before the evenings begin
        hverdag = [(d, slag if slag == "N" else "D" if d < dager else "A") for d in ukedager[n % 6]]
        helg = [(d, slag) for d in ((4, 5, 6) if slag == "N" else (5, 6)) if min_helg]
        for d, s in [*helg, *hverdag, *((d, BYTT[s]) for d, s in hverdag)]:
            dag = man + timedelta(days=d)
            nok = igjen < minutter_i(s) / 2 and (d, s) not in helg
            fri = d < 5 and rod_dag(dag) and not min_helg and igjen < 2 * minutter_i(s)
            if dag <= til and not nok and not fri and plan.legg(dag, s):
                igjen -= minutter_i(s)
                yield model.Turnusvakt(p.nr, dag, *SLAG[s])


def _bank(p: Demoperson, plan: Vaktplan, rng: Random) -> Iterator[Vakt]:
    """Bank shifts in step with the plan (times `tempo`), on days where roster, absence and rest allow them."""
    if p.start is None:
        return
    igjen, til = 0.0, min(PLANLAGT_TIL, p.slutt)
    framover = 0.0 if p.tempo > 1.1 else min(1.0, p.tempo + 0.1)
    for man in _uker(p.start, til):
        tempo = p.tempo if man < DEMO_DAG else framover
        for dag in clock.dagene(man, man + timedelta(days=6)):
            igjen += tempo * (1 - _borte(p, dag)) * p.paa(dag)[1] * p.ukestimer * 60 / 700
        slag_i_uken = dict.fromkeys(rng.sample(p.rytme, len(p.rytme)))
        hverdag = [(d, s) for d in rng.sample(range(5), 5) for s in slag_i_uken]
        for d, slag in [*hverdag, *((5, s) for s in slag_i_uken if s == "D")]:
            dag = man + timedelta(days=d)
            if igjen < minutter_i(slag) / 2 or dag > til or rod_dag(dag) or _opptatt(p, dag, slag):
                continue
            if plan.legg(dag, slag):
                igjen -= minutter_i(slag)
                yield _bankvakt(p, dag, slag, rng)


def _bankvakt(p: Demoperson, dag: date, slag: str, rng: Random) -> Vakt:
    """Past shifts are worked, except some of the last ten days; those to come are agreed or applied for."""
    selv, tilfeldig = rng.random() < 0.4, rng.random()
    status = model.GODKJENT if selv else TILDELT
    if dag < DEMO_DAG and _borte(p, dag) < 1 and (tilfeldig < 0.7 or dag < DEMO_DAG - timedelta(days=10)):
        status = UTFORT
    elif dag > DEMO_DAG + timedelta(weeks=3) and selv and tilfeldig < 0.5:
        return Vakt("", p.nr, dag, *SLAG[slag], TIDBANK, SELVVALGT, model.SOKT)
    varslet = min(dag - timedelta(days=rng.randint(16, 40)), DEMO_DAG - timedelta(days=rng.randint(3, 20)))
    varslet -= timedelta(days=max(0, varslet.weekday() - 4))
    maate, leder = (SELVVALGT, LEDER[p.enhet]) if selv else (TILDELT, "")
    return Vakt("", p.nr, dag, *SLAG[slag], TIDBANK, maate, status, varslet, False, leder)


def _andre(p: Demoperson, plan: Vaktplan) -> Iterator[Vakt]:
    for nr, fra, slag, slags_type, maate, status, varsel in ANDRE:
        if nr == p.nr:
            dager = (d for d in clock.dagene(fra, fra + PERIODE) if d.weekday() < 6 and not rod_dag(d))
            dag = next(d for d in dager if not _borte(p, d) and plan.legg(d, slag))
            varslet = None if varsel is None else dag - timedelta(days=varsel)
            leder = LEDER[p.enhet] if (maate, status) == (SELVVALGT, UTFORT) else ""
            yield Vakt("", nr, dag, *SLAG[slag], slags_type, maate, status, varslet, False, leder)


def _avvik(vakter: list[Vakt], turnus: list[model.Turnusvakt]) -> None:
    tidlig = {(t.ansattnr, t.dato) for t in turnus if t.start == SLAG["D"][0]}
    for nr, fra, hva, dager in AVVIK:
        for n, v in enumerate(vakter):
            if v.ansattnr != nr or v.dato < fra or v.type != TIDBANK or v.status != UTFORT:
                continue
            if hva in ("varsel", "ønske") and v.maate == TILDELT:
                v = v._replace(varslet=v.dato - timedelta(days=dager), eget_onske=hva == "ønske")
            elif hva == "godkjenning" and v.maate == SELVVALGT:
                v = v._replace(godkjent_av="")
            elif hva == "hvile" and v.start == SLAG["D"][0] and (nr, v.dato + EN_DAG) in tidlig:
                v = v._replace(start=SLAG["A"][0], slutt=SLAG["A"][1])
            else:
                continue
            vakter[n] = v
            break


def _forleng(vakter: list[Vakt], turnus: list[model.Turnusvakt]) -> None:
    """Some bank shifts on free days become three that make ordinary shifts of the same week longer: one trip less, and
    the same hours in the week. The first stands on the row of the shift it was and the others last, so that no other
    row moves."""
    ordinaere = {(t.ansattnr, t.dato): t for t in turnus}
    alle: list[model.Turnusvakt | Vakt] = [*turnus, *vakter]
    tider = {(r.ansattnr, r.dato): clock.vakttid(r.dato, r.start, r.slutt) for r in alle if r.ansattnr}
    urort = {*(nr for nr, *_ in AVVIK), *SAGT_OPP}  # what they are an example of stands
    nye: list[Vakt] = []
    for n, v in enumerate(vakter):
        if v.type != TIDBANK or v.status != UTFORT or v.start not in DAG_OG_KVELD or v.ansattnr in urort:
            continue
        man = clock.mandag(v.dato)
        uken = [ordinaere.get((v.ansattnr, d)) for d in clock.dagene(man, man + timedelta(days=6))]
        lange = [lang for t in uken if t is not None and (lang := _forlenget(t, v, tider)) is not None][:3]
        if len(lange) == 3 and len(nye) < FORLENGEDE:
            del tider[v.ansattnr, v.dato]
            for x in lange:
                foer, egen = tider[x.ansattnr, x.dato], clock.vakttid(x.dato, x.start, x.slutt)
                tider[x.ansattnr, x.dato] = clock.Spenn(min(foer.fra, egen.fra), max(foer.til, egen.til))
            vakter[n] = lange[0]
            nye += lange[1:]
    vakter += nye


def _forlenget(t: model.Turnusvakt, v: Vakt, tider: dict[tuple[str, date], clock.Spenn]) -> Vakt | None:
    """A third of the hours of a bank shift after an ordinary day shift or before an evening shift; None where the
    person is away, or rests too little before or after."""
    folk, deler = next(p for p in FOLK if p.nr == t.ansattnr), minutter_i("D") // 3
    if t.start not in DAG_OG_KVELD or _borte(folk, t.dato) or rod_dag(t.dato):
        return None
    dag = t.start == SLAG["D"][0]
    fra, til = (t.slutt, t.slutt + deler) if dag else (t.start - deler, t.start)
    egen = clock.vakttid(t.dato, fra, til)
    if tider[t.ansattnr, t.dato] != clock.vakttid(t.dato, t.start, t.slutt):
        return None  # it is longer already
    naboer = (t.dato + timedelta(days=n) for n in (-2, -1, 1, 2))
    for s in (tider.get((t.ansattnr, d)) for d in naboer if d != v.dato):
        if s is not None and s.fra - egen.til < Vaktplan.HVILE and egen.fra - s.til < Vaktplan.HVILE:
            return None
    varslet = v.varslet and min(v.varslet, t.dato - timedelta(days=16))
    if varslet:
        varslet -= timedelta(days=max(0, varslet.weekday() - 4))
    return v._replace(dato=t.dato, start=fra, slutt=til, pause=0, varslet=varslet)


def _gjennomganger(p: Demoperson, rng: Random) -> Iterator[model.Gjennomgang]:
    """Held on the day or as soon as the person is there; one is put off, and those due today are still to be held."""
    uker = timedelta(weeks=Valg()["gjennomgang_uker"])
    dag = (p.start or DEMO_DAG) + uker
    while dag <= DEMO_DAG:
        holdt = dag + timedelta(days=rng.choice((0, 0, 1, 2)))
        while rod_dag(holdt) or _borte(p, holdt) == 1 or holdt.weekday() > 4:
            holdt += EN_DAG
        if (p.nr, dag) == UTSATT:
            yield model.Gjennomgang(p.nr, dag, None, "Utsatt, ny dag er ikke avtalt.")
        elif dag == DEMO_DAG:
            yield model.Gjennomgang(p.nr, dag)
        else:
            yield model.Gjennomgang(p.nr, dag, holdt, rng.choice(TILTAK), PLAN if p.tempo < 0.95 else "")
        dag += uker


def demo_tabeller(fro: int = 2026) -> dict[str, list[tuple[object, ...]]]:
    """Rows by table name, in the order of the schema's columns: typed values, without `kilde`."""
    rng = Random(fro)
    turnus: list[model.Turnusvakt] = []
    vakter = [Vakt("", "", d, *SLAG[s], enhet=enhet, kompetanse=k) for d, s, enhet, k in LEDIGE]
    gjennomganger: list[model.Gjennomgang] = []
    for p in FOLK:
        plan = Vaktplan()
        turnus += sorted(_turnus(p, plan, rng))
        vakter += [*_andre(p, plan), *_bank(p, plan, rng)]
        gjennomganger += _gjennomganger(p, rng)
    vakter.sort(key=lambda v: (v.dato, v.start, v.ansattnr))
    _avvik(vakter, turnus)
    _forleng(vakter, turnus)
    poster: dict[str, list[tuple[object, ...]]] = {
        "Ansatte": [model.Ansatt(p.nr, p.navn, p.enhet, p.kompetanse) for p in FOLK],
        "Avtaler": [a for p in FOLK for a in _avtaler(p)],
        "Turnus": list(turnus),
        "Grunnturnus": [],
        "Vakter": [v._replace(vaktnr=f"V{n:04d}") for n, v in enumerate(vakter, 1)],
        "Fravær": list(FRAVAER),
        "Fraværskoder": list(model.STANDARDKODER),
        "Gjennomganger": list(gjennomganger),
        "Tilbud": [],
        "Kapasitet": [],  # the surplus bank is off in a Delta scheme (B28)
        "Timer": [],
        "Timebank": [],
        "Prosess": list(_prosess()),
        "Kartlegging": list(_kartlegging()),
        "Lønnsgrunnlag": [r for p in FOLK for r in _lonn(p)],
        "Importer": [],
        "Kompetanser": list(model.STANDARDKOMPETANSER),
        "Vaktkoder": [model.Vaktkode(kode, *tider) for kode, tider in SLAG.items()],
    }
    ut = {navn: [tuple(r[:-1]) for r in rader] for navn, rader in poster.items()}
    ut["Innstillinger"] = [(nokkel, verdi, "", "", "", "") for nokkel, verdi in VALG.items()]
    return ut
