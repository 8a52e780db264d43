"""The live week roster in a real LibreOffice: the cells that choose the weeks choose them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests import sidedata
from xl_tidbank.book.sheets.vakt.vaktuke import uketabell
from xl_tidbank.core.vakt.vaktuke import vaktuke
from xl_tidbank.hosts.excel.build.live import skriv_levende

from .kontor import Kontor


def vist(lo: Kontor, nr: int) -> list[list[str]]:
    """What stands below the header "Ansatt", to the last row with something in it."""
    alle = [[str(v or "") for v in rad] for rad in lo("verdier", nr, "Vaktuke", "B1:I300")]
    topp = next(n for n, rad in enumerate(alle) if rad[0] == "Ansatt")
    sist = max(n for n, rad in enumerate(alle) if any(rad))
    return alle[topp : sist + 1]


def test_the_weeks_follow_the_cells_that_choose_them(lo: Kontor, tmp_path: Path) -> None:
    sti, bank, dag = tmp_path / "levende.xlsx", sidedata.bank(), sidedata.DAG
    skriv_levende(sti, sidedata.rader(), bank, dag)
    nr = lo("apne", str(sti))
    lo("regn", nr)
    navn = {rad[1]: f"C{n}" for n, rad in enumerate(lo("verdier", nr, "Vaktuke", "A1:C12"), 1) if rad[1]}
    assert vist(lo, nr) == uketabell(vaktuke(bank, dag, 1, dag))
    for uker, forste in ((4, dag), (6, dag + timedelta(weeks=2)), (1, date(2026, 12, 30))):
        lo("sett", nr, "Vaktuke", navn["Uker"], uker)
        lo("sett", nr, "Vaktuke", navn["Første mandag"], f"=DATE({forste.year};{forste.month};{forste.day})")
        assert vist(lo, nr) == uketabell(vaktuke(bank, forste, uker, dag))
    # A shift less in the table is a shift less in the week.
    vakt = next(v for v in bank.sak("2004").tidbankvakter if v.dato > dag)
    lo("sett", nr, "Vaktuke", navn["Første mandag"], f"=DATE({vakt.dato.year};{vakt.dato.month};{vakt.dato.day})")
    foer = vist(lo, nr)
    rad = 2 + [r[0] for r in sidedata.rader()["Vakter"]].index(vakt.vaktnr)
    status = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[lo("verdier", nr, "Vakter", "A1:Z1")[0].index("Status")]
    lo("sett", nr, "Vakter", f"{status}{rad}", "Avlyst")
    endret = [(a, b) for a, b in zip(foer, vist(lo, nr), strict=True) if a != b]
    assert [a[0] for a, _ in endret] == [bank.navn("2004")]
    lo("lukk", nr)
