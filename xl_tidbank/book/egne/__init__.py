"""What a user has added to a bank beside our tables, read from one workbook and written into a new one.

Nothing of the old file's XML is handed on: cells, looks, notes and names are read as values and written anew, so that
the new workbook holds what we write and nothing else. What is not carried is named before anything is written.
"""

from .lese import les_eget
from .model import Egenkolonne, Egetark, EgetInnhold
from .skrive import skriv_eget

__all__ = ["Egenkolonne", "EgetInnhold", "Egetark", "les_eget", "skriv_eget"]
