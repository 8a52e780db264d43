"""The pages of a workbook that computes itself: figures are our functions over the tables, with their last values.

Two names tie the workbook together: `Bank` is the cell with TIDBANK_LES over the tables, `Dato` the day the pages
speak for. Everything else takes them, so that the program's own dependency order keeps every figure fresh. A sum over
what a function fills shows that function's error when it has one, never a sum of nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import fsum
from types import MappingProxyType

from xl_tidbank.book.page.placed import adresse, kolonne
from xl_tidbank.core.bank import UTELATT
from xl_tidbank.core.model import Ansatt
from xl_tidbank.core.views import SALDONOKLER, Kontolinje, Saldo
from xl_tidbank.tables.schema import SALDONAVN

from ..page.plain import (
    Cellelinje,
    Celletall,
    Felt,
    Format,
    Formel,
    Lenker,
    Matrise,
    Nokkelrad,
    Nokkeltall,
    Notat,
    Side,
    Status,
    Verdi,
)
from .common import stovfri
from .oversikt import ARK as OVERSIKT
from .start import ARK as START
from .start import ARKENE, skjemaene
from .vakt.vaktuke import ARK as VAKTUKE

ANSATT = "Ansatt"
BANK, DATO = "Bank", "Dato"
KANSKJE_INGEN = frozenset(("trengs_per_uke", "trengs_per_uke_etter_avtalt", "neste_gjennomgang"))
_FORMAT: Mapping[str, Format] = MappingProxyType({
    "ansattnr": Format.TEKST, "navn": Format.TEKST, "status": Format.STATUS,
    "skyldig": Format.SKYLDIG, "skyldig_etter_avtalt": Format.SKYLDIG, "etterslep": Format.ETTERSLEP,
    "skyldig_ved_slutt": Format.SKYLDIG,
    "trengs_per_uke": Format.SKYLDIG, "trengs_per_uke_etter_avtalt": Format.SKYLDIG,
    "neste_gjennomgang": Format.DATO, "sluttvarsel": Format.DATO,
})  # fmt: skip
# The figures people ask for; the others are a click away.
_SPURT_OM = frozenset((
    "ansattnr", "navn", "skyldig", "avtalt", "etterslep", "trengs_per_uke_etter_avtalt", "neste_gjennomgang", "status",
))  # fmt: skip
_BETYR: Mapping[str, str] = MappingProxyType({
    "ukestimer_tidbank": "timer i uken i tidbanken",
    "periodeskyld": "hele periodens timer",
    "paalopt": "fra periodens start til datoen",
    "arbeidet": "vakter med Status Utført til og med datoen",
    "ubekreftet": "vakter som har vært, men ikke er satt til Utført; ikke regnet med",
    "kreditert": "godskrevet ved fravær",
    "skyldig": "periodeskyld minus arbeidet og kreditert",
    "avtalt": "tildelt eller godkjent etter datoen",
    "skyldig_etter_avtalt": "skyldig minus avtalt",
    "etterslep": "påløpt minus arbeidet og kreditert",
    "trengs_per_uke": "timer i uken for å bli ferdig før perioden slutter",
    "trengs_per_uke_etter_avtalt": "det samme når avtalte vakter er trukket fra",
    "ventet": "godskriving for fravær som er registrert etter datoen, utover avtalte vakter",
    "skyldig_ved_slutt": "det som er igjen når perioden slutter, om alt som er avtalt og ventet, skjer",
    "neste_gjennomgang": "hver 12. uke fra periodens start",
    "sluttvarsel": "en måned før perioden slutter",
})  # fmt: skip


def start_side(kort: Nokkelrad, *, virksomhet: str, dag: date) -> Side:
    """kort: the key figures, over the table of the overview."""
    arkene = (ARKENE[0], (ANSATT, "Timene til én ansatt du velger, og hver postering."), *ARKENE[1:])
    return Side(
        START,
        "Tidbank",
        (
            kort,
            Notat(
                (
                    "1. Velg Tidbank > Kom i gang første gang. Fyll ut Ansatte, Avtaler, Turnus (eller Grunnturnus), "
                    "Vakter og Fravær. Tallene på Start, "
                    "Oversikt og Ansatt følger tabellene med en gang.",
                    "2. Velg Tidbank > Kontroller alt på båndet. Brudd og advarsler merkes ved siden av radene, og "
                    "arket Avvik sier hva dere kan gjøre.",
                    "3. Velg Tidbank > Lag 12-ukers gjennomgang når en gjennomgang nærmer seg.",
                    "4. Viser en celle #VERDI! eller #I/T, er noe i en tabell feil. Cellen Bank på Oversikt sier hvem "
                    "som er utelatt, og Kontroller alt hvilken celle det er.",
                ),
                "Slik bruker dere banken",
            ),
            skjemaene(VAKTUKE),
            Lenker("Arkene", arkene),
            Notat(
                (
                    "Denne filen er banken: alt skrives her, og det er denne dere lagrer og tar kopi av.",
                    "Filen inneholder opplysninger om ansatte og fravær. Del den ikke videre: gi tillitsvalgt arkene "
                    "fra Lag 12-ukers gjennomgang, som viser godskrevne timer bare som sum.",
                    "Skyldige timer er timer som er lønnet, men ikke arbeidet ennå. Det som ikke er arbeidet inn når "
                    "perioden slutter, faller bort (Delta § 10; utkastet pkt. 5).",
                ),
                liten=True,
            ),
        ),
        gjelder=Formel(DATO, dag),
        virksomhet=virksomhet,
        undertittel="Timene dere har avtalt, arbeidet og fortsatt skylder",
    )  # fmt: skip


def oversikt_side(saldoer: Sequence[Saldo], dag: date, *, virksomhet: str, les: str, bank: str) -> Side:
    """les: the formula of the cell Bank, and `bank` its text."""
    return Side(
        OVERSIKT,
        "Oversikt over tidbanken",
        (
            Celletall(
                "",
                (Cellelinje("Tallene gjelder", dag, Format.DATO,
                            "Skriv en annen dato, og tallene på Start, Oversikt og Ansatt følger med.", DATO),),
                inndata=True,
            ),
            Celletall("", (Cellelinje("Bank", Formel(les, bank), Format.TEKST, "", BANK),)),
            Matrise("", _saldofelt(), f"TIDBANK_OVERSIKT({DATO},{BANK})", tuple(map(_saldorad, saldoer))),
        ),
        gjelder=Formel(DATO, dag),
        virksomhet=virksomhet,
        undertittel="Én rad per ansatt. [+] over kolonnene viser resten av tallene.",
        liggende=True,
    )  # fmt: skip


def kort(saldoer: Sequence[Saldo], topp: tuple[int, int]) -> Nokkelrad:
    """Key figures over what TIDBANK_OVERSIKT fills on Oversikt from `topp`, however long it grows.

    Words are counted by how they begin: LibreOffice finds no whole text among those an add-in filled in. A sum without
    somebody who is left out would be a wrong one: the cell Bank says who it is, and the sum is an error value.
    """
    hjorne = f"{OVERSIKT}!{adresse(*topp, True)}"

    def under(felt: str) -> str:
        bokstav = kolonne(topp[1] + Saldo._fields.index(felt))
        return f"{OVERSIKT}!${bokstav}${topp[0] + 2}:${bokstav}$5000"

    def tall(etikett: str, uttrykk: str, verdi: float, f: Format, merknad: str) -> Nokkeltall:
        return Nokkeltall(etikett, Formel(f"IF(ISERROR({hjorne}),{hjorne},{uttrykk})", verdi), f, merknad)

    skyldig, status = under("skyldig"), under("status")

    def sum_(fortegn: str, hvilke: str) -> str:
        return f'IF(ISERROR(FIND("{UTELATT.strip()}",{BANK})),{fortegn}SUMIF({skyldig},"{hvilke}"),NA())'

    return Nokkelrad((
        tall("Ansatte i tidbank", f"COUNT({skyldig})", len(saldoer), Format.ANTALL,
             "med periode denne dagen"),
        tall("Skyldig i alt, timer", sum_("", ">0"), fsum(s.skyldig for s in saldoer if s.skyldig > 0),
             Format.TIMER, "av dem som skylder"),
        tall("Til gode i alt, timer", sum_("-", "<0"), -fsum(s.skyldig for s in saldoer if s.skyldig < 0),
             Format.TIMER, "av dem som har til gode"),
        tall(f"■ {Status.NAAR_IKKE_NULL}", f'COUNTIF({status},"{Status.NAAR_IKKE_NULL}*")',
             sum(s.status == Status.NAAR_IKKE_NULL for s in saldoer), Format.ANTALL,
             "ansatte som ikke lovlig kan rekke alt"),
        tall(f"▲ {Status.FOLG_MED}", f'COUNTIF({status},"{Status.FOLG_MED}*")',
             sum(s.status == Status.FOLG_MED for s in saldoer), Format.ANTALL,
             "ansatte bak planen, med høyt tempo foran seg eller nær slutten"),
    ))  # fmt: skip


def _saldofelt() -> tuple[Felt, ...]:
    bredder = {"ansattnr": 9, "navn": 24, "status": 15}
    return tuple(
        Felt(SALDONAVN[n], _FORMAT.get(n, Format.TIMER), bredder.get(n, 9), bak=n not in _SPURT_OM)
        for n in Saldo._fields
    )


def _saldorad(s: Saldo) -> tuple[Verdi, ...]:
    return tuple("" if v is None else v for v in s)


def ansatt_side(
    ansatt: Ansatt | None, saldo: Saldo | None, linjer: Sequence[Kontolinje], dag: date, *, virksomhet: str, liste: str
) -> Side:
    """One employee, chosen from a list; `ansatt` is the first one chosen, None where there are none yet.

    The sheet's own name Ansatt is also how a function without an employee knows whose sheet it stands on.
    """
    valgt = saldo is not None and ansatt is not None
    oppslag = "MATCH({},Ansatte[Ansattnr],0)"
    navn = (
        f'IF({ANSATT}="","",IFERROR(INDEX(Ansatte[Navn],IFERROR({oppslag.format(ANSATT + "&" + chr(34) * 2)},'
        f'{oppslag.format(f"VALUE({ANSATT})")})),"finnes ikke i tabellen Ansatte"))'
    )
    felt = (
        Felt("Dato", Format.DATO, 11), Felt("Art", Format.TEKST, 16), Felt("Timer", Format.TIMER, 10),
        Felt("Saldo", Format.SKYLDIG, 10), Felt("Hjemmel", Format.TEKST, 36), Felt("Kilde", Format.TEKST, 28),
    )  # fmt: skip
    return Side(
        ANSATT,
        "Timene til én ansatt",
        (
            Celletall(
                "",
                (Cellelinje("Ansatt", ansatt.ansattnr if valgt and ansatt else "", Format.TEKST,
                            "Velg ansattnummeret fra listen i cellen.", f"!{ANSATT}", liste),),
                inndata=True,
            ),
            Celletall("", (Cellelinje("Navn", Formel(navn, ansatt.navn if valgt and ansatt else ""), Format.TEKST),)),
            Celletall("Timer", tuple(_saldolinje(n, saldo if valgt else None) for n in SALDONOKLER)),
            Notat(
                (
                    "Skyldig er periodens timer som ikke er arbeidet eller godskrevet. I kontoen øker plusstimer "
                    "skylden, og minustimer minsker den. Kontoen viser når noen har vært borte: del den bare med den "
                    "den gjelder og leder.",
                ),
                liten=True,
            ),
            Matrise(
                "Konto til og med datoen", felt,
                f'IF({ANSATT}="","",TIDBANK_KONTO({ANSATT},,{DATO},{BANK}))',
                tuple(tuple(linje) for linje in linjer) if valgt else (),
                () if valgt else ("",) * len(felt),
            ),
        ),
        gjelder=Formel(DATO, dag),
        virksomhet=virksomhet,
        undertittel="Velg en ansatt. Tallene følger tabellene.",
    )  # fmt: skip


def _saldolinje(nokkel: str, saldo: Saldo | None) -> Cellelinje:
    """One TIDBANK_SALDO with its own view. Where there may be none, a word says so, but an error stays an error."""
    kall = f'TIDBANK_SALDO({ANSATT},{DATO},"{nokkel}",{BANK})'
    if nokkel in KANSKJE_INGEN:
        kall = f'IF(ISERROR(Skyldig),Skyldig,IFERROR({kall},"ingen"))'
    verdi = None if saldo is None else getattr(saldo, nokkel)
    if isinstance(verdi, float):
        verdi = stovfri(verdi)
    formel = Formel(f'IF({ANSATT}="","",{kall})', "ingen" if saldo and verdi is None else verdi)
    navn = "!Skyldig" if nokkel == "skyldig" else ""
    return Cellelinje(SALDONAVN[nokkel], formel, _FORMAT.get(nokkel, Format.TIMER), _BETYR[nokkel], navn)
