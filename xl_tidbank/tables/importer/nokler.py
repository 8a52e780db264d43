"""Which row of the bank a row of a file is: by its id, or among those of the person and day, by the clock.

A key without an id is number, day and an ordinal. A row that is like one of the day's is that one, whatever its
ordinal; the rest of the day are told apart by their order, and a row more gets the next ordinal that is free.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xl_tidbank.core.tid import hentet
from xl_tidbank.core.tid.clock import slutten

from .funnet import Funnet

_PAUSE = re.compile(r", pause ([0-9]+)")
Egne = Mapping[tuple[str, str], tuple[int, Any]]  # table and key -> index in its table, and the row


def sagt(r: Funnet, som: Any = None) -> str:
    """What the file says of a row, in words. som: the bank's row, where it is to be told as that one is."""
    pause = r.pause
    if som is not None and som.hentet:
        foer = _PAUSE.search(som.hentet)
        pause = None if foer is None else int(foer[1]) if pause is None else pause
    return hentet.sagt(r, pause=pause, type_=r.type)


def med_nokler(rader: Iterable[Funnet], egne: Egne) -> Iterator[tuple[str, Funnet]]:
    """Each row with its key, in an order that the order of the file does not change."""
    av_dagen: dict[tuple[str, str], dict[int, Any]] = {}
    for (tabell, nokkel), (_, post) in egne.items():
        dag, _, nr = nokkel.rpartition("|")
        if nr.isdecimal():
            av_dagen.setdefault((tabell, dag), {})[int(nr)] = post
    grupper: dict[tuple[str, str], list[Funnet]] = {}
    alle = sorted(rader, key=_rekkefolge)
    for r in alle:
        if not r.ekstern and not r.fri:
            grupper.setdefault((r.tabell, _dagen(r)), []).append(r)
    numre = {id(r): nr for hvem, like in grupper.items() for r, nr in _ordnet(like, av_dagen.get(hvem, {}))}
    for r in alle:
        yield r.ekstern or f"{_dagen(r)}|{'fri' if r.fri else numre[id(r)]}", r


def _dagen(r: Funnet) -> str:
    return f"{r.ansattnr}|{r.dato.isoformat()}"


def _ordnet(rader: list[Funnet], finnes: Mapping[int, Any]) -> Iterator[tuple[Funnet, int]]:
    """The rows of one person and day with their ordinals. finnes: those of the bank."""
    ledige, igjen = dict(sorted(finnes.items())), list(rader)
    for lik in (_som_hentet, _samme_tid):
        for r in list(igjen):
            nr = next((n for n, post in ledige.items() if lik(r, post)), None)
            if nr is not None:
                del ledige[nr]
                igjen = [x for x in igjen if x is not r]
                yield r, nr
    for r, nr in zip(igjen, list(ledige), strict=False):
        yield r, nr
    brukt = set(finnes)
    for r in igjen[len(ledige) :]:
        nr = next(n for n in range(1, len(brukt) + 2) if n not in brukt)
        brukt.add(nr)
        yield r, nr


def _som_hentet(r: Funnet, post: Any) -> bool:
    return bool(post.hentet) and sagt(r, post) == post.hentet


def _samme_tid(r: Funnet, post: Any) -> bool:
    return tider(r) == tider(post)


def tider(r: Any) -> tuple[Any, ...]:
    """When, by the clock, or how long; 00:00 and 24:00 are one moment."""
    if r.start is None or r.slutt is None:
        return r.start, r.slutt, getattr(r, "timer", None)
    return r.start, slutten(r.start, r.slutt), None


def _rekkefolge(r: Funnet) -> tuple[Any, ...]:
    nr, dag = r.ansattnr, r.dato
    tall = tuple(-1 if t is None else t for t in (r.start, r.slutt, r.timer))
    return (not nr, not nr.isdecimal(), int(nr) if nr.isdecimal() else 0, nr, dag, r.tabell, *tall, r.ekstern, r.fri)
