"""A table read again after an edit: only the rows that changed are parsed.

The last reading of each long table is kept with the raw rows it was of. It is taken up again only where nothing about
the whole table could make a changed row, or the others, mean something else than by themselves: it was read without an
error, a remark, a row left out, or a date whose meaning rests on other rows; and so are the changed rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain, compress, count, islice
from operator import ne
from threading import Lock
from typing import Any, NamedTuple

from xl_tidbank.core.kolonner.kolonne import Poster
from xl_tidbank.tables import schema
from xl_tidbank.tables.extent import Omraade
from xl_tidbank.tables.rows import Lest, Rader, finn_topp, tolk_rader
from xl_tidbank.tables.schema import Slag

LANGE = (schema.VAKTER, schema.TURNUS)
MEST_ENDRET = 200  # rows; from there on the whole table is read again
_MINNE = 2  # readings kept of each table: so many workbooks may be open at a time
_ENKLE = frozenset(
    (str, float, int, type(None), date, datetime, time, timedelta)
)  # no bool: 1 and TRUE are equal, and do not mean the same


class _Lesning(NamedTuple):
    sted: tuple[Any, ...]
    rader: Sequence[Sequence[object]]
    topp: int
    lest: Lest


_kjente: dict[str, list[_Lesning]] = {}
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
    if tabell not in LANGE or not set(map(type, chain.from_iterable(rader))) <= _ENKLE:
        return tolk_rader(tabell, rader, ark=ark, rad0=rad0, kol0=kol0, omraader=omraader)
    sted = ark, rad0, kol0, tuple(o._replace(rad2=0) for o in omraader)
    with _laas:
        kjente = list(_kjente.get(tabell.navn, ()))
    for k in kjente:
        if k.sted == sted and (lest := _endret(tabell, k, rader, omraader)) is not None:
            if lest is not k.lest:
                _husk(tabell, _Lesning(sted, rader, k.topp, lest), k)
            return lest
    lest = tolk_rader(tabell, rader, ark=ark, rad0=rad0, kol0=kol0, omraader=omraader)
    topp = finn_topp(tabell, rader)
    if topp is not None and _ren(tabell, lest, rader, topp):
        _husk(tabell, _Lesning(sted, rader, topp, lest))
    return lest


def _husk(tabell: schema.Tabell, ny: _Lesning, gammel: _Lesning | None = None) -> None:
    with _laas:
        kjente = [k for k in _kjente.get(tabell.navn, ()) if k is not gammel]
        _kjente[tabell.navn] = [ny, *kjente][:_MINNE]


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


def _endret(tabell: schema.Tabell, k: _Lesning, rader: Rader, omraader: Sequence[Omraade]) -> Lest | None:
    """The reading with the changed rows in it, itself where there are none; None where it cannot be taken up."""
    antall = len(k.rader)
    if len(rader) < antall:
        return None
    poster, forste = k.lest.poster, k.topp + 1
    assert isinstance(poster, Poster)
    alle = range(poster.rader[0], poster.rader[0] + len(rader) - forste)
    if any(o.rad2 < alle[-1] for o in omraader):
        return None  # a row below the table is told of
    plasser = list(islice(compress(count(), map(ne, k.rader, rader)), MEST_ENDRET + 1))
    plasser += range(antall, min(len(rader), antall + MEST_ENDRET + 1))
    if not plasser:
        return k.lest
    if len(plasser) > MEST_ENDRET or plasser[0] <= k.topp:
        return None
    utvalg = [rader[k.topp], *(rader[n] for n in plasser)]
    nye = tolk_rader(tabell, utvalg, ark=k.sted[0], topp=0)
    if not _ren(tabell, nye, utvalg, 0):
        return None
    assert isinstance(nye.poster, Poster)
    return replace(k.lest, poster=poster.med([n - forste for n in plasser], nye.poster, alle))
