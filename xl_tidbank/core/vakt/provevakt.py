"""Before a shift is assigned: what it would break, and whom it should be offered (Delta § 8 and § 9; items 22, 25)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from .. import kontroll, tekst
from ..funn import Alvor, Funn, Funnslag
from ..model import LEDIG, TIDBANK, Vakt, rad_paa
from ..rules.vakt import ekstravakt, varselfrist
from ..sak import Sak
from ..saker import Saker
from ..views import Provevakt
from .forbehold import NY, rekkefolge


class Bortefakta(NamedTuple):
    dato: date


BORTE = Funnslag[Bortefakta]("borte", "Borte den dagen", "Delta § 15; utkastet pkt. 9", (Alvor.ADVARSEL,))


def prov(saker: Saker, vakt: Vakt, dag: date) -> Provevakt:
    """What the bank would be with one more shift, told on a day. The bank itself is left as it is.

    Raises TidbankFeil for an employee the bank does not know.
    """
    vakt = vakt._replace(vaktnr="", varslet=dag, kilde=NY)
    nr, sak = vakt.ansattnr, saker.sak(vakt.ansattnr)
    med = saker.med_vakt(vakt)
    # Where the day of notice counts as one of the days, the last day is one later.
    frist = sak.valg.varselfrist(vakt.dato) - (sak.valg["varsel_telling"] == "varselsdagen")
    varsel = varselfrist.status(dag, vakt.dato, frist, vakt.eget_onske, sak.valg["sentral_avtale"])
    # The balance speaks for the period of the shift: on the day itself, or on the period's first day before it begins.
    periode, foer, etter = sak.periode(vakt.dato), None, None
    tidbank = ekstra = 0.0
    if periode is not None and not sak.overlappende:
        naar = min(max(dag, periode.start), periode.slutt)
        foer = saker.saldo(nr, naar).skyldig_etter_avtalt
        tidbank, ekstra = ekstravakt.deling(vakt.timer, foer)
        etter = foer - (vakt.timer if vakt.type == TIDBANK else 0.0)
    kandidater = tuple(rekkefolge(saker, vakt._replace(ansattnr="", status=LEDIG), dag))
    return Provevakt(
        sak.ansatt, vakt, dag, (*_borte(sak, vakt), *_nye(saker, med, nr, dag)), varsel,
        varselfrist.dager(dag, vakt.dato), varselfrist.siste_varsel(vakt.dato, frist), foer, etter, tidbank, ekstra,
        kandidater, next((k.plass for k in kandidater if k.ansattnr == nr), None),
    )  # fmt: skip


def _borte(sak: Sak, vakt: Vakt) -> Iterator[Funn]:
    """A shift while the employee is away is not worked, so no limit speaks of it. Nothing is said of the absence."""
    if rad_paa(sak.fravaer, vakt.dato):
        yield BORTE.funn(
            sak.ansattnr, NY, "Dato", f"Den ansatte er ført som borte {tekst.dato(vakt.dato)}.",
            "Velg en annen dag, eller en annen ansatt.", Bortefakta(vakt.dato), dato=vakt.dato, helse=True,
        )  # fmt: skip


def _nye(saker: Saker, med: Saker, nr: str, dag: date) -> list[Funn]:
    """The employee's findings with the shift that are not there without it, worst first.

    A working-time limit broken in the same week as before, only worse, is new; another rule that says the same of the
    same cell with other figures is not.
    """
    gamle = list(kontroll.egne(saker, nr, dag))
    celler = {(f.regel, f.alvor, f.ark, f.celle) for f in gamle}
    nye = []
    for f in kontroll.egne(med, nr, dag):
        if f.slag.om_vakten or f in gamle or f.alvor == Alvor.INFO:
            continue
        if f.slag.arbeidstid or (f.regel, f.alvor, f.ark, f.celle) not in celler:
            nye.append(f)
    return sorted(nye, key=lambda f: (f.alvor != Alvor.BRUDD, f.regel, f.dato or date.min))


def bryter(p: Provevakt) -> bool:
    """Whether the shift breaks something or needs a decision."""
    return bool(p.funn) or not p.varsel.startswith("OK")
