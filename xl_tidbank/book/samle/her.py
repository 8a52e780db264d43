"""The files of a folder on this machine: in this process, or in several of the standard library's."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from itertools import islice

from .en import Filsvar, Oppgave, Utfall, les_flere

BUNKE = 4  # files a process is handed at once
FAA = 8  # so few files are done before other processes have started
STOPPET = "Programmet som leste filen, stoppet. Lagre en ny kopi av filen fra Excel, og prøv den alene."
Si = Callable[[int, int], object]  # how many are done, of how many


def bunker(oppgaver: Sequence[Oppgave], antall: int = BUNKE) -> Iterator[tuple[Oppgave, ...]]:
    rest = iter(oppgaver)
    while bunke := tuple(islice(rest, antall)):
        yield bunke


def les(oppgaver: Sequence[Oppgave], dag: date, prosesser: int = 0, si: Si = lambda n, av: None) -> list[Filsvar]:
    """prosesser: how many, 0 = one a core. In the order of the files, whichever was done first."""
    flest = min(prosesser or os.cpu_count() or 1, -(-len(oppgaver) // BUNKE))
    if flest < 2 or (not prosesser and len(oppgaver) <= FAA):
        ut = []
        for n, bunke in enumerate(bunker(oppgaver, 1), 1):
            ut += les_flere(bunke, dag)
            si(n, len(oppgaver))
        return ut
    svar: dict[str, Filsvar] = {}
    for s in _i_prosesser(list(bunker(oppgaver)), dag, flest):
        svar[s.fil] = s
        si(len(svar), len(oppgaver))
    for o in oppgaver:  # a process that died took those beside it too: each of them in one of its own
        if o.fil not in svar:
            svar[o.fil] = next(iter(_i_prosesser([(o,)], dag, 1)), Filsvar(o.fil, Utfall.FEIL, grunn=STOPPET))
            si(len(svar), len(oppgaver))
    return [svar[o.fil] for o in oppgaver]


def _i_prosesser(bunkene: Sequence[tuple[Oppgave, ...]], dag: date, flest: int) -> Iterator[Filsvar]:
    """What is answered before a process dies, if one does. New processes share nothing with this one (spawn)."""
    with ProcessPoolExecutor(flest, multiprocessing.get_context("spawn")) as prosesser:
        venter: list[Future[list[Filsvar]]] = [prosesser.submit(les_flere, b, dag) for b in bunkene]
        for ferdig in as_completed(venter):
            try:
                yield from ferdig.result()
            except BrokenProcessPool:
                continue
