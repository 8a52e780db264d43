"""The documents of requirements and decisions agree with the code: what is cited exists, what is there is carried."""

from __future__ import annotations

import re

import pytest

from . import krav

POSTER = krav.poster()
SITERINGER = krav.siteringer()


def test_every_number_has_its_entry() -> None:
    """Numbers are never used again, so none is missing up to the last."""
    uten_bokstav = [(nr[0], int(nr[1:])) for nr in POSTER if nr[-1].isdigit()]
    siste = {b: max(n for c, n in uten_bokstav if c == b) for b in "KBEIT"}
    assert sorted(uten_bokstav) == sorted((b, n) for b in siste for n in range(1, siste[b] + 1))
    assert all(siste[b] >= n for b, n in {"K": 74, "B": 50, "E": 14, "I": 16, "T": 16}.items())
    assert {"B6b", "B9b", "B10b", "B10c", "B29b"} <= set(POSTER)


def test_every_number_cited_exists() -> None:
    kjent = {*POSTER, *(f"D{n}" for n in krav.DELTA), *(f"U{n}" for n in krav.UTKAST)}
    assert [s for s in SITERINGER if s.nr not in kjent] == []


@pytest.mark.parametrize("nr", POSTER)
def test_each_is_carried_by_code_and_a_test_or_said_to_be_open(nr: str) -> None:
    steder = {s.sted for s in SITERINGER if s.nr == nr}
    mangler = [hva for hva, er in (("code", krav.er_kode), ("test", krav.er_test)) if not any(map(er, steder))]
    if POSTER[nr].apen:
        assert mangler, f"{nr} is said to be open and is carried by {steder}"
    else:
        assert not mangler, f"{nr}: cited in no {' and no '.join(mangler)}; cite it there, or write Status: åpen."


def test_every_section_of_the_guide_and_point_of_the_draft_has_become_a_requirement() -> None:
    brukt = {k for p in POSTER.values() if p.nr[0] == "K" for k in p.kilder}
    assert brukt == {*(f"D{n}" for n in krav.DELTA), *(f"U{n}" for n in krav.UTKAST)}


def test_links_of_the_documents_lead_somewhere() -> None:
    for fil in (krav.KRAV, krav.BESLUTNINGER, krav.SPORING):
        tekst = fil.read_text("utf-8")
        for vist, sti, anker in re.findall(r"\[([^\]]+)\]\(([^)#]*)(?:#(\w+))?\)", tekst):
            assert (fil.parent / sti).exists(), (fil.name, sti)
            if anker:
                assert f"\n### {vist}\n" in ((fil.parent / sti) if sti else fil).read_text("utf-8"), (fil.name, vist)
                assert anker == vist.lower()
        assert not re.findall(r"(?<![\w\[#`«])[KBEIT]\d+[bc]?(?![\w\]])", re.sub(r"^###.*", "", tekst, flags=re.M)), (
            fil.name
        )


def test_the_index_is_up_to_date() -> None:
    assert krav.sporing() == krav.SPORING.read_text("utf-8"), "run: python -m tests.krav"


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("First day (items 10,\n15; B15).", "K10 K15 B15"),
        ("(items 2, 4-7 and 47; B5-B7, B10b)", "K2 K4 K5 K6 K7 K47 B5 B6 B7 B10b"),
        ("Lønn (punkt 32-33, 42 og 44; E2, I13, T4)", "K32 K33 K42 K44 E2 I13 T4"),
        ("B22: fra datoen", "B22"),
        ('B5:K20, Avtaler!B4, "B2", $B$3, B2*2) and =SUM(B1:B9)', ""),
        ("Delta § 4–5, § 7 og § 20; aml. § 10-3", "D4 D5 D7 D20"),
        ("Delta § 8; utkastet pkt. 5 og 10; U§2", "D8 U5 U10 U2"),
    ],
)
def test_what_counts_as_a_citation(tekst: str, ventet: str) -> None:
    assert krav.numre(tekst) == ventet.split()
