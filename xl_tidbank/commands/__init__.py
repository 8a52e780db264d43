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
from .deling import Delt, del_med_tillitsvalgt, min_side, til_ansatt, til_tillitsvalgt
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
from .provevakt import prov_vakt
from .registry import GRUPPER, REGISTER, Kommando, Sporsmaal, Svar, Utfil, i_rekkefolge, ikke_med, kommando

__all__ = [
    "GRUPPER", "REGISTER", "Delt", "Kommando", "Sporsmaal", "Svar", "Utfil", "avregning", "del_med_tillitsvalgt",
    "fordeling", "fordeling_fra_til", "forsider", "gjennomgang", "i_rekkefolge", "ikke_med", "individuell_avtale",
    "kollektiv_avtale", "kommando", "konto", "kontroller_alt", "kontroller_varsler", "lonn", "lonnsfil", "min_side",
    "navn", "oppsigelse", "oppsigelsessaker", "oversikt", "prosess", "prov_vakt", "siste_periode", "til_ansatt",
    "til_tillitsvalgt", "timebank",
]  # fmt: skip
