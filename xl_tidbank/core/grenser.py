"""Limits on working time: the law's own, and what a recorded agreement allows beyond it (B23).

Beyond the law's limit is a breach. Where an agreement the law asks for is recorded with its reference, what lies
within it is a warning that names it. An agreement with the reps counts only where `tariffbundet` is Ja. Hours are
compared as they are shown, rounded half up to two decimals (B45).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from . import parameters, tekst
from .funn import Alvor
from .model import Avtale
from .valg import Valg

INGEN, MED_ANSATT, MED_TILLITSVALGTE = "ingen", "med den ansatte", "med tillitsvalgte"
# The agreements with the reps, and the limits each of them sets: choices of the same name.
MED_TILLITSVALGT = {
    "hvile_avtale": ("hvile_daglig", "hvile_ukentlig"),
    "overtid_avtale": ("overtid_7_dager", "overtid_4_uker", "overtid_52_uker", "samlet_dag"),
    "natt_avtale": (),
}


class Grensefakta(NamedTuple):
    """What passes a limit in some days, both included, and the limits it passes. Hours."""

    fra: date
    til: date
    timer: float
    grense: float
    avtalt_grense: float
    avtale: str


class Grense(NamedTuple):
    """Hours, or per cent of a position. lov: the law's limit. gjelder: what holds here. ytterst: what any agreement
    could allow.

    avtale: the reference of the agreement that moves the limit, "" = none.
    """

    lov: float
    gjelder: float
    ytterst: float
    avtale: str = ""

    def over(self, timer: float) -> str | None:
        """The severity of so many hours where the limit is a maximum; None = within the law."""
        if not tekst.over(timer, self.lov):
            return None
        return Alvor.ADVARSEL if self.avtale and not tekst.over(timer, self.gjelder) else Alvor.BRUDD

    def under(self, timer: float) -> str | None:
        """The same where the limit is a minimum."""
        if not tekst.under(timer, self.lov):
            return None
        return Alvor.ADVARSEL if self.avtale and not tekst.under(timer, self.gjelder) else Alvor.BRUDD

    def fakta(self, fra: date, til: date, timer: float) -> Grensefakta:
        return Grensefakta(fra, til, round(timer, 2), self.lov, self.gjelder, self.avtale)

    def tak(self) -> str:
        """The cap in words, in per cent, with the agreement where there is one."""
        avtalt = f", og {tekst.tall(self.gjelder)} % etter {self.avtale}" if self.avtale else ""
        return f"Taket er {tekst.tall(self.lov)} %{avtalt}."

    def setning(self, verb: str = "Grensen er") -> str:
        """The limit in words, with the agreement where there is one."""
        if not self.avtale:
            return f"{verb} {tekst.tall(self.lov)} timer."
        return f"{verb} {tekst.tall(self.lov)} timer, og {tekst.tall(self.gjelder)} etter avtalen «{self.avtale}»."


def avtale(valg: Valg, nokkel: str) -> str:
    """The reference of a recorded agreement, "" where it does not count."""
    if nokkel in MED_TILLITSVALGT and valg["tariffbundet"] != "Ja":
        return ""
    return str(valg[nokkel])


def snitt(valg: Valg) -> str:
    """Who averaging is agreed with, INGEN where it does not count."""
    med = str(valg["gjennomsnitt"])
    gjelder = valg["gjennomsnitt_avtale"] and (med != MED_TILLITSVALGTE or valg["tariffbundet"] == "Ja")
    return med if gjelder else INGEN


def med_avtale(valg: Valg, nokkel: str, dag: date) -> Grense:
    """A limit with a parameter and a choice of the same name, and a parameter for the outermost an agreement allows."""
    grense: Grense | None = valg.grenser.get((nokkel, dag))
    if grense is None:
        grense = valg.grenser[nokkel, dag] = _med_avtale(valg, nokkel, dag)
    return grense


def _med_avtale(valg: Valg, nokkel: str, dag: date) -> Grense:
    lov, ytterst = parameters.verdi(nokkel, dag), parameters.verdi(f"{nokkel}_avtale", dag)
    ref = avtale(valg, next(a for a, grenser in MED_TILLITSVALGT.items() if nokkel in grenser))
    gjelder = valg.paa(nokkel, dag) if ref else lov
    if gjelder == lov:
        return Grense(lov, lov, ytterst)
    return Grense(lov, max(gjelder, ytterst) if ytterst < lov else min(gjelder, ytterst), ytterst, ref)


def egen_andel(valg: Valg, a: Avtale) -> Grense:
    """The cap on the own share of an agreement row, in per cent. Delta's 40 "bør" be the highest: what a signed local
    agreement or the signed row itself sets beyond it lies within that agreement (B46); what is lower, holds."""
    lov = parameters.verdi("maks_andel", a.fra)
    ref = f"avtalen «{valg['maks_andel_avtale']}»" if valg["maks_andel_avtale"] else ""
    if a.hoyeste_andel is None:
        tak = valg.maks_andel(a.fra)
    else:
        ref = f"avtalen underskrevet {tekst.dato(a.signert)}" if a.signert else ref
        tak = a.hoyeste_andel if a.hoyeste_andel <= lov or ref else lov
    return Grense(min(tak, lov), tak, tak, ref if tak > lov else "")


def dag_alminnelig(valg: Valg, dag: date) -> Grense:
    """Ordinary hours in 24 hours (aml §§ 10-4, 10-5). Averaging itself is what rosters are made by and no exception:
    its own limit, ten hours, takes the place of the law's nine; what the reps alone can allow lies beyond.
    """
    ytterst = parameters.verdi("dag_snitt_avtale", dag)
    med = snitt(valg)
    if med == INGEN:
        lov = parameters.verdi("dag_alminnelig", dag)
        return Grense(lov, lov, ytterst)
    lov = parameters.verdi("dag_snitt", dag)
    return (
        Grense(lov, ytterst, ytterst, valg["gjennomsnitt_avtale"])
        if med == MED_TILLITSVALGTE
        else Grense(lov, lov, ytterst)
    )


def uke_alminnelig(valg: Valg, dag: date) -> float:
    """Ordinary hours in seven days without averaging, and the average with it (aml § 10-4 (1), (4), (5))."""
    valgt, vanlig = valg["uke_alminnelig"], parameters.verdi("uke_alminnelig", dag)
    return vanlig if valgt == tekst.tall(vanlig) else parameters.verdi(f"uke_alminnelig_{valgt}", dag)


def uke_snitt(valg: Valg, dag: date) -> Grense:
    """Ordinary hours in a single week with averaging: 48, more only so far as the agreement reaches (aml § 10-5)."""
    lov, ytterst = parameters.verdi("uke_gjennomsnitt_maks", dag), parameters.verdi("uke_snitt_maks_avtale", dag)
    gjelder = ytterst if snitt(valg) == MED_TILLITSVALGTE else parameters.verdi("uke_snitt_maks", dag)
    return Grense(lov, gjelder, ytterst, valg["gjennomsnitt_avtale"])
