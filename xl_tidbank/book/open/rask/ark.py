"""A sheet of everyday rows, guarded and read in one pass over blocks as they are unpacked.

A row is taken whole by one pattern: its cells in the order of the columns, each empty, or with a value, before which
a formula may stand, and nothing else. Every byte between <sheetData> and </sheetData> belongs to a row that is taken, with nothing between the rows, so
nothing can hide there; and each cell that is written otherwise than those before it is looked at once (former.py).
Whatever is not known (a formula of a number, an error, inline text, another order, whitespace) raises `Utenfor`.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from itertools import chain, pairwise
from typing import Any

from xl_tidbank.book.open import sheetxml
from xl_tidbank.book.open.rask.former import Celletolk, Utenfor, Velformet
from xl_tidbank.core.kolonner.kolonne import Koder, Kolonnedata, smale
from xl_tidbank.tables.names import ARKKOLONNER, ARKRADER, bokstaver, kolonnenr
from xl_tidbank.tables.rows import Kolonneark

FLEST_KOLONNER = 78  # ours have at most 25
FLEST_HULL = 10_000  # rows that are not written, between those that are
LANG_TEKST = 255  # characters; a cell takes a tenth of it anyway
_AAPNING, _LUKKING, _RAD = b"<sheetData>", b"</sheetData>", b"<row "
_FOER = 1 << 20  # bytes before the first row
_BOKSTAVER = re.compile(rb'<c r="([A-Z]{1,3})')
_UTSTREKNING = re.compile(rb"<dimension\b([^>]*)>")
_REF = re.compile(rb' ref="[A-Z]{1,3}[1-9][0-9]{0,6}(?::[A-Z]{1,3}[1-9][0-9]{0,6})?"/')
_HJORNE = re.compile(rb"([A-Z]+)([0-9]+)")
_DELT = re.compile(rb'((?: s="[0-9]{1,6}")?+ t="s"><v>)[0-9]{1,8}</v></c>')
_SLUTT = b"</v></c>"
_FAA = 256  # distinct cells told in one byte
_MANGE = 2_000  # distinct cells of a column, from which it is asked whether nearly all are


@cache
def _radmonster(bredde: int) -> re.Pattern[bytes]:
    """A row, up to where the next begins: its number, and for each column what follows the reference of its cell."""
    celler = b"".join(
        rb'(?:<c r="%s\1"([^>]*+>(?:(?<=/>)|(?:<f(?: aca="false")?+>[^<]*+</f>)?+<v>[^<]*+</v></c>|</c>)))?+'
        % bokstaver(n + 1).encode()
        for n in range(bredde)
    )
    felt = rb'(?: [A-Za-z0-9:]++="[ !#-%\x27-;=?-~]*+")*+ ?+/?+>'  # no " & < > and nothing but ASCII
    return re.compile(rb'<row r="([1-9][0-9]{0,6})"' + felt + rb"(?:(?<=/>)|" + celler + rb"</row>)(?=<row |\Z)")


class _Spaltekoder(dict[bytes, int]):
    """One column while it is read: cell as written -> its number, in the order they are met."""

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

    def _koder(self, celler: Sequence[bytes]) -> Koder:
        if len(self) <= _FAA:
            with suppress(ValueError):  # a number over 255
                return bytes(map(self.__getitem__, celler))
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
        return Kolonnedata(verdier, smale(chain.from_iterable(self.biter), len(verdier)))


class Radleser:
    """Reads one sheet."""

    def __init__(self, tolk: Celletolk) -> None:
        self.tolk = tolk
        self.rundt = Velformet()
        self.siste = 0  # the row before
        self.forste = 0
        self.spalter: list[_Spaltekoder] = []

    def les(self, blokker: Iterable[bytes]) -> tuple[int, Kolonneark]:
        """The number of the first row with content, and the columns from A. Raises Utenfor.

        blokker: the bytes of the sheet in order, checked by whoever unpacks them.
        """
        gang = iter(blokker)
        rest = self._til_radene(gang)
        while (slutt := rest.find(_LUKKING)) < 0:
            del_ = rest.rfind(_RAD)
            if del_ > 0:
                self._rader(rest[:del_])
                rest = rest[del_:]
            elif len(rest) > _FOER:
                raise Utenfor  # a row without end
            neste = next(gang, b"")
            if not neste:
                raise Utenfor
            rest += neste
        if slutt:
            self._rader(rest[:slutt])
        self.rundt(rest[slutt:])
        for blokk in gang:  # to the end, so that the checksum is checked too
            self.rundt(blokk)
        self.rundt(b"", True)
        return self._ferdig()

    def _til_radene(self, gang: Iterator[bytes]) -> bytes:
        data = b""
        while (start := data.find(_AAPNING)) < 0:
            neste = next(gang, b"")
            if not neste or len(data) > _FOER:
                raise Utenfor
            data += neste
        r = sheetxml.rot(data)
        if r is None or r.navn != b"worksheet" or r.prefiks or r.slutt > start:
            raise Utenfor
        if any(data.find(annet, r.slutt, start) >= 0 for annet in (b"<!", b"<?", b"heetData")):
            raise Utenfor
        for ref in _UTSTREKNING.findall(data[:start]):
            m = _REF.fullmatch(ref)
            if not m or any(kolonnenr(k.decode()) > ARKKOLONNER or int(n) > ARKRADER for k, n in _HJORNE.findall(ref)):
                raise Utenfor
        self.rundt(data[: start + len(_AAPNING)])
        return data[start + len(_AAPNING) :]

    def _rader(self, data: bytes) -> None:
        if not self.spalter:
            bredde = max((kolonnenr(k.decode()) for k in set(_BOKSTAVER.findall(data))), default=0)
            if not 0 < bredde <= FLEST_KOLONNER:
                raise Utenfor
            self.spalter = [_Spaltekoder(self.tolk) for _ in range(bredde)]
        rader = _radmonster(len(self.spalter)).findall(data)
        if len(rader) != data.count(_RAD) or not data.startswith(_RAD):
            raise Utenfor
        kolonner = list(zip(*self._uten_hull(rader), strict=True))
        for spalte, celler in zip(self.spalter, kolonner[1:], strict=True):
            spalte.ta(celler)

    def _uten_hull(self, rader: list[tuple[bytes, ...]]) -> list[tuple[bytes, ...]]:
        """The rows in order, with those that are not written."""
        numre = [int(r[0]) for r in rader]
        forrige, siste = self.siste, numre[-1]
        if self.siste == 0:
            self.forste = numre[0]
            forrige = numre[0] - 1
        self.siste = siste
        if numre == list(range(forrige + 1, siste + 1)) and siste <= ARKRADER:
            return rader
        stiger = numre[0] > forrige and all(a < b for a, b in pairwise(numre))
        if not stiger or siste > ARKRADER or siste - forrige - len(numre) > FLEST_HULL:
            raise Utenfor
        tom, ut = (b"",) * len(rader[0]), []
        for nr, rad in zip(numre, rader, strict=True):
            ut += [tom] * (nr - forrige - 1)
            ut.append(rad)
            forrige = nr
        return ut

    def _ferdig(self) -> tuple[int, Kolonneark]:
        kolonner = [s.ferdig() for s in self.spalter]
        boks = len(kolonner), self.siste
        if not kolonner or not (sheetxml.rommes(*boks, 0) or sheetxml.rommes(*boks, _fylte(kolonner))):
            raise Utenfor
        fra, til = 0, len(kolonner[0])
        while til > fra and all(k[til - 1] == "" for k in kolonner):
            til -= 1
        while fra < til and all(k[fra] == "" for k in kolonner):
            fra += 1
        if til - fra < len(kolonner[0]):
            kolonner = [k[fra:til] for k in kolonner]
        return self.forste + fra, Kolonneark(tuple(kolonner))


def lange_tekster(ark: Kolonneark) -> int:
    """Characters of the columns that hold long texts, were every cell of them to have its own of the longest."""
    mengde = 0
    for k in ark.kolonner:
        lengst = max((len(v) for v in k.ulike() if isinstance(v, str)), default=0)
        mengde += len(k) * lengst if lengst > LANG_TEKST else 0
    return mengde


def _fylte(kolonner: Iterable[Kolonnedata]) -> int:
    return sum(sum(k.kart(lambda v: v != "")) for k in kolonner)
