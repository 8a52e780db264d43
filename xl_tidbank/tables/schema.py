"""Tables, columns and wording as data: the template writes from it and the reader reads by it.

The order of `kolonner` is the order of the fields of the record in core/model.py, so that a row of parsed values is
the record. Every name here is public: workbooks rely on it.
"""

from __future__ import annotations

from dataclasses import replace

from xl_tidbank.core import model, prosess
from xl_tidbank.tables.registre.kolonne import Kolonne as Kolonne
from xl_tidbank.tables.registre.kolonne import Slag as Slag
from xl_tidbank.tables.registre.kolonne import Tabell as Tabell
from xl_tidbank.tables.registre.kolonne import k as _k
from xl_tidbank.tables.registre.miljo import REGISTRE as REGISTRE

_ANSATTNR = _k("Ansattnr", Slag.NUMMER, "Nummeret i tabellen Ansatte.", 11, ma_fylles=True)

ANSATTE = Tabell(
    "Ansatte",
    "Ansatte",
    model.Ansatt,
    (
        _k("Ansattnr", Slag.NUMMER, "Et nummer som bare denne personen har.", 11, ma_fylles=True),
        _k("Navn", Slag.TEKST, "Fornavn og etternavn.", 26, ma_fylles=True),
        _k("Enhet", Slag.TEKST, "Avdelingen eller sonen personen hører til.", 18, ma_finnes=False),
        _k("Kompetanse", Slag.TEKST, "Sykepleier, Helsefagarbeider, Assistent eller annet. Flere skilles med ;", 20,
           ma_finnes=False),
        _k("Fast ansatt", Slag.JANEI, "Ja eller Nei. Tidbank er bare for fast ansatte (utkastet pkt. 3). Tomt = ikke "
           "oppgitt.", 12, ma_finnes=False, tom=True, taus=True),
        _k("Person", Slag.NUMMER, "Samme tegn på alle numre som er samme person: to stillinger, eller nytt nummer. "
           "Ellers tom.", 11, ma_finnes=False),
        _k("Fyller 60", Slag.TALL, "Året den ansatte fyller 60 (ekstra ferieuke). Kan stå tom.", 9, ma_finnes=False,
           minst=1950, mest=2100),
    ),
    "Alle som arbeider på enheten, også de uten tidbank.",
    bak_fra="Person",
)  # fmt: skip

AVTALER = Tabell(
    "Avtaler",
    "Avtaler",
    model.Avtale,
    (
        _ANSATTNR,
        _k("Fra", Slag.DATO, "Første dag med disse prosentene.", ma_fylles=True),
        _k("Til", Slag.DATO, "Siste dag med disse prosentene (dagen er med).", ma_fylles=True),
        _k("Fast %", Slag.PROSENT, "Prosent av full stilling i ordinær turnus: skriv 60 for 60 %.", 9, ma_fylles=True,
           minst=0, mest=200),
        _k("Tidbank %", Slag.PROSENT, "Prosent av full stilling i tidbank: skriv 40 for 40 %.", 11, ma_fylles=True,
           minst=0, mest=100),
        _k("Ukestimer", Slag.TALL, "Timer i uken for full stilling: 35,5, 33,6 eller 37,5. Tomt = innstillingen.", 11,
           minst=1, mest=60, timer=True),
        _k("Periodestart", Slag.DATO, "Første dag i avregningsperioden.", 13, ma_fylles=True),
        _k("Periodeslutt", Slag.DATO, "Siste dag i avregningsperioden, høyst 52 uker (364 dager).", 13, ma_fylles=True),
        _k("Signert", Slag.DATO, "Dagen den skriftlige avtalen ble underskrevet."),
        _k("Timelønn", Slag.KRONER, "Kroner i timen, til oppgjør.", 11, ma_finnes=False, minst=0, mest=10_000),
        _k("Trekkavtale", Slag.DATO, "Dagen den skriftlige trekkavtalen ble inngått. Tomt = ingen.", ma_finnes=False),
        _k("Sagt opp", Slag.DATO, "Dagen avtalen eller stillingen ble sagt opp. Tomt = ikke.", ma_finnes=False),
        _k("Sagt opp av", Slag.VALG, "Ansatt eller Arbeidsgiver.", 14, ma_finnes=False, lovlige=model.OPPSIGERE),
        _k("Ønsket", Slag.DATO, "Dagen den ansatte ba om større stilling med tidbank. Det er frivillig.",
           ma_finnes=False),
        _k("Oppsigelsesgrunn", Slag.TEKST, "Saklig grunn når arbeidsgiver sier opp (aml. § 15-7). Skriv aldri "
           "helseopplysninger.", 30, ma_finnes=False),
        _k("Trekk timer", Slag.TALL, "Det høyeste antall timer trekkavtalen gjelder. Tomt = ikke avtalt.", 11,
           ma_finnes=False, minst=0, mest=2000, timer=True),
        _k("Trekk kr", Slag.KRONER, "Det høyeste beløpet trekkavtalen gjelder. Tomt = ikke avtalt.", 11,
           ma_finnes=False, minst=0, mest=5_000_000),
        _k("Oppsigelsestid", Slag.TALL, "Måneder når loven gir lengre oppsigelsestid fra arbeidsgiver (aml. § 15-3 "
           "(3)): 4, 5 eller 6. Tomt = tre.", 14, ma_finnes=False, minst=1, mest=6),
        _k("Høyeste andel %", Slag.PROSENT, "Den høyeste andelen av egen stilling i denne avtalen. Tomt = "
           "innstillingen.", 15, ma_finnes=False, minst=0, mest=100),
        _k("Lengste periode", Slag.TALL, "Uker en avregningsperiode kan vare i denne avtalen. Tomt = 52.", 16,
           ma_finnes=False, minst=1, mest=52),
    ),
    "Én rad for hver strekning med samme prosenter. Endret stilling er en ny rad i samme periode.",
    bak_fra="Timelønn",
)  # fmt: skip

_VAKTTID = (
    _k("Start", Slag.KLOKKE, "Klokkeslett, for eksempel 07:30.", 9, ma_fylles=True),
    _k(
        "Slutt",
        Slag.KLOKKE,
        "Klokkeslett. Er det før Start, slutter vakten neste dag. Helt døgn: 00:00 til 24:00.",
        9,
        ma_fylles=True,
    ),
    _k("Pause", Slag.MINUTTER, "Ubetalt pause i minutter. Tomt = 0.", 8, tom=0, minst=0, mest=600),
)

# Filled in by an import, and by nobody else.
_OPPHAV = (
    _k("Kilde", Slag.TEKST, "Hvor raden er hentet fra. Fylles ut av tidbank importer. Tomt = ført for hånd.", 14,
       ma_finnes=False, skjult=True),
    _k("Kildenøkkel", Slag.TEKST, "Hva raden heter der den er hentet fra. Skal ikke endres.", 22, ma_finnes=False,
       skjult=True),
    _k("Hentet", Slag.TEKST, "Det filen sa da raden ble hentet, så det synes når den er endret for hånd etterpå. Skal "
       "ikke endres.", 30, ma_finnes=False, skjult=True),
)  # fmt: skip

TURNUS = Tabell(
    "Turnus",
    "Turnus",
    model.Turnusvakt,
    (
        _ANSATTNR,
        _k("Dato", Slag.DATO, "Dagen vakten begynner.", ma_fylles=True),
        *_VAKTTID,
        _k(
            "Faktisk start",
            Slag.KLOKKE,
            "Klokkeslettet den ansatte kom, når det ikke var Start. Kan stå tom.",
            14,
            ma_finnes=False,
        ),
        _k(
            "Faktisk slutt",
            Slag.KLOKKE,
            "Klokkeslettet den ansatte gikk, når det ikke var Slutt. Kan stå tom.",
            14,
            ma_finnes=False,
        ),
        _k("Fri", Slag.JANEI, "Ja når dagen er fri og Grunnturnus ellers har vakt. Start og Slutt er da tomme.", 7,
           ma_finnes=False),
        *_OPPHAV,
    ),
    "Vaktene i den ordinære turnusen (den faste delen av stillingen). Det som står her, går foran Grunnturnus den "
    "dagen.",
    valgfri_i_csv=True,
    bak_fra="Faktisk start",
)  # fmt: skip

_UKEDAGER = (
    ("Man", "mandag"), ("Tir", "tirsdag"), ("Ons", "onsdag"), ("Tor", "torsdag"), ("Fre", "fredag"),
    ("Lør", "lørdag"), ("Søn", "søndag"),
)  # fmt: skip

GRUNNTURNUS = Tabell(
    "Grunnturnus",
    "Grunnturnus",
    model.Grunnturnusrad,
    (
        _k("Ansattnr", Slag.NUMMER, "Nummeret i tabellen Ansatte. Tomt på radene med ukene til en gruppe.", 11),
        _k("Gruppe", Slag.TEKST, "Navnet på en plan flere går i, for eksempel Natt. Tomt når planen er personens egen.",
           16, ma_finnes=False),
        _k("Fra", Slag.DATO, "Dagen personen begynner i planen, på minst én av ukene. På alle når personen har flere "
           "egne planer. Tomt på ukene til en gruppe."),
        _k("Til", Slag.DATO, "Siste dag i planen. Tomt = til personens neste plan, eller så lenge avtalene varer.",
           ma_finnes=False),
        _k("Startuke", Slag.TALL, "Uken i planen personen begynner med, den uken Fra er i. Tomt = 1.", 10,
           ma_finnes=False, minst=1, mest=52),
        _k("Uke", Slag.TALL, "Ukens nummer i planen: 1, 2, 3 og så videre. Tomt når raden sier hvem som følger en "
           "gruppe.", 7, minst=1, mest=52),
        *(_k(dag, Slag.NUMMER, f"Vaktkoden {navn}, fra Vaktkoder på arket Lister. Fri er tom, F, F1 til F5 eller -. To "
             "vakter skrives D+A.", 8) for dag, navn in _UKEDAGER),
    ),
    "Rulleplanen: én rad for hver uke, og ukene går om igjen. Enten ukene til én ansatt, eller ukene til en gruppe og "
    "én rad for hver som følger den. Unntak skrives i Turnus. Kan stå tomt.",
    valgfri_i_csv=True,
    valgfritt_ark=True,
    del_="rulleplan",
)  # fmt: skip

VAKTER = Tabell(
    "Vakter",
    "Vakter",
    model.Vakt,
    (
        _k("Vaktnr", Slag.NUMMER, "Et nummer som bare denne vakten har.", 10),
        _k("Ansattnr", Slag.NUMMER, "Nummeret i tabellen Ansatte. Tomt bare når Status er Ledig.", 11),
        _k("Dato", Slag.DATO, "Dagen vakten begynner.", ma_fylles=True),
        *_VAKTTID,
        _k("Type", Slag.VALG, "Tidbank, Ekstra, Bytte, Overtid eller Ordinær.", 11, ma_fylles=True,
           lovlige=model.TYPER),
        _k("Måte", Slag.VALG, "Tildelt av leder eller Selvvalgt av den ansatte.", 11, lovlige=model.MAATER),
        _k("Status", Slag.VALG, "Ledig, Søkt, Tildelt, Godkjent, Utført, Avlyst eller Avslått.", 11, ma_fylles=True,
           lovlige=model.STATUSER),
        _k("Varslet", Slag.DATO, "Dagen den ansatte fikk vite om vakten: minst 14 dager før."),
        _k("Eget ønske", Slag.JANEI, "Ja når den ansatte selv ønsket kortere frist.", 12),
        _k("Godkjent av", Slag.TEKST, "Leder eller stedfortreder som godkjente en selvvalgt vakt.", 16),
        _k("Enhet", Slag.TEKST, "Enheten en ledig vakt gjelder. Kan stå tom.", 14, ma_finnes=False),
        _k("Kompetanse", Slag.TEKST, "Kompetansen en ledig vakt krever; én av flere med ; mellom. Kan stå tom.", 18,
           ma_finnes=False),
        _k("Avlyst", Slag.DATO, "Dagen arbeidsgiver avlyste vakten. Kan stå tom.", ma_finnes=False),
        _k("Godskrives", Slag.VALG, "Ja når timene i en vakt arbeidsgiver avlyste skal godskrives, ellers Nei.", 12,
           ma_finnes=False, lovlige=(model.JA, model.NEI)),
        _k("Ulempe", Slag.JANEI, "Ja når den ansatte har meldt at vakten er til vesentlig ulempe. Skriv aldri hvorfor.",
           10, ma_finnes=False),
        _k("Utfall av ulempe", Slag.TEKST, "Hva dere ble enige om: for eksempel byttet, avlyst eller stående.", 18,
           ma_finnes=False),
        _k("Faktisk slutt", Slag.KLOKKE, "Klokkeslettet den ansatte gikk, når det ikke var Slutt: etter Slutt er "
           "overtid, før Slutt er kortere vakt. Kan stå tom.", 14, ma_finnes=False),
        _k("Faktisk start", Slag.KLOKKE, "Klokkeslettet den ansatte kom, når det ikke var Start. Kan stå tom.", 14,
           ma_finnes=False),
        _k("Godkjent", Slag.DATO, "Dagen en selvvalgt vakt ble godkjent: på forhånd (utkastet pkt. 5).",
           ma_finnes=False),
        _k("Drøftet", Slag.DATO, "Dagen planen ble drøftet med tillitsvalgt (aml. § 10-3). Kan stå tom.",
           ma_finnes=False),
        *_OPPHAV,
    ),
    "Tidbankvakter og andre vakter utenom turnusen. Hver vakt har én status.",
    bak_fra="Enhet",
)  # fmt: skip

FRAVAER = Tabell(
    "Fravær",
    "Fravær",
    model.Fravaer,
    (
        _ANSATTNR,
        _k("Fra", Slag.DATO, "Første dag i fraværet.", ma_fylles=True),
        _k("Til", Slag.DATO, "Siste dag i fraværet (dagen er med).", ma_fylles=True),
        _k("Kode", Slag.NUMMER, "En kode fra tabellen Fraværskoder på arket Lister.", 11, ma_fylles=True),
        _k("Grad %", Slag.GRAD, "Prosent fravær: 50 for halvt. Tomt = 100.", 9, tom=1.0, minst=0, mest=100),
        _k("Registrert", Slag.DATO, "Dagen fraværet ble meldt.", ma_finnes=False),
    ),
    "Bare det som trengs for å godskrive timer. Skriv aldri diagnose.",
)

FRAVAERSKODER = Tabell(
    "Fraværskoder",
    "Lister",
    model.Fravaerskode,
    (
        _k("Kode", Slag.NUMMER, "Koden som brukes i tabellen Fravær.", 12, ma_fylles=True),
        _k("Navn", Slag.TEKST, "Hva koden betyr.", 42),
        _k("Krediterer", Slag.JANEI, "Ja når timene i tidbanken godskrives.", 12),
        _k("Helseopplysning", Slag.JANEI, "Ja når koden røper noe om helse.", 17, ma_finnes=False),
    ),
    "Kodene i tabellen Fravær. Kolonnen Krediterer bestemmer om timer godskrives.",
    valgfri_i_csv=True,
    del_="lister",
)

GJENNOMGANGER = Tabell(
    "Gjennomganger",
    "Gjennomganger",
    model.Gjennomgang,
    (
        _ANSATTNR,
        _k("Dato", Slag.DATO, "Dagen gjennomgangen skulle holdes."),
        _k("Holdt", Slag.DATO, "Dagen den ble holdt. Tomt = ikke ennå."),
        _k("Tiltak", Slag.TEKST, "Hva dere ble enige om.", 44, ma_finnes=False),
        _k("Plan", Slag.TEKST, "Plan for innarbeiding.", 44, ma_finnes=False),
    ),
    "Gjennomgang av timeregnskapet hver 12. uke (utkastet pkt. 5).",
    valgfri_i_csv=True,
)

TILBUD = Tabell(
    "Tilbud",
    "Ledige vakter",
    model.Tilbud,
    (
        _k("Vaktnr", Slag.NUMMER, "Nummeret på den ledige vakten, som i Vakter.", 10, ma_fylles=True),
        _k("Dato", Slag.DATO, "Dagen vakten begynner.", ma_fylles=True),
        _k("Ansattnr", Slag.NUMMER, "Den som fikk tilbudet.", 11, ma_fylles=True),
        _k("Plass", Slag.TALL, "Plassen i rekkefølgen da vakten ble tilbudt. 1 = først.", 8, minst=1, mest=10_000),
        _k("Tilbudt", Slag.DATO, "Dagen vakten ble tilbudt."),
        _k("Svar", Slag.VALG, "Ja eller Nei. Tomt = ikke svart.", 8, lovlige=(model.JA, model.NEI)),
        _k("Valgt", Slag.JANEI, "Ja for den som fikk vakten.", 8),
        _k("Begrunnelse", Slag.TEKST, "Hvorfor denne ble valgt før andre. Må fylles ut når rekkefølgen fravikes. Skriv "
           "aldri helseopplysninger.", 44),
    ),
    "Ledige vakter som er tilbudt noen: til hvem, når, svaret og hvem som fikk dem. Fylles ut av skjemaet Ledige "
    "vakter.",
    valgfri_i_csv=True,
    valgfritt_ark=True,
    bortlagt=True,
)  # fmt: skip

KAPASITET = Tabell(
    "Kapasitet",
    "Kapasitet",
    model.Kapasitet,
    (
        _k("Ansattnr", Slag.NUMMER, "Tomt = hele virksomheten. Ellers nummeret i Ansatte; egen rad går foran.", 11),
        _k("Gjelder fra", Slag.DATO, "Første dag raden gjelder. Den gjelder til neste rad. Tomt = alltid."),
        *(
            _k(dag, Slag.TALL, f"Timer som ventes {navn}. Tomt eller 0 = fri: alle timer da er innskudd.", 7,
               minst=0, mest=24, timer=True)
            for dag, navn in _UKEDAGER
        ),
        _k("Automatisk", Slag.JANEI, "Ja: timer over kapasiteten blir innskudd. Nei: innskudd føres i Timebank. "
           "Tomt = Nei.", 12),
    ),
    "Timebank: timene som ventes hver ukedag. Den som er i tidbank, måles bare med egen rad og Automatisk Ja.",
    valgfri_i_csv=True,
    valgfritt_ark=True,
    del_="timebank",
)  # fmt: skip

TIMER = Tabell(
    "Timer",
    "Timer",
    model.Timeforing,
    (
        _ANSATTNR,
        _k("Dato", Slag.DATO, "Dagen arbeidet begynner.", ma_fylles=True),
        _k("Start", Slag.KLOKKE, "Klokkeslett, for eksempel 08:00. Tomt når Timer er fylt ut.", 9, ma_finnes=False),
        _k("Slutt", Slag.KLOKKE, "Klokkeslett. Er det før Start, slutter økten neste dag. Tomt når Timer er fylt ut.",
           9, ma_finnes=False),
        _k("Pause", Slag.MINUTTER, "Ubetalt pause i minutter, 0 = ingen. Tomt = regelen i Innstillinger "
           "(pause_grense og pause_fradrag).", 8, ma_finnes=False, minst=0, mest=600),
        _k("Timer", Slag.TALL, "Timer uten pause, for eksempel 7,5. Tomt når Start og Slutt er fylt ut.", 8,
           ma_finnes=False, minst=0, mest=24, timer=True),
        *_OPPHAV,
    ),
    "Timebank: arbeidede timer. Skriv Start og Slutt, eller bare Timer. Rader på en dag legges sammen; samme tid "
    "teller én gang.",
    valgfri_i_csv=True,
    valgfritt_ark=True,
    del_="timebank",
)  # fmt: skip

TIMEBANK = Tabell(
    "Timebank",
    "Timebank",
    model.Timebankrad,
    (
        _ANSATTNR,
        _k("Dato", Slag.DATO, "Dagen timene settes inn, tas ut eller rettes.", ma_fylles=True),
        _k("Art", Slag.VALG, "Startsaldo, Innskudd, Avspasering, Utbetaling eller Korreksjon.", 13, ma_fylles=True,
           lovlige=model.TIMEBANKARTER),
        _k("Timer", Slag.TALL, "Timene, uten minus. Bare Startsaldo og Korreksjon kan være under null.", 9,
           ma_fylles=True, minst=-2000, mest=2000, timer=True),
        _k("Status", Slag.VALG, "Søkt, Godkjent eller Avslått. Bare Godkjent teller. Tomt = Søkt for uttak, ellers "
           "Godkjent.", 11, lovlige=model.SOKNADSSTATUSER),
    ),
    "Timebank: det som ikke kommer av seg selv fra Timer. Uttak er Avspasering og Utbetaling.",
    valgfri_i_csv=True,
    valgfritt_ark=True,
    del_="timebank",
)  # fmt: skip

PROSESS = Tabell(
    "Prosess",
    "Prosess",
    model.Prosessrad,
    (
        _k("Enhet", Slag.TEKST, "Enheten steget gjelder, som i Ansatte. Tomt = alle enheter.", 18),
        _k("Steg", Slag.VALG, "Velg fra listen på arket Lister.", 32, ma_fylles=True, lovlige=prosess.STEGNAVN),
        _k("Planlagt", Slag.DATO, "Dagen steget er planlagt."),
        _k("Gjennomført", Slag.DATO, "Dagen det ble gjort. Tomt = ikke ennå.", 13),
        _k("Ansvarlig", Slag.TEKST, "Den som har ansvaret.", 20, ma_finnes=False),
        _k("Deltakere", Slag.TEKST, "Hvem som var med, for eksempel 9 ansatte og tillitsvalgt.", 30, ma_finnes=False),
        _k(
            "Merknad",
            Slag.TEKST,
            "Hva dere kom fram til. Må fylles ut for noen steg, se siden Prosessoversikt.",
            44,
            ma_finnes=False,
        ),
    ),
    "Det som skal gjøres før, under og etter: drøfting, kartlegging, opplæring, evaluering. Én rad for hvert steg.",
    valgfri_i_csv=True,
    valgfritt_ark=True,
    del_="prosess",
)

KARTLEGGING = Tabell(
    "Kartlegging",
    "Kartlegging",
    model.Kartleggingsaar,
    (
        _k("Enhet", Slag.TEKST, "Enheten tallene gjelder, som i Ansatte. Tomt = hele virksomheten.", 18),
        _k("År", Slag.TALL, "Kalenderåret tallene gjelder.", 8, ma_fylles=True, minst=1990, mest=2100),
        _k(
            "Fravær %",
            Slag.PROSENT,
            "Alt fravær i enheten, som prosent av avtalt tid. Aldri for den enkelte.",
            10,
            smaa=True,
            minst=0,
            mest=100,
        ),
        _k("Overtid timer", Slag.TALL, "Timer overtid i året.", 10, minst=0, mest=1_000_000),
        _k(
            "Merarbeid timer",
            Slag.TALL,
            "Timer deltidsansatte har arbeidet utover avtalt tid.",
            11,
            minst=0,
            mest=1_000_000,
        ),
        _k("Innleie timer", Slag.TALL, "Timer innleid fra bemanningsforetak.", 10, minst=0, mest=1_000_000),
        _k(
            "Hele stillinger",
            Slag.TALL,
            "Antall ansatte i hel stilling ved årets slutt.",
            10,
            ma_finnes=False,
            minst=0,
            mest=100_000,
        ),
        _k(
            "Stillinger", Slag.TALL, "Antall ansatte i alt ved årets slutt.", 10, ma_finnes=False, minst=0, mest=100_000
        ),
        _k("Merknad", Slag.TEKST, "Bemanningsplan og variasjon i aktivitet dette året.", 44, ma_finnes=False),
    ),
    "Kartlegging av de siste fire årene før ordningen begynner, og av hvert år etterpå (Delta § 4).",
    valgfri_i_csv=True,
    valgfritt_ark=True,
    del_="prosess",
)

LONNSGRUNNLAG = Tabell(
    "Lønnsgrunnlag",
    "Lønnsgrunnlag",
    model.Lonnsrad,
    (
        _ANSATTNR,
        _k("Gjelder fra", Slag.DATO, "Første dag raden gjelder. Den gjelder til den ansattes neste rad.",
           ma_fylles=True),
        _k("Årslønn", Slag.KRONER, "Kroner i året for full stilling.", 13, ma_fylles=True, minst=1, mest=5_000_000),
        _k("Fast tillegg", Slag.KRONER, "Ubekvemstillegg for den faste delen, kroner i måneden. Tomt = regnes av "
           "Turnus.", 13, ma_finnes=False, minst=0, mest=200_000),
        _k("Kompensasjon", Slag.KRONER, "Tillegg for å være med i ordningen, kroner i måneden. Tomt = ingen.", 14,
           ma_finnes=False, minst=0, mest=200_000),
        _k("Kompensasjon til", Slag.DATO, "Siste dag med kompensasjon. Tomt = så lenge avtalen varer.",
           ma_finnes=False),
        _k("Sykelønn", Slag.VALG, "Hva tillegg under sykdom regnes av: Snitt 12 måneder eller Fast tillegg. Tomt = "
           "ikke valgt.", 19, ma_finnes=False, lovlige=model.SYKELONN),
        _k("Valgt av", Slag.TEKST, "Den som valgte grunnlaget for sykelønn. Kan stå tom.", 18, ma_finnes=False),
        _k("Valgt", Slag.DATO, "Dagen det ble valgt.", ma_finnes=False),
        _k("Omregnet uke", Slag.TALL, "Tredelt turnus: avtalte ukestimer i full stilling. Tomt = Ukestimer i Avtaler.",
           10, ma_finnes=False, minst=30, mest=40, timer=True),
        _k("Reduksjon", Slag.TALL, "Tredelt turnus: timer i året arbeidstiden er redusert. Tomt = ingen.", 11,
           ma_finnes=False, minst=0, mest=500),
    ),
    "Det lønnen regnes av. En ny rad fra dagen noe endres; gamle rader står. Kan stå tomt.",
    valgfri_i_csv=True,
    valgfritt_ark=True,
    del_="lonn",
)  # fmt: skip

KOMPETANSER = Tabell(
    "Kompetanser",
    "Lister",
    model.Kompetanse,
    (
        _k("Kompetanse", Slag.TEKST, "Kompetansen, skrevet som i Ansatte.", 20, ma_fylles=True),
        _k("Dekker", Slag.TEKST, "Kompetansene den også kan ta vakter for, med ; mellom. Det de dekker, følger med. "
           "Kan stå tom.", 24),
    ),
    "Hvilken kompetanse som dekker hvilken når en ledig vakt skal tilbys. Kan endres, og kan stå tom.",
    valgfri_i_csv=True,
    valgfritt_ark=True,
    ved_siden=True,
    del_="lister",
)  # fmt: skip

VAKTKODER = Tabell(
    "Vaktkoder",
    "Lister",
    model.Vaktkode,
    (
        _k("Kode", Slag.NUMMER, "Koden i turnusen, for eksempel D, A eller N. Store og små bokstaver er likt.", 12,
           ma_fylles=True),
        *(replace(k, ma_fylles=False, hjelp=f"{k.hjelp} Tomt = koden kan ikke brukes ennå." if k.ma_fylles else k.hjelp)
          for k in _VAKTTID),
    ),
    "Vaktene kodene i Grunnturnus, og i en turnus som hentes inn, står for. Kan stå tom.",
    valgfri_i_csv=True,
    valgfritt_ark=True,
    ved_siden=True,
    del_="lister",
)  # fmt: skip

IMPORTER = Tabell(
    "Importer",
    "Importer",
    model.Import,
    (
        _k("Tidspunkt", Slag.TIDSPUNKT, "Da filen ble hentet inn.", 17, ma_fylles=True),
        _k("Profil", Slag.TEKST, "Profilen filen ble lest med.", 16),
        _k("Fil", Slag.TEKST, "Navnet på filen, uten mappe.", 34),
        _k("SHA-256", Slag.TEKST, "Filens avtrykk: samme avtrykk er samme fil.", 20, skjult=True),
        _k("Fra", Slag.DATO, "Første dag importen gjelder."),
        _k("Til", Slag.DATO, "Siste dag importen gjelder."),
        *(_k(navn, Slag.TALL, hjelp, 8, minst=0) for navn, hjelp in (
            ("Rader", "Vakter og timer filen hadde."),
            ("Ny", "Rader som ble lagt til."),
            ("Endret", "Rader som ble endret."),
            ("Uendret", "Rader som var like."),
            ("Borte", "Rader i banken som ikke lenger står i filen."),
            ("Konflikter", "Det som ikke kunne hentes inn."),
            ("Fravær hoppet over", "Fravær i filen som ikke er hentet inn."),
        )),
        _k("Merknad", Slag.TEKST, "Kan stå tom.", 30, ma_finnes=False),
        _k("Kilde", Slag.TEKST, "Det radene fra importen har i kolonnen Kilde.", 16, ma_finnes=False),
    ),
    "Det som er hentet inn med tidbank importer. Fylles ut av programmet.",
    valgfri_i_csv=True,
    valgfritt_ark=True,
    del_="importer",
)  # fmt: skip

INNSTILLINGER = Tabell(
    "Innstillinger",
    "Innstillinger",
    model.Innstilling,
    (
        _k("Nøkkel", Slag.TEKST, "Navnet på valget. Skal ikke endres.", 22, ma_fylles=True),
        _k("Verdi", Slag.FRITT, "Valget som gjelder i denne banken.", 18),
        _k("Enhet", Slag.TEKST, "Hva verdien måles i.", 12, ma_finnes=False),
        _k("Hjemmel", Slag.TEKST, "Loven eller avtalen valget bygger på.", 30, ma_finnes=False),
        _k("Valg", Slag.TEKST, "Lovlige verdier.", 40, ma_finnes=False),
        _k("Begrunnelse", Slag.TEKST, "Hvorfor forslaget er som det er.", 64, ma_finnes=False),
    ),
    "Hvert valg som endrer et svar, med alternativer, begrunnelse og hjemmel.",
    valgfri_i_csv=True,
)

TABELLER: tuple[Tabell, ...] = (
    ANSATTE, AVTALER, TURNUS, GRUNNTURNUS, VAKTER, FRAVAER, FRAVAERSKODER, GJENNOMGANGER, TILBUD, KAPASITET, TIMER,
    TIMEBANK, PROSESS, KARTLEGGING, LONNSGRUNNLAG, IMPORTER, KOMPETANSER, VAKTKODER, INNSTILLINGER,
)  # fmt: skip
ALLE = (*TABELLER, *REGISTRE)  # with the registers of the environment, which stand only in workbooks that use them
ETTER_NAVN = {t.navn: t for t in ALLE}
KOPIARK = ("Kontroll", "Kontrollverdier")  # the sheets every copy from a bank has, and no bank
KONTROLLKOLONNE = "Tidbank-kontroll"  # a column of ours beside the tables, with the marks of a control

# What users see for each field of `core.views.Saldo`.
SALDONAVN: dict[str, str] = {
    "ansattnr": "Ansattnr",
    "navn": "Navn",
    "ukestimer_tidbank": "Ukestimer tidbank",
    "periodeskyld": "Periodeskyld",
    "paalopt": "Påløpt",
    "arbeidet": "Arbeidet",
    "ubekreftet": "Ubekreftet",
    "kreditert": "Kreditert",
    "skyldig": "Skyldig",
    "avtalt": "Avtalt",
    "skyldig_etter_avtalt": "Skyldig etter avtalt",
    "etterslep": "Etterslep",
    "trengs_per_uke": "Trengs per uke",
    "trengs_per_uke_etter_avtalt": "Trengs per uke etter avtalt",
    "ventet": "Ventet godskriving",
    "skyldig_ved_slutt": "Skyldig ved slutt",
    "neste_gjennomgang": "Neste gjennomgang",
    "sluttvarsel": "Sluttvarsel",
    "status": "Status",
}

# What users see for each figure of the surplus bank (core.views.TIMEBANKNOKLER).
TIMEBANKNAVN: dict[str, str] = {
    "ansattnr": "Ansattnr",
    "navn": "Navn",
    "innskudd": "Innskudd",
    "uttak": "Uttak",
    "reservert": "Reservert",
    "saldo": "Saldo",
}
