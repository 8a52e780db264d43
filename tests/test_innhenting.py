"""Hent turnus in an open workbook: shown first, written after a yes, and the same rows as the command line writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import innut
from tests.vertfalsk import FalskVert
from xl_tidbank.book.page.plain import Liste, Nokkelrad, Rader, Side
from xl_tidbank.book.sheets import importen
from xl_tidbank.commands import inn
from xl_tidbank.core.model import UTFORT, Kilde, Tabeller
from xl_tidbank.hosts import flow, tabellskriv
from xl_tidbank.hosts.vert import Tone
from xl_tidbank.tables.importer.valg import Importvalg

DAG = date(2026, 5, 1)


@pytest.fixture
def vert() -> FalskVert:
    v = FalskVert()
    v.tabeller = innut.tom_bank(vaktkoder=innut.VAKTKODER, importer=())
    v.navn["Dato"] = DAG
    v.kilde = str(innut.GRID1)
    return v


def siden(v: FalskVert) -> Side:
    side = next(a.innhold for n, a in v.arket.items() if n.startswith(importen.ARK))
    assert isinstance(side, Side)
    return side


def tall(side: Side) -> dict[str, Any]:
    return {t.etikett: t.verdi for b in side.blokker if isinstance(b, Nokkelrad) for t in b.tall}


def liste(side: Side, overskrift: str) -> Liste:
    return next(b for b in side.blokker if isinstance(b, Liste) and b.overskrift.startswith(overskrift))


def med_rader(t: Tabeller) -> Tabeller:
    """The tables as read again: every row has its place."""
    felt = {}
    for navn, ark in (("turnus", "Turnus"), ("vakter", "Vakter"), ("importer", "Importer"), ("ansatte", "Ansatte")):
        felt[navn] = tuple(p._replace(kilde=Kilde(ark, n)) for n, p in enumerate(getattr(t, navn) or (), 2))
    return Tabeller(**{**{f: getattr(t, f) for f in ("vaktkoder", "timer")}, **felt})


def test_the_page_comes_first_then_the_question_then_the_rows(vert: FalskVert) -> None:
    flow.trykk(vert, "hent_turnus")
    assert [k for k in vert.kall if k in ("velg_kilde", "sporr", "plasser", "bekreft", "skriv_tabeller")] == [
        "velg_kilde", "sporr", "plasser", "bekreft", "skriv_tabeller",
    ]  # fmt: skip
    side = siden(vert)
    assert tall(side) == {"Nye rader": 30, "Endrede rader": 0, "Borte fra filen": 0, "Konflikter": 1}
    (punkt,) = liste(side, "Hva kontrollen sier").punkter
    assert punkt.tekst == "Etter importen: 7 brudd og 6 advarsler, mot 0 og 0 før."
    (konflikt,) = liste(side, "Konflikter").punkter
    assert konflikt.tekst.startswith("Mai!O10 · 3104 Diyar Aziz · «X9»: ")
    assert konflikt.detalj
    (navn, skriv), = vert.skrevet  # fmt: skip
    assert navn == "Hent turnus"
    assert {t: sum(s.tabell == t for s in skriv) for t in ("Turnus", "Vakter", "Importer")} == {
        "Turnus": 27, "Vakter": 3, "Importer": 1,
    }  # fmt: skip
    assert all(s.rad is None for s in skriv)
    linje = next(s.verdier for s in skriv if s.tabell == "Importer")
    assert (linje["Profil"], linje["Fil"], linje["Ny"], linje["Konflikter"]) == ("turnusgrid", innut.GRID1.name, 30, 1)
    (tone, _, sagt) = vert.sagt[-1]
    assert tone is Tone.ADVARSEL
    assert sagt.startswith("30 nye rader og 0 endrede er skrevet.")
    assert vert.sett[-1] == importen.ARK
    assert [k for k, _ in vert.logget()] == ["hent_turnus", "hent_turnus"]


def test_the_profile_is_proposed_by_the_shape_of_the_file(vert: FalskVert) -> None:
    vert.svar = lambda felt: None
    for fil, profil, felt in (
        (innut.GRID1, "turnusgrid", ["profil", "fra", "til", "med_fravaer", "godta_flytting"]),
        (innut.PLAN, "rulleplan", ["profil", "fra", "til", "startuke", "med_fravaer", "godta_flytting"]),
        (innut.LISTE, "vaktliste", ["profil", "fra", "til", "med_fravaer", "godta_flytting"]),
        (innut.TIMER, "timeliste", ["profil", "fra", "til", "med_fravaer", "godta_flytting"]),
    ):
        vert.kilde = str(fil)
        flow.trykk(vert, "hent_turnus")
        assert vert.spurt[0].forslag == profil, fil
        assert [s.navn for s in vert.spurt][: len(felt)] == felt
        assert all(s.forslag == "Nei" and s.lovlige == ("Nei", "Ja") for s in vert.spurt[len(felt) - 2 :])
        assert set(vert.spurt[0].lovlige) >= {"turnusgrid", "rulleplan", "vaktliste", "timeliste"}
    assert not vert.sagt
    assert "plasser" not in vert.kall


def test_declined_the_page_stays_and_nothing_is_written(vert: FalskVert) -> None:
    vert.ja = lambda farlig: False
    flow.trykk(vert, "hent_turnus")
    assert tall(siden(vert))["Nye rader"] == 30
    assert vert.skrevet == []
    assert vert.sagt[-1][0] is Tone.OK
    assert vert.sagt[-1][2] == "Ingenting er skrevet i tabellene. Siden Forhåndsvisning står."


def test_the_rows_are_those_of_the_command_line_and_twice_is_nothing(vert: FalskVert) -> None:
    foer = med_rader(vert.tabeller)
    hent = inn.forbered(foer, innut.GRID1, "turnusgrid", Importvalg(), DAG)
    etter = hent.etter(datetime(2026, 5, 1, 12))
    vert.tabeller = foer
    flow.trykk(vert, "hent_turnus")
    ventet = tabellskriv.forskjell(foer, etter)
    skrevet = vert.skrevet[0][1]
    assert [s for s in skrevet if s.tabell != "Importer"] == [s for s in ventet if s.tabell != "Importer"]
    vert.tabeller = med_rader(etter)
    flow.trykk(vert, "hent_turnus")
    assert [s.tabell for s in vert.skrevet[1][1]] == ["Importer"]
    assert tall(siden(vert)) == {"Nye rader": 0, "Endrede rader": 0, "Borte fra filen": 0, "Konflikter": 1}
    assert "Ingenting var nytt eller endret" in vert.sagt[-1][2]


def test_a_changed_file_writes_the_changed_cells_only(vert: FalskVert) -> None:
    hent = inn.forbered(vert.tabeller, innut.GRID1, "turnusgrid", Importvalg(), DAG)
    t = med_rader(hent.etter(datetime(2026, 5, 1, 12)))
    vert.tabeller, vert.kilde = t, str(innut.GRID2)
    flow.trykk(vert, "hent_turnus")
    side = siden(vert)
    assert tall(side) == {"Nye rader": 3, "Endrede rader": 2, "Borte fra filen": 2, "Konflikter": 0}
    endrede = [s for s in vert.skrevet[0][1] if s.rad is not None]
    assert sorted(s.tabell for s in endrede) == ["Turnus", "Vakter"]
    assert all({"Start", "Slutt"} <= set(s.verdier) <= {"Start", "Slutt", "Hentet"} for s in endrede)
    tabell = next(b for b in side.blokker if isinstance(b, Rader) and b.overskrift == "Endrede rader")
    assert ("3101 Anne Lund", "Turnus", date(2026, 5, 4), "07:30–15:00", "14:30–22:00", "") in tabell.rader
    tekst = repr(side)
    assert "--" not in tekst, "the menu has no options"
    assert "Slett raden hvis den skal bort." in tekst


def test_a_shift_that_is_worked_is_a_conflict(vert: FalskVert) -> None:
    hent = inn.forbered(vert.tabeller, innut.GRID1, "turnusgrid", Importvalg(), DAG)
    etter = hent.etter(datetime(2026, 5, 1, 12))
    vakter = tuple(v._replace(status=UTFORT) if v.ansattnr == "3105" else v for v in etter.vakter)
    vert.tabeller = med_rader(replace(etter, vakter=vakter))
    vert.kilde = str(innut.GRID2)
    flow.trykk(vert, "hent_turnus")
    assert tall(siden(vert))["Konflikter"] == 1
    assert not [s for s in vert.skrevet[0][1] if s.tabell == "Vakter" and s.rad is not None]


def test_a_rolling_plan_needs_its_days(vert: FalskVert) -> None:
    vert.kilde = str(innut.PLAN)
    flow.trykk(vert, "hent_turnus")
    (tone, _, sagt) = vert.sagt[-1]
    assert tone is Tone.FEIL
    assert "«Første dag» og «Siste dag»" in sagt
    assert "--" not in sagt
    gitt = {"fra": "01.06.2026", "til": "26.07.2026"}
    vert.svar = lambda felt: [gitt.get(f.navn, f.forslag) for f in felt]
    flow.trykk(vert, "hent_turnus")
    assert tall(siden(vert))["Konflikter"] == 0
    assert vert.skrevet
    gitt["til"] = "01.05.2026"
    flow.trykk(vert, "hent_turnus")
    assert vert.sagt[-1][2] == "Siste dag er før første dag. Rett den av dem som er feil."


def _borte(v: FalskVert, tmp_path: Path) -> str:
    v.kilde = str(tmp_path / "mai.xlsx")
    return "Filen finnes ikke"


def _ingen_bok(v: FalskVert, tmp_path: Path) -> str:
    (tmp_path / "mai.xlsx").write_bytes(b"ikke en arbeidsbok")
    v.kilde = str(tmp_path / "mai.xlsx")
    return "mai.xlsx: "


def _paa_nett(v: FalskVert, tmp_path: Path) -> str:
    v.kilde = "https://sky.no/mai.xlsx"
    return "Filen ligger på nettet."


def _uten_overskrifter(v: FalskVert, tmp_path: Path) -> str:
    (tmp_path / "mai.csv").write_text("a;b\n1;2\n", "utf-8")
    v.kilde = str(tmp_path / "mai.csv")
    return "mai.csv: Fant ingen rad med overskrifter"


@pytest.mark.parametrize("lag", [_borte, _ingen_bok, _paa_nett, _uten_overskrifter])
def test_a_file_that_cannot_be_read_is_one_sentence(vert: FalskVert, tmp_path: Path, lag: Any) -> None:
    ventet = lag(vert, tmp_path)
    flow.trykk(vert, "hent_turnus")
    ((tone, _, sagt),) = vert.sagt
    assert tone is Tone.FEIL
    assert ventet in sagt
    assert "\n" not in sagt
    assert "Feil i programmet" not in sagt
    assert not vert.skrevet
    assert "plasser" not in vert.kall


def test_tables_that_changed_meanwhile_are_not_written(vert: FalskVert) -> None:
    def ja(_: bool) -> bool:
        vert.tabeller = innut.tom_bank(ansatte=vert.tabeller.ansatte[1:] if vert.tabeller.ansatte else ())
        return True

    vert.ja = ja
    flow.trykk(vert, "hent_turnus")
    assert "Tabellene er endret etter at siden ble laget" in vert.sagt[-1][2]
    assert not vert.skrevet


def test_the_last_import_is_shown(vert: FalskVert) -> None:
    flow.trykk(vert, "siste_import")
    side = vert.arket[importen.SISTE_ARK].innhold
    assert "Ingenting er hentet inn i denne banken ennå." in repr(side)
    hent = inn.forbered(vert.tabeller, innut.GRID1, "turnusgrid", Importvalg(), DAG)
    vert.tabeller = hent.etter(datetime(2026, 5, 1, 12))
    flow.trykk(vert, "siste_import")
    side = vert.arket[importen.SISTE_ARK].innhold
    assert tall(side) == {"Nye rader": 30, "Endrede rader": 0, "Borte fra filen": 0, "Konflikter": 1}
    assert side.undertittel == "01_turnusgrid_mai2026.xlsx · 01.05.2026 kl. 12:00"
