"""Sheets of the open workbook through the book object of xlwings Lite: read as they stood when the script began, and
written when it ends.

Only what Lite's documentation offers is used. What a cell holds can be read, not how it looks nor its formula; writing
is queued, so that nothing at all is written where something raises on the way. Looks never stop a figure: where an
older version lacks one, the page stands without it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from xl_tidbank.book.page.boxes import Boks, samlet
from xl_tidbank.book.page.pagenames import ren
from xl_tidbank.book.page.placed import Celle, Oppsett, adresse
from xl_tidbank.book.page.plain import Format
from xl_tidbank.book.page.styles import format_av, stil
from xl_tidbank.core.model import Tabeller
from xl_tidbank.core.tid.clock import EXCEL_NULL
from xl_tidbank.tables import schema
from xl_tidbank.tables.assemble import samle
from xl_tidbank.tables.extent import SOK_OVERSKRIFT, Omraade, er_tabellark, ulest_ark
from xl_tidbank.tables.names import samme
from xl_tidbank.tables.rows import Lest, tolk_rader
from xl_tidbank.tables.values import dognandel

from .. import reading

PUNKT_PR_SIFFER, LUFT = 5.25, 3.75  # a column of so many digits of Calibri 11, in points; the padding a file adds
VAART = "L"  # how our prints begin
_NULL = datetime(EXCEL_NULL.year, EXCEL_NULL.month, EXCEL_NULL.day)
_FUNKSJON = re.compile(r"\bTIDBANK_")

# Reading


def verdier(omraade: Any) -> list[list[Any]]:
    """Every value of a range as rows: error cells as their text, times without a time zone, to the second."""
    return [[_verdi(v) for v in rad] for rad in omraade.options(ndim=2, err_to_str=True).value]


def _verdi(v: Any) -> Any:
    if isinstance(v, datetime):
        v = (v + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=None)
    return v


def les(bok: Any) -> Tabeller:
    """The tables of the workbook. Raises TidbankFeil with every error in every table."""
    arkene = list(bok.sheets)
    finnes = {samme(ark.name): ark for ark in reversed(arkene)}
    lest = {}
    for tabell in schema.TABELLER:
        ark = finnes.get(samme(tabell.ark))
        if ark is not None:
            lest[tabell.navn] = _les(tabell, ark)
        elif not tabell.valgfritt_ark:
            lest[tabell.navn] = reading.mangler(tabell, [a.name for a in arkene])
    ulest = [m for ark in arkene if not er_tabellark(ark.name) for m in ulest_ark(ark.name, _forste_rader(ark))]
    return samle(lest, tuple(ulest))


def _les(tabell: schema.Tabell, ark: Any) -> Lest:
    brukt = ark.used_range
    antall, bredde = brukt.shape
    feil = reading.for_langt(ark.name, brukt.row + antall - 1, brukt.column + bredde - 1)
    if feil is not None:
        return feil
    omraader = tuple(_omraader(ark))
    return tolk_rader(tabell, verdier(brukt), ark=ark.name, rad0=brukt.row, kol0=brukt.column, omraader=omraader)


def _omraader(ark: Any) -> Iterator[Omraade]:
    for t in ark.tables:
        o = t.range
        antall, bredde = o.shape
        yield Omraade(o.row, o.column, o.row + antall - 1, o.column + bredde - 1, int(bool(t.show_totals)))


def _forste_rader(ark: Any) -> list[list[Any]]:
    brukt = ark.used_range
    antall, bredde = brukt.shape
    return verdier(brukt.resize(min(antall, SOK_OVERSKRIFT + 1), min(bredde, reading.MAKS_KOLONNER)))


def arkets_navn(ark: Any, navn: str) -> Any:
    """A defined name that is the sheet's own, None where it has none."""
    return next((n for n in ark.names if n.name.rsplit("!", 1)[-1] == navn), None)


def bokas_navn(bok: Any, navn: str) -> Any:
    return next((n for n in bok.names if n.name == navn), None)


def avtrykk(ark: Any) -> str:
    """A print of what the sheet holds, as `avtrykk_av` gives it for what is written."""
    brukt = ark.used_range
    celler = (
        (nr, kol, v) for nr, rad in enumerate(verdier(brukt), brukt.row) for kol, v in enumerate(rad, brukt.column)
    )
    return _sum(celler)


def avtrykk_av(sett: Oppsett) -> str:
    return _sum((c.rad + 1, c.kol + 1, _raa(c)) for c in sorted(sett.celler, key=lambda c: (c.rad, c.kol)))


def _sum(celler: Iterator[tuple[int, int, Any]]) -> str:
    """Of values alone: nothing else can be read. A number is told to a second, as a date may come as either."""
    summer = hashlib.sha256()
    for rad, kol, v in celler:
        if isinstance(v, datetime):
            v = (v - _NULL).total_seconds() / 86400
        if v not in (None, ""):
            spor = repr(round(v * 86400)) if isinstance(v, (int, float)) else str(v)
            summer.update(f"{rad} {kol} {spor}\x1e".encode("utf-8", "surrogatepass"))
    return VAART + summer.hexdigest()[:16]


# Writing


def skriv(ark: Any, sett: Oppsett, prefiks: str = "") -> None:
    """Fill an empty sheet with a page. prefiks: what Excel puts before the names of our functions."""
    rader, bredde = max(c.rad for c in sett.celler) + 1, max(c.kol for c in sett.celler) + 1
    blokk: list[list[Any]] = [[""] * bredde for _ in range(rader)]
    fylt = {(r, k) for m in sett.matriser for r in range(m.rad, m.rad2 + 1) for k in range(m.kol, m.kol2 + 1)}
    for c in sett.celler:
        if not c.formel and (c.rad, c.kol) not in fylt:  # what a formula fills must stand empty
            blokk[c.rad][c.kol] = som_celle(_raa(c))
    ark.range((1, 1), (rader, bredde)).value = blokk
    skriv_formler(ark, sett, prefiks)
    _utseende(ark, sett)


def skriv_formler(ark: Any, sett: Oppsett, prefiks: str) -> None:
    for c in sett.celler:
        if c.formel:
            ark.range((c.rad + 1, c.kol + 1)).formula = "=" + _FUNKSJON.sub(f"{prefiks}TIDBANK_", c.formel)
    for m in sett.matriser:
        ark.range((m.rad + 1, m.kol + 1)).formula2 = "=" + _FUNKSJON.sub(f"{prefiks}TIDBANK_", m.formel)


def gi_navn(bok: Any, ark: Any, sett: Oppsett) -> None:
    """The names the formulas of a live page go by, where they are not there."""
    for n in sett.navn:
        finnes = arkets_navn(ark, n.navn) if n.lokal else bokas_navn(bok, n.navn)
        if finnes is None:
            til = f":{adresse(n.rad2, n.kol2, True)}" if n.rad2 >= 0 else ""
            adr = ark.name.replace("'", "''")
            (ark if n.lokal else bok).names.add(n.navn, f"='{adr}'!{adresse(n.rad, n.kol, True)}{til}")


def som_celle(v: Any) -> Any:
    """A value as a cell takes it. Excel reads a text as if it were typed: the mark before it keeps "=1+1" and "0042"
    the texts they are."""
    return f"'{v}" if isinstance(v, str) and v else v


def _raa(c: Celle) -> Any:
    """The value as Excel keeps it, never rounded: a date is days, a clock time a fraction of a day."""
    v = c.verdi
    if v is None:
        return ""
    if isinstance(v, str):
        return ren(v)
    if isinstance(v, date):
        return (v - EXCEL_NULL).days
    return dognandel(v) if format_av(c.stil) is Format.KLOKKE else v


def _utseende(ark: Any, sett: Oppsett) -> None:
    """Widths, heights, merged cells, and the look of each range: type, colours, number format, alignment."""
    for kol, sifre in enumerate(sett.bredder, 1):
        _sett(ark.range((1, kol)), "column_width", sifre * PUNKT_PR_SIFFER + LUFT)
    for rad, hoyde in sett.hoyder.items():
        _sett(ark.range((rad + 1, 1)), "row_height", hoyde)
    etter_stil: dict[str, list[Boks]] = {}
    for c in sett.celler:
        rad2, kol2 = c.til or (c.rad, c.kol)
        etter_stil.setdefault(c.stil, []).append(Boks(c.rad, c.kol, rad2, kol2))
    for m in sett.matriser:  # an answer that grows keeps its formats
        for k, navn in enumerate(m.stiler, m.kol):
            etter_stil.setdefault(navn, []).append(Boks(m.rad + 1, k, m.rad2 + 200, k))
    for navn, bokser in etter_stil.items():
        for b in samlet(bokser):
            _stil(ark.range((b.rad + 1, b.kol + 1), (b.rad2 + 1, b.kol2 + 1)), navn)
    for c in sett.celler:
        if c.til:
            with suppress(AttributeError, NotImplementedError):
                ark.range((c.rad + 1, c.kol + 1), (c.til[0] + 1, c.til[1] + 1)).merge()
    if sett.frys:
        rad, kol = sett.frys
        with suppress(AttributeError, NotImplementedError):
            ark.freeze_panes.freeze_at(ark.range((1, 1), (rad, kol)) if rad and kol else f"1:{rad}")
    _sett(ark, "show_gridlines", False)


def _stil(omraade: Any, navn: str) -> None:
    s = stil(navn)
    _sett(omraade.font, "size", s.pt)
    _sett(omraade.font, "color", s.farge)
    if s.fet:
        _sett(omraade.font, "bold", True)
    if s.fyll:
        _sett(omraade, "color", s.fyll)
    if s.tallformat != "General":
        _sett(omraade, "number_format", s.tallformat)
    _sett(omraade, "horizontal_alignment", s.vannrett)
    if s.bryt:
        _sett(omraade, "wrap_text", True)


def _sett(hva: Any, egenskap: str, verdi: Any) -> None:
    with suppress(AttributeError, NotImplementedError):
        setattr(hva, egenskap, verdi)


def rad_av_tekster(ark: Any, rad: int, tekster: Sequence[str]) -> None:
    omraade = ark.range((rad, 1), (rad, len(tekster)))
    omraade.value = [[som_celle(t) for t in tekster]]
