"""Forms in a window of LibreOffice: opened by the links of Start, filled in with the keyboard, buttons clicked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from tests import sidedata
from xl_tidbank.book.open import read
from xl_tidbank.book.sheets.start import VAKTUKE
from xl_tidbank.book.template import workbook
from xl_tidbank.commands.skjema import SKJEMAER
from xl_tidbank.core.bank import Bank

from . import skjerm
from .kontor import Kontor

pytestmark = pytest.mark.slow
HVEM = "Grete Bakkemo (2006)"
# What is typed first and is wrong, and what is right.
FELT: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    "ny_vakt": (
        {"Dato": "31.02.2026"}, {"Ansattnr": HVEM, "Dato": "13.10.2026", "Start": "730", "Slutt": "15"}, "vakter",
    ),
    "ny_avtale": (
        {"Tidbank": "140"}, {"Ansattnr": HVEM, "Fra": "03.01.2028", "Fast": "60", "Tidbank": "40"}, "avtaler",
    ),
    "nytt_fravaer": (
        {"Fra": "i går"}, {"Ansattnr": HVEM, "Fra": "05.10.2026", "Kode": "EGEN – Egenmelding"}, "fravaer",
    ),
    "gjennomgang_holdt": (
        {"Holdt": "i morgen"}, {"Ansattnr": HVEM, "Dato": "07.09.2026", "Holdt": "14.09.2026"}, "gjennomganger",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def kontoret(lo: Kontor) -> Iterator[tuple[skjerm.Skjerm, Kontor]]:
    """`lo` is asked for so that the tests are left out where LibreOffice is."""
    skjerm.krev()
    with ExitStack() as stakk:
        skjermen = stakk.enter_context(skjerm.Skjerm())
        yield skjermen, stakk.enter_context(Kontor(skjerm=skjermen.navn))


@pytest.fixture
def v(kontoret: tuple[skjerm.Skjerm, Kontor], tmp_path: Path) -> Iterator[skjerm.Vindu]:
    fil = tmp_path / "bank.xlsx"
    start = next(s for s in sidedata.sider() if s.ark == "Start")
    workbook.skriv_bank(fil, sidedata.rader(), [start])
    vinduet = skjerm.Vindu(*kontoret, fil)
    yield vinduet
    kontoret[1]("lukk", vinduet.nr)


def lagret(v: skjerm.Vindu, sti: Path) -> Bank:
    v.lo("lagre", v.nr, str(sti))
    return Bank(read.les_bok(sti))


def lenke(v: skjerm.Vindu, tekst: str) -> None:
    """Click what is written on Start."""
    rader = v.lo("verdier", v.nr, "Start", "B1:B80")
    celle = f"B{[r[0] for r in rader].index(tekst) + 1}"
    v.ga_til("Start", celle)
    v.skjerm.klikk(v.lo("celleplass", v.nr, celle))


def apne(v: skjerm.Vindu, navn: str) -> tuple[str, dict[str, str]]:
    ark = SKJEMAER[navn].etikett
    lenke(v, ark)
    v.vent(lambda: v.lo("i_visning", v.nr) == ark)
    v.ro()
    return ark, v.lo("navnene", v.nr, ark)


def legg_inn(v: skjerm.Vindu, ark: str, knapp: str = "Legg inn") -> str:
    fra = len(v.lo.spor_siden())
    v.ga_til(ark, "A1")
    v.ro()
    v.skjerm.klikk(v.lo("knappeplass", v.nr, knapp))
    if knapp == "Lukk":
        return ""
    if not v.innen(8, lambda: len(v.lo.spor_siden()) > fra):  # it was not there yet when it was clicked
        v.skjerm.klikk(v.lo("knappeplass", v.nr, knapp))
    return v.sagt(fra)


@pytest.mark.parametrize("navn", FELT)
def test_refused_right_undone_and_away(v: skjerm.Vindu, tmp_path: Path, navn: str) -> None:
    galt, riktig, tabell = FELT[navn]
    foer = getattr(lagret(v, tmp_path / "foer.xlsx").tabeller, tabell)
    ark, felt = apne(v, navn)
    for kolonne, verdi in {**riktig, **galt}.items():
        v.skriv(ark, felt[f"felt_{kolonne}"], verdi)
    assert f"{ark}!{felt[f'felt_{next(iter(galt))}']}" in legg_inn(v, ark)
    assert getattr(lagret(v, tmp_path / "nektet.xlsx").tabeller, tabell) == foer
    for kolonne in galt:
        v.skriv(ark, felt[f"felt_{kolonne}"], riktig[kolonne])
    legg_inn(v, ark)
    assert ark not in v.lo("ark", v.nr)
    etter = getattr(lagret(v, tmp_path / "etter.xlsx").tabeller, tabell)
    assert etter[:-1] == foer
    assert etter[-1].ansattnr == "2006"
    v.skjerm.tast("ctrl+z")
    v.vent(lambda: ark in v.lo("ark", v.nr))
    v.ro()  # the sheet comes back before the row is gone
    assert getattr(lagret(v, tmp_path / "angret.xlsx").tabeller, tabell) == foer
    v.vent(lambda: f"felt_{next(iter(galt))}" in v.lo("navnene", v.nr, ark))
    legg_inn(v, ark)  # a form that Undo brought back is as alive as before
    assert getattr(lagret(v, tmp_path / "igjen.xlsx").tabeller, tabell) == etter


def test_changed_mind_and_saved_half_filled(v: skjerm.Vindu, tmp_path: Path) -> None:
    """The button of a form that was saved and opened again works, and its texts have their colours."""
    stempel = lagret(v, tmp_path / "foer.xlsx").stempel
    ark, felt = apne(v, "ny_vakt")
    v.skriv(ark, felt["felt_Dato"], "13.10.2026")
    assert lagret(v, tmp_path / "halv.xlsx").stempel == stempel
    tittel = openpyxl.load_workbook(tmp_path / "halv.xlsx")[ark]["B1"]
    assert (tittel.value, tittel.font.color.rgb) == (ark, "FFFFFFFF")
    legg_inn(v, ark, "Lukk")
    v.vent(lambda: ark not in v.lo("ark", v.nr))
    igjen = skjerm.Vindu(v.skjerm, v.lo, tmp_path / "halv.xlsx")
    try:
        igjen.ga_til(ark, "A1")
        igjen.ro()
        assert "Start mangler" in legg_inn(igjen, ark)
        for kolonne, verdi in {"Ansattnr": HVEM, "Start": "0730", "Slutt": "15:00"}.items():
            igjen.skriv(ark, felt[f"felt_{kolonne}"], verdi)
        legg_inn(igjen, ark)
        ny = lagret(igjen, tmp_path / "etter.xlsx").tabeller.vakter[-1]
    finally:
        v.lo("lukk", igjen.nr)
    assert (ny.ansattnr, ny.dato, ny.start, ny.slutt) == ("2006", date(2026, 10, 13), 450, 900)


def test_shifts_are_confirmed_and_given(v: skjerm.Vindu, tmp_path: Path) -> None:
    ark, felt = apne(v, "bekreft_vakter")
    v.velg_fra_liste(ark, felt["felt_Alle"], "Ja")
    assert "er satt til Utført" in legg_inn(v, ark)
    ark, felt = apne(v, "ledige_vakter")
    forste = felt["felt_rader"].partition(":")[0]
    valgt, grunn = (f"{chr(ord(forste[0]) + n)}{int(forste[1:]) + 2}" for n in (8, 9))
    v.skriv(ark, valgt, "Ja")
    assert "Plass 1 har ikke svart nei" in legg_inn(v, ark)
    v.skriv(ark, grunn, "Kjenner beboeren")
    legg_inn(v, ark)
    (tilbud,) = lagret(v, tmp_path / "etter.xlsx").tabeller.tilbud or ()
    assert tilbud.begrunnelse == "Kjenner beboeren"


def _vises(v: skjerm.Vindu, ark: str) -> bool:
    return bool(v.lo("i_visning", v.nr) == ark)


def test_every_link_of_start_leads_somewhere(v: skjerm.Vindu) -> None:
    for tekst in (s.etikett for s in SKJEMAER.values()):
        lenke(v, tekst)
        v.vent(partial(_vises, v, tekst))
    lenke(v, VAKTUKE[0])
    v.vent(lambda: v.lo("navneplass", "Avbryt"))
    v.velg("Avbryt")
