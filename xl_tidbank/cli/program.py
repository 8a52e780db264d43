"""Commands that put the bank into a program: bygg, excel, libreoffice, lite and nettside."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..commands import Sporsmaal, Svar, Svarslag, verktoy
from ..commands.svar import Vist, kode
from ..core import tekst
from . import terminal
from .kjor import brukfeil, skal_skrives
from .lese import OM, Lestbank
from .parser import OVERSKRIV

if TYPE_CHECKING:
    from ..book.egne.hente import Hentet
    from ..hosts.excel.install import Sjekkpunkt


@verktoy(
    "Program",
    "libreoffice",
    "Legger funksjonene og menyen Tidbank inn i LibreOffice Calc for denne brukeren.",
    Sporsmaal("fjern", Svarslag.FLAGG, valg=("--fjern",), hjelp="Fjerner tilleggsprogrammet igjen."),
    json=False,
)
def libreoffice(fjern: bool) -> Svar:
    from ..hosts.libreoffice import install

    with terminal.arbeider("Snakker med LibreOffice ..."):
        gjort = install.fjern() if fjern else install.installer()
    return Svar(vist=lambda: gjort)


@verktoy(
    "Program",
    "bygg",
    "Lager Tidbank.xlsm (tom) og Tidbank_demo.xlsm, med funksjoner, bånd og makroer.",
    Sporsmaal(
        "mappe", Svarslag.FIL, valg=("--mappe",), metavar="MAPPE", hjelp="Hvor filene legges.", ellers="workbooks"
    ),
    json=False,
)
def bygg(mappe: Path) -> Svar:
    from ..hosts.excel.build import workbook

    with terminal.arbeider("Bygger arbeidsbøkene ..."):
        laget = workbook.bygg(mappe)
    return Svar(vist=lambda: [f"Laget {sti}." for sti in laget])


def _laget_fil(sti: Path, lengde: int, sha256: str) -> Svar:
    """A file to hand on: where it is, how large, and the sum it is told by."""
    return Svar(
        json=lambda: {"fil": str(sti), "lengde": lengde, "sha256": sha256},
        vist=lambda: [f"Laget {sti}, {tekst.tall(round(lengde / 1e6, 1))} MB.", f"SHA-256: {sha256}"],
    )


@verktoy(
    "Program",
    "pakk",
    "Lager én zip-fil med Tidbank.xlsm og Python, som pakkes ut og brukes i Excel uten å installere noe.",
    Sporsmaal("ut", Svarslag.UTFIL, metavar="UT.zip", maa=True, hjelp="Filen som skal lages."),
    Sporsmaal("python", Svarslag.FIL, valg=("--python",), metavar="FIL.zip",
              hjelp="«Windows embeddable package (64-bit)» fra python.org. Uten: hentes med pip."),
    OVERSKRIV,
)  # fmt: skip
def pakk(ut: Path, overskriv: bool, python: Path | None = None) -> Svar:
    from ..hosts.excel import pakke

    skal_skrives(ut, overskriv, endelse=".zip")
    with terminal.arbeider("Henter og pakker ..."):
        laget = pakke.pakk(ut, date.today(), python)
    return _laget_fil(laget.sti, laget.lengde, laget.sha256)


@verktoy(
    "Program",
    "nettside",
    "Lager Tidbank.html: én fil som åpner en bank eller en kopi i nettleseren, uten nett og uten å installere noe.",
    Sporsmaal("ut", Svarslag.UTFIL, metavar="UT.html", maa=True, hjelp="Filen som skal lages."),
    Sporsmaal("deler", Svarslag.FIL, valg=("--deler",), metavar="MAPPE",
              hjelp="Mappe med delene av Pyodide. Uten: hentes med npm og pip, og beholdes."),
    OVERSKRIV,
)  # fmt: skip
def nettside(ut: Path, overskriv: bool, deler: Path | None = None) -> Svar:
    from ..hosts.nettleser import bygg as side

    skal_skrives(ut, overskriv, endelse=".html")
    with terminal.arbeider("Bygger nettsiden ..."):
        laget = side.bygg(ut, deler)
    return _laget_fil(laget.sti, laget.lengde, laget.sha256)


@verktoy(
    "Program",
    "lite",
    "Lager koden til xlwings Lite, som kjører Python i Excel på Windows, Mac og nett, og en side om å komme i gang.",
    Sporsmaal("mappe", Svarslag.FIL, metavar="MAPPE", maa=True, hjelp="Mappen filene legges i."),
    OVERSKRIV,
)
def lite(mappe: Path, overskriv: bool) -> Svar:
    from ..hosts.lite import bygg as kode

    for navn in kode.FILER:
        skal_skrives(mappe / navn, overskriv, endelse=Path(navn).suffix)
    laget = kode.bygg(mappe)
    return Svar(
        json=lambda: {"mappe": str(laget.mappe), "filer": list(kode.FILER), "lengde": laget.lengde},
        vist=lambda: [
            f"Laget {laget.mappe}: {', '.join(kode.FILER)}.",
            f"main.py er på {tekst.tall(round(laget.lengde / 1000))} kB. Les meg først.txt sier hvordan du begynner.",
        ],
    )


@verktoy(
    "Program",
    "excel",
    "Legger Tidbank.xlsm i en mappe, satt opp for denne Python, og sjekker det Excel trenger.",
    Sporsmaal("mappe", Svarslag.FIL, metavar="MAPPE", hjelp="Mappen arbeidsboken skal ligge i.", ellers="."),
    Sporsmaal("fra", Svarslag.FIL, valg=("--fra",), metavar="FIL",
              hjelp="Bank (.xlsx eller .xlsm) som tabellene hentes fra."),
    Sporsmaal("bare_sjekk", Svarslag.FLAGG, valg=("--sjekk",), hjelp="Sjekker bare, og lager ingenting."),
    Sporsmaal("vis", Svarslag.FLAGG, valg=("--vis",), hjelp="Viser bare hva som hentes fra FIL."),
    Sporsmaal("ja", Svarslag.FLAGG, valg=("--ja",), hjelp="Spør ikke, selv om noe i FIL ikke følger med."),
    OVERSKRIV,
)  # fmt: skip
def excel(mappe: Path, bare_sjekk: bool, vis: bool, ja: bool, overskriv: bool, fra: Path | None = None) -> Svar:
    from ..book.files import beside, save
    from ..hosts.excel import install, machine

    if vis and fra is None:
        raise brukfeil("--vis viser hva som hentes med --fra. Oppgi --fra FIL.")
    maskin, sted = machine.denne(), mappe.absolute()
    fil, hentet = None, None
    if not bare_sjekk:
        install.kan_legges(sted, overskriv or vis, fra)
    if fra is not None and not bare_sjekk:
        merke = beside.merke(fra)
        save.denne().merk(*beside.merknader(fra))
        with terminal.arbeider(f"Leser {fra} ..."):
            hentet = install.hent(fra)
        OM.kilde = Lestbank(fra, merke=merke, fra=hentet.stempel, til=hentet.stempel)
        if not OM.som_json:
            _si_hva(hentet)
        if not _skal_lages(hentet, vis, ja or OM.som_json):
            return Svar(json=lambda: {"fil": None, **_hentet_json(hentet)})
    with terminal.arbeider("Sjekker ..."):
        if not bare_sjekk:
            fil = install.legg(sted, date.today(), maskin, overskriv, hentet=hentet)
        punkter = install.sjekk(sted, maskin)
    vist: list[Vist] = [] if fil is None else [f"Laget {fil}.", ""]
    for p in punkter:
        vist.append(f"{install.SYMBOL[p.status]:11s} {p.navn}: {p.hva}")
        if p.tiltak:
            vist.append(f"{'':12s}{p.tiltak}")
    if fil is not None:
        vist += ["", *install.neste_steg(fil, maskin)]
    mangler = any(p.status == install.MANGLER for p in punkter)
    return Svar(
        json=lambda: {
            "fil": None if fil is None else str(fil), "punkter": list(map(_punkt_json, punkter)),
            **_hentet_json(hentet),
        },
        vist=lambda: vist,
        kode=kode(mangler and (bare_sjekk or maskin.windows)),
    )  # fmt: skip


def _si_hva(hentet: Hentet) -> None:
    """Before anything is written: what comes along, and each thing that does not."""
    terminal.si(f"Fra {hentet.fra}, som ikke endres:")
    terminal.si("  Med: tabellene og innstillingene" + "".join(f"; {m}" for m in hentet.eget.med) + ".")
    if hentet.eget.ikke_med:
        terminal.si("  Ikke med:", *(f"  ▲ {linje}" for linje in hentet.eget.ikke_med))


def _skal_lages(hentet: Hentet, vis: bool, ja: bool) -> bool:
    """As `tidbank del`: asks where something is left behind and there is somebody to ask."""
    if vis:
        return False
    if hentet.eget.ikke_med and not ja and terminal.kan_sporre():
        lages = terminal.bekreft("Skal arbeidsboken lages?")
        if not lages:
            terminal.si("Ingenting er skrevet.")
        return lages
    return True


def _hentet_json(hentet: Hentet | None) -> dict[str, Any]:
    return {} if hentet is None else {"fra": str(hentet.fra), "med": hentet.eget.med, "ikke_med": hentet.eget.ikke_med}


def _punkt_json(p: Sjekkpunkt) -> dict[str, Any]:
    return {"navn": p.navn, "status": p.status, "hva": p.hva, "tiltak": p.tiltak}
