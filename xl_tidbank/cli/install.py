"""Commands that put the functions into a spreadsheet program."""

from __future__ import annotations

from typing import Annotated

import typer

from . import terminal
from .common import kommando


@kommando("libreoffice")
def libreoffice(
    fjern: Annotated[bool, typer.Option("--fjern", help="Fjerner tilleggsprogrammet igjen.")] = False,
) -> None:
    """Legger funksjonene og menyen Tidbank inn i LibreOffice Calc for denne brukeren."""
    from ..hosts.libreoffice import install

    with terminal.arbeider("Snakker med LibreOffice ..."):
        gjort = install.fjern() if fjern else install.installer()
    terminal.si(*gjort)
