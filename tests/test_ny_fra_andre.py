"""tidbank ny --fra: a folder as somebody has it, with files of free names and a roster from another system."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import innut
from xl_tidbank.book.open import read
from xl_tidbank.book.open.csvmappe import les_mappe

ANSATTE = [["Ans.nr", "Name", "Avdeling"], *([nr, navn, "Solsiden"] for nr, navn in innut.FOLK)]
AVTALER: list[list[Any]] = [
    ["Ansattnr", "Fra", "Til", "Fast %", "Tidbank %", "Ukestimer", "Periodestart", "Periodeslutt", "Signert"],
    ["3101", "05.01.2026", "03.01.2027", 60, 40, "35,5", "05.01.2026", "03.01.2027", "01.12.2025"],
]


@pytest.fixture
def mappe(tmp_path: Path) -> Path:
    sti = tmp_path / "ut fra HR"
    sti.mkdir()
    innut.skriv_csv(sti / "personal 2026.csv", ANSATTE, ",")
    innut.skriv_csv(sti / "stillinger.csv", AVTALER)
    return sti


def test_names_of_files_are_free_and_headings_are_known_by_other_names(
    tidbank: Any, mappe: Path, tmp_path: Path
) -> None:
    (mappe / innut.GRID1.name).write_bytes(innut.GRID1.read_bytes())
    svar = tidbank("ny", tmp_path / "ny.xlsx", "--fra", mappe, "--dato", "2026-05-01")
    assert svar.kode == 1, svar.feil  # one cell of the roster could not be taken in
    assert "personal 2026.csv → Ansatte: Ansattnr fra «Ans.nr», Navn fra «Name», Enhet fra «Avdeling»" in svar.ut
    assert "stillinger.csv → Avtaler: Ansattnr, Fra, Til, Fast %" in svar.ut
    assert f"{innut.GRID1.name} → profilen turnusgrid: 30 rader, 1 konflikt." in svar.ut
    assert "Mai!O10: Koden «X9» er ukjent." in svar.ut
    t = read.les_bok(tmp_path / "ny.xlsx")
    assert [(a.ansattnr, a.navn, a.enhet) for a in t.ansatte or ()] == [(nr, n, "Solsiden") for nr, n in innut.FOLK]
    assert (len(t.avtaler), len(t.turnus or ()), len(t.vakter)) == (1, 27, 3)
    assert {v.opphav for v in t.vakter} == {"grid:Mai"}
    (linje,) = t.importer or ()
    assert (linje.profil, linje.fil, linje.ny, linje.konflikter) == ("turnusgrid", innut.GRID1.name, 30, 1)
    assert (linje.opphav, len(linje.sha256)) == ("grid:Mai", 64)


def test_a_list_and_hours_beside_a_table_of_ours(tidbank: Any, mappe: Path, tmp_path: Path) -> None:
    for fil in (innut.LISTE, innut.TIMER):
        (mappe / fil.name).write_bytes(fil.read_bytes())
    innut.skriv_csv(
        mappe / "Turnus.csv",
        [["Ansattnr", "Dato", "Inn", "Ut", "Pause", "Merknad"], ["3102", "01.05.2026", "07:30", "15:00", 30, "=egen"]],
    )
    assert tidbank("ny", tmp_path / "ny.xlsx", "--fra", mappe).kode == 1
    t = read.les_bok(tmp_path / "ny.xlsx")
    assert [i.profil for i in t.importer or ()] == ["vaktliste", "timeliste"]
    assert [(r.ansattnr, r.dato, r.start) for r in t.turnus or ()] == [
        ("3102", date(2026, 5, 1), 450), ("3101", date(2026, 10, 19), 450),
    ]  # fmt: skip
    assert (len(t.vakter), len(t.timer or ())) == (3, 4)


def test_codes_of_the_ward_from_a_file_of_their_own(tidbank: Any, mappe: Path, tmp_path: Path) -> None:
    (mappe / "Vaktkoder.csv").write_bytes((innut.DATA / "03_vaktkoder.csv").read_bytes())
    (mappe / "mai.csv").write_text(
        "Ansattnr;" + ";".join(f"{d}.05.2026" for d in range(4, 11)) + "\n3101;D;A;N\n", "utf-8"
    )
    assert tidbank("ny", tmp_path / "ny.xlsx", "--fra", mappe).kode == 0
    t = read.les_bok(tmp_path / "ny.xlsx")
    assert [k[:-1] for k in t.vaktkoder or ()] == [k[:-1] for k in innut.VAKTKODER]
    assert [r.start for r in t.turnus or ()] == [450, 870, 1305]


def test_a_rolling_plan_says_nothing_of_when(tidbank: Any, mappe: Path, tmp_path: Path) -> None:
    (mappe / innut.PLAN.name).write_bytes(innut.PLAN.read_bytes())
    svar = tidbank("ny", tmp_path / "ny.xlsx", "--fra", mappe)
    assert svar.kode == 0
    assert f"Ikke brukt: {innut.PLAN.name}. Den er en rulleplan." in svar.ut


def test_what_is_nothing_we_know_is_told_of(tidbank: Any, mappe: Path, tmp_path: Path) -> None:
    (mappe / "notater.csv").write_text("Hva;Når\nringe;i morgen\n", "utf-8")
    (mappe / "Vakter.csv").write_text(
        "Vaktnr;Ansattnr;Dato;Start;Slutt;Pause;Type;Måte;Status;Varslet;Eget ønske;Godkjent av\n", "utf-8"
    )
    (mappe / "Fravær.csv").write_text("Ansattnr;Fra;Til;Kode;Grad %\n", "utf-8")
    svar = tidbank("ny", tmp_path / "ny.xlsx", "--fra", mappe)
    assert svar.kode == 0
    assert "Ikke brukt: notater.csv. Fant ingen rad med overskrifter" in svar.ut


def test_a_table_named_as_ours_goes_before_one_that_looks_like_it(mappe: Path) -> None:
    innut.skriv_csv(mappe / "Ansatte.csv", [["Ansattnr", "Navn"], ["1", "Kari Vik"], ["3101", "Anne Lund"]])
    (mappe / "Vakter.csv").write_text(
        "Vaktnr;Ansattnr;Dato;Start;Slutt;Pause;Type;Måte;Status;Varslet;Eget ønske;Godkjent av\n", "utf-8"
    )
    (mappe / "Fravær.csv").write_text("Ansattnr;Fra;Til;Kode;Grad %\n", "utf-8")
    lest = les_mappe(mappe)
    assert [a.ansattnr for a in lest.tabeller.ansatte or ()] == ["1", "3101"]
    assert lest.ukjente == ["personal 2026.csv"]


def test_a_pilot_of_five_people_and_a_month_is_eighty_cells(tidbank: Any, tmp_path: Path) -> None:
    """From nothing to the first balance: who they are and what they have agreed is typed, the roster is fetched."""
    folk = innut.FOLK[:5]
    periode = ("05.01.2026", "03.01.2027")
    ansatte = [["Ansattnr", "Navn"], *map(list, folk)]
    avtaler = [AVTALER[0], *([nr, *periode, 60, 40, "", *periode, "01.12.2025"] for nr, _ in folk)]
    mappe = tmp_path / "pilot"
    mappe.mkdir()
    innut.skriv_csv(mappe / "Ansatte.csv", ansatte)
    innut.skriv_csv(mappe / "Avtaler.csv", avtaler)
    (mappe / innut.GRID1.name).write_bytes(innut.GRID1.read_bytes())
    skrevet = sum(v != "" for tabell in (ansatte, avtaler) for rad in tabell[1:] for v in rad)
    assert skrevet <= 80
    assert tidbank("ny", tmp_path / "Pilot.xlsx", "--fra", mappe).kode == 1  # X9, of the sample
    saldo = tidbank("saldo", tmp_path / "Pilot.xlsx", "--dato", "2026-05-31", "--json").json["saldo"]
    assert [s["ansattnr"] for s in saldo] == [nr for nr, _ in folk]
    assert {s["ansattnr"]: s["ubekreftet"] for s in saldo if s["ubekreftet"]} == {"3101": 7, "3102": 7, "3105": 7}
