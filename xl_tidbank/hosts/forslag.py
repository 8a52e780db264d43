"""What a form proposes: the day and the employee the workbook speaks of."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from xl_tidbank.book.sheets.levende import ANSATT, DATO
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.valg import DAGEN
from xl_tidbank.tables import cells

from . import oppstart
from .vert import Vert


def dagen(vert: Vert) -> date:
    """The day proposed: *Tallene gjelder* on the live pages, else that of Innstillinger, else today."""
    with suppress(TidbankFeil):  # what cannot be read is not proposed
        if dag := cells.dato(vert.navngitt(DATO)):
            return dag
    with suppress(TidbankFeil):
        if dag := cells.dato(oppstart.innstilt(vert).get(DAGEN, (0, None))[1]):
            return dag
    return date.today()


def ansatt(vert: Vert) -> str:
    """The employee proposed: the one the sheet in view speaks of."""
    with suppress(TidbankFeil):
        return cells.nummer(vert.navngitt(ANSATT))
    return ""
