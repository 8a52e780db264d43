"""Pay: basic pay, hourly pay, supplements, sickness, overtime, the converted week, compensation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import fsum
from typing import Any

from xl_tidbank.core import parameters, tekst
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.lonn import grunnlag, omregning, overtid, satser
from xl_tidbank.core.lonn import tillegg as ubekvem
from xl_tidbank.core.lonn.satser import ARTER, Sats
from xl_tidbank.core.tid.clock import minutt
from xl_tidbank.functions import funksjon
from xl_tidbank.tables import cells

from . import argumenter as arg
from .stilling import FAST, TIDBANK, UKESTIMER, fulltid

NYEST = date.max  # a number asked for without a date: the newest one
KR = "kroner i måneden"
_SATSER = satser.i_ord(satser.KS)
KLOKKE_MAKS = 2401  # 1430 is a clock time; a date's serial number is far above
DOGN_TIMER = 24
DOGN_MAKS = 7  # a shift of more days is a slip of the keys


def _kroner(navn: str, raa: Any) -> float:
    kr = arg.tall(navn, raa)
    if kr < 0:
        raise TidbankFeil(f"{navn} er {tekst.tall(kr)}. Skriv 0 eller flere kroner.")
    return kr


def _stilling(fast: Any, tidbank: Any) -> tuple[float, float]:
    """Fixed part and tidbank as fractions, together 100 % at most."""
    f, t = arg.andel("Fast", fast), arg.andel("Tidbank", tidbank)
    if f + t > 1 + tekst.STOV:
        raise TidbankFeil(f"Fast og tidbank er til sammen {tekst.tall((f + t) * 100)} %. Skriv høyst 100 % til sammen.")
    return f, t


def _rekke(navn: str, raa: Any) -> list[float]:
    """A range or one cell as numbers, none below zero; an empty cell is 0."""
    rader = raa if isinstance(raa, Sequence) and not isinstance(raa, str) else [raa]
    flat = [c for rad in rader for c in (rad if isinstance(rad, Sequence) and not isinstance(rad, str) else [rad])]
    tall = [cells.tall(c, navn) or 0.0 for c in flat]
    for n in tall:
        if n < 0:
            raise TidbankFeil(f"{navn} har tallet {tekst.tall(n)}. Skriv 0 eller mer.")
    if not tall or all(cells.tom(c) for c in flat):
        raise TidbankFeil(f"{navn} mangler. Velg celler med tall.")
    return tall


@funksjon(
    "Grunnlønn i måneden for hele stillingen, fast del og tidbank.",
    "kroner",
    grunnlag.HJEMMEL_GRUNN,
    arslonn="Årslønn i full stilling.",
    fast=FAST,
    tidbank=TIDBANK,
)
def GRUNNLONN_MND(arslonn: Any, fast: Any, tidbank: Any) -> float:
    """Annual pay x (fixed + tidbank) / 12, whenever the hours fall. GRUNNLONN_MND(480000, 0.6, 0.4) = 40000."""
    f, t = _stilling(fast, tidbank)
    return grunnlag.grunnlonn(_kroner("Årslønn", arslonn), f + t)


@funksjon(
    "Timelønn av årslønn, med divisoren for ukestimene: 1950 ved 37,5, 1846 ved 35,5, 1747,2 ved 33,6.",
    "kroner",
    grunnlag.HJEMMEL_TIMELONN,
    arslonn="Årslønn i full stilling.",
    ukestimer=UKESTIMER,
)
def TIMELONN(arslonn: Any, ukestimer: Any = None) -> float:
    """Annual pay / (52 x weekly hours in a full position). TIMELONN(461500) = 250."""
    return grunnlag.timelonn(_kroner("Årslønn", arslonn), fulltid(ukestimer), NYEST)


@funksjon(
    "Ubekvemstillegg i måneden: tillegget for den faste delen regnet opp til hele stillingen.",
    "kroner",
    grunnlag.HJEMMEL_UBEKVEM,
    fast_tillegg=f"Ubekvemstillegg for den faste delen, {KR}.",
    fast=FAST,
    tidbank=TIDBANK,
)
def UBEKVEM_MND(fast_tillegg: Any, fast: Any, tidbank: Any) -> float:
    """fast_tillegg x (fixed + tidbank) / fixed: 100 % of the agreed position. UBEKVEM_MND(3000, 0.6, 0.4) = 5000."""
    f, t = _stilling(fast, tidbank)
    if not f:
        raise TidbankFeil("Fast er 0 %, så det er ingenting å regne opp fra. Skriv den faste delen av stillingen.")
    return grunnlag.ubekvem(_kroner("Fast tillegg", fast_tillegg), f, t)


@funksjon(
    "Etterbetaling hver måned når det er arbeidet mer ubekvem tid enn grunnlaget. Aldri under null.",
    "kolonne",
    grunnlag.HJEMMEL_UBEKVEM,
    faktisk="Tilleggene som er opptjent hver måned i perioden, kroner.",
    grunnlag="Månedsbeløpet: én celle, eller ett tall for hver måned.",
    metode='"kumulativ" (samlet i perioden) eller "månedlig" (hver måned for seg). Tomt = kumulativ.',
)
def UBEKVEM_ETTERBETALING(faktisk: Any, grunnlag: Any, metode: Any = None) -> list[list[float]]:
    """A column: what is paid in arrears each month; a month with less takes nothing back (B18)."""
    tjent, grunn = _rekke("Faktisk", faktisk), _rekke("Grunnlag", grunnlag)
    grunn = grunn * len(tjent) if len(grunn) == 1 else grunn
    if len(grunn) != len(tjent):
        raise TidbankFeil(f"Grunnlag har {len(grunn)} måneder og Faktisk {len(tjent)}. Velg like mange celler.")
    return [[kr] for kr in _etterbetaling(tjent, grunn, metode)]


def _etterbetaling(tjent: list[float], grunn: list[float], metode: Any) -> list[float]:
    valgt = arg.tekst(metode).casefold() or grunnlag.KUMULATIV
    if valgt not in (grunnlag.KUMULATIV, grunnlag.MAANEDLIG):
        raise TidbankFeil(f"Metode kan ikke være «{arg.tekst(metode)}». Skriv «kumulativ» eller «månedlig».")
    return grunnlag.etterbetaling(tjent, grunn, valgt)


@funksjon(
    "Tillegg for en vakt, etter klokken. Rad: timer kveld, natt, helg, rød dag; så kroner for hver; så sum. HTA i KS: "
    f"{_SATSER}",
    "rad",
    ubekvem.HJEMMEL,
    start="Dato og klokkeslett vakten begynner.",
    slutt="Dato og klokkeslett vakten slutter.",
    timelonn="Kroner i timen, se TIMELONN.",
    helligdager="Datoene som er røde dager, for eksempel fra RODE_DAGER. Tomt = kalenderens.",
    satser='Egne satser: rader med "kveld", "natt", "helg" eller "rød dag", prosent av timelønn og minste kroner. '
    f"Tomt = HTA i KS{satser.forbehold('natt_prosent')}.",
)
def UBEKVEMTILLEGG(start: Any, slutt: Any, timelonn: Any, helligdager: Any = None, satser: Any = None) -> list[Any]:
    """A row of nine: hours of evening, night, weekend, red day; then kroner of each; then the sum of kroner.

    Weekend and red day exclude each other; evening and night come on top of either. Raises TidbankFeil for a date
    before the rates are known.
    """
    fra, til = arg.tidspunkt("Start", start), arg.tidspunkt("Slutt", slutt)
    if til <= fra:
        raise TidbankFeil(f"Slutt {til:%d.%m.%Y %H:%M} er ikke etter start {fra:%d.%m.%Y %H:%M}. Skriv også datoen.")
    if (til - fra).days >= DOGN_MAKS:
        raise TidbankFeil(f"Vakten er over {DOGN_MAKS} døgn lang. Kontroller datoene.")
    rode = None if _tomt(helligdager) else frozenset(_datoer(helligdager))
    ut = ubekvem.tillegg(minutt(fra), minutt(til), _kroner("Timelønn", timelonn), rode=rode, egne=_egne_satser(satser))
    return [[*ut.timer, *ut.kroner, ut.sum]]


def _tomt(raa: Any) -> bool:
    if isinstance(raa, Sequence) and not isinstance(raa, str):
        return all(_tomt(x) for x in raa)
    return cells.tom(raa)


def _datoer(raa: Any) -> list[date]:
    """The dates of a range; names beside them, as RODE_DAGER gives, are left out."""
    rader = raa if isinstance(raa, Sequence) and not isinstance(raa, str) else [[raa]]
    forste = [rad[0] if isinstance(rad, Sequence) and not isinstance(rad, str) else rad for rad in rader]
    return [d for c in forste if (d := cells.dato(c, "Helligdager")) is not None]


def _egne_satser(raa: Any) -> dict[str, Sats]:
    ut: dict[str, Sats] = {}
    if _tomt(raa):
        return ut
    for rad in raa if isinstance(raa, Sequence) and not isinstance(raa, str) else []:
        felt = list(rad) if isinstance(rad, Sequence) and not isinstance(rad, str) else [rad]
        navn = cells.tekst(felt[0], "Satser").casefold()
        if not navn:
            continue
        if navn not in ARTER or len(felt) < 2:
            raise TidbankFeil(
                f"Satser har raden «{navn}». Skriv en av {', '.join(ARTER)}, så prosent og minste kroner i timen."
            )
        tall = [cells.tall(c, "Satser") or 0.0 for c in felt[1:3]]
        ut[navn] = Sats(tall[0], tall[1] if len(tall) > 1 else 0.0)
    if not ut:
        raise TidbankFeil("Satser er ikke en tabell. Velg rader med navn, prosent og minste kroner i timen.")
    return ut


@funksjon(
    "Tilleggslønn under sykdom: snittet av det som er arbeidet, og den faste delen regnet opp. Rad: snitt, oppjustert, "
    "forskjell, om det må vurderes.",
    "rad",
    grunnlag.HJEMMEL_SYK,
    faktiske="Tilleggene som er opptjent i hver av de siste 12 månedene, kroner.",
    fast_tillegg=f"Ubekvemstillegg for den faste delen, {KR}.",
    fast=FAST,
    tidbank=TIDBANK,
)
def SYKETILLEGG(faktiske: Any, fast_tillegg: Any, fast: Any, tidbank: Any) -> list[list[Any]]:
    """A row: average, scaled fixed part, difference, and a text: "OK", or "VURDER: ..." when they are more than 10 %
    apart or the history is short (B19). A person chooses between them."""
    kr = _rekke("Faktiske", faktiske)
    fulle = int(parameters.siste("sykelonn_maaneder"))
    if len(kr) > fulle:
        raise TidbankFeil(f"Faktiske har {len(kr)} måneder. Velg de siste {fulle}.")
    ut = grunnlag.sykegrunnlag(fsum(kr) / len(kr), len(kr), UBEKVEM_MND(fast_tillegg, fast, tidbank), NYEST)
    return [[ut.snitt, ut.fast, ut.differanse, f"VURDER: {ut.flagg}" if ut.flagg else "OK"]]


@funksjon(
    "Timer overtid når en vakt varte lenger enn avtalt.",
    "timer",
    overtid.HJEMMEL,
    avtalt_slutt="Avtalt slutt: klokkeslett, eller dato og klokkeslett.",
    faktisk_slutt="Faktisk slutt, skrevet på samme måte.",
)
def OVERTID_VAKT(avtalt_slutt: Any, faktisk_slutt: Any) -> float:
    """Hours beyond the agreed end, 0 when the shift ended before it. OVERTID_VAKT("15:00", "16:30") = 1.5.

    Two clock times are read the nearer way: 00:30 after 23:45 is 45 minutes later.
    """
    avtalt, faktisk = arg.verdi(avtalt_slutt), arg.verdi(faktisk_slutt)
    if _bare_klokke(avtalt) and _bare_klokke(faktisk):
        a, b = cells.klokke(avtalt, "Avtalt slutt"), cells.klokke(faktisk, "Faktisk slutt")
        if a is None or b is None:
            raise TidbankFeil("Avtalt slutt og faktisk slutt må fylles ut. Skriv klokkeslett, for eksempel 15:00.")
        return overtid.over_vakt(a, b) / 60
    over = arg.tidspunkt("Faktisk slutt", faktisk) - arg.tidspunkt("Avtalt slutt", avtalt)
    return max(0.0, over.total_seconds() / 3600)


def _bare_klokke(raa: Any) -> bool:
    """Whether a value can only be a time of day: no date in it."""
    if isinstance(raa, (int, float)) and not isinstance(raa, bool):
        return raa < KLOKKE_MAKS
    return not isinstance(raa, date) and not (isinstance(raa, str) and len(raa.strip()) > len("00:00:00"))


@funksjon(
    "Overtid i en uke for ekstravakter: først per dag, så per uke. Rad: dag, uke, sum, merarbeid.",
    "rad",
    overtid.HJEMMEL,
    planlagt="Planlagte timer hver dag i uken, turnus og tidbank. Ett tall = timene i hele uken.",
    ekstra="Timer på ekstravakter de samme dagene. Ett tall = én vakt på en dag uten andre timer.",
    dagsgrense=f"Timer per dag i full stilling. Tomt = {tekst.tall(parameters.siste('overtid_dagsgrense'))}.",
    ukesgrense=UKESTIMER,
    fra_avtalt=f"Ja = all ekstratid er overtid ({overtid.DOMMER}). Tomt = Nei, Delta § 17: utover 100 % stilling.",
)
def OVERTID_UKE(
    planlagt: Any, ekstra: Any, dagsgrense: Any = None, ukesgrense: Any = None, fra_avtalt: Any = None
) -> list[list[float]]:
    """A row: overtime by day, by week, the sum of them, merarbeid. The four never count an hour twice (B21, B22).

    OVERTID_UKE(32, 7.5) = 0, 4, 4, 3.5: 39.5 hours in the week, and a shift no longer than the day's limit.
    """
    plan, mer = _rekke("Planlagt", planlagt), _rekke("Ekstra", ekstra)
    if len(plan) != len(mer):
        raise TidbankFeil(f"Planlagt har {len(plan)} dager og Ekstra {len(mer)}. Velg like mange celler.")
    dagene = [mer[0]] if len(plan) == 1 else [a + b for a, b in zip(plan, mer, strict=True)]
    if len(plan) == 1:
        if plan[0] > 7 * DOGN_TIMER:
            raise TidbankFeil(f"Planlagt er {tekst.tall(plan[0])} timer. En uke har {7 * DOGN_TIMER}.")
        plan, mer = [plan[0], 0.0], [0.0, mer[0]]
    if max(dagene) > DOGN_TIMER:
        raise TidbankFeil(f"En dag har {tekst.tall(max(dagene))} timer. Skriv timer for hver dag, høyst {DOGN_TIMER}.")
    if len(plan) > 7:
        raise TidbankFeil(f"Planlagt har {len(plan)} dager. Velg én uke, høyst 7 dager.")
    dag = arg.tall_eller(dagsgrense, parameters.siste("overtid_dagsgrense"))
    if not 0 < dag <= DOGN_TIMER:
        raise TidbankFeil(f"Dagsgrense er {tekst.tall(dag)}. Skriv timer fra 0 til 24.")
    u = overtid.uke(plan, mer, dag, fulltid(ukesgrense), arg.ja(fra_avtalt))
    return [[u.dag, u.uke, u.sum, u.merarbeid]]


@funksjon(
    "Omregnet arbeidsuke i tredelt turnus.",
    "timer",
    omregning.HJEMMEL,
    natt="Nattimer (21-06) i snitt per uke i full stilling. En time er natt eller søndag, aldri begge.",
    sondag="Timer på søn- og helgedag i snitt per uke, utenom nattimene.",
    grunnlag='"tariff" (37,5 timer ned til 33,6, høyst 35,5) eller "lov" (40 ned til 36, høyst 38). Tomt = tariff.',
)
def OMREGNET_UKE(natt: Any, sondag: Any, grunnlag: Any = None) -> float:
    """Hours a week: each night hour counts 1 h 15 min, each Sunday or holiday hour 1 h 10 min, within floor and cap.

    OMREGNET_UKE(8, 3) = 37.5 - 2 - 0.5 = 35.
    """
    n, s = arg.tall("Natt", natt), arg.tall("Søndag", sondag)
    if n < 0 or s < 0:
        raise TidbankFeil("Natt og søndag kan ikke være under null. Skriv timer i snitt per uke.")
    valgt = arg.tekst(grunnlag).casefold() or omregning.TARIFF
    if valgt not in (omregning.TARIFF, omregning.LOV):
        raise TidbankFeil(f"Grunnlag kan ikke være «{arg.tekst(grunnlag)}». Skriv «tariff» eller «lov».")
    return omregning.uke(n, s, valgt, NYEST)


@funksjon(
    "Kompensasjon for tidbank i en måned. Den slutter siste dag i ordningen, etter dager i måneden.",
    "kroner",
    grunnlag.HJEMMEL_KOMPENSASJON,
    kr_mnd="Kroner i måneden.",
    maned="En dag i måneden.",
    sluttdato="Siste dag i ordningen. Tomt = ingen.",
)
def KOMPENSASJON(kr_mnd: Any, maned: Any, sluttdato: Any = None) -> float:
    """The whole amount, the days' part of it in the last month, 0 after. KOMPENSASJON(3000, mai, 15. mai) = 15/31."""
    return grunnlag.kompensasjon(
        _kroner("Kompensasjon", kr_mnd), arg.dato("Måned", maned), arg.dato_eller_ingen(sluttdato)
    )
