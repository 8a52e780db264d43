"""What several commands share: names, the frame of a page, and the table of findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from ..book.page.formater import Format
from .svar import Spalte, Tavle, Vist

if TYPE_CHECKING:
    from ..core.bank import Bank
    from ..core.funn import Funn
    from ..core.model import Ansatt

MEST_FUNN = 500  # rows of findings the command line shows


class Ramme(TypedDict):
    """What stands around the figures of every page."""

    virksomhet: str
    stempel: str


def ramme(bank: Bank) -> Ramme:
    return {"virksomhet": bank.valg["virksomhet"], "stempel": bank.stempel}


def navn(bank: Bank) -> dict[str, str]:
    """Names by employee number."""
    alle: Sequence[Ansatt] = bank.tabeller.ansatte or ()
    return {a.ansattnr: a.navn for a in alle}


def noe(funn: Sequence[Funn]) -> bool:
    """Whether there is anything but information among them."""
    from ..core.funn import Alvor

    return any(f.alvor != Alvor.INFO for f in funn)


def funntabell(funn: Sequence[Funn], navn: Mapping[str, str], dag: date) -> list[Vist]:
    from ..book.sheets.common import ALVORSORD, antall, person
    from ..core import tekst
    from ..core.funn import Alvor

    brudd, advarsler = (sum(f.alvor == a for f in funn) for a in (Alvor.BRUDD, Alvor.ADVARSEL))
    i_alt = f"{brudd} brudd, {antall(advarsler, 'advarsel', 'advarsler')}"
    kolonner = (
        Spalte("Alvor", Format.STATUS), Spalte("Ansatt"), Spalte("Celle"), Spalte("Hva", under=""),
        Spalte("Tiltak", under="Gjør"), Spalte("Hjemmel", under="Hjemmel"),
    )  # fmt: skip
    rader = [
        (
            ALVORSORD[f.alvor], person(f.ansattnr, navn.get(f.ansattnr, "")),
            f"{f.ark}!{f.celle}" if f.celle else f.ark, f.tekst, f.tiltak, f.hjemmel,
        )
        for f in funn[:MEST_FUNN]
    ]  # fmt: skip
    ut: list[Vist] = [Tavle(f"Funn {tekst.dato(dag)}: {i_alt}", kolonner, rader)]
    if len(funn) > MEST_FUNN:
        ut += ["", f"Viser {MEST_FUNN} av {len(funn)} funn. Alle står i siden du får med -o, og i --json."]
    return ut
