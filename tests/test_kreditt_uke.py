"""The commonest week of absence is reckoned the short way, and comes to the same as the long one, to the last bit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from xl_tidbank.core import kreditt

MANDAG = date(2026, 5, 11)  # with Ascension Day in it


@st.composite
def uker(draw: Any) -> tuple[kreditt.Dag, ...]:
    dager = sorted(draw(st.sets(st.integers(0, 6), min_size=1)))
    grad, ukene = draw(st.sampled_from([1.0, 0.5, 0.3, 0.17])), draw(st.sampled_from([[14.2], [14.2, 10.35], [0.0]]))
    timer = st.sampled_from([0.0, 0.0, 7.0, 6.1, 7.6])
    return tuple(
        kreditt.Dag(MANDAG + timedelta(n), False, grad, MANDAG, ukene[n % len(ukene)], draw(timer)) for n in dager
    )


@given(uker(), st.sampled_from([7, 5]), st.sampled_from(sorted(kreditt.TILLEGG)), st.booleans())
@settings(deadline=None, max_examples=500)
def test_the_short_way_is_the_long_way(dager: tuple[kreditt.Dag, ...], ukedager: int, slag: str, rode: bool) -> None:
    uke = kreditt._Uke(kreditt.Valgte(ukedager, True, slag, rode))
    kreditert, langt = 0.0, []
    for n in range(1, len(dager) + 1):
        ny = uke.kreditt(dager[:n])
        langt.append(ny - kreditert)
        kreditert = ny
    assert uke.uken(dager, None) == tuple(langt)  # == on floats
