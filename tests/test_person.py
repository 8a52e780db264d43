"""Two numbers of one person (column Person; T3): one account where the debt goes on, one week of work in any case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from xl_tidbank import commands
from xl_tidbank.book.page.plain import Rader
from xl_tidbank.book.sheets.kopi import minside
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


def test_overtime_of_two_positions_is_split_by_the_week_of_the_person() -> None:
    """Working time and pay agree: what lies beyond a full position is overtime, whichever number it stands under."""
    mandag, dag = date(2026, 9, 7), date(2026, 9, 30)
    avtaler: list[dict[str, Any]] = [
        {"fast_pst": 30, "tidbank_pst": 10},
        {"ansattnr": "2", "fast_pst": 50, "tidbank_pst": 10},
    ]
    lonn: list[dict[str, Any]] = [{"fast_tillegg": 0}, {"ansattnr": "2", "fast_tillegg": 0}]

    def ekstra(nr: str, *dager: int, start: str = "07:30", slutt: str = "11:30") -> list[dict[str, Any]]:
        felles = {"ansattnr": nr, "type": "Ekstra", "start": start, "slutt": slutt}
        return [{**felles, "dato": mandag + timedelta(days=n)} for n in dager]

    def timer(vakter: list[dict[str, Any]], turnus: list[dict[str, Any]], person: str = "P1") -> tuple[Any, Any]:
        to: list[dict[str, Any]] = [{"person": person}, {"ansattnr": "2", "person": person}]
        b = bygg.bank(avtaler, vakter, ansatte=to, turnus_=turnus, lonn=lonn)
        ut = {
            (m.ansatt.ansattnr, x.lonnsart): x.antall
            for m in b.lonn(dag).krev() for x in m.linjer if x.lonnsart in ("MERARBEID", "OVERTID")
        }  # fmt: skip
        return ut, {f.ansattnr for f in b.funn(dag) if f.regel == "deltid_overtid"}

    turnus = [
        {"ansattnr": "2", "dato": mandag + timedelta(days=n), "start": "12:00", "slutt": "19:30"} for n in range(5)
    ]
    uke = range(5)
    assert timer(ekstra("1", *uke), turnus) == ({("1", "OVERTID"): 20}, set())
    assert timer(ekstra("1", *uke), turnus, person="") == ({("1", "MERARBEID"): 20}, {"1"})
    # 30 planned hours leave 5,5 of 35,5: what was worked last is beyond them, and each number pays its own shifts.
    fri = [*ekstra("1", 4), *ekstra("2", 5)]
    assert timer(fri, turnus[:4]) == (
        {("1", "MERARBEID"): 4, ("2", "MERARBEID"): 1.5, ("2", "OVERTID"): 2.5},
        {"1", "2"},
    )
    # One day of both: 5 hours on one number and 4 on the other are 1,5 over 7,5.
    begge = [*ekstra("1", 0, slutt="12:30"), *ekstra("2", 0, start="13:00", slutt="17:00")]
    assert timer(begge, [])[0] == {("1", "MERARBEID"): 5, ("2", "MERARBEID"): 2.5, ("2", "OVERTID"): 1.5}


@pytest.mark.parametrize("snudd", [False, True])
def test_wage_and_capacity_are_those_of_the_number_in_use(snudd: bool) -> None:
    """Both numbers have rows from before the change: in any order, each holds while its own agreement does."""
    snu = -1 if snudd else 1
    ukedager = ("man", "tir", "ons", "tor", "fre")
    lonn: list[dict[str, Any]] = [
        {"arslonn": 400_000, "fast_tillegg": 0}, {"ansattnr": "2", "arslonn": 500_000, "fast_tillegg": 0},
    ]  # fmt: skip
    kap: list[dict[str, Any]] = [
        {"ansattnr": "1", **dict.fromkeys(ukedager, 7.5)}, {"ansattnr": "2", **dict.fromkeys(ukedager, 4)},
    ]  # fmt: skip
    timer: list[dict[str, Any]] = [
        {"dato": date(2026, 2, 2), "timer": 8}, {"ansattnr": "2", "dato": date(2026, 9, 2), "timer": 8},
    ]  # fmt: skip
    b = bygg.bank(
        NYTT_NUMMER["avtaler"], ansatte=NYTT_NUMMER["ansatte"], lonn=lonn[::snu], kapasitet_=kap[::snu], timer=timer
    )
    assert [b.lonn(date(2026, m, 15)).krev()[0].sum for m in (3, 6, 7, 9)] == [33333.33, 33333.33, 41666.67, 41666.67]
    assert [(x.dato, x.timer) for x in b.timebank_konto("2")] == [(date(2026, 2, 2), 0.5), (date(2026, 9, 2), 4)]
    # A new number with no rows yet goes on with the old one's.
    gammel = bygg.bank(
        NYTT_NUMMER["avtaler"], ansatte=NYTT_NUMMER["ansatte"], lonn=lonn[:1], kapasitet_=kap[:1], timer=timer
    )
    assert gammel.lonn(date(2026, 9, 15)).krev()[0].sum == 33333.33
    assert [x.timer for x in gammel.timebank_konto("2")] == [0.5, 0.5]


def test_an_hour_counts_once_whichever_number_it_stands_under() -> None:
    """Overtime under one number is no deposit under the other; hours without a clock are the other position's own."""
    to: list[dict[str, Any]] = [{"person": "P1"}, {"ansattnr": "2", "person": "P1"}]
    avtaler: list[dict[str, Any]] = [{"fast_pst": 30}, {"ansattnr": "2", "fast_pst": 30}]
    vakter: list[dict[str, Any]] = [{"dato": DAG, "type": "Overtid", "start": "15:00", "slutt": "17:00"}]

    def innskudd(**timer: Any) -> float:
        rader = [{"ansattnr": "2", "dato": DAG, **timer}]
        return bygg.bank(avtaler, vakter, ansatte=to, timer=rader, kapasitet_=[{"ansattnr": "2"}]).timebank("2", DAG)[
            -1
        ]

    assert innskudd(start="14:00", slutt="18:00") == 2
    assert innskudd(timer=4) == 4


TO_STILLINGER: dict[str, Any] = {
    "avtaler": [{"fast_pst": 30, "tidbank_pst": 20}, {"ansattnr": "2", "fast_pst": 30, "tidbank_pst": 10}],
    "vakter": [
        {"dato": date(2026, 9, 7)},
        {"ansattnr": "2", "vaktnr": "V9", "dato": date(2026, 9, 7), "start": "15:30", "slutt": "23:00"},
        {"ansattnr": "2", "vaktnr": "V10", "dato": date(2026, 10, 5), "status": "Tildelt"},
    ],
    "ansatte": [{"person": "P1", "enhet": "Sone 1"}, {"ansattnr": "2", "person": "P1", "enhet": "Sone 2"}],
}


def min_side(bank: Bank, nr: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table of the pages, by sheet (of those with a name, by table)."""
    ut: dict[str, list[dict[str, Any]]] = {}
    for side in commands.til_ansatt(bank, DAG, nr).sider:
        for b in side.blokker:
            if isinstance(b, Rader):
                ut[b.navn or side.ark] = [dict(zip((f.navn for f in b.felt), r, strict=True)) for r in b.rader]
    return ut


def bankrader(bank: Bank, tabell: str) -> list[str]:
    return [r.ansattnr for r in getattr(bank.tabeller, minside.EGNE[tabell]) or ()]


@pytest.mark.parametrize("nr", ["1", "2"])
@pytest.mark.parametrize("to_kontoer", [False, True])
def test_the_own_page_has_the_rows_of_every_number(nr: str, to_kontoer: bool) -> None:
    felles: dict[str, Any] = {
        "fravaer_": [{"ansattnr": n, "fra": d, "til": d} for n, d in (("1", date(2026, 2, 3)), ("2", DAG))],
        "kapasitet_": [{"ansattnr": n, "fra": date(2026, 1, 5)} for n in ("1", "2", "")],
        "timer": [{"ansattnr": n, "dato": d, "start": "08:00", "slutt": "09:00"}
                   for n, d in (("1", date(2026, 2, 4)), ("2", date(2026, 9, 8)))],
        "lonn": [{"ansattnr": n, "fra": date(2026, 1, 5)} for n in ("1", "2")],
    }  # fmt: skip
    grunn = TO_STILLINGER if to_kontoer else NYTT_NUMMER
    b = bygg.bank(**grunn, **felles)
    ark = min_side(b, nr)
    for tabell in ("Avtaler", "Vakter", "Fravær", "Kapasitet", "Timer", "Lønnsgrunnlag"):
        vist = [r["Ansattnr"] for r in ark[tabell]]
        assert sorted(vist) == sorted(n for n in bankrader(b, tabell) if n), tabell
        assert set(vist) == {"1", "2"}
    egne = [f for f in b.funn(DAG) if f.ansattnr in ("1", "2")]
    assert egne
    assert sorted(r["Hva"] for r in ark["Funn"]) == sorted(f.tekst for f in egne)
    assert {r["Ansattnr"] for r in ark["Funn"]} == {f.ansattnr for f in egne}
    tall = {r["Ansattnr"]: r["Skyldig (timer)"] for n in ("Tallene", "Tallene2") for r in ark.get(n, [])[:1]}
    assert tall == pytest.approx({s.ansattnr: s.skyldig for s in b.saldoer(DAG)})
    assert ("Konto2" in ark) is to_kontoer


def test_the_old_number_makes_the_same_files_as_the_new() -> None:
    b = nytt_nummer()
    sider = [commands.til_ansatt(b, DAG, nr) for nr in ("1", "2")]
    assert sider[0].kopi.stempel == sider[1].kopi.stempel
    kopier = [commands.til_tillitsvalgt(b, DAG, ansatte=[nr]) for nr in ("1", "2")]
    assert [k.personer[0][0] for k in kopier] == ["2", "2"]
    assert kopier[0].kopi.stempel == kopier[1].kopi.stempel


def test_one_number_has_no_column_of_numbers() -> None:
    ark = min_side(bygg.bank(vakter=[{"dato": date(2026, 9, 7)}]), "1")
    assert all("Ansattnr" not in r for navn, rader in ark.items() if navn != "Tallene" for r in rader)
