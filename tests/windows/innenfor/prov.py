"""Everything that is asked of the server, a JSON line for each: what was asked, how many, how many as they should;
and before each step its name and how many seconds it may take.

    python.exe -I prov.py PROJECT TOOLS WORK

WORK holds the workbooks and fasit.json, what Linux answered; the Python that runs this is the one Excel would start.
"""

from __future__ import annotations

import faulthandler
import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

sys.path += sys.argv[1:3]  # after the package's own, which is what is tried

import pywintypes

import xl_tidbank
from tests.excel import falsk
from tests.windows import felles, tilfeller
from tests.windows.innenfor import objekter
from tests.windows.innenfor.klient import KALL_IGJEN, MANGLER, Tjener
from xl_tidbank.core.views import SALDONOKLER
from xl_tidbank.functions import REGISTER
from xl_tidbank.hosts.excel import names
from xl_tidbank.hosts.excel.build.live import les_formel

ARBEID = Path(sys.argv[3])
PYTHON = Path(sys.executable)
assert Path(xl_tidbank.__file__).is_relative_to(PYTHON.parent), xl_tidbank.__file__
TJENERENS_STAK = ARBEID / "server.txt"  # where the server was when a step did not end
STAK = "import faulthandler; faulthandler.dump_traceback_later({frist}, file=open({fil!r}, 'w'))"
# The boxes of Windows would wait for somebody: what they say is kept instead. The one thing changed in the server.
STUM = (
    "import sys, win32api; sys.sagt = []\n"
    "def boks(h, tekst, tittel, stil):\n    import sys; sys.sagt.append(tekst); return 6 if stil & 4 else 1\n"
    "win32api.MessageBox = boks"
)


def si(hva: str, antall: int, riktig: int, **mer: Any) -> None:
    print(json.dumps({"hva": hva, "antall": antall, "riktig": riktig, **mer}, ensure_ascii=False), flush=True)


def steg(navn: str, frist: int, tjener: Tjener | None = None) -> None:
    """What is done from now on. Just before its time is out, this process and the server say where they are."""
    print(json.dumps({"steg": navn, "frist": frist}, ensure_ascii=False), flush=True)
    faulthandler.dump_traceback_later(frist - 10)
    if tjener is not None:
        tjener.utfor(STAK.format(frist=frist - 10, fil=str(TJENERENS_STAK)))


def bok(navn: str = "Tidbank_demo.xlsm") -> falsk.Bok:
    app = falsk.Excel()
    b = falsk.Bok(app, ARBEID / navn)
    app.Caller = b.ark("Start").Cells(60, 2)
    return b


def svar(kall: Callable[[], Any]) -> Any:
    """An answer as Excel holds it, or that it was refused; to be held against what Linux answered."""
    try:
        return tilfeller.svar(kall)
    except pywintypes.com_error as e:
        return ["refused"] if "xl_tidbank.core." in str(e) else ["error", str(e)]


def konstanter_og_celler(tjener: Tjener, b: falsk.Bok) -> None:
    """Every case with its values in the formula and in cells; one of each function as workbooks of earlier versions
    ask, with ranges, which costs many questions back."""
    start, kaller = b.ark("Start"), b.ark("Start").Cells(60, 2)
    riktige: dict[str, list[int]] = {}
    tilbake: dict[str, list[int]] = {}
    tider, avvik, sett = [], [], set()
    for t, ventet in zip(tilfeller.ALLE, fasit()["tilfeller"], strict=True):
        navn, gitt = t["funksjon"], [None if a == "" else a for a in t["gitt"]]
        resten = [MANGLER] * (len(REGISTER[navn].argumenter) - len(gitt))
        konst = tuple(MANGLER if a is None else tilfeller.inn(a) for a in gitt)
        celler: list[Any] = []
        for kol, a in enumerate(gitt, 2):
            start._celler.pop((70, kol), None)
            if a is not None:
                start._celler[70, kol] = (tilfeller.inn(a), "")
            celler.append(MANGLER if a is None else start.Cells(70, kol))
        maater: dict[str, Callable[[], Any]] = {
            "values": partial(tjener.funksjon, navn, (*konst, *resten)),
            "cells": partial(tjener.funksjon, navn, (*celler, *resten)),
        }
        if navn not in sett:
            sett.add(navn)
            maater["ranges"] = partial(tjener.med_omraader, navn, (*celler, *resten), b, kaller)
        for maate, kall in maater.items():
            objekter.KALL.clear()
            t0 = time.perf_counter()
            fikk = svar(kall)
            if maate == "cells":
                tider.append(time.perf_counter() - t0)
            tilbake.setdefault(maate, []).append(len(objekter.KALL))
            riktige.setdefault(maate, []).append(int(fikk == ventet))
            if fikk != ventet:
                avvik.append([maate, navn, t["navn"], repr(fikk), repr(ventet)])
    for maate, treff in riktige.items():
        si(f"calls: {maate}", len(treff), sum(treff), tilbake=statistics.median(tilbake[maate]),
           avvik=[a for a in avvik if a[0] == maate][:3])  # fmt: skip
    si("calls: milliseconds each, median", 1, 1, ms=round(1000 * statistics.median(tider), 2))


def tabeller(b: falsk.Bok) -> list[Any]:
    return [b.tabell(n).Range for n in re.findall(r"(\w+)\[\[", les_formel().partition(",COUNTA")[0])]


def banken(tjener: Tjener, b: falsk.Bok) -> str:
    """The demo's stamp, each view of each employee, Oversikt and Avvik, as Linux gave them."""
    resten = [MANGLER] * (len(REGISTER["TIDBANK_LES"].argumenter) - len(tabeller(b)))
    objekter.KALL.clear()
    tekst = str(tjener.funksjon("TIDBANK_LES", (*tabeller(b), *resten), b))
    si("bank: its stamp", 1, int(tekst == fasit()["bank"]), tilbake=len(objekter.KALL))
    b.ark("Start")._celler[81, 2] = (tekst, "")
    celle, dag = b.ark("Start").Cells(81, 2), tilfeller.inn(felles.DAG)
    riktig = antall = 0
    objekter.KALL.clear()
    for nr in fasit()["ansatte"]:
        for nokkel in SALDONOKLER:
            antall += 1
            fikk = svar(partial(tjener.funksjon, "TIDBANK_SALDO", (nr, dag, nokkel, celle), b))
            riktig += fikk == fasit()["saldoer"][nr][nokkel]
    si("bank: balances", antall, riktig, tilbake=round(len(objekter.KALL) / antall, 1))
    for navn in ("TIDBANK_OVERSIKT", "TIDBANK_AVVIK"):
        fikk = svar(partial(tjener.funksjon, navn, (dag, celle), b))
        si(f"bank: {navn}", 1, int(fikk == fasit()[navn]))
    objekter.KALL.clear()
    uten = svar(lambda: tjener.funksjon("TIDBANK_SALDO", ("2004", dag, "skyldig", MANGLER), b))
    ventet = fasit()["saldoer"]["2004"]["skyldig"]
    lest = len(objekter.KALL)
    si("bank: none given, read from the sheets", 1, int(uten == ventet), tilbake=lest, svar=[repr(uten), repr(ventet)],
       mest=Counter(objekter.KALL).most_common(5))  # fmt: skip
    return tekst


def to_boker(tjener: Tjener, b: falsk.Bok) -> None:
    """The demo and an empty bank, asked in turn: one server, and each is answered from its own tables."""
    tom, dag, riktig = bok("Tidbank.xlsm"), tilfeller.inn(felles.DAG), 0
    ventet = svar(lambda: tjener.funksjon("TIDBANK_OVERSIKT", (dag, MANGLER), b))
    for _ in range(2):
        riktig += svar(lambda: tjener.funksjon("TIDBANK_OVERSIKT", (dag, MANGLER), b)) == ventet
        annen = svar(lambda: tjener.funksjon("TIDBANK_OVERSIKT", (dag, MANGLER), tom))
        riktig += annen[0] != "error" and annen != ventet
    pid = tjener.pid
    to = Tjener(PYTHON)  # what the loader of the second workbook does
    si("two workbooks at once: one server", 5, riktig + int(to.pid == pid))


def knappene(tjener: Tjener) -> None:
    b, mappe = bok(), ARBEID / "ut"
    mappe.mkdir(exist_ok=True)
    app = b.Application
    for_ = [getattr(app, n) for n in felles.INNSTILLINGER]
    uro: list[str] = []

    def trykk(navn: str) -> list[str]:
        steg(f"button {navn}", 240, tjener)
        tjener.utfor("import sys; sys.sagt[:] = []")
        tjener.knapp(navn, b)
        if [getattr(app, n) for n in felles.INNSTILLINGER] != for_ or len(app._boker) != 1:
            uro.append(navn)
        return list(json.loads(tjener.uttrykk("__import__('json').dumps(__import__('sys').sagt)")))

    fikk, ventet = felles.alle_knapper(b, mappe, trykk), fasit()["knapper"]
    galt = [n for n in ventet if json.loads(json.dumps(fikk[n])) != ventet[n] or n in uro]
    si("buttons", len(ventet), len(ventet) - len(galt), uro=uro, galt=[ulike(n, fikk[n], ventet[n]) for n in galt])
    filer = [n for n, lengde in fasit()["filer"].items() if abs((mappe / n).stat().st_size - lengde) < 100]
    si("buttons: files written", len(fasit()["filer"]), len(filer))
    for sted in (
        "https://firma.sharepoint.com/sites/HR/Delte%20dokumenter/Tidbank%20æøå.xlsm",
        "https://firma-my.sharepoint.com/personal/aase_firma_no/Documents/Tidbank.xlsm",
        "https://d.docs.live.net/0123456789abcdef/Tidbank.xlsm", r"\\server\hr$\Tidbank.xlsm",
    ):  # fmt: skip
        b.FullName = sted
        sagt = trykk("sjekk_oppsett")
        si(f"workbook at {sted}", 1, int(len(sagt) == 1 and sted in sagt[0] and "kan leses" in sagt[0]), sagt=sagt)


def ulike(navn: str, fikk: Any, ventet: Any) -> list[Any]:
    """The button, what it said here and on Linux where that differs, and the sheets that differ."""
    ark = [a for a in {**fikk[1], **ventet[1]} if fikk[1].get(a) != ventet[1].get(a)]
    return [navn, *([fikk[0], ventet[0]] if fikk[0] != ventet[0] else []), ark]


def drept(tjener: Tjener) -> None:
    """A server that is killed is gone as VBA expects, and another answers when it is asked for again."""
    pid, riktig = tjener.pid, 0
    os.kill(pid, 9)
    try:
        tjener.funksjon("RODDAG", (tilfeller.inn(felles.DAG),))
    except pywintypes.com_error as e:
        riktig += e.hresult in KALL_IGJEN
    t0 = time.perf_counter()
    tjener.start()
    igjen = time.perf_counter() - t0
    riktig += svarer(tjener)
    riktig += tjener.pid != pid
    si("a server that is killed", 3, riktig, sekunder=round(igjen, 1))


def svarer(tjener: Tjener) -> bool:
    return bool(tilfeller.enkel(tjener.funksjon("SYKEKREDIT", (0.4, *[MANGLER] * 5))) == 14.2)


def steder() -> Iterator[Path]:
    yield from (Path(linje) for linje in (ARBEID / "steder.txt").read_text("utf-8").splitlines())


def stiene() -> None:
    for sted in steder():
        steg(f"Python in {sted}", 120)
        python = sted / names.PROGRAMMAPPE / "python.exe"
        try:
            tjener = Tjener(python)
            rett = tjener.uttrykk("__import__('sys').executable").lower() == str(python).lower()
            rett = rett and svarer(tjener)
            rett = rett and tjener.uttrykk("'' in __import__('sys').path") == "False"
            tjener.slutt()
            si(f"Python in {sted}", 1, int(rett))
        except OSError as e:
            si(f"Python in {sted}", 1, 0, feil=str(e))


@cache
def fasit() -> dict[str, Any]:
    lest: dict[str, Any] = json.loads((ARBEID / "fasit.json").read_text("utf-8"))
    return lest


def main() -> None:
    os.chdir(ARBEID)  # a file there must not become code that runs
    steg("the server starts", 120)
    t0 = time.perf_counter()
    tjener = Tjener(PYTHON)
    si("started, in a path with Å, a space, & and %", 1, 1, sekunder=round(time.perf_counter() - t0, 1))
    tjener.utfor(STUM)
    b = bok()
    steg("every case", 300, tjener)
    konstanter_og_celler(tjener, b)
    steg("the bank", 240, tjener)
    banken(tjener, b)
    steg("two workbooks", 240, tjener)
    to_boker(tjener, b)
    knappene(tjener)
    steg("a server that is killed", 120, tjener)
    drept(tjener)
    tjener.slutt()
    stiene()
    faulthandler.cancel_dump_traceback_later()


main()
