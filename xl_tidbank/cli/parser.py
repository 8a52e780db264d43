"""The parser of the command line, made from the commands: arguments, options and help, all in Bokmål.

Only the command somebody has written is made; to list them costs their names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import __version__
from ..commands import Kommando, Sporsmaal, Svarslag, Ut
from ..core.errors import Verdifeil
from . import dager

if TYPE_CHECKING:  # older versions of click know no type of a type
    _Paramtype = click.ParamType[Any]
else:
    _Paramtype = click.ParamType

BREDDE = 100  # of a line of help
FIL = Sporsmaal("fil", Svarslag.FIL, metavar="FIL", maa=True, hjelp="Arbeidsboken (.xlsx).")
JSON = Sporsmaal("som_json", Svarslag.FLAGG, valg=("--json",), hjelp="Skriver JSON.")
UT = Sporsmaal(
    "ut", Svarslag.UTFIL, valg=("-o", "--ut"), metavar="UT.xlsx", hjelp="Skriver også en side til denne filen."
)
UT_MAA = Sporsmaal("ut", Svarslag.UTFIL, valg=UT.valg, metavar="UT.xlsx", maa=True, hjelp="Filen som skal lages.")
UT_DELES = Sporsmaal("ut", Svarslag.UTFIL, valg=UT.valg, metavar="UT.xlsx", hjelp=UT_MAA.hjelp, eksempel="Ny.xlsx")
OVERSKRIV = Sporsmaal(
    "overskriv", Svarslag.FLAGG, valg=("--overskriv",),
    hjelp="Skriver over en fil som finnes, og lar den gamle ligge som sikkerhetskopi.",
)  # fmt: skip
PASSORD = Sporsmaal(
    "passord", Svarslag.PASSORD, valg=("--passord",),
    hjelp="Krypterer. Spør om passordet, eller tar det fra TIDBANK_PASSORD.",
)  # fmt: skip
JA = Sporsmaal("ja", Svarslag.FLAGG, valg=("--ja",), hjelp="Skriver uten å spørre.")
VIS = Sporsmaal("vis", Svarslag.FLAGG, valg=("--vis",), hjelp="Viser bare hva filen vil ha, og skriver ingenting.")
TIL_FIL = {
    Ut.INGEN: (), Ut.KAN: (UT, OVERSKRIV), Ut.MAA: (UT_MAA, OVERSKRIV),
    Ut.DELES: (UT_DELES, PASSORD, JA, VIS, OVERSKRIV),
}  # fmt: skip

# The parser's complaints by the name of their kind: our sentence, with what it found.
_BRUKSFEIL = {
    "NoSuchOption": "Valget finnes ikke.",
    "MissingParameter": "Noe mangler.",
    "BadParameter": "Verdien kan ikke brukes.",
    "BadOptionUsage": "Valget mangler en verdi.",
    "UsageError": "Kommandoen er ikke skrevet riktig.",
}


# What stands in the example of a command's help, by the kind of the question; files by what their name is to end on.
_SOM = {
    Svarslag.DATO: dager.EKSEMPEL, Svarslag.MAANED: "september", Svarslag.KLOKKE: "07:30", Svarslag.TALL: "30",
    Svarslag.ANSATTE: "Kari", Svarslag.BANK: "Tidbank.xlsx",
}  # fmt: skip
_FILER = {
    "FIL": "Vaktplan.xlsx", "FIL.xlsx": "Tidbank.xlsx", "BANK.xlsx": "Tidbank.xlsx", "UT.xlsx": "Ny.xlsx",
    "MAPPE": "Mappe",
}  # fmt: skip

_UKJENT_KOMMANDO = re.compile(r"No such command '(.*?)'")
_FOR_MANGE = re.compile(r"unexpected extra arguments? \((.*)\)")


def sporsmaalene(k: Kommando) -> list[Sporsmaal]:
    """All that the command line asks for a command: arguments, the day, its own questions, and what becomes of it."""
    linje = k.linje
    assert linje is not None
    egne = [s for s in k.sporsmaal if s.hjelp]
    foran = [FIL, k.dag] if linje.leser else []
    return [*foran, *egne, *([JSON] if linje.json else []), *TIL_FIL[linje.ut]]


def eksempel(k: Kommando) -> str:
    """A line that runs the command: what it must have, and the day where it can be told one."""
    linje = k.linje
    assert linje is not None
    deler = ["tidbank", linje.navn]
    alle = sporsmaalene(k)
    annen_dag = any(s.slag is Svarslag.DATO and s.maa for s in alle if s is not k.dag)
    for s in alle:
        if s.valg and (s.maa or s.eksempel or (s is k.dag and not annen_dag)):
            deler.append(s.valg[0])
        elif s.valg or not (s.maa or s.eksempel or s.metavar in _FILER):
            continue
        filen = "Tidbank.xlsx" if s is FIL else _FILER.get(s.metavar, s.metavar)
        verdi = s.eksempel or _SOM.get(s.slag, "") or filen
        deler.append(f'"{verdi}"' if " " in verdi else verdi)
    return " ".join(deler)


class _Svar(_Paramtype):
    """The value of an option as its question reads it."""

    name = "svar"

    def __init__(self, sporsmaal: Sporsmaal) -> None:
        self.sporsmaal = sporsmaal

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        slag = self.sporsmaal.slag
        if isinstance(value, str) and slag in (Svarslag.DATO, Svarslag.MAANED):
            value = dager.dag(value) if slag is Svarslag.DATO else dager.maaned(value)
        if slag in (Svarslag.FIL, Svarslag.UTFIL, Svarslag.BANK):
            return Path(value)
        if slag is Svarslag.ANSATTE or self.sporsmaal.flere:  # read when the command is run
            return value
        try:
            lest = self.sporsmaal.tolk(value, "Verdien")
        except Verdifeil as e:
            hint = f' Sett anførselstegn om en dato med mellomrom: "{dager.EKSEMPEL}".' if dager.halv(value) else ""
            self.fail(f"{e}{hint}", param, ctx)
        if lest is None and slag is Svarslag.DATO:
            self.fail("Datoen mangler. Skriv for eksempel 31.12.2026.", param, ctx)
        return lest


def _parameter(s: Sporsmaal) -> click.Parameter:
    felt: dict[str, Any] = {"metavar": s.metavar, "type": _Svar(s), "required": s.maa}
    hjelp = f"{s.hjelp} [må oppgis]" if s.maa else s.hjelp
    if s.ellers and s.slag is not Svarslag.DATO:
        felt["default"], hjelp = s.ellers, f"{hjelp} [ellers: {s.ellers}]"
    if not s.valg:
        return click.Argument([s.navn], **felt)
    if s.slag in (Svarslag.FLAGG, Svarslag.PASSORD):
        return _Valg([s.navn, *s.valg], is_flag=True, help=hjelp)
    return _Valg([s.navn, *s.valg], multiple=s.flere, help=hjelp, **felt)


class _Valg(click.Option):
    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        return f"{', '.join(self.opts)} {self.metavar or ''}".strip(), self.help or ""


def _versjon(ctx: click.Context, param: click.Parameter, verdi: bool) -> None:
    if verdi:
        click.echo(f"tidbank {__version__}")
        ctx.exit()


class _Norsk(click.Command):
    """Help and usage lines in Bokmål."""

    argumenter: Sequence[Sporsmaal] = ()
    eksempel = ""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.eksempel:
            with formatter.section("Eksempel"):
                formatter.write(f"{'':{formatter.current_indent}}{self.eksempel}\n")  # unbroken, to be copied

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Bruk: ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        valg = super().get_help_option(ctx)
        if valg is not None:
            valg.help = "Viser denne hjelpen."
        return valg

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        valg = [p.get_help_record(ctx) for p in self.get_params(ctx) if isinstance(p, click.Option)]
        for tittel, liste in (
            ("Argumenter", [(s.metavar, s.hjelp) for s in self.argumenter]),
            ("Valg", [v for v in valg if v is not None]),
        ):
            if liste:
                with formatter.section(tittel):
                    formatter.write_dl(liste)


class _Gruppe(_Norsk, click.Group):
    def __init__(self, kommandoer: Sequence[Kommando], kjor: Callable[[Kommando, dict[str, Any]], int]) -> None:
        super().__init__(
            "tidbank", help="Tidbank i Excel: timer som er betalt, men ikke satt opp ennå.", options_metavar="[VALG]",
            subcommand_metavar="KOMMANDO", context_settings={"max_content_width": BREDDE},
            params=[_Valg(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_versjon,
                          help="Viser hvilken utgave dette er.")],
        )  # fmt: skip
        self.eksempel = f'tidbank saldo Tidbank.xlsx --ansatt Kari --dato "{dager.EKSEMPEL}"'
        self.kommandoer, self.kjor = {k.linje.navn: k for k in kommandoer if k.linje is not None}, kjor

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.kommandoer)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        k = self.kommandoer.get(cmd_name)
        if k is None or k.linje is None:
            return None
        alle = sporsmaalene(k)
        laget = _Norsk(
            cmd_name, help=k.linje.hjelp, params=[_parameter(s) for s in alle], options_metavar="[VALG]",
            callback=lambda **gitt: self.kjor(k, gitt),
        )  # fmt: skip
        laget.argumenter, laget.eksempel = [s for s in alle if not s.valg], eksempel(k)
        return laget

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        for gruppe, alle in groupby(self.kommandoer.values(), key=lambda k: k.gruppe):
            with formatter.section(gruppe):
                formatter.write_dl([(k.linje.navn, k.linje.hjelp) for k in alle if k.linje is not None])


def lag(kommandoer: Sequence[Kommando], kjor: Callable[[Kommando, dict[str, Any]], int]) -> click.Group:
    """The parser of these commands. kjor: what is done with a command and what was given; its exit code."""
    return _Gruppe(kommandoer, kjor)


def bruksfeil(feil: click.UsageError, kommandoer: Sequence[str]) -> list[str]:
    """What to tell about a usage error of the parser: what is wrong, and where help is."""
    art, detalj = type(feil).__name__, str(feil.message or "")
    hva = _BRUKSFEIL.get(art, _BRUKSFEIL["UsageError"])
    if isinstance(feil, click.MissingParameter) and feil.param is not None:
        er_valg = isinstance(feil.param, click.Option)
        detalj = f"Oppgi {feil.param.opts[0] if er_valg else feil.param.metavar}."
    elif isinstance(feil, click.BadOptionUsage):
        detalj = f"Skriv en verdi etter {feil.option_name}."
        if "does not take" in feil.message:
            hva, detalj = "Valget tar ingen verdi.", f"Skriv bare {feil.option_name}."
    elif isinstance(feil, click.NoSuchOption):
        detalj = f"{feil.option_name} er ukjent.{_mener(feil.option_name, feil.possibilities or ())}"
    elif m := _UKJENT_KOMMANDO.search(detalj):
        hva, mener = f"Kommandoen «{m[1]}» finnes ikke.", _mener(m[1], kommandoer).strip()
        detalj = mener or f"Kommandoene er {', '.join(kommandoer)}."
    elif m := _FOR_MANGE.search(detalj):
        hva, detalj = f"For mange ord: «{m[1]}».", f'Sett anførselstegn om det som har mellomrom: "{dager.EKSEMPEL}".'
    elif not isinstance(feil, click.BadParameter):
        detalj = ""
    vei = feil.ctx.command_path if feil.ctx else "tidbank"
    return [f"{hva} {detalj}".strip(), f"Hjelp: {vei} --help"]


def _mener(skrevet: str, kjente: Sequence[str]) -> str:
    """The known word that is spelt nearly so, as a question; "" where none is. The beginning of one is nearest."""
    ord_ = {k.lstrip("-"): k for k in kjente}
    rent = skrevet.casefold().lstrip("-")
    like = [k for k in ord_ if len(rent) > 2 and k.startswith(rent)] or get_close_matches(rent, ord_, 1, 0.6)
    return f" Mener du {ord_[like[0]]}?" if like else ""
