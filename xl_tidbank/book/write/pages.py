"""Writes pages as a workbook with XlsxWriter. The same pages give the same bytes.

Text from a user is always written as a string, never as a formula or a link. Values are written unrounded; only the
number formats round. The caller saves atomically (safety.skriv_helt) and hands over the path to write to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from ...core.tid.clock import EXCEL_NULL
from ...tables.values import dognandel
from ..page import headfoot
from ..page.layout import oppsett
from ..page.pagenames import ren, unike, unike_etter_hvert
from ..page.placed import Celle, Oppsett, Sideceller, adresse
from ..page.plain import Format, Side
from ..page.styles import AKSENT, LINJE_SVAK, SKRIFT, Stil, format_av, stil
from .cellwise import Eksakt
from .charts import sett_inn
from .columnwise import Kolonnevis
from .formulas import gitt_navn, gruppe, matrise, valg
from .pagewise import Cellevis
from .sheetwise import Arkvis

A4 = 9
MARGER = {"left": 0.5, "right": 0.5, "top": 0.55, "bottom": 0.7}  # inches
VALG = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
CALC_ID = 191029  # the calculation engine of current Excel


@dataclass(frozen=True, slots=True)
class Egenskaper:
    """Document properties. `laget` is fixed, not the clock, so that rebuilding gives the same bytes."""

    tittel: str = ""
    virksomhet: str = ""
    laget: datetime = datetime(2026, 1, 1)


class Formater:
    """XlsxWriter formats by style name, each made once."""

    def __init__(self, bok: Any) -> None:
        self._bok = bok
        self._laget: dict[Stil, Any] = {}
        self._etter_navn: dict[str, Any] = {}

    def __call__(self, stilnavn: str) -> Any:
        form = self._etter_navn.get(stilnavn)
        if form is None:
            form = self._etter_navn[stilnavn] = self.av(stil(stilnavn))
        return form

    def av(self, s: Stil) -> Any:
        if s not in self._laget:
            self._laget[s] = self._bok.add_format(_egenskaper(s))
        return self._laget[s]

    def betinget(self, stilnavn: str) -> Any:
        """A format for conditional use: colours only."""
        s = stil(stilnavn)
        return self._bok.add_format({"font_color": s.farge, "bg_color": s.bakgrunn, "bold": s.fet})

    def status(self, farge: str, lys: str, tallformat: str) -> Any:
        """A conditional format that also shows the symbol of a status before its word."""
        return self._bok.add_format({"font_color": farge, "bg_color": lys, "bold": True, "num_format": tallformat})

    def rute(self, farge: str, over: str) -> Any:
        """A conditional format for an input cell: the colour of the text, and of the line above."""
        linjer = {f"{side}_color": LINJE_SVAK for side in ("bottom", "left", "right")}
        return self._bok.add_format({"font_color": farge, "border": 1, "top_color": over, **linjer})

    def strek(self, farge: str) -> Any:
        """A conditional format with a line below."""
        return self._bok.add_format({"bottom": 1, "bottom_color": farge})


def _egenskaper(s: Stil) -> dict[str, Any]:
    ut: dict[str, Any] = {
        "font_name": SKRIFT, "font_size": s.pt, "bold": s.fet, "font_color": s.farge, "num_format": s.tallformat,
        "align": s.vannrett, "valign": s.loddrett, "text_wrap": s.bryt, "indent": s.innrykk, "locked": s.laast,
    }  # fmt: skip
    if s.fyll:
        ut["bg_color"] = s.fyll
    if s.kursiv:
        ut["italic"] = True
    if s.understrek:
        ut["underline"] = 1
    for side, farge, navn in (
        ("top", s.topp, "t"),
        ("bottom", s.bunn, "b"),
        ("left", s.venstre, "v"),
        ("right", s.hoyre, "h"),
    ):
        if farge:
            ut[side] = 5 if navn in s.tykk else 1
            ut[f"{side}_color"] = farge
    return ut


class Helbok(xlsxwriter.Workbook):  # type: ignore[misc]  # ships no types
    """A workbook that is written when all of it stands in it."""

    worksheet_class = Kolonnevis


@contextmanager
def ny_bok(sti: Path | BytesIO, egenskaper: Egenskaper, slag: Any = Helbok) -> Any:
    """An empty workbook with our theme and properties; written when the block ends without an error.

    slag: how it is written (sheetwise.Arkvis for many sheets).
    """
    bok = slag(sti if isinstance(sti, BytesIO) else str(sti), VALG)
    bok.set_properties({
        "title": ren(egenskaper.tittel), "company": ren(egenskaper.virksomhet), "author": "Tidbank",
        "created": egenskaper.laget,
    })  # fmt: skip
    # Every formula is written with its value, so nothing asks to be recalculated, or saved, when the file is opened.
    bok.set_calc_mode("auto", CALC_ID)
    bok.calc_on_load = False
    bok.set_size(1500, 900)  # pixels
    _tema(bok)
    yield bok
    bok.close()


def _tema(bok: Any) -> None:
    """Make the accent colour the theme's first accent, so that table styles and the user's own charts take it too."""
    tema = getattr(bok, "theme_xml", "")
    if tema:
        bok.theme_xml = tema.replace(
            '<a:accent1><a:srgbClr val="4F81BD"/>', f'<a:accent1><a:srgbClr val="{AKSENT[1:]}"/>'
        )


def skriv_sider(
    sti: Path, sider: Iterable[Side], egenskaper: Egenskaper | None = None, andre: Collection[str] = ()
) -> None:
    """Write the pages to `sti` as one workbook, a sheet each, in order. andre: sheets of the workbook they will be
    moved to, which links may lead to.

    Names that collide (case-insensitively) get a number. ValueError when there are no pages. Pages that come one at a
    time are written and forgotten one at a time, and link to none that come after them.
    """
    if isinstance(sider, Sequence):
        sider = unike(sider)
        arkene = {s.ark for s in sider}
    else:
        sider, arkene = unike_etter_hvert(sider), set()
    rekke = iter(sider)
    forste = next(rekke, None)
    if forste is None:
        raise ValueError("a workbook needs at least one page")
    with ny_bok(sti, egenskaper or Egenskaper(forste.tittel, forste.virksomhet), Arkvis) as bok:
        formater = Formater(bok)
        for side in chain((forste,), rekke):
            arkene.add(side.ark)
            bok.ferdig(skriv_side(bok, formater, side, {*arkene, *andre}))
        aktiver_forste(bok)


def aktiver_forste(bok: Any) -> None:
    bok.worksheets()[0].activate()
    bok.worksheets()[0].set_first_sheet()


def skriv_side(bok: Any, formater: Formater, side: Side, arkene: Collection[str]) -> Any:
    """Add one page as a sheet. arkene: every sheet of the workbook; a link to any other becomes plain text."""
    return skriv_oppsett(bok, formater, oppsett(side), arkene)


def skriv_oppsett(bok: Any, formater: Formater, sett: Oppsett, arkene: Collection[str]) -> Any:
    """Add a page that has been laid out as a sheet."""
    blad = bok.add_worksheet(sett.ark)
    blad.hide_gridlines(2)
    blad.set_tab_color(AKSENT)
    for kol, bredde in enumerate(sett.bredder):
        skjult = {"hidden": True} if 0 < sett.skjult_fra <= kol else gruppe(kol, sett.bak)
        blad.set_column(kol, kol, bredde, formater("luft"), skjult)
    if sett.bak and sett.bak[-1] == len(sett.bredder) - 1:
        blad.set_column(len(sett.bredder), len(sett.bredder), 3.0, formater("luft"), {"collapsed": True})
    if isinstance(blad, Cellevis):
        blad.sett_hoyder(sett.hoyder)
    else:
        for rad, hoyde in sett.hoyder.items():
            blad.set_row(rad, hoyde)
    for m in sett.matriser:  # first, for it is written over the cells it fills
        hjorne = next(c.verdi for c in sett.celler if (c.rad, c.kol) == (m.rad, m.kol))
        matrise(blad, formater, m, hjorne, sett.bredder, sett.bak)
    hjorner = {(m.rad, m.kol) for m in sett.matriser}
    deler = [_uten_dod_lenke(d, arkene) if isinstance(d, Celle) and d.lenke else d for d in sett.celler.deler]
    if hjorner:
        deler = [d for d in deler if (d.rad, d.kol) not in hjorner]
    if isinstance(blad, Cellevis):
        blad.sett(deler, formater, lambda c: _skriv_celle(blad, formater, c))
    else:
        for c in Sideceller(tuple(deler)):
            _skriv_celle(blad, formater, c)
    hoderader = {t.rad for t in sett.tabeller}
    stiler = {(c.rad, c.kol): c.stil for c in sett.celler.alene if c.rad in hoderader}
    for tabell in sett.tabeller:
        hoder = [{"header": f, "header_format": formater(stiler[tabell.rad, tabell.kol + k])}
                 for k, f in enumerate(tabell.felt)]  # fmt: skip
        blad.add_table(tabell.rad, tabell.kol, tabell.rad2, tabell.kol2, {
            "name": tabell.navn, "columns": hoder, "style": None, "autofilter": len(tabell.felt) <= 10,
        })  # fmt: skip
    for plass in sett.diagrammer:
        sett_inn(bok, blad, sett, plass)
    for b in sett.betingelser:
        regel = {
            "type": "text",
            "criteria": "begins with",
            "value": b.begynner_med,
            "format": formater.betinget(b.stil),
        }
        blad.conditional_format(b.rad, b.kol, b.rad, b.kol, regel)
    for n in sett.navn:
        gitt_navn(bok, blad, n)
    for v in sett.valg:
        valg(blad, v)
    _papir(blad, sett)
    # Numbers of people are text on purpose: no green triangles.
    blad.ignore_errors({"number_stored_as_text": f"A1:{adresse(sett.utskrift.rad2, sett.utskrift.kol2)}"})
    if sett.frys:
        blad.freeze_panes(*sett.frys)
    blad.set_selection(0, 0, 0, 0)
    # No password: it guards against a slip of the hand, and anyone may lift it to adapt the page.
    if not sett.levende:
        blad.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "objects": True})
    return blad


def _uten_dod_lenke(c: Celle, arkene: Collection[str]) -> Celle:
    return c if c.lenke in arkene else c._replace(lenke="")


def _skriv_celle(blad: Any, formater: Formater, c: Celle) -> None:
    form = formater(c.stil)
    if c.til:
        blad.merge_range(c.rad, c.kol, *c.til, "", form)
    if c.formel:
        blad.write_formula(c.rad, c.kol, f"={c.formel}", form, _lagret(c.verdi))
    elif c.lenke:
        adr = c.lenke.replace("'", "''")
        blad.write_url(c.rad, c.kol, f"internal:'{adr}'!{c.lenkecelle}", form, ren(str(c.verdi)))
    else:
        skriv_verdi(blad, c.rad, c.kol, c.verdi, form, format_av(c.stil))


def _lagret(verdi: Any) -> Any:
    """The cached result of a formula: a date is its serial number, and nothing at all is an empty text."""
    if isinstance(verdi, date):
        return (verdi - EXCEL_NULL).days
    return "" if verdi is None else ren(verdi) if isinstance(verdi, str) else verdi


def skriv_verdi(blad: Any, rad: int, kol: int, verdi: Any, form: Any, format_: Format | None) -> None:
    """Write a typed value as it is, never rounded. A clock time is minutes here and a fraction of a day in the cell."""
    if verdi is None or verdi == "":
        blad.write_blank(rad, kol, None, form)
    elif isinstance(verdi, str):
        blad.write_string(rad, kol, ren(verdi), form)
    elif isinstance(verdi, date):
        blad.write_datetime(rad, kol, verdi, form)
    elif format_ is Format.KLOKKE:
        blad.write_number(rad, kol, Eksakt(dognandel(verdi)), form)
    else:
        blad.write_number(rad, kol, Eksakt(verdi) if isinstance(verdi, float) else verdi, form)


def _papir(blad: Any, sett: Oppsett) -> None:
    u = sett.utskrift
    papir(blad, u.liggende, u.bunntekst, u.sider_hoyt)
    if not sett.matriser or sett.knapper:  # what a formula fills may grow
        blad.print_area(0, 0, u.rad2, u.kol2)
    if u.gjenta:
        blad.repeat_rows(*u.gjenta)
    if u.brudd and not sett.matriser:
        blad.set_h_pagebreaks(list(u.brudd))


def papir(blad: Any, liggende: bool, bunntekst: tuple[str, str], sider_hoyt: int = 0) -> None:
    """A4, one page wide, "Side x av y" and the content stamp at the bottom."""
    blad.set_paper(A4)
    if liggende:
        blad.set_landscape()
    blad.fit_to_pages(1, sider_hoyt)
    blad.set_margins(**MARGER)
    blad.center_horizontally()
    blad.set_footer(headfoot.kode(bunntekst), {"margin": 0.35})
