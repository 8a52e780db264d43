"""Pay: the pages of a month, and the file payroll reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..book.page.formater import Format
from . import som_json
from .felles import ramme
from .registry import TIMEBANKEN, Bruk, kommando
from .sporsmaal import ANSATTE, Sporsmaal, Svarslag
from .svar import Spalte, Svar, Tavle, Utfil, Vist

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.lonn.linjer import Lonnsliste, Lonnsmaaned

CSV_HODE = (
    "Ansattnr", "Måned", "Lønnsart", "Navn", "Antall", "Enhet", "Sats", "Beløp", "Pensjonsgivende", "Hjemmel", "Merk",
)  # fmt: skip
VISER = ("lonn", "saldo")


@kommando(
    "Lønn",
    "Lønn for måneden",
    "Lager lønnen for måneden dagen er i: en oversikt og et ark for hver ansatt.",
    sporsmaal=(
        ANSATTE,
        Sporsmaal("csv", Svarslag.UTFIL, valg=("--csv",), metavar="UT.csv",
                  hjelp="Skriver lønnsfilen: en linje for hver lønnsart."),
    ),
    dag=Sporsmaal("dag", Svarslag.MAANED, "Dato", valg=("--maned",), metavar="MÅNED", maa=True,
                  hjelp="Måneden, for eksempel 2026-05."),
    viser=VISER,
    linje=Bruk(
        "lonn", "Lønn for en måned: grunnlønn, tillegg, sykelønn, etterbetaling, merarbeid og overtid.",
        uten=TIMEBANKEN,
    ),
    del_="lonn",
)  # fmt: skip
def lonn(bank: Bank, dag: date, ansatte: Sequence[str] = (), csv: Path | None = None) -> Svar:
    """The pages say who is missing; figures and file are handed over only when nobody is."""
    liste = bank.lonn(dag, ansatte)
    return Svar(
        sider=lambda: _sider(bank, dag, liste, alene=len(ansatte) == 1),
        json=lambda: {
            "maned": f"{dag:%Y-%m}", "lonn": [som_json.lonn(m) for m in liste.krev()], "uten_lonn": liste.uten,
        },
        vist=lambda: _tabell(liste, dag),
        fil=_fil(liste, dag) if csv is not None else None,
    )  # fmt: skip


@kommando(
    "Lønn",
    "Lønnsfil (CSV)",
    "Lager en CSV-fil med en linje for hver lønnsart, til lønnssystemet.",
    sporsmaal=(ANSATTE,),
    viser=VISER,
    del_="lonn",
)
def lonnsfil(bank: Bank, dag: date, ansatte: Sequence[str] = ()) -> Svar:
    """The file; where nobody is paid that month, the page that says so. Raises TidbankFeil when somebody is missing."""
    liste = bank.lonn(dag, ansatte)
    return Svar(
        sider=lambda: _sider(bank, dag, liste, alene=len(ansatte) == 1), fil=_fil(liste, dag) if liste.krev() else None
    )


def _sider(bank: Bank, dag: date, liste: Lonnsliste, *, alene: bool) -> list[Side]:
    """A page each. The overview of several says who is missing and why; the others have their pages all the same."""
    from ..book.sheets.lonn import lonn_side, lonnsoversikt_side

    sider = [lonn_side(m, bank.valg, **ramme(bank)) for m in liste.maaneder]
    if alene and len(sider) == 1:
        return sider
    return [lonnsoversikt_side(liste, [(nr, bank.navn(nr)) for nr in liste.uten], dag, **ramme(bank)), *sider]


def _fil(liste: Lonnsliste, dag: date) -> Utfil:
    from ..core import tekst
    from ..core.lonn.satser import MULIG_UTDATERT

    maaneder = liste.krev()
    linjer = sum(len(m.linjer) for m in maaneder)
    sier = [f"{len(maaneder)} ansatte og {linjer} linjer for {tekst.maaned(dag)}. Filen inneholder lønn og sykelønn."]
    if any(m.utdatert for m in maaneder):
        sier.append(f"Noen satser er {MULIG_UTDATERT}. De linjene er merket i filen.")
    if liste.uten:
        sier.append(f"Uten rad i Lønnsgrunnlag, og ikke med: {', '.join(liste.uten)}.")
    return Utfil(f"lonn-{dag:%Y-%m}.csv", tuple(sier), lambda sti: skriv_lonnsfil(sti, maaneder))


def skriv_lonnsfil(sti: Path, maaneder: Sequence[Lonnsmaaned]) -> None:
    """Write the CSV, whole or not at all: one line a pay type, amounts in øre."""
    from ..book.files.save import skriv_helt
    from ..book.write.csvout import skriv_csv
    from ..core import tekst
    from ..core.lonn.satser import MULIG_UTDATERT

    rader = [
        (
            m.ansatt.ansattnr, f"{m.maaned:%Y-%m}", x.lonnsart, x.navn, round(x.antall, 4), x.enhet,
            round(x.sats, 4), tekst.avrund(x.belop), x.pensjon, x.hjemmel, MULIG_UTDATERT if x.utdatert else "",
        )
        for m in maaneder
        for x in m.linjer
    ]  # fmt: skip
    skriv_helt(sti, lambda midlertidig: skriv_csv(midlertidig, CSV_HODE, rader))


def _tabell(liste: Lonnsliste, dag: date) -> list[Vist]:
    from ..core import tekst
    from ..core.lonn.satser import MULIG_UTDATERT

    kolonner = (
        Spalte("Ansattnr", viker=1), Spalte("Navn"), Spalte("Lønnsart"), Spalte("Antall", Format.ANTALL, 3),
        Spalte("Sats", Format.KRONER, 2), Spalte("Beløp", Format.KRONER), Spalte("Pensjon", viker=4),
        Spalte("Merk", under=""),
    )  # fmt: skip
    rader: list[tuple[str | float | None, ...]] = []
    for m in liste.krev():
        for n, x in enumerate(m.linjer):
            hvem = (m.ansatt.ansattnr, m.ansatt.navn) if not n else ("", "")
            antall = f"{x.antall:.4f}".rstrip("0").rstrip(".").replace(".", ",")
            merk = f"▲ {MULIG_UTDATERT}" if x.utdatert else ""
            rader.append((*hvem, x.navn, antall, x.sats, x.belop, "Ja" if x.pensjon else "Nei", merk))
        rader.append(("", "", "I alt", "", None, m.sum, "", ""))
    maaned = tekst.maaned(dag)
    ut: list[Vist] = [f"Ingen har lønn i {maaned}. Fyll ut arket Lønnsgrunnlag."]
    if liste.maaneder:
        ut = [Tavle(f"Lønn {maaned} (kroner)", kolonner, rader)]
    if liste.uten:
        ut += ["", f"Uten rad i Lønnsgrunnlag, og ikke med: {', '.join(liste.uten)}."]
    gamle = sorted({n for m in liste.maaneder for n in m.utdatert})
    if gamle:
        ut += [
            "", f"▲ {MULIG_UTDATERT.capitalize()}: {'; '.join(n.lower() for n in gamle)}.",
            "  Hold satsene mot gjeldende tariffavtale, og skriv egne eller satser_kontrollert_til i Innstillinger.",
        ]  # fmt: skip
    return ut
