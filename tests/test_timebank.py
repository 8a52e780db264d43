"""The surplus bank: properties, no hour in both banks, the same answers from a file, a range and the command line."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, time, timedelta
from math import fsum
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from udfs import (
    TIDBANK_LES,
    TIMEBANK_INNSKUDD,
    TIMEBANK_KONTO,
    TIMEBANK_OVERSIKT,
    TIMEBANK_SALDO,
    TIMEBANK_TIMER,
)
from xl_tidbank.book.open import read
from xl_tidbank.book.open.csvmappe import les_mappe
from xl_tidbank.book.template import workbook
from xl_tidbank.cli import main
from xl_tidbank.core import rules
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import Kapasitet, Tabeller, Timebankrad, Timeforing
from xl_tidbank.core.timebank import okter
from xl_tidbank.tables import schema

from . import bygg
from .bok import lag_bok, lesefeil
from .test_properties import DAG, tabeller

MANDAG = date(2026, 3, 2)
UKEDAG = st.integers(0, 6).map(lambda n: MANDAG + timedelta(days=n))
TIMER = st.integers(0, 48).map(lambda n: n / 4)
UKE = st.lists(st.none() | TIMER, min_size=7, max_size=7)


@st.composite
def foringer(draw: Any) -> list[Timeforing]:
    """Recorded hours of a week: by the clock (with no break, a given one, or the rule's) and as hours alone."""
    ut = []
    for n in range(draw(st.integers(0, 8))):
        dag = draw(UKEDAG)
        if draw(st.booleans()):
            ut.append(bygg.timeforing(n, dato=dag, timer=draw(TIMER)))
        else:
            start = draw(st.integers(0, 22)) * 60
            slutt = draw(st.integers(start // 15 + 1, 95)) * 15
            pause = draw(st.sampled_from([None, None, 0, 30])) if slutt - start >= 30 else None
            ut.append(Timeforing("1", dag, start, slutt, pause, None, kilde=bygg._rad("Timer", n)))
    return ut


def saldo(timer: list[Timeforing], uke: list[float | None], **mer: Any) -> Any:
    t = Tabeller(
        kapasitet=(Kapasitet._make(("", None, *uke, True, bygg._rad("Kapasitet", 0))),),
        timer=tuple(timer),
        timebank=(),
        **mer,
    )
    return Bank(t).timebank("1", MANDAG + timedelta(days=30)) if timer else None


@given(foringer(), UKE, st.randoms())
@settings(deadline=None, max_examples=100)
def test_the_order_of_entries_changes_nothing(timer: list[Timeforing], uke: list[Any], terning: random.Random) -> None:
    stokket = terning.sample(timer, len(timer))
    assert saldo(stokket, uke) == saldo(timer, uke)


@given(foringer(), UKE, st.data())
@settings(deadline=None, max_examples=150)
def test_an_entry_split_in_two_on_the_same_day_changes_nothing(
    timer: list[Timeforing], uke: list[Any], data: st.DataObject
) -> None:
    """By the clock at any moment, whatever the break: it stays with one of the halves. Hours alone in any two parts
    that are not what another row says (B48)."""
    assume(timer)
    f = data.draw(st.sampled_from(timer))
    andre = [x for x in timer if x is not f]
    if f.start is None or f.slutt is None:
        forste = data.draw(st.integers(0, int((f.timer or 0) * 4))) / 4
        delt = [f._replace(timer=forste), f._replace(timer=(f.timer or 0) - forste)]
        like = [x.timer for x in (*andre, *delt) if x.start is None and x.dato == f.dato]
        assume(f.timer not in like and len(set(like)) == len(like))
    else:
        assume(f.lengde > 30)
        ved = f.start + data.draw(st.integers(1, f.lengde - 1))
        # A break given stays whole in a half it fits in; none given, or none taken, holds for both.
        a, b = (f.pause, f.pause) if not f.pause else (f.pause, 0) if ved - f.start >= f.pause else (0, f.pause)
        assume(not b or f.slutt - ved >= b)
        delt = [f._replace(slutt=ved, pause=a), f._replace(start=ved, pause=b)]
        # Where two breaks were written for the same time only one is taken, and no split can say which.
        assume(not f.pause or not any(x.pause and felles(x, f) for x in andre))
    etter = saldo(andre + delt, uke)
    assert etter.saldo == pytest.approx(saldo(timer, uke).saldo, abs=1e-9)


def felles(en: Timeforing, annen: Timeforing) -> bool:
    (a, b), (c, d) = okter.tidsrom(en) or (0, 0), okter.tidsrom(annen) or (0, 0)
    return a < d and c < b


@given(foringer(), UKE, st.data())
@settings(deadline=None, max_examples=200)
def test_a_row_pasted_twice_never_changes_a_balance(
    timer: list[Timeforing], uke: list[Any], data: st.DataObject
) -> None:
    """B48; and each copy that says any hours is found, with both cells."""
    assume(timer)
    f = data.draw(st.sampled_from(timer))
    kopi = f._replace(kilde=bygg._rad("Timer", 90))
    assert saldo([kopi, *timer], uke) == saldo(timer, uke) == saldo([*timer, kopi], uke)
    t = Tabeller(kapasitet=(Kapasitet._make(("", None, *uke, True, bygg._rad("Kapasitet", 0))),))
    bank = Bank(replace(t, timer=(*timer, kopi), timebank=()))
    funn = {
        (x.celle, x.faktafelt["andre_rad"])
        for x in bank.funn(MANDAG + timedelta(days=30))
        if x.regel == "overlapp_timer"
    }
    assert f.timer == 0 or "A92" in {celle for celle, _ in funn}
    assert all(andre.startswith("Timer!A") and celle != andre[6:] for celle, andre in funn)


@given(st.lists(TIMER, min_size=1, max_size=5, unique=True), TIMER, TIMER)
@settings(deadline=None, max_examples=100)
def test_the_deposit_never_falls_when_hours_rise(timer: list[float], mer: float, kapasitet: float) -> None:
    assume(timer[-1] + mer not in timer[:-1])  # the same hours twice
    foer = saldo([bygg.timeforing(dato=MANDAG, timer=t) for t in timer], [kapasitet, *[None] * 6])
    etter = saldo([bygg.timeforing(dato=MANDAG, timer=t) for t in (*timer[:-1], timer[-1] + mer)], [kapasitet] * 7)
    assert etter.innskudd >= foer.innskudd - 1e-9
    assert foer.innskudd == pytest.approx(max(0.0, fsum(timer) - kapasitet))
    if fsum(timer) + mer <= 24:
        assert TIMEBANK_INNSKUDD(fsum(timer) + mer, kapasitet) >= TIMEBANK_INNSKUDD(fsum(timer), kapasitet)


@given(foringer(), UKE)
@settings(deadline=None, max_examples=60)
def test_the_week_is_the_sum_of_its_days(timer: list[Timeforing], uke: list[Any]) -> None:
    """Nothing is netted over days, and a short day takes nothing."""
    assume(timer)
    hver = [saldo([f for f in timer if f.dato == d], uke) for d in {f.dato for f in timer}]
    assert saldo(timer, uke).saldo == pytest.approx(fsum(s.saldo for s in hver), abs=1e-9)
    assert all(s.saldo >= 0 for s in hver)


@given(tabeller(), DAG.filter(lambda d: bygg.START <= d <= bygg.SLUTT), st.data())
@settings(deadline=None, max_examples=60)
def test_the_surplus_bank_changes_no_balance_of_the_tidbank(t: Tabeller, dag: date, data: st.DataObject) -> None:
    timer = tuple(f._replace(dato=v.dato) for f, v in zip(data.draw(foringer()), t.vakter, strict=False))
    med = replace(
        t, kapasitet=(Kapasitet("1", None, 7.5, 7.5, 7.5),), timer=timer,
        timebank=(Timebankrad("1", dag, "Avspasering", 4.0, "Godkjent"),),
    )  # fmt: skip
    assert Bank(med).saldo("1", dag) == Bank(t).saldo("1", dag)
    assert Bank(med).konto("1") == Bank(t).konto("1")
    egne = {f.regel for f in Bank(med).funn(dag)} - {f.regel for f in Bank(t).funn(dag)}
    om_timebanken = {i.id for r in rules.alle() if {"timer", "timebank"} & set(r.trenger) for i in r.slag}
    assert egne <= om_timebanken


@given(tabeller(), foringer())
@settings(deadline=None, max_examples=100)
def test_no_hour_counts_in_the_surplus_bank_and_elsewhere(t: Tabeller, timer: list[Timeforing]) -> None:
    """Everything is a deposit here (no capacity, no break): its hours are the recorded minutes no shift covers."""
    timer = [f._replace(pause=0) for f in timer]
    slag = ("Tidbank", "Ekstra", "Overtid")  # paid by the hour when it is confirmed
    vakter = tuple(
        v._replace(dato=MANDAG + timedelta(days=n % 7), type=slag[n % 3], status="Utført" if n % 3 else v.status)
        for n, v in enumerate(t.vakter)
    )
    b = Bank(replace(t, vakter=vakter, kapasitet=(Kapasitet("1"),), timer=tuple(timer), timebank=()))
    gjelder = [v for v in vakter if v.status in ("Tildelt", "Godkjent", "Utført")]
    ellers = {
        (v.dato.toordinal() * 1440 + v.start + n)
        for v in gjelder
        for n in range((v.slutt - v.start) + (1440 if v.slutt <= v.start else 0))
    }
    # A shift whose time another has is no shift of its day (B48).
    med_vakt = {v.dato for v in b.sak("1").stint.vakter if v.status in ("Tildelt", "Godkjent", "Utført")}
    minutter: set[int] = set()
    uten_klokke: set[tuple[date, float]] = set()
    for f in timer:
        if f.start is None or f.slutt is None:
            uten_klokke |= {(f.dato, f.timer or 0.0)} if f.dato not in med_vakt else set()
        else:
            minutter |= {f.dato.toordinal() * 1440 + n for n in range(f.start, f.slutt)}
    ventet = len(minutter - ellers) / 60 + fsum(t for _, t in uten_klokke)
    assert b.timebank("1", MANDAG + timedelta(days=30)).saldo == pytest.approx(ventet, abs=1e-9)


@given(tabeller(), DAG.filter(lambda d: bygg.START <= d <= bygg.SLUTT))
@settings(deadline=None, max_examples=60)
def test_the_part_of_the_work_beyond_zero_stands_for_itself(t: Tabeller, dag: date) -> None:
    """B31: Arbeidet never goes below zero, and what does is Ekstra, hour for hour."""
    bank = Bank(replace(t, fravaer=()))
    linjer, s = bank.konto("1", til=dag), bank.saldo("1", dag)
    ekstra = -fsum(x.timer for x in linjer if x.art == "Ekstra")
    assert ekstra == pytest.approx(max(0.0, s.arbeidet - s.periodeskyld), abs=1e-9)
    assert all(x.saldo >= -1e-9 for x in linjer if x.art == "Arbeidet")


# The same answers from a file, a range, CSV and the command line

BOK: dict[str, list[tuple[Any, ...]]] = {
    "Kapasitet": [
        (None, date(2026, 1, 1), 7.5, 7.5, 7.5, 7.5, None, None, None, "Ja"),
        ("1002", date(2026, 1, 1), 6, 6, 6, 6, 6, None, None, "Ja"),
    ],
    "Timer": [
        *((nr, MANDAG + timedelta(days=n), time(8), time(16), None, None) for n in range(4) for nr in (1001, 1002)),
        (1002, MANDAG + timedelta(days=2), time(16), time(18), None, None),
        (1002, MANDAG + timedelta(days=5), None, None, None, "3,5"),
    ],
    "Timebank": [
        (1002, date(2026, 1, 1), "Startsaldo", 10, None),
        (1002, date(2026, 3, 9), "Avspasering", 7.5, "Godkjent"),
        (1002, date(2026, 3, 16), "Avspasering", 4, "Søkt"),
        (1001, date(2026, 3, 9), "Utbetaling", 2, "Godkjent"),
    ],
}
# 1002 is in the tidbank with capacity of its own: 4 x 1.5 + 2 + 3.5 = 11.5, and 10 to start with.
VENTET = [
    {"ansattnr": "1001", "navn": "Kari Å. Nordmann", "innskudd": 0, "uttak": 2, "reservert": 0, "saldo": -2},
    {"ansattnr": "1002", "navn": "Ola Bø", "innskudd": 21.5, "uttak": 7.5, "reservert": 4, "saldo": 14},
]


def kjor(capfd: pytest.CaptureFixture[str], *argumenter: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as slutt:
        main([str(a) for a in argumenter])
    ut, feil = capfd.readouterr()
    return int(slutt.value.code or 0), ut, feil


def test_the_command_line_and_the_functions_agree(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fil = lag_bok(tmp_path / "bank.xlsx", BOK)
    kode, ut, _ = kjor(capfd, "timebank", fil, "--dato", "2026-03-12", "--json")
    svar = json.loads(ut)
    assert (kode, svar["versjon"], svar["dato"]) == (0, 1, "2026-03-12")
    assert svar["timebank"] == VENTET
    bok = openpyxl.load_workbook(fil, data_only=True)
    omrader = [
        [[c.value for c in rad] for rad in bok[ark].iter_rows()]
        for ark in ("Avtaler", "Vakter", "Fravær", "Ansatte", "Turnus", "Innstillinger", "Lister", "Gjennomganger",
                    "Kapasitet", "Timer", "Timebank")
    ]  # fmt: skip
    tekst = TIDBANK_LES(*omrader)
    assert tekst == str(Bank(read.les_bok(fil)))
    assert TIMEBANK_OVERSIKT("2026-03-12", tekst)[0] == [schema.TIMEBANKNAVN[n] for n in VENTET[0]]
    assert TIMEBANK_OVERSIKT("2026-03-12", tekst)[1:] == [list(r.values()) for r in VENTET]
    assert [TIMEBANK_SALDO(r["ansattnr"], "2026-03-12", tekst) for r in VENTET] == [-2, 14]
    assert TIMEBANK_SALDO(None, "2026-03-12", tekst) == 12
    rader = TIMEBANK_KONTO(1002, None, "2026-03-12", tekst)
    assert rader[0] == ["Dato", "Art", "Timer", "Saldo", "Hjemmel", "Kilde"]
    assert [r[1] for r in rader[1:]] == ["Startsaldo", *["Automatisk innskudd"] * 5, "Avspasering"]
    assert fsum(r[2] for r in rader[1:]) == rader[-1][3] == 14
    onsdag = next(r for r in rader[1:] if r[0] == date(2026, 3, 4))
    assert onsdag[5] == "Timer!A7, Timer!A10 (9,50 timer, kapasitet 6,00)"
    assert TIMEBANK_KONTO(1002, "2026-03-09", "2026-03-12", tekst)[1:] == rader[-1:]
    with pytest.raises(TidbankFeil, match="9999"):
        TIMEBANK_SALDO(9999, None, tekst)


def test_findings_stand_in_kontroller_and_pages_are_written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fil, ut = lag_bok(tmp_path / "bank.xlsx", BOK), tmp_path / "ut.xlsx"
    kode, tekst, _ = kjor(capfd, "kontroller", fil, "--dato", "2026-03-12", "--json")
    funn = {f["regel"]: f for f in json.loads(tekst)["funn"]}
    assert kode == 1
    assert (funn["timebank_overtrekk"]["ark"], funn["timebank_overtrekk"]["celle"]) == ("Timebank", "D5")
    assert (funn["manglende_timer"]["alvor"], funn["manglende_timer"]["ansattnr"]) == ("advarsel", "1002")  # the Friday
    kode, tekst, feil = kjor(capfd, "timebank", fil, "--dato", "2026-03-12", "-o", ut)
    assert kode == 0, feil
    assert "skylder 2,00" in tekst
    bok = openpyxl.load_workbook(ut)
    assert bok.sheetnames == ["Timebankoversikt", "Timebank 1001 Kari Å. Nordmann", "Timebank 1002 Ola Bø"]
    celler = {c.value for rad in bok["Timebank 1002 Ola Bø"].iter_rows() for c in rad}
    assert {14, 21.5, 7.5, "Automatisk innskudd", "Avspasering"} <= celler
    kode, tekst, _ = kjor(capfd, "timebank", fil, "--ansatt", 1001, "--dato", "2026-03-12", "--json")
    assert json.loads(tekst)["timebank"] == VENTET[:1]


def test_a_workbook_made_before_the_sheets_still_reads(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    gammel, ny = lag_bok(tmp_path / "gammel.xlsx"), tmp_path / "ny.xlsx"
    assert "Timer" not in openpyxl.load_workbook(gammel).sheetnames
    t = read.les_bok(gammel)
    assert (t.kapasitet, t.timer, t.timebank) == (None, None, None)
    assert json.loads(kjor(capfd, "timebank", gammel, "--json")[1])["timebank"] == []
    workbook.skriv_bank(ny, {}, [])
    t = read.les_bok(ny)
    assert (t.kapasitet, t.timer, t.timebank) == ((), (), ())
    assert str(Bank(t)) == str(Bank(replace(t, kapasitet=None, timer=None, timebank=None)))


def test_the_template_and_csv_hold_the_tables(tmp_path: Path) -> None:
    fra_bok = read.les_bok(lag_bok(tmp_path / "bank.xlsx", BOK))
    rader: dict[str, list[Any]] = {
        "Kapasitet": [tuple(k[:-1]) for k in fra_bok.kapasitet or ()],
        "Timer": [tuple(f[:-1]) for f in fra_bok.timer or ()],
        "Timebank": [tuple(r[:-1]) for r in fra_bok.timebank or ()],
        "Ansatte": [tuple(a[:-1]) for a in fra_bok.ansatte or ()],
    }
    workbook.skriv_bank(tmp_path / "mal.xlsx", rader, [])
    igjen = read.les_bok(tmp_path / "mal.xlsx")
    for navn in ("kapasitet", "timer", "timebank"):
        assert [r[:-1] for r in getattr(igjen, navn)] == [r[:-1] for r in getattr(fra_bok, navn)]
    csv = {
        "Ansatte": "Ansattnr;Navn\n1;Kari",
        "Avtaler": ";".join(k.navn for k in schema.AVTALER.kolonner),
        "Vakter": ";".join(k.navn for k in schema.VAKTER.kolonner),
        "Fravær": ";".join(k.navn for k in schema.FRAVAER.kolonner),
        "Kapasitet": "Ansattnr;Gjelder fra;Man;Tir;Ons;Tor;Fre;Lør;Søn;Automatisk\n;01.01.2026;7,5;;;;;;;Ja",
        "Timer": "Ansattnr;Dato;Timer\n1;02.03.2026;9,25",
    }
    for navn, innhold in csv.items():
        (tmp_path / f"{navn}.csv").write_text(innhold, "utf-8")
    assert Bank(les_mappe(tmp_path).tabeller).timebank("1", MANDAG).saldo == 1.75


@pytest.mark.parametrize(
    ("tabell", "rad", "celle", "sier"),
    [
        ("Timer", (1001, MANDAG, None, None, None, None), "F2", "Timer mangler"),
        ("Timer", (1001, MANDAG, time(8), None, None, None), "D2", "Slutt mangler når Start"),
        ("Timer", (1001, MANDAG, time(8), time(9), 90, None), "E2", "lengre enn økten"),
        ("Timer", (1001, MANDAG, time(8), time(16), 30, 8), "F2", "gir 7,5"),
        ("Timer", (1001, MANDAG, time(8), time(10), None, 3), "F2", "gir 2"),
        ("Timer", (1001, MANDAG, None, None, 30, 7.5), "E2", "uten Start og Slutt"),
        ("Timer", (1001, MANDAG, None, None, None, 25), "F2", "høyst 24"),
        ("Timer", (9, MANDAG, None, None, None, 5), "A2", "finnes ikke i tabellen Ansatte"),
        ("Timebank", (1001, MANDAG, "Avspasering", -4, None), "D2", "uten minus"),
        ("Timebank", (1001, MANDAG, "Ferie", 4, None), "C2", "Velg en av"),
        ("Timebank", (1001, MANDAG, "Innskudd", 4, "Utført"), "E2", "Velg en av"),
        ("Kapasitet", (9, None, 7.5, 7.5, 7.5, 7.5, 7.5, 0, 0, "Ja"), "A2", "finnes ikke i tabellen Ansatte"),
        ("Kapasitet", (None, None, 25, 7.5, 7.5, 7.5, 7.5, 0, 0, "Ja"), "C2", "høyst 24"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, tabell: str, rad: Any, celle: str, sier: str) -> None:
    feil = lesefeil(lag_bok(tmp_path / "bank.xlsx", {tabell: [rad]}))
    assert [(f.ark, f.celle) for f in feil] == [(tabell, celle)]
    assert sier in feil[0].tekst


def test_two_capacities_from_one_day_are_refused_and_blank_rows_are_not_rows(tmp_path: Path) -> None:
    uke = (7.5, 7.5, 7.5, 7.5, 7.5, None, None, "Ja")
    tom = (None,) * 10
    with pytest.raises(TidbankFeil) as e:
        read.les_bok(lag_bok(tmp_path / "b.xlsx", {"Kapasitet": [(None, None, *uke), tom, (None, None, *uke)]}))
    assert [(f.ark, f.celle) for f in e.value.feil] == [("Kapasitet", "B4")]
    t = read.les_bok(lag_bok(tmp_path / "c.xlsx", {"Kapasitet": [tom, (1001, None, *uke), tom]}))
    assert [(k.ansattnr, k.automatisk, k.kilde.rad) for k in t.kapasitet or ()] == [("1001", True, 3)]


def test_clock_and_hours_that_agree_are_one_answer() -> None:
    """Hours given beside a clock are the hours: what is between is the break."""
    f = bygg.timeforing(dato=MANDAG, start="08:00", slutt="16:00", timer=7.75)
    assert saldo([f], [7.5, *[None] * 6]).saldo == pytest.approx(0.25)
    assert TIMEBANK_TIMER(time(8), time(16), 15) == 7.75
