"""Which capacity is in force for an employee on a day, and what it makes of the day's hours (items 49-54; B28)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..model import Kapasitet
from ..sak import Sak
from ..tid.rodedager import rod_dag


def innskudd(timer: float, kapasitet: float) -> float:
    """A day's deposit: the hours over the capacity; never negative, so never a withdrawal (items 51, 56)."""
    return max(0.0, timer - kapasitet)


def i_kraft(sak: Sak, dag: date) -> Kapasitet | None:
    """The employee's own latest row begun by the day, else the company's; None where neither has one. Of an account
    that has had several numbers, a row of the one in use that day, where it has one."""
    egne = [k for k in sak.kapasitet if k.ansattnr]
    nr = sak.nummer(dag) if egne else None
    return (
        _siste((k for k in egne if k.ansattnr == nr), dag)
        or _siste(egne, dag)
        or _siste((k for k in sak.kapasitet if not k.ansattnr), dag)
    )


def maaler(sak: Sak, dag: date) -> Kapasitet | None:
    """The capacity hours are measured against on a day, None where nothing is measured: no row, manual mode, or
    somebody with tidbank who has no row of their own (B28: off by default in a Delta scheme)."""
    rad = i_kraft(sak, dag)
    if rad is None or not rad.automatisk:
        return None
    return None if not rad.ansattnr and i_tidbank(sak, dag) else rad


def ventet(sak: Sak, rad: Kapasitet, dag: date) -> float:
    """Hours a row expects on a day; on a red day as on the weekday, or none, by the choice (B47)."""
    if sak.valg["kapasitet_rode_dager"] == "0" and rod_dag(dag):
        return 0.0
    return rad.timer(dag)


def i_tidbank(sak: Sak, dag: date) -> bool:
    """Whether an agreement on tidbank is in force on the day."""
    avtale = sak.avtale(dag)
    return avtale is not None and avtale.tidbank_pst > 0


def _siste(rader: Iterable[Kapasitet], dag: date) -> Kapasitet | None:
    begynt = [k for k in rader if k.fra is None or k.fra <= dag]
    # Two rows from one day are refused when a workbook is read; here they only must not depend on their order.
    return max(begynt, key=lambda k: (k.fra or date.min, repr(k[2:-1])), default=None)
