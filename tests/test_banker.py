"""The workbook of a call: each call has its own, and the one around it has its own back, whatever happens between."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

import udfs
from tests import sidedata
from udfs import banker
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil

NUMRE = [s.ansattnr for s in sidedata.bank().saldoer(sidedata.DAG)]


def saldo(nr: str = "") -> float:
    return udfs.TIDBANK_SALDO(nr, sidedata.DAG)  # type: ignore[no-any-return]


def bok(nr: str) -> banker.Arbeidsbok:
    """A workbook in which the sheet that asks is that employee's."""
    return banker.Arbeidsbok(sidedata.bank, lambda: nr)


def test_reading_a_workbook_may_ask_another() -> None:
    """A sheet computes its cells when it is read, and they call functions of workbooks of their own."""
    forste, andre = NUMRE[2], NUMRE[3]
    svar: list[float] = []

    def les() -> Bank:
        with banker.Under(bok(andre)):
            svar.append(saldo())
            with banker.Under(None), pytest.raises(TidbankFeil, match="ikke oppgitt noen bank"):
                saldo()
            svar.append(saldo())
        return sidedata.bank()

    with banker.Under(banker.Arbeidsbok(les, lambda: forste)):
        ytre = [saldo(), saldo()]
    ventet = {nr: sidedata.bank().saldo(nr, sidedata.DAG).skyldig for nr in (forste, andre)}
    assert ytre == [ventet[forste]] * 2
    assert svar == [ventet[andre]] * 4
    assert ventet[forste] != ventet[andre]
    with pytest.raises(TidbankFeil, match="ikke oppgitt noen bank"):
        saldo()


def test_a_call_that_fails_leaves_the_one_around_it_its_own() -> None:
    with banker.Under(bok(NUMRE[2])):
        riktig = saldo()
        with pytest.raises(ZeroDivisionError), banker.Under(banker.Arbeidsbok(lambda: 1 / 0)):  # type: ignore[arg-type,return-value]
            saldo()
        assert saldo() == riktig


def test_threads_have_each_their_own() -> None:
    """All of them inside their call at the same time."""
    sammen = Barrier(len(NUMRE), timeout=30)

    def en(nr: str) -> float:
        def les() -> Bank:
            sammen.wait()
            return sidedata.bank()

        with banker.Under(banker.Arbeidsbok(les, lambda: nr)):
            return saldo()

    with ThreadPoolExecutor(len(NUMRE)) as traader:
        svar = dict(zip(NUMRE, traader.map(en, NUMRE), strict=True))
    assert svar == {nr: sidedata.bank().saldo(nr, sidedata.DAG).skyldig for nr in NUMRE}


def test_many_threads_share_the_banks_that_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """More banks than are kept, and threads that change places all the time: a text is found, or said to be unknown."""
    tabeller = sidedata.tabeller()
    alle = [Bank(replace(tabeller, vakter=tabeller.vakter[:n])) for n in range(1, 4)]
    monkeypatch.setattr(banker, "MEST", 1)
    foer = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)

    def en(nr: int) -> set[str]:
        ut = set()
        for bank in (alle[nr % 3 :] + alle[: nr % 3]) * 3000:
            tekst = banker.husk(bank)
            try:
                ut.add("rett" if banker.hent(tekst).stempel == bank.stempel else "galt")
            except TidbankFeil:
                ut.add("ukjent")
        return ut

    try:
        with ThreadPoolExecutor(8) as traader:
            assert set().union(*traader.map(en, range(8))) == {"rett", "ukjent"}
    finally:
        sys.setswitchinterval(foer)
    assert len(banker._kjente) == 1
