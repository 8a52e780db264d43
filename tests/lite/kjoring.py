"""What is asked of main.py, in whatever Python this runs: the cases of the functions, the scripts, and Klargjør.

jobb: tilfeller (name, arguments as cells), bok (see `xlwings.Book`), skript (name, answers) to run one after the other
on the same workbook, and les: the rows each argument of TIDBANK_LES is handed.
"""

from __future__ import annotations

import contextlib
import io
import sys
from typing import Any

import main  # type: ignore[import-not-found]  # both stand in the folder this runs in
import xlwings

xw: Any = xlwings


def kjor(jobb: dict[str, Any]) -> dict[str, Any]:
    svar = [xw.kall(getattr(main, navn), *gitt) for navn, gitt in jobb["tilfeller"]]
    bok = xw.Book(jobb["bok"])
    sagt = [_skript(bok, navn, gitt) for navn, gitt in jobb["skript"]]
    bank = xw.kall(main.TIDBANK_LES, *jobb["les"]) if jobb["les"] else None
    ut = {"svar": svar, "sagt": sagt, "ark": [_arket(a) for a in bok.sheets], "nektet": bok._nektet, "bank": bank}
    if bank is not None:
        tekst = bank["verdi"][0][0]
        ut["oversikt"] = xw.kall(main.TIDBANK_OVERSIKT, jobb["dag"], tekst)
        ut["uten_bank"] = xw.kall(main.TIDBANK_OVERSIKT, jobb["dag"])
        ut["glemt"] = xw.kall(main.TIDBANK_OVERSIKT, jobb["dag"], "Tidbank 1 ansatte #000000000000")
    ut["aktivt"], ut["navn"] = bok._aktivt, [[n.name, n.refers_to] for n in bok.names]
    ut["moduler"] = sorted(
        {n.split(".")[0] for n in sys.modules} & {"pandas", "numpy", "xlsxwriter", "click", "openpyxl"}
    )
    return ut


def _skript(bok: Any, navn: str, gitt: dict[str, Any]) -> dict[str, Any]:
    ut = io.StringIO()
    feil = ""
    with contextlib.redirect_stdout(ut):
        try:
            getattr(main, navn)(bok, **gitt)
        except xw.XlwingsError as e:
            feil = str(e)
    bok.neste()
    return {"ut": ut.getvalue(), "feil": feil, "ark": [a.name for a in bok.sheets]}


def _arket(a: Any) -> dict[str, Any]:
    return {
        "navn": a.name,
        "celler": [[r, k, v] for (r, k), v in sorted(a._naa.items())],
        "stiler": [[r, k, s] for (r, k), s in sorted(a._stiler.items())],
        "sammen": a._slatt_sammen,
        "navnene": [[n.name, n.refers_to] for n in a.names],
        "frosset": a._frosset,
    }
