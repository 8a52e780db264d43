"""What the generated VBA calls when a button of the ribbon is pressed."""

from __future__ import annotations

import xlwings as xw

from xl_tidbank.hosts import flow

from .vert import Excel


def trykk(navn: str) -> None:
    """Run the command or the button of that name in the workbook that called."""
    flow.trykk(Excel(xw.Book.caller()), navn)


knapp = xw.func(lambda navn: trykk(navn))  # by the one call of the server that the functions go through too
