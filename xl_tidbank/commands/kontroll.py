"""Findings: those of notice, and all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from . import som_json
from .felles import funntabell, navn, noe, ramme
from .registry import Bruk, kommando
from .svar import Svar, kode

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.funn import Funn


@kommando(
    "Kontroller",
    "Kontroller varsler",
    "Finner vakter med for kort varsel, uten godkjenning eller drøftet for sent.",
    viser=("funn",),
)
def kontroller_varsler(bank: Bank, dag: date) -> Svar:
    return _svar(bank, dag, bank.funn(dag, gjelder=lambda slag: slag.varsel))


@kommando(
    "Kontroller",
    "Kontroller alt",
    "Finner alle brudd og advarsler.",
    linje=Bruk("kontroller", "Finner brudd og advarsler. Avslutter med 1 når det er noen."),
)
def kontroller_alt(bank: Bank, dag: date) -> Svar:
    return _svar(bank, dag, bank.funn(dag))


def _svar(bank: Bank, dag: date, funn: Sequence[Funn]) -> Svar:
    def sider() -> list[Side]:
        from ..book.sheets.avvik import avvik_side

        return [avvik_side(funn, navn(bank), dag, **ramme(bank))]

    return Svar(
        sider=sider,
        json=lambda: {"dato": dag, "funn": [som_json.funn(f) for f in funn]},
        vist=lambda: funntabell(funn, navn(bank), dag),
        merk=funn,
        kode=kode(noe(funn)),
    )
