"""Values that are also native formulas: the value is what the formula gives, so every reader sees the same.

A formula is in stored form (English names, commas) without "=". Cells are named, and get their addresses when the
pages have their places (book/copy/addresses.py):

    «Tabell|Felt»      the column of a table, all its rows
    «Tabell|Felt|3»    one cell of it, rows from 1
    «Tabell|Felt|3:9»  some rows of it
    «|Felt»            the cell of that column in the formula's own row
"""

from __future__ import annotations

from datetime import date

from ...page.plain import Formel


def med_formel(verdi: float | date | str, formel: str) -> Formel:
    """A value with the formula that gives it."""
    return Formel(formel, verdi)


def dato(dag: date) -> str:
    """A day as it is written in a stored formula."""
    return f"DATE({dag.year},{dag.month},{dag.day})"
