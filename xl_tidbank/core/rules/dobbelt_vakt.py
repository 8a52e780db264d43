"""The same hour or the same row twice: overlapping shifts, a Vaktnr used again, a bank shift inside the roster."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from .. import clock, tekst
from ..model import GJELDENDE, Alvor, Funn, Vakt
from ..sak import Sak
from ..views import Saldo
from . import Regel

if TYPE_CHECKING:
    from ..bank import Bank

HJEMMEL = "utkastet pkt. 5; aml. § 10-7"
# Types that come on top of the roster; an ordinary or swapped shift may stand in both tables.
UTENOM_TURNUS = frozenset(("Tidbank", "Ekstra", "Overtid"))


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    gjeldende = [v for v in sak.vakter if v.status in GJELDENDE]
    forrige: Vakt | None = None
    forrige_slutt = 0
    for v in gjeldende:
        start, slutt = clock.vakttid(v.dato, v.start, v.slutt)
        if forrige is not None and start < forrige_slutt:
            yield Funn(
                "dobbelt_vakt", Alvor.BRUDD, sak.ansattnr, v.kilde, "Start", HJEMMEL,
                f"Vakt {tekst.dato(v.dato)} kl. {tekst.klokke(v.start)} begynner før vakten i {forrige.kilde} er over.",
                "Rett klokkeslettene, eller sett den ene vakten til Avlyst.",
                {"vaktnr": v.vaktnr, "dato": v.dato, "andre_rad": str(forrige.kilde)}, v.dato,
            )  # fmt: skip
        if slutt > forrige_slutt:
            forrige, forrige_slutt = v, slutt
    if sak.turnus and gjeldende:
        yield from _i_turnus(sak, [v for v in gjeldende if v.type in UTENOM_TURNUS])


def _i_turnus(sak: Sak, vakter: list[Vakt]) -> Iterator[Funn]:
    rundt: dict[int, list[tuple[int, int]]] = {}
    for t in sak.turnus:
        rundt.setdefault(t.dato.toordinal(), []).append(clock.vakttid(t.dato, t.start, t.slutt))
    for v in vakter:
        start, slutt = clock.vakttid(v.dato, v.start, v.slutt)
        dag = v.dato.toordinal()
        naer = (tid for n in (dag - 1, dag, dag + 1) for tid in rundt.get(n, ()))
        if any(start < t_slutt and t_start < slutt for t_start, t_slutt in naer):
            yield Funn(
                "overlapp_turnus", Alvor.ADVARSEL, sak.ansattnr, v.kilde, "Start", HJEMMEL,
                f"Vakt {tekst.dato(v.dato)} kl. {tekst.klokke(v.start)} ligger oppå en vakt i turnusen.",
                "Rett klokkeslettene, eller ta vakten ut av den ene tabellen. En time kan bare telle én gang.",
                {"vaktnr": v.vaktnr, "dato": v.dato}, v.dato,
            )  # fmt: skip


def bankfunn(bank: Bank, dag: date) -> Iterator[Funn]:
    sett: dict[str, Vakt] = {}
    for v in bank.tabeller.vakter:
        if not v.vaktnr:
            continue
        forste = sett.setdefault(v.vaktnr, v)
        if forste is not v:
            yield Funn(
                "dobbelt_vakt", Alvor.BRUDD, v.ansattnr, v.kilde, "Vaktnr", HJEMMEL,
                f"Vaktnr {v.vaktnr} står også i {forste.kilde}.",
                "Gi vakten et eget nummer, eller slett raden som står to ganger.",
                {"vaktnr": v.vaktnr, "dato": v.dato, "andre_rad": str(forste.kilde)}, v.dato,
            )  # fmt: skip


REGEL = Regel(HJEMMEL, ("dobbelt_vakt", "overlapp_turnus"), funn=funn, bankfunn=bankfunn)
