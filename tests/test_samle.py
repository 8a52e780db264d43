"""tidbank samle: many banks in one table, the same from one process, several and a cluster, and nothing but sums."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.bench import banker
from xl_tidbank.book.open import read
from xl_tidbank.book.samle import en, filer, her
from xl_tidbank.book.template import workbook
from xl_tidbank.cli import main
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.funn import Alvor
from xl_tidbank.core.samling import SMAA, Banktall, slaa_sammen

DAG = "14.09.2026"
ENHETER = {"nord": 7, "sor": 6, "under/ost": 8, "liten": 3}  # employees by file

Kjor = Callable[..., tuple[int, dict[str, Any]]]


def skriv(sti: Path, ansatte: int, fro: int) -> None:
    rader = banker.rader(ansatte, 20, fro=fro, fra_nr=1000 * fro)
    rader = {**rader, "Ansatte": [(a[0], a[1], sti.stem, *a[3:]) for a in rader["Ansatte"]]}
    sti.parent.mkdir(parents=True, exist_ok=True)
    workbook.skriv_bank(sti, rader, [])


@pytest.fixture(scope="module")
def mappe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    mappe = tmp_path_factory.mktemp("kommunen")
    for fro, (navn, ansatte) in enumerate(ENHETER.items(), 1):
        skriv(mappe / f"{navn}.xlsx", ansatte, fro)
    shutil.copy(mappe / "nord.xlsx", mappe / "nord kopi.xlsx")
    shutil.copy(mappe / "nord.xlsx", mappe / "nord sikkerhetskopi 1.xlsx")
    (mappe / "~$nord.xlsx").write_bytes(b"x" * 165)
    (mappe / "halv.xlsx").write_bytes((mappe / "sor.xlsx").read_bytes()[:20_000])
    (mappe / "les meg.txt").write_text("ingen arbeidsbok")
    for kommando, ut in (("del", "Tillitsvalgt"), ("kontroller", "Avvik")):
        with pytest.raises(SystemExit):
            main([kommando, str(mappe / "sor.xlsx"), "--dato", DAG, "-o", str(mappe / f"{ut}.xlsx")])
    return mappe


@pytest.fixture
def kjor(capfdbinary: pytest.CaptureFixture[bytes]) -> Kjor:
    def kjor(*argumenter: str) -> tuple[int, dict[str, Any]]:
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as slutt:
            main(["samle", *argumenter, "--dato", DAG, "--json"])
        return int(slutt.value.code or 0), json.loads(capfdbinary.readouterr().out)

    return kjor


def test_a_row_is_the_sum_of_its_bank(mappe: Path, kjor: Kjor) -> None:
    kode, svar = kjor(str(mappe), "--prosesser", "1")
    assert kode == 1  # one cannot be read
    dag = date(2026, 9, 14)
    bank = Bank(read.les_bok(mappe / "under" / "ost.xlsx"))
    rad = next(r for r in svar["enheter"] if r["enhet"] == "ost")
    saldoer, funn = bank.saldoer(dag), bank.funn(dag)
    assert rad["ansatte"] == 8
    assert rad["skyldig"] == pytest.approx(sum(max(0, s.skyldig) for s in saldoer))
    assert rad["etterslep"] == pytest.approx(sum(max(0, s.etterslep) for s in saldoer))
    assert rad["brudd"] == sum(f.alvor == Alvor.BRUDD for f in funn) == sum(f["brudd"] for f in rad["funn"])
    assert rad["forfalte"] == sum(f.regel == "gjennomgang_forfalt" for f in funn) > 0
    assert rad["stempel"] == bank.stempel
    assert rad["bortfall_30"] == 0  # the period ends in January
    sen = en.les_en(en.Oppgave("ost", str(mappe / "under" / "ost.xlsx")), date(2026, 12, 1)).tall
    assert sen is not None
    rest = sum(max(0.0, s.skyldig_ved_slutt) for s in bank.saldoer(date(2026, 12, 1)))
    assert sen.bortfall_30 == 0
    assert sen.bortfall_90 == pytest.approx(rest)


def test_what_is_no_bank_is_told_of_and_stops_nothing(mappe: Path, kjor: Kjor) -> None:
    _, svar = kjor(str(mappe), "--prosesser", "1")
    assert [x["fil"] for x in svar["ikke_lest"]] == ["halv.xlsx"]
    hoppet = {x["fil"]: x["grunn"] for x in svar["hoppet_over"]}
    assert hoppet == {
        "nord.xlsx": "Samme innhold som nord kopi.xlsx, som er med.",
        "nord sikkerhetskopi 1.xlsx": filer.SIKKERHETSKOPI,
        "~$nord.xlsx": filer.LAAS,
        "Tillitsvalgt.xlsx": en.DELT,
        "Avvik.xlsx": en.INGEN_BANK,
    }


def test_a_small_unit_cannot_be_subtracted_out(mappe: Path, kjor: Kjor) -> None:
    _, svar = kjor(str(mappe), "--prosesser", "1")
    smaa = next(r for r in svar["enheter"] if r["enhet"] == SMAA)
    assert smaa["filer"] == ["liten.xlsx", "nord kopi.xlsx", "sor.xlsx"]  # without nord, nine people are left
    assert smaa["stempel"] is None
    assert "liten" not in {r["enhet"] for r in svar["enheter"]}
    for felt in ("ansatte", "skyldig", "brudd"):
        assert svar["sum"][felt] == pytest.approx(sum(r[felt] for r in svar["enheter"]))


def _tall(ansatte: int) -> Banktall:
    return Banktall("e", ansatte, 1.0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, "", ())


@pytest.mark.parametrize(
    ("ansatte", "rader", "utenfor"),
    [
        ({"a": 9, "b": 8}, [("a",), ("b",)], ()),
        ({"a": 9, "b": 5}, [("a",), ("b",)], ()),  # the limit itself
        ({"a": 9, "b": 4}, [("a",)], ("b",)),  # whoever knows a would be left with four
        ({"a": 9, "b": 4, "c": 7}, [("a", "b", "c")], ()),  # without a eleven are left, without b sixteen
        ({"a": 3, "b": 3, "c": 3}, [("a", "b", "c")], ()),
        ({"a": 3, "b": 1}, [], ("a", "b")),
        ({"a": 4, "b": 4, "c": 4, "d": 30}, [("d",), ("a", "b", "c")], ()),
    ],
)
def test_rows_of_few_people(ansatte: dict[str, int], rader: list[tuple[str, ...]], utenfor: tuple[str, ...]) -> None:
    s = slaa_sammen({fil: _tall(n) for fil, n in ansatte.items()})
    assert ([r.filer for r in s.rader], s.holdt_utenfor) == (rader, utenfor)
    assert (s.sum.ansatte if s.sum else 0) == sum(n for fil, n in ansatte.items() if fil not in utenfor)


def test_a_sentence_of_a_file_tells_of_nobody(tmp_path: Path) -> None:
    rader = banker.rader(6, 5)
    rader = {
        **rader,
        "Vakter": [("V1", "Kari Hemmelig", date(2026, 9, 1), 450, 900, 30, "Tidbank", "Tildelt", "Ulest")],
    }
    workbook.skriv_bank(tmp_path / "feil.xlsx", rader, [])
    svar = en.les_en(en.Oppgave("feil.xlsx", str(tmp_path / "feil.xlsx")), date(2026, 9, 14))
    hele = repr(svar)
    assert "Hemmelig" not in hele
    assert not any(a[0] in hele or a[1] in hele for a in rader["Ansatte"])
    if svar.tall is None:
        assert svar.utfall is en.Utfall.FEIL
        assert "Vakter!" in svar.grunn


def test_only_sums_leave(mappe: Path, tmp_path: Path, kjor: Kjor) -> None:
    ut = tmp_path / "Samlet.xlsx"
    _, svar = kjor(str(mappe), "--prosesser", "1", "-o", str(ut))
    import openpyxl

    celler = {str(c.value) for ark in openpyxl.load_workbook(ut) for rad in ark.iter_rows() for c in rad if c.value}
    alt = " ".join(celler) + json.dumps(svar)
    for fro, ansatte in enumerate(ENHETER.values(), 1):
        for nr, navn, *_ in banker.rader(ansatte, 0, fro=fro, fra_nr=1000 * fro)["Ansatte"]:
            assert nr not in celler
            assert navn not in alt


def test_the_trend_since_the_last_time(mappe: Path, tmp_path: Path, kjor: Kjor) -> None:
    kommune = tmp_path / "kommunen"
    shutil.copytree(mappe, kommune)
    forrige = kommune / "Samlet.xlsx"
    _, da = kjor(str(kommune), "--prosesser", "1", "-o", str(forrige))
    skriv(kommune / "under" / "ost.xlsx", 8, 77)
    skriv(kommune / "vest.xlsx", 9, 78)
    _, naa = kjor(str(kommune), "--prosesser", "1", "--forrige", str(forrige), "-o", str(tmp_path / "Ny.xlsx"))
    assert naa["forrige"] == "2026-09-14"
    foer, etter = (next(r for r in s["enheter"] if r["enhet"] == "ost") for s in (da, naa))
    assert etter["endring"]["skyldig"] == pytest.approx(etter["skyldig"] - foer["skyldig"])
    assert etter["endring"]["brudd"] == etter["brudd"] - foer["brudd"]
    assert next(r for r in naa["enheter"] if r["enhet"] == "vest")["endring"] is None
    # The table of the last time lies in the folder, and is no bank.
    assert {"fil": "Samlet.xlsx", "grunn": en.INGEN_BANK} in naa["hoppet_over"]
    kode, _ = kjor(str(kommune), "--forrige", str(mappe / "sor.xlsx"))
    assert kode == 3


def test_a_process_that_dies_takes_one_file_with_it(mappe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    oppgaver = filer.finn(mappe).oppgaver

    def dor(bunkene: Any, dag: date, flest: int) -> Iterator[en.Filsvar]:
        """As when calamine aborts: nothing of what a process with that file was handed is answered."""
        for bunke in bunkene:
            if not any(o.fil == "sor.xlsx" for o in bunke):
                yield from en.les_flere(bunke, dag)

    monkeypatch.setattr(her, "_i_prosesser", dor)
    svar = her.les(oppgaver, date(2026, 9, 14), 2)
    assert [s.fil for s in svar] == [o.fil for o in oppgaver]
    assert {s.fil for s in svar if s.grunn == her.STOPPET} == {"sor.xlsx"}


@pytest.mark.parametrize(
    "argumenter", [["--prosesser", "0"], ["--prosesser", "mange"], ["--prosesser", "2", "--klynge", "x"]]
)
def test_bad_options(mappe: Path, argumenter: list[str], kjor: Kjor) -> None:
    with pytest.raises(SystemExit) as slutt:
        main(["samle", str(mappe), *argumenter])
    assert slutt.value.code == 2


def test_a_folder_without_banks(tmp_path: Path, kjor: Kjor) -> None:
    assert kjor(str(tmp_path))[0] == 3
    assert kjor(str(tmp_path / "finnes ikke"))[0] == 3


@pytest.mark.slow
def test_several_processes_answer_the_same(mappe: Path, kjor: Kjor) -> None:
    assert kjor(str(mappe), "--prosesser", "1") == kjor(str(mappe), "--prosesser", "2")


@pytest.fixture(scope="module")
def klynge() -> Iterator[str]:
    """A scheduler and two workers on this machine. In CI it must be there."""
    if not os.environ.get("TIDBANK_KREV_KLYNGE"):
        pytest.importorskip("distributed")
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as kjorer:
        yield str(kjorer.scheduler_address)


@pytest.mark.slow
def test_a_cluster_answers_the_same(mappe: Path, klynge: str, kjor: Kjor, monkeypatch: pytest.MonkeyPatch) -> None:
    fasit = kjor(str(mappe), "--prosesser", "1")
    assert kjor(str(mappe), "--klynge", klynge) == fasit
    # Where the workers do not see the folder, the bytes are sent.
    from xl_tidbank.book.samle import klynge as klyngen

    sendt: list[str] = []
    monkeypatch.setattr(klyngen, "_ser", lambda klient, oppgave: False)
    ekte = klyngen._bytes

    def med_bytes(o: en.Oppgave) -> bytes:
        sendt.append(o.fil)
        return ekte(o)

    monkeypatch.setattr(klyngen, "_bytes", med_bytes)
    assert kjor(str(mappe), "--klynge", klynge) == fasit
    assert len(sendt) == len(filer.finn(mappe).oppgaver)


@pytest.mark.slow
def test_a_cluster_that_does_not_answer(mappe: Path, klynge: str, kjor: Kjor, monkeypatch: pytest.MonkeyPatch) -> None:
    from xl_tidbank.book.samle import klynge as klyngen

    monkeypatch.setattr(klyngen, "VENT", "1s")
    kode, svar = kjor(str(mappe), "--klynge", "tcp://127.0.0.1:9")
    assert kode == 3
    assert "svarer ikke" in svar["feil"][0]["tekst"]
    kode, svar = kjor(str(mappe), "--klynge", "tull")
    assert kode == 3
