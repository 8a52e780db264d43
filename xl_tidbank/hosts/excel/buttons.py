"""What a button on the ribbon does: `trykk("kontroller_varsler")` runs a command of the register, or one of our own.

Whatever goes wrong becomes a message in Bokmål with the cell it is about, and Excel is left as it was.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import xlwings as xw

from xl_tidbank import __version__, commands
from xl_tidbank.book import logg
from xl_tidbank.book.files import save
from xl_tidbank.book.sheets.hjelp import ARK as HJELP
from xl_tidbank.book.sheets.hjelp import hjelp_side
from xl_tidbank.book.sheets.levende import ANSATT, BANK, DATO
from xl_tidbank.commands import Kommando, Utfil
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.tables import cells
from xl_tidbank.tables.names import samme

from . import book, dialogs, loggark, marks, memory, pages
from .own import EGNE
from .session import i_ro
from .values import rader

# Commands whose page computes itself in a live workbook: there they set the day.
LEVENDE = frozenset(("oversikt",))


def trykk(navn: str) -> None:
    """Run the command or the button of that name in the workbook that called."""
    bok = xw.Book.caller()
    kommando, egen = commands.REGISTER.get(navn), _EGNE.get(navn)
    etikett = kommando.etikett if kommando else next((k.etikett for k in EGNE if k.navn == navn), navn)
    try:
        if kommando is not None:
            _kjor(bok, kommando)
        elif egen is not None:
            egen(bok)
        else:
            raise TidbankFeil(f"Knappen «{navn}» finnes ikke i denne utgaven. Hent arbeidsboken på nytt.")
    except TidbankFeil as e:
        dialogs.si_feil(bok.app, etikett, e.feil)
        _vis(bok, e.feil[0])
    except Exception as e:
        dialogs.si_feil(bok.app, etikett, [Feilmelding("", "", _uventet(e))])


def _kjor(bok: xw.Book, kommando: Kommando) -> None:
    tekster = dialogs.sporr(bok.app, kommando, _dagen(bok), _valgt_ansatt(bok) if kommando.velger_ansatte else "")
    if tekster is None:
        return
    dag, svar = kommando.tolk(tekster)
    setninger = []
    with i_ro(bok.app, kommando.etikett) as si:
        levende = _navngitt(bok, DATO) if kommando.navn in LEVENDE else None
        if levende is not None:
            si("regner på nytt")
            levende.value = datetime(dag.year, dag.month, dag.day)
            bok.app.calculate()
            book.vis(levende.sheet)
        si("leser tabellene")
        bank = Bank(book.les(bok))
        if levende is None:
            si("regner")
        gjort = kommando.kjor(bank, dag, svar)
        if levende is None and gjort.fil is None:
            kjoring = memory.neste(bok)
            ark, sto = pages.plasser(bok, gjort.sider(), kjoring, erstatt=kommando.erstatter, si=si)
            if gjort.merk is not None:
                si("merker radene")
                memory.husk(bok, kjoring, bool(marks.merk(bok, gjort.merk, dag)))
            si("skriver loggen")
            if sto:
                setninger.append(f"Noen har skrevet på {', '.join(sto)}. Det nye arket heter {ark[0]}.")
            setninger.append(_loggfor(bok, kommando.navn, bank.stempel, f"{len(ark)} ark"))
            if ark:
                book.vis(bok.sheets[ark[0]])
    ikke_med = commands.ikke_med(gjort.utelatt)
    if gjort.fil is not None:
        _til_fil(bok, kommando, gjort.fil, bank.stempel, ikke_med)
    elif melding := _avsnitt(" ".join(filter(None, setninger)), ikke_med):
        dialogs.si(bok.app, kommando.etikett, melding)


def _avsnitt(*deler: str) -> str:
    return "\n".join(filter(None, deler))


def _til_fil(bok: xw.Book, kommando: Kommando, fil: Utfil, stempel: str, ikke_med: str) -> None:
    sti = dialogs.velg_fil(bok.app, fil)
    if sti is None:
        return
    with i_ro(bok.app, kommando.etikett) as si, save.kjoring() as denne:
        si(f"skriver {sti.name}")
        fil.skriv(sti)
        si("skriver loggen")
        aktivt = bok.sheets.active
        uloggfort = _loggfor(bok, kommando.navn, stempel, *logg.filene(denne.skrevet))
        book.vis(aktivt)
    kopier = [f"Den forrige {s.sti.name} ligger i «{s.kopi.name}»." for s in denne.skrevet if s.kopi is not None]
    dialogs.si(bok.app, kommando.etikett, _avsnitt(" ".join([f"Laget {sti}.", *kopier, uloggfort]).strip(), ikke_med))


def _loggfor(bok: xw.Book, navn: str, stempel: str, hva: str, avtrykk: tuple[str, ...] = ()) -> str:
    """A row on the sheet Logg. The commands leave the tables as they are, so the stamp is the same after as before."""
    return loggark.skriv(bok, logg.Linje(logg.naa(), navn, stempel, stempel, hva, avtrykk))


def _angre_siste(bok: xw.Book) -> None:
    """Remove the sheets and marks of the last command; again for the one before it."""
    with i_ro(bok.app, "Angre siste") as si:
        si("fjerner det siste")
        kjoring = memory.siste(bok)
        if not kjoring:
            raise TidbankFeil("Det er ikke noe å angre: ingen ark fra Tidbank står igjen her.")
        vekk, sto = pages.fjern(bok, kjoring)
        merket = memory.merket(bok, kjoring)
        if merket:
            marks.fjern(bok)
        memory.glem(bok, kjoring)
        if vekk or merket:
            aktivt = bok.sheets.active
            _loggfor(bok, "angre_siste", "", f"{len(vekk)} ark fjernet")
            book.vis(aktivt)
    deler = []
    if vekk:
        deler.append(f"Fjernet: {', '.join(vekk)}.")
    if merket:
        deler.append("Merkene ved siden av radene er tatt bort.")
    if sto:
        deler.append(f"Noen har skrevet på {', '.join(sto)}, så det står igjen. Slett det selv hvis det ikke trengs.")
    dialogs.si(bok.app, "Angre siste", " ".join(deler) or "Arkene fra den siste kommandoen er alt borte.")


def _logg(bok: xw.Book) -> None:
    """Show the sheet, and say whether the tables are as they were at its last line."""
    with i_ro(bok.app, "Logg") as si:
        si("leser tabellene")
        linjer = loggark.les(bok)
        siste = next((x.til for x in reversed(linjer) if x.til), "")
        try:
            uendret = Bank(book.les(bok)).stempel == siste
            naa = "Banken er uendret siden siste linje." if uendret else "Banken er endret siden siste linje."
        except TidbankFeil as e:
            naa = f"Tabellene kan ikke leses nå. {e.feil[0]}"
        ark = loggark.krev(bok)
    book.vis(ark)
    om_linjene = f"{len(linjer)} linjer. {naa}" if siste else "Ingenting er skrevet fra banken ennå."
    dialogs.si(bok.app, "Logg", f"{om_linjene} Det som er skrevet fra kommandolinjen, viser «tidbank logg».")


def _hjelp(bok: xw.Book) -> None:
    ark = next((a for a in bok.sheets if samme(a.name) == samme(HJELP)), None)
    if ark is None:
        with i_ro(bok.app, HJELP) as si:
            navn, _ = pages.plasser(bok, [hjelp_side()], memory.neste(bok), erstatt=False, si=si)
        ark = bok.sheets[navn[0]]
    book.vis(ark)


def _sjekk_oppsett(bok: xw.Book) -> None:
    """What runs here, and whether the tables can be read. A table that cannot is an answer, not a failure."""
    linjer = [
        f"Tidbank {__version__}, xlwings {xw.__version__}, Python {platform.python_version()}",
        f"Excel {bok.app.version}",
        f"Python: {sys.executable}",
        f"Arbeidsbok: {bok.fullname}",
    ]
    with i_ro(bok.app, "Sjekk oppsett") as si:
        si("leser tabellene")
        try:
            bank = Bank(book.les(bok))
            linjer += [f"Tabellene kan leses: {bank}.", commands.ikke_med(bank.utelatt)]
        except TidbankFeil as e:
            flere = f" (og {len(e.feil) - 1} feil til)" if len(e.feil) > 1 else ""
            linjer.append(f"Tabellene kan ikke leses. {e.feil[0]}{flere}")
        celle = _navngitt(bok, BANK)
        if celle is not None:
            linjer.append(f"Cellen Bank viser: {rader(celle.raw_value)[0][0]}")
    dialogs.si(bok.app, "Sjekk oppsett", _avsnitt(*linjer))


_EGNE: dict[str, Callable[[xw.Book], None]] = {
    "angre_siste": _angre_siste, "logg": _logg, "hjelp": _hjelp, "sjekk_oppsett": _sjekk_oppsett,
}  # fmt: skip


def _navngitt(bok: xw.Book, navn: str) -> xw.Range | None:
    """The cell a defined name of the workbook stands for, None where there is none."""
    for n in bok.names:
        if n.name == navn:
            return n.refers_to_range
    return None


def _dagen(bok: xw.Book) -> date:
    """The day proposed: the one the live pages speak for, else today."""
    celle = _navngitt(bok, DATO)
    with suppress(TidbankFeil):  # what cannot be read is not proposed
        if celle is not None and (dag := cells.dato(rader(celle.raw_value)[0][0])):
            return dag
    return date.today()


def _valgt_ansatt(bok: xw.Book) -> str:
    """The employee proposed: the one the sheet in view speaks of."""
    navn = book.arkets_navn(bok.sheets.active, ANSATT)
    if navn is None:
        return ""
    verdi: Any = rader(navn.refers_to_range.raw_value)[0][0]
    with suppress(TidbankFeil):
        return cells.nummer(verdi)
    return ""


def _vis(bok: xw.Book, feil: Feilmelding) -> None:
    """Go to the cell the first error is about."""
    ark = next((a for a in bok.sheets if samme(a.name) == samme(feil.ark)), None)
    if ark is not None and feil.celle:
        book.vis(ark)
        ark.range(feil.celle).select()


def _uventet(e: Exception) -> str:
    """An error nobody foresaw, without its traceback. What Excel itself says of it comes first."""
    deler = e.args[2] if len(e.args) > 2 and isinstance(e.args[2], tuple) else ()
    fra_excel = next((d for d in deler[2:3] if isinstance(d, str) and d), "")
    if fra_excel:
        return f"Excel kunne ikke gjøre dette: {fra_excel}"
    kort = " ".join(str(e).split())[:200]
    return f"Feil i programmet ({type(e).__name__}: {kort}). Ingenting i tabellene er endret."
