"""The process behind the shield: whatever happens to it is a sentence, and nothing of it is trusted."""

from __future__ import annotations

import os
import pickle
import re
import sys
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.bok import lag_bok
from xl_tidbank.book.open import read, shield
from xl_tidbank.core.errors import TidbankFeil

STI = Path("b.xlsx")


# What a reader may do, each at the top of a module so that the child finds it.


def dobler(sti: Path, data: bytes, mer: int = 2) -> bytes:
    shield.krev()
    return data * mer


def hvor(sti: Path, data: bytes) -> int:
    shield.krev()
    return os.getpid()


def panikk(sti: Path, data: bytes) -> None:
    shield.krev()
    raise type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})


def panikk_her(sti: Path, data: bytes) -> None:
    raise type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})


def vokser(sti: Path, data: bytes) -> bytes:
    shield.krev()
    return bytes(20 << 30)


def dor(sti: Path, data: bytes) -> None:
    shield.krev()
    os.abort()


def henger(sti: Path, data: bytes) -> None:
    shield.krev()
    time.sleep(60)


def bruker_tid(sti: Path, data: bytes) -> None:
    shield.krev()
    while True:
        pass


def skriver(sti: Path, data: bytes) -> None:
    shield.krev()
    os.write(1, b"not an answer")
    os._exit(0)


def feil(sti: Path, data: bytes) -> None:
    shield.krev()
    raise TidbankFeil("Banken er ikke i orden.")


def en_annen_feil(sti: Path, data: bytes) -> None:
    shield.krev()
    raise RuntimeError("anything")


def avbrutt(sti: Path, data: bytes) -> None:
    raise KeyboardInterrupt


def test_plain_work_is_done_here() -> None:
    assert shield.les(lambda sti, data: os.getpid(), STI, b"") == os.getpid()


def test_the_rest_is_done_elsewhere() -> None:
    assert shield.les(dobler, STI, b"ab", 3) == b"ababab"
    assert shield.les(hvor, STI, b"") != os.getpid()


@pytest.mark.parametrize(
    ("leser", "sier"),
    [
        (panikk, shield.SKADET),
        (panikk_her, shield.SKADET),
        (dor, shield.FOR_MYE),
        (skriver, shield.FOR_MYE),
        (feil, "Banken er ikke i orden."),
        (en_annen_feil, shield.SKADET),
        pytest.param(vokser, shield.FOR_MYE, marks=pytest.mark.skipif(os.name != "posix", reason="no limit there")),
    ],
)
def test_each_end_is_a_sentence(leser: Any, sier: str) -> None:
    with pytest.raises(TidbankFeil) as e:
        shield.les(leser, STI, b"")
    assert [f.tekst for f in e.value.feil] == [sier]


@pytest.mark.slow
@pytest.mark.parametrize("leser", [henger, bruker_tid])
def test_no_reader_goes_on_for_ever(monkeypatch: pytest.MonkeyPatch, leser: Any) -> None:
    monkeypatch.setattr(shield, "TID", 2.9)  # so that the two whole seconds of computing are over first
    start = time.monotonic()
    with pytest.raises(TidbankFeil, match="for lang tid"):
        shield.les(leser, STI, b"")
    assert time.monotonic() - start < 30


def test_an_interrupt_is_no_sentence() -> None:
    with pytest.raises(KeyboardInterrupt):
        shield.les(avbrutt, STI, b"")


def test_where_no_python_can_be_started_the_reader_runs_here(monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("/opt/libreoffice/program/soffice.bin", r"C:\Office\EXCEL.EXE", ""):
        monkeypatch.setattr(sys, "executable", program)
        assert shield.les(hvor, STI, b"") == os.getpid()
        with pytest.raises(TidbankFeil, match="skadet"):
            shield.les(panikk, STI, b"")


class Ond:
    def __reduce__(self) -> Any:
        return os.system, ("true",)


def test_an_answer_holds_plain_values_only() -> None:
    lov = {"a": [date(2026, 1, 1), 1.5, None, "x"], "b": TidbankFeil("x").feil}
    assert shield._svaret(pickle.dumps(lov)) == lov
    for ulov in (Ond(), os.getcwd, TidbankFeil, shield.les):
        with pytest.raises(pickle.UnpicklingError):
            shield._svaret(pickle.dumps(ulov))


def test_nothing_is_imported_from_the_folder_the_user_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "datetime.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert shield.les(dobler, STI, b"a") == b"aa"


def test_our_own_files_need_no_shield(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests import sidedata
    from xl_tidbank import commands
    from xl_tidbank.book.copy import verify
    from xl_tidbank.book.template import workbook

    monkeypatch.setattr(shield, "_bak_skjerm", lambda *_: pytest.fail("needed a process of its own"))
    read.les_bok(lag_bok(tmp_path / "a.xlsx"))
    workbook.skriv_bank(tmp_path / "b.xlsx", sidedata.rader(), sidedata.sider()[:2])
    read.les_bok(tmp_path / "b.xlsx")
    commands.til_tillitsvalgt(sidedata.bank(), sidedata.DAG).skriv(tmp_path / "c.xlsx")
    assert verify.verifiser(verify.les_kopi(tmp_path / "c.xlsx")).uendret


@pytest.mark.parametrize("del_", ["xl/worksheets/sheet4.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_what_is_written_in_an_unusual_way_is_read_behind_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, del_: str
) -> None:
    fasit = read.les_bok(lag_bok(tmp_path / "b.xlsx"))
    with zipfile.ZipFile(tmp_path / "b.xlsx") as inn, zipfile.ZipFile(tmp_path / "c.xlsx", "w") as ut:
        for navn in inn.namelist():
            data = inn.read(navn)
            ut.writestr(navn, re.sub(rb"(</row>|</si>|<cellXfs)", rb"<!-- x -->\1", data) if navn == del_ else data)
    brukt = []
    ekte = shield._bak_skjerm
    monkeypatch.setattr(shield, "_bak_skjerm", lambda *a: brukt.append(1) or ekte(*a))  # type: ignore[func-returns-value]
    assert read.les_bok(tmp_path / "c.xlsx") == fasit
    assert brukt


def test_a_file_behind_a_password_is_opened_behind_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from xl_tidbank.book.copy import seal

    hel = lag_bok(tmp_path / "b.xlsx").read_bytes()
    hemmelig = seal.krypter(hel, "x")
    brukt = []
    ekte = shield._bak_skjerm
    monkeypatch.setattr(shield, "_bak_skjerm", lambda *a: brukt.append(1) or ekte(*a))  # type: ignore[func-returns-value]
    assert shield.les(seal.dekrypter, STI, hemmelig, "x") == hel
    assert brukt
