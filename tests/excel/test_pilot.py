"""The pilot over the Excel stand-in: from the empty workbook to a review, counted; the same bank as typed by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import pilot
from xl_tidbank.book.open import read
from xl_tidbank.book.template import workbook
from xl_tidbank.commands.skjema import FELT, SKJEMAER
from xl_tidbank.commands.skjema.rad import navnet
from xl_tidbank.core.bank import Bank
from xl_tidbank.hosts import oppstart
from xl_tidbank.hosts.excel import buttons
from xl_tidbank.hosts.excel.vert import Excel
from xl_tidbank.tables.arkrekke import plasser
from xl_tidbank.tables.schema import ETTER_NAVN, Slag
from xl_tidbank.tables.values import dognandel

from . import com, falsk, regneark
from .com import tid
from .conftest import apne

pytestmark = pytest.mark.slow


def _tastet(verdi: Any, slag: Slag = Slag.TEKST) -> Any:
    """As Excel keeps what is typed: a day, a clock time, a number, a text."""
    if isinstance(verdi, date):
        return tid(datetime(verdi.year, verdi.month, verdi.day))
    if slag is Slag.KLOKKE:
        timer, minutter = map(int, verdi.split(":"))
        return dognandel(60 * timer + minutter)
    return float(verdi) if isinstance(verdi, int) else verdi


class Leder:
    """Does what a step says, and counts the cells typed in and the choices made."""

    def __init__(self, bok: falsk.Bok) -> None:
        self.bok, self.skrevet, self.valgt = bok, 0, 0

    def dagen(self, dag: date) -> None:
        """*Tallene gjelder* on Oversikt: the workbook speaks for the day it was built."""
        celle = next(n.RefersToRange for n in self.bok._navn if n._kort == "Dato")
        celle.Worksheet._celler[celle.Row, celle.Column] = (_tastet(dag), "")
        self.skrevet += 1

    def gjor(self, h: pilot.Handling) -> str:
        """What was said at the end."""
        com.MELDINGER.clear()
        if isinstance(h, pilot.Rader):
            self._rader(h)
        elif isinstance(h, pilot.Skjema):
            self._skjema(h)
        elif isinstance(h, pilot.Sporsmaal):
            self.bok.Application._svar[:] = [h.svar.get(q.navn, ...) for q in oppstart._SPURT]
            self.skrevet += len(h.svar)
            buttons.trykk(h.knapp)
            assert not self.bok.Application._svar
        else:
            buttons.trykk(h.navn)
        return com.MELDINGER[-1][1] if com.MELDINGER else ""

    def _rader(self, h: pilot.Rader) -> None:
        """The first row stands empty in a new table; the table grows with the others."""
        t = self.bok.tabell(h.tabell)
        for nr, rad in enumerate(h.rader):
            kol, topp, kol2, rad2 = t._boks
            t._boks = (kol, topp, kol2, max(rad2, topp + 1 + nr))
            for navn, verdi in rad.items():
                sted = topp + 1 + nr, kol + plasser(ETTER_NAVN[h.tabell])[navn]
                t.Parent._celler[sted] = (_tastet(verdi, pilot.kolonne(h.tabell, navn).slag), "")
                self.skrevet += 1

    def _skjema(self, h: pilot.Skjema) -> None:
        buttons.trykk(h.navn)
        ark = self.bok.ark(SKJEMAER[h.navn].etikett)
        steder = {n._kort: n.RefersToRange for n in ark._navn if n._kort.startswith(FELT)}
        for kolonne, verdi in [*h.valgt.items(), *h.skrevet.items()]:
            celle = steder[navnet(kolonne.replace(".", ""))]
            ark._celler[celle.Row, celle.Column] = (_tastet(verdi), "")
        self.valgt += len(h.valgt)
        self.skrevet += len(h.skrevet)
        self._regn(ark, list(steder.values()))
        ark.Activate()
        buttons.trykk("legg_inn")
        assert ark not in self.bok._ark, com.MELDINGER

    def _regn(self, ark: falsk.Ark, omraader: list[falsk.Omraade]) -> None:
        """What the fields propose by formulas, as Excel computes them: some rest on others."""
        r = Regner(self.bok)
        for _ in range(3):
            for o in omraader:
                for rad in range(o.Row, o._rad2 + 1):
                    for kol in range(o.Column, o._kol2 + 1):
                        _, formel = ark._celler.get((rad, kol), (None, ""))
                        if formel:
                            svar = r.verdi(regneark.Leser(formel[1:].replace("+", "&")).alt(), (ark.Name, rad, kol))
                            ark._celler[rad, kol] = (svar, formel)


class Regner(regneark.Regneark):
    """Single formulas of a form, with what proposals use of Excel. & stands for +: a day and days."""

    def __init__(self, bok: falsk.Bok) -> None:
        self.bok, self.kalt = bok, []

    def verdi(self, u: Any, sted: regneark.Sted) -> Any:
        if u[0] == "&":
            return self.verdi(u[1], sted) + timedelta(days=self.verdi(u[2], sted))
        if u[0] == "kall" and u[1] == "FALSE":
            return False
        if u[0] == "kall" and u[1] == "VLOOKUP":
            sokt, kol = self.verdi(u[2][0], sted), int(self.verdi(u[2][2], sted))
            rader = self._omraade(u[2][1], sted).Value
            return next((rad[kol - 1] for rad in rader if rad[0] == sokt), falsk.feilverdi("#N/A"))
        return super().verdi(u, sted)


def test_a_pilot_from_nothing_to_a_review(excel: falsk.Excel, filer: dict[str, Path], tmp_path: Path) -> None:
    bok, dag = apne(excel, filer["tom"]), date.today()
    stegene, leder = pilot.plan(dag), Leder(bok)
    leder.dagen(dag)
    for steg in stegene:
        for h in steg.handlinger:
            sagt = leder.gjor(h)
            assert "Brudd" not in sagt, sagt
    skrevet, valgt = pilot.antall(stegene)
    assert (leder.skrevet, leder.valgt) == (skrevet + 1, valgt)
    assert leder.skrevet <= pilot.MEST
    assert {a.Name for a in bok._ark} >= pilot.ARKENE
    for_hand = tmp_path / "hand.xlsx"
    workbook.skriv_bank(for_hand, pilot.rader(dag), [])
    a, b = Excel(com.last().Book.caller()).les(), read.les_bok(for_hand)
    assert pilot.postene(a) == pilot.postene(b)
    assert Bank(a).saldoer(dag) == Bank(b).saldoer(dag)
    assert Bank(a).valg == Bank(b).valg
