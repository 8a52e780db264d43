"""TIDBANK_PROV: what the trial of a shift says in a cell is what the command says, and what the rows typed say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests import bygg
from udfs import TIDBANK_PROV, banker
from xl_tidbank.commands.provevakt import prov_vakt
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil

DAG = date(2026, 6, 1)
ARGUMENTER = ("ansatt", "dato", "start", "slutt", "varslet")
LEDIG_DAG = date(2026, 7, 1)  # a Wednesday


@pytest.fixture
def bank() -> Bank:
    return bygg.bank(
        [{}, {"ansattnr": "2", "tidbank_pst": 20}, {"ansattnr": "3"}],
        [{"ansattnr": "3", "dato": LEDIG_DAG, "status": "Tildelt"}],
        [{"ansattnr": "2", "fra": LEDIG_DAG, "til": LEDIG_DAG}],
        ansatte=[{}, {"ansattnr": "2", "navn": "Ola Vik"}, {"ansattnr": "3", "navn": "Eva Moe"}],
    )


def prov(bank: Bank, *argumenter: Any, **mer: Any) -> dict[str, list[Any]]:
    """The answer by its first column; of several alike the first."""
    felt = {**dict(zip(ARGUMENTER, argumenter, strict=False)), **mer}
    hode, *rader = TIDBANK_PROV(**felt, bank=banker.husk(bank))
    assert hode == ["Hva", "Status", "Svar", "Timer", "Mer"]
    assert all(len(r) == len(hode) for r in rader)
    return {r[0]: r for r in reversed(rader)}


def test_the_answer_is_that_of_the_command(bank: Bank) -> None:
    svar = prov(bank, "1", LEDIG_DAG, "07:30", "15:00", DAG, pause=30)
    json = prov_vakt(bank, DAG, ["1"], LEDIG_DAG, 450, 900, 30).json()
    assert svar["Skyldig før"][3] == json["saldo"]["skyldig_etter_avtalt_foer"]
    assert svar["Skyldig etter"][3] == json["saldo"]["skyldig_etter_avtalt"] == svar["Skyldig før"][3] - 7
    assert svar["Varsel"][1:3] == ["● I rute", "30 dagers varsel."]
    assert svar["Fortrinn 1"][2] == "Kari Lund (1)"
    assert svar["Hvile og arbeidstid"][1] == "● I rute"


def test_it_is_the_balance_of_the_same_row_typed(bank: Bank) -> None:
    etter = prov(bank, "1", LEDIG_DAG, "07:30", "15:00", DAG, pause=30)["Skyldig etter"][3]
    skrevet = bank.med_vakt(bygg.vakt(9, ansattnr="1", dato=LEDIG_DAG, pause=30, status="Tildelt", varslet=DAG))
    assert skrevet.saldo("1", DAG).skyldig_etter_avtalt == etter


@pytest.mark.parametrize(
    ("ansatt", "felt", "ventet"),
    [
        ("1", {"varslet": date(2026, 6, 18)}, {"Varsel": "■ Brudd"}),  # 13 days
        ("1", {"varslet": date(2026, 6, 17)}, {"Varsel": "● I rute"}),  # 14
        ("1", {"varslet": date(2026, 6, 18), "onske": "Ja"}, {"Varsel": "● I rute"}),
        ("1", {}, {"40 % av egen stilling": "● I rute", "100 % i alt": "● I rute"}),
        ("2", {}, {"Borte den dagen": "▲ Advarsel", "Ikke på listen": "▲ Advarsel"}),
    ],
)
def test_status(bank: Bank, ansatt: str, felt: dict[str, Any], ventet: dict[str, str]) -> None:
    svar = prov(bank, ansatt, LEDIG_DAG, "07:30", "15:00", felt.pop("varslet", DAG), **felt)
    assert {hva: svar[hva][1] for hva in ventet} == ventet


def test_why_somebody_is_not_on_the_list(bank: Bank) -> None:
    tid = (LEDIG_DAG, "07:30", "15:00", DAG)
    assert prov(bank, "2", *tid)["Ikke på listen"][4] == "Er borte den dagen."
    assert prov(bank, "3", *tid)["Ikke på listen"][4] == "Er på en annen vakt samtidig."
    hvorfor = prov(bank, "1", *tid, kompetanse="Sykepleier")["Ikke på listen"][4]
    assert hvorfor == "Har ikke kompetansen Sykepleier."


def test_over_forty_and_over_a_hundred() -> None:
    bank = bygg.bank([{"fast_pst": 65, "tidbank_pst": 45}])
    svar = prov(bank, "1", LEDIG_DAG, "07:30", "15:00", DAG)
    assert svar["40 % av egen stilling"][1:3] == ["■ Brudd", "40,91 % av egen stilling er tidbank."]
    assert svar["100 % i alt"][1:3] == ["■ Brudd", "65 % fast og 45 % tidbank er 110 %."]


def test_a_name_with_a_number_and_nobody(bank: Bank) -> None:
    tid = (LEDIG_DAG, "07:30", "15:00", DAG)
    assert prov(bank, "Kari Lund (1)", *tid) == prov(bank, 1.0, *tid)
    uten = prov(bank, "", *tid)
    assert list(uten) == ["Fortrinn 1"]


def test_a_shift_of_another_type_owes_nothing(bank: Bank) -> None:
    svar = prov(bank, "1", LEDIG_DAG, "07:30", "15:00", DAG, vakttype="ekstra")
    assert svar["Skyldig etter"][3] == svar["Skyldig før"][3]


@pytest.mark.parametrize(
    ("argumenter", "felt", "sier"),
    [
        (("1", LEDIG_DAG, "07:30", "07:30"), {}, "Start og Slutt er like"),
        (("1", LEDIG_DAG, "25:00", "07:30"), {}, "Start"),
        (("1", LEDIG_DAG, "07:30", "08:00"), {"pause": 60}, "lengre enn vakten"),
        (("1", "", "07:30", "15:00"), {}, "Dato mangler"),
        (("1", LEDIG_DAG, "", "15:00"), {}, "Start mangler"),
        (("9", LEDIG_DAG, "07:30", "15:00"), {}, "finnes ikke i banken"),
        (("1", LEDIG_DAG, "07:30", "15:00"), {"vakttype": "Ferie"}, "Type"),
    ],
)
def test_what_cannot_be_read_is_refused(
    bank: Bank, argumenter: tuple[Any, ...], felt: dict[str, Any], sier: str
) -> None:
    with pytest.raises(TidbankFeil, match=sier):
        prov(bank, *argumenter, DAG, **felt)
