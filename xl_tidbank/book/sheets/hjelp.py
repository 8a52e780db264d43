"""The help sheet, generated from the schema and the parameters so that it never says something else than they do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xl_tidbank.core import parameters, tekst
from xl_tidbank.core.lonn import satser
from xl_tidbank.core.tid.grunnturnus import UKEDAGER
from xl_tidbank.tables.schema import ETTER_NAVN, REGISTRE, TABELLER, Kolonne, Slag, Tabell

from ..page.plain import Blokk, Fakta, Felt, Format, Liste, Notat, Punkt, Rader, Side

ARK = "Hjelp"

_EKSEMPEL: Mapping[str, str] = MappingProxyType(
    {
        "Ansattnr": "1001",
        "Navn": "Tor Solli",
        "Fraværskoder.Navn": "Sykmelding",  # another thing than a person's name
        "Enhet": "Sone 2",
        "Innstillinger.Enhet": "uker",
        "Kompetanse": "Sykepleier",
        "Dekker": "Helsefagarbeider",
        "Vaktnr": "V00012",
        "Start": "07:30",
        "Slutt": "15:00",
        "Pause": "30",
        "Fast %": "60",
        "Tidbank %": "40",
        "Grad %": "50",
        "Gruppe": "Natt",
        "Startuke": "1",
        "Plass": "1",
        "Uke": "1",
        **{
            f"Grunnturnus.{dag}": kode
            for dag, kode in zip(UKEDAGER, ("D", "A", "N", "F1", "F", "D+A", "-"), strict=True)
        },
        **dict.fromkeys(("Man", "Tir", "Ons", "Tor", "Timer"), "7,5"),
        **dict.fromkeys(("Fre", "Lør", "Søn"), "0"),
        "Ukestimer": "35,5",
        "Timelønn": "228,50",
        "Årslønn": "480 000",
        "Fast tillegg": "2 150",
        "Kompensasjon": "1 500",
        "Valgt av": "Kari Dahl",
        "Omregnet uke": "34,2",
        "Reduksjon": "12",
        "Faktisk start": "07:15",
        "Faktisk slutt": "15:45",
        "Person": "P17",
        "Fyller 60": "2031",
        "Trekk timer": "30",
        "Trekk kr": "7 500",
        "Oppsigelsestid": "4",
        "Høyeste andel %": "30",
        "Lengste periode": "40",
        "Kode": "SYK",
        "Godkjent av": "Kari Dahl",
        "Oppsigelsesgrunn": "Avdelingen legges ned",
        "Utfall av ulempe": "Byttet",
        "Ansvarlig": "Kari Dahl",
        "Deltakere": "9 ansatte",
        "Prosess.Merknad": "Inntil 40 %",
        "Kartlegging.Merknad": "Ny avdeling fra mai",
        "År": "2025",
        "Fravær %": "9,5",
        **dict.fromkeys(("Overtid timer", "Merarbeid timer", "Innleie timer"), "420"),
        "Hele stillinger": "3",
        "Stillinger": "12",
        "Tiltak": "To vakter i mai",
        "Plan": "Vakt 04.05. og 18.05.",
        "Nøkkel": "folg_med_uker",
        "Verdi": "4",
        "Valg": "4; andre tall",
        "Hjemmel": "Delta § 10",
        "Begrunnelse": "Se arket",
        "Kilde": "grid:Mai",
        "Kildenøkkel": "88101",
        "Hentet": "1001 04.05.2026 07:30–15:00",
        "Vaktkoder.Kode": "D",
        "Tidspunkt": "30.04.2026 12:05",
        "Profil": "turnusgrid",
        "Fil": "Turnus mai.xlsx",
        "SHA-256": "9f3a1c80b2d4",
        **dict.fromkeys(("Rader", "Ny", "Endret", "Uendret", "Borte", "Konflikter", "Fravær hoppet over"), "12"),
        "Importer.Merknad": "Prøve",
    }
)


def hjelp_side(*, virksomhet: str = "", stempel: str = "") -> Side:
    blokker: list[Blokk] = [
        Notat(
            (
                "Hvert ark med en tabell har overskriftene i rad 1. Skriv eller lim inn på neste ledige rad; "
                "tabellen vokser selv. "
                "Rekkefølgen på kolonnene er fri, og egne kolonner til høyre er tillatt. Navnene på "
                "kolonnene skal stå som de er.",
                "Datoer skrives som 31.12.2026, klokkeslett som 07:30 og tall med komma. Prosent er "
                "prosentpoeng av full "
                "stilling: skriv 40 for 40 %. Timer vises som desimaltimer: 7,50 er sju og en halv time.",
            ),
            "Slik fyller du ut",
        ),
        _ordene(),
        _grunnturnusen(),
        _timebanken(),
        _lonnen(),
        _reglene(),
        Notat(
            (
                "Kjør «tidbank gjennomgang FIL --dato 13.09.2026 -o UT.xlsx». Da får du et ark for hver "
                "ansatt, med skyldige timer, "
                "vakter, plan og plass til tiltak og underskrift. Skriv dagen møtet ble holdt i "
                "Gjennomganger, kolonnen Holdt.",
                "Tallene på Start og Oversikt er et øyeblikksbilde fra dagen øverst på arket. Endrer du "
                "tabellene, sier Start fra, "
                "og du lager ny oversikt. Ingen celle i tabellene endres av at banken regner.",
            ),
            "Slik får du en gjennomgang og ferske tall",
        ),
        _personvern(),
    ]
    blokker += [_tabell(t.navn) for t in TABELLER]
    return Side(
        ARK,
        "Hjelp",
        tuple(blokker),
        virksomhet=virksomhet,
        undertittel="Hvordan banken fylles ut, hva ordene betyr og hvilke regler den følger",
        stempel=stempel,
    )


def miljohjelp_side(*, virksomhet: str, stempel: str) -> Side:
    """The help of a workbook of the environment alone."""
    blokker: list[Blokk] = [
        Notat(
            (
                "Fyll ut arkene dere bruker, og la de andre stå tomme eller slett dem. Et tall som mangler, regnes "
                "aldri som 0: det står som «ikke ført», og kontrollen sier hva som mangler.",
                "Skriv aldri adresser, helseopplysninger eller hvorfor noen er hjemme. Reisevei er hele kilometer.",
                "Datoer skrives som 31.12.2026 og tall med komma. Prosent er 60 for 60 %.",
            ),
            "Slik fyller du ut",
        ),
        Notat(
            (
                "«tidbank klima FIL --ar 2026» gir klimaregnskapet, «tidbank miljo FIL» det dere trenger i året, og "
                "«tidbank arsrapport FIL --ar 2026 --bank BANK.xlsx -o UT.xlsx» årsrapporten sammen med tidbanken. Med "
                "--offentlig blir den til å legge ut. «tidbank kontroller FIL» sier hva som mangler.",
            ),
            "Slik får du tallene",
        ),
    ]
    blokker += [_tabell(t.navn) for t in REGISTRE]
    return Side(
        ARK, "Hjelp", tuple(blokker), virksomhet=virksomhet,
        undertittel="Hvordan registrene fylles ut, og hva de brukes til", stempel=stempel,
    )  # fmt: skip


def _tabell(navn: str) -> Rader:
    t = ETTER_NAVN[navn]
    felt = (
        Felt("Kolonne", Format.TEKST, 16),
        Felt("Hva som skal stå", Format.TEKST, 50),
        Felt("Eksempel", Format.TEKST, 22),
        Felt("Må fylles ut", Format.TEKST, 9),
    )
    rader = tuple((k.navn, k.hjelp, eksempel(t, k), "Ja" if k.ma_fylles else "Nei") for k in t.kolonner)
    sted = f" (arket {t.ark})" if t.ark != t.navn else ""
    return Rader(f"{t.navn}{sted}", felt, rader, merknad=t.innledning)


def eksempel(t: Tabell, k: Kolonne) -> str:
    """A value that may stand in the column of that table, as the user writes it."""
    for navn in (f"{t.navn}.{k.navn}", k.navn):
        if navn in _EKSEMPEL:
            return _EKSEMPEL[navn]
    if k.lovlige:
        return k.lovlige[0]
    return {Slag.DATO: "31.12.2026", Slag.JANEI: "Ja"}.get(k.slag, "")


def _ordene() -> Fakta:
    ord_ = (
        (
            "Tidbank",
            "Den delen av stillingen som er lønnet, men ikke satt opp i turnus. Timene avtales og arbeides inn senere.",
        ),
        ("Periodeskyld", "Alle timene som skal arbeides inn i avregningsperioden: ukestimer × dager / 7."),
        ("Skyldig", "Det som er igjen av periodeskylden: periodeskyld minus arbeidet og godskrevet."),
        ("Til gode", "Når mer er arbeidet og godskrevet enn periodeskylden. Timer til gode faller aldri bort."),
        ("Påløpt", "Den delen av periodeskylden som hører til dagene fram til i dag."),
        ("Etterslep", "Hvor langt bak jevn plan: påløpt minus arbeidet og godskrevet. Foran betyr det motsatte."),
        ("Arbeidet", "Vakter med Type Tidbank og Status Utført."),
        ("Ubekreftet", "Vakter som har vært, men ennå står som Tildelt eller Godkjent. Telles ikke før de er Utført."),
        ("Avtalt", "Vakter framover med Status Tildelt eller Godkjent. Søkt og Ledig teller ikke."),
        (
            "Godskrevet",
            "Timer som trekkes fra skylden uten å være arbeidet: sykdom, ferie og annet fravær som godskrives.",
        ),
        ("Bortfall", "Skyldige timer når perioden er slutt. De flyttes ikke og trekkes ikke i lønn."),
        (
            "Status",
            "Hvordan det går med saldoen. ● I rute. ▲ Følg med: flere uker bak plan enn valgt, timer uten plan som "
            "krever mer enn den gjennomsnittlige arbeidstiden, eller timer uten plan siste måned. ■ Når ikke null: "
            "timene kan ikke lovlig arbeides inn før perioden slutter.",
        ),
        (
            "Brudd og advarsler",
            "Noe annet enn Status: funn mot avtalen eller loven. De står på Avvik, og merkes ved siden av radene.",
        ),
    )
    return Fakta("Hva ordene betyr", tuple((navn, hva, Format.TEKST, "") for navn, hva in ord_))


def _grunnturnusen() -> Fakta:
    ord_ = (
        (
            "Vaktkoder",
            "På arket Lister: koden, Start, Slutt og Pause, for eksempel D 07:30–15:00. Banken har ingen egne.",
        ),
        (
            "Egen plan",
            "Én rad for hver uke, med Ansattnr, Fra og Uke, og koden under hver dag. Etter siste uke begynner planen "
            "på uke 1 igjen. Startuke sier hvilken uke personen begynner med.",
        ),
        (
            "Plan for en gruppe",
            "Ukene står én gang, med Gruppe og uten Ansattnr. Hver som følger den, har én rad med Ansattnr, Gruppe, "
            "Fra og Startuke, uten Uke og koder.",
        ),
        ("Fri", "Tom celle, F, F1 til F5 eller -. To vakter samme dag skrives D+A."),
        (
            "Hvor lenge",
            "Fra Fra til Til, og bare på dager personen har avtale. Tom Til: til personens neste plan. Røde dager tas "
            "ikke ut.",
        ),
        (
            "Unntak",
            "Skriv dagen i Turnus. Det som står der, går foran planen den dagen: en annen vakt, faktiske tider, eller "
            "Fri = Ja. Et funn i planen viser cellen i Grunnturnus.",
        ),
    )
    return Fakta("Grunnturnus: turnusen som rulleplan", tuple((navn, hva, Format.TEKST, "") for navn, hva in ord_))


def _timebanken() -> Fakta:
    pause = f"{tekst.tall(parameters.siste('pause_fradrag'))} timer"
    grense = f"{tekst.tall(parameters.siste('pause_grense'))} timer"
    ord_ = (
        (
            "Timebank",
            "Timer den ansatte har til gode: det motsatte av tidbanken, og aldri blandet med den. En time kan bare stå "
            "i den ene. La arkene stå tomme når dere ikke bruker den.",
        ),
        (
            "Kapasitet",
            "Timene som ventes hver ukedag, for virksomheten eller den enkelte. Bare dagens kapasitet teller, aldri "
            "ukens. En dag uten kapasitet er fri, og alle timer da er innskudd.",
        ),
        (
            "Innskudd",
            "Dagens timer over kapasiteten, av seg selv når Automatisk er Ja. En kort dag trekker ikke noe.",
        ),
        (
            "Pause",
            f"Er Pause tom, trekkes {pause} fra en sammenhengende økt på mer enn {grense}.",
        ),
        ("Uttak", "Avspasering og utbetaling med Status Godkjent. Søkt vises som reservert."),
        (
            "Ekstravakt",
            "Tas den mens timer skyldes i tidbanken, er den tidbank om ikke annet er avtalt. En vakt som går over "
            "null, står som to linjer i kontoen: Arbeidet ned til null, og Ekstra.",
        ),
        (
            "Prosess",
            "Steg før, under og etter ordningen, for hver enhet. En rad uten Enhet gjelder alle. Siden Prosessoversikt "
            "viser hva som er gjort, hva som mangler og hva som er neste.",
        ),
        (
            "Fordeling",
            "Helger, røde dager, kvelder og netter mot kolleger på samme enhet. Fravær vises ikke, og til en ansatt "
            "vises kolleger bare som gjennomsnitt.",
        ),
    )
    return Fakta("Timebank, ekstravakter og prosess", tuple((navn, hva, Format.TEKST, "") for navn, hva in ord_))


def _lonnen() -> Fakta:
    ord_ = (
        (
            "Lønnsgrunnlag",
            "Årslønn og tillegg for hver ansatt, fra en dag. La arket stå tomt når dere ikke lager lønn herfra.",
        ),
        ("Månedsbeløp", "Ubekvemstillegget for den faste delen, regnet opp til 100 % av avtalt stilling."),
        (
            "Etterbetaling",
            "Er det arbeidet mer ubekvem tid enn månedsbeløpet er regnet av, betales resten etterpå. Er det mindre, "
            "trekkes ingenting.",
        ),
        (
            "Overtid",
            "Tid utover vaktens lengde (Faktisk slutt), og ekstravakter utover full stilling, først per dag og så per "
            "uke. Resten av ekstravaktene er merarbeid.",
        ),
        (
            satser.MULIG_UTDATERT.capitalize(),
            "Satsen er ikke kjent for så sene dager. Hold den mot gjeldende tariffavtale, og skriv egen sats eller "
            "satser_kontrollert_til i Innstillinger.",
        ),
    )
    return Fakta("Lønn", tuple((navn, hva, Format.TEKST, "") for navn, hva in ord_))


def _reglene() -> Liste:
    p = {n: tekst.tall(parameters.siste(n)) for n in ("varselfrist", "maks_andel", "gjennomgang_uker")}
    uker = tekst.tall(parameters.siste("periode_maks") / 7)
    regler = (
        (
            "Tidbank er frivillig, bare for fast ansatte på deltid, og krever en skriftlig avtale med hver "
            "enkelt før den starter.",
            "Delta § 6; utkastet pkt. 3",
        ),
        (
            f"Høyst {p['maks_andel']} % av den enkeltes arbeidstid kan ligge i tidbanken: tidbank / (fast + tidbank).",
            "Delta § 7; utkastet pkt. 2",
        ),
        (
            f"En tidbankvakt skal være kjent minst {p['varselfrist']} dager før, om ikke den ansatte selv "
            "ønsker kortere frist.",
            "Delta § 8; utkastet pkt. 5",
        ),
        (
            "Arbeidsplanen skal drøftes med tillitsvalgte så tidlig som mulig, og senest to uker før den begynner.",
            "aml. § 10-3",
        ),
        ("En selvvalgt vakt skal være godkjent av leder eller stedfortreder på forhånd.", "Delta § 8; utkastet pkt. 5"),
        (
            f"Timeregnskapet gjennomgås av leder og ansatt hver {p['gjennomgang_uker']}. uke.",
            "Delta § 10; utkastet pkt. 5",
        ),
        (f"Avregningsperioden er høyst {uker} uker, og skyldige timer skal da være 0.", "Delta § 10; utkastet pkt. 2"),
        (
            "Senest en måned før perioden slutter varsles den ansatte hvis det blir vanskelig, og det lages en plan.",
            "Delta § 10; utkastet pkt. 5",
        ),
        (
            "Skyldige timer når perioden er slutt faller bort. De flyttes ikke til neste periode og trekkes "
            "ikke i lønn.",
            "Delta § 10; utkastet pkt. 5",
        ),
        (
            "Ved sykdom og annet fravær som godskrives, fylles uken opp til det tidbanken tilsier. En vakt "
            "som var satt opp "
            "før fraværet, teller selv.",
            "Delta § 15; utkastet pkt. 9",
        ),
        (
            "Hver virkedag med ferie, mandag til lørdag, godskrives med en sjettedel av uketimene i tidbanken.",
            "vårt valg; Delta er taus",
        ),
        (
            "Trekk i sluttoppgjør krever at den ansatte selv sier opp, og at det er skrevet en egen "
            "trekkavtale på forhånd.",
            "Delta § 11; aml. § 14-15 (2) c",
        ),
        (
            "Ansatte og tillitsvalgte skal til enhver tid kunne se en oppdatert oversikt over skyldige timer.",
            "Delta § 10; utkastet pkt. 5",
        ),
    )
    return Liste("Reglene banken følger", tuple(Punkt("", regel, hjemmel) for regel, hjemmel in regler))


def _personvern() -> Notat:
    return Notat(
        (
            "Skriv aldri diagnose, årsak eller andre helseopplysninger. Koden i Fravær er nok til å godskrive timer.",
            "Skriv aldri hvem som er medlem av en fagforening. Banken trenger det ikke.",
            "Del ikke denne filen med andre enn dem som fører den. Å skjule et ark er ikke tilgangsstyring.",
            "Kjør «tidbank del FIL -o UT.xlsx» og gi tillitsvalgt den filen: timene og vaktene, men ikke hvorfor, når "
            "eller hvor mye noen har vært borte. «tidbank minside FIL --ansatt NR -o UT.xlsx» lager en fil til den "
            "ansatte selv. «tidbank verifiser» sier om en kopi er endret.",
            "I kopien og på gjennomgangen er godskrevne timer nøyaktige til forrige gjennomgang og siden rundet av til "
            "en halv uke, så ukentlige kopier ikke viser hva slags fravær noen har hatt. Valget heter kopi_kreditt.",
            "Slett fravær når perioden er gjort opp og fristen for krav er ute.",
        ),
        "Personvern",
    )
