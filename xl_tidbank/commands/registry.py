"""The one registry of what a button or a menu item does: from a bank and a date to plain pages, or to a file.

A host adds the button, asks for the date, the employees and what else the command wants to know, and shows the pages
or writes the file; no command knows a program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

from ..book.page.plain import Side
from ..book.sheets.valg import med_merknader, med_utelatte, med_valg
from ..core.bank import Bank
from ..core.errors import Feilmelding, TidbankFeil
from ..core.funn import Funn

# The order of the work: groups on a ribbon or in a menu, left to right. Commands of a group keep their order here.
GRUPPER = ("Kontroller", "Gjennomgang", "Lønn", "Timebank", "Prosess", "Del")


@dataclass(frozen=True, slots=True)
class Sporsmaal:
    """Something more a command asks for, beside the day and the employees; the answer is the text the user wrote.

    lovlige: the answers to choose between, () = free text. forslag: what stands there to begin with.
    """

    navn: str
    etikett: str
    forslag: str = ""
    lovlige: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Utfil:
    """An answer that belongs in a file of its own, never in the open workbook.

    forhandsvisning: what the file will hold, a sentence each, for the user to agree to before `skriv` makes it.
    """

    filnavn: str
    forhandsvisning: tuple[str, ...]
    skriv: Callable[[Path], None]


Svar: TypeAlias = list[Side] | Utfil
Kall: TypeAlias = Callable[..., Svar]
F = TypeVar("F", bound=Kall)


@dataclass(frozen=True, slots=True)
class Kommando:
    """A command as users see it. gruppe: where it stands among the others, in the order of the work.

    velger_ansatte: the user may name employees. erstatter: the pages take the place of those made last time; pages
    that people write on never do. merker: the findings a host may also mark beside the rows they speak of.
    """

    navn: str
    gruppe: str
    etikett: str
    hjelp: str
    kall: Kall
    velger_ansatte: bool
    erstatter: bool
    sporsmaal: tuple[Sporsmaal, ...] = ()
    merker: Callable[[Bank, date], list[Funn]] | None = None

    def kjor(self, bank: Bank, dag: date, ansatte: Sequence[str], svar: Mapping[str, str] | None = None) -> Svar:
        """What the command answers. `svar`: texts by the name of the question; missing ones are empty.

        Raises TidbankFeil for a named employee the bank does not know, or who is left out of it.
        """
        return self.kall(bank, dag, ansatte, **{s.navn: (svar or {}).get(s.navn, "") for s in self.sporsmaal})

    def utelatt(self, bank: Bank, ansatte: Sequence[str] = ()) -> Mapping[str, Sequence[Feilmelding]]:
        """Who is left out of the answer, and why. What named employees get is theirs, and says nothing of others."""
        return {} if self.velger_ansatte and ansatte else bank.utelatt


REGISTER: dict[str, Kommando] = {}


def kommando(
    gruppe: str,
    etikett: str,
    hjelp: str,
    *,
    velger_ansatte: bool = False,
    erstatter: bool = True,
    sporsmaal: tuple[Sporsmaal, ...] = (),
    viser: tuple[str, ...] = (),
    merker: Callable[[Bank, date], list[Funn]] | None = None,
) -> Callable[[F], F]:
    """Register a command under its function's name: `kall(bank, dag, ansatte, **answers to sporsmaal)`.

    viser: what its pages show (saldo, funn ...): the changed choices that touch it are noted on every page. () = all.
    """
    if gruppe not in GRUPPER:
        raise ValueError(f"{gruppe} is not one of {GRUPPER}")

    def registrer(kall: F) -> F:
        @wraps(kall)
        def med_noter(bank: Bank, *argumenter: Any, **svar: Any) -> Svar:
            for nr in argumenter[1] if velger_ansatte and argumenter[1:] else ():
                bank.krev(nr)
            gjort = kall(bank, *argumenter, **svar)
            if isinstance(gjort, Utfil):
                return gjort
            utelatt = tuple(REGISTER[navn].utelatt(bank, *argumenter[1:2]))
            navnene = {nr: bank.navn(nr) for nr in utelatt}
            return [
                med_utelatte(
                    med_merknader(med_valg(s, bank.valg, viser), bank.tabeller.merknader),
                    utelatt if erstatter else (),
                    navnene,
                )
                for s in gjort
            ]

        navn = kall.__name__
        REGISTER[navn] = Kommando(navn, gruppe, etikett, hjelp, med_noter, velger_ansatte, erstatter, sporsmaal, merker)
        return cast(F, med_noter)

    return registrer


def ikke_med(utelatt: Mapping[str, Sequence[Feilmelding]]) -> str:
    """What to tell whoever asked: who is left out, and the cells; "" where nobody is."""
    if not utelatt:
        return ""
    hvem = ", ".join(nr or "rader uten ansattnr" for nr in utelatt)
    return f"Ikke med i svaret: {hvem}. De andre er med.\n{TidbankFeil([f for alle in utelatt.values() for f in alle])}"


def i_rekkefolge() -> list[Kommando]:
    """Every command in the order of the work."""
    return sorted(REGISTER.values(), key=lambda k: GRUPPER.index(k.gruppe))
