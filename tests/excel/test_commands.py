"""The buttons in an open workbook: what they make, mark, remove, say and leave alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests import sidedata
from xl_tidbank import commands
from xl_tidbank.book import logg
from xl_tidbank.book.open import read
from xl_tidbank.book.page.plain import Notat, Side
from xl_tidbank.book.write import pages as write
from xl_tidbank.core.bank import Bank
from xl_tidbank.hosts import loggark, marks
from xl_tidbank.hosts.excel import book, buttons, pages
from xl_tidbank.hosts.excel.vert import Excel
from xl_tidbank.tables import schema

from . import com, falsk
from .com import tid
from .conftest import apne
from .regneark import Regneark, feil

pytestmark = pytest.mark.slow
DAG = sidedata.DAG
UTFILER = frozenset(("del_med_tillitsvalgt", "lonnsfil", "min_side"))  # those that make a file
INNSTILLINGER = ("ScreenUpdating", "DisplayAlerts", "EnableEvents", "Calculation", "StatusBar")


def trykk(bok: falsk.Bok, navn: str, *svar: Any) -> list[tuple[str, str]]:
    """Press a button with answers to what it asks; what it said. Excel is left as it was."""
    app = bok.Application
    foer = [getattr(app, n) for n in INNSTILLINGER]
    app._svar[:], com.MELDINGER[:] = svar, []
    buttons.trykk(navn)
    assert [getattr(app, n) for n in INNSTILLINGER] == foer
    assert not app._svar, "something was not asked"
    assert [b.Name for b in app._boker] == [bok.Name], "a workbook was left open"
    return list(com.MELDINGER)


def navn(bok: falsk.Bok) -> list[str]:
    """The sheets but for the log."""
    return [ark.Name for ark in bok._ark if ark.Name not in logg.ARK]


def logget(bok: falsk.Bok) -> list[logg.Linje]:
    return loggark.les(Excel(com.last().Book.caller()))


def tabeller(bok: falsk.Bok) -> dict[str, Any]:
    """What every table of the bank holds, our own column left out."""
    ut = {}
    for t in (t for ark in bok._ark for t in ark._tabeller if t.Name in schema.ETTER_NAVN):
        egne = [k.Name == marks.KOLONNE for k in t.ListColumns]
        ut[t.Name] = [[v for v, egen in zip(rad, egne, strict=True) if not egen] for rad in t.Range.Value]
    return ut


def merker(bok: falsk.Bok, tabell: str) -> dict[int, str]:
    """Marks by sheet row."""
    t = bok.tabell(tabell)
    for k in t.ListColumns:
        if k.Name == marks.KOLONNE:
            return {nr: rad[0] for nr, rad in enumerate(k.DataBodyRange.Value, 2) if rad[0]}
    return {}


def _kolonne(bok: falsk.Bok, ark: str, navn_: str) -> int:
    """The number of the column with that header."""
    return next(int(kol) for (rad, kol), (verdi, *_) in bok.ark(ark)._celler.items() if rad == 1 and verdi == navn_)


@cache
def _lest(fil: Path) -> Bank:
    return Bank(read.les_bok(fil))


def svar_til(kommando: commands.Kommando) -> list[Any]:
    ansatte = "2004; 2006" if kommando.velger_ansatte else ""
    resten = [ansatte if s.slag is commands.Svarslag.ANSATTE else s.forslag for s in kommando.skjema[1:]]
    return [DAG.strftime("%d.%m.%Y"), *resten]


# Every command in a live workbook, and the first of each kind in one that holds nothing but tables.
UTEN_MILJO = [k for k in commands.REGISTER.values() if k.del_ != "miljo"]  # those whose sheets a bank has
PROVES = [(k.navn, "miljo" if k.del_ == "miljo" else "levende") for k in commands.REGISTER.values()]
PROVES += [(k, "fast") for k in ("oversikt", "kontroller_varsler")]


@pytest.mark.parametrize(("navn_", "fil"), PROVES)
def test_each_command_makes_what_we_write(
    excel: falsk.Excel, filer: dict[str, Path], tmp_path: Path, navn_: str, fil: str
) -> None:
    kommando = commands.REGISTER[navn_]
    bok = apne(excel, filer[fil])
    foer, arkene = tabeller(bok), navn(bok)
    gjort = kommando.kjor(_lest(filer[fil]), DAG, sidedata.utfylt(kommando, ["2004", "2006"]))
    ut = tmp_path / "ut.xlsx"
    trykk(bok, kommando.navn, *svar_til(kommando), *([str(ut)] if gjort.fil else []))
    assert tabeller(bok) == foer
    if gjort.fil:
        assert ut.exists()
        assert navn(bok) == arkene
        return
    if kommando.levende and fil == "levende":
        assert navn(bok) == arkene
        assert bok.ActiveSheet.Name == "Oversikt"
        assert excel._regnet
        return
    fasit = tmp_path / "fasit.xlsx"
    write.skriv_sider(fasit, sidedata.i_boken(gjort.sider(), filer[fil]))
    riktig = falsk.Bok(falsk.Excel(), fasit)
    nye = [ark for ark in bok._ark if ark.Name not in (*arkene, *logg.ARK)]
    assert [ark.Name for ark in nye] == navn(riktig)
    assert bok.ActiveSheet is nye[0]
    for ark, vaart in zip(nye, riktig._ark, strict=True):
        assert ark._celler == vaart._celler
        assert ark._tegninger == vaart._tegninger
    # Again: pages that people write on are new ones; the others take the place of the last, until somebody writes.
    trykk(bok, kommando.navn, *svar_til(kommando))
    if kommando.erstatter:
        assert navn(bok) == [*arkene, *(a.Name for a in nye)]
        if len(nye) > 1:
            return
        bok.ark(nye[0].Name).Range("C40").Value = "Snakk med Kari"
        (sagt,) = trykk(bok, kommando.navn, *svar_til(kommando))
        assert nye[0].Name in sagt[1]
        assert bok.ark(nye[0].Name).Range("C40").Value == "Snakk med Kari"
        assert any(n.startswith(nye[0].Name[:20]) and n.endswith(" (2)") for n in navn(bok))
    else:
        assert len(navn(bok)) == len(arkene) + 2 * len(nye)
    assert tabeller(bok) == foer


def test_a_page_never_takes_the_place_of_somebody_elses_sheet(bok: falsk.Bok) -> None:
    """A sheet called Avvik that Tidbank did not make, and one it made that was given another name."""
    trykk(bok, "kontroller_alt", "14.09.2026")
    bok.ark("Avvik").Name = "Avvik i september"
    bok._ark.append(bok.ark("Start"))
    trykk(bok, "kontroller_alt", "14.09.2026")
    assert {"Avvik", "Avvik i september"} <= set(navn(bok))
    egen = bok.ark("Avvik")
    egen._navn.clear()
    trykk(bok, "kontroller_alt", "14.09.2026")
    assert bok.ark("Avvik") is egen
    assert "Avvik (2)" in navn(bok)


def test_control_marks_the_rows(bok: falsk.Bok) -> None:
    foer, text = tabeller(bok), Bank(read.les_bok(Path(bok.FullName)))
    ventet = {f.kilde.rad: f for f in text.funn(DAG) if f.slag.varsel}
    trykk(bok, "kontroller_varsler", "14.09.2026")
    funnet = merker(bok, "Vakter")
    assert funnet.keys() == ventet.keys()
    for rad, merke in funnet.items():
        assert merke.startswith(("■ Brudd: ", "▲ Advarsel: "))
        assert ventet[rad].tekst in merke
        assert merke.endswith("(kontrollert 14.09.2026)")
    assert not merker(bok, "Avtaler")
    assert tabeller(bok) == foer
    assert {tegn for _, tegn, operator in bok.ark("Vakter")._betinget if operator == 2} == {"■", "▲", "●"}
    # The same content to the readers: the cell Bank keeps its text.
    assert Bank(book.les(com.last().Book.caller())).stempel == text.stempel


def test_marks_follow_their_rows_and_go_with_the_next_control(bok: falsk.Bok) -> None:
    trykk(bok, "kontroller_alt", "14.09.2026")
    gamle = merker(bok, "Vakter")
    assert merker(bok, "Fravær").keys() | merker(bok, "Avtaler").keys() | gamle.keys()
    rad = next(r for r, m in gamle.items() if "varsl" in m.casefold())
    celler = bok.ark("Vakter")._celler
    celler[rad, 10] = (tid(datetime(2025, 10, 1)), "")
    celler[rad, 11] = ("Ja", "")
    celler[rad, 12] = ("Leder", "")
    ledig = next(r for r in range(2, 60) if r not in gamle)
    kolonne = bok.tabell("Vakter")._boks[2]
    celler[ledig, kolonne] = ("Spør Kari", "")
    trykk(bok, "kontroller_varsler", "14.09.2026")
    naa = merker(bok, "Vakter")
    assert rad not in naa
    assert naa[ledig] == "Spør Kari"
    assert len([m for m in naa.values() if m.startswith(marks.TEGN)]) < len(gamle)


def test_undo(bok: falsk.Bok) -> None:
    """The last command, then the one before it; what somebody wrote on stays."""
    arkene, boks = navn(bok), {t.Name: t._boks for a in bok._ark for t in a._tabeller}
    trykk(bok, "kontroller_alt", "14.09.2026")
    trykk(bok, "gjennomgang", "14.09.2026", "2004,2006")
    sider = [n for n in navn(bok) if n not in arkene and n != "Avvik"]
    bok.ark(sider[0]).Range("B30").Value = "Vi ble enige om to vakter"
    (sagt,) = trykk(bok, "angre_siste")
    assert sider[0] in sagt[1]
    assert "skrevet" in sagt[1]
    assert [n for n in navn(bok) if n not in arkene] == ["Avvik", sider[0]]
    assert merker(bok, "Vakter")
    trykk(bok, "angre_siste")
    assert [n for n in navn(bok) if n not in arkene] == [sider[0]]
    assert {t.Name: t._boks for a in bok._ark for t in a._tabeller} == boks
    (sagt,) = trykk(bok, "angre_siste")
    assert "ikke noe å angre" in sagt[1]


def test_undo_after_reopening(excel: falsk.Excel, bok: falsk.Bok) -> None:
    """All that is remembered stands in the workbook, in hidden names."""
    trykk(bok, "kontroller_alt", "14.09.2026")
    husket = [n for n in [*bok._navn, *bok.ark("Avvik")._navn] if n._kort.startswith("tidbank")]
    assert len(husket) == 2
    assert not [n for n in husket if n.Visible]
    assert all(len(n.RefersTo) < 255 for n in husket)
    bok.ark("Avvik")._celler[400, 30] = ("", "")  # Excel may find that the sheet reaches further than it did
    trykk(bok, "angre_siste")
    assert "Avvik" not in navn(bok)
    assert not [n for n in bok._navn if n._kort.startswith("tidbank")]


@pytest.mark.parametrize("endre", [
    lambda ark: ark._celler.__setitem__((3, 3), ("x", "")), lambda ark: ark._celler.pop(next(iter(ark._celler))),
    lambda ark: setattr(ark, "_tegninger", ark._tegninger + 1), lambda ark: setattr(ark, "Name", "Mitt ark"),
])  # fmt: skip
def test_what_counts_as_written_on(bok: falsk.Bok, endre: Callable[[falsk.Ark], None]) -> None:
    trykk(bok, "kontroller_alt", "14.09.2026")
    endre(bok.ark("Avvik"))
    antall = len(navn(bok))
    trykk(bok, "angre_siste")
    assert len(navn(bok)) == antall


def test_texts_from_the_tables_stay_texts(bok: falsk.Bok) -> None:
    """An employee called =cmd|... on a page, and marks over text that looks like a formula."""
    trykk(bok, "gjennomgang", "14.09.2026", "2002")
    laget = bok.ActiveSheet
    assert "cmd" in laget.Name
    assert not [f for _, f in laget._celler.values() if f]
    assert any(str(v).startswith("=cmd") or "=cmd" in str(v) for v, _ in laget._celler.values())


@pytest.mark.parametrize("navn_", [k.navn for k in UTEN_MILJO])
def test_who_is_left_out_is_said_with_the_cell(bok: falsk.Bok, tmp_path: Path, navn_: str) -> None:
    """2002 has a date that is none. The others have their pages; who asks for 2002 by name has none."""
    kol = _kolonne(bok, "Vakter", "Dato")
    bok.ark("Vakter")._celler[2, kol] = ("31.02.2026", "")
    sted = f"Vakter!{get_column_letter(kol)}2"
    kommando = commands.REGISTER[navn_]
    for hvem in ("", "2004", "2002") if kommando.velger_ansatte else ("",):
        svar = svar_til(kommando)
        if kommando.velger_ansatte:
            svar[1] = hvem
        fil = navn_ in UTFILER and (hvem != "2002" or not kommando.velger_ansatte)
        sagt = trykk(bok, navn_, *svar, *([str(tmp_path / f"ut{hvem}.xlsx")] if fil else []))
        if hvem == "2004":
            assert not [t for _, t in sagt if "2002" in t]
            continue
        assert kommando.etikett in sagt[-1][0]
        assert sted in sagt[-1][1]
        assert "31.02.2026" in sagt[-1][1]
        assert ("Ikke med i svaret: 2002. De andre er med." in sagt[-1][1]) is (hvem == "")
        if hvem == "2002":
            assert bok.ActiveSheet.Name == "Vakter"


def test_what_everybody_rests_on_stops_every_command(bok: falsk.Bok) -> None:
    bok.ark("Ansatte")._celler[2, 1] = (None, "")
    arkene = navn(bok)
    for kommando in UTEN_MILJO:
        ((tittel, tekst),) = trykk(bok, kommando.navn, *svar_til(kommando))
        assert kommando.etikett in tittel
        assert "Ansatte!A2" in tekst
        assert bok.ActiveSheet.Name == "Ansatte"
        assert navn(bok) == arkene


@pytest.mark.parametrize("svar", [("31.02.2026",), ("",), ("tull",)])
def test_a_date_that_is_none(bok: falsk.Bok, svar: tuple[str, ...]) -> None:
    ((_, tekst),) = trykk(bok, "kontroller_alt", *svar)
    assert "dato" in tekst.casefold()
    assert "Traceback" not in tekst


def test_an_answer_that_cannot_be_used_is_refused_before_the_next_question(bok: falsk.Bok, excel: falsk.Excel) -> None:
    for svar in (("31.02.2026",), ("14.09.2026", "", "tull")):
        excel._spurt.clear()
        ((_, tekst),) = trykk(bok, "prov_vakt", *svar)
        assert svar[-1] in tekst
        assert len(excel._spurt) == len(svar)


def test_giving_up_changes_nothing(bok: falsk.Bok) -> None:
    arkene = navn(bok)
    for kommando in UTEN_MILJO:
        svar = svar_til(kommando)
        for antall in range(len(svar)):
            assert trykk(bok, kommando.navn, *svar[:antall], False) == []
    assert navn(bok) == arkene


def test_the_day_and_the_employee_in_view_are_proposed(bok: falsk.Bok, excel: falsk.Excel) -> None:
    bok.ark("Ansatt").Activate()
    valgt = next(n for n in bok.ark("Ansatt")._navn if n._kort == "Ansatt").RefersToRange.Value
    trykk(bok, "gjennomgang", ..., ...)  # the proposals
    assert excel._spurt[1].startswith("Ansattnr")
    assert bok.ActiveSheet.Name.startswith(valgt)
    assert any(DAG.strftime("%d.%m.%Y") in str(v) or v == tid(datetime(DAG.year, DAG.month, DAG.day))
               for v, _ in bok.ActiveSheet._celler.values())  # fmt: skip


def test_the_overview_takes_another_day(bok: falsk.Bok) -> None:
    regneark = Regneark(bok)
    trykk(bok, "oversikt", "31.03.2026")
    celle = next(n for n in bok._navn if n._kort == "Dato").RefersToRange
    assert celle.Value == tid(datetime(2026, 3, 31))
    regneark.sett(celle.Worksheet.Name, celle.Address.replace("$", ""), celle.Value)
    assert not [v for v, _ in bok.ark("Oversikt")._celler.values() if feil(v)]


@pytest.mark.parametrize("nr", range(4))
def test_settings_come_back_whatever_happens(bok: falsk.Bok, monkeypatch: pytest.MonkeyPatch, nr: int) -> None:
    """An error inside Excel, one of ours nobody foresaw, and settings that were not the usual ones."""
    app = bok.Application
    app.Calculation, app.StatusBar, app.EnableEvents = -4135, "Klar", False
    if nr == 0:
        bok.ProtectStructure = True
    elif nr == 1:
        monkeypatch.setattr(pages, "skriv_sider", lambda *_, **__: 1 / 0)
    elif nr == 2:
        monkeypatch.setattr(falsk.Ark, "Copy", lambda *_, **__: (_ for _ in ()).throw(com.ComFeil("Minnet er fullt")))
    else:
        monkeypatch.setattr(Bank, "funn", lambda *_: (_ for _ in ()).throw(KeyError("x")))
    ((_, tekst),) = trykk(bok, "kontroller_alt", "14.09.2026")
    assert "Traceback" not in tekst
    assert ("beskyttet", "ZeroDivisionError", "Minnet er fullt", "KeyError")[nr] in tekst
    assert (app.Calculation, app.StatusBar, app.EnableEvents) == (-4135, "Klar", False)


def test_one_setting_that_cannot_be_put_back_keeps_no_other(bok: falsk.Bok, monkeypatch: pytest.MonkeyPatch) -> None:
    app = bok.Application
    trykk(bok, "kontroller_alt", "14.09.2026")
    app._svar[:] = ["14.09.2026"]
    ekte = falsk.Excel.__setattr__

    def bare_av(self: falsk.Excel, navn_: str, verdi: Any) -> None:
        if navn_ == "EnableEvents" and verdi is True:
            raise com.ComFeil("Excel er opptatt")
        ekte(self, navn_, verdi)

    monkeypatch.setattr(falsk.Excel, "__setattr__", bare_av)
    buttons.trykk("kontroller_alt")
    assert (app.ScreenUpdating, app.DisplayAlerts, app.Calculation, app.StatusBar) == (True, True, -4105, False)


def test_progress_is_shown(bok: falsk.Bok) -> None:
    trykk(bok, "gjennomgang", "14.09.2026", "2004,2006")
    vist = bok.Application._status
    assert all(v.startswith("Tidbank, Lag 12-ukers gjennomgang: ") for v in vist)
    assert any("(2 av 2)" in v for v in vist)


def test_a_file_goes_where_the_user_says(bok: falsk.Bok, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ut = tmp_path / "Kopi.xlsx"
    fil = commands.Utfil("Kopi.xlsx", ("Ett ark.", "Ingen navn."), lambda sti: write.skriv_sider(sti, [
        Side("Kopi", "Kopi", (Notat(("Hei.",)),))
    ]))  # fmt: skip
    kommando = commands.Kommando("proven", "Del", "Prøven", "Hjelp.", lambda *_: commands.Svar(fil=fil))
    monkeypatch.setitem(commands.REGISTER, "proven", kommando)
    sagt = trykk(bok, "proven", "14.09.2026", str(ut))
    assert sagt[0] == ("Tidbank: Kopi.xlsx", "Ett ark.\nIngen navn.")
    assert "Laget" in sagt[1][1]
    assert openpyxl.load_workbook(ut).sheetnames == ["Kopi"]
    gammelt = ut.read_bytes()
    com.SVAR[:] = [1, 7]  # OK to the preview, no to replacing
    trykk(bok, "proven", "14.09.2026", str(ut))
    assert ut.read_bytes() == gammelt
    com.SVAR[:] = [2]  # Cancel
    assert len(trykk(bok, "proven", "14.09.2026")) == 1
    assert trykk(bok, "proven", "14.09.2026", False)[-1][0] == "Tidbank: Kopi.xlsx"
    assert "Velg en mappe" in trykk(bok, "proven", "14.09.2026", "https://firma.sharepoint.com/Kopi.xlsx")[-1][1]


def test_the_hosts_own_buttons(bok: falsk.Bok, filer: dict[str, Path]) -> None:
    assert trykk(bok, "hjelp") == []
    assert bok.ActiveSheet.Name == "Hjelp"
    bok._ark.remove(bok.ark("Hjelp"))
    trykk(bok, "hjelp")
    assert bok.ActiveSheet.Name == "Hjelp"
    ((_, tekst),) = trykk(bok, "sjekk_oppsett")
    for ventet in ("xlwings 0.37.8", "Excel 16.0", "Tabellene kan leses", bok.FullName):
        assert ventet in tekst
    kol = _kolonne(bok, "Vakter", "Dato")
    bok.ark("Vakter")._celler[2, kol] = ("31.02.2026", "")
    ((_, tekst),) = trykk(bok, "sjekk_oppsett")
    assert "Tabellene kan leses" in tekst
    assert "Ikke med i svaret: 2002." in tekst
    assert f"Vakter!{get_column_letter(kol)}2" in tekst
    bok.ark("Ansatte")._celler[2, 1] = (None, "")
    ((_, tekst),) = trykk(bok, "sjekk_oppsett")
    assert "Tabellene kan ikke leses. Ansatte!A2" in tekst
    ((_, tekst),) = trykk(bok, "finnes_ikke")
    assert "finnes ikke" in tekst


def test_what_was_made_is_logged(bok: falsk.Bok, tmp_path: Path) -> None:
    """When, by which button, from which content; and that the bank was changed between. No names of anyone."""
    stempel = Bank(read.les_bok(Path(bok.FullName))).stempel
    ((_, tekst),) = trykk(bok, "logg")
    assert "Ingenting er skrevet" in tekst
    assert bok.ActiveSheet.Name == "Logg"
    trykk(bok, "kontroller_alt", "14.09.2026")
    assert bok.ActiveSheet.Name == "Avvik"
    trykk(bok, "gjennomgang", "14.09.2026", "2004,2006")
    (sagt,) = [t for _, t in trykk(bok, "logg") if "linjer" in t]
    assert "uendret siden siste linje" in sagt
    vakter = bok.ark("Vakter")._celler
    vakter[next(sted for sted, (verdi, _) in sorted(vakter.items()) if verdi == "Tildelt")] = ("Utført", "")
    assert "er endret siden siste linje" in trykk(bok, "logg")[0][1]
    ut = tmp_path / "Kari Nordmann.xlsx"
    ut.write_bytes(b"gammel")
    com.SVAR[:] = [1, 6]  # OK to the preview, yes to replacing
    sagt = trykk(bok, "del_med_tillitsvalgt", "14.09.2026", "", "Nei", str(ut))[-1][1]
    assert "«Kari Nordmann sikkerhetskopi 1.xlsx»" in sagt
    trykk(bok, "angre_siste")
    linjer = logget(bok)
    assert [x.kommando for x in linjer] == ["kontroller_alt", "gjennomgang", "del_med_tillitsvalgt", "angre_siste"]
    assert [x.skrevet.split(" ")[:2] for x in linjer] == [["1", "ark"], ["2", "ark"], ["1", "fil"], ["2", "ark"]]
    assert [x.fra == stempel for x in linjer[:3]] == [True, True, False]
    assert [v.brudd for v in logg.samle([], linjer)] == [False, False, True, False]
    celler = bok.ark("Logg")._celler
    assert [celler.get((r, 6), ("",))[0] for r in (2, 3, 4, 5)] == ["", "", logg.ENDRET, ""]
    assert not [v for v, formel in celler.values() if formel or "Kari" in str(v)]
    assert all(isinstance(v, str) for v, _ in celler.values())


def test_a_stamp_of_digits_stays_a_text(bok: falsk.Bok) -> None:
    vert = Excel(com.last().Book.caller())
    assert loggark.skriv(vert, "=1+1", "123456789012", "1 ark") == ""
    assert [x[1:] for x in loggark.les(vert)] == [("=1+1", "123456789012", "123456789012", "1 ark", ())]
    assert not [f for _, f in bok.ark("Logg")._celler.values() if f]


def test_the_users_own_sheet_called_logg_is_left_alone(bok: falsk.Bok) -> None:
    bok.ark("Hjelp").Name = "Logg"
    foer = dict(bok.ark("Logg")._celler)
    trykk(bok, "kontroller_alt", "14.09.2026")
    assert bok.ark("Logg")._celler == foer
    assert [x.kommando for x in logget(bok)] == ["kontroller_alt"]
    assert bok.ark("Tidbank-logg")


def test_a_log_that_cannot_be_written_stops_nothing(bok: falsk.Bok, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logg, "skriv_arkfil", lambda *_: 1 / 0)
    ((_, tekst),) = trykk(bok, "kontroller_alt", "14.09.2026")
    assert "Loggen er ikke skrevet" in tekst
    assert bok.ActiveSheet.Name == "Avvik"


def test_a_renamed_sheet_is_said(bok: falsk.Bok) -> None:
    bok.ark("Vakter").Name = "Mine vakter"
    ((_, tekst),) = trykk(bok, "kontroller_alt", "14.09.2026")
    assert "Arket «Vakter» mangler" in tekst
    assert "Mine vakter" in tekst


def test_every_sheet_that_cannot_be_read_is_said_at_once(bok: falsk.Bok) -> None:
    bok.ark("Turnus").Name = "Min turnus"
    bok.ark("Vakter")._celler[300_000, 3] = ("her", "")
    bok.ark("Fravær")._celler[2, 703] = ("her", "")
    ((_, tekst),) = trykk(bok, "kontroller_alt", "14.09.2026")
    assert "Arket «Turnus» mangler." in tekst
    assert "300000. Slett det" in tekst
    assert "helt bort til AAA" in tekst
    bok.ark("Min turnus").Name = "Turnus"
    del bok.ark("Vakter")._celler[300_000, 3]
    del bok.ark("Fravær")._celler[2, 703]
    bok.ark("Vakter")._celler[200_000, 3] = (None, "")
    bok.ark("Fravær")._celler[2, 702] = ("her", "")
    assert trykk(bok, "kontroller_alt", "14.09.2026") == []


def test_a_page_that_cannot_be_placed_takes_the_others_back(bok: falsk.Bok, monkeypatch: pytest.MonkeyPatch) -> None:
    """The third of the copies fails: the pages of last time stand as they were."""
    trykk(bok, "avregning", "14.09.2026", "2004,2006")
    foer = [(a.Name, dict(a._celler)) for a in bok._ark]
    ekte, igjen = falsk.Ark.Copy, iter((True, True))

    def bare_to(self: falsk.Ark, *a: Any, **k: Any) -> Any:
        if not next(igjen, False):
            raise com.ComFeil("Minnet er fullt")
        return ekte(self, *a, **k)

    monkeypatch.setattr(falsk.Ark, "Copy", bare_to)
    ((_, tekst),) = trykk(bok, "avregning", "14.09.2026", "2004,2006")
    assert tekst == "Excel kunne ikke gjøre dette: Minnet er fullt"
    assert [(a.Name, dict(a._celler)) for a in bok._ark] == foer


def test_the_open_workbook_reads_as_its_file(bok: falsk.Bok, filer: dict[str, Path]) -> None:
    xw = com.last()
    lest, fil = Bank(book.les(xw.Book.caller())), Bank(read.les_bok(filer["levende"]))
    assert str(lest) == str(fil)
    assert lest.funn(date(2026, 9, 14)) == fil.funn(date(2026, 9, 14))


@pytest.mark.parametrize(
    "sted",
    [
        "https://d.docs.live.net/0123456789abcdef/Dokumenter/Tidbank.xlsm",
        "https://furulia-my.sharepoint.com/personal/kari_furulia_no/Documents/Tidbank.xlsm",
        "https://furulia.sharepoint.com/sites/HR/Delte%20dokumenter/Tidbank%20æøå.xlsm",
        r"\\server\hr$\Tidbank.xlsm",
    ],
)
def test_the_setup_is_told_wherever_the_workbook_lies(bok: falsk.Bok, sted: str) -> None:
    """OneDrive at home and at work, SharePoint, the network: xlwings finds no folder for most of these."""
    bok.FullName = sted
    ((_, sagt),) = trykk(bok, "sjekk_oppsett")
    assert f"Arbeidsbok: {sted}" in sagt
    assert "Tabellene kan leses" in sagt
