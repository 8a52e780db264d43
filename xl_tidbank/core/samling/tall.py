"""The sums of one bank on a day: all of it that the table of many banks gets. No name, number or date of anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from math import fsum
from typing import Any, NamedTuple

from ..bank import Bank
from ..funn import Alvor, Funn
from ..rules.periode.gjennomgang import GJENNOMGANG_FORFALT
from ..rules.vakt.varselfrist import VARSELFRIST
from ..views import Saldo

SNART, SENERE = 30, 90  # days


class Regelantall(NamedTuple):
    """How many findings of a kind."""

    regel: str
    tittel: str
    brudd: int
    advarsler: int


class Banktall(NamedTuple):
    """enhet: the unit, or the workplace where there are several. ansatte: people with a balance on the day; minst: the
    fewest people a sum of this bank may be of. Hours.

    skyldig, til_gode, etterslep: of those who owe, have to their credit and are behind the plan; they never cancel.
    bortfall_30, bortfall_90: what is left when all that is known has happened, of periods that end within so many days.
    forfalte: reviews that are overdue; korte_varsler: shifts told of later than the notice. uten_tall: people left out.
    """

    enhet: str
    ansatte: int
    skyldig: float
    til_gode: float
    etterslep: float
    bortfall_30: float
    bortfall_90: float
    brudd: int
    advarsler: int
    forfalte: int
    korte_varsler: int
    uten_tall: int
    minst: int
    stempel: str
    regler: tuple[Regelantall, ...]


SUMMER = (
    "ansatte", "skyldig", "til_gode", "etterslep", "bortfall_30", "bortfall_90", "brudd", "advarsler", "forfalte",
    "korte_varsler", "uten_tall",
)  # fmt: skip


def av_bank(bank: Bank, dag: date) -> Banktall:
    """Raises TidbankFeil where nobody has figures."""
    saldoer, funn = bank.saldoer(dag), bank.funn(dag)
    telt = Counter(f.alvor for f in funn)
    return Banktall(
        _enhet(bank),
        len({bank.register.personer.alle(s.ansattnr)[0] for s in saldoer}),
        fsum(s.skyldig for s in saldoer if s.skyldig > 0),
        fsum(-s.skyldig for s in saldoer if s.skyldig < 0),
        fsum(s.etterslep for s in saldoer if s.etterslep > 0),
        _bortfall(bank, saldoer, dag, SNART),
        _bortfall(bank, saldoer, dag, SENERE),
        telt[Alvor.BRUDD],
        telt[Alvor.ADVARSEL],
        sum(f.slag is GJENNOMGANG_FORFALT for f in funn),
        sum(max(1, len(f.celler)) for f in funn if f.slag is VARSELFRIST),
        len(bank.utelatt),
        int(bank.valg.paa("minste_gruppe", dag)),
        bank.stempel,
        _regler(funn),
    )


def _enhet(bank: Bank) -> str:
    enheter = {a.enhet for a in bank.tabeller.ansatte or () if a.enhet}
    return enheter.pop() if len(enheter) == 1 else str(bank.valg["virksomhet"])


def _bortfall(bank: Bank, saldoer: Iterable[Saldo], dag: date, innen: int) -> float:
    def slutt(s: Saldo) -> date:
        periode = bank.sak(s.ansattnr).periode(dag)
        assert periode is not None  # there is a balance
        return periode.slutt

    return fsum(max(0.0, s.skyldig_ved_slutt) for s in saldoer if (slutt(s) - dag).days <= innen)


def _regler(funn: Iterable[Funn]) -> tuple[Regelantall, ...]:
    telt = Counter((f.slag.id, f.slag.tittel, f.alvor) for f in funn)
    slag = sorted({(nr, tittel) for nr, tittel, alvor in telt if alvor != Alvor.INFO})
    return tuple(Regelantall(nr, t, telt[nr, t, Alvor.BRUDD], telt[nr, t, Alvor.ADVARSEL]) for nr, t in slag)


def sum_av(tall: Iterable[Banktall], enhet: str) -> Banktall:
    """Several banks as one, without a stamp: it would tell whether a guess at one of them is right."""
    alle = tuple(tall)
    regler: dict[tuple[str, str], tuple[int, int]] = {}
    for r in (r for t in alle for r in t.regler):
        brudd, advarsler = regler.get(r[:2], (0, 0))
        regler[r[:2]] = (brudd + r.brudd, advarsler + r.advarsler)
    felt = {n: fsum(getattr(t, n) for t in alle) for n in SUMMER}
    hele: dict[str, Any] = {n: int(v) if n in ("ansatte", *SUMMER[6:]) else v for n, v in felt.items()}
    return Banktall(
        enhet, minst=max((t.minst for t in alle), default=0), stempel="",
        regler=tuple(Regelantall(*nr, *antall) for nr, antall in sorted(regler.items())), **hele,
    )  # fmt: skip
