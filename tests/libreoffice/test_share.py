"""The rep's copy in a real LibreOffice: recomputed from wrong caches, saved again, opened with its password."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xl_tidbank import commands
from xl_tidbank.book import read, verify
from xl_tidbank.book.placed import adresse
from xl_tidbank.core.bank import Bank

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
