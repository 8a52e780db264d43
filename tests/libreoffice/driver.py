"""Runs under a Python that has `uno`: starts one soffice and does what the tests ask, a JSON line at a time.

python driver.py PIPE OPTION...   (then JSON requests on standard input, answers on standard output)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.accessibility.AccessibleRole import PUSH_BUTTON, TABLE
from com.sun.star.accessibility.AccessibleStateType import SHOWING
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.sheet import FormulaResult

ROT = Path(__file__).resolve().parents[2]
INNENFOR = Path(__file__).with_name("innenfor.py").resolve()


def egenskaper(**felt: Any) -> tuple[Any, ...]:
    return tuple(PropertyValue(navn, 0, verdi, 0) for navn, verdi in felt.items())


MEST_BARN = 400  # of something on the screen; a sheet has more cells


def _ned(rot: Any, passer: Callable[[Any], bool]) -> Iterator[Any]:
    """Everything below that fits."""
    if passer(rot):
        yield rot
    if rot.AccessibleChildCount <= MEST_BARN:
        for n in range(rot.AccessibleChildCount):
            barn = rot.getAccessibleChild(n)
            if barn is not None:
                yield from _ned(barn.AccessibleContext, passer)


def _plass(c: Any) -> list[int]:
    sted, storrelse = c.getLocationOnScreen(), c.getSize()
    return [sted.X, sted.Y, storrelse.Width, storrelse.Height]


class Kontor:
    """One soffice and the documents open in it."""

    def __init__(self, ror: str, *valg: str) -> None:
        program = os.environ.get("TIDBANK_SOFFICE", "soffice")
        kommando = [
            program, "--norestore", "--nologo", "--nofirststartwizard", f"--accept=pipe,name={ror};urp;", *valg,
        ]  # fmt: skip
        if not os.environ.get("TIDBANK_VINDU"):
            kommando.insert(1, "--headless")
        self.prosess = subprocess.Popen(kommando, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        lokal = uno.getComponentContext()
        oppslag = lokal.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", lokal)
        for _ in range(600):
            try:
                self.ctx = oppslag.resolve(f"uno:pipe,name={ror};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.1)
        self.desktop = self.ny("com.sun.star.frame.Desktop")
        self.dok: dict[int, Any] = {}
        self.hjelpetekster: dict[str, list[str]] = {}

    def ny(self, tjeneste: str) -> Any:
        return self.ctx.ServiceManager.createInstanceWithContext(tjeneste, self.ctx)

    # Requests, by name

    def apne(self, sti: str, synlig: bool = False, passord: str = "") -> int:
        valg = {"Hidden": not synlig, **({"Password": passord} if passord else {})}
        dok = self.desktop.loadComponentFromURL(Path(sti).as_uri(), "_blank", 0, egenskaper(**valg))
        if dok is None:
            raise RuntimeError(f"LibreOffice would not open {sti}")
        nr = max(self.dok, default=-1) + 1
        self.dok[nr] = dok
        return nr

    def apne_med_makroer(self, sti: str) -> int:
        """Open a workbook whose macros may run."""
        valg = egenskaper(Hidden=True, MacroExecutionMode=4)  # com.sun.star.document: ALWAYS_EXECUTE_NO_WARN
        nr = max(self.dok, default=-1) + 1
        self.dok[nr] = self.desktop.loadComponentFromURL(Path(sti).as_uri(), "_blank", 0, valg)
        return nr

    def basic(self, nr: int) -> dict[str, str]:
        """The VBA modules as LibreOffice has read them: text by name."""
        bibliotek = self.dok[nr].BasicLibraries.getByName("VBAProject")
        return {navn: bibliotek.getByName(navn) for navn in bibliotek.ElementNames}

    def kjor(self, nr: int, prosedyre: str, argumenter: list[Any]) -> Any:
        """Run a procedure ("Module.Name") of the workbook; what a function gives."""
        adresse = f"vnd.sun.star.script:VBAProject.{prosedyre}?language=Basic&location=document"
        return self.dok[nr].getScriptProvider().getScript(adresse).invoke(tuple(argumenter), (), ())[0]

    def regn_ved_apning(self, alltid: bool) -> None:
        """Whether workbooks are recalculated when they are opened, or stand as they were saved (its own default)."""
        oppsett = self.ny("com.sun.star.configuration.ConfigurationProvider")
        valg = oppsett.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess",
            egenskaper(nodepath="/org.openoffice.Office.Calc/Formula/Load"),
        )
        valg.OOXMLRecalcMode = 0 if alltid else 1
        valg.commitChanges()

    def lukk(self, nr: int) -> None:
        self.dok.pop(nr).close(True)

    def regn(self, nr: int) -> float:
        """A hard recalculation of everything; seconds."""
        fra = time.perf_counter()
        self.dok[nr].calculateAll()
        return time.perf_counter() - fra

    def ark(self, nr: int) -> list[str]:
        return list(self.dok[nr].Sheets.ElementNames)

    def verdier(self, nr: int, ark: str, omrade: str) -> list[list[Any]]:
        """Values of a range: numbers, texts, "" for empty, {"feil": code} for an error."""
        celler = self.dok[nr].Sheets.getByName(ark).getCellRangeByName(omrade)
        rader: list[list[Any]] = [["" if v is None else v for v in rad] for rad in celler.getDataArray()]
        if celler.queryFormulaCells(FormulaResult.ERROR).Count:
            for r, k, kode in self.innenfor("feilkoder", nr, ark, omrade):
                rader[r][k] = {"feil": kode}
        return rader

    def formler(self, nr: int, ark: str, omrade: str) -> list[list[str]]:
        return [list(r) for r in self.dok[nr].Sheets.getByName(ark).getCellRangeByName(omrade).getFormulaArray()]

    def brukt(self, nr: int, ark: str) -> str:
        arket = self.dok[nr].Sheets.getByName(ark)
        peker = arket.createCursor()
        peker.gotoEndOfUsedArea(False)
        adresse = peker.RangeAddress
        bokstaver, n = "", adresse.EndColumn + 1
        while n:
            n, rest = divmod(n - 1, 26)
            bokstaver = chr(65 + rest) + bokstaver
        return f"A1:{bokstaver}{adresse.EndRow + 1}"

    def sett(self, nr: int, ark: str, celle: str, verdi: Any) -> None:
        """Write a number, a text or (with "=" first) a formula as a user types it, and let Calc do what it does."""
        mal = self.dok[nr].Sheets.getByName(ark).getCellRangeByName(celle)
        if isinstance(verdi, str) and verdi.startswith("="):
            mal.setFormula(verdi)
        elif isinstance(verdi, str):
            mal.setString(verdi)
        else:
            mal.setValue(verdi)

    def skriv_lokal(self, nr: int, ark: str, celle: str, formel: str) -> str:
        """Type a formula in the language of the user interface; what Calc then shows of it."""
        mal = self.dok[nr].Sheets.getByName(ark).getCellRangeByName(celle)
        mal.FormulaLocal = formel
        return str(mal.FormulaLocal)

    def kommando(self, nr: int, kommando: str) -> None:
        """Choose a menu item: dispatch its address in the document's frame."""
        ramme = self.dok[nr].CurrentController.Frame
        ramme.activate()
        self.ny("com.sun.star.frame.DispatchHelper").executeDispatch(
            ramme, f"service:no.tidbank.Kommando?{kommando}", "_self", 0, ()
        )

    def velg_celle(self, nr: int, ark: str, celle: str) -> None:
        """Bring a cell of a sheet into view."""
        styring = self.dok[nr].CurrentController
        arket = self.dok[nr].Sheets.getByName(ark)
        styring.setActiveSheet(arket)
        styring.select(arket.getCellRangeByName(celle))

    def navnene(self, nr: int, ark: str) -> dict[str, str]:
        """What the sheet's own names stand for, without the sheet."""
        egne = self.dok[nr].Sheets.getByName(ark).NamedRanges
        return {n: egne.getByName(n).Content.rpartition(".")[2].replace("$", "") for n in egne.ElementNames}

    def liste(self, nr: int, ark: str, celle: str) -> list[str]:
        """What may be chosen in a cell, in the order of its list."""
        omrade = self.dok[nr].Sheets.getByName(ark).getCellRangeByName(celle).Validation.getFormula1()
        celler = self.dok[nr].Sheets.getByName(ark).getCellRangeByName(omrade.replace("$", ""))
        return [str(rad[0]) for rad in celler.getDataArray()]

    def travel(self) -> bool:
        """Whether the office has anything left to do; asked of its own thread, so that an answer is one."""
        self.ny("com.sun.star.awt.Toolkit").processEventsToIdle()
        return False

    def markert(self, nr: int) -> str:
        """The cell that is selected, with its sheet."""
        return str(self.dok[nr].CurrentSelection.AbsoluteName).replace("$", "")

    def i_visning(self, nr: int) -> str:
        return str(self.dok[nr].CurrentController.ActiveSheet.Name)

    # Where things are on the screen: x, y, width and height in pixels. Asked as aids for blind people ask.

    def celleplass(self, nr: int, celle: str) -> list[int]:
        """Of a cell of the sheet in view."""
        styring = self.dok[nr].CurrentController
        a = styring.ActiveSheet.getCellRangeByName(celle).RangeAddress
        tabell = next(_ned(styring.Frame.ComponentWindow.AccessibleContext, lambda c: c.AccessibleRole == TABLE))
        return _plass(tabell.getAccessibleCellAt(a.StartRow, a.StartColumn).AccessibleContext)

    def knappeplass(self, nr: int, tekst: str) -> list[int]:
        """Of a button on the sheet in view: the toolbar may have one of the same name."""
        vindu = self.dok[nr].CurrentController.Frame.ComponentWindow.AccessibleContext
        return _plass(next(_ned(vindu, lambda c: c.AccessibleRole == PUSH_BUTTON and c.AccessibleName == tekst)))

    def navneplass(self, navn: str) -> list[int] | None:
        """Of the first thing of that name that is shown in any window, the newest window first; None = nothing."""
        verktoy = self.ny("com.sun.star.awt.Toolkit")
        for n in reversed(range(verktoy.TopWindowCount)):
            rot = verktoy.getTopWindow(n).AccessibleContext
            if not rot.AccessibleStateSet & SHOWING:
                continue
            funnet = next(_ned(rot, lambda c: c.AccessibleName == navn and c.AccessibleStateSet & SHOWING), None)
            if funnet is not None:
                return _plass(funnet)
        return None

    def lagre(self, nr: int, sti: str, filter_: str = "Calc MS Excel 2007 XML") -> None:
        self.dok[nr].storeToURL(Path(sti).as_uri(), egenskaper(FilterName=filter_))

    def sammenlign(self, nr1: int, ark1: str, nr2: int, ark2: str) -> list[str]:
        """How two sheets differ. Told inside LibreOffice: over the pipe it takes twenty times as long."""
        forskjeller: list[str] = self.innenfor("sammenlignet", nr1, ark1, self.dok[nr2].RuntimeUID, ark2)
        return forskjeller

    def innenfor(self, navn: str, nr: int, *argumenter: Any) -> Any:
        """Call a function of innenfor.py inside LibreOffice, on a document."""
        self.ny("no.tidbank.Kommando")  # once in use, the add-in's own code can be imported there
        laster = self.ny("com.sun.star.loader.Python")
        fabrikk = laster.activate("no.tidbank.prove.Innenfor", "", INNENFOR.as_uri(), None)
        kall = json.dumps([navn, self.dok[nr].RuntimeUID, argumenter])
        return json.loads(fabrikk.createInstanceWithContext(self.ctx).execute((NamedValue("kall", kall),)))

    def meny(self) -> list[str]:
        """Titles in the add-in's menu, as LibreOffice's own configuration knows them."""
        oppsett = self.ny("com.sun.star.configuration.ConfigurationProvider")
        rot = oppsett.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess",
            egenskaper(nodepath="/org.openoffice.Office.Addons/AddonUI/OfficeMenuBar/no.tidbank.meny/Submenu"),
        )
        titler = [rot.getByName(n).Title for n in sorted(rot.ElementNames)]
        return [t for t in titler if t]

    def hjelp(self, funksjon: str) -> list[str]:
        """Description of a function and of its arguments, as the function wizard shows them."""
        if not self.hjelpetekster:
            beskrivelser = self.ny("com.sun.star.sheet.FunctionDescriptions")
            for n in range(beskrivelser.Count):
                felt = {p.Name: p.Value for p in beskrivelser.getByIndex(n)}
                argumenter = [a.Name + ": " + a.Description for a in felt["Arguments"] or ()]
                self.hjelpetekster[felt["Name"]] = [felt["Description"], *argumenter]
        return self.hjelpetekster[funksjon]

    def slutt(self) -> None:
        for dok in self.dok.values():
            dok.close(True)
        try:
            self.desktop.terminate()
            self.prosess.wait(15)
        except Exception:
            self.prosess.kill()


def hoved() -> None:
    sys.path.insert(0, str(ROT))
    kontor = Kontor(*sys.argv[1:])
    print(json.dumps({"svar": "klar"}), flush=True)
    for linje in sys.stdin:
        navn, argumenter = json.loads(linje)
        try:
            svar = {"svar": getattr(kontor, navn)(*argumenter)}
        except Exception:
            svar = {"feil": traceback.format_exc()}
        print(json.dumps(svar, ensure_ascii=False, default=str), flush=True)
        if navn == "slutt":
            return


if __name__ == "__main__":
    hoved()
