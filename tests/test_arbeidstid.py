"""Working time: real time, windows, what absence does, and a shift on trial."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from xl_tidbank import commands, demo
from xl_tidbank.book.template import workbook
from xl_tidbank.cli import main
from xl_tidbank.commands.provevakt import vakt_av
from xl_tidbank.core import kontroll, parameters
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil, Verdifeil
from xl_tidbank.core.funn import Alvor
from xl_tidbank.core.lonn.vinduer import stykker
from xl_tidbank.core.model import Ansatt, Fravaer, Tabeller, Turnusvakt, Vakt
from xl_tidbank.core.tid import clock
from xl_tidbank.core.tid.helgedogn import kalender
from xl_tidbank.tables import assemble, cells

from . import bygg, sidedata

MANDAG = date(2026, 4, 20)

# Real time


@given(st.integers(min_value=0, max_value=1440 * 900))
@settings(deadline=None)
def test_real_time_is_what_the_time_zone_says(n: int) -> None:
    lokal = datetime(2025, 1, 1) + timedelta(minutes=n)
    ventet = lokal.replace(tzinfo=clock.SONE).timestamp() - datetime(2025, 1, 1, tzinfo=clock.SONE).timestamp()
    naa, null = clock.virkelig(clock.minutt(lokal)), clock.virkelig(clock.minutt(datetime(2025, 1, 1)))
    assert (naa - null) * 60 == ventet
    avvik = clock.fast_avvik(lokal.toordinal())
    assert avvik is None or clock.minutt(lokal) - avvik == naa


def test_an_hour_the_clock_skipped_is_never_negative() -> None:
    assert clock.virkelige_timer(datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 3)) == 0
    assert clock.virkelige_timer(datetime(2026, 3, 29, 4), datetime(2026, 3, 29, 3)) == -1


@pytest.mark.parametrize(
    "raa",
    [
        "29.03.2026 06:30", "29.3.26 kl. 06.30", "2026-03-29T06:30", "2026-03-29 06:30:00",
        datetime(2026, 3, 29, 6, 30), 46110 + 6.5 / 24,
    ],
)  # fmt: skip
def test_a_moment_in_every_common_form(raa: object) -> None:
    assert cells.tidspunkt(raa) == datetime(2026, 3, 29, 6, 30)


@pytest.mark.parametrize(
    "raa", ["29.03.2026", date(2026, 3, 29), "06:30", "31.02.2026 06:30", "29.03.2026 25:00", "#I/T", True, -1, 1e9]
)
def test_what_is_no_moment_is_refused(raa: object) -> None:
    with pytest.raises(Verdifeil):
        cells.tidspunkt(raa)


def test_midnight_at_the_end_of_a_day() -> None:
    assert cells.tidspunkt("28.03.2026 24:00") == cells.tidspunkt(46110) == datetime(2026, 3, 29)
    assert cells.tidspunkt("") is None


# Sundays and holidays


def test_the_calendar_of_2026() -> None:
    """Easter: Maundy Thursday with Good Friday, then Easter Sunday with Monday. Christmas runs into a Sunday."""
    dager = {date.fromordinal(h.dag): h for h in kalender(2026, 2026)}
    assert date(2026, 4, 2) in dager
    assert date(2026, 4, 3) not in dager
    paaske = dager[date(2026, 4, 5)]
    assert paaske.fra == clock.minutt(datetime(2026, 4, 4, 15))
    assert paaske.til == clock.minutt(datetime(2026, 4, 6, 22))
    jul = dager[date(2026, 12, 25)]
    assert (jul.fra, jul.til) == (clock.minutt(datetime(2026, 12, 24, 15)), clock.minutt(datetime(2026, 12, 27, 22)))
    mai = dager[date(2026, 5, 1)]  # a Friday: no evening before, and Saturday is a working day
    assert (mai.fra, mai.til) == (clock.minutt(datetime(2026, 5, 1)), clock.minutt(datetime(2026, 5, 1, 22)))
    assert dager[date(2026, 5, 17)].fra == clock.minutt(datetime(2026, 5, 16, 18))  # a Sunday all the same


@pytest.mark.parametrize("aar", range(2012, 2035))
def test_one_calendar_for_sundays_worked_and_for_the_converted_week(aar: int) -> None:
    """Every half hour of the year is Sunday or holiday time in both, or in neither."""
    parametere = [parameters.alle()["omregnet_sondag"]]
    dogn = [(h.fra, h.til) for h in kalender(aar - 1, aar + 1)]
    fra, til = (date(a, 1, 1).toordinal() * 1440 for a in (aar, aar + 1))
    etter_vindu = {(a, b) for a, b, nokler in stykker(parametere, fra, til) if nokler}
    assert {n for a, b in etter_vindu for n in range(a, b, 30)} == {
        n for a, b in dogn for n in range(max(a, fra), min(b, til), 30)
    }


# Averages over many weeks


def _uker(antall: int, timer: int, type_: str, minutter: int) -> list[dict[str, Any]]:
    """Four shifts a week, and some minutes more in the last one."""
    vakter: list[dict[str, Any]] = [
        {"dato": MANDAG + timedelta(weeks=n, days=2 * k), "start": "07:00", "slutt": f"{7 + timer}:00", "type": type_}
        for n in range(antall)
        for k in range(4)
    ]
    sist = MANDAG + timedelta(weeks=antall - 1, days=5)
    return [*vakter, {"dato": sist, "start": "08:00", "slutt": f"08:{minutter:02d}", "type": type_}]


def _funn(vakter: list[dict[str, Any]], regel: str, **innstillinger: Any) -> list[str]:
    bank = bygg.bank([], vakter, innstillinger=innstillinger)
    return [f.tekst for f in bank.funn(MANDAG) if f.regel == regel]


def test_48_hours_on_average_over_eight_weeks() -> None:
    """Four days of twelve hours a week: 48 exactly. Two minutes more still read as 48,00; three as 48,01 (B45)."""
    assert _funn(_uker(8, 12, "Ekstra", 2), "arbeidstid_uke") == []
    vakter = _uker(8, 12, "Ekstra", 3)
    (tekst,) = _funn(vakter, "arbeidstid_uke")
    assert "48,01 timer per uke i gjennomsnitt over 8 uker" in tekst
    assert _funn(vakter[4:], "arbeidstid_uke") == []  # seven weeks only


def test_the_ordinary_week_on_average_over_52_weeks() -> None:
    snitt = {"gjennomsnitt": "med den ansatte", "gjennomsnitt_avtale": "Arbeidsavtalene"}
    assert _funn(_uker(52, 10, "Ordinær", 15), "arbeidstid_uke", **snitt) == []
    (tekst,) = _funn(_uker(52, 10, "Ordinær", 16), "arbeidstid_uke", **snitt)
    assert "40,01 timer per uke i gjennomsnitt over 52 uker" in tekst


# What is worked, and what rests on absence


def test_a_finding_whose_figures_rest_on_absence_is_marked() -> None:
    """A week with a shift left out because of absence: the hours would give it away."""
    turnus = [{"dato": MANDAG + timedelta(days=n), "start": "08:00", "slutt": "17:00"} for n in range(6)]
    syk = [{"fra": MANDAG, "til": MANDAG}]
    for fravaer, helse in ((None, False), (syk, True)):
        bank = bygg.bank([], None, fravaer, turnus_=turnus)
        (f,) = [f for f in bank.funn(MANDAG) if f.regel == "arbeidstid_uke"]
        assert (f.helse, f.faktafelt["timer"]) == (helse, 45.0 if helse else 54.0)


def test_a_shift_told_of_during_absence_is_worked() -> None:
    """As in the credit of absence (B6b): what was assigned after the absence began counts as any other shift."""
    syk = [{"fra": date(2026, 4, 13), "til": date(2026, 4, 26)}]
    for varslet, timer in ((date(2026, 4, 1), 0), (date(2026, 4, 15), 7.5)):
        bank = bygg.bank(vakter=[{"dato": MANDAG, "varslet": varslet}], fravaer_=syk)
        assert sum(t.minutter for t in bank.sak("1").arbeidstid.tider) / 60 == timer


# Properties

KLOKKE = st.sampled_from(["00:00", "06:00", "07:30", "15:00", "22:00"])
SLUTT = st.sampled_from(["24:00", "06:00", "07:30", "15:00", "22:00"])
DAG = st.integers(0, 60).map(lambda n: date(2026, 3, 1) + timedelta(days=n))
TYPE = st.sampled_from(["Tidbank", "Ekstra", "Overtid"])
VAKTER = st.lists(st.tuples(DAG, KLOKKE, SLUTT, TYPE).filter(lambda v: v[1] != v[2]), max_size=20)
TURNUS = st.lists(st.tuples(DAG, KLOKKE, SLUTT).filter(lambda v: v[1] != v[2]), max_size=20)


def _tabeller(vakter: Any, turnus: Any, ansattnr: str = "1", fravaer: tuple[Fravaer, ...] = ()) -> Tabeller:
    return Tabeller(
        vakter=tuple(
            bygg.vakt(n, ansattnr=ansattnr, vaktnr=f"{ansattnr}-{n}", dato=d, start=a, slutt=b, type=t)
            for n, (d, a, b, t) in enumerate(vakter)
        ),
        turnus=tuple(
            bygg.turnus(n, ansattnr=ansattnr, dato=d, start=a, slutt=b) for n, (d, a, b) in enumerate(turnus)
        ),
        ansatte=(Ansatt(ansattnr, "Kari"),), fravaer=fravaer,
    )  # fmt: skip


@given(VAKTER, TURNUS, st.randoms())
@settings(deadline=None, max_examples=60)
def test_the_order_of_rows_does_not_matter(vakter: Any, turnus: Any, terning: random.Random) -> None:
    t = _tabeller(vakter, turnus)
    rader = {n: tuple(terning.sample(r := getattr(t, n), len(r))) for n in ("vakter", "turnus")}
    stokket = replace(t, **rader)
    assert Bank(stokket).funn(MANDAG) == Bank(t).funn(MANDAG)


@given(VAKTER, TURNUS, VAKTER, TURNUS)
@settings(deadline=None, max_examples=40)
def test_an_unrelated_employee_changes_nothing(vakter: Any, turnus: Any, andres: Any, annen_turnus: Any) -> None:
    t, annen = _tabeller(vakter, turnus), _tabeller(andres, annen_turnus, "2")
    felles = Tabeller(
        vakter=(*t.vakter, *annen.vakter), turnus=(*(t.turnus or ()), *(annen.turnus or ())),
        ansatte=(t.ansatte or ()) + (annen.ansatte or ()),
    )  # fmt: skip
    assert [f for f in Bank(felles).funn(MANDAG) if f.ansattnr == "1"] == Bank(t).funn(MANDAG)


def _korte(bank: Bank) -> set[tuple[int, int]]:
    """Rests under eleven hours between two stints that are too far apart to be one day's work."""
    okter = bank.sak("1").arbeidstid.okter
    return {(a.til, b.fra) for a, b in pairwise(okter) if b.fra - a.til < 660 and b.til - a.fra > 780}


@given(VAKTER, TURNUS, DAG, KLOKKE, SLUTT)
@settings(deadline=None, max_examples=100)
def test_every_short_rest_is_reported_and_only_work_beside_it_takes_it_away(
    vakter: Any, turnus: Any, dag: date, start: str, slutt: str
) -> None:
    """Read from the stints alone. One more shift leaves every short rest that it does not touch."""
    assume(start != slutt)
    t = _tabeller(vakter, turnus)
    bank = Bank(t)
    etter = {f.celle for f in kontroll.egne(bank, "1", MANDAG) if f.regel == "hviletid_daglig"}
    for o in bank.sak("1").arbeidstid.okter:
        if any(o.fra == fra for _, fra in _korte(bank)):
            assert o.tider[0].post.kilde.celle("Start") in etter
    ny = bygg.vakt(99, vaktnr="ny", dato=dag, start=start, slutt=slutt)
    med = bank.med_vakt(ny)
    fra, til = (clock.virkelig(m) for m in clock.vakttid(dag, ny.start, ny.slutt))
    naboer = {o.fra: o.til for o in bank.sak("1").arbeidstid.okter}
    foran = {o.til: o.fra for o in bank.sak("1").arbeidstid.okter}
    for a, b in _korte(bank):
        utenfor = til < foran[a] or fra > naboer[b]
        assert not utenfor or (a, b) in _korte(med)


@given(VAKTER, TURNUS)
@settings(deadline=None, max_examples=60)
def test_hours_are_counted_once(vakter: Any, turnus: Any) -> None:
    """Minutes of work are the minutes somebody is at work, whatever rows overlap."""
    t = _tabeller(vakter, turnus)
    rader: list[Turnusvakt | Vakt] = [*t.vakter, *(t.turnus or ())]
    paa_jobb = {
        m for r in rader for fra, til in (clock.vakttid(r.dato, r.start, r.slutt),)
        for m in range(clock.virkelig(fra), clock.virkelig(til))
    }  # fmt: skip
    tider = Bank(t).sak("1").arbeidstid.tider
    assert sum(x.virkelig for x in tider) == len(paa_jobb)


# A shift on trial


@pytest.fixture(scope="module")
def bank() -> Bank:
    return Bank(assemble.av_rader(demo.demo_tabeller()))


def _vakt(bank: Bank, nr: str, dag: date, start: str = "07:30", slutt: str = "15:00", **mer: Any) -> Vakt:
    return vakt_av(dag, cells.klokke(start), cells.klokke(slutt), 30, **mer)._replace(ansattnr=nr)


def test_the_planted_short_rest_is_what_a_trial_finds(bank: Bank) -> None:
    """Take the evening shift out that breaks the rest of 2006 in the demo, and put it on trial again (item 25)."""
    brutt = next(f for f in bank.funn(demo.DEMO_DAG) if f.regel == "hviletid_daglig")
    uten = [v for v in bank.tabeller.vakter if (v.ansattnr, v.dato, v.start) != ("2006", date(2026, 5, 11), 870)]
    assert len(uten) == len(bank.tabeller.vakter) - 1
    proven = Bank(replace(bank.tabeller, vakter=tuple(uten)))
    svar = proven.prov(_vakt(proven, "2006", date(2026, 5, 11), start="14:30", slutt="22:00"), date(2026, 4, 20))
    assert [(f.regel, f.faktafelt["timer"]) for f in svar.funn] == [("hviletid_daglig", brutt.faktafelt["timer"])]
    assert "vakten i prøven slutter 11.05.2026 kl. 22:00" in svar.funn[0].tekst
    assert proven.prov(_vakt(proven, "2006", date(2026, 5, 11)), date(2026, 4, 20)).funn == ()


def test_a_trial_leaves_the_bank_alone_and_names_only_what_is_new(bank: Bank) -> None:
    foer = (str(bank), bank.funn(demo.DEMO_DAG))
    for nr in bank.ansattnumre:
        for n in range(7):
            dag = demo.DEMO_DAG + timedelta(days=16 + n)
            svar = bank.prov(_vakt(bank, nr, dag, start="22:00", slutt="07:30"), demo.DEMO_DAG)
            assert not [f for f in svar.funn if f in kontroll.egne(bank, nr, demo.DEMO_DAG)]
            assert svar.varsel.startswith("OK")
            assert svar.kandidater == tuple(
                bank.prioritet(svar.vakt._replace(ansattnr="", status="Ledig"), demo.DEMO_DAG)
            )
    assert (str(bank), bank.funn(demo.DEMO_DAG)) == foer


def test_a_trial_says_what_it_does_to_the_balance(bank: Bank) -> None:
    dag = demo.DEMO_DAG
    foer = {s.ansattnr: s.skyldig_etter_avtalt for s in bank.saldoer(dag)}
    p = bank.prov(_vakt(bank, "2004", date(2026, 10, 21)), dag)
    assert p.foer == foer["2004"]
    assert p.etter == pytest.approx(foer["2004"] - 7)
    assert (p.tidbank, p.ekstra) == (7.0, 0.0)
    p = bank.prov(_vakt(bank, "2004", date(2026, 10, 21), type_="ekstra"), dag)
    assert (p.foer, p.etter, p.tidbank) == (foer["2004"], foer["2004"], 7.0)
    p = bank.prov(_vakt(bank, "2003", date(2026, 9, 30)), dag)  # owed hours already
    assert (p.tidbank, p.ekstra) == (0.0, 7.0)
    assert bank.prov(_vakt(bank, "2007", date(2026, 9, 30)), dag).foer is None  # no agreement
    nesten = bygg.bank([{"tidbank_pst": 10}], [{"dato": date(2026, 3, 2), "start": "00:00", "slutt": "24:00"}])
    p = nesten.prov(_vakt(nesten, "1", date(2026, 6, 1), start="00:00", slutt="23:30"), date(2026, 3, 2))
    assert p.foer == pytest.approx(184.6 - 24)


def test_a_trial_tells_notice_and_absence(bank: Bank) -> None:
    p = bank.prov(_vakt(bank, "2005", date(2026, 9, 24)), demo.DEMO_DAG)
    assert p.varsel.startswith("AVVIK: 10 dagers varsel")
    assert p.siste_varsel == date(2026, 9, 10)
    assert bank.prov(_vakt(bank, "2005", date(2026, 9, 24), onske=True), demo.DEMO_DAG).varsel.startswith("OK")
    borte = bank.prov(_vakt(bank, "2005", date(2026, 10, 7)), demo.DEMO_DAG)
    assert [(f.regel, f.helse) for f in borte.funn] == [("borte", True)]
    assert "FERIE" not in borte.funn[0].tekst.upper()


@pytest.mark.parametrize(
    ("feil", "sier"),
    [
        (("25:00", "15:00"), "Start"), (("07:30", ""), "Start og Slutt"), (("07:30", "15:00", "mange"), "Pause"),
        (("07:30", "15:00", "600"), "lengre enn vakten"), (("07:30", "15:00", "", "Nattevakt"), "Velg en av: Tidbank"),
    ],
)  # fmt: skip
def test_a_shift_that_cannot_be_is_refused(bank: Bank, feil: tuple[str, ...], sier: str) -> None:
    svar = dict(zip(("start", "slutt", "pause", "type"), feil, strict=False))
    with pytest.raises(Verdifeil, match=sier):
        commands.REGISTER["prov_vakt"].kjor(bank, demo.DEMO_DAG, svar)


@pytest.fixture(scope="module")
def bok(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("prov") / "Tidbank.xlsx"
    workbook.skriv_bank(sti, demo.demo_tabeller(), [])
    return sti


def _kjor(capfd: pytest.CaptureFixture[str], *argumenter: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as slutt:
        main([str(a) for a in argumenter])
    ut, feil = capfd.readouterr()
    return int(slutt.value.code or 0), ut, feil


def test_prov_on_the_command_line(bok: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    vakt = ("--start", "07:30", "--slutt", "15.00", "--pause", "30", "--varslet", demo.DEMO_DAG)
    lov = ("prov", bok, "--ansatt", "2006", "--dato", "10.10.2026", *vakt)
    kode, ut, _ = _kjor(capfd, *lov, "--json")
    svar = json.loads(ut)
    assert (kode, svar["versjon"], svar["funn"], svar["varsel"]["dager"]) == (0, 1, [], 26)
    assert svar["saldo"]["skyldig_etter_avtalt"] == pytest.approx(svar["saldo"]["skyldig_etter_avtalt_foer"] - 7)
    assert svar["prioritet"][svar["plass"] - 1]["ansattnr"] == "2006"
    assert list(svar["prioritet"][0]) == [
        "plass", "gruppe", "ansattnr", "navn", "uker_bak", "helg_og_rode", "grunn", "forbehold"
    ]  # fmt: skip
    kode, ut, _ = _kjor(capfd, *lov[:-1], "2026-09-30")
    assert kode == 1
    assert "10 dagers varsel" in ut
    fil = tmp_path / "prøve.xlsx"
    assert _kjor(capfd, *lov, "-o", fil)[0] == 0
    assert fil.exists()
    for feil, kode_ in ((("--slutt", "25:00"), 2), (("--type", "Natt"), 2), (("--ansatt", "9999"), 3)):
        kode, _, sagt = _kjor(capfd, *lov, *feil)
        assert kode == kode_, sagt
        assert feil[1] in sagt


def test_the_button_tries_the_first_on_the_list_where_nobody_is_named(bank: Bank) -> None:
    k = commands.REGISTER["prov_vakt"]
    (side,) = k.kjor(bank, demo.DEMO_DAG, sidedata.utfylt(k)).sider()
    vakt = vakt_av(demo.DEMO_DAG + timedelta(days=14), 450, 900, 30)
    assert side.undertittel.startswith(bank.prioritet(vakt, demo.DEMO_DAG)[0].ansattnr)
    sider = k.kjor(bank, demo.DEMO_DAG, sidedata.utfylt(k, ["2004", "2006"])).sider()
    assert [s.undertittel[:4] for s in sider] == ["2004", "2006"]
    with pytest.raises(TidbankFeil):
        k.kjor(bank, demo.DEMO_DAG, sidedata.utfylt(k, ["9999"]))


def test_the_demo_breaks_no_limit_but_the_planted_one(bank: Bank) -> None:
    funn = [f for f in bank.funn(demo.DEMO_DAG) if f.slag.arbeidstid]
    assert [(f.regel, f.ansattnr) for f in funn if f.alvor == Alvor.BRUDD] == [("hviletid_daglig", "2006")]
    # The night of 25 October is eleven hours long: beyond ten, within what the roster agreement allows.
    assert {(f.regel, f.faktafelt["timer"]) for f in funn if f.alvor == Alvor.ADVARSEL} == {("arbeidstid_dag", 11.0)}
    assert all(demo.TURNUSAVTALE in f.tekst for f in funn if f.alvor == Alvor.ADVARSEL)
