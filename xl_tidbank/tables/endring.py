"""A table read again after an edit: only the rows that changed are parsed, and none where nothing has.

The last reading of each long table is kept with the raw rows it was of. It is taken up again only where nothing about
the whole table could make a changed row, or the others, mean something else than by themselves: it was read without an
error, a remark, a row left out, or a date whose meaning rests on other rows; and so are the changed rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain, compress, count, islice, zip_longest
from operator import is_, ne
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from xl_tidbank.core.kolonner.kolonne import Poster
from xl_tidbank.tables import schema
from xl_tidbank.tables.extent import Omraade
from xl_tidbank.tables.rows import Lest, Rader, finn_topp, tolk_rader
from xl_tidbank.tables.schema import Slag

LANGE = (schema.VAKTER, schema.TURNUS)
MEST_ENDRET = 200  # rows; from there on the whole table is read again
MINST = 20  # rows; a shorter table is read again as fast as it is known again
_TALL = frozenset((float, int))
_NULL_OG_EN = frozenset((0, 1))
_MINNE = 2  # readings kept of each table: so many workbooks may be open at a time
_ENKLE = frozenset(
    (str, float, int, type(None), date, datetime, time, timedelta)
)  # no bool: 1 and TRUE are equal, and do not mean the same


T = TypeVar("T")


class _Lesning(NamedTuple):
    """tvetydige: the columns where 0 or 1 stands, which TRUE and FALSE are equal to; None until the first edit."""

    sted: tuple[Any, ...]
    rader: Sequence[Sequence[object]]
    topp: int
    lest: Lest
    tvetydige: frozenset[int] | None = None


class _Kort(NamedTuple):
    sted: tuple[Any, ...]
    innhold: tuple[Any, ...]
    lest: Lest


_kjente: dict[str, list[_Lesning]] = {}
_korte: dict[str, list[_Kort]] = {}
_laas = Lock()


def les(
    tabell: schema.Tabell,
    rader: Rader,
    *,
    ark: str = "",
    rad0: int = 1,
    kol0: int = 1,
    omraader: Sequence[Omraade] = (),
) -> Lest:
    """As `tolk_rader`, at the cost of what is changed since last time where that can be."""
    if tabell not in LANGE:
        return _les_kort(tabell, rader, ark=ark, rad0=rad0, kol0=kol0, omraader=omraader)
    sted = ark, rad0, kol0, tuple(o._replace(rad2=0) for o in omraader)
    with _laas:
        kjente = list(_kjente.get(tabell.navn, ()))
    for k in kjente:
        if k.sted == sted and (ny := _endret(tabell, k, rader, omraader)) is not None:
            if ny is not k:
                _husk(_kjente, tabell, ny, k)
            return ny.lest
    lest = tolk_rader(tabell, rader, ark=ark, rad0=rad0, kol0=kol0, omraader=omraader)
    topp = finn_topp(tabell, rader)
    if topp is not None and _enkle(chain.from_iterable(rader)) and _ren(tabell, lest, rader, topp):
        _husk(_kjente, tabell, _Lesning(sted, tuple(rader), topp, lest))
    return lest


def _les_kort(
    tabell: schema.Tabell, rader: Rader, *, ark: str, rad0: int, kol0: int, omraader: Sequence[Omraade]
) -> Lest:
    """The last reading, where not a cell is another than it was."""
    if len(rader) < MINST:
        return tolk_rader(tabell, rader, ark=ark, rad0=rad0, kol0=kol0, omraader=omraader)
    sted = ark, rad0, kol0, tuple(omraader)
    typer = tuple(map(type, chain.from_iterable(rader)))
    if not set(typer) <= _ENKLE | {bool}:
        return tolk_rader(tabell, rader, ark=ark, rad0=rad0, kol0=kol0, omraader=omraader)
    innhold = (*map(tuple, rader), typer)
    with _laas:
        kjente = list(_korte.get(tabell.navn, ()))
    for k in kjente:
        if k.sted == sted and k.innhold == innhold:
            return k.lest
    lest = tolk_rader(tabell, rader, ark=ark, rad0=rad0, kol0=kol0, omraader=omraader)
    _husk(_korte, tabell, _Kort(sted, innhold, lest))
    return lest


def _husk(hvor: dict[str, list[T]], tabell: schema.Tabell, ny: T, gammel: T | None = None) -> None:
    with _laas:
        kjente = [k for k in hvor.get(tabell.navn, ()) if k is not gammel]
        hvor[tabell.navn] = [ny, *kjente][:_MINNE]


def _enkle(celler: Iterable[object]) -> bool:
    return set(map(type, celler)) <= _ENKLE


def _tvetydige(rader: Rader) -> frozenset[int]:
    tall = ((n, celler) for n, celler in enumerate(zip_longest(*rader)) if not _TALL.isdisjoint(map(type, celler)))
    return frozenset(n for n, celler in tall if not _NULL_OG_EN.isdisjoint(celler))


def _ren(tabell: schema.Tabell, lest: Lest, rader: Rader, topp: int) -> bool:
    """Whether every row means what it means by itself, and is a record."""
    if lest.feil or lest.merknader or not lest.poster or len(lest.poster) != len(rader) - topp - 1:
        return False
    datoer = {k.navn.casefold() for k in tabell.kolonner if k.slag is Slag.DATO}
    plasser = [n for n, v in enumerate(rader[topp]) if isinstance(v, str) and v.strip().casefold() in datoer]
    for rad in rader[topp + 1 :]:
        for n in plasser:
            v = rad[n] if n < len(rad) else None
            if type(v) is str and ("/" in v or "-" in v):
                return False
    return True


def _endret(tabell: schema.Tabell, k: _Lesning, rader: Rader, omraader: Sequence[Omraade]) -> _Lesning | None:
    """The reading with the changed rows in it, itself where there are none; None where it cannot be taken up."""
    antall = len(k.rader)
    if len(rader) < antall or (list in set(map(type, rader)) and any(map(is_, k.rader, rader))):
        return None  # what is somebody's own list may have changed where it is
    plasser = list(islice(compress(count(), map(ne, k.rader, rader)), MEST_ENDRET + 1))
    plasser += range(antall, min(len(rader), antall + MEST_ENDRET + 1))
    if len(plasser) > MEST_ENDRET or not _enkle(chain.from_iterable(rader[n] for n in plasser)):
        return None
    if k.tvetydige is None:
        k = k._replace(tvetydige=_tvetydige(k.rader))
    assert k.tvetydige is not None
    if not all(_enkle(rad[n] for rad in rader if n < len(rad)) for n in k.tvetydige):
        return None
    poster, forste = k.lest.poster, k.topp + 1
    assert isinstance(poster, Poster)
    alle = range(poster.rader[0], poster.rader[0] + len(rader) - forste)
    if any(o.rad2 < alle[-1] for o in omraader):
        return None  # a row below the table is told of
    if not plasser:
        return k
    if plasser[0] <= k.topp:
        return None
    utvalg = [rader[k.topp], *(rader[n] for n in plasser)]
    nye = tolk_rader(tabell, utvalg, ark=k.sted[0], topp=0)
    if not _ren(tabell, nye, utvalg, 0):
        return None
    assert isinstance(nye.poster, Poster)
    lest = replace(k.lest, poster=poster.med([n - forste for n in plasser], nye.poster, alle))
    return k._replace(rader=tuple(rader), lest=lest, tvetydige=k.tvetydige | _tvetydige(utvalg))
