"""Rows written in the tables of the open workbook: all or none.

A macro empties Excel's own list of what can be undone, so what was written is remembered here until the workbook is
closed, and *Angre siste* takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xlwings as xw

from xl_tidbank.book.template.inputs import TALLFORMAT
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.tid.clock import EXCEL_NULL
from xl_tidbank.tables.extent import Omraade
from xl_tidbank.tables.names import bokstaver
from xl_tidbank.tables.schema import Slag, Tabell

from .. import tabellskriv
from ..tabellskriv import Raa, Skriveplan
from ..vert import Radskriv
from . import sted
from .values import rader as som_rader

_NULL_1904 = date(1904, 1, 1)
_FORMATER = 3  # XlAutoFillType.xlFillFormats
_TEKST = "@"


@dataclass(slots=True)
class Arkskriving:
    """A plan in the workbook. tabell: the name of Excel's own table, "" where there is none. foer: what stood in the
    changed cells: formula and value."""

    plan: Skriveplan
    tabell: str
    foer: dict[tuple[int, int], tuple[str, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Angrbar:
    """One write that can be taken back. kjoring: the last run that pages or marks were left of when it was made."""

    navn: str
    kjoring: int
    alle: list[Arkskriving]


_HUSKET: dict[str, list[Angrbar]] = {}  # by the workbook's full name


def skriv(bok: xw.Book, skriv: Sequence[Radskriv], navn: str, kjoring: int) -> None:
    alle = [_forbered(bok, tabell, rader) for tabell, rader in tabellskriv.per_tabell(skriv)]
    gjort: list[Arkskriving] = []
    try:
        for i in alle:
            gjort.append(i)
            _gjor(bok, i)
    except BaseException:
        for i in reversed(gjort):
            _tilbake(bok, i)
        raise
    if alle:
        _HUSKET.setdefault(bok.api.FullName, []).append(Angrbar(navn, kjoring, alle))


def angre(bok: xw.Book, kjoring: int) -> str:
    """Take back the last write, where no pages or marks have been made after it; its name, "" = there is none.

    Raises TidbankFeil, with nothing changed, where somebody has changed what was written.
    """
    husket = _HUSKET.get(bok.api.FullName, [])
    if not husket or husket[-1].kjoring < kjoring:
        return ""
    siste = husket.pop()
    for i in siste.alle:
        _krev_urort(bok, i, siste.navn)
    for i in reversed(siste.alle):
        _tilbake(bok, i)
    return siste.navn


def _forbered(bok: xw.Book, tabell: Tabell, rader: Sequence[Radskriv]) -> Arkskriving:
    """Everything that can stand in the way, before a cell is touched."""
    ark = bok.sheets[tabellskriv.krev_ark(tabell, [a.name for a in bok.sheets])]
    if ark.api.ProtectContents:
        raise tabellskriv.laast(ark.name)
    egne = {_omraade(t): t for t in ark.tables}
    verdier = som_rader(sted.celler(ark, sted.brukt(ark)._replace(rad=1, kol=1)).Value)
    null = _NULL_1904 if bok.api.Date1904 else EXCEL_NULL
    plan = tabellskriv.legg(tabell, rader, ark.name, verdier, list(egne), null)
    ut = Arkskriving(plan, egne[plan.omraade].name if plan.omraade is not None else "")
    for rad, kol in plan.celler:
        celle = ark.range((rad, kol))
        formel = str(celle.formula)
        ut.foer[rad, kol] = (formel if formel.startswith("=") else "", celle.api.Value2)
    return ut


def _omraade(t: xw.main.Table) -> Omraade:
    return Omraade(*sted.av(t.api.Range), int(bool(t.show_totals)))


def _gjor(bok: xw.Book, i: Arkskriving) -> None:
    plan, ark = i.plan, bok.sheets[i.plan.ark]
    if i.tabell:
        _vis_alle(ark.tables[i.tabell])
        _strekk(ark, i, plan.siste)
    if plan.utvidet:
        _folg_malen(ark, plan)
    for kol, kol2, verdier in plan.blokker:
        omraade = ark.range((plan.fra, kol), (plan.til, kol2))
        formater = []
        for k in range(kol, kol2 + 1):
            formater.append(_format(ark.range((plan.fra, k), (plan.til, k)), plan.slag.get(k)))
        omraade.raw_value = [[_celle(v, f) for v, f in zip(rad, formater, strict=True)] for rad in verdier]
    for (rad, kol), v in plan.celler.items():  # cell by cell: a block over hidden rows would land on the wrong ones
        celle = ark.range((rad, kol))
        celle.raw_value = _celle(v, _format(celle, plan.slag.get(kol)))


def _tilbake(bok: xw.Book, i: Arkskriving) -> None:
    plan, ark = i.plan, bok.sheets[i.plan.ark]
    if i.tabell:
        _vis_alle(ark.tables[i.tabell])
    for (rad, kol), (formel, verdi) in i.foer.items():
        celle = ark.range((rad, kol))
        if formel:
            celle.formula = formel
        else:
            celle.raw_value = _celle(verdi, celle.number_format)
    for kol, kol2, _ in plan.blokker:
        ark.range((plan.fra, kol), (plan.til, kol2)).clear_contents()
    if plan.utvidet:
        ark.range((plan.utvidet[0], plan.kol), (plan.utvidet[-1], plan.kol2)).clear_contents()
    if plan.omraade is not None:
        _strekk(ark, i, plan.omraade.rad2)


def _vis_alle(tabell: xw.main.Table) -> None:
    """Rows a filter hides are shown: what is written in a block would else land on the wrong ones, or out of sight."""
    filter_ = tabell.api.AutoFilter
    if filter_ is not None and filter_.FilterMode:
        filter_.ShowAllData()


def _strekk(ark: xw.Sheet, i: Arkskriving, siste: int) -> None:
    tabell = ark.tables[i.tabell]
    o = _omraade(tabell)
    if o.rad2 != siste:
        tabell.resize(ark.range((o.rad, o.kol), (siste, o.kol2)))


def _folg_malen(ark: xw.Sheet, plan: Skriveplan) -> None:
    """The looks of the row above, and its formulas."""
    mal = ark.range((plan.mal, plan.kol), (plan.mal, plan.kol2))
    mal.api.AutoFill(ark.range((plan.mal, plan.kol), (plan.utvidet[-1], plan.kol2)).api, _FORMATER)
    for nr, formel in enumerate(som_rader(mal.formula)[0], plan.kol):
        if str(formel).startswith("=") and nr not in plan.skrives:
            ark.range((plan.mal, nr), (plan.utvidet[-1], nr)).formula = formel


def _format(celler: xw.Range, slag: Slag | None) -> Any:
    """The number format of the cells, made one that shows the value where it is not."""
    format_ = celler.number_format
    riktig = TALLFORMAT.get(slag, "General") if slag is not None else "General"
    feil = format_ is None if slag is None else slag in tabellskriv.SOM_TALL and format_ in (None, "General", _TEKST)
    if feil or (slag not in (None, Slag.NUMMER, Slag.TEKST, Slag.VALG, Slag.JANEI, Slag.FRITT) and format_ == _TEKST):
        celler.number_format = format_ = riktig
    return format_


def _celle(v: Any, format_: Any) -> Any:
    """A text as it stands: never a formula, a number or a date."""
    return f"'{v}" if isinstance(v, str) and format_ != _TEKST else v


def _krev_urort(bok: xw.Book, i: Arkskriving, navn: str) -> None:
    ark = bok.sheets[i.plan.ark]
    for rad, kol, kol2, verdier in _skrevne(i.plan):
        naa = som_rader(ark.range((rad, kol), (rad + len(verdier) - 1, kol2)).api.Value2)
        for r, (staar, skrevet) in enumerate(zip(naa, verdier, strict=True), rad):
            for k, (a, b) in enumerate(zip(staar, skrevet, strict=True), kol):
                if not _like(a, b):
                    hva = f"Cellen er endret etter {navn}, så ingenting er tatt tilbake. Rett radene for hånd."
                    raise TidbankFeil(Feilmelding(ark.name, f"{bokstaver(k)}{r}", hva))


def _skrevne(plan: Skriveplan) -> Iterator[tuple[int, int, int, list[list[Raa]]]]:
    """What was written, as blocks: first row, first and last column, the values."""
    yield from ((plan.fra, kol, kol2, verdier) for kol, kol2, verdier in plan.blokker)
    yield from ((rad, kol, kol, [[v]]) for (rad, kol), v in plan.celler.items())


def _like(a: Any, b: Any) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) < 1e-9
    return bool((a if a != "" else None) == b)
