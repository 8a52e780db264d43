"""A rolling plan that comes in as Grunnturnus: the weeks themselves, and what has been followed stands (T17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import bygg, innut
from xl_tidbank.book.open import fremmed, read
from xl_tidbank.book.template import workbook
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import Avtale, Tabeller, Turnusvakt, Vaktkode
from xl_tidbank.core.tid.grunnturnus import UKEDAGER
from xl_tidbank.tables import grunnturnus as sjekk
from xl_tidbank.tables.importer.rapport import Rapport
from xl_tidbank.tables.rows import Lest

JUNI, SLUTT = date(2026, 6, 1), date(2026, 7, 26)
AVTALER = tuple(bygg.avtale(n, ansattnr=nr) for n, nr in enumerate(("3101", "3106")))


def bank(avtaler: tuple[Avtale, ...] = AVTALER, **felt: Any) -> Tabeller:
    return innut.tom_bank(**{"vaktkoder": innut.VAKTKODER, "avtaler": avtaler, **felt})


def plan(*uker: str, nr: str = "3101", startuke: int = 1) -> list[list[Any]]:
    return [[nr, startuke, n, *(None if k == "." else k for k in uke.split())] for n, uke in enumerate(uker, 1)]


def hent(rader: list[list[Any]], t: Tabeller | None = None, liste: Any = (), **valg: Any) -> Rapport:
    fil = innut.fil([["Ansattnr", "Startuke", "Uke", *UKEDAGER], *rader], liste)
    return innut.hent(fil, "rulleplan", bank() if t is None else t, **{"fra": JUNI, "som_grunnturnus": True, **valg})


def vakter(t: Tabeller, nr: str, fra: date = JUNI, til: date = SLUTT) -> list[Turnusvakt]:
    return [v for v in Bank(t).register.av("turnus", (nr,)) if fra <= v.dato <= til]


def timer(alle: list[Turnusvakt]) -> float:
    return sum(v.slutt - v.start + 1440 * (v.slutt <= v.start) - v.pause for v in alle) / 60


def test_sample_03_is_the_same_roster_in_both_ways() -> None:
    """52 rows of Turnus, or eight of Grunnturnus: 208.0 and 180.0 hours."""
    fil = fremmed.les(innut.PLAN)
    som_rader = innut.hent(fil, "rulleplan", bank(), fra=JUNI, til=SLUTT).etter()
    r = innut.hent(fil, "rulleplan", bank(), fra=JUNI, til=SLUTT, som_grunnturnus=True)
    assert {e.tabell for e in r.forskjell.ny} == {"Grunnturnus"}
    assert (len(r.forskjell.ny), r.konflikter) == (8, ())
    etter = r.etter()
    assert len(vakter(etter, "3101")) + len(vakter(etter, "3106")) == 52
    assert {nr: timer(vakter(etter, nr)) for nr in ("3101", "3106")} == {"3101": 208, "3106": 180}
    for nr in ("3101", "3106"):
        dager = [[(v.dato, v.start, v.slutt, v.pause) for v in vakter(t, nr)] for t in (som_rader, etter)]
        assert dager[0] == dager[1]
    igjen = innut.hent(fil, "rulleplan", etter, fra=JUNI, til=SLUTT, som_grunnturnus=True)
    assert (igjen.antall["uendret"], igjen.antall["ny"], igjen.etter()) == (8, 0, etter)


def test_later_the_same_plan_is_the_same_whichever_week_it_is_in() -> None:
    """In the third week of June, three weeks of plan are in their third week."""
    uker = ("D . . . . . .", "A . . . . . .", "N . . . . . .")
    en = hent(plan(*uker)).etter()
    r = hent(plan(*uker, startuke=3), en, fra=JUNI + timedelta(weeks=2))
    assert (r.antall["uendret"], r.antall["ny"], r.etter()) == (3, 0, en)
    assert hent(plan(*uker, startuke=1), en, fra=JUNI + timedelta(weeks=2)).antall["ny"] == 3


def test_a_plan_that_differs_begins_on_its_day_and_what_was_stands() -> None:
    en = hent(plan("D D . . . . .")).etter()
    fra = JUNI + timedelta(weeks=4)
    r = hent(plan("A A . . . . ."), en, fra=fra, dag=fra)
    assert (r.antall["ny"], r.antall["endret"], r.konflikter) == (1, 0, ())
    etter = r.etter()
    foer = [(v.dato, v.start) for v in vakter(en, "3101", JUNI, fra - timedelta(days=1))]
    assert [(v.dato, v.start) for v in vakter(etter, "3101", JUNI, fra - timedelta(days=1))] == foer
    assert {v.start for v in vakter(etter, "3101", fra)} == {870}


def test_a_plan_with_a_last_day_ends_the_day_before_the_new_one() -> None:
    en = hent(plan("D D . . . . ."), til=SLUTT).etter()
    fra = JUNI + timedelta(weeks=4)
    r = hent(plan("A . . . . . ."), en, fra=fra)
    (e,) = r.forskjell.endret
    assert (e.gammel.til, e.ny.til, e.ny.man) == (SLUTT, fra - timedelta(days=1), "D")
    assert not list(sjekk.feil(Lest(r.etter().grunnturnus or ()), innut.VAKTKODER, AVTALER, frozenset()))
    assert hent(plan("D D . . . . ."), en, til=SLUTT + timedelta(weeks=4)).forskjell.endret[0].ny.til == date(
        2026, 8, 23
    )


def test_a_plan_that_is_followed_is_not_changed_from_its_first_day() -> None:
    en = hent(plan("D D . . . . .")).etter()
    r = hent(plan("D A . . . . ."), en, dag=JUNI)
    (k,) = r.konflikter
    assert k.tekst == "Planen til 3101 fra 01.06.2026 er en annen i banken enn i filen, og den er i gang."
    assert "--fra" in k.tiltak
    assert r.etter() == en
    r = hent(plan("D A . . . . ."), en, dag=JUNI - timedelta(days=1))  # nobody has gone in it yet
    assert [(e.gammel.tir, e.ny.tir) for e in r.forskjell.endret] == [("D", "A")]
    assert hent(plan("D A . . . . ."), r.etter(), dag=JUNI).antall["uendret"] == 1


def test_codes_the_bank_lacks_come_with_the_plan() -> None:
    r = hent(plan("L . . . . . ."), bank(vaktkoder=()), innut.LISTEN)
    assert r.etter().vaktkoder == (Vaktkode("L", 450, 1200, 60),)
    assert len(vakter(r.etter(), "3101")) == 8
    assert r.json(JUNI)["ny"][0] | {"kode": "L", "start": "07:30", "slutt": "20:00"} == r.json(JUNI)["ny"][0]


def test_a_code_that_means_another_shift_in_the_bank_is_a_conflict() -> None:
    annen = bank(vaktkoder=(Vaktkode("D", 480, 930, 30),))
    (k,) = hent(plan("D . . . . . ."), annen, innut.LISTEN).konflikter
    assert k.tekst.startswith("Koden D er 07:30–15:00 i filen og 08:00–15:30 i Vaktkoder")


@pytest.mark.parametrize(
    ("celle", "sier"),
    [
        ("D*", "er ikke en vakt i den ordinære turnusen"), ("FE", "er ikke en vakt i den ordinære turnusen"),
        ("0800-1500", "er klokkeslett"), ("X9", "er ukjent"),
    ],
)  # fmt: skip
def test_a_plan_comes_in_whole_or_not_at_all(celle: str, sier: str) -> None:
    r = hent([*plan(f"D {celle} . . . . ."), *plan("D . . . . . .", nr="3106")])
    assert [sier in k.tekst for k in r.konflikter] == [True]
    assert [e.ny.ansattnr for e in r.forskjell.ny] == ["3106"]


def test_two_codes_of_a_day_and_days_off() -> None:
    (e,) = hent(plan("D/N F1 f - . . .")).forskjell.ny
    assert e.ny.dager == ("D+N", "F1", "F", "-", "", "", "")


def test_without_agreement_a_plan_needs_a_last_day() -> None:
    (k,) = hent(plan("D . . . . . ."), bank(())).konflikter
    assert "Til mangler" in k.tekst
    assert hent(plan("D . . . . . ."), bank(()), til=SLUTT).antall["ny"] == 1


def test_only_a_rolling_plan_and_only_from_a_day() -> None:
    with pytest.raises(TidbankFeil, match="Bare en rulleplan"):
        innut.hent(innut.fil(innut.grid({"3101": "D"})), "turnusgrid", som_grunnturnus=True)
    with pytest.raises(TidbankFeil, match="--fra"):
        hent(plan("D . . . . . ."), fra=None)


def test_rows_in_turnus_go_before_the_plan_and_it_is_said() -> None:
    t = bank(turnus=(Turnusvakt("3101", JUNI, 870, 1320),))
    assert any(
        m.tekst.startswith("1 dag i vinduet har rader i Turnus.") for m in hent(plan("D . . . . . ."), t).merknader
    )


def test_the_command_writes_the_plan_and_reads_it_back(tidbank: Any, tmp_path: Path) -> None:
    gammel, ny = tmp_path / "bank.xlsx", tmp_path / "ny.xlsx"
    rader = {"Ansatte": bank().ansatte, "Avtaler": AVTALER, "Vaktkoder": innut.VAKTKODER}
    workbook.skriv_bank(gammel, {navn: [tuple(p)[:-1] for p in poster or ()] for navn, poster in rader.items()}, [])
    svar = tidbank(
        "importer", gammel, innut.PLAN, "--profil", "rulleplan", "--fra", "01.06.2026", "--til", "26.07.2026",
        "--som-grunnturnus", "-o", ny,
    )  # fmt: skip
    assert svar.kode == 0, svar.feil
    assert "Uke 1 fra 01.06.2026 til 26.07.2026: D D F1 A A F F" in svar.ut
    t = read.les_bok(ny)
    assert (len(t.grunnturnus or ()), timer(vakter(t, "3101")), timer(vakter(t, "3106"))) == (8, 208, 180)


UKE = st.lists(st.sampled_from(["D", "A", "N", "F1", ".", "D/N"]), min_size=7, max_size=7).map(" ".join)
UKER = st.lists(UKE, min_size=1, max_size=4)


@given(UKER, UKER, st.integers(0, 40), st.integers(1, 4))
def test_a_new_plan_holds_from_its_day_and_history_stands(
    foer: list[str], naa: list[str], dager: int, startuke: int
) -> None:
    en = hent(plan(*foer)).etter()
    fra = JUNI + timedelta(days=dager)
    valg: dict[str, Any] = {"fra": fra, "dag": JUNI}
    startuke = min(startuke, len(naa))
    r = hent(plan(*naa, startuke=startuke), en, **valg)
    if r.konflikter:
        assert dager == 0  # it is followed already, from that very day
        return
    etter = r.etter()
    alene = hent(plan(*naa, startuke=startuke), fra=fra).etter()

    def tider(t: Tabeller, a: date, b: date) -> list[tuple[Any, ...]]:
        return [(v.dato, v.start, v.slutt) for v in vakter(t, "3101", a, b)]

    assert tider(etter, fra, date(2027, 1, 3)) == tider(alene, fra, date(2027, 1, 3))
    assert tider(etter, JUNI, fra - timedelta(days=1)) == tider(en, JUNI, fra - timedelta(days=1))
    igjen = hent(plan(*naa, startuke=startuke), etter, **valg)
    assert (igjen.antall["ny"], igjen.antall["endret"], igjen.etter()) == (0, 0, etter)
    assert replace(etter, grunnturnus=()) == replace(en, grunnturnus=())
