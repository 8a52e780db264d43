"""Added as a user adds it, the extension works at the next start; removed, nothing of it is left."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.hosts.libreoffice import install, package

from ..pakke import krev_samme
from . import formelbok, kontor


def test_add_start_remove(lo: kontor.Kontor, tmp_path: Path) -> None:
    del lo  # only to skip, or to fail, where there is no LibreOffice
    sti = tmp_path / "prove.xlsx"
    formelbok.skriv(sti, {}, [formelbok.Formel("SYKEKREDIT(0.4)"), formelbok.Formel("RODDAG(DATE(2027,5,17))")])
    with kontor.Kontor(innlagt=True) as nytt:
        nr = nytt("apne", str(sti))
        nytt("regn", nr)
        assert nytt("verdier", nr, formelbok.ARK, "A1:A2") == [[pytest.approx(14.2)], ["Andre pinsedag; Grunnlovsdag"]]
        nytt("slutt")
        assert install.fjern(nytt.valg)
        with pytest.raises(TidbankFeil, match="ble ikke fjernet"):
            install.fjern(nytt.valg)


def test_where_there_is_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "finn", lambda _: None)
    with pytest.raises(TidbankFeil, match=r"LibreOffice ble ikke funnet\. Installer"):
        install.installer()


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    krev_samme(package.bygg(tmp_path), package.bygg(tmp_path / "b"))


def test_the_package_holds_what_the_core_needs_and_no_more() -> None:
    navn = {n for n, _ in package.innholdet()}
    for ventet in ("xl_tidbank/core/bank.py", "udfs/bank.py", "dateutil/relativedelta.py", "tomllib/__init__.py"):
        assert f"pythonpath/{ventet}" in navn
    assert not any(n.endswith(("import_csv.py", "demo.py", ".pyc")) for n in navn if "xl_tidbank" in n)
    assert not any(n.startswith(("pythonpath/xl_tidbank/cli/", "pythonpath/xl_tidbank/hosts/excel/")) for n in navn)


def test_the_package_brings_its_own_time_zone(tmp_path: Path) -> None:
    """Where the machine has no time zones, the night of 29 March is still an hour shorter."""
    with zipfile.ZipFile(package.bygg(tmp_path)) as arkiv:
        arkiv.extractall(tmp_path / "utvidelse")
    sti = str(tmp_path / "utvidelse" / "pythonpath")
    kode = (
        f"import sys, zoneinfo; sys.path.insert(0, {sti!r}); zoneinfo.reset_tzpath(to=()); import udfs; "
        "print(udfs.__file__, udfs.HVILETID('28.03.2026 22:00', '29.03.2026 09:00'))"
    )
    ut = subprocess.run([sys.executable, "-I", "-S", "-c", kode], capture_output=True, text=True, check=True).stdout
    assert ut.split() == [str(Path(sti) / "udfs" / "__init__.py"), "10.0"]


def test_libreoffice_is_started_outside_every_virtual_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv, vanlig = tmp_path / "venv" / "bin", tmp_path / "bin"
    venv.mkdir(parents=True)
    (tmp_path / "venv" / "pyvenv.cfg").touch()
    monkeypatch.setenv("PATH", os.pathsep.join((str(venv), str(vanlig))))
    monkeypatch.setenv("VIRTUAL_ENV", str(venv.parent))
    assert install.miljo()["PATH"] == str(vanlig)
    assert "VIRTUAL_ENV" not in install.miljo()
