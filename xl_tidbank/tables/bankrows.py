"""The rows of a bank as its workbook gets them: every table there, the shipped codes and every choice filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from xl_tidbank.core.model import STANDARDKODER, STANDARDKOMPETANSER, Tabeller
from xl_tidbank.core.valg import muligheter

from .arkrekke import rekke
from .registre.miljo import REGISTRE
from .schema import ETTER_NAVN, FRAVAERSKODER, IMPORTER, INNSTILLINGER, KOMPETANSER, TABELLER, Tabell

Rader = Mapping[str, Sequence[Sequence[Any]]]


INGEN: Mapping[str, Sequence[str]] = MappingProxyType({})


def forste_kolonne(t: Tabell, ekstra: Mapping[str, Sequence[str]] = INGEN) -> int:
    """The column a table begins in, from 0: those that share a sheet stand beside each other, each with the user's own
    columns (`ekstra`, names by table), with a column between."""
    foran = TABELLER[: TABELLER.index(t)]
    return sum(len(rekke(f)) + len(ekstra.get(f.navn, ())) + 1 for f in foran if f.ark == t.ark)


def siste_rad(antall: int) -> int:
    """The last row (from 1) that formats, validation and checks of an input sheet reach."""
    return max(20_000, antall + 5_000)


def antall_rader(tabeller: Tabeller) -> dict[str, int]:
    """Rows a user filled in, by the table's name: not the choices, the lists that are shipped or the log of imports."""
    navn = {t.post: t.navn for t in TABELLER if t not in (FRAVAERSKODER, KOMPETANSER, INNSTILLINGER, IMPORTER)}
    alle = (getattr(tabeller, f.name) or () for f in fields(tabeller) if f.name not in ("miljo", "miljofeil"))
    antall = {type(poster[0]): len(poster) for poster in alle if poster}
    registre = {t: len(poster) for t, poster in (tabeller.miljo or {}).items() if poster}
    return {**{navn[post]: n for post, n in antall.items() if post in navn}, **registre}


def alle_rader(rader: Rader) -> dict[str, list[tuple[Any, ...]]]:
    """Typed rows of every table, and of the registers that are named; ValueError for a table that does not exist.

    Columns left out at the end are empty. The choices of the environment stand with its registers.
    """
    ukjent = set(rader) - set(ETTER_NAVN)
    if ukjent:
        raise ValueError(f"no such table: {', '.join(sorted(ukjent))}")
    med = (*TABELLER, *(t for t in REGISTRE if t.navn in rader))
    ut = {t.navn: [(*r, *(None,) * (len(t.kolonner) - len(r))) for r in rader.get(t.navn, ())] for t in med}
    if not ut["Fraværskoder"]:
        ut["Fraværskoder"] = [tuple(k)[:-1] for k in STANDARDKODER]
    if not ut["Kompetanser"]:
        ut["Kompetanser"] = [tuple(k)[:-1] for k in STANDARDKOMPETANSER]
    gitt = {r[0]: r for r in ut["Innstillinger"]}
    valg = []
    for m in muligheter():
        if m.om_miljo and m.nokkel not in gitt and not any(t.navn in rader for t in REGISTRE):
            continue
        egen = gitt.pop(m.nokkel, (m.nokkel, None))
        verdi = _naturlig(m.verdi if egen[1] in (None, "") else egen[1])
        hvorfor = (egen[5] if len(egen) > 5 else "") or m.begrunnelse  # the user's own, where one is written
        valg.append((m.nokkel, verdi, m.enhet, m.hjemmel, "; ".join(m.alternativer), hvorfor, *egen[6:]))
    ut["Innstillinger"] = valg + [(*r, *("",) * (6 - len(r))) for r in gitt.values()]
    return ut


def _naturlig(verdi: Any) -> Any:
    """A choice such as "7" is a number in the cell, where the drop-down offers a number."""
    if isinstance(verdi, str) and verdi.isdecimal():
        return int(verdi)
    return int(verdi) if isinstance(verdi, float) and verdi.is_integer() else verdi
