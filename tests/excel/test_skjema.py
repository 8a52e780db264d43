"""Forms in an open workbook over the Excel stand-in: right, refused, changed mind, taken back, copied and reopened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests import sidedata
from xl_tidbank.commands.skjema import SKJEMAER
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.model import Tabeller
from xl_tidbank.hosts.excel import buttons
from xl_tidbank.hosts.excel.vert import Excel
from xl_tidbank.tables.schema import ETTER_NAVN

from . import com, falsk
from .com import tid
from .regneark import Regneark

pytestmark = pytest.mark.slow
HVEM, NR = "Grete Bakkemo (2006)", "2006"


def les() -> Tabeller:
    return Excel(com.last().Book.caller()).les()


class Skjemaark:
    def __init__(self, bok: falsk.Bok, navn: str) -> None:
        self.bok, self.skjema = bok, SKJEMAER[navn]
        buttons.trykk(navn)
        assert bok.ActiveSheet.Name == self.skjema.etikett, com.MELDINGER

    @property
    def ark(self) -> falsk.Ark:
        return self.bok.ark(self.skjema.etikett)

    def celle(self, navn: str) -> falsk.Omraade:
        return next(n.RefersToRange for n in self.ark._navn if n._kort == navn)

    def skriv(self, **felt: Any) -> None:
        for navn, verdi in felt.items():
            c = self.celle(f"felt_{navn}")
            v = tid(datetime(verdi.year, verdi.month, verdi.day)) if isinstance(verdi, date) else verdi
            self.ark._celler[c.Row, c.Column] = (v, "")

    def rute(self, rad: int, kolonne: str, verdi: Any) -> None:
        rader = self.celle("felt_rader")
        nr = list(rader.Value[0]).index(kolonne)
        self.ark._celler[rader.Row + rad, rader.Column + nr] = (verdi, "")

    def legg_inn(self) -> str:
        com.MELDINGER.clear()
        self.ark.Activate()
        buttons.trykk("legg_inn")
        return com.MELDINGER[-1][1]

    @property
    def apent(self) -> bool:
        return any(a.Name == self.skjema.etikett for a in self.bok._ark)


RETTE: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    # What is typed; what is wrong with it first; the table.
    "ny_vakt": (
        {"Ansattnr": HVEM, "Dato": date(2026, 10, 13), "Start": 0.3125, "Slutt": "15:00", "Pause": 30.0},
        {"Slutt": "25:00"}, "Vakter",
    ),
    "ny_avtale": (
        {"Ansattnr": HVEM, "Fra": date(2028, 1, 3), "Til": date(2028, 12, 31), "Fast": 60.0, "Tidbank": 40.0,
         "Periodestart": date(2028, 1, 3), "Periodeslutt": date(2028, 12, 31)},
        {"Tidbank": 140.0}, "Avtaler",
    ),
    "nytt_fravaer": (
        {"Ansattnr": HVEM, "Fra": date(2026, 10, 5), "Til": date(2026, 10, 6), "Kode": "EGEN – Egenmelding"},
        {"Kode": "XYZ"}, "Fravær",
    ),
    "gjennomgang_holdt": (
        {"Ansattnr": HVEM, "Dato": date(2026, 9, 7), "Tiltak": "=2+2"}, {"Dato": "i går"}, "Gjennomganger",
    ),
}  # fmt: skip


@pytest.mark.parametrize("navn", RETTE)
def test_refused_put_right_entered_taken_back(bok: falsk.Bok, navn: str) -> None:
    felt, galt, tabell = RETTE[navn]
    navnet = sidedata.FELT[tabell]
    foer = getattr(les(), navnet)
    skjema = Skjemaark(bok, navn)
    skjema.skriv(**{**felt, **galt})
    assert f"{skjema.skjema.etikett}!" in skjema.legg_inn()
    assert skjema.apent
    assert getattr(les(), navnet) == foer
    feltet = skjema.celle(f"felt_{next(iter(galt))}")
    assert feltet.Interior.Color is not None
    ved_siden = skjema.ark.Cells(feltet.Row, feltet.Column + 1)
    assert ved_siden.Value
    assert ved_siden.Font.Color is not None
    skjema.skriv(**felt)
    skjema.legg_inn()
    assert not skjema.apent
    etter = getattr(les(), navnet)
    assert etter[:-1] == foer
    assert etter[-1].ansattnr == NR
    assert etter[-1].kilde.ark == ETTER_NAVN[tabell].ark
    buttons.trykk("angre_siste")
    assert getattr(les(), navnet) == foer


def test_the_row_is_the_one_typed_by_hand_and_the_answer_its_balance(bok: falsk.Bok) -> None:
    regner, foer = Regneark(bok), Bank(les())
    skjema = Skjemaark(bok, "ny_vakt")
    skjema.skriv(**RETTE["ny_vakt"][0])
    svar = next(c for c, (_, f) in skjema.ark._celler.items() if "TIDBANK_PROV" in f)
    formel = skjema.ark._celler[svar][1]
    assert "felt_" not in formel
    assert ",Bank," in formel
    regner.formel(skjema.ark.Name, f"{falsk.bokstaver(svar[1])}{svar[0]}", formel[1:])
    rader = {skjema.ark.Cells(r, svar[1]).Value: r for r in range(svar[0], svar[0] + 20)}
    timer = skjema.ark.Cells(rader["Skyldig etter"], svar[1] + 3).Value
    skjema.legg_inn()
    t = les()
    ny = t.vakter[-1]
    assert ny[1:11] == (NR, date(2026, 10, 13), 450, 900, 30, "Tidbank", "Tildelt", "Tildelt", sidedata.DAG, False)
    assert Bank(t).saldo(NR, sidedata.DAG).skyldig_etter_avtalt == pytest.approx(timer)
    assert Bank(t).stempel == foer.med_vakt(ny).stempel


def test_confirm_in_one_step_and_back(bok: falsk.Bok) -> None:
    foer = les()
    skjema = Skjemaark(bok, "bekreft_vakter")
    skjema.rute(1, "Bekreft", "Ja")
    skjema.rute(3, "Bekreft", "x")
    skjema.rute(3, "Faktisk slutt", "08:00")
    assert skjema.legg_inn().startswith("2 vakter er satt til Utført.")
    endret = [(u, v) for u, v in zip(foer.vakter, les().vakter, strict=True) if u != v]
    assert [v.status for _, v in endret] == ["Utført", "Utført"]
    assert [v.faktisk_slutt for _, v in endret] == [None, 480]
    buttons.trykk("angre_siste")
    assert les().vakter == foer.vakter


def test_a_vacant_shift_is_given_with_a_reason(bok: falsk.Bok) -> None:
    skjema = Skjemaark(bok, "ledige_vakter")
    rader = skjema.celle("felt_rader").Value
    skjema.rute(2, "Valgt", "Ja")
    assert "Plass 1 har ikke svart nei" in skjema.legg_inn()
    skjema.rute(2, "Begrunnelse", "Kjenner beboeren")
    skjema.legg_inn()
    assert not skjema.apent
    t = les()
    (tilbud,) = t.tilbud or ()
    assert tilbud.begrunnelse == "Kjenner beboeren"
    vakt = next(v for v in t.vakter if v.vaktnr == rader[2][0])
    assert (vakt.status, vakt.ansattnr) == ("Tildelt", tilbud.ansattnr)


def test_closed_again_and_the_buttons_on_the_sheet(bok: falsk.Bok) -> None:
    foer = Bank(les()).stempel
    skjema = Skjemaark(bok, "ny_vakt")
    assert [(k.OnAction, k.Characters().Text) for k in skjema.ark._knapper] == [
        ("TidbankKnapper.Tidbank_ark_legg_inn", "Legg inn"), ("TidbankKnapper.Tidbank_ark_lukk_skjema", "Lukk"),
    ]  # fmt: skip
    skjema.skriv(Dato=date(2026, 10, 13))
    buttons.trykk("lukk_skjema")
    assert not skjema.apent
    assert Bank(les()).stempel == foer


def test_a_form_left_open_is_no_row_and_no_page_to_replace(bok: falsk.Bok) -> None:
    foer = Bank(les()).stempel
    skjema = Skjemaark(bok, "ny_vakt")
    skjema.skriv(Dato=date(2026, 10, 13))
    assert Bank(les()).stempel == foer
    buttons.trykk("angre_siste")
    assert skjema.apent, "somebody has written on it"
