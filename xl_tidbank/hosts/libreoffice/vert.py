"""LibreOffice with a spreadsheet open, as the flow of every host knows it.

Asked without boxes (`stille`), what the user would have answered comes with the command, and what would have been
said is only traced.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import uno

from xl_tidbank.book import logg
from xl_tidbank.book.page.styles import stil
from xl_tidbank.book.sheets.levende import DATO
from xl_tidbank.commands import Sporsmaal, Svarslag
from xl_tidbank.commands.sporsmaal import ANSATTE, DAG
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.funn import Funn
from xl_tidbank.core.model import Tabeller

from ..vert import Beskjed, Eget, Filvalg, Fremdrift, Plass, Radskriv, Skjemacelle, Tone
from . import dialogs, document, marks, opphav, reading, tables_uno
from .forms import read as forms
from .styles_uno import bredde as kolonnebredde
from .styles_uno import uten_tema
from .undo import EnEndring, uten_angre
from .unokit import egenskap, farge, nulldag, spor

_NAVN = {DAG.navn: "dato", ANSATTE.navn: "ansatt"}  # in the address of a command
_LOGG = "Tidbank: Logg"
_FET = 150.0  # com.sun.star.awt.FontWeight.BOLD
_TEKST = 100  # the number of the format @ in every language


class Calc:
    program = "LibreOffice"
    mest_tekst = dialogs.MEST_TEKST

    def __init__(self, ctx: Any, dok: Any, kommando: str = "", svar: Mapping[str, str] | None = None) -> None:
        """svar: answers and proposals by the names of the questions, `fil` for where a file goes."""
        self.ctx, self.dok, self.kommando, self.svar = ctx, dok, kommando, svar or {}
        self.stille = "stille" in self.svar

    def sporr(self, tittel: str, hjelp: str, felt: Sequence[Sporsmaal]) -> dict[str, str] | None:
        felt = [replace(s, forslag=self._gitt(s)) for s in felt]
        if self.stille:
            return {s.navn: s.forslag for s in felt}
        return dialogs.sporr(self.ctx, self.dok, tittel, hjelp, felt)

    def _gitt(self, s: Sporsmaal) -> str:
        """What came with the command, else what is proposed; no employee of the sheet in view where nobody sees it."""
        ellers = "" if self.stille and s.slag is Svarslag.ANSATTE else s.forslag
        return self.svar.get(_NAVN.get(s.navn, s.navn), ellers)

    def bekreft(self, tittel: str, tekst: str, *, farlig: bool) -> bool:
        return self.stille or dialogs.bekreft(self.ctx, self.dok, tittel, tekst, farlig=farlig)

    def nar(self, tittel: str, tekst: str) -> bool | None:
        return None if self.stille else dialogs.nar(self.ctx, self.dok, tittel, tekst)

    def velg_fil(self, filnavn: str) -> Filvalg | None:
        valgt = Filvalg(self.svar["fil"], spurt=True) if self.stille else dialogs.velg_fil(self.ctx, filnavn)
        if valgt is not None:
            spor(kommando=self.kommando, fil=valgt.sti)
        return valgt

    def velg_kilde(self, tittel: str, endelser: Sequence[str]) -> str | None:
        return self.svar.get("fil") if self.stille else dialogs.velg_kilde(self.ctx, tittel, endelser)

    def si(self, tone: Tone, tittel: str, tekst: str) -> None:
        spor(tittel=tittel, tekst=tekst, feil=tone is Tone.FEIL)
        if not self.stille:
            dialogs.si(self.ctx, self.dok, tone, tittel, tekst)

    def arbeid(self, tittel: str) -> Arbeid:
        return Arbeid(self.dok, tittel)

    def egne_ord(self, feil: Exception) -> str:
        spor(kommando=self.kommando, sporing="".join(traceback.format_exception(feil)))
        return str(getattr(feil, "Message", ""))

    def oppsett(self) -> list[str]:
        oppsett = self.ctx.ServiceManager.createInstanceWithContext(
            "com.sun.star.configuration.ConfigurationProvider", self.ctx
        )
        produkt = oppsett.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", (egenskap("nodepath", "/org.openoffice.Setup/Product"),)
        )
        adresse = self.dok.URL
        sted = uno.fileUrlToSystemPath(adresse) if adresse.startswith("file:") else adresse or self.dok.Title
        return [f"LibreOffice {produkt.ooSetupVersion}", f"Regneark: {sted}"]

    def les(self) -> Tabeller:
        return reading.les(self.dok)

    def arkene(self) -> list[str]:
        return list(self.dok.Sheets.ElementNames)

    def skjulte(self) -> list[str]:
        return [navn for navn in self.dok.Sheets.ElementNames if not self.dok.Sheets.getByName(navn).IsVisible]

    def navngitt(self, navn: str) -> Any:
        celle = self._navngitt(navn)
        if celle is None:
            return None
        verdi = celle.getDataArray()[0][0]
        if navn == DATO and isinstance(verdi, float):
            return date.fromordinal(nulldag(self.dok).toordinal() + int(verdi)) if verdi else None
        return verdi

    def rader(self, ark: str, bredde: int, antall: int | None = None) -> Sequence[Sequence[Any]]:
        arket = self.dok.Sheets.getByName(ark)
        if antall is None:
            peker = arket.createCursor()
            peker.gotoEndOfUsedArea(False)
            antall = peker.RangeAddress.EndRow + 1
        rader: Sequence[Sequence[Any]] = arket.getCellRangeByPosition(0, 0, bredde - 1, antall - 1).getDataArray()
        return rader

    def egne(self) -> list[Eget]:
        return opphav.egne(self.dok)

    def arket_i_visning(self) -> str:
        styring = self.dok.CurrentController
        return "" if styring is None else str(styring.ActiveSheet.Name)

    def skjemaceller(self, ark: str) -> dict[str, Skjemacelle]:
        return forms.celler(self.dok, self.dok.Sheets.getByName(ark))

    def krev_apen(self) -> None:
        if self.dok.isReadonly():
            raise TidbankFeil("Regnearket er åpnet skrivebeskyttet. Lagre en kopi, og kjør kommandoen i den.")
        if self.dok.isProtected():
            raise TidbankFeil(
                "Regnearkets struktur er beskyttet, så arkene i det kan ikke endres. "
                "Velg Verktøy > Beskytt regnearkstruktur, opphev beskyttelsen og prøv igjen."
            )

    def plasser(self, plasser: Sequence[Plass], merke: str, si: Fremdrift) -> None:
        document.plasser(self.dok, plasser, merke, si)
        spor(kommando=self.kommando, ark=[p.side.ark for p in plasser])

    def skriv_tabeller(self, skriv: Sequence[Radskriv], navn: str) -> None:
        tables_uno.skriv(self.dok, skriv, navn)
        spor(kommando=self.kommando, rader=len(skriv))

    def angre_tabeller(self, kjoring: int) -> str:
        return tables_uno.angre(self.dok)

    def fjern(self, arkene: Sequence[str]) -> None:
        document.fjern(self.dok, arkene)

    def glem(self, arkene: Sequence[str]) -> None:
        for navn in arkene:
            opphav.sett(self.dok.Sheets.getByName(navn), "")

    def merk(self, funn: Sequence[Funn], dag: date, kjoring: int) -> None:
        marks.merk(self.dok, funn, dag, kjoring)

    def merket(self) -> int:
        return marks.merket(self.dok)

    def fjern_merker(self) -> None:
        marks.fjern(self.dok)

    def ett_steg(self, navn: str) -> EnEndring:
        return EnEndring(self.dok, f"{tables_uno.TITTEL}{navn}")

    def si_i_skjema(self, ark: str, beskjeder: Sequence[Beskjed]) -> None:
        with EnEndring(self.dok, "Tidbank: skjema"):
            forms.si(self.dok.Sheets.getByName(ark), beskjeder)

    def nytt_loggark(self, navn: str) -> None:
        uten_angre(self.dok, _LOGG, lambda: self._loggark(navn))

    def _loggark(self, navn: str) -> None:
        arkene, hode = self.dok.Sheets, stil("inn.hode")
        arkene.insertNewByName(navn, arkene.Count)
        ark = arkene.getByName(navn)
        uten_tema(ark)
        for kol, sifre in enumerate(logg.BREDDER):
            ark.Columns.getByIndex(kol).Width = kolonnebredde(sifre)
        topp = ark.getCellRangeByPosition(0, 0, len(logg.HODE) - 1, 0)
        topp.setDataArray((logg.HODE,))
        topp.CharWeight, topp.CharColor, topp.CellBackColor = _FET, farge(hode.farge), farge(hode.fyll)

    def skriv_rad(self, ark: str, rad: int, tekster: Sequence[str]) -> None:
        nye = self.dok.Sheets.getByName(ark).getCellRangeByPosition(0, rad - 1, len(tekster) - 1, rad - 1)

        def skriv() -> None:
            nye.NumberFormat = _TEKST
            nye.setDataArray((tuple(tekster),))  # texts, never formulas

        uten_angre(self.dok, _LOGG, skriv)

    def regn_om(self, dag: date) -> bool:
        celle = self._navngitt(DATO)
        if celle is None:
            return False
        with EnEndring(self.dok, f"Tidbank: {DATO}"):
            celle.getCellByPosition(0, 0).setValue(dag.toordinal() - nulldag(self.dok).toordinal())
        self.dok.calculateAll()
        self.vis(celle.Spreadsheet.Name)
        return True

    def vis_skjulte(self, arkene: Sequence[str]) -> None:
        with EnEndring(self.dok, "Tidbank: Legg til del"):
            for navn in arkene:
                self.dok.Sheets.getByName(navn).IsVisible = True

    def vis(self, ark: str, celle: str = "") -> None:
        styring = self.dok.CurrentController
        if styring is None:  # a document nobody sees
            return
        arket = self.dok.Sheets.getByName(ark)
        styring.setActiveSheet(arket)
        if celle:
            styring.select(arket.getCellRangeByName(celle))

    def _navngitt(self, navn: str) -> Any:
        """The cell a name stands for: the name of the sheet in view, else of the document; None = none."""
        styring = self.dok.CurrentController
        for navnene in ([styring.ActiveSheet.NamedRanges] if styring is not None else []) + [self.dok.NamedRanges]:
            if navnene.hasByName(navn):
                return navnene.getByName(navn).ReferredCells
        return None


class Arbeid:
    """Progress in the status bar while a command works. A class, for contextlib's generators cannot let an exception
    of UNO's through."""

    def __init__(self, dok: Any, tittel: str) -> None:
        self.tittel, self.linje = f"Tidbank, {tittel}", None
        with suppress(Exception):  # a document nobody sees has none
            self.linje = dok.CurrentController.Frame.createStatusIndicator()

    def __enter__(self) -> Fremdrift:
        if self.linje is not None:
            self.linje.start(self.tittel, 0)
        return self._si

    def __exit__(self, *_: object) -> None:
        if self.linje is not None:
            self.linje.end()

    def _si(self, hva: str) -> None:
        if self.linje is not None:
            self.linje.setText(f"{self.tittel}: {hva}")
