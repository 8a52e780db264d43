"""The registers of the environment as tables (items 61-74): those nobody uses stand in no workbook.

A row that lacks what a figure needs is read and kept out of the sums, and a finding says so; only what makes a row
impossible to place is an error (ma_fylles).
"""

from __future__ import annotations

from typing import Any

from xl_tidbank.core.miljo import lister
from xl_tidbank.core.miljo import registre as r

from .kolonne import Kolonne, Slag, Tabell
from .kolonne import k as _k

DEL = "miljo"  # the part of a bank they belong to
MEST_KM, MEST = 50_000, 1_000_000_000


def _valgfri(navn: str, slag: Slag, hjelp: str, bredde: float = 12.0, **mer: Any) -> Kolonne:
    return _k(navn, slag, hjelp, bredde, **{"ma_finnes": False, **mer})


def _nr(navn: str, hjelp: str) -> Kolonne:
    return _k(navn, Slag.NUMMER, hjelp, 11, ma_fylles=True)


def _dato(navn: str, hjelp: str) -> Kolonne:
    return _k(navn, Slag.DATO, hjelp, ma_fylles=True)


def _mengde(navn: str, hjelp: str, bredde: float = 11) -> Kolonne:
    """A number of 0 or more that a figure needs: empty is a finding, not an error."""
    return _k(navn, Slag.TALL, hjelp, bredde, minst=0, mest=MEST)


def _ett_av(navn: str, lovlige: tuple[str, ...], hjelp: str, bredde: float = 14, **mer: Any) -> Kolonne:
    return _k(navn, Slag.VALG, hjelp, bredde, lovlige=lovlige, **mer)


def _tabell(navn: str, post: type, innledning: str, *kolonner: Kolonne, ark: str = "") -> Tabell:
    return Tabell(navn, ark or navn, post, kolonner, innledning, valgfri_i_csv=True, valgfritt_ark=True, del_=DEL)


_ENHET = _valgfri("Enhet", Slag.TEKST, "Enheten eller bygget. Kan stå tom.", 16)
_FAKTOR = _valgfri("Faktor", Slag.TEKST, "Koden i Utslippsfaktorer. Tomt = den vanlige for reisemåten, 0 for gange og "
                   "sykkel.", 16)  # fmt: skip
_TINGEN = _k("Ting", Slag.TEKST, "Hva det er: bor, tepperenser, høyttaler.", 22)

REISEVANER = _tabell(
    "Reisevaner",
    r.Reisevane,
    "Hvordan hver ansatt kommer til arbeidet, og hvor langt. Aldri adresse. En ny rad fra dagen noe endres.",
    _nr("Ansattnr", "Nummeret i tabellen Ansatte."),
    _dato("Gjelder fra", "Første dag raden gjelder. Den gjelder til den ansattes neste rad."),
    _k("Km én vei", Slag.TALL, "Hele kilometer én vei, 0 til 500. Skriv aldri adresse.", 10, minst=0, mest=500),
    _ett_av("Transport", r.TRANSPORT, "Den vanlige reisemåten.", 16),
    _FAKTOR,
    _valgfri("Personer", Slag.TALL, "Hvor mange som deler bilen. Tomt = 1.", 10, minst=1, mest=60),
)
REISER = _tabell(
    "Reiser",
    r.Reise,
    "Tjenestereiser, én rad for hver reise.",
    _nr("Reisenr", "Et nummer som bare denne reisen har."),
    _dato("Dato", "Dagen reisen begynte."),
    _valgfri("Til", Slag.DATO, "Siste dag på reisen. Tomt = samme dag."),
    _valgfri("Ansattnr", Slag.NUMMER, "Den som reiste. Tomt når flere reiste: fyll ut Deltakere.", 11),
    _valgfri("Deltakere", Slag.TALL, "Hvor mange som reiste. Tomt = én.", 10, minst=1, mest=1000),
    _k("Formål", Slag.TEKST, "Hva reisen gjaldt. Aldri helseopplysninger.", 24),
    _valgfri("Fra", Slag.TEKST, "Stedet reisen begynte.", 16),
    _k("Til sted", Slag.TEKST, "Stedet det ble reist til.", 18),
    _ett_av("Transport", r.REISEMAATER, "Reisemåten.", 18),
    _k("Km", Slag.TALL, "Kilometer for hele reisen, fram og tilbake.", 9, minst=0, mest=MEST_KM),
    _FAKTOR,
    _valgfri("Personer", Slag.TALL, "Hvor mange som delte bilen. Tomt = 1.", 10, minst=1, mest=60),
    _valgfri("Kunne vært digitalt", Slag.JANEI, "Ja når et videomøte hadde gjort nytten.", 12),
    _valgfri("Samordnet med", Slag.NUMMER, "Reisenr til en reise den er slått sammen med.", 12),
    _valgfri("Netter", Slag.TALL, "Overnattinger.", 8, minst=0, mest=365),
    _valgfri("Kostnad", Slag.KRONER, "Kroner i alt.", 11, minst=0, mest=10_000_000),
    _valgfri("Godkjent av", Slag.TEKST, "Den som godkjente reisen.", 16),
)
DIGITALE = _tabell(
    "Digitale_møter",
    r.Digitalt,
    "Video- og nettmøter: for en dag, eller for en måned med den første dagen.",
    _dato("Dato", "Dagen, eller den første i måneden."),
    _mengde("Antall", "Hvor mange møter."),
    _valgfri("Erstattet reiser", Slag.TALL, "Hvor mange av dem som erstattet en reise.", 12, minst=0, mest=100_000),
    _valgfri("Km spart", Slag.TALL, "Kilometer som ikke ble reist.", 11, minst=0, mest=MEST),
    ark="Digitale møter",
)
HJEMMEKONTOR = _tabell(
    "Hjemmekontor",
    r.Hjemmedag,
    "Dager på hjemmekontor. Grunnen føres aldri.",
    _nr("Ansattnr", "Nummeret i tabellen Ansatte."),
    _dato("Dato", "Dagen."),
)
ENERGI = _tabell(
    "Energi", r.Energibruk, "Målere: én rad for hver avlesning eller faktura.",
    _k("Enhet", Slag.TEKST, "Bygget eller enheten.", 16),
    _dato("Fra", "Første dag raden gjelder."),
    _dato("Til", "Siste dag raden gjelder (dagen er med)."),
    _k("Måler", Slag.TEKST, "Målerens nummer eller navn.", 11),
    _ett_av("Energibærer", r.ENERGIBAERERE, "Hva måleren måler."),
    _mengde("Mengde", "Mengden i perioden."),
    _ett_av("Måleenhet", r.MAALEENHETER, "Hva mengden er målt i.", 11),
    _valgfri("Opprinnelsesgaranti %", Slag.PROSENT, "Delen av strømmen som er kjøpt med opprinnelsesgaranti. Tomt = 0.",
             13, minst=0, mest=100),
    _ett_av("Grunnlag", r.ENERGIGRUNNLAG, "Avlest, Faktura eller Anslag.", 11, ma_finnes=False),
)  # fmt: skip
DRIVSTOFF = _tabell(
    "Drivstoff", r.Drivstoffbruk, "Drivstoff til egne kjøretøy. Trekk fra biodrivstoffet som er blandet i, eller før "
    "det for seg.",
    _dato("Dato", "Dagen det ble fylt."),
    _ENHET,
    _valgfri("Kjøretøy", Slag.TEKST, "Bilen, med registreringsnummer eller navn.", 14),
    _ett_av("Slag", r.DRIVSTOFF, "Hva som ble fylt."),
    _mengde("Mengde", "Mengden."),
    _ett_av("Måleenhet", r.DRIVSTOFFENHETER, "liter, kg eller kWh.", 11),
    _valgfri("Km", Slag.TALL, "Kilometer kjørt siden sist.", 9, minst=0, mest=MEST_KM),
)  # fmt: skip
AVFALL = _tabell(
    "Avfall",
    r.Avfallsrad,
    "Avfall i kg for hver fraksjon.",
    _ENHET,
    _dato("Fra", "Første dag raden gjelder."),
    _dato("Til", "Siste dag raden gjelder (dagen er med)."),
    _ett_av("Fraksjon", r.FRAKSJONER, "Hva slags avfall.", 16),
    _mengde("Kg", "Vekten i kg."),
    _ett_av("Behandling", r.BEHANDLINGER, "Hva mottakeren gjør med det.", 18, ma_finnes=False),
    _ett_av("Grunnlag", r.AVFALLSGRUNNLAG, "Veid, Faktura eller Anslag.", 11, ma_finnes=False),
    _valgfri("Mottaker", Slag.TEKST, "Den som henter avfallet.", 20),
)
UTSTYR = _tabell(
    "Utstyr",
    r.Utstyrsrad,
    "Utstyr fra det kjøpes til det avhendes. Gjenbruk går foran ombruk, og ombruk foran materialgjenvinning.",
    _nr("Utstyrsnr", "Et nummer som bare denne tingen har."),
    _ett_av("Slag", r.UTSTYRSSLAG, "Hva det er.", 15),
    _valgfri("Navn", Slag.TEKST, "Merke og modell.", 22),
    _ENHET,
    _valgfri("Ansattnr", Slag.NUMMER, "Den som bruker det.", 11),
    _k("Kjøpt", Slag.DATO, "Dagen det ble kjøpt."),
    _valgfri("Pris", Slag.KRONER, "Kroner.", 11, minst=0, mest=100_000_000),
    _valgfri("Leverandør", Slag.TEKST, "Den det ble kjøpt av.", 18),
    _valgfri("Miljømerke", Slag.TEKST, "For eksempel TCO eller Svanemerket.", 14),
    _k("Planlagt år", Slag.TALL, "Hvor mange år det skal vare, 1 til 30.", 9, minst=1, mest=30),
    _valgfri("Reparert", Slag.DATO, "Dagen det sist ble reparert."),
    _valgfri("Overført", Slag.DATO, "Dagen det fikk ny bruker i huset."),
    _valgfri("Avhendet", Slag.DATO, "Dagen det gikk ut. Tomt = i bruk."),
    _ett_av("Rute", r.RUTER, "Hvor det gikk. Gjenbruk er best.", 19, ma_finnes=False),
    _valgfri("Mottaker", Slag.TEKST, "Den som fikk det.", 18),
    _ett_av("Utfall", r.UTFALL, "Hva det ble av det som gikk til Takeback.", 18, ma_finnes=False),
    _valgfri("Lagrer data", Slag.JANEI, "Ja når det har lager som kan ha personopplysninger.", 9),
    _ett_av("Slettet", r.SLETTET, "Hvordan dataene ble slettet før det gikk ut.", 24, ma_finnes=False),
    _valgfri("Slettebevis", Slag.TEKST, "Nummer eller navn på beviset.", 16),
    _ett_av("EE-gruppe", lister.ee_grupper(), "Produktgruppen for EE-avfall.", 22, ma_finnes=False),
    _valgfri("Begrunnelse", Slag.TEKST, "Hvorfor det gikk ut før tiden.", 28),
)
UTLAN = _tabell(
    "Utlån",
    r.Utlaan,
    "Utleieboden: gratis lån til ansatte.",
    _nr("Tingnr", "Nummeret på tingen."),
    _TINGEN,
    _k("Låner", Slag.TEKST, "Navn eller ansattnr.", 20),
    _dato("Ut", "Dagen den ble lånt ut."),
    _k("Frist", Slag.DATO, "Dagen den skal være tilbake."),
    _valgfri("Inn", Slag.DATO, "Dagen den kom tilbake. Tomt = ikke ennå."),
    _valgfri("Tilstand", Slag.TEKST, "Hvordan den var da den kom tilbake.", 20),
)
BYTTEBOD = _tabell(
    "Byttebod",
    r.Byttebodrad,
    "Gi bort- og bytteboden: hva som kom inn, og hva som fant ny eier.",
    _dato("Dato", "Dagen."),
    _TINGEN,
    _valgfri("Antall", Slag.TALL, "Hvor mange. Tomt = 1.", 9, minst=0, mest=100_000),
    _ett_av("Vei", r.BYTTEVEIER, "Levert inn, Tatt med eller Levert videre.", 15),
    _valgfri("Kg", Slag.TALL, "Omtrentlig vekt.", 8, minst=0, mest=MEST),
)
LEVERANDORER = _tabell(
    "Leverandører",
    r.Leverandor,
    "Leverandører: miljø og ansvarlige arbeidsforhold.",
    _k("Leverandør", Slag.TEKST, "Navnet.", 24, ma_fylles=True),
    _k("Hva", Slag.TEKST, "Hva dere kjøper.", 22),
    _ett_av("Miljøsertifisert", r.SERTIFIKATER, "Sertifikatet, eller Nei.", 16, ma_finnes=False),
    _valgfri("Spørsmål sendt", Slag.DATO, "Dagen dere spurte om miljø og arbeidsforhold."),
    _valgfri("Svar mottatt", Slag.DATO, "Dagen svaret kom."),
    _ett_av("Arbeidsforhold", r.VURDERINGER, "OK, Avklares eller Ikke OK.", 14, ma_finnes=False),
    _valgfri("Vurdert", Slag.DATO, "Dagen leverandøren sist ble vurdert."),
    _valgfri("Neste", Slag.DATO, "Dagen den skal vurderes igjen."),
    _valgfri("Vedlegg", Slag.TEKST, "Hvor svaret ligger.", 20),
    _valgfri("Tiltak", Slag.TEKST, "Hva som er avtalt.", 28),
)
MAAL = _tabell(
    "Mål",
    r.Maal,
    "Konkrete mål for miljø, arbeidsmiljø og tidbank.",
    _nr("Målnr", "Et nummer som bare dette målet har."),
    _k("Mål", Slag.TEKST, "Målet i én setning.", 36),
    _ett_av("Tema", r.MAALTEMAER, "Temaet målet hører til."),
    _valgfri("FN-mål", Slag.TEKST, "Nummer på FNs bærekraftsmål, 1 til 17. Flere skilles med ;", 9),
    _ett_av("Nivå", r.NIVAAER, "Virksomhet eller Enhet.", 12, ma_finnes=False),
    _ENHET,
    _k("Måles som", Slag.TEKST, "Nøkkeltallet eller egne ord.", 20),
    _k("Enhet for måling", Slag.TEKST, "kg, kWh, % ...", 12),
    _k("Utgangspunkt", Slag.TALL, "Tallet da målet ble satt.", 12, minst=-MEST, mest=MEST),
    _k("Basisår", Slag.TALL, "Året utgangspunktet gjelder.", 9, minst=1990, mest=2100),
    _k("Mål verdi", Slag.TALL, "Tallet dere skal nå.", 11, minst=-MEST, mest=MEST),
    _k("Fra", Slag.DATO, "Første dag."),
    _k("Til", Slag.DATO, "Dagen målet skal være nådd."),
    _k("Eier", Slag.TEKST, "Den som har ansvaret.", 18),
    _valgfri("Vedtatt av", Slag.TEKST, "Den som vedtok målet.", 18),
    _valgfri("Vedtatt", Slag.DATO, "Dagen det ble vedtatt."),
)
MAALINGER = _tabell(
    "Målinger",
    r.Maaling,
    "Målinger av målene: én rad hver gang.",
    _nr("Målnr", "Nummeret i tabellen Mål."),
    _dato("Dato", "Dagen målingen gjelder."),
    _k("Verdi", Slag.TALL, "Tallet.", 11, minst=-MEST, mest=MEST),
    _valgfri("Kilde", Slag.TEKST, "Hvor tallet kommer fra.", 22),
)
TILTAK = _tabell(
    "Tiltak",
    r.Tiltak,
    "Det som skal gjøres for å nå målene.",
    _nr("Tiltaksnr", "Et nummer som bare dette tiltaket har."),
    _valgfri("Målnr", Slag.NUMMER, "Målet det hører til.", 9),
    _k("Tiltak", Slag.TEKST, "Hva som skal gjøres.", 36),
    _k("Ansvarlig", Slag.TEKST, "Den som gjør det.", 18),
    _k("Frist", Slag.DATO, "Dagen det skal være gjort."),
    _ett_av("Status", r.TILTAKSSTATUSER, "Planlagt, I gang, Ferdig eller Stanset.", 12),
    _valgfri("Ferdig", Slag.DATO, "Dagen det ble ferdig."),
    _valgfri("Effekt", Slag.TEKST, "Hva det førte til.", 30),
    _valgfri("Fra innspill", Slag.NUMMER, "Innspillet det kom av.", 10),
)
INNSPILL = _tabell(
    "Innspill",
    r.Innspill,
    "Forslag til hvordan dere kan bli mer bærekraftige.",
    _nr("Innspillnr", "Et nummer som bare dette innspillet har."),
    _dato("Dato", "Dagen det kom."),
    _valgfri("Fra", Slag.TEKST, "Hvem det kom fra. Tomt = anonymt.", 18),
    _k("Innspill", Slag.TEKST, "Forslaget.", 40),
    _ett_av("Kanal", r.KANALER, "Postkasse, E-post eller Møte.", 11, ma_finnes=False),
    _valgfri("Svar", Slag.TEKST, "Svaret.", 34),
    _valgfri("Svart", Slag.DATO, "Dagen det ble svart."),
    _valgfri("Ble tiltak", Slag.NUMMER, "Tiltaksnr når det ble et tiltak.", 10),
)
KAMPANJER = _tabell(
    "Kampanjer",
    r.Kampanje,
    "Kampanjer: Earth Hour, Earth Week og egne.",
    _k("Navn", Slag.TEKST, "Navnet på kampanjen.", 24, ma_fylles=True),
    _dato("Fra", "Første dag."),
    _dato("Til", "Siste dag."),
    _ett_av("Slag", r.KAMPANJESLAG, "Hva slags kampanje.", 12, ma_finnes=False),
    _valgfri("Ansvarlig", Slag.TEKST, "Den som har ansvaret.", 18),
    _valgfri("Hva vi gjør", Slag.TEKST, "Kort om innholdet.", 36),
    _valgfri("Deltakere", Slag.TALL, "Hvor mange som var med.", 10, minst=0, mest=100_000),
    _valgfri("Evaluert", Slag.DATO, "Dagen den ble evaluert."),
)
AMBASSADORER = _tabell(
    "Ambassadører",
    r.Ambassador,
    "Den i hver enhet, land eller sted som sprer kunnskap om bærekraft.",
    _k("Enhet", Slag.TEKST, "Enheten, landet eller stedet.", 18, ma_fylles=True),
    _k("Navn", Slag.TEKST, "Navnet.", 22),
    _valgfri("Gruppe", Slag.TEKST, "For eksempel Bærekraftsgruppen.", 20),
    _k("Fra", Slag.DATO, "Første dag."),
    _valgfri("Til", Slag.DATO, "Siste dag. Tomt = fortsatt."),
)
NOKKELTALL = _tabell(
    "Nøkkeltall",
    r.Nokkeltallrad,
    "Årets tall til innrapporteringen. Nøklene arsverk, ansatte, omsetning, plasser, areal_m2, sykefravar_prosent, "
    "papir_kg, vann_m3, miljomerkede_innkjop_antall, gronn_andel_prosent og flytimer er kjent; egne kan legges til.",
    _k("År", Slag.TALL, "Kalenderåret.", 8, ma_fylles=True, minst=1990, mest=2100),
    _k("Nøkkel", Slag.TEKST, "Navnet på nøkkeltallet.", 28, ma_fylles=True),
    _k("Verdi", Slag.TALL, "Tallet.", 13, minst=-MEST, mest=1e12),
    _valgfri("Enhet", Slag.TEKST, "Hva tallet er målt i.", 10),
    _valgfri("Kilde", Slag.TEKST, "Hvor tallet kommer fra.", 26),
)
KLIMAPOSTER = _tabell(
    "Klimaposter",
    r.Klimapost,
    "Utslipp som ikke har et eget register: innkjøp, kuldemedier.",
    _k("År", Slag.TALL, "Kalenderåret.", 8, ma_fylles=True, minst=1990, mest=2100),
    _ett_av("Scope", ("1", "2", "3"), "1, 2 eller 3.", 8),
    _valgfri("Kategori", Slag.TALL, "Kategorien i Scope 3, 1 til 15.", 9, minst=1, mest=15),
    _k("Aktivitet", Slag.TEKST, "Hva det er.", 30, ma_fylles=True),
    _mengde("Mengde", "Mengden."),
    _k("Enhet", Slag.TEKST, "Hva mengden er målt i: kg, liter, stk, kr.", 9),
    _k("Faktor", Slag.TEKST, "Koden i Utslippsfaktorer.", 18),
)
FAKTORER = _tabell(
    "Utslippsfaktorer",
    r.Faktorrad,
    "Kilo utslipp per enhet. En rad uten Kilde, Utgitt og Tillit brukes ikke. Skriv navnet i Bekreftet av når noen som "
    "kan det, har sett på tallet.",
    _k("Kode", Slag.TEKST, "Koden de andre arkene viser til.", 20, ma_fylles=True),
    _k("Navn", Slag.TEKST, "Hva faktoren gjelder.", 28),
    _k("Verdi", Slag.TALL, "kg per enhet, som 0,015.", 10, minst=0, mest=1_000_000),
    _ett_av("Enhet", r.FAKTORENHETER, "kg/kWh, kg/liter, kg/pkm ...", 10),
    _ett_av("Gass", r.GASSER, "CO2 eller CO2e.", 8),
    _ett_av("Omfang", r.OMFANG, "Hva faktoren tar med.", 13, ma_finnes=False),
    _ett_av("Metode", r.METODER, "For strøm: Lokasjon eller Marked.", 11, ma_finnes=False),
    _valgfri("Scope", Slag.TEKST, "1, 2 eller 3.", 8),
    _valgfri("Kategori", Slag.TEKST, "Kategorier i Scope 3, flere med ;", 9),
    _k("Fra", Slag.DATO, "Første dag faktoren gjelder."),
    _k("Til", Slag.DATO, "Siste dag faktoren gjelder."),
    _k("Kilde", Slag.TEKST, "Myndigheten og navnet på tallet.", 30),
    _valgfri("Adresse", Slag.TEKST, "Nettsiden.", 30),
    _k("Utgitt", Slag.TALL, "Året tallet kom ut.", 9, minst=1990, mest=2100),
    _ett_av("Tillit", r.TILLIT, "H = lest hos myndigheten, M = gjengitt av andre, L = løst.", 8),
    _valgfri("Kontrollert", Slag.DATO, "Dagen det sist ble holdt mot kilden."),
    _valgfri("Bekreftet av", Slag.TEKST, "Den hos dere som har sett på tallet.", 18),
)

REGISTRE = (
    REISEVANER, REISER, DIGITALE, HJEMMEKONTOR, ENERGI, DRIVSTOFF, AVFALL, UTSTYR, UTLAN, BYTTEBOD, LEVERANDORER, MAAL,
    MAALINGER, TILTAK, INNSPILL, KAMPANJER, AMBASSADORER, NOKKELTALL, KLIMAPOSTER, FAKTORER,
)  # fmt: skip
NAVN = frozenset(t.navn for t in REGISTRE)


def mal() -> dict[str, list[tuple[Any, ...]]]:
    """The rows of a new workbook: every register, empty but for the factors shipped."""
    from xl_tidbank.core.miljo.faktorer import leverte

    return {t.navn: [tuple(f)[:-1] for f in leverte()] if t is FAKTORER else [] for t in REGISTRE}
