"""Fairness: who works weekends, red days, evenings and nights, and who works beyond the agreed time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..book.page.formater import Format, Status
from . import som_json
from .felles import ramme
from .registry import Bruk, kommando
from .sporsmaal import ANSATTE, Sporsmaal, Svarslag
from .svar import Spalte, Svar, Tavle, Vist, kode

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.fordeling import Fordeling, Merarbeid

VISER = ("fordeling", "saldo")


@kommando(
    "Kontroller",
    "Fordeling",
    "Viser helger, røde dager, kvelder og netter mot kolleger, og arbeid utover avtalt tid.",
    sporsmaal=(
        ANSATTE,
        Sporsmaal("fra", Svarslag.DATO, valg=("--fra",), hjelp="Første dag. Uten: 52 uker.", metavar="DATO"),
    ),
    dag=Sporsmaal("dag", Svarslag.DATO, "Dato", valg=("--til",), metavar="DATO", ellers="i dag",
                  hjelp="Siste dag. Uten: bankens dag, ellers i dag."),
    viser=VISER,
    linje=Bruk("fordeling", "Helger, røde dager, kvelder og netter mot kolleger, og arbeid utover avtalt tid."),
)  # fmt: skip
def fordeling(bank: Bank, dag: date, ansatte: Sequence[str] = (), fra: date | None = None) -> Svar:
    """Up to the day: from `fra`, else as long as the longest settlement period."""
    from ..core import parameters, tekst
    from ..core.errors import Svarfeil

    forste = fra or dag - timedelta(days=int(parameters.verdi("periode_maks", dag)) - 1)
    if forste > dag:
        raise Svarfeil(f"--fra {tekst.dato(forste)} er etter --til {tekst.dato(dag)}.")
    rader = bank.fordeling(forste, dag, ansatte)
    utover = [m for m in bank.merarbeid(dag) if not ansatte or m.ansattnr in ansatte]
    return Svar(
        sider=lambda: _sider(bank, forste, dag, rader, utover, egne=bool(ansatte)),
        json=lambda: {
            "fra": forste, "til": dag, "fordeling": [som_json.fordeling(f) for f in rader],
            "merarbeid": [som_json.merarbeid(m) for m in utover],
        },
        vist=lambda: _tabell(rader, utover, forste, dag),
        kode=kode(any(f.klart_mer for f in rader) or any(m.jevnlig for m in utover)),
    )  # fmt: skip


def _sider(
    bank: Bank, fra: date, til: date, rader: Sequence[Fordeling], utover: Sequence[Merarbeid], *, egne: bool
) -> list[Side]:
    """The manager's page of everybody; a page for each employee where some are named."""
    from ..book.sheets.fordeling import fordeling_egen_side, fordeling_side
    from ..core import tekst
    from ..core.errors import TidbankFeil

    if not egne:
        terskel = bank.valg.paa("fordeling_terskel", til)
        return [fordeling_side(rader, utover, fra, til, terskel=terskel, **ramme(bank))]
    if not rader:
        raise TidbankFeil(
            f"Ingen av de valgte har tidbank fra {tekst.dato(fra)} til {tekst.dato(til)}. Velg andre dager."
        )
    minst, mer = bank.valg.paa("minste_gruppe", til), {m.ansattnr: m for m in utover}
    return [fordeling_egen_side(f, mer.get(f.ansattnr), minst=minst, **ramme(bank)) for f in rader]


def _tabell(rader: Sequence[Fordeling], utover: Sequence[Merarbeid], fra: date, til: date) -> list[Vist]:
    from ..core import tekst
    from ..core.fordeling import MAAL

    kolonner = (
        Spalte("Ansatt"), Spalte("Enhet", viker=2), Spalte("Stilling %", Format.ANTALL, 1),
        *(Spalte(navn, Format.ANTALL, 3 * navn.endswith("timer")) for _, navn, _, _ in MAAL),
        Spalte("Klart mer", Format.STATUS),
    )  # fmt: skip
    linjer = []
    for f in rader:
        tall = [f"{tekst.tall(m.egen)}{f' ({tekst.tall(m.andre)})' if m.andre is not None else ''}" for m in f.maal]
        mer = ", ".join(m.navn.lower() for m in f.maal if m.klart_mer)
        status = f"▲ {mer}" if mer else Status.PAA_LINJE
        linjer.append((f"{f.ansattnr} {f.navn}", f.enhet, tekst.tall(f.stilling), *tall, status))
    tittel = f"Fordeling {tekst.dato(fra)}–{tekst.dato(til)} (i parentes: kolleger for samme stilling)"
    ut: list[Vist] = [Tavle(tittel, kolonner, linjer)]
    if not rader:
        ut.append("Ingen har tidbank i disse dagene.")
    for m in utover:
        tegn = "▲" if m.jevnlig else "●"
        ut.append(
            f"{tegn} {m.ansattnr} {m.navn}: {tekst.timer(m.timer)} timer utover avtalt i {m.maaneder} av {m.av} "
            f"måneder, tilsvarer {tekst.timer(m.tilsvarer)} % stilling (aml. § 14-4 a)."
        )
    return ut
