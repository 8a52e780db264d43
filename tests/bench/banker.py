"""Banks as a workplace has them, of any size: roster, tidbank shifts, absences, reviews, wages. Same seed, same bank.

    python -m tests.bench.banker BANK.xlsx [employees] [shifts each] [enkel]

Every employee has 42 + 28 % over 52 weeks and works two roster shifts a week, every third week a weekend; the shifts of
the tidbank lie on other days, and one in forty comes close to the roster. `enkel`: without roster and wages.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xl_tidbank.book.template import workbook
from xl_tidbank.tables.bankrows import Rader

START, SLUTT, DAG = date(2026, 1, 5), date(2027, 1, 3), date(2026, 9, 14)
SIGNERT = date(2025, 12, 1)
UKER, I_ENHETEN = 52, 25
DAGVAKT, KVELD, NATT = (450, 900, 30), (870, 1320, 30), (1320, 420, 30)  # start, end, pause; minutes after midnight
AVTALT = (
    ("virksomhet", "Måleby kommune"), ("tariffbundet", "Ja"), ("gjennomsnitt", "med tillitsvalgte"),
    ("gjennomsnitt_avtale", "Lokal avtale 01.12.2025"),
)  # fmt: skip
FORNAVN = ("Anne", "Berit", "Cecilie", "Dag", "Eirik", "Frida", "Geir", "Hanne", "Ivar", "Jorunn", "Kari", "Lars")
ETTERNAVN = ("Aas", "Berg", "Dahl", "Eide", "Foss", "Haugen", "Lie", "Moen", "Nes", "Ruud", "Solberg", "Vik")


def rader(ansatte: int, vakter_hver: int = 50, *, enkel: bool = False, fro: int = 1, fra_nr: int = 10001) -> Rader:
    """Typed rows by table. fro: the seed; fra_nr: the first employee number."""
    tilfeldig = random.Random(fro)
    ut: dict[str, list[tuple[Any, ...]]] = {n: [] for n in ("Ansatte", "Avtaler", "Vakter", "Fravær", "Gjennomganger")}
    ut["Innstillinger"] = [(nokkel, verdi) for nokkel, verdi in AVTALT]
    if not enkel:
        ut |= {"Turnus": [], "Lønnsgrunnlag": []}
    for n in range(ansatte):
        nr = str(fra_nr + n)
        navn = f"{FORNAVN[n % 12]} {ETTERNAVN[n // 12 % 12]} {ETTERNAVN[n // 144 % 12]}sen"
        uke = (35.5, 37.5, 33.6)[n % 3]
        ut["Ansatte"].append((nr, navn, f"Enhet {n // I_ENHETEN + 1}", ("Fagarbeider", "Assistent")[n % 2], True))
        ut["Avtaler"].append(
            (nr, START, SLUTT, 42.0, 28.0, uke, START, SLUTT, SIGNERT, 250.0, SIGNERT, None, "", SIGNERT)
        )
        turnus, fravaer = _turnus(n), _fravaer(nr, n, tilfeldig)
        ut["Vakter"] += _vakter(nr, n, vakter_hver, turnus, fravaer[0], tilfeldig)
        ut["Fravær"] += fravaer
        for k in (1, 2, 3):
            frist = START + timedelta(days=84 * k)
            if frist < DAG and tilfeldig.random() < 0.9:
                ut["Gjennomganger"].append((nr, frist, frist - timedelta(days=tilfeldig.randrange(7)), "", ""))
        if not enkel:
            ut["Turnus"] += [(nr, dag, *vakt) for dag, vakt in turnus.items()]
            lonn = 430_000.0 + 5_000 * (n % 20)
            ut["Lønnsgrunnlag"] += [(nr, START, lonn), (nr, date(2026, 5, 1), lonn * 1.04)]
    return ut


def _turnus(n: int) -> dict[date, tuple[int, int, int]]:
    """Day -> shift. Employees begin at different weeks of the rotation."""
    ut = {}
    for uke in range(UKER):
        mandag = START + timedelta(weeks=uke)
        rulle = (uke + n) % 6
        if rulle % 3 == 2:
            ut[mandag + timedelta(5)] = ut[mandag + timedelta(6)] = DAGVAKT if rulle == 2 else KVELD
        else:
            ut[mandag + timedelta(1 + n % 2)] = (DAGVAKT, KVELD, DAGVAKT, DAGVAKT, NATT)[rulle]
            ut[mandag + timedelta(3 + n % 2)] = DAGVAKT if rulle < 3 else KVELD
    return ut


def _vakter(
    nr: str, n: int, antall: int, turnus: dict[date, tuple[int, int, int]], ferie: tuple[Any, ...],
    tilfeldig: random.Random,
) -> list[tuple[Any, ...]]:  # fmt: skip
    hverdager = (START + timedelta(weeks=uke, days=k) for uke in range(UKER) for k in range(5))
    fri = [
        d for d in hverdager
        if d not in turnus and turnus.get(d - timedelta(1), DAGVAKT) is DAGVAKT and not ferie[1] <= d <= ferie[2]
    ]  # fmt: skip
    ut = []
    for k, dag in enumerate(sorted(tilfeldig.sample(fri, min(antall, len(fri))))):
        tett = tilfeldig.random() < 0.025
        start, slutt, pause = KVELD if tett else DAGVAKT
        varsel = dag - timedelta(days=3 if tilfeldig.random() < 0.01 else 14 + k % 20)
        status = "Utført" if dag < DAG else "Tildelt"
        ut.append((f"V{n}-{k}", nr, dag, start, slutt, pause, "Tidbank", "Tildelt", status, varsel, False, "Leder"))
    return ut


def _fravaer(nr: str, n: int, tilfeldig: random.Random) -> list[tuple[Any, ...]]:
    sykt = START + timedelta(days=tilfeldig.randrange(300))
    ferie = date(2026, 6, 29) + timedelta(weeks=n % 4)
    ut: list[tuple[Any, ...]] = [(nr, ferie, ferie + timedelta(days=20), "FERIE", None, date(2026, 3, 1))]
    if tilfeldig.random() < 0.8:
        lengde = tilfeldig.choice((1, 2, 3, 5, 12, 30))
        ut.append((nr, sykt, sykt + timedelta(days=lengde - 1), "SYK", tilfeldig.choice((1.0, 1.0, 0.5)), sykt))
    return ut


def lag(sti: Path, ansatte: int, vakter_hver: int = 50, *, enkel: bool = False, fro: int = 1) -> None:
    """Write the bank as a workbook."""
    workbook.skriv_bank(sti, rader(ansatte, vakter_hver, enkel=enkel, fro=fro), [])


if __name__ == "__main__":
    lag(Path(sys.argv[1]), *map(int, sys.argv[2:4]), enkel="enkel" in sys.argv)
