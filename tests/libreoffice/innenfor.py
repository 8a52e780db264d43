"""Runs inside LibreOffice itself, with the code the extension carries: what a test asks of the document adapter.

The driver loads this file as a component and calls `execute` with a function's name, a document's id and arguments.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import uno  # must come before the com.sun.star imports below
import unohelper
from com.sun.star.sheet import FormulaResult
from com.sun.star.task import XJob

sys.path.insert(0, str(Path(__file__).parent))
import provesider  # type: ignore[import-not-found]  # found in this folder when LibreOffice loads the file
import sammenlign  # type: ignore[import-not-found]

from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import Kilde
from xl_tidbank.core.rules.lonn.lonn_overtid import DELTID_OVERTID
from xl_tidbank.hosts import marks, placing
from xl_tidbank.hosts.libreoffice import charts_uno, document, opphav, reading, tables_uno
from xl_tidbank.hosts.libreoffice.unokit import enum, struct
from xl_tidbank.hosts.libreoffice.vert import Calc
from xl_tidbank.hosts.vert import Radskriv, Tone

TJENESTE = "no.tidbank.prove.Innenfor"


def les(dok: Any) -> Any:
    """The tables as text, or the errors with sheet and cell."""
    try:
        return repr(reading.les(dok))
    except TidbankFeil as e:
        return [list(f) for f in e.feil]


def feilkoder(dok: Any, ark: str, omrade: str) -> list[tuple[int, int, int]]:
    """Row, column and error code of each formula in a range that is an error."""
    celler = dok.Sheets.getByName(ark).getCellRangeByName(omrade)
    hjorne, ut = celler.RangeAddress, []
    for a in celler.queryFormulaCells(FormulaResult.ERROR).RangeAddresses:
        for r in range(a.StartRow - hjorne.StartRow, a.EndRow - hjorne.StartRow + 1):
            for k in range(a.StartColumn - hjorne.StartColumn, a.EndColumn - hjorne.StartColumn + 1):
                ut.append((r, k, celler.getCellByPosition(k, r).getError()))
    return ut


def utelatt(dok: Any) -> Any:
    """Who is left out of the tables, and every error."""
    return [[u.ansattnr, [list(f) for f in u.feil]] for u in reading.les(dok).utelatt]


def skriv(dok: Any, ark: str, celler: dict[str, Any], formater: dict[str, str]) -> None:
    """Values and formulas ("=..." and "{=...}", the latter over a range) as they stand, and number formats by cell."""
    blad = dok.Sheets.getByName(ark)
    for sted, verdi in celler.items():
        celle = blad.getCellRangeByName(sted)
        if isinstance(verdi, str) and verdi.startswith("{"):
            celle.setArrayFormula(verdi.strip("{}"))
        elif isinstance(verdi, str) and verdi.startswith("="):
            celle.setFormula(verdi)
        elif isinstance(verdi, str):
            celle.setString(verdi)
        else:
            celle.setValue(verdi)
    for sted, kode in formater.items():
        engelsk = struct("lang.Locale", Language="en", Country="US")
        blad.getCellRangeByName(sted).NumberFormat = dok.NumberFormats.addNewConverted(
            kode, engelsk, struct("lang.Locale")
        )


def navngi(dok: Any, navn: str, innhold: str) -> None:
    dok.NamedRanges.addNewByName(navn, innhold, dok.Sheets.getByIndex(0).getCellByPosition(0, 0).CellAddress, 0)


def pekere(dok: Any, ark: str, celler: list[str], navn: str) -> list[str]:
    blad = dok.Sheets.getByName(ark)
    return [*(blad.getCellRangeByName(c).Formula for c in celler), dok.NamedRanges.getByName(navn).Content]


def plasser(dok: Any, side: str, erstatt: bool = False) -> Any:
    """The name the page got, or the sentence that was raised."""
    try:
        return plasser_alle(dok, [side], erstatt)[0]
    except TidbankFeil as e:
        return {"feil": str(e)}


def plasser_alle(dok: Any, sider: list[str], erstatt: bool = False) -> list[str]:
    vert = Calc(None, dok)
    plasser, _ = placing.plan(
        vert.arkene(), placing.egne_ark(vert), [provesider.SIDER[s]() for s in sider], erstatt=erstatt
    )
    vert.krev_apen()
    document.plasser(dok, plasser, "1")
    return [p.side.ark for p in plasser]


def brekk(dok: Any, sider: list[str], erstatt: bool) -> str:
    """Place pages where a chart cannot be made; the kind of error."""
    ekte = charts_uno.sett_inn

    def ryker(*_: Any) -> None:
        raise ZeroDivisionError

    charts_uno.sett_inn = ryker  # type: ignore[assignment]
    try:
        plasser_alle(dok, sider, erstatt)
    except Exception as e:
        return type(e).__name__
    finally:
        charts_uno.sett_inn = ekte
    return ""


def skriv_tabeller(dok: Any, rader: list[Any], navn: str = "Prøve") -> str:
    """Rows to write: table, row, values; {"dato": ISO} stands for a day. The sentence that was raised, "" = written."""
    skriv = [
        Radskriv(t, rad, {k: date.fromisoformat(v["dato"]) if isinstance(v, dict) else v for k, v in verdier.items()})
        for t, rad, verdier in rader
    ]
    try:
        Calc(None, dok).skriv_tabeller(skriv, navn)
    except TidbankFeil as e:
        return str(e)
    return ""


def tabellene(dok: Any) -> dict[str, list[int]]:
    """First and last row (from 1) of each of the document's tables."""
    alle = dok.DatabaseRanges
    omraader = {navn: alle.getByName(navn).DataArea for navn in alle.ElementNames}
    return {navn: [a.StartRow + 1, a.EndRow + 1] for navn, a in omraader.items()}


def vist(dok: Any, ark: str, celler: list[str]) -> list[str]:
    """What cells show."""
    return [dok.Sheets.getByName(ark).getCellRangeByName(c).String for c in celler]


def laas(dok: Any, ark: str) -> None:
    dok.Sheets.getByName(ark).protect("")


def nullstill(dok: Any, ark: str, rad: int) -> None:
    """Rows from there on as in a sheet nobody has made ready."""
    blad = dok.Sheets.getByName(ark)
    omraade = blad.getCellRangeByPosition(0, rad - 1, 40, 30_000)
    omraade.clearContents(1023)
    ny = omraade.Validation
    ny.Type = enum("sheet.ValidationType", "ANY")
    omraade.Validation = ny
    for egenskap in ("NumberFormat", "CellBackColor", "CharFontName"):
        omraade.setPropertyToDefault(egenskap)


def gyldighet(dok: Any, ark: str, celle: str) -> str:
    return str(dok.Sheets.getByName(ark).getCellRangeByName(celle).Validation.Type.value)


def merk_rad(dok: Any, ark: str, rad: int) -> None:
    """The mark of a control beside a row."""
    kilde = Kilde(ark, rad, {"Dato": "B"})
    funn = [DELTID_OVERTID.funn("2004", kilde, "Dato", "Prøve.", "Gjør noe.", Any)]  # type: ignore[arg-type]
    Calc(None, dok).merk(funn, date(2026, 5, 1), 1)


def bakgrunn(dok: Any, ark: str, rader: list[int]) -> list[int]:
    """The colour of the column of marks in these rows; -1 = none."""
    blad = dok.Sheets.getByName(ark)
    hode = blad.getCellRangeByName("A1:AZ1").getDataArray()[0]
    return [blad.getCellByPosition(hode.index(marks.KOLONNE), r - 1).CellBackColor for r in rader]


def skjul(dok: Any, ark: str, rad: int, rad2: int) -> None:
    dok.Sheets.getByName(ark).getCellRangeByPosition(0, rad - 1, 0, rad2 - 1).Rows.IsVisible = False


def brekk_skriving(dok: Any, rader: list[Any]) -> str:
    """Write rows where a format cannot be set in Vakter; the kind of error."""
    ekte = tables_uno._format

    def ryker(dok_: Any, celler: Any, *mer: Any) -> None:
        if celler.Spreadsheet.Name == "Vakter":
            raise ZeroDivisionError
        ekte(dok_, celler, *mer)

    tables_uno._format = ryker  # type: ignore[assignment]
    try:
        skriv_tabeller(dok, rader)
    except Exception as e:
        return type(e).__name__
    finally:
        tables_uno._format = ekte
    return ""


class Svarer:
    """Stands in for the context: the form is LibreOffice's own, and OK is pressed as soon as it is shown."""

    def __init__(self) -> None:
        self.ServiceManager, self.ekte = self, uno.getComponentContext()
        self.dialog: Any = None

    def createInstanceWithContext(self, navn: str, _ctx: Any) -> Any:  # noqa: N802 - UNO's name
        laget = self.ekte.ServiceManager.createInstanceWithContext(navn, self.ekte)
        if navn != "com.sun.star.awt.UnoControlDialog":
            return laget
        self.dialog = laget
        return self

    def __getattr__(self, navn: str) -> Any:
        return getattr(self.dialog, navn)

    def execute(self) -> int:
        modell = self.dialog.Model
        lister = [f"felt{n}" for n in range(9) if modell.hasByName(f"felt{n}")]
        self.valg = [list(getattr(modell.getByName(n), "StringItemList", ())) for n in lister]
        self.dialog.getControl("felt1").setText("01.06.2026")
        return 1


def skjema(dok: Any, form: str) -> list[Any]:
    """The form of Hent turnus: what may be chosen in each field, and the answers."""
    from xl_tidbank.hosts import innhenting

    svarer = Svarer()
    svar = Calc(svarer, dok).sporr("Tidbank", "Hjelp", innhenting._skjema(form))
    return [svarer.valg, svar]


def hent_og_si_nei(dok: Any, fil: str) -> str:
    """Hent turnus by somebody who sees the page and says no; what was said."""
    from xl_tidbank.hosts import innhenting

    class Tvil(Calc):
        def bekreft(self, tittel: str, tekst: str, *, farlig: bool) -> bool:
            return False

    melding = innhenting.hent_turnus(Tvil(None, dok, "hent_turnus", {"stille": "1", "fil": fil}))
    return melding.tekst if melding else ""


def navngitt(dok: Any, navn: str) -> Any:
    return Calc(None, dok).navngitt(navn)


def angre_siste(dok: Any) -> str:
    return Calc(None, dok).angre_tabeller(0)


def egne(dok: Any) -> list[list[Any]]:
    return [list(e) for e in opphav.egne(dok)]


def beskytt(dok: Any, paa: bool) -> None:
    if paa:
        dok.protect("")
    else:
        dok.unprotect("")


def angre(dok: Any) -> list[str]:
    dok.UndoManager.undo()
    return _angrelisten(dok)


def gjenta(dok: Any) -> list[str]:
    dok.UndoManager.redo()
    return _angrelisten(dok)


def _angrelisten(dok: Any) -> list[str]:
    """What can be undone, once everything that was to happen right after has happened."""
    ctx = uno.getComponentContext()
    ctx.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", ctx).processEventsToIdle()
    return list(dok.UndoManager.AllUndoActionTitles)


class Trykker:
    """Stands in for the services behind the boxes: presses the given button, and takes down what was shown."""

    def __init__(self, knapp: int, adresse: str = "") -> None:
        self.ServiceManager, self.knapp, self.adresse = self, knapp, adresse
        self.vist: list[Any] = []

    def createInstanceWithContext(self, _navn: str, _ctx: Any) -> Any:  # noqa: N802 - UNO's names
        return self

    def createMessageBox(self, _vindu: Any, slag: Any, knapper: int, tittel: str, tekst: str) -> Any:  # noqa: N802
        self.vist = [slag.value, knapper, tittel, tekst]
        return self

    def initialize(self, _maler: Any) -> None:
        pass

    def setDefaultName(self, navn: str) -> None:  # noqa: N802
        self.vist = [navn]

    def getSelectedFiles(self) -> Any:  # noqa: N802
        return (self.adresse,)

    def execute(self) -> int:
        return self.knapp


def bekreft(dok: Any, knapp: int, farlig: bool) -> list[Any]:
    trykker = Trykker(knapp)
    return [Calc(trykker, dok).bekreft("Tittel", "Tekst", farlig=farlig), *trykker.vist]


def si(dok: Any, tone: str) -> list[Any]:
    trykker = Trykker(1)
    Calc(trykker, dok).si(Tone(tone), "Tittel", "Tekst")
    return trykker.vist


def velg_fil(dok: Any, knapp: int, adresse: str) -> Any:
    return Calc(Trykker(knapp, adresse), dok).velg_fil("Kopi.xlsx")


def merker(dok: Any) -> list[list[Any]]:
    """Sheet, row and text of everything in the columns with marks; row 1 is their header."""
    ut = []
    for blad in (dok.Sheets.getByName(n) for n in dok.Sheets.ElementNames):
        for kol, overskrift in enumerate(blad.getCellRangeByName("A1:AZ1").getDataArray()[0]):
            if overskrift == marks.KOLONNE:
                rader = blad.getCellRangeByPosition(kol, 0, kol, 4999).getDataArray()
                ut += [[blad.Name, nr, rad[0]] for nr, rad in enumerate(rader, 1) if rad[0] != ""]
    return ut


def gi_navn(dok: Any, ark: str, navn: str) -> None:
    dok.Sheets.getByName(ark).Name = navn


def slett(dok: Any, ark: str) -> None:
    dok.Sheets.removeByName(ark)


def diagramfeste(dok: Any, ark: str) -> list[str]:
    """What each chart is bound to."""
    side = dok.Sheets.getByName(ark).DrawPage
    return [side.getByIndex(n).Anchor.ImplementationName for n in range(side.Count)]


def endre(dok: Any, ark: str, hva: str, sted: str) -> None:
    """Change one thing about a placed page."""
    blad = dok.Sheets.getByName(ark)
    blad.unprotect("")
    celle, stil = blad.getCellRangeByName(sted), dok.StyleFamilies.getByName("PageStyles").getByName(blad.PageStyle)
    egenskap: dict[str, tuple[Any, str, Any]] = {
        "fet": (celle, "CharWeight", 100.0 if celle.CharWeight == 150.0 else 150.0),
        "farge": (celle, "CharColor", 255),
        "fyll": (celle, "CellBackColor", 255),
        "tallformat": (celle, "NumberFormat", 10),
        "kant": (celle, "BottomBorder", struct("table.BorderLine2", OuterLineWidth=88, LineWidth=88, Color=255)),
        "bryting": (celle, "IsTextWrapped", not celle.IsTextWrapped),
        "bredde": (celle.Columns, "Width", round(celle.Columns.getByIndex(0).Width * 1.05)),
        "høyde": (celle.Rows, "Height", 3000),
        "side": (stil, "IsLandscape", not stil.IsLandscape),
        "bunntekst": (stil, "FooterIsOn", False),
        "alternativ tekst": (blad.DrawPage.getByIndex(0), "Description", ""),
    }
    annet: dict[str, Callable[[], Any]] = {
        "verdi": lambda: celle.setString("noe annet"),
        "tall": lambda: celle.setValue(celle.Value + 1e-6),
        "sammenslått": lambda: blad.getCellRangeByPosition(
            celle.CellAddress.Column, celle.CellAddress.Row, celle.CellAddress.Column + 1, celle.CellAddress.Row
        ).merge(True),
        "tittel": lambda: setattr(blad.Charts.getByIndex(0).EmbeddedObject.Title, "String", "Noe annet"),
        "utskriftsområde": lambda: blad.setPrintAreas((celle.RangeAddress,)),
        "gjentatte rader": lambda: blad.setPrintTitleRows(False),
        "beskyttet": lambda: None,
    }
    if hva in egenskap:
        setattr(*egenskap[hva])
    else:
        annet[hva]()


def sammenlignet(dok: Any, ark: str, uid: str, annet: str) -> list[str]:
    andre = aapent(uid)
    forskjeller: list[str] = sammenlign.ark(dok, dok.Sheets.getByName(ark), andre, andre.Sheets.getByName(annet))
    return forskjeller


def aapent(uid: str) -> Any:
    """The open document with this id."""
    ctx = uno.getComponentContext()
    desktop = ctx.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", ctx)
    alle = desktop.Components.createEnumeration()
    while alle.hasMoreElements():
        dok = alle.nextElement()
        if getattr(dok, "RuntimeUID", "") == uid:
            return dok
    raise KeyError(uid)


def rader(dok: Any, tabell: str) -> list[str]:
    """The records of a table, without where they stand."""
    return [repr(tuple(p)[:-1]) for p in getattr(reading.les(dok), tabell) or ()]


def skjemaceller(dok: Any, ark: str) -> dict[str, Any]:
    """Address and values of everything a form's names stand for."""
    return {n: [c.celle, [[str(v) for v in rad] for rad in c.verdier]] for n, c in
            Calc(None, dok).skjemaceller(ark).items()}  # fmt: skip


def knapper(dok: Any, ark: str) -> list[list[str]]:
    """The buttons on a sheet: label and what they call."""
    side = dok.Sheets.getByName(ark).DrawPage
    kontroller = [side.getByIndex(n).Control for n in range(side.Count)]
    return [[k.Label, k.TargetURL, k.ButtonType.value] for k in kontroller]


def valgliste(dok: Any, ark: str, celle: str) -> str:
    """Where what may be chosen in a cell stands."""
    return str(dok.Sheets.getByName(ark).getCellRangeByName(celle).Validation.getFormula1())


def i_visning(dok: Any) -> str:
    return str(dok.CurrentController.ActiveSheet.Name)


def ga_til(dok: Any, ark: str) -> None:
    dok.CurrentController.setActiveSheet(dok.Sheets.getByName(ark))


class Innenfor(unohelper.Base, XJob):  # type: ignore[misc]  # UNO has no types
    def __init__(self, _ctx: Any) -> None:
        pass

    def execute(self, argumenter: Any) -> str:
        navn, uid, resten = json.loads(argumenter[0].Value)
        return json.dumps(globals()[navn](aapent(uid), *resten))


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the name LibreOffice looks for
g_ImplementationHelper.addImplementation(Innenfor, TJENESTE, (TJENESTE,))
