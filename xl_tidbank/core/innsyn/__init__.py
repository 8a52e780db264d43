"""What the union rep may know (aml. § 10-7; Delta § 10; item 26, B30): facts picked from an allow-list, never a bank
with parts taken out.

A confirmed shift stands whole. Credit stands as one sum to the last completed review period and a rounded one since,
and every figure is made from those two (kopikreditt.py). A past shift nobody has confirmed says that somebody may have
been away that day, so those too are only a sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import fsum
from types import MappingProxyType
from typing import Any, NamedTuple

from .. import kopikreditt
from ..errors import TidbankFeil
from ..kopikreditt import rens
from ..ledger import Konto
from ..model import AVTALTE, EN_DAG, UTFORT, Ansatt, Art, Vakt
from ..posteringer import arbeidet, fravaerskreditt, periodeskyld
from ..saker import Saker
from ..tekst import dato
from ..valg import muligheter
from ..views import Godskrevet, Saldo
from . import funn as innsynsfunn

# Fields of the records that may leave the house, by record. What is not named here has no way out.
SLIPPES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "Ansatte": ("ansattnr", "navn", "enhet"),
    "Avtaler": ("fra", "til", "fast_pst", "tidbank_pst", "ukestimer", "periodestart", "periodeslutt", "signert"),
    "Vakter": ("dato", "varslet", "eget_onske"),
})  # fmt: skip
FRITEKSTVALG = ("sentral_avtale",)  # choices that are free text and yet leave: the reference the notice rests on

SKYLD, UTFORTE, AVTALTE_FRAM = "Periodeskyld", "Arbeidet", "Avtalt"
GODSKREVET, AVRUNDET, UBEKREFTET = "Godskrevet i alt", "Godskrevet, avrundet", "Ubekreftet i alt"


class Post(NamedTuple):
    """A line of the rep's statement. fra, til: the days it is for; felt: the shift's own fields, None for sums."""

    art: str
    fra: date
    til: date
    timer: float
    hjemmel: str
    felt: tuple[Any, ...] | None = None


@dataclass(frozen=True, slots=True)
class Innsynsperson:
    """One employee as the rep sees them. ansatt, avtaler: allow-listed fields in the order of `SLIPPES`."""

    ansatt: tuple[Any, ...]
    gruppe: str  # the total the person is part of: the unit, or what small units are put together as
    saldo: Saldo
    kreditt: Godskrevet
    periodestart: date
    periodeslutt: date
    avtaler: tuple[tuple[Any, ...], ...]
    andeler: tuple[float, ...]  # of each agreement row: the part of its hours that is debt
    poster: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Innsyn:
    """Everything a copy for the rep is made from. grupper: totals of at least `minst` people, in order.

    maate: how credit is shown (kopikreditt.maate).
    """

    dag: date
    maate: str
    minst: int
    personer: tuple[Innsynsperson, ...]
    funn: tuple[innsynsfunn.Innsynsfunn, ...]
    valg: tuple[tuple[str, Any, str, str, str], ...]  # key, value, unit, clause, reason
    grupper: tuple[str, ...]
    uten_periode: int
    pseudonymer: Mapping[str, str]  # employee number -> what stands instead; empty where names stand
    utelatt: tuple[tuple[str, str], ...] = ()  # number or pseudonym, name; ("", "") for rows that tell of nobody


def utvalg(
    saker: Saker, dag: date, enheter: Sequence[str] = (), kompetanser: Sequence[str] = (), ansatte: Sequence[str] = ()
) -> list[str]:
    """Those with a settlement period on the day, of the units, groups and numbers asked for (all, where none are).

    Raises TidbankFeil for a name that does not exist, and where nobody is left.
    """
    for slag, onsket, finnes in (
        ("Enheten", enheter, {a.enhet for a in saker.tabeller.ansatte or ()}),
        ("Kompetansen", kompetanser, {k for a in saker.tabeller.ansatte or () for k in a.kompetanser}),
    ):
        for navn in onsket:
            if navn.casefold() not in {f.casefold() for f in finnes if f}:
                lovlige = ", ".join(sorted(f for f in finnes if f)) or "ingen"
                raise TidbankFeil(f"{slag} «{navn}» finnes ikke i arket Ansatte. Der står: {lovlige}.")
    hoder = {saker.sak(nr).ansattnr for nr in ansatte}
    numre = [
        nr for nr in saker.med_periode(dag)
        if (not hoder or nr in hoder) and _valgt(_ansatt(saker, nr), enheter, kompetanser)
    ]  # fmt: skip
    if not numre:
        hvem = "i utvalget " if enheter or kompetanser or ansatte else ""
        raise TidbankFeil(f"Ingen {hvem}har en avregningsperiode som dekker {dato(dag)}. Velg en annen dato.")
    return numre


def _ansatt(saker: Saker, ansattnr: str) -> Ansatt:
    return saker.register.ansatte.get(ansattnr) or Ansatt(ansattnr)


def _valgt(ansatt: Ansatt, enheter: Sequence[str], kompetanser: Sequence[str]) -> bool:
    grupper = {k.casefold() for k in kompetanser}
    return (not enheter or ansatt.enhet.casefold() in {e.casefold() for e in enheter}) and (
        not grupper or not grupper.isdisjoint(k.casefold() for k in ansatt.kompetanser)
    )


def med_utelatte(
    i: Innsyn, saker: Saker, enheter: Sequence[str] = (), kompetanser: Sequence[str] = (), ansatte: Sequence[str] = (),
    pseudonym: Callable[[str], str] | None = None,
) -> Innsyn:  # fmt: skip
    """The same with those of the selection who have no figures (Saker.utelatt), by number and name; never why."""
    kjente = {a.ansattnr: a for a in saker.tabeller.ansatte or ()}
    hoder = {saker.sak(nr).ansattnr for nr in ansatte}
    # Who is not in Ansatte may be of any unit; rows that tell of nobody may be of anybody.
    numre = [
        nr for nr in saker.utelatt
        if (not hoder or nr in hoder or not nr) and (nr not in kjente or _valgt(kjente[nr], enheter, kompetanser))
    ]  # fmt: skip
    if pseudonym is None:
        return replace(i, utelatt=tuple((nr, saker.navn(nr)) for nr in numre))
    navn = {nr: pseudonym(nr) for nr in numre if nr}
    return replace(
        i, utelatt=tuple(sorted((navn.get(nr, ""), "") for nr in numre)),
        pseudonymer=MappingProxyType({**i.pseudonymer, **navn}),
    )  # fmt: skip


def lag(saker: Saker, numre: Sequence[str], dag: date, pseudonym: Callable[[str], str] | None = None) -> Innsyn:
    """The facts for these employees on a day, one at a time: what is worked out for each is let go of again.

    pseudonym: what stands instead of number and name. Raises TidbankFeil outside a settlement period.
    """
    hoder = [saker.hode(nr) for nr in numre]
    navn = {nr: pseudonym(nr) for nr in hoder} if pseudonym else {}
    enheter = Counter(_ansatt(saker, nr).enhet for nr in hoder)
    minst = int(saker.valg.paa("minste_gruppe", dag))
    store, samlenavn = grupper(enheter, minst)
    personer: list[Innsynsperson] = []
    funn: list[innsynsfunn.Innsynsfunn] = []
    for nr in hoder:
        enhet = _ansatt(saker, nr).enhet
        egen = person(saker.krev_konto(nr, dag), dag, enhet if enhet in store else samlenavn, navn.get(nr))
        personer.append(egen)
        funn += innsynsfunn.egne(saker, dag, nr, egen.saldo, navn)
        if len(hoder) > 1:
            saker.glem(nr)
    funn += innsynsfunn.felles(saker, dag, frozenset(hoder), navn)
    if navn:
        personer.sort(key=lambda p: str(p.ansatt[0]))
    maate = kopikreditt.maate(saker.valg)
    return Innsyn(
        dag, maate, minst, tuple(personer), innsynsfunn.ordnet(funn), tuple(_valg(saker)),
        store if len(store) + bool(samlenavn) > 1 else (), len(saker.uten_periode(dag)), MappingProxyType(navn),
    )  # fmt: skip


def slipp(tabell: str, post: Any) -> tuple[Any, ...]:
    """The allow-listed fields of a record, in order."""
    return tuple(getattr(post, felt) for felt in SLIPPES[tabell])


def grupper(enheter: Counter[str], minst: int) -> tuple[tuple[str, ...], str]:
    """The units that make a total of their own, and what the rest are together called.

    A rest too small to be a total takes the smallest unit with it: the difference of two sums would tell it.
    """
    store = sorted((e for e, n in enheter.items() if e and n >= minst), key=lambda e: (-enheter[e], e))
    rest = enheter.total() - sum(enheter[e] for e in store)
    while store and 0 < rest < minst:
        rest += enheter[store.pop()]
    return tuple(sorted(store)), "Øvrige" if rest else ""


def person(konto: Konto, dag: date, gruppe: str, pseudonym: str | None = None) -> Innsynsperson:
    """What may be told of one employee. gruppe: the total the employee is part of; pseudonym: instead of the name."""
    sak = konto.sak
    saldo, kreditt = kopikreditt.vist(konto, dag), kopikreditt.godskrevet(konto, dag)
    ansatt = slipp("Ansatte", sak.ansatt)
    if pseudonym is not None:
        # Nothing of the record itself: a name, and the total the person is part of.
        ansatt = tuple({"ansattnr": pseudonym, "enhet": gruppe}.get(felt, "") for felt in SLIPPES["Ansatte"])
    return Innsynsperson(
        ansatt, gruppe, saldo._replace(ansattnr=str(ansatt[0]), navn=str(ansatt[1])), kreditt, konto.periode.start,
        konto.periode.slutt, tuple(slipp("Avtaler", a) for a in konto.periode.avtaler),
        tuple(periodeskyld.andel(sak.valg, a) for a in konto.periode.avtaler), tuple(_poster(konto, dag, kreditt)),
    )  # fmt: skip


def _poster(konto: Konto, dag: date, kreditt: Godskrevet) -> Iterator[Post]:
    start = konto.periode.start
    for a in konto.periode.avtaler:
        timer = periodeskyld.timer(a.fra, a.til, a.uke) * periodeskyld.andel(konto.sak.valg, a)
        yield Post(SKYLD, a.fra, a.til, timer, periodeskyld.HJEMMEL)
    maate = kopikreditt.maate(konto.sak.valg)
    for v in konto.vakter:
        if vises(v, dag, maate):
            art = UTFORTE if v.status == UTFORT else AVTALTE_FRAM
            yield Post(art, v.dato, v.dato, v.timer, arbeidet.HJEMMEL, slipp("Vakter", v))
    # Also where they are 0: a line that is missing would say something too.
    if kreditt.grense > start:
        yield Post(GODSKREVET, start, kreditt.grense - EN_DAG, kreditt.fast, fravaerskreditt.HJEMMEL)
    if kreditt.siste >= kreditt.grense:
        yield Post(AVRUNDET, kreditt.grense, kreditt.siste, kreditt.siden, fravaerskreditt.HJEMMEL)
    yield from (p for p in _skjulte(konto, dag, kreditt, maate) if p.timer)


def _skjulte(konto: Konto, dag: date, kreditt: Godskrevet, maate: str) -> Iterator[Post]:
    """Shifts that stand without their days: those nobody has confirmed, and, where credit is rounded, those ahead."""
    start, slutt = konto.periode.start, konto.periode.slutt
    til = kreditt.siste if maate == kopikreditt.FORRIGE else dag
    regnet = [v for v in konto.vakter if v.dato <= til and v.status in AVTALTE and konto.sak.art(v)[0] == Art.ARBEIDET]
    yield Post(UTFORTE, start, til, rens(fsum(v.timer for v in regnet)), arbeidet.HJEMMEL)
    if maate == kopikreditt.FORRIGE:
        return
    if maate == kopikreditt.AVRUNDET:
        avtalt = [v for v in konto.vakter if v.status in AVTALTE and v.dato > dag]
        avtalt += kopikreditt.ubekreftede(konto, kreditt.grense, dag)
        yield Post(AVTALTE_FRAM, kreditt.grense, slutt, rens(fsum(v.timer for v in avtalt)), arbeidet.HJEMMEL)
        til = kreditt.grense - EN_DAG
    glemte = kopikreditt.ubekreftede(konto, start, til)
    yield Post(UBEKREFTET, start, til, rens(fsum(v.timer for v in glemte)), arbeidet.HJEMMEL)


def vises(vakt: Vakt, dag: date, maate: str) -> bool:
    """Whether a shift stands in the copy with its date: confirmed and past, or agreed and ahead where credit is exact.

    An agreed shift with its day would be missed when it is not worked.
    """
    if vakt.status == UTFORT:
        return vakt.dato <= dag
    return maate == kopikreditt.EKSAKT and vakt.status in AVTALTE and vakt.dato > dag


def _valg(saker: Saker) -> Iterator[tuple[str, Any, str, str, str]]:
    for m in muligheter():
        if m.slag != "tekst" or m.nokkel in FRITEKSTVALG:
            yield m.nokkel, saker.valg[m.nokkel], m.enhet, m.hjemmel, m.begrunnelse
