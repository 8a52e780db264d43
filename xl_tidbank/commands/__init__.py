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
from .lonn import lonn, lonnsfil
from .prosess import (
    fordeling,
    fordeling_fra_til,
    individuell_avtale,
    kollektiv_avtale,
    oppsigelse,
    oppsigelsessaker,
    prosess,
    siste_periode,
)
from .prove import prov_vakt
from .registry import GRUPPER, REGISTER, Kommando, Sporsmaal, Svar, Utfil, i_rekkefolge, kommando

__all__ = [
    "GRUPPER", "REGISTER", "Kommando", "Sporsmaal", "Svar", "Utfil", "avregning", "fordeling", "fordeling_fra_til",
    "forsider", "gjennomgang", "i_rekkefolge", "individuell_avtale", "kollektiv_avtale", "kommando", "konto",
    "kontroller_alt", "kontroller_varsler", "lonn", "lonnsfil", "navn", "oppsigelse", "oppsigelsessaker", "oversikt",
    "prosess", "prov_vakt", "siste_periode", "timebank",
]  # fmt: skip
