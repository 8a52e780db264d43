"""A sheet called Vaktuke is ours only in a workbook that computes it: else it is its user's, and comes along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from xl_tidbank.book.egne.lese import les_eget
from xl_tidbank.book.template import workbook


@pytest.mark.parametrize("vaar", [False, True])
def test_whose_it_is(tmp_path: Path, vaar: bool) -> None:
    def legg_til(bok: Any, _formater: Any) -> None:
        bok.add_worksheet("Vaktuke").write_string(0, 0, "Min egen plan")
        if vaar:
            bok.define_name("Vaktuke_fra", "=Vaktuke!$A$1")

    workbook.skriv_bank(tmp_path / "bank.xlsx", {}, [], til_slutt=legg_til)
    eget = les_eget(tmp_path / "bank.xlsx", {})
    assert [a.navn for a in eget.ark] == ([] if vaar else ["Vaktuke"])
