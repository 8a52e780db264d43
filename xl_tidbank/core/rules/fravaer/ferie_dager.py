"""More holiday in a calendar year than there is: virkedager of FERIE beyond the agreed number (ferieloven § 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import FERIE, Fravaer
from ...sak import Sak
from ...tid import clock
from ...tid.rodedager import rod_dag
from ...views import Saldo
from .. import Regel

HJEMMEL = "ferieloven § 5; tariffavtalt ferie"
SONDAG = 6


class Fakta(NamedTuple):
    aar: int
    dager: int
    grense: int
    dato: date


FERIE_DAGER = Funnslag[Fakta]("ferie_dager", "Flere feriedager enn året har", HJEMMEL, (Alvor.ADVARSEL,))


def virkedag(dag: date) -> bool:
    """Any day but a Sunday or a public holiday (ferieloven § 5 nr. 1)."""
    return dag.weekday() != SONDAG and not rod_dag(dag)


def grense(sak: Sak, dag: date) -> int:
    """Virkedager in a day's year: the agreed number, and more from the year the person turns 60, if that is known."""
    dager = int(sak.valg["feriedager"])
    fyller = sak.ansatt.fyller_60
    if fyller is not None and dag.year >= fyller:
        dager += int(parameters.verdi("ferie_dager_60", dag))
    return dager


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    """One finding for each year, at the row that passes the limit. A day in two rows is one day."""
    rader: dict[date, Fravaer] = {}
    for f in sak.fravaer:
        if f.kode == FERIE:
            for d in clock.dagene(f.fra, f.til):
                if virkedag(d):
                    rader.setdefault(d, f)
    for aar, i_aaret in groupby(sorted(rader), key=lambda d: d.year):
        dager = list(i_aaret)
        hoyst = grense(sak, dager[0])
        if len(dager) <= hoyst:
            continue
        over = dager[hoyst]
        yield FERIE_DAGER.funn(
            sak.ansattnr, rader[over].kilde, "Til",
            f"Det er ført {len(dager)} virkedager ferie i {aar}, {len(dager) - hoyst} mer enn {hoyst}. "
            f"{tekst.dato(over)} er den første dagen over.",
            "Kontroller datoene og koden. Ferie overført fra et annet år, og seks dager fra året en fyller 60 (Fyller "
            "60 i Ansatte), er i orden.",
            Fakta(aar=aar, dager=len(dager), grense=hoyst, dato=over), dato=over, helse=True,
        )  # fmt: skip


REGEL = Regel((FERIE_DAGER,), funn=funn)
