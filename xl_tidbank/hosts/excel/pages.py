"""Pages of a command as sheets in the open workbook, and which of them are ours to take away again.

A page is written as a workbook of its own, by the same writer as every file, and its sheets are copied over: looks,
charts, print settings and texts are then the file's, and no text can become a formula on the way. Each sheet carries a
hidden name of its own that says which run made it and what it held; a sheet that holds anything else now has been
written on, and is never replaced or removed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import xlwings as xw

from xl_tidbank.book.files import midlertidig
from xl_tidbank.book.page.pagenames import unike
from xl_tidbank.book.page.plain import Side, arknavn
from xl_tidbank.book.write.pages import skriv_sider
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.tables.names import samme

from .book import arkets_navn
from .session import Fremdrift
from .values import rader

MERKE = "tidbank_side"  # the hidden name of a sheet we made


@dataclass(frozen=True, slots=True)
class Eget:
    """A sheet we made. kjoring: the run that made it. urort: it holds what it held then."""

    ark: xw.Sheet
    kjoring: int
    urort: bool


def egne(bok: xw.Book) -> Iterator[Eget]:
    for ark in list(bok.sheets):
        navn = arkets_navn(ark, MERKE)
        if navn is not None:
            kjoring, _, avtrykk = str(navn.refers_to).strip('="').partition("|")
            yield Eget(ark, int(kjoring), avtrykk == _avtrykk(ark))


def plasser(
    bok: xw.Book, sider: Sequence[Side], kjoring: int, *, erstatt: bool, si: Fremdrift
) -> tuple[list[str], list[str]]:
    """Place the pages last in the workbook, in order: the names they got, and those of pages that were not replaced.

    erstatt: a page takes the place of the last copy of itself, unless somebody has written on that. Otherwise, and
    where the name is not free, it gets a number after its name. Raises TidbankFeil where no sheet may be added.
    """
    krev_apen(bok)
    gamle = {samme(e.ark.name): e for e in egne(bok)} if erstatt else {}
    vekk = {samme(arknavn(s.ark)) for s in sider} & {n for n, e in gamle.items() if e.urort}
    sto = [n for s in sider if (n := arknavn(s.ark)) and samme(n) in gamle and samme(n) not in vekk]
    opptatt = [ark.name for ark in bok.sheets if samme(ark.name) not in vekk]
    med_navn = unike(sider, opptatt)
    with midlertidig.mappe() as mappe:
        # The names in the file are those of nobody, so that a copy meets none of its own in the workbook.
        fil = mappe / f"{mappe.name}.xlsx"
        skriv_sider(fil, [replace(s, ark=f"tidbank {kjoring} {nr}") for nr, s in enumerate(med_navn)])
        kilde = bok.app.books.open(fil, update_links=False, read_only=True, add_to_mru=False)
        try:
            for nr, side in enumerate(med_navn):
                si(f"lager arket {side.ark} ({nr + 1} av {len(med_navn)})")
                gammelt = gamle[samme(side.ark)].ark if samme(side.ark) in vekk else None
                flytt_inn(bok, kilde.sheets[nr], side.ark, gammelt)
                _merk(bok.sheets[side.ark], kjoring)
        finally:
            kilde.close()
    bok.api.Activate()
    return [s.ark for s in med_navn], sto


def fjern(bok: xw.Book, kjoring: int) -> tuple[list[str], list[str]]:
    """Remove what a run made: the names of the sheets that are gone, and of those somebody has written on."""
    krev_apen(bok)
    vekk: list[str] = []
    sto: list[str] = []
    for e in egne(bok):
        if e.kjoring != kjoring:
            continue
        (vekk if e.urort else sto).append(e.ark.name)
        if e.urort:
            e.ark.delete()
        else:
            _glem(e.ark)
    return vekk, sto


def flytt_inn(bok: xw.Book, side: xw.Sheet, navn: str, gammelt: xw.Sheet | None = None) -> None:
    """Copy a sheet of another workbook in, last or in the place of one that is there."""
    ny = side.copy(after=gammelt or bok.sheets[-1])
    if gammelt is not None:
        gammelt.delete()
    ny.name = navn


def _merk(ark: xw.Sheet, kjoring: int) -> None:
    navn = ark.names.add(MERKE, f'="{kjoring}|{_avtrykk(ark)}"')
    navn.api.Visible = False


def _glem(ark: xw.Sheet) -> None:
    navn = arkets_navn(ark, MERKE)
    if navn is not None:
        navn.delete()


def _avtrykk(ark: xw.Sheet) -> str:
    """A print of what the sheet holds: its name, what was typed and where, its drawings and notes. Not what a formula
    gave, and not how far the sheet reaches, which Excel may see otherwise when the file is opened again."""
    brukt = ark.used_range
    summer = hashlib.sha256(repr((ark.name, len(ark.shapes))).encode())
    with suppress(Exception):  # Excel before 365 has no threads of comments
        summer.update(repr(ark.api.CommentsThreaded.Count).encode())
    for nr, rad in enumerate(rader(brukt.formula), brukt.row):
        for kol, skrevet in enumerate(rad, brukt.column):
            if skrevet not in (None, ""):
                summer.update(f"{nr} {kol} {skrevet}\x1e".encode("utf-8", "surrogatepass"))
    return summer.hexdigest()[:16]


def krev_apen(bok: xw.Book) -> None:
    if bok.api.ProtectStructure:
        raise TidbankFeil(
            "Arbeidsbokens struktur er beskyttet, så arkene i den kan ikke endres. "
            "Velg Se gjennom > Beskytt arbeidsbok, opphev beskyttelsen og prøv igjen."
        )
