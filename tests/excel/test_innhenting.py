"""Hent turnus over the stand-in for Excel: the same rows as the command line writes, and they can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import innut
from xl_tidbank.book.open import read
from xl_tidbank.book.template import workbook
from xl_tidbank.commands import inn
from xl_tidbank.hosts.excel import buttons
from xl_tidbank.hosts.excel.vert import Excel
from xl_tidbank.tables.importer.valg import Importvalg

from . import com, falsk
from .conftest import apne

FELT = ("ansatte", "turnus", "vakter", "fravaer", "vaktkoder")
SVAR = [..., ..., ..., ..., ...]  # profile, first and last day, absences, moved shifts: as proposed


@pytest.fixture
def pilot(excel: falsk.Excel, tmp_path: Path) -> falsk.Bok:
    sti = tmp_path / "Pilot.xlsx"
    rader: Any = {"Ansatte": [(nr, navn) for nr, navn in innut.FOLK],
                  "Vaktkoder": [tuple(k)[:-1] for k in innut.VAKTKODER]}  # fmt: skip
    workbook.skriv_bank(sti, rader, [])
    return apne(excel, sti)


def trykk(bok: falsk.Bok, navn: str, *svar: Any, knapp: int = 1) -> list[tuple[str, str]]:
    bok.Application._svar[:], com.MELDINGER[:], com.SVAR[:] = svar, [], [knapp]
    buttons.trykk(navn)
    assert not bok.Application._svar, "something was not asked"
    com.SVAR.clear()
    return list(com.MELDINGER)


def verten() -> Excel:
    return Excel(com.last().Book.caller())


def rader(t: Any) -> dict[str, list[tuple[Any, ...]]]:
    return {felt: [tuple(r)[:-1] for r in getattr(t, felt) or ()] for felt in FELT}


def test_the_same_rows_as_the_command_line_and_taken_back(pilot: falsk.Bok) -> None:
    fil = read.les_bok(Path(pilot.FullName))
    foer = verten().les()
    assert foer == fil
    (spurt, sagt) = trykk(pilot, "hent_turnus", str(innut.GRID1), *SVAR)
    assert "30 nye rader og 0 endrede rader." in spurt[1]
    assert "Forhåndsvisning" in spurt[1]
    assert sagt[1].startswith("30 nye rader og 0 endrede er skrevet.")
    etter = inn.forbered(fil, innut.GRID1, "turnusgrid", Importvalg(), date.today()).etter(datetime(2026, 5, 1, 12))
    assert rader(verten().les()) == rader(etter)
    assert [tuple(i)[1:-1] for i in verten().les().importer or ()] == [tuple(i)[1:-1] for i in etter.importer or ()]
    assert pilot.tabell("Turnus")._boks[3] == 28
    assert pilot.ActiveSheet.Name == "Forhåndsvisning"
    # Twice is a line in the log; then the change on top.
    (_, sagt) = trykk(pilot, "hent_turnus", str(innut.GRID1), *SVAR)
    assert sagt[1].startswith("Ingenting var nytt eller endret")
    to = verten().les()
    assert rader(to) == rader(etter)
    assert len(to.importer or ()) == 2
    trykk(pilot, "hent_turnus", str(innut.GRID2), *SVAR)
    assert [len(verten().les().turnus or ()), len(verten().les().vakter)] == [29, 4]
    tilbake = "Radene fra Hent turnus er tatt tilbake."
    en = replace(to, importer=(to.importer or ())[:1])
    for hva, staar in ((tilbake, to), ("Fjernet: Forhåndsvisning.", to), (tilbake, en), (tilbake, foer)):
        (sagt,) = trykk(pilot, "angre_siste")
        assert sagt[1] == hva
        assert verten().les() == staar


def test_declined_the_page_stays_and_nothing_is_written(pilot: falsk.Bok) -> None:
    foer = verten().les()
    (_, sagt) = trykk(pilot, "hent_turnus", str(innut.GRID1), *SVAR, knapp=2)
    assert sagt[1] == "Ingenting er skrevet i tabellene. Siden Forhåndsvisning står."
    assert verten().les() == foer
    assert any(a.Name == "Forhåndsvisning" for a in pilot._ark)


def test_given_up_in_any_box_nothing_is_made(pilot: falsk.Bok) -> None:
    arkene = [a.Name for a in pilot._ark]
    assert trykk(pilot, "hent_turnus", False) == []
    assert trykk(pilot, "hent_turnus", str(innut.GRID1), ..., False) == []
    assert [a.Name for a in pilot._ark] == arkene


def test_a_locked_sheet_is_one_sentence(pilot: falsk.Bok) -> None:
    pilot.ark("Vakter").ProtectContents = True
    foer = verten().les()
    (_, sagt) = trykk(pilot, "hent_turnus", str(innut.GRID1), *SVAR)
    assert sagt[1].startswith("Vakter: Arket er beskyttet, så ingenting er skrevet.")
    assert verten().les() == foer


def test_a_rolling_plan_with_its_days_and_the_log_as_a_page(pilot: falsk.Bok) -> None:
    trykk(pilot, "hent_turnus", str(innut.PLAN), ..., "01.06.2026", "26.07.2026", ..., ..., ...)
    fil = read.les_bok(Path(pilot.FullName))
    valg = Importvalg(fra=date(2026, 6, 1), til=date(2026, 7, 26))
    etter = inn.forbered(fil, innut.PLAN, "rulleplan", valg, date.today()).etter(datetime(2026, 5, 1, 12))
    assert rader(verten().les()) == rader(etter)
    trykk(pilot, "siste_import")
    assert innut.PLAN.name in repr(pilot.ark("Siste import")._celler)
