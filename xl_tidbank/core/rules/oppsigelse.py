"""Three months' notice, by either reading (items 10, 15; B15)."""

from __future__ import annotations

from datetime import date, timedelta

from .. import clock, parameters
from . import Regel

HJEMMEL = "Delta § 6; utkastet pkt. 1 og 3; aml. § 15-3"
NESTE_MAANED, DATO = "neste måned", "dato"


def slutt(oppsagt: date, metode: str) -> date:
    """The last day of the notice period.

    "neste måned": whole months from the first day of the month after the notice, so the last day is a month's last.
    "dato": the same day of the month three months on.
    """
    maaneder = int(parameters.verdi("oppsigelse_maaneder", oppsagt))
    if metode == DATO:
        return clock.pluss_maaneder(oppsagt, maaneder)
    return clock.pluss_maaneder(oppsagt.replace(day=1), maaneder + 1) - timedelta(days=1)


REGEL = Regel(HJEMMEL)
