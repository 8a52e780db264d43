"""`tidbank excel`: put the workbook in a folder, note the Python Excel shall start, and say what Excel lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from xl_tidbank.book import logg
from xl_tidbank.book.egne import hente
from xl_tidbank.book.egne.hente import Hentet
from xl_tidbank.book.open import read
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil

from . import machine, names
from .build import opened, workbook
from .machine import Maskin

OK, ADVARSEL, MANGLER = "ok", "advarsel", "mangler"
SYMBOL = {OK: "● I orden", ADVARSEL: "▲ Advarsel", MANGLER: "■ Mangler"}
STEG = (
    "Åpne {fil} i Excel.",
    "Kommer det en gul linje om makroer, velg Aktiver innhold. Den kommer ikke når mappen er et klarert sted.",
    "Velg fanen Tidbank og trykk Sjekk oppsett.",
)


class Sjekkpunkt(NamedTuple):
    """One thing looked at. status: ok, advarsel (it works, but) or mangler. tiltak: what to do, "" where nothing."""

    navn: str
    status: str
    hva: str
    tiltak: str = ""


def hent(fra: Path) -> Hentet:
    """Read a bank, and what of it comes along (`eget.med`) and does not (`eget.ikke_med`). Nothing is written.

    Raises TidbankFeil for a bank that cannot be read.
    """
    hentet = hente.hent(hente.les(fra))
    makroer = opened.egne_makroer(fra)
    if makroer:
        hentet.eget.ikke_med.append(f"Makroer du selv har lagt inn: {', '.join(makroer)}.")
    linjer = logg.samle(*hente.loggen(fra, hentet.eget))
    return replace(hentet, linjer=tuple(v.linje for v in linjer))


def legg(
    mappe: Path,
    dag: date,
    maskin: Maskin,
    overskriv: bool = False,
    fra: Path | None = None,
    hentet: Hentet | None = None,
) -> Path:
    """Write the workbook in a folder, which is made, empty or with another bank in it: `hentet`, or read from `fra`.

    Raises TidbankFeil where one stands there already, and for a bank that cannot be read; then nothing is written.
    """
    sti = mappe / workbook.MAL
    fra = hentet.fra if hentet is not None else fra
    kan_legges(mappe, overskriv, fra)
    if fra is not None and hentet is None:
        hentet = hent(fra)
    mappe.mkdir(parents=True, exist_ok=True)
    if maskin.windows:
        noter_python(maskin)
    if hentet is None:
        workbook.skriv(sti, {}, dag, bare_ny=not overskriv)
        return sti
    linje = logg.Linje(logg.naa(), "excel", hentet.stempel, hentet.stempel, f"1 fil ({sti.suffix})")
    workbook.skriv(
        sti, hentet.rader, dag, hentet.eget, (*hentet.linjer, linje), bare_ny=not overskriv,
        deler=hentet.deler,
    )  # fmt: skip
    if Bank(read.les_bok(sti)).stempel != hentet.stempel:
        raise RuntimeError(f"{sti} does not hold what {fra} holds")
    return sti


def noter_python(maskin: Maskin) -> None:
    """Write down in the user's own folder which Python every workbook on the machine starts.

    Raises TidbankFeil for a place VBA cannot read: it knows only the letters of the machine's own code page.
    """
    fil = maskin.brukermappe() / names.PYTHONFIL
    try:
        tekst = f"{maskin.python}\r\n".encode(maskin.tegnsett)
    except UnicodeEncodeError:
        raise TidbankFeil(
            f"Excel kan ikke starte {maskin.python}: mappen har bokstaver Windows ikke har i tegnsettet sitt "
            f"({maskin.tegnsett}). Legg Python i en mappe uten dem, og prøv igjen."
        ) from None
    fil.parent.mkdir(parents=True, exist_ok=True)
    ny = fil.with_suffix(".ny")
    ny.write_bytes(tekst)
    ny.replace(fil)


def kan_legges(mappe: Path, overskriv: bool = False, fra: Path | None = None) -> None:
    """Raises TidbankFeil where the workbook cannot be put there; before anything is read."""
    sti = mappe / workbook.MAL
    if sti.exists() and not overskriv:
        raise TidbankFeil(
            f"{sti} finnes fra før og er ikke endret. Velg en annen mappe, eller bruk --overskriv for en ny. "
            "Den som ligger der, blir da en sikkerhetskopi."
        )
    if mappe.exists() and not mappe.is_dir():
        raise TidbankFeil(f"{mappe} er ikke en mappe. Velg en mappe.")
    if fra is not None and sti.exists() and fra.exists() and sti.samefile(fra):
        raise TidbankFeil(f"{sti} er filen tabellene skal hentes fra. Velg en annen mappe.")


def neste_steg(fil: Path, maskin: Maskin) -> list[str]:
    if not maskin.windows:
        return [
            "Funksjonene og båndet virker i Excel for Windows. Flytt filen dit.",
            f"Der må Python ligge i {names.BRUKERMAPPE}, eller kjør tidbank excel der.",
            "I LibreOffice på denne maskinen: tidbank libreoffice.",
        ]
    return [f"{nr}. {tekst.format(fil=fil)}" for nr, tekst in enumerate(STEG, 1)]


def sjekk(mappe: Path, maskin: Maskin) -> list[Sjekkpunkt]:
    """Everything Excel needs, in the order it is needed."""
    return list(_punkter(mappe, maskin))


def _punkter(mappe: Path, m: Maskin) -> Iterator[Sjekkpunkt]:
    if not m.windows:
        yield Sjekkpunkt(
            "Excel for Windows", MANGLER, f"Denne maskinen er ikke Windows ({m.plattform}).",
            "Flytt filen til en maskin med Excel for Windows, eller bruk LibreOffice: tidbank libreoffice.",
        )  # fmt: skip
        yield _xlwings(m)
        yield from _filen(mappe / workbook.MAL, m)
        return
    yield Sjekkpunkt("Excel for Windows", OK, "Maskinen er Windows.")
    yield _python(m)
    yield from _notert(m, mappe)
    yield _xlwings(m)
    yield _dll(m)
    pywin32 = m.kan_importeres("pythoncom") and m.kan_importeres("win32com")
    if pywin32:
        yield Sjekkpunkt("pywin32", OK, f"pywin32 {m.versjon('pywin32') or ''} er installert.".replace("  ", " "))
    else:
        yield Sjekkpunkt("pywin32", MANGLER, "pywin32 kan ikke brukes av denne Python.",
                    f"Kjør: {m.python} -m pip install --force-reinstall pywin32")  # fmt: skip
    if pywin32:
        yield _server(m)
    yield from _mappen(mappe, m)
    yield from _filen(mappe / workbook.MAL, m)


def _python(m: Maskin) -> Sjekkpunkt:
    hva = f"Excel starter {m.python}."
    if "WindowsApps" in m.python.parts or "\\windowsapps\\" in str(m.python).lower():
        return Sjekkpunkt("Python", MANGLER, f"{hva} Den er fra Microsoft Store, og Excel kan ikke starte den.",
                     "Installer Python fra python.org, lag et nytt miljø og kjør tidbank excel derfra.")  # fmt: skip
    return Sjekkpunkt("Python", OK, hva)


def _notert(m: Maskin, mappe: Path) -> Iterator[Sjekkpunkt]:
    """Excel starts another Python than this: the one written down, or one beside the workbook."""
    fil = m.brukermappe() / names.PYTHONFIL
    try:
        notert = fil.read_text(m.tegnsett).splitlines()[0].strip()
    except (OSError, ValueError, IndexError):
        notert = ""
    if (mappe / names.PROGRAMMAPPE / "python.exe").is_file():
        sted = mappe / names.PROGRAMMAPPE
        yield Sjekkpunkt("Sted", ADVARSEL, f"Arbeidsboken her bruker Python i {sted}, som ligger ved siden av den.",
                    "Sjekken gjelder Python den kjøres med. Flytt mappen vekk hvis den ikke skal brukes.")  # fmt: skip
    elif notert.lower() != str(m.python).lower():
        yield Sjekkpunkt("Sted", MANGLER, f"{fil} sier at Excel skal starte {notert or '(ingenting)'}.",
                    "Kjør tidbank excel MAPPE uten --sjekk, så blir denne notert.")  # fmt: skip


def _xlwings(m: Maskin) -> Sjekkpunkt:
    har = m.versjon("xlwings")
    if har == names.XLWINGS:
        return Sjekkpunkt("xlwings", OK, f"xlwings {har}, den samme som i arbeidsboken.")
    er = f"er {har}" if har else "er ikke installert"
    return Sjekkpunkt("xlwings", MANGLER, f"xlwings {er}; arbeidsboken er laget for {names.XLWINGS}.",
                 f"Kjør: {m.python} -m pip install xlwings=={names.XLWINGS}")  # fmt: skip


def _dll(m: Maskin) -> Sjekkpunkt:
    mangler = [d for d in (names.dll(64), names.dll(32)) if not (m.rot / d).is_file()]
    if not mangler:
        return Sjekkpunkt("DLL", OK, f"{names.dll(64)} ligger i {m.rot}.")
    return Sjekkpunkt("DLL", MANGLER, f"{' og '.join(mangler)} ligger ikke i {m.rot}.",
                 f"Kjør: {m.python} -m pip install --force-reinstall xlwings=={names.XLWINGS}. "
                 "Forsvinner den igjen, spør IT om antivirus har tatt den.")  # fmt: skip


def _server(m: Maskin) -> Sjekkpunkt:
    feil = m.start_server(m.python)
    if not feil:
        return Sjekkpunkt("Server", OK, "Serveren som Excel spør, starter.")
    return Sjekkpunkt("Server", MANGLER, f"Serveren som Excel spør, startet ikke: {feil}",
                 "Kjør sjekken på nytt. Står det samme, spør IT om et sikkerhetsprogram stopper Python.")  # fmt: skip


def _mappen(mappe: Path, m: Maskin) -> Iterator[Sjekkpunkt]:
    sted = str(mappe)
    if machine.i_klarert(sted, m.klarerte()):
        yield Sjekkpunkt("Mappe", OK, f"{sted} er et klarert sted i Excel.")
    else:
        yield Sjekkpunkt("Mappe", ADVARSEL,
                    f"{sted} er ikke et klarert sted i Excel, så makroene må aktiveres i filen.",
                    "Legg den til: Fil > Alternativer > Klareringssenter > Innstillinger for klareringssenter > "
                    "Klarerte plasseringer. Eller spør IT.")  # fmt: skip
    if sted.startswith("\\\\"):
        yield Sjekkpunkt("Nettverk", ADVARSEL, "Mappen ligger på en nettverksressurs, der Excel ofte sperrer makroer.",
                    "Legg arbeidsboken på denne maskinen, eller la IT klarere mappen.")  # fmt: skip
    skyer = [v for n in ("OneDrive", "OneDriveCommercial") if (v := m.miljo(n))]
    if any(machine.i_klarert(sted, [machine.Klarert(sky, True)]) for sky in skyer):
        yield Sjekkpunkt("OneDrive", ADVARSEL, "Mappen ligger i OneDrive, der flere kan endre arbeidsboken samtidig.",
                    "Legg den i en vanlig mappe hvis flere bruker den.")  # fmt: skip


def _filen(fil: Path, m: Maskin) -> Iterator[Sjekkpunkt]:
    if not fil.is_file():
        yield Sjekkpunkt(
            "Arbeidsbok", MANGLER, f"{fil} finnes ikke.", "Kjør tidbank excel uten --sjekk, så blir den laget."
        )
        return
    laget_for = opened.xlwings_i(fil)
    if laget_for != names.XLWINGS:
        yield Sjekkpunkt("Arbeidsbok", MANGLER,
                    f"{fil.name} er laget for xlwings {laget_for or '(ukjent)'}, ikke {names.XLWINGS}.",
                    f"Lag en ny av den: tidbank excel NYMAPPE --fra {fil}")  # fmt: skip
    else:
        yield Sjekkpunkt("Arbeidsbok", OK, f"{fil.name} er laget for denne versjonen.")
    if m.windows and m.sperret(fil):
        yield Sjekkpunkt("Sperret fil", MANGLER,
                    f"Windows har merket {fil.name} som hentet fra internett, så Excel sperrer makroene.",
                    "Høyreklikk filen i Filutforsker, velg Egenskaper, og kryss av for Opphev blokkering nederst på "
                    "fanen Generelt.")  # fmt: skip
