"""Excel with xlwings Lite and a workbook open, as the flow of every host knows it.

Lite has no boxes: what a command asks is answered before it begins, as arguments of its script. What it says is kept
until it ends. Rows and files are not written from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from typing import Any, NoReturn

from xl_tidbank.book import logg
from xl_tidbank.book.page.layout import oppsett
from xl_tidbank.book.page.pagenames import SIDENAVN
from xl_tidbank.book.sheets.levende import DATO
from xl_tidbank.commands import Sporsmaal, Svarslag
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.funn import Funn
from xl_tidbank.core.model import Tabeller
from xl_tidbank.core.tid.clock import EXCEL_NULL

from ..vert import Beskjed, Eget, Filvalg, Fremdrift, Plass, Radskriv, Skjemacelle, Tone
from . import ark

FLEST_TEGN = 4000  # of what is said; the pane scrolls


class Lite:
    """svar: what the form would have answered, by the names of its questions; empty = what it would have proposed."""

    program = "xlwings Lite"
    mest_tekst = FLEST_TEGN

    def __init__(self, bok: Any, svar: Mapping[str, str]) -> None:
        self.bok, self.svar = bok, svar
        self.sagt: list[tuple[Tone, str, str]] = []

    # To the user

    def sporr(self, tittel: str, hjelp: str, felt: Sequence[Sporsmaal]) -> dict[str, str]:
        """Nobody sees what would be proposed for employees, so that none named is all."""
        forslag = {s.navn: "" if s.slag is Svarslag.ANSATTE else s.forslag for s in felt}
        return {navn: self.svar.get(navn, "").strip() or foreslatt for navn, foreslatt in forslag.items()}

    def bekreft(self, tittel: str, tekst: str, *, farlig: bool) -> bool:
        """There is nobody to ask: what takes nothing away is agreed to, what does is not."""
        return not farlig

    def nar(self, tittel: str, tekst: str) -> bool | None:
        return None  # nothing is run here when a workbook is opened

    def velg_fil(self, filnavn: str) -> Filvalg | None:
        _kan_ikke(f"{filnavn} kan ikke lages herfra")

    def velg_kilde(self, tittel: str, endelser: Sequence[str]) -> str | None:
        _kan_ikke("Filer kan ikke hentes inn herfra")

    def si(self, tone: Tone, tittel: str, tekst: str) -> None:
        self.sagt.append((tone, tittel, tekst))

    @contextmanager
    def arbeid(self, tittel: str) -> Iterator[Fremdrift]:
        yield lambda _: None

    def egne_ord(self, feil: Exception) -> str:
        """Errors of xlwings' own say themselves what is wrong."""
        return str(feil) if type(feil).__module__.split(".")[0] == "xlwings" else ""

    def oppsett(self) -> list[str]:
        return [f"Arbeidsbok: {self.bok.name}"]

    # From the workbook

    def les(self) -> Tabeller:
        return ark.les(self.bok)

    def arkene(self) -> list[str]:
        return [a.name for a in self.bok.sheets]

    def skjulte(self) -> list[str]:
        return [a.name for a in self.bok.sheets if not a.visible]

    def navngitt(self, navn: str) -> Any:
        celle = self._celle(navn)
        return None if celle is None else ark.verdier(celle)[0][0]

    def rader(self, ark_: str, bredde: int, antall: int | None = None) -> list[list[Any]]:
        arket = self.bok.sheets[ark_]
        if antall is None:
            brukt = arket.used_range
            antall = brukt.row + brukt.shape[0] - 1
        return ark.verdier(arket.range((1, 1), (antall, bredde)))

    def egne(self) -> list[Eget]:
        """What another program has made, has a print of another kind, and is left in peace."""
        ut = []
        for a in self.bok.sheets:
            navn = ark.arkets_navn(a, SIDENAVN)
            if navn is not None:
                merke, _, avtrykk = str(navn.refers_to).strip('="').partition("|")
                if avtrykk.startswith(ark.VAART):
                    ut.append(Eget(a.name, merke, avtrykk == ark.avtrykk(a)))
        return ut

    def arket_i_visning(self) -> str:
        return str(self.bok.sheets.active.name)

    def skjemaceller(self, ark_: str) -> dict[str, Skjemacelle]:
        return {}  # forms are not placed from here

    # To the workbook

    def krev_apen(self) -> None:
        """Lite cannot tell beforehand; Excel refuses, and then nothing is written."""

    def plasser(self, plasser: Sequence[Plass], merke: str, si: Fremdrift) -> None:
        """Laid out first: what can fail has failed before anything is queued. A page that takes the place of another is
        written on its sheet, so that what refers to the sheet still does."""
        sidene = [(p, oppsett(p.side)) for p in plasser]
        for p, sett in sidene:
            if p.erstatter:
                arket = self.bok.sheets[p.erstatter]
                arket.clear()
                ark.arkets_navn(arket, SIDENAVN).delete()
            else:
                arket = self.nytt(p.side.ark)
            ark.skriv(arket, sett)
            arket.names.add(SIDENAVN, f'="{merke}|{ark.avtrykk_av(sett)}"')

    def skriv_tabeller(self, skriv: Sequence[Radskriv], navn: str) -> None:
        _kan_ikke("Rader kan ikke skrives herfra")

    def angre_tabeller(self, kjoring: int) -> str:
        return ""

    def fjern(self, arkene: Sequence[str]) -> None:
        for navn in arkene:
            self.bok.sheets[navn].delete()

    def glem(self, arkene: Sequence[str]) -> None:
        for navn in arkene:
            if (merket := ark.arkets_navn(self.bok.sheets[navn], SIDENAVN)) is not None:
                merket.delete()

    def merk(self, funn: Sequence[Funn], dag: date, kjoring: int) -> None:
        raise TidbankFeil("xlwings Lite kan ikke det. Kolonnene Ark og Celle på arket Avvik sier hvor de er.")

    def merket(self) -> int:
        return 0

    def fjern_merker(self) -> None:
        """There are none."""

    def ett_steg(self, navn: str) -> AbstractContextManager[None]:
        return nullcontext()

    def si_i_skjema(self, ark_: str, beskjeder: Sequence[Beskjed]) -> None:
        _kan_ikke("Skjemaer kan ikke brukes herfra")

    def vis_skjulte(self, arkene: Sequence[str]) -> None:
        for navn in arkene:
            self.bok.sheets[navn].visible = True

    def nytt_loggark(self, navn: str) -> None:
        arket = self.nytt(navn)
        ark.rad_av_tekster(arket, 1, logg.HODE)

    def skriv_rad(self, ark_: str, rad: int, tekster: Sequence[str]) -> None:
        ark.rad_av_tekster(self.bok.sheets[ark_], rad, tekster)

    def regn_om(self, dag: date) -> bool:
        celle = self._celle(DATO)
        if celle is None:
            return False
        celle.value = (dag - EXCEL_NULL).days
        celle.sheet.activate()
        return True

    def vis(self, ark_: str, celle: str = "") -> None:
        arket = self.bok.sheets[ark_]
        arket.activate()
        if celle:
            arket.range(celle).select()

    def nytt(self, navn: str) -> Any:
        return self.bok.sheets.add(navn, after=self.bok.sheets[len(self.bok.sheets) - 1])

    def _celle(self, navn: str) -> Any:
        """The cell a name stands for: the name of the sheet in view, else of the workbook."""
        funnet = ark.arkets_navn(self.bok.sheets.active, navn) or ark.bokas_navn(self.bok, navn)
        return None if funnet is None else funnet.refers_to_range


def _kan_ikke(hva: str) -> NoReturn:
    raise TidbankFeil(f"{hva}. Bruk Excel med makroer, LibreOffice eller kommandolinjen.")
