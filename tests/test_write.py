"""The workbook as a file: same bytes, exact values, no formula from a user's text, tables and print as promised."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from xl_tidbank.book.page import pagenames, styles, textwidth
from xl_tidbank.book.page.grid import vist
from xl_tidbank.book.page.layout import oppsett
from xl_tidbank.book.page.placed import Oppsett
from xl_tidbank.book.page.plain import Diagram, Format, Side, arknavn
from xl_tidbank.book.template import fersk, inputs, workbook
from xl_tidbank.book.write import pages
from xl_tidbank.tables.arkrekke import beregnede, plasser, rekke
from xl_tidbank.tables.bankrows import alle_rader, forste_kolonne
from xl_tidbank.tables.schema import ETTER_NAVN, TABELLER, Slag

from . import sidedata
from .libreoffice.kontor import Kontor
from .pakke import krev_samme


def les(sti: Path, **valg: Any) -> Any:
    """The workbook as another program reads it."""
    return openpyxl.load_workbook(sti, **valg)


EKSTRA = {"Vakter": ["Merknad"], "Ansatte": ["=Formel?", "navn"]}


@pytest.fixture(scope="module")
def rader() -> dict[str, list[tuple[Any, ...]]]:
    ut = dict(sidedata.rader())
    ut["Turnus"] = ut["Turnus"][:200]
    ut["Vakter"] = [(*r, "=1+1") for r in ut["Vakter"]]
    ut["Ansatte"] = [(*r, "@SUM(A1)", None) for r in ut["Ansatte"]]
    return ut


@pytest.fixture(scope="module")
def bankfil(tmp_path_factory: pytest.TempPathFactory, rader: dict[str, list[tuple[Any, ...]]]) -> Path:
    sti = tmp_path_factory.mktemp("bok") / "bank.xlsx"
    workbook.skriv_bank(sti, rader, sidedata.sider()[:2], EKSTRA)
    return sti


@pytest.fixture(scope="module")
def sidefil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("bok") / "sider.xlsx"
    pages.skriv_sider(sti, sidedata.sider())
    return sti


@pytest.fixture(scope="module")
def bok(bankfil: Path) -> Any:
    return les(bankfil)


@pytest.fixture(scope="module")
def oppsettene() -> list[Oppsett]:
    return [oppsett(s) for s in pagenames.unike(sidedata.sider())]


def test_the_same_pages_give_the_same_bytes(
    tmp_path: Path, bankfil: Path, sidefil: Path, rader: dict[str, list[tuple[Any, ...]]]
) -> None:
    workbook.skriv_bank(tmp_path / "b.xlsx", rader, sidedata.sider()[:2], EKSTRA)
    pages.skriv_sider(tmp_path / "s.xlsx", sidedata.sider())
    for gammel, ny in ((bankfil, "b.xlsx"), (sidefil, "s.xlsx")):
        krev_samme(gammel, tmp_path / ny)


def test_every_placed_value_stands_unrounded_in_its_cell(sidefil: Path, oppsettene: list[Oppsett]) -> None:
    bok = les(sidefil)
    assert bok.sheetnames == [o.ark for o in oppsettene]
    for o in oppsettene:
        blad = bok[o.ark]
        for c in o.celler:
            lest = blad.cell(c.rad + 1, c.kol + 1)
            if c.formel:
                assert lest.value == f"={c.formel}"
            elif c.verdi is None or c.verdi == "":
                assert lest.value is None
            elif isinstance(c.verdi, date):
                assert lest.value.date() == c.verdi
                assert lest.number_format.endswith("dd.mm.yyyy")
            elif isinstance(c.verdi, str):
                assert (lest.value, lest.data_type) == (c.verdi, "s")
            elif styles.format_av(c.stil) is Format.KLOKKE:
                assert lest.value == timedelta(minutes=c.verdi)
            else:
                assert lest.value == c.verdi


def test_no_text_of_a_user_becomes_a_formula_or_a_link(bok: Any, sidefil: Path) -> None:
    ond = sidedata.rader()["Ansatte"][1][1]
    assert ond.startswith("=")
    funnet = 0
    for b in (bok, les(sidefil)):
        for blad in b:
            for c in (c for rad in blad.iter_rows() for c in rad):
                if c.data_type == "f":
                    t = ETTER_NAVN.get(blad.title)
                    regnet = t is not None and blad.cell(1, c.column).value in beregnede(t)
                    assert regnet or blad.title == "Start", c.coordinate
                    assert "cmd" not in c.value
                funnet += c.value == ond
                assert c.hyperlink is None or c.hyperlink.location
    assert funnet > 3
    egen = bok["Vakter"].cell(2, len(rekke(ETTER_NAVN["Vakter"])) + 1)
    assert (egen.value, egen.data_type) == ("=1+1", "s")


def test_tables_have_the_names_columns_and_rows_of_the_contract(
    bok: Any, rader: dict[str, list[tuple[Any, ...]]]
) -> None:
    fulle = alle_rader(rader)
    for t in TABELLER:
        blad = bok[t.ark]
        tabell, kol0 = blad.tables[t.navn], forste_kolonne(t, EKSTRA)
        ekstra = ["navn 2" if e == "navn" else e for e in EKSTRA.get(t.navn, [])]  # Excel wants headers all different
        hoder = [*(k.navn for k in rekke(t)), *ekstra]
        assert tabell.displayName == t.navn
        assert [c.name for c in tabell.tableColumns] == hoder
        assert [blad.cell(1, kol0 + n + 1).value for n in range(len(hoder))] == hoder
        forste, siste = get_column_letter(kol0 + 1), get_column_letter(kol0 + len(hoder))
        assert tabell.ref == f"{forste}1:{siste}{max(len(fulle[t.navn]), 1) + 1}"
    assert bok.sheetnames == ["Start", "Oversikt", *workbook.ARK, "Hjelp"]


def test_rows_are_read_back_as_they_were_given(bok: Any, rader: dict[str, list[tuple[Any, ...]]]) -> None:
    """Per cent stand as points, a whole absence as nothing, clock times as times, numbers of people as text."""
    for navn in ("Ansatte", "Avtaler", "Turnus", "Vakter", "Fravær", "Gjennomganger"):
        t, blad = ETTER_NAVN[navn], bok[navn]
        for nr, r in list(enumerate(rader[navn], 2))[:: max(1, len(rader[navn]) // 60)]:
            for k, verdi in zip(t.kolonner, r, strict=False):
                lest = blad.cell(nr, plasser(t)[k.navn] + 1).value
                if k.slag is Slag.GRAD:
                    assert lest == (None if verdi == 1 else pytest.approx(verdi * 100))
                elif k.slag is Slag.KLOKKE:
                    assert lest == (None if verdi is None else timedelta(minutes=verdi))
                elif k.slag is Slag.JANEI:
                    assert lest == ("Ja" if verdi else None if k.navn == "Fri" else "Nei")
                elif isinstance(verdi, date):
                    assert lest == datetime(verdi.year, verdi.month, verdi.day)
                else:
                    assert lest == (verdi if verdi != "" else None), (navn, k.navn)


VANLIGE_ARK = ("Ansatte", "Avtaler", "Turnus", "Vakter", "Fravær", "Gjennomganger")


def test_an_empty_bank_is_ready_to_fill(tmp_path: Path) -> None:
    workbook.skriv_bank(tmp_path / "ny.xlsx", {}, [sidedata.sider()[5]])
    bok = les(tmp_path / "ny.xlsx")
    for t in TABELLER:
        rader = max(1, len(alle_rader({})[t.navn]))
        assert bok[t.ark].tables[t.navn].ref.endswith(str(rader + 1)), t.navn
    assert bok["Vakter"]["D2"].value is None
    assert bok["Vakter"].column_dimensions["D"].width > 10
    synlige = [b.title for b in bok if b.sheet_state == "visible"]
    assert synlige == ["Start", *VANLIGE_ARK, "Innstillinger", "Hjelp"]
    assert "Oversikt" not in bok.sheetnames
    assert [c.hyperlink for c in bok["Start"]["B"] if c.value == "Oversikt"] == [None]


def test_every_input_column_has_its_validation_well_below_the_last_row(bok: Any) -> None:
    for t in TABELLER:
        if t.navn == "Innstillinger":
            continue
        blad = bok[t.ark]
        regler = {str(v.sqref).split(":")[0]: v for v in blad.data_validations.dataValidation}
        for k in t.kolonner:
            nr = 1 + forste_kolonne(t, EKSTRA) + plasser(t)[k.navn]
            bokstav = get_column_letter(nr)
            v = regler[f"{bokstav}2"]
            assert int(re.sub(r"\D", "", str(v.sqref).split(":")[1])) >= blad.max_row + 5000
            assert v.promptTitle == k.navn
            assert v.prompt.startswith(k.hjelp)
            slag = {
                Slag.DATO: "date",
                Slag.KLOKKE: "custom",
                Slag.MINUTTER: "whole",
                Slag.VALG: "list",
                Slag.JANEI: "list",
            }
            if k.slag in slag:
                assert (v.type, v.errorStyle) == (slag[k.slag], None)
                assert v.error.startswith(("Skriv", "Velg"))
    navn = {d.name: d.attr_text for d in bok.defined_names.values()}
    lovlige = next(k.lovlige for k in ETTER_NAVN["Vakter"].kolonner if k.navn == "Status")
    celler = bok["Lister"][navn["liste_Status"].removeprefix("Lister!").replace("$", "")]
    assert [c.value for (c,) in celler] == list(lovlige)


def test_every_choice_of_one_of_several_has_its_own_list(bok: Any) -> None:
    blad = bok["Innstillinger"]
    regler = {str(v.sqref): v for v in blad.data_validations.dataValidation}
    nokkel, verdi, grunn = (get_column_letter(plasser(ETTER_NAVN["Innstillinger"])[n] + 1)
                            for n in ("Nøkkel", "Verdi", "Begrunnelse"))  # fmt: skip
    rad = next(r for r in range(2, blad.max_row + 1) if blad[f"{nokkel}{r}"].value == "overskudd")
    assert regler[f"{verdi}{rad}"].formula1 == '"utbetales,avspaseres,overføres"'
    assert not blad[f"{verdi}{rad}"].protection.locked
    assert blad[f"{grunn}{rad}"].protection.locked
    assert blad[f"{verdi}2"].value == "Furulia sykehjem"
    assert [blad.cell(r, 1).value for r in range(2, 13)] == ["Det viktigste"] * 10 + ["Avtalen"]


@pytest.mark.parametrize("fil", ["bankfil", "sidefil"])
def test_every_sheet_prints_on_a4_one_page_wide(fil: str, request: pytest.FixtureRequest) -> None:
    bok = les(request.getfixturevalue(fil))
    assert bok.active is bok.worksheets[0]
    for blad in bok:
        oppsett_ = blad.page_setup
        assert (oppsett_.paperSize, oppsett_.fitToWidth or 1) == (9, 1)
        assert blad.sheet_properties.pageSetUpPr.fitToPage
        assert "Side &P av &N" in blad.oddFooter.center.text
        assert blad.print_title_rows, blad.title
        assert blad.sheet_view.selection[-1].sqref == "A1" or blad.freeze_panes
        if blad.title not in workbook.ARK:
            assert not blad.sheet_view.showGridLines
            assert blad.print_area
        else:
            assert blad.freeze_panes == ("D2" if blad.title == "Innstillinger" else "A2")
    stempel = f"#{sidedata.bank().stempel}"
    assert bok.worksheets[0].oddFooter.right.text == stempel
    assert bok["Oversikt"].page_setup.orientation == "landscape"


def test_no_number_or_date_is_wider_than_its_column(oppsettene: list[Oppsett]) -> None:
    """Measured by counting: a digit of Calibri 11 is one unit, and nothing shown in a number is wider."""
    talt = 0
    for o in oppsettene:
        for c in o.celler:
            f = styles.format_av(c.stil)
            if f is None or isinstance(c.verdi, str) or c.verdi is None:
                continue
            bredde = sum(o.bredder[c.kol : (c.til[1] if c.til else c.kol) + 1])
            s = styles.stil(c.stil)
            vises = vist(c.verdi, f)
            if any(t.isalpha() for t in vises):
                continue  # "til gode 3,00" is measured as text below
            trenger = len(vises) * s.pt / 11 * 0.97 + 0.7 + s.innrykk
            assert trenger <= bredde, (o.ark, c)
            talt += 1
    assert talt > 3000


def test_no_text_is_cut(oppsettene: list[Oppsett]) -> None:
    """Each text fits its cell in width, or wraps in a row high enough for its lines."""
    for o in oppsettene:
        for c in o.celler:
            f = styles.format_av(c.stil)
            tekst = vist(c.verdi, f) if f else c.verdi
            if not isinstance(tekst, str) or not any(t.isalpha() for t in tekst):
                continue
            s = styles.stil(c.stil)
            bredde = sum(o.bredder[c.kol : (c.til[1] if c.til else c.kol) + 1]) - 1.3 * s.innrykk
            if s.bryt:
                antall = textwidth.linjer(tekst, bredde, s.pt, s.fet)
                assert o.hoyder[c.rad] >= antall * s.pt * 1.22, (o.ark, c)
            else:
                assert textwidth.bredde(tekst, s.pt, s.fet) + 0.7 <= bredde, (o.ark, c)


def _bredde(blad: Any, kol: int) -> float:
    """Of a column; openpyxl keeps the columns of one width together."""
    return next(float(d.width) for d in blad.column_dimensions.values() if d.min <= kol <= d.max)


def test_input_columns_fit_their_widest_value(bok: Any, rader: dict[str, list[tuple[Any, ...]]]) -> None:
    for navn in ("Ansatte", "Avtaler", "Turnus", "Vakter", "Fravær"):
        t, blad = ETTER_NAVN[navn], bok[navn]
        for nr, k in enumerate(t.kolonner):
            bredde = _bredde(blad, plasser(t)[k.navn] + 1)
            lengst = max((inputs.vist(k, r[nr]) for r in rader[navn]), key=len)
            assert textwidth.bredde(lengst) + 0.7 <= bredde, (navn, k.navn, lengst)
            assert len(k.navn) + 2 <= bredde + 2


def test_text_width_follows_the_font() -> None:
    assert textwidth.bredde("0" * 10) == pytest.approx(10, abs=0.7)
    assert textwidth.bredde("W") > 2 * textwidth.bredde("i")
    assert textwidth.bredde("Ærø", fet=True) > textwidth.bredde("Ærø")
    assert textwidth.bredde("Åse") == textwidth.bredde("Ase")
    assert textwidth.linjer("to ord", 100) == 1
    assert textwidth.linjer("to ord\nog to til", 7) == 3
    assert textwidth.linjer("x" * 100, 20) >= 4


@pytest.mark.parametrize("rolle", sorted(styles.ROLLER))
def test_text_stands_out_from_its_background(rolle: str) -> None:
    s = styles.stil(rolle)
    assert styles.kontrast(s.farge, s.bakgrunn) >= 4.5


def test_contrast_is_the_one_of_wcag() -> None:
    assert styles.kontrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert styles.kontrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    for farge in (styles.AKSENT, styles.GRAA, styles.BLEKK):
        assert styles.kontrast(farge, styles.HVIT) >= 4.5
    assert styles.kontrast(styles.STOLPE_GRAA, styles.HVIT) >= 3


def test_sheet_names_are_legal_and_used_once(tmp_path: Path) -> None:
    assert arknavn("1001 A/B [x]: *?\\ 'Øst'") == "1001 A B x 'Øst"
    assert len(arknavn("n" * 40)) == 31
    assert len(arknavn("😀" * 40).encode("utf-16-le")) // 2 <= 31
    assert arknavn(" '/ ") == "Ark"
    assert arknavn("History") == "Ark"
    side = Side("Side", "Tittel", ())
    navn = [
        s.ark for s in pagenames.unike([side, replace(side, ark="SIDE"), replace(side, ark="x" * 31)], opptatt=["Side"])
    ]
    assert navn == ["Side (2)", "SIDE (3)", "x" * 31]
    pages.skriv_sider(tmp_path / "x.xlsx", [side, replace(side, ark="side"), replace(side, ark="a/b")])
    assert les(tmp_path / "x.xlsx").sheetnames == ["Side", "side (2)", "a b"]
    with pytest.raises(ValueError, match="at least one"):
        pages.skriv_sider(tmp_path / "ingen.xlsx", [])


def test_charts_have_a_title_alt_text_and_their_figures_on_the_sheet(sidefil: Path) -> None:
    med = [s for s in pagenames.unike(sidedata.sider()) for b in s.blokker if isinstance(b, Diagram)]
    assert len(med) > 5
    with zipfile.ZipFile(sidefil) as z:
        tegninger = "".join(z.read(n).decode() for n in z.namelist() if re.match(r"xl/drawings/drawing\d+\.xml", n))
        diagrammer = [z.read(n).decode() for n in z.namelist() if re.match(r"xl/charts/chart\d+\.xml", n)]
    assert len(diagrammer) == len(med)
    for side in med:
        d = next(b for b in side.blokker if isinstance(b, Diagram))
        assert f'descr="{d.alt}"' in tegninger
        ref = side.ark.replace("'", "''")
        xml = next(x for x in diagrammer if f"'{ref}'!" in x or f"{ref}!" in x)
        assert f"<a:t>{d.tittel}</a:t>" in xml
        assert xml.count("<c:ser>") == len(d.serier)
        assert "3D" not in xml


def test_the_review_chart_is_a_line_with_direct_labels_and_a_date_axis(sidefil: Path) -> None:
    ark = next(s.ark for s in sidedata.sider() if s.hoyst_sider)
    with zipfile.ZipFile(sidefil) as z:
        xml = next(t for n in z.namelist() if "charts/chart" in n and f"'{ark}'" in (t := z.read(n).decode()))
    assert "<c:dateAx>" in xml
    assert "<c:legend>" not in xml
    for navn in ("Skyldig", "Jevn plan", "I dag"):
        assert f"<a:t>{navn}</a:t>" in xml
    assert 'formatCode="dd.mm"' in xml


# Is the workbook fresh?


def test_the_check_sees_every_column_of_every_table(rader: dict[str, list[tuple[Any, ...]]]) -> None:
    """Any one value changed, added or moved to another employee gives another expression; another order does not."""
    fulle = alle_rader(sidedata.rader())
    numre = [r[0] for r in fulle["Ansatte"]]
    fulle["Tilbud"] = [
        (f"V{n}", date(2026, 9, 20 + n), numre[n], 1.0, date(2026, 9, 1), "Ja", True, "") for n in range(3)
    ]
    for t in fersk.MED_TALL:
        rader_ = fulle[t.navn][:40]
        for_ = fersk.uttrykk(t, rader_, numre)
        assert fersk.uttrykk(t, rader_[::-1], numre) == for_
        assert fersk.uttrykk(t, rader_[:-1], numre) != for_
        assert len(for_) < 8000
        for nr, k in enumerate(t.kolonner):
            endret = [list(r) for r in rader_]
            endret[1][nr] = _annen(k.slag, endret[1][nr], k.lovlige)
            assert fersk.uttrykk(t, endret, numre) != for_, (t.navn, k.navn)
    t, rader_ = ETTER_NAVN["Vakter"], fulle["Vakter"][:80]
    for_ = fersk.uttrykk(t, rader_, numre)
    for kolonne in (1, 4):  # owner, end time: the values change places, so counts and sums stay as they were
        byttet = [list(r) for r in rader_]
        b = next(n for n, r in enumerate(rader_) if r[kolonne] != rader_[0][kolonne] and r[2] != rader_[0][2])
        byttet[0][kolonne], byttet[b][kolonne] = byttet[b][kolonne], byttet[0][kolonne]
        assert fersk.uttrykk(t, byttet, numre) != for_


def _annen(slag: Slag, verdi: Any, lovlige: Sequence[str]) -> Any:
    if slag is Slag.DATO:
        return date(2031, 1, 1)
    if slag is Slag.JANEI:
        return not verdi
    if slag is Slag.VALG:
        return next(x for x in lovlige if x != verdi)
    if slag is Slag.GRAD:
        return 0.3
    if slag in (Slag.TEKST, Slag.NUMMER, Slag.FRITT):
        return f"{verdi}x"
    return (verdi or 0) + 1


def _bare_fersk(blad: Any) -> list[str]:
    verdier = [c.value for rad in blad.iter_rows() for c in rad if isinstance(c.value, str)]
    return [v for v in verdier if v.startswith(("● Tallene", "▲ Tabellene")) or v in ("Uendret", "Endret")]


def test_start_says_the_figures_are_fresh_in_native_formulas_with_their_values(bankfil: Path) -> None:
    lest = _bare_fersk(les(bankfil, data_only=True)["Start"])
    assert lest == ["● Tallene er ferske", *["Uendret"] * (len(TABELLER) - 1)]
    formler = [c.value for rad in les(bankfil)["Start"].iter_rows() for c in rad if c.data_type == "f"]
    assert len(formler) == len(TABELLER)  # each but Importer, and all of them
    assert not any("TIDBANK" in f for f in formler)


@pytest.mark.slow
def test_libreoffice_recalculates_the_check(bankfil: Path, tmp_path: Path, lo: Kontor) -> None:
    bok = les(bankfil)
    bok.save(tmp_path / "lik.xlsx")  # openpyxl leaves no values, so what is read below was computed by LibreOffice
    bok["Vakter"]["I3"] = "Avlyst"
    bok.save(tmp_path / "endret.xlsx")
    for navn in ("lik", "endret"):
        lo.konverter(tmp_path / f"{navn}.xlsx", tmp_path / f"ut_{navn}.xlsx")
    lik, endret = (_bare_fersk(les(tmp_path / f"ut_{n}.xlsx", data_only=True)["Start"]) for n in ("lik", "endret"))
    assert lik == ["● Tallene er ferske", *["Uendret"] * (len(TABELLER) - 1)]
    assert endret[0].startswith("▲ Tabellene er endret")
    assert endret.count("Endret") == 1
