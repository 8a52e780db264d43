"""Settlement: what lapses, what is owed to the employee, and what may be deducted only where that is agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..book.page.formater import Format
from . import som_json
from .felles import ramme
from .registry import Bruk, kommando
from .sporsmaal import ANSATTE, DAG_MAA
from .svar import Spalte, Svar, Tavle, Vist

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.views import Avregning


@kommando(
    "Gjennomgang",
    "Avregn periode",
    "Viser hva som faller bort, er til gode, og kan trekkes bare hvis det er avtalt.",
    sporsmaal=(ANSATTE,),
    dag=DAG_MAA,
    viser=("saldo", "avregning"),
    linje=Bruk(
        "avregning",
        "Oppgjør: hva som bortfaller, er til gode, og kan trekkes bare hvis det er avtalt. Trekker aldri av seg selv.",
    ),
)
def avregning(bank: Bank, dag: date, ansatte: Sequence[str] = ()) -> Svar:
    """The settlement of all, or of those named; each of these, and everyone who has given notice, on a sheet."""
    rader = [a for a in bank.avregning(dag) if not ansatte or a.ansattnr in ansatte]

    def sider() -> list[Side]:
        from ..book.sheets.avregning import avregning_side, oppgjor_side

        egne = [oppgjor_side(a, dag, **ramme(bank)) for a in rader if ansatte or a.sagt_opp]
        return [avregning_side(rader, dag, **ramme(bank)), *egne]

    return Svar(
        sider=sider,
        json=lambda: {"dato": dag, "avregning": [som_json.avregning(a) for a in rader]},
        vist=lambda: [_tabell(rader, dag)],
    )


def _tabell(rader: Sequence[Avregning], dag: date) -> Vist:
    from ..core import tekst

    kolonner = (
        Spalte("Ansattnr", viker=1), Spalte("Navn"), Spalte("Periode til", Format.DATO, 2),
        Spalte("Skyldig", Format.TIMER), Spalte("Bortfall", Format.TIMER), Spalte("Til gode", Format.TIMER),
        Spalte("Kan trekkes bare hvis avtalt, kr", Format.KRONER), Spalte("Begrunnelse", under=""),
    )  # fmt: skip
    linjer = [
        (
            a.ansattnr, a.navn, a.periodeslutt, max(0.0, a.skyldig), a.bortfall, a.overskudd, a.trekk_kr, a.begrunnelse,
        )
        for a in rader
    ]  # fmt: skip
    return Tavle(f"Avregning {tekst.dato(dag)} (timer)", kolonner, linjer)
