"""Pages of a command as sheets in the open workbook, and what they are marked with.

A page is written as a workbook of its own, by the same writer as every file, and its sheets are copied over: looks,
charts, print settings and texts are then the file's, and no text can become a formula on the way. Each sheet carries a
hidden name of its own with its mark and a print of what it held.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import xlwings as xw

from xl_tidbank.book import logg
from xl_tidbank.book.files import midlertidig
from xl_tidbank.book.page.avtrykk import uten_sted
from xl_tidbank.book.page.layout import oppsett
from xl_tidbank.book.page.pagenames import SIDENAVN
from xl_tidbank.book.write.pages import skriv_sider
from xl_tidbank.core.errors import TidbankFeil

from ..vert import Eget, Fremdrift, Plass
from . import forms, sted
from .book import vis
from .values import rader


def egne(bok: xw.Book) -> list[Eget]:
    ut = []
    for ark in list(bok.sheets):
        navn = sted.navn(ark, SIDENAVN)
        if navn is not None:
            merke, _, avtrykk = str(navn.refers_to).strip('="').partition("|")
            ut.append(Eget(ark.name, merke, avtrykk == _avtrykk(ark)))
    return ut


def plasser(bok: xw.Book, plasser: Sequence[Plass], merke: str, si: Fremdrift) -> None:
    """Copy every page in before any takes the place of another, so that the workbook is whole whatever stops it."""
    # The names in the file are those of nobody, so that a copy meets none of its own in the workbook.
    med_navn = [replace(p.side, ark=f"tidbank {merke} {nr}") for nr, p in enumerate(plasser)]

    def skriv(fil: Path) -> None:
        skriv_sider(fil, med_navn, andre=[ark.name for ark in bok.sheets])

    def hent(kilde: xw.Book) -> None:
        nye: list[xw.Sheet] = []
        try:
            for nr, p in enumerate(plasser):
                si(f"lager arket {p.side.ark} ({nr + 1} av {len(plasser)})")
                nye.append(kilde.sheets[nr].copy(after=bok.sheets[p.erstatter] if p.erstatter else bok.sheets[-1]))
        except BaseException:
            for ark in nye:
                ark.delete()
            raise
        for ark, p in zip(nye, plasser, strict=True):
            if p.erstatter:
                bok.sheets[p.erstatter].delete()
            ark.name = p.side.ark
            forms.gjor_levende(ark, oppsett(p.side))
            ark.names.add(SIDENAVN, f'="{merke}|{_avtrykk(ark)}"').api.Visible = False

    _fra_fil(bok, skriv, hent)


def nytt_loggark(bok: xw.Book, navn: str) -> None:
    aktivt = bok.sheets.active

    def hent(kilde: xw.Book) -> None:
        kilde.sheets[0].copy(after=bok.sheets[-1]).name = navn

    _fra_fil(
        bok, lambda fil: logg.skriv_arkfil(fil, f"tidbank {fil.stem[-8:]}"), hent
    )  # a name no sheet of the workbook has
    vis(aktivt)


def _fra_fil(bok: xw.Book, skriv: Callable[[Path], None], hent: Callable[[xw.Book], None]) -> None:
    """Write a workbook that nobody sees, and take sheets from it."""
    with midlertidig.mappe() as mappe:
        fil = mappe / f"{mappe.name}.xlsx"
        skriv(fil)
        kilde = bok.app.books.open(fil, update_links=False, read_only=True, add_to_mru=False)
        try:
            hent(kilde)
        finally:
            kilde.close()
    bok.api.Activate()


def fjern(bok: xw.Book, arkene: Sequence[str]) -> None:
    for navn in arkene:
        bok.sheets[navn].delete()


def glem(bok: xw.Book, arkene: Sequence[str]) -> None:
    for ark in arkene:
        navn = sted.navn(bok.sheets[ark], SIDENAVN)
        if navn is not None:
            navn.delete()


def _avtrykk(ark: xw.Sheet) -> str:
    """A print of what the sheet holds: its name, what was typed and where, its drawings and notes. Not what a formula
    gave, and not how far the sheet reaches, which Excel may see otherwise when the file is opened again."""
    brukt = ark.api.UsedRange
    b = sted.av(brukt)
    summer = hashlib.sha256(repr((ark.name, len(ark.shapes))).encode())
    with suppress(Exception):  # Excel before 365 has no threads of comments
        summer.update(repr(ark.api.CommentsThreaded.Count).encode())
    for nr, rad in enumerate(rader(brukt.Formula), b.rad):
        for kol, skrevet in enumerate(rad, b.kol):
            if skrevet not in (None, ""):
                skrevet = uten_sted(skrevet) if isinstance(skrevet, str) else skrevet
                summer.update(f"{nr} {kol} {skrevet}\x1e".encode("utf-8", "surrogatepass"))
    return summer.hexdigest()[:16]


def krev_apen(bok: xw.Book) -> None:
    if bok.api.ProtectStructure:
        raise TidbankFeil(
            "Arbeidsbokens struktur er beskyttet, så arkene i den kan ikke endres. "
            "Velg Se gjennom > Beskytt arbeidsbok, opphev beskyttelsen og prøv igjen."
        )
