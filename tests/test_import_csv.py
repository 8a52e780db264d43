"""CSV folders as roster systems and people make them: every shape loads, every fault is a sentence on its cell."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from xl_tidbank.book.open import csvmappe
from xl_tidbank.book.open.csvmappe import Csvtabeller, les_mappe
from xl_tidbank.core.errors import Feilmelding, TidbankFeil

SOLBAKKEN = Path(__file__).parent / "data" / "solbakken"
FILER = {
    "Ansatte": "Ansattnr;Navn;Enhet\n1;Bjørn Ås;Sone 1\n2;Kari Vik;Sone 2\n",
    "Avtaler": (
        "Ansattnr;Fra;Til;Fast %;Tidbank %;Ukestimer;Periodestart;Periodeslutt;Signert\n"
        "1;05.01.2026;03.01.2027;60;40;35,5;05.01.2026;03.01.2027;01.12.2025\n"
        "2;05.01.2026;03.01.2027;50;30;;05.01.2026;03.01.2027;01.12.2025\n"
    ),
    "Vakter": (
        "Vaktnr;Ansattnr;Dato;Start;Slutt;Pause;Type;Måte;Status;Varslet;Eget ønske;Godkjent av\n"
        "V1;1;12.01.2026;07:30;15:00;30;Tidbank;Tildelt;Utført;20.12.2025;Nei;\n"
        "V2;2;14.01.2026;21:45;07:45;0;Tidbank;Selvvalgt;Godkjent;21.12.2025;Ja;Leder\n"
    ),
    "Fravær": "Ansattnr;Fra;Til;Kode;Grad %\n1;02.02.2026;08.02.2026;SYK;40\n",
}


def _mappe(sti: Path, **andre: str | bytes | None) -> Path:
    """A folder that loads, with some files replaced (None = left out)."""
    for navn, innhold in {**FILER, **andre}.items():
        if innhold is not None:
            data = innhold if isinstance(innhold, bytes) else innhold.encode()
            (sti / (navn if "." in navn else f"{navn}.csv")).write_bytes(data)
    return sti


def _feil(sti: Path) -> tuple[Feilmelding, ...]:
    with pytest.raises(TidbankFeil) as e:
        les_mappe(sti)
    return e.value.feil


def _steder(sti: Path) -> list[tuple[str, str]]:
    return [(f.ark, f.celle) for f in _feil(sti)]


def test_solbakken_loads_whole() -> None:
    lest = les_mappe(SOLBAKKEN)
    t = lest.tabeller
    assert t.ansatte is not None
    assert t.turnus is not None
    assert (len(t.ansatte), len(t.avtaler), len(t.vakter), len(t.turnus), len(t.fravaer)) == (24, 30, 612, 3191, 60)
    assert t.ansatte[10].navn == "Odd Ødegård"
    assert t.avtaler[1].fra == date(2026, 5, 4)  # written 2026-05-04
    assert t.avtaler[1].timelonn == 228.5  # written 228,5
    assert t.gjennomganger == ()
    assert (lest.ekstra, lest.ukjente) == ({}, [])


@pytest.fixture(scope="module")
def fasit(tmp_path_factory: pytest.TempPathFactory) -> Csvtabeller:
    return les_mappe(_mappe(tmp_path_factory.mktemp("fasit")))


def test_rows_are_typed_in_schema_order(fasit: Csvtabeller) -> None:
    assert fasit.rader["Fravær"] == [("1", date(2026, 2, 2), date(2026, 2, 8), "SYK", 0.4, None)]
    natt = fasit.rader["Vakter"][1]
    assert natt[:6] == ("V2", "2", date(2026, 1, 14), 1305, 465, 0)
    assert natt[9:14] == (date(2025, 12, 21), True, "Leder", "", "")
    assert fasit.rader["Avtaler"][1][5] is None  # stays empty in the workbook ...
    assert fasit.tabeller.avtaler[1].ukestimer == 35.5  # ... and counts as the setting


@pytest.mark.parametrize("koding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("skille", [";", ",", "\t"])
@pytest.mark.parametrize("linjeskift", ["\n", "\r\n", "\r"])
def test_shapes_of_the_same_folder(
    tmp_path: Path, fasit: Csvtabeller, koding: str, skille: str, linjeskift: str
) -> None:
    """Whatever the separator, the encoding and the line ends: the same rows. Decimal commas are quoted."""
    nye = {n: t.replace("35,5", '"35,5"').replace(";", skille) for n, t in FILER.items()}
    _mappe(tmp_path, **{n: t.replace("\n", linjeskift).encode(koding) for n, t in nye.items()})
    assert les_mappe(tmp_path).rader == fasit.rader


@pytest.mark.parametrize(
    "navn", ["FRAVÆR.CSV", unicodedata.normalize("NFD", "fravær.csv"), "Fravær.txt", "Fravaer.csv"]
)
def test_names_of_files(tmp_path: Path, fasit: Csvtabeller, navn: str) -> None:
    _mappe(tmp_path, Fravær=None, **{navn: FILER["Fravær"]})
    assert les_mappe(tmp_path).rader == fasit.rader


def test_excel_separator_line(tmp_path: Path, fasit: Csvtabeller) -> None:
    _mappe(tmp_path, Ansatte="sep=,\n" + FILER["Ansatte"].replace(";", ","))
    assert les_mappe(tmp_path).rader == fasit.rader


def test_spaces_blank_lines_and_trailing_separators(tmp_path: Path, fasit: Csvtabeller) -> None:
    rotete = '\n Ansattnr ; Navn ;Enhet;;\n\n1; "Bjørn Ås" ;Sone 1;;\n ;;\n;;;;\n2\t;Kari Vik\xa0;Sone 2\n\n'
    _mappe(tmp_path, Ansatte=rotete)
    assert les_mappe(tmp_path).rader["Ansatte"] == fasit.rader["Ansatte"]


def test_row_numbers_survive_blank_lines_and_line_breaks_in_a_field(tmp_path: Path) -> None:
    """Row 2 is one record over two lines, 3 is blank; a spreadsheet shows the next as row 4."""
    _mappe(
        tmp_path, Fravær='Ansattnr;Fra;Til;Kode;Grad %;Notat\n1;2.2.26;8.2.26;SYK;;"to\nlinjer"\n\n1;x;9.3.26;SYK;;\n'
    )
    assert _steder(tmp_path) == [("Fravær.csv", "B4")]


def test_values_are_not_guessed_by_pandas(tmp_path: Path) -> None:
    """NA is a name, 007 keeps its zeros, and 1e3 is not a number of an employee."""
    _mappe(
        tmp_path,
        Ansatte="Ansattnr;Navn;Enhet\n007;NA;null\n1;None;nan\n2;Kari Vik;TRUE\n",
        Avtaler=FILER["Avtaler"].replace("\n2;", "\n007;"),
    )
    assert [r[:3] for r in les_mappe(tmp_path).rader["Ansatte"]] == [
        ("007", "NA", "null"),
        ("1", "None", "nan"),
        ("2", "Kari Vik", "TRUE"),
    ]


@pytest.mark.parametrize(
    "tekst",
    [
        "a;b\n1;2\n", "a;b\r\n1;2", "a;b\r1;2\r", '"a";"b;c"\n"1\n2";"3""4"\n', " a; \"b\"\n\n;\n1\xa0;\t2 \n",
        "a;b\n1;2;3\n1\n", 'a;b"c"\n1"2;3\n', "a;b\n1;2\u2028\x0b\x85;3\n", "a;b\n" + "x;" * 21 + "\n",
    ],
)  # fmt: skip
def test_a_file_as_it_should_be_is_read_as_pandas_reads_it(tekst: str) -> None:
    assert csvmappe._velformede(tekst, ";", 2) == csvmappe._uryddige("f", tekst, ";", 2)


@pytest.mark.parametrize("tekst", ['a;b\n"1"2;3\n', 'a;b\n"1;2\n', "a;b\n" + "x;" * 22 + "\n", 'a;b\n\t"1";2\n"'])
def test_a_file_that_is_not_goes_to_pandas(tekst: str) -> None:
    assert csvmappe._velformede(tekst, ";", 2) is None
    assert csvmappe._velformede("a", "|", 1) is None


def test_extra_columns_follow_their_rows(tmp_path: Path) -> None:
    """Kept by name, two of one name told apart, a nameless one only where it holds something."""
    _mappe(
        tmp_path,
        Ansatte="Telefon;Ansattnr;;Navn;Merknad;;merknad\n111;1;;Bjørn Ås;a;;b\n\n222;2;her;Kari Vik;c;;d\n",
    )
    lest = les_mappe(tmp_path)
    assert lest.ekstra == {"Ansatte": ["Telefon", "Kolonne C", "Merknad", "merknad 2"]}
    assert lest.rader["Ansatte"] == [
        ("1", "Bjørn Ås", "", "", True, "", None, "111", "", "a", "b"),
        ("2", "Kari Vik", "", "", True, "", None, "222", "her", "c", "d"),
    ]


def test_text_columns_of_settings_are_kept(tmp_path: Path) -> None:
    _mappe(tmp_path, Innstillinger="Nøkkel;Verdi;Begrunnelse\nukestimer_fulltid;37,5;Dagarbeid\n")
    assert les_mappe(tmp_path).rader["Innstillinger"] == [("ukestimer_fulltid", 37.5, "", "", "", "Dagarbeid")]


def test_settings_and_codes_of_the_folder_decide(tmp_path: Path) -> None:
    _mappe(
        tmp_path,
        Innstillinger="Nøkkel;Verdi\nukestimer_fulltid;37,5\n",
        Fraværskoder="Kode;Navn;Krediterer\nKURS;Kurs;Ja\n",
        Fravær="Ansattnr;Fra;Til;Kode;Grad %\n1;02.02.2026;08.02.2026;kurs;\n",
    )
    t = les_mappe(tmp_path).tabeller
    assert t.avtaler[1].ukestimer == 37.5
    assert t.fravaer[0].kode == "KURS"


def test_all_errors_in_all_files_at_once(tmp_path: Path) -> None:
    """Cells are those of a spreadsheet: C3 is the third column of the third line."""
    _mappe(
        tmp_path,
        Avtaler=FILER["Avtaler"].replace("2;05.01.2026;03.01.2027", "2;31.02.2026;03.01.2027", 1),
        Vakter=FILER["Vakter"].replace("14.01.2026;21:45", "14.01.2026;25:00").replace("Godkjent;21", "Klar;21"),
        Fravær="Ansattnr;Fra;Til;Kode;Grad %\n9;02.02.2026;08.02.2026;SYK;\n1;02.02.2026;08.02.2026;FLU;\n",
    )
    assert sorted(_steder(tmp_path)) == [
        ("Avtaler.csv", "B3"),
        ("Fravær.csv", "A2"),
        ("Fravær.csv", "D3"),
        ("Vakter.csv", "D3"),
        ("Vakter.csv", "I3"),
    ]


def test_a_row_with_too_many_fields_is_named_and_not_read(tmp_path: Path) -> None:
    """An unquoted decimal comma moves the rest of the row: one message, not one for every value that slipped."""
    komma = FILER["Avtaler"].replace(";", ",")
    _mappe(tmp_path, Avtaler=komma)
    feil = _feil(tmp_path)
    assert [(f.ark, f.celle) for f in feil] == [("Avtaler.csv", "A2")]
    assert "Rad 2 har 10 felt, men overskriften har 9" in feil[0].tekst


def test_a_slipped_row_makes_nobody_unknown(tmp_path: Path) -> None:
    """Employee 2 is in the row that slipped; the rows about her are not wrong."""
    _mappe(tmp_path, Ansatte=FILER["Ansatte"].replace("Kari Vik", "Kari;Vik"))
    assert _steder(tmp_path) == [("Ansatte.csv", "A3")]


def test_a_very_long_row_stops_the_file(tmp_path: Path) -> None:
    _mappe(tmp_path, Ansatte=FILER["Ansatte"] + "3;" + ";x" * 500 + "\n")
    feil = _feil(tmp_path)
    assert (feil[0].ark, feil[0].celle) == ("Ansatte.csv", "A4")
    assert "felt" in feil[0].tekst


def test_an_open_quotation_mark(tmp_path: Path) -> None:
    _mappe(tmp_path, Ansatte=FILER["Ansatte"] + '3;"Per Dahl;Sone 1\n')
    assert _feil(tmp_path)[0][:2] == ("Ansatte.csv", "A4")


@pytest.mark.parametrize(
    ("innhold", "ord_i_feil"),
    [
        (b"Ansattnr;Navn\n1;\x81\x8d\n", "Windows-1252"),
        ("Ansattnr;Navn\n1;Kari\n".encode("utf-16-le"), "Windows-1252"),
        (b"\xff\xfeA", "Windows-1252"),
        (b"PK\x03\x04\x14\x00", "Excel-arbeidsbok"),
        (b"", "tom"),
        (b"\n;;\n  \n", "tom"),
        (b"Ansattnr;Etternavn\n1;Vik\n", "Navn"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, innhold: bytes, ord_i_feil: str) -> None:
    _mappe(tmp_path, Ansatte=innhold)
    feil = _feil(tmp_path)
    assert {f.ark for f in feil} == {"Ansatte.csv"}
    assert ord_i_feil in feil[0].tekst


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    lest = les_mappe(_mappe(tmp_path, Fravær="Ansattnr;Fra;Til;Kode;Grad %\n"))
    assert lest.rader["Fravær"] == []


def test_what_is_missing_is_named_with_the_folder(tmp_path: Path) -> None:
    """Together with the errors in the files that are there."""
    _mappe(tmp_path, Avtaler=None, Vakter=None, Fravær="Ansattnr;Fra;Til;Kode;Grad %\n1;x;08.02.2026;SYK;\n")
    feil = _feil(tmp_path)
    assert [f.ark for f in feil] == ["Avtaler.csv", "Vakter.csv", "Fravær.csv"]
    assert str(tmp_path) in feil[0].tekst


def test_a_table_in_two_files(tmp_path: Path) -> None:
    _mappe(tmp_path, **{"ansatte.txt": FILER["Ansatte"]})
    assert "Ansatte.csv og ansatte.txt" in _feil(tmp_path)[0].tekst


def test_a_table_that_is_a_folder(tmp_path: Path) -> None:
    (_mappe(tmp_path, Fravær=None) / "Fravær.csv").mkdir()
    assert "mappe" in _feil(tmp_path)[0].tekst


def test_other_files_are_mentioned_or_left_alone(tmp_path: Path) -> None:
    _mappe(
        tmp_path, **{"Vaktliste 2025.csv": "x", "._Vakter.csv": "x", "~$Vakter.csv": "x", "les.txt": "x", "b.xlsx": "x"}
    )
    assert les_mappe(tmp_path).ukjente == ["Vaktliste 2025.csv"]


@pytest.mark.parametrize(
    ("lag", "ord_i_feil"), [("finnes_ikke", "finnes ikke"), ("fil", "er en fil"), ("tom", "ingen CSV")]
)
def test_folders_that_are_none(tmp_path: Path, lag: str, ord_i_feil: str) -> None:
    sti = tmp_path / lag
    if lag == "fil":
        sti.write_text("x")
    elif lag == "tom":
        sti.mkdir()
    feil = _feil(sti)
    assert len(feil) == 1
    assert ord_i_feil in feil[0].tekst
    assert str(sti) in feil[0].tekst
