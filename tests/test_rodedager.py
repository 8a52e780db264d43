"""Red days held against the law texts and against the library `holidays`, year by year.

lov om helligdager og helligdagsfred § 2: nyttårsdag, skjærtorsdag, langfredag, første og annen påskedag, Kristi
himmelfartsdag, første og annen pinsedag, første og annen juledag (and ordinary Sundays, which are not counted here).
lov om 1 og 17 mai som høgtidsdager § 1.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import holidays
import pytest
from dateutil.easter import easter

from xl_tidbank.core.tid.rodedager import rod_dag, rode_dager


def etter_loven(aar: int) -> set[date]:
    paske = easter(aar)
    bevegelige = {paske + timedelta(days=n) for n in (-3, -2, 0, 1, 39, 49, 50)}
    return bevegelige | {date(aar, m, d) for m, d in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))}


@pytest.mark.parametrize("aar", range(1995, 2061))
def test_exactly_the_days_of_the_law(aar: int) -> None:
    assert set(rode_dager(aar)) == etter_loven(aar)


@pytest.mark.parametrize("aar", range(1947, 2101))
def test_the_library_has_the_same_days_in_the_same_words(aar: int) -> None:
    biblioteket = holidays.country_holidays("NO", years=aar, language="no")
    assert list(rode_dager(aar).items()) == sorted(biblioteket.items())


@pytest.mark.parametrize(
    "dag",
    [
        date(2026, 12, 24),  # Christmas Eve
        date(2026, 12, 31),  # New Year's Eve
        date(2026, 4, 4),  # Easter Eve
        date(2026, 4, 1),  # Wednesday before Maundy Thursday
        date(2026, 4, 12),  # an ordinary Sunday
        date(2026, 1, 6),  # Epiphany, abolished
    ],
)
def test_days_that_are_not_red(dag: date) -> None:
    assert rod_dag(dag) == ""


@pytest.mark.parametrize(
    ("dag", "navn"),
    [
        (date(2027, 5, 17), ["Andre pinsedag", "Grunnlovsdag"]),  # two red days on one date
        (date(2008, 5, 1), ["Arbeidernes dag", "Kristi himmelfartsdag"]),
        (date(2026, 5, 17), ["Grunnlovsdag"]),  # on a Sunday: not moved to Monday
    ],
)
def test_days_that_meet_are_both_named_and_none_is_moved(dag: date, navn: list[str]) -> None:
    assert rod_dag(dag).split("; ") == navn
    assert rod_dag(date(2026, 5, 18)) == ""


@pytest.mark.parametrize("traader", [1, 2])
def test_the_library_is_whole_for_others_afterwards(traader: int) -> None:
    """Norway is loaded without the package's own start; nothing of that is left behind."""
    kode = f"""
import sys, threading
if {traader} > 1: threading.Thread(target=threading.Event().wait, daemon=True).start()
from xl_tidbank.core.tid.rodedager import rode_dager
vaare = rode_dager(2026)
assert ("holidays" in sys.modules) is ({traader} > 1)
import holidays
assert dict(holidays.country_holidays("NO", years=2026, language="no")) == vaare, "the names too"
assert holidays.__version__ and holidays.countries.Norway is not None
assert rode_dager(2027)
"""
    subprocess.run([sys.executable, "-c", kode], check=True)
