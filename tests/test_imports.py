"""Who may import whom: core, tables, book, functions and commands, udfs, hosts, cli; and nobody in a circle."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROT = Path(__file__).parents[1]
CORE, TABLES, BOOK = "xl_tidbank.core", "xl_tidbank.tables", "xl_tidbank.book"
# What every host lives on: it knows none of them.
FELLES_VERT = tuple(
    f"xl_tidbank.hosts.{n}"
    for n in (
        "deler",
        "flow",
        "forslag",
        "innhenting",
        "knapp",
        "loggark",
        "marks",
        "messages",
        "oppstart",
        "own",
        "pakker",
        "placing",
        "reading",
        "skjema",
        "tabellskriv",
        "vert",
    )
)
# What a module may import of ours, by the longest prefix of its own name.
LOV = {
    CORE: (CORE,),
    TABLES: (CORE, TABLES),
    BOOK: (CORE, TABLES, BOOK),
    "xl_tidbank.functions": (CORE, TABLES, BOOK),
    "xl_tidbank.commands": (CORE, TABLES, BOOK, "xl_tidbank.commands"),
    "xl_tidbank.demo": (CORE, TABLES),
    "xl_tidbank.demo_miljo": (CORE, TABLES),
    "udfs": (CORE, TABLES, BOOK, "xl_tidbank.functions", "udfs"),
    "xl_tidbank.hosts": ("xl_tidbank", "udfs"),
    **dict.fromkeys(FELLES_VERT, (CORE, TABLES, BOOK, "xl_tidbank.commands", "xl_tidbank.__version__", *FELLES_VERT)),
    "xl_tidbank.cli": ("xl_tidbank", "udfs"),
    "xl_tidbank.__main__": ("xl_tidbank.cli",),
    "xl_tidbank": (),
}
# The wings of book, each above those before it.
VINGER = ("files", "page", "open", "write", "sheets", "template", "logg", "copy", "egne", "samle")
# Where a library may be used at all.
BARE_I = {
    "pandas": ("xl_tidbank.book.open.csvmappe",),
    "xlsxwriter": ("xl_tidbank.book",),
    "python_calamine": ("xl_tidbank.book",),
    "click": ("xl_tidbank.cli",),
    "xlwings": ("xl_tidbank.hosts.excel",),
    "pyopenvba": ("xl_tidbank.hosts.excel",),
    "uno": ("xl_tidbank.hosts.libreoffice",),
    "openpyxl": (),
    "cryptography": ("xl_tidbank.book.copy.seal",),
    "msoffcrypto": ("xl_tidbank.book.copy.seal",),
    "distributed": ("xl_tidbank.book.samle.klynge",),
}
KJERNEN_KAN = {"dateutil", "holidays"}
FLEST_FILER, FLEST_I_BOOK = 20, 12


def moduler() -> Iterator[tuple[str, ast.Module, bool]]:
    for mappe in ("xl_tidbank", "udfs"):
        for fil in sorted((ROT / mappe).rglob("*.py")):
            deler = fil.relative_to(ROT).with_suffix("").parts
            pakke = deler[-1] == "__init__"
            yield ".".join(deler[:-1] if pakke else deler), ast.parse(fil.read_text("utf-8")), pakke


def importerer(navn: str, tre: ast.Module, pakke: bool) -> Iterator[str]:
    """Also what is imported for types only."""
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
NAVN = {m[0] for m in MODULER}


def filen(importert: str) -> str | None:
    """The module of ours that an import reaches: itself, or the one a name is taken from."""
    return importert if importert in NAVN else importert.rpartition(".")[0] if "." in importert else None


GRAF = {navn: {f for i in importert if (f := filen(i)) in NAVN and f != navn} for navn, importert, _ in MODULER}


def ringer(graf: dict[str, set[str]]) -> list[set[str]]:
    """Groups of more than one module that reach each other: take away those that reach nothing, and those nothing
    reaches, until only circles are left."""
    igjen = {n: set(v) for n, v in graf.items()}
    while True:
        brukt = set().union(*igjen.values()) if igjen else set()
        ytre = {n for n, v in igjen.items() if not v or n not in brukt}
        if not ytre:
            break
        igjen = {n: v - ytre for n, v in igjen.items() if n not in ytre}
    return [set(igjen)] if igjen else []


@pytest.mark.parametrize(("navn", "importert"), [m[:2] for m in MODULER], ids=[m[0] for m in MODULER])
def test_imports_point_downwards(navn: str, importert: set[str]) -> None:
    egen = max((p for p in LOV if under(navn, p)), key=len)
    vaare = {i for i in importert if under(i, "xl_tidbank") or under(i, "udfs")}
    ulovlig = {i for i in vaare if not any(under(i, p) for p in LOV[egen])}
    assert not ulovlig
    for bibliotek, steder in BARE_I.items():
        if any(under(i, bibliotek) for i in importert):
            assert any(under(navn, s) for s in steder), f"{bibliotek} i {navn}"


def test_nobody_imports_in_a_circle() -> None:
    assert ringer(GRAF) == []
    assert ringer({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [{"b", "c"}]


def test_the_wings_of_book_stand_on_each_other() -> None:
    def vinge(modul: str) -> int | None:
        return VINGER.index(modul.split(".")[2]) if under(modul, BOOK) and modul != BOOK else None

    for navn, importert in GRAF.items():
        egen = vinge(navn)
        if egen is not None:
            over = {i for i in importert if (v := vinge(i)) is not None and v > egen}
            assert not over, navn


def test_no_floor_is_crowded() -> None:
    i_mappe = Counter(f.parent for m in ("xl_tidbank", "udfs") for f in (ROT / m).rglob("*.py"))
    for mappe, antall in i_mappe.items():
        assert antall <= (FLEST_I_BOOK if mappe == ROT / "xl_tidbank" / "book" else FLEST_FILER), mappe


def test_core_uses_the_standard_library_only() -> None:
    for navn, importert, tre in MODULER:
        if not under(navn, CORE):
            continue
        topp = {i.split(".")[0] for i in importert} - {"xl_tidbank"}
        assert topp <= set(sys.stdlib_module_names) | KJERNEN_KAN, navn
        kalt = {n.attr for n in ast.walk(tre) if isinstance(n, ast.Attribute)}
        assert not kalt & {"today", "now", "utcnow"}, f"{navn} asks what day it is"


def test_a_rule_never_imports_a_rule() -> None:
    regler = f"{CORE}.rules"
    mapper = {n for n in NAVN if under(n, regler) and any(under(x, n) and x != n for x in NAVN)}
    for navn in NAVN - mapper:
        if under(navn, regler):
            assert {i for i in GRAF[navn] if under(i, regler)} <= {regler}, navn


def test_functions_start_without_pandas_and_the_command_line() -> None:
    kode = "import sys, udfs; print(sorted({'pandas', 'click', 'xlsxwriter'} & set(sys.modules)))"
    ut = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True, cwd=ROT)
    assert ut.stdout.strip() == "[]"


def test_a_name_of_a_class_is_in_use_once() -> None:
    """Two senses of one name make readers look twice. The facts of a finding are named in the file of their rule."""
    steder: dict[str, list[str]] = {}
    for navn, _, tre in MODULER:
        for node in tre.body if not under(navn, f"{CORE}.rules") else ():
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                steder.setdefault(node.name, []).append(navn)
    assert {n: s for n, s in steder.items() if len(s) > 1} == {}
