"""Frozen records: what a row of a table means once it has been read.

Records are named tuples, not data classes: 50,000 shifts are made in a few hundredths of a second and cannot be
changed afterwards. Hours are floats, clock times are whole minutes after midnight, percentages are percentage points
of a full-time position (decision B1) and grades are fractions (0.4 = 40 %). Fields stand in the order of the
columns of the tables, with `kilde` last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

from .errors import Feilmelding
from .tid import clock

INGEN_KOLONNER: Mapping[str, str] = MappingProxyType({})

# Values of the closed columns.
TIDBANK, EKSTRA, BYTTE, OVERTID, ORDINAER = TYPER = ("Tidbank", "Ekstra", "Bytte", "Overtid", "Ordinær")
I_STILLINGEN = frozenset((TIDBANK, BYTTE, ORDINAER))  # agreed work: a swap stands for the shift it took the place of
UTENOM = frozenset((EKSTRA, OVERTID))  # what comes beside the position
TILDELT_MAATE, SELVVALGT = "Tildelt", "Selvvalgt"
MAATER = (TILDELT_MAATE, SELVVALGT)
LEDIG, SOKT, TILDELT, GODKJENT, UTFORT, AVLYST, AVSLATT = (
    "Ledig", "Søkt", "Tildelt", "Godkjent", "Utført", "Avlyst", "Avslått",
)  # fmt: skip
STATUSER = (LEDIG, SOKT, TILDELT, GODKJENT, UTFORT, AVLYST, AVSLATT)
AVTALTE = frozenset((TILDELT, GODKJENT))
GJELDENDE = frozenset((TILDELT, GODKJENT, UTFORT))
OPPSIGERE = ("Ansatt", "Arbeidsgiver")
JA, NEI = "Ja", "Nei"
FERIE = "FERIE"
PERMU = "PERMU"  # leave without pay from the whole position
AVSP = "AVSP"  # time off in lieu: credits nothing in the tidbank, withdrawn in the surplus bank

# The surplus bank (items 48-60): kinds of row in the table Timebank, and the states of an application.
STARTSALDO, INNSKUDD, AVSPASERING, UTBETALING, KORREKSJON = (
    "Startsaldo", "Innskudd", "Avspasering", "Utbetaling", "Korreksjon",
)  # fmt: skip
TIMEBANKARTER = (STARTSALDO, INNSKUDD, AVSPASERING, UTBETALING, KORREKSJON)
UTTAK = frozenset((AVSPASERING, UTBETALING))
SOKNADSSTATUSER = (SOKT, GODKJENT, AVSLATT)


class MedDager(Protocol):
    """A row that holds from a day to another, both included."""

    @property
    def fra(self) -> date: ...

    @property
    def til(self) -> date: ...


R = TypeVar("R", bound=MedDager)


class Kilde(NamedTuple):
    """Where a record stands: sheet, row (from 1) and which letter each column has there."""

    ark: str = ""
    rad: int = 0
    kolonner: Mapping[str, str] = INGEN_KOLONNER

    def celle(self, kolonne: str = "") -> str:
        """The cell of a column, such as "J17"; the row's first known column where the column is unknown."""
        if not self.rad:
            return ""
        bokstav = self.kolonner.get(kolonne) or next(iter(self.kolonner.values()), "A")
        return f"{bokstav}{self.rad}"

    def __str__(self) -> str:
        return f"{self.ark}!{self.celle()}" if self.rad else self.ark


INGEN_KILDE = Kilde()


class Ansatt(NamedTuple):
    ansattnr: str
    navn: str = ""
    enhet: str = ""
    kompetanse: str = ""
    fast_ansatt: bool | None = True  # None = not said
    person: str = ""  # what ties several numbers to one person; "" = the number stands alone
    fyller_60: float | None = None  # the year the person turns 60 (ferieloven § 5 nr. 2); None = not known
    kilde: Kilde = INGEN_KILDE

    @property
    def kompetanser(self) -> tuple[str, ...]:
        return delt(self.kompetanse)


class Avtale(NamedTuple):
    """One stretch of time with one set of percentages inside one settlement period; all dates included."""

    ansattnr: str
    fra: date
    til: date
    fast_pst: float
    tidbank_pst: float
    ukestimer: float
    periodestart: date
    periodeslutt: date
    signert: date | None = None
    timelonn: float | None = None
    trekkavtale: date | None = None
    sagt_opp: date | None = None
    sagt_opp_av: str = ""
    onsket: date | None = None  # the day the employee asked for the larger position (item 9)
    oppsigelsesgrunn: str = ""  # the employer's reason, aml. § 15-7
    trekk_timer: float | None = None  # the most hours the deduction agreement covers (B43)
    trekk_kr: float | None = None  # the most kroner it covers
    oppsigelsestid: float | None = None  # months of statutory longer notice by the employer (aml. § 15-3 (3))
    hoyeste_andel: float | None = None  # per cent of the own position, where this agreement says another cap (U§2)
    lengste_periode: float | None = None  # weeks, where this agreement says another length (U§2)
    kilde: Kilde = INGEN_KILDE

    @property
    def uke(self) -> float:
        """Weekly tidbank hours: full-time weekly hours x tidbank percentage points (B1)."""
        return self.ukestimer * self.tidbank_pst / 100.0


class Turnusvakt(NamedTuple):
    """A shift of the ordinary roster. start, slutt: minutes after midnight; pause: unpaid minutes.

    faktisk_start, faktisk_slutt: when the person really came and left, None = as planned. fri: the row is no shift, but
    says that Grunnturnus has none that day; it has no times, and is taken out before anybody counts (`Register`).
    opphav, kildenokkel: the import the row came by, and its key there; "" = typed by hand. hentet: what the file said
    (`tid/hentet.py`), so that a change by hand is seen.
    """

    ansattnr: str
    dato: date
    start: int
    slutt: int
    pause: int = 0
    faktisk_start: int | None = None
    faktisk_slutt: int | None = None
    fri: bool = False
    opphav: str = ""
    kildenokkel: str = ""
    hentet: str = ""
    kilde: Kilde = INGEN_KILDE


class Vaktkode(NamedTuple):
    """A code of the roster by pattern, and the shift it stands for. Without times it is no shift yet."""

    kode: str
    start: int | None = None
    slutt: int | None = None
    pause: int = 0
    kilde: Kilde = INGEN_KILDE


class Grunnturnusrad(NamedTuple):
    """A week of a roster by pattern, or who follows one (tid/grunnturnus.py).

    With `ansattnr` alone it is a week of that person's own pattern, with `gruppe` alone a week of a pattern many share,
    and with both it says from which day, and from which of its weeks, the person follows the group's. The days hold
    codes. til: the last day, None = as long as the agreements last, or until the person's next pattern.
    """

    ansattnr: str = ""
    gruppe: str = ""
    fra: date | None = None
    til: date | None = None
    startuke: float | None = None
    uke: float | None = None
    man: str = ""
    tir: str = ""
    ons: str = ""
    tor: str = ""
    fre: str = ""
    lor: str = ""
    son: str = ""
    kilde: Kilde = INGEN_KILDE

    @property
    def dager(self) -> tuple[str, ...]:
        return self.man, self.tir, self.ons, self.tor, self.fre, self.lor, self.son


class Vakt(NamedTuple):
    """A shift. It belongs to the day it starts (B26). start, slutt: minutes after midnight; pause: unpaid minutes.

    Optional columns of ours: enhet and kompetanse, what a vacant shift asks for (U§5, "kvalifisert for"); avlyst,
    the day the employer cancelled it, and godskrives (Ja, Nei or empty), whether its hours are credited (B10c);
    ulempe, that the employee has said it is a substantial inconvenience, and ulempe_utfall, the answer (Delta § 8).
    """

    vaktnr: str
    ansattnr: str
    dato: date
    start: int
    slutt: int
    pause: int = 0
    type: str = TIDBANK
    maate: str = ""
    status: str = LEDIG
    varslet: date | None = None
    eget_onske: bool = False
    godkjent_av: str = ""
    enhet: str = ""
    kompetanse: str = ""
    avlyst: date | None = None
    godskrives: str = ""
    ulempe: bool = False
    ulempe_utfall: str = ""
    faktisk_slutt: int | None = None  # when the person really left; what is later than slutt is overtime (item 42)
    faktisk_start: int | None = None  # when the person really came, None = as planned
    godkjent: date | None = None  # the day a self-chosen shift was approved (U§5: in advance)
    droftet: date | None = None  # the day the plan was discussed with the rep (aml. § 10-3, B2)
    opphav: str = ""  # the import the row came by, "" = typed by hand
    kildenokkel: str = ""  # its key there
    hentet: str = ""  # what the file said of it, as `hentet.sagt` writes it
    kilde: Kilde = INGEN_KILDE

    @property
    def timer(self) -> float:
        """Paid hours by the clock (B25): length less the unpaid break."""
        return (clock.slutten(self.start, self.slutt) - self.start - self.pause) / 60.0


class Fravaer(NamedTuple):
    """An absence, both dates included. grad: 1.0 = whole."""

    ansattnr: str
    fra: date
    til: date
    kode: str
    grad: float = 1.0
    registrert: date | None = None
    kilde: Kilde = INGEN_KILDE


class Fravaerskode(NamedTuple):
    kode: str
    navn: str
    krediterer: bool
    helseopplysning: bool = False
    kilde: Kilde = INGEN_KILDE


# Shipped codes; the table Fraværskoder in the user's workbook decides.
STANDARDKODER = (
    Fravaerskode("SYK", "Sykmelding", True, True),
    Fravaerskode("EGEN", "Egenmelding", True, True),
    Fravaerskode("BARN", "Sykt barn", True, True),
    Fravaerskode("PERM", "Permisjon med lønn", True, False),
    Fravaerskode("FORELDRE", "Foreldrepermisjon", True, False),
    Fravaerskode("PERMU", "Permisjon uten lønn for hele stillingen", True, False),
    Fravaerskode(FERIE, "Ferie", True, False),
    Fravaerskode(AVSP, "Avspasering", False, False),
)


class Kompetanse(NamedTuple):
    """A competence and those it covers, several with ; or , between: who has it can take what asks for them."""

    navn: str
    dekker: str = ""
    kilde: Kilde = INGEN_KILDE

    @property
    def dekkede(self) -> tuple[str, ...]:
        return delt(self.dekker)


# Shipped with a new workbook; a workbook without the table covers nothing, as before it came.
STANDARDKOMPETANSER = (
    Kompetanse("Sykepleier", "Helsefagarbeider"),
    Kompetanse("Helsefagarbeider", "Assistent"),
    Kompetanse("Assistent"),
)


def delt(navn: str) -> tuple[str, ...]:
    """The names in a cell that may hold several."""
    return tuple(n for del_ in navn.replace(",", ";").split(";") if (n := " ".join(del_.split())))


class Gjennomgang(NamedTuple):
    """A 12-week review. dato: when it was due or planned; holdt: when it took place, None = not yet."""

    ansattnr: str
    dato: date | None = None
    holdt: date | None = None
    tiltak: str = ""
    plan: str = ""
    kilde: Kilde = INGEN_KILDE


class Tilbud(NamedTuple):
    """A row of Ledige vakter: a vacant shift that was offered to somebody. vaktnr, dato: the shift. plass: the place in
    the order of priority when it was offered. begrunnelse: why it was given to this one before others."""

    vaktnr: str
    dato: date
    ansattnr: str
    plass: float | None = None
    tilbudt: date | None = None
    svar: str = ""
    valgt: bool = False
    begrunnelse: str = ""
    kilde: Kilde = INGEN_KILDE


class Kapasitet(NamedTuple):
    """Expected hours for each weekday (Svenn: "ukeskapasitet"). An empty Ansattnr is the whole company (item 49).

    fra: first day in force, None = always. A day of None or 0 is off: every hour on it is a deposit (item 52).
    automatisk: False = manual mode, no deposits from recorded hours (item 54).
    """

    ansattnr: str = ""
    fra: date | None = None
    man: float | None = None
    tir: float | None = None
    ons: float | None = None
    tor: float | None = None
    fre: float | None = None
    lor: float | None = None
    son: float | None = None
    automatisk: bool = True
    kilde: Kilde = INGEN_KILDE

    def timer(self, dag: date) -> float:
        """Hours expected on a day."""
        uke = (self.man, self.tir, self.ons, self.tor, self.fre, self.lor, self.son)
        return uke[dag.weekday()] or 0.0


class Timeforing(NamedTuple):
    """Recorded hours. Either start and slutt (minutes after midnight), or timer (net hours), or all three.

    pause: unpaid minutes; None = by the rule, 0 = none (B27).
    """

    ansattnr: str
    dato: date
    start: int | None = None
    slutt: int | None = None
    pause: int | None = None
    timer: float | None = None
    opphav: str = ""
    kildenokkel: str = ""
    hentet: str = ""
    kilde: Kilde = INGEN_KILDE

    @property
    def lengde(self) -> int:
        """Minutes by the clock, 0 where there is none; an end at or before the start is the next day."""
        return 0 if self.start is None or self.slutt is None else clock.slutten(self.start, self.slutt) - self.start


class Timebankrad(NamedTuple):
    """A row of the table Timebank. timer is positive, except that Startsaldo and Korreksjon may be negative."""

    ansattnr: str
    dato: date
    art: str
    timer: float
    status: str = ""
    kilde: Kilde = INGEN_KILDE

    @property
    def tilstand(self) -> str:
        """Status; an empty one is Søkt for a withdrawal, and Godkjent for what the employer books."""
        return self.status or (SOKT if self.art in UTTAK else GODKJENT)


class Prosessrad(NamedTuple):
    """A step of the process of a unit, "" = all units (items 4-7, 11-14). steg: a name in prosess/steg.toml."""

    enhet: str
    steg: str
    planlagt: date | None = None
    gjennomfort: date | None = None
    ansvarlig: str = ""
    deltakere: str = ""
    merknad: str = ""
    kilde: Kilde = INGEN_KILDE


class Kartleggingsaar(NamedTuple):
    """A year of a unit in the mapping (Delta § 4), "" = the whole workplace. Hours and per cent; None = not given.

    hele_stillinger of stillinger in all: the scheme's own aim (Delta § 3).
    """

    enhet: str
    aar: float
    fravaer_pst: float | None = None
    overtid: float | None = None
    merarbeid: float | None = None
    innleie: float | None = None
    hele_stillinger: float | None = None
    stillinger: float | None = None
    merknad: str = ""
    kilde: Kilde = INGEN_KILDE


# What sickness pay's supplements rest on (Delta § 14): how the person worked, or the fixed part scaled.
SNITT, FAST_TILLEGG = "Snitt 12 måneder", "Fast tillegg"
SYKELONN = (SNITT, FAST_TILLEGG)


class Lonnsrad(NamedTuple):
    """A row of Lønnsgrunnlag: what pay rests on from a day until the person's next row (B37).

    arslonn: kroner a year in a full position. fast_tillegg: kroner a month, the unsocial supplement of the fixed part;
    None = from the roster. kompensasjon: kroner a month until kompensasjon_til, that day included. omregnet_uke: the
    agreed converted week of three-part rotation (B24). reduksjon: hours a year less for the whole position (B35).
    """

    ansattnr: str
    fra: date
    arslonn: float
    fast_tillegg: float | None = None
    kompensasjon: float | None = None
    kompensasjon_til: date | None = None
    sykelonn: str = ""
    valgt_av: str = ""
    valgt: date | None = None
    omregnet_uke: float | None = None
    reduksjon: float | None = None
    kilde: Kilde = INGEN_KILDE


class Import(NamedTuple):
    """A row of Importer: what one import did. fra, til: its window; fil: a name without its folder. Nobody's name."""

    tidspunkt: datetime
    profil: str
    fil: str
    sha256: str
    fra: date | None = None
    til: date | None = None
    rader: float = 0
    ny: float = 0
    endret: float = 0
    uendret: float = 0
    borte: float = 0
    konflikter: float = 0
    fravaer: float = 0  # absences that were left out
    merknad: str = ""
    opphav: str = ""  # what its rows have in Kilde
    kilde: Kilde = INGEN_KILDE


class Innstilling(NamedTuple):
    """A row of Innstillinger as read: key and typed value (text, number, date or None)."""

    nokkel: str
    verdi: Any
    kilde: Kilde = INGEN_KILDE


class Merknad(NamedTuple):
    """What the reader of the tables took in from outside a table, or left out: a sentence, and what to do about it."""

    alvor: str
    kilde: Kilde
    tekst: str
    tiltak: str

    def __str__(self) -> str:
        return f"{self.kilde}: {self.tekst} {self.tiltak}"


class Utelatt(NamedTuple):
    """An employee who is left out of every answer, and what is wrong with the rows."""

    ansattnr: str
    feil: tuple[Feilmelding, ...]


# Records by the name of their table (core/miljo/registre.py), None = not handed over.
Registertabeller: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Tabeller:
    """The tables of one bank. None means "not handed over": rules that need the table are then left out.

    utelatt: employees with a row that could not be read, and what is wrong with it. None of their rows are here but
    that of Ansatte: a balance of some of the rows would be wrong.
    merknader: what reading them met outside the tables; no part of the content.
    The long tables, vakter, turnus and timer, may be records that are made when they are looked at (core/kolonner).
    """

    avtaler: tuple[Avtale, ...] = ()
    vakter: Sequence[Vakt] = ()
    fravaer: tuple[Fravaer, ...] = ()
    ansatte: tuple[Ansatt, ...] | None = None
    turnus: Sequence[Turnusvakt] | None = None
    innstillinger: tuple[Innstilling, ...] = ()
    koder: tuple[Fravaerskode, ...] = STANDARDKODER
    gjennomganger: tuple[Gjennomgang, ...] | None = None
    kapasitet: tuple[Kapasitet, ...] | None = None
    timer: Sequence[Timeforing] | None = None
    timebank: tuple[Timebankrad, ...] | None = None
    prosess: tuple[Prosessrad, ...] | None = None
    kartlegging: tuple[Kartleggingsaar, ...] | None = None
    lonnsgrunnlag: tuple[Lonnsrad, ...] | None = None
    utelatt: tuple[Utelatt, ...] = ()
    merknader: tuple[Merknad, ...] = ()
    kompetanser: tuple[Kompetanse, ...] | None = None
    grunnturnus: tuple[Grunnturnusrad, ...] | None = None
    vaktkoder: tuple[Vaktkode, ...] | None = None
    importer: tuple[Import, ...] | None = None
    miljo: Registertabeller = None  # registers of the environment
    miljofeil: tuple[Feilmelding, ...] = ()  # what is wrong with them: they are then left out, and nothing else is
    tilbud: tuple[Tilbud, ...] | None = None


class Art:
    """Kinds of posting. Only the first four move the balance."""

    SKYLD = "Periodeskyld"
    ARBEIDET = "Arbeidet"
    EKSTRA = "Ekstra"  # the part of a worked tidbank shift that lies beyond zero (B31); arbeidet too
    KREDITERT = "Kreditert"
    UBEKREFTET = "Ubekreftet"
    AVTALT = "Avtalt"


class Postering(NamedTuple):
    """One movement. timer is positive; `virkning` says what it does to what is owed: +1, -1 or 0.

    fra, til: the days the hours stand for (a debt accrues evenly over them). kilde: the row that caused it.
    """

    dato: date
    art: str
    timer: float
    virkning: int
    hjemmel: str
    kilde: Kilde
    fra: date
    til: date
    ref: str = ""


def rad_paa(rader: Iterable[R], dag: date) -> R | None:
    """The row in force on a day: the first with the day in it, None where there is none."""
    return next((r for r in rader if r.fra <= dag <= r.til), None)


def dager(fra: date, til: date) -> int:
    """Number of days, both included; 0 when til is before fra."""
    return max(0, (til - fra).days + 1)


EN_DAG = timedelta(days=1)
