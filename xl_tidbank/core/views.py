"""What the bank answers with: views made from postings, before any page or host shapes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .funn import Funn
from .model import Ansatt, Avtale, Gjennomgang, Vakt


class Godskrevet(NamedTuple):
    """Credit as others than the employee and HR see it: the exact sum of the days before `grense`, hours since to
    `siste`."""

    fast: float
    siden: float
    grense: date
    siste: date


class Saldo(NamedTuple):
    """The balances of one employee on one date (item 26; B4, B10). Hours are unrounded; dates may be None.

    ventet: credit of absence already registered for days after the date, beyond the booked hours that avtalt counts.
    skyldig_ved_slutt: what is left at the period's end if all that is known happens.
    """

    ansattnr: str
    navn: str
    ukestimer_tidbank: float
    periodeskyld: float
    paalopt: float
    arbeidet: float
    ubekreftet: float
    kreditert: float
    skyldig: float
    avtalt: float
    skyldig_etter_avtalt: float
    etterslep: float
    trengs_per_uke: float | None
    trengs_per_uke_etter_avtalt: float | None
    ventet: float
    skyldig_ved_slutt: float
    neste_gjennomgang: date | None
    sluttvarsel: date
    status: str


SALDONOKLER = Saldo._fields[2:-1]
TIMENOKLER = tuple(n for n in SALDONOKLER if n not in ("neste_gjennomgang", "sluttvarsel"))


class Kontolinje(NamedTuple):
    """A line of an account. timer is what it does to what is owed: the debt is positive, work and credit negative.

    saldo is what is owed after the line. kilde: text such as "Vakter!A17 (V00012)".
    """

    dato: date
    art: str
    timer: float
    saldo: float
    hjemmel: str
    kilde: str


class Timebanksaldo(NamedTuple):
    """The surplus bank of one employee on a day (items 48-60). Hours are unrounded; saldo = innskudd - uttak.

    innskudd is all that has raised the balance: startsaldo, automatisk, manuelt, and corrections upwards. uttak is all
    that has lowered it: avspasert, utbetalt, and corrections (or a start balance) downwards. reservert: applied for,
    not yet decided, whatever its date. planlagt: approved withdrawals after the day. korreksjon and startsaldo have
    a sign.
    """

    ansattnr: str
    navn: str
    startsaldo: float
    automatisk: float
    manuelt: float
    korreksjon: float
    avspasert: float
    utbetalt: float
    innskudd: float
    uttak: float
    reservert: float
    planlagt: float
    saldo: float

    @property
    def disponibelt(self) -> float:
        """What is left when everything applied for and approved has been taken."""
        return self.saldo - self.reservert - self.planlagt


TIMEBANKNOKLER = ("ansattnr", "navn", "innskudd", "uttak", "reservert", "saldo")


class Lesning(NamedTuple):
    """What one reading of the notice gives (B15). metode: a value of the choice oppsigelse_metode."""

    metode: str
    siste_dag: date
    bortfall: float
    overskudd: float
    trekk_timer: float
    trekk_kr: float


class Avregning(NamedTuple):
    """A settlement. skyldig: owed on the date; bortfall: hours that lapse; overskudd: hours owed to the employee.

    trekk_kr: what may be deducted at most, and only with an agreement (never is by itself); begrunnelse: one or more
    sentences saying why. siste: the day the figures speak for, the last of the period or of the notice period at the
    latest. overskudd_kr: None where no hourly pay is given, or the hours are not paid out (the choice overskudd).
    trekk_mest_timer, trekk_mest_kr: the highest the deduction agreement names, None = nothing; trekk_grense: the
    column that limited, "" = none. siste_dag: the last day of the notice, None = no notice; oppsigelse_metode: how it
    is counted. lesninger: both readings where they differ and nobody has chosen, else empty.
    """

    ansattnr: str
    navn: str
    periodestart: date
    periodeslutt: date
    skyldig: float
    bortfall: float
    overskudd: float
    overskudd_kr: float | None
    trekk_timer: float
    trekk_kr: float
    begrunnelse: str
    siste: date
    periodeskyld: float
    paalopt: float
    arbeidet: float
    kreditert: float
    timelonn: float | None
    sagt_opp: date | None
    sagt_opp_av: str
    trekkavtale: date | None
    trekk_mest_timer: float | None = None
    trekk_mest_kr: float | None = None
    trekk_grense: str = ""
    siste_dag: date | None = None
    oppsigelse_metode: str = ""
    lesninger: tuple[Lesning, ...] = ()


class Kandidat(NamedTuple):
    """Someone on the ranked list for a vacant shift (U§5; B16, B36). gruppe 1 = tidbank, 2 = deltid, 3 = andre.

    forbehold: what must be looked at before the shift is offered, "" = nothing; a part of `grunn` too.
    """

    plass: int
    gruppe: int
    ansattnr: str
    navn: str
    uker_bak: float
    helg_og_rode: int
    grunn: str
    forbehold: str = ""


class Provevakt(NamedTuple):
    """What one more shift would do, before it is assigned (items 18, 22, 25; B31).

    dag: the day the employee is told. funn: what the shift would break and does not break without it. varsel: whether
    notice is in time, with siste_varsel the last day it would have been. foer, etter: hours owed after agreed shifts,
    None without a settlement period on the day of the shift. ekstra: the part of the shift that lies beyond zero.
    kandidater: everyone who can take it, in order of priority; plass: the employee's among them, None where the
    employee is not there.
    """

    ansatt: Ansatt
    vakt: Vakt
    dag: date
    funn: tuple[Funn, ...]
    varsel: str
    varsel_dager: int
    siste_varsel: date
    foer: float | None
    etter: float | None
    tidbank: float
    ekstra: float
    kandidater: tuple[Kandidat, ...]
    plass: int | None


class Kurvepunkt(NamedTuple):
    """A point on the review's chart: owed hours (None after today) and the even plan."""

    dato: date
    skyldig: float | None
    plan: float


@dataclass(frozen=True, slots=True)
class Gjennomgangsbilde:
    """Everything a 12-week review sheet says about one employee on one date.

    Credits are totals only, and every confirmed shift stands whole: the sheet is signed by the union rep too, who
    must not learn why, when or to what grade somebody was away (B30).
    """

    ansatt: Ansatt
    dag: date
    avtaler: tuple[Avtale, ...]
    periodestart: date
    periodeslutt: date
    saldo: Saldo
    forrige: date | None  # the last review held, None = none in the period yet
    fra: date  # first day this review covers
    skyldig_forrige: float
    arbeidede: tuple[Vakt, ...]  # confirmed shifts since then, whole
    kreditert_siden: float
    arbeidet_siden: float
    avtalte: tuple[Vakt, ...]  # agreed shifts ahead
    ubekreftede: tuple[Vakt, ...]
    planlagt_per_uke: float | None
    kurve: tuple[Kurvepunkt, ...]
    funn: tuple[Funn, ...]  # since last time, none that rests on an absence
    tidligere: tuple[Gjennomgang, ...]
    maate: str  # how credit is shown, and the credit itself (kopikreditt.py)
    kreditt: Godskrevet
    mangler_grunn: bool
