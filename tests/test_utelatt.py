"""One person's bad rows stop that person's figures alone (T1), in every command and function; the person is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import sidedata
from tests.bok import MINSTE, lag_bok
from udfs import TIDBANK_AVVIK, TIDBANK_OVERSIKT, TIDBANK_SALDO
from udfs.banker import husk
from xl_tidbank.book.copy import seal, verify
from xl_tidbank.book.open.read import les_bok
from xl_tidbank.book.sheets.kopi.innsyn import IKKE_MED
from xl_tidbank.commands import REGISTER, til_tillitsvalgt
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil

DAG = date(2026, 9, 14)


def med_feil(sti: Path, tabell: str, rad: int, kolonne: int, verdi: object) -> Path:
    rader = [list(r) for r in MINSTE[tabell]]
    rader[rad][kolonne] = verdi
    return lag_bok(sti, {tabell: rader})


@pytest.fixture
def bok(tmp_path: Path) -> Path:
    """1001 has a shift whose end is no time of day."""
    return med_feil(tmp_path / "feil.xlsx", "Vakter", 0, 4, "25:00")


def test_the_others_have_their_figures(bok: Path, tmp_path: Path) -> None:
    bank = Bank(les_bok(bok))
    riktig = Bank(les_bok(lag_bok(tmp_path / "riktig.xlsx")))
    assert list(bank.utelatt) == ["1001"]
    assert [(f.ark, f.celle) for f in bank.utelatt["1001"]] == [("Vakter", "E2")]
    assert [s.ansattnr for s in bank.saldoer(DAG)] == ["1002"]
    assert bank.saldo("1002", DAG) == riktig.saldo("1002", DAG)
    with pytest.raises(TidbankFeil, match="Vakter!E2"):
        bank.saldo("1001", DAG)
    assert "1001" not in {v.ansattnr for v in bank.tabeller.vakter}
    assert bank.stempel != riktig.stempel


def test_functions_name_who_is_left_out_and_give_no_sum_without(bok: Path) -> None:
    tekst = husk(Bank(les_bok(bok)))
    assert isinstance(TIDBANK_SALDO("1002", DAG, "skyldig", tekst), float)
    for hvem in ("1001", None):
        with pytest.raises(TidbankFeil, match="Vakter!E2"):
            TIDBANK_SALDO(hvem, DAG, "skyldig", tekst)
    oversikt = TIDBANK_OVERSIKT(DAG, tekst)
    assert [(r[0], r[-1]) for r in oversikt[1:]][-1] == ("1001", "Utelatt")
    assert [r[2:5] for r in TIDBANK_AVVIK(DAG, tekst) if r[0] == "utelatt"] == [["1001", "Vakter", "E2"]]


def test_every_command_answers_for_the_others(bok: Path) -> None:
    bank = Bank(les_bok(bok))
    for navn, k in REGISTER.items():
        if k.sporsmaal or navn in ("avtale", "minside", "tillitsvalgt", "prov_vakt"):
            continue
        svar = k.kjor(bank, DAG)
        assert svar.fil or svar.sider(), navn


def test_who_is_asked_for_by_name_and_left_out_has_no_page(bok: Path) -> None:
    bank = Bank(les_bok(bok))
    navngir = [k for k in REGISTER.values() if k.velger_ansatte]
    assert navngir
    for k in navngir:
        with pytest.raises(TidbankFeil, match="Vakter!E2"):
            k.kjor(bank, DAG, sidedata.utfylt(k, ["1001"]))
        assert k.kjor(bank, DAG, sidedata.utfylt(k, ["1002"])).utelatt == {}


def test_the_text_of_the_bank_names_the_first_who_are_left_out(bok: Path) -> None:
    t = les_bok(bok)
    (en,) = t.utelatt
    assert str(Bank(t)).startswith("Tidbank 1 ansatte, 2 vakter, utelatt: 1001 #")
    mange = tuple(en._replace(ansattnr=nr) for nr in ("", *"abcdef"))
    assert ", utelatt: rader uten ansattnr, a, b, c, d, 2 til #" in str(Bank(replace(t, utelatt=mange)))
    assert "utelatt" not in str(Bank(replace(t, utelatt=())))


def test_the_page_says_who_is_not_in_it(bok: Path) -> None:
    bank = Bank(les_bok(bok))
    for side in REGISTER["oversikt"].kjor(bank, DAG).sider():
        assert "Ikke med i tallene: 1001" in repr(side)
        assert "25:00" not in repr(side)


def test_exit_code_three_only_when_the_one_asked_for_or_everyone_is_left_out(
    tidbank: Any, bok: Path, tmp_path: Path
) -> None:
    svar = tidbank("saldo", bok, "--dato", DAG, "--json")
    assert (svar.kode, [u["ansattnr"] for u in svar.json["utelatt"]]) == (0, ["1001"])
    assert "Vakter!E2" in svar.json["utelatt"][0]["feil"][0]
    assert [s["ansattnr"] for s in svar.json["saldo"]] == ["1002"]
    assert "Ikke med i svaret: 1001" in svar.feil
    assert tidbank("saldo", bok, "--dato", DAG, "--ansatt", "1002").kode == 0
    assert tidbank("saldo", bok, "--dato", DAG, "--ansatt", "1001").kode == 3
    assert tidbank("kontroller", bok, "--dato", DAG).kode == 1
    alle = med_feil(tmp_path / "alle.xlsx", "Avtaler", 0, 3, "seksti")
    rader = [list(r) for r in MINSTE["Avtaler"]]
    for rad in rader:
        rad[3] = "seksti"
    svar = tidbank("saldo", lag_bok(alle, {"Avtaler": rader}), "--dato", DAG)
    assert svar.kode == 3
    assert "Avtaler!D2" in svar.feil


@pytest.mark.parametrize("nummer", [None, "#N/A", 9.5])
def test_a_row_that_does_not_tell_whose_it_is_goes_alone(tmp_path: Path, nummer: object) -> None:
    bank = Bank(les_bok(med_feil(tmp_path / "b.xlsx", "Vakter", 0, 1, nummer)))
    assert list(bank.utelatt) == [""]
    assert len(bank.saldoer(DAG)) == 2
    assert [f.celle for f in bank.funn(DAG) if f.regel == "utelatt"] == ["B2"]


@pytest.mark.parametrize(
    ("tabell", "kolonne", "verdi"),
    [("Innstillinger", 1, "mange"), ("Fraværskoder", 2, "kanskje"), ("Ansatte", 0, None)],
)
def test_what_everybody_rests_on_stops_everybody(tmp_path: Path, tabell: str, kolonne: int, verdi: object) -> None:
    with pytest.raises(TidbankFeil):
        les_bok(med_feil(tmp_path / "b.xlsx", tabell, 0, kolonne, verdi))


def fravaersfeil(sti: Path) -> Path:
    """The absence of 1001 has a degree that is no number."""
    return med_feil(sti, "Fravær", 0, 4, "femti")


def kopiens_tekst(sti: Path) -> dict[str, str]:
    return {
        ark.title: " ".join(str(c) for rad in ark.iter_rows(values_only=True) for c in rad if c is not None)
        for ark in openpyxl.load_workbook(sti, data_only=True)
    }


@pytest.mark.parametrize("pseudonymer", [False, True])
def test_the_reps_copy_names_who_is_left_out_and_not_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pseudonymer: bool
) -> None:
    monkeypatch.setenv(seal.MAPPE, str(tmp_path / "nokler"))
    bank = Bank(les_bok(fravaersfeil(tmp_path / "b.xlsx")))
    assert [f.ark for f in bank.utelatt["1001"]] == ["Fravær"]
    delt = til_tillitsvalgt(bank, DAG, pseudonymer=pseudonymer, signer=True)
    hvem = seal.pseudonym("1001") if pseudonymer else "1001 Kari Å. Nordmann"
    delt.skriv(tmp_path / "kopi.xlsx")
    tekst = kopiens_tekst(tmp_path / "kopi.xlsx")
    assert f"{IKKE_MED} {hvem}. Noe må rettes i banken først." in tekst["Oversikt"]
    assert "Ingen rader er utelatt" not in tekst["Etterregning"]
    assert any(linje.startswith(f"{IKKE_MED}: {hvem}.") for linje in delt.forhandsvisning())
    for hemmelig in ("femti", "Sykmelding", "Fravær!", *(["Nordmann"] if pseudonymer else [])):
        assert hemmelig not in " ".join((*tekst.values(), *delt.forhandsvisning()))
    if pseudonymer:
        assert not [ark for ark, alt in tekst.items() if ark != "Kontroll" and "1001" in alt]
        assert delt.pseudonymer[hvem] == "1001"
    assert [nr for nr, _ in delt.personer] == [seal.pseudonym("1002") if pseudonymer else "1002"]
    svar = verify.verifiser(verify.les_kopi(tmp_path / "kopi.xlsx"))
    assert (svar.uendret, svar.signatur) == (True, "gyldig")
    assert "Stemmer ikke" not in tekst["Etterregning"]


def test_only_those_of_the_selection_are_named_as_left_out(tmp_path: Path) -> None:
    bank = Bank(les_bok(fravaersfeil(tmp_path / "b.xlsx")))
    for valg in ({"enheter": ["sone 2"]}, {"kompetanser": ["assistent"]}, {"ansatte": ["1002"]}):
        assert IKKE_MED not in repr(til_tillitsvalgt(bank, DAG, **valg).sider), valg  # type: ignore[arg-type]
    hel = til_tillitsvalgt(Bank(les_bok(lag_bok(tmp_path / "hel.xlsx"))), DAG)
    assert IKKE_MED not in repr(hel.sider)
    ukjent = Bank(les_bok(med_feil(tmp_path / "u.xlsx", "Vakter", 0, 1, "#N/A")))
    assert "rader uten ansattnr" in repr(til_tillitsvalgt(ukjent, DAG, enheter=["sone 2"]).sider)
    to = [*MINSTE["Avtaler"], MINSTE["Avtaler"][0]]
    motsier = Bank(les_bok(lag_bok(tmp_path / "o.xlsx", {"Avtaler": to})))
    assert list(motsier.utelatt) == ["1001"]
    assert "1001 Kari Å. Nordmann. Noe må" in repr(til_tillitsvalgt(motsier, DAG).sider)


@pytest.mark.parametrize("tabell", ["Ansatte", "Avtaler", "Turnus", "Vakter", "Fravær", "Gjennomganger"])
@pytest.mark.parametrize("hva", ["to ganger", "to felt", "halv", "et notat"])
def test_no_figure_moves_without_a_word(tmp_path: Path, tabell: str, hva: str) -> None:
    """A row entered twice, half filled, or a note: the same figures, or a finding, or somebody left out."""

    def svar(sti: Path) -> tuple[Any, set[Any]]:
        bank = Bank(les_bok(sti))
        return [bank.saldoer(DAG), bank.avregning(date(2027, 1, 3))], {(f.regel, f.celle) for f in bank.funn(DAG)}

    foer, funn_foer = svar(lag_bok(tmp_path / "foer.xlsx"))
    for n, rad in enumerate(MINSTE[tabell]):
        felt = list(rad)
        tom = [None] * len(felt)
        ny = {
            "to ganger": felt, "to felt": felt[:2] + tom[2:], "halv": felt[: len(felt) // 2] + tom[len(felt) // 2 :],
            "et notat": [felt[0], "husk denne", *tom[2:]],
        }[hva]  # fmt: skip
        etter, funn = svar(lag_bok(tmp_path / f"{n}.xlsx", {tabell: [*MINSTE[tabell], ny]}))
        assert etter == foer or funn - funn_foer, (tabell, n)


def test_the_other_number_of_the_same_person_is_left_out_too(tmp_path: Path) -> None:
    """Their account, or their rest, would be told from half of the rows."""
    ansatte = [[*rad, "P1"] for rad in MINSTE["Ansatte"]]
    vakter = [list(rad) for rad in MINSTE["Vakter"]]
    vakter[0][4] = "25:00"
    utelatt = dict(les_bok(lag_bok(tmp_path / "b.xlsx", {"Ansatte": ansatte, "Vakter": vakter})).utelatt)
    assert [f.celle for f in utelatt["1001"]] == ["E2"]
    assert [(f.celle, "samme person som 1001" in f.tekst) for f in utelatt["1002"]] == [("F3", True)]
