"""The functions as a Calc add-in: the service LibreOffice asks for names and help, and the methods it calls.

Everything a user can cause becomes an error value in the cell; a sheet never shows an old figure: functions without a
bank read the document they stand in, and are computed again after every edit of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import uno  # noqa: F401  # must come before the com.sun.star imports below
import unohelper
from com.sun.star.lang import IllegalArgumentException, Locale, XServiceInfo, XServiceName
from com.sun.star.sheet import XAddIn
from com.sun.star.util import XModifyListener

import udfs
from udfs import banker
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.tid.clock import EXCEL_NULL
from xl_tidbank.functions import REGISTER, Funksjon
from xl_tidbank.tables.soppel import uten_soppeltomming

from . import caller, names, reading
from .unokit import spor

try:
    from no.tidbank import XFunksjoner
except ImportError:
    # While LibreOffice adds the extension it only asks for names, and does not know the extension's own types yet;
    # the next start does.
    from com.sun.star.lang import XTypeProvider as XFunksjoner


# UNO objects have no types in Python: `Any` below is always one of theirs.


def ut(verdi: Any) -> Any:
    """A function's answer as Calc takes it: numbers as float, dates as serial numbers, rows as tuples."""
    if verdi is None:
        return ""
    if isinstance(verdi, datetime):
        verdi = verdi.date()
    if isinstance(verdi, date):
        return float((verdi - EXCEL_NULL).days)
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
            self.bank = banker.av(reading.les(self.dok))
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
        try:
            # An argument that was left out comes as None; the function's own default then speaks.
            gitt = {a.navn: v for a, v in zip(f.argumenter, verdier, strict=False) if v is not None or not a.valgfri}
            with uten_soppeltomming(), banker.Under(None if dok is None else _arbeidsbok(dok, f, gitt, leser)):
                return ut(f.kall(**gitt))
        except Exception as e:
            grunn = str(e) if isinstance(e, TidbankFeil) else f"{type(e).__name__}: {e}"
            spor(funksjon=f.navn, feil=grunn)
            raise IllegalArgumentException(grunn, self, 0) from None

    kall.__name__ = names.metode(f.navn)
    return kall


def _arbeidsbok(dok: Any, f: Funksjon, gitt: Mapping[str, Any], leser: bool) -> banker.Arbeidsbok:
    return banker.Arbeidsbok(
        lambda: Dokumentbank.av(dok).les(leser), lambda: _arkets_ansatt(dok, f, gitt), lambda: reading.viser_tid(dok)
    )


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
