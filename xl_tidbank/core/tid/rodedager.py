"""Red days: public holidays by law, from the library `holidays`. Ordinary Sundays are not among them.

Law texts: lov om helligdager og helligdagsfred 24. februar 1995 nr. 12 § 2, and lov om 1 og 17 mai som høgtidsdager
26. april 1947 nr. 1.
"""

from __future__ import annotations

from datetime import date
from functools import cache


@cache
def rode_dager(aar: int) -> dict[date, str]:
    """The year's red days in order, by date; two names on one day are joined by "; "."""
    import holidays  # 25 ms that most answers do not need

    return dict(sorted(holidays.country_holidays("NO", years=aar, language="no").items()))


def rod_dag(dag: date) -> str:
    """The name of the red day, or "" on any other day."""
    return rode_dager(dag.year).get(dag, "")
