"""One entry in the list of what can be undone, whatever it took to make it.

LibreOffice 25.2 may forget all but the last hundred steps of an entry and then undo half of it, and charts made by a
program leave steps behind that crash it. So only the few steps that insert, delete and rename sheets are left to it;
the rest is done unseen, and what Undo and Redo then lack is done by us.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

Handling = Callable[[], None]


class EnEndring:
    """The entry, one repaint, and one message to those who listen for changes.

    A class, for contextlib's generators cannot let an exception of UNO's through.
    """

    def __init__(self, dok: Any, tittel: str, *, skjult: bool = False) -> None:
        """skjult: it is undone and redone with the entry before it, where there is one."""
        self.dok, self.tittel, self.angre, self.skjult = dok, tittel, dok.getUndoManager(), skjult

    def __enter__(self) -> EnEndring:
        if self.skjult and self.angre.isUndoPossible():
            self.angre.enterHiddenUndoContext()
        else:
            self.angre.enterUndoContext(self.tittel)
        self._laas()
        return self

    def __exit__(self, *_: object) -> None:
        self._las_opp()
        self.angre.leaveUndoContext()

    def _laas(self) -> None:
        self.dok.lockControllers()
        self.dok.addActionLock()

    def _las_opp(self) -> None:
        self.dok.removeActionLock()
        self.dok.unlockControllers()

    def usett(self, gjor: Handling) -> None:
        """Do something that LibreOffice keeps no record of."""
        if not self.dok.IsUndoEnabled:
            gjor()
            return
        # Switching the recording off also empties the list that is open: an inner one, so that the outer one lives.
        self.angre.enterUndoContext(self.tittel)
        self.dok.IsUndoEnabled = False
        try:
            gjor()
        finally:
            self.dok.IsUndoEnabled = True
            self.angre.leaveUndoContext()

    def etterpaa(self, *, ved_angre: Handling | None = None, ved_gjenta: Handling | None = None) -> None:
        """Have something done, unseen, right after LibreOffice has undone or redone its own part of the entry."""

        def uten_spor(gjor: Handling) -> None:
            self._laas()
            try:
                self.usett(gjor)
            finally:
                self._las_opp()

        def senere(gjor: Handling | None) -> Handling:
            return (lambda: kall_snart(lambda: uten_spor(gjor))) if gjor else lambda: None

        self.angre.addUndoAction(_steg()(self.tittel, senere(ved_angre), senere(ved_gjenta)))


def kall_snart(gjor: Handling) -> None:
    """Call when LibreOffice is done with what it is doing: nothing may be changed while it works on its list."""
    import uno

    ctx = uno.getComponentContext()
    bud = ctx.ServiceManager.createInstanceWithContext("com.sun.star.awt.AsyncCallback", ctx)
    bud.addCallback(_tilbakekall()(gjor), None)


@cache
def _tilbakekall() -> Any:
    import unohelper
    from com.sun.star.awt import XCallback

    class Tilbakekall(unohelper.Base, XCallback):
        def __init__(self, gjor: Handling) -> None:
            self.gjor = gjor

        def notify(self, _data: Any) -> None:
            self.gjor()

    return Tilbakekall


def uten_angre(dok: Any, tittel: str, gjor: Handling) -> None:
    """Do something that Undo knows nothing of, and that leaves what it does know as it is.

    Hidden in the entry before it; where there is none, nothing is lost by switching the recording off.
    """
    if not dok.IsUndoEnabled:
        gjor()
        return
    angre = dok.getUndoManager()
    har_noe = angre.isUndoPossible()
    dok.lockControllers()
    if har_noe:
        angre.enterHiddenUndoContext()
        angre.enterUndoContext(tittel)
    dok.IsUndoEnabled = False
    try:
        gjor()
    finally:
        dok.IsUndoEnabled = True
        if har_noe:
            angre.leaveUndoContext()
            angre.leaveUndoContext()
        dok.unlockControllers()


@cache
def _steg() -> Any:
    import unohelper
    from com.sun.star.document import XUndoAction

    class Steg(unohelper.Base, XUndoAction):
        def __init__(self, tittel: str, undo: Handling, redo: Handling) -> None:
            self.Title, self.undo, self.redo = tittel, undo, redo

    return Steg
