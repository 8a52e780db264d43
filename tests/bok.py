"""Test workbooks: a small, valid bank as an .xlsx file, with a table's rows replaced as the test needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from xl_tidbank.book.open.read import les_bok
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.tables import schema
from xl_tidbank.tables.bankrows import forste_kolonne

Rad = Sequence[Any]

# One employee, one agreement, a shift of each kind: the least that is a bank. Values in the order of the schema.
MINSTE: dict[str, list[Rad]] = {
    "Ansatte": [
        (1001, "Kari Å. Nordmann", "Sone 1", "Sykepleier", "Ja"),
        (1002, "Ola Bø", "Sone 2", "Assistent", "Ja"),
    ],
    "Avtaler": [
        (1001, date(2026, 1, 5), date(2027, 1, 3), 60, 40, 35.5, date(2026, 1, 5), date(2027, 1, 3), date(2025, 12, 1)),
        (1002, date(2026, 1, 5), date(2027, 1, 3), 50, 25, None, date(2026, 1, 5), date(2027, 1, 3), date(2025, 12, 1),
         240.5, date(2025, 12, 1)),
    ],
    "Turnus": [(1001, date(2026, 1, 6), time(7, 30), time(15, 0), 30)],
    "Vakter": [
        ("V1", 1001, date(2026, 2, 1), time(7, 30), time(15, 0), 30, "Tidbank", "Tildelt", "Utført", date(2026, 1, 10),
         "Nei", "Leder"),
        ("V2", 1002, date(2026, 2, 3), time(22, 0), time(7, 30), 0, "Tidbank", "Selvvalgt", "Godkjent",
         date(2026, 1, 10), "Ja", "Leder"),
        ("V3", None, date(2026, 2, 4), time(7, 30), time(15, 0), None, "Tidbank", None, "Ledig"),
    ],
    "Fravær": [(1001, date(2026, 3, 2), date(2026, 3, 8), "SYK", 50, date(2026, 3, 2))],
    "Fraværskoder": [("SYK", "Sykmelding", "Ja", "Ja"), ("FERIE", "Ferie", "Ja", "Nei")],
    "Gjennomganger": [(1001, date(2026, 3, 30), date(2026, 3, 31), "Ingen", "Etter plan")],
    "Innstillinger": [("ukestimer_fulltid", 35.5)],
}  # fmt: skip


def lag_bok(
    sti: Path,
    tabeller: Mapping[str, Sequence[Rad]] | None = None,
    *,
    uten: Sequence[str] = (),
    overskrifter: Mapping[str, Sequence[str]] | None = None,
    plassering: tuple[int, int] = (0, 0),
) -> Path:
    """Write a bank. tabeller: rows by table name, the rest from MINSTE. uten: sheets left out.

    overskrifter: header rows by table name, instead of those of the schema. plassering: empty rows above, columns
    to the left. A cell that is a tuple ("=formula", value) is a formula with that cached value.
    """
    rader = {**MINSTE, **(tabeller or {})}
    bok = xlsxwriter.Workbook(str(sti), {"strings_to_formulas": False, "strings_to_numbers": False})
    dato = bok.add_format({"num_format": "dd.mm.yyyy"})
    klokke = bok.add_format({"num_format": "hh:mm"})
    topp = plassering[0]
    for tabell in schema.TABELLER:
        if tabell.ark in uten or (tabell.valgfritt_ark and tabell.navn not in rader):
            continue
        ark = bok.get_worksheet_by_name(tabell.ark) or bok.add_worksheet(tabell.ark)
        venstre = plassering[1] + forste_kolonne(tabell)
        ark.write_row(topp, venstre, (overskrifter or {}).get(tabell.navn, [k.navn for k in tabell.kolonner]))
        for r, rad in enumerate(rader[tabell.navn], topp + 1):
            for k, verdi in enumerate(rad, venstre):
                if isinstance(verdi, tuple):
                    ark.write_formula(r, k, verdi[0], None, verdi[1])
                elif isinstance(verdi, (date, datetime)):
                    ark.write_datetime(r, k, verdi, dato)
                elif isinstance(verdi, time):
                    ark.write_datetime(r, k, verdi, klokke)
                elif verdi is not None:
                    ark.write(r, k, verdi)
    bok.close()
    return sti


def lesefeil(sti: Path) -> tuple[Feilmelding, ...]:
    """What is wrong with a file: it is refused whole, or some of its people are left out."""
    try:
        utelatt = les_bok(sti).utelatt
    except TidbankFeil as e:
        return e.feil
    return tuple(f for _, feil in utelatt for f in feil)
