"""What must hold in Grunnturnus for its weeks to be a roster: between the cells of a row, and between the rows.

A fault in a person's own pattern is that person's. A fault in the weeks of a group is told once for each who follows
them, for it is they who must be left out (utelatt.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from xl_tidbank.core.errors import Feilmelding
from xl_tidbank.core.model import Avtale, Grunnturnusrad, Vaktkode
from xl_tidbank.core.tekst import dato
from xl_tidbank.core.tid.grunnturnus import FRI, UKEDAGER, Koder, Plan, gruppert, med_fra, nokkel, planer, strekk
from xl_tidbank.tables.rows import Lest
from xl_tidbank.tables.values import talltekst

MEST_DAGER = 3660  # ten years: more than any plan, and no more than can be laid out
_MEDLEM = "{} hører til radene med ukene, og denne raden sier at ansatt {} følger gruppen {}. Tøm cellen, eller Gruppe."
_UKERAD = "{} hører til radene med Ansattnr, og denne raden er en uke for gruppen {}. Tøm cellen, eller skriv Ansattnr."


def _feil(r: Grunnturnusrad, kolonne: str, tekst: str, ansattnr: str = "") -> Feilmelding:
    return Feilmelding(r.kilde.ark, r.kilde.celle(kolonne), tekst, ansattnr or r.ansattnr)


def _folger(rader: Iterable[Grunnturnusrad]) -> dict[str, list[str]]:
    """Who follows each group."""
    ut: dict[str, list[str]] = {}
    for r in rader:
        if r.ansattnr and r.gruppe:
            ut.setdefault(nokkel(r.gruppe), []).append(r.ansattnr)
    return {navn: sorted(set(numre)) for navn, numre in ut.items()}


def fordelt(lest: Lest) -> Lest:
    """The table with the faults of the cells of a group's weeks told of everybody who follows the group; of a week that
    does not tell which group it is of, everybody who follows one."""
    folger, celler = _folger(lest.poster), {f.celle for f in lest.feil}
    uker = {r.kilde.rad: r for r in lest.poster if not r.ansattnr and r.kilde.celle("Ansattnr") not in celler}
    alle = sorted({nr for numre in folger.values() for nr in numre})
    ut: list[Feilmelding] = []
    for f in lest.feil:
        r = uke if (uke := uker.get(_rad(f))) and not f.ansattnr else None
        hvem = [] if r is None else folger.get(nokkel(r.gruppe), []) if r.gruppe else alle
        ut += [f._replace(ansattnr=nr) for nr in hvem] or [f]
    return replace(lest, feil=tuple(ut))


def _rad(f: Feilmelding) -> int:
    return int("".join(c for c in f.celle if c.isdigit()) or 0)


def feil(
    lest: Lest, vaktkoder: Sequence[Vaktkode], avtaler: Iterable[Avtale], stoppet: frozenset[str]
) -> Iterator[Feilmelding]:
    """The faults between cells. stoppet: those who are left out already; no more is told of them."""
    gale = {_rad(f) for f in lest.feil}
    rader = med_fra(r for r in lest.poster if r.kilde.rad not in gale or not r.kilde.rad)
    folger, grupper, koder = _folger(lest.poster), gruppert(rader), Koder(vaktkoder)
    syke = set(stoppet)
    syke_grupper = {nokkel(r.gruppe) for r in lest.poster if r.kilde.rad in gale and not r.ansattnr}
    for r in rader:
        if r.ansattnr not in stoppet:
            egne = [(r, f) for f in _raden(r, koder)]
            syke |= {r.ansattnr for r, _ in egne if r.ansattnr}
            syke_grupper |= {nokkel(r.gruppe) for r, _ in egne if not r.ansattnr}
            yield from _til_alle(egne, folger)
    for navn, uker in grupper.items():
        if navn not in syke_grupper:
            egne = [(uker[0], f) for f in _ukene(uker)]
            syke_grupper |= {navn for _ in egne}
            yield from _til_alle(egne, folger)
    syke.update(nr for navn in syke_grupper for nr in folger.get(navn, ()))
    hver: dict[str, list[Grunnturnusrad]] = {}
    for r in rader:
        if r.ansattnr and r.ansattnr not in syke:
            hver.setdefault(r.ansattnr, []).append(r)
    avtalene: dict[str, list[Avtale]] = {}
    for a in avtaler:
        avtalene.setdefault(a.ansattnr, []).append(a)
    planene = planer(r for r in rader if not r.ansattnr or r.ansattnr in hver)
    for nr, mine in hver.items():
        yield from list(_egne(mine, grupper)) or _planene(nr, mine, planene.get(nr, ()), avtalene.get(nr, ()))


def _til_alle(
    feil_: Iterable[tuple[Grunnturnusrad, Feilmelding]], folger: Mapping[str, Sequence[str]]
) -> Iterator[Feilmelding]:
    """A fault in a group's week is everybody's who follows it, and nobody's where nobody does."""
    for r, f in feil_:
        for nr in [r.ansattnr] if r.ansattnr else folger.get(nokkel(r.gruppe), [""]):
            yield f._replace(ansattnr=nr)


def _raden(r: Grunnturnusrad, koder: Koder) -> Iterator[Feilmelding]:
    """One row: what kind of row it is, what then must stand in it, and what may not."""
    fylt: dict[str, Any] = {"Uke": r.uke, **dict(zip(UKEDAGER, r.dager, strict=True))}
    if not r.ansattnr and not r.gruppe:
        yield _feil(r, "Ansattnr", "Ansattnr mangler. Skriv nummeret, eller navnet på gruppen i Gruppe.")
        return
    if r.ansattnr and r.gruppe:
        for kolonne, verdi in fylt.items():
            if verdi not in (None, ""):
                yield _feil(r, kolonne, _MEDLEM.format(kolonne, r.ansattnr, r.gruppe))
                break
    elif r.uke is None:
        yield _feil(r, "Uke", "Uke mangler. Skriv hvilken uke i planen raden er: 1, 2, 3 og så videre.")
    if r.ansattnr and r.fra is None:
        yield _feil(r, "Fra", f"Fra mangler. Skriv dagen ansatt {r.ansattnr} begynner i planen raden hører til.")
    if not r.ansattnr:
        for kolonne, verdi in (("Fra", r.fra), ("Til", r.til), ("Startuke", r.startuke)):
            if verdi is not None:
                yield _feil(r, kolonne, _UKERAD.format(kolonne, r.gruppe))
                break
    for kolonne, tall in (("Startuke", r.startuke), ("Uke", r.uke)):
        if tall is not None and tall != int(tall):
            yield _feil(r, kolonne, f"{kolonne} er {talltekst(tall)}. Skriv et helt tall.")
    if r.fra is not None and r.til is not None and r.til < r.fra:
        yield _feil(r, "Til", f"Til {dato(r.til)} er før Fra {dato(r.fra)}. Rett den av datoene som er feil.")
    if not (r.ansattnr and r.gruppe):
        yield from _kodene(r, koder)


def _kodene(r: Grunnturnusrad, koder: Koder) -> Iterator[Feilmelding]:
    for dag, celle in zip(UKEDAGER, r.dager, strict=True):
        for kode in koder.delt(celle):
            if koder.har_tider(kode) or kode in FRI:
                continue
            if kode in koder.alle:
                tekst = f"Koden {kode} har ikke klokkeslett. Skriv Start og Slutt for den i Vaktkoder på arket Lister."
            else:
                kjente = ", ".join(k.kode for k in koder.alle.values()) or "ingen ennå"
                tekst = (
                    f"Koden {kode} står ikke i Vaktkoder på arket Lister ({kjente}). Rett koden, eller legg den til "
                    "der. Fri er tom, F, F1 til F5 eller -."
                )
            yield _feil(r, dag, tekst)


def _ukene(uker: Sequence[Grunnturnusrad]) -> Iterator[Feilmelding]:
    """The weeks of one pattern are 1..N, each once."""
    forst: dict[int, Grunnturnusrad] = {}
    for r in uker:
        annen = forst.setdefault(int(r.uke or 0), r)
        if annen is not r:
            tekst = f"Uke {int(r.uke or 0)} står også i rad {annen.kilde.rad}. Rett ukenummeret, eller slett raden."
            yield _feil(r, "Uke", tekst)
    if len(forst) == len(uker):
        for uke, r in sorted(forst.items()):
            if uke > len(uker):
                rader = "1 rad" if len(uker) == 1 else f"{len(uker)} rader"
                tekst = (
                    f"Uke er {uke}, men planen har {rader}. Ukene skal være 1 til {len(uker)}: rett ukenummeret, eller "
                )
                yield _feil(r, "Uke", tekst + "skriv uken som mangler.")


def _egne(mine: Sequence[Grunnturnusrad], grupper: dict[str, list[Grunnturnusrad]]) -> Iterator[Feilmelding]:
    """The rows of one person: what the rows of one pattern say together."""
    samme: dict[tuple[str, Any], list[Grunnturnusrad]] = {}
    for r in mine:
        samme.setdefault((nokkel(r.gruppe), r.fra), []).append(r)
    for (gruppe, _), like in samme.items():
        if gruppe and gruppe not in grupper:
            lik = get_close_matches(gruppe, grupper, 1, 0.7)
            rad = f"Mener du {grupper[lik[0]][0].gruppe}? Rett navnet" if lik else "Rett navnet"
            tekst = f"Gruppen {like[0].gruppe} har ingen uker i Grunnturnus. {rad}, eller skriv ukene til gruppen."
            yield _feil(like[0], "Gruppe", tekst)
            continue
        if gruppe and len(like) > 1:
            tekst = (
                f"Ansatt {like[1].ansattnr} følger også gruppen fra denne dagen i rad {like[0].kilde.rad}. Slett raden."
            )
            yield _feil(like[1], "Gruppe", tekst)
        if not gruppe:
            yield from _ukene(like)
        antall = len(grupper[gruppe] if gruppe else like)
        for kolonne, felt in (("Til", "til"), ("Startuke", "startuke")):
            sagt = [r for r in like if getattr(r, felt) is not None]
            ulik = next((r for r in sagt if getattr(r, felt) != getattr(sagt[0], felt)), None)
            if ulik is not None:
                tekst = f"{kolonne} er ikke den samme som i rad {sagt[0].kilde.rad}, i samme plan. Rett den ene."
                yield _feil(ulik, kolonne, tekst)
        for r in like:
            if r.startuke is not None and r.startuke > antall:
                uker = "1 uke" if antall == 1 else f"{antall} uker"
                tekst = f"Startuke er {talltekst(r.startuke)}, men planen har {uker}. Skriv et tall fra 1 til {antall}."
                yield _feil(r, "Startuke", tekst)
                break


def _planene(
    nr: str, mine: Sequence[Grunnturnusrad], planene: Sequence[Plan], avtaler: Sequence[Avtale]
) -> Iterator[Feilmelding]:
    """The patterns of one person, one after the other: never two on a day, and each with an end."""
    rad = {r.kilde[:2]: r for r in mine}
    for a, b in pairwise(planene):
        if a.fra == b.fra or (a.til is not None and a.til >= b.fra):
            tekst = f"To planer for ansatt {nr} gjelder {dato(b.fra)} (den andre står i rad {a.kilde.rad}). "
            yield _feil(rad[b.kilde[:2]], "Fra", tekst + "Rett Fra, eller Til i den andre.")
    if planene and planene[-1].til is None and not avtaler:
        tekst = f"Til mangler. Ansatt {nr} har ingen avtale som sier hvor lenge planen varer. Skriv siste dag i planen."
        yield _feil(rad[planene[-1].kilde[:2]], "Til", tekst)
    for p, fra, til in strekk(planene, avtaler):
        if (til - fra).days >= MEST_DAGER:
            tekst = f"Planen varer fra {dato(fra)} til {dato(til)}, mer enn ti år. Rett Fra eller Til."
            yield _feil(rad[p.kilde[:2]], "Fra", tekst)
            return
