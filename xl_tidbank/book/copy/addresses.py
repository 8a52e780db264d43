"""Gives the named cells of native formulas (sheets/kopi/regnet.py) their addresses, once every page has its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..page.formater import Formel
from ..page.placed import Celle, Oppsett, Rekker, Sideceller, Tabellplass, adresse

_HENVISNING = re.compile(r"«([^«»|]*)\|([^«»|]*)(?:\|(\d+)(?::(\d+))?)?»")


class _Plass(NamedTuple):
    ark: str
    tabell: Tabellplass

    def kol(self, felt: str) -> int:
        return self.tabell.kol + self.tabell.felt.index(felt)


def bundet(sider: Sequence[Oppsett]) -> list[Oppsett]:
    """The pages with plain addresses in every formula. KeyError or ValueError for a table or a column that is not."""
    plasser = {t.navn: _Plass(s.ark, t) for s in sider for t in s.tabeller}
    ut = []
    for side in sider:
        egne = [_Plass("", t) for t in side.tabeller]
        ut.append(side._replace(celler=Sideceller(tuple(_bundet(d, egne, plasser) for d in side.celler.deler))))
    return ut


def _bundet(del_: Celle | Rekker, egne: Sequence[_Plass], plasser: Mapping[str, _Plass]) -> Celle | Rekker:
    def formelen(formel: str, rad: int) -> str:
        return _adresser(formel, rad, egne, plasser) if "«" in formel else formel

    if isinstance(del_, Celle):
        return del_._replace(formel=formelen(del_.formel, del_.rad)) if del_.formel else del_
    if not del_.formler:
        return del_
    rader = [
        tuple(replace(v, formel=formelen(v.formel, nr)) if isinstance(v, Formel) else v for v in rad)
        if del_.har_formel(rad) else rad
        for nr, rad in enumerate(del_.rader, del_.rad)
    ]  # fmt: skip
    return del_._replace(rader=rader)


def _adresser(formel: str, rad: int, egne: Sequence[_Plass], plasser: Mapping[str, _Plass]) -> str:
    def adressen(m: re.Match[str]) -> str:
        navn, felt, fra, til = m.groups()
        if not navn:
            plass = next(p for p in egne if p.tabell.rad < rad <= p.tabell.rad2)
            return adresse(rad, plass.kol(felt))
        plass = plasser[navn]
        kol, forste = plass.kol(felt), plass.tabell.rad + 1
        sted = "'" + plass.ark.replace("'", "''") + "'!"
        a = forste + int(fra) - 1 if fra else forste
        b = plass.tabell.rad2 if not fra else forste + int(til or fra) - 1
        # A range of one cell is written as a cell: programs differ in how they write it.
        return sted + adresse(a, kol, True) + (f":{adresse(b, kol, True)}" if b > a else "")

    return _HENVISNING.sub(adressen, formel)
