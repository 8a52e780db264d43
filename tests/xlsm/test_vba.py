"""The generated VBA and ribbon: made from the registries, in Windows' own letters and line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest

import udfs
from xl_tidbank import commands, functions
from xl_tidbank.functions import REGISTER, funksjon
from xl_tidbank.hosts import own
from xl_tidbank.hosts.excel import names
from xl_tidbank.hosts.excel.build import loader, ribbon, vba


@contextmanager
def ny_funksjon(navn: str, **argumenter: str) -> Iterator[functions.Funksjon]:
    """A function that is in the registry while the test runs. An argument that ends in _ is optional."""
    deler = ", ".join(a.rstrip("_") + ("=None" * a.endswith("_")) for a in argumenter)
    rom: dict[str, Any] = {}
    exec(f"def {navn}({deler}): return 1", rom)
    funksjon("Prøver æøå.", "timer", "", **{a.rstrip("_"): h for a, h in argumenter.items()})(rom[navn])
    try:
        yield REGISTER[navn]
    finally:
        del REGISTER[navn]


def test_every_function_has_a_wrapper_with_its_arguments_and_nothing_else_does() -> None:
    tekst = vba.funksjonsmodul(vba.funksjonene()).replace(" _\r\n        ", " ")
    assert re.findall(r"^Public Function (\w+)\(", tekst, re.M) == udfs.__all__
    for f in vba.funksjonene():
        erklaert = re.search(rf"^Public Function {f.navn}\((.*)\) As Variant\r$", tekst, re.M)
        assert erklaert is not None
        argumenter = [a for a in erklaert[1].split(", ") if a]
        assert [a.startswith("Optional ") for a in argumenter] == [a.valgfri for a in f.argumenter]
        assert [a.removeprefix("Optional ").split(" ")[0].rstrip("_") for a in argumenter] == [
            a.navn for a in f.argumenter
        ]


def test_wrapper_as_it_stands() -> None:
    with ny_funksjon("PROVE", ansatt="Nr.", next_="Et ord VBA eier.", bank_="Cellen.") as f:
        assert vba.innpakning(f).splitlines() == [
            "Public Function PROVE(ansatt As Variant, Optional next_ As Variant, Optional bank As Variant) As Variant",
            'Attribute PROVE.VB_Description = "Prøver æøå."',
            'Attribute PROVE.VB_ProcData.VB_Invoke_Func = " \\n20"',
            "    Application.Volatile UtenBank(bank)",
            '    PROVE = Kall("PROVE", Array(ansatt, next_, bank), ThisWorkbook)',
            "End Function",
        ]  # fmt: skip


def test_volatile_only_where_a_bank_may_be_left_out() -> None:
    for f in vba.funksjonene():
        assert ("Volatile" in vba.innpakning(f)) == any(a.navn == "bank" and a.valgfri for a in f.argumenter)
    assert "Volatile" not in vba.pythonmodul()


def test_errors_are_values_never_text_or_nothing() -> None:
    tekst = vba.funksjonsmodul(vba.funksjonene())
    tildelt = set(re.findall(r"Kall = (.*?)\r", tekst))
    assert {t for t in tildelt if not t.startswith("server.CallUDF")} == {"CVErr(xlErrNA)", "CVErr(xlErrValue)"}
    assert "Err.Description" not in tekst


def test_what_excel_and_vba_would_refuse_is_refused_here() -> None:
    with ny_funksjon("AB12") as f, pytest.raises(ValueError, match="cannot name a function"):
        vba.innpakning(f)
    with ny_funksjon("PROVE", x="h" * 256) as f, pytest.raises(ValueError, match=r"PROVE\.x is 256 characters"):
        vba.argumenthjelp(f)
    with ny_funksjon("PROVE", x="\u0416") as f, pytest.raises(UnicodeEncodeError):
        vba.argumenthjelp(f)
    with ny_funksjon("PROVE", x="høyst ≤ 40 %") as f:
        assert vba.argumenthjelp(f) == ["høyst <= 40 %"]
    with pytest.raises(ValueError, match="a line of"):
        vba.ferdig("x" * 1024)


def test_modules_are_stored_as_windows_stores_them() -> None:
    alle = [
        loader.lastermodul(),
        vba.pythonmodul(),
        vba.funksjonsmodul(vba.funksjonene()),
        ribbon.knappemodul(own.knapper()),
    ]
    for tekst in alle:
        assert tekst.encode("cp1252").decode("cp1252") == tekst
        assert tekst.count("\n") == tekst.count("\r\n")
        assert "\r\nOption Explicit\r\n" in tekst
        # What must know 32 bits from 64 stands in the loader alone.
        assert ("Declare " in tekst) == (tekst == loader.lastermodul())
    assert "årsak" in "".join(alle) or "ø" in "".join(alle)


def test_buttons_stand_in_the_order_of_the_work() -> None:
    alle = own.knapper()
    assert {k.navn for k in alle} == {*commands.REGISTER, *(k.navn for k in own.EGNE)}
    assert [k.navn for k in alle if k.navn in commands.REGISTER] == [k.navn for k in commands.i_rekkefolge()]
    grupper = list(dict.fromkeys(k.gruppe for k in alle))
    assert grupper == [g for g in (*commands.GRUPPER, "Hjelp") if g in grupper]


def test_a_new_command_gets_its_button_without_a_word_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands.registry, "REGISTER", dict(commands.REGISTER))
    monkeypatch.setattr(commands.registry, "_ALLE", list(commands.alle()))
    commands.kommando("Del", "Øvre årsak & «prøve»", "Prøver.")(type("proven", (), {"__call__": print}))
    alle = own.knapper()
    ny = next(k for k in alle if k.navn == "proven")
    assert alle.index(ny) == len(alle) - sum(k.gruppe == "Hjelp" for k in own.EGNE) - 1
    assert ribbon.ikon(ny) == ribbon.ikoner()["gruppe"]["Del"]
    assert 'onAction="TidbankKnapper.Knapp_proven"' in ribbon.customui(alle)
    assert 'Trykk "proven"' in ribbon.knappemodul(alle)


def test_key_tips_differ_and_none_begins_another() -> None:
    etiketter = [k.etikett for k in own.knapper()] + ["Kontroller", "Kontroller", "Æ", "12", "Ø Å", "..."]
    taster = ribbon.hurtigtaster(etiketter)
    assert len(set(taster)) == len(etiketter)
    assert all(re.fullmatch("[A-Z0-9]{2}", t) for t in taster)


def test_pictures_are_from_the_list() -> None:
    valg = ribbon.ikoner()
    assert set(valg["gruppe"]) <= {*commands.GRUPPER, "Hjelp", "ellers"}
    assert "ellers" in valg["gruppe"]  # a group without a picture of its own
    assert {*valg["gruppe"].values(), *valg["knapp"].values()} <= set(valg["finnes"])


def test_names_agree_with_the_python_they_call() -> None:
    assert names.KNAPPEMODUL in ribbon.knappemodul(own.knapper())
    assert f'"{names.FUNKSJONSMODUL}"' in vba.funksjonsmodul(vba.funksjonene())
    start, server = names.START.split(";")[0], import_module(f"{names.__package__}.server")
    assert start == f"from {server.__name__} import start"
    assert callable(server.start)
    assert f'-c ""{names.START.format(klsid="$(CLSID)")}""' in loader.lastermodul()


def test_the_loader_knows_nothing_but_its_places() -> None:
    tekst = loader.lastermodul()
    kode = "\n".join(linje.partition("'")[0] for linje in tekst.splitlines())
    assert re.findall(r'Environ\$\("(\w+)"\)', kode) == ["LOCALAPPDATA"]
    assert {"Sheets", "Range", "Cells", "CreateObject", "Shell", "WScript", "cmd"} & set(
        re.findall(r"\w+", kode)
    ) == set()
    assert re.findall(r"^Public (\w+) \w+", tekst, re.M) == ["Sub"]
    for sted in (names.PROGRAMMAPPE, names.PYTHONFIL, r"\Scripts\python.exe", r"\Tidbank"):
        assert sted in kode


def test_one_cell_goes_as_its_value_and_the_workbook_only_where_it_may_be_read() -> None:
    tekst = vba.funksjonsmodul(vba.funksjonene())
    assert "gitt(nr) = argumenter(nr).Value" in tekst
    for f in vba.funksjonene():
        leser = any(a.navn == "utenfor" or (a.navn == "bank" and a.valgfri) for a in f.argumenter)
        assert ("ThisWorkbook" in vba.innpakning(f)) == leser, f.navn
