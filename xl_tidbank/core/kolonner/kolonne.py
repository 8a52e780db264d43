"""One column of a table: a value for each row, told by a number where few values are many rows'."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress
from typing import Any

Koder = bytes | array  # type: ignore[type-arg]  # array is not generic before 3.12 at run time
_HELLER_ALLE = 10  # a tenth of the records asked for one by one, and making them all is cheaper


def smale(koder: Iterable[int], antall: int) -> Koder:
    """Numbers below `antall`, in as few bytes as hold them."""
    if antall <= 1 << 8:
        return bytes(koder)
    return array("H" if antall <= 1 << 16 else "I", koder)


class Kolonnedata(Sequence[Any]):
    """koder: for each row the place of its value in `verdier`; None = `verdier` has one for each row itself.

    With `koder`, values that no row has may stand in `verdier` too.
    """

    __slots__ = ("_brukt", "koder", "verdier")

    def __init__(self, verdier: Sequence[Any], koder: Koder | None = None, brukt: frozenset[int] | None = None) -> None:
        """brukt: what `i_bruk` is to say, where it is known."""
        self.verdier, self.koder, self._brukt = verdier, koder, brukt

    @classmethod
    def av_like(cls, verdi: Any, antall: int) -> Kolonnedata:
        """The same value in every row."""
        return cls((verdi,), bytes(antall))

    def __len__(self) -> int:
        return len(self.verdier if self.koder is None else self.koder)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.verdier) if self.koder is None else map(self.verdier.__getitem__, self.koder)

    def __getitem__(self, n: Any) -> Any:
        if isinstance(n, slice):
            return Kolonnedata(self.verdier[n]) if self.koder is None else Kolonnedata(self.verdier, self.koder[n])
        return self.verdier[n] if self.koder is None else self.verdier[self.koder[n]]

    def i_bruk(self) -> frozenset[int]:
        """The places in `verdier` that some row has."""
        if self._brukt is None:
            self._brukt = self._finn_brukt()
        return self._brukt

    def _finn_brukt(self) -> frozenset[int]:
        if isinstance(self.koder, bytes):
            return frozenset(n for n in range(min(len(self.verdier), 1 << 8)) if n in self.koder)
        return frozenset(range(len(self.verdier)) if self.koder is None else self.koder)

    def ulike(self) -> Iterator[Any]:
        """Every value some row has; once each where rows share them."""
        return iter(self.verdier) if self.koder is None else map(self.verdier.__getitem__, self.i_bruk())

    def kart(self, gjor: Callable[[Any], Any]) -> Kolonnedata:
        """The column with each value changed, once for each value."""
        if self.koder is None:
            return Kolonnedata(list(map(gjor, self.verdier)))
        brukt = self.i_bruk()
        return Kolonnedata([gjor(v) if n in brukt else None for n, v in enumerate(self.verdier)], self.koder, brukt)

    def utvalg(self, med: Sequence[bool]) -> Kolonnedata:
        """The rows that `med` says yes to."""
        if self.koder is None:
            return Kolonnedata(list(compress(self.verdier, med)))
        return Kolonnedata(self.verdier, smale(compress(self.koder, med), len(self.verdier)))


def kolonne(poster: Sequence[Any], felt: str) -> Iterable[Any]:
    """A field of every record, without making records that are not made."""
    if isinstance(poster, Poster):
        return poster.kolonne(felt)
    return [getattr(p, felt) for p in poster]


def ulike(poster: Sequence[Any], felt: str) -> set[Any]:
    """The values of a field that some record has."""
    return set(poster.kolonne(felt).ulike() if isinstance(poster, Poster) else kolonne(poster, felt))


class Poster(Sequence[Any]):
    """The records of a table, each made when it is first looked at and the same one ever after.

    slag: the NamedTuple they are, whose last field is where they stand. kolonner: by field, all but that one. kilder:
    makes what stands last, of the row's number on its sheet. endret: the records these are a change of, and the places
    that are changed or new. tekster: see `innhold`.
    """

    __slots__ = ("_alle", "_kolonner", "_laget", "endret", "kilder", "rader", "slag", "tekster")

    def __init__(
        self, slag: Any, kolonner: dict[str, Kolonnedata], rader: Sequence[int], kilder: Callable[[int], Any]
    ) -> None:
        self.slag, self.rader, self.kilder = slag, rader, kilder
        self._kolonner = kolonner
        self._alle: tuple[Any, ...] | None = None
        self._laget: dict[int, Any] = {}
        self.endret: tuple[Poster, Sequence[int]] | None = None
        self.tekster: list[str] | None = None

    def med(self, plasser: Sequence[int], nye: Poster, rader: Sequence[int]) -> Poster:
        """The same records with others in some places, which may be new ones at the end. rader: of them all."""
        kolonner = {}
        for felt, gammel in self._kolonner.items():
            verdier = list(gammel)
            for n, verdi in zip(plasser, nye.kolonne(felt), strict=True):
                verdier[n : n + 1] = [verdi]
            kolonner[felt] = Kolonnedata(verdier)
        ny = Poster(self.slag, kolonner, rader, self.kilder)
        ny.endret = self, plasser
        if self.endret is not None:
            self.endret[0].endret = None  # never a chain of every edit there has been
        return ny

    def kolonne(self, felt: str) -> Kolonnedata:
        return self._kolonner[felt]

    def alle(self) -> tuple[Any, ...]:
        """Every record."""
        if self._alle is None:
            felt = [self._kolonner[f] for f in self.slag._fields[:-1]]
            ny = tuple.__new__  # what _make does, without a Python call for each row
            slag = self.slag
            alle = [ny(slag, f) for f in zip(*felt, map(self.kilder, self.rader), strict=True)]
            for n, post in self._laget.items():
                alle[n] = post
            self._alle, self._laget = tuple(alle), {}
        return self._alle

    @property
    def laget(self) -> tuple[Any, ...] | None:
        """Every record where they are made, else None."""
        return self._alle

    def __len__(self) -> int:
        return len(self.rader)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.alle())

    def __getitem__(self, n: Any) -> Any:
        if self._alle is not None:
            return self._alle[n]
        if isinstance(n, slice):
            return tuple(self[k] for k in range(*n.indices(len(self.rader))))
        if n < 0:
            n += len(self.rader)
        if not 0 <= n < len(self.rader):
            raise IndexError(n)
        post = self._laget.get(n)
        if post is None and len(self._laget) * _HELLER_ALLE > len(self.rader):
            return self.alle()[n]
        if post is None:
            felt = [self._kolonner[f][n] for f in self.slag._fields[:-1]]
            post = self._laget[n] = tuple.__new__(self.slag, (*felt, self.kilder(self.rader[n])))
        return post

    def __add__(self, flere: Sequence[Any]) -> tuple[Any, ...]:
        return (*self, *flere)

    def __eq__(self, annen: object) -> bool:
        return isinstance(annen, (tuple, Poster)) and len(annen) == len(self) and tuple(annen) == self.alle()

    def __hash__(self) -> int:
        return hash(self.alle())

    def __repr__(self) -> str:
        return repr(self.alle())
