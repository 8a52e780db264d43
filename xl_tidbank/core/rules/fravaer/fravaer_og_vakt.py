"""A day that is told two ways: away, and at work (B39; items 38-40). One of the two is wrong, and the figure is said.

Holiday gives way to confirmed work. In whole sickness the booked shift is credited whether it was confirmed or not, and
a shift that came during the absence counts as any other. On a graded day the planned shift must stand whole: the
grade is taken off it here, so that a shift recorded with the half that was worked loses it twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from statistics import median
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import FERIE, GJELDENDE, TIDBANK, UTFORT, Vakt
from ...sak import Sak
from ...tid.stint import Rad, timer
from ...views import Saldo
from .. import Regel

HJEMMEL = "utkastet pkt. 9; Delta § 15"


class PaaJobb(NamedTuple):
    dato: date
    vaktnr: str
    fravaer: str
    timer: float


class Forkortet(NamedTuple):
    dato: date
    vaktnr: str
    timer: float
    vanlig: float
    grad: float


FERIE_OG_VAKT = Funnslag[PaaJobb](
    "ferie_og_vakt", "Ferie og utført vakt samme dag", "ferieloven § 5; " + HJEMMEL, (Alvor.ADVARSEL,)
)
FRAVAER_OG_VAKT = Funnslag[PaaJobb](
    "fravaer_og_vakt", "Helt fravær og utført vakt samme dag", HJEMMEL, (Alvor.ADVARSEL,)
)
GRADERT_VAKT = Funnslag[Forkortet](
    "gradert_vakt", "Forkortet vakt på en dag med gradert fravær", "Delta § 15 («forholdsmessig»)", (Alvor.ADVARSEL,)
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    if not sak.fravaer:
        return
    gradert = {b.dag: b for b in sak.fravaersdager if b.fravaer.kode != FERIE and b.grad < 1}
    for v in sak.skrevne_vakter:
        if v.status != UTFORT or v.dato > dag:
            continue
        if v.dato in sak.arbeidet_i_ferie:
            yield _ferie(sak, v)
        elif v.dato.toordinal() in sak.borte.hele:
            yield _syk(sak, v)
        elif v.type == TIDBANK and (b := gradert.get(v.dato)) and v.faktisk_slutt is None and v.faktisk_start is None:
            vanlig = vanlig_lengde(sak, v.dato)
            if timer(v) <= vanlig * (1 - b.grad) + tekst.STOV:
                yield _halv(sak, v, b.grad, vanlig)
    for t in sak.skreven_turnus:
        if (t.faktisk_start is not None or t.faktisk_slutt is not None) and t.dato in sak.arbeidet_i_ferie:
            yield _ferie(sak, t)


def _ferie(sak: Sak, v: Rad) -> Funn:
    f = next(f for f in sak.fravaer if f.kode == FERIE and f.fra <= v.dato <= f.til)
    return FERIE_OG_VAKT.funn(
        sak.ansattnr, v.kilde, "Status" if isinstance(v, Vakt) else "Faktisk slutt",
        f"Vakten {tekst.dato(v.dato)} er utført, og dagen står som ferie i {f.kilde}. Vakten teller med "
        f"{tekst.timer(timer(v))} timer, og dagen godskrives ikke som ferie.",
        "Rett det som er feil: datoene i Fravær, eller vaktens dato eller Status.",
        PaaJobb(dato=v.dato, vaktnr=getattr(v, "vaktnr", ""), fravaer=f"{f.kilde}", timer=timer(v)), dato=v.dato,
        helse=True,
    )  # fmt: skip


def _syk(sak: Sak, v: Vakt) -> Funn:
    f = next(f for f in sak.fravaer if f.fra <= v.dato <= f.til)
    if sak.borte_fra(v):
        figur = f"De {tekst.timer(timer(v))} timene er godskrevet som oppsatt vakt, ikke som arbeidet."
    elif v.type == TIDBANK and v.dato.toordinal() in sak.borte.helt_kreditert:
        figur = f"De {tekst.timer(timer(v))} timene teller som arbeidet, og fraværet er godskrevet ved siden av."
    else:
        figur = f"De {tekst.timer(timer(v))} timene teller som arbeidet."
    return FRAVAER_OG_VAKT.funn(
        sak.ansattnr, v.kilde, "Status",
        f"Vakten {tekst.dato(v.dato)} er utført, og dagen står som helt fravær i {f.kilde}. {figur}",
        "Rett datoene i Fravær hvis den ansatte var på jobb, eller sett Status til Avlyst hvis ikke.",
        PaaJobb(dato=v.dato, vaktnr=v.vaktnr, fravaer=f"{f.kilde}", timer=timer(v)), dato=v.dato, helse=True,
    )  # fmt: skip


def _halv(sak: Sak, v: Vakt, grad: float, vanlig: float) -> Funn:
    return GRADERT_VAKT.funn(
        sak.ansattnr, v.kilde, "Slutt",
        f"Vakten {tekst.dato(v.dato)} er på {tekst.timer(timer(v))} timer på en dag med {tekst.tall(grad * 100)} % "
        f"fravær, og graden er trukket fra: {tekst.timer(timer(v) * (1 - grad))} timer er arbeidet. Vanlig lengde er "
        f"{tekst.timer(vanlig)} timer.",
        "Før vakten slik den var planlagt, og skriv når den ansatte gikk i Faktisk slutt. Da trekkes graden én gang.",
        Forkortet(dato=v.dato, vaktnr=v.vaktnr, timer=timer(v), vanlig=vanlig, grad=grad), dato=v.dato, helse=True,
    )  # fmt: skip


def vanlig_lengde(sak: Sak, dag: date) -> float:
    """Hours of the person's usual shift: the median of roster and bank shifts on days without graded absence, the
    length of a full-timer's day where there are none."""
    gradert = {d for f in sak.fravaer if 0 < f.grad < 1 for d in (f.fra, f.til)}
    rader: list[Rad] = [*sak.skreven_turnus, *(v for v in sak.skrevne_vakter if v.status in GJELDENDE)]
    lengder = [
        timer(r)
        for r in rader
        if r.dato not in gradert and not any(f.fra <= r.dato <= f.til and f.grad < 1 for f in sak.fravaer)
    ]
    return median(lengder) if lengder else parameters.verdi("overtid_dagsgrense", dag)


REGEL = Regel((FERIE_OG_VAKT, FRAVAER_OG_VAKT, GRADERT_VAKT), funn=funn)
