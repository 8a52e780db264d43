"""The command line as people meet it: 80 columns, names, days in words, and every word in Bokmål."""

from __future__ import annotations

import json
import re
import shlex
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from hypothesis import given
from hypothesis import strategies as st

from tests import sidedata
from xl_tidbank.book.open.read import ER_KOPI
from xl_tidbank.book.page.plain import Format
from xl_tidbank.book.template import workbook
from xl_tidbank.cli import dager, kommandoer, parser, terminal, vis
from xl_tidbank.commands import Spalte, Tavle
from xl_tidbank.commands.felles import funntabell
from xl_tidbank.core.funn import Alvor
from xl_tidbank.demo import demo_tabeller

DAG = "2026-09-14"
# The surest signs of a parser that speaks its own language; "Option" and "Error" as words, not as parts of ours.
ENGELSK = re.compile(
    r"\b(?:usage|options?|commands?|arguments?|error|show|this|message|exit|required|default|try|help)\b(?!\s*$)", re.I
)


@pytest.fixture(scope="module")
def bok(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("terminal") / "Tidbank.xlsx"
    workbook.skriv_bank(sti, sidedata.rader(), [])
    return sti


@pytest.fixture
def smal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def tiende_mars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dager, "i_dag", lambda: date(2026, 3, 10))


# 80 columns


@pytest.mark.usefixtures("smal")
@pytest.mark.parametrize(
    "kommando", [("saldo",), ("kontroller",), ("avregning",), ("konto", "--til", DAG, "--ansatt", "2004")]
)
def test_nothing_is_wider_than_80_and_no_name_is_broken(tidbank: Any, bok: Path, kommando: tuple[str, ...]) -> None:
    navn, *mer = kommando
    svar = tidbank(navn, bok, *(mer or ("--dato", DAG)))
    linjer = svar.ut.splitlines()
    assert max(map(len, linjer)) <= 80
    assert any("2004 Marte Lillevik" in " ".join(linje.split()) for linje in linjer)


@pytest.mark.usefixtures("smal")
def test_a_balance_at_80_columns(tidbank: Any, bok: Path) -> None:
    """What leaves is told; the figures that stay are the same as in JSON."""
    svar = tidbank("saldo", bok, "--dato", DAG, "--ansatt", "Marte Lillevik")
    assert (
        svar.ut
        == """\
Saldo 14.09.2026 (timer)
                                                               Trengs
                                                                  per
                                           Skyldig                uke
                                             etter              etter
Ansattnr  Navn            Skyldig  Avtalt   avtalt  Etterslep  avtalt  Status
2004      Marte Lillevik   230,80   62,00   168,80      17,68   10,65  ● I rute
Ikke vist: Neste gjennomgang. Alt er med i et bredere vindu og i --json.
"""
    )


@pytest.mark.usefixtures("smal")
def test_a_finding_at_80_columns_is_a_block(tidbank: Any, bok: Path) -> None:
    blokk = tidbank("kontroller", bok, "--dato", DAG).ut.split("\n\n")[0].splitlines()
    assert blokk[1].split() == ["Alvor", "Ansatt", "Celle"]
    assert blokk[2].startswith("■ Brudd")
    assert [b.split(":")[0] for b in blokk[3:] if b.startswith(("  Gjør:", "  Hjemmel:"))] == ["  Gjør", "  Hjemmel"]


@pytest.mark.parametrize(("nr", "sier"), [(1, "0 brudd, 1 advarsel"), (2, "0 brudd, 2 advarsler")])
def test_one_warning_is_one(nr: int, sier: str) -> None:
    funn = [f for f in sidedata.bank().funn(sidedata.DAG) if f.alvor == Alvor.ADVARSEL]
    (tavle,) = funntabell(funn[:nr], {}, sidedata.DAG)
    assert isinstance(tavle, Tavle)
    assert tavle.tittel.endswith(f": {sier}")


def test_who_has_no_agreement_on_the_day_is_not_said_to_be_without_a_period(tidbank: Any, tmp_path: Path) -> None:
    """2009 has given notice: the period lasts, and there is a balance in it after the agreement."""
    demo = tmp_path / "demo.xlsx"
    workbook.skriv_bank(demo, demo_tabeller(), [])
    svar = tidbank("saldo", demo, "--dato", "1.12.2026")
    assert svar.ut.rstrip().splitlines()[-1] == "Uten avtale om tidbank 01.12.2026: 2001, 2003, 2009."
    ut = tidbank("gjennomgang", demo, "--ansatt", "2004", "--dato", "14.9.2026", "-o", tmp_path / "g.xlsx").ut
    assert "med 1 gjennomgang for 14.09.2026." in ut


def test_columns_leave_by_their_number_and_the_first_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    kolonner = (
        Spalte("Navn"),
        Spalte("A", Format.TIMER, 1),
        Spalte("B", Format.TIMER, 3),
        Spalte("C", Format.TIMER, 2),
    )
    tavle = Tavle("T", kolonner, [("Kari Nordmann", 1.0, 2.0, 3.0)])
    sett = {}
    for bredde in (40, 29, 24, 17):
        monkeypatch.setenv("COLUMNS", str(bredde))
        linjer = [click.unstyle(linje) for linje in vis.linjer(tavle)]
        sett[bredde] = linjer[1].split(), " ".join(linjer[3:]).split(". ")[0]
    assert sett == {
        40: (["Navn", "A", "B", "C"], ""),
        29: (["Navn", "A", "C"], "Ikke vist: B"),
        24: (["Navn", "A"], "Ikke vist: B, C"),
        17: (["Navn"], "Ikke vist: A, B, C"),
    }


@pytest.mark.usefixtures("smal")
def test_a_long_list_is_laid_out_at_once() -> None:
    kolonner = (
        Spalte("Navn"),
        *(Spalte(f"Kolonne {n}", Format.TIMER, n) for n in range(1, 9)),
        Spalte("Hva", under=""),
    )
    rader: list[tuple[Any, ...]] = [
        (f"Ansatt Nummer {n}", *[float(n)] * 8, "en lang setning " * 8) for n in range(2000)
    ]
    start = time.process_time()
    assert len(list(vis.linjer(Tavle("T", kolonner, rader)))) > 2000
    assert time.process_time() - start < 3


# People


@pytest.mark.parametrize(
    "hvem",
    [
        "2004",
        "Marte Lillevik",
        "marte",
        "lille",
        "Lillevik, Marte",
        "MAR LIL",
        "illevi",
        "Marte Lillevik (2004)",
        "2004 Marte Lillevik",
    ],
)
def test_a_person_by_number_name_or_part_of_it(tidbank: Any, bok: Path, hvem: str) -> None:
    svar = tidbank("saldo", bok, "--dato", DAG, "--ansatt", hvem, "--json")
    assert [s["ansattnr"] for s in svar.json["saldo"]] == ["2004"]


@pytest.mark.parametrize("kommando", ["saldo", "konto", "avregning", "minside"])
def test_a_name_several_have_is_asked_about_in_one_sentence(
    tidbank: Any, bok: Path, tmp_path: Path, kommando: str
) -> None:
    """Never a guess: a copy of the wrong person's file is a leak."""
    ut = ("-o", tmp_path / "ut.xlsx") if kommando == "minside" else ()
    svar = tidbank(kommando, bok, "--til" if kommando == "konto" else "--dato", DAG, "--ansatt", "en", *ut)
    (linje,) = svar.feil.splitlines()
    assert svar.kode == 3
    assert svar.ut == ""
    assert re.fullmatch(r"«en» passer på flere: (\d{4} [^,]+, )*\d{4} [^,]+ og \d{4} .+\. Skriv .*\.", linje)
    assert not (tmp_path / "ut.xlsx").exists()


def test_a_misspelt_name_gives_the_near_ones(tidbank: Any, bok: Path) -> None:
    svar = tidbank("saldo", bok, "--dato", DAG, "--ansatt", "Martte")
    assert (svar.kode, svar.ut) == (3, "")
    assert svar.feil == "Ingen i banken heter «Martte». Mener du 2004 Marte Lillevik?\n"
    assert tidbank("saldo", bok, "--dato", DAG, "--ansatt", "Qwxz").feil == (
        "Ingen i banken heter «Qwxz». Kontroller navnet mot arket Ansatte.\n"
    )


# Days


@pytest.mark.usefixtures("tiende_mars")
@pytest.mark.parametrize(
    ("skrevet", "dag"),
    [
        ("i dag", "2026-03-10"), ("I dag", "2026-03-10"), ("idag", "2026-03-10"), ("i morgen", "2026-03-11"),
        ("i går", "2026-03-09"), ("i overmorgen", "2026-03-12"), ("14. september", "2026-09-14"),
        ("14 sept", "2026-09-14"), ("mandag 14. september", "2026-09-14"), ("14.9", "2026-09-14"),
        ("14.9.", "2026-09-14"), ("14. september 2027", "2027-09-14"), ("1. mai", "2026-05-01"),
        ("14.09.26", "2026-09-14"), ("2026-09-14", "2026-09-14"),
    ],
)  # fmt: skip
def test_days_as_people_write_them(tidbank: Any, bok: Path, skrevet: str, dag: str) -> None:
    assert tidbank("saldo", bok, "--dato", skrevet, "--json").json["dato"] == dag


@pytest.mark.usefixtures("tiende_mars")
@pytest.mark.parametrize("skrevet", ["31. februar", "fredag 14. september", "14. sommer", "september", "i fjor", "14."])
def test_a_day_that_is_none_is_never_guessed(tidbank: Any, bok: Path, skrevet: str) -> None:
    svar = tidbank("saldo", bok, "--dato", skrevet)
    assert svar.kode == 2
    assert "Skriv" in svar.feil or "Rett datoen" in svar.feil


@pytest.mark.usefixtures("tiende_mars")
def test_every_option_that_asks_for_a_day_takes_words() -> None:
    """The same reading behind each of them, whatever the command."""
    sett = 0
    for k in kommandoer():
        for s in parser.sporsmaalene(k):
            if s.slag.name == "DATO":
                assert parser._Svar(s).convert("i morgen", None, None) == date(2026, 3, 11)
                sett += 1
    assert sett >= 15


@pytest.mark.usefixtures("tiende_mars")
def test_a_month_by_its_name() -> None:
    assert [dager.maaned(m) for m in ("september", "Mai 2027", "2026-05", "mandag")] == [
        "2026-09", "2027-05", "2026-05", "mandag"
    ]  # fmt: skip


# Words


@pytest.mark.parametrize(
    ("skrevet", "mener"),
    [("saldoer", "saldo"), ("kontrolller", "kontroller"), ("kontrol", "kontroller"), ("avreg", "avregning")],
)
def test_an_unknown_command_gives_the_near_one(tidbank: Any, skrevet: str, mener: str) -> None:
    svar = tidbank(skrevet)
    assert (svar.kode, svar.ut) == (2, "")
    assert svar.feil.splitlines()[0] == f"Kommandoen «{skrevet}» finnes ikke. Mener du {mener}?"


def test_an_unknown_command_near_none_gives_them_all(tidbank: Any) -> None:
    forste = tidbank("qqq").feil.splitlines()[0]
    assert forste.startswith("Kommandoen «qqq» finnes ikke. Kommandoene er demo, ny,")


def test_an_unknown_option_gives_the_near_one(tidbank: Any, bok: Path) -> None:
    assert tidbank("saldo", bok, "--datoo", DAG).feil.splitlines()[0].endswith("Mener du --dato?")
    assert tidbank("konto", bok, "--dato", DAG).feil.splitlines()[0] == "Valget finnes ikke. --dato er ukjent."


def test_every_day_that_is_not_given_is_that_of_the_bank(bok: Path) -> None:
    hjelp = {s.hjelp for k in kommandoer() for s in (*k.sporsmaal, k.dag) if s is not None and s.ellers == "i dag"}
    assert len(hjelp) > 3
    assert all("Uten: bankens dag, ellers i dag." in h for h in hjelp)


def test_a_date_without_quotation_marks_is_told_so(tidbank: Any, bok: Path) -> None:
    for ord_ in (("14.", "september"), ("i", "dag")):
        assert "Sett anførselstegn" in tidbank("saldo", bok, "--dato", *ord_).feil
    assert 'Sett anførselstegn om det som har mellomrom: "14. september".' in tidbank("saldo", bok, "to", "ord").feil


def test_the_version(tidbank: Any) -> None:
    from xl_tidbank import __version__

    svar = tidbank("--version")
    assert (svar.kode, svar.ut) == (0, f"tidbank {__version__}\n")


@pytest.mark.parametrize("navn", ["", *(k.linje.navn for k in kommandoer() if k.linje)])
def test_help_is_in_bokmaal_with_one_example_that_is_read(tidbank: Any, navn: str) -> None:
    svar = tidbank(*filter(None, [navn]), "--help")
    assert svar.kode == 0
    uten_valg = re.sub(r"--[a-z-]+", "", svar.ut)
    assert not ENGELSK.findall(uten_valg)
    assert svar.ut.count("Eksempel:\n") == 1
    (eksempel,) = svar.ut.split("Eksempel:\n")[1].split("\n\n")[0].strip().splitlines()
    ordene = shlex.split(eksempel)
    sett: list[str] = []

    def kjor(k: Any, gitt: dict[str, Any]) -> int:
        sett.append(k.linje.navn)
        return 0

    app = parser.lag(kommandoer(), kjor)
    app(ordene[1:], prog_name="tidbank", standalone_mode=False)
    assert sett == [navn or "saldo"]


@pytest.mark.parametrize(
    "argumenter",
    [(), ("saldo",), ("saldo", "x", "--dato"), ("saldo", "x", "--json=1"), ("saldo", "x", "--nei"), ("saldo", "x", "y"),
     ("lonn", "x", "--maned", "snart"), ("nei",)],
)  # fmt: skip
def test_no_complaint_of_the_parser_is_in_english(tidbank: Any, argumenter: tuple[str, ...]) -> None:
    svar = tidbank(*argumenter)
    assert svar.kode == 2
    assert not ENGELSK.findall(re.sub(r"--[a-z-]+", "", svar.feil))


# A workbook that is none


def test_a_workbook_that_is_no_bank_is_one_sentence(tidbank: Callable[..., Any], tmp_path: Path) -> None:
    fil = tmp_path / "Budsjett.xlsx"
    bok = xlsxwriter.Workbook(str(fil))
    bok.add_worksheet("Utgifter").write(0, 0, "Post")
    bok.close()
    svar = tidbank("saldo", fil, "--dato", DAG)
    assert svar.kode == 3
    assert svar.feil == (
        "Budsjett.xlsx: Filen er ikke en tidbank: den har arket Utgifter, og ingen av dem er Ansatte, Avtaler eller "
        "Vakter. Velg filen med tabellene, eller lag en ny med tidbank ny.\n"
    )


@pytest.mark.parametrize("kopien", [("del",), ("minside", "--ansatt", "2004")])
def test_a_copy_from_a_bank_is_told_from_the_bank(
    tidbank: Callable[..., Any], bok: Path, tmp_path: Path, kopien: tuple[str, ...]
) -> None:
    fil = tmp_path / "Kopi.xlsx"
    assert tidbank(kopien[0], bok, *kopien[1:], "--dato", DAG, "-o", fil).kode == 0
    svar = tidbank("saldo", fil, "--dato", DAG)
    assert (svar.kode, svar.feil) == (3, f"Kopi.xlsx: {ER_KOPI}\n")


TALL = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
LOVLIG = st.recursive(
    st.one_of(st.none(), st.booleans(), TALL, st.text(), st.dates()),
    lambda x: st.one_of(st.lists(x), st.lists(x).map(tuple), st.dictionaries(st.text(), x)),
)  # fmt: skip


@given(LOVLIG)
def test_json_is_what_the_library_writes(verdi: object) -> None:
    ut = json.dumps(verdi, ensure_ascii=False, allow_nan=False, indent=2, default=date.isoformat)
    assert terminal.innrykket(verdi) == ut
