"""Names the workbook goes by inside Excel; the generated VBA, the package and the Python it calls agree on them."""

from __future__ import annotations

from xl_tidbank.functions import Funksjon

XLWINGS = "0.37.8"  # the version whose VBA is in the workbook, whose DLL it loads and which pyproject.toml pins

# Python that the generated VBA calls.
FUNKSJONSMODUL = "xl_tidbank.hosts.excel.functions"
KNAPPEMODUL = "xl_tidbank.hosts.excel.buttons"

# Modules of the VBA project.
VBA_FUNKSJONER = "TidbankFunksjoner"
VBA_KNAPPER = "TidbankKnapper"
VBA_PYTHON = "TidbankPython"
VBA_XLWINGS = "xlwings"
VBA_BOK = "ThisWorkbook"
VBA_LASTET, VBA_SYNLIG = "Tidbank_Lastet", "Tidbank_DelErMed"  # what the ribbon asks

KONFIGURASJON = "xlwings.conf"  # the sheet xlwings reads its settings from
KATEGORI = "Tidbank"  # in the function wizard
# Where docs/excel.md says Python is put; the workbook shipped without a Python of its own looks there.
STANDARD_PYTHON = r"%LOCALAPPDATA%\Tidbank\Scripts\python.exe"


def dll(bit: int) -> str:
    """The file xlwings' VBA loads, in Excel of 32 or 64 bits."""
    return f"xlwings{bit}-{XLWINGS}.dll"


def sub(knapp: str) -> str:
    """The VBA procedure behind a button."""
    return f"Tidbank_{knapp}"


def paa_ark(knapp: str) -> str:
    """The VBA procedure behind a button that stands on a sheet."""
    return f"Tidbank_ark_{knapp}"


def arknavn(nr: int) -> str:
    """The code name of the sheet at a place, from 1: the name of its module in the VBA project."""
    return f"Ark{nr}"


def sporr_arbeidsboken(f: Funksjon) -> bool:
    """Whether the function may be asked without a bank, and then answers from the workbook it stands in."""
    return any(a.navn == "bank" for a in f.argumenter)
