"""Tables, functions, commands and choices, as pages to look up in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import udfs
from xl_tidbank import cli
from xl_tidbank.book.sheets.hjelp import eksempel
from xl_tidbank.book.sheets.valg import vis
from xl_tidbank.cli.parser import sporsmaalene
from xl_tidbank.commands import Kommando, Sporsmaal, Svarslag
from xl_tidbank.commands.registry import Bruk
from xl_tidbank.core.valg import Valgmulighet, muligheter
from xl_tidbank.functions import REGISTER
from xl_tidbank.hosts.own import knapper as alle_knapper
from xl_tidbank.tables import schema

from .markdown import tabell

ROT = Path(__file__).parents[2]


def tabeller() -> str:
    return "\n\n".join(_tabell(t) for t in schema.ALLE)


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
    rader = [(k.gruppe, k.etikett, k.hjelp) for k in alle_knapper()]
    return tabell(("Gruppe", "Knapp", "Hva den gjør"), rader)


def kommandoer() -> str:
    alle = [(k, k.linje) for k in cli.kommandoer() if k.linje]
    liste = tabell(
        ("Kommando", "Hva den gjør"), ((f"[`tidbank {x.navn}`](#tidbank-{x.navn})", x.hjelp) for _, x in alle)
    )
    return "\n\n".join((liste, *(_kommando(k, x) for k, x in alle)))


def _kommando(k: Kommando, linje: Bruk) -> str:
    alle = sporsmaalene(k)
    argumenter, valg = [s for s in alle if not s.valg], [s for s in alle if s.valg]
    deler = [linje.navn, *(s.metavar if s.maa else f"[{s.metavar}]" for s in argumenter), *(["[VALG]"] if valg else [])]
    hode = f"### tidbank {linje.navn}\n\n{linje.hjelp}\n\n```text\ntidbank {' '.join(deler)}\n```"
    rader = [(f"`{' '.join(filter(None, (', '.join(s.valg), s.metavar)))}`", _hva(s)) for s in (*argumenter, *valg)]
    return hode + ("\n\n" + tabell(("Argument", "Hva det er"), rader) if rader else "")


def _hva(s: Sporsmaal) -> str:
    if s.maa and s.valg:
        return f"{s.hjelp} Må oppgis."
    return f"{s.hjelp} Ellers: `{s.ellers}`." if s.ellers and s.slag is not Svarslag.DATO else s.hjelp


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
    "miljo": "Miljø",
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
