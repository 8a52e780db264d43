"""Are the tables as they were when the figures were made? Told by formulas any spreadsheet program recalculates.

Each table gets one expression of counts and sums over its columns, compared with what they were at build time. The
sums do not depend on the order of rows, so sorting and filtering change nothing. Plain ranges are used, not
structured references: they reach below the table, where a program that does not grow tables puts new rows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import fsum
from typing import Any

from ...core.tid.clock import EXCEL_NULL
from ...tables.arkrekke import plasser
from ...tables.bankrows import INGEN, Rader, alle_rader, forste_kolonne, siste_rad
from ...tables.schema import IMPORTER, TABELLER, Kolonne, Slag, Tabell
from ..page.placed import kolonne as bokstav
from ..page.plain import Ferskhet, Nokkelrad, Side
from . import inputs

FLEST_OPPSLAG = 3_000_000  # comparisons in the check of who owns what; above it the check is left out
MED_TALL = tuple(t for t in TABELLER if t is not IMPORTER)  # no figure rests on the log of imports
NYE_ANSATTE = 50  # rows below Ansatte that the check also sees
TALLSLAG = (Slag.DATO, Slag.KLOKKE, Slag.MINUTTER, Slag.PROSENT, Slag.GRAD, Slag.TALL, Slag.KRONER)


def ferskhet(
    rader: Rader, ekstra: Mapping[str, Sequence[str]] = INGEN, tabeller: Collection[Tabell] = TABELLER
) -> Ferskhet:
    """The block for the sheet Start. `rader` and `ekstra`: as handed to `template.skriv_bank`. tabeller: those the
    workbook has."""
    fulle = alle_rader(rader)
    ansatte = [str(r[0]) for r in fulle["Ansatte"]]
    deler = tuple(
        (t.navn, uttrykk(t, fulle[t.navn], ansatte, forste_kolonne(t, ekstra))) for t in MED_TALL if t in tabeller
    )
    return Ferskhet("Er tallene ferske?", deler)


def med_ferskhet(
    side: Side, rader: Rader, ekstra: Mapping[str, Sequence[str]] = INGEN, tabeller: Collection[Tabell] = TABELLER
) -> Side:
    """The page with the check right below its key figures; unchanged where it has none, or has the check already."""
    kort = next((nr for nr, b in enumerate(side.blokker) if isinstance(b, Nokkelrad)), None)
    if kort is None or any(isinstance(b, Ferskhet) for b in side.blokker):
        return side
    blokker = (*side.blokker[: kort + 1], ferskhet(rader, ekstra, tabeller), *side.blokker[kort + 1 :])
    return replace(side, blokker=blokker)


def _tall(k: Kolonne, verdi: Any) -> float:
    celle = inputs.celleverdi(k, verdi)
    if isinstance(celle, date):
        return float((celle - EXCEL_NULL).days)
    return float(celle) if isinstance(celle, (int, float)) else 0.0


def uttrykk(t: Tabell, rader: Sequence[Sequence[Any]], ansatte: Sequence[str], kol0: int = 0) -> str:
    """TRUE while the table holds the rows it held; stored form, without "=". kol0: the column it begins in, from 0."""
    siste = siste_rad(len(rader))
    deler: list[str] = []
    tallkolonner: list[tuple[str, list[float]]] = []
    for nr, k in enumerate(t.kolonner):
        b = bokstav(kol0 + plasser(t)[k.navn])
        omraade = f"'{t.ark}'!${b}$2:${b}${siste}"
        verdier = [r[nr] if nr < len(r) else None for r in rader]
        celler = [c for v in verdier if (c := inputs.celleverdi(k, v)) is not None]
        deler.append(f"COUNTA({omraade})={len(celler)}")
        if k.slag in TALLSLAG or k.slag is Slag.FRITT:
            egne = [_tall(k, v) for v in verdier]
            deler.append(f"ABS(SUM({omraade})-{_konstant(fsum(egne))})<0.00001")
            tallkolonner.append((omraade, egne))
        if k.slag in (Slag.VALG, Slag.JANEI):
            for verdi in k.lovlige or ("Ja", "Nei"):
                deler.append(f'COUNTIF({omraade},"{verdi}")={sum(c == verdi for c in celler)}')
        if k.slag in (Slag.TEKST, Slag.NUMMER, Slag.FRITT):
            deler.append(f"SUMPRODUCT(LEN({omraade}))={sum(_lengde(c) for c in celler)}")
    deler += _par(tallkolonner)
    deler += _eiere(t, rader, siste, ansatte)
    return f"AND({','.join(deler)})"


def _par(kolonner: Sequence[tuple[str, list[float]]]) -> list[str]:
    """Each number column against the first one: two values that change places keep the sums, but not the products."""
    if len(kolonner) < 2:
        return []
    forste, tall = kolonner[0]
    return [
        f"ABS(SUMPRODUCT({forste},{omraade})-{_konstant(fsum(a * b for a, b in zip(tall, egne, strict=True)))})<0.0001"
        for omraade, egne in kolonner[1:]
    ]


def _eiere(t: Tabell, rader: Sequence[Sequence[Any]], siste: int, ansatte: Sequence[str]) -> list[str]:
    """A row moved from one employee to another: the squares of each one's sum of dates change."""
    navn = [k.navn for k in t.kolonner]
    datoer = [nr for nr, k in enumerate(t.kolonner) if k.slag is Slag.DATO]
    oppslag = len(rader) * (len(ansatte) + NYE_ANSATTE)
    if t.navn == "Ansatte" or "Ansattnr" not in navn or not datoer or oppslag > FLEST_OPPSLAG:
        return []
    eier, dato = navn.index("Ansattnr"), datoer[0]
    summer: dict[str, float] = {}
    for r in rader:
        nr = inputs.celleverdi(t.kolonner[eier], r[eier])
        if nr is not None:
            summer[nr] = summer.get(nr, 0.0) + _tall(t.kolonner[dato], r[dato])
    if not _entydige({*summer, *ansatte}):
        return []
    a, b = (f"'{t.ark}'!${b}$2:${b}${siste}" for n in (eier, dato) if (b := bokstav(plasser(t)[navn[n]])))
    kjente = f"'Ansatte'!$A$2:$A${len(ansatte) + 1 + NYE_ANSATTE}"
    sum_ = fsum(summer.get(nr, 0.0) ** 2 for nr in ansatte)
    return [f"SUMPRODUCT(SUMIF({a},{kjente},{b})^2)={_konstant(sum_)}"]


def _entydige(numre: set[str]) -> bool:
    """Whether SUMIF tells the numbers apart: it takes 0012 for 12, a for A, and reads wildcards and comparisons."""
    like = {n.lstrip("0") if n.isdecimal() else n.casefold() for n in numre}
    return len(like) == len(numre) and not any(set(n) & set("*?~<>=") for n in numre)


def _lengde(celle: Any) -> int:
    if isinstance(celle, date):
        celle = (celle - EXCEL_NULL).days  # what LEN counts is the serial number
    vist = f"{celle:.15g}" if isinstance(celle, (int, float)) else str(celle)
    return len(vist.encode("utf-16-le")) // 2


def _konstant(tall: float) -> str:
    return str(int(tall)) if tall == int(tall) else repr(tall)
