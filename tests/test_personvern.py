"""What weekly copies tell (B50): credit is exact to the last completed review, rounded since; no kind is to be read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_tidbank import commands
from xl_tidbank.book.copy import make
from xl_tidbank.book.page.plain import Notat, Rader, Side
from xl_tidbank.book.sheets.kartlegging import kartlegging_side
from xl_tidbank.cli import main
from xl_tidbank.core import innsyn, kopikreditt, takt, tekst
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.innsyn import Innsyn
from xl_tidbank.core.kopikreditt import rens
from xl_tidbank.core.model import FERIE, Innstilling
from xl_tidbank.core.views import TIMENOKLER, Saldo

from . import angrep, bok, bygg, sidedata

MANDAG = bygg.START
HALV = 7.1  # half of 14.2, the weekly share of the bank in bygg
UKE = timedelta(weeks=1)
R1, R2 = MANDAG + 12 * UKE, MANDAG + 24 * UKE  # the first two reviews


def borte(kode: str, fra: date, dager: int, **mer: Any) -> dict[str, Any]:
    return {"fra": fra, "til": fra + timedelta(days=dager - 1), "kode": kode, **mer}


def konto(dag: date, *fravaer: dict[str, Any], vakter: list[dict[str, Any]] | None = None, **valg: Any) -> Any:
    return bygg.bank(fravaer_=list(fravaer), vakter=vakter or [], innstillinger=valg).krev_konto("1", dag)


def godskrevet(dag: date, *fravaer: dict[str, Any], **valg: Any) -> float:
    return kopikreditt.vist(konto(dag, *fravaer, **valg), dag).kreditert


def fakta(dag: date, *fravaer: dict[str, Any], vakter: list[dict[str, Any]] | None = None, **valg: Any) -> Innsyn:
    return bygg.bank(fravaer_=list(fravaer), vakter=vakter or [], innstillinger=valg).innsyn(["1"], dag)


# Rounded since the last review


@pytest.mark.parametrize(
    ("kode", "dager", "vist"),
    [
        ("SYK", 1, 0), ("SYK", 2, 1), ("SYK", 5, 1), ("SYK", 6, 2), ("SYK", 7, 2), ("SYK", 9, 3), ("SYK", 14, 4),
        ("FERIE", 1, 0), ("FERIE", 2, 1), ("FERIE", 3, 1), ("FERIE", 4, 1), ("FERIE", 6, 2), ("FERIE", 7, 2),
    ],
)  # fmt: skip
def test_credit_since_the_review_is_whole_halves_of_a_week(kode: str, dager: int, vist: int) -> None:
    fravaer = borte(kode, MANDAG, dager)
    dag = MANDAG + timedelta(days=20)
    assert godskrevet(dag, fravaer) == pytest.approx(vist * HALV)
    ekte = kopikreditt.uten_fravaer(konto(dag, fravaer), dag).kreditert
    assert abs(ekte - vist * HALV) <= HALV / 2 + 1e-6


@pytest.mark.parametrize(
    ("timer", "vist"), [(3.549999, 0), (3.55, 7.1), (10.649999, 7.1), (10.65, 14.2), (-3.55, -7.1)]
)
def test_exactly_half_a_step_is_rounded_away_from_zero(timer: float, vist: float) -> None:
    assert kopikreditt.avrundet(timer, 7.1) == pytest.approx(vist)


@pytest.mark.parametrize("forskyvning", range(7))
def test_a_week_that_runs_is_not_in_it(forskyvning: int) -> None:
    """On a Friday five sick days are one step and five days of holiday two: a week counts when it is over."""
    dag = MANDAG + 3 * UKE + timedelta(days=forskyvning)
    for kode in ("SYK", "FERIE", "BARN"):
        assert godskrevet(dag, borte(kode, MANDAG + 3 * UKE, 7)) == pytest.approx(14.2 if forskyvning == 6 else 0)


# Exact to the last completed review


def test_a_review_makes_it_exact() -> None:
    begge = (borte("SYK", MANDAG + UKE, 3), borte("FERIE", MANDAG + 5 * UKE, 2))
    exakt = 3 * 14.2 / 7 + 2 * 14.2 / 6
    assert godskrevet(R1 - timedelta(days=1), *begge) == pytest.approx(2 * HALV)
    assert godskrevet(R1, *begge) == pytest.approx(exakt)
    assert godskrevet(R2, *begge) == pytest.approx(exakt)
    ny = borte("SYK", R1 + UKE, 2)
    assert godskrevet(R1 + 5 * UKE, *begge, ny) == pytest.approx(exakt + HALV)


@pytest.mark.parametrize("kode", ["SYK", "FERIE"])
def test_a_sum_that_would_tell_the_kind_waits_for_a_later_review(kode: str) -> None:
    """3 days of one kind and nothing of the other: 6.09 hours is sevenths, 7.1 is sixths."""
    alene = borte(kode, MANDAG + UKE, 3)
    annen = borte("FERIE" if kode == "SYK" else "SYK", R1 + UKE, 2)
    assert kopikreditt.grense(konto(R1, alene), R1) == MANDAG
    assert godskrevet(R1, alene) == pytest.approx(HALV)
    assert kopikreditt.grense(konto(R2, alene, annen), R2) == R2
    assert godskrevet(R2, alene, annen) == pytest.approx(
        kopikreditt.uten_fravaer(konto(R2, alene, annen), R2).kreditert
    )


@pytest.mark.parametrize("kode", ["SYK", "FERIE", "PERM"])
def test_whole_weeks_and_no_absence_are_exact_at_the_first_review(kode: str) -> None:
    assert kopikreditt.grense(konto(R1, borte(kode, MANDAG + UKE, 14)), R1) == R1
    assert kopikreditt.grense(konto(R1), R1) == R1
    assert kopikreditt.grense(konto(R1), R1 - timedelta(days=1)) == MANDAG


def test_what_is_registered_after_the_review_is_rounded_till_the_next() -> None:
    """The copies before and after would otherwise differ by that one absence."""
    sen = borte("SYK", R1 - UKE, 3, registrert=R1 + timedelta(days=2))
    gamle = (borte("SYK", MANDAG + UKE, 3), borte("FERIE", MANDAG + 5 * UKE, 2))
    foer, etter = godskrevet(R1 + UKE, *gamle), godskrevet(R1 + UKE, *gamle, sen)
    assert etter - foer == pytest.approx(HALV)
    kjent = {**sen, "registrert": R1 - timedelta(days=1)}
    assert godskrevet(R1 + UKE, *gamle, kjent) - foer == pytest.approx(3 * 14.2 / 7)
    nytt = borte("FERIE", R1 + 3 * UKE, 2)
    assert godskrevet(R2, *gamle, sen, nytt) - godskrevet(R1, *gamle) == pytest.approx(3 * 14.2 / 7 + 2 * 14.2 / 6)


@pytest.mark.parametrize("valg", [{"gjennomgang_uker": 1}, {"gjennomgang_uker": 5}, {"gjennomgang_fra": "1. januar"}])
def test_no_exact_sum_is_of_less_than_twelve_weeks(valg: dict[str, Any]) -> None:
    grenser = sorted({kopikreditt.grense(konto(d, **valg), d) for n in range(52) for d in [MANDAG + n * UKE]})
    assert len(grenser) > 2
    assert all(b - a >= 12 * UKE for a, b in pairwise(grenser))


def test_what_is_written_in_holdt_moves_nothing() -> None:
    fravaer = [borte("SYK", MANDAG + UKE, 3), borte("FERIE", MANDAG + 2 * UKE, 2)]
    holdt = [{"dato": R1, "holdt": MANDAG + n * UKE} for n in (2, 3, 4)]
    dag = MANDAG + 6 * UKE
    uten, med = (bygg.bank(fravaer_=fravaer, gjennomganger=g).innsyn(["1"], dag) for g in ([], holdt))
    assert uten.personer == med.personer


# Every figure follows from what is shown

TILFELLER = (
    [borte("SYK", MANDAG + 3 * UKE, 3)], [borte("SYK", MANDAG + 3 * UKE, 4)], [borte("FERIE", MANDAG + 3 * UKE, 2)],
    [borte("FERIE", MANDAG + 3 * UKE, 4)], [borte("BARN", MANDAG + 3 * UKE, 2)],
    [borte("SYK", MANDAG + 3 * UKE, 7, grad=0.4)],
)  # fmt: skip


@pytest.mark.parametrize("dag", [MANDAG + 5 * UKE, R1, bygg.SLUTT - UKE, bygg.SLUTT])
@pytest.mark.parametrize("annet", [{}, {"ferie": "trekkes fra på forhånd"}])
def test_absences_that_round_alike_give_one_and_the_same_copy(dag: date, annet: dict[str, Any]) -> None:
    """Not a balance, a pace, a word of status or a finding differs, whatever was credited to the last digit."""
    if annet and annet["ferie"] not in _muligheter("ferie"):
        pytest.skip("no such choice")
    tilfeller = [t for t in TILFELLER if not annet or t[0]["kode"] != FERIE]
    vakter = [{"dato": MANDAG + n * UKE, "vaktnr": str(n)} for n in range(0, 50, 4)]
    assert len({repr(fakta(dag, *t, vakter=vakter, **annet)) for t in tilfeller}) == 1
    side = [repr(bygg.bank(fravaer_=t, vakter=vakter).gjennomgang("1", dag)) for t in tilfeller]
    assert len(set(side)) == 1
    assert len({repr(fakta(dag, *t, vakter=vakter, **angrep.EKSAKT)) for t in tilfeller}) > 1


def _muligheter(nokkel: str) -> tuple[str, ...]:
    from xl_tidbank.core.valg import muligheter

    return next(m.alternativer for m in muligheter() if m.nokkel == nokkel)


@given(
    st.lists(st.tuples(st.sampled_from(["SYK", "FERIE", "EGEN"]), st.integers(0, 340), st.integers(1, 20)), max_size=4),
    st.integers(0, 363), st.sampled_from([kopikreditt.AVRUNDET, kopikreditt.FORRIGE]),
)  # fmt: skip
@settings(deadline=None, max_examples=60)
def test_the_balances_are_those_of_the_credit_shown(
    fravaer: list[tuple[str, int, int]], dager: int, maate: str
) -> None:
    dag = MANDAG + timedelta(days=dager)
    rader = [borte(k, MANDAG + timedelta(days=d), n) for k, d, n in fravaer]
    s = fakta(dag, *rader, vakter=[{"dato": MANDAG + 8 * UKE}], kopi_kreditt=maate).personer[0].saldo
    assert s.skyldig == rens(s.periodeskyld - s.arbeidet - s.kreditert)
    assert s.etterslep == rens(s.paalopt - s.arbeidet - s.kreditert)
    assert s.skyldig_etter_avtalt == rens(s.skyldig - s.avtalt)
    igjen = (bygg.SLUTT - dag).days / 7
    if igjen:
        assert s.trengs_per_uke == rens(s.skyldig / igjen)
        assert s.trengs_per_uke_etter_avtalt == rens(s.skyldig_etter_avtalt / igjen)


def test_the_word_of_status_follows_from_what_is_shown() -> None:
    """13 sick days are 26.37 hours and shown as 28.4: 58.8 and 56.8 hours behind, on each side of four weeks."""
    dag = MANDAG + 6 * UKE - timedelta(days=1)
    k = konto(dag, borte("SYK", MANDAG, 13))
    assert (k.saldo(dag).status, kopikreditt.vist(k, dag).status) == (takt.FOLG_MED, takt.I_RUTE)


def test_absences_known_beforehand_do_not_show() -> None:
    """Holiday is registered ahead, sickness is not: neither credit to come nor the room that is left may tell."""
    dag = bygg.SLUTT - 6 * UKE
    vakter = [{"dato": MANDAG + timedelta(days=n), "vaktnr": str(n)} for n in range(90)]
    ferie = borte("FERIE", bygg.SLUTT - timedelta(days=20), 14)
    b = bygg.bank(fravaer_=[ferie], vakter=vakter)
    assert b.saldo("1", dag).ventet > 0
    for valg in ({}, angrep.FORRIGE):
        uten, med = fakta(dag, vakter=vakter, **valg), fakta(dag, ferie, vakter=vakter, **valg)
        assert med == uten
    ute = {"uke_alminnelig": "36"}
    assert fakta(dag, ferie, vakter=vakter[2:], **ute) == fakta(dag, vakter=vakter[2:], **ute)


def test_a_figure_nobody_has_thought_of_does_not_slip_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Credit ahead tells holiday, which is known beforehand, from sickness. What is not in the lists is 0."""
    kjente = {*kopikreditt.SYNLIGE, *kopikreditt.AVLEDET, "kreditert"}
    dag = MANDAG + 5 * UKE
    assert kopikreditt.vist(konto(dag), dag).trengs_per_uke
    uten = {n: f for n, f in kopikreditt.AVLEDET.items() if n != "trengs_per_uke"}
    monkeypatch.setattr(kopikreditt, "AVLEDET", uten)
    assert kopikreditt.vist(konto(dag), dag).trengs_per_uke == 0.0
    assert {n for n in TIMENOKLER if n in Saldo._fields} - kjente <= {"ventet"}


def test_a_booked_shift_that_was_not_worked_is_not_missed() -> None:
    """Sickness comes unexpected, holiday does not: a shift that was to be worked that week would tell."""
    uke = MANDAG + 3 * UKE
    oppsatt = {"dato": uke + timedelta(days=2), "status": "Tildelt", "varslet": MANDAG}
    for dag in (uke - timedelta(days=1), uke + timedelta(days=6)):
        i = fakta(dag, borte("SYK", uke, 7), vakter=[oppsatt])
        (post,) = [p for p in i.personer[0].poster if p.art == innsyn.AVTALTE_FRAM]
        assert (post.timer, post.felt, post.til) == (7.5, None, bygg.SLUTT)
        assert i.personer[0].saldo.avtalt == 7.5
        assert not any(p.felt for p in i.personer[0].poster)
    etter = fakta(R1, borte("SYK", uke, 7), vakter=[oppsatt]).personer[0]
    assert (etter.saldo.avtalt, etter.saldo.ubekreftet) == (0.0, 7.5)


# The attack


@pytest.fixture(scope="module")
def aar() -> angrep.Aar:
    return angrep.lag(7, 8)


@pytest.mark.slow
def test_the_attack_bites_when_credit_is_exact() -> None:
    """Else it would show nothing that it does not bite when credit is rounded."""
    svar = angrep.maal(range(1, 9), range(101, 105), 0, angrep.EKSAKT)
    print(svar)
    assert svar.treff > 0.85 > svar.lengde


@pytest.mark.slow
def test_the_kind_is_not_guessed_better_than_from_the_length() -> None:
    svar = angrep.maal(*angrep.FRO, 0, {})
    print(svar)
    assert svar.uker > 1000
    assert svar.treff <= svar.lengde


def test_to_the_last_review_not_even_the_weeks_show(aar: angrep.Aar) -> None:
    """Nothing but confirmed shifts moves anything between two reviews."""
    streng = angrep.viste_uker(aar, angrep.kopier(aar, valg=angrep.FORRIGE), gjennomganger())
    aapen = angrep.viste_uker(aar, angrep.kopier(aar), gjennomganger())
    borte_ = len(angrep.uker(aar, angrep.kopier(aar)))
    print(streng, aapen, borte_)
    assert streng == 0
    assert aapen > borte_ / 4


def gjennomganger() -> list[date]:
    """The Sundays of the copies that first see a review."""
    return [next(s for s in angrep.UKER if s >= MANDAG + 12 * k * UKE) for k in range(1, 5)]


def test_to_the_last_review_absences_since_change_nothing() -> None:
    vakter = [{"dato": MANDAG + n * UKE, "vaktnr": str(n)} for n in range(0, 50, 4)]
    valg = {**angrep.FORRIGE}
    dag = R1 + 8 * UKE
    uten = fakta(dag, vakter=vakter, **valg)
    for n in range(8):
        for kode in ("SYK", "FERIE"):
            oppsatt = {"dato": R1 + n * UKE, "status": "Tildelt", "vaktnr": "x", "varslet": R1 + (n - 1) * UKE}
            med = fakta(dag, borte(kode, R1 + n * UKE, 5), vakter=[*vakter, oppsatt], **valg)
            assert replace(med, valg=()) == replace(uten, valg=())


@pytest.mark.parametrize("valg", [{}, angrep.EKSAKT, angrep.FORRIGE])
def test_the_file_says_what_the_attack_was_given(aar: angrep.Aar, tmp_path: Path, valg: dict[str, str]) -> None:
    for n in (9, 30):
        dag = angrep.UKER[n]
        bank = aar.bank(dag, **valg)
        commands.til_tillitsvalgt(bank, dag).skriv(tmp_path / f"{n}.xlsx")
        fil = angrep.les_fil(tmp_path / f"{n}.xlsx")
        modell = angrep.les(bank.innsyn([a.ansattnr for a in aar.ansatte], dag).personer)
        assert set(fil) == set(modell)
        for nr, lest in modell.items():
            assert fil[nr][:-2] == pytest.approx(lest[:-2], abs=1e-5)
            assert fil[nr][-2:] == lest[-2:]


# What is said, and to whom


def tekster(sider: tuple[Side, ...]) -> str:
    return " ".join(a for s in sider for b in s.blokker if isinstance(b, Notat) for a in b.avsnitt)


def demobank(**valg: str) -> Bank:
    t = sidedata.tabeller()
    return Bank(replace(t, innstillinger=(*t.innstillinger, *(Innstilling(n, v) for n, v in valg.items()))))


@pytest.mark.parametrize(
    ("valg", "maate", "sagt"),
    [
        ({}, kopikreditt.AVRUNDET, "Neste gjennomgang gjør tallet nøyaktig"),
        (angrep.FORRIGE, kopikreditt.FORRIGE, "Avtalte og ubekreftede vakter står ikke"),
        (angrep.EKSAKT, kopikreditt.EKSAKT, "eksakte til dagen kopien gjelder"),
        ({"kopi_kreditt": "eksakt"}, kopikreditt.AVRUNDET, "fordi kopi_kreditt_begrunnelse er tom"),
    ],
)  # fmt: skip
def test_the_copy_says_how_exact_it_is(valg: dict[str, str], maate: str, sagt: str) -> None:
    b = demobank(**valg)
    assert kopikreditt.maate(b.valg) == maate
    delt = commands.til_tillitsvalgt(b, sidedata.DAG)
    assert sagt in tekster(delt.sider)
    assert any(maate in linje for linje in delt.forhandsvisning())
    assert (sagt in " ".join(delt.forhandsvisning())) == ("begrunnelse" in sagt)
    assert angrep.EKSAKT["kopi_kreditt_begrunnelse"] not in repr(delt.sider)


def test_the_review_follows_the_same_rule_and_the_employee_and_hr_have_it_exact(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    sti = bok.lag_bok(tmp_path / "bank.xlsx", {
        "Fravær": [(1001, date(2026, 2, 2), date(2026, 2, 4), "SYK", 100, date(2026, 2, 2))], "Gjennomganger": [],
    })  # fmt: skip
    from xl_tidbank.book.open import read

    b, dag = Bank(read.les_bok(sti)), date(2026, 3, 9)
    ekte, bilde = b.saldo("1001", dag), b.gjennomgang("1001", dag)
    assert ekte.kreditert == pytest.approx(3 * 14.2 / 7)
    assert bilde.kreditert_siden == pytest.approx(HALV)
    assert bilde.saldo.skyldig == pytest.approx(ekte.skyldig + 3 * 14.2 / 7 - HALV)
    naa = next(p.skyldig for p in bilde.kurve if p.dato == dag)
    assert naa == pytest.approx(bilde.saldo.skyldig)
    with pytest.raises(SystemExit):
        main(["gjennomgang", str(sti), "--dato", "2026-03-09", "--ansatt", "1001", "-o", str(tmp_path / "g.xlsx"),
              "--json"])  # fmt: skip
    (rad,) = json.loads(capfd.readouterr().out)["gjennomganger"]
    assert rad["skyldig"] == pytest.approx(ekte.skyldig)
    min_ = commands.til_ansatt(b, dag, "1001")
    assert any(
        isinstance(c.verdi, float) and abs(c.verdi - ekte.skyldig) < 1e-6 for o in min_.kopi.oppsett for c in o.celler
    )


def test_the_review_to_the_last_review_lists_no_shift_that_is_not_confirmed() -> None:
    vakter = [{"dato": R1 + n * UKE, "vaktnr": str(n), "status": "Tildelt"} for n in (1, 3)]
    b = bygg.bank(vakter=vakter, innstillinger=angrep.FORRIGE).gjennomgang("1", R1 + 2 * UKE)
    assert (b.avtalte, b.ubekreftede, b.planlagt_per_uke, b.saldo.avtalt) == ((), (), None, 0.0)
    aapen = bygg.bank(vakter=vakter).gjennomgang("1", R1 + 2 * UKE)
    assert [len(v) for v in (aapen.avtalte, aapen.ubekreftede)] == [1, 1]
    side = repr(_side(aapen))
    assert f"Ikke bekreftet: 1 vakt, {tekst.timer(7.5)} timer" in side
    assert repr(R1 + UKE) not in side
    uten = bygg.bank(innstillinger={"kopi_kreditt": "eksakt"}).gjennomgang("1", R1)
    assert "kopi_kreditt_begrunnelse er tom" in repr(_side(uten))


def _side(bilde: Any) -> tuple[Any, ...]:
    from xl_tidbank.book.sheets.gjennomgang import gjennomgang_side

    side = gjennomgang_side(bilde, virksomhet="", stempel="")
    return tuple(b for b in side.blokker if isinstance(b, (Rader, Notat)))


# Groups


def folk(**antall: int) -> list[dict[str, Any]]:
    return [{"ansattnr": f"{e}{k}", "navn": "N", "enhet": e} for e, n in antall.items() for k in range(n)]


def med_enheter(minst: int, **antall: int) -> Bank:
    rader = folk(**antall)
    return bygg.bank(
        avtaler=[{"ansattnr": a["ansattnr"]} for a in rader], ansatte=rader, innstillinger={"minste_gruppe": minst},
    )  # fmt: skip


def test_the_smallest_group_is_the_banks_choice() -> None:
    delt = commands.til_tillitsvalgt(med_enheter(10, A=12, B=11, C=6), sidedata.DAG)
    tabell = next(b for s in delt.sider for b in s.blokker if isinstance(b, Rader) and b.navn == "PerEnhet")
    assert tabell.merknad == "Enheter med færre enn 10 ansatte er slått sammen."
    assert [r[2] for r in tabell.rader] == ["A", "Øvrige"]
    fem = commands.til_tillitsvalgt(med_enheter(5, A=12, B=11, C=6), sidedata.DAG)
    tabell = next(b for s in fem.sider for b in s.blokker if isinstance(b, Rader) and b.navn == "PerEnhet")
    assert [r[2] for r in tabell.rader] == ["A", "B", "C"]


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 14), min_size=1, max_size=8), st.integers(2, 12))
@settings(deadline=None, max_examples=40)
def test_no_difference_of_sums_is_of_few(antall: dict[str, int], minst: int) -> None:
    """Every sum of people on the pages, the total too, less every other, and the total less any of them together."""
    b = med_enheter(minst, **antall)
    i = b.innsyn([a.ansattnr for a in b.tabeller.ansatte or ()], sidedata.DAG, pseudonym=lambda nr: f"p-{nr}")
    alle = frozenset(range(len(i.personer)))
    vist = {p.gruppe for p in i.personer} if i.grupper else set()
    summer = [frozenset(n for n, p in enumerate(i.personer) if p.gruppe == g) for g in vist]
    assert all(len(s) >= minst for s in summer)
    for antall_ledd in range(1, len(summer) + 1):
        for ledd in combinations(summer, antall_ledd):
            rest = alle.difference(*ledd)
            assert not rest or len(rest) >= minst
    for a, c in combinations([alle, *summer], 2):
        for ulik in (a - c, c - a):
            assert not ulik or len(ulik) >= minst
    assert {str(p.ansatt[2]) for p in i.personer} <= {"Øvrige", *(e for e, n in antall.items() if n >= minst)}


def test_the_mapping_hides_a_unit_that_would_be_the_difference() -> None:
    rader = [
        bygg.kartleggingsaar(n, enhet=e, aar=2025, fravaer_pst=p)
        for n, (e, p) in enumerate([("", 9.0), ("A", 8.0), ("B", 7.0), ("C", 12.5)])
    ]
    felles = {"virksomhet": "", "stempel": ""}

    def vist(med: list[Any], **ansatte: int) -> dict[str, Any]:
        side = kartlegging_side(med, (), sidedata.DAG, ansatte=ansatte, minst=5, **felles)
        return {b.overskrift: b.rader[0][2] for b in side.blokker if isinstance(b, Rader)}

    alle = next(n for n in vist(rader, a=9, b=6, c=6) if n not in "ABC")
    assert vist(rader, a=9, b=6, c=6) == {alle: 9.0, "A": 8.0, "B": 7.0, "C": 12.5}
    assert vist(rader, a=9, b=6, c=3) == {alle: 9.0, "A": 8.0, "B": None, "C": None}
    assert vist(rader[1:], a=9, b=6, c=3) == {"A": 8.0, "B": 7.0, "C": None}


def test_the_pages_and_the_preview_name_the_same_columns() -> None:
    delt = commands.til_tillitsvalgt(demobank(**angrep.FORRIGE), sidedata.DAG)
    kolonner = {k for _, _, navn in make.innholdsliste(delt.sider) for k in navn}
    assert "Godskrevet nøyaktig til" in kolonner
    assert not {"Avtalt (timer)", "Ubekreftet i alt (timer)"} & kolonner
