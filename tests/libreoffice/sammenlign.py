"""Two sheets open in LibreOffice, held against each other: every difference as a sentence. Knows nothing of us.

Runs in the driver, over UNO. Formats come by unique look, not by cell, so that a page takes well under a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

MEST = 20  # differences of one kind that are told
BREDDE, HOYDE, DIAGRAM = 0.03, 0.03, 0.05  # relative
UTSEENDE = (
    "CharFontName", "CharHeight", "CharWeight", "CharColor", "CharUnderline", "CellBackColor", "HoriJustify",
    "VertJustify", "IsTextWrapped", "ParaIndent",
)  # fmt: skip
KANTER = ("TopBorder", "BottomBorder", "LeftBorder", "RightBorder")
SIDESTIL = (
    "IsLandscape", "LeftMargin", "RightMargin", "TopMargin", "BottomMargin", "HeaderIsOn", "FooterIsOn",
    "FooterHeight", "CenterHorizontally", "ScaleToPagesX", "ScaleToPagesY", "FirstPageNumber", "PrintGrid",
)  # fmt: skip
PAPIR = 100  # 1/100 mm that sides and margins may differ
FARGER = ("CharColor", "CellBackColor", "CharWeight")


def ark(dok_a: Any, ark_a: Any, dok_b: Any, ark_b: Any) -> list[str]:
    """What differs between sheet a and sheet b, nothing where they look and hold the same."""
    a, b = Ark(dok_a, ark_a), Ark(dok_b, ark_b)
    ut: list[str] = []
    for sammenlign in (verdier, utseende, sammenslaatte, maal, betinget, tabeller, diagrammer, papir, vindu):
        funnet = list(sammenlign(a, b))
        ut += funnet[:MEST]
        if len(funnet) > MEST:
            ut.append(f"... og {len(funnet) - MEST} til av {sammenlign.__name__}")
    return ut


def navn(kol: int, rad: int) -> str:
    bokstaver, n = "", kol + 1
    while n:
        n, rest = divmod(n - 1, 26)
        bokstaver = chr(65 + rest) + bokstaver
    return f"{bokstaver}{rad + 1}"


class Ark:
    """One sheet, what is asked of it more than once."""

    def __init__(self, dok: Any, ark: Any) -> None:
        self.dok, self.ark = dok, ark
        peker = ark.createCursor()
        peker.gotoEndOfUsedArea(False)
        self.kol2, self.rad2 = peker.RangeAddress.EndColumn, peker.RangeAddress.EndRow
        self.celler = ark.getCellRangeByPosition(0, 0, self.kol2, self.rad2)
        self.former: dict[tuple[int, int], dict[str, Any]] = {}
        self.slaatt: dict[tuple[int, int], tuple[int, int]] = {}  # top left cell -> last cell
        self._les_utseende()
        self.dekket = {
            (k, r)
            for (kol, rad), (kol2, rad2) in self.slaatt.items()
            for k in range(kol, kol2 + 1)
            for r in range(rad, rad2 + 1)
        } - set(self.slaatt)

    def _les_utseende(self) -> None:
        unike = self.celler.UniqueCellFormatRanges
        for n in range(unike.Count):
            omraader = unike.getByIndex(n)
            form = self._form(omraader)
            adresser = omraader.RangeAddresses
            # Being merged is part of the look: all of them are, or none.
            slaatt = self.ark.getCellByPosition(adresser[0].StartColumn, adresser[0].StartRow).IsMerged
            for a in adresser:
                for r in range(a.StartRow, a.EndRow + 1):
                    for k in range(a.StartColumn, a.EndColumn + 1):
                        self.former[k, r] = form
                        if slaatt:
                            self._les_sammenslaaing(k, r)

    def _les_sammenslaaing(self, kol: int, rad: int) -> None:
        peker = self.ark.createCursorByRange(self.ark.getCellByPosition(kol, rad))
        peker.collapseToMergedArea()
        a = peker.RangeAddress
        if (a.StartColumn, a.StartRow) == (kol, rad) != (a.EndColumn, a.EndRow):
            self.slaatt[kol, rad] = (a.EndColumn, a.EndRow)

    def _form(self, omraader: Any) -> dict[str, Any]:
        form = dict(zip(UTSEENDE, omraader.getPropertyValues(UTSEENDE), strict=True))
        form["HoriJustify"] = form["HoriJustify"].value
        form["Tallformat"] = self.dok.NumberFormats.getByKey(omraader.NumberFormat).FormatString
        form["Laast"] = omraader.CellProtection.IsLocked
        for kant in KANTER:
            strek = getattr(omraader, kant)
            form[kant] = (strek.OuterLineWidth, strek.Color) if strek.OuterLineWidth else None
        return form

    def som_tekst(self) -> str:
        return f"{navn(0, 0)}:{navn(self.kol2, self.rad2)}"


def verdier(a: Ark, b: Ark) -> Iterator[str]:
    """Values to 1e-9, formulas, links."""
    if (a.kol2, a.rad2) != (b.kol2, b.rad2):
        yield f"brukt område: {a.som_tekst()} mot {b.som_tekst()}"
        return
    hele_a, hele_b = ((x.celler.getDataArray(), x.celler.getFormulaArray()) for x in (a, b))
    for r, (rad_a, rad_b) in enumerate(zip(hele_a[0], hele_b[0], strict=True)):
        for k, (va, vb) in enumerate(zip(rad_a, rad_b, strict=True)):
            tall = isinstance(va, float) and isinstance(vb, float)
            if not (abs(va - vb) <= 1e-9 * max(1.0, abs(vb)) if tall else va == vb):
                yield f"{navn(k, r)}: {va!r} mot {vb!r}"
            fa, fb = hele_a[1][r][k], hele_b[1][r][k]
            if (fa[:1] in ("=", "{") or fb[:1] in ("=", "{")) and fa != fb:
                yield f"{navn(k, r)}: formelen {fa} mot {fb}"
            if a.former[k, r]["CharUnderline"]:
                lenker = [_lenker(x.celler.getCellByPosition(k, r)) for x in (a, b)]
                if lenker[0] != lenker[1]:
                    yield f"{navn(k, r)}: lenken {lenker[0]} mot {lenker[1]}"


def _lenker(celle: Any) -> list[str]:
    felt = celle.TextFields
    # A file has its links as Excel writes them, and LibreOffice follows both.
    return [felt.getByIndex(n).URL.replace("'!", "'.") for n in range(felt.Count)]


def utseende(a: Ark, b: Ark) -> Iterator[str]:
    """Font, colours, borders, alignment, number format and lock of every cell that is seen."""
    for celle in sorted(a.former.keys() & b.former.keys(), key=lambda c: (c[1], c[0])):
        if celle in a.dekket and celle in b.dekket:
            continue
        fa, fb = a.former[celle], b.former[celle]
        for hva, va in fa.items():
            if va != fb[hva] and not (hva == "ParaIndent" and abs(va - fb[hva]) <= 2):
                yield f"{navn(*celle)} {hva}: {va} mot {fb[hva]}"


def sammenslaatte(a: Ark, b: Ark) -> Iterator[str]:
    for celle in sorted(a.slaatt.keys() | b.slaatt.keys()):
        if a.slaatt.get(celle) != b.slaatt.get(celle):
            til = [navn(*x.slaatt[celle]) if celle in x.slaatt else "ikke sammenslått" for x in (a, b)]
            yield f"{navn(*celle)} til {til[0]} mot {til[1]}"


def maal(a: Ark, b: Ark) -> Iterator[str]:
    """Widths and heights."""
    for k in range(min(a.kol2, b.kol2) + 1):
        ba, bb = (x.ark.Columns.getByIndex(k).Width for x in (a, b))
        yield from _maal(f"bredde {navn(k, 0)[:-1]}", ba, bb, BREDDE)
    for r in range(min(a.rad2, b.rad2) + 1):
        ha, hb = (x.ark.Rows.getByIndex(r).Height for x in (a, b))
        yield from _maal(f"høyde {r + 1}", ha, hb, HOYDE)


def _maal(hva: str, a: float, b: float, slingring: float) -> Iterator[str]:
    if abs(a - b) > slingring * b:
        yield f"{hva}: {a} mot {b}"


def _ulike(hva: str, a: Any, b: Any) -> Iterator[str]:
    if a != b:
        yield f"{hva}: {a} mot {b}"


def betinget(a: Ark, b: Ark) -> Iterator[str]:
    """Where a look depends on the value, and the looks it may take; how the condition is written may differ."""
    yield from _ulike("betinget", *(sorted(_betinget(x)) for x in (a, b)))


def _betinget(x: Ark) -> Iterator[tuple[str, tuple[Any, ...]]]:
    stiler = x.dok.StyleFamilies.getByName("CellStyles")
    for format_ in x.ark.ConditionalFormats.ConditionalFormats:
        steder = ",".join(
            f"{navn(s.StartColumn, s.StartRow)}:{navn(s.EndColumn, s.EndRow)}" for s in format_.Range.RangeAddresses
        )
        for n in range(format_.Count):
            stil = stiler.getByName(format_.getByIndex(n).StyleName)
            yield steder, tuple(stil.getPropertyValue(f) for f in FARGER)


def tabeller(a: Ark, b: Ark) -> Iterator[str]:
    """Where tables stand and whether they have filter buttons; the names must be unlike within one document."""
    yield from _ulike("tabeller", *(sorted(_tabeller(x)) for x in (a, b)))


def _tabeller(x: Ark) -> Iterator[tuple[str, str, bool]]:
    nr = x.ark.RangeAddress.Sheet
    alle = x.dok.DatabaseRanges
    for tabell in (alle.getByName(n) for n in alle.ElementNames):
        o = tabell.DataArea
        if o.Sheet == nr:
            yield navn(o.StartColumn, o.StartRow), navn(o.EndColumn, o.EndRow), tabell.AutoFilter


def diagrammer(a: Ark, b: Ark) -> Iterator[str]:
    begge = [_diagrammer(x) for x in (a, b)]
    yield from _ulike("antall diagrammer", *map(len, begge))
    for nr, (da, db) in enumerate(zip(*begge, strict=False), 1):
        for hva, va in da.items():
            if hva in ("bredde", "høyde"):
                yield from _maal(f"diagram {nr} {hva}", va, db[hva], DIAGRAM)
            else:
                yield from _ulike(f"diagram {nr} {hva}", va, db[hva])


def _diagrammer(x: Ark) -> list[dict[str, Any]]:
    ut = []
    for form in (x.ark.DrawPage.getByIndex(n) for n in range(x.ark.DrawPage.Count)):
        diagram = x.ark.Charts.getByName(form.PersistName).EmbeddedObject
        (system,) = diagram.FirstDiagram.CoordinateSystems
        (slag,) = system.ChartTypes
        akse, navnene = diagram.Diagram.YAxis, system.getAxisByDimension(0, 0).ScaleData.Categories.Values
        tittel = diagram.TitleObject.Text
        ut.append({
            "tittel": "".join(t.String for t in tittel),
            "tittelskrift": {(t.CharFontName, t.CharHeight, t.CharWeight, t.CharColor) for t in tittel},
            "alternativ tekst": form.Description,
            "slag": (slag.ChartType, diagram.Diagram.PropertySetInfo.hasPropertyByName("Vertical")
                     and diagram.Diagram.Vertical),
            "navn og datoer": tuple(navnene.Data),
            "serier": [_serie(s) for s in slag.DataSeries],
            "y-akse": (akse.AutoMin, None if akse.AutoMin else akse.Min,
                       x.dok.NumberFormats.getByKey(akse.NumberFormat).FormatString),
            "forklaring": diagram.HasLegend,
            "bredde": form.Size.Width,
            "høyde": form.Size.Height,
        })  # fmt: skip
    return ut


def _serie(s: Any) -> dict[str, Any]:
    (data,) = s.DataSequences
    strek = s.LineStyle.value
    synlig = strek != "NONE"
    feil = s.ErrorBarY
    return {
        "navn": tuple(data.Label.Data),
        "verdier": tuple(None if v is None or v != v else v for v in data.Values.Data),
        "strek": strek,
        "farge": s.Color if synlig else None,
        "tykkelse": s.LineWidth if synlig else None,
        "loddrett": (feil.ShowPositiveError, feil.ShowNegativeError, feil.LineColor) if feil else None,
        "merkelapper": _merkelapper(s, tuple(data.Label.Data)),
    }


def _merkelapper(s: Any, navnet: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """(point, text, place) of the points that carry a label of their own."""
    ut = []
    for nr in s.AttributedDataPoints or ():
        punkt = s.getDataPointByIndex(nr)
        egne = "".join(f.String for f in punkt.CustomLabelFields or ())
        tekst = egne or ("".join(map(str, navnet)) if punkt.Label.ShowSeriesName else "")
        if tekst:
            ut.append((nr, tekst, punkt.LabelPlacement))
    return ut


def papir(a: Ark, b: Ark) -> Iterator[str]:
    """Page style, print area, repeated rows and breaks."""
    stil_a, stil_b = (x.dok.StyleFamilies.getByName("PageStyles").getByName(x.ark.PageStyle) for x in (a, b))
    for hva in SIDESTIL:
        va, vb = getattr(stil_a, hva), getattr(stil_b, hva)
        if not (isinstance(va, int) and abs(va - vb) <= (PAPIR if vb > PAPIR else 0)):
            yield from _ulike(f"side {hva}", va, vb)
    for hva in ("Width", "Height"):
        yield from _maal(f"side {hva}", getattr(stil_a, hva), getattr(stil_b, hva), 0.01)
    yield from _ulike("bunntekst", *(_bunntekst(s.RightPageFooterContent) for s in (stil_a, stil_b)))
    hent: tuple[tuple[str, Callable[[Ark], Any]], ...] = (
        ("utskriftsområde", lambda x: [navn(o.EndColumn, o.EndRow) for o in x.ark.getPrintAreas()]),
        ("gjentatte rader", lambda x: x.ark.getPrintTitleRows()
         and (x.ark.getTitleRows().StartRow, x.ark.getTitleRows().EndRow)),
        ("sideskift", lambda x: [s.Position for s in x.ark.getRowPageBreaks() if s.ManualBreak]),
    )  # fmt: skip
    for hva, finn in hent:
        yield from _ulike(hva, finn(a), finn(b))


def _bunntekst(bunn: Any) -> list[tuple[str, set[tuple[float, int]]]]:
    """Texts with fields by their kind, and the sizes and colours in use."""
    ut = []
    for del_ in (bunn.LeftText, bunn.CenterText, bunn.RightText):
        tekst, skrift = "", set()
        avsnitt = del_.createEnumeration()
        while avsnitt.hasMoreElements():
            biter = avsnitt.nextElement().createEnumeration()
            while biter.hasMoreElements():
                bit = biter.nextElement()
                felt = bit.TextPortionType == "TextField"
                tekst += f"<{bit.TextField.SupportedServiceNames[-1].split('.')[-1]}>" if felt else bit.String
                if bit.String:
                    skrift.add((bit.CharHeight, bit.CharColor))
        ut.append((tekst, skrift))
    return ut


def vindu(a: Ark, b: Ark) -> Iterator[str]:
    """Lock, panes and grid lines. A sheet with filter buttons may be left unlocked, or they would be dead."""
    if not any(filter_ for *_, filter_ in _tabeller(a)):
        yield from _ulike("beskyttet", a.ark.isProtected(), b.ark.isProtected())
    yield from _ulike("vindu", *(_vindu(x) for x in (a, b)))


def _vindu(x: Ark) -> dict[str, Any]:
    """Seen by showing the sheet: LibreOffice tells of no other than the one in view."""
    kontroller = x.dok.CurrentController
    if kontroller is None:
        return {}
    foer = kontroller.ActiveSheet
    kontroller.setActiveSheet(x.ark)
    fryst = kontroller.hasFrozenPanes()
    ut = {
        "rutenett": _tilstand(kontroller.Frame, "ToggleSheetGrid"),
        "fryst": fryst and (kontroller.SplitRow, kontroller.SplitColumn),
    }
    kontroller.setActiveSheet(foer)
    return ut


def _tilstand(ramme: Any, kommando: str) -> Any:
    """Whether a menu command that is on or off is on."""
    import unohelper
    from com.sun.star.frame import XStatusListener
    from com.sun.star.util import URL

    svar: list[Any] = []

    class Lytter(unohelper.Base, XStatusListener):  # type: ignore[misc]  # UNO has no types
        def statusChanged(self, hendelse: Any) -> None:  # noqa: N802 - UNO's name
            svar.append(hendelse.State)

        def disposing(self, _hendelse: Any) -> None:
            pass

    url = URL()
    url.Complete = url.Main = f".uno:{kommando}"
    url.Protocol, url.Path = ".uno:", kommando
    utforer, lytter = ramme.queryDispatch(url, "", 0), Lytter()
    utforer.addStatusListener(lytter, url)
    utforer.removeStatusListener(lytter, url)
    return svar[-1] if svar else None
