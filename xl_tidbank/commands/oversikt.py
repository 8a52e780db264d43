"""Balances of everybody: the overview, and the front pages of a bank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..book.page.formater import Format
from . import som_json
from .felles import navn, ramme
from .registry import TIMEBANKEN, TURNUSEN, Bruk, kommando
from .sporsmaal import ANSATTE, Sporsmaal, Svarslag
from .svar import Spalte, Svar, Tavle, Vist

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.views import Saldo

# The columns a terminal has room for; --json and the page Oversikt hold them all.
VIST = ("skyldig", "avtalt", "skyldig_etter_avtalt", "etterslep", "trengs_per_uke_etter_avtalt")


@kommando(
    "Begynn",
    "Oppdater",
    "Regner Start og Oversikt på nytt, for dagen dere velger.",
    viser=("saldo", "funn"),
    levende=True,
)
def oversikt(bank: Bank, dag: date) -> Svar:
    """The two pages in front, together."""
    alle, uten = bank.saldoer(dag), bank.uten_periode(dag)
    return Svar(
        sider=lambda: [_start(bank, dag), _oversikt(bank, dag)],
        json=lambda: {"dato": dag, "saldo": [som_json.saldo(s) for s in alle], "uten_periode": uten},
        vist=lambda: saldotabell(alle, uten, dag),
    )


@kommando(
    "Gjennomgang",
    viser=("saldo", "funn"),
    sporsmaal=(
        Sporsmaal("ansatte", Svarslag.ANSATTE, valg=("--ansatt",), metavar="HVEM", hjelp=ANSATTE.hjelp),
    ),
    linje=Bruk(
        "saldo",
        "Skyldige timer og de andre tallene, en linje for hver ansatt.",
        uten=(*TURNUSEN, *TIMEBANKEN),  # no balance rests on them
    ),
)  # fmt: skip
def saldo(bank: Bank, dag: date, ansatte: Sequence[str] = ()) -> Svar:
    """The page is of everybody, also where one is asked about."""
    saldoer = [s for s in bank.saldoer(dag) if not ansatte or s.ansattnr in ansatte]
    utenfor = [nr for nr in bank.uten_periode(dag) if not ansatte or nr in ansatte]
    return Svar(
        sider=lambda: [_oversikt(bank, dag)],
        json=lambda: {"dato": dag, "saldo": [som_json.saldo(s) for s in saldoer], "uten_periode": utenfor},
        vist=lambda: saldotabell(saldoer, utenfor, dag),
    )


def saldotabell(saldoer: Sequence[Saldo], utenfor: Sequence[str], dag: date) -> list[Vist]:
    from ..core import tekst
    from ..tables import schema

    viker = {"etterslep": 2, "trengs_per_uke_etter_avtalt": 3, "avtalt": 4, "skyldig_etter_avtalt": 5}
    slag = {"skyldig": Format.SKYLDIG, "skyldig_etter_avtalt": Format.SKYLDIG, "etterslep": Format.ETTERSLEP}
    kolonner = (
        Spalte("Ansattnr", viker=1), Spalte("Navn"),
        *(Spalte(schema.SALDONAVN[n], slag.get(n, Format.TIMER), viker.get(n, 0)) for n in VIST),
        Spalte("Neste gjennomgang", Format.DATO, 6), Spalte("Status", Format.STATUS),
    )  # fmt: skip
    rader = [(s.ansattnr, s.navn, *_tall(s), s.neste_gjennomgang, s.status) for s in saldoer]
    ut: list[Vist] = [Tavle(f"Saldo {tekst.dato(dag)} (timer)", kolonner, rader)]
    if utenfor:
        ut += ["", f"Uten avtale om tidbank {tekst.dato(dag)}: {', '.join(utenfor)}."]
    return ut


def _tall(s: Saldo) -> list[float | None]:
    """Nothing where no more hours are needed."""
    tall: list[float | None] = [getattr(s, n) for n in VIST]
    return [None if n.startswith("trengs") and t is not None and t <= 0 else t for n, t in zip(VIST, tall, strict=True)]


def forsider(bank: Bank, dag: date) -> list[Side]:
    """The two pages at the front of a bank: Start and Oversikt."""
    return oversikt(bank, dag).sider()


def _start(bank: Bank, dag: date) -> Side:
    from ..book.sheets.start import start_side

    return start_side(
        bank.saldoer(dag), bank.funn(dag), dag, valg=bank.valg, navn=navn(bank), uten_periode=bank.uten_periode(dag),
        **ramme(bank),
    )  # fmt: skip


def _oversikt(bank: Bank, dag: date) -> Side:
    from ..book.sheets.oversikt import oversikt_side

    enheter = {nr: bank.enhet(nr) for nr in bank.ansattnumre}
    return oversikt_side(
        bank.saldoer(dag), bank.funn(dag), dag, uten_periode=bank.uten_periode(dag), enhet=enheter, navn=navn(bank),
        **ramme(bank),
    )  # fmt: skip
