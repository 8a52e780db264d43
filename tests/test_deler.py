"""Parts of a bank, the questions at its start, and the front pages made anew: on the command line and in a host."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import sidedata
from tests.vertfalsk import Ark, FalskVert
from xl_tidbank import commands
from xl_tidbank.book.egne import hente
from xl_tidbank.book.open import read
from xl_tidbank.book.open.dagen import dagen_i
from xl_tidbank.book.open.synlige import deler_i, synlige_ark
from xl_tidbank.book.template import workbook
from xl_tidbank.cli.oppstart import MED
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Verdifeil
from xl_tidbank.core.valg import muligheter
from xl_tidbank.demo import DEMO_DAG, demo_tabeller
from xl_tidbank.hosts import flow, own
from xl_tidbank.hosts.excel.build import ribbon
from xl_tidbank.hosts.libreoffice import package
from xl_tidbank.tables import assemble, deler, oppstart
from xl_tidbank.tables.schema import ALLE

SVAR = """\
virksomhet = "Solbakken"
enheter = ["Natt", "Sone 1"]
tariffomrade = "KS"
tredelt = true
gjennomsnitt = "Turnusavtale 12.09.2025"
natt = "nei"
varsel = 21
deler = "lonn"
"""


@pytest.fixture
def bok(tmp_path: Path) -> Path:
    sti = tmp_path / "bank.xlsx"
    bank = sidedata.bank()
    workbook.skriv_bank(sti, sidedata.rader(), commands.forsider(bank, sidedata.DAG))
    return sti


# Parts


def test_every_part_has_sheets_of_its_own_and_every_command_a_part_that_exists() -> None:
    navn = {d.navn for d in deler.DELER}
    assert all(f" {n}" in MED.hjelp for n in navn)
    assert {t.del_ for t in ALLE} - {""} == navn
    assert {k.del_ for k in commands.i_rekkefolge()} - {""} <= navn
    for d in deler.DELER:
        for ark in deler.arkene(d.navn):
            assert {t.del_ for t in ALLE if t.ark == ark} == {d.navn}, ark


def test_a_bank_shows_what_it_needs_and_what_was_asked_for(tmp_path: Path, tidbank: Any) -> None:
    assert tidbank("ny", tmp_path / "tom.xlsx").kode == 0
    synlige = synlige_ark(tmp_path / "tom.xlsx")
    assert synlige == [
        "Start", "Oversikt", "Ansatte", "Avtaler", "Turnus", "Vakter", "Fravær", "Gjennomganger", "Innstillinger",
        "Hjelp",
    ]  # fmt: skip
    assert tidbank("ny", tmp_path / "med.xlsx", "--med", "Lønn, prosess").kode == 0
    assert deler_i(tmp_path / "med.xlsx") == ("lonn", "prosess")
    feil = tidbank("ny", tmp_path / "feil.xlsx", "--med", "lon")
    assert feil.kode == 2
    assert "Delen «lon» finnes ikke" in feil.feil
    assert not (tmp_path / "feil.xlsx").exists()


def test_vacant_shifts_are_hidden_until_one_is_offered(tmp_path: Path) -> None:
    for n, tilbud in enumerate(([], [("V1", date(2026, 9, 20), "2004", 1, sidedata.DAG)])):
        sti = tmp_path / f"{n}.xlsx"
        workbook.skriv_bank(sti, {**sidedata.rader(), "Tilbud": tilbud}, [])
        assert ("Ledige vakter" in synlige_ark(sti)) == bool(tilbud)
        assert "Ledige vakter" in openpyxl.load_workbook(sti, read_only=True).sheetnames


def test_an_empty_sheet_somebody_has_taken_out_stays_out(tmp_path: Path) -> None:
    workbook.skriv_bank(tmp_path / "b.xlsx", sidedata.rader(), [])
    for vist in (False, True):
        bok = openpyxl.load_workbook(tmp_path / "b.xlsx")
        bok["Ledige vakter"].sheet_state = "visible" if vist else "hidden"
        bok.save(tmp_path / "b.xlsx")
        hente.skriv(tmp_path / f"ny{vist}.xlsx", hente.hent(hente.les(tmp_path / "b.xlsx")), [])
        assert ("Ledige vakter" in synlige_ark(tmp_path / f"ny{vist}.xlsx")) == vist


def test_parts_with_rows_are_shown_and_kept_when_a_bank_is_written_again(tmp_path: Path) -> None:
    sti = tmp_path / "demo.xlsx"
    workbook.skriv_bank(sti, demo_tabeller(), [], deler=("timebank",))
    assert set(deler_i(sti)) >= {"lonn", "prosess", "timebank"}
    assert "rulleplan" not in deler_i(sti)
    hentet = hente.hent(hente.les(sti))
    hente.skriv(tmp_path / "ny.xlsx", hentet, [])
    assert deler_i(tmp_path / "ny.xlsx") == deler_i(sti)
    foer, etter = (Bank(read.les_bok(s)) for s in (sti, tmp_path / "ny.xlsx"))
    assert foer.stempel == etter.stempel
    assert foer.saldoer(DEMO_DAG) == etter.saldoer(DEMO_DAG)


def test_the_computed_columns_are_ours_and_nobody_elses(tmp_path: Path) -> None:
    sti = tmp_path / "demo.xlsx"
    workbook.skriv_bank(sti, demo_tabeller(), [])
    hentet = hente.hent(hente.les(sti))
    assert not hentet.eget.kolonner
    assert not hentet.eget.ikke_med
    bare_tabeller = Bank(read.les_bok(sti))
    assert not bare_tabeller.utelatt
    assert not bare_tabeller.tabeller.merknader


def test_a_ribbon_asks_for_parts_and_a_menu_keeps_them_together() -> None:
    knapper = own.knapper()
    xml = ribbon.customui(knapper)
    assert 'label="Lønn" tag="Lønnsgrunnlag" getVisible="TidbankKnapper.Tidbank_DelErMed"' in xml
    assert 'label="Begynn"><' in xml
    modul = ribbon.knappemodul(knapper)
    assert modul.index("Private baand") < modul.index("Public Sub Knapp_oversikt")
    assert "Public Sub Tidbank_DelErMed(control As IRibbonControl, ByRef returnedVal)" in modul
    meny, linje = package.addons(knapper).split("OfficeToolBar")
    assert "?lonn<" in meny
    assert "?lonn<" not in linje
    assert "?oversikt<" in linje


@pytest.fixture
def vert() -> FalskVert:
    vert = FalskVert()
    vert.arket |= {"Lønnsgrunnlag": Ark("tabell", skjult=True), "Timer": Ark("tabell", skjult=True)}
    return vert


def test_a_part_is_added_from_its_button(vert: FalskVert) -> None:
    vert.svar = lambda felt: ["lønn"]
    flow.trykk(vert, "legg_til_del")
    assert vert.sagt[-1][2] == "Lønn er lagt til: Lønnsgrunnlag."
    assert vert.skjulte() == ["Timer"]
    vert.svar = lambda felt: ["miljø og alt"]
    flow.trykk(vert, "legg_til_del")
    assert "ikke en del som kan legges til" in vert.sagt[-1][2]
    vert.svar = lambda felt: ["Prosess"]
    flow.trykk(vert, "legg_til_del")
    assert "tidbank oppdater FIL -o NY.xlsx --med prosess" in vert.sagt[-1][2]


def test_a_command_of_a_part_that_is_not_there_asks_first(vert: FalskVert) -> None:
    vert.ja = lambda farlig: False
    flow.trykk(vert, "lonn")
    assert "Delen Lønn er ikke lagt til" in vert.bekreftet[-1][0]
    assert vert.skjulte() == ["Lønnsgrunnlag", "Timer"]
    assert not vert.spurt
    vert.ja = lambda farlig: True
    vert.svar = lambda felt: None
    flow.trykk(vert, "lonn")
    assert vert.skjulte() == ["Timer"]
    assert vert.spurt[0].navn == "dag"


# Questions at the start


def test_answers_set_the_choices_with_their_reasons(tmp_path: Path, tidbank: Any) -> None:
    (tmp_path / "svar.toml").write_text(SVAR, "utf-8")
    assert tidbank("ny", tmp_path / "b.xlsx", "--svar", tmp_path / "svar.toml").kode == 0
    valg = Bank(read.les_bok(tmp_path / "b.xlsx")).valg
    assert {n: valg[n] for n in valg.endret} == {
        "virksomhet": "Solbakken", "tariffbundet": "Ja", "gjennomsnitt": "med tillitsvalgte",
        "gjennomsnitt_avtale": "Turnusavtale 12.09.2025", "uke_alminnelig": "38", "varselfrist": 21,
    }  # fmt: skip
    grunner = hente.les(tmp_path / "b.xlsx")
    assert hente.hent(grunner).eget.begrunnelser["gjennomsnitt_avtale"].startswith("Svart ved oppstart")
    assert deler_i(tmp_path / "b.xlsx") == ("lonn",)


@pytest.mark.parametrize(
    ("svar", "sier"),
    [
        ({"varsel": "7"}, "avtales med Delta sentralt"),
        ({"varsel": "to uker"}, "ikke er et tall"),
        ({"tariffomrade": "Oslo"}, "Oslo kommune (Dok. 25)"),
        ({"natt": "Avtale"}, "bare der virksomheten har tariffavtale"),
        ({"deler": "fly"}, "Delen «fly» finnes ikke"),
        ({"tariffomrade": "KS", "natt": "Ja"}, "«Ja» sier ikke hvilken avtale om lengre nattevakter"),
        ({"tariffomrade": "KS", "gjennomsnitt": True}, "«Ja» sier ikke hvilken avtale om gjennomsnittsberegning"),
        ({"navn": "x"}, "ikke et av spørsmålene"),
    ],
)
def test_an_answer_that_cannot_be_used(svar: dict[str, object], sier: str) -> None:
    with pytest.raises(Verdifeil, match=sier.replace("(", r"\(").replace(")", r"\)")):
        oppstart.tolk(svar)


@pytest.mark.parametrize("nei", ["nei", "Ingen", ""])
def test_no_is_no_unit_and_no_part(nei: str) -> None:
    assert oppstart.tolk({"enheter": nei, "deler": nei}) == oppstart.Oppstartsvar({}, (), ())


def test_the_file_of_answers_names_itself(tmp_path: Path, tidbank: Any) -> None:
    (tmp_path / "svar.toml").write_text("varsel = 3", "utf-8")
    feil = tidbank("ny", tmp_path / "b.xlsx", "--svar", tmp_path / "svar.toml")
    assert feil.kode == 3
    assert "svar.toml" in feil.feil
    assert not (tmp_path / "b.xlsx").exists()
    assert tidbank("ny", tmp_path / "b.xlsx", "--svar", tmp_path / "ingen.toml").kode == 3


def test_the_ten_that_matter_come_first_and_all_have_plain_names() -> None:
    alle = muligheter()
    assert [m.gruppe for m in alle[:11]] == ["Det viktigste"] * 10 + ["Avtalen"]
    assert len({m.navn for m in alle}) == len(alle)
    assert all(m.navn and "_" not in m.navn for m in alle)


def test_the_questions_in_an_open_workbook(vert: FalskVert) -> None:
    hode = ("Gruppe", "Hva", "Verdi", "Enhet", "Valg", "Begrunnelse", "Hjemmel", "Nøkkel")
    rader = [hode] + [("", "", "", "", "", "", "", m.nokkel) for m in muligheter()]
    vert.arket["Innstillinger"] = Ark("tabell", rader=rader)  # type: ignore[arg-type]
    vert.svar = lambda felt: ["Solbakken", "KS", "ja", "Avtale 1.1.2026", "", "14", "lønn"]
    flow.trykk(vert, "kom_i_gang")
    assert "valg er satt" in vert.sagt[-1][2]
    assert "Lønn er lagt til" in vert.sagt[-1][2]
    skrevet = {rader[s.rad - 1][7]: s.verdier["Verdi"] for s in vert.skrevet[-1][1] if s.rad is not None}
    assert skrevet["gjennomsnitt_avtale"] == "Avtale 1.1.2026"
    assert skrevet["tariffbundet"] == "Ja"
    assert "natt_avtale" not in skrevet


# The pages in front


def test_oppdater_gives_fresh_pages_and_the_same_bank(tmp_path: Path, tidbank: Any, bok: Path) -> None:
    foer = Bank(read.les_bok(bok))
    svar = tidbank("oppdater", bok, "-o", tmp_path / "ny.xlsx", "--dato", "1.10.2026", "--med", "timebank", "--json")
    assert svar.kode == 0
    assert svar.json["dato"] == "2026-10-01"
    assert "timebank" in svar.json["deler"]
    etter = Bank(read.les_bok(tmp_path / "ny.xlsx"))
    assert etter.stempel == foer.stempel
    start = openpyxl.load_workbook(tmp_path / "ny.xlsx")["Start"]
    gjelder = [c.value for rad in start.iter_rows(max_row=4) for c in rad if isinstance(c.value, datetime)]
    assert gjelder == [datetime(2026, 10, 1)]
    lenker = {str(c.hyperlink.location) for rad in start.iter_rows() for c in rad if c.hyperlink}
    funn = {f"'{f.ark}'!{f.celle}" for f in etter.funn(date(2026, 10, 1)) if f.celle}
    assert {x for x in lenker if not x.endswith("!A1")} <= funn
    assert len(lenker & funn) > 3
    assert tidbank("oppdater", bok, "-o", bok).kode == 2


def test_oppdater_keeps_the_registers_of_the_environment(tmp_path: Path, tidbank: Any) -> None:
    bok, ny, registre = (tmp_path / f"{navn}.xlsx" for navn in ("bank", "ny", "registre"))
    assert tidbank("ny", bok, "--med", "miljo").kode == 0
    assert tidbank("oppdater", bok, "-o", ny).kode == 0
    foer, etter = (read.les_bok(sti).miljo or {} for sti in (bok, ny))
    assert foer["Utslippsfaktorer"]
    assert {t: [p[:-1] for p in x] for t, x in foer.items()} == {t: [p[:-1] for p in x] for t, x in etter.items()}
    assert tidbank("ny", registre, "--miljo").kode == 0
    svar = tidbank("oppdater", registre, "-o", tmp_path / "til.xlsx")
    assert (svar.kode, svar.feil) == (3, f"registre.xlsx: {hente.BARE_REGISTRE}\n")
    assert not (tmp_path / "til.xlsx").exists()


def test_oppdater_says_why_it_stops_for_a_half_filled_row(tmp_path: Path, tidbank: Any) -> None:
    """Other commands leave one person out; this one would leave the row behind."""
    bok = tmp_path / "bank.xlsx"
    workbook.skriv_bank(bok, {"Ansatte": [("1", "Ada Berg")], "Avtaler": [("1", date(2026, 9, 7))]}, [])
    svar = tidbank("oppdater", bok, "-o", tmp_path / "ny.xlsx")
    rad, hvorfor = svar.feil.splitlines()
    assert rad.startswith("Avtaler!")
    assert (svar.kode, hvorfor) == (3, f"bank.xlsx: {hente.RETT_FORST}")
    assert not (tmp_path / "ny.xlsx").exists()


def test_a_bank_speaks_for_its_own_day(tmp_path: Path, tidbank: Any) -> None:
    workbook.skriv_bank(tmp_path / "demo.xlsx", demo_tabeller(), [])
    assert tidbank("saldo", tmp_path / "demo.xlsx", "--json").json["dato"] == DEMO_DAG.isoformat()
    assert tidbank("saldo", tmp_path / "demo.xlsx", "--dato", "1.9.2026", "--json").json["dato"] == "2026-09-01"
    assert dagen_i(tmp_path / "demo.xlsx") is None


def test_a_live_workbook_says_its_day_itself(tmp_path: Path) -> None:
    from xl_tidbank.hosts.excel.build.workbook import skriv

    skriv(tmp_path / "levende.xlsm", {}, DEMO_DAG)
    assert dagen_i(tmp_path / "levende.xlsm") == DEMO_DAG
    assert deler_i(tmp_path / "levende.xlsm") == ()


def test_a_column_of_ones_own_that_is_now_computed_is_told_of(tmp_path: Path) -> None:
    """Its typed texts do not come along; formulas do what ours do."""
    sti = tmp_path / "demo.xlsx"
    workbook.skriv_bank(sti, demo_tabeller(), [])
    bok = openpyxl.load_workbook(sti)
    bok["Vakter"]["C3"] = "Daniel (vikar)"
    bok.save(sti)
    (tapt,) = hente.hent(hente.les(sti)).eget.ikke_med
    assert "skrevet tekst i kolonner som nå regnes ut" in tapt.casefold()
    assert "C3" in tapt


def test_another_day_is_the_same_bank() -> None:
    """The day is no content: the log would else say that the bank had changed."""
    banker = [
        Bank(assemble.av_rader({**demo_tabeller(), "Innstillinger": rader}))
        for rader in ([], [("tallene_gjelder", date(2026, 1, 1))], [("varselfrist", 21)])
    ]
    assert banker[0].stempel == banker[1].stempel
    assert banker[0].stempel != banker[2].stempel
