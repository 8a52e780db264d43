"""The banks this process knows, by their text. A spreadsheet host may add how to read the workbook's own tables."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil

from . import argumenter as arg

# An edit makes a new bank; the last few are kept so that an undo, or two open workbooks, find theirs again.
MEST = 16
_kjente: OrderedDict[str, Bank] = OrderedDict()
_les_vertens: Callable[[], Bank] | None = None
_arkets_ansatt: Callable[[], Any] | None = None
_som_tid: Callable[[], bool] | None = None


def sett_vert(
    les: Callable[[], Bank] | None, ansatt: Callable[[], Any] | None = None, som_tid: Callable[[], bool] | None = None
) -> None:
    """Tell how the host reads the tables of the workbook a formula stands in; None = no host (plain Python).

    ansatt: how it finds the employee of the sheet a formula stands on, None where it cannot know the sheet.
    som_tid: whether hours or minutes in its tables show as times, where its ranges do not say so themselves.
    """
    global _les_vertens, _arkets_ansatt, _som_tid
    _les_vertens, _arkets_ansatt, _som_tid = les, ansatt, som_tid


def ma_leses(utenfor: float) -> bool:
    """Whether the ranges of a function say less than the host's own sheets do."""
    return bool(utenfor) or (_som_tid is not None and _som_tid())


def verten() -> tuple[Callable[[], Bank] | None, Callable[[], Any] | None, Callable[[], bool] | None]:
    """What `sett_vert` was told last."""
    return _les_vertens, _arkets_ansatt, _som_tid


def ansattnr(raa: Any, bank: Any) -> str:
    """The employee asked for, else the sheet's own; "" where there is none, which means the whole bank.

    Raises TidbankFeil for a formula that names a bank and leaves the employee to the sheet: no program could tell that
    it must be computed again when another employee is chosen.
    """
    nr = arg.ansattnr(raa)
    if not nr and _arkets_ansatt is not None and (nr := arg.ansattnr(_arkets_ansatt())) and arg.tekst(bank):
        raise TidbankFeil("Arket gjelder én ansatt. Skriv Ansatt som første argument, så følger cellen valget.")
    return nr


def vertens(utenfor: float) -> Bank:
    """The bank of the host's own sheets. utenfor: the number of filled cells outside their tables."""
    if _les_vertens is None:
        raise TidbankFeil(
            f"{abs(utenfor):.0f} celler på arkene står utenfor tabellene. Ta radene med i tabellene, og prøv igjen."
        )
    return _les_vertens()


def husk(bank: Bank) -> str:
    """Keep a bank and give its text."""
    tekst = str(bank)
    _kjente[tekst] = bank
    _kjente.move_to_end(tekst)
    while len(_kjente) > MEST:
        _kjente.popitem(last=False)
    return tekst


def hent(raa: Any) -> Bank:
    """The bank of a text from TIDBANK_LES, or the host's own tables when none is given.

    Raises TidbankFeil for a text this process does not know and the host's tables do not give: never an old figure.
    """
    tekst = arg.tekst(raa)
    if tekst in _kjente:
        _kjente.move_to_end(tekst)
        return _kjente[tekst]
    if _les_vertens is None:
        if not tekst:
            raise TidbankFeil("Det er ikke oppgitt noen bank. Les den først med TIDBANK_LES.")
        raise TidbankFeil(f"Banken «{tekst}» er ikke lest ennå. Regn ut cellen med TIDBANK_LES på nytt.")
    bank = _les_vertens()
    if husk(bank) != tekst and tekst:
        raise TidbankFeil(
            f"Banken «{tekst}» stemmer ikke med tabellene lenger. Regn ut cellen med TIDBANK_LES på nytt."
        )
    return bank
