"""A workbook with the tables of a bank and function cells whose cached values are all wrong.

A spreadsheet program that shows one of them has not computed it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]  # has no types
from openpyxl.utils import get_column_letter

from xl_tidbank.tables import schema

GALT = 987654.321
ARK = "Prøve"
# The tables TIDBANK_LES takes, in the order of its arguments; Kompetanser shares its sheet with Fraværskoder.
REKKEFOLGE = (
    "Avtaler", "Vakter", "Fravær", "Ansatte", "Turnus", "Innstillinger", "Fraværskoder", "Gjennomganger",
    "Kapasitet", "Timer", "Timebank", "Prosess", "Kartlegging", "Lønnsgrunnlag",
)  # fmt: skip


class Formel(NamedTuple):
    """A formula in stored form without "=". rader, kolonner: the size of its result; more than one cell = array."""

    tekst: str
    rader: int = 1
    kolonner: int = 1


def dato(dag: date) -> str:
    return f"DATE({dag.year},{dag.month},{dag.day})"


def tabellrader(bok: Path) -> dict[str, list[list[Any]]]:
    """Every table of a built bank as rows with header, read by a library that is not ours."""
    arbeidsbok = openpyxl.load_workbook(bok, data_only=True)
    ut = {}
    for ark in arbeidsbok:
        for tabell in ark.tables.values():
            if tabell.name in REKKEFOLGE:
                ut[tabell.name] = [[c.value for c in rad] for rad in ark[tabell.ref]]
    return ut


def omrade(navn: str, rader: list[list[Any]]) -> str:
    siste = get_column_letter(len(rader[0]))
    return f"'{schema.ETTER_NAVN[navn].ark}'!$A$1:${siste}${len(rader)}"


def les_formel(tabeller: dict[str, list[list[Any]]]) -> Formel:
    return Formel(f"TIDBANK_LES({','.join(omrade(n, tabeller[n]) for n in REKKEFOLGE)})")


def skriv(sti: Path, tabeller: dict[str, list[list[Any]]], formler: list[Formel]) -> list[str]:
    """Write the workbook; the range of each formula on the sheet Prøve, in order. Formula 1 stands in the cell Bank."""
    bok = xlsxwriter.Workbook(str(sti), {"strings_to_formulas": False, "strings_to_numbers": False})
    dag, klokke = bok.add_format({"num_format": "dd.mm.yyyy"}), bok.add_format({"num_format": "hh:mm"})
    for navn, rader in tabeller.items():
        ark = bok.add_worksheet(schema.ETTER_NAVN[navn].ark)
        for r, rad in enumerate(rader):
            for k, verdi in enumerate(rad):
                if isinstance(verdi, datetime):
                    ark.write_datetime(r, k, verdi, dag)
                elif isinstance(verdi, (time, timedelta)):
                    ark.write_datetime(r, k, verdi, klokke)
                elif isinstance(verdi, str):
                    ark.write_string(r, k, verdi)
                elif verdi is not None:
                    ark.write_number(r, k, verdi)
    prove = bok.add_worksheet(ARK)
    bok.define_name("Bank", f"='{ARK}'!$A$1")
    plasser: list[str] = []
    naa = 0
    for f in formler:
        slutt = f"{xlsxwriter.utility.xl_rowcol_to_cell(naa + f.rader - 1, f.kolonner - 1)}"
        plasser.append(f"A{naa + 1}:{slutt}")
        if f.rader * f.kolonner > 1:
            prove.write_array_formula(f"A{naa + 1}:{slutt}", "{=" + f.tekst + "}", None, GALT)
        else:
            prove.write_formula(naa, 0, "=" + f.tekst, None, GALT)
        naa += f.rader
    bok.close()
    return plasser
