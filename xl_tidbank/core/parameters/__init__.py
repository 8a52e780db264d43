"""Legal and agreed numbers as dated values, one TOML table each in a file for each source.

valg.toml holds the user's choices beside them, utslipp.toml the emission factors.

A date outside what a parameter covers is refused, never guessed: `verdi` raises `UtenforDekning`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ..errors import TidbankFeil

VALG = "valg.toml"
UTSLIPP = "utslipp.toml"  # emission factors, which core/miljo/faktorer.py reads
LOVER = ("aml.", "ferieloven", "lov ", "personvernforordningen")  # how a clause that stands in a law begins


class UtenforDekning(TidbankFeil):
    """A number is asked for on a date no source speaks of."""


@dataclass(frozen=True, slots=True)
class Klokkevindu:
    """A stretch of the clock a number is for. fra, til: minutes after midnight, til over 1440 is the next day.

    ukedager: 0 = Monday, () = every day. dager: the days by name, () = by ukedager alone: "rød" (a public holiday),
    "helgedag" (that or a Sunday), "før helgedag" (1 and 17 May have no such eve), "MM-DD", or days from Easter Sunday
    ("påske-1").
    """

    fra: int
    til: int
    ukedager: tuple[int, ...] = ()
    dager: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """verdier: (first day, value) in order of time; each value holds until the next, the last until further notice.

    hjemmel, kilde: the clause, and who says so. url: a public page that tells it, "" where none is known: uten_url then
    says why. innhold: what the paragraph of a law says, in our own words. kontrollert: when the value was last held
    against its source.
    kjent_til: the last day the sources speak of; later days may use the newest value, marked as possibly outdated.
    vindu: when the number is used. viker_for: keys of parameters whose windows take this one's place.
    """

    nokkel: str
    navn: str
    enhet: str
    hjemmel: str
    kilde: str
    tillit: str
    kontrollert: date
    verdier: tuple[tuple[date, float], ...]
    url: str = ""
    uten_url: str = ""
    innhold: str = ""
    kjent_til: date | None = None
    vindu: tuple[Klokkevindu, ...] = ()
    viker_for: tuple[str, ...] = ()

    def dekker(self, dag: date) -> bool:
        """Whether the sources speak of the day."""
        return self.verdier[0][0] <= dag

    def mulig_utdatert(self, dag: date) -> bool:
        """Whether the day is later than the sources speak of."""
        return self.kjent_til is not None and dag > self.kjent_til

    def paa(self, dag: date) -> float:
        funnet = None
        for fra, verdi in self.verdier:
            if fra <= dag:
                funnet = verdi
        if funnet is None:
            fra = self.verdier[0][0]
            raise UtenforDekning(
                f"{self.navn} ({self.hjemmel}) er ikke kjent før {fra:%d.%m.%Y}, men ble brukt for {dag:%d.%m.%Y}. "
                "Kontroller datoen."
            )
        return funnet


def kontroller(nokkel: str, p: Mapping[str, Any]) -> None:
    """Raises ValueError for an entry nobody can look up: without clause, source, day it was checked or public page."""
    mangler = [felt for felt in ("hjemmel", "kilde", "kontrollert", "verdier") if not p.get(felt)]
    if "url" not in p or bool(p["url"]) == bool(p.get("uten_url")):
        mangler.append("url, eller uten_url med grunnen")
    elif p["url"] and not p["url"].startswith(("https://", "http://")):
        mangler.append("url som er en adresse")
    if str(p.get("hjemmel", "")).startswith(LOVER) and not p.get("innhold"):
        mangler.append("innhold")
    if mangler:
        raise ValueError(f"{nokkel}: {', '.join(mangler)}")


@cache
def alle() -> dict[str, Parameter]:
    """Every parameter by key."""
    ut: dict[str, Parameter] = {}
    for fil in files(__package__).iterdir():
        if not fil.name.endswith(".toml") or fil.name in (VALG, UTSLIPP):
            continue
        data: dict[str, Any] = tomllib.loads(fil.read_text("utf-8"))
        for nokkel, p in data.items():
            kontroller(nokkel, p)
            verdier = tuple(sorted((v["fra"], v["verdi"]) for v in p.pop("verdier")))
            vindu = tuple(
                Klokkevindu(w["fra"], w["til"], tuple(w.get("ukedager", ())), tuple(w.get("dager", ())))
                for w in p.pop("vindu", ())
            )
            viker_for = tuple(p.pop("viker_for", ()))
            ut[nokkel] = Parameter(nokkel=nokkel, verdier=verdier, vindu=vindu, viker_for=viker_for, **p)
    return ut


@cache
def verdi(nokkel: str, dag: date) -> float:
    """The value in force on a day, in the parameter's own unit. Raises UtenforDekning before the first known day."""
    return alle()[nokkel].paa(dag)


def siste(nokkel: str) -> float:
    """The newest known value: what a choice offers as its default."""
    return alle()[nokkel].verdier[-1][1]
