"""Small banks in which rows, rules or numbers meet: the right figure or the sentence, in the command and the function.

LibreOffice answers the same in libreoffice/test_feil_regler.py. The banks stand in data/feil.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import feilbok
from udfs import TIDBANK_AVVIK, TIDBANK_SALDO, TIMEBANK_SALDO
from udfs.banker import husk
from xl_tidbank.book.open.read import les_bok
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil

DAG = date(2026, 9, 14)
# Folder -> (employee, day, keys of the balance, finding, its cell, part of the sentence).
SALDO: dict[str, tuple[str, date, dict[str, float], str, str, str]] = {
    "06-hull-i-avtalen": ("101", DAG, {"periodeskyld": 724.2}, "hull_i_avtale", "Avtaler!C3", "Det tar 14,20 timer"),
    "07-ferie-og-vakt": (
        "101", DAG, {"arbeidet": 7.5, "kreditert": 5 / 6 * 14.2}, "ferie_og_vakt", "Vakter!K2", "ikke som ferie",
    ),
    "08-faktisk-slutt-tidlig": ("101", DAG, {"arbeidet": 3.5}, "", "", ""),
    "13-avrunding-40": ("101", DAG, {"ukestimer_tidbank": 35.5 * 0.3944}, "", "", ""),
    "22-gradert-kort-vakt": (
        "101", DAG, {"arbeidet": 1.875, "kreditert": 7.1}, "gradert_vakt", "Vakter!G2", "Vanlig lengde er 7,50 timer",
    ),
}  # fmt: skip


@pytest.mark.parametrize("navn", SALDO)
def test_the_figure_and_the_finding(tidbank: Any, tmp_path: Path, navn: str) -> None:
    nr, dag, ventet, regel, celle, sier = SALDO[navn]
    sti = feilbok.ny(tmp_path / "b.xlsx", navn)
    rad = next(
        s for s in tidbank("saldo", sti, "--dato", dag, "--json").json["saldo"] if s["ansattnr"] == nr
    )  # fmt: skip
    tekst = husk(Bank(les_bok(sti)))
    for nokkel, verdi in ventet.items():
        assert rad[nokkel] == pytest.approx(verdi), nokkel
        assert TIDBANK_SALDO(nr, dag, nokkel, tekst) == pytest.approx(verdi), nokkel
    funn = tidbank("kontroller", sti, "--dato", dag, "--json").json["funn"]
    if regel:
        (f,) = [f for f in funn if f["regel"] == regel]
        assert (f"{f['ark']}!{f['celle']}", sier in f["tekst"]) == (celle, True)
        assert [r[3:5] for r in TIDBANK_AVVIK(dag, tekst) if r[0] == regel] == [celle.split("!")]
    assert not [f for f in funn if f["regel"] in ("tidbank_tak", "over_full_stilling")]


def test_periods_that_overlap_leave_no_balance(tidbank: Any, tmp_path: Path) -> None:
    sti = tmp_path / "b.xlsx"
    svar = tidbank("ny", sti, "--fra", feilbok.MAPPE / "01-periode-overlapp", "--dato", "01.10.2026")
    if not sti.exists():  # nobody else to answer for
        assert (svar.kode, svar.feil.split(":")[0]) == (3, "Avtaler.csv!G3")
        return
    svar = tidbank("saldo", sti, "--dato", "01.10.2026", "--ansatt", "101")
    assert (svar.kode, "Avtaler!H3" in svar.feil) == (3, True)
    with pytest.raises(TidbankFeil, match="Avtaler!H3"):
        TIDBANK_SALDO("101", date(2026, 10, 1), "skyldig", husk(Bank(les_bok(sti))))
    funn = tidbank("kontroller", sti, "--dato", "01.10.2026", "--json").json["funn"]
    assert [f"{f['ark']}!{f['celle']}" for f in funn if f["regel"] == "overlapp_periode"] == ["Avtaler!H3"]


def test_somebody_in_a_gap_is_named(tidbank: Any, tmp_path: Path) -> None:
    sti = feilbok.ny(tmp_path / "b.xlsx", "06-hull-i-avtalen")
    svar = tidbank("saldo", sti, "--dato", "04.06.2026", "--json").json
    assert "101" in svar["uten_periode"]
    assert "101" not in tidbank("saldo", sti, "--dato", "08.06.2026", "--json").json["uten_periode"]


def test_a_roster_pasted_twice_is_paid_once(tidbank: Any, tmp_path: Path) -> None:
    """Its one week is told as too short; read as every week of the calendar year it is the sum of the single rows."""
    dobbelt = feilbok.ny(tmp_path / "dobbelt.xlsx", "03-dobbel-turnus-lonn")
    bank = Bank(les_bok(dobbelt))
    turnus = bank.tabeller.turnus or ()
    assert len(turnus) == 2 * len({t[:5] for t in turnus})
    funn = tidbank("kontroller", dobbelt, "--dato", "30.09.2026", "--json").json["funn"]
    (f,) = [f for f in funn if f["regel"] == "dobbel_turnus"]
    assert f["fakta"]["antall"] == len(turnus) // 2
    assert "Turnus!A2" in f["tekst"]
    enkelt = Bank(les_bok(_uten_kopier(tmp_path / "enkelt")))
    dag = date(2026, 9, 1)
    assert bank.lonn(dag, ["101"]).maaneder[0].sum == pytest.approx(enkelt.lonn(dag, ["101"]).maaneder[0].sum)
    assert [(t.dato, t.start) for t in bank.sak("101").turnus] == [(t.dato, t.start) for t in enkelt.sak("101").turnus]


def _uten_kopier(mappe: Path) -> Path:
    mappe.mkdir()
    for fil in (feilbok.MAPPE / "03-dobbel-turnus-lonn").glob("*.csv"):
        linjer = fil.read_text("utf-8").splitlines()
        (mappe / fil.name).write_text("\n".join(dict.fromkeys(linjer)), "utf-8")
    return feilbok.ny(mappe / "b.xlsx", str(mappe))


def test_hours_exported_twice_are_deposited_once(tidbank: Any, tmp_path: Path) -> None:
    sti = feilbok.ny(tmp_path / "b.xlsx", "04-dobbel-timer")
    svar = tidbank("timebank", sti, "--dato", "30.09.2026", "--json").json
    assert next(s["saldo"] for s in svar["timebank"] if s["ansattnr"] == "103") == pytest.approx(2.0)
    assert TIMEBANK_SALDO("103", date(2026, 9, 30), bank=husk(Bank(les_bok(sti)))) == pytest.approx(2.0)
    funn = tidbank("kontroller", sti, "--dato", "30.09.2026", "--json").json["funn"]
    assert [f["celle"] for f in funn if f["regel"] == "overlapp_timer"] == ["A3"]


def test_one_christmas_shift_is_no_monthly_amount(tidbank: Any, tmp_path: Path) -> None:
    sti = feilbok.ny(tmp_path / "b.xlsx", "14-turnus-utdrag")
    svar = tidbank("lonn", sti, "--maned", "2026-12", "--json").json
    tillegg = next(x for m in svar["lonn"] for x in m["linjer"] if "Ubekvem" in json.dumps(x, ensure_ascii=False))
    assert 100 < tillegg["belop"] < 999
    funn = tidbank("kontroller", sti, "--dato", "31.12.2026", "--json").json["funn"]
    (f,) = [f for f in funn if f["regel"] == "turnus_utdrag"]
    assert "1 av" in f["tekst"]


def test_two_numbers_are_one_person_where_ansatte_says_so(tidbank: Any, tmp_path: Path) -> None:
    mappe = tmp_path / "inn"
    mappe.mkdir()
    for fil in (feilbok.MAPPE / "20-to-stillinger").glob("*.csv"):
        (mappe / fil.name).write_bytes(fil.read_bytes())
    uten = feilbok.ny(tmp_path / "uten.xlsx", str(mappe))
    ansatte = (mappe / "Ansatte.csv").read_text("utf-8").splitlines()
    med = [f"{ansatte[0]};Person", *(f"{x};{'P1' if x.startswith(('101', '201')) else ''}" for x in ansatte[1:])]
    (mappe / "Ansatte.csv").write_text("\n".join(med), "utf-8")
    med_person = feilbok.ny(tmp_path / "med.xlsx", str(mappe))
    regler = [
        {f["regel"] for f in tidbank("kontroller", sti, "--dato", feilbok.DAG, "--json").json["funn"]}
        for sti in (uten, med_person)
    ]
    assert {"arbeidstid_dag", "hviletid_daglig"} & regler[0] == set()
    assert {"arbeidstid_dag", "hviletid_daglig"} & regler[1]


def test_one_bad_person_does_not_stop_the_others(tidbank: Any, tmp_path: Path) -> None:
    sti = feilbok.ny(tmp_path / "b.xlsx", "21-en-stopper-alle")
    svar = tidbank("saldo", sti, "--dato", feilbok.DAG, "--ansatt", "102", "--json")
    assert svar.kode == 0
    assert [s["ansattnr"] for s in svar.json["saldo"]] == ["102"]
    assert [u["ansattnr"] for u in svar.json["utelatt"]] == ["101"]
    assert tidbank("saldo", sti, "--dato", feilbok.DAG, "--ansatt", "101").kode == 3
    assert tidbank("gjennomgang", sti, "--dato", feilbok.DAG, "--ansatt", "102", "-o", tmp_path / "g.xlsx").kode == 0
