"""A sheet of everyday rows, guarded and read in one pass over blocks as they are unpacked.

A row is taken whole by one pattern: its cells in the order of the columns, each empty, or with a value, before which
a formula may stand, and nothing else. Every byte between <sheetData> and </sheetData> belongs to a row that is taken,
with nothing between the rows, so nothing can hide there; and each cell that is written otherwise than those before it
is looked at once (former.py). Whatever is not known (a formula of a number, an error, inline text, another order,
whitespace) raises `Utenfor`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from xl_tidbank.book.open import sheetxml
from xl_tidbank.book.open.rask.former import Celletolk, Utenfor, Velformet
from xl_tidbank.book.open.rask.raakolonne import Raakolonne
from xl_tidbank.core.kolonner.kolonne import Kolonnedata
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
# From after the reference to the end of the cell, the commonest first. What stands before the first < is looked at in
# former.py.
_CELLEN = rb'([^<]*+(?:<v>[^<]*+</v></c>|(?<=/>)|<f(?: aca="false")?+>[^<]*+</f><v>[^<]*+</v></c>|</c>))'
_BREDDER = 14  # a pattern serves sheets of so many columns, or twice as many: to make one takes milliseconds
_MINST_LIKE = 50  # rows from which it is learnt which columns are alike in all


@cache
def _radmonster(faste: tuple[bytes | None, ...]) -> re.Pattern[bytes]:
    """A row: all of it, its number, and for each column what follows the reference of its cell, empty where there is
    none. faste: what that is in every row, for columns that have no group then; None for the others."""
    celler = b""
    for n, fast in enumerate(faste):
        aapning = rb'<c r="%s\2"' % bokstaver(n + 1).encode()
        if fast is None:
            celler += b"(?:" + aapning + _CELLEN + b")?+"
        elif fast:
            celler += aapning + re.escape(fast)
    felt = rb'(?: [A-Za-z0-9:]++="[ !#-%\x27-;=?-~]*+")*+ ?+/?+>'  # no " & < > and nothing but ASCII
    tom = rb"(?<=/>)|" if faste == (None,) * len(faste) else b""
    return re.compile(rb'(<row r="([1-9][0-9]{0,6})"' + felt + b"(?:" + tom + celler + b"</row>))")


def _ukjente(bredde: int) -> tuple[None, ...]:
    """So many columns of which nothing is known, or some more."""
    return (None,) * (-(-bredde // _BREDDER) * _BREDDER)


def _taes_helt(faste: tuple[bytes | None, ...], data: bytes, slutt: int) -> list[tuple[bytes, ...]] | None:
    """The numbers of the rows and the cells of each column in a group; None where a byte is left over."""
    hele, *kolonner = list(zip(*_radmonster(faste).findall(data, 0, slutt), strict=True)) or [()]
    return kolonner if sum(map(len, hele)) == slutt else None


class Radleser:
    """Reads one sheet."""

    def __init__(self, tolk: Celletolk) -> None:
        self.tolk = tolk
        self.rundt = Velformet()
        self.siste = 0  # the row before
        self.forste = 0
        self.spalter: list[Raakolonne] = []
        self.faste: tuple[bytes | None, ...] = ()  # the cell of each column in which all rows have had the same
        self.lart = False

    def les(self, blokker: Iterable[bytes]) -> tuple[int, Kolonneark]:
        """The number of the first row with content, and the columns from A. Raises Utenfor.

        blokker: the bytes of the sheet in order, checked by whoever unpacks them.
        """
        gang = iter(blokker)
        rest = self._til_radene(gang)
        while True:
            siste = max(0, rest.rfind(_RAD))
            slutt = rest.find(_LUKKING, siste)
            hele = siste if slutt < 0 else slutt
            if hele:
                self._rader(rest, hele)
                rest = rest[hele:]
            elif len(rest) > _FOER:
                raise Utenfor  # a row without end
            if slutt >= 0:
                break
            neste = next(gang, b"")
            if not neste:
                raise Utenfor
            rest += neste
        self.rundt(rest)
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

    def _rader(self, data: bytes, slutt: int) -> None:
        """The bytes up to `slutt`, which are to be whole rows and nothing else."""
        if not self.spalter:
            self._begynn(data, slutt)
            return
        # First as rows that are as those before where all have been alike: those cells are not taken out again.
        if any(f is not None for f in self.faste) and (funnet := _taes_helt(self.faste, data, slutt)):
            numre, *andre = funnet
            resten = iter(andre)
            self._ta(numre, [next(resten) if f is None else f for f in self.faste])
        elif funnet := _taes_helt(_ukjente(len(self.spalter)), data, slutt):
            self._ta_alle(*funnet)
        else:
            raise Utenfor

    def _begynn(self, data: bytes, slutt: int) -> None:
        """The first rows, which tell how many columns there are; most often the first of them does."""
        for til in (data.find(b"</row>", 0, slutt), slutt):
            bredde = max((kolonnenr(k.decode()) for k in set(_BOKSTAVER.findall(data, 0, max(0, til)))), default=0)
            if bredde > FLEST_KOLONNER:
                raise Utenfor
            funnet = _taes_helt(_ukjente(bredde), data, slutt) if bredde else None
            if funnet:
                bredde = max(n for n, k in enumerate(funnet) if any(k))  # the numbers of the rows stand first
                self.spalter = [Raakolonne(self.tolk) for _ in range(bredde)]
                self.faste = (None,) * bredde
                self._ta_alle(*funnet)
                return
        raise Utenfor

    def _ta_alle(self, numre: tuple[bytes, ...], *kolonner: tuple[bytes, ...]) -> None:
        """Rows of which every column has its group."""
        if any(map(any, kolonner[len(self.spalter) :])):
            raise Utenfor  # a cell to the right of all before
        kolonner = kolonner[: len(self.spalter)]
        self._ta(numre, kolonner)
        if len(numre) >= _MINST_LIKE:
            self._laer([k[len(k) // 2 :] for k in kolonner])  # not the header

    def _laer(self, kolonner: Sequence[Sequence[bytes]]) -> None:
        """Which columns are alike in all rows: fewer every time, so that it comes to an end."""
        like = [k[0] if k.count(k[0]) == len(k) else None for k in kolonner]
        if self.lart:
            like = [a if a == b else None for a, b in zip(self.faste, like, strict=True)]
        self.faste, self.lart = tuple(like), True

    def _ta(self, numre: Sequence[bytes], kolonner: Sequence[Sequence[bytes] | bytes]) -> None:
        """kolonner: the cells of each column; or one cell, which all rows have."""
        plasser = self._hull(list(map(int, numre)))
        for spalte, celler in zip(self.spalter, kolonner, strict=True):
            if isinstance(celler, bytes) and plasser is None:
                spalte.ta_like(celler, len(numre))
                continue
            alle = [celler] * len(numre) if isinstance(celler, bytes) else celler
            spalte.ta(alle if plasser is None else [b"" if n is None else alle[n] for n in plasser])

    def _hull(self, numre: list[int]) -> list[int | None] | None:
        """Where each row stands among those that are written, None = it is not; None for all where all are."""
        forrige, siste = self.siste, numre[-1]
        if self.siste == 0:
            self.forste = numre[0]
            forrige = numre[0] - 1
        self.siste = siste
        if numre == list(range(forrige + 1, siste + 1)) and siste <= ARKRADER:
            return None
        stiger = numre[0] > forrige and all(a < b for a, b in pairwise(numre))
        if not stiger or siste > ARKRADER or siste - forrige - len(numre) > FLEST_HULL:
            raise Utenfor
        ut: list[int | None] = []
        for n, nr in enumerate(numre):
            ut += [None] * (nr - forrige - 1)
            ut.append(n)
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
        tekster = k.verdier if set(map(type, k.verdier)) == {str} else [v for v in k.ulike() if isinstance(v, str)]
        lengst = max(map(len, tekster), default=0)
        mengde += len(k) * lengst if lengst > LANG_TEKST else 0
    return mengde


def _fylte(kolonner: Iterable[Kolonnedata]) -> int:
    return sum(sum(k.kart(lambda v: v != "")) for k in kolonner)
