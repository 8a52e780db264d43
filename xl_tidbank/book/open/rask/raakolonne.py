"""One column of a sheet while its rows are read: each distinct cell is looked at once."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from typing import Any

from xl_tidbank.book.open.rask.former import Celletolk
from xl_tidbank.core.kolonner.kolonne import Koder, Kolonnedata

_DELT = re.compile(rb'((?: s="[0-9]{1,6}")?+ t="s"><v>)[0-9]{1,8}</v></c>')
_SLUTT = b"</v></c>"
_FAA = 256  # distinct cells told in one byte
_MIDDELS = 1 << 16  # or in two
_MANGE = 2_000  # distinct cells of a column, from which it is asked whether nearly all are


class Raakolonne(dict[bytes, int]):
    """Cell as written -> its number, in the order they are met."""

    def __init__(self, tolk: Celletolk) -> None:
        super().__init__()
        self.tolk = tolk
        self.biter: list[bytes | Any] = []
        self.rett: list[Any] | None = None  # value by value, where hardly two cells are the same
        self.antall = 0

    def __missing__(self, celle: bytes) -> int:
        n = self[celle] = len(self)
        return n

    def ta(self, celler: Sequence[bytes]) -> None:
        self.antall += len(celler)
        if self.rett is not None:
            self._ta_rett(celler)
            return
        self.biter.append(self._koder(celler))
        if len(self) > _MANGE and 2 * len(self) > self.antall:
            verdier = list(map(self.tolk, self))
            self.rett = [verdier[n] for n in chain.from_iterable(self.biter)]
            self.biter = []
            self.clear()

    def ta_like(self, celle: bytes, antall: int) -> None:
        """The same cell in so many rows."""
        if self.rett is not None:
            self.rett += [self.tolk(celle)] * antall
            return
        nr = self[celle]
        self.antall += antall
        self.biter.append(bytes((nr,)) * antall if nr < _FAA else array("H" if nr < _MIDDELS else "I", (nr,)) * antall)

    def _koder(self, celler: Sequence[bytes]) -> Koder:
        if len(self) <= _FAA:
            with suppress(ValueError):  # a number over 255
                return bytes(map(self.__getitem__, celler))
        if len(self) <= _MIDDELS:
            with suppress(OverflowError):
                return array("H", map(self.__getitem__, celler))
        return array("I", map(self.__getitem__, celler))

    def _ta_rett(self, celler: Sequence[bytes]) -> None:
        """The numbers of shared texts, which is what many different cells are; one by one where they are not."""
        assert self.rett is not None
        m = _DELT.fullmatch(celler[0])
        if m is not None:
            samlet = b"".join(celler)
            numre = re.findall(re.escape(m[1]) + rb"([0-9]{1,8})</v></c>", samlet)
            like = len(numre) == len(celler)  # and nothing else stands in them:
            if like and len(b"".join(numre)) + len(numre) * (len(m[1]) + len(_SLUTT)) == len(samlet):
                steder, tekster = list(map(int, numre)), self.tolk.tekster
                if max(steder) < len(tekster):
                    self.rett += map(tekster.__getitem__, steder)
                    return
        self.rett += map(self.tolk, celler)

    def ferdig(self) -> Kolonnedata:
        if self.rett is not None:
            return Kolonnedata(self.rett)
        verdier = list(map(self.tolk, self))
        if len(verdier) <= _FAA:  # then every piece is bytes
            return Kolonnedata(verdier, b"".join(self.biter))
        koder = array("H" if len(verdier) <= _MIDDELS else "I")
        for bit in self.biter:  # of one kind they are copied as they are
            koder.extend(bit if isinstance(bit, array) and bit.typecode == koder.typecode else iter(bit))
        return Kolonnedata(verdier, koder)
