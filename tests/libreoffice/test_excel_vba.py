"""The VBA of the Excel workbook, read, compiled and run by LibreOffice with a stand-in for Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_tidbank.hosts import own
from xl_tidbank.hosts.excel import names
from xl_tidbank.hosts.excel.build import loader, ribbon, vba, workbook

from . import kontor, stedfortreder

NA, VERDI = 2042, 2015


@pytest.fixture(scope="module")
def filer(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    mappe = tmp_path_factory.mktemp("xlsm")
    workbook.bygg(mappe)
    return mappe / workbook.DEMO, stedfortreder.lag(mappe / workbook.DEMO, mappe / "prove.xlsm")


@pytest.fixture(scope="module")
def bok(lo: kontor.Kontor, filer: tuple[Path, Path]) -> int:
    nr: int = lo("apne_med_makroer", str(filer[1]))
    return nr


@pytest.fixture
def python(lo: kontor.Kontor, bok: int) -> None:
    """Python answers, and nothing is remembered of earlier calls."""
    lo("kjor", bok, "TidbankPython.GlemPython", [])
    lo("kjor", bok, "Prove.Sett", [False, False, False])


def uten_attributter(tekst: str) -> list[str]:
    ut = [linje.rstrip() for linje in tekst.splitlines()]
    return [x for x in ut if x and not x.startswith(("Attribute ", "Rem Attribute", "Option VBASupport"))]


def test_libreoffice_reads_the_modules_that_were_written(lo: kontor.Kontor, filer: tuple[Path, Path]) -> None:
    nr = lo("apne_med_makroer", str(filer[0]))
    lest = lo("basic", nr)
    ark = lo("ark", nr)
    lo("lukk", nr)
    for navn, tekst in {
        names.VBA_LASTER: loader.lastermodul(),
        names.VBA_PYTHON: vba.pythonmodul(),
        names.VBA_FUNKSJONER: vba.funksjonsmodul(vba.funksjonene()),
        names.VBA_KNAPPER: ribbon.knappemodul(own.knapper()),
    }.items():
        assert uten_attributter(lest[navn]) == uten_attributter(tekst)
    assert {f"Ark{n}" for n in range(1, len(ark) + 1)} < set(lest)
    for n in range(1, len(ark) + 1):
        assert "VBADocumentModule" in lest[f"Ark{n}"]


@pytest.mark.usefixtures("python")
def test_every_wrapper_hands_python_what_it_was_given(lo: kontor.Kontor, bok: int) -> None:
    for f in vba.funksjonene():
        alle = list(range(1, len(f.argumenter) + 1))
        maa = [n for n, a in enumerate(f.argumenter, 1) if not a.valgfri]
        for gitt in (alle, maa):
            svar = lo("kjor", bok, f"{names.VBA_FUNKSJONER}.{f.navn}", gitt)
            ventet = [str(n) if n in gitt else "-" for n in alle]
            assert svar == ";".join([f"{names.FUNKSJONSMODUL}:{f.navn}", *ventet])


@pytest.mark.usefixtures("python")
def test_what_python_refuses_is_an_error_value(lo: kontor.Kontor, bok: int) -> None:
    assert lo("kjor", bok, "Prove.Feilnummer", []) == 0
    lo("kjor", bok, "Prove.Sett", [False, True, False])
    assert lo("kjor", bok, "Prove.Feilnummer", []) == VERDI


@pytest.mark.usefixtures("python")
def test_a_python_that_does_not_start_is_tried_once_until_a_button_asks(lo: kontor.Kontor, bok: int) -> None:
    lo("kjor", bok, "Prove.Sett", [True, False, False])
    assert [lo("kjor", bok, "Prove.Feilnummer", []) for _ in range(5)] == [NA] * 5
    assert lo("kjor", bok, "Prove.Forsok", []) == 1
    lo("kjor", bok, "Prove.Press_sjekk_oppsett", [])
    assert lo("kjor", bok, "Prove.Forsok", []) == 2
    sagt = lo("kjor", bok, "Prove.Vist", [])
    assert sagt.startswith("Python svarte ikke, så ingenting er gjort.")
    assert sagt.endswith("Excel sa: Could not activate Python COM server")


@pytest.mark.usefixtures("python")
def test_a_python_that_has_ended_is_started_again(lo: kontor.Kontor, bok: int) -> None:
    assert lo("kjor", bok, "Prove.Feilnummer", []) == 0
    assert lo("kjor", bok, "Prove.Forsok", []) == 1
    lo("kjor", bok, "Prove.Sett", [False, False, True])
    assert lo("kjor", bok, "Prove.Feilnummer", []) == 0
    assert lo("kjor", bok, "Prove.Forsok", []) == 1
    assert lo("kjor", bok, "Prove.Feilnummer", []) == 0
    assert lo("kjor", bok, "Prove.Forsok", []) == 1


@pytest.mark.parametrize(
    ("argumenter", "uten"), [([], True), ([""], True), (["  "], True), (["Tidbank 3 ansatte"], False), ([7], False)]
)
def test_volatile_without_a_bank(lo: kontor.Kontor, bok: int, argumenter: list[object], uten: bool) -> None:
    assert lo("kjor", bok, "TidbankFunksjoner.ProvUtenBank", argumenter) is uten


def test_volatile_with_an_empty_cell_for_a_bank(lo: kontor.Kontor, bok: int) -> None:
    assert lo("kjor", bok, "TidbankFunksjoner.ProvUtenBankI", ["XFD9999"]) is True
    assert lo("kjor", bok, "TidbankFunksjoner.ProvUtenBankI", ["A1"]) is (
        lo("verdier", bok, "Hjelp", "A1:A1") == [[""]]
    )


@pytest.mark.usefixtures("python")
def test_a_cell_goes_as_its_value_and_several_as_a_range(lo: kontor.Kontor, bok: int) -> None:
    """XFD9999 is empty."""
    kalt = f"{names.FUNKSJONSMODUL}:SLUTTVARSEL"
    staar = lo("verdier", bok, "Hjelp", "A1:C9")
    rad, kol = next((r, k) for r, rad in enumerate(staar, 1) for k, v in enumerate(rad) if isinstance(v, str) and v)
    assert lo("kjor", bok, "Prove.Spurt", [f"{'ABC'[kol]}{rad}"]) == f"{kalt};{staar[rad - 1][kol]}"
    assert lo("kjor", bok, "Prove.Spurt", ["XFD9999"]) == f"{kalt};-"
    assert lo("kjor", bok, "Prove.Spurt", ["A1:B2"]) == f"{kalt};range"


@pytest.mark.usefixtures("python")
def test_every_button_runs_its_command(lo: kontor.Kontor, bok: int) -> None:
    for k in own.knapper():
        lo("kjor", bok, "Prove.Sett", [False, False, False])
        lo("kjor", bok, f"Prove.Press_{k.navn}", [])
        assert lo("kjor", bok, "Prove.Lest", []).splitlines() == [f"{names.KNAPPEKALL} {k.navn}"]
        assert lo("kjor", bok, "Prove.Vist", []) == ""


@pytest.mark.usefixtures("python")
def test_a_failed_button_leaves_excel_as_it_was_and_says_so(lo: kontor.Kontor, bok: int) -> None:
    for_ = lo("kjor", bok, "Prove.Tilstand", [])
    lo("kjor", bok, "Prove.Sett", [False, True, False])
    lo("kjor", bok, "Prove.Press_oversikt", [])
    sagt = lo("kjor", bok, "Prove.Vist", [])
    assert "tidbank excel --sjekk" in sagt
    assert sagt.endswith("Excel sa: ValueError: æøå")
    assert "Traceback" not in sagt
    assert lo("kjor", bok, "Prove.Tilstand", []) == for_
