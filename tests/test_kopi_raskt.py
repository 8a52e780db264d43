"""The copy's short ways give what its careful ways give: cells as read, rows as stamped, what the rep may read."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from xl_tidbank import commands
from xl_tidbank.book.copy import cellrask, cellread, copyfile, stamp
from xl_tidbank.book.copy.celltext import Tekster
from xl_tidbank.book.page.grid import vist, viste
from xl_tidbank.book.page.layout import oppsett
from xl_tidbank.book.page.looks import Cellestil, Utseende
from xl_tidbank.book.page.placed import Celle, Oppsett, Rekker, Sideceller, rekker
from xl_tidbank.book.page.plain import Format, Formel
from xl_tidbank.book.page.textwidth import bredde
from xl_tidbank.book.write import pages
from xl_tidbank.book.write.cellwise import Radvis
from xl_tidbank.book.write.sheetwise import Arkvis
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.innsyn import funn as innsynsfunn

from . import sidedata

TEKSTER = Tekster(["Navn", "", "æ & å", "_x0041_"], {3: "har to tekster"})
STILER = Utseende([
    Cellestil("General", "", False), Cellestil("0.00", "", False, True, 20.0), Cellestil("General", "skjult", False),
    Cellestil("General", "", True), Cellestil('0;"til gode "0', "", False, True),
])  # fmt: skip
RADER = (
    '<row r="1" spans="1:4" ht="36.5" customHeight="1"><c r="A1" s="1"/><c r="B1" s="0" t="s"><v>2</v></c>'
    '<c r="D1" s="1"><v>-1.5</v></c></row><row r="3"/><row r="4"><c r="A4" s="0" t="s"><v>0</v></c>'
    '<c r="B4" s="4"><f>SUM(A1:$B$2)&amp;"&lt;x"</f><v>7.0</v></c>'
    '<c r="C4" s="0" t="str"><f>IF(A1,"ø","]")</f><v>ø &gt; _x0041_</v></c><c r="D4" s="0" t="s"><v>1</v></c></row>'
)


def _ark(rader: str, foran: str = "", bak: str = "", rot: str = "worksheet") -> bytes:
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<{rot} xmlns="{ns}">{foran}<sheetData>{rader}</sheetData>{bak}</{rot}>'.encode()


def _lest(les: Any) -> object:
    try:
        return les()
    except TidbankFeil as e:
        return str(e)


def _begge(data: bytes) -> tuple[object, object]:
    return (
        _lest(lambda: cellread.les_ark("Ark", data, TEKSTER, STILER)),
        _lest(lambda: cellread.Arkleser("Ark", TEKSTER, STILER).les(data)),
    )


@pytest.fixture(scope="module")
def kopi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("kopi") / "kopi.xlsx"
    commands.til_tillitsvalgt(sidedata.bank(), sidedata.DAG).skriv(sti)
    return sti


def test_every_sheet_of_a_copy_is_read_the_short_way_and_alike(kopi: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raskt: list[bool] = []

    def begge(ark: str, data: bytes, tekster: Tekster, stiler: Utseende) -> cellread.Arkinnhold:
        raskt.append(cellrask.les(data, tekster, stiler, cellread.MAKS_CELLER) is not None)
        lest = cellread.les_ark(ark, data, tekster, stiler)
        assert lest == cellread.Arkleser(ark, tekster, stiler).les(data)
        assert list(lest.celler) == sorted(lest.celler)
        return lest

    monkeypatch.setattr(copyfile, "les_ark", begge)
    fil = copyfile.les(kopi, kopi.read_bytes())
    assert raskt == [True] * len(fil.ark)
    assert not fil.endringer


BYTTER = [
    ("<v>2</v>", "<v>99</v>"), ("<v>2</v>", "<v>3</v>"), ("<v>2</v>", "<v> 2 </v>"), ("<v>2</v>", "<v></v>"),
    ("<v>-1.5</v>", "<v>1e999</v>"), ("<v>-1.5</v>", "<v>1.5.2</v>"), ("<v>-1.5</v>", "<v>0x1</v>"),
    ("<v>-1.5</v>", "<v>-1.5</v><v>2</v>"), ("<v>-1.5</v>", "<v>1<!-- -->5</v>"), ("<v>-1.5</v>", "<v>1&#53;</v>"),
    ("<v>-1.5</v>", "<v>-0.0</v>"), ("<v>-1.5</v>", "<v>99999999999999999</v>"), ("<v>-1.5</v>", "<is><t>a</t></is>"),
    ('s="1"><v>', 's="2"><v>'), ('s="1"><v>', 's="9"><v>'), ('s="4"><f>', 's="3"><f>'), (' s="1"/>', "/>"),
    (' s="1"/>', ' s="1" t="s"/>'), (' s="1"/>', ' s="1" cm="1"/>'), ('r="D1"', 'r="B1"'), ('r="D1"', 'r="D2"'),
    ('r="D1"', 'r="d1"'), ('r="D1"', 'r="XFE1"'), ('r="D1"', 'r="$D1"'), (' r="D1"', ""), ('r="4"', 'r="1"'),
    ('r="4"', 'r="04"'), ('r="4"', 'r="1048577"'), ('ht="36.5"', 'ht="."'), ('ht="36.5"', 'ht="1.2.3"'),
    ('<row r="3"/>', '<row r="3" hidden="1"/>'), ('<row r="3"/>', '<row r="3" s="2" customFormat="1"/>'),
    ('<row r="3"/>', ""), ('<row r="3"/>', '<row r="3">'), ('<row r="3"/>', "tekst"), ("</row>", "</row></row>"),
    ("</row>", ""), ('"]")', '"]]>")'), ('"ø"', '"\x01"'), ('"ø"', '"\ufffe"'), ('"ø"', '"\n"'), ('"ø"', '"\u2028"'),
    ("&amp;", "&"), ("&amp;", "&nbsp;"), ("&amp;", "&amp;amp;"), ("&lt;", "&#60;"), ("<f>", '<f t="shared" si="0">'),
    ("<f>", "<f><!-- -->"), ("<f>", "<f><![CDATA[x]]>"), ('t="str"', 't="b"'), ('t="str"', 't="inlineStr"'),
    ("<c ", "<x:c "), ("<c ", "<d "), ("<v>", '<v xml:space="preserve">'),
]  # fmt: skip


@pytest.mark.parametrize("bytte", BYTTER, ids=lambda b: " -> ".join(b).encode("ascii", "backslashreplace").decode())
def test_what_is_not_plain_is_read_as_the_careful_reader_does(bytte: tuple[str, str]) -> None:
    assert bytte[0] in RADER
    raskt, forsiktig = _begge(_ark(RADER.replace(*bytte, 1)))
    assert raskt == forsiktig


@pytest.mark.parametrize("data", [
    _ark(RADER), _ark(""), _ark(RADER, "<!-- a -->"), _ark(RADER, bak="<sheetData/>"), _ark(RADER, bak=RADER),
    _ark(RADER, bak="<sheetData></sheetData>"), _ark(RADER, "<cols><sheetData/></cols>"), _ark(RADER, rot="x"),
    _ark(RADER, bak="<?php ?>"), _ark(RADER, "<x>", "</x>"), _ark(RADER)[:-9], _ark(RADER).replace(b"spread", b"s"),
    _ark(RADER, "<sheetData></sheetData>"), _ark(RADER, bak='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'),
    _ark(RADER).replace("ø".encode(), b"\xff"), _ark(RADER, "<![CDATA[", "]]>"),
])  # fmt: skip
def test_what_stands_around_the_rows_is_read_as_the_careful_reader_does(data: bytes) -> None:
    raskt, forsiktig = _begge(data)
    assert raskt == forsiktig


def test_the_plain_rows_are_read_the_short_way() -> None:
    raskt = cellrask.les(_ark(RADER), TEKSTER, STILER, 100)
    assert raskt is not None
    assert raskt.celler[0, 3] == stamp.Celleinnhold(-1.5, "", "0.00")
    assert raskt.celler[3, 2].verdi == "ø > A"
    assert raskt.celler[3, 1].formel == 'SUM(R[-3]C[-1]:R2C2)&"<x"'.replace("R2C2", "R1C1")
    assert cellrask.les(_ark(RADER), TEKSTER, STILER, 3) is None


def test_rows_with_anything_in_any_place_are_read_alike() -> None:
    tilfeldig = random.Random(4)
    biter = ["<", ">", '"', "/", "&", "&amp;", "]]>", "<!--", " ", "\n", "0", "9", "A", "1", "<v>", "</c>", "</row>",
             '<c r="', '<row r="9">', "s", "t", "\x00", "ø", "'", "=", "-", ".", "e"]  # fmt: skip
    for _ in range(3000):
        rader, fra = RADER, tilfeldig.randrange(len(RADER))
        til = fra + tilfeldig.choice((0, 0, 1, 1, 2, 5))
        rader = rader[:fra] + tilfeldig.choice(biter) + rader[til:]
        raskt, forsiktig = _begge(_ark(rader))
        assert raskt == forsiktig, rader


# Rows of a table as one


def _enkle(celler: Sideceller) -> Sideceller:
    return Sideceller(tuple(celler))


def _skrevet(sti: Path, sett: Oppsett, slag: Any) -> bytes:
    with pages.ny_bok(sti, pages.Egenskaper("t", "v"), slag) as bok:
        pages.skriv_oppsett(bok, pages.Formater(bok), sett, {sett.ark})
        pages.aktiver_forste(bok)
    return sti.read_bytes()


def test_rows_are_stamped_as_their_cells_are() -> None:
    med_rekker = 0
    for side in sidedata.sider():
        sett = oppsett(side)
        rundt = stamp.rundt_oppsett(sett, ())
        cellevis = sett._replace(celler=_enkle(sett.celler))
        assert list(stamp.rader_av(sett, rundt)) == list(stamp.rader_av(cellevis, rundt))
        assert stamp.antall(sett) == stamp.antall(cellevis)
        med_rekker += bool(sett.celler.rekker)
    assert med_rekker > 3


def test_values_that_are_equal_and_not_the_same_are_told_apart(tmp_path: Path) -> None:
    rader: list[tuple[Any, ...]] = [
        (0.0, 1, "a", date(2026, 1, 1), None), (-0.0, 480, "", None, Formel("A1", True)), (1.0, 0, None, None, "x"),
        (1.0, 480, " a ", date(2026, 1, 1), 2.5), (-0.0, 0, "x", None, None),
    ]  # fmt: skip
    stiler = ("celle|timer|", "celle|klokke|", "celle|tekst|", "celle|dato|", "celle|tekst|")
    for hull in (False, True):
        r = rekker(4, 2, rader, stiler, hull)
        assert isinstance(r, Rekker)
        celler = Sideceller((Celle(0, 1, "tittel", "band"), r, Celle(5, 9, 3.0, "data|timer")))
        sett = oppsett(next(iter(sidedata.sider())))._replace(celler=celler)
        cellevis = sett._replace(celler=_enkle(celler))
        assert list(stamp.rader_av(sett, {})) == list(stamp.rader_av(cellevis, {}))
        assert stamp.antall(sett) == stamp.antall(cellevis)
        assert _skrevet(tmp_path / "a.xlsx", sett, Arkvis) == _skrevet(tmp_path / "b.xlsx", sett, xlsxwriter.Workbook)
        assert len(list(celler)) == 27 - 6 * hull


@pytest.mark.parametrize("kolonne", [(1, 1.0), (1, True), (2.0, None, 3)])
def test_a_column_of_several_kinds_of_numbers_is_cells(kolonne: tuple[Any, ...]) -> None:
    assert rekker(0, 0, [(v,) for v in kolonne], ["celle|timer|"]) is None


def test_a_formula_is_prepared_as_xlsxwriter_does() -> None:
    formler = [
        "=DAYS360(A1,B1)", "=DAYS(A1,B1)", "=DAYS360(A2,B2)", "=LOG(A1)", "=LOG10(A2)", "=T.DIST.2T(A1,2)", "=1+1",
        "=SUM(A1)+STDEV.S(A1:A9)", "=SUM(A1)+STDEV.S(A2:A10)", "=_xlfn.DAYS(A1,B1)", "=DAYS(A3,B3)",
        "=SUM(1)", "=SUM(2)",
    ]  # fmt: skip
    bok = xlsxwriter.Workbook()
    egen, vaar = bok.add_worksheet(), bok.add_worksheet("b", Radvis)
    for f in (*formler, *reversed(formler)):
        assert vaar._prepare_formula(f) == egen._prepare_formula(f), f


@pytest.mark.parametrize("format_", Format)
def test_the_widest_text_of_a_column_is_among_those_measured(format_: Format) -> None:
    tilfeldig = random.Random(format_.value)
    for _ in range(200):
        tall = [
            tilfeldig.choice((1, -1)) * round(10 ** tilfeldig.uniform(-3, 6), tilfeldig.randrange(6)) for _ in range(9)
        ]
        if format_ in (Format.KLOKKE, Format.VAKT, Format.TEKST, Format.STATUS):
            tall = [tilfeldig.randrange(1441) for _ in range(9)] if format_ is Format.KLOKKE else []
        verdier = [
            *tall,
            None,
            "–",
            "Brudd",
            Formel("A1", tall[0] if tall else 1),
            *map(date, (2026, 1999), (1, 12), (1, 31)),
        ]
        alle = {vist(v, format_) for v in verdier}
        assert viste(verdier, format_) <= alle
        assert max(map(bredde, viste(verdier, format_))) == max(map(bredde, alle))


# What the rep may read


def test_rules_that_are_not_asked_would_have_said_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = sidedata.bank()
    numre = bank.med_periode(sidedata.DAG)
    noen = bank.innsyn(numre, sidedata.DAG).funn
    monkeypatch.setattr(innsynsfunn, "sies", lambda _: True)
    assert noen == sidedata.bank().innsyn(numre, sidedata.DAG).funn
    assert noen
