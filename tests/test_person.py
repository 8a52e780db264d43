"""Two numbers of one person (column Person): one account where the debt goes on, one week of work in any case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from xl_tidbank.core.bank import Bank

from . import bygg

DAG = date(2026, 9, 14)
NYTT_NUMMER: dict[str, list[dict[str, Any]]] = {
    "ansatte": [{"person": "P1"}, {"ansattnr": "2", "person": "P1"}],
    "avtaler": [{"til": date(2026, 6, 30)}, {"ansattnr": "2", "fra": date(2026, 7, 1)}],
    "vakter": [{"dato": date(2026, 3, 2)}, {"ansattnr": "2", "dato": date(2026, 9, 7)}],
}


def nytt_nummer(person: str = "P1") -> Bank:
    ansatte = [{**a, "person": person} for a in NYTT_NUMMER["ansatte"]]
    return bygg.bank(NYTT_NUMMER["avtaler"], NYTT_NUMMER["vakter"], ansatte=ansatte)


def test_a_new_number_is_the_same_account() -> None:
    med, uten = nytt_nummer(), nytt_nummer("")
    assert [s.ansattnr for s in med.saldoer(DAG)] == ["2"]
    assert [s.ansattnr for s in uten.saldoer(DAG)] == ["1", "2"]
    assert med.saldo("1", DAG) == med.saldo("2", DAG)
    # The same as if the number had never changed.
    ett = bygg.bank([{"til": date(2026, 6, 30)}, {"fra": date(2026, 7, 1)}],
                    [{"dato": date(2026, 3, 2)}, {"dato": date(2026, 9, 7)}])  # fmt: skip
    assert med.saldo("2", DAG)[2:] == ett.saldo("1", DAG)[2:]
    assert [(x.dato, x.art, x.timer) for x in med.konto("1")] == [(x.dato, x.art, x.timer) for x in ett.konto("1")]
    assert [a.ansattnr for a in med.avregning(date(2027, 1, 3))] == ["2"]
    assert {f.ansattnr for f in med.funn(DAG)} <= {"2"}


def test_two_positions_keep_two_accounts_and_one_week() -> None:
    avtaler: list[dict[str, Any]] = [
        {"fast_pst": 30, "tidbank_pst": 20},
        {"ansattnr": "2", "fast_pst": 30, "tidbank_pst": 20},
    ]
    vakter: list[dict[str, Any]] = [
        {"dato": date(2026, 9, 7)},
        {"ansattnr": "2", "dato": date(2026, 9, 7), "start": "15:30", "slutt": "23:00"},
    ]
    to: list[dict[str, Any]] = [{"person": "P1"}, {"ansattnr": "2", "person": "P1"}]
    b = bygg.bank(avtaler, vakter, ansatte=to)
    assert [(s.ansattnr, s.arbeidet) for s in b.saldoer(DAG)] == [("1", 7.5), ("2", 7.5)]
    dag = [f for f in b.funn(DAG) if f.regel == "arbeidstid_dag"]
    assert len(dag) == 1  # one finding, not one for each number
    assert not [
        f for f in bygg.bank(avtaler, vakter, ansatte=[{}, {"ansattnr": "2"}]).funn(DAG) if f.regel == "arbeidstid_dag"
    ]


def test_a_changed_shift_of_one_number_is_seen_by_the_other() -> None:
    avtaler: list[dict[str, Any]] = [
        {"fast_pst": 30, "tidbank_pst": 20},
        {"ansattnr": "2", "fast_pst": 30, "tidbank_pst": 20},
    ]
    vakter: list[dict[str, Any]] = [
        {"dato": date(2026, 9, 7)},
        {"ansattnr": "2", "vaktnr": "V9", "dato": date(2026, 9, 9)},
    ]
    b = bygg.bank(avtaler, vakter, ansatte=[{"person": "P1"}, {"ansattnr": "2", "person": "P1"}])
    b.funn(DAG)
    flyttet = b.tabeller.vakter[1]._replace(dato=date(2026, 9, 7), start=15 * 60, slutt=23 * 60)
    ny = Bank(replace(b.tabeller, vakter=(b.tabeller.vakter[0], flyttet)))
    assert b.med_vakt(flyttet).funn(DAG) == ny.funn(DAG)
    assert "arbeidstid_dag" in {f.regel for f in ny.funn(DAG)}


def test_the_same_hour_under_two_numbers_counts_once() -> None:
    avtaler: list[dict[str, Any]] = [
        {"fast_pst": 30, "tidbank_pst": 20},
        {"ansattnr": "2", "fast_pst": 30, "tidbank_pst": 20},
    ]
    vakter: list[dict[str, Any]] = [{"dato": date(2026, 9, 7)}, {"ansattnr": "2", "dato": date(2026, 9, 7)}]
    b = bygg.bank(avtaler, vakter, ansatte=[{"person": "P1"}, {"ansattnr": "2", "person": "P1"}])
    assert sum(s.arbeidet for s in b.saldoer(DAG)) == pytest.approx(7.5)


def test_an_old_number_opens_the_same_account_everywhere() -> None:
    b = nytt_nummer()
    assert b.hode("1") == b.hode("2") == "2"
    assert [f.ansattnr for f in b.fordeling(date(2026, 1, 5), DAG, ["1"])] == ["2"]
