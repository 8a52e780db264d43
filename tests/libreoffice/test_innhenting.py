"""Hent turnus in a real LibreOffice: the page, one step for Undo, and the same rows as the command line writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests import innut
from xl_tidbank.book.open import read
from xl_tidbank.book.template import workbook
from xl_tidbank.commands import inn
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.model import Tabeller
from xl_tidbank.tables.importer import profil
from xl_tidbank.tables.importer.valg import Importvalg

from .kontor import Kontor

pytestmark = pytest.mark.slow
ARK = ("Turnus", "Vakter", "Fravær", "Importer")


def skriv_bank(sti: Path) -> Path:
    ansatte = [(nr, navn) for nr, navn in innut.FOLK]
    workbook.skriv_bank(sti, {"Ansatte": ansatte, "Vaktkoder": [tuple(k)[:-1] for k in innut.VAKTKODER]}, [])
    return sti


@pytest.fixture
def bok(lo: Kontor, tmp_path: Path) -> Iterator[int]:
    nr = lo("apne", str(skriv_bank(tmp_path / "Pilot.xlsx")), True)
    yield nr
    lo("lukk", nr)


def hent(lo: Kontor, nr: int, fil: Path, **svar: str) -> list[dict[str, Any]]:
    """Choose the menu item; what was noted of it."""
    fra = len(lo.spor_siden())
    lo("kommando", nr, f"hent_turnus?{urlencode({'stille': '1', 'fil': str(fil), **svar})}")
    return lo.spor_siden(fra)


def sagt(spor: list[dict[str, Any]]) -> str:
    return str([s["tekst"] for s in spor if "tekst" in s][-1])


def alt(lo: Kontor, nr: int) -> dict[str, Any]:
    return {ark: lo("formler", nr, ark, lo("brukt", nr, ark)) for ark in ARK}


def lagret(lo: Kontor, nr: int, sti: Path) -> Tabeller:
    lo("lagre", nr, str(sti))
    return read.les_bok(sti)


def ventet(bank: Path, fil: Path, profil: str, valg: Importvalg | None = None) -> Tabeller:
    """The tables as the command line writes them."""
    return inn.forbered(read.les_bok(bank), fil, profil, valg or Importvalg(), date(2026, 5, 1)).etter(
        datetime(2026, 5, 1, 12)
    )


def uten_sted(rader: Any, tid: bool = True) -> list[tuple[Any, ...]]:
    return [tuple(r)[0 if tid else 1 : -1] for r in rader or ()]


def krev_like(a: Tabeller, b: Tabeller) -> None:
    for felt in ("ansatte", "turnus", "vakter", "fravaer", "vaktkoder", "grunnturnus"):
        assert uten_sted(getattr(a, felt)) == uten_sted(getattr(b, felt)), felt
    assert uten_sted(a.importer, tid=False) == uten_sted(b.importer, tid=False)


def test_the_same_rows_as_the_command_line_and_one_undo(lo: Kontor, bok: int, tmp_path: Path) -> None:
    bank, foer = tmp_path / "Pilot.xlsx", alt(lo, bok)
    spor = hent(lo, bok, innut.GRID1)
    assert sagt(spor).startswith("30 nye rader og 0 endrede er skrevet.")
    krev_like(lagret(lo, bok, tmp_path / "ny.xlsx"), ventet(bank, innut.GRID1, "turnusgrid"))
    side = lo("verdier", bok, "Forhåndsvisning", lo("brukt", bok, "Forhåndsvisning"))
    tekst = " ".join(str(v) for rad in side for v in rad if v != "")
    hentet = inn.forbered(read.les_bok(bank), innut.GRID1, "turnusgrid", Importvalg(), date.today())
    _, kontroll = hentet.rapport.kontroll(date.today())
    assert kontroll.brudd >= 7
    assert f"Etter importen: {kontroll.brudd} brudd og {kontroll.advarsel} advarsler, mot 0 og 0 før." in tekst
    assert "Mai!O10 · 3104 Diyar Aziz · «X9»" in tekst
    etter = alt(lo, bok)
    lo("innenfor", "angre", bok)
    assert alt(lo, bok) == foer
    assert "Forhåndsvisning" in lo("ark", bok)
    lo("innenfor", "gjenta", bok)
    assert alt(lo, bok) == etter
    # Twice: a line in the log and nothing else.
    spor = hent(lo, bok, innut.GRID1)
    assert sagt(spor).startswith("Ingenting var nytt eller endret")
    igjen = alt(lo, bok)
    assert {ark for ark in ARK if igjen[ark] != etter[ark]} == {"Importer"}
    # A change on top.
    bank2 = tmp_path / "to.xlsx"
    lo("lagre", bok, str(bank2))
    spor = hent(lo, bok, innut.GRID2)
    assert sagt(spor).startswith("3 nye rader og 2 endrede er skrevet.")
    krev_like(lagret(lo, bok, tmp_path / "tre.xlsx"), ventet(bank2, innut.GRID2, "turnusgrid"))
    assert lo("ark", bok).count("Forhåndsvisning") == 1
    lo("kommando", bok, "angre_siste?stille=1")
    krev_like(lagret(lo, bok, tmp_path / "fire.xlsx"), read.les_bok(bank2))


def test_declined_nothing_is_written(lo: Kontor, bok: int) -> None:
    foer = alt(lo, bok)
    assert lo("innenfor", "hent_og_si_nei", bok, str(innut.GRID1)).startswith("Ingenting er skrevet")
    assert alt(lo, bok) == foer
    assert "Forhåndsvisning" in lo("ark", bok)


def test_absences_come_only_when_asked_for(lo: Kontor, bok: int, tmp_path: Path) -> None:
    hent(lo, bok, innut.GRID1, med_fravaer="Ja")
    t = lagret(lo, bok, tmp_path / "ny.xlsx")
    krev_like(t, ventet(tmp_path / "Pilot.xlsx", innut.GRID1, "turnusgrid", Importvalg(med_fravaer=True)))
    assert t.fravaer


def test_a_rolling_plan(lo: Kontor, bok: int, tmp_path: Path) -> None:
    assert "«Første dag» og «Siste dag»" in sagt(hent(lo, bok, innut.PLAN))
    hent(lo, bok, innut.PLAN, fra="01.06.2026", til="26.07.2026")
    valg = Importvalg(fra=date(2026, 6, 1), til=date(2026, 7, 26))
    krev_like(lagret(lo, bok, tmp_path / "ny.xlsx"), ventet(tmp_path / "Pilot.xlsx", innut.PLAN, "rulleplan", valg))


def test_a_rolling_plan_becomes_a_pattern(lo: Kontor, bok: int, tmp_path: Path) -> None:
    """The weeks and the codes they use, in Grunnturnus and Vaktkoder; one step for Undo."""
    fra = date.fromordinal(date.today().toordinal() + 14)
    til = date.fromordinal(fra.toordinal() + 55)
    dager = {"fra": f"{fra:%d.%m.%Y}", "til": f"{til:%d.%m.%Y}"}
    foer = lagret(lo, bok, tmp_path / "foer.xlsx")
    hent(lo, bok, innut.PLAN, som_grunnturnus="Ja", **dager)
    t = lagret(lo, bok, tmp_path / "ny.xlsx")
    valg = Importvalg(fra=fra, til=til, som_grunnturnus=True)
    krev_like(t, ventet(tmp_path / "Pilot.xlsx", innut.PLAN, "rulleplan", valg))
    assert len(t.grunnturnus or ()) == 8
    assert not t.turnus
    side = lo("verdier", bok, "Forhåndsvisning", lo("brukt", bok, "Forhåndsvisning"))
    nye = [rad for rad in side if "Grunnturnus" in rad]
    assert len(nye) == 8
    assert any("uke 1" in rad for rad in nye)
    lo("innenfor", "angre", bok)
    assert lagret(lo, bok, tmp_path / "igjen.xlsx") == foer


def test_what_stands_in_the_way_is_one_sentence(lo: Kontor, bok: int, tmp_path: Path) -> None:
    foer = alt(lo, bok)
    assert "Filen finnes ikke" in sagt(hent(lo, bok, tmp_path / "borte.xlsx"))
    (tmp_path / "rot.xlsx").write_bytes(b"ikke en arbeidsbok")
    assert sagt(hent(lo, bok, tmp_path / "rot.xlsx")).startswith("rot.xlsx: ")
    assert lo("ark", bok)[0] == "Ansatte"
    assert "Forhåndsvisning" not in lo("ark", bok)
    lo("innenfor", "laas", bok, "Vakter")
    assert sagt(hent(lo, bok, innut.GRID1)).startswith("Vakter: Arket er beskyttet, så ingenting er skrevet.")
    assert alt(lo, bok) == foer


def test_a_pilot_of_five_people_and_a_month_is_eighty_cells(lo: Kontor, tmp_path: Path) -> None:
    """From an empty bank to the first balance, typed in LibreOffice; the roster is fetched."""
    workbook.skriv_bank(tmp_path / "Pilot.xlsx", {}, [])
    nr, skrevet = lo("apne", str(tmp_path / "Pilot.xlsx"), True), 0
    periode = ("05.01.2026", "03.01.2027")
    med_hoder = openpyxl.load_workbook(tmp_path / "Pilot.xlsx", read_only=True)
    hoder = {
        ark: {str(v): get_column_letter(n) for n, v in enumerate(next(med_hoder[ark].values), 1)}
        for ark in ("Ansatte", "Avtaler")
    }
    for rad, (nummer, navn) in enumerate(innut.FOLK[:5], 2):
        avtale = {"Ansattnr": nummer, "Fra": periode[0], "Til": periode[1], "Fast %": "60", "Tidbank %": "40",
                  "Periodestart": periode[0], "Periodeslutt": periode[1], "Signert": "01.12.2025"}  # fmt: skip
        for ark, celler in (("Ansatte", {"Ansattnr": nummer, "Navn": navn}), ("Avtaler", avtale)):
            for kolonne, verdi in celler.items():
                lo("skriv_lokal", nr, ark, f"{hoder[ark][kolonne]}{rad}", verdi)
                skrevet += 1
    assert sagt(hent(lo, nr, innut.GRID1)).startswith("30 nye rader")
    assert skrevet <= 80, "the form needs no answer: the profile is recognised"
    lo("kommando", nr, "oversikt?stille=1&dato=2026-05-31")
    assert "Oversikt" in lo("ark", nr)
    bank = Bank(lagret(lo, nr, tmp_path / "ny.xlsx"))
    lo("lukk", nr)
    saldo = {s.ansattnr: s for s in bank.saldoer(date(2026, 5, 31))}
    assert list(saldo) == [n for n, _ in innut.FOLK[:5]]
    assert {n: s.ubekreftet for n, s in saldo.items() if s.ubekreftet} == {"3101": 7, "3102": 7, "3105": 7}


def test_the_form_has_lists_to_choose_from(lo: Kontor, bok: int) -> None:
    valg, svar = lo("innenfor", "skjema", bok, "rulleplan")
    assert valg[:4] == [list(profil.levert()), [], [], []]
    assert len(valg) >= 6
    assert all(v == ["Nei", "Ja"] for v in valg[4:])
    assert {"profil": "rulleplan", "fra": "01.06.2026", "til": "", "startuke": ""}.items() <= svar.items()


def test_the_log_is_shown(lo: Kontor, bok: int, tmp_path: Path) -> None:
    hent(lo, bok, innut.GRID1)
    lo("kommando", bok, "siste_import?stille=1")
    side = lo("verdier", bok, "Siste import", lo("brukt", bok, "Siste import"))
    assert any(innut.GRID1.name in str(v) for rad in side for v in rad)
    assert replace(lagret(lo, bok, tmp_path / "ny.xlsx"), importer=None).turnus
