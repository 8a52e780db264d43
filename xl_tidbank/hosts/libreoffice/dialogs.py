"""The boxes of the add-in: what a command asks for, where a file goes, and a sentence to the user."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import uno

from xl_tidbank.commands import Kommando, Utfil
from xl_tidbank.core import tekst

MEST_TEKST = 1500  # characters a box can show without growing off the screen


def sporr(ctx: Any, dok: Any, kommando: Kommando, dag: date) -> dict[str, str] | None:
    """Ask what the form of the command asks: the answers as written, by the names of the questions. None = gave up."""
    felt = [(s.ledetekst, s.forslag if nr else tekst.dato(dag)) for nr, s in enumerate(kommando.skjema)]
    svar = _skjema(ctx, dok.CurrentController.Frame.ContainerWindow, kommando.etikett, kommando.hjelp, felt)
    return None if svar is None else {s.navn: t for s, t in zip(kommando.skjema, svar, strict=True)}


def velg_fil(ctx: Any, dok: Any, fil: Utfil) -> Path | None:
    """Say what the file will hold and ask where it goes. None = gave up."""
    from com.sun.star.awt.MessageBoxButtons import BUTTONS_OK_CANCEL
    from com.sun.star.awt.MessageBoxType import QUERYBOX
    from com.sun.star.ui.dialogs.TemplateDescription import FILESAVE_SIMPLE

    vindu = dok.CurrentController.Frame.ContainerWindow
    verktoy = ctx.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", ctx)
    melding = _kort("\n".join(fil.forhandsvisning))
    if verktoy.createMessageBox(vindu, QUERYBOX, BUTTONS_OK_CANCEL, f"Tidbank: {fil.filnavn}", melding).execute() != 1:
        return None
    velger = ctx.ServiceManager.createInstanceWithContext("com.sun.star.ui.dialogs.FilePicker", ctx)
    velger.initialize((FILESAVE_SIMPLE,))
    velger.setDefaultName(fil.filnavn)
    if velger.execute() != 1:
        return None
    return Path(uno.fileUrlToSystemPath(velger.getSelectedFiles()[0]))


def si(ctx: Any, dok: Any, tittel: str, melding: str, *, feil: bool) -> None:
    """A message box over the document's window."""
    from com.sun.star.awt.MessageBoxType import ERRORBOX, INFOBOX

    vindu = dok.CurrentController.Frame.ContainerWindow
    verktoy = ctx.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", ctx)
    kort = _kort(melding)
    verktoy.createMessageBox(vindu, ERRORBOX if feil else INFOBOX, 1, f"Tidbank: {tittel}", kort).execute()


def _kort(melding: str) -> str:
    return melding if len(melding) <= MEST_TEKST else melding[:MEST_TEKST] + " ..."


def _skjema(ctx: Any, vindu: Any, tittel: str, ledetekst: str, felt: list[tuple[str, str]]) -> list[str] | None:
    """A small form in the middle of a window: a line of help, a text field for each label, OK and Avbryt."""
    lag = ctx.ServiceManager.createInstanceWithContext
    modell = lag("com.sun.star.awt.UnoControlDialogModel", ctx)
    modell.Title, modell.Width, modell.Height = f"Tidbank: {tittel}", 200, 50 + 26 * len(felt)

    def legg_til(slag: str, navn: str, x: int, y: int, bredde: int, hoyde: int, **egenskaper: Any) -> None:
        del_ = modell.createInstance(f"com.sun.star.awt.UnoControl{slag}Model")
        del_.PositionX, del_.PositionY, del_.Width, del_.Height = x, y, bredde, hoyde
        for egenskap, verdi in egenskaper.items():
            setattr(del_, egenskap, verdi)
        modell.insertByName(navn, del_)

    legg_til("FixedText", "ledetekst", 8, 6, 184, 16, Label=ledetekst, MultiLine=True)
    for nr, (etikett, verdi) in enumerate(felt):
        legg_til("FixedText", f"etikett{nr}", 8, 24 + 26 * nr, 184, 10, Label=etikett)
        legg_til("Edit", f"felt{nr}", 8, 34 + 26 * nr, 184, 14, Text=verdi)
    nederst = 30 + 26 * len(felt)
    legg_til("Button", "avbryt", 92, nederst, 48, 15, Label="Avbryt", PushButtonType=2)
    legg_til("Button", "ok", 144, nederst, 48, 15, Label="OK", PushButtonType=1, DefaultButton=True)
    dialog = lag("com.sun.star.awt.UnoControlDialog", ctx)
    dialog.setModel(modell)
    dialog.createPeer(lag("com.sun.star.awt.Toolkit", ctx), vindu)
    egen, stor = dialog.getPosSize(), vindu.getPosSize()
    dialog.setPosSize((stor.Width - egen.Width) // 2, (stor.Height - egen.Height) // 3, 0, 0, 3)  # 3: position only
    try:
        if dialog.execute() != 1:
            return None
        return [dialog.getControl(f"felt{nr}").Text for nr in range(len(felt))]
    finally:
        dialog.dispose()
