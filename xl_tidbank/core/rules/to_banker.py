"""No hour stands in both banks: recorded hours that are a tidbank shift too are left out of the surplus bank (B28)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from .. import tekst
from ..model import Alvor, Funn
from ..timebank.okter import dekker
from . import Regel

if TYPE_CHECKING:
    from ..bank import Bank

HJEMMEL = "Delta § 1; Svenn: Automatiske innskudd"


def bankfunn(bank: Bank, dag: date) -> Iterator[Funn]:
    for nr in bank.ansattnumre:
        konto = bank.timebank_for(nr)
        for d in konto.dager.values():
            vakter = konto.tidbankvakter(d.dato)
            for f in d.foringer if vakter else ():
                vakt = next((v for v in vakter if dekker(f, v)), None)
                uten_klokke = f.start is None and d.kapasitet is not None and any(v.dato == f.dato for v in vakter)
                if vakt is not None:
                    yield Funn(
                        "time_i_begge_banker", Alvor.BRUDD, nr, f.kilde, "Start", HJEMMEL,
                        f"Timene {tekst.dato(f.dato)} kl. {tekst.klokke(f.start or 0)}–{tekst.klokke(f.slutt or 0)} er "
                        f"også tidbankvakten i {vakt.kilde}. De er bare regnet i tidbanken.",
                        "Ta timene ut av Timer, eller endre typen på vakten. En time kan bare telle i én bank.",
                        {"dato": f.dato, "vaktnr": vakt.vaktnr, "andre_rad": str(vakt.kilde)}, f.dato,
                    )  # fmt: skip
                elif uten_klokke:
                    yield Funn(
                        "time_i_begge_banker", Alvor.ADVARSEL, nr, f.kilde, "Timer", HJEMMEL,
                        f"{tekst.timer(f.timer or 0.0)} timer er ført {tekst.dato(f.dato)}, samme dag som en "
                        "tidbankvakt. De kan være de samme, og er ikke regnet i timebanken.",
                        "Skriv Start og Slutt, så det går fram om timene kommer utenom vakten.",
                        {"dato": f.dato, "timer": f.timer}, f.dato,
                    )  # fmt: skip


REGEL = Regel(HJEMMEL, ("time_i_begge_banker",), ("timer",), bankfunn=bankfunn)
