"""The figures of a year: what the portal of Miljøfyrtårn asks for, each with where it comes from.

A figure nobody has given is None, never 0. What is not in a register of its own is in Nøkkeltall.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from math import fsum
from typing import NamedTuple

from .pendling import Pendling
from .registre import (
    ARBEIDSMILJO,
    AVFALLSTEMA,
    ENERGITEMA,
    FLY,
    INNKJOP,
    PA_ENHET,
    RESTAVFALL,
    SERTIFIKATER,
    TRANSPORTTEMA,
    UTEN_MOTOR,
    Maal,
    Registre,
    Reise,
)
from .regning import sorteringsgrad

KWH = "kWh"
GRONNE = frozenset(SERTIFIKATER[:-2])
BIL = frozenset(("Bil", "Elbil", "Drosje", "Leiebil", "Motorsykkel"))
KOLLEKTIVT = frozenset(("Buss", "Trikk og T-bane", "Tog", "Båt"))
NOKKELTALL = "Nøkkeltall"
FOR_FAA = "Vises ikke: for få reisende"


class Aarsverdi(NamedTuple):
    """A figure and where it comes from: a sheet, and a cell where it is one. None = not given. uten: what it lacks."""

    verdi: float | None
    kilde: str
    uten: str = ""


class Rapportfelt(NamedTuple):
    """A field of the portal: theme and name as they write it, our figure, and its unit. ma: told of when it lacks.
    offentlig: it may stand in the public edition."""

    tema: str
    felt: str
    nokkel: str
    enhet: str
    ma: bool = False
    offentlig: bool = False


@cache
def rapportfelt() -> tuple[Rapportfelt, ...]:
    return tuple(Rapportfelt(**f) for f in _data()["felt"])  # type: ignore[arg-type]  # TOML


@cache
def _data() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads(files(__package__).joinpath("rapportfelt.toml").read_text("utf-8"))


def felt_kontrollert() -> date:
    """When the names of the fields were last seen."""
    dag: object = _data()["kontrollert"]
    assert isinstance(dag, date)
    return dag


# What stands for each theme on the front page: key, what it is called, unit, and whether less is better.
TEMATALL = (
    (ARBEIDSMILJO, "sykefravar_prosent", "Sykefravær", "%", True),
    (AVFALLSTEMA, "sorteringsgrad_prosent", "Kildesorteringsgrad", "%", False),
    (ENERGITEMA, "kwh_per_m2", "Energi", "kWh/m2", True),
    (INNKJOP, "gronn_andel_prosent", "Andel grønne innkjøp", "%", False),
    (TRANSPORTTEMA, "reise_km", "Tjenestereiser", "km", True),
)


class Temalinje(NamedTuple):
    """A theme: the figure of last year and this, the target, and what it was judged by."""

    tema: str
    hva: str
    enhet: str
    foer: float | None
    naa: float | None
    maal: Maal | None
    mindre_er_bedre: bool

    @property
    def ord(self) -> str:
        """↑ or ↓ with a word, "" where a year is missing."""
        if self.foer is None or self.naa is None:
            return ""
        if abs(self.foer - self.naa) < 0.005:
            return "→ uendret"
        opp = self.naa > self.foer
        return f"{'↑' if opp else '↓'} {'bedre' if opp != self.mindre_er_bedre else 'dårligere'}"


@dataclass(frozen=True)
class Aarstall:
    """The figures of one year. pendling: None where no bank is at hand. skjult: trips that may be in no figure."""

    aar: int
    registre: Registre
    pendling: Pendling | None = None
    skjult: tuple[Reise, ...] = ()

    def tall(self, nokkel: str) -> Aarsverdi:
        """The figure of a key: computed from a register, else as it stands in Nøkkeltall."""
        regnet = self._regnet.get(nokkel)
        if regnet is not None and ((svar := regnet()).verdi is not None or svar.kilde == FOR_FAA):
            return svar._replace(kilde=f"{svar.kilde}, {svar.uten}") if svar.uten else svar
        rad = self.registre.tallrad(self.aar, nokkel)
        if rad is not None and rad.verdi is not None:
            return Aarsverdi(rad.verdi, f"{NOKKELTALL}!{rad.kilde.celle('Verdi')}" if rad.kilde.rad else NOKKELTALL)
        return regnet() if regnet is not None else Aarsverdi(None, NOKKELTALL)

    def verdi(self, nokkel: str) -> float | None:
        return self.tall(nokkel).verdi

    @cached_property
    def _regnet(self) -> dict[str, Callable[[], Aarsverdi]]:
        drivstoff = {
            f"liter_{slag.casefold()}": (lambda s=slag: self._drivstoff(s)) for slag in ("Bensin", "Diesel")
        }  # fmt: skip
        return {
            "sortert_kg": lambda: self._avfall(False), "usortert_kg": lambda: self._avfall(True),
            "sorteringsgrad_prosent": self._sorteringsgrad,
            "restavfall_per_arsverk": lambda: self._delt("usortert_kg", "arsverk", "Avfall"),
            "papir_per_arsverk": lambda: self._delt("papir_kg", "arsverk", NOKKELTALL),
            "kwh": self._kwh, "kwh_per_m2": lambda: self._delt("kwh", "areal_m2", "Energi"),
            "kjoretoy_antall": self._kjoretoy, "kjoretoy_km": self._kjoretoykm,
            "flyreiser_antall": self._flyreiser, "flytimer": self._flytimer, "digitale_moter": self._moter,
            "gronne_leverandorer": self._leverandorer,
            "reise_km": lambda: self._reisekm(None), "reise_km_bil": lambda: self._reisekm(BIL),
            "reise_km_kollektivt": lambda: self._reisekm(KOLLEKTIVT), "reise_km_fly": lambda: self._reisekm(FLY),
            "pendling_km_bil": lambda: self._pendling(BIL),
            "pendling_km_kollektivt": lambda: self._pendling(KOLLEKTIVT),
            "pendling_km_aktiv": lambda: self._pendling(UTEN_MOTOR), **drivstoff,
        }  # fmt: skip

    def _andel(self, fra: date, til: date) -> float:
        a, b = max(fra, date(self.aar, 1, 1)), min(til, date(self.aar, 12, 31))
        return ((b - a).days + 1) / ((til - fra).days + 1) if a <= b else 0.0

    def _sum(self, tall: Iterable[tuple[float | None, float]], kilde: str) -> Aarsverdi:
        """The sum of amounts by their part in the year; None where there is none in it."""
        med = [m * del_ for m, del_ in tall if m is not None and del_]
        return Aarsverdi(fsum(med) if med else None, kilde)

    def _avfall(self, rest: bool) -> Aarsverdi:
        alle = [a for a in self.registre.avfall if self._andel(a.fra, a.til)]
        egne = [(a.kg, self._andel(a.fra, a.til)) for a in alle if (a.fraksjon == RESTAVFALL) == rest]
        # Where only the other kind is written, none of this one is 0.
        return Aarsverdi(0.0, "Avfall") if alle and not egne else self._sum(egne, "Avfall")

    def _sorteringsgrad(self) -> Aarsverdi:
        s, u = self._avfall(False).verdi, self._avfall(True).verdi
        return Aarsverdi(100 * sorteringsgrad(s, u) if s is not None and u is not None and s + u else None, "Avfall")

    def _delt(self, over: str, under: str, kilde: str) -> Aarsverdi:
        (a, _, uten), b = self.tall(over), self.verdi(under)
        return Aarsverdi(a / b if a is not None and b else None, f"{kilde} / {NOKKELTALL}", uten)

    def _kwh(self) -> Aarsverdi:
        alle = [(e, del_) for e in self.registre.energi if (del_ := self._andel(e.fra, e.til))]
        kwh = self._sum(((e.mengde, del_) for e, del_ in alle if e.maaleenhet == KWH), "Energi")
        andre = sorted({e.maaleenhet or "ukjent enhet" for e, _ in alle if e.maaleenhet != KWH})
        return kwh._replace(uten=f"uten det som står i {' og '.join(andre)}") if andre else kwh

    def _drivstoff(self, slag: str) -> Aarsverdi:
        egne = (d for d in self._fylt if d.slag == slag and d.maaleenhet == "liter")
        return self._sum(((d.mengde, 1.0) for d in egne), "Drivstoff")

    @cached_property
    def _fylt(self) -> list:  # type: ignore[type-arg]
        return [d for d in self.registre.drivstoff if d.dato.year == self.aar]

    def _kjoretoy(self) -> Aarsverdi:
        biler = {d.kjoretoy.casefold() for d in self._fylt if d.kjoretoy}
        return Aarsverdi(float(len(biler)) if biler else None, "Drivstoff")

    def _kjoretoykm(self) -> Aarsverdi:
        return self._sum(((d.km, 1.0) for d in self._fylt), "Drivstoff")

    def _flyreiser(self) -> Aarsverdi:
        if self._skjuler(FLY):
            return Aarsverdi(None, FOR_FAA)
        egne = [r for r in self.registre.reiser if r.dato.year == self.aar]
        noen = egne or self._skjuler(None)
        return Aarsverdi(sum(r.reisende for r in egne if r.transport in FLY) if noen else None, "Reiser")

    def _flytimer(self) -> Aarsverdi:
        """Of Nøkkeltall: hidden where the flights are."""
        return Aarsverdi(None, FOR_FAA if self._skjuler(FLY) else NOKKELTALL)

    def _skjuler(self, maater: Iterable[str] | None) -> bool:
        """Whether the figure would lack trips: a sum of the others alone is no figure of the year."""
        valgt = None if maater is None else set(maater)
        return any(r.dato.year == self.aar and (valgt is None or r.transport in valgt) for r in self.skjult)

    def _moter(self) -> Aarsverdi:
        egne = (d for d in self.registre.digitale if d.dato.year == self.aar)
        return self._sum(((d.antall, 1.0) for d in egne), "Digitale møter")

    def _leverandorer(self) -> Aarsverdi:
        alle = self.registre.leverandorer
        gronne = {x.navn.casefold() for x in alle if x.sertifisert in GRONNE}  # one of two rows is one
        return Aarsverdi(float(len(gronne)) if alle else None, "Leverandører")

    def _reisekm(self, maater: Iterable[str] | None) -> Aarsverdi:
        valgt = None if maater is None else set(maater)
        if self._skjuler(valgt):
            return Aarsverdi(None, FOR_FAA)
        alle = [r for r in self.registre.reiser if r.dato.year == self.aar and r.km is not None]
        egne = [(r.km or 0.0) * r.reisende for r in alle if valgt is None or r.transport in valgt]
        return Aarsverdi(fsum(egne) if alle or self._skjuler(None) else None, "Reiser")

    def _pendling(self, maater: Iterable[str]) -> Aarsverdi:
        if self.pendling is None or not self.pendling.grupper:
            return Aarsverdi(None, "Reisevaner og banken")
        vist = {g.transport: g.km for g in self.pendling.grupper}
        egne = [km for t, km in vist.items() if t in set(maater)]
        return Aarsverdi(fsum(egne) if egne else None, "Reisevaner og banken")

    @property
    def mangler(self) -> list[Rapportfelt]:
        """The fields of the portal that must have a figure and have none."""
        return [f for f in rapportfelt() if f.ma and self.verdi(f.nokkel) is None]


def temalinjer(naa: Aarstall, foer: Aarstall) -> list[Temalinje]:
    """The five themes, this year beside the last, with the goal that is measured by the same figure."""
    # A goal of the whole workplace that holds in the year: one of a unit is no target of these figures.
    maal = [
        m for m in naa.registre.maal
        if m.nivaa != PA_ENHET and (m.fra is None or m.fra.year <= naa.aar) and (m.til is None or naa.aar <= m.til.year)
    ]  # fmt: skip
    ut = []
    for tema, nokkel, hva, enhet, mindre in TEMATALL:
        like = [m for m in maal if m.tema == tema and m.maales_som.casefold() in (nokkel, hva.casefold())]
        ut.append(Temalinje(tema, hva, enhet, foer.verdi(nokkel), naa.verdi(nokkel), like[0] if like else None, mindre))
    return ut
