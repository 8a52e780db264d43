"""The functions as Excel's VBA finds them: every one of the register under its own name, made in a loop.

`xlwings.udfs.call_udf` looks a function up here by name. An exception goes out of it as it is, and the VBA makes it an
error value; nothing here turns an error into a text or a number.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from xlwings import arg, func
from xlwings.conversion import Accessor, ConversionContext, Options, Pipeline

import udfs  # noqa: F401  # fills the register
from udfs import banker
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.functions import REGISTER, Funksjon
from xl_tidbank.tables.soppel import uten_soppeltomming

from . import book, sted
from .values import rene, til_celler

FLEST_RADER = 200_000  # of a range; a whole column ends where the sheet's content ends


class Celler(Accessor):
    """How an argument is read: every value as it stands, an error value as its text."""

    @classmethod
    def reader(cls, options: Options) -> Pipeline:
        ledd = Pipeline()
        ledd.append(_les)
        return ledd


def _les(c: ConversionContext) -> None:
    omraade = c.range
    if omraade is None:  # a number or a text in the formula, or another function's answer
        c.value = rene(c.value)
        return
    adresse = omraade.api.Address
    if "," in adresse:
        raise TidbankFeil("Argumentet er flere områder. Velg ett sammenhengende område.")
    b = sted.fra_adresse(adresse)
    if b.rad2 - b.rad >= FLEST_RADER:
        omraade = book.uten_tom_bunn(omraade)
    c.value = rene(omraade.raw_value)


def _innpakket(f: Funksjon) -> Callable[..., Any]:
    def kall(*verdier: Any) -> Any:
        # An argument that was left out comes as None; the function's own default then speaks.
        gitt = {a.navn: v for a, v in zip(f.argumenter, verdier, strict=False) if v is not None or not a.valgfri}
        # Where the tables are handed over too, Excel has computed them.
        med_bank = gitt.get("bank") not in (None, "") or "utenfor" in gitt
        with (
            uten_soppeltomming(),
            banker.Under(banker.Arbeidsbok(lambda: book.bank_for_celle(med_bank), book.arkets_ansatt)),
        ):
            return til_celler(f.kall(**gitt))

    parametre = [
        inspect.Parameter(a.navn, inspect.Parameter.POSITIONAL_OR_KEYWORD,
                          default=None if a.valgfri else inspect.Parameter.empty)
        for a in f.argumenter
    ]  # fmt: skip
    kall.__name__, kall.__doc__, kall.__annotations__ = f.navn, f.hjelp, {}
    kall.__signature__ = inspect.Signature(parametre)  # type: ignore[attr-defined]  # what xlwings asks for names
    pakket = func(kall)
    for a in f.argumenter:
        pakket = arg(a.navn, convert=Celler)(pakket)
    return pakket


for _f in REGISTER.values():
    globals()[_f.navn] = _innpakket(_f)
