"""Properties of the ledger, and its answers held against the contract read literally."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_tidbank import commands
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.model import Ansatt, Innstilling, Tabeller
from xl_tidbank.tables import schema

from . import bygg, fasit

DAG = st.integers(-10, 375).map(lambda n: bygg.START + timedelta(days=n))
TIDER = st.tuples(*[st.sampled_from(["00:00", "07:00", "07:30", "14:30", "15:00", "22:00", "24:00"])] * 2).filter(
    lambda t: t[0] != t[1] and t[0] != "24:00"
)


@st.composite
def tabeller(draw: Any, ansattnr: str = "1") -> Tabeller:
    """One employee: two agreement rows in one period or in two, any shifts, absences that meet, overlap and repeat."""
    skifte = draw(DAG.filter(lambda d: bygg.START < d <= bygg.SLUTT))
    prosent = st.integers(0, 40)
    dagen_foer = skifte - timedelta(days=1)
    to = draw(st.booleans())
    slutt, start = ({"periodeslutt": dagen_foer}, {"periodestart": skifte}) if to else ({}, {})
    avtaler = (
        bygg.avtale(0, ansattnr=ansattnr, til=dagen_foer, tidbank_pst=draw(prosent), **slutt),
        bygg.avtale(1, ansattnr=ansattnr, fra=skifte, tidbank_pst=draw(prosent), **start),
    )
    vakter = [
        bygg.vakt(n, ansattnr=ansattnr, vaktnr=f"{ansattnr}-{n}", dato=dato, start=tid[0], slutt=tid[1], **felt)
        for n, (dato, tid, felt) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        DAG,
                        TIDER,
                        st.fixed_dictionaries(
                            {
                                "pause": st.sampled_from([0, 30]),
                                "status": st.sampled_from(["Utført", "Tildelt", "Godkjent", "Søkt", "Avlyst"]),
                                "type": st.sampled_from(["Tidbank", "Tidbank", "Ekstra"]),
                                "varslet": st.none() | DAG,
                            }
                        ),
                    ),
                    max_size=25,
                )
            )
        )
    ]
    fravaer, dag = [], bygg.START - timedelta(days=5)
    for n, (hopp, lengde, kode, grad) in enumerate(
        draw(
            st.lists(
                st.tuples(
                    st.one_of(st.integers(-6, 3), st.integers(1, 60)),
                    st.one_of(st.integers(1, 9), st.integers(1, 40)),
                    st.sampled_from(["SYK", "EGEN", "FERIE", "PERMU", "AVSP"]),
                    st.sampled_from([1.0, 1.0, 0.5, 0.2]),
                ),
                max_size=7,
            )
        )
    ):
        dag += timedelta(days=hopp)
        til = dag + timedelta(days=lengde - 1)
        fravaer.append(bygg.fravaer(n, ansattnr=ansattnr, fra=dag, til=til, kode=kode, grad=grad))
        dag = til
    return Tabeller(avtaler, tuple(vakter), tuple(fravaer), (Ansatt(ansattnr, "Kari"),))


VALG = st.fixed_dictionaries(
    {},
    optional={
        "kreditt_dager": st.just("5"),
        "ferie_rode_dager": st.just("hel uke er hel andel"),
        "vakt_tildelt_i_fravaer": st.just("oppsatt"),
        "gradert_fravaer": st.sampled_from(["fullt", "ingen"]),
    },
)


def med_valg(t: Tabeller, valg: dict[str, Any]) -> Bank:
    return Bank(replace(t, innstillinger=tuple(Innstilling(k, v) for k, v in valg.items())))


@given(tabeller(), DAG, VALG)
@settings(deadline=None, max_examples=200)
def test_balances_are_what_the_contract_says(t: Tabeller, dag: date, valg: dict[str, Any]) -> None:
    ventet, bank = fasit.saldo(t, "1", dag, valg), med_valg(t, valg)
    if ventet is None:
        assert bank.saldo_eller_ingen("1", dag) is None
        return
    svar = bank.saldo("1", dag)._asdict()
    for nokkel, verdi in ventet.items():
        assert svar[nokkel] == pytest.approx(verdi, abs=1e-6), nokkel


TALL = ("paalopt", "arbeidet", "ubekreftet", "kreditert", "skyldig", "avtalt", "ventet", "skyldig_ved_slutt")


def tallene(bank: Bank, dag: date) -> list[float]:
    s = bank.saldo("1", dag)
    return [round(getattr(s, n), 6) + 0.0 for n in (*TALL, "periodeskyld", "ukestimer_tidbank")]


@given(tabeller(), DAG.filter(lambda d: bygg.START <= d <= bygg.SLUTT), VALG, st.data())
@settings(deadline=None, max_examples=100)
def test_how_an_absence_is_divided_into_rows_never_matters(
    t: Tabeller, dag: date, valg: dict[str, Any], data: st.DataObject
) -> None:
    """B38: split one at any day, in as many rows as one likes, under another code that credits the same."""
    if not t.fravaer:
        return
    valgt = data.draw(st.sampled_from(t.fravaer))
    lengde = (valgt.til - valgt.fra).days
    snitt = data.draw(st.lists(st.integers(1, max(1, lengde)), max_size=6, unique=True).map(sorted))
    grenser = [0, *(n for n in snitt if n <= lengde), lengde + 1]
    deler = [
        valgt._replace(fra=valgt.fra + timedelta(days=a), til=valgt.fra + timedelta(days=b - 1))
        for a, b in pairwise(grenser)
    ]
    delt = replace(t, fravaer=tuple(x for f in t.fravaer for x in (deler if f is valgt else [f])))
    for visning in ("uke", "fravær"):
        alle = {**valg, "kreditt_vindu": visning}
        assert tallene(med_valg(delt, alle), dag) == tallene(med_valg(t, alle), dag)


@given(tabeller(), DAG.filter(lambda d: bygg.START <= d <= bygg.SLUTT))
@settings(deadline=None, max_examples=60)
def test_an_agreement_row_split_in_two_changes_nothing(t: Tabeller, dag: date) -> None:
    forste, *andre = t.avtaler
    if forste.fra == forste.til:
        return
    deler = (forste._replace(til=forste.fra), forste._replace(fra=forste.fra + timedelta(days=1)), *andre)
    assert tallene(Bank(replace(t, avtaler=deler)), dag) == tallene(Bank(t), dag)


@given(tabeller(), DAG.filter(lambda d: bygg.START <= d <= bygg.SLUTT), st.data())
@settings(deadline=None, max_examples=100)
def test_a_row_that_stands_twice_counts_once(t: Tabeller, dag: date, data: st.DataObject) -> None:
    """B48: an export pasted twice moves no balance, wherever the copy stands."""
    tabell = data.draw(st.sampled_from(["vakter", "fravaer"]))
    rader = getattr(t, tabell)
    if not rader:
        return
    kopi = data.draw(st.sampled_from(rader))
    plass = data.draw(st.integers(0, len(rader)))
    dobbelt = replace(t, **{tabell: (*rader[:plass], kopi, *rader[plass:])})
    assert tallene(Bank(dobbelt), dag) == tallene(Bank(t), dag)
    to_ganger = replace(t, vakter=tuple(t.vakter) * 2, fravaer=t.fravaer * 2)
    assert tallene(Bank(to_ganger), dag) == tallene(Bank(t), dag)


@given(tabeller(), DAG.filter(lambda d: bygg.START <= d <= bygg.SLUTT))
@settings(deadline=None, max_examples=100)
def test_what_is_left_at_the_end_is_what_the_end_says(t: Tabeller, dag: date) -> None:
    """skyldig_ved_slutt is skyldig on the period's last day, once every agreed shift has been confirmed."""
    t = replace(t, vakter=tuple(v for v in t.vakter if v.status != "Utført" or v.dato <= dag))
    bank = Bank(t)
    periode = bank.sak("1").periode(dag)
    assert periode is not None
    bekreftet = replace(
        t, vakter=tuple(v._replace(status="Utført") if v.status in ("Tildelt", "Godkjent") else v for v in t.vakter)
    )
    # A confirmed shift takes a day of holiday, and goes before one that overlaps it: both change what is known.
    if bank.sak("1").stint.dobbelt or any(f.kode == "FERIE" for f in t.fravaer):
        return
    ventet = Bank(bekreftet).saldo("1", periode.slutt).skyldig
    assert bank.saldo("1", dag).skyldig_ved_slutt == pytest.approx(ventet, abs=1e-6)


@given(tabeller(), DAG.filter(lambda d: bygg.START <= d <= bygg.SLUTT))
@settings(deadline=None, max_examples=100)
def test_the_balance_is_the_sum_of_its_postings(t: Tabeller, dag: date) -> None:
    bank = Bank(t)
    saldo, linjer = bank.saldo("1", dag), bank.konto("1", til=dag)
    assert math.fsum(x.timer for x in linjer) == pytest.approx(saldo.skyldig, abs=1e-9)
    assert linjer[-1].saldo == pytest.approx(saldo.skyldig, abs=1e-9)
    for arter, felt in ((("Arbeidet", "Ekstra"), saldo.arbeidet), (("Kreditert",), saldo.kreditert)):
        assert -math.fsum(x.timer for x in linjer if x.art in arter) == pytest.approx(felt, abs=1e-9)
    assert all(x.hjemmel and x.kilde for x in linjer)


@given(tabeller(), DAG.filter(lambda d: bygg.START <= d <= bygg.SLUTT), st.randoms())
@settings(deadline=None, max_examples=60)
def test_the_order_of_rows_does_not_matter(t: Tabeller, dag: date, terning: random.Random) -> None:
    stokket = replace(
        t, **{n: tuple(terning.sample(r := getattr(t, n), len(r))) for n in ("avtaler", "vakter", "fravaer")}
    )
    assert Bank(stokket).saldo("1", dag) == Bank(t).saldo("1", dag)
    assert Bank(stokket).stempel == Bank(t).stempel
    assert Bank(stokket).funn(dag) == Bank(t).funn(dag)


def _deler(type_: Any) -> set[Any]:
    """What a type is made of: Vakt of tuple[Vakt, ...] | None."""
    return {type_}.union(*map(_deler, get_args(type_)))


# The choices are checked when they are read; how rows came in is no content.
UTEN_STEMPEL = (schema.INNSTILLINGER, schema.IMPORTER)


@pytest.mark.parametrize("tabell", [t for t in schema.TABELLER if t not in UTEN_STEMPEL], ids=lambda t: t.navn)
def test_the_stamp_rests_on_every_table(tabell: schema.Tabell) -> None:
    felt = next(n for n, type_ in get_type_hints(Tabeller).items() if tabell.post in _deler(type_))
    rader = [tabell.post(*(tekst for _ in tabell.kolonner)) for tekst in "ab"]
    stempler = {Bank(replace(Tabeller(), **{felt: (rad,)})).stempel for rad in rader}
    assert len(stempler) == 2


@given(tabeller(), tabeller("2"), DAG.filter(lambda d: bygg.START <= d <= bygg.SLUTT))
@settings(deadline=None, max_examples=60)
def test_an_unrelated_employee_changes_nothing(t: Tabeller, annen: Tabeller, dag: date) -> None:
    felles = Tabeller(
        t.avtaler + annen.avtaler, (*t.vakter, *annen.vakter), t.fravaer + annen.fravaer,
        (t.ansatte or ()) + (annen.ansatte or ()),
    )  # fmt: skip
    assert Bank(felles).saldo("1", dag) == Bank(t).saldo("1", dag)
    assert [f for f in Bank(felles).funn(dag) if f.ansattnr == "1"] == Bank(t).funn(dag)
    assert Bank(felles).konto("1") == Bank(t).konto("1")


@given(tabeller(), DAG.filter(lambda d: bygg.START <= d <= bygg.SLUTT))
@settings(deadline=None, max_examples=60)
def test_history_stands_when_later_rows_come(t: Tabeller, dag: date) -> None:
    """What happens after a date changes nothing that has happened up to it."""
    senere = bygg.vakt(99, vaktnr="ny", dato=bygg.SLUTT, status="Utført")
    foer, etter = Bank(t).saldo("1", dag), Bank(replace(t, vakter=(*t.vakter, senere))).saldo("1", dag)
    if dag < bygg.SLUTT:
        assert (foer.arbeidet, foer.kreditert, foer.skyldig) == (etter.arbeidet, etter.kreditert, etter.skyldig)


@given(tabeller(), DAG.filter(lambda d: bygg.START <= d <= bygg.SLUTT), st.data())
@settings(deadline=None, max_examples=60)
def test_one_changed_shift_gives_the_same_as_starting_over(t: Tabeller, dag: date, data: st.DataObject) -> None:
    bank = Bank(t)
    bank.funn(dag)
    if not t.vakter:
        return
    valgt = data.draw(st.sampled_from(t.vakter))
    ny = valgt._replace(status=data.draw(st.sampled_from(["Utført", "Avlyst", "Tildelt"])), pause=15)
    ventet = Bank(replace(t, vakter=tuple(ny if v is valgt else v for v in t.vakter)))
    svar = bank.med_vakt(ny)
    assert svar.saldo("1", dag) == ventet.saldo("1", dag)
    assert svar.funn(dag) == ventet.funn(dag)
    assert str(svar) == str(ventet)


@given(tabeller(), DAG.filter(lambda d: bygg.START < d <= bygg.SLUTT))
@settings(deadline=None, max_examples=60)
def test_the_review_adds_up_and_tells_nothing_of_absence(t: Tabeller, dag: date) -> None:
    b = Bank(t).gjennomgang("1", dag)
    assert b.skyldig_forrige - b.arbeidet_siden - b.kreditert_siden == pytest.approx(b.saldo.skyldig, abs=1e-5)
    assert b.arbeidet_siden == pytest.approx(sum(v.timer for v in b.arbeidede), abs=1e-5)
    assert not any(f.helse for f in b.funn)
    assert b.kurve[-1].plan == pytest.approx(0, abs=1e-5)
    naa = next(p for p in b.kurve if p.dato == dag)
    assert naa.skyldig == pytest.approx(b.saldo.skyldig, abs=1e-5)
    assert all(p.skyldig is None for p in b.kurve if p.dato > dag)


def test_the_review_is_the_same_for_a_sick_week_and_a_holiday_week() -> None:
    def bilde(kode: str, fra: date) -> Any:
        uke: dict[str, Any] = {"fra": fra, "til": fra + timedelta(days=6), "kode": kode}
        bank = bygg.bank(vakter=[{"dato": date(2026, 2, 2)}], fravaer_=[uke])
        return commands.gjennomgang(bank, date(2026, 3, 30), ["1"]).sider()

    syk = bilde("SYK", date(2026, 2, 9))
    assert syk[0].stempel
    for annen in (bilde("FERIE", date(2026, 2, 9)), bilde("SYK", date(2026, 3, 2))):
        assert annen == syk  # to the last bit, stamp and all


def test_a_half_worked_shift_stands_whole_on_the_review() -> None:
    """3.75 hours of a shift of 7.5 would tell the union rep that the person was half sick that day."""
    syk = {"fra": date(2026, 1, 12), "til": date(2026, 1, 18), "grad": 0.5}
    eksakt = {"kopi_kreditt": "eksakt", "kopi_kreditt_begrunnelse": "Avtalt i møte"}
    bank = bygg.bank(vakter=[{"dato": date(2026, 1, 13)}], fravaer_=[syk], innstillinger=eksakt)
    b = bank.gjennomgang("1", date(2026, 3, 30))
    assert [v.timer for v in b.arbeidede] == [7.5]
    assert (b.arbeidet_siden, b.saldo.arbeidet) == (7.5, 7.5)
    assert b.kreditert_siden == pytest.approx(3.35)  # 14.2 x 0.5 credited, less the 3.75 that stand as worked
    assert b.saldo.skyldig == pytest.approx(738.4 - 3.75 - 7.1)


def test_the_review_looks_ahead_of_its_own_day() -> None:
    b = bygg.bank(gjennomganger=[]).gjennomgang("1", date(2026, 6, 22))
    assert b.saldo.neste_gjennomgang == date(2026, 9, 14)
    assert [f.faktafelt["frist"] for f in b.funn if f.regel == "gjennomgang_forfalt"] == [date(2026, 3, 30)]


@given(tabeller(), st.data())
def test_ledger_and_working_time_agree_on_the_hours_of_every_shift(t: Tabeller, data: st.DataObject) -> None:
    """With actual times and rows that overlap: what working time counts as tidbank is what the ledger has."""
    klokke = st.none() | st.sampled_from([0, 391, 480, 899, 1001, 1333])
    vakter = tuple(
        v._replace(faktisk_start=data.draw(klokke), faktisk_slutt=data.draw(klokke)) if data.draw(st.booleans()) else v
        for v in t.vakter
    )
    turnus = tuple(bygg.turnus(n, dato=v.dato, start="08:00", slutt="16:00") for n, v in enumerate(t.vakter[:3]))
    bank = Bank(replace(t, vakter=vakter, fravaer=(), turnus=turnus))
    sak = bank.sak("1")
    i_perioden = {d.dato for d in sak.tidbankvakter if sak.periode(d.dato)}
    arbeidstid = sum(x.minutter for x in sak.arbeidstid.tider if x.type == "Tidbank" and x.post.dato in i_perioden)
    saldoer = [bank.saldo("1", p.slutt) for p in sak.perioder]
    assert arbeidstid / 60 == pytest.approx(sum(s.arbeidet + s.ubekreftet for s in saldoer))
    spenn = sorted((x.klokke, x.klokke + x.til - x.fra) for x in sak.arbeidstid.tider)
    assert all(a[1] <= b[0] for a, b in pairwise(spenn)), "an hour twice"
