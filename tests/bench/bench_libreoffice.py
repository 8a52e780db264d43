"""Our functions beside native sums in the same LibreOffice, in one run. Prints ratios, asserts nothing.

    python -m tests.bench.bench_libreoffice

10,000 scalar cells (a balance for each employee on ten dates) against 10,000 cells that do the same sums with SUMIFS
over the same 50,000 shifts, and one overview of 1,000 rows against 1,000 rows of the columns it is made of.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from tests.bench import bench
from tests.libreoffice import formelbok
from tests.libreoffice.kontor import Kontor

Tabeller = dict[str, list[list[Any]]]
DATOER = tuple(f"DATE(2026,{m},15)" for m in range(2, 12))
FULLT = f"'Vakter'!$F$2:$F${1 + bench.ANSATTE * bench.VAKTER_HVER}"


def _kolonne(hode: list[Any], navn: str) -> str:
    return FULLT.replace("$F$", f"${get_column_letter(1 + hode.index(navn))}$")


def egen_sum(hode: list[Any], nr: str, dato: str) -> str:
    """Hours of confirmed tidbank shifts up to a date: one SUMIFS over a column of hours worked out beforehand."""
    vilkar = (("Ansattnr", f'"{nr}"'), ("Type", '"Tidbank"'), ("Status", '"Utført"'), ("Dato", f'"<="&{dato}'))
    return f"SUMIFS({_kolonne(hode, 'Timer')},{','.join(f'{_kolonne(hode, k)},{v}' for k, v in vilkar)})"


def _minutter(t: Any) -> int:
    return round(t.total_seconds() / 60) if isinstance(t, timedelta) else int(t.hour * 60 + t.minute)


def med_timer(tabeller: Tabeller) -> Tabeller:
    """The same tables with the hours of each shift in a column after the others."""
    hode, *rader = tabeller["Vakter"]
    start, slutt, pause = map(hode.index, ("Start", "Slutt", "Pause"))

    def timer(rad: list[Any]) -> float:
        fra, til = (_minutter(rad[n]) for n in (start, slutt))
        return float(((til - fra - 1) % 1440 + 1 - rad[pause]) / 60)

    return {**tabeller, "Vakter": [[*hode, "Timer"], *([*rad, timer(rad)] for rad in rader)]}


def maal(lo: Kontor, mappe: Path, navn: str, tabeller: Tabeller, formler: list[str], stor: tuple[int, int]) -> float:
    """Seconds to recalculate a workbook with these formulas, less the same workbook with the first of them only.

    stor: rows and columns of each formula's result but the first's.
    """
    tider = []
    for antall, hale in ((1, "en"), (len(formler), "alle")):
        sti = mappe / f"{navn}-{hale}.xlsx"
        liste = [formelbok.Formel(f, *(stor if n else (1, 1))) for n, f in enumerate(formler[:antall])]
        formelbok.skriv(sti, tabeller, liste)
        nr = lo("apne", str(sti))
        tider.append(lo("regn", nr))
        lo("lukk", nr)
    return float(max(1e-9, tider[1] - tider[0]))


def rediger(lo: Kontor, mappe: Path, tabeller: Tabeller, les: str) -> float:
    """Median seconds from a cell of Vakter is typed in until what rests on it is shown; the first edit apart."""
    sti = mappe / "rediger.xlsx"
    saldo = formelbok.Formel(f'TIDBANK_SALDO("1500",{DATOER[5]},"skyldig",Bank)')
    oversikt = formelbok.Formel(f"TIDBANK_OVERSIKT({DATOER[5]},Bank)", 1001, 17)
    formelbok.skriv(sti, tabeller, [formelbok.Formel(les), saldo, oversikt])
    nr, tider = lo("apne", str(sti)), []
    pause = get_column_letter(1 + tabeller["Vakter"][0].index("Pause"))
    for n in range(6):
        fra = time.perf_counter()
        lo("sett", nr, "Vakter", f"{pause}25002", 20.0 + n)
        lo("verdier", nr, formelbok.ARK, "A1:Z3")
        tider.append(time.perf_counter() - fra)
    lo("lukk", nr)
    return statistics.median(tider[1:])


def hoved() -> None:
    with tempfile.TemporaryDirectory() as midlertidig, Kontor() as lo:
        mappe = Path(midlertidig)
        kilde = mappe / "stor.xlsx"
        bench.lag(kilde, bench.ANSATTE, bench.VAKTER_HVER)
        tabeller = formelbok.tabellrader(kilde)
        numre = [str(1000 + n) for n in range(bench.ANSATTE)]
        les = formelbok.les_formel(tabeller).tekst
        saldo = [f'TIDBANK_SALDO("{nr}",{d},"arbeidet",Bank)' for nr in numre for d in DATOER]
        vaare = maal(lo, mappe, "saldo", tabeller, [les, *saldo], (1, 1))
        timene = med_timer(tabeller)
        hode = timene["Vakter"][0]
        egne = maal(
            lo, mappe, "sumifs", timene, ["1", *(egen_sum(hode, nr, d) for nr in numre for d in DATOER)], (1, 1)
        )
        print(f"{len(saldo)} balances: {vaare:.2f} s; native SUMIFS: {egne:.2f} s; ratio {vaare / egne:.2f}")
        oversikt = maal(lo, mappe, "oversikt", tabeller, [les, f"TIDBANK_OVERSIKT({DATOER[5]},Bank)"], (1001, 17))
        egen_oversikt = maal(lo, mappe, "egen", timene, ["1", *(egen_sum(hode, nr, DATOER[5]) for nr in numre)], (1, 1))
        print(f"overview of 1,000 rows x 17: {oversikt:.2f} s; one native column of it: {egen_oversikt:.2f} s; "
              f"ratio {oversikt / egen_oversikt:.2f}")  # fmt: skip
        sti = mappe / "les.xlsx"
        formelbok.skriv(sti, tabeller, [formelbok.Formel(les)])
        nr = lo("apne", str(sti))
        print(f"the cell Bank over 50,000 shifts, all read again: {lo('regn', nr):.2f} s")
        print(f"a break typed, a balance and the overview shown: {rediger(lo, mappe, tabeller, les):.2f} s")


if __name__ == "__main__":
    hoved()
