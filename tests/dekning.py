"""How much of each package the tests run, and whether it is enough: `python -m tests.dekning`, after `pytest --cov`.

Lines run in the tests' own processes. What runs inside LibreOffice, in commands started on their own and in slow tests
is not seen.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROT = Path(__file__).parents[1]
# Percent of lines, by what the full run covers with LibreOffice there, less one or two.
GULV = {"core": 98, "tables": 95, "book": 94, "commands": 95, "hosts": 57, "cli": 90, "udfs": 97}
RESTEN = "ellers"  # modules beside the packages


class Linje(NamedTuple):
    pakke: str
    linjer: int
    kjort: int
    gulv: int

    @property
    def prosent(self) -> float:
        return 100 * self.kjort / self.linjer if self.linjer else 0.0

    @property
    def holder(self) -> bool:
        return self.prosent >= self.gulv


def pakke(fil: str) -> str:
    """The package a file is counted in, by its path from the root."""
    forste, *resten = Path(fil).with_suffix("").parts
    navn = forste if forste == "udfs" else resten[0]
    return navn if navn in GULV else RESTEN


def tabell(filer: Mapping[str, Any]) -> list[Linje]:
    """Each package with what was run of it. filer: "files" of coverage's own JSON."""
    linjer, kjort = Counter[str](), Counter[str]()
    for fil, funnet in filer.items():
        linjer[pakke(fil)] += funnet["summary"]["num_statements"]
        kjort[pakke(fil)] += funnet["summary"]["covered_lines"]
    return [Linje(p, linjer[p], kjort[p], GULV.get(p, 0)) for p in (*GULV, RESTEN)]


def malt() -> Mapping[str, Any]:
    import coverage

    dekning = coverage.Coverage(config_file=str(ROT / "pyproject.toml"), data_file=str(ROT / ".coverage"))
    dekning.load()
    with tempfile.TemporaryDirectory() as mappe:
        dekning.json_report(outfile=f"{mappe}/dekning.json")
        filer: Mapping[str, Any] = json.loads(Path(mappe, "dekning.json").read_text("utf-8"))["files"]
    return filer


def main() -> int:
    alle = tabell(malt())
    print(f"{'package':10} {'lines':>7} {'run':>7} {'%':>6} {'floor':>6}")
    for x in alle:
        print(f"{x.pakke:10} {x.linjer:7} {x.kjort:7} {x.prosent:6.1f} {x.gulv:6}{'' if x.holder else '  TOO LOW'}")
    return 0 if all(x.holder for x in alle) else 1


if __name__ == "__main__":
    sys.exit(main())
