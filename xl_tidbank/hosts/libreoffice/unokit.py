"""The few things we need of the module `uno` itself; everything else is asked of the document.

Imported inside the functions, so that the modules of this folder can be read, and typed, where there is no uno.
"""

from __future__ import annotations

import json
import os
from datetime import date
from typing import Any

# A file that tells tests what a command did and why a function failed; set by them, never by us.
SPOR = os.environ.get("TIDBANK_SPOR_FIL", "")
SKJULT_NAVN = 16  # com.sun.star.sheet.NamedRangeFlag.HIDDEN

# UNO objects carry no types in Python: in this folder `Any` stands for one of them.


def struct(navn: str, **felt: Any) -> Any:
    """A struct of com.sun.star, such as struct("table.BorderLine2", Color=0)."""
    import uno

    laget = uno.createUnoStruct(f"com.sun.star.{navn}")
    for felt_, verdi in felt.items():
        setattr(laget, felt_, verdi)
    return laget


def enum(type_: str, verdi: str) -> Any:
    """A value of an enum of com.sun.star."""
    import uno

    return uno.Enum(f"com.sun.star.{type_}", verdi)


def egenskap(navn: str, verdi: Any) -> Any:
    """A property as UNO's own calls take it."""
    return struct("beans.PropertyValue", Name=navn, Value=verdi)


def farge(rgb: str) -> int:
    """ "#14506B" as UNO writes a colour."""
    return int(rgb[1:], 16)


def nulldag(dok: Any) -> date:
    """The day the document counts from: 30.12.1899, or 01.01.1904 in workbooks from an old Mac."""
    null = dok.NullDate
    return date(null.Year, null.Month, null.Day)


def spor(**hva: Any) -> None:
    if SPOR:
        with open(SPOR, "a", encoding="utf-8") as fil:
            fil.write(json.dumps(hva, ensure_ascii=False, default=str) + "\n")
