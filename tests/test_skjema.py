"""Forms, in a program that is none: what each writes, what it refuses and where, and that it is away afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests import bygg, sidedata
from tests.vertfalsk import Ark, FalskVert
from xl_tidbank.commands.skjema import SKJEMAER
from xl_tidbank.core.model import Kilde, Tabeller, Vaktkode
from xl_tidbank.hosts import flow
from xl_tidbank.hosts.vert import Tone

DAG = date(2026, 9, 14)
ANSATTE = [{}, {"ansattnr": "2", "navn": "Ola Vik"}, {"ansattnr": "3", "navn": "Eva Moe"}]
AVTALER: list[dict[str, Any]] = [{}, {"ansattnr": "2", "tidbank_pst": 20}]
KILDE = {"Ansattnr": "B", "Status": "I"}


def tabeller(vakter: list[dict[str, Any]] | None = None, **mer: Any) -> Tabeller:
    t = bygg.bank(AVTALER, vakter, ansatte=ANSATTE, **mer).tabeller
    return replace(t, vaktkoder=(Vaktkode("D", 450, 900, 30),))


@pytest.fixture
def vert() -> FalskVert:
    ny = FalskVert()
    ny.navn["Dato"] = datetime(DAG.year, DAG.month, DAG.day)
    ny.tabeller = tabeller()
    for ark in ("Avtaler", "Fravær", "Gjennomganger", "Ledige vakter"):
        ny.arket[ark] = Ark("tabell")
    return ny


def apnet(vert: FalskVert, navn: str) -> str:
    flow.trykk(vert, navn)
    ark = SKJEMAER[navn].etikett
    assert vert.sett[-1].partition("!")[0] == ark, vert.sagt
    return ark


def fyll(vert: FalskVert, ark: str, felt: Mapping[str, Any]) -> None:
    celler = vert.skjemaceller(ark)
    vert.arket[ark].celler.update({celler[f"felt_{n}"].celle: v for n, v in felt.items()})


def legg_inn(vert: FalskVert, navn: str, felt: Mapping[str, Any]) -> list[tuple[str, int | None, dict[str, Any]]]:
    """The rows that were written; none where it was refused."""
    ark = apnet(vert, navn)
    fyll(vert, ark, felt)
    foer = len(vert.skrevet)
    flow.trykk(vert, "legg_inn")
    assert (ark in vert.arket) is (len(vert.skrevet) == foer)
    return [(r.tabell, r.rad, dict(r.verdier)) for _, rader in vert.skrevet[foer:] for r in rader]


VAKT = {"Ansattnr": "Kari Lund (1)", "Dato": date(2026, 10, 12), "Start": "07:30", "Slutt": "15:00", "Pause": 30.0}
AVTALE = {
    "Ansattnr": "Eva Moe (3)", "Fra": date(2026, 10, 1), "Fast": 60.0, "Tidbank": 40.0, "Ukestimer": 35.5,
    "Periodestart": date(2026, 10, 1), "Periodeslutt": date(2027, 9, 29), "Til": date(2027, 9, 29),
    "Signert": date(2026, 9, 1),
}  # fmt: skip
FRAVAER = {
    "Ansattnr": "Kari Lund (1)", "Fra": date(2026, 9, 10), "Til": date(2026, 9, 12), "Kode": "SYK – Sykmelding",
    "Grad": 50.0,
}  # fmt: skip
HOLDT = {"Ansattnr": "Kari Lund (1)", "Dato": date(2026, 6, 22), "Tiltak": "To vakter i oktober"}
RIKTIG: dict[str, tuple[dict[str, Any], tuple[str, int | None, dict[str, Any]]]] = {
    "ny_vakt": (
        VAKT,
        ("Vakter", None, {"Ansattnr": "1", "Dato": date(2026, 10, 12), "Start": 450 / 1440, "Slutt": 900 / 1440,
                          "Pause": 30, "Type": "Tidbank", "Status": "Tildelt", "Varslet": DAG, "Måte": "Tildelt",
                          "Vaktnr": "1"}),
    ),
    "ny_avtale": (
        AVTALE,
        ("Avtaler", None, {"Ansattnr": "3", "Fra": date(2026, 10, 1), "Fast %": 60, "Tidbank %": 40, "Ukestimer": 35.5,
                           "Periodestart": date(2026, 10, 1), "Periodeslutt": date(2027, 9, 29),
                           "Til": date(2027, 9, 29), "Signert": date(2026, 9, 1)}),
    ),
    "nytt_fravaer": (
        FRAVAER,
        ("Fravær", None, {"Ansattnr": "1", "Fra": date(2026, 9, 10), "Til": date(2026, 9, 12), "Kode": "SYK",
                          "Grad %": 50, "Registrert": DAG}),
    ),
    "gjennomgang_holdt": (
        HOLDT,
        ("Gjennomganger", None, {"Ansattnr": "1", "Dato": date(2026, 6, 22), "Holdt": DAG,
                                 "Tiltak": "To vakter i oktober"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("navn", RIKTIG)
def test_right(vert: FalskVert, navn: str) -> None:
    felt, ventet = RIKTIG[navn]
    assert legg_inn(vert, navn, felt) == [ventet]
    i_steg = vert.kall[vert.kall.index(f"steg {SKJEMAER[navn].etikett}") : vert.kall.index("steg slutt")]
    assert i_steg[1:] == ["skriv_tabeller", "fjern"]
    assert vert.sett[-1] == ventet[0]
    assert vert.logget() == [(navn, f"1 rad i {ventet[0]}")]


FORSLAG = {"Type": "Tidbank", "Holdt": DAG}
GALT: list[tuple[str, dict[str, Any], str, str]] = [
    ("ny_vakt", {"Ansattnr": ""}, "Ansattnr", "Ansatt mangler"),
    ("ny_vakt", {"Ansattnr": "Per Ås (77)"}, "Ansattnr", "som ikke står i arket Ansatte"),
    ("ny_vakt", {"Dato": "31.02.2026"}, "Dato", "finnes i kalenderen"),
    ("ny_vakt", {"Dato": ""}, "Dato", "Dato mangler"),
    ("ny_vakt", {"Slutt": "07:30"}, "Slutt", "er like"),
    ("ny_vakt", {"Slutt": "25:00"}, "Slutt", "25:00"),
    ("ny_vakt", {"Pause": 500.0}, "Pause", "lengre enn vakten"),
    ("ny_vakt", {"Type": "Ferie"}, "Type", "Velg en av"),
    ("ny_avtale", {"Fra": date(2026, 9, 1)}, "Til", "må ligge i perioden"),
    ("ny_avtale", {"Ansattnr": "Kari Lund (1)"}, "Fra", "gjelder fra 05.01.2026"),
    ("ny_avtale", {"Til": date(2026, 9, 1)}, "Til", "er før Fra"),
    ("ny_avtale", {"Tidbank": 140.0}, "Tidbank", "høyst 100"),
    ("nytt_fravaer", {"Kode": "XYZ"}, "Kode", "XYZ"),
    ("nytt_fravaer", {"Til": date(2026, 9, 1)}, "Til", "er før Fra"),
    ("gjennomgang_holdt", {"Holdt": date(2026, 9, 15)}, "Holdt", "er etter 14.09.2026"),
    ("gjennomgang_holdt", {"Dato": ""}, "Dato", "Gjelder mangler"),
]


def test_a_whole_day_may_have_a_break(vert: FalskVert) -> None:
    ((_, _, verdier),) = legg_inn(vert, "ny_vakt", {**VAKT, "Start": "00:00", "Slutt": "24:00"})
    assert (verdier["Start"], verdier["Slutt"], verdier["Pause"]) == (0, 1, 30)


def test_nobody_has_been_told_of_a_vacant_shift(vert: FalskVert) -> None:
    """The day proposed in *Varslet* would be the notice of whoever gets the shift later."""
    ((_, _, verdier),) = legg_inn(vert, "ny_vakt", {**VAKT, "Ansattnr": "", "Status": "Ledig"})
    assert verdier["Status"] == "Ledig"
    assert not {"Ansattnr", "Varslet"} & set(verdier)


def test_the_position_of_a_new_agreement_reads_60_and_60_per_cent_alike(vert: FalskVert) -> None:
    """A cell keeps 60 % as 0,6, which goes in as 60: the answer beside it says so too."""
    ruter = vert.arket[apnet(vert, "ny_avtale")].innhold.blokker[0]
    (formel,) = (r[1].formel for r in ruter.svar.rader if r[0] == "Stilling i alt")
    regnet = formel.removeprefix('IF(OR(felt_Fast="",felt_Tidbank=""),"",').removesuffix(")")
    for fast, tidbank in ((60, 40), (0.6, 40), (60, 0.4), (0.6, 0.4)):
        felt = {"felt_Fast": fast, "felt_Tidbank": tidbank, "IF": lambda er, ja, nei: ja if er else nei}
        assert eval(regnet, felt) == 100
    ((_, _, verdier),) = legg_inn(vert, "ny_avtale", {**AVTALE, "Fast": 0.6, "Tidbank": "40 %"})
    assert (verdier["Fast %"], verdier["Tidbank %"]) == (60, 40)


@pytest.mark.parametrize(("navn", "endret", "felt", "sier"), GALT)
def test_refused_with_the_field_marked_and_the_form_as_it_stands(
    vert: FalskVert, navn: str, endret: dict[str, Any], felt: str, sier: str
) -> None:
    riktig = RIKTIG[navn][0]
    assert legg_inn(vert, navn, {**riktig, **endret}) == []
    ark = SKJEMAER[navn].etikett
    celle = vert.skjemaceller(ark)[f"felt_{felt}"].celle
    tone, _, tekst = vert.sagt[-1]
    assert tone is Tone.FEIL
    assert sier in tekst
    assert vert.sett[-1] == f"{ark}!{celle}"
    merket = {b.celle for b in vert.beskjeder if b.feil and b.tekst is None}
    assert merket == {celle}
    ved_siden = chr(ord(celle[0]) + 1) + celle[1:]
    assert sier in {b.celle: b.tekst or "" for b in vert.beskjeder}[ved_siden]
    # Put right, it goes in, as if it had been right at once.
    fyll(vert, ark, {**{k: FORSLAG.get(k) for k in endret}, **riktig})
    flow.trykk(vert, "legg_inn")
    assert [r.verdier for _, rader in vert.skrevet for r in rader] == [RIKTIG[navn][1][2]]


def test_closed_again_nothing_is_written(vert: FalskVert) -> None:
    for navn, skjema in SKJEMAER.items():
        ark = apnet(vert, navn)
        flow.trykk(vert, "lukk_skjema")
        assert ark not in vert.arket, skjema
    assert vert.skrevet == []


def test_a_form_that_is_open_is_shown_with_what_is_written_on_it(vert: FalskVert) -> None:
    ark = apnet(vert, "ny_vakt")
    fyll(vert, ark, {"Dato": "12.10.2026"})
    apnet(vert, "ny_vakt")
    assert list(vert.arket).count(ark) == 1
    assert vert.arket[ark].celler


def test_the_form_in_view_is_the_one_that_is_entered(vert: FalskVert) -> None:
    for navn in ("ny_vakt", "nytt_fravaer"):
        fyll(vert, apnet(vert, navn), RIKTIG[navn][0])
    flow.trykk(vert, "legg_inn")
    assert vert.skrevet[-1][0] == "Nytt fravær"
    flow.trykk(vert, "legg_inn")  # the only one left
    assert vert.skrevet[-1][0] == "Ny vakt"
    flow.trykk(vert, "legg_inn")
    assert "Ingen skjemaer er åpne" in vert.sagt[-1][2]


def test_a_write_that_fails_leaves_the_form(vert: FalskVert) -> None:
    vert.feil["skriv_tabeller"] = InterruptedError("beskyttet")
    ark = apnet(vert, "ny_vakt")
    fyll(vert, ark, VAKT)
    flow.trykk(vert, "legg_inn")
    assert ark in vert.arket
    assert vert.logget() == []


def test_the_review_that_was_planned_is_the_row_that_changes(vert: FalskVert) -> None:
    planlagt = {"dato": date(2026, 6, 22), "kilde": Kilde("Gjennomganger", 7, {})}
    vert.tabeller = tabeller(gjennomganger=[planlagt])
    ((tabell, rad, _),) = legg_inn(vert, "gjennomgang_holdt", HOLDT)
    assert (tabell, rad) == ("Gjennomganger", 7)
    vert.tabeller = tabeller(gjennomganger=[{**planlagt, "holdt": date(2026, 6, 23)}])
    assert legg_inn(vert, "gjennomgang_holdt", HOLDT) == []
    assert "alt ført som holdt 23.06.2026" in vert.sagt[-1][2]


# Rows to tick


FORBI = [
    {"dato": date(2026, 9, 7), "status": "Tildelt"},
    {"dato": date(2026, 9, 8), "status": "Godkjent", "maate": "Selvvalgt", "godkjent_av": "Leder"},
    {"dato": date(2026, 9, 9), "status": "Utført"},
    {"dato": date(2026, 9, 14), "status": "Tildelt"},  # today
]


def rute(vert: FalskVert, ark: str, rad: int, kolonne: str, verdi: Any) -> str:
    """Write in a form's row, counted from 1; the address."""
    rader = vert.skjemaceller(ark)["felt_rader"]
    nr = list(rader.verdier[0]).index(kolonne)
    forste = int(rader.celle.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    celle = f"{chr(ord(rader.celle[0]) + nr)}{forste + rad}"
    vert.arket[ark].celler[celle] = verdi
    return celle


def test_confirm_what_was_ticked_in_one_step(vert: FalskVert) -> None:
    vert.tabeller = tabeller(FORBI)
    ark = apnet(vert, "bekreft_vakter")
    assert len(vert.skjemaceller(ark)["felt_rader"].verdier) == 1 + 2
    rute(vert, ark, 1, "Bekreft", "Ja")
    rute(vert, ark, 2, "Bekreft", "x")
    rute(vert, ark, 2, "Faktisk slutt", "14:15")
    flow.trykk(vert, "legg_inn")
    ((_, rader),) = vert.skrevet
    assert [(r.rad, r.verdier) for r in rader] == [
        (2, {"Status": "Utført"}), (3, {"Status": "Utført", "Faktisk slutt": 855 / 1440}),
    ]  # fmt: skip
    assert vert.sagt[-1][2].startswith("2 vakter er satt til Utført.")


def test_confirm_refuses_a_time_that_is_none_and_nothing_ticked(vert: FalskVert) -> None:
    vert.tabeller = tabeller(FORBI)
    ark = apnet(vert, "bekreft_vakter")
    flow.trykk(vert, "legg_inn")
    assert "Ingen vakter er krysset av" in vert.sagt[-1][2]
    rute(vert, ark, 1, "Bekreft", "Ja")
    celle = rute(vert, ark, 1, "Faktisk slutt", "2575")
    flow.trykk(vert, "legg_inn")
    assert vert.skrevet == []
    assert vert.sett[-1] == f"{ark}!{celle}"
    assert [b.celle for b in vert.beskjeder if b.feil and b.tekst is None] == [celle]


@pytest.mark.parametrize("bekreft", [None, "Nei"])
def test_confirm_refuses_an_actual_end_that_is_not_confirmed(vert: FalskVert, bekreft: str | None) -> None:
    """It would be gone with the form."""
    vert.tabeller = tabeller(FORBI)
    ark = apnet(vert, "bekreft_vakter")
    rute(vert, ark, 1, "Bekreft", "Ja")
    celle = rute(vert, ark, 2, "Bekreft", bekreft)
    rute(vert, ark, 2, "Faktisk slutt", "14:15")
    flow.trykk(vert, "legg_inn")
    assert vert.skrevet == []
    assert "Faktisk slutt er skrevet" in vert.sagt[-1][2]
    assert vert.sett[-1] == f"{ark}!{celle}"
    rute(vert, ark, 2, "Bekreft", "Ja")
    flow.trykk(vert, "legg_inn")
    assert len(vert.skrevet[0][1]) == 2


def test_confirm_refuses_a_shift_changed_meanwhile(vert: FalskVert) -> None:
    vert.tabeller = tabeller(FORBI)
    ark = apnet(vert, "bekreft_vakter")
    rute(vert, ark, 1, "Bekreft", "Ja")
    vert.tabeller = tabeller(FORBI[1:])
    flow.trykk(vert, "legg_inn")
    assert "endret siden skjemaet ble åpnet" in vert.sagt[-1][2]
    assert vert.skrevet == []


def test_what_absence_credits_is_not_asked_about(vert: FalskVert) -> None:
    vert.tabeller = tabeller(FORBI[:2], fravaer_=[{"fra": date(2026, 9, 7), "til": date(2026, 9, 7)}])
    ark = apnet(vert, "bekreft_vakter")
    assert [r[1] for r in vert.skjemaceller(ark)["felt_rader"].verdier[1:]] == [date(2026, 9, 8)]


# Vacant shifts


LEDIG = {"vaktnr": "V9", "ansattnr": "", "dato": date(2026, 10, 14), "status": "Ledig", "maate": "", "varslet": ""}


@pytest.fixture
def ledig(vert: FalskVert) -> str:
    vert.tabeller = tabeller([LEDIG], tilbud=[])
    ark = apnet(vert, "ledige_vakter")
    rader = vert.skjemaceller(ark)["felt_rader"].verdier
    assert [r[4] for r in rader[1:]] == ["Kari Lund (1)", "Ola Vik (2)", "Eva Moe (3)"]
    return ark


def test_the_first_on_the_list_gets_the_shift(vert: FalskVert, ledig: str) -> None:
    rute(vert, ledig, 1, "Valgt", "Ja")
    rute(vert, ledig, 1, "Svar", "Ja")
    flow.trykk(vert, "legg_inn")
    ((_, rader),) = vert.skrevet
    assert [(r.tabell, r.rad, r.verdier) for r in rader] == [
        ("Tilbud", None, {"Vaktnr": "V9", "Dato": date(2026, 10, 14), "Ansattnr": "1", "Plass": 1, "Tilbudt": DAG,
                          "Svar": "Ja", "Valgt": "Ja"}),
        ("Vakter", 2, {"Ansattnr": "1", "Status": "Tildelt", "Måte": "Tildelt", "Varslet": DAG}),
    ]  # fmt: skip


def test_notice_is_given_when_somebody_gets_the_shift(vert: FalskVert) -> None:
    """Not when it was offered, which was to several and bound nobody."""
    vert.tabeller = tabeller([LEDIG], tilbud=[
        {"vaktnr": "V9", "dato": LEDIG["dato"], "ansattnr": "1", "plass": 1.0, "tilbudt": date(2026, 9, 1),
         "svar": "Ja"},
    ])  # fmt: skip
    ark = apnet(vert, "ledige_vakter")
    rute(vert, ark, 1, "Valgt", "Ja")
    flow.trykk(vert, "legg_inn")
    ((_, rader),) = vert.skrevet
    assert rader[-1].verdier["Varslet"] == DAG


def test_a_sheet_that_gets_a_row_is_no_longer_hidden(vert: FalskVert, ledig: str) -> None:
    vert.arket["Ledige vakter"].skjult = vert.arket["Gjennomganger"].skjult = True
    rute(vert, ledig, 1, "Svar", "Nei")
    flow.trykk(vert, "legg_inn")
    assert vert.skjulte() == ["Gjennomganger"]
    assert vert.sett[-1].startswith("Ledige vakter")


def test_a_choice_against_the_order_asks_for_a_reason(vert: FalskVert, ledig: str) -> None:
    rute(vert, ledig, 2, "Valgt", "Ja")
    flow.trykk(vert, "legg_inn")
    assert "Plass 1 har ikke svart nei" in vert.sagt[-1][2]
    assert vert.skrevet == []
    rute(vert, ledig, 1, "Svar", "Nei")  # a no is reason enough
    flow.trykk(vert, "legg_inn")
    ((_, rader),) = vert.skrevet
    assert [(r.tabell, r.verdier.get("Ansattnr")) for r in rader] == [("Tilbud", "1"), ("Tilbud", "2"), ("Vakter", "2")]


def test_a_reason_is_kept_with_the_choice(vert: FalskVert, ledig: str) -> None:
    rute(vert, ledig, 3, "Valgt", "Ja")
    rute(vert, ledig, 3, "Begrunnelse", "Kjenner brukeren")
    flow.trykk(vert, "legg_inn")
    assert vert.skrevet[0][1][0].verdier["Begrunnelse"] == "Kjenner brukeren"


def test_two_chosen_and_a_no_chosen_are_refused(vert: FalskVert, ledig: str) -> None:
    for rad in (1, 2):
        rute(vert, ledig, rad, "Valgt", "Ja")
    rute(vert, ledig, 1, "Svar", "Nei")
    flow.trykk(vert, "legg_inn")
    assert vert.skrevet == []
    assert "Bare én kan velges" in vert.sagt[-1][2]
    assert "svarte Nei" in vert.sagt[-1][2]


def test_an_offer_stands_there_next_time_and_is_changed(vert: FalskVert) -> None:
    vert.tabeller = tabeller([LEDIG], tilbud=[
        {"vaktnr": "V9", "dato": date(2026, 10, 14), "plass": 1.0, "tilbudt": date(2026, 9, 12)},
    ])  # fmt: skip
    ark = apnet(vert, "ledige_vakter")
    flow.trykk(vert, "legg_inn")
    assert "Ingenting er endret" in vert.sagt[-1][2]
    rute(vert, ark, 1, "Svar", "Nei")
    flow.trykk(vert, "legg_inn")
    ((_, (rad,)),) = vert.skrevet
    assert (rad.tabell, rad.rad, rad.verdier["Svar"]) == ("Tilbud", 2, "Nei")


def test_the_workbooks_day_and_the_employee_in_view_are_proposed(vert: FalskVert) -> None:
    vert.navn["Ansatt"] = "2"
    celler = vert.skjemaceller(apnet(vert, "ny_vakt"))
    foreslaatt = {n: c.verdier[0][0] for n, c in celler.items() if n.startswith("felt_") and c.verdier[0][0]}
    assert foreslaatt == {
        "felt_Ansattnr": "Ola Vik (2)", "felt_Type": "Tidbank", "felt_Status": "Tildelt", "felt_Varslet": DAG,
        "felt_Mate": "Tildelt", "felt_Vaktnr": "1",
    }  # fmt: skip


def test_the_demo_has_every_form(vert: FalskVert) -> None:
    vert.tabeller = sidedata.tabeller()
    for navn in SKJEMAER:
        apnet(vert, navn)
