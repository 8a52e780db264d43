"""Between main.py in the workbook and the bank: what a function answers, what a script does. Values in, values out."""

from __future__ import annotations

from typing import Any

import udfs  # noqa: F401  # fills the register
from xl_tidbank.book.page.layout import oppsett
from xl_tidbank.book.page.placed import Oppsett
from xl_tidbank.book.sheets.levende import ANSATT, BANK
from xl_tidbank.book.sheets.oversikt import ARK as OVERSIKT
from xl_tidbank.book.template import livepages
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.functions import REGISTER
from xl_tidbank.tables.names import samme

from .. import flow, forslag
from ..excel.values import til_celler
from ..vert import Tone
from . import ark
from .vert import Lite

SIDER = {OVERSIKT: BANK, ANSATT: ANSATT}  # the live pages, and a name each has for a cell of its own


def svar(navn: str, *verdier: Any) -> Any:
    """What a cell with that function shows. Arguments are rows of cells, None where left out.

    Raises TidbankFeil, which becomes the error value of the cell and the sentence behind it.
    """
    f = REGISTER[navn]
    gitt = {a.navn: _argument(v) for a, v in zip(f.argumenter, verdier, strict=True) if v is not None or not a.valgfri}
    return til_celler(f.kall(**gitt))


def _argument(raa: Any) -> Any:
    """Rows of cells; one cell is its value, as it stands in a formula."""
    if isinstance(raa, (list, tuple)) and len(raa) == 1 and isinstance(raa[0], (list, tuple)) and len(raa[0]) == 1:
        return raa[0][0]
    return raa


def kjor(bok: Any, navn: str, **svarene: str) -> str:
    """Run a command on the open workbook, as a button does; what there is to say. Raises TidbankFeil where it failed."""
    vert = Lite(bok, svarene)
    flow.trykk(vert, navn)
    feil = [tekst for tone, _, tekst in vert.sagt if tone is Tone.FEIL]
    if feil:
        raise TidbankFeil("\n".join(feil))
    return "\n".join(tekst for *_, tekst in vert.sagt)


def klargjor(bok: Any, navnerom: str = "") -> str:
    """Write the pages that compute themselves: Oversikt and Ansatt. Where they are already, their formulas anew.

    navnerom: what Excel puts before the names of our functions, with its full stop. Raises TidbankFeil, with nothing
    written, where a sheet of that name is another's or the tables cannot be read.
    """
    vert = Lite(bok, {})
    dag = forslag.dagen(vert)
    bank = Bank(vert.les())
    les = livepages.les_formel([a.navn for a in REGISTER["TIDBANK_LES"].argumenter])
    sider = [oppsett(s) for s in livepages.levende_sider(bank, dag, les) if s.ark in SIDER]
    finnes = {samme(a.name): a for a in bok.sheets}
    plan = [(sett, finnes.get(samme(sett.ark))) for sett in sider]
    for sett, arket in plan:
        if arket is not None and not _samme_side(bok, arket, sett):
            raise TidbankFeil(
                f"Arket «{arket.name}» sto her fra før og er bygd på en annen måte. Gi det et annet navn, og prøv igjen."
            )
    for sett, arket in plan:
        if arket is None:
            arket = bok.sheets.add(sett.ark, after=bok.sheets[len(bok.sheets) - 1])
            ark.gi_navn(bok, arket, sett)
            ark.skriv(arket, sett, navnerom)
        else:
            _tom_matriser(arket, sett)
            ark.gi_navn(bok, arket, sett)
            ark.skriv_formler(arket, sett, navnerom)
    bok.sheets[OVERSIKT].activate()
    return f"Arkene {' og '.join(SIDER)} regner seg selv. Cellen Bank på {OVERSIKT} leser tabellene."


def _samme_side(bok: Any, arket: Any, sett: Oppsett) -> bool:
    """Whether the sheet is that page: its own name stands for the cell it has in our layout."""
    navn = SIDER[sett.ark]
    funnet = ark.arkets_navn(arket, navn) or ark.bokas_navn(bok, navn)
    celle = None if funnet is None else funnet.refers_to_range
    ventet = next((n.rad + 1, n.kol + 1) for n in sett.navn if n.navn == navn)
    return celle is not None and celle.sheet.name == arket.name and (celle.row, celle.column) == ventet


def _tom_matriser(arket: Any, sett: Oppsett) -> None:
    """Empty what the formulas filled last, however far down: a formula fills empty cells only."""
    brukt = arket.used_range
    siste = brukt.row + brukt.shape[0] - 1
    for m in sett.matriser:
        arket.range((m.rad + 1, m.kol + 1), (max(siste, m.rad2 + 1), m.kol2 + 1)).clear_contents()
