"""Two words for two things: how a balance goes, and what is against the agreement or the law."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from tests import bygg, sidedata
from xl_tidbank.book.page.plain import Format, Rader, Status
from xl_tidbank.book.page.styles import STATUSER
from xl_tidbank.book.sheets.common import ALVORSORD
from xl_tidbank.commands import forsider
from xl_tidbank.core import takt

ROT = Path(__file__).parents[1]


def test_a_balance_and_a_finding_share_no_word() -> None:
    assert takt.STATUSORD == (Status.I_RUTE, Status.FOLG_MED, Status.NAAR_IKKE_NULL)
    assert [STATUSER[s][0] for s in takt.STATUSORD] == ["●", "▲", "■"]
    assert not set(takt.STATUSORD) & set(ALVORSORD.values())


def test_every_balance_on_every_day_has_one_of_its_three_words() -> None:
    bank = sidedata.bank()
    dager = [date(2026, m, 14) for m in range(1, 13)]
    ord_ = {s.status for d in dager for s in bank.saldoer(d)}
    assert ord_ <= set(takt.STATUSORD)
    assert takt.NAAR_IKKE_NULL in ord_


def test_the_column_status_of_the_overview_never_says_breach(tidbank: Any, tmp_path: Path) -> None:
    oversikt = forsider(sidedata.bank(), sidedata.DAG)[1]
    tabell = next(b for b in oversikt.blokker if isinstance(b, Rader))
    nr = [f.navn for f in tabell.felt].index("Status")
    assert tabell.felt[nr].format is Format.STATUS
    assert {r[nr] for r in tabell.rader} <= set(takt.STATUSORD)


def test_an_old_breach_does_not_move_the_status() -> None:
    """A shift told too late is a breach; the balance is where it was."""
    sent = {"dato": date(2026, 2, 2), "start": "07:00", "slutt": "15:00", "status": "Utført", "varslet": "2026-02-01"}
    for varslet in (date(2026, 1, 12), date(2026, 2, 1)):
        bank = bygg.bank(None, [{**sent, "varslet": varslet}])
        funn = {f.alvor for f in bank.funn(date(2026, 2, 3)) if f.regel == "varselfrist"}
        assert funn == (set() if varslet.month == 1 else {"brudd"})
        assert bank.saldo("1", date(2026, 2, 3)).status == "I rute"


def test_no_text_calls_a_balance_a_breach() -> None:
    """Where the words of the balance stand together, the third is Når ikke null: pages, help, documents, code."""
    filer = [*(ROT / "docs").rglob("*.md"), *(ROT / "xl_tidbank").rglob("*.py"), *(ROT / "udfs").rglob("*.py")]
    gale = [
        (f.name, m[0])
        for f in filer if f.name != "formater.py"  # all the words are there, one after the other
        for m in re.finditer(r"I rute.{0,60}Følg med[^;.]{0,120}", f.read_text("utf-8"), re.DOTALL) if "Brudd" in m[0]
    ]  # fmt: skip
    assert gale == []
