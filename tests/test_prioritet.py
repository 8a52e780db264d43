"""First priority on a vacant shift (item 22; B16, B36): who, in which order, and who not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

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


NIVAA = {"Sykepleier": "Helsefagarbeider", "Helsefagarbeider": "Assistent", "Assistent": ""}


def test_one_of_several_competences_is_enough() -> None:
    folk = [{"ansattnr": "1", "kompetanse": "Jordmor; sykepleier"}, {"ansattnr": "2", "kompetanse": "Vernepleier,Lege"}]
    assert liste(bygg.bank(AVTALER, [LEDIG], ansatte=folk)) == [("1", 1)]
    ledig = {**LEDIG, "kompetanse": "Sykepleier; Vernepleier"}
    assert liste(bygg.bank(AVTALER, [ledig], ansatte=folk)) == [("1", 1), ("2", 1)]


def test_who_covers_whom_is_the_users_table() -> None:
    ledig = {**LEDIG, "kompetanse": "Assistent"}
    assert liste(bygg.bank(AVTALER, [ledig], ansatte=FOLK)) == [("3", 1)]  # without the table, as before it came
    bank = bygg.bank(AVTALER, [ledig], ansatte=FOLK, kompetanser=NIVAA)
    assert [nr for nr, _ in liste(bank)] == ["1", "2", "3", "4", "5"]
    assert bank.prioritet(bank.tabeller.vakter[0], DAG)[0].grunn.endswith(", Sykepleier dekker Assistent")
    assert liste(bygg.bank(AVTALER, [LEDIG], ansatte=FOLK, kompetanser=NIVAA)) == liste(banken())  # never upwards
    ring = {"Sykepleier": "Assistent", "Assistent": "Sykepleier"}
    assert [nr for nr, _ in liste(bygg.bank(AVTALER, [LEDIG], ansatte=FOLK, kompetanser=ring))] == list("12345")
    assert bygg.bank(AVTALER, kompetanser={}).stempel == bygg.bank(AVTALER).stempel


def test_the_shifts_own_unit_comes_first_within_the_group() -> None:
    folk = [
        {"ansattnr": "1", "kompetanse": "Sykepleier", "enhet": "Sone 2"},
        {"ansattnr": "2", "kompetanse": "Sykepleier", "enhet": "sone 1"},
        {"ansattnr": "4", "kompetanse": "Sykepleier", "enhet": "Sone 1"},
        {"ansattnr": "5", "kompetanse": "Sykepleier"},
    ]
    bank = bygg.bank(AVTALER, [{**LEDIG, "enhet": "Sone 1"}], ansatte=folk)
    assert liste(bank) == [("2", 1), ("1", 1), ("4", 2), ("5", 3)]
    forste, andre, _, uten = bank.prioritet(bank.tabeller.vakter[0], DAG)
    assert forste.grunn.endswith(", egen enhet")
    assert andre.grunn.endswith(", annen enhet (Sone 2)")
    assert uten.grunn == "andre"
    assert "(Sykepleier, Sone 1)" in next(f.tekst for f in bank.funn(DAG) if f.regel == "ledig_vakt")


def test_notice_that_ends_before_the_shift_is_marked_and_keeps_its_place() -> None:
    """Given on 1 November, the last day is 28 February by whole months; the shift stands on the day after, or on it."""
    oppsagt = {"ansattnr": "1", "sagt_opp": date(2025, 11, 1), "sagt_opp_av": "Ansatt"}
    for vaktdag, merket in ((date(2026, 3, 1), True), (date(2026, 2, 28), False)):
        bank = bygg.bank([oppsagt, *AVTALER[1:]], [{**LEDIG, "dato": vaktdag}], ansatte=FOLK)
        kandidat = bank.prioritet(bank.tabeller.vakter[0], vaktdag)[0]
        assert kandidat.ansattnr == "1"
        assert kandidat.forbehold == ("sagt opp, siste dag 28.02.2026" if merket else "")
        assert kandidat.grunn.endswith(f". OBS: {kandidat.forbehold}") is merket


@pytest.mark.parametrize(("slutt", "forbehold"), [("20:30", ""), ("20:31", "bryter døgnhvilen, 10,98 timer fri")])
def test_a_shift_that_would_break_the_daily_rest_is_marked(slutt: str, forbehold: str) -> None:
    """Eleven hours from the evening before to 07:30; in the finding and on the list, which keeps its order."""
    kveld = {"ansattnr": "1", "dato": date(2026, 3, 10), "start": "14:00", "slutt": slutt, "status": "Tildelt"}
    bank = banken(kveld)
    ledig = next(v for v in bank.tabeller.vakter if v.status == "Ledig")
    kandidater = bank.prioritet(ledig, DAG)
    assert [(k.ansattnr, k.forbehold) for k in kandidater[:2]] == [("1", forbehold), ("2", "")]
    (funn,) = [f for f in bank.funn(DAG) if f.regel == "ledig_vakt"]
    assert ("OBS: bryter" in funn.tekst) is bool(forbehold)


@pytest.mark.parametrize(("langt_unna", "forbehold"), [(True, ""), (False, "bryter ukehvilen, 18,00 timer fri")])
def test_a_shift_that_would_break_the_weekly_rest_is_marked(langt_unna: bool, forbehold: str) -> None:
    """The free Wednesday is the week's rest. What is three weeks away breaks nothing."""
    uke: list[dict[str, Any]] = [
        {"ansattnr": "1", "dato": date(2026, 3, n), "start": "09:00", "slutt": "20:00", "status": "Tildelt"}
        for n in (9, 10, 12, 13, 14, 15)
    ]
    if langt_unna:
        uke = [{**v, "dato": v["dato"] + timedelta(days=21)} for v in uke]
    bank = banken(*uke)
    ledig = next(v for v in bank.tabeller.vakter if v.status == "Ledig")
    assert {k.ansattnr: k.forbehold for k in bank.prioritet(ledig, DAG)}["1"] == forbehold


def test_a_rest_rule_that_is_broken_without_the_shift_is_not_the_shifts_doing() -> None:
    kort = [
        {"ansattnr": "1", "dato": date(2026, 3, 5), "start": "14:00", "slutt": "22:00", "status": "Tildelt"},
        {"ansattnr": "1", "dato": date(2026, 3, 6), "status": "Tildelt"},
    ]
    bank = banken(*kort)
    assert any(f.regel == "hviletid_daglig" for f in bank.funn(DAG))
    ledig = next(v for v in bank.tabeller.vakter if v.status == "Ledig")
    assert not any(k.forbehold for k in bank.prioritet(ledig, DAG))


def test_only_so_many_as_are_shown_need_be_looked_at() -> None:
    bank = banken({"ansattnr": "1", "dato": date(2026, 3, 10), "start": "14:00", "slutt": "22:00", "status": "Tildelt"})
    ledig = next(v for v in bank.tabeller.vakter if v.status == "Ledig")
    alle = bank.prioritet(ledig, DAG)
    assert alle[0].forbehold
    assert bank.prioritet(ledig, DAG, 1) == alle
    assert [k.forbehold for k in bank.prioritet(ledig, DAG, 0)] == [""] * len(alle)


def test_a_shift_that_asks_for_nothing_is_open_to_all() -> None:
    alle = bygg.bank(AVTALER, [{**LEDIG, "kompetanse": ""}], ansatte=FOLK)
    assert [nr for nr, _ in liste(alle)] == ["1", "2", "3", "4", "5"]


def test_the_finding_names_the_order_and_the_reason() -> None:
    (funn,) = [f for f in banken().funn(DAG) if f.regel == "ledig_vakt"]
    assert funn.faktafelt["rekkefolge"] == ["1", "2", "4", "5"]
    assert "1. Aud (tidbank, 8,14 uker bak plan, 0 helg/røde)" in funn.tekst
