"""The demo data is a believable workplace: reproducible, free of contradictions, with the breaches it should have."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from xl_tidbank.book.open.csvmappe import les_mappe
from xl_tidbank.core import model
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.funn import Alvor
from xl_tidbank.core.miljo import turer
from xl_tidbank.core.tid import clock
from xl_tidbank.demo import DEMO_DAG, VIRKSOMHET, demo_tabeller
from xl_tidbank.tables import schema


@pytest.fixture(scope="module")
def rader() -> dict[str, list[tuple[object, ...]]]:
    return demo_tabeller()


@pytest.fixture(scope="module")
def poster(rader: dict[str, list[tuple[object, ...]]]) -> dict[str, tuple[Any, ...]]:
    """Records with the row they would stand on, as a reader would make them."""
    ut = {}
    for t in schema.TABELLER:
        felt = len(t.post._fields) - 1  # type: ignore[attr-defined]
        ut[t.navn] = tuple(
            t.post(*r[:felt], model.Kilde(t.ark, n, {t.kolonner[0].navn: "A"})) for n, r in enumerate(rader[t.navn], 2)
        )
    return ut


@pytest.fixture(scope="module")
def bank(poster: dict[str, tuple[Any, ...]]) -> Bank:
    return Bank(
        model.Tabeller(
            poster["Avtaler"], poster["Vakter"], poster["Fravær"], poster["Ansatte"], poster["Turnus"],
            poster["Innstillinger"], poster["Fraværskoder"], poster["Gjennomganger"],
        )
    )  # fmt: skip


def _timer(t: model.Turnusvakt | model.Vakt) -> float:
    return ((t.slutt - t.start) % 1440 - t.pause) / 60


def test_same_seed_same_data(rader: dict[str, list[tuple[object, ...]]]) -> None:
    assert demo_tabeller() == rader
    assert demo_tabeller(7)["Vakter"] != rader["Vakter"]
    assert demo_tabeller(7)["Ansatte"] == rader["Ansatte"]


def test_rows_fill_the_schema(rader: dict[str, list[tuple[object, ...]]]) -> None:
    assert list(rader) == [t.navn for t in schema.TABELLER]
    for t in schema.TABELLER:
        for rad in rader[t.navn]:
            assert len(rad) == len(t.kolonner)
            for k, verdi in zip(t.kolonner, rad, strict=True):
                assert not (k.ma_fylles and verdi in ("", None)), (t.navn, k.navn, rad)
                assert not k.lovlige or verdi in (*k.lovlige, ""), (t.navn, k.navn, rad)
                if k.slag is schema.Slag.DATO:
                    assert verdi is None or type(verdi) is date
    assert rader["Innstillinger"][0][:2] == ("virksomhet", VIRKSOMHET)


def _celle(k: schema.Kolonne, verdi: Any) -> str:
    """A value as a Norwegian roster system would write it."""
    if verdi is None:
        return ""
    if isinstance(verdi, date):
        return f"{verdi:%d.%m.%Y}"
    if k.slag is schema.Slag.JANEI:
        return "Ja" if verdi else "Nei"
    if k.slag is schema.Slag.KLOKKE:
        return f"{verdi // 60:02}:{verdi % 60:02}"
    if k.slag is schema.Slag.GRAD:
        return f"{verdi * 100:.0f}"
    return str(verdi).replace(".", ",") if isinstance(verdi, float) else f'"{verdi}"'


def test_the_reader_finds_nothing_wrong(tmp_path: Path, rader: dict[str, list[tuple[object, ...]]]) -> None:
    """Written out as CSV and read back with every check of the reader: the same typed rows."""
    for t in schema.TABELLER:
        linjer = [[k.navn for k in t.kolonner]]
        linjer += [[_celle(k, v) for k, v in zip(t.kolonner, rad, strict=True)] for rad in rader[t.navn]]
        (tmp_path / f"{t.navn}.csv").write_text("\n".join(map(";".join, linjer)), "utf-8")
    assert les_mappe(tmp_path).rader == rader


def test_numbers_are_known_and_unique(poster: dict[str, tuple[Any, ...]]) -> None:
    numre = {a.ansattnr for a in poster["Ansatte"]}
    assert len(numre) == 14
    for navn in ("Avtaler", "Turnus", "Vakter", "Fravær", "Gjennomganger"):
        assert {r.ansattnr for r in poster[navn]} <= numre | {""}
    assert all(v.ansattnr or v.status == model.LEDIG for v in poster["Vakter"])
    assert len({v.vaktnr for v in poster["Vakter"]}) == len(poster["Vakter"])
    assert {f.kode for f in poster["Fravær"]} <= {k.kode for k in poster["Fraværskoder"]}
    assert len(numre - {a.ansattnr for a in poster["Avtaler"]}) == 1


def test_periods_are_52_weeks_from_a_monday(poster: dict[str, tuple[Any, ...]]) -> None:
    for a in poster["Avtaler"]:
        assert a.periodestart.weekday() == 0
        assert model.dager(a.periodestart, a.periodeslutt) == 364
        assert a.periodestart <= a.fra <= a.til <= a.periodeslutt
    assert len({a.periodestart for a in poster["Avtaler"]}) > 3


def test_tidbank_shifts_stand_inside_an_agreement(poster: dict[str, tuple[Any, ...]]) -> None:
    strekk = defaultdict(list)
    for a in poster["Avtaler"]:
        strekk[a.ansattnr].append((a.fra, a.til))
    for v in poster["Vakter"]:
        if v.ansattnr and v.type == model.TIDBANK:
            assert any(fra <= v.dato <= til for fra, til in strekk[v.ansattnr]), v


def test_shifts_leave_time_to_rest(poster: dict[str, tuple[Any, ...]]) -> None:
    """No overlap, one rest too short (on purpose), no week over 42 hours or without a day and a half off. A bank shift
    that makes an ordinary one longer is no rest."""
    tider, uketimer = defaultdict(list), defaultdict[tuple[str, date], float](float)
    for t in (*poster["Turnus"], *(v for v in poster["Vakter"] if v.ansattnr and v.status in model.GJELDENDE)):
        tider[t.ansattnr].append(clock.vakttid(t.dato, t.start, t.slutt))
        uketimer[t.ansattnr, clock.mandag(t.dato)] += _timer(t)
    hvile = [neste[0] - forrige[1] for liste in tider.values() for forrige, neste in pairwise(sorted(liste))]
    assert min(hvile) == 0
    assert len([h for h in hvile if 0 < h < 11 * 60]) == 1
    assert max(uketimer.values()) <= 42
    for nr, man in uketimer:
        fra, til = (clock.vakttid(man + timedelta(days=n), 0, 0)[0] for n in (0, 7))
        i_uken = [(max(f, fra), min(t, til)) for f, t in tider[nr] if f < til and t > fra]
        fri = [b[0] - a[1] for a, b in pairwise([(fra, fra), *sorted(i_uken), (til, til)])]
        assert max(fri) >= 36 * 60, (nr, man)


def test_roster_matches_the_fixed_position(poster: dict[str, tuple[Any, ...]]) -> None:
    """Within an hour a week over the roster; the full-timer has no agreement row and 35.5 hours."""
    for ansatt in poster["Ansatte"]:
        turnus = [t for t in poster["Turnus"] if t.ansattnr == ansatt.ansattnr]
        avtaler = [a for a in poster["Avtaler"] if a.ansattnr == ansatt.ansattnr]
        forste, siste = (clock.mandag(f(t.dato for t in turnus)) for f in (min, max))
        uker = [forste + timedelta(weeks=n) for n in range((siste - forste).days // 7 + 1)]
        maal = 0.0
        for man in uker:
            rad = next((a for a in avtaler if a.til >= man), avtaler[-1] if avtaler else None)
            maal += rad.ukestimer * rad.fast_pst / 100 if rad else 35.5
        assert len(uker) >= 47
        assert sum(_timer(t) for t in turnus) / len(uker) == pytest.approx(maal / len(uker), abs=1), ansatt.navn


def test_nobody_works_bank_hours_while_away(poster: dict[str, tuple[Any, ...]]) -> None:
    """What falls inside a whole absence was booked before it, is not worked, and shows the credit top-up."""
    inni = [
        (v, f)
        for v in poster["Vakter"]
        for f in poster["Fravær"]
        if v.ansattnr == f.ansattnr and f.fra <= v.dato <= f.til and f.grad == 1 and v.status in model.GJELDENDE
    ]
    assert 1 <= len(inni) <= 5
    for v, f in inni:
        assert f.kode in ("SYK", "EGEN")
        assert v.status != model.UTFORT
        assert v.varslet is not None
        assert v.varslet < f.fra


def test_absences_do_not_overlap(poster: dict[str, tuple[Any, ...]]) -> None:
    for a, b in pairwise(sorted(poster["Fravær"], key=lambda f: (f.ansattnr, f.fra))):
        assert a.ansattnr != b.ansattnr or a.til < b.fra


def test_past_and_future_shifts(poster: dict[str, tuple[Any, ...]]) -> None:
    """Nothing to come is worked, nothing is told after today, and every status has its example."""
    vakter = poster["Vakter"]
    assert all(v.status != model.UTFORT for v in vakter if v.dato >= DEMO_DAG)
    assert all(v.varslet is None or v.varslet <= DEMO_DAG for v in vakter)
    antall = Counter(v.status for v in vakter)
    assert set(antall) == set(model.STATUSER)
    assert antall[model.UTFORT] > 350
    ledige = [v for v in vakter if v.status == model.LEDIG]
    assert all(v.enhet and v.kompetanse and not v.ansattnr and v.varslet is None for v in ledige)


def test_balances_of_a_real_place(bank: Bank) -> None:
    """Most are on plan, some behind, one is owed hours, one ends within a month with hours left."""
    saldoer = bank.saldoer(DEMO_DAG)
    bak = [s.etterslep / s.ukestimer_tidbank for s in saldoer]
    assert len(bak) == 13
    assert sum(-1 < u < 3 for u in bak) >= 9
    assert [s.navn for s in saldoer if s.skyldig < 0] == ["Piotr Nowicki"]
    ender = [s for s in saldoer if s.sluttvarsel <= DEMO_DAG and s.skyldig_etter_avtalt > 0]
    assert [s.navn for s in ender] == ["Wenche Solbakk"]
    assert 20 < ender[0].skyldig_etter_avtalt < 60
    assert sum(s.neste_gjennomgang is not None and (s.neste_gjennomgang - DEMO_DAG).days <= 14 for s in saldoer) >= 3


def test_findings_are_few_and_meant(bank: Bank) -> None:
    funn = bank.funn(DEMO_DAG)
    brudd = Counter(f.regel for f in funn if f.alvor == Alvor.BRUDD)
    assert brudd["varselfrist"] == 2
    assert brudd["tidbank_tak"] == brudd["godkjenning"] == brudd["signert_avtale"] == 1
    assert 5 <= brudd.total() <= 10
    advarsler = Counter(f.regel for f in funn if f.alvor == Alvor.ADVARSEL)
    assert advarsler["gjennomgang_forfalt"] == 4  # one put off, three to be held today
    assert advarsler["sluttvarsel"] == 1
    assert 2 <= advarsler["ubekreftet_vakt"] <= 8


def test_about_one_bank_shift_in_seven_makes_an_ordinary_one_longer(bank: Bank) -> None:
    """So that the demo has trips that were not made."""
    alle = [
        v for nr in bank.ansattnumre for v in turer.oppmoter(bank.sak(nr), DEMO_DAG).bank if v.vakt.dato <= DEMO_DAG
    ]
    uten = [v for v in alle if not v.turer]
    assert 0.12 < len(uten) / len(alle) < 0.18
    assert all(v.vakt.pause == 0 and v.timer < 3 for v in uten)
