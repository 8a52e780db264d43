"""Are the tables as they were when the figures were made? Told by formulas any spreadsheet program recalculates.

Each table gets one expression of counts and sums over its columns, compared with what they were at build time. The
sums do not depend on the order of rows, so sorting and filtering change nothing. Plain ranges are used, not
structured references: they reach below the table, where a program that does not grow tables puts new rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import fsum
from typing import Any, NamedTuple

from ...core.tid.clock import EXCEL_NULL
from ...tables.arkrekke import plasser
from ...tables.bankrows import INGEN, Rader, alle_rader, forste_kolonne, siste_rad
from ...tables.schema import IMPORTER, TABELLER, Slag, Tabell
from ..page.placed import kolonne as bokstav
from ..page.plain import Ferskhet, Matrise, Nokkelrad, Side
from . import inputs

OVERSKRIFT = "Er tallene ferske?"
NULLTID = datetime.combine(EXCEL_NULL, time())
FLEST_OPPSLAG = 3_000_000  # comparisons in the check of who owns what; above it the check is left out
MED_TALL = tuple(t for t in TABELLER if t is not IMPORTER)  # no figure rests on the log of imports
FYLT, MED_NOE = "COUNTA({})", "SUMPRODUCT(--(LEN({})>0))"  # the latter counts no formula that gives an empty text
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
    return Ferskhet(OVERSKRIFT, deler)


def med_ferskhet(
    side: Side, rader: Rader, ekstra: Mapping[str, Sequence[str]] = INGEN, tabeller: Collection[Tabell] = TABELLER
) -> Side:
    """The page with the check right below its key figures; unchanged where it has none, or has the check already."""
    return _med(side, lambda: ferskhet(rader, ekstra, tabeller))


def med_ferskhet_i_bok(side: Side, arkene: Callable[[str], Sequence[Sequence[Any]] | None]) -> Side:
    """The same for a page that is put into an open workbook. arkene: the cells of a sheet from A1 on as the program
    gives them, None where there is no such sheet. A table whose headers are not in row 1 is not watched."""
    return _med(side, lambda: Ferskhet(OVERSKRIFT, tuple(_i_bok(arkene))))


def _med(side: Side, lag: Callable[[], Ferskhet]) -> Side:
    kort = next((nr for nr, b in enumerate(side.blokker) if isinstance(b, Nokkelrad)), None)
    if kort is None or any(isinstance(b, (Ferskhet, Matrise)) for b in side.blokker):
        return side
    sjekk = lag()
    return replace(side, blokker=(*side.blokker[: kort + 1], sjekk, *side.blokker[kort + 1 :])) if sjekk.deler else side


class _Kolonne(NamedTuple):
    """A column in a sheet: its letter, and what its cells hold from row 2 on; None and "" = nothing."""

    bokstav: str
    celler: Sequence[Any]


def uttrykk(t: Tabell, rader: Sequence[Sequence[Any]], ansatte: Sequence[str], kol0: int = 0) -> str:
    """TRUE while the table holds the rows it held; stored form, without "=". kol0: the column it begins in, from 0."""
    kolonner = {
        k.navn: _Kolonne(bokstav(kol0 + plasser(t)[k.navn]), inputs.celleverdier(k, nr, rader))
        for nr, k in enumerate(t.kolonner)
    }
    return _uttrykk(t, kolonner, len(rader), ansatte)


def _i_bok(arkene: Callable[[str], Sequence[Sequence[Any]] | None]) -> Iterator[tuple[str, str]]:
    ansatte: list[str] = []
    for t in MED_TALL:
        celler = arkene(t.ark)
        if not celler:
            continue
        hode = [str(c).strip().casefold() for c in celler[0]]
        kolonner = {
            k.navn: _Kolonne(bokstav(nr), [rad[nr] for rad in celler[1:]])
            for k in t.kolonner if k.navn.casefold() in hode for nr in (hode.index(k.navn.casefold()),)
        }  # fmt: skip
        if t.navn == "Ansatte" and (nr := kolonner.get("Ansattnr")) is not None and nr.bokstav == "A":
            ansatte = [_som_nr(c) for c in nr.celler if not _tom(c)]
        if kolonner:
            yield t.navn, _uttrykk(t, kolonner, len(celler) - 1, ansatte, MED_NOE)


def _uttrykk(
    t: Tabell, kolonner: Mapping[str, _Kolonne], antall: int, ansatte: Sequence[str], teller: str = FYLT
) -> str:
    siste = siste_rad(antall)
    deler: list[str] = []
    tallkolonner: list[tuple[str, list[float]]] = []
    for k in t.kolonner:
        if k.navn not in kolonner:
            continue
        b, alle = kolonner[k.navn]
        omraade = f"'{t.ark}'!${b}$2:${b}${siste}"
        celler = [c for c in alle if not _tom(c)]
        deler.append(f"{teller.format(omraade)}={len(celler)}")
        if k.slag in TALLSLAG or k.slag is Slag.FRITT:
            egne = [_tall(c) for c in alle]
            deler.append(f"ABS(SUM({omraade})-{_konstant(fsum(egne))})<0.00001")
            tallkolonner.append((omraade, egne))
        if k.slag in (Slag.VALG, Slag.JANEI):
            ulike = Counter(celler)
            for verdi in k.lovlige or ("Ja", "Nei"):
                like = sum(n for c, n in ulike.items() if isinstance(c, str) and c.casefold() == verdi.casefold())
                deler.append(f'COUNTIF({omraade},"{verdi}")={like}')
        if k.slag in (Slag.TEKST, Slag.NUMMER, Slag.FRITT):
            deler.append(f"SUMPRODUCT(LEN({omraade}))={sum(_lengde(c) for c in celler)}")
    deler += _par(tallkolonner)
    deler += _eiere(t, kolonner, siste, ansatte)
    return f"AND({','.join(deler)})"


def _tom(celle: Any) -> bool:
    return celle is None or celle == ""


def _tall(celle: Any) -> float:
    """What SUM makes of it."""
    if isinstance(celle, time):
        celle = datetime.combine(EXCEL_NULL, celle)
    if isinstance(celle, datetime):
        celle -= NULLTID
    if isinstance(celle, timedelta):
        return celle / timedelta(days=1)
    if isinstance(celle, date):
        return float((celle - EXCEL_NULL).days)
    return float(celle) if isinstance(celle, (int, float)) and not isinstance(celle, bool) else 0.0


def _som_nr(celle: Any) -> str:
    return str(int(celle)) if isinstance(celle, float) and celle.is_integer() else str(celle)


def _par(kolonner: Sequence[tuple[str, list[float]]]) -> list[str]:
    """Each number column against the first one: two values that change places keep the sums, but not the products."""
    if len(kolonner) < 2:
        return []
    forste, tall = kolonner[0]
    return [
        f"ABS(SUMPRODUCT({forste},{omraade})-{_konstant(fsum(a * b for a, b in zip(tall, egne, strict=True)))})<0.0001"
        for omraade, egne in kolonner[1:]
    ]


def _eiere(t: Tabell, kolonner: Mapping[str, _Kolonne], siste: int, ansatte: Sequence[str]) -> list[str]:
    """A row moved from one employee to another: the squares of each one's sum of dates change."""
    eier = kolonner.get("Ansattnr")
    dato = next((kolonner[k.navn] for k in t.kolonner if k.slag is Slag.DATO and k.navn in kolonner), None)
    if t.navn == "Ansatte" or eier is None or dato is None:
        return []
    if len(eier.celler) * (len(ansatte) + NYE_ANSATTE) > FLEST_OPPSLAG:
        return []
    summer: dict[str, float] = {}
    for hvem, dag in zip(eier.celler, dato.celler, strict=True):
        if not _tom(hvem):
            nr = _som_nr(hvem)
            summer[nr] = summer.get(nr, 0.0) + _tall(dag)
    if not _entydige({*summer, *ansatte}):
        return []
    a, b = (f"'{t.ark}'!${k.bokstav}$2:${k.bokstav}${siste}" for k in (eier, dato))
    kjente = f"'Ansatte'!$A$2:$A${len(ansatte) + 1 + NYE_ANSATTE}"
    sum_ = fsum(summer.get(nr, 0.0) ** 2 for nr in ansatte)
    return [f"SUMPRODUCT(SUMIF({a},{kjente},{b})^2)={_konstant(sum_)}"]


def _entydige(numre: set[str]) -> bool:
    """Whether SUMIF tells the numbers apart: it takes 0012 for 12, a for A, and reads wildcards and comparisons."""
    like = {n.lstrip("0") if n.isdecimal() else n.casefold() for n in numre}
    return len(like) == len(numre) and not any(set(n) & set("*?~<>=") for n in numre)


def _lengde(celle: Any) -> int:
    if isinstance(celle, (date, time, timedelta)):
        celle = _tall(celle)  # what LEN counts is the serial number
    vist = f"{celle:.15g}" if isinstance(celle, (int, float)) else str(celle)
    return len(vist.encode("utf-16-le")) // 2


def _konstant(tall: float) -> str:
    """To seven decimals, well inside what is taken as equal: programs add times up in orders of their own."""
    tall = round(tall, 7)
    return str(int(tall)) if tall == int(tall) else repr(tall)
