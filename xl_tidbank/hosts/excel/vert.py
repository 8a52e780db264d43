"""Excel with a workbook open, as the flow of every host knows it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from typing import Any

import xlwings as xw

from xl_tidbank.book.sheets.levende import DATO
from xl_tidbank.commands import Sporsmaal
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.funn import Funn
from xl_tidbank.core.model import Tabeller

from .. import placing
from ..vert import Beskjed, Eget, Filvalg, Fremdrift, Plass, Radskriv, Skjemacelle, Tone
from . import book, dialogs, forms, marks, pages, sted, tables
from .session import i_ro
from .values import rader


class Excel:
    program = "Excel"
    mest_tekst = dialogs.MEST_TEKST

    def __init__(self, bok: xw.Book) -> None:
        self.bok, self.app = bok, bok.app

    def sporr(self, tittel: str, hjelp: str, felt: Sequence[Sporsmaal]) -> dict[str, str] | None:
        return dialogs.sporr(self.app, tittel, hjelp, felt)

    def bekreft(self, tittel: str, tekst: str, *, farlig: bool) -> bool:
        return dialogs.bekreft(self.app, tittel, tekst, farlig=farlig)

    def nar(self, tittel: str, tekst: str) -> bool | None:
        return dialogs.nar(self.app, tittel, tekst)

    def velg_fil(self, filnavn: str) -> Filvalg | None:
        return dialogs.velg_fil(self.app, filnavn)

    def velg_kilde(self, tittel: str, endelser: Sequence[str]) -> str | None:
        return dialogs.velg_kilde(self.app, tittel, endelser)

    def si(self, tone: Tone, tittel: str, tekst: str) -> None:
        dialogs.si(self.app, tone, tittel, tekst)

    def arbeid(self, tittel: str) -> AbstractContextManager[Fremdrift]:
        return i_ro(self.app, tittel)

    def egne_ord(self, feil: Exception) -> str:
        """The description in a com_error: (number, text, (code, source, description, ...), argument)."""
        deler = feil.args[2] if len(feil.args) > 2 and isinstance(feil.args[2], tuple) else ()
        return next((d for d in deler[2:3] if isinstance(d, str)), "")

    def oppsett(self) -> list[str]:
        return [f"xlwings {xw.__version__}", f"Excel {self.app.version}", f"Arbeidsbok: {self.bok.api.FullName}"]

    def les(self) -> Tabeller:
        return book.les(self.bok)

    def arkene(self) -> list[str]:
        return [ark.name for ark in self.bok.sheets]

    def skjulte(self) -> list[str]:
        return [ark.name for ark in self.bok.sheets if ark.api.Visible != -1]  # xlSheetVisible

    def navngitt(self, navn: str) -> Any:
        celle = self._navngitt(navn)
        return None if celle is None else rader(celle.raw_value)[0][0]

    def rader(self, ark: str, bredde: int, antall: int | None = None) -> list[list[Any]]:
        arket = self.bok.sheets[ark]
        if antall is None:
            antall = sted.brukt(arket).rad2
        return rader(sted.celler(arket, sted.Utstrekning(1, 1, antall, bredde)).Value)

    def egne(self) -> list[Eget]:
        return pages.egne(self.bok)

    def arket_i_visning(self) -> str:
        return str(self.bok.sheets.active.name)

    def skjemaceller(self, ark: str) -> dict[str, Skjemacelle]:
        return forms.celler(self.bok.sheets[ark])

    def krev_apen(self) -> None:
        if self.bok.api.ProtectStructure:
            raise TidbankFeil(
                "Arbeidsbokens struktur er beskyttet, så arkene i den kan ikke endres. "
                "Velg Se gjennom > Beskytt arbeidsbok, opphev beskyttelsen og prøv igjen."
            )

    def plasser(self, plasser: Sequence[Plass], merke: str, si: Fremdrift) -> None:
        pages.plasser(self.bok, plasser, merke, si)

    def skriv_tabeller(self, skriv: Sequence[Radskriv], navn: str) -> None:
        tables.skriv(self.bok, skriv, navn, placing.siste(self, placing.egne_ark(self)))

    def angre_tabeller(self, kjoring: int) -> str:
        return tables.angre(self.bok, kjoring)

    def fjern(self, arkene: Sequence[str]) -> None:
        pages.fjern(self.bok, arkene)

    def glem(self, arkene: Sequence[str]) -> None:
        pages.glem(self.bok, arkene)

    def merk(self, funn: Sequence[Funn], dag: date, kjoring: int) -> None:
        marks.merk(self.bok, funn, dag, kjoring)

    def merket(self) -> int:
        return marks.merket(self.bok)

    def fjern_merker(self) -> None:
        marks.fjern(self.bok)

    def ett_steg(self, navn: str) -> AbstractContextManager[None]:
        """Excel's own list is emptied by a macro; *Angre siste* takes the rows back."""
        return nullcontext()

    def si_i_skjema(self, ark: str, beskjeder: Sequence[Beskjed]) -> None:
        forms.si(self.bok.sheets[ark], beskjeder)

    def nytt_loggark(self, navn: str) -> None:
        pages.nytt_loggark(self.bok, navn)

    def skriv_rad(self, ark: str, rad: int, tekster: Sequence[str]) -> None:
        nye = self.bok.sheets[ark].range((rad, 1), (rad, len(tekster)))
        nye.number_format = "@"  # before the texts: a stamp of digits is a text too
        nye.raw_value = [tuple(tekster)]

    def regn_om(self, dag: date) -> bool:
        celle = self._navngitt(DATO)
        if celle is None:
            return False
        celle.value = datetime(dag.year, dag.month, dag.day)
        self.app.calculate()
        book.vis(celle.sheet)
        return True

    def vis_skjulte(self, arkene: Sequence[str]) -> None:
        for navn in arkene:
            self.bok.sheets[navn].api.Visible = -1

    def vis(self, ark: str, celle: str = "") -> None:
        arket = self.bok.sheets[ark]
        book.vis(arket)
        if celle:
            arket.range(celle).select()

    def _navngitt(self, navn: str) -> xw.Range | None:
        """The cell a name stands for: the name of the sheet in view, else of the workbook."""
        funnet = sted.navn(self.bok.sheets.active, navn) or sted.navn(self.bok, navn)
        return None if funnet is None else funnet.refers_to_range
