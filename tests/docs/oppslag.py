"""Tables, functions, commands and choices, as pages to look up in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

import udfs
from xl_tidbank.book.sheets.hjelp import eksempel
from xl_tidbank.book.sheets.valg import vis
from xl_tidbank.cli import app
from xl_tidbank.commands.registry import i_rekkefolge
from xl_tidbank.core.valg import Valgmulighet, muligheter
from xl_tidbank.functions import REGISTER
from xl_tidbank.hosts.excel.own import EGNE
from xl_tidbank.tables import schema

from .markdown import tabell

ROT = Path(__file__).parents[2]


def tabeller() -> str:
    return "\n\n".join(_tabell(t) for t in schema.TABELLER)


def _tabell(t: schema.Tabell) -> str:
    rader = (
        (
            k.navn if k.ma_finnes else f"*{k.navn}*",
            k.hjelp,
            eksempel(t, k),
            "Ja" if k.ma_fylles else "",
        )
        for k in t.kolonner
    )
    sted = f" (arket {t.ark})" if t.ark != t.navn else ""
    kolonner = tabell(("Kolonne", "Hva som skal stå", "Eksempel", "Må fylles ut"), rader)
    return f"## {t.navn}{sted}\n\n{t.innledning}\n\n{kolonner}"


def funksjoner() -> str:
    alle = [REGISTER[n] for n in udfs.__all__]
    liste = tabell(
        ("Funksjon", "Gir", "Hva den gjør"), ((f"[`{f.navn}`](#{f.navn.lower()})", f.resultat, f.hjelp) for f in alle)
    )
    hver = (
        f"### {f.navn}\n\n`{f.signatur}` gir {f.resultat}.{f' {f.hjemmel}.' if f.hjemmel else ''}\n\n"
        + tabell(("Argument", "Hva det er"), ((f"`{a.navn}`", a.hjelp) for a in f.argumenter))
        for f in alle
    )
    return "\n\n".join((liste, *hver))


def knapper() -> str:
    rader = [(k.gruppe, k.etikett, k.hjelp) for k in i_rekkefolge()]
    rader += [(k.gruppe, k.etikett, k.hjelp) for k in EGNE]
    return tabell(("Gruppe", "Knapp", "Hva den gjør"), rader)


def kommandoer() -> str:
    alle: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]  # a group
    liste = tabell(("Kommando", "Hva den gjør"), ((f"[`tidbank {n}`](#tidbank-{n})", c.help) for n, c in alle.items()))
    return "\n\n".join((liste, *(_kommando(n, c) for n, c in alle.items())))


def _kommando(navn: str, c: Any) -> str:
    argumenter = [p for p in c.params if p.param_type_name == "argument"]
    valg = [p for p in c.params if p.param_type_name == "option" and p.name != "help"]
    deler = [navn, *(_vist(p) if p.required else f"[{_vist(p)}]" for p in argumenter), *(["[VALG]"] if valg else [])]
    rader = [*((f"`{_vist(p)}`", _hva(p)) for p in argumenter), *((_flagg(p), _hva(p)) for p in valg)]
    return f"### tidbank {navn}\n\n{c.help}\n\n```text\ntidbank {' '.join(deler)}\n```" + (
        "\n\n" + tabell(("Argument", "Hva det er"), rader) if rader else ""
    )


def _vist(p: Any) -> str:
    return str(p.metavar or p.name.upper())


def _flagg(p: Any) -> str:
    navn = ", ".join(p.opts)
    return f"`{navn}`" if p.is_flag else f"`{navn} {_vist(p)}`"


def _hva(p: Any) -> str:
    ellers = p.default if isinstance(p.default, str | int | Path) and not isinstance(p.default, bool) else ""
    tillegg = (
        " Må oppgis."
        if p.required and p.param_type_name == "option"
        else f" Ellers: `{ellers}`."
        if f"{ellers}"
        else ""
    )
    return (p.help or "") + tillegg


# What a choice touches first (`gjelder` in parameters/valg.toml) -> the heading it stands under.
_EMNER = {
    "": "Arbeidsstedet",
    "saldo": "Skyldige timer, godskriving og gjennomgang",
    "avregning": "Oppgjør og oppsigelse",
    "funn": "Kontroller, varsel og arbeidstid",
    "gjennomgang": "Gjennomgang og deling",
    "timebank": "Timebanken",
    "lonn": "Lønn",
    "fordeling": "Fordeling",
    "prosess": "Prosess",
    "avtale": "Avtaler som skrives ut",
}
_SAMMEN = {"kopi": "gjennomgang", "deling": "gjennomgang"}


def _emne(m: Valgmulighet) -> str:
    forst = m.gjelder[0] if m.gjelder else ""
    return _EMNER[_SAMMEN.get(forst, forst)]


def valg() -> str:
    def rader(egne: list[Valgmulighet]) -> Iterator[tuple[str, str, str]]:
        for m in egne:
            forslag = vis(m.verdi, m.enhet) or "tomt"
            kan = "; ".join(m.alternativer)
            beslutninger = [f"[{b}](beslutninger.md#{b.lower()})" for b in m.beslutning.split(", ") if b]
            grunnlag = "; ".join(filter(None, (m.hjemmel, *beslutninger)))
            yield (
                f"`{m.nokkel}`",
                f"**{forslag}**. Fast." if m.slag == "fast" else f"**{forslag}**. Kan være: {kan}.",
                f"{m.begrunnelse} ({grunnlag})" if grunnlag else m.begrunnelse,
            )

    deler = []
    for emne in _EMNER.values():
        egne = [m for m in muligheter() if _emne(m) == emne]
        if egne:
            deler.append(f"## {emne}\n\n" + tabell(("Valg", "Forslag", "Hvorfor"), rader(egne)))
    return "\n\n".join(deler)


def rom() -> str:
    """The packages with the first sentence of their own docstrings."""
    rader = []
    for fil in sorted((*ROT.glob("xl_tidbank/*/**/__init__.py"), ROT / "udfs" / "__init__.py")):
        sier = ast.get_docstring(ast.parse(fil.read_text("utf-8"))) or ""
        forst = re.split(r"(?<=\.)\s(?=[A-ZÆØÅ])", " ".join(sier.split("\n\n")[0].split()), maxsplit=1)[0].rstrip(".:")
        sti = fil.parent.relative_to(ROT / "xl_tidbank") if fil.parent.name != "udfs" else Path("udfs")
        rader.append((f"`{sti.as_posix()}/`", f"{forst}."))
    return tabell(("Room", "What it is for"), rader)
