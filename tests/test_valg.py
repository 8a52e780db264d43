"""Every choice in Innstillinger changes an answer, and every page it touched says so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from xl_tidbank import commands
from xl_tidbank.book.copy import make
from xl_tidbank.book.page.plain import Fakta, Notat, Side
from xl_tidbank.book.sheets.valg import OVERSKRIFT
from xl_tidbank.core import rules
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.valg import DAGEN, REFERANSE, VIRKSOMHET, Valgmulighet, muligheter
from xl_tidbank.tables import assemble

from . import sidedata

START, SLUTT = date(2026, 1, 5), date(2027, 1, 3)
DAGER = (date(2026, 6, 30), SLUTT)
# Numbers to try instead of the proposal; for the rest the middle of what is allowed.
TALL = {"ukestimer_fulltid": 37.5, "maks_andel": 30, "varselfrist": 21, "gjennomgang_uker": 8, "pause_grense": 9,
        "merarbeid_jevnlig": 1, "basisaar": 2023, "reise_opphold": 12.25}  # fmt: skip


def _vakt(nr: str, ansatt: str, dag: date, status: str = "Utført", varslet: date | None = None, type_: str = "Tidbank",
          fra: int = 7, til: int = 15, **mer: Any) -> tuple[Any, ...]:  # fmt: skip
    felt = {"enhet": "", "kompetanse": "", "avlyst": None, "godskrives": "", **mer}
    return (nr, ansatt, dag, fra * 60, til * 60, 0, type_, "Tildelt" if ansatt else "", status,
            varslet or (date(2025, 12, 1) if ansatt else None), False, "Leder", *felt.values())  # fmt: skip


def _avtale(nr: str, fast: float, tidbank: float, slutt: date = SLUTT, **mer: Any) -> tuple[Any, ...]:
    felt = {"ukestimer": 35.5, "timelonn": None, "trekkavtale": None, "sagt_opp": None, "av": "", **mer}
    return (nr, START, slutt, fast, tidbank, felt["ukestimer"], START, slutt, date(2025, 12, 1), felt["timelonn"],
            felt["trekkavtale"], felt["sagt_opp"], felt["av"])  # fmt: skip


# Bank shifts in the evening, the night, the weekend and on a red day: what each supplement hangs on.
UBEKVEMME = (
    (date(2026, 5, 25), 8, 16), (date(2026, 6, 2), 14, 22), (date(2026, 6, 6), 8, 16), (date(2026, 6, 18), 21, 7),
    (date(2026, 6, 20), 10, 22),
)  # fmt: skip


def _tredelt(nr: str) -> list[tuple[Any, ...]]:
    """A three-part rotation over the whole period: day, evening and the night to Sunday, every third week."""
    uker = [START + timedelta(weeks=n) for n in range(0, 52, 3)]
    runde = ((0, 450, 900), (2, 840, 1260), (5, 1260, 420))
    return [(nr, man + timedelta(days=d), fra, til, 0) for man in uker for d, fra, til in runde]


@cache
def rader() -> dict[str, list[tuple[Any, ...]]]:
    """A small bank in which something hangs on every choice."""
    uke = (7.5, 7.5, 7.5, 7.5, 7.5, None, None, True)
    return {
        "Ansatte": [(nr, f"Ansatt {nr}", "Post 1", "Lik" if nr in "45" else "", True) for nr in "1234567"],
        "Avtaler": [
            _avtale("1", 60, 30),
            _avtale("2", 50, 32, date(2027, 1, 5), ukestimer=None, timelonn=200.0, trekkavtale=date(2025, 12, 1),
                    sagt_opp=date(2026, 3, 10), av="Ansatt"),
            _avtale("3", 60, 1, timelonn=200.0),
            _avtale("4", 60, 20),
            _avtale("5", 60, 20),
            _avtale("7", 60, 40),
        ],
        "Vakter": [
            _vakt("V1", "1", date(2026, 3, 2), varslet=date(2026, 2, 17)),
            _vakt("V2", "1", date(2026, 3, 30), varslet=date(2026, 3, 15)),
            _vakt("V3", "1", date(2026, 4, 14), til=9),
            _vakt("V4", "1", date(2026, 4, 16), varslet=date(2026, 4, 15)),
            _vakt("V5", "1", date(2026, 5, 5), "Godkjent"),
            _vakt("V6", "1", date(2026, 5, 12), "Avlyst", avlyst=date(2026, 5, 10)),
            _vakt("V7", "1", date(2026, 7, 1), "Godkjent", type_="Ekstra"),
            *(_vakt(f"W{n}", "3", date(2026, 2, 2 + 7 * n)) for n in range(4)),
            _vakt("V8", "4", date(2026, 2, 7)),
            _vakt("V9", "5", date(2026, 2, 5)),
            _vakt("V11", "1", date(2026, 6, 20), type_="Ekstra"),
            _vakt("V10", "", date(2026, 7, 20), "Ledig", kompetanse="Lik"),
            *(_vakt(f"L{n}", "7", dag, fra=fra, til=til) for n, (dag, fra, til) in enumerate(UBEKVEMME)),
            _vakt("V12", "7", date(2026, 6, 24), type_="Ekstra", fra=8, til=18),
        ],
        "Fravær": [
            ("1", date(2026, 4, 15), date(2026, 4, 23), "SYK", 1.0, None),
            ("1", date(2026, 2, 9), date(2026, 2, 15), "SYK", 0.5, None),
            ("1", date(2026, 6, 1), date(2026, 6, 7), "FERIE", 1.0, None),
            ("1", date(2026, 4, 13), date(2026, 4, 14), "EGEN", 1.0, None),
            ("7", date(2026, 6, 8), date(2026, 6, 12), "SYK", 1.0, None),
            ("6", date(2026, 7, 6), date(2026, 8, 4), "FERIE", 1.0, None),  # 26 virkedager
            ("1", date(2026, 5, 11), date(2026, 5, 16), "FERIE", 1.0, None),  # with Ascension Day
        ],
        "Turnus": [
            *_tredelt("7"),
            *(("1", date(2026, 3, 7) + timedelta(weeks=n), 450, 900, 0) for n in range(5)),
            *(("6", date(2026, 3, 2) + timedelta(weeks=n // 4, days=n % 4), 450, 900, 0) for n in range(32)),
            *(("6", date(2026, 3, 7) + timedelta(weeks=n), 450, 900, 0) for n in range(3)),
            *(("7", date(2026, 4, 20 + n), 480, 948, 0) for n in range(5)),  # 39 hours in a week
            *(("7", date(2026, 5, n), 480, 1020, 0) for n in (7, 8, 9, 11, 12)),  # 45 in seven days of two weeks
        ],
        "Prosess": [("Post 1", "Kartlegging", None, date(2025, 10, 1), "", "", "")],
        "Kartlegging": [("Post 1", 2025, 9.5, 100, 200, 300, 1, 6, "")],
        "Lønnsgrunnlag": [("7", START, 461_500.0, None, None, None, "", "", None, 34.0, 26.0)],
        "Kapasitet": [("6", START, *uke)],
        "Timer": [("6", date(2026, 2, 3), 480, 1020, None, None), ("6", date(2026, 5, 25), 480, 1020, None, None)],
        "Timebank": [
            ("6", date(2026, 2, 9), "Avspasering", 3.0, "Godkjent"),
            ("6", date(2026, 2, 10), "Avspasering", 1.0, "Søkt"),
        ],
    }  # fmt: skip


def registre() -> dict[str, list[tuple[Any, ...]]]:
    """The same bank with registers of the environment, where each of its choices changes something."""
    alle, numre = rader(), "123456"
    natt = [(nr, date(2026, 1, 12), 1305, 240, 0) for nr in numre]  # home at 04, and a bank shift at 08
    tidlig = [(nr, date(2026, 1, 20), 15, 300, 0) for nr in numre]  # and a bank shift that evening
    vakter = [
        _vakt(f"M{nr}{n}", nr, dag, fra=fra, til=fra + 2)
        for nr in numre for n, (dag, fra) in enumerate(((date(2026, 1, 13), 8), (date(2026, 1, 20), 20)))
    ]  # fmt: skip
    return {
        **alle,
        "Turnus": [*alle["Turnus"], *natt, *tidlig],
        "Vakter": [*alle["Vakter"], *vakter],
        "Reisevaner": [(nr, date(2025, 1, 1), 10, "Bil") for nr in numre],
        "Reiser": [
            (nr, dag, None, "", None, "Møte", "", "Hamar", "Tog", 100.0)
            for nr, dag in (("R1", date(2025, 3, 3)), ("R2", date(2025, 3, 23)))
        ],
        "Hjemmekontor": [(nr, date(2025, 5, 5)) for nr in numre],
        "Energi": [
            ("Post 1", date(aar, 2, 1), date(aar, 2, 28), "M1", "Strøm", kwh, "kWh")
            for aar, kwh in ((2023, 1000.0), (2024, 1000.0), (2025, 1700.0))
        ],
        "Utlån": [("B1", "Bor", "Ansatt 1", date(2026, 1, 8), None)],
        "Nøkkeltall": [(2025, "arsverk", 7.0)],
    }


# What must be chosen too for a choice to say anything: both are in the bank it is compared with.
SAMMEN_MED = {"tariffbundet": ("hvile_avtale", "Avtale 2026"), "kopi_kreditt": ("kopi_kreditt_begrunnelse", "Avtalt")}


@pytest.fixture(scope="module", autouse=True)
def _bare_sider(husket: None) -> Iterator[None]:
    """The pages of a copy are made, as every page, but not laid out and stamped: no file is written here."""
    with pytest.MonkeyPatch.context() as m:
        m.setattr(make, "lag", lambda sider, *_, **__: make.Kopi((), sider[0].tittel, "", "0" * 64))
        yield


NAVN = {"": "", **{m.nokkel: m.navn for m in muligheter()}}


@cache
def sider(
    nokkel: str = "", verdi: Any = None, *andre: tuple[str, Any], miljo: bool = False
) -> dict[tuple[Any, ...], tuple[list[Any], bool]]:
    """Every page of every command on both days: its blocks without the note, and whether the note names the choice."""
    valgt = [(n, v, "", "", "", "") for n, v in ((nokkel, verdi), *andre) if n]
    bank = Bank(assemble.av_rader({**(registre() if miljo else rader()), "Innstillinger": valgt}))
    ut = {}
    for dag in DAGER:
        alle: list[Side] = []
        for k in commands.i_rekkefolge():
            try:
                alle += k.kjor(bank, dag, sidedata.utfylt(k)).sider()
            except TidbankFeil:  # a file that cannot be made with this choice
                continue
        for nr, side in enumerate(alle):
            n = sum(s.ark == side.ark for s in alle[:nr])  # a sheet that is not there moves no other
            noter = [b for b in side.blokker if isinstance(b, (Notat, Fakta)) and b.overskrift == OVERSKRIFT]
            innhold = [side.tittel, *(b for b in side.blokker if b not in noter)]
            ut[dag, side.ark, n] = innhold, any(_nevner(b, NAVN[nokkel]) for b in noter)
    return ut


def _nevner(b: Notat | Fakta, navn: str) -> bool:
    """A note names it in a sentence; Start has a line for each changed choice."""
    if isinstance(b, Fakta):
        return any(linje[0] == navn for linje in b.linjer)
    return any(f"{navn}:" in t for t in b.avsnitt)


def _andre(m: Valgmulighet) -> list[Any]:
    if m.slag == "ett_av":
        return [a for a in m.alternativer if a != m.verdi]
    if m.slag == "dato":
        return [date(2026, 6, 22) if m.nokkel == "overtid_fra_avtalt" else SLUTT]
    midt = ((m.minst or 0) + (m.mest or 0)) / 2
    return [TALL.get(m.nokkel, int(midt) if m.slag == "heltall" else midt)]


PROVES = [
    (m, verdi) for m in muligheter() if m.slag not in ("fast", "tekst") and m.nokkel != DAGEN for verdi in _andre(m)
]


@pytest.mark.parametrize(("m", "verdi"), PROVES, ids=[f"{m.nokkel}={v}" for m, v in PROVES])
def test_a_choice_changes_an_answer_and_the_page_says_so(m: Valgmulighet, verdi: Any) -> None:
    """T14."""
    andre = [SAMMEN_MED[m.nokkel]] if m.nokkel in SAMMEN_MED else []
    miljo = m.om_miljo
    foer, etter = sider("", None, *andre, miljo=miljo), sider(m.nokkel, verdi, *andre, miljo=miljo)
    rort = [k for k in etter if k not in foer or etter[k][0] != foer[k][0]] or [k for k in foer if k not in etter]
    assert rort, "nothing changed"
    assert not [k for k in rort if k in etter and not etter[k][1]], "pages that changed without saying so"


def test_a_page_of_proposals_says_nothing_of_choices() -> None:
    assert not any(notert for _, notert in sider().values())


def test_every_decision_stands_in_innstillinger() -> None:
    """The decisions that change an answer; two of them are how figures are shown."""
    har = {b.strip() for m in muligheter() for b in m.beslutning.split(",")}
    assert {f"B{n}" for n in range(1, 38)} - {"B32", "B33"} <= har
    egne = [m for m in muligheter() if m.nokkel != VIRKSOMHET]
    assert all(m.begrunnelse and m.alternativer and (m.verdi is not None or m.slag == "dato") for m in egne)


@pytest.mark.parametrize("nei", ["Nei", "ingen", False, 0, 0.0, "USANN", "Ja", "ja ", "J", True, 1, 1.0, "x"])
def test_what_says_that_there_is_no_agreement_is_no_reference(nei: Any) -> None:
    referanser = [m for m in muligheter() if m.enhet == REFERANSE]
    assert {"sentral_avtale", "overtid_avtale", "hvile_avtale"} <= {m.nokkel for m in referanser}
    assert [m.tolk(nei) for m in referanser] == [""] * len(referanser)
    assert referanser[0].tolk(" Avtale 0 ") == "Avtale 0"


def test_what_a_finding_asks_for_is_named_as_the_sheet_names_it() -> None:
    """The sheet has plain names, and the keys stand last: no rule and no cell beside a choice says a key."""
    noekler = re.compile(r"\b(" + "|".join(m.nokkel for m in muligheter() if "_" in m.nokkel) + r")\b")
    tekster = [t for m in muligheter() for t in m.alternativer]
    for fil in Path(rules.__file__).parent.rglob("*.py"):
        tre = ast.parse(fil.read_text("utf-8"))
        doc = {id(n.value) for n in ast.walk(tre) if isinstance(n, ast.Expr)}
        tekster += [
            n.value for n in ast.walk(tre)
            if isinstance(n, ast.Constant) and isinstance(n.value, str) and " " in n.value and id(n) not in doc
        ]  # fmt: skip
    assert len(tekster) > 500
    assert [t for t in tekster if noekler.search(t)] == []
    navnene = {m.navn for m in muligheter()}
    nevnt = {n for t in tekster for n in re.findall(r"«([^»{]{12,})» (?:i Innstillinger|er fylt ut|når)", t)}
    assert nevnt <= navnene
    assert len(nevnt) > 8
