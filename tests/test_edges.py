"""Where a rule ends and the next begins: each of these was once wrong, or could be, without a test that said so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from xl_tidbank.core import kopikreditt
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.overlapp import perioder_overlapper

from . import bygg

MANDAG = date(2026, 5, 11)


def test_past_zero_the_last_of_several_shifts_of_a_day_is_what_goes_beyond() -> None:
    """A week's debt of 14.2: ten hours, then three and three on one day. The first three are within, 1.8 of the last
    three beyond (B31)."""
    uke = {"periodestart": date(2026, 1, 5), "periodeslutt": date(2026, 1, 11)}
    vakter: list[dict[str, Any]] = [
        {"dato": date(2026, 1, 5), "start": "07:00", "slutt": "17:00"},
        {"dato": date(2026, 1, 6), "start": "07:00", "slutt": "10:00"},
        {"dato": date(2026, 1, 6), "start": "14:00", "slutt": "17:00"},
    ]
    linjer = bygg.bank([uke], vakter).konto("1", til=date(2026, 1, 11))
    ventet = [("V0", "Arbeidet", -10), ("V1", "Arbeidet", -3), ("V2", "Arbeidet", -1.2), ("V2", "Ekstra", -1.8)]
    assert [(x.kilde[-3:-1], x.art, round(x.timer, 9)) for x in linjer[1:]] == ventet


@pytest.mark.parametrize(
    ("planlagt", "ekstra", "over", "mer"),
    [
        # Ten hours on one day: the 2.5 beyond 7.5 are the evening's last.
        ((), [(1, "07:00", "12:00"), (1, "17:00", "22:00")], [(1, 1170, 1320)], [5.0, 2.5]),
        # 40 hours in the week: the 4.5 beyond 35.5 are Saturday's last.
        ((0, 2, 3, 4), [(1, "08:00", "15:00"), (5, "08:00", "13:00")], [(5, 510, 780)], [7.0, 0.5]),
    ],
)
def test_overtime_is_what_was_worked_last(
    planlagt: tuple[int, ...], ekstra: list[tuple[int, str, str]], over: list[tuple[int, int, int]], mer: list[float]
) -> None:
    vakter: list[dict[str, Any]] = [
        {"dato": MANDAG + timedelta(days=d), "start": "08:00", "slutt": "15:00"} for d in planlagt
    ]
    vakter += [
        {"dato": MANDAG + timedelta(days=d), "start": fra, "slutt": til, "type": "Ekstra"} for d, fra, til in ekstra
    ]
    biter, mertid = bygg.bank(None, vakter, lonn=[{}]).lonn_for("1").vakter.uke(MANDAG)
    naar = [((b.dato - MANDAG).days, b.fra % 1440, b.til % 1440) for b in biter]
    assert naar == over
    assert [m.timer for m in mertid] == pytest.approx(mer)


def test_months_before_a_gap_are_not_part_of_the_sick_pay_average() -> None:
    """Delta § 14 asks for the twelve months before: a month outside the scheme ends them, it is not skipped."""
    slutt = date(2027, 1, 3)

    def maaneder(*avtaler: dict[str, Any]) -> int:
        syk = [{"fra": date(2026, 9, 1), "til": date(2026, 9, 6)}]
        lonn = bygg.bank(list(avtaler), None, syk, lonn=[{"fra": date(2026, 1, 5), "fast_tillegg": 100}]).lonn_for("1")
        (sykdom,) = lonn.sykdommer
        return lonn.sykevalg(sykdom).maaneder

    hele = {"periodestart": date(2026, 1, 5), "periodeslutt": slutt}
    assert maaneder(hele) == 7  # February to August
    hull = ({**hele, "til": date(2026, 4, 14)}, {**hele, "fra": date(2026, 4, 16)})
    assert maaneder(*hull) == 4  # May to August: one day of April is outside


def test_hours_applied_for_are_reserved_or_withdrawn_never_both() -> None:
    rader: list[dict[str, Any]] = [
        {"dato": date(2026, 3, 1), "art": "Innskudd", "timer": 10},
        {"dato": date(2026, 3, 9), "art": "Avspasering", "timer": 4, "status": "Søkt"},
    ]

    def saldo(**valg: str) -> tuple[float, ...]:
        s = bygg.bank([], timebank=rader, innstillinger=valg).timebank("1", date(2026, 3, 12))
        return s.saldo, s.reservert, s.disponibelt

    assert saldo() == (10, 4, 6)
    assert saldo(avspasering_trekkes="når den er søkt") == (6, 0, 6)


def test_the_break_goes_with_the_part_that_is_not_covered() -> None:
    """The bank shift counts whole; half of the roster's is inside it, with half of its break: 7 + 4 - 0.25."""
    bank = bygg.bank(
        None,
        [{"dato": MANDAG, "start": "11:00", "slutt": "19:00", "pause": 60, "type": "Ordinær"}],
        turnus_=[{"dato": MANDAG, "start": "07:00", "slutt": "15:00", "pause": 30}],
    )
    assert sum(t.minutter for t in bank.sak("1").arbeidstid.tider) == 645


def test_exactly_so_many_weeks_behind_is_not_more_than_so_many() -> None:
    """Nothing worked: after four weeks four weeks behind, on the day after more than that (T4)."""

    def status(bank: Bank, dager: int) -> str:
        return bank.saldo("1", bygg.START + timedelta(days=dager - 1)).status

    assert [status(bygg.bank(), n) for n in (28, 29)] == ["I rute", "Følg med"]
    assert [status(bygg.bank(innstillinger={"folg_med_uker": 3}), n) for n in (21, 22)] == ["I rute", "Følg med"]


def test_settlement_at_notice_is_counted_to_the_agreements_end_where_that_is_earlier() -> None:
    """Notice in May runs to 31 August; the agreement row ends on 31 May."""
    avtale = {"til": date(2026, 5, 31), "sagt_opp": date(2026, 5, 15), "sagt_opp_av": "Ansatt"}
    (rad,) = bygg.bank([avtale]).avregning(date(2026, 12, 1))
    assert rad.siste == date(2026, 5, 31)
    (rad,) = bygg.bank([{**avtale, "til": bygg.SLUTT}]).avregning(date(2026, 12, 1))
    assert rad.siste == date(2026, 8, 31)


def test_a_stretch_of_the_reps_copy_ends_the_day_before_the_review() -> None:
    """And is told from the day of the review on, not a day before."""
    konto = bygg.bank().krev_konto("1", bygg.START)
    planlagt = [bygg.START + n * timedelta(weeks=12) for n in (1, 2, 3)]
    for foer, naar in zip([bygg.START, *planlagt], planlagt, strict=False):
        assert kopikreditt.grense(konto, naar - timedelta(days=1)) == foer
        assert kopikreditt.grense(konto, naar) == naar


def test_there_is_no_overtime_in_a_shift_that_absence_stands_in_the_place_of() -> None:
    borte = {"fra": date(2026, 5, 12), "til": date(2026, 5, 12)}
    vakt = {"dato": date(2026, 5, 12), "faktisk_slutt": "17:00"}

    def overtid(fravaer: list[dict[str, Any]]) -> list[tuple[str, float]]:
        sak = bygg.bank(vakter=[vakt], fravaer_=fravaer).sak("1")
        return [(v.type, v.timer) for v in sak.vakter if v.type == "Overtid"]

    assert overtid([]) == [("Overtid", 2.0)]
    assert overtid([borte]) == []


def test_periods_that_share_one_day_overlap_whichever_is_named_first() -> None:
    a = bygg.avtale(periodestart=date(2026, 1, 5), periodeslutt=date(2026, 6, 30))
    b = bygg.avtale(periodestart=date(2026, 6, 30), periodeslutt=date(2026, 12, 31))
    c = bygg.avtale(periodestart=date(2026, 7, 1), periodeslutt=date(2026, 12, 31))
    assert perioder_overlapper(a, b)
    assert perioder_overlapper(b, a)
    assert not perioder_overlapper(a, c)
    assert not perioder_overlapper(a, a)


def test_two_grades_of_one_code_credit_the_largest_whichever_stands_first() -> None:
    """B48: however many rows say it, the day is away as much as the row that says most."""
    uke = {"fra": date(2026, 3, 2), "til": date(2026, 3, 8), "kode": "SYK"}
    dag = date(2026, 3, 8)
    ett = bygg.bank(fravaer_=[{**uke, "grad": 0.8}]).saldo("1", dag).kreditert
    for grader in ((0.4, 0.8), (0.8, 0.4)):
        to = bygg.bank(fravaer_=[{**uke, "grad": g} for g in grader]).saldo("1", dag).kreditert
        assert to == ett == pytest.approx(0.8 * 14.2)
