"""The looks of book/page/styles.py on cells of a Calc sheet: as hard attributes, many ranges in one call.

Lengths are 1/100 mm. Widths, borders and indents are what LibreOffice makes of the same page from an .xlsx file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from xl_tidbank.book.page.boxes import Boks, samlet
from xl_tidbank.book.page.placed import Oppsett
from xl_tidbank.book.page.plain import Status
from xl_tidbank.book.page.styles import SKRIFT, Stil, stil
from xl_tidbank.book.write.charts import px

from .unokit import enum, farge, struct

PUNKT = 2540 / 72
SIFFER = 195.8  # a digit of Calibri 11
INNRYKK = 265  # three spaces of it
TYNN, TYKK = 26, 88
_LODDRETT: Mapping[str, int] = {"top": 1, "vcenter": 2, "bottom": 3}
_INNEBYGDE: Mapping[str, str] = {
    f"status.{Status.I_RUTE}": "Good",
    f"status.{Status.BRUDD}": "Bad",
    f"status.{Status.NAAR_IKKE_NULL}": "Bad",
}
_KANTER = (("TopBorder", "topp", "t"), ("BottomBorder", "bunn", "b"), ("LeftBorder", "venstre", "v"),
           ("RightBorder", "hoyre", "h"))  # fmt: skip


def bredde(sifre: float) -> int:
    """A column so many digits wide, with the padding a file adds."""
    return round(px(sifre) / 7 * SIFFER)


def hoyde(punkter: float) -> int:
    """A row so many points high: whole pixels, as in a file."""
    return round(round(punkter * 4 / 3) * 0.75 * PUNKT)


def uten_tema(ark: Any) -> None:
    """Let the texts of a new sheet be without the theme's colour. In a workbook from a file cells begin with it, and
    a colour set later is what the screen shows, but the theme's is what is saved."""
    ark.CharComplexColor = ark.getCellByPosition(0, 0).CellBackgroundComplexColor  # no colour: of no theme either


class Stiler:
    """Looks as UNO properties, for one document."""

    def __init__(self, dok: Any) -> None:
        self.dok = dok
        self._luft = self.egenskaper(stil("luft"))

    @cached_property
    def _formater(self) -> Any:
        return self.dok.NumberFormats

    def tallformat(self, kode: str) -> int:
        """The key of a format written as in files; shown as the user's own locale shows it."""
        if kode == "General":
            return 0
        engelsk, egen = struct("lang.Locale", Language="en", Country="US"), struct("lang.Locale")
        # Adding a format that is there already gives its key.
        return int(self._formater.addNewConverted(kode, engelsk, egen))

    def egenskaper(self, s: Stil) -> dict[str, Any]:
        ut = {
            "CharFontName": SKRIFT,
            "CharHeight": float(s.pt),
            "CharWeight": 150.0 if s.fet else 100.0,
            "CharColor": farge(s.farge),
            "CharUnderline": 1 if s.understrek else 0,
            "CellBackColor": farge(s.fyll) if s.fyll else -1,
            "HoriJustify": enum("table.CellHoriJustify", s.vannrett.upper()),
            "VertJustify": _LODDRETT[s.loddrett],
            "IsTextWrapped": s.bryt,
            "ParaIndent": s.innrykk * INNRYKK,
            "NumberFormat": self.tallformat(s.tallformat),
            "CellProtection": struct("util.CellProtection", IsLocked=s.laast),
        }
        for egenskap, side, bokstav in _KANTER:
            if farge_ := getattr(s, side):
                tykkelse = TYKK if bokstav in s.tykk else TYNN
                ut[egenskap] = struct(
                    "table.BorderLine2", Color=farge(farge_), OuterLineWidth=tykkelse, LineWidth=tykkelse
                )
        return ut

    def sett(self, ark: Any, sett: Oppsett) -> None:
        """Give every cell of the page its look: the page's plain one on whole columns, then what differs from it."""
        uten_tema(ark)
        ark.getCellRangeByPosition(0, 0, len(sett.bredder) - 1, ark.Rows.Count - 1).setPropertyValues(*_par(self._luft))
        grupper: dict[Stil, list[Boks]] = {}
        for c in sett.celler:
            rad2, kol2 = c.til or (c.rad, c.kol)
            grupper.setdefault(stil(c.stil), []).append(Boks(c.rad, c.kol, rad2, kol2))
        nr = ark.RangeAddress.Sheet
        for s, bokser in grupper.items():
            avvik = {navn: v for navn, v in self.egenskaper(s).items() if v != self._luft.get(navn)}
            if avvik:
                omraader = self.dok.createInstance("com.sun.star.sheet.SheetCellRanges")
                omraader.addRangeAddresses(tuple(_adresser(nr, samlet(bokser))), False)
                omraader.setPropertyValues(*_par(avvik))

    def cellestil(self, stilnavn: str) -> str:
        """A named cell style for conditional looks (colours and weight); made when first asked for.

        LibreOffice lets no style be changed while any sheet is locked; then its own of that meaning must do.
        """
        rolle = stilnavn.split("|")[0]
        navn = f"Tidbank {rolle}"
        familie = self.dok.StyleFamilies.getByName("CellStyles")
        if familie.hasByName(navn):
            return navn
        arkene = self.dok.Sheets
        if any(arkene.getByIndex(n).isProtected() for n in range(arkene.Count)):
            return _INNEBYGDE.get(rolle, "Neutral")
        laget = self.dok.createInstance("com.sun.star.style.CellStyle")
        familie.insertByName(navn, laget)
        s = stil(stilnavn)
        laget.CharColor, laget.CellBackColor = farge(s.farge), farge(s.bakgrunn)
        laget.CharWeight = 150.0 if s.fet else 100.0
        return navn

    def betinget(self, ark: Any, sett: Oppsett) -> None:
        """The cells that take another look by how their text begins."""
        for b in sett.betingelser:
            celle = ark.getCellByPosition(b.kol, b.rad)
            tekst = b.begynner_med.replace('"', '""')
            her = celle.AbsoluteName.rpartition(".")[2]
            felt = {
                "Operator": enum("sheet.ConditionOperator", "FORMULA"),
                "Formula1": f'LEFT({her};{len(b.begynner_med)})="{tekst}"',
                "StyleName": self.cellestil(b.stil),
                "SourcePosition": celle.CellAddress,
            }
            regler = celle.ConditionalFormat
            regler.addNew(tuple(struct("beans.PropertyValue", Name=n, Value=v) for n, v in felt.items()))
            celle.ConditionalFormat = regler


def _par(egenskaper: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """Names in order, as the interface wants them, and their values."""
    navn = tuple(sorted(egenskaper))
    return navn, tuple(egenskaper[n] for n in navn)


def _adresser(nr: int, bokser: Iterable[Boks]) -> Iterator[Any]:
    for b in bokser:
        yield struct(
            "table.CellRangeAddress", Sheet=nr, StartColumn=b.kol, StartRow=b.rad, EndColumn=b.kol2, EndRow=b.rad2
        )
