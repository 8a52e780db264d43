"""Credit in absence."""

from __future__ import annotations

from typing import Any

from xl_tidbank.core import kreditt, parameters, tekst
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.posteringer import feriekreditt, fravaerskreditt
from xl_tidbank.functions import funksjon

from . import argumenter as arg
from .stilling import TIDBANK, TIDBANK_UKESTIMER, UKESTIMER


@funksjon(
    "Timer som godskrives i tillegg til oppsatte vakter, ved sykefravær og annet lønnet fravær.",
    "timer",
    fravaerskreditt.HJEMMEL,
    tidbank=TIDBANK,
    ukestimer=UKESTIMER,
    dager="Fraværsdager: høyst én uke når timer var satt opp, ellers så mange det er. Tomt = en uke.",
    oppsatt="Tidbanktimer som alt var satt opp de dagene. Tomt = 0.",
    grad="Fraværsgrad: 0,5 eller 50. Tomt = helt fravær.",
    ukedager="7 for kalenderdager, 5 for mandag til fredag. Tomt = 7.",
)
def SYKEKREDIT(
    tidbank: Any, ukestimer: Any = None, dager: Any = None, oppsatt: Any = 0, grad: Any = 1, ukedager: Any = 7
) -> float:
    """Top-up hours: grade x max(0, weekly hours x days / weekdays - booked hours); never negative (B6, B9).

    SYKEKREDIT(0.4) is the source's example: 35.5 x 40 % = 14.2 hours for a week. Booked hours are held against the
    share of their own week, so more than one week is only asked for without them.
    """
    i_uken = arg.tall_eller(ukedager, 7)
    antall = arg.tall_eller(dager, i_uken)
    if i_uken not in (5, 7):
        raise TidbankFeil(f"Ukedager er {tekst.tall(i_uken)}. Skriv 7 (kalenderdager) eller 5 (mandag til fredag).")
    if antall < 0:
        raise TidbankFeil(f"Dager er {tekst.tall(antall)}. Skriv 0 eller flere dager.")
    satt_opp = arg.tall_eller(oppsatt, 0)
    if satt_opp < 0:
        raise TidbankFeil(f"Oppsatt er {tekst.tall(satt_opp)}. Skriv 0 eller flere timer.")
    if satt_opp and antall > i_uken:
        raise TidbankFeil(
            f"Dager er {tekst.tall(antall)}, og {tekst.tall(satt_opp)} timer var satt opp. Regn én uke om gangen, "
            f"høyst {tekst.tall(i_uken)} dager: oppsatte timer måles mot sin egen uke."
        )
    andel = 1.0 if arg.verdi(grad) is None else arg.andel("Grad", grad)
    return kreditt.pafyll(TIDBANK_UKESTIMER(tidbank, ukestimer), antall, satt_opp, andel, i_uken)


@funksjon(
    "Timer som godskrives i ferie.",
    "timer",
    feriekreditt.HJEMMEL,
    tidbank=TIDBANK,
    ukestimer=UKESTIMER,
    virkedager="Virkedager ferie, mandag til lørdag. Tomt = 6, en uke.",
)
def FERIEKREDIT(tidbank: Any, ukestimer: Any = None, virkedager: Any = 6) -> float:
    """A sixth of the weekly tidbank hours for each working day Monday to Saturday (B5)."""
    i_uken = parameters.siste("ferie_virkedager")
    antall = arg.tall_eller(virkedager, i_uken)
    if antall < 0:
        raise TidbankFeil(f"Virkedager er {tekst.tall(antall)}. Skriv 0 eller flere dager.")
    return kreditt.ferietimer(TIDBANK_UKESTIMER(tidbank, ukestimer), antall, i_uken)
