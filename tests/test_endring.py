"""A table read again after an edit is what it is read from the start; and so is the bank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs import banker
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.kolonner.kolonne import Poster
from xl_tidbank.core.model import Tabeller
from xl_tidbank.tables import endring, schema
from xl_tidbank.tables.assemble import les_omrader, samle
from xl_tidbank.tables.extent import Omraade
from xl_tidbank.tables.rows import Lest, tolk_rader

START = date(2026, 1, 5)
SERIE = (START - date(1899, 12, 30)).days
VAKTER = ("Vaktnr", "Ansattnr", "Dato", "Start", "Slutt", "Pause", "Type", "Måte", "Status", "Varslet", "Eget ønske",
          "Godkjent av", "Faktisk slutt")  # fmt: skip
AVTALER = [
    ("Ansattnr", "Fra", "Til", "Fast %", "Tidbank %", "Ukestimer", "Periodestart", "Periodeslutt", "Signert"),
    *((nr, SERIE, SERIE + 363.0, 60.0, 40.0, 35.5, SERIE, SERIE + 363.0, SERIE - 30.0)
      for nr in (1001.0, 1002.0, 1003.0)),
]  # fmt: skip
FRAVAER = [("Ansattnr", "Fra", "Til", "Kode", "Grad %"), (1001.0, SERIE + 30.0, SERIE + 40.0, "SYK", 100.0)]


def rad(n: int) -> tuple[Any, ...]:
    start = (450 + 15 * (n % 4)) / 1440
    status = "Utført" if n % 3 else "Tildelt"
    return (f"V{n}", 1001.0 + n % 3, float(SERIE + 2 * n), start, start + 0.3125, 30.0, "Tidbank", "Tildelt", status,
            float(SERIE - 30), "Nei", "Leder", "")  # fmt: skip


VERDI = st.sampled_from([
    "", 0.0, 1.0, True, False, 0, 1, "Utført", "Avlyst", "Ekstra", "Sum", 1002.0,
    "1003", float(SERIE + 9), 0.5, 0.6, 30.0,
    "07:30",
    "05/06/2026", "14/09/2026", "14-09-2026", "#N/A", "V3", None, -1.0,
])  # fmt: skip
INNGREP = st.lists(st.tuples(st.integers(0, 15), st.integers(0, len(VAKTER) - 1), VERDI), max_size=4)


def lik(a: Lest, b: Lest) -> None:
    assert repr(tuple(a.poster)) == repr(tuple(b.poster))
    assert replace(a, poster=()) == replace(b, poster=())


@given(st.lists(st.tuples(INNGREP, st.integers(0, 2), st.booleans()), max_size=5), st.integers(0, 3))
@settings(deadline=None, max_examples=150)
def test_an_edit_is_read_as_the_whole(gangene: list[tuple[Any, int, bool]], topp: int) -> None:
    rader: list[Any] = [*[("Tittel",)] * topp, VAKTER, *map(rad, range(12))]
    sted: dict[str, Any] = {"ark": "Vakter", "rad0": 2, "kol0": 3}
    endring.les(schema.VAKTER, list(rader), **sted)
    for inngrep, nye, i_tabell in gangene:
        rader = list(rader)
        for n, k, verdi in inngrep:
            if topp < n < len(rader):
                rader[n] = (*rader[n][:k], verdi, *rader[n][k + 1 :])
        rader += [rad(len(rader) + k) for k in range(nye)]
        omraader = [Omraade(topp + 2, 3, topp + 20 if i_tabell else topp + 15, 15)]
        for om in ((), omraader):
            hele = tolk_rader(schema.VAKTER, rader, **sted, omraader=om)
            lik(endring.les(schema.VAKTER, rader, **sted, omraader=om), hele)


def banken(rader: list[Any]) -> Tabeller:
    return les_omrader({schema.AVTALER: AVTALER, schema.FRAVAER: FRAVAER, schema.VAKTER: [VAKTER, *rader]})


def paa_nytt(rader: list[Any]) -> Tabeller:
    par = ((schema.AVTALER, AVTALER), (schema.FRAVAER, FRAVAER), (schema.VAKTER, [VAKTER, *rader]))
    return samle({t.navn: tolk_rader(t, r, ark=t.ark) for t, r in par})


def svarene(bank: Bank, dag: date) -> Any:
    """The text with the stamp, everybody's balances, and a statement: of some, the whole case is made."""
    konto = bank.konto("1001") if "1001" not in bank.utelatt else None
    return str(bank), [bank.saldo_eller_ingen(nr, dag) for nr in bank.ansattnumre], konto


@given(st.lists(INNGREP, min_size=1, max_size=4), st.integers(0, 200))
@settings(deadline=None, max_examples=100)
def test_a_bank_after_an_edit_answers_as_one_read_from_the_start(gangene: list[Any], dagen: int) -> None:
    dag = START + timedelta(days=dagen)
    rader: list[Any] = list(map(rad, range(15)))
    bank = banker.av(banken(rader))
    for inngrep in gangene:
        banker.husk(bank)
        svarene(bank, dag)
        rader = list(rader)
        for n, k, verdi in inngrep:
            if n < len(rader) and k in (1, 2, 3, 5, 6, 8, 9, 12):
                rader[n] = (*rader[n][:k], verdi, *rader[n][k + 1 :])
        try:
            ventet = Bank(paa_nytt(rader))
        except TidbankFeil as feil:
            ventede = feil.feil
        else:
            ventede = ()
        if ventede:
            with pytest.raises(TidbankFeil) as gitt:
                banken(rader)
            assert gitt.value.feil == ventede
            return
        bank = banker.av(banken(rader))
        assert svarene(bank, dag) == svarene(ventet, dag)
        assert bank.funn(dag) == ventet.funn(dag)


def test_an_edit_takes_over_what_is_worked_out() -> None:
    """Otherwise nothing above would have been tried."""
    rader: list[Any] = list(map(rad, range(300)))
    foer = banker.av(banken(rader))
    tekst = banker.husk(foer)
    foer.saldoer(START)
    rader[40] = (*rader[40][:8], "Godkjent", *rader[40][9:])
    tabeller = banken(rader)
    assert isinstance(tabeller.vakter, Poster)
    assert tabeller.vakter.endret is not None
    assert list(tabeller.vakter.endret[1]) == [40]
    etter = banker.av(tabeller)
    assert etter._summer is not None
    assert [nr for nr in etter.ansattnumre if etter._summer.enkel(nr)] == ["1001", "1003"]
    assert {nr for nr, _ in etter._summer._saldoer} >= {"1001", "1003"}
    assert banker.husk(etter) != tekst
    assert banker.av(banken(rader))._summer._saldoer is etter._summer._saldoer  # type: ignore[union-attr]


def test_tables_without_rows_take_nothing_away() -> None:
    """A sheet that is there and empty is read again with each edit."""
    tomme: dict[schema.Tabell, Any] = {
        schema.TURNUS: [("Ansattnr", "Dato", "Start", "Slutt", "Pause"), ("",) * 5],
        schema.TIMER: [[k.navn for k in schema.TIMER.kolonner], [""] * len(schema.TIMER.kolonner)],
    }
    rader: list[Any] = list(map(rad, range(300)))

    def lest() -> Bank:
        return banker.av(les_omrader({schema.AVTALER: AVTALER, schema.FRAVAER: FRAVAER, **tomme,
                                      schema.VAKTER: [VAKTER, *rader]}))  # fmt: skip

    foer = lest()
    banker.husk(foer)
    foer.saldoer(START)
    rader[40] = (*rader[40][:8], "Godkjent", *rader[40][9:])
    etter = lest()
    assert etter._summer is not None
    assert etter._summer._saldoer is foer._summer._saldoer  # type: ignore[union-attr]


@pytest.mark.parametrize("tabell", [schema.VAKTER, schema.FRAVAER])
@pytest.mark.parametrize(("foer", "naa"), [(1.0, True), (0.0, False), (True, 1.0), ("", None), (1.0, 1), ("1", 1.0)])
def test_true_is_not_one(tabell: schema.Tabell, foer: Any, naa: Any) -> None:
    """They are equal, and do not mean the same."""
    hode, kolonner = (VAKTER, (5, 11)) if tabell is schema.VAKTER else (FRAVAER[0], (4,))
    for kol in kolonner:
        for verdi in (foer, naa):
            rader = [hode, *(rad(n) if tabell is schema.VAKTER else FRAVAER[1] for n in range(30))]
            rader[7] = (*rader[7][:kol], verdi, *rader[7][kol + 1 :])
            for _ in range(2):
                lik(endring.les(tabell, rader, ark="A"), tolk_rader(tabell, rader, ark="A"))


@pytest.mark.parametrize("tabell", [schema.VAKTER, schema.FRAVAER])
def test_a_list_that_is_written_in_is_read_again(tabell: schema.Tabell) -> None:
    hode, kol = (VAKTER, 5) if tabell is schema.VAKTER else (FRAVAER[0], 4)
    for slag in (list, tuple):
        rader: list[Any] = [slag(r) for r in (hode, *(rad(n) if kol == 5 else FRAVAER[1] for n in range(30)))]
        for verdi in (40.0, 50.0):
            if slag is list:
                rader[7][kol] = verdi
                lik(endring.les(tabell, rader, ark="B"), tolk_rader(tabell, rader, ark="B"))
            rader[8] = slag([*rader[8][:kol], verdi, *rader[8][kol + 1 :]])
            lik(endring.les(tabell, rader, ark="B"), tolk_rader(tabell, rader, ark="B"))


def test_a_short_table_is_read_once_where_it_is_the_same() -> None:
    rader = [FRAVAER[0], *[FRAVAER[1]] * 30]
    omraade = Omraade(1, 1, 31, 5)
    forste = endring.les(schema.FRAVAER, rader, ark="C", omraader=[omraade])
    assert endring.les(schema.FRAVAER, [*map(list, rader)], ark="C", omraader=[omraade]) is forste
    for andre in ({"ark": "D"}, {"ark": "C", "rad0": 2}, {"ark": "C", "omraader": [omraade._replace(rad2=20)]}):
        lik(endring.les(schema.FRAVAER, rader, **andre), tolk_rader(schema.FRAVAER, rader, **andre))
