"""What the documentation has from the program itself. `python -m tests.docs` writes it, tests/test_docs.py holds it
fresh: tables, functions, commands, choices, and a page of findings with an example of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests import forfalskning, grenser, krav
from xl_tidbank.cli import HJELPEBREDDER

from . import eksempler, oppslag

ROT = Path(__file__).parents[2]
DOCS = ROT / "docs"
SIDER = (ROT / "README.md", *sorted(DOCS.rglob("*.md")))

# Page -> the blocks in it that are generated, each between <!-- name --> and <!-- /name -->.
BLOKKER: dict[str, dict[str, Callable[[], str]]] = {
    "tabellene.md": {"tabeller": oppslag.tabeller},
    "funksjoner.md": {"funksjoner": oppslag.funksjoner},
    "kommandoer.md": {"knapper": oppslag.knapper, "kommandoer": oppslag.kommandoer},
    "valg.md": {"valg": oppslag.valg},
    "funn.md": {"funn": eksempler.side},
    "engineers/architecture.md": {"rom": oppslag.rom},
}


def fersk(fil: str, tekst: str) -> str:
    """The page with its generated blocks as they should be."""
    for navn, lag in BLOKKER[fil].items():
        hode, _, resten = tekst.partition(f"<!-- {navn} -->\n")
        _, _, hale = resten.partition(f"<!-- /{navn} -->")
        assert f"<!-- /{navn} -->" in resten, (fil, navn)
        tekst = f"{hode}<!-- {navn} -->\n{lag()}\n<!-- /{navn} -->{hale}"
    return tekst


def hjelp(kolonner: int) -> str:
    """What `tidbank --help` says on a terminal of that width, by the parser itself."""
    import click

    from xl_tidbank.cli import kommandoer, parser

    app = parser.lag(kommandoer(), lambda k, gitt: 0)
    bredde = min(kolonner, parser.BREDDE) - 2  # as click reckons
    return app.get_help(click.Context(app, info_name="tidbank", terminal_width=bredde)) + "\n"


def hjelpefil(kolonner: int) -> Path:
    return ROT / "xl_tidbank" / "cli" / f"hjelp_{kolonner}.txt"


def skriv() -> None:
    """Every generated page, also those that are wholly so."""
    for kolonner in HJELPEBREDDER:
        hjelpefil(kolonner).write_text(hjelp(kolonner), "utf-8", newline="\n")
    for fil in BLOKKER:
        sti = DOCS / fil
        sti.write_text(fersk(fil, sti.read_text("utf-8")), "utf-8")
    grenser.DOKUMENT.write_text(grenser.side(), "utf-8")
    krav.SPORING.write_text(krav.sporing(), "utf-8")
    forfalskning.DOKUMENT.write_text("\n".join(forfalskning.linjer()) + "\n", "utf-8")
