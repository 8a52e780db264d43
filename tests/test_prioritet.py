"""First priority on a vacant shift (item 22; B16, B36): who, in which order, and who not."""

from __future__ import annotations

from datetime import date
from typing import Any

from xl_tidbank.core.bank import Bank

from . import bygg

DAG, VAKTDAG = date(2026, 3, 2), date(2026, 3, 11)
LEDIG: dict[str, Any] = {
    "vaktnr": "L", "ansattnr": "", "dato": VAKTDAG, "status": "Ledig", "maate": "", "varslet": None,
    "kompetanse": "Sykepleier",
}  # fmt: skip
FOLK = [
    {"ansattnr": "1", "navn": "Aud", "kompetanse": "Sykepleier"},
    {"ansattnr": "2", "navn": "Bo", "kompetanse": "sykepleier"},
    {"ansattnr": "3", "navn": "Cato", "kompetanse": "Assistent"},
    {"ansattnr": "4", "navn": "Dina", "kompetanse": "Sykepleier"},
    {"ansattnr": "5", "navn": "Eli", "kompetanse": "Sykepleier"},
]
AVTALER: list[dict[str, Any]] = [
    {"ansattnr": "1"},
    {"ansattnr": "2"},
    {"ansattnr": "3"},
    {"ansattnr": "4", "tidbank_pst": 0},
]


def liste(bank: Bank) -> list[tuple[str, int]]:
    ledig = next(v for v in bank.tabeller.vakter if v.status == "Ledig")
    return [(k.ansattnr, k.gruppe) for k in bank.prioritet(ledig, DAG)]


def banken(*mer: dict[str, Any], fravaer: list[dict[str, Any]] | None = None, **valg: Any) -> Bank:
    return bygg.bank(AVTALER, [LEDIG, *mer], fravaer, ansatte=FOLK, innstillinger=valg)


def test_tidbank_then_part_timers_then_others_and_only_the_qualified() -> None:
    assert liste(banken()) == [("1", 1), ("2", 1), ("4", 2), ("5", 3)]


def test_most_weeks_behind_comes_first() -> None:
    assert liste(banken({"ansattnr": "1", "dato": date(2026, 2, 4)}))[:2] == [("2", 1), ("1", 1)]


def test_fewest_weekend_and_red_shifts_decide_between_equals() -> None:
    helg = {"ansattnr": "1", "dato": date(2026, 2, 7)}
    hverdag = {"ansattnr": "2", "dato": date(2026, 2, 4)}
    assert liste(banken(helg, hverdag))[:2] == [("2", 1), ("1", 1)]
    assert liste(banken(helg, hverdag, prioritet_deretter="ansattnr"))[:2] == [("1", 1), ("2", 1)]


def test_a_red_weekday_counts_as_a_weekend() -> None:
    rod = {"ansattnr": "1", "dato": date(2026, 4, 2), "status": "Tildelt"}  # Maundy Thursday
    assert liste(banken(rod))[:2] == [("2", 1), ("1", 1)]


def test_those_away_or_at_work_are_not_asked() -> None:
    borte = [{"ansattnr": "1", "fra": VAKTDAG, "til": VAKTDAG, "kode": "FERIE"}]
    assert ("1", 1) not in liste(banken(fravaer=borte))
    natt = {"ansattnr": "2", "dato": date(2026, 3, 10), "start": "22:00", "slutt": "07:31", "status": "Tildelt"}
    assert ("2", 1) not in liste(banken(natt))
    assert ("2", 1) in liste(banken({**natt, "slutt": "07:30"}))


def test_a_shift_that_asks_for_nothing_is_open_to_all() -> None:
    alle = bygg.bank(AVTALER, [{**LEDIG, "kompetanse": ""}], ansatte=FOLK)
    assert [nr for nr, _ in liste(alle)] == ["1", "2", "3", "4", "5"]


def test_the_finding_names_the_order_and_the_reason() -> None:
    (funn,) = [f for f in banken().funn(DAG) if f.regel == "ledig_vakt"]
    assert funn.fakta["rekkefolge"] == ["1", "2", "4", "5"]
    assert "1. Aud (tidbank, 8,14 uker bak plan, 0 helg/røde)" in funn.tekst
