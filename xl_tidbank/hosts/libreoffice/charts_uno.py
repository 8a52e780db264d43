"""Charts of a page as Calc charts over the same figures: few lines, direct labels, the colours of book/write/charts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from xl_tidbank.book.page.placed import Diagramplass
from xl_tidbank.book.page.plain import Diagram
from xl_tidbank.book.page.styles import AKSENT, BLEKK, GRAA, LINJE, LINJE_SVAK, SKRIFT, STOLPE_GRAA
from xl_tidbank.book.write.charts import akseformat, lappformat, ledig_plass, negativ, siste_punkt

from .styles_uno import PUNKT, Stiler
from .unokit import enum, farge, nulldag, struct

_MARG = (26, 53)  # the chart stands this much inside its cells, as in a file
# com.sun.star.chart: DataLabelPlacement, ChartDataCaption, ChartSymbolType, ChartAxisType, ErrorBarStyle; TimeUnit
_PLASSERING: Mapping[str, int] = MappingProxyType({"above": 2, "below": 6, "right": 8, "outside": 11})
_VERDI, _SERIENAVN = 1, 64
_UTEN_MERKE, _DATOAKSE, _PROSENTFEIL, _MAANED = -3, 2, 4, 1
_UTVENDIG = 2  # tick marks


def sett_inn(stiler: Stiler, ark: Any, plass: Diagramplass) -> None:
    """Make the chart from the figures already on the sheet and lay it over its cells."""
    d = plass.diagram
    kasse = _kasse(ark, plass)
    chart = _nytt(ark, plass, kasse)
    chart.lockControllers()
    try:
        stolper = any(s.stil == "stolpe" for s in d.serier)
        chart.Diagram = chart.createInstance(f"com.sun.star.chart.{'Bar' if stolper else 'Line'}Diagram")
        _tittel(chart, d, kasse)
        if stolper:
            _stolper(chart, stiler, d)
        else:
            _linjer(chart, stiler, d)
            # Room to the right for the label of the line that runs to the end.
            til_gode = 0.045 if negativ(d) else 0.0
            chart.Diagram.setDiagramPositionExcludingAxes(_del(kasse, 0.055 + til_gode, 0.17, 0.845 - til_gode, 0.68))
    finally:
        chart.unlockControllers()


def _kasse(ark: Any, plass: Diagramplass) -> Any:
    forste = ark.getCellByPosition(plass.kol, plass.rad).Position
    etter = ark.getCellByPosition(plass.kol2 + 1, plass.rad2 + 1).Position
    dx, dy = _MARG
    return struct(
        "awt.Rectangle", X=forste.X + dx, Y=forste.Y + dy, Width=etter.X - forste.X - 2 * dx,
        Height=etter.Y - forste.Y - 2 * dy,
    )  # fmt: skip


def _del(kasse: Any, x: float, y: float, bredde: float, hoyde: float) -> Any:
    """A part of the chart, in fractions of its width and height."""
    return struct(
        "awt.Rectangle", X=round(x * kasse.Width), Y=round(y * kasse.Height), Width=round(bredde * kasse.Width),
        Height=round(hoyde * kasse.Height),
    )  # fmt: skip


def _nytt(ark: Any, plass: Diagramplass, kasse: Any) -> Any:
    """A chart in its place, and the text a blind reader hears."""
    rad2, kol2 = plass.datarad + max(len(plass.diagram.x), 1), plass.datakol + len(plass.diagram.serier)
    tall = ark.getCellRangeByPosition(plass.datakol, plass.datarad, kol2, rad2).RangeAddress
    # The inner name must be new to the whole document, to what Undo still remembers of it too.
    navn = f"tidbank-{uuid4().hex}"
    ark.Charts.addNewByName(navn, kasse, (tall,), True, True)
    form = ark.DrawPage.getByIndex(ark.DrawPage.Count - 1)
    # It gets no name of its own: LibreOffice 25.2 crashes when Undo brings back a sheet where the name is taken.
    # It stays bound to the sheet. Bound to its cell from here, LibreOffice 25.2 never ends saving the document as
    # .ods once an earlier sheet has been deleted.
    form.Description = plass.diagram.alt
    return ark.Charts.getByName(navn).EmbeddedObject


def _skrift(hva: Any, farge_: str, pt: float = 9, fet: bool = False) -> None:
    hva.CharFontName, hva.CharHeight, hva.CharColor = SKRIFT, float(pt), farge(farge_)
    hva.CharWeight = 150.0 if fet else 100.0


def _strek(hva: Any, farge_: str, pt: float) -> None:
    hva.LineStyle, hva.LineColor, hva.LineWidth = enum("drawing.LineStyle", "SOLID"), farge(farge_), round(pt * PUNKT)


def _uten_strek(hva: Any) -> None:
    hva.LineStyle = enum("drawing.LineStyle", "NONE")


def _tittel(chart: Any, d: Diagram, kasse: Any) -> None:
    chart.HasMainTitle, chart.HasSubTitle, chart.HasLegend = True, False, False
    chart.Title.String = d.tittel
    _skrift(chart.Title, AKSENT, 12, True)
    chart.Title.Position = struct("awt.Point", X=round(0.012 * kasse.Width), Y=round(0.02 * kasse.Height))
    _strek(chart.Area, LINJE_SVAK, 0.75)
    chart.Area.FillStyle, chart.Area.FillColor = enum("drawing.FillStyle", "SOLID"), 0xFFFFFF
    chart.Diagram.Wall.FillStyle = enum("drawing.FillStyle", "NONE")
    _uten_strek(chart.Diagram.Wall)


def _tallformat(hva: Any, stiler: Stiler, kode: str) -> None:
    hva.LinkNumberFormatToSource = False
    hva.NumberFormat = stiler.tallformat(kode)


def _verdiakse(chart: Any, stiler: Stiler, d: Diagram) -> None:
    akse = chart.Diagram.YAxis
    _tallformat(akse, stiler, akseformat(d))
    _skrift(akse, GRAA)
    _uten_strek(akse)
    chart.Diagram.HasYAxisGrid = True
    _strek(chart.Diagram.YMainGrid, LINJE_SVAK, 0.75)


def _linjer(chart: Any, stiler: Stiler, d: Diagram) -> None:
    diagram = chart.Diagram
    diagram.SymbolType = _UTEN_MERKE
    diagram.MissingValueTreatment = 0  # leave a gap
    _verdiakse(chart, stiler, d)
    if not negativ(d):
        diagram.YAxis.AutoMin, diagram.YAxis.Min = False, 0.0
    if d.y_navn:
        diagram.HasYAxisTitle = True
        diagram.YAxisTitle.String = d.y_navn
        _skrift(diagram.YAxisTitle, GRAA)
    _tidsakse(diagram.XAxis, stiler, d)
    # The older interface forgets the colour of a line; this is the newer one.
    (system,) = chart.FirstDiagram.CoordinateSystems
    for nr, (serie, linje) in enumerate(zip(d.serier, system.ChartTypes[0].DataSeries, strict=True)):
        if serie.stil == "merke":
            _uten_strek(linje)
            _merke(diagram.getDataRowProperties(nr))
            _merkelapp(diagram, nr, siste_punkt(serie), "right", BLEKK)
        elif serie.stil == "plan":
            _serielinje(linje, GRAA, 1.5)
            _stipl(chart, linje)
            _merkelapp(diagram, nr, siste_punkt(serie), "right", GRAA)
        else:
            _serielinje(linje, AKSENT, 2.5)
            _merkelapp(diagram, nr, *ledig_plass(serie, d), AKSENT)


def _serielinje(linje: Any, farge_: str, pt: float) -> None:
    linje.LineStyle, linje.Color, linje.LineWidth = enum("drawing.LineStyle", "SOLID"), farge(farge_), round(pt * PUNKT)


def _stipl(chart: Any, linje: Any) -> None:
    """Dashes of four times the line's width, gaps of three."""
    stiplet = struct(
        "drawing.LineDash", Style=enum("drawing.DashStyle", "RECTRELATIVE"), Dots=1, DotLen=400, Distance=300
    )
    chart.createInstance("com.sun.star.drawing.DashTable").insertByName("Plan", stiplet)
    linje.LineStyle, linje.LineDashName = enum("drawing.LineStyle", "DASH"), "Plan"


def _tidsakse(akse: Any, stiler: Stiler, d: Diagram) -> None:
    _skrift(akse, GRAA)
    _strek(akse, LINJE, 0.75)
    akse.LabelPosition = enum("chart.ChartAxisLabelPosition", "OUTSIDE_START")
    akse.Marks, akse.HelpMarks = _UTVENDIG, 0
    datoer = [x for x in d.x if isinstance(x, date)]
    if not datoer:
        return
    forste, siste = min(datoer), max(datoer)
    null = nulldag(stiler.dok)
    _tallformat(akse, stiler, "dd.mm")
    akse.AxisType = _DATOAKSE
    akse.AutoMin, akse.Min = False, float((forste - null).days)
    akse.AutoMax, akse.Max = False, float((siste - null).days)
    trinn = struct("chart.TimeInterval", Number=2 if (siste - forste).days / 30.4 > 8 else 1, TimeUnit=_MAANED)
    akse.TimeIncrement = struct("chart.TimeIncrement", MajorTimeInterval=trinn)


def _merke(rad: Any) -> None:
    """A line straight down from the point."""
    rad.ErrorBarStyle, rad.PercentageError = _PROSENTFEIL, 100.0
    rad.ErrorIndicator = enum("chart.ChartErrorIndicatorType", "LOWER")
    _strek(rad.DataErrorProperties, GRAA, 1)


def _merkelapp(diagram: Any, serie: int, punkt: int, plassering: str, farge_: str) -> None:
    """The series' name on one of its points, instead of a legend."""
    if punkt >= 0:
        hva = diagram.getDataPointProperties(punkt, serie)
        hva.DataCaption = _SERIENAVN
        hva.LabelPlacement = _PLASSERING[plassering]
        _skrift(hva, farge_, fet=True)


def _stolper(chart: Any, stiler: Stiler, d: Diagram) -> None:
    diagram = chart.Diagram
    diagram.Vertical = True  # bars that lie
    _verdiakse(chart, stiler, d)
    diagram.YAxis.GapWidth, diagram.YAxis.Overlap = 45, 0
    diagram.YAxis.CrossoverPosition = enum("chart.ChartAxisPosition", "END")
    navn = diagram.XAxis
    navn.ReverseDirection = True
    navn.LabelPosition = enum("chart.ChartAxisLabelPosition", "OUTSIDE_START")
    navn.Marks = navn.HelpMarks = 0
    _skrift(navn, BLEKK)
    _strek(navn, LINJE, 0.75)
    for nr, _ in enumerate(d.serier):
        rad = diagram.getDataRowProperties(nr)
        rad.FillStyle, rad.FillColor = enum("drawing.FillStyle", "SOLID"), farge(STOLPE_GRAA if nr else AKSENT)
        _uten_strek(rad)
        if nr == 0:
            rad.DataCaption, rad.LabelPlacement = _VERDI, _PLASSERING["outside"]
            _tallformat(rad, stiler, lappformat(d))
            _skrift(rad, BLEKK, 8)
    chart.HasLegend = True
    chart.Legend.Alignment = enum("chart.ChartLegendPosition", "TOP")
    _skrift(chart.Legend, BLEKK)
    _uten_strek(chart.Legend)
    chart.Legend.FillStyle = enum("drawing.FillStyle", "NONE")
