"""`tidbank excel --fra`: what a user has added to a bank comes along, or is named before anything is written."""

from __future__ import annotations

import datetime
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table, TableColumn
from pyopenvba import ExcelFile

from tests import sidedata
from xl_tidbank.book import logg
from xl_tidbank.book.egne import formel, hente, les_eget
from xl_tidbank.book.egne.model import Kart
from xl_tidbank.book.open import read
from xl_tidbank.book.template import workbook
from xl_tidbank.cli import main
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.hosts.excel import install, names
from xl_tidbank.hosts.excel.build import checks, opened, vba

DAG = sidedata.DAG


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("gammel") / "Bank.xlsx"
    rader = dict(sidedata.rader())
    rader["Turnus"] = rader["Turnus"][:200]
    workbook.skriv_bank(sti, rader, [])
    return sti


@pytest.fixture(scope="module")
def gammel(bank: Path) -> Path:
    """The bank as its user has made it: columns, notes, sheets, names, and much that cannot be carried."""
    sti = bank.with_name("Gammel.xlsx")
    bok: Any = openpyxl.load_workbook(bank)
    ansatte, vakter = bok["Ansatte"], bok["Vakter"]
    tabell = ansatte.tables["Ansatte"]
    bredde = ansatte.max_column
    for n, navn in enumerate(("Telefon", "Stilling %", "Startdato"), bredde + 1):
        ansatte.cell(1, n, navn)
    siste = len(read.les_bok(bank, ["Ansatte"]).ansatte or ()) + 1
    tabell.ref = f"A1:{get_column_letter(bredde + 3)}{siste}"
    tabell.tableColumns += [
        TableColumn(id=bredde + 1 + n, name=navn) for n, navn in enumerate(("Telefon", "Stilling %", "Startdato"))
    ]
    ansatte.cell(2, bredde + 1, "=cmd|' /C calc'!A0").data_type = "s"
    ansatte.cell(2, bredde + 1).font = Font(bold=True, color="FFCC0000")
    ansatte.cell(3, bredde + 1, "012 34 567")
    ansatte.cell(2, bredde + 2, "=LEN(B2)*10")
    ansatte.cell(3, bredde + 2, "=LEN(Ansatte[[#This Row],[Navn]])")
    ansatte.cell(2, bredde + 3, datetime.datetime(2024, 2, 29)).number_format = "dd.mm.yyyy"
    ansatte.column_dimensions[get_column_letter(bredde + 1)].width = 33
    ansatte["B2"].comment = Comment("Ring før vakt", "Leder")
    ansatte["B3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    vakter["A1"].comment = Comment("Nummeret fra turnusprogrammet", "")
    bok["Innstillinger"]["F2"] = "Fordi vi heter det"
    mitt = bok.create_sheet("Mine notater")
    mitt["A1"], mitt["B1"] = "Møter", 12.5
    mitt["A1"].font = Font(name="Arial", size=14, bold=True, italic=True, color="FF123456", underline="single")
    mitt["A1"].fill = PatternFill("solid", fgColor="FFEEDD88")
    mitt["A1"].border = Border(bottom=Side("medium", color="FF00AA00"))
    mitt["A1"].alignment = Alignment(horizontal="center", vertical="top", wrap_text=True)
    mitt["B1"].number_format = '# ##0,00 "kr"'
    mitt["A2"], mitt["B2"] = datetime.datetime(2026, 5, 17, 12, 30), True
    mitt["A2"].number_format = "dd.mm.yyyy hh:mm"
    mitt["A3"] = "=SUM(B1,Ansatte!A2)"
    mitt["A4"] = "=COUNTA(Vakter[Ansattnr])"
    mitt["A5"], mitt["A6"] = "=Oversikt!B5", "=[1]Annet!A1"
    mitt["A7"], mitt["A8"] = '=WEBSERVICE("http://x.example")', "=MinFunksjon(1)"
    mitt["A9"] = ArrayFormula("A9:A10", "=B1:B2*2")
    mitt["A11"] = "=Grense*2"
    mitt["A12"] = "'=1+1"
    mitt["A12"].data_type = "s"
    mitt.merge_cells("C1:D2")
    mitt["C1"] = "flettet"
    mitt["B3"].comment = Comment("Sjekk dette", "Kari")
    mitt.column_dimensions["A"].width, mitt.column_dimensions["B"].hidden = 41, True
    mitt.row_dimensions[4].height = 55
    mitt.freeze_panes = "B2"
    mitt.sheet_properties.tabColor = "FF00AA55"
    regel: Any = CellIsRule
    mitt.conditional_formatting.add("B1:B9", regel("greaterThan", ["3"], fill=PatternFill("solid", "FFFF0000")))
    diagram = BarChart()
    diagram.add_data(Reference(mitt, min_col=2, min_row=1, max_row=3))
    mitt.add_chart(diagram, "F2")
    mitt["H1"], mitt["H2"] = "Kol", 1
    mitt.add_table(Table(displayName="MinTabell", ref="H1:H2"))
    gjemt = bok.create_sheet("Gjemt")
    gjemt["C3"], gjemt.sheet_state = 7, "veryHidden"
    bok.create_sheet("Tomt ark")
    bok.create_chartsheet("Figur").add_chart(BarChart())
    bok.defined_names["Grense"] = DefinedName("Grense", attr_text="'Mine notater'!$B$1")
    bok.defined_names["Borte"] = DefinedName("Borte", attr_text="[1]Annet!$A$1")
    ansatte["P40"] = "utenfor"
    bok.save(sti)
    return sti


@pytest.fixture(scope="module")
def ny(gammel: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[hente.Hentet, Path]:
    foer = gammel.read_bytes()
    hentet = install.hent(gammel)
    fil = install.legg(tmp_path_factory.mktemp("ny"), DAG, _maskin(), hentet=hentet)
    assert gammel.read_bytes() == foer
    return hentet, fil


def _maskin() -> Any:
    from xl_tidbank.hosts.excel import machine

    return machine.denne()


def test_the_tables_are_the_same_and_the_workbook_is_sound(gammel: Path, ny: tuple[hente.Hentet, Path]) -> None:
    hentet, fil = ny
    assert Bank(read.les_bok(fil)).stempel == Bank(read.les_bok(gammel)).stempel == hentet.stempel
    bok = openpyxl.load_workbook(fil, keep_vba=True)
    assert bok.sheetnames[-4:] == ["Mine notater", "Gjemt", "Tomt ark", "Logg"]


def test_own_columns_come_along(ny: tuple[hente.Hentet, Path]) -> None:
    _, fil = ny
    ark: Any = openpyxl.load_workbook(fil)["Ansatte"]
    hoder = {c.value: c.column for c in ark[1]}
    telefon, stilling, start = (hoder[n] for n in ("Telefon", "Stilling %", "Startdato"))
    assert "Ansatte" in ark.tables
    assert [k.name for k in ark.tables["Ansatte"].tableColumns][-3:] == ["Telefon", "Stilling %", "Startdato"]
    ond = ark.cell(2, telefon)
    assert (ond.value, ond.data_type) == ("=cmd|' /C calc'!A0", "s")
    assert (ond.font.b, ond.font.color.rgb) == (True, "FFCC0000")
    assert ark.cell(3, telefon).value == "012 34 567"
    assert ark.cell(2, stilling).value == "=LEN(B2)*10"
    assert ark.cell(2, stilling).data_type == "f"
    assert ark.cell(3, stilling).value == "=LEN(Ansatte[[#This Row],[Navn]])"
    assert ark.cell(2, start).value == datetime.datetime(2024, 2, 29)
    assert ark.cell(2, start).number_format == "dd.mm.yyyy"
    assert ark.column_dimensions[ark.cell(1, telefon).column_letter].width == pytest.approx(33, abs=1)
    assert (ark["B2"].comment.text, ark["B2"].comment.author) == ("Ring før vakt", "Leder")
    assert openpyxl.load_workbook(fil)["Vakter"]["A1"].comment.text == "Nummeret fra turnusprogrammet"


def test_own_sheets_come_along(gammel: Path, ny: tuple[hente.Hentet, Path]) -> None:
    _, fil = ny
    for_: Any = openpyxl.load_workbook(gammel)["Mine notater"]
    etter: Any = openpyxl.load_workbook(fil)["Mine notater"]
    for celle in ("A1", "B1", "A2", "B2", "A3", "A4", "A11", "A12", "C1"):
        a, b = for_[celle], etter[celle]
        assert (a.value, a.data_type, a.number_format) == (b.value, b.data_type, b.number_format), celle
    a, b = for_["A1"], etter["A1"]
    for felt in ("name", "sz", "b", "i", "u"):
        assert getattr(a.font, felt) == getattr(b.font, felt), felt
    assert b.font.color.rgb == "FF123456"
    assert b.fill.fgColor.rgb == "FFEEDD88"
    assert (b.border.bottom.style, b.border.bottom.color.rgb) == ("medium", "FF00AA00")
    assert (b.alignment.horizontal, b.alignment.vertical, b.alignment.wrap_text) == ("center", "top", True)
    assert etter["A9"].value.text == "=B1:B2*2"
    assert [str(m) for m in etter.merged_cells.ranges] == ["C1:D2"]
    assert etter["B3"].comment.text == "Sjekk dette"
    assert etter.column_dimensions["A"].width == pytest.approx(41, abs=1)
    assert etter.column_dimensions["B"].hidden
    assert etter.row_dimensions[4].height == pytest.approx(55, abs=0.5)
    assert etter.freeze_panes == "B2"
    assert etter.sheet_properties.tabColor.rgb == "FF00AA55"
    gjemt = openpyxl.load_workbook(fil)["Gjemt"]
    assert (gjemt["C3"].value, gjemt.sheet_state) == (7, "veryHidden")
    assert openpyxl.load_workbook(fil).defined_names["Grense"].attr_text == "'Mine notater'!$B$1"


def test_a_reason_for_a_changed_choice_comes_along(ny: tuple[hente.Hentet, Path]) -> None:
    hentet, fil = ny
    ark = openpyxl.load_workbook(fil)["Innstillinger"]
    hoder = [c.value for c in ark[1]]
    n, b = hoder.index("Nøkkel"), hoder.index("Begrunnelse")
    rader = {r[n].value: r[b].value for r in ark.iter_rows(min_row=2)}
    nokkel = hentet.rader["Innstillinger"][0][0]
    assert rader[nokkel] == "Fordi vi heter det"


def test_what_does_not_come_along_is_named(ny: tuple[hente.Hentet, Path]) -> None:
    hentet, fil = ny
    alt = "\n".join(hentet.eget.ikke_med)
    for ventet in (
        "Diagrammer, bilder og figurer på «Mine notater»", "Betinget formatering på «Mine notater»",
        "Tabeller (cellene er med) på «Mine notater»", "Arket «Figur», som ikke er et vanlig ark", "Diagramark",
        "Navnet «Borte»", "Celler utenfor tabellene: Ansatte!P40", "Farger og skrift du selv har satt i tabellene",
        "Ansatte!B3",
    ):  # fmt: skip
        assert ventet in alt, ventet
    (formler,) = [x for x in hentet.eget.ikke_med if x.startswith("Formler som viser til noe")]
    assert formler == (
        "Formler som viser til noe som ikke er med (tallet er med): "
        "Mine notater!A5, Mine notater!A6, Mine notater!A7, Mine notater!A8."
    )
    ark = openpyxl.load_workbook(fil)["Mine notater"]
    assert not [c for c in ("A5", "A6", "A7", "A8") if ark[c].data_type == "f"]


def test_a_plain_bank_leaves_nothing_behind(bank: Path) -> None:
    hentet = install.hent(bank)
    assert hentet.eget.ikke_med == []
    assert hentet.eget.med == []


def test_the_live_workbook_leaves_nothing_behind(tmp_path: Path, bank: Path) -> None:
    """An upgrade of an upgrade: what was carried once is carried again, and its macros are ours."""
    en = install.legg(tmp_path / "en", DAG, _maskin(), fra=bank)
    assert opened.egne_makroer(en) == []
    hentet = install.hent(en)
    assert hentet.eget.ikke_med == []
    assert [x.kommando for x in hentet.linjer] == ["excel"]
    to = install.legg(tmp_path / "to", DAG, _maskin(), hentet=hentet)
    assert checks.kontroller(to) == []
    assert [x.kommando for x in logg.les_ark(to)[0]] == ["excel", "excel"]


def test_a_macro_of_the_users_own_beside_ours_is_told_of(tmp_path: Path, bank: Path) -> None:
    en = install.legg(tmp_path / "en", DAG, _maskin(), fra=bank)
    with ExcelFile(en) as bok:
        egen = bok.get_module(names.VBA_BOK) + "\nPrivate Sub Workbook_Open()\n    Beep\nEnd Sub\n"
        bok.set_module(names.VBA_BOK, vba.ferdig(egen))
        bok.save()
    assert opened.egne_makroer(en) == [names.VBA_BOK]


def test_what_was_carried_is_carried_again(ny: tuple[hente.Hentet, Path], tmp_path: Path) -> None:
    hentet, fil = ny
    igjen = install.hent(fil)
    assert igjen.eget.med == hentet.eget.med
    to = install.legg(tmp_path, DAG, _maskin(), hentet=igjen)
    for navn in ("Mine notater", "Ansatte"):
        a, b = (openpyxl.load_workbook(f)[navn] for f in (fil, to))
        assert [[c.value for c in r] for r in a.iter_rows() if navn == "Ansatte"] == [
            [c.value for c in r] for r in b.iter_rows() if navn == "Ansatte"
        ]
        assert {c.coordinate: c.style_id and c.number_format for r in a.iter_rows() for c in r if c.value}.keys() == {
            c.coordinate for r in b.iter_rows() for c in r if c.value
        }


@pytest.fixture
def tidbank(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def kjor(*argumenter: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as slutt:
            main([str(a) for a in argumenter])
        return int(slutt.value.code or 0), *capfd.readouterr()

    return kjor


def test_the_list_stands_before_the_file(tidbank: Any, gammel: Path, tmp_path: Path) -> None:
    kode, ut, _ = tidbank("excel", tmp_path / "vis", "--fra", gammel, "--vis")
    assert kode == 0
    assert not (tmp_path / "vis").exists()
    assert "Diagrammer, bilder og figurer på «Mine notater»" in ut
    assert "egne kolonner i Ansatte: Telefon, Stilling %, Startdato" in ut
    kode, ut, _ = tidbank("excel", tmp_path / "ny", "--fra", gammel)
    assert kode == 0
    assert ut.index("Navnet «Borte»") < ut.index("Laget ")
    kode, ut, _ = tidbank("excel", tmp_path / "ny", "--fra", gammel, "--json", "--overskriv")
    svar = json.loads(ut)
    assert "arket «Gjemt»" in svar["med"]
    assert "Navnet «Borte»." in svar["ikke_med"]
    assert svar["sikkerhetskopier"] == [str(tmp_path / "ny" / "Tidbank sikkerhetskopi 1.xlsm")]
    assert tidbank("excel", tmp_path / "ny", "--fra", gammel)[0] == 3
    assert tidbank("excel", tmp_path / "x", "--vis")[0] == 2
    linjer, _ = logg.les_fil(gammel)
    assert [x.kommando for x in linjer] == ["excel", "excel"]
    logg.filen(gammel).unlink()


def test_a_hostile_workbook_hands_on_nothing_of_its_own(bank: Path, tmp_path: Path) -> None:
    """XML, relations and parts of the old file are not in the new one; a broken part is one sentence."""
    ond = tmp_path / "ond.xlsx"
    with zipfile.ZipFile(bank) as inn, zipfile.ZipFile(ond, "w", zipfile.ZIP_DEFLATED) as ut:
        for i in inn.infolist():
            data = inn.read(i)
            if i.filename == "xl/styles.xml":
                data = data.replace(b'numFmtId="0"', b'numFmtId="ond"', 1).replace(b"<sz val=", b"<sz val=", 1)
            ut.writestr(i.filename, data)
        ut.writestr("xl/ond.bin", b"MZ")
    fil = install.legg(tmp_path / "ny", DAG, _maskin(), fra=ond)
    with zipfile.ZipFile(fil) as z:
        assert not [n for n in z.namelist() if "ond" in n]
    with zipfile.ZipFile(bank) as inn, zipfile.ZipFile(ond, "w", zipfile.ZIP_DEFLATED) as ut:
        for i in inn.infolist():
            ut.writestr(i.filename, b"<styleSheet><cellXfs>" if i.filename == "xl/styles.xml" else inn.read(i))
    with pytest.raises(TidbankFeil) as e:
        install.legg(tmp_path / "to", DAG, _maskin(), fra=ond)
    assert len(e.value.feil) == 1
    assert not (tmp_path / "to").exists()


ROM = formel.Rom(
    {"mitt": None, "vakter": Kart({0: 0, 1: 1, 2: 4, 3: 5}, {1: 1}, True), "flyttet": Kart({0: 0}, {3: 1}, False)},
    {"vakter": {"ansattnr", "start"}}, {"bank"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("gitt", "ventet"),
    [
        ("A1+B$2*2", "A1+B$2*2"),
        ("SUM(Vakter!A2:B9)", "SUM(Vakter!A2:B9)"),
        ("SUM(Vakter!C2:D9)", "SUM(Vakter!E2:F9)"),
        ("Vakter!$C$2", "Vakter!$E$2"),
        ("'Vakter'!C:C", "'Vakter'!E:E"),
        ("SUM(Vakter!B2:C9)", None),  # side by side before, not after
        ("Vakter!Z1", None),
        ("Flyttet!A4", None),
        ("Flyttet!A:A", "Flyttet!A:A"),
        ('IF(A1="a|b!C9","x",TRUE)', 'IF(A1="a|b!C9","x",TRUE)'),
        ("COUNTA(Vakter[Ansattnr])", "COUNTA(Vakter[Ansattnr])"),
        ("Vakter[[#This Row],[Start]]", "Vakter[[#This Row],[Start]]"),
        ("Vakter[Nei]", None),
        ("Annen[Start]", None),
        ("[1]Ark!A1", None),
        ("'[1]Ark'!A1", None),
        ("cmd|' /C calc'!A0", None),
        ("WEBSERVICE(A1)", None),
        ('HYPERLINK("http://x.example")', None),
        ("minFunksjon(A1)", None),
        ("_xlfn.XLOOKUP(A1,B:B,C:C)", "_xlfn.XLOOKUP(A1,B:B,C:C)"),
        ("TIDBANK_SALDO(A1,,,Bank)", "TIDBANK_SALDO(A1,,,Bank)"),
        ("Ukjent+1", None),
        ("#REF!+1", None),
        ("Borte!A1", None),
        ("", None),
    ],
)
def test_a_formula_is_carried_only_when_all_of_it_is_known(gitt: str, ventet: str | None) -> None:
    assert formel.overfor(gitt, "Mitt", ROM) == ventet


def test_threads_of_comments_become_notes(bank: Path, tmp_path: Path) -> None:
    """As Excel 365 saves them: the texts in a part of their own, the names of the writers in another."""
    sti, ferdig = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    bok: Any = openpyxl.load_workbook(bank)
    bok.create_sheet("Spørsmål")["B2"].comment = Comment("[Threaded comment]", "tc={1}")
    bok.save(sti)
    rom = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
    rel = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    with zipfile.ZipFile(sti) as inn, zipfile.ZipFile(ferdig, "w", zipfile.ZIP_DEFLATED) as ut:
        navn = next(n for n in inn.namelist() if n.startswith("xl/worksheets/_rels/") and b"comments" in inn.read(n))
        for n in inn.namelist():
            data = inn.read(n)
            if n == navn:
                ny = f'<Relationship Id="t1" Type="{rel}" Target="../threadedComments/threadedComment1.xml"/>'
                data = data.replace(b"</Relationships>", ny.encode() + b"</Relationships>")
            ut.writestr(n, data)
        ut.writestr(
            "xl/threadedComments/threadedComment1.xml",
            f'<ThreadedComments {rom}><threadedComment ref="B2" personId="p1" id="1"><text>Kan du mandag?</text>'
            '</threadedComment><threadedComment ref="B2" personId="p2" id="2" parentId="1"><text>Ja</text>'
            "</threadedComment></ThreadedComments>",
        )
        ut.writestr(
            "xl/persons/person.xml",
            f'<personList {rom}><person displayName="Kari" id="p1"/><person displayName="Ola" id="p2"/></personList>',
        )
    hentet = install.hent(ferdig)
    fil = install.legg(tmp_path / "ny", DAG, _maskin(), hentet=hentet)
    notat: Any = openpyxl.load_workbook(fil)["Spørsmål"]["B2"].comment
    assert notat.text == "Kari: Kan du mandag?\nOla: Ja"
    assert hentet.eget.ikke_med == ["Kommentarer med svar (blir notater med hele teksten): Spørsmål!B2."]


def test_shared_formulas_are_written_out() -> None:
    assert formel.forskjov('A1+$B$2+C$3+$D4&"A1"', 2, 1) == 'B3+$B$2+D$3+$D6&"A1"'
    assert formel.forskjov("SUM(Ark!A1:B2)+LOG10(A1)", 1, 0) == "SUM(Ark!A2:B3)+LOG10(A2)"
    assert formel.forskjov("A:A+1:1", 1, 1) == "B:B+2:2"


def test_shared_formulas_in_a_file(bank: Path, tmp_path: Path) -> None:
    """As Excel saves a column that is filled down."""
    sti = tmp_path / "delt.xlsx"
    bok = openpyxl.load_workbook(bank)
    ark = bok.create_sheet("Delt")
    for n in range(1, 5):
        ark.cell(n, 1, n)
        ark.cell(n, 2, f"=A{n}*2")
    bok.save(sti)
    delt = tmp_path / "ferdig.xlsx"
    with zipfile.ZipFile(sti) as inn, zipfile.ZipFile(delt, "w", zipfile.ZIP_DEFLATED) as ut:
        for i in inn.infolist():
            data = inn.read(i)
            if b"<f>A1*2</f>" in data:
                data = data.replace(b"<f>A1*2</f>", b'<f t="shared" ref="B1:B4" si="0">A1*2</f>')
                for n in range(2, 5):
                    data = data.replace(b"<f>A%d*2</f>" % n, b'<f t="shared" si="0"/>')
            ut.writestr(i.filename, data)
    eget = les_eget(delt, {})
    (ark_,) = [a for a in eget.ark if a.navn == "Delt"]
    assert [ark_.celler[n, 1].formel for n in range(4)] == ["A1*2", "A2*2", "A3*2", "A4*2"]
