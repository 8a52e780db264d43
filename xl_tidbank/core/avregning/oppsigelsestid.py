"""How long a notice runs: three months by either reading, shorter where law, tariff or contract says so, longer from
the employer where the law does (aml. § 15-3 (3)); and which notice holds for a settlement period (items
10, 15; B15)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from .. import parameters
from ..model import OPPSIGERE, Avtale
from ..sak import Periode, Sak
from ..tid import clock
from ..valg import Valg

NESTE_MAANED, DATO = METODER = ("neste måned", "dato")
IKKE_VALGT = "ikke valgt"
ARBEIDSGIVER = OPPSIGERE[1]


class Oppsagt(NamedTuple):
    """A notice that holds for a period. rad: the agreement row it stands in. slutt: the last day by each reading."""

    rad: Avtale
    dag: date
    slutt: dict[str, date]

    def innenfor(self, periode: Periode, metode: str) -> bool:
        """Whether the last day lies in the period, its own last day included (B42)."""
        lest = METODER if metode == IKKE_VALGT else (metode,)
        return all(self.slutt[m] <= periode.slutt for m in lest)


def slutt(oppsagt: date, metode: str, maaneder: float | None = None) -> date:
    """The last day of the notice period; `maaneder` None = the three months of the agreement.

    "neste måned": whole months from the first day of the month after the notice, so the last day is a month's last.
    "dato": the same day of the month three months on.
    """
    antall = int(parameters.verdi("oppsigelse_maaneder", oppsagt) if maaneder is None else maaneder)
    if metode == DATO:
        return clock.pluss_maaneder(oppsagt, antall)
    return clock.pluss_maaneder(oppsagt.replace(day=1), antall + 1) - timedelta(days=1)


def maaneder(valg: Valg, oppsagt: date, rad: Avtale | None = None) -> int:
    """Months of notice: what is agreed, or in a row where the employer gave notice, the longer time recorded there."""
    if rad is not None and rad.sagt_opp_av == ARBEIDSGIVER and rad.oppsigelsestid is not None:
        return int(rad.oppsigelsestid)
    return int(valg.paa("oppsigelse_maaneder", oppsagt))


def begge(valg: Valg, oppsagt: date, rad: Avtale | None = None) -> dict[str, date]:
    """The last day by each reading."""
    antall = maaneder(valg, oppsagt, rad)
    return {metode: slutt(oppsagt, metode, antall) for metode in METODER}


def i_perioden(sak: Sak, periode: Periode, dag: date) -> Oppsagt | None:
    """The notice given by the day that reaches into the period: in one of its rows, or in an earlier period with the
    last day in this one. A row signed after the notice is a new agreement, which it does not reach."""
    siste = periode.avtaler[-1]
    for a in reversed([a for a in sak.avtaler if a.fra <= siste.fra and a.periodestart <= periode.start]):
        if a.sagt_opp is None or a.sagt_opp > dag:
            continue
        ut = begge(sak.valg, a.sagt_opp, a)
        if siste.til < periode.slutt:  # the agreement itself ends before the notice does
            ut = {m: min(d, siste.til) for m, d in ut.items()}
        ny = siste.signert is not None and siste.signert != a.signert and siste.signert > a.sagt_opp
        if ny or (a.periodestart < periode.start and max(ut.values()) < periode.start):
            return None
        return Oppsagt(a, a.sagt_opp, ut)
    return None
