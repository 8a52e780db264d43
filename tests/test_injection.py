"""Nothing a user has written becomes a formula or a link, in any file we write."""

from __future__ import annotations

import csv
import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xl_tidbank import commands
from xl_tidbank.book.template import workbook
from xl_tidbank.book.write import pages
from xl_tidbank.book.write.csvout import skriv_csv
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.model import Innstilling
from xl_tidbank.tables import schema
from xl_tidbank.tables.schema import Slag

from . import sidedata

# The last word of each says where it came from if it ever turns up where it should not.
ONDE = (
    "=cmd|' /C calc'!A0 ONDT", "+1 ONDT", "-1+2 ONDT", "@SUM(A1) ONDT", "\t=1+1 ONDT", "\r\n=1 ONDT",
    '=HYPERLINK("http://ondt") ONDT', "{=1+1} ONDT", "http://ondt.example/ ONDT", "internal:'Start'!A1 ONDT",
    "mailto:ondt@example.org ONDT", "=«Oversikt|Nr» ONDT", "«Posteringer|Timer» ONDT",
)  # fmt: skip


def rader() -> dict[str, list[tuple[Any, ...]]]:
    """The demo with these texts in turn in every free-text cell; numbers, dates and choices stay what they are."""
    ut, neste = {}, cycle(ONDE)
    for navn, tabell in sidedata.rader().items():
        kolonner = schema.ETTER_NAVN[navn].kolonner
        frie = {n for n, k in enumerate(kolonner) if k.slag is Slag.TEKST and not k.lovlige and k.navn != "Kode"}
        ut[navn] = [tuple(next(neste) if n in frie else v for n, v in enumerate(r)) for r in tabell]
    ut.pop("Innstillinger", None)
    return ut


@pytest.fixture(scope="module")
def filer(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every kind of workbook."""
    mappe, innhold = tmp_path_factory.mktemp("onde"), rader()
    innstillinger = (Innstilling("virksomhet", ONDE[0]), Innstilling("sentral_avtale", ONDE[1]))
    bank = Bank(replace(sidedata.tabeller(innhold), innstillinger=innstillinger))
    nummer = [s.ansattnr for s in bank.saldoer(sidedata.DAG)][:2]
    workbook.skriv_bank(mappe / "bank.xlsx", innhold, commands.forsider(bank, sidedata.DAG))
    for kommando in commands.i_rekkefolge():
        gjort = kommando.kjor(bank, sidedata.DAG, sidedata.utfylt(kommando, nummer))
        ending = Path(gjort.fil.filnavn).suffix if gjort.fil else ".xlsx"
        sti = mappe / f"{kommando.navn}{ending}"
        gjort.fil.skriv(sti) if gjort.fil else pages.skriv_sider(sti, gjort.sider())
    return sorted(mappe.iterdir())


def _boker(filer: list[Path]) -> list[Path]:
    return [sti for sti in filer if sti.suffix == ".xlsx"]


def deler(sti: Path, monster: str) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(sti) as z:
        for navn in z.namelist():
            if re.fullmatch(monster, navn):
                yield navn, z.read(navn).decode()


@pytest.mark.slow
def test_no_text_of_a_user_is_in_a_formula_a_link_or_a_name(filer: list[Path]) -> None:
    sett = 0
    for sti in _boker(filer):
        for navn, xml in deler(sti, r"xl/(worksheets/sheet\d+|workbook|styles|tables/table\d+)\.xml|.*\.rels"):
            biter = re.findall(r"<f[ >].*?</f>|<definedName.*?</definedName>|<formula\d?>.*?</formula", xml)
            biter += re.findall(r'Target="[^"]*"|location="[^"]*"|formatCode="[^"]*"', xml)
            sett += len(biter)
            for bit in map(html.unescape, biter):
                # A sheet may have a person's name; quoted, it is a name and nothing else.
                uten_ark = re.sub(r"'(?:[^']|'')*'!", "", bit)
                assert "ONDT" not in uten_ark.upper(), (sti.name, navn, bit)
    assert sett > 900


@pytest.mark.slow
def test_the_text_stands_as_it_was_written(filer: list[Path]) -> None:
    sett: dict[str, set[str]] = {}
    for sti in _boker(filer):
        for blad in openpyxl.load_workbook(sti):
            for c in (c for rad in blad.iter_rows() for c in rad if c.value is not None):
                tekst = str(c.value)
                assert not (c.data_type == "f" and "ONDT" in tekst.upper()), (sti.name, c.coordinate)
                assert not (c.hyperlink and "ondt" in str(c.hyperlink.target).casefold()), (sti.name, c.coordinate)
                sett.setdefault(sti.name, set()).add(" ".join(tekst.split()))
    for navn, ventet in (("bank.xlsx", len(ONDE) - 1), ("del_med_tillitsvalgt.xlsx", 8)):
        assert sum(" ".join(ond.split()) in sett[navn] for ond in ONDE) >= ventet, navn


def test_and_in_csv(tmp_path: Path, filer: list[Path]) -> None:
    egen = tmp_path / "ut.csv"
    skriv_csv(egen, ["Navn"], [[ond] for ond in ONDE])
    laget = [sti for sti in filer if sti.suffix == ".csv"]
    assert laget
    for sti in (egen, *laget):
        for rad in csv.reader(sti.read_text("utf-8-sig").splitlines(), delimiter=";"):
            assert not [f for f in rad if f.lstrip(' "').startswith(("=", "+", "@", "\t", "\r"))], rad
            assert not [f for f in rad if f.startswith("-") and not f[1:].replace(",", "").isdigit()], rad
