"""The component LibreOffice loads: the functions as a Calc add-in, and the commands behind menu and toolbar.

Runs inside LibreOffice's own Python.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

import uno  # noqa: F401  # must come before the com.sun.star imports below
import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJob, XJobExecutor

from xl_tidbank.hosts import flow

from . import names
from .forms import apnet
from .functions import Funksjoner
from .vert import Calc


class Menyvalg(unohelper.Base, XJobExecutor, XServiceInfo):
    """What a menu item does: `trigger("navn")`, or "navn?dato=2026-09-13&ansatt=1001,1002&stille=1" without boxes.

    Answers to a command's own questions go by their names; `fil` is the path of a command that makes a file.
    """

    def __init__(self, ctx: Any) -> None:
        self.ctx = ctx

    def getImplementationName(self) -> str:  # noqa: N802 - UNO's name
        return names.KOMMANDO

    def supportsService(self, navn: str) -> bool:  # noqa: N802
        return navn == names.KOMMANDO

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        return (names.KOMMANDO,)

    def trigger(self, argument: str) -> None:
        navn, _, resten = argument.partition("?")
        desktop = self.ctx.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self.ctx)
        flow.trykk(Calc(self.ctx, desktop.getCurrentComponent(), navn, dict(parse_qsl(resten))), navn)


class Apnet(unohelper.Base, XJob, XServiceInfo):
    """What LibreOffice runs when a spreadsheet has been opened (Jobs.xcu)."""

    def __init__(self, ctx: Any) -> None:
        self.ctx = ctx

    def getImplementationName(self) -> str:  # noqa: N802
        return names.APNET

    def supportsService(self, navn: str) -> bool:  # noqa: N802
        return navn == names.APNET

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        return (names.APNET,)

    def execute(self, argumenter: Any) -> None:
        omgivelser = next((a.Value for a in argumenter if a.Name == "Environment"), ())
        dok = next((o.Value for o in omgivelser if o.Name == "Model"), None)
        if dok is not None:
            with suppress(Exception):  # the document is opened whatever happens here
                apnet.apnet(self.ctx, dok)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the name LibreOffice looks for
g_ImplementationHelper.addImplementation(Funksjoner, names.TJENESTE, (names.TJENESTE,))
g_ImplementationHelper.addImplementation(Menyvalg, names.KOMMANDO, (names.KOMMANDO,))
g_ImplementationHelper.addImplementation(Apnet, names.APNET, (names.APNET,))
