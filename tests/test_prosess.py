"""Fairness, process, agreements and notice: figures that hold, pages that say what tables say, nobody exposed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from udfs import TIDBANK_AVVIK, TIDBANK_LES
from xl_tidbank import commands, demo
from xl_tidbank.book.open import read
from xl_tidbank.book.open.csvmappe import les_mappe
from xl_tidbank.book.page.plain import Diagram, Fakta, Notat, Rader, Side, Signatur, Status
from xl_tidbank.book.sheets.kartlegging import konklusjon, samlet
from xl_tidbank.book.template import inputs, workbook
from xl_tidbank.cli import main
from xl_tidbank.commands import som_json
from xl_tidbank.core import parameters
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.fordeling import ALLE, LIKE, UTEN_TIDBANK, Belastning, Dagbok
from xl_tidbank.core.fordeling.belastning import kveld_og_natt
from xl_tidbank.core.funn import Alvor
from xl_tidbank.core.model import Kartleggingsaar
from xl_tidbank.core.prosess import GJENNOMFORT, MANGLER, STEGNAVN, alle
from xl_tidbank.core.prosess.steg import FRISTER
from xl_tidbank.core.tid.frister import kartlegging_aar
from xl_tidbank.core.tid.rodedager import rod_dag
from xl_tidbank.tables import schema

from . import bok, bygg, sidedata
from .test_pages import blokk, tekster

DAG = sidedata.DAG
MAN = date(2026, 3, 2)
VINDUER = (17 * 60, 21 * 60, 6 * 60, 180)


def tekst(sider: list[Side]) -> str:
    return " ".join(t for side in sider for t in tekster(side))


# Loads


@settings(deadline=None)
@given(st.integers(0, 1439), st.integers(0, 1439))
def test_evening_and_night_hours_minute_by_minute(start: int, slutt: int) -> None:
    minutter = [m % 1440 for m in range(start, slutt if slutt > start else slutt + 1440)]
    kveld, natt = sum(17 * 60 <= m < 21 * 60 for m in minutter), sum(m >= 21 * 60 or m < 6 * 60 for m in minutter)
    assert kveld_og_natt(start, slutt, VINDUER) == (kveld / 60, natt / 60 if natt >= 180 else 0)


VAKTER = st.lists(
    st.tuples(st.integers(0, 120), st.integers(0, 95), st.integers(1, 40)).map(
        lambda t: {
            "dato": MAN + timedelta(days=t[0]), "start": f"{t[1] // 4:02}:{t[1] % 4 * 15:02}",
            "slutt": f"{(t[1] + t[2]) % 96 // 4:02}:{(t[1] + t[2]) % 4 * 15:02}",
        }
    ),
    max_size=12, unique_by=lambda v: v["dato"],
)  # fmt: skip


def naiv(bank: Bank, nr: str, fra: date, til: date) -> Belastning:
    """The load hour by hour: weekends and red days are days with work in them, hours go with the shift's first day, and
    rows without a gap between them are one shift when it is asked whether there are three hours of night in it."""
    helger, rode, kveld, natt = set(), set(), 0.0, 0.0
    okter: list[list[tuple[date, int, float]]] = []  # each row: its day, the minute it ends, its night hours
    for t in sorted(bank.sak(nr).turnus, key=lambda t: (t.dato, t.start)):
        minutter = range(t.start, t.slutt if t.slutt > t.start else t.slutt + 1440)
        for dag in {t.dato + timedelta(days=m // 1440) for m in minutter}:
            if fra <= dag <= til:
                helger |= {dag.isocalendar()[:2]} if dag.isoweekday() > 5 else set()
                rode |= {dag} if rod_dag(dag) else set()
        if fra <= t.dato <= til:
            kveld += kveld_og_natt(t.start, t.slutt, VINDUER)[0]
        midnatt = t.dato.toordinal() * 1440
        rad = t.dato, midnatt + minutter.stop, kveld_og_natt(t.start, t.slutt, (*VINDUER[:3], 0))[1]
        if okter and okter[-1][-1][1] == midnatt + t.start:
            okter[-1].append(rad)
        else:
            okter.append([rad])
    for okt in okter:
        if sum(n for _, _, n in okt) >= 3:
            natt += sum(n for dato, _, n in okt if fra <= dato <= til)
    return Belastning(len(helger), len(rode), kveld, natt)


@settings(max_examples=60, deadline=None)
@given(VAKTER, st.integers(0, 60), st.integers(0, 60))
@example([  # ends at midnight, and goes on from there
    {"dato": MAN + timedelta(days=5), "start": "14:00", "slutt": "00:00"},
    {"dato": MAN + timedelta(days=6), "start": "00:00", "slutt": "00:15"},
], 0, 10)  # fmt: skip
def test_a_load_is_what_a_slow_count_says(turnus: list[dict[str, Any]], fra: int, dager: int) -> None:
    bank = bygg.bank(turnus_=turnus)
    a, b = MAN + timedelta(days=fra), MAN + timedelta(days=fra + dager)
    assert Dagbok(bank.sak("1")).belastning(a, b) == pytest.approx(naiv(bank, "1", a, b))


@settings(max_examples=40, deadline=None)
@given(VAKTER)
def test_a_colleague_elsewhere_changes_nothing(turnus: list[dict[str, Any]]) -> None:
    egne = [{"dato": MAN + timedelta(days=7 * n + 5)} for n in range(6)]
    kollega = [{"ansattnr": "2", "dato": MAN + timedelta(days=n)} for n in range(5)]
    folk = [{"ansattnr": "1", "enhet": "A"}, {"ansattnr": "2", "enhet": "A"}, {"ansattnr": "3", "enhet": "B"}]
    fremmed = [{**v, "ansattnr": "3"} for v in turnus]
    foer = bygg.bank(ansatte=folk, turnus_=[*egne, *kollega]).fordeling(MAN, MAN + timedelta(days=90))
    etter = bygg.bank(ansatte=folk, turnus_=[*egne, *kollega, *fremmed]).fordeling(MAN, MAN + timedelta(days=90))
    assert foer == etter


def lik_gruppe(antall: int, helger: int, egne: int) -> Bank:
    """One with tidbank, `antall` colleagues with the same position without, each with so many weekends."""
    folk = [{"ansattnr": str(n)} for n in range(1, antall + 2)]
    avtaler = [{}, *({"ansattnr": f["ansattnr"], "fast_pst": 95, "tidbank_pst": 0} for f in folk[1:])]
    turnus = [{"ansattnr": "1", "dato": MAN + timedelta(days=7 * n + 5)} for n in range(egne)]
    for f in folk[1:]:
        turnus += [{"ansattnr": f["ansattnr"], "dato": MAN + timedelta(days=7 * n + 5)} for n in range(helger)]
        turnus.append({"ansattnr": f["ansattnr"], "dato": MAN})
    return bygg.bank(avtaler, ansatte=folk, turnus_=turnus)


@pytest.mark.parametrize(("egne", "klart"), [(12, False), (13, True)])
def test_twenty_per_cent_more_is_the_limit(egne: int, klart: bool) -> None:
    """12 against 10 is twenty per cent more and no word; 13 is."""
    bank = lik_gruppe(1, 10, egne)
    funn = [f.regel for f in bank.funn(date(2026, 12, 1)) if f.regel.startswith("fordeling")]
    assert funn == ["fordeling_helg"] * klart
    m = bank.fordeling(bygg.START, bygg.SLUTT)[0].maal[0]
    assert (m.grunnlag, m.andre, m.klart_mer) == (LIKE, 10, klart)


def test_a_position_out_of_tolerance_is_scaled() -> None:
    """95 against 100 is within ten points; told to be within four, the colleague counts per position per cent."""
    t = lik_gruppe(1, 10, 12).tabeller
    bank = bygg.bank(innstillinger={"fordeling_toleranse": 4})
    m = Bank(replace(t, innstillinger=bank.tabeller.innstillinger)).fordeling(bygg.START, bygg.SLUTT)[0].maal[0]
    assert m.grunnlag == UTEN_TIDBANK
    assert m.andre == pytest.approx(10 * 100 / 95)


@pytest.mark.parametrize("uker", [52, 40, 26, 25])
def test_a_colleague_who_was_there_for_a_part_counts_for_that_part(uker: int) -> None:
    """Every Saturday is as much for somebody hired later; less than half of the time is no measure at all."""
    ansatt = bygg.SLUTT - timedelta(weeks=uker) + timedelta(days=1)
    hele_aar = [{"ansattnr": "1", "dato": bygg.START + timedelta(days=7 * n + 5)} for n in range(52)]
    siden = [{"ansattnr": "2", "dato": ansatt + timedelta(days=7 * n + 5)} for n in range(uker)]
    avtale = {"ansattnr": "2", "fast_pst": 100, "tidbank_pst": 0, "fra": ansatt}
    bank = bygg.bank([{}, avtale], ansatte=[{"ansattnr": "1"}, {"ansattnr": "2"}], turnus_=[*hele_aar, *siden])
    helg = bank.fordeling(bygg.START, bygg.SLUTT)[0].maal[0]
    if uker < 26:
        assert (helg.andre, helg.antall) == (None, 0)
    else:
        assert (helg.antall, helg.klart_mer) == (1, False)
        assert helg.andre == pytest.approx(helg.egen) == 52


def test_nobody_is_their_own_colleague_and_others_with_tidbank_are_said_to_be_so() -> None:
    rader = [{"ansattnr": "1", "dato": MAN + timedelta(days=5)}, {"ansattnr": "2", "dato": MAN}]
    bank = bygg.bank([{}, {"ansattnr": "2"}], ansatte=[{"ansattnr": "1"}, {"ansattnr": "2"}], turnus_=rader)
    helg = bank.fordeling(bygg.START, bygg.SLUTT)[0].maal[0]
    assert (helg.egen, helg.andre, helg.antall, helg.grunnlag, helg.uten_tidbank) == (1, 0, 1, ALLE, False)


def test_a_swap_that_stands_on_both_sheets_is_worked_once_and_extra_work_is_a_choice() -> None:
    lor = MAN + timedelta(days=5)
    rader: dict[str, Any] = {
        "vakter": [{"dato": lor, "type": "Bytte"}, {"dato": lor + timedelta(days=7), "type": "Ekstra"}],
        "turnus_": [{"dato": lor}],
    }
    alt = bygg.bank(**rader, innstillinger={"fordeling_vakter": "alt arbeid"})
    for bank, helger in ((bygg.bank(**rader), 1), (alt, 2)):
        bok_ = Dagbok(bank.sak("1"))
        assert bok_.belastning(bygg.START, bygg.SLUTT).helger == helger
        assert len(bok_.datoer) == helger


def test_the_position_of_somebody_without_an_agreement_is_read_from_whole_weeks() -> None:
    """Two weeks of four and five shifts of 7.1 hours are 90 % of 35.5; the half week at the end does not count."""
    dager = [0, 1, 2, 3, 7, 8, 9, 10, 11, 14]
    turnus = [{"dato": MAN + timedelta(days=n), "start": "08:00", "slutt": "15:06"} for n in dager]
    bok_ = Dagbok(bygg.bank([], turnus_=turnus).sak("1"))
    assert bok_.stilling(MAN, MAN + timedelta(days=15)) == pytest.approx(90)
    assert bok_.stilling(MAN, MAN + timedelta(days=3)) == 0


def test_extra_work_makes_the_position_it_makes() -> None:
    """71 hours beside 70 % in 365 days: 71 / (35.5 x 365 / 7) of full time, in two months; the part beyond zero too."""
    vakter = [{"dato": date(2026, 6, 1 + n), "type": "Ekstra", "start": "08:00", "slutt": "15:06"} for n in range(10)]
    over = {"dato": date(2026, 7, 6), "start": "08:00", "slutt": "18:00"}
    bank = bygg.bank([{"fast_pst": 50, "tidbank_pst": 20}], vakter)
    (m,) = bank.merarbeid(date(2026, 12, 31))
    assert (m.fra, m.maaneder, m.stilling) == (date(2026, 1, 1), 1, 70)
    assert m.timer == pytest.approx(71)
    assert m.tilsvarer == pytest.approx(100 * 71 / (35.5 * 365 / 7))
    assert m.faktisk == pytest.approx(70 + m.tilsvarer)
    liten = {"fast_pst": 50, "tidbank_pst": 0.1, "fra": date(2026, 7, 6), "til": date(2026, 7, 6)}
    (m,) = bygg.bank([liten], [over]).merarbeid(date(2026, 7, 6))
    assert m.timer == pytest.approx(10 - 35.5 * 0.001 / 7)


def test_nothing_is_said_before_the_clause_was_in_force() -> None:
    vakter = [{"dato": date(2013, 1 + n, 7), "type": "Ekstra"} for n in range(11)]
    bank = bygg.bank([{"fast_pst": 50, "tidbank_pst": 20, "periodestart": date(2013, 1, 7)}], vakter)
    assert "merarbeid_jevnlig" not in {f.regel for f in bank.funn(date(2013, 12, 31))}
    assert "merarbeid_jevnlig" in {f.regel for f in bank.funn(date(2014, 1, 1))}


# Fairness on paper


def test_the_overview_of_loads_is_the_figures() -> None:
    bank = sidedata.bank()
    (side,) = commands.fordeling(bank, DAG).sider()
    tabell, stolper = blokk(side, Rader), blokk(side, Diagram)
    rader = bank.fordeling(DAG - timedelta(days=363), DAG)
    assert len(tabell.rader) == len(rader) == 13
    for rad, f in zip(tabell.rader, rader, strict=True):
        assert rad[3:11] == tuple(v for m in f.maal for v in (m.egen, m.andre))
        assert (rad[12] == Status.KLART_MER) == f.klart_mer
    klart = sum(f.maal[0].klart_mer for f in rader)
    assert stolper.tittel == f"Helger: {klart} av 13 har klart flere enn kollegene"
    assert sorted(map(str, stolper.serier[0].verdier)) == sorted(str(f.maal[0].egen) for f in rader)


def test_no_page_of_loads_tells_of_absence() -> None:
    """Other absences, or none, may not change a letter."""
    rader = {**sidedata.rader(), "Fravær": []}
    uten = Bank(sidedata.tabeller(rader))
    for valgte in ((), ("2004", "2006")):
        med = [replace(s, stempel="") for s in commands.fordeling(sidedata.bank(), DAG, valgte).sider()]
        # Only the part of a shift beyond zero follows from credit, and it is left out of the comparison.
        assert [blokk(s, Rader) for s in med] == [
            blokk(s, Rader) for s in commands.fordeling(uten, DAG, valgte).sider()
        ]


@pytest.mark.parametrize(("antall", "vises"), [(4, False), (5, True)])
def test_colleagues_are_shown_to_an_employee_only_as_a_group_of_five(antall: int, vises: bool) -> None:
    (side,) = commands.fordeling(lik_gruppe(antall, 10, 13), date(2026, 12, 1), ["1"]).sider()
    helg = blokk(side, Rader).rader[0]
    assert helg[1] == 13
    assert (helg[2] == 10, helg[4] == Status.KLART_MER) == (vises, vises)
    assert ("10,00" in tekst([side])) == vises
    assert ("vises ikke" in str(helg[3])) != vises


def test_somebody_without_tidbank_has_no_page_of_loads() -> None:
    with pytest.raises(TidbankFeil, match="Ingen av de valgte har tidbank"):
        commands.fordeling(sidedata.bank(), DAG, ["2007"]).sider()


# The process


def test_the_steps_are_whole() -> None:
    nokler = [s.nokkel for s in alle()]
    assert len(set(nokler)) == len(set(STEGNAVN)) == len(nokler)
    for n, s in enumerate(alle()):
        assert s.frist in FRISTER
        assert set(s.etter) <= set(nokler[:n]), "a step comes after those before it in the list"
        assert s.hva.endswith(".")
        assert "§" in s.hjemmel


def test_four_whole_years_are_mapped_wherever_the_start_lies() -> None:
    for dag in (date(2026, 1, 1), date(2026, 6, 15), date(2026, 12, 31), date(2028, 2, 29)):
        assert list(kartlegging_aar(dag)) == list(range(dag.year - 4, dag.year))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEGNAVN), st.integers(-400, 400), st.booleans()), max_size=15))
def test_a_step_is_done_from_the_day_it_is_done(rader: list[tuple[str, int, bool]]) -> None:
    """For every unit and day: done once is done ever after, and nothing is missing that is done."""
    dag = bygg.START
    prosess_ = [
        {"steg": s, "gjennomfort" if gjort else "planlagt": dag + timedelta(days=n), "merknad": "Ja"}
        for s, n, gjort in rader
    ]
    bank = bygg.bank(prosess=prosess_)
    foer: set[str] = set()
    for n in range(-400, 401, 80):
        naa = dag + timedelta(days=n)
        (plan,) = bank.prosess(naa) or (None,)
        assert plan is not None
        ferdig = {s.steg.nokkel for s in plan.steg if s.status == GJENNOMFORT}
        assert foer - ferdig <= {"evaluering"}
        foer = ferdig
        mangler = {f.regel for f in bank.funn(naa)} & {"prosess_mangler", "evaluering_forfalt"}
        # Without any row the one line of `prosess_ikke_fort` says it.
        assert bool(mangler) == (any(s.status == MANGLER for s in plan.steg) and bool(prosess_))


def test_a_unit_is_found_whatever_its_case_and_rows_without_one_are_everybodys() -> None:
    folk = [{"ansattnr": "1", "enhet": "Sone 1"}, {"ansattnr": "2", "enhet": "Sone 2"}]
    rader = [{"steg": "Kartlegging", "gjennomfort": MAN, "enhet": "sone 1"}, {"steg": "Evaluering", "gjennomfort": MAN}]
    planer = bygg.bank([{}, {"ansattnr": "2"}], ansatte=folk, prosess=rader).prosess(DAG)
    assert [p.enhet for p in planer] == ["Sone 1", "Sone 2"]
    gjort = [{s.steg.nokkel for s in p.steg if s.status == GJENNOMFORT} for p in planer]
    assert gjort == [{"kartlegging", "evaluering"}, {"evaluering"}]


def test_a_step_counts_from_the_first_time_and_an_evaluation_from_the_last() -> None:
    dager = [MAN, MAN + timedelta(days=30)]
    rader = [{"steg": s, "gjennomfort": d} for s in ("Evaluering", "Risikovurdering") for d in dager]
    (plan,) = bygg.bank(prosess=rader).prosess(DAG)
    evaluering, risiko = plan.tilstand("evaluering"), plan.tilstand("risiko")
    assert evaluering is not None
    assert risiko is not None
    assert (evaluering.gjennomfort, evaluering.frist) == (dager[1], date(2027, 4, 1))
    assert (risiko.gjennomfort, risiko.frist) == (dager[0], bygg.START)


def test_the_demo_has_one_late_step_and_one_forgotten() -> None:
    bank = Bank(sidedata.tabeller(demo.demo_tabeller()))
    egne = [f for f in bank.funn(DAG) if f.regel.startswith(("prosess", "evaluering", "kartlegging"))]
    assert sorted(f.regel for f in egne) == ["prosess_forfalt", "prosess_mangler"]
    assert all(f.alvor == Alvor.ADVARSEL for f in egne)


def test_the_pages_of_the_process_are_the_plan() -> None:
    """What must be in place before, under and after, unit by unit (item 2)."""
    bank = sidedata.bank()
    oversikt, *enheter, kart = commands.prosess(bank, DAG).sider()
    planer = bank.prosess(DAG)
    assert [r[0] for r in blokk(oversikt, Rader).rader] == [p.navn for p in planer] == ["Natt", "Skogsiden", "Solsiden"]
    assert [r[1] for r in blokk(oversikt, Rader).rader] == [GJENNOMFORT, MANGLER, GJENNOMFORT]
    for side, p in zip(enheter, planer, strict=True):
        rader = blokk(side, Rader).rader
        assert [(r[0], r[1], r[3], r[4]) for r in rader] == [
            (s.status, s.steg.navn, s.gjennomfort, s.frist) for s in p.steg
        ]
    alt = tekst([oversikt, *enheter])
    assert "● Gjennomført" in alt
    assert "■ Mangler" in alt
    assert "▲ Gjenstår" in alt
    assert alt.index("Forutsetninger") < alt.index("Delta anbefaler i utgangspunktet ikke")
    assert kart.ark not in schema.ETTER_NAVN


def test_the_mapping_hides_the_absence_of_a_small_unit_and_says_what_the_years_say() -> None:
    kart = commands.prosess(sidedata.bank(), DAG).sider()[-1]
    tabeller = {b.overskrift: b for b in kart.blokker if isinstance(b, Rader)}
    assert {r[2] for r in tabeller["Natt"].rader} == {None}  # four people
    assert {type(r[2]) for r in tabeller["Solsiden"].rader} == {float}  # five
    assert [r[1] for r in tabeller["Natt"].rader] == ["før tidbank"] * 4 + ["tidbank begynte"]
    assert blokk(kart, Diagram).tittel.startswith("Overtid og merarbeid opp fra 4 920 til 5 120 timer, innleie opp fra")


def test_the_sum_of_a_year_is_its_own_row_or_the_units() -> None:
    """Overtime, extra work, hired-in hours and full posts, year by year (item 4)."""
    a, b = Kartleggingsaar("A", 2024, 9, 10, 20, 30, 1, 4), Kartleggingsaar("B", 2024, 8, 1, 2, None, 0, 2)
    hele = Kartleggingsaar("", 2025, 8, 50, 60, 70, 2, 6)
    forste, andre = samlet([a, b, hele, a._replace(aar=2025)])
    assert forste[:9] == ("", 2024, None, 11, 22, None, 1, 6, "")
    assert andre == hele
    assert konklusjon([forste, andre]) == "Overtid og merarbeid opp fra 33 til 110 timer (2024–2025)"
    assert konklusjon([hele]) == "Overtid, merarbeid og innleie"


# The agreements


def test_the_collective_agreement_has_the_drafts_points_and_is_filled() -> None:
    """Parties, day and notice of the collective agreement (items 15, 16)."""
    (side,) = commands.kollektiv_avtale(sidedata.bank(), DAG).sider()
    punkter = [b.overskrift for b in side.blokker if isinstance(b, Notat) and b.overskrift]
    assert [p.partition(".")[0] for p in punkter] == [str(n) for n in range(1, 14)]
    alt = tekst([side])
    for sagt in ("fra 15.09.2025", "3 måneder varsel", "Høyst 40 %", "høyst 52 uker", "minst 14 dager", "hver 12. uke",
                 "14,2 timer", "35,5 t/uke", "Natt, Skogsiden, Solsiden", "aml. § 15-7", "faller bort"):  # fmt: skip
        assert sagt in alt, sagt
    assert alt.replace("_" * 26, "").count("_" * 9) == 3  # kroner, per cent, hours a year
    assert blokk(side, Signatur).roller == ("For arbeidsgiver", "For Delta")
    assert "{" not in alt


def test_choices_fill_the_agreements() -> None:
    valg = {"maks_andel": 30, "varselfrist": 21, "oppsigelse_maaneder": 1, "virksomhet": "Sykehjemmet",
            "kollektiv_oppsigelse": 2, "kollektiv_dato": date(2026, 2, 1)}  # fmt: skip
    bank = bygg.bank(innstillinger=valg)
    alt = tekst(commands.kollektiv_avtale(bank, DAG).sider() + commands.individuell_avtale(bank, DAG, ["1"]).sider())
    for sagt in ("Høyst 30 %", "minst 21 dager", "2 måneder varsel", "1 måned frist", "10,65 timer", "Sykehjemmet",
                 "gjelder fra 01.02.2026", "Organisasjon"):  # fmt: skip
        assert sagt in alt, sagt
    parter = bygg.bank(innstillinger={"kollektiv_parter": "Solsiden sykehjem og Delta Viken"})
    alt = tekst(commands.kollektiv_avtale(parter, DAG).sider())
    assert "Solsiden sykehjem og Delta Viken" in alt
    assert "Organisasjon" not in alt


@pytest.mark.parametrize(
    ("valg", "avtale", "sagt"),
    [
        ({"maks_andel": 50}, {}, 40),  # no reference: it does not count
        ({"maks_andel": 50, "maks_andel_avtale": "Særavtale 12.01.2026"}, {}, 50),
        ({}, {"hoyeste_andel": 45}, 45),
        ({}, {"hoyeste_andel": 45, "signert": ""}, 40),
        ({"maks_andel": 25}, {"hoyeste_andel": 30}, 30),
    ],
)
def test_the_cap_that_is_printed_is_the_one_that_counts(
    valg: dict[str, Any], avtale: dict[str, Any], sagt: int
) -> None:
    bank = bygg.bank([avtale], innstillinger=valg)
    assert f"Høyst {sagt} % av egen stilling" in tekst(commands.individuell_avtale(bank, DAG, ["1"]).sider()[:1])
    if not avtale:
        assert f"Høyst {sagt} % av stillingsstørrelsen" in tekst(commands.kollektiv_avtale(bank, DAG).sider())


def test_the_deduction_agreement_has_the_two_amounts() -> None:
    bank = bygg.bank([{"trekk_timer": 30, "trekk_kr": 7500, "trekkavtale": date(2025, 12, 1)}])
    _, trekk = commands.individuell_avtale(bank, DAG, ["1"]).sider()
    linjer = {navn: v for b in trekk.blokker if isinstance(b, Fakta) for navn, v, _, _ in b.linjer}
    assert (linjer["Høyst så mange påløpte timer"], linjer["Trekkes høyst, kroner"]) == ("30,00", "kr 7 500,00")
    assert "HR-2021-2532-A" in tekst([trekk])


def test_the_individual_agreement_says_what_the_row_says_and_what_the_law_asks() -> None:
    avtale, trekk = commands.individuell_avtale(sidedata.bank(), DAG, ["2005"]).sider()
    assert [r[:5] for r in blokk(avtale, Rader).rader] == [
        (date(2026, 1, 5), date(2026, 5, 31), 60, 30, 90),
        (date(2026, 6, 1), date(2027, 1, 3), 75, 20, 95),
    ]
    assert [v for r in blokk(avtale, Rader).rader for v in r[5:7]] == pytest.approx([33.33, 10.08, 21.05, 6.72])
    alt = tekst([avtale])
    for sagt in ("2005 Jonas Furuseth", "19.11.2025", "6,72 timer i uken", "05.01.2026–03.01.2027", "30.03.2026",
                 "aml. § 14-6", "Endring av vakter", "Arbeid utover avtalt tid", "kr 252,30", "Nattillegg",
                 "saklig grunn", "trekk på forhånd", "fortrinnsrett"):  # fmt: skip
        assert sagt in alt, sagt
    sammen = sum(r[7] for r in blokk(avtale, Rader).rader if isinstance(r[7], float))
    assert sammen == pytest.approx(sidedata.bank().saldo("2005", DAG).periodeskyld)
    assert trekk.ark == "Trekk 2005 Jonas Furuseth"
    alt = tekst([trekk])
    assert "Aml. § 14-15 (2) c" in alt
    blanke = [navn for b in trekk.blokker if isinstance(b, Fakta) for navn, v, _, _ in b.linjer if "__" in str(v)]
    assert blanke == ["Arbeidsgiver", "Inngått", "Høyst så mange påløpte timer", "Trekkes høyst, kroner"]


def test_somebody_without_an_agreement_gets_lines_to_write_on() -> None:
    avtale, trekk = commands.individuell_avtale(sidedata.bank(), DAG, ["2007"]).sider()
    assert not [b for b in avtale.blokker if isinstance(b, Rader)]
    assert tekst([avtale]).count("_" * 26) > 12
    assert "Kari Tveitan" in tekst([trekk])
    with pytest.raises(TidbankFeil, match="Ingen har en avtale"):
        commands.individuell_avtale(bygg.bank([]), DAG).sider()


# Notice


@pytest.mark.parametrize(
    ("oppsagt", "maaneder", "neste", "dato"),
    [
        (date(2026, 8, 27), 3, date(2026, 11, 30), date(2026, 11, 27)),
        (date(2026, 11, 30), 3, date(2027, 2, 28), date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28), date(2026, 2, 28)),
        (date(2026, 5, 1), 0, date(2026, 5, 31), date(2026, 5, 1)),
    ],
)
def test_both_readings_of_the_notice(oppsagt: date, maaneder: int, neste: date, dato: date) -> None:
    """Three months (item 10; B15)."""
    avtale = {"sagt_opp": oppsagt, "sagt_opp_av": "Arbeidsgiver"}
    bank = bygg.bank([avtale], innstillinger={"oppsigelse_maaneder": maaneder, "oppsigelse_metode": "dato"})
    (side,) = commands.oppsigelse(bank, oppsagt).sider()
    (rad,) = blokk(side, Rader).rader
    assert rad[1:] == (oppsagt, "Arbeidsgiver", neste, dato, dato, "mangler", Status.BRUDD)


def test_notice_can_be_shorter_and_never_longer_and_the_settlement_follows() -> None:
    with pytest.raises(TidbankFeil, match="fra 0 til 3"):
        bygg.bank(innstillinger={"oppsigelse_maaneder": 4})
    avtale = {"sagt_opp": date(2026, 6, 10), "sagt_opp_av": "Ansatt"}
    lang = bygg.bank([avtale]).avregning(date(2026, 12, 1))[0]
    kort = bygg.bank([avtale], innstillinger={"oppsigelse_maaneder": 1}).avregning(date(2026, 12, 1))[0]
    # 14.2 hours a week accrue to 30 September, or to 31 July.
    assert lang.bortfall - kort.bortfall == 0
    assert "Foreløpig" not in kort.begrunnelse
    assert (
        bygg.bank([avtale], innstillinger={"oppsigelse_maaneder": 1})
        .avregning(date(2026, 7, 30))[0]
        .begrunnelse.startswith("Foreløpig: siste dag er 31.07.2026")
    )


def test_the_employers_notice_may_be_longer_by_law() -> None:
    avtale = {"sagt_opp": date(2026, 8, 27), "sagt_opp_av": "Arbeidsgiver", "oppsigelsestid": 5}
    (rad,) = blokk(commands.oppsigelse(bygg.bank([avtale]), DAG).sider()[0], Rader).rader
    # Nobody has chosen how it is counted, and it makes a difference: no day holds here.
    assert rad[3:6] == (date(2027, 1, 31), date(2027, 1, 27), None)
    like = avtale | {"sagt_opp": date(2026, 8, 31)}  # the last of a month, both ways
    (rad,) = blokk(commands.oppsigelse(bygg.bank([like]), DAG).sider()[0], Rader).rader
    assert rad[3:6] == (date(2027, 1, 31),) * 3


def test_a_settlement_that_two_readings_make_different_shows_both() -> None:
    avtale = {"sagt_opp": date(2026, 1, 20), "sagt_opp_av": "Ansatt", "timelonn": 200, "trekk_timer": 1000,
              "trekkavtale": date(2025, 12, 1)}  # fmt: skip
    liste, oppgjor = commands.avregning(bygg.bank([avtale]), DAG).sider()
    assert "Velg oppsigelse_metode i Innstillinger" in tekst([liste])
    begge = next(b for b in oppgjor.blokker if isinstance(b, Rader))
    assert [r[:2] for r in begge.rader] == [("neste måned", date(2026, 4, 30)), ("dato", date(2026, 4, 20))]
    assert [r[5] for r in begge.rader] == pytest.approx([47062.857143, 43005.714286])
    svar = som_json.avregning(bygg.bank([avtale]).avregning(DAG)[0])
    assert [x["metode"] for x in svar["lesninger"]] == ["neste måned", "dato"]
    assert svar["trekk_kr"] == pytest.approx(43005.714286)
    valgt = bygg.bank([avtale], innstillinger={"oppsigelse_metode": "neste måned"})
    assert not any(isinstance(b, Rader) for b in commands.avregning(valgt, DAG).sider()[1].blokker)
    assert valgt.avregning(DAG)[0].trekk_kr == pytest.approx(47062.857143)


def test_the_settlement_says_what_limited_the_deduction() -> None:
    avtale = {"sagt_opp": date(2026, 1, 20), "sagt_opp_av": "Ansatt", "timelonn": 200, "trekk_timer": 30,
              "trekkavtale": date(2025, 12, 1)}  # fmt: skip
    liste, oppgjor = commands.avregning(bygg.bank([avtale]), DAG).sider()
    assert "begrenset av Trekk timer" in tekst([oppgjor])
    assert "kan trekkes bare hvis" in tekst([liste])
    linjer = {navn: v for b in oppgjor.blokker if isinstance(b, Fakta) for navn, v, _, _ in b.linjer}
    assert (linjer["Høyst å trekke, timer"], linjer["Høyst å trekke, kroner"]) == (30, "mangler")


def test_what_would_hold_if_notice_were_given_today() -> None:
    (side,) = commands.oppsigelse(bygg.bank(), DAG, ["1"]).sider()
    assert blokk(side, Rader).rader[0][1:5] == (DAG, "", date(2026, 12, 31), date(2026, 12, 14))
    assert blokk(commands.oppsigelse(bygg.bank(), DAG).sider()[0], Rader).rader == ()


# The tables


@pytest.fixture(scope="module")
def fil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("prosess") / "Tidbank.xlsx"
    workbook.skriv_bank(sti, demo.demo_tabeller(), [])
    return sti


def test_the_tables_come_back_from_a_workbook_and_from_csv(fil: Path, tmp_path: Path) -> None:
    t = read.les_bok(fil)
    rader = demo.demo_tabeller()
    assert [tuple(r[:-1]) for r in t.prosess or ()] == rader["Prosess"]
    assert [tuple(r[:-1]) for r in t.kartlegging or ()] == rader["Kartlegging"]
    assert t.avtaler[0].onsket == date(2025, 8, 25)
    for navn, linje in {
        "Ansatte": "Ansattnr;Navn\n1;Kari", "Vakter": ";".join(k.navn for k in schema.VAKTER.kolonner),
        "Avtaler": "Ansattnr;Fra;Til;Fast %;Tidbank %;Ukestimer;Periodestart;Periodeslutt;Signert;Oppsigelsesgrunn\n"
        "1;05.01.2026;03.01.2027;60;40;;05.01.2026;03.01.2027;01.12.2025;Nedbemanning",
        "Fravær": "Ansattnr;Fra;Til;Kode;Grad %",
        "Prosess": "Enhet;Steg;Planlagt;Gjennomført\nSone 1;kartlegging;;1.10.2025",
        "Kartlegging": "Enhet;År;Fravær %;Overtid timer;Merarbeid timer;Innleie timer\n;2025;9,5;1 200;0;35,5",
    }.items():  # fmt: skip
        (tmp_path / f"{navn}.csv").write_text(linje, "utf-8")
    t = les_mappe(tmp_path).tabeller
    assert [r[:4] for r in t.prosess or ()] == [("Sone 1", "Kartlegging", None, date(2025, 10, 1))]
    assert [r[:6] for r in t.kartlegging or ()] == [("", 2025, 9.5, 1200, 0, 35.5)]
    assert t.avtaler[0].oppsigelsesgrunn == "Nedbemanning"


def test_an_old_workbook_is_the_same_bank_as_one_with_the_new_sheets_empty(tmp_path: Path) -> None:
    uten = read.les_bok(bok.lag_bok(tmp_path / "uten.xlsx"))
    med = read.les_bok(bok.lag_bok(tmp_path / "med.xlsx", {"Prosess": [], "Kartlegging": []}))
    assert (uten.prosess, uten.kartlegging, med.prosess, med.kartlegging) == (None, None, (), ())
    assert str(Bank(uten)) == str(Bank(med))
    alvorlige = [[f for f in Bank(t).funn(DAG) if f.alvor != Alvor.INFO] for t in (uten, med)]
    assert alvorlige[0] == alvorlige[1]


@pytest.mark.parametrize(
    ("tabell", "rader", "celle", "tekst"),
    [
        ("Prosess", [("", "Kaffepause", None, None)], "B2", "Steg"),
        ("Prosess", [("", None, MAN, None)], "B2", "mangler"),
        ("Kartlegging", [("", 2025.5, 9, 1, 1, 1)], "B2", "helt årstall"),
        ("Kartlegging", [("A", 2025, 9, 1, 1, 1), ("a", 2025, 9, 1, 1, 1)], "B3", "står også i rad 2"),
        ("Kartlegging", [("", 2025, 9, 1, 1, 1, 5, 4)], "G2", "flere enn de 4"),
        ("Kartlegging", [("", 2025, 0.5, 1, 1, 1)], "C2", "0,5 % eller 50 %"),
        ("Kartlegging", [("", 2025, 9, -1, 1, 1)], "D2", "minst 0"),
    ],
)
def test_bad_rows_are_refused_with_their_cell(
    tmp_path: Path, tabell: str, rader: list[tuple[Any, ...]], celle: str, tekst: str
) -> None:
    feil = bok.lesefeil(bok.lag_bok(tmp_path / "b.xlsx", {tabell: rader}))
    assert (feil[0].ark, feil[0].celle) == (tabell, celle)
    assert tekst in feil[0].tekst


def test_the_drop_down_of_steps_is_a_list_excel_takes() -> None:
    t = schema.PROSESS
    regel = inputs.validering(t, t.kolonner[1], 1, 100)
    assert regel["source"] == "=liste_Steg"
    assert len(regel["error_message"]) <= 255


def test_the_functions_take_the_new_tables() -> None:
    hode: dict[str, list[list[Any]]] = {t.navn: [[k.navn for k in t.kolonner]] for t in schema.TABELLER}
    avtale = [1, bygg.START, bygg.SLUTT, 60, 40, 35.5, bygg.START, bygg.SLUTT, date(2025, 12, 1)]
    avtaler = [*hode["Avtaler"], [*avtale, *[None] * (len(hode["Avtaler"][0]) - len(avtale))]]
    rader = [*hode["Prosess"], ["", "Kartlegging", None, date(2025, 10, 1), "", "", ""]]
    felles = (avtaler, hode["Vakter"], hode["Fravær"])
    uten = TIDBANK_LES(*felles)
    bank = TIDBANK_LES(*felles, prosess=rader, kartlegging=hode["Kartlegging"])
    assert bank != uten
    assert TIDBANK_LES(*felles, prosess=hode["Prosess"], kartlegging=hode["Kartlegging"]) == uten
    assert {"kartlegging_mangler", "prosess_mangler"} <= {r[0] for r in TIDBANK_AVVIK(DAG, bank)[1:]}


# The command line


def kjor(*argumenter: object) -> int:
    with pytest.raises(SystemExit) as slutt:
        main([str(a) for a in argumenter])
    return int(slutt.value.code or 0)


def test_commands_answer_in_json_and_write_their_pages(
    fil: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def spor(*argumenter: object) -> tuple[int, dict[str, Any]]:
        kode = kjor(*argumenter, "--json")
        return kode, json.loads(capfdbinary.readouterr().out)

    kode, svar = spor("fordeling", fil, "--fra", "01.01.2026", "--til", "14.09.2026", "-o", tmp_path / "f.xlsx")
    assert (kode, svar["versjon"], svar["fra"]) == (1, 1, "2026-01-01")
    assert svar["fordeling"][3]["helger"] == {
        "egen": 19.0, "andre": 12.0, "antall": 1, "grunnlag": LIKE, "klart_mer": True,
    }  # fmt: skip
    assert {m["ansattnr"] for m in svar["merarbeid"]} == {"2003", "2010", "2013"}
    kode, svar = spor("prosess", fil, "--dato", "14.09.2026", "-o", tmp_path / "p.xlsx")
    assert (kode, [e["enhet"] for e in svar["enheter"]]) == (1, ["Natt", "Skogsiden", "Solsiden"])
    assert {f["regel"] for f in svar["funn"]} == {"prosess_mangler", "prosess_forfalt", "fortrinnsrett"}
    kode, svar = spor("avtale", fil, "--ansatt", "2004", "--dato", "14.09.2026", "-o", tmp_path / "a.xlsx")
    assert (kode, svar["ark"]) == (0, ["Avtale 2004 Marte Lillevik", "Trekk 2004 Marte Lillevik"])
    kode, svar = spor("avtale", fil, "--kollektiv", "--dato", "14.09.2026", "-o", tmp_path / "k.xlsx")
    assert (kode, svar["ark"]) == (0, ["Kollektiv avtale"])
    kode, svar = spor("oppsigelse", fil, "--dato", "14.09.2026", "-o", tmp_path / "o.xlsx")
    (rad,) = svar["oppsigelser"]
    assert (kode, rad["neste_maaned"], rad["dato"]) == (0, "2026-11-30", "2026-11-27")
    assert len(list(tmp_path.glob("*.xlsx"))) == 5


def test_commands_print_tables_and_refuse_nonsense(fil: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kjor("fordeling", fil, "--til", "14.09.2026") == 1
    assert "▲ helger" in capsys.readouterr().out
    assert kjor("prosess", fil, "--dato", "14.09.2026") == 1
    assert "■ Mangler" in capsys.readouterr().out
    assert kjor("oppsigelse", fil, "--dato", "14.09.2026") == 0
    assert "Håkon Stensrud" in capsys.readouterr().out
    assert kjor("fordeling", fil, "--fra", "01.02.2026", "--til", "01.01.2026") == 2
    assert "--fra 01.02.2026 er etter --til 01.01.2026" in capsys.readouterr().err
    assert kjor("avtale", fil, "--kollektiv", "--ansatt", "2004", "-o", "x.xlsx") == 2
    assert kjor("avtale", fil, "--ansatt", "9999", "-o", "x.xlsx") == 3


def test_thresholds_are_dated_and_say_where_they_come_from() -> None:
    egne = [p for n, p in parameters.alle().items() if n.startswith(("fordeling", "merarbeid", "minste"))]
    assert len(egne) > 8
    assert all("Valgt her" in p.kilde for p in egne if p.tillit == "L")
