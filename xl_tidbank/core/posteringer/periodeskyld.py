"""The debt of a period: weekly tidbank hours x days / 7 for each agreement row (items 1, 16, 28; B1, B4, B11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import parameters
from ..model import Art, Avtale, Postering, dager
from ..sak import Sak
from ..valg import Valg

HJEMMEL = "utkastet pkt. 2; Delta § 10"


def timer(fra: date, til: date, uke: float) -> float:
    """Debt in hours for a stretch of days, both included, at `uke` tidbank hours a week."""
    return uke * dager(fra, til) / 7


def uten_ferie(dag: date) -> float:
    """The part of a year that is not holiday: 47 of 52 weeks (B5, where holiday comes off the debt beforehand)."""
    uker = parameters.verdi("periode_maks", dag) / 7
    return 1 - parameters.verdi("ferie_dager_aar", dag) / parameters.verdi("ferie_virkedager", dag) / uker


def andel(valg: Valg, a: Avtale) -> float:
    """The part of an agreement row's hours that is debt: 1, or less where holiday comes off it beforehand (B5)."""
    return uten_ferie(a.fra) if valg["ferie"] == "trekkes fra på forhånd" else 1.0


def posteringer(sak: Sak) -> Iterator[Postering]:
    # The whole period's debt lies in the bank from its first day (U§2, "blir lagt inn som minustid").
    for p in sak.perioder:
        for a in p.avtaler:
            skyld = timer(a.fra, a.til, a.uke) * andel(sak.valg, a)
            yield Postering(p.start, Art.SKYLD, skyld, 1, HJEMMEL, a.kilde, a.fra, a.til, str(a.fra))
