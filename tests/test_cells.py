"""What a cell may hold, and what it then means (T15)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from xl_tidbank.core.errors import Verdifeil
from xl_tidbank.tables import cells, schema, values

FEM = date(2026, 12, 5)


def kolonne(tabell: str, navn: str) -> schema.Kolonne:
    return next(k for k in schema.ETTER_NAVN[tabell].kolonner if k.navn == navn)


@pytest.mark.parametrize(
    "raa",
    [
        FEM, datetime(2026, 12, 5), datetime(2026, 12, 5, 14, 30), 46361, 46361.0, "2026-12-05", "2026-12-5",
        "2026-12-05T00:00:00", "2026-12-05 14:30", "05.12.2026", "5.12.2026", "5.12.26", "05.12.26", " 5.12.2026 ",
        "5. 12. 2026", "5.12.2026 14:30", "5.12.2026 kl. 14.30", "05.12.2026, kl 14:30", "5. desember 2026",
        "05. des. 2026", "5 DES 2026", "lør 05.12.2026", "Lørdag 5. desember 2026", "lø. 5.12.26", "laurdag 5.12.2026",
        "lørdag den 5. desember 2026", "2026.12.05", "2026/12/5", "20261205", 20261205, 20261205.0,
        "\u200e05.12.2026", "05.12.\u200b2026", "\ufeff2026-12-05", "\u00a05.12.26",
        pd.Timestamp(2026, 12, 5), np.float64(46361), Decimal(46361),
    ],
)  # fmt: skip
def test_same_date(raa: object) -> None:
    assert cells.dato(raa) == FEM


@pytest.mark.parametrize("raa", ["14/09/2026", "14-09-2026", "14/9/2026", "14-9-2026", "14.09.2026 kl 07:30"])
def test_the_day_stands_first_where_it_can_be_nothing_else(raa: str) -> None:
    assert cells.dato(raa) == date(2026, 9, 14)


def test_a_column_shows_that_the_day_stands_first() -> None:
    k = kolonne("Vakter", "Dato")
    assert values.dag_star_forst(["01/02/2026", "14/02/2026", None])
    assert cells.tolk(k, "01/02/2026", True) == date(2026, 2, 1)
    assert not values.dag_star_forst(["01/02/2026", "12/02/2026"])
    assert not values.dag_star_forst(["14/02/2026", "02/14/2026"])
    assert "ikke er en dato" in feil(lambda r, h: cells.tolk(k, r, True), "02/14/2026")


def test_two_digit_years_are_this_century() -> None:
    assert cells.dato("1.1.00") == date(2000, 1, 1)
    assert cells.dato("31.12.99") == date(2099, 12, 31)
    assert cells.dato("1.1.26") == date(2026, 1, 1)


def feil(tolk: Callable[..., Any], raa: object, hva: str = "Verdien") -> str:
    """The sentence a value that cannot stand gives."""
    with pytest.raises(Verdifeil) as e:
        tolk(raa, hva)
    return str(e.value)


IKKE_DATO: dict[str, list[object]] = {
    "finnes i kalenderen": ["31.02.2026", "29.02.2026", "2026-13-01", "31.04.26", "00.01.2026"],
    "ikke er en dato.": [
        "12/31/2026", "1.1", "1.1.026", "i går", "5.12.2026 99:00", "5.12.2026 kanskje", "14/09/26", "5. foo 2026",
        "5. desember", "2026-12-04T23:30:00Z", "05122026", -1, True, time(7, 30), timedelta(days=1), [1],
    ],
    "på to måter. Skriv 01.02.2026 eller 02.01.2026": ["01/02/2026", "1-2-2026", "1/2/2026 07:30"],
    "er en lørdag": ["man 05.12.2026", "søndag 5. desember 2026"],
    "både dato og klokkeslett": [46361.5],
    "fra 1990 til 2100": [2026, 2026.0, date(2206, 1, 1), "01.01.1926", date(1900, 1, 1), "2101-01-01"],
    "#I/T (#N/A)": ["#N/A"],
}  # fmt: skip


@pytest.mark.parametrize(("sier", "raa"), [(s, r) for s, alle in IKKE_DATO.items() for r in alle])
def test_no_date(sier: str, raa: object) -> None:
    assert feil(cells.dato, raa, "Dato").startswith("Dato ")
    assert sier in feil(cells.dato, raa)


@pytest.mark.parametrize(
    ("verdi", "raa"),
    [
        (7.5, [7.5, "7,5", "7.5", " 7,5 ", "+7,5", Decimal("7.5"), np.float64(7.5)]),
        (1234.5, ["1 234,5", "1\u00a0234,5", "1\u202f234,5", "1234,5", "1234.5"]),
        (1234567, ["1 234 567", 1234567]),
        (-7.5, ["-7,5", "\u22127,5", -7.5]),
        (0.375, ["0.375", "0,375"]),
        (0, [0, "0", "0,0", np.int64(0)]),
    ],
)
def test_same_number(verdi: float, raa: list[object]) -> None:
    assert [cells.tall(r) for r in raa] == [verdi] * len(raa)


IKKE_TALL: dict[str, list[object]] = {
    "ikke er et tall": [
        "7,5,2", "1.234,5", "1,234.5", "1 23", "12 34", "1e3", "7,5 t", ",5", "40 %", "٣", True, float("inf"),
        date(2026, 1, 1), time(7, 30),
    ],
    "Skriv 1234 eller 1,234": ["1.234"],
    "feilverdien #DIV/0!": ["#DIV/0!", " #div/0! "],
    "feilverdien #VERDI! (#VALUE!)": ["#VALUE!"],
    "feilverdien Err:502": ["Err:502"],
    "feilverdien ####": ["####"],
}  # fmt: skip


@pytest.mark.parametrize(("sier", "raa"), [(s, r) for s, alle in IKKE_TALL.items() for r in alle])
def test_no_number(sier: str, raa: object) -> None:
    assert sier.casefold() in feil(cells.tall, raa).casefold()


@pytest.mark.parametrize(
    ("minutter", "raa"),
    [
        (870, [time(14, 30), 870 / 1440, "14:30", "14.30", "1430", 1430, 1430.0, timedelta(hours=14, minutes=30)]),
        (450, [0.3125, "7:30", " 07:30 ", "7.30", "0730", "730", 730, "07:30:00", datetime(1899, 12, 30, 7, 30)]),
        (450, [time(7, 29, 59, 999_995), 0.3125 + 1e-9]),
        (0, [0, 0.0, time(0), "00:00", "0000"]),
        (
            1440,
            [
                0.99999999,
                1,
                1.0,
                "24:00",
                "24.00",
                "2400",
                2400,
                timedelta(days=1),
                date(1900, 1, 1),
                datetime(1899, 12, 31),
            ],
        ),
    ],
)
def test_same_time(minutter: int, raa: list[object]) -> None:
    assert [cells.klokke(r) for r in raa] == [minutter] * len(raa)


IKKE_KLOKKE: dict[str, list[object]] = {
    "et klokkeslett som ikke finnes": ["25:00", "24:01", "2401", "12:60", 1275],
    "flere måter": [7.5, 7.3, 1.5, 25, 99],
    "ikke er et klokkeslett": [
        "7,30", "7.5", "14:5", "7:30 PM", "07:30:30", -0.5, 1430.5, 2401, True, timedelta(hours=25),
        timedelta(hours=-1),
    ],
    "en dato": [datetime(1900, 1, 1, 12, 0), datetime(2026, 1, 1, 7, 0), date(2026, 1, 1)],
    "sekunder": [time(7, 30, 30), 0.31257],
    "#I/T": ["#N/A", "#I/T"],
}  # fmt: skip


@pytest.mark.parametrize(("sier", "raa"), [(s, r) for s, alle in IKKE_KLOKKE.items() for r in alle])
def test_no_time(sier: str, raa: object) -> None:
    assert sier in feil(cells.klokke, raa)


def test_every_minute_survives_excels_fraction() -> None:
    assert [cells.klokke(m / 1440) for m in range(1440)] == list(range(1440))


def test_start_at_24_would_move_the_shift_a_day() -> None:
    assert cells.tolk(kolonne("Vakter", "Slutt"), "24:00") == 1440
    with pytest.raises(Verdifeil, match="00:00"):
        cells.tolk(kolonne("Vakter", "Start"), "24:00")


def test_percentage_points() -> None:
    assert [cells.prosent(r) for r in (40, "40", "40 %", "40%", "40,0")] == [40] * 5
    assert [cells.prosent(r) for r in (0, "0,5 %", "1 %")] == [0, 0.5, 1]


@pytest.mark.parametrize("raa", [0.4, 1, 1.0, "0,4", "1", 0.004])
def test_a_fraction_is_ambiguous_as_a_percentage(raa: object) -> None:
    assert "Skriv 40 for 40 %" in feil(cells.prosent, raa)


@pytest.mark.parametrize("raa", ["førti", "%", "40 % 2", True, time(7, 30), "4,0,0"])
def test_no_percentage(raa: object) -> None:
    assert "ikke er en prosent" in feil(cells.prosent, raa)


def test_a_functions_percent_argument() -> None:
    assert [cells.andel(r) for r in (0.4, 40, "40 %", "0,4")] == [0.4] * 4
    assert [cells.andel(r) for r in (0, 1, 100, "0,5 %", 1.5)] == [0, 1, 1, 0.005, 0.015]


@pytest.mark.parametrize("raa", [-0.1, 100.1, 4000, "-40 %", "101 %", None, "", "mye"])
def test_no_percent_argument(raa: object) -> None:
    assert feil(cells.andel, raa, "Tidbank").startswith("Tidbank ")


def test_yes_and_no() -> None:
    ja: list[object] = ["Ja", "JA", " ja ", "J", "j", "TRUE", "Sann", True, 1, 1.0, "1", "x", "X", np.True_]
    nei: list[object] = ["Nei", "nei", "N", "FALSE", "USANN", False, 0, 0.0, "0", "", None, " ", "\u00a0"]
    assert [cells.ja_nei(r) for r in ja] == [True] * len(ja)
    assert [cells.ja_nei(r) for r in nei] == [False] * len(nei)


@pytest.mark.parametrize("raa", ["kanskje", 2, 0.5, "jada", date(2026, 1, 1), "#NAVN?"])
def test_neither_yes_nor_no(raa: object) -> None:
    assert feil(cells.ja_nei, raa)


def test_one_number_written_in_several_ways() -> None:
    like: list[object] = [
        "\u200b1001",
        "1001\u200e",
        "10\ufeff01",
        1001,
        1001.0,
        "1001",
        " 1001 ",
        "\u00a01001",
        np.int64(1001),
        Decimal(1001),
    ]
    assert [cells.nummer(r) for r in like] == ["1001"] * len(like)
    assert cells.nummer("0042") == "0042"


@pytest.mark.parametrize("raa", [True, 10.5, date(2026, 1, 1), float("inf"), "#N/A"])
def test_no_identifier(raa: object) -> None:
    assert feil(cells.nummer, raa)


def test_text_is_composed_and_stripped() -> None:
    assert cells.tekst(unicodedata.normalize("NFD", "  Åse\u00a0Bø ")) == "Åse Bø"
    assert (cells.tekst(7.5), cells.tekst(date(2026, 1, 31)), cells.tekst(12)) == ("7,5", "31.01.2026", "12")


@pytest.mark.parametrize("raa", [None, "", "  ", "\u00a0", float("nan"), pd.NaT, pd.NA])
def test_empty(raa: object) -> None:
    assert (cells.dato(raa), cells.tall(raa), cells.klokke(raa), cells.prosent(raa)) == (None,) * 4
    assert (cells.nummer(raa), cells.tekst(raa)) == ("", "")


@pytest.mark.parametrize(
    ("tabell", "navn", "raa", "verdi"),
    [
        ("Vakter", "Status", " utført ", "Utført"),
        ("Vakter", "Status", "SØKT", "Søkt"),
        ("Vakter", "Måte", "", ""),
        ("Vakter", "Pause", None, 0),
        ("Vakter", "Pause", 30.0, 30),
        ("Vakter", "Pause", "30", 30),
        ("Vakter", "Pause", "0:30", 30),
        ("Vakter", "Pause", time(0, 30), 30),
        ("Vakter", "Pause", timedelta(minutes=45), 45),
        ("Vakter", "Pause", datetime(1899, 12, 30, 0, 30), 30),
        ("Timer", "Timer", "7:30", 7.5),
        ("Timer", "Timer", time(7, 30), 7.5),
        ("Avtaler", "Ukestimer", timedelta(hours=35, minutes=30), 35.5),
        ("Avtaler", "Ukestimer", "35:30", 35.5),
        ("Avtaler", "Ukestimer", datetime(1899, 12, 31, 11, 30), 35.5),
        ("Kapasitet", "Man", "7:30", 7.5),
        ("Vakter", "Slutt", "24:00", 1440),
        ("Vakter", "Eget ønske", "x", True),
        ("Ansatte", "Fast ansatt", "", None),
        ("Avtaler", "Tidbank %", 0.4, 40.0),
        ("Avtaler", "Fast %", "60 %", 60.0),
        ("Fravær", "Grad %", 1, 1.0),
        ("Fravær", "Grad %", 0.5, 0.5),
        ("Vakter", "Start", 7, 420),
        ("Vakter", "Start", 730, 450),
        ("Vakter", "Start", "7.30", 450),
        ("Vakter", "Start", "7", 420),
        ("Vakter", "Slutt", 24, 1440),
        ("Fravær", "Grad %", "", 1.0),
        ("Fravær", "Grad %", 50, 0.5),
        ("Fravær", "Grad %", 0, 0.0),
        ("Fravær", "Grad %", "60 %", 0.6),
        ("Avtaler", "Fast %", 60, 60.0),
        ("Avtaler", "Ukestimer", "35,5", 35.5),
        ("Avtaler", "Ukestimer", None, None),
        ("Avtaler", "Sagt opp av", "ansatt", "Ansatt"),
        ("Innstillinger", "Verdi", "", None),
        ("Innstillinger", "Verdi", 14.0, 14.0),
        ("Innstillinger", "Verdi", " uke ", "uke"),
        ("Innstillinger", "Verdi", datetime(2026, 1, 1), date(2026, 1, 1)),
    ],
)
def test_cell_in_its_column(tabell: str, navn: str, raa: Any, verdi: Any) -> None:
    tolket = cells.tolk(kolonne(tabell, navn), raa)
    assert tolket == verdi
    assert type(tolket) is type(verdi)


@pytest.mark.parametrize(
    ("tabell", "navn", "raa", "sier"),
    [
        ("Vakter", "Status", "Ferdig", "Velg en av: Ledig, Søkt, Tildelt"),
        ("Vakter", "Dato", "", "Dato mangler"),
        ("Vakter", "Pause", 30.5, "hele minutter"),
        ("Vakter", "Pause", -30, "minst 0"),
        ("Vakter", "Pause", 601, "høyst 600"),
        ("Vakter", "Pause", "1 t", "som ikke er et tall. Skriv hele minutter, som 30."),
        ("Vakter", "Pause", time(0, 30, 30), "Skriv hele minutter, som 30."),
        ("Vakter", "Pause", "10:01", "høyst 600"),
        ("Avtaler", "Ukestimer", "35 t", "som ikke er et tall. Skriv timene som 7,5 eller 7:30."),
        ("Avtaler", "Ukestimer", "61:00", "høyst 60"),
        ("Timer", "Timer", datetime(1900, 1, 1, 1, 0), "ikke er et tall"),
        ("Fravær", "Grad %", time(0, 30), "ikke er en prosent"),
        ("Avtaler", "Tidbank %", 101, "høyst 100"),
        ("Avtaler", "Tidbank %", 1, "100 %"),
        ("Kartlegging", "Fravær %", 0.4, "40 %"),
        ("Vakter", "Start", 7.3, "flere måter"),
        ("Avtaler", "Ukestimer", 355, "høyst 60"),
        ("Fravær", "Grad %", 120, "høyst 100"),
        ("Ansatte", "Navn", "#I/T", "#I/T"),
        ("Innstillinger", "Verdi", "#REF!", "#REF!"),
        ("Vakter", "Godkjent av", cells.UTEN_VERDI, "formel uten utregnet verdi"),
    ],
)
def test_cell_that_cannot_stand(tabell: str, navn: str, raa: Any, sier: str) -> None:
    with pytest.raises(Verdifeil) as e:
        cells.tolk(kolonne(tabell, navn), raa)
    assert sier in str(e.value)
    assert str(e.value).startswith(navn)


@pytest.mark.parametrize(
    ("les", "raa"),
    [
        (cells.dato, 2_958_466), (cells.dato, 2_999_999.0), (cells.dato, 1e308), (cells.dato, -1),
        (cells.dato, float("inf")),
        (cells.tidspunkt, 2_958_466.5), (cells.tall, 1e12), (cells.tall, float("inf")), (cells.tall, "9" * 400),
        (cells.tekst, "x" * 32_768), (cells.nummer, "1" * 32_768),
    ],
)  # fmt: skip
def test_beyond_what_a_cell_can_mean(les: Callable[[Any], Any], raa: Any) -> None:
    with pytest.raises(Verdifeil) as e:
        les(raa)
    assert len(str(e.value)) < 250


def test_the_largest_a_cell_can_hold() -> None:
    assert cells.tekst("x" * 32_767) == "x" * 32_767
    assert cells.tall(999_999_999_999) == 999_999_999_999
    with pytest.raises(Verdifeil, match="1990 til 2100"):
        cells.dato(2_958_465)
