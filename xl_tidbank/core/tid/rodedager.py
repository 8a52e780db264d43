"""Red days: public holidays by law, from the library `holidays`. Ordinary Sundays are not among them.

Law texts: lov om helligdager og helligdagsfred 24. februar 1995 nr. 12 § 2, and lov om 1 og 17 mai som høgtidsdager
26. april 1947 nr. 1.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any


@cache
def rode_dager(aar: int) -> dict[date, str]:
    """The year's red days in order, by date; two names on one day are joined by "; "."""
    return dict(sorted(_norge()(years=aar, language="no").items()))


@cache
def _norge() -> Any:
    """Norway of the library alone: asked by its own doors, it imports every country there is, at four times
    the cost; its package, when it starts, asks the system for its own version, which is half of the rest."""
    spec = importlib.util.find_spec("holidays")  # most answers do not need it
    for mappe in spec.submodule_search_locations or () if spec else ():
        fil = Path(mappe) / "countries" / "norway.py"
        if fil.is_file():
            with suppress(ImportError, AttributeError), _pakke_uten_start(spec):  # a library laid out anew
                return _modul("holidays.countries.norway", fil).Norway
    import holidays

    return lambda **hva: holidays.country_holidays("NO", **hva)


def _modul(navn: str, fil: Path) -> Any:
    spec = importlib.util.spec_from_file_location(navn, fil)
    assert spec is not None  # the file is there
    assert spec.loader is not None
    modul = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(modul)
    return modul


@contextmanager
def _pakke_uten_start(spec: Any) -> Iterator[None]:
    """The package with its parts, and nothing of its own run; gone again afterwards, so that whoever else imports it
    gets it whole. Where others can see it meanwhile, it is imported as it is."""
    if spec.name in sys.modules or threading.active_count() > 1:
        import_module(spec.name)
        yield
        return
    foer = set(sys.modules)
    sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    try:
        yield
    finally:
        for navn in [n for n in sys.modules if n not in foer and f"{n}.".startswith(f"{spec.name}.")]:
            del sys.modules[navn]


def rod_dag(dag: date) -> str:
    """The name of the red day, or "" on any other day."""
    return rode_dager(dag.year).get(dag, "")
