"""Temporary copies: only their owner can open them, a person understands the name, and none is left lying."""

from __future__ import annotations

import ast
import os
import stat
import tempfile
import time
from pathlib import Path

import pytest

from xl_tidbank.book.files import midlertidig
from xl_tidbank.cli import main

ROT = Path(__file__).parents[1]
POSIX = pytest.mark.skipif(os.name != "posix", reason="rights are another matter here")


@pytest.fixture(autouse=True)
def sted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def gammel(sti: Path, timer: float) -> Path:
    naar = time.time() - 3600 * timer
    os.utime(sti, (naar, naar), follow_symlinks=False)
    return sti


@POSIX
def test_only_its_owner_can_open_it(sted: Path) -> None:
    maske = os.umask(0)
    try:
        with midlertidig.mappe() as mappe:
            assert stat.S_IMODE(mappe.stat().st_mode) == 0o700
    finally:
        os.umask(maske)


def test_its_name_says_what_it_is_and_it_goes_away(sted: Path) -> None:
    def faller() -> None:
        with midlertidig.mappe() as mappe:
            (mappe / "kopi.xlsx").write_bytes(b"x")
            assert mappe.parent == sted
            assert mappe.name.startswith("Tidbank midlertidig kopi, kan slettes ")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        faller()
    assert list(sted.iterdir()) == []


def test_what_was_left_is_removed_after_an_hour(sted: Path) -> None:
    for navn, timer in (("gammel", 1.01), ("ny", 0.9)):
        (sted / f"{midlertidig.NAVN}{navn}").mkdir()
        (sted / f"{midlertidig.NAVN}{navn}" / "kopi.xlsx").write_bytes(b"x")
        gammel(sted / f"{midlertidig.NAVN}{navn}", timer)
    annet = gammel(_mappe(sted / "Tidbank"), 100)
    with midlertidig.mappe():
        assert [p.name for p in sted.iterdir() if p.name.endswith(("gammel", "ny"))] == [f"{midlertidig.NAVN}ny"]
    assert annet.exists()


def _mappe(sti: Path) -> Path:
    sti.mkdir()
    return sti


@POSIX
def test_a_link_with_our_name_is_left_alone(sted: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    annens = tmp_path_factory.mktemp("annens")
    (annens / "viktig.xlsx").write_bytes(b"x")
    lenke = sted / f"{midlertidig.NAVN}lenke"
    lenke.symlink_to(annens)
    gammel(lenke, 5)
    fil = sted / f"{midlertidig.NAVN}fil"
    fil.write_bytes(b"x")
    gammel(fil, 5)
    assert midlertidig.rydd() == []
    assert (annens / "viktig.xlsx").exists()
    assert lenke.is_symlink()


def test_every_command_clears_up_first(sted: Path, tmp_path: Path) -> None:
    gammel(_mappe(sted / f"{midlertidig.NAVN}glemt"), 2)
    with pytest.raises(SystemExit):
        main(["saldo", str(tmp_path / "finnes ikke.xlsx")])
    assert list(sted.glob("Tidbank*")) == []


def test_there_is_one_way_to_make_them() -> None:
    """Nobody else makes temporary files or folders; the lock of save.py is a name, not a copy."""
    lager = {"TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile", "mkdtemp", "mkstemp", "mktemp"}
    funnet = set()
    for fil in (ROT / "xl_tidbank").rglob("*.py"):
        navn = {n.attr for n in ast.walk(ast.parse(fil.read_text("utf-8"))) if isinstance(n, ast.Attribute)}
        navn |= {n.id for n in ast.walk(ast.parse(fil.read_text("utf-8"))) if isinstance(n, ast.Name)}
        if navn & lager:
            funnet.add(fil.name)
    assert funnet == {"midlertidig.py"}
