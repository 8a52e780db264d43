"""A sheet being drawn: where the next row is, what has been placed, how much room a text takes."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from .placed import Betingelse, Celle, Diagramplass, Knappeplass, Matriseplass, Navn, Rekker, Tabellplass, Valgplass
from .plain import Formel, Side, Verdi
from .styles import stil
from .textwidth import LUFT, bredde, linjer

MARG = 1.6  # width of the margin column
MELLOMROM = 10.0  # points between blocks
RADHOYDE = 16.5
LINJEAVSTAND = 1.27  # line height over type size


class Lerret:
    """Grid column i is sheet column i + 1. Text outside tables is merged over whole columns, cells of tables never."""

    def __init__(self, side: Side, bredder: Sequence[float], bak: Sequence[float] = ()) -> None:
        """bak: widths of the columns to the right of the page that are grouped away."""
        self.side = side
        self.bredder, self.bak = list(bredder), list(bak)
        self.databredder: list[float] = []  # columns for the charts' figures, right of the page
        self.rad = 0
        self.celler: list[Celle | Rekker] = []
        self.hoyder: dict[int, float] = {}
        self.tabeller: list[Tabellplass] = []
        self.diagrammer: list[Diagramplass] = []
        self.betingelser: list[Betingelse] = []
        self.navn: list[Navn] = []
        self.matriser: list[Matriseplass] = []
        self.valg: list[Valgplass] = []
        self.knapper: list[Knappeplass] = []
        self.skjemasteder: dict[str, str] = {}  # addresses of the fields and lists of a form, by name
        self.hold: list[tuple[int, int]] = []  # rows that belong on one page of paper
        self.hoder: list[tuple[int, int, int]] = []  # header row, number of rows, number of columns of each table
        self.datarad_ledig = 0
        self.bandslutt = 0

    @property
    def n(self) -> int:
        return len(self.bredder)

    def plass(self, fra: int, til: int) -> float:
        return fsum([*self.bredder, *self.bak][fra:til])

    def spenn(self, behov: float, fra: int = 0) -> int:
        """The first column boundary after `fra` that leaves at least `behov` digits; the page's end at most."""
        for til in range(fra + 1, self.n + 1):
            if self.plass(fra, til) >= behov - 1e-6:
                return til
        return self.n

    def sett(
        self, fra: int, til: int, verdi: Verdi, stilnavn: str, *, lenke: str = "", formel: str = "",
        lenkecelle: str = "A1",
    ) -> None:  # fmt: skip
        """Place a value over the grid columns fra..til (til not included) of the current row."""
        hjorne = (self.rad, til) if til > fra + 1 else None
        if isinstance(verdi, Formel):
            formel, verdi = verdi.formel, verdi.verdi
        self.celler.append(Celle(self.rad, fra + 1, verdi, stilnavn, hjorne, lenke, formel, lenkecelle))

    def hoyde(self, tekst: str, fra: int, til: int, stilnavn: str) -> float:
        """Points the text needs in these columns."""
        s = stil(stilnavn)
        antall = linjer(tekst, self.plass(fra, til) - 1.3 * s.innrykk, s.pt, s.fet)
        return antall * s.pt * LINJEAVSTAND + 3.5

    def neste(self, *hoyder: float) -> None:
        """Close the row: as high as the highest of what stands in it."""
        self.hoyder[self.rad] = round(max(hoyder, default=RADHOYDE), 2)
        self.rad += 1

    def luft(self, punkter: float = MELLOMROM) -> None:
        self.neste(punkter)

    def overskrift(self, tekst: str) -> None:
        if tekst:
            self.sett(0, self.n, tekst, "overskrift")
            self.neste(24.0)

    def avsnitt(self, tekst: str, stilnavn: str) -> None:
        """A paragraph over the full width."""
        self.sett(0, self.n, tekst, stilnavn)
        self.neste(self.hoyde(tekst, 0, self.n, stilnavn))

    def ved_siden(
        self, rad: int, nr: int, verdi: Verdi, stilnavn: str, *, formel: str = "", bredde: float = 0.0
    ) -> None:
        """Place a value right of the page, outside the print area: column `nr` of what stands there."""
        while len(self.databredder) <= nr:
            self.databredder.append(8.0)
        self.databredder[nr] = max(self.databredder[nr], round(bredde, 2))
        if isinstance(verdi, Formel):
            formel, verdi = verdi.formel, verdi.verdi
        self.celler.append(Celle(rad, self.datakol + nr, verdi, stilnavn, None, "", formel))

    @property
    def datakol(self) -> int:
        """The first column of what stands to the right of the page."""
        return self.n + len(self.bak) + 2

    def y(self, rad: int) -> float:
        """Points from the top of the sheet to the row."""
        return fsum(self.hoyder.get(r, 15.0) for r in range(rad))

    def alle_bredder(self) -> list[float]:
        return [MARG, *self.bredder, *self.bak, *([4.0, *self.databredder] if self.databredder else [])]


def tekstbehov(tekst: str, stilnavn: str) -> float:
    """Digits a text needs on one line in this style."""
    s = stil(stilnavn)
    return bredde(tekst, s.pt, s.fet) + LUFT + 1.3 * s.innrykk
