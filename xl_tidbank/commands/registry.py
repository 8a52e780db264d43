"""The one registry of commands: what each asks for, where it stands in a menu and on the command line, what it does.

A command is a function from a bank, a day and answers to one `Svar`. Menus, forms, ribbon, options, help and
documents are made from what is declared here; no command knows a program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from .sporsmaal import DAG, Sporsmaal, Svarslag
from .svar import Svar

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..core.bank import Bank

# The order of the work: groups on a ribbon, in a menu and in help. Commands of a group keep their order here.
GRUPPER = (
    "Begynn",
    "Skjema",
    "Inn og ut",
    "Kontroller",
    "Gjennomgang",
    "Lønn",
    "Timebank",
    "Prosess",
    "Miljø",
    "Del",
    "Program",
)

Kall: TypeAlias = Callable[..., Svar]
F = TypeVar("F", bound=Kall)


class Ut(Enum):
    """Whether the command line writes a file with -o."""

    INGEN = "ingen"
    KAN = "kan"  # the pages too
    MAA = "må"  # the pages are what it is about
    DELES = "deles"  # the answer's own file leaves the house: it is shown first, asked about, may be behind a password


TURNUSEN = ("Turnus", "Grunnturnus", "Vaktkoder")  # the tables of the ordinary roster
TIMEBANKEN = ("Kapasitet", "Timer", "Timebank")  # those of the surplus bank


@dataclass(frozen=True, slots=True)
class Bruk:
    """A command on the command line. uten: tables that are left unread where nobody asks for pages.

    leser: it reads the bank in its first argument. json: it has --json.
    """

    navn: str
    hjelp: str
    ut: Ut = Ut.KAN
    uten: tuple[str, ...] = ()
    leser: bool = True
    json: bool = True


@dataclass(frozen=True, slots=True)
class Kommando:
    """A command as users see it. gruppe: where it stands among the others, in the order of the work.

    etikett, hjelp: in menus; "" = not there. linje: on the command line; None = not there. dag: the day it speaks for,
    as a question. erstatter: its pages take the place of those made last time; pages that people write on never do.
    levende: its page computes itself in a live workbook, where the command sets the day. del_: the part of a bank it
    belongs to, "" = every bank has it.
    """

    navn: str
    gruppe: str
    etikett: str
    hjelp: str
    kall: Kall
    sporsmaal: tuple[Sporsmaal, ...] = ()
    dag: Sporsmaal = DAG
    erstatter: bool = True
    levende: bool = False
    linje: Bruk | None = None
    del_: str = ""

    @property
    def velger_ansatte(self) -> bool:
        """Whether a form asks for employees."""
        return any(s.slag is Svarslag.ANSATTE and s.etikett for s in self.sporsmaal)

    @property
    def skjema(self) -> tuple[Sporsmaal, ...]:
        """The questions of a form, in order: the day first."""
        return (DAG, *(s for s in self.sporsmaal if s.etikett))

    def tolk(self, tekster: Mapping[str, str]) -> tuple[date, dict[str, Any]]:
        """The day and the answers from what stands in a form, by the names of its questions.

        Raises TidbankFeil with a sentence for the first that cannot be read.
        """
        from ..core.errors import TidbankFeil
        from ..tables import cells

        dag = cells.dato(tekster.get(DAG.navn, ""), "Datoen")
        if dag is None:
            raise TidbankFeil("Datoen mangler. Skriv for eksempel 31.12.2026.")
        return dag, {s.navn: s.tolk(tekster.get(s.navn, "")) for s in self.skjema[1:]}

    def kjor(self, bank: Bank, dag: date | None, svar: Mapping[str, object] | None = None) -> Svar:
        """What the command answers. svar: by the name of the question, typed or as written; a missing one is empty.

        Raises TidbankFeil for a named employee the bank does not know, or who is left out of it, and Verdifeil for an
        answer that cannot be used.
        """
        gitt = svar or {}
        return self.kall(bank, dag, **{s.navn: s.tolk(gitt[s.navn]) for s in self.sporsmaal if s.navn in gitt})


REGISTER: dict[str, Kommando] = {}  # those of menus, by name
_ALLE: list[Kommando] = []


def kommando(
    gruppe: str,
    etikett: str = "",
    hjelp: str = "",
    *,
    sporsmaal: tuple[Sporsmaal, ...] = (),
    dag: Sporsmaal = DAG,
    erstatter: bool = True,
    levende: bool = False,
    viser: tuple[str, ...] = (),
    linje: Bruk | None = None,
    del_: str = "",
) -> Callable[[F], F]:
    """Register a command under its function's name: `kall(bank, dag, **answers by the names of sporsmaal)`.

    viser: what its pages show (saldo, funn ...): the changed choices that touch it are noted on every page. () = all.
    """

    def registrer(kall: F) -> F:
        ansatte = next((s.navn for s in sporsmaal if s.slag is Svarslag.ANSATTE), "")

        @wraps(kall)
        def med_noter(bank: Bank, dag: date, *argumenter: Any, **svar: Any) -> Svar:
            if ansatte:
                valgte, *argumenter_ = argumenter or (svar.pop(ansatte, ()),)
                for nr in valgte:
                    bank.krev(nr)
                numre = tuple(dict.fromkeys(bank.hode(nr) for nr in valgte))
                gjort = kall(bank, dag, numre, *argumenter_, **svar)
            else:
                numre, gjort = (), kall(bank, dag, *argumenter, **svar)
            # What named employees get is theirs, and says nothing of others.
            utelatt = {} if k.velger_ansatte and numre else bank.utelatt
            if gjort.uten_noter:
                return replace(gjort, utelatt=utelatt)
            rekke = gjort.rekke
            return replace(
                gjort, utelatt=utelatt, sider=lambda: list(_med_noter(gjort.sider(), bank, utelatt)),
                rekke=None if rekke is None else lambda: _med_noter(rekke(), bank, utelatt),
            )  # fmt: skip

        def _med_noter(sider: Iterable[Side], bank: Bank, utelatt: Mapping[str, Any]) -> Iterator[Side]:
            from ..book.sheets.valg import med_merknader, med_utelatte, med_valg

            numre = tuple(utelatt) if erstatter else ()
            navnene = {nr: bank.navn(nr) for nr in numre}
            for s in sider:
                med = med_merknader(med_valg(s, bank.valg, viser), bank.tabeller.merknader)
                yield med_utelatte(med, numre, navnene)

        k = Kommando(kall.__name__, gruppe, etikett, hjelp, med_noter, sporsmaal, dag, erstatter, levende, linje, del_)
        _registrer(k)
        return cast(F, med_noter)

    return registrer


def verktoy(
    gruppe: str, navn: str, hjelp: str, *sporsmaal: Sporsmaal, json: bool = True
) -> Callable[[Callable[..., Svar]], Callable[..., Svar]]:
    """Register a command of the command line that is not about one bank: `kall(**answers)`."""

    def registrer(kall: Callable[..., Svar]) -> Callable[..., Svar]:
        linje = Bruk(navn, hjelp, Ut.INGEN, leser=False, json=json)
        _registrer(Kommando(kall.__name__, gruppe, "", "", kall, sporsmaal, linje=linje))
        return kall

    return registrer


def _registrer(k: Kommando) -> None:
    if k.gruppe not in GRUPPER:
        raise ValueError(f"{k.gruppe} is not one of {GRUPPER}")
    _ALLE.append(k)
    if k.etikett:
        REGISTER[k.navn] = k


def i_rekkefolge() -> list[Kommando]:
    """Every command of the menus, in the order of the work."""
    return sorted(REGISTER.values(), key=lambda k: GRUPPER.index(k.gruppe))


def alle() -> list[Kommando]:
    """Every command, of menus and of the command line, in the order of the work.

    Those that put the bank into a program are known when `xl_tidbank.cli` is imported.
    """
    return sorted(_ALLE, key=lambda k: GRUPPER.index(k.gruppe))
