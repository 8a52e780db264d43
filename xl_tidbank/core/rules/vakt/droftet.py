"""The work plan is discussed with the rep at latest two weeks before it starts (aml. § 10-3; B2).

That is what the section says in so many words; the 14 days' notice of a shift is Delta's and the draft's
(`varselfrist`). Nothing is said where no date is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import parameters, tekst
from ...funn import Alvor, Funn
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "aml. § 10-3"


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for v in sak.tidbankvakter:
        if v.droftet is None:
            continue
        antall, frist = (v.dato - v.droftet).days, int(parameters.verdi("droftefrist", v.dato))
        if antall >= frist:
            continue
        foer = f"{antall} dager før" if antall >= 0 else "etter vakten"
        yield Funn(
            "droftet_sent", Alvor.ADVARSEL, sak.ansattnr, v.kilde, "Drøftet", HJEMMEL,
            f"Planen med vakten {tekst.dato(v.dato)} ble drøftet med tillitsvalgt {tekst.dato(v.droftet)}, {foer}. "
            f"Loven sier så tidlig som mulig, og senest {frist} dager før.",
            "Drøft planen tidligere, eller rett datoen. Tariffavtalen kan ha en annen frist.",
            {"vaktnr": v.vaktnr, "dato": v.dato, "droftet": v.droftet, "dager": antall, "frist": frist}, v.dato,
            gruppe="droftet", verst=-antall,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("droftet_sent",), funn=funn)
