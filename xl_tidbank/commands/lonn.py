"""The commands of pay: the pages of a month, and the file payroll reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ..book.files.save import skriv_helt
from ..book.page.plain import Side
from ..book.sheets.lonn import lonn_side, lonnsoversikt_side
from ..book.write.csvout import skriv_csv
from ..core import tekst
from ..core.bank import Bank
from ..core.lonn.linjer import Lonnsmaaned
from ..core.lonn.satser import MULIG_UTDATERT
from .registry import Svar, Utfil, kommando

CSV_HODE = (
    "Ansattnr", "Måned", "Lønnsart", "Navn", "Antall", "Enhet", "Sats", "Beløp", "Pensjonsgivende", "Hjemmel", "Merk",
)  # fmt: skip


@kommando(
    "Lønn", "Lønn for måneden", "Lager lønnen for måneden dagen er i: en oversikt og et ark for hver ansatt.",
    velger_ansatte=True, viser=("lonn", "saldo"),
)  # fmt: skip
def lonn(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    return _sider(bank, dag, ansatte)


def _sider(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    """A page each. The overview of several says who is missing and why; the others have their pages all the same."""
    liste = bank.lonn(dag, ansatte)
    felles = {"virksomhet": bank.valg["virksomhet"], "stempel": bank.stempel}
    oversikt = lonnsoversikt_side(liste, [(nr, bank.navn(nr)) for nr in liste.uten], dag, **felles)
    sider = [lonn_side(m, bank.valg, **felles) for m in liste.maaneder]
    return sider if len(sider) == 1 and len(ansatte) == 1 else [oversikt, *sider]


@kommando(
    "Lønn",
    "Lønnsfil (CSV)",
    "Lager en CSV-fil med en linje for hver lønnsart, til lønnssystemet.",
    velger_ansatte=True,
    viser=("lonn", "saldo"),
)
def lonnsfil(bank: Bank, dag: date, ansatte: Sequence[str]) -> Svar:
    """The file; where nobody is paid that month, the page that says so. Raises TidbankFeil when somebody is missing."""
    liste = bank.lonn(dag, ansatte)
    maaneder, uten = liste.krev(), liste.uten
    if not maaneder:
        return [*_sider(bank, dag, ansatte)]
    linjer = sum(len(m.linjer) for m in maaneder)
    sier = [f"{len(maaneder)} ansatte og {linjer} linjer for {tekst.maaned(dag)}. Filen inneholder lønn og sykelønn."]
    if any(m.utdatert for m in maaneder):
        sier.append(f"Noen satser er {MULIG_UTDATERT}. De linjene er merket i filen.")
    if uten:
        sier.append(f"Uten rad i Lønnsgrunnlag, og ikke med: {', '.join(uten)}.")
    return Utfil(f"lonn-{dag:%Y-%m}.csv", tuple(sier), lambda sti: skriv_lonnsfil(sti, maaneder))


def skriv_lonnsfil(sti: Path, maaneder: Sequence[Lonnsmaaned]) -> None:
    """Write the CSV, whole or not at all: one line a pay type, amounts in øre."""
    rader = [
        (
            m.ansatt.ansattnr, f"{m.maaned:%Y-%m}", x.lonnsart, x.navn, round(x.antall, 4), x.enhet,
            round(x.sats, 4), tekst.avrund(x.belop), x.pensjon, x.hjemmel, MULIG_UTDATERT if x.utdatert else "",
        )
        for m in maaneder
        for x in m.linjer
    ]  # fmt: skip
    skriv_helt(sti, lambda midlertidig: skriv_csv(midlertidig, CSV_HODE, rader))
