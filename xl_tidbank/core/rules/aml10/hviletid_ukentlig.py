"""Weekly rest: 35 hours in a row in every week, Monday to Sunday, in real time (aml § 10-8 (2) and (3); B23, B25, T8).

The law does not say when the seven days begin. The calendar week is what NHO takes for granted where nothing else is
set, and the EU Court asks for rest within each week, not after every sixth day (C-306/16).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ... import grenser, tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...tid import clock
from ...tid.arbeidstid import DOGN, TIME, UKE, Tid, mandag
from ...views import Saldo
from .. import Regel

HJEMMEL = "aml. § 10-8 (2)"
HJEMMEL_AVTALE = "aml. § 10-8 (2) og (3)"
# Two stints of a day or less leave 35 hours free somewhere in a week, wherever they lie.
MINST = 3


HVILETID_UKENTLIG = Funnslag[grenser.Grensefakta](
    "hviletid_ukentlig", "For kort ukehvile", HJEMMEL, (Alvor.BRUDD, Alvor.ADVARSEL), arbeidstid=True
)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    lengst_okt, _, paa_rad = sak.arbeidstid.rolig
    if paa_rad < MINST and lengst_okt <= DOGN:
        return
    for man, (lengst, sist) in _lengste(sak).items():
        start = date.fromordinal(man)
        g = grenser.med_avtale(sak.valg, "hvile_ukentlig", start)
        alvor = g.under(lengst / TIME)
        if alvor is None:
            continue
        uke = f"uke {start.isocalendar().week} ({tekst.dato(start)}–{tekst.dato(start + timedelta(days=UKE - 1))})"
        yield HVILETID_UKENTLIG.funn(
            sak.ansattnr, sist.post.kilde, "Dato",
            f"Lengste sammenhengende arbeidsfri i {uke} er {tekst.timer(lengst / TIME)} timer. "
            f"{g.setning('Loven krever')}",
            "Gi kompenserende hvile, som avtalen krever." if alvor == Alvor.ADVARSEL else
            f"Ta bort eller flytt en vakt i uken, så det blir minst {tekst.tall(g.gjelder)} timer fri i strekk.",
            g.fakta(start, start + timedelta(days=UKE - 1), lengst / TIME), dato=sist.post.dato, alvor=alvor,
            hjemmel=HJEMMEL_AVTALE if g.avtale else HJEMMEL,
            helse=not sak.arbeidstid.uten_fravaer(man - 1, man + UKE - 1),
        )  # fmt: skip


def _lengste(sak: Sak) -> dict[int, tuple[int, Tid]]:
    """The longest rest of each week with work (Monday as ordinal): minutes, and the last shift of the week."""
    ut: dict[int, tuple[int, Tid]] = {}

    def fri(man: int, fra: int, til: int, sist: Tid) -> None:
        hittil = ut[man][0] if man in ut else 0
        ut[man] = max(hittil, til - fra), sist

    forrige = forrige_man = 0
    okter = sak.arbeidstid.okter
    for n, o in enumerate(okter):
        forst, sist = o.tider[0], o.tider[-1]
        man = mandag(forst.klokke // DOGN)
        lo = clock.virkelig(man * DOGN)
        if n and forrige_man != man:  # what was left of the last week with work
            fri(forrige_man, forrige, min(o.fra, clock.virkelig((forrige_man + UKE) * DOGN)), ut[forrige_man][1])
        fri(man, max(lo, forrige) if n else lo, o.fra, sist)
        # A night into Monday is work in both weeks.
        neste = mandag((o.til - 1 + sist.klokke - sist.fra) // DOGN)
        if neste != man:
            fri(neste, o.til, o.til, sist)
        forrige, forrige_man = o.til, neste
    if okter:
        fri(forrige_man, forrige, clock.virkelig((forrige_man + UKE) * DOGN), ut[forrige_man][1])
    return ut


REGEL = Regel((HVILETID_UKENTLIG,), funn=funn)
