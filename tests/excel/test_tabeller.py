"""Rows written in the tables of an open workbook: they are read back as written, all or none, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from tests import sidedata
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import Tabeller, Turnusvakt
from xl_tidbank.hosts import own, tabellskriv
from xl_tidbank.hosts.excel import tables
from xl_tidbank.hosts.excel.vert import Excel
from xl_tidbank.hosts.vert import Radskriv
from xl_tidbank.tables.schema import ETTER_NAVN, TURNUS

from . import com, falsk
from .conftest import apne

NY = Radskriv(
    "Turnus", None,
    {"Ansattnr": "2004", "Dato": date(2026, 5, 4), "Start": time(7, 30), "Slutt": 1.0, "Pause": 30,
     "Kilde": "grid:Mai"},
)  # fmt: skip


def verten() -> Excel:
    return Excel(com.last().Book.caller())


def celler(bok: falsk.Bok) -> dict[str, Any]:
    return {a.Name: (dict(a._celler), [t._boks for t in a._tabeller]) for a in bok._ark}


def turnus(t: Tabeller) -> tuple[Turnusvakt, ...]:
    return tuple(t.turnus or ())


def test_new_rows_and_changed_cells_are_read_back(bok: falsk.Bok) -> None:
    foer = verten().les()
    vakt = foer.vakter[3]
    rader = bok.tabell("Turnus")._boks[3]
    verten().skriv_tabeller(
        [NY, Radskriv("Vakter", vakt.kilde.rad, {"Dato": date(2026, 12, 24), "Godkjent av": "=1+1", "Pause": None})],
        "Prøve",
    )
    etter = verten().les()
    ny = turnus(etter)[-1]
    assert ny[:5] == ("2004", date(2026, 5, 4), 450, 1440, 30)
    assert (ny.opphav, ny.kilde.rad) == ("grid:Mai", rader + 1)
    assert turnus(etter)[:-1] == turnus(foer)
    assert etter.vakter[3] == vakt._replace(dato=date(2026, 12, 24), godkjent_av="=1+1", pause=0)
    assert [v for n, v in enumerate(etter.vakter) if n != 3] == [v for n, v in enumerate(foer.vakter) if n != 3]
    assert bok.tabell("Turnus")._boks[3] == rader + 1, "the table has grown"
    assert not etter.merknader, "nothing stands below it"
    assert bok.ark("Turnus").Range(f"A{rader + 1}").Value == "2004", "a number of a person is a text"


def test_an_empty_table_has_its_blank_row_filled(excel: falsk.Excel, filer: dict[str, Path]) -> None:
    bok = apne(excel, filer["tom"])
    verten().skriv_tabeller([NY, NY._replace(verdier={**NY.verdier, "Dato": date(2026, 5, 5)})], "Prøve")
    assert bok.tabell("Turnus")._boks[1::2] == (1, 3)
    assert [bok.ark("Turnus").Cells(r, 3).Value for r in (2, 3)] == [46146.0, 46147.0]
    assert verten().les().utelatt[0].ansattnr == "2004", "nobody of that number is there"


def test_formulas_of_the_row_above_follow(bok: falsk.Bok) -> None:
    kol, rad, kol2, rad2 = bok.tabell("Turnus")._boks
    ark = bok.ark("Turnus")
    bok.tabell("Turnus")._boks = (kol, rad, kol2 + 1, rad2)
    ark.Cells(rad, kol2 + 1).Value = "Egen"
    for r in range(rad + 1, rad2 + 1):
        ark.Cells(r, kol2 + 1).Formula = f"=C{r}+1"
    verten().skriv_tabeller([NY, NY], "Prøve")
    assert [ark.Cells(rad2 + n, kol2 + 1).Formula for n in (1, 2)] == [f"=C{rad2 + n}+1" for n in (1, 2)]


def test_a_filter_is_lifted_first(bok: falsk.Bok) -> None:
    bok.tabell("Turnus").AutoFilter.FilterMode = True
    verten().skriv_tabeller([NY], "Prøve")
    assert not bok.tabell("Turnus").AutoFilter.FilterMode


def test_numbers_are_typed_as_the_column_is(bok: falsk.Bok) -> None:
    ark, (_, _, _, rad2) = bok.ark("Turnus"), bok.tabell("Turnus")._boks
    for r in range(2, rad2 + 1):
        ark._celler[r, 1] = (float(ark._celler[r, 1][0]), "")
    verten().skriv_tabeller([NY], "Prøve")
    assert ark.Cells(rad2 + 1, 1).Value == 2004.0


def _laas(bok: falsk.Bok) -> None:
    bok.ark("Vakter").ProtectContents = True


def _under(bok: falsk.Bok) -> None:
    bok.ark("Turnus").Cells(bok.tabell("Turnus")._boks[3] + 1, 3).Value = "Husk Kari"


def _totalrad(bok: falsk.Bok) -> None:
    bok.tabell("Turnus").ShowTotals = True


def _uten_kolonne(bok: falsk.Bok) -> None:
    ark = bok.ark("Turnus")
    kol = next(k for (r, k), (v, _) in ark._celler.items() if r == 1 and v == "Kilde")
    ark._celler[1, kol] = ("Annet", "")


def _uten_ark(bok: falsk.Bok) -> None:
    bok.ark("Turnus").Name = "Turnus 2025"


HINDRE = [
    (_laas, "Vakter", "", "Arket er beskyttet"),
    (_under, "Turnus", "C", "Her står «Husk Kari» under tabellen Turnus"),
    (_totalrad, "Turnus", "A", "totalrad"),
    (_uten_kolonne, "Turnus", "", "Kolonnen «Kilde» mangler"),
    (_uten_ark, "Turnus", "", "Arket «Turnus» mangler"),
]


@pytest.mark.parametrize(("hinder", "ark", "kol", "tekst"), HINDRE)
def test_what_stands_in_the_way_is_said_and_nothing_is_written(
    bok: falsk.Bok, hinder: Any, ark: str, kol: str, tekst: str
) -> None:
    rad = verten().les().vakter[0].kilde.rad
    hinder(bok)
    foer = celler(bok)
    with pytest.raises(TidbankFeil, match=tekst) as e:
        verten().skriv_tabeller([NY, Radskriv("Vakter", rad, {"Pause": 15})], "Prøve")
    assert e.value.feil[0].ark == ark
    assert e.value.feil[0].celle.rstrip("0123456789") == kol
    assert celler(bok) == foer


def test_a_value_the_column_does_not_take_is_refused(bok: falsk.Bok) -> None:
    foer = celler(bok)
    with pytest.raises(TidbankFeil, match="Type er «Fest»"):
        verten().skriv_tabeller([NY, Radskriv("Vakter", 2, {"Type": "Fest"})], "Prøve")
    assert celler(bok) == foer


def test_a_write_that_fails_halfway_leaves_nothing(bok: falsk.Bok, monkeypatch: pytest.MonkeyPatch) -> None:
    ekte, foer = tables._format, celler(bok)

    def ryker(celler_: Any, slag: Any) -> Any:
        if celler_.sheet.name == "Vakter":
            raise com.ComFeil("Excel er opptatt")
        return ekte(celler_, slag)

    monkeypatch.setattr(tables, "_format", ryker)
    with pytest.raises(com.ComFeil):
        verten().skriv_tabeller([NY, Radskriv("Vakter", 2, {"Pause": 15})], "Prøve")
    monkeypatch.setattr(tables, "_format", ekte)
    assert celler(bok) == foer


def test_what_was_written_can_be_taken_back(bok: falsk.Bok) -> None:
    foer = verten().les()
    verten().skriv_tabeller([NY, Radskriv("Vakter", 2, {"Dato": date(2026, 12, 24), "Varslet": None})], "Hent turnus")
    assert verten().les() != foer
    sagt = own._angre_siste(verten())
    assert sagt.tekst == "Radene fra Hent turnus er tatt tilbake."
    assert verten().les() == foer
    with pytest.raises(TidbankFeil, match="ikke noe å angre"):
        own._angre_siste(verten())


def test_rows_that_somebody_has_changed_are_not_taken_back(bok: falsk.Bok) -> None:
    verten().skriv_tabeller([NY], "Hent turnus")
    rad = bok.tabell("Turnus")._boks[3]
    bok.ark("Turnus").Cells(rad, 5).Value = 45.0
    with pytest.raises(TidbankFeil, match="endret etter Hent turnus") as e:
        own._angre_siste(verten())
    assert e.value.feil[0].celle == f"E{rad}"
    assert bok.ark("Turnus").Cells(rad, 1).Value == "2004"


def test_rows_typed_below_the_table_become_part_of_it(bok: falsk.Bok) -> None:
    _, _, _, rad2 = bok.tabell("Turnus")._boks
    ark = bok.ark("Turnus")
    for kol, v in ((1, "2005"), (3, 46143.0), (5, 0.3125), (6, 0.625)):
        ark._celler[rad2 + 1, kol] = (v, "")
    verten().skriv_tabeller([NY], "Prøve")
    assert bok.tabell("Turnus")._boks[3] == rad2 + 2
    assert [t.ansattnr for t in turnus(verten().les())[-2:]] == ["2005", "2004"]


def test_a_record_is_written_whole_and_its_changes_alone() -> None:
    gammel = sidedata.tabeller().vakter[0]
    ny = gammel._replace(dato=date(2026, 5, 4), varslet=None)
    skriv = tabellskriv.endring_av(ETTER_NAVN["Vakter"], gammel, ny)
    assert dict(skriv.verdier) == {"Dato": date(2026, 5, 4), **({"Varslet": None} if gammel.varslet else {})}
    hel = tabellskriv.rad_av(TURNUS, Turnusvakt("0012", date(2026, 5, 4), 450, 1440))
    assert hel.verdier["Ansattnr"] == "0012"
    assert (hel.verdier["Start"], hel.verdier["Slutt"]) == (450 / 1440, 1.0)
    assert hel.verdier["Fri"] is None


def test_a_row_that_is_gone_is_emptied(bok: falsk.Bok) -> None:
    foer = verten().les()
    etter = replace(foer, turnus=turnus(foer)[1:])
    skriv = tabellskriv.forskjell(foer, etter)
    assert [(s.tabell, s.rad) for s in skriv] == [("Turnus", turnus(foer)[0].kilde.rad)]
    verten().skriv_tabeller(skriv, "Prøve")
    assert verten().les() == etter
