"""Which sheets are ours, and where the pages of a command go among all that stands in a workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from xl_tidbank.book.page.pagenames import unike
from xl_tidbank.book.page.plain import Side, arknavn
from xl_tidbank.tables.names import samme

from .vert import Eget, Plass, Vert

_MERKE = re.compile(r"([0-9]+)(f?)")


def plan(
    arkene: Sequence[str], egne: Sequence[tuple[Eget, Opphav]], sider: Sequence[Side], *, erstatt: bool
) -> tuple[list[Plass], list[str]]:
    """Where each page goes, and what to say of it.

    erstatt: a page takes the place of the last copy of itself, unless somebody has written on that. Otherwise, and
    where a sheet that is not ours to replace has the name, it gets a number after its name.
    """
    vaare = {samme(e.ark): e.ark for e, _ in egne}
    kan_vike = {samme(e.ark) for e, av in egne if e.urort and not av.fast} if erstatt else set()
    opptatt = [a for a in arkene if samme(a) not in kan_vike]
    staar = {samme(a): a for a in opptatt}
    plasser, merknader = [], []
    for side, ny in zip(sider, unike(sider, opptatt), strict=True):
        plasser.append(Plass(ny, vaare[samme(ny.ark)] if samme(ny.ark) in kan_vike else ""))
        ark = staar.get(samme(arknavn(side.ark)))
        if erstatt and ark is not None and not plasser[-1].erstatter:
            hvorfor = f"Noen har skrevet på {ark}." if samme(ark) in vaare else f"Arket {ark} sto her fra før."
            merknader.append(f"{hvorfor} Det nye arket heter {ny.ark}.")
    return plasser, merknader


class Opphav(NamedTuple):
    """What a sheet of ours is marked with: the run that made it. fast: it is for people to write on, never replaced."""

    kjoring: int
    fast: bool

    def __str__(self) -> str:
        return f"{self.kjoring}{'f' if self.fast else ''}"


def egne_ark(vert: Vert) -> list[tuple[Eget, Opphav]]:
    """The sheets that commands have made, in order; a mark nobody here wrote is not one of ours."""
    lest = ((e, _MERKE.fullmatch(e.merke)) for e in vert.egne())
    return [(e, Opphav(int(m[1]), bool(m[2]))) for e, m in lest if m]


def siste(vert: Vert, egne: Sequence[tuple[Eget, Opphav]]) -> int:
    """The last run something is left of, 0 = none."""
    return max([av.kjoring for _, av in egne] + [vert.merket()])
