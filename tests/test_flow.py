"""The one flow of every host, in a program that is none: the order of things, and what happens when they go wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import sidedata
from tests.vertfalsk import FalskVert
from xl_tidbank import commands
from xl_tidbank.book.files.save import skriv_helt
from xl_tidbank.book.page.plain import Notat, Side
from xl_tidbank.commands import Sporsmaal, Svarslag
from xl_tidbank.commands.sporsmaal import ANSATTE
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Feilmelding, Laastfeil, TidbankFeil
from xl_tidbank.core.funn import Funn
from xl_tidbank.hosts import flow
from xl_tidbank.hosts.vert import Filvalg, Tone, Vert

ROT = Path(__file__).parents[1]
DAG = sidedata.DAG
LOGGET = ["nytt_loggark", "skriv_rad"]


@pytest.fixture
def vert() -> FalskVert:
    ny = FalskVert()
    ny.navn["Dato"] = datetime(DAG.year, DAG.month, DAG.day)
    return ny


class Prove:
    """A command under trial. gjor: its pages or its file; kalt: the day and the answers it was given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.kalt: list[tuple[date, dict[str, Any]]] = []
        self.gjor: Callable[[], list[Side] | commands.Utfil] = lambda: [side("Prøve")]
        self.registrer()

    def registrer(self, *sporsmaal: Sporsmaal, merk: Sequence[Funn] | None = None, erstatter: bool = True) -> None:
        def kall(bank: Bank, dag: date, **svar: Any) -> commands.Svar:
            self.kalt.append((dag, svar))
            gjort = self.gjor()
            fil, sider = (gjort, []) if isinstance(gjort, commands.Utfil) else (None, gjort)
            return commands.Svar(sider=lambda: sider, fil=fil, merk=merk, utelatt=bank.utelatt)

        kommando = commands.Kommando("proven", "Del", "Prøven", "Hjelp.", kall, sporsmaal, erstatter=erstatter)
        self.monkeypatch.setitem(commands.REGISTER, "proven", kommando)


@pytest.fixture
def prove(monkeypatch: pytest.MonkeyPatch) -> Prove:
    return Prove(monkeypatch)


def side(navn: str) -> Side:
    return Side(navn, navn, (Notat(("Hei.",)),))


def nytt(sti: Path) -> None:
    sti.write_text("ny")


def utfil(*navn: str, skriv: Callable[[Path], None] = nytt) -> commands.Utfil:
    """Writes the file itself, and beside it those of the names."""

    def alle(sti: Path) -> None:
        for fil in (sti, *(sti.with_name(n) for n in navn)):
            skriv_helt(fil, skriv)

    return commands.Utfil("Prøve.xlsx", ("Ett ark.", "Ingen navn."), alle)


def trykk(vert: FalskVert, navn: str = "proven") -> str:
    """Press; the one sentence that was said, "" where none was."""
    vert.kall.clear()
    vert.sagt.clear()
    vert.sett.clear()
    vert.spurt.clear()
    som_vert: Vert = vert
    flow.trykk(som_vert, navn)
    assert vert.i_arbeid == 0
    assert len(vert.sagt) <= 1
    assert not vert.sagt or vert.kall[-1] in ("si", "vis")
    return vert.sagt[0][2] if vert.sagt else ""


# The order of things


def test_pages(vert: FalskVert, prove: Prove) -> None:
    prove.gjor = lambda: [side("Prøve"), side("Mer")]
    prove.registrer(merk=())
    assert trykk(vert) == ""
    assert vert.kall == [
        "sporr", "arbeid", "les", "krev_apen", "plasser", "merk", "krev_apen", *LOGGET, "vis", "ferdig",
    ]  # fmt: skip
    assert vert.fremdrift == ["leser tabellene", "regner", "merker radene", "skriver loggen"]
    assert vert.sider() == ["Prøve", "Mer"]
    assert vert.sett == ["Prøve"]
    assert vert.logget() == [("proven", "2 ark")]
    assert vert.arket["Logg"].rader[1][2:4] == (sidedata.bank().stempel,) * 2
    assert trykk(vert) == ""
    assert vert.logget() == [("proven", "2 ark")] * 2


def test_a_file(vert: FalskVert, prove: Prove, tmp_path: Path) -> None:
    """Said what it will hold, asked where it goes, both with the program at rest."""
    ut = tmp_path / "ut.xlsx"
    prove.gjor, vert.valgt = utfil, Filvalg(str(ut))
    assert trykk(vert) == f"Laget {ut}."
    assert vert.kall == [
        "sporr", "arbeid", "les", "ferdig", "bekreft", "velg_fil", "arbeid", "krev_apen", *LOGGET, "ferdig", "si",
    ]  # fmt: skip
    assert vert.bekreftet == [("Ett ark.\nIngen navn.", False)]
    assert vert.sagt[0][:2] == (Tone.OK, "Tidbank: Prøven")
    assert ut.read_text() == "ny"
    assert vert.logget() == [("proven", "1 fil (.xlsx)")]
    assert vert.sider() == []


def test_nothing_to_show_is_said(vert: FalskVert, prove: Prove) -> None:
    prove.gjor = list
    assert trykk(vert) == "Ingen å vise 14.09.2026, så det er ikke laget noe ark."
    assert (vert.sider(), vert.logget()) == ([], [])


def test_live_pages_take_the_day_and_no_page_is_placed(vert: FalskVert) -> None:
    vert.levende = True
    vert.svar = lambda felt: ["31.03.2026"]
    assert trykk(vert, "oversikt") == ""
    assert vert.kall == ["sporr", "arbeid", "regn_om", "les", "ferdig"]
    assert vert.navn["Dato"] == date(2026, 3, 31)
    vert.levende = False
    trykk(vert, "oversikt")
    assert vert.sider() == ["Start", "Oversikt"]
    trykk(vert, "oversikt")
    assert vert.sider() == ["Start", "Oversikt"]  # they take the place of themselves
    assert "ikke noe å angre" in trykk(vert, "angre_siste")  # and stay
    assert vert.sider() == ["Start", "Oversikt"]


# Questions


VALG = (
    Sporsmaal("valg", Svarslag.FLAGG, "Pseudonymer", "Nei", ("Nei", "Ja")),
    Sporsmaal("type", Svarslag.VALG, "Type", "Tidbank", ("Tidbank", "Overtid"), kolonne="Vakter.Type"),
)


def test_what_is_asked_and_what_the_command_is_told(vert: FalskVert, prove: Prove) -> None:
    prove.registrer(ANSATTE, Sporsmaal("uten"), Sporsmaal("fritt", etikett="Fritt", forslag="forslag"), *VALG)
    vert.navn["Ansatt"] = 2004.0
    trykk(vert)
    assert [f.forslag for f in vert.spurt] == ["14.09.2026", "2004", "forslag", "Nei", "Tidbank"]
    assert prove.kalt[-1] == (DAG, {"ansatte": ("2004",), "fritt": "forslag", "valg": False, "type": "Tidbank"})
    vert.svar = lambda felt: [" 1.3.26", "2006; 2004 ,", " noe ", "j", "overtid"]
    trykk(vert)
    assert prove.kalt[-1] == (
        date(2026, 3, 1), {"ansatte": ("2006", "2004"), "fritt": "noe", "valg": True, "type": "Overtid"},
    )  # fmt: skip


def test_today_is_proposed_where_nothing_can_be_read(vert: FalskVert, prove: Prove) -> None:
    for verdi in (None, "", "tull", "#N/A"):
        vert.navn["Dato"] = verdi
        trykk(vert)
        assert vert.spurt[0].forslag == date.today().strftime("%d.%m.%Y")


@pytest.mark.parametrize("svar", [
    ["31.02.2026", "Nei", "Tidbank"], ["", "Nei", "Tidbank"], ["14.09.2026", "Kanskje", "Tidbank"],
    ["14.09.2026", "Nei", "Fridag"],
])  # fmt: skip
def test_an_answer_that_cannot_be_used_stops_before_anything_is_read(
    vert: FalskVert, prove: Prove, svar: list[str]
) -> None:
    """Never taken for another: a slip in «Pseudonymer (Nei, Ja)» must not send out names."""
    prove.registrer(*VALG)
    vert.svar = lambda felt: svar
    sagt = trykk(vert)
    assert any(ord_ in sagt for ord_ in ("Dato", "Pseudonymer", "Type"))
    assert vert.sagt[0][0] is Tone.FEIL
    assert vert.kall == ["sporr", "si"]
    assert prove.kalt == []


@pytest.mark.parametrize("steg", ["sporr", "bekreft", "velg_fil", "erstatt"])
def test_giving_up_changes_nothing_and_says_nothing(vert: FalskVert, prove: Prove, tmp_path: Path, steg: str) -> None:
    ut = tmp_path / "ut.xlsx"
    ut.write_text("gammel")
    prove.gjor, vert.valgt = utfil, Filvalg(str(ut))
    if steg == "sporr":
        vert.svar = lambda felt: None
    elif steg == "velg_fil":
        vert.valgt = None
    else:
        vert.ja = lambda farlig: farlig is not (steg == "erstatt")
    assert trykk(vert) == ""
    assert vert.kall[-1] == ("bekreft" if steg == "erstatt" else steg)
    assert ut.read_text() == "gammel"
    assert list(tmp_path.iterdir()) == [ut]
    assert vert.logget() == []


# Errors


@pytest.mark.parametrize("steg", ["les", "krev_apen", "plasser"])
def test_an_error_is_said_with_its_cell_and_nothing_is_placed_or_logged(
    vert: FalskVert, prove: Prove, steg: str
) -> None:
    prove.registrer(merk=())
    vert.feil[steg] = TidbankFeil([Feilmelding("Bok.xlsx", "", "Hele filen."), Feilmelding("vakter", "C2", "Galt.")])
    assert trykk(vert) == "Bok.xlsx: Hele filen.\nvakter!C2: Galt."
    assert vert.sagt[0][:2] == (Tone.FEIL, "Tidbank: Prøven")
    assert vert.sett == ["Vakter!C2"]
    assert (vert.sider(), vert.logget()) == ([], [])
    assert "merk" not in vert.kall
    assert vert.kall[-3:] == ["ferdig", "si", "vis"]


def test_an_error_of_the_command_itself(vert: FalskVert, prove: Prove) -> None:
    prove.gjor = lambda: (_ for _ in ()).throw(TidbankFeil("Velg en annen dato."))
    assert trykk(vert) == "Velg en annen dato."
    assert "krev_apen" not in vert.kall


def test_many_errors_are_the_first_of_them_and_a_number(vert: FalskVert, prove: Prove) -> None:
    vert.feil["les"] = TidbankFeil([Feilmelding("Vakter", f"{b}2", f"Feil {b}.") for b in "ABCDEFGHIJK"])
    linjer = trykk(vert).splitlines()
    assert linjer[0] == "Vakter!A2: Feil A."
    assert linjer[8:] == ["Og 3 til."]


@pytest.mark.parametrize(("feil", "sagt"), [
    (KeyError("x"), "Feil i programmet (KeyError: 'x'). Ingenting i tabellene er endret."),
    (ValueError("to\n  linjer " + "x" * 300), f"Feil i programmet (ValueError: to linjer {'x' * 190}). Ingenting"),
    (InterruptedError("Minnet\ner fullt"), "Prøven kunne ikke gjøre dette: Minnet er fullt"),
])  # fmt: skip
def test_an_error_nobody_foresaw_is_one_sentence(vert: FalskVert, prove: Prove, feil: Exception, sagt: str) -> None:
    vert.feil["plasser"] = feil
    assert trykk(vert).startswith(sagt)
    assert vert.sagt[0][0] is Tone.FEIL
    assert (vert.sider(), vert.logget()) == ([], [])


def test_a_cell_that_cannot_be_shown_hides_no_error(vert: FalskVert, prove: Prove) -> None:
    vert.feil = {"les": TidbankFeil(Feilmelding("Vakter", "C2", "Galt.")), "vis": KeyError("Vakter")}
    assert trykk(vert) == "Vakter!C2: Galt."


def test_a_button_that_is_no_longer_there(vert: FalskVert) -> None:
    assert "finnes ikke" in trykk(vert, "borte")


def test_a_text_is_no_longer_than_a_box(vert: FalskVert, prove: Prove) -> None:
    vert.mest_tekst = 20
    vert.feil["les"] = TidbankFeil("a" * 30)
    assert trykk(vert) == "a" * 20 + " ..."


# Who is left out


def test_who_is_left_out_is_said_with_the_cell(vert: FalskVert, prove: Prove, tmp_path: Path) -> None:
    from xl_tidbank.core.model import Utelatt

    galt = Feilmelding("Vakter", "C2", "Datoen finnes ikke.", "2002")
    vert.tabeller = replace(vert.tabeller, utelatt=(Utelatt("2002", (galt,)),))
    sagt = "Ikke med i svaret: 2002. De andre er med.\nVakter!C2: Datoen finnes ikke."
    assert trykk(vert) == sagt
    assert vert.sagt[0][0] is Tone.ADVARSEL
    assert vert.sider() == ["Prøve"]
    prove.gjor, vert.valgt = utfil, Filvalg(str(tmp_path / "ut.xlsx"))
    assert trykk(vert) == f"Laget {tmp_path / 'ut.xlsx'}.\n{sagt}"
    vert.levende = True
    assert trykk(vert, "oversikt") == sagt


# Which sheets are replaced


def test_a_page_takes_the_place_of_its_last_copy_until_somebody_writes_on_it(vert: FalskVert, prove: Prove) -> None:
    prove.gjor = lambda: [side("Prøve"), side("Prøve")]
    trykk(vert)
    trykk(vert)
    assert vert.sider() == ["Prøve", "Prøve (2)"]
    vert.arket["Prøve"].skrevet_paa = True
    vert.arket["Prøve"].innhold = "Snakk med Kari"
    prove.gjor = lambda: [side("Prøve")]
    vert.arket.pop("Prøve (2)")
    assert trykk(vert) == "Noen har skrevet på Prøve. Det nye arket heter Prøve (2)."
    assert vert.sagt[0][0] is Tone.ADVARSEL
    assert trykk(vert) == ""
    assert vert.sider() == ["Prøve", "Prøve (2)"]
    assert vert.arket["Prøve"].innhold == "Snakk med Kari"


def test_a_page_never_takes_the_place_of_somebody_elses_sheet(vert: FalskVert, prove: Prove) -> None:
    """One that came with the workbook, a table, and one with a mark that is none of ours."""
    prove.gjor = lambda: [side("VAKTER"), side("Prøve"), side("Tredje")]
    vert.nytt_loggark("Prøve")
    vert.arket["Tredje"] = type(vert.arket["Vakter"])("mitt", merke="noe annet")
    sagt = trykk(vert)
    assert "Arket Vakter sto her fra før. Det nye arket heter VAKTER (2)." in sagt
    assert "Arket Tredje sto her fra før." in sagt
    assert (vert.arket["Vakter"].innhold, vert.arket["Prøve"].innhold, vert.arket["Tredje"].innhold) == (
        "tabell", "logg", "mitt",
    )  # fmt: skip
    assert {"VAKTER (2)", "Prøve (2)", "Tredje (2)"} <= set(vert.arket)


def test_pages_for_people_to_write_on_are_never_replaced(vert: FalskVert, prove: Prove) -> None:
    prove.registrer(erstatter=False)
    assert trykk(vert) == trykk(vert) == ""
    assert vert.sider() == ["Prøve", "Prøve (2)"]
    prove.registrer()  # another command with a page of that name
    trykk(vert)
    trykk(vert)
    assert vert.sider() == ["Prøve", "Prøve (2)", "Prøve (3)"]
    prove.registrer(erstatter=False)  # nor do they replace a page that may be
    trykk(vert)
    assert vert.sider() == ["Prøve", "Prøve (2)", "Prøve (3)", "Prøve (4)"]


# Marks and the log


def test_marks_that_fail_lose_no_page(vert: FalskVert, prove: Prove) -> None:
    prove.registrer(merk=())
    vert.feil["merk"] = TidbankFeil(Feilmelding("Vakter", "", "Arket er beskyttet."))
    assert trykk(vert) == "Radene er ikke merket. Vakter: Arket er beskyttet."
    assert vert.sagt[0][0] is Tone.ADVARSEL
    assert vert.sider() == ["Prøve"]
    assert vert.logget() == [("proven", "1 ark")]


@pytest.mark.parametrize("steg", LOGGET)
def test_a_log_that_cannot_be_written_stops_nothing(vert: FalskVert, prove: Prove, tmp_path: Path, steg: str) -> None:
    vert.feil[steg] = KeyError("noe")
    assert trykk(vert) == "Loggen er ikke skrevet ('noe')."
    assert vert.sagt[0][0] is Tone.ADVARSEL
    assert vert.sett == ["Prøve"]
    prove.gjor, vert.valgt = utfil, Filvalg(str(tmp_path / "ut.xlsx"))
    assert trykk(vert).splitlines()[1:] == ["Loggen er ikke skrevet ('noe')."]


def test_the_users_own_sheet_called_logg_is_left_alone(vert: FalskVert, prove: Prove) -> None:
    vert.arket["LOGG"] = type(vert.arket["Vakter"])("min", rader=[("Noe", "annet")])
    trykk(vert)
    assert vert.arket["LOGG"].rader == [("Noe", "annet")]
    assert vert.logget() == [("proven", "1 ark")]
    assert "Tidbank-logg" in vert.arket


# Files


def test_what_is_replaced_is_asked_about_and_kept(vert: FalskVert, prove: Prove, tmp_path: Path) -> None:
    ut = tmp_path / "ut.xlsx"
    ut.write_text("gammel")
    prove.gjor, vert.valgt = utfil, Filvalg(str(ut))
    assert trykk(vert) == f"Laget {ut}. Den forrige ut.xlsx ligger i «ut sikkerhetskopi 1.xlsx»."
    assert [farlig for _, farlig in vert.bekreftet] == [False, True]
    assert (tmp_path / "ut sikkerhetskopi 1.xlsx").read_text() == "gammel"
    vert.bekreftet.clear()
    vert.valgt = Filvalg(str(ut), spurt=True)  # the program's own box has asked
    trykk(vert)
    assert [farlig for _, farlig in vert.bekreftet] == [False]


def test_a_name_without_an_ending_gets_one(vert: FalskVert, prove: Prove, tmp_path: Path) -> None:
    """And is then another name than the program's own box asked about."""
    prove.gjor = utfil
    (tmp_path / "Kopi.xlsx").write_text("gammel")
    vert.valgt, vert.ja = Filvalg(str(tmp_path / "Kopi"), spurt=True), lambda farlig: not farlig
    assert trykk(vert) == ""
    vert.valgt = Filvalg(str(tmp_path / "Kopi 14.09"))
    assert trykk(vert) == f"Laget {tmp_path / 'Kopi 14.09.xlsx'}."
    assert sorted(f.name for f in tmp_path.iterdir()) == ["Kopi 14.09.xlsx", "Kopi.xlsx"]


def test_not_straight_to_the_net(vert: FalskVert, prove: Prove) -> None:
    prove.gjor, vert.valgt = utfil, Filvalg("https://firma.sharepoint.com/Kopi.xlsx")
    assert "Velg en mappe" in trykk(vert)
    assert vert.logget() == []


@pytest.mark.parametrize("feil", [Laastfeil(Feilmelding("ut.xlsx", "", "Filen er åpen.")), KeyError("x")])
def test_a_file_that_cannot_be_written_leaves_what_stood_there(
    vert: FalskVert, prove: Prove, tmp_path: Path, feil: Exception
) -> None:
    ut = tmp_path / "ut.xlsx"
    ut.write_text("gammel")

    def skriv(sti: Path) -> None:
        sti.write_text("halv")
        raise feil

    prove.gjor, vert.valgt = lambda: utfil(skriv=skriv), Filvalg(str(ut))
    assert trykk(vert) in (
        "ut.xlsx: Filen er åpen.",
        "Feil i programmet (KeyError: 'x'). Ingenting i tabellene er endret.",
    )
    assert vert.sagt[0][0] is Tone.FEIL
    assert ut.read_text() == "gammel"
    assert list(tmp_path.iterdir()) == [ut]
    assert vert.logget() == []


def test_some_of_several_files_are_said_and_logged(vert: FalskVert, prove: Prove, tmp_path: Path) -> None:
    ut = tmp_path / "a.xlsx"
    prove.gjor, vert.valgt = lambda: utfil("b.xlsx", "c.xlsx"), Filvalg(str(ut))
    assert trykk(vert) == f"Laget 3 filer i {tmp_path}: a.xlsx, b.xlsx, c.xlsx."
    (tmp_path / "c.xlsx").unlink()
    (tmp_path / "c.xlsx").mkdir()
    sagt = trykk(vert).splitlines()
    assert sagt == ["c.xlsx: Dette er en mappe. Skriv navnet på en fil.",
                    f"Før det stoppet: Laget 2 filer i {tmp_path}: a.xlsx, b.xlsx."]  # fmt: skip
    assert vert.logget() == [("proven", "3 filer (.xlsx)"), ("proven", "2 filer (.xlsx)")]


# The hosts' own buttons


def test_undo(vert: FalskVert, prove: Prove) -> None:
    """The last command, then the one before it; what somebody wrote on stays, and is nobody's afterwards."""
    assert "ikke noe å angre" in trykk(vert, "angre_siste")
    prove.registrer(merk=())
    trykk(vert)
    prove.registrer(erstatter=False)
    prove.gjor = lambda: [side("A"), side("B")]
    trykk(vert)
    vert.arket["A"].skrevet_paa = True
    assert trykk(vert, "angre_siste") == (
        "Fjernet: B.\nNoen har skrevet på A, så det står igjen. Slett det selv hvis det ikke trengs."
    )
    assert vert.sagt[0][0] is Tone.ADVARSEL
    assert vert.sider() == ["Prøve", "A"]
    assert vert.merket() == 1
    assert trykk(vert, "angre_siste") == "Fjernet: Prøve. Merkene ved siden av radene er tatt bort."
    assert vert.merket() == 0
    assert "ikke noe å angre" in trykk(vert, "angre_siste")
    assert vert.sider() == ["A"]
    assert [linje for linje in vert.logget() if linje[0] == "angre_siste"] == [("angre_siste", "1 ark fjernet")] * 2


def test_undo_where_only_marks_are_left(vert: FalskVert, prove: Prove) -> None:
    prove.registrer(merk=())
    trykk(vert)
    del vert.arket["Prøve"]
    assert trykk(vert, "angre_siste") == "Merkene ved siden av radene er tatt bort."
    assert vert.logget()[-1] == ("angre_siste", "0 ark fjernet")


def test_undo_where_sheets_may_not_be_removed(vert: FalskVert, prove: Prove) -> None:
    trykk(vert)
    vert.feil["krev_apen"] = TidbankFeil("Strukturen er beskyttet.")
    assert trykk(vert, "angre_siste") == "Strukturen er beskyttet."
    assert vert.sider() == ["Prøve"]
    assert vert.logget() == [("proven", "1 ark")]


def test_the_log_is_shown_and_says_whether_the_bank_is_changed(vert: FalskVert, prove: Prove) -> None:
    assert trykk(vert, "logg").startswith("Ingenting er skrevet fra banken ennå.")
    assert vert.sett == ["Logg"]
    trykk(vert)
    assert trykk(vert, "logg").startswith("1 linjer. Banken er uendret siden siste linje.")
    vert.tabeller = replace(vert.tabeller, vakter=vert.tabeller.vakter[1:])
    assert trykk(vert, "logg").startswith("1 linjer. Banken er endret siden siste linje.")
    vert.feil["les"] = TidbankFeil(Feilmelding("Ansatte", "A2", "Tom."))
    assert trykk(vert, "logg").startswith("1 linjer. Tabellene kan ikke leses nå. Ansatte!A2: Tom.")
    assert vert.sagt[0][0] is Tone.OK
    vert.arket.pop("Logg")
    vert.feil = {"krev_apen": TidbankFeil("Strukturen er beskyttet.")}
    assert trykk(vert, "logg") == "Strukturen er beskyttet."


def test_help_is_made_once(vert: FalskVert) -> None:
    assert trykk(vert, "hjelp") == trykk(vert, "hjelp") == ""
    assert vert.sider() == ["Hjelp"]
    assert vert.sett == ["Hjelp"]
    assert vert.logget() == []


def test_what_runs_here(vert: FalskVert) -> None:
    vert.navn["Bank"] = "Tidbank 8 ansatte"
    sagt = trykk(vert, "sjekk_oppsett")
    for ventet in ("Prøven 1.0", sys.executable, f"Tabellene kan leses: {sidedata.bank()}.", "Tidbank 8 ansatte"):
        assert ventet in sagt
    assert vert.sagt[0][0] is Tone.OK
    vert.feil["les"] = TidbankFeil([Feilmelding("Ansatte", "A2", "Tom."), Feilmelding("Ansatte", "A3", "Tom.")])
    assert trykk(vert, "sjekk_oppsett").endswith("Tabellene kan ikke leses. Ansatte!A2: Tom. (og 1 feil til)")
    assert vert.sagt[0][:2] == (Tone.ADVARSEL, "Tidbank: Sjekk oppsett")


def test_the_flow_needs_no_program() -> None:
    """So that it also runs in a browser."""
    kode = (
        "import sys, xl_tidbank.hosts.flow as f; "
        "print(sorted({'xlwings', 'uno', 'pandas', 'typer', 'rich', 'pydantic', 'xlsxwriter', 'python_calamine'} "
        "& set(sys.modules)), sorted(m for m in sys.modules if m.startswith('xl_tidbank.hosts.')))"
    )
    ut = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True, cwd=ROT)
    navnene = ("deler", "flow", "forslag", "knapp", "loggark", "messages", "oppstart", "own", "placing", "vert")
    egne = [f"xl_tidbank.hosts.{n}" for n in navnene]
    assert ut.stdout.strip() == f"[] {egne}"
