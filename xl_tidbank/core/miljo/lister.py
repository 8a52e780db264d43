"""Fixed lists: the UN goals, the categories of Scope 3, groups of electrical waste; Earth Hour and the yearly dates."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from dateutil.easter import easter

from ..errors import TidbankFeil

LORDAG = 5
JORDDAG = (4, 22)  # Earth Day
APENHETSLOV = (6, 30)  # åpenhetsloven: the account of due diligence


@cache
def _liste(fil: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(fil).read_text("utf-8"))


@cache
def baerekraftsmaal() -> dict[int, str]:
    """The 17 goals by number."""
    return {m["nr"]: m["navn"] for m in _liste("baerekraftsmaal.toml")["maal"]}


@cache
def scope3() -> dict[int, str]:
    """The 15 categories by number, in our own translation."""
    return {k["nr"]: k["navn"] for k in _liste("scope3.toml")["kategori"]}


@cache
def ee_grupper() -> tuple[str, ...]:
    return tuple(g["navn"] for g in _liste("eegrupper.toml")["gruppe"])


class Jordtime(NamedTuple):
    """Earth Hour of a year. kilde: who announced it, "" = by the rule alone, so expected."""

    dag: date
    kilde: str


def earth_hour_fra() -> int:
    """The year of the first Earth Hour."""
    aar: int = _liste("earth_hour.toml")["forste"]
    return aar


@cache
def earth_hour(aar: int) -> Jordtime:
    """The announced day, else the last Saturday of March, a week earlier when that is Holy Saturday. Raises TidbankFeil
    before the first Earth Hour."""
    forste = earth_hour_fra()
    if not forste <= aar <= 2100:
        raise TidbankFeil(f"Earth Hour har vært holdt siden {forste}. {aar} kan ikke brukes. Skriv et årstall.")
    for d in _liste("earth_hour.toml")["dag"]:
        if d["dato"].year == aar:
            return Jordtime(d["dato"], d["kilde"])
    dag = date(aar, 3, 31)
    dag -= timedelta(days=(dag.weekday() - LORDAG) % 7)
    if dag == easter(aar) - timedelta(days=1):
        dag -= timedelta(weeks=1)
    return Jordtime(dag, "")


def earth_week(aar: int) -> tuple[date, date]:
    """Monday to the Saturday of Earth Hour."""
    lordag = earth_hour(aar).dag
    return lordag - timedelta(days=LORDAG), lordag


def miljofrist(aar: int, maaned: int = 4, dag: int = 1) -> date:
    """When the report of a year is due: 1 April of the next."""
    return date(aar + 1, maaned, dag)
