"""The documentation is right: generated pages fresh, examples run, every link, command, choice and file there."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
import tokenize
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import udfs
from xl_tidbank.book.page import plain
from xl_tidbank.cli import HJELPEBREDDER, ferdig_hjelp, kommandoer, main
from xl_tidbank.cli.parser import sporsmaalene
from xl_tidbank.commands import felles, registry, svar
from xl_tidbank.core import model, parameters, rules
from xl_tidbank.core.valg import muligheter
from xl_tidbank.functions import REGISTER
from xl_tidbank.hosts.lite.bygg import FILER as LITE_FILER

from . import bygg, docs
from .docs import eksempler
from .docs.markdown import anker, ankere

TEKST = {sti: sti.read_text("utf-8") for sti in docs.SIDER}
NAVN = [str(sti.relative_to(docs.ROT)) for sti in TEKST]
README = docs.ROT / "README.md"
TOPP = (*docs.SIDER, docs.ROT / "SECURITY.md", docs.ROT / "CHANGELOG.md")
VALG = {k.linje.navn: {v for s in sporsmaalene(k) for v in s.valg} | {"--help"} for k in kommandoer() if k.linje}
alle = pytest.mark.parametrize("sti", TEKST, ids=NAVN)


def test_the_readme_is_short() -> None:
    assert len(TEKST[README].splitlines()) <= 120


@pytest.mark.parametrize("fil", docs.BLOKKER)
def test_generated_pages_are_fresh(fil: str) -> None:
    tekst = TEKST[docs.DOCS / fil]
    assert docs.fersk(fil, tekst) == tekst, "run: python -m tests.docs"


@pytest.mark.parametrize("kolonner", HJELPEBREDDER)
def test_the_help_made_beforehand_is_what_the_parser_says(kolonner: int) -> None:
    assert ferdig_hjelp(kolonner) == docs.hjelp(kolonner), "run: python -m tests.docs"
    assert ferdig_hjelp(kolonner + 7) == (ferdig_hjelp(100) if kolonner == 100 else "")


def test_help_takes_the_text_and_imports_nothing_of_the_commands() -> None:
    kode = (
        "import sys; from xl_tidbank.cli import main\ntry: main()\nexcept SystemExit as e: print(e.code, *sys.modules)"
    )
    miljo = {**os.environ, "COLUMNS": "80"}
    for argumenter, ventet in ((["--help"], "0"), ([], "2")):
        ut = subprocess.run(
            [sys.executable, "-c", kode, *argumenter], capture_output=True, text=True, check=True, env=miljo,
            cwd=docs.ROT, encoding="utf-8",
        )  # fmt: skip
        hjelp, _, slutt = ut.stdout.rstrip().rpartition("\n")
        assert hjelp == docs.hjelp(80).rstrip()
        kode_, *moduler = slutt.split()
        assert kode_ == ventet
        assert not {"click", "xl_tidbank.commands"} & set(moduler)


def test_every_function_is_exported() -> None:
    assert sorted(REGISTER) == sorted(set(udfs.__all__)) == udfs.__all__


def test_each_finding_has_an_example_that_gives_it_from_the_cells_shown() -> None:
    ider = {s.id for r in rules.alle() for s in r.slag}
    vist = eksempler.valgte()
    assert set(vist) == ider
    for regel, t in vist.items():
        assert [f.alvor for f in eksempler.svar(t)] == t["funn"], regel


def test_python_examples_run() -> None:
    antall = 0
    for sti, tekst in TEKST.items():
        svar = doctest.DocTestRunner().run(doctest.DocTestParser().get_doctest(tekst, {}, sti.name, str(sti), 0))
        assert svar.failed == 0, sti
        antall += svar.attempted
    assert antall > 6


@pytest.mark.parametrize(
    "sti", [sti for sti, tekst in TEKST.items() if "```sh\ntidbank" in tekst], ids=lambda p: p.name
)
@pytest.mark.slow
def test_the_tours_run(
    sti: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for blokk in re.findall(r"```sh\n(tidbank.*?)```", TEKST[sti], re.S):
        for linje in blokk.strip().splitlines():
            program, *argumenter = shlex.split(linje)
            assert program == "tidbank"
            with pytest.raises(SystemExit) as slutt:
                main(argumenter)
            assert slutt.value.code in (0, 1, None), linje
            assert capsys.readouterr().out.strip(), linje
    if sti == README:
        assert {f.name for f in tmp_path.iterdir()} == {
            "tidbank-demo",
            "Avvik.xlsx",
            "Gjennomgang.xlsx",
            "MinBank.xlsx",
        }


@pytest.mark.parametrize("sti", TOPP, ids=lambda p: str(p.relative_to(docs.ROT)))
def test_every_link_leads_somewhere(sti: Path) -> None:
    for lenke in re.findall(r"\]\(([^)\s]+)\)", sti.read_text("utf-8")):
        if re.match(r"https?://", lenke):
            continue
        fil, _, merke = lenke.partition("#")
        maal = (sti.parent / fil).resolve() if fil else sti
        assert maal.exists(), lenke
        assert not merke or merke in ankere(maal.read_text("utf-8")), lenke


def test_every_page_can_be_found() -> None:
    """From the README by links, so that no page is forgotten."""
    funnet, nye = set(), [README]
    while nye:
        sti = nye.pop()
        funnet.add(sti)
        lenker = (sti.parent / m for m in re.findall(r"\]\(([^)#]+\.md)", sti.read_text("utf-8")))
        nye += [s.resolve() for s in lenker if s.resolve() not in funnet and s.exists()]
    assert set(docs.SIDER) - funnet == set()


@alle
def test_every_command_and_option_it_names_exists(sti: Path) -> None:
    for navn, resten in re.findall(r"`(?:[^`]*\\)?tidbank ([a-zæøå-]+)((?: [^`]*)?)`", TEKST[sti]):
        assert navn in VALG, navn
        assert set(re.findall(r"(?<!\S)--?[a-z-]+", resten)) <= VALG[navn], (navn, resten)
    if "engineers" not in sti.parts:
        assert set(re.findall(r"`(--[a-z-]+)", TEKST[sti])) <= set().union(*VALG.values())


@alle
def test_every_function_choice_and_finding_it_names_exists(sti: Path) -> None:
    tekst = TEKST[sti]
    assert set(re.findall(r"`=?([A-ZÆØÅ]+(?:_[A-ZÆØÅ]+)*)\(", tekst)) <= set(REGISTER)
    if "engineers" in sti.parts or sti.name in ("krav.md", "beslutninger.md", "sporing.md"):
        return
    kjente = {m.nokkel for m in muligheter()} | {s.id for r in rules.alle() for s in r.slag}
    kjente |= {a.navn for f in REGISTER.values() for a in f.argumenter}
    json = {"uten_periode"}
    assert set(re.findall(r"`([a-zæøå0-9]+(?:_[a-zæøå0-9]+)+)`", tekst)) <= kjente | json


@alle
def test_every_file_it_names_exists(sti: Path) -> None:
    for navn in re.findall(
        r"`((?:xl_tidbank|tests|udfs|core|tables|book|hosts|commands|cli|docs|workbooks|\.ci)/[\w./]*)`", TEKST[sti]
    ):
        assert (docs.ROT / navn).exists() or (docs.ROT / "xl_tidbank" / navn).exists(), navn


def test_every_file_that_code_speaks_of_exists() -> None:
    """In docstrings and comments, by name or by a path from any folder; or it is one that `tidbank lite` makes."""
    filer = {f"/{f.relative_to(docs.ROT).as_posix()}" for m in ("xl_tidbank", "udfs", "tests") for f in
             (docs.ROT / m).rglob("*") if f.suffix in (".py", ".toml")}  # fmt: skip
    borte, laget = [], {f"/{navn}" for navn in LITE_FILER}
    for fil in sorted(f for f in filer if f.endswith(".py") and f != f"/tests/{Path(__file__).name}"):
        with tokenize.open(docs.ROT / fil[1:]) as kilde:
            for t in tokenize.generate_tokens(kilde.readline):
                if t.type == tokenize.COMMENT or t.string.startswith('"""'):
                    navn = re.findall(r"\b[a-z][\w/]*\.py\b", t.string)
                    borte += [(fil, n) for n in navn if not any(f.endswith(f"/{n}") for f in filer | laget)]
    assert borte == []


def test_the_rule_that_is_shown_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    vist = re.search(r"```text\n(   class Fakta.*?)```", TEKST[docs.DOCS / "engineers" / "adding.md"], re.S)
    assert vist
    innhold: dict[str, Any] = {
        **vars(sys.modules["xl_tidbank.core.rules.vakt.varselfrist"]), "parameters": parameters, "__name__": __name__,
    }  # fmt: skip
    exec(dedent(vist[1]), innhold)
    monkeypatch.setattr(parameters, "verdi", lambda nokkel, dag: 12.5)
    lang = {"dato": date(2026, 5, 4), "start": "07:00", "slutt": "19:31"}
    sak = bygg.bank(vakter=[lang, {**lang, "dato": date(2026, 5, 11), "slutt": "19:30"}]).sak("1")
    (funn,) = innhold["REGEL"].funn(sak, date(2026, 6, 1), None)
    assert funn.tekst == "Vakt 04.05.2026 er på 12,52 timer, mer enn 12,5."
    assert funn.slag.setning(funn.fakta, "Vakt 04.05.2026") == "Vakt 04.05.2026 er på 12,52 timer."


def test_the_command_that_is_shown_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    vist = re.search(r"```text\n(@kommando.*?)```", TEKST[docs.DOCS / "engineers" / "adding.md"], re.S)
    assert vist
    navn = {**vars(plain), **vars(model), **vars(svar), **vars(felles), **vars(registry), "__name__": __name__}
    monkeypatch.setattr(registry, "REGISTER", {})
    monkeypatch.setattr(registry, "_ALLE", [])
    exec("from __future__ import annotations\n" + vist[1], navn)
    dag = date(2026, 6, 1)
    bank = bygg.bank(vakter=[{"dato": dag, "status": "Ledig", "ansattnr": ""}, {"dato": date(2026, 5, 4)}])
    gitt = registry.REGISTER["ledige"].kjor(bank, dag)
    assert gitt.json() == {"dato": dag, "vakter": [{"vaktnr": "V0", "dato": dag}]}
    assert gitt.kode == 1
    (side,) = gitt.sider()
    assert side.ark == "Ledige"
    (tabell,) = gitt.vist()
    assert isinstance(tabell, svar.Tavle)
    assert tabell.rader == [("V0", dag)]


def test_anchors_are_those_of_github() -> None:
    assert anker("Plan før perioden slutter") == "plan-før-perioden-slutter"
    assert anker("Ikke med: en rad kan ikke leses") == "ikke-med-en-rad-kan-ikke-leses"
    assert anker("`tidbank ny`, og [mer](x.md)") == "tidbank-ny-og-mer"
    assert ankere("# A b\n```\n# c\n```\n## D\n") == {"a-b", "d"}
