"""Rows as worked: actual times instead of planned ones, and no hour twice (B48, item 42).

Everything that counts hours of a person (ledger, working time, pay, fairness) reads the rows this module gives, so that
no two of them can disagree about a shift:

- Faktisk start and Faktisk slutt shorten a shift; what lies outside the planned times is a row of Type Overtid of its
  own, which stands on the same row of the sheet.
- Where rows cover the same time, one of them has it and the others keep what is left, with their share of the unpaid
  break. Planned time goes before overtime, Vakter before Turnus (it says what the shift is), confirmed before agreed,
  and then the earlier. A row with nothing left is not there; a row cut in two is two.

Times are minutes of the clock after the first midnight of the row's date, and may lie outside 0-1440: a shift belongs
to the day it was planned to start on (B26).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import fsum
from typing import NamedTuple

from ..model import GJELDENDE, OVERTID, TYPER, UTFORT, Turnusvakt, Vakt
from . import clock
from .clock import MINUTTER_I_DOGN as DOGN
from .clock import Spenn

Rad = Vakt | Turnusvakt


class Dobbelt(NamedTuple):
    """A row that covers time another row of the person has. timer: the hours that still count in `post`."""

    post: Rad
    andre: Rad
    timer: float


class Stint(NamedTuple):
    """The rows of a person as they count. planlagt: hours as planned by id of the row, where actual times cut it.

    borte: ids of the rows that absence stands in the place of; None = the rows are as written and have not been asked.
    """

    vakter: tuple[Vakt, ...]
    turnus: tuple[Turnusvakt, ...]
    dobbelt: tuple[Dobbelt, ...] = ()
    planlagt: dict[int, float] = {}  # noqa: RUF012  # never written to
    borte: frozenset[int] | None = None


class _Bit(NamedTuple):
    """A piece of a row: planned time or overtime, on one running clock."""

    orden: tuple[object, ...]
    nr: int  # which of the rows: the same record may stand twice
    fra: int
    til: int
    post: Rad
    overtid: bool
    borte: bool


def planlagt_slutt(r: Rad) -> int:
    return clock.slutten(r.start, r.slutt)


def faktisk(r: Rad) -> Spenn:
    """When the person really came and left. A clock time that lies in the planned shift is that moment; else the one
    nearest to the planned start or end, within twelve hours."""
    start, slutt = r.start, planlagt_slutt(r)

    def moment(planlagt: int, klokke: int | None, fra: int, til: int) -> int:
        if klokke is None:
            return planlagt
        i_vakten = [m for m in range(klokke - DOGN, til + 1, DOGN) if fra <= m <= til]
        if i_vakten:
            return min(i_vakten, key=lambda m: abs(m - planlagt))
        return planlagt + (klokke - planlagt + DOGN // 2) % DOGN - DOGN // 2

    return Spenn(moment(start, r.faktisk_start, start, slutt - 1), moment(slutt, r.faktisk_slutt, start + 1, slutt))


def regn(vakter: Sequence[Vakt], turnus: Sequence[Turnusvakt], borte: Callable[[Rad], bool] = lambda _: False) -> Stint:
    """The rows of one person as they count. Rows that nothing touches are given back as they are, in their order.

    borte: whether absence stands in the place of a row: it then gives way to one that was worked, and has no overtime.
    """
    gjelder: list[Rad] = [v for v in vakter if v.status in GJELDENDE]
    gjelder += turnus
    if not _maa_regnes(gjelder):
        return Stint(tuple(vakter), tuple(turnus))
    har: dict[int, list[tuple[int, int, int]]] = {}  # day -> time taken there, by which row
    ut: dict[int, list[Rad]] = {n: [] for n in range(len(gjelder))}
    planlagt: dict[int, float] = {}
    er_borte: set[int] = set()
    dobbelt: dict[tuple[int, int], Dobbelt] = {}
    for bit in sorted(_biter(gjelder, borte), key=lambda b: b.orden):
        post = bit.post
        igjen, andre = _ledig(har, bit)
        nye = list(_rader(bit, igjen))
        ut[bit.nr] += nye
        if bit.borte:
            er_borte.update(map(id, nye))
        if not bit.overtid and (post.faktisk_start is not None or post.faktisk_slutt is not None):
            planlagt.update((id(r), (planlagt_slutt(post) - post.start - post.pause) / 60 / len(nye)) for r in nye)
        if andre is not None:
            dobbelt.setdefault((bit.nr, andre), Dobbelt(post, gjelder[andre], fsum(timer(r) for r in nye)))
        for fra, til in igjen:
            for dag in range(fra // DOGN, til // DOGN + 1):
                har.setdefault(dag, []).append((fra, til, bit.nr))
    alle = [v for v in vakter if v.status not in GJELDENDE] + [r for rader in ut.values() for r in rader]
    return Stint(
        tuple(r for r in alle if isinstance(r, Vakt)), tuple(r for r in alle if isinstance(r, Turnusvakt)),
        tuple(dobbelt.values()), planlagt, frozenset(er_borte),
    )  # fmt: skip


def spenn(r: Rad) -> Spenn:
    """When a row is planned, on one running clock."""
    return clock.vakttid(r.dato, r.start, r.slutt)


def overlapper(a: Rad, b: Rad) -> bool:
    return spenn(a).felles(*spenn(b)) > 0


def timer(r: Rad) -> float:
    """Paid hours of a row by the clock: its length less the unpaid break, never below 0."""
    return max(0, planlagt_slutt(r) - r.start - r.pause) / 60.0


def _maa_regnes(rader: Iterable[Rad]) -> bool:
    """Whether any row has actual times or covers time of another: most people's rows do not."""
    tider = []
    for r in rader:
        if r.faktisk_start is not None or r.faktisk_slutt is not None:
            return True
        dogn = r.dato.toordinal() * DOGN  # as `spenn`
        tider.append((dogn + r.start, dogn + planlagt_slutt(r)))
    tider.sort()
    return any(b[0] < a[1] for a, b in pairwise(tider))


def _biter(rader: Iterable[Rad], borte: Callable[[Rad], bool]) -> Iterator[_Bit]:
    for nr, r in enumerate(rader):
        dag = r.dato.toordinal() * DOGN
        start, slutt = r.start, planlagt_slutt(r)
        kom, gikk = faktisk(r)
        if isinstance(r, Vakt):
            slag: tuple[object, ...] = (False, r.status != UTFORT, TYPER.index(r.type) if r.type in TYPER else 9)
        else:
            slag = (True, False, 0)
        som_planlagt = r.faktisk_start is None and r.faktisk_slutt is None
        ikke_her = borte(r)
        for fra, til, overtid in (
            (max(start, kom), min(slutt, gikk), False),
            (kom, min(start, gikk), True),
            (max(slutt, kom), gikk, True),
        ):
            if fra < til and not (overtid and ikke_her):
                resten = (som_planlagt, dag + fra, dag + til, r.pause, r.kilde.ark, r.kilde.rad, nr)
                orden = (ikke_her, overtid, *slag, *resten)
                yield _Bit(orden, nr, dag + fra, dag + til, r, overtid, ikke_her)


def _ledig(har: dict[int, list[tuple[int, int, int]]], bit: _Bit) -> tuple[list[Spenn], int | None]:
    """What of a piece no other row has, and the first row that has the rest."""
    igjen = [Spenn(bit.fra, bit.til)]
    forste: int | None = None
    for a, b, nr in sorted({t for dag in range(bit.fra // DOGN, bit.til // DOGN + 1) for t in har.get(dag, ())}):
        if a < bit.til and b > bit.fra and nr != bit.nr:
            forste = nr if forste is None else forste
            igjen = [
                Spenn(x, y)
                for fra, til in igjen
                for x, y in ((fra, min(til, a)), (max(fra, b), til))
                if x < y
            ]  # fmt: skip
    return igjen, forste


def _rader(bit: _Bit, igjen: list[Spenn]) -> Iterator[Rad]:
    """What is left of a piece as rows of its own."""
    r, dag = bit.post, bit.post.dato.toordinal() * DOGN
    if not bit.overtid and igjen == [(dag + r.start, dag + planlagt_slutt(r))]:
        som_planlagt = r.faktisk_start is None and r.faktisk_slutt is None
        yield r if som_planlagt else r._replace(faktisk_start=None, faktisk_slutt=None)
        return
    for fra, til in igjen:
        start, slutt = fra - dag, til - dag
        if bit.overtid:
            nr, status, varslet = (r.vaktnr, r.status, r.varslet) if isinstance(r, Vakt) else ("", UTFORT, None)
            yield Vakt(nr, r.ansattnr, r.dato, start, slutt, 0, OVERTID, "", status, varslet, kilde=r.kilde)
        else:
            pause = min(til - fra, r.pause * (til - fra) // (bit.til - bit.fra))
            yield r._replace(start=start, slutt=slutt, pause=pause, faktisk_start=None, faktisk_slutt=None)
