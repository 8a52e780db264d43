"""What both sides do to the stand-in, so that one can be held against the other: every button, in the same order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from tests import sidedata
from tests.excel import falsk
from xl_tidbank import commands
from xl_tidbank.book import logg
from xl_tidbank.hosts.own import knapper

DAG = sidedata.DAG
INNSTILLINGER = ("ScreenUpdating", "DisplayAlerts", "EnableEvents", "Calculation", "StatusBar")
EGNE_SVAR: dict[str, list[Any]] = {"hent_turnus": [False], "siste_import": []}  # False: gives up choosing a file
Trykk = Callable[[str], list[str]]  # press a button; what its boxes said


def svar_til(navn: str, mappe: Path) -> list[Any]:
    kommando = commands.REGISTER.get(navn)
    if kommando is None:
        return list(EGNE_SVAR.get(navn, []))
    ansatte = "2004; 2006" if kommando.velger_ansatte else ""
    resten = [ansatte if s.slag is commands.Svarslag.ANSATTE else s.forslag for s in kommando.skjema[1:]]
    return [DAG.strftime("%d.%m.%Y"), *resten, str(mappe / f"{navn}.xlsx")]


def tilstand(bok: falsk.Bok) -> dict[str, str]:
    """A print of each sheet: what stands in its cells and where, its names and tables. Not of the log, which tells the
    time."""
    return {
        ark.Name: hashlib.sha256(
            repr((
                sorted((sted, str(_enkel(v)), formel) for sted, (v, formel) in ark._celler.items()),
                sorted((n._kort, n.RefersTo) for n in ark._navn),
                sorted((t.Name, t._boks) for t in ark._tabeller),
                ark._tegninger,
            )).encode("utf-8", "surrogatepass")
        ).hexdigest()[:16]
        for ark in bok._ark
        if ark.Name not in logg.ARK
    }  # fmt: skip


def _enkel(v: Any) -> Any:
    if isinstance(v, datetime):
        return v.replace(tzinfo=None).isoformat()
    return float(v) if isinstance(v, int) and not isinstance(v, bool) else v


def alle_knapper(bok: falsk.Bok, mappe: Path, trykk: Trykk) -> dict[str, Any]:
    """Press each button once, *Angre siste* last of all; what it said, and the workbook afterwards."""
    ut: dict[str, Any] = {}
    navn = [k.navn for k in knapper() if k.navn != "angre_siste"]
    for knapp in [*navn, "angre_siste"]:
        bok.Application._svar[:] = svar_til(knapp, mappe)
        sagt = [tekst.replace(str(mappe), "MAPPE").replace("MAPPE\\", "MAPPE/") for tekst in trykk(knapp)]
        ut[knapp] = [sagt if knapp not in ("sjekk_oppsett", "logg") else len(sagt), tilstand(bok)]
    return ut
