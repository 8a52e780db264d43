"""Bank shifts that could be fewer and longer, or an extension of an ordinary one: information only, and only within
the person's own limits (E9). Health goes before kilometres."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from math import fsum
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...miljo.regning import vakter_trengs
from ...model import TIDBANK
from ...sak import Sak
from ...tid.arbeidstid import TIME
from ...tid.clock import mandag
from ...views import Saldo
from .. import Regel


class Turfakta(NamedTuple):
    timer: float
    vakter: int
    faerre: int


EKSTRATUR_KAN_SAMLES = Funnslag[Turfakta](
    "ekstratur_kan_samles", "Tidbankvakter som kan bli færre reiser", "Tidsbanken: Transport og pendling; aml. § 10-4",
    (Alvor.INFO,), emne=Emne.MILJO,
)  # fmt: skip


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    egne = [v for v in sak.vakter if v.type == TIDBANK and v.timer > 0 and v.dato <= dag]
    if saldo is None or saldo.skyldig_etter_avtalt <= 0 or not egne:
        return
    igjen, snitt = saldo.skyldig_etter_avtalt, fsum(v.timer for v in egne) / len(egne)
    lengst = parameters.verdi("dag_alminnelig", dag)  # without an agreement
    if snitt >= lengst:
        return
    vakter, faerre = vakter_trengs(igjen, snitt), vakter_trengs(igjen, lengst)
    if faerre < vakter and _plass(sak, dag, lengst):
        siste = egne[-1]
        yield EKSTRATUR_KAN_SAMLES.funn(
            sak.ansattnr, siste.kilde, "Slutt",
            f"{tekst.timer(igjen)} timer er {vakter} vakter på {tekst.timer(snitt)}, eller {faerre} på "
            f"{tekst.tall(lengst)}.",
            "Se om timene kan forlenge en vakt som likevel er satt opp, når den ansatte ønsker det og hvilen holder.",
            Turfakta(igjen, vakter, faerre),
        )  # fmt: skip


def _plass(sak: Sak, dag: date, lengst: float) -> bool:
    """Whether an ordinary shift of the weeks ahead can be made as long as the limit, with daily rest before the next
    and the week within its own limit."""
    hvile = parameters.verdi("hvile_daglig", dag) * TIME
    uke = parameters.verdi("uke_alminnelig", dag) * TIME
    tider = [
        t
        for t in sak.arbeidstid.tider
        if dag < t.post.dato <= dag + timedelta(weeks=parameters.verdi("gjennomgang_uker", dag))
    ]
    uker: dict[date, float] = {}
    for t in tider:
        uker[mandag(t.post.dato)] = uker.get(mandag(t.post.dato), 0.0) + t.minutter
    for a, b in itertools.pairwise(tider):
        mer = lengst * TIME - a.minutter
        if a.i_turnus and mer >= TIME and b.fra - (a.til + mer) >= hvile and uker[mandag(a.post.dato)] + mer <= uke:
            return True
    return False


REGEL = Regel((EKSTRATUR_KAN_SAMLES,), ("miljo", "turnus"), funn=funn)
