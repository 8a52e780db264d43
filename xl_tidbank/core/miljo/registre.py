"""The registers of the environment work as records; a row as read, with `kilde` last (see core/model.py).

A row that lacks what a figure needs is kept out of every sum and found by its rule: None or "" says that it lacks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from ..model import INGEN_KILDE, Kilde

# Values of the closed columns.
UTEN_MOTOR = ("Gange", "Sykkel", "Elsykkel")  # no factor asked for on foot and by bicycle
TRANSPORT = (*UTEN_MOTOR, "Buss", "Trikk og T-bane", "Tog", "Båt", "Bil", "Elbil", "Motorsykkel", "Annet")
FLY = ("Fly innland", "Fly Norden og Europa", "Fly ellers")
REISEMAATER = (*TRANSPORT, *FLY, "Drosje", "Leiebil")
# The factor of a way to travel where its row names none.
REISEKODE = {
    "Buss": "BUSS_PKM", "Tog": "TOG_PKM", "Bil": "BIL_PKM", "Fly innland": "FLY_INNLAND_PKM", "Drosje": "BIL_PKM",
    "Leiebil": "BIL_PKM",
}  # fmt: skip
STROM, EGEN_SOL = "Strøm", "Egen sol"
ENERGIBAERERE = (
    STROM, "Fjernvarme", "Fjernkjøling", "Fyringsolje", "Gass", "Pellets", "Ved", "Biogass", EGEN_SOL,
)  # fmt: skip
MAALEENHETER = ("kWh", "liter", "Sm3", "kg", "m3")
ENERGIGRUNNLAG = ("Avlest", "Faktura", "Anslag")
DRIVSTOFF = ("Bensin", "Diesel", "Biodiesel", "HVO", "Biogass", STROM)
DRIVSTOFFENHETER = ("liter", "kg", "kWh")
RESTAVFALL = "Restavfall"
FRAKSJONER = (
    RESTAVFALL, "Papir og papp", "Plast", "Glass og metall", "Matavfall", "EE-avfall", "Batterier", "Farlig avfall",
    "Smittefarlig", "Tre", "Tekstil", "Annet sortert",
)  # fmt: skip
BEHANDLINGER = ("Ombruk", "Materialgjenvinning", "Biologisk", "Energigjenvinning", "Deponi", "Ukjent")
AVFALLSGRUNNLAG = ("Veid", "Faktura", "Anslag")
UTSTYRSSLAG = (
    "PC", "Skjerm", "Telefon", "Nettbrett", "Skriver", "Server og nett", "Medisinsk", "Kjøkken", "Møbel", "Annet",
)  # fmt: skip
GJENBRUK, OMBRUK, TAKEBACK = "Gjenbruk internt", "Ombruk", "Takeback"
RUTER = (GJENBRUK, OMBRUK, TAKEBACK, "Materialgjenvinning", "EE-avfall", "Mistet")
UTFALL = ("Gjenbruk", "Ombruk", "Materialgjenvinning", "Ukjent")
SLETTET = ("Overskrevet", "Kryptert og nøkkel slettet", "Destruert", "Ikke aktuelt")
BYTTEVEIER = ("Levert inn", "Tatt med", "Levert videre")
SERTIFIKATER = ("Miljøfyrtårn", "ISO 14001", "EMAS", "Svanemerket", "Nei", "Vet ikke")
VURDERINGER = ("OK", "Avklares", "Ikke OK")
ARBEIDSMILJO, AVFALLSTEMA, ENERGITEMA, INNKJOP, TRANSPORTTEMA = (
    "Arbeidsmiljø", "Avfall", "Energi", "Innkjøp", "Transport",
)  # fmt: skip
TEMAER = (ARBEIDSMILJO, AVFALLSTEMA, ENERGITEMA, INNKJOP, TRANSPORTTEMA)  # the five of Miljøfyrtårn
MAALTEMAER = (*TEMAER, "Tidbank", "Annet")
_, PA_ENHET = NIVAAER = ("Virksomhet", "Enhet")
FERDIG, STANSET = "Ferdig", "Stanset"
TILTAKSSTATUSER = ("Planlagt", "I gang", FERDIG, STANSET)
KANALER = ("Postkasse", "E-post", "Møte")
EARTH_HOUR, EARTH_WEEK = "Earth Hour", "Earth Week"
KAMPANJESLAG = (EARTH_HOUR, EARTH_WEEK, "Earth Day", "Egen")
FAKTORENHETER = (
    "kg/kWh", "kg/liter", "kg/kg", "kg/Sm3", "kg/pkm", "kg/vkm", "kg/natt", "kg/kr", "kg/stk",
)  # fmt: skip
CO2, CO2E = GASSER = ("CO2", "CO2e")
LIVSLOP = "Livsløp"
OMFANG = ("Eksos", "Forbrenning", "Produksjon", LIVSLOP)
LOKASJON, MARKED = METODER = ("Lokasjon", "Marked")
TILLIT = ("H", "M", "L")
GJENNOMGATT = "arsrapport_gjennomgatt"  # key of Nøkkeltall: 1 when the management has gone through the report


class Reisevane(NamedTuple):
    """How an employee goes to work from a day, until the next row of the same. km: one way; no address, ever."""

    ansattnr: str
    fra: date
    km: float | None = None
    transport: str = ""
    faktor: str = ""
    personer: float | None = None
    kilde: Kilde = INGEN_KILDE


class Reise(NamedTuple):
    """A business trip. km: the whole trip, there and back. samordnet: another Reisenr it is taken together with."""

    reisenr: str
    dato: date
    til: date | None = None
    ansattnr: str = ""
    deltakere: float | None = None
    formaal: str = ""
    fra_sted: str = ""
    til_sted: str = ""
    transport: str = ""
    km: float | None = None
    faktor: str = ""
    personer: float | None = None
    digitalt: bool = False
    samordnet: str = ""
    netter: float | None = None
    kostnad: float | None = None
    godkjent_av: str = ""
    kilde: Kilde = INGEN_KILDE

    @property
    def reisende(self) -> float:
        """How many travelled: Deltakere, else one."""
        return self.deltakere or 1.0


def faktorkode(r: Reisevane | Reise) -> str:
    return r.faktor or REISEKODE.get(r.transport, "")


class Digitalt(NamedTuple):
    """Digital meetings of a day, or of a month by its first day."""

    dato: date
    antall: float | None = None
    erstattet: float | None = None
    km_spart: float | None = None
    kilde: Kilde = INGEN_KILDE


class Hjemmedag(NamedTuple):
    """A day worked at home. No reason, by design."""

    ansattnr: str
    dato: date
    kilde: Kilde = INGEN_KILDE


class Energibruk(NamedTuple):
    """A reading or a bill. mengde in maaleenhet; garanti_pst: the part with a guarantee of origin."""

    enhet: str
    fra: date
    til: date
    maaler: str = ""
    baerer: str = ""
    mengde: float | None = None
    maaleenhet: str = ""
    garanti_pst: float | None = None
    grunnlag: str = ""
    kilde: Kilde = INGEN_KILDE


class Drivstoffbruk(NamedTuple):
    dato: date
    enhet: str = ""
    kjoretoy: str = ""
    slag: str = ""
    mengde: float | None = None
    maaleenhet: str = ""
    km: float | None = None
    kilde: Kilde = INGEN_KILDE


class Avfallsrad(NamedTuple):
    enhet: str
    fra: date
    til: date
    fraksjon: str = ""
    kg: float | None = None
    behandling: str = ""
    grunnlag: str = ""
    mottaker: str = ""
    kilde: Kilde = INGEN_KILDE


class Utstyrsrad(NamedTuple):
    """A piece of equipment. planlagt_ar: years it is meant to last. overfort: to a new user inside the house."""

    utstyrsnr: str
    slag: str = ""
    navn: str = ""
    enhet: str = ""
    ansattnr: str = ""
    kjopt: date | None = None
    pris: float | None = None
    leverandor: str = ""
    miljomerke: str = ""
    planlagt_ar: float | None = None
    reparert: date | None = None
    overfort: date | None = None
    avhendet: date | None = None
    rute: str = ""
    mottaker: str = ""
    utfall: str = ""
    lagrer_data: bool = False
    slettet: str = ""
    slettebevis: str = ""
    ee_gruppe: str = ""
    begrunnelse: str = ""
    kilde: Kilde = INGEN_KILDE


class Utlaan(NamedTuple):
    tingnr: str
    ting: str = ""
    laaner: str = ""
    ut: date | None = None
    frist: date | None = None
    inn: date | None = None
    tilstand: str = ""
    kilde: Kilde = INGEN_KILDE


class Byttebodrad(NamedTuple):
    dato: date
    ting: str = ""
    antall: float | None = None
    vei: str = ""
    kg: float | None = None
    kilde: Kilde = INGEN_KILDE


class Leverandor(NamedTuple):
    navn: str
    hva: str = ""
    sertifisert: str = ""
    sporsmaal_sendt: date | None = None
    svar_mottatt: date | None = None
    arbeidsforhold: str = ""
    vurdert: date | None = None
    neste: date | None = None
    vedlegg: str = ""
    tiltak: str = ""
    kilde: Kilde = INGEN_KILDE


class Maal(NamedTuple):
    """A goal: from utgangspunkt to verdi between two days. fn_maal: numbers of the UN goals, several with ;."""

    maalnr: str
    maal: str = ""
    tema: str = ""
    fn_maal: str = ""
    nivaa: str = ""
    enhet: str = ""
    maales_som: str = ""
    maaleenhet: str = ""
    utgangspunkt: float | None = None
    basisaar: float | None = None
    verdi: float | None = None
    fra: date | None = None
    til: date | None = None
    eier: str = ""
    vedtatt_av: str = ""
    vedtatt: date | None = None
    kilde: Kilde = INGEN_KILDE

    @property
    def fn_numre(self) -> tuple[int, ...]:
        deler = self.fn_maal.replace(",", ";").split(";")
        return tuple(int(d) for d in (x.strip().removesuffix(".0") for x in deler) if d.isdecimal())


class Maaling(NamedTuple):
    maalnr: str
    dato: date
    verdi: float | None = None
    kilde_tekst: str = ""
    kilde: Kilde = INGEN_KILDE


class Tiltak(NamedTuple):
    tiltaksnr: str
    maalnr: str = ""
    tiltak: str = ""
    ansvarlig: str = ""
    frist: date | None = None
    status: str = ""
    ferdig: date | None = None
    effekt: str = ""
    fra_innspill: str = ""
    kilde: Kilde = INGEN_KILDE


class Innspill(NamedTuple):
    """A suggestion; fra may be empty: anonymous."""

    innspillnr: str
    dato: date
    fra: str = ""
    innspill: str = ""
    kanal: str = ""
    svar: str = ""
    svart: date | None = None
    ble_tiltak: str = ""
    kilde: Kilde = INGEN_KILDE


class Kampanje(NamedTuple):
    navn: str
    fra: date
    til: date
    slag: str = ""
    ansvarlig: str = ""
    hva: str = ""
    deltakere: float | None = None
    evaluert: date | None = None
    kilde: Kilde = INGEN_KILDE


class Ambassador(NamedTuple):
    """Who speaks for the environment in a unit, a country or a place (IST: one from each country)."""

    enhet: str
    navn: str = ""
    gruppe: str = ""
    fra: date | None = None
    til: date | None = None
    kilde: Kilde = INGEN_KILDE

    def aktiv(self, dag: date) -> bool:
        return (self.fra is None or self.fra <= dag) and (self.til is None or self.til >= dag)


class Nokkeltallrad(NamedTuple):
    aar: float
    nokkel: str
    verdi: float | None = None
    enhet: str = ""
    kilde_tekst: str = ""
    kilde: Kilde = INGEN_KILDE


class Klimapost(NamedTuple):
    """What has no register of its own: purchases, refrigerants."""

    aar: float
    scope: str = ""
    kategori: float | None = None
    aktivitet: str = ""
    mengde: float | None = None
    enhet: str = ""
    faktor: str = ""
    kilde: Kilde = INGEN_KILDE


class Faktorrad(NamedTuple):
    """An emission factor of a stretch of days. verdi in kg per unit. kilde_tekst, utgitt, tillit: who says so, when.

    bekreftet_av: who has looked at it here, "" = nobody yet.
    """

    kode: str
    navn: str = ""
    verdi: float | None = None
    enhet: str = ""
    gass: str = ""
    omfang: str = ""
    metode: str = ""
    scope: str = ""
    kategori: str = ""
    fra: date | None = None
    til: date | None = None
    kilde_tekst: str = ""
    adresse: str = ""
    utgitt: float | None = None
    tillit: str = ""
    kontrollert: date | None = None
    bekreftet_av: str = ""
    kilde: Kilde = INGEN_KILDE

    @property
    def har_kilde(self) -> bool:
        return bool(self.kilde_tekst and self.utgitt and self.tillit)


P = TypeVar("P")


def forste(poster: Iterable[P], nokkel: Callable[[P], Any]) -> tuple[P, ...]:
    """The rows whose key has not stood before: a row that repeats one is kept out of every sum (found by its rule)."""
    sett: dict[Any, P] = {}
    for p in poster:
        sett.setdefault(nokkel(p), p)
    return tuple(sett.values())


# What must not stand twice: table -> (column to mark, key).
NOKLER: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "Reiser": ("Reisenr", lambda p: p.reisenr),
    "Hjemmekontor": ("Dato", lambda p: (p.ansattnr, p.dato)),
    "Utstyr": ("Utstyrsnr", lambda p: p.utstyrsnr),
    "Mål": ("Målnr", lambda p: p.maalnr),
    "Tiltak": ("Tiltaksnr", lambda p: p.tiltaksnr),
    "Innspill": ("Innspillnr", lambda p: p.innspillnr),
    "Nøkkeltall": ("Nøkkel", lambda p: (p.aar, p.nokkel.casefold())),
}  # fmt: skip


@dataclass(frozen=True)
class Registre:
    """The registers of one workbook, each key once. Fields stand in the order of the tables (A2)."""

    reisevaner: tuple[Reisevane, ...] = ()
    reiser: tuple[Reise, ...] = ()
    digitale: tuple[Digitalt, ...] = ()
    hjemmekontor: tuple[Hjemmedag, ...] = ()
    energi: tuple[Energibruk, ...] = ()
    drivstoff: tuple[Drivstoffbruk, ...] = ()
    avfall: tuple[Avfallsrad, ...] = ()
    utstyr: tuple[Utstyrsrad, ...] = ()
    utlaan: tuple[Utlaan, ...] = ()
    bytter: tuple[Byttebodrad, ...] = ()
    leverandorer: tuple[Leverandor, ...] = ()
    maal: tuple[Maal, ...] = ()
    maalinger: tuple[Maaling, ...] = ()
    tiltak: tuple[Tiltak, ...] = ()
    innspill: tuple[Innspill, ...] = ()
    kampanjer: tuple[Kampanje, ...] = ()
    ambassadorer: tuple[Ambassador, ...] = ()
    nokkeltall: tuple[Nokkeltallrad, ...] = ()
    klimaposter: tuple[Klimapost, ...] = ()
    faktorer: tuple[Faktorrad, ...] = ()

    @property
    def i_bruk(self) -> bool:
        """Whether anything of what the yearly report counts is written."""
        return bool(self.nokkeltall or self.energi or self.avfall or self.drivstoff or self.reiser)

    @cached_property
    def _tallene(self) -> dict[tuple[int, str], Nokkeltallrad]:
        return {(int(r.aar), r.nokkel.casefold()): r for r in reversed(self.nokkeltall)}

    def tall(self, aar: int, nokkel: str) -> float | None:
        """A key figure of a year, None where it is not given."""
        rad = self._tallene.get((aar, nokkel.casefold()))
        return None if rad is None else rad.verdi

    def tallrad(self, aar: int, nokkel: str) -> Nokkeltallrad | None:
        return self._tallene.get((aar, nokkel.casefold()))

    def vane(self, ansattnr: str, dag: date) -> Reisevane | None:
        """How an employee goes to work on a day: the newest row that is not after it."""
        egne = [r for r in self._vaner.get(ansattnr, ()) if r.fra <= dag]
        return max(egne, key=lambda r: r.fra) if egne else None

    @cached_property
    def _vaner(self) -> dict[str, tuple[Reisevane, ...]]:
        ut: dict[str, tuple[Reisevane, ...]] = {}
        for r in self.reisevaner:
            ut[r.ansattnr] = (*ut.get(r.ansattnr, ()), r)
        return ut


# Table -> field of Registre, in the order of A2.
TABELLFELT = dict(
    zip(
        (
            "Reisevaner", "Reiser", "Digitale_møter", "Hjemmekontor", "Energi", "Drivstoff", "Avfall", "Utstyr",
            "Utlån", "Byttebod", "Leverandører", "Mål", "Målinger", "Tiltak", "Innspill", "Kampanjer", "Ambassadører",
            "Nøkkeltall", "Klimaposter", "Utslippsfaktorer",
        ),
        (f.name for f in fields(Registre)),
        strict=True,
    )
)  # fmt: skip


def av_tabeller(miljo: Mapping[str, tuple[Any, ...]] | None) -> Registre:
    """The registers of `Tabeller.miljo`: records by table name."""
    ut: dict[str, tuple[Any, ...]] = {}
    for navn, poster in (miljo or {}).items():
        ut[TABELLFELT[navn]] = forste(poster, NOKLER[navn][1]) if navn in NOKLER else tuple(poster)
    return Registre(**ut)
