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
from xl_tidbank.core.kolonner.gruppert import gruppert
from xl_tidbank.core.kolonner.kolonne import Kolonnedata, Poster, smale
from xl_tidbank.core.model import Ansatt, Innstilling, Lonnsrad, Tabeller, Turnusvakt, Vakt


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
