"""Where things stand, and how often Excel is asked: each question goes from process to process and back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
import xlwings as xw

from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.hosts.excel import book, buttons, sted

from . import falsk
from .test_call import Kall, inn, kall  # noqa: F401 - a fixture

DAG = "14.09.2026"
Sporsmaal = Callable[[], int]


@pytest.fixture
def spurt(monkeypatch: pytest.MonkeyPatch) -> Sporsmaal:
    """How many questions Excel was asked since last time."""
    antall = [0]
    hent = object.__getattribute__

    def getattribute(selv: falsk.Objekt, navn: str) -> Any:
        if not navn.startswith("_") and sys._getframe(1).f_code.co_filename != falsk.__file__:
            antall[0] += 1
        return hent(selv, navn)

    def siden() -> int:
        n, antall[0] = antall[0], 0
        return n

    monkeypatch.setattr(falsk.Objekt, "__getattribute__", getattribute, raising=False)
    return siden


@pytest.mark.parametrize(
    ("adresse", "ventet"),
    [
        ("$B$2", (2, 2, 2, 2)), ("$A$1:$H$40", (1, 1, 40, 8)), ("$AA$7:$XFD$1048576", (7, 27, 1_048_576, 16_384)),
        ("$A:$H", (1, 1, 1_048_576, 8)), ("$C:$C", (1, 3, 1_048_576, 3)), ("$3:$4", (3, 1, 4, 16_384)),
        ("B2:C3", (2, 2, 3, 3)), ("$D$4,$A$1:$H$40", (4, 4, 4, 4)),
    ],
)  # fmt: skip
def test_an_address_says_where_it_is(adresse: str, ventet: tuple[int, ...]) -> None:
    assert sted.fra_adresse(adresse) == ventet
    assert sted.fra_adresse(sted.fra_adresse(adresse).adresse) == ventet


def test_a_name_is_of_the_sheet_or_of_the_workbook_never_of_another(bok: falsk.Bok) -> None:
    hele, start, ansatt = xw.Book.caller(), xw.Book.caller().sheets["Start"], xw.Book.caller().sheets["Ansatt"]
    for eier, hvor in ((hele, "=Ansatt!$A$1"), (start, "=Start!$B$2"), (ansatt, "=Ansatt!$C$3")):
        eier.names.add("Prøvenavn", hvor)
    book.vis(ansatt)  # and Excel may hand its name over when the workbook is asked
    for eier, hvor in ((hele, "=Ansatt!$A$1"), (start, "=Start!$B$2"), (ansatt, "=Ansatt!$C$3")):
        funnet = sted.navn(eier, "Prøvenavn")
        assert funnet is not None
        assert funnet.refers_to == hvor
        assert sted.navn(eier, "prøvenavn") is None
        assert sted.navn(eier, "Finnes ikke") is None
        funnet.delete()
        assert sted.navn(eier, "Prøvenavn") is None


def test_several_areas_are_refused(bok: falsk.Bok, kall: Kall, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    omraade = bok.tabell("Vakter").Range
    monkeypatch.setattr(falsk.Omraade, "Address", property(lambda _: "$A$1:$B$9,$D$1:$E$9"))
    with pytest.raises(TidbankFeil, match="flere områder"):
        kall("TIDBANK_LES", omraade, omraade, omraade)


def test_a_cell_without_a_bank_asks_little(bok: falsk.Bok, kall: Kall, spurt: Sporsmaal) -> None:  # noqa: F811
    book._sist = None
    spurt()
    kall("TIDBANK_SALDO", "2004", inn(DAG), "skyldig")
    assert spurt() <= 15 * len(bok._ark)


def test_a_button_asks_no_more_of_each_sheet_when_there_are_many(bok: falsk.Bok, spurt: Sporsmaal) -> None:
    """Each question costs, and a workbook gets many pages."""
    hver = []
    for _ in range(2):
        spurt()
        buttons.trykk("sjekk_oppsett")
        hver.append(spurt() / len(bok._ark))
        for knapp in ("gjennomgang", "konto", "avregning"):
            bok.Application._svar[:] = [DAG, "2004; 2006"]
            buttons.trykk(knapp)
    assert max(hver) <= 16
    assert hver[1] <= hver[0]
