"""What every test has: how far properties look, which tests are slow, and what is dear to make, made once a process.

The command line as a user calls it; Solbakken's bank; one LibreOffice.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pytest
from hypothesis import HealthCheck, settings

from xl_tidbank.cli import main
from xl_tidbank.core import kontroll
from xl_tidbank.core.lonn.maaned import Lonn

if TYPE_CHECKING:
    from .libreoffice.kontor import Kontor

SOLBAKKEN = Path(__file__).parent / "data" / "solbakken"
SOLBAKKEN_DAG = "2026-09-13"

# Properties are about what is right, not about how fast. Where CI is set, the same examples each time; else new ones
# are looked for, and what failed is tried again first.
_FELLES = settings(deadline=None, max_examples=100, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", _FELLES, derandomize=True, database=None)
settings.register_profile("utforsk", _FELLES)
settings.load_profile("ci" if os.environ.get("CI") else "utforsk")


TRAGE_MAPPER = {"libreoffice", "xlsm"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All in some folders is slow. Files with something slow go first: no process has a long one left at the end. Long
    runs go over the same lines thousands of times, and are not counted: the counting is a third of their time."""
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.no_cover)
        if item.path.parent.name in TRAGE_MAPPER:
            item.add_marker(pytest.mark.slow)
    tunge = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in tunge)


@pytest.fixture(autouse=True)
def _uten_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests in several processes are told of a width; what is said here is said to no terminal."""
    monkeypatch.delenv("COLUMNS", raising=False)


class Svar:
    def __init__(self, kode: int, ut: str, feil: str) -> None:
        self.kode, self.ut, self.feil = kode, ut, feil

    @property
    def json(self) -> dict[str, Any]:
        innhold: dict[str, Any] = json.loads(self.ut)
        return innhold


@pytest.fixture
def tidbank(capfd: pytest.CaptureFixture[str]) -> Callable[..., Svar]:
    def kjor(*argumenter: object) -> Svar:
        capfd.readouterr()  # what came before is another's
        with pytest.raises(SystemExit) as slutt:
            main([str(a) for a in argumenter])
        ut, feil = capfd.readouterr()
        return Svar(int(slutt.value.code or 0), ut, feil)

    return kjor


@pytest.fixture(scope="session")
def _solbakken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Solbakken's bank as `ny` makes it, and whatever else `ny` makes."""
    mappe = tmp_path_factory.mktemp("solbakken")
    with pytest.raises(SystemExit) as slutt:
        main(["ny", str(mappe / "Bank.xlsx"), "--fra", str(SOLBAKKEN), "--dato", SOLBAKKEN_DAG])
    assert not slutt.value.code
    return mappe


@pytest.fixture(scope="session")
def ny_solbakken(_solbakken: Path) -> Callable[[Path], Path]:
    """Puts Solbakken's bank, of 13.09.2026, in a folder of the test's own."""

    def lag(mappe: Path) -> Path:
        shutil.copytree(_solbakken, mappe, dirs_exist_ok=True)
        return mappe / "Bank.xlsx"

    return lag


@pytest.fixture(scope="session")
def lo() -> Iterator[Kontor]:
    """One soffice for a process. Skips where there is none, unless TIDBANK_KREV_LO says that there must be."""
    from .libreoffice import kontor

    hvorfor = kontor.mangler()
    if hvorfor:
        if os.environ.get("TIDBANK_KREV_LO"):
            pytest.fail(f"LibreOffice must be tested here: {hvorfor}")
        pytest.skip(f"LibreOffice er ikke prøvd: {hvorfor}")
    with kontor.Kontor() as startet:
        yield startet


@pytest.fixture(scope="module")
def husket() -> Iterator[None]:
    """A bank's findings and months of pay, which page after page asks for, are computed once. A bank never changes."""
    with pytest.MonkeyPatch.context() as m:
        for eier, navn in ((kontroll, "alle"), (kontroll, "felles"), (Lonn, "maaned")):
            m.setattr(eier, navn, _husk(getattr(eier, navn)))
        yield


def _husk(regn: Callable[..., Any]) -> Callable[..., Any]:
    svar: WeakKeyDictionary[Any, dict[Any, Any]] = WeakKeyDictionary()

    def spurt(hvem: Any, dag: Any, gjelder: Any = None, **mer: Any) -> Any:
        if gjelder is not None or mer or getattr(hvem, "_bare", None) is not None:
            return regn(hvem, dag, *([gjelder] if gjelder is not None else []), **mer)  # a narrower question
        alle = svar.setdefault(hvem, {})
        if dag not in alle:
            funnet = regn(hvem, dag)
            alle[dag] = tuple(funnet) if isinstance(funnet, Iterator) else funnet
        return list(alle[dag]) if isinstance(alle[dag], list) else alle[dag]

    return spurt
