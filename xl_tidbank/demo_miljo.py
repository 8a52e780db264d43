"""Demo registers of the environment for the made-up nursing home of demo.py. Nobody in them exists.

The factors are those shipped, all real and most of them old: the demo chooses to use factors up to six years old, so
that every figure it has carries its mark. What the controls find, the rows here put there on purpose.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from typing import Any

from xl_tidbank.core.miljo.registre import GJENNOMGATT
from xl_tidbank.tables.registre.miljo import mal

VIRKSOMHET = "Furulia sykehjem"
HELE = "Furulia"
MAKS_ALDER = 6
STROM = (41200, 38900, 35400, 30100, 25600, 22300, 20900, 22100, 26400, 31800, 36900, 40700)  # kWh, January first
MINDRE = {2024: 1.0, 2025: 0.96, 2026: 0.94}
UTEN_MAANED, SPRANG = (2026, 3), ((2025, 7), 1.62)  # a month nobody read, and one somebody read wrongly
FJERNVARME = (118_000, 52_000, 31_000, 97_000)  # kWh a quarter
SISTE_MAANED = (2026, 8)

# Fraction, kg 2024, kg 2025 (None = not weighed), treatment.
AVFALL = (
    ("Restavfall", 14_200, 13_100, "Energigjenvinning"), ("Papir og papp", 3_900, 4_100, "Materialgjenvinning"),
    ("Plast", 820, 1_060, "Materialgjenvinning"), ("Glass og metall", 610, 640, "Materialgjenvinning"),
    ("Matavfall", 7_400, 7_900, "Biologisk"), ("EE-avfall", 240, 310, "Materialgjenvinning"),
    ("Smittefarlig", 380, 365, "Energigjenvinning"), ("Tekstil", 150, None, "Ombruk"),
)  # fmt: skip

# Number, km one way, means, people in the car. 2013 has none: unknown, never 0 km.
REISEVANER = (
    ("2001", 14, "Bil", 1), ("2002", 9, "Buss", 1), ("2003", 6, "Buss", 1), ("2004", 12, "Bil", 1),
    ("2005", 8, "Buss", 1), ("2006", 3, "Sykkel", 1), ("2007", 21, "Bil", 2), ("2008", 11, "Buss", 1),
    ("2009", 17, "Bil", 1), ("2010", 26, "Bil", 1), ("2011", 2, "Gange", 1), ("2012", 7, "Buss", 1),
    ("2014", 19, "Bil", 1),
)  # fmt: skip

# Number, day, last day, travellers, purpose, to, means, km, could be digital, nights.
REISER = (
    ("R01", date(2024, 3, 12), None, 2, "Fagdag demens", "Hamar", "Tog", 260, False, 0),
    ("R02", date(2024, 9, 4), date(2024, 9, 5), 1, "Landskonferanse", "Bergen", "Fly innland", 650, False, 1),
    ("R03", date(2024, 11, 20), None, 3, "Nettverksmøte", "Lillehammer", "Bil", 340, False, 0),
    ("R04", date(2025, 1, 22), None, 2, "Opplæring i turnusprogram", "Hamar", "Bil", 260, True, 0),
    ("R05", date(2025, 3, 11), None, 5, "Fagdag demens", "Hamar", "Tog", 260, False, 0),
    ("R06", date(2025, 5, 6), None, 1, "Møte med leverandør", "Gjøvik", "Bil", 120, False, 0),
    ("R07", date(2025, 5, 9), None, 1, "Kontraktsmøte", "Gjøvik", "Bil", 120, False, 0),
    ("R08", date(2025, 9, 17), date(2025, 9, 18), 1, "Landskonferanse", "Bodø", "Fly innland", 1600, False, 1),
    ("R09", date(2025, 11, 13), None, 6, "Nettverksmøte", "Lillehammer", "Buss", 340, False, 0),
    ("R10", date(2026, 2, 10), None, 2, "Fagdag smittevern", "Hamar", "Tog", 260, False, 0),
    ("R11", date(2026, 4, 21), None, 1, "Befaring", "Elverum", "Bil", None, False, 0),
    ("R12", date(2026, 6, 3), None, 2, "Studiebesøk byttebod", "Gjøvik", "Elbil", 120, False, 0),
)  # fmt: skip

# Number, kind, name, unit, bought, years planned, repaired, moved, out, route, outcome, data, wiped, why.
UTSTYR = (
    ("U01", "PC", "Vaktrom 1", "Solsiden", date(2020, 2, 10), 4, date(2023, 5, 2), None, None, "", "", True, "", ""),
    ("U02", "PC", "Vaktrom 2", "Solsiden", date(2020, 2, 10), 4, None, date(2024, 3, 1), None, "", "", True, "", ""),
    ("U03", "PC", "Vaktrom 3", "Skogsiden", date(2021, 8, 16), 4, None, None, None, "", "", True, "", ""),
    ("U04", "PC", "Kontor", HELE, date(2023, 1, 9), 5, None, None, None, "", "", True, "", ""),
    ("U05", "PC", "Kontor", HELE, date(2023, 1, 9), 5, None, None, None, "", "", True, "", ""),
    ("U06", "PC", "Gammel vaktrom-PC", "Skogsiden", date(2018, 3, 1), 4, date(2021, 6, 1), None, date(2025, 4, 14),
     "Takeback", "Gjenbruk", True, "Overskrevet", ""),
    ("U07", "PC", "Gammel kontor-PC", HELE, date(2019, 3, 1), 4, None, None, date(2025, 4, 14), "Takeback", "", True,
     "Overskrevet", ""),
    ("U08", "Skjerm", "24 tommer", "Solsiden", date(2019, 9, 2), 6, None, None, None, "", "", False, "", ""),
    ("U09", "Skjerm", "24 tommer", "Skogsiden", date(2019, 9, 2), 6, None, None, None, "", "", False, "", ""),
    ("U10", "Skjerm", "22 tommer", HELE, date(2015, 9, 2), 6, None, None, date(2025, 10, 6), "Ombruk", "", False, "",
     ""),
    ("U11", "Telefon", "Vakttelefon 1", "Solsiden", date(2022, 5, 3), 3, None, None, None, "", "", True, "", ""),
    ("U12", "Telefon", "Vakttelefon 2", "Skogsiden", date(2022, 5, 3), 3, None, None, date(2026, 5, 11), "EE-avfall",
     "",
     True, "", ""),
    ("U13", "Telefon", "Vakttelefon 3", "Natt", date(2024, 5, 6), 3, None, None, None, "", "", True, "", ""),
    ("U14", "Nettbrett", "Legemiddelrunde", "Solsiden", date(2024, 2, 5), 4, None, None, date(2026, 1, 19), "EE-avfall",
     "", True, "Destruert", ""),
    ("U15", "Nettbrett", "Legemiddelrunde", "Skogsiden", date(2024, 2, 5), 4, None, None, None, "", "", True, "", ""),
    ("U16", "Skriver", "Multifunksjon", HELE, date(2017, 11, 1), 7, date(2024, 2, 2), None, None, "", "", True, "", ""),
    ("U17", "Medisinsk", "Blodtrykksapparat", "Solsiden", date(2021, 1, 11), 8, date(2025, 3, 3), None, None, "", "",
     False,
     "", ""),
    ("U18", "Kjøkken", "Oppvaskmaskin", HELE, date(2012, 6, 1), 12, date(2022, 9, 1), None, date(2025, 11, 24),
     "Materialgjenvinning", "", False, "", ""),
    ("U19", "Møbel", "Spisebord", "Skogsiden", date(2010, 1, 4), 15, None, date(2025, 2, 1), None, "", "", False, "",
     ""),
    ("U20", "Møbel", "Lenestol", "Solsiden", date(2014, 1, 6), 10, None, None, date(2025, 6, 16), "Gjenbruk internt",
     "",
     False, "", ""),
)  # fmt: skip

UTLAN = (
    ("T1", "Drill", "2004", date(2026, 9, 7), date(2026, 9, 16), None, ""),
    ("T1", "Drill", "2012", date(2026, 9, 14), date(2026, 9, 21), None, ""),
    ("T2", "Tepperenser", "2008", date(2026, 8, 20), date(2026, 9, 3), None, ""),
    ("T3", "Høyttaler", "2005", date(2026, 6, 12), date(2026, 6, 15), date(2026, 6, 15), "Som ny"),
    ("T4", "Stige", "2011", date(2026, 5, 4), date(2026, 5, 11), date(2026, 5, 9), ""),
)  # fmt: skip
BYTTEBOD = (
    (date(2025, 11, 3), "Bøker", 40, "Levert inn", 18), (date(2025, 11, 5), "Bøker", 22, "Tatt med", 10),
    (date(2026, 3, 25), "Klær", 31, "Levert inn", 12), (date(2026, 3, 27), "Klær", 27, "Tatt med", 10),
    (date(2026, 4, 8), "Klær", 4, "Levert videre", 2),
)  # fmt: skip
LEVERANDORER = (
    ("Innland Renhold", "Renhold", "Svanemerket", date(2026, 1, 12), date(2026, 1, 29), "OK", date(2026, 2, 3),
     date(2027, 2, 1)),
    ("Mjøskjøkkenet", "Mat", "Miljøfyrtårn", date(2026, 1, 12), date(2026, 2, 9), "OK", date(2026, 2, 12),
     date(2027, 2, 1)),
    ("Nordlys IT", "IT-utstyr", "ISO 14001", date(2026, 1, 12), date(2026, 2, 2), "OK", date(2026, 2, 12),
     date(2027, 2, 1)),
    ("Dal Medisinsk", "Forbruksvarer", "Vet ikke", date(2026, 6, 15), None, "", None, None),
    ("Vikarpartner", "Bemanning", "Nei", date(2026, 6, 15), None, "Avklares", date(2025, 5, 20), date(2026, 5, 20)),
    ("Hedmark Gjenvinning", "Avfall", "ISO 14001", date(2026, 1, 12), date(2026, 1, 20), "OK", date(2026, 2, 3),
     date(2027, 2, 1)),
)  # fmt: skip

# Number, goal, theme, UN goals, measured as, unit, from, base year, to, first and last day, owner; measurements.
MAAL = (
    ("1", "Mindre innleie i helgene", "Tidbank", "3;8", "Innleie timer", "timer", 2620, 2024, 1300, date(2025, 1, 1),
     date(2027, 12, 31), "Bjarte Lindvik", ((date(2025, 12, 31), 2240), (date(2026, 6, 30), 1900))),
    ("2", "Flere hele stillinger", "Tidbank", "8", "Hele stillinger", "stk", 9, 2024, 14, date(2025, 1, 1),
     date(2027, 12, 31), "Torunn Eikeland", ((date(2025, 12, 31), 10), (date(2026, 6, 30), 12))),
    ("3", "Mindre restavfall", "Avfall", "12", "Restavfall", "kg", 14200, 2024, 11000, date(2025, 1, 1),
     date(2027, 12, 31), "Torunn Eikeland", ((date(2025, 12, 31), 13100), (date(2026, 6, 30), 12800))),
    ("4", "Mindre energi per kvadratmeter", "Energi", "12;13", "kwh_per_m2", "kWh/m2", 272, 2024, 240,
     date(2025, 1, 1), date(2027, 12, 31), "Bjarte Lindvik", ((date(2025, 12, 31), 262.6),)),
    ("5", "Sykefraværet ned", "Arbeidsmiljø", "3", "sykefravar_prosent", "%", 9.4, 2024, 8, date(2025, 1, 1),
     date(2026, 12, 31), "Torunn Eikeland", ((date(2025, 12, 31), 9.3), (date(2026, 6, 30), 9.2))),
)  # fmt: skip
TILTAK = (
    ("1", "1", "Tidbank for dem som ønsker større stilling", "Bjarte Lindvik", date(2026, 4, 30), "Ferdig",
     date(2026, 4, 13), "Innleien i helgene er ned 720 timer på halvannet år", ""),
    ("2", "2", "Lyse ut en hel stilling uten tidbank", "Bjarte Lindvik", date(2026, 11, 1), "I gang", None, "", ""),
    ("3", "3", "Sortering på alle vaktrom", "Torunn Eikeland", date(2025, 10, 31), "Ferdig", date(2025, 10, 20),
     "Mer plast og matavfall, mindre restavfall", "1"),
    ("4", "4", "Lavere varme i fellesrom om kvelden", "Bjarte Lindvik", date(2025, 11, 30), "Ferdig", date(2025, 11,
     17),
     "4 % mindre strøm i vinter", ""),
    ("5", "4", "Nye tetningslister i fløyen mot nord", "Bjarte Lindvik", date(2026, 8, 31), "I gang", None, "", ""),
    ("6", "5", "Ønsketurnus prøves på Solsiden", "Torunn Eikeland", date(2026, 12, 31), "Planlagt", None, "", ""),
    ("7", "3", "Tøyservietter på Natt i stedet for papir", "Torunn Eikeland", date(2026, 10, 1), "Planlagt", None,
     "", "2"),
)  # fmt: skip
INNSPILL = (
    ("1", date(2025, 8, 18), "", "Sett sorteringskasser på vaktrommene også", "Postkasse", "God idé, gjøres i høst",
     date(2025, 8, 25), "3"),
    ("2", date(2026, 5, 12), "Amina Warsame", "Bruk tøyservietter om natten", "E-post", "Prøves fra oktober",
     date(2026, 5, 20), "7"),
    ("3", date(2026, 7, 30), "", "Kan vi få tak over sykkelstativet?", "Postkasse", "", None, ""),
)  # fmt: skip
KAMPANJER = (
    ("Earth Week 2025", date(2025, 3, 17), date(2025, 3, 22), "Earth Week", "Torunn Eikeland",
     "Lys av en time, og kildesorteringsquiz", 31, date(2025, 4, 2)),
    ("Earth Week 2026", date(2026, 3, 23), date(2026, 3, 28), "Earth Week", "Torunn Eikeland",
     "Byttebod for klær, sykle til jobben, og lys av lørdag 20.30", 38, date(2026, 4, 8)),
)  # fmt: skip
AMBASSADORER = (
    ("Natt", "Daniel Tesfay", date(2025, 9, 1)), ("Solsiden", "Marte Lillevik", date(2025, 9, 1)),
    ("Skogsiden", "Åse Hovland", date(2026, 1, 5)),
)  # fmt: skip
NOKKELTALL = {
    "arsverk": (41.5, 42.0, "årsverk"), "ansatte": (62, 64, "personer"), "omsetning": (58_400_000, 60_900_000, "kr"),
    "plasser": (48, 48, "plasser"), "areal_m2": (2480, 2480, "m2"), "sykefravar_prosent": (9.4, 9.3, "%"),
    "papir_kg": (690, 610, "kg"), "vann_m3": (5150, 5040, "m3"), "miljomerkede_innkjop_antall": (14, 19, "stk"),
    "gronn_andel_prosent": (22, 31, "%"), "flytimer": (2, 3, "timer"),
}  # fmt: skip


def demo_miljo() -> dict[str, list[tuple[Any, ...]]]:
    """Typed rows by register, in the order of the schema's columns, with the choices of the demo."""
    rader = mal()
    rader["Reisevaner"] = [(nr, date(2025, 10, 1), km, t, "", p if t == "Bil" else None) for nr, km, t, p in REISEVANER]
    rader["Reiser"] = [
        (nr, dag, til, "", n, formaal, "Furulia", sted, maate, km, "", None, dig, "", netter or None, None, "")
        for nr, dag, til, n, formaal, sted, maate, km, dig, netter in REISER
    ]
    rader["Digitale_møter"] = [
        (date(aar, m, 1), 6 + (aar - 2024) * 2 + m % 3, 1 + m % 2, 180)
        for aar in (2024, 2025, 2026) for m in range(1, 13) if (aar, m) <= SISTE_MAANED
    ]  # fmt: skip
    rader["Hjemmekontor"] = [("2007", date(2026, 5, d)) for d in (12, 19, 26)]
    rader["Energi"] = list(_energi())
    rader["Avfall"] = list(_avfall())
    rader["Drivstoff"] = [
        (date(aar, m, 15), HELE, "Hjemmetjenestebilen", "Diesel", 62 - 4 * (aar - 2024) + m % 4, "liter", 950)
        for aar in (2024, 2025, 2026) for m in range(1, 13) if (aar, m) <= SISTE_MAANED
    ]  # fmt: skip
    rader["Utstyr"] = [
        (nr, slag, navn, enhet, "", kjopt, None, "Nordlys IT" if data else "", "", aar, rep, flyttet, ut, rute,
         "Nordlys IT" if rute == "Takeback" else "", utfall, data, slettet, "", "", hvorfor)
        for nr, slag, navn, enhet, kjopt, aar, rep, flyttet, ut, rute, utfall, data, slettet, hvorfor in UTSTYR
    ]  # fmt: skip
    rader["Utlån"] = list(UTLAN)
    rader["Byttebod"] = list(BYTTEBOD)
    rader["Leverandører"] = [(*r, "", "") for r in LEVERANDORER]
    rader["Mål"] = [
        (nr, maal, tema, fn, "Virksomhet", "", som, enhet, fra_tall, aar, til_tall, fra, til, eier, "Daglig leder",
         date(2024, 12, 10))
        for nr, maal, tema, fn, som, enhet, fra_tall, aar, til_tall, fra, til, eier, _ in MAAL
    ]  # fmt: skip
    rader["Målinger"] = [(m[0], dag, tall, "") for m in MAAL for dag, tall in m[-1]]
    rader["Tiltak"] = list(TILTAK)
    rader["Innspill"] = list(INNSPILL)
    rader["Kampanjer"] = list(KAMPANJER)
    rader["Ambassadører"] = [(enhet, navn, "Bærekraftsgruppen", fra, None) for enhet, navn, fra in AMBASSADORER]
    rader["Nøkkeltall"] = [
        (aar, nokkel, tall[aar - 2024], tall[2], "Regnskap og lønn")
        for aar in (2024, 2025) for nokkel, tall in NOKKELTALL.items()
    ]  # fmt: skip
    rader["Nøkkeltall"] += [
        (2024, GJENNOMGATT, 1, "", "Daglig leder 10.03.2025"), (2025, GJENNOMGATT, 1, "", "Daglig leder 12.03.2026"),
    ]  # fmt: skip
    rader["Innstillinger"] = [("virksomhet", VIRKSOMHET), ("faktor_maks_alder", MAKS_ALDER)]
    return rader


def _slutt(aar: int, maaned: int) -> date:
    return date(aar, maaned, calendar.monthrange(aar, maaned)[1])


def _energi() -> Iterator[tuple[Any, ...]]:
    for aar in (2024, 2025, 2026):
        for m in range(1, 13):
            if (aar, m) > SISTE_MAANED or (aar, m) == UTEN_MAANED:
                continue
            kwh = STROM[m - 1] * MINDRE[aar] * (SPRANG[1] if (aar, m) == SPRANG[0] else 1)
            yield (HELE, date(aar, m, 1), _slutt(aar, m), "M1", "Strøm", round(kwh), "kWh", None, "Faktura")
        for k in range(4):
            if (aar, 3 * k + 3) <= SISTE_MAANED:
                yield (HELE, date(aar, 3 * k + 1, 1), _slutt(aar, 3 * k + 3), "F1", "Fjernvarme",
                       round(FJERNVARME[k] * MINDRE[aar]), "kWh", None, "Faktura")  # fmt: skip


def _avfall() -> Iterator[tuple[Any, ...]]:
    for nr, aar in enumerate((2024, 2025)):
        for fraksjon, *kg, behandling in AVFALL:
            yield (
                HELE,
                date(aar, 1, 1),
                date(aar, 12, 31),
                fraksjon,
                kg[nr],
                behandling,
                "Veid",
                "Hedmark Gjenvinning",
            )
