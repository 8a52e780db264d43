"""Who is meant on the command line: an employee number, a name, or part of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..core import tekst
from ..core.errors import TidbankFeil
from ..tables import cells, personvalg

if TYPE_CHECKING:
    from ..core.bank import Bank
    from ..core.model import Ansatt

MEST_NEVNT = 6


def nummer(bank: Bank, skrevet: object) -> str:
    """The employee number of what was written.

    Raises TidbankFeil with one sentence: the people it may mean, or the names nearest to it. What looks like a number
    is handed on as it is: the bank has its own sentence for one it does not know.
    """
    nr = cells.nummer(skrevet, "Ansatt")
    kjente = {*bank.register.kjente, *bank.register.ulest}
    if begge := _nummer_og_navn(bank, nr):
        return begge
    if nr in kjente or tekst.nesten(nr, kjente) or not any(t.isalpha() for t in nr):
        return nr
    treff = _treff(bank.tabeller.ansatte or (), nr)
    numre = dict.fromkeys(bank.hode(a.ansattnr) for a in treff)
    if len(numre) == 1:
        return next(iter(numre))
    if numre:
        raise TidbankFeil(f"«{nr}» passer på flere: {_navnene(treff)}. Skriv ansattnummeret, eller mer av navnet.")
    like = _like(bank.tabeller.ansatte or (), nr)
    hva = f"Mener du {_navnene(like)}?" if like else "Kontroller navnet mot arket Ansatte."
    raise TidbankFeil(f"Ingen i banken heter «{nr}». {hva}")


def _nummer_og_navn(bank: Bank, skrevet: str) -> str:
    """The number in "2001 Kari Lund", as lines and sentences have it, or in "Kari Lund (2001)", as lists have it, where
    that is the name of the number; else ""."""
    nr, _, navn = skrevet.partition(" ")
    if m := personvalg.VALG.fullmatch(skrevet):
        navn, nr = m["navn"], m["nr"]
    hennes = bank.navn(nr) if nr in bank.register.kjente else ""
    return nr if hennes and _ord(hennes) == _ord(navn) else ""


def _treff(ansatte: Iterable[Ansatt], skrevet: str) -> list[Ansatt]:
    """Those of that name; else those with a name that begins with each word; else with each word anywhere in it."""
    ordene = _ord(skrevet)
    like: tuple[Callable[[list[str]], bool], ...] = (
        lambda navn: sorted(navn) == sorted(ordene),
        lambda navn: all(any(n.startswith(o) for n in navn) for o in ordene),
        lambda navn: all(o in " ".join(navn) for o in ordene),
    )
    alle = [(a, _ord(a.navn)) for a in ansatte]
    for er_lik in like:
        if treff := [a for a, navn in alle if navn and er_lik(navn)]:
            return treff
    return []


def _like(ansatte: Iterable[Ansatt], skrevet: str) -> list[Ansatt]:
    """Those whose name, or a part of it, is spelt nearly so."""
    alle = [(a, {" ".join(_ord(a.navn)), *_ord(a.navn)}) for a in ansatte]
    naer = get_close_matches(" ".join(_ord(skrevet)), sorted({n for _, deler in alle for n in deler}), MEST_NEVNT, 0.7)
    return [a for a, deler in alle if deler & set(naer)]


def _ord(navn: str) -> list[str]:
    return navn.casefold().replace(",", " ").split()


def _navnene(ansatte: list[Ansatt]) -> str:
    nevnt = [f"{a.ansattnr} {a.navn}" for a in ansatte[:MEST_NEVNT]]
    if len(ansatte) > MEST_NEVNT:
        nevnt.append(f"{len(ansatte) - MEST_NEVNT} til")
    return " og ".join(filter(None, (", ".join(nevnt[:-1]), nevnt[-1])))
