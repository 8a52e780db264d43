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
from xl_tidbank.book.open import read
from xl_tidbank.book.page.plain import Fakta, Liste, Rader
from xl_tidbank.book.sheets.lonn import MERKE
from xl_tidbank.book.template import workbook
from xl_tidbank.cli import main
from xl_tidbank.core import parameters
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.fordeling.belastning import Dagbok
from xl_tidbank.core.lonn import grunnlag, omregning, overtid, satser
from xl_tidbank.core.lonn.tillegg import tillegg
from xl_tidbank.core.model import Innstilling
from xl_tidbank.core.tid import clock
from xl_tidbank.core.tid.rodedager import rod_dag
from xl_tidbank.core.valg import Valg
from xl_tidbank.demo import DEMO_DAG, demo_tabeller
from xl_tidbank.tables import schema
from xl_tidbank.tables.assemble import samle

from . import bygg
from .bok import MINSTE, lag_bok, lesefeil
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
    fra = start.toordinal() * 1440 + minutter
    f = omregning.fordel([(fra, fra + lengde)])
    assert f.natt + f.sondag <= f.alt
    ventet = sum(t.hour >= 21 or t.hour < 6 for n in range(f.alt) for t in (start + timedelta(minutes=n),))
    assert f.natt == ventet


def test_the_sunday_of_the_working_environment_act() -> None:
    """From 18 the day before to 22, through to the last of several, and from 15 on Christmas, Easter and Whit eve."""

    def sondag(dag: date, fra: int, til: int) -> float:
        return omregning.fordel([clock.vakttid(dag, fra * 60, til * 60)]).sondag / 60

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
    """Every supplement is pensionable (item 35)."""
    b = Bank(template_tabeller())
    for m in b.lonn(date(2026, 6, 1)).krev():
        assert m.sum == pytest.approx(fsum(x.belop for x in m.linjer), abs=0.001)
        assert all(x.belop == round(x.belop, 2) for x in m.linjer)
        for x in m.linjer:
            assert x.pensjon == (x.lonnsart not in ("MERARBEID",) and not x.lonnsart.startswith("OVERTID")), x
            assert x.hjemmel


def template_tabeller() -> Any:
    from xl_tidbank.tables import assemble

    return assemble.av_rader(demo_tabeller())


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
    from xl_tidbank.tables import assemble

    fikk = Bank(assemble.av_rader(rader)).lonn(date(2026, 6, 1), ["2010", "2011"])
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


def _hver(uker: range, start: str = "17:00", slutt: str = "21:00") -> list[dict[str, Any]]:
    """A shift on the Tuesday of each of these weeks of the period; none of them is a red day."""
    return [{"dato": bygg.START + timedelta(weeks=n, days=1), "start": start, "slutt": slutt} for n in uker]


@pytest.mark.parametrize(
    ("ukestimer", "valg", "uker"),
    [
        (35.5, {}, 52 * 1900 / 1846),
        (33.6, {}, 52 * 1900 / 1747.2),
        (37.5, {}, 52 * 1900 / 1950),
        (35.5, {"tillegg_aar": "kalenderår"}, 365 / 7),
        (35.5, {"tariffomrade": "Spekter helse", "kveld_kr": 50}, 365 / 7),
        (35.5, {"tariffomrade": "Spekter helse", "kveld_kr": 50, "tillegg_aar": "1900 timer"}, 52 * 1900 / 1846),
    ],
)
def test_the_monthly_amount_of_the_roster_is_a_twelfth_of_a_year(
    ukestimer: float, valg: dict[str, Any], uker: float
) -> None:
    """Four hours of evening a week, all the period's 52 weeks: 224 kroner a week, as a year of so many weeks (B44)."""
    arslonn = 200 * 52 * ukestimer  # Spekter: 28 % of 200 kroner is 56
    m = maaned(
        date(2026, 6, 1), avtaler=[{"ukestimer": ukestimer}], turnus_=_hver(range(52)), innstillinger=valg,
        lonn=[{"arslonn": arslonn}],
    )  # fmt: skip
    assert m.turnus is not None
    assert (m.turnus.uker, m.turnus.av, m.turnus.forbehold) == (52, 52, "")
    assert m.fast_tillegg == pytest.approx(224 * uker / 12)
    (ubekvem,) = (x for x in m.linjer if x.lonnsart == "UBEKVEM")
    assert ubekvem.sats == pytest.approx(m.fast_tillegg / 0.6)


def test_red_days_of_the_roster_stay_by_the_hour() -> None:
    """Ascension Day, 8 to 12: 4 x 4/3 x 250 kroner in 364 days, whatever weeks the roster was written for."""
    rod = {"dato": date(2026, 5, 14), "start": "08:00", "slutt": "12:00"}
    for uker in (range(52), range(10, 30)):
        turnus = [{**t, "start": "08:00", "slutt": "12:00"} for t in _hver(uker)]
        m = maaned(date(2026, 6, 1), turnus_=[*turnus, rod], lonn=[{}])
        assert m.fast_tillegg == pytest.approx(4 * 4 / 3 * 250 * 365 / 364 / 12)


def test_a_roster_of_part_of_the_period_stands_for_the_rest_of_it_when_it_is_long_enough() -> None:
    hel, tolv, elleve = (
        maaned(date(2026, 6, 1), turnus_=_hver(range(n)), lonn=[{}]).fast_tillegg for n in (52, 12, 11)
    )
    assert tolv == pytest.approx(hel)
    assert elleve == pytest.approx(hel * 11 / 52)
    gjentas = maaned(
        date(2026, 6, 1), turnus_=_hver(range(11)), lonn=[{}], innstillinger={"kort_turnus": "gjentas"}
    ).fast_tillegg
    assert gjentas == pytest.approx(hel)


JULAFTEN = [{"dato": date(2026, 12, 24), "start": "14:30", "slutt": "22:00"}]


@pytest.mark.parametrize("valg", ["fordeles på perioden", "gjentas"])
def test_one_christmas_shift_is_no_pattern(valg: str) -> None:
    """A year's twelfth of what stands there. What is repeated by choice is evening and night, never the red day."""
    m = maaned(date(2026, 12, 1), turnus_=JULAFTEN, lonn=[{"arslonn": 450_000}], innstillinger={"kort_turnus": valg})
    time_ = 450_000 / 1846
    rod, kveld = 7.5 * 4 / 3 * time_, 4 * 56 + 70
    uker = 1 if valg == "gjentas" else 52
    ventet = (rod * 365 / 364 + kveld / uker * 52 * 1900 / 1846) / 12
    assert m.fast_tillegg == pytest.approx(ventet)
    (ubekvem,) = (x.belop for x in m.linjer if x.lonnsart == "UBEKVEM")
    assert ubekvem == pytest.approx(381.53 if uker == 52 else 2524.95)
    sider = commands.lonn(bygg.bank(turnus_=JULAFTEN, lonn=[{}]), date(2026, 12, 1), ["1"]).sider()
    assert isinstance(sider, list)
    assert "regnet av Turnus, 1 av periodens 52 uker; kveld, natt og helg for 53,52 uker i året" in " ".join(
        tekster(sider[0])
    )


def test_oslo_is_said_to_be_unsupported() -> None:
    with pytest.raises(TidbankFeil, match=r"KS, Spekter helse\. Oslo kommune \(Dok\. 25\) har andre tillegg"):
        Valg([Innstilling("tariffomrade", "Oslo kommune")])


# Rows that overlap, and actual times

KLOKKE = st.sampled_from(["00:00", "06:30", "07:00", "13:15", "14:30", "15:00", "21:45", "22:00"])
# May: three red days, and no night when the clock is changed.
VARER = st.fixed_dictionaries(
    {
        "dato": st.integers(0, 27).map(lambda n: date(2026, 5, 4) + timedelta(days=n)),
        "start": KLOKKE, "slutt": KLOKKE, "pause": st.sampled_from([0, 0, 30, 45]),
    },
    optional={"faktisk_start": KLOKKE, "faktisk_slutt": KLOKKE},
).filter(lambda r: r["start"] != r["slutt"])  # fmt: skip
VAKTER = st.tuples(
    VARER,
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["Tidbank", "Ekstra", "Overtid", "Bytte"]),
            "status": st.sampled_from(["Utført", "Utført", "Godkjent", "Avlyst"]),
            "varslet": st.sampled_from([date(2026, 4, 1), date(2026, 5, 20)]),
        }
    ),
).map(lambda to: to[0] | to[1])
FRAVAER = st.lists(
    st.fixed_dictionaries(
        {
            "fra": st.just(date(2026, 5, 18)), "til": st.just(date(2026, 5, 22)),
            "grad": st.sampled_from([1.0, 0.5]), "kode": st.sampled_from(["SYK", "PERMU"]),
        }
    ),
    max_size=1,
)  # fmt: skip


def _belop(bank: Bank) -> Any:
    (m,) = bank.lonn(date(2026, 5, 31), ["1"]).krev()
    bok = Dagbok(bank.sak("1"))
    return (
        [(x.lonnsart, pytest.approx(x.antall), pytest.approx(x.sats), pytest.approx(x.belop)) for x in m.linjer],
        pytest.approx(m.fast_tillegg), bok.belastning(bygg.START, bygg.SLUTT),
        [tuple(r)[5:] for r in bank.merarbeid(date(2026, 5, 31))],
    )  # fmt: skip


@given(st.lists(VARER, max_size=12), st.lists(VAKTER, max_size=8), FRAVAER, st.data())
@settings(max_examples=80, deadline=None)
def test_duplicating_a_row_never_changes_an_amount(
    turnus: list[dict[str, Any]], vakter: list[dict[str, Any]], fravaer: list[dict[str, Any]], data: st.DataObject
) -> None:
    ventet = _belop(bygg.bank(None, vakter, fravaer, turnus_=turnus, lonn=[{}]))
    for navn, rader in (("turnus", turnus), ("vakter", vakter)):
        if rader:
            to = [*rader, data.draw(st.sampled_from(rader), navn)]
            t, v = (to, vakter) if navn == "turnus" else (turnus, to)
            assert _belop(bygg.bank(None, v, fravaer, turnus_=t, lonn=[{}])) == ventet


@given(st.lists(VARER, max_size=12), st.lists(VAKTER, max_size=8))
@settings(max_examples=80, deadline=None)
def test_pay_and_fairness_count_the_hours_of_working_time(
    turnus: list[dict[str, Any]], vakter: list[dict[str, Any]]
) -> None:
    """Confirmed shifts of every type, nobody away: overtime is overtime, and the rest is planned or extra."""
    bank = bygg.bank(None, [{**v, "status": "Utført"} for v in vakter], turnus_=turnus, lonn=[{}],
                     innstillinger={"fordeling_vakter": "alt arbeid"})  # fmt: skip
    ventet: dict[bool, float] = {True: 0.0, False: 0.0}
    for t in bank.sak("1").arbeidstid.tider:
        ventet[t.type in ("Ekstra", "Overtid")] += t.minutter / 60
    (m,) = bank.lonn(date(2026, 5, 31), ["1"]).krev()
    ekstra = fsum(x.antall for x in m.linjer if x.lonnsart in ("MERARBEID", "OVERTID"))
    assert ekstra == pytest.approx(ventet[True])
    bok = Dagbok(bank.sak("1"))
    assert bok.minutter[-1] == pytest.approx(60 * (ventet[True] + ventet[False]))


def test_fairness_and_merarbeid_count_overlapping_rows_once() -> None:
    """18-01 and 22-03: evening 18-21 and night 21-03, and what is left of the second is night work with the first."""
    to = [
        {"dato": bygg.START, "start": "18:00", "slutt": "01:00"},
        {"dato": bygg.START, "start": "22:00", "slutt": "03:00"},
    ]
    en = [{"dato": bygg.START, "start": "18:00", "slutt": "03:00"}]
    delt, hel = (Dagbok(bygg.bank(turnus_=t).sak("1")) for t in (to, en))
    spenn = bygg.START, bygg.START + timedelta(days=7)
    assert delt.belastning(*spenn) == hel.belastning(*spenn)
    assert delt.minutter[-1] == hel.minutter[-1] == 9 * 60
    ekstra = [
        {"dato": date(2026, 5, 12), "type": "Ekstra", "start": "08:00", "slutt": "12:00", "faktisk_slutt": "13:00"},
        {"dato": date(2026, 5, 12), "type": "Ekstra", "start": "11:00", "slutt": "15:00"},
    ]
    (m,) = bygg.bank([{"tidbank_pst": 20}], ekstra).merarbeid(date(2026, 5, 31))
    assert m.timer == 7


def test_the_converted_week_counts_overlapping_rows_once() -> None:
    """A three-part rotation, each shift cut in two rows that overlap, gives the same week as the whole shifts."""
    uker = [bygg.START + timedelta(weeks=n) for n in range(0, 52, 3)]
    runde = ((0, 7, 15), (2, 14, 22), (5, 21, 7))
    hele, delte = [], []
    for man, (d, a, b) in ((man, r) for man in uker for r in runde):
        dag, midt = {"dato": man + timedelta(days=d)}, (a + 2) % 24
        hele.append({**dag, "start": f"{a}:00", "slutt": f"{b}:00"})
        delte.append({**dag, "start": f"{a}:00", "slutt": f"{midt + 1 if midt > a else 1}:00"})
        delte.append({"dato": man + timedelta(days=d + (midt < a)), "start": f"{midt}:00", "slutt": f"{b}:00"})
    svar = [
        omregning.av_periode(sak, sak.perioder[0]) for sak in (bygg.bank(turnus_=t).sak("1") for t in (hele, delte))
    ]
    assert svar[0] is not None
    assert svar[1] == svar[0]


def test_the_duplicated_export_pays_what_the_single_one_does() -> None:
    uke = [{"dato": date(2026, 9, n), "start": "14:30", "slutt": "22:00"} for n in (7, 9, 11, 13)]
    enkel, dobbel = (maaned(date(2026, 9, 1), turnus_=t, lonn=[{"arslonn": 450_000}]) for t in (uke, uke * 2))
    assert dobbel.linjer == enkel.linjer
    (ubekvem,) = (x.belop for x in enkel.linjer if x.lonnsart == "UBEKVEM")
    assert ubekvem == pytest.approx((16 * 56 + 4 * 70 + 7.5 * 70) * 1900 / 1846 / 12 / 0.6, abs=0.005)
    valg = {"kort_turnus": "gjentas", "tillegg_aar": "kalenderår"}  # the week as every week of a calendar year
    m = maaned(date(2026, 9, 1), turnus_=uke * 2, lonn=[{"arslonn": 450_000}], innstillinger=valg)
    assert [x.belop for x in m.linjer if x.lonnsart == "UBEKVEM"] == [12_318.75]


def test_five_evening_shifts_each_three_and_a_half_hours_over() -> None:
    vakter = [
        {"dato": date(2026, 5, n), "start": "14:30", "slutt": "22:00", "faktisk_slutt": "01:30"} for n in range(4, 9)
    ]
    for felles in ({"vakter": vakter}, {"turnus_": vakter}):
        m = maaned(date(2026, 5, 1), lonn=[{"fast_tillegg": 0}], **felles)
        assert fsum(x.antall for x in m.linjer if x.lonnsart == "OVERTID") == 17.5


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


def test_graded_absence_counts_the_same_however_it_is_told() -> None:
    fra, til = date(2026, 9, 7), date(2026, 9, 20)
    kvelder = [*(date(2026, 8, 3) + timedelta(weeks=n) for n in range(4)), fra, date(2026, 9, 8), date(2026, 9, 9)]
    turnus = [{"dato": d, "start": "15:00", "slutt": "22:30"} for d in kvelder]

    def linjer(*fravaer_: dict[str, Any]) -> Any:
        rader: list[dict[str, Any]] = [{"fra": fra, "til": til, **f} for f in fravaer_]
        bank = bygg.bank(None, turnus, rader, lonn=[{"fast_tillegg": 900}])
        return [(x.lonnsart, round(x.antall, 6), x.belop) for x in bank.lonn(til).krev()[0].linjer]

    for kode in ("PERMU", "SYK"):
        rad = {"kode": kode, "grad": 0.5}
        assert linjer(rad, rad) == linjer(rad) == linjer({**rad, "grad": 0.2}, rad)
    # Sickness first, leave without pay has what is left of the day: in any order, however the rows are divided.
    syk, permu = {"kode": "SYK", "grad": 0.8}, {"kode": "PERMU", "grad": 0.8}
    ventet = linjer(syk, {**permu, "grad": 0.2})
    assert linjer(syk, permu) == linjer(permu, syk) == ventet
    delt = [{**permu, "til": date(2026, 9, 12)}, {**syk}, {**permu, "fra": date(2026, 9, 10)}]
    assert linjer(*delt) == ventet
    # A paid holiday is not made unpaid by a leave on the same day.
    ferie = {"kode": "FERIE", "grad": 1.0}
    assert linjer(ferie, permu) == linjer(permu, ferie) == linjer(ferie)


def test_the_page_adds_up_and_marks_what_may_be_outdated() -> None:
    b = Bank(template_tabeller())
    oversikt, *sider = commands.lonn(b, date(2026, 6, 30)).sider()
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
    workbook.skriv_bank(sti, demo_tabeller(), [])
    return sti


def test_the_command_the_file_and_the_pages_say_the_same(
    demobok: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fil, bok = tmp_path / "lonn.csv", tmp_path / "lonn.xlsx"
    assert _kjor("lonn", demobok, "--maned", "2026-06", "--json", "--csv", fil, "-o", bok) == 0
    svar = json.loads(capfd.readouterr().out)
    assert (svar["versjon"], svar["maned"], len(svar["lonn"])) == (1, "2026-06", 13)
    assert {"uker": 44, "spenn": 52, "periodens_uker": 52} in [m["turnus"] for m in svar["lonn"]]
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
    sider = commands.lonn(bank, date(2026, 6, 1)).sider()
    assert isinstance(sider, list)
    assert [s.ark for s in sider] == ["Lønnsoversikt", "Lønn 1001 Kari Å. Nordmann"]
    assert any("1002" in t for t in tekster(sider[0]))
    with pytest.raises(TidbankFeil, match="1002"):
        commands.lonnsfil(bank, date(2026, 6, 1))


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
    feil = lesefeil(lag_bok(tmp_path / "bank.xlsx", {"Lønnsgrunnlag": [rad]}))
    assert [(f.ark, f.celle) for f in feil] == [("Lønnsgrunnlag", celle)]
    assert sier in feil[0].tekst


def test_two_wages_from_one_day_are_refused(tmp_path: Path) -> None:
    rad = (1001, date(2026, 1, 1), 480000)
    (feil,) = lesefeil(lag_bok(tmp_path / "bank.xlsx", {"Lønnsgrunnlag": [rad, rad]}))
    assert "står også i rad 2" in feil.tekst


def test_the_template_holds_the_table_and_a_date_as_a_choice(tmp_path: Path) -> None:
    rader: dict[str, Any] = {
        **demo_tabeller(),
        "Innstillinger": [("overtid_fra_avtalt", date(2026, 5, 1), "", "", "", "")],
    }
    workbook.skriv_bank(tmp_path / "bank.xlsx", rader, [])
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
    for side in commands.gjennomgang(bank, DEMO_DAG, [egne[0].ansattnr]).sider():
        assert not any(o in t.casefold() for t in tekster(side) for o in ("sykelønn", "tilleggslønn", "årslønn"))
