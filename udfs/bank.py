"""The bank in a sheet: read the tables once, then ask for balances, accounts, the overview and the findings."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from xl_tidbank.book.sheets.vakt.vaktuke import uketabell
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.tekst import dato as vist
from xl_tidbank.core.vakt import vaktuke
from xl_tidbank.core.views import SALDONOKLER, TIMENOKLER, Saldo
from xl_tidbank.functions import funksjon
from xl_tidbank.tables import assemble, schema

from . import argumenter as arg
from . import banker

_DATO = "Dagen det spørres om. Tomt = i dag."
_BANK = "Cellen med TIDBANK_LES. Tomt = arbeidsbokens egne tabeller."
HJEMMEL = "Delta § 10; utkastet pkt. 5"
UTELATT = "Utelatt"  # Status of somebody whose rows cannot be read: TIDBANK_AVVIK says which


def _dag(raa: Any) -> date:
    return arg.dato_eller_ingen(raa) or date.today()


@funksjon(
    "Leser tabellene og gir en bank de andre funksjonene kan spørre.",
    "bank",
    HJEMMEL,
    avtaler="Tabellen Avtaler med overskrifter.",
    vakter="Tabellen Vakter med overskrifter.",
    fravaer="Tabellen Fravær med overskrifter.",
    ansatte="Tabellen Ansatte med overskrifter. Tomt = de som har avtale eller timebank.",
    turnus="Tabellen Turnus med overskrifter. Tomt = ingen.",
    innstillinger="Tabellen Innstillinger med overskrifter. Tomt = forslagene.",
    fravaerskoder="Tabellen Fraværskoder med overskrifter. Tomt = kodene som følger med.",
    gjennomganger="Tabellen Gjennomganger med overskrifter. Tomt = forfalte gjennomganger kontrolleres ikke.",
    kapasitet="Tabellen Kapasitet med overskrifter. Tomt = ingen timebank.",
    timer="Tabellen Timer med overskrifter. Tomt = ingen.",
    timebank="Tabellen Timebank med overskrifter. Tomt = ingen.",
    prosess="Tabellen Prosess med overskrifter. Tomt = prosessen kontrolleres ikke.",
    kartlegging="Tabellen Kartlegging med overskrifter. Tomt = kartleggingen kontrolleres ikke.",
    lonnsgrunnlag="Tabellen Lønnsgrunnlag med overskrifter. Tomt = ingen lønn.",
    kompetanser="Tabellen Kompetanser med overskrifter. Tomt = ingen kompetanse dekker en annen.",
    grunnturnus="Tabellen Grunnturnus med overskrifter. Tomt = ingen.",
    vaktkoder="Tabellen Vaktkoder med overskrifter. Tomt = Grunnturnus har ingen koder å slå opp.",
    tilbud="Tabellen Tilbud på arket Ledige vakter med overskrifter. Tomt = ingen.",
    utenfor="Antall fylte celler på arkene som ikke er i tabellene. Er det ikke 0, leses arkene hele. Tomt = 0.",
    reisevaner="Tabellen Reisevaner med overskrifter. Tomt = ingen.",
    reiser="Tabellen Reiser med overskrifter. Tomt = ingen.",
    digitale_moter="Tabellen Digitale_møter med overskrifter. Tomt = ingen.",
    hjemmekontor="Tabellen Hjemmekontor med overskrifter. Tomt = ingen.",
    energi="Tabellen Energi med overskrifter. Tomt = ingen.",
    drivstoff="Tabellen Drivstoff med overskrifter. Tomt = ingen.",
    avfall="Tabellen Avfall med overskrifter. Tomt = ingen.",
    utstyr="Tabellen Utstyr med overskrifter. Tomt = ingen.",
    utlan="Tabellen Utlån med overskrifter. Tomt = ingen.",
    byttebod="Tabellen Byttebod med overskrifter. Tomt = ingen.",
    leverandorer="Tabellen Leverandører med overskrifter. Tomt = ingen.",
    mal="Tabellen Mål med overskrifter. Tomt = ingen.",
    malinger="Tabellen Målinger med overskrifter. Tomt = ingen.",
    tiltak="Tabellen Tiltak med overskrifter. Tomt = ingen.",
    innspill="Tabellen Innspill med overskrifter. Tomt = ingen.",
    kampanjer="Tabellen Kampanjer med overskrifter. Tomt = ingen.",
    ambassadorer="Tabellen Ambassadører med overskrifter. Tomt = ingen.",
    nokkeltall="Tabellen Nøkkeltall med overskrifter. Tomt = ingen.",
    klimaposter="Tabellen Klimaposter med overskrifter. Tomt = ingen.",
    utslippsfaktorer="Tabellen Utslippsfaktorer med overskrifter. Tomt = ingen.",
)
def TIDBANK_LES(
    avtaler: Any,
    vakter: Any,
    fravaer: Any,
    ansatte: Any = None,
    turnus: Any = None,
    innstillinger: Any = None,
    fravaerskoder: Any = None,
    gjennomganger: Any = None,
    kapasitet: Any = None,
    timer: Any = None,
    timebank: Any = None,
    prosess: Any = None,
    kartlegging: Any = None,
    lonnsgrunnlag: Any = None,
    kompetanser: Any = None,
    grunnturnus: Any = None,
    vaktkoder: Any = None,
    tilbud: Any = None,
    utenfor: Any = None,
    reisevaner: Any = None,
    reiser: Any = None,
    digitale_moter: Any = None,
    hjemmekontor: Any = None,
    energi: Any = None,
    drivstoff: Any = None,
    avfall: Any = None,
    utstyr: Any = None,
    utlan: Any = None,
    byttebod: Any = None,
    leverandorer: Any = None,
    mal: Any = None,
    malinger: Any = None,
    tiltak: Any = None,
    innspill: Any = None,
    kampanjer: Any = None,
    ambassadorer: Any = None,
    nokkeltall: Any = None,
    klimaposter: Any = None,
    utslippsfaktorer: Any = None,
) -> str:
    """A short text with a content stamp, such as "Tidbank 24 ansatte, 612 vakter #9f3a1c80b2d4"; same content, same
    text. Raises TidbankFeil with every bad cell.

    utenfor: what stands on the sheets outside the tables. There may be rows below a table, which count everywhere, so
    the host reads the sheets; without a host nobody can, and the answer would be wrong.
    """
    if not arg.tomt(utenfor) and banker.ma_leses(celler := arg.tall("Utenfor", utenfor)):
        return banker.husk(banker.vertens(celler))
    gitt = {
        "Avtaler": avtaler, "Vakter": vakter, "Fravær": fravaer, "Ansatte": ansatte, "Turnus": turnus,
        "Innstillinger": innstillinger, "Fraværskoder": fravaerskoder, "Gjennomganger": gjennomganger,
        "Kapasitet": kapasitet, "Timer": timer, "Timebank": timebank,
        "Prosess": prosess, "Kartlegging": kartlegging,
        "Lønnsgrunnlag": lonnsgrunnlag, "Kompetanser": kompetanser,
        "Grunnturnus": grunnturnus, "Vaktkoder": vaktkoder, "Tilbud": tilbud,
        "Reisevaner": reisevaner,
        "Reiser": reiser,
        "Digitale_møter": digitale_moter,
        "Hjemmekontor": hjemmekontor,
        "Energi": energi,
        "Drivstoff": drivstoff,
        "Avfall": avfall,
        "Utstyr": utstyr,
        "Utlån": utlan,
        "Byttebod": byttebod,
        "Leverandører": leverandorer,
        "Mål": mal,
        "Målinger": malinger,
        "Tiltak": tiltak,
        "Innspill": innspill,
        "Kampanjer": kampanjer,
        "Ambassadører": ambassadorer,
        "Nøkkeltall": nokkeltall,
        "Klimaposter": klimaposter,
        "Utslippsfaktorer": utslippsfaktorer,
    }  # fmt: skip
    for navn in ("Avtaler", "Vakter", "Fravær"):
        if arg.tomt(gitt[navn]):
            raise TidbankFeil(f"Tabellen {navn} mangler. {arg.HELE}")
    omrader = {
        schema.ETTER_NAVN[navn]: arg.tabell(f"Tabellen {navn}", raa) for navn, raa in gitt.items() if not arg.tomt(raa)
    }
    return banker.husk(banker.av(assemble.les_omrader(omrader)))


@funksjon(
    "Timer på en dato: skyldig, etterslep, arbeidet eller et annet tall fra oversikten.",
    "timer",
    HJEMMEL,
    ansatt="Ansattnr. Tomt = arkets egen ansatt der det har en, ellers alle i banken til sammen.",
    dato=_DATO,
    visning=", ".join(SALDONOKLER) + ". Tomt = skyldig.",
    bank=_BANK,
)
def TIDBANK_SALDO(ansatt: Any = None, dato: Any = None, visning: Any = "skyldig", bank: Any = None) -> Any:
    """Hours (unrounded) for one employee, or the sum of everyone with a settlement period on the date.

    Raises TidbankFeil for an unknown employee, a date outside every period, an unknown `visning`.
    """
    banken, dag = banker.hent(bank), _dag(dato)
    nokkel = arg.tekst(visning).casefold() or "skyldig"
    if nokkel not in SALDONOKLER:
        raise TidbankFeil(f"Visning kan ikke være «{arg.tekst(visning)}». Skriv en av: {', '.join(SALDONOKLER)}.")
    nr = banker.ansattnr(ansatt, bank)
    if nr:
        verdi = getattr(banken.saldo(nr, dag), nokkel)
        if verdi is None:
            raise TidbankFeil(f"{nokkel} finnes ikke {vist(dag)}: perioden er slutt, eller det er ingen flere.")
        return verdi
    if nokkel not in TIMENOKLER:
        raise TidbankFeil(f"{nokkel} kan ikke legges sammen. Oppgi et ansattnr.")
    saldoer = banken.saldoer(dag)
    if banken.utelatt:  # a sum without them would be a wrong one
        raise TidbankFeil([f for feil in banken.utelatt.values() for f in feil])
    if not saldoer:
        raise TidbankFeil(f"Ingen har en avregningsperiode som dekker {vist(dag)}. Velg en annen dato.")
    return math.fsum(v for s in saldoer if (v := getattr(s, nokkel)) is not None)


@funksjon(
    "Kontoutskrift: en rad for hver postering, med løpende saldo.",
    "tabell",
    HJEMMEL,
    ansatt="Ansattnr.",
    fra="Første dag som vises. Tomt = periodens start.",
    til="Siste dag som er med. Tomt = periodens slutt.",
    bank=_BANK,
)
def TIDBANK_KONTO(ansatt: Any, fra: Any = None, til: Any = None, bank: Any = None) -> list[list[Any]]:
    """Header and a row per posting: Dato, Art, Timer, Saldo, Hjemmel, Kilde.

    Timer is what the posting does to what is owed: the debt is positive, work and credit negative.
    """
    nr = arg.ansattnr(ansatt)
    if not nr:
        raise TidbankFeil("Ansatt mangler. Skriv et ansattnr.")
    linjer = banker.hent(bank).konto(nr, arg.dato_eller_ingen(fra), arg.dato_eller_ingen(til))
    return [["Dato", "Art", "Timer", "Saldo", "Hjemmel", "Kilde"], *(list(linje) for linje in linjer)]


@funksjon("Oversikt: en rad for hver ansatt.", "tabell", HJEMMEL, dato=_DATO, bank=_BANK)
def TIDBANK_OVERSIKT(dato: Any = None, bank: Any = None) -> list[list[Any]]:
    """Header and a row per employee with a settlement period on the date; empty cells where there is no figure.

    Last stand those who are left out, because a row of theirs cannot be read, with Status "Utelatt" and no figures.
    """
    banken = banker.hent(bank)
    saldoer = banken.saldoer(_dag(dato))
    hode = [schema.SALDONAVN[felt] for felt in Saldo._fields]
    utelatt = ([nr, banken.navn(nr) or "Rad uten ansattnr", *[""] * (len(hode) - 3), UTELATT] for nr in banken.utelatt)
    return [hode, *(["" if verdi is None else verdi for verdi in s] for s in saldoer), *utelatt]


@funksjon("Avvik: en rad for hvert funn.", "tabell", HJEMMEL, dato=_DATO, bank=_BANK)
def TIDBANK_AVVIK(dato: Any = None, bank: Any = None) -> list[list[Any]]:
    """Header and a row per finding: Regel, Alvor, Ansattnr, Ark, Celle, Hjemmel, Hva, Tiltak."""
    hode = ["Regel", "Alvor", "Ansattnr", "Ark", "Celle", "Hjemmel", "Hva", "Tiltak"]
    funn = banker.hent(bank).funn(_dag(dato))
    return [hode, *([f.regel, f.alvor, f.ansattnr, f.ark, f.celle, f.hjemmel, f.tekst, f.tiltak] for f in funn)]


@funksjon(
    "Vaktuken: hvem som arbeider når, ledige vakter øverst. En uke under den andre.",
    "tabell",
    "aml. § 10-3; Delta § 8",
    dato="En dag i den første uken. Tomt = denne uken.",
    uker="Antall uker: 1, 4 eller 6. Tomt = 1.",
    per="Dagen ukene ses fra: hva som er forbi, og hvilke frister som er ute. Tomt = i dag.",
    rader="Svaret fylles ut med tomme rader til det er så langt. Tomt = så langt det trengs.",
    bank=_BANK,
)
def TIDBANK_VAKTUKE(
    dato: Any = None, uker: Any = None, per: Any = None, rader: Any = None, bank: Any = None
) -> list[list[Any]]:
    """A header, and for each week a row of dates, one of deadlines, the vacant shifts, and a row per employee.

    A shift is its times, after a letter where it is no part of the roster (T, E, B, O; L is vacant) and ? where nobody
    has confirmed it. Of an absence it says "borte" and nothing more. Raises TidbankFeil for another number of weeks.
    """
    antall = 1 if arg.tomt(arg.verdi(uker)) else arg.tall("Uker", uker)
    if antall not in vaktuke.UKER:
        raise TidbankFeil(f"Uker er «{arg.tekst(uker)}». Skriv 1, 4 eller 6.")
    i_dag = _dag(per)
    forste = arg.dato_eller_ingen(dato) or i_dag
    return uketabell(vaktuke.vaktuke(banker.hent(bank), forste, int(antall), i_dag), int(arg.tall_eller(rader, 0)))
