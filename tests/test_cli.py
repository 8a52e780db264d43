"""The command line as a stranger meets it: JSON, exit codes, sentences, and files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from udfs import TIDBANK_KONTO, TIDBANK_LES, TIDBANK_OVERSIKT, TIDBANK_SALDO
from xl_tidbank import demo
from xl_tidbank.book.open import read
from xl_tidbank.book.template import workbook
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.views import SALDONOKLER, TIMENOKLER
from xl_tidbank.tables import assemble, schema

from . import fasit
from .pakke import krev_samme

SOLBAKKEN = Path(__file__).parent / "data" / "solbakken"
DAG = "2026-09-13"


@pytest.fixture(scope="module")
def bok(ny_solbakken: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ny_solbakken(tmp_path_factory.mktemp("bok"))


@pytest.mark.slow
def test_balances_of_solbakken_on_any_date(tidbank: Any, bok: Path) -> None:
    """--json, the functions on the tables as ranges, and the contract read literally all say the same."""
    tabeller = read.les_bok(bok)
    tekst = TIDBANK_LES(*omrader(bok))
    dag = date(2025, 12, 29)
    while dag < date(2027, 5, 10):
        svar = tidbank("saldo", bok, "--dato", dag, "--json")
        assert svar.kode == 0
        assert svar.json["versjon"] == 1
        assert svar.json["dato"] == dag.isoformat()
        rader = {r["ansattnr"]: r for r in svar.json["saldo"]}
        oversikt = TIDBANK_OVERSIKT(dag, tekst)[1:] if rader else []
        assert [r[0] for r in oversikt] == list(rader)
        for a in tabeller.ansatte or ():
            ventet = fasit.saldo(tabeller, a.ansattnr, dag)
            assert (ventet is not None) == (a.ansattnr in rader)
            for nokkel, verdi in (ventet or {}).items():
                assert rader[a.ansattnr][nokkel] == pytest.approx(verdi, abs=1e-6)
                assert TIDBANK_SALDO(a.ansattnr, dag, nokkel, tekst) == pytest.approx(verdi, abs=1e-6)
        for rad in oversikt:
            assert rad[2:-3] == [rader[rad[0]][n] if rader[rad[0]][n] is not None else "" for n in SALDONOKLER[:-2]]
        dag += timedelta(days=37)


def omrader(bok: Path) -> list[list[list[object]]]:
    """The tables as ranges with their header row, as a spreadsheet hands them over, read by another library."""
    arbeidsbok = openpyxl.load_workbook(bok, data_only=True)
    navn = ("Avtaler", "Vakter", "Fravær", "Ansatte", "Turnus", "Innstillinger", "Lister", "Gjennomganger")
    ut = []
    for ark in navn:
        blad = arbeidsbok[ark]
        tabell = next(t for t in blad.tables.values() if schema.ETTER_NAVN[t.name].ark == ark)
        ut.append([[c.value for c in rad] for rad in blad[tabell.ref]])
    return ut


def kompetanser(bok: Path) -> list[list[object]]:
    blad = openpyxl.load_workbook(bok, data_only=True)["Lister"]
    return [[c.value for c in rad] for rad in blad[blad.tables["Kompetanser"].ref]]


@pytest.mark.slow
def test_the_same_content_gives_the_same_text(bok: Path, tmp_path: Path) -> None:
    bank = Bank(read.les_bok(bok))
    assert TIDBANK_LES(*[*omrader(bok), *[None] * 6, kompetanser(bok)]) == str(bank)
    bunntekst = openpyxl.load_workbook(bok)["Oversikt"].oddFooter
    assert bunntekst
    assert bank.stempel in (bunntekst.right.text or "")
    rader = demo.demo_tabeller()
    workbook.skriv_bank(tmp_path / "demo.xlsx", rader, [])
    fra_fil = Bank(read.les_bok(tmp_path / "demo.xlsx"))
    uten_koder = Bank(assemble.av_rader(rader)).tabeller
    assert Bank(replace(fra_fil.tabeller, koder=uten_koder.koder)).stempel == Bank(uten_koder).stempel


def test_the_cells_of_the_workbook_hold_the_balances(tidbank: Any, bok: Path) -> None:
    saldo = {r["ansattnr"]: r for r in tidbank("saldo", bok, "--dato", DAG, "--json").json["saldo"]}
    blad = openpyxl.load_workbook(bok, data_only=True)["Oversikt"]
    rader = {str(c.value): [x.value for x in r] for r in blad.iter_rows() for c in r if str(c.value) in saldo}
    assert set(rader) == set(saldo)
    for nr, verdier in rader.items():
        tall = [v for v in verdier if isinstance(v, float | int)]
        for nokkel in ("skyldig", "periodeskyld", "arbeidet", "kreditert", "avtalt", "etterslep", "paalopt"):
            assert any(v == pytest.approx(saldo[nr][nokkel], abs=1e-9) for v in tall), (nr, nokkel)


def test_saldo_has_the_keys_of_the_contract(tidbank: Any, bok: Path) -> None:
    svar = tidbank("saldo", bok, "--dato", DAG, "--ansatt", "1008", "--json")
    (rad,) = svar.json["saldo"]
    assert list(rad) == ["ansattnr", "navn", *SALDONOKLER, "status"]
    assert rad["neste_gjennomgang"] == "2026-11-09"
    assert rad["navn"] == "Tone Solli"


def test_konto_runs_to_the_balance(tidbank: Any, bok: Path) -> None:
    svar = tidbank("konto", bok, "--ansatt", "1008", "--til", DAG, "--json")
    posteringer = svar.json["posteringer"]
    assert list(posteringer[0]) == ["dato", "art", "timer", "saldo", "hjemmel", "kilde"]
    (saldo,) = tidbank("saldo", bok, "--dato", DAG, "--ansatt", "1008", "--json").json["saldo"]
    assert posteringer[-1]["saldo"] == pytest.approx(saldo["skyldig"], abs=1e-9)
    assert sum(p["timer"] for p in posteringer) == pytest.approx(saldo["skyldig"], abs=1e-9)
    tekst = TIDBANK_LES(*omrader(bok))
    assert [r[:4] for r in TIDBANK_KONTO("1008", None, DAG, tekst)[1:]] == [
        [date.fromisoformat(p["dato"]), p["art"], p["timer"], p["saldo"]] for p in posteringer
    ]
    arket = openpyxl.load_workbook(bok)["Vakter"]
    vakt = next(p for p in posteringer if p["art"] == "Arbeidet")
    celle, nummer = vakt["kilde"].removeprefix("Vakter!").split(" ")
    assert f"({arket[celle].value})" == nummer


def test_kontroller_finds_what_was_planted(tidbank: Any, bok: Path) -> None:
    svar = tidbank("kontroller", bok, "--dato", DAG, "--json")
    assert svar.kode == 1
    funn = svar.json["funn"]
    assert list(funn[0]) == ["regel", "alvor", "ansattnr", "ark", "celle", "hjemmel", "fakta", "tekst", "tiltak"]
    brudd = {(f["regel"], f["ansattnr"]) for f in funn if f["alvor"] == "brudd"}
    plantet = {("tidbank_tak", "1008"), ("signert_avtale", "1006"), ("periode_lengde", "1012"), ("deltid", "1010")}
    assert plantet <= brudd
    arbeidsbok = openpyxl.load_workbook(bok)
    for f in funn:
        if f["regel"] == "varselfrist" and f["alvor"] == "brudd":
            verdi = arbeidsbok[f["ark"]][f["celle"]].value
            assert verdi.date().isoformat() == f["fakta"]["varslet"]


def test_avregning_on_the_last_day(tidbank: Any, bok: Path) -> None:
    rader = {r["ansattnr"]: r for r in tidbank("avregning", bok, "--dato", "2026-07-05", "--json").json["avregning"]}
    saldo = {r["ansattnr"]: r for r in tidbank("saldo", bok, "--dato", "2026-07-05", "--json").json["saldo"]}
    assert rader["1003"]["bortfall"] == pytest.approx(saldo["1003"]["skyldig"])
    assert rader["1003"]["trekk_kr"] == 0
    assert rader["1003"]["begrunnelse"]
    assert rader["1002"]["bortfall"] == 0  # its period goes on


@pytest.mark.slow
def test_pages_are_workbooks_of_their_own_and_the_bank_is_left_alone(tidbank: Any, bok: Path, tmp_path: Path) -> None:
    foer = bok.read_bytes()
    for navn, mer in (
        ("saldo", ["--dato", DAG]),
        ("konto", ["--ansatt", "1008"]),
        ("kontroller", ["--dato", DAG]),
        ("gjennomgang", ["--dato", DAG, "--ansatt", "1008"]),
        ("avregning", ["--dato", DAG]),
    ):
        ut = tmp_path / f"{navn}.xlsx"
        svar = tidbank(navn, bok, *mer, "-o", ut)
        assert svar.kode in (0, 1), svar.feil
        assert openpyxl.load_workbook(ut).sheetnames
        igjen = tidbank(navn, bok, *mer, "-o", ut)
        assert igjen.kode == 2
        assert "finnes fra før" in igjen.feil
        assert tidbank(navn, bok, *mer, "-o", ut, "--overskriv").kode == svar.kode
    assert bok.read_bytes() == foer


@pytest.mark.slow
def test_building_again_gives_the_same_bytes(tidbank: Any, tmp_path: Path) -> None:
    for mappe in ("a", "b"):
        assert tidbank("demo", "--mappe", tmp_path / mappe).kode == 0
    for fil in (tmp_path / "a").iterdir():
        krev_samme(fil, tmp_path / "b" / fil.name)


def test_review_needs_a_period(tidbank: Any, bok: Path, tmp_path: Path) -> None:
    ut = tmp_path / "ut.xlsx"
    svar = tidbank("gjennomgang", bok, "--dato", "2030-01-01", "-o", ut)
    assert svar.kode == 3
    assert "01.01.2030" in svar.feil
    assert not ut.exists()


@pytest.mark.parametrize(
    ("argumenter", "sier"),
    [
        (["saldo"], "Oppgi FIL"),
        (["saldo", "{bok}", "--dato", "31.02.2026"], "31.02.2026"),
        (["saldo", "{bok}", "--datoen", "1"], "--datoen"),
        (["hallo"], "saldo"),
        (["gjennomgang", "{bok}", "-o", "ut.xlsx"], "--dato"),
        (["gjennomgang", "{bok}", "--dato", DAG, "-o", "ut.pdf"], ".xlsx"),
        (["ny", "{bok}"], "finnes fra før"),
        (["kontroller", "{bok}", "-o", "{bok}", "--overskriv"], "leses fra"),
    ],
)
def test_usage(tidbank: Any, bok: Path, argumenter: list[str], sier: str) -> None:
    svar = tidbank(*(a.replace("{bok}", str(bok)) for a in argumenter))
    assert svar.kode == 2
    assert sier in svar.feil
    assert "Traceback" not in svar.feil
    assert not any(ord_ in svar.feil for ord_ in ("Missing", "Invalid", "No such", "Usage"))


def test_an_unknown_employee_is_bad_input(tidbank: Any, bok: Path) -> None:
    svar = tidbank("saldo", bok, "--ansatt", "9999", "--json")
    assert svar.kode == 3
    assert "9999" in svar.feil
    assert svar.json["feil"][0]["tekst"]


def test_a_file_open_elsewhere_is_locked(tidbank: Any, bok: Path, tmp_path: Path) -> None:
    ut = tmp_path / "ut.xlsx"
    ut.write_bytes(b"gammelt")
    (tmp_path / "~$ut.xlsx").write_bytes(b"\x04Kari")
    svar = tidbank("kontroller", bok, "--dato", DAG, "-o", ut, "--overskriv")
    assert svar.kode == 4
    assert "ut.xlsx" in svar.feil
    assert ut.read_bytes() == b"gammelt"


def test_overlapping_agreements_are_a_finding_but_no_balance(tidbank: Any, tmp_path: Path) -> None:
    mappe = tmp_path / "csv"
    mappe.mkdir()
    for fil in SOLBAKKEN.glob("*.csv"):
        innhold = fil.read_bytes()
        if fil.name == "Avtaler.csv":
            innhold = innhold.replace(b"1002;24.08.2026;", b"1002;23.08.2026;")
        (mappe / fil.name).write_bytes(innhold)
    ny = tmp_path / "ny.xlsx"
    svar = tidbank("ny", ny, "--fra", mappe)
    assert svar.kode == 0
    assert "Avtaler.csv!B4" in svar.feil
    paa = ("--dato", DAG, "--json")
    for argumenter in (("saldo",), ("avregning",), ("gjennomgang", "-o", tmp_path / "g.xlsx")):
        navn, *mer = argumenter
        svar = tidbank(navn, ny, *mer, *paa)
        assert svar.kode == 0
        assert "Avtaler!C4" in svar.feil
        assert [u["ansattnr"] for u in svar.json["utelatt"]] == ["1002"]
        assert "Avtaler!C4" in svar.json["utelatt"][0]["feil"][0]
        (rader,) = (v for k, v in svar.json.items() if k in ("saldo", "avregning", "gjennomganger"))
        assert len(rader) > 5
        assert "1002" not in {r["ansattnr"] for r in rader}
        svar = tidbank(navn, ny, *([*mer[:-1], tmp_path / "g2.xlsx"] if mer else []), *paa, "--ansatt", "1002")
        assert svar.kode == 3
        assert "Avtaler!C4" in svar.feil
    assert not (tmp_path / "g2.xlsx").exists()
    svar = tidbank("kontroller", ny, *paa)
    assert svar.kode == 1
    assert [f["celle"] for f in svar.json["funn"] if f["regel"] == "overlapp_avtale"] == ["C4"]


def test_help_is_in_norwegian(tidbank: Any) -> None:
    for argumenter in (["--help"], ["saldo", "--help"]):
        svar = tidbank(*argumenter)
        assert svar.kode == 0
        assert "Bruk:" in svar.ut
        assert not any(ord_ in svar.ut for ord_ in ("Usage", "Options", "Commands", "Show this", "Arguments"))


def test_every_hour_key_can_be_summed(bok: Path) -> None:
    tekst = TIDBANK_LES(*omrader(bok))
    for nokkel in TIMENOKLER:
        assert isinstance(TIDBANK_SALDO(None, DAG, nokkel, tekst), float), nokkel
