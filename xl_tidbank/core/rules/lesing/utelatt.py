"""Those who are left out of every answer: rows that could not be read. Everybody else has theirs (T1).

Agreements that contradict each other leave somebody out too; `overlapp_avtale` and `overlapp_periode` tell of those.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ...funn import Alvor, Funn, Funnslag
from ...model import Kilde
from ...saker import Saker
from .. import Regel

HJEMMEL = "aml. § 10-7"


class Fakta(NamedTuple):
    ansattnr: str


UTELATT = Funnslag[Fakta]("utelatt", "Ikke med: en rad kan ikke leses", HJEMMEL, (Alvor.BRUDD,))


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for nr, feil in saker.tabeller.utelatt:
        hvem = f"Ansatt {nr} er ikke med i noe svar" if nr else "Raden er ikke lest"
        for f in feil:
            bokstav = f.celle.rstrip("0123456789")
            kilde = Kilde(f.ark, int(f.celle[len(bokstav) :] or 0), {"": bokstav or "A"})
            yield UTELATT.funn(
                nr, kilde, "", f.tekst, f"{hvem} før dette er rettet.",
                Fakta(nr), helse=True,
            )  # fmt: skip


REGEL = Regel((UTELATT,), bankfunn=bankfunn)
