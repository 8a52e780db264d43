"""Red days: public holidays by law, from the library `holidays`. Ordinary Sundays are not among them.

Law texts: lov om helligdager og helligdagsfred 24. februar 1995 nr. 12 § 2, and lov om 1 og 17 mai som høgtidsdager
26. april 1947 nr. 1.
"""

from __future__ import annotations

import importlib.util
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any


@cache
def rode_dager(aar: int) -> dict[date, str]:
    """The year's red days in order, by date; two names on one day are joined by "; "."""
    return dict(sorted(_norge()(years=aar, language="no").items()))


@cache
def _norge() -> Any:
    """Norway of the library alone: asked by its own doors, it imports every country there is, at four times
    the cost."""
    import holidays  # most answers do not need it

    for mappe in holidays.__path__:
        fil = Path(mappe) / "countries" / "norway.py"
        spec = importlib.util.spec_from_file_location("holidays.countries.norway", fil) if fil.is_file() else None
        if spec is not None and spec.loader is not None:
            modul = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(modul)
            return modul.Norway
    return lambda **hva: holidays.country_holidays("NO", **hva)


def rod_dag(dag: date) -> str:
    """The name of the red day, or "" on any other day."""
    return rode_dager(dag.year).get(dag, "")
