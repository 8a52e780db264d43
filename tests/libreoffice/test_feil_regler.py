"""Banks in which rows and rules meet, in a real LibreOffice: the figures of the command line, or an error value."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import feilbok
from tests.test_feil_regler import SALDO
from xl_tidbank.book.open import read

from .kontor import Kontor


@pytest.mark.parametrize("navn", SALDO)
def test_the_same_figures(lo: Kontor, tmp_path: Path, navn: str) -> None:
    ansatt, dag, ventet, *_ = SALDO[navn]
    sti = feilbok.ny(tmp_path / "b.xlsx", navn)
    nr = lo("apne", str(sti))
    assert lo("innenfor", "les", nr) == repr(read.les_bok(sti))
    for nokkel, verdi in ventet.items():
        lo("sett", nr, "Hjelp", "H90", f'=TIDBANK_SALDO("{ansatt}";DATE({dag.year};{dag.month};{dag.day});"{nokkel}")')
        assert lo("verdier", nr, "Hjelp", "H90:H90")[0][0] == pytest.approx(verdi), nokkel
    lo("lukk", nr)


def test_one_bad_person_is_an_error_value_and_the_others_have_figures(lo: Kontor, tmp_path: Path) -> None:
    nr = lo("apne", str(feilbok.ny(tmp_path / "b.xlsx", "21-en-stopper-alle")))
    svar = {}
    for ansatt in ("101", "102"):
        lo("sett", nr, "Hjelp", "H90", f'=TIDBANK_SALDO("{ansatt}";DATE(2026;9;14);"skyldig")')
        svar[ansatt] = lo("verdier", nr, "Hjelp", "H90:H90")[0][0]
    assert isinstance(svar["101"], dict)
    assert svar["102"] == pytest.approx(544.3)
    lo("lukk", nr)
