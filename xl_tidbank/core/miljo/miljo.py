"""The facade of the environment: the registers of a workbook, with the bank they are joined with, and what they say."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from ..errors import TidbankFeil
from ..saker import Saker
from . import lister, pendling, registre
from .aarstall import Aarstall, Temalinje, temalinjer
from .endringer import Postendring, endringer
from .faktorer import Faktorer
from .klima import Klimaregnskap
from .registre import Maal, Reise
from .regning import Maalstatus, maalstatus

UTEN = "Arbeidsboken har ingen ark for miljø. Lag en med «tidbank ny FIL.xlsx --miljo»."


class Maalbilde(NamedTuple):
    """A goal on a day: the newest measurement by then (None = none), how it stands, and how many measures it has."""

    maal: Maal
    naa: float | None
    maalt: date | None
    status: Maalstatus | None
    tiltak: int


class Frist(NamedTuple):
    """A day of the yearly wheel. forventet: by a rule alone, nobody has announced it."""

    dag: date
    hva: str
    forventet: bool = False


class Miljo:
    """What the registers say on a day, with the shifts where there are any."""

    def __init__(self, egne: Saker) -> None:
        """egne: the workbook with the registers, and the bank where it is one. Raises TidbankFeil where a register
        cannot be read."""
        t = egne.tabeller
        if t.miljofeil:
            raise TidbankFeil(t.miljofeil)
        self.valg = egne.valg
        self.har_registre = t.miljo is not None
        self.registre = registre.av_tabeller(t.miljo)
        self.bank = egne if t.avtaler or t.ansatte else None
        self.minst = int(self.valg["minst_i_sum"])
        self.skjulte_reiser: tuple[Reise, ...] = ()
        self._klima: dict[tuple[int, date], Klimaregnskap] = {}
        self._pendling: dict[tuple[int, date], pendling.Pendling | None] = {}

    def med_reiser(self, vises: tuple[Reise, ...]) -> Miljo:
        """The same with these of the business trips alone, and without the figures that would lack the others."""
        ny = copy(self)
        ny.registre = replace(self.registre, reiser=vises)
        ny.skjulte_reiser = tuple(r for r in self.registre.reiser if r not in vises)
        ny._klima = {}
        return ny

    def hvem_er(self, ansattnr: str) -> str:
        """One name for every number of a person."""
        return ansattnr if self.bank is None else self.bank.register.personer.alle(ansattnr)[0]

    @cached_property
    def faktorer(self) -> Faktorer:
        return Faktorer(self.registre.faktorer, int(self.valg["faktor_maks_alder"]))

    def pendling(self, aar: int, dag: date) -> pendling.Pendling | None:
        """The commuting of a year as it stands on a day, None without a bank or a row of Reisevaner."""
        if (aar, dag) not in self._pendling:
            svar = None
            if self.bank is not None and self.registre.reisevaner:
                fra, til = date(aar, 1, 1), min(date(aar, 12, 31), max(dag, date(aar, 1, 1)))
                svar = pendling.alle(self.bank, self.registre, fra, til, dag, self.minst)
            self._pendling[aar, dag] = svar
        return self._pendling[aar, dag]

    def klima(self, aar: int, dag: date) -> Klimaregnskap:
        if (aar, dag) not in self._klima:
            self._klima[aar, dag] = Klimaregnskap(
                aar, self.registre, self.faktorer, self.minst, self.valg["hjemmekontor_kwh"] or None,
                self.pendling(aar, dag), self.hvem_er,
            )  # fmt: skip
        return self._klima[aar, dag]

    def sammenlignet(self, aar: int) -> int:
        """The year an account is held against: the base year, else the year before."""
        valgt = self.valg["basisaar"]
        return int(valgt) if valgt and int(valgt) < aar else aar - 1

    def endringer(self, aar: int, dag: date) -> list[Postendring]:
        return endringer(self.klima(aar, dag), self.klima(self.sammenlignet(aar), dag))

    def tall(self, aar: int, dag: date) -> Aarstall:
        return Aarstall(aar, self.registre, self.pendling(aar, dag), self.skjulte_reiser)

    def temaer(self, aar: int, dag: date) -> list[Temalinje]:
        return temalinjer(self.tall(aar, dag), self.tall(aar - 1, dag))

    def per_arsverk(self, aar: int, dag: date, metode: str) -> float | None:
        """kg a full-time equivalent, None where either is missing."""
        kg, arsverk = self.klima(aar, dag).i_alt(metode).kg, self.registre.tall(aar, "arsverk")
        return kg / arsverk if kg is not None and arsverk else None

    def maal(self, dag: date) -> list[Maalbilde]:
        return [self.maalbilde(m, dag) for m in self.registre.maal]

    def maalbilde(self, m: Maal, dag: date) -> Maalbilde:
        maalt = [x for x in self.registre.maalinger if x.maalnr == m.maalnr and x.dato <= dag and x.verdi is not None]
        siste = max(maalt, key=lambda x: x.dato, default=None)
        status = None
        u, v = m.utgangspunkt, m.verdi
        naa, har_dager = siste.verdi if siste else None, m.fra is not None and m.til is not None and m.fra < m.til
        if naa is not None and u is not None and v is not None and u != v and har_dager:
            assert m.fra is not None
            assert m.til is not None
            status = maalstatus(u, v, naa, m.fra, m.til, dag)
        tiltak = sum(t.maalnr == m.maalnr for t in self.registre.tiltak)
        return Maalbilde(m, naa, siste.dato if siste else None, status, tiltak)

    def arshjul(self, dag: date) -> list[Frist]:
        """The next of each yearly date from a day on, in order of time."""
        ut: list[Frist] = []
        for aar in (dag.year, dag.year + 1):
            samles = date(aar, int(self.valg["evaluering_maned"]), 1)
            ut.append(Frist(samles, f"Samle tallene for {aar - 1}, og evaluer ordningen (Delta § 22)"))
            time, (mandag, _) = lister.earth_hour(aar), lister.earth_week(aar)
            ut.append(Frist(mandag, "Earth Week begynner", not time.kilde))
            ut.append(Frist(time.dag, "Earth Hour, kl. 20.30–21.30", not time.kilde))
            ut.append(Frist(lister.miljofrist(aar - 1), f"Frist for innrapportering av {aar - 1} (Miljøfyrtårn)"))
            ut.append(Frist(date(aar, *lister.JORDDAG), "Earth Day"))
            ut.append(Frist(date(aar, 6, 15), f"Se om NVE har gitt ut faktoren for {aar - 1} (juni)", True))
            ut.append(
                Frist(date(aar, *lister.APENHETSLOV), "Redegjørelse etter åpenhetsloven, for større virksomheter")
            )
        grense = dag + timedelta(days=366)
        return sorted(f for f in ut if dag <= f.dag <= grense)


def av(saker: Saker) -> Miljo:
    """The environment of a workbook by itself (`saker.husk(av)`)."""
    return Miljo(saker)
