"""The parser's own words in Bokmål: help, usage lines, and what was wrong with how a command was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

# The parser's complaints by the name of their kind: our sentence, with what it found.
_BRUKSFEIL = {
    "NoSuchOption": "Valget finnes ikke.",
    "MissingParameter": "Noe mangler.",
    "BadParameter": "Verdien kan ikke brukes.",
    "BadOptionUsage": "Valget mangler en verdi.",
    "UsageError": "Kommandoen er ikke skrevet riktig.",
}


def norsk_hjelp() -> None:
    """Typer's own words in Bokmål, where it lets us."""
    from typer import rich_utils

    ord_ = {
        "ARGUMENTS_PANEL_TITLE": "Argumenter", "OPTIONS_PANEL_TITLE": "Valg", "COMMANDS_PANEL_TITLE": "Kommandoer",
        "DEFAULT_STRING": "[ellers: {}]", "REQUIRED_LONG_STRING": "[må oppgis]",
    }  # fmt: skip
    for navn, tekst in ord_.items():
        if hasattr(rich_utils, navn):
            setattr(rich_utils, navn, tekst)


class _Norsk:
    """Help and usage lines in Bokmål."""

    def get_usage(self, ctx: Any) -> str:
        return str(super().get_usage(ctx)).replace("Usage:", "Bruk:")  # type: ignore[misc]  # the other base has it

    def get_help_option(self, ctx: Any) -> Any:
        valg = super().get_help_option(ctx)  # type: ignore[misc]  # the other base has it
        if valg is not None:
            valg.help = "Viser denne hjelpen."
        return valg


class Kommando(_Norsk, TyperCommand):
    pass


class Gruppe(_Norsk, TyperGroup):
    pass


def bruksfeil(feil: Any, kommandoer: Sequence[str]) -> list[str]:
    """What to tell about a usage error of the parser: what is wrong, and where help is."""
    art = type(feil).__name__
    detalj = str(feil.message or "")
    param = getattr(feil, "param", None)
    if art == "MissingParameter" and param is not None:
        er_valg = any(o.startswith("-") for o in param.opts)
        detalj = f"Oppgi {param.opts[0] if er_valg else param.metavar}."
    elif art == "BadOptionUsage":
        detalj = f"Skriv en verdi etter {feil.option_name}."
    elif art == "NoSuchOption":
        detalj = f"{feil.option_name} er ukjent."
    elif art == "UsageError" and "No such command" in detalj:
        detalj = f"Kommandoene er {', '.join(kommandoer)}."
    elif art == "UsageError":
        detalj = ""
    vei = feil.ctx.command_path if getattr(feil, "ctx", None) else "tidbank"
    hva = _BRUKSFEIL.get(art, _BRUKSFEIL["UsageError"])
    return [f"{hva} {detalj}".strip(), f"Hjelp: {vei} --help"]
