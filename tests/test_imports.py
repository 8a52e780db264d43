"""Who may import whom (the house rule): core <- book <- functions, commands <- udfs <- hosts <- cli."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROT = Path(__file__).parents[1]
# What a module may import of ours, by the longest prefix of its own name.
LOV = {
    "xl_tidbank.core": ("xl_tidbank.core",),
    "xl_tidbank.book": ("xl_tidbank.core", "xl_tidbank.book"),
    "xl_tidbank.functions": ("xl_tidbank.core", "xl_tidbank.book"),
    "xl_tidbank.commands": ("xl_tidbank.core", "xl_tidbank.book", "xl_tidbank.commands"),
    "xl_tidbank.book.open.csvmappe": ("xl_tidbank.core", "xl_tidbank.book"),
    "xl_tidbank.demo": ("xl_tidbank.core", "xl_tidbank.book"),
    "xl_tidbank.cli.terminal": ("xl_tidbank.core", "xl_tidbank.book"),
    "xl_tidbank.cli.usage": (),
    "udfs": ("xl_tidbank.core", "xl_tidbank.book", "xl_tidbank.functions", "udfs"),
    "xl_tidbank.hosts": ("xl_tidbank", "udfs"),
    "xl_tidbank.cli": ("xl_tidbank", "udfs"),
    "xl_tidbank.__main__": ("xl_tidbank.cli",),
    "xl_tidbank": (),
}
# Where a library may be used at all.
BARE_I = {
    "pandas": ("xl_tidbank.book.open.csvmappe",),
    "xlsxwriter": ("xl_tidbank.book",),
    "python_calamine": ("xl_tidbank.book",),
    "typer": ("xl_tidbank.cli", "xl_tidbank.cli.usage"),
    "rich": ("xl_tidbank.cli", "xl_tidbank.cli.terminal"),
    "xlwings": ("xl_tidbank.hosts.excel",),
    "pyopenvba": ("xl_tidbank.hosts.excel",),
    "uno": ("xl_tidbank.hosts.libreoffice",),
    "openpyxl": (),
    "cryptography": ("xl_tidbank.book.copy.seal",),
    "msoffcrypto": ("xl_tidbank.book.copy.seal",),
}
KJERNEN_KAN = {"dateutil", "holidays"}


def moduler() -> Iterator[tuple[str, ast.Module, bool]]:
    for mappe in ("xl_tidbank", "udfs"):
        for fil in sorted((ROT / mappe).rglob("*.py")):
            deler = fil.relative_to(ROT).with_suffix("").parts
            pakke = deler[-1] == "__init__"
            yield ".".join(deler[:-1] if pakke else deler), ast.parse(fil.read_text("utf-8")), pakke


def importerer(navn: str, tre: ast.Module, pakke: bool) -> Iterator[str]:
    for node in ast.walk(tre):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            grunn = node.module or ""
            if node.level:
                opp = navn.split(".")
                opp = opp[: len(opp) - node.level + pakke]
                grunn = ".".join([*opp, grunn] if grunn else opp)
            yield from (f"{grunn}.{a.name}" for a in node.names)


def under(navn: str, prefiks: str) -> bool:
    return navn == prefiks or navn.startswith(prefiks + ".")


MODULER = [(navn, set(importerer(navn, tre, pakke)), tre) for navn, tre, pakke in moduler()]


@pytest.mark.parametrize(("navn", "importert"), [m[:2] for m in MODULER], ids=[m[0] for m in MODULER])
def test_imports_point_downwards(navn: str, importert: set[str]) -> None:
    egen = max((p for p in LOV if under(navn, p)), key=len)
    vaare = {i for i in importert if under(i, "xl_tidbank") or under(i, "udfs")}
    ulovlig = {i for i in vaare if not any(under(i, p) for p in LOV[egen])}
    assert not ulovlig
    for bibliotek, steder in BARE_I.items():
        if any(under(i, bibliotek) for i in importert):
            assert any(under(navn, s) for s in steder), f"{bibliotek} i {navn}"


def test_core_uses_the_standard_library_only() -> None:
    for navn, importert, tre in MODULER:
        if not under(navn, "xl_tidbank.core"):
            continue
        topp = {i.split(".")[0] for i in importert} - {"xl_tidbank"}
        assert topp <= set(sys.stdlib_module_names) | KJERNEN_KAN, navn
        kalt = {n.attr for n in ast.walk(tre) if isinstance(n, ast.Attribute)}
        assert not kalt & {"today", "now", "utcnow"}, f"{navn} asks what day it is"


def test_a_rule_never_imports_a_rule() -> None:
    for navn, importert, _ in MODULER:
        if under(navn, "xl_tidbank.core.rules") and navn != "xl_tidbank.core.rules":
            andre = {i for i in importert if under(i, "xl_tidbank.core.rules")} - {"xl_tidbank.core.rules.Regel"}
            assert not andre, navn


def test_functions_start_without_pandas_and_the_command_line() -> None:
    kode = "import sys, udfs; print(sorted({'pandas', 'typer', 'rich', 'xlsxwriter'} & set(sys.modules)))"
    ut = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True, cwd=ROT)
    assert ut.stdout.strip() == "[]"
