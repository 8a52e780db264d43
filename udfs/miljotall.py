"""Environment figures in a sheet: equipment, waste, energy, goals, deadlines and names of lists."""

from __future__ import annotations

from typing import Any

from xl_tidbank.core import tekst
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.miljo import lister, regning
from xl_tidbank.core.miljo.registre import Utstyrsrad
from xl_tidbank.functions import funksjon
from xl_tidbank.tables import cells
from xl_tidbank.tables.names import samme

from . import argumenter as arg
from .miljo import aarstall, ikke_negativt

UTSTYR = "Tidsbanken: IT-utstyr"
MILJO = "Miljøfyrtårn"


@funksjon(
    "Hvor mange vakter timene blir, når hver er så lang.", "antall", "Tidsbanken: redusert reisebelastning",
    timer="Timene som er igjen.", vaktlengde="Timer i én vakt.",
)  # fmt: skip
def VAKTER_TRENGS(timer: Any, vaktlengde: Any) -> int:
    """VAKTER_TRENGS(60, 7.5) = 8."""
    return regning.vakter_trengs(arg.tall("Timer", timer), arg.tall("Vaktlengde", vaktlengde))


@funksjon(
    "Levetid for utstyr: hele måneder i bruk, og måneder utover planen.", "rad", UTSTYR,
    kjopt="Dagen det ble kjøpt.", avhendet="Dagen det gikk ut.", planlagt_ar="År det skulle vare.",
)  # fmt: skip
def LEVETID(kjopt: Any, avhendet: Any, planlagt_ar: Any) -> list[list[Any]]:
    """A row: months, months beyond plan (negative = before). LEVETID("2021-03-01", "2027-03-01", 4) = 72, 24."""
    aar = arg.tall("Planlagt år", planlagt_ar)
    if aar <= 0:
        raise TidbankFeil(f"Planlagt år er {tekst.tall(aar)}. Skriv et tall over 0.")
    return [list(regning.levetid(arg.dato("Kjøpt", kjopt), arg.dato("Avhendet", avhendet), aar))]


@funksjon(
    "Delen av utstyret som gikk ut i et år og blir brukt videre. Takeback teller bare når utfallet er kjent.", "andel",
    UTSTYR, utstyr="Tabellen Utstyr med overskrifter: minst Avhendet og Rute.", aar="Året.",
)  # fmt: skip
def OMBRUKSANDEL(utstyr: Any, aar: Any) -> float:
    """A fraction. Raises TidbankFeil where nothing was disposed in the year."""
    return regning.ombruksandel(_utstyr(utstyr), aarstall("År", aar))


def _utstyr(raa: Any) -> list[Utstyrsrad]:
    rader = arg.tabell("Utstyr", raa)
    hode = [samme(v) if isinstance(v, str) else "" for v in rader[0]] if rader else []
    plass = {n: hode.index(samme(n)) for n in ("Avhendet", "Rute", "Utfall") if samme(n) in hode}
    if not {"Avhendet", "Rute"} <= set(plass):
        raise TidbankFeil("Utstyr mangler Avhendet eller Rute blant overskriftene. Velg hele tabellen med dem.")
    return [
        Utstyrsrad(
            str(n), avhendet=cells.dato(r[plass["Avhendet"]]), rute=arg.tekst(r[plass["Rute"]]),
            utfall=arg.tekst(r[plass["Utfall"]]) if "Utfall" in plass else "",
        )
        for n, r in enumerate(rader[1:], 2)
    ]  # fmt: skip


@funksjon(
    "Kildesorteringsgrad: delen av avfallet som er sortert.", "andel", MILJO,
    sortert="Sortert avfall i kg.", usortert="Restavfall i kg.",
)  # fmt: skip
def SORTERINGSGRAD(sortert: Any, usortert: Any) -> float:
    """A fraction. SORTERINGSGRAD(1840, 1160) = 0.6133..."""
    return regning.sorteringsgrad(arg.tall("Sortert", sortert), arg.tall("Usortert", usortert))


@funksjon("Energi per kvadratmeter.", "tall", MILJO, kwh="Energien i kWh.", m2="Oppvarmet areal i m2.")
def SPESIFIKK_ENERGI(kwh: Any, m2: Any) -> float:
    """kWh/m2. SPESIFIKK_ENERGI(412000, 2150) = 191.63."""
    return regning.spesifikk_energi(ikke_negativt("kWh", kwh), arg.tall("m2", m2))


@funksjon(
    "Endring i utslipp i kg: i alt, av egen innsats og av faktoren.", "rad", "GHG Protocol",
    q0="Mengden før.", f0="Faktoren før.", q1="Mengden nå.", f1="Faktoren nå.",
)  # fmt: skip
def UTSLIPP_ENDRING(q0: Any, f0: Any, q1: Any, f1: Any) -> list[list[Any]]:
    """A row: in all, own effect, factor effect. UTSLIPP_ENDRING(412000, 0.019, 398000, 0.015) = -1858, -266, -1592."""
    tallene = [ikke_negativt(navn, v) for navn, v in (("q0", q0), ("f0", f0), ("q1", q1), ("f1", f1))]
    return [list(regning.utslipp_endring(*tallene))]


@funksjon(
    "Hvordan et mål ligger an: andel av veien, andel av tiden, og et ord.", "rad", MILJO,
    utgangspunkt="Tallet da målet ble satt.", mal="Tallet som skal nås.", na="Tallet nå.", fra="Første dag.",
    til="Dagen målet skal være nådd.", dato="Dagen det spørres om.",
)  # fmt: skip
def MALSTATUS(utgangspunkt: Any, mal: Any, na: Any, fra: Any, til: Any, dato: Any) -> list[list[Any]]:
    """A row: share of the way, share of the time, Nådd, I rute, Følg med or Etter."""
    svar = regning.maalstatus(
        arg.tall("Utgangspunkt", utgangspunkt), arg.tall("Mål", mal), arg.tall("Nå", na), arg.dato("Fra", fra),
        arg.dato("Til", til), arg.dato("Dato", dato),
    )  # fmt: skip
    return [list(svar)]


@funksjon("Fristen for å rapportere et år til Miljøfyrtårn: 1. april året etter.", "dato", MILJO, aar="Året.")
def MILJOFRIST(aar: Any) -> Any:
    """A date. MILJOFRIST(2026) = 1 April 2027."""
    return lister.miljofrist(aarstall("År", aar))


@funksjon("Earth Hour: dagen som er kunngjort, ellers den regelen gir.", "dato", "IST: Earth Week", aar="Året.")
def EARTH_HOUR(aar: Any) -> Any:
    """A date. EARTH_HOUR(2025) = 22 March 2025, which the rule alone does not give."""
    return lister.earth_hour(aarstall("År", aar)).dag


@funksjon("Earth Week: mandag og lørdag i uken med Earth Hour.", "rad", "IST: Earth Week", aar="Året.")
def EARTH_WEEK(aar: Any) -> list[list[Any]]:
    """A row: Monday, Saturday."""
    return [list(lister.earth_week(aarstall("År", aar)))]


@funksjon("Navnet på et av FNs bærekraftsmål.", "tekst", "IST: FNs bærekraftsmål", nr="Nummeret, 1 til 17.")
def BAEREKRAFTSMAL(nr: Any) -> str:
    """BAEREKRAFTSMAL(12) = Ansvarlig forbruk og produksjon."""
    return _navn("Bærekraftsmål", nr, lister.baerekraftsmaal())


@funksjon("Navnet på en kategori i Scope 3.", "tekst", "GHG Protocol", nr="Nummeret, 1 til 15.")
def SCOPE3(nr: Any) -> str:
    """SCOPE3(7) = Ansattes reiser til og fra arbeid."""
    return _navn("Kategori", nr, lister.scope3())


def _navn(hva: str, nr: Any, liste: dict[int, str]) -> str:
    tallet = arg.tall(hva, nr)
    if tallet not in liste:
        raise TidbankFeil(f"{hva} {tekst.tall(tallet)} finnes ikke. Skriv et tall fra 1 til {len(liste)}.")
    return liste[int(tallet)]
