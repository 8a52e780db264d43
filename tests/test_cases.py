"""Runs every case of tests/cases: data a lawyer can read, one file a clause.

A case asks a function (`funksjon`, `gitt`, and `gir` or `begynner`), a bank for balances (`saldo`, and
`timebanksaldo` of the surplus bank), for findings of a rule (`funn`, the severities in order; `grense` marks the case
on the exact limit, `uten_grense` says why there is none), for a settlement (`avregning`), for the statement (`konto`:
date, kind, hours, balance), or for the pay of the month (`linjer`: pay type, quantity, kroner; those in `uten` left
out). `celler` is what stands in some cells instead, where the case is about reading them. docs/funn.md shows the case
of a finding that is marked `eksempel`, else the smallest.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import udfs
from xl_tidbank.core import rules
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.funn import Alvor, Funnslag, Ingen
from xl_tidbank.core.model import INGEN_KILDE

from . import bygg

ROT = Path(__file__).parents[1]
MAPPE = ROT / "tests" / "cases"
FILER = {f.stem: tomllib.loads(f.read_text("utf-8")) for f in sorted(MAPPE.glob("*.toml"))}
TILFELLER = [(fil, t) for fil, innhold in FILER.items() for t in innhold["tilfelle"]]
SLAG = {s.id: s for r in rules.alle() for s in r.slag}
REGLER = [m for n, m in sys.modules.items() if n.startswith(f"{rules.__name__}.") and hasattr(m, "REGEL")]


def _likt(svar: Any, ventet: Any) -> None:
    if isinstance(ventet, list):
        assert len(svar) == len(ventet), (svar, ventet)
        for s, v in zip(svar, ventet, strict=True):
            _likt(s, v)
    elif isinstance(ventet, float | int) and not isinstance(ventet, bool):
        assert svar == pytest.approx(ventet, abs=1e-6)
    else:
        assert svar == ventet


@pytest.mark.parametrize(("fil", "t"), TILFELLER, ids=[f"{fil}: {t['navn']}" for fil, t in TILFELLER])
def test_tilfelle(fil: str, t: dict[str, Any]) -> None:
    if "funksjon" in t:
        kall = getattr(udfs, t["funksjon"])
        if "feil" in t:
            with pytest.raises(TidbankFeil, match=t["feil"]):
                kall(*t["gitt"])
            return
        svar = kall(*t["gitt"])
        if "begynner" in t:
            assert svar.startswith(t["begynner"]), svar
        else:
            _likt(svar, t["gir"])
        return
    bank = bygg.tilfelle(t)
    if "saldo" in t:
        saldo = bank.saldo("1", t["dato"])._asdict()
        _likt([saldo[k] for k in t["saldo"]], list(t["saldo"].values()))
    if "funn" in t:
        egne = [f for f in bank.funn(t["dato"]) if f.regel == t["regel"]]
        assert [f.alvor for f in egne] == t["funn"], egne
        assert all(f.tekst and f.tiltak and f.hjemmel for f in egne)
        assert "sier" not in t or t["sier"] in egne[0].tekst
        if "celle" in t:
            assert (egne[0].ark, egne[0].celle) == tuple(t["celle"].split("!"))
    if "timebanksaldo" in t:
        timebank = bank.timebank("1", t["dato"])
        _likt([getattr(timebank, k) for k in t["timebanksaldo"]], list(t["timebanksaldo"].values()))
    if "konto" in t:
        _likt([[x.dato, x.art, x.timer, x.saldo] for x in bank.konto("1", til=t["dato"])], t["konto"])
    if "avregning" in t:
        rad = bank.avregning(t["dato"])[0]._asdict()
        rad["lesninger"] = len(rad["lesninger"])
        assert t.get("sier", "") in rad["begrunnelse"], rad["begrunnelse"]
        assert "sier_ikke" not in t or t["sier_ikke"] not in rad["begrunnelse"], rad["begrunnelse"]
        _likt([rad[k] for k in t["avregning"]], list(t["avregning"].values()))
    if "linjer" in t:
        (maaned,) = bank.lonn(t["dato"], ["1"]).krev()
        _likt(
            [[x.lonnsart, x.antall, x.belop] for x in maaned.linjer if x.lonnsart not in t.get("uten", ())], t["linjer"]
        )
        assert maaned.sum == pytest.approx(sum(x.belop for x in maaned.linjer))
    assert {"saldo", "funn", "avregning", "timebanksaldo", "konto", "linjer"} & t.keys(), (
        f"{fil}: the case asks for nothing"
    )


def test_each_finding_has_a_breach_and_a_pass() -> None:
    """A rule nobody has seen break, or nobody has seen hold, is not tested."""
    sett: dict[str, set[bool]] = defaultdict(set)
    for _, t in TILFELLER:
        if "funn" in t:
            sett[t["regel"]].add(bool(t["funn"]))
    assert not {i for i in SLAG if sett[i] != {True, False}}


def test_each_finding_has_a_case_on_the_exact_limit() -> None:
    """Marked `grense = true`: just inside or just outside, where a < that should be <= shows.

    A finding that asks whether something stands there at all has no limit: a case of it says so (`uten_grense`).
    """
    paa_grensen = {t["regel"] for _, t in TILFELLER if t.get("grense")}
    uten = {t["regel"] for _, t in TILFELLER if t.get("uten_grense")}
    assert not paa_grensen & uten, "these have a limit after all"
    assert uten | paa_grensen == set(SLAG)


def test_a_rule_holds_every_kind_it_declares_and_no_two_share_an_id() -> None:
    assert len(SLAG) == sum(len(r.slag) for r in rules.alle())
    assert len(REGLER) == len(rules.alle())
    for modul in REGLER:
        navngitt = [v for x in vars(modul).values() for v in (x.values() if isinstance(x, dict) else [x])]
        assert {v for v in navngitt if isinstance(v, Funnslag)} == set(modul.REGEL.slag), modul.__name__


def test_a_rule_that_lacks_a_table_is_left_out_with_the_folders_that_do() -> None:
    for uten in (frozenset({"miljo"}), frozenset({"timer", "lonnsgrunnlag"})):
        assert rules.alle(uten) == tuple(r for r in rules.alle() if uten.isdisjoint(r.trenger))
    for modul in REGLER:
        mappe = sys.modules[modul.__name__.rpartition(".")[0]]
        assert {*getattr(mappe, "TRENGER", ())} <= {*modul.REGEL.trenger}, modul.__name__


def test_nobody_asks_a_finding_for_its_id() -> None:
    """What is asked of a finding, its kind says (`f.slag.varsel`, `f.slag is SLUTTVARSEL`): no list of ids is kept."""
    for fil in sorted([*ROT.joinpath("xl_tidbank").rglob("*.py"), *ROT.joinpath("udfs").rglob("*.py")]):
        for n in ast.walk(ast.parse(fil.read_text("utf-8"))):
            spurt: list[ast.expr] = [n.value] if isinstance(n, ast.Attribute) else []
            if isinstance(n, ast.Compare):
                spurt = [n.left, *n.comparators]
            assert not any(isinstance(x, ast.Attribute) and x.attr == "regel" for x in spurt), (fil, ast.dump(n))


def test_the_rep_reads_nothing_of_credit_of_absence_or_of_the_surplus_bank() -> None:
    lest = [s for s in SLAG.values() if s.setning is not None]
    assert lest
    assert not [s.id for s in lest if s.av_kreditt or s.arbeidstid or s.emne]
    mapper = {m.__name__.split(".")[-2] for m in REGLER for s in m.REGEL.slag if s.setning is not None}
    assert mapper == {"avtale", "periode", "vakt"}


def test_a_finding_has_a_severity_its_kind_may_have() -> None:
    bare_info = Funnslag[Ingen]("prove", "Prøve", "h", (Alvor.INFO,))
    assert bare_info.funn("1", INGEN_KILDE, "", "Tekst.", "Gjør.", Ingen()).alvor == Alvor.INFO
    with pytest.raises(AssertionError):
        bare_info.funn("1", INGEN_KILDE, "", "Tekst.", "Gjør.", Ingen(), alvor=Alvor.BRUDD)


def test_every_rule_runs_on_every_quarter() -> None:
    """No rule meets a date its parameters do not cover (habit 4: refused, not guessed)."""
    avtalt = {
        "tariffbundet": "Ja", "hvile_avtale": "x", "hvile_daglig": 8, "gjennomsnitt": "med tillitsvalgte",
        "gjennomsnitt_avtale": "x", "overtid_avtale": "x", "samlet_dag": 16, "sondag_avtale": "x", "natt_avtale": "x",
        "pause_uten_trekk": "mangler",
    }  # fmt: skip
    sett: set[str] = set()
    dag, nr = date(2006, 1, 2), 0
    while dag < date(2036, 1, 1):
        nr += 1
        slutt = dag + timedelta(days=363)
        bank = bygg.bank(
            [{"periodestart": dag, "periodeslutt": slutt}],
            [
                {"dato": dag + timedelta(days=30), "varslet": dag, "start": "14:30", "slutt": "22:00"},
                {"dato": dag + timedelta(days=31), "type": "Overtid", "start": "00:00", "slutt": "24:00"},
                {"dato": dag + timedelta(days=35), "type": "Ekstra", "start": "00:00", "slutt": "24:00", "pause": 15},
            ],
            [{"fra": dag, "til": dag + timedelta(days=10)}, {"fra": slutt, "til": slutt, "kode": "FERIE"}],
            kapasitet_=[{"ansattnr": "1"}],
            timer=[{"dato": dag, "start": "08:00", "slutt": "16:00"}],
            ansatte=[{"ansattnr": "1"}, {"ansattnr": "2"}],
            turnus_=[
                *({"ansattnr": ansatt, "dato": dag + timedelta(days=n)} for ansatt in "12" for n in (1, 5)),
                *({"dato": dag + timedelta(days=40 + n), "start": "21:00", "slutt": "07:30"} for n in range(9)),
            ],
            prosess=[{"steg": "Kartlegging", "gjennomfort": dag}],
            kartlegging=[],
            timebank=[{"dato": slutt, "art": "Utbetaling", "timer": 9, "status": "Godkjent"}],
            innstillinger=avtalt if nr % 2 else {},
            lonn=[{"fra": dag}],
        )
        for etter in (0, 180, 363):
            assert bank.saldo("1", dag + timedelta(days=etter)).periodeskyld == pytest.approx(52 * 14.2)
            sett |= {f.regel for f in bank.funn(dag + timedelta(days=etter))}
        assert bank.timebank("1", slutt).saldo == -1.5
        bank.avregning(slutt)
        dag += timedelta(days=91)
    assert {"hviletid_daglig", "hviletid_ukentlig", "arbeidstid_dag", "arbeidstid_uke", "overtid_7_dager"} <= sett
