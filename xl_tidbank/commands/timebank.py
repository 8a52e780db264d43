"""The surplus bank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..book.page.formater import Format
from . import som_json
from .felles import ramme
from .registry import TURNUSEN, Bruk, kommando
from .sporsmaal import ANSATTE
from .svar import Spalte, Svar, Tavle, Vist

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.views import Timebanksaldo


@kommando(
    "Timebank",
    "Timebank",
    "Viser timer til gode, og et ark for hver ansatt med innskudd og uttak.",
    sporsmaal=(ANSATTE,),
    viser=("timebank",),
    linje=Bruk("timebank", "Timebanken: innskudd, uttak, reservert og saldo, en linje for hver ansatt.", uten=TURNUSEN),
    del_="timebank",
)
def timebank(bank: Bank, dag: date, ansatte: Sequence[str] = ()) -> Svar:
    """The overview and a page for each employee; those named only, where any are."""
    saldoer = [bank.timebank(nr, dag) for nr in ansatte] or bank.timebanker(dag)

    def sider() -> list[Side]:
        from ..book.sheets.timebank import timebank_konto_side, timebank_side
        from ..core.funn import Emne

        brukere = {s.ansattnr for s in bank.timebanker(dag)}
        funn = bank.funn(dag, ansatte=ansatte or None, gjelder=lambda slag: slag.emne == Emne.TIMEBANK)
        sider = [timebank_side([s for s in saldoer if s.ansattnr in brukere], funn, dag, **ramme(bank))]
        for s in saldoer:
            linjer = bank.timebank_konto(s.ansattnr, til=dag)
            if linjer or ansatte:
                sider.append(timebank_konto_side(linjer, s, bank.sak(s.ansattnr).ansatt, dag, **ramme(bank)))
        return sider

    return Svar(
        sider=sider,
        json=lambda: {"dato": dag, "timebank": [som_json.timebank(s) for s in saldoer]},
        vist=lambda: _tabell(saldoer, dag),
    )


def _tabell(saldoer: Sequence[Timebanksaldo], dag: date) -> list[Vist]:
    from ..core import tekst
    from ..tables import schema

    tall = {"innskudd": Format.TIMER, "uttak": Format.TIMER, "reservert": Format.TIMER, "saldo": Format.TILGODE}
    kolonner = (
        *(Spalte(schema.TIMEBANKNAVN[n]) for n in ("ansattnr", "navn")),
        *(Spalte(schema.TIMEBANKNAVN[n], slag) for n, slag in tall.items()),
    )
    rader = [(s.ansattnr, s.navn, s.innskudd, s.uttak, s.reservert, s.saldo) for s in saldoer]
    ut: list[Vist] = [Tavle(f"Timebank {tekst.dato(dag)} (timer)", kolonner, rader)]
    return ut if saldoer else [*ut, "Ingen bruker timebanken. Fyll ut arkene Kapasitet og Timer."]
