"""Balances summed from columns are those of the postings, to the last bit; columns are the records they stand for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import bygg
from tests.test_properties import DAG, VALG, tabeller
from xl_tidbank.core import posteringer
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.kolonner import summer
from xl_tidbank.core.kolonner.fravaer import hele_dager
from xl_tidbank.core.kolonner.gruppert import gruppert
from xl_tidbank.core.kolonner.kolonne import Kolonnedata, Poster, smale
from xl_tidbank.core.model import EN_DAG, Ansatt, Innstilling, Lonnsrad, Tabeller, Turnusvakt, Vakt


def kolonner(slag: Any, poster: tuple[Any, ...], kodet: bool) -> Poster:
    """Records as columns: as they come, or each value told by number."""
    ut = {}
    for felt in slag._fields[:-1]:
        verdier = [getattr(p, felt) for p in poster]
        ulike = list(dict.fromkeys(map(repr, verdier)))
        like = {repr(v): v for v in verdier}
        ut[felt] = (
            Kolonnedata([like[u] for u in ulike], smale(map(ulike.index, map(repr, verdier)), len(ulike)))
            if kodet else Kolonnedata(verdier)
        )  # fmt: skip
    return Poster(slag, ut, range(len(poster)), lambda n: poster[n].kilde)


def som_kolonner(t: Tabeller, kodet: bool = True) -> Tabeller:
    turnus = None if t.turnus is None else kolonner(Turnusvakt, tuple(t.turnus), kodet)
    return replace(t, vakter=kolonner(Vakt, tuple(t.vakter), kodet), turnus=turnus)


KLOKKE = st.sampled_from([None, None, None, 420, 465, 900, 960])


@st.composite
def banker(draw: Any) -> Tabeller:
    """Some employees: plain ones, and those with actual times, roster, cancelled shifts, wages, several numbers."""
    alle = [draw(tabeller(nr)) for nr in ("1", "2", "3")[: draw(st.integers(1, 3))]]
    vakter = [v for t in alle for v in t.vakter]
    for n in draw(st.lists(st.integers(0, max(0, len(vakter) - 1)), max_size=3 if vakter else 0)):
        endret = draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "faktisk_start": KLOKKE, "faktisk_slutt": KLOKKE, "ansattnr": st.sampled_from(["1", "2", ""]),
                    "status": st.sampled_from(["Avlyst", "Ledig", "Utført"]),
                    "godskrives": st.sampled_from(["Ja", "Nei", ""]),
                    "avlyst": st.none() | DAG, "type": st.sampled_from(["Bytte", "Overtid", "Tidbank"]),
                },
            )
        )  # fmt: skip
        vakter[n] = vakter[n]._replace(**endret)
    numre = [a.ansattnr for t in alle for a in t.ansatte or ()]
    turnus = tuple(
        bygg.turnus(n, ansattnr=nr, dato=dag)._replace(faktisk_slutt=slutt)
        for n, (nr, dag, slutt) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(numre), DAG, KLOKKE), max_size=draw(st.sampled_from([0, 8]))))
        )
    )
    lonn = [
        Lonnsrad(nr, dag, 500_000.0, reduksjon=100.0)
        for nr, dag in draw(st.lists(st.tuples(st.sampled_from(numre), DAG), max_size=1))
    ]
    person = draw(st.sampled_from(["", "", "p"]))
    valg = draw(VALG) | draw(
        st.fixed_dictionaries(
            {},
            optional={
                "ubekreftet_vakt": st.just("regnes som arbeidet"), "avlyst_vakt": st.just("godskriv"),
                "kreditt_vindu": st.just("fravær"),
                "oppsatt_vakt": st.sampled_from(["fullt i tillegg", "bare oppsatt vakt"]),
                "ferie": st.just("trekkes fra på forhånd"),
            },
        )
    )  # fmt: skip
    return Tabeller(
        tuple(a for t in alle for a in t.avtaler), tuple(draw(st.permutations(vakter))),
        tuple(f for t in alle for f in t.fravaer),
        tuple(Ansatt(nr, f"Navn {nr}", person=person if nr != "3" else "") for nr in numre),
        turnus=turnus if draw(st.booleans()) else (turnus or None), lonnsgrunnlag=tuple(lonn),
        innstillinger=tuple(Innstilling(k, v) for k, v in valg.items()),
    )  # fmt: skip


@given(banker(), DAG, st.booleans())
@settings(deadline=None, max_examples=300)
def test_sums_of_columns_are_sums_of_postings(t: Tabeller, dag: date, kodet: bool) -> None:
    av_poster, av_kolonner = Bank(t), Bank(som_kolonner(t, kodet))
    for nr in av_poster.ansattnumre:  # == on floats: to the last bit
        assert av_kolonner.saldo_eller_ingen(nr, dag) == av_poster.saldo_eller_ingen(nr, dag)
    assert av_kolonner.uten_periode(dag) == av_poster.uten_periode(dag)
    assert av_kolonner.utelatt == av_poster.utelatt
    assert av_kolonner.stempel == av_poster.stempel


@st.composite
def borte_i_strekk(draw: Any) -> Tabeller:
    """Two employees with the same absences, that lie close and share no day but with holiday, and shifts in and around
    them."""
    forste = bygg.START + timedelta(days=draw(st.integers(0, 340)))
    skifte = forste + timedelta(days=draw(st.integers(1, 20)))
    prosent = st.sampled_from([20, 40])
    to = draw(st.booleans())
    foer, etter = ({"periodeslutt": skifte - EN_DAG}, {"periodestart": skifte}) if to else ({}, {})
    avtaler = [
        bygg.avtale(n, ansattnr=nr, tidbank_pst=draw(prosent), **del_)
        for n, (nr, del_) in enumerate(
            (nr, del_) for nr in "12" for del_ in ({"til": skifte - EN_DAG, **foer}, {"fra": skifte, **etter})
        )
    ]
    fravaer, dag = [], forste
    rader = st.tuples(
        st.sampled_from([1, 1, 2, 5]), st.integers(1, 16), st.sampled_from(["SYK", "SYK", "EGEN", "FERIE", "AVSP"]),
        st.sampled_from([1.0, 1.0, 0.5, 0.3]),
    )  # fmt: skip
    for n, (hopp, lengde, kode, grad) in enumerate(draw(st.lists(rader, min_size=1, max_size=5))):
        fra = dag + timedelta(days=hopp)
        dag = fra + timedelta(days=lengde - 1)
        fravaer.append(bygg.fravaer(n, fra=fra, til=dag, kode=kode, grad=grad))
    if draw(st.booleans()):  # all of it sickness, with one holiday across
        fra, lengde = forste + timedelta(days=draw(st.integers(-3, 20))), draw(st.integers(1, 30))
        over = bygg.fravaer(
            9, fra=fra, til=fra + timedelta(days=lengde - 1), kode="FERIE", grad=draw(st.sampled_from([1.0, 0.5]))
        )
        fravaer = [f if f.kode in ("SYK", "EGEN") else f._replace(kode="PERM") for f in fravaer] + [over]
        fravaer.sort(key=lambda f: (f.fra, f.til, f.kode))
    forste_dager = st.sampled_from([f.fra for f in fravaer])
    om_dagene = st.integers(-2, 30).map(lambda n: forste + timedelta(days=n))
    vakt = st.fixed_dictionaries(
        {
            "start": st.sampled_from(["00:00", "07:00", "07:30"]), "pause": st.sampled_from([0, 30]),
            "status": st.sampled_from(["Utført", "Tildelt", "Tildelt", "Godkjent", "Avlyst"]),
            "type": st.sampled_from(["Tidbank", "Tidbank", "Tidbank", "Ekstra"]),
            "varslet": st.none() | st.just(date(2025, 12, 1)) | om_dagene | forste_dager,
        }
    )  # fmt: skip
    dager = draw(st.lists(om_dagene, unique=True, max_size=12))
    vakter = [bygg.vakt(n, dato=d, **draw(vakt)) for n, d in enumerate(dager)]
    valg = draw(VALG) | draw(
        st.fixed_dictionaries(
            {},
            optional={
                "ubekreftet_vakt": st.just("regnes som arbeidet"), "ferie": st.just("trekkes fra på forhånd"),
                "oppsatt_vakt": st.sampled_from(["fullt i tillegg", "bare oppsatt vakt"]),
            },
        )
    )  # fmt: skip
    return Tabeller(
        tuple(avtaler), (*vakter, *(v._replace(ansattnr="2", pause=15) for v in vakter[::2])),
        (*fravaer, *(f._replace(ansattnr="2") for f in fravaer)),
        (Ansatt("1", "Kari"), Ansatt("2", "Ola")), innstillinger=tuple(Innstilling(k, v) for k, v in valg.items()),
    )  # fmt: skip


@given(borte_i_strekk(), st.integers(-5, 40))
@settings(deadline=None, max_examples=400)
def test_absence_by_stretches_credits_what_it_does_day_by_day(t: Tabeller, n: int) -> None:
    dag = t.fravaer[0].fra + timedelta(days=n)
    av_kolonner, av_poster = Bank(som_kolonner(t)), Bank(t)
    summer_ = av_kolonner._summer
    assert summer_ is not None
    for nr in "12":
        assert summer_.enkel(nr)
        egne = [f for f in t.fravaer if f.ansattnr == nr]
        assert summer_.kreditt.kan(egne)
        assert hele_dager(egne, dag.toordinal(), dag.toordinal() + 30) == sum(
            0 <= d - dag.toordinal() <= 30 for d in av_poster.sak(nr).borte.hele
        )
        svar = av_kolonner.saldo_eller_ingen(nr, dag)
        assert svar == av_poster.saldo_eller_ingen(nr, dag)  # == on floats: to the last bit
        assert not summer_.sak(nr).vakter  # and no record of a shift was made


def test_absences_that_share_a_day_are_reckoned_day_by_day() -> None:
    fra = bygg.START + timedelta(days=7)
    rad = bygg.fravaer(0, fra=fra, til=fra)
    t = Tabeller((bygg.avtale(0),), (bygg.vakt(0, dato=fra),), (rad, rad._replace(kode="EGEN")), (Ansatt("1", "Kari"),))
    summer_ = Bank(som_kolonner(t))._summer
    assert summer_ is not None
    assert not summer_.kreditt.kan(t.fravaer)
    assert not summer_.kreditt.kan((rad._replace(kode="FERIE"), rad._replace(kode="AVSP")))
    assert summer_.kreditt.kan((rad._replace(kode="FERIE"), rad))
    assert summer_.kreditt.kan(t.fravaer[:1])
    assert summer_.sak("1").vakter == t.vakter


def test_a_confirmed_shift_of_another_type_is_no_holiday_day_by_day_either() -> None:
    fra = bygg.START + timedelta(days=7)
    t = Tabeller(
        (bygg.avtale(0),), (bygg.vakt(0, dato=fra, type="Ekstra", status="Utført"),),
        (bygg.fravaer(0, fra=fra, til=fra + timedelta(days=6), kode="FERIE"),), (Ansatt("1", "Kari"),),
        innstillinger=(Innstilling("kreditt_vindu", "fravær"),),
    )  # fmt: skip
    av_kolonner, av_poster = Bank(som_kolonner(t)), Bank(t)
    assert av_kolonner._summer is not None
    assert av_kolonner._summer.enkel("1")
    svar = av_kolonner.saldo_eller_ingen("1", fra + timedelta(days=7))
    assert svar is not None
    assert svar == av_poster.saldo("1", fra + timedelta(days=7))
    assert svar.kreditert > 0


@given(banker(), DAG, st.data())
@settings(deadline=None, max_examples=60)
def test_one_changed_shift_gives_the_same_as_starting_over_from_columns(
    t: Tabeller, dag: date, data: st.DataObject
) -> None:
    if not t.vakter:
        return
    t = replace(t, vakter=tuple({v.vaktnr: v for v in t.vakter}.values()))
    bank = Bank(som_kolonner(t))
    [bank.saldo_eller_ingen(nr, dag) for nr in bank.ansattnumre]
    n = data.draw(st.integers(0, len(t.vakter) - 1))
    ny = t.vakter[n]._replace(status=data.draw(st.sampled_from(["Utført", "Tildelt", "Avlyst"])), pause=15)
    paa_nytt = Bank(replace(t, vakter=(*t.vakter[:n], ny, *t.vakter[n + 1 :])))
    bank = bank.med_vakt(ny)
    for nr in bank.ansattnumre:
        assert bank.saldo_eller_ingen(nr, dag) == paa_nytt.saldo_eller_ingen(nr, dag)


def test_plain_people_are_summed_and_the_others_are_not() -> None:
    """Otherwise nothing above would have been tried."""
    dag = bygg.START + timedelta(days=30)
    vakter = (bygg.vakt(0, dato=bygg.START), bygg.vakt(1, dato=dag))
    nr, plain = "1", Tabeller((bygg.avtale(0, ansattnr="1"),), vakter, (), (Ansatt("1", "Kari"),))
    sum_ = Bank(som_kolonner(plain))._summer
    assert sum_ is not None
    assert sum_.enkel(nr)
    forste = plain.vakter[0]
    for endret in (
        [forste, forste._replace(vaktnr="x", start=forste.start + 15, slutt=forste.slutt + 15)],
        [forste._replace(faktisk_slutt=forste.slutt + 30)],
        [forste._replace(status="Avlyst", godskrives="Ja")],
    ):
        sum_ = Bank(som_kolonner(replace(plain, vakter=tuple(endret))))._summer
        assert sum_ is not None
        assert not sum_.enkel(nr)
    samtidig = Turnusvakt(nr, forste.dato, forste.start, forste.slutt)
    sum_ = Bank(som_kolonner(replace(plain, turnus=(samtidig,))))._summer
    assert sum_ is not None
    assert not sum_.enkel(nr)


def test_a_posting_rule_that_is_not_known_stops_the_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    assert summer._kjente_regler()
    alle = posteringer.alle()
    monkeypatch.setattr(posteringer, "alle", lambda: (*alle, lambda sak: iter(())))
    assert not summer._kjente_regler()


@given(st.lists(st.integers(0, 5), max_size=30), st.booleans())
def test_columns_are_the_records_they_stand_for(tall: list[int], kodet: bool) -> None:
    vakter = tuple(bygg.vakt(n, ansattnr=str(k), pause=k, dato=bygg.START) for n, k in enumerate(tall))
    poster = kolonner(Vakt, vakter, kodet)
    assert poster[2:5] == vakter[2:5]
    if vakter:
        assert poster[-1] == vakter[-1]
        assert poster[0] is poster[0]
        forste = poster[0]
        assert next(iter(poster)) is forste  # one record, however it is asked for
        with pytest.raises(IndexError):
            poster[len(vakter)]
    assert poster == vakter
    assert len(poster) == len(vakter)
    assert dict(gruppert(poster)) == dict(gruppert(vakter))
    assert list(poster.kolonne("pause").kart(str)) == [str(v.pause) for v in vakter]
    med = [v.pause > 2 for v in vakter]
    assert list(poster.kolonne("pause").utvalg(med)) == [v.pause for v in vakter if v.pause > 2]
    assert set(poster.kolonne("pause").ulike()) == set(tall)
