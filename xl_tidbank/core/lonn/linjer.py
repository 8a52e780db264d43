"""What a month's pay answers with: lines, and the figures behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import fsum
from types import MappingProxyType
from typing import NamedTuple

from .. import tekst
from ..errors import Feilmelding, TidbankFeil
from ..model import Ansatt, Lonnsrad
from .grunnlag import HJEMMEL_GRUNN, HJEMMEL_KOMPENSASJON, HJEMMEL_SYK, HJEMMEL_TIMELONN, HJEMMEL_UBEKVEM, Sykegrunnlag
from .overtid import HJEMMEL as HJEMMEL_OVERTID

MAANED, TIMER, BELOP = "måned", "timer", "beløp"


class Lonnsart(NamedTuple):
    """A kind of pay. pensjon: reported as pensionable (item 35: all supplements are); None = by choice."""

    navn: str
    hjemmel: str
    pensjon: bool | None
    helse: bool = False


GRUNN, UBEKVEM, ETTER, SYK, KOMP = "GRUNNLONN", "UBEKVEM", "UBEKVEM_ETTER", "SYKETILLEGG", "KOMPENSASJON"
MERARBEID, MERTILLEGG, OVERTID = "MERARBEID", "MERARBEID_TILLEGG", "OVERTID"
OVERTIDSTILLEGG: Mapping[str, str] = MappingProxyType({
    "overtid_prosent": "OVERTID_TILLEGG",
    "overtid_natt_helg_prosent": "OVERTID_NATT_HELG",
    "overtid_hoytid_prosent": "OVERTID_HOYTID",
})  # fmt: skip
# In the order of the page.
LONNSARTER: Mapping[str, Lonnsart] = MappingProxyType({
    GRUNN: Lonnsart("Grunnlønn", HJEMMEL_GRUNN, True),
    UBEKVEM: Lonnsart("Ubekvemstillegg, fast månedsbeløp", HJEMMEL_UBEKVEM, True),
    SYK: Lonnsart("Tilleggslønn under sykdom", HJEMMEL_SYK, True, helse=True),
    ETTER: Lonnsart("Ubekvemstillegg, etterbetaling", HJEMMEL_UBEKVEM, True),
    KOMP: Lonnsart("Kompensasjon for tidbank", HJEMMEL_KOMPENSASJON, True),
    MERARBEID: Lonnsart("Merarbeid", HJEMMEL_TIMELONN, None),
    MERTILLEGG: Lonnsart("Ubekvemstillegg på merarbeid", HJEMMEL_UBEKVEM, True),
    OVERTID: Lonnsart("Overtid, timelønn", HJEMMEL_OVERTID, False),
    "OVERTID_TILLEGG": Lonnsart("Overtidstillegg", HJEMMEL_OVERTID, False),
    "OVERTID_NATT_HELG": Lonnsart("Overtidstillegg natt, lørdag og søndag", HJEMMEL_OVERTID, False),
    "OVERTID_HOYTID": Lonnsart("Overtidstillegg helge- og høytidsdag", HJEMMEL_OVERTID, False),
})  # fmt: skip


class Lonnslinje(NamedTuple):
    """A line for payroll. belop: kroner to the øre, half up; antall and sats are unrounded.

    gamle: rates in it that may be outdated, by key. helse: rests on sickness: for payroll and the employee, never for
    a rep.
    """

    lonnsart: str
    antall: float
    enhet: str
    sats: float
    belop: float
    pensjon: bool
    forklaring: str = ""
    gamle: frozenset[str] = frozenset()

    @property
    def utdatert(self) -> bool:
        return bool(self.gamle)

    @property
    def navn(self) -> str:
        return LONNSARTER[self.lonnsart].navn

    @property
    def hjemmel(self) -> str:
        return LONNSARTER[self.lonnsart].hjemmel

    @property
    def helse(self) -> bool:
        return LONNSARTER[self.lonnsart].helse


class Ubekvemmaaned(NamedTuple):
    """A month of the settlement period (or the part of it inside): what was paid for, worked and paid in arrears.

    grunnlag: the monthly amount for the days at work. faktisk: supplements of the shifts worked. Kroner.
    """

    maaned: date
    grunnlag: float
    faktisk: float
    etterbetalt: float


class Turnusgrunnlag(NamedTuple):
    """What the ordinary roster's supplements of a settlement period come to, for each percentage point of fixed
    position: kroner a week of evening, night and weekend (HTA 5.2, 5.4), and of red days (5.3). See `av_turnus`.

    uker: weeks with a shift; spenn: weeks from the first of them to the last; av: weeks of the period. kort: too few
    weeks to be a pattern; gjentas: by choice they are one all the same. hull: many weeks of the span have no shift.
    """

    uke: float = 0.0
    rod_uke: float = 0.0
    utdatert: frozenset[str] = frozenset()
    uker: int = 0
    spenn: int = 0
    av: int = 0
    kort: bool = False
    gjentas: bool = False
    hull: bool = False

    @property
    def dekning(self) -> str:
        """How many weeks it rests on."""
        return f"{self.uker} av periodens {self.av} uker"

    @property
    def forbehold(self) -> str:
        """What must be said of a roster that is an extract, "" = nothing."""
        if not self.uker:
            return "Turnus har ingen vakter i perioden, så månedsbeløpet for ubekvem tid er 0."
        if self.kort and self.gjentas:
            return (
                f"Turnus har vakter i {self.dekning}. De regnes som en grunnturnus som gjentas, fordi kort_turnus sier "
                "det."
            )
        if self.kort:
            return (
                f"Turnus har vakter i {self.dekning}. Månedsbeløpet for ubekvem tid er bare det som står der, fordelt "
                "på hele perioden."
            )
        if self.hull:
            return (
                f"Turnus har vakter i {self.uker} av de {self.spenn} ukene fra den første til den siste. Uker uten "
                "vakter trekker månedsbeløpet for ubekvem tid ned."
            )
        return ""


class Sykevalg(NamedTuple):
    """The choice behind supplements in one sickness (B19). overgang: the day it began. grunnlag: SNITT or FAST_TILLEGG.

    valgt_av: who chose, "" = nobody yet, and the house's proposal is used. maaneder: months the average rests on.
    """

    overgang: date
    tall: Sykegrunnlag
    grunnlag: str
    valgt_av: str
    valgt: date | None
    maaneder: int
    brukt: float  # kroner a month
    rad: Lonnsrad  # where the choice is written


@dataclass(frozen=True, slots=True)
class Lonnsmaaned:
    """The pay of one employee in one month. maaned: its first day. sum: of the lines, which are in øre."""

    ansatt: Ansatt
    maaned: date
    linjer: tuple[Lonnslinje, ...]
    fast_pst: float
    tidbank_pst: float
    arslonn: float
    timelonn: float
    ukestimer: float
    fast_tillegg: float
    turnus: Turnusgrunnlag | None  # what the roster came to, None = the amount stands in Lønnsgrunnlag
    tilleggsuker: float  # weeks of the year that evenings, nights and weekends of the roster are paid for
    metode: str
    ubekvem: tuple[Ubekvemmaaned, ...]
    syk: tuple[Sykevalg, ...]
    fra_avtalt: bool  # overtime counted from agreed hours (B22)
    utdatert: tuple[str, ...]  # names of the rates used that may be outdated

    @property
    def sum(self) -> float:
        return round(fsum(linje.belop for linje in self.linjer), 2)

    @property
    def merarbeid(self) -> float:
        """Hours."""
        return fsum(linje.antall for linje in self.linjer if linje.lonnsart == MERARBEID)


class Lonnsliste(NamedTuple):
    """Everyone's pay in a month. uten: numbers of those with an agreement, but no wage row at all. feil: why somebody's
    month cannot be computed."""

    maaneder: tuple[Lonnsmaaned, ...]
    uten: tuple[str, ...]
    feil: tuple[Feilmelding, ...]

    def krev(self) -> tuple[Lonnsmaaned, ...]:
        """The months, when nobody is missing: raises TidbankFeil with every reason otherwise."""
        if self.feil:
            raise TidbankFeil(self.feil)
        return self.maaneder


def linje(
    lonnsart: str, antall: float, enhet: str, sats: float, pensjon_valg: bool, forklaring: str = "",
    gamle: frozenset[str] = frozenset(),
) -> Lonnslinje:  # fmt: skip
    """A line with its kroner in øre."""
    pensjon = LONNSARTER[lonnsart].pensjon
    belop = float(tekst.avrund(antall * sats))
    return Lonnslinje(
        lonnsart, antall, enhet, sats, belop, pensjon_valg if pensjon is None else pensjon, forklaring, gamle
    )
