"""What the rows of a table say, as text: what a content stamp is made of."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import Any

from ..model import Timeforing, Turnusvakt, Vakt
from .kolonne import Poster

_UTEN = 4  # where a shift stands and what import it came by say nothing of the bank


def sier(r: Any) -> tuple[Any, ...]:
    """What a row says: without where it stands and where it came from, and without Fri where it is a shift, as before
    those columns came."""
    if isinstance(r, Turnusvakt):
        return tuple(r[:-_UTEN] if r.fri else r[: -_UTEN - 1])
    return tuple(r[:-_UTEN] if isinstance(r, (Vakt, Timeforing)) else r[:-1])


def tekst(felt: Iterable[Any]) -> str:
    """The values of a record as text; 60 and 60.0 are the same number."""
    return "\x1f".join(map(_verdi, felt))


def _verdi(v: Any) -> str:
    return repr(float(v)) if type(v) is int else repr(v)


def tekster(rader: Sequence[Any]) -> list[str]:
    """The text of every row, in order of text. Do not write to it: of columns it is kept."""
    if not isinstance(rader, Poster):
        return sorted(tekst(sier(r)) for r in rader)
    if rader.tekster is None:
        rader.tekster = _endret(rader) or _av_kolonner(rader)
        rader.endret = None  # what came before is no longer needed
    return rader.tekster


def _av_kolonner(poster: Poster) -> list[str]:
    felt = poster.slag._fields
    if issubclass(poster.slag, Turnusvakt):
        if any(poster.kolonne("fri").ulike()):
            return sorted(tekst(sier(r)) for r in poster)
        felt = felt[:-1]
    felt = felt[: -_UTEN if issubclass(poster.slag, (Vakt, Timeforing, Turnusvakt)) else -1]
    return sorted(map("\x1f".join, zip(*(poster.kolonne(f).kart(_verdi) for f in felt), strict=True)))


def _endret(poster: Poster) -> list[str] | None:
    """By what the records these are a change of said."""
    if poster.endret is None or poster.endret[0].tekster is None:
        return None
    gamle, plasser = poster.endret
    ut = list(gamle.tekster or ())
    for n in plasser:
        if n < len(gamle):
            del ut[bisect_left(ut, tekst(sier(gamle[n])))]
        insort(ut, tekst(sier(poster[n])))
    return ut
