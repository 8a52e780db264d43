"""Forms in a real LibreOffice: the answer follows, what is entered is the row typed by hand, and Undo takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import sidedata
from xl_tidbank.book.open import read
from xl_tidbank.commands.skjema import SKJEMAER
from xl_tidbank.core.bank import Bank
from xl_tidbank.hosts.excel.build import live

from .kontor import Kontor

pytestmark = pytest.mark.slow
DAG = sidedata.DAG
HVEM, NR = "Grete Bakkemo (2006)", "2006"


def serienr(dag: date) -> float:
    return float((dag - date(1899, 12, 30)).days)


@pytest.fixture(scope="module")
def fil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("skjema") / "bank.xlsx"
    live.skriv_levende(sti, sidedata.rader(), sidedata.bank(), DAG)
    return sti


@pytest.fixture
def bok(lo: Kontor, fil: Path) -> Iterator[int]:
    # Out of sight: a window that paints a cell of ours and the driver's own thread would wait for each other.
    nr = lo("apne", str(fil))
    yield nr
    lo("lukk", nr)


class Skjemaark:
    """A form in the document, filled in as a user does."""

    def __init__(self, lo: Kontor, nr: int, navn: str) -> None:
        self.lo, self.nr, self.navn, self.ark = lo, nr, navn, SKJEMAER[navn].etikett
        lo("kommando", nr, f"{navn}?stille=1")
        self.celler: dict[str, Any] = lo("innenfor", "skjemaceller", nr, self.ark)

    def skriv(self, **felt: Any) -> None:
        for navn, verdi in felt.items():
            celle = self.celler[f"felt_{navn}"][0]
            self.lo("sett", self.nr, self.ark, celle, serienr(verdi) if isinstance(verdi, date) else verdi)

    def rute(self, rad: int, kolonne: str, verdi: Any) -> None:
        forste, rader = self.celler["felt_rader"]
        kol, nr = chr(ord(forste[0]) + rader[0].index(kolonne)), int(forste[1:]) + rad
        self.lo("sett", self.nr, self.ark, f"{kol}{nr}", verdi)

    def legg_inn(self) -> str:
        """What was said."""
        self.lo("innenfor", "ga_til", self.nr, self.ark)
        fra = len(self.lo.spor_siden())
        self.lo("kommando", self.nr, "legg_inn?stille=1")
        return str(next(s["tekst"] for s in self.lo.spor_siden(fra) if "tekst" in s))

    @property
    def apent(self) -> bool:
        return self.ark in self.lo("ark", self.nr)

    def svar(self) -> dict[str, list[Any]]:
        """What answers beside the fields, by its first column."""
        rader = self.lo("verdier", self.nr, self.ark, "E8:I26")
        return {r[0]: r for r in reversed(rader)}


def lagret(lo: Kontor, nr: int, mappe: Path) -> Bank:
    lo("lagre", nr, str(mappe / "lagret.xlsx"))
    return Bank(read.les_bok(mappe / "lagret.xlsx"))


def angre(lo: Kontor, nr: int) -> Any:
    return lo("innenfor", "angre", nr)


VAKT = {"Ansattnr": HVEM, "Dato": date(2026, 10, 13), "VaktkoderKode": "D"}
AVTALE = {"Ansattnr": HVEM, "Fra": date(2028, 1, 3), "Fast": 60, "Tidbank": 40}
RETTE: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    # What is typed; what is wrong with it first; the table.
    "ny_vakt": (VAKT, {"Dato": "31.02.2026"}, "vakter"),
    "ny_avtale": (AVTALE, {"Tidbank": 140}, "avtaler"),
    "nytt_fravaer": (
        {"Ansattnr": HVEM, "Fra": date(2026, 10, 5), "Kode": "EGEN – Egenmelding"}, {"Kode": "XYZ"}, "fravaer",
    ),
    "gjennomgang_holdt": (
        {"Ansattnr": HVEM, "Dato": date(2026, 9, 7), "Tiltak": "To vakter"}, {"Dato": "i går"}, "gjennomganger",
    ),
}  # fmt: skip


@pytest.mark.parametrize("navn", RETTE)
def test_refused_put_right_entered_undone(lo: Kontor, bok: int, navn: str) -> None:
    felt, galt, tabell = RETTE[navn]
    foer = lo("innenfor", "rader", bok, tabell)
    skjema = Skjemaark(lo, bok, navn)
    skjema.skriv(**{**felt, **galt})
    sagt = skjema.legg_inn()
    assert f"{skjema.ark}!" in sagt
    assert skjema.apent
    assert lo("innenfor", "rader", bok, tabell) == foer
    skjema.skriv(**felt)
    sagt = skjema.legg_inn()
    assert not skjema.apent, sagt
    etter = lo("innenfor", "rader", bok, tabell)
    assert etter[:-1] == foer
    assert f"'{NR}'" in etter[-1]
    angre(lo, bok)
    assert lo("innenfor", "rader", bok, tabell) == foer
    assert skjema.apent
    assert lo("innenfor", "skjemaceller", bok, skjema.ark).keys() == skjema.celler.keys()


def test_the_answer_is_the_balance_after(lo: Kontor, bok: int, tmp_path: Path) -> None:
    skjema = Skjemaark(lo, bok, "ny_vakt")
    skjema.skriv(**VAKT)
    svar = skjema.svar()
    assert svar["Varsel"][1] == "● I rute"
    skjema.legg_inn()
    etter = lagret(lo, bok, tmp_path)
    assert etter.saldo(NR, DAG).skyldig_etter_avtalt == pytest.approx(svar["Skyldig etter"][3])
    vakt = etter.tabeller.vakter[-1]
    assert (vakt.start, vakt.slutt, vakt.pause, vakt.type, vakt.status, vakt.varslet) == (
        450, 900, 30, "Tidbank", "Tildelt", DAG,
    )  # fmt: skip
    assert lo("verdier", bok, "Oversikt", "D7:D7")[0][0].endswith(f"#{etter.stempel}")


def test_the_agreement_answers_forty_and_a_hundred(lo: Kontor, bok: int) -> None:
    skjema = Skjemaark(lo, bok, "ny_avtale")
    skjema.skriv(**AVTALE)
    svar = {hva: r[1] for hva, r in skjema.svar().items()}
    assert svar["40 % og 100 %"].startswith("OK")
    assert svar["Timer i perioden"] == pytest.approx(738.4)
    assert svar["Sluttvarsel"] == serienr(date(2028, 11, 30))
    skjema.skriv(Tidbank=50)
    assert {hva: r[1] for hva, r in skjema.svar().items()}["40 % og 100 %"].startswith("FEIL")


def test_confirm_all_but_one_in_one_step(lo: Kontor, bok: int) -> None:
    foer = lo("innenfor", "rader", bok, "vakter")
    skjema = Skjemaark(lo, bok, "bekreft_vakter")
    antall = len(skjema.celler["felt_rader"][1]) - 1
    skjema.skriv(Alle="Ja")
    skjema.rute(1, "Bekreft", "Nei")
    skjema.rute(2, "Faktisk slutt", "22:30")
    assert skjema.legg_inn().startswith(f"{antall - 1} vakter er satt til Utført")
    etter = lo("innenfor", "rader", bok, "vakter")
    endret = [v for u, v in zip(foer, etter, strict=True) if u != v]
    assert len(endret) == antall - 1
    assert all("'Utført'" in v for v in endret)
    assert ["1350" in v for v in endret].count(True) == 1
    angre(lo, bok)
    assert lo("innenfor", "rader", bok, "vakter") == foer


def test_a_vacant_shift_is_given(lo: Kontor, bok: int, tmp_path: Path) -> None:
    skjema = Skjemaark(lo, bok, "ledige_vakter")
    rader = skjema.celler["felt_rader"][1]
    skjema.rute(2, "Valgt", "Ja")
    assert "Plass 1 har ikke svart nei" in skjema.legg_inn()
    skjema.rute(2, "Begrunnelse", "Kjenner beboeren")
    skjema.legg_inn()
    assert not skjema.apent
    t = lagret(lo, bok, tmp_path).tabeller
    (tilbud,) = t.tilbud or ()
    vakt = next(v for v in t.vakter if v.vaktnr == rader[2][0])
    assert (vakt.status, vakt.ansattnr, vakt.varslet) == ("Tildelt", tilbud.ansattnr, DAG)
    assert tilbud.begrunnelse == "Kjenner beboeren"


def test_closed_without_entering_and_saved_half_filled(lo: Kontor, bok: int, tmp_path: Path) -> None:
    stempel = lagret(lo, bok, tmp_path).stempel
    skjema = Skjemaark(lo, bok, "ny_vakt")
    skjema.skriv(**VAKT)
    assert lagret(lo, bok, tmp_path).stempel == stempel  # a form is no row
    nr = lo("apne", str(tmp_path / "lagret.xlsx"))
    igjen = lo("innenfor", "skjemaceller", nr, skjema.ark)
    assert igjen["felt_Ansattnr"][1] == [[HVEM]]
    lo("innenfor", "ga_til", nr, skjema.ark)
    lo("kommando", nr, "legg_inn?stille=1")
    assert skjema.ark not in lo("ark", nr)
    lo("lukk", nr)
    lo("innenfor", "ga_til", bok, skjema.ark)
    lo("kommando", bok, "lukk_skjema?stille=1")
    assert not skjema.apent
    assert lagret(lo, bok, tmp_path).stempel == stempel


def test_buttons_and_lists(lo: Kontor, bok: int) -> None:
    skjema = Skjemaark(lo, bok, "ny_vakt")
    assert lo("innenfor", "knapper", bok, skjema.ark) == [
        ["Legg inn", "service:no.tidbank.Kommando?legg_inn", "URL"],
        ["Lukk", "service:no.tidbank.Kommando?lukk_skjema", "URL"],
    ]
    liste = lo("innenfor", "valgliste", bok, skjema.ark, skjema.celler["felt_Ansattnr"][0]).replace("$", "")
    assert [HVEM] in lo("verdier", bok, skjema.ark, liste)
