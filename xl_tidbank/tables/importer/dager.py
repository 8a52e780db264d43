"""The days above the columns of a roster: real dates, dd.mm, "man 04", or 1, 2, 3 with the month from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from xl_tidbank.core.errors import Feilmelding, TidbankFeil, Verdifeil
from xl_tidbank.core.tekst import MAANEDER, UKEDAGER
from xl_tidbank.core.tid.clock import EXCEL_NULL
from xl_tidbank.tables import values

from . import fil as filen
from .fil import Filark

MINST = 7  # days a header must have
_SOK = 30
_DELT = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\.?")
_UKEDAG = re.compile(r"([^\W\d_]{2,7})\.?,? ?([0-9].*)")
_AAR = re.compile(r"(?<!\d)(20[0-9]{2})(?!\d)")
_DAGNAVN = {navn[:n]: nr for nr, navn in enumerate(UKEDAGER) for n in (2, 3, len(navn))}
_MAANED = {navn[:n]: nr for nr, navn in enumerate(MAANEDER, 1) for n in (3, len(navn))}


class Overskrift(NamedTuple):
    """rad: index of the row. dager: column index -> day."""

    rad: int
    dager: dict[int, date]


class _Del(NamedTuple):
    """A heading: a whole date, or day and month, or the day alone (maaned 0). skille: between day and month."""

    dag: int
    maaned: int = 0
    hel: date | None = None
    ukedag: int | None = None
    skille: str = ""


def finn(ark: Filark, fra: date | None) -> Overskrift | None:
    """The row with the days, None where the sheet has none. Raises TidbankFeil where they are not certain."""
    for rad in range(min(_SOK, len(ark.rader))):
        verdier = ark.rader[rad]
        dag_forst = values.dag_star_forst(verdier)
        deler = {kol: d for kol, v in enumerate(verdier) if (d := _les(v, dag_forst)) is not None}
        hele = {kol: d for kol, d in deler.items() if d.maaned or d.hel or d.ukedag is not None}
        if len(hele) >= MINST:
            return Overskrift(rad, _dager(ark, rad, hele, fra))
        lop = _lengste(deler)
        if len(lop) >= MINST:
            return Overskrift(rad, _dager(ark, rad, lop, fra))
    return None


def _les(raa: Any, dag_forst: bool) -> _Del | None:
    if isinstance(raa, datetime):
        return _Del(raa.day, raa.month, raa.date()) if raa.year >= 1990 else None
    if isinstance(raa, date):
        return _Del(raa.day, raa.month, raa)
    if isinstance(raa, bool):
        return None
    if isinstance(raa, (int, float)):
        if raa == int(raa) and 1 <= raa <= 31:
            return _Del(int(raa))
        if raa == int(raa) and 32_874 <= raa < 73_416:
            dag = EXCEL_NULL + timedelta(days=int(raa))
            return _Del(dag.day, dag.month, dag)
        return None
    if not isinstance(raa, str) or not 0 < len(raa) < 30:
        return None
    tekst = filen.tekst_eller_tom(raa)
    ukedag = None
    if m := _UKEDAG.fullmatch(tekst):
        if m[1].casefold() not in _DAGNAVN:
            return None
        ukedag, tekst = _DAGNAVN[m[1].casefold()], m[2]
    if m := _DELT.fullmatch(tekst):
        return _Del(int(m[1]), int(m[3]), None, ukedag, m[2])
    rent = tekst.rstrip(".")
    if rent.isdecimal() and len(rent) <= 2 and 1 <= int(rent) <= 31:
        return _Del(int(rent), ukedag=ukedag)
    try:
        hel = values.dato(tekst, "Datoen", dag_forst)
    except Verdifeil:
        return None
    return None if hel is None else _Del(hel.day, hel.month, hel, ukedag)


def _lengste(deler: dict[int, _Del]) -> dict[int, _Del]:
    """The longest run of columns side by side with day after day; the first of a month may follow the last."""
    best: dict[int, _Del] = {}
    lop: dict[int, _Del] = {}
    forrige: tuple[int, int] | None = None
    for kol, d in sorted(deler.items()):
        folger = (
            forrige is not None
            and kol == forrige[0] + 1
            and (d.dag == forrige[1] + 1 or (d.dag == 1 and forrige[1] >= 28))
        )
        lop = {**lop, kol: d} if folger else {kol: d}
        forrige = (kol, d.dag)
        best = max(best, lop, key=len)
    return best


def _dager(ark: Filark, rad: int, deler: dict[int, _Del], fra: date | None) -> dict[int, date]:
    if all(d.hel for d in deler.values()):
        ut = {kol: d.hel for kol, d in deler.items() if d.hel}
    elif all(d.maaned for d in deler.values()):
        ut = _med_aar(ark, rad, deler, fra)
    else:
        ut = _med_maaned(ark, rad, deler, fra)
    sett: dict[date, int] = {}
    for kol, dag in ut.items():
        ukedag = deler[kol].ukedag
        if ukedag is not None and dag.weekday() != ukedag:
            hva = f"er lest som {dag:%d.%m.%Y}, en {UKEDAGER[dag.weekday()]}"
            raise _nei(
                ark, rad, kol, f"Overskriften «{filen.vist(ark.celle(rad, kol))}» {hva}. Oppgi riktig måned med --fra."
            )
        if dag in sett:
            raise _nei(ark, rad, kol, f"Dagen {dag:%d.%m.%Y} står over to kolonner. Rett den ene overskriften.")
        sett[dag] = kol
    return ut


def _med_aar(ark: Filark, rad: int, deler: dict[int, _Del], fra: date | None) -> dict[int, date]:
    """dd.mm, the year from --fra, from a date in the file, or from a year that is written in it."""
    skraa = [d for d in deler.values() if d.skille in ("/", "-") and not d.hel]
    if skraa and not (any(d.dag > 12 for d in skraa) and all(d.maaned <= 12 for d in skraa)):
        kol = next(k for k, d in deler.items() if d in skraa)
        raise _nei(ark, rad, kol, "Overskriftene kan leses både som dag og måned. Skriv dem som 31.12.2026.")
    anker = fra or next((d.hel for d in deler.values() if d.hel), None) or next(_datoer(ark, rad), None)
    if anker is None:
        aar = {int(a) for t in _tekster(ark, rad) for a in _AAR.findall(t)}
        maaneder = {d.maaned for d in deler.values()}
        if len(aar) != 1 or {1, 12} <= maaneder:
            raise _nei(ark, rad, min(deler), "Overskriftene mangler årstall. Oppgi første dag med --fra.")
        anker = date(aar.pop(), min(maaneder), 15)
        naer = [anker.year]
    else:
        naer = [anker.year - 1, anker.year, anker.year + 1]
    ut = {}
    for kol, d in deler.items():
        mulige = [d.hel] if d.hel else [x for a in naer if (x := _dato(a, d.maaned, d.dag)) is not None]
        if not mulige:
            raise _nei(ark, rad, kol, f"Overskriften «{filen.vist(ark.celle(rad, kol))}» er ingen dag. Rett den.")
        ut[kol] = min(mulige, key=lambda x: abs((x - anker).days))
    return ut


def _med_maaned(ark: Filark, rad: int, deler: dict[int, _Del], fra: date | None) -> dict[int, date]:
    """1, 2, 3 ... in the order of the columns; the month from --fra, the sheet's name or a cell above."""
    aar, maaned = (fra.year, fra.month) if fra else _maaned_over(ark, rad, min(deler))
    ut: dict[int, date] = {}
    forrige = 0
    for kol, d in sorted(deler.items()):
        if d.dag < forrige:
            aar, maaned = (aar + 1, 1) if maaned == 12 else (aar, maaned + 1)
        forrige = d.dag
        dag = _dato(aar, maaned, d.dag)
        if dag is None:
            hva = f"Overskriften «{d.dag}» finnes ikke i {MAANEDER[maaned - 1]} {aar}"
            raise _nei(ark, rad, kol, f"{hva}. Oppgi riktig måned med --fra.")
        ut[kol] = dag
    return ut


def _maaned_over(ark: Filark, rad: int, kol: int) -> tuple[int, int]:
    dag = next(_datoer(ark, rad), None)
    if dag is not None:
        return dag.year, dag.month
    tekster = list(_tekster(ark, rad))
    maaneder = {_MAANED[o] for t in tekster for o in re.findall(r"[^\W\d_]+", t.casefold()) if o in _MAANED}
    maaneder |= {int(m) for t in tekster for m in re.findall(r"(?<!\d)(0?[1-9]|1[0-2])[./]20[0-9]{2}", t)}
    aar = {int(a) for t in tekster for a in _AAR.findall(t)}
    if len(maaneder) != 1 or len(aar) != 1:
        raise _nei(
            ark, rad, kol, "Overskriftene er bare dager, og måneden står ikke i filen. Oppgi første dag med --fra."
        )
    return aar.pop(), maaneder.pop()


def _tekster(ark: Filark, rad: int) -> Iterator[str]:
    """The name of the sheet, and the texts above the header."""
    yield ark.navn
    for r in range(rad):
        for kol in filen.fylte(ark, r):
            v: object = ark.celle(r, kol)
            if isinstance(v, str):
                yield v
            elif isinstance(v, (int, float)) and v == int(v) and 2000 <= v < 2100:
                yield str(int(v))


def _datoer(ark: Filark, rad: int) -> Iterator[date]:
    for r in range(rad):
        for kol in filen.fylte(ark, r):
            d = _les(ark.celle(r, kol), False)
            if d is not None and d.hel:
                yield d.hel


def _dato(aar: int, maaned: int, dag: int) -> date | None:
    try:
        return date(aar, maaned, dag)
    except ValueError:
        return None


def _nei(ark: Filark, rad: int, kol: int, tekst: str) -> TidbankFeil:
    sted = ark.sted(rad, kol)
    return TidbankFeil(Feilmelding(sted.ark or f"Linje {sted.linje}", sted.celle, tekst))


def vindu(dager: Sequence[date], fra: date | None, til: date | None) -> tuple[date, date]:
    """The days of the file, and no more than what was asked for. Raises TidbankFeil where none are left."""
    ut = max(min(dager), fra or min(dager)), min(max(dager), til or max(dager))
    if ut[0] > ut[1]:
        hele = f"{min(dager):%d.%m.%Y}–{max(dager):%d.%m.%Y}"
        raise TidbankFeil(f"Filen gjelder {hele}, og ingen av dagene er i vinduet. Rett --fra og --til.")
    return ut
