"""The generated tables of the README. `python -m tests.readme` writes them; tests/test_readme.py holds them fresh."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import udfs
from xl_tidbank.cli import kommandoer as alle_kommandoer
from xl_tidbank.core import rules
from xl_tidbank.functions import REGISTER
from xl_tidbank.tables import schema

README = Path(__file__).parents[1] / "README.md"


def tabeller() -> str:
    linjer = ["| Table | Sheet | Columns |", "|---|---|---|"]
    for t in schema.TABELLER:
        navn = ", ".join(k.navn if k.ma_finnes else f"*{k.navn}*" for k in t.kolonner)
        linjer.append(f"| {t.navn} | {t.ark} | {navn} |")
    return "\n".join(linjer)


def funksjoner() -> str:
    linjer = ["| Function | Gives | What it does |", "|---|---|---|"]
    linjer += [f"| `{f.signatur}` | {f.resultat} | {f.hjelp} |" for n in udfs.__all__ for f in (REGISTER[n],)]
    return "\n".join(linjer)


def kommandoer() -> str:
    linjer = ["| Command | What it does |", "|---|---|"]
    linjer += [f"| `tidbank {k.linje.navn}` | {k.linje.hjelp} |" for k in alle_kommandoer() if k.linje]
    return "\n".join(linjer)


def funn() -> str:
    linjer = ["| Rule | Legal basis | File |", "|---|---|---|"]
    for fil, regel in _regler():
        linjer += [f"| `{s.id}` | {s.hjemmel} | {fil} |" for s in regel.slag]
    return "\n".join(linjer)


def _regler() -> list[tuple[str, Any]]:
    rot = Path(rules.__path__[0])
    moduler = sorted((f for f in rot.rglob("*.py") if f.stem != "__init__"), key=lambda f: f.stem)
    return [(f"rules/{f.relative_to(rot)}", r) for f, r in zip(moduler, rules.alle(), strict=True)]


BLOKKER = {"tabeller": tabeller, "funksjoner": funksjoner, "kommandoer": kommandoer, "funn": funn}


def fersk(tekst: str) -> str:
    """The README with every generated block as it should be."""
    for navn, lag in BLOKKER.items():
        monster = rf"(<!-- {navn} -->\n).*?(<!-- /{navn} -->)"
        assert re.search(monster, tekst, re.S), navn
        tekst = re.sub(monster, lambda m, lag=lag: m[1] + lag() + "\n" + m[2], tekst, flags=re.S)  # type: ignore[misc]
    return tekst


if __name__ == "__main__":
    README.write_text(fersk(README.read_text("utf-8")), "utf-8")
