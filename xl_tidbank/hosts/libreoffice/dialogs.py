"""The boxes of the add-in, over the document's window."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import uno

from xl_tidbank.commands import Sporsmaal

from ..vert import Filvalg, Tone

BREDDE, TEGN = 220, 62  # of a form's fields, in the units of dialogs, and the characters a line of them holds
MEST_TEKST = 1500  # characters a box can show without growing off the screen


def sporr(ctx: Any, dok: Any, tittel: str, hjelp: str, felt: Sequence[Sporsmaal]) -> dict[str, str] | None:
    """One form with all the questions."""
    svar = _skjema(ctx, _vindu(dok), tittel, hjelp, [(s.etikett, s.forslag, s.lovlige) for s in felt])
    return None if svar is None else {s.navn: t for s, t in zip(felt, svar, strict=True)}


def bekreft(ctx: Any, dok: Any, tittel: str, tekst: str, *, farlig: bool) -> bool:
    from com.sun.star.awt.MessageBoxButtons import BUTTONS_OK_CANCEL, BUTTONS_YES_NO
    from com.sun.star.awt.MessageBoxType import QUERYBOX, WARNINGBOX

    if farlig:
        return _boks(ctx, dok, WARNINGBOX, BUTTONS_YES_NO, tittel, tekst) == 2
    return _boks(ctx, dok, QUERYBOX, BUTTONS_OK_CANCEL, tittel, tekst) == 1


def nar(ctx: Any, dok: Any, tittel: str, tekst: str) -> bool | None:
    from com.sun.star.awt.MessageBoxButtons import BUTTONS_YES_NO_CANCEL
    from com.sun.star.awt.MessageBoxType import QUERYBOX

    svar = _boks(ctx, dok, QUERYBOX, BUTTONS_YES_NO_CANCEL, tittel, f"{tekst}\n\nAvbryt: spør senere.")
    return {2: True, 3: False}.get(svar)


def velg_fil(ctx: Any, filnavn: str) -> Filvalg | None:
    """LibreOffice's own box asks whether to replace a file."""
    from com.sun.star.ui.dialogs.TemplateDescription import FILESAVE_SIMPLE

    velger = ctx.ServiceManager.createInstanceWithContext("com.sun.star.ui.dialogs.FilePicker", ctx)
    velger.initialize((FILESAVE_SIMPLE,))
    velger.setDefaultName(filnavn)
    if velger.execute() != 1:
        return None
    adresse = velger.getSelectedFiles()[0]
    return Filvalg(uno.fileUrlToSystemPath(adresse) if adresse.startswith("file:") else adresse, spurt=True)


def velg_kilde(ctx: Any, tittel: str, endelser: Sequence[str]) -> str | None:
    from com.sun.star.ui.dialogs.TemplateDescription import FILEOPEN_SIMPLE

    velger = ctx.ServiceManager.createInstanceWithContext("com.sun.star.ui.dialogs.FilePicker", ctx)
    velger.initialize((FILEOPEN_SIMPLE,))
    velger.setTitle(tittel)
    velger.appendFilter("Turnus, vaktlister og timer", ";".join(f"*{e}" for e in endelser))
    if velger.execute() != 1:
        return None
    adresse = str(velger.getSelectedFiles()[0])
    return str(uno.fileUrlToSystemPath(adresse)) if adresse.startswith("file:") else adresse


def si(ctx: Any, dok: Any, tone: Tone, tittel: str, tekst: str) -> None:
    from com.sun.star.awt.MessageBoxType import ERRORBOX, INFOBOX, WARNINGBOX

    slag = {Tone.OK: INFOBOX, Tone.ADVARSEL: WARNINGBOX, Tone.FEIL: ERRORBOX}[tone]
    _boks(ctx, dok, slag, 1, tittel, tekst)


def _vindu(dok: Any) -> Any:
    return dok.CurrentController.Frame.ContainerWindow


def _boks(ctx: Any, dok: Any, slag: Any, knapper: int, tittel: str, tekst: str) -> int:
    verktoy = ctx.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", ctx)
    return int(verktoy.createMessageBox(_vindu(dok), slag, knapper, tittel, tekst).execute())


def _linjer(tekst: str) -> int:
    """The height of a text that wraps, in the units of dialogs."""
    return 10 * sum(max(1, ceil(len(linje) / TEGN)) for linje in tekst.split("\n"))


def _skjema(
    ctx: Any, vindu: Any, tittel: str, ledetekst: str, felt: list[tuple[str, str, tuple[str, ...]]]
) -> list[str] | None:
    """A small form in the middle of a window: a line of help, a field for each label, OK and Avbryt. Where there are
    answers to choose between, the field is a list that may also be written in."""
    lag = ctx.ServiceManager.createInstanceWithContext
    modell = lag("com.sun.star.awt.UnoControlDialogModel", ctx)
    hjelp = _linjer(ledetekst)
    etiketter = [_linjer(etikett) for etikett, *_ in felt]
    forste = 10 + hjelp
    nederst = forste + sum(20 + h for h in etiketter)
    modell.Title, modell.Width, modell.Height = tittel, 8 + BREDDE + 8, nederst + 22

    def legg_til(slag: str, navn: str, x: int, y: int, bredde: int, hoyde: int, **egenskaper: Any) -> None:
        del_ = modell.createInstance(f"com.sun.star.awt.UnoControl{slag}Model")
        del_.PositionX, del_.PositionY, del_.Width, del_.Height = x, y, bredde, hoyde
        for egenskap, verdi in egenskaper.items():
            setattr(del_, egenskap, verdi)
        modell.insertByName(navn, del_)

    legg_til("FixedText", "ledetekst", 8, 6, BREDDE, hjelp, Label=ledetekst, MultiLine=True)
    y = forste
    for nr, (etikett, verdi, lovlige) in enumerate(felt):
        legg_til("FixedText", f"etikett{nr}", 8, y, BREDDE, etiketter[nr], Label=etikett, MultiLine=True)
        y += etiketter[nr]
        liste = {"Dropdown": True, "StringItemList": lovlige, "LineCount": 12} if lovlige else {}
        slag = "ComboBox" if lovlige else "Edit"
        legg_til(slag, f"felt{nr}", 8, y, BREDDE, 14, Text=verdi, **liste)
        y += 20
    legg_til("Button", "avbryt", BREDDE - 92, nederst + 2, 48, 15, Label="Avbryt", PushButtonType=2)
    legg_til("Button", "ok", BREDDE - 40, nederst + 2, 48, 15, Label="OK", PushButtonType=1, DefaultButton=True)
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
