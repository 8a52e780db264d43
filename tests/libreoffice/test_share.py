"""The rep's copy in a real LibreOffice: recomputed from wrong caches, saved again, opened with its password."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xl_tidbank import commands
from xl_tidbank.book.copy import verify
from xl_tidbank.book.open import read
from xl_tidbank.book.page.placed import adresse
from xl_tidbank.core.bank import Bank

from .. import forfalskning
from ..forfalskning import Filer
from .kontor import Kontor

DAG = date(2026, 9, 13)
NULL = date(1899, 12, 30)


@pytest.fixture(scope="module")
def bank(solbakken: Path) -> Bank:
    return Bank(read.les_bok(solbakken))


@pytest.fixture(scope="module", params=["tillitsvalgt", "minside"])
def delt(bank: Bank, request: pytest.FixtureRequest) -> commands.Delt:
    if request.param == "minside":
        return commands.til_ansatt(bank, DAG, "1008")
    return commands.til_tillitsvalgt(bank, DAG)


def med_gale_tall(fra: Path, til: Path) -> int:
    """The same file with a wrong value kept for every formula; how many."""
    antall = 0

    def galt(m: re.Match[str]) -> str:
        nonlocal antall
        antall += 1
        verdi = "Galt" if 't="str"' in m[1] else "-987.25"
        return f"{m[1]}<v>{verdi}</v>"

    with zipfile.ZipFile(fra) as inn, zipfile.ZipFile(til, "w", zipfile.ZIP_DEFLATED) as ut:
        for navn in inn.namelist():
            data = inn.read(navn)
            if navn.startswith("xl/worksheets/sheet"):
                data = re.sub(r"(<c [^>]*><f>[^<]*</f>)<v>[^<]*</v>", galt, data.decode()).encode()
            ut.writestr(navn, data)
    return antall


def tall(verdi: Any) -> Any:
    return (verdi - NULL).days if isinstance(verdi, date) else verdi


def test_every_native_figure_is_recomputed_to_ours(lo: Kontor, delt: commands.Delt, tmp_path: Path) -> None:
    ekte, gal, lagret = tmp_path / "ekte.xlsx", tmp_path / "gal.xlsx", tmp_path / "lagret.xlsx"
    delt.skriv(ekte)
    formler = [(s.ark, c) for s in delt.kopi.oppsett for c in s.celler if c.formel]
    assert med_gale_tall(ekte, gal) == len(formler) > 100
    assert not verify.verifiser(verify.les_kopi(gal)).uendret
    nr = lo("apne", str(gal))
    lo("regn", nr)
    for sett in delt.kopi.oppsett:
        egne = {(c.rad, c.kol): c for c in sett.celler if c.formel}
        if egne:
            celler = lo("verdier", nr, sett.ark, lo("brukt", nr, sett.ark))
            for (rad, kol), c in egne.items():
                svar, sted = celler[rad][kol], f"{sett.ark}!{adresse(rad, kol)} ={c.formel}"
                if isinstance(c.verdi, str):
                    assert svar == c.verdi, sted
                else:
                    assert svar == pytest.approx(tall(c.verdi), abs=1e-9), sted
    lo("lagre", nr, str(lagret))
    lo("lukk", nr)
    svar = verify.verifiser(verify.les_kopi(lagret))
    assert verify.sammendrag(svar.endringer) == []
    assert svar.uendret


def test_a_save_by_another_program_is_no_change_but_an_edit_is(
    lo: Kontor, bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDBANK_NOKKELMAPPE", str(tmp_path / "nokler"))
    sti, lagret, endret = tmp_path / "kopi.xlsx", tmp_path / "lagret.xlsx", tmp_path / "endret.xlsx"
    delt = commands.til_tillitsvalgt(bank, DAG, signer=True)
    delt.skriv(sti, "pass ÆØÅ")
    nr = lo("apne", str(sti), False, "pass ÆØÅ")
    lo("lagre", nr, str(lagret))
    svar = verify.verifiser(verify.les_kopi(lagret))
    assert (svar.uendret, svar.signatur) == (True, "gyldig")
    plass = next(t for s in delt.kopi.oppsett for t in s.tabeller if t.navn == "Posteringer")
    celle = adresse(plass.rad + 3, plass.kol + plass.felt.index("Timer"))
    lo("sett", nr, "Posteringer", celle, 99.5)
    lo("lagre", nr, str(endret))
    assert lo("verdier", nr, "Oversikt", "A1:Z60") != []
    stemmer = [c for rad in lo("verdier", nr, "Oversikt", "A1:Z60") for c in rad if c in ("Stemmer", "Stemmer ikke")]
    assert stemmer.count("Stemmer ikke") == 1
    lo("lukk", nr)
    svar = verify.verifiser(verify.les_kopi(endret))
    assert not svar.uendret
    assert f"Posteringer!{celle} er endret" in verify.sammendrag(svar.endringer)


# What LibreOffice itself shows of a forged copy, it saves again; the rest it reads past, and the figures are the right
# ones once more.
VISER = (
    "174,86 til 74,86", "Et tall endret i åttende desimal", "Et tall som tekst", "En dato flyttet", "En celle tømt",
    "En formel byttet med svaret sitt", "En formel som peker et annet sted", "En delt tekst endret",
    "174,86 vist som 30,8", "Skjult med ;;;", "Desimaltegnet som bokstav", "Hvit skrift i formatet",
    "Betingelse i formatet", "En tekst vist som en annen", "En bokstav foran tallet", "Skrift i bakgrunnens farge",
    "Hvitt fra temaet, tonet", "Bakgrunn i skriftens farge", "Strøket over", "Skrifttype med andre tegn",
    "Skrift på ett punkt", "Dreid", "Krympet", "Gjentatt ut cellen", "Betinget format", "Bunnteksten endret",
    "Stempelet i hvitt på papiret", "Signaturen utenfor utskriften", "En rad skjult", "En kolonne skjult",
    "Et ark skjult", "Celler slått sammen over tallet", "En kommentar", "En tekst som dukker opp", "En lenke ut",
    "En strek over signaturens tre celler", "Fingeravtrykket vist som et annet",
)  # fmt: skip


@pytest.fixture(scope="module")
def signert(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with pytest.MonkeyPatch.context() as m:
        m.setenv("TIDBANK_NOKKELMAPPE", str(tmp_path_factory.mktemp("nokler")))
        sti = tmp_path_factory.mktemp("signert") / "kopi.xlsx"
        forfalskning.signert_kopi(sti)
    return sti.read_bytes()


def lagret(lo: Kontor, mappe: Path, data: bytes) -> verify.Kontrollsvar:
    """The answer of the check when LibreOffice has opened and saved the file."""
    (mappe / "inn.xlsx").write_bytes(data)
    nr = lo("apne", str(mappe / "inn.xlsx"))
    lo("lagre", nr, str(mappe / "ut.xlsx"))
    lo("lukk", nr)
    return verify.verifiser(verify.les_kopi(mappe / "ut.xlsx"))


def test_saved_by_excel_and_then_by_libreoffice_it_is_unchanged(lo: Kontor, signert: bytes, tmp_path: Path) -> None:
    for data in (signert, forfalskning.som_excel(signert)):
        svar = lagret(lo, tmp_path, data)
        assert (verify.sammendrag(svar.endringer), svar.signatur) == ([], "gyldig")
        # And once more: what LibreOffice has written, it writes again.
        assert lagret(lo, tmp_path, (tmp_path / "ut.xlsx").read_bytes()).uendret


@pytest.mark.parametrize("navn", VISER)
def test_a_forgery_is_named_after_another_save_too(lo: Kontor, signert: bytes, tmp_path: Path, navn: str) -> None:
    (v,) = [v for v in forfalskning.VARIANTER if v.navn == navn]
    filer = Filer(signert)
    v.gjor(filer)
    svar = lagret(lo, tmp_path, filer.pakk())
    hvor = v.sagt.partition(" ")[0].rstrip(":,")
    steder = {f"{e.ark}!{e.celle}" if "!" in hvor else f"{e.ark} {e.hva}" for e in svar.endringer}
    assert any(hvor in sted for sted in steder), steder
