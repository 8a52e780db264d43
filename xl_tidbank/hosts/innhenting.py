"""*Hent turnus*: a file from elsewhere into the open workbook. Shown as a page first, asked about, then written as one.

What the import does is worked out where the command line has it (`commands/inn.py`); here are the boxes, the page and
the rows. Nothing in the tables is changed before the user has seen the page and agreed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from xl_tidbank.book.open import fremmed
from xl_tidbank.book.sheets.common import antall
from xl_tidbank.book.sheets.importen import i_menyen, siste_import_side
from xl_tidbank.commands import Sporsmaal, Svarslag, inn
from xl_tidbank.commands.felles import ramme
from xl_tidbank.core import tekst
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil, Verdifeil
from xl_tidbank.core.model import Tabeller
from xl_tidbank.tables.importer import forslag as gjenkjenning
from xl_tidbank.tables.importer import profil
from xl_tidbank.tables.importer.valg import Importvalg

from . import forslag, loggark, placing, tabellskriv
from .knapp import HENT_TURNUS, SISTE_IMPORT
from .messages import Melding, melding
from .vert import Tone, Vert

NAVN, ETIKETT = HENT_TURNUS.navn, HENT_TURNUS.etikett
TITTEL = f"Tidbank: {ETIKETT}"
ENDELSER = (".xlsx", ".ods", ".csv", ".txt")
_NEI_JA = ("Nei", "Ja")


def hent_turnus(vert: Vert) -> Melding | None:
    sti = vert.velg_kilde(TITTEL, ENDELSER)
    if sti is None:
        return None
    if "://" in sti:
        raise TidbankFeil("Filen ligger på nettet. Lagre den i en mappe på denne maskinen, og hent den derfra.")
    fil = Path(sti)
    with vert.arbeid(ETIKETT) as fremdrift:
        fremdrift(f"leser {fil.name}")
        form = gjenkjenning.formen(fremmed.les(fil))
    felt = _skjema(form)
    svar = vert.sporr(TITTEL, f"{fil.name}: {_FORMENE[form]}", felt)
    if svar is None:
        return None
    navnet, valg = _valgene(felt, svar)
    try:
        return _hent(vert, fil, navnet, valg)
    except TidbankFeil as e:
        raise TidbankFeil([f._replace(tekst=i_menyen(f.tekst)) for f in e.feil]) from e


_FORMENE = {
    profil.GRID: "en turnus med ansatte nedover og dager bortover.",
    profil.RULLEPLAN: "en rulleplan. Fyll ut første og siste dag.",
    profil.LISTE: "en liste med en rad for hver vakt.",
    profil.TIMER: "en liste med arbeidede timer.",
}


# What may be chosen, of what the import knows.
_VALG = (
    ("med_fravaer", "Ta med fravær"),
    ("godta_flytting", "Flytt varslede vakter"),
    ("ta_filens", "Ta filens verdier der noen har endret for hånd"),
    ("som_grunnturnus", "Hent ukene til Grunnturnus, ikke vakter til Turnus"),
)


def _skjema(form: str) -> list[Sporsmaal]:
    """What to ask of a file of that shape. The profile of the shape is proposed."""
    alle = {p.navn: p.form for p in map(profil.hent, profil.levert())}
    passer = next((navn for navn, f in alle.items() if f == form), "")
    plan = form == profil.RULLEPLAN
    uten = "" if plan else ". Tomt = alle i filen"
    felt = [
        Sporsmaal("profil", Svarslag.VALG, "Profil", passer, tuple(alle)),
        Sporsmaal("fra", Svarslag.DATO, f"Første dag{uten}"),
        Sporsmaal("til", Svarslag.DATO, f"Siste dag{uten}"),
    ]
    if plan:
        felt.append(Sporsmaal("startuke", Svarslag.TEKST, "Startuke. Tomt = som i filen, ellers 1"))
    kan = {f.name for f in fields(Importvalg)} - (set() if plan else {"som_grunnturnus"})
    return felt + [Sporsmaal(n, Svarslag.FLAGG, hva, "Nei", _NEI_JA) for n, hva in _VALG if n in kan]


def _valgene(felt: list[Sporsmaal], svar: Mapping[str, str]) -> tuple[str, Importvalg]:
    """The profile, and what was asked for. Raises Verdifeil with a sentence."""
    tolket: dict[str, Any] = {s.navn: s.tolk(svar.get(s.navn, "")) for s in felt}
    uke = tolket.pop("startuke", "")
    if uke and not (uke.isdecimal() and 1 <= int(uke) <= 53):
        raise Verdifeil(f"Startuke er «{uke}». Skriv nummeret på en uke i planen.")
    if tolket["fra"] and tolket["til"] and tolket["til"] < tolket["fra"]:
        raise Verdifeil("Siste dag er før første dag. Rett den av dem som er feil.")
    navnet = tolket.pop("profil")
    return navnet, Importvalg(startuke=int(uke) if uke else None, **tolket)


def _hent(vert: Vert, fil: Path, navnet: str, valg: Importvalg) -> Melding:
    with vert.arbeid(ETIKETT) as fremdrift:
        fremdrift("leser tabellene")
        foer = _les(vert)
        fremdrift("regner ut hva som endres")
        hent = inn.forbered(foer, fil, navnet, valg, forslag.dagen(vert))
        etter = hent.etter(datetime.now())
        skriv = tabellskriv.forskjell(foer, etter)
        ark, merknader = _vis(vert, hent, fremdrift)
    if not vert.bekreft(TITTEL, _sporsmaal(hent, ark), farlig=False):
        return melding(f"Ingenting er skrevet i tabellene. Siden {ark} står.", *merknader)
    with vert.arbeid(ETIKETT) as fremdrift:
        fremdrift("leser tabellene på nytt")
        if _les(vert) != foer:
            raise TidbankFeil(
                "Tabellene er endret etter at siden ble laget, så ingenting er skrevet. Hent filen på nytt."
            )
        fremdrift("skriver radene")
        vert.skriv_tabeller(skriv, ETIKETT)
        fremdrift("skriver loggen")
        hva = f"{antall(hent.rapport.antall['ny'], 'ny rad', 'nye rader')} fra {fil.name}"
        uloggfort = loggark.skriv(vert, NAVN, hent.stempel_foer, hva, etter=Bank(etter).stempel)
    return _ferdig(hent, merknader, uloggfort)


def _les(vert: Vert) -> Tabeller:
    """The tables, every row of them: what is left out would come in twice. Raises TidbankFeil with every error."""
    tabeller = vert.les()
    if tabeller.utelatt:
        raise TidbankFeil([f for u in tabeller.utelatt for f in u.feil])
    return tabeller


def _vis(vert: Vert, hent: inn.Innhenting, fremdrift: Any) -> tuple[str, list[str]]:
    """Place the page; its sheet, and what to say of it."""
    egne = placing.egne_ark(vert)
    plasser, merknader = placing.plan(vert.arkene(), egne, [hent.side()], erstatt=True)
    vert.krev_apen()
    vert.plasser(plasser, str(placing.Opphav(placing.siste(vert, egne) + 1, fast=False)), fremdrift)
    ark = plasser[0].side.ark
    merknader.append(loggark.skriv(vert, NAVN, hent.stempel_foer, f"forhåndsvisning av {hent.rapport.fil}"))
    vert.vis(ark)
    return ark, merknader


def _sporsmaal(hent: inn.Innhenting, ark: str) -> str:
    r, a = hent.rapport, hent.rapport.antall
    linjer = [f"{r.fil}, {tekst.dato(r.fra)}–{tekst.dato(r.til)}:"]
    linjer.append(f"{antall(a['ny'], 'ny rad', 'nye rader')} og {antall(a['endret'], 'endret rad', 'endrede rader')}.")
    if a["konflikt"]:
        linjer.append(f"{antall(a['konflikt'], 'konflikt', 'konflikter')} hentes ikke.")
    if a["borte"]:
        linjer.append(f"{antall(a['borte'], 'rad er borte', 'rader er borte')} fra filen, og blir stående.")
    return "\n".join([*linjer, "", f"Alt står på siden {ark}. Skal radene skrives i tabellene nå?"])


def _ferdig(hent: inn.Innhenting, merknader: list[str], uloggfort: str) -> Melding:
    a = hent.rapport.antall
    skrevet = f"{antall(a['ny'], 'ny rad', 'nye rader')} og {antall(a['endret'], 'endret', 'endrede')} er skrevet"
    if not a["ny"] and not a["endret"]:
        skrevet = "Ingenting var nytt eller endret; bare importen er skrevet"
    linjer = [f"{skrevet[0].upper()}{skrevet[1:]}. En linje om importen står på arket Importer."]
    linjer.append("Angre tar tilbake alt på én gang.")
    konflikter = f"{antall(a['konflikt'], 'konflikt', 'konflikter')} er ikke hentet. Se forhåndsvisningen."
    varsler = [m for m in (*merknader, uloggfort, konflikter if a["konflikt"] else "") if m]
    return Melding(Tone.ADVARSEL if varsler else Tone.OK, "\n".join([*linjer, *varsler]))


def siste_import(vert: Vert) -> Melding | None:
    """What has been brought in, the last first, as a page."""
    with vert.arbeid(SISTE_IMPORT.etikett) as fremdrift:
        fremdrift("leser tabellene")
        bank = Bank(vert.les())
        side = siste_import_side(bank.tabeller.importer or (), forslag.dagen(vert), **ramme(bank))
        egne = placing.egne_ark(vert)
        plasser, merknader = placing.plan(vert.arkene(), egne, [side], erstatt=True)
        vert.krev_apen()
        vert.plasser(plasser, str(placing.Opphav(placing.siste(vert, egne) + 1, fast=False)), fremdrift)
        merknader.append(loggark.skriv(vert, SISTE_IMPORT.navn, bank.stempel, "1 ark"))
        vert.vis(plasser[0].side.ark)
    return melding("", *merknader)
