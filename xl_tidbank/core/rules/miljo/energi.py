"""Meters without a gap and without a leap, and waste that was weighed last year."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...miljo.miljo import av
from ...miljo.registre import RESTAVFALL, Avfallsrad, Digitalt, Drivstoffbruk, Energibruk, Klimapost, Registre
from ...model import EN_DAG, Kilde
from ...saker import Saker
from .. import Regel

HJEMMEL = "Miljøfyrtårn, årlig innrapportering"
UTEN_MENGDE = ("kilde", "grunnlag")  # where a row stands and how it was known make no other amount of it
NESTEN_LIKE = 2  # days a row may be longer or shorter than that of the year before


class Maalerfakta(NamedTuple):
    maaler: str
    fra: date
    til: date


class Sprangfakta(NamedTuple):
    maaler: str
    foer: float
    naa: float


class Avfallsfakta(NamedTuple):
    aar: int
    fraksjoner: list[str]


class Mengdefakta(NamedTuple):
    register: str
    kolonne: str


class Dobbeltfakta(NamedTuple):
    register: str
    rad: int


MILJORAD_DOBBEL = Funnslag[Dobbeltfakta](
    "miljorad_dobbel", "To like rader i et register", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO
)
MENGDE_MANGLER = Funnslag[Mengdefakta](
    "mengde_mangler", "Rad uten det et tall trenger", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO
)
ENERGI_HULL = Funnslag[Maalerfakta]("energi_hull", "Måler uten avlesning", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO)
ENERGI_SPRANG = Funnslag[Sprangfakta](
    "energi_sprang", "Måling langt fra samme måned i fjor", HJEMMEL, (Alvor.INFO,), emne=Emne.MILJO
)
AVFALL_UTEN_VEKT = Funnslag[Avfallsfakta](
    "avfall_uten_vekt", "Avfall uten vekt i år", HJEMMEL, (Alvor.INFO,), emne=Emne.MILJO
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    miljo = saker.husk(av)
    sprang = miljo.valg["energi_sprang"]
    maalere: dict[tuple[str, str], list[Energibruk]] = {}
    for e in miljo.registre.energi:
        if e.maaler and e.fra <= dag:
            maalere.setdefault((e.maaler, e.baerer), []).append(e)
    for rader in maalere.values():
        rader.sort(key=lambda e: e.fra)
        for a, b in itertools.pairwise(rader):
            if b.fra.year >= dag.year - 1:
                yield from _hull(a, b)
        yield from _slutt(rader[-1], date(dag.year, 1, 1) - EN_DAG)
        for e in rader:
            if e.fra.year >= dag.year - 1:
                yield from _sprang(e, rader, sprang)
    yield from _avfall(miljo.registre, dag)
    yield from _dobbelt(miljo.registre, dag)
    yield from _tomme(miljo.registre, dag)


def _dobbelt(registre: Registre, dag: date) -> Iterator[Funn]:
    """Rows without a number of their own that say the same twice. Both count: they may be two of a kind."""
    for navn, rader in (("Avfall", registre.avfall), ("Drivstoff", registre.drivstoff), ("Energi", registre.energi),
                        ("Digitale møter", registre.digitale), ("Klimaposter", registre.klimaposter)):  # fmt: skip
        foer: dict[tuple[object, ...], Kilde] = {}
        for r in rader:
            like = tuple(v for felt, v in zip(r._fields, r, strict=True) if felt not in UTEN_MENGDE)
            if like in foer and dag.year - 1 <= _aar(r) <= dag.year:
                yield MILJORAD_DOBBEL.funn(
                    "", r.kilde, "", f"{navn}, rad {r.kilde.rad} er lik rad {foer[like].rad}, og begge er regnet med.",
                    "Slett den ene når det er samme mengde. Var det to, skriv dem som én rad.",
                    Dobbeltfakta(navn, foer[like].rad),
                )  # fmt: skip
            foer.setdefault(like, r.kilde)


def _aar(rad: Energibruk | Drivstoffbruk | Avfallsrad | Digitalt | Klimapost) -> int:
    if isinstance(rad, Klimapost):
        return int(rad.aar)
    return (rad.dato if isinstance(rad, (Drivstoffbruk, Digitalt)) else rad.til).year


def _tomme(registre: Registre, dag: date) -> Iterator[Funn]:
    """Rows that are in no sum for want of an amount, or of the scope it belongs to."""
    rader = [(e.til.year, e.kilde, "Mengde", e.mengde) for e in registre.energi]
    rader += [(d.dato.year, d.kilde, "Mengde", d.mengde) for d in registre.drivstoff]
    rader += [(a.til.year, a.kilde, "Kg", a.kg) for a in registre.avfall]
    rader += [(int(k.aar), k.kilde, "Mengde", k.mengde) for k in registre.klimaposter]
    rader += [(int(k.aar), k.kilde, "Scope", float(k.scope) if k.scope else None) for k in registre.klimaposter]
    for aar, kilde, kolonne, verdi in rader:
        if verdi is None and dag.year - 1 <= aar <= dag.year:
            yield MENGDE_MANGLER.funn(
                "", kilde, kolonne, f"{kilde.ark}, rad {kilde.rad}: {kolonne} er tom, og raden er ikke med i noen sum.",
                "Fyll den ut, skriv 0 når det ikke var noe, eller slett raden.", Mengdefakta(kilde.ark, kolonne),
            )  # fmt: skip


def _hull(a: Energibruk, b: Energibruk) -> Iterator[Funn]:
    tiltak = "Finn avlesningen eller fakturaen, og før den. Mengden regnes ikke ut av månedene rundt."
    yield from _mangler(b, "Fra", a.til + EN_DAG, b.fra - EN_DAG, b.fra, tiltak)


def _slutt(siste: Energibruk, aarsslutt: date) -> Iterator[Funn]:
    """The year that is reported, where the last row stops short of its end, or of all of it: a meter read the year
    before is not known to be taken down until a row of 0 says so."""
    i_fjor = siste.til.year == aarsslutt.year - 1 and siste.mengde != 0
    if siste.til.year == aarsslutt.year or i_fjor:
        tiltak = "Finn avlesningen eller fakturaen, og før den. Er måleren tatt ned, før en rad med mengde 0."
        yield from _mangler(siste, "Til", siste.til + EN_DAG, aarsslutt, aarsslutt, tiltak)


def _mangler(rad: Energibruk, kolonne: str, fra: date, til: date, dag: date, tiltak: str) -> Iterator[Funn]:
    """A stretch of days without a reading, where it is longer than may be. dag: of the limit."""
    dager = (til - fra).days + 1
    if dager > parameters.verdi("miljo_maalerhull", dag):
        yield ENERGI_HULL.funn(
            "", rad.kilde, kolonne,
            f"Måler {rad.maaler} mangler {tekst.dato(fra)}–{tekst.dato(til)} ({dager} dager).",
            tiltak, Maalerfakta(rad.maaler, fra, til), dato=fra,
        )  # fmt: skip


def _sprang(e: Energibruk, rader: list[Energibruk], sprang: float) -> Iterator[Funn]:
    """Against the row of the same days the year before."""
    lengde = (e.til - e.fra).days
    i_fjor = [
        r for r in rader
        if (r.fra.year + 1, r.fra.month) == (e.fra.year, e.fra.month)
        and abs((r.til - r.fra).days - lengde) <= NESTEN_LIKE
    ]  # fmt: skip
    if not i_fjor or e.mengde is None or not i_fjor[0].mengde:
        return
    foer = i_fjor[0].mengde
    if abs(e.mengde - foer) > foer * sprang / 100:
        vei = "over" if e.mengde > foer else "under"
        yield ENERGI_SPRANG.funn(
            "", e.kilde, "Mengde",
            f"Måler {e.maaler} viser {tekst.tall(e.mengde)} {e.maaleenhet} fra {tekst.dato(e.fra)}, mer enn "
            f"{tekst.tall(sprang)} % {vei} samme måned året før ({tekst.tall(foer)}).",
            "Les av på nytt, eller skriv hvorfor i rapporten.", Sprangfakta(e.maaler, foer, e.mengde), dato=e.fra,
        )  # fmt: skip


def _avfall(registre: Registre, dag: date) -> Iterator[Funn]:
    def veid(aar: int) -> dict[str, bool]:
        ut: dict[str, bool] = {}
        for a in registre.avfall:
            if a.fra.year == aar:
                ut[a.fraksjon] = ut.get(a.fraksjon, False) or a.kg is not None
        return ut

    for aar in (dag.year - 1,):
        foer, naa = veid(aar - 1), veid(aar)
        borte = sorted(f for f, v in foer.items() if v and not naa.get(f))
        if naa.get(RESTAVFALL) and borte:
            kilde = next(a.kilde for a in registre.avfall if a.fra.year == aar)
            yield AVFALL_UTEN_VEKT.funn(
                "", kilde, "Kg", f"Avfall i {aar} mangler vekt for {', '.join(borte)}, som ble veid i {aar - 1}.",
                "Spør den som henter avfallet, eller skriv 0 når det ikke var noe.", Avfallsfakta(aar, borte),
            )  # fmt: skip


REGEL = Regel(
    (MILJORAD_DOBBEL, MENGDE_MANGLER, ENERGI_HULL, ENERGI_SPRANG, AVFALL_UTEN_VEKT), ("miljo",), bankfunn=bankfunn
)
