"""Before a shift is assigned: what it would break, and whom it should be offered (Delta § 8 and § 9; items 22, 25)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from . import oppsigelsestid, tekst
from .model import LEDIG, TIDBANK, TILDELT, Alvor, Funn, Kilde, Vakt
from .rules import ekstravakt, hviletid_daglig, hviletid_ukentlig, varselfrist
from .sak import Sak
from .views import Kandidat, Prove

if TYPE_CHECKING:
    from .bank import Bank

NY = Kilde("prøven")  # as in "vakten i prøven"
# What a shift on trial says of itself and not of the plan: it is not confirmed, and its notice has a line of its own.
EGET = frozenset(("ubekreftet_vakt", "varselfrist"))
HVILEREGLER = (("døgnhvilen", hviletid_daglig), ("ukehvilen", hviletid_ukentlig))
NAER = timedelta(days=9)
ARBEIDSTID = ("hviletid", "arbeidstid", "overtid", "nattarbeid", "annenhver", "pause")


def prov(bank: Bank, vakt: Vakt, dag: date) -> Prove:
    """What the bank would be with one more shift, told on a day. The bank itself is left as it is.

    Raises TidbankFeil for an employee the bank does not know.
    """
    vakt = vakt._replace(vaktnr="", varslet=dag, kilde=NY)
    nr, sak = vakt.ansattnr, bank.sak(vakt.ansattnr)
    med = bank.med_vakt(vakt)
    # Where the day of notice counts as one of the days, the last day is one later.
    frist = sak.valg.varselfrist(vakt.dato) - (sak.valg["varsel_telling"] == "varselsdagen")
    varsel = varselfrist.status(dag, vakt.dato, frist, vakt.eget_onske, sak.valg["sentral_avtale"])
    # The balance speaks for the period of the shift: on the day itself, or on the period's first day before it begins.
    periode, foer, etter = sak.periode(vakt.dato), None, None
    tidbank = ekstra = 0.0
    if periode is not None and not sak.overlappende:
        naar = min(max(dag, periode.start), periode.slutt)
        foer = bank.saldo(nr, naar).skyldig_etter_avtalt
        tidbank, ekstra = ekstravakt.deling(vakt.timer, foer)
        etter = foer - (vakt.timer if vakt.type == TIDBANK else 0.0)
    kandidater = tuple(bank.prioritet(vakt._replace(ansattnr="", status=LEDIG), dag))
    return Prove(
        sak.ansatt, vakt, dag, (*_borte(sak, vakt), *_nye(bank, med, nr, dag)), varsel,
        varselfrist.dager(dag, vakt.dato), varselfrist.siste_varsel(vakt.dato, frist), foer, etter, tidbank, ekstra,
        kandidater, next((k.plass for k in kandidater if k.ansattnr == nr), None),
    )  # fmt: skip


def _borte(sak: Sak, vakt: Vakt) -> Iterator[Funn]:
    """A shift while the employee is away is not worked, so no limit speaks of it. Nothing is said of the absence."""
    if any(f.fra <= vakt.dato <= f.til for f in sak.fravaer):
        yield Funn(
            "borte", Alvor.ADVARSEL, sak.ansattnr, NY, "Dato", "Delta § 15; utkastet pkt. 9",
            f"Den ansatte er ført som borte {tekst.dato(vakt.dato)}.", "Velg en annen dag, eller en annen ansatt.",
            {"dato": vakt.dato}, vakt.dato, helse=True,
        )  # fmt: skip


def _nye(bank: Bank, med: Bank, nr: str, dag: date) -> list[Funn]:
    """The employee's findings with the shift that are not there without it, worst first.

    A working-time limit broken in the same week as before, only worse, is new; another rule that says the same of the
    same cell with other figures is not.
    """
    gamle = list(bank.egne_funn(nr, dag))
    celler = {(f.regel, f.alvor, f.ark, f.celle) for f in gamle}
    nye = []
    for f in med.egne_funn(nr, dag):
        if f.regel in EGET or f in gamle or f.alvor == Alvor.INFO:
            continue
        if f.regel.startswith(ARBEIDSTID) or (f.regel, f.alvor, f.ark, f.celle) not in celler:
            nye.append(f)
    return sorted(nye, key=lambda f: (f.alvor != Alvor.BRUDD, f.regel, f.dato or date.min))


def merket(bank: Bank, k: Kandidat, vakt: Vakt, dag: date) -> Kandidat:
    """A candidate with what stands in the way told: notice that ends before the shift, a rest rule it would break."""
    sak = bank.sak(k.ansattnr)
    grunner = [f"sagt opp, siste dag {tekst.dato(d)}" for d in _siste_dag(sak, dag) if d < vakt.dato]
    grunner += _hvilebrudd(sak, vakt._replace(vaktnr="", ansattnr=k.ansattnr, status=TILDELT, varslet=dag, kilde=NY))
    if not grunner:
        return k
    forbehold = "; ".join(grunner)
    return k._replace(grunn=f"{k.grunn}. OBS: {forbehold}", forbehold=forbehold)


def _siste_dag(sak: Sak, dag: date) -> Iterator[date]:
    """The last day of the latest agreement that has been ended by notice, by either party."""
    for a in reversed(sak.avtaler):
        if a.sagt_opp is not None and a.sagt_opp <= dag:
            begge, metode = oppsigelsestid.begge(sak.valg, a.sagt_opp, a), sak.valg["oppsigelse_metode"]
            yield min(a.til, begge.get(metode, begge[oppsigelsestid.NESTE_MAANED]))
            return


def _hvilebrudd(sak: Sak, vakt: Vakt) -> Iterator[str]:
    """The rest rules a shift breaks and that hold without it. Only the days around it are looked at: no stretch of
    rest, and no week, reaches beyond them."""
    fra, til = vakt.dato - NAER, vakt.dato + NAER
    vakter = [v for v in sak.vakter if fra <= v.dato <= til]
    turnus = [t for t in sak.turnus if fra <= t.dato <= til]
    uten, med = (
        Sak(sak.ansattnr, sak.valg, sak.koder, vakter=v, turnus=turnus, fravaer=sak.fravaer, andre=sak.andre)
        for v in (vakter, [*vakter, vakt])
    )
    for navn, regel in HVILEREGLER:
        gamle = list(regel.funn(uten, vakt.dato, None))
        nye = [f for f in regel.funn(med, vakt.dato, None) if f.alvor == Alvor.BRUDD and f not in gamle]
        if nye:
            yield f"bryter {navn}, {tekst.timer(min(f.fakta['timer'] for f in nye))} timer fri"


def bryter(p: Prove) -> bool:
    """Whether the shift breaks something or needs a decision."""
    return bool(p.funn) or not p.varsel.startswith("OK")
