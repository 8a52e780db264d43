"""Dated numbers: covered in time, sourced, and never written in code (T14)."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

import udfs  # noqa: F401  # fills the registry
from xl_tidbank.core import parameters, tekst
from xl_tidbank.core.valg import Valg, muligheter
from xl_tidbank.functions import REGISTER

from . import grenser

RULES = Path(parameters.__file__).parents[1] / "rules"
# Numbers that mean something else than a limit: none, one, the days of a week, percent, weekdays and list lengths.
HVERDAGSTALL = {0, 1, -1, 2, 3, 4, 5, 6, 7, 100, 1e-9}


def test_every_parameter_is_sourced_and_in_order() -> None:
    for p in parameters.alle().values():
        assert all((p.navn, p.enhet, p.hjemmel, p.kilde)), p.nokkel
        assert p.tillit in ("H", "M", "L"), p.nokkel
        assert p.kontrollert >= date(2026, 1, 1)
        assert list(p.verdier) == sorted(set(p.verdier))


def test_only_the_guide_and_choices_of_our_own_have_no_public_page() -> None:
    uten = [p for p in parameters.alle().values() if not p.url]
    assert all(p.hjemmel.startswith(("Delta", "utkastet")) or "Valgt her" in p.kilde for p in uten)
    assert all(p.uten_url.endswith(".") for p in uten)
    assert all(p.innhold.endswith(".") for p in parameters.alle().values() if p.innhold)


def test_the_page_of_numbers_is_fresh() -> None:
    assert grenser.DOKUMENT.read_text("utf-8") == grenser.side(), "run: python -m tests.grenser"
    assert all(f"| {p.navn} |" in grenser.side() for p in parameters.alle().values())


HEL: dict[str, object] = {
    "hjemmel": "aml. § 10-9 (1)", "kilde": "k", "kontrollert": date(2026, 1, 1), "verdier": [1], "innhold": "Pause.",
    "url": "https://lovdata.no",
}  # fmt: skip


@pytest.mark.parametrize(
    ("endret", "mangler"),
    [
        ({"hjemmel": ""}, "hjemmel"), ({"kilde": ""}, "kilde"), ({"kontrollert": None}, "kontrollert"),
        ({"innhold": ""}, "innhold"), ({"url": ""}, "uten_url"), ({"url": "lovdata.no"}, "adresse"),
        ({"uten_url": "Begge deler."}, "uten_url"),
    ],
)  # fmt: skip
def test_an_entry_nobody_can_look_up_is_refused(endret: dict[str, object], mangler: str) -> None:
    parameters.kontroller("hel", HEL)
    with pytest.raises(ValueError, match=mangler):
        parameters.kontroller("halv", {**HEL, **endret})


def test_a_date_outside_coverage_is_refused() -> None:
    assert parameters.verdi("varselfrist", date(2006, 1, 1)) == 14
    with pytest.raises(parameters.UtenforDekning, match=r"ikke kjent før 01\.01\.2006"):
        parameters.verdi("varselfrist", date(2005, 12, 31))


def test_a_later_value_takes_over_on_its_day() -> None:
    p = parameters.Parameter("x", "", "", "", "", "H", date(2026, 1, 1), ((date(2020, 1, 1), 1), (date(2021, 1, 1), 2)))
    assert [p.paa(d) for d in (date(2020, 12, 31), date(2021, 1, 1))] == [1, 2]


def test_no_legal_number_in_the_rules() -> None:
    funnet = {
        (fil.name, node.value)
        for fil in RULES.rglob("*.py")
        for node in ast.walk(ast.parse(fil.read_text("utf-8")))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in HVERDAGSTALL
    }
    assert not funnet


def test_choices_default_to_the_newest_parameter() -> None:
    assert {n: Valg()[n] for n in ("varselfrist", "maks_andel", "gjennomgang_uker", "ukestimer_fulltid")} == {
        "varselfrist": 14, "maks_andel": 40, "gjennomgang_uker": 12, "ukestimer_fulltid": 35.5,
    }  # fmt: skip


def test_every_choice_says_why() -> None:
    for m in muligheter():
        assert m.begrunnelse, m.nokkel
        assert m.alternativer, m.nokkel
        assert m.hjemmel or not m.beslutning, m.nokkel
        assert m.tolk("") == m.verdi


def test_help_of_the_functions_follows_the_parameters() -> None:
    """What a function says it uses for an empty argument is what it uses."""
    brukt = {
        "frist": "varselfrist",
        "uker": "gjennomgang_uker",
        "ukestimer": "ukestimer_fulltid",
        "grense": "pause_grense",
        "dagsgrense": "overtid_dagsgrense",
        "ukesgrense": "ukestimer_fulltid",
    }
    # The weeks of a week roster are how many are shown, not how far it is between reviews.
    funksjoner = [f for navn, f in REGISTER.items() if navn != "TIDBANK_VAKTUKE"]
    sagt = [(a.navn, a.hjelp) for f in funksjoner for a in f.argumenter if a.navn in brukt]
    assert {navn for navn, _ in sagt} == set(brukt)
    for navn, hjelp in sagt:
        assert hjelp.endswith(f"Tomt = {tekst.tall(parameters.siste(brukt[navn]))}.")
