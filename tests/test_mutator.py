"""The mutator is the same every time, and notices what it is there to notice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import mutator


@pytest.mark.slow
def test_a_case_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    en, to = (mutator.grunnlag(mutator._ny(tmp_path / n)) for n in ("en", "to"))
    assert en == to
    saker = [mutator.mutert(1, n, en) for n in range(200)]
    assert saker == [mutator.mutert(1, n, to) for n in range(200)]
    assert {slag.split("/")[0] for slag, _ in saker} == set(mutator.VEKT)
    assert [mutator.mutert(2, n, en) for n in range(200)] != saker


@pytest.mark.slow
def test_a_short_run_finds_nothing(tmp_path: Path) -> None:
    telling, funn = mutator.vokt(1, 0, 20, tmp_path)
    assert funn == []
    assert sum(telling.values()) > 10
    assert any(hva == "lest" for _, hva in telling)
    assert any(hva == "setning" for _, hva in telling)


SLUTTER = {
    "dies": 'print(\'["begynner", 3, "liten/byte"]\', flush=True); import os; os.abort()',
    "hangs": 'print(\'["begynner", 3, "liten/byte"]\', flush=True); import time; time.sleep(60)',
    "finds": 'print(\'["begynner", 3, "liten/byte"]\\n["svar", [3, "liten/byte", "funn", false, "x"]]\', flush=True)',
}


@pytest.mark.slow
@pytest.mark.parametrize("slutt", SLUTTER)
def test_an_end_is_noticed_and_its_input_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slutt: str) -> None:
    monkeypatch.setattr(mutator, "STILLE", 1.0)
    ekte = subprocess.Popen
    startet = []

    def start(kode: list[str], **valg: Any) -> Any:
        startet.append(kode[kode.index("--fra") + 1])
        program = SLUTTER[slutt] if len(startet) == 1 else "import time; time.sleep(60)"
        return ekte([sys.executable, "-c", program], **valg)

    monkeypatch.setattr(subprocess, "Popen", start)
    _, funn = mutator.vokt(1, 0, 3, tmp_path)
    assert funn[0].nr == 3
    assert startet[:2] == ["0", "4"]  # and goes on with the next
    fra = mutator.grunnlag(mutator._ny(tmp_path / "g"))
    assert (tmp_path / "funn-1-3" / "Bank.xlsx").read_bytes() == mutator.mutert(1, 3, fra)[1]["Bank.xlsx"]
