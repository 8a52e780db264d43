"""What a button or a menu item does: one registry, one file a subject."""

from .bank import (
    avregning,
    forsider,
    gjennomgang,
    konto,
    kontroller_alt,
    kontroller_varsler,
    navn,
    oversikt,
    timebank,
)
from .registry import GRUPPER, REGISTER, Kommando, Sporsmaal, Svar, Utfil, i_rekkefolge, kommando

__all__ = [
    "GRUPPER", "REGISTER", "Kommando", "Sporsmaal", "Svar", "Utfil", "avregning", "forsider", "gjennomgang",
    "i_rekkefolge", "kommando", "konto", "kontroller_alt", "kontroller_varsler", "navn", "oversikt", "timebank",
]  # fmt: skip
