"""Deduction when the employee leaves in the period: only what has accrued, only by their own notice, only with a
written deduction agreement made beforehand that says how much (item 31; B17, B37, B43; aml § 14-15 (2) c)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .. import tekst
from ..model import OPPSIGERE

HJEMMEL = "Delta § 11; aml. § 14-15 (2) c; HR-2021-2532-A"
ANSATT = OPPSIGERE[0]
DOM = "HR-2021-2532-A (17.12.2021)"
TIMER, KRONER = "Trekk timer", "Trekk kr"  # the columns that say how much


class Trekk(NamedTuple):
    """Hours and kroner that may be deducted, and why; never deducted by itself.

    grense: the column that made it less than what has accrued, "" = none.
    """

    timer: float
    kroner: float
    begrunnelse: str
    grense: str = ""


INGEN_TREKK = Trekk(0.0, 0.0, "")


def trekk(
    etterslep: float, timelonn: float | None, sagt_opp_av: str, trekkavtale: date | None, dag: date,
    mest_timer: float | None = None, mest_kr: float | None = None,
) -> Trekk:  # fmt: skip
    """What may be deducted on a day. etterslep: hours accrued less worked and credited. mest_timer, mest_kr: the
    highest the agreement names; where it names one of them, that one limits; where none, nothing may be deducted."""

    def ingen(hvorfor: str) -> Trekk:
        return Trekk(0.0, 0.0, f"{hvorfor}, så ingenting kan trekkes.")

    if not sagt_opp_av:
        return ingen("Ingen har sagt opp")
    if sagt_opp_av != ANSATT:
        return ingen("Arbeidsgiver har sagt opp")
    if etterslep <= 0:
        return ingen("Ingen påløpte timer er ubetalt med arbeid")
    if trekkavtale is None:
        return ingen("Det er ingen skriftlig trekkavtale")
    if trekkavtale > dag:
        return ingen(f"Trekkavtalen er fra {tekst.dato(trekkavtale)}, etter oppgjøret")
    if mest_timer is None and mest_kr is None:
        return ingen(
            f"Trekkavtalen sier ikke hvor mye som høyst kan trekkes ({TIMER} og {KRONER} i Avtaler mangler), og {DOM} "
            "krever at avtalen gjør dette trekket konkret"
        )
    if timelonn is None:
        return Trekk(0.0, 0.0, "Timelønn mangler i Avtaler, så trekket kan ikke regnes ut.")
    timer, grense = etterslep, ""
    if mest_timer is not None and mest_timer < timer:
        grense = TIMER if tekst.over(timer, mest_timer) else ""
        timer = mest_timer
    kroner = timer * timelonn
    if mest_kr is not None and mest_kr < kroner:
        grense = KRONER if tekst.over(kroner, mest_kr) else grense
        timer, kroner = mest_kr / timelonn, mest_kr
    sier = [f"høyst {tekst.timer(mest_timer)} timer"] if mest_timer is not None else []
    sier += [f"høyst kr {tekst.kroner(mest_kr)}"] if mest_kr is not None else []
    if len(sier) == 1:
        sier.append(f"ingenting i {KRONER if mest_kr is None else TIMER}")
    paalopt = f"{tekst.timer(etterslep)} påløpte timer x kr {tekst.kroner(timelonn)}"
    utregning = f"{paalopt}, begrenset av {grense}:" if grense else f"{paalopt}:"
    return Trekk(
        timer, kroner,
        f"Den ansatte har sagt opp. {utregning} kr {tekst.kroner(kroner)} kan trekkes bare hvis trekkavtalen fra "
        f"{tekst.dato(trekkavtale)} ({' og '.join(sier)}) gjelder akkurat dette trekket ({DOM}), og den ansatte "
        "beholder det som trengs til underhold. Banken trekker ikke av seg selv.", grense,
    )  # fmt: skip
