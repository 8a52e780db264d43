"""Absence rows that need a second look before they credit hours (B5, B8, B9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import FERIE, Fravaer, dager
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "utkastet pkt. 9; Delta § 15"
MANDAG, FREDAG = 0, 4


class Fakta(NamedTuple):
    fra: date
    til: date


class Overlapp(NamedTuple):
    fra: date
    til: date
    andre_rad: str


OVERLAPP_FRAVAER = Funnslag[Overlapp]("overlapp_fravaer", "To fravær samtidig", HJEMMEL, (Alvor.ADVARSEL,))
GRADERT_FERIE = Funnslag[Fakta]("gradert_ferie", "Gradert ferie", "ferieloven § 5", (Alvor.ADVARSEL,))
FRAVAER_UTEN_HELG = Funnslag[Fakta]("fravaer_uten_helg", "Fravær uten helg", HJEMMEL, (Alvor.INFO,))


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    forrige: Fravaer | None = None
    for f in sak.fravaer:
        kode = sak.koder.get(f.kode)
        if kode is None or not kode.krediterer:
            continue
        spenn = f"{tekst.dato(f.fra)} til {tekst.dato(f.til)}"
        fakta = Fakta(f.fra, f.til)
        if forrige is not None and f.fra <= forrige.til and (f.kode == forrige.kode or forrige.grad + f.grad > 1):
            yield OVERLAPP_FRAVAER.funn(
                sak.ansattnr, f.kilde, "Fra",
                f"Fraværet {spenn} dekker dager som også står i {forrige.kilde}. Hver dag godskrives bare én gang: den "
                "høyeste graden av samme kode, og ferie får det som er igjen etter sykdom.",
                "Rett datoene eller graden, så dagen er ført på ett fravær.",
                Overlapp(*fakta, andre_rad=str(forrige.kilde)), dato=f.fra, helse=True,
            )  # fmt: skip
        if f.kode == FERIE and f.grad != 1:
            yield GRADERT_FERIE.funn(
                sak.ansattnr, f.kilde, "Grad %",
                f"Ferien {spenn} har Grad %. Ferie tas i hele dager, og graden er ikke brukt.",
                "La Grad % stå tom for ferie.",
                fakta, dato=f.fra, helse=True,
            )  # fmt: skip
        uten_helg = f.fra.weekday() == MANDAG and f.til.weekday() == FREDAG and dager(f.fra, f.til) == 5
        if uten_helg and f.kode != FERIE and sak.valg["kreditt_dager"] == "7":
            yield FRAVAER_UTEN_HELG.funn(
                sak.ansattnr, f.kilde, "Til",
                f"Fraværet {spenn} er mandag til fredag og godskrives med 5 av 7 dager.",
                "Ta med lørdag og søndag hvis fraværet varte hele uken.",
                fakta, dato=f.fra, helse=True,
            )  # fmt: skip
        if forrige is None or f.til > forrige.til:
            forrige = f


REGEL = Regel((OVERLAPP_FRAVAER, GRADERT_FERIE, FRAVAER_UTEN_HELG), funn=funn)
