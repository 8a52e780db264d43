"""What must hold in a row of Kapasitet, Timer and Timebank for it to be read at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from xl_tidbank.core.errors import Feilmelding
from xl_tidbank.core.model import KORREKSJON, STARTSALDO, Kapasitet, Timebankrad, Timeforing
from xl_tidbank.tables.schema import Tabell
from xl_tidbank.tables.values import talltekst

SLINGRING = 0.01  # hours, as typed: half a minute is not two different answers
LIKE_TIDER = "Start og Slutt er like. Skriv 00:00–24:00 når {} varer hele døgnet, eller tøm raden."  # B49
MED_FORTEGN = (STARTSALDO, KORREKSJON)


def i_tabellen(tabell: Tabell, poster: Sequence[Any]) -> list[Feilmelding]:
    """The errors of one of the three tables, row by row."""
    if tabell.post is Kapasitet:
        return list(_kapasitet(poster))
    rad = _timer if tabell.post is Timeforing else _timebank
    return [f for p in poster for f in rad(p)]


def _feil(post: Any, kolonne: str, tekst: str) -> Feilmelding:
    return Feilmelding(post.kilde.ark, post.kilde.celle(kolonne), tekst, post.ansattnr)


def _kapasitet(poster: Iterable[Kapasitet]) -> Iterator[Feilmelding]:
    """Two rows of one owner from one day leave no capacity to tell."""
    forst: dict[tuple[str, date | None], Kapasitet] = {}
    for k in poster:
        annen = forst.setdefault((k.ansattnr, k.fra), k)
        if annen is not k:
            hvem = f"ansatt {k.ansattnr}" if k.ansattnr else "virksomheten"
            tekst = f"Gjelder fra er den samme som i rad {annen.kilde.rad} for {hvem}. Rett datoen, eller slett raden."
            yield _feil(k, "Gjelder fra", tekst)


def _timer(f: Timeforing) -> Iterator[Feilmelding]:
    if f.start is None and f.slutt is None:
        if f.timer is None:
            yield _feil(f, "Timer", "Timer mangler. Skriv Start og Slutt, eller timene som 7,5.")
        elif f.pause:
            yield _feil(f, "Pause", "Pause står uten Start og Slutt. Timer er uten pause: la Pause stå tom.")
    elif f.start is None or f.slutt is None:
        kolonne, annen = ("Start", "Slutt") if f.start is None else ("Slutt", "Start")
        yield _feil(f, kolonne, f"{kolonne} mangler når {annen} er fylt ut. Skriv klokkeslettet som 07:30.")
    elif f.start == f.slutt:
        yield _feil(f, "Slutt", LIKE_TIDER.format("økten"))
    elif f.pause is not None and f.pause > f.lengde:
        tekst = f"Pause på {f.pause} minutter er lengre enn økten på {f.lengde} minutter. Rett pausen eller tidene."
        yield _feil(f, "Pause", tekst)
    elif f.timer is not None:
        yield from _to_svar(f, f.timer)


def _to_svar(f: Timeforing, timer: float) -> Iterator[Feilmelding]:
    """Both clock and hours: they must not say two different things."""
    mest = (f.lengde - (f.pause or 0)) / 60
    if timer > mest + SLINGRING or (f.pause is not None and timer < mest - SLINGRING):
        hva = "Start, Slutt og Pause" if f.pause is not None else "Start og Slutt"
        tekst = (
            f"Timer er {talltekst(timer)}, men {hva} gir {talltekst(round(mest, 2))}. Rett det ene, eller tøm Timer."
        )
        yield _feil(f, "Timer", tekst)


def _timebank(r: Timebankrad) -> Iterator[Feilmelding]:
    if r.timer < 0 and r.art not in MED_FORTEGN:
        tekst = f"Timer er {talltekst(r.timer)}. Skriv timene uten minus: arten {r.art} sier hvilken vei de går."
        yield _feil(r, "Timer", tekst)
