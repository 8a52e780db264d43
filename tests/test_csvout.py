"""CSV exports: what a Norwegian program reads back is what was meant, and nothing in them is run."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_tidbank.book.write.csvout import felt, skriv_csv, ufarlig

FARLIGE = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u2212")
ONDE = (
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", " =1", '"=1', "'=1", "\uff1d1+1",
    "Hansen,=cmd|' /C calc'!A0", "Hansen;=1", 'Hansen,"=1', "Hansen\t=1", "a|@b", "Hansen\n=1",
)  # fmt: skip


def skrevet(sti: Path, *rader: tuple[object, ...]) -> bytes:
    skriv_csv(sti, ["a", "b"], rader)
    return sti.read_bytes()


def test_a_norwegian_file(tmp_path: Path) -> None:
    innhold = skrevet(
        tmp_path / "ut.csv", ("Åse; Bø", -3.5), (1001, date(2026, 1, 31)), (None, True), (7.0, Decimal("7.50"))
    )
    assert innhold == b"\xef\xbb\xbfa;b\r\n" + '"Åse; Bø";-3,5\r\n1001;31.01.2026\r\n;Ja\r\n7;7,50\r\n'.encode()


@pytest.mark.parametrize("ond", ONDE)
@pytest.mark.parametrize("skille", [";", ",", "\t", "|"])
def test_no_field_begins_as_a_formula_whatever_divides_them(tmp_path: Path, ond: str, skille: str) -> None:
    tekst = skrevet(tmp_path / "ut.csv", (1001, ond), (ond, ond)).decode("utf-8-sig")
    for rad in csv.reader(StringIO(tekst, newline=""), delimiter=skille):
        for lest in rad:
            assert not lest.lstrip(' "\t').startswith(FARLIGE)


@given(st.text(alphabet=st.sampled_from("=+-@,;|\"' \tab\uff1d"), max_size=12))
def test_any_text_is_harmless(tekst: str) -> None:
    for skille in ",;|":
        for bit in ufarlig(tekst).split(skille):
            rent = bit.lstrip(' \t"')
            assert not rent.startswith(FARLIGE)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_whole_and_without_powers(tall: float) -> None:
    assert float(felt(tall).replace(",", ".")) == tall
    assert "e" not in felt(tall).lower()


def test_ordinary_names_stand_as_they_are() -> None:
    for navn in ("Anne-Margrethe Østerhaug", "O'Brien", "1001", "Sone 2 (natt)", "a@b.no", "Solli, Tor"):
        assert felt(navn) == navn


def test_a_row_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    for rad in ((1,), (1, float("nan")), (1, Decimal("Infinity"))):
        with pytest.raises(ValueError, match=r"row|finite"):
            skriv_csv(tmp_path / "ut.csv", ["a", "b"], [rad])
