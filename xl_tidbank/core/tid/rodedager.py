"""Red days: public holidays by law. Ordinary Sundays are not among them.

Law texts: lov om helligdager og helligdagsfred 24. februar 1995 nr. 12 § 2, and lov om 1 og 17 mai som høgtidsdager
26. april 1947 nr. 1. A test holds every year against the library `holidays`, which would cost each answer a tenth of
a second to ask.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

# Month and day, and days from Easter Sunday.
_FASTE = {
    (1, 1): "Første nyttårsdag", (5, 1): "Arbeidernes dag", (5, 17): "Grunnlovsdag", (12, 25): "Første juledag",
    (12, 26): "Andre juledag",
}  # fmt: skip
_FRA_PAASKE = {
    -3: "Skjærtorsdag", -2: "Langfredag", 0: "Første påskedag", 1: "Andre påskedag", 39: "Kristi himmelfartsdag",
    49: "Første pinsedag", 50: "Andre pinsedag",
}  # fmt: skip
_MAIDAGER_FRA = 1947


@cache
def rode_dager(aar: int) -> dict[date, str]:
    """The year's red days in order, by date; two names on one day are joined by "; "."""
    dager: dict[date, list[str]] = {}
    for (maaned, dag), navn in _FASTE.items():
        if maaned != 5 or aar >= _MAIDAGER_FRA:
            dager.setdefault(date(aar, maaned, dag), []).append(navn)
    paaske = easter(aar)
    for dager_fra, navn in _FRA_PAASKE.items():
        dager.setdefault(paaske + timedelta(dager_fra), []).append(navn)
    return {dag: "; ".join(sorted(navn)) for dag, navn in sorted(dager.items())}


def rod_dag(dag: date) -> str:
    """The name of the red day, or "" on any other day."""
    return rode_dager(dag.year).get(dag, "")
