"""Rows of many banks, those of few people as one row, so that no sum and no difference of two tells of fewer people
than a sum may be of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .tall import Banktall, sum_av

SMAA = "Små enheter"


class Enhetsrad(NamedTuple):
    """A bank, or several as one. filer: where they lie."""

    tall: Banktall
    filer: tuple[str, ...]


class Samling(NamedTuple):
    """rader: by unit. sum: of them all, None where there are none. holdt_utenfor: files of so few people that nothing
    is told of them, in no sum either. minst: the fewest people of a sum."""

    rader: tuple[Enhetsrad, ...]
    sum: Banktall | None
    holdt_utenfor: tuple[str, ...]
    minst: int


def slaa_sammen(banker: Mapping[str, Banktall]) -> Samling:
    """The rows of banks by file.

    Those of too few people are one row, with so many others that whoever knows one of them and takes it away is left
    with enough people still. Where the others do not reach, they are left out of every sum: the smallest of all would
    be the difference of two.
    """
    minst = max((t.minst for t in banker.values()), default=0)
    etter_storrelse = sorted(banker, key=lambda fil: (banker[fil].ansatte, fil))
    smaa = [fil for fil in etter_storrelse if banker[fil].ansatte < minst]
    store = etter_storrelse[len(smaa) :]
    sammen, igjen = list(smaa), list(store)
    while sammen and igjen and not _nok([banker[fil].ansatte for fil in sammen], minst):
        sammen.append(igjen.pop(0))
    utenfor: tuple[str, ...] = ()
    if sammen and not _nok([banker[fil].ansatte for fil in sammen], minst):
        sammen, igjen, utenfor = [], store, tuple(sorted(smaa))
    rader = sorted((Enhetsrad(banker[fil], (fil,)) for fil in igjen), key=lambda r: (r.tall.enhet.casefold(), r.filer))
    if sammen:
        rader.append(Enhetsrad(sum_av([banker[fil] for fil in sammen], SMAA), tuple(sorted(sammen))))
    return Samling(tuple(rader), sum_av([r.tall for r in rader], "Sum") if rader else None, utenfor, minst)


def _nok(ansatte: Sequence[int], minst: int) -> bool:
    """Whether enough people are left when the largest bank is taken away, which its own people can do."""
    return sum(ansatte) - max(ansatte) >= minst


class Utvikling(NamedTuple):
    """Three figures of a row: as they were, or how they have changed."""

    skyldig: float
    etterslep: float
    brudd: int


def endring(rad: Enhetsrad, forrige: Mapping[tuple[str, ...], Utvikling]) -> Utvikling | None:
    """The change of a row since the last time (its figures then by files); None where it was not the same row then."""
    da = forrige.get(rad.filer)
    if da is None:
        return None
    naa = rad.tall
    return Utvikling(naa.skyldig - da.skyldig, naa.etterslep - da.etterslep, naa.brudd - da.brudd)
