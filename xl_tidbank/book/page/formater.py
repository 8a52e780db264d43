"""How a value on a page, or on the command line, is shown: its format, the words that get a symbol, and formulas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias


class Format(Enum):
    TEKST = "tekst"
    TIMER = "timer"  # 0,00
    DATO = "dato"  # dd.mm.yyyy
    KLOKKE = "klokke"  # tt:mm, the value is minutes after midnight
    PROSENT = "prosent"  # the value is percentage points: 40 -> 40 %
    ANTALL = "antall"  # 0
    KRONER = "kroner"  # # ##0,00
    VAKT = "vakt"  # shifts of a day: a letter before those beside the roster decides the colour
    STATUS = "status"  # one of the words of `Status`, shown with its symbol and colour
    SKYLDIG = "skyldig"  # hours owed; a negative value is shown as "til gode 3,00", never with a sign (B32)
    ETTERSLEP = "etterslep"  # hours behind plan; a negative value is shown as "foran 3,00"
    MENGDE = "mengde"  # # ##0
    FAKTOR = "faktor"  # up to four decimals
    TILGODE = "tilgode"  # hours owed to the employee; a negative value is shown as "skylder 3,00"


class Status:
    """The words of the traffic light, and others that get a symbol (● ▲ ■) from the writer: colour never stands alone.

    The first three are of a balance and of nothing else; Brudd and Advarsel are of findings and never of a balance.
    """

    I_RUTE = "I rute"
    FOLG_MED = "Følg med"
    NAAR_IKKE_NULL = "Når ikke null"
    BRUDD = "Brudd"
    ADVARSEL = "Advarsel"
    I_ORDEN = "I orden"
    INFO = "Til orientering"
    GJENNOMFORT = "Gjennomført"  # steps of the process
    GJENSTAR = "Gjenstår"
    MANGLER = "Mangler"
    PAA_LINJE = "På linje"  # a load beside the colleagues'
    KLART_MER = "Klart mer"
    NAADD = "Nådd"  # goals
    ETTER = "Etter"


@dataclass(frozen=True, slots=True)
class Formel:
    """A value that is computed where the page stands. formel: stored form without "=". verdi: its value when made."""

    formel: str
    verdi: float | int | date | str | None


Verdi: TypeAlias = float | int | date | str | Formel | None


def uten_formel(verdi: Verdi) -> float | int | date | str | None:
    """The value itself, whether a formula gives it or not."""
    return verdi.verdi if isinstance(verdi, Formel) else verdi
