"""Between main.py in the workbook and the bank: what a function answers, what a script does. Values in, values out."""

from __future__ import annotations

from typing import Any

import udfs  # noqa: F401  # fills the register
from xl_tidbank.book.page.layout import oppsett
from xl_tidbank.book.page.pagenames import unike
from xl_tidbank.book.page.placed import Oppsett
from xl_tidbank.book.page.plain import Side
from xl_tidbank.book.sheets.levende import ANSATT, BANK
from xl_tidbank.book.sheets.oversikt import ARK as OVERSIKT
from xl_tidbank.book.sheets.vakt.vaktuke import ARK as VAKTUKE
from xl_tidbank.book.sheets.vakt.vaktuke import FORSTE as VAKTUKENS
from xl_tidbank.book.template import livepages
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.functions import REGISTER

from .. import flow, forslag
from ..excel.values import til_celler
from ..vert import Tone
from . import ark
from .vert import Lite

# The live pages, and a name each has for a cell of its own.
SIDER = {OVERSIKT: BANK, ANSATT: ANSATT, VAKTUKE: VAKTUKENS.lstrip("!")}


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
    """Run a command on the open workbook, as a button does; what there is to say. Raises TidbankFeil where it fails."""
    vert = Lite(bok, svarene)
    flow.trykk(vert, navn)
    feil = [tekst for tone, _, tekst in vert.sagt if tone is Tone.FEIL]
    if feil:
        raise TidbankFeil("\n".join(feil))
    return "\n".join(tekst for *_, tekst in vert.sagt)


def klargjor(bok: Any, navnerom: str = "") -> str:
    """Write the pages that compute themselves (Oversikt, Ansatt, Vaktuke); where they are already, their formulas anew.

    navnerom: what Excel puts before the names of our functions, with its full stop. Raises TidbankFeil, with nothing
    written, where the tables cannot be read or a page is built in another way.
    """
    vert = Lite(bok, {})
    dag = forslag.dagen(vert)
    bank = Bank(vert.les())
    les = livepages.les_formel([a.navn for a in REGISTER["TIDBANK_LES"].argumenter])
    sider = [s for s in livepages.levende_sider(bank, dag, les) if s.ark in SIDER]
    staar = [_staar(bok, s) for s in sider]
    nye = unike([s for s, arket in zip(sider, staar, strict=True) if arket is None], vert.arkene())
    arkene = []
    for side, arket in zip(sider, staar, strict=True):
        sett = oppsett(side)
        if arket is None:
            arket = vert.nytt(nye.pop(0).ark)
            ark.skriv(arket, sett, navnerom)
        else:
            _tom_matriser(arket, sett)
            ark.skriv_formler(arket, sett, navnerom)
        ark.gi_navn(bok, arket, sett)
        arkene.append(arket)
    arkene[0].activate()
    return f"Arkene {', '.join(a.name for a in arkene)} regner seg selv. Cellen Bank leser tabellene."


def _staar(bok: Any, side: Side) -> Any:
    """The sheet that is this page already: where the name stands for a cell of it. None where there is none.

    Raises TidbankFeil where it is another cell than ours.
    """
    vaart = next(n for n in oppsett(side).navn if n.navn == SIDER[side.ark])
    funnet = ark.bokas_navn(bok, vaart.navn)
    if vaart.lokal:
        funnet = next((n for a in bok.sheets if (n := ark.arkets_navn(a, vaart.navn)) is not None), None)
    if funnet is None:
        return None
    celle = funnet.refers_to_range
    if (celle.row, celle.column) != (vaart.rad + 1, vaart.kol + 1):
        raise TidbankFeil(
            f"Arket «{celle.sheet.name}» er bygd på en annen måte enn i denne utgaven. Slett arket, og prøv igjen."
        )
    return celle.sheet


def _tom_matriser(arket: Any, sett: Oppsett) -> None:
    """Empty what the formulas filled last, however far down: a formula fills empty cells only."""
    brukt = arket.used_range
    siste = brukt.row + brukt.shape[0] - 1
    for m in sett.matriser:
        arket.range((m.rad + 1, m.kol + 1), (max(siste, m.rad2 + 1), m.kol2 + 1)).clear_contents()
