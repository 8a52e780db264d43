"""What the union rep may know (aml. § 10-7; Delta § 10; B30): facts picked from an allow-list, never a bank with parts
taken out.

A confirmed shift stands whole. Credit stands as one sum for each review period, the running one joined with the last
ended one, so that no sum is of a few known days. A past shift nobody has confirmed says that somebody may have been
away that day, so those too are only sums. Numbers are cleaned (review.rens): the last bits of a sum tell in how many
parts it was made, and a sick week is seven, a holiday week six.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from . import innsynsfunn, parameters
from .errors import TidbankFeil
from .ledger import Konto
from .model import AVTALTE, EN_DAG, UTFORT, Art, Vakt
from .review import rens, uten_fravaer
from .rules import arbeidet, fravaerskreditt, gjennomgang, periodeskyld
from .tekst import dato
from .valg import muligheter
from .views import Saldo

if TYPE_CHECKING:
    from .bank import Bank

# Fields of the records that may leave the house, by record. What is not named here has no way out.
SLIPPES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "Ansatte": ("ansattnr", "navn", "enhet"),
    "Avtaler": ("fra", "til", "fast_pst", "tidbank_pst", "ukestimer", "periodestart", "periodeslutt", "signert"),
    "Vakter": ("dato", "varslet", "eget_onske"),
})  # fmt: skip
FRITEKSTVALG = ("sentral_avtale",)  # choices that are free text and yet leave: the reference the notice rests on
MINST_GRUPPE = 5  # people in a total that is broken down (B30)

SKYLD, UTFORTE, AVTALTE_FRAM = "Periodeskyld", "Arbeidet", "Avtalt"
GODSKREVET, UBEKREFTET = "Godskrevet i alt", "Ubekreftet i alt"


class Post(NamedTuple):
    """A line of the rep's statement. fra, til: the days it is for; felt: the shift's own fields, None for sums."""

    art: str
    fra: date
    til: date
    timer: float
    hjemmel: str
    felt: tuple[Any, ...] | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One employee as the rep sees them. ansatt, avtaler: allow-listed fields in the order of `SLIPPES`."""

    ansatt: tuple[Any, ...]
    gruppe: str  # the total the person is part of: the unit, or what small units are put together as
    saldo: Saldo
    periodestart: date
    periodeslutt: date
    avtaler: tuple[tuple[Any, ...], ...]
    andeler: tuple[float, ...]  # of each agreement row: the part of its hours that is debt
    poster: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Innsyn:
    """Everything a copy for the rep is made from. grupper: totals of at least MINST_GRUPPE people, in order."""

    dag: date
    personer: tuple[Person, ...]
    funn: tuple[innsynsfunn.Innsynsfunn, ...]
    valg: tuple[tuple[str, Any, str, str, str], ...]  # key, value, unit, clause, reason
    grupper: tuple[str, ...]
    uten_periode: int
    pseudonymer: Mapping[str, str]  # employee number -> what stands instead; empty where names stand


def utvalg(
    bank: Bank, dag: date, enheter: Sequence[str] = (), kompetanser: Sequence[str] = (), ansatte: Sequence[str] = ()
) -> list[str]:
    """Those with a settlement period on the day, of the units, groups and numbers asked for (all, where none are).

    Raises TidbankFeil for a name that does not exist, and where nobody is left.
    """
    for slag, onsket, finnes in (
        ("Enheten", enheter, {a.enhet for a in bank.tabeller.ansatte or ()}),
        ("Kompetansen", kompetanser, {k for a in bank.tabeller.ansatte or () for k in a.kompetanser}),
    ):
        for navn in onsket:
            if navn.casefold() not in {f.casefold() for f in finnes if f}:
                lovlige = ", ".join(sorted(f for f in finnes if f)) or "ingen"
                raise TidbankFeil(f"{slag} «{navn}» finnes ikke i arket Ansatte. Der står: {lovlige}.")
    for nr in ansatte:
        bank.sak(nr)
    grupper = {k.casefold() for k in kompetanser}

    def valgt(nr: str) -> bool:
        ansatt = bank.sak(nr).ansatt
        return (
            (not ansatte or nr in ansatte)
            and (not enheter or ansatt.enhet.casefold() in {e.casefold() for e in enheter})
            and (not grupper or not grupper.isdisjoint(k.casefold() for k in ansatt.kompetanser))
        )

    numre = [s.ansattnr for s in bank.saldoer(dag) if valgt(s.ansattnr)]
    if not numre:
        hvem = "i utvalget " if enheter or kompetanser or ansatte else ""
        raise TidbankFeil(f"Ingen {hvem}har en avregningsperiode som dekker {dato(dag)}. Velg en annen dato.")
    return numre


def lag(bank: Bank, kontoer: Sequence[Konto], dag: date, pseudonym: Callable[[str], str] | None = None) -> Innsyn:
    """The facts for the employees of these accounts on a day. pseudonym: what stands instead of number and name."""
    navn = {k.sak.ansattnr: pseudonym(k.sak.ansattnr) for k in kontoer} if pseudonym else {}
    enheter = Counter(k.sak.ansatt.enhet for k in kontoer)
    grupper, samlenavn = _grupper(enheter)
    personer = []
    for konto in kontoer:
        enhet = konto.sak.ansatt.enhet
        gruppe = enhet if enhet in grupper else samlenavn
        personer.append(_person(konto, dag, gruppe, enheter[enhet] >= MINST_GRUPPE, navn.get(konto.sak.ansattnr)))
    if navn:
        personer.sort(key=lambda p: str(p.ansatt[0]))
    valgt = frozenset(k.sak.ansattnr for k in kontoer)
    return Innsyn(
        dag, tuple(personer), tuple(innsynsfunn.velg(bank, dag, valgt, navn)), tuple(_valg(bank)),
        grupper if len(grupper) + bool(samlenavn) > 1 else (), len(bank.uten_periode(dag)), MappingProxyType(navn),
    )  # fmt: skip


def slipp(tabell: str, post: Any) -> tuple[Any, ...]:
    """The allow-listed fields of a record, in order."""
    return tuple(getattr(post, felt) for felt in SLIPPES[tabell])


def tidsrom(start: date, dag: date, gjennomganger: Iterable[date]) -> list[tuple[date, date]]:
    """The stretches credit is summed over: from review to review, never shorter than the agreement's own.

    The running one is joined with the last that has ended: a sum over its first days would tell which days they were.
    """
    minst = timedelta(weeks=parameters.verdi("gjennomgang_uker", start))
    ut, fra = [], start
    for naar in gjennomganger:
        if naar - fra >= minst and naar <= dag + EN_DAG:
            ut.append((fra, naar - EN_DAG))
            fra = naar
    return [*ut[:-1], (ut[-1][0] if ut else start, dag)]


def _grupper(enheter: Counter[str]) -> tuple[tuple[str, ...], str]:
    """The units that make a total of their own, and what the rest are together called.

    A rest too small to be a total takes the smallest unit with it: the difference of two sums would tell it.
    """
    store = sorted((e for e, n in enheter.items() if e and n >= MINST_GRUPPE), key=lambda e: (-enheter[e], e))
    rest = enheter.total() - sum(enheter[e] for e in store)
    while store and 0 < rest < MINST_GRUPPE:
        rest += enheter[store.pop()]
    return tuple(sorted(store)), "Øvrige" if rest else ""


def _person(konto: Konto, dag: date, gruppe: str, delt: bool, pseudonym: str | None) -> Person:
    sak, start = konto.sak, konto.periode.start
    saldo = uten_fravaer(konto, dag)
    gjennomganger = gjennomgang.plan(sak.valg, start, konto.periode.slutt)
    ansatt = slipp("Ansatte", sak.ansatt)
    if pseudonym is not None:
        # Nothing of the record itself: a name, and the total the person is part of.
        ansatt = tuple({"ansattnr": pseudonym, "enhet": gruppe}.get(felt, "") for felt in SLIPPES["Ansatte"])
    return Person(
        ansatt, gruppe, saldo._replace(ansattnr=str(ansatt[0]), navn=str(ansatt[1])), start,
        konto.periode.slutt, tuple(slipp("Avtaler", a) for a in konto.periode.avtaler),
        tuple(periodeskyld.andel(sak.valg, a) for a in konto.periode.avtaler),
        tuple(_poster(konto, dag, tidsrom(start, dag, gjennomganger) if delt else [(start, dag)])),
    )  # fmt: skip


def _poster(konto: Konto, dag: date, tidsrommene: Iterable[tuple[date, date]]) -> Iterator[Post]:
    for a in konto.periode.avtaler:
        timer = periodeskyld.timer(a.fra, a.til, a.uke) * periodeskyld.andel(konto.sak.valg, a)
        yield Post(SKYLD, a.fra, a.til, timer, periodeskyld.HJEMMEL)
    for v in konto.vakter:
        if vises(v, dag):
            art = UTFORTE if v.status == UTFORT else AVTALTE_FRAM
            yield Post(art, v.dato, v.dato, v.timer, arbeidet.HJEMMEL, slipp("Vakter", v))
    foer = 0.0
    for fra, til in tidsrommene:
        kreditert = rens(uten_fravaer(konto, til).kreditert)
        # Also where it is 0: a line that is missing would say something too.
        yield Post(GODSKREVET, fra, til, rens(kreditert - foer), fravaerskreditt.HJEMMEL)
        foer = kreditert
        skjulte = [v for v in konto.vakter if fra <= v.dato <= til and v.status in AVTALTE]
        if skjulte:
            art = UTFORTE if konto.sak.art(skjulte[0])[0] == Art.ARBEIDET else UBEKREFTET
            yield Post(art, fra, til, rens(sum(v.timer for v in skjulte)), arbeidet.HJEMMEL)


def vises(vakt: Vakt, dag: date) -> bool:
    """Whether a shift stands in the copy with its date: confirmed and past, or agreed and ahead."""
    return vakt.dato <= dag if vakt.status == UTFORT else vakt.status in AVTALTE and vakt.dato > dag


def _valg(bank: Bank) -> Iterator[tuple[str, Any, str, str, str]]:
    for m in muligheter():
        if m.slag != "tekst" or m.nokkel in FRITEKSTVALG:
            yield m.nokkel, bank.valg[m.nokkel], m.enhet, m.hjemmel, m.begrunnelse
