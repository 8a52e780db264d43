"""Our functions beside native sums in the same LibreOffice, in one run. Prints ratios, asserts nothing.

    python -m tests.bench.bench_libreoffice

10,000 scalar cells (a balance for each employee on ten dates) against 10,000 cells that do the same sums with SUMIFS
over the same 50,000 shifts, and one overview of 1,000 rows against 1,000 rows of the columns it is made of.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.bench import bench
from tests.libreoffice import formelbok
from tests.libreoffice.kontor import Kontor

Tabeller = dict[str, list[list[Any]]]
DATOER = tuple(f"DATE(2026,{m},15)" for m in range(2, 12))
FULLT = f"'Vakter'!$F$2:$F${1 + bench.ANSATTE * bench.VAKTER_HVER}"


def _kolonne(bokstav: str) -> str:
    return FULLT.replace("$F$", f"${bokstav}$")


def egen_sum(nr: str, dato: str) -> str:
    """Hours of confirmed tidbank shifts up to a date: one SUMIFS over a column of hours (O) worked out beforehand."""
    vilkar = (("B", f'"{nr}"'), ("G", '"Tidbank"'), ("I", '"Utført"'), ("C", f'"<="&{dato}'))
    return f"SUMIFS({_kolonne('O')},{','.join(f'{_kolonne(k)},{v}' for k, v in vilkar)})"


def med_timer(tabeller: Tabeller) -> Tabeller:
    """The same tables with the hours of each shift in a column after the others."""
    hode, *rader = tabeller["Vakter"]

    def timer(rad: list[Any]) -> float:
        fra, til = (t.hour * 60 + t.minute for t in rad[3:5])
        return float(((til - fra - 1) % 1440 + 1 - rad[5]) / 60)

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
        egne = maal(
            lo, mappe, "sumifs", med_timer(tabeller), ["1", *(egen_sum(nr, d) for nr in numre for d in DATOER)], (1, 1)
        )
        print(f"{len(saldo)} balances: {vaare:.2f} s; native SUMIFS: {egne:.2f} s; ratio {vaare / egne:.2f}")
        oversikt = maal(lo, mappe, "oversikt", tabeller, [les, f"TIDBANK_OVERSIKT({DATOER[5]},Bank)"], (1001, 17))
        egen_oversikt = maal(
            lo, mappe, "egen", med_timer(tabeller), ["1", *(egen_sum(nr, DATOER[5]) for nr in numre)], (1, 1)
        )
        print(f"overview of 1,000 rows x 17: {oversikt:.2f} s; one native column of it: {egen_oversikt:.2f} s; "
              f"ratio {oversikt / egen_oversikt:.2f}")  # fmt: skip
        sti = mappe / "les.xlsx"
        formelbok.skriv(sti, tabeller, [formelbok.Formel(les)])
        nr = lo("apne", str(sti))
        print(f"the cell Bank over 50,000 shifts, once an edit: {lo('regn', nr):.2f} s")


if __name__ == "__main__":
    hoved()
