"""The roster by pattern (T16): the same as the shifts written out, as it is read, and what is wrong in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs import TIDBANK_AVVIK, TIDBANK_LES
from udfs.banker import hent
from xl_tidbank.book.open.csvmappe import les_mappe
from xl_tidbank.book.open.read import les_bok
from xl_tidbank.book.page.plain import Format
from xl_tidbank.book.page.plain import Rader as Siderader
from xl_tidbank.book.sheets.kopi.minside import minside_sider
from xl_tidbank.book.template import workbook
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.kolonner.innhold import tekster
from xl_tidbank.core.model import Ansatt, Grunnturnusrad, Kilde, Tabeller, Turnusvakt
from xl_tidbank.core.tid import stint
from xl_tidbank.core.tid.grunnturnus import Grunnturnus
from xl_tidbank.hosts.excel import install
from xl_tidbank.hosts.excel.build import live
from xl_tidbank.tables import schema

from . import bygg, rulleplan
from .bok import MINSTE, lag_bok, lesefeil

KODER = tuple(bygg.vaktkode(k, *tid) for k, tid in bygg.VAKTKODER.items())
TIDER = {k.kode: (k.start or 0, k.slutt or 0, k.pause) for k in KODER}
DAG = st.integers(-20, 400).map(lambda n: bygg.START + timedelta(days=n))
UKE = st.lists(st.sampled_from(["D", "d", " A", "N", "F", "", "-", "F1", "D+A"]), min_size=7, max_size=7)


def rader(uker: Sequence[Sequence[str]], fra: date, *, startuke: int | None, til: date | None, nr: str = "1") -> Any:
    return tuple(
        Grunnturnusrad._make((nr, "", fra, til, startuke, n + 1, *uke, Kilde("Grunnturnus", n + 2, bygg.DAGKOLONNER)))
        for n, uke in enumerate(uker)
    )


def skrevet_ut(
    uker: Sequence[Sequence[str]], fra: date, startuke: int, dager: Iterable[date], uten: set[date]
) -> list[Turnusvakt]:
    """The rule, day by day: 1 + ((start week - 1 + whole weeks from the Monday of Fra) mod N)."""
    ut: list[Turnusvakt] = []
    for dag in dager:
        man, forste = (d - timedelta(days=d.weekday()) for d in (dag, fra))
        uke = (startuke - 1 + (man - forste).days // 7) % len(uker)
        for kode in uker[uke][dag.weekday()].strip().upper().split("+"):
            if kode in TIDER and dag not in uten:
                ut.append(Turnusvakt("1", dag, *TIDER[kode], kilde=Kilde("Turnus", len(ut) + 100, {"A": "A"})))
    return ut


@st.composite
def planer(draw: Any) -> tuple[Tabeller, Tabeller, date]:
    """One person with a pattern and exceptions, the same with each shift a row of Turnus, and a day to ask about."""
    avtaler = (
        bygg.avtale(0, til=date(2026, 6, 30)), bygg.avtale(1, fra=date(2026, 7, 1), fast_pst=50, tidbank_pst=30),
    )  # fmt: skip
    uker = draw(st.lists(UKE, min_size=1, max_size=5))
    fra, til = draw(DAG), draw(st.none() | DAG)
    startuke = draw(st.none() | st.integers(1, len(uker)))
    unntak = tuple(
        bygg.turnus(n, dato=d, start="10:00", slutt="18:00", fri=fri)
        for n, (d, fri) in enumerate(draw(st.lists(st.tuples(DAG, st.booleans()), max_size=6)))
    )
    vakter = tuple(
        bygg.vakt(n, dato=d, start=start, slutt="22:00", type=type_, varslet=d - timedelta(days=20))
        for n, (d, start, type_) in enumerate(
            draw(st.lists(st.tuples(DAG, st.sampled_from(["07:00", "15:00"]), st.sampled_from(["Tidbank", "Ekstra"])),
                          max_size=8))
        )
    )  # fmt: skip
    fravaer = tuple(
        bygg.fravaer(n, fra=d, til=d + timedelta(days=lengde), kode=kode)
        for n, (d, lengde, kode) in enumerate(
            draw(st.lists(st.tuples(DAG, st.integers(0, 20), st.sampled_from(["SYK", "FERIE", "PERMU"])), max_size=3))
        )
    )
    folk = (Ansatt("1", "Kari Lund", "Nord"), Ansatt("2", "Per Moe", "Nord"))
    med = Tabeller(
        avtaler, vakter, fravaer, folk, unntak, lonnsgrunnlag=(bygg.lonnsrad(fra=bygg.START),),
        grunnturnus=rader(uker, fra, startuke=startuke, til=til), vaktkoder=KODER,
    )  # fmt: skip
    siste = min(bygg.SLUTT, til or bygg.SLUTT)
    dager = [d for n in range(500) if fra <= (d := bygg.START + timedelta(days=n)) <= siste]
    egne = skrevet_ut(uker, fra, startuke or 1, dager, {t.dato for t in unntak})
    ut = replace(med, turnus=(*(t for t in unntak if not t.fri), *egne), grunnturnus=None, vaktkoder=None)
    return med, ut, draw(DAG)


def svar(t: Tabeller, dag: date) -> dict[str, Any]:
    """Everything a bank says, without the cells of the roster, and what only a pattern can say: which day is F1."""
    bank = Bank(t)

    def uten_celler(tekst: str) -> str:
        return re.sub(r"(Grunnturnus|Turnus)!\w+", "celle", tekst)

    def fakta(f: Any) -> str:
        return uten_celler(repr({k: v for k, v in f.faktafelt.items() if k != "celler"}))

    alle = [f for f in bank.funn(dag) if f.regel != "ukefridag"]
    funn = [(f.regel, f.alvor, f.ansattnr, f.dato, uten_celler(f.tekst), f.tiltak, fakta(f)) for f in alle]
    vakt = bygg.vakt(99, ansattnr="", dato=dag, status="Ledig", varslet=None)
    turnus = bank.sak("1").turnus
    return {
        "saldo": bank.saldo_eller_ingen("1", dag), "funn": sorted(funn, key=repr),
        "lonn": [(m.linjer, m.sum) for m in bank.lonn(dag).maaneder],
        "fordeling": bank.fordeling(bygg.START, bygg.SLUTT),
        "merarbeid": bank.merarbeid(dag), "prioritet": bank.prioritet(vakt, dag), "avregning": bank.avregning(dag),
        "vakter": Counter(t[:-1] for t in turnus), "tid": [x[:6] for x in bank.sak("1").arbeidstid.tider],
    }  # fmt: skip


@given(planer())
@settings(deadline=None, max_examples=60)
def test_a_pattern_says_what_its_shifts_written_out_say(p: tuple[Tabeller, Tabeller, date]) -> None:
    med, ut, dag = p
    assert svar(med, dag) == svar(ut, dag)


@given(st.lists(UKE, min_size=1, max_size=5), DAG, st.integers(1, 5), st.integers(1, 300))
@settings(deadline=None, max_examples=60)
def test_a_pattern_split_at_a_date_is_the_same(uker: list[list[str]], fra: date, startuke: int, dager: int) -> None:
    startuke = 1 + (startuke - 1) % len(uker)
    hel = rader(uker, fra, startuke=startuke, til=None)
    delt = fra + timedelta(days=dager)
    gaatt = (delt - timedelta(days=delt.weekday()) - fra + timedelta(days=fra.weekday())).days // 7
    neste = 1 + (startuke - 1 + gaatt) % len(uker)
    dagen_foer = delt - timedelta(days=1)
    for til in (dagen_foer, None):  # the next pattern ends the one before it
        to = (*rader(uker, fra, startuke=startuke, til=til), *rader(uker, delt, startuke=neste, til=None))
        assert utlagt(to) == utlagt(hel)


def utlagt(grunnturnus: Sequence[Grunnturnusrad]) -> list[tuple[Any, ...]]:
    return [t[:-1] for t in Grunnturnus(grunnturnus, KODER).vakter("1", [bygg.avtale()], ())]


@given(planer())
@settings(deadline=None, max_examples=60)
def test_an_exception_wins_on_its_day_only(p: tuple[Tabeller, Tabeller, date]) -> None:
    med, _, dag = p
    uten = replace(med, turnus=())
    en = replace(med, turnus=(bygg.turnus(0, dato=dag, fri=True),))

    def vakter(t: Tabeller) -> list[tuple[Any, ...]]:
        return [v[:-1] for v in Bank(t).register.av("turnus", ["1"])]

    assert vakter(en) == [v for v in vakter(uten) if v[1] != dag]


def test_the_weeks_go_on_over_new_year_and_the_nights_the_clock_is_changed() -> None:
    """Three weeks, told by the ISO week of 2026-2027: 53 weeks in 2026, so no year's own numbers would do."""
    uker = [["D"] + [""] * 6, ["A"] + [""] * 6, [""] * 6 + ["N"]]
    avtale = bygg.avtale(periodeslutt=date(2027, 6, 27))
    vakter = list(Grunnturnus(rader(uker, bygg.START, startuke=1, til=None), KODER).vakter("1", [avtale], ()))
    mandager = {v.dato: v.start for v in vakter if v.dato.weekday() == 0}
    assert [mandager.get(date(2026, 12, 7) + timedelta(weeks=n)) for n in range(6)] == [450, 870, None, 450, 870, None]
    for natt in (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28)):
        uke = (natt - bygg.START).days // 7 % 3
        assert [v.start for v in vakter if v.dato == natt] == ([1305] if uke == 2 else [])
    assert len({v.dato for v in vakter}) == len(vakter)


def test_agreements_that_meet_overlap_or_leave_a_gap() -> None:
    plan = rader([["D"] + [""] * 6], bygg.START, startuke=None, til=None)

    def dager(*avtaler: tuple[int, int]) -> list[int]:
        spenn = [bygg.avtale(fra=date(2026, 1, a), til=date(2026, 1, b)) for a, b in avtaler]
        return [v.dato.day for v in Grunnturnus(plan, KODER).vakter("1", spenn, ())]

    assert (
        dager((5, 31))
        == dager((5, 11), (12, 31))
        == dager((12, 31), (5, 20))
        == dager((5, 31), (6, 8))
        == [5, 12, 19, 26]
    )
    assert dager((5, 11), (19, 31)) == [5, 19, 26]
    assert dager((6, 25)) == [12, 19]


def test_an_empty_pattern_changes_nothing() -> None:
    uten = bygg.bank(turnus_=[{"dato": date(2026, 2, 2)}])
    med = Bank(replace(uten.tabeller, grunnturnus=(), vaktkoder=()))
    assert str(med) == str(uten)
    fylt = bygg.bank(turnus_=[{"dato": date(2026, 2, 2)}], grunnturnus=[{"uker": "D F F F F F F"}])
    assert fylt.stempel != uten.stempel
    (rad,) = tekster(uten.tabeller.turnus or ())
    assert rad.split("\x1f")[-1] == repr(None)  # the actual end: no Fri, as before that column came
    fri = Bank(replace(uten.tabeller, turnus=tuple(t._replace(fri=True) for t in uten.tabeller.turnus or ())))
    assert fri.stempel != uten.stempel


def test_a_bank_is_the_same_in_any_order_of_the_rows() -> None:
    plan: list[dict[str, Any]] = [
        {"uker": "D D D F F F F"},
        {"uker": "A A F F F F F"},
        {"ansattnr": "2", "uker": "N F F F F F F", "uke": 1},
    ]
    en = bygg.bank(grunnturnus=plan, ansatte=[{}, {"ansattnr": "2"}])
    to = Bank(replace(en.tabeller, grunnturnus=(en.tabeller.grunnturnus or ())[::-1]))
    assert en.stempel == to.stempel
    assert [v[:-1] for v in en.sak("1").turnus] == [v[:-1] for v in to.sak("1").turnus]


# Read from a workbook, as a range, and what is wrong

HODE = [k.navn for k in schema.GRUNNTURNUS.kolonner]
UKENE: dict[str, list[Any]] = {
    "Vaktkoder": [("D", time(7, 30), time(15, 0), 30), ("A", time(14, 30), time(22, 0), 30), ("X", None, None)],
    "Grunnturnus": [
        (1001, None, date(2026, 1, 5), None, None, 1, "D", "D", "F1", "A", "A", None, None),
        (1001, None, date(2026, 1, 5), None, None, 2, None, "d", "D", "F2", None, "A", "A"),
        (None, "Kveld", None, None, None, 1, "A", "A", "A"),
        (None, "Kveld", None, None, None, 2, "-", None, None, "A", "A", "A", "A"),
        (1002, "kveld ", date(2026, 1, 7), date(2026, 3, 1), 2),
    ],
}  # fmt: skip


def med(rad: int, kolonne: str, verdi: object) -> dict[str, list[Any]]:
    """The weeks with one cell changed; rad as on the sheet."""
    plan = [[*r, *[None] * (len(HODE) - len(r))] for r in UKENE["Grunnturnus"]]
    plan[rad - 2][HODE.index(kolonne)] = verdi
    return {**UKENE, "Grunnturnus": plan}


def bank_av(sti: Path) -> Bank:
    return Bank(les_bok(sti))


def test_a_workbook_with_a_pattern(tmp_path: Path) -> None:
    bank = bank_av(lag_bok(tmp_path / "b.xlsx", UKENE))
    assert not bank.utelatt
    forste, *_ = [v for v in bank.sak("1001").turnus if v.dato == date(2026, 1, 5)]
    assert (forste[:5], str(forste.kilde)) == (("1001", date(2026, 1, 5), 450, 900, 30), "Grunnturnus!G2")
    andre = {v.dato: (v.start, str(v.kilde)) for v in bank.sak("1002").turnus}
    assert min(andre) == date(2026, 1, 8)  # Wednesday is off in week 2
    assert andre[date(2026, 1, 8)] == (870, "Grunnturnus!J5")
    assert andre[date(2026, 1, 12)] == (870, "Grunnturnus!G4")
    assert max(andre) <= date(2026, 3, 1)
    uten = bank_av(lag_bok(tmp_path / "uten.xlsx"))
    assert uten.tabeller.grunnturnus is None


@pytest.mark.parametrize(
    ("rad", "kolonne", "verdi", "hvem", "sier"),
    [
        (2, "Man", "Q", ["1001"], "Koden Q står ikke i Vaktkoder på arket Lister (D, A, X)."),
        (2, "Man", "D+Q", ["1001"], "Koden Q står ikke"),
        (2, "Man", "x", ["1001"], "Koden X har ikke klokkeslett."),
        (4, "Tir", "Q", ["1002"], "Koden Q står ikke"),
        (3, "Uke", 3, ["1001"], "Uke er 3, men planen har 2 rader."),
        (3, "Uke", 1, ["1001"], "Uke 1 står også i rad 2."),
        (3, "Uke", 1.5, ["1001"], "Uke er 1,5."),
        (3, "Uke", None, ["1001"], "Uke mangler."),
        (3, "Uke", "to", ["1001"], "Uke er «to»"),
        (5, "Uke", 7, ["1002"], "Uke er 7, men planen har 2 rader."),
        (5, "Uke", "to", ["1002"], "Uke er «to»"),
        (6, "Fra", None, ["1002"], "Fra mangler."),
        (4, "Fra", date(2026, 1, 5), ["1002"], "Fra hører til radene med Ansattnr"),
        (6, "Uke", 1, ["1002"], "Uke hører til radene med ukene"),
        (6, "Fre", "A", ["1002"], "Fre hører til radene med ukene"),
        (6, "Startuke", 3, ["1002"], "Startuke er 3, men planen har 2 uker."),
        (2, "Startuke", 3, ["1001"], "Startuke er 3, men planen har 2 uker."),
        (6, "Til", date(2026, 1, 1), ["1002"], "Til 01.01.2026 er før Fra 07.01.2026."),
        (6, "Gruppe", "Kvled", ["1002"], "Gruppen Kvled har ingen uker i Grunnturnus. Mener du Kveld?"),
        (6, "Ansattnr", 1003, ["1003"], "Ansattnr 1003 finnes ikke i tabellen Ansatte."),
        (4, "Gruppe", None, [""], "Ansattnr mangler. Skriv nummeret, eller navnet på gruppen i Gruppe."),
    ],
)  # fmt: skip
def test_one_sentence_for_what_is_wrong(
    tmp_path: Path, rad: int, kolonne: str, verdi: object, hvem: list[str], sier: str
) -> None:
    bok = lag_bok(tmp_path / "b.xlsx", med(rad, kolonne, verdi))
    feil = lesefeil(bok)
    celle = f"{'ABCDEFGHIJKLM'[HODE.index(kolonne)]}{rad}"
    if kolonne == "Gruppe" and rad == 4:
        celle = "A4"
        feil = tuple(f for f in feil if not f.ansattnr)
    assert [(f.ark, f.celle, f.ansattnr) for f in feil] == [("Grunnturnus", celle, nr) for nr in hvem]
    assert feil[0].tekst.startswith(sier), feil[0].tekst
    assert {"1001", "1002"} - set(hvem) <= {s.ansattnr for s in bank_av(bok).saldoer(date(2026, 2, 1))} | {"1002"}


def test_the_day_a_pattern_begins_is_told_once(tmp_path: Path) -> None:
    bank = bank_av(lag_bok(tmp_path / "b.xlsx", med(2, "Fra", None)))
    assert timer(bank, "1001") == timer(bank_av(lag_bok(tmp_path / "hel.xlsx", UKENE)), "1001")
    ingen = med(2, "Fra", None)
    ingen["Grunnturnus"][1][2] = None
    feil = lesefeil(lag_bok(tmp_path / "ingen.xlsx", ingen))
    assert [(f.celle, f.ansattnr) for f in feil] == [("C2", "1001"), ("C3", "1001")]
    assert feil[0].tekst == "Fra mangler. Skriv dagen ansatt 1001 begynner i planen raden hører til."
    to = med(2, "Fra", None)  # which of two it is of, nobody can tell
    to["Grunnturnus"].append([1001, None, date(2026, 6, 1), None, None, 1, "D", *[None] * 6])
    assert [f.celle for f in lesefeil(lag_bok(tmp_path / "to.xlsx", to))] == ["C2"]


def test_two_patterns_at_once(tmp_path: Path) -> None:
    plan = [*UKENE["Grunnturnus"], (1002, None, date(2026, 3, 1), None, None, 1, "D", "", "", "", "", "", "")]
    (feil,) = lesefeil(lag_bok(tmp_path / "b.xlsx", {**UKENE, "Grunnturnus": plan}))
    assert (feil.celle, feil.ansattnr) == ("C7", "1002")
    assert feil.tekst.startswith("To planer for ansatt 1002 gjelder 01.03.2026 (den andre står i rad 6).")
    plan[-1] = (1002, None, date(2026, 3, 2), *plan[-1][3:])
    assert not lesefeil(lag_bok(tmp_path / "c.xlsx", {**UKENE, "Grunnturnus": plan}))


def test_somebody_without_an_agreement_needs_a_last_day(tmp_path: Path) -> None:
    folk = [*MINSTE["Ansatte"], (1003, "Per Moe", "Nord", "Assistent", "Ja")]
    rad = (1003, None, date(2026, 1, 5), None, None, 1, "D", "", "", "", "", "", "")
    plan = {**UKENE, "Ansatte": folk, "Grunnturnus": [*UKENE["Grunnturnus"], rad]}
    (feil,) = lesefeil(lag_bok(tmp_path / "b.xlsx", plan))
    assert (feil.celle, feil.ansattnr) == ("D7", "1003")
    plan["Grunnturnus"] = [*UKENE["Grunnturnus"], (*rad[:3], date(2026, 1, 31), *rad[4:])]
    bank = bank_av(lag_bok(tmp_path / "c.xlsx", plan))
    assert [v.dato.day for v in bank.sak("1003").turnus] == [5, 12, 19, 26]
    plan["Grunnturnus"] = [*UKENE["Grunnturnus"], (*rad[:3], date(2090, 1, 31), *rad[4:])]
    (feil,) = lesefeil(lag_bok(tmp_path / "d.xlsx", plan))
    assert "mer enn ti år" in feil.tekst


def test_a_fault_of_a_group_is_told_of_each_who_follows_it(tmp_path: Path) -> None:
    plan = med(4, "Man", "Q")
    plan["Grunnturnus"][0:2] = [(1001, "Kveld", date(2026, 1, 5), None, None)]
    sti = lag_bok(tmp_path / "b.xlsx", plan)
    assert [(f.celle, f.ansattnr) for f in lesefeil(sti)] == [("G3", "1001"), ("G3", "1002")]
    with pytest.raises(TidbankFeil) as e:
        bank_av(sti).saldoer(date(2026, 2, 1))
    assert str(e.value).count("Grunnturnus!G3") == 1  # one cell, one sentence


def test_codes_that_are_wrong_stop_everybody(tmp_path: Path) -> None:
    for koder, sier in (
        ([*UKENE["Vaktkoder"], ("d", time(8, 0), time(16, 0), 0)], "Kode D står også i rad 2."),
        ([("D", time(8, 0), time(8, 0), 0)], "Start og Slutt er like."),
        ([("D", time(8, 0), time(9, 0), 90)], "Pause på 90 minutter er lengre enn vakten"),
        ([("D", "25:00", time(9, 0), 0)], "Start er «25:00»"),
        ([("D", "05.01.2026 08:00", time(9, 0), 0)], "med en dag foran. Skriv bare klokkeslettet"),
    ):
        sti = lag_bok(tmp_path / "b.xlsx", {**UKENE, "Vaktkoder": koder})
        with pytest.raises(TidbankFeil, match=re.escape(sier)):
            bank_av(sti)


def test_a_day_off_in_turnus(tmp_path: Path) -> None:
    fri = (1001, date(2026, 1, 5), None, None, None, None, None, "Ja")
    bank = bank_av(lag_bok(tmp_path / "b.xlsx", {**UKENE, "Turnus": [fri]}))
    assert not bank.utelatt
    assert date(2026, 1, 5) not in {v.dato for v in bank.sak("1001").turnus}
    for rad, celle, sier in (
        ((*fri[:2], time(7, 0), time(9, 0), *fri[4:]), "H2", "Fri er Ja, men raden har klokkeslett."),
        ((*fri[:7], "Nei"), "C2", "Raden er halvferdig: Start og Slutt mangler."),
    ):
        feil = lesefeil(lag_bok(tmp_path / "c.xlsx", {**UKENE, "Turnus": [rad]}))
        assert (feil[0].celle, feil[0].ansattnr) == (celle, "1001")
        assert feil[0].tekst.startswith(sier)


def test_as_ranges(tmp_path: Path) -> None:
    def omraade(navn: str) -> list[list[Any]]:
        rader = {**MINSTE, **UKENE}[navn]
        return [[k.navn for k in schema.ETTER_NAVN[navn].kolonner], *map(list, rader)]

    navn = ("Avtaler", "Vakter", "Fravær", "Ansatte", "Turnus", "Innstillinger", "Fraværskoder", "Gjennomganger")
    plan = {"grunnturnus": omraade("Grunnturnus"), "vaktkoder": omraade("Vaktkoder")}
    tekst, bank = TIDBANK_LES(*map(omraade, navn), **plan), bank_av(lag_bok(tmp_path / "b.xlsx", UKENE))
    assert tekst == str(bank)
    dag = date(2026, 6, 1)
    funn = [[f.regel, f.alvor, f.ansattnr, f.ark, f.celle] for f in bank.funn(dag)]
    assert [r[:5] for r in TIDBANK_AVVIK(dag, tekst)[1:]] == funn
    assert any(f[3] == "Grunnturnus" for f in funn)
    uten_turnus = TIDBANK_LES(*map(omraade, navn[:3]), **plan)
    assert hent(uten_turnus).tabeller.turnus == ()  # the rules on the roster run all the same


# A ward's rolling plan, in every file and host


def timer(bank: Bank, nr: str) -> tuple[int, float]:
    turnus = bank.sak(nr).turnus
    return len(turnus), sum(stint.timer(t) for t in turnus)


def test_a_ward_from_csv_files(tmp_path: Path) -> None:
    """52 shifts in eight weeks: 208 and 180 hours."""
    lest = les_mappe(rulleplan.mappe(tmp_path / "csv"))
    bank = Bank(lest.tabeller)
    assert [timer(bank, nr) for nr in ("3101", "3106")] == [(28, 208.0), (24, 180.0)]
    natt = {v.dato: (v.start, str(v.kilde)) for v in bank.sak("3110").turnus}
    assert date(2026, 1, 5) not in natt  # off
    assert natt[date(2026, 1, 6)] == (450, "Turnus.csv!A3")
    assert natt[date(2026, 1, 9)] == (1305, "Grunnturnus.csv!K10")
    assert natt[date(2026, 1, 26)] == (1305, "Grunnturnus.csv!G10")
    assert bank.stempel == bank_av(rulleplan.bok(tmp_path / "b.xlsx")).stempel


def test_an_upgrade_brings_the_pattern_and_nothing_of_ours_as_the_users_own(tmp_path: Path) -> None:
    sti = rulleplan.bok(tmp_path / "gammel.xlsx")
    hentet = install.hent(sti)
    assert (hentet.stempel, hentet.eget.med, hentet.eget.ikke_med) == (bank_av(sti).stempel, [], [])
    workbook.skriv_bank(tmp_path / "ny.xlsx", hentet.rader, [])
    assert bank_av(tmp_path / "ny.xlsx").stempel == hentet.stempel
    blad: Any = openpyxl.load_workbook(tmp_path / "ny.xlsx")["Turnus"]
    rad = {h.value: c.value for h, c in zip(blad[1], blad[2], strict=True)}
    assert (rad["Start"], rad["Slutt"]) == (None, None)  # a day off is without times in the new file too


def test_live_pages_rest_on_the_pattern(tmp_path: Path) -> None:
    lest = les_mappe(rulleplan.mappe(tmp_path / "csv"))
    live.skriv_levende(tmp_path / "b.xlsx", lest.rader, Bank(lest.tabeller), date(2026, 9, 14))
    bok: Any = openpyxl.load_workbook(tmp_path / "b.xlsx")
    formel = next(c.value for rad in bok["Oversikt"] for c in rad if "TIDBANK_LES" in str(c.value))
    assert "Grunnturnus[[#Headers],[#Data]],Vaktkoder[[#Headers],[#Data]]" in str(formel)
    assert Bank(lest.tabeller).stempel == bank_av(tmp_path / "b.xlsx").stempel


def test_the_own_page_shows_the_weeks_and_every_day(tmp_path: Path) -> None:
    bank = Bank(les_mappe(rulleplan.mappe(tmp_path / "csv")).tabeller)
    sider = {s.ark: s for s in minside_sider(bank, "3110", date(2026, 9, 14), virksomhet="Furulia")}
    (uker,), (turnus,) = sider["Grunnturnus"].blokker, sider["Turnus"].blokker
    assert isinstance(uker, Siderader)
    assert isinstance(turnus, Siderader)
    assert len(uker.rader) == 1 + 3  # who follows the group, and its weeks
    assert "N er 21:45–07:45" in uker.merknad
    assert [f.format for f in uker.felt if f.navn in ("Startuke", "Uke")] == [Format.ANTALL] * 2
    assert len(turnus.rader) == 1 + timer(bank, "3110")[0]  # the day off is a row too
    assert not any("3112" in str(c) for rad in uker.rader for c in rad)


def test_the_sheet_prints_on_one_page_across(tmp_path: Path) -> None:
    blad: Any = openpyxl.load_workbook(rulleplan.bok(tmp_path / "b.xlsx"))["Grunnturnus"]
    assert (blad.page_setup.orientation, str(blad.page_setup.paperSize)) == ("landscape", "9")
    assert (blad.sheet_properties.pageSetUpPr.fitToPage, str(blad.page_setup.fitToHeight)) == (True, "0")
    assert [blad.cell(2, n).alignment.horizontal for n in range(7, 14)] == ["center"] * 7
    assert blad["L2"].fill.fgColor.rgb == blad["M2"].fill.fgColor.rgb != blad["K2"].fill.fgColor.rgb
    assert blad.print_title_rows == "$1:$1"
