"""The table of the last time, read back from its page: through the guard, as any file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.samling import Utvikling

from ..open import fremmed
from .side import ARK, BRUDD, ENHET, ETTERSLEP, FIL, SKILLE, SKYLDIG

KOLONNER = (SKYLDIG, ETTERSLEP, BRUDD)


def les(sti: Path) -> tuple[date, dict[tuple[str, ...], Utvikling]]:
    """The day it speaks for, and its figures by the files of each row. Raises TidbankFeil where it is another file."""
    ark = next((a for a in fremmed.les(sti).ark if a.navn == ARK), None)
    rader: Sequence[Sequence[Any]] = ark.rader if ark is not None else ()
    hode = next((n for n, r in enumerate(rader) if {ENHET, FIL, *KOLONNER} <= set(map(str, r))), None)
    dag = next((d for r in rader[: hode or 0] for v in r if (d := _dag(v)) is not None), None)
    if hode is None or dag is None:
        tekst = "Filen er ikke en tidligere samling. Oppgi en fil som er laget med tidbank samle -o."
        raise TidbankFeil(Feilmelding(sti.name, "", tekst))
    plass = [list(map(str, rader[hode])).index(k) for k in (FIL, *KOLONNER)]
    ut: dict[tuple[str, ...], Utvikling] = {}
    for rad in rader[hode + 1 :]:
        filer, *tall = (rad[p] if p < len(rad) else None for p in plass)
        if not filer or not isinstance(filer, str):
            break  # the sum, and what stands below the table
        if not all(isinstance(t, (int, float)) for t in tall):
            raise TidbankFeil(Feilmelding(sti.name, "", "Tallene i arket Samlet kan ikke leses. Lag filen på nytt."))
        skyldig, etterslep, brudd = (float(t) for t in tall if isinstance(t, (int, float)))
        ut[tuple(filer.split(SKILLE))] = Utvikling(skyldig, etterslep, int(brudd))
    return dag, ut


def _dag(verdi: Any) -> date | None:
    if isinstance(verdi, datetime):
        return verdi.date()
    return verdi if isinstance(verdi, date) else None
