"""What a workbook, a range and a CSV row come to mean, wherever the table stands and however it is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bok import lag_bok
from xl_tidbank.book.open.read import les_bok
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import STANDARDKODER, Avtale, Innstilling, Kilde, Vakt
from xl_tidbank.tables import schema
from xl_tidbank.tables.assemble import les_omrader, samle
from xl_tidbank.tables.rows import Rader, tolk_rader

TURNUS, VAKTER, FRAVAER = schema.TURNUS, schema.VAKTER, schema.FRAVAER
START, SLUTT = date(2026, 1, 5), date(2027, 1, 3)


def hode(tabell: schema.Tabell) -> list[object]:
    return [k.navn for k in tabell.kolonner]


def les_omrade(tabell: schema.Tabell, rader: Rader, **plass: Any) -> tuple[Any, ...]:
    lest = tolk_rader(tabell, rader, **plass)
    if lest.feil:
        raise TidbankFeil(lest.feil)
    return tuple(lest.poster)


def uten_kilde(poster: Sequence[Any]) -> list[tuple[Any, ...]]:
    return [p[:-1] for p in poster]


def test_a_whole_bank(tmp_path: Path) -> None:
    t = les_bok(lag_bok(tmp_path / "bank.xlsx"))
    assert t.ansatte is not None
    assert t.ansatte[0][:5] == ("1001", "Kari Å. Nordmann", "Sone 1", "Sykepleier", True)
    avtaler = [
        Avtale("1001", START, SLUTT, 60.0, 40.0, 35.5, START, SLUTT, date(2025, 12, 1)),
        # Ukestimer is empty: the setting fills it
        Avtale("1002", START, SLUTT, 50.0, 25.0, 35.5, START, SLUTT, date(2025, 12, 1), 240.5, date(2025, 12, 1)),
    ]
    assert uten_kilde(t.avtaler) == uten_kilde(avtaler)
    varslet = date(2026, 1, 10)
    vakter = [
        ("V1", "1001", date(2026, 2, 1), 450, 900, 30, "Tidbank", "Tildelt", "Utført", varslet, False, "Leder"),
        ("V2", "1002", date(2026, 2, 3), 1320, 450, 0, "Tidbank", "Selvvalgt", "Godkjent", varslet, True, "Leder"),
        ("V3", "", date(2026, 2, 4), 450, 900, 0, "Tidbank", "", "Ledig", None, False, ""),
    ]
    assert uten_kilde(t.vakter) == uten_kilde([Vakt(*v) for v in vakter])
    assert [v.timer for v in t.vakter] == [7.0, 9.5, 7.5]
    assert uten_kilde(t.fravaer) == [("1001", date(2026, 3, 2), date(2026, 3, 8), "SYK", 0.5, date(2026, 3, 2))]
    assert uten_kilde(t.koder) == [("SYK", "Sykmelding", True, True), ("FERIE", "Ferie", True, False)]
    assert t.turnus is not None
    assert t.gjennomganger is not None
    assert uten_kilde(t.turnus) == [("1001", date(2026, 1, 6), 450, 900, 30, None, None, False, "", "", "")]
    assert uten_kilde(t.gjennomganger) == [("1001", date(2026, 3, 30), date(2026, 3, 31), "Ingen", "Etter plan")]
    assert uten_kilde(t.innstillinger) == [("ukestimer_fulltid", 35.5)]
    assert str(t.vakter[1].kilde) == "Vakter!A3"
    assert t.vakter[1].kilde.celle("Varslet") == "J3"


@pytest.mark.parametrize("plassering", [(0, 0), (3, 2), (25, 27)])
def test_cells_are_named_where_the_table_stands(tmp_path: Path, plassering: tuple[int, int]) -> None:
    """Empty rows above and empty columns to the left are not in the file; the names of the cells are right anyway."""
    sti = lag_bok(tmp_path / "bank.xlsx", plassering=plassering)
    vakt = les_bok(sti).vakter[0]
    celle = openpyxl.load_workbook(sti)["Vakter"].cell(plassering[0] + 2, plassering[1] + 4)
    assert (vakt.kilde.celle("Start"), celle.value) == (celle.coordinate, time(7, 30))


def test_blank_rows_and_columns_of_ones_own(tmp_path: Path) -> None:
    sti = lag_bok(tmp_path / "bank.xlsx")
    bok = openpyxl.load_workbook(sti)
    ark = bok["Vakter"]
    ark.insert_rows(3, 2)
    ark["B3"] = "  "
    ark.cell(4, ark.max_column + 2, "ring Kari")  # beside the table
    ark.insert_cols(5)
    ark["E1"], ark["E2"] = "Egen merknad", "x"
    ark.insert_rows(1, 2)
    ark["A1"] = "Vakter på sone 1"
    bok.save(sti)
    t = les_bok(sti)
    assert uten_kilde(t.vakter) == uten_kilde(les_bok(lag_bok(tmp_path / "b.xlsx")).vakter)
    assert [(v.kilde.rad, v.kilde.celle("Slutt")) for v in t.vakter] == [(4, "F4"), (7, "F7"), (8, "F8")]


def test_names_of_sheets_and_headers_are_forgiven(tmp_path: Path) -> None:
    sti = lag_bok(
        tmp_path / "bank.xlsx",
        overskrifter={
            "Vakter": [unicodedata.normalize("NFD", f" {k.navn.upper()}\u00a0") for k in VAKTER.kolonner],
            "Avtaler": [k.navn.replace(" ", "\n") for k in schema.AVTALER.kolonner],
        },
    )
    bok = openpyxl.load_workbook(sti)
    bok["Fravær"].title = unicodedata.normalize("NFD", "FRAVÆR ")
    bok["Gjennomganger"].title = "x"
    bok["x"].title = "gjennomganger"
    bok.save(sti)
    t = les_bok(sti)
    assert (len(t.vakter), t.vakter[0].kilde.celle("Måte"), t.fravaer[0].kode) == (3, "H2", "SYK")
    assert t.gjennomganger is not None
    assert t.gjennomganger[0].kilde.ark == "gjennomganger"


def test_columns_in_any_order_and_optional_ones_left_out() -> None:
    rader: Rader = [["Navn", "Ansattnr"], ["Kari", 1001.0], ["Ola", 1002.0]]
    ansatte = les_omrade(schema.ANSATTE, rader)
    # No column Fast ansatt: everyone is. An empty cell in it: not said.
    assert uten_kilde(ansatte) == [
        (nr, navn, "", "", True, "", None) for nr, navn in (("1001", "Kari"), ("1002", "Ola"))
    ]
    (ansatt,) = les_omrade(schema.ANSATTE, [["Fast ansatt", "Navn", "Ansattnr"], ["", "Kari", 1001]])
    assert ansatt.fast_ansatt is None
    # An empty column in the middle ends nothing
    (ansatt,) = les_omrade(schema.ANSATTE, [["Ansattnr", "Navn", "", "Fast ansatt"], [1001, "Kari", "", "Nei"]])
    assert (ansatt.fast_ansatt, ansatt.kilde.celle("Fast ansatt")) == (False, "D2")


def test_other_lists_beside_the_codes_and_other_rows_among_the_settings() -> None:
    lister: Rader = [
        ["Kode", "Navn", "Krediterer", None, "Navn", "Kode"],
        ["SYK", "Sykmelding", "Ja", None, "Sone 1", "S1"],
        [None, None, None, None, "Sone 2", "S2"],
        ["", "står igjen", "", None, None, None],
        ["FERIE", "Ferie", "x"],
    ]
    assert [k.kode for k in les_omrade(schema.FRAVAERSKODER, lister)] == ["SYK", "FERIE"]
    valg: Rader = [["Nøkkel", "Verdi"], ["Arbeidstid", None], ["", "bare en merknad"], ["varselfrist", "21"]]
    assert uten_kilde(les_omrade(schema.INNSTILLINGER, valg)) == [("Arbeidstid", None), ("varselfrist", "21")]


def test_some_tables_only(tmp_path: Path) -> None:
    sti = lag_bok(tmp_path / "bank.xlsx", uten=["Turnus", "Lister", "Innstillinger"])
    t = les_bok(sti, ["Vakter", "Fravær"])
    assert (len(t.vakter), len(t.fravaer), t.avtaler) == (3, 1, ())
    # Not handed over is not the same as empty
    assert (t.ansatte, t.turnus, t.gjennomganger, t.koder) == (None, None, None, STANDARDKODER)


def test_codes_take_the_spelling_of_the_list() -> None:
    koder: Rader = [["Kode", "Navn", "Krediterer"], ["Syk", "Sykmelding", "Ja"], ["ferie", "Ferie", "Ja"]]
    fravaer: Rader = [
        hode(FRAVAER),
        ["1", "1.1.26", "2.1.26", "syk", "", ""],
        ["1", "3.1.26", "4.1.26", "Ferie", 100, ""],
    ]
    t = les_omrader({schema.FRAVAERSKODER: koder, FRAVAER: fravaer})
    assert [k.kode for k in t.koder] == ["SYK", "FERIE"]
    assert [f.kode for f in t.fravaer] == ["SYK", "FERIE"]


def test_full_time_hours_come_from_the_settings() -> None:
    rad = ["1", START, SLUTT, 50, 25, "", START, SLUTT]
    avtaler = les_omrade(schema.AVTALER, [hode(schema.AVTALER), rad])
    assert samle({"Avtaler": avtaler}).avtaler[0].ukestimer == 35.5
    t = samle({"Avtaler": avtaler, "Innstillinger": [Innstilling("ukestimer_fulltid", 33.6)]})
    assert t.avtaler[0].ukestimer == 33.6


def test_a_range_names_its_own_cells() -> None:
    with pytest.raises(TidbankFeil) as e:
        les_omrade(TURNUS, [hode(TURNUS), [1, "31.02.2026", "7:30", "15:61", "x"]], ark="Plan", rad0=10, kol0=3)
    assert [(f.ark, f.celle) for f in e.value.feil] == [("Plan", "D11"), ("Plan", "F11"), ("Plan", "G11")]


def test_ranges_without_their_header_or_rows() -> None:
    assert les_omrade(TURNUS, [hode(TURNUS)]) == ()
    assert les_omrade(TURNUS, [hode(TURNUS), [None] * 5, ["", "", "", "", ""]]) == ()
    uten: list[Rader] = [[], [[]], [[1, 2, 3]], [["Ansattnr", "Dato"]]]
    for rader in uten:
        with pytest.raises(TidbankFeil, match="overskriftene"):
            les_omrade(TURNUS, rader)


def test_header_row_given_by_the_caller() -> None:
    rader: Rader = [["Ansattnr;Dato"], [], hode(TURNUS), [1, "1.2.26", "730", "1500"]]
    (vakt,) = tolk_rader(TURNUS, rader, ark="Turnus.csv", topp=2).poster
    assert vakt[:5] == ("1", date(2026, 2, 1), 450, 900, 0)
    kolonner = [k.navn for k in TURNUS.kolonner]
    assert vakt.kilde == Kilde("Turnus.csv", 4, dict(zip(kolonner, "ABCDEFGHIJK", strict=True)))


def test_one_and_true_are_not_the_same_cell() -> None:
    """In Python they are: 1 == 1.0 == True, also as keys. A column that holds both must keep them apart."""
    like: Rader = [(1, 1), (1.0, True), (True, 0)]
    rader = [hode(TURNUS), *([nr, "1.2.26", "7:30", "15:00", pause] for nr, pause in like)]
    with pytest.raises(TidbankFeil) as e:
        les_omrade(TURNUS, rader)
    assert [f.celle for f in e.value.feil] == ["E3", "A4"]
    kolonner: Rader = [["Kode", "Navn", "Krediterer"], ["A", "", 1], ["B", "", True], ["C", "", 0], ["D", "", False]]
    assert [k.krediterer for k in les_omrade(schema.FRAVAERSKODER, kolonner)] == [True, True, False, False]


def test_a_value_that_is_no_cell_value() -> None:
    lest = tolk_rader(TURNUS, [hode(TURNUS), [[1], "1.2.26", "7:30", "15:00", {}], [2, "1.2.26", "7:30", "15:00", 0]])
    assert [f.celle for f in lest.feil] == ["A2", "E2"]
    assert [v.ansattnr for v in lest.poster] == ["2"]


def klokkeformer(minutter: int) -> st.SearchStrategy[object]:
    t, m = divmod(minutter, 60)
    former: list[object] = [
        minutter / 1440, timedelta(minutes=minutter), f"{t}:{m:02}", f"{t:02}:{m:02}", f"{t:02}.{m:02}",
        f"{t:02}{m:02}",
    ]  # fmt: skip
    if t < 24:
        former.append(time(t, m))
    return st.sampled_from([*former, t * 100 + m] if minutter >= 60 else former)


def datoformer(dag: date) -> st.SearchStrategy[object]:
    serie = (dag - date(1899, 12, 30)).days
    norsk = f"{dag.day}.{dag.month}.{dag.year}"
    return st.sampled_from([dag, dag.isoformat(), f"{dag:%d.%m.%Y}", f"{dag:%d.%m.%y}", norsk, serie, float(serie)])


def pauseformer(minutter: int) -> st.SearchStrategy[object]:
    return st.sampled_from(
        [minutter, float(minutter), str(minutter), f"{minutter},0", f" {minutter} ", f"{minutter}.0"]
    )


MAAL = st.tuples(
    st.integers(1, 9999),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(0, 1439),
    st.integers(0, 1440),
    st.integers(0, 1),
).filter(lambda rad: rad[2] != rad[3])  # B49: a shift that ends when it starts is an error


@st.composite
def skrevet(draw: st.DrawFn) -> tuple[list[list[object]], list[tuple[Any, ...]]]:
    """Rows as people and programs write them, in any order with blank rows between, and what they mean."""
    maal = draw(st.lists(MAAL, max_size=8, unique=True))
    rader: list[list[object]] = []
    for nr, dag, start, slutt, pause in maal:
        former = (datoformer(dag), klokkeformer(start), klokkeformer(slutt), pauseformer(pause))
        rader.append([draw(st.sampled_from([nr, float(nr), str(nr), f" {nr}"])), *map(draw, former)])
        rader += draw(st.sampled_from([[], [], [["", None, " ", "", ""]]]))
    return draw(st.permutations(rader)), [(str(nr), *resten) for nr, *resten in maal]


@given(skrevet())
def test_the_same_records_however_they_are_written_and_ordered(tilfelle: Any) -> None:
    rader, maal = tilfelle
    poster = les_omrade(TURNUS, [hode(TURNUS), *rader])
    assert sorted(p[:5] for p in uten_kilde(poster)) == sorted(maal)
    for p in poster:
        assert str(rader[p.kilde.rad - 2][0]).strip().removesuffix(".0") == p.ansattnr
