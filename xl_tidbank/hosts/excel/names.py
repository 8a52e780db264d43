"""Names the workbook goes by inside Excel; the generated VBA, the package and the Python it calls agree on them."""

from __future__ import annotations

from xl_tidbank.functions import Funksjon

XLWINGS = "0.37.8"  # the version whose DLL the workbook loads and which pyproject.toml pins

# Python that the generated VBA calls.
FUNKSJONSMODUL = "xl_tidbank.hosts.excel.functions"
KNAPPEMODUL = "xl_tidbank.hosts.excel.buttons"
KNAPPEKALL = "knapp"
START = "from xl_tidbank.hosts.excel.server import start; start('{klsid}')"

# Modules of the VBA project.
VBA_FUNKSJONER = "TidbankFunksjoner"
VBA_KNAPPER = "TidbankKnapper"
VBA_PYTHON = "TidbankPython"
VBA_LASTER = "TidbankLaster"
VBA_BOK = "ThisWorkbook"
VBA_FOR = ("xlwings", "Dictionary")  # what workbooks of earlier versions have in place of the loader
VBA_LASTET, VBA_SYNLIG = "Tidbank_Lastet", "Tidbank_DelErMed"  # what the ribbon asks
VBA_VELKOMMEN, VBA_FULGT = "Tidbank_Velkommen", "Tidbank_FulgtLenke"  # when it is opened, and when a link is followed

KATEGORI = "Tidbank"  # in the function wizard

# Where the loader looks for Python, in order; no cell of the workbook has a say in it.
PROGRAMMAPPE = "Tidbank-program"  # beside the workbook, or in the user's folder: what `tidbank pakk` makes
BRUKERMAPPE = r"%LOCALAPPDATA%\Tidbank"
PYTHONFIL = "python.txt"  # in the user's folder: the Python that `tidbank excel` was last run with
STANDARD_PYTHON = rf"{BRUKERMAPPE}\Scripts\python.exe"  # where docs/excel.md says it is put


def dll(bit: int) -> str:
    """The file the loader loads, in Excel of 32 or 64 bits."""
    return f"xlwings{bit}-{XLWINGS}.dll"


def sub(knapp: str) -> str:
    """The VBA procedure behind a button. Unlike every function: VBA does not tell TIDBANK_KONTO from Tidbank_konto."""
    return f"Knapp_{knapp}"


def paa_ark(knapp: str) -> str:
    """The VBA procedure behind a button that stands on a sheet."""
    return f"Tidbank_ark_{knapp}"


def arknavn(nr: int) -> str:
    """The code name of the sheet at a place, from 1: the name of its module in the VBA project."""
    return f"Ark{nr}"


def sporr_arbeidsboken(f: Funksjon) -> bool:
    """Whether the function may be asked without a bank, and then answers from the workbook it stands in."""
    # A bank that must be given is a range of shifts (REISER_EKSTRA), and no workbook is asked.
    return any(a.navn == "bank" and a.valgfri for a in f.argumenter)


def leser_arbeidsboken(f: Funksjon) -> bool:
    """Whether Python may have to read the workbook to answer: it is then told which one asks."""
    return sporr_arbeidsboken(f) or any(a.navn == "utenfor" for a in f.argumenter)
