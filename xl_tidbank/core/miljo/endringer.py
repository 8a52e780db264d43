"""How the climate account changed from the year it is held against: by own effort, and by the factor (E14)."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from .klima import Klimalinje, Klimaregnskap
from .regning import Utslippsendring, utslipp_endring


class Postendring(NamedTuple):
    """How a post changed from the year before. endring: None where a year lacks amount or factor."""

    post: Klimalinje
    foer: Klimalinje | None
    endring: Utslippsendring | None


def endringer(naa: Klimaregnskap, foer: Klimaregnskap) -> list[Postendring]:
    """Each activity of the year against the same the year before, split by E14. One with several factors in a year
    stands as one, with the factor they make together."""
    gamle, nye = _aktiviteter(foer), _aktiviteter(naa)
    ut = []
    for nokkel, p in nye.items():
        f, endring = gamle.get(nokkel), None
        if f is not None and f.faktor is not None and p.faktor is not None:
            endring = utslipp_endring(f.mengde, f.faktor.verdi, p.mengde, p.faktor.verdi)
        ut.append(Postendring(p, f, endring))
    return ut


def _aktiviteter(k: Klimaregnskap) -> dict[tuple[object, ...], Klimalinje]:
    grupper: dict[tuple[object, ...], list[Klimalinje]] = {}
    for p in k.poster:
        grupper.setdefault((p.scope, p.kategori, p.aktivitet, p.metode, p.enhet), []).append(p)
    return {nokkel: _samlet(like) for nokkel, like in grupper.items()}


def _samlet(like: list[Klimalinje]) -> Klimalinje:
    forst, mengde = like[0], fsum(p.mengde for p in like)
    if len(like) == 1 or forst.null:
        return forst._replace(mengde=mengde)
    kilder, kjente = tuple(kilde for p in like for kilde in p.kilder), [p.kg for p in like if p.kg is not None]
    if len(kjente) < len(like) or forst.faktor is None:
        return forst._replace(mengde=mengde, kilder=kilder, faktor=None)
    verdi = fsum(kjente) / mengde if mengde else forst.faktor.verdi
    faktor = forst.faktor._replace(rad=forst.faktor.rad._replace(verdi=verdi))
    return forst._replace(mengde=mengde, kilder=kilder, faktor=faktor)
