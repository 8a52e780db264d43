"""The banks this process knows, by their text, and the workbook that the call being answered stands in."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar, Token
from threading import Lock
from typing import Any, NamedTuple

from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.kolonner.kolonne import Poster
from xl_tidbank.core.model import Tabeller

from . import argumenter as arg

# An edit makes a new bank; the last few are kept so that an undo, or two open workbooks, find theirs again.
MEST = 16
_kjente: OrderedDict[str, Bank] = OrderedDict()
_laas = Lock()


class Arbeidsbok(NamedTuple):
    """The workbook a formula stands in, as its host knows it.

    les: its tables as a bank. ansatt: the employee of the sheet the formula stands on, None where the host cannot know
    the sheet. som_tid: whether hours or minutes in its tables show as times, where its ranges do not say so themselves.
    """

    les: Callable[[], Bank]
    ansatt: Callable[[], Any] | None = None
    som_tid: Callable[[], bool] | None = None


_naa: ContextVar[Arbeidsbok | None] = ContextVar("arbeidsbok", default=None)


class Under:
    """`with Under(bok):` one call is answered for that workbook; None = for no workbook (plain Python).

    Reading a sheet computes its cells, and each of them may be a call: the one around it has its own workbook back
    afterwards. A class, for contextlib's generators cannot let an exception of UNO's through.
    """

    def __init__(self, bok: Arbeidsbok | None) -> None:
        self._bok = bok

    def __enter__(self) -> None:
        self._forrige: Token[Arbeidsbok | None] = _naa.set(self._bok)

    def __exit__(self, *_: object) -> None:
        _naa.reset(self._forrige)


def ma_leses(utenfor: float) -> bool:
    """Whether the ranges of a function say less than the workbook's own sheets do."""
    bok = _naa.get()
    return bool(utenfor) or (bok is not None and bok.som_tid is not None and bok.som_tid())


def ansattnr(raa: Any, bank: Any) -> str:
    """The employee asked for, else the sheet's own; "" where there is none, which means the whole bank.

    Raises TidbankFeil for a formula that names a bank and leaves the employee to the sheet: no program could tell that
    it must be computed again when another employee is chosen.
    """
    nr, bok = arg.ansattnr(raa), _naa.get()
    if not nr and bok is not None and bok.ansatt is not None and (nr := arg.ansattnr(bok.ansatt())) and arg.tekst(bank):
        raise TidbankFeil("Arket gjelder én ansatt. Skriv Ansatt som første argument, så følger cellen valget.")
    return nr


def vertens(utenfor: float) -> Bank:
    """The bank of the workbook's own sheets. utenfor: the number of filled cells outside their tables."""
    bok = _naa.get()
    if bok is None:
        raise TidbankFeil(
            f"{abs(utenfor):.0f} celler på arkene står utenfor tabellene. Ta radene med i tabellene, og prøv igjen."
        )
    return bok.les()


def av(tabeller: Tabeller) -> Bank:
    """A bank of these tables, with what is worked out already where they are one of those that are known, edited."""
    bank = Bank(tabeller)
    foer = (
        tabeller.vakter.endret[0] if isinstance(tabeller.vakter, Poster) and tabeller.vakter.endret else tabeller.vakter
    )
    with _laas:
        kjente = [b for b in reversed(_kjente.values()) if b.tabeller.vakter is foer]
    return bank.etter(kjente[0]) if kjente else bank


def husk(bank: Bank) -> str:
    """Keep a bank and give its text."""
    tekst = str(bank)
    with _laas:
        _kjente[tekst] = bank
        _kjente.move_to_end(tekst)
        while len(_kjente) > MEST:
            _kjente.popitem(last=False)
    return tekst


def hent(raa: Any) -> Bank:
    """The bank of a text from TIDBANK_LES, or the workbook's own tables when none is given.

    Raises TidbankFeil for a text this process does not know and the tables do not give: never an old figure.
    """
    tekst = arg.tekst(raa)
    with _laas:
        if tekst in _kjente:
            _kjente.move_to_end(tekst)
            return _kjente[tekst]
    bok = _naa.get()
    if bok is None:
        if not tekst:
            raise TidbankFeil("Det er ikke oppgitt noen bank. Les den først med TIDBANK_LES.")
        raise TidbankFeil(f"Banken «{tekst}» er ikke lest ennå. Regn ut cellen med TIDBANK_LES på nytt.")
    bank = bok.les()
    if husk(bank) != tekst and tekst:
        raise TidbankFeil(
            f"Banken «{tekst}» stemmer ikke med tabellene lenger. Regn ut cellen med TIDBANK_LES på nytt."
        )
    return bank
