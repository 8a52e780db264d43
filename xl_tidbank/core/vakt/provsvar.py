"""The answer to a trial of a shift as rows: what it breaks, notice, hours, the agreement, who has priority."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from .. import grenser, tekst
from ..funn import Alvor
from ..model import TIDBANK, Avtale, Vakt, rad_paa
from ..rules.avtale import deltid, tidbank_tak
from ..saker import Saker
from ..views import Kandidat, Provevakt
from .prioritet import VIST, dekning, kvalifisert

MEST_TEKST = 105  # characters of a line: what a form has room for
OK, BRUDD, ADVARSEL = "● I rute", "■ Brudd", "▲ Advarsel"  # as pages show them: never a colour alone
HODE = ("Hva", "Status", "Svar", "Timer", "Mer")
_ORD = {Alvor.BRUDD: BRUDD, Alvor.ADVARSEL: ADVARSEL}


class Provrad(NamedTuple):
    """One line of the answer. timer: hours where the line has a figure, None = none. mer: what to do, or why."""

    hva: str
    status: str
    svar: str
    timer: float | None
    mer: str


def svarrader(saker: Saker, p: Provevakt) -> list[Provrad]:
    """Everything that is to be said of a shift on trial, in the order a manager asks."""
    sak = saker.sak(p.ansatt.ansattnr)
    return [
        *_varsel(p), *_funn(p), *_timer(p), *_avtale(saker, sak.avtale(p.vakt.dato), p.vakt.dato),
        *fortrinn(p.kandidater, p.ansatt.ansattnr), *_ikke_med(saker, p),
    ]  # fmt: skip


def fortrinn(kandidater: Sequence[Kandidat], valgt: str = "") -> list[Provrad]:
    """The top of the ranked list, and the chosen one's place further down."""
    ut = []
    for k in kandidater:
        if k.plass > VIST and k.ansattnr != valgt:
            continue
        status = "" if not k.forbehold else ADVARSEL
        ut.append(Provrad(f"Fortrinn {k.plass}", status, f"{k.navn} ({k.ansattnr})".strip(), None, k.grunn))
    return ut or [Provrad("Fortrinn", "", "Ingen kvalifiserte er ledige.", None, "")]


def _varsel(p: Provevakt) -> Iterator[Provrad]:
    i_tide = p.varsel.startswith("OK")
    yield Provrad(
        "Varsel", OK if i_tide else BRUDD, p.varsel.partition(": ")[2] or p.varsel, None,
        f"Siste dag å varsle er {tekst.dato(p.siste_varsel)}.",
    )  # fmt: skip


def _funn(p: Provevakt) -> Iterator[Provrad]:
    for f in p.funn:
        svar, mer = _linjer(f.tekst), _linjer(f"{f.tiltak} ({f.hjemmel})")
        for n in range(max(len(svar), len(mer))):
            hva = (f.slag.tittel, _ORD.get(f.alvor, "")) if not n else ("", "")
            yield Provrad(*hva, svar[n] if n < len(svar) else "", None, mer[n] if n < len(mer) else "")
    if not p.funn:
        yield Provrad("Hvile og arbeidstid", OK, "Vakten bryter ingen grense sammen med turnusen.", None, "")


def _linjer(setninger: str) -> list[str]:
    """A long text as lines of whole sentences."""
    ut = [""]
    for s in re.split(r"(?<=[.:]) (?=[A-ZÆØÅ(])", setninger):
        if ut[-1] and len(ut[-1]) + 1 + len(s) > MEST_TEKST:
            ut.append("")
        ut[-1] = f"{ut[-1]} {s}".strip()
    return ut


def _timer(p: Provevakt) -> Iterator[Provrad]:
    yield Provrad("Vakten", "", f"{p.vakt.type}, {tekst.timer(p.vakt.timer)} timer uten pausen", p.vakt.timer, "")
    if p.foer is None or p.etter is None:
        yield Provrad("Skyldig", ADVARSEL, "Ingen avregningsperiode dekker vakten.", None, "Kontroller arket Avtaler.")
        return
    yield Provrad("Skyldig før", "", tekst.skyldig(p.foer), p.foer, "Når vaktene som er avtalt, er trukket fra.")
    yield Provrad("Skyldig etter", "", tekst.skyldig(p.etter), p.etter, "")
    if p.vakt.type == TIDBANK and p.ekstra > 0:
        deling = f"{tekst.timer(p.tidbank)} timer er Tidbank og {tekst.timer(p.ekstra)} timer Ekstra."
        yield Provrad("Over null", ADVARSEL, deling, p.ekstra, "Timer over null er ekstravakt (Delta § 9).")


def _avtale(saker: Saker, a: Avtale | None, dag: date) -> Iterator[Provrad]:
    """The 40 % and the 100 % of the agreement on the day of the shift."""
    if a is None:
        yield Provrad("Avtale", ADVARSEL, f"Ingen avtale gjelder {tekst.dato(dag)}.", None, "Kontroller arket Avtaler.")
        return
    egen = 100 * tidbank_tak.andel(a.fast_pst, a.tidbank_pst)
    tak = grenser.egen_andel(saker.valg, a)
    alvor = tak.over(egen)
    yield Provrad(
        f"{tekst.tall(tak.lov)} % av egen stilling", _ORD[alvor] if alvor else OK,
        f"{tekst.timer(egen)} % av egen stilling er tidbank.", None, tidbank_tak.HJEMMEL,
    )  # fmt: skip
    hele = a.fast_pst + a.tidbank_pst
    over = deltid.over_full(a.fast_pst, a.tidbank_pst)
    yield Provrad(
        "100 % i alt", BRUDD if over else OK,
        f"{tekst.tall(a.fast_pst)} % fast og {tekst.tall(a.tidbank_pst)} % tidbank er {tekst.tall(hele)} %.", None,
        deltid.HJEMMEL,
    )  # fmt: skip


def _ikke_med(saker: Saker, p: Provevakt) -> Iterator[Provrad]:
    if p.plass is None:
        hvem = f"{p.ansatt.navn} ({p.ansatt.ansattnr})"
        yield Provrad("Ikke på listen", ADVARSEL, hvem, None, hvorfor_ikke(saker, p.vakt, p.ansatt.ansattnr))


def hvorfor_ikke(saker: Saker, vakt: Vakt, ansattnr: str) -> str:
    """Why somebody is not on the ranked list of a shift. Of an absence never more than that."""
    sak = saker.sak(ansattnr)
    if kvalifisert(vakt, sak.ansatt, dekning(saker.tabeller.kompetanser or ())) is None:
        return f"Har ikke kompetansen {vakt.kompetanse}."
    if rad_paa(sak.fravaer, vakt.dato):
        return "Er borte den dagen."
    return "Er på en annen vakt samtidig."
