"""Pay: supplements against a minute-by-minute count that knows nothing of the core, properties, pages and files."""

from __future__ import annotations

import csv
import json
import random
from datetime import date, datetime, time, timedelta
from io import StringIO
from math import fsum
from pathlib import Path
from typing import Any

import pytest
from dateutil.easter import easter
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs import UBEKVEM_ETTERBETALING, UBEKVEMTILLEGG
from xl_tidbank import commands
from xl_tidbank.book import read, schema, template
from xl_tidbank.book.sheets.lonn import MERKE
from xl_tidbank.book.sheets.plain import Fakta, Liste, Rader
from xl_tidbank.book.tables import samle
from xl_tidbank.cli import main
from xl_tidbank.core import clock, parameters
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import Innstilling
from xl_tidbank.core.pay import grunnlag, omregning, overtid, satser
from xl_tidbank.core.pay.tillegg import tillegg
from xl_tidbank.core.rodedager import rod_dag
from xl_tidbank.core.valg import Valg
from xl_tidbank.demo import DEMO_DAG, demo_tabeller

from . import bygg
from .bok import MINSTE, lag_bok
from .test_pages import blokk, tekster

OYEBLIKK = st.datetimes(datetime(2023, 1, 2), datetime(2030, 12, 30)).map(lambda t: t.replace(second=0, microsecond=0))
LENGDE = st.integers(1, 26 * 60)
LONN = st.floats(120, 600)


# An oracle: HTA kap. 1 § 5 read a minute at a time, and nothing of the code under test.


def _rod_minutt(t: datetime) -> bool:
    dag, paaske = t.date(), easter(t.year)
    if rod_dag(dag) or dag == paaske - timedelta(days=1):
        return True
    aftener = (paaske - timedelta(days=4), paaske + timedelta(days=48), date(t.year, 12, 24), date(t.year, 12, 31))
    return dag in aftener and t.time() >= time(12)


def fasit(start: datetime, minutter: int, timelonn: float) -> tuple[list[int], float]:
    """Minutes of evening, night, weekend and red day, and the kroner of them all."""
    ut, kroner = [0, 0, 0, 0], 0.0
    for n in range(minutter):
        t = start + timedelta(minutes=n)
        kveld, natt = 17 <= t.hour < 21, t.hour >= 21 or t.hour < 6
        rod = _rod_minutt(t)
        helg = t.weekday() >= 5 and not rod
        for plass, er in enumerate((kveld, natt, helg, rod)):
            ut[plass] += er
        kroner += (
            56 * kveld + max(0.25 * timelonn, 70) * natt + max(0.22 * timelonn, 70) * helg + 4 / 3 * timelonn * rod
        )
    return ut, kroner / 60


@given(OYEBLIKK, LENGDE, LONN)
@settings(max_examples=60, deadline=None)
def test_supplements_are_those_counted_minute_by_minute(start: datetime, minutter: int, timelonn: float) -> None:
    (rad,) = UBEKVEMTILLEGG(start, start + timedelta(minutes=minutter), timelonn)
    ventet, kroner = fasit(start, minutter, timelonn)
    assert [round(t * 60) for t in rad[:4]] == ventet
    assert rad[8] == pytest.approx(kroner)
    assert rad[8] == pytest.approx(fsum(rad[4:8]))


@pytest.mark.parametrize("dag", [date(2026, 3, 28), date(2026, 10, 24), date(2028, 2, 28), date(2026, 12, 31)])
def test_the_nights_people_ask_about(dag: date) -> None:
    """The clock goes forward, back, 29 February, and the new year after 53 weeks: clock hours, always."""
    start = datetime.combine(dag, time(21, 45))
    (rad,) = UBEKVEMTILLEGG(start, start + timedelta(hours=10), 300)
    ventet, kroner = fasit(start, 600, 300)
    assert ([round(t * 60) for t in rad[:4]], rad[8]) == (ventet, pytest.approx(kroner))


@given(OYEBLIKK, LENGDE, LONN, st.data())
@settings(max_examples=60, deadline=None)
def test_a_shift_split_in_two_gives_the_same(start: datetime, lengde: int, lonn: float, data: st.DataObject) -> None:
    fra = start.toordinal() * 1440 + start.hour * 60 + start.minute
    delt = fra + data.draw(st.integers(0, lengde))
    hel = tillegg(fra, fra + lengde, lonn)
    to = sum((tillegg(a, b, lonn) for a, b in ((fra, delt), (delt, fra + lengde)) if a < b), start=type(hel)())
    assert to.timer == pytest.approx(hel.timer)
    assert to.kroner == pytest.approx(hel.kroner)


@given(OYEBLIKK, LENGDE)
@settings(max_examples=60, deadline=None)
def test_the_overtime_windows_cover_every_minute_once(start: datetime, lengde: int) -> None:
    fra = start.toordinal() * 1440 + start.hour * 60 + start.minute
    assert sum(m for _, m, _ in overtid.klokkedeling(fra, fra + lengde)) == lengde


@given(OYEBLIKK, LENGDE)
@settings(max_examples=60, deadline=None)
def test_no_hour_is_both_night_and_sunday(start: datetime, lengde: int) -> None:
    minutter = start.hour * 60 + start.minute
    f = omregning.fordel([(start.date(), minutter, (minutter + lengde) % 1440)])
    assert f.natt + f.sondag <= f.alt
    ventet = sum(t.hour >= 21 or t.hour < 6 for n in range(f.alt) for t in (start + timedelta(minutes=n),))
    assert f.natt == ventet


def test_the_sunday_of_the_working_environment_act() -> None:
    """From 18 the day before to 22, through to the last of several, and from 15 on Christmas, Easter and Whit eve."""

    def sondag(dag: date, fra: int, til: int) -> float:
        return omregning.fordel([(dag, fra * 60, til * 60)]).sondag / 60

    assert sondag(date(2026, 5, 9), 15, 21) == 3  # Saturday
    assert sondag(date(2026, 5, 10), 6, 21) == 15  # Sunday
    assert sondag(date(2026, 5, 11), 6, 21) == 0  # Monday
    assert sondag(date(2026, 5, 24), 6, 21) == 15  # Whit Sunday, and Whit Monday follows
    assert sondag(date(2026, 5, 23), 12, 21) == 6  # Whit eve
    assert sondag(date(2026, 12, 24), 12, 21) == 6  # Christmas eve
    assert sondag(date(2026, 12, 31), 12, 21) == 3  # New Year's eve is no such eve


# Formulas

BELOP = st.lists(st.floats(0, 50_000), min_size=1, max_size=24)


@given(BELOP, st.data())
def test_arrears_are_never_negative_and_add_up_to_the_most_ever_owed(tjent: list[float], data: st.DataObject) -> None:
    grunn = data.draw(st.lists(st.floats(0, 50_000), min_size=len(tjent), max_size=len(tjent)))
    betalt = [r[0] for r in UBEKVEM_ETTERBETALING([[k] for k in tjent], [[g] for g in grunn])]
    assert min(betalt) >= 0
    til_gode = [fsum(tjent[:n]) - fsum(grunn[:n]) for n in range(len(tjent) + 1)]
    assert fsum(betalt) == pytest.approx(max(til_gode), abs=1e-6)
    hver = [r[0] for r in UBEKVEM_ETTERBETALING([[k] for k in tjent], [[g] for g in grunn], "månedlig")]
    assert fsum(hver) >= fsum(betalt) - 1e-6


@given(st.lists(st.tuples(st.integers(0, 48), st.integers(0, 48)), min_size=1, max_size=7))
def test_overtime_and_merarbeid_are_all_the_extra_hours_and_no_more(dager: list[tuple[int, int]]) -> None:
    plan, ekstra = [p / 4 for p, _ in dager], [e / 4 for _, e in dager]
    u = overtid.uke(plan, ekstra, 7.5, 35.5)
    assert u.dag + u.uke + u.merarbeid == pytest.approx(fsum(ekstra))
    assert min(u.dag, u.uke, u.merarbeid) >= 0
    # A quarter of an hour at a time, in the order of the week: beyond the day's limit, then beyond the week's.
    if fsum(plan) <= 35.5:
        assert fsum(plan) + u.merarbeid <= 35.5 + 1e-9


@given(st.floats(0, 40), st.floats(0, 40))
def test_the_converted_week_stays_between_floor_and_cap(natt: float, sondag: float) -> None:
    for grunn, gulv, tak in (("tariff", 33.6, 35.5), ("lov", 36, 38)):
        uke = omregning.uke(natt, sondag, grunn, DEMO_DAG)
        assert gulv <= uke <= tak
        # What a full-timer's roster tells gives the same week back.
        if gulv < uke < tak:
            assert omregning.av_fordeling(natt / uke, sondag / uke, grunn, DEMO_DAG) == pytest.approx(uke)


def test_divisors_are_the_known_ones() -> None:
    assert [round(grunnlag.divisor(u, DEMO_DAG), 4) for u in (37.5, 35.5, 33.6)] == [1950, 1846, 1747.2]


# Rates that may be outdated


def test_a_rate_known_to_2023_is_marked_from_2024() -> None:
    p = parameters.alle()["natt_prosent"]
    assert (p.kjent_til, p.mulig_utdatert(date(2023, 12, 31)), p.mulig_utdatert(date(2024, 1, 1))) == (
        date(2023, 12, 31), False, True,
    )  # fmt: skip


def test_every_tariff_rate_says_how_far_it_is_known() -> None:
    nokler = {n for omraade in satser.TILLEGG.values() for a in omraade for n in (a.prosent, a.minst) if n}
    alle = parameters.alle()
    assert all(alle[n].kjent_til and alle[a].vindu for n in (*nokler, *satser.OVERTID) for a in satser.OVERTID)
    from xl_tidbank.functions import REGISTER

    hjelp = REGISTER["UBEKVEMTILLEGG"].hjelp
    assert "mulig utdatert: kjent til 31.12.2023" in hjelp
    assert len(hjelp) < 255


def maaned(dag: date, **bank: Any) -> Any:
    (svar,) = bygg.bank(**bank).lonn(dag, ["1"]).krev()
    return svar


NATT = [{"dato": date(2026, 5, 12), "start": "21:00", "slutt": "06:00"}]


def test_own_rates_are_never_called_outdated() -> None:
    felles: dict[str, Any] = {"vakter": NATT, "lonn": [{"fast_tillegg": 0}]}
    forslag = maaned(date(2026, 5, 1), **felles)
    assert forslag.utdatert == ("Nattillegg",)
    assert [x.utdatert for x in forslag.linjer] == [False, True]
    egne = maaned(date(2026, 5, 1), innstillinger={"natt_prosent": 30, "natt_minst_kr": 80}, **felles)
    assert not egne.utdatert
    bekreftet = maaned(date(2026, 5, 1), innstillinger={"satser_kontrollert_til": date(2026, 6, 30)}, **felles)
    assert not bekreftet.utdatert
    assert bekreftet.sum == forslag.sum


@pytest.mark.parametrize("raa", [46143, 46143.0, "01.05.2026", "2026-05-01", date(2026, 5, 1), datetime(2026, 5, 1)])
def test_a_choice_may_be_a_date_however_a_program_hands_it_over(raa: Any) -> None:
    lest = samle({"Innstillinger": [Innstilling("overtid_fra_avtalt", raa)]})
    assert Valg(lest.innstillinger)["overtid_fra_avtalt"] == date(2026, 5, 1)
    with pytest.raises(TidbankFeil, match=r"som ikke er en dato\. Skriv dagen som 31\.12\.2026"):
        samle({"Innstillinger": [Innstilling("overtid_fra_avtalt", "neste år")]})


# A month


def test_the_lines_of_a_month_add_up_and_supplements_are_pensionable() -> None:
    b = Bank(template_tabeller())
    for m in b.lonn(date(2026, 6, 1)).krev():
        assert m.sum == pytest.approx(fsum(x.belop for x in m.linjer), abs=0.001)
        assert all(x.belop == round(x.belop, 2) for x in m.linjer)
        for x in m.linjer:
            assert x.pensjon == (x.lonnsart not in ("MERARBEID",) and not x.lonnsart.startswith("OVERTID")), x
            assert x.hjemmel


def template_tabeller() -> Any:
    from xl_tidbank.book import tables

    return tables.av_rader(demo_tabeller())


def test_when_the_hours_fall_changes_nothing_in_basic_pay() -> None:
    ute = maaned(date(2026, 5, 1), lonn=[{"fast_tillegg": 0}])
    inne = maaned(
        date(2026, 5, 1), lonn=[{"fast_tillegg": 0}], vakter=[{"dato": date(2026, 5, n)} for n in range(4, 9)]
    )
    assert [x for x in ute.linjer if x.lonnsart == "GRUNNLONN"] == [x for x in inne.linjer if x.lonnsart == "GRUNNLONN"]


def test_arrears_of_the_months_add_up_over_the_period() -> None:
    """What each month's page pays is what the last month's page says was paid."""
    b = Bank(template_tabeller())
    for nr in ("2003", "2009", "2012"):
        maaneder = [m for n in range(3, 9) for m in b.lonn(date(2026, n, 1), [nr]).maaneder]
        betalt = {m.maaned: fsum(x.belop for x in m.linjer if x.lonnsart == "UBEKVEM_ETTER") for m in maaneder}
        for u in maaneder[-1].ubekvem:
            if u.maaned in betalt:
                assert betalt[u.maaned] == pytest.approx(u.etterbetalt, abs=0.01)


@pytest.mark.parametrize("fro", [1, 2])
def test_the_order_of_rows_changes_nothing(fro: int) -> None:
    terning, rader = random.Random(fro), demo_tabeller()
    ventet = Bank(template_tabeller()).lonn(date(2026, 6, 1), ["2010", "2011"])
    for navn in ("Vakter", "Turnus", "Fravær", "Lønnsgrunnlag"):
        terning.shuffle(rader[navn])
    from xl_tidbank.book import tables

    fikk = Bank(tables.av_rader(rader)).lonn(date(2026, 6, 1), ["2010", "2011"])
    assert [m.sum for m in fikk.maaneder] == pytest.approx([m.sum for m in ventet.maaneder], abs=0.011)


def test_a_week_of_the_year_with_53_pays_each_shift_once() -> None:
    """Week 53 of 2026 lies in December and January: its extra shifts are paid in the month they begin."""
    vakter = [
        {"dato": d, "type": "Ekstra", "slutt": "17:00", "vaktnr": f"E{n}"}
        for n, d in enumerate(clock.dagene(date(2026, 12, 28), date(2027, 1, 3)))
    ]
    felles: dict[str, Any] = {"vakter": vakter, "lonn": [{"fast_tillegg": 0}]}
    felles["avtaler"] = [{}, {"periodestart": date(2027, 1, 4), "periodeslutt": date(2028, 1, 2)}]
    timer = 0.0
    for dag in (date(2026, 12, 1), date(2027, 1, 1)):
        m = maaned(dag, **felles)
        timer += fsum(x.antall for x in m.linjer if x.lonnsart in ("MERARBEID", "OVERTID"))
        assert fsum(x.antall for x in m.linjer if x.lonnsart.startswith("OVERTID_")) == pytest.approx(
            fsum(x.antall for x in m.linjer if x.lonnsart == "OVERTID")
        )
    assert timer == pytest.approx(7 * 9.5)


def test_the_fixed_supplement_of_the_roster_is_a_year_in_twelve_parts() -> None:
    """Four hours of evening every Monday of 52 weeks: 52 x 4 x 56 in 364 days, as a year and a twelfth of it."""
    mandager = [bygg.START + timedelta(weeks=n) for n in range(52)]
    turnus = [
        {"dato": d, "start": "17:00", "slutt": "21:00"}
        for d in mandager
        if not _rod_minutt(datetime.combine(d, time(18)))
    ]
    m = maaned(date(2026, 6, 1), turnus_=turnus, lonn=[{}])
    assert m.fast_fra_turnus
    assert m.fast_tillegg == pytest.approx(len(turnus) * 4 * 56 / 364 * 365 / 12)
    (ubekvem,) = (x for x in m.linjer if x.lonnsart == "UBEKVEM")
    assert ubekvem.sats == pytest.approx(m.fast_tillegg / 0.6)


def test_absence_leaves_out_what_was_not_worked() -> None:
    """Sick the week of the night shift: it is not worked, and the monthly amount is no basis for those days."""
    turnus = [{"dato": date(2026, 5, 12), "start": "21:00", "slutt": "06:00"}]
    syk = [{"fra": date(2026, 5, 11), "til": date(2026, 5, 17)}]
    frisk, borte = (
        maaned(date(2026, 5, 1), turnus_=turnus, lonn=[{"fast_tillegg": 600}], fravaer_=f).ubekvem[-1]
        for f in ([], syk)
    )
    assert (frisk.faktisk, borte.faktisk) == (630, 0)
    assert borte.grunnlag == pytest.approx(frisk.grunnlag * 24 / 31)


# Pages, files, the command line


def test_the_page_adds_up_and_marks_what_may_be_outdated() -> None:
    b = Bank(template_tabeller())
    oversikt, *sider = commands.lonn(b, date(2026, 6, 30), [])
    assert isinstance(sider, list)
    maaneder = b.lonn(date(2026, 6, 30)).krev()
    assert len(sider) == len(maaneder) == 13
    for side, m in zip(sider, maaneder, strict=True):
        bro = blokk(side, Fakta)
        tall = [v for _, v, _, _ in bro.linjer if isinstance(v, float)]
        assert tall[-1] == pytest.approx(fsum(tall[:-1]), abs=0.001)
        assert tall[-1] == m.sum
        merket = [x for x in bro.linjer if MERKE in x[3]]
        assert len(merket) == sum(x.utdatert for x in m.linjer) > 0
        assert any("mulig utdatert" in p.tekst for p in blokk(side, Liste).punkter)
        assert side.tittel == "Lønn juni 2026"
    assert blokk(oversikt, Rader).rader[0][-1] == MERKE
    assert "#" not in " ".join(tekster(sider[0]))


def _kjor(*argumenter: object) -> int:
    with pytest.raises(SystemExit) as e:
        main([str(a) for a in argumenter])
    return int(e.value.code or 0)


@pytest.fixture(scope="module")
def demobok(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("lonn") / "bank.xlsx"
    template.skriv_bank(sti, demo_tabeller(), [])
    return sti


def test_the_command_the_file_and_the_pages_say_the_same(
    demobok: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fil, bok = tmp_path / "lonn.csv", tmp_path / "lonn.xlsx"
    assert _kjor("lonn", demobok, "--maned", "2026-06", "--json", "--csv", fil, "-o", bok) == 0
    svar = json.loads(capfd.readouterr().out)
    assert (svar["versjon"], svar["maned"], len(svar["lonn"])) == (1, "2026-06", 13)
    raa = fil.read_bytes()
    assert raa.startswith(b"\xef\xbb\xbfAnsattnr;")
    rader = list(csv.DictReader(StringIO(raa.decode("utf-8-sig")), delimiter=";"))
    linjer = [(m["ansattnr"], x["lonnsart"], x["belop"]) for m in svar["lonn"] for x in m["linjer"]]
    assert [(r["Ansattnr"], r["Lønnsart"], float(r["Beløp"].replace(",", "."))) for r in rader] == linjer
    assert {r["Pensjonsgivende"] for r in rader} == {"Ja", "Nei"}
    assert {r["Merk"] for r in rader} == {"", "mulig utdatert"}
    for r in rader:
        antall, sats, belop = (float(r[k].replace(",", ".")) for k in ("Antall", "Sats", "Beløp"))
        assert antall * sats == pytest.approx(belop, abs=0.0001 * (antall + sats))
    import openpyxl

    assert len(openpyxl.load_workbook(bok).sheetnames) == 14
    # Nothing is written over unless asked for, and a wrong month is a usage error.
    assert _kjor("lonn", demobok, "--maned", "2026-06", "--csv", fil) == 2
    assert fil.read_bytes() == raa
    assert _kjor("lonn", demobok, "--maned", "2026-13") == 2
    assert _kjor("lonn", demobok, "--maned", "06.2026", "--ansatt", "2010") == 0
    assert "▲ mulig utdatert" in capfd.readouterr().out


def test_one_who_cannot_be_paid_stops_the_file_and_not_the_page(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bok = lag_bok(
        tmp_path / "bank.xlsx", {"Lønnsgrunnlag": [(1001, date(2026, 1, 1), 480000), (1002, date(2026, 7, 1), 480000)]}
    )
    fil = tmp_path / "lonn.csv"
    assert _kjor("lonn", bok, "--maned", "2026-06", "--csv", fil) == 3
    assert "Lønnsgrunnlag: Ansatt 1002 har ingen rad som gjelder 01.06.2026" in capfd.readouterr().err
    assert not fil.exists()
    bank = Bank(read.les_bok(bok))
    sider = commands.lonn(bank, date(2026, 6, 1), [])
    assert isinstance(sider, list)
    assert [s.ark for s in sider] == ["Lønnsoversikt", "Lønn 1001 Kari Å. Nordmann"]
    assert any("1002" in t for t in tekster(sider[0]))
    with pytest.raises(TidbankFeil, match="1002"):
        commands.lonnsfil(bank, date(2026, 6, 1), [])


def test_a_workbook_without_the_sheet_has_no_pay_and_no_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bok = lag_bok(tmp_path / "bank.xlsx")
    assert _kjor("lonn", bok, "--maned", "2026-06", "--json") == 0
    assert json.loads(capfd.readouterr().out)["uten_lonn"] == ["1001", "1002"]
    assert _kjor("lonn", bok, "--maned", "2026-06") == 0
    assert "Fyll ut arket Lønnsgrunnlag" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("rad", "celle", "sier"),
    [
        ((1001, date(2026, 1, 1), "mye"), "C2", "Årslønn er «mye»"),
        ((1001, date(2026, 1, 1), None), "C2", "Årslønn mangler"),
        ((1003, date(2026, 1, 1), 480000), "A2", "finnes ikke"),
        ((1001, date(2026, 1, 1), 480000, None, None, None, "Snitt"), "G2", "Velg en av"),
        ((1001, date(2026, 1, 1), 480000, None, None, None, "Fast tillegg", None, date(2026, 2, 1)), "H2", "Valgt av"),
        ((1001, date(2026, 1, 1), 480000, None, None, None, "Fast tillegg", "Kari"), "I2", "Valgt mangler"),
        ((1001, date(2026, 1, 1), 480000, None, None, None, None, None, None, 12), "J2", "minst 30"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, rad: Any, celle: str, sier: str) -> None:
    with pytest.raises(TidbankFeil) as e:
        read.les_bok(lag_bok(tmp_path / "bank.xlsx", {"Lønnsgrunnlag": [rad]}))
    assert [(f.ark, f.celle) for f in e.value.feil] == [("Lønnsgrunnlag", celle)]
    assert sier in e.value.feil[0].tekst


def test_two_wages_from_one_day_are_refused(tmp_path: Path) -> None:
    rad = (1001, date(2026, 1, 1), 480000)
    with pytest.raises(TidbankFeil, match="står også i rad 2"):
        read.les_bok(lag_bok(tmp_path / "bank.xlsx", {"Lønnsgrunnlag": [rad, rad]}))


def test_the_template_holds_the_table_and_a_date_as_a_choice(tmp_path: Path) -> None:
    rader: dict[str, Any] = {
        **demo_tabeller(),
        "Innstillinger": [("overtid_fra_avtalt", date(2026, 5, 1), "", "", "", "")],
    }
    template.skriv_bank(tmp_path / "bank.xlsx", rader, [])
    lest = read.les_bok(tmp_path / "bank.xlsx")
    assert lest.lonnsgrunnlag is not None
    assert [tuple(r)[:-1] for r in lest.lonnsgrunnlag] == rader["Lønnsgrunnlag"]
    valg = Bank(lest).valg
    assert valg.endret == ("overtid_fra_avtalt",)  # 133 1/3 % survives a file with 15 digits
    assert valg["overtid_fra_avtalt"] == date(2026, 5, 1)
    assert schema.LONNSGRUNNLAG.valgfritt_ark
    assert MINSTE.keys() & {"Lønnsgrunnlag"} == set()


def test_sickness_pay_is_marked_as_health_in_findings_and_json(
    demobok: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bank = Bank(read.les_bok(demobok))
    egne = [f for f in bank.funn(DEMO_DAG) if f.regel == "sykelonn_valg"]
    assert egne
    assert all(f.helse for f in egne)
    assert _kjor("lonn", demobok, "--maned", "2026-09", "--ansatt", egne[0].ansattnr, "--json") == 0
    linjer = json.loads(capfd.readouterr().out)["lonn"][0]["linjer"]
    assert {x["lonnsart"] for x in linjer if x["helse"]} == {"SYKETILLEGG"}
    # The 12-week review is signed by the union rep: nothing of pay stands there.
    for side in commands.gjennomgang(bank, DEMO_DAG, [egne[0].ansattnr]):
        assert not any(o in t.casefold() for t in tekster(side) for o in ("sykelønn", "tilleggslønn", "årslønn"))
