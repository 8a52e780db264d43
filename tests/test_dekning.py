"""The floor under each package is a floor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from . import dekning

ROT = Path(__file__).parents[1]


def fil(linjer: int, kjort: int) -> dict[str, Any]:
    return {"summary": {"num_statements": linjer, "covered_lines": kjort}}


def test_lines_are_counted_in_their_package() -> None:
    filer = {
        "xl_tidbank/core/bank.py": fil(60, 60), "xl_tidbank/core/rules/a.py": fil(40, 20), "udfs/bank.py": fil(10, 10),
        "xl_tidbank/demo.py": fil(5, 0),
    }  # fmt: skip
    alle = {x.pakke: x for x in dekning.tabell(filer)}
    assert (alle["core"].linjer, alle["core"].prosent, alle["udfs"].prosent) == (100, 80.0, 100.0)
    assert alle[dekning.RESTEN].linjer == 5


def test_below_the_floor_is_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    alt = {f"xl_tidbank/{p}/a.py" if p != "udfs" else "udfs/a.py": fil(100, g) for p, g in dekning.GULV.items()}
    monkeypatch.setattr(dekning, "malt", lambda: alt)
    assert dekning.main() == 0
    alt["xl_tidbank/core/a.py"] = fil(100, dekning.GULV["core"] - 1)
    assert dekning.main() == 1
    assert [n.split()[0] for n in capsys.readouterr().out.splitlines() if "TOO LOW" in n] == ["core"]


def test_every_package_has_a_floor() -> None:
    mapper = {p.parent.name for p in (ROT / "xl_tidbank").glob("*/__init__.py")}
    assert set(dekning.GULV) == {*mapper, "udfs"}
    assert all(0 < g < 100 for g in dekning.GULV.values())
