"""The surplus bank in a sheet: hours of a stint, a day's deposit, balances, statement and overview."""

from __future__ import annotations

import math
from typing import Any

from xl_tidbank.core import parameters, tekst
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.tid import clock
from xl_tidbank.core.timebank import innskudd, okttimer
from xl_tidbank.core.views import TIMEBANKNOKLER
from xl_tidbank.functions import funksjon
from xl_tidbank.tables import cells, schema

from . import argumenter as arg
from . import banker
from .bank import _BANK, _DATO, _dag

HJEMMEL = "Svenn: Innskudd og uttak"
TIME = 60


@funksjon(
    "Timer i en økt, uten pause.",
    "timer",
    "aml. § 10-9 (1); Svenn",
    start="Klokkeslett, for eksempel 08:00.",
    slutt="Klokkeslett. Er det før start, slutter økten neste dag. Helt døgn: 00:00 og 24:00.",
    pause="Ubetalt pause i minutter. Tomt = en halv time når økten er lengre enn grensen.",
    grense=f"Timer en økt kan vare uten at pause trekkes fra. Tomt = {tekst.tall(parameters.siste('pause_grense'))}.",
)
def TIMEBANK_TIMER(start: Any, slutt: Any, pause: Any = None, grense: Any = None) -> float:
    """Net hours of one unbroken stint: half an hour goes off when it is longer than the limit, or the break given.

    TIMEBANK_TIMER("08:00", "16:00") = 7.5; TIMEBANK_TIMER("16:00", "18:00") = 2.
    """
    fra, til = _klokke("Start", start), _klokke("Slutt", slutt)
    if fra == til:
        raise TidbankFeil("Start og Slutt er like. Skriv 00:00 og 24:00 når økten varer hele døgnet.")
    lengde = clock.slutten(fra, til) - fra
    hvile = cells.tall(arg.verdi(pause))
    if hvile is not None and (hvile < 0 or not hvile.is_integer()):
        raise TidbankFeil(f"Pause er {tekst.tall(hvile)}. Skriv hele minutter, som 30.")
    if hvile is not None and hvile > lengde:
        raise TidbankFeil(f"Pause på {tekst.tall(hvile)} minutter er lengre enn økten på {lengde} minutter.")
    over = arg.tall_eller(grense, parameters.siste("pause_grense"))
    if over < 0:
        raise TidbankFeil(f"Grense er {tekst.tall(over)}. Skriv 0 eller flere timer.")
    return okttimer(lengde, hvile, over, parameters.siste("pause_fradrag"))


def _klokke(navn: str, raa: Any) -> int:
    minutter = cells.klokke(arg.verdi(raa))
    if minutter is None:
        raise TidbankFeil(f"{navn} mangler. Skriv et klokkeslett, for eksempel 08:00.")
    return minutter


@funksjon(
    "Dagens innskudd i timebanken: timer over kapasiteten, aldri under null.",
    "timer",
    "Svenn: Automatiske innskudd",
    timer="Timene som er ført på dagen, til sammen.",
    kapasitet="Timene som ventes den dagen. Tomt eller 0 = fri, og alle timene er innskudd.",
)
def TIMEBANK_INNSKUDD(timer: Any, kapasitet: Any) -> float:
    """Hours over the day's capacity; a shorter day is no withdrawal. TIMEBANK_INNSKUDD(9.5, 7.5) = 2."""
    fort, ventet = arg.tall("Timer", timer), arg.tall_eller(kapasitet, 0.0)
    for navn, tallet in (("Timer", fort), ("Kapasitet", ventet)):
        if tallet < 0:
            raise TidbankFeil(f"{navn} er {tekst.tall(tallet)}. Skriv 0 eller flere timer.")
        if tallet > clock.MINUTTER_I_DOGN / TIME:
            raise TidbankFeil(f"{navn} er {tekst.tall(tallet)}. Skriv timene for én dag, høyst 24.")
    return innskudd(fort, ventet)


@funksjon(
    "Saldo i timebanken på en dato: timer til gode, negativ når det er tatt ut for mye.",
    "timer",
    HJEMMEL,
    ansatt="Ansattnr. Tomt = arkets egen ansatt der det har en, ellers alle til sammen.",
    dato=_DATO,
    bank=_BANK,
)
def TIMEBANK_SALDO(ansatt: Any = None, dato: Any = None, bank: Any = None) -> float:
    """Hours (unrounded) the employee is owed, or the sum of everyone in the surplus bank.

    Raises TidbankFeil for an unknown employee. Never mixed with the tidbank: see TIDBANK_SALDO.
    """
    banken, dag = banker.hent(bank), _dag(dato)
    nr = banker.ansattnr(ansatt, bank)
    if nr:
        return banken.timebank(nr, dag).saldo
    return math.fsum(s.saldo for s in banken.timebanker(dag))


@funksjon(
    "Kontoutskrift for timebanken: en rad for hvert innskudd og uttak, med løpende saldo.",
    "tabell",
    HJEMMEL,
    ansatt="Ansattnr.",
    fra="Første dag som vises. Tomt = fra begynnelsen.",
    til="Siste dag som er med. Tomt = alle.",
    bank=_BANK,
)
def TIMEBANK_KONTO(ansatt: Any, fra: Any = None, til: Any = None, bank: Any = None) -> list[list[Any]]:
    """Header and a row per posting: Dato, Art, Timer, Saldo, Hjemmel, Kilde.

    Timer is what the posting does to the balance: deposits positive, withdrawals negative.
    """
    nr = arg.ansattnr(ansatt)
    if not nr:
        raise TidbankFeil("Ansatt mangler. Skriv et ansattnr.")
    linjer = banker.hent(bank).timebank_konto(nr, arg.dato_eller_ingen(fra), arg.dato_eller_ingen(til))
    return [["Dato", "Art", "Timer", "Saldo", "Hjemmel", "Kilde"], *(list(linje) for linje in linjer)]


@funksjon("Oversikt over timebanken: en rad for hver ansatt.", "tabell", HJEMMEL, dato=_DATO, bank=_BANK)
def TIMEBANK_OVERSIKT(dato: Any = None, bank: Any = None) -> list[list[Any]]:
    """Header and a row for everyone in the surplus bank: Ansattnr, Navn, Innskudd, Uttak, Reservert, Saldo."""
    saldoer = banker.hent(bank).timebanker(_dag(dato))
    hode = [schema.TIMEBANKNAVN[n] for n in TIMEBANKNOKLER]
    return [hode, *([getattr(s, n) for n in TIMEBANKNOKLER] for s in saldoer)]
