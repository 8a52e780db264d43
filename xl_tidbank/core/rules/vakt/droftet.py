"""The work plan is discussed with the rep at latest two weeks before it starts (aml. § 10-3; B2).

That is what the section says in so many words; the 14 days' notice of a shift is Delta's and the draft's
(`varselfrist`). Nothing is said where no date is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "aml. § 10-3"


class Fakta(NamedTuple):
    vaktnr: str
    dato: date
    droftet: date
    dager: int
    frist: int


DROFTET_SENT = Funnslag[Fakta](
    "droftet_sent",
    "Plan drøftet for sent med tillitsvalgt",
    HJEMMEL,
    (Alvor.ADVARSEL,),
    setning=lambda f, _: (
        f"Planen med tidbankvakter ble drøftet med tillitsvalgt for sent. Fristen er {f.frist} dager før."
    ),
    uten_dag=True,
    varsel=True,
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for v in sak.tidbankvakter:
        if v.droftet is None:
            continue
        antall, frist = (v.dato - v.droftet).days, int(parameters.verdi("droftefrist", v.dato))
        if antall >= frist:
            continue
        foer = f"{antall} dager før" if antall >= 0 else "etter vakten"
        yield DROFTET_SENT.funn(
            sak.ansattnr, v.kilde, "Drøftet",
            f"Planen med vakten {tekst.dato(v.dato)} ble drøftet med tillitsvalgt {tekst.dato(v.droftet)}, {foer}. "
            f"Loven sier så tidlig som mulig, og senest {frist} dager før.",
            "Drøft planen tidligere, eller rett datoen. Tariffavtalen kan ha en annen frist.",
            Fakta(vaktnr=v.vaktnr, dato=v.dato, droftet=v.droftet, dager=antall, frist=frist), dato=v.dato,
            gruppe="droftet", verst=-antall,
        )  # fmt: skip


REGEL = Regel((DROFTET_SENT,), funn=funn)
