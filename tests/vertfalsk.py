"""A program with a workbook open, made of lists: what the flow asked of it, in order, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests import sidedata
from xl_tidbank.book import logg
from xl_tidbank.book.page.layout import oppsett
from xl_tidbank.book.page.placed import adresse
from xl_tidbank.book.page.plain import Format, Side
from xl_tidbank.book.page.styles import format_av
from xl_tidbank.commands import Sporsmaal
from xl_tidbank.core.funn import Funn
from xl_tidbank.core.model import Tabeller
from xl_tidbank.hosts.vert import Beskjed, Eget, Filvalg, Fremdrift, Plass, Radskriv, Skjemacelle, Tone
from xl_tidbank.tables.values import dognandel


@dataclass
class Ark:
    innhold: Any
    merke: str = ""
    skrevet_paa: bool = False
    rader: list[tuple[str, ...]] = field(default_factory=list)
    skjult: bool = False
    celler: dict[str, Any] = field(default_factory=dict)  # what is written on a form, by address


class FalskVert:
    """svar: what the form answers, by default what it proposes. feil: the methods that fail, and how."""

    program = "Prøven"
    mest_tekst = 2000

    def __init__(self) -> None:
        self.kall: list[str] = []
        self.sagt: list[tuple[Tone, str, str]] = []
        self.spurt: list[Sporsmaal] = []
        self.bekreftet: list[tuple[str, bool]] = []
        self.sett: list[str] = []
        self.arket: dict[str, Ark] = {"Ansatte": Ark("tabell"), "Vakter": Ark("tabell")}
        self.navn: dict[str, Any] = {}
        self.svar: Callable[[Sequence[Sporsmaal]], list[str] | None] = lambda felt: [f.forslag for f in felt]
        self.ja: Callable[[bool], bool] = lambda farlig: True
        self.valgt: Filvalg | None = None
        self.kilde: str | None = None
        self.tabeller: Tabeller = sidedata.tabeller()
        self.feil: dict[str, Exception] = {}
        self.merker: tuple[int, Sequence[Funn]] = (0, ())
        self.beskjeder: list[Beskjed] = []
        self.skrevet: list[tuple[str, list[Radskriv]]] = []
        self.levende = False
        self.i_arbeid = 0

    def _gjor(self, hva: str) -> None:
        self.kall.append(hva)
        if hva in self.feil:
            raise self.feil[hva]

    def sporr(self, tittel: str, hjelp: str, felt: Sequence[Sporsmaal]) -> dict[str, str] | None:
        assert not self.i_arbeid, "a box while the program is kept still"
        self._gjor("sporr")
        self.spurt = list(felt)
        svar = self.svar(felt)
        return None if svar is None else {s.navn: t for s, t in zip(felt, svar, strict=True)}

    def nar(self, tittel: str, tekst: str) -> bool | None:
        self.spurt_naar = [*getattr(self, "spurt_naar", []), tekst]
        return getattr(self, "naar", None)

    def bekreft(self, tittel: str, tekst: str, *, farlig: bool) -> bool:
        assert not self.i_arbeid
        self._gjor("bekreft")
        self.bekreftet.append((tekst, farlig))
        return self.ja(farlig)

    def velg_fil(self, filnavn: str) -> Filvalg | None:
        assert not self.i_arbeid
        self._gjor("velg_fil")
        return self.valgt

    def velg_kilde(self, tittel: str, endelser: Sequence[str]) -> str | None:
        assert not self.i_arbeid
        self._gjor("velg_kilde")
        return self.kilde

    def si(self, tone: Tone, tittel: str, tekst: str) -> None:
        assert not self.i_arbeid
        self._gjor("si")
        self.sagt.append((tone, tittel, tekst))

    @contextmanager
    def arbeid(self, tittel: str) -> Iterator[Fremdrift]:
        self._gjor("arbeid")
        self.i_arbeid += 1
        try:
            yield self.fremdrift.append
        finally:
            self.i_arbeid -= 1
            self.kall.append("ferdig")

    @property
    def fremdrift(self) -> list[str]:
        return self.__dict__.setdefault("_fremdrift", [])  # type: ignore[no-any-return]

    def egne_ord(self, feil: Exception) -> str:
        return str(feil) if isinstance(feil, InterruptedError) else ""

    def oppsett(self) -> list[str]:
        return ["Prøven 1.0"]

    def les(self) -> Tabeller:
        self._gjor("les")
        return self.tabeller

    def arkene(self) -> list[str]:
        return list(self.arket)

    def skjulte(self) -> list[str]:
        return [navn for navn, a in self.arket.items() if a.skjult]

    def vis_skjulte(self, arkene: Sequence[str]) -> None:
        self._gjor("vis_skjulte")
        for navn in arkene:
            self.arket[navn].skjult = False

    def navngitt(self, navn: str) -> Any:
        return self.navn.get(navn)

    def rader(self, ark: str, bredde: int, antall: int | None = None) -> Sequence[Sequence[Any]]:
        rader = self.arket[ark].rader or [("",) * bredde]
        return [rad[:bredde] for rad in rader[:antall]]

    def egne(self) -> list[Eget]:
        return [Eget(navn, a.merke, not a.skrevet_paa) for navn, a in self.arket.items() if a.merke]

    def arket_i_visning(self) -> str:
        return self.sett[-1].partition("!")[0] if self.sett else ""

    def skjemaceller(self, ark: str) -> dict[str, Skjemacelle]:
        innhold = self.arket[ark].innhold
        if not isinstance(innhold, Side):
            return {}
        sett, skrevet = oppsett(innhold), self.arket[ark].celler
        staar = {(c.rad, c.kol): None if c.formel else c.verdi for c in sett.celler} | {
            (c.rad, c.kol): dognandel(c.verdi) for c in sett.celler
            if not c.formel and isinstance(c.verdi, int) and format_av(c.stil) is Format.KLOKKE
        }  # fmt: skip
        ut = {}
        for n in sett.navn:
            rader = range(n.rad, max(n.rad, n.rad2) + 1)
            kolonner = range(n.kol, max(n.kol, n.kol2) + 1)
            verdier = [[skrevet.get(adresse(r, k), staar.get((r, k))) for k in kolonner] for r in rader]
            ut[n.navn] = Skjemacelle(adresse(n.rad, n.kol), verdier)
        return ut

    def krev_apen(self) -> None:
        self._gjor("krev_apen")

    def plasser(self, plasser: Sequence[Plass], merke: str, si: Fremdrift) -> None:
        self._gjor("plasser")
        for p in plasser:
            if p.erstatter:
                del self.arket[p.erstatter]
            assert p.side.ark not in self.arket
            self.arket[p.side.ark] = Ark(p.side, merke)

    def skriv_tabeller(self, skriv: Sequence[Radskriv], navn: str) -> None:
        self._gjor("skriv_tabeller")
        self.skrevet.append((navn, list(skriv)))

    def angre_tabeller(self, kjoring: int) -> str:
        return self.skrevet.pop()[0] if self.skrevet else ""

    def fjern(self, arkene: Sequence[str]) -> None:
        self._gjor("fjern")
        for navn in arkene:
            del self.arket[navn]

    def glem(self, arkene: Sequence[str]) -> None:
        self._gjor("glem")
        for navn in arkene:
            self.arket[navn].merke = ""

    def merk(self, funn: Sequence[Funn], dag: date, kjoring: int) -> None:
        self._gjor("merk")
        self.merker = (kjoring, funn)

    def merket(self) -> int:
        return self.merker[0]

    def fjern_merker(self) -> None:
        self._gjor("fjern_merker")
        self.merker = (0, ())

    @contextmanager
    def ett_steg(self, navn: str) -> Iterator[None]:
        self.kall.append(f"steg {navn}")
        yield
        self.kall.append("steg slutt")

    def si_i_skjema(self, ark: str, beskjeder: Sequence[Beskjed]) -> None:
        self._gjor("si_i_skjema")
        self.beskjeder = list(beskjeder)

    def nytt_loggark(self, navn: str) -> None:
        self._gjor("nytt_loggark")
        self.arket[navn] = Ark("logg", rader=[logg.HODE])

    def skriv_rad(self, ark: str, rad: int, tekster: Sequence[str]) -> None:
        self._gjor("skriv_rad")
        assert rad == len(self.arket[ark].rader) + 1
        self.arket[ark].rader.append(tuple(tekster))

    def regn_om(self, dag: date) -> bool:
        if self.levende:
            self._gjor("regn_om")
            self.navn["Dato"] = dag
        return self.levende

    def vis(self, ark: str, celle: str = "") -> None:
        self._gjor("vis")
        self.sett.append(f"{ark}!{celle}" if celle else ark)

    # What the tests ask

    def logget(self) -> list[tuple[str, str]]:
        """Command and what it made, of each line of the log."""
        ark = self.arket.get("Logg") or self.arket.get("Tidbank-logg")
        return [(rad[1], re.sub(" [0-9a-f]{16}", "", rad[4])) for rad in ark.rader[1:]] if ark else []

    def sider(self) -> list[str]:
        return [n for n, a in self.arket.items() if a.innhold not in ("tabell", "logg")]
