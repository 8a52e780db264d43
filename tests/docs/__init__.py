"""What the documentation has from the program itself. `python -m tests.docs` writes it, tests/test_docs.py holds it
fresh: the tables, functions, commands, choices, and a page of findings with an example of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from . import eksempler, oppslag

ROT = Path(__file__).parents[2]
DOCS = ROT / "docs"
SIDER = (ROT / "README.md", *sorted(DOCS.rglob("*.md")))

# Page -> the block in it that is generated, between <!-- name --> and <!-- /name -->.
BLOKKER: dict[str, tuple[str, Callable[[], str]]] = {
    "tabellene.md": ("tabeller", oppslag.tabeller),
    "funksjoner.md": ("funksjoner", oppslag.funksjoner),
    "kommandoer.md": ("kommandoer", oppslag.kommandoer),
    "valg.md": ("valg", oppslag.valg),
    "funn.md": ("funn", eksempler.side),
    "engineers/architecture.md": ("rom", oppslag.rom),
}


def fersk(fil: str, tekst: str) -> str:
    """The page with its generated block as it should be."""
    navn, lag = BLOKKER[fil]
    monster = rf"(<!-- {navn} -->\n).*?(<!-- /{navn} -->)"
    assert re.search(monster, tekst, re.S), (fil, navn)
    return re.sub(monster, lambda m: m[1] + lag() + "\n" + m[2], tekst, flags=re.S)


def skriv() -> None:
    for fil in BLOKKER:
        sti = DOCS / fil
        sti.write_text(fersk(fil, sti.read_text("utf-8")), "utf-8")
