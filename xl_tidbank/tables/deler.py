"""The parts of a bank, as data: what a bank begins with, and what is added when somebody wants it.

A table says in the schema which part it belongs to (`Tabell.del_`), a command says it where it is defined
(`@kommando(..., del_=...)`). A part is in a bank when one of its sheets can be seen there; that is the whole mark, so
that a bank made before there were parts has all that it shows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from xl_tidbank.core.errors import Verdifeil

from .names import samme
from .schema import ALLE, Tabell


class Bankdel(NamedTuple):
    """A part. navn: its key. lagt_klar: its sheets lie hidden in every new bank; else they are made when it is asked
    for, which is for parts of many sheets. fylt: rows in its tables make a new bank show it."""

    navn: str
    tittel: str
    hjelp: str
    lagt_klar: bool = True
    fylt: bool = True


# In the order they are offered. A new part is a line here, its key in its tables, and in its commands.
DELER: tuple[Bankdel, ...] = (
    Bankdel("rulleplan", "Rulleplan", "Ukene i turnusen som går om igjen, på arket Grunnturnus."),
    Bankdel("lonn", "Lønn", "Lønn for måneden, tillegg og fil til lønnssystemet."),
    Bankdel("timebank", "Timebank", "Timer til gode utover kapasiteten, avspasering og utbetaling."),
    Bankdel("prosess", "Prosess", "Drøfting, kartlegging, opplæring og evaluering, med frister."),
    Bankdel("miljo", "Miljø", "Registre, klimaregnskap og årsrapport for miljøarbeidet.", lagt_klar=False),
    Bankdel("lister", "Lister", "Fraværskodene, vaktkodene og kompetansene, på arket Lister."),
    Bankdel("importer", "Importer", "Loggen over det som er hentet inn fra andre systemer.", fylt=False),
)


def delen(navn: str) -> Bankdel | None:
    """The part of that key or title, whatever its case; None = there is none."""
    return next((d for d in DELER if samme(navn) in (samme(d.navn), samme(d.tittel))), None)


def tolk(tekst: str | Iterable[str]) -> tuple[str, ...]:
    """The keys of what somebody wrote: "lonn, prosess". `alle` is all of them. Raises Verdifeil with a sentence."""
    ord_ = tekst.replace(";", ",").split(",") if isinstance(tekst, str) else list(tekst)
    ut: list[str] = []
    for o in (o.strip() for o in ord_ if o.strip()):
        funnet = delen(o)
        if samme(o) == "alle":
            ut += [d.navn for d in DELER]
        elif funnet is None:
            raise Verdifeil(f"Delen «{o}» finnes ikke. Delene er {', '.join(d.navn for d in DELER)}, eller alle.")
        else:
            ut.append(funnet.navn)
    return tuple(dict.fromkeys(ut))


def arkene(del_: str) -> tuple[str, ...]:
    """The sheets of a part, in the order of the workbook."""
    return tuple(dict.fromkeys(t.ark for t in ALLE if t.del_ == del_))


def etter_ark() -> dict[str, str]:
    """The part of each sheet that belongs to one."""
    return {t.ark: t.del_ for t in ALLE if t.del_}


def synlige(ark: Iterable[str]) -> tuple[str, ...]:
    """The parts that are in a workbook in which these sheets can be seen."""
    sett = {samme(a) for a in ark}
    return tuple(d.navn for d in DELER if any(samme(a) in sett for a in arkene(d.navn)))


def fylte(antall: Iterable[str]) -> tuple[str, ...]:
    """The parts that have rows. antall: the names of the tables with any the user has filled in."""
    med = set(antall)
    return tuple(d.navn for d in DELER if d.fylt and any(t.del_ == d.navn and t.navn in med for t in ALLE))


def skrives(t: Tabell, deler: Collection[str]) -> bool:
    """Whether a workbook with these parts gets the sheet of the table at all."""
    d = next((d for d in DELER if d.navn == t.del_), None)
    return d is None or d.lagt_klar or d.navn in deler


def vises(t: Tabell, deler: Collection[str], med_rader: bool) -> bool:
    """Whether its sheet can be seen there. med_rader: the user has filled in rows in it."""
    return (not t.del_ or t.del_ in deler) and (med_rader or not t.bortlagt)
