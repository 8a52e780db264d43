"""Emission factors: dated, sourced, and never guessed (E2, E3).

A factor holds on the days of its row. On another day the nearest earlier row is used where it is not older than the
choice `faktor_maks_alder` says, and the figure carries a mark; else there is no factor, and no figure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from .. import parameters, tekst
from ..errors import TidbankFeil
from .registre import Faktorrad

MAKS_ALDER = 2  # years, where no choice is at hand (the default of the choice `faktor_maks_alder`)
STROM_LOKASJON, STROM_MARKED = "STROM_NO", "STROM_NO_MARKED"
IKKE_BEKREFTET = "▲ ikke bekreftet"
BRUKBAR = frozenset("HM")


class Faktor(NamedTuple):
    """A factor as used on a day. alder: years from the last day of its row to the day's year, 0 = it covers the day."""

    rad: Faktorrad
    alder: int

    @property
    def verdi(self) -> float:
        assert self.rad.verdi is not None
        return self.rad.verdi

    @property
    def aar(self) -> int:
        """The year the factor speaks of."""
        assert self.rad.til is not None
        return self.rad.til.year

    @property
    def per(self) -> str:
        """The unit one of which gives `verdi` kg."""
        return self.rad.enhet.removeprefix("kg/")

    @property
    def merker(self) -> tuple[str, ...]:
        """What every figure that rests on it must carry."""
        ut = (f"▲ faktor fra {self.aar}",) if self.alder else ()
        return ut if self.rad.bekreftet_av else (*ut, IKKE_BEKREFTET)


def kontroller(kode: str, p: Mapping[str, Any]) -> None:
    """Raises ValueError for a shipped factor nobody can look up."""
    mangler = [f for f in ("navn", "enhet", "gass", "kontrollert", "verdier") if not p.get(f)]
    for v in p.get("verdier", ()):
        mangler += [f for f in ("fra", "til", "verdi", "kilde", "adresse", "utgitt", "tillit") if not v.get(f)]
        if not str(v.get("adresse", "")).startswith("https://"):
            mangler.append("adresse som er en adresse")
    if mangler:
        raise ValueError(f"{kode}: {', '.join(mangler)}")


@cache
def leverte() -> tuple[Faktorrad, ...]:
    """The factors shipped with the program, by code and day: those of confidence H or M."""
    data = tomllib.loads(files(parameters.__name__).joinpath(parameters.UTSLIPP).read_text("utf-8"))
    ut = []
    for kode, p in data.items():
        kontroller(kode, p)
        for v in p["verdier"]:
            if v["tillit"] in BRUKBAR:
                ut.append(Faktorrad(
                    kode, p["navn"], v["verdi"], p["enhet"], p["gass"], p["omfang"], p["metode"], p["scope"],
                    p["kategori"], v["fra"], v["til"], v["kilde"], v["adresse"], v["utgitt"], v["tillit"],
                    p["kontrollert"],
                ))  # fmt: skip
    return tuple(ut)


@dataclass(frozen=True)
class Faktorer:
    """The factors in force: the user's own rows go before those shipped. maks_alder: years."""

    egne: tuple[Faktorrad, ...] = ()
    maks_alder: int = MAKS_ALDER

    def kandidater(self, kode: str, metode: str = "") -> list[Faktorrad]:
        """The rows of a code a figure may rest on, the user's own first; without value, days or source they may not.

        metode: a row of the other method never, one that says neither may (E5)."""
        nokkel = kode.strip().casefold()
        return [
            r for r in (*self.egne, *leverte())
            if r.kode.casefold() == nokkel and r.verdi is not None and r.fra and r.til and r.har_kilde
            and (not metode or r.metode in ("", metode))
        ]  # fmt: skip

    def finn(self, kode: str, dag: date, metode: str = "") -> Faktor | None:
        """The factor of a day, None where there is none that may be used."""
        rader = self.kandidater(kode, metode)
        for r in rader:
            if r.fra and r.til and r.fra <= dag <= r.til:
                return Faktor(r, 0)
        tidligere = [r for r in rader if r.til and r.til < dag and dag.year - r.til.year <= self.maks_alder]
        if not tidligere:
            return None
        nyeste = max(r.til for r in tidligere if r.til)
        rad = next(r for r in tidligere if r.til == nyeste)
        return Faktor(rad, max(1, dag.year - nyeste.year))

    def krev(self, kode: str, dag: date, metode: str = "") -> Faktor:
        """As `finn`. Raises TidbankFeil with a sentence that says what there is."""
        funnet = self.finn(kode, dag, metode)
        if funnet is None:
            raise TidbankFeil(self.mangler(kode, dag, metode))
        return funnet

    def mangler(self, kode: str, dag: date, metode: str = "") -> str:
        rader = self.kandidater(kode, metode)
        if not rader:
            if metode and self.kandidater(kode):
                return f"Faktoren {kode} har ingen rad med metoden {metode}. Skriv den andre, eller la den stå tom."
            kjente = {r.kode for r in (*self.egne, *leverte()) if self.kandidater(r.kode)}
            lik = tekst.nesten(kode, sorted(kjente))
            tillegg = f"Mener du {lik}?" if lik else "Skriv den inn med kilde og år i arket Utslippsfaktorer."
            return f"Det finnes ingen utslippsfaktor «{kode}» med verdi, dager og kilde. {tillegg}"
        spenn = ", ".join(sorted({str(r.til.year) for r in rader if r.til}))
        return (
            f"Faktoren {kode} er ikke kjent {tekst.dato(dag)}, bare for {spenn}. En eldre faktor brukes i høyst "
            f"{self.maks_alder} år. Skriv inn en faktor med kilde og år i arket Utslippsfaktorer."
        )


def overlappende(rader: Sequence[Faktorrad]) -> list[tuple[Faktorrad, Faktorrad]]:
    """Pairs of rows of one code and method that cover one day, in the order of the sheet."""
    ut = []
    grupper: dict[tuple[str, str], list[Faktorrad]] = {}
    for r in rader:
        if r.fra and r.til:
            grupper.setdefault((r.kode.casefold(), r.metode), []).append(r)
    for like in grupper.values():
        like.sort(key=lambda r: (r.fra or date.min, r.kilde.rad))
        lengst = like[0]
        for b in like[1:]:  # against the one that lasts longest so far, which need not be the row before
            if lengst.til and b.fra and b.fra <= lengst.til:
                ut.append((lengst, b))
            lengst = max(lengst, b, key=lambda r: r.til or date.min)
    return sorted(ut, key=lambda p: p[1].kilde.rad)


def gasser(brukt: Iterable[Faktorrad]) -> frozenset[str]:
    """CO2, CO2e or both, of the factors in one sum."""
    return frozenset(r.gass for r in brukt if r.gass)
