"""Climate in a sheet: emission factors, emissions, trips and commuting."""

from __future__ import annotations

from datetime import date
from typing import Any

from xl_tidbank.core import tekst
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.miljo import pendling, turer
from xl_tidbank.core.miljo.faktorer import STROM_LOKASJON, STROM_MARKED, Faktor, Faktorer
from xl_tidbank.core.miljo.miljo import av
from xl_tidbank.core.miljo.registre import LOKASJON, MARKED, METODER
from xl_tidbank.core.model import GJELDENDE, TIDBANK
from xl_tidbank.core.tid.clock import Spenn, vakttid
from xl_tidbank.functions import funksjon
from xl_tidbank.tables import cells, schema
from xl_tidbank.tables.names import samme
from xl_tidbank.tables.rows import tolk_rader

from . import argumenter as arg
from . import banker
from .bank import _BANK

HJEMMEL = "GHG Protocol"
_KODE = "Koden i Utslippsfaktorer, for eksempel STROM_NO."
_DATO = "Dagen aktiviteten gjelder."
_FAKTORER = "Tabellen Utslippsfaktorer med overskrifter. Tomt = de som følger med."
UTEN_FAKTOR = "faktor mangler"
PROVEAAR = (1990, 2100)


def faktorer_av(raa: Any) -> Faktorer:
    """The factors of a range, with those shipped behind them. Raises TidbankFeil with every bad cell."""
    if arg.tomt(raa):
        return Faktorer()
    lest = tolk_rader(schema.ETTER_NAVN["Utslippsfaktorer"], arg.tabell("Faktorer", raa), ark="Utslippsfaktorer")
    if lest.feil:
        raise TidbankFeil(lest.feil)
    if lest.uten_hode:
        raise TidbankFeil("Fant ikke overskriftene i Utslippsfaktorer. " + arg.HELE)
    return Faktorer(tuple(lest.poster))


def faktor_av(kode: Any, dato: Any, faktorer: Any, metode: Any = None) -> Faktor:
    navn = arg.tekst(kode)
    if not navn:
        raise TidbankFeil(f"Kode mangler. {_KODE}")
    alle, dag, valgt = faktorer_av(faktorer), arg.dato("Dato", dato), arg.tekst(metode).capitalize()
    if valgt and valgt not in METODER:
        raise TidbankFeil(f"Metode er «{arg.tekst(metode)}». Skriv Lokasjon eller Marked, eller la den stå tom.")
    if not valgt and {LOKASJON, MARKED} <= {r.metode for r in alle.kandidater(navn)}:
        raise TidbankFeil(f"Koden {navn} har både {LOKASJON} og {MARKED}. Skriv metoden, eller bruk hver sin kode.")
    return alle.krev(navn, dag, valgt)


def ikke_negativt(navn: str, raa: Any) -> float:
    tallet = arg.tall(navn, raa)
    if tallet < 0:
        raise TidbankFeil(f"{navn} er {tekst.tall(tallet)}. Skriv 0 eller mer.")
    return tallet


def aarstall(navn: str, raa: Any) -> int:
    tallet = arg.tall(navn, raa)
    if not tallet.is_integer() or not PROVEAAR[0] <= tallet <= PROVEAAR[1]:
        raise TidbankFeil(f"{navn} er {tekst.tall(tallet)}. Skriv et årstall, som 2026.")
    return int(tallet)


@funksjon(
    "Utslippsfaktoren på en dag: kg per enhet. Den nærmeste eldre brukes i høyst to år, ellers er det en feil.",
    "tall", HJEMMEL, kode=_KODE, dato=_DATO, faktorer=_FAKTORER,
    metode="Lokasjon eller Marked. Tomt = den koden har.",
)  # fmt: skip
def UTSLIPPSFAKTOR(kode: Any, dato: Any, faktorer: Any = None, metode: Any = None) -> float:
    """kg per unit. UTSLIPPSFAKTOR("STROM_NO", "2023-06-30") = 0.015. Raises TidbankFeil where none may be used."""
    return faktor_av(kode, dato, faktorer, metode).verdi


@funksjon(
    "Utslipp i kg: mengde ganger faktoren på dagen.", "kg", HJEMMEL,
    mengde="Mengden, i faktorens enhet.", kode=_KODE, dato=_DATO, faktorer=_FAKTORER,
)  # fmt: skip
def UTSLIPP(mengde: Any, kode: Any, dato: Any, faktorer: Any = None) -> float:
    """kg. UTSLIPP(40, "DIESEL", "2020-05-01") = 106.4."""
    return ikke_negativt("Mengde", mengde) * faktor_av(kode, dato, faktorer).verdi


@funksjon(
    "Utslipp fra strøm i kg på begge måter: lokasjonsbasert og markedsbasert.", "rad", "GHG Protocol Scope 2",
    kwh="Strømmen i kWh.", aar="Året.", faktorer=_FAKTORER,
    garanti="Delen som er kjøpt med opprinnelsesgaranti, 60 % eller 0,6. Tomt = 0.",
)  # fmt: skip
def STROM_UTSLIPP(kwh: Any, aar: Any, faktorer: Any = None, garanti: Any = None) -> list[list[Any]]:
    """A row: kg by location, kg by market. A method without a factor says so in words, which no sum takes for a figure;
    where neither has one TidbankFeil is raised. STROM_UTSLIPP(100000, 2020) = 800, 40200."""
    mengde, dag = ikke_negativt("kWh", kwh), date(aarstall("År", aar), 12, 31)
    del_ = 0.0 if arg.tomt(garanti) else arg.andel("Garanti", garanti)
    alle = faktorer_av(faktorer)
    lokasjon, marked = alle.finn(STROM_LOKASJON, dag, LOKASJON), alle.finn(STROM_MARKED, dag, MARKED)
    if lokasjon is None and marked is None:
        raise TidbankFeil(alle.mangler(STROM_LOKASJON, dag))
    uten = mengde * (1 - del_)
    return [[
        UTEN_FAKTOR if lokasjon is None else mengde * lokasjon.verdi,
        0.0 if not uten else UTEN_FAKTOR if marked is None else uten * marked.verdi,
    ]]  # fmt: skip


@funksjon(
    "Utslipp fra en reise i kg.", "kg", HJEMMEL,
    km="Kilometer, én vei når Tur_retur er Ja.", kode=_KODE, dato=_DATO, faktorer=_FAKTORER,
    personer="Hvor mange som deler bilen, når faktoren er per kjørte kilometer. Tomt = 1.",
    tur_retur="Ja når reisen går begge veier. Tomt = Nei.",
)  # fmt: skip
def REISE_CO2(
    km: Any, kode: Any, dato: Any, faktorer: Any = None, personer: Any = None, tur_retur: Any = None
) -> float:
    """kg of one traveller. REISE_CO2(800, "FLY_INNLAND_PKM", "2021-05-01", , , "Ja") = 378.4."""
    lengde, faktor = ikke_negativt("Km", km), faktor_av(kode, dato, faktorer)
    i_bilen = arg.tall_eller(personer, 1.0)
    if i_bilen < 1:
        raise TidbankFeil(f"Personer er {tekst.tall(i_bilen)}. Skriv 1 eller flere.")
    if faktor.per not in ("pkm", "vkm"):
        raise TidbankFeil(f"{faktor.rad.kode} er per {faktor.per}, ikke per kilometer. Velg en faktor for reiser.")
    kg = lengde * faktor.verdi / (i_bilen if faktor.per == "vkm" else 1.0)
    return kg * 2 if not arg.tomt(tur_retur) and arg.ja(tur_retur) else kg


@funksjon(
    "Reiser til arbeidet som tidbankvaktene gir i tillegg: med dem minus uten dem.", "antall",
    "Tidsbanken: Transport og pendling",
    ordinaere="Ordinære vakter: en tabell med Dato, Start og Slutt. Tomt = ingen.",
    bank="Tidbankvakter: en tabell med Dato, Start og Slutt.",
    gap="Minutter mellom to vakter som er ett oppmøte. Tomt = 60.",
    opphold="Timer mellom to oppmøter samme dag som er to reiser. Tomt = én reise hver dag.",
)  # fmt: skip
def REISER_EKSTRA(ordinaere: Any, bank: Any, gap: Any = None, opphold: Any = None) -> int:
    """Return trips of one person, or of each Ansattnr where the tables have the column."""
    minutter = arg.tall_eller(gap, float(turer.GAP))
    timer = None if arg.tomt(opphold) else ikke_negativt("Opphold", opphold)
    ord_, egne = okter(ordinaere, "Ordinaere"), okter(bank, "Bank", bare_bank=True)
    return sum(
        sum(turer.ekstra(ord_.get(nr, []), bankens, minutter, timer)) for nr, bankens in egne.items()
    )  # fmt: skip


def okter(raa: Any, hva: str, bare_bank: bool = False) -> dict[str, list[Spenn]]:
    """The stints of a range by employee ("" where there is no such column)."""
    if arg.tomt(raa):
        return {}
    rader = arg.tabell(hva, raa)
    hode = [samme(v) if isinstance(v, str) else "" for v in (rader[0] if rader else ())]
    plass = {n: hode.index(samme(n)) for n in ("Dato", "Start", "Slutt", "Ansattnr", "Type", "Status")
             if samme(n) in hode}  # fmt: skip
    if not {"Dato", "Start", "Slutt"} <= set(plass):
        raise TidbankFeil(f"{hva} mangler Dato, Start eller Slutt blant overskriftene. Velg tabellen med dem.")
    ut: dict[str, list[Spenn]] = {}
    for nr, rad in enumerate(rader[1:], 2):
        if all(cells.tom(v) for v in rad):
            continue
        if bare_bank and "Type" in plass and arg.tekst(rad[plass["Type"]]) != TIDBANK:
            continue
        if "Status" in plass and arg.tekst(rad[plass["Status"]]) not in GJELDENDE:
            continue
        dag, start, slutt = (
            cells.dato(rad[plass["Dato"]]), cells.klokke(rad[plass["Start"]]), cells.klokke(rad[plass["Slutt"]]),
        )  # fmt: skip
        if dag is None or start is None or slutt is None:
            raise TidbankFeil(f"{hva}, rad {nr}: Dato, Start og Slutt må være fylt ut.")
        hvem = arg.ansattnr(rad[plass["Ansattnr"]]) if "Ansattnr" in plass else ""
        ut.setdefault(hvem, []).append(vakttid(dag, start, slutt))
    return ut


@funksjon(
    "Hva tidbankvaktene til en ansatt gir av reiser: vakter, turer, km, timer og km per time.", "rad",
    "Tidsbanken: Transport og pendling",
    ansatt="Ansattnr.", fra="Første dag. Tomt = alle.", til="Siste dag. Tomt = i dag.", bank=_BANK,
)  # fmt: skip
def PENDLING_EKSTRA(ansatt: Any, fra: Any = None, til: Any = None, bank: Any = None) -> list[list[Any]]:
    """A row: shifts, extra return trips, km, hours, km per hour. Raises TidbankFeil where a shift has a trip and
    Reisevaner has no row: unknown is never 0 km."""
    nr = arg.ansattnr(ansatt)
    if not nr:
        raise TidbankFeil("Ansatt mangler. Skriv et ansattnr.")
    banken, slutt = banker.hent(bank), arg.dato_eller_ingen(til) or date.today()
    p = pendling.person(banken, av(banken).registre, nr, arg.dato_eller_ingen(fra) or date.min, slutt, slutt)
    if any(v.turer for v in p.uten_vei):
        raise TidbankFeil(f"Reisevaner mangler for ansatt {nr}. Skriv hele kilometer én vei, aldri adresse.")
    per_time = p.km_per_time
    return [[len(p.bank), p.bankturer, p.bank_km, p.banktimer, "" if per_time is None else per_time]]
