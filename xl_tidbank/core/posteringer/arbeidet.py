"""Shifts: worked, unconfirmed and agreed hours (items 17-21; B10, B10b, B26). Applied for counts nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import UTFORT, Art, Postering
from ..sak import Sak

HJEMMEL = "utkastet pkt. 5; Delta § 8"


def posteringer(sak: Sak) -> Iterator[Postering]:
    for v in sak.tidbankvakter:
        dato, timer = v.dato, v.timer
        # Which of the two counts depends on the date one asks about: agreed after it, worked or unconfirmed up to it.
        if v.status != UTFORT:
            yield Postering(dato, Art.AVTALT, timer, 0, HJEMMEL, v.kilde, dato, dato, v.vaktnr)
        art, virkning = sak.art(v)
        yield Postering(dato, art, timer, virkning, HJEMMEL, v.kilde, dato, dato, v.vaktnr)
