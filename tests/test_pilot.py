"""The pilot as data: what a user types is what the page says, within what was promised; and the bank it makes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests import pilot
from xl_tidbank.book.open import read
from xl_tidbank.book.template import workbook
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.funn import Alvor

from .docs import DOCS

DAGER = [date(2026, 9, 14), date(2026, 11, 29), date(2027, 1, 6)]


def test_the_page_has_the_steps_and_their_counts() -> None:
    stegene = pilot.plan(DAGER[0])
    side = (DOCS / "kom-i-gang.md").read_text("utf-8")
    for n, s in enumerate(stegene, 1):
        assert f"| {n}. {s.hva} | {s.hvordan} | {s.skrevet or ''} | {s.valgt or ''} |" in side
    skrevet, valgt = pilot.antall(stegene)
    assert f"| **I alt** | | **{skrevet}** | **{valgt}** |" in side
    assert skrevet <= pilot.MEST


@pytest.mark.parametrize("dag", DAGER)
def test_the_bank_is_one_of_an_ordinary_ward(tmp_path: Path, dag: date) -> None:
    """Whatever day it is told on: five balances, seven shifts done, and no shift breaks anything."""
    workbook.skriv_bank(tmp_path / "bank.xlsx", pilot.rader(dag), [])
    bank = Bank(read.les_bok(tmp_path / "bank.xlsx"))
    assert not bank.utelatt
    assert [s.ansattnr for s in bank.saldoer(dag)] == [nr for nr, _ in pilot.FOLK]
    assert sum(s.arbeidet for s in bank.saldoer(dag)) == 49
    brudd = {f.slag.id for f in bank.funn(dag) if f.alvor == Alvor.BRUDD}
    assert brudd <= {"annenhver_sondag"}, "a rolling plan does not know the red days"
