"""Values that are also native formulas: the value is what the formula gives, so every reader sees the same.

A formula is in stored form (English names, commas) without "=". Cells are named, and get their addresses when the
pages have their places (book/addresses.py):

    «Tabell|Felt»      the column of a table, all its rows
    «Tabell|Felt|3»    one cell of it, rows from 1
    «Tabell|Felt|3:9»  some rows of it
    «|Felt»            the cell of that column in the formula's own row
"""

from __future__ import annotations

from datetime import date


class Regnet(float):
    """A number with the formula that gives it."""

    formel: str

    def __new__(cls, verdi: float, formel: str) -> Regnet:
        ny = super().__new__(cls, verdi)
        ny.formel = formel
        return ny


class Regnettekst(str):
    """A text with the formula that gives it."""

    formel: str

    def __new__(cls, verdi: str, formel: str) -> Regnettekst:
        ny = super().__new__(cls, verdi)
        ny.formel = formel
        return ny


class Regnetdato(date):
    """A day with the formula that gives it."""

    formel: str

    def __new__(cls, verdi: date, formel: str) -> Regnetdato:
        ny = super().__new__(cls, verdi.year, verdi.month, verdi.day)
        ny.formel = formel
        return ny


def formel_av(verdi: object) -> str:
    """The formula of a value, "" where it is only a value."""
    return verdi.formel if isinstance(verdi, (Regnet, Regnettekst, Regnetdato)) else ""


def dato(dag: date) -> str:
    """A day as it is written in a stored formula."""
    return f"DATE({dag.year},{dag.month},{dag.day})"
