"""The component LibreOffice loads: the functions as a Calc add-in, and the commands behind menu and toolbar.

Runs inside LibreOffice's own Python. Everything a user can cause becomes an error value in the cell or a sentence in
a box; a sheet never shows an old figure: functions without a bank read the document they stand in, and are computed
again after every edit of it.
"""

from __future__ import annotations

import json
import math
import os
import traceback
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import uno  # noqa: F401  # must come before the com.sun.star imports below
import unohelper
from com.sun.star.lang import IllegalArgumentException, Locale, XServiceInfo, XServiceName
from com.sun.star.sheet import XAddIn
from com.sun.star.task import XJobExecutor
from com.sun.star.util import XModifyListener

import udfs
from udfs import banker
from xl_tidbank import commands
from xl_tidbank.book import logg
from xl_tidbank.book.files import save
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.functions import REGISTER, Funksjon
from xl_tidbank.hosts.libreoffice import caller, dialogs, document, loggark, names

try:
    from no.tidbank import XFunksjoner
except ImportError:
    # While LibreOffice adds the extension it only asks for names, and does not know the extension's own types yet;
    # the next start does.
    from com.sun.star.lang import XTypeProvider as XFunksjoner

DAG_NULL = date(1899, 12, 30)
# A file that tells tests what a command did and why a function failed; set by them, never by us.
SPOR = os.environ.get("TIDBANK_SPOR_FIL", "")

# UNO objects have no types in Python: `Any` below is always one of theirs.


def spor(**hva: Any) -> None:
    if SPOR:
        with open(SPOR, "a", encoding="utf-8") as fil:
            fil.write(json.dumps(hva, ensure_ascii=False, default=str) + "\n")


def ut(verdi: Any) -> Any:
    """A function's answer as Calc takes it: numbers as float, dates as serial numbers, rows as tuples."""
    if verdi is None:
        return ""
    if isinstance(verdi, datetime):
        verdi = verdi.date()
    if isinstance(verdi, date):
        return float((verdi - DAG_NULL).days)
    if isinstance(verdi, (bool, int, float)):
        if not math.isfinite(verdi):
            raise TidbankFeil("Svaret er ikke et tall. Kontroller det funksjonen regner med.")
        return float(verdi)
    if isinstance(verdi, str):
        return verdi
    rader = [tuple(ut(celle) for celle in rad) for rad in verdi]
    return tuple(rader)


class Dokumentbank(unohelper.Base, XModifyListener):
    """The bank of one open document: read when first asked for, forgotten at the next edit."""

    alle: dict[str, Dokumentbank] = {}  # noqa: RUF012 - one for the process, by the document's id

    def __init__(self, dok: Any) -> None:
        self.dok = dok
        self.bank: Bank | None = None
        self.kall: dict[str, list[caller.Kall]] = {}
        self.regner = False

    @classmethod
    def av(cls, dok: Any) -> Dokumentbank:
        ident = dok.RuntimeUID
        funnet = cls.alle.get(ident)
        if funnet is None:
            funnet = cls.alle[ident] = cls(dok)
            dok.addModifyListener(funnet)
        return funnet

    def les(self, pa_nytt: bool = False) -> Bank:
        """pa_nytt: the cell that asks is computed because the tables changed, before we are told of the edit."""
        if self.bank is None or pa_nytt:
            self.bank = Bank(document.les(self.dok))
        return self.bank

    def kallene(self, f: Funksjon) -> list[caller.Kall]:
        if f.navn not in self.kall:
            self.kall[f.navn] = caller.kall(self.dok, f)
        return self.kall[f.navn]

    def modified(self, _hendelse: Any) -> None:
        # Formulas without a bank have no cells they depend on, so Calc would leave them as they were.
        if self.regner:
            return
        self.bank, self.kall, self.regner = None, {}, True
        try:
            self.dok.calculateAll()
        finally:
            self.regner = False

    def disposing(self, _hendelse: Any) -> None:
        for ident in [i for i, d in self.alle.items() if d is self]:
            del self.alle[ident]


def _metode(f: Funksjon) -> Callable[..., Any]:
    med_dokument, leser = names.sporr_dokumentet(f), any(a.navn == "utenfor" for a in f.argumenter)

    def kall(self: Any, *argumenter: Any) -> Any:
        dok, verdier = (argumenter[0], argumenter[1:]) if med_dokument else (None, argumenter)
        forrige = banker.verten()  # reading a sheet computes its cells, and this may be one of them
        try:
            # An argument that was left out comes as None; the function's own default then speaks.
            gitt = {a.navn: v for a, v in zip(f.argumenter, verdier, strict=False) if v is not None or not a.valgfri}
            if dok is not None:
                banker.sett_vert(
                    lambda: Dokumentbank.av(dok).les(leser),
                    lambda: _arkets_ansatt(dok, f, gitt),
                    som_tid=lambda: document.viser_tid(dok),
                )
            return ut(f.kall(**gitt))
        except Exception as e:
            grunn = str(e) if isinstance(e, TidbankFeil) else f"{type(e).__name__}: {e}"
            spor(funksjon=f.navn, feil=grunn)
            raise IllegalArgumentException(grunn, self, 0) from None
        finally:
            banker.sett_vert(*forrige)

    kall.__name__ = names.metode(f.navn)
    return kall


def _arkets_ansatt(dok: Any, f: Funksjon, gitt: Mapping[str, Any]) -> Any:
    # A document whose formulas all name a bank is not listened to, so nothing of it may be kept.
    kallene = caller.kall(dok, f) if gitt.get("bank") else Dokumentbank.av(dok).kallene(f)
    return caller.arkets_ansatt(dok, kallene, f, gitt)


class Funksjoner(unohelper.Base, XFunksjoner, XServiceName, XServiceInfo, XAddIn):
    """The add-in service. Names and help come from the registry; CalcAddIns.xcu says the same to Calc at start."""

    def __init__(self, ctx: Any) -> None:
        self.ctx = ctx
        self.locale = Locale("nb", "NO", "")

    def getServiceName(self) -> str:  # noqa: N802 - UNO's name
        return names.TJENESTE

    def getImplementationName(self) -> str:  # noqa: N802
        return names.TJENESTE

    def supportsService(self, navn: str) -> bool:  # noqa: N802
        return navn == names.TJENESTE

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        return (names.TJENESTE,)

    def setLocale(self, locale: Any) -> None:  # noqa: N802
        self.locale = locale

    def getLocale(self) -> Any:  # noqa: N802
        return self.locale

    def getProgrammaticFuntionName(self, vist: str) -> str:  # noqa: N802 - UNO's own spelling
        return names.metode(vist) if vist in REGISTER else ""

    def getDisplayFunctionName(self, metode: str) -> str:  # noqa: N802
        f = _etter_metode(metode)
        return f.navn if f else ""

    def getFunctionDescription(self, metode: str) -> str:  # noqa: N802
        f = _etter_metode(metode)
        return f.hjelp if f else ""

    def getDisplayArgumentName(self, metode: str, nr: int) -> str:  # noqa: N802
        return _argument(metode, nr)[0]

    def getArgumentDescription(self, metode: str, nr: int) -> str:  # noqa: N802
        return _argument(metode, nr)[1]

    def getProgrammaticCategoryName(self, _metode: str) -> str:  # noqa: N802
        return names.KATEGORI

    def getDisplayCategoryName(self, _metode: str) -> str:  # noqa: N802
        return names.KATEGORI


for _navn in udfs.__all__:
    setattr(Funksjoner, names.metode(_navn), _metode(REGISTER[_navn]))


def _etter_metode(metode: str) -> Funksjon | None:
    return next((f for f in REGISTER.values() if names.metode(f.navn) == metode), None)


def _argument(metode: str, nr: int) -> tuple[str, str]:
    f = _etter_metode(metode)
    if f is None:
        return "", ""
    alle = [("dokument", "")] * names.sporr_dokumentet(f) + [(a.navn, a.hjelp) for a in f.argumenter]
    return alle[nr] if nr < len(alle) else ("", "")


class Kommando(unohelper.Base, XJobExecutor, XServiceInfo):
    """What a menu item does: `trigger("navn")`, or "navn?dato=2026-09-13&ansatt=1001,1002&stille=1" without boxes.

    Answers to a command's own questions go by their names; `fil` is the path of a command that makes a file.
    """

    def __init__(self, ctx: Any) -> None:
        self.ctx = ctx

    def getImplementationName(self) -> str:  # noqa: N802
        return names.KOMMANDO

    def supportsService(self, navn: str) -> bool:  # noqa: N802
        return navn == names.KOMMANDO

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        return (names.KOMMANDO,)

    def trigger(self, argument: str) -> None:
        navn, _, resten = argument.partition("?")
        felt: dict[str, str] = {k: v[0] for k, v in parse_qs(resten).items()}
        stille = "stille" in felt
        desktop = self.ctx.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self.ctx)
        dok = desktop.getCurrentComponent()
        if navn == names.LOGG.navn:
            self._logg(dok, stille)
            return
        kommando = commands.REGISTER[navn]
        try:
            dag = date.fromisoformat(felt["dato"]) if "dato" in felt else date.today()
            tekster: dict[str, str] | None = {**felt, "dag": dag.isoformat(), "ansatte": felt.get("ansatt", "")}
            if not stille:
                tekster = dialogs.sporr(self.ctx, dok, kommando, dag)
            if tekster is None:
                return
            dag, svar = kommando.tolk(tekster)
            bank = Bank(document.les(dok))
            gjort = kommando.kjor(bank, dag, svar)
            ikke_med = commands.ikke_med(gjort.utelatt)
            if gjort.fil is not None:
                self._til_fil(dok, kommando, gjort.fil, felt.get("fil", ""), stille, bank.stempel, ikke_med)
                return
            ark = document.plasser_alle(dok, gjort.sider(), erstatt=kommando.erstatter)
            spor(kommando=navn, ark=ark)
            if ark and dok.CurrentController is not None:
                dok.CurrentController.setActiveSheet(dok.Sheets.getByName(ark[0]))
            uloggfort = _loggfor(dok, navn, bank.stempel, f"{len(ark)} ark")
            if melding := "\n".join(filter(None, (uloggfort, ikke_med))):
                self._si(dok, kommando.etikett, melding, stille, feil=False)
        except TidbankFeil as e:
            self._si(dok, kommando.etikett, str(e), stille, feil=True)
        except Exception as e:
            spor(kommando=navn, sporing=traceback.format_exc())
            self._si(dok, kommando.etikett, f"Feil i programmet ({type(e).__name__}: {e}).", stille, feil=True)

    def _til_fil(
        self, dok: Any, kommando: commands.Kommando, fil: commands.Utfil, sti: str, stille: bool, stempel: str,
        ikke_med: str,
    ) -> None:  # fmt: skip
        valgt = Path(sti) if stille else dialogs.velg_fil(self.ctx, dok, fil)
        if valgt is None:
            return
        with save.kjoring() as denne:
            fil.skriv(valgt)
        spor(kommando=kommando.navn, fil=str(valgt))
        uloggfort = _loggfor(dok, kommando.navn, stempel, *logg.filene(denne.skrevet))
        kopier = [f"Den forrige {s.sti.name} ligger i «{s.kopi.name}»." for s in denne.skrevet if s.kopi is not None]
        tekst = " ".join([f"Laget {valgt}.", *kopier, uloggfort]).strip()
        self._si(dok, kommando.etikett, f"{tekst}\n{ikke_med}".strip(), stille, feil=False)

    def _logg(self, dok: Any, stille: bool) -> None:
        """Show the sheet, and say whether the tables are as they were at its last line."""
        try:
            linjer = loggark.les(dok)
            siste = next((x.til for x in reversed(linjer) if x.til), "")
            try:
                uendret = Bank(document.les(dok)).stempel == siste
                naa = "Banken er uendret siden siste linje." if uendret else "Banken er endret siden siste linje."
            except TidbankFeil as e:
                naa = f"Tabellene kan ikke leses nå. {e.feil[0]}"
            ark = loggark.krev(dok)
            if dok.CurrentController is not None:
                dok.CurrentController.setActiveSheet(ark)
            tekst = f"{len(linjer)} linjer. {naa}" if siste else "Ingenting er skrevet fra banken ennå."
            tekst += " Det som er skrevet fra kommandolinjen, viser «tidbank logg»."
            self._si(dok, names.LOGG.etikett, tekst, stille, feil=False)
        except Exception as e:
            spor(kommando=names.LOGG.navn, sporing=traceback.format_exc())
            self._si(dok, names.LOGG.etikett, f"Feil i programmet ({type(e).__name__}: {e}).", stille, feil=True)

    def _si(self, dok: Any, tittel: str, tekst: str, stille: bool, *, feil: bool) -> None:
        spor(tittel=tittel, tekst=tekst, feil=feil)
        if not stille:
            dialogs.si(self.ctx, dok, tittel, tekst, feil=feil)


def _loggfor(dok: Any, navn: str, stempel: str, hva: str, avtrykk: tuple[str, ...] = ()) -> str:
    """A row on the sheet Logg. The commands leave the tables as they are, so the stamp is the same after as before."""
    feil = loggark.skriv(dok, logg.Linje(logg.naa(), navn, stempel, stempel, hva, avtrykk))
    if feil:
        spor(logg=feil)
    return feil


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the name LibreOffice looks for
g_ImplementationHelper.addImplementation(Funksjoner, names.TJENESTE, (names.TJENESTE,))
g_ImplementationHelper.addImplementation(Kommando, names.KOMMANDO, (names.KOMMANDO,))
