"""`tidbank pakk` with packages that are made up: what is put where. What it does when it runs is tests/windows."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.hosts.excel import names, pakke

DAG = date(2026, 9, 14)
ROT = Path(__file__).parents[2]
HJUL = {
    "xlwings": {
        f"xlwings-1.data/data/{names.dll(64)}": b"dll", "xlwings/__init__.py": b"", "xlwings/pro/x.py": b"",
        "xlwings/addin/x.xlam": b"", "xlwings-1.dist-info/METADATA": b"x", "xlwings/../../ut.py": b"",
    },
    "pywin32": {
        "pywin32_system32/pythoncom313.dll": b"com", "win32/lib/win32con.py": b"", "pythonwin/x.py": b"",
        "pywin32-1.data/scripts/x.py": b"",
    },
    "holidays": {"holidays/locale/nb/NO.mo": b"", "holidays/locale/de/DE.mo": b"", "holidays/x.py": b""},
}  # fmt: skip


@pytest.fixture
def python(tmp_path: Path) -> Path:
    fil = tmp_path / "python-3.13.9-embed-amd64.zip"
    with zipfile.ZipFile(fil, "w") as z:
        for navn in ("python.exe", "python313.dll", "python313.zip", "python313._pth", "LICENSE.txt"):
            z.writestr(navn, navn)
    return fil


@pytest.fixture
def hentet(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What pip is asked for."""
    bedt: list[str] = []

    def hent(mappe: Path, *valg: str) -> None:
        bedt.extend(valg)
        for navn, filer in HJUL.items():
            with zipfile.ZipFile(mappe / f"{navn}-1-py3-none-any.whl", "w") as z:
                for n, data in filer.items():
                    z.writestr(n, data)

    monkeypatch.setattr(pakke, "_hent", hent)
    return bedt


def test_what_lies_where(tmp_path: Path, python: Path, hentet: list[str]) -> None:
    laget = pakke.pakk(tmp_path / "a.zip", DAG, python)
    with zipfile.ZipFile(laget.sti) as z:
        alle = {n.removeprefix("Tidbank/"): z.read(n) for n in z.namelist()}
    assert (laget.lengde, laget.sha256) == (
        laget.sti.stat().st_size,
        hashlib.sha256(laget.sti.read_bytes()).hexdigest(),
    )
    topp = {n for n in alle if "/" not in n}
    assert topp == {"Tidbank.xlsm", "Les meg først.txt", "SHA256.txt"}
    program = {n.partition("/")[2] for n in alle if "/" in n}
    assert {"python.exe", names.dll(64), "pythoncom313.dll", "LICENSE.txt"} <= program
    sted = "Lib/site-packages"
    assert {
        f"{sted}/xlwings/__init__.py",
        f"{sted}/win32/lib/win32con.py",
        f"{sted}/holidays/locale/nb/NO.mo",
    } <= program
    assert {f"{sted}/xl_tidbank/hosts/excel/server.py", f"{sted}/udfs/kreditt.py"} <= program
    assert any(n.startswith(f"{sted}/xl_tidbank/core/parameters/") and n.endswith(".toml") for n in program)
    assert not [
        n for n in program if re.search(r"/pro/|xlam|pythonwin|/de/|scripts|\.\.|/ut\.py|pandas|__pycache__", n)
    ]
    stier = alle[f"{names.PROGRAMMAPPE}/python313._pth"].decode().split("\r\n")
    assert stier == [
        "python313.zip",
        ".",
        r"Lib\site-packages",
        r"Lib\site-packages\win32",
        r"Lib\site-packages\win32\lib",
        "",
    ]
    assert "--python-version=3.13" in hentet
    liste = alle.pop("SHA256.txt").decode().split("\r\n")
    summer = {navn: sum_ for sum_, _, navn in (x.partition("  ") for x in liste if x)}
    assert summer == {n: hashlib.sha256(data).hexdigest() for n, data in alle.items()}


def test_read_me_is_for_notepad_and_names_what_is_there(tmp_path: Path, python: Path, hentet: list[str]) -> None:
    fil = pakke.pakk(tmp_path / "a.zip", DAG, python).sti
    with zipfile.ZipFile(fil) as z:
        raa = z.read(f"Tidbank/{pakke.LES_MEG}")
    tekst = raa.decode("utf-8-sig")
    assert raa.startswith(b"\xef\xbb\xbf")
    assert tekst.count("\n") == tekst.count("\r\n")
    for ord_ in ("Opphev blokkering", "Tidbank.xlsm", names.PROGRAMMAPPE, "Aktiver innhold", "Sjekk oppsett", "3.13"):
        assert ord_ in tekst
    assert "{" not in tekst
    assert max(map(len, tekst.splitlines())) < 125


def test_the_same_again_is_the_same_bytes(tmp_path: Path, python: Path, hentet: list[str]) -> None:
    assert pakke.pakk(tmp_path / "a.zip", DAG, python).sha256 == pakke.pakk(tmp_path / "b.zip", DAG, python).sha256


@pytest.mark.parametrize("innhold", [None, {"annet.txt": "x"}, {"python.exe": "x", "python313.dll": "x"}])
def test_what_is_no_python_is_refused(tmp_path: Path, hentet: list[str], innhold: dict[str, str] | None) -> None:
    fil = tmp_path / "x.zip"
    if innhold is None:
        fil.write_bytes(b"ingen zip")
    else:
        with zipfile.ZipFile(fil, "w") as z:
            for n, tekst in innhold.items():
                z.writestr(n, tekst)
    with pytest.raises(TidbankFeil, match=r"Windows embeddable package \(64-bit\)"):
        pakke.pakk(tmp_path / "ut.zip", DAG, fil)
    assert not (tmp_path / "ut.zip").exists()


def test_what_cannot_be_fetched_is_one_sentence(tmp_path: Path, python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    svar: Any = type("Kjort", (), {"returncode": 1, "stderr": "advarsel\nERROR: No matching distribution\n"})
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: svar)
    with pytest.raises(TidbankFeil, match="hentes med pip: ERROR: No matching distribution"):
        pakke.pakk(tmp_path / "ut.zip", DAG, python)
    assert not (tmp_path / "ut.zip").exists()


def test_every_library_we_stand_on_is_in_it_but_pandas() -> None:
    prosjekt = tomllib.loads((ROT / "pyproject.toml").read_text("utf-8"))["project"]
    navn = {re.split(r"[<>=]", d)[0].lower() for d in prosjekt["dependencies"]}
    assert navn - {p.lower() for p in pakke.PAKKER} == {"pandas"}
