"""What the user wrote is kept (T13): backups, locks, existence under the lock, the log of what was written, kills."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests import drep
from xl_tidbank.book import logg
from xl_tidbank.book.files import backup, beside, save
from xl_tidbank.book.open import read
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import FinnesFraFor

from .conftest import Svar
from .test_cli import DAG

Kjor = Callable[..., Svar]


@pytest.fixture
def bok(ny_solbakken: Callable[[Path], Path], tmp_path: Path) -> Path:
    return ny_solbakken(tmp_path)


def skriver(data: bytes) -> Callable[[Path], None]:
    def lag(sti: Path) -> None:
        sti.write_bytes(data)

    return lag


def filer(mappe: Path) -> list[str]:
    return sorted(p.name for p in mappe.iterdir())


# Backups


def test_backups_are_numbered_and_never_written_over(tmp_path: Path) -> None:
    sti = tmp_path / "b.xlsx"
    (tmp_path / "b sikkerhetskopi 3.xlsx").write_bytes(b"min egen")
    (tmp_path / "b sikkerhetskopi x.xlsx").write_bytes(b"noe annet")
    for n in range(3):
        skrevet = save.skriv_helt(sti, skriver(b"%d" % n))
        assert (skrevet.kopi is None) == (n == 0)
    assert [p.name for p in backup.sikkerhetskopier(sti)] == [f"b sikkerhetskopi {n}.xlsx" for n in (3, 4, 5)]
    innhold = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert innhold == {
        "b.xlsx": b"2", "b sikkerhetskopi 3.xlsx": b"min egen", "b sikkerhetskopi 4.xlsx": b"0",
        "b sikkerhetskopi 5.xlsx": b"1", "b sikkerhetskopi x.xlsx": b"noe annet",
    }  # fmt: skip


def test_a_backup_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a memory stick: a copy, whole before it has its name."""
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(95, "no links")))
    sti = tmp_path / "b.xlsx"
    for n in range(3):
        save.skriv_helt(sti, skriver(b"%d" % n))
    assert [p.read_bytes() for p in backup.sikkerhetskopier(sti)] == [b"0", b"1"]
    assert sti.read_bytes() == b"2"
    assert len(filer(tmp_path)) == 3
    with pytest.raises(FinnesFraFor):
        save.skriv_helt(sti, skriver(b"3"), bare_ny=True)


def test_a_backup_left_by_a_kill_just_before_the_write_is_used_again(tmp_path: Path) -> None:
    sti = tmp_path / "b.xlsx"
    sti.write_bytes(b"gammel")
    os.link(sti, tmp_path / "b sikkerhetskopi 1.xlsx")
    save.skriv_helt(sti, skriver(b"ny"))
    assert filer(tmp_path) == ["b sikkerhetskopi 1.xlsx", "b.xlsx"]
    assert (tmp_path / "b sikkerhetskopi 1.xlsx").read_bytes() == b"gammel"


def test_a_long_name_still_gets_a_backup(tmp_path: Path) -> None:
    sti = tmp_path / f"{'æ' * 122}.xlsx"
    for n in range(2):
        save.skriv_helt(sti, skriver(b"%d" % n))
    assert [p.read_bytes() for p in backup.sikkerhetskopier(sti)] == [b"0"]


def test_overskriv_says_where_the_old_file_is(tidbank: Kjor, bok: Path, tmp_path: Path) -> None:
    ut = tmp_path / "Avvik.xlsx"
    for argumenter in (
        ("kontroller", bok, "--dato", DAG), ("gjennomgang", bok, "--dato", DAG, "--ansatt", "1008"),
        ("del", bok, "--dato", DAG, "--ja"), ("minside", bok, "--ansatt", "1008", "--ja"),
    ):  # fmt: skip
        ut.write_bytes(b"mitt eget")
        nr = len(backup.sikkerhetskopier(ut)) + 1
        svar = tidbank(*argumenter, "-o", ut, "--overskriv")
        assert svar.kode in (0, 1), svar.feil
        assert f"«Avvik sikkerhetskopi {nr}.xlsx»" in svar.feil
        assert (tmp_path / f"Avvik sikkerhetskopi {nr}.xlsx").read_bytes() == b"mitt eget"
    svar = tidbank("kontroller", bok, "--dato", DAG, "-o", ut, "--overskriv", "--json")
    assert svar.json["sikkerhetskopier"] == [str(tmp_path / "Avvik sikkerhetskopi 5.xlsx")]


def test_ny_over_a_bank_says_how_many_rows_it_had(tidbank: Kjor, bok: Path) -> None:
    gammel = bok.read_bytes()
    svar = tidbank("ny", bok, "--overskriv")
    assert svar.kode == 0
    antall = {navn: len(getattr(read.les_bok(bok.with_name("Bank sikkerhetskopi 1.xlsx")), felt) or ())
              for navn, felt in (("Ansatte", "ansatte"), ("Vakter", "vakter"), ("Turnus", "turnus"))}  # fmt: skip
    ut = " ".join(svar.ut.split())
    assert "Den gamle banken hadde" in ut
    for navn, n in antall.items():
        assert f"{navn} {n}" in ut
    assert bok.with_name("Bank sikkerhetskopi 1.xlsx").read_bytes() == gammel
    assert "Den gamle banken var tom" in tidbank("ny", bok, "--overskriv").ut
    bok.write_bytes(b"ikke en bank")
    assert "kunne ikke leses som en bank" in tidbank("ny", bok, "--overskriv").ut
    assert bok.with_name("Bank sikkerhetskopi 3.xlsx").read_bytes() == b"ikke en bank"


@pytest.mark.slow
def test_building_again_keeps_a_workbook_somebody_filled_in(tidbank: Kjor, tmp_path: Path) -> None:
    assert tidbank("bygg", "--mappe", tmp_path).kode == 0
    (tmp_path / "Tidbank.xlsm").write_bytes(b"mine timer")
    svar = tidbank("bygg", "--mappe", tmp_path)
    assert "«Tidbank sikkerhetskopi 1.xlsm»" in svar.feil
    assert filer(tmp_path) == ["Tidbank sikkerhetskopi 1.xlsm", "Tidbank.xlsm", "Tidbank_demo.xlsm"]
    assert (tmp_path / "Tidbank sikkerhetskopi 1.xlsm").read_bytes() == b"mine timer"


# Existence, locks, other copies


@pytest.mark.slow
def test_demo_never_writes_over_anything(tidbank: Kjor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tidbank-demo").mkdir()
    (tmp_path / "tidbank-demo" / "Tidbank.xlsx").write_bytes(b"min bank")
    (tmp_path / "tidbank-demo-2").write_bytes(b"en fil")
    svar = tidbank("demo")
    assert svar.kode == 0
    assert "tidbank-demo-3" in svar.ut
    assert "«tidbank-demo» finnes fra før og er ikke rørt" in svar.feil
    assert filer(tmp_path / "tidbank-demo") == ["Tidbank.xlsx"]
    assert (tmp_path / "tidbank-demo" / "Tidbank.xlsx").read_bytes() == b"min bank"
    svar = tidbank("demo", "--json")
    assert svar.json["filer"]["bank"] == str(Path("tidbank-demo-4") / "Tidbank.xlsx")
    assert "tidbank-demo-4" in svar.json["om_filen"][0]
    (tmp_path / "tom").mkdir()
    assert tidbank("demo", "--mappe", "tom").feil == ""
    assert (tmp_path / "tom" / "Tidbank.xlsx").exists()


def test_a_file_made_while_the_command_worked_is_not_written_over(tidbank: Kjor, bok: Path, tmp_path: Path,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    ut = tmp_path / "ut.xlsx"
    funn = Bank.funn

    def sent(bank: Bank, dag: Any) -> Any:
        ut.write_bytes(b"en annens")
        return funn(bank, dag)

    monkeypatch.setattr(Bank, "funn", sent)
    svar = tidbank("kontroller", bok, "--dato", DAG, "-o", ut)
    assert svar.kode == 2
    assert "ut.xlsx finnes fra før. Velg et annet navn, eller bruk --overskriv." in svar.feil
    assert ut.read_bytes() == b"en annens"


@pytest.mark.slow
def test_of_twelve_that_make_one_bank_one_does(tmp_path: Path) -> None:
    assert drep.ny(12, tmp_path) == {0: 1, 2: 11}


def test_a_bank_that_changed_before_it_was_replaced_is_left(tidbank: Kjor, bok: Path,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from xl_tidbank import commands

    def endre(*argumenter: Any) -> Any:
        bok.write_bytes(b"lagret av en annen")
        return []

    monkeypatch.setattr(commands, "forsider", endre)
    svar = tidbank("ny", bok, "--overskriv")
    assert svar.kode == 4
    assert "endret etter at den ble lest" in svar.feil
    assert bok.read_bytes() == b"lagret av en annen"
    assert not backup.sikkerhetskopier(bok)


def test_a_bank_that_changed_while_it_was_asked_is_told_of(tidbank: Kjor, bok: Path,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    saldoer = Bank.saldoer

    def sent(bank: Bank, dag: Any) -> Any:
        os.utime(bok, ns=(1, 1))
        return saldoer(bank, dag)

    monkeypatch.setattr(Bank, "saldoer", sent)
    assert "endret mens kommandoen arbeidet" in tidbank("saldo", bok, "--dato", DAG).feil
    assert tidbank("saldo", bok, "--dato", DAG).feil == ""


def test_an_open_bank_is_read_with_a_note_and_never_written(tidbank: Kjor, bok: Path) -> None:
    for navn, program in (("~$Bank.xlsx", "Excel"), (".~lock.Bank.xlsx#", "LibreOffice")):
        (bok.parent / navn).touch()
        svar = tidbank("saldo", bok, "--dato", DAG, "--json")
        assert svar.kode == 0
        assert f"åpen i {program}" in svar.feil
        assert f"åpen i {program}" in svar.json["om_filen"][0]
        assert tidbank("ny", bok, "--overskriv").kode == 4
        (bok.parent / navn).unlink()
    assert not backup.sikkerhetskopier(bok)


@pytest.mark.parametrize(
    ("navn", "konflikt"),
    [
        ("Bank-LAPTOP7.xlsx", True),
        ("Bank-KARI-PC-2.xlsx", True),
        ("Bank (1).xlsx", True),
        ("Bank(12).xlsx", True),
        ("Bank (Kari's conflicted copy 2026-11-30).xlsx", True),
        ("Bank-2026.xlsx", False),
        ("Bank-natt.xlsx", False),
        ("Bank sikkerhetskopi 1.xlsx", False),
        ("Bank-LAPTOP7.csv", False),
        ("Banken-LAPTOP7.xlsx", False),
        ("Bank (kopi).xlsx", False),
    ],
)
def test_copies_of_a_conflict(tmp_path: Path, navn: str, konflikt: bool) -> None:
    bok = tmp_path / "Bank.xlsx"
    bok.touch()
    (tmp_path / navn).touch()
    assert beside.konfliktkopier(bok) == ([navn] if konflikt else [])
    assert any(navn in m for m in beside.merknader(bok)) == konflikt


def test_a_copy_of_a_conflict_is_told_of_on_the_command_line(tidbank: Kjor, bok: Path) -> None:
    (bok.parent / "Bank-LAPTOP7.xlsx").touch()
    assert "«Bank-LAPTOP7.xlsx»" in tidbank("saldo", bok, "--dato", DAG).feil
    assert "«Bank-LAPTOP7.xlsx»" in tidbank("ny", bok, "--overskriv").feil


# Unfinished files


def test_what_a_killed_command_left_goes_with_the_next(tmp_path: Path) -> None:
    sti = tmp_path / "b.xlsx"
    with backup.uferdig(sti) as holdt:
        holdt.write_bytes(b"arbeider")
        nr = holdt.name.split("-")[3]
        forlatt = tmp_path / holdt.name.replace(f"-{nr}-", "-63-")
        forlatt.write_bytes(b"forlatt")
        gammel, fersk = tmp_path / ".tidbank-uferdig-0badf00d-00-00000000.xlsx", tmp_path / "x"
        gammel.write_bytes(b"")
        os.utime(gammel, (1, 1))
        fersk = tmp_path / ".tidbank-uferdig-0badf00d-00-11111111.xlsx"
        fersk.write_bytes(b"en annen maskin")
        (tmp_path / ".tidbank-uferdig-min egen.xlsx").write_bytes(b"")
        save.skriv_helt(tmp_path / "c.xlsx", skriver(b"c"))
        assert holdt.read_bytes() == b"arbeider"
    assert filer(tmp_path) == [".tidbank-uferdig-0badf00d-00-11111111.xlsx", ".tidbank-uferdig-min egen.xlsx", "c.xlsx"]


def test_without_room_for_locks_the_save_is_whole_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_i_temp", lambda nokkel: str(tmp_path / "finnes" / "ikke" / nokkel))
    monkeypatch.setattr(FileLock, "acquire", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "nei")))
    save.skriv_helt(tmp_path / "b.xlsx", skriver(b"hel"))
    assert (tmp_path / "b.xlsx").read_bytes() == b"hel"
    assert filer(tmp_path) == ["b.xlsx"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_kills_lose_nothing_and_leave_nothing(tmp_path: Path) -> None:
    dom = drep.drep(25, tmp_path, fro=3)
    assert (dom.tapt, dom.skadet, dom.rester, dom.uleste) == (0, 0, 0, 0)
    assert dom.drept >= 8, dom  # where they fall is chance


@pytest.mark.slow
def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    dom = drep.samtidig(8, tmp_path)
    assert dom == drep.Samtidig(skrevet=8, ulike=8, skadet=0, rester=0, logglinjer=8)


# The log


def test_the_log_says_what_was_written_and_names_nobody(tidbank: Kjor, bok: Path, tmp_path: Path) -> None:
    foer, stempel = bok.read_bytes(), Bank(read.les_bok(bok)).stempel
    assert not logg.filen(bok).exists()  # a new bank, and questions, write nothing
    assert tidbank("saldo", bok, "--dato", DAG).kode == 0
    assert not logg.filen(bok).exists()
    assert tidbank("minside", bok, "--ansatt", "1008", "--ja", "-o", tmp_path / "Tone Solli.xlsx").kode == 0
    assert tidbank("lonn", bok, "--maned", "2026-05", "-o", tmp_path / "l.xlsx", "--csv", tmp_path / "l.csv").kode == 0
    svar = tidbank("logg", bok, "--json")
    assert svar.kode == 0
    assert (svar.json["stempel"], svar.json["endret_siden"], svar.json["uleste"]) == (stempel, False, 0)
    en, to = svar.json["linjer"]
    assert list(en) == ["tid", "kommando", "fra", "til", "skrevet", "avtrykk", "kilde", "brudd"]
    assert (en["kommando"], en["fra"], en["til"], en["kilde"]) == ("minside", stempel, stempel, "fil")
    assert (to["kommando"], to["skrevet"], to["fra"]) == ("lonn", "2 filer (.xlsx, .csv)", stempel)
    assert [len(a) for a in to["avtrykk"]] == [16, 16]
    assert abs(datetime.now(UTC) - datetime.fromisoformat(en["tid"])) < timedelta(minutes=5)
    raa = logg.filen(bok).read_text("utf-8")
    assert raa.isascii()
    for navn in ("Solli", "1008", str(tmp_path), os.environ.get("USER") or "Solli"):
        assert navn not in raa
    assert bok.read_bytes() == foer
    assert "minside" in tidbank("logg", bok).ut


@pytest.mark.slow
def test_the_log_says_when_the_bank_was_changed_between(tidbank: Kjor, bok: Path, tmp_path: Path) -> None:
    import openpyxl

    assert tidbank("kontroller", bok, "--dato", DAG, "-o", tmp_path / "a.xlsx").kode == 1
    endret: Any = openpyxl.load_workbook(bok)
    endret["Vakter"]["I2"] = "Avlyst"
    endret.save(bok)
    svar = tidbank("logg", bok)
    assert "endret siden siste linje" in svar.ut
    assert tidbank("logg", bok, "--json").json["endret_siden"]
    assert tidbank("kontroller", bok, "--dato", DAG, "-o", tmp_path / "b.xlsx").kode == 1
    svar = tidbank("logg", bok, "--json")
    assert [x["brudd"] for x in svar.json["linjer"]] == [False, True]
    assert not svar.json["endret_siden"]
    assert "endret siden linjen over" in " ".join(tidbank("logg", bok).ut.split())
    assert tidbank("ny", bok, "--overskriv").kode == 0
    siste = tidbank("logg", bok, "--json").json["linjer"][-1]
    assert (siste["kommando"], siste["brudd"]) == ("ny", False)
    assert siste["til"] == Bank(read.les_bok(bok)).stempel


def test_the_sheet_and_the_file_stand_in_order(tidbank: Kjor, bok: Path) -> None:
    import openpyxl

    naa = logg.naa()
    for minutter in (0, 20):
        linje = logg.Linje(naa + timedelta(minutes=minutter), "del", "a" * 12, "a" * 12, "1 fil (.xlsx)", ("f" * 16,))
        assert logg.skriv(bok, linje) == ""
    i_ark = logg.Linje(naa + timedelta(minutes=10), "kontroller_alt", "b" * 12, "b" * 12, "1 ark")
    arbeidsbok: Any = openpyxl.load_workbook(bok)
    ark = arbeidsbok.create_sheet("Logg")
    for rad in (logg.HODE, logg.som_rad(i_ark), ("i går", "x", "y", "z", "w"), (None,) * 6):
        ark.append(rad)
    arbeidsbok.save(bok)
    svar = tidbank("logg", bok, "--json").json
    assert [(x["kommando"], x["kilde"], x["brudd"]) for x in svar["linjer"]] == [
        ("del", "fil", False), ("kontroller_alt", "ark", True), ("del", "fil", True),
    ]  # fmt: skip
    assert svar["uleste"] == 1


def test_a_log_that_cannot_be_written_stops_nothing(tidbank: Kjor, bok: Path, tmp_path: Path) -> None:
    sti, annet = logg.filen(bok), tmp_path / "annet.txt"
    annet.write_bytes(b"")
    for hva in ("mappe", "lenke", "kø"):
        if hva == "mappe":
            sti.mkdir()
        elif hva == "lenke":
            sti.symlink_to(annet)
        else:
            os.mkfifo(sti)
        svar = tidbank("kontroller", bok, "--dato", DAG, "-o", tmp_path / "ut.xlsx", "--overskriv")
        assert svar.kode == 1
        assert svar.feil.count("Loggen Bank.xlsx.logg.jsonl er ikke skrevet") == 1
        assert annet.read_bytes() == b""
        sti.rmdir() if sti.is_dir() else sti.unlink()
    with FileLock(backup.laasfil(sti)):
        foer, logg.VENT = logg.VENT, 0.05
        try:
            assert "en annen kommando" in logg.skriv(bok, logg.Linje(logg.naa(), "x", "", "", ""))
        finally:
            logg.VENT = foer


UTEN_STEMPEL = {"versjon": 1, "tid": "2026-01-01T00:00:00+00:00"}
BRUTTE = (
    b"[]", b"null", b'"x"', b"\xff\xfe", b'{"versjon": 1, "tid": 3}', b"[" * 100_000,
    b'{"versjon": 1, "tid": "2026-01-01T00:00:00"}', json.dumps(UTEN_STEMPEL).encode(),
    json.dumps({**UTEN_STEMPEL, "fra": "<x>", "til": ""}).encode(),
)  # fmt: skip


def test_a_broken_line_costs_no_other(bok: Path) -> None:
    """One who was killed in the middle of a line, and lines that are no log."""
    en = logg.Linje(logg.naa(), "del", "a" * 12, "a" * 12, "1 fil (.xlsx)")
    sti = logg.filen(bok)
    assert logg.skriv(bok, en) == ""
    with sti.open("ab") as f:
        f.write(b'{"versjon": 1, "tid": "2026-')
    assert logg.skriv(bok, en) == ""
    with sti.open("ab") as f:
        for rad in BRUTTE:
            f.write(rad + b"\n")
    assert logg.les_fil(bok) == ([en, en], 10)


def test_locks_of_the_log_hold_between_processes(tmp_path: Path) -> None:
    """Writers in threads and processes append whole lines."""
    import concurrent.futures

    bok = tmp_path / "Bank.xlsx"
    linjer = [logg.Linje(logg.naa(), f"k{n}", "", "a" * 12, "x" * 150) for n in range(60)]
    with concurrent.futures.ThreadPoolExecutor(12) as flere:
        assert set(flere.map(lambda x: logg.skriv(bok, x), linjer)) == {""}
    lest, uleste = logg.les_fil(bok)
    assert (sorted(x.kommando for x in lest), uleste) == (sorted(x.kommando for x in linjer), 0)
