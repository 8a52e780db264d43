"""The pilot in a window of LibreOffice, with mouse and keyboard: from an empty bank to a review, every cell counted.

TIDBANK_BILDER=FOLDER keeps a picture of each step.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from tests import pilot
from xl_tidbank.book.open import read
from xl_tidbank.book.sheets.start import start_side
from xl_tidbank.book.template import workbook
from xl_tidbank.commands.skjema import SKJEMAER
from xl_tidbank.commands.skjema.rad import navnet
from xl_tidbank.core.bank import Bank
from xl_tidbank.tables import oppstart
from xl_tidbank.tables.schema import ETTER_NAVN

from . import skjerm
from .kontor import Kontor

pytestmark = pytest.mark.slow


@pytest.fixture
def vinduet(lo: Kontor, tmp_path: Path) -> Iterator[skjerm.Vindu]:
    """An empty bank in a window. `lo` is asked for so that the test is left out where LibreOffice is."""
    skjerm.krev()
    side = start_side((), (), None, virksomhet="", stempel="")
    workbook.skriv_bank(tmp_path / "Pilot.xlsx", {}, [side])
    with ExitStack() as stakk:
        skjermen = stakk.enter_context(skjerm.Skjerm())
        kontoret = stakk.enter_context(Kontor(skjerm=skjermen.navn))
        yield skjerm.Vindu(skjermen, kontoret, tmp_path / "Pilot.xlsx")


class Leder:
    """Does what a step says, and counts the cells typed in and the choices made."""

    def __init__(self, v: skjerm.Vindu, fil: Path) -> None:
        self.v, self.fil, self.skrevet, self.valgt = v, fil, 0, 0
        bok = openpyxl.load_workbook(fil)
        self.hoder = {t: _hoder(bok, t) for t in ("Ansatte", "Vaktkoder", "Grunnturnus")}

    def gjor(self, h: pilot.Handling) -> str:
        """What was said at the end."""
        if isinstance(h, pilot.Rader):
            return self._rader(h)
        fra = len(self.v.lo.spor_siden())
        if isinstance(h, pilot.Skjema):
            return self._skjema(h)
        if isinstance(h, pilot.Sporsmaal):
            self.v.velg("Yes")  # the bank is new, and asks itself
            etiketter = {q.navn: q.sporsmaal for q in oppstart.SPORSMAAL}
            for navn, svar in h.svar.items():
                self.v.skriv_i_boks(etiketter[navn], svar)
                self.skrevet += 1
            self.v.velg("OK")
            return self.v.sagt(fra)
        etikett = {"gjennomgang": "Lag 12-ukers gjennomgang", "oppdater": "Oppdater"}[h.navn]
        self.v.menyvalg(etikett)
        self.v.vent(lambda: self.v.lo("navneplass", "OK"))
        self.v.ro()
        self.v.velg("OK")
        self.v.vent(lambda: any("ark" in s for s in self.v.lo.spor_siden(fra)))
        self.v.ro()
        return ""

    def _rader(self, h: pilot.Rader) -> str:
        ark = ETTER_NAVN[h.tabell].ark
        for nr, rad in enumerate(h.rader, 2):
            for kolonne, verdi in rad.items():
                self.v.skriv(ark, f"{self.hoder[h.tabell][kolonne]}{nr}", _tastet(verdi))
                self.skrevet += 1
        return ""

    def _skjema(self, h: pilot.Skjema) -> str:
        ark = SKJEMAER[h.navn].etikett
        self.v.velg(ark)
        self.v.vent(lambda: self.v.lo("i_visning", self.v.nr) == ark)
        self.v.ro()
        felt = self.v.lo("navnene", self.v.nr, ark)
        for kolonne, verdi in h.valgt.items():
            self.v.velg_fra_liste(ark, felt[_felt(kolonne)], verdi)
            self.valgt += 1
        for kolonne, verdi in h.skrevet.items():
            self.v.skriv(ark, felt[_felt(kolonne)], _tastet(verdi))
            self.skrevet += 1
        fra = len(self.v.lo.spor_siden())
        self.v.til_toppen()
        self.v.velg("Legg inn")
        return self.v.sagt(fra)


def _hoder(bok: Any, tabell: str) -> dict[str, str]:
    """The letters of a table's columns; a table beside another has its own."""
    ark = bok[ETTER_NAVN[tabell].ark]
    bokstav, _ = coordinate_from_string(ark.tables[tabell].ref.partition(":")[0])
    forste = column_index_from_string(bokstav)
    navn = [ark.cell(1, k).value for k in range(forste, ark.max_column + 1)]
    return {str(n): get_column_letter(k) for k, n in reversed(list(enumerate(navn, forste))) if n}


def _felt(kolonne: str) -> str:
    return navnet(kolonne.replace(".", ""))


def _tastet(verdi: Any) -> str:
    return f"{verdi:%d.%m.%Y}" if isinstance(verdi, date) else str(verdi)


def test_a_pilot_from_nothing_to_a_review(vinduet: skjerm.Vindu, tmp_path: Path) -> None:
    dag = date.today()
    stegene, leder = pilot.plan(dag), Leder(vinduet, tmp_path / "Pilot.xlsx")
    for n, steg in enumerate(stegene, 1):
        for h in steg.handlinger:
            sagt = leder.gjor(h)
            assert "Brudd" not in sagt, sagt
        if skjerm.BILDER:
            vinduet.skjerm.bilde(Path(skjerm.BILDER) / f"pilot-{n:02}.png")
    assert (leder.skrevet, leder.valgt) == pilot.antall(stegene)
    assert leder.skrevet <= pilot.MEST
    vinduet.lo("lagre", vinduet.nr, str(tmp_path / "ferdig.xlsx"))
    assert set(vinduet.lo("ark", vinduet.nr)) >= pilot.ARKENE
    for_hand = tmp_path / "hand.xlsx"
    workbook.skriv_bank(for_hand, pilot.rader(dag), [])
    a, b = read.les_bok(tmp_path / "ferdig.xlsx"), read.les_bok(for_hand)
    assert pilot.postene(a) == pilot.postene(b)
    assert Bank(a).saldoer(dag) == Bank(b).saldoer(dag)
    assert Bank(a).valg == Bank(b).valg
