"""The order of priority, and what stands in the way of somebody: notice given, a rest rule the shift would break
(item 22; B16, B36)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .. import tekst
from ..avregning import oppsigelsestid
from ..funn import Alvor
from ..model import TILDELT, Kilde, Vakt
from ..rules.aml10 import hviletid_daglig, hviletid_ukentlig
from ..sak import Sak
from ..saker import Saker
from ..views import Kandidat
from .prioritet import rangering

NY = Kilde("prøven")  # as in "vakten i prøven"
HVILEREGLER = (
    ("døgnhvilen", hviletid_daglig.funn, hviletid_daglig.HVILETID_DAGLIG),
    ("ukehvilen", hviletid_ukentlig.funn, hviletid_ukentlig.HVILETID_UKENTLIG),
)
NAER = timedelta(days=9)


def rekkefolge(saker: Saker, vakt: Vakt, dag: date, merk: int | None = None) -> list[Kandidat]:
    """Everyone who can take a vacant shift, in order of priority. Those who have given notice or would break a rest
    rule keep their place and are marked; merk: only so many from the top are looked at (None = all)."""
    liste = rangering(saker, vakt, dag)
    return [merket(saker, k, vakt, dag) for k in liste[:merk]] + ([] if merk is None else liste[merk:])


def merket(saker: Saker, k: Kandidat, vakt: Vakt, dag: date) -> Kandidat:
    """A candidate with what stands in the way told: notice that ends before the shift, a rest rule it would break."""
    sak = saker.sak(k.ansattnr)
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
    for navn, finn, slag in HVILEREGLER:
        gamle = list(finn(uten, vakt.dato, None))
        nye = [f for f in finn(med, vakt.dato, None) if f.alvor == Alvor.BRUDD and f not in gamle]
        if nye:
            yield f"bryter {navn}, {tekst.timer(min(f.timer for f in slag.fakta(nye)))} timer fri"
