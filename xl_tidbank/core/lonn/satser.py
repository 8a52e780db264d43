"""Which rate is in force: the house's own from Innstillinger, else the dated one of its tariff area (B20)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from .. import parameters, tekst
from ..parameters import Parameter
from ..valg import Valg

KS, SPEKTER = "KS", "Spekter helse"
FORSTAVELSE: Mapping[str, str] = {KS: "", SPEKTER: "spekter_"}
MULIG_UTDATERT = "mulig utdatert"


class Tilleggsart(NamedTuple):
    """A supplement: the parameter with its windows, its percentage and its least kroner ("" = has none)."""

    navn: str
    prosent: str
    minst: str

    @property
    def vindu(self) -> str:
        return self.prosent or self.minst


class Sats(NamedTuple):
    """A rate in force. prosent: of hourly pay; minst: least kroner an hour; utdatert: keys that may be outdated."""

    prosent: float
    minst: float
    utdatert: frozenset[str] = frozenset()

    def kroner(self, timelonn: float) -> float:
        return max(self.prosent / 100 * timelonn, self.minst)


KVELD, NATT, HELG, ROD_DAG = "kveld", "natt", "helg", "rød dag"
TILLEGG: Mapping[str, tuple[Tilleggsart, ...]] = {
    KS: (
        Tilleggsart(KVELD, "", "kveld_kr"),
        Tilleggsart(NATT, "natt_prosent", "natt_minst_kr"),
        Tilleggsart(HELG, "helg_prosent", "helg_minst_kr"),
        Tilleggsart(ROD_DAG, "rod_dag_prosent", ""),
    ),
    SPEKTER: (
        Tilleggsart(KVELD, "spekter_kveld_prosent", "spekter_kveld_kr"),
        Tilleggsart(NATT, "spekter_natt_prosent", "spekter_natt_minst_kr"),
        Tilleggsart(HELG, "spekter_helg_prosent", "spekter_helg_minst_kr"),
        Tilleggsart(ROD_DAG, "spekter_rod_dag_prosent", ""),
    ),
}
ARTER = tuple(a.navn for a in TILLEGG[KS])
OVERTID = ("overtid_prosent", "overtid_natt_helg_prosent", "overtid_hoytid_prosent")


def parametere(arter: Sequence[Tilleggsart]) -> tuple[Parameter, ...]:
    """The parameters whose windows cut a shift, in the order of `arter`."""
    return tuple(parameters.alle()[a.vindu] for a in arter)


def _egen(nokkel: str, valg: Valg) -> bool:
    return nokkel in valg.endret


def verdi(nokkel: str, dag: date, valg: Valg | None) -> tuple[float, frozenset[str]]:
    """The value of a rate, and its key where it may be outdated. The house's own is never called outdated."""
    if not nokkel:
        return 0.0, frozenset()
    kort = nokkel.removeprefix(FORSTAVELSE[SPEKTER])
    if valg is not None and _egen(kort, valg):
        return float(valg[kort]), frozenset()
    p = parameters.alle()[nokkel]
    kontrollert = valg["satser_kontrollert_til"] if valg is not None else None
    gammel = p.mulig_utdatert(dag) and (kontrollert is None or dag > kontrollert)
    return p.paa(dag), frozenset((nokkel,) if gammel else ())


def sats(art: Tilleggsart, dag: date, valg: Valg | None = None) -> Sats:
    """The rate of a supplement on a day. UtenforDekning before the sources speak."""
    prosent, gammel = verdi(art.prosent, dag, valg)
    minst, ogsaa = verdi(art.minst, dag, valg)
    return Sats(prosent, minst, gammel | ogsaa)


@cache
def kjent_fra(omraade: str, ogsaa: tuple[str, ...] = ()) -> date:
    """The first day that every rate of a tariff area and of overtime is known, and the numbers of these keys."""
    arter = [n for a in TILLEGG[omraade] for n in (a.prosent, a.minst) if n]
    return max(parameters.alle()[n].verdier[0][0] for n in (*arter, *OVERTID, *ogsaa))


def utdaterte(dag: date, valg: Valg) -> list[Parameter]:
    """The rates of the house's area that may be outdated on a day, as `samlet`."""
    omraade = valg["tariffomrade"]
    nokler = [n for a in TILLEGG[omraade] for n in (a.prosent, a.minst) if n]
    alle = parameters.alle()
    return samlet({n for n in (*nokler, *OVERTID) if alle[n].dekker(dag) and verdi(n, dag, valg)[1]})


def samlet(nokler: Collection[str]) -> list[Parameter]:
    """Rates by key as the supplements they belong to, a percentage and its least kroner being one, in tariff order."""
    arter = {a.vindu: {a.prosent, a.minst} for omraade in TILLEGG.values() for a in omraade}
    arter |= {n: {n} for n in OVERTID}
    return [parameters.alle()[vindu] for vindu, egne in arter.items() if egne & set(nokler)]


def i_ord(omraade: str) -> str:
    """The newest rates in words for a help text, with what must be said of their age."""
    alle = parameters.alle()
    deler, forbeholdt = [], []
    for a in TILLEGG[omraade]:
        tall = [(n, e) for n, e in ((a.prosent, "%"), (a.minst, "kr")) if n]
        deler.append(f"{a.navn} {' / '.join(f'{tekst.tall(alle[n].verdier[-1][1])} {e}' for n, e in tall)}")
        forbeholdt += [forbehold(n) for n, _ in tall]
    hale = f"{max(forbeholdt)}." if any(forbeholdt) else "."
    return "; ".join(deler) + hale


def forbehold(nokkel: str) -> str:
    """Words for help texts: "" for a number known until further notice."""
    p = parameters.alle()[nokkel]
    return "" if p.kjent_til is None else f" ({MULIG_UTDATERT}: kjent til {tekst.dato(p.kjent_til)})"
